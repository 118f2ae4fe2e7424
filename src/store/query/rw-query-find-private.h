/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-query-find.h"

G_BEGIN_DECLS

gboolean rw_find_where    (RwCache        *cache,
                           RwSearchTerms  *terms,
                           RwKind          kind,
                           const RwId     *me,
                           gint64          now,
                           GString        *where,
                           gboolean       *applies,
                           gboolean       *narrow,
                           GError        **error);
char    *rw_find_excerpt  (const char     *text,
                           const char     *word);

G_END_DECLS
