/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fuzz.h"
#include "rw-cache-row.h"
#include "rw-clock.h"
#include "rw-text.h"
#include "rw-time.h"

/*
 * Up to three lines, each taken for an id, an instant, a date, a wall time, a zone and a name. What is
 * accepted reads back from what is written for it; the order of names is an order.
 */

#define LINES 3

static void
check_id (const char *text)
{
  RwId id = RW_ID_NIL, back;
  char written[RW_ID_STRING_LENGTH + 1];

  if (!rw_id_parse (text, &id))
    {
      g_assert_true (rw_id_is_nil (&id));
      return;
    }
  rw_id_write (&id, written);
  g_assert_cmpint (g_ascii_strcasecmp (text, written), ==, 0);
  g_assert_true (rw_id_parse (written, &back) && rw_id_equal (&id, &back));
}

static void
check_times (const char *text)
{
  gint64 time, back;
  char instant[RW_INSTANT_STRING_LENGTH + 1], date[RW_DATE_STRING_LENGTH + 1];

  if (rw_instant_parse (text, &time))
    {
      rw_instant_write (time, instant);
      g_assert_true (rw_instant_parse (instant, &back));
      g_assert_cmpint (time, ==, back);
    }
  if (rw_date_parse (text, &time))
    {
      rw_date_write (time, date);
      g_assert_cmpstr (text, ==, date);
    }
  if (rw_wall_parse (text, &time))
    {
      g_autofree char *wall = rw_wall_to_string (time);

      g_assert_true (rw_wall_parse (wall, &back));
      g_assert_true (back <= time && time - back < RW_SECOND);
    }
}

static void
check_zone (const char *name,
            const char *wall_text)
{
  g_autoptr (GTimeZone) zone = rw_zone_get (name);
  gint64 wall, instant;

  /* A name, and not a way to some file. */
  if (*name == '/' || *name == ':' || strstr (name, "..") != NULL)
    g_assert_null (zone);
  if (zone == NULL || !rw_wall_parse (wall_text, &wall))
    return;
  instant = rw_zone_resolve (zone, wall);
  /* A wall time that does not exist is moved over the gap. */
  g_assert_true (ABS (rw_zone_wall (zone, instant) - wall) <= RW_DAY);
  g_assert_true (ABS (instant - wall) <= 2 * RW_DAY);
}

static void
check_text (const char *text)
{
  g_autofree char *folded = rw_text_fold (text), *again = rw_text_fold (folded), *cut = rw_text_truncate (text, 5);

  g_assert_cmpstr (folded, ==, again);
  g_assert_true (g_utf8_validate (folded, -1, NULL));
  g_assert_true (g_utf8_validate (cut, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (cut, -1), <=, 5);
  rw_text_matches (folded, folded);
}

static void
check_set (char **lines)
{
  g_autofree char *json = rw_cache_texts_write (lines);
  g_auto (GStrv) back = rw_cache_texts_read (json);

  fuzz_assert_json (json, strlen (json));
  g_assert_true (g_strv_equal ((const char *const *) lines, (const char *const *) back));
}

static int
sign (int number)
{
  return (number > 0) - (number < 0);
}

static void
check_order (char **lines)
{
  for (guint a = 0; a < LINES; a++)
    for (guint b = 0; b < LINES; b++)
      {
        int ab = sign (rw_text_collate (lines[a], lines[b]));

        g_assert_cmpint (ab, ==, -sign (rw_text_collate (lines[b], lines[a])));
        g_assert_true ((ab == 0) == g_str_equal (lines[a], lines[b]));
        for (guint c = 0; c < LINES; c++)
          if (ab <= 0 && rw_text_collate (lines[b], lines[c]) <= 0)
            g_assert_cmpint (rw_text_collate (lines[a], lines[c]), <=, 0);
      }
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  const char *rest = (const char *) data;
  char *lines[LINES + 1] = { NULL };
  gboolean valid = TRUE;

  for (guint i = 0; i < LINES; i++)
    lines[i] = fuzz_line (&rest, &size);
  for (guint i = 0; i < LINES; i++)
    {
      g_auto (GStrv) read = rw_cache_texts_read (lines[i]);

      check_id (lines[i]);
      check_times (lines[i]);
      check_zone (lines[i], lines[(i + 1) % LINES]);
      if (g_utf8_validate (lines[i], -1, NULL))
        check_text (lines[i]);
      else
        valid = FALSE;
    }
  if (valid)
    check_set (lines);
  check_order (lines);
  for (guint i = 0; i < LINES; i++)
    g_free (lines[i]);
  return 0;
}
