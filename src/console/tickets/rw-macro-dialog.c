/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-macro-dialog.h"

#include <glib/gi18n.h>

#include "rw-check.h"
#include "rw-done-key.h"
#include "rw-status.h"

struct _RwMacroDialog
{
  AdwDialog parent_instance;

  RwRecord *macro;
  RwMacroFacts facts; /* of its own */

  GtkWidget *name;
  GtkWidget *type;
  GtkWidget *language;
  GtkWidget *status;
  GtkWidget *body;
  GtkWidget *preview;
  GtkWidget *problem;
  GtkWidget *save;
  GtkWidget *page;
};

enum
{
  SIGNAL_SAVE,
  SIGNAL_DELETE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwMacroDialog, rw_macro_dialog, ADW_TYPE_DIALOG)

static char *
dup_body (RwMacroDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->body));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

static void
set_text (RwRecord   *macro,
          guint       field,
          const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  if (*stripped != '\0')
    rw_record_set_text (macro, field, stripped);
  else
    rw_record_take (macro, field, RW_VALUE_NULL);
}

static void
set_choice (RwRecord  *macro,
            guint      field,
            GtkWidget *row)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (row));

  if (selected != 0 && selected != GTK_INVALID_LIST_POSITION)
    rw_record_set_enum (macro, field, (int) selected - 1);
  else
    rw_record_take (macro, field, RW_VALUE_NULL);
}

static RwRecord *
dup_macro (RwMacroDialog *self)
{
  RwRecord *macro = rw_record_dup (self->macro);
  g_autofree char *body = dup_body (self);

  set_text (macro, RW_MACRO_NAME, gtk_editable_get_text (GTK_EDITABLE (self->name)));
  set_text (macro, RW_MACRO_LANGUAGE, gtk_editable_get_text (GTK_EDITABLE (self->language)));
  set_text (macro, RW_MACRO_BODY, body);
  set_choice (macro, RW_MACRO_TYPE, self->type);
  set_choice (macro, RW_MACRO_SETS_STATUS, self->status);
  return macro;
}

/* What it comes to, and whether it can be kept. */
static void
changed_cb (RwMacroDialog *self)
{
  g_autoptr (RwRecord) macro = dup_macro (self);
  const char *body = rw_record_get_text (macro, RW_MACRO_BODY);
  g_auto (GStrv) unfilled = NULL;
  g_autofree char *text =
    rw_macro_fill (body != NULL ? body : "", rw_record_get_text (macro, RW_MACRO_LANGUAGE),
                   &self->facts, &unfilled);
  g_autofree char *names = g_strjoinv (" ", unfilled);
  g_autofree char *problem = NULL;
  g_autoptr (GError) error = NULL;
  gboolean valid = rw_record_check (macro, &error);

  if (*names != '\0')
    problem = g_strdup_printf (_ ("%s Not known of this ticket: %s"),
                               rw_status_symbol (RW_STATUS_ATTENTION), names);
  gtk_label_set_label (GTK_LABEL (self->preview), *text != '\0' ? text : "—");
  gtk_label_set_label (GTK_LABEL (self->problem), problem != NULL ? problem : "");
  gtk_widget_set_visible (self->problem, problem != NULL);
  gtk_widget_set_sensitive (self->save, valid);
  gtk_widget_set_tooltip_text (self->save, valid ? NULL : error->message);
}

static void
save_cb (RwMacroDialog *self)
{
  g_autoptr (RwRecord) macro = dup_macro (self);

  if (!rw_record_check (macro, NULL))
    return;
  g_signal_emit (self, signals[SIGNAL_SAVE], 0, macro);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
delete_cb (RwMacroDialog *self)
{
  g_signal_emit (self, signals[SIGNAL_DELETE], 0);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
placeholder_cb (RwMacroDialog *self,
                GtkWidget     *button)
{
  g_autofree char *text = g_strdup_printf ("{%s}", gtk_button_get_label (GTK_BUTTON (button)));

  gtk_text_buffer_insert_at_cursor (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->body)), text,
                                    -1);
  gtk_widget_grab_focus (self->body);
}

