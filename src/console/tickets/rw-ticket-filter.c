/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ticket-filter.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "rw-text.h"

typedef enum
{
  WHOSE_ALL,
  WHOSE_MINE,
  WHOSE_UNASSIGNED,
  WHOSE_MY_SERVICES,
  N_WHOSE,
} Whose;

static const char *const whose_labels[N_WHOSE] = {
  NC_ ("tickets", "All tickets"),
  NC_ ("tickets", "Assigned to me"),
  NC_ ("tickets", "Not assigned"),
  NC_ ("tickets", "My services"),
};

struct _RwTicketFilter
{
  GtkPopover parent_instance;

  GtkCustomFilter *filter;
  RwId me;
  char *words;
  Whose whose;
  guint priorities; /* mask; 0 for all */
  RwId customer;
  char *customer_name;
  GPtrArray *customers; /* RwChoice, below "All customers" */

  GtkWidget *checks[N_WHOSE];
  GtkWidget *toggles[RW_PRIORITY_N_VALUES];
  GtkWidget *customer_drop;
  GtkWidget *reset;
  gboolean updating;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwTicketFilter, rw_ticket_filter, GTK_TYPE_POPOVER)

static gboolean
filter_cb (gpointer item,
           gpointer user_data)
{
  RwTicketFilter *self = user_data;
  const RwTicketRow *row = rw_ticket_item_get_row (item);

  if ((self->whose == WHOSE_MINE && (rw_id_is_nil (&self->me) || !rw_id_equal (&row->assignee, &self->me))) ||
      (self->whose == WHOSE_UNASSIGNED && !rw_id_is_nil (&row->assignee)) ||
      (self->whose == WHOSE_MY_SERVICES && !row->mine))
    return FALSE;
  if (self->priorities != 0 && !(self->priorities & (1u << row->priority)))
    return FALSE;
  if (!rw_id_is_nil (&self->customer) && !rw_id_equal (&row->customer, &self->customer))
    return FALSE;
  return self->words == NULL || *self->words == '\0' ||
         rw_text_matches (rw_ticket_item_get_haystack (item), self->words);
}

