/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/rw-query-overview.h"
#include "rw-clock.h"
#include "rw-time.h"
#include "store-fixture.h"

/* Sunday, 22 November 2026, 14:00 in Berlin (13:00 UTC). */
#define NOW (1795352400 * RW_SECOND)

static RwId
id (const char *name)
{
  return rw_id_from_name ("test", name);
}

static RwRecord *
record (RwKind      kind,
        const char *name)
{
  RwId the_id = id (name);

  return rw_record_new (kind, &the_id);
}

static void
refer (RwRecord   *from,
       guint       field,
       const char *to)
{
  RwId target = id (to);

  rw_record_set_ref (from, field, &target);
}

static void
put (RwCacheWriter *writer,
     RwRecord      *from)
{
  store_put (writer, from);
  g_object_unref (from);
}

static void
put_named (RwCacheWriter *writer,
           RwKind         kind,
           guint          field,
           const char    *name)
{
  RwRecord *named = record (kind, name);

  rw_record_set_text (named, field, name);
  put (writer, named);
}

static RwRecord *
new_ticket (const char    *number,
            RwPriority     priority,
            RwTicketStatus status,
            gint64         opened)
{
  RwRecord *ticket = record (RW_KIND_TICKET, number);

  rw_record_set_text (ticket, RW_TICKET_NUMBER, number);
  rw_record_set_text (ticket, RW_TICKET_TITLE, number);
  rw_record_set_enum (ticket, RW_TICKET_TYPE, RW_TICKET_TYPE_INCIDENT);
  rw_record_set_enum (ticket, RW_TICKET_PRIORITY, priority);
  rw_record_set_enum (ticket, RW_TICKET_STATUS, status);
  rw_record_set_instant (ticket, RW_TICKET_OPENED, opened);
  refer (ticket, RW_TICKET_SERVICE, "Shop");
  return ticket;
}

static RwRecord *
new_change (const char    *number,
            RwChangeStatus status,
            gint64         start,
            gint64         end)
{
  RwRecord *change = record (RW_KIND_CHANGE, number);

  rw_record_set_text (change, RW_CHANGE_NUMBER, number);
  rw_record_set_text (change, RW_CHANGE_TITLE, number);
  rw_record_set_enum (change, RW_CHANGE_TYPE, RW_CHANGE_TYPE_NORMAL);
  rw_record_set_enum (change, RW_CHANGE_STATUS, status);
  rw_record_set_instant (change, RW_CHANGE_START, start);
  rw_record_set_instant (change, RW_CHANGE_END, end);
  refer (change, RW_CHANGE_SERVICE, "Shop");
  return change;
}

static void
put_item (RwCacheWriter *writer,
          const char    *change,
          const char    *ci)
{
  g_autofree char *name = g_strconcat (change, ci, NULL);
  RwRecord *item = record (RW_KIND_CHANGE_ITEM, name);

  refer (item, RW_CHANGE_ITEM_CHANGE, change);
  refer (item, RW_CHANGE_ITEM_CI, ci);
  put (writer, item);
}

static RwRecord *
new_run (const char *job, RwRunStatus status, gint64 due, const char *signature)
{
  g_autofree char *name =
    g_strdup_printf ("%s%" G_GINT64_FORMAT "%d", job, due, signature != NULL ? *signature : 0);
  RwRecord *run = record (RW_KIND_BACKUP_RUN, name);

  refer (run, RW_BACKUP_RUN_JOB, job);
  rw_record_set_enum (run, RW_BACKUP_RUN_STATUS, status);
  rw_record_set_instant (run, RW_BACKUP_RUN_DUE, due);
  rw_record_set_text (run, RW_BACKUP_RUN_SIGNATURE, signature);
  return run;
}

static void
put_run (RwCacheWriter *writer,
         const char    *job,
         RwRunStatus    status,
         gint64         due,
         const char    *signature)
{
  put (writer, new_run (job, status, due, signature));
}

static void
put_check (RwCacheWriter *writer, const char *job, RwRunStatus status, RwCheckDepth depth, gint64 due)
{
  RwRecord *run = new_run (job, status, due, status == RW_RUN_STATUS_FAILED ? "damaged" : NULL);

  rw_record_set_enum (run, RW_BACKUP_RUN_PURPOSE, RW_RUN_PURPOSE_VERIFICATION);
  rw_record_set_enum (run, RW_BACKUP_RUN_CHECK_DEPTH, (int) depth);
  put (writer, run);
}

static void
put_late_run (RwCacheWriter *writer, const char *job, gint64 due, gint64 finished)
{
  RwRecord *run = new_run (job, RW_RUN_STATUS_SUCCESS, due, NULL);

  rw_record_set_instant (run, RW_BACKUP_RUN_STARTED, due);
  rw_record_set_instant (run, RW_BACKUP_RUN_FINISHED, finished);
  put (writer, run);
}

