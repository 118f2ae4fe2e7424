/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-backup-report-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rw-error.h"
#include "rw-time.h"

/* As many messages, and so much of each, as a person reads. */
#define MESSAGES_MOST 50
#define MESSAGE_MOST  500
#define CAUSE_MOST    160

/* Troubles that every tool has, by words that its messages have. The first that fits is the cause. */
static const struct
{
  const char *cause;
  const char *words[6];
} known_causes[] = {
  { "wrong password", { "wrong password", "no key found", "passphrase supplied", "PassphraseWrong" } },
  { "repository locked", { "already locked", "lock.exclusive", "LockTimeout", "unable to create lock" } },
  { "no repository", { "repository does not exist", "does not exist.", "DoesNotExist", "Is there a repository" } },
  { "source missing", { "does not exist, skipping", "No such file or directory", "all source directories/files" } },
  { "data damaged",
    { "ciphertext verification failed", "integrity error", "contains errors", "contains 1 error", "Verify Differences" } },
  { "no space left", { "no space left on device", "No space left" } },
};

/**
 * rw_backup_each_line:
 *
 * Calls @func for each line that has something in it.
 */
gboolean
rw_backup_each_line (const char        *text,
                     RwBackupLineFunc   func,
                     gpointer           data,
                     GError           **error)
{
  guint number = 0;

  while (text != NULL && *text != '\0')
    {
      const char *end = strchr (text, '\n');
      gsize length = end != NULL ? (gsize) (end - text) : strlen (text);
      g_autofree char *line = g_strndup (text, length);

      number++;
      g_strchomp (line);
      if (*line != '\0' && !func (line, number, data, error))
        return FALSE;
      text = end != NULL ? end + 1 : NULL;
    }
  return TRUE;
}

/**
 * rw_backup_add_message:
 * @message: in the tool's words; cut, and made UTF-8
 */
void
rw_backup_add_message (RwBackupReport *report,
                       const char     *message)
{
  g_autofree char *valid = NULL;
  char *end;

  if (report->messages->len >= MESSAGES_MOST)
    return;
  valid = g_utf8_make_valid (message, -1);
  g_strstrip (valid);
  if (*valid == '\0')
    return;
  for (char *p = valid; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = ' ';
  if (g_utf8_strlen (valid, -1) > MESSAGE_MOST)
    {
      end = g_utf8_offset_to_pointer (valid, MESSAGE_MOST - 1);
      *end = '\0';
      g_ptr_array_add (report->messages, g_strconcat (valid, "…", NULL));
      return;
    }
  g_ptr_array_add (report->messages, g_steal_pointer (&valid));
}

static gboolean
has_word (const char *text,
          const char *word)
{
  gsize length = strlen (word);

  for (const char *p = text; p != NULL && (p = strstr (p, word)) != NULL; p += length)
    if ((p == text || g_ascii_isspace (p[-1])) &&
        (p[length] == '\0' || g_ascii_isspace (p[length]) || p[length] == '='))
      return TRUE;
  return FALSE;
}

/**
 * rw_backup_is_command:
 *
 * Returns: whether the run was to do @name, among whatever options; a run that does not say was a backup
 */
gboolean
rw_backup_is_command (const RwBackupOutput *output,
                      const char           *name)
{
  return output->command != NULL ? has_word (output->command, name) : FALSE;
}

/**
 * rw_backup_set_check:
 * @deep_option: with it the tool reads the data too
 *
 * What a check without errors proves (DOMAIN, "Backups": verification ladder).
 */
void
rw_backup_set_check (const RwBackupOutput *output,
                     RwBackupReport       *report,
                     const char           *deep_option)
{
  report->check_depth =
    rw_backup_is_command (output, deep_option) ? RW_CHECK_DEPTH_DATA : RW_CHECK_DEPTH_STRUCTURE;
}

/**
 * rw_backup_get_text:
 *
 * Returns: (nullable): the member, when it is there and text
 */
const char *
rw_backup_get_text (JsonObject *object,
                    const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
             json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node)
           : NULL;
}

/**
 * rw_backup_get_amount:
 * @where: says where @object is, for the error
 *
 * Returns: whether the required member is there and a whole number that can be an amount
 */
gboolean
rw_backup_get_amount (JsonObject  *object,
                      const char  *where,
                      const char  *name,
                      gint64      *amount,
                      GError     **error)
{
  JsonNode *node = json_object_get_member (object, name);
  GType type =
    node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_NONE;
  double value = type == G_TYPE_INT64 || type == G_TYPE_DOUBLE ? json_node_get_double (node) : -1;

  if (value >= 0 && value <= 9e15)
    {
      *amount = type == G_TYPE_INT64 ? json_node_get_int (node) : (gint64) value;
      return TRUE;
    }
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
               node == NULL ? _ ("%s: “%s” is missing") : _ ("%s: “%s” is no amount"), where, name);
  return FALSE;
}

/**
 * rw_backup_parse_time:
 * @text: "2026-11-22T05:18:12.000000", with an offset, "Z" or neither
 *
 * Returns: microseconds since 1970, UTC; 0 when it is no time
 */
gint64
rw_backup_parse_time (const RwBackupOutput *output,
                      const char           *text)
{
  g_autoptr (GTimeZone) zone = rw_zone_get (output->tz != NULL ? output->tz : "UTC");
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, zone);

  return time != NULL
           ? g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time)
           : 0;
}

