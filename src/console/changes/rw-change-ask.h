/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rules/rw-change-actions.h"

G_BEGIN_DECLS

#define RW_TYPE_CHANGE_ASK (rw_change_ask_get_type ())

/**
 * RwChangeAsk:
 *
 * Asks what an action on a change needs to know: how it went, until when, why. What is in the way of the action is said
 * above it.
 *
 * Signal: "answered" (const RwChangeWords *words).
 */
G_DECLARE_FINAL_TYPE (RwChangeAsk, rw_change_ask, RW, CHANGE_ASK, AdwAlertDialog)

AdwDialog *rw_change_ask_new (const RwChangeAction *action,
                              RwRecord             *change,
                              const char           *warning);

G_END_DECLS
