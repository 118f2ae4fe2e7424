/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-change-actions.h"

#include <glib/gi18n-lib.h>

#include "rw-change-approval.h"
#include "rw-change-rules.h"
#include "rw-clock.h"
#include "rw-error.h"
#include "rw-time.h"

/*
 * What a person can do with a change now, why not, and the edits that it takes. The page of a change and
 * the wall make their buttons of it; the server checks the same rules when the edits arrive.
 */

static const struct
{
  const char *name, *label;
  RwChangeAsks asks;
  gboolean suggested, destructive;
} infos[] = {
  { "submit", NC_ ("change action", "Submit"), RW_CHANGE_ASKS_NOTHING, TRUE, FALSE },
  { "assess", NC_ ("change action", "Mark as Assessed"), RW_CHANGE_ASKS_NOTHING, TRUE, FALSE },
  { "approve", NC_ ("change action", "Approve"), RW_CHANGE_ASKS_TEXT, TRUE, FALSE },
  { "reject", NC_ ("change action", "Reject"), RW_CHANGE_ASKS_TEXT_ALWAYS, FALSE, TRUE },
  { "schedule", NC_ ("change action", "Schedule"), RW_CHANGE_ASKS_NOTHING, TRUE, FALSE },
  { "start", NC_ ("change action", "Start"), RW_CHANGE_ASKS_NOTHING, TRUE, FALSE },
  { "finish", NC_ ("change action", "Finish"), RW_CHANGE_ASKS_RESULT, TRUE, FALSE },
  { "close", NC_ ("change action", "Close"), RW_CHANGE_ASKS_TEXT, TRUE, FALSE },
  { "ask-time", NC_ ("change action", "Ask for More Time"),
    RW_CHANGE_ASKS_TIME | RW_CHANGE_ASKS_TEXT_ALWAYS, FALSE, FALSE },
  { "grant-time", NC_ ("change action", "Grant More Time"), RW_CHANGE_ASKS_TEXT, TRUE, FALSE },
  { "take-back", NC_ ("change action", "Back to Draft"), RW_CHANGE_ASKS_NOTHING, FALSE, FALSE },
  { "cancel", NC_ ("change action", "Cancel Change"), RW_CHANGE_ASKS_NOTHING, FALSE, TRUE },
};

G_STATIC_ASSERT (G_N_ELEMENTS (infos) == RW_CHANGE_N_ACTIONS);

static RwChangeStatus
status_of (RwRecord *change)
{
  return (RwChangeStatus) rw_record_get_enum (change, RW_CHANGE_STATUS);
}

static RwChangeType
type_of (RwRecord *change)
{
  return (RwChangeType) rw_record_get_enum (change, RW_CHANGE_TYPE);
}

