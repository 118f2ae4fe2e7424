/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "rw-clock.h"
#include "rw-error.h"
#include "rw-json.h"
#include "rw-maintnote-plan.h"
#include "rw-maintnote.h"
#include "rw-merge.h"
#include "rw-schema.h"
#include "rw-server-private.h"

/*
 * POST /v1/intake/notice: a file of maintenance notices, as the carrier sent it. Who brings it needs a role that may
 * write carrier notices, and no right to read: the answer says what became of each, and nothing of what was there.
 */

typedef struct
{
  RwPrincipal *principal;
  GPtrArray *notices;
} Intake;

static void
free_intake (gpointer data)
{
  Intake *intake = data;

  rw_principal_unref (intake->principal);
  g_ptr_array_unref (intake->notices);
  g_free (intake);
}

typedef struct
{
  GString *json;
  gint64 head;
} Written;

static void
free_written (gpointer data)
{
  Written *written = data;

  if (written->json != NULL)
    g_string_free (written->json, TRUE);
  g_free (written);
}

static RwRecord *
find_func (const RwId *id, gpointer data, GError **error)
{
  g_autoptr (RwLogState) state = rw_log_store_get (data, id, error);

  return state != NULL && state->kind == RW_KIND_CARRIER_NOTICE && state->record != NULL
           ? g_object_ref (state->record)
           : NULL;
}

/* One that was deleted here stays so: somebody has said that it is not wanted. */
static gboolean
was_deleted (RwLogStore *store, const RwId *id, GError **error)
{
  g_autoptr (RwLogState) state = rw_log_store_get (store, id, error);

  return state != NULL && state->record == NULL;
}

static gboolean
write_item (RwLogStore *store, Intake *intake, const RwNoticeItem *item, GString *json, GError **error)
{
  RwLogAuthor author = { .at = rw_clock_now (),
                         .actor = intake->principal->name,
                         .account = intake->principal->account };
  g_autoptr (RwMutation) mutation = g_new0 (RwMutation, 1);
  g_autoptr (RwMergeResult) result = NULL;
  const char *step = rw_notice_step_name (item->step);
  GError *problem = NULL;

  if (item->step == RW_NOTICE_NEW && was_deleted (store, rw_record_get_id (item->after), &problem))
    step = "deleted";
  else
    mutation->edit = rw_notice_item_edit (item);
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return FALSE;
    }
  if (mutation->edit != NULL)
    {
      mutation->base = rw_log_store_get_head (store);
      if (!rw_merge_group (store, &author, &intake->principal->person, intake->principal->roles,
                           &mutation, &result, 1, error))
        return FALSE;
      if (result->error != NULL)
        {
          g_propagate_error (error, g_error_copy (result->error));
          return FALSE;
        }
    }
  g_string_append_printf (json, "%s{\"reference\":", json->str[json->len - 1] == '[' ? "" : ",");
  rw_json_write_string (rw_record_get_text (item->after, RW_CARRIER_NOTICE_REFERENCE), json);
  g_string_append_printf (json, ",\"result\":\"%s\"}", step);
  return TRUE;
}

static gboolean
write_all (RwLogStore *store, Intake *intake, GString *json, GError **error)
{
  g_autoptr (GPtrArray) items = rw_maintnote_plan_new (intake->notices, find_func, store, error);

  for (guint i = 0; items != NULL && i < items->len; i++)
    if (!write_item (store, intake, items->pdata[i], json, error))
      return FALSE;
  return items != NULL;
}

static gpointer
write_func (RwLogStoreSqlite *sqlite, gpointer data, GError **error)
{
  RwLogStore *store = RW_LOG_STORE (sqlite);
  g_autoptr (GString) json = g_string_new ("{\"notices\":[");
  Written *written;

  if (!rw_log_store_begin (store, error))
    return NULL;
  if (!write_all (store, data, json, error))
    {
      rw_log_store_rollback (store);
      return NULL;
    }
  if (!rw_log_store_commit (store, error))
    return NULL;
  g_string_append (json, "]}");
  written = g_new (Written, 1);
  *written = (Written) { g_steal_pointer (&json), rw_log_store_get_head (store) };
  return written;
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwRequest) request = user_data;
  g_autoptr (GError) error = NULL;
  Written *written = rw_store_thread_run_finish (result, &error);

  if (written == NULL)
    {
      rw_request_fail (request, error);
      return;
    }
  if (request->server != NULL)
    rw_server_set_head (request->server, written->head);
  rw_request_reply (request, SOUP_STATUS_OK, g_steal_pointer (&written->json));
  free_written (written);
}

void
rw_handle_intake_notice (RwRequest *request)
{
  g_autoptr (GBytes) body =
    soup_message_body_flatten (soup_server_message_get_request_body (request->message));
  g_autoptr (GPtrArray) notices = NULL;
  g_autoptr (GError) error = NULL;
  const char *text;
  Intake *intake;
  gsize length;

  if ((request->principal->roles & rw_schema_get (RW_KIND_CARRIER_NOTICE)->writers) == 0)
    {
      rw_request_fail_with (request, RW_ERROR_FORBIDDEN, 0, _ ("You may not change %s"),
                            rw_kind_labels (RW_KIND_CARRIER_NOTICE));
      return;
    }
  text = g_bytes_get_data (body, &length);
  notices = rw_maintnote_parse (text != NULL ? text : "", length, &error);
  if (notices == NULL)
    {
      rw_request_fail (request, error);
      return;
    }
  intake = g_new0 (Intake, 1);
  intake->principal = rw_principal_ref (request->principal);
  intake->notices = g_steal_pointer (&notices);
  rw_store_thread_run_async (rw_server_get_store (request->server), write_func, intake, free_intake,
                             free_written, written_cb, rw_request_ref (request));
}
