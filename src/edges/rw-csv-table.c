/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "rw-csv.h"
#include "rw-error.h"

/*
 * RFC 4180 as programs really write it: commas, semicolons or tabs, any line end, with or without the mark
 * of UTF-8 at the start, rows that end before the heading does. What would be guessing is refused in one
 * sentence that names the line.
 */

#define BOM "\xef\xbb\xbf"

typedef struct
{
  RwCsvTable *table;
  char *at;
  char *end;
  guint line;
} Reader;

/* --- Text ------------------------------------------------------------------------------------------- */

static guint
count_lines (const char *from, const char *to)
{
  guint n = 1;

  for (; from < to; from++)
    n += *from == '\n' || (*from == '\r' && from + 1 < to && from[1] != '\n');
  return n;
}

static gboolean
check_text (const char *text, gsize length, GError **error)
{
  const char *bad;

  if (length > RW_CSV_BYTES_MOST)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_LIMIT,
                   _ ("The file is larger than %d MB; split it and import the parts one by one"),
                   RW_CSV_BYTES_MOST / 1024 / 1024);
      return FALSE;
    }
  if (length >= 2 && (memcmp (text, "\xff\xfe", 2) == 0 || memcmp (text, "\xfe\xff", 2) == 0))
    {
      g_set_error_literal (error, RW_ERROR, RW_ERROR_INVALID,
                           _ ("The file is UTF-16; save it as “CSV UTF-8” and try again"));
      return FALSE;
    }
  if (memchr (text, '\0', length) != NULL)
    {
      g_set_error_literal (error, RW_ERROR, RW_ERROR_INVALID,
                           _ ("The file is not text; save it as “CSV UTF-8” and try again"));
      return FALSE;
    }
  if (!g_utf8_validate (text, (gssize) length, &bad))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                   _ ("Line %u is not UTF-8; save the file as “CSV UTF-8” and try again"),
                   count_lines (text, bad));
      return FALSE;
    }
  return TRUE;
}

/* --- Cells ------------------------------------------------------------------------------------------ */

static gboolean
at_line_end (const Reader *reader)
{
  return reader->at == reader->end || *reader->at == '\n' || *reader->at == '\r';
}

static void
skip_line_end (Reader *reader)
{
  if (reader->at < reader->end && *reader->at == '\r')
    reader->at++;
  else if (reader->at < reader->end && *reader->at == '\n')
    {
      reader->at++;
      reader->line++;
      return;
    }
  else
    return;
  if (reader->at < reader->end && *reader->at == '\n')
    reader->at++;
  reader->line++;
}

/* The mark that stands most often in the heading, outside of quotes. */
static char
find_separator (const Reader *reader)
{
  static const char marks[] = { ',', ';', '\t' };
  guint n[G_N_ELEMENTS (marks)] = { 0 };
  gboolean quoted = FALSE;
  guint best = 0;

  for (const char *at = reader->at; at < reader->end; at++)
    {
      if (*at == '"')
        quoted = !quoted;
      else if (!quoted && (*at == '\n' || *at == '\r'))
        break;
      for (guint i = 0; !quoted && i < G_N_ELEMENTS (marks); i++)
        n[i] += *at == marks[i];
    }
  for (guint i = 1; i < G_N_ELEMENTS (marks); i++)
    if (n[i] > n[best])
      best = i;
  return marks[best];
}

/* Some programs name the mark in a line of its own before the heading: "sep=;". */
static gboolean
take_named_separator (Reader *reader)
{
  gsize left = (gsize) (reader->end - reader->at);

  if (left < 5 || strncmp (reader->at, "sep=", 4) != 0 || strchr (",;\t", reader->at[4]) == NULL ||
      (left > 5 && reader->at[5] != '\r' && reader->at[5] != '\n'))
    return FALSE;
  reader->table->separator = reader->at[4];
  reader->at += 5;
  skip_line_end (reader);
  return TRUE;
}

/* Within quotes: two of them are one, and a line may end. Written where it was read: it only gets shorter. */
static gboolean
read_quoted (Reader *reader, char **end, GError **error)
{
  char *to = reader->at;
  guint line = reader->line;

  for (reader->at++; reader->at < reader->end; reader->at++)
    {
      char c = *reader->at;

      if (c == '"' && reader->at + 1 < reader->end && reader->at[1] == '"')
        reader->at++;
      else if (c == '"')
        {
          reader->at++;
          *end = to;
          return TRUE;
        }
      else if (c == '\n' || (c == '\r' && !(reader->at + 1 < reader->end && reader->at[1] == '\n')))
        reader->line++;
      *to++ = c;
    }
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
               _ ("The quotation mark in line %u is never closed"), line);
  return FALSE;
}

/* Leaves the reader at the mark or line end behind the cell. @end is where the cell's own NUL goes once
 * that mark was looked at. */
static gboolean
read_cell (Reader *reader, char **cell, char **end, GError **error)
{
  *cell = reader->at;
  if (reader->at < reader->end && *reader->at == '"')
    {
      if (!read_quoted (reader, end, error))
        return FALSE;
      if (!at_line_end (reader) && *reader->at != reader->table->separator)
        {
          g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                       _ ("Line %u has text behind a closing quotation mark"), reader->line);
          return FALSE;
        }
    }
  else
    {
      while (!at_line_end (reader) && *reader->at != reader->table->separator)
        reader->at++;
      *end = reader->at;
    }
  if (*end - *cell > RW_CSV_CELL_MOST)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_LIMIT,
                   _ ("A cell that ends in line %u is longer than %d characters"), reader->line,
                   RW_CSV_CELL_MOST);
      return FALSE;
    }
  return TRUE;
}

