/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server-fixture.h"

#include <ftw.h>
#include <glib/gstdio.h>
#include <string.h>

#include "rw-clock.h"

static void
start (Fixture      *fixture,
       FixtureFlags  flags)
{
  RwServerOptions options = { .data_dir = fixture->dir, .requests_burst = 100000 };
  g_autoptr (GError) error = NULL;

  if (flags & FIXTURE_TIGHT)
    {
      options.requests_burst = 5;
      options.requests_per_second = 1;
    }
  fixture->server = rw_server_new (&options, &error);
  g_assert_no_error (error);
  g_assert_true (rw_server_listen (fixture->server, "127.0.0.1:0", &error));
  g_assert_no_error (error);
}

static char *
token (Fixture *fixture,
       guint    role)
{
  g_autoptr (GError) error = NULL;
  char *secret = rw_server_create_token (fixture->server, NULL, rw_role_to_string (role), role, RW_DAY, &error);

  g_assert_no_error (error);
  return secret;
}

void
fixture_set_up (Fixture      *fixture,
                gconstpointer flags)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Reply) reply = NULL;

  fixture->dir = g_dir_make_tmp ("rackward-XXXXXX", &error);
  g_assert_no_error (error);
  start (fixture, GPOINTER_TO_INT (flags));
  fixture->session = soup_session_new_with_options ("timeout", 20, "max-conns-per-host", 20, "max-conns", 40, NULL);
  fixture->manager = token (fixture, RW_ROLE_MANAGER);
  fixture->technician = token (fixture, RW_ROLE_TECHNICIAN);
  fixture->auditor = token (fixture, RW_ROLE_AUDITOR);
  fixture->wall = token (fixture, RW_ROLE_WALL);
  fixture->intake = token (fixture, RW_ROLE_INTAKE);
  if (GPOINTER_TO_INT (flags) & FIXTURE_PEOPLE)
    {
      g_assert_true (rw_server_add_account (fixture->server, "jana", "Jana Roth", RW_ROLE_MANAGER, FIXTURE_PASSWORD, NULL));
      g_assert_true (rw_server_add_account (fixture->server, "Ivo", "Ivo Lenz", RW_ROLE_TECHNICIAN, FIXTURE_PASSWORD, NULL));
    }
  reply = ask (fixture, "GET", "/v1/hello", NULL, NULL);
  g_assert_cmpint (reply->status, ==, 200);
  fixture->epoch = g_strdup (json_object_get_string_member (reply->object, "epoch"));
}

/* The server stops and comes back with the same data on another port. */
void
fixture_restart (Fixture *fixture)
{
  rw_server_stop (fixture->server);
  g_clear_object (&fixture->server);
  soup_session_abort (fixture->session);
  start (fixture, FIXTURE_PLAIN);
}

static int
remove_cb (const char        *path,
           const struct stat *info,
           int                type,
           struct FTW        *ftw)
{
  return g_remove (path);
}

