/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-field.h"
#include "rw-id.h"

G_BEGIN_DECLS

/**
 * RwPrincipal:
 * @token: which token it came with
 * @account: of a person, nil for a token of its own
 * @person: the record of the person, or the account where there is none
 * @login: (nullable): of a person
 * @name: as a person reads it
 * @roles: mask of #RwRole
 * @expires: microseconds since 1970
 *
 * Who asks. Does not change once it is made; counted, so that a request keeps its own.
 */
typedef struct
{
  gatomicrefcount ref_count;
  RwId token;
  RwId account;
  RwId person;
  char *login;
  char *name;
  guint roles;
  gint64 expires;
} RwPrincipal;

RwPrincipal *rw_principal_new   (const char  *name);
RwPrincipal *rw_principal_ref   (RwPrincipal *principal);
void         rw_principal_unref (RwPrincipal *principal);
void         rw_roles_write     (guint        roles,
                                 GString     *out);
guint        rw_roles_parse     (const char  *text,
                                 GError     **error);
char        *rw_roles_to_string (guint        roles);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwPrincipal, rw_principal_unref)

G_END_DECLS
