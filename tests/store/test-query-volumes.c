/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

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
  rows = rw_query_volumes (fixture->cache, RW_VOLUMES_BY_NONE, 0, NULL, &error);
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

static RwVolumeCurve *
ask (Fixture *fixture, const char *volume, RwForecastChange change, GError **error)
{
  RwVolumeQuestion question = { .id = id (volume), .change = change, .n_days = 130 };

  return rw_query_volume (fixture->cache, &question, NULL, error);
}

static void
test_curve (Fixture *fixture, gconstpointer data)
{
  const RwForecastChange none = { 0 }, more = { .used = 100 * GB }, room = { .size = 100 * GB };
  g_autoptr (RwVolumeCurve) curve = NULL, fuller = NULL, larger = NULL, gone = NULL;
  g_autoptr (GError) error = NULL;
  const RwVolumeEvent *event;

  put_volume (fixture, "/srv", "db-1", RW_VOLUME_TYPE_BYTES);
  for (int day = 0; day < 60; day++)
    put_sample (fixture, "/srv", FIRST_DAY + day, (day < 30 ? 50 : 20) + day, day < 45 ? 100 : 200);
  put_change (fixture, "C-1", "db-1", RW_CHANGE_STATUS_CLOSED, FIRST_DAY + 29);
  put_change (fixture, "C-2", "host-1", RW_CHANGE_STATUS_REVIEW, FIRST_DAY + 45);
  put_change (fixture, "C-3", "db-1", RW_CHANGE_STATUS_CANCELLED, FIRST_DAY + 45);
  put_change (fixture, "C-4", "db-1", RW_CHANGE_STATUS_CLOSED, FIRST_DAY + 50);
  open_cache (fixture);
  curve = ask (fixture, "/srv", none, &error);
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
  g_assert_cmpint (curve->changed.ranges[RW_VOLUME_WHOLE].p50, ==, 121);
  /* The fan goes where the forecast says: full on the day on which it says so. */
  g_assert_cmpuint (curve->fan.n, ==, 131);
  g_assert_cmpfloat (curve->fan.likely[0], ==, 79 * GB);
  g_assert_cmpfloat_with_epsilon (curve->fan.likely[120], 199 * GB, 10);
  g_assert_cmpfloat_with_epsilon (curve->fan.high[121], 200 * GB, 10);
  g_assert_cmpuint (curve->changed_fan.n, ==, 0);

  fuller = ask (fixture, "/srv", more, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fuller->row->forecast.ranges[RW_VOLUME_WHOLE].p50, ==, 121);
  g_assert_cmpint (fuller->changed.ranges[RW_VOLUME_WHOLE].p50, ==, 21);
  g_assert_cmpint (fuller->changed.ranges[RW_VOLUME_NEARLY].p50, ==, 1);
  g_assert_cmpfloat_with_epsilon (fuller->changed_fan.likely[21], 200 * GB, 10);
  larger = ask (fixture, "/srv", room, &error);
  g_assert_no_error (error);
  g_assert_cmpint (larger->changed.ranges[RW_VOLUME_WHOLE].p50, ==, 221);
  g_assert_cmpuint (larger->changed.excluded->len, ==, curve->row->forecast.excluded->len);

  gone = ask (fixture, "/none", none, &error);
  g_assert_null (gone);
  g_assert_nonnull (error);
}

static GPtrArray *
list (Fixture *fixture, RwVolumesBy by, guint most_new)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *rows = rw_query_volumes (fixture->cache, by, most_new, NULL, &error);

  g_assert_no_error (error);
  return rows;
}

static const RwVolumeRow *
find_row (GPtrArray *rows, const char *name, gboolean inodes)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const RwVolumeRow *row = rows->pdata[i];

      if (g_strcmp0 (row->name, name) == 0 && row->inodes == inodes)
        return row;
    }
  return NULL;
}

static void
assert_same (const RwForecast *a, const RwForecast *b)
{
  g_assert_cmpint (a->state, ==, b->state);
  g_assert_cmpmem (a->ranges, sizeof a->ranges, b->ranges, sizeof b->ranges);
  g_assert_cmpmem (a->excluded->data, a->excluded->len * sizeof (RwForecastEvent),
                   b->excluded->data, b->excluded->len * sizeof (RwForecastEvent));
}

