/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-page.h"

G_BEGIN_DECLS

#define RW_TYPE_NETWORKS_PAGE (rw_networks_page_get_type ())

/**
 * RwNetworksPage:
 *
 * Prefixes and what is free in them, and VLANs with their members.
 */
G_DECLARE_FINAL_TYPE (RwNetworksPage, rw_networks_page, RW, NETWORKS_PAGE, RwPage)

GtkWidget *rw_networks_page_new (void);

G_END_DECLS
