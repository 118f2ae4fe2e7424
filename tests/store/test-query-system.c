/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/rw-query-system.h"
#include "rw-clock.h"
#include "store-fixture.h"

#define NOW (G_GINT64_CONSTANT (1795511520) * G_USEC_PER_SEC)

typedef struct
{
  char *dir;
  RwCacheWriter *writer;
  RwId device;
  RwId type;
} Fixture;

static RwId
put (Fixture *fixture, RwRecord *record)
{
  static gint64 seq;
  RwId id = *rw_record_get_id (record);

  rw_record_set_seq (record, ++seq);
  store_put (fixture->writer, record);
  g_object_unref (record);
  return id;
}

static RwRecord *
named (RwKind kind, guint field, const char *name)
{
  RwRecord *record = rw_record_new (kind, NULL);

  rw_record_set_text (record, field, name);
  return record;
}

static RwRecord *
about (RwKind kind, guint title, const char *name, guint field, const RwId *what)
{
  RwRecord *record = named (kind, title, name);

  rw_record_set_ref (record, field, what);
  return record;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  RwRecord *device = named (RW_KIND_DEVICE, RW_DEVICE_NAME, "db-287");

  fixture->dir = store_dir_new ();
  fixture->writer = store_new_cache (fixture->dir);
  fixture->type = put (fixture, named (RW_KIND_DEVICE_TYPE, RW_DEVICE_TYPE_MODEL, "R750"));
  rw_record_set_ref (device, RW_DEVICE_TYPE, &fixture->type);
  fixture->device = put (fixture, device);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  rw_cache_writer_close (fixture->writer);
  store_dir_remove (fixture->dir);
}

static RwSystemDetail *
ask (Fixture *fixture, RwKind kind, const RwId *id)
{
  g_autoptr (GError) error = NULL;
  RwCache *cache = rw_cache_writer_get_cache (fixture->writer);
  g_autoptr (RwRecord) system = rw_cache_get (cache, kind, id, &error);
  RwSystemDetail *detail = rw_query_system (cache, system, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (detail);
  return detail;
}

static const RwSystemEntry *
at (RwSystemDetail *detail, RwSystemPart part, guint i)
{
  g_assert_cmpuint (i, <, detail->parts[part].entries->len);
  return detail->parts[part].entries->pdata[i];
}

static const char *
name_at (RwSystemDetail *detail, RwSystemPart part, guint i)
{
  return rw_record_get_title (at (detail, part, i)->record);
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RwSystemDetail) detail = ask (fixture, RW_KIND_DEVICE, &fixture->device);

  for (guint i = 0; i < RW_SYSTEM_N_PARTS; i++)
    {
      g_assert_cmpuint (detail->parts[i].count, ==, 0);
      g_assert_cmpuint (detail->parts[i].entries->len, ==, 0);
    }
  g_assert_cmpstr (rw_record_get_title (detail->type), ==, "R750");
  g_assert_null (detail->service);
  g_assert_null (detail->customer);
  g_assert_cmpuint (detail->managers->len, ==, 0);
}

static RwId
put_port (Fixture *fixture, const RwId *system, const char *name, RwPortType type)
{
  RwRecord *port = about (RW_KIND_PORT, RW_PORT_NAME, name, RW_PORT_SYSTEM, system);

  rw_record_set_enum (port, RW_PORT_TYPE, (int) type);
  return put (fixture, port);
}

static void
plug (Fixture *fixture, const RwId *a, const RwId *b)
{
  RwRecord *cable = rw_record_new (RW_KIND_CABLE, NULL);

  rw_record_set_ref (cable, RW_CABLE_A, a);
  rw_record_set_ref (cable, RW_CABLE_B, b);
  put (fixture, cable);
}

