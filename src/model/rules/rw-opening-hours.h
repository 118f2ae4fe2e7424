/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-record.h"

G_BEGIN_DECLS

/**
 * RwOpenSpan:
 * @from: microseconds since 1970, UTC
 * @to: the same; half-open
 */
typedef struct
{
  gint64 from;
  gint64 to;
} RwOpenSpan;

/**
 * RwOpeningHours:
 *
 * A calendar as instants: the spans of time in which it is open (DOMAIN, "Service levels"). Spans are made
 * for the days that are asked about and kept, so that a question costs a search in an array. Not for use by
 * several threads at once.
 */
typedef struct _RwOpeningHours RwOpeningHours;

RwOpeningHours *rw_opening_hours_new          (const char           *tz,
                                               const char           *hours,
                                               const char *const    *holidays,
                                               const char *const    *yearly_holidays,
                                               GError              **error);
RwOpeningHours *rw_opening_hours_new_calendar (RwRecord             *calendar,
                                               GError              **error);
RwOpeningHours *rw_opening_hours_new_always   (void);
RwOpeningHours *rw_opening_hours_ref          (RwOpeningHours       *self);
void            rw_opening_hours_unref        (RwOpeningHours       *self);
gboolean        rw_opening_hours_is_holiday   (RwOpeningHours       *self,
                                               gint64                day);
const RwOpenSpan *rw_opening_hours_spans      (RwOpeningHours       *self,
                                               gint64                from,
                                               gint64                to,
                                               guint                *n);
gint64          rw_opening_hours_elapsed      (RwOpeningHours       *self,
                                               gint64                from,
                                               gint64                to);
gint64          rw_opening_hours_due          (RwOpeningHours       *self,
                                               gint64                from,
                                               gint64                target);
gint64          rw_opening_hours_back         (RwOpeningHours       *self,
                                               gint64                until,
                                               gint64                open);
GTimeZone      *rw_opening_hours_get_zone     (RwOpeningHours       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwOpeningHours, rw_opening_hours_unref)

G_END_DECLS
