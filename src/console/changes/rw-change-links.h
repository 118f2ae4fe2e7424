/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-change-box.h"

G_BEGIN_DECLS

#define RW_TYPE_CHANGE_LINKS (rw_change_links_get_type ())

/**
 * RwChangeLinks:
 *
 * Tickets and other changes that a change has to do with, and the files that belong to it.
 */
G_DECLARE_FINAL_TYPE (RwChangeLinks, rw_change_links, RW, CHANGE_LINKS, RwChangeBox)

GtkWidget *rw_change_links_new (void);

G_END_DECLS
