/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-change-approval.h"

#include <glib/gi18n-lib.h>

#include "rw-change-risk.h"
#include "rw-error.h"
#include "rw-time.h"

/*
 * Who and how many approve a change, and what has to be there before (DOMAIN, "Changes").
 *
 * An approval record is the voice of one person in the round that runs; what earlier rounds said is in
 * the change log. A round begins when the change is submitted: whatever was decided before is set back
 * to pending by the same group of edits, and the server refuses a submission that leaves a decision
 * standing. What people approve is the type, the time, the risk, both plans and the affected items. As
 * long as the change is submitted, altering one of those takes the decisions back in the same way; once
 * it is assessed, approved or scheduled it goes back to submitted with it. So an approval that stands
 * is one for what the change says now, and everybody, offline too, counts the same.
 */

/* What is approved, beside the affected items. */
static const guint content[] = {
  RW_CHANGE_TYPE,        RW_CHANGE_START,     RW_CHANGE_END,          RW_CHANGE_RISK_PROBABILITY,
  RW_CHANGE_RISK_EFFECT, RW_CHANGE_TEST_PLAN, RW_CHANGE_BACKOUT_PLAN,
};

/**
 * rw_change_is_altered:
 * @before: the change as it is
 * @after: as it would be
 *
 * Returns: whether something differs that people approve
 */
gboolean
rw_change_is_altered (RwRecord *before, RwRecord *after)
{
  for (guint i = 0; i < G_N_ELEMENTS (content); i++)
    if (!rw_value_equal (rw_record_get (before, content[i]), rw_record_get (after, content[i])))
      return TRUE;
  return FALSE;
}

/**
 * rw_change_board:
 *
 * Returns: who decides: the emergency board on an emergency, the change advisory board on a high risk,
 *   a second pair of eyes on the rest
 */
RwApprovalBoard
rw_change_board (RwRecord *change)
{
  if (rw_record_get_enum (change, RW_CHANGE_TYPE) == RW_CHANGE_TYPE_EMERGENCY)
    return RW_APPROVAL_BOARD_ECAB;
  return rw_change_risk_level (change) == RW_LEVEL_HIGH ? RW_APPROVAL_BOARD_CAB
                                                        : RW_APPROVAL_BOARD_PEER;
}

/**
 * rw_change_approvals_needed:
 *
 * A standard change was approved with its template: none. An emergency takes two of the emergency
 * board: at night no more are awake. A normal one takes one second pair of eyes when its risk is low, two
 * when it is medium, three of the change advisory board when it is high; as long as the risk is not known
 * it counts as low, and is not approved. RW_CHANGE_QUORUM can ask for more, never for less.
 */
guint
rw_change_approvals_needed (RwRecord *change)
{
  gint64 quorum = rw_record_get_integer (change, RW_CHANGE_QUORUM, 0);
  gint64 least;

  switch (rw_record_get_enum (change, RW_CHANGE_TYPE))
    {
    case RW_CHANGE_TYPE_STANDARD:
      return 0;
    case RW_CHANGE_TYPE_EMERGENCY:
      least = 2;
      break;
    default:
      least = 1 + MAX (rw_change_risk_level (change), 0);
      break;
    }
  return (guint) MAX (least, quorum);
}

/**
 * rw_change_is_own:
 *
 * Returns: whether @person asked for the change or carries it out, and so does not decide on it
 */
gboolean
rw_change_is_own (RwRecord *change, const RwId *person)
{
  static const guint fields[] = { RW_CHANGE_REQUESTER, RW_CHANGE_IMPLEMENTER };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const RwId *id = rw_record_get_ref (change, fields[i]);

      if (id != NULL && rw_id_equal (id, person))
        return TRUE;
    }
  return FALSE;
}

gboolean
rw_approval_is_decided (RwRecord *approval)
{
  int decision = rw_record_get_enum (approval, RW_APPROVAL_DECISION);

  return decision == RW_DECISION_APPROVED || decision == RW_DECISION_REJECTED;
}

