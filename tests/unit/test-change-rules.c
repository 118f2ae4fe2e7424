/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "rules/rw-change-actions.h"
#include "rules/rw-change-approval.h"
#include "rules/rw-change-risk.h"
#include "rules/rw-change-rules.h"
#include "rules/rw-change-template.h"
#include "rw-check.h"
#include "rw-clock.h"

/* The life of a change: who may do what and when, who counts, what the answers on risk give. */

#define NOW   (G_GINT64_CONSTANT (1795478400) * RW_SECOND) /* 2026-11-24T00:00:00Z */
#define START (NOW + 2 * RW_HOUR)
#define END   (NOW + 4 * RW_HOUR)

typedef struct
{
  RwRecord *change;
  GPtrArray *approvals;
  RwRecord *template;
  RwId requester, implementer, people[4];
  guint n_items;
} Scene;

static void
scene_init (Scene *scene, RwChangeType type)
{
  *scene = (Scene) { .change = rw_record_new (RW_KIND_CHANGE, NULL),
                     .approvals = g_ptr_array_new_with_free_func (g_object_unref),
                     .template = rw_record_new (RW_KIND_CHANGE_TEMPLATE, NULL),
                     .requester = rw_id_new (),
                     .implementer = rw_id_new (),
                     .n_items = 1 };
  for (guint i = 0; i < G_N_ELEMENTS (scene->people); i++)
    scene->people[i] = rw_id_new ();
  rw_record_set_text (scene->template, RW_CHANGE_TEMPLATE_NAME, "Restart");
  rw_record_set_enum (scene->template, RW_CHANGE_TEMPLATE_TYPE, RW_CHANGE_TYPE_STANDARD);
  rw_record_set_text (scene->template, RW_CHANGE_TEMPLATE_TEST_PLAN, "Look.");
  rw_record_set_text (scene->template, RW_CHANGE_TEMPLATE_BACKOUT_PLAN, "Back.");
  rw_record_set_ref (scene->template, RW_CHANGE_TEMPLATE_APPROVED_BY, &scene->people[0]);
  rw_record_set_text (scene->change, RW_CHANGE_TITLE, "New switch");
  rw_record_set_enum (scene->change, RW_CHANGE_TYPE, (int) type);
  rw_record_set_enum (scene->change, RW_CHANGE_STATUS, RW_CHANGE_STATUS_DRAFT);
  rw_record_set_instant (scene->change, RW_CHANGE_START, START);
  rw_record_set_instant (scene->change, RW_CHANGE_END, END);
  rw_record_set_ref (scene->change, RW_CHANGE_REQUESTER, &scene->requester);
  rw_record_set_ref (scene->change, RW_CHANGE_IMPLEMENTER, &scene->implementer);
  rw_record_set_enum (scene->change, RW_CHANGE_RISK_PROBABILITY, RW_LEVEL_MEDIUM);
  rw_record_set_enum (scene->change, RW_CHANGE_RISK_EFFECT, RW_LEVEL_MEDIUM);
  rw_record_set_text (scene->change, RW_CHANGE_TEST_PLAN, "Look.");
  rw_record_set_text (scene->change, RW_CHANGE_BACKOUT_PLAN, "Back.");
  if (type == RW_CHANGE_TYPE_STANDARD)
    rw_record_set_ref (scene->change, RW_CHANGE_BASED_ON, rw_record_get_id (scene->template));
}

static void
scene_clear (Scene *scene)
{
  g_object_unref (scene->change);
  g_object_unref (scene->template);
  g_ptr_array_unref (scene->approvals);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scene, scene_clear)

static RwRecord *
add_vote (Scene *scene, const RwId *person, RwApprovalBoard board, RwDecision decision, gint64 at)
{
  RwRecord *vote = rw_record_new (RW_KIND_APPROVAL, NULL);

  rw_record_set_ref (vote, RW_APPROVAL_CHANGE, rw_record_get_id (scene->change));
  rw_record_set_ref (vote, RW_APPROVAL_PERSON, person);
  rw_record_set_enum (vote, RW_APPROVAL_BOARD, (int) board);
  rw_record_set_enum (vote, RW_APPROVAL_DECISION, (int) decision);
  rw_record_set_instant (vote, RW_APPROVAL_AT, at);
  g_ptr_array_add (scene->approvals, vote);
  return vote;
}

