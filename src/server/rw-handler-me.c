/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-json.h"
#include "rw-server-private.h"

void
rw_principal_write_json (const RwPrincipal *principal,
                         GString           *out)
{
  char id[RW_ID_STRING_LENGTH + 1];

  if (rw_id_is_nil (&principal->account))
    {
      g_string_append (out, "null");
      return;
    }
  rw_id_write (&principal->person, id);
  g_string_append_printf (out, "{\"id\":\"%s\",\"name\":", id);
  rw_json_write_string (principal->name, out);
  g_string_append (out, ",\"login\":");
  rw_json_write_string (principal->login, out);
  g_string_append_c (out, '}');
}

/* GET /v1/me: what the server takes the client for. */
void
rw_handle_me (RwRequest *request)
{
  GString *json = g_string_new ("{\"person\":");

  rw_principal_write_json (request->principal, json);
  g_string_append (json, ",\"roles\":");
  rw_roles_write (request->principal->roles, json);
  if (request->scope != NULL)
    g_string_append_printf (json, ",\"scope\":\"%s\"", rw_scope_get_name (request->scope));
  else
    g_string_append (json, ",\"scope\":null");
  g_string_append_printf (json,
                          ",\"epoch\":\"%s\",\"head\":%" G_GINT64_FORMAT
                          ",\"lease_days\":%u,\"schema\":%d}",
                          rw_server_get_epoch (request->server),
                          rw_server_get_head (request->server),
                          rw_server_get_lease_days (request->server), RW_SCHEMA_VERSION);
  rw_request_reply (request, SOUP_STATUS_OK, json);
}
