/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-client-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rw-check.h"
#include "rw-error.h"
#include "rw-json.h"
#include "rw-local-rules.h"
#include "rw-push-limits.h"
#include "rw-session-limits.h"

G_STATIC_ASSERT (RW_SESSION_EDITS_MOST == RW_PUSH_GROUP_MOST);

/* What the person does: checked against the view, kept, and shown. */

/* An edit and the record before and after it. */
typedef struct
{
  RwEdit *edit;
  RwRecord *before;
  RwRecord *after;
} Step;

static void
clear_step (gpointer data)
{
  Step *step = data;

  g_clear_object (&step->before);
  g_clear_object (&step->after);
}

static gboolean
get_before (RwClientStore *self,
            GArray *steps,
            const RwEdit *edit,
            RwRecord **before,
            GError **error)
{
  g_autoptr (GError) local = NULL;

  for (guint i = steps->len; i > 0; i--)
    {
      Step *step = &g_array_index (steps, Step, i - 1);

      if (!rw_id_equal (&step->edit->id, &edit->id))
        continue;
      *before = step->after != NULL ? g_object_ref (step->after) : NULL;
      return TRUE;
    }
  *before = rw_cache_get (rw_cache_writer_get_cache (self->writer), edit->kind, &edit->id, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Undo takes back what the person did, not what somebody else did to the same field since. */
static gboolean
check_undone (const RwEdit *undone, RwRecord *now, GError **error)
{
  if (undone->op != RW_OP_UPDATE || now == NULL)
    return TRUE;
  for (guint i = 0; i < undone->changes->len; i++)
    {
      const RwFieldChange *change = &g_array_index (undone->changes, RwFieldChange, i);
      const RwField *field = rw_schema_field (undone->kind, change->field);

      if (rw_field_is_set (field) ||
          rw_value_equal (rw_record_get (now, change->field), &change->value))
        continue;
      g_set_error (error, RW_ERROR, RW_ERROR_CONFLICT,
                   _ ("%s of “%s” was changed again since: it stays as it is"),
                   rw_field_label (field), rw_record_get_title (now));
      return FALSE;
    }
  return TRUE;
}

static gboolean
plan_step (RwClientStore *self,
           GArray *steps,
           RwEdit *edit,
           const RwEdit *undone,
           guint roles,
           GError **error)
{
  g_autoptr (RwRecord) before = NULL;
  g_autoptr (RwRecord) after = NULL;
  Step step = { .edit = edit };

  if (!get_before (self, steps, edit, &before, error))
    return FALSE;
  if (edit->op == RW_OP_CREATE && before != NULL)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_CONFLICT, _ ("%s “%s” is already there"),
                   rw_kind_label (edit->kind), rw_record_get_title (before));
      return FALSE;
    }
  if (undone != NULL && !check_undone (undone, before, error))
    return FALSE;
  if (before != NULL)
    rw_edit_complete (edit, before);
  if (!rw_edit_check_plain (edit, error) || !rw_edit_check (edit, before, roles, &after, error))
    return FALSE;
  step.before = g_steal_pointer (&before);
  step.after = g_steal_pointer (&after);
  if (step.after != NULL && step.before != NULL)
    rw_record_set_seq (step.after, rw_record_get_seq (step.before));
  g_array_append_val (steps, step);
  return TRUE;
}

static RwOutboxEntry *
new_entry (const Step *step, RwEdit *inverse, const char *label)
{
  RwOutboxEntry *entry = rw_outbox_entry_new ();
  GString *set = g_string_new (NULL), *undo = g_string_new (NULL);

  entry->op = step->edit->op;
  entry->kind = step->edit->kind;
  entry->id = step->edit->id;
  entry->base = step->before != NULL ? rw_record_get_seq (step->before) : 0;
  rw_edit_write_set (step->edit, set);
  rw_edit_write_set (inverse, undo);
  entry->edit = g_string_free (set, FALSE);
  entry->undo = g_string_free (undo, FALSE);
  entry->label = g_strdup (label);
  return entry;
}

