/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "rw-id.h"

G_BEGIN_DECLS

/**
 * RwPrincipalInfo:
 * @id: of the person's record
 * @name: what they are called
 * @login: what they sign in as
 * @roles: mask of RwRole
 * @token: (nullable): from a log-in
 * @head: the server's head, 0 if it was not said
 * @lease_days: how long a copy may be used without contact, 0 if it was not said
 * @schema: that the server speaks, 0 if it was not said
 *
 * What the server says about whoever is signed in.
 */
typedef struct
{
  RwId id;
  char *name;
  char *login;
  guint roles;
  char *token;
  gint64 head;
  gint64 lease_days;
  gint64 schema;
} RwPrincipalInfo;

RwPrincipalInfo *rw_principal_info_parse     (JsonNode         *node,
                                              GError          **error);
RwPrincipalInfo *rw_principal_info_from_text (const char       *text);
char            *rw_principal_info_to_text   (RwPrincipalInfo  *info);
void             rw_principal_info_free      (RwPrincipalInfo  *info);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwPrincipalInfo, rw_principal_info_free)

G_END_DECLS
