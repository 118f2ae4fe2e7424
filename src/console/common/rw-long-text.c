/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-long-text.h"

#include <glib/gi18n.h>
#include <string.h>

struct _RwLongText
{
  GtkBox parent_instance;

  GtkWidget *view;
  GtkWidget *placeholder;
  GtkWidget *buttons;
  GtkTextBuffer *buffer;
  char *saved; /* what is in the record */
};

enum
{
  SIGNAL_SAVE,
  SIGNAL_DONE,
  SIGNAL_WRITTEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwLongText, rw_long_text, GTK_TYPE_BOX)

static char *
dup_text (RwLongText *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE));
}

static void
changed_cb (RwLongText *self)
{
  gtk_widget_set_visible (self->buttons, rw_long_text_is_changed (self));
  gtk_widget_set_visible (self->placeholder, gtk_text_buffer_get_char_count (self->buffer) == 0);
  g_signal_emit (self, signals[SIGNAL_WRITTEN], 0);
}

static gboolean
key_cb (RwLongText *self, guint key, guint code, GdkModifierType modifiers)
{
  if (key == GDK_KEY_Escape)
    rw_long_text_drop (self);
  else if ((key == GDK_KEY_Return || key == GDK_KEY_KP_Enter) && (modifiers & GDK_CONTROL_MASK))
    rw_long_text_save (self);
  else
    return GDK_EVENT_PROPAGATE;
  g_signal_emit (self, signals[SIGNAL_DONE], 0);
  return GDK_EVENT_STOP;
}

static gboolean
rw_long_text_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (RW_LONG_TEXT (widget)->view);
}

static void
rw_long_text_finalize (GObject *object)
{
  g_free (RW_LONG_TEXT (object)->saved);
  G_OBJECT_CLASS (rw_long_text_parent_class)->finalize (object);
}

static void
rw_long_text_class_init (RwLongTextClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_long_text_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = rw_long_text_grab_focus;
  signals[SIGNAL_SAVE] = g_signal_new ("save", RW_TYPE_LONG_TEXT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_DONE] = g_signal_new ("done", RW_TYPE_LONG_TEXT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_WRITTEN] = g_signal_new ("written", RW_TYPE_LONG_TEXT, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
rw_long_text_init (RwLongText *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 3);
  self->saved = g_strdup ("");
}

static GtkWidget *
button_new (RwLongText *self, const char *label, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_add_css_class (button, "rw-small");
  g_signal_connect_swapped (button, "clicked", clicked, self);
  return button;
}

/**
 * rw_long_text_new:
 * @label: what the text is
 * @placeholder: what stands there while there is none
 */
GtkWidget *
rw_long_text_new (const char *label, const char *placeholder)
{
  RwLongText *self = g_object_new (RW_TYPE_LONG_TEXT, NULL);
  GtkWidget *heading = gtk_label_new (label), *overlay = gtk_overlay_new (),
            *scrolled = gtk_scrolled_window_new (), *save;
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "rw-heading");
  self->view = gtk_text_view_new ();
  self->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->view), FALSE);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self->view), 9);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (self->view), 9);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (self->view), 7);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (self->view), 7);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (self->view, keys);
  g_signal_connect_swapped (self->buffer, "changed", G_CALLBACK (changed_cb), self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->view);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), 84);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 220);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_widget_add_css_class (scrolled, "card");
  gtk_widget_set_overflow (scrolled, GTK_OVERFLOW_HIDDEN);

  self->placeholder = gtk_label_new (placeholder);
  gtk_widget_add_css_class (self->placeholder, "dimmed");
  gtk_widget_set_halign (self->placeholder, GTK_ALIGN_START);
  gtk_widget_set_valign (self->placeholder, GTK_ALIGN_START);
  gtk_widget_set_margin_start (self->placeholder, 10);
  gtk_widget_set_margin_top (self->placeholder, 8);
  gtk_widget_set_can_target (self->placeholder, FALSE);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), scrolled);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->placeholder);

  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  save = button_new (self, _ ("_Save"), G_CALLBACK (rw_long_text_save));
  gtk_widget_add_css_class (save, "suggested-action");
  gtk_widget_set_tooltip_text (save, _ ("Save (Ctrl+Enter)"));
  gtk_box_append (GTK_BOX (self->buttons), save);
  gtk_box_append (GTK_BOX (self->buttons),
                  button_new (self, _ ("_Discard"), G_CALLBACK (rw_long_text_drop)));
  gtk_widget_set_visible (self->buttons, FALSE);

  gtk_box_append (GTK_BOX (self), heading);
  gtk_box_append (GTK_BOX (self), overlay);
  gtk_box_append (GTK_BOX (self), self->buttons);
  return GTK_WIDGET (self);
}

