/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-record.h"

G_BEGIN_DECLS

/* How the console writes numbers and times. Everything returned is translated, in the zone set here
 * (the system's unless the person chose another), and to be freed. */

void        rw_format_set_zone     (GTimeZone     *zone);
GTimeZone  *rw_format_get_zone     (void);

char       *rw_format_duration     (gint64         us);
char       *rw_format_relative     (gint64         instant,
                                    gint64         now);
char       *rw_format_since        (gint64         instant,
                                    gint64         now);
char       *rw_format_clock        (gint64         instant);
char       *rw_format_when         (gint64         instant,
                                    gint64         now);
char       *rw_format_moment       (gint64         instant,
                                    gint64         now);
char       *rw_format_exact        (gint64         instant);
char       *rw_format_day          (gint64         day,
                                    gint64         now);
char       *rw_format_day_exact    (gint64         day);

char       *rw_format_count        (gint64         n);
char       *rw_format_decimal      (double         number,
                                    guint          max_digits);
char       *rw_format_size         (gint64         bytes);
char       *rw_format_percent      (double         fraction,
                                    guint          digits);
char       *rw_format_value        (const RwValue *value,
                                    const RwField *field,
                                    gint64         now);

G_END_DECLS
