/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "rw-csv.h"
#include "rw-error.h"

/* Tables as spreadsheets write them: what is read of them, what is refused and how it is said, and that
 * what was written is read again as it was. */

static RwCsvTable *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  RwCsvTable *table = rw_csv_table_new (text, strlen (text), &error);

  g_assert_no_error (error);
  return table;
}

/* The heading and the rows, with | and a line end between. */
static void
assert_table (const char *text, const char *expected)
{
  g_autoptr (RwCsvTable) table = parse (text);
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint column = 0; column < table->n_columns; column++)
    g_string_append_printf (all, "%s%s", column > 0 ? "|" : "",
                            rw_csv_table_get_heading (table, column));
  for (guint row = 0; row < table->n_rows; row++)
    for (guint column = 0; column < table->n_columns; column++)
      g_string_append_printf (all, "%s%s", column > 0 ? "|" : "\n",
                              rw_csv_table_get (table, row, column));
  g_assert_cmpstr (all->str, ==, expected);
}

static void
assert_refused (const char *text, gsize length, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RwCsvTable) table = rw_csv_table_new (text, length, &error);

  g_assert_null (table);
  g_assert_nonnull (error);
  g_assert_cmpstr (error->message, ==, expected);
}

#define ASSERT_REFUSED(text, expected) assert_refused (text, sizeof (text) - 1, expected)

static void
test_read (void)
{
  assert_table ("a,b\r\n1,2\r\n", "a|b\n1|2");
  assert_table ("a,b\n1,2", "a|b\n1|2");
  assert_table ("a,b\r1,2\r", "a|b\n1|2");
  assert_table ("\xef\xbb\xbf"
                "a;b\n1,5;2\n",
                "a|b\n1,5|2");
  assert_table ("a\tb\n1,5;7\t2\n", "a|b\n1,5;7|2");
  assert_table ("sep=;\r\na,b,c;d\r\n1;2\r\n", "a,b,c|d\n1|2");
  assert_table ("\"a, b, c\";d\n\"x \"\"y\"\"\r\nz\";\n", "a, b, c|d\nx \"y\"\r\nz|");
  assert_table (" a ,b\n x ,\"\"\n", "a|b\n x |");
  /* A row may end early, and go on with nothing. */
  assert_table ("a,b,c\n1\n1,2,3,,\n", "a|b|c\n1||\n1|2|3");
  assert_table ("a\n5\" disk\n", "a\n5\" disk");
  assert_table ("a,b\n,\n\n1,2\n", "a|b\n1|2");
  assert_table ("a", "a");
}

/* A spreadsheet counts rows, also empty ones, and not the lines of a cell. */
static void
test_numbers (void)
{
  g_autoptr (RwCsvTable) table = parse ("a,b\n\"1\n2\n3\",\n\n,\n5,\n");

  g_assert_cmpuint (table->n_rows, ==, 2);
  g_assert_cmpuint (rw_csv_table_get_number (table, 0), ==, 2);
  g_assert_cmpuint (rw_csv_table_get_number (table, 1), ==, 5);
}

static void
test_guard (void)
{
  assert_table ("a,b,c\n'=1+1,'-5,'@x\n'\ty,''=z,'abc\n=1,-5,'\n",
                "a|b|c\n=1+1|-5|@x\n\ty|'=z|'abc\n=1|-5|'");
}

