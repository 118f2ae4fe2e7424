/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-change-notice-text.h"

#include <string.h>

#include "rw-clock.h"
#include "rw-time.h"

/*
 * What a customer is told about a change, in the customer's language, which is not that of whoever writes: so the sentences
 * stand here and not in a catalogue. A language that is not known here is written in English, which is said beside it.
 */

typedef struct
{
  const char *code;
  const char *subject;  /* title */
  const char *greeting;
  const char *when;     /* when it is */
  const char *services; /* names */
  const char *none;     /* no time is planned */
  const char *cancelled;
  const char *closing;
  const char *same_day; /* day, time, time, zone */
  const char *two_days; /* day, time, day, time, zone */
  const char *day;      /* weekday, day of the month, month, year: as positions 1 to 4 */
  const char *days[7];
  const char *months[12];
} Language;

static const Language languages[] = {
  {
    "en",
    "Maintenance: %s",
    "Dear Sir or Madam,",
    "We are going to carry out work on %s.",
    "These services may be interrupted meanwhile: %s.",
    "We are planning work; the time follows.",
    "The work that we announced is not going to happen.",
    "Should you have any questions, please answer this message.",
    "%1$s, %2$s–%3$s (%4$s)",
    "%1$s, %2$s to %3$s, %4$s (%5$s)",
    "%1$s, %2$d %3$s %4$d",
    { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" },
    { "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
      "December" },
  },
  {
    "de",
    "Wartung: %s",
    "Sehr geehrte Damen und Herren,",
    "wir führen Arbeiten durch: %s.",
    "Diese Dienste können dabei unterbrochen sein: %s.",
    "wir planen Arbeiten; die Zeit teilen wir Ihnen noch mit.",
    "die angekündigten Arbeiten finden nicht statt.",
    "Bei Fragen antworten Sie bitte auf diese Nachricht.",
    "%1$s, %2$s–%3$s Uhr (%4$s)",
    "%1$s, %2$s Uhr bis %3$s, %4$s Uhr (%5$s)",
    "%1$s, %2$d. %3$s %4$d",
    { "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag" },
    { "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
      "Dezember" },
  },
};

/**
 * rw_change_notice_language:
 *
 * Returns: (transfer none): the customer's first language that notices are written in, else "en"
 */
const char *
rw_change_notice_language (RwRecord *customer)
{
  const char *const *wanted = rw_record_get_texts (customer, RW_CUSTOMER_LANGUAGES);

  for (; wanted != NULL && *wanted != NULL; wanted++)
    for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
      if (g_ascii_strncasecmp (*wanted, languages[i].code, 2) == 0 &&
          !g_ascii_isalpha ((*wanted)[2]))
        return languages[i].code;
  return languages[0].code;
}

static char *
format_day (const Language *language,
            GDateTime      *time)
{
  return g_strdup_printf (language->day, language->days[g_date_time_get_day_of_week (time) - 1],
                          g_date_time_get_day_of_month (time),
                          language->months[g_date_time_get_month (time) - 1],
                          g_date_time_get_year (time));
}

static char *
format_time (const Language *language,
             gint64          start,
             gint64          end,
             GTimeZone      *zone)
{
  g_autoptr (GDateTime) utc_from = g_date_time_new_from_unix_utc_usec (start),
                        utc_to = g_date_time_new_from_unix_utc_usec (end);
  g_autoptr (GDateTime) from = g_date_time_to_timezone (utc_from, zone),
                        to = g_date_time_to_timezone (utc_to, zone);
  g_autofree char *first_day = format_day (language, from), *last_day = format_day (language, to);
  g_autofree char *first = g_date_time_format (from, "%H:%M"),
                  *last = g_date_time_format (to, "%H:%M");
  const char *name = g_date_time_get_timezone_abbreviation (from);

  if (g_str_equal (first_day, last_day))
    return g_strdup_printf (language->same_day, first_day, first, last, name);
  return g_strdup_printf (language->two_days, first_day, first, last_day, last, name);
}

static void
add_paragraph (GString    *text,
               const char *paragraph)
{
  if (paragraph != NULL && *paragraph != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n\n" : "", paragraph);
}

/**
 * rw_change_notice_text:
 * @customer: who is told
 * @services: names of the customer's services that are hit
 *
 * Returns: (transfer full): what to tell, in the customer's language and time zone; the first line is the subject. Nothing
 *   of it is internal: title for customers, times, services and the words for customers
 */
char *
rw_change_notice_text (RwRecord           *change,
                       RwRecord           *customer,
                       const char *const  *services)
{
  const char *code = rw_change_notice_language (customer),
             *title = rw_record_get_text (change, RW_CHANGE_PUBLIC_TITLE),
             *tz = rw_record_get_text (customer, RW_CUSTOMER_TZ);
  const Language *language = &languages[0];
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *subject = NULL, *names = NULL, *when = NULL, *hit = NULL;
  gboolean planned =
    rw_record_has (change, RW_CHANGE_START) && rw_record_has (change, RW_CHANGE_END);

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (g_str_equal (languages[i].code, code))
      language = &languages[i];
  zone = rw_zone_get (tz != NULL ? tz : rw_record_get_text (change, RW_CHANGE_TZ));
  if (zone == NULL)
    zone = g_time_zone_new_utc ();
  names = g_strjoinv (", ", (char **) services);
  subject = g_strdup_printf (language->subject, title != NULL ? title : names);
  add_paragraph (text, subject);
  add_paragraph (text, language->greeting);
  if (rw_record_get_enum (change, RW_CHANGE_STATUS) == RW_CHANGE_STATUS_CANCELLED)
    add_paragraph (text, language->cancelled);
  else
    {
      if (planned)
        {
          g_autofree char *time =
            format_time (language, rw_record_get_integer (change, RW_CHANGE_START, 0),
                         rw_record_get_integer (change, RW_CHANGE_END, 0), zone);

          when = g_strdup_printf (language->when, time);
        }
      add_paragraph (text, planned ? when : language->none);
      hit = *names != '\0' ? g_strdup_printf (language->services, names) : NULL;
      add_paragraph (text, hit);
      add_paragraph (text, rw_record_get_text (change, RW_CHANGE_NOTICE));
    }
  add_paragraph (text, language->closing);
  return g_strdup (text->str);
}
