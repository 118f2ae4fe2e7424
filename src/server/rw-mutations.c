/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-mutations.h"

#include <string.h>

#include "rw-check.h"
#include "rw-error.h"
#include "rw-json.h"
#include "rw-merge.h"
#include "rw-planted.h"
#include "rw-push-limits.h"
#include "rw-request.h"
#include "rw-time.h"

static gboolean
get_integer (JsonObject *object,
             const char *name,
             gint64     *integer)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;
  *integer = json_node_get_int (node);
  return TRUE;
}

static const char *
get_text (JsonObject *object,
          const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static JsonObject *
get_object (JsonObject *object,
            const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* What a client wants with a record may be wrong: then this one mutation is refused, and the client
 * can go on with the next. Without a number it would not know which. */
static void
read_edit (RwMutation *mutation,
           JsonObject *object)
{
  g_autoptr (JsonObject) empty = json_object_new ();
  const char *id_text = get_text (object, "id");
  JsonObject *set = get_object (object, "set");
  RwKind kind = rw_schema_find (get_text (object, "kind"));
  RwOp op;
  RwId id;

  /* Taken back by the person before it was sent: nothing is done under its number. */
  if (g_strcmp0 (get_text (object, "op"), "none") == 0)
    return;
  if (!rw_op_from_string (get_text (object, "op"), &op))
    g_set_error (&mutation->problem, RW_ERROR, RW_ERROR_INVALID,
                 "op: not one of create, update, delete, none");
  else if (kind == RW_KIND_NONE)
    g_set_error (&mutation->problem, RW_ERROR, RW_ERROR_INVALID, "kind is missing or not known");
  else if (id_text == NULL || !rw_id_parse (id_text, &id) || rw_id_is_nil (&id))
    g_set_error (&mutation->problem, RW_ERROR, RW_ERROR_INVALID, "id is missing or not a UUID");
  else if (set == NULL && op != RW_OP_DELETE)
    g_set_error (&mutation->problem, RW_ERROR, RW_ERROR_INVALID, "set is missing");
  else
    mutation->edit = rw_edit_from_json (op, kind, &id, set != NULL && op != RW_OP_DELETE ? set : empty, &mutation->problem);
  if (mutation->edit != NULL && !rw_edit_check_plain (mutation->edit, &mutation->problem))
    g_clear_pointer (&mutation->edit, rw_edit_free);
}

static RwMutation *
read_mutation (JsonNode *node,
               GError  **error)
{
  g_autoptr (RwMutation) mutation = g_new0 (RwMutation, 1);
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, "muts: not a list of objects");
      return NULL;
    }
  object = json_node_get_object (node);
  if (!get_integer (object, "mid", &mutation->mid) || mutation->mid < 1)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, "mid is missing or not a positive number");
      return NULL;
    }
  get_integer (object, "base", &mutation->base);
  get_integer (object, "group", &mutation->group);
  read_edit (mutation, object);
  return g_steal_pointer (&mutation);
}

static GPtrArray *
read_mutations (JsonObject *request,
                GError    **error)
{
  g_autoptr (GPtrArray) mutations = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_mutation_free);
  JsonNode *node = json_object_get_member (request, "muts");
  JsonArray *array;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, "muts is missing or not a list");
      return NULL;
    }
  array = json_node_get_array (node);
  if (json_array_get_length (array) > RW_PUSH_MUTATIONS_MOST)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_LIMIT, "%u mutations at once; %d are allowed",
                   json_array_get_length (array), RW_PUSH_MUTATIONS_MOST);
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      RwMutation *mutation = read_mutation (json_array_get_element (array, i), error);

      if (mutation == NULL)
        return NULL;
      g_ptr_array_add (mutations, mutation);
      /* Taken one away from here, where that cannot leave the range: the one before may be the largest. */
      if (i > 0 && mutation->mid - 1 != ((RwMutation *) g_ptr_array_index (mutations, i - 1))->mid)
        {
          g_set_error (error, RW_ERROR, RW_ERROR_CONFLICT,
                       "Mutation %" G_GINT64_FORMAT " does not follow the one before it", mutation->mid);
          return NULL;
        }
    }
  return g_steal_pointer (&mutations);
}

