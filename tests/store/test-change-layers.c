/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/rw-query-change-lanes.h"
#include "query/rw-query-change-layers.h"
#include "query/rw-query-change-year.h"
#include "rules/rw-change-rules.h"
#include "rw-clock.h"
#include "rw-time.h"
#include "store-fixture.h"

typedef struct
{
  char *dir;
  RwCacheWriter *writer;
  gint64 from;
  gint64 to;
} Fixture;

static gint64
at (const char *text)
{
  gint64 instant;

  g_assert_true (rw_instant_parse (text, &instant));
  return instant;
}

/* The last week of October: clocks go back in the night to Sunday. */
static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->dir = store_dir_new ();
  fixture->writer = store_new_cache (fixture->dir);
  fixture->from = at ("2026-10-18T22:00:00Z");
  fixture->to = at ("2026-10-25T23:00:00Z");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  rw_cache_writer_close (fixture->writer);
  store_dir_remove (fixture->dir);
}

static RwId
put (Fixture  *fixture,
     RwRecord *record)
{
  static gint64 seq;
  RwId id = *rw_record_get_id (record);

  rw_record_set_seq (record, ++seq);
  store_put (fixture->writer, record);
  g_object_unref (record);
  return id;
}

static RwRecord *
named (RwKind      kind,
       guint       field,
       const char *name)
{
  RwRecord *record = rw_record_new (kind, NULL);

  rw_record_set_text (record, field, name);
  return record;
}

static GPtrArray *
read_layers (Fixture        *fixture,
             RwChangeLayers  layers)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *infos =
    rw_query_change_layers (rw_cache_writer_get_cache (fixture->writer), layers, fixture->from, fixture->to, &error);

  g_assert_no_error (error);
  return infos;
}

static void
add_shift (Fixture     *fixture,
           const char  *name,
           RwShiftRank  rank,
           const char  *start,
           const char  *end)
{
  RwRecord *shift = rw_record_new (RW_KIND_SHIFT, NULL);
  RwId person = put (fixture, named (RW_KIND_PERSON, RW_PERSON_NAME, name));

  rw_record_set_ref (shift, RW_SHIFT_PERSON, &person);
  rw_record_set_enum (shift, RW_SHIFT_RANK, (int) rank);
  rw_record_set_instant (shift, RW_SHIFT_START, at (start));
  rw_record_set_instant (shift, RW_SHIFT_END, at (end));
  put (fixture, shift);
}

static void
test_shifts (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GPtrArray) infos = NULL;

  add_shift (fixture, "A. Before", RW_SHIFT_RANK_PRIMARY, "2026-10-11T22:00:00Z", "2026-10-18T22:00:00Z");
  add_shift (fixture, "B. Within", RW_SHIFT_RANK_SECONDARY, "2026-10-12T06:00:00Z", "2026-10-19T06:00:00Z");
  add_shift (fixture, "C. Within", RW_SHIFT_RANK_PRIMARY, "2026-10-19T06:00:00Z", "2026-10-26T07:00:00Z");
  add_shift (fixture, "D. After", RW_SHIFT_RANK_PRIMARY, "2026-10-25T23:00:00Z", "2026-10-31T07:00:00Z");
  infos = read_layers (fixture, RW_CHANGE_LAYER_SHIFTS);
  g_assert_cmpuint (infos->len, ==, 2);

  const RwLayerInfo *first = infos->pdata[0], *second = infos->pdata[1];

  g_assert_cmpstr (first->name, ==, "B. Within");
  g_assert_true (first->faint);
  g_assert_cmpstr (second->name, ==, "C. Within");
  g_assert_false (second->faint);
  g_assert_cmpint (second->layer, ==, RW_CHANGE_LAYER_SHIFTS);
}

static void
add_notice (Fixture        *fixture,
            const char     *reference,
            RwNoticeStatus  status)
{
  RwRecord *notice = named (RW_KIND_CARRIER_NOTICE, RW_CARRIER_NOTICE_REFERENCE, reference);

  rw_record_set_text (notice, RW_CARRIER_NOTICE_PROVIDER, "Telekom");
  rw_record_set_text (notice, RW_CARRIER_NOTICE_TITLE, "Splice");
  rw_record_set_enum (notice, RW_CARRIER_NOTICE_STATUS, (int) status);
  rw_record_set_instant (notice, RW_CARRIER_NOTICE_START, at ("2026-10-21T22:00:00Z"));
  rw_record_set_instant (notice, RW_CARRIER_NOTICE_END, at ("2026-10-22T02:00:00Z"));
  put (fixture, notice);
}

