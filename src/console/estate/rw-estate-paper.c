/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-estate-paper.h"

#include <glib/gi18n.h>

#include "rw-clock.h"
#include "rw-csv.h"
#include "rw-estate-list.h"
#include "rw-estate-words.h"
#include "rw-format.h"
#include "rw-paper-pen.h"
#include "rw-text.h"
#include "rw-time.h"

/*
 * What a customer is told of the backups. Neither names of staff nor the reasons that they gave for a red night are
 * for customers: it is told how many there were and how many were answered.
 */

#define LEFT       RW_PAPER_MARGIN
#define RIGHT      (RW_PAPER_WIDTH - RW_PAPER_MARGIN)
#define WIDTH      (RIGHT - LEFT)
#define TOP        (RW_PAPER_MARGIN + 58)
#define BOTTOM     (RW_PAPER_HEIGHT - RW_PAPER_MARGIN)
#define ROW_HEIGHT 13.0
#define CURVE      96.0
/* Summary and curve stand on the first page. */
#define FIRST_TOP  (TOP + 210)

typedef enum
{
  CELL_SYSTEM,
  CELL_SERVICE,
  CELL_OBJECTIVE,
  CELL_LAST,
  CELL_STATE,
  CELL_SIZE,
  CELL_RED,
  CELL_TEST,
  N_CELLS,
} Cell;

static const double lefts[N_CELLS + 1] = { 0, 100, 180, 208, 284, 364, 412, 472, WIDTH };

typedef struct
{
  RwEstate *estate;
  guint group;
  char *title, *about, *made;
  GArray *systems; /* (element-type guint): worst first */
  guint first, others; /* rows on the first page, and on the others */
} Paper;

static const RwPaperText plain = { 7.5, FALSE, RW_PAPER_BLACK, 0 }, bold = { 7.5, TRUE, RW_PAPER_DARK, 0 },
                         line_text = { 9, FALSE, RW_PAPER_BLACK, 0 };

static void
paper_free (gpointer data)
{
  Paper *paper = data;

  rw_estate_unref (paper->estate);
  g_free (paper->title);
  g_free (paper->about);
  g_free (paper->made);
  g_array_unref (paper->systems);
  g_free (paper);
}

static const RwEstateSystem *
system_at (const RwEstate *estate, const GArray *systems, guint index)
{
  return &g_array_index (estate->systems, RwEstateSystem, g_array_index (systems, guint, index));
}

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  const RwEstate *estate = data;
  const RwEstateSystem *first =
                         &g_array_index (estate->systems, RwEstateSystem, *(const guint *) a),
                       *second =
                         &g_array_index (estate->systems, RwEstateSystem, *(const guint *) b);

  if ((first->n_jobs == 0) != (second->n_jobs == 0))
    return first->n_jobs == 0 ? -1 : 1;
  if (first->recovery != second->recovery)
    return first->recovery > second->recovery ? -1 : 1;
  return rw_text_collate (first->name, second->name);
}

static GArray *
pick (RwEstate *estate, guint group)
{
  GArray *unprotected = rw_estate_pick (estate, RW_ESTATE_LIST_UNPROTECTED, group);
  g_autoptr (GArray) others = rw_estate_pick (estate, RW_ESTATE_LIST_TESTS, group);

  g_array_append_vals (unprotected, others->data, others->len);
  g_array_sort_with_data (unprotected, compare_cb, estate);
  return unprotected;
}

static const char *
title_of (Cell cell)
{
  switch (cell)
    {
    case CELL_SYSTEM:
      return _ ("System");
    case CELL_SERVICE:
      return _ ("Business service");
    case CELL_OBJECTIVE:
      return _ ("RPO");
    case CELL_LAST:
      return _ ("Last good backup");
    case CELL_STATE:
      return _ ("Recovery point");
    case CELL_SIZE:
      return _ ("Protected");
    case CELL_RED:
      /* Translators: heading of a narrow column: nights that failed, and how many of them were answered */
      return _ ("Red / answered");
    case CELL_TEST:
    case N_CELLS:
    default:
      return _ ("Restore test");
    }
}

