/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libical/ical.h>
#include <string.h>

#include "rw-clock.h"
#include "rw-time.h"
#include "server-fixture.h"

/* Calendars that others subscribe to: who may read one, what it says, and what it never says. */

#define KEY     "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ"
#define OTHER   "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPR"
#define CLIENT  "018f0000-0000-7000-8000-00000000000a"
#define NOW     "2026-11-24T09:00:00Z"

/* Everything that the server wrote down. */
static GString *logged;

static GLogWriterOutput
log_cb (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (fields[i].length < 0)
      g_string_append_printf (logged, "%s\n", (const char *) fields[i].value);
  return (level & (G_LOG_LEVEL_DEBUG | G_LOG_LEVEL_INFO | G_LOG_LEVEL_MESSAGE))
           ? G_LOG_WRITER_HANDLED
           : g_log_writer_default (level, fields, n_fields, user_data);
}

static gint64
instant_of (const char *text)
{
  gint64 instant;

  g_assert_true (rw_instant_parse (text, &instant));
  return instant;
}

static void
set_up (Fixture *fixture, gconstpointer flags)
{
  rw_clock_freeze (instant_of (NOW));
  fixture_set_up (fixture, flags);
}

static void
tear_down (Fixture *fixture, gconstpointer flags)
{
  fixture_tear_down (fixture, flags);
  rw_clock_thaw ();
}

static RwRecord *
new_named (RwKind kind, guint field, const char *name)
{
  RwRecord *record = rw_record_new (kind, NULL);

  rw_record_set_text (record, field, name);
  return record;
}

static RwRecord *
new_feed (const char *name, RwRecord *subject, gboolean for_customer)
{
  RwRecord *feed = new_named (RW_KIND_CALENDAR_FEED, RW_CALENDAR_FEED_NAME, name);

  if (subject != NULL)
    rw_record_set_ref (feed, RW_CALENDAR_FEED_SUBJECT, rw_record_get_id (subject));
  rw_record_set_boolean (feed, RW_CALENDAR_FEED_FOR_CUSTOMER, for_customer);
  rw_record_set_text (feed, RW_CALENDAR_FEED_KEY, KEY);
  return feed;
}

static RwRecord *
new_change (const char *title, RwChangeStatus status, const char *start)
{
  RwRecord *change = new_named (RW_KIND_CHANGE, RW_CHANGE_TITLE, title);

  rw_record_set_enum (change, RW_CHANGE_TYPE, RW_CHANGE_TYPE_NORMAL);
  rw_record_set_enum (change, RW_CHANGE_STATUS, (int) status);
  rw_record_set_instant (change, RW_CHANGE_START, instant_of (start));
  rw_record_set_instant (change, RW_CHANGE_END, instant_of (start) + 2 * RW_HOUR);
  return change;
}

static char *
path_of (RwRecord *feed, const char *key)
{
  char id[RW_ID_STRING_LENGTH + 1];

  rw_id_write (rw_record_get_id (feed), id);
  return g_strdup_printf ("/v1/calendar/%s/%s.ics", id, key);
}

static Reply *
get_feed (Fixture *fixture, RwRecord *feed)
{
  g_autofree char *path = path_of (feed, KEY);

  return ask (fixture, "GET", path, NULL, NULL);
}

static const char *
header_of (Reply *reply, const char *name)
{
  return soup_message_headers_get_one (soup_message_get_response_headers (reply->message), name);
}

/* --- Who may read it ---------------------------------------------------------------------------------- */

