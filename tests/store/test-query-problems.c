/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/rw-query-problems.h"
#include "rules/rw-problem-candidates.h"
#include "rw-clock.h"
#include "rw-error.h"
#include "store-fixture.h"

#define NOW (20000 * RW_DAY)

typedef struct
{
  char *dir;
  RwCacheWriter *writer;
  RwCache *cache;
} Fixture;

static RwId
id (const char *name)
{
  return rw_id_from_name ("problems", name);
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

static RwRecord *
new_ticket (const char *name, RwTicketType type, RwTicketStatus status, double days_ago)
{
  RwRecord *ticket = record (RW_KIND_TICKET, RW_TICKET_TITLE, name);

  rw_record_set_text (ticket, RW_TICKET_NUMBER, name);
  rw_record_set_enum (ticket, RW_TICKET_TYPE, type);
  rw_record_set_enum (ticket, RW_TICKET_STATUS, status);
  rw_record_set_enum (ticket, RW_TICKET_PRIORITY, RW_PRIORITY_P3);
  rw_record_set_instant (ticket, RW_TICKET_OPENED, NOW - (gint64) (days_ago * RW_DAY));
  refer (ticket, RW_TICKET_SERVICE, "Shop");
  refer (ticket, RW_TICKET_CI, "san-1");
  return ticket;
}

static void
put_incident (Fixture *fixture, const char *name, const char *alert, double days_ago)
{
  RwRecord *ticket = new_ticket (name, RW_TICKET_TYPE_INCIDENT, RW_TICKET_STATUS_CLOSED, days_ago);

  rw_record_set_text (ticket, RW_TICKET_ALERT, alert);
  put (fixture, ticket);
}

static void
put_problem (Fixture *fixture, const char *name, RwTicketStatus status, double resolved_days_ago)
{
  RwRecord *ticket = new_ticket (name, RW_TICKET_TYPE_PROBLEM, status, 100);

  if (status >= RW_TICKET_STATUS_RESOLVED)
    rw_record_set_instant (ticket, RW_TICKET_RESOLVED, NOW - (gint64) (resolved_days_ago * RW_DAY));
  put (fixture, ticket);
}

static void
put_link (Fixture *fixture, const char *source, RwLinkType type, const char *target)
{
  g_autofree char *name = g_strconcat (source, " ", target, NULL);
  RwId the_id = id (name);
  RwRecord *link = rw_record_new (RW_KIND_LINK, &the_id);

  refer (link, RW_LINK_SOURCE, source);
  rw_record_set_enum (link, RW_LINK_TYPE, type);
  refer (link, RW_LINK_TARGET, target);
  put (fixture, link);
}

static void
put_change (Fixture *fixture, const char *name, RwChangeStatus status, int result, double days_ago)
{
  RwRecord *change = record (RW_KIND_CHANGE, RW_CHANGE_TITLE, name);

  rw_record_set_text (change, RW_CHANGE_NUMBER, name);
  rw_record_set_enum (change, RW_CHANGE_STATUS, status);
  if (result >= 0)
    {
      rw_record_set_enum (change, RW_CHANGE_RESULT, result);
      rw_record_set_instant (change, RW_CHANGE_FINISHED, NOW - (gint64) (days_ago * RW_DAY));
    }
  put (fixture, change);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  RwRecord *service = record (RW_KIND_SERVICE, RW_SERVICE_NAME, "Shop");

  fixture->dir = store_dir_new ();
  fixture->writer = store_new_cache (fixture->dir);
  rw_cache_writer_begin (fixture->writer, &error);
  g_assert_no_error (error);
  refer (service, RW_SERVICE_CUSTOMER, "Ahrens");
  put (fixture, record (RW_KIND_CUSTOMER, RW_CUSTOMER_NAME, "Ahrens"));
  put (fixture, service);
  put (fixture, record (RW_KIND_DEVICE, RW_DEVICE_NAME, "san-1"));
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
}

static GPtrArray *
ask (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *series = rw_query_series (fixture->cache, NOW, NULL, &error);

  g_assert_no_error (error);
  return series;
}

static void
test_candidate (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) all = NULL;
  const RwSeries *series;

  put_incident (fixture, "T-1", "Latency", 9);
  put_incident (fixture, "T-2", "Latency", 5);
  put_incident (fixture, "T-3", "Latency", 2);
  put_incident (fixture, "T-4", "Disk", 2);
  open_cache (fixture);
  all = ask (fixture);
  g_assert_cmpuint (all->len, ==, 1);
  series = all->pdata[0];
  g_assert_cmpstr (series->numbers, ==, "T-1, T-2, T-3");
  g_assert_cmpstr (series->system, ==, "san-1");
  g_assert_cmpint (series->ci_kind, ==, RW_KIND_DEVICE);
  /* That of the service, where the tickets name none. */
  g_assert_cmpstr (series->customer, ==, "Ahrens");
  g_assert_cmpuint (series->days, ==, 30);
  g_assert_true (rw_id_is_nil (&series->problem));
  g_assert_cmpint (series->last, ==, NOW - 2 * RW_DAY);
  g_assert_cmpuint (series->incidents->len, ==, 3);
  g_assert_cmpstr (((RwSeriesTicket *) series->incidents->pdata[2])->title, ==, "T-3");
}

