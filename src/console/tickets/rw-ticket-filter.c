/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ticket-filter.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "rw-ask-name.h"
#include "rw-clock.h"
#include "rw-format.h"
#include "rw-submit.h"
#include "rw-text.h"

struct _RwTicketFilter
{
  GtkPopover parent_instance;

  GtkCustomFilter *filter;
  RwId me;
  char *words;
  RwSearchTerms *terms; /* (nullable): of the words */
  gboolean wants_snoozed;
  RwTicketQueue queue;
  guint priorities; /* mask; 0 for all */
  RwId customer;
  char *customer_name;
  GPtrArray *customers; /* RwChoice, below "All customers" */

  GPtrArray *saved; /* RwSavedQueue */
  RwSavedQueue *deleted;
  char *renamed; /* the one whose new name is asked for */
  GSettings *settings; /* (nullable) */
  GtkWidget *saved_list;

  GtkWidget *checks[RW_TICKET_N_QUEUES];
  GtkWidget *toggles[RW_PRIORITY_N_VALUES];
  GtkWidget *customer_drop;
  GtkWidget *reset;
  GtkWidget *save;
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
  gint64 now = rw_clock_now ();

  /* What is snoozed is out of sight, except where somebody asks for it. */
  if (!(self->wants_snoozed && self->queue == RW_TICKET_QUEUE_ALL) &&
      !rw_ticket_queue_has (self->queue, row, &self->me, now))
    return FALSE;
  if (self->priorities != 0 && !(self->priorities & (1u << row->priority)))
    return FALSE;
  if (!rw_id_is_nil (&self->customer) && !rw_id_equal (&row->customer, &self->customer))
    return FALSE;
  return self->terms == NULL || rw_ticket_item_matches (item, self->terms, &self->me, now);
}

static void
changed (RwTicketFilter  *self,
         GtkFilterChange  change)
{
  gtk_widget_set_sensitive (self->reset, rw_ticket_filter_is_active (self));
  gtk_widget_set_sensitive (self->save, rw_ticket_filter_is_active (self));
  gtk_filter_changed (GTK_FILTER (self->filter), change);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
queue_cb (RwTicketFilter *self,
          GParamSpec     *pspec,
          GtkCheckButton *check)
{
  if (self->updating || !gtk_check_button_get_active (check))
    return;
  for (guint i = 0; i < RW_TICKET_N_QUEUES; i++)
    if (self->checks[i] == GTK_WIDGET (check))
      self->queue = (RwTicketQueue) i;
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

/* --- Saved filters ----------------------------------------------------------------------------------- */

static void
apply (RwTicketFilter     *self,
       const RwSavedQueue *wanted)
{
  guint selected = 0;

  self->updating = TRUE;
  self->queue = wanted->queue;
  self->priorities = wanted->priorities;
  self->customer = RW_ID_NIL;
  g_clear_pointer (&self->customer_name, g_free);
  for (guint i = 0; self->customers != NULL && i < self->customers->len; i++)
    {
      const RwChoice *choice = g_ptr_array_index (self->customers, i);

      if (!rw_id_is_nil (&wanted->customer) && rw_id_equal (&choice->id, &wanted->customer))
        {
          self->customer = choice->id;
          self->customer_name = g_strdup (choice->name);
          selected = i + 1;
        }
    }
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->checks[self->queue]), TRUE);
  for (guint i = 0; i < RW_PRIORITY_N_VALUES; i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->toggles[i]),
                                  (self->priorities & (1u << i)) != 0);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->customer_drop), selected);
  self->updating = FALSE;
  changed (self, GTK_FILTER_CHANGE_DIFFERENT);
}

static void show_saved (RwTicketFilter *self);

static void
keep_saved (RwTicketFilter *self)
{
  show_saved (self);
  if (self->settings != NULL)
    g_settings_set_value (self->settings, "tickets-filters", rw_saved_queues_write (self->saved));
}

