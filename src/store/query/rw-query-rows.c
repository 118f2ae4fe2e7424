/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-rows.h"

/* So many rows are read before somebody who changed their mind is heard. */
#define AT_ONCE 4096

/**
 * rw_query_rows:
 * @stmt: prepared and bound
 *
 * Gives every row to @func.
 *
 * Returns: %FALSE with @error set when it failed or was cancelled
 */
gboolean
rw_query_rows (RwStmt *stmt,
               RwQueryRowFunc func,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  guint n = 0;
  gboolean row;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  while (rw_stmt_step (stmt, &row, error))
    {
      if (!row)
        return TRUE;
      func (data, stmt);
      if (++n % AT_ONCE == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }
  return FALSE;
}
