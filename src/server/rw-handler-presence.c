/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "rw-error.h"
#include "rw-server-private.h"

static const char *
get_text (JsonObject *object,
          const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

/* POST /v1/presence: what the person has open. */
void
rw_handle_presence (RwRequest *request)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *body = rw_request_read_object (request, &root);
  RwPresenceMode mode = RW_PRESENCE_LEAVE;
  const char *id_text, *mode_text;
  RwKind kind;
  RwId id;

  if (body == NULL)
    return;
  if (!(request->principal->roles & (RW_ROLES_STAFF | RW_ROLE_AUDITOR)))
    {
      rw_request_fail_with (request, RW_ERROR_FORBIDDEN, 0, "You may not say what you have open");
      return;
    }
  kind = rw_schema_find (get_text (body, "kind"));
  id_text = get_text (body, "id");
  mode_text = get_text (body, "mode");
  if (kind == RW_KIND_NONE || id_text == NULL || !rw_id_parse (id_text, &id))
    {
      rw_request_fail_with (request, RW_ERROR_INVALID, 0, "kind or id is missing or wrong");
      return;
    }
  if (g_strcmp0 (mode_text, "view") == 0)
    mode = RW_PRESENCE_VIEW;
  else if (g_strcmp0 (mode_text, "edit") == 0)
    mode = RW_PRESENCE_EDIT;
  else if (g_strcmp0 (mode_text, "leave") != 0)
    {
      rw_request_fail_with (request, RW_ERROR_INVALID, 0, "mode: not one of view, edit, leave");
      return;
    }
  rw_live_presence (rw_server_get_live (request->server), request->principal, kind, &id, mode);
  rw_request_reply (request, SOUP_STATUS_OK, g_string_new ("{}"));
}