/* @one becomes the filter's. */
static void
add_saved (RwTicketFilter *self,
           RwSavedQueue   *one)
{
  RwSavedQueue *old = rw_saved_queues_find (self->saved, one->name);

  if (old != NULL)
    g_ptr_array_remove (self->saved, old);
  g_ptr_array_add (self->saved, one);
  keep_saved (self);
}

static void
restore_deleted_cb (RwTicketFilter *self)
{
  if (self->deleted != NULL)
    add_saved (self, g_steal_pointer (&self->deleted));
}

static void
delete_cb (RwTicketFilter *self,
           GtkWidget      *button)
{
  RwSavedQueue *one =
    rw_saved_queues_find (self->saved, g_object_get_data (G_OBJECT (button), "rw-name"));
  g_autofree char *message = NULL;
  AdwToast *toast;
  guint index;

  if (one == NULL || !g_ptr_array_find (self->saved, one, &index))
    return;
  g_clear_pointer (&self->deleted, rw_saved_queue_free);
  self->deleted = g_ptr_array_steal_index (self->saved, index);
  message = g_strdup_printf (_ ("Filter “%s” deleted"), self->deleted->name);
  keep_saved (self);
  toast = rw_toast_with_button (GTK_WIDGET (self), message, C_ ("toast", "Undo"));
  if (toast != NULL)
    g_signal_connect_object (toast, "button-clicked", G_CALLBACK (restore_deleted_cb), self,
                             G_CONNECT_SWAPPED);
}

static void
renamed_cb (GtkWidget  *widget,
            const char *name)
{
  RwTicketFilter *self = RW_TICKET_FILTER (widget);
  RwSavedQueue *one =
    self->renamed != NULL ? rw_saved_queues_find (self->saved, self->renamed) : NULL;
  guint index;

  if (one == NULL || g_str_equal (one->name, name) || !g_ptr_array_find (self->saved, one, &index))
    return;
  g_ptr_array_steal_index (self->saved, index);
  g_set_str (&one->name, name);
  add_saved (self, one);
}

static void
rename_cb (RwTicketFilter *self,
           GtkWidget      *button)
{
  g_set_str (&self->renamed, g_object_get_data (G_OBJECT (button), "rw-name"));
  gtk_popover_popdown (GTK_POPOVER (self));
  rw_ask_name (GTK_WIDGET (self), _ ("Rename This Filter"), NULL, _ ("Name of the filter"),
               self->renamed, renamed_cb);
}

static void
apply_cb (RwTicketFilter *self,
          GtkWidget      *button)
{
  rw_ticket_filter_apply (self, g_object_get_data (G_OBJECT (button), "rw-name"));
}

static void
named_cb (GtkWidget  *widget,
          const char *name)
{
  rw_ticket_filter_save (RW_TICKET_FILTER (widget), name);
}

static void
save_cb (RwTicketFilter *self)
{
  g_autofree char *proposal = rw_ticket_filter_to_text (self);

  gtk_popover_popdown (GTK_POPOVER (self));
  rw_ask_name (
    GTK_WIDGET (self), _ ("Save This Filter"),
    _ (
      "Queue, priorities and customer can be had again under this name. A filter of the same name is replaced."),
    _ ("Name of the filter"), proposal, named_cb);
}

static GtkWidget *
saved_button (RwTicketFilter *self,
              const char     *name,
              const char     *icon_name,
              const char     *what,
              GCallback       func)
{
  GtkWidget *button = gtk_button_new ();
  g_autofree char *label = what != NULL ? g_strdup_printf (what, name) : g_strdup (name);

  if (icon_name != NULL)
    gtk_button_set_icon_name (GTK_BUTTON (button), icon_name);
  else
    {
      GtkWidget *text = gtk_label_new (name);

      gtk_label_set_xalign (GTK_LABEL (text), 0);
      gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
      gtk_button_set_child (GTK_BUTTON (button), text);
      gtk_widget_set_hexpand (button, TRUE);
    }
  gtk_widget_add_css_class (button, "flat");
  if (icon_name != NULL)
    gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), "rw-name", g_strdup (name), g_free);
  g_signal_connect_swapped (button, "clicked", func, self);
  return button;
}

