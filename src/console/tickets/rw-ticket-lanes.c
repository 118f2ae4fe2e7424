/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ticket-lanes.h"

#include <glib/gi18n.h>

#include "rw-text.h"

static const struct
{
  const char *id;
  const char *name;
  const char *none; /* the lane of those that have none */
} kinds[RW_TICKET_N_LANES] = {
  [RW_TICKET_LANES_NONE] = { "none", NC_ ("lanes", "No Lanes"), NULL },
  [RW_TICKET_LANES_PRIORITY] = { "priority", NC_ ("lanes", "Priority"), NULL },
  [RW_TICKET_LANES_CUSTOMER] = { "customer", NC_ ("lanes", "Customer"), NC_ ("lanes", "No customer") },
  [RW_TICKET_LANES_SERVICE] = { "service", NC_ ("lanes", "Business Service"), NC_ ("lanes", "No business service") },
  [RW_TICKET_LANES_ASSIGNEE] = { "assignee", NC_ ("lanes", "Assignee"), NC_ ("lanes", "Not assigned") },
};

/**
 * rw_ticket_lanes_get_id:
 *
 * Returns: (transfer none): for the settings
 */
const char *
rw_ticket_lanes_get_id (RwTicketLanes lanes)
{
  g_return_val_if_fail (lanes < RW_TICKET_N_LANES, NULL);
  return kinds[lanes].id;
}

const char *
rw_ticket_lanes_get_name (RwTicketLanes lanes)
{
  g_return_val_if_fail (lanes < RW_TICKET_N_LANES, NULL);
  return g_dpgettext2 (NULL, "lanes", kinds[lanes].name);
}

/**
 * rw_ticket_lanes_find:
 *
 * Returns: the one of that id; none for an unknown id
 */
RwTicketLanes
rw_ticket_lanes_find (const char *id)
{
  for (guint i = 0; i < RW_TICKET_N_LANES; i++)
    if (g_str_equal (kinds[i].id, id))
      return (RwTicketLanes) i;
  return RW_TICKET_LANES_NONE;
}

static const RwId *
lane_id (RwTicketLanes      lanes,
         const RwTicketRow *row)
{
  static const RwId nobody;

  switch (lanes)
    {
    case RW_TICKET_LANES_CUSTOMER:
      return &row->customer;
    case RW_TICKET_LANES_SERVICE:
      return &row->service;
    case RW_TICKET_LANES_ASSIGNEE:
      return &row->assignee;
    case RW_TICKET_LANES_NONE:
    case RW_TICKET_LANES_PRIORITY:
    case RW_TICKET_N_LANES:
    default:
      return &nobody;
    }
}

static const char *
lane_name (RwTicketLanes      lanes,
           const RwTicketRow *row)
{
  switch (lanes)
    {
    case RW_TICKET_LANES_PRIORITY:
      return rw_enum_label (&rw_enum_priority, row->priority);
    case RW_TICKET_LANES_CUSTOMER:
      return row->customer_name;
    case RW_TICKET_LANES_SERVICE:
      return row->service_name;
    case RW_TICKET_LANES_ASSIGNEE:
      return row->assignee_name;
    case RW_TICKET_LANES_NONE:
    case RW_TICKET_N_LANES:
    default:
      return NULL;
    }
}

/**
 * rw_ticket_lanes_dup_key:
 *
 * Returns: (transfer full): what all tickets of one lane have in common, and no other lane has
 */
char *
rw_ticket_lanes_dup_key (RwTicketLanes      lanes,
                         const RwTicketRow *row)
{
  char id[RW_ID_STRING_LENGTH + 1];

  if (lanes == RW_TICKET_LANES_PRIORITY)
    return g_strdup_printf ("priority:%s", rw_enum_priority.values[row->priority]);
  rw_id_write (lane_id (lanes, row), id);
  return g_strdup_printf ("%s:%s", kinds[lanes].id, id);
}

/**
 * rw_ticket_lanes_get_title:
 *
 * Returns: (transfer none): the lane of a ticket, as a person reads it
 */
const char *
rw_ticket_lanes_get_title (RwTicketLanes      lanes,
                           const RwTicketRow *row)
{
  const char *name = lane_name (lanes, row);

  if (name != NULL)
    return name;
  return kinds[lanes].none != NULL ? g_dpgettext2 (NULL, "lanes", kinds[lanes].none) : "";
}

/**
 * rw_ticket_lanes_compare:
 *
 * The order of two tickets' lanes: priorities as they are, the others by name; those that have none come last.
 */
int
rw_ticket_lanes_compare (RwTicketLanes      lanes,
                         const RwTicketRow *a,
                         const RwTicketRow *b)
{
  const char *first = lane_name (lanes, a), *second = lane_name (lanes, b);
  int order;

  if (lanes == RW_TICKET_LANES_PRIORITY)
    return (int) a->priority - (int) b->priority;
  if (first == NULL || second == NULL)
    return (first == NULL) - (second == NULL);
  order = rw_text_collate (first, second);
  return order != 0 ? order : rw_id_compare (lane_id (lanes, a), lane_id (lanes, b));
}
