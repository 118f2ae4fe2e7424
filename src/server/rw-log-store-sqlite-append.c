/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "rw-error.h"
#include "rw-json.h"
#include "rw-log-store-sqlite-private.h"
#include "rw-planted.h"
#include "rules/rw-unique.h"

/* While a file is filled, references wait in memory to be written in the order of their index. */
#define REFS_AT_ONCE 500000

/* Writes the references that have gathered while a file is filled. */
gboolean
rw_log_sqlite_write_refs (RwLogStoreSqlite *self,
                          GError          **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (self->db, "INSERT OR IGNORE INTO ref (target, source) VALUES (?1, ?2)", error);

  if (stmt == NULL)
    return FALSE;
  if (self->refs->len > 0)
    qsort (self->refs->data, self->refs->len, sizeof (RwRefPair), rw_id_compare);
  for (guint i = 0; i < self->refs->len; i++)
    {
      const RwRefPair *pair = &g_array_index (self->refs, RwRefPair, i);

      rw_stmt_bind_id (stmt, 1, &pair->target);
      rw_stmt_bind_id (stmt, 2, &pair->source);
      if (!rw_stmt_run (stmt, error))
        return FALSE;
    }
  g_array_set_size (self->refs, 0);
  return TRUE;
}

static int
compare_versions (const void *a,
                  const void *b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return x < y ? -1 : x > y;
}

/* "812 status:907 assignee:911": the version of most fields, then the others by name. */
static char *
write_versions (const RwKindInfo *info,
                const gint64     *versions)
{
  g_autofree gint64 *sorted = g_memdup2 (versions, info->n_fields * sizeof (gint64));
  GString *out = g_string_new (NULL);
  gint64 common;

  qsort (sorted, info->n_fields, sizeof (gint64), compare_versions);
  common = sorted[0];
  g_string_printf (out, "%" G_GINT64_FORMAT, common);
  for (guint i = 0; i < info->n_fields; i++)
    if (versions[i] != common)
      g_string_append_printf (out, " %s:%" G_GINT64_FORMAT, info->fields[i].name, versions[i]);
  return g_string_free (out, FALSE);
}

static const RwValue *
value_of (RwRecord *record,
          guint     field)
{
  static const RwValue null = { .type = RW_FIELD_NONE };

  return record == NULL ? &null : rw_record_get (record, field);
}

/* The JSON object of those fields of @record that are not as in @other. */
static char *
write_difference (RwRecord *record,
                  RwRecord *other)
{
  const RwKindInfo *info;
  GString *out;

  if (record == NULL)
    return NULL;
  info = rw_record_get_info (record);
  out = g_string_new ("{");
  for (guint i = 0; i < info->n_fields; i++)
    {
      const RwValue *value = rw_record_get (record, i);

      if (rw_value_is_null (value) || rw_value_equal (value, value_of (other, i)))
        continue;
      g_string_append_printf (out, "%s\"%s\":", out->len > 1 ? "," : "", info->fields[i].name);
      rw_value_write_json (value, &info->fields[i], out);
    }
  g_string_append_c (out, '}');
  return g_string_free (out, FALSE);
}

static gboolean
write_unique (RwLogStoreSqlite *self,
              RwRecord         *old,
              RwRecord         *new,
              GError          **error)
{
  const RwKindInfo *info = rw_record_get_info (new != NULL ? new : old);
  const char *name;

  for (guint i = 0; (name = rw_unique_name (info->kind, i)) != NULL; i++)
    {
      g_autofree char *was = old == NULL ? NULL : rw_unique_key (old, i);
      g_autofree char *is = new == NULL ? NULL : rw_unique_key (new, i);

      if (g_strcmp0 (was, is) == 0)
        continue;
      for (int add = 0; add < 2; add++)
        {
          const char *key = add ? is : was;
          g_autoptr (RwStmt) stmt = NULL;

          if (key == NULL)
            continue;
          stmt = rw_db_prepare (self->db, add ? "INSERT INTO uniq (kind, field, key, id) VALUES (?1, ?2, ?3, ?4)"
                                              : "DELETE FROM uniq WHERE kind = ?1 AND field = ?2 AND key = ?3 AND id = ?4",
                                error);
          if (stmt == NULL)
            return FALSE;
          rw_stmt_bind_text (stmt, 1, info->name);
          rw_stmt_bind_text (stmt, 2, name);
          rw_stmt_bind_text (stmt, 3, key);
          rw_stmt_bind_id (stmt, 4, rw_record_get_id (new != NULL ? new : old));
          if (!rw_stmt_run (stmt, error))
            return FALSE;
        }
    }
  return TRUE;
}

