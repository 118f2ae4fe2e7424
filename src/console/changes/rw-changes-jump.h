/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RW_TYPE_CHANGES_JUMP (rw_changes_jump_get_type ())

/**
 * RwChangesJump:
 *
 * Asks for a day: typed, as "24.12.", "2026-12-24" or "+3w", or picked. It goes there by the action "changes.go".
 */
G_DECLARE_FINAL_TYPE (RwChangesJump, rw_changes_jump, RW, CHANGES_JUMP, GtkPopover)

GtkWidget *rw_changes_jump_new (void);

G_END_DECLS
