/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rw-ticket-item.h"

G_BEGIN_DECLS

#define RW_TYPE_TICKET_MARKS (rw_ticket_marks_get_type ())

/**
 * RwTicketMarks:
 *
 * The tickets to which something will be done together. Board and list show the same marks.
 *
 * Signal: "changed".
 */
G_DECLARE_FINAL_TYPE (RwTicketMarks, rw_ticket_marks, RW, TICKET_MARKS, GObject)

RwTicketMarks *rw_ticket_marks_new    (void);
guint          rw_ticket_marks_count  (RwTicketMarks *self);
gboolean       rw_ticket_marks_has    (RwTicketMarks *self,
                                       RwTicketItem  *item);
void           rw_ticket_marks_set    (RwTicketMarks *self,
                                       RwTicketItem  *item,
                                       gboolean       marked);
void           rw_ticket_marks_add_all (RwTicketMarks *self,
                                       GPtrArray     *items);
void           rw_ticket_marks_clear  (RwTicketMarks *self);
GPtrArray     *rw_ticket_marks_list   (RwTicketMarks *self);
void           rw_ticket_marks_expect (RwTicketMarks *self);
char          *rw_ticket_marks_keep   (RwTicketMarks *self,
                                       GListModel    *items,
                                       GtkFilter     *filter);

G_END_DECLS
