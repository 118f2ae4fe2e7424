/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "rw-clock.h"
#include "server-fixture.h"

#define CLIENT "018f0000-0000-7000-8000-00000000000a"

static Reply *
log_in (Fixture    *fixture,
        const char *login,
        const char *password)
{
  g_autofree char *body = g_strdup_printf ("{\"login\":\"%s\",\"password\":\"%s\",\"device\":\"laptop\"}", login, password);

  return ask (fixture, "POST", "/v1/login", NULL, body);
}

static char *
message_of (Reply *reply)
{
  return g_strdup (json_object_get_string_member (json_object_get_object_member (reply->object, "error"), "message"));
}

static void
test_log_in (Fixture      *fixture,
             gconstpointer flags)
{
  g_autoptr (Reply) reply = log_in (fixture, "Jana", FIXTURE_PASSWORD);
  g_autoptr (Reply) me = NULL;
  g_autoptr (Reply) out = NULL;
  g_autoptr (Reply) gone = NULL;
  const char *secret;
  JsonObject *person;

  g_assert_cmpint (reply->status, ==, 200);
  secret = json_object_get_string_member (reply->object, "token");
  person = json_object_get_object_member (reply->object, "person");
  g_assert_cmpstr (json_object_get_string_member (person, "name"), ==, "Jana Roth");
  g_assert_cmpstr (json_object_get_string_member (person, "login"), ==, "jana");
  g_assert_cmpstr (json_array_get_string_element (json_object_get_array_member (reply->object, "roles"), 0), ==, "manager");

  me = ask (fixture, "GET", "/v1/me", secret, NULL);
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (me->object, "person"), "name"), ==, "Jana Roth");
  g_assert_cmpstr (json_object_get_string_member (me->object, "scope"), ==, "all-1");
  out = ask (fixture, "POST", "/v1/logout", secret, "{}");
  g_assert_cmpint (out->status, ==, 200);
  gone = ask (fixture, "GET", "/v1/me", secret, NULL);
  assert_error (gone, 401, "auth");
}

/* The person's own record is who they are, when there is one. */
static void
test_log_in_person (Fixture      *fixture,
                    gconstpointer flags)
{
  g_autoptr (RwRecord) person = rw_record_new (RW_KIND_PERSON, NULL);
  g_autofree char *id = rw_id_to_string (rw_record_get_id (person));
  g_autoptr (Reply) reply = NULL;

  rw_record_set_text (person, RW_PERSON_NAME, "Jana Roth");
  rw_record_set_text (person, RW_PERSON_LOGIN, "jana");
  load (fixture, person);
  reply = log_in (fixture, "jana", FIXTURE_PASSWORD);
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (reply->object, "person"), "id"), ==, id);
}

static void
test_wrong_password (Fixture      *fixture,
                     gconstpointer flags)
{
  g_autoptr (Reply) wrong = log_in (fixture, "jana", "falsch geraten");
  g_autoptr (Reply) nobody = log_in (fixture, "nobody", "falsch geraten");
  g_autofree char *one = message_of (wrong);
  g_autofree char *two = message_of (nobody);

  assert_error (wrong, 401, "auth");
  assert_error (nobody, 401, "auth");
  /* Nothing tells whether there is such an account. */
  g_assert_cmpstr (one, ==, two);
}

static void
test_throttle (Fixture      *fixture,
               gconstpointer flags)
{
  g_autoptr (Reply) limited = NULL;
  g_autoptr (Reply) other = NULL;
  g_autoptr (Reply) later = NULL;
  gint64 now = rw_clock_now ();

  rw_clock_freeze (now);
  for (int i = 0; i < 5; i++)
    {
      g_autoptr (Reply) reply = log_in (fixture, "jana", "falsch geraten");

      g_assert_cmpint (reply->status, ==, 401);
    }
  /* The right one does not help either, until some time has passed; somebody else is not held up. */
  limited = log_in (fixture, "JANA", FIXTURE_PASSWORD);
  assert_error (limited, 429, "busy");
  g_assert_cmpstr (soup_message_headers_get_one (soup_message_get_response_headers (limited->message), "Retry-After"), ==, "30");
  other = log_in (fixture, "ivo", FIXTURE_PASSWORD);
  g_assert_cmpint (other->status, ==, 200);
  rw_clock_freeze (now + 31 * RW_SECOND);
  later = log_in (fixture, "jana", FIXTURE_PASSWORD);
  g_assert_cmpint (later->status, ==, 200);
  rw_clock_thaw ();
}

