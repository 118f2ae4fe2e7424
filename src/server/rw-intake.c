/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-intake.h"

#include <glib/gi18n-lib.h>

#include "rules/rw-backup-schedule.h"
#include "rw-clock.h"
#include "rw-error.h"
#include "rw-merge.h"
#include "rw-schema.h"
#include "rw-server-private.h"

/*
 * What the intakes have in common. Who brings something needs a role that may write records of its kind, and no right
 * to read: the answer says what became of it, and nothing of what was there. All of one request is written, or none.
 */

/* A job that begins and ends every half minute has so many in an hour; one of a day that is tried again and again, in
 * the day. More is no backup. */
#define RUNS_MOST 240

/* As many systems of one name as it takes to tell which is meant. */
#define NAMESAKES_MOST 50

typedef struct
{
  RwIntake intake;
  RwIntakeFunc func;
  GDestroyNotify free_data;
} Job;

typedef struct
{
  RwRequest *request;
  RwIntakeDoneFunc done;
} Waiting;

static void
free_job (gpointer data)
{
  Job *job = data;

  g_free (job->intake.name);
  job->free_data (job->intake.data);
  if (job->intake.json != NULL)
    g_string_free (job->intake.json, TRUE);
  g_free (job);
}

typedef struct
{
  GString *json;
  gint64 head;
} Written;

static void
free_written (gpointer data)
{
  Written *written = data;

  if (written->json != NULL)
    g_string_free (written->json, TRUE);
  g_free (written);
}

/**
 * rw_intake_check:
 * @kind: what is brought
 *
 * Returns: whether who asks may bring it; %FALSE is answered already
 */
gboolean
rw_intake_check (RwRequest *request, RwKind kind)
{
  if ((request->principal->roles & rw_schema_get (kind)->writers) != 0)
    return TRUE;
  rw_request_fail_with (request, RW_ERROR_FORBIDDEN, 0, _ ("You may not change %s"),
                        rw_kind_labels (kind));
  return FALSE;
}

static gpointer
write_func (RwLogStoreSqlite *sqlite, gpointer data, GError **error)
{
  RwLogStore *store = RW_LOG_STORE (sqlite);
  Job *job = data;
  Written *written;

  job->intake.json = g_string_new (NULL);
  if (!rw_log_store_begin (store, error))
    return NULL;
  if (!job->func (store, &job->intake, error))
    {
      rw_log_store_rollback (store);
      return NULL;
    }
  if (!rw_log_store_commit (store, error))
    return NULL;
  written = g_new (Written, 1);
  *written = (Written) { g_steal_pointer (&job->intake.json), rw_log_store_get_head (store) };
  return written;
}

static void
reply (RwRequest *request, GString *json, const GError *error)
{
  if (error != NULL)
    rw_request_fail (request, error);
  else
    rw_request_reply (request, SOUP_STATUS_OK, json);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Waiting *waiting = user_data;
  g_autoptr (RwRequest) request = waiting->request;
  g_autoptr (GError) error = NULL;
  Written *written = rw_store_thread_run_finish (result, &error);

  if (written == NULL)
    {
      waiting->done (request, NULL, error);
      return;
    }
  if (request->server != NULL)
    rw_server_set_head (request->server, written->head);
  waiting->done (request, g_steal_pointer (&written->json), NULL);
  free_written (written);
}

/**
 * rw_intake_run:
 * @func: writes it
 * @done: (nullable): answers; %NULL for the answer as JSON
 * @data: (transfer full): what was brought
 *
 * Has it written by the store's thread, and answers. Who asks without a token may what an intake may.
 */
void
rw_intake_run (RwRequest *request, RwIntakeFunc func, RwIntakeDoneFunc done, gpointer data, GDestroyNotify free_data)
{
  RwPrincipal *principal = request->principal;
  Waiting *waiting = g_new (Waiting, 1);
  Job *job = g_new0 (Job, 1);

  job->intake.roles = RW_ROLE_INTAKE;
  if (principal != NULL)
    {
      job->intake.name = g_strdup (principal->name);
      job->intake.account = principal->account;
      job->intake.person = principal->person;
      job->intake.roles = principal->roles;
    }
  job->intake.now = rw_clock_now ();
  job->intake.data = data;
  job->func = func;
  job->free_data = free_data;
  *waiting = (Waiting) { rw_request_ref (request), done != NULL ? done : reply };
  rw_store_thread_run_async (rw_server_get_store (request->server), write_func, job, free_job,
                             free_written, written_cb, waiting);
}

static gboolean
write_as (RwLogStore *store, const RwLogAuthor *author, const RwId *person, guint roles, RwEdit *edit, GError **error)
{
  RwMutation one = { .edit = edit, .base = rw_log_store_get_head (store) };
  RwMutation *mutation = &one;
  g_autoptr (RwMergeResult) result = NULL;

  if (!rw_merge_group (store, author, person, roles, &mutation, &result, 1, error))
    return FALSE;
  if (result->error == NULL)
    return TRUE;
  g_propagate_error (error, g_error_copy (result->error));
  return FALSE;
}

/**
 * rw_intake_write:
 *
 * Writes in the name of who brought it, with the rights that they have.
 */
gboolean
rw_intake_write (RwLogStore *store, RwIntake *intake, RwEdit *edit, GError **error)
{
  RwLogAuthor author = { .at = intake->now, .actor = intake->name, .account = intake->account };

  return write_as (store, &author, &intake->person, intake->roles, edit, error);
}

