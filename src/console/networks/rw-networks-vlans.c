/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-networks-vlans.h"

#include <glib/gi18n.h>

#include "rw-networks-words.h"

struct _RwNetworksVlans
{
  AdwBin parent_instance;

  RwNetPlan *plan;
  RwNetworksTable *vlans;
  RwNetworksTable *members;
  GtkLabel *heading;
  GtkStack *below;
};

G_DEFINE_FINAL_TYPE (RwNetworksVlans, rw_networks_vlans, ADW_TYPE_BIN)

enum
{
  SIGNAL_SELECT,
  SIGNAL_OPEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static int
get_vlan (RwNetworksVlans *self)
{
  RwNetworksEntry entry;

  return self->plan != NULL && rw_networks_table_get_selected (self->vlans, &entry)
           ? (int) entry.index
           : RW_NET_NONE;
}

/* First its prefixes, then the ports that carry it. */
static GArray *
members_of (RwNetPlan *plan, int index)
{
  GArray *entries = g_array_new (FALSE, TRUE, sizeof (RwNetworksEntry));
  const RwNetVlan *vlan = RW_NET_VLAN (plan, index);
  g_autoptr (GArray) ports = rw_net_plan_dup_members (plan, index);

  for (guint i = 0; i < vlan->n_prefixes; i++)
    {
      RwNetworksEntry entry = { .type = RW_NETWORKS_ROW, .row.type = RW_NET_ROW_PREFIX };

      entry.row.index = (guint) g_array_index (plan->of_vlans, int, vlan->first_prefix + i);
      g_array_append_val (entries, entry);
    }
  for (guint i = 0; i < ports->len; i++)
    {
      RwNetworksEntry entry = { .type = RW_NETWORKS_MEMBER,
                                .member = g_array_index (ports, RwNetMember, i) };

      g_array_append_val (entries, entry);
    }
  return entries;
}

static void
show_members (RwNetworksVlans *self)
{
  int index = get_vlan (self);
  GArray *entries = index >= 0 ? members_of (self->plan, index)
                               : g_array_new (FALSE, TRUE, sizeof (RwNetworksEntry));
  g_autofree char *heading = NULL;

  if (index >= 0)
    heading = g_strdup_printf (_ ("%d · %s"), RW_NET_VLAN (self->plan, index)->vid,
                               RW_NET_VLAN (self->plan, index)->name);
  gtk_label_set_text (self->heading, heading != NULL ? heading : "");
  gtk_stack_set_visible_child_name (self->below, index < 0           ? "none"
                                                 : entries->len == 0 ? "empty"
                                                                     : "rows");
  rw_networks_table_set_list (self->members, self->plan, entries);
}

static void
emit_id (RwNetworksVlans *self, guint signal, RwKind kind, const RwId *id)
{
  g_signal_emit (self, signals[signal], 0, (int) kind, id);
}

static void
vlan_selected_cb (RwNetworksVlans *self)
{
  int index = get_vlan (self);

  show_members (self);
  if (index >= 0)
    emit_id (self, SIGNAL_SELECT, RW_KIND_VLAN, &RW_NET_VLAN (self->plan, index)->id);
  else
    emit_id (self, SIGNAL_SELECT, RW_KIND_NONE, NULL);
}

static void
member_selected_cb (RwNetworksVlans *self)
{
  RwNetworksEntry entry;

  if (!rw_networks_table_get_selected (self->members, &entry))
    return;
  if (entry.type == RW_NETWORKS_ROW)
    emit_id (self, SIGNAL_SELECT, RW_KIND_PREFIX, &RW_NET_PREFIX (self->plan, entry.row.index)->id);
  else
    emit_id (self, SIGNAL_SELECT, RW_KIND_PORT, &RW_NET_PORT (self->plan, entry.member.port)->id);
}

static void
member_activated_cb (RwNetworksTable *table, const RwNetworksEntry *entry, RwNetworksVlans *self)
{
  RwKind kind;
  RwId id;
  int system;

  if (entry->type == RW_NETWORKS_ROW)
    {
      id = RW_NET_PREFIX (self->plan, entry->row.index)->id;
      kind = RW_KIND_PREFIX;
    }
  else
    {
      system = RW_NET_PORT (self->plan, entry->member.port)->system;
      id = system >= 0 ? RW_NET_SYSTEM (self->plan, system)->id
                       : RW_NET_PORT (self->plan, entry->member.port)->id;
      kind = system >= 0 ? RW_NET_SYSTEM (self->plan, system)->kind : RW_KIND_PORT;
    }
  emit_id (self, SIGNAL_OPEN, kind, &id);
}

static void
rw_networks_vlans_dispose (GObject *object)
{
  RwNetworksVlans *self = RW_NETWORKS_VLANS (object);

  if (self->vlans != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->vlans, self);
      g_signal_handlers_disconnect_by_data (self->members, self);
    }
  adw_bin_set_child (ADW_BIN (self), NULL);
  self->vlans = self->members = NULL;
  G_OBJECT_CLASS (rw_networks_vlans_parent_class)->dispose (object);
}

static void
rw_networks_vlans_finalize (GObject *object)
{
  g_clear_pointer (&RW_NETWORKS_VLANS (object)->plan, rw_net_plan_unref);
  G_OBJECT_CLASS (rw_networks_vlans_parent_class)->finalize (object);
}

static void
rw_networks_vlans_class_init (RwNetworksVlansClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_networks_vlans_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_networks_vlans_finalize;
  signals[SIGNAL_SELECT] =
    g_signal_new ("select", RW_TYPE_NETWORKS_VLANS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_POINTER);
  signals[SIGNAL_OPEN] = g_signal_new ("open", RW_TYPE_NETWORKS_VLANS, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_POINTER);
}

