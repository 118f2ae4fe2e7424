/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ticket-chooser.h"

#include <glib/gi18n.h>

#include "rw-text.h"

struct _RwTicketChooser
{
  AdwDialog parent_instance;

  GtkWidget *entry;
  GtkWidget *bar;
  GtkListBox *list;
  guint n_rows;
  char *words;
};

enum
{
  SIGNAL_CHOSEN,
  SIGNAL_EDIT,
  SIGNAL_NEW,
  SIGNAL_SEARCH,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwTicketChooser, rw_ticket_chooser, ADW_TYPE_DIALOG)

static gboolean
matches (GtkListBoxRow *row,
         gpointer       user_data)
{
  RwTicketChooser *self = user_data;

  return self->words == NULL || *self->words == '\0' ||
         rw_text_matches (g_object_get_data (G_OBJECT (row), "rw-haystack"), self->words);
}

static gboolean
may_take (RwTicketChooser *self,
          GtkListBoxRow   *row)
{
  return gtk_widget_get_sensitive (GTK_WIDGET (row)) && matches (row, self);
}

/* The next row from @from on that can be taken. */
static void
select_from (RwTicketChooser *self,
             int              from,
             int              step)
{
  for (int i = from; i >= 0 && i < (int) self->n_rows; i += step)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, i);

      if (may_take (self, row))
        {
          GtkWidget *port = gtk_widget_get_ancestor (GTK_WIDGET (self->list), GTK_TYPE_VIEWPORT);

          gtk_list_box_select_row (self->list, row);
          if (port != NULL)
            gtk_viewport_scroll_to (GTK_VIEWPORT (port), GTK_WIDGET (row), NULL);
          return;
        }
    }
}

static void
search_cb (RwTicketChooser *self)
{
  g_free (self->words);
  self->words = rw_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  gtk_list_box_invalidate_filter (self->list);
  gtk_list_box_unselect_all (self->list);
  select_from (self, 0, 1);
  g_signal_emit (self, signals[SIGNAL_SEARCH], 0,
                 gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
take (RwTicketChooser *self,
      GtkListBoxRow   *row)
{
  if (row == NULL || !may_take (self, row))
    return;
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, (guint) gtk_list_box_row_get_index (row));
  adw_dialog_close (ADW_DIALOG (self));
}

static void
entered_cb (RwTicketChooser *self)
{
  take (self, gtk_list_box_get_selected_row (self->list));
}

static gboolean
key_pressed_cb (RwTicketChooser *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int at = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Down || key == GDK_KEY_KP_Down)
    select_from (self, at + 1, 1);
  else if (key == GDK_KEY_Up || key == GDK_KEY_KP_Up)
    select_from (self, at - 1, -1);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
rw_ticket_chooser_finalize (GObject *object)
{
  g_free (RW_TICKET_CHOOSER (object)->words);
  G_OBJECT_CLASS (rw_ticket_chooser_parent_class)->finalize (object);
}

static void
rw_ticket_chooser_class_init (RwTicketChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_ticket_chooser_finalize;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", RW_TYPE_TICKET_CHOOSER, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_EDIT] = g_signal_new ("edit", RW_TYPE_TICKET_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_SEARCH] = g_signal_new ("search", RW_TYPE_TICKET_CHOOSER, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_NEW] = g_signal_new ("new", RW_TYPE_TICKET_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL,
                                      NULL, NULL, G_TYPE_NONE, 0);
}

static void
rw_ticket_chooser_init (RwTicketChooser *self)
{
  GtkWidget *view = adw_toolbar_view_new (), *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12),
            *none = gtk_label_new (_ ("Nothing matches"));
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entry = gtk_search_entry_new ();
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (search_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (entered_cb), self);
  g_signal_connect_swapped (self->entry, "stop-search", G_CALLBACK (adw_dialog_close), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (self->entry, keys);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_set_valign (GTK_WIDGET (self->list), GTK_ALIGN_START);
  gtk_widget_add_css_class (none, "dimmed");
  gtk_widget_set_margin_top (none, 18);
  gtk_widget_set_margin_bottom (none, 18);
  gtk_list_box_set_placeholder (self->list, none);
  gtk_list_box_set_filter_func (self->list, matches, self, NULL);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (take), self);

  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  self->bar = adw_header_bar_new ();
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), self->bar);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), scroller);
  adw_dialog_set_child (ADW_DIALOG (self), view);
  adw_dialog_set_content_width (ADW_DIALOG (self), 380);
  adw_dialog_set_focus (ADW_DIALOG (self), self->entry);
}