/**
 * rw_intake_write_own:
 *
 * Writes what the server itself concludes: nobody else may have written it.
 */
gboolean
rw_intake_write_own (RwLogStore *store, gint64 now, RwEdit *edit, GError **error)
{
  RwLogAuthor author = { .at = now, .actor = "Rackward" };
  RwId nobody = RW_ID_NIL;

  return write_as (store, &author, &nobody, RW_ROLE_ADMIN, edit, error);
}

/**
 * rw_intake_create:
 * @record: with an id that the same thing has each time
 * @result: (out): "new", "same" for one that is there, or "deleted": somebody has said that it is not wanted
 *
 * Writes @record, once.
 */
gboolean
rw_intake_create (RwLogStore *store, RwIntake *intake, RwRecord *record, const char **result, GError **error)
{
  g_autoptr (RwEdit) edit = NULL;
  g_autoptr (RwLogState) state = NULL;
  GError *problem = NULL;

  state = rw_log_store_get (store, rw_record_get_id (record), &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return FALSE;
    }
  if (state != NULL)
    {
      *result = state->record != NULL ? "same" : "deleted";
      return TRUE;
    }
  *result = "new";
  edit = rw_edit_new_create (record);
  return rw_intake_write (store, intake, edit, error);
}

/**
 * rw_intake_create_run:
 * @run: of a backup job
 *
 * As rw_intake_create(). Of those that were due within an hour there is a bound, whenever they come: what waited
 * while the server was away is taken at once.
 */
gboolean
rw_intake_create_run (RwLogStore *store, RwIntake *intake, RwRecord *run, const char **result, GError **error)
{
  gint64 due = rw_record_get_integer (run, RW_BACKUP_RUN_DUE, 0);
  g_autoptr (RwLogState) known = NULL;
  GError *problem = NULL;
  int n_runs;

  known = rw_log_store_get (store, rw_record_get_id (run), &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return FALSE;
    }
  n_runs = known != NULL
             ? 0
             : rw_log_store_count_runs (store, rw_record_get_ref (run, RW_BACKUP_RUN_JOB),
                                        due - RW_HOUR, due, RUNS_MOST, error);
  if (n_runs < 0)
    return FALSE;
  if (n_runs < RUNS_MOST)
    return rw_intake_create (store, intake, run, result, error);
  g_set_error (error, RW_ERROR, RW_ERROR_LIMIT,
               _ ("More than %d runs of one backup job in one hour are not taken"), RUNS_MOST);
  return FALSE;
}

/**
 * rw_intake_get:
 *
 * Returns: (transfer full) (nullable): the record, when there is one of this kind; %NULL for none, or with @error set
 */
RwRecord *
rw_intake_get (RwLogStore *store, RwKind kind, const RwId *id, GError **error)
{
  g_autoptr (RwLogState) state = rw_log_store_get (store, id, error);

  return state != NULL && state->kind == kind && state->record != NULL
           ? g_object_ref (state->record)
           : NULL;
}

static gboolean
is_removed (RwRecord *system)
{
  guint field =
    rw_record_get_kind (system) == RW_KIND_DEVICE ? (guint) RW_DEVICE_STAGE : (guint) RW_VM_STAGE;

  return rw_record_get_enum (system, field) == RW_STAGE_REMOVED;
}

/**
 * rw_intake_find_system:
 * @name: of a device or virtual machine, in whatever case
 *
 * One that was removed is only meant when there is no other of the name.
 *
 * Returns: (transfer full) (nullable): the system; %NULL with @error set when there is not exactly one
 */
RwRecord *
rw_intake_find_system (RwLogStore *store, const char *name, GError **error)
{
  g_autoptr (GPtrArray) systems = rw_log_store_systems (store, name, NAMESAKES_MOST, error);
  RwRecord *there = NULL;
  guint n_there = 0;

  if (systems == NULL)
    return NULL;
  for (guint i = 0; i < systems->len; i++)
    if (!is_removed (systems->pdata[i]))
      {
        there = systems->pdata[i];
        n_there++;
      }
  if (n_there == 1 || (n_there == 0 && systems->len == 1))
    return g_object_ref (n_there == 1 ? there : systems->pdata[0]);
  if (systems->len == 0)
    g_set_error (error, RW_ERROR, RW_ERROR_NOT_FOUND,
                 _ ("There is no system “%s”; give the name that it has in Rackward"), name);
  else
    g_set_error (error, RW_ERROR, RW_ERROR_CONFLICT,
                 _ ("There is more than one system “%s”; give each a name of its own"), name);
  return NULL;
}

/**
 * rw_intake_find_due:
 * @job: a backup job
 * @at: when a run of it began, or ended
 * @began: whether that is when it began
 * @due: (out): for which start of its schedule that was
 */
gboolean
rw_intake_find_due (RwLogStore *store, RwRecord *job, gint64 at, gboolean began, gint64 *due, GError **error)
{
  const RwId *id = rw_record_get_ref (job, RW_BACKUP_JOB_POLICY);
  g_auto (RwBackupSchedule) schedule = { 0 };
  g_autoptr (RwRecord) policy = NULL;
  GError *problem = NULL;

  policy = id != NULL ? rw_intake_get (store, RW_KIND_BACKUP_POLICY, id, &problem) : NULL;
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return FALSE;
    }
  rw_backup_schedule_init (&schedule, policy, job);
  *due =
    began ? rw_backup_schedule_due (&schedule, at) : rw_backup_schedule_due_by_end (&schedule, at);
  return TRUE;
}
