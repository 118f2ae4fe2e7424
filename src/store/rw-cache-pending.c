/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-cache-pending.h"

typedef struct
{
  gint64 mid;
  RwEdit *edit;
  gboolean added;   /* in the running transaction */
  gboolean dropped; /* in the running transaction */
} Pending;

struct _RwCachePending
{
  GHashTable *records; /* id (in the record) → RwPendingRecord */
  gboolean touched;
};

static void
clear_pending (gpointer data)
{
  rw_edit_free (((Pending *) data)->edit);
}

static void
free_record (gpointer data)
{
  RwPendingRecord *record = data;

  g_array_unref (record->edits);
  g_free (record);
}

RwCachePending *
rw_cache_pending_new (void)
{
  RwCachePending *self = g_new0 (RwCachePending, 1);

  self->records = g_hash_table_new_full (rw_id_hash, rw_id_equal, NULL, free_record);
  return self;
}

void
rw_cache_pending_free (RwCachePending *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->records);
  g_free (self);
}

guint
rw_cache_pending_n_records (RwCachePending *self)
{
  return g_hash_table_size (self->records);
}

guint
rw_cache_pending_n_edits (RwCachePending *self)
{
  GHashTableIter iter;
  gpointer value;
  guint n = 0;

  g_hash_table_iter_init (&iter, self->records);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      RwPendingRecord *record = value;

      for (guint i = 0; i < record->edits->len; i++)
        n += !g_array_index (record->edits, Pending, i).dropped;
    }
  return n;
}

/**
 * rw_cache_pending_find:
 *
 * Returns: (transfer none) (nullable): the record, when it has edits
 */
RwPendingRecord *
rw_cache_pending_find (RwCachePending *self,
                       const RwId     *id)
{
  return g_hash_table_lookup (self->records, id);
}

/**
 * rw_cache_pending_add:
 * @mid: its number; the order in which edits are applied
 * @is_new: (out): whether the record has no shadow yet
 *
 * Adding an edit that is there already changes nothing.
 *
 * Returns: (transfer none): the record
 */
RwPendingRecord *
rw_cache_pending_add (RwCachePending *self,
                      gint64          mid,
                      const RwEdit   *edit,
                      gboolean       *is_new)
{
  RwPendingRecord *record = g_hash_table_lookup (self->records, &edit->id);
  Pending pending = { .mid = mid, .added = TRUE };
  guint at;

  /* One that was settled earlier in the same transaction has lost its shadow already. */
  *is_new = record == NULL || (!record->dirty && !rw_pending_record_is_live (record));
  if (record == NULL)
    {
      record = g_new0 (RwPendingRecord, 1);
      record->kind = edit->kind;
      record->id = edit->id;
      record->edits = g_array_new (FALSE, TRUE, sizeof (Pending));
      g_array_set_clear_func (record->edits, clear_pending);
      g_hash_table_insert (self->records, &record->id, record);
    }
  for (at = record->edits->len; at > 0; at--)
    {
      gint64 before = g_array_index (record->edits, Pending, at - 1).mid;

      if (before == mid)
        return record;
      if (before < mid)
        break;
    }
  pending.edit = rw_edit_copy (edit);
  g_array_insert_val (record->edits, at, pending);
  record->dirty = TRUE;
  self->touched = TRUE;
  return record;
}

/**
 * rw_cache_pending_drop:
 * @first_mid: the first number to drop
 * @last_mid: the last
 */
void
rw_cache_pending_drop (RwCachePending *self,
                       gint64          first_mid,
                       gint64          last_mid)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->records);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      RwPendingRecord *record = value;

      for (guint i = 0; i < record->edits->len; i++)
        {
          Pending *pending = &g_array_index (record->edits, Pending, i);

          if (pending->mid >= first_mid && pending->mid <= last_mid && !pending->dropped)
            pending->dropped = record->dirty = self->touched = TRUE;
        }
    }
}

/**
 * rw_cache_pending_dirty:
 *
 * Returns: (transfer container) (element-type RwPendingRecord): the records whose view must be made anew
 */
GPtrArray *
rw_cache_pending_dirty (RwCachePending *self)
{
  GPtrArray *dirty = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->records);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((RwPendingRecord *) value)->dirty)
      g_ptr_array_add (dirty, value);
  return dirty;
}

/* Ends the transaction: what was @gone goes, the rest stays without a mark. */
static void
end (RwCachePending *self,
     gboolean        commit)
{
  GHashTableIter iter;
  gpointer value;

  if (!self->touched && !commit)
    goto clean;
  g_hash_table_iter_init (&iter, self->records);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      RwPendingRecord *record = value;

      for (guint i = record->edits->len; i > 0; i--)
        {
          Pending *pending = &g_array_index (record->edits, Pending, i - 1);

          if (commit ? pending->dropped : pending->added)
            g_array_remove_index (record->edits, i - 1);
          else
            pending->added = pending->dropped = FALSE;
        }
      if (record->edits->len == 0)
        g_hash_table_iter_remove (&iter);
    }
clean:
  g_hash_table_iter_init (&iter, self->records);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    ((RwPendingRecord *) value)->dirty = FALSE;
  self->touched = FALSE;
}

void
rw_cache_pending_commit (RwCachePending *self)
{
  end (self, TRUE);
}

void
rw_cache_pending_rollback (RwCachePending *self)
{
  end (self, FALSE);
}

/**
 * rw_pending_record_is_live:
 *
 * Returns: whether an edit is left that was not dropped
 */
gboolean
rw_pending_record_is_live (RwPendingRecord *record)
{
  for (guint i = 0; i < record->edits->len; i++)
    if (!g_array_index (record->edits, Pending, i).dropped)
      return TRUE;
  return FALSE;
}

/**
 * rw_pending_record_fold:
 * @server: (nullable): what the server has; %NULL when it has no such record (any more)
 *
 * An edit of a record that is not there changes nothing: the server will call it a conflict.
 *
 * Returns: (transfer full) (nullable): what the person sees
 */
RwRecord *
rw_pending_record_fold (RwPendingRecord *record,
                        RwRecord        *server)
{
  g_autoptr (RwRecord) view = server != NULL ? rw_record_dup (server) : NULL;

  for (guint i = 0; i < record->edits->len; i++)
    {
      const Pending *pending = &g_array_index (record->edits, Pending, i);

      if (pending->dropped || pending->edit->kind != record->kind)
        continue;
      if (pending->edit->op == RW_OP_DELETE)
        g_clear_object (&view);
      else if (view == NULL && pending->edit->op == RW_OP_CREATE)
        view = rw_record_new (record->kind, &record->id);
      if (view != NULL)
        rw_edit_apply (pending->edit, view);
    }
  return g_steal_pointer (&view);
}
