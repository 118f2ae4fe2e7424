/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "rw-clock.h"
#include "rw-id.h"
#include "rw-text.h"
#include "rw-time.h"

static void
test_id_order (void)
{
  RwId last = rw_id_new ();

  for (int i = 0; i < 10000; i++)
    {
      RwId next = rw_id_new ();

      g_assert_cmpint (rw_id_compare (&last, &next), <, 0);
      last = next;
    }
}

static void
test_id_text (void)
{
  g_autofree char *text = NULL;
  RwId id, back;

  g_assert_true (rw_id_parse ("018F2A3C-0000-7abc-8def-0123456789ab", &id));
  text = rw_id_to_string (&id);
  g_assert_cmpstr (text, ==, "018f2a3c-0000-7abc-8def-0123456789ab");
  g_assert_true (rw_id_parse (text, &back));
  g_assert_true (rw_id_equal (&id, &back));
  g_assert_false (rw_id_parse ("018f2a3c00007abc8def0123456789ab", &back));
  g_assert_false (rw_id_parse ("018f2a3c-0000-7abc-8def-0123456789ab0", &back));
  g_assert_false (rw_id_parse ("018f2a3c-0000-7abc-8def-0123456789a", &back));
  g_assert_false (rw_id_parse (NULL, &back));
}

static void
test_id_name (void)
{
  RwId a = rw_id_from_name ("netbox:dcim.device", "12");
  RwId b = rw_id_from_name ("netbox:dcim.device", "12");
  RwId c = rw_id_from_name ("netbox:dcim.device1", "2");

  g_assert_true (rw_id_equal (&a, &b));
  g_assert_false (rw_id_equal (&a, &c));
}

static void
test_instant (void)
{
  static const char *const good[][2] = {
    { "2026-11-22T14:02:00Z", "2026-11-22T14:02:00Z" },
    { "2026-11-22T14:02:00+01:00", "2026-11-22T13:02:00Z" },
    { "2026-11-22T05:18:03.481692399Z", "2026-11-22T05:18:03.481692Z" },
    { "0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z" },
    { "1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.500Z" },
    { "2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z" },
  };
  static const char *const bad[] = { "", "2026-11-22", "2026-02-29T00:00:00Z", "2026-11-22T14:02:00", "2026-11-22T24:00:00Z",
                                     "2026-11-22T14:02:00Zx", "2026-13-01T00:00:00Z", "2026-11-22T14:02:00." };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *text = NULL;
      gint64 instant;

      g_assert_true (rw_instant_parse (good[i][0], &instant));
      text = rw_instant_to_string (instant);
      g_assert_cmpstr (text, ==, good[i][1]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      gint64 instant;

      g_assert_false (rw_instant_parse (bad[i], &instant));
    }
}

static void
test_dates (void)
{
  for (gint64 day = -200000; day < 200000; day += 37)
    {
      int y, m, d;

      rw_date_to_civil (day, &y, &m, &d);
      g_assert_cmpint (rw_date_from_civil (y, m, d), ==, day);
    }
  g_assert_cmpint (rw_date_weekday (rw_date_from_civil (2026, 11, 22)), ==, 6);
  g_assert_cmpint (rw_date_weekday (0), ==, 3);
}

static gint64
resolve (const char *tz,
         const char *wall_text)
{
  g_autoptr (GTimeZone) zone = rw_zone_get (tz);
  gint64 wall;

  g_assert_nonnull (zone);
  g_assert_true (rw_wall_parse (wall_text, &wall));
  return rw_zone_resolve (zone, wall);
}

