/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-outbox-message.h"

#include <glib/gi18n-lib.h>

#include "rw-error.h"
#include "rw-json.h"
#include "rw-time.h"

/**
 * rw_push_message_new:
 * @epoch: the epoch that the entries' bases belong to
 * @ack: the last mutation whose answer is stored here
 * @entries: (element-type RwOutboxEntry): consecutive; of one that was discarded goes out that
 *   nothing is done under its number
 *
 * Returns: (transfer full): the body of a push
 */
GBytes *
rw_push_message_new (const RwId *client, const char *epoch, gint64 ack, GPtrArray *entries)
{
  g_autofree char *client_text = rw_id_to_string (client);
  GString *out = g_string_new ("{\"client\":");

  rw_json_write_string (client_text, out);
  g_string_append (out, ",\"epoch\":");
  rw_json_write_string (epoch, out);
  g_string_append_printf (out, ",\"ack\":%" G_GINT64_FORMAT ",\"muts\":[", ack);
  for (guint i = 0; i < entries->len; i++)
    {
      RwOutboxEntry *entry = g_ptr_array_index (entries, i);
      RwOutboxEntry *before = i > 0 ? g_ptr_array_index (entries, i - 1) : NULL;
      RwOutboxEntry *after = i + 1 < entries->len ? g_ptr_array_index (entries, i + 1) : NULL;
      const char *kind;
      char id[RW_ID_STRING_LENGTH + 1];

      if (entry->discarded > 0)
        {
          g_string_append_printf (out, "%s{\"mid\":%" G_GINT64_FORMAT ",\"op\":\"none\"}",
                                  i > 0 ? "," : "", entry->mid);
          continue;
        }
      rw_id_write (&entry->id, id);
      /* What another Rackward left here of a kind that it knows and this one does not: the server may
       * know it as well, and decides. */
      kind = entry->kind != RW_KIND_NONE ? rw_schema_get (entry->kind)->name : entry->unknown_kind;
      g_string_append_printf (out, "%s{\"mid\":%" G_GINT64_FORMAT ",\"op\":\"%s\",\"kind\":",
                              i > 0 ? "," : "", entry->mid, rw_op_to_string (entry->op));
      rw_json_write_string (kind != NULL ? kind : "", out);
      g_string_append_printf (out, ",\"id\":\"%s\",\"base\":%" G_GINT64_FORMAT, id, entry->base);
      if ((before != NULL && before->group == entry->group) ||
          (after != NULL && after->group == entry->group))
        g_string_append_printf (out, ",\"group\":%" G_GINT64_FORMAT, entry->group);
      g_string_append_printf (out, ",\"set\":%s}",
                              entry->edit != NULL && *entry->edit != '\0' ? entry->edit : "{}");
    }
  g_string_append (out, "]}");
  return g_string_free_to_bytes (out);
}

void
rw_push_result_free (RwPushResult *result)
{
  g_free (result->json);
  g_ptr_array_unref (result->conflicts);
  g_free (result);
}

void
rw_push_reply_free (RwPushReply *reply)
{
  if (reply == NULL)
    return;
  g_free (reply->epoch);
  g_ptr_array_unref (reply->results);
  g_free (reply);
}

static JsonNode *
member (JsonObject *object, const char *name, GType type)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type
           ? node
           : NULL;
}

static const char *
text_member (JsonObject *object, const char *name)
{
  JsonNode *node = member (object, name, G_TYPE_STRING);

  return node != NULL ? json_node_get_string (node) : NULL;
}

static gboolean
integer_member (JsonObject *object, const char *name, gint64 *integer)
{
  JsonNode *node = member (object, name, G_TYPE_INT64);

  if (node == NULL)
    return FALSE;
  *integer = json_node_get_int (node);
  return TRUE;
}

static JsonObject *
object_member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static char *
json_member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? json_to_string (node, FALSE) : NULL;
}

/* Whether a field of that name is a secret in some kind. */
static gboolean
names_secret (const char *name)
{
  for (int kind = 0; name != NULL && kind < RW_N_KINDS; kind++)
    {
      int field = rw_schema_find_field ((RwKind) kind, name);

      if (field >= 0 && rw_field_is_secret (rw_schema_field ((RwKind) kind, (guint) field)))
        return TRUE;
    }
  return FALSE;
}

/* What is read here is written down. A server does not send secrets; one that does sends them in vain. */
static void
drop_secrets (JsonArray *conflicts)
{
  for (guint i = 0; i < json_array_get_length (conflicts); i++)
    {
      JsonNode *node = json_array_get_element (conflicts, i);

      if (!JSON_NODE_HOLDS_OBJECT (node) ||
          !names_secret (text_member (json_node_get_object (node), "field")))
        continue;
      json_object_remove_member (json_node_get_object (node), "base");
      json_object_remove_member (json_node_get_object (node), "theirs");
      json_object_remove_member (json_node_get_object (node), "yours");
    }
}

static void
add_field_conflict (RwPushResult *result, JsonObject *object)
{
  RwEditConflict *conflict = rw_edit_conflict_new ();

  conflict->mid = result->mid;
  conflict->field = g_strdup (text_member (object, "field"));
  conflict->base = json_member (object, "base");
  conflict->theirs = json_member (object, "theirs");
  conflict->yours = json_member (object, "yours");
  conflict->by = g_strdup (text_member (object, "by"));
  if (!rw_instant_parse (text_member (object, "at") != NULL ? text_member (object, "at") : "",
                         &conflict->at))
    conflict->at = 0;
  g_ptr_array_add (result->conflicts, conflict);
}

