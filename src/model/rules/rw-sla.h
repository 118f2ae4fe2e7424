/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-opening-hours.h"

G_BEGIN_DECLS

/**
 * RwSlaWhy:
 * @RW_SLA_COUNTED: the clock ran
 * @RW_SLA_CLOSED: the calendar was closed
 * @RW_SLA_HOLIDAY: the whole day is a holiday
 * @RW_SLA_PAUSED: somebody else was waited for
 */
typedef enum
{
  RW_SLA_COUNTED,
  RW_SLA_CLOSED,
  RW_SLA_HOLIDAY,
  RW_SLA_PAUSED,
} RwSlaWhy;

/**
 * RwSlaInterval:
 * @from: microseconds since 1970
 * @to: the same; half-open
 */
typedef struct
{
  gint64 from;
  gint64 to;
  RwSlaWhy why;
} RwSlaInterval;

const char *rw_sla_why_value  (RwSlaWhy          why);
GArray     *rw_sla_pauses_new (void);
void        rw_sla_pauses_add (GArray           *pauses,
                               gint64            from,
                               gint64            to);
gint64      rw_sla_due        (RwOpeningHours   *hours,
                               gint64            start,
                               gint64            target,
                               GArray           *pauses);
gint64      rw_sla_elapsed    (RwOpeningHours   *hours,
                               gint64            start,
                               gint64            until,
                               GArray           *pauses);
gint64      rw_sla_attention  (RwOpeningHours   *hours,
                               gint64            due,
                               gint64            target,
                               GArray           *pauses);
GArray     *rw_sla_explain    (RwOpeningHours   *hours,
                               gint64            start,
                               gint64            until,
                               GArray           *pauses);

G_END_DECLS