static char *
text_of (const RwEstate *estate, const RwEstateSystem *system, Cell cell)
{
  const char *service = rw_estate_group (estate, system->service)->name;

  switch (cell)
    {
    case CELL_SYSTEM:
      return g_strdup (system->name);
    case CELL_SERVICE:
      return g_strdup (service != NULL ? service : "–");
    case CELL_OBJECTIVE:
      return system->n_jobs > 0 ? rw_format_duration (system->objective) : g_strdup ("–");
    case CELL_LAST:
      return system->last_good != 0 ? rw_format_moment (system->last_good, estate->now)
                                    : g_strdup ("–");
    case CELL_STATE:
      return g_strdup (system->n_jobs > 0 ? rw_recovery_point_label (system->recovery)
                                          : _ ("without a backup"));
    case CELL_SIZE:
      return system->n_jobs > 0 ? rw_format_size (system->bytes) : g_strdup ("–");
    case CELL_RED:
      return system->n_red > 0 ? g_strdup_printf ("%u / %u", system->n_red, system->n_answered)
                               : g_strdup ("0");
    case CELL_TEST:
    case N_CELLS:
    default:
      return system->tested != 0 ? rw_format_when (system->tested, estate->now)
                                 : g_strdup (C_ ("restore test", "never"));
    }
}

/* --- Drawing --------------------------------------------------------------------------------------- */

static void
draw_header (const Paper *paper, RwPaperPen *pen, guint page, guint n_pages)
{
  const RwPaperText large = { 16, TRUE, RW_PAPER_BLACK, 0 }, small = { 8, FALSE, RW_PAPER_DARK, 1 };
  g_autofree char *pages = g_strdup_printf (_ ("page %u of %u"), page + 1, n_pages);
  double taken =
    MAX (rw_paper_pen_text (pen, pages, &small, RIGHT, RW_PAPER_MARGIN + 8, WIDTH / 3),
         rw_paper_pen_text (pen, paper->made, &small, RIGHT, RW_PAPER_MARGIN + 25, WIDTH / 2));

  rw_paper_pen_text (pen, paper->title, &large, LEFT, RW_PAPER_MARGIN + 7, WIDTH - taken - 12);
  rw_paper_pen_text (pen, paper->about, &line_text, LEFT, RW_PAPER_MARGIN + 25, WIDTH - taken - 12);
  rw_paper_pen_tone (pen, RW_PAPER_MID);
  cairo_set_line_width (pen->cr, 0.5);
  rw_paper_pen_line (pen, LEFT, RW_PAPER_MARGIN + 40, RIGHT, RW_PAPER_MARGIN + 40);
}

static double
draw_summary (const Paper *paper, RwPaperPen *pen)
{
  const RwEstateFigures *figures = &rw_estate_group (paper->estate, paper->group)->figures;
  const RwPaperText head = { 11, TRUE, RW_PAPER_BLACK, 0 };
  g_autofree char *headline = rw_estate_headline (figures), *size = rw_format_size (figures->bytes),
                  *growth = rw_estate_growth (figures->bytes - figures->bytes_before),
                  *trend = rw_estate_trend_sentence (paper->estate, paper->group),
                  *protected_ = NULL, *tests = NULL;
  double y = TOP;

  /* Translators: "2.2 TB protected, +253 GB in 30 days; 2 systems without a backup" */
  protected_ =
    g_strdup_printf (ngettext ("%s protected, %s in 30 days; %u system without a backup",
                               "%s protected, %s in 30 days; %u systems without a backup",
                               figures->n_unprotected),
                     size, growth, figures->n_unprotected);
  /* Translators: of systems */
  tests =
    g_strdup_printf (_ ("Restore tests: %u never restored, %u overdue; verification overdue: %u"),
                     figures->n_never_restored, figures->n_test_overdue, figures->n_verify_overdue);
  rw_paper_pen_text (pen, headline, &head, LEFT, y, WIDTH);
  rw_paper_pen_text (pen, trend, &line_text, LEFT, y += 18, WIDTH);
  rw_paper_pen_text (pen, protected_, &line_text, LEFT, y += 14, WIDTH);
  rw_paper_pen_text (pen, tests, &line_text, LEFT, y += 14, WIDTH);
  return y + 18;
}

