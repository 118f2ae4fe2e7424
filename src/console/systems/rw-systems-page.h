/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-page.h"

G_BEGIN_DECLS

#define RW_TYPE_SYSTEMS_PAGE (rw_systems_page_get_type ())

/**
 * RwSystemsPage:
 *
 * The CMDB as a table: every device and virtual machine, filtered while typing, in sections, with
 * columns to choose; the life-cycle stage of one or many systems can be set.
 */
G_DECLARE_FINAL_TYPE (RwSystemsPage, rw_systems_page, RW, SYSTEMS_PAGE, RwPage)

GtkWidget *rw_systems_page_new         (void);
guint      rw_systems_page_get_n_shown (RwSystemsPage *self);

G_END_DECLS
