/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../rw-cache.h"

G_BEGIN_DECLS

/* Of each list so many are read; how many there are is counted. */
#define RW_TICKET_IMPACT_MOST 5

/**
 * RwImpactItem:
 * @kind: of the record
 * @number: (nullable)
 * @name: of the record
 * @detail: (nullable): the value of its status, see the schema
 * @at: when it was opened, begins or ran
 */
typedef struct
{
  RwKind kind;
  RwId id;
  char *number;
  char *name;
  char *detail;
  gint64 at;
} RwImpactItem;

/**
 * RwTicketImpact:
 * @contact: nil where the customer has no first-level contact
 * @contact_name: (nullable)
 * @contact_phone: (nullable)
 * @contact_mail: (nullable)
 * @sla: (nullable): the agreement of the business service
 * @n_systems: what runs on the configuration item: virtual machines of a host, blades of a chassis
 * @n_customers: whose they are
 * @tickets: (element-type RwImpactItem): open ones on the same configuration item or business service
 * @n_tickets: how many there are
 * @changes: (element-type RwImpactItem): what changed there in the last 48 hours, or is about to in the next 24
 * @backups: (element-type RwImpactItem): that failed there in the last 48 hours
 *
 * What a ticket hits.
 */
typedef struct
{
  RwId contact;
  char *contact_name;
  char *contact_phone;
  char *contact_mail;
  char *sla;
  guint n_systems;
  guint n_customers;
  GPtrArray *tickets;
  guint n_tickets;
  GPtrArray *changes;
  GPtrArray *backups;
} RwTicketImpact;

RwTicketImpact *rw_query_ticket_impact (RwCache        *cache,
                                        RwRecord       *ticket,
                                        gint64          now,
                                        GError        **error);
void            rw_ticket_impact_free  (RwTicketImpact *impact);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwTicketImpact, rw_ticket_impact_free)

G_END_DECLS