/* The share at the start of each business day, in steps. */
static void
draw_curve (const Paper *paper, RwPaperPen *pen, double y0)
{
  const RwEstateGroup *group = rw_estate_group (paper->estate, paper->group);
  const RwPaperText number = { 7, FALSE, RW_PAPER_DARK, 1 }, left = { 7, FALSE, RW_PAPER_DARK, 0 };
  double x0 = LEFT + 30, x1 = RIGHT - 4, y1 = y0 + CURVE, step = (x1 - x0) / RW_ESTATE_DAYS;
  g_autofree char *all = rw_format_percent (1, 0), *none = rw_format_percent (0, 0),
                  *from = rw_format_day_exact (paper->estate->first_day),
                  *to = rw_format_day_exact (paper->estate->first_day + RW_ESTATE_DAYS - 1);

  rw_paper_pen_text (pen, all, &number, x0 - 5, y0, 30);
  rw_paper_pen_text (pen, none, &number, x0 - 5, y1, 30);
  for (guint day = 0; day < RW_ESTATE_DAYS; day++)
    {
      double share = group->days[day] > 0 ? (double) group->days_good[day] / group->days[day] : 0;

      if (group->days[day] == 0)
        continue;
      rw_paper_pen_tone (pen, RW_PAPER_LIGHT);
      cairo_rectangle (pen->cr, x0 + day * step, y1 - CURVE * share, step + 0.3, CURVE * share);
      cairo_fill (pen->cr);
      rw_paper_pen_tone (pen, RW_PAPER_DARK);
      cairo_set_line_width (pen->cr, 0.9);
      rw_paper_pen_line (pen, x0 + day * step, y1 - CURVE * share, x0 + (day + 1) * step,
                         y1 - CURVE * share);
    }
  rw_paper_pen_tone (pen, RW_PAPER_MID);
  cairo_set_line_width (pen->cr, 0.4);
  rw_paper_pen_line (pen, x0, y1, x1, y1);
  rw_paper_pen_text (pen, from, &left, x0, y1 + 8, 200);
  rw_paper_pen_text (pen, to, &number, x1, y1 + 8, 200);
}

static void
draw_heads (RwPaperPen *pen, double y)
{
  for (Cell cell = 0; cell < N_CELLS; cell++)
    rw_paper_pen_text (pen, title_of (cell), &bold, LEFT + lefts[cell], y + ROW_HEIGHT / 2,
                       lefts[cell + 1] - lefts[cell] - 5);
  rw_paper_pen_tone (pen, RW_PAPER_MID);
  cairo_set_line_width (pen->cr, 0.4);
  rw_paper_pen_line (pen, LEFT, y + ROW_HEIGHT - 0.6, RIGHT, y + ROW_HEIGHT - 0.6);
}

static guint
count_pages (const Paper *paper)
{
  guint n = paper->systems->len;

  return n <= paper->first ? 1 : 1 + (n - paper->first + paper->others - 1) / paper->others;
}

static void
draw_page_cb (gpointer data, cairo_t *cr, guint page)
{
  const Paper *paper = data;
  guint from = page == 0 ? 0 : paper->first + (page - 1) * paper->others,
        until = MIN (from + (page == 0 ? paper->first : paper->others), paper->systems->len);
  double y = page == 0 ? FIRST_TOP : TOP;
  RwPaperPen pen;

  rw_paper_pen_init (&pen, cr);
  cairo_save (cr);
  draw_header (paper, &pen, page, count_pages (paper));
  if (page == 0)
    draw_curve (paper, &pen, draw_summary (paper, &pen));
  draw_heads (&pen, y);
  for (guint i = from; i < until; i++)
    {
      const RwEstateSystem *system = system_at (paper->estate, paper->systems, i);

      y += ROW_HEIGHT;
      for (Cell cell = 0; cell < N_CELLS; cell++)
        {
          g_autofree char *text = text_of (paper->estate, system, cell);
          RwPaperText how = plain;

          how.bold = cell == CELL_STATE &&
                     (system->n_jobs == 0 || system->recovery != RW_RECOVERY_COMPLIANT);
          rw_paper_pen_text (&pen, text, &how, LEFT + lefts[cell], y + ROW_HEIGHT / 2,
                             lefts[cell + 1] - lefts[cell] - 5);
        }
    }
  cairo_restore (cr);
  rw_paper_pen_clear (&pen);
}

