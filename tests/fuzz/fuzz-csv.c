/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"
#include "rw-csv.h"

/*
 * A table from a spreadsheet. Whatever the file holds, it is a table of valid text within its bounds or one
 * sentence; and what is written of the table is read as the same table.
 */

static void
add_row (GString *out, const RwCsvTable *table, int row)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();

  for (guint i = 0; i < table->n_columns; i++)
    g_ptr_array_add (cells, (gpointer) (row < 0 ? rw_csv_table_get_heading (table, i)
                                                : rw_csv_table_get (table, (guint) row, i)));
  rw_csv_add_row (out, (const char *const *) cells->pdata, cells->len);
}

static void
check_again (const RwCsvTable *table)
{
  g_autoptr (GString) out = g_string_new ("sep=,\r\n");
  g_autoptr (RwCsvTable) again = NULL;
  g_autoptr (GError) error = NULL;

  for (int row = -1; row < (int) table->n_rows; row++)
    add_row (out, table, row);
  again = rw_csv_table_new (out->str, out->len, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->n_columns, ==, table->n_columns);
  g_assert_cmpuint (again->n_rows, ==, table->n_rows);
  for (guint i = 0; i < table->n_columns; i++)
    {
      g_assert_cmpstr (rw_csv_table_get_heading (again, i), ==,
                       rw_csv_table_get_heading (table, i));
      for (guint row = 0; row < table->n_rows; row++)
        g_assert_cmpstr (rw_csv_table_get (again, row, i), ==, rw_csv_table_get (table, row, i));
    }
}

static void
check_cells (const RwCsvTable *table)
{
  guint last = 1;

  g_assert_cmpuint (table->n_columns, <=, RW_CSV_COLUMNS_MOST);
  g_assert_cmpuint (table->n_rows, <=, RW_CSV_ROWS_MOST);
  for (guint row = 0; row < table->n_rows; row++)
    {
      g_assert_cmpuint (rw_csv_table_get_number (table, row), >, last);
      last = rw_csv_table_get_number (table, row);
      for (guint i = 0; i < table->n_columns; i++)
        g_assert_true (g_utf8_validate (rw_csv_table_get (table, row, i), -1, NULL));
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RwCsvTable) table = rw_csv_table_new ((const char *) data, size, &error);

  g_assert_true ((table == NULL) == (error != NULL));
  if (table == NULL)
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  check_cells (table);
  check_again (table);
  return 0;
}
