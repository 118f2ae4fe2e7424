/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "rw-check.h"
#include "rw-clock.h"
#include "rw-error.h"
#include "rw-json.h"
#include "rw-merge.h"
#include "rw-notice.h"
#include "rw-server-private.h"

/*
 * Never cached fields, one at a time. They are in no feed, in no history and in no answer to a push;
 * whoever may read one asks for it, and sets it having seen what it was.
 */

typedef struct
{
  RwRequest *request; /* the server's thread only */
  GMainContext *context;
  RwKind kind;
  guint field;
  RwId id;
  char *address;
  GString *json;
  GError *error;
} Look;

/* --- Reading ----------------------------------------------------------------------------------------- */

static void
free_look (gpointer data)
{
  Look *look = data;

  rw_request_unref (look->request);
  g_main_context_unref (look->context);
  if (look->json != NULL)
    g_string_free (look->json, TRUE);
  g_clear_error (&look->error);
  g_free (look->address);
  g_free (look);
}

/* The change log knows who changed a secret; who only looked at one is known from this line alone, so none is ever
 * left out: the budget of requests keeps them from filling a disk. It comes before the answer. */
static void
note_reading (const Look *look)
{
  const RwPrincipal *principal = look->request->principal;
  g_autofree char *name =
    rw_notice_printable (principal->login != NULL ? principal->login : principal->name);
  const RwKindInfo *info = rw_schema_get (look->kind);
  char token[RW_ID_STRING_LENGTH + 1], id[RW_ID_STRING_LENGTH + 1];

  rw_id_write (&principal->token, token);
  rw_id_write (&look->id, id);
  g_message ("Secret read: %s (token %s) from %s: %s of %s %s", name, token, look->address,
             info->fields[look->field].name, info->name, id);
}

static gboolean
looked_cb (gpointer data)
{
  Look *look = data;

  if (look->error != NULL)
    rw_request_fail (look->request, look->error);
  else
    {
      note_reading (look);
      rw_request_reply (look->request, SOUP_STATUS_OK, g_steal_pointer (&look->json));
    }
  return G_SOURCE_REMOVE;
}

static GError *
new_gone_error (RwKind kind)
{
  return g_error_new (RW_ERROR, RW_ERROR_NOT_FOUND, _ ("This %s no longer exists"),
                      rw_kind_label (kind));
}

static void
look_func (RwLogStore *store,
           gpointer    data,
           GError     *problem)
{
  Look *look = data;
  g_autoptr (RwLogState) state = NULL;
  g_autoptr (GSource) source = g_idle_source_new ();

  if (store == NULL)
    look->error = g_error_copy (problem);
  else
    state = rw_log_store_get (store, &look->id, &look->error);
  if (look->error == NULL && (state == NULL || state->record == NULL || state->kind != look->kind))
    look->error = new_gone_error (look->kind);
  if (look->error == NULL)
    {
      look->json = g_string_new (NULL);
      g_string_printf (look->json, "{\"seq\":%" G_GINT64_FORMAT ",\"value\":", state->seq);
      rw_value_write_json (rw_record_get (state->record, look->field),
                           rw_schema_field (look->kind, look->field), look->json);
      g_string_append_c (look->json, '}');
    }
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, looked_cb, look, free_look);
  g_source_attach (source, look->context);
}

/* Whether the request names a secret that the principal may read. */
static gboolean
find_field (RwRequest  *request,
            const char *kind_name,
            const char *field_name,
            RwKind     *kind,
            guint      *field)
{
  g_autoptr (GError) error = NULL;
  int index;

  *kind = rw_schema_find (kind_name);
  index =
    *kind != RW_KIND_NONE && field_name != NULL ? rw_schema_find_field (*kind, field_name) : -1;
  if (index < 0 || !rw_field_is_secret (rw_schema_field (*kind, (guint) index)))
    {
      rw_request_fail_with (request, RW_ERROR_INVALID, 0,
                            "kind and field do not name a never cached field");
      return FALSE;
    }
  *field = (guint) index;
  if (rw_secret_check (*kind, *field, request->principal->roles, &error))
    return TRUE;
  rw_request_fail (request, error);
  return FALSE;
}

/* GET /v1/secret: the value of one never cached field, and of which state of the record it is. */
void
rw_handle_secret (RwRequest *request)
{
  RwKind kind;
  guint field;
  Look *look;
  RwId id;

  if (!rw_request_get_id (request, "id", TRUE, &id) ||
      !find_field (request, rw_request_get (request, "kind"), rw_request_get (request, "field"),
                   &kind, &field))
    return;
  look = g_new0 (Look, 1);
  look->request = rw_request_ref (request);
  look->context = g_main_context_ref_thread_default ();
  look->kind = kind;
  look->field = field;
  look->id = id;
  look->address = g_strdup (rw_peer_get_address (request->peer));
  rw_readers_run (rw_server_get_readers (request->server), &request->principal->token, look_func,
                  look, NULL);
}

/* --- Setting ----------------------------------------------------------------------------------------- */