/**
 * rw_estate_paper_new:
 * @estate: with history; kept
 * @group: index of a customer, a service or the whole
 * @made: "as of 14:02"
 *
 * Lays out what is told of the backups of a customer. May be called in any thread.
 *
 * Returns: (transfer full): the pages, to be saved or printed
 */
RwSheets *
rw_estate_paper_new (RwEstate *estate, guint group, const char *made)
{
  Paper *paper = g_new0 (Paper, 1);
  g_autofree char *name = rw_estate_group_name (estate, group),
                  *from = rw_format_day_exact (estate->first_day),
                  *to = rw_format_day_exact (estate->first_day + RW_ESTATE_DAYS - 1);

  paper->estate = rw_estate_ref (estate);
  paper->group = group;
  /* Translators: title of a report for a customer: "Backups: Tonwerk Verlag" */
  paper->title = g_strdup_printf (_ ("Backups: %s"), name);
  paper->about = g_strdup_printf ("%s – %s", from, to);
  paper->made = g_strdup (made);
  paper->systems = pick (estate, group);
  paper->first = (guint) ((BOTTOM - FIRST_TOP) / ROW_HEIGHT) - 1;
  paper->others = (guint) ((BOTTOM - TOP) / ROW_HEIGHT) - 1;
  return rw_sheets_new (paper->title, count_pages (paper), draw_page_cb, paper, paper_free);
}

/* For machines: instants and sizes as they are. */
static char *
csv_of (const RwEstate *estate, const RwEstateSystem *system, Cell cell)
{
  switch (cell)
    {
    case CELL_OBJECTIVE:
      return system->n_jobs > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, system->objective / RW_HOUR)
                                : g_strdup ("");
    case CELL_LAST:
      return system->last_good != 0 ? rw_instant_to_string (system->last_good) : g_strdup ("");
    case CELL_SIZE:
      return g_strdup_printf ("%" G_GINT64_FORMAT, system->bytes);
    case CELL_TEST:
      return system->tested != 0 ? rw_instant_to_string (system->tested) : g_strdup ("");
    case CELL_RED:
      return g_strdup_printf ("%u", system->n_red);
    case CELL_SYSTEM:
    case CELL_SERVICE:
    case CELL_STATE:
    case N_CELLS:
    default:
      return text_of (estate, system, cell);
    }
}

/**
 * rw_estate_csv_new:
 * @estate: with history
 *
 * Returns: (transfer full): the same systems as on paper, a line each, with the customer before and the nights that
 *   were answered behind
 */
GBytes *
rw_estate_csv_new (RwEstate *estate, guint group)
{
  g_autoptr (GArray) systems = pick (estate, group);
  GString *out = g_string_new (NULL);
  const char *cells[N_CELLS + 2];

  cells[0] = _ ("Customer");
  for (Cell cell = 0; cell < N_CELLS; cell++)
    cells[cell + 1] = title_of (cell);
  cells[N_CELLS + 1] = _ ("Answered");
  rw_csv_add_row (out, cells, N_CELLS + 2);
  for (guint i = 0; i < systems->len; i++)
    {
      const RwEstateSystem *system = system_at (estate, systems, i);
      const char *customer = rw_estate_customer (estate, system)->name;
      g_auto (GStrv) texts = g_new0 (char *, N_CELLS + 3);

      texts[0] = g_strdup (customer != NULL ? customer : "");
      for (Cell cell = 0; cell < N_CELLS; cell++)
        texts[cell + 1] = csv_of (estate, system, cell);
      texts[N_CELLS + 1] = g_strdup_printf ("%u", system->n_answered);
      rw_csv_add_row (out, (const char *const *) texts, N_CELLS + 2);
    }
  return g_string_free_to_bytes (out);
}
