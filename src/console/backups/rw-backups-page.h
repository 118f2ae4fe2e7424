/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-page.h"

G_BEGIN_DECLS

#define RW_TYPE_BACKUPS_PAGE (rw_backups_page_get_type ())

/**
 * RwBackupsPage:
 *
 * Systems by days: which backups are there, which are not, and who has answered for it.
 */
G_DECLARE_FINAL_TYPE (RwBackupsPage, rw_backups_page, RW, BACKUPS_PAGE, RwPage)

GtkWidget *rw_backups_page_new (void);

G_END_DECLS
