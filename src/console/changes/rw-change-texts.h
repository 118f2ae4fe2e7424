/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-change-box.h"

G_BEGIN_DECLS

#define RW_TYPE_CHANGE_TEXTS (rw_change_texts_get_type ())

/**
 * RwChangeTexts:
 *
 * Description, plans and review of a change. What is written is kept until it is saved, whatever happens.
 */
G_DECLARE_FINAL_TYPE (RwChangeTexts, rw_change_texts, RW, CHANGE_TEXTS, RwChangeBox)

GtkWidget *rw_change_texts_new (void);

G_END_DECLS
