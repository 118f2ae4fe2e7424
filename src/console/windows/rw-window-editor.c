/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-window-editor.h"

#include <glib/gi18n.h>

#include "rules/rw-recurrence-text.h"
#include "rw-check.h"
#include "rw-discard.h"
#include "rw-done-key.h"
#include "rw-record-picker.h"
#include "rw-status.h"
#include "rw-window-preview.h"
#include "rw-window-when.h"

/* What a window is, in one choice: two fields say it. */
enum
{
  TYPE_MAINTENANCE,
  TYPE_FREEZE_WARNS,
  TYPE_FREEZE_REFUSES,
};

struct _RwWindowEditor
{
  AdwNavigationPage parent_instance;

  RwSession *session;
  RwRecord *window; /* as it was */
  RwId target;      /* nothing for everything */
  gboolean has_target;
  gboolean is_new;

  GtkWidget *name;
  GtkWidget *type;
  GtkWidget *target_row;
  GtkWidget *everything;
  GtkWidget *notes;
  GtkWidget *when;
  GtkWidget *preview;
  GtkWidget *sum;
  GtkWidget *save;
  GtkWidget *page;
};

enum
{
  SIGNAL_SAVE,
  SIGNAL_REMOVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwWindowEditor, rw_window_editor, ADW_TYPE_NAVIGATION_PAGE)

static void
take_text (RwRecord *window, guint field, GtkWidget *row)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  if (*text != '\0')
    rw_record_set_text (window, field, text);
  else
    rw_record_take (window, field, RW_VALUE_NULL);
}

/* What was written; FALSE with a sentence where that cannot be kept. */
static gboolean
write_window (RwWindowEditor *self, RwRecord *window, guint *n_lost, GError **error)
{
  guint type = adw_combo_row_get_selected (ADW_COMBO_ROW (self->type));
  gboolean timed = rw_window_when_write (RW_WINDOW_WHEN (self->when), window, error);

  take_text (window, RW_WINDOW_NAME, self->name);
  take_text (window, RW_WINDOW_NOTES, self->notes);
  rw_record_set_enum (window, RW_WINDOW_TYPE,
                      type == TYPE_MAINTENANCE ? RW_WINDOW_TYPE_MAINTENANCE
                                               : RW_WINDOW_TYPE_FREEZE);
  if (type == TYPE_FREEZE_REFUSES || rw_record_get_boolean (window, RW_WINDOW_HARD))
    rw_record_set_boolean (window, RW_WINDOW_HARD, type == TYPE_FREEZE_REFUSES);
  if (self->has_target)
    rw_record_set_ref (window, RW_WINDOW_TARGET, &self->target);
  else
    rw_record_take (window, RW_WINDOW_TARGET, RW_VALUE_NULL);
  if (!timed)
    return FALSE;
  rw_window_preview_show (RW_WINDOW_PREVIEW (self->preview), window);
  *n_lost = rw_window_preview_write (RW_WINDOW_PREVIEW (self->preview), window);
  return rw_record_check (window, error);
}

static char *
describe (RwRecord *window, guint n_lost)
{
  g_autoptr (RwRecurrence) recurrence = rw_recurrence_new_window (window, NULL);
  g_autofree char *words = recurrence != NULL ? rw_recurrence_describe (recurrence) : g_strdup ("");
  g_autofree char *lost = NULL;

  if (n_lost == 0)
    return g_steal_pointer (&words);
  lost = g_strdup_printf (
    ngettext ("%u moved date is dropped: nothing takes place any more where it came from.",
              "%u moved dates are dropped: nothing takes place any more where they came from.",
              n_lost),
    n_lost);
  return g_strdup_printf ("%s. %s %s", words, rw_status_symbol (RW_STATUS_ATTENTION), lost);
}

