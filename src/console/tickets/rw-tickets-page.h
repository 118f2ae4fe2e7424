/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-page.h"

G_BEGIN_DECLS

#define RW_TYPE_TICKETS_PAGE (rw_tickets_page_get_type ())

/**
 * RwTicketsPage:
 *
 * The service desk's work: a board by status or a list, and each ticket with its messages.
 */
G_DECLARE_FINAL_TYPE (RwTicketsPage, rw_tickets_page, RW, TICKETS_PAGE, RwPage)

GtkWidget *rw_tickets_page_new (void);

G_END_DECLS
