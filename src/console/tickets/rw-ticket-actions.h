/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-page.h"
#include "rw-ticket-edits.h"
#include "rw-ticket-item.h"

G_BEGIN_DECLS

/**
 * RwTicketGroup:
 * @ids: (element-type RwId): which
 * @name: (nullable): what an edit calls them: "T-1042", "3 tickets"; %NULL for none
 *
 * The tickets that something is done to.
 */
typedef struct
{
  GArray *ids;
  char *name;
} RwTicketGroup;

RwTicketGroup *rw_ticket_group_new  (void);
void           rw_ticket_group_add  (RwTicketGroup       *self,
                                     const RwTicketRow   *row);
RwTicketGroup *rw_ticket_group_copy (const RwTicketGroup *self);
void           rw_ticket_group_free (RwTicketGroup       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwTicketGroup, rw_ticket_group_free)

/* What a person does on the tickets page, to one ticket or many. Each reads the tickets as they are in the
 * store before it becomes one group of edits, so that what somebody else changed meanwhile stays; where
 * nothing comes of it the page is told to read again what it shows. Where it cannot be done to one of many,
 * the person is told which and why before anything is changed. */

/* What is done to one of them: (transfer full) (element-type RwEdit) its edits, none where nothing changes; %NULL
 * with the reason where it cannot be. */
typedef GPtrArray *(*RwTicketEditFunc) (RwRecord            *ticket,
                                        const RwTicketPast  *past,
                                        gpointer             data,
                                        GError             **error);

void rw_ticket_edit_group      (RwPage              *page,
                                const RwTicketGroup *group,
                                RwTicketEditFunc     func,
                                gpointer             data,
                                GDestroyNotify       free_data,
                                char                *label);
void rw_ticket_submit          (RwPage              *page,
                                GPtrArray           *edits,
                                const char          *label);
void rw_ticket_set_status_on   (RwPage              *page,
                                const RwTicketGroup *group,
                                RwTicketStatus       status);
void rw_ticket_move            (RwPage              *page,
                                const RwTicketGroup *group,
                                RwTicketStatus       status);
void rw_ticket_assign          (RwPage              *page,
                                const RwTicketGroup *group,
                                const RwId          *person);
void rw_ticket_prioritise      (RwPage              *page,
                                const RwTicketGroup *group,
                                RwPriority           priority);
void rw_ticket_write           (RwPage               *page,
                                const RwTicketGroup  *group,
                                const RwTicketAnswer *answer,
                                GPtrArray            *files);
void rw_ticket_create          (RwPage              *page,
                                GCancellable        *cancellable);

G_END_DECLS