static void
changed (RwTicketFilter  *self,
         GtkFilterChange  change)
{
  gtk_widget_set_sensitive (self->reset, rw_ticket_filter_is_active (self));
  gtk_filter_changed (GTK_FILTER (self->filter), change);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
whose_cb (RwTicketFilter *self,
          GParamSpec     *pspec,
          GtkCheckButton *check)
{
  if (self->updating || !gtk_check_button_get_active (check))
    return;
  for (guint i = 0; i < N_WHOSE; i++)
    if (self->checks[i] == GTK_WIDGET (check))
      self->whose = (Whose) i;
  changed (self, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
priority_cb (RwTicketFilter *self)
{
  guint mask = 0;

  if (self->updating)
    return;
  for (guint i = 0; i < RW_PRIORITY_N_VALUES; i++)
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->toggles[i])))
      mask |= 1u << i;
  self->priorities = mask;
  changed (self, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
customer_cb (RwTicketFilter *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->customer_drop));
  const RwChoice *choice = NULL;

  if (self->updating)
    return;
  if (selected != GTK_INVALID_LIST_POSITION && selected > 0 && self->customers != NULL && selected <= self->customers->len)
    choice = g_ptr_array_index (self->customers, selected - 1);
  self->customer = choice != NULL ? choice->id : RW_ID_NIL;
  g_set_str (&self->customer_name, choice != NULL ? choice->name : NULL);
  changed (self, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
rw_ticket_filter_dispose (GObject *object)
{
  RwTicketFilter *self = RW_TICKET_FILTER (object);

  self->updating = TRUE;
  g_clear_object (&self->filter);
  g_clear_pointer (&self->customers, g_ptr_array_unref);
  g_clear_pointer (&self->words, g_free);
  g_clear_pointer (&self->customer_name, g_free);
  G_OBJECT_CLASS (rw_ticket_filter_parent_class)->dispose (object);
}

static void
rw_ticket_filter_class_init (RwTicketFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_ticket_filter_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", RW_TYPE_TICKET_FILTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static GtkWidget *
heading (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  return label;
}

static void
rw_ticket_filter_init (RwTicketFilter *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *priorities = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkStringList *names = gtk_string_list_new (NULL);

  self->filter = gtk_custom_filter_new (filter_cb, self, NULL);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);

  for (guint i = 0; i < N_WHOSE; i++)
    {
      self->checks[i] = gtk_check_button_new_with_label (g_dpgettext2 (NULL, "tickets", whose_labels[i]));
      if (i > 0)
        gtk_check_button_set_group (GTK_CHECK_BUTTON (self->checks[i]), GTK_CHECK_BUTTON (self->checks[0]));
      gtk_check_button_set_active (GTK_CHECK_BUTTON (self->checks[i]), i == 0);
      g_signal_connect_swapped (self->checks[i], "notify::active", G_CALLBACK (whose_cb), self);
      gtk_box_append (GTK_BOX (box), self->checks[i]);
    }

  gtk_box_append (GTK_BOX (box), heading (_("Priority")));
  gtk_widget_add_css_class (priorities, "linked");
  gtk_box_set_homogeneous (GTK_BOX (priorities), TRUE);
  for (guint i = 0; i < RW_PRIORITY_N_VALUES; i++)
    {
      self->toggles[i] = gtk_toggle_button_new_with_label (rw_enum_label (&rw_enum_priority, (int) i));
      g_signal_connect_swapped (self->toggles[i], "toggled", G_CALLBACK (priority_cb), self);
      gtk_box_append (GTK_BOX (priorities), self->toggles[i]);
    }
  gtk_box_append (GTK_BOX (box), priorities);

  gtk_box_append (GTK_BOX (box), heading (_("Customer")));
  gtk_string_list_append (names, _("All customers"));
  self->customer_drop = gtk_drop_down_new (G_LIST_MODEL (names), gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (self->customer_drop), TRUE);
  gtk_drop_down_set_search_match_mode (GTK_DROP_DOWN (self->customer_drop), GTK_STRING_FILTER_MATCH_MODE_SUBSTRING);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->customer_drop), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Customer"), -1);
  g_signal_connect_swapped (self->customer_drop, "notify::selected", G_CALLBACK (customer_cb), self);
  gtk_box_append (GTK_BOX (box), self->customer_drop);

  self->reset = gtk_button_new_with_mnemonic (_("_Show All"));
  gtk_widget_set_sensitive (self->reset, FALSE);
  gtk_widget_set_margin_top (self->reset, 6);
  g_signal_connect_swapped (self->reset, "clicked", G_CALLBACK (rw_ticket_filter_reset), self);
  gtk_box_append (GTK_BOX (box), self->reset);
  gtk_popover_set_child (GTK_POPOVER (self), box);
}

GtkWidget *
rw_ticket_filter_new (void)
{
  return g_object_new (RW_TYPE_TICKET_FILTER, NULL);
}

/**
 * rw_ticket_filter_get_filter:
 *
 * Returns: (transfer none): passes the RwTicketItems that are to be shown
 */
GtkFilter *
rw_ticket_filter_get_filter (RwTicketFilter *self)
{
  g_return_val_if_fail (RW_IS_TICKET_FILTER (self), NULL);
  return GTK_FILTER (self->filter);
}

void
rw_ticket_filter_set_me (RwTicketFilter *self,
                         const RwId     *me)
{
  g_return_if_fail (RW_IS_TICKET_FILTER (self));
  self->me = me != NULL ? *me : RW_ID_NIL;
  if (self->whose == WHOSE_MINE)
    changed (self, GTK_FILTER_CHANGE_DIFFERENT);
}

/**
 * rw_ticket_filter_set_words:
 * @text: what is typed into the search
 */
void
rw_ticket_filter_set_words (RwTicketFilter *self,
                            const char     *text)
{
  g_autofree char *words = rw_text_fold (text);
  GtkFilterChange change = GTK_FILTER_CHANGE_DIFFERENT;

  g_return_if_fail (RW_IS_TICKET_FILTER (self));
  if (self->words != NULL && g_str_has_prefix (words, self->words))
    change = GTK_FILTER_CHANGE_MORE_STRICT;
  else if (self->words != NULL && g_str_has_prefix (self->words, words))
    change = GTK_FILTER_CHANGE_LESS_STRICT;
  if (g_set_str (&self->words, words))
    changed (self, change);
}

/**
 * rw_ticket_filter_set_customers:
 * @customers: (element-type RwChoice): to choose from
 */
void
rw_ticket_filter_set_customers (RwTicketFilter *self,
                                GPtrArray      *customers)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  g_return_if_fail (RW_IS_TICKET_FILTER (self));
  gtk_string_list_append (names, _("All customers"));
  for (guint i = 0; i < customers->len; i++)
    {
      const RwChoice *choice = g_ptr_array_index (customers, i);

      gtk_string_list_append (names, choice->name);
      if (rw_id_equal (&choice->id, &self->customer))
        selected = i + 1;
    }
  self->updating = TRUE;
  g_ptr_array_ref (customers);
  g_clear_pointer (&self->customers, g_ptr_array_unref);
  self->customers = customers;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->customer_drop), G_LIST_MODEL (names));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->customer_drop), selected);
  self->updating = FALSE;
}

/**
 * rw_ticket_filter_is_active:
 *
 * Returns: whether anything is left out by what was chosen here (words do not count)
 */
gboolean
rw_ticket_filter_is_active (RwTicketFilter *self)
{
  g_return_val_if_fail (RW_IS_TICKET_FILTER (self), FALSE);
  return self->whose != WHOSE_ALL || self->priorities != 0 || !rw_id_is_nil (&self->customer);
}

/**
 * rw_ticket_filter_to_text:
 *
 * Returns: (transfer full): what was chosen, for the button: "My services · P1 P2 · Bistum Fulda"
 */
char *
rw_ticket_filter_to_text (RwTicketFilter *self)
{
  GString *text;

  g_return_val_if_fail (RW_IS_TICKET_FILTER (self), NULL);
  text = g_string_new (NULL);
  if (self->whose != WHOSE_ALL || !rw_ticket_filter_is_active (self))
    g_string_append (text, g_dpgettext2 (NULL, "tickets", whose_labels[self->whose]));
  for (guint i = 0, n = 0; i < RW_PRIORITY_N_VALUES; i++)
    if (self->priorities & (1u << i))
      g_string_append_printf (text, "%s%s", n++ > 0 ? " " : text->len > 0 ? " · " : "", rw_enum_label (&rw_enum_priority, (int) i));
  if (self->customer_name != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", self->customer_name);
  return g_string_free_and_steal (text);
}

void
rw_ticket_filter_reset (RwTicketFilter *self)
{
  g_return_if_fail (RW_IS_TICKET_FILTER (self));
  self->updating = TRUE;
  self->whose = WHOSE_ALL;
  self->priorities = 0;
  self->customer = RW_ID_NIL;
  g_clear_pointer (&self->customer_name, g_free);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->checks[WHOSE_ALL]), TRUE);
  for (guint i = 0; i < RW_PRIORITY_N_VALUES; i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->toggles[i]), FALSE);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->customer_drop), 0);
  self->updating = FALSE;
  changed (self, GTK_FILTER_CHANGE_LESS_STRICT);
}