static RwChangeCase
as (Scene *scene, const RwId *person)
{
  return (RwChangeCase) { .change = scene->change,
                          .person = person,
                          .roles = RW_ROLE_TECHNICIAN,
                          .n_items = scene->n_items,
                          .approvals = scene->approvals,
                          .template_ = scene->template,
                          .now = NOW };
}

/* What a server makes of the edits: each is checked by itself, all or none are taken. */
static gboolean
take_in (Scene *scene, GPtrArray *edits, GError **error)
{
  g_autoptr (RwRecord) change = NULL;
  g_autoptr (GPtrArray) approvals = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < scene->approvals->len; i++)
    g_ptr_array_add (approvals, g_object_ref (scene->approvals->pdata[i]));
  for (guint i = 0; i < edits->len; i++)
    {
      RwEdit *edit = g_ptr_array_index (edits, i);
      RwRecord *before = edit->kind == RW_KIND_CHANGE ? scene->change : NULL, *after;
      guint at = approvals->len;

      for (guint k = 0; before == NULL && k < approvals->len; k++)
        if (rw_id_equal (rw_record_get_id (approvals->pdata[k]), &edit->id))
          {
            at = k;
            before = approvals->pdata[k];
          }
      if (!rw_edit_check (edit, before, RW_ROLE_TECHNICIAN, &after, error))
        return FALSE;
      if (edit->kind == RW_KIND_CHANGE)
        change = after;
      else if (at < approvals->len)
        {
          g_object_unref (approvals->pdata[at]);
          approvals->pdata[at] = after;
        }
      else
        g_ptr_array_add (approvals, after);
    }
  if (change != NULL)
    g_set_object (&scene->change, change);
  g_ptr_array_unref (scene->approvals);
  scene->approvals = g_steal_pointer (&approvals);
  return TRUE;
}

static void
act (Scene *scene, const RwId *person, RwChangeActionCode code, const RwChangeWords *words)
{
  RwChangeCase here = as (scene, person);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) edits = rw_change_action_edits (&here, code, words, &error);

  g_assert_no_error (error);
  g_assert_true (take_in (scene, edits, &error));
  g_assert_no_error (error);
}

static void
assert_not (Scene *scene, const RwId *person, RwChangeActionCode code, const char *why)
{
  RwChangeCase here = as (scene, person);
  g_autoptr (RwChangeAction) action = rw_change_action_get (&here, code);

  g_assert_nonnull (action);
  g_assert_cmpstr (action->why_not, ==, why);
  g_assert_false (action->sensitive);
}

static void
assert_status (Scene *scene, RwChangeStatus status)
{
  g_assert_cmpint (rw_record_get_enum (scene->change, RW_CHANGE_STATUS), ==, status);
}

static void
test_normal (void)
{
  static const RwChangeWords well = { .result = RW_CHANGE_RESULT_SUCCESSFUL, .text = "Fine." };
  g_auto (Scene) scene;

  scene_init (&scene, RW_CHANGE_TYPE_NORMAL);
  act (&scene, &scene.requester, RW_CHANGE_ACTION_SUBMIT, NULL);
  act (&scene, &scene.people[0], RW_CHANGE_ACTION_ASSESS, NULL);
  assert_not (&scene, &scene.requester, RW_CHANGE_ACTION_APPROVE, "Nobody decides on their own change.");
  assert_not (&scene, &scene.implementer, RW_CHANGE_ACTION_APPROVE, "Nobody decides on their own change.");
  assert_not (&scene, NULL, RW_CHANGE_ACTION_APPROVE, "Your account belongs to no person who could decide.");
  act (&scene, &scene.people[0], RW_CHANGE_ACTION_APPROVE, NULL);
  assert_status (&scene, RW_CHANGE_STATUS_ASSESSED);
  assert_not (&scene, &scene.people[0], RW_CHANGE_ACTION_APPROVE,
              "You have approved it; 1 more approval is needed.");
  act (&scene, &scene.people[1], RW_CHANGE_ACTION_APPROVE, NULL);
  assert_status (&scene, RW_CHANGE_STATUS_APPROVED);
  act (&scene, &scene.requester, RW_CHANGE_ACTION_SCHEDULE, NULL);
  act (&scene, &scene.implementer, RW_CHANGE_ACTION_START, NULL);
  g_assert_cmpint (rw_record_get_integer (scene.change, RW_CHANGE_STARTED, 0), ==, NOW);
  act (&scene, &scene.implementer, RW_CHANGE_ACTION_FINISH, &well);
  act (&scene, &scene.requester, RW_CHANGE_ACTION_CLOSE, &well);
  assert_status (&scene, RW_CHANGE_STATUS_CLOSED);
}

