/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-paper-print.h"

/* Another paper than A4 gets the same page, smaller where it has to be, in its middle. */
static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, RwPaper *paper)
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
  rw_paper_draw_page (paper, cr, (guint) page);
  cairo_restore (cr);
}

static void
paper_unref (gpointer data, GClosure *closure)
{
  rw_paper_unref (data);
}

/**
 * rw_paper_print_operation_new:
 * @paper: with at least one page
 * @job_name: what the printer's queue calls it
 *
 * Returns: (transfer full): what prints @paper, or exports it, once it is run
 */
GtkPrintOperation *
rw_paper_print_operation_new (RwPaper *paper, const char *job_name)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  g_autoptr (GtkPaperSize) a4 = gtk_paper_size_new (GTK_PAPER_NAME_A4);

  g_return_val_if_fail (rw_paper_get_n_pages (paper) > 0, operation);
  gtk_page_setup_set_paper_size_and_default_margins (setup, a4);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_set_job_name (operation, job_name);
  gtk_print_operation_set_n_pages (operation, (int) rw_paper_get_n_pages (paper));
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (draw_page_cb), rw_paper_ref (paper),
                         paper_unref, 0);
  return operation;
}