/* A group is forecast as what its volumes are together: the same as one volume with the sums, whatever the days. */
static void
test_groups (Fixture *fixture, gconstpointer data)
{
  static const RwVolumesBy all[] = { RW_VOLUMES_BY_SYSTEM, RW_VOLUMES_BY_SERVICE,
                                     RW_VOLUMES_BY_SITE, RW_VOLUMES_BY_CUSTOMER };
  static const char *const names[] = { "db-1", "Shop", "FRA2", "Ahrens" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  g_autoptr (GArray) sums = g_array_new (FALSE, TRUE, sizeof (RwVolumeSample));
  g_autoptr (GPtrArray) single = NULL;
  gint64 used[3] = { 100, 200, 20 };
  g_auto (RwForecast) expected = { 0 };
  const double thresholds[] = { 0.9, 1 };
  guint64 seed = 0;

  put_volume (fixture, "/a", "db-1", RW_VOLUME_TYPE_BYTES);
  put_volume (fixture, "/b", "db-1", RW_VOLUME_TYPE_BYTES);
  put_volume (fixture, "/young", "db-1", RW_VOLUME_TYPE_BYTES);
  put_volume (fixture, "/gone", "db-1", RW_VOLUME_TYPE_BYTES);
  put_volume (fixture, "/i", "db-1", RW_VOLUME_TYPE_INODES);
  put_volume (fixture, "/alone", "host-1", RW_VOLUME_TYPE_BYTES);
  g_array_set_size (sums, 90);
  for (int day = 0; day < 90; day++)
    {
      RwVolumeSample *sum = &g_array_index (sums, RwVolumeSample, day);
      /* The second was not measured on every day: it grew evenly between. */
      gboolean skipped = day % 10 == 4;

      used[0] += g_rand_int_range (rand, 0, 6);
      used[1] += day % 10 == 4 || day % 10 == 5 ? 2 : g_rand_int_range (rand, 0, 5);
      if (day == 40)
        used[0] -= 60;
      if (day >= 60)
        used[2]++;
      put_sample (fixture, "/a", FIRST_DAY + day, used[0], 700);
      if (!skipped)
        put_sample (fixture, "/b", FIRST_DAY + day, used[1], day < 50 ? 400 : 500);
      if (day >= 60)
        put_sample (fixture, "/young", FIRST_DAY + day, used[2], 100);
      if (day < 70)
        put_sample (fixture, "/gone", FIRST_DAY + day, day, 100);
      put_sample (fixture, "/i", FIRST_DAY + day, 10 + day, 100);
      put_sample (fixture, "/alone", FIRST_DAY + day, 100 + g_rand_int_range (rand, 0, 4) + 3 * day,
                  500);
      /* The young one was before as it was at first, and what is gone does not count. */
      *sum = (RwVolumeSample) { FIRST_DAY + day, (used[0] + used[1] + MAX (used[2], 21)) * GB,
                                (700 + (day < 50 ? 400 : 500) + 100) * GB };
    }
  open_cache (fixture);
  for (guint i = 0; i < 4; i++)
    {
      static const char *const members[] = { "/a", "/b", "/young", "/gone" };
      RwId member = id (members[i]);
      guint64 part;

      memcpy (&part, (const guint8 *) &member + 8, sizeof part);
      seed ^= part;
    }
  rw_forecast ((const RwVolumeSample *) sums->data, sums->len, thresholds, 2, seed, &expected);
  g_assert_cmpint (expected.state, ==, RW_FORECAST_FILLING);
  g_assert_cmpuint (expected.excluded->len, ==, 1);

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autoptr (GPtrArray) rows = list (fixture, all[i], 0);
      g_autoptr (RwVolumeCurve) curve = NULL;
      g_autoptr (GError) error = NULL;
      const RwVolumeRow *row = find_row (rows, names[i], FALSE);
      RwVolumeQuestion question = { .by = all[i], .id = row->id, .n_days = 30 };

      /* Bytes and inodes are never in one; the host belongs to no service, site or customer. */
      g_assert_cmpuint (rows->len, ==, 3);
      g_assert_cmpuint (row->n_volumes, ==, 4);
      g_assert_cmpint (row->used, ==, (used[0] + used[1] + used[2]) * GB);
      g_assert_cmpint (row->size, ==, 1300 * GB);
      assert_same (&row->forecast, &expected);
      curve = rw_query_volume (fixture->cache, &question, NULL, &error);
      g_assert_no_error (error);
      assert_same (&curve->row->forecast, &expected);
      g_assert_cmpmem (curve->samples->data, curve->samples->len * sizeof (RwVolumeSample),
                       sums->data, sums->len * sizeof (RwVolumeSample));
      g_assert_cmpuint (find_row (rows, names[i], TRUE)->n_volumes, ==, 1);
      row = find_row (rows, all[i] == RW_VOLUMES_BY_SYSTEM ? "host-1" : NULL, FALSE);
      g_assert_cmpint (row->kind, ==,
                       all[i] == RW_VOLUMES_BY_SYSTEM ? RW_KIND_DEVICE : RW_KIND_NONE);
      /* A group of one is that one. */
      single = list (fixture, RW_VOLUMES_BY_NONE, 0);
      assert_same (&row->forecast, &find_row (single, "/alone", FALSE)->forecast);
      g_clear_pointer (&single, g_ptr_array_unref);
    }
}

static guint
count_pending (GPtrArray *rows)
{
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    n += ((const RwVolumeRow *) rows->pdata[i])->pending;
  return n;
}

