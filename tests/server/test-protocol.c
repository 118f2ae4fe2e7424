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

static gint64
seq_of (JsonObject *result)
{
  return json_object_get_int_member (result, "seq");
}

static JsonObject *
body_of (JsonObject *row)
{
  g_assert_nonnull (row);
  return json_object_get_object_member (row, "body");
}

static JsonObject *
result_at (Reply *reply,
           guint  index)
{
  return json_array_get_object_element (json_object_get_array_member (reply->object, "results"), index);
}

static const char *
message_of (JsonObject *result)
{
  return json_object_get_string_member (json_object_get_object_member (result, "error"), "message");
}

static JsonObject *
conflict_at (JsonObject *result,
             guint       index)
{
  return json_array_get_object_element (json_object_get_array_member (result, "conflicts"), index);
}

/* One mutation as JSON. */
static char *
mut (int         mid,
     const char *op,
     RwRecord   *record,
     gint64      base,
     const char *set,
     int         group)
{
  g_autofree char *id = rw_id_to_string (rw_record_get_id (record));

  return g_strdup_printf ("{\"mid\":%d,\"op\":\"%s\",\"kind\":\"%s\",\"id\":\"%s\",\"base\":%" G_GINT64_FORMAT
                          ",\"set\":%s,\"group\":%d}",
                          mid, op, rw_record_get_info (record)->name, id, base, set, group);
}

static JsonObject *
push_one (Fixture    *fixture,
          const char *client,
          int         mid,
          const char *op,
          RwRecord   *record,
          gint64      base,
          const char *set,
          Reply     **reply)
{
  g_autofree char *one = mut (mid, op, record, base, set, 0);
  g_autofree char *list = g_strdup_printf ("[%s]", one);

  return push (fixture, fixture->manager, client, list, reply);
}

static GPtrArray *
pull_from (Fixture    *fixture,
           gint64      pos,
           gint64      h0,
           gint64      limit)
{
  g_autofree char *path = g_strdup_printf ("/v1/changes?epoch=%s&scope=all-1&pos=%" G_GINT64_FORMAT "&h0=%" G_GINT64_FORMAT
                                           "&limit=%" G_GINT64_FORMAT "&client=" CLIENT_A,
                                           fixture->epoch, pos, h0, limit);
  g_autoptr (Reply) reply = ask (fixture, "GET", path, fixture->manager, NULL);

  return feed_lines (reply);
}

static GPtrArray *
pull (Fixture *fixture)
{
  return pull_from (fixture, 0, 0, 100000);
}

static void
assert_resync (Fixture    *fixture,
               const char *query)
{
  g_autofree char *path = g_strconcat ("/v1/changes?", query, NULL);
  g_autoptr (Reply) reply = ask (fixture, "GET", path, fixture->manager, NULL);

  assert_error (reply, 410, "resync");
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
test_feed_empty (Fixture      *fixture,
                 gconstpointer flags)
{
  g_autoptr (GPtrArray) lines = pull (fixture);
  JsonObject *trailer = feed_trailer (lines);

  g_assert_cmpint (lines->len, ==, 1);
  g_assert_cmpint (json_object_get_int_member (trailer, "to"), ==, 0);
  g_assert_cmpint (json_object_get_int_member (trailer, "head"), ==, 0);
  g_assert_cmpint (json_object_get_int_member (trailer, "last_mid"), ==, 0);
  g_assert_cmpstr (json_object_get_string_member (trailer, "epoch"), ==, fixture->epoch);
  g_assert_cmpstr (json_object_get_string_member (trailer, "scope"), ==, "all-1");
}

/* Pages join without a gap, and a row that changes meanwhile is not missed but moves to the end. */
static void
test_feed_pages (Fixture      *fixture,
                 gconstpointer flags)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (RwRecord) first = NULL;
  gint64 pos = 0, h0 = 0;
  guint rows = 0;

  for (int i = 0; i < 25; i++)
    {
      g_autofree char *title = g_strdup_printf ("Ticket %d", i);
      g_autoptr (RwRecord) ticket = new_ticket (title);

      load (fixture, ticket);
      if (i == 0)
        first = g_object_ref (ticket);
    }
  for (int page = 0; page < 10; page++)
    {
      g_autoptr (GPtrArray) lines = pull_from (fixture, pos, h0, 10);
      JsonObject *trailer = feed_trailer (lines);

      for (guint i = 0; i + 1 < lines->len; i++)
        {
          JsonObject *row = json_node_get_object (g_ptr_array_index (lines, i));

          g_assert_cmpint (json_object_get_int_member (row, "seq"), >, pos);
          pos = json_object_get_int_member (row, "seq");
          g_hash_table_add (seen, g_strdup (json_object_get_string_member (row, "id")));
          rows++;
        }
      g_assert_cmpint (json_object_get_int_member (trailer, "to"), >=, pos);
      pos = json_object_get_int_member (trailer, "to");
      if (page == 0)
        {
          g_autoptr (Reply) reply = NULL;

          h0 = json_object_get_int_member (trailer, "h0");
          g_assert_cmpint (h0, ==, 25);
          g_assert_cmpint (lines->len, ==, 11);
          g_assert_cmpint (pos, ==, 10);
          push_one (fixture, CLIENT_B, 1, "update", first, 1, "{\"title\":\"Changed\"}", &reply);
        }
      if (pos == json_object_get_int_member (trailer, "head"))
        break;
    }
  g_assert_cmpint (pos, ==, 26);
  g_assert_cmpint (rows, ==, 26);
  g_assert_cmpint (g_hash_table_size (seen), ==, 25);
}