static void
test_standard (void)
{
  g_auto (Scene) scene;

  scene_init (&scene, RW_CHANGE_TYPE_STANDARD);
  act (&scene, &scene.requester, RW_CHANGE_ACTION_SUBMIT, NULL);
  scene.n_items = 0;
  assert_not (&scene, &scene.requester, RW_CHANGE_ACTION_SCHEDULE,
              "It does not say which configuration items are affected.");
  scene.n_items = 1;
  rw_record_set_date (scene.template, RW_CHANGE_TEMPLATE_REVIEW_BY, NOW / RW_DAY - 1);
  assert_not (&scene, &scene.requester, RW_CHANGE_ACTION_SCHEDULE,
              "The template “Restart” cannot be used: it is due for review.");
  rw_record_set_date (scene.template, RW_CHANGE_TEMPLATE_REVIEW_BY, NOW / RW_DAY);
  act (&scene, &scene.requester, RW_CHANGE_ACTION_SCHEDULE, NULL);
  assert_status (&scene, RW_CHANGE_STATUS_SCHEDULED);
}

static void
test_emergency (void)
{
  static const RwChangeWords failed = { .result = RW_CHANGE_RESULT_FAILED, .backed_out = TRUE };
  static const RwChangeWords words = { .text = "The power unit was old." };
  g_auto (Scene) scene;
  RwChangeCase here;
  g_autoptr (GError) error = NULL;

  scene_init (&scene, RW_CHANGE_TYPE_EMERGENCY);
  rw_record_set_enum (scene.change, RW_CHANGE_RISK_EFFECT, RW_LEVEL_LOW);
  act (&scene, &scene.requester, RW_CHANGE_ACTION_SUBMIT, NULL);
  act (&scene, &scene.people[0], RW_CHANGE_ACTION_APPROVE, NULL);
  assert_status (&scene, RW_CHANGE_STATUS_SUBMITTED);
  act (&scene, &scene.people[1], RW_CHANGE_ACTION_APPROVE, NULL);
  act (&scene, &scene.people[1], RW_CHANGE_ACTION_SCHEDULE, NULL);
  act (&scene, &scene.implementer, RW_CHANGE_ACTION_START, NULL);
  act (&scene, &scene.implementer, RW_CHANGE_ACTION_FINISH, &failed);
  g_assert_true (rw_record_get_boolean (scene.change, RW_CHANGE_BACKED_OUT));
  here = as (&scene, &scene.requester);
  g_assert_null (rw_change_action_edits (&here, RW_CHANGE_ACTION_CLOSE, NULL, &error));
  g_assert_cmpstr (error->message, ==, "“Close” needs a few words on why");
  act (&scene, &scene.requester, RW_CHANGE_ACTION_CLOSE, &words);
  assert_status (&scene, RW_CHANGE_STATUS_CLOSED);
}

