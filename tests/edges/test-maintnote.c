/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "rw-clock.h"
#include "rw-error.h"
#include "rw-maintnote-plan.h"
#include "rw-maintnote.h"
#include "rw-schema.h"
#include "rw-time.h"

/* Maintenance notices as carriers send them, and what the same, a later and an older one change. */

#define HEAD    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Maint Note//https://github.com/maint-notification//\r\n"
#define TAIL    "END:VCALENDAR\r\n"
#define TIMES   "DTSTART:20261126T230000Z\r\nDTEND:20261127T030000Z\r\n"
#define CARRIER "X-MAINTNOTE-PROVIDER:Nordkabel\r\nX-MAINTNOTE-ACCOUNT:4711\r\n"
#define WHAT    "X-MAINTNOTE-OBJECT-ID:NK-1002\r\nX-MAINTNOTE-OBJECT-ID;X-MAINTNOTE-OBJECT-IMPACT=NO-IMPACT:NK-1001\r\nX-MAINTNOTE-OBJECT-ID:NK-1002\r\n"
#define SAYS    "X-MAINTNOTE-IMPACT:REDUCED-REDUNDANCY\r\nX-MAINTNOTE-STATUS:CONFIRMED\r\n"
#define EVENT(uid, id, sequence, more)                                                                                    \
  "BEGIN:VEVENT\r\nUID:" uid "\r\nDTSTAMP:20261120T080000Z\r\nSUMMARY:Fibre work\r\nSEQUENCE:" sequence "\r\n"             \
  "X-MAINTNOTE-MAINTENANCE-ID:" id "\r\n" CARRIER WHAT more "END:VEVENT\r\n"
#define ONE(more) HEAD EVENT ("1@nk", "CHG-42", "1", more) TAIL

static GPtrArray *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *notices = rw_maintnote_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return notices;
}

static void
assert_times (RwRecord *notice, const char *start, const char *end)
{
  g_autofree char *from =
    rw_instant_to_string (rw_record_get_integer (notice, RW_CARRIER_NOTICE_START, 0));
  g_autofree char *to =
    rw_instant_to_string (rw_record_get_integer (notice, RW_CARRIER_NOTICE_END, 0));

  g_assert_cmpstr (from, ==, start);
  g_assert_cmpstr (to, ==, end);
}

static void
test_plain (void)
{
  g_autoptr (GPtrArray) notices = parse (
    ONE (TIMES SAYS "DESCRIPTION:Splice work at the Nor\r\n th crossing\\, two\\nnights\r\n"));
  RwRecord *notice = notices->pdata[0];
  const char *const *objects = rw_record_get_texts (notice, RW_CARRIER_NOTICE_OBJECTS);

  g_assert_cmpuint (notices->len, ==, 1);
  g_assert_cmpstr (rw_record_get_text (notice, RW_CARRIER_NOTICE_PROVIDER), ==, "Nordkabel");
  g_assert_cmpstr (rw_record_get_text (notice, RW_CARRIER_NOTICE_REFERENCE), ==, "CHG-42");
  g_assert_cmpstr (rw_record_get_text (notice, RW_CARRIER_NOTICE_ACCOUNT), ==, "4711");
  g_assert_cmpstr (rw_record_get_text (notice, RW_CARRIER_NOTICE_TITLE), ==, "Fibre work");
  g_assert_cmpstr (rw_record_get_text (notice, RW_CARRIER_NOTICE_DETAILS), ==,
                   "Splice work at the North crossing, two\nnights");
  g_assert_cmpstr (objects[0], ==, "NK-1001");
  g_assert_cmpstr (objects[1], ==, "NK-1002");
  g_assert_null (objects[2]);
  g_assert_cmpint (rw_record_get_enum (notice, RW_CARRIER_NOTICE_IMPACT), ==,
                   RW_NOTICE_IMPACT_REDUCED_REDUNDANCY);
  g_assert_cmpint (rw_record_get_enum (notice, RW_CARRIER_NOTICE_STATUS), ==,
                   RW_NOTICE_STATUS_CONFIRMED);
  g_assert_cmpint (rw_record_get_integer (notice, RW_CARRIER_NOTICE_SEQUENCE, 0), ==, 1);
  assert_times (notice, "2026-11-26T23:00:00Z", "2026-11-27T03:00:00Z");
}