static void
test_access (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (RwRecord) feed = new_feed ("All changes", NULL, FALSE);
  g_autoptr (RwRecord) revoked = new_feed ("Revoked", NULL, FALSE);
  g_autoptr (RwRecord) keyless = new_feed ("Without a key", NULL, FALSE);
  g_autoptr (RwRecord) unknown = new_feed ("Unknown", NULL, FALSE);
  g_autoptr (RwRecord) change =
    new_change ("Replace PSU", RW_CHANGE_STATUS_APPROVED, "2026-11-25T22:00:00Z");
  g_autoptr (Reply) reply = NULL;
  g_autofree char *nothing = NULL;
  g_autofree char *etag = NULL;
  g_autofree char *path = path_of (feed, KEY);
  g_autofree char *paths[] = {
    path_of (feed, OTHER),      path_of (revoked, KEY),          path_of (keyless, KEY),
    path_of (unknown, KEY),     path_of (change, KEY),           path_of (feed, ""),
    g_strdup ("/v1/calendar/"), g_strdup ("/v1/calendar/x/y/z"), g_strdup_printf ("%s/more", path)
  };
  gsize length;

  rw_record_set_boolean (revoked, RW_CALENDAR_FEED_REVOKED, TRUE);
  rw_record_take (keyless, RW_CALENDAR_FEED_KEY, RW_VALUE_NULL);
  load (fixture, feed);
  load (fixture, revoked);
  load (fixture, keyless);
  load (fixture, change);

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (Reply) refusal = ask (fixture, "GET", paths[i], NULL, NULL);

      g_test_message ("%s", paths[i]);
      g_assert_cmpuint (refusal->status, ==, 404);
      /* The same to the byte. */
      if (nothing == NULL)
        nothing = g_strdup (refusal->text);
      g_assert_cmpstr (refusal->text, ==, nothing);
      g_assert_null (strstr (refusal->text, KEY));
      g_assert_null (header_of (refusal, "ETag"));
    }
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    g_clear_pointer (&paths[i], g_free);

  reply = get_feed (fixture, feed);
  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpstr (header_of (reply, "Content-Type"), ==, "text/calendar; charset=utf-8");
  g_assert_cmpstr (header_of (reply, "Cache-Control"), ==, "private, no-cache");
  g_assert_true (g_str_has_prefix (reply->text, "BEGIN:VCALENDAR\r\n"));
  etag = g_strdup (header_of (reply, "ETag"));
  length = strlen (reply->text);
  g_clear_pointer (&reply, reply_free);

  reply = ask (fixture, "HEAD", path, NULL, NULL);
  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpstr (header_of (reply, "ETag"), ==, etag);
  g_assert_cmpint (soup_message_headers_get_content_length (
                     soup_message_get_response_headers (reply->message)),
                   ==, (goffset) length);
  g_clear_pointer (&reply, reply_free);
  reply = ask_with (fixture, "GET", path, NULL, NULL, "If-None-Match", etag);
  g_assert_cmpuint (reply->status, ==, 304);
  g_clear_pointer (&reply, reply_free);
  reply = ask_with (fixture, "GET", path, NULL, NULL, "If-None-Match", "\"another\"");
  g_assert_cmpuint (reply->status, ==, 200);
  g_clear_pointer (&reply, reply_free);
  reply = ask (fixture, "POST", path, fixture->manager, NULL);
  g_assert_cmpuint (reply->status, ==, 405);
  g_assert_null (strstr (logged->str, KEY));
}

/* A key that is too short to be hard to guess is refused; one that is set is told to nobody who only reads. */
static void
test_key (Fixture *fixture, gconstpointer flags)
{
  static const char *const bad[] = { "short", "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP",
                                     "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP+" };
  g_autoptr (RwRecord) feed = new_feed ("All changes", NULL, FALSE);
  g_autoptr (Reply) reply = NULL;
  char id[RW_ID_STRING_LENGTH + 1];

  rw_record_take (feed, RW_CALENDAR_FEED_KEY, RW_VALUE_NULL);
  load (fixture, feed);
  rw_id_write (rw_record_get_id (feed), id);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *body = g_strdup_printf (
        "{\"kind\":\"calendar_feed\",\"id\":\"%s\",\"field\":\"key\",\"base\":1,\"value\":\"%s\"}",
        id, bad[i]);
      g_autoptr (Reply) refusal = ask (fixture, "POST", "/v1/secret", fixture->manager, body);

      g_assert_cmpuint (refusal->status, ==, 422);
    }
  {
    g_autofree char *body = g_strdup_printf (
      "{\"kind\":\"calendar_feed\",\"id\":\"%s\",\"field\":\"key\",\"base\":1,\"value\":\"%s\"}",
      id, KEY);
    g_autoptr (Reply) refused = ask (fixture, "POST", "/v1/secret", fixture->technician, body);
    g_autoptr (Reply) set = ask (fixture, "POST", "/v1/secret", fixture->manager, body);

    g_assert_cmpuint (refused->status, ==, 403);
    g_assert_cmpuint (set->status, ==, 200);
  }
  reply = get_feed (fixture, feed);
  g_assert_cmpuint (reply->status, ==, 200);
  g_clear_pointer (&reply, reply_free);
  reply = ask (fixture, "GET", "/v1/changes", fixture->manager, NULL);
  g_assert_null (strstr (reply->text, KEY));
  g_assert_null (strstr (logged->str, KEY));
}

