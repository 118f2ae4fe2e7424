/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "rw-log-store.h"
#include "rw-principal.h"
#include "rw-scope.h"

G_BEGIN_DECLS

GString *rw_mutations_apply (RwLogStore        *store,
                             const RwPrincipal *principal,
                             const RwScope     *scope,
                             JsonObject        *request,
                             gint64             now,
                             GError           **error);

G_END_DECLS
