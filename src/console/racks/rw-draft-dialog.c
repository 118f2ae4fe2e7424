/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-draft-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rules/rw-change-rules.h"
#include "rw-change-edits.h"
#include "rw-clock.h"
#include "rw-draft-edits.h"
#include "rw-draft-words.h"
#include "rw-format.h"
#include "rw-record-picker.h"
#include "rw-time.h"

struct _RwDraftDialog
{
  AdwDialog parent_instance;

  RwDraftAnswer *answer;
  RwSession *session;
  RwId service, customer; /* of all of them, or nil */
  RwId implementer;

  AdwEntryRow *title, *times[2];
  GtkLabel *implementer_name;
  GtkWidget *implementer_menu;
  GtkTextBuffer *test_plan, *backout_plan;
  GtkWidget *make;
};

enum
{
  MAKE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwDraftDialog, rw_draft_dialog, ADW_TYPE_DIALOG)

/* --- Times ----------------------------------------------------------------------------------------- */

/* "2026-11-22 14:02" on the wall clock of the zone on the screen. */
static gboolean
read_time (AdwEntryRow *row, gint64 *wall)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
  char *space = strchr (text, ' ');

  if (space == NULL || strchr (text, 'T') != NULL)
    return FALSE;
  *space = 'T';
  return rw_wall_parse (text, wall);
}

static void
write_time (AdwEntryRow *row, gint64 wall)
{
  g_autofree char *text = rw_wall_to_string (wall);

  text[10] = ' ';
  text[16] = '\0';
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static gboolean
mark (AdwEntryRow *row, gboolean good)
{
  if (good)
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
                               good ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE,
                               -1);
  return good;
}

static gboolean
judge (RwDraftDialog *self, gint64 *start, gint64 *end)
{
  g_autofree char *title =
    g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->title))));
  gboolean named = mark (self->title, *title != '\0'),
           begins = mark (self->times[0], read_time (self->times[0], start)),
           ends =
             mark (self->times[1], read_time (self->times[1], end) && (!begins || *end > *start));

  gtk_widget_set_sensitive (self->make, named && begins && ends);
  return named && begins && ends;
}

static void
changed_cb (RwDraftDialog *self)
{
  gint64 start, end;

  if (self->make != NULL)
    judge (self, &start, &end);
}

static void
day_selected_cb (GtkCalendar *calendar, AdwEntryRow *row)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (calendar);
  g_autofree char *date = g_date_time_format (day, "%Y-%m-%d"), *text = NULL;
  const char *old = gtk_editable_get_text (GTK_EDITABLE (row));

  text = g_strconcat (date, strlen (old) > 10 ? old + 10 : " 08:00", NULL);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

/* --- Making it ------------------------------------------------------------------------------------- */

static void
set_plan (RwRecord *change, guint field, GtkTextBuffer *buffer)
{
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
  if (*text != '\0')
    rw_record_set_text (change, field, text);
}

/**
 * rw_draft_dialog_make:
 *
 * As the button.
 *
 * Returns: whether everything was filled in
 */
gboolean
rw_draft_dialog_make (RwDraftDialog *self)
{
  g_autofree char *title =
    g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->title))));
  g_autofree char *text = NULL;
  g_autoptr (RwRecord) change = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  gint64 start, end;

  if (!judge (self, &start, &end))
    return FALSE;
  text = rw_draft_description (self->answer);
  change = rw_change_edits_new (title, text, rw_session_get_person (self->session));
  rw_change_set_times (change, start, end, g_time_zone_get_identifier (rw_format_get_zone ()));
  rw_record_set_enum (change, RW_CHANGE_RISK_EFFECT, RW_LEVEL_MEDIUM);
  set_plan (change, RW_CHANGE_TEST_PLAN, self->test_plan);
  set_plan (change, RW_CHANGE_BACKOUT_PLAN, self->backout_plan);
  if (!rw_id_is_nil (&self->implementer))
    rw_record_set_ref (change, RW_CHANGE_IMPLEMENTER, &self->implementer);
  if (!rw_id_is_nil (&self->service))
    rw_record_set_ref (change, RW_CHANGE_SERVICE, &self->service);
  if (!rw_id_is_nil (&self->customer))
    rw_record_set_ref (change, RW_CHANGE_CUSTOMER, &self->customer);
  edits = rw_draft_change_edits (self->answer, change);
  g_signal_emit (self, signals[MAKE], 0, edits, rw_record_get_id (change), title);
  adw_dialog_close (ADW_DIALOG (self));
  return TRUE;
}

