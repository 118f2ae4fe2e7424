/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/rw-query-conflicts.h"

#include <string.h>

#include "rules/rw-freeze-rules.h"
#include "rw-clock.h"
#include "rw-error.h"
#include "rw-time.h"
#include "store-fixture.h"

#define NOW   (20500 * RW_DAY)
#define NIGHT (NOW + 4 * RW_DAY + 21 * RW_HOUR)

typedef struct
{
  char *dir;
  RwCacheWriter *writer;
  RwCache *cache;
} Fixture;

static RwId
id (const char *name)
{
  return rw_id_from_name ("conflicts", name);
}

/* With a name in the field @title, if there is one. */
static RwRecord *
record (RwKind kind, int title, const char *name)
{
  RwId the_id = id (name);
  RwRecord *made = rw_record_new (kind, &the_id);

  if (title >= 0)
    rw_record_set_text (made, (guint) title, name);
  return made;
}

static RwRecord *
refer (RwRecord *from, guint field, const char *to)
{
  RwId target = id (to);

  rw_record_set_ref (from, field, &target);
  return from;
}

static void
put (Fixture *fixture, RwRecord *made)
{
  store_put (fixture->writer, made);
  g_object_unref (made);
}

static RwRecord *
device (const char *name, RwDeviceRole role, const char *rack)
{
  RwRecord *made = record (RW_KIND_DEVICE, RW_DEVICE_NAME, name);

  rw_record_set_enum (made, RW_DEVICE_ROLE, role);
  refer (made, RW_DEVICE_TYPE, "a type that is not here");
  return rack != NULL ? refer (made, RW_DEVICE_RACK, rack) : made;
}

static void
put_vm (Fixture *fixture, const char *name, const char *host, const char *cluster)
{
  RwRecord *vm = refer (record (RW_KIND_VM, RW_VM_NAME, name), RW_VM_SERVICE, "Shop");

  rw_record_set_enum (vm, RW_VM_STAGE, RW_STAGE_OPERATION);
  refer (vm, RW_VM_HOST, host);
  put (fixture, refer (vm, RW_VM_CLUSTER, cluster));
}

static void
put_port (Fixture *fixture, const char *name, const char *system, RwPortType type)
{
  RwRecord *port = refer (record (RW_KIND_PORT, RW_PORT_NAME, name), RW_PORT_SYSTEM, system);

  rw_record_set_enum (port, RW_PORT_TYPE, type);
  put (fixture, port);
}

static void
put_cable (Fixture *fixture, const char *a, const char *b)
{
  g_autofree char *name = g_strdup_printf ("%s-%s", a, b);

  put (fixture,
       refer (refer (record (RW_KIND_CABLE, RW_CABLE_LABEL, name), RW_CABLE_A, a), RW_CABLE_B, b));
}

static void
put_feed (Fixture *fixture, const char *name, RwFeedLeg leg)
{
  RwRecord *feed =
    refer (record (RW_KIND_POWER_FEED, RW_POWER_FEED_NAME, name), RW_POWER_FEED_RACK, "R07");

  rw_record_set_enum (feed, RW_POWER_FEED_LEG, leg);
  put (fixture, feed);
}

