/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-demo-company.h"

#include <string.h>

#include "rules/rw-change-approval.h"
#include "rules/rw-change-risk.h"
#include "rules/rw-change-template.h"

/* What changes are made from and held to: templates, questions on risk, and who approves. */

static void
emit_question (RwDemoCompany *self, RwDemoChangeRules *rules, const char *line, guint position)
{
  g_auto (GStrv) parts = g_strsplit (line, "|", -1);
  RwId id = rw_demo_id_on (self, self->today - 500);
  RwRecord *record = rw_record_new (RW_KIND_RISK_QUESTION, &id);

  rw_record_set_text (record, RW_RISK_QUESTION_NAME, parts[3]);
  rw_record_set_enum (record, RW_RISK_QUESTION_RAISES, rw_enum_find (&rw_enum_risk_side, parts[0]));
  rw_record_set_integer (record, RW_RISK_QUESTION_WEIGHT, atoi (parts[1]));
  rw_record_set_boolean (record, RW_RISK_QUESTION_RISKY_NO, strcmp (parts[2], "no") == 0);
  rw_record_set_integer (record, RW_RISK_QUESTION_POSITION, position);
  g_ptr_array_add (rules->questions, g_object_ref (record));
  rw_demo_emit (self, record);
}

/* Approved by one of those who answer for services; the reviews of a year are spread over it. */
static void
set_state (RwDemoCompany *self, RwRecord *record, const char *state)
{
  gboolean review = strcmp (state, "review") == 0;
  int person = rw_demo_person_of (self, RW_PERSON_ROLE_SDM);
  gint64 day = self->today - (review ? 375 : 20 + rw_demo_random_range (&self->random, 0, 250));

  rw_record_set_boolean (record, RW_CHANGE_TEMPLATE_RETIRED, strcmp (state, "retired") == 0);
  if (strcmp (state, "draft") == 0)
    return;
  rw_record_set_ref (record, RW_CHANGE_TEMPLATE_APPROVED_BY, &RW_DEMO_PERSON (self, person)->id);
  rw_record_set_instant (record, RW_CHANGE_TEMPLATE_APPROVED_AT, rw_demo_instant (self, day, 600));
  rw_record_set_date (record, RW_CHANGE_TEMPLATE_REVIEW_BY, day + 365);
}

static void
emit_template (RwDemoCompany *self, RwDemoChangeRules *rules, const char *line)
{
  g_auto (GStrv) parts = g_strsplit (line, "|", -1);
  g_auto (GStrv) tasks = g_strsplit (parts[4], ";", -1);
  RwId id = rw_demo_id_on (self, self->today - 480);
  RwRecord *record = rw_record_new (RW_KIND_CHANGE_TEMPLATE, &id);

  rw_record_set_text (record, RW_CHANGE_TEMPLATE_NAME, parts[1]);
  rw_record_set_enum (record, RW_CHANGE_TEMPLATE_TYPE, RW_CHANGE_TYPE_STANDARD);
  rw_record_set_integer (record, RW_CHANGE_TEMPLATE_DURATION, atoi (parts[3]));
  rw_record_set_enum (record, RW_CHANGE_TEMPLATE_RISK_PROBABILITY, RW_LEVEL_LOW);
  rw_record_set_enum (record, RW_CHANGE_TEMPLATE_RISK_EFFECT, RW_LEVEL_LOW);
  rw_demo_answer_risk (rules, record, RW_CHANGE_TEMPLATE_RISK_ANSWERS, RW_LEVEL_LOW, RW_LEVEL_LOW,
                       G_MAXUINT);
  rw_change_template_set_tasks (record, (const char *const *) tasks);
  rw_record_set_text (record, RW_CHANGE_TEMPLATE_TEST_PLAN, parts[5]);
  rw_record_set_text (record, RW_CHANGE_TEMPLATE_BACKOUT_PLAN, parts[6]);
  if (*parts[7] != '\0')
    rw_record_set_text (record, RW_CHANGE_TEMPLATE_PUBLIC_TITLE, parts[7]);
  set_state (self, record, parts[8]);
  if (strcmp (parts[0], RW_DEMO_RESTORE_TEST) == 0)
    self->restore_template = id;
  g_ptr_array_add (rules->words, g_strdup (parts[0]));
  g_ptr_array_add (rules->templates, g_object_ref (record));
  rw_demo_emit (self, record);
}

/**
 * rw_demo_emit_change_rules:
 * @rules: (out caller-allocates): what was emitted; see rw_demo_change_rules_clear()
 */
void
rw_demo_emit_change_rules (RwDemoCompany *self, RwDemoChangeRules *rules)
{
  g_auto (GStrv) questions = rw_demo_lines ("risk-questions.txt");
  g_auto (GStrv) templates = rw_demo_lines ("change-templates.txt");

  *rules = (RwDemoChangeRules) { g_ptr_array_new_with_free_func (g_object_unref),
                                 g_ptr_array_new_with_free_func (g_free),
                                 g_ptr_array_new_with_free_func (g_object_unref) };
  for (guint i = 0; questions[i] != NULL; i++)
    emit_question (self, rules, questions[i], i);
  for (guint i = 0; templates[i] != NULL; i++)
    emit_template (self, rules, templates[i]);
}

void
rw_demo_change_rules_clear (RwDemoChangeRules *rules)
{
  g_clear_pointer (&rules->templates, g_ptr_array_unref);
  g_clear_pointer (&rules->words, g_ptr_array_unref);
  g_clear_pointer (&rules->questions, g_ptr_array_unref);
}

/**
 * rw_demo_template_of:
 * @title: of a standard change
 *
 * Returns: (transfer none): what it is made from
 */
