/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-db.h"

G_BEGIN_DECLS

char    *rw_cache_file_find       (const char *dir,
                                   const char *server,
                                   guint64    *generation);
char    *rw_cache_file_path       (const char *dir,
                                   const char *server,
                                   guint64     generation);
char    *rw_cache_file_bulk_path  (const char *dir,
                                   const char *server);
void     rw_cache_file_remove_old (const char *dir,
                                   const char *server,
                                   guint64     below);
char    *rw_cache_file_set_aside  (const char *dir,
                                   const char *server,
                                   const char *path,
                                   GError    **error);
gboolean rw_cache_file_remove_all (const char *dir,
                                   const char *server,
                                   GError    **error);
gboolean rw_cache_file_install    (const char *from,
                                   const char *to,
                                   GError    **error);

G_END_DECLS
