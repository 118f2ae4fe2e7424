/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-page.h"

G_BEGIN_DECLS

#define RW_TYPE_REPORTS_PAGE (rw_reports_page_get_type ())

/**
 * RwReportsPage:
 *
 * What the tickets of a period come to: how many of what, what is open, whether service levels were met, how long it
 * took. All of it is counted from the cache, so that it is there without a network too.
 */
G_DECLARE_FINAL_TYPE (RwReportsPage, rw_reports_page, RW, REPORTS_PAGE, RwPage)

GtkWidget *rw_reports_page_new     (void);
void       rw_reports_page_save_to (RwReportsPage *self,
                                    GFile         *file);

G_END_DECLS
