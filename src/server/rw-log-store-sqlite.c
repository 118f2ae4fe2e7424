/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-log-store-sqlite-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "rw-error.h"
#include "rw-json.h"
#include "rw-log-schema.h"
#include "rw-migrator.h"
#include "rw-planted.h"
#include "rw-server-resources.h"
#include "rules/rw-unique.h"

G_DEFINE_FINAL_TYPE (RwLogStoreSqlite, rw_log_store_sqlite, RW_TYPE_LOG_STORE)

static gboolean
begin (RwLogStore *store,
       GError    **error)
{
  RwLogStoreSqlite *self = RW_LOG_STORE_SQLITE (store);

  self->begin_head = self->head;
  self->begin_hash = self->hash;
  return rw_db_begin (self->db, error);
}

static void
rollback (RwLogStore *store)
{
  RwLogStoreSqlite *self = RW_LOG_STORE_SQLITE (store);

  rw_db_rollback (self->db);
  self->head = self->begin_head;
  self->hash = self->begin_hash;
}

/* A unique value that two records share would only be noticed at the next edit of one of them. */
static gboolean
check_filled (RwLogStoreSqlite *self,
              GError          **error)
{
  g_autoptr (RwStmt) stmt = NULL;
  gboolean row;

  stmt = rw_db_prepare (self->db,
                        "SELECT kind, field, key FROM uniq WHERE field <> '" RW_UNIQUE_ADDRESS "'"
                        " GROUP BY kind, field, key HAVING count(*) > 1 LIMIT 1",
                        error);
  if (stmt == NULL || !rw_stmt_step (stmt, &row, error))
    return FALSE;
  if (row)
    g_set_error (error, RW_ERROR, RW_ERROR_CONFLICT, "Two records of the kind %s have the same %s, “%s”",
                 rw_stmt_get_text (stmt, 0), rw_stmt_get_text (stmt, 1), rw_stmt_get_text (stmt, 2));
  return !row;
}

/* A file that is filled is written without waiting for the disk; now that it is whole, it must last. */
static void
sync_file (const char *path)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);

  if (fd < 0)
    return;
  if (fsync (fd) != 0)
    g_warning ("Could not flush %s to the disk: %s", path, g_strerror (errno));
  close (fd);
}

static gboolean
commit (RwLogStore *store,
        GError    **error)
{
  RwLogStoreSqlite *self = RW_LOG_STORE_SQLITE (store);

  if (self->filling && (!rw_log_sqlite_write_refs (self, error) || !check_filled (self, error) ||
                        !rw_log_schema_make_indexes (self, error)))
    {
      rollback (store);
      return FALSE;
    }
  if (self->head != self->begin_head && !rw_log_store_set_number (store, "head", self->head, error))
    {
      rollback (store);
      return FALSE;
    }
  if (!rw_db_commit (self->db, error))
    {
      rollback (store);
      return FALSE;
    }
  if (self->filling)
    sync_file (self->path);
  return TRUE;
}

static gboolean
mark (RwLogStore *store,
      GError    **error)
{
  RwLogStoreSqlite *self = RW_LOG_STORE_SQLITE (store);

  self->mark_head = self->head;
  self->mark_hash = self->hash;
  return rw_db_exec (self->db, "SAVEPOINT mark", error);
}

static gboolean
release (RwLogStore *store,
         gboolean    keep,
         GError    **error)
{
  RwLogStoreSqlite *self = RW_LOG_STORE_SQLITE (store);

  if (keep)
    return rw_db_exec (self->db, "RELEASE mark", error);
  self->head = self->mark_head;
  self->hash = self->mark_hash;
  return rw_db_exec (self->db, "ROLLBACK TO mark; RELEASE mark", error);
}

/* @stmt: gives seq, id, kind, deleted, body */
static gboolean
hand_on_rows (RwStmt        *stmt,
              RwLogRowFunc   func,
              gpointer       user_data,
              GError       **error)
{
  gboolean more;

  while (TRUE)
    {
      RwLogRow row;

      if (!rw_stmt_step (stmt, &more, error))
        return FALSE;
      if (!more)
        return TRUE;
      row.seq = rw_stmt_get_integer (stmt, 0);
      rw_stmt_get_id (stmt, 1, &row.id);
      row.kind = rw_stmt_get_text (stmt, 2);
      row.deleted = rw_stmt_get_integer (stmt, 3) != 0;
      row.body = rw_stmt_get_blob (stmt, 4, &row.length);
      if (!func (&row, user_data))
        return TRUE;
    }
}

