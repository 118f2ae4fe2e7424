/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How deep what a field holds may be nested; a message adds a few levels of its own. */
#define RW_JSON_NESTING_MOST 24

gboolean rw_json_text_check (const char *text,
                             gssize      length,
                             guint       most_nested,
                             GError    **error);

G_END_DECLS
