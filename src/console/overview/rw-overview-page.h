/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-page.h"

G_BEGIN_DECLS

#define RW_TYPE_OVERVIEW_PAGE (rw_overview_page_get_type ())

/**
 * RwOverviewPage:
 *
 * What needs a person now, each with the reason and one key to the place.
 */
G_DECLARE_FINAL_TYPE (RwOverviewPage, rw_overview_page, RW, OVERVIEW_PAGE, RwPage)

GtkWidget *rw_overview_page_new     (void);
void       rw_overview_page_foresee (const char *server_url,
                                     const char *state_dir);

G_END_DECLS
