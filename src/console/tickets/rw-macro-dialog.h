/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rules/rw-macro.h"

G_BEGIN_DECLS

#define RW_TYPE_MACRO_DIALOG (rw_macro_dialog_get_type ())

/**
 * RwMacroDialog:
 *
 * A macro, new or not, with what it comes to in the ticket at hand. It closes itself.
 *
 * Signals: "save" (RwRecord *macro): as it is to be; "delete": the macro is to go.
 */
G_DECLARE_FINAL_TYPE (RwMacroDialog, rw_macro_dialog, RW, MACRO_DIALOG, AdwDialog)

AdwDialog *rw_macro_dialog_new (RwRecord           *macro,
                                gboolean            is_new,
                                const RwMacroFacts *facts);

G_END_DECLS