static void
put_job (RwCacheWriter *writer,
         const char    *name,
         const char    *system)
{
  RwRecord *job = record (RW_KIND_BACKUP_JOB, name);

  rw_record_set_text (job, RW_BACKUP_JOB_NAME, name);
  refer (job, RW_BACKUP_JOB_SYSTEM, system);
  rw_record_set_boolean (job, RW_BACKUP_JOB_ENABLED, TRUE);
  put (writer, job);
}

static void
put_vm (RwCacheWriter *writer,
        const char    *name)
{
  RwRecord *vm = record (RW_KIND_VM, name);

  rw_record_set_text (vm, RW_VM_NAME, name);
  rw_record_set_enum (vm, RW_VM_STAGE, RW_STAGE_OPERATION);
  refer (vm, RW_VM_SERVICE, "Shop");
  put (writer, vm);
}

static void
put_shift (RwCacheWriter *writer,
           const char    *person,
           RwShiftRank    rank,
           gint64         start,
           gint64         end)
{
  RwRecord *shift = record (RW_KIND_SHIFT, person);

  rw_record_set_enum (shift, RW_SHIFT_RANK, rank);
  refer (shift, RW_SHIFT_PERSON, person);
  refer (shift, RW_SHIFT_TEAM, "Operations");
  rw_record_set_instant (shift, RW_SHIFT_START, start);
  rw_record_set_instant (shift, RW_SHIFT_END, end);
  put (writer, shift);
}

static void
put_company (RwCacheWriter *writer)
{
  RwRecord *service = record (RW_KIND_SERVICE, "Shop");

  rw_record_set_text (service, RW_SERVICE_NAME, "Shop");
  rw_record_set_enum (service, RW_SERVICE_STAGE, RW_SERVICE_STAGE_LIVE);
  refer (service, RW_SERVICE_CUSTOMER, "Ahrens");
  put (writer, service);
  put_named (writer, RW_KIND_CUSTOMER, RW_CUSTOMER_NAME, "Ahrens");
  put_named (writer, RW_KIND_TEAM, RW_TEAM_NAME, "Operations");
  put_named (writer, RW_KIND_PERSON, RW_PERSON_NAME, "Yılmaz");
  put_named (writer, RW_KIND_PERSON, RW_PERSON_NAME, "Kern");
  put_named (writer, RW_KIND_PERSON, RW_PERSON_NAME, "Wolf");
  put_vm (writer, "web-1");
  put_vm (writer, "web-2");
}

typedef struct
{
  char *dir;
  RwCacheWriter *writer;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->dir = store_dir_new ();
  fixture->writer = store_new_cache (fixture->dir);
  rw_cache_writer_begin (fixture->writer, &error);
  g_assert_no_error (error);
  put_company (fixture->writer);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  rw_cache_writer_close (fixture->writer);
  store_dir_remove (fixture->dir);
}

static RwOverview *
ask (Fixture *fixture)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  g_autoptr (GError) error = NULL;
  RwOverview *overview;

  rw_cache_writer_commit (fixture->writer, &error);
  g_assert_no_error (error);
  overview = rw_query_overview (rw_cache_writer_get_cache (fixture->writer), NOW, zone, NULL, &error);
  g_assert_no_error (error);
  return overview;
}

static const RwNeed *
find_need (RwOverview *overview,
           RwNeedType  type)
{
  for (guint i = 0; i < overview->needs->len; i++)
    if (((const RwNeed *) overview->needs->pdata[i])->type == type)
      return overview->needs->pdata[i];
  return NULL;
}

static void
test_empty (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (RwOverview) overview = ask (fixture);
  const RwNeed *need;

  g_assert_cmpuint (overview->needs->len, ==, 1); /* the two systems without a job */
  g_assert_cmpuint (overview->n_incidents, ==, 0);
  g_assert_cmpuint (overview->on_call->len, ==, 0);
  g_assert_cmpuint (overview->n_services, ==, 1);
  g_assert_cmpuint (overview->services->len, ==, 0);
  g_assert_cmpuint (overview->n_no_job, ==, 2);
  need = find_need (overview, RW_NEED_UNPROTECTED);
  g_assert_nonnull (need);
  g_assert_cmpuint (need->count, ==, 2);
  g_assert_cmpstr (need->title, ==, "web-1");
  g_assert_cmpstr (need->system, ==, "web-2");
  /* Midnight in Berlin is 23:00 in UTC. */
  g_assert_cmpint (overview->days[0], ==, NOW - 14 * RW_HOUR);
}

