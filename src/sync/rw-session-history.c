/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-clock.h"
#include "rw-error.h"
#include "rw-history-reply.h"
#include "rw-http-client.h"
#include "rw-session-private.h"
#include "rw-time.h"

#define RECORD_LIMIT 200
#define PAGE_LIMIT   1000

/* Beyond this nothing older is asked for: the log is then told to be known since then. */
#define ENTRIES_MOST 50000
#define PAGES_MOST   1000

/* --- Of a record ----------------------------------------------------------------------------------- */

static void
history_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (JsonNode) node =
    rw_http_client_send_finish (RW_HTTP_CLIENT (source), result, NULL, &error);
  GPtrArray *entries = node != NULL ? rw_history_reply_parse (node, &error) : NULL;

  if (entries == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, entries, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * rw_session_history_async:
 *
 * Asks the server who changed a record, when and how. Histories are not cached: they need a connection.
 */
void
rw_session_history_async (RwSession *self,
                          RwKind kind,
                          const RwId *id,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (SoupMessage) message = NULL;
  g_autofree char *path = NULL;
  char text[RW_ID_STRING_LENGTH + 1];

  g_return_if_fail (RW_IS_SESSION (self));
  g_task_set_source_tag (task, rw_session_history_async);
  if (rw_session_refuse (self, task))
    return;
  rw_id_write (id, text);
  path = g_strdup_printf ("/v1/history?kind=%s&id=%s&limit=%d", rw_schema_get (kind)->name, text,
                          RECORD_LIMIT);
  message = rw_http_client_new_message (self->http, SOUP_METHOD_GET, path);
  rw_http_client_send_async (self->http, message, NULL, cancellable, history_cb,
                             g_object_ref (task));
}

/**
 * rw_session_history_finish:
 *
 * Returns: (transfer container) (element-type RwHistoryEntry) (nullable): newest first
 */
GPtrArray *
rw_session_history_finish (RwSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Of a kind ------------------------------------------------------------------------------------- */

typedef struct
{
  RwKind kind;
  char *fields;
  gint64 since;
  RwHistoryLog *kept; /* what is known already, or NULL */
  RwHistoryLog *log;  /* what is being put together; NULL before the first page */
  gint64 before;
  guint n_pages;
  gint64 oldest; /* entry so far */
} Asking;

static void
asking_free (gpointer data)
{
  Asking *asking = data;

  g_free (asking->fields);
  rw_history_log_unref (asking->kept);
  rw_history_log_unref (asking->log);
  g_free (asking);
}

static char *
key_of (RwKind kind, const char *fields)
{
  return g_strdup_printf ("%s %s", rw_schema_get (kind)->name, fields);
}

static void page_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static void
ask_page (GTask *task)
{
  RwSession *self = g_task_get_source_object (task);
  Asking *asking = g_task_get_task_data (task);
  g_autoptr (SoupMessage) message = NULL;
  g_autofree char *path = NULL;
  char since[RW_INSTANT_STRING_LENGTH + 1];

  rw_instant_write (asking->since, since);
  path =
    g_strdup_printf ("/v1/history?kind=%s&fields=%s&since=%s&after=%" G_GINT64_FORMAT
                     "&before=%" G_GINT64_FORMAT "&limit=%d",
                     rw_schema_get (asking->kind)->name, asking->fields, since,
                     asking->kept != NULL ? asking->kept->head : 0, asking->before, PAGE_LIMIT);
  message = rw_http_client_new_message (self->http, SOUP_METHOD_GET, path);
  rw_http_client_send_async (self->http, message, NULL, g_task_get_cancellable (task), page_cb,
                             g_object_ref (task));
}

/* Another server's numbers mean something else: from the beginning. */
static void
begin_anew (Asking *asking)
{
  g_clear_pointer (&asking->kept, rw_history_log_unref);
  g_clear_pointer (&asking->log, rw_history_log_unref);
  asking->before = 0;
  asking->oldest = rw_clock_now ();
}

static void
end (GTask *task)
{
  RwSession *self = g_task_get_source_object (task);
  Asking *asking = g_task_get_task_data (task);

  if (asking->kept != NULL)
    rw_history_log_join (asking->log, asking->kept);
  asking->log->asked = rw_clock_now ();
  if (!self->closed && !self->locked)
    g_hash_table_replace (self->logs, key_of (asking->kind, asking->fields),
                          rw_history_log_ref (asking->log));
  g_task_return_pointer (task, g_steal_pointer (&asking->log),
                         (GDestroyNotify) rw_history_log_unref);
}

static void
page_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Asking *asking = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (JsonNode) node =
    rw_http_client_send_finish (RW_HTTP_CLIENT (source), result, NULL, &error);
  g_auto (RwHistoryPage) page = { NULL };
  const char *epoch = asking->log != NULL    ? asking->log->epoch
                      : asking->kept != NULL ? asking->kept->epoch
                                             : NULL;

  if (node == NULL || !rw_history_page_parse (node, asking->kind, asking->before, &page, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (epoch != NULL && !g_str_equal (epoch, page.epoch))
    {
      begin_anew (asking);
      ask_page (task);
      return;
    }
  if (asking->log == NULL)
    {
      asking->log = rw_history_log_new (asking->kind, page.epoch, page.head);
      asking->log->since = asking->since;
    }
  rw_history_log_add (asking->log, page.entries);
  if (page.entries->len > 0)
    asking->oldest =
      ((RwHistoryEntry *) g_ptr_array_index (page.entries, page.entries->len - 1))->at;
  if (page.next > 0 &&
      (rw_history_log_count (asking->log) >= ENTRIES_MOST || ++asking->n_pages == PAGES_MOST))
    {
      g_clear_pointer (&asking->kept, rw_history_log_unref);
      asking->log->since = asking->oldest + 1;
      page.next = 0;
    }
  asking->before = page.next;
  if (page.next > 0)
    ask_page (task);
  else
    end (task);
}

/**
 * rw_session_log_async:
 * @fields: (array zero-terminated=1): names
 * @since: how far back
 *
 * Asks the server, page by page, what became of some fields in all records of a kind. The answer is
 * kept for as long as the session lasts and nobody else signs in, see rw_session_get_log(); the next
 * time only what came since is asked for.
 */
void
rw_session_log_async (RwSession *self,
                      RwKind kind,
                      const char *const *fields,
                      gint64 since,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  RwHistoryLog *kept = rw_session_get_log (self, kind, fields);
  Asking *asking;

  g_return_if_fail (RW_IS_SESSION (self));
  g_task_set_source_tag (task, rw_session_log_async);
  if (rw_session_refuse (self, task))
    return;
  asking = g_new0 (Asking, 1);
  *asking = (Asking) { .kind = kind,
                       .fields = g_strjoinv (",", (char **) fields),
                       .since = since,
                       .oldest = rw_clock_now () };
  if (kept != NULL && kept->since <= since)
    asking->kept = rw_history_log_ref (kept);
  g_task_set_task_data (task, asking, asking_free);
  ask_page (task);
}

/**
 * rw_session_log_finish:
 *
 * Returns: (transfer full) (nullable): the log
 */
RwHistoryLog *
rw_session_log_finish (RwSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * rw_session_get_log:
 *
 * Returns: (transfer none) (nullable): what rw_session_log_async() last brought, also without a connection
 */
RwHistoryLog *
rw_session_get_log (RwSession *self, RwKind kind, const char *const *fields)
{
  g_autofree char *joined = g_strjoinv (",", (char **) fields), *key = key_of (kind, joined);

  g_return_val_if_fail (RW_IS_SESSION (self), NULL);
  return self->closed || self->locked ? NULL : g_hash_table_lookup (self->logs, key);
}
