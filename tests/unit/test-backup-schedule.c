/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/rw-backup-schedule.h"
#include "rw-clock.h"
#include "rw-time.h"

static const char *const zones[] = {
  "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Antarctica/Troll",
  "Africa/Casablanca", "Pacific/Apia", "UTC",
};

static gint64
at (const char *text)
{
  gint64 instant = 0;

  g_assert_true (rw_instant_parse (text, &instant));
  return instant;
}

static void
assert_at (gint64 instant, const char *text)
{
  g_autofree char *is = rw_instant_to_string (instant);

  g_assert_cmpstr (is, ==, text);
}

/* --- Clock changes ----------------------------------------------------------------------------------- */

static void
test_clocks (void)
{
  g_auto (RwBackupSchedule) nightly = { 0 };
  g_auto (RwBackupSchedule) hourly = { 0 };

  g_assert_true (rw_backup_schedule_set (&nightly, "02:30", "Europe/Berlin", 0, RW_HOUR));
  g_assert_cmpint (nightly.interval, ==, RW_DAY);
  /* In spring there is no 02:30, and it becomes 03:30; in autumn there are two, and it is the first. */
  assert_at (rw_backup_schedule_before (&nightly, at ("2026-03-29T12:00:00Z")),
             "2026-03-29T01:30:00Z");
  assert_at (rw_backup_schedule_before (&nightly, at ("2026-03-29T01:29:59Z")),
             "2026-03-28T01:30:00Z");
  assert_at (rw_backup_schedule_after (&nightly, at ("2026-03-29T01:30:00Z")),
             "2026-03-30T00:30:00Z");
  assert_at (rw_backup_schedule_before (&nightly, at ("2026-10-25T12:00:00Z")),
             "2026-10-25T00:30:00Z");
  assert_at (rw_backup_schedule_after (&nightly, at ("2026-10-25T00:30:00Z")),
             "2026-10-26T01:30:00Z");

  g_assert_true (rw_backup_schedule_set (&hourly, "00:15", "Europe/Berlin", RW_HOUR, 0));
  /* 02:15 and 03:15 are the same instant in spring. */
  assert_at (rw_backup_schedule_after (&hourly, at ("2026-03-29T00:15:00Z")),
             "2026-03-29T01:15:00Z");
  assert_at (rw_backup_schedule_after (&hourly, at ("2026-03-29T01:15:00Z")),
             "2026-03-29T02:15:00Z");
  assert_at (rw_backup_schedule_after (&hourly, at ("2026-10-25T00:15:00Z")),
             "2026-10-25T02:15:00Z");
}

/* --- Several days, and what divides no day ---------------------------------------------------------- */

static void
test_anchor (void)
{
  g_auto (RwBackupSchedule) weekly = { 0 };
  g_auto (RwBackupSchedule) odd = { 0 };
  g_auto (RwBackupSchedule) none = { 0 };

  g_assert_true (rw_backup_schedule_set (&weekly, "04:00", "Europe/Berlin", 7 * RW_DAY, 0));
  g_assert_cmpint (rw_backup_schedule_before (&weekly, at ("2026-03-20T12:00:00Z")), ==,
                   G_MININT64);
  g_assert_cmpint (rw_backup_schedule_after (&weekly, at ("2026-03-20T12:00:00Z")), ==, G_MAXINT64);
  /* The day of a run is its own; the next is a week later on the wall. */
  assert_at (rw_backup_schedule_due (&weekly, at ("2026-03-22T05:10:00Z")), "2026-03-22T03:00:00Z");
  assert_at (rw_backup_schedule_next (&weekly, at ("2026-03-22T03:00:00Z")),
             "2026-03-29T02:00:00Z");
  weekly.anchor = at ("2026-03-22T03:00:00Z");
  assert_at (rw_backup_schedule_before (&weekly, at ("2026-04-10T12:00:00Z")),
             "2026-04-05T02:00:00Z");

  g_assert_true (rw_backup_schedule_set (&odd, "22:00", "Europe/Berlin", 5 * RW_HOUR, 0));
  assert_at (rw_backup_schedule_due (&odd, at ("2026-03-22T05:10:00Z")), "2026-03-22T05:10:00Z");
  assert_at (rw_backup_schedule_next (&odd, at ("2026-03-22T05:10:00Z")), "2026-03-22T10:10:00Z");

  g_assert_false (rw_backup_schedule_set (&none, "25:00", NULL, 0, 0));
  g_assert_cmpint (rw_backup_schedule_next (&none, at ("2026-03-22T05:10:00Z")), ==, G_MAXINT64);
  assert_at (rw_backup_schedule_due (&none, at ("2026-03-22T05:10:00Z")), "2026-03-22T05:10:00Z");
}

