/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "rw-clock.h"
#include "server-fixture.h"

#define CLIENT "018f0000-0000-7000-8000-00000000000a"

/* One stream of events as a console has it open. */
typedef struct
{
  SoupMessage *message;
  GInputStream *stream;
  GCancellable *cancellable;
  GString *text;
  char buffer[4096];
  gboolean sent;
  gboolean over;
} Listener;

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Listener *listener = user_data;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);

  if (n <= 0)
    {
      listener->over = TRUE;
      return;
    }
  g_string_append_len (listener->text, listener->buffer, n);
  g_input_stream_read_async (listener->stream, listener->buffer, sizeof listener->buffer, G_PRIORITY_DEFAULT,
                             listener->cancellable, read_cb, listener);
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Listener *listener = user_data;
  g_autoptr (GError) error = NULL;

  listener->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  g_assert_no_error (error);
  listener->sent = TRUE;
  if (soup_message_get_status (listener->message) == 200)
    g_input_stream_read_async (listener->stream, listener->buffer, sizeof listener->buffer, G_PRIORITY_DEFAULT,
                               listener->cancellable, read_cb, listener);
  else
    listener->over = TRUE;
}

static Listener *
listen_as (Fixture    *fixture,
           const char *bearer)
{
  g_autofree char *url = g_strconcat (rw_server_get_url (fixture->server), "/v1/live?client=" CLIENT, NULL);
  g_autofree char *line = g_strconcat ("Bearer ", bearer, NULL);
  Listener *listener = g_new0 (Listener, 1);

  listener->message = soup_message_new ("GET", url);
  listener->cancellable = g_cancellable_new ();
  listener->text = g_string_new (NULL);
  soup_message_headers_replace (soup_message_get_request_headers (listener->message), "Authorization", line);
  soup_session_send_async (fixture->session, listener->message, G_PRIORITY_DEFAULT, NULL, sent_cb, listener);
  while (!listener->sent)
    g_main_context_iteration (NULL, TRUE);
  return listener;
}

