/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/rw-query-volumes.h"
#include "rw-clock.h"
#include "store-fixture.h"

#define FIRST_DAY 20000
#define GB        ((gint64) 1000000000)

typedef struct
{
  char *dir;
  RwCacheWriter *writer;
  RwCache *cache;
  guint n_samples;
} Fixture;

static RwId
id (const char *name)
{
  return rw_id_from_name ("volumes", name);
}

static RwRecord *
record (RwKind kind, guint title, const char *name)
{
  RwId the_id = id (name);
  RwRecord *made = rw_record_new (kind, &the_id);

  rw_record_set_text (made, title, name);
  return made;
}

static void
refer (RwRecord *from, guint field, const char *to)
{
  RwId target = id (to);

  rw_record_set_ref (from, field, &target);
}

static void
put (Fixture *fixture, RwRecord *made)
{
  store_put (fixture->writer, made);
  g_object_unref (made);
}

static void
put_volume (Fixture *fixture, const char *name, const char *system, RwVolumeType type)
{
  RwRecord *volume = record (RW_KIND_VOLUME, RW_VOLUME_NAME, name);

  refer (volume, RW_VOLUME_SYSTEM, system);
  rw_record_set_enum (volume, RW_VOLUME_TYPE, (int) type);
  put (fixture, volume);
}

static void
put_sample (Fixture *fixture, const char *volume, gint64 day, gint64 used, gint64 size)
{
  g_autofree char *name = g_strdup_printf ("sample %u", fixture->n_samples++);
  RwId the_id = id (name);
  RwRecord *sample = rw_record_new (RW_KIND_USAGE_SAMPLE, &the_id);

  refer (sample, RW_USAGE_SAMPLE_VOLUME, volume);
  rw_record_set_date (sample, RW_USAGE_SAMPLE_DAY, day);
  rw_record_set_integer (sample, RW_USAGE_SAMPLE_USED, used * GB);
  rw_record_set_integer (sample, RW_USAGE_SAMPLE_SIZE, size * GB);
  put (fixture, sample);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  RwRecord *made;

  fixture->dir = store_dir_new ();
  fixture->writer = store_new_cache (fixture->dir);
  rw_cache_writer_begin (fixture->writer, &error);
  g_assert_no_error (error);
  put (fixture, record (RW_KIND_CUSTOMER, RW_CUSTOMER_NAME, "Ahrens"));
  made = record (RW_KIND_SERVICE, RW_SERVICE_NAME, "Shop");
  refer (made, RW_SERVICE_CUSTOMER, "Ahrens");
  put (fixture, made);
  put (fixture, record (RW_KIND_SITE, RW_SITE_NAME, "FRA2"));
  made = record (RW_KIND_CLUSTER, RW_CLUSTER_NAME, "kvm");
  refer (made, RW_CLUSTER_SITE, "FRA2");
  put (fixture, made);
  put (fixture, record (RW_KIND_DEVICE, RW_DEVICE_NAME, "host-1"));
  made = record (RW_KIND_VM, RW_VM_NAME, "db-1");
  refer (made, RW_VM_SERVICE, "Shop");
  refer (made, RW_VM_CLUSTER, "kvm");
  refer (made, RW_VM_HOST, "host-1");
  put (fixture, made);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  rw_cache_close (fixture->cache);
  rw_cache_writer_close (fixture->writer);
  store_dir_remove (fixture->dir);
}

static void
open_cache (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  rw_cache_writer_commit (fixture->writer, &error);
  g_assert_no_error (error);
  fixture->cache = rw_cache_open (fixture->dir, "demo", &error);
  g_assert_no_error (error);
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  const RwVolumeRow *row;

  put_volume (fixture, "/slow", "host-1", RW_VOLUME_TYPE_BYTES);
  put_volume (fixture, "/fast", "db-1", RW_VOLUME_TYPE_BYTES);
  put_volume (fixture, "/new", "db-1", RW_VOLUME_TYPE_INODES);
  put_volume (fixture, "/still", "db-1", RW_VOLUME_TYPE_BYTES);
  put_volume (fixture, "/never", "db-1", RW_VOLUME_TYPE_BYTES);
  for (int day = 0; day < 40; day++)
    {
      /* In any order. */
      put_sample (fixture, "/slow", FIRST_DAY + (day * 7) % 40, 100 + (day * 7) % 40, 1000);
      put_sample (fixture, "/fast", FIRST_DAY + day, 40 + day, 100);
      put_sample (fixture, "/still", FIRST_DAY + day, 70, 100);
    }
  put_sample (fixture, "/new", FIRST_DAY + 39, 1, 100);
  open_cache (fixture);
  rows = rw_query_volumes (fixture->cache, NULL, &error);
  g_assert_no_error (error);

  /* The soonest first; of those that will not be full, the fuller. What was never measured is not told. */
  g_assert_cmpuint (rows->len, ==, 4);
  row = rows->pdata[0];
  g_assert_cmpstr (row->name, ==, "/fast");
  g_assert_cmpstr (row->system_name, ==, "db-1");
  g_assert_cmpint (row->system_kind, ==, RW_KIND_VM);
  g_assert_cmpstr (row->service, ==, "Shop");
  g_assert_cmpstr (row->customer, ==, "Ahrens");
  g_assert_cmpstr (row->site, ==, "FRA2");
  g_assert_cmpint (row->day, ==, FIRST_DAY + 39);
  g_assert_cmpint (row->used, ==, 79 * GB);
  g_assert_cmpint (row->size, ==, 100 * GB);
  g_assert_cmpint (row->grown, ==, 30 * GB);
  g_assert_cmpint (row->forecast.state, ==, RW_FORECAST_FILLING);
  g_assert_cmpint (row->forecast.ranges[RW_VOLUME_NEARLY].p50, ==, 11);
  g_assert_cmpint (row->forecast.ranges[RW_VOLUME_WHOLE].p50, ==, 21);
  row = rows->pdata[1];
  g_assert_cmpstr (row->name, ==, "/still");
  g_assert_cmpint (row->forecast.state, ==, RW_FORECAST_NOT_GROWING);
  row = rows->pdata[2];
  g_assert_cmpstr (row->name, ==, "/slow");
  g_assert_cmpint (row->system_kind, ==, RW_KIND_DEVICE);
  g_assert_null (row->service);
  g_assert_cmpint (row->forecast.state, ==, RW_FORECAST_BEYOND);
  row = rows->pdata[3];
  g_assert_cmpstr (row->name, ==, "/new");
  g_assert_true (row->inodes);
  g_assert_true (row->grown == G_MININT64);
  g_assert_cmpint (row->forecast.state, ==, RW_FORECAST_INSUFFICIENT);
}