static void
test_ports (Fixture *fixture, gconstpointer data)
{
  RwId other = put (fixture, named (RW_KIND_DEVICE, RW_DEVICE_NAME, "sw-01"));
  RwId far = put_port (fixture, &other, "Eth1/7", RW_PORT_TYPE_NETWORK);
  RwId feed = put (fixture, named (RW_KIND_POWER_FEED, RW_POWER_FEED_NAME, "R11-A"));
  RwId inlet = put_port (fixture, &fixture->device, "PSU1", RW_PORT_TYPE_POWER_INLET);
  RwId vlans[2], plugged, first;
  RwRecord *port, *address;
  g_autoptr (RwSystemDetail) detail = NULL;

  for (int i = 0; i < 2; i++)
    {
      RwRecord *vlan = named (RW_KIND_VLAN, RW_VLAN_NAME, i == 0 ? "Kunden" : "Backup");

      rw_record_set_integer (vlan, RW_VLAN_VID, 20 + i);
      vlans[i] = put (fixture, vlan);
    }
  for (int i = 0; i < 30; i++)
    {
      g_autofree char *name = g_strdup_printf ("eth%d", i);
      RwId id = put_port (fixture, &fixture->device, name, RW_PORT_TYPE_NETWORK);

      if (i == 0)
        first = id;
    }
  port = about (RW_KIND_PORT, RW_PORT_NAME, "eth100", RW_PORT_SYSTEM, &fixture->device);
  rw_record_set_enum (port, RW_PORT_TYPE, RW_PORT_TYPE_NETWORK);
  rw_record_set_ref (port, RW_PORT_UNTAGGED, &vlans[0]);
  rw_record_set_refs (port, RW_PORT_TAGGED, vlans, 2);
  plugged = put (fixture, port);
  plug (fixture, &far, &plugged);
  plug (fixture, &inlet, &feed);
  put (fixture,
       about (RW_KIND_ADDRESS, RW_ADDRESS_ADDRESS, "10.0.0.9/24", RW_ADDRESS_PORT, &first));
  address = about (RW_KIND_ADDRESS, RW_ADDRESS_ADDRESS, "10.0.0.20/24", RW_ADDRESS_PORT, &plugged);
  rw_record_set_boolean (address, RW_ADDRESS_PRIMARY, TRUE);
  put (fixture, address);

  detail = ask (fixture, RW_KIND_DEVICE, &fixture->device);
  g_assert_cmpuint (detail->parts[RW_SYSTEM_PORTS].count, ==, 31);
  g_assert_cmpuint (detail->parts[RW_SYSTEM_PORTS].entries->len, ==, 24);
  /* What is plugged in first, then as people count. */
  g_assert_cmpstr (name_at (detail, RW_SYSTEM_PORTS, 0), ==, "eth100");
  g_assert_cmpstr (name_at (detail, RW_SYSTEM_PORTS, 1), ==, "eth0");
  g_assert_cmpstr (name_at (detail, RW_SYSTEM_PORTS, 11), ==, "eth10");

  const RwSystemEntry *entry = at (detail, RW_SYSTEM_PORTS, 0);

  g_assert_cmpstr (rw_record_get_title (entry->other), ==, "Eth1/7");
  g_assert_cmpstr (rw_record_get_title (entry->owner), ==, "sw-01");
  g_assert_cmpstr (rw_record_get_title (entry->untagged), ==, "Kunden");
  g_assert_cmpuint (entry->n, ==, 2);
  g_assert_cmpuint (entry->tagged->len, ==, 2);
  g_assert_null (at (detail, RW_SYSTEM_PORTS, 1)->other);

  g_assert_cmpuint (detail->parts[RW_SYSTEM_INLETS].count, ==, 1);
  g_assert_cmpstr (rw_record_get_title (at (detail, RW_SYSTEM_INLETS, 0)->other), ==, "R11-A");

  g_assert_cmpuint (detail->parts[RW_SYSTEM_ADDRESSES].count, ==, 2);
  g_assert_cmpstr (name_at (detail, RW_SYSTEM_ADDRESSES, 0), ==, "10.0.0.20/24");
  g_assert_cmpstr (rw_record_get_title (at (detail, RW_SYSTEM_ADDRESSES, 0)->other), ==, "eth100");
}

static void
put_run (Fixture *fixture, const RwId *job, int days_ago, RwRunStatus status, gint64 bytes)
{
  RwRecord *run = rw_record_new (RW_KIND_BACKUP_RUN, NULL);

  rw_record_set_ref (run, RW_BACKUP_RUN_JOB, job);
  rw_record_set_enum (run, RW_BACKUP_RUN_STATUS, (int) status);
  rw_record_set_instant (run, RW_BACKUP_RUN_DUE, NOW - days_ago * RW_DAY);
  rw_record_set_integer (run, RW_BACKUP_RUN_BYTES, bytes);
  put (fixture, run);
}

