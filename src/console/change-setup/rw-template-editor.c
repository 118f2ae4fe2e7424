/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-template-editor.h"

#include <glib/gi18n.h>

#include "rules/rw-change-template.h"
#include "rw-check.h"
#include "rw-clock.h"
#include "rw-discard.h"
#include "rw-done-key.h"
#include "rw-record-picker.h"
#include "rw-risk-answers.h"
#include "rw-setup-form.h"
#include "rw-setup-words.h"
#include "rw-status.h"
#include "rw-task-list.h"
#include "rw-time.h"

#define MINUTES_USUAL 60

/* How long an approval holds when nobody says otherwise. */
#define MONTHS_USUAL 12
#define MONTHS_MOST  36

struct _RwTemplateEditor
{
  AdwNavigationPage parent_instance;

  RwRecord *template; /* as it was */
  RwSession *session;
  char *approver; /* (nullable) */
  gboolean is_new;
  RwId service; /* nil for none */

  GtkWidget *page;
  GtkWidget *name, *type, *duration, *service_row, *clear_service;
  GtkWidget *description, *test, *backout, *public_title, *notice;
  GtkWidget *probability, *effect, *answers, *tasks;
  GtkWidget *sum, *save, *approve, *retire;
};

enum
{
  SIGNAL_SAVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwTemplateEditor, rw_template_editor, ADW_TYPE_NAVIGATION_PAGE)

static void
set_level (RwRecord *template_, guint field, int level)
{
  if (level >= 0)
    rw_record_set_enum (template_, field, level);
  else
    rw_record_take (template_, field, RW_VALUE_NULL);
}

static void
write_texts (RwTemplateEditor *self, RwRecord *template_)
{
  const struct
  {
    GtkWidget *widget;
    guint field;
  } texts[] = {
    { self->name, RW_CHANGE_TEMPLATE_NAME },
    { self->description, RW_CHANGE_TEMPLATE_DESCRIPTION },
    { self->test, RW_CHANGE_TEMPLATE_TEST_PLAN },
    { self->backout, RW_CHANGE_TEMPLATE_BACKOUT_PLAN },
    { self->public_title, RW_CHANGE_TEMPLATE_PUBLIC_TITLE },
    { self->notice, RW_CHANGE_TEMPLATE_NOTICE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = rw_setup_form_dup (texts[i].widget);

      rw_setup_form_set_text (template_, texts[i].field, text);
    }
}

/* What was written. An approval is for the words that it was given for. */
static RwRecord *
dup_template (RwTemplateEditor *self)
{
  RwRecord *template_ = rw_record_dup (self->template);
  g_auto (GStrv) tasks = rw_task_list_dup (RW_TASK_LIST (self->tasks));
  gint64 minutes;

  write_texts (self, template_);
  rw_record_set_enum (template_, RW_CHANGE_TEMPLATE_TYPE, rw_setup_form_index (self->type));
  minutes = (gint64) adw_spin_row_get_value (ADW_SPIN_ROW (self->duration));
  /* What was never said stays unsaid. */
  if (minutes != rw_record_get_integer (self->template, RW_CHANGE_TEMPLATE_DURATION, MINUTES_USUAL))
    rw_record_set_integer (template_, RW_CHANGE_TEMPLATE_DURATION, minutes);
  rw_record_set_ref (template_, RW_CHANGE_TEMPLATE_SERVICE,
                     rw_id_is_nil (&self->service) ? NULL : &self->service);
  set_level (template_, RW_CHANGE_TEMPLATE_RISK_PROBABILITY,
             rw_setup_form_index (self->probability));
  set_level (template_, RW_CHANGE_TEMPLATE_RISK_EFFECT, rw_setup_form_index (self->effect));
  rw_record_set_texts (template_, RW_CHANGE_TEMPLATE_RISK_ANSWERS,
                       rw_risk_answers_get (RW_RISK_ANSWERS (self->answers)));
  rw_change_template_set_tasks (template_, (const char *const *) tasks);
  if (rw_change_template_is_altered (self->template, template_))
    {
      rw_record_take (template_, RW_CHANGE_TEMPLATE_APPROVED_BY, RW_VALUE_NULL);
      rw_record_take (template_, RW_CHANGE_TEMPLATE_APPROVED_AT, RW_VALUE_NULL);
      rw_record_take (template_, RW_CHANGE_TEMPLATE_REVIEW_BY, RW_VALUE_NULL);
    }
  return template_;
}

/* As the person here would have approved it; NULL with a sentence where that cannot be. */
static RwRecord *
dup_approved (RwTemplateEditor *self, guint months, GError **error)
{
  g_autoptr (RwRecord) approved = rw_record_dup (self->template);
  const RwId *person = rw_session_get_person (self->session);
  int year, month, day;

  if (person == NULL || rw_id_is_nil (person))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                           _ ("Your account belongs to no person who could approve"));
      return NULL;
    }
  rw_date_to_civil (rw_clock_now () / RW_DAY, &year, &month, &day);
  month += (int) months - 1;
  rw_record_set_ref (approved, RW_CHANGE_TEMPLATE_APPROVED_BY, person);
  rw_record_set_instant (approved, RW_CHANGE_TEMPLATE_APPROVED_AT, rw_clock_now ());
  /* The last day of a short month, when the day does not exist there. */
  rw_record_set_date (approved, RW_CHANGE_TEMPLATE_REVIEW_BY,
                      rw_date_from_civil (year + month / 12, month % 12 + 1, MIN (day, 28)));
  return rw_record_check (approved, error) ? g_steal_pointer (&approved) : NULL;
}

