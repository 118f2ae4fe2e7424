/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "query/rw-query-tickets.h"

G_BEGIN_DECLS

/**
 * RwTicketQueue:
 * @RW_TICKET_QUEUE_ALL: all that are open
 * @RW_TICKET_QUEUE_MINE: assigned to the person
 * @RW_TICKET_QUEUE_UNASSIGNED: nobody has it
 * @RW_TICKET_QUEUE_ESCALATING: a running clock is due within half an hour, or three quarters of its time are gone
 * @RW_TICKET_QUEUE_REACHED: it waits, and the time until which it was to wait has come
 * @RW_TICKET_QUEUE_MY_SERVICES: of a service that the person manages
 * @RW_TICKET_QUEUE_SNOOZED: out of sight for a while; in no other queue
 *
 * What a person works through.
 */
typedef enum
{
  RW_TICKET_QUEUE_ALL,
  RW_TICKET_QUEUE_MINE,
  RW_TICKET_QUEUE_UNASSIGNED,
  RW_TICKET_QUEUE_ESCALATING,
  RW_TICKET_QUEUE_REACHED,
  RW_TICKET_QUEUE_MY_SERVICES,
  RW_TICKET_QUEUE_SNOOZED,
  RW_TICKET_N_QUEUES,
} RwTicketQueue;

/**
 * RwSavedQueue:
 * @name: as the person calls it
 * @priorities: a bit for each; 0 for all
 * @customer: nil for all
 *
 * A choice of tickets that is kept under a name.
 */
typedef struct
{
  char *name;
  RwTicketQueue queue;
  guint priorities;
  RwId customer;
} RwSavedQueue;

const char    *rw_ticket_queue_get_name (RwTicketQueue      queue);
gboolean       rw_ticket_queue_has      (RwTicketQueue      queue,
                                         const RwTicketRow *row,
                                         const RwId        *me,
                                         gint64             now);
RwSavedQueue  *rw_saved_queue_new       (const char        *name);
void           rw_saved_queue_free      (RwSavedQueue      *self);
GPtrArray     *rw_saved_queues_read     (GVariant          *variant);
GVariant      *rw_saved_queues_write    (GPtrArray         *saved);
RwSavedQueue  *rw_saved_queues_find     (GPtrArray         *saved,
                                         const char        *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwSavedQueue, rw_saved_queue_free)

G_END_DECLS