static void
test_no_token (Fixture      *fixture,
               gconstpointer flags)
{
  static const char *const paths[] = { "/v1/me", "/v1/changes", "/v1/live", "/v1/history?kind=ticket&id=" CLIENT };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (Reply) none = ask (fixture, "GET", paths[i], NULL, NULL);
      g_autoptr (Reply) wrong = ask (fixture, "GET", paths[i], "rw_nonsense", NULL);

      assert_error (none, 401, "auth");
      assert_error (wrong, 401, "auth");
    }
}

static void
test_expiry (Fixture      *fixture,
             gconstpointer flags)
{
  g_autofree char *token = rw_server_create_token (fixture->server, NULL, "short", RW_ROLE_MANAGER, RW_HOUR, NULL);
  g_autoptr (Reply) good = ask (fixture, "GET", "/v1/me", token, NULL);
  g_autoptr (Reply) late = NULL;

  g_assert_cmpint (good->status, ==, 200);
  rw_clock_freeze (rw_clock_now () + 2 * RW_HOUR);
  late = ask (fixture, "GET", "/v1/me", token, NULL);
  assert_error (late, 401, "auth");
  rw_clock_thaw ();
}

/* Tokens and accounts are in the store, not in the process. */
static void
test_after_restart (Fixture      *fixture,
                    gconstpointer flags)
{
  g_autoptr (Reply) session = log_in (fixture, "jana", FIXTURE_PASSWORD);
  const char *secret = json_object_get_string_member (session->object, "token");
  g_autoptr (Reply) machine = NULL;
  g_autoptr (Reply) person = NULL;

  fixture_restart (fixture);
  machine = ask (fixture, "GET", "/v1/me", fixture->wall, NULL);
  g_assert_cmpint (machine->status, ==, 200);
  person = ask (fixture, "GET", "/v1/me", secret, NULL);
  g_assert_cmpint (person->status, ==, 200);
}

static void
test_schema (Fixture      *fixture,
             gconstpointer flags)
{
  g_autoptr (Reply) old = ask_with (fixture, "GET", "/v1/me", fixture->manager, NULL, "Rackward-Schema", "0");
  g_autofree char *version = g_strdup_printf ("%d", RW_SCHEMA_VERSION);
  g_autoptr (Reply) same =
    ask_with (fixture, "GET", "/v1/me", fixture->manager, NULL, "Rackward-Schema", version);
  g_autoptr (Reply) hello = ask_with (fixture, "GET", "/v1/hello", NULL, NULL, "Rackward-Schema", "0");

  assert_error (old, 426, "too_new");
  g_assert_cmpint (same->status, ==, 200);
  g_assert_cmpint (hello->status, ==, 200);
}

static void
test_writers (Fixture      *fixture,
              gconstpointer flags)
{
  static const char mutation[] = "{\"client\":\"" CLIENT "\",\"muts\":[{\"mid\":1,\"op\":\"create\",\"kind\":\"customer\","
                                 "\"id\":\"" CLIENT "\",\"set\":{\"number\":\"1\",\"name\":\"Example AG\"}}]}";
  const char *readers[] = { fixture->auditor, fixture->wall, fixture->intake };
  g_autoptr (Reply) technician = NULL;
  JsonObject *result;

  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    {
      g_autoptr (Reply) reply = ask (fixture, "POST", "/v1/mutations", readers[i], mutation);

      assert_error (reply, 403, "forbidden");
    }
  technician = ask (fixture, "POST", "/v1/mutations", fixture->technician, mutation);
  result = json_array_get_object_element (json_object_get_array_member (technician->object, "results"), 0);
  g_assert_cmpstr (json_object_get_string_member (result, "status"), ==, "refused");
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (result, "error"), "code"), ==, "forbidden");
  g_assert_cmpint (json_object_get_int_member (technician->object, "head"), ==, 0);
}

static void
test_intake (Fixture      *fixture,
             gconstpointer flags)
{
  static const char *const paths[] = { "/v1/changes", "/v1/live", "/v1/history?kind=ticket&id=" CLIENT };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (Reply) reply = ask (fixture, "GET", paths[i], fixture->intake, NULL);

      assert_error (reply, 403, "forbidden");
    }
}