static gboolean
since (RwLogStore    *store,
       gint64         pos,
       gint64         limit,
       RwLogRowFunc   func,
       gpointer       user_data,
       GError       **error)
{
  RwLogStoreSqlite *self = RW_LOG_STORE_SQLITE (store);
  g_autoptr (RwStmt) stmt = NULL;

  stmt = rw_db_prepare (
    self->db, "SELECT seq, id, kind, deleted, body FROM rec WHERE seq > ?1 ORDER BY seq LIMIT ?2",
    error);
  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_integer (stmt, 1, pos);
  rw_stmt_bind_integer (stmt, 2, limit > 0 ? limit : -1);
  return hand_on_rows (stmt, func, user_data, error);
}

static gboolean
files (RwLogStore    *store,
       const char    *digest,
       RwLogRowFunc   func,
       gpointer       user_data,
       GError       **error)
{
  RwLogStoreSqlite *self = RW_LOG_STORE_SQLITE (store);
  g_autoptr (RwStmt) stmt = NULL;

  /* A backup of a server that knew no files is not brought up to date to be read. */
  if (rw_db_get_user_version (self->db, NULL) < 3)
    return TRUE;
  /* Both walk the index rec_file, which has the files and nothing else. */
  stmt = rw_db_prepare (
    self->db,
    digest != NULL
      ? "SELECT seq, id, kind, deleted, body FROM rec INDEXED BY rec_file"
        " WHERE kind = 'attachment' AND NOT deleted AND json_extract (body, '$.digest') = ?1"
      : "SELECT seq, id, kind, deleted, body FROM rec INDEXED BY rec_file"
        " WHERE kind = 'attachment' AND NOT deleted",
    error);
  if (stmt == NULL)
    return FALSE;
  if (digest != NULL)
    rw_stmt_bind_text (stmt, 1, digest);
  return hand_on_rows (stmt, func, user_data, error);
}

static void
read_versions (RwLogState *state,
               const char *text)
{
  const RwKindInfo *info = rw_schema_get (state->kind);
  g_auto (GStrv) words = text == NULL ? NULL : g_strsplit (text, " ", -1);
  gint64 common = words == NULL ? state->seq : g_ascii_strtoll (words[0], NULL, 10);

  for (guint i = 0; i < info->n_fields; i++)
    state->versions[i] = common;
  for (char **p = words; p != NULL && *p != NULL; p++)
    {
      char *colon = strchr (*p, ':');
      int field;

      if (colon == NULL)
        continue;
      *colon = '\0';
      field = rw_schema_find_field (state->kind, *p);
      if (field >= 0)
        state->versions[field] = g_ascii_strtoll (colon + 1, NULL, 10);
    }
}

static gboolean
find_kind (const char *name,
           RwKind     *kind,
           GError    **error)
{
  *kind = rw_schema_find (name);
  if (*kind != RW_KIND_NONE)
    return TRUE;
  g_set_error (error, RW_ERROR, RW_ERROR_TOO_NEW, "The server's file has a record of the kind “%s”, which this Rackward does not know",
               name);
  return FALSE;
}

static RwLogState *
get (RwLogStore  *store,
     const RwId  *id,
     GError     **error)
{
  RwLogStoreSqlite *self = RW_LOG_STORE_SQLITE (store);
  g_autoptr (RwLogState) state = NULL;
  g_autoptr (RwStmt) stmt = NULL;
  const char *body;
  gboolean row;
  gsize length;
  RwKind kind;

  /* There is no index yet to look it up with; the one made at the end tells of an id used twice. */
  if (self->filling)
    return NULL;
  stmt = rw_db_prepare (self->db, "SELECT seq, kind, deleted, body, fver FROM rec WHERE id = ?1", error);
  if (stmt == NULL)
    return NULL;
  rw_stmt_bind_id (stmt, 1, id);
  if (!rw_stmt_step (stmt, &row, error) || !row || !find_kind (rw_stmt_get_text (stmt, 1), &kind, error))
    return NULL;

  state = rw_log_state_new (kind, id);
  state->seq = rw_stmt_get_integer (stmt, 0);
  read_versions (state, rw_stmt_get_text (stmt, 4));
  if (rw_stmt_get_integer (stmt, 2) == 0)
    {
      body = rw_stmt_get_blob (stmt, 3, &length);
      state->record = rw_record_from_body (kind, id, body, (gssize) length, error);
      if (state->record == NULL)
        return NULL;
      rw_record_set_seq (state->record, state->seq);
    }
  return g_steal_pointer (&state);
}

