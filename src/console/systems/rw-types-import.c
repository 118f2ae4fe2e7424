/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-types-import.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rw-error.h"

/* Device types from files: read and compared in a thread, then queued in steps that each can be
 * undone. A step that is refused is halved until it is known which type is in the way. */

#define STEP_MOST       500
#define STEP_BYTES_MOST (2 * 1024 * 1024)

/* --- Reading ---------------------------------------------------------------------------------------- */

typedef struct
{
  char *path;
  RwTypesProgress *progress;
  GPtrArray *existing;
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  g_free (load->path);
  g_clear_pointer (&load->existing, g_ptr_array_unref);
  g_free (load);
}

static gpointer
list_types (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  return rw_cache_select (cache, RW_KIND_DEVICE_TYPE, "", error, RW_BIND_END);
}

static void
progress_cb (guint done, guint all, gpointer user_data)
{
  RwTypesProgress *progress = user_data;

  g_atomic_int_set (&progress->all, (int) all);
  g_atomic_int_set (&progress->done, (int) done);
}

static void
load_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Load *load = data;
  GError *error = NULL;
  RwDeviceTypeFiles *files =
    rw_device_type_files_read (load->path, progress_cb, load->progress, cancellable, &error);

  if (files == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, rw_device_type_plan_new (files, load->existing),
                           (GDestroyNotify) rw_device_type_plan_free);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Load *load = g_task_get_task_data (task);
  GError *error = NULL;

  load->existing = rw_session_read_finish (RW_SESSION (source), result, &error);
  if (load->existing == NULL)
    g_task_return_error (task, error);
  else
    g_task_run_in_thread (task, load_thread);
}

/**
 * rw_types_load_async:
 * @path: a file, or a folder of them
 * @progress: lives until it is done
 *
 * Reads device types and compares them with those that are there.
 */
void
rw_types_load_async (RwSession *session,
                     const char *path,
                     RwTypesProgress *progress,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  GTask *task = g_task_new (session, cancellable, callback, user_data);
  Load *load = g_new0 (Load, 1);

  load->path = g_strdup (path);
  load->progress = progress;
  g_task_set_task_data (task, load, load_free);
  rw_session_read_async (session, list_types, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                         cancellable, listed_cb, task);
}

RwDeviceTypePlan *
rw_types_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Writing ---------------------------------------------------------------------------------------- */

typedef struct
{
  guint from, n;
} Step;

typedef struct
{
  GPtrArray *edits;
  GPtrArray *names;
  GArray *steps; /* (element-type Step): what is still to be done, the next one last */
  Step now;
  RwTypesProgress *progress;
  RwTypesOutcome *outcome;
} Apply;

static void apply_next (GTask *task);

static void
apply_free (gpointer data)
{
  Apply *apply = data;

  g_ptr_array_unref (apply->edits);
  g_ptr_array_unref (apply->names);
  g_array_unref (apply->steps);
  g_clear_pointer (&apply->outcome, rw_types_outcome_free);
  g_free (apply);
}

void
rw_types_outcome_free (RwTypesOutcome *outcome)
{
  if (outcome == NULL)
    return;
  g_ptr_array_unref (outcome->refused);
  g_clear_error (&outcome->stopped);
  g_free (outcome);
}

static gsize
size_of (const RwEdit *edit)
{
  gsize size = 0;

  for (guint i = 0; i < edit->changes->len; i++)
    {
      const RwValue *value = &g_array_index (edit->changes, RwFieldChange, i).value;

      size +=
        value->type == RW_FIELD_TEXT || value->type == RW_FIELD_JSON ? strlen (value->text) : 16;
    }
  return size;
}

static void
plan_steps (Apply *apply)
{
  Step step = { .from = 0 };
  gsize size = 0;

  for (guint i = 0; i < apply->edits->len; i++)
    {
      gsize more = size_of (apply->edits->pdata[i]);

      if (step.n > 0 && (step.n == STEP_MOST || size + more > STEP_BYTES_MOST))
        {
          g_array_prepend_val (apply->steps, step);
          step = (Step) { .from = i };
          size = 0;
        }
      step.n++;
      size += more;
    }
  if (step.n > 0)
    g_array_prepend_val (apply->steps, step);
}

