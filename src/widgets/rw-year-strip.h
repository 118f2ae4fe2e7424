/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RW_TYPE_YEAR_STRIP (rw_year_strip_get_type ())

/**
 * RwYearDay:
 * @n: how many entries the day has
 * @frozen: it is closed for changes
 */
typedef struct
{
  guint n;
  gboolean frozen;
} RwYearDay;

/**
 * RwYearStrip:
 *
 * A year in one line: a bar a day as high as the day is full, and what is closed hatched. A click goes to a
 * day; by key arrows choose a day or a week, Page Up and Down a month, and Enter goes there.
 *
 * Signals: "day-activated" (gint64 day): the person wants to see that day.
 */
G_DECLARE_FINAL_TYPE (RwYearStrip, rw_year_strip, RW, YEAR_STRIP, GtkWidget)

GtkWidget *rw_year_strip_new       (void);
void       rw_year_strip_set_days  (RwYearStrip     *self,
                                    gint64           first_day,
                                    const RwYearDay *days,
                                    guint            n_days);
void       rw_year_strip_set_shown (RwYearStrip     *self,
                                    gint64           today,
                                    gint64           first_day,
                                    guint            n_days);

G_END_DECLS
