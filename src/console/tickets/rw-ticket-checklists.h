/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "query/rw-query-ticket-desk.h"

G_BEGIN_DECLS

#define RW_TYPE_TICKET_CHECKLISTS (rw_ticket_checklists_get_type ())

/**
 * RwTicketChecklists:
 *
 * The checklists of a ticket: ticked, extended, put in order, by keys and by dragging.
 *
 * Signals: "submit" (GPtrArray *edits, const char *label); "add": the person wants a new list.
 */
G_DECLARE_FINAL_TYPE (RwTicketChecklists, rw_ticket_checklists, RW, TICKET_CHECKLISTS, GtkBox)

GtkWidget *rw_ticket_checklists_new    (void);
void       rw_ticket_checklists_set_me (RwTicketChecklists *self,
                                        const RwId         *me,
                                        gboolean            may_edit);
void       rw_ticket_checklists_show   (RwTicketChecklists *self,
                                        GPtrArray          *checklists);

G_END_DECLS
