/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-schema.h"

G_BEGIN_DECLS

/**
 * RW_BACKUP_OUTPUT_MOST:
 *
 * Of what a tool wrote no more bytes than this are looked at, from the end.
 */
#define RW_BACKUP_OUTPUT_MOST (16 << 20)

/**
 * RwBackupOutput:
 * @tool: what ran
 * @command: (nullable): what it was to do, with the options that matter: "backup", "check --read-data"
 * @exit_code: as the system gives it; above 128 for a signal
 * @out: standard output
 * @err: (nullable): standard error
 * @tz: (nullable): IANA zone of times without an offset; %NULL for UTC
 *
 * What a run of a backup tool left behind.
 */
typedef struct
{
  RwBackupTool tool;
  const char *command;
  int exit_code;
  const char *out;
  const char *err;
  const char *tz;
} RwBackupOutput;

/**
 * RwBackupReport:
 * @status: what it comes to
 * @started: microseconds since 1970, UTC; 0 for unknown
 * @finished: the same
 * @bytes: processed in all, not what was new; -1 for unknown
 * @files: the same; -1 for unknown
 * @purpose: RwRunPurpose that it had; -1 when it neither made nor checked a backup, as when old ones are removed
 * @check_depth: RwCheckDepth that a check without errors proves; -1 for none
 * @tried_depth: RwCheckDepth that a check was to look at, whatever it found; -1 for none
 * @unproven: whether it is a warning by its exit code alone: the tool did not show what it made
 * @snapshot: (nullable): what the tool calls the snapshot or archive that it made
 * @identity: (nullable): what tells it from all others, where it can have the name of one that was deleted
 * @messages: (element-type utf8): what the tool said was wrong, in its words, bounded
 * @cause: (nullable): the same for the same trouble again, whatever times, numbers and ids are in the
 *   messages; %NULL when nothing was wrong
 */
typedef struct
{
  RwRunStatus status;
  gint64 started;
  gint64 finished;
  gint64 bytes;
  gint64 files;
  int purpose;
  int check_depth;
  int tried_depth;
  gboolean unproven;
  char *snapshot;
  char *identity;
  GPtrArray *messages;
  char *cause;
} RwBackupReport;

gboolean rw_backup_report_read    (const RwBackupOutput *output,
                                   RwBackupReport       *report,
                                   GError              **error);
int      rw_backup_report_purpose (const RwBackupOutput *output);
int      rw_backup_report_depth   (const RwBackupOutput *output);
void     rw_backup_report_clear   (RwBackupReport       *report);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RwBackupReport, rw_backup_report_clear)

G_END_DECLS
