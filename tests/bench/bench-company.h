/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-cache-writer.h"

G_BEGIN_DECLS

#define BENCH_NOW G_GINT64_CONSTANT (1795478400000000)

void     bench_check          (GError     *error);
RwCache *bench_company_new    (const char *dir,
                               guint64     kinds);
double   bench_read_bare    (RwCache           *cache,
                             const char *const *tables,
                             guint              n_tables);
double   bench_since          (gint64      begun);
void     bench_say            (const char *what,
                               double     *times,
                               guint       n);

G_END_DECLS