static void
test_tickets (Fixture      *fixture,
              gconstpointer data)
{
  RwRecord *ticket = new_ticket ("T-1", RW_PRIORITY_P1, RW_TICKET_STATUS_IN_PROGRESS, NOW - RW_HOUR);
  const RwNeed *need;

  rw_record_set_instant (ticket, RW_TICKET_ACCEPTED, NOW - RW_HOUR);
  rw_record_set_instant (ticket, RW_TICKET_RESPONSE_DUE, NOW - RW_MINUTE);
  rw_record_set_instant (ticket, RW_TICKET_RESOLUTION_DUE, NOW + 4 * RW_MINUTE);
  refer (ticket, RW_TICKET_CI, "web-1");
  put (fixture->writer, ticket);
  ticket = new_ticket ("T-2", RW_PRIORITY_P3, RW_TICKET_STATUS_PENDING_CUSTOMER, NOW - RW_DAY);
  rw_record_set_instant (ticket, RW_TICKET_ACCEPTED, NOW - RW_DAY);
  rw_record_set_instant (ticket, RW_TICKET_RESOLUTION_DUE, NOW - RW_HOUR); /* stands while the customer is asked */
  rw_record_set_instant (ticket, RW_TICKET_UPDATE_DUE, NOW + 6 * RW_MINUTE);
  put (fixture->writer, ticket);
  ticket = new_ticket ("T-3", RW_PRIORITY_P4, RW_TICKET_STATUS_NEW, NOW - RW_DAY);
  rw_record_set_instant (ticket, RW_TICKET_RESPONSE_DUE, NOW - 2 * RW_HOUR);
  put (fixture->writer, ticket);
  ticket = new_ticket ("T-4", RW_PRIORITY_P1, RW_TICKET_STATUS_RESOLVED, NOW - RW_DAY);
  rw_record_set_instant (ticket, RW_TICKET_RESOLVED, NOW - RW_MINUTE);
  rw_record_set_instant (ticket, RW_TICKET_RESOLUTION_DUE, NOW - RW_HOUR);
  put (fixture->writer, ticket);
  put (fixture->writer, new_ticket ("T-5", RW_PRIORITY_P2, RW_TICKET_STATUS_NEW, NOW));
  put (fixture->writer, new_change ("C-1", RW_CHANGE_STATUS_REVIEW, NOW - 72 * RW_MINUTE, NOW - 70 * RW_MINUTE));
  put_item (fixture->writer, "C-1", "web-1");

  g_autoptr (RwOverview) overview = ask (fixture);

  g_assert_cmpuint (overview->n_incidents, ==, 4);
  g_assert_cmpuint (overview->n_p1, ==, 1);
  g_assert_cmpuint (overview->n_breached, ==, 1);
  g_assert_cmpuint (overview->n_breaching, ==, 2);
  g_assert_cmpuint (overview->n_updates, ==, 1);
  g_assert_cmpuint (overview->n_updates_late, ==, 0);
  g_assert_cmpint (overview->next_update, ==, NOW + 6 * RW_MINUTE);
  g_assert_cmpstr (overview->next_update_customer, ==, "Ahrens");
  g_assert_cmpint (overview->next_due, ==, NOW + 4 * RW_MINUTE);
  g_assert_cmpuint (overview->needs->len, ==, 4);
  need = overview->needs->pdata[0];
  g_assert_cmpstr (need->number, ==, "T-1");
  g_assert_cmpint (need->clock, ==, RW_TICKET_RESOLUTION_DUE);
  g_assert_cmpstr (need->system, ==, "web-1");
  g_assert_cmpstr (need->other, ==, "C-1");
  g_assert_cmpint (need->after, ==, 12 * RW_MINUTE);
  need = overview->needs->pdata[1];
  g_assert_cmpstr (need->number, ==, "T-2");
  g_assert_cmpint (need->clock, ==, RW_TICKET_UPDATE_DUE);
  need = overview->needs->pdata[3];
  g_assert_cmpstr (need->number, ==, "T-3");
  g_assert_cmpint (need->rank, ==, RW_NEED_LATE);
  g_assert_cmpuint (overview->services->len, ==, 1);
  g_assert_cmpuint (((RwServiceHealth *) overview->services->pdata[0])->n_p1, ==, 1);
  g_assert_cmpuint (((RwServiceHealth *) overview->services->pdata[0])->n_p2, ==, 1);
  /* Nobody is on call: twelve hours back. */
  g_assert_cmpuint (overview->n_opened, ==, 2);
  g_assert_cmpuint (overview->n_resolved, ==, 1);
}

/* Opened on Friday morning with eight and a half hours of an office calendar: on Sunday half an hour is left, although on
 * the wall not yet three quarters of the time are gone. */