/* DOMAIN, "Service levels": the gap is read with the offset before it, the fold is the first. */
static void
test_zone (void)
{
  static const char *const cases[][3] = {
    { "Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:30:00Z" },
    { "Europe/Berlin", "2026-03-29T01:59", "2026-03-29T00:59:00Z" },
    { "Europe/Berlin", "2026-03-29T03:00", "2026-03-29T01:00:00Z" },
    { "Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30:00Z" },
    { "Europe/Berlin", "2026-10-25T03:00", "2026-10-25T02:00:00Z" },
    { "Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:45:00Z" },
    { "America/Sao_Paulo", "2018-11-04T00:30", "2018-11-04T03:30:00Z" },
    { "Etc/UTC", "2026-06-01T12:00", "2026-06-01T12:00:00Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = rw_instant_to_string (resolve (cases[i][0], cases[i][1]));

      g_assert_cmpstr (text, ==, cases[i][2]);
    }
}

static gpointer
ask_for_zones_cb (gpointer data)
{
  for (int i = 0; i < 500; i++)
    {
      g_autofree char *name = g_strdup_printf ("+%02d:%02d", i % 14, i % 60);
      g_autoptr (GTimeZone) zone = rw_zone_get (name), berlin = rw_zone_get ("Europe/Berlin");

      g_assert_cmpstr (g_time_zone_get_identifier (zone), ==, name);
      g_assert_cmpstr (g_time_zone_get_identifier (berlin), ==, "Europe/Berlin");
    }
  return NULL;
}

/* A zone is read once, and threads that ask for more of them than are kept do each other no harm. */
static void
test_zones_kept (void)
{
  GTimeZone *zone = rw_zone_get ("Pacific/Chatham"), *again;
  GThread *threads[4];

  g_time_zone_unref (zone);
  again = rw_zone_get ("Pacific/Chatham");
  g_assert_true (again == zone);
  g_time_zone_unref (again);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("zones", ask_for_zones_cb, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_null (rw_zone_get ("Middle-earth/Shire"));
  g_assert_null (rw_zone_get ("../../etc/localtime"));
}

static void
test_fold (void)
{
  g_autofree char *muller = rw_text_fold ("Müller-Straße");

  g_assert_cmpstr (muller, ==, "muller-strasse");
  g_assert_true (rw_text_matches (muller, "strasse  mull"));
  g_assert_false (rw_text_matches (muller, "muller platz"));
  g_assert_true (rw_text_matches ("x", ""));
}

/* Letters that are folded by a table come out as those that are folded one by one: a letter that the table lacks
 * behind them sends the whole text the long way. */
static void
test_fold_ways (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *quick = NULL, *slow = NULL, *expected = NULL;

      for (int i = g_rand_int_range (rand, 0, 8); i > 0; i--)
        g_string_append_unichar (text, (gunichar) g_rand_int_range (rand, 1, 0x300));
      quick = rw_text_fold (text->str);
      g_string_append (text, "日");
      slow = rw_text_fold (text->str);
      expected = g_strconcat (quick, "日", NULL);
      g_assert_cmpstr (slow, ==, expected);
    }
  {
    g_autofree char *broken = rw_text_fold ("M\xc3");
    g_autofree char *marks = rw_text_fold ("u\xcc\x88");

    g_assert_cmpstr (broken, ==, "");
    g_assert_cmpstr (marks, ==, "u");
  }
}

static void
test_collate (void)
{
  g_assert_cmpint (rw_text_collate ("web-9", "web-10"), <, 0);
  g_assert_cmpint (rw_text_collate ("Web-010", "web-9"), >, 0);
  g_assert_cmpint (rw_text_collate ("a", NULL), <, 0);
  g_assert_cmpint (rw_text_collate ("a", "a"), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/id/order", test_id_order);
  g_test_add_func ("/base/id/text", test_id_text);
  g_test_add_func ("/base/id/name", test_id_name);
  g_test_add_func ("/base/time/instant", test_instant);
  g_test_add_func ("/base/time/dates", test_dates);
  g_test_add_func ("/base/time/zone", test_zone);
  g_test_add_func ("/base/time/zones-kept", test_zones_kept);
  g_test_add_func ("/base/text/fold", test_fold);
  g_test_add_func ("/base/text/fold-ways", test_fold_ways);
  g_test_add_func ("/base/text/collate", test_collate);
  return g_test_run ();
}
