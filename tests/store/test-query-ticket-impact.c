/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/rw-query-ticket-impact.h"
#include "rw-clock.h"
#include "store-fixture.h"

#define NOW (1000 * RW_DAY)

static RwRecord *
new_named (RwKind kind, guint field, const char *name)
{
  RwId id = rw_id_from_name ("impact", name);
  RwRecord *record = rw_record_new (kind, &id);

  rw_record_set_text (record, field, name);
  return record;
}

static RwRecord *
new_ticket (const char *title, RwTicketStatus status, RwRecord *ci, RwRecord *service)
{
  RwRecord *ticket = new_named (RW_KIND_TICKET, RW_TICKET_TITLE, title);

  rw_record_set_enum (ticket, RW_TICKET_TYPE, RW_TICKET_TYPE_INCIDENT);
  rw_record_set_enum (ticket, RW_TICKET_STATUS, status);
  rw_record_set_enum (ticket, RW_TICKET_PRIORITY, RW_PRIORITY_P2);
  rw_record_set_instant (ticket, RW_TICKET_OPENED, NOW - RW_HOUR);
  if (ci != NULL)
    rw_record_set_ref (ticket, RW_TICKET_CI, rw_record_get_id (ci));
  if (service != NULL)
    {
      rw_record_set_ref (ticket, RW_TICKET_SERVICE, rw_record_get_id (service));
      rw_record_set_ref (ticket, RW_TICKET_CUSTOMER,
                         rw_record_get_ref (service, RW_SERVICE_CUSTOMER));
    }
  return ticket;
}

static void
put_change (RwCacheWriter *writer, const char *title, RwRecord *ci, gint64 start)
{
  g_autoptr (RwRecord) change = new_named (RW_KIND_CHANGE, RW_CHANGE_TITLE, title);
  g_autoptr (RwRecord) item = rw_record_new (RW_KIND_CHANGE_ITEM, NULL);

  rw_record_set_enum (change, RW_CHANGE_STATUS, RW_CHANGE_STATUS_CLOSED);
  rw_record_set_instant (change, RW_CHANGE_START, start);
  rw_record_set_instant (change, RW_CHANGE_END, start + RW_HOUR);
  store_put (writer, change);
  rw_record_set_ref (item, RW_CHANGE_ITEM_CHANGE, rw_record_get_id (change));
  rw_record_set_ref (item, RW_CHANGE_ITEM_CI, rw_record_get_id (ci));
  store_put (writer, item);
}

static void
put_run (RwCacheWriter *writer, RwRecord *job, RwRunStatus status, gint64 started)
{
  g_autoptr (RwRecord) run = rw_record_new (RW_KIND_BACKUP_RUN, NULL);

  rw_record_set_ref (run, RW_BACKUP_RUN_JOB, rw_record_get_id (job));
  rw_record_set_enum (run, RW_BACKUP_RUN_STATUS, status);
  rw_record_set_instant (run, RW_BACKUP_RUN_STARTED, started);
  store_put (writer, run);
}