static void
show_steps (RwTemplateEditor *self, gboolean is_changed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RwRecord) approved = dup_approved (self, MONTHS_USUAL, &error);
  gboolean retired = rw_record_get_boolean (self->template, RW_CHANGE_TEMPLATE_RETIRED);
  const char *why =
    self->is_new || is_changed ? _ ("Save it first; then somebody else approves it")
    : approved == NULL
      ? error->message
      : _ ("For whoever did not write it: changes of its kind then need no approval");

  gtk_widget_set_sensitive (self->approve, approved != NULL && !self->is_new && !is_changed);
  gtk_widget_set_tooltip_text (self->approve, why);
  gtk_widget_set_visible (self->approve, gtk_widget_get_visible (self->save) && !retired);
  gtk_widget_set_visible (self->retire, gtk_widget_get_visible (self->save) && !self->is_new);
  gtk_button_set_label (GTK_BUTTON (self->retire), retired ? _ ("Use Again") : _ ("Retire"));
}

static void
changed_cb (RwTemplateEditor *self)
{
  g_autoptr (RwRecord) template_ = dup_template (self);
  g_autoptr (GError) error = NULL;
  gboolean valid = rw_record_check (template_, &error),
           is_changed = !rw_record_equal (template_, self->template);
  g_autofree char *text = NULL;

  if (!valid)
    text = g_strdup_printf ("%s %s", rw_status_symbol (RW_STATUS_ATTENTION), error->message);
  else if (is_changed && rw_record_has (self->template, RW_CHANGE_TEMPLATE_APPROVED_BY))
    text = g_strdup_printf ("%s %s", rw_status_symbol (RW_STATUS_ATTENTION),
                            _ ("Saved, it has to be approved anew, by somebody else."));
  else
    text = rw_setup_template_state (template_, self->approver, rw_clock_now ());
  gtk_label_set_text (GTK_LABEL (self->sum), text);
  gtk_widget_set_sensitive (self->save, valid && is_changed);
  show_steps (self, is_changed);
  rw_discard_watch (ADW_NAVIGATION_PAGE (self), template_);
}

/* What the answers give is the least; whoever knows more sets more. */
static void
answered_cb (RwTemplateEditor *self)
{
  RwLevel probability, effect;

  rw_risk_answers_levels (RW_RISK_ANSWERS (self->answers), &probability, &effect);
  if (rw_setup_form_index (self->probability) < (int) probability)
    rw_setup_form_set_index (self->probability, (int) probability);
  if (rw_setup_form_index (self->effect) < (int) effect)
    rw_setup_form_set_index (self->effect, (int) effect);
  changed_cb (self);
}

