/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-work.h"

G_BEGIN_DECLS

char *rw_outbox_export_to_json (RwWork      *work,
                                const char  *server,
                                const char  *person,
                                gint64       now,
                                GError     **error);

G_END_DECLS
