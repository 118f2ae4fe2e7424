/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "rw-backup-report-private.h"
#include "rw-error.h"
#include "rw-time.h"

/*
 * The report of a Bareos or Bacula job: "Key:  value" lines among the lines of its log. The exit code is of
 * what brought the report, and says nothing on the job.
 */

typedef struct
{
  const RwBackupOutput *output;
  RwBackupReport *report;
  gboolean ended;
  gboolean volume; /* what is verified is what is kept */
} Reading;

/* Words of "Termination:", the first that fits; and the letters of a job's status. */
static const struct
{
  const char *words;
  RwRunStatus status;
} terminations[] = {
  { "OK -- with warnings", RW_RUN_STATUS_WARNING },
  { " OK", RW_RUN_STATUS_SUCCESS },
  { "Differences", RW_RUN_STATUS_FAILED },
  { "Error", RW_RUN_STATUS_FAILED },
  { "Cancel", RW_RUN_STATUS_FAILED },
  { "failed", RW_RUN_STATUS_FAILED },
  { "incomplete", RW_RUN_STATUS_FAILED },
};

static const struct
{
  char letter;
  RwRunStatus status;
} letters[] = {
  { 'T', RW_RUN_STATUS_SUCCESS }, { 'W', RW_RUN_STATUS_WARNING }, { 'R', RW_RUN_STATUS_RUNNING },
  { 'e', RW_RUN_STATUS_FAILED },  { 'E', RW_RUN_STATUS_FAILED },  { 'f', RW_RUN_STATUS_FAILED },
  { 'A', RW_RUN_STATUS_FAILED },  { 'D', RW_RUN_STATUS_FAILED },  { 'I', RW_RUN_STATUS_FAILED },
};

/* "62,685,875 (62.68 MB)" */
static gint64
parse_amount (const char *value)
{
  gint64 amount = 0;
  gboolean any = FALSE;

  for (; g_ascii_isdigit (*value) || *value == ',' || *value == '.'; value++)
    if (g_ascii_isdigit (*value))
      {
        any = TRUE;
        if (amount > (gint64) 9e14)
          return -1;
        amount = amount * 10 + (*value - '0');
      }
  return any && (*value == '\0' || *value == ' ') ? amount : -1;
}

/* "22-Nov-2026 05:18:03", in English whatever the locale. */
static gint64
parse_time (const RwBackupOutput *output,
            const char           *value)
{
  static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
  int day, year, hour, minute, second;
  char month[4];
  const char *at;
  g_autofree char *iso = NULL;

  if (sscanf (value, "%2d-%3[A-Za-z]-%4d %2d:%2d:%2d", &day, month, &year, &hour, &minute,
              &second) != 6)
    return rw_backup_parse_time (output, value);
  at = strstr (months, month);
  if (at == NULL || strlen (month) != 3 || (at - months) % 3 != 0)
    return 0;
  iso = g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d", year, (int) (at - months) / 3 + 1, day,
                         hour, minute, second);
  return rw_backup_parse_time (output, iso);
}

/* The job says itself what it was. What ended well and is called neither is neither; what failed in words that are
 * not known is believed to be what it was to be. */
static void
read_purpose (Reading    *reading,
              const char *value)
{
  static const char *const others[] = { "Restore",    "Migration", "Copy",
                                        "Consolidat", "Archive",   "Admin" };
  RwBackupReport *report = reading->report;

  if (strstr (value, "Backup") != NULL)
    report->purpose = RW_RUN_PURPOSE_BACKUP;
  else if (strstr (value, "Verify") != NULL)
    report->purpose = RW_RUN_PURPOSE_VERIFICATION;
  else if (report->status != RW_RUN_STATUS_FAILED)
    report->purpose = -1;
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (strstr (value, others[i]) != NULL)
      report->purpose = -1;
}

/* "Verify Volume to Catalog", "VolumeToCatalog", "Verify Data": the others look at the client, or the catalog. */
static gboolean
reads_volume (const char *level)
{
  return strstr (level, "Volume") != NULL || g_str_has_suffix (level, "Data");
}

static void
read_termination (Reading    *reading,
                  const char *value)
{
  reading->ended = TRUE;
  reading->report->status = RW_RUN_STATUS_FAILED;
  for (guint i = 0; i < G_N_ELEMENTS (terminations); i++)
    if (strstr (value, terminations[i].words) != NULL)
      {
        reading->report->status = terminations[i].status;
        break;
      }
  read_purpose (reading, value);
  if (reading->report->status != RW_RUN_STATUS_SUCCESS)
    rw_backup_add_message (reading->report, value);
}

static gboolean
is_key (const char *line,
        gsize       length,
        const char *key)
{
  return strlen (key) == length && g_ascii_strncasecmp (line, key, length) == 0;
}

static void
read_key (Reading    *reading,
          const char *key,
          gsize       length,
          const char *value)
{
  RwBackupReport *report = reading->report;

  if (is_key (key, length, "Termination"))
    read_termination (reading, value);
  else if (is_key (key, length, "Verify Level"))
    reading->volume = reads_volume (value);
  else if (is_key (key, length, "SD Bytes Written"))
    report->bytes = parse_amount (value);
  else if (is_key (key, length, "FD Bytes Written") && report->bytes < 0)
    report->bytes = parse_amount (value);
  else if (is_key (key, length, "SD Files Written"))
    report->files = parse_amount (value);
  else if (is_key (key, length, "FD Files Written") && report->files < 0)
    report->files = parse_amount (value);
  else if (is_key (key, length, "Start time"))
    report->started = parse_time (reading->output, value);
  else if (is_key (key, length, "End time"))
    report->finished = parse_time (reading->output, value);
  else if (is_key (key, length, "JobStatus") && strlen (value) == 1)
    for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
      if (letters[i].letter == *value)
        {
          reading->ended = TRUE;
          report->status = letters[i].status;
        }
}

static gboolean
read_line (const char  *line,
           guint        number,
           gpointer     data,
           GError     **error)
{
  Reading *reading = data;
  const char *key = line, *colon = NULL, *value;

  while (g_ascii_isspace (*key))
    key++;
  colon = strchr (key, ':');
  /* Lines of the log: "22-Nov 05:18 dir JobId 12: Fatal error: No such file" */
  if (strstr (key, "Error: ") != NULL || strstr (key, "error: ") != NULL ||
      strstr (key, "Warning: ") != NULL)
    rw_backup_add_message (reading->report, key);
  if (colon == NULL)
    return TRUE;
  value = colon + 1;
  while (g_ascii_isspace (*value))
    value++;
  read_key (reading, key, (gsize) (colon - key), value);
  return TRUE;
}

gboolean
rw_backup_read_bareos (const RwBackupOutput  *output,
                       RwBackupReport        *report,
                       GError               **error)
{
  Reading reading = { .output = output, .report = report };

  if (!rw_backup_each_line (output->out, read_line, &reading, error) ||
      !rw_backup_each_line (output->err, read_line, &reading, error))
    return FALSE;
  if (!reading.ended)
    {
      if (output->exit_code == 0)
        {
          g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("“%s” is missing"), "Termination");
          return FALSE;
        }
      report->status = RW_RUN_STATUS_FAILED;
    }
  if (report->purpose == RW_RUN_PURPOSE_VERIFICATION)
    report->tried_depth = reading.volume ? RW_CHECK_DEPTH_DATA : RW_CHECK_DEPTH_STRUCTURE;
  if (report->status == RW_RUN_STATUS_SUCCESS)
    report->check_depth = report->tried_depth;
  return TRUE;
}
