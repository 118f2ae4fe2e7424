/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "rw-clock.h"
#include "rw-server-private.h"
#include "rw-time.h"
#include "server-fixture.h"

/* What became of some fields in all records of a kind: GET /v1/history without an id. */

#define CLIENT "0197b0a0-0000-7000-8000-00000000000a"
#define DEVICES "/v1/history?kind=device&fields=rack,draw_w"

static RwRecord *
new_device (Fixture    *fixture,
            const char *name,
            gint64      watts)
{
  RwRecord *device = rw_record_new (RW_KIND_DEVICE, NULL);
  static RwId type_id;
  g_autoptr (RwRecord) type = NULL;

  if (g_str_equal (name, "first"))
    {
      type = rw_record_new (RW_KIND_DEVICE_TYPE, NULL);
      rw_record_set_text (type, RW_DEVICE_TYPE_MODEL, "R650");
      load (fixture, type);
      type_id = *rw_record_get_id (type);
    }
  rw_record_set_text (device, RW_DEVICE_NAME, name);
  rw_record_set_ref (device, RW_DEVICE_TYPE, &type_id);
  if (watts > 0)
    rw_record_set_integer (device, RW_DEVICE_DRAW, watts);
  load (fixture, device);
  return device;
}

static void
edit (Fixture    *fixture,
      int         mid,
      const char *op,
      RwRecord   *record,
      const char *set)
{
  g_autofree char *id = rw_id_to_string (rw_record_get_id (record));
  g_autofree char *muts =
    g_strdup_printf ("[{\"mid\":%d,\"op\":\"%s\",\"kind\":\"%s\",\"id\":\"%s\","
                     "\"base\":%" G_GINT64_FORMAT ",\"set\":%s}]",
                     mid, op, rw_record_get_info (record)->name, id,
                     rw_server_get_head (fixture->server), set);
  g_autoptr (Reply) reply = NULL;
  JsonObject *result;

  push (fixture, fixture->manager, CLIENT, muts, &reply);
  g_assert_cmpint (reply->status, ==, 200);
  result =
    json_array_get_object_element (json_object_get_array_member (reply->object, "results"), 0);
  if (!g_str_equal (json_object_get_string_member (result, "status"), "applied"))
    g_error ("%s", reply->text);
}

static JsonObject *
entry_of (Reply *reply,
          guint  index)
{
  return json_array_get_object_element (json_object_get_array_member (reply->object, "entries"),
                                        index);
}

static guint
count (Reply *reply)
{
  g_assert_cmpint (reply->status, ==, 200);
  return json_array_get_length (json_object_get_array_member (reply->object, "entries"));
}

static gint64
draw_in (JsonObject *entry,
             const char *side)
{
  return json_object_get_int_member (json_object_get_object_member (entry, side), "draw_w");
}

/* Newest first; only what changed of what was asked for; the rest of the log is passed over. */
static void
test_fields (Fixture      *fixture,
             gconstpointer flags)
{
  g_autoptr (RwRecord) a = new_device (fixture, "first", 10);
  g_autoptr (RwRecord) b = new_device (fixture, "second", 0);
  g_autoptr (RwRecord) ticket = new_ticket ("One");
  g_autofree char *id = rw_id_to_string (rw_record_get_id (a));
  g_autoptr (Reply) reply = NULL;
  JsonObject *entry;

  load (fixture, ticket);
  edit (fixture, 1, "update", a, "{\"draw_w\":12,\"notes\":\"moved\"}");
  edit (fixture, 2, "update", a, "{\"notes\":\"nothing to see\"}");
  edit (fixture, 3, "update", b, "{\"draw_w\":30}");
  edit (fixture, 4, "delete", a, "{}");

  reply = ask (fixture, "GET", DEVICES, fixture->auditor, NULL);
  g_assert_cmpint (count (reply), ==, 4);
  g_assert_false (json_object_has_member (reply->object, "next"));
  g_assert_cmpstr (json_object_get_string_member (reply->object, "kind"), ==, "device");
  g_assert_cmpstr (json_object_get_string_member (reply->object, "epoch"), ==, fixture->epoch);
  g_assert_cmpint (json_object_get_int_member (reply->object, "head"), ==, 8);
  g_assert_null (strstr (reply->text, "notes"));
  g_assert_null (strstr (reply->text, "first"));

  entry = entry_of (reply, 0);
  g_assert_cmpstr (json_object_get_string_member (entry, "op"), ==, "delete");
  g_assert_cmpstr (json_object_get_string_member (entry, "id"), ==, id);
  g_assert_cmpint (json_object_get_int_member (entry, "seq"), ==, 8);
  g_assert_cmpint (draw_in (entry, "before"), ==, 12);
  g_assert_false (json_object_has_member (entry, "after"));
  g_assert_true (rw_instant_parse (json_object_get_string_member (entry, "at"), &(gint64) { 0 }));
  entry = entry_of (reply, 1);
  g_assert_cmpint (draw_in (entry, "after"), ==, 30);
  g_assert_false (json_object_has_member (entry, "before"));
  entry = entry_of (reply, 2);
  g_assert_cmpint (draw_in (entry, "before"), ==, 10);
  g_assert_cmpint (draw_in (entry, "after"), ==, 12);
  entry = entry_of (reply, 3);
  g_assert_cmpstr (json_object_get_string_member (entry, "op"), ==, "create");
  g_assert_cmpint (draw_in (entry, "after"), ==, 10);
}

