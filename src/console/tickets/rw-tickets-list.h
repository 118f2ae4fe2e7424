/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rw-session.h"
#include "rw-ticket-lanes.h"
#include "rw-ticket-marks.h"

G_BEGIN_DECLS

#define RW_TYPE_TICKETS_LIST (rw_tickets_list_get_type ())

/**
 * RwTicketsList:
 *
 * Tickets as a table with a section per status, or per lane of the board.
 *
 * Keys: Shift with Up or Down marks the selected row and the next one. With the pointer, Ctrl marks a row and
 * Shift those from the selected one on.
 *
 * Signals: "selected" (GObject *item, %NULL for nothing); "activated" (GObject *item); "mark" (GObject *item,
 * gboolean marked): a person wants it marked, or not.
 */
G_DECLARE_FINAL_TYPE (RwTicketsList, rw_tickets_list, RW, TICKETS_LIST, GtkWidget)

GtkWidget *rw_tickets_list_new     (GListModel    *model,
                                    GtkFilter     *filter,
                                    RwTicketMarks *marks);
gboolean   rw_tickets_list_mark_selected (RwTicketsList *self);
gboolean   rw_tickets_list_extend_marks (RwTicketsList *self,
                                    int            step);
gboolean   rw_tickets_list_select  (RwTicketsList *self,
                                    RwTicketItem  *item,
                                    gboolean       focus);
gboolean   rw_tickets_list_step    (RwTicketsList *self,
                                    int            step,
                                    gboolean       focus);
void       rw_tickets_list_set_lanes (RwTicketsList *self,
                                    RwTicketLanes  lanes);
void       rw_tickets_list_set_live (RwTicketsList *self,
                                    gboolean       live);
void       rw_tickets_list_set_session (RwTicketsList *self,
                                    RwSession      *session);
void       rw_tickets_list_set_foot (RwTicketsList *self,
                                    GtkWidget     *foot);
guint      rw_tickets_list_n_shown (RwTicketsList *self);
void       rw_tickets_list_refresh (RwTicketsList *self);

G_END_DECLS
