/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void rw_csv_add_row (GString           *out,
                     const char *const *cells,
                     guint              n_cells);

G_END_DECLS
