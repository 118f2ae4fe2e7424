/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-presence-mark.h"
#include "rw-session.h"
#include "rw-ticket-composer.h"

G_BEGIN_DECLS

#define RW_TYPE_TICKET_PRESENCE (rw_ticket_presence_get_type ())

/**
 * RwTicketPresence:
 *
 * Who else is in the ticket that is shown: who writes an answer, in a line of its own, and who looks at it, in a
 * label for beside the title. It also says to the server what the person does there, while it is on the screen.
 */
G_DECLARE_FINAL_TYPE (RwTicketPresence, rw_ticket_presence, RW, TICKET_PRESENCE, GtkWidget)

GtkWidget *rw_ticket_presence_new         (GtkBox           *titles,
                                           RwTicketComposer *composer);
void       rw_ticket_presence_set_session (RwTicketPresence *self,
                                           RwSession        *session);
void       rw_ticket_presence_set_ticket  (RwTicketPresence *self,
                                           const RwId       *ticket);
char      *rw_ticket_presence_text        (RwSession        *session,
                                           const RwId       *ticket,
                                           const char       *separator);
char      *rw_ticket_presence_initials    (RwSession        *session,
                                           const RwId       *ticket,
                                           gboolean         *writes);

G_END_DECLS