/* Guessing is slowed down, and does not keep out who has the key. */
static void
test_throttled (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (RwRecord) feed = new_feed ("All changes", NULL, FALSE);
  guint n_refused = 0;

  load (fixture, feed);
  for (guint i = 0; i < 60; i++)
    {
      g_autoptr (RwRecord) other = new_feed ("Guess", NULL, FALSE);
      g_autoptr (Reply) reply = get_feed (fixture, other);

      g_assert_true (reply->status == 404 || reply->status == 429);
      n_refused += reply->status == 429;
    }
  g_assert_cmpuint (n_refused, >=, 25);
  {
    g_autoptr (Reply) reply = get_feed (fixture, feed);

    g_assert_cmpuint (reply->status, ==, 200);
  }
}

/* --- What it says --------------------------------------------------------------------------------------- */

static icalcomponent *
parse (Reply *reply)
{
  icalcomponent *calendar;
  g_auto (GStrv) lines = g_strsplit (reply->text, "\r\n", -1);

  g_assert_cmpuint (reply->status, ==, 200);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_assert_cmpuint (strlen (lines[i]), <=, 75);
      g_assert_true (g_utf8_validate (lines[i], -1, NULL));
      g_assert_null (strchr (lines[i], '\n'));
    }
  calendar = icalparser_parse_string (reply->text);
  g_assert_nonnull (calendar);
  g_assert_cmpint (icalcomponent_isa (calendar), ==, ICAL_VCALENDAR_COMPONENT);
  g_assert_cmpint (icalcomponent_count_errors (calendar), ==, 0);
  return calendar;
}

static icalcomponent *
event_called (icalcomponent *calendar, const char *summary)
{
  for (icalcomponent *event = icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT);
       event != NULL; event = icalcomponent_get_next_component (calendar, ICAL_VEVENT_COMPONENT))
    if (g_strcmp0 (icalcomponent_get_summary (event), summary) == 0)
      return event;
  return NULL;
}

static const char *
property_of (icalcomponent *component, const char *name)
{
  for (icalproperty *property = icalcomponent_get_first_property (component, ICAL_ANY_PROPERTY);
       property != NULL; property = icalcomponent_get_next_property (component, ICAL_ANY_PROPERTY))
    if (g_strcmp0 (icalproperty_get_property_name (property), name) == 0)
      return icalproperty_get_value_as_string (property);
  return NULL;
}

static void
push_edit (Fixture *fixture, guint mid, RwRecord *change, const char *set)
{
  char id[RW_ID_STRING_LENGTH + 1];
  g_autofree char *muts = NULL;
  g_autoptr (Reply) reply = NULL;

  rw_id_write (rw_record_get_id (change), id);
  muts = g_strdup_printf (
    "[{\"mid\":%u,\"op\":\"update\",\"kind\":\"change\",\"id\":\"%s\",\"base\":1000,\"set\":{%s}}]",
    mid, id, set);
  push (fixture, fixture->manager, CLIENT, muts, &reply);
  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_nonnull (strstr (reply->text, "\"applied\""));
}

#define TIMES(start, end) "\"start\":\"" start "\",\"end\":\"" end "\""