static void
changed_cb (RwWindowEditor *self)
{
  g_autoptr (GError) error = NULL;
  guint n_lost = 0;
  g_autoptr (RwRecord) window = rw_record_dup (self->window);
  gboolean valid = write_window (self, window, &n_lost, &error);
  g_autofree char *text =
    valid ? describe (window, n_lost)
          : g_strdup_printf ("%s %s", rw_status_symbol (RW_STATUS_ATTENTION), error->message);

  gtk_label_set_text (GTK_LABEL (self->sum), text);
  gtk_widget_set_sensitive (self->save,
                            valid && (self->is_new || !rw_record_equal (window, self->window)));
  gtk_widget_set_tooltip_text (self->save, valid ? NULL : error->message);
  rw_discard_watch (ADW_NAVIGATION_PAGE (self), window);
}

static void
save_cb (RwWindowEditor *self)
{
  guint n_lost = 0;
  g_autoptr (RwRecord) window = rw_record_dup (self->window);

  if (write_window (self, window, &n_lost, NULL) && gtk_widget_get_sensitive (self->save))
    g_signal_emit (self, signals[SIGNAL_SAVE], 0, window);
}

static gboolean
save_shortcut_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  save_cb (RW_WINDOW_EDITOR (widget));
  return TRUE;
}

static void
remove_cb (RwWindowEditor *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVE], 0);
}

/* --- For what ------------------------------------------------------------------------------------- */

static void
show_target (RwWindowEditor *self, const char *title)
{
  g_autofree char *escaped = g_markup_escape_text (title != NULL ? title : "", -1);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->target_row),
                               !self->has_target ? _ ("Everything")
                               : title != NULL   ? escaped
                                                 : _ ("Unknown record"));
  gtk_widget_set_visible (self->everything, self->has_target);
}

static void
picked_cb (RwWindowEditor *self, int kind, const RwId *id, const char *title, RwRecordPicker *picker)
{
  self->target = *id;
  self->has_target = TRUE;
  show_target (self, title);
  gtk_popover_popdown (
    GTK_POPOVER (gtk_widget_get_ancestor (GTK_WIDGET (picker), GTK_TYPE_POPOVER)));
  changed_cb (self);
}

static void
everything_cb (RwWindowEditor *self)
{
  self->has_target = FALSE;
  show_target (self, NULL);
  changed_cb (self);
}

static void
picker_shown_cb (GtkPopover *popover, RwRecordPicker *picker)
{
  rw_record_picker_grab_entry (picker);
}

static void
add_target (RwWindowEditor *self, GtkWidget *group)
{
  GtkWidget *button = gtk_menu_button_new (), *popover = gtk_popover_new (),
            *picker =
              rw_record_picker_new (self->session,
                                    rw_schema_field (RW_KIND_WINDOW, RW_WINDOW_TARGET)->refs);

  self->target_row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->target_row), _ ("Holds for"));
  gtk_widget_add_css_class (self->target_row, "property");
  self->everything = gtk_button_new_from_icon_name ("edit-clear-symbolic");
  gtk_widget_set_tooltip_text (self->everything, _ ("Hold for Everything"));
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
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->target_row), self->everything);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->target_row), button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->target_row);
}

static void
rw_window_editor_dispose (GObject *object)
{
  RwWindowEditor *self = RW_WINDOW_EDITOR (object);

  g_clear_object (&self->session);
  g_clear_object (&self->window);
  G_OBJECT_CLASS (rw_window_editor_parent_class)->dispose (object);
}

