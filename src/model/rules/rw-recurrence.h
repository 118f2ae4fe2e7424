/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-record.h"

G_BEGIN_DECLS

/**
 * RwWallNote:
 * @RW_WALL_PLAIN: the wall time occurs once
 * @RW_WALL_GAP: it does not exist, the clocks jump over it
 * @RW_WALL_FOLD: it occurs twice; the first is meant
 */
typedef enum
{
  RW_WALL_PLAIN,
  RW_WALL_GAP,
  RW_WALL_FOLD,
} RwWallNote;

/**
 * RwInstance:
 * @start: microseconds since 1970, UTC
 * @end: the same; half-open
 * @wall: the local start that was meant, see rw_wall_parse()
 * @recurrence: the local start before it was moved (RFC 5545, 3.8.4.4): what a move or an exception names
 * @note: what the clocks did to it
 */
typedef struct
{
  gint64 start;
  gint64 end;
  gint64 wall;
  gint64 recurrence;
  RwWallNote note;
} RwInstance;

/**
 * RwMovedInstance:
 * @recurrence: the local start of an instance
 * @wall: the local start that it has instead
 */
typedef struct
{
  gint64 recurrence;
  gint64 wall;
} RwMovedInstance;

/**
 * RwRecurrence:
 * @start_wall: first local start, see rw_wall_parse()
 * @tz: IANA zone
 * @duration: microseconds, exact (RFC 5545, 3.3.6)
 * @rrule: (nullable): RFC 5545 recurrence rule; %NULL for once
 * @exdates: (element-type gint64) (nullable): local starts that are left out, whatever else names them
 * @rdates: (element-type gint64) (nullable): local starts beside those of the rule
 * @moves: (element-type RwMovedInstance) (nullable): instances with another start; of two for one instance the
 *   last holds
 */
typedef struct
{
  gint64 start_wall;
  const char *tz;
  gint64 duration;
  const char *rrule;
  GArray *exdates;
  GArray *rdates;
  GArray *moves;
} RwRecurrence;

#define RW_MOVED_SEPARATOR '>'

gboolean      rw_recurrence_check_rule  (const RwRecurrence *recurrence,
                                         GError            **error);
gboolean      rw_recurrence_check_moves (const RwRecurrence *recurrence,
                                         GError            **error);
GArray       *rw_recurrence_expand      (const RwRecurrence *recurrence,
                                         gint64              from,
                                         gint64              to,
                                         GError            **error);
RwRecurrence *rw_recurrence_new_window  (RwRecord           *window,
                                         GError            **error);
void          rw_recurrence_free        (RwRecurrence       *recurrence);
gboolean      rw_moved_instance_parse             (const char         *text,
                                         RwMovedInstance             *move);
char         *rw_moved_instance_to_string         (const RwMovedInstance       *move);
gboolean      rw_window_check           (RwRecord           *window,
                                         GError            **error);
GArray       *rw_window_expand          (RwRecord           *window,
                                         gint64              from,
                                         gint64              to,
                                         GError            **error);
RwWallNote    rw_zone_note              (GTimeZone          *zone,
                                         gint64              wall);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwRecurrence, rw_recurrence_free)

G_END_DECLS