/* Ids, numbers and times are another with each run. */
static char *
make_steady (const char *message)
{
  GString *out = g_string_new (NULL);

  for (const char *p = message; *p != '\0' && out->len < CAUSE_MOST;)
    {
      const char *end = p;
      gboolean digit = FALSE;

      while (g_ascii_isalnum (*end))
        digit |= g_ascii_isdigit (*end++);
      if (end == p)
        {
          end = g_utf8_next_char (p);
          g_string_append_len (out, p, end - p);
        }
      else if (!digit)
        g_string_append_len (out, p, end - p);
      else if (out->len == 0 || out->str[out->len - 1] != '#')
        g_string_append_c (out, '#');
      p = end;
    }
  return g_string_free (out, FALSE);
}

static char *
find_cause (const RwBackupOutput *output,
            const RwBackupReport *report)
{
  if (report->status != RW_RUN_STATUS_FAILED && report->status != RW_RUN_STATUS_WARNING)
    return NULL;
  for (guint known = 0; known < G_N_ELEMENTS (known_causes); known++)
    for (guint i = 0; i < report->messages->len; i++)
      for (const char *const *word = known_causes[known].words; *word != NULL; word++)
        if (strstr (report->messages->pdata[i], *word) != NULL)
          return g_strdup (known_causes[known].cause);
  if (report->messages->len > 0)
    return make_steady (report->messages->pdata[0]);
  return g_strdup_printf ("exit code %d", output->exit_code);
}

/**
 * rw_backup_report_purpose:
 *
 * Returns: the RwRunPurpose of what was to be done; -1 for neither a backup nor a check of one
 */
int
rw_backup_report_purpose (const RwBackupOutput *output)
{
  /* Restic and Borg only say what they would do. */
  if (rw_backup_is_command (output, "--dry-run"))
    return -1;
  if (output->command == NULL || rw_backup_is_command (output, "backup") ||
      rw_backup_is_command (output, "create"))
    return RW_RUN_PURPOSE_BACKUP;
  return rw_backup_is_command (output, "check") || rw_backup_is_command (output, "verify")
           ? RW_RUN_PURPOSE_VERIFICATION
           : -1;
}

/**
 * rw_backup_report_depth:
 *
 * A part of the data that is damaged is not cleared by what does not read the data: one that reads a part of it
 * was to look at the data too.
 *
 * Returns: the RwCheckDepth that a check was to look at; -1 for what is none, or does not say
 */
int
rw_backup_report_depth (const RwBackupOutput *output)
{
  if (output->tool == RW_BACKUP_TOOL_PBS)
    return rw_backup_is_command (output, "verify") ? RW_CHECK_DEPTH_DATA : -1;
  if (!rw_backup_is_command (output, "check") ||
      (output->tool != RW_BACKUP_TOOL_RESTIC && output->tool != RW_BACKUP_TOOL_BORG))
    return -1;
  return rw_backup_is_command (output, "--read-data") ||
             rw_backup_is_command (output, "--read-data-subset") ||
             rw_backup_is_command (output, "--verify-data")
           ? RW_CHECK_DEPTH_DATA
           : RW_CHECK_DEPTH_STRUCTURE;
}

/* The end of what is too much: that is where the summary and the last error are. */
static const char *
cut (const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;
  const char *line;

  if (length <= RW_BACKUP_OUTPUT_MOST)
    return text != NULL ? text : "";
  text += length - RW_BACKUP_OUTPUT_MOST;
  line = strchr (text, '\n');
  return line != NULL ? line + 1 : "";
}

/**
 * rw_backup_report_read:
 * @report: (out): empty with rw_backup_report_clear()
 *
 * Reads what a backup tool left behind (FORMATS, "Intakes"). An exit code that is not known is a failure.
 * The error is for what cannot be read at all: it names the key and the line.
 */
gboolean
rw_backup_report_read (const RwBackupOutput  *output,
                       RwBackupReport        *report,
                       GError               **error)
{
  RwBackupOutput bounded = *output;
  gboolean read;

  *report = (RwBackupReport){
    .status = RW_RUN_STATUS_UNKNOWN, .bytes = -1, .files = -1, .check_depth = -1
  };
  report->tried_depth = rw_backup_report_depth (output);
  report->purpose = rw_backup_report_purpose (output);
  report->messages = g_ptr_array_new_with_free_func (g_free);
  bounded.out = cut (output->out);
  bounded.err = cut (output->err);
  switch (output->tool)
    {
    case RW_BACKUP_TOOL_RESTIC:
      read = rw_backup_read_restic (&bounded, report, error);
      break;
    case RW_BACKUP_TOOL_BORG:
      read = rw_backup_read_borg (&bounded, report, error);
      break;
    case RW_BACKUP_TOOL_BAREOS:
      read = rw_backup_read_bareos (&bounded, report, error);
      break;
    case RW_BACKUP_TOOL_PBS:
      read = rw_backup_read_pbs (&bounded, report, error);
      break;
    default:
      report->status = output->exit_code == 0 ? RW_RUN_STATUS_SUCCESS : RW_RUN_STATUS_FAILED;
      read = TRUE;
      break;
    }
  if (!read)
    {
      rw_backup_report_clear (report);
      return FALSE;
    }
  report->cause = find_cause (output, report);
  return TRUE;
}

void
rw_backup_report_clear (RwBackupReport *report)
{
  g_clear_pointer (&report->messages, g_ptr_array_unref);
  g_clear_pointer (&report->snapshot, g_free);
  g_clear_pointer (&report->identity, g_free);
  g_clear_pointer (&report->cause, g_free);
}
