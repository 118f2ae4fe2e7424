/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-feed-editor.h"

#include <glib/gi18n.h>

#include "rw-check.h"
#include "rw-discard.h"
#include "rw-done-key.h"
#include "rw-record-picker.h"
#include "rw-status.h"

struct _RwFeedEditor
{
  AdwNavigationPage parent_instance;

  RwRecord *feed;
  RwKind kind; /* of the subject */
  RwId subject;
  gboolean has_subject;

  GtkWidget *name;
  GtkWidget *subject_row;
  GtkWidget *everything;
  GtkWidget *for_customer;
  GtkWidget *group;
  GtkWidget *page;
  GtkWidget *sum;
  GtkWidget *save;
};

enum
{
  SIGNAL_SAVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwFeedEditor, rw_feed_editor, ADW_TYPE_NAVIGATION_PAGE)

/* A customer reads what is its own, and a site is nobody's. */
static gboolean
may_be_for_customer (RwFeedEditor *self)
{
  return self->has_subject && (self->kind == RW_KIND_CUSTOMER || self->kind == RW_KIND_SERVICE);
}

static RwRecord *
dup_feed (RwFeedEditor *self)
{
  g_autoptr (RwRecord) feed = rw_record_dup (self->feed);
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));

  if (*name != '\0')
    rw_record_set_text (feed, RW_CALENDAR_FEED_NAME, name);
  if (self->has_subject)
    rw_record_set_ref (feed, RW_CALENDAR_FEED_SUBJECT, &self->subject);
  rw_record_set_boolean (feed, RW_CALENDAR_FEED_FOR_CUSTOMER,
                         may_be_for_customer (self) &&
                           adw_switch_row_get_active (ADW_SWITCH_ROW (self->for_customer)));
  return g_steal_pointer (&feed);
}

static void
changed_cb (RwFeedEditor *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RwRecord) feed = dup_feed (self);
  gboolean valid = rw_record_check (feed, &error),
           for_customer = rw_record_get_boolean (feed, RW_CALENDAR_FEED_FOR_CUSTOMER);
  g_autofree char *problem =
    error != NULL
      ? g_strdup_printf ("%s %s", rw_status_symbol (RW_STATUS_ATTENTION), error->message)
      : NULL;

  gtk_widget_set_sensitive (self->for_customer, may_be_for_customer (self));
  gtk_label_set_text (
    GTK_LABEL (self->sum),
    problem != NULL ? problem
    : for_customer
      ? _ ("Shows the title for customers, times and status, and only what is assessed or further.")
      : _ ("Shows number, title, services and implementer: for colleagues only."));
  gtk_widget_set_sensitive (self->save, valid);
  rw_discard_watch (ADW_NAVIGATION_PAGE (self), feed);
}

static void
save_cb (RwFeedEditor *self)
{
  g_autoptr (RwRecord) feed = dup_feed (self);

  if (rw_record_check (feed, NULL))
    g_signal_emit (self, signals[SIGNAL_SAVE], 0, feed);
}

static gboolean
save_shortcut_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  save_cb (RW_FEED_EDITOR (widget));
  return TRUE;
}

static void
show_subject (RwFeedEditor *self, const char *title)
{
  g_autofree char *escaped = title != NULL ? g_markup_escape_text (title, -1) : NULL;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->subject_row),
                               escaped != NULL ? escaped : _ ("Everything"));
  gtk_widget_set_visible (self->everything, self->has_subject);
  changed_cb (self);
}

static void
picked_cb (RwFeedEditor *self, int kind, const RwId *id, const char *title, RwRecordPicker *picker)
{
  gtk_popover_popdown (
    GTK_POPOVER (gtk_widget_get_ancestor (GTK_WIDGET (picker), GTK_TYPE_POPOVER)));
  rw_feed_editor_pick (self, (RwKind) kind, id, title);
}

static void
everything_cb (RwFeedEditor *self)
{
  self->has_subject = FALSE;
  show_subject (self, NULL);
}

static void
picker_shown_cb (GtkPopover *popover, RwRecordPicker *picker)
{
  rw_record_picker_grab_entry (picker);
}