/* Each producer has its own ways. */
static void
test_quirks (void)
{
  static const struct
  {
    const char *what, *text, *start, *end;
    RwNoticeStatus status;
    RwNoticeImpact impact;
  } cases[] = {
    { "lines ended by LF, names in small letters",
      "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1\nDTSTART:20261126T230000Z\nDTEND:20261127T030000Z\nx-maintnote-provider:N\n"
      "x-maintnote-maintenance-id:7\nx-maintnote-impact:no-impact\nx-maintnote-status:in-process\nEND:VEVENT\nEND:VCALENDAR\n",
      "2026-11-26T23:00:00Z", "2026-11-27T03:00:00Z", RW_NOTICE_STATUS_IN_PROCESS,
      RW_NOTICE_IMPACT_NONE },
    { "a byte order mark, and a length in place of an end",
      "\xef\xbb\xbf" ONE ("DTSTART:20261126T230000Z\r\nDURATION:PT3H30M\r\n" SAYS),
      "2026-11-26T23:00:00Z", "2026-11-27T02:30:00Z", RW_NOTICE_STATUS_CONFIRMED,
      RW_NOTICE_IMPACT_REDUCED_REDUNDANCY },
    { "a zone by its name",
      ONE (
        "DTSTART;TZID=Europe/Berlin:20261127T000000\r\nDTEND;TZID=America/New_York:20261126T220000\r\n" SAYS),
      "2026-11-26T23:00:00Z", "2026-11-27T03:00:00Z", RW_NOTICE_STATUS_CONFIRMED,
      RW_NOTICE_IMPACT_REDUCED_REDUNDANCY },
    { "a zone that the file describes",
      HEAD
      "BEGIN:VTIMEZONE\r\nTZID:Carrier Time\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0300\r\nTZOFFSETTO:+0300\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n" EVENT (
        "1", "7", "0",
        "DTSTART;TZID=Carrier Time:20261127T020000\r\nDTEND;TZID=Carrier Time:20261127T060000\r\n" SAYS)
        TAIL,
      "2026-11-26T23:00:00Z", "2026-11-27T03:00:00Z", RW_NOTICE_STATUS_CONFIRMED,
      RW_NOTICE_IMPACT_REDUCED_REDUNDANCY },
    { "a whole day", ONE ("DTSTART;VALUE=DATE:20261126\r\n" SAYS), "2026-11-26T00:00:00Z",
      "2026-11-27T00:00:00Z", RW_NOTICE_STATUS_CONFIRMED, RW_NOTICE_IMPACT_REDUCED_REDUNDANCY },
    { "the status only in STATUS",
      ONE (TIMES "STATUS:TENTATIVE\r\nX-MAINTNOTE-IMPACT:DEGRADED\r\n"), "2026-11-26T23:00:00Z",
      "2026-11-27T03:00:00Z", RW_NOTICE_STATUS_TENTATIVE, RW_NOTICE_IMPACT_DEGRADED },
    { "cancelled by STATUS, against what the other says",
      ONE (TIMES "STATUS:CANCELLED\r\nX-MAINTNOTE-STATUS:CONFIRMED\r\n"), "2026-11-26T23:00:00Z",
      "2026-11-27T03:00:00Z", RW_NOTICE_STATUS_CANCELLED, RW_NOTICE_IMPACT_NONE },
    { "cancelled by the method, and no impact",
      HEAD "METHOD:CANCEL\r\n" EVENT ("1", "7", "2", TIMES) TAIL, "2026-11-26T23:00:00Z",
      "2026-11-27T03:00:00Z", RW_NOTICE_STATUS_CANCELLED, RW_NOTICE_IMPACT_NONE },
    { "said once for the whole file",
      HEAD
      "X-MAINTNOTE-PROVIDER:N\r\nX-MAINTNOTE-IMPACT:OUTAGE\r\nX-MAINTNOTE-STATUS:COMPLETED\r\nBEGIN:VEVENT\r\nUID:1\r\nX-MAINTNOTE-MAINTENANCE-ID:7\r\n" TIMES
      "END:VEVENT\r\n" TAIL,
      "2026-11-26T23:00:00Z", "2026-11-27T03:00:00Z", RW_NOTICE_STATUS_COMPLETED,
      RW_NOTICE_IMPACT_OUTAGE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) notices = NULL;

      g_test_message ("%s", cases[i].what);
      notices = parse (cases[i].text);
      g_assert_cmpuint (notices->len, ==, 1);
      assert_times (notices->pdata[0], cases[i].start, cases[i].end);
      g_assert_cmpint (rw_record_get_enum (notices->pdata[0], RW_CARRIER_NOTICE_STATUS), ==,
                       cases[i].status);
      g_assert_cmpint (rw_record_get_enum (notices->pdata[0], RW_CARRIER_NOTICE_IMPACT), ==,
                       cases[i].impact);
    }
}

