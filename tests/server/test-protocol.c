/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "rw-clock.h"
#include "server-fixture.h"

#define CLIENT_A "018f0000-0000-7000-8000-00000000000a"
#define CLIENT_B "018f0000-0000-7000-8000-00000000000b"

static const char *
status_of (JsonObject *result)
{
  return json_object_get_string_member (result, "status");
}

static JsonObject *
body_of (JsonObject *row)
{
  return json_object_get_object_member (row, "body");
}

/* The whole feed from zero. */
static GPtrArray *
pull (Fixture    *fixture,
      const char *bearer)
{
  g_autoptr (Reply) reply = ask (fixture, "GET", "/v1/changes?limit=100000&client=" CLIENT_A, bearer, NULL);

  return feed_lines (reply);
}

static void
test_hello (Fixture      *fixture,
            gconstpointer flags)
{
  g_autoptr (Reply) reply = ask (fixture, "GET", "/v1/hello", NULL, NULL);

  g_assert_cmpstr (json_object_get_string_member (reply->object, "name"), ==, "rackward");
  g_assert_cmpint (json_object_get_int_member (reply->object, "schema"), ==, RW_SCHEMA_VERSION);
  g_assert_cmpint (json_object_get_int_member (reply->object, "api"), ==, 1);
}

static void
test_empty_feed (Fixture      *fixture,
                 gconstpointer flags)
{
  g_autoptr (GPtrArray) lines = pull (fixture, fixture->manager);
  JsonObject *trailer = feed_trailer (lines);

  g_assert_cmpint (lines->len, ==, 1);
  g_assert_cmpint (json_object_get_int_member (trailer, "to"), ==, 0);
  g_assert_cmpint (json_object_get_int_member (trailer, "head"), ==, 0);
  g_assert_cmpstr (json_object_get_string_member (trailer, "epoch"), ==, fixture->epoch);
}

static void
test_create (Fixture      *fixture,
             gconstpointer flags)
{
  g_autoptr (RwRecord) ticket = new_ticket ("x");
  g_autofree char *id = rw_id_to_string (rw_record_get_id (ticket));
  g_autofree char *muts = g_strdup_printf (
    "[{\"mid\":1,\"op\":\"create\",\"kind\":\"ticket\",\"id\":\"%s\",\"base\":0,\"set\":{\"title\":\"Checkout 502\","
    "\"type\":\"incident\",\"status\":\"new\",\"priority\":\"P1\",\"opened\":\"2026-11-22T06:00:00Z\","
    "\"tags\":{\"add\":[\"shop\"],\"remove\":[]}}}]", id);
  g_autoptr (Reply) reply = NULL;
  JsonObject *result = push (fixture, fixture->technician, CLIENT_A, muts, &reply);
  g_autoptr (GPtrArray) lines = pull (fixture, fixture->manager);
  JsonObject *row = feed_row (lines, rw_record_get_id (ticket));

  g_assert_cmpstr (status_of (result), ==, "applied");
  g_assert_cmpint (json_object_get_int_member (result, "seq"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (reply->object, "head"), ==, 1);
  g_assert_nonnull (row);
  g_assert_cmpstr (json_object_get_string_member (row, "kind"), ==, "ticket");
  g_assert_cmpstr (json_object_get_string_member (body_of (row), "title"), ==, "Checkout 502");
  g_assert_cmpstr (json_object_get_string_member (body_of (row), "number"), ==, "T-1001");
  g_assert_cmpint (json_object_get_int_member (feed_trailer (lines), "last_mid"), ==, 1);
}

#define ADD(path, func) g_test_add (path, Fixture, GINT_TO_POINTER (FIXTURE_PLAIN), fixture_set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/protocol/hello", test_hello);
  ADD ("/protocol/feed/empty", test_empty_feed);
  ADD ("/protocol/create", test_create);
  return g_test_run ();
}
