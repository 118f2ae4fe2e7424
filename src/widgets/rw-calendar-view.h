/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-calendar-chip.h"
#include "rw-calendar-layout.h"
#include "rw-calendar-more.h"

G_BEGIN_DECLS

#define RW_TYPE_CALENDAR_VIEW (rw_calendar_view_get_type ())

/**
 * RwCalendarView:
 *
 * What the views of a calendar have in common: days, entries and bands, a pool of chips, selecting,
 * opening, making, moving and stretching an entry by drag or key. A subclass says where things are.
 *
 * By key: Tab goes from entry to entry by time. Alt with an arrow begins a move, Alt and Shift with an
 * arrow move the end; arrows go on, Enter drops, Escape leaves it as it was. On the view itself arrows
 * move a cursor, and Enter, Insert or "c" make an entry there.
 *
 * Signals: "select" and "open" (RwCalendarEntry *): the person picked one; "move-requested"
 * (RwCalendarEntry *, gint64 start, gint64 end): wants it at another time; "create-requested" (gint64
 * start, gint64 end): wants a new one; "day-activated" (gint64 day): wants to see that day.
 * "ghost-changed": what is being moved or made is elsewhere now, or no longer being moved: see
 * rw_calendar_view_get_ghost().
 */
G_DECLARE_DERIVABLE_TYPE (RwCalendarView, rw_calendar_view, RW, CALENDAR_VIEW, GtkWidget)

/**
 * RwCalendarViewClass:
 * @arrange: sets up and places the chips for the entries, in size_allocate
 * @wall_at: the wall time under a point, to be rounded; %FALSE where there is none
 * @minute_pixels: how long a minute is on the screen
 * @reveal: (nullable): brings a wall time into view
 * @step_minutes: minutes that an arrow along the time moves, and to which a drag snaps
 * @across: time goes from left to right
 */
struct _RwCalendarViewClass
{
  GtkWidgetClass parent_class;

  void     (*arrange)       (RwCalendarView *self,
                             int             width,
                             int             height);
  gboolean (*wall_at)       (RwCalendarView *self,
                             double          x,
                             double          y,
                             gint64         *wall);
  double   (*minute_pixels) (RwCalendarView *self);
  void     (*reveal)        (RwCalendarView *self,
                             gint64          wall);
  int        step_minutes;
  gboolean   across;
};

/**
 * RwCalendarGhost:
 * @entry: (nullable): what is being moved or stretched; %NULL: a new one
 * @span: where it would be
 * @changed: it would be elsewhere than it is
 * @refused: the person was told that it may not be there, see rw_calendar_view_set_refused()
 */
typedef struct
{
  RwCalendarEntry *entry;
  RwCalendarSpan span;
  gboolean changed;
  gboolean refused;
} RwCalendarGhost;

void             rw_calendar_view_set_days      (RwCalendarView  *self,
                                                 gint64           first_day,
                                                 guint            n_days,
                                                 GTimeZone       *zone);
void             rw_calendar_view_set_entries   (RwCalendarView  *self,
                                                 GPtrArray       *entries,
                                                 GPtrArray       *bands);
void             rw_calendar_view_set_creates   (RwCalendarView  *self,
                                                 gboolean         creates);
void             rw_calendar_view_set_refused   (RwCalendarView  *self,
                                                 gboolean         refused);
gboolean         rw_calendar_view_select        (RwCalendarView  *self,
                                                 const RwId      *id);
void             rw_calendar_view_reveal        (RwCalendarView  *self,
                                                 gint64           wall);
gint64           rw_calendar_view_get_first_day (RwCalendarView  *self);
guint            rw_calendar_view_get_n_days    (RwCalendarView  *self);
GTimeZone       *rw_calendar_view_get_zone      (RwCalendarView  *self);
GPtrArray       *rw_calendar_view_get_entries   (RwCalendarView  *self);
GPtrArray       *rw_calendar_view_get_bands     (RwCalendarView  *self);
gboolean         rw_calendar_view_get_ghost     (RwCalendarView  *self,
                                                 RwCalendarGhost *ghost);
gboolean         rw_calendar_view_get_cursor    (RwCalendarView  *self,
                                                 gint64          *wall);
GtkWidget       *rw_calendar_view_use_chip      (RwCalendarView  *self);
RwCalendarMore  *rw_calendar_view_use_more      (RwCalendarView  *self);
int              rw_calendar_view_line_height   (RwCalendarView  *self);

G_END_DECLS
