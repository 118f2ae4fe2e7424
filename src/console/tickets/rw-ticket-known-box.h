/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rw-record.h"

G_BEGIN_DECLS

#define RW_TYPE_TICKET_KNOWN_BOX (rw_ticket_known_box_get_type ())

/**
 * RwTicketKnownBox:
 *
 * Known errors that may explain an incident, with the way around them, and tickets that are open already.
 *
 * Signals: "link" (RwRecord *problem); "copy" (const char *text); "instead" (RwRecord *ticket).
 */
G_DECLARE_FINAL_TYPE (RwTicketKnownBox, rw_ticket_known_box, RW, TICKET_KNOWN_BOX, GtkBox)

GtkWidget *rw_ticket_known_box_new   (void);
void       rw_ticket_known_box_show  (RwTicketKnownBox *self,
                                      GPtrArray        *known,
                                      GPtrArray        *open,
                                      const RwId       *linked);
gboolean   rw_ticket_known_box_link  (RwTicketKnownBox *self);
gboolean   rw_ticket_known_box_copy  (RwTicketKnownBox *self);

G_END_DECLS