/* A rack with two feeds, two PDUs, two hosts of one cluster and two switches, and what runs on them. */
static void
put_estate (Fixture *fixture)
{
  put (fixture, record (RW_KIND_SITE, RW_SITE_NAME, "FRA2"));
  put (fixture, refer (record (RW_KIND_ROOM, RW_ROOM_NAME, "Room"), RW_ROOM_SITE, "FRA2"));
  put (fixture, refer (record (RW_KIND_RACK, RW_RACK_NAME, "R07"), RW_RACK_ROOM, "Room"));
  put (fixture, record (RW_KIND_CUSTOMER, RW_CUSTOMER_NAME, "Ahrens"));
  put (fixture,
       refer (record (RW_KIND_SERVICE, RW_SERVICE_NAME, "Shop"), RW_SERVICE_CUSTOMER, "Ahrens"));
  put (fixture, record (RW_KIND_PERSON, RW_PERSON_NAME, "Jana"));
  put (fixture, record (RW_KIND_CLUSTER, RW_CLUSTER_NAME, "cluster"));
  put_feed (fixture, "feed A", RW_FEED_LEG_A);
  put_feed (fixture, "feed B", RW_FEED_LEG_B);
  put (fixture, device ("pdu-a", RW_DEVICE_ROLE_PDU, "R07"));
  put (fixture, device ("pdu-b", RW_DEVICE_ROLE_PDU, "R07"));
  put (fixture, device ("esx-1", RW_DEVICE_ROLE_SERVER, "R07"));
  put (fixture, device ("esx-2", RW_DEVICE_ROLE_SERVER, "R07"));
  put (fixture, device ("sw-1", RW_DEVICE_ROLE_SWITCH, NULL));
  put (fixture, device ("sw-2", RW_DEVICE_ROLE_SWITCH, NULL));
  put (fixture, refer (device ("fw-1", RW_DEVICE_ROLE_FIREWALL, NULL), RW_DEVICE_PARTNER, "fw-2"));
  put (fixture, device ("fw-2", RW_DEVICE_ROLE_FIREWALL, NULL));
  put_vm (fixture, "web-1", "esx-1", "cluster");
  put_vm (fixture, "web-2", "esx-2", "cluster");
  for (guint i = 0; i < 2; i++)
    {
      const char *of = i == 0 ? "a" : "b";
      g_autofree char *inlet = g_strdup_printf ("inlet-%s", of),
                      *outlet = g_strdup_printf ("outlet-%s", of);
      g_autofree char *psu = g_strdup_printf ("psu-%s", of), *pdu = g_strdup_printf ("pdu-%s", of);
      g_autofree char *feed = g_strdup_printf ("feed %c", 'A' + (int) i),
                      *nic = g_strdup_printf ("nic-%u", i);
      g_autofree char *eth = g_strdup_printf ("eth-%u", i), *sw = g_strdup_printf ("sw-%u", i + 1);

      put_port (fixture, inlet, pdu, RW_PORT_TYPE_POWER_INLET);
      put_port (fixture, outlet, pdu, RW_PORT_TYPE_POWER_OUTLET);
      put_port (fixture, psu, "esx-1", RW_PORT_TYPE_POWER_INLET);
      put_port (fixture, nic, "esx-1", RW_PORT_TYPE_NETWORK);
      put_port (fixture, eth, sw, RW_PORT_TYPE_NETWORK);
      put_cable (fixture, i == 0 ? feed : inlet, i == 0 ? inlet : feed);
      put_cable (fixture, i == 0 ? outlet : psu, i == 0 ? psu : outlet);
      put_cable (fixture, i == 0 ? nic : eth, i == 0 ? eth : nic);
    }
}

static RwRecord *
change (const char *number, gint64 start, gint64 end)
{
  RwRecord *made = record (RW_KIND_CHANGE, RW_CHANGE_NUMBER, number);

  rw_record_set_text (made, RW_CHANGE_TITLE, "Work");
  rw_record_set_text (made, RW_CHANGE_TZ, "Europe/Berlin");
  rw_record_set_enum (made, RW_CHANGE_STATUS, RW_CHANGE_STATUS_SUBMITTED);
  rw_record_set_instant (made, RW_CHANGE_START, start);
  rw_record_set_instant (made, RW_CHANGE_END, end);
  return made;
}

static void
put_item (Fixture *fixture, const char *of, const char *ci)
{
  g_autofree char *name = g_strdup_printf ("%s/%s", of, ci);

  put (fixture, refer (refer (record (RW_KIND_CHANGE_ITEM, -1, name), RW_CHANGE_ITEM_CHANGE, of),
                       RW_CHANGE_ITEM_CI, ci));
}

static void
put_change (Fixture *fixture, const char *number, gint64 start, gint64 end, const char *ci)
{
  put (fixture, change (number, start, end));
  put_item (fixture, number, ci);
}

