/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "rw-check.h"
#include "rw-error.h"
#include "rw-json.h"
#include "rw-session-private.h"

/*
 * Never cached fields. They pass through memory only: no cache, no outbox, no draft, no undo. So there is
 * nothing of them without a connection, and one is set at once or not at all.
 */

typedef struct
{
  RwKind kind;
  guint field;
} Asked;

static GTask *
new_task (RwSession *self,
          RwKind kind,
          guint field,
          gpointer tag,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Asked *asked = g_new (Asked, 1);

  *asked = (Asked) { kind, field };
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, asked, g_free);
  return task;
}

/* Whether @task was answered with why the person cannot have it. */
static gboolean
refuse (RwSession *self, GTask *task)
{
  const Asked *asked = g_task_get_task_data (task);
  GError *error = NULL;

  if (rw_session_refuse (self, task))
    return TRUE;
  if (rw_secret_check (asked->kind, asked->field, rw_session_get_roles (self), &error))
    return FALSE;
  g_task_return_error (task, error);
  return TRUE;
}

/* Without a connection the reason alone would leave open whether it is somewhere here. */
static void
fail (GTask *task, GError *error)
{
  const Asked *asked = g_task_get_task_data (task);

  if (g_error_matches (error, RW_ERROR, RW_ERROR_UNREACHABLE) ||
      g_error_matches (error, RW_ERROR, RW_ERROR_TIMEOUT))
    {
      g_task_return_new_error (task, RW_ERROR, error->code,
                               _ ("%s is not kept on this computer. %s"),
                               rw_field_label (rw_schema_field (asked->kind, asked->field)),
                               error->message);
      g_error_free (error);
      return;
    }
  g_task_return_error (task, error);
}

static gboolean
read_reply (JsonNode *node, const RwField *field, RwSecret **secret, GError **error)
{
  g_auto (RwValue) value = RW_VALUE_NULL;
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *seq = object != NULL ? json_object_get_member (object, "seq") : NULL;
  JsonNode *json = object != NULL ? json_object_get_member (object, "value") : NULL;

  if (seq == NULL || json_node_get_value_type (seq) != G_TYPE_INT64 || json == NULL ||
      !rw_value_from_json (field, json, &value, NULL))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_PROTOCOL,
                   _ ("What the server sent of %s cannot be read"), rw_field_label (field));
      return FALSE;
    }
  *secret =
    rw_secret_new (value.type == RW_FIELD_TEXT ? value.text : NULL, json_node_get_int (seq));
  return TRUE;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Asked *asked = g_task_get_task_data (task);
  GError *error = NULL;
  RwSecret *secret = NULL;
  g_autoptr (JsonNode) node =
    rw_http_client_send_finish (RW_HTTP_CLIENT (source), result, NULL, &error);

  if (node != NULL &&
      read_reply (node, rw_schema_field (asked->kind, asked->field), &secret, &error))
    g_task_return_pointer (task, secret, (GDestroyNotify) rw_secret_free);
  else
    fail (task, error);
}

/**
 * rw_session_read_secret_async:
 * @field: a never cached field of @kind
 *
 * Asks the server for a secret.
 */
void
rw_session_read_secret_async (RwSession *self,
                              RwKind kind,
                              const RwId *id,
                              guint field,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task =
    new_task (self, kind, field, rw_session_read_secret_async, cancellable, callback, user_data);
  g_autoptr (SoupMessage) message = NULL;
  g_autofree char *path = NULL;
  char text[RW_ID_STRING_LENGTH + 1];

  g_return_if_fail (RW_IS_SESSION (self) && id != NULL);
  if (refuse (self, task))
    return;
  rw_id_write (id, text);
  path = g_strdup_printf ("/v1/secret?kind=%s&id=%s&field=%s", rw_schema_get (kind)->name, text,
                          rw_schema_field (kind, field)->name);
  message = rw_http_client_new_message (self->http, SOUP_METHOD_GET, path);
  rw_http_client_send_async (self->http, message, NULL, cancellable, read_cb, g_object_ref (task));
}

/**
 * rw_session_read_secret_finish:
 *
 * Returns: (transfer full) (nullable): the secret. Errors: %RW_ERROR_FORBIDDEN for who may not read it,
 *   %RW_ERROR_UNREACHABLE, each with a sentence for the person
 */
RwSecret *
rw_session_read_secret_finish (RwSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RwSession *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (JsonNode) node =
    rw_http_client_send_finish (RW_HTTP_CLIENT (source), result, NULL, &error);

  if (node == NULL)
    {
      fail (task, error);
      return;
    }
  g_task_return_boolean (task, TRUE);
  /* The record has a new number. */
  rw_session_sync_now (self);
}

static GBytes *
make_body (RwKind kind, const RwId *id, guint field, gint64 seen, const char *text)
{
  GString *body = g_string_new ("{\"kind\":");
  char id_text[RW_ID_STRING_LENGTH + 1];

  rw_id_write (id, id_text);
  rw_json_write_string (rw_schema_get (kind)->name, body);
  g_string_append_printf (body,
                          ",\"id\":\"%s\",\"field\":\"%s\",\"base\":%" G_GINT64_FORMAT
                          ",\"value\":",
                          id_text, rw_schema_field (kind, field)->name, seen);
  if (text != NULL && *text != '\0')
    rw_json_write_string (text, body);
  else
    g_string_append (body, "null");
  g_string_append_c (body, '}');
  return g_string_free_to_bytes (body);
}

/**
 * rw_session_set_secret_async:
 * @field: a never cached field of @kind
 * @seen: what it was: it is not written over what somebody else has set since
 * @text: (nullable): what it is to be
 *
 * Sets a secret at the server, now or not at all.
 */
void
rw_session_set_secret_async (RwSession *self,
                             RwKind kind,
                             const RwId *id,
                             guint field,
                             const RwSecret *seen,
                             const char *text,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task =
    new_task (self, kind, field, rw_session_set_secret_async, cancellable, callback, user_data);
  g_auto (RwValue) value = text != NULL && *text != '\0' ? rw_value_text (text) : RW_VALUE_NULL;
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) body = NULL;
  GError *error = NULL;

  g_return_if_fail (RW_IS_SESSION (self) && id != NULL && seen != NULL);
  if (refuse (self, task))
    return;
  if (!rw_field_check (rw_schema_field (kind, field), &value, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  message = rw_http_client_new_message (self->http, SOUP_METHOD_POST, "/v1/secret");
  body = make_body (kind, id, field, seen->seq, text);
  rw_http_client_send_async (self->http, message, body, cancellable, set_cb, g_object_ref (task));
}

/**
 * rw_session_set_secret_finish:
 *
 * Returns: %FALSE with @error set when it was not set: %RW_ERROR_CONFLICT when somebody else has set it
 *   since, %RW_ERROR_FORBIDDEN, %RW_ERROR_INVALID; %RW_ERROR_UNREACHABLE and %RW_ERROR_TIMEOUT when it is
 *   not known
 */
gboolean
rw_session_set_secret_finish (RwSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
