/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-change-risk-box.h"

#include <glib/gi18n.h>

#include "rules/rw-change-risk.h"
#include "rw-status.h"

struct _RwChangeRiskBox
{
  RwChangeBox parent_instance;

  GtkWidget *grid;
  GtkWidget *probability;
  GtkWidget *effect;
  GtkWidget *questions; /* a group */
  GPtrArray *rows;      /* not owned: of the questions, in their order */
  RwRecord *submitted;  /* with the last answers, until the page shows them */
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (RwChangeRiskBox, rw_change_risk_box, RW_TYPE_CHANGE_BOX)

static RwStatus
status_of (int level)
{
  return level == RW_LEVEL_HIGH     ? RW_STATUS_BAD
         : level == RW_LEVEL_MEDIUM ? RW_STATUS_ATTENTION
         : level == RW_LEVEL_LOW    ? RW_STATUS_GOOD
                                    : RW_STATUS_UNKNOWN;
}

/* --- Answers -------------------------------------------------------------------------------------------- */

/* The levels follow the answers upwards; down only when nobody had raised them beyond what the answers gave. */
static void
set_levels (RwRecord           *after,
            GPtrArray          *questions,
            const char *const  *before)
{
  RwLevel was[2], is[2];
  static const guint fields[] = { RW_CHANGE_RISK_PROBABILITY, RW_CHANGE_RISK_EFFECT };
  gboolean knew = before != NULL && *before != NULL;

  rw_change_risk (questions, before, &was[0], &was[1]);
  rw_change_risk (questions, rw_record_get_texts (after, RW_CHANGE_RISK_ANSWERS), &is[0], &is[1]);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      int level = rw_record_get_enum (after, fields[i]);

      if (level < (int) is[i] || (knew && level == (int) was[i]))
        rw_record_set_enum (after, fields[i], (int) is[i]);
    }
}

static void
answer_cb (AdwToggleGroup  *toggles,
           GParamSpec      *pspec,
           RwChangeRiskBox *self)
{
  RwChangeBox *box = RW_CHANGE_BOX (self);
  const RwChangeShown *shown = rw_change_box_get_shown (box);
  const char *name = adw_toggle_group_get_active_name (toggles);
  const RwId *question = g_object_get_data (G_OBJECT (toggles), "rw-id");
  g_autoptr (RwRecord) after = NULL;
  g_auto (GStrv) answers = NULL;
  g_autofree char *label = NULL;
  const char *const *before;
  RwRecord *base;

  if (self->updating || shown == NULL || name == NULL)
    return;
  /* The answer before this one may not be shown yet: it is not taken back. */
  base = self->submitted != NULL ? self->submitted : shown->detail->change;
  before = rw_record_get_texts (base, RW_CHANGE_RISK_ANSWERS);
  answers = rw_change_risk_set_answer (before, question, g_str_equal (name, "yes"));
  after = rw_record_dup (base);
  rw_record_set_texts (after, RW_CHANGE_RISK_ANSWERS, (const char *const *) answers);
  set_levels (after, shown->detail->questions, before);
  label = g_strdup_printf (_ ("Answer on the risk of %s"), rw_change_box_get_name (box));
  g_set_object (&self->submitted, after);
  rw_change_box_alter (box, after, label);
}

static GtkWidget *
create_question (RwChangeRiskBox *self,
                 RwRecord        *question,
                 int              answer,
                 gboolean         may_edit)
{
  GtkWidget *row = adw_action_row_new (), *toggles = adw_toggle_group_new ();
  const char *names[] = { "no", "yes" }, *labels[] = { C_ ("answer", "No"), C_ ("answer", "Yes") };
  int side = rw_record_get_enum (question, RW_RISK_QUESTION_RAISES);
  g_autofree char *detail =
    g_strdup_printf ("%s · %d", side >= 0 ? rw_enum_label (&rw_enum_risk_side, side) : "",
                     (int) rw_record_get_integer (question, RW_RISK_QUESTION_WEIGHT, 0));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), rw_record_get_title (question));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), detail);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      AdwToggle *toggle = adw_toggle_new ();

      adw_toggle_set_name (toggle, names[i]);
      adw_toggle_set_label (toggle, labels[i]);
      adw_toggle_group_add (ADW_TOGGLE_GROUP (toggles), toggle);
    }
  /* A question that nobody answered shows no answer. */
  adw_toggle_group_set_active_name (ADW_TOGGLE_GROUP (toggles), answer < 0 ? NULL : names[answer]);
  gtk_widget_set_valign (toggles, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (toggles, may_edit);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggles), GTK_ACCESSIBLE_PROPERTY_LABEL, rw_record_get_title (question), -1);
  g_object_set_data_full (G_OBJECT (toggles), "rw-id", rw_id_copy (rw_record_get_id (question)), g_free);
  g_signal_connect_object (toggles, "notify::active-name", G_CALLBACK (answer_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggles);
  g_object_set_data (G_OBJECT (row), "rw-toggles", toggles);
  return row;
}