static void
wait_for (Listener   *listener,
          const char *text)
{
  while (strstr (listener->text->str, text) == NULL)
    {
      g_assert_false (listener->over);
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
hang_up (Listener *listener)
{
  g_cancellable_cancel (listener->cancellable);
  while (!listener->over)
    g_main_context_iteration (NULL, TRUE);
  g_clear_object (&listener->stream);
  g_clear_object (&listener->message);
  g_clear_object (&listener->cancellable);
  g_string_free (listener->text, TRUE);
  g_free (listener);
}

static guint
count (const char *text,
       const char *word)
{
  guint n = 0;

  for (const char *p = text; (p = strstr (p, word)) != NULL; p += strlen (word))
    n++;
  return n;
}

static void
test_hint (Fixture      *fixture,
           gconstpointer flags)
{
  g_autoptr (RwRecord) ticket = new_ticket ("One");
  g_autofree char *id = rw_id_to_string (rw_record_get_id (ticket));
  g_autofree char *muts = g_strdup_printf ("[{\"mid\":1,\"op\":\"update\",\"kind\":\"ticket\",\"id\":\"%s\",\"base\":1,"
                                           "\"set\":{\"title\":\"Two\"}}]", id);
  g_autoptr (Reply) reply = NULL;
  Listener *listener;

  load (fixture, ticket);
  listener = listen_as (fixture, fixture->technician);
  g_assert_cmpstr (soup_message_headers_get_content_type (soup_message_get_response_headers (listener->message), NULL), ==,
                   "text/event-stream");
  wait_for (listener, "\"head\":1}");
  push (fixture, fixture->manager, CLIENT, muts, &reply);
  wait_for (listener, "\"head\":2}");
  hang_up (listener);
}

/* Many writes at once make few hints, and the last hint tells of the last write. */
static void
test_coalesced (Fixture      *fixture,
                gconstpointer flags)
{
  Listener *listener = listen_as (fixture, fixture->technician);

  wait_for (listener, "\"head\":0}");
  for (int i = 0; i < 50; i++)
    {
      g_autoptr (RwRecord) ticket = new_ticket ("One");

      load (fixture, ticket);
    }
  wait_for (listener, "\"head\":50}");
  g_assert_cmpint (count (listener->text->str, "event: hint"), <, 10);
  hang_up (listener);
}

static void
test_presence (Fixture      *fixture,
               gconstpointer flags)
{
  Listener *viewer = listen_as (fixture, fixture->manager);
  Listener *other = listen_as (fixture, fixture->technician);
  Listener *wall = listen_as (fixture, fixture->wall);
  Listener *late;
  g_autoptr (Reply) view = NULL;
  g_autoptr (Reply) wrong = NULL;

  wait_for (viewer, "hint");
  wait_for (other, "hint");
  wait_for (wall, "hint");
  view = ask (fixture, "POST", "/v1/presence", fixture->manager, "{\"kind\":\"ticket\",\"id\":\"" CLIENT "\",\"mode\":\"edit\"}");
  g_assert_cmpint (view->status, ==, 200);
  wait_for (other, "event: presence");
  wait_for (other, "\"name\":\"manager\",\"mode\":\"edit\"}]}");
  late = listen_as (fixture, fixture->auditor);
  wait_for (late, "\"mode\":\"edit\"}]}");
  wrong = ask (fixture, "POST", "/v1/presence", fixture->manager, "{\"kind\":\"ticket\",\"id\":\"" CLIENT "\",\"mode\":\"x\"}");
  assert_error (wrong, 422, "invalid");
  g_assert_null (strstr (wall->text->str, "presence"));
  g_assert_null (strstr (viewer->text->str, "\"mode\":\"edit\""));

  /* Whoever hangs up has left. */
  hang_up (viewer);
  soup_session_abort (fixture->session);
  hang_up (other);
  hang_up (wall);
  hang_up (late);
}

/* Leaving is told, and so is being cut off, at the next thing that is sent. */
static void
test_leave (Fixture      *fixture,
            gconstpointer flags)
{
  Listener *listener = listen_as (fixture, fixture->technician);
  g_autoptr (Reply) view = NULL;
  g_autoptr (Reply) leave = NULL;

  view = ask (fixture, "POST", "/v1/presence", fixture->manager, "{\"kind\":\"ticket\",\"id\":\"" CLIENT "\",\"mode\":\"view\"}");
  wait_for (listener, "\"mode\":\"view\"");
  leave = ask (fixture, "POST", "/v1/presence", fixture->manager, "{\"kind\":\"ticket\",\"id\":\"" CLIENT "\",\"mode\":\"leave\"}");
  g_assert_cmpint (leave->status, ==, 200);
  wait_for (listener, "\"people\":[]}");
  hang_up (listener);
}

/* Who did not say it again for 90 s is gone, and somebody who comes then is not told of them. */
static void
test_expires (Fixture      *fixture,
              gconstpointer flags)
{
  Listener *listener = listen_as (fixture, fixture->technician), *late;
  g_autoptr (Reply) first = NULL, second = NULL;

  first = ask (fixture, "POST", "/v1/presence", fixture->manager,
               "{\"kind\":\"ticket\",\"id\":\"" CLIENT "\",\"mode\":\"view\"}");
  wait_for (listener, "\"mode\":\"view\"");
  rw_clock_freeze (g_get_real_time () + 89 * RW_SECOND);
  late = listen_as (fixture, fixture->auditor);
  wait_for (late, "\"mode\":\"view\"");
  hang_up (late);
  rw_clock_freeze (g_get_real_time () + 95 * RW_SECOND);
  late = listen_as (fixture, fixture->auditor);
  wait_for (late, "hint");
  wait_for (listener, "\"people\":[]}");
  g_assert_null (strstr (late->text->str, "\"mode\":\"view\""));
  rw_clock_thaw ();
  hang_up (late);
  hang_up (listener);
}

/* Neither a wall that comes later is told, nor can one person use up the room of all. */
static void
test_bounds (Fixture      *fixture,
             gconstpointer flags)
{
  g_autoptr (RwRecord) ticket = new_ticket ("One");
  Listener *wall, *late, *listener = listen_as (fixture, fixture->technician);

  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *body = g_strdup_printf (
        "{\"kind\":\"ticket\",\"id\":\"018f0000-0000-7000-8000-0000000000%02x\",\"mode\":\"view\"}",
        i);
      g_autoptr (Reply) reply = ask (fixture, "POST", "/v1/presence", fixture->manager, body);

      g_assert_cmpint (reply->status, ==, 200);
    }
  {
    g_autoptr (Reply) other = ask (
      fixture, "POST", "/v1/presence", fixture->auditor,
      "{\"kind\":\"ticket\",\"id\":\"018f0000-0000-7000-8000-0000000000ff\",\"mode\":\"view\"}");

    g_assert_cmpint (other->status, ==, 200);
  }
  late = listen_as (fixture, fixture->technician);
  wait_for (late, "\"name\":\"auditor\"");
  g_assert_cmpint (count (late->text->str, "\"name\":\"manager\""), ==, 50);
  wall = listen_as (fixture, fixture->wall);
  wait_for (wall, "hint");
  load (fixture, ticket);
  wait_for (wall, "\"head\":1}");
  g_assert_null (strstr (wall->text->str, "presence"));
  hang_up (wall);
  hang_up (late);
  hang_up (listener);
}

static void
test_too_many (Fixture      *fixture,
               gconstpointer flags)
{
  Listener *listeners[11];

  for (int i = 0; i < 11; i++)
    listeners[i] = listen_as (fixture, fixture->manager);
  g_assert_cmpint (soup_message_get_status (listeners[9]->message), ==, 200);
  g_assert_cmpint (soup_message_get_status (listeners[10]->message), ==, 429);
  for (int i = 0; i < 11; i++)
    hang_up (listeners[i]);
}

#define ADD(path, func) g_test_add (path, Fixture, GINT_TO_POINTER (FIXTURE_PLAIN), fixture_set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/live/hint", test_hint);
  ADD ("/live/coalesced", test_coalesced);
  ADD ("/live/presence", test_presence);
  ADD ("/live/leave", test_leave);
  ADD ("/live/expires", test_expires);
  ADD ("/live/bounds", test_bounds);
  ADD ("/live/too-many", test_too_many);
  return g_test_run ();
}
