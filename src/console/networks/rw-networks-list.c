/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-networks-list.h"

/* Rows that are there at once, those that come with each frame after that, and those for which a GTK list makes
 * widgets at all: beyond that, more rows cost nothing. */
#define FIRST  24
#define STEP   8
#define ENOUGH 256

/* A frame, in milliseconds. */
#define PAUSE_MS 16

struct _RwNetworksItem
{
  GObject parent_instance;

  RwNetworksEntry entry;
};

G_DEFINE_FINAL_TYPE (RwNetworksItem, rw_networks_item, G_TYPE_OBJECT)

static void
rw_networks_item_class_init (RwNetworksItemClass *klass)
{
}

static void
rw_networks_item_init (RwNetworksItem *self)
{
}

const RwNetworksEntry *
rw_networks_item_get_entry (RwNetworksItem *self)
{
  g_return_val_if_fail (RW_IS_NETWORKS_ITEM (self), NULL);
  return &self->entry;
}

struct _RwNetworksList
{
  GObject parent_instance;

  GArray *entries;  /* (element-type RwNetworksEntry) */
  GPtrArray *items; /* (element-type RwNetworksItem) (nullable): those that were asked for */
  guint n_shown;
  guint source_id;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RwNetworksList,
                               rw_networks_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GType
get_item_type (GListModel *model)
{
  return RW_TYPE_NETWORKS_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return RW_NETWORKS_LIST (model)->n_shown;
}

static gpointer
get_item (GListModel *model, guint position)
{
  RwNetworksList *self = RW_NETWORKS_LIST (model);
  RwNetworksItem *item;

  if (position >= self->n_shown)
    return NULL;
  item = self->items->pdata[position];
  if (item == NULL)
    {
      item = self->items->pdata[position] = g_object_new (RW_TYPE_NETWORKS_ITEM, NULL);
      item->entry = g_array_index (self->entries, RwNetworksEntry, position);
    }
  return g_object_ref (item);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
free_item (gpointer item)
{
  g_clear_object (&item);
}

static void
take_entries (RwNetworksList *self, GArray *entries)
{
  self->entries = entries;
  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = g_ptr_array_new_full (entries->len, free_item);
  g_ptr_array_set_size (self->items, (int) entries->len);
}

static void
show_more (RwNetworksList *self, guint n)
{
  guint before = self->n_shown;

  self->n_shown = MAX (before, MIN (n, self->entries->len));
  if (self->n_shown > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, self->n_shown - before);
}

static gboolean
step_cb (gpointer data)
{
  RwNetworksList *self = data;

  if (self->n_shown < ENOUGH && self->n_shown < self->entries->len)
    {
      show_more (self, self->n_shown + STEP);
      return G_SOURCE_CONTINUE;
    }
  self->source_id = 0;
  show_more (self, G_MAXUINT);
  return G_SOURCE_REMOVE;
}

static void
rw_networks_list_dispose (GObject *object)
{
  RwNetworksList *self = RW_NETWORKS_LIST (object);

  g_clear_handle_id (&self->source_id, g_source_remove);
  G_OBJECT_CLASS (rw_networks_list_parent_class)->dispose (object);
}

static void
rw_networks_list_finalize (GObject *object)
{
  g_array_unref (RW_NETWORKS_LIST (object)->entries);
  g_ptr_array_unref (RW_NETWORKS_LIST (object)->items);
  G_OBJECT_CLASS (rw_networks_list_parent_class)->finalize (object);
}

static void
rw_networks_list_class_init (RwNetworksListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_networks_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_networks_list_finalize;
}

static void
rw_networks_list_init (RwNetworksList *self)
{
}

/**
 * rw_networks_list_new:
 * @entries: (transfer full) (element-type RwNetworksEntry): what is in it
 * @in_steps: whether a screenful is there at once and the rest follows, a few rows a frame: making the widgets
 *   of two hundred rows at once is a pause that a person feels
 */
RwNetworksList *
rw_networks_list_new (GArray *entries, gboolean in_steps)
{
  RwNetworksList *self = g_object_new (RW_TYPE_NETWORKS_LIST, NULL);

  take_entries (self, entries);
  self->n_shown = in_steps ? MIN (entries->len, FIRST) : entries->len;
  if (self->n_shown < entries->len)
    self->source_id = g_timeout_add (PAUSE_MS, step_cb, self);
  return self;
}

/**
 * rw_networks_list_set:
 * @entries: (transfer full) (element-type RwNetworksEntry): what is in it from now on
 */
void
rw_networks_list_set (RwNetworksList *self, GArray *entries)
{
  guint before = self->n_shown;

  g_return_if_fail (RW_IS_NETWORKS_LIST (self));
  g_clear_handle_id (&self->source_id, g_source_remove);
  g_array_unref (self->entries);
  take_entries (self, entries);
  self->n_shown = entries->len;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, self->n_shown);
}

/**
 * rw_networks_list_get:
 *
 * Returns: (transfer none) (element-type RwNetworksEntry): all of them, shown by now or not
 */
GArray *
rw_networks_list_get (RwNetworksList *self)
{
  g_return_val_if_fail (RW_IS_NETWORKS_LIST (self), NULL);
  return self->entries;
}

/**
 * rw_networks_list_show_all:
 *
 * Does not wait for the rest: something in it is looked for.
 */
void
rw_networks_list_show_all (RwNetworksList *self)
{
  g_return_if_fail (RW_IS_NETWORKS_LIST (self));
  g_clear_handle_id (&self->source_id, g_source_remove);
  show_more (self, G_MAXUINT);
}
