/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-calendar-layout.h"

#include "rw-clock.h"
#include "rw-time.h"

/* Days on which clocks are put forward, back, back by half an hour, and on which they are left alone. */
static const struct
{
  const char *zone;
  const char *first_day;
} weeks[] = {
  { "Europe/Berlin", "2026-11-23" },   { "Europe/Berlin", "2026-10-19" },      { "Europe/Berlin", "2026-03-23" },
  { "America/Sao_Paulo", "2018-02-12" }, { "Australia/Lord_Howe", "2026-03-30" }, { "Asia/Kolkata", "2026-06-01" },
};

#define N_DAYS      7
#define MIN_MINUTES 15

static gint64
day_of (const char *text)
{
  gint64 day;

  g_assert_true (rw_date_parse (text, &day));
  return day;
}

static gint64
at (const char *text)
{
  gint64 instant;

  g_assert_true (rw_instant_parse (text, &instant));
  return instant;
}

static gboolean
overlap (const RwCalendarSegment *a,
         const RwCalendarSegment *b)
{
  return a->day == b->day && a->from < b->to && b->from < a->to;
}

/* No two segments of a day share a place, and none could be wider, to the right or to the left. */
static void
check_places (GArray *segments)
{
  for (guint i = 0; i < segments->len; i++)
    {
      const RwCalendarSegment *a = &g_array_index (segments, RwCalendarSegment, i);
      gboolean right = a->column + a->width == a->n_columns, left = a->column == 0;

      g_assert_cmpint (a->from, >=, 0);
      g_assert_cmpint (a->to, <=, 1440);
      g_assert_cmpint (a->to - a->from, >=, MIN_MINUTES);
      g_assert_cmpint (a->width, >=, 1);
      g_assert_cmpint (a->column + a->width, <=, a->n_columns);
      if (i > 0)
        g_assert_true (a->day > a[-1].day || (a->day == a[-1].day && a->from >= a[-1].from));
      for (guint j = 0; j < segments->len; j++)
        {
          const RwCalendarSegment *b = &g_array_index (segments, RwCalendarSegment, j);

          if (i == j || !overlap (a, b))
            continue;
          g_assert_cmpint (a->n_columns, ==, b->n_columns);
          g_assert_true (a->column + a->width <= b->column || b->column + b->width <= a->column);
          right = right || b->column == a->column + a->width;
          left = left || b->column < a->column;
        }
      g_assert_true (right);
      g_assert_true (left);
    }
}

/* No column is there for nothing: at some minute of each cluster all of its columns are in use. */
static void
check_columns (GArray *segments)
{
  for (guint i = 0; i < segments->len; i++)
    {
      const RwCalendarSegment *a = &g_array_index (segments, RwCalendarSegment, i);
      gboolean deepest = FALSE;

      for (guint j = 0; j < segments->len && !deepest; j++)
        {
          const RwCalendarSegment *b = &g_array_index (segments, RwCalendarSegment, j);
          int n = 0;

          if (a->day != b->day || a->n_columns != b->n_columns)
            continue;
          for (guint k = 0; k < segments->len; k++)
            {
              const RwCalendarSegment *c = &g_array_index (segments, RwCalendarSegment, k);

              n += c->day == b->day && c->from <= b->from && c->to > b->from;
            }
          deepest = n == a->n_columns;
        }
      g_assert_true (deepest);
    }
}

/* Every minute of a span that falls on a day shown lies in a segment of it, on what clocks show then; and a
 * day that it does not touch shows nothing of it. */
static void
check_minutes (GArray               *segments,
               guint                 index,
               const RwCalendarSpan *span,
               GTimeZone            *zone,
               gint64                first_day)
{
  gboolean touched[N_DAYS] = { FALSE };

  for (gint64 instant = span->start; instant < span->end; instant += RW_MINUTE)
    {
      gint64 wall = rw_zone_wall (zone, instant) - first_day * RW_DAY;
      gboolean covered = FALSE;

      if (wall < 0 || wall >= N_DAYS * RW_DAY)
        continue;
      touched[wall / RW_DAY] = TRUE;
      for (guint i = 0; i < segments->len && !covered; i++)
        {
          const RwCalendarSegment *segment = &g_array_index (segments, RwCalendarSegment, i);

          covered = segment->span == index && segment->day == wall / RW_DAY &&
                    segment->from <= wall % RW_DAY / RW_MINUTE &&
                    segment->to > wall % RW_DAY / RW_MINUTE;
        }
      g_assert_true (covered);
    }
  for (guint i = 0; i < segments->len; i++)
    {
      const RwCalendarSegment *segment = &g_array_index (segments, RwCalendarSegment, i);

      g_assert_true (segment->span != index || touched[segment->day]);
    }
}

static void
check_round (GTimeZone *zone,
             gint64     first_day,
             guint      n,
             gboolean   minutes)
{
  g_autofree RwCalendarSpan *spans = g_new (RwCalendarSpan, n);
  g_autoptr (GArray) segments = NULL;

  for (guint i = 0; i < n; i++)
    {
      gint64 day = first_day + g_test_rand_int_range (-1, N_DAYS + 1);

      if (g_test_rand_int_range (0, 3) == 0)
        {
          /* The usual night work. */
          spans[i].start = rw_zone_resolve (zone, day * RW_DAY + 22 * RW_HOUR);
          spans[i].end = rw_zone_resolve (zone, (day + 1) * RW_DAY + 2 * RW_HOUR);
        }
      else
        {
          spans[i].start =
            rw_zone_resolve (zone, day * RW_DAY) + g_test_rand_int_range (0, 1440) * RW_MINUTE;
          spans[i].end =
            spans[i].start + g_test_rand_int_range (1, g_test_rand_bit () ? 90 : 2000) * RW_MINUTE;
        }
    }
  segments = rw_calendar_layout (spans, n, zone, first_day, N_DAYS, MIN_MINUTES);
  check_places (segments);
  check_columns (segments);
  for (guint i = 0; minutes && i < n; i++)
    check_minutes (segments, i, &spans[i], zone, first_day);
}

