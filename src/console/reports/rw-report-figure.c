/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-report-figure.h"

#include <string.h>

#include "rw-csv.h"

static void
line_free (RwReportLine *line)
{
  g_free (line->label);
  g_free (line->text);
  g_free (line->sentence);
  g_strfreev (line->cells);
  g_array_unref (line->facts);
  g_free (line);
}

/**
 * rw_report_figure_new:
 * @facts: kept
 *
 * Returns: (transfer full): a report without lines
 */
RwReportFigure *
rw_report_figure_new (RwTicketFacts     *facts,
                      const char        *name,
                      const char        *title,
                      const char *const *headings)
{
  RwReportFigure *self = g_new0 (RwReportFigure, 1);

  g_atomic_ref_count_init (&self->refs);
  self->facts = rw_ticket_facts_ref (facts);
  self->name = g_strdup (name);
  self->title = g_strdup (title);
  self->headings = g_strdupv ((char **) headings);
  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);
  return self;
}

RwReportFigure *
rw_report_figure_ref (RwReportFigure *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * rw_report_figure_unref:
 * @self: (transfer full) (nullable):
 */
void
rw_report_figure_unref (RwReportFigure *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->name);
  g_free (self->title);
  g_free (self->note);
  g_strfreev (self->headings);
  g_ptr_array_unref (self->lines);
  g_clear_pointer (&self->instants, g_array_unref);
  for (guint i = 0; i < RW_REPORT_MAX_CURVES; i++)
    {
      g_clear_pointer (&self->counts[i], g_array_unref);
      g_free (self->curve_labels[i]);
    }
  rw_ticket_facts_unref (self->facts);
  g_free (self);
}

static gboolean
line_equal (const RwReportLine *a, const RwReportLine *b)
{
  return g_str_equal (a->label, b->label) && g_str_equal (a->text, b->text) &&
         g_str_equal (a->sentence, b->sentence) && a->fraction >= b->fraction &&
         a->fraction <= b->fraction && a->bad == b->bad;
}

/**
 * rw_report_figure_equal:
 *
 * Returns: whether both look the same; the tickets behind them may be others
 */
gboolean
rw_report_figure_equal (const RwReportFigure *a, const RwReportFigure *b)
{
  if (!g_str_equal (a->name, b->name) || !g_str_equal (a->title, b->title) ||
      g_strcmp0 (a->note, b->note) != 0 || a->shape != b->shape || a->n_curves != b->n_curves ||
      a->lines->len != b->lines->len)
    return FALSE;
  for (guint i = 0; i < a->lines->len; i++)
    if (!line_equal (a->lines->pdata[i], b->lines->pdata[i]))
      return FALSE;
  for (guint i = 0; i < a->n_curves; i++)
    if (memcmp (a->counts[i]->data, b->counts[i]->data, a->lines->len * sizeof (double)) != 0)
      return FALSE;
  return a->instants == NULL ||
         memcmp (a->instants->data, b->instants->data, a->lines->len * sizeof (gint64)) == 0;
}

/**
 * rw_report_figure_add:
 * @facts: (element-type guint): kept
 *
 * Returns: (transfer none): a new last line, of which the text, the sentence and the cells are still to be set
 */
RwReportLine *
rw_report_figure_add (RwReportFigure *self, const char *label, double fraction, GArray *facts)
{
  RwReportLine *line = g_new0 (RwReportLine, 1);

  line->label = g_strdup (label);
  line->fraction = fraction;
  line->facts = g_array_ref (facts);
  g_ptr_array_add (self->lines, line);
  return line;
}

/**
 * rw_report_figure_to_csv:
 *
 * Returns: (transfer full): heading and lines, as rw_csv_add_row() writes them
 */
GBytes *
rw_report_figure_to_csv (const RwReportFigure *self)
{
  GString *out = g_string_new (NULL);
  guint n = g_strv_length (self->headings);

  rw_csv_add_row (out, (const char *const *) self->headings, n);
  for (guint i = 0; i < self->lines->len; i++)
    {
      const RwReportLine *line = self->lines->pdata[i];

      g_assert (g_strv_length (line->cells) == n);
      rw_csv_add_row (out, (const char *const *) line->cells, n);
    }
  return g_string_free_to_bytes (out);
}