static void
make_cb (RwDraftDialog *self)
{
  rw_draft_dialog_make (self);
}

static void
person_picked_cb (RwDraftDialog *self, int kind, const RwId *id, const char *title)
{
  self->implementer = *id;
  gtk_label_set_label (self->implementer_name, title);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->implementer_menu));
}

/* --- Parts ----------------------------------------------------------------------------------------- */

static AdwEntryRow *
new_time_row (RwDraftDialog *self, const char *title)
{
  GtkWidget *row = adw_entry_row_new (), *button = gtk_menu_button_new (),
            *popover = gtk_popover_new (), *calendar = gtk_calendar_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  g_signal_connect_object (calendar, "day-selected", G_CALLBACK (day_selected_cb), row, 0);
  gtk_popover_set_child (GTK_POPOVER (popover), calendar);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "x-office-calendar-symbolic");
  gtk_widget_set_tooltip_text (button, _ ("Calendar"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (changed_cb), self);
  return ADW_ENTRY_ROW (row);
}

static GtkWidget *
new_implementer_row (RwDraftDialog *self)
{
  GtkWidget *row = adw_action_row_new (), *popover = gtk_popover_new (),
            *picker = rw_record_picker_new (self->session, RW_KIND_BIT (RW_KIND_PERSON));
  const char *name = rw_session_get_person_name (self->session);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Implementer"));
  self->implementer_name = GTK_LABEL (gtk_label_new (name != NULL ? name : _ ("Nobody yet")));
  if (name != NULL && rw_session_get_person (self->session) != NULL)
    self->implementer = *rw_session_get_person (self->session);
  gtk_widget_set_size_request (picker, 280, 300);
  gtk_popover_set_child (GTK_POPOVER (popover), picker);
  self->implementer_menu = gtk_menu_button_new ();
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->implementer_menu), popover);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->implementer_menu),
                             GTK_WIDGET (self->implementer_name));
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (self->implementer_menu), TRUE);
  gtk_widget_set_valign (self->implementer_menu, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->implementer_menu, _ ("Choose who does it"));
  g_signal_connect_object (picker, "picked", G_CALLBACK (person_picked_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (popover, "map", G_CALLBACK (rw_record_picker_grab_entry), picker,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), self->implementer_menu);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), self->implementer_menu);
  return row;
}

static GtkTextBuffer *
add_text (AdwPreferencesPage *page, const char *title, const char *text)
{
  GtkWidget *group = adw_preferences_group_new (), *view = gtk_text_view_new (),
            *scroller = gtk_scrolled_window_new ();
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 12);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 12);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 9);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 9);
  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 84);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 160);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_widget_add_css_class (scroller, "card");
  gtk_widget_set_overflow (scroller, GTK_OVERFLOW_HIDDEN);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), scroller);
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (group));
  return buffer;
}

/* Counted as they are written: what is shown is what is made. */
static void
describe_tasks (RwDraftDialog *self, AdwPreferencesGroup *group)
{
  g_autoptr (RwRecord) change = rw_change_edits_new ("", "", NULL);
  g_autoptr (GPtrArray) edits = rw_draft_change_edits (self->answer, change);
  g_autofree char *title = NULL;
  GtkWidget *row = adw_expander_row_new ();
  guint n = 0;

  for (guint i = 0; i < edits->len; i++)
    {
      const RwEdit *edit = g_ptr_array_index (edits, i);
      const RwFieldChange *name =
        edit->kind == RW_KIND_CHANGE_TASK ? rw_edit_find (edit, RW_CHANGE_TASK_TITLE) : NULL;
      g_autofree char *text = NULL;
      GtkWidget *line;

      if (name == NULL)
        continue;
      line = adw_action_row_new ();
      text = g_strdup_printf ("%u. %s", ++n, name->value.text);
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (line), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (line), text);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (row), line);
    }
  title = g_strdup_printf (ngettext ("%u task in order", "%u tasks in order", n), n);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_group_add (group, row);
}

static void
find_whose (RwDraftDialog *self)
{
  const RwMovePlan *plan = self->answer->plan;
  int service = -1;

  for (guint i = 0; i < plan->n_moves; i++)
    {
      int own = plan->before->systems[plan->moves[i].system].service;

      if (i > 0 && own != service)
        return;
      service = own;
    }
  if (service < 0)
    return;
  self->service = plan->before->services[service].id;
  self->customer = plan->before->services[service].customer_id;
}