static void
test_contents (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (RwRecord) customer = new_named (RW_KIND_CUSTOMER, RW_CUSTOMER_NAME, "Nordlicht");
  g_autoptr (RwRecord) service =
    new_named (RW_KIND_SERVICE, RW_SERVICE_NAME, "Shop; Leipzig, Nord");
  g_autoptr (RwRecord) person = new_named (RW_KIND_PERSON, RW_PERSON_NAME, "Ivo Lange");
  g_autoptr (RwRecord) change = new_change (
    "Straßenbau: Glasfaser umschwenken, zweite Trasse\\Ost; mit ausführlicher Überschrift für die Faltung",
    RW_CHANGE_STATUS_SUBMITTED, "2026-11-25T22:00:00Z");
  g_autoptr (RwRecord) feed = new_feed ("Änderungen, alle", NULL, FALSE);
  g_autoptr (Reply) reply = NULL;
  g_autofree char *summary = NULL;
  g_autofree char *uid = NULL;
  icalcomponent *calendar, *event;

  rw_record_set_ref (service, RW_SERVICE_CUSTOMER, rw_record_get_id (customer));
  rw_record_set_ref (change, RW_CHANGE_SERVICE, rw_record_get_id (service));
  rw_record_set_ref (change, RW_CHANGE_IMPLEMENTER, rw_record_get_id (person));
  load (fixture, customer);
  load (fixture, service);
  load (fixture, person);
  load (fixture, change);
  load (fixture, feed);
  reply = get_feed (fixture, feed);
  calendar = parse (reply);
  g_assert_cmpstr (property_of (calendar, "METHOD"), ==, "PUBLISH");
  g_assert_cmpstr (property_of (calendar, "NAME"), ==, "Änderungen\\, alle");
  /* libical knows no type for this one. */
  g_assert_cmpstr (property_of (calendar, "X-WR-CALNAME"), ==, "Änderungen, alle");
  g_assert_nonnull (strstr (reply->text, "\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n"));
  event = icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT);
  summary = g_strdup (icalcomponent_get_summary (event));
  g_assert_true (g_str_has_suffix (summary, rw_record_get_title (change)));
  g_assert_cmpstr (icalcomponent_get_description (event), ==,
                   "Business services: Shop; Leipzig, Nord\nImplementer: Ivo Lange");
  g_assert_cmpstr (property_of (event, "DTSTART"), ==, "20261125T220000Z");
  g_assert_cmpstr (property_of (event, "DTEND"), ==, "20261126T000000Z");
  g_assert_cmpstr (property_of (event, "TRANSP"), ==, "TRANSPARENT");
  g_assert_cmpstr (property_of (event, "STATUS"), ==, "TENTATIVE");
  g_assert_cmpstr (property_of (event, "SEQUENCE"), ==, "0");
  uid = g_strdup (icalcomponent_get_uid (event));
  icalcomponent_free (calendar);
  g_clear_pointer (&reply, reply_free);

  /* Each other time counts once; another title does not count. */
  push_edit (fixture, 1, change, TIMES ("2026-11-26T22:00:00Z", "2026-11-27T00:00:00Z"));
  push_edit (fixture, 2, change, TIMES ("2026-11-26T22:00:00Z", "2026-11-27T01:00:00Z"));
  push_edit (fixture, 3, change, "\"title\":\"Umschwenken\"");
  reply = get_feed (fixture, feed);
  calendar = parse (reply);
  event = icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT);
  g_assert_cmpstr (property_of (event, "SEQUENCE"), ==, "2");
  g_assert_cmpstr (property_of (event, "DTEND"), ==, "20261127T010000Z");
  g_assert_cmpstr (icalcomponent_get_uid (event), ==, uid);
  icalcomponent_free (calendar);
  g_clear_pointer (&reply, reply_free);

  /* Cancelled it stays for 30 days. */
  push_edit (fixture, 4, change, "\"status\":\"cancelled\"");
  reply = get_feed (fixture, feed);
  calendar = parse (reply);
  event = icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT);
  g_assert_cmpstr (property_of (event, "STATUS"), ==, "CANCELLED");
  icalcomponent_free (calendar);
  g_clear_pointer (&reply, reply_free);
  rw_clock_freeze (instant_of (NOW) + 30 * RW_DAY - RW_SECOND);
  reply = get_feed (fixture, feed);
  g_assert_nonnull (strstr (reply->text, "CANCELLED"));
  g_clear_pointer (&reply, reply_free);
  rw_clock_freeze (instant_of (NOW) + 30 * RW_DAY + RW_SECOND);
  reply = get_feed (fixture, feed);
  calendar = parse (reply);
  g_assert_cmpint (icalcomponent_count_components (calendar, ICAL_VEVENT_COMPONENT), ==, 0);
  icalcomponent_free (calendar);
}

