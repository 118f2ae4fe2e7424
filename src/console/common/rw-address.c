/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-address.h"

#include <string.h>

#define SCHEME "rackward://"

/* "T-1042", "c-2066": a letter that names the kind, and the server's number. */
static gboolean
parse_number (const char *text,
              RwAddress  *address)
{
  RwKind kind;

  if (g_ascii_toupper (text[0]) == 'T')
    kind = RW_KIND_TICKET;
  else if (g_ascii_toupper (text[0]) == 'C')
    kind = RW_KIND_CHANGE;
  else
    return FALSE;
  if (text[1] != '-' || text[2] == '\0' || strlen (text) > 20 || strspn (text + 2, "0123456789") != strlen (text + 2))
    return FALSE;
  *address = (RwAddress){ .kind = kind, .id = RW_ID_NIL, .name = g_ascii_strup (text, -1) };
  return TRUE;
}

/**
 * rw_address_parse:
 * @text: "rackward://KIND/ID", "rackward://KIND/NUMBER-OR-NAME", or a number alone: "T-1042"
 * @address: (out): to be cleared with rw_address_clear(); untouched when %FALSE is returned
 *
 * Returns: whether @text is an address
 */
gboolean
rw_address_parse (const char *text,
                  RwAddress  *address)
{
  g_autofree char *trimmed = NULL, *kind_name = NULL, *name = NULL;
  const char *rest, *slash;
  RwKind kind;
  RwId id;

  g_return_val_if_fail (text != NULL && address != NULL, FALSE);
  trimmed = g_strstrip (g_strdup (text));
  if (g_ascii_strncasecmp (trimmed, SCHEME, strlen (SCHEME)) != 0)
    return parse_number (trimmed, address);

  rest = trimmed + strlen (SCHEME);
  slash = strchr (rest, '/');
  if (slash == NULL || slash[1] == '\0')
    return FALSE;
  kind_name = g_strndup (rest, (gsize) (slash - rest));
  kind = rw_schema_find (kind_name);
  if (kind == RW_KIND_NONE)
    return FALSE;
  name = g_uri_unescape_string (slash + 1, NULL);
  if (name == NULL || !g_utf8_validate (name, -1, NULL))
    return FALSE;
  /* A desktop adds a slash to the end of what it takes for a host's root. */
  if (g_str_has_suffix (name, "/"))
    name[strlen (name) - 1] = '\0';
  if (*name == '\0')
    return FALSE;
  if (rw_id_parse (name, &id))
    *address = (RwAddress){ .kind = kind, .id = id, .name = NULL };
  else
    *address = (RwAddress){ .kind = kind, .id = RW_ID_NIL, .name = g_steal_pointer (&name) };
  return TRUE;
}

void
rw_address_clear (RwAddress *address)
{
  g_clear_pointer (&address->name, g_free);
  address->kind = RW_KIND_NONE;
}

/**
 * rw_address_to_string:
 *
 * Returns: (transfer full): "rackward://device/0190…"
 */
char *
rw_address_to_string (RwKind      kind,
                      const RwId *id)
{
  char text[RW_ID_STRING_LENGTH + 1];

  rw_id_write (id, text);
  return g_strdup_printf (SCHEME "%s/%s", rw_schema_get (kind)->name, text);
}
