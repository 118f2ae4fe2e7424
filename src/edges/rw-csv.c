/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-csv.h"

#include <string.h>

/* A spreadsheet takes a cell that begins with one of these for a formula, and runs it (FORMATS, "CSV").
 * A tab is one of them; a NUL, which is another, is in no text. */
#define FORMULA "=+-@\t"

/* Also of what has apostrophes before it: else an own one would be taken for ours when it is read. */
static gboolean
looks_like_formula (const char *cell)
{
  cell += strspn (cell, "'");
  return *cell != '\0' && strchr (FORMULA, *cell) != NULL;
}

static void
add_cell (GString *out, const char *cell)
{
  gboolean quoted = strpbrk (cell, ",\"\r\n") != NULL;

  if (quoted)
    g_string_append_c (out, '"');
  if (looks_like_formula (cell))
    g_string_append_c (out, '\'');
  for (const char *at = cell; *at != '\0'; at++)
    {
      if (*at == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *at);
    }
  if (quoted)
    g_string_append_c (out, '"');
}

/**
 * rw_csv_add_row:
 * @cells: (array length=n_cells): UTF-8; %NULL for an empty cell
 *
 * Adds a line as RFC 4180 has it: commas between, quotes where they are needed, CR LF at the end. What a
 * spreadsheet would take for a formula gets a leading apostrophe.
 */
void
rw_csv_add_row (GString *out, const char *const *cells, guint n_cells)
{
  for (guint i = 0; i < n_cells; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      if (cells[i] != NULL)
        add_cell (out, cells[i]);
    }
  g_string_append (out, "\r\n");
}

/**
 * rw_csv_cell_unguard:
 * @cell: as it stands in a file, without its quotes
 *
 * Returns: (transfer none): the cell without the apostrophe that rw_csv_add_row() put before it
 */
char *
rw_csv_cell_unguard (char *cell)
{
  return *cell == '\'' && looks_like_formula (cell) ? cell + 1 : cell;
}