/* In which statuses an action is offered at all, and where it leads. */
static gboolean
is_offered (const RwChangeCase *self, RwChangeActionCode code, RwChangeStatus *target)
{
  RwChangeStatus status = status_of (self->change);
  RwChangeType type = type_of (self->change);

  *target = status;
  switch (code)
    {
    case RW_CHANGE_ACTION_SUBMIT:
      *target = RW_CHANGE_STATUS_SUBMITTED;
      return status == RW_CHANGE_STATUS_DRAFT;
    case RW_CHANGE_ACTION_ASSESS:
      *target = RW_CHANGE_STATUS_ASSESSED;
      return status == RW_CHANGE_STATUS_SUBMITTED && type == RW_CHANGE_TYPE_NORMAL;
    case RW_CHANGE_ACTION_APPROVE:
    case RW_CHANGE_ACTION_REJECT:
      *target = code == RW_CHANGE_ACTION_APPROVE ? RW_CHANGE_STATUS_APPROVED : RW_CHANGE_STATUS_DRAFT;
      return (status == RW_CHANGE_STATUS_ASSESSED && type == RW_CHANGE_TYPE_NORMAL) ||
             (status == RW_CHANGE_STATUS_SUBMITTED && type == RW_CHANGE_TYPE_EMERGENCY);
    case RW_CHANGE_ACTION_SCHEDULE:
      *target = RW_CHANGE_STATUS_SCHEDULED;
      return status == RW_CHANGE_STATUS_APPROVED ||
             (status == RW_CHANGE_STATUS_SUBMITTED && type == RW_CHANGE_TYPE_STANDARD);
    case RW_CHANGE_ACTION_START:
      *target = RW_CHANGE_STATUS_IN_PROGRESS;
      return status == RW_CHANGE_STATUS_SCHEDULED;
    case RW_CHANGE_ACTION_FINISH:
      *target = RW_CHANGE_STATUS_REVIEW;
      return status == RW_CHANGE_STATUS_IN_PROGRESS;
    case RW_CHANGE_ACTION_CLOSE:
      *target = RW_CHANGE_STATUS_CLOSED;
      return status == RW_CHANGE_STATUS_REVIEW;
    case RW_CHANGE_ACTION_ASK_TIME:
      return status == RW_CHANGE_STATUS_IN_PROGRESS;
    case RW_CHANGE_ACTION_GRANT_TIME:
      return status == RW_CHANGE_STATUS_IN_PROGRESS &&
             rw_record_has (self->change, RW_CHANGE_EXTEND_TO);
    case RW_CHANGE_ACTION_TAKE_BACK:
      *target = RW_CHANGE_STATUS_DRAFT;
      return status > RW_CHANGE_STATUS_DRAFT && status < RW_CHANGE_STATUS_IN_PROGRESS;
    case RW_CHANGE_ACTION_CANCEL:
      *target = RW_CHANGE_STATUS_CANCELLED;
      return status < RW_CHANGE_STATUS_IN_PROGRESS;
    case RW_CHANGE_N_ACTIONS:
    default:
      return FALSE;
    }
}

static char *
join (GPtrArray *sentences)
{
  g_ptr_array_add (sentences, NULL);
  return g_strjoinv (" ", (char **) sentences->pdata);
}

static char *
why_no_needs (const RwChangeCase *self, RwChangeStatus to)
{
  g_autoptr (GPtrArray) missing = g_ptr_array_new_with_free_func (g_free);

  return rw_change_needs (self->change, self->n_items, to, missing) ? NULL : join (missing);
}

static gboolean
has_person (const RwChangeCase *self)
{
  return self->person != NULL && !rw_id_is_nil (self->person);
}

static char *
why_no_approval (const RwChangeCase *self)
{
  RwRecord *vote = rw_change_vote_of (self->change, self->approvals, self->person);
  RwChangeRound round;

  rw_change_round (self->change, self->approvals, self->now, &round);
  if (vote == NULL || rw_record_get_enum (vote, RW_APPROVAL_DECISION) != RW_DECISION_APPROVED ||
      rw_change_round_is_won (&round))
    return why_no_needs (self, RW_CHANGE_STATUS_APPROVED);
  return g_strdup_printf (ngettext ("You have approved it; %u more approval is needed.",
                                    "You have approved it; %u more approvals are needed.",
                                    round.needed - MIN (round.approved, round.needed)),
                          round.needed - MIN (round.approved, round.needed));
}

static char *
why_no_vote (const RwChangeCase *self, RwChangeActionCode code)
{
  if (!has_person (self))
    return g_strdup (_ ("Your account belongs to no person who could decide."));
  if (rw_change_is_own (self->change, self->person))
    return g_strdup (_ ("Nobody decides on their own change."));
  return code == RW_CHANGE_ACTION_APPROVE ? why_no_approval (self) : NULL;
}

static char *
why_no_schedule (const RwChangeCase *self)
{
  g_autoptr (GError) error = NULL;
  char *why = why_no_needs (self, RW_CHANGE_STATUS_SCHEDULED);

  if (why != NULL || type_of (self->change) != RW_CHANGE_TYPE_STANDARD)
    return why;
  if (self->template_ == NULL)
    return g_strdup (_ ("The template that it was made from is not known here."));
  return rw_change_template_check (self->template_,
                                   rw_record_get_integer (self->change, RW_CHANGE_START, 0) /
                                     RW_DAY,
                                   &error)
           ? NULL
           : g_strdup_printf ("%s.", error->message);
}