static void
put_change (Fixture *fixture, const char *number, const char *ci, RwChangeStatus status, gint64 day)
{
  RwRecord *change = record (RW_KIND_CHANGE, RW_CHANGE_TITLE, number);
  g_autofree char *name = g_strdup_printf ("item of %s", number);
  RwId the_id = id (name);
  RwRecord *item = rw_record_new (RW_KIND_CHANGE_ITEM, &the_id);

  rw_record_set_text (change, RW_CHANGE_NUMBER, number);
  rw_record_set_enum (change, RW_CHANGE_STATUS, (int) status);
  rw_record_set_instant (change, RW_CHANGE_START, day * RW_DAY + 20 * RW_HOUR);
  rw_record_set_instant (change, RW_CHANGE_END, day * RW_DAY + 22 * RW_HOUR);
  put (fixture, change);
  refer (item, RW_CHANGE_ITEM_CHANGE, number);
  refer (item, RW_CHANGE_ITEM_CI, ci);
  put (fixture, item);
}

static void
test_curve (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RwVolumeCurve) curve = NULL;
  g_autoptr (RwVolumeCurve) gone = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (RwForecast) what_if = { 0 };
  const RwVolumeEvent *event;
  RwId volume = id ("/srv"), none = id ("/none");

  put_volume (fixture, "/srv", "db-1", RW_VOLUME_TYPE_BYTES);
  for (int day = 0; day < 60; day++)
    put_sample (fixture, "/srv", FIRST_DAY + day, (day < 30 ? 50 : 20) + day, day < 45 ? 100 : 200);
  put_change (fixture, "C-1", "db-1", RW_CHANGE_STATUS_CLOSED, FIRST_DAY + 29);
  put_change (fixture, "C-2", "host-1", RW_CHANGE_STATUS_REVIEW, FIRST_DAY + 45);
  put_change (fixture, "C-3", "db-1", RW_CHANGE_STATUS_CANCELLED, FIRST_DAY + 45);
  put_change (fixture, "C-4", "db-1", RW_CHANGE_STATUS_CLOSED, FIRST_DAY + 50);
  open_cache (fixture);
  curve = rw_query_volume (fixture->cache, &volume, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (curve->samples->len, ==, 60);
  g_assert_cmpuint (curve->events->len, ==, 2);
  event = curve->events->pdata[0];
  g_assert_cmpint (event->from, ==, FIRST_DAY + 29);
  g_assert_cmpint (event->to, ==, FIRST_DAY + 30);
  g_assert_cmpint (event->delta, ==, -29 * GB);
  g_assert_cmpstr (event->change_number, ==, "C-1");
  event = curve->events->pdata[1];
  g_assert_cmpint (event->to, ==, FIRST_DAY + 45);
  g_assert_cmpint (event->resized_to, ==, 200 * GB);
  g_assert_cmpstr (event->change_number, ==, "C-2");
  g_assert_cmpint (curve->row->forecast.ranges[RW_VOLUME_WHOLE].p50, ==, 121);

  rw_volume_forecast (&volume, curve->samples, 100 * GB, &what_if);
  g_assert_cmpint (what_if.ranges[RW_VOLUME_WHOLE].p50, ==, 21);
  g_assert_cmpint (what_if.ranges[RW_VOLUME_NEARLY].p50, ==, 1);

  gone = rw_query_volume (fixture->cache, &none, &error);
  g_assert_null (gone);
  g_assert_nonnull (error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/query-volumes/list", Fixture, NULL, set_up, test_list, tear_down);
  g_test_add ("/query-volumes/curve", Fixture, NULL, set_up, test_curve, tear_down);
  return g_test_run ();
}