static void
test_feed_resync (Fixture      *fixture,
                  gconstpointer flags)
{
  g_autofree char *ahead = g_strdup_printf ("epoch=%s&pos=5", fixture->epoch);
  g_autofree char *scope = g_strdup_printf ("epoch=%s&scope=wall-1&pos=0", fixture->epoch);
  g_autofree char *good = g_strdup_printf ("/v1/changes?epoch=%s&scope=all-1&pos=1", fixture->epoch);
  g_autoptr (RwRecord) ticket = new_ticket ("One");
  g_autoptr (Reply) reply = NULL;

  load (fixture, ticket);
  assert_resync (fixture, "epoch=018f0000-0000-7000-8000-000000000001&pos=0");
  assert_resync (fixture, "pos=1");
  assert_resync (fixture, ahead);
  assert_resync (fixture, scope);
  reply = ask (fixture, "GET", good, fixture->manager, NULL);
  g_assert_cmpint (reply->status, ==, 200);
}

/* Below the floor deletions are forgotten: who has not seen them must start over, but not a first sync
 * that began after them. */
static void
test_feed_floor (Fixture      *fixture,
                 gconstpointer flags)
{
  g_autoptr (RwRecord) a = new_ticket ("A");
  g_autoptr (RwRecord) b = new_ticket ("B");
  g_autofree char *old = g_strdup_printf ("epoch=%s&pos=2&h0=2", fixture->epoch);
  g_autoptr (GPtrArray) with_tombstone = NULL;
  g_autoptr (GPtrArray) without = NULL;
  g_autoptr (GPtrArray) going_on = NULL;
  g_autoptr (Reply) reply = NULL;

  load (fixture, a);
  load (fixture, b);
  g_assert_cmpstr (status_of (push_one (fixture, CLIENT_A, 1, "delete", a, 1, "{}", &reply)), ==, "applied");
  with_tombstone = pull_from (fixture, 2, 2, 100);
  g_assert_true (json_object_get_boolean_member (feed_row (with_tombstone, rw_record_get_id (a)), "deleted"));

  g_assert_true (rw_server_collect (fixture->server, rw_clock_now () - RW_HOUR, NULL));
  g_clear_pointer (&with_tombstone, g_ptr_array_unref);
  with_tombstone = pull_from (fixture, 2, 2, 100);
  g_assert_nonnull (feed_row (with_tombstone, rw_record_get_id (a)));

  g_assert_true (rw_server_collect (fixture->server, rw_clock_now () + RW_HOUR, NULL));
  assert_resync (fixture, old);
  going_on = pull_from (fixture, 2, 3, 100);
  g_assert_null (feed_row (going_on, rw_record_get_id (a)));
  without = pull (fixture);
  g_assert_null (feed_row (without, rw_record_get_id (a)));
  g_assert_nonnull (feed_row (without, rw_record_get_id (b)));
}

static void
test_new_epoch (Fixture      *fixture,
                gconstpointer flags)
{
  g_autoptr (RwRecord) ticket = new_ticket ("One");
  g_autofree char *query = g_strdup_printf ("epoch=%s&pos=1", fixture->epoch);
  g_autofree char *body = g_strdup_printf ("{\"client\":\"" CLIENT_A "\",\"epoch\":\"%s\",\"muts\":[]}", fixture->epoch);
  g_autoptr (Reply) reply = NULL;

  load (fixture, ticket);
  g_assert_true (rw_server_new_epoch (fixture->server, NULL));
  assert_resync (fixture, query);
  reply = ask (fixture, "POST", "/v1/mutations", fixture->manager, body);
  assert_error (reply, 410, "resync");
}

static void
test_create (Fixture      *fixture,
             gconstpointer flags)
{
  g_autoptr (RwRecord) ticket = new_ticket ("x");
  g_autoptr (Reply) reply = NULL;
  JsonObject *result = push_one (fixture, CLIENT_A, 1, "create", ticket, 0,
                                 "{\"title\":\"Checkout 502\",\"type\":\"incident\",\"status\":\"new\",\"priority\":\"P1\","
                                 "\"opened\":\"2026-11-22T06:00:00Z\",\"tags\":{\"add\":[\"shop\"],\"remove\":[]}}",
                                 &reply);
  g_autoptr (GPtrArray) lines = pull (fixture);
  JsonObject *row = feed_row (lines, rw_record_get_id (ticket));

  g_assert_cmpstr (status_of (result), ==, "applied");
  g_assert_cmpint (seq_of (result), ==, 1);
  g_assert_cmpint (json_object_get_int_member (reply->object, "head"), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (row, "kind"), ==, "ticket");
  g_assert_cmpstr (json_object_get_string_member (body_of (row), "title"), ==, "Checkout 502");
  g_assert_cmpstr (json_object_get_string_member (body_of (row), "number"), ==, "T-1001");
  g_assert_cmpint (json_object_get_int_member (feed_trailer (lines), "last_mid"), ==, 1);
}