RwRecord *
rw_demo_template_of (const RwDemoChangeRules *rules, const char *title)
{
  for (guint i = 0; i < rules->words->len; i++)
    if (g_str_has_prefix (title, rules->words->pdata[i]))
      return rules->templates->pdata[i];
  g_assert_not_reached ();
}

/**
 * rw_demo_answer_risk:
 * @field: the answers of a change or a template
 * @n_answers: how many questions are answered
 *
 * Answers that give just the levels: questions are answered as a risk, heaviest side first, until they do.
 */
void
rw_demo_answer_risk (const RwDemoChangeRules *rules,
                     RwRecord                *record,
                     guint                    field,
                     RwLevel                  probability,
                     RwLevel                  effect,
                     guint                    n_answers)
{
  const RwLevel wanted[] = {
    [RW_RISK_SIDE_PROBABILITY] = probability, [RW_RISK_SIDE_EFFECT] = effect
  };
  g_auto (GStrv) answers = g_new0 (char *, 1);

  for (guint i = 0; i < MIN (rules->questions->len, n_answers); i++)
    {
      RwRecord *question = g_ptr_array_index (rules->questions, i);
      RwRiskSide side = (RwRiskSide) rw_record_get_enum (question, RW_RISK_QUESTION_RAISES);
      gboolean risky_no = rw_record_get_boolean (question, RW_RISK_QUESTION_RISKY_NO);
      RwLevel levels[2];

      for (int risky = 1; risky >= 0; risky--)
        {
          char **more =
            rw_change_risk_set_answer ((const char *const *) answers, rw_record_get_id (question),
                                       risky != (int) risky_no);

          rw_change_risk (rules->questions, (const char *const *) more,
                          &levels[RW_RISK_SIDE_PROBABILITY], &levels[RW_RISK_SIDE_EFFECT]);
          if (risky && (levels[side] > wanted[side] || wanted[side] == RW_LEVEL_LOW))
            {
              g_strfreev (more);
              continue;
            }
          g_strfreev (answers);
          answers = more;
          break;
        }
    }
  rw_record_set_texts (record, field, (const char *const *) answers);
}

/* Somebody who did not ask for it, does not do it and has no voice in it yet. */
static int
pick_approver (RwDemoCompany *self, RwRecord *change, GArray *others, RwPersonRole role)
{
  for (guint i = 0;; i++)
    {
      int person = i < 30 ? rw_demo_person_of (self, role)
                          : (int) rw_demo_random_below (&self->random, self->people->len);
      gboolean taken = rw_change_is_own (change, &RW_DEMO_PERSON (self, person)->id);

      for (guint k = 0; k < others->len; k++)
        taken = taken || g_array_index (others, int, k) == person;
      if (!taken)
        return person;
    }
}

static void
emit_approval (RwDemoCompany *self,
               RwRecord      *change,
               gint64         created,
               int            person,
               RwDecision     decision,
               gint64         at,
               const char    *comment)
{
  RwId id = rw_demo_id (self, created);
  RwRecord *record = rw_record_new (RW_KIND_APPROVAL, &id);

  rw_record_set_ref (record, RW_APPROVAL_CHANGE, rw_record_get_id (change));
  rw_record_set_ref (record, RW_APPROVAL_PERSON, &RW_DEMO_PERSON (self, person)->id);
  rw_record_set_enum (record, RW_APPROVAL_BOARD, (int) rw_change_board (change));
  rw_record_set_enum (record, RW_APPROVAL_DECISION, (int) decision);
  if (decision != RW_DECISION_PENDING)
    rw_record_set_instant (record, RW_APPROVAL_AT, at);
  if (comment != NULL)
    rw_record_set_text (record, RW_APPROVAL_COMMENT, comment);
  rw_demo_emit (self, record);
}

/**
 * rw_demo_emit_approvals:
 * @created: when the change was written
 *
 * As many as the change takes, of whoever may; those of an assessed one but for the last are there, a
 * submitted one has asked for them, and one draft in three was sent back.
 */
void
rw_demo_emit_approvals (RwDemoCompany *self, RwRecord *change, gint64 created)
{
  RwChangeStatus status = (RwChangeStatus) rw_record_get_enum (change, RW_CHANGE_STATUS);
  gint64 start = rw_record_get_integer (change, RW_CHANGE_START, self->now);
  gint64 span = MIN (start, self->now) - created;
  guint needed = rw_change_approvals_needed (change);
  RwPersonRole role = rw_change_board (change) == RW_APPROVAL_BOARD_PEER ? RW_PERSON_ROLE_TECHNICIAN
                                                                         : RW_PERSON_ROLE_SDM;
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (int));

  if (needed == 0 || status == RW_CHANGE_STATUS_CANCELLED)
    return;
  if (status == RW_CHANGE_STATUS_DRAFT)
    {
      if (rw_demo_random_below (&self->random, 3) == 0)
        emit_approval (self, change, created, pick_approver (self, change, people, role),
                       RW_DECISION_REJECTED, created + span / 2,
                       "Der Rückweg fehlt: bitte mit Dauer und letztem Zeitpunkt beschreiben.");
      return;
    }
  for (guint i = 0; i < needed; i++)
    {
      int person = pick_approver (self, change, people, role);
      gboolean decided = status >= RW_CHANGE_STATUS_APPROVED ||
                         (status == RW_CHANGE_STATUS_ASSESSED && i + 1 < needed);

      g_array_append_val (people, person);
      emit_approval (self, change, created, person,
                     decided ? RW_DECISION_APPROVED : RW_DECISION_PENDING,
                     created + span * (i + 1) / (needed + 2), NULL);
    }
}
