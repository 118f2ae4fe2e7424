/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RwYaml:
 *
 * A node of a YAML document: a text, a list or a map.
 */
typedef struct _RwYaml RwYaml;

RwYaml       *rw_yaml_parse    (const char    *text,
                                gsize          length,
                                GError       **error);
void          rw_yaml_free     (RwYaml        *yaml);
guint         rw_yaml_get_line (const RwYaml  *yaml);
const char   *rw_yaml_get_text (const RwYaml  *yaml);
gboolean      rw_yaml_is_null  (const RwYaml  *yaml);
gboolean      rw_yaml_is_map   (const RwYaml  *yaml);
gboolean      rw_yaml_is_list  (const RwYaml  *yaml);
guint         rw_yaml_n_items  (const RwYaml  *yaml);
const RwYaml *rw_yaml_get_item (const RwYaml  *yaml,
                                guint          index);
const RwYaml *rw_yaml_get      (const RwYaml  *yaml,
                                const char    *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwYaml, rw_yaml_free)

G_END_DECLS