/* A customer reads what it may: not what is only asked for, nor that it was cancelled before it was more. */
static void
test_customer (Fixture *fixture, gconstpointer flags)
{
  static const struct
  {
    const char *title;
    RwChangeStatus status;
    const char *shown; /* nullable */
  } changes[] = {
    { "internal draft", RW_CHANGE_STATUS_DRAFT, NULL },
    { "internal request", RW_CHANGE_STATUS_SUBMITTED, NULL },
    { "internal assessed", RW_CHANGE_STATUS_ASSESSED, "TENTATIVE" },
    { "internal approved", RW_CHANGE_STATUS_APPROVED, "CONFIRMED" },
    { "internal running", RW_CHANGE_STATUS_IN_PROGRESS, "CONFIRMED" },
    { "internal closed", RW_CHANGE_STATUS_CLOSED, "CONFIRMED" },
    { "internal cancelled", RW_CHANGE_STATUS_CANCELLED, NULL },
  };
  g_autoptr (RwRecord) customer = new_named (RW_KIND_CUSTOMER, RW_CUSTOMER_NAME, "Nordlicht");
  g_autoptr (RwRecord) person = new_named (RW_KIND_PERSON, RW_PERSON_NAME, "Ivo Lange");
  g_autoptr (RwRecord) feed = new_feed ("Nordlicht", customer, TRUE);
  g_autoptr (Reply) reply = NULL;
  icalcomponent *calendar;

  load (fixture, customer);
  load (fixture, person);
  load (fixture, feed);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (RwRecord) change =
        new_change (changes[i].title, changes[i].status, "2026-11-25T22:00:00Z");
      g_autofree char *title = g_strdup_printf ("Work %u", i);

      rw_record_set_ref (change, RW_CHANGE_CUSTOMER, rw_record_get_id (customer));
      rw_record_set_ref (change, RW_CHANGE_IMPLEMENTER, rw_record_get_id (person));
      rw_record_set_text (change, RW_CHANGE_DESCRIPTION, "internal words");
      if (i != 3)
        rw_record_set_text (change, RW_CHANGE_PUBLIC_TITLE, title);
      load (fixture, change);
    }
  reply = get_feed (fixture, feed);
  calendar = parse (reply);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *title = i == 3 ? g_strdup ("Maintenance") : g_strdup_printf ("Work %u", i);
      icalcomponent *event = event_called (calendar, title);

      g_test_message ("%s", changes[i].title);
      g_assert_cmpint (event != NULL, ==, changes[i].shown != NULL);
      if (event == NULL)
        continue;
      g_assert_cmpstr (property_of (event, "STATUS"), ==, changes[i].shown);
      g_assert_null (property_of (event, "DESCRIPTION"));
    }
  icalcomponent_free (calendar);
  g_assert_null (strstr (reply->text, "internal"));
  g_assert_null (strstr (reply->text, "Ivo"));
  g_assert_null (strstr (reply->text, "C-"));
}

/* --- Nothing of another customer -------------------------------------------------------------------------- */

#define N_CUSTOMERS 4
#define N_SERVICES  8
#define N_DEVICES   16
#define N_CHANGES   40

typedef struct
{
  RwRecord *customers[N_CUSTOMERS];
  RwRecord *services[N_SERVICES];
  guint service_of[N_DEVICES]; /* N_SERVICES for none */
  RwRecord *devices[N_DEVICES];
  guint customer_of[N_SERVICES];
} Company;

/* Whose a change is, as it was made. */
typedef struct
{
  RwRecord *record;
  guint customers; /* mask */
  guint services;
  char *title;
} Made;