/* Whether it is a type that is in the way, and not the disk. */
static gboolean
is_refusal (const GError *error)
{
  return g_error_matches (error, RW_ERROR, RW_ERROR_CONFLICT) ||
         g_error_matches (error, RW_ERROR, RW_ERROR_INVALID) ||
         g_error_matches (error, RW_ERROR, RW_ERROR_NOT_FOUND) ||
         g_error_matches (error, RW_ERROR, RW_ERROR_LIMIT);
}

static void
applied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Apply *apply = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (rw_session_edit_finish (RW_SESSION (source), result, &error))
    {
      apply->outcome->done += apply->now.n;
      progress_cb ((guint) apply->progress->done + apply->now.n, apply->edits->len,
                   apply->progress);
    }
  else if (!is_refusal (error))
    apply->outcome->stopped = g_steal_pointer (&error);
  else if (apply->now.n == 1)
    {
      g_ptr_array_add (apply->outcome->refused,
                       g_strdup_printf ("%s: %s", (char *) apply->names->pdata[apply->now.from],
                                        error->message));
      progress_cb ((guint) apply->progress->done + 1, apply->edits->len, apply->progress);
    }
  else
    {
      Step first = { apply->now.from, apply->now.n / 2 };
      Step second = { first.from + first.n, apply->now.n - first.n };

      g_array_append_val (apply->steps, second);
      g_array_append_val (apply->steps, first);
    }
  apply_next (g_steal_pointer (&task));
}

static void
apply_next (GTask *task)
{
  Apply *apply = g_task_get_task_data (task);
  g_autoptr (GPtrArray) edits = NULL;
  g_autofree char *label = NULL;

  if (apply->outcome->stopped == NULL && apply->steps->len > 0)
    g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &apply->outcome->stopped);
  if (apply->outcome->stopped != NULL || apply->steps->len == 0)
    {
      g_task_return_pointer (task, g_steal_pointer (&apply->outcome),
                             (GDestroyNotify) rw_types_outcome_free);
      g_object_unref (task);
      return;
    }
  apply->now = g_array_index (apply->steps, Step, apply->steps->len - 1);
  g_array_set_size (apply->steps, apply->steps->len - 1);
  edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  for (guint i = 0; i < apply->now.n; i++)
    g_ptr_array_add (edits, rw_edit_copy (apply->edits->pdata[apply->now.from + i]));
  label = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Import %u device type",
                                        "Import %u device types", apply->now.n),
                           apply->now.n);
  rw_session_edit_async (g_task_get_source_object (task), edits, label, NULL, applied_cb, task);
}

/**
 * rw_types_apply_async:
 * @edits: (element-type RwEdit): each for a device type of its own
 * @names: (element-type utf8): of those types
 * @progress: lives until it is done
 * @cancellable: (nullable): stops between two steps
 *
 * Queues edits, many at a time.
 */
void
rw_types_apply_async (RwSession *session,
                      GPtrArray *edits,
                      GPtrArray *names,
                      RwTypesProgress *progress,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (session, cancellable, callback, user_data);
  Apply *apply = g_new0 (Apply, 1);

  /* What was done is told also when there is no more. */
  g_task_set_check_cancellable (task, FALSE);
  apply->edits = g_ptr_array_ref (edits);
  apply->names = g_ptr_array_ref (names);
  apply->steps = g_array_new (FALSE, FALSE, sizeof (Step));
  apply->progress = progress;
  apply->outcome = g_new0 (RwTypesOutcome, 1);
  apply->outcome->refused = g_ptr_array_new_with_free_func (g_free);
  g_task_set_task_data (task, apply, apply_free);
  progress_cb (0, edits->len, progress);
  plan_steps (apply);
  apply_next (task);
}

RwTypesOutcome *
rw_types_apply_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
