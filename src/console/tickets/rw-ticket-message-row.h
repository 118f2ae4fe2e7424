/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "query/rw-query-tickets.h"

G_BEGIN_DECLS

GtkWidget *rw_ticket_message_row_new (const RwTicketMessage *message,
                                      gint64                 now);

G_END_DECLS
