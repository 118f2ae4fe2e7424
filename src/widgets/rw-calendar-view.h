/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-calendar-chip.h"
#include "rw-calendar-layout.h"

G_BEGIN_DECLS

#define RW_TYPE_CALENDAR_VIEW (rw_calendar_view_get_type ())

/**
 * RwCalendarView:
 *
 * What the week and the month have in common: days, entries and bands, a pool of chips, selecting,
 * opening and moving an entry by drag or key. A subclass says where things are.
 *
 * Moving by key: Alt with an arrow begins, arrows go on, Enter drops, Escape leaves it where it was.
 *
 * Signals: "select" and "open" (RwCalendarEntry *): the person picked one; "move-requested"
 * (RwCalendarEntry *, gint64 start, gint64 end): wants it at another time; "day-activated" (gint64
 * day): wants to see that day.
 */
G_DECLARE_DERIVABLE_TYPE (RwCalendarView, rw_calendar_view, RW, CALENDAR_VIEW, GtkWidget)

/**
 * RwCalendarViewClass:
 * @arrange: sets up and places the chips for the entries, in size_allocate
 * @wall_at: the wall time under a point, to be rounded down to @snap
 * @step_minutes: minutes that a vertical arrow moves; @snap of a drag
 */
struct _RwCalendarViewClass
{
  GtkWidgetClass parent_class;

  void     (*arrange)      (RwCalendarView *self,
                            int             width,
                            int             height);
  gboolean (*wall_at)      (RwCalendarView *self,
                            double          x,
                            double          y,
                            gint64         *wall);
  int        step_minutes;
};

void             rw_calendar_view_set_days      (RwCalendarView  *self,
                                                 gint64           first_day,
                                                 guint            n_days,
                                                 GTimeZone       *zone);
void             rw_calendar_view_set_entries   (RwCalendarView  *self,
                                                 GPtrArray       *entries,
                                                 GPtrArray       *bands);
gboolean         rw_calendar_view_select        (RwCalendarView  *self,
                                                 const RwId      *id);
gint64           rw_calendar_view_get_first_day (RwCalendarView  *self);
guint            rw_calendar_view_get_n_days    (RwCalendarView  *self);
GTimeZone       *rw_calendar_view_get_zone      (RwCalendarView  *self);
GPtrArray       *rw_calendar_view_get_entries   (RwCalendarView  *self);
GPtrArray       *rw_calendar_view_get_bands     (RwCalendarView  *self);
gboolean         rw_calendar_view_get_ghost     (RwCalendarView  *self,
                                                 RwCalendarSpan  *span);
GtkWidget       *rw_calendar_view_use_chip      (RwCalendarView  *self,
                                                 guint            index);
void             rw_calendar_view_hide_chips    (RwCalendarView  *self,
                                                 guint            from);

G_END_DECLS