/* Rejected: back to draft, with the decision to be read; submitted again, it begins from nothing. */
static void
test_rejected (void)
{
  static const RwChangeWords words = { .text = "The way back is missing." };
  g_auto (Scene) scene;
  RwChangeRound round;

  scene_init (&scene, RW_CHANGE_TYPE_NORMAL);
  act (&scene, &scene.requester, RW_CHANGE_ACTION_SUBMIT, NULL);
  act (&scene, &scene.requester, RW_CHANGE_ACTION_ASSESS, NULL);
  act (&scene, &scene.people[0], RW_CHANGE_ACTION_APPROVE, NULL);
  act (&scene, &scene.people[1], RW_CHANGE_ACTION_REJECT, &words);
  assert_status (&scene, RW_CHANGE_STATUS_DRAFT);
  rw_change_round (scene.change, scene.approvals, NOW, &round);
  g_assert_true (rw_id_equal (&round.rejected_by, &scene.people[1]));
  g_assert_false (rw_change_round_is_won (&round));
  act (&scene, &scene.requester, RW_CHANGE_ACTION_SUBMIT, NULL);
  rw_change_round (scene.change, scene.approvals, NOW, &round);
  g_assert_cmpuint (round.approved, ==, 0);
  g_assert_true (rw_id_is_nil (&round.rejected_by));
  g_assert_cmpuint (scene.approvals->len, ==, 2);
}

/* What was approved is approved as it is. */
static void
test_altered (void)
{
  g_auto (Scene) scene;
  g_autoptr (RwRecord) after = NULL;
  g_autoptr (RwRecord) named = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (GPtrArray) renamed = NULL;
  g_autoptr (GError) error = NULL;

  scene_init (&scene, RW_CHANGE_TYPE_NORMAL);
  act (&scene, &scene.requester, RW_CHANGE_ACTION_SUBMIT, NULL);
  act (&scene, &scene.requester, RW_CHANGE_ACTION_ASSESS, NULL);
  act (&scene, &scene.people[0], RW_CHANGE_ACTION_APPROVE, NULL);
  act (&scene, &scene.people[1], RW_CHANGE_ACTION_APPROVE, NULL);
  act (&scene, &scene.requester, RW_CHANGE_ACTION_SCHEDULE, NULL);

  named = rw_record_dup (scene.change);
  rw_record_set_text (named, RW_CHANGE_TITLE, "Newer switch");
  renamed = rw_change_alter (scene.change, named, FALSE, scene.approvals);
  g_assert_cmpuint (renamed->len, ==, 1);
  g_assert_true (take_in (&scene, renamed, &error));
  assert_status (&scene, RW_CHANGE_STATUS_SCHEDULED);

  after = rw_record_dup (scene.change);
  rw_record_set_instant (after, RW_CHANGE_END, END + RW_HOUR);
  g_assert_false (rw_transition_check (scene.change, after, &error));
  g_assert_cmpstr (error->message, ==,
                   "Change “Newer switch” is “Scheduled”: with another type, time, risk or plan it is submitted anew");
  g_clear_error (&error);
  edits = rw_change_alter (scene.change, after, FALSE, scene.approvals);
  g_assert_cmpuint (edits->len, ==, 3);
  g_assert_true (take_in (&scene, edits, &error));
  g_assert_no_error (error);
  assert_status (&scene, RW_CHANGE_STATUS_SUBMITTED);
  for (guint i = 0; i < scene.approvals->len; i++)
    g_assert_false (rw_approval_is_decided (scene.approvals->pdata[i]));
}

static void
test_more_time (void)
{
  static const RwChangeWords ask = { .text = "The copy is slow.", .until = END + RW_HOUR };
  g_auto (Scene) scene;
  g_autoptr (RwRecord) after = NULL;

  scene_init (&scene, RW_CHANGE_TYPE_NORMAL);
  rw_record_set_enum (scene.change, RW_CHANGE_STATUS, RW_CHANGE_STATUS_IN_PROGRESS);
  rw_record_set_instant (scene.change, RW_CHANGE_STARTED, START);
  g_assert_false (rw_change_overrun (scene.change, END));
  g_assert_true (rw_change_overrun (scene.change, END + 1));
  assert_not (&scene, &scene.people[0], RW_CHANGE_ACTION_ASK_TIME,
              "More time is asked for by the implementer.");
  act (&scene, &scene.implementer, RW_CHANGE_ACTION_ASK_TIME, &ask);
  assert_not (&scene, &scene.implementer, RW_CHANGE_ACTION_GRANT_TIME,
              "More time is granted by somebody else than the implementer.");
  after = rw_record_dup (scene.change);
  rw_record_set_instant (after, RW_CHANGE_END, END + 2 * RW_HOUR);
  g_assert_false (rw_transition_check (scene.change, after, NULL));
  act (&scene, &scene.people[0], RW_CHANGE_ACTION_GRANT_TIME, NULL);
  g_assert_cmpint (rw_record_get_integer (scene.change, RW_CHANGE_END, 0), ==, END + RW_HOUR);
  g_assert_false (rw_record_has (scene.change, RW_CHANGE_EXTEND_TO));
  g_assert_nonnull (rw_change_find_extension (scene.change, scene.approvals, END + RW_HOUR));
  g_assert_null (rw_change_find_extension (scene.change, scene.approvals, END));
}