typedef struct
{
  RwPrincipal *principal;
  RwMutation *mutation;
} Set;

static void
free_set (gpointer data)
{
  Set *set = data;

  rw_principal_unref (set->principal);
  rw_mutation_free (set->mutation);
  g_free (set);
}

/* What keeps it from being written, in words that do not contain it. */
static GError *
explain (const Set           *set,
         const RwMergeResult *result)
{
  const RwEdit *edit = set->mutation->edit;
  const RwMergeConflict *conflict;

  if (result->error != NULL)
    return g_error_copy (result->error);
  conflict = &g_array_index (result->conflicts, RwMergeConflict, 0);
  return g_error_new (RW_ERROR, RW_ERROR_CONFLICT,
                      _ ("%s has changed %s meanwhile. Nothing was written; look at it again"),
                      conflict->by != NULL ? conflict->by : _ ("Somebody"),
                      rw_field_label (rw_schema_field (edit->kind, conflict->field)));
}

static gboolean
set_in (RwLogStore *store,
        Set        *set,
        gint64     *seq,
        GError    **error)
{
  RwLogAuthor author = { .at = rw_clock_now (),
                         .actor = set->principal->name,
                         .account = set->principal->account };
  g_autoptr (RwMergeResult) result = NULL;
  g_autoptr (RwLogState) state = NULL;
  GError *problem = NULL;

  state = rw_log_store_get (store, &set->mutation->edit->id, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return FALSE;
    }
  if (state == NULL || state->record == NULL)
    {
      g_propagate_error (error, new_gone_error (set->mutation->edit->kind));
      return FALSE;
    }
  if (!rw_merge_group (store, &author, &set->principal->person, set->principal->roles,
                       &set->mutation, &result, 1, error))
    return FALSE;
  if (result->status == RW_MERGE_APPLIED || result->status == RW_MERGE_MERGED)
    {
      *seq = result->seq;
      return TRUE;
    }
  g_propagate_error (error, explain (set, result));
  return FALSE;
}

typedef struct
{
  gint64 seq;
  gint64 head;
} Written;

static gpointer
set_func (RwLogStoreSqlite *sqlite,
          gpointer          data,
          GError          **error)
{
  RwLogStore *store = RW_LOG_STORE (sqlite);
  Written *written;
  gint64 seq = 0;

  if (!rw_log_store_begin (store, error))
    return NULL;
  if (!set_in (store, data, &seq, error))
    {
      rw_log_store_rollback (store);
      return NULL;
    }
  if (!rw_log_store_commit (store, error))
    return NULL;
  written = g_new (Written, 1);
  *written = (Written) { seq, rw_log_store_get_head (store) };
  return written;
}

static void
set_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (RwRequest) request = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree Written *written = rw_store_thread_run_finish (result, &error);
  GString *json;

  if (written == NULL)
    {
      rw_request_fail (request, error);
      return;
    }
  if (request->server != NULL)
    rw_server_set_head (request->server, written->head);
  json = g_string_new (NULL);
  g_string_printf (json, "{\"seq\":%" G_GINT64_FORMAT "}", written->seq);
  rw_request_reply (request, SOUP_STATUS_OK, json);
}

static const char *
get_text (JsonObject *object,
          const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node)
           : NULL;
}

/* POST /v1/secret {kind, id, field, base, value}: sets it, unless somebody has changed it since base. That it
 * is done twice when an answer was lost does no harm: nothing is written that is so already. */
void
rw_handle_set_secret (RwRequest *request)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *body = rw_request_read_object (request, &root);
  JsonNode *base, *node;
  g_auto (RwValue) value = RW_VALUE_NULL;
  GError *error = NULL;
  const char *id_text;
  RwKind kind;
  guint field;
  RwId id;
  Set *set;

  if (body == NULL ||
      !find_field (request, get_text (body, "kind"), get_text (body, "field"), &kind, &field))
    return;
  id_text = get_text (body, "id");
  base = json_object_get_member (body, "base");
  node = json_object_get_member (body, "value");
  if (id_text == NULL || !rw_id_parse (id_text, &id) || base == NULL ||
      json_node_get_value_type (base) != G_TYPE_INT64 || node == NULL)
    {
      rw_request_fail_with (request, RW_ERROR_INVALID, 0, "id, base or value is missing or wrong");
      return;
    }
  if (!rw_value_from_json (rw_schema_field (kind, field), node, &value, &error))
    {
      rw_request_fail (request, error);
      g_error_free (error);
      return;
    }
  set = g_new0 (Set, 1);
  set->principal = rw_principal_ref (request->principal);
  set->mutation = g_new0 (RwMutation, 1);
  set->mutation->base = json_node_get_int (base);
  set->mutation->edit = rw_edit_new (RW_OP_UPDATE, kind, &id);
  rw_edit_set (set->mutation->edit, field, value);
  value = RW_VALUE_NULL;
  rw_store_thread_run_async (rw_server_get_store (request->server), set_func, set, free_set, g_free,
                             set_cb, rw_request_ref (request));
}