/* A timer that is a little ahead is not a day late. */
static void
test_early (void)
{
  g_auto (RwBackupSchedule) nightly = { 0 };
  g_auto (RwBackupSchedule) often = { 0 };

  g_assert_true (rw_backup_schedule_set (&nightly, "22:00", "UTC", 0, 0));
  assert_at (rw_backup_schedule_due (&nightly, at ("2026-03-22T21:45:00Z")),
             "2026-03-22T22:00:00Z");
  assert_at (rw_backup_schedule_due (&nightly, at ("2026-03-22T21:44:59Z")),
             "2026-03-21T22:00:00Z");
  g_assert_true (rw_backup_schedule_set (&often, "00:00", "UTC", 8 * RW_MINUTE, 0));
  assert_at (rw_backup_schedule_due (&often, at ("2026-03-22T00:06:00Z")), "2026-03-22T00:08:00Z");
  assert_at (rw_backup_schedule_due (&often, at ("2026-03-22T00:05:59Z")), "2026-03-22T00:00:00Z");
}

static void
test_records (void)
{
  RwId id = rw_id_from_name ("test", "policy");
  g_autoptr (RwRecord) policy = rw_record_new (RW_KIND_BACKUP_POLICY, &id);
  g_autoptr (RwRecord) job = rw_record_new (RW_KIND_BACKUP_JOB, &id);
  g_auto (RwBackupSchedule) of_policy = { 0 };
  g_auto (RwBackupSchedule) of_job = { 0 };
  g_auto (RwBackupSchedule) alone = { 0 };

  rw_record_set_text (policy, RW_BACKUP_POLICY_START_TIME, "22:00");
  rw_record_set_text (policy, RW_BACKUP_POLICY_TZ, "Europe/Berlin");
  rw_record_set_integer (policy, RW_BACKUP_POLICY_INTERVAL, 12);
  rw_record_set_integer (policy, RW_BACKUP_POLICY_GRACE, 90);
  g_assert_true (rw_backup_schedule_init (&of_policy, policy, job));
  g_assert_cmpint (of_policy.start, ==, 22 * RW_HOUR);
  g_assert_cmpint (of_policy.interval, ==, 12 * RW_HOUR);
  g_assert_cmpint (of_policy.grace, ==, 90 * RW_MINUTE);
  rw_record_set_integer (job, RW_BACKUP_JOB_PERIOD, 60);
  rw_record_set_integer (job, RW_BACKUP_JOB_GRACE, 0);
  g_assert_true (rw_backup_schedule_init (&of_job, policy, job));
  g_assert_cmpint (of_job.interval, ==, RW_HOUR);
  g_assert_cmpint (of_job.grace, ==, 0);
  g_assert_true (rw_backup_schedule_init (&alone, NULL, job));
  g_assert_cmpint (alone.start, <, 0);
}

/* --- Against an oracle ------------------------------------------------------------------------------- */

/* Every start from a list of all: the oracle knows nothing of neighbours. */
static GArray *
list_starts (const RwBackupSchedule *schedule, gint64 from, gint64 to)
{
  GArray *starts = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 day = rw_zone_wall (schedule->zone, from) / RW_DAY - 3, end = to / RW_DAY + 3;
  gint64 step = MAX (schedule->interval / RW_DAY, 1);
  gint64 phase =
    schedule->anchor != 0 ? rw_zone_wall (schedule->zone, schedule->anchor) / RW_DAY % step : 0;

  for (; day <= end; day++)
    for (gint64 time = schedule->start % MIN (schedule->interval, RW_DAY); time < RW_DAY;
         time += MIN (schedule->interval, RW_DAY))
      if (day % step == phase)
        {
          gint64 start = rw_zone_resolve (schedule->zone, day * RW_DAY + time);

          g_array_append_val (starts, start);
        }
  return starts;
}

