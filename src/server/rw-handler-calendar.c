/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#include "rw-calendar-feed.h"
#include "rw-clock.h"
#include "rw-error.h"
#include "rw-key.h"
#include "rw-server-private.h"

/*
 * GET /v1/calendar/<feed>/<key>.ics: a calendar to subscribe to. There is nobody to log in: whoever knows the address
 * may read it. A feed that there is not, one that is revoked and a wrong key all get the same answer, and the key is
 * in no line of a log: what an error is logged with is the path of the route.
 */

#define ANSWER_SECONDS 60

typedef struct
{
  RwRequest *request; /* the server's thread only */
  GMainContext *context;
  RwId id;
  char *key;
  char *network;
  gint64 now;
  GString *text;
  GError *error;
} Reading;

static void
free_reading (gpointer data)
{
  Reading *reading = data;

  rw_request_unref (reading->request);
  g_main_context_unref (reading->context);
  if (reading->text != NULL)
    g_string_free (reading->text, TRUE);
  g_clear_error (&reading->error);
  sodium_memzero (reading->key, strlen (reading->key));
  g_free (reading->key);
  g_free (reading->network);
  g_free (reading);
}

static void
answer_not_found (RwRequest *request)
{
  rw_request_fail_with (request, RW_ERROR_NOT_FOUND, 0, _ ("There is no such calendar"));
}

/* --- Answering ----------------------------------------------------------------------------------------- */

static char *
make_etag (const GString *text)
{
  g_autofree char *digest =
    g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guint8 *) text->str, text->len);

  return g_strdup_printf ("\"%.32s\"", digest);
}

/* If-None-Match is a list (RFC 9110, 13.1.2). */
static gboolean
has_it (RwRequest *request, const char *etag)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  const char *list = soup_message_headers_get_list (headers, "If-None-Match");
  g_auto (GStrv) tags = list != NULL ? g_strsplit (list, ",", 64) : NULL;

  for (guint i = 0; tags != NULL && tags[i] != NULL; i++)
    {
      const char *tag = g_strstrip (tags[i]);

      if (g_str_equal (tag, "*") ||
          g_str_equal (g_str_has_prefix (tag, "W/") ? tag + 2 : tag, etag))
        return TRUE;
    }
  return FALSE;
}

static void
answer (RwRequest *request, GString *text)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);
  g_autofree char *etag = make_etag (text);
  gboolean head = g_str_equal (soup_server_message_get_method (request->message), "HEAD");

  rw_request_protect (request);
  /* Whoever has read it may keep it, but asks each time; nobody on the way keeps it. */
  soup_message_headers_replace (headers, "Cache-Control", "private, no-cache");
  soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
  soup_message_headers_replace (headers, "ETag", etag);
  if (has_it (request, etag))
    {
      soup_server_message_set_status (request->message, SOUP_STATUS_NOT_MODIFIED, NULL);
      g_string_free (text, TRUE);
    }
  else
    {
      g_autoptr (GBytes) bytes = g_string_free_to_bytes (text);

      soup_message_headers_replace (headers, "Content-Type", "text/calendar; charset=utf-8");
      soup_message_headers_replace (headers, "Content-Disposition",
                                    "inline; filename=\"calendar.ics\"");
      soup_server_message_set_status (request->message, SOUP_STATUS_OK, NULL);
      if (head)
        {
          soup_message_headers_set_encoding (headers, SOUP_ENCODING_CONTENT_LENGTH);
          soup_message_headers_set_content_length (headers, (goffset) g_bytes_get_size (bytes));
        }
      else
        soup_message_body_append_bytes (soup_server_message_get_response_body (request->message),
                                        bytes);
    }
  rw_peer_set_deadline (request->peer, ANSWER_SECONDS);
  soup_server_message_unpause (request->message);
}

static gboolean
check_budget (RwRequest *request, const char *key)
{
  guint retry_after;

  if (rw_server_take_address (request->server, key, &retry_after))
    return TRUE;
  rw_request_fail_with (request, RW_ERROR_BUSY, retry_after,
                        _ ("Too many requests; try again in %u seconds"), retry_after);
  return FALSE;
}

static gboolean
answer_cb (gpointer data)
{
  Reading *reading = data;
  RwRequest *request = reading->request;

  if (request->message == NULL)
    return G_SOURCE_REMOVE;
  if (reading->text != NULL)
    answer (request, g_steal_pointer (&reading->text));
  else if (!g_error_matches (reading->error, RW_ERROR, RW_ERROR_NOT_FOUND))
    rw_request_fail (request, reading->error);
  /* Who looks for what is not there does so at his own expense. */
  else if (check_budget (request, reading->network))
    answer_not_found (request);
  return G_SOURCE_REMOVE;
}

/* --- Reading ------------------------------------------------------------------------------------------- */

static void
read_calendar (Reading *reading, RwLogStore *store)
{
  g_autoptr (RwLogState) state = rw_log_store_get (store, &reading->id, &reading->error);
  RwRecord *feed = state != NULL && state->kind == RW_KIND_CALENDAR_FEED ? state->record : NULL;
  gboolean right;

  if (reading->error != NULL)
    return;
  right =
    rw_key_is (reading->key, feed != NULL ? rw_record_get_text (feed, RW_CALENDAR_FEED_KEY) : NULL);
  if (!right || rw_record_get_boolean (feed, RW_CALENDAR_FEED_REVOKED))
    {
      g_set_error_literal (&reading->error, RW_ERROR, RW_ERROR_NOT_FOUND,
                           "There is no such calendar");
      return;
    }
  reading->text = rw_calendar_feed_write (store, feed, reading->now, &reading->error);
}

static void
read_func (RwLogStore *store, gpointer data, GError *problem)
{
  Reading *reading = data;
  g_autoptr (GSource) source = g_idle_source_new ();

  if (store == NULL)
    reading->error = g_error_copy (problem);
  else
    read_calendar (reading, store);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, answer_cb, reading, free_reading);
  g_source_attach (source, reading->context);
}

/* <feed>/<key>.ics; the ending is what some programs know a calendar by, and may be missing. */
static gboolean
parse_path (const char *rest, RwId *id, char **key)
{
  g_auto (GStrv) parts = g_strsplit (rest, "/", 3);

  if (g_strv_length (parts) != 2 || !rw_id_parse (parts[0], id))
    return FALSE;
  if (g_str_has_suffix (parts[1], ".ics"))
    parts[1][strlen (parts[1]) - 4] = '\0';
  if (*parts[1] == '\0' || strlen (parts[1]) > 128)
    return FALSE;
  *key = g_steal_pointer (&parts[1]);
  return TRUE;
}

void
rw_handle_calendar (RwRequest *request)
{
  const char *network = rw_peer_get_network (request->peer);
  char budget[RW_ID_STRING_LENGTH + 1];
  g_autofree char *key = NULL;
  Reading *reading;
  RwId id;

  if (!parse_path (request->rest, &id, &key))
    {
      if (check_budget (request, network))
        answer_not_found (request);
      return;
    }
  rw_id_write (&id, budget);
  if (!check_budget (request, budget))
    return;
  reading = g_new0 (Reading, 1);
  reading->request = rw_request_ref (request);
  reading->context = g_main_context_ref_thread_default ();
  reading->id = id;
  reading->key = g_steal_pointer (&key);
  reading->network = g_strdup (network);
  reading->now = rw_clock_now ();
  rw_readers_run (rw_server_get_readers (request->server), &id, read_func, reading, NULL);
}
