/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-maintnote.h"

#include <glib/gi18n-lib.h>
#include <libical/ical.h>
#include <string.h>

#include "rw-clock.h"
#include "rw-error.h"
#include "rw-schema.h"
#include "rw-time.h"

/*
 * Maintenance notices of carriers and sites: iCalendar with X-MAINTNOTE-* (FORMATS; MAINTNOTE-STD). libical reads the
 * lines; what is in them is read here, because each producer has its own ways: names in any case, a status only in
 * STATUS, times in a zone of the file, a length in place of an end.
 */

/* libical takes components apart by calling itself. */
#define NESTING_MOST 8
#define OBJECTS_MOST 200
#define DETAILS_MOST 20000
#define ZONES_MOST   16

/* libical works a zone out anew for each later year that is asked for, from its beginning. Outlook lets all begin in
 * 1601. */
#define RULES_MOST   6
#define ZONE_FROM    1600
#define ZONE_TO      2100

typedef struct
{
  icalcomponent *calendar;
  icalproperty_method method;
  guint position; /* of the event, from 1 */
} Reader;

static gboolean
miss (const Reader *reader, const char *name, GError **error)
{
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
               _ ("Event %u of the maintenance notice: %s is missing"), reader->position, name);
  return FALSE;
}

static gboolean
refuse (const Reader *reader, const char *name, const char *text, GError **error)
{
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
               _ ("Event %u of the maintenance notice: %s is “%s”, which cannot be read"),
               reader->position, name, text);
  return FALSE;
}

/* --- Properties ---------------------------------------------------------------------------------------- */

static const char *
name_of (icalproperty *property)
{
  const char *name = icalproperty_get_x_name (property);

  return name != NULL ? name : "";
}

/* Without space around it, and without control characters but for line breaks where there may be several lines. */
static char *
clean (const char *text, gsize most, gboolean lines)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *out = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\n' && lines)
        g_string_append_c (out, '\n');
      else if (c == '\n' || c == '\t')
        g_string_append_c (out, ' ');
      else if (!g_unichar_iscntrl (c))
        g_string_append_unichar (out, c);
    }
  if ((gsize) g_utf8_strlen (out->str, -1) > most)
    g_string_truncate (out, (gsize) (g_utf8_offset_to_pointer (out->str, (glong) most) - out->str));
  return g_strstrip (g_string_free (out, FALSE));
}

static gsize
most_of (guint field)
{
  return (gsize) rw_schema_field (RW_KIND_CARRIER_NOTICE, field)->max;
}

/* An X-MAINTNOTE property; NULL for none, or none with anything in it. */
static char *
dup_extension (icalcomponent *event, const char *name, gsize most)
{
  for (icalproperty *property = icalcomponent_get_first_property (event, ICAL_X_PROPERTY);
       property != NULL; property = icalcomponent_get_next_property (event, ICAL_X_PROPERTY))
    if (g_ascii_strcasecmp (name_of (property), name) == 0)
      {
        const char *text = icalproperty_get_x (property);
        g_autofree char *cleaned = clean (text != NULL ? text : "", most, FALSE);

        if (*cleaned != '\0')
          return g_steal_pointer (&cleaned);
      }
  return NULL;
}