static GPtrArray *
history (RwLogStore  *store,
         const RwId  *id,
         gint64       after,
         gint64       before,
         guint        limit,
         GError     **error)
{
  RwLogStoreSqlite *self = RW_LOG_STORE_SQLITE (store);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_log_entry_free);
  g_autoptr (RwStmt) stmt = NULL;
  gboolean row;

  stmt = rw_db_prepare (
    self->db,
    "SELECT seq, at, actor, client, op, kind, id, before, after, account FROM history"
    " WHERE id = ?1 AND seq > ?2 AND seq < ?3 ORDER BY seq DESC LIMIT ?4",
    error);
  if (stmt == NULL)
    return NULL;
  rw_stmt_bind_id (stmt, 1, id);
  rw_stmt_bind_integer (stmt, 2, after);
  rw_stmt_bind_integer (stmt, 3, before > 0 ? before : G_MAXINT64);
  rw_stmt_bind_integer (stmt, 4, limit);
  while (TRUE)
    {
      g_autoptr (RwLogEntry) entry = NULL;

      if (!rw_stmt_step (stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&entries);
      entry = g_new0 (RwLogEntry, 1);
      entry->seq = rw_stmt_get_integer (stmt, 0);
      entry->at = rw_stmt_get_integer (stmt, 1);
      entry->actor = g_strdup (rw_stmt_get_text (stmt, 2));
      rw_stmt_get_id (stmt, 3, &entry->client);
      rw_stmt_get_id (stmt, 9, &entry->account);
      if (!rw_op_from_string (rw_stmt_get_text (stmt, 4), &entry->op) ||
          !find_kind (rw_stmt_get_text (stmt, 5), &entry->kind, error))
        return NULL;
      rw_stmt_get_id (stmt, 6, &entry->id);
      entry->before = g_strdup (rw_stmt_get_text (stmt, 7));
      entry->after = g_strdup (rw_stmt_get_text (stmt, 8));
      g_ptr_array_add (entries, g_steal_pointer (&entry));
    }
}

