/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RW_WEEK_DAYS 7

char      **rw_opening_text_from_hours (const char         *hours);
char       *rw_opening_text_to_hours   (const char *const  *days,
                                        guint              *wrong_day,
                                        GError            **error);

G_END_DECLS
