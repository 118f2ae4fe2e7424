/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-edit.h"

G_BEGIN_DECLS

/**
 * RwChangeActionCode:
 * @RW_CHANGE_ACTION_SUBMIT: opens a round of decisions
 * @RW_CHANGE_ACTION_ASSESS: risk and plans were looked at
 * @RW_CHANGE_ACTION_APPROVE: the person's voice, and the status with it once there are enough
 * @RW_CHANGE_ACTION_REJECT: the person's voice; ends the round
 * @RW_CHANGE_ACTION_SCHEDULE: it is going to happen at its time
 * @RW_CHANGE_ACTION_START: work begins now
 * @RW_CHANGE_ACTION_FINISH: work ends now, with a result
 * @RW_CHANGE_ACTION_CLOSE: reviewed
 * @RW_CHANGE_ACTION_ASK_TIME: the implementer needs longer
 * @RW_CHANGE_ACTION_GRANT_TIME: somebody else lets the work go on
 * @RW_CHANGE_ACTION_TAKE_BACK: to be worked over
 * @RW_CHANGE_ACTION_CANCEL: it is not going to happen
 *
 * A step in the life of a change.
 */
typedef enum
{
  RW_CHANGE_ACTION_SUBMIT,
  RW_CHANGE_ACTION_ASSESS,
  RW_CHANGE_ACTION_APPROVE,
  RW_CHANGE_ACTION_REJECT,
  RW_CHANGE_ACTION_SCHEDULE,
  RW_CHANGE_ACTION_START,
  RW_CHANGE_ACTION_FINISH,
  RW_CHANGE_ACTION_CLOSE,
  RW_CHANGE_ACTION_ASK_TIME,
  RW_CHANGE_ACTION_GRANT_TIME,
  RW_CHANGE_ACTION_TAKE_BACK,
  RW_CHANGE_ACTION_CANCEL,
  RW_CHANGE_N_ACTIONS
} RwChangeActionCode;

/**
 * RwChangeAsks:
 * @RW_CHANGE_ASKS_RESULT: how it went, and whether a failed one was backed out
 * @RW_CHANGE_ASKS_TIME: until when
 * @RW_CHANGE_ASKS_TEXT: a comment, a review or a reason, which may be left out
 * @RW_CHANGE_ASKS_TEXT_ALWAYS: one that may not
 *
 * What has to be asked before an action is done.
 */
typedef enum
{
  RW_CHANGE_ASKS_NOTHING = 0,
  RW_CHANGE_ASKS_RESULT = 1 << 0,
  RW_CHANGE_ASKS_TIME = 1 << 1,
  RW_CHANGE_ASKS_TEXT = 1 << 2,
  RW_CHANGE_ASKS_TEXT_ALWAYS = 1 << 3,
} RwChangeAsks;

/**
 * RwChangeAction:
 * @name: for names of actions and tests: "submit"
 * @label: for a button, translated
 * @target: the status that the change has afterwards
 * @asks: what is to be asked first
 * @suggested: the usual next step
 * @destructive: ends something that others count on
 * @sensitive: whether it can be done now
 * @why_not: (nullable): one sentence, when it cannot
 */
typedef struct
{
  RwChangeActionCode code;
  const char *name;
  const char *label;
  RwChangeStatus target;
  RwChangeAsks asks;
  gboolean suggested;
  gboolean destructive;
  gboolean sensitive;
  char *why_not;
} RwChangeAction;

/**
 * RwChangeCase:
 * @change: the change
 * @person: (nullable): whoever looks at it
 * @roles: mask of #RwRole that they have
 * @n_items: how many configuration items it names
 * @approvals: (element-type RwRecord): all of the change
 * @template_: (nullable): what it was made from
 * @refused: (nullable): one sentence when it may not happen at its time, as in a hard freeze
 * @now: microseconds since 1970
 *
 * All that decides what can be done with a change.
 */
typedef struct
{
  RwRecord *change;
  const RwId *person;
  guint roles;
  guint n_items;
  GPtrArray *approvals;
  RwRecord *template_;
  const char *refused;
  gint64 now;
} RwChangeCase;

/**
 * RwChangeWords:
 * @result: how it went
 * @backed_out: of a failed one, whether everything is as before
 * @text: (nullable): comment, review or reason
 * @until: when it is to end
 *
 * What was asked before an action, see #RwChangeAsks.
 */
typedef struct
{
  RwChangeResult result;
  gboolean backed_out;
  const char *text;
  gint64 until;
} RwChangeWords;

GPtrArray      *rw_change_actions      (const RwChangeCase  *self);
RwChangeAction *rw_change_action_get   (const RwChangeCase  *self,
                                        RwChangeActionCode   code);
GPtrArray      *rw_change_action_edits (const RwChangeCase  *self,
                                        RwChangeActionCode   code,
                                        const RwChangeWords *words,
                                        GError             **error);
GPtrArray      *rw_change_alter        (RwRecord            *before,
                                        RwRecord            *after,
                                        gboolean             items,
                                        GPtrArray           *approvals);
void            rw_change_action_free  (RwChangeAction      *action);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwChangeAction, rw_change_action_free)

G_END_DECLS