static void
rw_macro_dialog_finalize (GObject *object)
{
  RwMacroDialog *self = RW_MACRO_DIALOG (object);

  g_clear_object (&self->macro);
  g_clear_object (&self->facts.ticket);
  g_free ((char *) self->facts.customer);
  g_free ((char *) self->facts.contact);
  g_free ((char *) self->facts.service);
  g_free ((char *) self->facts.ci);
  g_free ((char *) self->facts.me);
  g_clear_pointer (&self->facts.zone, g_time_zone_unref);
  G_OBJECT_CLASS (rw_macro_dialog_parent_class)->finalize (object);
}

static gboolean
save_shortcut_cb (GtkWidget *widget,
                  GVariant  *arguments,
                  gpointer   user_data)
{
  save_cb (RW_MACRO_DIALOG (widget));
  return TRUE;
}

static void
rw_macro_dialog_class_init (RwMacroDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_macro_dialog_finalize;
  signals[SIGNAL_SAVE] = g_signal_new ("save", RW_TYPE_MACRO_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, RW_TYPE_RECORD);
  signals[SIGNAL_DELETE] = g_signal_new ("delete", RW_TYPE_MACRO_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
add_entry (GtkWidget  *group,
           const char *title,
           const char *text,
           guint       most)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_entry_row_set_max_length (ADW_ENTRY_ROW (row), (int) most);
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return row;
}

static GtkWidget *
add_combo (GtkWidget        *group,
           const char       *title,
           const char       *none,
           const RwEnumInfo *info,
           int               selected)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, none);
  for (guint i = 0; i < info->n_values; i++)
    gtk_string_list_append (names, rw_enum_label (info, (int) i));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), (guint) (selected + 1));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return row;
}

static GtkWidget *
create_text (RwMacroDialog *self)
{
  GtkWidget *group = adw_preferences_group_new (), *frame = gtk_frame_new (NULL);

  self->body = gtk_text_view_new ();
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->body), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->body), FALSE);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (self->body), 8);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (self->body), 8);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self->body), 10);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (self->body), 10);
  gtk_widget_set_size_request (self->body, -1, 110);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->body), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Text of the macro"), -1);
  gtk_frame_set_child (GTK_FRAME (frame), self->body);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), C_ ("message", "Text"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), frame);
  return group;
}

static GtkWidget *
create_placeholders (RwMacroDialog *self)
{
  GtkWidget *group = adw_preferences_group_new (), *names = adw_wrap_box_new ();

  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (names), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (names), 6);
  for (const char *const *name = rw_macro_placeholders (); *name != NULL; name++)
    {
      GtkWidget *button = gtk_button_new_with_label (*name);
      g_autofree char *sentence = g_strdup_printf (_ ("Insert {%s}"), *name);

      gtk_widget_add_css_class (button, "caption");
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      sentence, -1);
      g_signal_connect_object (button, "clicked", G_CALLBACK (placeholder_cb), self,
                               G_CONNECT_SWAPPED);
      adw_wrap_box_append (ADW_WRAP_BOX (names), button);
    }
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Placeholders"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), names);
  return group;
}

static GtkWidget *
create_preview (RwMacroDialog *self)
{
  GtkWidget *group = adw_preferences_group_new (),
            *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->preview = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->preview), 0);
  gtk_label_set_wrap (GTK_LABEL (self->preview), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->preview), PANGO_WRAP_WORD_CHAR);
  self->problem = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->problem), 0);
  gtk_label_set_wrap (GTK_LABEL (self->problem), TRUE);
  gtk_widget_add_css_class (self->problem, "caption");
  gtk_widget_add_css_class (self->problem, rw_status_css_class (RW_STATUS_ATTENTION));
  gtk_widget_add_css_class (card, "card");
  for (GtkWidget *child = self->preview; child != NULL;
       child = child == self->preview ? self->problem : NULL)
    {
      gtk_widget_set_margin_start (child, 12);
      gtk_widget_set_margin_end (child, 12);
      gtk_widget_set_margin_top (child, 8);
      gtk_widget_set_margin_bottom (child, 8);
      gtk_box_append (GTK_BOX (card), child);
    }
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("In This Ticket"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), card);
  return group;
}