static RwRecord *
window (const char *name, RwWindowType type, const char *target)
{
  RwRecord *made = record (RW_KIND_WINDOW, RW_WINDOW_NAME, name);

  rw_record_set_enum (made, RW_WINDOW_TYPE, type);
  rw_record_set_text (made, RW_WINDOW_START_WALL, "2026-01-01T22:00:00");
  rw_record_set_integer (made, RW_WINDOW_DURATION, 240);
  rw_record_set_text (made, RW_WINDOW_TZ, "UTC");
  rw_record_set_text (made, RW_WINDOW_RRULE, "FREQ=DAILY");
  return target != NULL ? refer (made, RW_WINDOW_TARGET, target) : made;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  rw_clock_freeze (NOW);
  fixture->dir = store_dir_new ();
  fixture->writer = store_new_cache (fixture->dir);
  rw_cache_writer_begin (fixture->writer, &error);
  g_assert_no_error (error);
  put_estate (fixture);
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
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->cache, rw_cache_close);
  rw_cache_writer_close (fixture->writer);
  store_dir_remove (fixture->dir);
  rw_clock_thaw ();
}

/* The conflicts of a change that is not saved and touches @ci, from 22:00 to 23:00. */
static GPtrArray *
ask (Fixture *fixture, const char *ci, const char *implementer)
{
  g_autoptr (RwRecord) own = change ("own", 0, 0);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (RwConflictScene) scene = NULL;
  g_autoptr (GError) error = NULL;
  RwId item = id (ci);

  g_ptr_array_add (items, rw_id_copy (&item));
  if (implementer != NULL)
    refer (own, RW_CHANGE_IMPLEMENTER, implementer);
  scene = rw_query_conflict_scene (fixture->cache, own, items, NOW, NOW + 90 * RW_DAY, &error);
  g_assert_no_error (error);
  return rw_conflicts_find (scene, NIGHT, NIGHT + RW_HOUR);
}

static char *
codes_of (GPtrArray *conflicts)
{
  GString *codes = g_string_new (NULL);

  for (guint i = 0; i < conflicts->len; i++)
    {
      const RwConflict *conflict = conflicts->pdata[i];

      g_string_append_printf (codes, "%s%s", i > 0 ? " " : "",
                              rw_conflict_code_name (conflict->code));
      if (conflict->severity != RW_CONFLICT_WARNS)
        g_string_append (codes, conflict->severity == RW_CONFLICT_REFUSES ? "!" : "?");
    }
  return g_string_free (codes, FALSE);
}

/* What a change on the one has against a change on the other. */
static void
test_relations (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *ours, *theirs, *codes;
  } cases[] = {
    { "sw-1", "sw-1", "same_ci" },
    { "esx-1", "web-1", "related_ci" },
    { "R07", "web-1", "related_ci" },
    { "sw-1", "eth-0", "related_ci" },
    { "eth-0", "sw-1", "related_ci" },
    { "pdu-a", "web-1", "related_ci" },
    { "feed A", "esx-1", "related_ci" },
    { "feed A", "pdu-a", "related_ci" },
    { "feed A", "feed B", "redundancy" },
    { "pdu-a", "pdu-b", "redundancy" },
    { "pdu-a", "feed B", "redundancy" },
    { "sw-1", "sw-2", "redundancy" },
    { "fw-1", "fw-2", "redundancy" },
    { "fw-2", "fw-1", "redundancy" },
    { "esx-1", "esx-2", "redundancy" },
    { "sw-1", "esx-1", "" },
    { "fw-1", "sw-1", "" },
    { "Shop", "sw-1", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *number = g_strdup_printf ("C-%u", i);

      put_change (fixture, number, NIGHT + (gint64) (i + 1) * RW_DAY,
                  NIGHT + (gint64) (i + 1) * RW_DAY + RW_HOUR, cases[i].theirs);
    }
  open_cache (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RwRecord) own = change ("own", 0, 0);
      g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (RwConflictScene) scene = NULL;
      g_autoptr (GPtrArray) conflicts = NULL;
      g_autofree char *codes = NULL;
      g_autoptr (GError) error = NULL;
      RwId item = id (cases[i].ours);

      g_ptr_array_add (items, rw_id_copy (&item));
      scene = rw_query_conflict_scene (fixture->cache, own, items, NOW, NOW + 90 * RW_DAY, &error);
      g_assert_no_error (error);
      conflicts = rw_conflicts_find (scene, NIGHT + (gint64) (i + 1) * RW_DAY,
                                     NIGHT + (gint64) (i + 1) * RW_DAY + RW_HOUR);
      codes = codes_of (conflicts);
      g_test_message ("%s and %s: %s", cases[i].ours, cases[i].theirs, codes);
      g_assert_cmpstr (codes, ==, cases[i].codes);
    }
}