/* --- Rows ------------------------------------------------------------------------------------------- */

/* The heading says how many cells a row has: fewer are filled up, more must be empty. */
static gboolean
add_cell (RwCsvTable *table, char *cell, guint column, guint number, GError **error)
{
  gboolean heading = number == 1;

  if (heading && column == RW_CSV_COLUMNS_MOST)
    g_set_error (error, RW_ERROR, RW_ERROR_LIMIT, _ ("The file has more than %d columns"),
                 RW_CSV_COLUMNS_MOST);
  else if (!heading && column >= table->n_columns && *cell != '\0')
    g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                 _ ("Row %u has more cells than the heading; is a quotation mark missing?"),
                 number);
  else
    {
      if (heading)
        g_strstrip (cell);
      if (heading || column < table->n_columns)
        g_ptr_array_add (table->cells, rw_csv_cell_unguard (cell));
      return TRUE;
    }
  return FALSE;
}

static gboolean
read_row (Reader *reader, guint number, GError **error)
{
  RwCsvTable *table = reader->table;
  guint first = table->cells->len, column = 0;
  gboolean more = TRUE, empty = TRUE;

  while (more)
    {
      char *cell, *end;

      if (!read_cell (reader, &cell, &end, error))
        return FALSE;
      more = !at_line_end (reader);
      if (more)
        reader->at++;
      else
        skip_line_end (reader);
      *end = '\0';
      empty = empty && *cell == '\0';
      if (!add_cell (table, cell, column++, number, error))
        return FALSE;
    }
  if (number == 1)
    {
      table->n_columns = column;
      return TRUE;
    }
  while (table->cells->len - first < table->n_columns)
    g_ptr_array_add (table->cells, (char *) "");
  if (empty)
    g_ptr_array_set_size (table->cells, (int) first);
  else
    {
      g_array_append_val (table->numbers, number);
      table->n_rows++;
    }
  return TRUE;
}

/**
 * rw_csv_table_new:
 * @text: of @length bytes
 *
 * Reads a table with a heading: UTF-8 with or without a byte order mark, cells parted by what the heading
 * has most of, quotes, doubled quotes and line ends in quotes as in RFC 4180. The apostrophe that
 * rw_csv_add_row() puts before what looks like a formula is taken off.
 *
 * Returns: (transfer full): the table; %NULL with one sentence on what is wrong and in which line
 */
RwCsvTable *
rw_csv_table_new (const char *text, gsize length, GError **error)
{
  g_autoptr (RwCsvTable) table = g_new0 (RwCsvTable, 1);
  Reader reader = { .table = table, .line = 1 };

  table->cells = g_ptr_array_new ();
  table->numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  if (!check_text (text, length, error))
    return NULL;
  if (length >= strlen (BOM) && memcmp (text, BOM, strlen (BOM)) == 0)
    {
      text += strlen (BOM);
      length -= strlen (BOM);
    }
  table->text = g_strndup (text, length);
  reader.at = table->text;
  reader.end = table->text + length;
  if (!take_named_separator (&reader))
    table->separator = find_separator (&reader);
  if (reader.at == reader.end)
    {
      g_set_error_literal (error, RW_ERROR, RW_ERROR_INVALID, _ ("The file is empty"));
      return NULL;
    }
  for (guint number = 1; reader.at < reader.end; number++)
    {
      if (table->n_rows == RW_CSV_ROWS_MOST)
        {
          g_set_error (error, RW_ERROR, RW_ERROR_LIMIT,
                       _ ("The file has more than %d rows; split it and import the parts one by "
                          "one"),
                       RW_CSV_ROWS_MOST);
          return NULL;
        }
      if (!read_row (&reader, number, error))
        return NULL;
    }
  return g_steal_pointer (&table);
}

/**
 * rw_csv_table_load:
 * @path: of a file; not more than %RW_CSV_BYTES_MOST of it are read
 *
 * Returns: (transfer full): see rw_csv_table_new()
 */
RwCsvTable *
rw_csv_table_load (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gssize n = 1;

  if (stream == NULL)
    return NULL;
  while (n > 0 && bytes->len <= RW_CSV_BYTES_MOST)
    {
      guint8 part[64 * 1024];

      n = g_input_stream_read (G_INPUT_STREAM (stream), part, sizeof part, cancellable, error);
      if (n < 0)
        return NULL;
      g_byte_array_append (bytes, part, (guint) n);
    }
  return rw_csv_table_new (bytes->len > 0 ? (const char *) bytes->data : "", bytes->len, error);
}

void
rw_csv_table_free (RwCsvTable *table)
{
  if (table == NULL)
    return;
  g_free (table->text);
  g_ptr_array_unref (table->cells);
  g_array_unref (table->numbers);
  g_free (table);
}

const char *
rw_csv_table_get_heading (const RwCsvTable *table, guint column)
{
  g_return_val_if_fail (column < table->n_columns, NULL);
  return g_ptr_array_index (table->cells, column);
}

/**
 * rw_csv_table_get:
 * @row: from 0, without the heading
 *
 * Returns: what the cell says; empty when the row ends before it
 */
const char *
rw_csv_table_get (const RwCsvTable *table, guint row, guint column)
{
  g_return_val_if_fail (row < table->n_rows && column < table->n_columns, NULL);
  return g_ptr_array_index (table->cells, (gsize) (row + 1) * table->n_columns + column);
}

/**
 * rw_csv_table_get_number:
 *
 * Returns: the number that a spreadsheet shows for the row: the heading is row 1
 */
guint
rw_csv_table_get_number (const RwCsvTable *table, guint row)
{
  g_return_val_if_fail (row < table->n_rows, 0);
  return g_array_index (table->numbers, guint, row);
}