static void
rw_macro_dialog_init (RwMacroDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new (), *bar = adw_header_bar_new (),
            *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  rw_done_key_add (GTK_WIDGET (self), save_shortcut_cb);
  rw_status_install_css ();
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (adw_dialog_close), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), cancel);
  self->save = gtk_button_new_with_mnemonic (_ ("_Save"));
  gtk_widget_add_css_class (self->save, "suggested-action");
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (save_cb), self);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), self->save);
  self->page = adw_preferences_page_new ();
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), bar);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), self->page);
  adw_dialog_set_child (ADW_DIALOG (self), view);
  adw_dialog_set_content_width (ADW_DIALOG (self), 560);
  adw_dialog_set_content_height (ADW_DIALOG (self), 720);
}

static void
fill (RwMacroDialog *self,
      gboolean       is_new)
{
  GtkWidget *what = adw_preferences_group_new (), *last = adw_preferences_group_new (), *button,
            *text, *preview;
  const char *body = rw_record_get_text (self->macro, RW_MACRO_BODY);

  self->name = add_entry (what, _ ("Name"), rw_record_get_text (self->macro, RW_MACRO_NAME), 120);
  self->type = add_combo (what, _ ("Message type"), C_ ("message type", "Any"),
                          &rw_enum_message_type, rw_record_get_enum (self->macro, RW_MACRO_TYPE));
  self->language = add_entry (what, _ ("Language (de, en, …)"),
                              rw_record_get_text (self->macro, RW_MACRO_LANGUAGE), 16);
  self->status =
    add_combo (what, _ ("Sets the status"), C_ ("ticket status", "Leaves it as it is"),
               &rw_enum_ticket_status, rw_record_get_enum (self->macro, RW_MACRO_SETS_STATUS));
  text = create_text (self);
  preview = create_preview (self);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->body)),
                            body != NULL ? body : "", -1);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (what));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (text));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (preview));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page),
                            ADW_PREFERENCES_GROUP (create_placeholders (self)));
  if (!is_new)
    {
      button = gtk_button_new_with_mnemonic (_ ("_Delete Macro"));
      gtk_widget_add_css_class (button, "destructive-action");
      gtk_widget_set_halign (button, GTK_ALIGN_START);
      g_signal_connect_object (button, "clicked", G_CALLBACK (delete_cb), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (last), button);
      adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (last));
    }
  else
    g_object_ref_sink (last), g_object_unref (last);
  g_signal_connect_object (self->name, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->language, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->type, "notify::selected", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->status, "notify::selected", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->body)), "changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_set_focus (ADW_DIALOG (self), self->name);
  changed_cb (self);
}

/**
 * rw_macro_dialog_new:
 * @macro: as it is; nothing of it is changed
 * @is_new: it is not kept yet
 * @facts: of the ticket at hand; copied
 */
AdwDialog *
rw_macro_dialog_new (RwRecord           *macro,
                     gboolean            is_new,
                     const RwMacroFacts *facts)
{
  RwMacroDialog *self =
    g_object_new (RW_TYPE_MACRO_DIALOG, "title", is_new ? _ ("New Macro") : _ ("Edit Macro"), NULL);

  self->macro = g_object_ref (macro);
  self->facts = (RwMacroFacts) {
    .ticket = facts->ticket != NULL ? g_object_ref (facts->ticket) : NULL,
    .customer = g_strdup (facts->customer),
    .contact = g_strdup (facts->contact),
    .service = g_strdup (facts->service),
    .ci = g_strdup (facts->ci),
    .me = g_strdup (facts->me),
    .update_next = facts->update_next,
    .zone = facts->zone != NULL ? g_time_zone_ref (facts->zone) : NULL,
    .now = facts->now,
  };
  fill (self, is_new);
  return ADW_DIALOG (self);
}
