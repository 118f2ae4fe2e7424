/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What the dialogs that import have in common: a list of what would be, and what is shown meanwhile. */

GtkListItemFactory *rw_import_rows_new    (GCallback         bind,
                                           gpointer          data);
void                rw_import_row_show    (GtkListItem      *item,
                                           const char       *title,
                                           const char       *detail,
                                           GObject          *row,
                                           const char       *property);
GtkListItemFactory *rw_import_headers_new (GCallback         bind,
                                           gpointer          data);
GtkWidget          *rw_import_busy_new    (GtkLabel        **label,
                                           GtkProgressBar  **bar,
                                           GCallback         stop,
                                           gpointer          object);
void                rw_import_busy_update (GtkProgressBar   *bar,
                                           int               done,
                                           int               all);
GtkWidget          *rw_import_button_new  (const char       *label,
                                           const char       *style,
                                           GCallback         clicked,
                                           gpointer          object);

G_END_DECLS