static void
test_attention (Fixture      *fixture,
                gconstpointer data)
{
  const gint64 opened = NOW - 53 * RW_HOUR, due = NOW + 19 * RW_HOUR + 30 * RW_MINUTE;
  RwRecord *calendar = record (RW_KIND_CALENDAR, "Office"), *sla = record (RW_KIND_SLA, "Gold"),
           *service = record (RW_KIND_SERVICE, "Shop"), *early, *late;

  rw_record_set_text (calendar, RW_CALENDAR_NAME, "Office");
  rw_record_set_text (calendar, RW_CALENDAR_TZ, "Europe/Berlin");
  rw_record_set_text (calendar, RW_CALENDAR_HOURS,
                      "{\"mon\":[[\"09:00\",\"17:00\"]],\"fri\":[[\"09:00\",\"17:00\"]]}");
  put (fixture->writer, calendar);
  rw_record_set_text (sla, RW_SLA_NAME, "Gold");
  refer (sla, RW_SLA_CALENDAR, "Office");
  rw_record_set_integer (sla, RW_SLA_RESOLUTION_P3, 510);
  rw_record_set_integer (sla, RW_SLA_RESOLUTION_P4, 30);
  put (fixture->writer, sla);
  rw_record_set_text (service, RW_SERVICE_NAME, "Shop");
  refer (service, RW_SERVICE_SLA, "Gold");
  put (fixture->writer, service);
  late = new_ticket ("T-1", RW_PRIORITY_P3, RW_TICKET_STATUS_IN_PROGRESS, opened);
  rw_record_set_instant (late, RW_TICKET_RESOLUTION_DUE, due);
  put (fixture->writer, late);
  early = new_ticket ("T-2", RW_PRIORITY_P4, RW_TICKET_STATUS_IN_PROGRESS, opened);
  rw_record_set_instant (early, RW_TICKET_RESOLUTION_DUE, due);
  put (fixture->writer, early);

  g_autoptr (RwOverview) overview = ask (fixture);
  const RwNeed *need = find_need (overview, RW_NEED_TICKET);

  g_assert_nonnull (need);
  g_assert_cmpstr (need->number, ==, "T-1");
  g_assert_cmpint (need->rank, ==, RW_NEED_AHEAD);
  for (guint i = 0; i < overview->needs->len; i++)
    g_assert_cmpstr (((const RwNeed *) overview->needs->pdata[i])->number, !=, "T-2");
}

static void
test_series (Fixture      *fixture,
             gconstpointer data)
{
  const RwSeries *series;

  for (int i = 0; i < 3; i++)
    {
      g_autofree char *number = g_strdup_printf ("T-%d", i);
      RwRecord *ticket = new_ticket (number, i == 1 ? RW_PRIORITY_P2 : RW_PRIORITY_P3, RW_TICKET_STATUS_CLOSED, NOW - (9 - i) * RW_DAY);

      refer (ticket, RW_TICKET_CI, "web-1");
      rw_record_set_text (ticket, RW_TICKET_ALERT, "HTTP 502");
      put (fixture->writer, ticket);
    }

  g_autoptr (RwOverview) overview = ask (fixture);

  g_assert_cmpuint (overview->series->len, ==, 1);
  series = overview->series->pdata[0];
  g_assert_cmpuint (series->tickets->len, ==, 3);
  g_assert_cmpstr (series->numbers, ==, "T-0, T-1, T-2");
  g_assert_cmpstr (series->cause, ==, "HTTP 502");
  g_assert_cmpstr (series->customer, ==, "Ahrens");
  g_assert_cmpint (series->priority, ==, RW_PRIORITY_P2);
}

static void
test_known_series (Fixture      *fixture,
                   gconstpointer data)
{
  RwRecord *problem = new_ticket ("T-9", RW_PRIORITY_P3, RW_TICKET_STATUS_NEW, NOW);

  rw_record_set_enum (problem, RW_TICKET_TYPE, RW_TICKET_TYPE_PROBLEM);
  put (fixture->writer, problem);
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *number = g_strdup_printf ("T-%d", i);
      RwRecord *ticket = new_ticket (number, RW_PRIORITY_P3, RW_TICKET_STATUS_CLOSED, NOW - (i + 1) * RW_DAY);

      refer (ticket, RW_TICKET_CI, "web-1");
      rw_record_set_text (ticket, RW_TICKET_CATEGORY, "Web");
      put (fixture->writer, ticket);
    }
  RwRecord *link = record (RW_KIND_LINK, "link");

  refer (link, RW_LINK_SOURCE, "T-1");
  refer (link, RW_LINK_TARGET, "T-9");
  rw_record_set_enum (link, RW_LINK_TYPE, RW_LINK_TYPE_CAUSED_BY);
  put (fixture->writer, link);

  g_autoptr (RwOverview) overview = ask (fixture);

  g_assert_cmpuint (overview->series->len, ==, 0);
}