static void
test_round (void)
{
  g_auto (Scene) scene;
  RwChangeRound round;

  scene_init (&scene, RW_CHANGE_TYPE_NORMAL);
  rw_record_set_enum (scene.change, RW_CHANGE_STATUS, RW_CHANGE_STATUS_ASSESSED);
  g_assert_cmpuint (rw_change_approvals_needed (scene.change), ==, 2);
  rw_record_set_enum (scene.change, RW_CHANGE_RISK_EFFECT, RW_LEVEL_LOW);
  g_assert_cmpuint (rw_change_approvals_needed (scene.change), ==, 1);
  rw_record_set_integer (scene.change, RW_CHANGE_QUORUM, 3);
  g_assert_cmpuint (rw_change_approvals_needed (scene.change), ==, 3);
  rw_record_set_enum (scene.change, RW_CHANGE_RISK_EFFECT, RW_LEVEL_HIGH);
  rw_record_set_integer (scene.change, RW_CHANGE_QUORUM, 1);
  g_assert_cmpuint (rw_change_approvals_needed (scene.change), ==, 3);
  g_assert_cmpint (rw_change_board (scene.change), ==, RW_APPROVAL_BOARD_CAB);

  /* Twice the same person, one of the own, a peer where the board decides, more time: none counts. */
  add_vote (&scene, &scene.people[0], RW_APPROVAL_BOARD_CAB, RW_DECISION_APPROVED, NOW);
  add_vote (&scene, &scene.people[0], RW_APPROVAL_BOARD_CAB, RW_DECISION_APPROVED, NOW + 1);
  add_vote (&scene, &scene.requester, RW_APPROVAL_BOARD_CAB, RW_DECISION_APPROVED, NOW);
  add_vote (&scene, &scene.people[1], RW_APPROVAL_BOARD_PEER, RW_DECISION_APPROVED, NOW);
  add_vote (&scene, &scene.people[2], RW_APPROVAL_BOARD_EXTENSION, RW_DECISION_APPROVED, NOW);
  rw_change_round (scene.change, scene.approvals, NOW, &round);
  g_assert_cmpuint (round.approved, ==, 1);
  g_assert_false (round.overdue);

  /* What they decided last counts. */
  add_vote (&scene, &scene.people[0], RW_APPROVAL_BOARD_CAB, RW_DECISION_REJECTED, NOW + 2);
  rw_record_set_instant (scene.change, RW_CHANGE_DECISION_DUE, NOW);
  rw_change_round (scene.change, scene.approvals, NOW, &round);
  g_assert_cmpuint (round.approved, ==, 0);
  g_assert_true (rw_id_equal (&round.rejected_by, &scene.people[0]));
  g_assert_true (round.overdue);
  rw_record_set_enum (scene.change, RW_CHANGE_STATUS, RW_CHANGE_STATUS_SCHEDULED);
  rw_change_round (scene.change, scene.approvals, NOW, &round);
  g_assert_false (round.overdue);
}

