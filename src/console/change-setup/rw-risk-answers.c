/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-risk-answers.h"

#include <glib/gi18n.h>

#include "rules/rw-change-risk.h"

struct _RwRiskAnswers
{
  AdwPreferencesGroup parent_instance;

  GPtrArray *questions; /* (element-type RwRecord): those that are asked, in order */
  char **answers;
  GPtrArray *rows;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwRiskAnswers, rw_risk_answers, ADW_TYPE_PREFERENCES_GROUP)

/* As they stand in the rows: open, yes, no. */
static int
answer_of (guint selected)
{
  return selected == 1 ? 1 : selected == 2 ? 0 : -1;
}

static void
show_levels (RwRiskAnswers *self)
{
  g_autofree char *text = NULL;
  RwLevel probability, effect;
  gboolean complete =
    rw_change_risk (self->questions, (const char *const *) self->answers, &probability, &effect);

  if (self->questions->len == 0)
    text = g_strdup (_ ("There are no questions yet; they are written under “Questions on Risk”."));
  else
    text = g_strdup_printf (complete
                              ? _ ("The answers give at least: probability %s, effect %s.")
                              : _ ("So far the answers give at least: probability %s, effect %s."),
                            rw_enum_label (&rw_enum_level, (int) probability),
                            rw_enum_label (&rw_enum_level, (int) effect));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), text);
}

static void
selected_cb (RwRiskAnswers *self, GParamSpec *pspec, AdwComboRow *row)
{
  g_auto (GStrv) before = g_steal_pointer (&self->answers);
  guint at;

  if (!g_ptr_array_find (self->rows, row, &at))
    at = 0;
  self->answers = rw_change_risk_set_answer ((const char *const *) before,
                                             rw_record_get_id (self->questions->pdata[at]),
                                             answer_of (adw_combo_row_get_selected (row)));
  show_levels (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
rw_risk_answers_finalize (GObject *object)
{
  RwRiskAnswers *self = RW_RISK_ANSWERS (object);

  g_ptr_array_unref (self->questions);
  g_ptr_array_unref (self->rows);
  g_strfreev (self->answers);
  G_OBJECT_CLASS (rw_risk_answers_parent_class)->finalize (object);
}

static void
rw_risk_answers_class_init (RwRiskAnswersClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_risk_answers_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", RW_TYPE_RISK_ANSWERS, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rw_risk_answers_init (RwRiskAnswers *self)
{
  self->questions = g_ptr_array_new_with_free_func (g_object_unref);
  self->rows = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Questions on Risk"));
}

static void
add_row (RwRiskAnswers *self, RwRecord *question)
{
  const char *const words[] = { C_ ("answer", "Open"), C_ ("answer", "Yes"), C_ ("answer", "No"),
                                NULL };
  g_autoptr (GtkStringList) list = gtk_string_list_new (words);
  GtkWidget *row = adw_combo_row_new ();
  int answer =
    rw_change_risk_answer ((const char *const *) self->answers, rw_record_get_id (question));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), rw_record_get_title (question));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 3);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), answer < 0 ? 0 : answer ? 1 : 2);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

/**
 * rw_risk_answers_new:
 * @questions: (element-type RwRecord): all of them, in order; retired ones are not asked
 * @answers: (nullable): as in RW_CHANGE_RISK_ANSWERS
 */
GtkWidget *
rw_risk_answers_new (GPtrArray *questions, const char *const *answers)
{
  RwRiskAnswers *self = g_object_new (RW_TYPE_RISK_ANSWERS, NULL);

  self->answers = answers != NULL ? g_strdupv ((char **) answers) : g_new0 (char *, 1);
  for (guint i = 0; i < questions->len; i++)
    if (!rw_record_get_boolean (questions->pdata[i], RW_RISK_QUESTION_RETIRED))
      {
        g_ptr_array_add (self->questions, g_object_ref (questions->pdata[i]));
        add_row (self, questions->pdata[i]);
      }
  show_levels (self);
  return GTK_WIDGET (self);
}

/**
 * rw_risk_answers_get:
 *
 * Returns: (transfer none): those to retired questions, too
 */
const char *const *
rw_risk_answers_get (RwRiskAnswers *self)
{
  g_return_val_if_fail (RW_IS_RISK_ANSWERS (self), NULL);
  return (const char *const *) self->answers;
}

/**
 * rw_risk_answers_answer:
 * @question: which of the rows
 * @answer: 1 for yes, 0 for no, -1 to take it back
 */
void
rw_risk_answers_answer (RwRiskAnswers *self, guint question, int answer)
{
  g_return_if_fail (RW_IS_RISK_ANSWERS (self) && question < self->rows->len);
  adw_combo_row_set_selected (self->rows->pdata[question], answer < 0 ? 0 : answer ? 1 : 2);
}

/**
 * rw_risk_answers_levels:
 * @probability: (out): what the answers give at least
 * @effect: (out): the same
 */
void
rw_risk_answers_levels (RwRiskAnswers *self, RwLevel *probability, RwLevel *effect)
{
  g_return_if_fail (RW_IS_RISK_ANSWERS (self));
  rw_change_risk (self->questions, (const char *const *) self->answers, probability, effect);
}
