/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-page.h"

G_BEGIN_DECLS

#define RW_TYPE_CHANGES_PAGE (rw_changes_page_get_type ())

/**
 * RwChangesPage:
 *
 * The change calendar: a month or a week of changes over maintenance windows and freezes, each
 * change to be moved by drag or key, with what it collides with written on it.
 */
G_DECLARE_FINAL_TYPE (RwChangesPage, rw_changes_page, RW, CHANGES_PAGE, RwPage)

GtkWidget *rw_changes_page_new (void);

G_END_DECLS