static void
save_cb (RwTemplateEditor *self)
{
  g_autoptr (RwRecord) template_ = dup_template (self);

  if (rw_record_check (template_, NULL) && !rw_record_equal (template_, self->template))
    g_signal_emit (self, signals[SIGNAL_SAVE], 0, template_,
                   self->is_new ? _ ("Template added") : _ ("Template changed"));
}

static gboolean
save_shortcut_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  save_cb (RW_TEMPLATE_EDITOR (widget));
  return TRUE;
}

static void
approved_cb (AdwAlertDialog *dialog, const char *response, RwTemplateEditor *self)
{
  if (g_str_equal (response, "approve"))
    rw_template_editor_approve (self, (guint) adw_spin_row_get_value (
                                        g_object_get_data (G_OBJECT (dialog), "rw-months")));
}

static void
approve_cb (RwTemplateEditor *self)
{
  AdwDialog *dialog = adw_alert_dialog_new (
    _ ("Approve Template?"),
    _ (
      "Changes that are made from it are then scheduled without any other approval, until the review is due."));
  GtkWidget *list = gtk_list_box_new (), *months = adw_spin_row_new_with_range (1, MONTHS_MOST, 1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (months), _ ("Review after months"));
  adw_spin_row_set_value (ADW_SPIN_ROW (months), MONTHS_USUAL);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), months);
  g_object_set_data (G_OBJECT (dialog), "rw-months", months);
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), list);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "approve",
                                  _ ("_Approve"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "approve",
                                            ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "approve");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (approved_cb), self, 0);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
retire_cb (RwTemplateEditor *self)
{
  g_autoptr (RwRecord) template_ = rw_record_dup (self->template);
  gboolean retired = rw_record_get_boolean (template_, RW_CHANGE_TEMPLATE_RETIRED);

  rw_record_set_boolean (template_, RW_CHANGE_TEMPLATE_RETIRED, !retired);
  g_signal_emit (self, signals[SIGNAL_SAVE], 0, template_,
                 retired ? _ ("Template in use again") : _ ("Template retired"));
}

static void
show_service (RwTemplateEditor *self, const char *name)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->service_row), name != NULL ? name : _ ("Any"));
  gtk_widget_set_visible (self->clear_service, name != NULL);
}

static void
picked_cb (RwTemplateEditor *self, int kind, const RwId *id, const char *title, GtkWidget *picker)
{
  GtkWidget *popover = gtk_widget_get_ancestor (picker, GTK_TYPE_POPOVER);

  self->service = *id;
  show_service (self, title);
  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
  changed_cb (self);
}

static void
clear_service_cb (RwTemplateEditor *self)
{
  self->service = (RwId) { 0 };
  show_service (self, NULL);
  changed_cb (self);
}

static void
rw_template_editor_finalize (GObject *object)
{
  RwTemplateEditor *self = RW_TEMPLATE_EDITOR (object);

  g_clear_object (&self->template);
  g_clear_object (&self->session);
  g_free (self->approver);
  G_OBJECT_CLASS (rw_template_editor_parent_class)->finalize (object);
}

static void
rw_template_editor_class_init (RwTemplateEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_template_editor_finalize;
  signals[SIGNAL_SAVE] = g_signal_new ("save", RW_TYPE_TEMPLATE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 2, RW_TYPE_RECORD, G_TYPE_STRING);
}