static void
show_saved (RwTicketFilter *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->saved_list)) != NULL)
    gtk_box_remove (GTK_BOX (self->saved_list), child);
  for (guint i = 0; i < self->saved->len; i++)
    {
      const char *name = ((RwSavedQueue *) g_ptr_array_index (self->saved, i))->name;
      GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

      gtk_box_append (GTK_BOX (row), saved_button (self, name, NULL, NULL, G_CALLBACK (apply_cb)));
      gtk_box_append (GTK_BOX (row), saved_button (self, name, "document-edit-symbolic",
                                                   _ ("Rename “%s”"), G_CALLBACK (rename_cb)));
      gtk_box_append (GTK_BOX (row), saved_button (self, name, "user-trash-symbolic",
                                                   _ ("Delete “%s”"), G_CALLBACK (delete_cb)));
      gtk_box_append (GTK_BOX (self->saved_list), row);
    }
  gtk_widget_set_visible (self->saved_list, self->saved->len > 0);
}

static void
restore_saved (RwTicketFilter *self)
{
  g_autoptr (GSettingsSchema) schema =
    g_settings_schema_source_lookup (g_settings_schema_source_get_default (),
                                     "net.rackward.Rackward", TRUE);
  g_autoptr (GVariant) kept = NULL;

  /* Uninstalled programs and tests may run without the schema. */
  if (schema != NULL && g_settings_schema_has_key (schema, "tickets-filters"))
    {
      self->settings = g_settings_new ("net.rackward.Rackward");
      kept = g_settings_get_value (self->settings, "tickets-filters");
    }
  self->saved = rw_saved_queues_read (kept);
  show_saved (self);
}

static void
rw_ticket_filter_dispose (GObject *object)
{
  RwTicketFilter *self = RW_TICKET_FILTER (object);

  self->updating = TRUE;
  g_clear_object (&self->filter);
  g_clear_pointer (&self->customers, g_ptr_array_unref);
  g_clear_pointer (&self->words, g_free);
  g_clear_pointer (&self->terms, rw_search_terms_free);
  g_clear_pointer (&self->saved, g_ptr_array_unref);
  g_clear_pointer (&self->deleted, rw_saved_queue_free);
  g_clear_pointer (&self->renamed, g_free);
  g_clear_object (&self->settings);
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
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkStringList *names = gtk_string_list_new (NULL);

  self->filter = gtk_custom_filter_new (filter_cb, self, NULL);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);

  for (guint i = 0; i < RW_TICKET_N_QUEUES; i++)
    {
      self->checks[i] =
        gtk_check_button_new_with_label (rw_ticket_queue_get_name ((RwTicketQueue) i));
      if (i > 0)
        gtk_check_button_set_group (GTK_CHECK_BUTTON (self->checks[i]), GTK_CHECK_BUTTON (self->checks[0]));
      gtk_check_button_set_active (GTK_CHECK_BUTTON (self->checks[i]), i == 0);
      g_signal_connect_swapped (self->checks[i], "notify::active", G_CALLBACK (queue_cb), self);
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

  gtk_box_append (GTK_BOX (box), heading (C_ ("tickets", "Saved filters")));
  self->saved_list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (box), self->saved_list);
  self->save = gtk_button_new_with_mnemonic (_ ("Sa_ve This Filter…"));
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (save_cb), self);
  gtk_box_append (GTK_BOX (box), self->save);
  restore_saved (self);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 620);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_popover_set_child (GTK_POPOVER (self), scroller);
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
  if (self->queue == RW_TICKET_QUEUE_MINE)
    changed (self, GTK_FILTER_CHANGE_DIFFERENT);
}

/* More letters of plain words leave less; a filter, a word that may not occur and a quotation may leave more. */
static gboolean
is_plain (const RwSearchTerms *terms,
          const char          *words)
{
  return terms == NULL || (terms->filters->len == 0 && terms->without[0] == NULL &&
                           terms->problem == NULL && strpbrk (words, "\":") == NULL);
}