static void
test_merge_fields (Fixture      *fixture,
                   gconstpointer flags)
{
  g_autoptr (RwRecord) ticket = new_ticket ("One");
  g_autoptr (Reply) a = NULL;
  g_autoptr (Reply) b = NULL;
  g_autoptr (Reply) c = NULL;
  g_autoptr (Reply) d = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  JsonObject *result, *conflict;

  load (fixture, ticket);
  result = push_one (fixture, CLIENT_A, 1, "update", ticket, 1, "{\"title\":\"From A\"}", &a);
  g_assert_cmpstr (status_of (result), ==, "applied");

  /* Another field: both stay. */
  result = push_one (fixture, CLIENT_B, 1, "update", ticket, 1, "{\"category\":\"Network\"}", &b);
  g_assert_cmpstr (status_of (result), ==, "merged");

  /* The same field: the server's value stays, the rest is written. */
  result = push_one (fixture, CLIENT_B, 2, "update", ticket, 1, "{\"title\":\"From B\",\"root_cause\":\"Cable\"}", &c);
  g_assert_cmpstr (status_of (result), ==, "conflict");
  conflict = conflict_at (result, 0);
  g_assert_cmpstr (json_object_get_string_member (conflict, "field"), ==, "title");
  g_assert_cmpstr (json_object_get_string_member (conflict, "base"), ==, "One");
  g_assert_cmpstr (json_object_get_string_member (conflict, "theirs"), ==, "From A");
  g_assert_cmpstr (json_object_get_string_member (conflict, "yours"), ==, "From B");
  g_assert_cmpstr (json_object_get_string_member (conflict, "by"), ==, "manager");
  g_assert_true (json_object_has_member (conflict, "at"));

  /* The same value is no conflict, and no write. */
  result = push_one (fixture, CLIENT_B, 3, "update", ticket, 1, "{\"title\":\"From A\"}", &d);
  g_assert_cmpstr (status_of (result), ==, "applied");
  g_assert_cmpint (json_object_get_int_member (d->object, "head"), ==, 4);

  lines = pull (fixture);
  g_assert_cmpstr (json_object_get_string_member (body_of (feed_row (lines, rw_record_get_id (ticket))), "title"), ==, "From A");
  g_assert_cmpstr (json_object_get_string_member (body_of (feed_row (lines, rw_record_get_id (ticket))), "category"), ==,
                   "Network");
  g_assert_cmpstr (json_object_get_string_member (body_of (feed_row (lines, rw_record_get_id (ticket))), "root_cause"), ==,
                   "Cable");
}

/* What a client wrote itself it has seen, even before it pulls. */
static void
test_merge_own (Fixture      *fixture,
                gconstpointer flags)
{
  g_autoptr (RwRecord) ticket = new_ticket ("One");
  g_autofree char *one = mut (1, "update", ticket, 1, "{\"title\":\"Two\"}", 0);
  g_autofree char *two = mut (2, "update", ticket, 1, "{\"title\":\"Three\"}", 0);
  g_autofree char *three = mut (3, "delete", ticket, 1, "{}", 0);
  g_autofree char *muts = g_strdup_printf ("[%s,%s,%s]", one, two, three);
  g_autoptr (Reply) reply = NULL;

  load (fixture, ticket);
  push (fixture, fixture->manager, CLIENT_A, muts, &reply);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpstr (status_of (result_at (reply, i)), ==, "applied");
  g_assert_cmpint (seq_of (result_at (reply, 2)), ==, 4);
}

static void
test_merge_sets (Fixture      *fixture,
                 gconstpointer flags)
{
  g_autoptr (RwRecord) ticket = new_ticket ("One");
  g_autoptr (Reply) a = NULL;
  g_autoptr (Reply) b = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  JsonArray *tags;

  rw_record_set_texts (ticket, RW_TICKET_TAGS, (const char *[]){ "a", "b", NULL });
  load (fixture, ticket);
  push_one (fixture, CLIENT_A, 1, "update", ticket, 1, "{\"tags\":{\"add\":[\"c\"],\"remove\":[\"a\"]}}", &a);
  g_assert_cmpstr (status_of (push_one (fixture, CLIENT_B, 1, "update", ticket, 1,
                                        "{\"tags\":{\"add\":[\"d\"],\"remove\":[\"b\"]}}", &b)), ==, "merged");
  lines = pull (fixture);
  tags = json_object_get_array_member (body_of (feed_row (lines, rw_record_get_id (ticket))), "tags");
  g_assert_cmpint (json_array_get_length (tags), ==, 2);
  g_assert_cmpstr (json_array_get_string_element (tags, 0), ==, "c");
  g_assert_cmpstr (json_array_get_string_element (tags, 1), ==, "d");
}

