/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-cache-search.h"

#include "rw-db-private.h"
#include "rw-search-text.h"

/*
 * The full-text index: for each kind that is searched a table "search_KIND" beside the kind's own, with
 * the same rowids. Triggers keep it up, in the transaction that changes a row. It holds no text (the
 * rows have that) and no places in it: see rw-search-text.c.
 *
 * It is made after a first sync and not with it: a search is of less worth than the data, and can make
 * do without meanwhile. How far it is stands in "meta": the last rowid of each kind that was seen to, and
 * ALL once that is done. A row may be seen to by a trigger first; it is put in again and nothing is lost.
 */

/* Raise it when what goes into the index changes: it is made anew. */
#define LAYOUT "1"
#define ALL    -1
#define BATCH  200

/**
 * rw_cache_search_kinds:
 *
 * Returns: mask of the kinds with a full-text index
 */
guint64
rw_cache_search_kinds (void)
{
  return RW_KIND_BIT (RW_KIND_DEVICE) | RW_KIND_BIT (RW_KIND_VM) | RW_KIND_BIT (RW_KIND_TICKET) |
         RW_KIND_BIT (RW_KIND_MESSAGE) | RW_KIND_BIT (RW_KIND_CHANGE) |
         RW_KIND_BIT (RW_KIND_ADDRESS) | RW_KIND_BIT (RW_KIND_DOCUMENT);
}

static char *
mark_name (RwKind kind)
{
  return g_strconcat ("search_", rw_schema_get (kind)->name, NULL);
}

/**
 * rw_cache_search_ready:
 *
 * Returns: whether all rows of @kind are in the full-text index; until then they are found by reading them
 */
gboolean
rw_cache_search_ready (RwCache *cache,
                       RwKind   kind)
{
  g_autofree char *name = mark_name (kind);

  return (rw_cache_search_kinds () & RW_KIND_BIT (kind)) &&
         rw_db_get_meta_integer (rw_cache_get_db (cache), name, 0, NULL) == ALL;
}

/* The searched fields: "prefix"."field", … */
static char *
texts_sql (RwKind      kind,
           const char *prefix)
{
  const RwKindInfo *info = rw_schema_get (kind);
  GString *sql = g_string_new ("rw_search_text(");
  guint n = 0;

  for (guint i = 0; i < info->n_fields; i++)
    if (info->fields[i].flags & RW_F_SEARCH)
      g_string_append_printf (sql, "%s%s\"%s\"", n++ > 0 ? ", " : "", prefix, info->fields[i].name);
  g_string_append_c (sql, ')');
  return g_string_free (sql, FALSE);
}

static char *
changed_sql (RwKind kind)
{
  const RwKindInfo *info = rw_schema_get (kind);
  GString *sql = g_string_new (NULL);

  for (guint i = 0; i < info->n_fields; i++)
    if (info->fields[i].flags & RW_F_SEARCH)
      g_string_append_printf (sql, "%sold.\"%s\" IS NOT new.\"%s\"", sql->len > 0 ? " OR " : "",
                              info->fields[i].name, info->fields[i].name);
  return g_string_free (sql, FALSE);
}

static char *
create_sql (RwKind kind)
{
  const char *name = rw_schema_get (kind)->name;
  g_autofree char *texts = texts_sql (kind, "new.");
  g_autofree char *changed = changed_sql (kind);

  return g_strdup_printf (
    "CREATE VIRTUAL TABLE \"search_%1$s\" USING fts5(\"text\", content='', contentless_delete=1, detail=none,"
    " tokenize='trigram case_sensitive 1');\n"
    "CREATE TRIGGER \"search_%1$s.insert\" AFTER INSERT ON \"%1$s\" BEGIN"
    " INSERT INTO \"search_%1$s\" (rowid, \"text\") VALUES (new.rowid, %2$s); END;\n"
    "CREATE TRIGGER \"search_%1$s.update\" AFTER UPDATE ON \"%1$s\" WHEN %3$s BEGIN"
    " DELETE FROM \"search_%1$s\" WHERE rowid = old.rowid;"
    " INSERT INTO \"search_%1$s\" (rowid, \"text\") VALUES (new.rowid, %2$s); END;\n"
    "CREATE TRIGGER \"search_%1$s.delete\" AFTER DELETE ON \"%1$s\" BEGIN"
    " DELETE FROM \"search_%1$s\" WHERE rowid = old.rowid; END;\n",
    name, texts, changed);
}

