/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-disk-words.h"

#include <glib/gi18n.h>
#include <langinfo.h>
#include <math.h>

#include "rw-format.h"

/* More than any disk holds, and as far as a record goes. */
#define MOST 9e15

/**
 * rw_disk_amount:
 * @amount: bytes, or inodes
 *
 * Returns: (transfer full): "412 GB", "12,000 inodes"
 */
char *
rw_disk_amount (gint64   amount,
                gboolean inodes)
{
  g_autofree char *count = NULL;

  if (!inodes)
    return rw_format_size (amount);
  count = rw_format_count (amount);
  return g_strdup_printf (ngettext ("%s inode", "%s inodes", (gulong) ABS (amount)), count);
}

/**
 * rw_disk_used:
 *
 * Returns: (transfer full): "412 GB of 1 TB"
 */
char *
rw_disk_used (const RwVolumeRow *row)
{
  g_autofree char *used = row->inodes ? rw_format_count (row->used) : rw_format_size (row->used);
  g_autofree char *size = rw_disk_amount (row->size, row->inodes);

  return g_strdup_printf (_ ("%s of %s"), used, size);
}

/**
 * rw_disk_grown:
 *
 * Returns: (transfer full): in thirty days: "+12 GB"; "—" where nobody knows
 */
char *
rw_disk_grown (const RwVolumeRow *row)
{
  g_autofree char *amount = NULL;

  if (row->grown == G_MININT64)
    return g_strdup ("—");
  amount = row->inodes ? rw_format_count (ABS (row->grown)) : rw_format_size (ABS (row->grown));
  return g_strconcat (row->grown < 0 ? "−" : row->grown > 0 ? "+" : "", amount, NULL);
}

/**
 * rw_disk_name:
 *
 * Returns: (transfer full): "db-1 /srv/data", or what the group is of
 */
char *
rw_disk_name (const RwVolumeRow *row,
              RwVolumesBy        by)
{
  static const char *const without[RW_VOLUMES_N_BY] = { N_ ("Volume"), N_ ("Without a System"),
                                                        N_ ("Without a Service"),
                                                        N_ ("Without a Site"),
                                                        N_ ("Without a Customer") };

  if (by == RW_VOLUMES_BY_NONE && row->system_name != NULL)
    return g_strdup_printf ("%s %s", row->system_name, row->name);
  return g_strdup (row->name != NULL ? row->name : _ (without[by]));
}

/**
 * rw_disk_range:
 *
 * Returns: (transfer full): "74–95 d"
 */
char *
rw_disk_range (const RwForecastRange *range)
{
  if (range->p90 == RW_FORECAST_NEVER)
    return g_strdup_printf (C_ ("days until a volume is full", "≥ %d d"), range->p10);
  if (range->p10 == range->p90)
    return g_strdup_printf (C_ ("days until a volume is full", "%d d"), range->p50);
  return g_strdup_printf (C_ ("days until a volume is full", "%d–%d d"), range->p10, range->p90);
}

static const char *
state_words (const RwForecast *forecast)
{
  switch (forecast->state)
    {
    case RW_FORECAST_FULL:
      return C_ ("volume", "Full");
    case RW_FORECAST_INSUFFICIENT:
      return C_ ("volume", "Insufficient history");
    case RW_FORECAST_NOT_GROWING:
      return C_ ("volume", "Not growing");
    default:
      return C_ ("volume", "More than two years");
    }
}

/* Whether there is a day to name. */
static gboolean
ends (const RwForecast *forecast)
{
  return forecast->state == RW_FORECAST_FILLING && forecast->n_ranges > RW_VOLUME_WHOLE &&
         forecast->ranges[RW_VOLUME_WHOLE].p50 != RW_FORECAST_NEVER;
}

/**
 * rw_disk_when:
 *
 * Returns: (transfer full): "14 Feb 2027 · 74–95 d", or in words why there is no day
 */
char *
rw_disk_when (const RwVolumeRow *row,
              gint64             now)
{
  const RwForecastRange *range = &row->forecast.ranges[RW_VOLUME_WHOLE];
  g_autofree char *day = NULL, *days = NULL;

  if (row->pending)
    return g_strdup (C_ ("volume", "Working it out…"));
  if (!ends (&row->forecast))
    return g_strdup (state_words (&row->forecast));
  day = rw_format_day (row->day + range->p50, now);
  days = rw_disk_range (range);
  return g_strdup_printf ("%s · %s", day, days);
}

/**
 * rw_disk_outlook:
 * @day: of the last sample
 *
 * Returns: (transfer full): a sentence: "Full in 74 to 95 days, likely 84: 14 Feb 2027"
 */
char *
rw_disk_outlook (const RwForecast *forecast,
                 gint64            day,
                 gint64            now)
{
  const RwForecastRange *range = &forecast->ranges[RW_VOLUME_WHOLE];
  g_autofree char *date = NULL;

  if (!ends (forecast))
    {
      switch (forecast->state)
        {
        case RW_FORECAST_FULL:
          return g_strdup (_ ("There is no room left"));
        case RW_FORECAST_INSUFFICIENT:
          return g_strdup_printf (_ ("Insufficient history: %d days are needed to say anything"),
                                  RW_FORECAST_LEAST_DAYS);
        case RW_FORECAST_NOT_GROWING:
          return g_strdup (_ ("It is likely not to grow"));
        default:
          if (range->p10 != RW_FORECAST_NEVER)
            return g_strdup_printf (_ ("Likely not full within two years, %d days at the earliest"),
                                    range->p10);
          return g_strdup (_ ("It takes more than two years to be full"));
        }
    }
  date = rw_format_day (day + range->p50, now);
  if (range->p90 == RW_FORECAST_NEVER)
    /* Translators: days, days, date */
    return g_strdup_printf (_ ("Full in %d days or later, likely %d: %s"), range->p10, range->p50,
                            date);
  if (range->p10 == range->p90)
    return g_strdup_printf (ngettext ("Full in %d day: %s", "Full in %d days: %s", range->p50),
                            range->p50, date);
  /* Translators: days, days, days, date: "Full in 74 to 95 days, likely 84: 14 Feb 2027" */
  return g_strdup_printf (_ ("Full in %d to %d days, likely %d: %s"), range->p10, range->p90,
                          range->p50, date);
}

