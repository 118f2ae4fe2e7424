/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-record.h"

G_BEGIN_DECLS

/**
 * RwDueState:
 * @RW_DUE_NONE: no such clock
 * @RW_DUE_RUNNING: less than 75 % of the time is gone
 * @RW_DUE_ATTENTION: 75 % and more
 * @RW_DUE_BREACHED: all of it
 */
typedef enum
{
  RW_DUE_NONE,
  RW_DUE_RUNNING,
  RW_DUE_ATTENTION,
  RW_DUE_BREACHED,
} RwDueState;

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
gboolean   rw_link_check              (RwRecord      *link,
                                       GError       **error);
gboolean   rw_ticket_check_merge      (RwRecord      *ticket,
                                       RwRecord      *into,
                                       gboolean       has_merged,
                                       GError       **error);
void       rw_ticket_merge            (RwRecord      *ticket,
                                       const RwId    *into,
                                       gint64         now);
gboolean   rw_ticket_wait_parse       (const char    *text,
                                       gint64        *from,
                                       gint64        *to);
void       rw_ticket_set_status       (RwRecord      *ticket,
                                       RwTicketStatus status,
                                       gint64         now);
gint64     rw_ticket_first_clock      (RwTicketStatus status,
                                       gboolean       accepted,
                                       const gint64  *at,
                                       guint         *field);
gint64     rw_ticket_next_due         (RwRecord      *ticket,
                                       guint         *field);
RwDueState rw_due_state               (gint64         attention,
                                       gint64         due,
                                       gint64         now);
void       rw_ticket_add_message      (RwRecord      *ticket,
                                       RwMessageType  type,
                                       gint64         now);

G_END_DECLS