static char *
drop_sql (RwKind kind)
{
  return g_strdup_printf ("DROP TRIGGER IF EXISTS \"search_%1$s.insert\";\n"
                          "DROP TRIGGER IF EXISTS \"search_%1$s.update\";\n"
                          "DROP TRIGGER IF EXISTS \"search_%1$s.delete\";\n"
                          "DROP TABLE IF EXISTS \"search_%1$s\";\n"
                          "DELETE FROM \"meta\" WHERE \"key\" = 'search_%1$s';\n",
                          rw_schema_get (kind)->name);
}

/* Drops what another Rackward made in another way; what is missing is made by the steps that follow. */
static gboolean
check_layout (RwDb    *db,
              GError **error)
{
  g_autofree char *layout = rw_db_get_meta (db, "search", NULL);

  if (g_strcmp0 (layout, LAYOUT) == 0)
    return TRUE;
  for (int kind = 0; kind < RW_N_KINDS; kind++)
    if (rw_cache_search_kinds () & RW_KIND_BIT (kind))
      {
        g_autofree char *drop = drop_sql (kind);

        if (!rw_db_exec (db, drop, error))
          return FALSE;
      }
  return rw_db_set_meta (db, "search", LAYOUT, error);
}

/* The rowid up to which the next rows go, G_MAXINT64 for the last of them. */
static gboolean
find_end (RwDb    *db,
          RwKind   kind,
          gint64   from,
          gint64  *end,
          GError **error)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT rowid FROM \"%s\" WHERE rowid > ?1 ORDER BY rowid LIMIT 1 OFFSET %d",
                     rw_schema_get (kind)->name, BATCH - 1);
  g_autoptr (RwStmt) stmt = rw_db_prepare (db, sql, error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_integer (stmt, 1, from);
  if (!rw_stmt_step (stmt, &row, error))
    return FALSE;
  *end = row ? rw_stmt_get_integer (stmt, 0) : G_MAXINT64;
  return TRUE;
}

static gboolean
fill_batch (RwDb    *db,
            RwKind   kind,
            gint64  *done,
            GError **error)
{
  g_autofree char *texts = texts_sql (kind, "");
  g_autofree char *sql =
    g_strdup_printf ("INSERT OR REPLACE INTO \"search_%1$s\" (rowid, \"text\") SELECT rowid, %2$s"
                     " FROM \"%1$s\" WHERE rowid > ?1 AND rowid <= ?2",
                     rw_schema_get (kind)->name, texts);
  g_autoptr (RwStmt) stmt = NULL;
  gint64 end;

  if (!find_end (db, kind, *done, &end, error))
    return FALSE;
  stmt = rw_db_prepare (db, sql, error);
  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_integer (stmt, 1, *done);
  rw_stmt_bind_integer (stmt, 2, end);
  if (!rw_stmt_run (stmt, error))
    return FALSE;
  *done = end == G_MAXINT64 ? ALL : end;
  return TRUE;
}

/* Some rows of one kind, in the transaction that is running. */
static gboolean
fill_kind (RwDb     *db,
           RwKind    kind,
           gint64    until,
           gboolean *more,
           GError  **error)
{
  g_autofree char *name = mark_name (kind);
  g_autofree char *mark = rw_db_get_meta (db, name, NULL);
  gint64 done = mark != NULL ? g_ascii_strtoll (mark, NULL, 10) : 0;

  *more = FALSE;
  if (done == ALL)
    return TRUE;
  if (mark == NULL)
    {
      g_autofree char *create = create_sql (kind);

      if (!rw_db_exec (db, create, error))
        return FALSE;
    }
  do
    if (!fill_batch (db, kind, &done, error))
      return FALSE;
  while (done != ALL && g_get_monotonic_time () < until);
  *more = TRUE;
  return rw_db_set_meta_integer (db, name, done, error);
}

/**
 * rw_cache_search_fill:
 * @budget: microseconds after which no further rows are begun
 * @more: (out): whether some are still missing
 *
 * Makes some more of the full-text index; see rw_cache_search_ready().
 */
gboolean
rw_cache_search_fill (RwDb      *db,
                      gint64     budget,
                      gboolean  *more,
                      GError   **error)
{
  gint64 until = g_get_monotonic_time () + budget;

  *more = FALSE;
  if (!rw_db_begin (db, error))
    return FALSE;
  if (!check_layout (db, error))
    {
      rw_db_rollback (db);
      return FALSE;
    }
  for (int kind = 0; kind < RW_N_KINDS && !*more; kind++)
    if ((rw_cache_search_kinds () & RW_KIND_BIT (kind)) &&
        !fill_kind (db, kind, until, more, error))
      {
        rw_db_rollback (db);
        return FALSE;
      }
  return rw_db_commit (db, error);
}