static gboolean
is_vote (RwRecord *change, RwRecord *approval)
{
  const RwId *id = rw_record_get_ref (approval, RW_APPROVAL_CHANGE);

  return id != NULL && rw_id_equal (id, rw_record_get_id (change)) &&
         rw_record_get_enum (approval, RW_APPROVAL_BOARD) != RW_APPROVAL_BOARD_EXTENSION &&
         rw_record_get_ref (approval, RW_APPROVAL_PERSON) != NULL;
}

/* A peer's word is not the board's; the board's is a peer's as well. */
static gboolean
board_counts (RwRecord *change, RwRecord *approval)
{
  RwApprovalBoard board = rw_change_board (change);

  return board == RW_APPROVAL_BOARD_PEER ||
         rw_record_get_enum (approval, RW_APPROVAL_BOARD) == (int) board;
}

static gboolean
is_later (RwRecord *one, RwRecord *other)
{
  gint64 at = rw_record_get_integer (one, RW_APPROVAL_AT, G_MININT64);
  gint64 then = rw_record_get_integer (other, RW_APPROVAL_AT, G_MININT64);

  return at != then ? at > then
                    : rw_id_compare (rw_record_get_id (one), rw_record_get_id (other)) > 0;
}

/**
 * rw_change_vote_of:
 * @approvals: (element-type RwRecord): of the change, others too
 *
 * Returns: (transfer none) (nullable): what @person decided last in the round that runs
 */
RwRecord *
rw_change_vote_of (RwRecord *change, GPtrArray *approvals, const RwId *person)
{
  RwRecord *last = NULL;

  for (guint i = 0; i < approvals->len; i++)
    {
      RwRecord *approval = g_ptr_array_index (approvals, i);

      if (is_vote (change, approval) && rw_approval_is_decided (approval) &&
          rw_id_equal (rw_record_get_ref (approval, RW_APPROVAL_PERSON), person) &&
          (last == NULL || is_later (approval, last)))
        last = approval;
    }
  return last;
}

/**
 * rw_change_round:
 * @approvals: (element-type RwRecord): of the change, others too
 * @now: microseconds since 1970
 * @round: (out caller-allocates): where the decision stands
 *
 * One person counts once, with what they decided last. Who asked for the change or carries it out does
 * not count.
 */
void
rw_change_round (RwRecord *change, GPtrArray *approvals, gint64 now, RwChangeRound *round)
{
  RwChangeStatus status = (RwChangeStatus) rw_record_get_enum (change, RW_CHANGE_STATUS);

  *round = (RwChangeRound) {
    .needed = rw_change_approvals_needed (change),
    .due = rw_record_get_integer (change, RW_CHANGE_DECISION_DUE, 0),
    .open = status == RW_CHANGE_STATUS_SUBMITTED || status == RW_CHANGE_STATUS_ASSESSED,
  };
  for (guint i = 0; i < approvals->len; i++)
    {
      RwRecord *approval = g_ptr_array_index (approvals, i);
      const RwId *person = rw_record_get_ref (approval, RW_APPROVAL_PERSON);

      if (!is_vote (change, approval) || rw_change_is_own (change, person) ||
          rw_change_vote_of (change, approvals, person) != approval)
        continue;
      if (rw_record_get_enum (approval, RW_APPROVAL_DECISION) == RW_DECISION_REJECTED)
        round->rejected_by = *person;
      else if (board_counts (change, approval))
        round->approved++;
    }
  round->overdue = round->open && round->needed > 0 && round->due != 0 && round->due <= now;
}

/**
 * rw_change_round_is_won:
 *
 * Returns: whether enough have approved and nobody has rejected
 */
gboolean
rw_change_round_is_won (const RwChangeRound *round)
{
  return round->approved >= round->needed && rw_id_is_nil (&round->rejected_by);
}


