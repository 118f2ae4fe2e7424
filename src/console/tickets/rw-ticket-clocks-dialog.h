/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rules/rw-ticket-clocks.h"

G_BEGIN_DECLS

AdwDialog *rw_ticket_clocks_dialog_new (RwRecord           *ticket,
                                        const RwTicketPast *past,
                                        gint64              now);

G_END_DECLS
