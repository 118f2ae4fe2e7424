/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-cache-writer.h"

G_BEGIN_DECLS

/* A folder of its own for each test. */

char          *store_dir_new    (void);
void           store_dir_remove (char           *dir);
void           store_dir_copy   (const char     *from,
                                 const char     *to);

/* A cache that has been synced once and holds nothing. */
RwCacheWriter *store_new_cache  (const char     *dir);
void           store_put        (RwCacheWriter  *writer,
                                 RwRecord       *record);
RwRecord      *store_random     (RwKind          kind,
                                 const RwId     *id,
                                 GRand          *rand);

G_END_DECLS
