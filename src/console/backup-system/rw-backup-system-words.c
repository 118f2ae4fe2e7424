/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-backup-system-words.h"

#include <glib/gi18n.h>

#include "rw-clock.h"
#include "rw-format.h"

static const char *
enum_word (RwRecord *record, guint field)
{
  int value = rw_record_get_enum (record, field);

  return value >= 0 ? rw_enum_label (rw_record_get_info (record)->fields[field].enumeration, value)
                    : NULL;
}

static void
append (GString *out, const char *separator, const char *text)
{
  if (text != NULL && *text != '\0')
    g_string_append_printf (out, "%s%s", out->len > 0 ? separator : "", text);
}

/* "last restore test 40 d ago, passed in 35 min by Mara Vogt" */
static char *
describe_last_test (const RwBackupSystem *system)
{
  const RwBackupSystemTest *test = system->tests->len > 0 ? system->tests->pdata[0] : NULL;
  g_autoptr (GString) out = NULL;
  g_autofree char *age = NULL, *text = NULL;

  if (test == NULL)
    return g_strdup (_ ("never restore-tested"));
  age = rw_format_relative (rw_record_get_integer (test->test, RW_RESTORE_TEST_AT, 0), system->now);
  /* Translators: how long ago, and the outcome: "last restore test 40 d ago: Passed" */
  text = g_strdup_printf (_ ("last restore test %s: %s"), age,
                          enum_word (test->test, RW_RESTORE_TEST_RESULT));
  out = g_string_new (text);
  if (rw_record_has (test->test, RW_RESTORE_TEST_DURATION))
    {
      g_autofree char *duration = rw_format_duration (
        rw_record_get_integer (test->test, RW_RESTORE_TEST_DURATION, 0) * RW_MINUTE);
      g_autofree char *took = g_strdup_printf (C_ ("restore test", "in %s"), duration);

      append (out, " ", took);
    }
  if (test->person != NULL)
    {
      g_autofree char *who = g_strdup_printf (C_ ("restore test", "by %s"), test->person);

      append (out, " ", who);
    }
  return g_strdup (out->str);
}

/**
 * rw_backup_system_sentence:
 *
 * To when it can be restored its newest good run says, of whichever job: a copy that is behind takes nothing away.
 *
 * Returns: (transfer full): the state in one sentence: "Can be restored to 23 Nov 02:14; RPO 24 h; last restore test
 *   40 d ago: Passed in 35 min by Mara Vogt"
 */
char *
rw_backup_system_sentence (const RwBackupSystem *system)
{
  const RwBackupSystemJob *best = system->best >= 0 ? system->jobs->pdata[system->best] : NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *test = describe_last_test (system);

  if (best == NULL && system->n_enabled == 0)
    return g_strdup (_ ("Cannot be restored: nothing is backed up here"));
  if (best == NULL)
    append (out, "", _ ("Cannot be restored: there is no good run"));
  else
    {
      g_autofree char *moment = rw_format_moment (best->last_good, system->now);
      /* Translators: a day and a time: "Can be restored to 23 Nov 02:14" */
      g_autofree char *text = g_strdup_printf (_ ("Can be restored to %s"), moment);

      append (out, "", text);
      if (!best->enabled)
        {
          /* Translators: name of a backup job */
          g_autofree char *off = g_strdup_printf (_ ("from “%s”, which is switched off"),
                                                  rw_record_get_title (best->job));

          append (out, ", ", off);
        }
    }
  if (system->objective > 0)
    {
      g_autofree char *objective = rw_format_duration (system->objective);
      g_autofree char *text = g_strdup_printf (_ ("RPO %s"), objective);

      append (out, "; ", text);
    }
  append (out, "; ", test);
  return g_strdup (out->str);
}

/* "9 h of 24 h: within the objective" */
static char *
describe_point (const RwBackupSystem    *system,
                const RwBackupSystemJob *job,
                double                  *fraction,
                RwStatus                *status)
{
  g_autofree char *age = NULL, *objective = NULL;

  if (job->objective == 0)
    {
      *status = RW_STATUS_UNKNOWN;
      return g_strdup (_ ("The policy of this job is not there, and with it no objective"));
    }
  objective = rw_format_duration (job->objective);
  if (job->last_good == 0)
    /* Translators: a duration, the recovery point objective */
    return g_strdup_printf (_ ("No good run yet; RPO %s"), objective);
  age = rw_format_duration (system->now - job->last_good);
  *fraction = CLAMP ((double) (system->now - job->last_good) / (double) job->objective, 0, 1);
  *status = job->recovery == RW_RECOVERY_COMPLIANT  ? RW_STATUS_GOOD
            : job->recovery == RW_RECOVERY_EXCEEDED ? RW_STATUS_ATTENTION
                                                    : RW_STATUS_BAD;
  /* Translators: age of the recovery point, its objective, and what that means: "9 h of 24 h: within the objective" */
  return g_strdup_printf (C_ ("recovery point", "%s of %s: %s"), age, objective,
                          rw_recovery_point_label (job->recovery));
}