/* A screen on a wall: no contact data, no texts of messages, no security requests. */
static void
test_wall (Fixture      *fixture,
           gconstpointer flags)
{
  g_autoptr (RwRecord) ticket = new_ticket ("Störung \"A, {B}\" [C] \\");
  g_autoptr (RwRecord) secret = new_ticket ("Leak");
  g_autoptr (RwRecord) message = rw_record_new (RW_KIND_MESSAGE, NULL);
  g_autoptr (RwRecord) person = rw_record_new (RW_KIND_PERSON, NULL);
  g_autoptr (RwRecord) finding = rw_record_new (RW_KIND_FINDING, NULL);
  g_autoptr (Reply) reply = NULL;
  g_autoptr (Reply) staff = NULL;
  g_autoptr (Reply) history = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  g_autofree char *id = rw_id_to_string (rw_record_get_id (ticket));
  g_autofree char *path = g_strdup_printf ("/v1/history?kind=ticket&id=%s", id);
  JsonObject *body;

  rw_record_set_text (ticket, RW_TICKET_DESCRIPTION, "call-0049-69-1, \"mail\": {x}");
  rw_record_set_text (ticket, RW_TICKET_CATEGORY, "After it");
  rw_record_set_enum (secret, RW_TICKET_TYPE, RW_TICKET_TYPE_SECURITY);
  rw_record_set_ref (message, RW_MESSAGE_TICKET, rw_record_get_id (ticket));
  rw_record_set_enum (message, RW_MESSAGE_TYPE, 0);
  rw_record_set_instant (message, RW_MESSAGE_AT, 1760000000000000);
  rw_record_set_text (message, RW_MESSAGE_BODY, "The password is in the mail");
  rw_record_set_text (person, RW_PERSON_NAME, "Jana Roth");
  rw_record_set_text (person, RW_PERSON_LOGIN, "jana");
  rw_record_set_text (person, RW_PERSON_PHONE, "+49 69 1");
  rw_record_set_text (finding, RW_FINDING_TITLE, "Open port");
  rw_record_set_enum (finding, RW_FINDING_SEVERITY, 0);
  load (fixture, ticket);
  load (fixture, secret);
  load (fixture, message);
  load (fixture, person);
  load (fixture, finding);

  reply = ask (fixture, "GET", "/v1/changes", fixture->wall, NULL);
  lines = feed_lines (reply);
  g_assert_cmpint (json_object_get_int_member (feed_trailer (lines), "to"), ==, 5);
  g_assert_cmpstr (json_object_get_string_member (feed_trailer (lines), "scope"), ==, "wall-1");
  body = json_object_get_object_member (feed_row (lines, rw_record_get_id (ticket)), "body");
  g_assert_cmpstr (json_object_get_string_member (body, "title"), ==, "Störung \"A, {B}\" [C] \\");
  g_assert_cmpstr (json_object_get_string_member (body, "category"), ==, "After it");
  g_assert_false (json_object_has_member (body, "description"));
  g_assert_true (json_object_get_boolean_member (feed_row (lines, rw_record_get_id (secret)), "gone"));
  body = json_object_get_object_member (feed_row (lines, rw_record_get_id (message)), "body");
  g_assert_true (json_object_has_member (body, "at"));
  g_assert_false (json_object_has_member (body, "body"));
  g_assert_null (feed_row (lines, rw_record_get_id (finding)));
  g_assert_null (strstr (reply->text, "+49 69 1"));
  g_assert_null (strstr (reply->text, "password"));
  g_assert_null (strstr (reply->text, "Leak"));

  staff = ask (fixture, "GET", "/v1/changes", fixture->technician, NULL);
  g_assert_nonnull (strstr (staff->text, "+49 69 1"));
  history = ask (fixture, "GET", path, fixture->wall, NULL);
  assert_error (history, 403, "forbidden");
}

#define ADD(path, func, flags) g_test_add (path, Fixture, GINT_TO_POINTER (flags), fixture_set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/access/log-in", test_log_in, FIXTURE_PEOPLE);
  ADD ("/access/log-in/person", test_log_in_person, FIXTURE_PEOPLE);
  ADD ("/access/wrong-password", test_wrong_password, FIXTURE_PEOPLE);
  ADD ("/access/throttle", test_throttle, FIXTURE_PEOPLE);
  ADD ("/access/no-token", test_no_token, FIXTURE_PLAIN);
  ADD ("/access/expiry", test_expiry, FIXTURE_PLAIN);
  ADD ("/access/after-restart", test_after_restart, FIXTURE_PEOPLE);
  ADD ("/access/schema", test_schema, FIXTURE_PLAIN);
  ADD ("/access/writers", test_writers, FIXTURE_PLAIN);
  ADD ("/access/intake", test_intake, FIXTURE_PLAIN);
  ADD ("/access/wall", test_wall, FIXTURE_PLAIN);
  return g_test_run ();
}