static void
test_needs (void)
{
  g_auto (Scene) scene;
  g_autoptr (GPtrArray) missing = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  scene_init (&scene, RW_CHANGE_TYPE_NORMAL);
  g_assert_true (rw_change_needs (scene.change, 1, RW_CHANGE_STATUS_APPROVED, missing));
  g_assert_true (rw_change_needs (scene.change, 0, RW_CHANGE_STATUS_SUBMITTED, missing));
  rw_record_set_text (scene.change, RW_CHANGE_TEST_PLAN, NULL);
  rw_record_take (scene.change, RW_CHANGE_RISK_EFFECT, RW_VALUE_NULL);
  g_assert_false (rw_change_needs (scene.change, 0, RW_CHANGE_STATUS_APPROVED, missing));
  g_assert_cmpuint (missing->len, ==, 3);
  g_assert_false (rw_change_check_needs (scene.change, 0, RW_CHANGE_STATUS_APPROVED, &error));
  g_assert_cmpstr (error->message, ==,
                   "Change “New switch” cannot become “Approved” without: affected items, "
                   "probability and effect of the risk, test plan");
}

static RwRecord *
question (RwRiskSide side, int weight, gboolean risky_no)
{
  RwRecord *record = rw_record_new (RW_KIND_RISK_QUESTION, NULL);

  rw_record_set_text (record, RW_RISK_QUESTION_NAME, "?");
  rw_record_set_enum (record, RW_RISK_QUESTION_RAISES, (int) side);
  rw_record_set_integer (record, RW_RISK_QUESTION_WEIGHT, weight);
  rw_record_set_boolean (record, RW_RISK_QUESTION_RISKY_NO, risky_no);
  return record;
}

static void
test_risk (void)
{
  g_autoptr (GPtrArray) questions = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (GStrv) answers = NULL;
  g_autoptr (RwRecord) change = rw_record_new (RW_KIND_CHANGE, NULL);
  g_autoptr (GError) error = NULL;
  RwLevel probability, effect;

  g_assert_true (rw_change_risk (questions, NULL, &probability, &effect));
  g_assert_cmpint (probability, ==, RW_LEVEL_LOW);
  g_ptr_array_add (questions, question (RW_RISK_SIDE_PROBABILITY, 1, FALSE));
  g_ptr_array_add (questions, question (RW_RISK_SIDE_PROBABILITY, 1, TRUE));
  g_ptr_array_add (questions, question (RW_RISK_SIDE_PROBABILITY, 1, FALSE));
  g_ptr_array_add (questions, question (RW_RISK_SIDE_EFFECT, 5, FALSE));
  g_ptr_array_add (questions, question (RW_RISK_SIDE_EFFECT, 100, FALSE));
  rw_record_set_boolean (questions->pdata[4], RW_RISK_QUESTION_RETIRED, TRUE);
  answers = rw_change_risk_set_answer (NULL, rw_record_get_id (questions->pdata[0]), 1);
  g_assert_false (rw_change_risk (questions, (const char *const *) answers, &probability, &effect));
  g_assert_cmpint (probability, ==, RW_LEVEL_MEDIUM);
  g_assert_cmpint (effect, ==, RW_LEVEL_LOW);
  for (guint i = 1; i < 4; i++)
    {
      g_auto (GStrv) less = g_steal_pointer (&answers);

      answers = rw_change_risk_set_answer ((const char *const *) less, rw_record_get_id (questions->pdata[i]), i == 3);
    }
  g_assert_cmpint (rw_change_risk_answer ((const char *const *) answers, rw_record_get_id (questions->pdata[2])), ==, 0);
  g_assert_true (rw_change_risk (questions, (const char *const *) answers, &probability, &effect));
  g_assert_cmpint (probability, ==, RW_LEVEL_HIGH);
  g_assert_cmpint (effect, ==, RW_LEVEL_HIGH);

  rw_record_set_text (change, RW_CHANGE_TITLE, "New switch");
  rw_record_set_texts (change, RW_CHANGE_RISK_ANSWERS, (const char *const *) answers);
  g_assert_true (rw_change_risk_check (change, questions, NULL));
  rw_record_set_enum (change, RW_CHANGE_RISK_PROBABILITY, RW_LEVEL_HIGH);
  rw_record_set_enum (change, RW_CHANGE_RISK_EFFECT, RW_LEVEL_MEDIUM);
  g_assert_false (rw_change_risk_check (change, questions, &error));
  g_assert_cmpstr (error->message, ==,
                   "Change “New switch”: “Risk: effect” cannot be “Medium”: the answers give “High”");
}

