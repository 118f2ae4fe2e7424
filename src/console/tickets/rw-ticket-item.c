/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ticket-item.h"

#include <gio/gio.h>

struct _RwTicketItem
{
  GObject parent_instance;

  RwTicketRow *row;
  RwTicketTexts texts;
};

G_DEFINE_FINAL_TYPE (RwTicketItem, rw_ticket_item, G_TYPE_OBJECT)

static void
rw_ticket_item_finalize (GObject *object)
{
  RwTicketItem *self = RW_TICKET_ITEM (object);

  g_clear_pointer (&self->row, rw_ticket_row_free);
  rw_ticket_texts_clear (&self->texts);
  G_OBJECT_CLASS (rw_ticket_item_parent_class)->finalize (object);
}

static void
rw_ticket_item_class_init (RwTicketItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_ticket_item_finalize;
}

static void
rw_ticket_item_init (RwTicketItem *self)
{
}

/**
 * rw_ticket_item_new:
 * @row: (transfer full): the ticket
 */
RwTicketItem *
rw_ticket_item_new (RwTicketRow *row)
{
  RwTicketItem *self = g_object_new (RW_TYPE_TICKET_ITEM, NULL);

  self->row = row;
  return self;
}

const RwTicketRow *
rw_ticket_item_get_row (RwTicketItem *self)
{
  return self->row;
}

/**
 * rw_ticket_item_take_row:
 * @row: (transfer full): the same ticket as it is now
 *
 * Returns: whether anything differs
 */
gboolean
rw_ticket_item_take_row (RwTicketItem *self,
                         RwTicketRow  *row)
{
  gboolean differs = !rw_ticket_row_equal (self->row, row);

  rw_ticket_row_free (self->row);
  self->row = row;
  if (differs)
    rw_ticket_texts_clear (&self->texts);
  return differs;
}

/**
 * rw_ticket_item_set_status:
 *
 * Shows a move at once; what the store says of it comes later and is the truth.
 */
void
rw_ticket_item_set_status (RwTicketItem   *self,
                           RwTicketStatus  status)
{
  self->row->status = status;
}

/**
 * rw_ticket_item_matches:
 * @me: (nullable): who looks
 *
 * Returns: whether it is what somebody looks for; see rw_ticket_match()
 */
gboolean
rw_ticket_item_matches (RwTicketItem        *self,
                        const RwSearchTerms *terms,
                        const RwId          *me,
                        gint64               now)
{
  return rw_ticket_match (terms, self->row, &self->texts, me, now);
}

/**
 * rw_ticket_items_merge:
 * @store: of RwTicketItem
 * @rows: (element-type RwTicketRow): what is there now, in order; emptied
 *
 * Brings the store to the rows, with as few changes as it takes and the same items for the same tickets.
 *
 * Returns: whether a ticket that was there differs: lists keep the widget of an item that they
 *   know, so whoever shows it has to be told
 */
gboolean
rw_ticket_items_merge (GListStore *store,
                       GPtrArray  *rows)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, g_object_unref);
  g_autoptr (GHashTable) changed = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) old = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) new = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (store)), start, old_end, new_end;

  for (guint i = 0; i < n; i++)
    {
      RwTicketItem *item = g_list_model_get_item (G_LIST_MODEL (store), i);

      g_ptr_array_add (old, item);
      g_hash_table_insert (known, rw_id_copy (&item->row->id), g_object_ref (item));
    }
  g_ptr_array_set_free_func (rows, NULL);
  for (guint i = 0; i < rows->len; i++)
    {
      RwTicketRow *row = g_ptr_array_index (rows, i);
      RwTicketItem *item = g_hash_table_lookup (known, &row->id);

      if (item == NULL)
        item = rw_ticket_item_new (row);
      else
        {
          g_object_ref (item);
          if (rw_ticket_item_take_row (item, row))
            g_hash_table_add (changed, item);
        }
      g_ptr_array_add (new, item);
    }
  g_ptr_array_set_size (rows, 0);

  /* What is the same at both ends stays out of it. */
  for (start = 0; start < old->len && start < new->len && old->pdata[start] == new->pdata[start] &&
                  !g_hash_table_contains (changed, old->pdata[start]);)
    start++;
  for (old_end = old->len, new_end = new->len;
       old_end > start && new_end > start && old->pdata[old_end - 1] == new->pdata[new_end - 1] &&
       !g_hash_table_contains (changed, old->pdata[old_end - 1]);)
    {
      old_end--;
      new_end--;
    }
  if (old_end > start || new_end > start)
    g_list_store_splice (store, start, old_end - start, new->pdata + start, new_end - start);
  return g_hash_table_size (changed) > 0;
}
