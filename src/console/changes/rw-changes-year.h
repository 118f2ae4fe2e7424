/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-page.h"

G_BEGIN_DECLS

#define RW_TYPE_CHANGES_YEAR (rw_changes_year_get_type ())

/**
 * RwChangesYear:
 *
 * The year of the day that the calendar shows, over it: reads how full its days are, while it is to be seen.
 *
 * Signals: "day-activated" (gint64 day): the person wants to see that day.
 */
G_DECLARE_FINAL_TYPE (RwChangesYear, rw_changes_year, RW, CHANGES_YEAR, AdwBin)

GtkWidget *rw_changes_year_new  (void);
void       rw_changes_year_show (RwChangesYear *self,
                                 RwSession     *session,
                                 gint64         today,
                                 gint64         first_day,
                                 guint          n_days);
void       rw_changes_year_load (RwChangesYear *self);

G_END_DECLS