/* A draft from a template has everything but a time; a clone everything but what happened. */
static void
test_made_from (void)
{
  static const char *const tasks[] = { "Zebra", "Apple", "10 apples", "Last", NULL };
  g_auto (Scene) scene;
  RwId person = rw_id_new ();
  g_autoptr (RwRecord) change = NULL, clone = NULL,
                       item = rw_record_new (RW_KIND_CHANGE_ITEM, NULL),
                       task = rw_record_new (RW_KIND_CHANGE_TASK, NULL);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  g_autoptr (GPtrArray) items = g_ptr_array_new (), old_tasks = g_ptr_array_new ();
  g_auto (GStrv) kept = NULL;
  g_autoptr (RwRecord) copied = NULL;

  scene_init (&scene, RW_CHANGE_TYPE_NORMAL);
  rw_change_template_set_tasks (scene.template, tasks);
  kept = rw_change_template_get_tasks (scene.template);
  g_assert_cmpstrv (kept, tasks);
  change = rw_change_new_from_template (scene.template, &person);
  g_assert_cmpstr (rw_record_get_title (change), ==, "Restart");
  g_assert_cmpint (rw_record_get_enum (change, RW_CHANGE_STATUS), ==, RW_CHANGE_STATUS_DRAFT);
  g_assert_true (rw_id_equal (rw_record_get_ref (change, RW_CHANGE_BASED_ON),
                              rw_record_get_id (scene.template)));
  g_assert_false (rw_record_has (change, RW_CHANGE_START));
  rw_change_add_template_tasks (edits, scene.template, rw_record_get_id (change), NULL);
  g_assert_cmpuint (edits->len, ==, 4);
  copied = rw_record_new (RW_KIND_CHANGE_TASK, NULL);
  rw_edit_apply (edits->pdata[1], copied);
  g_assert_cmpstr (rw_record_get_title (copied), ==, "Apple");
  g_assert_cmpint (rw_record_get_integer (copied, RW_CHANGE_TASK_POSITION, -1), ==, 1);

  rw_record_set_enum (scene.change, RW_CHANGE_STATUS, RW_CHANGE_STATUS_CLOSED);
  rw_record_set_enum (scene.change, RW_CHANGE_RESULT, RW_CHANGE_RESULT_FAILED);
  rw_record_set_text (scene.change, RW_CHANGE_NUMBER, "C-1");
  rw_record_set_instant (scene.change, RW_CHANGE_STARTED, START);
  clone = rw_change_new_clone (scene.change, &person);
  g_assert_cmpstr (rw_record_get_title (clone), ==, "New switch");
  g_assert_true (
    rw_id_equal (rw_record_get_ref (clone, RW_CHANGE_COPY_OF), rw_record_get_id (scene.change)));
  g_assert_true (rw_id_equal (rw_record_get_ref (clone, RW_CHANGE_REQUESTER), &person));
  for (guint field = 0; field < rw_schema_get (RW_KIND_CHANGE)->n_fields; field++)
    if (field == RW_CHANGE_NUMBER || field == RW_CHANGE_START || field == RW_CHANGE_END ||
        field == RW_CHANGE_STARTED || field == RW_CHANGE_RESULT)
      g_assert_false (rw_record_has (clone, field));
  g_assert_cmpint (rw_record_get_enum (clone, RW_CHANGE_STATUS), ==, RW_CHANGE_STATUS_DRAFT);

  rw_record_set_ref (item, RW_CHANGE_ITEM_CI, &person);
  rw_record_set_text (task, RW_CHANGE_TASK_TITLE, "Cut");
  rw_record_set_enum (task, RW_CHANGE_TASK_STATUS, RW_TASK_STATUS_DONE);
  rw_record_set_instant (task, RW_CHANGE_TASK_DONE_AT, START);
  g_ptr_array_add (items, item);
  g_ptr_array_add (old_tasks, task);
  g_ptr_array_set_size (edits, 0);
  rw_change_add_cloned_parts (edits, items, old_tasks, rw_record_get_id (clone));
  g_assert_cmpuint (edits->len, ==, 2);
  g_clear_object (&copied);
  copied = rw_record_new (RW_KIND_CHANGE_TASK, NULL);
  rw_edit_apply (edits->pdata[1], copied);
  g_assert_cmpint (rw_record_get_enum (copied, RW_CHANGE_TASK_STATUS), ==, RW_TASK_STATUS_OPEN);
  g_assert_false (rw_record_has (copied, RW_CHANGE_TASK_DONE_AT));
}

