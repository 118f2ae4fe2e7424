/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-store-check.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rw-error.h"
#include "rw-json.h"
#include "rules/rw-unique.h"

/*
 * Looks for all that must hold in the server's file: SQLite's own structure, the chain of the change
 * log, and that the tables which say the same thing twice agree with each other.
 */

/* Of one part: who has more has read enough. */
#define FINDINGS_MOST 20

typedef struct
{
  RwDb *db;
  RwLogStore *log;
  GPtrArray *findings;
  gint64 figure;
} Check;

static void find (Check      *check,
                  const char *format,
                  ...) G_GNUC_PRINTF (2, 3);

static void
find (Check      *check,
      const char *format,
      ...)
{
  va_list args;

  if (check->findings->len >= FINDINGS_MOST)
    return;
  va_start (args, format);
  g_ptr_array_add (check->findings, g_strdup_vprintf (format, args));
  va_end (args);
}

/* Each row of @sql is a finding: its first column, or @format with it. */
static gboolean
find_rows (Check      *check,
           const char *sql,
           const char *format,
           GError    **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (check->db, sql, error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  while (check->findings->len < FINDINGS_MOST)
    {
      if (!rw_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      find (check, format, rw_stmt_get_text (stmt, 0));
    }
  return TRUE;
}

static gboolean
get_number (Check      *check,
            const char *sql,
            gint64     *number,
            GError    **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (check->db, sql, error);
  gboolean row;

  if (stmt == NULL || !rw_stmt_step (stmt, &row, error))
    return FALSE;
  *number = row ? rw_stmt_get_integer (stmt, 0) : 0;
  return TRUE;
}

static gboolean
check_file (Check   *check,
            GError **error)
{
  g_clear_pointer (&check->findings, g_ptr_array_unref);
  if (!rw_db_integrity_check (check->db, FINDINGS_MOST, &check->findings, error))
    {
      check->findings = g_ptr_array_new_with_free_func (g_free);
      return FALSE;
    }
  return get_number (check, "PRAGMA page_count", &check->figure, error);
}

static gboolean
check_chain (Check   *check,
             GError **error)
{
  GError *problem = NULL;

  if (rw_log_store_verify (check->log, &check->figure, &problem))
    return find_rows (
      check,
      "SELECT printf ('%s, mutation %d', hex (client), mid) FROM history WHERE client IS NOT NULL AND mid > 0"
      " GROUP BY client, mid HAVING count(*) > 1",
      "A mutation took effect twice: client %s", error);
  if (!g_error_matches (problem, RW_ERROR, RW_ERROR_CORRUPT))
    {
      g_propagate_error (error, problem);
      return FALSE;
    }
  find (check, "%s", problem->message);
  g_error_free (problem);
  return TRUE;
}

static gboolean
check_numbers (Check   *check,
               GError **error)
{
  gint64 floor = rw_log_store_get_number (check->log, "floor", 0, error);
  g_autofree char *epoch = NULL;
  g_autofree char *epochs = NULL;
  g_autofree char *last = NULL;

  if (floor < 0 || (epoch = rw_log_store_get_epoch (check->log, error)) == NULL ||
      (epochs = rw_log_store_get_epochs (check->log, error)) == NULL)
    return FALSE;
  check->figure = rw_log_store_get_head (check->log);
  if (floor > check->figure)
    find (check, "The floor %" G_GINT64_FORMAT " is above the head %" G_GINT64_FORMAT, floor,
          check->figure);
  last = g_strdup_printf ("{\"epoch\":\"%s\",\"start\":", epoch);
  if (strstr (epochs, last) == NULL)
    find (check, "The epoch %s is not in the list of epochs", epoch);
  return find_rows (
    check,
    "SELECT seq FROM history JOIN (SELECT max (seq) AS top FROM history) WHERE seq = top"
    " AND seq <> (SELECT CAST (value AS INTEGER) FROM meta WHERE name = 'head')",
    "The last entry has the number %s, which is not the head", error);
}

static gboolean
check_rows (Check   *check,
            GError **error)
{
  return get_number (check, "SELECT count(*) FROM rec", &check->figure, error) &&
         find_rows (
           check,
           "SELECT rec.seq FROM rec LEFT JOIN history ON history.seq = rec.seq WHERE history.id IS NOT rec.id"
           " OR history.kind IS NOT rec.kind OR (rec.deleted <> 0) <> (history.op IS 'delete') LIMIT 20",
           "Record number %s is not what the change log says of it", error) &&
         find_rows (
           check,
           "SELECT last.seq FROM (SELECT id, max (seq) AS seq, op FROM history GROUP BY id) AS last"
           " LEFT JOIN rec ON rec.id = last.id WHERE rec.seq IS NOT last.seq AND NOT (rec.id IS NULL AND last.op = 'delete'"
           " AND last.seq <= (SELECT coalesce (max (CAST (value AS INTEGER)), 0) FROM meta WHERE name = 'floor')) LIMIT 20",
           "What entry %s of the change log wrote is missing", error) &&
         find_rows (check, "SELECT seq FROM rec WHERE (deleted <> 0) <> (body IS NULL) LIMIT 20",
                    "Record number %s is both deleted and there, or neither", error);
}

/* "812 status:907": no field can be newer than the record. */
static void
check_versions (Check            *check,
                const RwKindInfo *info,
                gint64            seq,
                const char       *text)
{
  g_auto (GStrv) words = text == NULL ? NULL : g_strsplit (text, " ", -1);

  for (char **p = words; p != NULL && *p != NULL; p++)
    {
      char *colon = strchr (*p, ':');
      gint64 version;

      if (colon != NULL)
        *colon = '\0';
      if (!g_ascii_string_to_signed (colon != NULL ? colon + 1 : *p, 10, 1, seq, &version, NULL))
        find (check, "Record number %" G_GINT64_FORMAT " has a field that is newer than itself: %s",
              seq, *p);
      else if (colon != NULL && rw_schema_find_field (info->kind, *p) < 0)
        find (check, "Record number %" G_GINT64_FORMAT " has the version of an unknown field: %s",
              seq, *p);
    }
}

typedef struct
{
  Check *check;
  RwStmt *target; /* SELECT kind FROM rec */
  RwStmt *ref;
  RwStmt *unique;
  gint64 n_refs, n_unique;
} Bodies;

static gboolean
has_row (RwStmt   *stmt,
         gboolean *row,
         GError  **error)
{
  gboolean well = rw_stmt_step (stmt, row, error);

  if (well && *row)
    rw_stmt_reset (stmt);
  return well;
}

static gboolean
check_ref (Bodies        *bodies,
           RwRecord      *record,
           const RwField *field,
           const RwId    *target,
           GError       **error)
{
  RwKind kind = RW_KIND_NONE;
  gboolean row;

  rw_stmt_bind_id (bodies->target, 1, target);
  if (!rw_stmt_step (bodies->target, &row, error))
    return FALSE;
  if (row)
    {
      kind = rw_schema_find (rw_stmt_get_text (bodies->target, 0));
      rw_stmt_reset (bodies->target);
    }
  if (!row || kind == RW_KIND_NONE || !(field->refs & RW_KIND_BIT (kind)))
    find (bodies->check, "%s “%s”: %s refers to %s", rw_kind_label (rw_record_get_kind (record)),
          rw_record_get_title (record), field->name,
          row ? "a record of the wrong kind" : "a record that is not there");
  rw_stmt_bind_id (bodies->ref, 1, target);
  rw_stmt_bind_id (bodies->ref, 2, rw_record_get_id (record));
  if (!has_row (bodies->ref, &row, error))
    return FALSE;
  if (!row)
    find (bodies->check, "%s “%s”: the table of references lacks %s",
          rw_kind_label (rw_record_get_kind (record)), rw_record_get_title (record), field->name);
  return TRUE;
}

/* Two fields may refer to the same record: the table has it once. */
static gboolean
check_refs (Bodies   *bodies,
            RwRecord *record,
            GError  **error)
{
  const RwKindInfo *info = rw_record_get_info (record);
  g_autoptr (GHashTable) targets = g_hash_table_new (rw_id_hash, rw_id_equal);

  for (guint i = 0; i < info->n_fields; i++)
    {
      const RwValue *value = rw_record_get (record, i);
      const RwId *ids = value->type == RW_FIELD_REF    ? &value->id
                        : value->type == RW_FIELD_REFS ? value->ids
                                                       : NULL;
      guint n = value->type == RW_FIELD_REF ? 1 : value->type == RW_FIELD_REFS ? value->n_ids : 0;

      for (guint k = 0; k < n; k++)
        {
          g_hash_table_add (targets, (gpointer) &ids[k]);
          if (!check_ref (bodies, record, &info->fields[i], &ids[k], error))
            return FALSE;
        }
    }
  bodies->n_refs += g_hash_table_size (targets);
  return TRUE;
}

static gboolean
check_unique (Bodies   *bodies,
              RwRecord *record,
              GError  **error)
{
  RwKind kind = rw_record_get_kind (record);
  const char *name;

  for (guint i = 0; (name = rw_unique_name (kind, i)) != NULL; i++)
    {
      g_autofree char *key = rw_unique_key (record, i);
      gboolean row;

      if (key == NULL)
        continue;
      bodies->n_unique++;
      rw_stmt_bind_text (bodies->unique, 1, rw_schema_get (kind)->name);
      rw_stmt_bind_text (bodies->unique, 2, name);
      rw_stmt_bind_text (bodies->unique, 3, key);
      rw_stmt_bind_id (bodies->unique, 4, rw_record_get_id (record));
      if (!has_row (bodies->unique, &row, error))
        return FALSE;
      if (!row)
        find (bodies->check, "%s “%s”: the table of unique values lacks %s", rw_kind_label (kind),
              rw_record_get_title (record), name);
    }
  return TRUE;
}

static gboolean
check_body (Bodies  *bodies,
            RwStmt  *stmt,
            GError **error)
{
  gint64 seq = rw_stmt_get_integer (stmt, 0);
  RwKind kind = rw_schema_find (rw_stmt_get_text (stmt, 2));
  g_autoptr (RwRecord) record = NULL;
  g_autoptr (GError) problem = NULL;
  const char *body;
  gsize length;
  RwId id;

  if (kind == RW_KIND_NONE)
    {
      find (bodies->check, "Record number %" G_GINT64_FORMAT " is of an unknown kind: %s", seq,
            rw_stmt_get_text (stmt, 2));
      return TRUE;
    }
  check_versions (bodies->check, rw_schema_get (kind), seq, rw_stmt_get_text (stmt, 4));
  rw_stmt_get_id (stmt, 1, &id);
  body = rw_stmt_get_blob (stmt, 3, &length);
  if (body == NULL)
    return TRUE;
  record = rw_record_from_body (kind, &id, body, (gssize) length, &problem);
  if (record == NULL)
    {
      find (bodies->check, "Record number %" G_GINT64_FORMAT " cannot be read: %s", seq,
            problem->message);
      return TRUE;
    }
  return check_refs (bodies, record, error) && check_unique (bodies, record, error);
}

static gboolean
walk_bodies (Bodies  *bodies,
             GError **error)
{
  Check *check = bodies->check;
  g_autoptr (RwStmt) target =
    rw_db_prepare (check->db, "SELECT kind FROM rec WHERE id = ?1 AND NOT deleted", error);
  g_autoptr (RwStmt) ref =
    rw_db_prepare (check->db, "SELECT 1 FROM ref WHERE target = ?1 AND source = ?2", error);
  g_autoptr (RwStmt) unique = NULL;
  g_autoptr (RwStmt) stmt = NULL;
  gboolean row;

  unique =
    rw_db_prepare (check->db,
                   "SELECT 1 FROM uniq WHERE kind = ?1 AND field = ?2 AND key = ?3 AND id = ?4",
                   error);
  stmt = rw_db_prepare (check->db, "SELECT seq, id, kind, body, fver FROM rec ORDER BY seq", error);
  if (target == NULL || ref == NULL || unique == NULL || stmt == NULL)
    return FALSE;
  bodies->target = target;
  bodies->ref = ref;
  bodies->unique = unique;
  while (rw_stmt_step (stmt, &row, error))
    {
      if (!row)
        return TRUE;
      if (!check_body (bodies, stmt, error))
        return FALSE;
    }
  return FALSE;
}

static gboolean
check_bodies (Check   *check,
              GError **error)
{
  Bodies bodies = { .check = check };
  gint64 n_refs, n_unique;

  if (!walk_bodies (&bodies, error) ||
      !get_number (check, "SELECT count(*) FROM ref", &n_refs, error) ||
      !get_number (check, "SELECT count(*) FROM uniq", &n_unique, error))
    return FALSE;
  if (check->findings->len == 0 && n_refs != bodies.n_refs)
    find (check,
          "The table of references has %" G_GINT64_FORMAT
          " rows; the records refer to %" G_GINT64_FORMAT,
          n_refs, bodies.n_refs);
  if (check->findings->len == 0 && n_unique != bodies.n_unique)
    find (check,
          "The table of unique values has %" G_GINT64_FORMAT
          " rows; the records have %" G_GINT64_FORMAT,
          n_unique, bodies.n_unique);
  check->figure = bodies.n_refs;
  return TRUE;
}

static gboolean
check_results (Check   *check,
               GError **error)
{
  return get_number (check, "SELECT count(*) FROM client", &check->figure, error) &&
         find_rows (
           check,
           "SELECT printf ('%s, mutation %d', hex (result.client), mid) FROM result LEFT JOIN client ON client.id = result.client"
           " WHERE client.id IS NULL OR mid > last_mid OR reply NOT LIKE '{\"mid\":' || mid || ',%' LIMIT 20",
           "A stored answer belongs to no mutation that was taken in: client %s", error) &&
         find_rows (
           check,
           "SELECT printf ('%s, mutation %d', hex (history.client), max (mid)) FROM history LEFT JOIN client ON client.id = history.client"
           " WHERE history.client IS NOT NULL AND mid > 0 AND (client.id IS NULL OR mid > last_mid) GROUP BY history.client LIMIT 20",
           "The change log knows a mutation that its client would do again: client %s", error);
}

static gboolean
check_access (Check   *check,
              GError **error)
{
  return get_number (check, "SELECT count(*) FROM account", &check->figure, error) &&
         find_rows (
           check,
           "SELECT token.name FROM token LEFT JOIN account ON account.id = token.account"
           " WHERE (token.account IS NOT NULL AND account.id IS NULL) OR length (hash) <> 32 LIMIT 20",
           "The token “%s” belongs to nobody", error) &&
         find_rows (
           check,
           "SELECT login FROM account WHERE password IS NOT NULL AND password NOT LIKE '$argon2id$%' LIMIT 20",
           "The password of %s is not kept as it should be", error);
}

/**
 * rw_store_check:
 * @store: a snapshot, see rw_log_store_sqlite_open_snapshot()
 * @func: (nullable): is told of each part
 * @sound: (out): whether nothing was found
 *
 * Checks the whole content. Reads only; a server may run meanwhile.
 *
 * Returns: %FALSE with @error set when it could not be read to the end
 */
gboolean
rw_store_check (RwLogStoreSqlite *store,
                RwStoreCheckFunc  func,
                gpointer          user_data,
                gboolean         *sound,
                GError          **error)
{
  static const struct
  {
    const char *what;
    gboolean (*run) (Check *check, GError **error);
  } parts[] = {
    { N_ ("file (pages)"), check_file },          { N_ ("change log (entries)"), check_chain },
    { N_ ("numbers (head)"), check_numbers },     { N_ ("records"), check_rows },
    { N_ ("references"), check_bodies },          { N_ ("clients and answers"), check_results },
    { N_ ("accounts and tokens"), check_access },
  };

  *sound = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      Check check = { .db = rw_log_store_sqlite_get_db (store), .log = RW_LOG_STORE (store) };
      gboolean well;

      check.findings = g_ptr_array_new_with_free_func (g_free);
      well = parts[i].run (&check, error);
      if (well && func != NULL)
        func (_ (parts[i].what), check.findings, check.figure, user_data);
      *sound = *sound && check.findings->len == 0;
      g_ptr_array_unref (check.findings);
      if (!well)
        return FALSE;
    }
  return TRUE;
}

static void
keep_first_cb (const char *what,
               GPtrArray  *findings,
               gint64      figure,
               gpointer    user_data)
{
  char **first = user_data;

  if (*first == NULL && findings->len > 0)
    *first = g_strdup (g_ptr_array_index (findings, 0));
}

/**
 * rw_store_is_sound:
 * @records: (out) (optional): how many there are
 *
 * As rw_store_check(), with the first finding as %RW_ERROR_CORRUPT.
 */
gboolean
rw_store_is_sound (RwLogStoreSqlite *store,
                   gint64           *records,
                   GError          **error)
{
  Check count = { .db = rw_log_store_sqlite_get_db (store) };
  g_autofree char *first = NULL;
  gboolean sound;

  if (!rw_store_check (store, keep_first_cb, &first, &sound, error))
    return FALSE;
  if (!sound)
    {
      g_set_error_literal (error, RW_ERROR, RW_ERROR_CORRUPT, first);
      return FALSE;
    }
  return records == NULL ||
         get_number (&count, "SELECT count(*) FROM rec WHERE NOT deleted", records, error);
}
