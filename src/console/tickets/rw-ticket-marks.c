/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ticket-marks.h"

#include <glib/gi18n.h>

#include "rw-ticket-text.h"

struct _RwTicketMarks
{
  GObject parent_instance;

  GPtrArray *items;     /* RwTicketItem, in the order in which they were marked */
  GHashTable *expected; /* of RwTicketItem: those to which the person did something themselves; owns nothing */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwTicketMarks, rw_ticket_marks, G_TYPE_OBJECT)

static void
changed (RwTicketMarks *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
rw_ticket_marks_finalize (GObject *object)
{
  RwTicketMarks *self = RW_TICKET_MARKS (object);

  g_ptr_array_unref (self->items);
  g_hash_table_unref (self->expected);
  G_OBJECT_CLASS (rw_ticket_marks_parent_class)->finalize (object);
}

static void
rw_ticket_marks_class_init (RwTicketMarksClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_ticket_marks_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", RW_TYPE_TICKET_MARKS, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rw_ticket_marks_init (RwTicketMarks *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->expected = g_hash_table_new (NULL, NULL);
}

RwTicketMarks *
rw_ticket_marks_new (void)
{
  return g_object_new (RW_TYPE_TICKET_MARKS, NULL);
}

guint
rw_ticket_marks_count (RwTicketMarks *self)
{
  g_return_val_if_fail (RW_IS_TICKET_MARKS (self), 0);
  return self->items->len;
}

gboolean
rw_ticket_marks_has (RwTicketMarks *self,
                     RwTicketItem  *item)
{
  g_return_val_if_fail (RW_IS_TICKET_MARKS (self), FALSE);
  return self->items->len > 0 && g_ptr_array_find (self->items, item, NULL);
}

void
rw_ticket_marks_set (RwTicketMarks *self,
                     RwTicketItem  *item,
                     gboolean       marked)
{
  g_return_if_fail (RW_IS_TICKET_MARKS (self) && RW_IS_TICKET_ITEM (item));
  if (rw_ticket_marks_has (self, item) == !!marked)
    return;
  if (marked)
    g_ptr_array_add (self->items, g_object_ref (item));
  else
    {
      g_hash_table_remove (self->expected, item);
      g_ptr_array_remove (self->items, item);
    }
  changed (self);
}

/**
 * rw_ticket_marks_add_all:
 * @items: (element-type RwTicketItem): takes the place of what was marked
 */
void
rw_ticket_marks_add_all (RwTicketMarks *self,
                         GPtrArray     *items)
{
  g_return_if_fail (RW_IS_TICKET_MARKS (self));
  g_hash_table_remove_all (self->expected);
  g_ptr_array_set_size (self->items, 0);
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (self->items, g_object_ref (items->pdata[i]));
  changed (self);
}

void
rw_ticket_marks_clear (RwTicketMarks *self)
{
  g_return_if_fail (RW_IS_TICKET_MARKS (self));
  if (self->items->len == 0)
    return;
  g_hash_table_remove_all (self->expected);
  g_ptr_array_set_size (self->items, 0);
  changed (self);
}

/**
 * rw_ticket_marks_list:
 *
 * Returns: (transfer none) (element-type RwTicketItem): what is marked
 */
GPtrArray *
rw_ticket_marks_list (RwTicketMarks *self)
{
  g_return_val_if_fail (RW_IS_TICKET_MARKS (self), NULL);
  return self->items;
}

/**
 * rw_ticket_marks_expect:
 *
 * The person does something to all that are marked: whatever leaves because of it is no news to them.
 */
void
rw_ticket_marks_expect (RwTicketMarks *self)
{
  g_return_if_fail (RW_IS_TICKET_MARKS (self));
  for (guint i = 0; i < self->items->len; i++)
    g_hash_table_add (self->expected, self->items->pdata[i]);
}

/**
 * rw_ticket_marks_keep:
 * @items: of RwTicketItem
 * @filter: which of them are shown
 *
 * Takes the marks from what is not shown any more: nothing is done to a ticket that the person does not see.
 *
 * Returns: (transfer full) (nullable): a sentence about it; %NULL where there is nothing to say
 */
char *
rw_ticket_marks_keep (RwTicketMarks *self,
                      GListModel    *items,
                      GtkFilter     *filter)
{
  g_autoptr (GHashTable) there = NULL;
  g_autofree char *name = NULL;
  guint n_left = 0, n_news = 0;

  g_return_val_if_fail (RW_IS_TICKET_MARKS (self), NULL);
  if (self->items->len == 0)
    return NULL;
  there = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (RwTicketItem) item = g_list_model_get_item (items, i);

      /* The model keeps it. */
      g_hash_table_add (there, item);
    }
  for (guint i = self->items->len; i-- > 0;)
    {
      RwTicketItem *item = self->items->pdata[i];

      if (g_hash_table_contains (there, item) && gtk_filter_match (filter, item))
        continue;
      if (!g_hash_table_remove (self->expected, item) && n_news++ == 0)
        name = rw_ticket_text_number (rw_ticket_item_get_row (item));
      g_ptr_array_remove_index (self->items, i);
      n_left++;
    }
  if (n_left > 0)
    changed (self);
  if (n_news == 0)
    return NULL;
  if (n_news == 1)
    return g_strdup_printf (_ ("%s is not shown any more, nor marked"), name);
  return g_strdup_printf (ngettext ("%u ticket is not shown any more, nor marked",
                                    "%u tickets are not shown any more, nor marked", n_news),
                          n_news);
}