static void
test_dismissed (Fixture *fixture, gconstpointer data)
{
  const char *tags[] = { RW_TICKET_TAG_NO_PROBLEM, NULL };
  RwRecord *last = new_ticket ("T-2", RW_TICKET_TYPE_INCIDENT, RW_TICKET_STATUS_CLOSED, 2);
  g_autoptr (GPtrArray) all = NULL;

  put_incident (fixture, "T-1", "Latency", 5);
  rw_record_set_text (last, RW_TICKET_ALERT, "Latency");
  rw_record_set_texts (last, RW_TICKET_TAGS, tags);
  put (fixture, last);
  open_cache (fixture);
  all = ask (fixture);
  g_assert_cmpuint (all->len, ==, 0);
}

/* An incident of weeks ago, older than those of a candidate, that came after the fix. */
static void
test_return (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) all = NULL;
  const RwSeries *series;

  put_problem (fixture, "P-1", RW_TICKET_STATUS_CLOSED, 60);
  put_change (fixture, "C-1", RW_CHANGE_STATUS_CLOSED, RW_CHANGE_RESULT_SUCCESSFUL, 62);
  put_link (fixture, "P-1", RW_LINK_TYPE_FIXED_BY, "C-1");
  put_incident (fixture, "T-1", "Latency", 80);
  put_link (fixture, "T-1", RW_LINK_TYPE_CAUSED_BY, "P-1");
  put_incident (fixture, "T-2", "Latency", 61);
  put_incident (fixture, "T-3", "Latency", 45);
  put_incident (fixture, "T-4", "Latency", 3);
  put_incident (fixture, "T-5", "Latency", 2);
  put_incident (fixture, "T-6", "Other", 1);
  put_link (fixture, "T-6", RW_LINK_TYPE_CAUSED_BY, "P-1");
  open_cache (fixture);
  all = ask (fixture);
  /* Two in seven days would be a candidate, were they not asked about already. */
  g_assert_cmpuint (all->len, ==, 1);
  series = all->pdata[0];
  g_assert_cmpstr (series->numbers, ==, "T-3, T-4, T-5, T-6");
  g_assert_cmpstr (series->problem_number, ==, "P-1");
  g_assert_cmpstr (series->change_number, ==, "C-1");
  g_assert_cmpint (series->fixed, ==, NOW - 62 * RW_DAY);
  g_assert_true (((RwSeriesTicket *) series->incidents->pdata[3])->linked);
  g_assert_false (((RwSeriesTicket *) series->incidents->pdata[0])->linked);
}

