/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../rw-cache.h"
#include "rw-query-ticket-impact.h"

G_BEGIN_DECLS

/* Of what happened around a ticket, and of macros, so many are read. */
#define RW_TICKET_DESK_MOST 200

/**
 * RwTicketParty:
 * @id: of the contact; nil for nobody
 * @name: (nullable)
 * @language: (nullable): "de", "en-GB"
 *
 * Somebody at the customer.
 */
typedef struct
{
  RwId id;
  char *name;
  char *language;
} RwTicketParty;

/**
 * RwTicketLink:
 * @id: of the link
 * @type: what it means
 * @outgoing: the ticket is its source
 * @kind: of the record at the other end
 * @other: the record at the other end
 * @number: (nullable): its number
 * @title: (nullable): its title; %NULL where the record is not here
 * @status: of a ticket or a change, see the schema; -1 for others
 */
typedef struct
{
  RwId id;
  RwLinkType type;
  gboolean outgoing;
  RwKind kind;
  RwId other;
  char *number;
  char *title;
  int status;
} RwTicketLink;

/**
 * RwTicketChecklist:
 * @list: the checklist
 * @items: (element-type RwRecord): in their order
 */
typedef struct
{
  RwRecord *list;
  GPtrArray *items;
} RwTicketChecklist;

/**
 * RwTicketDesk:
 * @first_contact: the customer's first-level contact
 * @reporter: who told
 * @language: (nullable): the customer's first one
 * @tz: (nullable): the customer's time zone
 * @me: (nullable): name of the person at the console
 * @macros: (element-type RwRecord)
 * @links: (element-type RwTicketLink): from it and to it; by meaning
 * @merged_into: (nullable): the ticket that it was merged into
 * @checklists: (element-type RwTicketChecklist): oldest first
 * @known: (element-type RwRecord): known errors that may explain it and are not linked yet; none once it is resolved
 * @events: (element-type RwImpactItem): changes on its configuration item and backups of it that failed, as long as
 *   it was open; oldest first
 *
 * What a person needs who works on a ticket.
 */
typedef struct
{
  RwTicketParty first_contact;
  RwTicketParty reporter;
  char *language;
  char *tz;
  char *me;
  GPtrArray *macros;
  GPtrArray *links;
  RwTicketLink *merged_into;
  GPtrArray *checklists;
  GPtrArray *known;
  GPtrArray *events;
} RwTicketDesk;

RwTicketDesk  *rw_query_ticket_desk       (RwCache            *cache,
                                           RwRecord           *ticket,
                                           const RwId         *me,
                                           GError            **error);
GPtrArray     *rw_query_links             (RwCache            *cache,
                                           const RwId         *id,
                                           GError            **error);
GPtrArray     *rw_query_ticket_candidates (RwCache            *cache,
                                           RwRecord           *ticket,
                                           guint64             kinds,
                                           GError            **error);
void           rw_ticket_desk_free        (RwTicketDesk       *desk);
GPtrArray     *rw_query_known_errors      (RwCache            *cache,
                                           GError            **error);
GPtrArray     *rw_query_checklists        (RwCache            *cache,
                                           GError            **error);
guint          rw_ticket_checklist_n_done (const RwTicketChecklist *list);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwTicketDesk, rw_ticket_desk_free)

G_END_DECLS
