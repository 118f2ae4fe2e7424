/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rw-schema.h"
#include "rw-status.h"

G_BEGIN_DECLS

#define RW_TYPE_TICKET_CARD (rw_ticket_card_get_type ())

/**
 * RwTicketCard:
 *
 * One ticket on a board: number and priority, title, customer and configuration item, the clock that
 * runs out first, the next customer update, who has it. Always one line per part but for the title,
 * which has two at most.
 *
 * Signal: "mark" (gboolean marked): the person clicked the check mark that is there while the pointer is over
 * the card, and as long as it is marked.
 */
G_DECLARE_FINAL_TYPE (RwTicketCard, rw_ticket_card, RW, TICKET_CARD, GtkWidget)

/**
 * RwTicketCardChip:
 * @text: (nullable): "response in 4 min"; %NULL for no chip
 * @status: gives shape and colour; %RW_STATUS_UNKNOWN for neither
 * @tooltip: (nullable): the exact time
 */
typedef struct
{
  const char *text;
  RwStatus status;
  const char *tooltip;
} RwTicketCardChip;

/**
 * RwTicketCardInfo:
 * @number: "T-1042", or what stands for it before the server has given one
 * @priority: stripe and text
 * @major: a declared major incident
 * @title: of the ticket
 * @customer: (nullable): name
 * @ci: (nullable): name of the configuration item
 * @assignee: (nullable): name; shown as initials
 * @present: (nullable): initials of who else has it open
 * @present_writes: whether they write in it
 * @present_text: (nullable): the same as a sentence
 * @due: the clock that runs out first
 * @update: the next customer update
 */
typedef struct
{
  const char *number;
  RwPriority priority;
  gboolean major;
  const char *title;
  const char *customer;
  const char *ci;
  const char *assignee;
  const char *present;
  gboolean present_writes;
  const char *present_text;
  RwTicketCardChip due;
  RwTicketCardChip update;
} RwTicketCardInfo;

GtkWidget  *rw_ticket_card_new       (void);
void        rw_ticket_card_set       (RwTicketCard           *self,
                                      const RwTicketCardInfo *info);
void        rw_ticket_card_set_marked (RwTicketCard          *self,
                                      gboolean                marked);
RwStatus    rw_priority_status       (RwPriority              priority);
char       *rw_initials              (const char             *name);

G_END_DECLS
