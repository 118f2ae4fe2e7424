/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-networks-prefixes.h"

#include <glib/gi18n.h>

#include "rw-networks-words.h"

/* As many nodes as a window shows without scrolling: with fewer, the tree begins open. */
#define FEW_NODES 20

struct _RwNetworksPrefixes
{
  AdwBin parent_instance;

  RwNetPlan *plan;
  const RwNetFound *found; /* the page's */
  GtkTreeListModel *tree;
  RwNetworksTable *nodes;
  RwNetworksTable *rows;
  GtkLabel *heading;
  GtkStack *below;
  GHashTable *open; /* (element-type Key) (nullable): nodes that were opened; NULL before the first plan */
};

G_DEFINE_FINAL_TYPE (RwNetworksPrefixes, rw_networks_prefixes, ADW_TYPE_BIN)

enum
{
  SIGNAL_SELECT,
  SIGNAL_OPEN,
  SIGNAL_TAKE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* --- The tree ------------------------------------------------------------------------------------ */

/* What a node is known by from one plan to the next. */
static char *
node_key (RwNetPlan *plan, guint index)
{
  const RwNetNode *node = RW_NET_NODE (plan, index);
  const char *vrf;

  switch (node->type)
    {
    case RW_NET_NODE_PREFIX:
      return rw_id_to_string (&RW_NET_PREFIX (plan, node->index)->id);
    case RW_NET_NODE_UNREADABLE:
      return g_strdup ("unreadable");
    default:
      vrf = RW_NET_VRF (plan, node->index)->name;
      return g_strdup_printf ("%s %s", node->type == RW_NET_NODE_VRF ? "vrf" : "loose",
                              vrf != NULL ? vrf : "");
    }
}

/* The nodes directly in @parent, or the topmost ones; only those that were found while there is a search. */
static GArray *
children_of (RwNetworksPrefixes *self, int parent)
{
  GArray *entries = g_array_new (FALSE, TRUE, sizeof (RwNetworksEntry));
  guint i = parent >= 0 ? (guint) parent + 1 : 0,
        end = parent >= 0 ? RW_NET_NODE (self->plan, parent)->end : self->plan->nodes->len;

  for (; i < end; i = RW_NET_NODE (self->plan, i)->end)
    if (self->found == NULL || self->found->nodes[i])
      {
        RwNetworksEntry entry = { .type = RW_NETWORKS_NODE, .index = i };

        g_array_append_val (entries, entry);
      }
  return entries;
}

static GListModel *
create_children_cb (gpointer item, gpointer user_data)
{
  RwNetworksPrefixes *self = user_data;
  guint index = rw_networks_item_get_entry (item)->index;
  g_autoptr (GArray) entries = NULL;

  if (self->plan == NULL || index >= self->plan->nodes->len ||
      RW_NET_NODE (self->plan, index)->end == index + 1)
    return NULL;
  entries = children_of (self, (int) index);
  if (entries->len == 0)
    return NULL;
  return G_LIST_MODEL (rw_networks_list_new (g_steal_pointer (&entries), TRUE));
}

/* The row of a node, with all that it is in opened. */
static GtkTreeListRow *
find_row (RwNetworksPrefixes *self, int index)
{
  int parent = RW_NET_NODE (self->plan, index)->parent;
  GListModel *model;
  GArray *entries;
  g_autoptr (GtkTreeListRow) above = NULL;

  if (parent >= 0)
    {
      above = find_row (self, parent);
      if (above == NULL)
        return NULL;
      gtk_tree_list_row_set_expanded (above, TRUE);
      model = gtk_tree_list_row_get_children (above);
    }
  else
    model = gtk_tree_list_model_get_model (self->tree);
  if (model == NULL)
    return NULL;
  rw_networks_list_show_all (RW_NETWORKS_LIST (model));
  entries = rw_networks_list_get (RW_NETWORKS_LIST (model));
  for (guint i = 0; i < entries->len; i++)
    if (g_array_index (entries, RwNetworksEntry, i).index == (guint) index)
      return above != NULL ? gtk_tree_list_row_get_child_row (above, i)
                           : gtk_tree_list_model_get_child_row (self->tree, i);
  return NULL;
}

static int
find_key (RwNetPlan *plan, const char *key)
{
  for (guint i = 0; i < plan->nodes->len; i++)
    {
      g_autofree char *other = node_key (plan, i);

      if (g_str_equal (key, other))
        return (int) i;
    }
  return RW_NET_NONE;
}

static gboolean
select_node (RwNetworksPrefixes *self, int index, gboolean focus)
{
  g_autoptr (GtkTreeListRow) row = find_row (self, index);

  if (row == NULL)
    return FALSE;
  rw_networks_table_select (self->nodes, gtk_tree_list_row_get_position (row), focus);
  return TRUE;
}

/* What is open now is open again later. */
static void
remember (RwNetworksPrefixes *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->tree));

  /* What a search opened was not opened by the person. */
  if (self->found != NULL)
    return;
  g_clear_pointer (&self->open, g_hash_table_unref);
  self->open = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->tree), i);
      g_autoptr (RwNetworksItem) item = gtk_tree_list_row_get_item (row);

      if (gtk_tree_list_row_get_expanded (row))
        g_hash_table_add (self->open,
                          node_key (self->plan, rw_networks_item_get_entry (item)->index));
    }
}

