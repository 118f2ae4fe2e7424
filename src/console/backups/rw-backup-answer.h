/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "query/rw-query-backups.h"
#include "rw-edit.h"

G_BEGIN_DECLS

/* Edits of one step: they are sent together. */
#define RW_BACKUP_ANSWERS_MOST 400

/**
 * RwBackupAnswerFacts:
 * @answer: how it is answered
 * @reason: why it may stay as it is
 * @now: the present
 * @until: end of the answer
 * @untils: (nullable): an end of each by itself; 0 is @until
 * @person: (nullable): who gives it
 * @ticket: (nullable): where it is worked on
 */
typedef struct
{
  RwBackupAnswer answer;
  const char *reason;
  gint64 now;
  gint64 until;
  const gint64 *untils;
  const RwId *person;
  const RwId *ticket;
} RwBackupAnswerFacts;

GPtrArray *rw_backup_answer        (const RwMorningRed *const *reds,
                                    guint              n_reds,
                                    const RwBackupAnswerFacts *facts);
GPtrArray *rw_backup_withdraw      (const RwId        *ack);
gint64     rw_backup_answer_until  (GTimeZone         *zone,
                                    gint64             now,
                                    guint              days);

G_END_DECLS