/**
 * rw_backup_system_point:
 * @fraction: (out): of the objective that is used up, 0 to 1
 * @status: (out): what it means
 *
 * Of the job that is furthest behind, which is named where there are several.
 *
 * Returns: (transfer full): the recovery point against its objective: "9 h of 24 h: within the objective"
 */
char *
rw_backup_system_point (const RwBackupSystem *system, double *fraction, RwStatus *status)
{
  const RwBackupSystemJob *job = system->worst >= 0 ? system->jobs->pdata[system->worst] : NULL;
  g_autofree char *point = NULL;

  *fraction = 1;
  *status = RW_STATUS_BAD;
  if (job == NULL)
    return g_strdup (system->best >= 0 ? _ ("Every job is switched off: nothing new is kept")
                                       : _ ("There is no recovery point"));
  point = describe_point (system, job, fraction, status);
  if (system->n_enabled < 2)
    return g_steal_pointer (&point);
  /* Translators: a backup job, and how old its recovery point is */
  return g_strdup_printf (C_ ("recovery point", "%s: %s"), rw_record_get_title (job->job), point);
}

/**
 * rw_backup_job_sentence:
 *
 * Returns: (transfer full): with what a job backs up, to where, and when next; a line each
 */
char *
rw_backup_job_sentence (const RwBackupSystemJob *job, gint64 now)
{
  g_autoptr (GString) tool = g_string_new (NULL), kept = g_string_new (NULL),
                      out = g_string_new (NULL);

  append (tool, " · ", enum_word (job->job, RW_BACKUP_JOB_TOOL));
  append (tool, " · ", rw_record_get_text (job->job, RW_BACKUP_JOB_REPOSITORY));
  append (kept, " · ", job->site);
  append (kept, " · ", enum_word (job->job, RW_BACKUP_JOB_MEDIUM));
  if (rw_record_get_boolean (job->job, RW_BACKUP_JOB_IMMUTABLE))
    append (kept, " · ", _ ("offline or immutable"));
  append (out, "\n", tool->str);
  append (out, "\n", kept->str);
  append (out, "\n",
          job->policy != NULL ? rw_record_get_title (job->policy) : _ ("The policy is not there"));
  if (job->policy != NULL && rw_record_get_integer (job->policy, RW_BACKUP_POLICY_RETENTION, 0) > 0)
    {
      int days = (int) rw_record_get_integer (job->policy, RW_BACKUP_POLICY_RETENTION, 0);
      g_autofree char *text =
        g_strdup_printf (ngettext ("kept %d day", "kept %d days", (gulong) days), days);

      append (out, " · ", text);
    }
  if (!job->enabled)
    append (out, " · ", _ ("switched off"));
  else if (job->next_due != 0)
    {
      g_autofree char *when = rw_format_when (job->next_due, now);
      /* Translators: a time: "next run 22:00" */
      g_autofree char *text = g_strdup_printf (_ ("next run %s"), when);

      append (out, " · ", text);
    }
  return g_strdup (out->str);
}

/**
 * rw_backup_step_sentence:
 * @status: (out): what it means
 *
 * Returns: (transfer full): what is to be said of one step of the ladder: "3 d ago, by a restore"
 */
