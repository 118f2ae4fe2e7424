/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fuzz.h"
#include "rw-principal.h"
#include "rw-request.h"

/*
 * The first line is the query of an address, as libsoup takes it apart; the rest is a body. A parameter
 * is refused or within its bounds; a body that is taken is an object of limited depth, whose texts are
 * UTF-8.
 */

static void
check_integer (RwRequest  *request,
               const char *name,
               gint64      most)
{
  gint64 integer = -7;

  if (!rw_request_get_integer (request, name, most, &integer))
    g_assert_cmpint (integer, ==, -7);
  else if (rw_request_get (request, name) == NULL)
    g_assert_cmpint (integer, ==, -7);
  else
    g_assert_true (integer >= 0 && integer <= most);
}

static void
check_query (const char *text)
{
  RwRequest request = { .query = soup_form_decode (text) };
  const char *roles = rw_request_get (&request, "roles");
  RwId id;

  check_integer (&request, "pos", G_MAXINT64);
  check_integer (&request, "limit", 1000);
  if (!rw_request_get_id (&request, "id", TRUE, &id) || !rw_request_get_id (&request, "client", FALSE, &id))
    g_assert_true (rw_id_is_nil (&id));
  if (roles != NULL)
    {
      g_autoptr (GError) error = NULL;
      guint mask = rw_roles_parse (roles, &error);
      g_autofree char *written = rw_roles_to_string (mask);

      g_assert_true ((mask == 0) == (error != NULL));
      if (mask != 0)
        g_assert_cmpuint (rw_roles_parse (written, NULL), ==, mask);
    }
  g_hash_table_unref (request.query);
}

/* Returns: how deep it is nested */
static guint
check_node (JsonNode *node)
{
  guint depth = 0, own;

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      const char *name;
      JsonNode *member;

      json_object_iter_init (&iter, json_node_get_object (node));
      while (json_object_iter_next (&iter, &name, &member))
        {
          g_assert_true (g_utf8_validate (name, -1, NULL));
          own = check_node (member);
          depth = MAX (depth, own);
        }
      return depth + 1;
    }
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          own = check_node (json_array_get_element (array, i));
          depth = MAX (depth, own);
        }
      return depth + 1;
    }
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    g_assert_true (g_utf8_validate (json_node_get_string (node), -1, NULL));
  return 0;
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  const char *rest = (const char *) data;
  g_autofree char *query = fuzz_line (&rest, &size);
  g_autoptr (JsonNode) body = NULL;
  g_autoptr (GError) error = NULL;

  check_query (query);
  body = rw_request_parse_object (rest, size, &error);
  g_assert_true ((body == NULL) == (error != NULL));
  if (body == NULL)
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  g_assert_true (JSON_NODE_HOLDS_OBJECT (body));
  g_assert_cmpuint (check_node (body), <=, 32);
  return 0;
}
