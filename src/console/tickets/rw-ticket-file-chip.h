/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-session.h"

G_BEGIN_DECLS

#define RW_TYPE_TICKET_FILE_CHIP (rw_ticket_file_chip_get_type ())

/**
 * RwTicketFileChip:
 *
 * One attached file: what it is called, how long it is, whether it waits to be sent, and ways to open it or
 * to save it somewhere.
 */
G_DECLARE_FINAL_TYPE (RwTicketFileChip, rw_ticket_file_chip, RW, TICKET_FILE_CHIP, AdwBin)

GtkWidget *rw_ticket_file_chip_new   (RwSession        *session,
                                      RwRecord         *attachment);
void       rw_ticket_file_chip_fetch (RwTicketFileChip *self,
                                      GFile            *target);

G_END_DECLS