static void
test_service_and_hands (Fixture *fixture, gconstpointer data)
{
  RwRecord *other = refer (change ("C-1", NIGHT, NIGHT + RW_HOUR), RW_CHANGE_SERVICE, "Shop");
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autofree char *codes = NULL;

  put (fixture, refer (other, RW_CHANGE_IMPLEMENTER, "Jana"));
  open_cache (fixture);
  conflicts = ask (fixture, "web-1", "Jana");
  codes = codes_of (conflicts);
  g_assert_cmpstr (codes, ==, "same_service implementer no_good_backup");
  g_assert_cmpstr (((RwConflict *) conflicts->pdata[1])->text, ==,
                   "C-1 “Work”, 20 Feb 22:00–23:00, needs the same implementer: Jana");
}

/* Closed, cancelled and in review: nothing. The change itself: nothing. */
static void
test_quiet (Fixture *fixture, gconstpointer data)
{
  static const RwChangeStatus quiet[] = { RW_CHANGE_STATUS_REVIEW, RW_CHANGE_STATUS_CLOSED,
                                          RW_CHANGE_STATUS_CANCELLED };
  g_autoptr (GPtrArray) conflicts = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (quiet); i++)
    {
      g_autofree char *number = g_strdup_printf ("C-%u", i);
      RwRecord *other = change (number, NIGHT, NIGHT + RW_HOUR);

      rw_record_set_enum (other, RW_CHANGE_STATUS, quiet[i]);
      put (fixture, other);
      put_item (fixture, number, "sw-1");
    }
  put_change (fixture, "own", NIGHT, NIGHT + RW_HOUR, "sw-1");
  open_cache (fixture);
  conflicts = ask (fixture, "sw-1", NULL);
  g_assert_cmpuint (conflicts->len, ==, 0);
}

/* --- What a server says of the same ---------------------------------------------------------------- */

/* The change, its item and the window; the rest is in the cache. */
typedef struct
{
  Fixture *fixture;
  RwRecord *item, *window;
} Server;

static gboolean
server_get (gpointer data, RwKind kind, const RwId *id, RwRecord **found, GError **error)
{
  Server *server = data;
  g_autoptr (GError) missing = NULL;

  *found = rw_cache_get (server->fixture->cache, kind, id, &missing);
  g_assert_no_error (missing);
  return TRUE;
}

static GPtrArray *
only (RwRecord *record)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (records, g_object_ref (record));
  return records;
}

static GPtrArray *
server_referrers (gpointer data, RwKind kind, guint field, const RwId *target, GError **error)
{
  return only (((Server *) data)->item);
}

static GPtrArray *
server_list (gpointer data, RwKind kind, GError **error)
{
  return only (((Server *) data)->window);
}

static gboolean
server_refuses (Fixture *fixture, const char *ci, RwRecord *freeze, gint64 start)
{
  g_autoptr (RwRecord) own = change ("own", start, start + RW_HOUR);
  g_autoptr (RwRecord) item =
    refer (record (RW_KIND_CHANGE_ITEM, -1, "own item"), RW_CHANGE_ITEM_CI, ci);
  Server server = { fixture, item, freeze };
  RwCrossView view = { .get = server_get,
                       .referrers = server_referrers,
                       .list = server_list,
                       .data = &server };
  g_autoptr (GError) error = NULL;
  RwCrossResult result = rw_freeze_check (&view, own, &error);

  g_assert_cmpint (result, !=, RW_CROSS_FAILED);
  g_assert_true ((result == RW_CROSS_REFUSED) == (error != NULL));
  return result == RW_CROSS_REFUSED;
}

