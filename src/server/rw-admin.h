/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "rw-log-store-sqlite.h"

G_BEGIN_DECLS

gboolean  rw_admin_changes_access (JsonObject       *order);
JsonNode *rw_admin_run            (RwLogStoreSqlite *store,
                                   JsonObject       *order,
                                   GError          **error);

G_END_DECLS
