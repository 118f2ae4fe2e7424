/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Instants are microseconds since 1970-01-01T00:00:00Z in a gint64. Dates are days since 1970-01-01. */

#define RW_INSTANT_STRING_LENGTH 27
#define RW_DATE_STRING_LENGTH    10

gboolean  rw_instant_parse     (const char *text,
                                gint64     *instant);
void      rw_instant_write     (gint64      instant,
                                char        text[RW_INSTANT_STRING_LENGTH + 1]);
char     *rw_instant_to_string (gint64      instant);
gboolean  rw_date_parse        (const char *text,
                                gint64     *day);
void      rw_date_write        (gint64      day,
                                char        text[RW_DATE_STRING_LENGTH + 1]);
gint64    rw_date_from_civil   (int         year,
                                int         month,
                                int         day);
void      rw_date_to_civil     (gint64      day,
                                int        *year,
                                int        *month,
                                int        *mday);
int       rw_date_weekday      (gint64      day);
gboolean  rw_wall_parse        (const char *text,
                                gint64     *wall);
char     *rw_wall_to_string    (gint64      wall);
GTimeZone *rw_zone_get         (const char *tz);
gint64    rw_zone_resolve      (GTimeZone  *zone,
                                gint64      wall);
gint64    rw_zone_wall         (GTimeZone  *zone,
                                gint64      instant);

G_END_DECLS