static void
test_repeat_and_gap (Fixture      *fixture,
                     gconstpointer flags)
{
  g_autoptr (RwRecord) ticket = new_ticket ("One");
  g_autofree char *one = mut (1, "update", ticket, 1, "{\"title\":\"Two\"}", 0);
  g_autofree char *three = mut (3, "update", ticket, 1, "{\"title\":\"Four\"}", 0);
  g_autofree char *gap = g_strdup_printf ("{\"client\":\"" CLIENT_A "\",\"muts\":[%s]}", three);
  g_autofree char *inside = g_strdup_printf ("{\"client\":\"" CLIENT_B "\",\"muts\":[%s,%s]}", one, three);
  g_autofree char *acknowledged = g_strdup_printf ("{\"client\":\"" CLIENT_A "\",\"ack\":1,\"muts\":[%s]}", one);
  g_autofree char *list = g_strdup_printf ("[%s]", one);
  g_autoptr (Reply) first = NULL;
  g_autoptr (Reply) again = NULL;
  g_autoptr (Reply) refused = NULL;
  g_autoptr (Reply) refused_too = NULL;
  g_autoptr (Reply) later = NULL;

  load (fixture, ticket);
  push (fixture, fixture->manager, CLIENT_A, list, &first);
  push (fixture, fixture->manager, CLIENT_A, list, &again);
  g_assert_cmpstr (first->text, ==, again->text);
  g_assert_cmpint (json_object_get_int_member (again->object, "head"), ==, 2);

  refused = ask (fixture, "POST", "/v1/mutations", fixture->manager, gap);
  assert_error (refused, 409, "conflict");
  refused_too = ask (fixture, "POST", "/v1/mutations", fixture->manager, inside);
  assert_error (refused_too, 409, "conflict");

  later = ask (fixture, "POST", "/v1/mutations", fixture->manager, acknowledged);
  g_assert_cmpint (later->status, ==, 200);
  g_assert_cmpstr (status_of (result_at (later, 0)), ==, "repeated");
}

/* The same, with a server that went away in between. */
static void
test_repeat_after_restart (Fixture      *fixture,
                           gconstpointer flags)
{
  g_autoptr (RwRecord) ticket = new_ticket ("One");
  g_autofree char *one = mut (1, "update", ticket, 1, "{\"title\":\"Two\"}", 0);
  g_autofree char *list = g_strdup_printf ("[%s]", one);
  g_autoptr (Reply) first = NULL;
  g_autoptr (Reply) again = NULL;

  load (fixture, ticket);
  push (fixture, fixture->manager, CLIENT_A, list, &first);
  fixture_restart (fixture);
  push (fixture, fixture->manager, CLIENT_A, list, &again);
  g_assert_cmpstr (first->text, ==, again->text);
}

/* A number under which the person wants nothing done any more counts like any other. */
static void
test_none (Fixture      *fixture,
           gconstpointer flags)
{
  g_autoptr (RwRecord) ticket = new_ticket ("One");
  g_autofree char *one = mut (1, "update", ticket, 1, "{\"title\":\"Two\"}", 0);
  g_autofree char *three = mut (3, "update", ticket, 1, "{\"category\":\"Mail\"}", 0);
  g_autofree char *muts = g_strdup_printf ("[%s,{\"mid\":2,\"op\":\"none\"},%s]", one, three);
  g_autoptr (Reply) first = NULL;
  g_autoptr (Reply) again = NULL;

  load (fixture, ticket);
  push (fixture, fixture->manager, CLIENT_A, muts, &first);
  g_assert_cmpstr (status_of (result_at (first, 0)), ==, "applied");
  g_assert_cmpstr (status_of (result_at (first, 1)), ==, "applied");
  g_assert_cmpint (json_object_get_int_member (result_at (first, 1), "seq"), ==, 0);
  g_assert_cmpstr (status_of (result_at (first, 2)), ==, "applied");
  /* Nothing was written for it. */
  g_assert_cmpint (json_object_get_int_member (first->object, "head"), ==, 3);
  push (fixture, fixture->manager, CLIENT_A, muts, &again);
  g_assert_cmpstr (first->text, ==, again->text);
}

static void
test_group (Fixture      *fixture,
            gconstpointer flags)
{
  g_autoptr (RwRecord) a = new_ticket ("A");
  g_autoptr (RwRecord) b = new_ticket ("B");
  g_autofree char *one = mut (1, "update", a, 1, "{\"title\":\"A2\"}", 7);
  g_autofree char *two = mut (2, "update", b, 2, "{\"title\":\"\"}", 7);
  g_autofree char *three = mut (3, "update", a, 1, "{\"category\":\"Alone\"}", 0);
  g_autofree char *muts = g_strdup_printf ("[%s,%s,%s]", one, two, three);
  g_autoptr (Reply) reply = NULL;
  g_autoptr (GPtrArray) lines = NULL;

  load (fixture, a);
  load (fixture, b);
  push (fixture, fixture->manager, CLIENT_A, muts, &reply);
  g_assert_cmpstr (status_of (result_at (reply, 0)), ==, "refused");
  g_assert_cmpstr (status_of (result_at (reply, 1)), ==, "refused");
  g_assert_nonnull (strstr (message_of (result_at (reply, 0)), "Title is missing"));
  g_assert_cmpstr (status_of (result_at (reply, 2)), ==, "applied");
  g_assert_cmpint (seq_of (result_at (reply, 2)), ==, 3);
  lines = pull (fixture);
  g_assert_cmpstr (json_object_get_string_member (body_of (feed_row (lines, rw_record_get_id (a))), "title"), ==, "A");
}

