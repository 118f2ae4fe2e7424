/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "rw-backup-report.h"
#include "rw-record.h"

G_BEGIN_DECLS

/**
 * RW_BACKUP_INTAKE_BYTES_MOST:
 *
 * No report is longer: of what a tool says only so much goes over the wire.
 */
#define RW_BACKUP_INTAKE_BYTES_MOST (32 * 1024)

/**
 * RwBackupIntake:
 * @system: name of the device or virtual machine
 * @job: (nullable): name of its backup job
 * @tool: what ran
 * @run: nil, or what whoever started the run calls it: its beginning and its end then belong together
 * @purpose: backup or verification
 * @status: what it comes to
 * @started: microseconds since 1970; 0 for unknown
 * @finished: the same
 * @bytes: -1 for unknown
 * @files: -1 for unknown
 * @check_depth: RwCheckDepth that it looked at, or was to; -1 for none
 * @snapshot: (nullable): what the tool made
 * @identity: (nullable): see RwBackupReport
 * @cause: (nullable): see RwBackupReport
 * @message: (nullable): what the tool said was wrong, a message a line
 *
 * What goes to a server of a run of a backup tool. Begin with rw_backup_intake_init().
 */
typedef struct
{
  char *system;
  char *job;
  RwBackupTool tool;
  RwId run;
  RwRunPurpose purpose;
  RwRunStatus status;
  gint64 started;
  gint64 finished;
  gint64 bytes;
  gint64 files;
  int check_depth;
  char *snapshot;
  char *identity;
  char *cause;
  char *message;
} RwBackupIntake;

void      rw_backup_intake_init     (RwBackupIntake       *self,
                                     const char           *system,
                                     const char           *job,
                                     RwBackupTool          tool);
void      rw_backup_intake_take     (RwBackupIntake       *self,
                                     const RwBackupReport *report);
GBytes   *rw_backup_intake_write    (const RwBackupIntake *self);
gboolean  rw_backup_intake_read     (RwBackupIntake       *self,
                                     JsonObject           *object,
                                     GError              **error);
gint64    rw_backup_intake_get_time (const RwBackupIntake *self,
                                     gint64                now);
RwRecord *rw_backup_intake_make_run (const RwBackupIntake *self,
                                     const RwId           *job,
                                     gint64                due);
RwId      rw_backup_intake_begin_id (const RwBackupIntake *self,
                                     const RwId           *job);
void      rw_backup_intake_clear    (RwBackupIntake       *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RwBackupIntake, rw_backup_intake_clear)

G_END_DECLS