static GtkWidget *
add_button (RwTemplateEditor *self, GtkWidget *box, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static void
rw_template_editor_init (RwTemplateEditor *self)
{
  GtkWidget *view = adw_toolbar_view_new (), *bar = adw_header_bar_new (),
            *bottom = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  rw_done_key_add (GTK_WIDGET (self), save_shortcut_cb);
  rw_status_install_css ();
  self->save = gtk_button_new_with_mnemonic (_ ("_Save"));
  gtk_widget_add_css_class (self->save, "suggested-action");
  g_signal_connect_object (self->save, "clicked", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), self->save);
  self->page = adw_preferences_page_new ();
  self->sum = rw_setup_form_sum ();
  gtk_widget_set_hexpand (self->sum, TRUE);
  gtk_box_append (GTK_BOX (bottom), self->sum);
  self->retire = add_button (self, bottom, _ ("Retire"), G_CALLBACK (retire_cb));
  self->approve = add_button (self, bottom, _ ("Approve…"), G_CALLBACK (approve_cb));
  gtk_widget_set_margin_end (bottom, 12);
  gtk_widget_set_margin_top (bottom, 6);
  gtk_widget_set_margin_bottom (bottom, 6);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), bar);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), self->page);
  adw_toolbar_view_add_bottom_bar (ADW_TOOLBAR_VIEW (view), bottom);
  adw_toolbar_view_set_bottom_bar_style (ADW_TOOLBAR_VIEW (view), ADW_TOOLBAR_RAISED_BORDER);
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), view);
}

static void
add_service (RwTemplateEditor *self, GtkWidget *group, const char *name)
{
  GtkWidget *button = gtk_menu_button_new (), *popover = gtk_popover_new (),
            *picker = rw_record_picker_new (self->session, RW_KIND_BIT (RW_KIND_SERVICE));

  gtk_widget_set_size_request (picker, 320, -1);
  g_signal_connect_object (picker, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
  gtk_popover_set_child (GTK_POPOVER (popover), picker);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("Choose…"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  self->clear_service = gtk_button_new_from_icon_name ("edit-clear-symbolic");
  gtk_widget_add_css_class (self->clear_service, "flat");
  gtk_widget_set_valign (self->clear_service, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->clear_service, _ ("For Any Business Service"));
  g_signal_connect_object (self->clear_service, "clicked", G_CALLBACK (clear_service_cb), self,
                           G_CONNECT_SWAPPED);
  self->service_row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->service_row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->service_row), _ ("Business service"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->service_row), self->clear_service);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->service_row), button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->service_row);
  show_service (self, name);
}

static void
fill_what (RwTemplateEditor *self, const char *service)
{
  GtkWidget *group = adw_preferences_group_new ();
  RwRecord *template_ = self->template;
  const RwId *id = rw_record_get_ref (template_, RW_CHANGE_TEMPLATE_SERVICE);

  self->service = id != NULL ? *id : (RwId) { 0 };
  self->name =
    rw_setup_form_entry (group, _ ("Name"), rw_record_get_text (template_, RW_CHANGE_TEMPLATE_NAME),
                         G_CALLBACK (changed_cb), self);
  self->type = rw_setup_form_combo (group, _ ("Type"), &rw_enum_change_type, NULL,
                                    rw_record_get_enum (template_, RW_CHANGE_TEMPLATE_TYPE),
                                    G_CALLBACK (changed_cb), self);
  self->duration =
    rw_setup_form_spin (group, _ ("Duration in minutes"), 1, 44640, 5,
                        (double) rw_record_get_integer (template_, RW_CHANGE_TEMPLATE_DURATION,
                                                        MINUTES_USUAL),
                        G_CALLBACK (changed_cb), self);
  add_service (self, group, service);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (group));
  self->description =
    rw_setup_form_text (self->page, _ ("Description"),
                        rw_record_get_text (template_, RW_CHANGE_TEMPLATE_DESCRIPTION),
                        G_CALLBACK (changed_cb), self);
}

