/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-opening-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rw-clock.h"
#include "rw-error.h"
#include "rw-opening-hours.h"
#include "rw-text.h"
#include "rw-time.h"

/* Opening hours as a person writes them, one text a day: "08:00-13:00, 14:00-18:00", nothing for closed. */

static const char *const keys[RW_WEEK_DAYS] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

/**
 * rw_opening_text_from_hours:
 * @hours: (nullable): a calendar's field "hours"
 *
 * Returns: (transfer full) (array zero-terminated=1): a text for each day from Monday; empty texts where it is
 *   closed or @hours cannot be read
 */
char **
rw_opening_text_from_hours (const char *hours)
{
  g_autoptr (RwOpeningHours) parsed =
    hours != NULL ? rw_opening_hours_new ("UTC", hours, NULL, NULL, NULL) : NULL;
  char **days = g_new0 (char *, RW_WEEK_DAYS + 1);
  gint64 monday = rw_date_from_civil (2024, 1, 1);

  for (guint day = 0; day < RW_WEEK_DAYS; day++)
    {
      gint64 from = (monday + day) * RW_DAY;
      g_autoptr (GString) text = g_string_new (NULL);
      const RwOpenSpan *spans;
      guint n = 0;

      spans = parsed != NULL ? rw_opening_hours_spans (parsed, from, from + RW_DAY, &n) : NULL;
      for (guint i = 0; i < n; i++)
        {
          /* Spans that touch at midnight are one. */
          int start = (int) ((MAX (spans[i].from, from) - from) / RW_MINUTE),
              end = (int) ((MIN (spans[i].to, from + RW_DAY) - from) / RW_MINUTE);

          if (start < end)
            g_string_append_printf (text, "%s%02d:%02d-%02d:%02d", text->len > 0 ? ", " : "",
                                    start / 60, start % 60, end / 60, end % 60);
        }
      days[day] = g_string_free (g_steal_pointer (&text), FALSE);
    }
  return days;
}

/* "8", "08", "8:30" and "8.30"; -1 for anything else. */
static int
read_minute (const char **at)
{
  const char *p = *at;
  int hour = 0, minute = 0, digits = 0;

  for (; g_ascii_isdigit (*p) && digits < 2; p++, digits++)
    hour = hour * 10 + *p - '0';
  if (digits == 0)
    return -1;
  if (*p == ':' || *p == '.')
    {
      if (!g_ascii_isdigit (p[1]) || !g_ascii_isdigit (p[2]))
        return -1;
      minute = (p[1] - '0') * 10 + p[2] - '0';
      p += 3;
    }
  *at = p;
  return minute < 60 && hour * 60 + minute <= 24 * 60 ? hour * 60 + minute : -1;
}

static void
skip_spaces (const char **at)
{
  while (g_ascii_isspace (**at))
    (*at)++;
}

static gboolean
read_dash (const char **at)
{
  static const char *const dashes[] = { "-", "–", "—" };

  skip_spaces (at);
  for (guint i = 0; i < G_N_ELEMENTS (dashes); i++)
    if (g_str_has_prefix (*at, dashes[i]))
      {
        *at += strlen (dashes[i]);
        skip_spaces (at);
        return TRUE;
      }
  return FALSE;
}

static gboolean
append_day (GString     *out,
            const char  *text,
            GError     **error)
{
  g_autofree char *closed = rw_text_fold (C_ ("opening hours", "closed"));
  g_autofree char *folded = rw_text_fold (text);
  const char *p = g_strstrip (folded);
  guint n = 0;

  if (g_str_equal (p, closed))
    return TRUE;
  while (*p != '\0')
    {
      int from = read_minute (&p), to = from >= 0 && read_dash (&p) ? read_minute (&p) : -1;

      skip_spaces (&p);
      if (from < 0 || to < 0 || (*p != '\0' && *p != ',' && *p != ';'))
        {
          g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                       _ ("“%s” is no span of hours. Write 08:00-13:00, 14:00-18:00"), text);
          return FALSE;
        }
      g_string_append_printf (out, "%s[\"%02d:%02d\",\"%02d:%02d\"]", n++ > 0 ? "," : "", from / 60,
                              from % 60, to / 60, to % 60);
      if (*p != '\0')
        p++;
      skip_spaces (&p);
    }
  return TRUE;
}

/**
 * rw_opening_text_to_hours:
 * @days: (array fixed-size=7): a text for each day from Monday
 * @wrong_day: (out) (optional): which day cannot be read
 *
 * Returns: (transfer full) (nullable): a calendar's field "hours"; %RW_ERROR_INVALID with a sentence for the
 *   first text that cannot be read
 */
char *
rw_opening_text_to_hours (const char *const  *days,
                          guint              *wrong_day,
                          GError            **error)
{
  g_autoptr (GString) out = g_string_new ("{");

  for (guint day = 0; day < RW_WEEK_DAYS; day++)
    {
      g_autoptr (GString) one = g_string_new (NULL);
      g_autofree char *alone = NULL;
      g_autoptr (RwOpeningHours) check = NULL;

      if (wrong_day != NULL)
        *wrong_day = day;
      if (!append_day (one, days[day], error))
        return NULL;
      if (one->len == 0)
        continue;
      alone = g_strdup_printf ("\"%s\":[%s]", keys[day], one->str);
      {
        g_autofree char *hours = g_strdup_printf ("{%s}", alone);

        check = rw_opening_hours_new ("UTC", hours, NULL, NULL, error);
      }
      if (check == NULL)
        return NULL;
      g_string_append_printf (out, "%s%s", out->len > 1 ? "," : "", alone);
    }
  g_string_append_c (out, '}');
  return g_string_free (g_steal_pointer (&out), FALSE);
}
