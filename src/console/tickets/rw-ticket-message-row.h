/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "query/rw-query-tickets.h"
#include "rw-session.h"

G_BEGIN_DECLS

GtkWidget *rw_ticket_message_row_new (const RwTicketMessage *message,
                                      GPtrArray             *files,
                                      RwSession             *session,
                                      gint64                 now);
GtkWidget *rw_ticket_files_row_new   (GPtrArray             *files,
                                      const RwId            *message,
                                      RwSession             *session);

G_END_DECLS
