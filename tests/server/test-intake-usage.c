/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "backup-scene.h"
#include "rules/rw-volume-rules.h"
#include "rw-clock.h"
#include "rw-time.h"

/* POST /v1/intake/usage: volumes, samples, and the tickets that they open. */

#define NOW "2026-11-22T05:00:00Z"

typedef struct
{
  Fixture fixture;
  RwRecord *customer, *service, *web;
} World;

static void
set_up (World *world, gconstpointer flags)
{
  rw_clock_freeze (scene_at (NOW));
  fixture_set_up (&world->fixture, flags);
  world->customer = rw_record_new (RW_KIND_CUSTOMER, NULL);
  rw_record_set_text (world->customer, RW_CUSTOMER_NAME, "Muster GmbH");
  world->service = rw_record_new (RW_KIND_SERVICE, NULL);
  rw_record_set_text (world->service, RW_SERVICE_NAME, "Shop");
  rw_record_set_ref (world->service, RW_SERVICE_CUSTOMER, rw_record_get_id (world->customer));
  world->web = scene_vm ("web-014");
  rw_record_set_ref (world->web, RW_VM_SERVICE, rw_record_get_id (world->service));
  load (&world->fixture, world->customer);
  load (&world->fixture, world->service);
  load (&world->fixture, world->web);
}

static void
tear_down (World *world, gconstpointer flags)
{
  g_clear_object (&world->customer);
  g_clear_object (&world->service);
  g_clear_object (&world->web);
  fixture_tear_down (&world->fixture, flags);
  rw_clock_thaw ();
}

#define BODY(samples) "{\"system\":\"web-014\",\"samples\":[" samples "]}"
#define ROOT(used)    "{\"mount\":\"/\",\"device\":\"/dev/vda1\",\"filesystem\":\"ext4\",\"type\":\"bytes\",\"used\":" used ",\"size\":1000}"

#define ROOT_AT(used, day) \
  "{\"mount\":\"/\",\"type\":\"bytes\",\"used\":" used ",\"size\":1000,\"at\":\"" day "T12:00:00Z\"}"

static void
take (World *world, const char *body, const char *answer)
{
  g_autoptr (Reply) reply = ask (&world->fixture, "POST", "/v1/intake/usage", world->fixture.intake, body);

  g_test_message ("%s", reply->text);
  g_assert_cmpint (reply->status, ==, 200);
  g_assert_cmpstr (reply->text, ==, answer);
}

static guint
count (World *world, RwKind kind)
{
  g_autoptr (GPtrArray) records = scene_read (&world->fixture, kind);

  return records->len;
}

static RwRecord *
only (World *world, RwKind kind)
{
  g_autoptr (GPtrArray) records = scene_read (&world->fixture, kind);

  g_assert_cmpuint (records->len, ==, 1);
  return g_object_ref (records->pdata[0]);
}

/* The first of a day stays; bytes and inodes of one place are two volumes. */
static void
test_samples (World *world, gconstpointer data)
{
  g_autoptr (RwRecord) volume = NULL;
  g_autoptr (RwRecord) sample = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  take (world, BODY (ROOT ("100")), "{\"new\":1,\"same\":0}");
  take (world, BODY (ROOT ("200")), "{\"new\":0,\"same\":1}");
  volume = only (world, RW_KIND_VOLUME);
  g_assert_cmpstr (rw_record_get_text (volume, RW_VOLUME_NAME), ==, "/");
  g_assert_cmpstr (rw_record_get_text (volume, RW_VOLUME_FILESYSTEM), ==, "ext4");
  sample = only (world, RW_KIND_USAGE_SAMPLE);
  g_assert_cmpint (rw_record_get_integer (sample, RW_USAGE_SAMPLE_USED, 0), ==, 100);
  g_assert_cmpint (rw_record_get_integer (sample, RW_USAGE_SAMPLE_DAY, 0), ==,
                   rw_zone_wall (zone, scene_at (NOW)) / RW_DAY);
  take (world, BODY ("{\"mount\":\"/\",\"type\":\"inodes\",\"used\":5,\"size\":10}," ROOT ("300")), "{\"new\":1,\"same\":1}");
  g_assert_cmpuint (count (world, RW_KIND_VOLUME), ==, 2);
  rw_clock_freeze (scene_at (NOW) + 20 * RW_HOUR);
  take (world, BODY (ROOT ("300")), "{\"new\":1,\"same\":0}");
  g_assert_cmpuint (count (world, RW_KIND_VOLUME), ==, 2);
  g_assert_cmpuint (count (world, RW_KIND_TICKET), ==, 0);
}