static void
make_company (Fixture *fixture, Company *company, GPtrArray *keep)
{
  for (guint i = 0; i < N_CUSTOMERS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Customer %u", i);

      g_ptr_array_add (keep, company->customers[i] =
                               new_named (RW_KIND_CUSTOMER, RW_CUSTOMER_NAME, name));
      load (fixture, company->customers[i]);
    }
  for (guint i = 0; i < N_SERVICES; i++)
    {
      g_autofree char *name = g_strdup_printf ("Service %u", i);

      company->customer_of[i] = (guint) g_test_rand_int_range (0, N_CUSTOMERS);
      g_ptr_array_add (keep,
                       company->services[i] = new_named (RW_KIND_SERVICE, RW_SERVICE_NAME, name));
      rw_record_set_ref (company->services[i], RW_SERVICE_CUSTOMER,
                         rw_record_get_id (company->customers[company->customer_of[i]]));
      load (fixture, company->services[i]);
    }
  for (guint i = 0; i < N_DEVICES; i++)
    {
      RwKind kind = i % 2 ? RW_KIND_VM : RW_KIND_DEVICE;
      g_autofree char *name = g_strdup_printf ("system-%u", i);

      company->service_of[i] = (guint) g_test_rand_int_range (0, N_SERVICES + 1);
      g_ptr_array_add (keep,
                       company->devices[i] =
                         new_named (kind, kind == RW_KIND_VM ? RW_VM_NAME : RW_DEVICE_NAME, name));
      if (company->service_of[i] < N_SERVICES)
        rw_record_set_ref (company->devices[i],
                           kind == RW_KIND_VM ? RW_VM_SERVICE : RW_DEVICE_SERVICE,
                           rw_record_get_id (company->services[company->service_of[i]]));
      load (fixture, company->devices[i]);
    }
}

static void
add_service (const Company *company, Made *made, guint service)
{
  made->services |= 1u << service;
  made->customers |= 1u << company->customer_of[service];
}

static Made
make_change (Fixture *fixture, const Company *company, guint index)
{
  Made made = { .title = g_strdup_printf ("Public %u.", index) };
  int customer = g_test_rand_int_range (-2, N_CUSTOMERS),
      service = g_test_rand_int_range (-4, N_SERVICES);

  made.record = new_change ("internal", RW_CHANGE_STATUS_APPROVED, "2026-11-25T22:00:00Z");
  rw_record_set_text (made.record, RW_CHANGE_PUBLIC_TITLE, made.title);
  if (service >= 0)
    {
      add_service (company, &made, (guint) service);
      rw_record_set_ref (made.record, RW_CHANGE_SERVICE,
                         rw_record_get_id (company->services[service]));
    }
  if (customer >= 0)
    rw_record_set_ref (made.record, RW_CHANGE_CUSTOMER,
                       rw_record_get_id (company->customers[customer]));
  load (fixture, made.record);
  for (int n = g_test_rand_int_range (0, 4); n > 0; n--)
    {
      g_autoptr (RwRecord) item = rw_record_new (RW_KIND_CHANGE_ITEM, NULL);
      guint device = (guint) g_test_rand_int_range (0, N_DEVICES),
            direct = (guint) g_test_rand_int_range (0, N_SERVICES);

      rw_record_set_ref (item, RW_CHANGE_ITEM_CHANGE, rw_record_get_id (made.record));
      if (g_test_rand_bit ())
        {
          rw_record_set_ref (item, RW_CHANGE_ITEM_CI, rw_record_get_id (company->services[direct]));
          add_service (company, &made, direct);
        }
      else
        {
          rw_record_set_ref (item, RW_CHANGE_ITEM_CI, rw_record_get_id (company->devices[device]));
          if (company->service_of[device] < N_SERVICES)
            add_service (company, &made, company->service_of[device]);
        }
      load (fixture, item);
    }
  if (customer >= 0)
    made.customers = 1u << customer;
  return made;
}

