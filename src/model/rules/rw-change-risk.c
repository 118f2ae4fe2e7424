/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-change-risk.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rw-error.h"

/*
 * What the answers to the questions on risk say. Each question has a weight and raises one side,
 * probability or effect. A side is high when two thirds or more of its weight are answered as a risk,
 * medium from one third on, low below: so one heavy question can lift a side, and many light ones can.
 * The levels are a floor: whoever knows more sets a higher one by hand, and nobody a lower one.
 */

/**
 * rw_change_risk_answer:
 * @answers: (nullable): as in RW_CHANGE_RISK_ANSWERS: "<id of the question>=yes" or "=no"
 *
 * Two people who answered differently while apart leave both answers; neither counts then.
 *
 * Returns: 1 for yes, 0 for no, -1 when it is not answered
 */
int
rw_change_risk_answer (const char *const *answers, const RwId *question)
{
  g_autofree char *id = rw_id_to_string (question);
  gsize length = strlen (id);
  gboolean yes = FALSE, no = FALSE;

  for (; answers != NULL && *answers != NULL; answers++)
    if (strncmp (*answers, id, length) == 0 && (*answers)[length] == '=')
      {
        yes = yes || strcmp (*answers + length + 1, "yes") == 0;
        no = no || strcmp (*answers + length + 1, "no") == 0;
      }
  return yes == no ? -1 : yes;
}

/**
 * rw_change_risk_set_answer:
 * @answers: (nullable): all that there are
 * @answer: 1 for yes, 0 for no, -1 to take it back
 *
 * Returns: (transfer full): the answers with this one
 */
char **
rw_change_risk_set_answer (const char *const *answers, const RwId *question, int answer)
{
  g_autofree char *id = rw_id_to_string (question);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (; answers != NULL && *answers != NULL; answers++)
    if (!g_str_has_prefix (*answers, id))
      g_strv_builder_add (builder, *answers);
  if (answer >= 0)
    g_strv_builder_take (builder, g_strconcat (id, answer ? "=yes" : "=no", NULL));
  return g_strv_builder_end (builder);
}

static RwLevel
level_of (gint64 risky, gint64 whole)
{
  if (risky == 0 || risky * 3 < whole)
    return RW_LEVEL_LOW;
  return risky * 3 < whole * 2 ? RW_LEVEL_MEDIUM : RW_LEVEL_HIGH;
}

/**
 * rw_change_risk:
 * @questions: (element-type RwRecord): of RW_KIND_RISK_QUESTION; retired ones do not count
 * @answers: (nullable): as in RW_CHANGE_RISK_ANSWERS
 * @probability: (out): what the answers give at least
 * @effect: (out): the same
 *
 * What is not answered yet is not taken for a risk, but keeps its weight: more answers never lower a side.
 *
 * Returns: whether every question is answered
 */
gboolean
rw_change_risk (GPtrArray         *questions,
                const char *const *answers,
                RwLevel           *probability,
                RwLevel           *effect)
{
  gint64 whole[RW_RISK_SIDE_N_VALUES] = { 0 }, risky[RW_RISK_SIDE_N_VALUES] = { 0 };
  gboolean complete = TRUE;

  for (guint i = 0; i < questions->len; i++)
    {
      RwRecord *question = g_ptr_array_index (questions, i);
      int side = rw_record_get_enum (question, RW_RISK_QUESTION_RAISES);
      gint64 weight = rw_record_get_integer (question, RW_RISK_QUESTION_WEIGHT, 1);
      int answer;

      if (rw_record_get_boolean (question, RW_RISK_QUESTION_RETIRED) || side < 0)
        continue;
      answer = rw_change_risk_answer (answers, rw_record_get_id (question));
      complete = complete && answer >= 0;
      whole[side] += weight;
      if (answer >= 0 && (answer == 0) == rw_record_get_boolean (question, RW_RISK_QUESTION_RISKY_NO))
        risky[side] += weight;
    }
  *probability = level_of (risky[RW_RISK_SIDE_PROBABILITY], whole[RW_RISK_SIDE_PROBABILITY]);
  *effect = level_of (risky[RW_RISK_SIDE_EFFECT], whole[RW_RISK_SIDE_EFFECT]);
  return complete;
}

/**
 * rw_change_risk_check:
 * @change: a change or a template
 * @questions: (element-type RwRecord): all questions on risk
 *
 * Returns: whether the risk that is written down is not lower than what the answers give
 */
gboolean
rw_change_risk_check (RwRecord *change, GPtrArray *questions, GError **error)
{
  gboolean of_template = rw_record_get_kind (change) == RW_KIND_CHANGE_TEMPLATE;
  guint fields[] = { of_template ? RW_CHANGE_TEMPLATE_RISK_PROBABILITY : RW_CHANGE_RISK_PROBABILITY,
                     of_template ? RW_CHANGE_TEMPLATE_RISK_EFFECT : RW_CHANGE_RISK_EFFECT };
  RwLevel least[2];

  rw_change_risk (questions,
                  rw_record_get_texts (change, of_template ? RW_CHANGE_TEMPLATE_RISK_ANSWERS
                                                           : RW_CHANGE_RISK_ANSWERS),
                  &least[0], &least[1]);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (rw_record_has (change, fields[i]) && rw_record_get_enum (change, fields[i]) < (int) least[i])
      {
        /* Translators: a kind of record and its title; the label of a field, like “Risk: effect”; two levels */
        g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                     _ ("%s “%s”: “%s” cannot be “%s”: the answers give “%s”"),
                     rw_kind_label (rw_record_get_kind (change)), rw_record_get_title (change),
                     rw_field_label (rw_schema_field (rw_record_get_kind (change), fields[i])),
                     rw_enum_label (&rw_enum_level, rw_record_get_enum (change, fields[i])),
                     rw_enum_label (&rw_enum_level, (int) least[i]));
        return FALSE;
      }
  return TRUE;
}

/**
 * rw_change_risk_combine:
 *
 * Probability × effect on a square of three by three: low while they are low and low or low and
 * medium, high from medium and high on, medium between.
 */
RwLevel
rw_change_risk_combine (RwLevel probability, RwLevel effect)
{
  int sum = (int) probability + (int) effect;

  return sum < 2 ? RW_LEVEL_LOW : sum == 2 ? RW_LEVEL_MEDIUM : RW_LEVEL_HIGH;
}

/**
 * rw_change_risk_level:
 *
 * Returns: the #RwLevel of the whole, or -1 while a side is not known
 */
int
rw_change_risk_level (RwRecord *change)
{
  int probability = rw_record_get_enum (change, RW_CHANGE_RISK_PROBABILITY);
  int effect = rw_record_get_enum (change, RW_CHANGE_RISK_EFFECT);

  if (probability < 0 || effect < 0)
    return -1;
  return (int) rw_change_risk_combine ((RwLevel) probability, (RwLevel) effect);
}

/**
 * rw_risk_question_compare:
 *
 * A #GCompareFunc for arrays of #RwRecord: as they are asked, by position, then by id.
 */
int
rw_risk_question_compare (gconstpointer a, gconstpointer b)
{
  RwRecord *left = *(RwRecord *const *) a, *right = *(RwRecord *const *) b;
  gint64 one = rw_record_get_integer (left, RW_RISK_QUESTION_POSITION, G_MAXINT64);
  gint64 two = rw_record_get_integer (right, RW_RISK_QUESTION_POSITION, G_MAXINT64);

  if (one != two)
    return one < two ? -1 : 1;
  return rw_id_compare (rw_record_get_id (left), rw_record_get_id (right));
}