/* What is not certain is told apart, what is called off is not there. */
static void
test_notices (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GPtrArray) infos = NULL, none = NULL;

  add_notice (fixture, "M-1", RW_NOTICE_STATUS_CONFIRMED);
  add_notice (fixture, "M-2", RW_NOTICE_STATUS_TENTATIVE);
  add_notice (fixture, "M-3", RW_NOTICE_STATUS_CANCELLED);
  infos = read_layers (fixture, RW_CHANGE_LAYER_NOTICES);
  g_assert_cmpuint (infos->len, ==, 2);
  for (guint i = 0; i < infos->len; i++)
    {
      const RwLayerInfo *info = infos->pdata[i];

      g_assert_true (info->faint == g_str_equal (info->name, "Telekom M-2"));
      g_assert_cmpstr (info->detail, ==, "Splice");
    }
  none = read_layers (fixture, RW_CHANGE_LAYER_SHIFTS | RW_CHANGE_LAYER_BACKUPS);
  g_assert_cmpuint (none->len, ==, 0);
}

static RwId
add_policy (Fixture    *fixture,
            const char *name,
            const char *start,
            gint64      interval,
            gint64      grace)
{
  RwRecord *policy = named (RW_KIND_BACKUP_POLICY, RW_BACKUP_POLICY_NAME, name);

  rw_record_set_text (policy, RW_BACKUP_POLICY_START_TIME, start);
  rw_record_set_text (policy, RW_BACKUP_POLICY_TZ, "Europe/Berlin");
  rw_record_set_integer (policy, RW_BACKUP_POLICY_INTERVAL, interval);
  rw_record_set_integer (policy, RW_BACKUP_POLICY_GRACE, grace);
  return put (fixture, policy);
}

static void
add_run (Fixture    *fixture,
         const RwId *policy,
         const char *due,
         gint64      minutes)
{
  RwRecord *job = named (RW_KIND_BACKUP_JOB, RW_BACKUP_JOB_NAME, "db"), *run = rw_record_new (RW_KIND_BACKUP_RUN, NULL);
  RwId id;

  rw_record_set_ref (job, RW_BACKUP_JOB_POLICY, policy);
  id = put (fixture, job);
  rw_record_set_ref (run, RW_BACKUP_RUN_JOB, &id);
  rw_record_set_instant (run, RW_BACKUP_RUN_DUE, at (due));
  rw_record_set_instant (run, RW_BACKUP_RUN_FINISHED, at (due) + minutes * RW_MINUTE);
  put (fixture, run);
}

/* One time per policy and night, as long as its runs take, at the same time on the wall when clocks change. */
static void
test_backups (Fixture       *fixture,
              gconstpointer  data)
{
  RwId nightly = add_policy (fixture, "Nightly", "02:30", 24, 30), weekly = add_policy (fixture, "Weekly", "20:00", 168, 90);
  g_autoptr (GPtrArray) infos = NULL;
  guint n_nightly = 0, n_weekly = 0;

  add_policy (fixture, "Without a job", "01:00", 24, 30);
  add_run (fixture, &nightly, "2026-10-17T00:30:00Z", 60);
  add_run (fixture, &nightly, "2026-10-17T00:30:00Z", 120);
  /* A Wednesday. */
  add_run (fixture, &weekly, "2026-10-14T18:00:00Z", 20);
  infos = read_layers (fixture, RW_CHANGE_LAYER_BACKUPS);
  for (guint i = 0; i < infos->len; i++)
    {
      const RwLayerInfo *info = infos->pdata[i];

      if (g_str_equal (info->name, "Nightly"))
        {
          g_assert_cmpint (info->end - info->start, ==, 90 * RW_MINUTE);
          /* 02:30 occurs twice on the Sunday: the first is meant. */
          g_assert_cmpint (info->start, ==, at ("2026-10-19T00:30:00Z") + n_nightly * RW_DAY);
          n_nightly++;
          continue;
        }
      g_assert_cmpstr (info->name, ==, "Weekly");
      g_assert_cmpint (info->start, ==, at ("2026-10-21T18:00:00Z"));
      g_assert_cmpint (info->end - info->start, ==, 90 * RW_MINUTE);
      n_weekly++;
    }
  g_assert_cmpuint (n_nightly, ==, 7);
  g_assert_cmpuint (n_weekly, ==, 1);
}

