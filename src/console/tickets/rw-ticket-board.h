/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-board.h"
#include "rw-session.h"
#include "rw-ticket-lanes.h"
#include "rw-ticket-marks.h"

G_BEGIN_DECLS

typedef gboolean (*RwMayEditFunc) (gpointer data);

GtkWidget *rw_ticket_board_new (RwMayEditFunc may_edit,
                                gpointer      data,
                                RwTicketMarks *marks);
void       rw_ticket_board_set_lanes (RwBoard      *board,
                                      RwTicketLanes lanes);
void       rw_ticket_board_set_session (RwBoard    *board,
                                        RwSession  *session);

G_END_DECLS