/**
 * rw_long_text_set:
 * @text: (nullable): as it is in the record now; what a person is writing stays
 */
void
rw_long_text_set (RwLongText *self, const char *text)
{
  gboolean changed;

  g_return_if_fail (RW_IS_LONG_TEXT (self));
  changed = rw_long_text_is_changed (self);
  if (!g_set_str (&self->saved, text != NULL ? text : "") && !changed)
    return;
  if (!changed)
    gtk_text_buffer_set_text (self->buffer, self->saved, -1);
  changed_cb (self);
}

void
rw_long_text_set_editable (RwLongText *self, gboolean editable)
{
  g_return_if_fail (RW_IS_LONG_TEXT (self));
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->view), editable);
  gtk_text_view_set_cursor_visible (GTK_TEXT_VIEW (self->view), editable);
}

gboolean
rw_long_text_is_changed (RwLongText *self)
{
  g_autofree char *text = NULL;
  g_autofree char *saved = NULL;

  g_return_val_if_fail (RW_IS_LONG_TEXT (self), FALSE);
  text = dup_text (self);
  saved = g_strstrip (g_strdup (self->saved));
  return strcmp (text, saved) != 0;
}

/**
 * rw_long_text_dup:
 *
 * Returns: (transfer full): what stands there, without space around it
 */
char *
rw_long_text_dup (RwLongText *self)
{
  g_return_val_if_fail (RW_IS_LONG_TEXT (self), NULL);
  return dup_text (self);
}

/**
 * rw_long_text_write:
 *
 * As if a person had typed it.
 */
void
rw_long_text_write (RwLongText *self, const char *text)
{
  g_return_if_fail (RW_IS_LONG_TEXT (self));
  gtk_text_buffer_set_text (self->buffer, text, -1);
}

/**
 * rw_long_text_save:
 *
 * Hands over what was written, if anything was.
 */
void
rw_long_text_save (RwLongText *self)
{
  g_autofree char *text = NULL;

  g_return_if_fail (RW_IS_LONG_TEXT (self));
  if (!rw_long_text_is_changed (self))
    return;
  text = dup_text (self);
  /* It counts as saved at once: the answer of the store only confirms it. */
  g_set_str (&self->saved, text);
  changed_cb (self);
  g_signal_emit (self, signals[SIGNAL_SAVE], 0, text);
}

/**
 * rw_long_text_refuse:
 * @text: (nullable): as it still is in the record
 *
 * What was saved was refused: it stays, to be saved again or dropped.
 */
void
rw_long_text_refuse (RwLongText *self, const char *text)
{
  g_return_if_fail (RW_IS_LONG_TEXT (self));
  if (g_set_str (&self->saved, text != NULL ? text : ""))
    changed_cb (self);
}

/**
 * rw_long_text_drop:
 *
 * Goes back to what is in the record.
 */
void
rw_long_text_drop (RwLongText *self)
{
  g_return_if_fail (RW_IS_LONG_TEXT (self));
  gtk_text_buffer_set_text (self->buffer, self->saved, -1);
}
