/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-edit.h"

G_BEGIN_DECLS

gboolean rw_field_check      (const RwField *field,
                              const RwValue *value,
                              GError       **error);
gboolean rw_record_check     (RwRecord      *record,
                              GError       **error);
gboolean rw_transition_check (RwRecord      *before,
                              RwRecord      *after,
                              GError       **error);
gboolean rw_edit_check       (const RwEdit  *edit,
                              RwRecord      *before,
                              guint          roles,
                              RwRecord     **after,
                              GError       **error);
gboolean rw_edit_check_plain (const RwEdit  *edit,
                              GError       **error);
gboolean rw_secret_check     (RwKind         kind,
                              guint          field,
                              guint          roles,
                              GError       **error);
char    *rw_record_unique_key (RwRecord     *record,
                               guint         field);

G_END_DECLS