static void
test_refused (void)
{
  g_autofree char *wide = NULL;
  g_autofree char *long_cell = NULL;
  g_autoptr (GString) columns = g_string_new ("a");
  g_autoptr (GString) rows = g_string_new ("a\n");

  ASSERT_REFUSED ("", "The file is empty");
  ASSERT_REFUSED ("\xef\xbb\xbf", "The file is empty");
  ASSERT_REFUSED ("\xff\xfe"
                  "a\0",
                  "The file is UTF-16; save it as “CSV UTF-8” and try again");
  ASSERT_REFUSED ("a\n\0\n", "The file is not text; save it as “CSV UTF-8” and try again");
  ASSERT_REFUSED ("a,b\r\nx,y\r\nM\xfcller,z\r\n",
                  "Line 3 is not UTF-8; save the file as “CSV UTF-8” and try again");
  ASSERT_REFUSED ("a\nx\n\"y\nz\n", "The quotation mark in line 3 is never closed");
  ASSERT_REFUSED ("a,b\n\"x\ny\"z,1\n", "Line 3 has text behind a closing quotation mark");
  ASSERT_REFUSED ("a,b\n1,2\n1,2,3\n",
                  "Row 3 has more cells than the heading; is a quotation mark missing?");
  for (guint i = 0; i < RW_CSV_COLUMNS_MOST; i++)
    g_string_append (columns, ",a");
  assert_refused (columns->str, columns->len, "The file has more than 200 columns");
  for (guint i = 0; i <= RW_CSV_ROWS_MOST; i++)
    g_string_append (rows, "x\n");
  assert_refused (rows->str, rows->len,
                  "The file has more than 100000 rows; split it and import the parts one by one");
  long_cell = g_strnfill (RW_CSV_CELL_MOST + 1, 'x');
  assert_refused (long_cell, strlen (long_cell),
                  "A cell that ends in line 1 is longer than 65536 characters");
  wide = g_strnfill (RW_CSV_BYTES_MOST + 1, 'x');
  assert_refused (wide, strlen (wide),
                  "The file is larger than 32 MB; split it and import the parts one by one");
}

static void
test_load (void)
{
  g_autofree char *folder = g_dir_make_tmp ("rw-csv-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.csv", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RwCsvTable) table = NULL;

  g_assert_null (rw_csv_table_load (path, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (path, "a,b\n1,2\n", -1, NULL));
  table = rw_csv_table_load (path, cancellable, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rw_csv_table_get (table, 0, 1), ==, "2");
  g_cancellable_cancel (cancellable);
  g_assert_null (rw_csv_table_load (path, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_unlink (path);
  g_rmdir (folder);
}

/* Cells made of what can go wrong. */
static char *
random_cell (void)
{
  static const char *const parts[] = { ",", ";", "\t", "\"", "\r", "\n",  "\r\n", "=", "+",   "-",
                                       "@", "'", " ",  "a",  "ü",  "1,5", "sep=", "|", "\"\"" };
  GString *cell = g_string_new (NULL);

  for (int n = g_test_rand_int_range (0, 6); n > 0; n--)
    g_string_append (cell, parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))]);
  return g_string_free (cell, FALSE);
}

static void
test_round_trip (void)
{
  for (guint round = 0; round < 2000; round++)
    {
      const guint n_columns = (guint) g_test_rand_int_range (2, 5);
      g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (RwCsvTable) table = NULL;
      static const char *const heading[] = { "one", "two, three", "=four;", "“five”" };

      rw_csv_add_row (out, heading, n_columns);
      for (int n = g_test_rand_int_range (0, 5); n > 0; n--)
        {
          GStrv cells = g_new0 (char *, n_columns + 1);

          cells[0] = g_strdup ("x");
          for (guint i = 1; i < n_columns; i++)
            cells[i] = random_cell ();
          rw_csv_add_row (out, (const char *const *) cells, n_columns);
          g_ptr_array_add (rows, cells);
        }
      table = parse (out->str);
      g_assert_cmpint (table->separator, ==, ',');
      g_assert_cmpuint (table->n_columns, ==, n_columns);
      g_assert_cmpuint (table->n_rows, ==, rows->len);
      for (guint i = 0; i < n_columns; i++)
        g_assert_cmpstr (rw_csv_table_get_heading (table, i), ==, heading[i]);
      for (guint row = 0; row < rows->len; row++)
        for (guint i = 0; i < n_columns; i++)
          g_assert_cmpstr (rw_csv_table_get (table, row, i), ==, ((GStrv) rows->pdata[row])[i]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/edges/csv/read", test_read);
  g_test_add_func ("/edges/csv/numbers", test_numbers);
  g_test_add_func ("/edges/csv/guard", test_guard);
  g_test_add_func ("/edges/csv/refused", test_refused);
  g_test_add_func ("/edges/csv/load", test_load);
  g_test_add_func ("/edges/csv/round-trip", test_round_trip);
  return g_test_run ();
}
