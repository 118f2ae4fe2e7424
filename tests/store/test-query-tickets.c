/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/rw-query-tickets.h"
#include "rw-clock.h"
#include "rw-error.h"
#include "rw-time.h"
#include "store-fixture.h"

#define NOW (1000 * RW_DAY)

typedef struct
{
  char *dir;
  RwCacheWriter *writer;
  RwCache *cache;
  RwId me, customer, service, vm, sla;
} Fixture;

static RwRecord *
put_named (Fixture    *f,
           RwKind      kind,
           guint       name_field,
           const char *name,
           RwId       *id)
{
  RwRecord *record;

  *id = rw_id_from_name ("test", name);
  record = rw_record_new (kind, id);
  rw_record_set_text (record, name_field, name);
  return record;
}

static void
put_ticket (Fixture        *f,
            const char     *number,
            RwTicketStatus  status,
            RwPriority      priority,
            gint64          opened,
            gint64          resolution_due)
{
  RwId id = rw_id_from_name ("ticket", number);
  g_autoptr (RwRecord) ticket = rw_record_new (RW_KIND_TICKET, &id);

  rw_record_set_text (ticket, RW_TICKET_NUMBER, number);
  rw_record_set_text (ticket, RW_TICKET_TITLE, "Checkout antwortet mit 502");
  rw_record_set_enum (ticket, RW_TICKET_TYPE, RW_TICKET_TYPE_INCIDENT);
  rw_record_set_enum (ticket, RW_TICKET_STATUS, status);
  rw_record_set_enum (ticket, RW_TICKET_PRIORITY, priority);
  rw_record_set_ref (ticket, RW_TICKET_CUSTOMER, &f->customer);
  rw_record_set_ref (ticket, RW_TICKET_SERVICE, &f->service);
  rw_record_set_ref (ticket, RW_TICKET_CI, &f->vm);
  rw_record_set_ref (ticket, RW_TICKET_ASSIGNEE, &f->me);
  rw_record_set_instant (ticket, RW_TICKET_OPENED, opened);
  if (resolution_due != 0)
    rw_record_set_instant (ticket, RW_TICKET_RESOLUTION_DUE, resolution_due);
  if (status >= RW_TICKET_STATUS_RESOLVED)
    rw_record_set_instant (ticket, RW_TICKET_RESOLVED, opened + RW_HOUR);
  store_put (f->writer, ticket);
}