/* What is said about a file as a whole holds for its events. */
static char *
dup_anywhere (const Reader *reader, icalcomponent *event, const char *name, gsize most)
{
  char *text = dup_extension (event, name, most);

  return text != NULL ? text : dup_extension (reader->calendar, name, most);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
take_objects (icalcomponent *event, RwRecord *notice)
{
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) texts = NULL;

  for (icalproperty *property = icalcomponent_get_first_property (event, ICAL_X_PROPERTY);
       property != NULL && objects->len < OBJECTS_MOST;
       property = icalcomponent_get_next_property (event, ICAL_X_PROPERTY))
    if (g_ascii_strcasecmp (name_of (property), "X-MAINTNOTE-OBJECT-ID") == 0)
      {
        const char *text = icalproperty_get_x (property);
        g_autofree char *object =
          clean (text != NULL ? text : "", most_of (RW_CARRIER_NOTICE_OBJECTS), FALSE);

        if (*object != '\0')
          g_ptr_array_add (objects, g_steal_pointer (&object));
      }
  g_ptr_array_sort (objects, compare_texts);
  for (guint i = 0; i < objects->len; i++)
    if (i == 0 || !g_str_equal (objects->pdata[i], objects->pdata[i - 1]))
      g_strv_builder_add (builder, objects->pdata[i]);
  texts = g_strv_builder_end (builder);
  rw_record_set_texts (notice, RW_CARRIER_NOTICE_OBJECTS, (const char *const *) texts);
}

/* --- Times --------------------------------------------------------------------------------------------- */

static gint64
wall_of (struct icaltimetype time)
{
  return rw_date_from_civil (time.year, time.month, time.day) * RW_DAY + time.hour * RW_HOUR +
         time.minute * RW_MINUTE + time.second * RW_SECOND;
}

static gboolean
is_time (struct icaltimetype time)
{
  return !icaltime_is_null_time (time) && time.year >= 1970 && time.year <= 9998 &&
         time.month >= 1 && time.month <= 12 && time.day >= 1 && time.day <= 31 && time.hour >= 0 &&
         time.hour <= 24 && time.minute >= 0 && time.minute <= 59 && time.second >= 0 &&
         time.second <= 60;
}

static guint
count_values (const short *values, guint most)
{
  guint n = 0;

  while (n < most && values[n] != ICAL_RECURRENCE_ARRAY_MAX)
    n++;
  return n;
}

#define COUNT(values) count_values (values, G_N_ELEMENTS (values))

/* One day of a month, once a year, and one that there is every year: a rule that comes
 * every second, or never, libical follows to the end of time (RFC 5545, 3.6.5, knows yearly ones). */
static gboolean
is_rule_of_zone (const struct icalrecurrencetype *rule)
{
  guint n_months = COUNT (rule->by_month), n_days = COUNT (rule->by_day),
        n_month_days = COUNT (rule->by_month_day);

  if (rule->freq != ICAL_YEARLY_RECURRENCE || rule->rscale != NULL ||
      COUNT (rule->by_second) + COUNT (rule->by_minute) + COUNT (rule->by_hour) +
          COUNT (rule->by_year_day) + COUNT (rule->by_week_no) + COUNT (rule->by_set_pos) >
        0)
    return FALSE;
  if (n_months > 1 || n_days > 1 || (n_days + n_month_days > 0 && n_months == 0) ||
      (n_days == 0 && n_month_days > 1) ||
      (n_days == 1 && n_month_days == 0 &&
       icalrecurrencetype_day_position (rule->by_day[0]) == 0) ||
      n_month_days > 7)
    return FALSE;
  for (guint i = 0; i < n_month_days; i++)
    if (ABS (rule->by_month_day[i]) > 28 &&
        !g_date_valid_dmy ((GDateDay) ABS (rule->by_month_day[i]), (GDateMonth) rule->by_month[0],
                           2027))
      return FALSE;
  return TRUE;
}

static int
begins_in (icalcomponent *part)
{
  icalproperty *start = icalcomponent_get_first_property (part, ICAL_DTSTART_PROPERTY);

  return start != NULL ? icalproperty_get_dtstart (start).year : 0;
}