/* Machines of two customers, of which one says nothing of a service, and what they stand in and run on. */
static void
put_customers (Fixture *fixture)
{
  put (fixture, record (RW_KIND_CUSTOMER, RW_CUSTOMER_NAME, "Brandt"));
  put (fixture, record (RW_KIND_SITE, RW_SITE_NAME, "MUC1"));
  put (fixture, refer (refer (device ("host", RW_DEVICE_ROLE_SERVER, "R07"), RW_DEVICE_SERVICE, "Shop"),
                       RW_DEVICE_SITE, "FRA2"));
  put (fixture, refer (device ("blade", RW_DEVICE_ROLE_SERVER, NULL), RW_DEVICE_PARENT, "host"));
  put (fixture, refer (refer (device ("own blade", RW_DEVICE_ROLE_SERVER, NULL), RW_DEVICE_PARENT, "host"),
                       RW_DEVICE_CUSTOMER, "Brandt"));
  put (fixture, refer (device ("far", RW_DEVICE_ROLE_SERVER, NULL), RW_DEVICE_SITE, "MUC1"));
  put (fixture, refer (refer (record (RW_KIND_VM, RW_VM_NAME, "guest"), RW_VM_HOST, "host"),
                       RW_VM_CUSTOMER, "Brandt"));
  put (fixture, refer (record (RW_KIND_VM, RW_VM_NAME, "plain guest"), RW_VM_HOST, "host"));
  put (fixture, refer (record (RW_KIND_CLUSTER, RW_CLUSTER_NAME, "south"), RW_CLUSTER_SITE, "MUC1"));
  put (fixture, refer (record (RW_KIND_VM, RW_VM_NAME, "homeless"), RW_VM_CLUSTER, "south"));
  put (fixture, refer (record (RW_KIND_RACK, RW_RACK_NAME, "cage"), RW_RACK_CUSTOMER, "Brandt"));
  put (fixture, device ("caged", RW_DEVICE_ROLE_SERVER, "cage"));
  put (fixture, refer (record (RW_KIND_POWER_FEED, RW_POWER_FEED_NAME, "south feed"), RW_POWER_FEED_SITE, "MUC1"));
  put (fixture, refer (record (RW_KIND_POWER_FEED, RW_POWER_FEED_NAME, "cage feed"), RW_POWER_FEED_RACK, "cage"));
}

static void
test_windows (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *target, *ci;
    gboolean holds;
  } cases[] = {
    { NULL, "sw-1", TRUE },     { "FRA2", "esx-1", TRUE },   { "FRA2", "fw-1", FALSE },
    { "R07", "pdu-a", TRUE },   { "Ahrens", "Shop", TRUE },  { "Ahrens", "sw-1", FALSE },
    { "esx-1", "nic-0", TRUE }, { "esx-2", "nic-0", FALSE },
    { "Brandt", "own blade", TRUE }, { "Ahrens", "own blade", FALSE },
    { "Ahrens", "blade", TRUE }, { "Shop", "blade", TRUE },
    { "MUC1", "far", TRUE }, { "Brandt", "guest", TRUE },
    { "Ahrens", "guest", FALSE }, { "Shop", "guest", FALSE },
    { "host", "guest", TRUE }, { "R07", "guest", TRUE },
    { "FRA2", "guest", TRUE }, { "Ahrens", "plain guest", FALSE },
    { "MUC1", "homeless", TRUE }, { "Brandt", "cage", TRUE },
    { "Brandt", "caged", TRUE }, { "MUC1", "south feed", TRUE },
    { "cage", "cage feed", TRUE }, { "Brandt", "cage feed", TRUE },
  };

  g_autoptr (GPtrArray) freezes = g_ptr_array_new_with_free_func (g_object_unref);

  put_customers (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strdup_printf ("Freeze %u", i);
      g_autofree char *wall = g_strdup_printf ("2026-03-%02uT12:00:00", i + 1);
      RwRecord *freeze = window (name, RW_WINDOW_TYPE_FREEZE, cases[i].target);

      /* Each case has a day of its own. */
      rw_record_set_boolean (freeze, RW_WINDOW_HARD, TRUE);
      rw_record_set_text (freeze, RW_WINDOW_START_WALL, wall);
      rw_record_set_text (freeze, RW_WINDOW_RRULE, NULL);
      g_ptr_array_add (freezes, g_object_ref (freeze));
      put (fixture, freeze);
    }
  open_cache (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RwRecord) own = change ("own", 0, 0);
      g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (RwConflictScene) scene = NULL;
      g_autoptr (GPtrArray) conflicts = NULL;
      g_autofree char *codes = NULL;
      g_autoptr (GError) error = NULL;
      RwId item = id (cases[i].ci);
      gint64 noon = rw_date_from_civil (2026, 3, (int) i + 1) * RW_DAY + 12 * RW_HOUR;

      g_ptr_array_add (items, rw_id_copy (&item));
      scene = rw_query_conflict_scene (fixture->cache, own, items, NOW, NOW + 90 * RW_DAY, &error);
      g_assert_no_error (error);
      conflicts = rw_conflicts_find (scene, noon, noon + RW_HOUR);
      codes = codes_of (conflicts);
      g_test_message ("%s and %s: %s", cases[i].target, cases[i].ci, codes);
      g_assert_cmpint (strstr (codes, "freeze!") != NULL, ==, cases[i].holds);
      g_assert_cmpint (server_refuses (fixture, cases[i].ci, freezes->pdata[i], noon), ==, cases[i].holds);
      /* One that cannot be read refuses where it would hold. */
      rw_record_set_text (freezes->pdata[i], RW_WINDOW_RRULE, "FREQ=SOMETIMES");
      g_assert_cmpint (server_refuses (fixture, cases[i].ci, freezes->pdata[i], noon), ==, cases[i].holds);
    }
}

