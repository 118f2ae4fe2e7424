/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-backup-intake.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rw-error.h"
#include "rw-json.h"
#include "rw-time.h"

/*
 * A report on its way to a server, and the run that it becomes. The run has the id that the report gives it: however
 * often it comes, and in whatever order, there is one.
 */

#define NAME_MOST    120
#define SHORT_MOST   200
#define MESSAGE_MOST 4000

/**
 * rw_backup_intake_init:
 * @self: (out caller-allocates): empty with rw_backup_intake_clear()
 */
void
rw_backup_intake_init (RwBackupIntake *self,
                       const char     *system,
                       const char     *job,
                       RwBackupTool    tool)
{
  *self = (RwBackupIntake) { .system = g_strdup (system),
                             .job = g_strdup (job),
                             .tool = tool,
                             .status = RW_RUN_STATUS_UNKNOWN,
                             .bytes = -1,
                             .files = -1,
                             .check_depth = -1 };
}

/* At most so many characters, valid, and none but line ends of those that a terminal obeys. */
static char *
bound (const char *text, glong most)
{
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

  if (valid == NULL || *valid == '\0')
    return NULL;
  for (char *p = valid; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p) && *p != '\n')
      *p = ' ';
  return g_utf8_strlen (valid, -1) > most ? g_utf8_substring (valid, 0, most)
                                          : g_steal_pointer (&valid);
}

/* What is good news is only believed with what it made; and of what was no backup there is none. */
static RwRunStatus
judge (const RwBackupReport *report)
{
  if (report->unproven)
    return RW_RUN_STATUS_FAILED;
  return report->purpose < 0 && report->status != RW_RUN_STATUS_FAILED ? RW_RUN_STATUS_UNKNOWN
                                                                       : report->status;
}

/**
 * rw_backup_intake_take:
 * @report: what a tool left behind
 *
 * A warning that nothing proves has failed. A verification that failed says how deep it was to look: only one that
 * looks as deep can clear it.
 * What was known of the times before stays where the report does not say.
 */
void
rw_backup_intake_take (RwBackupIntake       *self,
                       const RwBackupReport *report)
{
  g_autoptr (GString) message = g_string_new (NULL);

  self->status = judge (report);
  self->purpose = report->purpose == RW_RUN_PURPOSE_VERIFICATION ? RW_RUN_PURPOSE_VERIFICATION
                                                                 : RW_RUN_PURPOSE_BACKUP;
  if (report->started != 0)
    self->started = report->started;
  if (report->finished != 0)
    self->finished = report->finished;
  self->bytes = report->bytes;
  self->files = report->files;
  self->check_depth =
    report->purpose == RW_RUN_PURPOSE_VERIFICATION && self->status == RW_RUN_STATUS_FAILED
      ? report->tried_depth
      : report->check_depth;
  g_free (self->snapshot);
  self->snapshot = bound (report->snapshot, SHORT_MOST);
  g_free (self->identity);
  self->identity = bound (report->identity, SHORT_MOST);
  g_free (self->cause);
  self->cause = bound (report->cause, SHORT_MOST);
  for (guint i = 0; i < report->messages->len && message->len < 4 * MESSAGE_MOST; i++)
    g_string_append_printf (message, "%s%s", i > 0 ? "\n" : "",
                            (const char *) report->messages->pdata[i]);
  g_free (self->message);
  self->message = bound (message->str, MESSAGE_MOST);
}

static void
write_text (GString *out, const char *name, const char *text)
{
  if (text == NULL)
    return;
  g_string_append_printf (out, ",\"%s\":", name);
  rw_json_write_string (text, out);
}

static void
write_amount (GString *out, const char *name, gint64 amount)
{
  if (amount >= 0)
    g_string_append_printf (out, ",\"%s\":%" G_GINT64_FORMAT, name, amount);
}

static void
write_instant (GString *out, const char *name, gint64 instant)
{
  char text[RW_INSTANT_STRING_LENGTH + 1];

  if (instant == 0)
    return;
  rw_instant_write (instant, text);
  write_text (out, name, text);
}

/**
 * rw_backup_intake_write:
 *
 * Returns: (transfer full): a JSON object for POST /v1/intake/backup
 */
GBytes *
rw_backup_intake_write (const RwBackupIntake *self)
{
  GString *out = g_string_new ("{\"system\":");
  char run[RW_ID_STRING_LENGTH + 1];

  rw_json_write_string (self->system, out);
  write_text (out, "job", self->job);
  write_text (out, "tool", rw_enum_value (&rw_enum_backup_tool, (int) self->tool));
  if (!rw_id_is_nil (&self->run))
    {
      rw_id_write (&self->run, run);
      write_text (out, "run", run);
    }
  write_text (out, "purpose", rw_enum_value (&rw_enum_run_purpose, (int) self->purpose));
  write_text (out, "status", rw_enum_value (&rw_enum_run_status, (int) self->status));
  write_instant (out, "started", self->started);
  write_instant (out, "finished", self->finished);
  write_amount (out, "bytes", self->bytes);
  write_amount (out, "files", self->files);
  if (self->check_depth >= 0)
    write_text (out, "check_depth", rw_enum_value (&rw_enum_check_depth, self->check_depth));
  write_text (out, "snapshot", self->snapshot);
  write_text (out, "identity", self->identity);
  write_text (out, "cause", self->cause);
  write_text (out, "message", self->message);
  g_string_append_c (out, '}');
  return g_string_free_to_bytes (out);
}

