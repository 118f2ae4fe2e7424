/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rw-ticket-item.h"
#include "rw-ticket-queue.h"

G_BEGIN_DECLS

#define RW_TYPE_TICKET_FILTER (rw_ticket_filter_get_type ())

/**
 * RwTicketFilter:
 *
 * Which tickets to show: a popover to choose, and the filter that comes of it.
 *
 * Signals: "changed" (): other tickets pass now. Property: none.
 */
G_DECLARE_FINAL_TYPE (RwTicketFilter, rw_ticket_filter, RW, TICKET_FILTER, GtkPopover)

GtkWidget *rw_ticket_filter_new           (void);
GtkFilter *rw_ticket_filter_get_filter    (RwTicketFilter *self);
void       rw_ticket_filter_set_me        (RwTicketFilter *self,
                                           const RwId     *me);
void       rw_ticket_filter_set_words     (RwTicketFilter *self,
                                           const char     *text);
const char *rw_ticket_filter_get_problem  (RwTicketFilter *self);
void       rw_ticket_filter_set_customers (RwTicketFilter *self,
                                           GPtrArray      *customers);
void       rw_ticket_filter_save          (RwTicketFilter *self,
                                           const char     *name);
gboolean   rw_ticket_filter_apply         (RwTicketFilter *self,
                                           const char     *name);
void       rw_ticket_filter_refresh       (RwTicketFilter *self);
gboolean   rw_ticket_filter_is_active     (RwTicketFilter *self);
char      *rw_ticket_filter_to_text       (RwTicketFilter *self);
void       rw_ticket_filter_reset         (RwTicketFilter *self);

G_END_DECLS
