/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-db.h"

G_BEGIN_DECLS

gboolean rw_migrator_apply  (RwDb       *db,
                             GResource  *resource,
                             const char *folder,
                             GError    **error);
gboolean rw_migrator_run    (RwDb       *db,
                             GResource  *resource,
                             const char *folder,
                             GError    **error);
int      rw_migrator_newest (GResource  *resource,
                             const char *folder);

G_END_DECLS