static char *
why_no_time (const RwChangeCase *self, RwChangeActionCode code)
{
  const RwId *implementer = rw_record_get_ref (self->change, RW_CHANGE_IMPLEMENTER);
  gboolean theirs =
    has_person (self) && implementer != NULL && rw_id_equal (implementer, self->person);

  if (code == RW_CHANGE_ACTION_ASK_TIME)
    return theirs || implementer == NULL ? NULL
                                         : g_strdup (_ ("More time is asked for by the implementer."));
  if (!has_person (self))
    return g_strdup (_ ("Your account belongs to no person who could decide."));
  return theirs ? g_strdup (_ ("More time is granted by somebody else than the implementer.")) : NULL;
}

/* Returns: (transfer full) (nullable): why it cannot be done now */
static char *
why_not (const RwChangeCase *self, RwChangeActionCode code)
{
  if (!(self->roles & RW_ROLES_STAFF))
    return g_strdup (_ ("Your role may read changes, not work on them."));
  if (self->refused != NULL && code != RW_CHANGE_ACTION_REJECT && code != RW_CHANGE_ACTION_ASSESS &&
      code <= RW_CHANGE_ACTION_START)
    return g_strdup (self->refused);
  switch (code)
    {
    case RW_CHANGE_ACTION_APPROVE:
    case RW_CHANGE_ACTION_REJECT:
      return why_no_vote (self, code);
    case RW_CHANGE_ACTION_SCHEDULE:
      return why_no_schedule (self);
    case RW_CHANGE_ACTION_ASK_TIME:
    case RW_CHANGE_ACTION_GRANT_TIME:
      return why_no_time (self, code);
    case RW_CHANGE_ACTION_SUBMIT:
    case RW_CHANGE_ACTION_ASSESS:
    case RW_CHANGE_ACTION_START:
    case RW_CHANGE_ACTION_FINISH:
    case RW_CHANGE_ACTION_CLOSE:
    case RW_CHANGE_ACTION_TAKE_BACK:
    case RW_CHANGE_ACTION_CANCEL:
    case RW_CHANGE_N_ACTIONS:
    default:
      return NULL;
    }
}

/**
 * rw_change_action_get:
 *
 * Returns: (transfer full) (nullable): the action, %NULL when a change of this status and type has no
 *   such step
 */
RwChangeAction *
rw_change_action_get (const RwChangeCase *self, RwChangeActionCode code)
{
  RwChangeAction *action;
  RwChangeStatus target;

  g_return_val_if_fail (code < RW_CHANGE_N_ACTIONS, NULL);
  if (!is_offered (self, code, &target))
    return NULL;
  action = g_new0 (RwChangeAction, 1);
  action->code = code;
  action->name = infos[code].name;
  action->label = g_dpgettext2 (NULL, "change action", infos[code].label);
  action->target = target;
  action->asks = infos[code].asks;
  action->suggested = infos[code].suggested;
  action->destructive = infos[code].destructive;
  action->why_not = why_not (self, code);
  action->sensitive = action->why_not == NULL;
  if (code == RW_CHANGE_ACTION_CLOSE && type_of (self->change) == RW_CHANGE_TYPE_EMERGENCY)
    action->asks = RW_CHANGE_ASKS_TEXT_ALWAYS;
  return action;
}

/**
 * rw_change_actions:
 *
 * Returns: (transfer full) (element-type RwChangeAction): what the status and the type of the change
 *   allow, the way on first; an action that the person cannot do now says why not
 */
GPtrArray *
rw_change_actions (const RwChangeCase *self)
{
  GPtrArray *actions =
    g_ptr_array_new_with_free_func ((GDestroyNotify) rw_change_action_free);

  for (int code = 0; code < RW_CHANGE_N_ACTIONS; code++)
    {
      RwChangeAction *action = rw_change_action_get (self, (RwChangeActionCode) code);

      if (action != NULL)
        g_ptr_array_add (actions, action);
    }
  return actions;
}