static gboolean
check_rules (RwClientStore *self, GArray *steps, GError **error)
{
  for (guint i = 0; i < steps->len; i++)
    {
      Step *step = &g_array_index (steps, Step, i);

      if (!rw_local_rules_check (rw_cache_writer_get_cache (self->writer), step->before,
                                 step->after, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
show_edits (RwClientStore *self, GArray *steps, GPtrArray *entries, GError **error)
{
  g_autofree RwPendingEdit *pending = g_new (RwPendingEdit, steps->len);

  for (guint i = 0; i < steps->len; i++)
    pending[i] = (RwPendingEdit) { .mid = ((RwOutboxEntry *) g_ptr_array_index (entries, i))->mid,
                                   .edit = g_array_index (steps, Step, i).edit };
  return rw_cache_writer_add_edits (self->writer, pending, steps->len,
                                    rw_work_get_stamp (self->work), error) &&
         check_rules (self, steps, error);
}

/* With the edits the decisions that they carry out: a crash must leave neither a decision that
 * was not written nor one to be made twice. */
static gboolean
keep_edits (RwClientStore *self, GPtrArray *entries, GArray *resolved, GError **error)
{
  if (!rw_work_append (self->work, entries, error))
    return FALSE;
  for (guint i = 0; resolved != NULL && i < resolved->len; i++)
    if (!rw_work_resolve_conflict (self->work, g_array_index (resolved, gint64, i), error))
      return FALSE;
  return TRUE;
}

/* Both files or none. The outbox comes first: with a crash in between, or when the cache cannot be
 * written in the end, its stamp says at the next start that the view lacks something. */
static gboolean
write_edits (RwClientStore *self,
             GArray *steps,
             GPtrArray *entries,
             GArray *resolved,
             GError **error)
{
  g_autoptr (GError) local = NULL;

  if (!rw_work_begin (self->work, error))
    return FALSE;
  if (!keep_edits (self, entries, resolved, error))
    {
      rw_work_rollback (self->work);
      return FALSE;
    }
  if (!rw_cache_writer_begin (self->writer, error))
    {
      rw_work_rollback (self->work);
      return FALSE;
    }
  if (!show_edits (self, steps, entries, error) || !rw_work_commit (self->work, error))
    {
      rw_cache_writer_rollback (self->writer);
      if (rw_db_in_transaction (rw_work_get_db (self->work)))
        rw_work_rollback (self->work);
      return FALSE;
    }
  if (!rw_cache_writer_commit (self->writer, &local))
    {
      /* The edit is made: it is in the outbox. */
      g_warning ("The view of %s lacks the last edit: %s", self->server, local->message);
      g_clear_error (&local);
      if (!rw_client_store_reopen_view (self, &local))
        g_warning ("The view of %s is closed for now: %s", self->server, local->message);
    }
  return TRUE;
}

/* What stands around an edit in a message: numbers, the kind and two identifiers. */
#define ENTRY_OVERHEAD 256

/* What is done in one step is sent in one message: better to say now that it is too much than after a
 * day without a network. */
static gboolean
check_size (GPtrArray *entries, GError **error)
{
  gsize bytes = 0;

  if (entries->len > RW_PUSH_GROUP_MOST)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_LIMIT,
                   _ ("These are %u changes in one step, and at most %u are possible. Do it in "
                      "several steps"),
                   entries->len, RW_PUSH_GROUP_MOST);
      return FALSE;
    }
  for (guint i = 0; i < entries->len; i++)
    bytes += strlen (((RwOutboxEntry *) g_ptr_array_index (entries, i))->edit) + ENTRY_OVERHEAD;
  if (bytes > RW_PUSH_GROUP_BYTES_MOST)
    {
      g_autofree char *size = g_format_size (bytes);
      g_autofree char *most = g_format_size (RW_PUSH_GROUP_BYTES_MOST);

      g_set_error (error, RW_ERROR, RW_ERROR_LIMIT,
                   _ (
                     "This is %s in one step, and at most %s are possible. Do it in several steps"),
                   size, most);
      return FALSE;
    }
  return TRUE;
}

/* Checks edits against the view, puts them into the outbox, durably, and shows them. With it the
 * conflicts whose numbers are in @resolved leave the inbox. */
GPtrArray *
rw_client_store_write (RwClientStore *self,
                       GPtrArray *edits,
                       GPtrArray *undone,
                       const char *label,
                       guint roles,
                       GArray *resolved,
                       GError **error)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (Step));
  g_autoptr (GPtrArray) entries =
    g_ptr_array_new_with_free_func ((GDestroyNotify) rw_outbox_entry_free);
  g_autoptr (GPtrArray) inverses = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);

  if (!rw_client_store_need_view (self, error))
    return NULL;
  if (self->writer == NULL)
    {
      g_set_error_literal (error, RW_ERROR, RW_ERROR_NOT_FOUND,
                           _ ("Nothing can be changed before the data has arrived"));
      return NULL;
    }
  g_array_set_clear_func (steps, clear_step);
  for (guint i = 0; i < edits->len; i++)
    {
      RwEdit *inverse;
      Step *step;

      if (!plan_step (self, steps, g_ptr_array_index (edits, i),
                      undone != NULL && i < undone->len ? g_ptr_array_index (undone, i) : NULL,
                      roles, error))
        return NULL;
      step = &g_array_index (steps, Step, i);
      inverse = rw_edit_new_inverse (step->edit, step->before);
      g_ptr_array_insert (inverses, 0, inverse);
      g_ptr_array_add (entries, new_entry (step, inverse, label));
    }
  if (!check_size (entries, error) || !write_edits (self, steps, entries, resolved, error))
    return NULL;
  self->inbox_serial++;
  return g_steal_pointer (&inverses);
}

/**
 * rw_client_store_edit:
 * @edits: (element-type RwEdit): what is done together
 * @undone: (nullable) (element-type RwEdit): for an undo what each of @edits takes back
 * @label: (nullable): what a person calls it
 * @roles: of the person
 *
 * Checks edits against the view, puts them into the outbox, durably, and shows them.
 *
 * Returns: (transfer container) (element-type RwEdit) (nullable): the edits that undo it, in their order
 */
GPtrArray *
rw_client_store_edit (RwClientStore *self,
                      GPtrArray *edits,
                      GPtrArray *undone,
                      const char *label,
                      guint roles,
                      RwStoreNews *news,
                      GError **error)
{
  GPtrArray *inverses = rw_client_store_write (self, edits, undone, label, roles, NULL, error);

  if (inverses != NULL)
    rw_client_store_tell (self, news);
  return inverses;
}
