/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "rw-client-store-inbox.h"
#include "rw-error.h"
#include "rw-session-private.h"

/* What is asked of the session about edits that did not get through, or not yet, and about drafts. */

typedef struct
{
  GPtrArray *list; /* of resolutions or items */
  GArray *numbers;
  char *text;
  char *path;
  char *server;
  char *person;
  guint roles;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_clear_pointer (&question->list, g_ptr_array_unref);
  g_clear_pointer (&question->numbers, g_array_unref);
  g_free (question->text);
  g_free (question->path);
  g_free (question->server);
  g_free (question->person);
  g_free (question);
}

static Question *
question_new (RwSession *self)
{
  Question *question = g_new0 (Question, 1);

  question->roles = rw_session_get_roles (self);
  return question;
}

/* Hands the question to the store thread; takes it. */
static void
ask (RwSession *self,
     RwEngineCallFunc func,
     Question *question,
     GDestroyNotify free_result,
     GAsyncReadyCallback answered,
     GTask *task)
{
  g_task_set_check_cancellable (task, FALSE);
  if (rw_session_refuse_closed (self, task))
    {
      question_free (question);
      g_object_unref (task);
      return;
    }
  rw_engine_call_async (self->engine, func, question, question_free, free_result, answered, task);
}

static gpointer
copy_ref (gconstpointer object, gpointer data)
{
  return g_object_ref ((gpointer) object);
}

