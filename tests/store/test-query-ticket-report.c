/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/rw-query-ticket-report.h"
#include "rw-clock.h"
#include "rw-time.h"
#include "store-fixture.h"

typedef struct
{
  char *dir;
  RwCacheWriter *writer;
  RwCache *cache;
  RwId customer, other, service, calendar, sla;
  gint64 monday; /* 2026-11-16, midnight in Berlin */
} Fixture;

static void
put (Fixture *f, RwRecord *record)
{
  store_put (f->writer, record);
  g_object_unref (record);
}

static RwRecord *
new_named (RwKind kind, guint field, const char *name, RwId *id)
{
  RwRecord *record;

  *id = rw_id_from_name ("test", name);
  record = rw_record_new (kind, id);
  rw_record_set_text (record, field, name);
  return record;
}

static RwRecord *
new_ticket (const char *number, RwTicketStatus status, gint64 opened, gint64 resolved)
{
  RwId id = rw_id_from_name ("ticket", number);
  RwRecord *ticket = rw_record_new (RW_KIND_TICKET, &id);

  rw_record_set_text (ticket, RW_TICKET_NUMBER, number);
  rw_record_set_text (ticket, RW_TICKET_TITLE, "Checkout antwortet mit 502");
  rw_record_set_enum (ticket, RW_TICKET_TYPE, RW_TICKET_TYPE_INCIDENT);
  rw_record_set_enum (ticket, RW_TICKET_STATUS, status);
  rw_record_set_enum (ticket, RW_TICKET_PRIORITY, RW_PRIORITY_P2);
  rw_record_set_instant (ticket, RW_TICKET_OPENED, opened);
  if (resolved != 0)
    rw_record_set_instant (ticket, RW_TICKET_RESOLVED, resolved);
  return ticket;
}

static void
fill (Fixture *f)
{
  const char *waits[] = { "2026-11-17T09:00:00Z/2026-11-17T10:00:00Z", NULL };
  RwRecord *record = new_named (RW_KIND_CUSTOMER, RW_CUSTOMER_NAME, "Bistum Fulda", &f->customer);

  rw_record_set_text (record, RW_CUSTOMER_TZ, "Asia/Tokyo");
  put (f, record);
  put (f, new_named (RW_KIND_CUSTOMER, RW_CUSTOMER_NAME, "Kliniken", &f->other));
  record = new_named (RW_KIND_CALENDAR, RW_CALENDAR_NAME, "Office", &f->calendar);
  rw_record_set_text (record, RW_CALENDAR_TZ, "Europe/Berlin");
  rw_record_set_text (record, RW_CALENDAR_HOURS,
                      "{\"mon\":[[\"09:00\",\"17:00\"]],\"tue\":[[\"09:00\",\"17:00\"]]}");
  put (f, record);
  record = new_named (RW_KIND_SLA, RW_SLA_NAME, "Gold", &f->sla);
  rw_record_set_ref (record, RW_SLA_CALENDAR, &f->calendar);
  put (f, record);
  record = new_named (RW_KIND_SERVICE, RW_SERVICE_NAME, "Webshop", &f->service);
  rw_record_set_ref (record, RW_SERVICE_CUSTOMER, &f->customer);
  rw_record_set_ref (record, RW_SERVICE_SLA, &f->sla);
  put (f, record);

  /* Monday 16:00 to Tuesday 12:00, of which an hour was waited: 1 + 3 - 1 hours. The customer is the service's. */
  record = new_ticket ("T-1", RW_TICKET_STATUS_CLOSED, f->monday + 16 * RW_HOUR,
                       f->monday + 36 * RW_HOUR);
  rw_record_set_ref (record, RW_TICKET_SERVICE, &f->service);
  rw_record_set_instant (record, RW_TICKET_ACCEPTED, f->monday + 33 * RW_HOUR + RW_MINUTE);
  rw_record_set_texts (record, RW_TICKET_WAITS, waits);
  put (f, record);
  /* Old and still open; old, and resolved in the period; old and over; not yet. */
  record = new_ticket ("T-2", RW_TICKET_STATUS_PENDING_CUSTOMER, f->monday - 300 * RW_DAY, 0);
  rw_record_set_instant (record, RW_TICKET_PENDING_SINCE, f->monday - RW_DAY);
  rw_record_set_ref (record, RW_TICKET_CUSTOMER, &f->other);
  put (f, record);
  put (f, new_ticket ("T-3", RW_TICKET_STATUS_RESOLVED, f->monday - RW_DAY, f->monday));
  put (f, new_ticket ("T-4", RW_TICKET_STATUS_CLOSED, f->monday - 2 * RW_DAY, f->monday - 1));
  put (f, new_ticket ("T-5", RW_TICKET_STATUS_NEW, f->monday + 8 * RW_DAY, 0));
  /* Two that were merged into T-1, of which one is of the period. */
  record = new_ticket ("T-7", RW_TICKET_STATUS_CLOSED, f->monday + RW_HOUR, f->monday + RW_DAY);
  rw_record_set_ref (record, RW_TICKET_MERGED_INTO, rw_record_get_id (record));
  put (f, record);
  record = new_ticket ("T-8", RW_TICKET_STATUS_CLOSED, f->monday - RW_HOUR, f->monday + RW_DAY);
  rw_record_set_ref (record, RW_TICKET_MERGED_INTO, rw_record_get_id (record));
  put (f, record);
  record = new_ticket ("T-6", RW_TICKET_STATUS_CLOSED, f->monday - RW_DAY, 0);
  rw_record_set_instant (record, RW_TICKET_CLOSED, f->monday + 1);
  put (f, record);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GTimeZone) berlin = g_time_zone_new_identifier ("Europe/Berlin");
  g_autoptr (GError) error = NULL;

  f->monday = rw_zone_resolve (berlin, rw_date_from_civil (2026, 11, 16) * RW_DAY);
  f->dir = store_dir_new ();
  f->writer = store_new_cache (f->dir);
  rw_cache_writer_begin (f->writer, &error);
  g_assert_no_error (error);
  fill (f);
  rw_cache_writer_commit (f->writer, &error);
  g_assert_no_error (error);
  f->cache = rw_cache_open (f->dir, "demo", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  rw_cache_close (f->cache);
  rw_cache_writer_close (f->writer);
  store_dir_remove (f->dir);
}

