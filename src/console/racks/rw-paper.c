/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-paper-private.h"

#include <cairo-pdf.h>
#include <glib/gi18n.h>

#include "rw-format.h"

/* --- Pages ----------------------------------------------------------------------------------------- */

static void
add_page (RwPaper *paper, guint place, guint first, guint n)
{
  RwPaperPage page = { g_array_index (paper->racks, guint, place), place, first, n };

  g_array_append_val (paper->pages, page);
}

static void
make_pages (RwPaper *paper)
{
  guint n = paper->racks->len;

  switch (paper->kind)
    {
    case RW_PAPER_ELEVATIONS:
      for (guint i = 0; i < n; i++)
        add_page (paper, i, i, 1);
      break;
    case RW_PAPER_LABELS:
      for (guint i = 0; i < n; i += RW_PAPER_LABELS_PER_PAGE)
        add_page (paper, i, i, MIN (n - i, RW_PAPER_LABELS_PER_PAGE));
      break;
    case RW_PAPER_CABLES:
      paper->lists = rw_paper_list_cables (paper);
      /* A rack without a cable has no page. */
      for (guint i = 0; i < n; i++)
        {
          const GArray *list = g_ptr_array_index (paper->lists, i);

          for (guint first = 0; first < list->len; first += RW_PAPER_CABLES_PER_PAGE)
            add_page (paper, i, first, MIN (list->len - first, RW_PAPER_CABLES_PER_PAGE));
        }
      break;
    case RW_PAPER_N:
    default:
      g_assert_not_reached ();
    }
}

/**
 * rw_paper_new:
 * @plan: finished; of the room that the racks stand in
 * @wiring: (nullable): finished; needed for %RW_PAPER_CABLES
 * @racks: (element-type guint): indexes in @plan, in the order of the pages
 * @now: what the pages are dated with
 *
 * Returns: (transfer full): the pages; none when there is nothing to be told of @racks
 */
RwPaper *
rw_paper_new (RwPaperKind kind, RwRackPlan *plan, RwWiring *wiring, const GArray *racks, gint64 now)
{
  RwPaper *paper;

  g_return_val_if_fail (plan != NULL && plan->finished && kind < RW_PAPER_N, NULL);
  g_return_val_if_fail (kind != RW_PAPER_CABLES || wiring != NULL, NULL);

  paper = g_new0 (RwPaper, 1);
  g_atomic_ref_count_init (&paper->ref_count);
  paper->kind = kind;
  paper->plan = rw_rack_plan_ref (plan);
  paper->wiring = wiring != NULL ? rw_wiring_ref (wiring) : NULL;
  paper->racks = g_array_copy ((GArray *) racks);
  paper->pages = g_array_new (FALSE, FALSE, sizeof (RwPaperPage));
  paper->date = rw_format_exact (now);
  make_pages (paper);
  return paper;
}

RwPaper *
rw_paper_ref (RwPaper *paper)
{
  g_return_val_if_fail (paper != NULL, NULL);

  g_atomic_ref_count_inc (&paper->ref_count);
  return paper;
}

void
rw_paper_unref (RwPaper *paper)
{
  if (paper == NULL || !g_atomic_ref_count_dec (&paper->ref_count))
    return;
  rw_rack_plan_unref (paper->plan);
  rw_wiring_unref (paper->wiring);
  g_array_unref (paper->racks);
  g_array_unref (paper->pages);
  g_clear_pointer (&paper->lists, g_ptr_array_unref);
  g_free (paper->date);
  g_free (paper);
}

guint
rw_paper_get_n_pages (const RwPaper *paper)
{
  return paper->pages->len;
}

/**
 * rw_paper_draw_page:
 * @cr: one unit of which is a point; the origin is the upper left corner of the sheet
 * @page: from 0
 */
void
rw_paper_draw_page (const RwPaper *paper, cairo_t *cr, guint page)
{
  static void (*const draw[RW_PAPER_N]) (const RwPaper *, RwPaperPen *, const RwPaperPage *) = {
    rw_paper_draw_elevation,
    rw_paper_draw_labels,
    rw_paper_draw_cables,
  };
  RwPaperPen pen;

  g_return_if_fail (page < paper->pages->len);

  rw_paper_pen_init (&pen, cr);
  cairo_save (cr);
  draw[paper->kind](paper, &pen, &g_array_index (paper->pages, RwPaperPage, page));
  cairo_restore (cr);
  rw_paper_pen_clear (&pen);
}

/* --- PDF ------------------------------------------------------------------------------------------- */

static cairo_status_t
write_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/**
 * rw_paper_to_pdf:
 *
 * Draws all pages; best not in the main thread.
 *
 * Returns: (transfer full): a PDF file
 */
GBytes *
rw_paper_to_pdf (const RwPaper *paper, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface =
    cairo_pdf_surface_create_for_stream (write_cb, bytes, RW_PAPER_WIDTH, RW_PAPER_HEIGHT);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, paper->plan->title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Rackward");
  for (guint i = 0; i < paper->pages->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      rw_paper_draw_page (paper, cr, i);
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