static gboolean
scan_kind (RwLogStore     *store,
           RwKind          kind,
           gint64          after,
           gint64          before,
           RwLogEntryFunc  func,
           gpointer        user_data,
           GError        **error)
{
  RwLogStoreSqlite *self = RW_LOG_STORE_SQLITE (store);
  g_autoptr (RwStmt) stmt = NULL;
  gboolean row;

  stmt = rw_db_prepare (self->db,
                        "SELECT seq, at, op, id, before, after FROM history"
                        " WHERE kind = ?1 AND seq > ?2 AND seq < ?3 ORDER BY seq DESC",
                        error);
  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_text (stmt, 1, rw_schema_get (kind)->name);
  rw_stmt_bind_integer (stmt, 2, after);
  rw_stmt_bind_integer (stmt, 3, before > 0 ? before : G_MAXINT64);
  while (TRUE)
    {
      RwLogEntry entry = { .kind = kind };

      if (!rw_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      entry.seq = rw_stmt_get_integer (stmt, 0);
      entry.at = rw_stmt_get_integer (stmt, 1);
      if (!rw_op_from_string (rw_stmt_get_text (stmt, 2), &entry.op))
        {
          g_set_error (error, RW_ERROR, RW_ERROR_CORRUPT,
                       "Entry %" G_GINT64_FORMAT " of the change log does not say what was done",
                       entry.seq);
          return FALSE;
        }
      rw_stmt_get_id (stmt, 3, &entry.id);
      /* Borrowed for as long as the row lasts. */
      entry.before = (char *) rw_stmt_get_text (stmt, 4);
      entry.after = (char *) rw_stmt_get_text (stmt, 5);
      if (!func (&entry, user_data))
        return TRUE;
    }
}

static gboolean
find_unique (RwLogStore  *store,
             RwKind       kind,
             const char  *name,
             const char  *key,
             const RwId  *but,
             RwId        *found,
             GError     **error)
{
  RwLogStoreSqlite *self = RW_LOG_STORE_SQLITE (store);
  g_autoptr (RwStmt) stmt = NULL;
  gboolean row;

  *found = RW_ID_NIL;
  stmt = rw_db_prepare (self->db, "SELECT id FROM uniq WHERE kind = ?1 AND field = ?2 AND key = ?3 AND id IS NOT ?4 LIMIT 1", error);
  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_text (stmt, 1, rw_schema_get (kind)->name);
  rw_stmt_bind_text (stmt, 2, name);
  rw_stmt_bind_text (stmt, 3, key);
  rw_stmt_bind_id (stmt, 4, but);
  if (!rw_stmt_step (stmt, &row, error))
    return FALSE;
  if (row)
    rw_stmt_get_id (stmt, 0, found);
  return TRUE;
}

static GPtrArray *
referrers (RwLogStore  *store,
           const RwId  *target,
           guint64      kinds,
           guint        limit,
           GError     **error)
{
  RwLogStoreSqlite *self = RW_LOG_STORE_SQLITE (store);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (RwStmt) stmt = NULL;
  gboolean row;

  stmt = rw_db_prepare (self->db,
                        "SELECT rec.seq, rec.id, rec.kind, rec.body FROM ref JOIN rec ON rec.id = ref.source"
                        " WHERE ref.target = ?1 AND NOT rec.deleted",
                        error);
  if (stmt == NULL)
    return NULL;
  rw_stmt_bind_id (stmt, 1, target);
  while (limit == 0 || records->len < limit)
    {
      RwRecord *record;
      const char *body;
      gsize length;
      RwKind kind;
      RwId id;

      if (!rw_stmt_step (stmt, &row, error))
        return NULL;
      if (!row)
        break;
      if (!find_kind (rw_stmt_get_text (stmt, 2), &kind, error))
        return NULL;
      if (!(kinds & RW_KIND_BIT (kind)))
        continue;
      rw_stmt_get_id (stmt, 1, &id);
      body = rw_stmt_get_blob (stmt, 3, &length);
      record = rw_record_from_body (kind, &id, body, (gssize) length, error);
      if (record == NULL)
        return NULL;
      rw_record_set_seq (record, rw_stmt_get_integer (stmt, 0));
      g_ptr_array_add (records, record);
    }
  return g_steal_pointer (&records);
}

static gboolean
get_meta (RwLogStore  *store,
          const char  *name,
          char       **text,
          GError     **error)
{
  RwLogStoreSqlite *self = RW_LOG_STORE_SQLITE (store);
  g_autoptr (RwStmt) stmt = rw_db_prepare (self->db, "SELECT value FROM meta WHERE name = ?1", error);
  gboolean row;

  *text = NULL;
  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_text (stmt, 1, name);
  if (!rw_stmt_step (stmt, &row, error))
    return FALSE;
  if (row)
    *text = g_strdup (rw_stmt_get_text (stmt, 0));
  return TRUE;
}

static gboolean
set_meta (RwLogStore  *store,
          const char  *name,
          const char  *text,
          GError     **error)
{
  RwLogStoreSqlite *self = RW_LOG_STORE_SQLITE (store);
  g_autoptr (RwStmt) stmt = rw_db_prepare (self->db, "INSERT OR REPLACE INTO meta (name, value) VALUES (?1, ?2)", error);

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_text (stmt, 1, name);
  rw_stmt_bind_text (stmt, 2, text);
  return rw_stmt_run (stmt, error);
}

static gboolean
get_mid (RwLogStore  *store,
         const RwId  *client,
         gint64      *last_mid,
         GError     **error)
{
  RwLogStoreSqlite *self = RW_LOG_STORE_SQLITE (store);
  g_autoptr (RwStmt) stmt = rw_db_prepare (self->db, "SELECT last_mid FROM client WHERE id = ?1", error);
  gboolean row;

  *last_mid = 0;
  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_id (stmt, 1, client);
  if (!rw_stmt_step (stmt, &row, error))
    return FALSE;
  if (row)
    *last_mid = rw_stmt_get_integer (stmt, 0);
  return TRUE;
}

static gboolean
get_result (RwLogStore  *store,
            const RwId  *client,
            gint64       mid,
            char       **reply,
            GError     **error)
{
  RwLogStoreSqlite *self = RW_LOG_STORE_SQLITE (store);
  g_autoptr (RwStmt) stmt = rw_db_prepare (self->db, "SELECT reply FROM result WHERE client = ?1 AND mid = ?2", error);
  gboolean row;

  *reply = NULL;
  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_id (stmt, 1, client);
  rw_stmt_bind_integer (stmt, 2, mid);
  if (!rw_stmt_step (stmt, &row, error))
    return FALSE;
  if (row)
    *reply = g_strdup (rw_stmt_get_text (stmt, 0));
  return TRUE;
}

static gboolean
set_result (RwLogStore  *store,
            const RwId  *client,
            gint64       mid,
            gint64       at,
            const char  *reply,
            GError     **error)
{
  RwLogStoreSqlite *self = RW_LOG_STORE_SQLITE (store);
  g_autoptr (RwStmt) last = NULL;
  g_autoptr (RwStmt) result = NULL;

  last = rw_db_prepare (self->db, "INSERT OR REPLACE INTO client (id, last_mid, seen) VALUES (?1, ?2, ?3)", error);
  if (last == NULL)
    return FALSE;
  rw_stmt_bind_id (last, 1, client);
  rw_stmt_bind_integer (last, 2, mid);
  rw_stmt_bind_integer (last, 3, at);
  if (!rw_stmt_run (last, error))
    return FALSE;

  result = rw_db_prepare (self->db, "INSERT INTO result (client, mid, at, reply) VALUES (?1, ?2, ?3, ?4)", error);
  if (result == NULL)
    return FALSE;
  rw_stmt_bind_id (result, 1, client);
  rw_stmt_bind_integer (result, 2, mid);
  rw_stmt_bind_integer (result, 3, at);
  rw_stmt_bind_text (result, 4, reply);
  return rw_stmt_run (result, error);
}

static gboolean
drop_results (RwLogStore  *store,
              const RwId  *client,
              gint64       ack,
              GError     **error)
{
  RwLogStoreSqlite *self = RW_LOG_STORE_SQLITE (store);
  g_autoptr (RwStmt) stmt = rw_db_prepare (self->db, "DELETE FROM result WHERE client = ?1 AND mid <= ?2", error);

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_id (stmt, 1, client);
  rw_stmt_bind_integer (stmt, 2, ack);
  return rw_stmt_run (stmt, error);
}

static gboolean
collect (RwLogStore  *store,
         gint64       before,
         GError     **error)
{
  RwLogStoreSqlite *self = RW_LOG_STORE_SQLITE (store);
  g_autoptr (RwStmt) stmt = NULL;
  g_autoptr (RwStmt) drop = NULL;
  g_autoptr (RwStmt) results = NULL;
  gint64 floor;
  gboolean row;

  /* A client that never came back to say that it has its answers. To a mutation without an answer it
   * would be told that it was done before: of those that were not, the answer must stay. */
  results = rw_db_prepare (self->db,
                           "DELETE FROM result WHERE at < ?1"
                           " AND json_extract (reply, '$.status') IN ('applied', 'merged')",
                           error);
  if (results == NULL)
    return FALSE;
  rw_stmt_bind_integer (results, 1, before);
  if (!rw_stmt_run (results, error))
    return FALSE;
  stmt = rw_db_prepare (self->db,
                        "SELECT max (rec.seq) FROM rec JOIN history ON history.seq = rec.seq"
                        " WHERE rec.deleted AND history.at < ?1",
                        error);
  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_integer (stmt, 1, before);
  if (!rw_stmt_step (stmt, &row, error))
    return FALSE;
  if (!row || rw_stmt_is_null (stmt, 0))
    return TRUE;
  floor = rw_stmt_get_integer (stmt, 0);
  drop = rw_db_prepare (self->db, "DELETE FROM rec WHERE deleted AND seq <= ?1", error);
  if (drop == NULL)
    return FALSE;
  rw_stmt_bind_integer (drop, 1, floor);
  if (RW_PLANTED (FLOOR_NOT_RAISED))
    return rw_stmt_run (drop, error);
  return rw_stmt_run (drop, error) && rw_log_store_set_number (store, "floor", floor, error);
}

static gboolean
verify (RwLogStore  *store,
        gint64      *entries,
        GError     **error)
{
  RwLogStoreSqlite *self = RW_LOG_STORE_SQLITE (store);
  RwChainHash hash = { 0 };
  g_autoptr (RwStmt) stmt = NULL;
  gint64 expected = 0;

  stmt = rw_db_prepare (self->db,
                        "SELECT seq, at, actor, account, client, mid, kind, id, op, before, after, hash FROM history ORDER BY seq",
                        error);
  if (stmt == NULL)
    return FALSE;
  while (TRUE)
    {
      RwChainEntry entry = { 0 };
      gconstpointer stored;
      gboolean row;
      gsize length;

      if (!rw_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        break;
      entry.seq = rw_stmt_get_integer (stmt, 0);
      entry.at = rw_stmt_get_integer (stmt, 1);
      entry.actor = rw_stmt_get_text (stmt, 2);
      rw_stmt_get_id (stmt, 3, &entry.account);
      rw_stmt_get_id (stmt, 4, &entry.client);
      entry.mid = rw_stmt_get_integer (stmt, 5);
      entry.kind = rw_stmt_get_text (stmt, 6);
      rw_stmt_get_id (stmt, 7, &entry.id);
      entry.op = rw_stmt_get_text (stmt, 8);
      entry.before = rw_stmt_get_text (stmt, 9);
      entry.after = rw_stmt_get_text (stmt, 10);
      rw_chain_hash_next (&hash, &entry);
      stored = rw_stmt_get_blob (stmt, 11, &length);
      if (entry.seq != ++expected || length != sizeof hash.bytes || memcmp (stored, hash.bytes, length) != 0)
        {
          g_set_error (error, RW_ERROR, RW_ERROR_CORRUPT,
                       "The change log was altered: entry %" G_GINT64_FORMAT " does not follow from the one before",
                       MIN (entry.seq, expected));
          return FALSE;
        }
    }
  if (expected != self->head)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_CORRUPT,
                   "The change log ends at entry %" G_GINT64_FORMAT ", but %" G_GINT64_FORMAT " were written", expected,
                   self->head);
      return FALSE;
    }
  if (entries != NULL)
    *entries = expected;
  return TRUE;
}

