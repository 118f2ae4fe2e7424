/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "query/rw-query-tickets.h"
#include "rw-ticket-card.h"

G_BEGIN_DECLS

/**
 * RwTicketClock:
 * @text: (nullable): what the chip says; %NULL for no chip
 * @status: its colour and shape
 * @exact: (nullable): the exact time, for the tooltip
 *
 * A due time in words.
 */
typedef struct
{
  char *text;
  RwStatus status;
  char *exact;
} RwTicketClock;

void     rw_ticket_clock_clear    (RwTicketClock     *clock);
void     rw_ticket_text_due       (const RwTicketRow *row,
                                   gint64             now,
                                   RwTicketClock     *clock);
void     rw_ticket_text_update    (const RwTicketRow *row,
                                   gint64             now,
                                   RwTicketClock     *clock);
char    *rw_ticket_text_number    (const RwTicketRow *row);
char    *rw_ticket_text_sentence  (const RwTicketRow *row,
                                   gint64             now);
char    *rw_ticket_text_summary   (GListModel        *items,
                                   GtkFilter         *filter,
                                   gint64             now,
                                   gint64             as_of,
                                   guint             *n_urgent);
gboolean rw_ticket_row_is_urgent  (const RwTicketRow *row,
                                   gint64             now);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RwTicketClock, rw_ticket_clock_clear)

G_END_DECLS
