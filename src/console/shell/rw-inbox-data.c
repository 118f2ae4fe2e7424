/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-inbox-data.h"

#include <glib/gi18n.h>

#include "rw-format.h"
#include "rw-record-text.h"

void
rw_inbox_data_free (RwInboxData *data)
{
  if (data == NULL)
    return;
  rw_inbox_free (data->inbox);
  g_hash_table_unref (data->records);
  g_hash_table_unref (data->titles);
  g_free (data);
}

/* What is not in the cache is told by its absence, and found out about once. */
static gboolean
add_record (RwInboxData *data, RwCache *cache, guint64 kinds, const RwId *id, GError **error)
{
  g_autoptr (GError) local = NULL;
  RwRecord *record;

  if (g_hash_table_contains (data->records, id))
    return TRUE;
  record = rw_cache_find (cache, kinds, id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  g_hash_table_insert (data->records, rw_id_copy (id), record);
  if (record != NULL)
    g_hash_table_insert (data->titles, rw_id_copy (id), rw_record_dup_title (record));
  return TRUE;
}

static gboolean
add_value (
  RwInboxData *data, RwCache *cache, const RwField *field, const RwValue *value, GError **error)
{
  if (value->type == RW_FIELD_REF)
    return add_record (data, cache, field->refs, &value->id, error);
  for (guint i = 0; value->type == RW_FIELD_REFS && i < value->n_ids; i++)
    if (!add_record (data, cache, field->refs, &value->ids[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
add_edit (RwInboxData *data, RwCache *cache, const RwEdit *edit, GError **error)
{
  for (guint i = 0; edit != NULL && i < edit->changes->len; i++)
    {
      const RwFieldChange *change = &g_array_index (edit->changes, RwFieldChange, i);
      const RwField *field = rw_schema_field (edit->kind, change->field);

      if (!add_value (data, cache, field, &change->value, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_conflict (RwInboxData *data, RwCache *cache, const RwConflictInfo *info, GError **error)
{
  if (info->kind != RW_KIND_NONE &&
      !add_record (data, cache, RW_KIND_BIT (info->kind), &info->id, error))
    return FALSE;
  if (info->field >= 0)
    {
      const RwField *field = rw_schema_field (info->kind, (guint) info->field);
      RwRecord *record = g_hash_table_lookup (data->records, &info->id);

      return add_value (data, cache, field, &info->base, error) &&
             add_value (data, cache, field, &info->theirs, error) &&
             add_value (data, cache, field, &info->yours, error) &&
             (record == NULL ||
              add_value (data, cache, field, rw_record_get (record, (guint) info->field), error));
    }
  for (guint i = 0; i < info->parts->len; i++)
    {
      const RwConflictPart *part = g_ptr_array_index (info->parts, i);

      if (part->kind != RW_KIND_NONE &&
          !add_record (data, cache, RW_KIND_BIT (part->kind), &part->id, error))
        return FALSE;
      if (!add_edit (data, cache, part->edit, error) ||
          !add_edit (data, cache, part->theirs, error) ||
          !add_edit (data, cache, part->base, error))
        return FALSE;
    }
  return TRUE;
}

/* Until it is whole. */
typedef struct
{
  RwInboxData *data;
} Load;

static void
load_free (gpointer load)
{
  rw_inbox_data_free (((Load *) load)->data);
  g_free (load);
}

static gboolean
load_records (RwInboxData *data, RwCache *cache, GError **error)
{
  for (guint i = 0; i < MIN (data->inbox->conflicts->len, RW_INBOX_SHOWN_MOST); i++)
    if (!add_conflict (data, cache,
                       rw_conflict_item_get_info (g_ptr_array_index (data->inbox->conflicts, i)),
                       error))
      return FALSE;
  for (guint i = 0; i < MIN (data->inbox->outbox->len, RW_INBOX_SHOWN_MOST); i++)
    {
      const RwOutboxInfo *info =
        rw_outbox_item_get_info (g_ptr_array_index (data->inbox->outbox, i));

      if (info->kind != RW_KIND_NONE &&
          !add_record (data, cache, RW_KIND_BIT (info->kind), &info->id, error))
        return FALSE;
    }
  return TRUE;
}

static gpointer
load_func (RwCache *cache, gpointer user_data, GCancellable *cancellable, GError **error)
{
  Load *load = user_data;

  return load_records (load->data, cache, error) ? g_steal_pointer (&load->data) : NULL;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  RwInboxData *data = rw_session_read_finish (RW_SESSION (source), result, &error);

  if (data == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, data, (GDestroyNotify) rw_inbox_data_free);
}

static void
unref_record (gpointer record)
{
  if (record != NULL)
    g_object_unref (record);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  RwInbox *inbox = rw_session_list_inbox_finish (RW_SESSION (source), result, &error);
  RwInboxData *data;
  Load *load;

  if (inbox == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  data = g_new (RwInboxData, 1);
  data->inbox = inbox;
  data->records = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, unref_record);
  data->titles = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, g_free);
  load = g_new (Load, 1);
  load->data = data;
  rw_session_read_async (RW_SESSION (source), load_func, load, load_free,
                         (GDestroyNotify) rw_inbox_data_free, g_task_get_cancellable (task),
                         loaded_cb, g_object_ref (task));
}

/**
 * rw_inbox_data_load_async:
 *
 * Reads what the page shows: the lists first, then the records that they are about.
 */
void
rw_inbox_data_load_async (RwSession *session,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (session, cancellable, callback, user_data);

  rw_session_list_inbox_async (session, cancellable, listed_cb, task);
}

/**
 * rw_inbox_data_load_finish:
 *
 * Returns: (transfer full) (nullable): what was read
 */
RwInboxData *
rw_inbox_data_load_finish (RwSession *session, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * rw_inbox_data_record:
 *
 * Returns: (transfer none) (nullable): the record as the view has it; %NULL when it is not there (any more)
 */
RwRecord *
rw_inbox_data_record (RwInboxData *data, const RwId *id)
{
  return g_hash_table_lookup (data->records, id);
}

/**
 * rw_inbox_data_title:
 *
 * Returns: (transfer full): what a person calls a record; its kind when it has no name here
 */
char *
rw_inbox_data_title (RwInboxData *data, RwKind kind, const RwId *id)
{
  const char *title = g_hash_table_lookup (data->titles, id);

  if (title != NULL)
    return g_strdup (title);
  return g_strdup (kind != RW_KIND_NONE ? rw_kind_label (kind) : _ ("Unknown record"));
}

static void
append_reference (RwInboxData *data, const RwId *id, GString *out)
{
  const char *title = g_hash_table_lookup (data->titles, id);

  g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "",
                          title != NULL ? title : C_ ("inbox", "a record that is not here"));
}

/**
 * rw_inbox_data_format:
 *
 * Returns: (transfer full): a value as a person reads it, records by their names; "—" for none
 */
char *
rw_inbox_data_format (RwInboxData *data, const RwValue *value, const RwField *field, gint64 now)
{
  g_autofree char *text = NULL;

  if (value->type == RW_FIELD_REF || value->type == RW_FIELD_REFS)
    {
      GString *out = g_string_new (NULL);

      if (value->type == RW_FIELD_REF)
        append_reference (data, &value->id, out);
      for (guint i = 0; value->type == RW_FIELD_REFS && i < value->n_ids; i++)
        append_reference (data, &value->ids[i], out);
      return g_string_free (out, FALSE);
    }
  if (rw_value_is_null (value))
    return g_strdup ("—");
  text = rw_format_value (value, field, now);
  return *text != '\0' ? g_steal_pointer (&text) : g_strdup ("—");
}