/* A host of two customers' machines, with what happened on it, and another host with the same. */
static void
test_impact (void)
{
  char *dir = store_dir_new ();
  RwCacheWriter *writer = store_new_cache (dir);
  g_autoptr (RwRecord) customer = new_named (RW_KIND_CUSTOMER, RW_CUSTOMER_NAME, "Bistum Fulda");
  g_autoptr (RwRecord) other = new_named (RW_KIND_CUSTOMER, RW_CUSTOMER_NAME, "Kaufhaus");
  g_autoptr (RwRecord) contact = new_named (RW_KIND_CONTACT, RW_CONTACT_NAME, "Frau Weber");
  g_autoptr (RwRecord) sla = new_named (RW_KIND_SLA, RW_SLA_NAME, "Gold");
  g_autoptr (RwRecord) service = new_named (RW_KIND_SERVICE, RW_SERVICE_NAME, "Webshop");
  g_autoptr (RwRecord) host = new_named (RW_KIND_DEVICE, RW_DEVICE_NAME, "esx-1");
  g_autoptr (RwRecord) job = new_named (RW_KIND_BACKUP_JOB, RW_BACKUP_JOB_NAME, "esx-1 täglich");
  g_autoptr (RwRecord) ticket = NULL;
  g_autoptr (RwRecord) bare = NULL;
  g_autoptr (RwTicketImpact) impact = NULL;
  g_autoptr (RwTicketImpact) nothing = NULL;
  g_autoptr (GError) error = NULL;
  RwCache *cache;

  rw_cache_writer_begin (writer, &error);
  g_assert_no_error (error);
  rw_record_set_ref (customer, RW_CUSTOMER_FIRST_CONTACT, rw_record_get_id (contact));
  rw_record_set_text (contact, RW_CONTACT_PHONE, "+49 661 1234");
  rw_record_set_ref (service, RW_SERVICE_CUSTOMER, rw_record_get_id (customer));
  rw_record_set_ref (service, RW_SERVICE_SLA, rw_record_get_id (sla));
  rw_record_set_ref (job, RW_BACKUP_JOB_SYSTEM, rw_record_get_id (host));
  store_put (writer, customer);
  store_put (writer, other);
  store_put (writer, contact);
  store_put (writer, sla);
  store_put (writer, service);
  store_put (writer, host);
  store_put (writer, job);
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("web-%d", i);
      g_autoptr (RwRecord) vm = new_named (RW_KIND_VM, RW_VM_NAME, name);

      rw_record_set_ref (vm, RW_VM_HOST, rw_record_get_id (host));
      /* One says its customer, one through its service, one nothing. */
      if (i == 0)
        rw_record_set_ref (vm, RW_VM_CUSTOMER, rw_record_get_id (other));
      else if (i == 1)
        rw_record_set_ref (vm, RW_VM_SERVICE, rw_record_get_id (service));
      store_put (writer, vm);
    }
  ticket = new_ticket ("Host antwortet nicht", RW_TICKET_STATUS_NEW, host, service);
  store_put (writer, ticket);
  for (int i = 0; i < 8; i++)
    {
      g_autofree char *title = g_strdup_printf ("Langsam %d", i);
      g_autoptr (RwRecord) same =
        new_ticket (title, i < 7 ? RW_TICKET_STATUS_ACCEPTED : RW_TICKET_STATUS_CLOSED,
                    i == 3 ? host : NULL, i == 3 ? NULL : service);

      store_put (writer, same);
    }
  put_change (writer, "Firmware", host, NOW - 30 * RW_HOUR);
  put_change (writer, "Kabel", host, NOW + 20 * RW_HOUR);
  put_change (writer, "Längst vorbei", host, NOW - 60 * RW_HOUR);
  put_change (writer, "Nächste Woche", host, NOW + 100 * RW_HOUR);
  put_run (writer, job, RW_RUN_STATUS_FAILED, NOW - 10 * RW_HOUR);
  put_run (writer, job, RW_RUN_STATUS_SUCCESS, NOW - 34 * RW_HOUR);
  put_run (writer, job, RW_RUN_STATUS_FAILED, NOW - 58 * RW_HOUR);
  rw_cache_writer_commit (writer, &error);
  g_assert_no_error (error);
  cache = rw_cache_open (dir, "demo", &error);
  g_assert_no_error (error);

  impact = rw_query_ticket_impact (cache, ticket, NOW, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (impact->contact_name, ==, "Frau Weber");
  g_assert_cmpstr (impact->contact_phone, ==, "+49 661 1234");
  g_assert_null (impact->contact_mail);
  g_assert_cmpstr (impact->sla, ==, "Gold");
  g_assert_cmpuint (impact->n_systems, ==, 3);
  g_assert_cmpuint (impact->n_customers, ==, 2);
  g_assert_cmpuint (impact->n_tickets, ==, 7);
  g_assert_cmpuint (impact->tickets->len, ==, RW_TICKET_IMPACT_MOST);
  /* On the same machine comes before in the same service. */
  g_assert_cmpstr (((RwImpactItem *) impact->tickets->pdata[0])->name, ==, "Langsam 3");
  g_assert_cmpuint (impact->changes->len, ==, 2);
  g_assert_cmpstr (((RwImpactItem *) impact->changes->pdata[0])->name, ==, "Kabel");
  g_assert_cmpstr (((RwImpactItem *) impact->changes->pdata[1])->name, ==, "Firmware");
  g_assert_cmpuint (impact->backups->len, ==, 1);
  g_assert_cmpint (((RwImpactItem *) impact->backups->pdata[0])->at, ==, NOW - 10 * RW_HOUR);

  /* One that names nothing hits nothing, and is not in the company of all others that name nothing. */
  bare = new_ticket ("Frage", RW_TICKET_STATUS_NEW, NULL, NULL);
  nothing = rw_query_ticket_impact (cache, bare, NOW, &error);
  g_assert_no_error (error);
  g_assert_null (nothing->contact_name);
  g_assert_cmpuint (nothing->n_tickets + nothing->n_systems + nothing->changes->len +
                      nothing->backups->len,
                    ==, 0);

  rw_cache_close (cache);
  rw_cache_writer_close (writer);
  store_dir_remove (dir);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/query/ticket-impact", test_impact);
  return g_test_run ();
}
