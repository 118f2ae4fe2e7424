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
 * @note: what the clocks did to it
 */
typedef struct
{
  gint64 start;
  gint64 end;
  gint64 wall;
  RwWallNote note;
} RwInstance;

/**
 * RwRecurrence:
 * @start_wall: first local start, see rw_wall_parse()
 * @tz: IANA zone
 * @duration: microseconds, exact (RFC 5545, 3.3.6)
 * @rrule: (nullable): RFC 5545 recurrence rule; %NULL for once
 * @exdates: (array) (element-type gint64) (nullable): local starts that are left out
 */
typedef struct
{
  gint64 start_wall;
  const char *tz;
  gint64 duration;
  const char *rrule;
  GArray *exdates;
} RwRecurrence;

GArray     *rw_recurrence_expand (const RwRecurrence *recurrence,
                                  gint64              from,
                                  gint64              to,
                                  GError            **error);
GArray     *rw_window_expand     (RwRecord           *window,
                                  gint64              from,
                                  gint64              to,
                                  GError            **error);
RwWallNote  rw_zone_note         (GTimeZone          *zone,
                                  gint64              wall);

G_END_DECLS