/* From page to page, each entry once; and what came since. */
static void
test_pages (Fixture      *fixture,
            gconstpointer flags)
{
  g_autoptr (RwRecord) device = new_device (fixture, "first", 1);
  gint64 before = 0, last = G_MAXINT64;
  guint seen = 0, pages = 0;
  g_autoptr (Reply) since = NULL;
  g_autoptr (Reply) later = NULL;
  g_autoptr (Reply) never = NULL;
  g_autofree char *path = NULL;
  char at[RW_INSTANT_STRING_LENGTH + 1];

  for (int i = 1; i <= 10; i++)
    {
      g_autofree char *set = g_strdup_printf ("{\"draw_w\":%d}", i + 1);

      edit (fixture, i, "update", device, set);
    }
  do
    {
      g_autofree char *page = g_strdup_printf (DEVICES "&limit=4&before=%" G_GINT64_FORMAT, before);
      g_autoptr (Reply) reply = ask (fixture, "GET", page, fixture->auditor, NULL);

      for (guint i = 0; i < count (reply); i++)
        {
          gint64 seq = json_object_get_int_member (entry_of (reply, i), "seq");

          g_assert_cmpint (seq, <, last);
          last = seq;
          seen++;
        }
      before = json_object_get_int_member_with_default (reply->object, "next", 0);
      pages++;
    }
  while (before > 0);
  g_assert_cmpint (seen, ==, 11);
  g_assert_cmpint (pages, ==, 3);

  since = ask (fixture, "GET", DEVICES "&after=10", fixture->auditor, NULL);
  g_assert_cmpint (count (since), ==, 2);
  rw_instant_write (rw_clock_now () + RW_HOUR, at);
  path = g_strdup_printf (DEVICES "&since=%s", at);
  later = ask (fixture, "GET", path, fixture->auditor, NULL);
  g_assert_cmpint (count (later), ==, 0);
  never = ask (fixture, "GET", DEVICES "&since=0001-01-01T00:00:00Z", fixture->auditor, NULL);
  g_assert_cmpint (count (never), ==, 11);
}

/* A log that nobody could check, but long. */
static gpointer
lengthen_func (RwLogStoreSqlite *store,
               gpointer          data,
               GError          **error)
{
  g_autofree char *sql = g_strdup_printf (
    "WITH RECURSIVE n (i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 12099)"
    " INSERT INTO history (seq, at, kind, id, op, before, after, hash)"
    " SELECT i, %" G_GINT64_FORMAT ", 'device', zeroblob (16), 'update',"
    " '{\"notes\":\"a\"}', '{\"notes\":\"b\"}', x'00' FROM n",
    rw_clock_now ());

  g_assert_true (rw_db_exec (rw_log_store_sqlite_get_db (store), sql, error));
  return NULL;
}

/* However little is found, one request does not read the whole log: it says where to go on. */
static void
test_work_is_bounded (Fixture      *fixture,
                      gconstpointer flags)
{
  g_autoptr (RwRecord) device = new_device (fixture, "first", 1);
  gint64 before = 0;
  guint found = 0, requests = 0;

  rw_store_thread_run (rw_server_get_store (fixture->server), lengthen_func, NULL, NULL);
  do
    {
      g_autofree char *page = g_strdup_printf (DEVICES "&before=%" G_GINT64_FORMAT, before);
      g_autoptr (Reply) reply = ask (fixture, "GET", page, fixture->auditor, NULL);

      found += count (reply);
      before = json_object_get_int_member_with_default (reply->object, "next", 0);
      requests++;
      g_assert_cmpint (requests, <, 10);
    }
  while (before > 0);
  g_assert_cmpint (found, ==, 1);
  g_assert_cmpint (requests, ==, 3);
}