static void
open_remembered (RwNetworksPrefixes *self)
{
  if (self->open == NULL || g_hash_table_size (self->open) == 0)
    return;
  for (guint i = 0; i < self->plan->nodes->len; i++)
    {
      g_autoptr (GtkTreeListRow) row = NULL;
      g_autofree char *key = NULL;

      if (RW_NET_NODE (self->plan, i)->end == i + 1)
        continue;
      key = node_key (self->plan, i);
      if (g_hash_table_contains (self->open, key) && (row = find_row (self, (int) i)) != NULL)
        gtk_tree_list_row_set_expanded (row, TRUE);
    }
}

static void
build_tree (RwNetworksPrefixes *self)
{
  GListModel *root = G_LIST_MODEL (rw_networks_list_new (children_of (self, RW_NET_NONE), TRUE));
  gboolean few = self->open == NULL && self->plan->nodes->len <= FEW_NODES;

  g_clear_object (&self->tree);
  self->tree = gtk_tree_list_model_new (root, FALSE, self->found != NULL || few, create_children_cb,
                                        self, NULL);
  rw_networks_table_set_tree (self->nodes, self->plan, self->tree);
  if (self->found == NULL)
    open_remembered (self);
}

/* --- What is in the selected one ----------------------------------------------------------------- */

static int
get_node (RwNetworksPrefixes *self)
{
  RwNetworksEntry entry;

  return self->plan != NULL && rw_networks_table_get_selected (self->nodes, &entry)
           ? (int) entry.index
           : RW_NET_NONE;
}

static void
show_rows (RwNetworksPrefixes *self)
{
  int node = get_node (self);
  g_autoptr (GArray) rows = NULL;
  GArray *entries = g_array_new (FALSE, TRUE, sizeof (RwNetworksEntry));
  RwNetworksEntry before;
  gboolean selected = rw_networks_table_get_selected (self->rows, &before);
  g_autofree char *heading = NULL;

  if (node >= 0)
    {
      rows = rw_net_rows (self->plan, (guint) node, self->found);
      heading = rw_networks_node_heading (self->plan, (guint) node);
    }
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      RwNetworksEntry entry = { .type = RW_NETWORKS_ROW, .row = g_array_index (rows, RwNetRow, i) };

      g_array_append_val (entries, entry);
    }
  gtk_label_set_text (self->heading, heading != NULL ? heading : "");
  gtk_stack_set_visible_child_name (self->below, node < 0            ? "none"
                                                 : entries->len == 0 ? "empty"
                                                                     : "rows");
  rw_networks_table_set_list (self->rows, self->plan, entries);
  /* Of an address the index may be another in another plan; what it is, is not. */
  if (selected && before.row.type == RW_NET_ROW_FREE)
    rw_networks_table_select_entry (self->rows, &before, FALSE);
}

static void
emit_id (RwNetworksPrefixes *self, guint signal, RwKind kind, const RwId *id)
{
  g_signal_emit (self, signals[signal], 0, (int) kind, id);
}

static void
node_selected_cb (RwNetworksPrefixes *self)
{
  int node = get_node (self);

  show_rows (self);
  if (node >= 0 && RW_NET_NODE (self->plan, node)->type == RW_NET_NODE_PREFIX)
    emit_id (self, SIGNAL_SELECT, RW_KIND_PREFIX,
             &RW_NET_PREFIX (self->plan, RW_NET_NODE (self->plan, node)->index)->id);
  else
    emit_id (self, SIGNAL_SELECT, RW_KIND_NONE, NULL);
}

