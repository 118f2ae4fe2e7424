/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-calendar-view.h"

G_BEGIN_DECLS

/* Between the parts of the calendar view: what it shows, and the hand that moves it. */

/**
 * RwCalendarHold:
 * @RW_CALENDAR_HOLD_NONE: nothing is held
 * @RW_CALENDAR_HOLD_WHOLE: an entry is moved
 * @RW_CALENDAR_HOLD_START: its start is moved
 * @RW_CALENDAR_HOLD_END: its end is moved
 * @RW_CALENDAR_HOLD_NEW: a new one is drawn
 */
typedef enum
{
  RW_CALENDAR_HOLD_NONE,
  RW_CALENDAR_HOLD_WHOLE,
  RW_CALENDAR_HOLD_START,
  RW_CALENDAR_HOLD_END,
  RW_CALENDAR_HOLD_NEW,
} RwCalendarHold;

typedef struct
{
  gint64 first_day;
  guint n_days;
  GTimeZone *zone;
  GPtrArray *entries;
  GPtrArray *bands;

  GPtrArray *chips;
  GPtrArray *mores;
  GPtrArray *order; /* of those two, as they are arranged: by time */
  guint n_chips;
  guint n_mores;
  guint timer;

  RwId selected;
  RwCalendarHold hold;
  RwCalendarEntry *held;
  RwCalendarSpan ghost;
  gint64 grab; /* wall time between the edge that is moved and the hand; of a new one where it begins */
  double press_x;
  double press_y;
  gboolean dragging;
  gboolean abandoned;
  gboolean creates;
  gboolean refused;
  gint64 cursor; /* wall time */
  gboolean has_cursor;
} RwCalendarViewPrivate;

RwCalendarViewPrivate *rw_calendar_view_private       (RwCalendarView  *self);
void                   rw_calendar_view_mark_chips    (RwCalendarView  *self);
void                   rw_calendar_view_pick          (RwCalendarView  *self,
                                                       RwCalendarEntry *entry,
                                                       gboolean         open);
GtkWidget             *rw_calendar_view_focus_chip    (RwCalendarView  *self);
void                   rw_calendar_view_ask_move      (RwCalendarView  *self,
                                                       RwCalendarEntry *entry,
                                                       gint64           start,
                                                       gint64           end);
void                   rw_calendar_view_ask_new       (RwCalendarView  *self,
                                                       gint64           start,
                                                       gint64           end);
void                   rw_calendar_view_tell_ghost    (RwCalendarView  *self);

void                   rw_calendar_hand_attach        (RwCalendarView  *self);
void                   rw_calendar_hand_release       (RwCalendarView  *self,
                                                       gboolean         drop);

G_END_DECLS
