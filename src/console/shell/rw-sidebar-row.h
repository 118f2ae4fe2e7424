/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RW_TYPE_SIDEBAR_ROW (rw_sidebar_row_get_type ())

/**
 * RwSidebarRow:
 *
 * One page in the sidebar: icon, name, badge.
 */
G_DECLARE_FINAL_TYPE (RwSidebarRow, rw_sidebar_row, RW, SIDEBAR_ROW, GtkListBoxRow)

GtkWidget  *rw_sidebar_row_new         (const char   *page_id,
                                        const char   *title,
                                        const char   *icon_name);
const char *rw_sidebar_row_get_page_id (RwSidebarRow *self);
void        rw_sidebar_row_set_badge   (RwSidebarRow *self,
                                        const char   *text,
                                        gboolean      urgent);

G_END_DECLS