static void
node_activated_cb (RwNetworksTable *table, const RwNetworksEntry *entry, RwNetworksPrefixes *self)
{
  g_autoptr (GtkTreeListRow) row = find_row (self, (int) entry->index);

  if (row != NULL)
    gtk_tree_list_row_set_expanded (row, !gtk_tree_list_row_get_expanded (row));
}

static void
row_selected_cb (RwNetworksPrefixes *self)
{
  RwNetworksEntry entry;

  if (!rw_networks_table_get_selected (self->rows, &entry))
    return;
  if (entry.row.type == RW_NET_ROW_ADDRESS)
    emit_id (self, SIGNAL_SELECT, RW_KIND_ADDRESS,
             &RW_NET_ADDRESS (self->plan, entry.row.index)->id);
  else if (entry.row.type == RW_NET_ROW_PREFIX)
    emit_id (self, SIGNAL_SELECT, RW_KIND_PREFIX, &RW_NET_PREFIX (self->plan, entry.row.index)->id);
  else
    emit_id (self, SIGNAL_SELECT, RW_KIND_NONE, NULL);
}

static void
row_activated_cb (RwNetworksTable *table, const RwNetworksEntry *entry, RwNetworksPrefixes *self)
{
  const RwNetAddress *address;
  RwId id;
  int system;

  switch (entry->row.type)
    {
    case RW_NET_ROW_FREE:
      g_signal_emit (self, signals[SIGNAL_TAKE], 0);
      break;
    case RW_NET_ROW_PREFIX:
      select_node (self, (int) RW_NET_PREFIX (self->plan, entry->row.index)->node, TRUE);
      break;
    case RW_NET_ROW_ADDRESS:
      address = RW_NET_ADDRESS (self->plan, entry->row.index);
      system = address->port >= 0 ? RW_NET_PORT (self->plan, address->port)->system : RW_NET_NONE;
      id = system >= 0 ? RW_NET_SYSTEM (self->plan, system)->id : address->id;
      emit_id (self, SIGNAL_OPEN,
               system >= 0 ? RW_NET_SYSTEM (self->plan, system)->kind : RW_KIND_ADDRESS, &id);
      break;
    }
}

/* --- Class --------------------------------------------------------------------------------------- */

static void
rw_networks_prefixes_dispose (GObject *object)
{
  RwNetworksPrefixes *self = RW_NETWORKS_PREFIXES (object);

  if (self->nodes != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->nodes, self);
      g_signal_handlers_disconnect_by_data (self->rows, self);
    }
  g_clear_object (&self->tree);
  adw_bin_set_child (ADW_BIN (self), NULL);
  self->nodes = self->rows = NULL;
  G_OBJECT_CLASS (rw_networks_prefixes_parent_class)->dispose (object);
}

static void
rw_networks_prefixes_finalize (GObject *object)
{
  RwNetworksPrefixes *self = RW_NETWORKS_PREFIXES (object);

  g_clear_pointer (&self->plan, rw_net_plan_unref);
  g_clear_pointer (&self->open, g_hash_table_unref);
  G_OBJECT_CLASS (rw_networks_prefixes_parent_class)->finalize (object);
}