static gboolean
same_questions (RwChangeRiskBox *self,
                GPtrArray       *questions)
{
  if (self->rows->len != questions->len)
    return FALSE;
  for (guint i = 0; i < questions->len; i++)
    if (!rw_id_equal (g_object_get_data (g_object_get_data (self->rows->pdata[i], "rw-toggles"), "rw-id"),
                      rw_record_get_id (questions->pdata[i])))
      return FALSE;
  return TRUE;
}

static void
show_questions (RwChangeRiskBox     *self,
                const RwChangeShown *shown)
{
  GPtrArray *questions = shown->detail->questions;
  const char *const *answers = rw_record_get_texts (shown->detail->change, RW_CHANGE_RISK_ANSWERS);
  /* The focus is on an answer: rows are made anew only for other questions. */
  gboolean same = same_questions (self, questions);

  for (guint i = 0; !same && i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->questions), self->rows->pdata[i]);
  if (!same)
    g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < questions->len; i++)
    {
      int answer = rw_change_risk_answer (answers, rw_record_get_id (questions->pdata[i]));

      if (same)
        {
          AdwToggleGroup *toggles = g_object_get_data (self->rows->pdata[i], "rw-toggles");

          adw_toggle_group_set_active_name (toggles, answer < 0 ? NULL : answer > 0 ? "yes" : "no");
          gtk_widget_set_sensitive (GTK_WIDGET (toggles), shown->may_edit);
          continue;
        }
      g_ptr_array_add (self->rows, create_question (self, questions->pdata[i], answer, shown->may_edit));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->questions), self->rows->pdata[i]);
    }
  gtk_widget_set_visible (self->questions, questions->len > 0);
}

/* --- Levels ---------------------------------------------------------------------------------------------- */

static void
level_cb (RwChangeRiskBox *self,
          GParamSpec      *pspec,
          GtkWidget       *row)
{
  RwChangeBox *box = RW_CHANGE_BOX (self);
  const RwChangeShown *shown = rw_change_box_get_shown (box);
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (row)),
        field = row == self->probability ? RW_CHANGE_RISK_PROBABILITY : RW_CHANGE_RISK_EFFECT;
  g_autoptr (RwRecord) after = NULL;
  g_autofree char *label = NULL;
  RwLevel least[2];
  int level;

  if (self->updating || shown == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  rw_change_risk (shown->detail->questions, rw_record_get_texts (shown->detail->change, RW_CHANGE_RISK_ANSWERS), &least[0],
                  &least[1]);
  level = (int) selected - 1;
  if (level < (int) least[row != self->probability])
    {
      rw_page_toast (rw_change_box_get_page (box), _ ("The answers give more than that: the risk can be raised, not lowered."));
      rw_change_box_show (box, shown, FALSE);
      return;
    }
  after = rw_record_dup (shown->detail->change);
  rw_record_set_enum (after, field, level);
  label = g_strdup_printf (_ ("Set the risk of %s"), rw_change_box_get_name (box));
  rw_change_box_alter (box, after, label);
}

/* Probability from left to right, effect from the bottom up. */
static void
show_matrix (RwChangeRiskBox *self,
             int              probability,
             int              effect)
{
  g_autofree char *sentence = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->grid)) != NULL)
    gtk_grid_remove (GTK_GRID (self->grid), child);
  for (int x = 0; x < RW_LEVEL_N_VALUES; x++)
    for (int y = 0; y < RW_LEVEL_N_VALUES; y++)
      {
        RwStatus status = status_of ((int) rw_change_risk_combine ((RwLevel) x, (RwLevel) y));
        gboolean here = x == probability && y == effect;
        GtkWidget *cell = gtk_label_new (here ? "●" : rw_status_symbol (status));

        gtk_widget_set_size_request (cell, 30, 24);
        gtk_widget_add_css_class (cell, rw_status_css_class (status));
        if (!here)
          gtk_widget_add_css_class (cell, "dimmed");
        else
          gtk_widget_add_css_class (cell, "title-3");
        gtk_grid_attach (GTK_GRID (self->grid), cell, x, RW_LEVEL_N_VALUES - 1 - y, 1, 1);
      }
  if (probability >= 0 && effect >= 0)
    sentence = g_strdup_printf (_ ("Risk: %s, probability %s, effect %s"),
                                rw_enum_label (&rw_enum_level, (int) rw_change_risk_combine ((RwLevel) probability, (RwLevel) effect)),
                                rw_enum_label (&rw_enum_level, probability), rw_enum_label (&rw_enum_level, effect));
  else
    sentence = g_strdup (_ ("The risk is not assessed yet"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->grid), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
  gtk_widget_set_tooltip_text (self->grid, sentence);
}

