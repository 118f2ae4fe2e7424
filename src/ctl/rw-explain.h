/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "rw-schema.h"

G_BEGIN_DECLS

gboolean rw_explain_get_text    (JsonObject   *in,
                                 const char   *name,
                                 const char  **text,
                                 GError      **error);
gboolean rw_explain_get_texts   (JsonObject   *in,
                                 const char   *name,
                                 GStrv        *texts,
                                 GError      **error);
gboolean rw_explain_get_instant (JsonObject   *in,
                                 const char   *name,
                                 gint64       *instant,
                                 GError      **error);
gboolean rw_explain_get_word    (JsonObject       *in,
                                 const char       *name,
                                 const RwEnumInfo *list,
                                 int              *index,
                                 GError          **error);
gboolean rw_explain_backup      (JsonObject   *in,
                                 JsonBuilder  *out,
                                 GError      **error);
gboolean rw_explain_forecast    (JsonObject   *in,
                                 JsonBuilder  *out,
                                 GError      **error);
void     rw_explain_add_instant (JsonBuilder  *out,
                                 const char   *name,
                                 gint64        instant);
gboolean rw_explain_sla         (JsonObject   *in,
                                 JsonBuilder  *out,
                                 GError      **error);
gboolean rw_explain_windows     (JsonObject   *in,
                                 JsonBuilder  *out,
                                 GError      **error);

G_END_DECLS
