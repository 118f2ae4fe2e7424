/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/rw-query-security.h"
#include "store-fixture.h"

#define TODAY 20000

typedef struct
{
  char *dir;
  RwCacheWriter *writer;
  RwCache *cache;
} Fixture;

static RwId
id (const char *name)
{
  return rw_id_from_name ("security", name);
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
put_entry (Fixture *fixture, const char *name, const char *category, RwMeasureStatus status)
{
  RwRecord *entry = record (RW_KIND_MEASURE, RW_MEASURE_TITLE, name);

  rw_record_set_text (entry, RW_MEASURE_CATEGORY, category);
  rw_record_set_enum (entry, RW_MEASURE_STATUS, (int) status);
  rw_record_set_boolean (entry, RW_MEASURE_CATALOGUE, TRUE);
  put (fixture, entry);
}

static RwRecord *
new_measure (const char *name, const char *entry, const char *service, RwMeasureStatus status)
{
  RwRecord *measure = record (RW_KIND_MEASURE, RW_MEASURE_TITLE, name);

  if (entry != NULL)
    refer (measure, RW_MEASURE_ORIGIN, entry);
  if (service != NULL)
    refer (measure, RW_MEASURE_SERVICE, service);
  rw_record_set_enum (measure, RW_MEASURE_STATUS, (int) status);
  return measure;
}

static void
put_finding (Fixture *fixture, const char *name, RwSeverity severity, const char *measure)
{
  RwRecord *finding = record (RW_KIND_FINDING, RW_FINDING_TITLE, name);

  rw_record_set_enum (finding, RW_FINDING_SEVERITY, (int) severity);
  refer (finding, RW_FINDING_CI, "web-1");
  if (measure != NULL)
    refer (finding, RW_FINDING_MEASURE, measure);
  put (fixture, finding);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  RwRecord *web;

  fixture->dir = store_dir_new ();
  fixture->writer = store_new_cache (fixture->dir);
  rw_cache_writer_begin (fixture->writer, &error);
  g_assert_no_error (error);
  put (fixture, record (RW_KIND_SERVICE, RW_SERVICE_NAME, "Shop"));
  put (fixture, record (RW_KIND_SERVICE, RW_SERVICE_NAME, "Mail"));
  put (fixture, record (RW_KIND_SERVICE, RW_SERVICE_NAME, "Wiki"));
  web = record (RW_KIND_VM, RW_VM_NAME, "web-1");
  refer (web, RW_VM_SERVICE, "Shop");
  put (fixture, web);
  put_entry (fixture, "SSH", "Access", RW_MEASURE_STATUS_OPEN);
  put_entry (fixture, "TLS", "Encryption", RW_MEASURE_STATUS_OPEN);
  put_entry (fixture, "Telnet", "Access", RW_MEASURE_STATUS_DONE); /* retired */
  put_entry (fixture, "CVE", RW_MEASURE_FINDING_TYPE, RW_MEASURE_STATUS_OPEN);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  rw_cache_close (fixture->cache);
  rw_cache_writer_close (fixture->writer);
  store_dir_remove (fixture->dir);
}

static RwSecurity *
ask (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  RwSecurity *security;

  rw_cache_writer_commit (fixture->writer, &error);
  g_assert_no_error (error);
  fixture->cache = rw_cache_open (fixture->dir, "demo", &error);
  g_assert_no_error (error);
  security = rw_query_security (fixture->cache, TODAY, NULL, &error);
  g_assert_no_error (error);
  return security;
}

static const RwServiceRow *
find_service (RwSecurity *security, const char *name)
{
  for (guint i = 0; i < security->services->len; i++)
    if (g_str_equal (((RwServiceRow *) security->services->pdata[i])->name, name))
      return security->services->pdata[i];
  g_assert_not_reached ();
}

static const RwMeasureRow *
find_measure (RwSecurity *security, const char *title)
{
  for (guint i = 0; i < security->measures->len; i++)
    if (g_str_equal (((RwMeasureRow *) security->measures->pdata[i])->title, title))
      return security->measures->pdata[i];
  g_assert_not_reached ();
}

/* A step is done where every measure of it is; retired steps and sorts of findings are none. */
static void
test_steps (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RwSecurity) security = NULL;
  RwRecord *on_system = new_measure ("SSH web-1", "SSH", NULL, RW_MEASURE_STATUS_OPEN);
  const RwServiceRow *shop, *mail;

  refer (on_system, RW_MEASURE_CI, "web-1");
  rw_record_set_date (on_system, RW_MEASURE_DUE, TODAY - 1);
  put (fixture, on_system);
  put (fixture, new_measure ("SSH Shop", "SSH", "Shop", RW_MEASURE_STATUS_VERIFIED));
  put (fixture, new_measure ("TLS Shop", "TLS", "Shop", RW_MEASURE_STATUS_DONE));
  put (fixture, new_measure ("CVE Shop", "CVE", "Shop", RW_MEASURE_STATUS_DONE));
  put (fixture, new_measure ("SSH Mail", "SSH", "Mail", RW_MEASURE_STATUS_VERIFIED));
  put (fixture, new_measure ("TLS Mail", "TLS", "Mail", RW_MEASURE_STATUS_VERIFIED));
  security = ask (fixture);
  shop = find_service (security, "Shop");
  g_assert_cmpuint (shop->hardening.n_steps, ==, 2);
  g_assert_cmpuint (shop->hardening.n_done, ==, 1);
  g_assert_cmpuint (shop->hardening.n_verified, ==, 0);
  g_assert_cmpuint (shop->hardening.n_open, ==, 1);
  g_assert_cmpuint (shop->hardening.n_late, ==, 1);
  mail = find_service (security, "Mail");
  g_assert_cmpuint (mail->hardening.n_verified, ==, 2);
  g_assert_cmpint (rw_hardening_judge (&mail->hardening), ==, RW_HARDENING_GOOD);
  g_assert_false (find_service (security, "Wiki")->hardening.known);
  /* The worst first. */
  g_assert_cmpstr (((RwServiceRow *) security->services->pdata[0])->name, ==, "Wiki");
  g_assert_cmpstr (((RwServiceRow *) security->services->pdata[2])->name, ==, "Mail");
  g_assert_cmpuint (find_measure (security, "SSH")->n_uses, ==, 3);
  g_assert_cmpuint (find_measure (security, "SSH")->n_settled, ==, 2);
  /* A measure of a system is one of the system's service. */
  g_assert_cmpstr (find_measure (security, "SSH web-1")->service_name, ==, "Shop");
}