static void
test_refused (World *world, gconstpointer data)
{
  static const struct
  {
    const char *body;
    guint status;
  } bad[] = {
    { "", 422 }, { "[]", 422 }, { "{}", 422 }, { "{\"system\":\"web-014\"}", 422 },
    { "{\"system\":\"web-014\",\"samples\":{}}", 422 }, { BODY ("1"), 422 }, { BODY ("{}"), 422 },
    { BODY (ROOT ("-1")), 422 }, { BODY (ROOT ("1001")), 422 }, { BODY (ROOT ("\"1\"")), 422 }, { BODY (ROOT ("1e3")), 422 },
    { BODY ("{\"mount\":\"/\",\"type\":\"blocks\",\"used\":5,\"size\":10}"), 422 },
    { BODY ("{\"mount\":\"/\",\"type\":\"bytes\",\"used\":0,\"size\":0}"), 422 },
    { BODY ("{\"mount\":\"/\",\"type\":\"bytes\",\"used\":5,\"size\":10,\"at\":\"2040-01-01T00:00:00Z\"}"), 422 },
    { BODY ("{\"mount\":\"/\",\"type\":\"bytes\",\"used\":5,\"size\":10,\"at\":7}"), 422 },
    { "{\"system\":\"nowhere\",\"samples\":[]}", 404 },
  };
  g_autoptr (Reply) wall = ask (&world->fixture, "POST", "/v1/intake/usage", world->fixture.wall, BODY (""));
  g_autoptr (Reply) nobody = ask (&world->fixture, "POST", "/v1/intake/usage", NULL, BODY (""));

  assert_error (wall, 403, "forbidden");
  assert_error (nobody, 401, "auth");
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (Reply) reply = ask (&world->fixture, "POST", "/v1/intake/usage", world->fixture.intake, bad[i].body);

      g_test_message ("%s: %s", bad[i].body, reply->text);
      g_assert_cmpuint (reply->status, ==, bad[i].status);
    }
  /* All or nothing. */
  g_assert_cmpuint (count (world, RW_KIND_VOLUME), ==, 0);
}

/* A volume that somebody gave another name is still the one that is meant. */
static void
test_renamed (World *world, gconstpointer data)
{
  g_autoptr (RwRecord) volume = NULL;
  g_autoptr (Reply) reply = NULL;
  g_autofree char *id = NULL, *muts = NULL;

  take (world, BODY (""), "{\"new\":0,\"same\":0}");
  take (world, BODY (ROOT ("100")), "{\"new\":1,\"same\":0}");
  volume = only (world, RW_KIND_VOLUME);
  id = rw_id_to_string (rw_record_get_id (volume));
  muts = g_strdup_printf (
    "[{\"mid\":1,\"op\":\"update\",\"kind\":\"volume\",\"id\":\"%s\",\"base\":1000,\"set\":{\"name\":\"Root\"}}]", id);
  push (&world->fixture, world->fixture.manager, "018f0000-0000-7000-8000-00000000000a", muts, &reply);
  rw_clock_freeze (scene_at (NOW) + 20 * RW_HOUR);
  take (world, BODY (ROOT ("100")), "{\"new\":1,\"same\":0}");
  g_assert_cmpuint (count (world, RW_KIND_VOLUME), ==, 1);
  g_assert_cmpuint (count (world, RW_KIND_USAGE_SAMPLE), ==, 2);
}