static RwTicketFacts *
ask (Fixture *f, const RwId *customer, const RwId *service)
{
  g_autoptr (GTimeZone) berlin = g_time_zone_new_identifier ("Europe/Berlin");
  RwReportQuestion question = {
    f->monday, f->monday + 7 * RW_DAY, f->monday + 7 * RW_DAY, *customer, *service, berlin, 0
  };
  g_autoptr (GError) error = NULL;
  RwTicketFacts *facts = rw_query_ticket_report (f->cache, &question, NULL, &error);

  g_assert_no_error (error);
  return facts;
}

static const RwTicketFact *
at (RwTicketFacts *facts, guint index)
{
  g_assert_cmpuint (index, <, facts->facts->len);
  return &g_array_index (facts->facts, RwTicketFact, index);
}

static void
test_facts (Fixture *f, gconstpointer data)
{
  static const char *const numbers[] = { "T-2", "T-3", "T-6", "T-1" };
  g_autoptr (RwTicketFacts) facts = ask (f, &RW_ID_NIL, &RW_ID_NIL);
  const RwTicketFact *fact;
  gboolean found[4] = { FALSE };

  g_assert_cmpuint (facts->facts->len, ==, 4);
  g_assert_cmpuint (facts->n_merged, ==, 1);
  for (guint i = 0; i < 4; i++)
    for (guint j = 0; j < 4; j++)
      found[j] |= g_str_equal (at (facts, i)->number, numbers[j]);
  for (guint j = 0; j < 4; j++)
    g_assert_true (found[j]);
  fact = at (facts, 3);
  g_assert_cmpstr (fact->number, ==, "T-1");
  g_assert_true (rw_id_equal (&fact->customer, &f->customer));
  g_assert_cmpstr (g_hash_table_lookup (facts->names, &f->customer), ==, "Bistum Fulda");
  g_assert_cmpstr (g_hash_table_lookup (facts->names, &f->service), ==, "Webshop");
  g_assert_cmpint (fact->accept_open, ==, RW_HOUR + RW_MINUTE);
  g_assert_cmpint (fact->resolve_open, ==, 3 * RW_HOUR);
  /* 16:00 in Berlin is midnight in Tokyo. */
  g_assert_cmpint (fact->opened_wall % RW_DAY, ==, 0);
  /* Nobody promised anything. */
  g_assert_cmpstr (at (facts, 0)->number, ==, "T-2");
  g_assert_cmpint (at (facts, 0)->resolve_open, ==, -1);
  g_assert_cmpint (at (facts, 0)->source, ==, -1);
  /* It is waited for, since when is known, and nobody's clock but that of the question. */
  g_assert_cmpint (at (facts, 0)->clock, ==, RW_REPORT_CLOCK_FALLBACK);
  g_assert_cmpint (at (facts, 0)->pending_since, ==, f->monday - RW_DAY);
}