void
rw_change_action_free (RwChangeAction *action)
{
  if (action == NULL)
    return;
  g_free (action->why_not);
  g_free (action);
}

static void
add_diff (GPtrArray *edits, RwRecord *before, RwRecord *after)
{
  RwEdit *edit = rw_edit_new_diff (before, after);

  if (edit != NULL)
    g_ptr_array_add (edits, edit);
}

/* What was decided before speaks for something else. */
static void
reset_decisions (GPtrArray *edits, RwRecord *change, GPtrArray *approvals)
{
  for (guint i = 0; i < approvals->len; i++)
    {
      RwRecord *approval = g_ptr_array_index (approvals, i);
      const RwId *id = rw_record_get_ref (approval, RW_APPROVAL_CHANGE);
      g_autoptr (RwRecord) pending = NULL;

      if (!rw_approval_is_decided (approval) || id == NULL ||
          !rw_id_equal (id, rw_record_get_id (change)) ||
          rw_record_get_enum (approval, RW_APPROVAL_BOARD) == RW_APPROVAL_BOARD_EXTENSION)
        continue;
      pending = rw_record_dup (approval);
      rw_record_set_enum (pending, RW_APPROVAL_DECISION, RW_DECISION_PENDING);
      rw_record_take (pending, RW_APPROVAL_AT, RW_VALUE_NULL);
      add_diff (edits, approval, pending);
    }
}

/**
 * rw_change_alter:
 * @before: the change as it is
 * @after: as a person wants it
 * @items: whether configuration items are added in the same group of edits
 * @approvals: (element-type RwRecord): all of the change
 *
 * An edit of a change with what it takes: decisions were for the change as it was, so they are taken
 * back when what people approve is altered, and a change that was assessed, approved or scheduled is
 * submitted anew. To be used for every edit of a change that is no action.
 *
 * Returns: (transfer full) (element-type RwEdit): for one group; empty when nothing differs
 */
GPtrArray *
rw_change_alter (RwRecord *before, RwRecord *after, gboolean items, GPtrArray *approvals)
{
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  g_autoptr (RwRecord) altered = rw_record_dup (after);

  if (rw_change_reopens (before, after, items))
    {
      rw_record_set_enum (altered, RW_CHANGE_STATUS, RW_CHANGE_STATUS_SUBMITTED);
      reset_decisions (edits, before, approvals);
    }
  add_diff (edits, before, altered);
  return edits;
}

/* The person's voice: in the record that asks for it, or in a new one. */
static void
add_vote (const RwChangeCase *self,
          GPtrArray          *edits,
          RwApprovalBoard     board,
          RwDecision          decision,
          const char         *comment,
          gint64              until)
{
  g_autoptr (RwRecord) vote = NULL;
  RwRecord *asked = NULL;

  for (guint i = 0; board != RW_APPROVAL_BOARD_EXTENSION && i < self->approvals->len; i++)
    {
      RwRecord *approval = g_ptr_array_index (self->approvals, i);
      const RwId *person = rw_record_get_ref (approval, RW_APPROVAL_PERSON);

      if (person != NULL && rw_id_equal (person, self->person) &&
          rw_record_get_enum (approval, RW_APPROVAL_BOARD) == (int) board)
        asked = approval;
    }
  vote = asked != NULL ? rw_record_dup (asked) : rw_record_new (RW_KIND_APPROVAL, NULL);
  rw_record_set_ref (vote, RW_APPROVAL_CHANGE, rw_record_get_id (self->change));
  rw_record_set_ref (vote, RW_APPROVAL_PERSON, self->person);
  rw_record_set_enum (vote, RW_APPROVAL_BOARD, (int) board);
  rw_record_set_enum (vote, RW_APPROVAL_DECISION, (int) decision);
  rw_record_set_instant (vote, RW_APPROVAL_AT, self->now);
  rw_record_set_text (vote, RW_APPROVAL_COMMENT, comment);
  if (until != 0)
    rw_record_set_instant (vote, RW_APPROVAL_UNTIL, until);
  if (asked != NULL)
    add_diff (edits, asked, vote);
  else
    g_ptr_array_add (edits, rw_edit_new_create (vote));
}