/* A conflict in one of them holds back all of them. */
static void
test_group_conflict (Fixture      *fixture,
                     gconstpointer flags)
{
  g_autoptr (RwRecord) a = new_ticket ("A");
  g_autoptr (RwRecord) b = new_ticket ("B");
  g_autofree char *one = mut (1, "update", a, 1, "{\"title\":\"A2\"}", 7);
  g_autofree char *two = mut (2, "update", b, 2, "{\"title\":\"B2\"}", 7);
  g_autofree char *muts = g_strdup_printf ("[%s,%s]", one, two);
  g_autoptr (Reply) theirs = NULL;
  g_autoptr (Reply) reply = NULL;

  load (fixture, a);
  load (fixture, b);
  push_one (fixture, CLIENT_B, 1, "update", b, 2, "{\"title\":\"Theirs\"}", &theirs);
  push (fixture, fixture->manager, CLIENT_A, muts, &reply);
  g_assert_cmpstr (status_of (result_at (reply, 0)), ==, "refused");
  g_assert_cmpstr (status_of (result_at (reply, 1)), ==, "conflict");
  g_assert_cmpint (json_object_get_int_member (reply->object, "head"), ==, 3);
}

static void
test_unique (Fixture      *fixture,
             gconstpointer flags)
{
  g_autoptr (RwRecord) a = new_site ("Frankfurt");
  g_autoptr (RwRecord) b = new_site ("Berlin");
  g_autofree char *one = mut (2, "update", a, 1, "{\"name\":\"Berlin\"}", 1);
  g_autofree char *two = mut (3, "update", b, 2, "{\"name\":\"Frankfurt\"}", 1);
  g_autofree char *swap = g_strdup_printf ("[%s,%s]", one, two);
  g_autoptr (Reply) taken = NULL;
  g_autoptr (Reply) swapped = NULL;
  JsonObject *result;

  load (fixture, a);
  load (fixture, b);
  result = push_one (fixture, CLIENT_A, 1, "update", b, 2, "{\"name\":\"Frankfurt\"}", &taken);
  g_assert_cmpstr (status_of (result), ==, "refused");
  g_assert_nonnull (strstr (message_of (result), "Frankfurt"));

  /* In one group two may change names. */
  push (fixture, fixture->manager, CLIENT_A, swap, &swapped);
  g_assert_cmpstr (status_of (result_at (swapped, 0)), ==, "applied");
  g_assert_cmpstr (status_of (result_at (swapped, 1)), ==, "applied");
}

static void
test_references (Fixture      *fixture,
                 gconstpointer flags)
{
  g_autoptr (RwRecord) site = new_site ("Frankfurt");
  g_autoptr (RwRecord) room = rw_record_new (RW_KIND_ROOM, NULL);
  g_autofree char *id = rw_id_to_string (rw_record_get_id (site));
  g_autofree char *set = g_strdup_printf ("{\"name\":\"Cage 3\",\"site\":\"%s\"}", id);
  g_autofree char *wrong = g_strdup_printf ("{\"site\":\"%s\"}", id);
  g_autofree char *one = mut (4, "delete", site, 1, "{}", 2);
  g_autofree char *two = mut (5, "delete", room, 2, "{}", 2);
  g_autofree char *both = g_strdup_printf ("[%s,%s]", one, two);
  g_autoptr (Reply) dangling = NULL;
  g_autoptr (Reply) made = NULL;
  g_autoptr (Reply) refused = NULL;
  g_autoptr (Reply) gone = NULL;
  JsonObject *result;

  result = push_one (fixture, CLIENT_A, 1, "create", room, 0, set, &dangling);
  g_assert_cmpstr (status_of (result), ==, "refused");
  g_assert_nonnull (strstr (message_of (result), "Site"));

  load (fixture, site);
  g_assert_cmpstr (status_of (push_one (fixture, CLIENT_A, 2, "create", room, 0, set, &made)), ==, "applied");
  result = push_one (fixture, CLIENT_A, 3, "delete", site, 1, "{}", &refused);
  g_assert_cmpstr (status_of (result), ==, "refused");
  g_assert_nonnull (strstr (message_of (result), "Cage 3"));

  push (fixture, fixture->manager, CLIENT_A, both, &gone);
  g_assert_cmpstr (status_of (result_at (gone, 0)), ==, "applied");
  g_assert_cmpstr (status_of (result_at (gone, 1)), ==, "applied");
}