/* --- Reading ------------------------------------------------------------------------------------------- */

static gboolean
fail (GError **error, const char *format, const char *name)
{
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID, format, name);
  return FALSE;
}

static JsonNode *
get_member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

static gboolean
read_text (JsonObject *object, const char *name, glong most, char **text, GError **error)
{
  JsonNode *node = get_member (object, name);
  const char *given;

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return fail (error, _ ("“%s” is no text"), name);
  given = json_node_get_string (node);
  if (g_utf8_strlen (given, -1) > most)
    return fail (error, _ ("“%s” is too long"), name);
  *text = bound (given, most);
  return TRUE;
}

static gboolean
read_word (JsonObject *object, const char *name, const RwEnumInfo *info, int *word, GError **error)
{
  g_autofree char *text = NULL;

  if (!read_text (object, name, SHORT_MOST, &text, error))
    return FALSE;
  if (text == NULL)
    return TRUE;
  *word = rw_enum_find (info, text);
  return *word >= 0 || fail (error, _ ("“%s” is none of the words that it can be"), name);
}

static gboolean
read_instant (JsonObject *object, const char *name, gint64 *instant, GError **error)
{
  g_autofree char *text = NULL;

  if (!read_text (object, name, SHORT_MOST, &text, error))
    return FALSE;
  return text == NULL || (rw_instant_parse (text, instant) && *instant > 0) ||
         fail (error, _ ("“%s” is no time: write it as 2026-11-22T05:18:03Z"), name);
}

static gboolean
read_amount (JsonObject *object, const char *name, gint64 *amount, GError **error)
{
  JsonNode *node = get_member (object, name);

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64 ||
      json_node_get_int (node) < 0 || json_node_get_int (node) > (gint64) 9e15)
    return fail (error, _ ("“%s” is no amount"), name);
  *amount = json_node_get_int (node);
  return TRUE;
}

/**
 * rw_backup_intake_read:
 * @self: (out caller-allocates): empty with rw_backup_intake_clear()
 * @object: see rw_backup_intake_write(); what is not known in it is ignored
 *
 * The error names the member.
 */
gboolean
rw_backup_intake_read (RwBackupIntake *self,
                       JsonObject     *object,
                       GError        **error)
{
  int tool = -1, purpose = RW_RUN_PURPOSE_BACKUP, status = -1;
  g_autofree char *run = NULL;
  gboolean read;

  rw_backup_intake_init (self, NULL, NULL, RW_BACKUP_TOOL_OTHER);
  read = read_text (object, "system", NAME_MOST, &self->system, error) &&
         read_text (object, "job", NAME_MOST, &self->job, error) &&
         read_word (object, "tool", &rw_enum_backup_tool, &tool, error) &&
         read_text (object, "run", RW_ID_STRING_LENGTH, &run, error) &&
         read_word (object, "purpose", &rw_enum_run_purpose, &purpose, error) &&
         read_word (object, "status", &rw_enum_run_status, &status, error) &&
         read_instant (object, "started", &self->started, error) &&
         read_instant (object, "finished", &self->finished, error) &&
         read_amount (object, "bytes", &self->bytes, error) &&
         read_amount (object, "files", &self->files, error) &&
         read_word (object, "check_depth", &rw_enum_check_depth, &self->check_depth, error) &&
         read_text (object, "snapshot", SHORT_MOST, &self->snapshot, error) &&
         read_text (object, "identity", SHORT_MOST, &self->identity, error) &&
         read_text (object, "cause", SHORT_MOST, &self->cause, error) &&
         read_text (object, "message", MESSAGE_MOST, &self->message, error);
  if (read && self->system == NULL)
    read = fail (error, _ ("“%s” is missing"), "system");
  if (read && tool < 0)
    read = fail (error, _ ("“%s” is missing"), "tool");
  if (read && status < 0)
    read = fail (error, _ ("“%s” is missing"), "status");
  /* That nothing came is for the server to say. */
  if (read && status == RW_RUN_STATUS_MISSED)
    read = fail (error, _ ("“%s” is none of the words that it can be"), "status");
  if (read && run != NULL && !rw_id_parse (run, &self->run))
    read = fail (error, _ ("“%s” is no UUID"), "run");
  if (read && self->started != 0 && self->finished != 0 && self->finished < self->started)
    read = fail (error, _ ("“%s” is before “started”"), "finished");
  if (!read)
    {
      rw_backup_intake_clear (self);
      return FALSE;
    }
  self->tool = (RwBackupTool) tool;
  self->purpose = (RwRunPurpose) purpose;
  self->status = (RwRunStatus) status;
  return TRUE;
}

