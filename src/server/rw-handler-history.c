/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "rw-error.h"
#include "rw-json.h"
#include "rw-server-private.h"
#include "rw-time.h"

#define ENTRIES_USUAL 100
#define ENTRIES_MOST  1000

/* Entries hold whole texts, before and after: they are read a few at a time, and an answer ends when it is
 * long enough. */
#define ENTRIES_AT_ONCE 16
#define ANSWER_MOST     (4 * 1024 * 1024)

typedef struct
{
  RwRequest *request; /* the server's thread only */
  GMainContext *context;
  const RwScope *scope;
  RwKind kind;
  RwId id;
  gint64 before;
  gint64 limit;
  GString *json;
  GError *error;
} History;

static void
free_history (gpointer data)
{
  History *history = data;

  rw_request_unref (history->request);
  g_main_context_unref (history->context);
  if (history->json != NULL)
    g_string_free (history->json, TRUE);
  g_clear_error (&history->error);
  g_free (history);
}

static gboolean
answer_cb (gpointer data)
{
  History *history = data;

  if (history->error != NULL)
    rw_request_fail (history->request, history->error);
  else
    rw_request_reply (history->request, SOUP_STATUS_OK, g_steal_pointer (&history->json));
  return G_SOURCE_REMOVE;
}

static void
write_side (History    *history,
            const char *name,
            const char *side,
            GString    *out)
{
  g_string_append_printf (out, ",\"%s\":", name);
  if (side == NULL)
    g_string_append (out, "{}");
  else
    rw_scope_reduce (history->scope, history->kind, side, strlen (side), out);
}

/* That a secret was changed, by whom and when, is no secret. */
static void
write_secrets (const RwLogEntry *entry,
               GString          *out)
{
  const RwKindInfo *info = rw_schema_get (entry->kind);
  const char *separator = ",\"secret\":[";
  guint64 fields = 0;

  if (entry->before != NULL)
    rw_scope_list_secrets (entry->kind, entry->before, strlen (entry->before), &fields);
  if (entry->after != NULL)
    rw_scope_list_secrets (entry->kind, entry->after, strlen (entry->after), &fields);
  for (guint i = 0; i < info->n_fields; i++)
    if (fields & G_GUINT64_CONSTANT (1) << i)
      {
        g_string_append_printf (out, "%s\"%s\"", separator, info->fields[i].name);
        separator = ",";
      }
  if (fields != 0)
    g_string_append_c (out, ']');
}

static void
write_entry (History          *history,
             const RwLogEntry *entry,
             GString          *out)
{
  char at[RW_INSTANT_STRING_LENGTH + 1], id[RW_ID_STRING_LENGTH + 1];

  rw_instant_write (entry->at, at);
  rw_id_write (&entry->id, id);
  g_string_append_printf (out, "{\"seq\":%" G_GINT64_FORMAT ",\"at\":\"%s\",\"actor\":", entry->seq, at);
  rw_json_write_string (entry->actor != NULL ? entry->actor : "", out);
  g_string_append_printf (out, ",\"op\":\"%s\",\"kind\":\"%s\",\"id\":\"%s\"", rw_op_to_string (entry->op),
                          rw_schema_get (entry->kind)->name, id);
  if (!rw_id_is_nil (&entry->client))
    {
      /* One is told from another by it; whoever knew the id itself could push in its name. */
      g_autofree char *mark = g_compute_checksum_for_data (G_CHECKSUM_SHA256, entry->client.bytes,
                                                           sizeof entry->client.bytes);

      g_string_append_printf (out, ",\"client\":\"%.16s\"", mark);
    }
  write_side (history, "before", entry->before, out);
  write_side (history, "after", entry->after, out);
  write_secrets (entry, out);
  g_string_append_c (out, '}');
}

/* Newest first. Returns whether all went well. */
static gboolean
write_entries (History    *history,
               RwLogStore *store,
               GString    *out)
{
  gint64 before = history->before;
  gint64 left = history->limit;
  gboolean more = TRUE;

  while (left > 0 && more && out->len < ANSWER_MOST)
    {
      guint step = (guint) MIN (left, ENTRIES_AT_ONCE);
      g_autoptr (GPtrArray) entries =
        rw_log_store_history (store, &history->id, 0, before, step, &history->error);

      if (entries == NULL)
        return FALSE;
      for (guint i = 0; i < entries->len && out->len < ANSWER_MOST; i++)
        {
          const RwLogEntry *entry = g_ptr_array_index (entries, i);

          before = entry->seq;
          left--;
          if (entry->kind != history->kind)
            continue;
          if (out->str[out->len - 1] != '[')
            g_string_append_c (out, ',');
          write_entry (history, entry, out);
        }
      more = entries->len == step;
    }
  return TRUE;
}

static void
read_func (RwLogStore *store,
           gpointer    data,
           GError     *problem)
{
  History *history = data;
  g_autoptr (GString) json = g_string_new ("{\"entries\":[");
  g_autoptr (GSource) source = g_idle_source_new ();

  if (store == NULL)
    history->error = g_error_copy (problem);
  else if (write_entries (history, store, json))
    {
      g_string_append (json, "]}");
      history->json = g_steal_pointer (&json);
    }
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, answer_cb, history, free_history);
  g_source_attach (source, history->context);
}

/* GET /v1/history: who changed what in one record, or what became of some fields in all of a kind. */
void
rw_handle_history (RwRequest *request)
{
  RwKind kind = rw_schema_find (rw_request_get (request, "kind"));
  gint64 before = 0, limit = ENTRIES_USUAL;
  History *history;
  RwId id;

  if (kind == RW_KIND_NONE)
    {
      rw_request_fail_with (request, RW_ERROR_INVALID, 0, "kind is missing or not known");
      return;
    }
  if (rw_request_get (request, "fields") != NULL)
    {
      rw_handle_history_of_kind (request, kind);
      return;
    }
  if (!rw_request_get_id (request, "id", TRUE, &id) || !rw_request_get_integer (request, "before", G_MAXINT64, &before) ||
      !rw_request_get_integer (request, "limit", ENTRIES_MOST, &limit))
    return;
  if (!(request->principal->roles & (RW_ROLES_STAFF | RW_ROLE_AUDITOR)))
    {
      rw_request_fail_with (request, RW_ERROR_FORBIDDEN, 0, "You may not read the history");
      return;
    }
  history = g_new0 (History, 1);
  history->request = rw_request_ref (request);
  history->context = g_main_context_ref_thread_default ();
  history->scope = request->scope;
  history->kind = kind;
  history->id = id;
  history->before = before;
  history->limit = limit > 0 ? limit : ENTRIES_USUAL;
  rw_readers_run (rw_server_get_readers (request->server), &request->principal->token, read_func,
                  history, NULL);
}
