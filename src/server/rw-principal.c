/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-principal.h"

#include "rw-error.h"

RwPrincipal *
rw_principal_new (const char *name)
{
  RwPrincipal *principal = g_new0 (RwPrincipal, 1);

  g_atomic_ref_count_init (&principal->ref_count);
  principal->name = g_strdup (name);
  return principal;
}

RwPrincipal *
rw_principal_ref (RwPrincipal *principal)
{
  g_atomic_ref_count_inc (&principal->ref_count);
  return principal;
}

void
rw_principal_unref (RwPrincipal *principal)
{
  if (principal == NULL || !g_atomic_ref_count_dec (&principal->ref_count))
    return;
  g_free (principal->login);
  g_free (principal->name);
  g_free (principal);
}

/**
 * rw_roles_write:
 * @out: receives a JSON array of the roles' names
 */
void
rw_roles_write (guint    roles,
                GString *out)
{
  const char *separator = "[";

  for (guint role = RW_ROLE_ADMIN; role <= RW_ROLE_INTAKE; role <<= 1)
    if (roles & role)
      {
        g_string_append_printf (out, "%s\"%s\"", separator, rw_role_to_string (role));
        separator = ",";
      }
  g_string_append (out, *separator == '[' ? "[]" : "]");
}

char *
rw_roles_to_string (guint roles)
{
  GString *out = g_string_new (NULL);

  for (guint role = RW_ROLE_ADMIN; role <= RW_ROLE_INTAKE; role <<= 1)
    if (roles & role)
      g_string_append_printf (out, "%s%s", out->len > 0 ? "," : "", rw_role_to_string (role));
  return g_string_free (out, FALSE);
}

/**
 * rw_roles_parse:
 * @text: names of roles, separated by commas
 *
 * Returns: a mask of #RwRole; 0 with an error
 */
guint
rw_roles_parse (const char *text,
                GError    **error)
{
  g_auto (GStrv) words = g_strsplit (text, ",", -1);
  guint roles = 0;

  for (char **p = words; *p != NULL; p++)
    {
      guint role = (guint) rw_role_from_string (g_strstrip (*p));

      if (role == 0)
        {
          g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                       "“%s” is no role; there are admin, manager, technician, auditor, wall and intake", *p);
          return 0;
        }
      roles |= role;
    }
  if (roles == 0)
    g_set_error (error, RW_ERROR, RW_ERROR_INVALID, "No role is named");
  return roles;
}