static void
test_risks (Fixture *fixture, gconstpointer data)
{
  static const gint64 ends[] = { TODAY - 1, TODAY, TODAY + RW_RISK_ENDING_DAYS - 1, TODAY + RW_RISK_ENDING_DAYS };
  g_autoptr (RwSecurity) security = NULL;
  const RwHardening *shop;

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *name = g_strdup_printf ("Risk %u", i);
      RwRecord *measure = new_measure (name, "SSH", "Shop", RW_MEASURE_STATUS_ACCEPTED);

      rw_record_set_date (measure, RW_MEASURE_RISK_UNTIL, ends[i]);
      put (fixture, measure);
    }
  security = ask (fixture);
  shop = &find_service (security, "Shop")->hardening;
  g_assert_cmpuint (shop->n_lapsed, ==, 1);
  g_assert_cmpuint (shop->n_open, ==, 1);
  g_assert_cmpuint (shop->n_accepted, ==, 3);
  g_assert_cmpuint (shop->n_ending, ==, 2);
  g_assert_cmpint (shop->next_end, ==, TODAY);
  g_assert_cmpuint (shop->n_done, ==, 0);
  g_assert_cmpint (find_measure (security, "Risk 0")->status, ==, RW_MEASURE_STATUS_OPEN);
  g_assert_true (find_measure (security, "Risk 0")->lapsed);
}

static void
test_findings (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RwSecurity) security = NULL;
  g_autoptr (GPtrArray) systems = NULL;
  RwRecord *lapsed = new_measure ("Lapsed", NULL, "Shop", RW_MEASURE_STATUS_ACCEPTED),
           *accepted = new_measure ("Accepted", NULL, "Shop", RW_MEASURE_STATUS_ACCEPTED);
  const RwHardening *shop;
  RwId service = id ("Shop");

  rw_record_set_date (lapsed, RW_MEASURE_RISK_UNTIL, TODAY - 1);
  rw_record_set_date (accepted, RW_MEASURE_RISK_UNTIL, TODAY + 100);
  put (fixture, lapsed);
  put (fixture, accepted);
  put (fixture, new_measure ("Fixed", NULL, "Shop", RW_MEASURE_STATUS_DONE));
  put_finding (fixture, "F1", RW_SEVERITY_CRITICAL, "Fixed");
  put_finding (fixture, "F2", RW_SEVERITY_HIGH, NULL);
  put_finding (fixture, "F3", RW_SEVERITY_MEDIUM, "Lapsed");
  put_finding (fixture, "F4", RW_SEVERITY_LOW, "Accepted");
  security = ask (fixture);
  g_assert_cmpuint (security->findings->len, ==, 4);
  shop = &find_service (security, "Shop")->hardening;
  g_assert_cmpuint (shop->findings[RW_SEVERITY_CRITICAL], ==, 0);
  g_assert_cmpuint (shop->findings[RW_SEVERITY_HIGH], ==, 1);
  g_assert_cmpuint (shop->findings[RW_SEVERITY_MEDIUM], ==, 1);
  g_assert_cmpuint (shop->findings[RW_SEVERITY_LOW], ==, 0);
  systems = rw_query_service_systems (fixture->cache, &service, NULL);
  g_assert_cmpuint (systems->len, ==, 1);
  g_assert_cmpint (((RwSystemChoice *) systems->pdata[0])->kind, ==, RW_KIND_VM);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) g_test_add ("/store/query-security/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("steps", test_steps);
  ADD ("risks", test_risks);
  ADD ("findings", test_findings);
  return g_test_run ();
}