static void
test_bad (void)
{
  static const struct
  {
    const char *text, *says;
  } cases[] = {
    { "", "not iCalendar" },
    { "<html></html>", "" },
    { HEAD TAIL, "no VEVENT" },
    { HEAD "BEGIN:VEVENT\r\nUID:1\r\n" TIMES SAYS
           "X-MAINTNOTE-MAINTENANCE-ID:7\r\nEND:VEVENT\r\n" TAIL,
      "X-MAINTNOTE-PROVIDER" },
    { HEAD "BEGIN:VEVENT\r\nUID:1\r\n" TIMES SAYS CARRIER "END:VEVENT\r\n" TAIL,
      "X-MAINTNOTE-MAINTENANCE-ID" },
    { ONE (TIMES "X-MAINTNOTE-STATUS:CONFIRMED\r\n"), "X-MAINTNOTE-IMPACT" },
    { ONE (TIMES "X-MAINTNOTE-IMPACT:OUTAGE\r\n"), "X-MAINTNOTE-STATUS" },
    { ONE (TIMES "X-MAINTNOTE-IMPACT:SOME\r\nX-MAINTNOTE-STATUS:CONFIRMED\r\n"), "“SOME”" },
    { ONE ("DTEND:20261127T030000Z\r\n" SAYS), "DTSTART" },
    { ONE ("DTSTART:20261127T030000Z\r\n" SAYS), "DTEND" },
    { ONE ("DTSTART:20261127T030000Z\r\nDTEND:20261127T030000Z\r\n" SAYS), "DTEND" },
    { ONE ("DTSTART:20261127T030000Z\r\nDTEND:20281127T030000Z\r\n" SAYS), "DTEND" },
    /* The second of two. */
    { HEAD EVENT ("1", "7", "0", TIMES SAYS) EVENT ("2", "8", "0", SAYS) TAIL, "Event 2" },
  };
  g_autofree char *large = g_strnfill (RW_MAINTNOTE_BYTES_MOST + 1, 'X');
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) problem = NULL;

      g_test_message ("%s", cases[i].text);
      g_assert_null (rw_maintnote_parse (cases[i].text, strlen (cases[i].text), &problem));
      g_assert_error (problem, RW_ERROR, RW_ERROR_INVALID);
      g_assert_nonnull (strstr (problem->message, cases[i].says));
    }
  g_assert_null (rw_maintnote_parse (large, strlen (large), &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_LIMIT);
  g_clear_error (&error);
  for (guint i = 0; i < 20000; i++)
    g_string_append (deep, "BEGIN:VCALENDAR\r\n");
  g_assert_null (rw_maintnote_parse (deep->str, deep->len, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_LIMIT);
}

/* A zone of the file is worked out year by year: by rules of a zone, and by no others, which have no end. */
#define ZONED(name, rules)                                                                                              \
  HEAD "BEGIN:VTIMEZONE\r\nTZID:" name "\r\nBEGIN:STANDARD\r\nDTSTART:19701025T030000\r\nTZOFFSETFROM:+0400\r\n"     \
       "TZOFFSETTO:+0300\r\n" rules "END:STANDARD\r\nBEGIN:DAYLIGHT\r\nDTSTART:19700329T020000\r\n"                    \
       "TZOFFSETFROM:+0300\r\nTZOFFSETTO:+0400\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\n"          \
       "END:VTIMEZONE\r\n" EVENT ("1", "7", "0",                                                                        \
                                   "DTSTART;TZID=" name ":20261127T020000\r\nDTEND;TZID=" name                         \
                                   ":20261127T060000\r\n" SAYS) TAIL

static void
test_zone_rules (void)
{
  static const char *const good[] = {
    ZONED ("Carrier Time", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"),
    ZONED ("Carrier Time",
           "RRULE:FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=25,26,27,28,29,30,31;BYDAY=SU\r\n"),
    ZONED ("Carrier Time", "RRULE:FREQ=YEARLY;UNTIL=20281029T010000Z;BYMONTH=10;BYDAY=-1SU\r\n"),
    ZONED ("Carrier Time", "RRULE:FREQ=YEARLY\r\n"),
    /* A zone that everybody knows is not worked out. */
    ZONED ("Europe/Moscow", "RRULE:FREQ=SECONDLY\r\n"),
  };
  static const char *const bad[] = {
    ZONED ("Carrier Time", "RRULE:FREQ=SECONDLY\r\n"),
    ZONED ("Carrier Time", "RRULE :FREQ=SECONDLY\r\n"),
    ZONED ("Carrier Time", "RRULE:FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30\r\n"),
    ZONED ("Carrier Time", "RRULE:FREQ=MONTHLY;BYMONTHDAY=1\r\n"),
    ZONED ("Carrier Time", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\r\n"),
    ZONED ("Carrier Time", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;BYHOUR=1,2,3\r\n"),
    ZONED ("Carrier Time", "RRULE:FREQ=YEARLY;BYMINUTE=1\r\n"),
    ZONED ("Carrier Time", "RRULE:FREQ=YEARLY;BYSECOND=1\r\n"),
    ZONED ("Carrier Time", "RRULE:FREQ=YEARLY;BYYEARDAY=366\r\n"),
    ZONED ("Carrier Time", "RRULE:FREQ=YEARLY;BYWEEKNO=53\r\n"),
    ZONED ("Carrier Time", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=MO,TU;BYSETPOS=1\r\n"),
    ZONED ("Carrier Time", "RRULE:FREQ=YEARLY;BYDAY=SU\r\n"),
    ZONED ("Carrier Time", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=SU\r\n"),
    ZONED ("Carrier Time", "RRULE:FREQ=YEARLY;RSCALE=CHINESE;BYMONTH=10;BYDAY=-1SU\r\n"),
  };
  g_autoptr (GString) many = g_string_new (HEAD "BEGIN:VTIMEZONE\r\nTZID:Carrier Time\r\n");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GPtrArray) notices = NULL;

      g_test_message ("%s", good[i]);
      notices = parse (good[i]);
      assert_times (notices->pdata[0], "2026-11-26T23:00:00Z", "2026-11-27T03:00:00Z");
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) problem = NULL;

      g_test_message ("%s", bad[i]);
      g_assert_null (rw_maintnote_parse (bad[i], strlen (bad[i]), &problem));
      g_assert_error (problem, RW_ERROR, RW_ERROR_INVALID);
      g_assert_nonnull (strstr (problem->message, "“Carrier Time”"));
    }
  /* Each may be, all of them are not. */
  for (guint i = 0; i < 7; i++)
    g_string_append (
      many, "BEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:+0300\r\n"
            "TZOFFSETTO:+0300\r\nRRULE:FREQ=YEARLY;BYMONTH=1;BYDAY=1SU\r\nEND:STANDARD\r\n");
  g_string_append (many,
                   "END:VTIMEZONE\r\n" EVENT ("1", "7", "0",
                                              "DTSTART;TZID=Carrier Time:20261127T020000\r\n" SAYS)
                     TAIL);
  g_assert_null (rw_maintnote_parse (many->str, many->len, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "“Carrier Time”"));
}

/* --- What it changes ---------------------------------------------------------------------------------------- */

typedef struct
{
  GHashTable *records; /* RwId → RwRecord */
} Store;

static RwRecord *
find_cb (const RwId *id, gpointer data, GError **error)
{
  RwRecord *record = g_hash_table_lookup (((Store *) data)->records, id);

  return record != NULL ? g_object_ref (record) : NULL;
}

/* Takes a file in, and says what became of each: "new updated". */
static char *
take (Store *store, const char *text)
{
  g_autoptr (GPtrArray) notices = parse (text);
  g_autoptr (GPtrArray) items = rw_maintnote_plan_new (notices, find_cb, store, NULL);
  GString *said = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    {
      RwNoticeItem *item = items->pdata[i];
      g_autoptr (RwEdit) edit = rw_notice_item_edit (item);

      g_assert_true ((edit != NULL) == (item->step <= RW_NOTICE_UPDATE));
      g_string_append_printf (said, "%s%s", i > 0 ? " " : "", rw_notice_step_name (item->step));
      if (edit == NULL)
        continue;
      if (item->before != NULL)
        rw_edit_apply (edit, g_hash_table_lookup (store->records, rw_record_get_id (item->after)));
      else
        g_hash_table_insert (store->records, rw_id_copy (rw_record_get_id (item->after)),
                             g_object_ref (item->after));
    }
  return g_string_free (said, FALSE);
}

static void
assert_takes (Store *store, const char *text, const char *expected, guint n)
{
  g_autofree char *said = take (store, text);

  g_assert_cmpstr (said, ==, expected);
  g_assert_cmpuint (g_hash_table_size (store->records), ==, n);
}

static RwRecord *
only_of (Store *store)
{
  GHashTableIter iter;
  gpointer record = NULL;

  g_hash_table_iter_init (&iter, store->records);
  g_assert_true (g_hash_table_iter_next (&iter, NULL, &record));
  return record;
}

static void
test_updates (void)
{
  Store store = { g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, g_object_unref) };
  const RwId site = rw_id_new ();
  RwRecord *record;
  guint n_ids;

  assert_takes (&store, ONE (TIMES SAYS), "new", 1);
  assert_takes (&store, ONE (TIMES SAYS), "same", 1);
  record = only_of (&store);
  rw_record_set_refs (record, RW_CARRIER_NOTICE_AFFECTS, &site, 1);
  /* Another time, from a program that gives each message another UID; what a person has added stays. */
  assert_takes (&store,
                HEAD EVENT ("other@nk", "CHG-42", "2",
                            "DTSTART:20261128T230000Z\r\nDTEND:20261129T030000Z\r\n" SAYS) TAIL,
                "updated", 1);
  assert_times (only_of (&store), "2026-11-28T23:00:00Z", "2026-11-29T03:00:00Z");
  g_assert_nonnull (rw_record_get_refs (only_of (&store), RW_CARRIER_NOTICE_AFFECTS, &n_ids));
  /* Late mail. */
  assert_takes (&store, ONE (TIMES SAYS), "old", 1);
  assert_times (only_of (&store), "2026-11-28T23:00:00Z", "2026-11-29T03:00:00Z");
  /* Who cancels says no more than that. */
  assert_takes (
    &store,
    HEAD
    "METHOD:CANCEL\r\nBEGIN:VEVENT\r\nUID:other@nk\r\nSEQUENCE:3\r\nX-MAINTNOTE-PROVIDER:NORDKABEL\r\nX-MAINTNOTE-MAINTENANCE-ID:CHG-42\r\n"
    "DTSTART:20261128T230000Z\r\nDTEND:20261129T030000Z\r\nSUMMARY:Cancelled\r\nEND:VEVENT\r\n" TAIL,
    "updated", 1);
  g_assert_cmpint (rw_record_get_enum (only_of (&store), RW_CARRIER_NOTICE_STATUS), ==,
                   RW_NOTICE_STATUS_CANCELLED);
  g_assert_cmpint (rw_record_get_enum (only_of (&store), RW_CARRIER_NOTICE_IMPACT), ==,
                   RW_NOTICE_IMPACT_REDUCED_REDUNDANCY);
  g_assert_nonnull (*rw_record_get_texts (only_of (&store), RW_CARRIER_NOTICE_OBJECTS));
  g_hash_table_unref (store.records);
}

/* What a message leaves out it leaves as it is: a title, and a number that would say which of two is the older one. */
static void
test_left_out (void)
{
#define BARE(more)                                                                                             \
  HEAD                                                                                                         \
    "BEGIN:VEVENT\r\nUID:1@nk\r\nX-MAINTNOTE-PROVIDER:Nordkabel\r\nX-MAINTNOTE-MAINTENANCE-ID:CHG-42\r\n" more \
    "END:VEVENT\r\n" TAIL
  Store store = { g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, g_object_unref) };

  assert_takes (&store, HEAD EVENT ("1@nk", "CHG-42", "3", TIMES SAYS) TAIL, "new", 1);
  assert_takes (&store,
                BARE ("SEQUENCE:4\r\n" TIMES
                      "X-MAINTNOTE-IMPACT:OUTAGE\r\nX-MAINTNOTE-STATUS:CONFIRMED\r\n"),
                "updated", 1);
  g_assert_cmpstr (rw_record_get_text (only_of (&store), RW_CARRIER_NOTICE_TITLE), ==,
                   "Fibre work");
  /* With a number of its own, it is the older one; with none, it is what came last. */
  assert_takes (&store, BARE ("SEQUENCE:0\r\nSTATUS:CANCELLED\r\n" TIMES), "old", 1);
  assert_takes (&store, BARE ("STATUS:CANCELLED\r\n" TIMES), "updated", 1);
  g_assert_cmpint (rw_record_get_enum (only_of (&store), RW_CARRIER_NOTICE_STATUS), ==,
                   RW_NOTICE_STATUS_CANCELLED);
  g_assert_cmpint (rw_record_get_integer (only_of (&store), RW_CARRIER_NOTICE_SEQUENCE, 0), ==, 4);
  g_assert_cmpstr (rw_record_get_text (only_of (&store), RW_CARRIER_NOTICE_TITLE), ==,
                   "Fibre work");
  g_hash_table_remove_all (store.records);
  /* A new one is called something. */
  assert_takes (&store, BARE (TIMES SAYS), "new", 1);
  g_assert_cmpstr (rw_record_get_text (only_of (&store), RW_CARRIER_NOTICE_TITLE), ==, "CHG-42");
  assert_takes (&store, BARE (TIMES SAYS), "same", 1);
  g_hash_table_remove_all (store.records);
  /* Twice in one file: the later holds. */
  assert_takes (&store,
                HEAD EVENT ("1@nk", "CHG-42", "3",
                            TIMES SAYS) "BEGIN:VEVENT\r\nUID:1@nk\r\nSTATUS:CANCELLED\r\n"
                                        "X-MAINTNOTE-MAINTENANCE-ID:CHG-42\r\n" CARRIER TIMES
                                        "END:VEVENT\r\n" TAIL,
                "new", 1);
  g_assert_cmpint (rw_record_get_enum (only_of (&store), RW_CARRIER_NOTICE_STATUS), ==,
                   RW_NOTICE_STATUS_CANCELLED);
  g_hash_table_unref (store.records);
}

/* One maintenance in two nights, and each night for itself afterwards. */
static void
test_several (void)
{
  Store store = { g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, g_object_unref) };
#define NIGHT "DTSTART:20261127T230000Z\r\nDTEND:20261128T030000Z\r\n"

  assert_takes (&store,
                HEAD EVENT ("1", "7", "0", TIMES SAYS) EVENT ("2", "7", "0", NIGHT SAYS)
                  EVENT ("3", "8", "0", TIMES SAYS) TAIL,
                "new new new", 3);
  assert_takes (&store,
                HEAD EVENT ("1", "7", "0", TIMES SAYS) EVENT ("2", "7", "0", NIGHT SAYS)
                  EVENT ("3", "8", "0", TIMES SAYS) TAIL,
                "same same same", 3);
  assert_takes (&store,
                HEAD EVENT ("2", "7", "1",
                            "DTSTART:20261129T230000Z\r\nDTEND:20261130T030000Z\r\n" SAYS) TAIL,
                "updated", 3);
  /* Twice in one file: once. */
  assert_takes (&store,
                HEAD EVENT ("9", "9", "0", TIMES SAYS) EVENT ("9", "9", "1", NIGHT SAYS) TAIL,
                "new", 4);
  /* A second night that comes later, beside the one that is known by its UID. */
  assert_takes (&store, ONE (TIMES SAYS), "new", 5);
  assert_takes (&store,
                HEAD EVENT ("1@nk", "CHG-42", "1", TIMES SAYS)
                  EVENT ("2@nk", "CHG-42", "1", NIGHT SAYS) TAIL,
                "same new", 6);
  g_hash_table_unref (store.records);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/edges/maintnote/plain", test_plain);
  g_test_add_func ("/edges/maintnote/quirks", test_quirks);
  g_test_add_func ("/edges/maintnote/bad", test_bad);
  g_test_add_func ("/edges/maintnote/zone-rules", test_zone_rules);
  g_test_add_func ("/edges/maintnote/updates", test_updates);
  g_test_add_func ("/edges/maintnote/left-out", test_left_out);
  g_test_add_func ("/edges/maintnote/several", test_several);
  return g_test_run ();
}