static void
check_feed (Fixture *fixture, RwRecord *subject, gboolean for_customer, const Made *made, guint customers, guint services)
{
  g_autoptr (RwRecord) feed = new_feed ("Feed", subject, for_customer);
  g_autoptr (Reply) reply = NULL;
  icalcomponent *calendar;
  int n = 0;

  load (fixture, feed);
  reply = get_feed (fixture, feed);
  calendar = parse (reply);
  for (guint i = 0; i < N_CHANGES; i++)
    {
      gboolean shown = (made[i].customers & customers) != 0 &&
                       (services == 0 || (made[i].services & services) != 0);

      n += shown;
      if (for_customer)
        g_assert_cmpint (event_called (calendar, made[i].title) != NULL, ==, shown);
    }
  g_assert_cmpint (icalcomponent_count_components (calendar, ICAL_VEVENT_COMPONENT), ==, n);
  icalcomponent_free (calendar);
  if (for_customer)
    g_assert_null (strstr (reply->text, "internal"));
}

static void
test_property (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (GPtrArray) keep = g_ptr_array_new_with_free_func (g_object_unref);
  Company company;
  Made made[N_CHANGES];

  make_company (fixture, &company, keep);
  for (guint i = 0; i < N_CHANGES; i++)
    made[i] = make_change (fixture, &company, i);
  for (guint i = 0; i < N_CUSTOMERS; i++)
    {
      check_feed (fixture, company.customers[i], TRUE, made, 1u << i, 0);
      check_feed (fixture, company.customers[i], FALSE, made, 1u << i, 0);
    }
  for (guint i = 0; i < N_SERVICES; i++)
    {
      check_feed (fixture, company.services[i], TRUE, made, 1u << company.customer_of[i], 1u << i);
      check_feed (fixture, company.services[i], FALSE, made, (1u << N_CUSTOMERS) - 1, 1u << i);
    }
  /* A site is nobody's, a device neither: a customer reads nothing there. */
  {
    g_autoptr (RwRecord) site = new_site ("FRA1");
    g_autoptr (RwRecord) feed = new_feed ("Site", site, TRUE);
    g_autoptr (Reply) reply = NULL;

    load (fixture, site);
    load (fixture, feed);
    reply = get_feed (fixture, feed);
    g_assert_cmpuint (reply->status, ==, 404);
  }
  for (guint i = 0; i < N_CHANGES; i++)
    {
      g_object_unref (made[i].record);
      g_free (made[i].title);
    }
}

/* By where the systems stand. */
static void
test_site (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (RwRecord) fra = new_site ("FRA1");
  g_autoptr (RwRecord) ber = new_site ("BER2");
  g_autoptr (RwRecord) room = new_named (RW_KIND_ROOM, RW_ROOM_NAME, "Cage 1");
  g_autoptr (RwRecord) rack = new_named (RW_KIND_RACK, RW_RACK_NAME, "R01");
  g_autoptr (RwRecord) host = new_named (RW_KIND_DEVICE, RW_DEVICE_NAME, "host-1");
  g_autoptr (RwRecord) vm = new_named (RW_KIND_VM, RW_VM_NAME, "web-1");
  g_autoptr (RwRecord) change =
    new_change ("Update web-1", RW_CHANGE_STATUS_APPROVED, "2026-11-25T22:00:00Z");
  g_autoptr (RwRecord) item = rw_record_new (RW_KIND_CHANGE_ITEM, NULL);
  g_autoptr (RwRecord) here = new_feed ("FRA1", fra, FALSE);
  g_autoptr (RwRecord) there = new_feed ("BER2", ber, FALSE);
  RwRecord *const all[] = { fra, ber, room, rack, host, vm, change, item, here, there };
  g_autoptr (Reply) mine = NULL;
  g_autoptr (Reply) other = NULL;

  rw_record_set_ref (room, RW_ROOM_SITE, rw_record_get_id (fra));
  rw_record_set_ref (rack, RW_RACK_ROOM, rw_record_get_id (room));
  rw_record_set_ref (host, RW_DEVICE_RACK, rw_record_get_id (rack));
  rw_record_set_ref (vm, RW_VM_HOST, rw_record_get_id (host));
  rw_record_set_ref (item, RW_CHANGE_ITEM_CHANGE, rw_record_get_id (change));
  rw_record_set_ref (item, RW_CHANGE_ITEM_CI, rw_record_get_id (vm));
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    load (fixture, all[i]);
  mine = get_feed (fixture, here);
  other = get_feed (fixture, there);
  g_assert_nonnull (strstr (mine->text, "Update web-1"));
  g_assert_null (strstr (other->text, "Update web-1"));
}