/* Whatever is done in whatever order: the record of the change stays valid, nobody's own voice counts,
 * an approved one has enough voices for what it says, and what is offered is also taken. */
static void
test_random (void)
{
  for (guint round = 0; round < 400; round++)
    {
      g_auto (Scene) scene;
      const RwId *people[] = { NULL, &scene.people[0], &scene.people[1], &scene.people[2],
                               &scene.people[3], &scene.requester, &scene.implementer };

      scene_init (&scene, (RwChangeType) g_test_rand_int_range (0, RW_CHANGE_TYPE_N_VALUES));
      rw_record_set_enum (scene.change, RW_CHANGE_RISK_EFFECT, g_test_rand_int_range (0, 3));
      for (guint i = 0; i < 40; i++)
        {
          const RwId *person = people[g_test_rand_int_range (0, G_N_ELEMENTS (people))];
          RwChangeCase here = as (&scene, person);
          const RwChangeWords words = { (RwChangeResult) g_test_rand_int_range (0, 3), g_test_rand_bit (), "Why.",
                                        rw_record_get_integer (scene.change, RW_CHANGE_END, 0) + RW_HOUR };
          RwChangeActionCode code = (RwChangeActionCode) g_test_rand_int_range (0, RW_CHANGE_N_ACTIONS);
          g_autoptr (RwChangeAction) action = rw_change_action_get (&here, code);
          g_autoptr (GError) error = NULL;
          g_autoptr (GPtrArray) edits = NULL;
          RwChangeRound stand;
          RwChangeStatus status;

          if (g_test_rand_int_range (0, 10) == 0)
            {
              g_autoptr (RwRecord) after = rw_record_dup (scene.change);

              rw_record_set_instant (after, RW_CHANGE_END, END + g_test_rand_int_range (1, 9) * RW_MINUTE);
              if (rw_record_get_enum (scene.change, RW_CHANGE_STATUS) < RW_CHANGE_STATUS_IN_PROGRESS)
                edits = rw_change_alter (scene.change, after, FALSE, scene.approvals);
            }
          else if (action != NULL && code != RW_CHANGE_ACTION_CANCEL)
            {
              edits = rw_change_action_edits (&here, code, &words, &error);
              g_assert_true ((edits != NULL) == action->sensitive);
              g_clear_error (&error);
            }
          if (edits == NULL)
            continue;
          g_assert_true (take_in (&scene, edits, &error));
          g_assert_no_error (error);
          status = (RwChangeStatus) rw_record_get_enum (scene.change, RW_CHANGE_STATUS);
          rw_change_round (scene.change, scene.approvals, NOW, &stand);
          if (status == RW_CHANGE_STATUS_APPROVED || status == RW_CHANGE_STATUS_SCHEDULED)
            g_assert_true (rw_change_round_is_won (&stand));
          g_assert_null (rw_change_vote_of (scene.change, scene.approvals, &scene.requester));
          g_assert_null (rw_change_vote_of (scene.change, scene.approvals, &scene.implementer));
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/change-rules/normal", test_normal);
  g_test_add_func ("/change-rules/standard", test_standard);
  g_test_add_func ("/change-rules/emergency", test_emergency);
  g_test_add_func ("/change-rules/rejected", test_rejected);
  g_test_add_func ("/change-rules/altered", test_altered);
  g_test_add_func ("/change-rules/more-time", test_more_time);
  g_test_add_func ("/change-rules/round", test_round);
  g_test_add_func ("/change-rules/needs", test_needs);
  g_test_add_func ("/change-rules/risk", test_risk);
  g_test_add_func ("/change-rules/made-from", test_made_from);
  g_test_add_func ("/change-rules/random", test_random);
  return g_test_run ();
}
