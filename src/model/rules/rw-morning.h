/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-backup-rules.h"

G_BEGIN_DECLS

/**
 * RwMorningRed:
 * @system: a device or a virtual machine
 * @job: the job that is red; nil for a system without any
 * @run: the run that is red; nil for a recovery point that is merely too old
 * @due: when that run was expected, 0 for none
 * @result: what is red: %RW_BACKUP_NO_JOB, or what the run came to; %RW_BACKUP_NOTHING for one too old
 * @purpose: a verification that failed is another thing than a backup that failed
 * @cause: (nullable): rw_backup_cause()
 * @last_good: when the last good run began, 0 for never
 * @objective: the recovery point objective, microseconds; 0 for none
 * @answered: a person has answered for just this
 * @answer: how
 * @ack: the answer
 * @reason: (nullable): what was said
 * @until: end of the answer
 * @at: when it was given
 * @person: (nullable): who gave it
 * @ticket: (nullable): number of its ticket
 *
 * One thing that is red, and its answer. The texts are borrowed.
 */
typedef struct
{
  RwId system;
  RwKind kind;
  const char *name;
  const char *customer;
  const char *service;
  RwId job;
  RwId run;
  gint64 due;
  RwBackupResult result;
  RwRunPurpose purpose;
  const char *cause;
  gint64 last_good;
  gint64 objective;
  gboolean answered;
  RwBackupAnswer answer;
  RwId ack;
  const char *reason;
  gint64 until;
  gint64 at;
  const char *person;
  const char *ticket;
} RwMorningRed;

/**
 * RwMorningStep:
 * @key: what it is known by while others are answered
 * @reds: (element-type RwMorningRed): of one cause
 * @skipped: was put off
 *
 * What is asked of a person at once: everything that is red for the same cause, or one of it.
 */
typedef struct
{
  char *key;
  GPtrArray *reds;
  gboolean skipped;
} RwMorningStep;

/**
 * RwMorningPass:
 *
 * The way through all that is red and not answered: what repeats is one step; the worst comes first,
 * and what was put off comes last. It knows its place also when what is red is read anew.
 */
typedef struct _RwMorningPass RwMorningPass;

RwMorningPass       *rw_morning_pass_new          (void);
void                 rw_morning_pass_free         (RwMorningPass       *self);
void                 rw_morning_pass_set_reds     (RwMorningPass       *self,
                                                   GPtrArray           *reds,
                                                   gboolean             certain);
guint                rw_morning_pass_get_n        (const RwMorningPass *self);
guint                rw_morning_pass_get_n_reds   (const RwMorningPass *self);
guint                rw_morning_pass_get_position (const RwMorningPass *self);
const RwMorningStep *rw_morning_pass_get          (const RwMorningPass *self);
void                 rw_morning_pass_skip         (RwMorningPass       *self);
void                 rw_morning_pass_back         (RwMorningPass       *self);
gboolean             rw_morning_pass_toggle_fold  (RwMorningPass       *self);
void                 rw_morning_pass_answered     (RwMorningPass       *self,
                                                   GPtrArray           *reds);

GArray              *rw_morning_seen_new          (GPtrArray           *reds);
gboolean             rw_morning_seen_is           (GArray              *seen,
                                                   GPtrArray           *reds);
GPtrArray           *rw_morning_seen_left         (GArray              *seen,
                                                   GPtrArray           *reds,
                                                   GArray              *positions);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwMorningPass, rw_morning_pass_free)

G_END_DECLS
