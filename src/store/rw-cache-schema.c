/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-cache-schema.h"

/*
 * The tables are rowid tables with a unique index on the id, not WITHOUT ROWID: a first sync inserts
 * in the order of the feed, which is not that of the ids, and an index that is built afterwards is
 * sorted once. Measured with bench-store, a million rows, indexes included: 189,000 rows/s against
 * 174,000 with ids in order, 135,000 against 44,000 with ids of an import. The indexes of
 * references and instants that need not be filled in leave out nulls: most of them are null in most
 * rows, and "field = ?" and "field > ?" can use such an index.
 *
 * An index that is built afterwards reads its whole table, which costs 0.2 s for a million rows even
 * when no row belongs into it. So those which will hold few rows, or in whose order the rows come,
 * are there from the beginning (see is_early()).
 */

/* Goes into the hash: raise it when what is below changes without the text of the tables changing. */
#define LAYOUT 3

/* A view that asks for the rows of one record in an order finds them in that order; the backup matrix
 * reads hundreds of thousands of runs and finds all it asks for in the index. */
static const struct
{
  RwKind kind;
  int field;
  guint n_then;
  int then[7];
} ordered[] = {
  { RW_KIND_MESSAGE, RW_MESSAGE_TICKET, 1, { RW_MESSAGE_AT } },
  { RW_KIND_BACKUP_RUN, RW_BACKUP_RUN_JOB, 7,
    { RW_BACKUP_RUN_DUE, RW_BACKUP_RUN_STATUS, RW_BACKUP_RUN_BYTES, RW_BACKUP_RUN_STARTED, RW_BACKUP_RUN_FINISHED,
      RW_BACKUP_RUN_PURPOSE, RW_BACKUP_RUN_CHECK_DEPTH } },
  { RW_KIND_BACKUP_RUN, RW_BACKUP_RUN_DUE, 0, { 0 } },
  /* Backups have no purpose written down: only verifications are in it, and those that failed together. */
  { RW_KIND_BACKUP_RUN, RW_BACKUP_RUN_PURPOSE, 1, { RW_BACKUP_RUN_STATUS } },
  { RW_KIND_USAGE_SAMPLE, RW_USAGE_SAMPLE_VOLUME, 1, { RW_USAGE_SAMPLE_DAY } },
  { RW_KIND_TICKET, RW_TICKET_STATUS, 1, { RW_TICKET_OPENED } },
};

static const char *
column_type (const RwField *field)
{
  switch (field->type)
    {
    case RW_FIELD_INTEGER:
    case RW_FIELD_BOOLEAN:
    case RW_FIELD_INSTANT:
    case RW_FIELD_DATE:
      return "INTEGER";
    case RW_FIELD_DECIMAL:
      return "REAL";
    case RW_FIELD_REF:
    case RW_FIELD_REFS:
      return "BLOB";
    default:
      return "TEXT";
    }
}

static void
append_table (GString          *sql,
              const RwKindInfo *info,
              gboolean          shadow)
{
  g_string_append_printf (sql, "CREATE TABLE \"%s%s\" (\"id\" BLOB NOT NULL%s, \"seq\" INTEGER NOT NULL",
                          shadow ? "shadow_" : "", info->name, shadow ? " PRIMARY KEY" : "");
  for (guint i = 0; i < info->n_fields; i++)
    g_string_append_printf (sql, ", \"%s\" %s", info->fields[i].name, column_type (&info->fields[i]));
  g_string_append (sql, shadow ? ", \"deleted\" INTEGER NOT NULL) STRICT;\n" : ") STRICT;\n");
}