/* A customer without a clock: that of the calendar. */
static void
test_clock (Fixture *f, gconstpointer data)
{
  g_autoptr (GTimeZone) tokyo = rw_zone_get ("Asia/Tokyo");
  RwReportQuestion question = {
    f->monday, f->monday + 7 * RW_DAY, f->monday + 7 * RW_DAY, f->customer, RW_ID_NIL, tokyo
  };
  g_autoptr (RwTicketFacts) facts = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RwRecord) customer = rw_cache_get (f->cache, RW_KIND_CUSTOMER, &f->customer, &error);

  g_assert_no_error (error);
  rw_record_take (customer, RW_CUSTOMER_TZ, RW_VALUE_NULL);
  rw_cache_writer_begin (f->writer, &error);
  put (f, g_object_ref (customer));
  rw_cache_writer_commit (f->writer, &error);
  g_assert_no_error (error);
  facts = rw_query_ticket_report (f->cache, &question, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (facts->facts->len, ==, 1);
  g_assert_cmpint (at (facts, 0)->clock, ==, RW_REPORT_CLOCK_CALENDAR);
  g_assert_cmpint (at (facts, 0)->opened_wall % RW_DAY, ==, 16 * RW_HOUR);
}

static void
test_filter (Fixture *f, gconstpointer data)
{
  g_autoptr (RwTicketFacts) customer = ask (f, &f->customer, &RW_ID_NIL),
                            other = ask (f, &f->other, &RW_ID_NIL),
                            service = ask (f, &RW_ID_NIL, &f->service),
                            none = ask (f, &f->other, &f->service);

  g_assert_cmpuint (customer->facts->len, ==, 1);
  g_assert_cmpuint (other->facts->len, ==, 1);
  g_assert_cmpstr (at (other, 0)->number, ==, "T-2");
  g_assert_cmpuint (service->facts->len, ==, 1);
  g_assert_cmpuint (none->facts->len, ==, 0);
}

static void
add_message (Fixture *f, const char *ticket, RwMessageType type, gint64 at, gboolean by_staff)
{
  RwId id = rw_id_new (), of = rw_id_from_name ("ticket", ticket),
       author = rw_id_from_name ("test", "Ayse");
  RwRecord *message = rw_record_new (RW_KIND_MESSAGE, &id);

  rw_record_set_ref (message, RW_MESSAGE_TICKET, &of);
  rw_record_set_enum (message, RW_MESSAGE_TYPE, type);
  rw_record_set_instant (message, RW_MESSAGE_AT, at);
  rw_record_set_text (message, RW_MESSAGE_BODY, "…");
  if (by_staff)
    rw_record_set_ref (message, RW_MESSAGE_AUTHOR, &author);
  put (f, message);
}

