/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RW_TYPE_TICKET_CHOOSER (rw_ticket_chooser_get_type ())

/**
 * RwTicketChooser:
 *
 * One thing out of a few: typing narrows the rows down, Up and Down walk them, Enter takes the one that is
 * selected, at first the topmost. It closes itself.
 *
 * Signals: "chosen" (guint index): in the order in which the rows were added; "edit" (guint index); "new";
 * "search" (const char *words): rows for it may be added.
 */
G_DECLARE_FINAL_TYPE (RwTicketChooser, rw_ticket_chooser, RW, TICKET_CHOOSER, AdwDialog)

AdwDialog *rw_ticket_chooser_new          (const char      *title);
void       rw_ticket_chooser_add          (RwTicketChooser *self,
                                           const char      *label,
                                           const char      *detail);
void       rw_ticket_chooser_set_possible (RwTicketChooser *self,
                                           guint            index,
                                           gboolean         possible);
void       rw_ticket_chooser_set_editable (RwTicketChooser *self,
                                           guint            index,
                                           const char      *label);
void       rw_ticket_chooser_add_new      (RwTicketChooser *self,
                                           const char      *label);
void       rw_ticket_chooser_search       (RwTicketChooser *self,
                                           const char      *text);

G_END_DECLS
