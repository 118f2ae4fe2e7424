/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char     *rw_text_fold     (const char *text);
gboolean  rw_text_matches  (const char *folded_text,
                            const char *folded_words);
int       rw_text_collate  (const char *a,
                            const char *b);
char     *rw_text_truncate (const char *text,
                            gsize       max_chars);

G_END_DECLS