static gint64
get_head (RwLogStore *store)
{
  return RW_LOG_STORE_SQLITE (store)->head;
}

gboolean
rw_log_sqlite_read_head (RwLogStoreSqlite *self,
                         GError          **error)
{
  g_autoptr (RwStmt) stmt = NULL;
  gconstpointer hash;
  gboolean row;
  gsize length;

  self->head = rw_log_store_get_number (RW_LOG_STORE (self), "head", 0, error);
  if (self->head < 0)
    return FALSE;
  stmt = rw_db_prepare (self->db, "SELECT hash FROM history WHERE seq = ?1", error);
  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_integer (stmt, 1, self->head);
  if (!rw_stmt_step (stmt, &row, error))
    return FALSE;
  if (row)
    {
      hash = rw_stmt_get_blob (stmt, 0, &length);
      if (length == sizeof self->hash.bytes)
        memcpy (self->hash.bytes, hash, length);
    }
  return TRUE;
}

static RwLogStore *
snapshot (RwLogStore  *store,
          GError     **error)
{
  return rw_log_store_sqlite_open_snapshot (RW_LOG_STORE_SQLITE (store)->path, error);
}

static void
rw_log_store_sqlite_finalize (GObject *object)
{
  RwLogStoreSqlite *self = RW_LOG_STORE_SQLITE (object);

  if (self->db != NULL)
    rw_db_rollback (self->db);
  rw_db_close (self->db);
  g_free (self->path);
  g_clear_pointer (&self->refs, g_array_unref);
  if (self->late_indexes != NULL)
    g_string_free (self->late_indexes, TRUE);
  G_OBJECT_CLASS (rw_log_store_sqlite_parent_class)->finalize (object);
}