static void
write_value (const char    *name,
             const RwValue *value,
             const RwField *field,
             GString       *out)
{
  g_string_append_printf (out, ",\"%s\":", name);
  rw_value_write_json (value, field, out);
}

static void
write_conflict (const RwMergeConflict *conflict,
                RwKind                 kind,
                const RwScope         *scope,
                GString               *out)
{
  static const RwValue hidden = { .type = RW_FIELD_NONE };
  const RwField *field = rw_schema_field (kind, conflict->field);
  gboolean seen = scope != NULL && rw_scope_sees_field (scope, kind, conflict->field);
  char at[RW_INSTANT_STRING_LENGTH + 1];

  g_string_append_printf (out, "{\"field\":\"%s\"", field->name);
  write_value ("base", seen ? &conflict->base : &hidden, field, out);
  write_value ("theirs", seen ? &conflict->theirs : &hidden, field, out);
  write_value ("yours", rw_field_is_secret (field) ? &hidden : &conflict->yours, field, out);
  if (conflict->by != NULL)
    {
      g_string_append (out, ",\"by\":");
      rw_json_write_string (conflict->by, out);
    }
  if (conflict->at != 0)
    {
      rw_instant_write (conflict->at, at);
      g_string_append_printf (out, ",\"at\":\"%s\"", at);
    }
  g_string_append_c (out, '}');
}

static char *
write_result (const RwMutation    *mutation,
              const RwMergeResult *result,
              const RwScope       *scope)
{
  GString *out = g_string_new (NULL);

  g_string_printf (out, "{\"mid\":%" G_GINT64_FORMAT ",\"status\":\"%s\",\"seq\":%" G_GINT64_FORMAT, mutation->mid,
                   rw_merge_status_name (result->status), result->seq);
  if (result->conflicts->len > 0)
    {
      g_string_append (out, ",\"conflicts\":[");
      for (guint i = 0; i < result->conflicts->len; i++)
        {
          if (i > 0)
            g_string_append_c (out, ',');
          write_conflict (&g_array_index (result->conflicts, RwMergeConflict, i), mutation->edit->kind, scope, out);
        }
      g_string_append_c (out, ']');
    }
  if (result->error != NULL)
    {
      g_string_append (out, ",\"error\":");
      rw_error_write_json (result->error, out);
    }
  g_string_append_c (out, '}');
  return g_string_free (out, FALSE);
}

static void
append_result (GString    *replies,
               const char *reply)
{
  if (replies->len > 0)
    g_string_append_c (replies, ',');
  g_string_append (replies, reply);
}

/* How many mutations from @from on belong together. */
static guint
group_length (GPtrArray *mutations,
              guint      from)
{
  const RwMutation *first = g_ptr_array_index (mutations, from);
  guint length = 1;

  while (first->group != 0 && from + length < mutations->len &&
         ((RwMutation *) g_ptr_array_index (mutations, from + length))->group == first->group)
    length++;
  return length;
}

static gboolean
apply_group (RwLogStore        *store,
             const RwPrincipal *principal,
             const RwScope     *scope,
             const RwLogAuthor *author,
             RwMutation       **mutations,
             guint              length,
             GString           *replies,
             GError           **error)
{
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_merge_result_free);
  gboolean well;

  g_ptr_array_set_size (results, (int) length);
  well = rw_merge_group (store, author, &principal->person, principal->roles, mutations,
                         (RwMergeResult **) results->pdata, length, error);
  for (guint i = 0; well && i < length; i++)
    {
      g_autofree char *reply = write_result (mutations[i], g_ptr_array_index (results, i), scope);

      if (RW_PLANTED (MID_REPEATED))
        rw_log_store_drop_results (store, &author->client, mutations[i]->mid, NULL);
      well = rw_log_store_set_result (store, &author->client, mutations[i]->mid, author->at, reply, error);
      append_result (replies, reply);
    }
  return well;
}

/* A mutation that took effect before is not done again: the client lost the answer, not the server
 * the mutation. */
