/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-record.h"

G_BEGIN_DECLS

gboolean rw_kind_rules_check            (RwRecord  *record,
                                         GError   **error);
gboolean rw_kind_rules_check_transition (RwRecord  *before,
                                         RwRecord  *after,
                                         GError   **error);
gboolean rw_kind_rules_check_writer     (RwKind     kind,
                                         RwRecord  *before,
                                         RwRecord  *after,
                                         guint      roles,
                                         GError   **error);

G_END_DECLS