static void
test_changes (Fixture      *fixture,
              gconstpointer data)
{
  RwRecord *window = record (RW_KIND_WINDOW, "Advent");
  const RwNeed *need;

  put (fixture->writer, new_change ("C-1", RW_CHANGE_STATUS_SCHEDULED, NOW + 8 * RW_HOUR, NOW + 10 * RW_HOUR));
  put (fixture->writer, new_change ("C-2", RW_CHANGE_STATUS_APPROVED, NOW + 9 * RW_HOUR, NOW + 11 * RW_HOUR));
  put (fixture->writer, new_change ("C-3", RW_CHANGE_STATUS_IN_PROGRESS, NOW - 3 * RW_DAY, NOW - RW_HOUR));
  put (fixture->writer, new_change ("C-4", RW_CHANGE_STATUS_DRAFT, NOW + RW_HOUR, NOW + 2 * RW_HOUR));
  put (fixture->writer, new_change ("C-5", RW_CHANGE_STATUS_SCHEDULED, NOW + 30 * RW_HOUR, NOW + 31 * RW_HOUR));
  put_item (fixture->writer, "C-1", "web-1");
  put_item (fixture->writer, "C-2", "web-1");
  rw_record_set_text (window, RW_WINDOW_NAME, "Advent");
  rw_record_set_enum (window, RW_WINDOW_TYPE, RW_WINDOW_TYPE_FREEZE);
  rw_record_set_boolean (window, RW_WINDOW_HARD, TRUE);
  rw_record_set_text (window, RW_WINDOW_START_WALL, "2026-11-23T18:00:00");
  rw_record_set_text (window, RW_WINDOW_TZ, "Europe/Berlin");
  rw_record_set_integer (window, RW_WINDOW_DURATION, 240);
  put (fixture->writer, window);

  g_autoptr (RwOverview) overview = ask (fixture);

  g_assert_cmpuint (overview->n_changes_today, ==, 3);
  g_assert_cmpuint (overview->running->len, ==, 1);
  g_assert_cmpstr (overview->next_change, ==, "C-1");
  g_assert_cmpuint (overview->changes[0], ==, 2);
  g_assert_cmpuint (overview->changes[1], ==, 1);
  g_assert_false (overview->frozen[0]);
  g_assert_true (overview->frozen[1]);
  g_assert_cmpuint (overview->ahead->len, ==, 2);
  g_assert_cmpuint (overview->needs->len, ==, 4);
  need = find_need (overview, RW_NEED_CLASH);
  g_assert_cmpstr (need->number, ==, "C-2");
  g_assert_cmpstr (need->other, ==, "C-1");
  g_assert_cmpstr (need->system, ==, "web-1");
  need = find_need (overview, RW_NEED_FREEZE);
  g_assert_cmpstr (need->number, ==, "C-5");
  g_assert_cmpstr (need->other, ==, "Advent");
  g_assert_true (need->hard);
  need = find_need (overview, RW_NEED_OVERRUN);
  g_assert_cmpstr (need->number, ==, "C-3");
  g_assert_cmpint (need->at, ==, NOW - RW_HOUR);
}

static RwRecord *
new_task (const char  *change,
          const char  *name,
          RwTaskStatus status)
{
  RwRecord *task = record (RW_KIND_CHANGE_TASK, name);

  refer (task, RW_CHANGE_TASK_CHANGE, change);
  rw_record_set_text (task, RW_CHANGE_TASK_TITLE, name);
  rw_record_set_enum (task, RW_CHANGE_TASK_STATUS, status);
  return task;
}

