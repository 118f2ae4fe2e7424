/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-principal-info.h"

#include <glib/gi18n-lib.h>

#include "rw-error.h"
#include "rw-field.h"
#include "rw-json.h"

static char *
dup_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
             json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_dup_string (node)
           : NULL;
}

static gint64
get_integer (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
             json_node_get_value_type (node) == G_TYPE_INT64
           ? json_node_get_int (node)
           : 0;
}

static guint
read_roles (JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "roles");
  guint roles = 0;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return 0;
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    {
      JsonNode *role = json_array_get_element (json_node_get_array (node), i);

      if (JSON_NODE_HOLDS_VALUE (role) && json_node_get_value_type (role) == G_TYPE_STRING)
        roles |= rw_role_from_string (json_node_get_string (role));
    }
  return roles;
}

/**
 * rw_principal_info_parse:
 * @node: the answer to a log-in or to /v1/me
 *
 * Returns: (transfer full) (nullable): who it is about
 */
RwPrincipalInfo *
rw_principal_info_parse (JsonNode *node, GError **error)
{
  g_autoptr (RwPrincipalInfo) info = g_new0 (RwPrincipalInfo, 1);
  g_autofree char *id = NULL;
  JsonNode *person = NULL;
  JsonObject *object = NULL;

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      object = json_node_get_object (node);
      person = json_object_get_member (object, "person");
    }
  if (object == NULL)
    {
      g_set_error_literal (error, RW_ERROR, RW_ERROR_PROTOCOL,
                           _ ("The server's answer to the log-in cannot be read"));
      return NULL;
    }
  /* A token that belongs to nobody (a wall display) has no person. */
  if (person != NULL && JSON_NODE_HOLDS_OBJECT (person))
    {
      id = dup_text (json_node_get_object (person), "id");
      info->name = dup_text (json_node_get_object (person), "name");
      info->login = dup_text (json_node_get_object (person), "login");
    }
  if (id == NULL || !rw_id_parse (id, &info->id))
    info->id = RW_ID_NIL;
  if (info->name == NULL)
    info->name = g_strdup (info->login != NULL ? info->login : "?");
  info->roles = read_roles (object);
  info->token = dup_text (object, "token");
  info->lease_days = get_integer (object, "lease_days");
  info->head = get_integer (object, "head");
  info->schema = get_integer (object, "schema");
  return g_steal_pointer (&info);
}

/**
 * rw_principal_info_from_text:
 *
 * Returns: (transfer full) (nullable): what rw_principal_info_to_text() wrote
 */
RwPrincipalInfo *
rw_principal_info_from_text (const char *text)
{
  g_autoptr (JsonNode) root = rw_json_parse (text, -1, NULL);

  return root != NULL ? rw_principal_info_parse (root, NULL) : NULL;
}

/**
 * rw_principal_info_to_text:
 *
 * Returns: (transfer full): name and roles, for a start without a connection; never the token
 */
char *
rw_principal_info_to_text (RwPrincipalInfo *info)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *id = rw_id_to_string (&info->id);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "person");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "id");
  json_builder_add_string_value (builder, id);
  json_builder_set_member_name (builder, "name");
  json_builder_add_string_value (builder, info->name);
  if (info->login != NULL)
    {
      json_builder_set_member_name (builder, "login");
      json_builder_add_string_value (builder, info->login);
    }
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "roles");
  json_builder_begin_array (builder);
  for (guint bit = 0; bit < 32; bit++)
    if (info->roles & (1u << bit))
      json_builder_add_string_value (builder, rw_role_to_string ((RwRole) (1u << bit)));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

void
rw_principal_info_free (RwPrincipalInfo *info)
{
  if (info == NULL)
    return;
  g_free (info->name);
  g_free (info->login);
  g_free (info->token);
  g_free (info);
}