/* Whether libical can work the zone out in a time that nobody notices. */
static gboolean
check_zone (const Reader *reader, icaltimezone *zone, struct icaltimetype time, GError **error)
{
  icalcomponent *described = icaltimezone_get_component (zone);
  guint n = 0;

  for (icalcomponent *part = icalcomponent_get_first_component (described, ICAL_ANY_COMPONENT);
       part != NULL; part = icalcomponent_get_next_component (described, ICAL_ANY_COMPONENT))
    {
      /* Before the rules are gone through: libical knows one place in a component. */
      gboolean in_time = begins_in (part) >= ZONE_FROM && time.year <= ZONE_TO;

      for (icalproperty *property = icalcomponent_get_first_property (part, ICAL_RRULE_PROPERTY);
           property != NULL; property = icalcomponent_get_next_property (part, ICAL_RRULE_PROPERTY))
        {
          struct icalrecurrencetype rule = icalproperty_get_rrule (property);

          if (in_time && ++n <= RULES_MOST && is_rule_of_zone (&rule))
            continue;
          g_set_error (
            error, RW_ERROR, RW_ERROR_INVALID,
            _ ("Event %u of the maintenance notice: the time zone “%s” is described in a way "
               "that cannot be read"),
            reader->position, icaltimezone_get_tzid (zone));
          return FALSE;
        }
    }
  return TRUE;
}

/* The zone that a time names: the system's of that name, or else the one that the file describes. */
static gboolean
resolve (const Reader *reader, icalproperty *property, struct icaltimetype time, gint64 *instant, GError **error)
{
  icalparameter *parameter = icalproperty_get_first_parameter (property, ICAL_TZID_PARAMETER);
  const char *tzid = parameter != NULL ? icalparameter_get_tzid (parameter) : NULL;
  g_autoptr (GTimeZone) zone = tzid != NULL ? rw_zone_get (tzid) : NULL;
  struct icaltimetype last;
  icaltimezone *described;

  *instant = wall_of (time);
  if (icaltime_is_utc (time) || tzid == NULL)
    return TRUE;
  if (zone != NULL)
    {
      *instant = rw_zone_resolve (zone, *instant);
      return TRUE;
    }
  described = icalcomponent_get_timezone (reader->calendar, tzid);
  if (described == NULL)
    return TRUE;
  if (!check_zone (reader, described, time, error))
    return FALSE;
  time.is_date = 0;
  /* Once for all the years that may still be asked for. */
  last = time;
  last.year = ZONE_TO;
  icaltime_as_timet_with_zone (last, described);
  *instant = (gint64) icaltime_as_timet_with_zone (time, described) * RW_SECOND;
  return TRUE;
}

/* A day without a time lasts to its end. */
static gboolean
read_time (const Reader *reader, icalcomponent *event, icalproperty_kind kind, const char *name, gint64 *instant, gboolean *is_date, GError **error)
{
  icalproperty *property = icalcomponent_get_first_property (event, kind);
  icalvalue *value = property != NULL ? icalproperty_get_value (property) : NULL;
  struct icaltimetype time;

  if (value == NULL)
    return miss (reader, name, error);
  if (icalvalue_isa (value) != ICAL_DATE_VALUE && icalvalue_isa (value) != ICAL_DATETIME_VALUE)
    return refuse (reader, name, icalproperty_get_value_as_string (property), error);
  time = icalvalue_isa (value) == ICAL_DATE_VALUE ? icalvalue_get_date (value)
                                                  : icalvalue_get_datetime (value);
  if (!is_time (time))
    return refuse (reader, name, icalproperty_get_value_as_string (property), error);
  *is_date = time.is_date;
  return resolve (reader, property, time, instant, error);
}

