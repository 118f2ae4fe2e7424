/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-session-private.h"

#include <glib/gi18n-lib.h>

#include "rw-error.h"

/* What pages ask of the session: queries, edits, undo, histories. */


typedef struct
{
  gpointer data;
  GDestroyNotify free_data;
  GDestroyNotify free_result;
} Read;

static void
read_free (gpointer pointer)
{
  Read *read = pointer;

  if (read->free_data != NULL)
    read->free_data (read->data);
  g_free (read);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RwSession *self = g_task_get_source_object (task);
  Read *read = g_task_get_task_data (task);
  GError *error = NULL;
  gpointer answer = rw_reader_read_finish (result, &error);
  const char *damaged = rw_reader_get_damaged (result);

  if (damaged != NULL && self->engine != NULL)
    rw_engine_look_for_damage (self->engine, damaged);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, answer, read->free_result);
}

/**
 * rw_session_read_async:
 * @func: the query; runs in another thread
 * @data: for @func
 * @free_data: (nullable): frees @data, in the main thread
 * @free_result: (nullable): frees a result that nobody took
 */
void
rw_session_read_async (RwSession *self,
                       RwReadFunc func,
                       gpointer data,
                       GDestroyNotify free_data,
                       GDestroyNotify free_result,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Read *read = g_new (Read, 1);

  g_return_if_fail (RW_IS_SESSION (self));
  *read = (Read) { data, free_data, free_result };
  g_task_set_source_tag (task, rw_session_read_async);
  g_task_set_task_data (task, read, read_free);
  if (rw_session_refuse (self, task))
    return;
  rw_reader_read_async (rw_engine_get_reader (self->engine), func, data, free_result, cancellable,
                        read_cb, g_object_ref (task));
}

/**
 * rw_session_read_finish:
 *
 * Returns: (transfer full) (nullable): what the query returned
 */
gpointer
rw_session_read_finish (RwSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  GPtrArray *edits;
  char *label;
  gboolean redo;
} Edit;

static void
edit_free (gpointer pointer)
{
  Edit *edit = pointer;

  g_clear_pointer (&edit->edits, g_ptr_array_unref);
  g_free (edit->label);
  g_free (edit);
}

static void
edited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RwSession *self = g_task_get_source_object (task);
  Edit *edit = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) inverse = rw_engine_edit_finish (RW_ENGINE (source), result, &error);

  if (inverse == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  rw_undo_stack_add (self->undo, edit->label, edit->edits, inverse);
  rw_session_notify_undo (self);
  g_task_return_boolean (task, TRUE);
}

static gpointer
copy_edit (gconstpointer edit, gpointer user_data)
{
  return rw_edit_copy (edit);
}

/**
 * rw_session_edit_async:
 * @edits: (element-type RwEdit): what is done together; copied
 * @label: (nullable): what was done, for undo
 */
void
rw_session_edit_async (RwSession *self,
                       GPtrArray *edits,
                       const char *label,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Edit *edit = g_new0 (Edit, 1);

  g_return_if_fail (RW_IS_SESSION (self) && edits != NULL);
  g_task_set_source_tag (task, rw_session_edit_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, edit, edit_free);
  if (rw_session_refuse (self, task))
    return;
  if (edits->len == 0)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  edit->edits = g_ptr_array_copy (edits, copy_edit, NULL);
  g_ptr_array_set_free_func (edit->edits, (GDestroyNotify) rw_edit_free);
  edit->label = g_strdup (label);
  rw_engine_edit_async (self->engine, edits, NULL, label, rw_session_get_roles (self), cancellable,
                        edited_cb, g_object_ref (task));
}

/**
 * rw_session_edit_finish:
 *
 * Returns: %FALSE with @error set when nothing was done: %RW_ERROR_INVALID, %RW_ERROR_FORBIDDEN,
 *   %RW_ERROR_CONFLICT with a sentence for the person, or what keeps the files from being written
 */
gboolean
rw_session_edit_finish (RwSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
rw_session_get_can_undo (RwSession *self)
{
  return rw_undo_stack_peek (self->undo, FALSE) != NULL;
}

gboolean
rw_session_get_can_redo (RwSession *self)
{
  return rw_undo_stack_peek (self->undo, TRUE) != NULL;
}

const char *
rw_session_get_undo_label (RwSession *self)
{
  const RwUndoStep *step = rw_undo_stack_peek (self->undo, FALSE);

  return step != NULL ? step->label : NULL;
}

const char *
rw_session_get_redo_label (RwSession *self)
{
  const RwUndoStep *step = rw_undo_stack_peek (self->undo, TRUE);

  return step != NULL ? step->label : NULL;
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RwSession *self = g_task_get_source_object (task);
  Edit *edit = g_task_get_task_data (task);
  const RwUndoStep *step = rw_undo_stack_peek (self->undo, edit->redo);
  GError *error = NULL;
  g_autoptr (GPtrArray) inverse = rw_engine_edit_finish (RW_ENGINE (source), result, &error);
  /* Another edit may have come in between: then it is the one to be taken back next. */
  gboolean same = step != NULL && step->inverse == edit->edits;

  if (inverse == NULL)
    {
      /* What cannot be taken back now will not become possible: it must not bar the way to what
       * was done before it. */
      if (same && error->domain == RW_ERROR &&
          (error->code == RW_ERROR_CONFLICT || error->code == RW_ERROR_NOT_FOUND ||
           error->code == RW_ERROR_INVALID || error->code == RW_ERROR_FORBIDDEN))
        rw_undo_stack_drop (self->undo, edit->redo);
      rw_session_notify_undo (self);
      g_task_return_error (task, error);
      return;
    }
  if (same)
    rw_undo_stack_moved (self->undo, edit->redo, inverse);
  rw_session_notify_undo (self);
  g_task_return_boolean (task, TRUE);
}

/**
 * rw_session_undo_async:
 * @redo: do again what was taken back
 *
 * Takes back the last edit of this session, unless somebody has changed the same field since.
 */
void
rw_session_undo_async (RwSession *self,
                       gboolean redo,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const RwUndoStep *step = rw_undo_stack_peek (self->undo, redo);
  g_autoptr (GPtrArray) undone = NULL;
  Edit *edit;

  g_return_if_fail (RW_IS_SESSION (self));
  g_task_set_source_tag (task, rw_session_undo_async);
  g_task_set_check_cancellable (task, FALSE);
  if (step == NULL || !self->open || self->closed)
    {
      g_task_return_new_error (task, RW_ERROR, RW_ERROR_NOT_FOUND,
                               redo ? _ ("There is nothing to do again")
                                    : _ ("There is nothing to undo"));
      return;
    }
  if (rw_session_refuse (self, task))
    return;
  undone = rw_undo_step_get_undone (step);
  edit = g_new0 (Edit, 1);
  *edit = (Edit) { g_ptr_array_ref (step->inverse), NULL, redo };
  g_task_set_task_data (task, edit, edit_free);
  rw_engine_edit_async (self->engine, step->inverse, undone, step->label,
                        rw_session_get_roles (self), cancellable, undone_cb, g_object_ref (task));
}

gboolean
rw_session_undo_finish (RwSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
