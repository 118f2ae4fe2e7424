/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-record.h"

G_BEGIN_DECLS

char     *rw_field_text_dup   (const RwValue  *value,
                               const RwField  *field);
gboolean  rw_field_text_parse (const RwField  *field,
                               const char     *text,
                               RwValue        *value,
                               GError        **error);

G_END_DECLS