static void
rw_log_store_sqlite_class_init (RwLogStoreSqliteClass *klass)
{
  RwLogStoreClass *store_class = RW_LOG_STORE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rw_log_store_sqlite_finalize;
  store_class->begin = begin;
  store_class->commit = commit;
  store_class->rollback = rollback;
  store_class->mark = mark;
  store_class->release = release;
  store_class->append = rw_log_sqlite_append;
  store_class->since = since;
  store_class->get = get;
  store_class->history = history;
  store_class->scan_kind = scan_kind;
  store_class->snapshot = snapshot;
  store_class->find_unique = find_unique;
  store_class->referrers = referrers;
  store_class->changes = rw_log_sqlite_changes;
  store_class->files = files;
  store_class->rules = rw_log_sqlite_rules;
  store_class->systems = rw_log_sqlite_systems;
  store_class->backup_jobs = rw_log_sqlite_backup_jobs;
  store_class->backup_runs = rw_log_sqlite_backup_runs;
  store_class->count_runs = rw_log_sqlite_count_runs;
  store_class->get_meta = get_meta;
  store_class->set_meta = set_meta;
  store_class->get_mid = get_mid;
  store_class->get_result = get_result;
  store_class->set_result = set_result;
  store_class->drop_results = drop_results;
  store_class->collect = collect;
  store_class->verify = verify;
  store_class->get_head = get_head;
}