static GPtrArray *
copy_items (GPtrArray *items)
{
  GPtrArray *copy = g_ptr_array_copy (items, copy_ref, NULL);

  g_ptr_array_set_free_func (copy, g_object_unref);
  return copy;
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  rw_engine_call_finish (RW_ENGINE (source), result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* The lists */

static gpointer
list_func (RwClientStore *store, gpointer data, GError **error)
{
  return rw_client_store_list (store, error);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  RwInbox *inbox = rw_engine_call_finish (RW_ENGINE (source), result, &error);

  if (inbox == NULL)
    g_task_return_error (task, error);
  else if (g_task_return_error_if_cancelled (task))
    rw_inbox_free (inbox);
  else
    g_task_return_pointer (task, inbox, (GDestroyNotify) rw_inbox_free);
}

/**
 * rw_session_list_inbox_async:
 *
 * Lists what waits for the person and what waits for the server. Works without a connection.
 */
void
rw_session_list_inbox_async (RwSession *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (RW_IS_SESSION (self));
  ask (self, list_func, question_new (self), (GDestroyNotify) rw_inbox_free, listed_cb,
       g_task_new (self, cancellable, callback, user_data));
}

/**
 * rw_session_list_inbox_finish:
 *
 * Returns: (transfer full) (nullable): both lists
 */
RwInbox *
rw_session_list_inbox_finish (RwSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Decisions */

static gpointer
resolve_func (RwClientStore *store, gpointer data, GError **error)
{
  Question *question = data;

  return rw_client_store_resolve (store, question->list, question->text, question->roles, error);
}

static void
resolved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RwSession *self = g_task_get_source_object (task);
  GError *error = NULL;
  RwInboxDone *done = rw_engine_call_finish (RW_ENGINE (source), result, &error);

  if (done == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (done->edits->len > 0)
    {
      rw_undo_stack_add (self->undo, g_task_get_task_data (task), done->edits, done->inverse);
      rw_session_notify_undo (self);
    }
  g_task_return_pointer (task, done, (GDestroyNotify) rw_inbox_done_free);
}

static gpointer
copy_resolution (gconstpointer resolution, gpointer data)
{
  return rw_resolution_copy (resolution);
}

/**
 * rw_session_resolve_async:
 * @resolutions: (element-type RwResolution): decisions; copied
 * @label: (nullable): what all of it is, for undo: "Keep 3 of my values"
 *
 * Carries out decisions about entries of the inbox. What is written is an edit like any other: durable,
 * visible and queued when the callback runs, and one step of undo; it counts as made by somebody who
 * has seen what is in the view now, so that it conflicts again when that is not the newest.
 */
void
rw_session_resolve_async (RwSession *self,
                          GPtrArray *resolutions,
                          const char *label,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  Question *question;
  GTask *task;

  g_return_if_fail (RW_IS_SESSION (self) && resolutions != NULL);
  question = question_new (self);
  question->list = g_ptr_array_copy (resolutions, copy_resolution, NULL);
  g_ptr_array_set_free_func (question->list, (GDestroyNotify) rw_resolution_free);
  question->text = g_strdup (label);
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_task_data (task, g_strdup (label), g_free);
  ask (self, resolve_func, question, (GDestroyNotify) rw_inbox_done_free, resolved_cb, task);
}

/**
 * rw_session_resolve_finish:
 *
 * Returns: (transfer full) (nullable): which decisions were carried out, and why others were not
 */
RwInboxDone *
rw_session_resolve_finish (RwSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gpointer
reopen_func (RwClientStore *store, gpointer data, GError **error)
{
  rw_client_store_reopen (store, ((Question *) data)->numbers, error);
  return NULL;
}

/**
 * rw_session_reopen_conflicts_async:
 * @numbers: (element-type gint64): of entries that a decision took out of the inbox; copied
 *
 * Puts entries back into the inbox. What a decision wrote is not undone by it: rw_session_undo_async() does that.
 */
void
rw_session_reopen_conflicts_async (RwSession *self,
                                   GArray *numbers,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  Question *question;

  g_return_if_fail (RW_IS_SESSION (self) && numbers != NULL);
  question = question_new (self);
  question->numbers = g_array_copy (numbers);
  ask (self, reopen_func, question, NULL, done_cb, g_task_new (self, NULL, callback, user_data));
}

gboolean
rw_session_reopen_conflicts_finish (RwSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Taking back what was not sent */

static gpointer
plan_func (RwClientStore *store, gpointer data, GError **error)
{
  Question *question = data;

  return rw_client_store_plan_discard (store, question->list, question->roles, error);
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *items = rw_engine_call_finish (RW_ENGINE (source), result, &error);

  if (items == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, items, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * rw_session_plan_discard_async:
 * @items: (element-type RwOutboxItem): what the person wants to take back
 *
 * Asks what would go with it, to be shown before it is done.
 */
void
rw_session_plan_discard_async (RwSession *self,
                               GPtrArray *items,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  Question *question;

  g_return_if_fail (RW_IS_SESSION (self) && items != NULL);
  question = question_new (self);
  question->list = copy_items (items);
  ask (self, plan_func, question, (GDestroyNotify) g_ptr_array_unref, planned_cb,
       g_task_new (self, NULL, callback, user_data));
}

/**
 * rw_session_plan_discard_finish:
 *
 * Returns: (transfer full) (element-type RwOutboxItem) (nullable): all that would go;
 *   %RW_ERROR_CONFLICT for what was sent and has no answer yet, %RW_ERROR_NOT_FOUND for what has one
 */
GPtrArray *
rw_session_plan_discard_finish (RwSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gpointer
discard_func (RwClientStore *store, gpointer data, GError **error)
{
  Question *question = data;

  rw_client_store_discard (store, question->list, question->roles, error);
  return NULL;
}

/**
 * rw_session_discard_async:
 * @items: (element-type RwOutboxItem): all that rw_session_plan_discard_finish() named
 *
 * Takes back what was not sent: the view is as if it had not been done, also after a crash. To take that
 * back in turn, make the edits of the items again.
 */
void
rw_session_discard_async (RwSession *self,
                          GPtrArray *items,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  Question *question;

  g_return_if_fail (RW_IS_SESSION (self) && items != NULL);
  question = question_new (self);
  question->list = copy_items (items);
  ask (self, discard_func, question, NULL, done_cb, g_task_new (self, NULL, callback, user_data));
}

/**
 * rw_session_discard_finish:
 *
 * Returns: %FALSE with @error set, and nothing done: %RW_ERROR_CONFLICT when more would have to go, or
 *   something was sent meanwhile
 */
gboolean
rw_session_discard_finish (RwSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Export */

static gpointer
export_func (RwClientStore *store, gpointer data, GError **error)
{
  Question *question = data;

  rw_client_store_export (store, question->path, question->server, question->person, error);
  return NULL;
}

/**
 * rw_session_export_outbox_async:
 * @path: file to be written; one that is there is replaced
 *
 * Writes what is here and nowhere else, edits that wait, conflicts and drafts, into a JSON file that
 * only its owner can read: whole or not at all. rw_outbox_export_to_json() says what is in it. Needs no
 * connection and no valid log-in.
 */
void
rw_session_export_outbox_async (RwSession *self,
                                const char *path,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  Question *question;

  g_return_if_fail (RW_IS_SESSION (self) && path != NULL);
  question = question_new (self);
  question->path = g_strdup (path);
  question->server = g_strdup (self->server_url);
  question->person = g_strdup (rw_session_get_person_name (self));
  ask (self, export_func, question, NULL, done_cb, g_task_new (self, NULL, callback, user_data));
}

/**
 * rw_session_export_outbox_finish:
 *
 * Returns: %FALSE with @error set when the file could not be written; one that was there is as it was
 */
gboolean
rw_session_export_outbox_finish (RwSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Drafts */

static gpointer
set_draft_func (RwClientStore *store, gpointer data, GError **error)
{
  Question *question = data;

  rw_client_store_set_draft (store, question->path, question->text, error);
  return NULL;
}

static void
draft_set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  /* The text is still on the screen; the next change tries again. */
  rw_engine_call_finish (RW_ENGINE (source), result, &error);
  if (error != NULL)
    g_warning ("Could not keep a draft: %s", error->message);
}

/**
 * rw_session_set_draft:
 * @key: what is being written
 * @text: (nullable): how far it got; %NULL when it was sent or given up
 *
 * Keeps a text in the outbox's file. What was set before the session is closed is kept.
 */
void
rw_session_set_draft (RwSession *self, const char *key, const char *text)
{
  Question *question;

  g_return_if_fail (RW_IS_SESSION (self) && key != NULL);
  if (!self->open || self->closed)
    return;
  question = question_new (self);
  question->path = g_strdup (key);
  question->text = g_strdup (text);
  rw_engine_call_async (self->engine, set_draft_func, question, question_free, NULL, draft_set_cb,
                        NULL);
}

static gpointer
get_draft_func (RwClientStore *store, gpointer data, GError **error)
{
  return rw_client_store_get_draft (store, ((Question *) data)->path, error);
}

static void
draft_got_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autofree char *text = rw_engine_call_finish (RW_ENGINE (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_steal_pointer (&text), g_free);
}

/**
 * rw_session_get_draft_async:
 *
 * Asks for a text that rw_session_set_draft() kept.
 */
void
rw_session_get_draft_async (RwSession *self,
                            const char *key,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  Question *question;

  g_return_if_fail (RW_IS_SESSION (self) && key != NULL);
  question = question_new (self);
  question->path = g_strdup (key);
  ask (self, get_draft_func, question, g_free, draft_got_cb,
       g_task_new (self, cancellable, callback, user_data));
}

/**
 * rw_session_get_draft_finish:
 *
 * Returns: (transfer full) (nullable): the text; %NULL without @error when there is none
 */
char *
rw_session_get_draft_finish (RwSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
