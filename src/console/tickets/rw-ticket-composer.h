/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rw-id.h"
#include "rw-schema.h"
#include "rw-session.h"

G_BEGIN_DECLS

#define RW_TYPE_TICKET_COMPOSER (rw_ticket_composer_get_type ())

/**
 * RwTicketComposer:
 *
 * Where a message to a ticket is written. What is not sent stays: each ticket has its own draft,
 * which a session keeps beyond the end of the program.
 *
 * Signals: "send" (int type, const char *text); "macro": the person wants to choose one;
 * "written": what is written is another.
 */
G_DECLARE_FINAL_TYPE (RwTicketComposer, rw_ticket_composer, RW, TICKET_COMPOSER, GtkWidget)

GtkWidget *rw_ticket_composer_new        (void);
void       rw_ticket_composer_set_ticket (RwTicketComposer *self,
                                          const RwId       *ticket);
void       rw_ticket_composer_set_type  (RwTicketComposer *self,
                                         RwMessageType     type);
void       rw_ticket_composer_set_session (RwTicketComposer *self,
                                           RwSession        *session);
RwMessageType rw_ticket_composer_get_message_type (RwTicketComposer *self);
const char *rw_ticket_composer_begin    (RwTicketComposer *self,
                                         RwMessageType     type);
void       rw_ticket_composer_set_addressees (RwTicketComposer *self,
                                              const char       *update,
                                              const char       *reply);
void       rw_ticket_composer_insert    (RwTicketComposer  *self,
                                         int                type,
                                         const char        *text,
                                         const char *const *unfilled,
                                         int                status);
void       rw_ticket_composer_propose   (RwTicketComposer  *self,
                                         RwMessageType      type,
                                         const char        *text,
                                         const char *const *unfilled,
                                         int                status);
int        rw_ticket_composer_get_status (RwTicketComposer *self);
gboolean   rw_ticket_composer_has_draft  (RwTicketComposer *self,
                                          const RwId       *ticket);
gboolean   rw_ticket_composer_is_written (RwTicketComposer *self);
GPtrArray *rw_ticket_composer_get_files  (RwTicketComposer *self);
void       rw_ticket_composer_attach     (RwTicketComposer *self,
                                          GFile            *file);
void       rw_ticket_composer_clear      (RwTicketComposer *self);

G_END_DECLS
