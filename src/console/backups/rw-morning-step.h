/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "query/rw-query-backups.h"
#include "query/rw-query-morning.h"

G_BEGIN_DECLS

#define RW_TYPE_MORNING_VIEW (rw_morning_view_get_type ())

/**
 * RwMorningView:
 *
 * One step of the morning check: what is red, of which systems, and what is needed to decide.
 */
G_DECLARE_FINAL_TYPE (RwMorningView, rw_morning_view, RW, MORNING_VIEW, AdwBin)

GtkWidget *rw_morning_view_new         (void);
void       rw_morning_view_set_step    (RwMorningView          *self,
                                        const RwMorningStep    *step,
                                        const RwBackupMatrix   *matrix);
void       rw_morning_view_set_details (RwMorningView          *self,
                                        const RwMorningDetails *details);
char      *rw_morning_step_title       (const RwMorningStep    *step);

G_END_DECLS
