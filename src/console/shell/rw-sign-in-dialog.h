/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-session.h"

G_BEGIN_DECLS

#define RW_TYPE_SIGN_IN_DIALOG (rw_sign_in_dialog_get_type ())

/**
 * RwSignInDialog:
 *
 * Asks for the password when the server no longer takes the token; the data stays in the window.
 */
G_DECLARE_FINAL_TYPE (RwSignInDialog, rw_sign_in_dialog, RW, SIGN_IN_DIALOG, AdwDialog)

AdwDialog *rw_sign_in_dialog_new (RwSession *session);

G_END_DECLS