static void
parse_words (RwTicketFilter *self)
{
  g_clear_pointer (&self->terms, rw_search_terms_free);
  if (self->words != NULL && *self->words != '\0')
    self->terms = rw_search_terms_parse (self->words, rw_clock_now (), rw_format_get_zone ());
  self->wants_snoozed = self->terms != NULL && rw_ticket_terms_want_snoozed (self->terms);
}

/**
 * rw_ticket_filter_set_words:
 * @text: what is typed into the search, see rw_search_terms_parse()
 */
void
rw_ticket_filter_set_words (RwTicketFilter *self,
                            const char     *text)
{
  g_autofree char *words = rw_text_fold (text);
  g_autofree char *old = NULL;
  gboolean plain;

  g_return_if_fail (RW_IS_TICKET_FILTER (self));
  if (g_strcmp0 (self->words, words) == 0)
    return;
  old = self->words != NULL ? g_steal_pointer (&self->words) : g_strdup ("");
  plain = is_plain (self->terms, old);
  self->words = g_steal_pointer (&words);
  parse_words (self);
  plain = plain && is_plain (self->terms, self->words);
  if (plain && g_str_has_prefix (self->words, old))
    changed (self, GTK_FILTER_CHANGE_MORE_STRICT);
  else if (plain && g_str_has_prefix (old, self->words))
    changed (self, GTK_FILTER_CHANGE_LESS_STRICT);
  else
    changed (self, GTK_FILTER_CHANGE_DIFFERENT);
}

/**
 * rw_ticket_filter_get_problem:
 *
 * Returns: (transfer none) (nullable): what of the words is not understood, as a sentence; the rest holds
 */
const char *
rw_ticket_filter_get_problem (RwTicketFilter *self)
{
  g_return_val_if_fail (RW_IS_TICKET_FILTER (self), NULL);
  return self->terms != NULL ? self->terms->problem : NULL;
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
  return self->queue != RW_TICKET_QUEUE_ALL || self->priorities != 0 ||
         !rw_id_is_nil (&self->customer);
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
  if (self->queue != RW_TICKET_QUEUE_ALL || !rw_ticket_filter_is_active (self))
    g_string_append (text, rw_ticket_queue_get_name (self->queue));
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
  g_autoptr (RwSavedQueue) all = NULL;

  g_return_if_fail (RW_IS_TICKET_FILTER (self));
  all = rw_saved_queue_new ("");
  apply (self, all);
}

/**
 * rw_ticket_filter_save:
 * @name: under which the choice can be had again; one of the same name is replaced
 */
void
rw_ticket_filter_save (RwTicketFilter *self,
                       const char     *name)
{
  RwSavedQueue *one;

  g_return_if_fail (RW_IS_TICKET_FILTER (self) && name != NULL);
  one = rw_saved_queue_new (name);
  one->queue = self->queue;
  one->priorities = self->priorities;
  one->customer = self->customer;
  add_saved (self, one);
}

/**
 * rw_ticket_filter_apply:
 * @name: of a saved choice
 *
 * Returns: whether there is one
 */
gboolean
rw_ticket_filter_apply (RwTicketFilter *self,
                        const char     *name)
{
  RwSavedQueue *one;

  g_return_val_if_fail (RW_IS_TICKET_FILTER (self), FALSE);
  one = rw_saved_queues_find (self->saved, name);
  if (one != NULL)
    apply (self, one);
  return one != NULL;
}

/**
 * rw_ticket_filter_refresh:
 *
 * What passes depends on the time, too: to be called when it has gone on.
 */
void
rw_ticket_filter_refresh (RwTicketFilter *self)
{
  g_return_if_fail (RW_IS_TICKET_FILTER (self));
  parse_words (self);
  changed (self, GTK_FILTER_CHANGE_DIFFERENT);
}