/* One ticket as long as it is open; what gets worse is said in it, once. */
static void
test_ticket (World *world, gconstpointer data)
{
  g_autoptr (RwRecord) ticket = NULL, volume = NULL, again = NULL;

  take (world, BODY (ROOT_AT ("899", "2026-11-19")), "{\"new\":1,\"same\":0}");
  g_assert_cmpuint (count (world, RW_KIND_TICKET), ==, 0);
  take (world, BODY (ROOT_AT ("900", "2026-11-20")), "{\"new\":1,\"same\":0}");
  ticket = only (world, RW_KIND_TICKET);
  volume = only (world, RW_KIND_VOLUME);
  g_assert_cmpstr (rw_record_get_text (ticket, RW_TICKET_TITLE), ==, "web-014: / is filling up");
  g_assert_cmpint (rw_record_get_enum (ticket, RW_TICKET_PRIORITY), ==, RW_PRIORITY_P4);
  g_assert_true (rw_id_equal (rw_record_get_ref (ticket, RW_TICKET_CI), rw_record_get_id (world->web)));
  g_assert_true (rw_id_equal (rw_record_get_ref (ticket, RW_TICKET_SERVICE), rw_record_get_id (world->service)));
  g_assert_true (rw_id_equal (rw_record_get_ref (ticket, RW_TICKET_CUSTOMER), rw_record_get_id (world->customer)));
  g_assert_true (rw_id_equal (rw_record_get_ref (volume, RW_VOLUME_TICKET), rw_record_get_id (ticket)));
  g_assert_nonnull (rw_record_get_text (ticket, RW_TICKET_NUMBER));
  /* The same day again is no news, and another place is another ticket. */
  take (world, BODY (ROOT_AT ("950", "2026-11-20")), "{\"new\":0,\"same\":1}");
  take (world, BODY (ROOT_AT ("950", "2026-11-21")), "{\"new\":1,\"same\":0}");
  g_assert_cmpuint (count (world, RW_KIND_TICKET), ==, 1);
  take (world, BODY ("{\"mount\":\"/srv\",\"type\":\"bytes\",\"used\":1000,\"size\":1000,\"at\":\"2026-11-20T12:00:00Z\"},"
                     "{\"mount\":\"/srv\",\"type\":\"bytes\",\"used\":1000,\"size\":1000,\"at\":\"2026-11-21T12:00:00Z\"}"),
        "{\"new\":2,\"same\":0}");
  g_assert_cmpuint (count (world, RW_KIND_TICKET), ==, 2);
  g_assert_cmpuint (count (world, RW_KIND_MESSAGE), ==, 0);
  /* Full: in the same ticket, with a higher priority. */
  take (world, BODY (ROOT ("1000")), "{\"new\":1,\"same\":0}");
  g_assert_cmpuint (count (world, RW_KIND_TICKET), ==, 2);
  g_assert_cmpuint (count (world, RW_KIND_MESSAGE), ==, 1);
  {
    g_autoptr (GPtrArray) tickets = scene_read (&world->fixture, RW_KIND_TICKET);

    for (guint i = 0; i < tickets->len; i++)
      g_assert_cmpint (rw_record_get_enum (tickets->pdata[i], RW_TICKET_PRIORITY), ==, RW_PRIORITY_P2);
  }
}

static void
resolve (World *world)
{
  g_autoptr (RwRecord) ticket = only (world, RW_KIND_TICKET);

  rw_record_set_enum (ticket, RW_TICKET_STATUS, RW_TICKET_STATUS_RESOLVED);
  rw_record_set_instant (ticket, RW_TICKET_RESOLVED, scene_at ("2026-11-17T15:00:00Z"));
  load (&world->fixture, ticket);
}

/* What was resolved as it is, a full archive, is no news each day; what goes on growing is, and so is what was made
 * better and filled again. */