static void
rw_networks_prefixes_class_init (RwNetworksPrefixesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_networks_prefixes_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_networks_prefixes_finalize;
  signals[SIGNAL_SELECT] =
    g_signal_new ("select", RW_TYPE_NETWORKS_PREFIXES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_POINTER);
  signals[SIGNAL_OPEN] =
    g_signal_new ("open", RW_TYPE_NETWORKS_PREFIXES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_POINTER);
  signals[SIGNAL_TAKE] = g_signal_new ("take", RW_TYPE_NETWORKS_PREFIXES, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rw_networks_prefixes_init (RwNetworksPrefixes *self)
{
  GtkWidget *below;
  const RwNetworksColumn *columns;
  guint n;

  columns = rw_networks_prefix_columns (&n);
  self->nodes = rw_networks_table_new (columns, n, _ ("Prefixes"));
  columns = rw_networks_row_columns (&n);
  self->rows = rw_networks_table_new (columns, n, _ ("Addresses of the prefix"));
  g_signal_connect_swapped (self->nodes, "selected", G_CALLBACK (node_selected_cb), self);
  g_signal_connect (self->nodes, "activated", G_CALLBACK (node_activated_cb), self);
  g_signal_connect_swapped (self->rows, "selected", G_CALLBACK (row_selected_cb), self);
  g_signal_connect (self->rows, "activated", G_CALLBACK (row_activated_cb), self);

  below =
    rw_networks_below_new (GTK_WIDGET (self->rows), _ ("Select a prefix to see what is in it."),
                           _ ("No addresses here."), &self->heading, &self->below);
  adw_bin_set_child (ADW_BIN (self), rw_networks_paned_new (GTK_WIDGET (self->nodes), below));
}

GtkWidget *
rw_networks_prefixes_new (void)
{
  return g_object_new (RW_TYPE_NETWORKS_PREFIXES, NULL);
}

static gboolean
same_nodes (RwNetPlan *a, RwNetPlan *b)
{
  if (a->nodes->len != b->nodes->len)
    return FALSE;
  for (guint i = 0; i < a->nodes->len; i++)
    {
      const RwNetNode *x = RW_NET_NODE (a, i), *y = RW_NET_NODE (b, i);

      if (x->type != y->type || x->end != y->end || x->parent != y->parent)
        return FALSE;
      if (x->type == RW_NET_NODE_PREFIX
            ? !rw_id_equal (&RW_NET_PREFIX (a, x->index)->id, &RW_NET_PREFIX (b, y->index)->id)
            : x->type != RW_NET_NODE_UNREADABLE &&
                g_strcmp0 (RW_NET_VRF (a, x->index)->name, RW_NET_VRF (b, y->index)->name) != 0)
        return FALSE;
    }
  return TRUE;
}

/**
 * rw_networks_prefixes_set:
 * @found: (nullable): what a search found in @plan; only that is shown. Kept until the next call
 *
 * Shows a plan. What is open and what is selected stay so.
 */
void
rw_networks_prefixes_set (RwNetworksPrefixes *self, RwNetPlan *plan, const RwNetFound *found)
{
  g_autoptr (RwNetPlan) before = NULL;
  g_autofree char *selected = NULL;
  int node = get_node (self), again;
  RwNetworksEntry row;
  RwId address;
  gboolean has_address;

  g_return_if_fail (RW_IS_NETWORKS_PREFIXES (self));
  has_address = self->plan != NULL && rw_networks_table_get_selected (self->rows, &row) &&
                row.row.type == RW_NET_ROW_ADDRESS;
  if (has_address)
    address = RW_NET_ADDRESS (self->plan, row.row.index)->id;
  if (node >= 0)
    selected = node_key (self->plan, (guint) node);
  if (self->tree != NULL)
    remember (self);
  before = g_steal_pointer (&self->plan);
  self->plan = rw_net_plan_ref (plan);
  if (before != NULL && self->found == NULL && found == NULL && same_nodes (before, plan))
    rw_networks_table_set_plan (self->nodes, plan);
  else
    {
      self->found = found;
      build_tree (self);
      again = selected != NULL ? find_key (plan, selected) : RW_NET_NONE;
      if (again >= 0 && (found == NULL || found->nodes[again]))
        {
          g_signal_handlers_block_by_func (self->nodes, node_selected_cb, self);
          select_node (self, again, FALSE);
          g_signal_handlers_unblock_by_func (self->nodes, node_selected_cb, self);
        }
    }
  show_rows (self);
  again = has_address ? rw_net_plan_find_address (plan, &address) : RW_NET_NONE;
  if (again >= 0)
    {
      RwNetworksEntry entry = { .type = RW_NETWORKS_ROW,
                                .row = { RW_NET_ROW_ADDRESS, (guint) again } };

      g_signal_handlers_block_by_func (self->rows, row_selected_cb, self);
      rw_networks_table_select_entry (self->rows, &entry, FALSE);
      g_signal_handlers_unblock_by_func (self->rows, row_selected_cb, self);
    }
}

/**
 * rw_networks_prefixes_reveal:
 * @kind: a prefix or an address
 *
 * Returns: whether it is there
 */
gboolean
rw_networks_prefixes_reveal (RwNetworksPrefixes *self, RwKind kind, const RwId *id)
{
  RwNetworksEntry entry = { .type = RW_NETWORKS_ROW, .row.type = RW_NET_ROW_ADDRESS };
  int index, node;

  g_return_val_if_fail (RW_IS_NETWORKS_PREFIXES (self), FALSE);
  if (self->plan == NULL)
    return FALSE;
  index = kind == RW_KIND_PREFIX ? rw_net_plan_find_prefix (self->plan, id)
                                 : rw_net_plan_find_address (self->plan, id);
  if (index < 0)
    return FALSE;
  node = kind == RW_KIND_PREFIX
           ? (int) RW_NET_PREFIX (self->plan, index)->node
           : rw_net_plan_node_of (self->plan, RW_NET_ADDRESS (self->plan, index));
  if (node < 0 || !select_node (self, node, kind == RW_KIND_PREFIX))
    return FALSE;
  if (kind == RW_KIND_PREFIX)
    return TRUE;
  entry.row.index = (guint) index;
  return rw_networks_table_select_entry (self->rows, &entry, TRUE);
}

/**
 * rw_networks_prefixes_get_prefix:
 *
 * Returns: the selected prefix in the plan, if it can be read, or %RW_NET_NONE
 */
int
rw_networks_prefixes_get_prefix (RwNetworksPrefixes *self)
{
  int node = get_node (self);

  if (node < 0 || RW_NET_NODE (self->plan, node)->type != RW_NET_NODE_PREFIX)
    return RW_NET_NONE;
  node = RW_NET_NODE (self->plan, node)->index;
  return RW_NET_PREFIX (self->plan, node)->reason == NULL ? node : RW_NET_NONE;
}

/**
 * rw_networks_prefixes_get_free:
 * @ip: (out): the first address of the selected row
 *
 * Returns: whether a row of free addresses is selected
 */
gboolean
rw_networks_prefixes_get_free (RwNetworksPrefixes *self, RwIp *ip)
{
  RwNetworksEntry entry;

  if (!rw_networks_table_get_selected (self->rows, &entry) || entry.row.type != RW_NET_ROW_FREE)
    return FALSE;
  *ip = entry.row.first;
  return TRUE;
}

/**
 * rw_networks_prefixes_dup_text:
 *
 * Returns: (transfer full) (nullable): the selected address without its length, the first free one, or the
 *   selected prefix: what a person would type elsewhere
 */
char *
rw_networks_prefixes_dup_text (RwNetworksPrefixes *self)
{
  RwNetworksEntry entry;
  int node = get_node (self);

  if (!rw_networks_table_has_focus (self->nodes) &&
      rw_networks_table_get_selected (self->rows, &entry))
    switch (entry.row.type)
      {
      case RW_NET_ROW_ADDRESS:
        if (RW_NET_ADDRESS (self->plan, entry.row.index)->reason == NULL)
          return rw_ip_to_string (&RW_NET_ADDRESS (self->plan, entry.row.index)->ip, -1);
        return g_strdup (RW_NET_ADDRESS (self->plan, entry.row.index)->text);
      case RW_NET_ROW_PREFIX:
        return g_strdup (RW_NET_PREFIX (self->plan, entry.row.index)->text);
      default:
        return rw_ip_to_string (&entry.row.first, -1);
      }
  if (node < 0 || RW_NET_NODE (self->plan, node)->type != RW_NET_NODE_PREFIX)
    return NULL;
  return g_strdup (RW_NET_PREFIX (self->plan, RW_NET_NODE (self->plan, node)->index)->text);
}

/**
 * rw_networks_prefixes_to_csv:
 *
 * Returns: (transfer full): every prefix, or those that were found, whether they are open or not
 */
GBytes *
rw_networks_prefixes_to_csv (RwNetworksPrefixes *self)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, TRUE, sizeof (RwNetworksEntry));
  const RwNetworksColumn *columns;
  guint n;

  columns = rw_networks_prefix_csv_columns (&n);
  for (guint i = 0; self->plan != NULL && i < self->plan->nodes->len; i++)
    if (RW_NET_NODE (self->plan, i)->type == RW_NET_NODE_PREFIX &&
        (self->found == NULL || self->found->nodes[i]))
      {
        RwNetworksEntry entry = { .type = RW_NETWORKS_NODE, .index = i };

        g_array_append_val (entries, entry);
      }
  return rw_networks_to_csv (columns, n, self->plan, entries);
}

/**
 * rw_networks_prefixes_get_tree:
 *
 * Returns: (transfer none): the rows of the tree
 */
GListModel *
rw_networks_prefixes_get_tree (RwNetworksPrefixes *self)
{
  return rw_networks_table_get_rows (self->nodes);
}

/**
 * rw_networks_prefixes_get_rows:
 *
 * Returns: (transfer none): what is shown of the selected prefix
 */
GListModel *
rw_networks_prefixes_get_rows (RwNetworksPrefixes *self)
{
  return rw_networks_table_get_rows (self->rows);
}