static void
rw_window_editor_class_init (RwWindowEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_window_editor_dispose;
  signals[SIGNAL_SAVE] = g_signal_new ("save", RW_TYPE_WINDOW_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, RW_TYPE_RECORD);
  signals[SIGNAL_REMOVE] = g_signal_new ("remove", RW_TYPE_WINDOW_EDITOR, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rw_window_editor_init (RwWindowEditor *self)
{
  GtkWidget *view = adw_toolbar_view_new (), *bar = adw_header_bar_new ();

  rw_done_key_add (GTK_WIDGET (self), save_shortcut_cb);
  rw_status_install_css ();
  self->save = gtk_button_new_with_mnemonic (_ ("_Save"));
  gtk_widget_add_css_class (self->save, "suggested-action");
  g_signal_connect_object (self->save, "clicked", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), self->save);
  self->page = adw_preferences_page_new ();
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
}

static GtkWidget *
add_entry (RwWindowEditor *self, GtkWidget *group, const char *title, const char *text)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
  g_signal_connect_object (row, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return row;
}

static void
add_type (RwWindowEditor *self, GtkWidget *group)
{
  const char *const types[] = { _ ("Maintenance window"), _ ("Freeze: changes are warned of"),
                                _ ("Freeze: changes are refused"), NULL };
  g_autoptr (GtkStringList) list = gtk_string_list_new (types);

  self->type = adw_combo_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->type), _ ("Type"));
  adw_combo_row_set_model (ADW_COMBO_ROW (self->type), G_LIST_MODEL (list));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->type),
                              rw_record_get_enum (self->window, RW_WINDOW_TYPE) !=
                                  RW_WINDOW_TYPE_FREEZE
                                ? TYPE_MAINTENANCE
                              : rw_record_get_boolean (self->window, RW_WINDOW_HARD)
                                ? TYPE_FREEZE_REFUSES
                                : TYPE_FREEZE_WARNS);
  g_signal_connect_object (self->type, "notify::selected", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->type);
}

static void
add_remove (RwWindowEditor *self)
{
  GtkWidget *group = adw_preferences_group_new (), *row = adw_button_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Delete Window"));
  gtk_widget_add_css_class (row, "destructive-action");
  g_signal_connect_object (row, "activated", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (group));
}

static void
fill (RwWindowEditor *self, const char *target, gboolean writable)
{
  const RwId *id = rw_record_get_ref (self->window, RW_WINDOW_TARGET);
  GtkWidget *what = adw_preferences_group_new ();

  self->when = rw_window_when_new (self->window);
  self->preview = rw_window_preview_new (self->window);
  self->name =
    add_entry (self, what, _ ("Name"), rw_record_get_text (self->window, RW_WINDOW_NAME));
  add_type (self, what);
  add_target (self, what);
  self->notes =
    add_entry (self, what, _ ("Notes"), rw_record_get_text (self->window, RW_WINDOW_NOTES));
  self->has_target = id != NULL;
  if (id != NULL)
    self->target = *id;
  show_target (self, target);
  g_signal_connect_object (self->when, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->preview, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (what));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (self->when));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page),
                            ADW_PREFERENCES_GROUP (self->preview));
  if (!self->is_new && writable)
    add_remove (self);
  gtk_widget_set_sensitive (self->page, writable);
  gtk_widget_set_visible (self->save, writable);
}

/**
 * rw_window_editor_new:
 * @window: as it is; a new one may lack its name
 * @target: (nullable): what its target is called
 * @is_new: whether it is not kept yet
 * @writable: whether the person may change it
 */
AdwNavigationPage *
rw_window_editor_new (RwSession *session, RwRecord *window, const char *target, gboolean is_new, gboolean writable)
{
  RwWindowEditor *self = g_object_new (RW_TYPE_WINDOW_EDITOR, NULL);
  const char *name = rw_record_get_text (window, RW_WINDOW_NAME);

  self->session = g_object_ref (session);
  self->window = g_object_ref (window);
  self->is_new = is_new;
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self),
                                 name != NULL ? name : _ ("New Window"));
  fill (self, target, writable);
  changed_cb (self);
  return ADW_NAVIGATION_PAGE (self);
}

/**
 * rw_window_editor_get_sum:
 *
 * Returns: when the window takes place, in a sentence, or what is wrong with it
 */
const char *
rw_window_editor_get_sum (RwWindowEditor *self)
{
  g_return_val_if_fail (RW_IS_WINDOW_EDITOR (self), NULL);
  return gtk_label_get_text (GTK_LABEL (self->sum));
}