void
fixture_tear_down (Fixture      *fixture,
                   gconstpointer flags)
{
  GWeakRef weak;

  soup_session_abort (fixture->session);
  g_clear_object (&fixture->session);
  rw_server_stop (fixture->server);
  g_weak_ref_init (&weak, fixture->server);
  g_clear_object (&fixture->server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  /* Nothing that was asked for may hold on to it. */
  g_assert_null (g_weak_ref_get (&weak));
  g_weak_ref_clear (&weak);
  nftw (fixture->dir, remove_cb, 8, FTW_DEPTH | FTW_PHYS);
  g_free (fixture->dir);
  g_free (fixture->manager);
  g_free (fixture->technician);
  g_free (fixture->auditor);
  g_free (fixture->wall);
  g_free (fixture->intake);
  g_free (fixture->epoch);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

Reply *
ask_with (Fixture    *fixture,
          const char *method,
          const char *path,
          const char *bearer,
          const char *body,
          const char *header,
          const char *value)
{
  g_autofree char *url = g_strconcat (rw_server_get_url (fixture->server), path, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Reply *reply = g_new0 (Reply, 1);
  gsize length;
  const char *data;

  reply->message = soup_message_new (method, url);
  g_assert_nonnull (reply->message);
  if (bearer != NULL)
    {
      g_autofree char *line = g_strconcat ("Bearer ", bearer, NULL);

      soup_message_headers_replace (soup_message_get_request_headers (reply->message), "Authorization", line);
    }
  if (header != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (reply->message), header, value);
  if (body != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (reply->message, "application/json", bytes);
    }
  soup_session_send_and_read_async (fixture->session, reply->message, G_PRIORITY_DEFAULT, NULL, answered_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  reply->bytes = soup_session_send_and_read_finish (fixture->session, result, &error);
  if (reply->bytes == NULL)
    {
      g_test_message ("%s %s: %s", method, path, error->message);
      return reply;
    }
  reply->status = soup_message_get_status (reply->message);
  data = g_bytes_get_data (reply->bytes, &length);
  reply->text = g_strndup (data != NULL ? data : "", length);
  if (g_strcmp0 (soup_message_headers_get_content_type (soup_message_get_response_headers (reply->message), NULL),
                 "application/json") == 0)
    {
      reply->root = json_from_string (reply->text, &error);
      g_assert_no_error (error);
      if (JSON_NODE_HOLDS_OBJECT (reply->root))
        reply->object = json_node_get_object (reply->root);
    }
  return reply;
}

Reply *
ask (Fixture    *fixture,
     const char *method,
     const char *path,
     const char *bearer,
     const char *body)
{
  return ask_with (fixture, method, path, bearer, body, NULL, NULL);
}

void
reply_free (Reply *reply)
{
  g_clear_object (&reply->message);
  g_clear_pointer (&reply->bytes, g_bytes_unref);
  g_clear_pointer (&reply->root, json_node_unref);
  g_free (reply->text);
  g_free (reply);
}

const char *
error_code (Reply *reply)
{
  if (reply->object == NULL || !json_object_has_member (reply->object, "error"))
    return NULL;
  return json_object_get_string_member (json_object_get_object_member (reply->object, "error"), "code");
}

void
assert_error (Reply      *reply,
              guint       status,
              const char *code)
{
  g_test_message ("%s", reply->text);
  g_assert_cmpint (reply->status, ==, status);
  g_assert_cmpstr (error_code (reply), ==, code);
}

/* Returns: (element-type JsonNode): the lines of a feed */
GPtrArray *
feed_lines (Reply *reply)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  g_auto (GStrv) texts = g_strsplit (reply->text, "\n", -1);

  g_assert_cmpint (reply->status, ==, 200);
  for (char **p = texts; *p != NULL; p++)
    if (**p != '\0')
      {
        g_autoptr (GError) error = NULL;

        g_ptr_array_add (lines, json_from_string (*p, &error));
        g_assert_no_error (error);
      }
  g_assert_cmpint (lines->len, >, 0);
  return lines;
}

JsonObject *
feed_trailer (GPtrArray *lines)
{
  JsonObject *trailer = json_node_get_object (g_ptr_array_index (lines, lines->len - 1));

  g_assert_true (json_object_has_member (trailer, "to"));
  return trailer;
}

JsonObject *
feed_row (GPtrArray  *lines,
          const RwId *id)
{
  g_autofree char *text = rw_id_to_string (id);

  for (guint i = 0; i + 1 < lines->len; i++)
    {
      JsonObject *row = json_node_get_object (g_ptr_array_index (lines, i));

      if (g_strcmp0 (json_object_get_string_member (row, "id"), text) == 0)
        return row;
    }
  return NULL;
}

/* Pushes mutations that must be taken in. Returns: the first result, in @reply. */
JsonObject *
push (Fixture     *fixture,
      const char  *bearer,
      const char  *client,
      const char  *muts,
      Reply      **reply)
{
  g_autofree char *body = g_strdup_printf ("{\"client\":\"%s\",\"epoch\":\"%s\",\"ack\":0,\"muts\":%s}", client,
                                           fixture->epoch, muts);

  *reply = ask (fixture, "POST", "/v1/mutations", bearer, body);
  g_test_message ("%s", (*reply)->text);
  g_assert_cmpint ((*reply)->status, ==, 200);
  return json_array_get_object_element (json_object_get_array_member ((*reply)->object, "results"), 0);
}

void
load (Fixture  *fixture,
      RwRecord *record)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (records, record);
  g_assert_true (rw_server_load (fixture->server, records, "Test", &error));
  g_assert_no_error (error);
}

RwRecord *
new_ticket (const char *title)
{
  RwRecord *ticket = rw_record_new (RW_KIND_TICKET, NULL);

  rw_record_set_text (ticket, RW_TICKET_TITLE, title);
  rw_record_set_enum (ticket, RW_TICKET_TYPE, RW_TICKET_TYPE_INCIDENT);
  rw_record_set_enum (ticket, RW_TICKET_STATUS, RW_TICKET_STATUS_NEW);
  rw_record_set_enum (ticket, RW_TICKET_PRIORITY, RW_PRIORITY_P3);
  rw_record_set_instant (ticket, RW_TICKET_OPENED, 1760000000000000);
  return ticket;
}

RwRecord *
new_site (const char *name)
{
  RwRecord *site = rw_record_new (RW_KIND_SITE, NULL);

  rw_record_set_text (site, RW_SITE_NAME, name);
  return site;
}
