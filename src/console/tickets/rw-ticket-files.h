/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-session.h"

G_BEGIN_DECLS

#define RW_TYPE_TICKET_FILES (rw_ticket_files_get_type ())

/**
 * RwTicketFiles:
 *
 * The files that will go with a message that is being written. Each is copied when it is added, so that it is
 * there even if it is deleted where it came from, or the program ends, before the message is sent.
 *
 * Signals: "changed": files were added or removed.
 */
G_DECLARE_FINAL_TYPE (RwTicketFiles, rw_ticket_files, RW, TICKET_FILES, AdwBin)

GtkWidget *rw_ticket_files_new         (void);
void       rw_ticket_files_set_session (RwTicketFiles *self,
                                        RwSession     *session);
void       rw_ticket_files_watch       (RwTicketFiles *self,
                                        GtkWidget     *place,
                                        GtkTextView   *text);
void       rw_ticket_files_choose      (RwTicketFiles *self);
void       rw_ticket_files_add_file    (RwTicketFiles *self,
                                        GFile         *file);
void       rw_ticket_files_add_texture (RwTicketFiles *self,
                                        GdkTexture    *texture);
GPtrArray *rw_ticket_files_get         (RwTicketFiles *self);
gboolean   rw_ticket_files_is_busy     (RwTicketFiles *self);
char      *rw_ticket_files_to_text     (RwTicketFiles *self);
void       rw_ticket_files_set_text    (RwTicketFiles *self,
                                        const char    *text);

G_END_DECLS