static void
test_running (Fixture      *fixture,
              gconstpointer data)
{
  RwRecord *granted =
    new_change ("C-3", RW_CHANGE_STATUS_IN_PROGRESS, NOW - RW_HOUR, NOW + RW_HOUR);
  RwRecord *asking =
    new_change ("C-4", RW_CHANGE_STATUS_IN_PROGRESS, NOW - RW_HOUR, NOW + 30 * RW_MINUTE);
  const RwRunning *running;
  const RwNeed *need;

  rw_record_set_instant (granted, RW_CHANGE_EXTEND_TO, NOW + RW_HOUR);
  rw_record_set_instant (asking, RW_CHANGE_EXTEND_TO, NOW + 2 * RW_HOUR);
  put (fixture->writer,
       new_change ("C-1", RW_CHANGE_STATUS_IN_PROGRESS, NOW - RW_HOUR, NOW + 16 * RW_MINUTE));
  put (fixture->writer,
       new_change ("C-2", RW_CHANGE_STATUS_IN_PROGRESS, NOW - RW_HOUR, NOW + 14 * RW_MINUTE));
  put (fixture->writer, granted);
  put (fixture->writer, asking);
  put (fixture->writer,
       new_change ("C-5", RW_CHANGE_STATUS_REVIEW, NOW - 2 * RW_HOUR, NOW - RW_HOUR));
  put (fixture->writer, new_task ("C-2", "drain", RW_TASK_STATUS_DONE));
  put (fixture->writer, new_task ("C-2", "skip", RW_TASK_STATUS_SKIPPED));
  put (fixture->writer, new_task ("C-2", "swap", RW_TASK_STATUS_IN_PROGRESS));

  g_autoptr (RwOverview) overview = ask (fixture);

  /* By their end: who has to stop first is first. */
  g_assert_cmpuint (overview->running->len, ==, 4);
  running = overview->running->pdata[0];
  g_assert_cmpstr (running->number, ==, "C-2");
  g_assert_cmpuint (running->n_tasks, ==, 3);
  g_assert_cmpuint (running->n_done, ==, 2);
  running = overview->running->pdata[2];
  g_assert_cmpstr (running->number, ==, "C-4");
  g_assert_cmpint (running->more_time, ==, NOW + 2 * RW_HOUR);
  running = overview->running->pdata[3];
  g_assert_cmpint (running->more_time, ==, 0);

  g_assert_cmpuint (overview->needs->len, ==, 3); /* and web-1 has no backup */
  need = find_need (overview, RW_NEED_OVERRUN);
  g_assert_cmpstr (need->number, ==, "C-2");
  g_assert_cmpint (need->at, ==, NOW + 14 * RW_MINUTE);
  need = find_need (overview, RW_NEED_MORE_TIME);
  g_assert_cmpstr (need->number, ==, "C-4");
  g_assert_cmpint (need->until, ==, NOW + 2 * RW_HOUR);
}

static void
test_on_call (Fixture      *fixture,
              gconstpointer data)
{
  const RwOnCall *first;

  put_shift (fixture->writer, "Wolf", RW_SHIFT_RANK_SECONDARY, NOW - RW_DAY, NOW + RW_DAY);
  put_shift (fixture->writer, "Yılmaz", RW_SHIFT_RANK_PRIMARY, NOW - 6 * RW_HOUR, NOW + 18 * RW_HOUR);
  put_shift (fixture->writer, "Kern", RW_SHIFT_RANK_PRIMARY, NOW + 18 * RW_HOUR, NOW + 42 * RW_HOUR);

  g_autoptr (RwOverview) overview = ask (fixture);

  g_assert_cmpuint (overview->on_call->len, ==, 2);
  first = overview->on_call->pdata[0];
  g_assert_cmpstr (first->person, ==, "Yılmaz");
  g_assert_cmpint (first->end, ==, NOW + 18 * RW_HOUR);
  g_assert_cmpstr (overview->hand_over, ==, "Kern");
  g_assert_cmpint (overview->shift_start, ==, NOW - 6 * RW_HOUR);
  g_assert_cmpuint (overview->ahead->len, ==, 1);
  g_assert_cmpint (((const RwAhead *) overview->ahead->pdata[0])->type, ==, RW_AHEAD_HANDOVER);
}

static void
test_backups (Fixture      *fixture,
              gconstpointer data)
{
  RwRecord *ack = record (RW_KIND_BACKUP_ACK, "ack");
  const RwNeed *need;

  for (int i = 0; i < 5; i++)
    {
      g_autofree char *job = g_strdup_printf ("job-%d", i);

      put_job (fixture->writer, job, "web-1");
      put_run (fixture->writer, job, RW_RUN_STATUS_FAILED, NOW - 2 * RW_DAY, "locked");
    }
  put_run (fixture->writer, "job-0", RW_RUN_STATUS_SUCCESS, NOW - RW_DAY, NULL); /* mended itself */
  put_run (fixture->writer, "job-1", RW_RUN_STATUS_RUNNING, NOW - RW_HOUR, NULL); /* not yet */
  put_run (fixture->writer, "job-2", RW_RUN_STATUS_FAILED, NOW - RW_DAY, "locked");
  put_run (fixture->writer, "job-3", RW_RUN_STATUS_MISSED, NOW - RW_DAY, NULL);
  refer (ack, RW_BACKUP_ACK_JOB, "job-4");
  refer (ack, RW_BACKUP_ACK_SYSTEM, "web-1");
  rw_record_set_text (ack, RW_BACKUP_ACK_SIGNATURE, "locked");
  rw_record_set_instant (ack, RW_BACKUP_ACK_AT, NOW - RW_DAY);
  rw_record_set_instant (ack, RW_BACKUP_ACK_UNTIL, NOW + RW_DAY);
  put (fixture->writer, ack);

  g_autoptr (RwOverview) overview = ask (fixture);

  g_assert_cmpuint (overview->n_backups, ==, 3);
  g_assert_cmpuint (overview->n_answered, ==, 1);
  g_assert_cmpuint (overview->n_no_job, ==, 1); /* web-2 */
  g_assert_cmpuint (overview->needs->len, ==, 3);
  need = overview->needs->pdata[0];
  g_assert_cmpstr (need->other, ==, "locked");
  g_assert_cmpuint (need->count, ==, 2);
  g_assert_cmpint (need->at, ==, NOW - 2 * RW_DAY);
  need = overview->needs->pdata[1];
  g_assert_cmpuint (need->missed, ==, 1);
  g_assert_cmpuint (((RwServiceHealth *) overview->services->pdata[0])->n_backups, ==, 3);
}

