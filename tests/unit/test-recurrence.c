/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "rules/rw-kind-rules.h"
#include "rules/rw-recurrence.h"
#include "rw-clock.h"
#include "rw-error.h"
#include "rw-schema.h"
#include "rw-time.h"

static GArray *
expand (const char *start,
        const char *tz,
        int         minutes,
        const char *rrule,
        const char *from,
        const char *to)
{
  g_autoptr (GError) error = NULL;
  RwRecurrence recurrence = { .tz = tz, .duration = minutes * RW_MINUTE, .rrule = rrule };
  gint64 begin, end;
  GArray *instances;

  g_assert_true (rw_wall_parse (start, &recurrence.start_wall));
  g_assert_true (rw_instant_parse (from, &begin));
  g_assert_true (rw_instant_parse (to, &end));
  instances = rw_recurrence_expand (&recurrence, begin, end, &error);
  g_assert_no_error (error);
  return instances;
}

static void
assert_instance (GArray     *instances,
                 guint       index,
                 const char *start,
                 const char *end,
                 RwWallNote  note)
{
  const RwInstance *instance = &g_array_index (instances, RwInstance, index);
  g_autofree char *from = rw_instant_to_string (instance->start);
  g_autofree char *to = rw_instant_to_string (instance->end);

  g_assert_cmpstr (from, ==, start);
  g_assert_cmpstr (to, ==, end);
  g_assert_cmpint (instance->note, ==, note);
}

/* Sundays at 02:30 in Berlin over the spring change: the shifted hour stays in its week. */
static void
test_gap (void)
{
  g_autoptr (GArray) instances = expand ("2026-03-22T02:30:00", "Europe/Berlin", 60, "FREQ=WEEKLY;BYDAY=SU",
                                         "2026-03-20T00:00:00Z", "2026-04-06T00:00:00Z");

  g_assert_cmpuint (instances->len, ==, 3);
  assert_instance (instances, 0, "2026-03-22T01:30:00Z", "2026-03-22T02:30:00Z", RW_WALL_PLAIN);
  assert_instance (instances, 1, "2026-03-29T01:30:00Z", "2026-03-29T02:30:00Z", RW_WALL_GAP);
  assert_instance (instances, 2, "2026-04-05T00:30:00Z", "2026-04-05T01:30:00Z", RW_WALL_PLAIN);
}

static void
test_fold (void)
{
  g_autoptr (GArray) berlin = expand ("2026-10-24T02:30:00", "Europe/Berlin", 60, "FREQ=DAILY;COUNT=3",
                                      "2026-10-01T00:00:00Z", "2026-11-01T00:00:00Z");
  g_autoptr (GArray) howe = expand ("2026-04-05T01:45:00", "Australia/Lord_Howe", 30, NULL,
                                    "2026-04-01T00:00:00Z", "2026-04-10T00:00:00Z");

  g_assert_cmpuint (berlin->len, ==, 3);
  assert_instance (berlin, 1, "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", RW_WALL_FOLD);
  assert_instance (berlin, 2, "2026-10-26T01:30:00Z", "2026-10-26T02:30:00Z", RW_WALL_PLAIN);
  g_assert_cmpuint (howe->len, ==, 1);
  assert_instance (howe, 0, "2026-04-04T14:45:00Z", "2026-04-04T15:15:00Z", RW_WALL_FOLD);
}

/* An overnight window that began before the range still touches it; one that only touches its edge does not. */
static void
test_edges (void)
{
  g_autoptr (GArray) inside = expand ("2026-11-20T22:00:00", "Europe/Berlin", 240, NULL,
                                      "2026-11-21T00:00:00Z", "2026-11-22T00:00:00Z");
  g_autoptr (GArray) outside = expand ("2026-11-20T22:00:00", "Europe/Berlin", 180, NULL,
                                       "2026-11-21T00:00:00Z", "2026-11-22T00:00:00Z");

  g_assert_cmpuint (inside->len, ==, 1);
  g_assert_cmpuint (outside->len, ==, 0);
}

static void
test_until_utc (void)
{
  g_autoptr (GArray) instances = expand ("2026-11-01T02:00:00", "Europe/Berlin", 60, "FREQ=DAILY;UNTIL=20261103T010000Z",
                                         "2026-10-01T00:00:00Z", "2026-12-01T00:00:00Z");

  g_assert_cmpuint (instances->len, ==, 3);
}

