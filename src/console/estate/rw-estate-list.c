/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-estate-list.h"

#include <glib/gi18n.h>

#include "rw-estate-item.h"
#include "rw-estate-words.h"
#include "rw-format.h"
#include "rw-status.h"
#include "rw-text.h"

struct _RwEstateList
{
  GtkWidget parent_instance;

  GtkWidget *stack;
  GtkListView *view;
  GListStore *store;
  GtkSingleSelection *selection;
  GtkLabel *nothing;
  RwEstateListKind kind;
};

enum
{
  SIGNAL_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwEstateList, rw_estate_list, GTK_TYPE_WIDGET)

/* --- What belongs into it --------------------------------------------------------------------------- */

static gboolean
is_in (const RwEstate *estate, const RwEstateSystem *system, guint group)
{
  return group == 0 || system->service == group ||
         rw_estate_group (estate, system->service)->parent == (int) group;
}

static gboolean
belongs (const RwEstate *estate, const RwEstateSystem *system, RwEstateListKind kind)
{
  switch (kind)
    {
    case RW_ESTATE_LIST_UNPROTECTED:
      return system->n_jobs == 0;
    case RW_ESTATE_LIST_TESTS:
      return system->n_jobs > 0;
    case RW_ESTATE_LIST_GROWTH:
    default:
      return estate->has_history && system->bytes > system->bytes_before;
    }
}

/* Smallest first. */
static gint64
rank (const RwEstateSystem *system, RwEstateListKind kind)
{
  switch (kind)
    {
    case RW_ESTATE_LIST_UNPROTECTED:
      return system->since;
    case RW_ESTATE_LIST_TESTS:
      return system->tested;
    case RW_ESTATE_LIST_GROWTH:
    default:
      return system->bytes_before - system->bytes;
    }
}

typedef struct
{
  const RwEstate *estate;
  RwEstateListKind kind;
} Order;

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  const Order *order = data;
  const RwEstateSystem *first = &g_array_index (order->estate->systems, RwEstateSystem,
                                                *(const guint *) a),
                       *second = &g_array_index (order->estate->systems, RwEstateSystem,
                                                 *(const guint *) b);
  gint64 one = rank (first, order->kind), other = rank (second, order->kind);

  /* Of those never restored, the one that was kept the longest. */
  if (one == other && order->kind == RW_ESTATE_LIST_TESTS && first->since != second->since)
    return first->since < second->since ? -1 : 1;
  return one != other ? (one < other ? -1 : 1) : rw_text_collate (first->name, second->name);
}

/**
 * rw_estate_pick:
 * @group: index of a customer, a service or the whole
 *
 * Returns: (transfer full) (element-type guint): the indices of the systems, in order
 */
GArray *
rw_estate_pick (const RwEstate *estate, RwEstateListKind kind, guint group)
{
  GArray *picked = g_array_new (FALSE, FALSE, sizeof (guint));
  Order order = { estate, kind };

  for (guint i = 0; i < estate->systems->len; i++)
    {
      const RwEstateSystem *system = &g_array_index (estate->systems, RwEstateSystem, i);

      if (is_in (estate, system, group) && belongs (estate, system, kind))
        g_array_append_val (picked, i);
    }
  g_array_sort_with_data (picked, compare_cb, &order);
  return picked;
}

/* --- Rows ------------------------------------------------------------------------------------------ */

static char *
make_detail (RwEstateItem *item, RwEstateListKind kind)
{
  const RwEstateSystem *system = rw_estate_item_system (item);
  g_autofree char *place = rw_estate_place (item->estate, system), *before = NULL, *why = NULL;

  switch (kind)
    {
    case RW_ESTATE_LIST_UNPROTECTED:
      why = rw_estate_why (system);
      return g_strdup_printf ("%s · %s", place, why);
    case RW_ESTATE_LIST_GROWTH:
      if (system->bytes_before == 0)
        return g_strdup_printf (_ ("%s · not there 30 days ago"), place);
      before = rw_format_size (system->bytes_before);
      /* Translators: customer and service, and the size 30 days ago */
      return g_strdup_printf (_ ("%s · %s 30 days ago"), place, before);
    case RW_ESTATE_LIST_TESTS:
    default:
      return g_steal_pointer (&place);
    }
}

