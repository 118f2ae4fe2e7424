/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "rw-backup-intake.h"
#include "rw-clock.h"
#include "rw-error.h"
#include "rw-intake.h"
#include "rw-server-private.h"
#include "rw-time.h"

/* POST /v1/intake/backup: what a run of a backup tool came to, see rw_backup_intake_write(). */

/* A clock may be a little ahead. One that is further ahead would have every run until then count as late news. */
#define AHEAD_MOST RW_HOUR

/* What waits on a machine for longer is no news any more: nobody changes what a night of long ago came to. */
#define DAYS_MOST 35

static void
free_report (gpointer data)
{
  rw_backup_intake_clear (data);
  g_free (data);
}

/* Whether @job can be what ran: by its name, or else as one of the tool that is enabled. */
static gboolean
fits (const RwBackupIntake *report, RwRecord *job)
{
  const RwValue *enabled = rw_record_get (job, RW_BACKUP_JOB_ENABLED);
  int tool = rw_record_get_enum (job, RW_BACKUP_JOB_TOOL);

  if (report->job != NULL)
    return g_ascii_strcasecmp (rw_record_get_text (job, RW_BACKUP_JOB_NAME), report->job) == 0;
  return (rw_value_is_null (enabled) || enabled->integer != 0) &&
         (tool < 0 || tool == (int) report->tool);
}

static RwRecord *
find_job (RwLogStore *store, const RwBackupIntake *report, RwRecord *system, GError **error)
{
  g_autoptr (GPtrArray) jobs = rw_log_store_referrers (store, rw_record_get_id (system),
                                                       RW_KIND_BIT (RW_KIND_BACKUP_JOB), 0, error);
  const char *tool = rw_enum_label (&rw_enum_backup_tool, (int) report->tool);
  const char *name = rw_record_get_title (system);
  RwRecord *job = NULL;
  guint n_jobs = 0;

  if (jobs == NULL)
    return NULL;
  for (guint i = 0; i < jobs->len; i++)
    if (fits (report, jobs->pdata[i]))
      {
        job = jobs->pdata[i];
        n_jobs++;
      }
  if (n_jobs == 1)
    return g_object_ref (job);
  if (report->job != NULL)
    g_set_error (error, RW_ERROR, n_jobs == 0 ? RW_ERROR_NOT_FOUND : RW_ERROR_CONFLICT,
                 n_jobs == 0 ? _ ("System “%s” has no backup job “%s”")
                             : _ ("System “%s” has more than one backup job “%s”"),
                 name, report->job);
  else if (n_jobs == 0)
    g_set_error (error, RW_ERROR, RW_ERROR_NOT_FOUND,
                 _ ("System “%s” has no enabled backup job of %s; name one with --job"), name,
                 tool);
  else
    g_set_error (error, RW_ERROR, RW_ERROR_CONFLICT,
                 _ ("System “%s” has more than one backup job of %s; name one with --job"), name,
                 tool);
  return NULL;
}

static gboolean
write_run (RwLogStore *store, RwIntake *intake, GError **error)
{
  const RwBackupIntake *report = intake->data;
  gint64 at = rw_backup_intake_get_time (report, intake->now), due;
  g_autoptr (RwRecord) system = NULL;
  g_autoptr (RwRecord) job = NULL;
  g_autoptr (RwRecord) run = NULL;
  /* What only says that it began does so when it does. */
  gboolean began = report->started != 0 || report->status == RW_RUN_STATUS_RUNNING;
  const char *result;

  if (MAX (at, report->finished) > intake->now + AHEAD_MOST)
    {
      g_autofree char *said = rw_instant_to_string (MAX (at, report->finished));
      g_autofree char *here = rw_instant_to_string (intake->now);

      g_set_error (
        error, RW_ERROR, RW_ERROR_INVALID,
        _ (
          "The run is from the future: it says %s, and it is %s. Give the zone of its times with --tz, or set the clock of “%s” right"),
        said, here, report->system);
      return FALSE;
    }
  if (at < intake->now - DAYS_MOST * RW_DAY)
    {
      g_autofree char *said = rw_instant_to_string (at);

      g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                   _ ("The run is of %s; what is more than %d days old is not taken"), said,
                   DAYS_MOST);
      return FALSE;
    }
  system = rw_intake_find_system (store, report->system, error);
  job = system != NULL ? find_job (store, report, system, error) : NULL;
  if (job == NULL || !rw_intake_find_due (store, job, at, began, &due, error))
    return FALSE;
  run = rw_backup_intake_make_run (report, rw_record_get_id (job), due);
  if (!rw_intake_create_run (store, intake, run, &result, error))
    return FALSE;
  g_string_append_printf (intake->json, "{\"result\":\"%s\"}", result);
  return TRUE;
}

void
rw_handle_intake_backup (RwRequest *request)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) error = NULL;
  RwBackupIntake *report;
  JsonObject *object;

  if (!rw_intake_check (request, RW_KIND_BACKUP_RUN))
    return;
  object = rw_request_read_object (request, &root);
  if (object == NULL)
    return;
  report = g_new0 (RwBackupIntake, 1);
  if (rw_backup_intake_read (report, object, &error))
    {
      rw_intake_run (request, write_run, NULL, report, free_report);
      return;
    }
  rw_request_fail (request, error);
  free_report (report);
}
