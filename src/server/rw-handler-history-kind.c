/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "rw-clock.h"
#include "rw-error.h"
#include "rw-json.h"
#include "rw-server-private.h"
#include "rw-time.h"

#define ENTRIES_USUAL 500
#define ENTRIES_MOST  1000

/* What one request may cost, whether or not anything is found: it then says where to go on. */
#define LOOKED_AT_MOST 5000
#define READ_MOST      (8 * 1024 * 1024)
#define ANSWER_MOST    (1024 * 1024)

/* The log is in the order of writing. Where a clock was set back that is not quite the order of time. */
#define CLOCK_SLACK RW_DAY

typedef struct
{
  RwRequest *request; /* the server's thread only */
  GMainContext *context;
  const RwScope *scope;
  RwKind kind;
  guint64 fields;
  gint64 since;
  gint64 after, before;
  gint64 left;
  guint looked_at;
  gsize read;
  gint64 next; /* where there is more, or 0 */
  GString *json, *sides;
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
  if (history->sides != NULL)
    g_string_free (history->sides, TRUE);
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

/* Returns whether any of the fields is on that side. */
static gboolean
pick (History    *history,
      const char *name,
      const char *side)
{
  gsize start = history->sides->len;

  if (side == NULL)
    return FALSE;
  g_string_append_printf (history->sides, ",\"%s\":", name);
  if (rw_scope_pick (history->scope, history->kind, side, strlen (side), history->fields,
                     history->sides))
    return TRUE;
  g_string_truncate (history->sides, start);
  return FALSE;
}

static gboolean
entry_func (const RwLogEntry *entry,
            gpointer          user_data)
{
  History *history = user_data;
  GString *out = history->json;
  char at[RW_INSTANT_STRING_LENGTH + 1], id[RW_ID_STRING_LENGTH + 1];
  gboolean before, after;

  if (entry->at < history->since - CLOCK_SLACK)
    return FALSE;
  if (history->left == 0 || history->looked_at == LOOKED_AT_MOST || history->read > READ_MOST ||
      out->len > ANSWER_MOST)
    {
      history->next = entry->seq + 1;
      return FALSE;
    }
  history->looked_at++;
  history->read += entry->before != NULL ? strlen (entry->before) : 0;
  history->read += entry->after != NULL ? strlen (entry->after) : 0;
  if (entry->at < history->since)
    return TRUE;
  g_string_truncate (history->sides, 0);
  before = pick (history, "before", entry->before);
  after = pick (history, "after", entry->after);
  if (!before && !after)
    return TRUE;
  rw_instant_write (entry->at, at);
  rw_id_write (&entry->id, id);
  g_string_append_printf (out,
                          "%s{\"seq\":%" G_GINT64_FORMAT
                          ",\"at\":\"%s\",\"op\":\"%s\",\"id\":\"%s\"%s}",
                          out->str[out->len - 1] == '[' ? "" : ",", entry->seq, at,
                          rw_op_to_string (entry->op), id, history->sides->str);
  history->left--;
  return TRUE;
}

static gboolean
read_history (History    *history,
              RwLogStore *store)
{
  g_autofree char *epoch = rw_log_store_get_epoch (store, &history->error);

  if (epoch == NULL)
    return FALSE;
  history->json = g_string_new (NULL);
  history->sides = g_string_new (NULL);
  g_string_printf (history->json,
                   "{\"kind\":\"%s\",\"epoch\":\"%s\",\"head\":%" G_GINT64_FORMAT ",\"entries\":[",
                   rw_schema_get (history->kind)->name, epoch, rw_log_store_get_head (store));
  if (!rw_log_store_scan_kind (store, history->kind, history->after, history->before, entry_func,
                               history, &history->error))
    return FALSE;
  g_string_append_c (history->json, ']');
  if (history->next > 0)
    g_string_append_printf (history->json, ",\"next\":%" G_GINT64_FORMAT, history->next);
  g_string_append_c (history->json, '}');
  return TRUE;
}

static void
read_func (RwLogStore *store,
           gpointer    data,
           GError     *problem)
{
  History *history = data;
  g_autoptr (GSource) source = g_idle_source_new ();

  if (store == NULL)
    history->error = g_error_copy (problem);
  else
    read_history (history, store);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, answer_cb, history, free_history);
  g_source_attach (source, history->context);
}

/* Returns %FALSE when it was refused, which is already answered. */
static gboolean
read_fields (RwRequest *request,
             RwKind     kind,
             guint64   *fields)
{
  const char *at = rw_request_get (request, "fields");

  *fields = 0;
  while (at != NULL)
    {
      const char *comma = strchr (at, ',');
      g_autofree char *name = comma != NULL ? g_strndup (at, (gsize) (comma - at)) : g_strdup (at);
      int field = rw_schema_find_field (kind, name);

      if (field < 0)
        {
          rw_request_fail_with (request, RW_ERROR_INVALID, 0,
                                "fields: %s has no field of that name", rw_schema_get (kind)->name);
          return FALSE;
        }
      if (!rw_scope_sees_field (request->scope, kind, (guint) field))
        {
          rw_request_fail_with (request, RW_ERROR_FORBIDDEN, 0,
                                "You may not read the history of %s", name);
          return FALSE;
        }
      *fields |= G_GUINT64_CONSTANT (1) << field;
      at = comma != NULL ? comma + 1 : NULL;
    }
  return TRUE;
}

/**
 * rw_handle_history_of_kind:
 * @kind: that is asked for
 *
 * GET /v1/history?kind=&fields=: what became of some fields in all records of a kind, newest first, in
 * pages. Only entries in which one of the fields differs, with those fields alone. `since` is an
 * instant; `after` and `before` are numbers of entries. An answer ends early when it has cost enough;
 * then `next` is the `before` to go on with, even where nothing was found yet.
 */
void
rw_handle_history_of_kind (RwRequest *request,
                           RwKind     kind)
{
  const char *since = rw_request_get (request, "since");
  History given = { .kind = kind, .since = G_MININT64 + CLOCK_SLACK, .left = ENTRIES_USUAL };

  if (!(request->principal->roles & (RW_ROLES_STAFF | RW_ROLE_AUDITOR)) ||
      rw_scope_look (request->scope, kind, NULL, 0) == RW_SCOPE_NEVER)
    {
      rw_request_fail_with (request, RW_ERROR_FORBIDDEN, 0, "You may not read the history");
      return;
    }
  if (rw_request_get (request, "id") != NULL)
    {
      rw_request_fail_with (request, RW_ERROR_INVALID, 0,
                            "id and fields: ask for one record, or for some fields of all");
      return;
    }
  if (since != NULL && !rw_instant_parse (since, &given.since))
    {
      rw_request_fail_with (request, RW_ERROR_INVALID, 0,
                            "since: not an instant like 2026-11-22T07:00:00Z");
      return;
    }
  if (!read_fields (request, kind, &given.fields) ||
      !rw_request_get_integer (request, "after", G_MAXINT64, &given.after) ||
      !rw_request_get_integer (request, "before", G_MAXINT64, &given.before) ||
      !rw_request_get_integer (request, "limit", ENTRIES_MOST, &given.left))
    return;
  if (given.left == 0)
    given.left = ENTRIES_USUAL;
  given.request = rw_request_ref (request);
  given.context = g_main_context_ref_thread_default ();
  given.scope = request->scope;
  rw_readers_run (rw_server_get_readers (request->server), &request->principal->token, read_func,
                  g_memdup2 (&given, sizeof given), NULL);
}
