/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-server.h"

G_BEGIN_DECLS

gboolean  rw_sample_fill  (const char  *data_dir,
                           const char  *import_file,
                           GError     **error);
char     *rw_sample_admit (RwServer    *server,
                           GError     **error);

G_END_DECLS