static void
test_delete_unseen (Fixture      *fixture,
                    gconstpointer flags)
{
  g_autoptr (RwRecord) ticket = new_ticket ("One");
  g_autoptr (Reply) edit = NULL;
  g_autoptr (Reply) blind = NULL;
  g_autoptr (Reply) seen = NULL;
  g_autoptr (Reply) late = NULL;
  g_autoptr (Reply) again = NULL;
  JsonObject *result;

  load (fixture, ticket);
  push_one (fixture, CLIENT_B, 1, "update", ticket, 1, "{\"title\":\"Important\"}", &edit);
  result = push_one (fixture, CLIENT_A, 1, "delete", ticket, 1, "{}", &blind);
  g_assert_cmpstr (status_of (result), ==, "conflict");
  g_assert_cmpstr (json_object_get_string_member (conflict_at (result, 0), "field"), ==, "title");
  g_assert_cmpstr (json_object_get_string_member (conflict_at (result, 0), "theirs"), ==, "Important");

  g_assert_cmpstr (status_of (push_one (fixture, CLIENT_A, 2, "delete", ticket, 2, "{}", &seen)), ==, "applied");
  result = push_one (fixture, CLIENT_B, 2, "update", ticket, 2, "{\"title\":\"Too late\"}", &late);
  g_assert_cmpstr (status_of (result), ==, "conflict");
  g_assert_cmpstr (json_object_get_string_member (conflict_at (result, 0), "yours"), ==, "Too late");
  g_assert_nonnull (strstr (message_of (result), "deleted"));
  g_assert_cmpstr (status_of (push_one (fixture, CLIENT_B, 3, "delete", ticket, 2, "{}", &again)), ==, "applied");
  g_assert_cmpint (json_object_get_int_member (again->object, "head"), ==, 3);
}

/* Undoing a deletion makes the record again, with the number that it had. */
static void
test_undelete (Fixture      *fixture,
               gconstpointer flags)
{
  g_autoptr (RwRecord) ticket = new_ticket ("One");
  g_autoptr (Reply) deleted = NULL;
  g_autoptr (Reply) back = NULL;
  g_autoptr (GPtrArray) lines = NULL;

  load (fixture, ticket);
  push_one (fixture, CLIENT_A, 1, "delete", ticket, 1, "{}", &deleted);
  g_assert_cmpstr (status_of (push_one (fixture, CLIENT_A, 2, "create", ticket, 0,
                                        "{\"number\":\"T-1001\",\"title\":\"One\",\"type\":\"incident\",\"status\":\"new\","
                                        "\"priority\":\"P3\",\"opened\":\"2026-11-22T06:00:00Z\"}",
                                        &back)), ==, "applied");
  lines = pull (fixture);
  g_assert_cmpstr (json_object_get_string_member (body_of (feed_row (lines, rw_record_get_id (ticket))), "number"), ==, "T-1001");
}

/* After a restore a client pushes again what it is not sure of: a record that it made is there already. */
static void
test_create_again (Fixture      *fixture,
                   gconstpointer flags)
{
  static const char set[] = "{\"name\":\"Frankfurt\"}";
  g_autoptr (RwRecord) site = new_site ("x");
  g_autoptr (Reply) first = NULL;
  g_autoptr (Reply) own = NULL;
  g_autoptr (Reply) other = NULL;

  push_one (fixture, CLIENT_A, 1, "create", site, 0, set, &first);
  g_assert_cmpstr (status_of (push_one (fixture, CLIENT_A, 2, "create", site, 0, set, &own)), ==, "applied");
  g_assert_cmpint (json_object_get_int_member (own->object, "head"), ==, 1);
  g_assert_cmpstr (status_of (push_one (fixture, CLIENT_B, 1, "create", site, 0, set, &other)), ==, "refused");
}

/* Two people take back the same deletion: the second is told, not left to believe that it was done. */
static void
test_create_after_other (Fixture      *fixture,
                         gconstpointer flags)
{
  static const char set[] = "{\"name\":\"Frankfurt\"}";
  g_autoptr (RwRecord) site = new_site ("x");
  g_autoptr (Reply) first = NULL;
  g_autoptr (Reply) gone = NULL;
  g_autoptr (Reply) other = NULL;
  g_autoptr (Reply) second = NULL;
  g_autoptr (Reply) different = NULL;

  push_one (fixture, CLIENT_A, 1, "create", site, 0, set, &first);
  push_one (fixture, CLIENT_A, 2, "delete", site, 1, "{}", &gone);
  g_assert_cmpstr (status_of (push_one (fixture, CLIENT_B, 1, "create", site, 0,
                                        "{\"name\":\"Hamburg\"}", &other)),
                   ==, "applied");
  g_assert_cmpstr (status_of (push_one (fixture, CLIENT_A, 3, "create", site, 0, set, &second)), ==,
                   "refused");
  g_assert_cmpstr (status_of (push_one (fixture, CLIENT_B, 2, "create", site, 0, set, &different)),
                   ==, "refused");
}

