/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rules/rw-recurrence.h"

G_BEGIN_DECLS

/**
 * RwRepeat:
 * @RW_REPEAT_MONTHLY_DAY: on a day of the month, or its last
 * @RW_REPEAT_MONTHLY_WEEKDAY: on the first, second … or last of a weekday
 * @RW_REPEAT_YEARLY: on the day and month of the start
 *
 * The ways of recurring that a person is asked for.
 */
typedef enum
{
  RW_REPEAT_ONCE,
  RW_REPEAT_DAILY,
  RW_REPEAT_WEEKLY,
  RW_REPEAT_MONTHLY_DAY,
  RW_REPEAT_MONTHLY_WEEKDAY,
  RW_REPEAT_YEARLY,
  RW_N_REPEATS,
} RwRepeat;

#define RW_REPEAT_INTERVAL_MOST 99
#define RW_REPEAT_COUNT_MOST    9999
#define RW_REPEAT_FOR_EVER      G_MAXINT64

/**
 * RwRepeatPlan:
 * @interval: every so many days, weeks, months or years; from 1
 * @weekdays: weekly: mask, Monday is bit 0
 * @month_day: monthly: 1 to 31; -1 for the last
 * @nth: monthly: 1 to 5; -1 for the last
 * @weekday: monthly: of which weekday, Monday is 0
 * @count: so many times in all; 0 for no such end
 * @until: last day, days since 1970; or %RW_REPEAT_FOR_EVER
 *
 * A recurrence rule as a few controls show it.
 */
typedef struct
{
  RwRepeat repeat;
  guint interval;
  guint weekdays;
  int month_day;
  int nth;
  int weekday;
  guint count;
  gint64 until;
} RwRepeatPlan;

void     rw_repeat_plan_init      (RwRepeatPlan       *plan,
                                   gint64              start_wall);
gboolean rw_repeat_plan_parse     (RwRepeatPlan       *plan,
                                   const char         *rrule,
                                   gint64              start_wall);
char    *rw_repeat_plan_to_rrule  (const RwRepeatPlan *plan);
gint64   rw_repeat_plan_align     (const RwRepeatPlan *plan,
                                   gint64              start_wall);

char    *rw_recurrence_describe   (const RwRecurrence *recurrence);
char    *rw_span_to_text          (gint64              start_wall,
                                   gint64              minutes);
gboolean rw_span_parse            (const char         *text,
                                   gint64              start_wall,
                                   gint64             *minutes);

G_END_DECLS
