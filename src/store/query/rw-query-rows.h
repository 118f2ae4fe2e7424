/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "rw-db.h"

G_BEGIN_DECLS

/**
 * RwQueryRowFunc:
 * @data: what the rows are for
 * @stmt: stands on a row
 */
typedef void (*RwQueryRowFunc) (gpointer data, RwStmt *stmt);

gboolean rw_query_rows (RwStmt          *stmt,
                        RwQueryRowFunc   func,
                        gpointer         data,
                        GCancellable    *cancellable,
                        GError         **error);

G_END_DECLS
