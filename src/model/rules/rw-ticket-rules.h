/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-record.h"

G_BEGIN_DECLS

RwPriority rw_priority_from_matrix    (RwLevel        impact,
                                       RwLevel        urgency);
gboolean   rw_ticket_status_is_open   (RwTicketStatus status);
gboolean   rw_ticket_status_may_follow (RwTicketStatus from,
                                        RwTicketStatus to);
gboolean   rw_message_type_is_public  (RwMessageType  type);
gboolean   rw_ticket_check            (RwRecord      *ticket,
                                       GError       **error);
gboolean   rw_ticket_check_transition (RwRecord      *before,
                                       RwRecord      *after,
                                       GError       **error);
void       rw_ticket_set_status       (RwRecord      *ticket,
                                       RwTicketStatus status,
                                       gint64         now);
gint64     rw_ticket_next_due         (RwRecord      *ticket,
                                       guint         *field);

G_END_DECLS
