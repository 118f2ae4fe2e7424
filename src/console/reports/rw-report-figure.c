/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-report-figure.h"

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
 *
 * Returns: (transfer full): a report without lines
 */
RwReportFigure *
rw_report_figure_new (const char *name, const char *title, const char *const *headings)
{
  RwReportFigure *self = g_new0 (RwReportFigure, 1);

  self->name = g_strdup (name);
  self->title = g_strdup (title);
  self->headings = g_strdupv ((char **) headings);
  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);
  return self;
}

/**
 * rw_report_figure_free:
 * @self: (transfer full) (nullable):
 */
void
rw_report_figure_free (RwReportFigure *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->title);
  g_free (self->note);
  g_strfreev (self->headings);
  g_ptr_array_unref (self->lines);
  g_clear_pointer (&self->instants, g_array_unref);
  g_clear_pointer (&self->counts, g_array_unref);
  g_free (self);
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
