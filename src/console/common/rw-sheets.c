/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-sheets.h"

#include <cairo-pdf.h>
#include <glib/gi18n.h>

#include "rw-paper-pen.h"

struct _RwSheets
{
  gatomicrefcount refs;
  char *title;
  guint n_pages;
  RwSheetsDraw draw;
  gpointer data;
  GDestroyNotify free_data;
};

/**
 * rw_sheets_new:
 * @title: (nullable): of all of them
 * @draw: draws one; may be called in any thread
 * @data: (transfer full): for @draw
 * @free_data: (nullable): of @data
 *
 * Returns: (transfer full): the pages
 */
RwSheets *
rw_sheets_new (const char *title, guint n_pages, RwSheetsDraw draw, gpointer data, GDestroyNotify free_data)
{
  RwSheets *sheets = g_new0 (RwSheets, 1);

  g_atomic_ref_count_init (&sheets->refs);
  sheets->title = g_strdup (title);
  sheets->n_pages = n_pages;
  sheets->draw = draw;
  sheets->data = data;
  sheets->free_data = free_data;
  return sheets;
}

RwSheets *
rw_sheets_ref (RwSheets *sheets)
{
  g_atomic_ref_count_inc (&sheets->refs);
  return sheets;
}

/**
 * rw_sheets_unref:
 * @sheets: (transfer full) (nullable):
 */
void
rw_sheets_unref (RwSheets *sheets)
{
  if (sheets == NULL || !g_atomic_ref_count_dec (&sheets->refs))
    return;
  if (sheets->free_data != NULL)
    sheets->free_data (sheets->data);
  g_free (sheets->title);
  g_free (sheets);
}

guint
rw_sheets_get_n_pages (const RwSheets *sheets)
{
  return sheets->n_pages;
}

/**
 * rw_sheets_draw_page:
 *
 * See #RwSheetsDraw.
 */
void
rw_sheets_draw_page (const RwSheets *sheets, cairo_t *cr, guint page)
{
  g_return_if_fail (page < sheets->n_pages);

  sheets->draw (sheets->data, cr, page);
}

/* --- PDF ------------------------------------------------------------------------------------------- */

static cairo_status_t
write_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/**
 * rw_sheets_to_pdf:
 *
 * Draws all pages; best not in the main thread.
 *
 * Returns: (transfer full): a PDF file
 */
GBytes *
rw_sheets_to_pdf (const RwSheets *sheets, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface =
    cairo_pdf_surface_create_for_stream (write_cb, bytes, RW_PAPER_WIDTH, RW_PAPER_HEIGHT);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE,
                                  sheets->title != NULL ? sheets->title : "");
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Rackward");
  for (guint i = 0; i < sheets->n_pages && !g_cancellable_is_cancelled (cancellable); i++)
    {
      rw_sheets_draw_page (sheets, cr, i);
      cairo_show_page (cr);
    }
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The pages could not be drawn: %s"),
                   cairo_status_to_string (status));
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/* --- Printing -------------------------------------------------------------------------------------- */

/* Another paper than A4 gets the same page, smaller where it has to be, in its middle. */
static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, RwSheets *sheets)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double width = gtk_print_context_get_width (context),
         height = gtk_print_context_get_height (context),
         scale = MIN (1, MIN (width / RW_PAPER_WIDTH, height / RW_PAPER_HEIGHT));

  cairo_save (cr);
  /* A4 in millimetres is not quite A4 in points. */
  if (scale > 0.99)
    scale = 1;
  cairo_translate (cr, (width - RW_PAPER_WIDTH * scale) / 2,
                   (height - RW_PAPER_HEIGHT * scale) / 2);
  cairo_scale (cr, scale, scale);
  rw_sheets_draw_page (sheets, cr, (guint) page);
  cairo_restore (cr);
}

static void
sheets_unref (gpointer data, GClosure *closure)
{
  rw_sheets_unref (data);
}

/**
 * rw_sheets_print_operation_new:
 * @sheets: with at least one page
 * @job_name: what the printer's queue calls it
 *
 * Returns: (transfer full): what prints @sheets, or exports it, once it is run
 */
GtkPrintOperation *
rw_sheets_print_operation_new (RwSheets *sheets, const char *job_name)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  g_autoptr (GtkPaperSize) a4 = gtk_paper_size_new (GTK_PAPER_NAME_A4);

  g_return_val_if_fail (rw_sheets_get_n_pages (sheets) > 0, operation);
  gtk_page_setup_set_paper_size_and_default_margins (setup, a4);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_set_job_name (operation, job_name);
  gtk_print_operation_set_n_pages (operation, (int) rw_sheets_get_n_pages (sheets));
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (draw_page_cb), rw_sheets_ref (sheets),
                         sheets_unref, 0);
  return operation;
}
