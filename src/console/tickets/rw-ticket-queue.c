/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ticket-queue.h"

#include <glib/gi18n.h>

#include "rw-clock.h"

#define ESCALATES_WITHIN (30 * RW_MINUTE)

/* More would not be found again in a menu. */
#define MAX_SAVED 50

static const struct
{
  const char *id;
  const char *name;
} queues[RW_TICKET_N_QUEUES] = {
  [RW_TICKET_QUEUE_ALL] = { "all", NC_ ("tickets", "All open") },
  [RW_TICKET_QUEUE_MINE] = { "mine", NC_ ("tickets", "Assigned to me") },
  [RW_TICKET_QUEUE_UNASSIGNED] = { "unassigned", NC_ ("tickets", "Not assigned") },
  [RW_TICKET_QUEUE_ESCALATING] = { "escalating", NC_ ("tickets", "Escalating within 30 min") },
  [RW_TICKET_QUEUE_REACHED] = { "reached", NC_ ("tickets", "Waited long enough") },
  [RW_TICKET_QUEUE_MY_SERVICES] = { "my-services", NC_ ("tickets", "My services") },
  [RW_TICKET_QUEUE_SNOOZED] = { "snoozed", NC_ ("tickets", "Snoozed") },
};

/**
 * rw_ticket_queue_get_name:
 *
 * Returns: (transfer none): in the person's language
 */
const char *
rw_ticket_queue_get_name (RwTicketQueue queue)
{
  g_return_val_if_fail (queue < RW_TICKET_N_QUEUES, NULL);
  return g_dpgettext2 (NULL, "tickets", queues[queue].name);
}

static gboolean
escalates (const RwTicketRow *row,
           gint64             now)
{
  gint64 due = rw_ticket_row_next_due (row, NULL), attention = rw_ticket_row_attention (row);

  return (due != 0 && due - now <= ESCALATES_WITHIN) || (attention != 0 && attention <= now);
}

/**
 * rw_ticket_queue_has:
 * @me: (nullable): the person, for those that depend on it
 *
 * Returns: whether the ticket is in the queue
 */
gboolean
rw_ticket_queue_has (RwTicketQueue      queue,
                     const RwTicketRow *row,
                     const RwId        *me,
                     gint64             now)
{
  if (queue != RW_TICKET_QUEUE_SNOOZED && rw_ticket_row_snooze_end (row) > now)
    return FALSE;
  switch (queue)
    {
    case RW_TICKET_QUEUE_ALL:
      return TRUE;
    case RW_TICKET_QUEUE_MINE:
      return me != NULL && !rw_id_is_nil (me) && rw_id_equal (&row->assignee, me);
    case RW_TICKET_QUEUE_UNASSIGNED:
      return rw_id_is_nil (&row->assignee);
    case RW_TICKET_QUEUE_ESCALATING:
      return escalates (row, now);
    case RW_TICKET_QUEUE_REACHED:
      return (row->status == RW_TICKET_STATUS_PENDING_CUSTOMER ||
              row->status == RW_TICKET_STATUS_PENDING_SUPPLIER) &&
             row->pending_until != 0 && row->pending_until <= now;
    case RW_TICKET_QUEUE_MY_SERVICES:
      return row->mine;
    case RW_TICKET_QUEUE_SNOOZED:
      return rw_ticket_row_snooze_end (row) > now;
    case RW_TICKET_N_QUEUES:
    default:
      g_return_val_if_reached (FALSE);
    }
}

RwSavedQueue *
rw_saved_queue_new (const char *name)
{
  RwSavedQueue *self = g_new0 (RwSavedQueue, 1);

  self->name = g_strdup (name);
  self->customer = RW_ID_NIL;
  return self;
}

void
rw_saved_queue_free (RwSavedQueue *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self);
}

/**
 * rw_saved_queues_read:
 * @variant: (nullable): aa{sv}, as rw_saved_queues_write() made it; what is missing or unknown leaves nothing out
 *
 * Returns: (transfer full) (element-type RwSavedQueue)
 */
GPtrArray *
rw_saved_queues_read (GVariant *variant)
{
  GPtrArray *saved = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_saved_queue_free);

  for (gsize i = 0; variant != NULL && i < MIN (g_variant_n_children (variant), MAX_SAVED); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (variant, i);
      g_autoptr (RwSavedQueue) one = NULL;
      const char *name, *text;

      if (!g_variant_lookup (child, "name", "&s", &name) || *name == '\0')
        continue;
      one = rw_saved_queue_new (name);
      for (guint j = 0; g_variant_lookup (child, "queue", "&s", &text) && j < RW_TICKET_N_QUEUES;
           j++)
        if (g_str_equal (queues[j].id, text))
          one->queue = (RwTicketQueue) j;
      g_variant_lookup (child, "priorities", "u", &one->priorities);
      one->priorities &= (1u << RW_PRIORITY_N_VALUES) - 1;
      if (g_variant_lookup (child, "customer", "&s", &text) && !rw_id_parse (text, &one->customer))
        one->customer = RW_ID_NIL;
      g_ptr_array_add (saved, g_steal_pointer (&one));
    }
  return saved;
}

/**
 * rw_saved_queues_write:
 * @saved: (element-type RwSavedQueue)
 *
 * Returns: (transfer floating): for the settings
 */
GVariant *
rw_saved_queues_write (GPtrArray *saved)
{
  g_auto (GVariantBuilder) all = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (guint i = 0; i < saved->len; i++)
    {
      const RwSavedQueue *one = g_ptr_array_index (saved, i);
      g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

      g_variant_dict_insert (&dict, "name", "s", one->name);
      g_variant_dict_insert (&dict, "queue", "s", queues[one->queue].id);
      if (one->priorities != 0)
        g_variant_dict_insert (&dict, "priorities", "u", one->priorities);
      if (!rw_id_is_nil (&one->customer))
        {
          char id[RW_ID_STRING_LENGTH + 1];

          rw_id_write (&one->customer, id);
          g_variant_dict_insert (&dict, "customer", "s", id);
        }
      g_variant_builder_add_value (&all, g_variant_dict_end (&dict));
    }
  return g_variant_builder_end (&all);
}

/**
 * rw_saved_queues_find:
 *
 * Returns: (transfer none) (nullable): the one of that name
 */
RwSavedQueue *
rw_saved_queues_find (GPtrArray  *saved,
                      const char *name)
{
  for (guint i = 0; i < saved->len; i++)
    if (g_str_equal (((RwSavedQueue *) g_ptr_array_index (saved, i))->name, name))
      return g_ptr_array_index (saved, i);
  return NULL;
}