static gboolean
take_times (const Reader *reader, icalcomponent *event, RwRecord *notice, GError **error)
{
  icalproperty *length = icalcomponent_get_first_property (event, ICAL_DURATION_PROPERTY);
  gboolean is_date, end_is_date;
  gint64 start, end;

  if (!read_time (reader, event, ICAL_DTSTART_PROPERTY, "DTSTART", &start, &is_date, error))
    return FALSE;
  if (icalcomponent_get_first_property (event, ICAL_DTEND_PROPERTY) != NULL)
    {
      if (!read_time (reader, event, ICAL_DTEND_PROPERTY, "DTEND", &end, &end_is_date, error))
        return FALSE;
    }
  else if (length != NULL)
    {
      struct icaldurationtype duration = icalproperty_get_duration (length);

      end =
        start + (((gint64) duration.weeks * 7 + duration.days) * RW_DAY + duration.hours * RW_HOUR +
                 duration.minutes * RW_MINUTE + duration.seconds * RW_SECOND) *
                  (duration.is_neg ? -1 : 1);
    }
  else if (is_date)
    end = start + RW_DAY;
  else
    return miss (reader, "DTEND", error);
  if (end <= start || end - start > 366 * RW_DAY)
    return refuse (reader, "DTEND", _ ("not after the start, or a year later"), error);
  rw_record_set_instant (notice, RW_CARRIER_NOTICE_START, start);
  rw_record_set_instant (notice, RW_CARRIER_NOTICE_END, end);
  return TRUE;
}

/* --- What it says ---------------------------------------------------------------------------------------- */

/* "REDUCED-REDUNDANCY" and "reduced redundancy" are one word. */
static int
find_word (const RwEnumInfo *info, const char *text)
{
  g_autofree char *word = g_ascii_strdown (text, -1);

  g_strdelimit (word, "- ", '_');
  return rw_enum_find (info, word);
}

static gboolean
take_status (const Reader *reader, icalcomponent *event, RwRecord *notice, GError **error)
{
  g_autofree char *text = dup_anywhere (reader, event, "X-MAINTNOTE-STATUS", 60);
  icalproperty *property = icalcomponent_get_first_property (event, ICAL_STATUS_PROPERTY);
  icalproperty_status plain =
    property != NULL ? icalproperty_get_status (property) : ICAL_STATUS_NONE;
  int status;

  /* Whatever else is said: who cancels, cancels. */
  if (reader->method == ICAL_METHOD_CANCEL || plain == ICAL_STATUS_CANCELLED)
    status = RW_NOTICE_STATUS_CANCELLED;
  else if (text != NULL)
    {
      status = find_word (&rw_enum_notice_status, text);
      if (status < 0)
        return refuse (reader, "X-MAINTNOTE-STATUS", text, error);
    }
  else if (plain == ICAL_STATUS_TENTATIVE || plain == ICAL_STATUS_CONFIRMED)
    status =
      plain == ICAL_STATUS_TENTATIVE ? RW_NOTICE_STATUS_TENTATIVE : RW_NOTICE_STATUS_CONFIRMED;
  else
    return miss (reader, "X-MAINTNOTE-STATUS", error);
  rw_record_set_enum (notice, RW_CARRIER_NOTICE_STATUS, status);
  return TRUE;
}

static gboolean
take_impact (const Reader *reader, icalcomponent *event, RwRecord *notice, GError **error)
{
  g_autofree char *text = dup_anywhere (reader, event, "X-MAINTNOTE-IMPACT", 60);
  int impact = text != NULL ? find_word (&rw_enum_notice_impact, text) : -1;

  if (text == NULL &&
      rw_record_get_enum (notice, RW_CARRIER_NOTICE_STATUS) == RW_NOTICE_STATUS_CANCELLED)
    impact = RW_NOTICE_IMPACT_NONE;
  else if (text == NULL)
    return miss (reader, "X-MAINTNOTE-IMPACT", error);
  if (impact < 0)
    return refuse (reader, "X-MAINTNOTE-IMPACT", text, error);
  rw_record_set_enum (notice, RW_CARRIER_NOTICE_IMPACT, impact);
  return TRUE;
}

static gboolean
take_text (const Reader *reader, icalcomponent *event, const char *name, RwRecord *notice, guint field, gboolean required, GError **error)
{
  g_autofree char *text = dup_anywhere (reader, event, name, most_of (field));

  if (text == NULL)
    return !required || miss (reader, name, error);
  rw_record_set_text (notice, field, text);
  return TRUE;
}

static void
take_plain (RwRecord *notice, guint field, const char *text, gsize most, gboolean lines)
{
  g_autofree char *cleaned = text != NULL ? clean (text, most, lines) : NULL;

  if (cleaned != NULL && *cleaned != '\0')
    rw_record_set_text (notice, field, cleaned);
}

