/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#include "rules/rw-ping.h"
#include "rw-backup-intake.h"
#include "rw-error.h"
#include "rw-intake.h"
#include "rw-key.h"
#include "rw-server-private.h"

/*
 * GET, HEAD or POST /v1/ping/<job>-<key>[/start|/fail|/<exit code>][?rid=<UUID>]: whatever can call an address can
 * report a backup. Whoever knows the address may; a job that there is not, one without a key and a wrong key all get
 * the same answer, and the key is in no line of a log: what an error is logged with is the path of the route.
 */

#define MESSAGE_MOST 4000

/* A job's last runs tell which began and did not end. */
#define RUNS_MOST 16

typedef struct
{
  char *rest;
  RwPing ping; /* points into @rest */
  RwId rid;
  char *body;
} Report;

static void
free_report (gpointer data)
{
  Report *report = data;

  sodium_memzero (report->rest, strlen (report->rest));
  g_free (report->rest);
  g_free (report->body);
  g_free (report);
}

/* --- What it comes to ---------------------------------------------------------------------------------- */

/* As much as a run keeps. */
static const char *
end_of (const char *body)
{
  gsize length = strlen (body);

  return length > MESSAGE_MOST ? body + length - MESSAGE_MOST : body;
}

/* What a tool wrote says more than that it ended; but not less: who says that it failed is believed. */
static void
read_body (RwBackupIntake *intake, const Report *report)
{
  RwBackupOutput output = { .tool = intake->tool,
                            .exit_code = report->ping.exit_code,
                            .out = report->body,
                            .err = report->body };
  RwBackupOutput plain = output;
  g_auto (RwBackupReport) result = { 0 };

  if (!rw_backup_report_read (&output, &result, NULL) ||
      (result.status == RW_RUN_STATUS_UNKNOWN && result.bytes < 0))
    {
      rw_backup_report_clear (&result);
      plain.tool = RW_BACKUP_TOOL_OTHER;
      rw_backup_report_read (&plain, &result, NULL);
    }
  if (report->ping.fails)
    result.status = RW_RUN_STATUS_FAILED;
  if (result.messages->len == 0 && *report->body != '\0')
    g_ptr_array_add (result.messages, g_strdup (end_of (report->body)));
  if (result.cause == NULL && result.status == RW_RUN_STATUS_FAILED)
    result.cause = g_strdup ("reported as failed");
  rw_backup_intake_take (intake, &result);
}

static RwRunPurpose
purpose_of (RwRecord *run)
{
  return rw_record_get_enum (run, RW_BACKUP_RUN_PURPOSE) == RW_RUN_PURPOSE_VERIFICATION
           ? RW_RUN_PURPOSE_VERIFICATION
           : RW_RUN_PURPOSE_BACKUP;
}

static gboolean
is_end (RwRecord *run)
{
  int status = rw_record_get_enum (run, RW_BACKUP_RUN_STATUS);

  return status != RW_RUN_STATUS_RUNNING && status != RW_RUN_STATUS_MISSED;
}

/* The last of @runs that began, unless something ended since. */
static RwRecord *
find_open (GPtrArray *runs, RwRunPurpose purpose)
{
  gint64 began = 0, ended = 0;
  RwRecord *open = NULL;

  for (guint i = 0; i < runs->len; i++)
    {
      RwRecord *run = runs->pdata[i];
      gint64 started = rw_record_get_integer (run, RW_BACKUP_RUN_STARTED, 0);

      if (purpose_of (run) != purpose)
        continue;
      if (is_end (run))
        ended = MAX (ended, MAX (started, rw_record_get_integer (run, RW_BACKUP_RUN_FINISHED, 0)));
      else if (rw_record_get_enum (run, RW_BACKUP_RUN_STATUS) == RW_RUN_STATUS_RUNNING &&
               started > began)
        {
          began = started;
          open = run;
        }
    }
  return began > ended ? open : NULL;
}

static void
take_begin (RwBackupIntake *intake, RwRecord *begun, gint64 *due)
{
  intake->started = MIN (rw_record_get_integer (begun, RW_BACKUP_RUN_STARTED, 0), intake->finished);
  *due = rw_record_get_integer (begun, RW_BACKUP_RUN_DUE, 0);
}

/* Of an end that no beginning came of: the start before it; where that has its run already, it may be the next one's,
 * by a timer that runs ahead. */
static gboolean
find_due_by_end (RwLogStore *store, const RwBackupIntake *intake, RwRecord *job, GPtrArray *runs, gint64 *due, GError **error)
{
  gint64 next;

  if (!rw_intake_find_due (store, job, intake->finished, FALSE, due, error) ||
      !rw_intake_find_due (store, job, intake->finished, TRUE, &next, error))
    return FALSE;
  for (guint i = 0; i < runs->len; i++)
    if (is_end (runs->pdata[i]) && purpose_of (runs->pdata[i]) == intake->purpose &&
        rw_record_get_integer (runs->pdata[i], RW_BACKUP_RUN_DUE, 0) == *due)
      {
        *due = next;
        break;
      }
  return TRUE;
}