static char *
tables_sql (void)
{
  GString *sql = g_string_new ("CREATE TABLE \"cursor\" (\"one\" INTEGER PRIMARY KEY CHECK (\"one\" = 1), \"epoch\" TEXT, \"scope\" TEXT, "
                               "\"pos\" INTEGER NOT NULL, \"h0\" INTEGER NOT NULL, \"head\" INTEGER NOT NULL, "
                               "\"last_mid\" INTEGER NOT NULL, \"stamp\" INTEGER NOT NULL) STRICT;\n"
                               "INSERT INTO \"cursor\" VALUES (1, NULL, NULL, 0, 0, 0, 0, -1);\n");

  for (int kind = 0; kind < RW_N_KINDS; kind++)
    {
      append_table (sql, rw_schema_get (kind), FALSE);
      append_table (sql, rw_schema_get (kind), TRUE);
    }
  return g_string_free (sql, FALSE);
}

static char *
ids_sql (void)
{
  GString *sql = g_string_new (NULL);

  for (int kind = 0; kind < RW_N_KINDS; kind++)
    {
      const char *name = rw_schema_get (kind)->name;

      g_string_append_printf (sql, "CREATE UNIQUE INDEX IF NOT EXISTS \"%s.id\" ON \"%s\" (\"id\");\n", name, name);
    }
  return g_string_free (sql, FALSE);
}

static int
find_ordered (RwKind kind,
              int    field)
{
  for (guint i = 0; i < G_N_ELEMENTS (ordered); i++)
    if (ordered[i].kind == kind && ordered[i].field == field)
      return (int) i;
  return -1;
}

typedef struct
{
  char *name;
  char *sql;
  gboolean early;
} Index;

static void
index_clear (gpointer data)
{
  Index *index = data;

  g_free (index->name);
  g_free (index->sql);
}

static gboolean
leaves_out_nulls (const RwField *field)
{
  return !(field->flags & RW_F_REQUIRED) &&
         (field->type == RW_FIELD_REF || field->type == RW_FIELD_INSTANT);
}

/* Cheaper kept up with every row than built afterwards: few rows belong into it; or, as instants do,
 * they come nearly in its order; or they come into few places of it, one for each word of an enum. */
static gboolean
is_early (const RwField *field)
{
  return leaves_out_nulls (field) || field->type == RW_FIELD_INSTANT ||
         field->type == RW_FIELD_ENUM;
}

/* All indexes but those on ids. */
static GArray *
rest_indexes (void)
{
  GArray *indexes = g_array_new (FALSE, FALSE, sizeof (Index));

  g_array_set_clear_func (indexes, index_clear);
  for (int kind = 0; kind < RW_N_KINDS; kind++)
    {
      const RwKindInfo *info = rw_schema_get (kind);

      for (guint i = 0; i < info->n_fields; i++)
        {
          const RwField *field = &info->fields[i];
          int order = find_ordered (kind, (int) i);
          Index index;
          GString *sql;

          if (field->type != RW_FIELD_REF && !(field->flags & (RW_F_INDEX | RW_F_UNIQUE)) && order < 0)
            continue;
          sql = g_string_new (NULL);
          g_string_append_printf (sql, "CREATE INDEX IF NOT EXISTS \"%s.%s\" ON \"%s\" (\"%s\"", info->name, field->name, info->name,
                                  field->name);
          for (guint then = 0; order >= 0 && then < ordered[order].n_then; then++)
            g_string_append_printf (sql, ", \"%s\"", info->fields[ordered[order].then[then]].name);
          g_string_append (sql, ")");
          if (leaves_out_nulls (field))
            g_string_append_printf (sql, " WHERE \"%s\" IS NOT NULL", field->name);
          index.name = g_strdup_printf ("%s.%s", info->name, field->name);
          index.sql = g_string_free (sql, FALSE);
          index.early = is_early (field);
          g_array_append_val (indexes, index);
        }
    }
  return indexes;
}

/**
 * rw_cache_schema_hash:
 *
 * Returns: (transfer none): a text that differs when the tables that this Rackward wants differ
 */