/* How it will stand with one more voice. */
static gboolean
will_be_won (const RwChangeCase *self)
{
  g_autoptr (GPtrArray) approvals = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (RwRecord) vote = rw_record_new (RW_KIND_APPROVAL, NULL);
  RwChangeRound round;

  for (guint i = 0; i < self->approvals->len; i++)
    {
      RwRecord *approval = g_ptr_array_index (self->approvals, i);
      const RwId *person = rw_record_get_ref (approval, RW_APPROVAL_PERSON);

      if (person == NULL || !rw_id_equal (person, self->person))
        g_ptr_array_add (approvals, g_object_ref (approval));
    }
  rw_record_set_ref (vote, RW_APPROVAL_CHANGE, rw_record_get_id (self->change));
  rw_record_set_ref (vote, RW_APPROVAL_PERSON, self->person);
  rw_record_set_enum (vote, RW_APPROVAL_BOARD, (int) rw_change_board (self->change));
  rw_record_set_enum (vote, RW_APPROVAL_DECISION, RW_DECISION_APPROVED);
  g_ptr_array_add (approvals, g_object_ref (vote));
  rw_change_round (self->change, approvals, self->now, &round);
  return rw_change_round_is_won (&round);
}

static void
approve (const RwChangeCase *self, RwRecord *after, const char *comment, GPtrArray *edits)
{
  RwRecord *vote = rw_change_vote_of (self->change, self->approvals, self->person);

  if (vote == NULL || rw_record_get_enum (vote, RW_APPROVAL_DECISION) != RW_DECISION_APPROVED ||
      rw_record_get_enum (vote, RW_APPROVAL_BOARD) != (int) rw_change_board (self->change))
    add_vote (self, edits, rw_change_board (self->change), RW_DECISION_APPROVED, comment, 0);
  if (will_be_won (self))
    rw_record_set_enum (after, RW_CHANGE_STATUS, RW_CHANGE_STATUS_APPROVED);
}

static void
finish (const RwChangeCase *self, RwRecord *after, const RwChangeWords *words)
{
  gint64 started = rw_record_get_integer (self->change, RW_CHANGE_STARTED, self->now);

  rw_record_set_instant (after, RW_CHANGE_FINISHED, MAX (self->now, started));
  rw_record_set_enum (after, RW_CHANGE_RESULT, (int) words->result);
  if (words->result == RW_CHANGE_RESULT_FAILED)
    rw_record_set_boolean (after, RW_CHANGE_BACKED_OUT, words->backed_out);
  else
    rw_record_take (after, RW_CHANGE_BACKED_OUT, RW_VALUE_NULL);
  rw_record_take (after, RW_CHANGE_EXTEND_TO, RW_VALUE_NULL);
  rw_record_take (after, RW_CHANGE_EXTEND_REASON, RW_VALUE_NULL);
}

static void
grant_time (const RwChangeCase *self, RwRecord *after, const char *comment, GPtrArray *edits)
{
  gint64 until = rw_record_get_integer (self->change, RW_CHANGE_EXTEND_TO, 0);
  const char *tz = rw_record_get_text (self->change, RW_CHANGE_TZ);
  g_autoptr (GTimeZone) zone = tz != NULL ? rw_zone_get (tz) : NULL;

  add_vote (self, edits, RW_APPROVAL_BOARD_EXTENSION, RW_DECISION_APPROVED, comment, until);
  rw_record_set_instant (after, RW_CHANGE_END, until);
  if (zone != NULL)
    {
      g_autofree char *wall = rw_wall_to_string (rw_zone_wall (zone, until));

      rw_record_set_text (after, RW_CHANGE_END_WALL, wall);
    }
  rw_record_take (after, RW_CHANGE_EXTEND_TO, RW_VALUE_NULL);
  rw_record_take (after, RW_CHANGE_EXTEND_REASON, RW_VALUE_NULL);
}