/* What is read where it is asked for, and not before. */
static void
test_parts (Fixture *f, gconstpointer data)
{
  g_autoptr (GTimeZone) berlin = g_time_zone_new_identifier ("Europe/Berlin");
  RwReportQuestion question = {
    f->monday, f->monday + 7 * RW_DAY, f->monday + 7 * RW_DAY, RW_ID_NIL, RW_ID_NIL, berlin, 0
  };
  g_autoptr (RwTicketFacts) bare = NULL, all = NULL;
  g_autoptr (RwRecord) sla = NULL;
  g_autoptr (GError) error = NULL;
  RwId fw, problem, link_id = rw_id_new (), ticket = rw_id_from_name ("ticket", "T-20");
  RwRecord *record;
  const RwTicketUpdate *update;
  const RwTicketFact *fact;

  sla = rw_cache_get (f->cache, RW_KIND_SLA, &f->sla, &error);
  g_assert_no_error (error);
  rw_cache_writer_begin (f->writer, &error);
  rw_record_set_integer (sla, RW_SLA_UPDATE_P2, 60);
  put (f, g_object_ref (sla));
  put (f, new_named (RW_KIND_DEVICE, RW_DEVICE_NAME, "fw-01", &fw));
  /* Before the period and in it, at one in the night. */
  for (int i = 0; i < 2; i++)
    {
      record = new_ticket (i == 0 ? "T-20" : "T-21", RW_TICKET_STATUS_CLOSED,
                           f->monday - RW_DAY + (49 * i + 1) * RW_HOUR, f->monday + 3 * RW_DAY);
      rw_record_set_ref (record, RW_TICKET_CI, &fw);
      rw_record_set_text (record, RW_TICKET_ALERT, "VpnDown");
      rw_record_set_integer (record, RW_TICKET_ALERT_COUNT, 9);
      put (f, record);
    }
  record =
    new_ticket ("T-22", RW_TICKET_STATUS_CLOSED, f->monday - 40 * RW_DAY, f->monday - 39 * RW_DAY);
  rw_record_set_enum (record, RW_TICKET_TYPE, RW_TICKET_TYPE_PROBLEM);
  problem = *rw_record_get_id (record);
  put (f, record);
  record = rw_record_new (RW_KIND_LINK, &link_id);
  rw_record_set_ref (record, RW_LINK_SOURCE, &ticket);
  rw_record_set_enum (record, RW_LINK_TYPE, RW_LINK_TYPE_CAUSED_BY);
  rw_record_set_ref (record, RW_LINK_TARGET, &problem);
  put (f, record);
  add_message (f, "T-21", RW_MESSAGE_TYPE_EVENT, f->monday + RW_DAY + 2 * RW_HOUR, TRUE);
  add_message (f, "T-21", RW_MESSAGE_TYPE_MAIL_IN, f->monday + RW_DAY + 2 * RW_HOUR, FALSE);
  add_message (f, "T-21", RW_MESSAGE_TYPE_NOTE, f->monday + RW_DAY + 3 * RW_HOUR, TRUE);
  /* T-1 is opened at 16:00 on Monday: the first update is due at 17:00, which is in time, the next at 10:00. */
  add_message (f, "T-1", RW_MESSAGE_TYPE_NOTE, f->monday + 16 * RW_HOUR + RW_MINUTE, TRUE);
  add_message (f, "T-1", RW_MESSAGE_TYPE_UPDATE, f->monday + 17 * RW_HOUR, TRUE);
  add_message (f, "T-1", RW_MESSAGE_TYPE_MAIL_IN, f->monday + 33 * RW_HOUR, FALSE);
  add_message (f, "T-1", RW_MESSAGE_TYPE_REPLY, f->monday + 35 * RW_HOUR, TRUE);
  rw_cache_writer_commit (f->writer, &error);
  g_assert_no_error (error);

  bare = rw_query_ticket_report (f->cache, &question, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bare->updates->len, ==, 0);
  g_assert_null (g_hash_table_lookup (bare->names, &fw));
  question.parts = RW_REPORT_WITH_SERIES | RW_REPORT_WITH_WORK | RW_REPORT_WITH_UPDATES;
  all = rw_query_ticket_report (f->cache, &question, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->facts->len, >=, bare->facts->len);
  g_assert_cmpstr (g_hash_table_lookup (all->names, &fw), ==, "fw-01");
  g_assert_cmpuint (all->updates->len, ==, 2);
  update = &g_array_index (all->updates, RwTicketUpdate, 0);
  g_assert_cmpstr (at (all, update->fact)->number, ==, "T-1");
  g_assert_cmpint (update->due.due, ==, f->monday + 17 * RW_HOUR);
  g_assert_cmpint (update->due.given, ==, f->monday + 17 * RW_HOUR);
  update = &g_array_index (all->updates, RwTicketUpdate, 1);
  g_assert_cmpint (update->due.due, ==, f->monday + 34 * RW_HOUR);
  g_assert_cmpint (update->due.given, ==, f->monday + 35 * RW_HOUR);
  for (guint i = 0; i < all->facts->len; i++)
    {
      fact = at (all, i);
      if (g_str_equal (fact->number, "T-20"))
        g_assert_true (fact->has_problem);
      if (!g_str_equal (fact->number, "T-21"))
        continue;
      g_assert_false (fact->has_problem);
      g_assert_cmpuint (fact->n_work, ==, 1);
      g_assert_cmpint (fact->alert_count, ==, 9);
      g_assert_true (rw_id_equal (&fact->ci, &fw));
      g_assert_true (fact->at_night);
    }
}

static void
test_cancelled (Fixture *f, gconstpointer data)
{
  RwReportQuestion question = { f->monday, f->monday + RW_DAY, f->monday,
                                RW_ID_NIL, RW_ID_NIL,          NULL,
                                0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (rw_query_ticket_report (f->cache, &question, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/query/ticket-report/facts", Fixture, NULL, set_up, test_facts, tear_down);
  g_test_add ("/query/ticket-report/clock", Fixture, NULL, set_up, test_clock, tear_down);
  g_test_add ("/query/ticket-report/filter", Fixture, NULL, set_up, test_filter, tear_down);
  g_test_add ("/query/ticket-report/parts", Fixture, NULL, set_up, test_parts, tear_down);
  g_test_add ("/query/ticket-report/cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);
  return g_test_run ();
}