static void
miss (GPtrArray *names, GPtrArray *sentences, const char *name, const char *sentence)
{
  g_ptr_array_add (names, g_strdup (name));
  if (sentences != NULL)
    g_ptr_array_add (sentences, g_strdup (sentence));
}

/* Before it is approved. */
static void
find_plan (RwRecord *change, guint n_items, GPtrArray *names, GPtrArray *sentences)
{
  gboolean standard = rw_record_get_enum (change, RW_CHANGE_TYPE) == RW_CHANGE_TYPE_STANDARD;

  if (n_items == 0)
    miss (names, sentences, C_ ("change needs", "affected items"),
          _ ("It does not say which configuration items are affected."));
  if (!rw_record_has (change, RW_CHANGE_START) || !rw_record_has (change, RW_CHANGE_END))
    miss (names, sentences, C_ ("change needs", "start and end"), _ ("It has no start and end."));
  if (rw_change_risk_level (change) < 0)
    miss (names, sentences, C_ ("change needs", "probability and effect of the risk"),
          _ ("Probability and effect of the risk are not assessed."));
  if (standard && !rw_record_has (change, RW_CHANGE_BASED_ON))
    miss (names, sentences, C_ ("change needs", "an approved template"),
          _ ("A standard change is made from an approved template."));
  if (!standard && !rw_record_has (change, RW_CHANGE_TEST_PLAN))
    miss (names, sentences, C_ ("change needs", "test plan"), _ ("It has no test plan."));
  if (!standard && !rw_record_has (change, RW_CHANGE_BACKOUT_PLAN))
    miss (names, sentences, C_ ("change needs", "back-out plan"), _ ("It has no back-out plan."));
}

/* Once the work is done. */
static void
find_outcome (RwRecord *change, RwChangeStatus to, GPtrArray *names, GPtrArray *sentences)
{
  if (!rw_record_has (change, RW_CHANGE_RESULT))
    miss (names, sentences, C_ ("change needs", "result"), _ ("It does not say how it went."));
  if (rw_record_get_enum (change, RW_CHANGE_RESULT) == RW_CHANGE_RESULT_FAILED &&
      !rw_record_has (change, RW_CHANGE_BACKED_OUT))
    miss (names, sentences, C_ ("change needs", "whether it was backed out"),
          _ ("It failed and does not say whether it was backed out."));
  if (to == RW_CHANGE_STATUS_CLOSED && !rw_record_has (change, RW_CHANGE_REVIEW) &&
      rw_record_get_enum (change, RW_CHANGE_TYPE) == RW_CHANGE_TYPE_EMERGENCY)
    miss (names, sentences, C_ ("change needs", "review"),
          _ ("An emergency is reviewed afterwards, without exception."));
}

static gboolean
find_missing (RwRecord       *change,
              guint           n_items,
              RwChangeStatus  to,
              GPtrArray      *names,
              GPtrArray      *sentences)
{
  if (to == RW_CHANGE_STATUS_APPROVED || to == RW_CHANGE_STATUS_SCHEDULED)
    find_plan (change, n_items, names, sentences);
  else if (to == RW_CHANGE_STATUS_REVIEW || to == RW_CHANGE_STATUS_CLOSED)
    find_outcome (change, to, names, sentences);
  return names->len == 0;
}

/**
 * rw_change_needs:
 * @n_items: how many configuration items it names
 * @to: the status that it is to get
 * @missing: (nullable) (element-type utf8): gets one translated sentence for each thing that is missing
 *
 * What a change needs before it is approved and scheduled (DOMAIN, "Changes"): affected items, start and
 * end, risk, test plan and back-out plan; a standard change has its plans from the template. And what it
 * needs to be reviewed and closed: the result, whether a failed one was backed out, the review of an
 * emergency. The other statuses need nothing.
 *
 * Returns: whether nothing is missing
 */
gboolean
rw_change_needs (RwRecord *change, guint n_items, RwChangeStatus to, GPtrArray *missing)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  return find_missing (change, n_items, to, names, missing);
}

