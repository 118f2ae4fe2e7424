/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-backup-words.h"

#include <glib/gi18n.h>

#include "rw-clock.h"
#include "rw-format.h"

RwStatus
rw_backup_result_status (RwBackupResult result)
{
  switch (result)
    {
    case RW_BACKUP_GOOD:
      return RW_STATUS_GOOD;
    case RW_BACKUP_WARNING:
    case RW_BACKUP_SUSPICIOUS:
      return RW_STATUS_ATTENTION;
    case RW_BACKUP_MISSED:
    case RW_BACKUP_FAILED:
    case RW_BACKUP_NO_JOB:
      return RW_STATUS_BAD;
    case RW_BACKUP_RUNNING:
      return RW_STATUS_PLANNED;
    case RW_BACKUP_NOTHING:
    case RW_BACKUP_UNKNOWN:
    case RW_BACKUP_N_RESULTS:
    default:
      return RW_STATUS_UNKNOWN;
    }
}

/**
 * rw_backup_run_facts:
 *
 * Returns: (transfer full): "3.5 GB · 12 min"; empty when neither is known
 */
char *
rw_backup_run_facts (const RwBackupRun *run)
{
  GString *facts = g_string_new (NULL);

  if (run->bytes >= 0 && run->started != 0 && run->purpose == RW_RUN_PURPOSE_BACKUP)
    {
      g_autofree char *size = rw_format_size (run->bytes);

      g_string_append (facts, size);
    }
  if (run->finished > run->started && run->started != 0)
    {
      g_autofree char *duration = rw_format_duration (run->finished - run->started);

      g_string_append_printf (facts, "%s%s", facts->len > 0 ? " · " : "", duration);
    }
  return g_string_free_and_steal (facts);
}

/**
 * rw_backup_run_line:
 * @name_job: whether there are others beside it
 *
 * Returns: (transfer full): "23:31 × failed · 12 min · repository locked"
 */
char *
rw_backup_run_line (const RwBackupRun *run,
                    gboolean           name_job,
                    gint64             now)
{
  g_autofree char *when = rw_format_when (run->started != 0 ? run->started : run->due, now);
  g_autofree char *facts = rw_backup_run_facts (run);
  const char *cause = rw_backup_cause (run->result, run->suspicion, run->signature);
  GString *line = g_string_new (when);

  g_string_append_printf (line, "  %s %s", rw_status_symbol (rw_backup_result_status (run->result)),
                          rw_backup_result_label (run->result));
  if (run->purpose == RW_RUN_PURPOSE_VERIFICATION)
    g_string_append_printf (line, " (%s)", rw_enum_label (&rw_enum_run_purpose, run->purpose));
  if (*facts != '\0')
    g_string_append_printf (line, " · %s", facts);
  if (cause != NULL)
    g_string_append_printf (line, " · %s", rw_backup_cause_label (cause));
  else if (run->signature != NULL && *run->signature != '\0')
    g_string_append_printf (line, " · %s", run->signature);
  if (name_job)
    g_string_append_printf (line, " · %s", run->job_name);
  return g_string_free_and_steal (line);
}

/**
 * rw_backup_age_write:
 * @buffer: (out caller-allocates): "69 h", "12 d": one number, so that a column of them can be read downwards
 */
void
rw_backup_age_write (char   *buffer,
                     gsize   size,
                     gint64  age)
{
  if (age < 100 * RW_HOUR)
    /* Translators: hours, in a narrow column */
    g_snprintf (buffer, size, C_ ("age in a column", "%d h"), (int) (age / RW_HOUR));
  else
    /* Translators: days, in a narrow column */
    g_snprintf (buffer, size, C_ ("age in a column", "%d d"), (int) (age / RW_DAY));
}

/**
 * rw_backup_row_sentence:
 * @cell: what the day came to
 * @date: the day
 *
 * Returns: (transfer full): a cell as a sentence, for the tooltip and assistive technology
 */
char *
rw_backup_row_sentence (const RwBackupRow *row,
                        RwBackupResult     cell,
                        gint64             date,
                        gint64             now)
{
  g_autofree char *day = rw_format_day_exact (date);
  GString *sentence = g_string_new (row->name);

  if (row->customer != NULL)
    g_string_append_printf (sentence, ", %s", row->customer);
  /* Translators: a date and what the backup came to: "Saturday, 21 November 2026: failed." */
  g_string_append_printf (sentence, _ (", %s: %s."), day, rw_backup_result_label (cell));
  if (row->n_jobs > 0 && row->last_good != 0)
    {
      g_autofree char *age = rw_format_duration (MAX (now - row->last_good, 0));

      g_string_append_printf (sentence, _ (" Last good backup %s ago."), age);
    }
  else if (row->n_jobs > 0)
    g_string_append (sentence, _ (" There is no good backup."));
  if (row->answered)
    g_string_append (sentence, _ (" Acknowledged."));
  else if (row->red)
    g_string_append (sentence, _ (" Nobody has answered yet."));
  return g_string_free_and_steal (sentence);
}

const char *
rw_backup_group_name (const RwBackupGroup *group,
                      RwBackupBy           by)
{
  if (group->name != NULL)
    return group->name;
  switch (by)
    {
    case RW_BACKUP_BY_SERVICE:
      return _ ("Without a service");
    case RW_BACKUP_BY_CUSTOMER:
      return _ ("Without a customer");
    case RW_BACKUP_BY_POLICY:
      return _ ("Without a backup job");
    case RW_BACKUP_BY_SITE:
      return _ ("Without a site");
    case RW_BACKUP_BY_NOTHING:
    case RW_BACKUP_N_BYS:
    default:
      return "";
    }
}

/**
 * rw_backup_group_detail:
 *
 * Returns: (transfer full): "12 systems · 3 red"
 */
char *
rw_backup_group_detail (const RwBackupGroup *group)
{
  g_autofree char *n = rw_format_count (group->n);
  g_autofree char *n_red = rw_format_count (group->n_red);
  g_autofree char *systems = g_strdup_printf (ngettext ("%s system", "%s systems", group->n), n);
  g_autofree char *red = NULL;

  if (group->n_red == 0)
    return g_steal_pointer (&systems);
  /* Translators: systems that ask for an answer */
  red = g_strdup_printf (_ ("%s red"), n_red);
  return g_strdup_printf ("%s · %s", systems, red);
}

char *
rw_backup_group_sentence (const RwBackupGroup *group,
                          RwBackupBy           by,
                          RwBackupResult       cell,
                          gint64               date)
{
  g_autofree char *day = rw_format_day_exact (date);
  g_autofree char *detail = rw_backup_group_detail (group);
  g_autofree char *n = rw_format_count (group->n_unanswered);
  GString *sentence = g_string_new (rw_backup_group_name (group, by));

  g_string_append_printf (sentence, ", %s", detail);
  /* Translators: a date and the worst that a backup came to: ", Saturday, 21 November 2026: at worst failed." */
  g_string_append_printf (sentence, _ (", %s: at worst %s."), day, rw_backup_result_label (cell));
  if (group->n_unanswered > 0)
    {
      g_string_append_c (sentence, ' ');
      g_string_append_printf (sentence,
                              ngettext ("Nobody has answered for %s.",
                                        "Nobody has answered for %s.", group->n_unanswered),
                              n);
    }
  return g_string_free_and_steal (sentence);
}