static RwRecord *
read_event (const Reader *reader, icalcomponent *event, GError **error)
{
  g_autoptr (RwRecord) notice = rw_record_new (RW_KIND_CARRIER_NOTICE, NULL);

  if (!take_text (reader, event, "X-MAINTNOTE-PROVIDER", notice, RW_CARRIER_NOTICE_PROVIDER, TRUE,
                  error) ||
      !take_text (reader, event, "X-MAINTNOTE-MAINTENANCE-ID", notice, RW_CARRIER_NOTICE_REFERENCE,
                  TRUE, error) ||
      !take_text (reader, event, "X-MAINTNOTE-ACCOUNT", notice, RW_CARRIER_NOTICE_ACCOUNT, FALSE,
                  error) ||
      !take_status (reader, event, notice, error) || !take_impact (reader, event, notice, error) ||
      !take_times (reader, event, notice, error))
    return NULL;
  take_objects (event, notice);
  take_plain (notice, RW_CARRIER_NOTICE_UID, icalcomponent_get_uid (event),
              most_of (RW_CARRIER_NOTICE_UID), FALSE);
  take_plain (notice, RW_CARRIER_NOTICE_DETAILS, icalcomponent_get_description (event),
              DETAILS_MOST, TRUE);
  take_plain (notice, RW_CARRIER_NOTICE_TITLE, icalcomponent_get_summary (event),
              most_of (RW_CARRIER_NOTICE_TITLE), FALSE);
  /* What has no number is neither the older nor the newer one. */
  if (icalcomponent_get_first_property (event, ICAL_SEQUENCE_PROPERTY) != NULL)
    rw_record_set_integer (notice, RW_CARRIER_NOTICE_SEQUENCE,
                           MAX (icalcomponent_get_sequence (event), 0));
  return g_steal_pointer (&notice);
}

/* --- The file ---------------------------------------------------------------------------------------------- */

/* libical takes ever longer for each line, and for each part of one: a file that its limits let pass is read in the
 * time that a person does not notice. */
#define LINES_MOST      3000
#define LINE_MOST       (32 * 1024)
#define PARAMETERS_MOST 30

static gboolean
refuse_file (GError **error)
{
  g_set_error (error, RW_ERROR, RW_ERROR_LIMIT,
               _ ("The file is larger, or says more, than a maintenance notice"));
  return FALSE;
}

/* libical knows X- names in capitals only. */
static void
raise_name (GString *line)
{
  if (g_ascii_strncasecmp (line->str, "X-", 2) == 0)
    for (char *p = line->str; *p == '-' || g_ascii_isalnum (*p); p++)
      *p = g_ascii_toupper (*p);
}

static guint
count_parameters (const GString *line)
{
  guint n = 0;

  for (const char *p = line->str; *p != '\0' && *p != ':'; p++)
    n += *p == ';';
  return n;
}

typedef struct
{
  GString *out;
  guint n_lines;
  guint n_zones;
  guint depth;
} Unfolding;

/* One whole line, without its folds. */
static gboolean
take_line (Unfolding *self, GString *line, GError **error)
{
  if (g_ascii_strncasecmp (line->str, "BEGIN:", 6) == 0)
    self->depth++;
  else if (g_ascii_strncasecmp (line->str, "END:", 4) == 0 && self->depth > 0)
    self->depth--;
  self->n_zones += g_ascii_strncasecmp (line->str, "BEGIN:VTIMEZONE", 15) == 0;
  if (++self->n_lines > LINES_MOST || line->len > LINE_MOST || self->depth > NESTING_MOST ||
      self->n_zones > ZONES_MOST || count_parameters (line) > PARAMETERS_MOST)
    return refuse_file (error);
  raise_name (line);
  g_string_append_len (self->out, line->str, (gssize) line->len);
  g_string_append (self->out, "\r\n");
  return TRUE;
}