static void
rw_networks_vlans_init (RwNetworksVlans *self)
{
  GtkWidget *below;
  const RwNetworksColumn *columns;
  guint n;

  columns = rw_networks_vlan_columns (&n);
  self->vlans = rw_networks_table_new (columns, n, _ ("VLANs"));
  columns = rw_networks_member_columns (&n);
  self->members = rw_networks_table_new (columns, n, _ ("Members of the VLAN"));
  g_signal_connect_swapped (self->vlans, "selected", G_CALLBACK (vlan_selected_cb), self);
  g_signal_connect_swapped (self->members, "selected", G_CALLBACK (member_selected_cb), self);
  g_signal_connect (self->members, "activated", G_CALLBACK (member_activated_cb), self);
  below =
    rw_networks_below_new (GTK_WIDGET (self->members), _ ("Select a VLAN to see its members."),
                           _ ("No port carries this VLAN, and no prefix belongs to it."),
                           &self->heading, &self->below);
  adw_bin_set_child (ADW_BIN (self), rw_networks_paned_new (GTK_WIDGET (self->vlans), below));
}

GtkWidget *
rw_networks_vlans_new (void)
{
  return g_object_new (RW_TYPE_NETWORKS_VLANS, NULL);
}

static GArray *
entries_of (RwNetPlan *plan, const RwNetFound *found)
{
  GArray *entries = g_array_new (FALSE, TRUE, sizeof (RwNetworksEntry));

  for (guint i = 0; i < plan->vlans->len; i++)
    if (found == NULL || found->vlans[i])
      {
        RwNetworksEntry entry = { .type = RW_NETWORKS_VLAN, .index = i };

        g_array_append_val (entries, entry);
      }
  return entries;
}

/**
 * rw_networks_vlans_set:
 * @found: (nullable): what a search found in @plan; only that is shown
 *
 * Shows a plan. What is selected stays so.
 */
void
rw_networks_vlans_set (RwNetworksVlans *self, RwNetPlan *plan, const RwNetFound *found)
{
  int index = get_vlan (self);
  RwNetworksEntry entry = { .type = RW_NETWORKS_VLAN };
  RwId id = index >= 0 ? RW_NET_VLAN (self->plan, index)->id : RW_ID_NIL;

  g_return_if_fail (RW_IS_NETWORKS_VLANS (self));
  rw_net_plan_ref (plan);
  g_clear_pointer (&self->plan, rw_net_plan_unref);
  self->plan = plan;
  rw_networks_table_set_list (self->vlans, plan, entries_of (plan, found));
  index = rw_id_is_nil (&id) ? RW_NET_NONE : rw_net_plan_find_vlan (plan, &id);
  if (index >= 0 && (found == NULL || found->vlans[index]))
    {
      entry.index = (guint) index;
      g_signal_handlers_block_by_func (self->vlans, vlan_selected_cb, self);
      rw_networks_table_select_entry (self->vlans, &entry, FALSE);
      g_signal_handlers_unblock_by_func (self->vlans, vlan_selected_cb, self);
    }
  show_members (self);
}

/**
 * rw_networks_vlans_reveal:
 *
 * Returns: whether the VLAN is there
 */
gboolean
rw_networks_vlans_reveal (RwNetworksVlans *self, const RwId *id)
{
  RwNetworksEntry entry = { .type = RW_NETWORKS_VLAN };
  int index;

  g_return_val_if_fail (RW_IS_NETWORKS_VLANS (self), FALSE);
  index = self->plan != NULL ? rw_net_plan_find_vlan (self->plan, id) : RW_NET_NONE;
  if (index < 0)
    return FALSE;
  entry.index = (guint) index;
  return rw_networks_table_select_entry (self->vlans, &entry, TRUE);
}

/**
 * rw_networks_vlans_dup_text:
 *
 * Returns: (transfer full) (nullable): the number of the selected VLAN, or the prefix that is selected in it
 */
char *
rw_networks_vlans_dup_text (RwNetworksVlans *self)
{
  int index = get_vlan (self);
  RwNetworksEntry entry;

  if (rw_networks_table_has_focus (self->members) &&
      rw_networks_table_get_selected (self->members, &entry) && entry.type == RW_NETWORKS_ROW)
    return g_strdup (RW_NET_PREFIX (self->plan, entry.row.index)->text);
  return index >= 0 ? g_strdup_printf ("%d", RW_NET_VLAN (self->plan, index)->vid) : NULL;
}

/**
 * rw_networks_vlans_to_csv:
 *
 * Returns: (transfer full): the VLANs as they are shown
 */
GBytes *
rw_networks_vlans_to_csv (RwNetworksVlans *self)
{
  GListModel *rows = rw_networks_table_get_rows (self->vlans);
  g_autoptr (GArray) entries = g_array_new (FALSE, TRUE, sizeof (RwNetworksEntry));
  const RwNetworksColumn *columns;
  guint n;

  columns = rw_networks_vlan_columns (&n);
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (RwNetworksItem) item = g_list_model_get_item (rows, i);

      g_array_append_val (entries, *rw_networks_item_get_entry (item));
    }
  return rw_networks_to_csv (columns, n, self->plan, entries);
}

/**
 * rw_networks_vlans_get_members:
 *
 * Returns: (transfer none): what is shown of the selected VLAN
 */
GListModel *
rw_networks_vlans_get_members (RwNetworksVlans *self)
{
  return rw_networks_table_get_rows (self->members);
}