/* A few at a time, the fullest first; what is known stays known until it is measured anew. */
static void
test_slices (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) first = NULL, second = NULL, third = NULL, again = NULL, whole = NULL;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 5; i++)
    {
      g_autofree char *name = g_strdup_printf ("/%d", i);

      put_volume (fixture, name, "db-1", RW_VOLUME_TYPE_BYTES);
      for (int day = 0; day < 30; day++)
        put_sample (fixture, name, FIRST_DAY + day, 10 * i + day, 100);
    }
  open_cache (fixture);
  first = list (fixture, RW_VOLUMES_BY_NONE, 2);
  g_assert_cmpuint (count_pending (first), ==, 3);
  g_assert_false (find_row (first, "/4", FALSE)->pending);
  g_assert_false (find_row (first, "/3", FALSE)->pending);
  g_assert_cmpstr (((const RwVolumeRow *) first->pdata[0])->name, ==, "/4");
  second = list (fixture, RW_VOLUMES_BY_NONE, 2);
  g_assert_cmpuint (count_pending (second), ==, 1);
  third = list (fixture, RW_VOLUMES_BY_NONE, 2);
  g_assert_cmpuint (count_pending (third), ==, 0);
  whole = list (fixture, RW_VOLUMES_BY_NONE, 0);
  for (guint i = 0; i < 5; i++)
    {
      const RwVolumeRow *a = third->pdata[i], *b = whole->pdata[i];

      g_assert_cmpstr (a->name, ==, b->name);
      g_assert_cmpint (a->grown, ==, b->grown);
      assert_same (&a->forecast, &b->forecast);
    }

  rw_cache_writer_begin (fixture->writer, &error);
  put_sample (fixture, "/2", FIRST_DAY + 30, 80, 100);
  /* One that was late: the last one is the same, and the history is not. */
  put_sample (fixture, "/1", FIRST_DAY - 1, 0, 100);
  rw_cache_writer_commit (fixture->writer, &error);
  g_assert_no_error (error);
  again = list (fixture, RW_VOLUMES_BY_NONE, 1);
  g_assert_cmpuint (count_pending (again), ==, 1);
  g_assert_cmpint (find_row (again, "/2", FALSE)->used, ==, 80 * GB);
  g_assert_false (find_row (again, "/2", FALSE)->pending);
  g_assert_true (find_row (again, "/1", FALSE)->pending);
}

static void
test_alerts (Fixture *fixture, gconstpointer data)
{
  RwRecord *volume = record (RW_KIND_VOLUME, RW_VOLUME_NAME, "/own"),
           *ticket = record (RW_KIND_TICKET, RW_TICKET_TITLE, "T-9");
  g_autoptr (GPtrArray) rows = NULL;
  const RwVolumeRow *row;

  rw_record_set_text (ticket, RW_TICKET_NUMBER, "T-9");
  rw_record_set_enum (ticket, RW_TICKET_STATUS, RW_TICKET_STATUS_ACCEPTED);
  put (fixture, ticket);
  refer (volume, RW_VOLUME_SYSTEM, "db-1");
  refer (volume, RW_VOLUME_TICKET, "T-9");
  rw_record_set_integer (volume, RW_VOLUME_ALERT_PERCENT, 0);
  rw_record_set_integer (volume, RW_VOLUME_ALERT_DAYS, 40);
  put (fixture, volume);
  put_volume (fixture, "/default", "db-1", RW_VOLUME_TYPE_BYTES);
  for (int day = 0; day < 30; day++)
    {
      put_sample (fixture, "/own", FIRST_DAY + day, 40 + day, 100);
      put_sample (fixture, "/default", FIRST_DAY + day, 40 + day, 100);
    }
  open_cache (fixture);
  rows = list (fixture, RW_VOLUMES_BY_NONE, 0);
  row = find_row (rows, "/own", FALSE);
  g_assert_true (row->own_percent && row->own_days);
  g_assert_cmpint (row->alert_percent, ==, 0);
  g_assert_cmpint (row->alert_days, ==, 40);
  g_assert_cmpint (row->rank, ==, RW_NEED_AHEAD);
  g_assert_cmpstr (row->ticket_number, ==, "T-9");
  g_assert_true (row->ticket_open);
  row = find_row (rows, "/default", FALSE);
  g_assert_false (row->own_percent || row->own_days);
  g_assert_cmpint (row->alert_percent, ==, 90);
  g_assert_cmpint (row->alert_days, ==, 14);
  g_assert_cmpint (row->rank, ==, RW_NEED_NOBODY);
  g_assert_true (rw_id_is_nil (&row->ticket));
  g_assert_false (row->ticket_open);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/query-volumes/list", Fixture, NULL, set_up, test_list, tear_down);
  g_test_add ("/query-volumes/curve", Fixture, NULL, set_up, test_curve, tear_down);
  g_test_add ("/query-volumes/groups", Fixture, NULL, set_up, test_groups, tear_down);
  g_test_add ("/query-volumes/slices", Fixture, NULL, set_up, test_slices, tear_down);
  g_test_add ("/query-volumes/alerts", Fixture, NULL, set_up, test_alerts, tear_down);
  return g_test_run ();
}