/* Whom the record refers to: a set of RwId, ascending. */
static RwValue
collect_targets (RwRecord *record)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (RwId));

  for (guint i = 0; record != NULL && i < rw_record_get_info (record)->n_fields; i++)
    {
      const RwValue *value = rw_record_get (record, i);

      if (value->type == RW_FIELD_REF)
        g_array_append_val (ids, value->id);
      else if (value->type == RW_FIELD_REFS)
        g_array_append_vals (ids, value->ids, value->n_ids);
    }
  return rw_value_refs ((RwId *) ids->data, ids->len);
}

static gboolean
write_refs (RwLogStoreSqlite *self,
            RwRecord         *old,
            RwRecord         *new,
            GError          **error)
{
  const RwId *source = rw_record_get_id (new != NULL ? new : old);
  g_auto (RwValue) was = collect_targets (old);
  g_auto (RwValue) is = collect_targets (new);

  if (self->filling)
    {
      for (guint i = 0; i < is.n_ids; i++)
        g_array_append_vals (self->refs, &(RwRefPair){ is.ids[i], *source }, 1);
      return self->refs->len < REFS_AT_ONCE || rw_log_sqlite_write_refs (self, error);
    }
  for (int add = 0; add < 2; add++)
    {
      g_auto (RwValue) ids = add ? rw_value_set_minus (&is, &was) : rw_value_set_minus (&was, &is);
      g_autoptr (RwStmt) stmt = NULL;

      if (rw_value_is_null (&ids))
        continue;
      stmt = rw_db_prepare (self->db, add ? "INSERT INTO ref (target, source) VALUES (?1, ?2)"
                                          : "DELETE FROM ref WHERE target = ?1 AND source = ?2", error);
      if (stmt == NULL)
        return FALSE;
      for (guint i = 0; i < ids.n_ids; i++)
        {
          rw_stmt_bind_id (stmt, 1, &ids.ids[i]);
          rw_stmt_bind_id (stmt, 2, source);
          if (!rw_stmt_run (stmt, error))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
write_history (RwLogStoreSqlite   *self,
               const RwChainEntry *entry,
               GError            **error)
{
  g_autoptr (RwStmt) stmt = NULL;

  stmt = rw_db_prepare (self->db,
                        "INSERT INTO history (seq, at, actor, account, client, mid, kind, id, op, before, after, hash)"
                        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
                        error);
  if (stmt == NULL)
    return FALSE;
  rw_chain_hash_next (&self->hash, entry);
  rw_stmt_bind_integer (stmt, 1, entry->seq);
  rw_stmt_bind_integer (stmt, 2, entry->at);
  rw_stmt_bind_text (stmt, 3, entry->actor);
  rw_stmt_bind_id (stmt, 4, &entry->account);
  rw_stmt_bind_id (stmt, 5, &entry->client);
  rw_stmt_bind_integer (stmt, 6, entry->mid);
  rw_stmt_bind_text (stmt, 7, entry->kind);
  rw_stmt_bind_id (stmt, 8, &entry->id);
  rw_stmt_bind_text (stmt, 9, entry->op);
  rw_stmt_bind_text (stmt, 10, entry->before);
  rw_stmt_bind_text (stmt, 11, entry->after);
  rw_stmt_bind_blob (stmt, 12, self->hash.bytes, sizeof self->hash.bytes);
  return rw_stmt_run (stmt, error);
}

static gboolean
write_row (RwLogStoreSqlite *self,
           gint64            seq,
           const RwLogState *before,
           const RwId       *id,
           RwRecord         *after,
           const char       *body,
           GError          **error)
{
  const RwKindInfo *info = rw_schema_get (before != NULL ? before->kind : rw_record_get_kind (after));
  g_autofree char *versions = NULL;
  g_autoptr (RwStmt) stmt = NULL;

  if (before != NULL)
    {
      g_autoptr (RwStmt) drop = rw_db_prepare (self->db, "DELETE FROM rec WHERE seq = ?1 AND id = ?2", error);

      if (drop == NULL)
        return FALSE;
      rw_stmt_bind_integer (drop, 1, before->seq);
      rw_stmt_bind_id (drop, 2, id);
      if (!rw_stmt_run (drop, error))
        return FALSE;
      if (rw_db_get_changes (self->db) != 1)
        {
          g_set_error (error, RW_ERROR, RW_ERROR_FAILED, "The record changed while it was being written");
          return FALSE;
        }
      if (before->record != NULL && after != NULL)
        {
          g_autofree gint64 *numbers = g_memdup2 (before->versions, info->n_fields * sizeof (gint64));

          for (guint i = 0; i < info->n_fields; i++)
            if (!rw_value_equal (rw_record_get (before->record, i), rw_record_get (after, i)) &&
                !RW_PLANTED (VERSION_NOT_RAISED))
              numbers[i] = seq;
          versions = write_versions (info, numbers);
        }
    }

  stmt = rw_db_prepare (self->db, "INSERT INTO rec (seq, id, kind, deleted, body, fver) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                        error);
  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_integer (stmt, 1, seq);
  rw_stmt_bind_id (stmt, 2, id);
  rw_stmt_bind_text (stmt, 3, info->name);
  rw_stmt_bind_integer (stmt, 4, after == NULL);
  rw_stmt_bind_text (stmt, 5, body);
  rw_stmt_bind_text (stmt, 6, versions);
  return rw_stmt_run (stmt, error);
}

/* See rw_log_store_append(). */
gboolean
rw_log_sqlite_append (RwLogStore         *store,
                      const RwLogAuthor  *author,
                      const RwLogState   *before,
                      RwRecord           *after,
                      gint64             *seq,
                      GError            **error)
{
  RwLogStoreSqlite *self = RW_LOG_STORE_SQLITE (store);
  RwRecord *old = before == NULL ? NULL : before->record;
  RwRecord *known = after != NULL ? after : old;
  g_autoptr (GString) body = NULL;
  g_autofree char *was = NULL;
  g_autofree char *is = NULL;
  RwOp op = after == NULL ? RW_OP_DELETE : old == NULL ? RW_OP_CREATE : RW_OP_UPDATE;
  gint64 next = self->head + 1;
  RwChainEntry entry;

  if (after != NULL)
    {
      body = g_string_sized_new (512);
      rw_record_write_body (after, body);
    }
  if (!write_row (self, next, before, rw_record_get_id (known), after, body != NULL ? body->str : NULL, error) ||
      !write_unique (self, old, after, error) || !write_refs (self, old, after, error))
    return FALSE;

  was = write_difference (old, after);
  is = op == RW_OP_UPDATE ? write_difference (after, old) : NULL;
  entry = (RwChainEntry){
    .seq = next,
    .at = author->at,
    .actor = author->actor,
    .account = author->account,
    .client = author->client,
    .mid = author->mid,
    .kind = rw_record_get_info (known)->name,
    .id = *rw_record_get_id (known),
    .op = rw_op_to_string (op),
    .before = was,
    .after = op == RW_OP_CREATE ? body->str : is,
  };
  if (!write_history (self, &entry, error))
    return FALSE;
  self->head = next;
  if (after != NULL)
    rw_record_set_seq (after, next);
  if (seq != NULL)
    *seq = next;
  return TRUE;
}
