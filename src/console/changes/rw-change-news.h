/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-change-box.h"

G_BEGIN_DECLS

#define RW_TYPE_CHANGE_NEWS (rw_change_news_get_type ())

/**
 * RwChangeNews:
 *
 * What customers are told about a change: a title and words for all of them, and for each the text in their language, zone
 * and with their services, to be copied into a message.
 */
G_DECLARE_FINAL_TYPE (RwChangeNews, rw_change_news, RW, CHANGE_NEWS, RwChangeBox)

GtkWidget *rw_change_news_new (void);

G_END_DECLS