/* Whose it is, a machine says itself where it has no service; where it has one, that says it. */
static void
test_own_customer (Fixture *fixture, gconstpointer flags)
{
  static const struct
  {
    RwKind kind;
    const char *name;
    gboolean with_service, shown;
  } cases[] = {
    { RW_KIND_DEVICE, "fw-1", FALSE, TRUE },
    { RW_KIND_VM, "web-1", FALSE, TRUE },
    { RW_KIND_DEVICE, "fw-2", TRUE, FALSE },
    { RW_KIND_VM, "web-2", TRUE, FALSE },
  };
  g_autoptr (RwRecord) customer = new_named (RW_KIND_CUSTOMER, RW_CUSTOMER_NAME, "Nordlicht");
  g_autoptr (RwRecord) other = new_named (RW_KIND_CUSTOMER, RW_CUSTOMER_NAME, "Ahrens");
  g_autoptr (RwRecord) service = new_named (RW_KIND_SERVICE, RW_SERVICE_NAME, "Shop");
  g_autoptr (RwRecord) feed = new_feed ("Nordlicht", customer, TRUE);
  g_autoptr (Reply) reply = NULL;
  icalcomponent *calendar;

  rw_record_set_ref (service, RW_SERVICE_CUSTOMER, rw_record_get_id (other));
  load (fixture, customer);
  load (fixture, other);
  load (fixture, service);
  load (fixture, feed);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean vm = cases[i].kind == RW_KIND_VM;
      g_autoptr (RwRecord) machine =
        new_named (cases[i].kind, vm ? RW_VM_NAME : RW_DEVICE_NAME, cases[i].name);
      g_autoptr (RwRecord) change =
        new_change ("Work", RW_CHANGE_STATUS_APPROVED, "2026-11-25T22:00:00Z");
      g_autoptr (RwRecord) item = rw_record_new (RW_KIND_CHANGE_ITEM, NULL);

      rw_record_set_ref (machine, vm ? RW_VM_CUSTOMER : RW_DEVICE_CUSTOMER,
                         rw_record_get_id (customer));
      if (cases[i].with_service)
        rw_record_set_ref (machine, vm ? RW_VM_SERVICE : RW_DEVICE_SERVICE,
                           rw_record_get_id (service));
      rw_record_set_text (change, RW_CHANGE_PUBLIC_TITLE, cases[i].name);
      rw_record_set_ref (item, RW_CHANGE_ITEM_CHANGE, rw_record_get_id (change));
      rw_record_set_ref (item, RW_CHANGE_ITEM_CI, rw_record_get_id (machine));
      load (fixture, machine);
      load (fixture, change);
      load (fixture, item);
    }
  reply = get_feed (fixture, feed);
  calendar = parse (reply);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].name);
      g_assert_cmpint (event_called (calendar, cases[i].name) != NULL, ==, cases[i].shown);
    }
  icalcomponent_free (calendar);
}

int
main (int argc, char *argv[])
{
  logged = g_string_new (NULL);
  g_log_set_writer_func (log_cb, NULL, NULL);
  g_test_init (&argc, &argv, NULL);
  icalerror_set_errors_are_fatal (FALSE);
  g_test_add ("/server/calendar-feed/access", Fixture, NULL, set_up, test_access, tear_down);
  g_test_add ("/server/calendar-feed/key", Fixture, NULL, set_up, test_key, tear_down);
  g_test_add ("/server/calendar-feed/throttled", Fixture, NULL, set_up, test_throttled, tear_down);
  g_test_add ("/server/calendar-feed/contents", Fixture, NULL, set_up, test_contents, tear_down);
  g_test_add ("/server/calendar-feed/customer", Fixture, NULL, set_up, test_customer, tear_down);
  g_test_add ("/server/calendar-feed/own-customer", Fixture, NULL, set_up, test_own_customer, tear_down);
  g_test_add ("/server/calendar-feed/property", Fixture, NULL, set_up, test_property, tear_down);
  g_test_add ("/server/calendar-feed/site", Fixture, NULL, set_up, test_site, tear_down);
  return g_test_run ();
}