/* --- The run ------------------------------------------------------------------------------------------- */

/**
 * rw_backup_intake_get_time:
 * @now: when it came
 *
 * Returns: the time that says for which start of its schedule the run came
 */
gint64
rw_backup_intake_get_time (const RwBackupIntake *self,
                           gint64                now)
{
  return self->started != 0 ? self->started : self->finished != 0 ? self->finished : now;
}

/* What is the same whenever this report comes again. A report that says neither when nor what it made is told from
 * that of another night by the start that it was due for. */
static RwId
make_id (const RwBackupIntake *self, const RwId *job, gint64 due)
{
  g_autoptr (GString) name = g_string_new (NULL);
  char text[RW_ID_STRING_LENGTH + 1];

  rw_id_write (job, text);
  g_string_append_printf (name, "%s\n%d\n%s\n", text, (int) self->purpose,
                          self->status == RW_RUN_STATUS_RUNNING ? "begin" : "end");
  if (!rw_id_is_nil (&self->run))
    {
      rw_id_write (&self->run, text);
      g_string_append_printf (name, "run %s", text);
    }
  else if (self->identity != NULL)
    g_string_append_printf (name, "identity %s", self->identity);
  else if (self->snapshot != NULL)
    g_string_append_printf (name, "snapshot %s", self->snapshot);
  else if (self->started != 0)
    g_string_append_printf (name, "started %" G_GINT64_FORMAT, self->started);
  else if (self->finished != 0)
    g_string_append_printf (name, "finished %" G_GINT64_FORMAT, self->finished);
  else
    g_string_append_printf (name,
                            "due %" G_GINT64_FORMAT " %d %d %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
                            "\n%s\n%s",
                            due, (int) self->status, self->check_depth, self->bytes, self->files,
                            self->cause != NULL ? self->cause : "",
                            self->message != NULL ? self->message : "");
  return rw_id_from_name ("backup_run", name->str);
}

/**
 * rw_backup_intake_begin_id:
 *
 * Returns: the id of the run that says that the one with this @run began
 */
RwId
rw_backup_intake_begin_id (const RwBackupIntake *self, const RwId *job)
{
  RwBackupIntake begun = *self;

  begun.status = RW_RUN_STATUS_RUNNING;
  return make_id (&begun, job, 0);
}

/**
 * rw_backup_intake_make_run:
 * @job: the job that ran
 * @due: when it was due
 *
 * Returns: (transfer full): the run; its id is the same for the same report
 */
RwRecord *
rw_backup_intake_make_run (const RwBackupIntake *self,
                           const RwId           *job,
                           gint64                due)
{
  RwId id = make_id (self, job, due);
  RwRecord *run = rw_record_new (RW_KIND_BACKUP_RUN, &id);
  gboolean good = self->status == RW_RUN_STATUS_SUCCESS || self->status == RW_RUN_STATUS_WARNING;
  int depth = self->check_depth;

  if (depth < 0 && good && self->purpose == RW_RUN_PURPOSE_BACKUP)
    depth = RW_CHECK_DEPTH_RAN;
  rw_record_set_ref (run, RW_BACKUP_RUN_JOB, job);
  rw_record_set_enum (run, RW_BACKUP_RUN_STATUS, (int) self->status);
  rw_record_set_instant (run, RW_BACKUP_RUN_DUE, due);
  if (self->started != 0)
    rw_record_set_instant (run, RW_BACKUP_RUN_STARTED, self->started);
  if (self->finished != 0)
    rw_record_set_instant (run, RW_BACKUP_RUN_FINISHED, self->finished);
  if (self->bytes >= 0)
    rw_record_set_integer (run, RW_BACKUP_RUN_BYTES, self->bytes);
  if (self->files >= 0)
    rw_record_set_integer (run, RW_BACKUP_RUN_FILES, self->files);
  if (depth >= 0)
    rw_record_set_enum (run, RW_BACKUP_RUN_CHECK_DEPTH, depth);
  rw_record_set_text (run, RW_BACKUP_RUN_SIGNATURE, self->cause);
  rw_record_set_text (run, RW_BACKUP_RUN_MESSAGE, self->message);
  /* Without one it is a backup, as most are. */
  if (self->purpose != RW_RUN_PURPOSE_BACKUP)
    rw_record_set_enum (run, RW_BACKUP_RUN_PURPOSE, (int) self->purpose);
  rw_record_set_text (run, RW_BACKUP_RUN_SNAPSHOT, self->snapshot);
  return run;
}

void
rw_backup_intake_clear (RwBackupIntake *self)
{
  g_clear_pointer (&self->system, g_free);
  g_clear_pointer (&self->job, g_free);
  g_clear_pointer (&self->snapshot, g_free);
  g_clear_pointer (&self->identity, g_free);
  g_clear_pointer (&self->cause, g_free);
  g_clear_pointer (&self->message, g_free);
}