static void
rw_log_store_sqlite_init (RwLogStoreSqlite *self)
{
}

static RwLogStore *
open_file (const char *path,
           RwDbFlags   flags,
           GResource  *resource,
           const char *folder,
           GError    **error)
{
  g_autoptr (RwLogStoreSqlite) self = g_object_new (RW_TYPE_LOG_STORE_SQLITE, NULL);

  self->path = g_strdup (path);
  self->filling = (flags & RW_DB_BULK) != 0;
  if (self->filling)
    self->refs = g_array_new (FALSE, FALSE, sizeof (RwRefPair));
  self->db = rw_db_open (path, RW_LOG_APPLICATION_ID, rw_migrator_newest (resource, folder),
                         flags | RW_DB_CREATE, error);
  if (self->db == NULL || !rw_log_schema_prepare (self, resource, folder, error) ||
      !rw_log_sqlite_read_head (self, error))
    return NULL;
  return RW_LOG_STORE (g_steal_pointer (&self));
}

/* With other steps than Rackward's own. */
RwLogStore *
rw_log_sqlite_open_with (const char *path,
                         GResource  *resource,
                         const char *folder,
                         GError    **error)
{
  return open_file (path, RW_DB_FULL, resource, folder, error);
}

/**
 * rw_log_store_sqlite_open:
 * @path: of the file; made when it is not there
 *
 * Returns: (transfer full): the one writer of the file
 */
RwLogStore *
rw_log_store_sqlite_open (const char *path,
                          GError    **error)
{
  return open_file (path, RW_PLANTED (SERVER_NOT_SYNCED) ? RW_DB_DEFAULT : RW_DB_FULL,
                    rw_server_get_resource (), RW_LOG_SCHEMA_FOLDER, error);
}

/**
 * rw_log_store_sqlite_fill:
 * @path: of a file that is not there yet
 *
 * For the first load of much data: one transaction, begin, any number of rw_log_store_load(),
 * commit; then unref. Written without a journal: if anything fails, the file is of no use and is to
 * be removed. Only ids and unique values are checked, at the end.
 *
 * Returns: (transfer full): the store
 */
RwLogStore *
rw_log_store_sqlite_fill (const char *path,
                          GError    **error)
{
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_CONFLICT, "%s is already there", path);
      return NULL;
    }
  return open_file (path, RW_DB_BULK, rw_server_get_resource (), RW_LOG_SCHEMA_FOLDER, error);
}

/**
 * rw_log_store_sqlite_open_snapshot:
 * @path: of the file, of a server that runs or not, or of a backup
 *
 * Opens a file for reading, in any thread or process. It never writes back the log: only the one
 * writer does (see #RwDb).
 *
 * Returns: (transfer full): the state of this moment, for as long as it lives
 */
RwLogStore *
rw_log_store_sqlite_open_snapshot (const char *path,
                                   GError    **error)
{
  g_autoptr (RwLogStoreSqlite) self = g_object_new (RW_TYPE_LOG_STORE_SQLITE, NULL);

  self->path = g_strdup (path);
  self->db =
    rw_db_open (path, RW_LOG_APPLICATION_ID, rw_log_schema_newest (), RW_DB_READ_ONLY, error);
  if (self->db == NULL || !rw_db_begin (self->db, error) || !rw_log_sqlite_read_head (self, error))
    return NULL;
  return RW_LOG_STORE (g_steal_pointer (&self));
}

/**
 * rw_log_store_sqlite_get_db:
 *
 * Returns: (transfer none): the connection, for the tables of the accounts
 */
RwDb *
rw_log_store_sqlite_get_db (RwLogStoreSqlite *self)
{
  return self->db;
}
