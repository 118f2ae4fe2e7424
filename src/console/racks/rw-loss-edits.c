/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-loss-edits.h"

#include <glib/gi18n.h>

#include "rules/rw-ticket-rules.h"
#include "rw-change-edits.h"
#include "rw-loss-words.h"
#include "rw-text.h"

static gboolean
is_service_down (const RwLoss *loss)
{
  /* The worst is the first. */
  return loss->services->len > 0 &&
         g_array_index (loss->services, RwLossSum, 0).state == RW_LOSS_DOWN;
}

/* The one service that is hit, else that of what is lost itself. */
static int
find_service (const RwWiring *wiring, const RwLoss *loss, const RwId *lost)
{
  if (loss->services->len == 1)
    return (int) g_array_index (loss->services, RwLossSum, 0).index;
  for (guint i = 0; i < loss->hits->len; i++)
    {
      const RwWireSystem *system =
        &wiring->systems[g_array_index (loss->hits, RwLossHit, i).system];

      if (rw_id_equal (&system->id, lost))
        return system->service;
    }
  return -1;
}

static int
find_customer (const RwWiring *wiring, const RwLoss *loss, int service)
{
  if (service >= 0)
    return wiring->services[service].customer;
  return loss->customers->len == 1 ? (int) g_array_index (loss->customers, RwLossSum, 0).index : -1;
}

/**
 * rw_loss_incident_new:
 * @kind: of what is lost
 * @now: when the ticket is opened
 *
 * The ticket for what was lost: impact as DOMAIN has it ("Priority"), high when a service is down, medium when
 * redundancy is lost. A ticket names one service and customer: those, where it is one.
 *
 * Returns: (transfer full): an incident that is not submitted yet
 */
RwRecord *
rw_loss_incident_new (
  const RwWiring *wiring, const RwLoss *loss, RwKind kind, const RwId *lost, gint64 now)
{
  RwRecord *ticket = rw_record_new (RW_KIND_TICKET, NULL);
  RwLevel impact = is_service_down (loss) ? RW_LEVEL_HIGH : RW_LEVEL_MEDIUM;
  int service = find_service (wiring, loss, lost), customer = find_customer (wiring, loss, service);
  /* Translators: title of an incident; a device, a rack or a power feed */
  g_autofree char *whole = g_strdup_printf (_ ("Loss of %s"), rw_wiring_name (wiring, lost)),
                  *title = rw_text_truncate (
                    whole, (gsize) rw_schema_field (RW_KIND_TICKET, RW_TICKET_TITLE)->max),
                  *text = rw_loss_to_text (wiring, loss, lost);

  rw_record_set_text (ticket, RW_TICKET_TITLE, title);
  rw_record_set_enum (ticket, RW_TICKET_TYPE, RW_TICKET_TYPE_INCIDENT);
  rw_record_set_enum (ticket, RW_TICKET_STATUS, RW_TICKET_STATUS_NEW);
  rw_record_set_enum (ticket, RW_TICKET_SOURCE, RW_TICKET_SOURCE_STAFF);
  rw_record_set_enum (ticket, RW_TICKET_IMPACT, (int) impact);
  rw_record_set_enum (ticket, RW_TICKET_URGENCY, RW_LEVEL_MEDIUM);
  rw_record_set_enum (ticket, RW_TICKET_PRIORITY,
                      (int) rw_priority_from_matrix (impact, RW_LEVEL_MEDIUM));
  rw_record_set_text (ticket, RW_TICKET_DESCRIPTION, text);
  if (rw_may_refer (RW_KIND_TICKET, RW_TICKET_CI, kind))
    rw_record_set_ref (ticket, RW_TICKET_CI, lost);
  if (service >= 0)
    rw_record_set_ref (ticket, RW_TICKET_SERVICE, &wiring->services[service].id);
  if (customer >= 0)
    rw_record_set_ref (ticket, RW_TICKET_CUSTOMER, &wiring->customers[customer].id);
  rw_record_set_instant (ticket, RW_TICKET_OPENED, now);
  return ticket;
}

/**
 * rw_loss_change_edits:
 * @kind: of what is lost
 * @person: (nullable): who asks for the change
 * @change_id: (out): the change
 *
 * Returns: (transfer full) (element-type RwEdit): a draft of a change that takes @lost away, with it and
 *   what goes down as affected items
 */
GPtrArray *
rw_loss_change_edits (const RwWiring *wiring,
                      const RwLoss *loss,
                      RwKind kind,
                      const RwId *lost,
                      const RwId *person,
                      RwId *change_id)
{
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  g_autoptr (RwRecord) change = NULL;
  int service = find_service (wiring, loss, lost), customer = find_customer (wiring, loss, service);
  /* Translators: title of a change; a device, a rack or a power feed */
  g_autofree char *title = g_strdup_printf (_ ("Work on %s"), rw_wiring_name (wiring, lost)),
                  *text = rw_loss_to_text (wiring, loss, lost);
  guint n = 0;

  change = rw_change_edits_new (title, text, person);
  *change_id = *rw_record_get_id (change);
  rw_record_set_enum (change, RW_CHANGE_RISK_EFFECT,
                      is_service_down (loss) ? RW_LEVEL_HIGH : RW_LEVEL_MEDIUM);
  if (service >= 0)
    rw_record_set_ref (change, RW_CHANGE_SERVICE, &wiring->services[service].id);
  if (customer >= 0)
    rw_record_set_ref (change, RW_CHANGE_CUSTOMER, &wiring->customers[customer].id);
  g_ptr_array_add (edits, rw_edit_new_create (change));
  if (rw_may_refer (RW_KIND_CHANGE_ITEM, RW_CHANGE_ITEM_CI, kind))
    rw_change_edits_add_item (edits, change_id, lost, NULL);
  for (guint i = 0; i < loss->hits->len && n < RW_LOSS_MOST_ITEMS; i++)
    {
      const RwLossHit *hit = &g_array_index (loss->hits, RwLossHit, i);
      const RwWireSystem *system = &wiring->systems[hit->system];
      g_autofree char *reason = NULL;

      if (hit->state != RW_LOSS_DOWN || rw_id_equal (&system->id, lost))
        continue;
      reason = rw_loss_hit_reason (wiring, hit);
      rw_change_edits_add_item (edits, change_id, &system->id, reason);
      n++;
    }
  return edits;
}