/**
 * rw_ticket_chooser_new:
 * @title: translated: what is chosen
 */
AdwDialog *
rw_ticket_chooser_new (const char *title)
{
  RwTicketChooser *self = g_object_new (RW_TYPE_TICKET_CHOOSER, "title", title, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  return ADW_DIALOG (self);
}

/**
 * rw_ticket_chooser_add:
 * @label: translated
 * @detail: (nullable): a second line
 *
 * Adds a row below the others.
 */
void
rw_ticket_chooser_add (RwTicketChooser *self,
                       const char      *label,
                       const char      *detail)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *text = g_strjoin ("\n", label, detail, NULL);

  g_return_if_fail (RW_IS_TICKET_CHOOSER (self) && label != NULL);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  if (detail != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), detail);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "rw-haystack", rw_text_fold (text), g_free);
  gtk_list_box_append (self->list, row);
  self->n_rows++;
  /* The first one, and what comes while a person looks for it. */
  if (gtk_list_box_get_selected_row (self->list) == NULL && matches (GTK_LIST_BOX_ROW (row), self))
    gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
}

/**
 * rw_ticket_chooser_set_possible:
 * @index: of a row
 * @possible: whether it can be chosen; what cannot is shown, so that a person finds it
 */
void
rw_ticket_chooser_set_possible (RwTicketChooser *self,
                                guint            index,
                                gboolean         possible)
{
  GtkListBoxRow *row;

  g_return_if_fail (RW_IS_TICKET_CHOOSER (self) && index < self->n_rows);
  row = gtk_list_box_get_row_at_index (self->list, (int) index);
  gtk_widget_set_sensitive (GTK_WIDGET (row), possible);
  if (!possible && gtk_list_box_row_is_selected (row))
    gtk_list_box_unselect_all (self->list);
  if (possible && gtk_list_box_get_selected_row (self->list) == NULL)
    gtk_list_box_select_row (self->list, row);
}

static void
edit_cb (RwTicketChooser *self,
         GtkWidget       *button)
{
  GtkListBoxRow *row = GTK_LIST_BOX_ROW (gtk_widget_get_ancestor (button, GTK_TYPE_LIST_BOX_ROW));

  g_signal_emit (self, signals[SIGNAL_EDIT], 0, (guint) gtk_list_box_row_get_index (row));
  adw_dialog_close (ADW_DIALOG (self));
}

/**
 * rw_ticket_chooser_set_editable:
 * @index: of a row
 * @label: translated: what its button does: "Edit Final Status"
 *
 * The row gets a button, which emits "edit".
 */
void
rw_ticket_chooser_set_editable (RwTicketChooser *self,
                                guint            index,
                                const char      *label)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("document-edit-symbolic");
  GtkListBoxRow *row;

  g_return_if_fail (RW_IS_TICKET_CHOOSER (self) && index < self->n_rows);
  row = gtk_list_box_get_row_at_index (self->list, (int) index);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (edit_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
new_cb (RwTicketChooser *self)
{
  g_signal_emit (self, signals[SIGNAL_NEW], 0);
  adw_dialog_close (ADW_DIALOG (self));
}

/**
 * rw_ticket_chooser_add_new:
 * @label: translated, with a mnemonic: what is made
 *
 * Adds a button to the header that emits "new".
 */
void
rw_ticket_chooser_add_new (RwTicketChooser *self,
                           const char      *label)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_return_if_fail (RW_IS_TICKET_CHOOSER (self));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (new_cb), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (self->bar), button);
}

/**
 * rw_ticket_chooser_search:
 * @text: what is looked for, as if it were typed
 */
void
rw_ticket_chooser_search (RwTicketChooser *self,
                          const char      *text)
{
  g_return_if_fail (RW_IS_TICKET_CHOOSER (self));
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
}
