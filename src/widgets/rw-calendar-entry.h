/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rw-id.h"

G_BEGIN_DECLS

/**
 * RwCalendarTone:
 * @RW_CALENDAR_TENTATIVE: not approved yet
 * @RW_CALENDAR_FIRM: will happen
 * @RW_CALENDAR_URGENT: an emergency
 * @RW_CALENDAR_RUNNING: happens now
 * @RW_CALENDAR_DONE: is over
 */
typedef enum
{
  RW_CALENDAR_TENTATIVE,
  RW_CALENDAR_FIRM,
  RW_CALENDAR_URGENT,
  RW_CALENDAR_RUNNING,
  RW_CALENDAR_DONE,
} RwCalendarTone;

/**
 * RwCalendarEntry:
 * @id: of the record
 * @number: for example "C-2066"
 * @title: what it is
 * @detail: (nullable): a second line: customer, implementer
 * @status: in words
 * @note: (nullable): what is wrong with it, in a sentence
 * @start: microseconds since 1970, UTC
 * @end: the same; half-open
 * @tone: how it looks
 * @movable: a person may move it
 *
 * One entry of a calendar. Shared with g_rc_box_acquire().
 */
typedef struct
{
  RwId id;
  char *number;
  char *title;
  char *detail;
  char *status;
  char *note;
  gint64 start;
  gint64 end;
  RwCalendarTone tone;
  gboolean movable;
} RwCalendarEntry;

/**
 * RwCalendarLayer:
 * @RW_CALENDAR_LAYER_WINDOWS: maintenance windows
 * @RW_CALENDAR_LAYER_FREEZES: times without changes
 * @RW_CALENDAR_LAYER_SHIFTS: who is on call
 * @RW_CALENDAR_LAYER_BACKUPS: when backups run
 * @RW_CALENDAR_LAYER_NOTICES: what carriers announced
 *
 * What may stand behind the entries.
 */
typedef enum
{
  RW_CALENDAR_LAYER_WINDOWS,
  RW_CALENDAR_LAYER_FREEZES,
  RW_CALENDAR_LAYER_SHIFTS,
  RW_CALENDAR_LAYER_BACKUPS,
  RW_CALENDAR_LAYER_NOTICES,
} RwCalendarLayer;

#define RW_CALENDAR_N_LAYERS 5

/**
 * RwCalendarBand:
 * @layer: what sort of time it is
 * @label: what it is
 * @start: microseconds since 1970, UTC
 * @end: the same; half-open
 * @faint: holds for somebody only, or is not certain
 *
 * A time behind the entries.
 */
typedef struct
{
  RwCalendarLayer layer;
  char *label;
  gint64 start;
  gint64 end;
  gboolean faint;
} RwCalendarBand;

RwCalendarEntry *rw_calendar_entry_new   (const RwId            *id,
                                          const char            *number,
                                          const char            *title,
                                          gint64                 start,
                                          gint64                 end);
void             rw_calendar_entry_unref (RwCalendarEntry       *entry);
char            *rw_calendar_entry_times (const RwCalendarEntry *entry,
                                          GTimeZone             *zone);
char            *rw_calendar_entry_speak (const RwCalendarEntry *entry,
                                          GTimeZone             *zone);
RwCalendarBand  *rw_calendar_band_new    (RwCalendarLayer        layer,
                                          const char            *label,
                                          gint64                 start,
                                          gint64                 end,
                                          gboolean               faint);
void             rw_calendar_band_free   (RwCalendarBand        *band);
const char      *rw_calendar_layer_icon  (RwCalendarLayer        layer);
const char      *rw_calendar_layer_label (RwCalendarLayer        layer);
char            *rw_calendar_range_text  (gint64                 start,
                                          gint64                 end,
                                          GTimeZone             *zone);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwCalendarEntry, rw_calendar_entry_unref)

G_END_DECLS
