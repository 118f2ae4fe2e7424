/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-question-editor.h"

#include <glib/gi18n.h>

#include "rw-check.h"
#include "rw-discard.h"
#include "rw-done-key.h"
#include "rw-setup-form.h"
#include "rw-setup-words.h"
#include "rw-status.h"

struct _RwQuestionEditor
{
  AdwNavigationPage parent_instance;

  RwRecord *question;   /* as it was */
  GPtrArray *questions; /* all of them */

  GtkWidget *page;
  GtkWidget *name;
  GtkWidget *raises;
  GtkWidget *weight;
  GtkWidget *risky;
  GtkWidget *retired;
  GtkWidget *sum;
  GtkWidget *save;
};

enum
{
  SIGNAL_SAVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwQuestionEditor, rw_question_editor, ADW_TYPE_NAVIGATION_PAGE)

static RwRecord *
dup_question (RwQuestionEditor *self)
{
  RwRecord *question = rw_record_dup (self->question);
  g_autofree char *name = rw_setup_form_dup (self->name);

  rw_setup_form_set_text (question, RW_RISK_QUESTION_NAME, name);
  rw_record_set_enum (question, RW_RISK_QUESTION_RAISES, rw_setup_form_index (self->raises));
  rw_record_set_integer (question, RW_RISK_QUESTION_WEIGHT,
                         (gint64) adw_spin_row_get_value (ADW_SPIN_ROW (self->weight)));
  /* What was never said stays unsaid. */
  if (rw_record_get_boolean (question, RW_RISK_QUESTION_RISKY_NO) !=
      (adw_combo_row_get_selected (ADW_COMBO_ROW (self->risky)) == 1))
    rw_record_set_boolean (question, RW_RISK_QUESTION_RISKY_NO,
                           adw_combo_row_get_selected (ADW_COMBO_ROW (self->risky)) == 1);
  if (rw_record_get_boolean (question, RW_RISK_QUESTION_RETIRED) !=
      adw_switch_row_get_active (ADW_SWITCH_ROW (self->retired)))
    rw_record_set_boolean (question, RW_RISK_QUESTION_RETIRED,
                           adw_switch_row_get_active (ADW_SWITCH_ROW (self->retired)));
  return question;
}

/* The share that the question would have among the others. */
static char *
describe (RwQuestionEditor *self, RwRecord *question)
{
  g_autoptr (GPtrArray) questions = g_ptr_array_new ();

  for (guint i = 0; i < self->questions->len; i++)
    if (!rw_id_equal (rw_record_get_id (self->questions->pdata[i]), rw_record_get_id (question)))
      g_ptr_array_add (questions, self->questions->pdata[i]);
  g_ptr_array_add (questions, question);
  return rw_setup_question_line (question, questions);
}

static void
changed_cb (RwQuestionEditor *self)
{
  g_autoptr (RwRecord) question = dup_question (self);
  g_autoptr (GError) error = NULL;
  gboolean valid = rw_record_check (question, &error);
  g_autofree char *text =
    valid ? describe (self, question)
          : g_strdup_printf ("%s %s", rw_status_symbol (RW_STATUS_ATTENTION), error->message);

  gtk_label_set_text (GTK_LABEL (self->sum), text);
  gtk_widget_set_sensitive (self->save, valid && !rw_record_equal (question, self->question));
  rw_discard_watch (ADW_NAVIGATION_PAGE (self), question);
}

static void
save_cb (RwQuestionEditor *self)
{
  g_autoptr (RwRecord) question = dup_question (self);

  if (rw_record_check (question, NULL) && !rw_record_equal (question, self->question))
    g_signal_emit (self, signals[SIGNAL_SAVE], 0, question);
}

static gboolean
save_shortcut_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  save_cb (RW_QUESTION_EDITOR (widget));
  return TRUE;
}

static void
rw_question_editor_finalize (GObject *object)
{
  RwQuestionEditor *self = RW_QUESTION_EDITOR (object);

  g_clear_object (&self->question);
  g_clear_pointer (&self->questions, g_ptr_array_unref);
  G_OBJECT_CLASS (rw_question_editor_parent_class)->finalize (object);
}

static void
rw_question_editor_class_init (RwQuestionEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_question_editor_finalize;
  signals[SIGNAL_SAVE] = g_signal_new ("save", RW_TYPE_QUESTION_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, RW_TYPE_RECORD);
}