static void
test_random (void)
{
  for (int round = 0; round < 120; round++)
    for (guint i = 0; i < G_N_ELEMENTS (weeks); i++)
      {
        g_autoptr (GTimeZone) zone = rw_zone_get (weeks[i].zone);

        check_round (zone, day_of (weeks[i].first_day), (guint) g_test_rand_int_range (1, 30),
                     TRUE);
      }
}

/* Hundreds on a day are nothing special. */
static void
test_hundreds (void)
{
  g_autoptr (GTimeZone) zone = rw_zone_get ("Europe/Berlin");

  for (int round = 0; round < 3; round++)
    {
      RwCalendarSpan spans[600];
      g_autoptr (GArray) segments = NULL;
      gint64 midnight = rw_zone_resolve (zone, day_of ("2026-11-24") * RW_DAY);

      for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
        {
          spans[i].start = midnight + g_test_rand_int_range (0, 1400) * RW_MINUTE;
          spans[i].end = spans[i].start + g_test_rand_int_range (1, 300) * RW_MINUTE;
        }
      segments = rw_calendar_layout (spans, G_N_ELEMENTS (spans), zone, day_of ("2026-11-23"),
                                     N_DAYS, MIN_MINUTES);
      g_assert_cmpuint (segments->len, >=, G_N_ELEMENTS (spans));
      check_places (segments);
    }
}

/* The usual night work stays in the grid: one part on each day. */
static void
test_overnight (void)
{
  g_autoptr (GTimeZone) zone = rw_zone_get ("Europe/Berlin");
  RwCalendarSpan span = { at ("2026-11-24T21:00:00Z"), at ("2026-11-25T01:00:00Z") };
  g_autoptr (GArray) segments =
    rw_calendar_layout (&span, 1, zone, day_of ("2026-11-23"), N_DAYS, MIN_MINUTES);
  const RwCalendarSegment *first = &g_array_index (segments, RwCalendarSegment, 0);
  const RwCalendarSegment *second = &g_array_index (segments, RwCalendarSegment, 1);

  g_assert_cmpuint (segments->len, ==, 2);
  g_assert_cmpint (first->day, ==, 1);
  g_assert_cmpint (first->from, ==, 22 * 60);
  g_assert_cmpint (first->to, ==, 1440);
  g_assert_true (first->continues && !first->continued);
  g_assert_cmpint (second->day, ==, 2);
  g_assert_cmpint (second->to, ==, 120);
  g_assert_true (second->continued && !second->continues);
}

/* What ends at midnight is not on the next day; what is short and late is not either. */
static void
test_midnight (void)
{
  g_autoptr (GTimeZone) zone = rw_zone_get ("Europe/Berlin");
  RwCalendarSpan spans[] = { { at ("2026-11-24T22:00:00Z"), at ("2026-11-24T23:00:00Z") },
                             { at ("2026-11-25T22:58:00Z"), at ("2026-11-25T22:59:00Z") } };
  g_autoptr (GArray) segments =
    rw_calendar_layout (spans, 2, zone, day_of ("2026-11-23"), N_DAYS, MIN_MINUTES);

  g_assert_cmpuint (segments->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const RwCalendarSegment *segment = &g_array_index (segments, RwCalendarSegment, i);

      g_assert_cmpuint (segment->day, ==, i + 1);
      g_assert_cmpint (segment->to, ==, 1440);
      g_assert_false (segment->continues);
    }
  g_assert_cmpint (g_array_index (segments, RwCalendarSegment, 1).from, ==, 1440 - MIN_MINUTES);
}

/* 02:50 summer time to 02:10 winter time: twenty minutes, all of them within the hour that occurs twice. */
static void
test_clocks_back (void)
{
  g_autoptr (GTimeZone) zone = rw_zone_get ("Europe/Berlin");
  RwCalendarSpan spans[] = { { at ("2026-10-25T00:50:00Z"), at ("2026-10-25T01:10:00Z") },
                             { at ("2026-10-24T23:30:00Z"), at ("2026-10-25T01:15:00Z") } };
  g_autoptr (GArray) segments =
    rw_calendar_layout (spans, 2, zone, day_of ("2026-10-19"), N_DAYS, 1);
  const RwCalendarSegment *first = &g_array_index (segments, RwCalendarSegment, 0);
  const RwCalendarSegment *second = &g_array_index (segments, RwCalendarSegment, 1);

  g_assert_cmpuint (segments->len, ==, 2);
  g_assert_cmpuint (first->span, ==, 1);
  g_assert_cmpint (first->from, ==, 90);
  g_assert_cmpint (first->to, ==, 180);
  g_assert_cmpint (second->from, ==, 120);
  g_assert_cmpint (second->to, ==, 180);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calendar-layout/random", test_random);
  g_test_add_func ("/calendar-layout/hundreds", test_hundreds);
  g_test_add_func ("/calendar-layout/overnight", test_overnight);
  g_test_add_func ("/calendar-layout/midnight", test_midnight);
  g_test_add_func ("/calendar-layout/clocks-back", test_clocks_back);
  return g_test_run ();
}
