/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char    *rw_search_text_for_index (const char *const *texts,
                                   guint              n_texts);
char    *rw_search_text_for_query (char             **words);
gboolean rw_search_text_has       (const char        *folded,
                                   const char        *word);
gboolean rw_search_text_has_all   (const char        *folded,
                                   char             **words);

G_END_DECLS
