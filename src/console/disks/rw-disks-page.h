/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-page.h"

G_BEGIN_DECLS

#define RW_TYPE_DISKS_PAGE (rw_disks_page_get_type ())

/**
 * RwDisksPage:
 *
 * The volumes that are measured, the soonest to be full first, and what is to come of the selected one; or of
 * all of a system, a service, a site or a customer together.
 */
G_DECLARE_FINAL_TYPE (RwDisksPage, rw_disks_page, RW, DISKS_PAGE, RwPage)

GtkWidget *rw_disks_page_new (void);

G_END_DECLS
