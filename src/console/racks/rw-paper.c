/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-paper-private.h"

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

/**
 * rw_paper_place:
 *
 * Returns: (transfer full): "Frankfurt 2 · Cage 3 · Row C"
 */
char *
rw_paper_place (const RwPaper *paper, const RwRackInfo *rack)
{
  g_autofree char *row = NULL;

  if (rack->row == NULL || *rack->row == '\0')
    return g_strdup (paper->plan->title != NULL ? paper->plan->title : "");
  row = g_strdup_printf (_ ("Row %s"), rack->row);
  return paper->plan->title != NULL ? g_strdup_printf ("%s · %s", paper->plan->title, row)
                                    : g_steal_pointer (&row);
}

/**
 * rw_paper_draw_header:
 * @title: of the page
 *
 * Title and place at the left, number of the page and date at the right.
 */
void
rw_paper_draw_header (const RwPaper *paper,
                      RwPaperPen *pen,
                      const RwPaperPage *page,
                      const char *title)
{
  const RwRackInfo *rack = &paper->plan->racks[page->rack];
  const RwPaperText large = { 18, TRUE, RW_PAPER_BLACK, 0 },
                    place = { 10, FALSE, RW_PAPER_BLACK, 0 },
                    small = { 8, FALSE, RW_PAPER_DARK, 1 };
  guint number = (guint) (page - (const RwPaperPage *) (void *) paper->pages->data) + 1;
  double right = RW_PAPER_WIDTH - RW_PAPER_MARGIN, width = right - RW_PAPER_MARGIN;
  g_autofree char *where = rw_paper_place (paper, rack);
  /* Translators: of a printed list: "page 2 of 12" */
  g_autofree char *pages = g_strdup_printf (_ ("page %u of %u"), number, paper->pages->len);
  double taken;

  taken =
    MAX (rw_paper_pen_text (pen, pages, &small, right, RW_PAPER_MARGIN + 9, width / 3),
         rw_paper_pen_text (pen, paper->date, &small, right, RW_PAPER_MARGIN + 27, width / 3));
  rw_paper_pen_text (pen, title, &large, RW_PAPER_MARGIN, RW_PAPER_MARGIN + 8, width - taken - 12);
  rw_paper_pen_text (pen, where, &place, RW_PAPER_MARGIN, RW_PAPER_MARGIN + 27, width - taken - 12);
}

/* --- Saving and printing --------------------------------------------------------------------------- */

static void
draw_cb (gpointer data, cairo_t *cr, guint page)
{
  rw_paper_draw_page (data, cr, page);
}

/**
 * rw_paper_to_sheets:
 *
 * Returns: (transfer full): to be saved or printed
 */
RwSheets *
rw_paper_to_sheets (RwPaper *paper)
{
  return rw_sheets_new (paper->plan->title, rw_paper_get_n_pages (paper), draw_cb,
                        rw_paper_ref (paper), (GDestroyNotify) rw_paper_unref);
}