static void
test_bad (void)
{
  g_autoptr (GError) error = NULL;
  RwRecurrence recurrence = { .tz = "Europe/Berlin", .duration = RW_HOUR, .rrule = "every second Sunday" };

  g_assert_null (rw_recurrence_expand (&recurrence, 0, RW_DAY, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_INVALID);
  g_clear_error (&error);
  recurrence.rrule = "FREQ=SECONDLY";
  g_assert_null (rw_recurrence_expand (&recurrence, 0, 400 * RW_DAY, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_LIMIT);
}

static void
test_window (void)
{
  static const char *const exdates[] = { "2026-11-08T02:00:00", NULL };
  g_autoptr (RwRecord) window = rw_record_new (RW_KIND_WINDOW, NULL);
  g_autoptr (GArray) instances = NULL;
  g_autoptr (GError) error = NULL;
  gint64 from, to;

  rw_record_set_text (window, RW_WINDOW_START_WALL, "2026-11-01T02:00:00");
  rw_record_set_text (window, RW_WINDOW_TZ, "Europe/Berlin");
  rw_record_set_text (window, RW_WINDOW_RRULE, "FREQ=WEEKLY");
  rw_record_set_integer (window, RW_WINDOW_DURATION, 180);
  rw_record_set_texts (window, RW_WINDOW_EXDATES, exdates);
  g_assert_true (rw_instant_parse ("2026-11-01T00:00:00Z", &from));
  g_assert_true (rw_instant_parse ("2026-11-16T00:00:00Z", &to));
  instances = rw_window_expand (window, from, to, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (instances->len, ==, 2);
  assert_instance (instances, 1, "2026-11-15T01:00:00Z", "2026-11-15T04:00:00Z", RW_WALL_PLAIN);
}

/* What is stored in a way that cannot be read is refused when it is written, not when a calendar shows it. */
static void
test_check (void)
{
  static const struct
  {
    guint field;
    const char *text;
    gboolean well;
  } cases[] = {
    { RW_WINDOW_RRULE, "FREQ=WEEKLY;BYDAY=SU", TRUE },
    { RW_WINDOW_RRULE, "every second Sunday", FALSE },
    { RW_WINDOW_RRULE, "FREQ=MINUTELY", FALSE },
    { RW_WINDOW_TZ, "Europe/Atlantis", FALSE },
    { RW_WINDOW_START_WALL, "2026-11-01T24:00:00", FALSE },
    { RW_WINDOW_EXDATES, "2026-11-08T02:00:00", TRUE },
    { RW_WINDOW_EXDATES, "2026-11-08", FALSE },
    { RW_WINDOW_RDATES, "2026-11-09T02:00:00", TRUE },
    { RW_WINDOW_RDATES, "next Monday", FALSE },
    { RW_WINDOW_MOVED, "2026-11-08T02:00:00>2026-11-09T03:00:00", TRUE },
    { RW_WINDOW_MOVED, "2026-11-08T02:00:00", FALSE },
    { RW_WINDOW_MOVED, "2026-11-08T02:00:00>", FALSE },
    { RW_WINDOW_MOVED, "2026-11-09T02:00:00>2026-11-08T02:00:00", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *const texts[] = { cases[i].text, NULL };
      g_autoptr (RwRecord) window = rw_record_new (RW_KIND_WINDOW, NULL);
      g_autoptr (GError) error = NULL;

      rw_record_set_text (window, RW_WINDOW_NAME, "Sundays");
      rw_record_set_text (window, RW_WINDOW_START_WALL, "2026-11-01T02:00:00");
      rw_record_set_text (window, RW_WINDOW_TZ, "Europe/Berlin");
      rw_record_set_text (window, RW_WINDOW_RRULE, "FREQ=WEEKLY");
      rw_record_set_integer (window, RW_WINDOW_DURATION, 180);
      if (rw_schema_field (RW_KIND_WINDOW, cases[i].field)->type == RW_FIELD_TEXTS)
        rw_record_set_texts (window, cases[i].field, texts);
      else
        rw_record_set_text (window, cases[i].field, cases[i].text);
      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (rw_kind_rules_check (window, &error), ==, cases[i].well);
      g_assert_true (cases[i].well == (error == NULL));
    }
}

/* An instance that is moved says where it comes from: skipping it afterwards names that. */
static void
test_moved (void)
{
  static const char *const moved[] = { "2026-11-08T02:00:00>2026-11-09T03:00:00", NULL };
  g_autoptr (RwRecord) window = rw_record_new (RW_KIND_WINDOW, NULL);
  g_autoptr (GArray) instances = NULL;
  const RwInstance *instance;
  gint64 from, to, wall;

  rw_record_set_text (window, RW_WINDOW_START_WALL, "2026-11-01T02:00:00");
  rw_record_set_text (window, RW_WINDOW_TZ, "Europe/Berlin");
  rw_record_set_text (window, RW_WINDOW_RRULE, "FREQ=WEEKLY");
  rw_record_set_integer (window, RW_WINDOW_DURATION, 180);
  rw_record_set_texts (window, RW_WINDOW_MOVED, moved);
  g_assert_true (rw_instant_parse ("2026-11-09T00:00:00Z", &from));
  g_assert_true (rw_instant_parse ("2026-11-10T00:00:00Z", &to));
  instances = rw_window_expand (window, from, to, NULL);
  g_assert_cmpuint (instances->len, ==, 1);
  instance = &g_array_index (instances, RwInstance, 0);
  g_assert_true (rw_wall_parse ("2026-11-08T02:00:00", &wall));
  g_assert_cmpint (instance->recurrence, ==, wall);
  g_assert_true (rw_wall_parse ("2026-11-09T03:00:00", &wall));
  g_assert_cmpint (instance->wall, ==, wall);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/recurrence/gap", test_gap);
  g_test_add_func ("/model/recurrence/fold", test_fold);
  g_test_add_func ("/model/recurrence/edges", test_edges);
  g_test_add_func ("/model/recurrence/until-utc", test_until_utc);
  g_test_add_func ("/model/recurrence/bad", test_bad);
  g_test_add_func ("/model/recurrence/window", test_window);
  g_test_add_func ("/model/recurrence/check", test_check);
  g_test_add_func ("/model/recurrence/moved", test_moved);
  return g_test_run ();
}