static void
put_message (Fixture    *f,
             const char *number,
             const char *body,
             gint64      at)
{
  RwId ticket = rw_id_from_name ("ticket", number), id = rw_id_from_name ("message", body);
  g_autoptr (RwRecord) message = rw_record_new (RW_KIND_MESSAGE, &id);

  rw_record_set_ref (message, RW_MESSAGE_TICKET, &ticket);
  rw_record_set_enum (message, RW_MESSAGE_TYPE, RW_MESSAGE_TYPE_NOTE);
  rw_record_set_instant (message, RW_MESSAGE_AT, at);
  rw_record_set_ref (message, RW_MESSAGE_AUTHOR, &f->me);
  rw_record_set_text (message, RW_MESSAGE_BODY, body);
  store_put (f->writer, message);
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RwRecord) person = NULL;
  g_autoptr (RwRecord) customer = NULL;
  g_autoptr (RwRecord) service = NULL;
  g_autoptr (RwRecord) vm = NULL;
  g_autoptr (RwRecord) sla = NULL;

  f->dir = store_dir_new ();
  f->writer = store_new_cache (f->dir);
  rw_cache_writer_begin (f->writer, &error);
  g_assert_no_error (error);
  person = put_named (f, RW_KIND_PERSON, RW_PERSON_NAME, "Tülay Yılmaz", &f->me);
  store_put (f->writer, person);
  customer = put_named (f, RW_KIND_CUSTOMER, RW_CUSTOMER_NAME, "Bistum Fulda", &f->customer);
  store_put (f->writer, customer);
  sla = put_named (f, RW_KIND_SLA, RW_SLA_NAME, "Gold", &f->sla);
  rw_record_set_integer (sla, RW_SLA_UPDATE_P1, 30);
  rw_record_set_integer (sla, RW_SLA_UPDATE_P3, 240);
  store_put (f->writer, sla);
  service = put_named (f, RW_KIND_SERVICE, RW_SERVICE_NAME, "Webshop", &f->service);
  rw_record_set_ref (service, RW_SERVICE_CUSTOMER, &f->customer);
  rw_record_set_ref (service, RW_SERVICE_SLA, &f->sla);
  rw_record_set_refs (service, RW_SERVICE_MANAGERS, &f->me, 1);
  store_put (f->writer, service);
  vm = put_named (f, RW_KIND_VM, RW_VM_NAME, "web-188", &f->vm);
  rw_record_set_enum (vm, RW_VM_STAGE, RW_STAGE_OPERATION);
  rw_record_set_ref (vm, RW_VM_SERVICE, &f->service);
  store_put (f->writer, vm);

  put_ticket (f, "T-1", RW_TICKET_STATUS_NEW, RW_PRIORITY_P3, NOW - RW_DAY, NOW + 9 * RW_HOUR);
  put_ticket (f, "T-2", RW_TICKET_STATUS_IN_PROGRESS, RW_PRIORITY_P1, NOW - RW_DAY, 0);
  put_ticket (f, "T-3", RW_TICKET_STATUS_PENDING_CUSTOMER, RW_PRIORITY_P3, NOW - 2 * RW_DAY, NOW + RW_HOUR);
  put_ticket (f, "T-4", RW_TICKET_STATUS_ACCEPTED, RW_PRIORITY_P3, NOW - RW_DAY, NOW + 8 * RW_HOUR);
  put_ticket (f, "T-5", RW_TICKET_STATUS_RESOLVED, RW_PRIORITY_P1, NOW - 3 * RW_HOUR, 0);
  put_ticket (f, "T-6", RW_TICKET_STATUS_RESOLVED, RW_PRIORITY_P1, NOW - 3 * RW_DAY, 0);
  for (int i = 0; i < 5; i++)
    {
      g_autofree char *number = g_strdup_printf ("T-0%d", i);

      put_ticket (f, number, RW_TICKET_STATUS_CLOSED, RW_PRIORITY_P2, NOW - (20 + i) * RW_DAY, 0);
    }
  put_message (f, "T-2", "zweite", NOW - RW_HOUR);
  put_message (f, "T-2", "erste", NOW - 2 * RW_HOUR);
  put_message (f, "T-3", "andere", NOW - 2 * RW_HOUR);
  rw_cache_writer_commit (f->writer, &error);
  g_assert_no_error (error);
  f->cache = rw_cache_open (f->dir, "demo", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  rw_cache_close (f->cache);
  rw_cache_writer_close (f->writer);
  store_dir_remove (f->dir);
}