const char *
rw_cache_schema_hash (void)
{
  static gsize ready;
  static char *hash;

  if (g_once_init_enter (&ready))
    {
      g_autofree char *tables = tables_sql ();
      g_autofree char *ids = ids_sql ();
      g_autoptr (GArray) rest = rest_indexes ();
      GString *all = g_string_new (NULL);

      g_string_append_printf (all, "%d\n%s%s", LAYOUT, tables, ids);
      for (guint i = 0; i < rest->len; i++)
        g_string_append_printf (all, "%s;\n", g_array_index (rest, Index, i).sql);

      hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, all->str, -1);
      g_string_free (all, TRUE);
      g_once_init_leave (&ready, 1);
    }
  return hash;
}

/* ?first, ?first+1 … */
static void
append_parameters (GString *sql,
                   guint    first,
                   guint    n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_printf (sql, "%s?%u", i > 0 ? ", " : "", first + i);
}

static void
append_updates (GString          *sql,
                const RwKindInfo *info,
                gboolean          shadow)
{
  g_string_append (sql, " ON CONFLICT (\"id\") DO UPDATE SET \"seq\" = ?2");
  for (guint i = 0; i < info->n_fields; i++)
    g_string_append_printf (sql, ", \"%s\" = ?%u", info->fields[i].name, i + 3);
  if (shadow)
    g_string_append_printf (sql, ", \"deleted\" = ?%u", info->n_fields + 3);
}

static void
fill_sql (RwCacheSql       *out,
          const RwKindInfo *info)
{
  GString *sql = g_string_new ("\"id\", \"seq\"");
  const char *name = info->name;

  for (guint i = 0; i < info->n_fields; i++)
    g_string_append_printf (sql, ", \"%s\"", info->fields[i].name);
  out->columns = g_string_free (sql, FALSE);

  sql = g_string_new (NULL);
  g_string_append_printf (sql, "INSERT INTO \"%s\" (%s) VALUES (", name, out->columns);
  append_parameters (sql, 1, info->n_fields + 2);
  g_string_append_c (sql, ')');
  append_updates (sql, info, FALSE);
  out->upsert = g_string_free (sql, FALSE);

  sql = g_string_new (NULL);
  g_string_append_printf (sql, "INSERT INTO \"shadow_%s\" (%s, \"deleted\") VALUES (", name, out->columns);
  append_parameters (sql, 1, info->n_fields + 3);
  g_string_append_c (sql, ')');
  append_updates (sql, info, TRUE);
  out->shadow_put = g_string_free (sql, FALSE);

  out->remove = g_strdup_printf ("DELETE FROM \"%s\" WHERE \"id\" = ?1", name);
  out->get = g_strdup_printf ("SELECT %s FROM \"%s\" WHERE \"id\" = ?1", out->columns, name);
  out->shadow_get = g_strdup_printf ("SELECT %s, \"deleted\" FROM \"shadow_%s\" WHERE \"id\" = ?1", out->columns, name);
  out->shadow_remove = g_strdup_printf ("DELETE FROM \"shadow_%s\" WHERE \"id\" = ?1", name);
  out->shadow_from_view = g_strdup_printf ("INSERT INTO \"shadow_%s\" (%s, \"deleted\") SELECT %s, 0 FROM \"%s\" WHERE \"id\" = ?1",
                                           name, out->columns, out->columns, name);
  out->view_from_shadow = g_strdup_printf ("INSERT INTO \"%s\" (%s) SELECT %s FROM \"shadow_%s\" WHERE \"id\" = ?1 AND NOT \"deleted\"",
                                           name, out->columns, out->columns, name);
}

/**
 * rw_cache_schema_sql:
 *
 * Returns: (transfer none): the statements of @kind
 */
const RwCacheSql *
rw_cache_schema_sql (RwKind kind)
{
  static gsize ready;
  static RwCacheSql all[RW_N_KINDS];

  g_return_val_if_fail ((int) kind >= 0 && kind < RW_N_KINDS, NULL);
  if (g_once_init_enter (&ready))
    {
      for (int i = 0; i < RW_N_KINDS; i++)
        fill_sql (&all[i], rw_schema_get (i));
      g_once_init_leave (&ready, 1);
    }
  return &all[kind];
}

