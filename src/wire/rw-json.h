/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "rw-edit.h"

G_BEGIN_DECLS

JsonNode *rw_json_parse          (const char    *text,
                                  gssize         length,
                                  GError       **error);
JsonNode *rw_value_to_json       (const RwValue *value,
                                  const RwField *field);
gboolean  rw_value_from_json     (const RwField *field,
                                  JsonNode      *node,
                                  RwValue       *value,
                                  GError       **error);
void      rw_value_write_json    (const RwValue *value,
                                  const RwField *field,
                                  GString       *out);
void      rw_json_write_string   (const char    *text,
                                  GString       *out);
void      rw_record_write_body   (RwRecord      *record,
                                  GString       *out);
RwRecord *rw_record_from_body    (RwKind         kind,
                                  const RwId    *id,
                                  const char    *json,
                                  gssize         length,
                                  GError       **error);
RwRecord *rw_record_from_object  (RwKind         kind,
                                  const RwId    *id,
                                  JsonObject    *body,
                                  GError       **error);
void      rw_edit_write_set      (const RwEdit  *edit,
                                  GString       *out);
RwEdit   *rw_edit_from_json      (RwOp           op,
                                  RwKind         kind,
                                  const RwId    *id,
                                  JsonObject    *set,
                                  GError       **error);

G_END_DECLS