static void
test_board (Fixture       *f,
            gconstpointer  data)
{
  static const char *const expected[] = { "T-2", "T-5", "T-4", "T-1", "T-3" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = rw_query_tickets (f->cache, NOW - RW_DAY, 0, &f->me, &error);
  const RwTicketRow *row;

  g_assert_no_error (error);
  /* Resolved three days ago and closed are not asked for; the pending one's clock stands still. */
  g_assert_cmpuint (rows->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < rows->len; i++)
    g_assert_cmpstr (((RwTicketRow *) g_ptr_array_index (rows, i))->number, ==, expected[i]);

  row = g_ptr_array_index (rows, 2);
  g_assert_cmpstr (row->customer_name, ==, "Bistum Fulda");
  g_assert_cmpstr (row->service_name, ==, "Webshop");
  g_assert_cmpstr (row->ci_name, ==, "web-188");
  g_assert_cmpint (row->ci_kind, ==, RW_KIND_VM);
  g_assert_cmpstr (row->assignee_name, ==, "Tülay Yılmaz");
  g_assert_true (row->mine);
  g_assert_cmpint (row->resolution_due, ==, NOW + 8 * RW_HOUR);
}

static void
test_closed (Fixture       *f,
             gconstpointer  data)
{
  RwId other = rw_id_from_name ("test", "somebody else");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = rw_query_tickets (f->cache, NOW, 3, &other, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 4 + 3);
  g_assert_cmpstr (((RwTicketRow *) g_ptr_array_index (rows, 4))->number, ==, "T-00");
  g_assert_cmpstr (((RwTicketRow *) g_ptr_array_index (rows, 6))->number, ==, "T-02");
  g_assert_false (((RwTicketRow *) g_ptr_array_index (rows, 0))->mine);
}

static void
put_act (Fixture       *f,
         const char    *name,
         RwMessageType  type,
         gint64         at)
{
  RwId ticket = rw_id_from_name ("ticket", "T-1"), id = rw_id_from_name ("message", name);
  g_autoptr (RwRecord) message = rw_record_new (RW_KIND_MESSAGE, &id);

  rw_record_set_ref (message, RW_MESSAGE_TICKET, &ticket);
  rw_record_set_enum (message, RW_MESSAGE_TYPE, type);
  rw_record_set_instant (message, RW_MESSAGE_AT, at);
  if (type == RW_MESSAGE_TYPE_EVENT)
    rw_record_set_ref (message, RW_MESSAGE_AUTHOR, &f->me);
  rw_record_set_text (message, RW_MESSAGE_BODY, name);
  store_put (f->writer, message);
}

static gint64
snooze_end (Fixture *f)
{
  RwId id = rw_id_from_name ("ticket", "T-1");
  g_autoptr (GError) error = NULL;
  g_autoptr (RwTicketDetail) detail = rw_query_ticket (f->cache, &id, NULL, &error);

  g_assert_no_error (error);
  return rw_ticket_row_snooze_end (detail->row);
}

static void
write_act (Fixture       *f,
           const char    *name,
           RwMessageType  type,
           gint64         at)
{
  g_autoptr (GError) error = NULL;

  rw_cache_writer_begin (f->writer, &error);
  put_act (f, name, type, at);
  rw_cache_writer_commit (f->writer, &error);
  g_assert_no_error (error);
}

/* Away since the line in its timeline says so, until the customer writes after that. */
static void
test_snoozed (Fixture       *f,
              gconstpointer  data)
{
  RwId id = rw_id_from_name ("ticket", "T-1");
  g_autoptr (RwRecord) ticket = NULL;
  g_autoptr (GError) error = NULL;

  ticket = rw_cache_get (f->cache, RW_KIND_TICKET, &id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (snooze_end (f), ==, 0);
  rw_record_set_instant (ticket, RW_TICKET_SNOOZED_UNTIL, NOW + RW_MINUTE);
  rw_record_take (ticket, RW_TICKET_RESOLUTION_DUE, RW_VALUE_NULL);
  rw_cache_writer_begin (f->writer, &error);
  store_put (f->writer, ticket);
  put_act (f, "before", RW_MESSAGE_TYPE_MAIL_IN, NOW - 2 * RW_HOUR);
  put_act (f, "snoozed", RW_MESSAGE_TYPE_EVENT, NOW - RW_HOUR);
  rw_cache_writer_commit (f->writer, &error);
  g_assert_no_error (error);
  g_assert_cmpint (snooze_end (f), ==, NOW + RW_MINUTE);
  write_act (f, "note", RW_MESSAGE_TYPE_NOTE, NOW - 30 * RW_MINUTE);
  write_act (f, "reply", RW_MESSAGE_TYPE_REPLY, NOW - 29 * RW_MINUTE);
  g_assert_cmpint (snooze_end (f), ==, NOW + RW_MINUTE);
  write_act (f, "call", RW_MESSAGE_TYPE_PHONE, NOW - 20 * RW_MINUTE);
  g_assert_cmpint (snooze_end (f), ==, 0);
  /* Snoozed again, and answered again. */
  write_act (f, "again", RW_MESSAGE_TYPE_EVENT, NOW - 10 * RW_MINUTE);
  g_assert_cmpint (snooze_end (f), ==, NOW + RW_MINUTE);
  write_act (f, "mail", RW_MESSAGE_TYPE_MAIL_IN, NOW - 5 * RW_MINUTE);
  g_assert_cmpint (snooze_end (f), ==, 0);
}

static gint64
utc (int year, int month, int day, int hour, int minute)
{
  return rw_date_from_civil (year, month, day) * RW_DAY + hour * RW_HOUR + minute * RW_MINUTE;
}

static const RwTicketRow *
find_row (GPtrArray  *rows,
          const char *number)
{
  for (guint i = 0; i < rows->len; i++)
    if (g_strcmp0 (((RwTicketRow *) rows->pdata[i])->number, number) == 0)
      return rows->pdata[i];
  return NULL;
}

/* Opened on a Friday at 16:00 with four hours of an office calendar: the weekend does not count, nor does what the
 * customer was waited for. */
static void
test_attention (Fixture       *f,
                gconstpointer  data)
{
  const char *waits[] = { "2026-11-23T10:30:00Z/2026-11-23T12:30:00Z", NULL };
  const gint64 opened = utc (2026, 11, 20, 15, 0), due = utc (2026, 11, 23, 11, 0);
  RwId calendar_id, id = rw_id_from_name ("ticket", "T-waited");
  g_autoptr (RwRecord) calendar =
    put_named (f, RW_KIND_CALENDAR, RW_CALENDAR_NAME, "Office", &calendar_id);
  g_autoptr (RwRecord) sla = NULL;
  g_autoptr (RwRecord) waited = NULL;
  g_autoptr (RwTicketDetail) detail = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  const RwTicketRow *row;

  rw_record_set_text (calendar, RW_CALENDAR_TZ, "Europe/Berlin");
  rw_record_set_text (
    calendar, RW_CALENDAR_HOURS,
    "{\"mon\":[[\"09:00\",\"17:00\"]],\"tue\":[[\"09:00\",\"17:00\"]],\"wed\":[[\"09:00\",\"17:00\"]],"
    "\"thu\":[[\"09:00\",\"17:00\"]],\"fri\":[[\"09:00\",\"17:00\"]]}");
  sla = rw_cache_get (f->cache, RW_KIND_SLA, &f->sla, &error);
  g_assert_no_error (error);
  rw_record_set_ref (sla, RW_SLA_CALENDAR, &calendar_id);
  rw_record_set_integer (sla, RW_SLA_RESPONSE_P3, 60);
  rw_record_set_integer (sla, RW_SLA_RESOLUTION_P3, 240);
  rw_cache_writer_begin (f->writer, &error);
  store_put (f->writer, calendar);
  store_put (f->writer, sla);
  put_ticket (f, "T-friday", RW_TICKET_STATUS_NEW, RW_PRIORITY_P3, opened, due);
  put_ticket (f, "T-waited", RW_TICKET_STATUS_IN_PROGRESS, RW_PRIORITY_P3, opened,
              due + 2 * RW_HOUR);
  rw_cache_writer_commit (f->writer, &error);
  g_assert_no_error (error);
  waited = rw_cache_get (f->cache, RW_KIND_TICKET, &id, &error);
  g_assert_no_error (error);
  rw_record_set_texts (waited, RW_TICKET_WAITS, waits);
  rw_record_set_instant (waited, RW_TICKET_ACCEPTED, opened);
  rw_record_set_instant (waited, RW_TICKET_RESPONSE_DUE, opened + RW_HOUR);
  rw_record_set_instant (waited, RW_TICKET_UPDATE_DUE, due);
  rw_cache_writer_begin (f->writer, &error);
  store_put (f->writer, waited);
  rw_cache_writer_commit (f->writer, &error);
  g_assert_no_error (error);

  rows = rw_query_tickets (f->cache, NOW - RW_DAY, 0, NULL, &error);
  g_assert_no_error (error);
  row = find_row (rows, "T-friday");
  g_assert_cmpint (row->attention[RW_SLA_CLOCK_RESPONSE], ==, 0);
  g_assert_cmpint (row->attention[RW_SLA_CLOCK_RESOLUTION], ==, utc (2026, 11, 23, 10, 0));
  g_assert_cmpint (rw_ticket_row_attention (row), ==, utc (2026, 11, 23, 10, 0));
  /* Saturday and Sunday evening, by when three quarters of the time on the wall are gone. */
  g_assert_cmpint (rw_due_state (row->attention[RW_SLA_CLOCK_RESOLUTION], due,
                                 utc (2026, 11, 21, 12, 0)),
                   ==, RW_DUE_RUNNING);
  g_assert_cmpint (rw_due_state (row->attention[RW_SLA_CLOCK_RESOLUTION], due,
                                 utc (2026, 11, 22, 22, 0)),
                   ==, RW_DUE_RUNNING);
  row = find_row (rows, "T-waited");
  g_assert_cmpint (row->attention[RW_SLA_CLOCK_RESPONSE], ==, 0);
  g_assert_cmpint (row->attention[RW_SLA_CLOCK_RESOLUTION], ==, utc (2026, 11, 23, 10, 0));
  g_assert_cmpint (row->attention[RW_SLA_CLOCK_UPDATE], ==, utc (2026, 11, 23, 10, 0));
  g_assert_cmpint (find_row (rows, "T-5")->attention[RW_SLA_CLOCK_RESOLUTION], ==, 0);

  detail = rw_query_ticket (f->cache, &id, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (rw_ticket_row_equal (detail->row, row));
  g_assert_cmpint (rw_ticket_attention (detail->ticket, detail->past), ==,
                   rw_ticket_row_attention (row));
}

/* Opened long ago and closed today comes before what was opened last week and closed then. */
static void
test_closed_last (Fixture       *f,
                  gconstpointer  data)
{
  RwId id = rw_id_from_name ("ticket", "T-old");
  g_autoptr (RwRecord) ticket = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;

  rw_cache_writer_begin (f->writer, &error);
  ticket = rw_record_new (RW_KIND_TICKET, &id);
  rw_record_set_text (ticket, RW_TICKET_NUMBER, "T-old");
  rw_record_set_text (ticket, RW_TICKET_TITLE, "Alt");
  rw_record_set_enum (ticket, RW_TICKET_STATUS, RW_TICKET_STATUS_CLOSED);
  rw_record_set_instant (ticket, RW_TICKET_OPENED, NOW - 90 * RW_DAY);
  rw_record_set_instant (ticket, RW_TICKET_RESOLVED, NOW - RW_HOUR);
  store_put (f->writer, ticket);
  rw_cache_writer_commit (f->writer, &error);
  g_assert_no_error (error);
  rows = rw_query_tickets (f->cache, NOW, 2, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 4 + 2);
  g_assert_cmpstr (((RwTicketRow *) g_ptr_array_index (rows, 4))->number, ==, "T-old");
  g_assert_cmpstr (((RwTicketRow *) g_ptr_array_index (rows, 5))->number, ==, "T-00");
}

static void
test_detail (Fixture       *f,
             gconstpointer  data)
{
  RwId id = rw_id_from_name ("ticket", "T-2"), unknown = rw_id_from_name ("ticket", "T-99");
  g_autoptr (GError) error = NULL;
  g_autoptr (RwTicketDetail) detail = rw_query_ticket (f->cache, &id, NULL, &error);
  const RwTicketMessage *message;

  g_assert_no_error (error);
  g_assert_cmpstr (rw_record_get_text (detail->ticket, RW_TICKET_NUMBER), ==, "T-2");
  g_assert_cmpuint (detail->messages->len, ==, 2);
  message = g_ptr_array_index (detail->messages, 0);
  g_assert_cmpstr (message->body, ==, "erste");
  g_assert_cmpstr (message->author, ==, "Tülay Yılmaz");
  g_assert_cmpint (message->type, ==, RW_MESSAGE_TYPE_NOTE);

  g_assert_null (rw_query_ticket (f->cache, &unknown, NULL, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_NOT_FOUND);
}

static void
test_choices (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) services = rw_query_choices (f->cache, RW_KIND_SERVICE, &error);
  g_autoptr (GPtrArray) vms = rw_query_choices (f->cache, RW_KIND_VM, &error);
  const RwChoice *vm;

  g_assert_no_error (error);
  g_assert_cmpuint (services->len, ==, 1);
  g_assert_cmpuint (vms->len, ==, 1);
  vm = g_ptr_array_index (vms, 0);
  g_assert_cmpstr (vm->name, ==, "web-188");
  /* It has no customer of its own: its service's. */
  g_assert_true (rw_id_equal (&vm->parent, &f->customer));
}

/* A word that is missing, as one of a newer server is after its page was read. */
static void
test_no_words (Fixture       *f,
               gconstpointer  data)
{
  RwId bare = rw_id_from_name ("ticket", "T-bare");
  g_autoptr (RwRecord) ticket = rw_record_new (RW_KIND_TICKET, &bare);
  g_autoptr (RwTicketDetail) detail = NULL;
  g_autoptr (GError) error = NULL;

  rw_record_set_text (ticket, RW_TICKET_TITLE, "Neu");
  rw_cache_writer_begin (f->writer, &error);
  store_put (f->writer, ticket);
  rw_cache_writer_commit (f->writer, &error);
  g_assert_no_error (error);
  detail = rw_query_ticket (f->cache, &bare, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (detail);
  g_assert_cmpint (detail->row->status, ==, RW_TICKET_STATUS_NEW);
  g_assert_cmpint (detail->row->priority, ==, RW_PRIORITY_P5);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/query/tickets/board", Fixture, NULL, set_up, test_board, tear_down);
  g_test_add ("/query/tickets/closed", Fixture, NULL, set_up, test_closed, tear_down);
  g_test_add ("/query/tickets/closed-last", Fixture, NULL, set_up, test_closed_last, tear_down);
  g_test_add ("/query/tickets/snoozed", Fixture, NULL, set_up, test_snoozed, tear_down);
  g_test_add ("/query/tickets/attention", Fixture, NULL, set_up, test_attention, tear_down);
  g_test_add ("/query/tickets/detail", Fixture, NULL, set_up, test_detail, tear_down);
  g_test_add ("/query/tickets/choices", Fixture, NULL, set_up, test_choices, tear_down);
  g_test_add ("/query/tickets/no-words", Fixture, NULL, set_up, test_no_words, tear_down);
  return g_test_run ();
}
