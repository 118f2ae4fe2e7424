/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-resolve-dialog.h"
#include "rw-done-key.h"

#include <glib/gi18n.h>

struct _RwResolveDialog
{
  AdwDialog parent_instance;

  GtkWidget *to;
  GtkWidget *text;
  GtkWidget *children; /* switch row; hidden without any */
  GtkWidget *send;
  gboolean done;
};

enum
{
  SIGNAL_RESOLVE,
  SIGNAL_CANCELLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwResolveDialog, rw_resolve_dialog, ADW_TYPE_DIALOG)

static char *
dup_text (RwResolveDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

static void
changed_cb (RwResolveDialog *self)
{
  g_autofree char *text = dup_text (self);

  gtk_widget_set_sensitive (self->send, *text != '\0');
}

/* @text: (nullable): no message for %NULL */
static void
resolve (RwResolveDialog *self,
         const char      *text)
{
  if (self->done)
    return;
  self->done = TRUE;
  g_signal_emit (self, signals[SIGNAL_RESOLVE], 0, text,
                 gtk_widget_get_visible (self->children) &&
                   adw_switch_row_get_active (ADW_SWITCH_ROW (self->children)));
  adw_dialog_close (ADW_DIALOG (self));
}

static void
send_cb (RwResolveDialog *self)
{
  g_autofree char *text = dup_text (self);

  if (*text != '\0')
    resolve (self, text);
}

static void
silently_cb (RwResolveDialog *self)
{
  resolve (self, NULL);
}

static gboolean
send_shortcut_cb (GtkWidget *widget,
                  GVariant  *arguments,
                  gpointer   user_data)
{
  send_cb (RW_RESOLVE_DIALOG (widget));
  return TRUE;
}

static void
rw_resolve_dialog_closed (AdwDialog *dialog)
{
  RwResolveDialog *self = RW_RESOLVE_DIALOG (dialog);

  if (!self->done)
    g_signal_emit (self, signals[SIGNAL_CANCELLED], 0);
  self->done = TRUE;
}

static void
rw_resolve_dialog_class_init (RwResolveDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  ADW_DIALOG_CLASS (klass)->closed = rw_resolve_dialog_closed;
  signals[SIGNAL_RESOLVE] =
    g_signal_new ("resolve", RW_TYPE_RESOLVE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[SIGNAL_CANCELLED] = g_signal_new ("cancelled", RW_TYPE_RESOLVE_DIALOG, G_SIGNAL_RUN_LAST,
                                            0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, send_shortcut_cb,
                                NULL);
}

static void
rw_resolve_dialog_init (RwResolveDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new (), *bar = adw_header_bar_new (),
            *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8),
            *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel")),
            *silently = gtk_button_new_with_mnemonic (_ ("_Without a Message")),
            *frame = gtk_frame_new (NULL), *scroller = gtk_scrolled_window_new (),
            *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10), *list = gtk_list_box_new ();

  rw_done_key_add (GTK_WIDGET (self), send_shortcut_cb);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (adw_dialog_close), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), cancel);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), bar);

  self->to = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->to), 0);
  gtk_label_set_wrap (GTK_LABEL (self->to), TRUE);
  self->text = gtk_text_view_new ();
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->text), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->text), FALSE);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (self->text), 8);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (self->text), 8);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self->text), 10);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (self->text), 10);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Text of the message"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 170);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->text);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_frame_set_child (GTK_FRAME (frame), scroller);
  self->children = adw_switch_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->children), FALSE);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), self->children);
  g_object_bind_property (self->children, "visible", list, "visible", G_BINDING_SYNC_CREATE);

  self->send = gtk_button_new_with_mnemonic (_ ("Resolve and _Send"));
  gtk_widget_add_css_class (self->send, "suggested-action");
  gtk_widget_set_tooltip_text (self->send, _ ("Ctrl+Enter"));
  g_signal_connect_swapped (self->send, "clicked", G_CALLBACK (send_cb), self);
  g_signal_connect_swapped (silently, "clicked", G_CALLBACK (silently_cb), self);
  gtk_widget_set_halign (foot, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (foot), silently);
  gtk_box_append (GTK_BOX (foot), self->send);

  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_box_append (GTK_BOX (box), self->to);
  gtk_box_append (GTK_BOX (box), frame);
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (box), foot);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), box);
  adw_dialog_set_child (ADW_DIALOG (self), view);
  adw_dialog_set_content_width (ADW_DIALOG (self), 560);
  adw_dialog_set_content_height (ADW_DIALOG (self), 460);
  adw_dialog_set_focus (ADW_DIALOG (self), self->text);
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)), "changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  changed_cb (self);
}

/**
 * rw_resolve_dialog_new:
 * @number: "T-1042"
 * @text: what is proposed
 * @contact: (nullable): name of the first-level contact
 * @children: (element-type utf8): numbers of the open children
 */
AdwDialog *
rw_resolve_dialog_new (const char *number,
                       const char *text,
                       const char *contact,
                       GPtrArray  *children)
{
  g_autofree char *title = g_strdup_printf (_ ("Resolve %s"), number);
  g_autofree char *to =
    contact != NULL
      ? g_strdup_printf (_ ("The final status, to %s (first-level contact):"), contact)
      : g_strdup (_ ("The final status; the customer has no first-level contact:"));
  RwResolveDialog *self = g_object_new (RW_TYPE_RESOLVE_DIALOG, "title", title, NULL);
  GtkTextIter start;

  gtk_label_set_label (GTK_LABEL (self->to), to);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)), text, -1);
  gtk_text_buffer_get_start_iter (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)), &start);
  gtk_text_buffer_place_cursor (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)), &start);
  gtk_widget_set_visible (self->children, children->len > 0);
  if (children->len > 0)
    {
      g_autofree char *label =
        g_strdup_printf (ngettext ("Resolve %u child with the same text",
                                   "Resolve %u children with the same text", children->len),
                         children->len);
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
      g_auto (GStrv) numbers = NULL;
      g_autofree char *names = NULL;

      for (guint i = 0; i < children->len; i++)
        g_strv_builder_add (builder, children->pdata[i]);
      numbers = g_strv_builder_end (builder);
      names = g_strjoinv (", ", numbers);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->children), label);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->children), names);
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self->children), 2);
      adw_switch_row_set_active (ADW_SWITCH_ROW (self->children), TRUE);
    }
  return ADW_DIALOG (self);
}
