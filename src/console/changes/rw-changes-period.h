/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RwChangesMode:
 * @RW_CHANGES_MONTH: the weeks that a month touches
 * @RW_CHANGES_WEEK: seven days from Monday over their hours
 * @RW_CHANGES_DAY: one day over its hours
 * @RW_CHANGES_LANES: seven days from left to right, a row for each site, rack …
 *
 * The ways in which the changes are shown.
 */
typedef enum
{
  RW_CHANGES_MONTH,
  RW_CHANGES_WEEK,
  RW_CHANGES_DAY,
  RW_CHANGES_LANES,
} RwChangesMode;

#define RW_CHANGES_N_MODES 4

const char    *rw_changes_mode_name       (RwChangesMode  mode);
const char    *rw_changes_mode_label      (RwChangesMode  mode);
RwChangesMode  rw_changes_mode_from_name  (const char    *name);

gint64         rw_changes_month_start     (gint64         day);
gint64         rw_changes_period_first    (RwChangesMode  mode,
                                           gint64         day,
                                           guint         *n_days);
gint64         rw_changes_period_step     (RwChangesMode  mode,
                                           gint64         day,
                                           int            steps);
char          *rw_changes_period_title    (RwChangesMode  mode,
                                           gint64         day);
char          *rw_changes_period_subtitle (RwChangesMode  mode,
                                           gint64         day,
                                           GTimeZone     *zone,
                                           guint          n_changes,
                                           guint          n_conflicts);
gboolean       rw_changes_period_parse    (const char    *text,
                                           gint64         today,
                                           gint64        *day);

G_END_DECLS
