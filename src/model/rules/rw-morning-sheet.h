/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-morning.h"

G_BEGIN_DECLS

/**
 * RW_MORNING_NAMES_MOST:
 *
 * Systems that are named in one answer; the others are counted.
 */
#define RW_MORNING_NAMES_MOST 200

/**
 * RwMorningAnswer:
 * @answer: how it was answered, -1 for not at all
 * @reason: (nullable): what was said
 * @person: (nullable): who said it
 * @ticket: (nullable): number of a ticket
 * @at: when
 * @until: how long it holds
 * @n: systems
 * @names: (element-type utf8): theirs, at most %RW_MORNING_NAMES_MOST
 */
typedef struct
{
  int answer;
  char *reason;
  char *person;
  char *ticket;
  gint64 at;
  gint64 until;
  guint n;
  GPtrArray *names;
} RwMorningAnswer;

/**
 * RwMorningCause:
 * @result: what it comes to
 * @verification: a verification failed
 * @cause: (nullable): as in rw_backup_cause()
 * @answers: (element-type RwMorningAnswer): what was said of it
 */
typedef struct
{
  RwBackupResult result;
  gboolean verification;
  char *cause;
  GPtrArray *answers;
} RwMorningCause;

/**
 * RwMorningSheet:
 * @causes: (element-type RwMorningCause): the worst first
 *
 * What was red on a morning, and what was said of it, word for word.
 */
typedef struct
{
  GPtrArray *causes;
} RwMorningSheet;

RwMorningSheet *rw_morning_sheet_new      (void);
RwMorningSheet *rw_morning_sheet_of       (GPtrArray       *reds,
                                           guint            most_names);
void            rw_morning_sheet_free     (RwMorningSheet  *sheet);
RwMorningCause *rw_morning_sheet_add      (RwMorningSheet  *sheet);
RwMorningAnswer *rw_morning_cause_add     (RwMorningCause  *cause);
guint           rw_morning_sheet_count    (const RwMorningSheet *sheet,
                                           int              answer);
const char     *rw_morning_cause_label    (const RwMorningCause *cause);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwMorningSheet, rw_morning_sheet_free)

G_END_DECLS