/**
 * rw_change_check_needs:
 *
 * The same as rw_change_needs(), in one sentence that names all that is missing.
 */
gboolean
rw_change_check_needs (RwRecord *change, guint n_items, RwChangeStatus to, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *list = NULL;

  if (find_missing (change, n_items, to, names, NULL))
    return TRUE;
  g_ptr_array_add (names, NULL);
  list = g_strjoinv (", ", (char **) names->pdata);
  /* Translators: a change, a status and what is missing, like “affected items, test plan” */
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("Change “%s” cannot become “%s” without: %s"),
               rw_record_get_title (change), rw_enum_label (&rw_enum_change_status, (int) to), list);
  return FALSE;
}

/**
 * rw_change_template_check:
 * @day: when the change happens, see rw_record_set_date()
 * @error: one sentence that says why not
 *
 * Returns: whether the template approves a standard change on that day: it is approved, not retired, not
 *   due for review by then, complete
 */
gboolean
rw_change_template_check (RwRecord *template_, gint64 day, GError **error)
{
  const char *why = NULL;

  if (rw_record_get_boolean (template_, RW_CHANGE_TEMPLATE_RETIRED))
    why = _ ("it is retired");
  else if (!rw_record_has (template_, RW_CHANGE_TEMPLATE_APPROVED_BY))
    why = _ ("it is not approved");
  else if (rw_record_get_integer (template_, RW_CHANGE_TEMPLATE_REVIEW_BY, G_MAXINT64) < day)
    why = _ ("it is due for review");
  else if (!rw_record_has (template_, RW_CHANGE_TEMPLATE_TEST_PLAN) ||
           !rw_record_has (template_, RW_CHANGE_TEMPLATE_BACKOUT_PLAN))
    why = _ ("it lacks a test plan or a back-out plan");
  if (why == NULL)
    return TRUE;
  /* Translators: the name of a template, and why it cannot be used, like “it is retired” */
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("The template “%s” cannot be used: %s"),
               rw_record_get_title (template_), why);
  return FALSE;
}

/**
 * rw_change_overrun:
 * @now: microseconds since 1970
 *
 * Returns: whether work goes on although the planned end has passed
 */
gboolean
rw_change_overrun (RwRecord *change, gint64 now)
{
  return rw_record_get_enum (change, RW_CHANGE_STATUS) == RW_CHANGE_STATUS_IN_PROGRESS &&
         rw_record_get_integer (change, RW_CHANGE_END, G_MAXINT64) < now;
}

/**
 * rw_change_find_extension:
 * @approvals: (element-type RwRecord): of the change, others too
 * @until: when it may end
 *
 * Returns: (transfer none) (nullable): the approval by which somebody else than the implementer lets the
 *   work go on until then
 */
RwRecord *
rw_change_find_extension (RwRecord *change, GPtrArray *approvals, gint64 until)
{
  const RwId *implementer = rw_record_get_ref (change, RW_CHANGE_IMPLEMENTER);

  for (guint i = 0; i < approvals->len; i++)
    {
      RwRecord *approval = g_ptr_array_index (approvals, i);
      const RwId *id = rw_record_get_ref (approval, RW_APPROVAL_CHANGE);
      const RwId *person = rw_record_get_ref (approval, RW_APPROVAL_PERSON);

      if (id != NULL && person != NULL && rw_id_equal (id, rw_record_get_id (change)) &&
          rw_record_get_enum (approval, RW_APPROVAL_BOARD) == RW_APPROVAL_BOARD_EXTENSION &&
          rw_record_get_enum (approval, RW_APPROVAL_DECISION) == RW_DECISION_APPROVED &&
          rw_record_get_integer (approval, RW_APPROVAL_UNTIL, 0) == until &&
          (implementer == NULL || !rw_id_equal (implementer, person)))
        return approval;
    }
  return NULL;
}