char *
rw_backup_step_sentence (const RwLadderStep *step, RwCheckDepth depth, gint64 now, RwStatus *status)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *age = step->at != 0 ? rw_format_relative (step->at, now) : NULL;

  *status = step->state == RW_LADDER_PROVEN    ? RW_STATUS_GOOD
            : step->state == RW_LADDER_FAILED  ? RW_STATUS_BAD
            : step->state == RW_LADDER_DOUBTED ? RW_STATUS_ATTENTION
                                               : RW_STATUS_UNKNOWN;
  if (step->overdue && *status != RW_STATUS_BAD)
    *status = depth == RW_CHECK_DEPTH_RAN ? RW_STATUS_BAD : RW_STATUS_ATTENTION;
  if (step->state == RW_LADDER_FAILED || step->state == RW_LADDER_DOUBTED)
    {
      g_autofree char *failed = rw_format_relative (step->failed_at, now);
      g_autofree char *text =
        g_strdup_printf (step->state == RW_LADDER_FAILED ? _ ("failed %s")
                                                         : _ ("in doubt: a check failed %s"),
                         failed);

      append (out, "", text);
      if (age != NULL)
        {
          /* Translators: how long ago something was proven last, though not any more */
          g_autofree char *before = g_strdup_printf (_ ("before: %s"), age);

          append (out, ", ", before);
        }
    }
  else if (age == NULL)
    append (out, "", C_ ("backup check", "never"));
  else
    {
      append (out, "", age);
      if (step->by == RW_CHECK_DEPTH_RESTORED && depth != step->by)
        append (out, ", ", C_ ("backup check", "by a restore"));
      else if (step->by == RW_CHECK_DEPTH_DATA && depth != step->by)
        append (out, ", ", C_ ("backup check", "by reading the data"));
    }
  if (step->overdue)
    append (out, " · ", C_ ("backup check", "overdue"));
  if (step->state == RW_LADDER_FAILED || step->state == RW_LADDER_DOUBTED)
    append (out, "\n", step->message);
  return g_strdup (out->str);
}

/**
 * rw_backup_test_sentence:
 *
 * Returns: (transfer full): when a restore was tested, by whom and in which change; what was noted on a line of its own
 */
char *
rw_backup_test_sentence (const RwBackupSystemTest *test, gint64 now)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *when =
    rw_format_moment (rw_record_get_integer (test->test, RW_RESTORE_TEST_AT, 0), now);

  append (out, "", when);
  append (out, " · ", test->person);
  append (out, " · ", test->job);
  if (test->change != NULL)
    append (out, " · ", rw_record_get_text (test->change, RW_CHANGE_NUMBER));
  append (out, "\n", rw_record_get_text (test->test, RW_RESTORE_TEST_NOTES));
  return g_strdup (out->str);
}

RwStatus
rw_backup_run_status (const RwBackupSystemRun *run)
{
  if (run->superseded)
    return RW_STATUS_UNKNOWN;
  switch (run->result)
    {
    case RW_BACKUP_GOOD:
      return RW_STATUS_GOOD;
    case RW_BACKUP_WARNING:
    case RW_BACKUP_SUSPICIOUS:
      return RW_STATUS_ATTENTION;
    case RW_BACKUP_MISSED:
    case RW_BACKUP_FAILED:
      return RW_STATUS_BAD;
    case RW_BACKUP_RUNNING:
      return RW_STATUS_PLANNED;
    default:
      return RW_STATUS_UNKNOWN;
    }
}

/**
 * rw_backup_run_word:
 *
 * Returns: (transfer full): what a run comes to: "good", "verification: failed"
 */
char *
rw_backup_run_word (const RwBackupSystemRun *run)
{
  const char *word =
    run->superseded ? C_ ("backup result", "superseded") : rw_backup_result_label (run->result);

  if (run->purpose == RW_RUN_PURPOSE_VERIFICATION)
    /* Translators: what a verification came to */
    return g_strdup_printf (C_ ("backup result", "verification: %s"), word);
  return g_strdup (word);
}

/**
 * rw_backup_run_sentence:
 *
 * Returns: (transfer full): "12 Nov 02:14: 412 GB in 38 min, good; usual 398 GB in 35 min"
 */
char *
rw_backup_run_sentence (const RwBackupSystemRun *run, gint64 now)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *when = rw_format_moment (run->started != 0 ? run->started : run->due, now),
                  *word = rw_backup_run_word (run);

  g_string_append_printf (out, "%s: %s", when, word);
  if (run->suspicion != RW_SUSPICION_NONE)
    append (out, ", ", rw_suspicion_label (run->suspicion));
  if (run->bytes >= 0)
    {
      g_autofree char *size = rw_format_size (run->bytes);

      append (out, ", ", size);
    }
  if (run->seconds >= 0)
    {
      g_autofree char *duration = rw_format_duration (run->seconds * RW_SECOND);
      g_autofree char *text = g_strdup_printf (C_ ("backup run", "in %s"), duration);

      append (out, " ", text);
    }
  if (run->median_bytes >= 0 && run->median_seconds >= 0)
    {
      g_autofree char *size = rw_format_size (run->median_bytes),
                      *duration = rw_format_duration (run->median_seconds * RW_SECOND);
      /* Translators: a size and a duration, of the runs before: "usual 398 GB in 35 min" */
      g_autofree char *text = g_strdup_printf (C_ ("backup run", "usual %s in %s"), size, duration);

      append (out, "; ", text);
    }
  append (out, "\n", run->message);
  return g_strdup (out->str);
}