/* Without the folds (RFC 5545, 3.1), which libical puts together one by one. */
static char *
unfold (const char *text, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GString) line = g_string_new (NULL);
  Unfolding self = { .out = out };

  while (*text != '\0')
    {
      gsize length = strcspn (text, "\r\n");

      g_string_append_len (line, text, (gssize) length);
      text += length;
      while (*text == '\r')
        text++;
      text += *text == '\n';
      if (*text == ' ' || *text == '\t')
        {
          text++;
          continue;
        }
      if (!take_line (&self, line, error))
        return NULL;
      g_string_truncate (line, 0);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* What libical is given: text that ends, whole lines, and nothing in it that it would call itself for without end. */
static char *
dup_safe (const char *text, gsize length, GError **error)
{
  g_autofree char *valid = NULL;

  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    {
      text += 3;
      length -= 3;
    }
  if (length > RW_MAINTNOTE_BYTES_MOST)
    {
      refuse_file (error);
      return NULL;
    }
  if (length == 0 || memchr (text, '\0', length) != NULL)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("The file is not iCalendar"));
      return NULL;
    }
  valid = g_utf8_make_valid (text, (gssize) length);
  return unfold (valid, error);
}

static gboolean
read_calendar (icalcomponent *calendar, GPtrArray *notices, guint *position, GError **error)
{
  Reader reader = { .calendar = calendar, .method = icalcomponent_get_method (calendar) };

  for (icalcomponent *event = icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT);
       event != NULL; event = icalcomponent_get_next_component (calendar, ICAL_VEVENT_COMPONENT))
    {
      RwRecord *notice;

      if (notices->len == RW_MAINTNOTE_EVENTS_MOST)
        {
          g_set_error (error, RW_ERROR, RW_ERROR_LIMIT, _ ("The file announces more than %d times"),
                       RW_MAINTNOTE_EVENTS_MOST);
          return FALSE;
        }
      reader.position = ++*position;
      notice = read_event (&reader, event, error);
      if (notice == NULL)
        return FALSE;
      g_ptr_array_add (notices, notice);
    }
  return TRUE;
}

/* One calendar, or several one after the other, which libical puts into one that has no name. */
static gboolean
read_all (icalcomponent *root, GPtrArray *notices, GError **error)
{
  guint position = 0;

  if (icalcomponent_isa (root) == ICAL_VCALENDAR_COMPONENT)
    return read_calendar (root, notices, &position, error);
  for (icalcomponent *calendar = icalcomponent_get_first_component (root, ICAL_VCALENDAR_COMPONENT);
       calendar != NULL;
       calendar = icalcomponent_get_next_component (root, ICAL_VCALENDAR_COMPONENT))
    if (!read_calendar (calendar, notices, &position, error))
      return FALSE;
  return TRUE;
}

/**
 * rw_maintnote_parse:
 * @text: an iCalendar file with X-MAINTNOTE properties; need not end with a zero
 * @length: of it, in bytes
 *
 * Returns: (transfer full) (nullable) (element-type RwRecord): carrier notices, in the order of the file, each with
 *   an id of no meaning and what the event says, without a title perhaps, see rw_maintnote_plan_new(); the error names the property at fault and which event it is in
 */
GPtrArray *
rw_maintnote_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (GPtrArray) notices = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *safe = dup_safe (text, length, error);
  icalcomponent *root;
  gboolean well;

  if (safe == NULL)
    return NULL;
  icalerror_set_errors_are_fatal (FALSE);
  root = icalparser_parse_string (safe);
  if (root == NULL)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("The file is not iCalendar"));
      return NULL;
    }
  well = read_all (root, notices, error);
  icalcomponent_free (root);
  if (!well)
    return NULL;
  if (notices->len == 0)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                   _ ("The file announces nothing: it has no VEVENT"));
      return NULL;
    }
  return g_steal_pointer (&notices);
}