/* Without a name, an end is that of what last began. */
static gboolean
find_last_begin (RwLogStore *store, RwBackupIntake *intake, RwRecord *job, gint64 *due, GError **error)
{
  g_autoptr (GPtrArray) runs =
    rw_log_store_backup_runs (store, rw_record_get_id (job), RUNS_MOST, error);
  RwRecord *open;

  if (runs == NULL)
    return FALSE;
  open = find_open (runs, intake->purpose);
  if (open == NULL)
    return find_due_by_end (store, intake, job, runs, due, error);
  take_begin (intake, open, due);
  return TRUE;
}

/* The beginning that has the same name, when one came: the end then belongs to the same start of the schedule. */
static gboolean
find_begin (RwLogStore *store, RwBackupIntake *intake, RwRecord *job, gint64 *due, GError **error)
{
  g_autoptr (RwRecord) begun = NULL;
  GError *problem = NULL;
  RwId id;

  if (rw_id_is_nil (&intake->run))
    return find_last_begin (store, intake, job, due, error);
  id = rw_backup_intake_begin_id (intake, rw_record_get_id (job));
  begun = rw_intake_get (store, RW_KIND_BACKUP_RUN, &id, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return FALSE;
    }
  if (begun == NULL)
    return rw_intake_find_due (store, job, intake->finished, FALSE, due, error);
  take_begin (intake, begun, due);
  return TRUE;
}

static gboolean
write_ping (RwLogStore *store, RwIntake *intake, GError **error)
{
  const Report *report = intake->data;
  g_autoptr (RwRecord) job = NULL;
  g_autoptr (RwRecord) run = NULL;
  g_auto (RwBackupIntake) ping = { NULL };
  GError *problem = NULL;
  gint64 due = 0;
  int tool;
  const char *result;

  job = rw_intake_get (store, RW_KIND_BACKUP_JOB, &report->ping.job, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return FALSE;
    }
  if (!rw_key_is (report->ping.key,
                  job != NULL ? rw_record_get_text (job, RW_BACKUP_JOB_PING_KEY) : NULL))
    {
      g_set_error_literal (error, RW_ERROR, RW_ERROR_NOT_FOUND, _ ("There is no such ping"));
      return FALSE;
    }
  tool = rw_record_get_enum (job, RW_BACKUP_JOB_TOOL);
  rw_backup_intake_init (&ping, NULL, NULL, tool >= 0 ? (RwBackupTool) tool : RW_BACKUP_TOOL_OTHER);
  ping.run = report->rid;
  if (report->ping.begins)
    {
      ping.status = RW_RUN_STATUS_RUNNING;
      ping.started = intake->now;
    }
  else
    {
      read_body (&ping, report);
      /* By one clock, in the zone that it keeps; what the tool calls its snapshot says which run it was. */
      ping.started = 0;
      ping.finished = intake->now;
    }
  if (report->ping.begins ? !rw_intake_find_due (store, job, ping.started, TRUE, &due, error)
                          : !find_begin (store, &ping, job, &due, error))
    return FALSE;
  run = rw_backup_intake_make_run (&ping, &report->ping.job, due);
  intake->name = g_strdup_printf ("Ping: %s", rw_record_get_title (job));
  return rw_intake_create_run (store, intake, run, &result, error);
}

/* --- Asking and answering ------------------------------------------------------------------------------ */

static gboolean
check_budget (RwRequest *request, const char *key)
{
  guint retry_after;

  if (rw_server_take_address (request->server, key, &retry_after))
    return TRUE;
  rw_request_fail_with (request, RW_ERROR_BUSY, retry_after,
                        _ ("Too many requests; try again in %u seconds"), retry_after);
  return FALSE;
}

static void
answer_not_found (RwRequest *request)
{
  /* Who looks for what is not there does so at his own expense. */
  if (check_budget (request, rw_peer_get_network (request->peer)))
    rw_request_fail_with (request, RW_ERROR_NOT_FOUND, 0, _ ("There is no such ping"));
}

static void
answer (RwRequest *request, GString *json, const GError *error)
{
  if (json != NULL)
    g_string_free (json, TRUE);
  if (request->message == NULL)
    return;
  if (error == NULL)
    rw_request_reply_text (request, "OK");
  else if (g_error_matches (error, RW_ERROR, RW_ERROR_NOT_FOUND))
    answer_not_found (request);
  else
    rw_request_fail (request, error);
}

/* Text, whatever it was. */
static char *
read_tail (RwRequest *request)
{
  gsize most = (gsize) request->route->body_most;
  GByteArray *tail = request->tail;

  if (tail != NULL && tail->len > most)
    g_byte_array_remove_range (tail, 0, (guint) (tail->len - most));
  for (guint i = 0; tail != NULL && i < tail->len; i++)
    if (tail->data[i] == 0)
      tail->data[i] = ' ';
  return tail != NULL ? g_strndup ((const char *) tail->data, tail->len) : g_strdup ("");
}

void
rw_handle_ping (RwRequest *request)
{
  char budget[RW_ID_STRING_LENGTH + 1];
  Report *report = g_new0 (Report, 1);

  report->rest = g_strdup (request->rest);
  if (!rw_ping_parse (report->rest, &report->ping))
    {
      free_report (report);
      answer_not_found (request);
      return;
    }
  rw_id_write (&report->ping.job, budget);
  if (!check_budget (request, budget) || !rw_request_get_id (request, "rid", FALSE, &report->rid))
    {
      free_report (report);
      return;
    }
  report->body = read_tail (request);
  rw_intake_run (request, write_ping, answer, report, free_report);
}