/* Tomorrow night, half an hour each. */
static void
propose_times (RwDraftDialog *self, gint64 now)
{
  gint64 wall = rw_zone_wall (rw_format_get_zone (), now),
         start = (wall / RW_DAY + 1) * RW_DAY + 22 * RW_HOUR,
         length = CLAMP ((gint64) (self->answer->plan->n_moves + 1) * 30 * RW_MINUTE, RW_HOUR,
                         8 * RW_HOUR);

  write_time (self->times[0], start);
  write_time (self->times[1], start + length);
}

static void
fill (RwDraftDialog *self, gint64 now)
{
  GtkWidget *view = adw_toolbar_view_new (), *bar = adw_header_bar_new (),
            *page = adw_preferences_page_new (), *group = adw_preferences_group_new (),
            *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));
  g_autofree char *title = rw_draft_title (self->answer->plan),
                  *backout = rw_draft_backout (self->answer->plan);

  self->title = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->title), _ ("Title"));
  adw_entry_row_set_max_length (self->title,
                                (int) rw_schema_field (RW_KIND_CHANGE, RW_CHANGE_TITLE)->max);
  gtk_editable_set_text (GTK_EDITABLE (self->title), title);
  g_signal_connect_swapped (self->title, "changed", G_CALLBACK (changed_cb), self);
  self->times[0] = new_time_row (self, C_ ("time", "Start"));
  self->times[1] = new_time_row (self, C_ ("time", "End"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->title));
  for (guint i = 0; i < G_N_ELEMENTS (self->times); i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->times[i]));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_implementer_row (self));
  describe_tasks (self, ADW_PREFERENCES_GROUP (group));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  self->test_plan = add_text (
    ADW_PREFERENCES_PAGE (page), _ ("Test plan"),
    _ (
      "Every moved system draws power from A and B.\nEvery port that was connected has a link again.\nMonitoring is "
      "green, and the next backup runs."));
  self->backout_plan = add_text (ADW_PREFERENCES_PAGE (page), _ ("Back-out plan"), backout);
  self->make = gtk_button_new_with_mnemonic (_ ("_Make Change"));
  gtk_widget_add_css_class (self->make, "suggested-action");
  g_signal_connect_swapped (self->make, "clicked", G_CALLBACK (make_cb), self);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (adw_dialog_close), self);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), self->make);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), bar);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_child (ADW_DIALOG (self), view);
  adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->title));
  propose_times (self, now);
}

static void
rw_draft_dialog_dispose (GObject *object)
{
  RwDraftDialog *self = RW_DRAFT_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->answer, rw_draft_answer_unref);
  G_OBJECT_CLASS (rw_draft_dialog_parent_class)->dispose (object);
}

static void
rw_draft_dialog_class_init (RwDraftDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_draft_dialog_dispose;
  signals[MAKE] =
    g_signal_new ("make", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 3, G_TYPE_POINTER, G_TYPE_POINTER, G_TYPE_STRING);
}

static void
rw_draft_dialog_init (RwDraftDialog *self)
{
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Make a Change"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 560);
  adw_dialog_set_content_height (ADW_DIALOG (self), 680);
}

/**
 * rw_draft_dialog_new:
 * @page: whose session has the people
 * @answer: a draft without errors
 * @now: for the times that are proposed
 */
AdwDialog *
rw_draft_dialog_new (RwPage *page, RwDraftAnswer *answer, gint64 now)
{
  RwDraftDialog *self = g_object_new (RW_TYPE_DRAFT_DIALOG, NULL);

  self->answer = g_atomic_rc_box_acquire (answer);
  self->session = g_object_ref (rw_page_get_session (page));
  find_whose (self);
  fill (self, now);
  return ADW_DIALOG (self);
}

/**
 * rw_draft_dialog_set_times:
 * @start: as a person types it: "2026-11-22 22:00"
 * @end: the same
 */
void
rw_draft_dialog_set_times (RwDraftDialog *self, const char *start, const char *end)
{
  gtk_editable_set_text (GTK_EDITABLE (self->times[0]), start);
  gtk_editable_set_text (GTK_EDITABLE (self->times[1]), end);
}