static void
rw_feed_editor_dispose (GObject *object)
{
  g_clear_object (&RW_FEED_EDITOR (object)->feed);
  G_OBJECT_CLASS (rw_feed_editor_parent_class)->dispose (object);
}

static void
rw_feed_editor_class_init (RwFeedEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_feed_editor_dispose;
  signals[SIGNAL_SAVE] = g_signal_new ("save", RW_TYPE_FEED_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, RW_TYPE_RECORD);
}

static void
rw_feed_editor_init (RwFeedEditor *self)
{
  GtkWidget *view = adw_toolbar_view_new (), *bar = adw_header_bar_new ();

  self->feed = rw_record_new (RW_KIND_CALENDAR_FEED, NULL);
  rw_done_key_add (GTK_WIDGET (self), save_shortcut_cb);
  rw_status_install_css ();
  self->save = gtk_button_new_with_mnemonic (_ ("_Save"));
  gtk_widget_add_css_class (self->save, "suggested-action");
  g_signal_connect_object (self->save, "clicked", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), self->save);
  self->page = adw_preferences_page_new ();
  self->group = adw_preferences_group_new ();
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (self->group));
  self->sum = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->sum), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->sum), 0);
  gtk_widget_set_margin_start (self->sum, 18);
  gtk_widget_set_margin_end (self->sum, 18);
  gtk_widget_set_margin_top (self->sum, 8);
  gtk_widget_set_margin_bottom (self->sum, 8);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), bar);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), self->page);
  adw_toolbar_view_add_bottom_bar (ADW_TOOLBAR_VIEW (view), self->sum);
  adw_toolbar_view_set_bottom_bar_style (ADW_TOOLBAR_VIEW (view), ADW_TOOLBAR_RAISED_BORDER);
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), view);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), _ ("New Calendar Feed"));
}

static void
add_subject (RwFeedEditor *self, RwSession *session)
{
  GtkWidget *button = gtk_menu_button_new (), *popover = gtk_popover_new (),
            *picker = rw_record_picker_new (
              session, rw_schema_field (RW_KIND_CALENDAR_FEED, RW_CALENDAR_FEED_SUBJECT)->refs);

  self->subject_row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->subject_row), _ ("Changes of"));
  gtk_widget_add_css_class (self->subject_row, "property");
  self->everything = gtk_button_new_from_icon_name ("edit-clear-symbolic");
  gtk_widget_set_tooltip_text (self->everything, _ ("Changes of Everything"));
  gtk_widget_add_css_class (self->everything, "flat");
  gtk_widget_set_valign (self->everything, GTK_ALIGN_CENTER);
  g_signal_connect_object (self->everything, "clicked", G_CALLBACK (everything_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("Choose…"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_popover_set_child (GTK_POPOVER (popover), picker);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  g_signal_connect_object (picker, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (popover, "show", G_CALLBACK (picker_shown_cb), picker,
                           G_CONNECT_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->subject_row), self->everything);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->subject_row), button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), self->subject_row);
}

AdwNavigationPage *
rw_feed_editor_new (RwSession *session)
{
  RwFeedEditor *self = g_object_new (RW_TYPE_FEED_EDITOR, NULL);

  self->name = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->name), _ ("Name"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), self->name);
  add_subject (self, session);
  self->for_customer = adw_switch_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->for_customer),
                                 _ ("Read by the customer"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->for_customer),
                               _ ("For a customer, or one of its services"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), self->for_customer);
  g_signal_connect_object (self->name, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->for_customer, "notify::active", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  show_subject (self, NULL);
  return ADW_NAVIGATION_PAGE (self);
}

/**
 * rw_feed_editor_pick:
 * @kind: customer, service or site
 * @title: what it is called
 *
 * Whose changes it is to show, as if a person had chosen it.
 */
void
rw_feed_editor_pick (RwFeedEditor *self, RwKind kind, const RwId *id, const char *title)
{
  g_return_if_fail (RW_IS_FEED_EDITOR (self));
  self->kind = kind;
  self->subject = *id;
  self->has_subject = TRUE;
  if (*gtk_editable_get_text (GTK_EDITABLE (self->name)) == '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->name), title);
  show_subject (self, title);
}