static void
add_refusal (RwPushResult *result, JsonObject *error)
{
  RwEditConflict *conflict = rw_edit_conflict_new ();

  conflict->mid = result->mid;
  conflict->code = g_strdup (error != NULL ? text_member (error, "code") : NULL);
  conflict->message = g_strdup (error != NULL ? text_member (error, "message") : NULL);
  g_ptr_array_add (result->conflicts, conflict);
}

static gboolean
read_status (JsonObject *object, RwPushStatus *status)
{
  const char *text = text_member (object, "status");

  if (g_strcmp0 (text, "applied") == 0 || g_strcmp0 (text, "repeated") == 0)
    *status = RW_PUSH_APPLIED;
  else if (g_strcmp0 (text, "merged") == 0)
    *status = RW_PUSH_MERGED;
  else if (g_strcmp0 (text, "conflict") == 0)
    *status = RW_PUSH_CONFLICT;
  else if (g_strcmp0 (text, "refused") == 0)
    *status = RW_PUSH_REFUSED;
  else
    return FALSE;
  return TRUE;
}

static RwPushResult *
read_result (JsonNode *node)
{
  JsonObject *object;
  JsonNode *list;
  RwPushResult *result;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  object = json_node_get_object (node);
  result = g_new0 (RwPushResult, 1);
  result->conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_conflict_free);
  if (!integer_member (object, "mid", &result->mid) || !read_status (object, &result->status))
    {
      rw_push_result_free (result);
      return NULL;
    }
  list = json_object_get_member (object, "conflicts");
  if (list != NULL && JSON_NODE_HOLDS_ARRAY (list))
    drop_secrets (json_node_get_array (list));
  result->json = json_to_string (node, FALSE);
  if (list != NULL && JSON_NODE_HOLDS_ARRAY (list))
    {
      JsonArray *array = json_node_get_array (list);

      for (guint i = 0; i < json_array_get_length (array); i++)
        if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, i)))
          add_field_conflict (result, json_array_get_object_element (array, i));
    }
  /* A repeated answer says "repeated" in some servers, with what it was beside. */
  if (result->status == RW_PUSH_APPLIED && result->conflicts->len > 0)
    result->status = RW_PUSH_CONFLICT;
  if (result->status == RW_PUSH_APPLIED && object_member (object, "error") != NULL)
    result->status = RW_PUSH_REFUSED;
  if (result->status == RW_PUSH_REFUSED ||
      (result->status == RW_PUSH_CONFLICT &&
       (result->conflicts->len == 0 || object_member (object, "error") != NULL)))
    add_refusal (result, object_member (object, "error"));
  return result;
}

/**
 * rw_push_result_is_whole:
 *
 * Returns: whether the server speaks of the record as a whole, beside or instead of its fields
 */
gboolean
rw_push_result_is_whole (const RwPushResult *result)
{
  for (guint i = 0; i < result->conflicts->len; i++)
    if (((RwEditConflict *) g_ptr_array_index (result->conflicts, i))->field == NULL)
      return TRUE;
  return FALSE;
}

/**
 * rw_push_reply_parse:
 *
 * Returns: (transfer full) (nullable): what the server answered to a push
 */
RwPushReply *
rw_push_reply_parse (JsonNode *node, GError **error)
{
  g_autoptr (RwPushReply) reply = g_new0 (RwPushReply, 1);
  JsonObject *object;
  JsonNode *list;
  JsonArray *array;

  reply->results = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_push_result_free);
  if (!JSON_NODE_HOLDS_OBJECT (node))
    goto nonsense;
  object = json_node_get_object (node);
  reply->epoch = g_strdup (text_member (object, "epoch"));
  list = json_object_get_member (object, "results");
  if (reply->epoch == NULL || !integer_member (object, "head", &reply->head) || list == NULL ||
      !JSON_NODE_HOLDS_ARRAY (list))
    goto nonsense;
  array = json_node_get_array (list);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      RwPushResult *result = read_result (json_array_get_element (array, i));

      if (result == NULL)
        goto nonsense;
      g_ptr_array_add (reply->results, result);
    }
  return g_steal_pointer (&reply);

nonsense:
  g_set_error_literal (error, RW_ERROR, RW_ERROR_PROTOCOL,
                       _ ("The server's answer to the edits sent to it cannot be read"));
  return NULL;
}

/**
 * rw_hello_common_head:
 * @node: (nullable): what the server says of itself: {"epochs":[{"epoch","start"},…]}, oldest first
 * @ours: (nullable): the epoch that the outbox was written under
 *
 * Returns: up to which number what was seen under @ours still holds under the server's epoch; 0 when
 *   the server does not say, or does not descend from ours
 */
gint64
rw_hello_common_head (JsonNode *node, const char *ours)
{
  gint64 common = G_MAXINT64;
  gboolean found = FALSE;
  JsonArray *epochs;
  JsonNode *list;

  if (ours == NULL || node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return 0;
  list = json_object_get_member (json_node_get_object (node), "epochs");
  if (list == NULL || !JSON_NODE_HOLDS_ARRAY (list))
    return 0;
  epochs = json_node_get_array (list);
  for (guint i = 0; i < json_array_get_length (epochs); i++)
    {
      JsonNode *element = json_array_get_element (epochs, i);
      gint64 start;

      if (!JSON_NODE_HOLDS_OBJECT (element))
        return 0;
      if (!found)
        found = g_strcmp0 (text_member (json_node_get_object (element), "epoch"), ours) == 0;
      else if (integer_member (json_node_get_object (element), "start", &start))
        common = CLAMP (start, 0, common);
      else
        return 0;
    }
  return found ? common : 0;
}