static void
test_backups (Fixture *fixture, gconstpointer data)
{
  RwRecord *policy = named (RW_KIND_BACKUP_POLICY, RW_BACKUP_POLICY_NAME, "Daily"), *job, *sample;
  RwId policy_id, job_id, volume;
  g_autoptr (RwSystemDetail) detail = NULL;

  rw_record_set_integer (policy, RW_BACKUP_POLICY_RPO, 24);
  policy_id = put (fixture, policy);
  job =
    about (RW_KIND_BACKUP_JOB, RW_BACKUP_JOB_NAME, "files", RW_BACKUP_JOB_SYSTEM, &fixture->device);
  rw_record_set_ref (job, RW_BACKUP_JOB_POLICY, &policy_id);
  job_id = put (fixture, job);
  for (int i = 3; i < 9; i++)
    put_run (fixture, &job_id, i, RW_RUN_STATUS_SUCCESS, 1000);
  /* Says that it succeeded, and is as good as empty; and one that failed. */
  put_run (fixture, &job_id, 2, RW_RUN_STATUS_SUCCESS, 1);
  put_run (fixture, &job_id, 1, RW_RUN_STATUS_FAILED, 0);
  volume = put (fixture,
                about (RW_KIND_VOLUME, RW_VOLUME_NAME, "/srv", RW_VOLUME_SYSTEM, &fixture->device));
  for (int day = 0; day < 3; day++)
    {
      sample = rw_record_new (RW_KIND_USAGE_SAMPLE, NULL);
      rw_record_set_ref (sample, RW_USAGE_SAMPLE_VOLUME, &volume);
      rw_record_set_date (sample, RW_USAGE_SAMPLE_DAY, 20000 + (day * 2) % 3);
      rw_record_set_integer (sample, RW_USAGE_SAMPLE_USED, 100 + (day * 2) % 3);
      rw_record_set_integer (sample, RW_USAGE_SAMPLE_SIZE, 200);
      put (fixture, sample);
    }

  detail = ask (fixture, RW_KIND_DEVICE, &fixture->device);

  const RwSystemEntry *entry = at (detail, RW_SYSTEM_JOBS, 0);

  g_assert_cmpint (rw_record_get_enum (entry->other, RW_BACKUP_RUN_STATUS), ==,
                   RW_RUN_STATUS_FAILED);
  g_assert_cmpint (entry->last_good, ==, NOW - 3 * RW_DAY);
  g_assert_cmpint (rw_record_get_integer (entry->owner, RW_BACKUP_POLICY_RPO, 0), ==, 24);
  g_assert_cmpint (at (detail, RW_SYSTEM_VOLUMES, 0)->volume->used, ==, 102);
  g_assert_cmpint (at (detail, RW_SYSTEM_VOLUMES, 0)->volume->forecast.state, ==,
                   RW_FORECAST_INSUFFICIENT);
}

static void
put_ticket (Fixture *fixture, const char *title, RwTicketStatus status, RwPriority priority)
{
  RwRecord *ticket = about (RW_KIND_TICKET, RW_TICKET_TITLE, title, RW_TICKET_CI, &fixture->device);

  rw_record_set_enum (ticket, RW_TICKET_STATUS, (int) status);
  rw_record_set_enum (ticket, RW_TICKET_PRIORITY, (int) priority);
  rw_record_set_instant (ticket, RW_TICKET_OPENED, NOW);
  put (fixture, ticket);
}

static void
put_change (Fixture *fixture, const char *title, RwChangeStatus status, gint64 start)
{
  RwRecord *change = named (RW_KIND_CHANGE, RW_CHANGE_TITLE, title),
           *item = rw_record_new (RW_KIND_CHANGE_ITEM, NULL);
  RwId id;

  rw_record_set_enum (change, RW_CHANGE_STATUS, (int) status);
  if (start != 0)
    rw_record_set_instant (change, RW_CHANGE_START, start);
  id = put (fixture, change);
  rw_record_set_ref (item, RW_CHANGE_ITEM_CHANGE, &id);
  rw_record_set_ref (item, RW_CHANGE_ITEM_CI, &fixture->device);
  put (fixture, item);
}