/* A verification is no backup, and one that failed says that the backups are worth nothing; a run that came late
 * takes the place of the one that was missed. */
static void
test_verifications (Fixture *fixture, gconstpointer data)
{
  const struct
  {
    const char *job;
    RwRunStatus status;
    RwCheckDepth depth;
    gint64 due;
  } checks[] = {
    { "job-0", RW_RUN_STATUS_FAILED, RW_CHECK_DEPTH_DATA, NOW - RW_DAY },
    { "job-0", RW_RUN_STATUS_SUCCESS, RW_CHECK_DEPTH_STRUCTURE, NOW - RW_HOUR },
    { "job-1", RW_RUN_STATUS_FAILED, RW_CHECK_DEPTH_STRUCTURE, NOW - RW_DAY },
    { "job-1", RW_RUN_STATUS_SUCCESS, RW_CHECK_DEPTH_DATA, NOW - RW_HOUR },
    { "job-2", RW_RUN_STATUS_SUCCESS, RW_CHECK_DEPTH_DATA, NOW - RW_HOUR },
  };
  const RwNeed *need;

  for (int i = 0; i < 4; i++)
    {
      g_autofree char *job = g_strdup_printf ("job-%d", i);

      put_job (fixture->writer, job, "web-1");
      put_run (fixture->writer, job, i == 2 ? RW_RUN_STATUS_FAILED : RW_RUN_STATUS_SUCCESS,
               NOW - 2 * RW_DAY, i == 2 ? "locked" : NULL);
    }
  put_run (fixture->writer, "job-3", RW_RUN_STATUS_MISSED, NOW - RW_DAY, NULL);
  put_late_run (fixture->writer, "job-3", NOW - RW_DAY - RW_HOUR, NOW - RW_HOUR);
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    put_check (fixture->writer, checks[i].job, checks[i].status, checks[i].depth, checks[i].due);

  g_autoptr (RwOverview) overview = ask (fixture);

  g_assert_cmpuint (overview->n_backups, ==,
                    2); /* what job-0 keeps is damaged, and job-2 was locked */
  need = overview->needs->pdata[0];
  g_assert_cmpstr (need->other, ==, "locked");
  need = overview->needs->pdata[1];
  g_assert_cmpstr (need->other, ==, "damaged");
}

static void
put_volume (RwCacheWriter *writer,
            const char    *name,
            gint64         begin,
            gint64         a_day,
            int            alert_days)
{
  RwRecord *volume = record (RW_KIND_VOLUME, name);
  const gint64 today = NOW / RW_DAY;

  rw_record_set_text (volume, RW_VOLUME_NAME, name);
  refer (volume, RW_VOLUME_SYSTEM, "web-1");
  if (alert_days >= 0)
    rw_record_set_integer (volume, RW_VOLUME_ALERT_DAYS, alert_days);
  put (writer, volume);
  for (int i = 0; i <= 30; i++)
    {
      g_autofree char *sample_name = g_strdup_printf ("%s%d", name, i);
      RwRecord *sample = record (RW_KIND_USAGE_SAMPLE, sample_name);

      refer (sample, RW_USAGE_SAMPLE_VOLUME, name);
      rw_record_set_date (sample, RW_USAGE_SAMPLE_DAY, today - 30 + i);
      rw_record_set_integer (sample, RW_USAGE_SAMPLE_USED, begin + i * a_day);
      rw_record_set_integer (sample, RW_USAGE_SAMPLE_SIZE, 1000);
      put (writer, sample);
    }
}

static void
test_volumes (Fixture      *fixture,
              gconstpointer data)
{
  const RwNeed *need;
  RwId grows = rw_id_from_name ("test", "/grows");

  put_volume (fixture->writer, "/calm", 950, 0, -1);
  put_volume (fixture->writer, "/grows", 600, 10, -1);
  put_volume (fixture->writer, "/empty", 0, 10, -1);
  put_volume (fixture->writer, "/waived", 600, 9, 0);
  put_volume (fixture->writer, "/watched", 0, 10, 70);

  g_autoptr (RwOverview) overview = ask (fixture);

  g_assert_cmpuint (overview->needs->len, ==, 3);
  need = find_need (overview, RW_NEED_VOLUME);
  g_assert_nonnull (need);
  g_assert_cmpstr (need->other, ==, "/grows");
  g_assert_cmpstr (need->title, ==, "web-1");
  g_assert_cmpint (need->kind, ==, RW_KIND_VOLUME);
  g_assert_true (rw_id_equal (&need->id, &grows));
  g_assert_cmpint (need->grown, ==, 300);
  g_assert_cmpint (need->used, ==, 900);
  g_assert_cmpint (need->full.p10, ==, 10);
  g_assert_cmpint (need->full.p90, ==, 10);
  need = overview->needs->pdata[overview->needs->len - 1];
  g_assert_cmpstr (need->other, ==, "/watched");
}