static void
check_one (const RwBackupSchedule *schedule, GArray *starts, gint64 instant)
{
  gint64 before = G_MININT64, after = G_MAXINT64;

  for (guint i = 0; i < starts->len; i++)
    {
      gint64 start = g_array_index (starts, gint64, i);

      if (start <= instant)
        before = MAX (before, start);
      else
        after = MIN (after, start);
    }
  g_assert_cmpint (rw_backup_schedule_before (schedule, instant), ==, before);
  g_assert_cmpint (rw_backup_schedule_after (schedule, instant), ==, after);
  /* One follows the other, with nothing between, and a run that begins on time is due then. */
  g_assert_cmpint (rw_backup_schedule_next (schedule, before), ==, after);
  g_assert_cmpint (rw_backup_schedule_before (schedule, before), ==, before);
  g_assert_cmpint (rw_backup_schedule_due (schedule, before), >=, before);
  g_assert_cmpint (rw_backup_schedule_due (schedule, before), <=,
                   before + MIN (15 * RW_MINUTE, schedule->interval / 4));
}

/* Around every clock change of a zone in a year, and here and there. */
static void
test_property (void)
{
  static const gint64 intervals[] = { 15, 60, 240, 360, 720, 1440, 2 * 1440, 7 * 1440 };
  g_autoptr (GRand) random = g_rand_new_with_seed (20261123);

  for (guint z = 0; z < G_N_ELEMENTS (zones); z++)
    {
      g_autoptr (GTimeZone) zone = rw_zone_get (zones[z]);
      g_autoptr (GArray) near = g_array_new (FALSE, FALSE, sizeof (gint64));
      gint64 from = at (z == 5 ? "2011-06-01T00:00:00Z" : "2026-01-01T00:00:00Z");

      g_assert_nonnull (zone);
      for (gint64 hour = from; hour < from + 366 * RW_DAY; hour += RW_HOUR)
        if (rw_zone_wall (zone, hour) - hour !=
            rw_zone_wall (zone, hour + RW_HOUR) - hour - RW_HOUR)
          g_array_append_val (near, hour);
      g_assert_true (near->len >= 2 || z == 6);
      for (int i = 0; i < 4; i++)
        {
          gint64 some = from + g_rand_int_range (random, 0, 366 * 24) * RW_HOUR;

          g_array_append_val (near, some);
        }
      for (guint n = 0; n < near->len; n++)
        for (guint k = 0; k < G_N_ELEMENTS (intervals); k++)
          {
            g_autofree char *start = g_strdup_printf ("%02d:%02d", g_rand_int_range (random, 0, 5),
                                                      g_rand_int_range (random, 0, 60));
            gint64 around = g_array_index (near, gint64, n);
            g_auto (RwBackupSchedule) schedule = { 0 };
            g_autoptr (GArray) starts = NULL;

            rw_backup_schedule_set (&schedule, start, zones[z], intervals[k] * RW_MINUTE, 0);
            /* A day that an island left out has none of its own, so the count of days is asked elsewhere. */
            if (z == 5 && intervals[k] > 1440)
              continue;
            if (intervals[k] > 1440)
              schedule.anchor =
                rw_zone_resolve (zone,
                                 (around / RW_DAY - g_rand_int_range (random, 20, 60)) * RW_DAY +
                                   schedule.start);
            starts = list_starts (&schedule, around - 12 * RW_DAY, around + 12 * RW_DAY);
            for (int i = 0; i < 20; i++)
              check_one (&schedule, starts,
                         around + g_rand_int_range (random, -30 * 3600, 30 * 3600) * RW_SECOND);
          }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backup-schedule/clocks", test_clocks);
  g_test_add_func ("/backup-schedule/anchor", test_anchor);
  g_test_add_func ("/backup-schedule/early", test_early);
  g_test_add_func ("/backup-schedule/records", test_records);
  g_test_add_func ("/backup-schedule/property", test_property);
  return g_test_run ();
}
