/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rules/rw-backup-rules.h"

G_BEGIN_DECLS

#define RW_TYPE_MORNING_ASK (rw_morning_ask_get_type ())

/**
 * RwMorningAsk:
 *
 * Asks for the reason of an answer, or for the title of a ticket, and for how long it holds. Alt and a digit take
 * an earlier reason, Alt+Up and Alt+Down change the end, Enter answers.
 *
 * Signals: "answered" (int answer, const char *text, uint days).
 */
G_DECLARE_FINAL_TYPE (RwMorningAsk, rw_morning_ask, RW, MORNING_ASK, AdwBin)

GtkWidget *rw_morning_ask_new     (void);
void       rw_morning_ask_begin   (RwMorningAsk   *self,
                                   RwBackupAnswer  answer,
                                   const char     *text,
                                   GPtrArray      *earlier);
void       rw_morning_ask_end     (RwMorningAsk   *self);
gboolean   rw_morning_ask_is_open (RwMorningAsk   *self);

G_END_DECLS
