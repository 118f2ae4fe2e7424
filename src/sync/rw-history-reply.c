/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-history-reply.h"

#include <glib/gi18n-lib.h>

#include "rw-error.h"
#include "rw-json.h"
#include "rw-time.h"

static const char *
text_member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node)
           : NULL;
}

static gint64
integer_member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : 0;
}

static JsonObject *
object_member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static gboolean
read_side (const RwField *field, JsonObject *side, RwValue *value, GError **error)
{
  JsonNode *node = side != NULL ? json_object_get_member (side, field->name) : NULL;

  *value = RW_VALUE_NULL;
  return node == NULL || JSON_NODE_HOLDS_NULL (node) ||
         rw_value_from_json (field, node, value, error);
}

/* The server only names the secrets that were changed; values of one that says more are not read. */
static gboolean
lists (JsonArray *secrets, const char *name)
{
  for (guint i = 0; secrets != NULL && i < json_array_get_length (secrets); i++)
    {
      JsonNode *node = json_array_get_element (secrets, i);

      if (json_node_get_value_type (node) == G_TYPE_STRING &&
          g_str_equal (json_node_get_string (node), name))
        return TRUE;
    }
  return FALSE;
}

static gboolean
read_changes (RwHistoryEntry *entry, JsonObject *object, GError **error)
{
  const RwKindInfo *info = rw_schema_get (entry->kind);
  JsonObject *before = object_member (object, "before"), *after = object_member (object, "after");
  JsonNode *list = json_object_get_member (object, "secret");
  JsonArray *secrets =
    list != NULL && JSON_NODE_HOLDS_ARRAY (list) ? json_node_get_array (list) : NULL;

  for (guint f = 0; f < info->n_fields; f++)
    {
      RwHistoryChange change = { .field = f };

      if (rw_field_is_secret (&info->fields[f]))
        {
          if (lists (secrets, info->fields[f].name))
            g_array_append_val (entry->changes, change);
          continue;
        }
      if ((before == NULL || !json_object_has_member (before, info->fields[f].name)) &&
          (after == NULL || !json_object_has_member (after, info->fields[f].name)))
        continue;
      if (!read_side (&info->fields[f], before, &change.before, error))
        return FALSE;
      if (!read_side (&info->fields[f], after, &change.after, error))
        {
          rw_value_clear (&change.before);
          return FALSE;
        }
      g_array_append_val (entry->changes, change);
    }
  return TRUE;
}

/* @wanted: the kind of those that do not name theirs */
static RwHistoryEntry *
read_entry (JsonNode *node, RwKind wanted, GError **error)
{
  g_autoptr (RwHistoryEntry) entry = rw_history_entry_new ();
  JsonObject *object;
  const char *kind, *at, *id;

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      object = json_node_get_object (node);
      kind = text_member (object, "kind");
      at = text_member (object, "at");
      id = text_member (object, "id");
      entry->seq = integer_member (object, "seq");
      entry->actor = g_strdup (text_member (object, "actor"));
      entry->kind = kind != NULL ? rw_schema_find (kind) : wanted;
      if (entry->kind != RW_KIND_NONE && at != NULL && rw_instant_parse (at, &entry->at) &&
          id != NULL && rw_id_parse (id, &entry->id) &&
          rw_op_from_string (text_member (object, "op"), &entry->op))
        return read_changes (entry, object, error) ? g_steal_pointer (&entry) : NULL;
    }
  g_set_error_literal (error, RW_ERROR, RW_ERROR_PROTOCOL,
                       _ ("The history that the server sent cannot be read"));
  return NULL;
}

static GPtrArray *
read_entries (JsonNode *node, RwKind wanted, GError **error)
{
  g_autoptr (GPtrArray) entries =
    g_ptr_array_new_with_free_func ((GDestroyNotify) rw_history_entry_free);
  JsonNode *list = NULL;

  if (JSON_NODE_HOLDS_OBJECT (node))
    list = json_object_get_member (json_node_get_object (node), "entries");
  if (list == NULL || !JSON_NODE_HOLDS_ARRAY (list))
    {
      g_set_error_literal (error, RW_ERROR, RW_ERROR_PROTOCOL,
                           _ ("The history that the server sent cannot be read"));
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (json_node_get_array (list)); i++)
    {
      RwHistoryEntry *entry =
        read_entry (json_array_get_element (json_node_get_array (list), i), wanted, error);

      if (entry == NULL)
        return NULL;
      g_ptr_array_add (entries, entry);
    }
  return g_steal_pointer (&entries);
}

/**
 * rw_history_reply_parse:
 *
 * Returns: (transfer container) (element-type RwHistoryEntry) (nullable): the change log of a record, newest first
 */
GPtrArray *
rw_history_reply_parse (JsonNode *node, GError **error)
{
  return read_entries (node, RW_KIND_NONE, error);
}

/**
 * rw_history_page_parse:
 * @kind: that was asked for
 * @before: where the page was to begin, or 0
 * @page: (out): to be emptied with rw_history_page_clear()
 *
 * Reads a page of the log of a kind. One that does not lead on, or tells of another kind, is refused:
 * asking on would never end.
 */
gboolean
rw_history_page_parse (
  JsonNode *node, RwKind kind, gint64 before, RwHistoryPage *page, GError **error)
{
  g_autoptr (GPtrArray) entries = read_entries (node, kind, error);
  JsonObject *object;
  const char *epoch;
  gint64 next;

  if (entries == NULL)
    return FALSE;
  object = json_node_get_object (node);
  epoch = text_member (object, "epoch");
  next = integer_member (object, "next");
  for (guint i = 0; i < entries->len; i++)
    if (((const RwHistoryEntry *) g_ptr_array_index (entries, i))->kind != kind)
      epoch = NULL;
  if (epoch == NULL || next < 0 || (before > 0 && next >= before))
    {
      g_set_error_literal (error, RW_ERROR, RW_ERROR_PROTOCOL,
                           _ ("The history that the server sent cannot be read"));
      return FALSE;
    }
  *page = (RwHistoryPage) { .entries = g_steal_pointer (&entries),
                            .epoch = g_strdup (epoch),
                            .head = integer_member (object, "head"),
                            .next = next };
  return TRUE;
}

void
rw_history_page_clear (RwHistoryPage *page)
{
  g_clear_pointer (&page->entries, g_ptr_array_unref);
  g_clear_pointer (&page->epoch, g_free);
}