static void
rw_question_editor_init (RwQuestionEditor *self)
{
  GtkWidget *view = adw_toolbar_view_new (), *bar = adw_header_bar_new ();

  rw_done_key_add (GTK_WIDGET (self), save_shortcut_cb);
  rw_status_install_css ();
  self->save = gtk_button_new_with_mnemonic (_ ("_Save"));
  gtk_widget_add_css_class (self->save, "suggested-action");
  g_signal_connect_object (self->save, "clicked", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), self->save);
  self->page = adw_preferences_page_new ();
  self->sum = rw_setup_form_sum ();
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), bar);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), self->page);
  adw_toolbar_view_add_bottom_bar (ADW_TOOLBAR_VIEW (view), self->sum);
  adw_toolbar_view_set_bottom_bar_style (ADW_TOOLBAR_VIEW (view), ADW_TOOLBAR_RAISED_BORDER);
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), view);
}

static void
fill (RwQuestionEditor *self, gboolean writable)
{
  const char *const words[] = { C_ ("answer", "Yes"), C_ ("answer", "No"), NULL };
  g_autoptr (GtkStringList) list = gtk_string_list_new (words);
  GtkWidget *group = adw_preferences_group_new ();
  RwRecord *question = self->question;

  self->name = rw_setup_form_entry (group, _ ("Question, to be answered with yes or no"),
                                    rw_record_get_text (question, RW_RISK_QUESTION_NAME),
                                    G_CALLBACK (changed_cb), self);
  self->risky = adw_combo_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->risky),
                                 _ ("The answer that is a risk"));
  adw_combo_row_set_model (ADW_COMBO_ROW (self->risky), G_LIST_MODEL (list));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->risky),
                              rw_record_get_boolean (question, RW_RISK_QUESTION_RISKY_NO));
  g_signal_connect_object (self->risky, "notify::selected", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->risky);
  self->raises = rw_setup_form_combo (group, _ ("Raises"), &rw_enum_risk_side, NULL,
                                      rw_record_get_enum (question, RW_RISK_QUESTION_RAISES),
                                      G_CALLBACK (changed_cb), self);
  self->weight =
    rw_setup_form_spin (group, _ ("Weight"), 1, 100, 1,
                        (double) rw_record_get_integer (question, RW_RISK_QUESTION_WEIGHT, 1),
                        G_CALLBACK (changed_cb), self);
  self->retired = adw_switch_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->retired), _ ("Retired"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->retired),
                               _ (
                                 "It is not asked any more; answers that were given do not count"));
  adw_switch_row_set_active (ADW_SWITCH_ROW (self->retired),
                             rw_record_get_boolean (question, RW_RISK_QUESTION_RETIRED));
  g_signal_connect_object (self->retired, "notify::active", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->retired);
  adw_preferences_group_set_description (
    ADW_PREFERENCES_GROUP (group),
    _ ("A side of the risk is medium from one third of its weight on, high from two thirds on."));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (group));
  gtk_widget_set_sensitive (self->page, writable);
  gtk_widget_set_visible (self->save, writable);
}

/**
 * rw_question_editor_new:
 * @question: as it is; a new one may lack everything but side and weight
 * @questions: (element-type RwRecord): all of them
 * @writable: whether the person may change it
 */
AdwNavigationPage *
rw_question_editor_new (RwRecord *question, GPtrArray *questions, gboolean writable)
{
  RwQuestionEditor *self = g_object_new (RW_TYPE_QUESTION_EDITOR, NULL);

  self->question = g_object_ref (question);
  self->questions = g_ptr_array_ref (questions);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self),
                                 rw_record_has (question, RW_RISK_QUESTION_NAME)
                                   ? _ ("Question on Risk")
                                   : _ ("New Question"));
  fill (self, writable);
  changed_cb (self);
  return ADW_NAVIGATION_PAGE (self);
}

/**
 * rw_question_editor_get_sum:
 *
 * Returns: what the question weighs, or what is wrong with it
 */
const char *
rw_question_editor_get_sum (RwQuestionEditor *self)
{
  g_return_val_if_fail (RW_IS_QUESTION_EDITOR (self), NULL);
  return gtk_label_get_text (GTK_LABEL (self->sum));
}