static void
test_rack_units (Fixture      *fixture,
                 gconstpointer flags)
{
  g_autoptr (RwRecord) site = new_site ("Frankfurt");
  g_autoptr (RwRecord) room = rw_record_new (RW_KIND_ROOM, NULL);
  g_autoptr (RwRecord) rack = rw_record_new (RW_KIND_RACK, NULL);
  g_autoptr (RwRecord) type = rw_record_new (RW_KIND_DEVICE_TYPE, NULL);
  g_autoptr (RwRecord) a = rw_record_new (RW_KIND_DEVICE, NULL);
  g_autoptr (RwRecord) b = rw_record_new (RW_KIND_DEVICE, NULL);
  g_autoptr (Reply) refused = NULL;
  g_autoptr (Reply) outside = NULL;
  g_autoptr (Reply) fits = NULL;
  g_autoptr (Reply) swapped = NULL;
  g_autoptr (Reply) shrunk = NULL;
  g_autoptr (Reply) grown = NULL;
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;
  g_autofree char *swap = NULL;
  JsonObject *result;

  rw_record_set_text (room, RW_ROOM_NAME, "Cage 3");
  rw_record_set_ref (room, RW_ROOM_SITE, rw_record_get_id (site));
  rw_record_set_text (rack, RW_RACK_NAME, "R11");
  rw_record_set_ref (rack, RW_RACK_ROOM, rw_record_get_id (room));
  rw_record_set_integer (rack, RW_RACK_UNITS, 42);
  rw_record_set_text (type, RW_DEVICE_TYPE_MANUFACTURER, "Dell");
  rw_record_set_text (type, RW_DEVICE_TYPE_MODEL, "R650");
  rw_record_set_text (type, RW_DEVICE_TYPE_SLUG, "r650");
  rw_record_set_decimal (type, RW_DEVICE_TYPE_HEIGHT, 2);
  rw_record_set_boolean (type, RW_DEVICE_TYPE_FULL_DEPTH, TRUE);
  for (int i = 0; i < 2; i++)
    {
      RwRecord *device = i == 0 ? a : b;

      rw_record_set_text (device, RW_DEVICE_NAME, i == 0 ? "web-01" : "web-02");
      rw_record_set_ref (device, RW_DEVICE_TYPE, rw_record_get_id (type));
      rw_record_set_ref (device, RW_DEVICE_RACK, rw_record_get_id (rack));
      rw_record_set_decimal (device, RW_DEVICE_POSITION, i == 0 ? 10 : 20);
    }
  load (fixture, site);
  load (fixture, room);
  load (fixture, rack);
  load (fixture, type);
  load (fixture, a);
  load (fixture, b);

  result = push_one (fixture, CLIENT_A, 1, "update", b, 6, "{\"position\":11}", &refused);
  g_assert_cmpstr (status_of (result), ==, "refused");
  g_assert_nonnull (strstr (message_of (result), "web-01"));
  g_assert_nonnull (strstr (message_of (result), "web-02"));
  g_assert_cmpstr (status_of (push_one (fixture, CLIENT_A, 2, "update", b, 6, "{\"position\":42}", &outside)), ==, "refused");
  g_assert_cmpstr (status_of (push_one (fixture, CLIENT_A, 3, "update", b, 6, "{\"position\":12}", &fits)), ==, "applied");

  /* Two devices may change places in one group. */
  one = mut (4, "update", a, 5, "{\"position\":12}", 1);
  two = mut (5, "update", b, 7, "{\"position\":10}", 1);
  swap = g_strdup_printf ("[%s,%s]", one, two);
  push (fixture, fixture->manager, CLIENT_A, swap, &swapped);
  g_assert_cmpstr (status_of (result_at (swapped, 0)), ==, "applied");

  g_assert_cmpstr (status_of (push_one (fixture, CLIENT_A, 6, "update", rack, 3, "{\"units\":12}", &shrunk)), ==, "refused");
  result = push_one (fixture, CLIENT_A, 7, "update", type, 4, "{\"height\":3}", &grown);
  g_assert_cmpstr (status_of (result), ==, "refused");
  g_assert_nonnull (strstr (message_of (result), "web-0"));
}

static void
test_history (Fixture      *fixture,
              gconstpointer flags)
{
  g_autoptr (RwRecord) ticket = new_ticket ("One");
  g_autofree char *id = rw_id_to_string (rw_record_get_id (ticket));
  g_autofree char *path = g_strdup_printf ("/v1/history?kind=ticket&id=%s", id);
  g_autofree char *older = g_strdup_printf ("/v1/history?kind=ticket&id=%s&before=2&limit=5", id);
  g_autoptr (Reply) edit = NULL;
  g_autoptr (Reply) reply = NULL;
  g_autoptr (Reply) before = NULL;
  g_autoptr (Reply) missing = NULL;
  JsonArray *entries;
  JsonObject *entry;

  load (fixture, ticket);
  push_one (fixture, CLIENT_A, 1, "update", ticket, 1, "{\"title\":\"Two\",\"category\":\"Network\"}", &edit);
  reply = ask (fixture, "GET", path, fixture->auditor, NULL);
  g_assert_cmpint (reply->status, ==, 200);
  entries = json_object_get_array_member (reply->object, "entries");
  g_assert_cmpint (json_array_get_length (entries), ==, 2);
  entry = json_array_get_object_element (entries, 0);
  g_assert_cmpint (json_object_get_int_member (entry, "seq"), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (entry, "op"), ==, "update");
  g_assert_cmpstr (json_object_get_string_member (entry, "actor"), ==, "manager");
  /* One device is told from another; its id itself would let somebody push in its name. */
  g_assert_cmpint (strlen (json_object_get_string_member (entry, "client")), ==, 16);
  g_assert_null (strstr (reply->text, CLIENT_A));
  g_assert_cmpint (json_object_get_size (json_object_get_object_member (entry, "before")), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (entry, "before"), "title"), ==, "One");
  g_assert_cmpint (json_object_get_size (json_object_get_object_member (entry, "after")), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (entries, 1), "op"), ==, "create");

  before = ask (fixture, "GET", older, fixture->auditor, NULL);
  g_assert_cmpint (json_array_get_length (json_object_get_array_member (before->object, "entries")), ==, 1);
  missing = ask (fixture, "GET", "/v1/history?kind=ticket", fixture->auditor, NULL);
  assert_error (missing, 422, "invalid");
}

