/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../rw-cache.h"
#include "rules/rw-ticket-clocks.h"
#include "rw-query-ticket-desk.h"
#include "rw-query-ticket-impact.h"

G_BEGIN_DECLS

/**
 * RwTicketRow:
 * @number: (nullable): given by the server
 * @customer_number: (nullable)
 * @customer_name: (nullable)
 * @service_name: (nullable)
 * @ci_kind: of the configuration item
 * @ci_name: (nullable)
 * @assignee_login: (nullable)
 * @assignee_name: (nullable)
 * @tags: (nullable): as the cache keeps them, to look for a part of one; %NULL for none
 * @known_error: a problem whose cause is known
 * @mine: the ticket's service has the person asked for among its managers
 * @attention: of an open ticket: when three quarters of the open time of each clock are gone, see
 *   rw_sla_terms_attention(); 0 for no clock
 * @snoozed_until: until when somebody does not want to see it; see rw_ticket_row_snooze_end()
 * @snoozed_at: since when; only for one that is snoozed
 * @answered: when its customer last wrote or called; only for one that is snoozed
 *
 * One ticket as lists show it. Ids are nil where there is none, instants 0.
 */
typedef struct
{
  RwId id;
  char *number;
  char *title;
  RwTicketType type;
  RwTicketStatus status;
  RwPriority priority;
  gboolean major;
  RwId customer;
  RwId service;
  RwId ci;
  RwKind ci_kind;
  RwId assignee;
  char *customer_number;
  char *customer_name;
  char *service_name;
  char *ci_name;
  char *assignee_login;
  char *assignee_name;
  char *tags;
  gboolean known_error;
  gboolean mine;
  gint64 opened;
  gint64 accepted;
  gint64 resolved;
  gint64 pending_until;
  gint64 response_due;
  gint64 resolution_due;
  gint64 update_due;
  gint64 attention[RW_SLA_N_CLOCKS];
  gint64 snoozed_until;
  gint64 snoozed_at;
  gint64 answered;
} RwTicketRow;

/**
 * RwTicketMessage:
 * @author: (nullable): name of the person or contact who wrote it
 * @to: (nullable): name of the contact whom a person wrote to
 * @from: (nullable): number of the ticket that it was written to, where that was merged into this one
 *
 * One message of a ticket.
 */
typedef struct
{
  RwId id;
  RwMessageType type;
  gint64 at;
  char *author;
  char *to;
  char *from;
  char *subject;
  char *body;
} RwTicketMessage;

/**
 * RwTicketDetail:
 * @ticket: the whole record
 * @row: the same as in lists
 * @messages: (element-type RwTicketMessage): also those of the tickets that were merged into it; oldest first
 * @past: what its clocks depend on
 * @files: (element-type RwRecord): what is attached to it and to its messages, oldest first
 * @impact: (nullable): what it hits, where somebody looks at it
 * @desk: what a person needs who works on it
 *
 * What the view of one ticket needs.
 */
typedef struct
{
  RwRecord *ticket;
  RwTicketRow *row;
  GPtrArray *messages;
  RwTicketPast *past;
  GPtrArray *files;
  RwTicketImpact *impact;
  RwTicketDesk *desk;
} RwTicketDetail;

/**
 * RwChoice:
 * @parent: the customer of a service or system; nil for none
 *
 * A record to choose from a list.
 */
typedef struct
{
  RwId id;
  RwKind kind;
  char *name;
  RwId parent;
} RwChoice;

GPtrArray      *rw_query_tickets           (RwCache         *cache,
                                            gint64           resolved_since,
                                            guint            n_closed,
                                            const RwId      *me,
                                            GError         **error);
RwTicketRow    *rw_ticket_row_copy         (const RwTicketRow *row);
void            rw_ticket_row_free         (RwTicketRow     *row);
gboolean        rw_ticket_row_equal        (const RwTicketRow *a,
                                            const RwTicketRow *b);
gint64          rw_ticket_row_next_due     (const RwTicketRow *row,
                                            guint           *field);
gint64          rw_ticket_row_attention    (const RwTicketRow *row);
gint64          rw_ticket_row_snooze_end   (const RwTicketRow *row);
RwTicketDetail *rw_query_ticket            (RwCache         *cache,
                                            const RwId      *id,
                                            const RwId      *me,
                                            GError         **error);
void            rw_ticket_detail_free      (RwTicketDetail  *detail);
void            rw_ticket_message_free     (RwTicketMessage *message);
GPtrArray      *rw_query_choices           (RwCache         *cache,
                                            RwKind           kind,
                                            GError         **error);
void            rw_choice_free             (RwChoice        *choice);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwTicketRow, rw_ticket_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwTicketDetail, rw_ticket_detail_free)

G_END_DECLS