static RwId
add_change (Fixture    *fixture,
            const char *number,
            const RwId *service,
            const RwId *implementer)
{
  RwRecord *change = named (RW_KIND_CHANGE, RW_CHANGE_NUMBER, number);

  rw_record_set_text (change, RW_CHANGE_TITLE, "Firmware");
  rw_record_set_enum (change, RW_CHANGE_STATUS, RW_CHANGE_STATUS_SCHEDULED);
  rw_record_set_instant (change, RW_CHANGE_START, at ("2026-10-21T20:00:00Z"));
  rw_record_set_instant (change, RW_CHANGE_END, at ("2026-10-22T00:00:00Z"));
  if (service != NULL)
    rw_record_set_ref (change, RW_CHANGE_SERVICE, service);
  if (implementer != NULL)
    rw_record_set_ref (change, RW_CHANGE_IMPLEMENTER, implementer);
  return put (fixture, change);
}

static void
touch (Fixture    *fixture,
       const RwId *change,
       const RwId *ci)
{
  RwRecord *item = rw_record_new (RW_KIND_CHANGE_ITEM, NULL);

  rw_record_set_ref (item, RW_CHANGE_ITEM_CHANGE, change);
  rw_record_set_ref (item, RW_CHANGE_ITEM_CI, ci);
  put (fixture, item);
}

static void
check_lane (Fixture        *fixture,
            RwChangeLaneBy  by,
            guint           index,
            const char     *name,
            const RwId     *a,
            const RwId     *b)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lanes =
    rw_query_change_lanes (rw_cache_writer_get_cache (fixture->writer), by, fixture->from, fixture->to, &error);
  const RwChangeLane *lane;

  g_assert_no_error (error);
  g_assert_cmpuint (lanes->len, >, index);
  lane = lanes->pdata[index];
  g_assert_cmpstr (lane->name, ==, name);
  g_assert_cmpuint (lane->changes->len, ==, (a != NULL) + (b != NULL));
  for (guint i = 0; i < lane->changes->len; i++)
    {
      const RwId *id = &g_array_index (lane->changes, RwId, i);

      g_assert_true (rw_id_equal (id, a) || (b != NULL && rw_id_equal (id, b)));
    }
}

