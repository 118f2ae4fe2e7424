/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-schema.h"

G_BEGIN_DECLS

/**
 * RwScopeView:
 * @RW_SCOPE_WHOLE: as it is stored
 * @RW_SCOPE_REDUCED: without some fields, see rw_scope_reduce()
 * @RW_SCOPE_GONE: not this record, though it may have been visible once
 * @RW_SCOPE_NEVER: not this record, and it never was
 */
typedef enum
{
  RW_SCOPE_WHOLE,
  RW_SCOPE_REDUCED,
  RW_SCOPE_GONE,
  RW_SCOPE_NEVER,
} RwScopeView;

/**
 * RwScope:
 *
 * What a principal may see. A static constant.
 */
typedef struct _RwScope RwScope;

const RwScope *rw_scope_for_roles  (guint          roles);
const char    *rw_scope_get_name   (const RwScope *scope);
gboolean       rw_scope_sees_field (const RwScope *scope,
                                    RwKind         kind,
                                    guint          field);
RwScopeView    rw_scope_look       (const RwScope *scope,
                                    RwKind         kind,
                                    const char    *body,
                                    gsize          length);
void           rw_scope_reduce     (const RwScope *scope,
                                    RwKind         kind,
                                    const char    *body,
                                    gsize          length,
                                    GString       *out);
gboolean       rw_scope_pick       (const RwScope *scope,
                                    RwKind         kind,
                                    const char    *body,
                                    gsize          length,
                                    guint64        fields,
                                    GString       *out);
void           rw_scope_list_secrets (RwKind        kind,
                                    const char    *body,
                                    gsize          length,
                                    guint64       *fields);

G_END_DECLS
