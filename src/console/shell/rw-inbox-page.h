/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-page.h"

G_BEGIN_DECLS

#define RW_TYPE_INBOX_PAGE (rw_inbox_page_get_type ())

/**
 * RwInboxPage:
 *
 * The person's own edits: those that met somebody else's, for a decision, and those that wait for
 * the server.
 */
G_DECLARE_FINAL_TYPE (RwInboxPage, rw_inbox_page, RW, INBOX_PAGE, RwPage)

G_END_DECLS
