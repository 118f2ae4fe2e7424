/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-session.h"

G_BEGIN_DECLS

#define RW_TYPE_LOCKED_PAGE (rw_locked_page_get_type ())

/**
 * RwLockedPage:
 *
 * What a person sees in place of the data when the server was not heard for so long that the local
 * copy is locked: why, what is kept, and the way back in. Its buttons are the window's actions
 * win.sign-in, win.export-edits and win.sign-out.
 */
G_DECLARE_FINAL_TYPE (RwLockedPage, rw_locked_page, RW, LOCKED_PAGE, AdwBin)

GtkWidget *rw_locked_page_new         (void);
void       rw_locked_page_set_session (RwLockedPage *self,
                                       RwSession    *session);

G_END_DECLS
