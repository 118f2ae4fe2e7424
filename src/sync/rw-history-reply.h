/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "rw-history.h"

G_BEGIN_DECLS

GPtrArray *rw_history_reply_parse (JsonNode  *node,
                                   GError   **error);

G_END_DECLS