static void
fill_risk (RwTemplateEditor *self, GPtrArray *questions)
{
  GtkWidget *group = adw_preferences_group_new ();
  RwRecord *template_ = self->template;

  self->answers =
    rw_risk_answers_new (questions,
                         rw_record_get_texts (template_, RW_CHANGE_TEMPLATE_RISK_ANSWERS));
  g_signal_connect_object (self->answers, "changed", G_CALLBACK (answered_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page),
                            ADW_PREFERENCES_GROUP (self->answers));
  self->probability =
    rw_setup_form_combo (group, _ ("Risk: probability"), &rw_enum_level, _ ("Not assessed"),
                         rw_record_get_enum (template_, RW_CHANGE_TEMPLATE_RISK_PROBABILITY),
                         G_CALLBACK (changed_cb), self);
  self->effect =
    rw_setup_form_combo (group, _ ("Risk: effect"), &rw_enum_level, _ ("Not assessed"),
                         rw_record_get_enum (template_, RW_CHANGE_TEMPLATE_RISK_EFFECT),
                         G_CALLBACK (changed_cb), self);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (group));
}

static void
fill_plans (RwTemplateEditor *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  RwRecord *template_ = self->template;

  self->test = rw_setup_form_text (self->page, _ ("Test plan"),
                                   rw_record_get_text (template_, RW_CHANGE_TEMPLATE_TEST_PLAN),
                                   G_CALLBACK (changed_cb), self);
  self->backout =
    rw_setup_form_text (self->page, _ ("Back-out plan"),
                        rw_record_get_text (template_, RW_CHANGE_TEMPLATE_BACKOUT_PLAN),
                        G_CALLBACK (changed_cb), self);
  self->public_title =
    rw_setup_form_entry (group, _ ("Title for customers"),
                         rw_record_get_text (template_, RW_CHANGE_TEMPLATE_PUBLIC_TITLE),
                         G_CALLBACK (changed_cb), self);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (group));
  self->notice = rw_setup_form_text (self->page, _ ("Notice to customers"),
                                     rw_record_get_text (template_, RW_CHANGE_TEMPLATE_NOTICE),
                                     G_CALLBACK (changed_cb), self);
}

static void
fill (RwTemplateEditor *self, const RwTemplateScene *scene)
{
  g_auto (GStrv) tasks = rw_change_template_get_tasks (self->template);

  fill_what (self, scene->service);
  self->tasks = rw_task_list_new ((const char *const *) tasks);
  g_signal_connect_object (self->tasks, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (self->tasks));
  fill_risk (self, scene->questions);
  fill_plans (self);
  gtk_widget_set_sensitive (self->page, scene->writable);
  gtk_widget_set_visible (self->save, scene->writable);
}

/**
 * rw_template_editor_new:
 * @template_: as it is; a new one may lack everything but its type
 */
AdwNavigationPage *
rw_template_editor_new (RwRecord *template_, const RwTemplateScene *scene)
{
  RwTemplateEditor *self = g_object_new (RW_TYPE_TEMPLATE_EDITOR, NULL);
  const char *name = rw_record_get_text (template_, RW_CHANGE_TEMPLATE_NAME);

  self->template = g_object_ref (template_);
  self->session = g_object_ref (scene->session);
  self->approver = g_strdup (scene->approver);
  self->is_new = scene->is_new;
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self),
                                 name != NULL ? name : _ ("New Template"));
  fill (self, scene);
  changed_cb (self);
  return ADW_NAVIGATION_PAGE (self);
}

/**
 * rw_template_editor_get_sum:
 *
 * Returns: whether changes can be made from it, or what is wrong with it
 */
const char *
rw_template_editor_get_sum (RwTemplateEditor *self)
{
  g_return_val_if_fail (RW_IS_TEMPLATE_EDITOR (self), NULL);
  return gtk_label_get_text (GTK_LABEL (self->sum));
}

/**
 * rw_template_editor_approve:
 * @months: until the review is due
 *
 * Approves what is recorded, in the name of the person at the keyboard.
 */
void
rw_template_editor_approve (RwTemplateEditor *self, guint months)
{
  g_autoptr (RwRecord) approved = NULL;

  g_return_if_fail (RW_IS_TEMPLATE_EDITOR (self) && months >= 1 && months <= MONTHS_MOST);
  approved = dup_approved (self, months, NULL);
  if (approved != NULL)
    g_signal_emit (self, signals[SIGNAL_SAVE], 0, approved, _ ("Template approved"));
}