/* No question: the fix failed, is still to come, or the problem is open. */
static void
test_not_fixed (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *problem, *change;
    RwTicketStatus status;
    RwChangeStatus change_status;
    int result;
  } cases[] = {
    { "P-1", "C-1", RW_TICKET_STATUS_IN_PROGRESS, RW_CHANGE_STATUS_CLOSED,
      RW_CHANGE_RESULT_SUCCESSFUL },
    { "P-2", "C-2", RW_TICKET_STATUS_RESOLVED, RW_CHANGE_STATUS_REVIEW,
      RW_CHANGE_RESULT_SUCCESSFUL },
    { "P-3", "C-3", RW_TICKET_STATUS_RESOLVED, RW_CHANGE_STATUS_CLOSED, RW_CHANGE_RESULT_FAILED },
  };
  g_autoptr (GPtrArray) all = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *before = g_strdup_printf ("T-%u-before", i),
                      *alert = g_strdup_printf ("Alert %u", i),
                      *after = g_strdup_printf ("T-%u-after", i);

      put_problem (fixture, cases[i].problem, cases[i].status, 60);
      put_change (fixture, cases[i].change, cases[i].change_status, cases[i].result, 62);
      put_link (fixture, cases[i].problem, RW_LINK_TYPE_FIXED_BY, cases[i].change);
      put_incident (fixture, before, alert, 80);
      put_link (fixture, before, RW_LINK_TYPE_CAUSED_BY, cases[i].problem);
      put_incident (fixture, after, alert, 20);
    }
  open_cache (fixture);
  all = ask (fixture);
  g_assert_cmpuint (all->len, ==, 0);
}

static int
by_number (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 ((*(RwProblemRow *const *) a)->number, (*(RwProblemRow *const *) b)->number);
}

static void
test_problems (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (RwProblemDetail) detail = NULL;
  g_autoptr (RwProblemDetail) none = NULL;
  g_autoptr (GError) error = NULL;
  RwRecord *known = new_ticket ("P-1", RW_TICKET_TYPE_PROBLEM, RW_TICKET_STATUS_IN_PROGRESS, 100);
  const RwProblemRow *row;
  const RwProblemFix *fix;
  RwId first = id ("P-1"), incident = id ("T-1");

  rw_record_set_boolean (known, RW_TICKET_KNOWN_ERROR, TRUE);
  rw_record_set_text (known, RW_TICKET_WORKAROUND, "Neu starten");
  put (fixture, known);
  put_problem (fixture, "P-2", RW_TICKET_STATUS_RESOLVED, 10);
  put_problem (fixture, "P-3", RW_TICKET_STATUS_CLOSED, 100);
  put_change (fixture, "C-1", RW_CHANGE_STATUS_DRAFT, -1, 0);
  put_link (fixture, "P-1", RW_LINK_TYPE_FIXED_BY, "C-1");
  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("T-%u", i);

      put_incident (fixture, name, "Latency", i);
      put_link (fixture, name, RW_LINK_TYPE_CAUSED_BY, "P-1");
    }
  /* Related is not caused. */
  put_incident (fixture, "T-9", "Latency", 1);
  put_link (fixture, "T-9", RW_LINK_TYPE_RELATED, "P-1");
  open_cache (fixture);

  rows = rw_query_problems (fixture->cache, NOW - 90 * RW_DAY, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 2);
  g_ptr_array_sort (rows, by_number);
  row = rows->pdata[0];
  g_assert_cmpstr (row->number, ==, "P-1");
  g_assert_true (row->known_error && row->has_workaround && !row->has_cause);
  g_assert_cmpint (row->ci_kind, ==, RW_KIND_DEVICE);
  g_assert_cmpuint (row->n_incidents, ==, 3);
  g_assert_cmpint (row->last, ==, NOW - RW_DAY);
  g_assert_cmpstr (row->change_number, ==, "C-1");
  g_assert_cmpint (row->change_status, ==, RW_CHANGE_STATUS_DRAFT);
  g_assert_cmpint (((RwProblemRow *) rows->pdata[1])->change_status, ==, -1);

  detail = rw_query_problem (fixture->cache, &first, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (detail->row->n_incidents, ==, 3);
  g_assert_cmpuint (detail->incidents->len, ==, 3);
  g_assert_cmpstr (((RwSeriesTicket *) detail->incidents->pdata[0])->number, ==, "T-1");
  g_assert_cmpuint (detail->fixes->len, ==, 1);
  fix = detail->fixes->pdata[0];
  g_assert_cmpstr (fix->title, ==, "C-1");
  g_assert_cmpint (fix->result, ==, -1);

  none = rw_query_problem (fixture->cache, &incident, &error);
  g_assert_null (none);
  g_assert_error (error, RW_ERROR, RW_ERROR_NOT_FOUND);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) \
  g_test_add ("/store/query-problems/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("candidate", test_candidate);
  ADD ("dismissed", test_dismissed);
  ADD ("return", test_return);
  ADD ("not-fixed", test_not_fixed);
  ADD ("problems", test_problems);
  return g_test_run ();
}