/* A change is in the lane of everything that it touches: a virtual machine is where its host is. */
static void
test_lanes (Fixture       *fixture,
            gconstpointer  data)
{
  RwId site = put (fixture, named (RW_KIND_SITE, RW_SITE_NAME, "Frankfurt")), room_id, rack_ids[3], host_id, vm_id, blade_id;
  RwId customer = put (fixture, named (RW_KIND_CUSTOMER, RW_CUSTOMER_NAME, "Nordlicht"));
  RwId person = put (fixture, named (RW_KIND_PERSON, RW_PERSON_NAME, "T. Yılmaz"));
  RwId owner = put (fixture, named (RW_KIND_PERSON, RW_PERSON_NAME, "U. Weber"));
  RwRecord *room = named (RW_KIND_ROOM, RW_ROOM_NAME, "C3"), *service = named (RW_KIND_SERVICE, RW_SERVICE_NAME, "Buchung");
  RwRecord *host = named (RW_KIND_DEVICE, RW_DEVICE_NAME, "esx-1"), *vm = named (RW_KIND_VM, RW_VM_NAME, "buch-01");
  RwRecord *blade = named (RW_KIND_DEVICE, RW_DEVICE_NAME, "blade-1"), *task = rw_record_new (RW_KIND_CHANGE_TASK, NULL);
  RwId service_id, first, second, third;

  rw_record_set_ref (room, RW_ROOM_SITE, &site);
  room_id = put (fixture, room);
  for (int i = 0; i < 3; i++)
    {
      static const char *const names[] = { "R10", "R2", "R3" };
      RwRecord *rack = named (RW_KIND_RACK, RW_RACK_NAME, names[i]);

      rw_record_set_ref (rack, RW_RACK_ROOM, &room_id);
      rack_ids[i] = put (fixture, rack);
    }
  rw_record_set_ref (service, RW_SERVICE_CUSTOMER, &customer);
  service_id = put (fixture, service);
  rw_record_set_ref (host, RW_DEVICE_RACK, &rack_ids[0]);
  host_id = put (fixture, host);
  rw_record_set_ref (vm, RW_VM_HOST, &host_id);
  vm_id = put (fixture, vm);
  rw_record_set_ref (blade, RW_DEVICE_PARENT, &host_id);
  blade_id = put (fixture, blade);
  first = add_change (fixture, "C-1", &service_id, &person);
  second = add_change (fixture, "C-2", NULL, NULL);
  third = add_change (fixture, "C-3", NULL, NULL);
  touch (fixture, &first, &vm_id);
  touch (fixture, &second, &blade_id);
  touch (fixture, &second, &rack_ids[1]);
  touch (fixture, &third, &service_id);
  rw_record_set_ref (task, RW_CHANGE_TASK_CHANGE, &third);
  rw_record_set_ref (task, RW_CHANGE_TASK_OWNER, &owner);
  put (fixture, task);

  check_lane (fixture, RW_CHANGE_LANE_SITE, 0, "Frankfurt", &first, &second);
  check_lane (fixture, RW_CHANGE_LANE_RACK, 0, "R2", &second, NULL);
  check_lane (fixture, RW_CHANGE_LANE_RACK, 1, "R3", NULL, NULL);
  check_lane (fixture, RW_CHANGE_LANE_RACK, 2, "R10", &first, &second);
  check_lane (fixture, RW_CHANGE_LANE_SERVICE, 0, "Buchung", &first, &third);
  check_lane (fixture, RW_CHANGE_LANE_CUSTOMER, 0, "Nordlicht", &first, NULL);
  check_lane (fixture, RW_CHANGE_LANE_PERSON, 0, "T. Yılmaz", &first, NULL);
  check_lane (fixture, RW_CHANGE_LANE_PERSON, 1, "U. Weber", &third, NULL);
  fixture->from = at ("2026-10-22T00:00:00Z");
  check_lane (fixture, RW_CHANGE_LANE_SITE, 0, "Frankfurt", NULL, NULL);
}

/* How full days are, on the clock of who looks at them; midnight belongs to the day that begins. */
static void
test_year (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GTimeZone) zone = rw_zone_get ("Europe/Berlin");
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) days = NULL;
  RwRecord *window = named (RW_KIND_WINDOW, RW_WINDOW_NAME, "Year's end");
  gint64 first;

  g_assert_true (rw_date_parse ("2026-10-19", &first));
  add_change (fixture, "C-1", NULL, NULL);
  add_change (fixture, "C-2", NULL, NULL);
  rw_record_set_enum (window, RW_WINDOW_TYPE, RW_WINDOW_TYPE_FREEZE);
  rw_record_set_text (window, RW_WINDOW_START_WALL, "2026-10-24T00:00:00");
  rw_record_set_text (window, RW_WINDOW_TZ, "Europe/Berlin");
  rw_record_set_integer (window, RW_WINDOW_DURATION, 1440);
  put (fixture, window);
  days = rw_query_change_year (rw_cache_writer_get_cache (fixture->writer), zone, first, 7, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < days->len; i++)
    {
      const RwChangeDay *day = &g_array_index (days, RwChangeDay, i);

      /* From 22:00 on Wednesday to 02:00. */
      g_assert_cmpuint (day->n_changes, ==, i == 2 || i == 3 ? 2 : 0);
      g_assert_true (day->frozen == (i == 5));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/change-layers/shifts", Fixture, NULL, set_up, test_shifts, tear_down);
  g_test_add ("/store/change-layers/notices", Fixture, NULL, set_up, test_notices, tear_down);
  g_test_add ("/store/change-layers/backups", Fixture, NULL, set_up, test_backups, tear_down);
  g_test_add ("/store/change-layers/lanes", Fixture, NULL, set_up, test_lanes, tear_down);
  g_test_add ("/store/change-layers/year", Fixture, NULL, set_up, test_year, tear_down);
  return g_test_run ();
}