/* An answer ends when it is long enough, with an entry that is whole. */
static void
test_answer_is_bounded (Fixture      *fixture,
                        gconstpointer flags)
{
  g_autofree char *text = g_strnfill (90 * 1024, 'x');
  g_autofree char *set = NULL;
  g_autoptr (RwRecord) device = new_device (fixture, "first", 1);
  g_autoptr (Reply) reply = NULL;
  g_autoptr (Reply) rest = NULL;
  g_autofree char *path = NULL;
  guint n = 0;

  for (int i = 1; i <= 40; i++)
    {
      g_free (set);
      set = g_strdup_printf ("{\"notes\":\"%d %s\"}", i, text + 8);
      edit (fixture, i, "update", device, set);
    }
  reply =
    ask (fixture, "GET", "/v1/history?kind=device&fields=notes&limit=1000", fixture->auditor, NULL);
  n = count (reply);
  g_assert_cmpint (strlen (reply->text), <, 2 * 1024 * 1024);
  g_assert_cmpint (n, <, 40);
  path =
    g_strdup_printf ("/v1/history?kind=device&fields=notes&limit=1000&before=%" G_GINT64_FORMAT,
                     json_object_get_int_member (reply->object, "next"));
  rest = ask (fixture, "GET", path, fixture->auditor, NULL);
  g_assert_cmpint (count (rest), >, 0);
  g_assert_cmpint (json_object_get_int_member (entry_of (rest, 0), "seq"), ==,
                   json_object_get_int_member (entry_of (reply, n - 1), "seq") - 1);
}

static void
test_refused (Fixture      *fixture,
              gconstpointer flags)
{
  static const struct
  {
    const char *path;
    guint status;
    const char *code;
  } refused[] = {
    { "/v1/history?kind=device", 422, "invalid" },
    { "/v1/history?kind=device&fields=", 422, "invalid" },
    { "/v1/history?kind=device&fields=racks", 422, "invalid" },
    { "/v1/history?kind=device&fields=rack,", 422, "invalid" },
    { "/v1/history?kind=device&fields=,", 422, "invalid" },
    { "/v1/history?kind=device&fields=%27%3B%20DROP%20TABLE%20rec%3B--", 422, "invalid" },
    { "/v1/history?kind=nothing&fields=rack", 422, "invalid" },
    { "/v1/history?fields=rack", 422, "invalid" },
    { DEVICES "&id=" CLIENT, 422, "invalid" },
    { DEVICES "&limit=1001", 422, "invalid" },
    { DEVICES "&limit=-1", 422, "invalid" },
    { DEVICES "&limit=99999999999999999999", 422, "invalid" },
    { DEVICES "&before=x", 422, "invalid" },
    { DEVICES "&after=-1", 422, "invalid" },
    { DEVICES "&since=yesterday", 422, "invalid" },
    /* No secret is told this way, nor that there is one. */
    { "/v1/history?kind=device&fields=access", 403, "forbidden" },
    { "/v1/history?kind=device&fields=rack,licence_key", 403, "forbidden" },
  };
  g_autoptr (RwRecord) device = new_device (fixture, "first", 1);

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (Reply) reply = ask (fixture, "GET", refused[i].path, fixture->manager, NULL);

      g_test_message ("%s", refused[i].path);
      assert_error (reply, refused[i].status, refused[i].code);
    }
}

/* As the history of one record. */
static void
test_rights (Fixture      *fixture,
             gconstpointer flags)
{
  const struct
  {
    const char *token;
    guint status;
  } askers[] = { { fixture->manager, 200 }, { fixture->technician, 200 }, { fixture->auditor, 200 },
                 { fixture->wall, 403 },    { fixture->intake, 403 },     { "nobody", 401 } };
  g_autoptr (RwRecord) device = new_device (fixture, "first", 1);

  for (guint i = 0; i < G_N_ELEMENTS (askers); i++)
    {
      g_autoptr (Reply) reply = ask (fixture, "GET", DEVICES, askers[i].token, NULL);

      g_assert_cmpint (reply->status, ==, askers[i].status);
      g_assert_true ((strstr (reply->text, "draw_w") != NULL) == (askers[i].status == 200));
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/history/fields", test_fields);
  ADD ("/history/pages", test_pages);
  ADD ("/history/work-is-bounded", test_work_is_bounded);
  ADD ("/history/answer-is-bounded", test_answer_is_bounded);
  ADD ("/history/refused", test_refused);
  ADD ("/history/rights", test_rights);
  return g_test_run ();
}