/* Each is refused in words; none takes effect or does harm. */
static void
test_malformed (Fixture      *fixture,
                gconstpointer flags)
{
  static const char *const bodies[] = {
    "",
    "[]",
    "{",
    "{\"client\":\"x\",\"muts\":[]}",
    "{\"client\":\"" CLIENT_A "\"}",
    "{\"client\":\"" CLIENT_A "\",\"muts\":[1]}",
    "{\"client\":\"" CLIENT_A "\",\"muts\":[{}]}",
    "{\"client\":\"" CLIENT_A "\",\"muts\":[{\"mid\":0}]}",
    "{\"client\":\"" CLIENT_A "\",\"muts\":[{\"mid\":\"1\"}]}",
    "\"\xff\xfe\"",
  };
  static const char *const edits[] = {
    "{\"mid\":%d}",
    "{\"mid\":%d,\"op\":\"explode\",\"kind\":\"ticket\",\"id\":\"" CLIENT_A "\"}",
    "{\"mid\":%d,\"op\":\"create\",\"kind\":\"dragon\",\"id\":\"" CLIENT_A "\",\"set\":{}}",
    "{\"mid\":%d,\"op\":\"create\",\"kind\":\"ticket\",\"id\":\"nope\",\"set\":{}}",
    "{\"mid\":%d,\"op\":\"create\",\"kind\":\"ticket\",\"id\":\"" CLIENT_A "\"}",
    "{\"mid\":%d,\"op\":\"create\",\"kind\":\"ticket\",\"id\":\"" CLIENT_A "\",\"set\":{\"title\":5}}",
    "{\"mid\":%d,\"op\":\"create\",\"kind\":\"ticket\",\"id\":\"" CLIENT_A "\",\"set\":{\"number\":\"T-1\"}}",
    "{\"mid\":%d,\"op\":\"create\",\"kind\":\"ticket\",\"id\":\"" CLIENT_A "\",\"set\":[]}",
  };
  GString *deep = g_string_new ("{\"client\":");
  g_autoptr (Reply) too_deep = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (Reply) reply = ask (fixture, "POST", "/v1/mutations", fixture->manager, bodies[i]);

      assert_error (reply, 422, "invalid");
    }
  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      g_autofree char *one = g_strdup_printf (edits[i], i + 1);
      g_autofree char *list = g_strdup_printf ("[%s]", one);
      g_autoptr (Reply) reply = NULL;

      g_assert_cmpstr (status_of (push (fixture, fixture->manager, CLIENT_A, list, &reply)), ==, "refused");
      g_assert_cmpint (json_object_get_int_member (reply->object, "head"), ==, 0);
    }
  for (int i = 0; i < 100000; i++)
    g_string_append_c (deep, '[');
  too_deep = ask (fixture, "POST", "/v1/mutations", fixture->manager, deep->str);
  assert_error (too_deep, 422, "invalid");
  g_string_free (deep, TRUE);
}

#define ADD(path, func) g_test_add (path, Fixture, GINT_TO_POINTER (FIXTURE_PLAIN), fixture_set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/protocol/hello", test_hello);
  ADD ("/protocol/feed/empty", test_feed_empty);
  ADD ("/protocol/feed/pages", test_feed_pages);
  ADD ("/protocol/feed/resync", test_feed_resync);
  ADD ("/protocol/feed/floor", test_feed_floor);
  ADD ("/protocol/new-epoch", test_new_epoch);
  ADD ("/protocol/create", test_create);
  ADD ("/protocol/merge/fields", test_merge_fields);
  ADD ("/protocol/merge/own", test_merge_own);
  ADD ("/protocol/merge/sets", test_merge_sets);
  ADD ("/protocol/repeat", test_repeat_and_gap);
  ADD ("/protocol/repeat-after-restart", test_repeat_after_restart);
  ADD ("/protocol/none", test_none);
  ADD ("/protocol/group/refused", test_group);
  ADD ("/protocol/group/conflict", test_group_conflict);
  ADD ("/protocol/unique", test_unique);
  ADD ("/protocol/references", test_references);
  ADD ("/protocol/delete-unseen", test_delete_unseen);
  ADD ("/protocol/undelete", test_undelete);
  ADD ("/protocol/create-again", test_create_again);
  ADD ("/protocol/create-after-other", test_create_after_other);
  ADD ("/protocol/rack-units", test_rack_units);
  ADD ("/protocol/history", test_history);
  ADD ("/protocol/malformed", test_malformed);
  return g_test_run ();
}