static gboolean
repeat (RwLogStore *store,
        const RwId *client,
        gint64      mid,
        GString    *replies,
        GError    **error)
{
  g_autofree char *reply = NULL;

  if (!rw_log_store_get_result (store, client, mid, &reply, error))
    return FALSE;
  if (reply == NULL)
    reply = g_strdup_printf ("{\"mid\":%" G_GINT64_FORMAT ",\"status\":\"repeated\",\"seq\":0}", mid);
  append_result (replies, reply);
  return TRUE;
}

static gboolean
apply_all (RwLogStore        *store,
           const RwPrincipal *principal,
           const RwScope     *scope,
           JsonObject        *request,
           const RwLogAuthor *author,
           GPtrArray         *mutations,
           GString           *replies,
           GError           **error)
{
  g_autofree char *epoch = rw_log_store_get_epoch (store, error);
  const char *known = get_text (request, "epoch");
  gint64 last_mid, ack = 0;

  if (epoch == NULL)
    return FALSE;
  if (known != NULL && *known != '\0' && strcmp (known, epoch) != 0)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_RESYNC, "The server was restored or is another one; start from zero");
      return FALSE;
    }
  if (!rw_log_store_get_mid (store, &author->client, &last_mid, error))
    return FALSE;
  if (get_integer (request, "ack", &ack) && (ack > 0 || RW_PLANTED (RESULTS_DROPPED)) &&
      !rw_log_store_drop_results (store, &author->client,
                                  RW_PLANTED (RESULTS_DROPPED) ? last_mid : MIN (ack, last_mid),
                                  error))
    return FALSE;
  if (mutations->len > 0 && ((RwMutation *) g_ptr_array_index (mutations, 0))->mid - 1 > last_mid)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_CONFLICT,
                   "The next mutation of this client is %" G_GINT64_FORMAT ", not %" G_GINT64_FORMAT, last_mid + 1,
                   ((RwMutation *) g_ptr_array_index (mutations, 0))->mid);
      return FALSE;
    }
  for (guint i = 0; i < mutations->len;)
    {
      RwMutation **at = (RwMutation **) &g_ptr_array_index (mutations, i);
      guint length = 1;

      if (at[0]->mid <= last_mid && !RW_PLANTED (MID_REPEATED))
        {
          if (!repeat (store, &author->client, at[0]->mid, replies, error))
            return FALSE;
        }
      else
        {
          length = group_length (mutations, i);
          if (!apply_group (store, principal, scope, author, at, length, replies, error))
            return FALSE;
        }
      i += length;
    }
  return TRUE;
}

/**
 * rw_mutations_apply:
 * @scope: (nullable): what the principal may see
 * @request: the body of the request
 * @now: microseconds since 1970
 *
 * Takes in what a client pushes, in one transaction. Runs in the store's thread.
 *
 * Returns: (transfer full) (nullable): the answer; %NULL when nothing of it took effect
 */
GString *
rw_mutations_apply (RwLogStore         *store,
                    const RwPrincipal  *principal,
                    const RwScope      *scope,
                    JsonObject         *request,
                    gint64              now,
                    GError            **error)
{
  g_autoptr (GPtrArray) mutations = read_mutations (request, error);
  g_autoptr (GString) replies = g_string_new (NULL);
  const char *client = get_text (request, "client");
  RwLogAuthor author = { .at = now, .actor = principal->name, .account = principal->account };
  g_autofree char *epoch = NULL;
  GString *answer;

  if (mutations == NULL)
    return NULL;
  if (client == NULL || !rw_id_parse (client, &author.client) || rw_id_is_nil (&author.client))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, "client is missing or not a UUID");
      return NULL;
    }
  if (!rw_log_store_begin (store, error))
    return NULL;
  if (!apply_all (store, principal, scope, request, &author, mutations, replies, error))
    {
      rw_log_store_rollback (store);
      return NULL;
    }
  epoch = rw_log_store_get_epoch (store, error);
  if (epoch == NULL)
    {
      rw_log_store_rollback (store);
      return NULL;
    }
  if (!rw_log_store_commit (store, error))
    return NULL;
  answer = g_string_new (NULL);
  g_string_printf (answer, "{\"epoch\":\"%s\",\"head\":%" G_GINT64_FORMAT ",\"results\":[", epoch,
                   rw_log_store_get_head (store));
  g_string_append_len (answer, replies->str, (gssize) replies->len);
  g_string_append (answer, "]}");
  return answer;
}
