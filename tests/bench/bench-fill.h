/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean bench_fill (const char *data_dir,
                           guint       n_rows,
                           GError    **error);

G_END_DECLS