static void
test_resolved (World *world, gconstpointer data)
{
  const char *after = data;

  take (world, BODY (ROOT_AT ("920", "2026-11-17")), "{\"new\":1,\"same\":0}");
  resolve (world);
  take (world, BODY (ROOT_AT ("921", "2026-11-18")), "{\"new\":1,\"same\":0}");
  take (world, BODY (ROOT_AT ("920", "2026-11-19")), "{\"new\":1,\"same\":0}");
  g_assert_cmpuint (count (world, RW_KIND_TICKET), ==, 1);
  if (g_str_equal (after, "grew"))
    take (world, BODY (ROOT_AT ("945", "2026-11-20")), "{\"new\":1,\"same\":0}");
  else
    {
      take (world, BODY (ROOT_AT ("700", "2026-11-20")), "{\"new\":1,\"same\":0}");
      take (world, BODY (ROOT_AT ("921", "2026-11-21")), "{\"new\":1,\"same\":0}");
    }
  g_assert_cmpuint (count (world, RW_KIND_TICKET), ==, 2);
}

/* --- The rules --------------------------------------------------------------------------------------- */

static void
test_rules (void)
{
  g_autoptr (RwRecord) volume = rw_record_new (RW_KIND_VOLUME, NULL);
  RwVolumeSample sample = { 20000, 50, 100 };
  RwForecastRange full = { 1.0, 10, 14, 20 };
  g_autofree char *text = rw_volume_range_text (&full);

  g_assert_cmpint (rw_volume_judge (volume, &sample, NULL), ==, RW_VOLUME_ALERT_NONE);
  g_assert_cmpint (rw_volume_judge (volume, &sample, &full), ==, RW_VOLUME_ALERT_NEAR);
  g_assert_cmpstr (text, ==, "full in 10–20 days, likely 14");
  full.p50 = 15;
  g_assert_cmpint (rw_volume_judge (volume, &sample, &full), ==, RW_VOLUME_ALERT_NONE);
  full.p50 = 3;
  g_assert_cmpint (rw_volume_judge (volume, &sample, &full), ==, RW_VOLUME_ALERT_NEAR);
  full.p50 = 2;
  g_assert_cmpint (rw_volume_judge (volume, &sample, &full), ==, RW_VOLUME_ALERT_URGENT);
  full.p50 = RW_FORECAST_NEVER;
  sample.used = 89;
  g_assert_cmpint (rw_volume_judge (volume, &sample, &full), ==, RW_VOLUME_ALERT_NONE);
  g_assert_null (rw_volume_range_text (&full));
  sample.used = 90;
  g_assert_cmpint (rw_volume_judge (volume, &sample, &full), ==, RW_VOLUME_ALERT_NEAR);
  sample.used = 100;
  g_assert_cmpint (rw_volume_judge (volume, &sample, &full), ==, RW_VOLUME_ALERT_FULL);
  /* Thresholds of its own; 0 is never. */
  rw_record_set_integer (volume, RW_VOLUME_ALERT_PERCENT, 0);
  g_assert_cmpint (rw_volume_judge (volume, &sample, &full), ==, RW_VOLUME_ALERT_FULL);
  rw_record_set_integer (volume, RW_VOLUME_ALERT_DAYS, 0);
  g_assert_cmpint (rw_volume_judge (volume, &sample, &full), ==, RW_VOLUME_ALERT_NONE);
  rw_record_set_integer (volume, RW_VOLUME_ALERT_PERCENT, 50);
  sample.used = 51;
  full.p50 = 1;
  g_assert_cmpint (rw_volume_judge (volume, &sample, &full), ==, RW_VOLUME_ALERT_NEAR);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/intake-usage/rules", test_rules);
#define ADD(path, test) g_test_add ("/server/intake-usage/" path, World, NULL, set_up, test, tear_down)
  ADD ("samples", test_samples);
  ADD ("refused", test_refused);
  ADD ("renamed", test_renamed);
  ADD ("ticket", test_ticket);
#undef ADD
#define ADD(path, after) \
  g_test_add ("/server/intake-usage/" path, World, after, set_up, test_resolved, tear_down)
  ADD ("resolved-grew", "grew");
  ADD ("resolved-cleared", "cleared");
#undef ADD
  return g_test_run ();
}
