/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-intake.h"
#include "rw-json.h"
#include "rw-maintnote-plan.h"
#include "rw-maintnote.h"
#include "rw-server-private.h"

/* POST /v1/intake/notice: a file of maintenance notices, as the carrier sent it. */

static RwRecord *
find_func (const RwId *id, gpointer data, GError **error)
{
  return rw_intake_get (data, RW_KIND_CARRIER_NOTICE, id, error);
}

static gboolean
write_item (RwLogStore *store, RwIntake *intake, const RwNoticeItem *item, GError **error)
{
  const char *step = rw_notice_step_name (item->step);
  g_autoptr (RwEdit) edit = rw_notice_item_edit (item);
  GString *json = intake->json;

  if (item->step == RW_NOTICE_NEW)
    {
      /* One that was deleted here stays so. */
      if (!rw_intake_create (store, intake, item->after, &step, error))
        return FALSE;
    }
  else if (edit != NULL && !rw_intake_write (store, intake, edit, error))
    return FALSE;
  g_string_append_printf (json, "%s{\"reference\":", json->str[json->len - 1] == '[' ? "" : ",");
  rw_json_write_string (rw_record_get_text (item->after, RW_CARRIER_NOTICE_REFERENCE), json);
  g_string_append_printf (json, ",\"result\":\"%s\"}", step);
  return TRUE;
}

static gboolean
write_all (RwLogStore *store, RwIntake *intake, GError **error)
{
  g_autoptr (GPtrArray) items = rw_maintnote_plan_new (intake->data, find_func, store, error);

  g_string_append (intake->json, "{\"notices\":[");
  for (guint i = 0; items != NULL && i < items->len; i++)
    if (!write_item (store, intake, items->pdata[i], error))
      return FALSE;
  g_string_append (intake->json, "]}");
  return items != NULL;
}

void
rw_handle_intake_notice (RwRequest *request)
{
  g_autoptr (GBytes) body =
    soup_message_body_flatten (soup_server_message_get_request_body (request->message));
  g_autoptr (GPtrArray) notices = NULL;
  g_autoptr (GError) error = NULL;
  const char *text;
  gsize length;

  if (!rw_intake_check (request, RW_KIND_CARRIER_NOTICE))
    return;
  text = g_bytes_get_data (body, &length);
  notices = rw_maintnote_parse (text != NULL ? text : "", length, &error);
  if (notices == NULL)
    rw_request_fail (request, error);
  else
    rw_intake_run (request, write_all, NULL, g_steal_pointer (&notices),
                   (GDestroyNotify) g_ptr_array_unref);
}