static gboolean
create_early (RwDb    *db,
              GError **error)
{
  g_autoptr (GArray) rest = rest_indexes ();

  for (guint i = 0; i < rest->len; i++)
    {
      const Index *index = &g_array_index (rest, Index, i);

      if (index->early && !rw_db_exec (db, index->sql, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * rw_cache_schema_insert_sql:
 * @n_rows: how many rows
 *
 * Returns: (transfer full): the statement that inserts rows that are not there yet: the id, the seq
 *   and the fields of the first, of the second …
 */
char *
rw_cache_schema_insert_sql (RwKind kind,
                            guint  n_rows)
{
  const RwKindInfo *info = rw_schema_get (kind);
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "INSERT INTO \"%s\" (%s) VALUES ", info->name,
                          rw_cache_schema_sql (kind)->columns);
  for (guint row = 0; row < n_rows; row++)
    {
      g_string_append (sql, row > 0 ? ", (" : "(");
      append_parameters (sql, row * (info->n_fields + 2) + 1, info->n_fields + 2);
      g_string_append_c (sql, ')');
    }
  return g_string_free (sql, FALSE);
}

/**
 * rw_cache_schema_create_tables:
 *
 * For a new file: tables, and of the indexes those that cost little while rows are added.
 */
gboolean
rw_cache_schema_create_tables (RwDb    *db,
                               GError **error)
{
  g_autofree char *sql = tables_sql ();

  return rw_db_create_meta (db, error) && rw_db_exec (db, sql, error) && create_early (db, error) &&
         rw_db_set_meta (db, "schema", rw_cache_schema_hash (), error) &&
         rw_db_set_user_version (db, RW_SCHEMA_VERSION, error);
}

/**
 * rw_cache_schema_create_ids:
 *
 * The unique indexes on the ids; from here on rows can be replaced. Does nothing when they are there.
 */
gboolean
rw_cache_schema_create_ids (RwDb    *db,
                            GError **error)
{
  g_autofree char *sql = ids_sql ();

  return rw_db_exec (db, sql, error);
}

static gboolean
list_indexes (RwDb        *db,
              GHashTable  *names,
              GError     **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (db, "SELECT name FROM sqlite_schema WHERE type = 'index'", error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  while (rw_stmt_step (stmt, &row, error))
    {
      if (!row)
        return TRUE;
      g_hash_table_add (names, g_strdup (rw_stmt_get_text (stmt, 0)));
    }
  return FALSE;
}

/**
 * rw_cache_schema_create_rest:
 * @budget: microseconds after which no further index is begun; 0 for one at a time
 * @more: (out): whether some are still missing
 *
 * All other indexes, and in the end what the query planner wants to know of them. They make views
 * faster and nothing else; what a crash left out is made up for at the next start.
 */
gboolean
rw_cache_schema_create_rest (RwDb      *db,
                             gint64     budget,
                             gboolean  *more,
                             GError   **error)
{
  g_autofree char *done = rw_db_get_meta (db, "indexed", NULL);
  g_autoptr (GHashTable) there = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) rest = NULL;
  gint64 begin = g_get_monotonic_time ();

  *more = FALSE;
  if (done != NULL)
    return TRUE;
  if (!list_indexes (db, there, error))
    return FALSE;
  rest = rest_indexes ();
  for (guint i = 0; i < rest->len; i++)
    {
      const Index *index = &g_array_index (rest, Index, i);

      if (g_hash_table_contains (there, index->name))
        continue;
      if (*more)
        return TRUE;
      /* In a transaction of its own, behind which the writer empties its log when that is long. */
      if (!rw_db_begin (db, error))
        return FALSE;
      if (!rw_db_exec (db, index->sql, error) || !rw_db_commit (db, error))
        {
          rw_db_rollback (db);
          return FALSE;
        }
      *more = g_get_monotonic_time () - begin >= budget;
    }
  *more = FALSE;
  return rw_db_exec (db, "PRAGMA analysis_limit=400; ANALYZE", error) && rw_db_set_meta (db, "indexed", "yes", error);
}