static void
test_work (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RwSystemDetail) detail = NULL;
  RwId checklist;

  put_ticket (fixture, "Slow", RW_TICKET_STATUS_NEW, RW_PRIORITY_P3);
  put_ticket (fixture, "Down", RW_TICKET_STATUS_IN_PROGRESS, RW_PRIORITY_P1);
  put_ticket (fixture, "Done", RW_TICKET_STATUS_CLOSED, RW_PRIORITY_P1);
  put_change (fixture, "Idea", RW_CHANGE_STATUS_DRAFT, 0);
  put_change (fixture, "Soon", RW_CHANGE_STATUS_SCHEDULED, NOW + RW_DAY);
  put_change (fixture, "Was", RW_CHANGE_STATUS_CLOSED, NOW - RW_DAY);
  put_change (fixture, "Was before", RW_CHANGE_STATUS_CANCELLED, NOW - 2 * RW_DAY);
  put (fixture,
       about (RW_KIND_MEASURE, RW_MEASURE_TITLE, "Harden", RW_MEASURE_CI, &fixture->device));
  put (fixture,
       about (RW_KIND_FINDING, RW_FINDING_TITLE, "Old cipher", RW_FINDING_CI, &fixture->device));
  put (fixture, about (RW_KIND_DOCUMENT, RW_DOCUMENT_TITLE, "Manual", RW_DOCUMENT_SUBJECT,
                       &fixture->device));
  checklist = put (fixture, about (RW_KIND_CHECKLIST, RW_CHECKLIST_TITLE, "Hand-over",
                                   RW_CHECKLIST_SUBJECT, &fixture->device));
  for (int i = 0; i < 3; i++)
    {
      RwRecord *item = about (RW_KIND_CHECKLIST_ITEM, RW_CHECKLIST_ITEM_TITLE, "Label",
                              RW_CHECKLIST_ITEM_CHECKLIST, &checklist);

      if (i == 0)
        rw_record_set_instant (item, RW_CHECKLIST_ITEM_DONE_AT, NOW);
      put (fixture, item);
    }

  detail = ask (fixture, RW_KIND_DEVICE, &fixture->device);
  g_assert_cmpuint (detail->parts[RW_SYSTEM_OPEN_TICKETS].count, ==, 2);
  g_assert_cmpstr (name_at (detail, RW_SYSTEM_OPEN_TICKETS, 0), ==, "Down");
  g_assert_cmpuint (detail->parts[RW_SYSTEM_CLOSED_TICKETS].count, ==, 1);
  g_assert_cmpstr (name_at (detail, RW_SYSTEM_COMING_CHANGES, 0), ==, "Soon");
  g_assert_cmpstr (name_at (detail, RW_SYSTEM_COMING_CHANGES, 1), ==, "Idea");
  g_assert_cmpstr (name_at (detail, RW_SYSTEM_PAST_CHANGES, 0), ==, "Was");
  g_assert_cmpuint (detail->parts[RW_SYSTEM_PAST_CHANGES].count, ==, 2);
  g_assert_cmpuint (detail->parts[RW_SYSTEM_MEASURES].count, ==, 1);
  g_assert_cmpuint (detail->parts[RW_SYSTEM_FINDINGS].count, ==, 1);
  g_assert_cmpuint (detail->parts[RW_SYSTEM_DOCUMENTS].count, ==, 1);
  g_assert_cmpuint (at (detail, RW_SYSTEM_CHECKLISTS, 0)->n, ==, 3);
  g_assert_cmpuint (at (detail, RW_SYSTEM_CHECKLISTS, 0)->n_done, ==, 1);
}

static void
test_vm (Fixture *fixture, gconstpointer data)
{
  RwRecord *vm = about (RW_KIND_VM, RW_VM_NAME, "web-01", RW_VM_HOST, &fixture->device);
  RwRecord *service = named (RW_KIND_SERVICE, RW_SERVICE_NAME, "Shop");
  RwId customer = put (fixture, named (RW_KIND_CUSTOMER, RW_CUSTOMER_NAME, "Nordlicht"));
  RwId person = put (fixture, named (RW_KIND_PERSON, RW_PERSON_NAME, "Ada Beck"));
  RwId address = put (fixture, named (RW_KIND_ADDRESS, RW_ADDRESS_ADDRESS, "10.1.1.1"));
  RwId service_id, id;
  g_autoptr (RwSystemDetail) detail = NULL, host = NULL;

  rw_record_set_ref (service, RW_SERVICE_CUSTOMER, &customer);
  rw_record_set_refs (service, RW_SERVICE_MANAGERS, &person, 1);
  service_id = put (fixture, service);
  rw_record_set_ref (vm, RW_VM_SERVICE, &service_id);
  rw_record_set_ref (vm, RW_VM_PRIMARY_ADDRESS, &address);
  id = put (fixture, vm);

  detail = ask (fixture, RW_KIND_VM, &id);
  g_assert_null (detail->type);
  g_assert_cmpstr (rw_record_get_title (detail->customer), ==, "Nordlicht");
  g_assert_cmpuint (detail->managers->len, ==, 1);
  /* Its primary address is its own, even where no port holds it. */
  g_assert_cmpuint (detail->parts[RW_SYSTEM_ADDRESSES].count, ==, 1);
  host = ask (fixture, RW_KIND_DEVICE, &fixture->device);
  g_assert_cmpstr (name_at (host, RW_SYSTEM_VMS, 0), ==, "web-01");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/query-system/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("empty", test_empty);
  ADD ("ports", test_ports);
  ADD ("backups", test_backups);
  ADD ("work", test_work);
  ADD ("vm", test_vm);
#undef ADD
  return g_test_run ();
}