/* The work of a carrier is work, unless it is over or has no effect. */
static void
test_notices (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    RwNoticeImpact impact;
    RwNoticeStatus status;
    const char *affects;
  } notices[] = {
    { RW_NOTICE_IMPACT_OUTAGE, RW_NOTICE_STATUS_CONFIRMED, "fw-2" },
    { RW_NOTICE_IMPACT_NONE, RW_NOTICE_STATUS_CONFIRMED, "fw-1" },
    { RW_NOTICE_IMPACT_OUTAGE, RW_NOTICE_STATUS_CANCELLED, "fw-1" },
    { RW_NOTICE_IMPACT_OUTAGE, RW_NOTICE_STATUS_COMPLETED, "fw-1" },
  };
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autofree char *codes = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (notices); i++)
    {
      g_autofree char *name = g_strdup_printf ("MW-%u", i);
      RwRecord *notice = record (RW_KIND_CARRIER_NOTICE, RW_CARRIER_NOTICE_REFERENCE, name);
      RwId affected = id (notices[i].affects);

      rw_record_set_text (notice, RW_CARRIER_NOTICE_TITLE, "Fibre");
      rw_record_set_text (notice, RW_CARRIER_NOTICE_PROVIDER, "Carrier");
      rw_record_set_enum (notice, RW_CARRIER_NOTICE_IMPACT, notices[i].impact);
      rw_record_set_enum (notice, RW_CARRIER_NOTICE_STATUS, notices[i].status);
      rw_record_set_instant (notice, RW_CARRIER_NOTICE_START, NIGHT);
      rw_record_set_instant (notice, RW_CARRIER_NOTICE_END, NIGHT + RW_HOUR);
      rw_record_set_refs (notice, RW_CARRIER_NOTICE_AFFECTS, &affected, 1);
      put (fixture, notice);
    }
  open_cache (fixture);
  conflicts = ask (fixture, "fw-1", NULL);
  codes = codes_of (conflicts);
  g_assert_cmpstr (codes, ==, "redundancy");
  g_assert_cmpstr (
    ((RwConflict *) conflicts->pdata[0])->text, ==,
    "Carrier MW-0 “Fibre”, 20 Feb 22:00–23:00, touches what stands in for this: fw-2 (for fw-1)");
}

static void
put_runs (Fixture *fixture, const char *job, guint n, gint64 last)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s/%u", job, i);
      RwRecord *run = refer (record (RW_KIND_BACKUP_RUN, -1, name), RW_BACKUP_RUN_JOB, job);
      gint64 due = last - (gint64) i * RW_DAY;

      rw_record_set_enum (run, RW_BACKUP_RUN_STATUS, RW_RUN_STATUS_SUCCESS);
      rw_record_set_instant (run, RW_BACKUP_RUN_DUE, due);
      rw_record_set_instant (run, RW_BACKUP_RUN_STARTED, due);
      rw_record_set_instant (run, RW_BACKUP_RUN_FINISHED, due + 40 * RW_MINUTE);
      rw_record_set_integer (run, RW_BACKUP_RUN_BYTES, 1000);
      put (fixture, run);
    }
}