static char *
make_value (RwEstateItem *item, RwEstateListKind kind)
{
  const RwEstateSystem *system = rw_estate_item_system (item);
  g_autofree char *when = NULL;

  switch (kind)
    {
    case RW_ESTATE_LIST_UNPROTECTED:
      if (system->since == 0)
        return g_strdup ("");
      when = rw_format_when (system->since, item->estate->now);
      /* Translators: since a time: "since 3 Mar" */
      return g_strdup_printf (_ ("since %s"), when);
    case RW_ESTATE_LIST_GROWTH:
      return rw_estate_growth (system->bytes - system->bytes_before);
    case RW_ESTATE_LIST_TESTS:
    default:
      return system->tested == 0 ? g_strdup (C_ ("restore test", "never"))
                                 : rw_format_when (system->tested, item->estate->now);
    }
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *cell)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12),
            *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1), *name = gtk_label_new (NULL),
            *detail = gtk_label_new (NULL), *value = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (detail), 0);
  gtk_widget_add_css_class (detail, "caption");
  gtk_widget_add_css_class (detail, "dimmed");
  gtk_widget_add_css_class (value, "numeric");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_margin_top (row, 5);
  gtk_widget_set_margin_bottom (row, 5);
  gtk_widget_set_margin_start (row, 8);
  gtk_widget_set_margin_end (row, 8);
  gtk_box_append (GTK_BOX (words), name);
  gtk_box_append (GTK_BOX (words), detail);
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), value);
  gtk_list_item_set_child (cell, row);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *cell, RwEstateList *self)
{
  RwEstateItem *item = gtk_list_item_get_item (cell);
  const RwEstateSystem *system = rw_estate_item_system (item);
  GtkWidget *row = gtk_list_item_get_child (cell), *words = gtk_widget_get_first_child (row),
            *name = gtk_widget_get_first_child (words),
            *detail = gtk_widget_get_next_sibling (name),
            *value = gtk_widget_get_next_sibling (words);
  g_autofree char *about = make_detail (item, self->kind), *says = make_value (item, self->kind),
                  *sentence = NULL;
  gboolean bad = self->kind == RW_ESTATE_LIST_TESTS && system->test_overdue;

  gtk_label_set_label (GTK_LABEL (name), system->name);
  gtk_label_set_label (GTK_LABEL (detail), about);
  gtk_widget_set_tooltip_text (row, about);
  if (bad)
    {
      g_autofree char *marked =
        g_strdup_printf ("%s %s", rw_status_symbol (RW_STATUS_ATTENTION), says);

      gtk_label_set_label (GTK_LABEL (value), marked);
      gtk_widget_add_css_class (value, rw_status_css_class (RW_STATUS_ATTENTION));
    }
  else
    {
      gtk_label_set_label (GTK_LABEL (value), says);
      gtk_widget_remove_css_class (value, rw_status_css_class (RW_STATUS_ATTENTION));
    }
  sentence = g_strdup_printf ("%s, %s, %s%s", system->name, about, says,
                              bad ? _ (", restore test overdue") : "");
  gtk_list_item_set_accessible_label (cell, sentence);
}

static void
activate_cb (RwEstateList *self, guint position)
{
  g_autoptr (RwEstateItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (item != NULL)
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, item);
}

static gboolean
rw_estate_list_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (RW_ESTATE_LIST (widget)->view));
}

static void
rw_estate_list_dispose (GObject *object)
{
  RwEstateList *self = RW_ESTATE_LIST (object);

  if (self->view != NULL)
    gtk_list_view_set_model (self->view, NULL);
  self->view = NULL;
  g_clear_pointer (&self->stack, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (rw_estate_list_parent_class)->dispose (object);
}

static void
rw_estate_list_class_init (RwEstateListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rw_estate_list_dispose;
  widget_class->grab_focus = rw_estate_list_grab_focus;
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", RW_TYPE_ESTATE_LIST, G_SIGNAL_RUN_LAST, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
rw_estate_list_init (RwEstateList *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  rw_status_install_css ();
  self->store = g_list_store_new (RW_TYPE_ESTATE_ITEM);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->store)));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  self->view =
    GTK_LIST_VIEW (gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection)),
                                      g_object_ref (factory)));
  gtk_list_view_set_show_separators (self->view, TRUE);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (activate_cb), self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  self->nothing = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->nothing), "dimmed");
  gtk_label_set_wrap (self->nothing, TRUE);
  gtk_label_set_justify (self->nothing, GTK_JUSTIFY_CENTER);
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), scroller, "list");
  gtk_stack_add_named (GTK_STACK (self->stack), GTK_WIDGET (self->nothing), "nothing");
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
}

GtkWidget *
rw_estate_list_new (void)
{
  return g_object_new (RW_TYPE_ESTATE_LIST, NULL);
}

static const char *
nothing_words (const RwEstate *estate, RwEstateListKind kind)
{
  switch (kind)
    {
    case RW_ESTATE_LIST_UNPROTECTED:
      return _ ("Every system that should have a backup has a job");
    case RW_ESTATE_LIST_TESTS:
      return _ ("There is nothing to restore");
    case RW_ESTATE_LIST_GROWTH:
    default:
      return estate->has_history ? _ ("Nothing has grown in 30 days")
                                 : _ ("The history is being read…");
    }
}

void
rw_estate_list_set (RwEstateList *self, RwEstate *estate, RwEstateListKind kind, guint group)
{
  static const char *const names[RW_ESTATE_N_LISTS] = {
    N_ ("Systems without a job"), N_ ("Systems by their last restore test"),
    N_ ("Systems by their growth over 30 days")
  };
  g_autoptr (GArray) picked = NULL;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (RwEstateItem) before = NULL;
  guint again = 0;

  g_return_if_fail (RW_IS_ESTATE_LIST (self) && estate != NULL);
  before = g_list_model_get_item (G_LIST_MODEL (self->selection),
                                  gtk_single_selection_get_selected (self->selection));
  picked = rw_estate_pick (estate, kind, group);
  for (guint i = 0; i < picked->len; i++)
    {
      guint index = g_array_index (picked, guint, i);

      g_ptr_array_add (items, rw_estate_item_new (estate, index));
      if (before != NULL &&
          rw_id_equal (&rw_estate_item_system (before)->id,
                       &g_array_index (estate->systems, RwEstateSystem, index).id))
        again = i;
    }
  self->kind = kind;
  g_list_store_splice (self->store, 0, g_list_model_get_n_items (G_LIST_MODEL (self->store)),
                       items->pdata, items->len);
  gtk_single_selection_set_selected (self->selection, again);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (names[kind]), -1);
  gtk_label_set_label (self->nothing, nothing_words (estate, kind));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), items->len > 0 ? "list" : "nothing");
}
