/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/rw-query-changes.h"
#include "query/rw-query-systems.h"
#include "rules/rw-change-rules.h"
#include "rw-clock.h"
#include "rw-time.h"
#include "store-fixture.h"

typedef struct
{
  char *dir;
  RwCacheWriter *writer;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->dir = store_dir_new ();
  fixture->writer = store_new_cache (fixture->dir);
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

static void
test_systems (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) infos = NULL;
  RwId customer = put (fixture, named (RW_KIND_CUSTOMER, RW_CUSTOMER_NAME, "Nordlicht Reisen"));
  RwRecord *service = named (RW_KIND_SERVICE, RW_SERVICE_NAME, "Buchung");
  RwRecord *rack = named (RW_KIND_RACK, RW_RACK_NAME, "FRA2-C3-R11");
  RwRecord *type = named (RW_KIND_DEVICE_TYPE, RW_DEVICE_TYPE_MODEL, "PowerEdge R750");
  RwRecord *device = named (RW_KIND_DEVICE, RW_DEVICE_NAME, "db-287");
  RwRecord *vm = named (RW_KIND_VM, RW_VM_NAME, "buch-01");
  RwRecord *address = named (RW_KIND_ADDRESS, RW_ADDRESS_ADDRESS, "10.20.14.87/24");
  RwId service_id, rack_id, type_id, address_id, device_id;

  rw_record_set_ref (service, RW_SERVICE_CUSTOMER, &customer);
  rw_record_set_text (type, RW_DEVICE_TYPE_MANUFACTURER, "Dell");
  service_id = put (fixture, service);
  rack_id = put (fixture, rack);
  type_id = put (fixture, type);
  address_id = put (fixture, address);
  rw_record_set_ref (device, RW_DEVICE_SERVICE, &service_id);
  rw_record_set_ref (device, RW_DEVICE_RACK, &rack_id);
  rw_record_set_decimal (device, RW_DEVICE_POSITION, 19);
  rw_record_set_ref (device, RW_DEVICE_TYPE, &type_id);
  rw_record_set_enum (device, RW_DEVICE_STAGE, RW_STAGE_OPERATION);
  rw_record_set_ref (device, RW_DEVICE_PRIMARY_ADDRESS, &address_id);
  device_id = put (fixture, device);
  rw_record_set_ref (vm, RW_VM_HOST, &device_id);
  put (fixture, vm);
  for (int i = 0; i < 3; i++)
    {
      RwRecord *ticket = named (RW_KIND_TICKET, RW_TICKET_TITLE, "Langsame Suche");

      rw_record_set_enum (ticket, RW_TICKET_STATUS, i == 0 ? RW_TICKET_STATUS_CLOSED : RW_TICKET_STATUS_NEW);
      rw_record_set_ref (ticket, RW_TICKET_CI, &device_id);
      put (fixture, ticket);
    }

  infos = rw_query_systems (rw_cache_writer_get_cache (fixture->writer), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (infos->len, ==, 2);

  const RwSystemInfo *first = infos->pdata[0], *second = infos->pdata[1];

  g_assert_cmpstr (first->name, ==, "db-287");
  g_assert_cmpstr (first->customer, ==, "Nordlicht Reisen");
  g_assert_cmpstr (first->service, ==, "Buchung");
  g_assert_cmpstr (first->place, ==, "FRA2-C3-R11");
  g_assert_cmpstr (first->model, ==, "Dell PowerEdge R750");
  g_assert_cmpstr (first->address, ==, "10.20.14.87");
  g_assert_cmpfloat (first->unit, ==, 19);
  g_assert_cmpint (first->stage, ==, RW_STAGE_OPERATION);
  g_assert_cmpuint (first->open_tickets, ==, 2);
  g_assert_cmpstr (second->name, ==, "buch-01");
  g_assert_cmpstr (second->host, ==, "db-287");
  g_assert_cmpint (second->stage, ==, -1);
  g_assert_cmpint (second->memory_mb, ==, -1);
}

static RwRecord *
new_change (const char *number,
            const char *start,
            double      hours)
{
  RwRecord *change = named (RW_KIND_CHANGE, RW_CHANGE_NUMBER, number);
  gint64 instant;

  g_assert_true (rw_instant_parse (start, &instant));
  rw_record_set_text (change, RW_CHANGE_TITLE, "Firmware");
  rw_record_set_enum (change, RW_CHANGE_STATUS, RW_CHANGE_STATUS_SCHEDULED);
  rw_record_set_instant (change, RW_CHANGE_START, instant);
  rw_record_set_instant (change, RW_CHANGE_END, instant + (gint64) (hours * RW_HOUR));
  return change;
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

/* Just one, and of this cause. */
static void
assert_conflict (const RwChangeInfo *change,
                 RwConflictCode      code,
                 RwConflictSeverity  severity,
                 const RwId         *cause)
{
  const RwConflict *conflict;

  g_assert_nonnull (change->conflicts);
  g_assert_cmpuint (change->conflicts->len, ==, 1);
  conflict = change->conflicts->pdata[0];
  g_assert_cmpuint (conflict->code, ==, code);
  g_assert_cmpuint (conflict->severity, ==, severity);
  g_assert_true (rw_id_equal (&g_array_index (conflict->records, RwConflictRecord, 0).id, cause));
}

static void
test_changes (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (RwChangeCalendar) calendar = NULL;
  g_autoptr (GError) error = NULL;
  RwId ci = put (fixture, named (RW_KIND_DEVICE, RW_DEVICE_NAME, "sw-601"));
  RwId first = put (fixture, new_change ("C-1", "2026-11-24T21:00:00Z", 4));
  RwId second = put (fixture, new_change ("C-2", "2026-11-24T22:00:00Z", 1));
  /* Touching is no overlap. */
  RwId third = put (fixture, new_change ("C-3", "2026-11-25T01:00:00Z", 1));
  RwRecord *cancelled = new_change ("C-4", "2026-11-24T22:00:00Z", 1);
  RwRecord *window = named (RW_KIND_WINDOW, RW_WINDOW_NAME, "Black Friday");
  gint64 from, to;
  RwId freeze;

  put (fixture, new_change ("C-5", "2026-11-27T08:00:00Z", 1));
  put (fixture, new_change ("C-6", "2026-12-27T08:00:00Z", 1));
  rw_record_set_enum (cancelled, RW_CHANGE_STATUS, RW_CHANGE_STATUS_CANCELLED);
  put (fixture, cancelled);
  touch (fixture, &first, &ci);
  touch (fixture, &second, &ci);
  touch (fixture, &third, &ci);
  rw_record_set_enum (window, RW_WINDOW_TYPE, RW_WINDOW_TYPE_FREEZE);
  rw_record_set_text (window, RW_WINDOW_START_WALL, "2026-11-27T00:00:00");
  rw_record_set_text (window, RW_WINDOW_TZ, "Europe/Berlin");
  rw_record_set_integer (window, RW_WINDOW_DURATION, 1440);
  rw_record_set_boolean (window, RW_WINDOW_HARD, TRUE);
  freeze = put (fixture, window);

  g_assert_true (rw_instant_parse ("2026-11-22T23:00:00Z", &from));
  g_assert_true (rw_instant_parse ("2026-11-29T23:00:00Z", &to));
  calendar = rw_query_change_calendar (rw_cache_writer_get_cache (fixture->writer), from, to, &error);
  g_assert_no_error (error);
  g_assert_true (rw_change_calendar_judge (calendar, rw_cache_writer_get_cache (fixture->writer),
                                           from, to, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (calendar->changes->len, ==, 4);
  g_assert_cmpuint (calendar->windows->len, ==, 1);

  const RwChangeInfo *a = calendar->changes->pdata[0], *b = calendar->changes->pdata[1], *c = calendar->changes->pdata[2],
                     *d = calendar->changes->pdata[3];

  g_assert_cmpstr (a->number, ==, "C-1");
  g_assert_cmpuint (a->n_items, ==, 1);
  assert_conflict (a, RW_CONFLICT_SAME_CI, RW_CONFLICT_WARNS, &second);
  assert_conflict (b, RW_CONFLICT_SAME_CI, RW_CONFLICT_WARNS, &first);
  g_assert_null (c->conflicts);
  assert_conflict (d, RW_CONFLICT_FREEZE, RW_CONFLICT_REFUSES, &freeze);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/queries/systems", Fixture, NULL, set_up, test_systems, tear_down);
  g_test_add ("/store/queries/changes", Fixture, NULL, set_up, test_changes, tear_down);
  return g_test_run ();
}