static void
test_backups (Fixture *fixture, gconstpointer data)
{
  RwRecord *policy = record (RW_KIND_BACKUP_POLICY, RW_BACKUP_POLICY_NAME, "Nightly"), *test;
  g_autoptr (GPtrArray) good = NULL;
  g_autoptr (GPtrArray) late = NULL;
  g_autofree char *good_codes = NULL;
  g_autofree char *late_codes = NULL;

  rw_record_set_integer (policy, RW_BACKUP_POLICY_RPO, 24);
  rw_record_set_integer (policy, RW_BACKUP_POLICY_INTERVAL, 24);
  rw_record_set_text (policy, RW_BACKUP_POLICY_START_TIME, "22:00");
  rw_record_set_text (policy, RW_BACKUP_POLICY_TZ, "Europe/Berlin");
  put (fixture, policy);
  for (guint i = 0; i < 2; i++)
    {
      const char *job = i == 0 ? "good" : "late";
      RwRecord *made = refer (record (RW_KIND_BACKUP_JOB, RW_BACKUP_JOB_NAME, job),
                              RW_BACKUP_JOB_POLICY, "Nightly");

      put (fixture, refer (made, RW_BACKUP_JOB_SYSTEM, i == 0 ? "web-1" : "web-2"));
      put_runs (fixture, job, 10, NOW - 3 * RW_HOUR - i * 2 * RW_DAY);
    }
  test = refer (record (RW_KIND_RESTORE_TEST, -1, "test"), RW_RESTORE_TEST_SYSTEM, "web-1");
  rw_record_set_enum (test, RW_RESTORE_TEST_RESULT, RW_TEST_RESULT_PASSED);
  rw_record_set_instant (test, RW_RESTORE_TEST_AT, NOW - 100 * RW_DAY);
  put (fixture, test);
  open_cache (fixture);
  good = ask (fixture, "web-1", NULL);
  good_codes = codes_of (good);
  g_assert_cmpstr (good_codes, ==, "backup_window");
  g_assert_cmpstr (((RwConflict *) good->pdata[0])->text, ==,
                   "Backups usually run then: web-1 (22:00–22:40)");
  late = ask (fixture, "web-2", NULL);
  late_codes = codes_of (late);
  g_assert_cmpstr (late_codes, ==, "backup_window no_good_backup never_restored");
}

static void
test_missing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autofree char *codes = NULL;

  put_change (fixture, "C-1", NIGHT, NIGHT + RW_HOUR, "not here");
  open_cache (fixture);
  conflicts = ask (fixture, "not here", NULL);
  codes = codes_of (conflicts);
  g_assert_cmpstr (codes, ==, "same_ci related_ci?");
  g_assert_cmpstr (((RwConflict *) conflicts->pdata[1])->text, ==,
                   "Not evaluated: 1 affected item is not in the data here");
}

/* The marks of a calendar are what each of its changes would be told of other work, windows and freezes. */
static void
test_marks (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) marks = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *mark;
  RwId first = id ("C-1"), second = id ("C-2"), third = id ("C-3"), fourth = id ("C-4");

  put_change (fixture, "C-1", NIGHT, NIGHT + RW_HOUR, "fw-1");
  put_change (fixture, "C-2", NIGHT + 30 * RW_MINUTE, NIGHT + 4 * RW_HOUR, "fw-2");
  put_change (fixture, "C-3", NIGHT + 4 * RW_HOUR, NIGHT + 5 * RW_HOUR, "fw-1");
  put_change (fixture, "C-4", NIGHT, NIGHT + RW_HOUR, "R07");
  put (fixture, window ("Site", RW_WINDOW_TYPE_MAINTENANCE, "FRA2"));
  open_cache (fixture);
  marks = rw_query_conflicts_in (fixture->cache, NIGHT + 45 * RW_MINUTE, NIGHT + 5 * RW_HOUR, NULL,
                                 &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (marks), ==, 3);
  mark = g_hash_table_lookup (marks, &first);
  g_assert_cmpuint (mark->len, ==, 1);
  g_assert_cmpuint (((RwConflict *) mark->pdata[0])->code, ==, RW_CONFLICT_REDUNDANCY);
  mark = g_hash_table_lookup (marks, &second);
  g_assert_cmpuint (mark->len, ==, 1);
  g_assert_null (g_hash_table_lookup (marks, &third));
  mark = g_hash_table_lookup (marks, &fourth);
  g_assert_cmpuint (((RwConflict *) mark->pdata[0])->code, ==, RW_CONFLICT_NO_WINDOW);
}