static void
rw_change_risk_box_show (RwChangeBox         *box,
                         const RwChangeShown *shown,
                         gboolean             other)
{
  RwChangeRiskBox *self = RW_CHANGE_RISK_BOX (box);
  RwRecord *change = shown->detail->change;
  int probability = rw_record_get_enum (change, RW_CHANGE_RISK_PROBABILITY), effect = rw_record_get_enum (change, RW_CHANGE_RISK_EFFECT),
      level = rw_change_risk_level (change);
  gboolean may_edit =
    shown->may_edit && rw_record_get_enum (change, RW_CHANGE_STATUS) < RW_CHANGE_STATUS_IN_PROGRESS;
  RwChangeShown limited = *shown;
  g_autofree char *summary = NULL;

  if (self->submitted != NULL &&
      (other || rw_value_equal (rw_record_get (self->submitted, RW_CHANGE_RISK_ANSWERS),
                                rw_record_get (change, RW_CHANGE_RISK_ANSWERS))))
    g_clear_object (&self->submitted);
  limited.may_edit = may_edit;
  self->updating = TRUE;
  show_questions (self, &limited);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->probability), (guint) (probability + 1));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->effect), (guint) (effect + 1));
  gtk_widget_set_sensitive (self->probability, may_edit);
  gtk_widget_set_sensitive (self->effect, may_edit);
  self->updating = FALSE;
  show_matrix (self, probability, effect);
  summary = level >= 0 ? g_strdup_printf ("%s %s", rw_status_symbol (status_of (level)), rw_enum_label (&rw_enum_level, level))
                       : g_strdup (_ ("not assessed"));
  rw_change_box_set_summary (box, summary);
}

static void
rw_change_risk_box_refused (RwChangeBox         *box,
                            const RwChangeShown *shown)
{
  g_clear_object (&RW_CHANGE_RISK_BOX (box)->submitted);
}

static void
rw_change_risk_box_finalize (GObject *object)
{
  g_clear_object (&RW_CHANGE_RISK_BOX (object)->submitted);
  g_ptr_array_unref (RW_CHANGE_RISK_BOX (object)->rows);
  G_OBJECT_CLASS (rw_change_risk_box_parent_class)->finalize (object);
}

static void
rw_change_risk_box_class_init (RwChangeRiskBoxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_change_risk_box_finalize;
  RW_CHANGE_BOX_CLASS (klass)->show = rw_change_risk_box_show;
  RW_CHANGE_BOX_CLASS (klass)->refused = rw_change_risk_box_refused;
}

static GtkWidget *
create_level (RwChangeRiskBox *self,
              GtkWidget       *group,
              const char      *title)
{
  g_autoptr (GtkExpression) expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *row = adw_combo_row_new ();

  gtk_string_list_append (names, _ ("not assessed"));
  for (int i = 0; i < RW_LEVEL_N_VALUES; i++)
    gtk_string_list_append (names, rw_enum_label (&rw_enum_level, i));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_expression (ADW_COMBO_ROW (row), expression);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (level_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return row;
}

static void
rw_change_risk_box_init (RwChangeRiskBox *self)
{
  GtkWidget *levels = adw_preferences_group_new (), *result = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->updating = TRUE;
  self->rows = g_ptr_array_new ();
  rw_change_box_set_heading (RW_CHANGE_BOX (self), C_ ("change", "Risk"));
  self->questions = adw_preferences_group_new ();
  gtk_box_append (GTK_BOX (self), self->questions);
  self->probability = create_level (self, levels, C_ ("risk", "Probability"));
  self->effect = create_level (self, levels, C_ ("risk", "Effect"));
  gtk_widget_set_hexpand (levels, TRUE);
  gtk_box_append (GTK_BOX (result), levels);
  self->grid = gtk_grid_new ();
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 2);
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 2);
  gtk_widget_set_valign (self->grid, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (result), self->grid);
  gtk_box_append (GTK_BOX (self), result);
  self->updating = FALSE;
}

GtkWidget *
rw_change_risk_box_new (void)
{
  return g_object_new (RW_TYPE_CHANGE_RISK_BOX, NULL);
}
