/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RwSheets:
 *
 * Pages of A4 that can be saved and printed. Read-only once made: they may be drawn in any thread.
 */
typedef struct _RwSheets RwSheets;

/**
 * RwSheetsDraw:
 * @cr: one unit of which is a point; the origin is the upper left corner of the sheet
 * @page: from 0
 */
typedef void (*RwSheetsDraw) (gpointer data,
                              cairo_t *cr,
                              guint    page);

RwSheets          *rw_sheets_new                 (const char      *title,
                                                  guint            n_pages,
                                                  RwSheetsDraw     draw,
                                                  gpointer         data,
                                                  GDestroyNotify   free_data);
RwSheets          *rw_sheets_ref                 (RwSheets        *sheets);
void               rw_sheets_unref               (RwSheets        *sheets);
guint              rw_sheets_get_n_pages         (const RwSheets  *sheets);
void               rw_sheets_draw_page           (const RwSheets  *sheets,
                                                  cairo_t         *cr,
                                                  guint            page);
GBytes            *rw_sheets_to_pdf              (const RwSheets  *sheets,
                                                  GCancellable    *cancellable,
                                                  GError         **error);
GtkPrintOperation *rw_sheets_print_operation_new (RwSheets        *sheets,
                                                  const char      *job_name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwSheets, rw_sheets_unref)

G_END_DECLS