static char *
keys_of (GPtrArray *conflicts)
{
  GString *keys = g_string_new (NULL);

  for (guint i = 0; conflicts != NULL && i < conflicts->len; i++)
    {
      const RwConflict *conflict = conflicts->pdata[i];

      if (conflict->code < RW_CONFLICT_BACKUP_WINDOW)
        g_string_append_printf (keys, "%s %s\n", conflict->key, conflict->text);
    }
  return g_string_free (keys, FALSE);
}

/* The marks of all changes, and each change asked for itself: the same rules, read two ways. */
static void
test_agree (Fixture *fixture, gconstpointer data)
{
  static const char *const cis[] = { "web-1", "esx-1", "esx-2", "R07",  "feed A", "feed B",
                                     "pdu-a", "pdu-b", "sw-1",  "sw-2", "fw-1",   "fw-2",
                                     "eth-0", "Shop",  "web-2", "nic-1" };
  g_autoptr (GHashTable) marks = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();

  for (guint i = 0; i < 3 * G_N_ELEMENTS (cis); i++)
    {
      g_autofree char *number = g_strdup_printf ("C-%u", i);
      gint64 start = NIGHT + (gint64) (i * 7 % 24) * RW_HOUR;
      RwRecord *made = change (number, start, start + (gint64) (1 + i % 5) * RW_HOUR);

      if (i % 3 == 0)
        refer (made, RW_CHANGE_SERVICE, "Shop");
      if (i % 4 == 0)
        refer (made, RW_CHANGE_IMPLEMENTER, "Jana");
      put (fixture, made);
      put_item (fixture, number, cis[i % G_N_ELEMENTS (cis)]);
      if (i % 5 == 0)
        put_item (fixture, number, cis[(i * 3 + 1) % G_N_ELEMENTS (cis)]);
    }
  put (fixture, window ("Site", RW_WINDOW_TYPE_MAINTENANCE, "FRA2"));
  put (fixture, window ("Freeze", RW_WINDOW_TYPE_FREEZE, "Ahrens"));
  open_cache (fixture);
  marks = rw_query_conflicts_in (fixture->cache, NIGHT, NIGHT + 2 * RW_DAY, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (marks), >, 20);
  for (guint i = 0; i < 3 * G_N_ELEMENTS (cis); i++)
    {
      g_autofree char *number = g_strdup_printf ("C-%u", i);
      RwId the_id = id (number);
      g_autoptr (RwRecord) saved = rw_cache_get (fixture->cache, RW_KIND_CHANGE, &the_id, &error);
      g_autoptr (RwConflictScene) scene =
        rw_query_conflict_scene (fixture->cache, saved, NULL, NIGHT, NIGHT + 2 * RW_DAY, &error);
      g_autoptr (GPtrArray) conflicts = NULL;
      g_autofree char *one = NULL;
      g_autofree char *all = keys_of (g_hash_table_lookup (marks, &the_id));

      g_assert_no_error (error);
      rw_conflict_scene_set_zone (scene, local);
      conflicts = rw_conflicts_find (scene, rw_record_get_integer (saved, RW_CHANGE_START, 0),
                                     rw_record_get_integer (saved, RW_CHANGE_END, 0));
      one = keys_of (conflicts);
      g_assert_cmpstr (one, ==, all);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) \
  g_test_add ("/store/query-conflicts/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("relations", test_relations);
  ADD ("service-and-hands", test_service_and_hands);
  ADD ("quiet", test_quiet);
  ADD ("windows", test_windows);
  ADD ("notices", test_notices);
  ADD ("backups", test_backups);
  ADD ("missing", test_missing);
  ADD ("marks", test_marks);
  ADD ("agree", test_agree);
  return g_test_run ();
}