static gboolean
check_words (const RwChangeCase   *self,
             const RwChangeAction *action,
             const RwChangeWords  *words,
             GError              **error)
{
  if ((action->asks & RW_CHANGE_ASKS_TEXT_ALWAYS) && (words->text == NULL || *words->text == '\0'))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("“%s” needs a few words on why"), action->label);
      return FALSE;
    }
  if ((action->asks & RW_CHANGE_ASKS_TIME) &&
      words->until <= rw_record_get_integer (self->change, RW_CHANGE_END, G_MININT64))
    {
      g_set_error_literal (error, RW_ERROR, RW_ERROR_INVALID,
                           _ ("More time ends after the end that is planned"));
      return FALSE;
    }
  return TRUE;
}

static void
apply (const RwChangeCase  *self,
       RwChangeActionCode   code,
       const RwChangeWords *words,
       const char          *text,
       RwRecord            *after,
       GPtrArray           *edits)
{
  switch (code)
    {
    case RW_CHANGE_ACTION_SUBMIT:
      reset_decisions (edits, self->change, self->approvals);
      break;
    case RW_CHANGE_ACTION_APPROVE:
      approve (self, after, text, edits);
      break;
    case RW_CHANGE_ACTION_REJECT:
      add_vote (self, edits, rw_change_board (self->change), RW_DECISION_REJECTED, text, 0);
      break;
    case RW_CHANGE_ACTION_START:
      rw_record_set_instant (after, RW_CHANGE_STARTED, self->now);
      break;
    case RW_CHANGE_ACTION_FINISH:
      finish (self, after, words);
      break;
    case RW_CHANGE_ACTION_CLOSE:
      if (text != NULL)
        rw_record_set_text (after, RW_CHANGE_REVIEW, text);
      break;
    case RW_CHANGE_ACTION_ASK_TIME:
      rw_record_set_instant (after, RW_CHANGE_EXTEND_TO, words->until);
      rw_record_set_text (after, RW_CHANGE_EXTEND_REASON, text);
      break;
    case RW_CHANGE_ACTION_GRANT_TIME:
      grant_time (self, after, text, edits);
      break;
    case RW_CHANGE_ACTION_ASSESS:
    case RW_CHANGE_ACTION_SCHEDULE:
    case RW_CHANGE_ACTION_TAKE_BACK:
    case RW_CHANGE_ACTION_CANCEL:
    case RW_CHANGE_N_ACTIONS:
    default:
      break;
    }
}

/**
 * rw_change_action_edits:
 * @words: (nullable): what was asked for; %NULL when the action asks nothing
 * @error: one sentence that says why it cannot be done
 *
 * Returns: (transfer full) (element-type RwEdit): the edits of the action, for one group
 */
GPtrArray *
rw_change_action_edits (const RwChangeCase  *self,
                        RwChangeActionCode   code,
                        const RwChangeWords *words,
                        GError             **error)
{
  static const RwChangeWords none = { .result = RW_CHANGE_RESULT_SUCCESSFUL };
  g_autoptr (RwChangeAction) action = rw_change_action_get (self, code);
  g_autoptr (RwRecord) after = NULL;
  GPtrArray *edits;

  if (words == NULL)
    words = &none;
  if (action == NULL)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("Change “%s” is “%s”: this step is not open now"),
                   rw_record_get_title (self->change),
                   rw_enum_label (&rw_enum_change_status, (int) status_of (self->change)));
      return NULL;
    }
  if (!action->sensitive)
    {
      g_set_error_literal (error, RW_ERROR, RW_ERROR_INVALID, action->why_not);
      return NULL;
    }
  if (!check_words (self, action, words, error))
    return NULL;
  edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  after = rw_record_dup (self->change);
  if (code != RW_CHANGE_ACTION_APPROVE)
    rw_record_set_enum (after, RW_CHANGE_STATUS, (int) action->target);
  apply (self, code, words, words->text != NULL && *words->text != '\0' ? words->text : NULL, after,
         edits);
  add_diff (edits, self->change, after);
  return edits;
}