/**
 * rw_disk_sentence:
 *
 * Returns: (transfer full): a line of the list for those who do not see it
 */
char *
rw_disk_sentence (const RwVolumeRow *row,
                  RwVolumesBy        by,
                  gint64             now)
{
  g_autofree char *name = rw_disk_name (row, by), *used = rw_disk_used (row),
                  *when = row->pending ? rw_disk_when (row, now)
                                       : rw_disk_outlook (&row->forecast, row->day, now);
  const char *urgent = row->rank == RW_NEED_NOBODY ? NULL : C_ ("volume", "urgent");

  return urgent != NULL ? g_strdup_printf ("%s, %s, %s. %s.", name, urgent, used, when)
                        : g_strdup_printf ("%s, %s. %s.", name, used, when);
}

/**
 * rw_disk_event:
 *
 * Returns: (transfer full): what happened: "300 GB went away, left out of the forecast"
 */
char *
rw_disk_event (const RwVolumeEvent *event,
               gboolean             inodes)
{
  g_autofree char *amount = NULL;

  if (event->resized_to != 0)
    {
      amount = rw_disk_amount (event->resized_to, inodes);
      return g_strdup_printf (_ ("Resized to %s"), amount);
    }
  amount = rw_disk_amount (ABS (event->delta), inodes);
  return g_strdup_printf (event->delta < 0 ? _ ("%s went away, left out of the forecast")
                                           : _ ("%s came at once, left out of the forecast"),
                          amount);
}

/**
 * rw_disk_alerts:
 *
 * Returns: (transfer full): when a ticket is opened: "At 90 % used, or likely full within 14 days"
 */
char *
rw_disk_alerts (const RwVolumeRow *row)
{
  g_autofree char *percent = rw_format_percent (row->alert_percent / 100.0, 0);

  if (row->alert_percent == 0 && row->alert_days == 0)
    return g_strdup (_ ("Never"));
  if (row->alert_days == 0)
    return g_strdup_printf (_ ("At %s used"), percent);
  if (row->alert_percent == 0)
    return g_strdup_printf (ngettext ("Likely full within %d day", "Likely full within %d days",
                                      row->alert_days),
                            row->alert_days);
  return g_strdup_printf (ngettext ("At %s used, or likely full within %d day",
                                    "At %s used, or likely full within %d days", row->alert_days),
                          percent, row->alert_days);
}

static double
find_unit (const char *unit)
{
  static const struct
  {
    const char *name;
    double bytes;
  } units[] = { { "", 1e9 },
                { "b", 1 },
                { "kb", 1e3 },
                { "mb", 1e6 },
                { "gb", 1e9 },
                { "tb", 1e12 },
                { "pb", 1e15 },
                { "k", 1e3 },
                { "m", 1e6 },
                { "g", 1e9 },
                { "t", 1e12 },
                { "kib", 1024 },
                { "mib", 1048576.0 },
                { "gib", 1073741824.0 },
                { "tib", 1099511627776.0 } };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_ascii_strcasecmp (units[i].name, unit) == 0)
      return units[i].bytes;
  return -1;
}

/**
 * rw_disk_parse_amount:
 * @text: "200 GB", "1.5 TB", "-50 GB", "512 GiB", "200" for as many GB; of inodes a number
 * @amount: (out): bytes, or inodes
 *
 * Returns: whether it is an amount other than none
 */
gboolean
rw_disk_parse_amount (const char *text,
                      gboolean    inodes,
                      gint64     *amount)
{
  char radix = *nl_langinfo (RADIXCHAR);
  GString *number = g_string_new (NULL);
  g_autofree char *digits = NULL, *unit = NULL;
  const char *rest = text;
  char *end = NULL;
  double value, factor;

  for (; *rest != '\0' && !g_ascii_isalpha (*rest); rest = g_utf8_next_char (rest))
    {
      gunichar c = g_utf8_get_char (rest);

      if (c == 0x2212 || c == '-')
        g_string_append_c (number, '-');
      else if (c == (gunichar) radix)
        g_string_append_c (number, '.');
      else if (c < 0x80 && (g_ascii_isdigit ((char) c) || c == '+'))
        g_string_append_c (number, (char) c);
      else if (!g_unichar_isspace (c) && c != '.' && c != ',' && c != '\'')
        break;
    }
  digits = g_string_free_and_steal (number);
  unit = g_strstrip (g_strdup (rest));
  value = g_ascii_strtod (digits, &end);
  factor = inodes ? (*unit == '\0'                  ? 1
                     : *unit == 'k' || *unit == 'K' ? 1e3
                     : *unit == 'M'                 ? 1e6
                                                    : -1)
                  : find_unit (unit);
  if (inodes && g_utf8_strlen (unit, -1) > 1)
    factor = -1;
  if (*digits == '\0' || *end != '\0' || factor < 0 || !(fabs (value * factor) <= MOST))
    return FALSE;
  *amount = (gint64) llround (value * factor);
  return *amount != 0;
}
