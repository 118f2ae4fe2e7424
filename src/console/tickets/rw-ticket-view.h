/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "query/rw-query-tickets.h"
#include "rw-session.h"
#include "rw-ticket-composer.h"
#include "rw-ticket-known-box.h"

G_BEGIN_DECLS

#define RW_TYPE_TICKET_VIEW (rw_ticket_view_get_type ())

/**
 * RwTicketView:
 *
 * One ticket: what was said, what is promised, and where to answer. It changes nothing itself.
 *
 * Signals: "back" (); "open" (int kind, const RwId *id); "set-status" (int status); "set-priority"
 * (int priority); "set-assignee" (const RwId *person, %NULL for nobody); "send" (int type,
 * const char *text); "macro"; "link"; "unlink" (const RwId *link); "split"
 * (const RwId *message); "submit" (GPtrArray *edits, const char *label); "checklist": a new one is wanted; "known"
 * (RwRecord *problem): it is the cause.
 */
G_DECLARE_FINAL_TYPE (RwTicketView, rw_ticket_view, RW, TICKET_VIEW, GtkWidget)

GtkWidget *rw_ticket_view_new         (void);
void       rw_ticket_view_set_session (RwTicketView *self,
                                       RwSession    *session);
void       rw_ticket_view_set_people  (RwTicketView         *self,
                                       GPtrArray            *people);
void       rw_ticket_view_set_me      (RwTicketView         *self,
                                       const RwId           *me,
                                       gboolean              may_edit);
void       rw_ticket_view_show        (RwTicketView         *self,
                                       const RwTicketDetail *detail,
                                       gint64                now);
void       rw_ticket_view_refresh     (RwTicketView         *self,
                                       gint64                now);
RwTicketComposer *rw_ticket_view_get_composer (RwTicketView *self);
RwTicketKnownBox *rw_ticket_view_get_known    (RwTicketView *self);

G_END_DECLS