static void
test_sites (Fixture      *fixture,
            gconstpointer data)
{
  RwRecord *room = record (RW_KIND_ROOM, "room"), *rack = record (RW_KIND_RACK, "rack"), *type = record (RW_KIND_DEVICE_TYPE, "type");
  const RwSiteInfo *site;

  put_named (fixture->writer, RW_KIND_SITE, RW_SITE_NAME, "Frankfurt");
  refer (room, RW_ROOM_SITE, "Frankfurt");
  rw_record_set_text (room, RW_ROOM_NAME, "room");
  put (fixture->writer, room);
  refer (rack, RW_RACK_ROOM, "room");
  rw_record_set_text (rack, RW_RACK_NAME, "rack");
  rw_record_set_integer (rack, RW_RACK_UNITS, 40);
  put (fixture->writer, rack);
  rw_record_set_decimal (type, RW_DEVICE_TYPE_HEIGHT, 2);
  rw_record_set_boolean (type, RW_DEVICE_TYPE_FULL_DEPTH, FALSE);
  rw_record_set_integer (type, RW_DEVICE_TYPE_DRAW, 500);
  put (fixture->writer, type);
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("srv-%d", i);
      RwRecord *device = record (RW_KIND_DEVICE, name);

      rw_record_set_text (device, RW_DEVICE_NAME, name);
      refer (device, RW_DEVICE_TYPE, "type");
      refer (device, RW_DEVICE_RACK, "rack");
      rw_record_set_decimal (device, RW_DEVICE_POSITION, i < 2 ? 1 : 10); /* back to back, and one ordered */
      rw_record_set_enum (device, RW_DEVICE_FACE, i == 0 ? RW_FACE_FRONT : RW_FACE_REAR);
      rw_record_set_enum (device, RW_DEVICE_STAGE, i < 2 ? RW_STAGE_OPERATION : RW_STAGE_ORDERED);
      if (i == 1)
        rw_record_set_integer (device, RW_DEVICE_DRAW, 400);
      put (fixture->writer, device);
    }
  for (int i = 0; i < 2; i++)
    {
      RwRecord *feed = record (RW_KIND_POWER_FEED, i == 0 ? "A" : "B");

      rw_record_set_text (feed, RW_POWER_FEED_NAME, "feed");
      refer (feed, RW_POWER_FEED_RACK, "rack");
      rw_record_set_enum (feed, RW_POWER_FEED_LEG, i == 0 ? RW_FEED_LEG_A : RW_FEED_LEG_B);
      rw_record_set_integer (feed, RW_POWER_FEED_VOLTS, 230);
      rw_record_set_integer (feed, RW_POWER_FEED_AMPERES, i == 0 ? 16 : 10);
      rw_record_set_integer (feed, RW_POWER_FEED_MAX_PERCENT, 50);
      put (fixture->writer, feed);
    }

  g_autoptr (RwOverview) overview = ask (fixture);

  g_assert_cmpuint (overview->sites->len, ==, 1);
  site = overview->sites->pdata[0];
  g_assert_cmpuint (site->n_racks, ==, 1);
  g_assert_cmpfloat (site->units, ==, 40);
  g_assert_cmpfloat (site->used, ==, 2);
  g_assert_cmpfloat_with_epsilon (site->loss, 900.0 / 1150, 1e-6);
  g_assert_cmpuint (site->n_over, ==, 0);
  g_assert_cmpuint (site->n_single, ==, 0);
}

static void
test_cancelled (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GError) error = NULL;

  rw_cache_writer_commit (fixture->writer, NULL);
  g_cancellable_cancel (cancellable);
  g_assert_null (rw_query_overview (rw_cache_writer_get_cache (fixture->writer), NOW, zone, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(name, func) g_test_add ("/overview/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("empty", test_empty);
  ADD ("tickets", test_tickets);
  ADD ("attention", test_attention);
  ADD ("series", test_series);
  ADD ("known-series", test_known_series);
  ADD ("changes", test_changes);
  ADD ("running", test_running);
  ADD ("on-call", test_on_call);
  ADD ("backups", test_backups);
  ADD ("verifications", test_verifications);
  ADD ("volumes", test_volumes);
  ADD ("sites", test_sites);
  ADD ("cancelled", test_cancelled);
  return g_test_run ();
}
