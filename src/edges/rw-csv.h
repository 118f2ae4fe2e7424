/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What is taken of a file: twice what the largest company has, and not what fills the memory. */
#define RW_CSV_BYTES_MOST   (32 * 1024 * 1024)
#define RW_CSV_ROWS_MOST    100000
#define RW_CSV_COLUMNS_MOST 200
#define RW_CSV_CELL_MOST    (64 * 1024)

/**
 * RwCsvTable:
 * @separator: between two cells: a comma, a semicolon or a tab
 * @n_columns: how many cells the heading has
 * @n_rows: how many rows stand below it; rows of which every cell is empty are left out
 *
 * A file that a spreadsheet wrote. Read-only, and then of any thread.
 */
typedef struct
{
  char separator;
  guint n_columns;
  guint n_rows;
  /*< private >*/
  char *text;
  GPtrArray *cells; /* (element-type utf8): of the heading, then of each row; borrowed from the text */
  GArray *numbers;  /* (element-type guint): of the rows */
} RwCsvTable;

void        rw_csv_add_row           (GString           *out,
                                      const char *const *cells,
                                      guint              n_cells);
RwCsvTable *rw_csv_table_new         (const char        *text,
                                      gsize              length,
                                      GError           **error);
RwCsvTable *rw_csv_table_load        (const char        *path,
                                      GCancellable      *cancellable,
                                      GError           **error);
void        rw_csv_table_free        (RwCsvTable        *table);
const char *rw_csv_table_get_heading (const RwCsvTable  *table,
                                      guint              column);
const char *rw_csv_table_get         (const RwCsvTable  *table,
                                      guint              row,
                                      guint              column);
guint       rw_csv_table_get_number  (const RwCsvTable  *table,
                                      guint              row);
char       *rw_csv_cell_unguard      (char              *cell);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwCsvTable, rw_csv_table_free)

G_END_DECLS
