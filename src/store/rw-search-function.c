/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-db-private.h"
#include "rw-search-text.h"

/* rw_search_text (text, …) in SQL: what the triggers of the full-text index put into it. */

/* Fields of one kind that are searched. */
#define TEXTS_MOST 16

static void
search_text (sqlite3_context *context,
             int              n_values,
             sqlite3_value  **values)
{
  const char *texts[TEXTS_MOST];
  g_autofree char *text = NULL;
  guint n = MIN ((guint) n_values, TEXTS_MOST);

  for (guint i = 0; i < n; i++)
    texts[i] = (const char *) sqlite3_value_text (values[i]);
  text = rw_search_text_for_index (texts, n);
  sqlite3_result_text (context, text, -1, SQLITE_TRANSIENT);
}

/* Innocuous: it reads its arguments and nothing else, so a trigger may call it. */
gboolean
rw_search_function_install (RwDb    *db,
                            GError **error)
{
  int result = sqlite3_create_function_v2 (db->handle, "rw_search_text", -1,
                                           SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
                                           NULL, search_text, NULL, NULL, NULL);

  return result == SQLITE_OK || rw_db_fail (db, RW_DB_OPENING, result, error);
}
