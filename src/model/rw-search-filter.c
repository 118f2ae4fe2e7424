/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-search-terms.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "rules/rw-ticket-rules.h"
#include "rw-clock.h"
#include "rw-text.h"
#include "rw-time.h"

/* The keys of a search and what may stand behind them. English words hold in every language. */

static const struct
{
  const char *name;
  const char *other;
  const char *label;
} keys[RW_SEARCH_N_KEYS] = {
  [RW_SEARCH_STATUS] = { "status", NULL, NC_ ("search filter", "status") },
  [RW_SEARCH_PRIORITY] = { "prio", "priority", NC_ ("search filter", "prio") },
  [RW_SEARCH_TYPE] = { "type", "kind", NC_ ("search filter", "type") },
  [RW_SEARCH_IS] = { "is", NULL, NC_ ("search filter", "is") },
  [RW_SEARCH_OPENED] = { "opened", NULL, NC_ ("search filter", "opened") },
  [RW_SEARCH_CUSTOMER] = { "customer", NULL, NC_ ("search filter", "customer") },
  [RW_SEARCH_SERVICE] = { "service", NULL, NC_ ("search filter", "service") },
  [RW_SEARCH_ASSIGNEE] = { "assignee", NULL, NC_ ("search filter", "assignee") },
  [RW_SEARCH_CI] = { "ci", NULL, NC_ ("search filter", "ci") },
  [RW_SEARCH_TAG] = { "tag", NULL, NC_ ("search filter", "tag") },
};

/**
 * rw_search_key_name:
 *
 * Returns: the key as a person writes it in their language
 */
const char *
rw_search_key_name (RwSearchKey key)
{
  return g_dpgettext2 (NULL, "search filter", keys[key].label);
}

/**
 * rw_search_key_find:
 * @name: what stands before a colon
 * @key: (out): which key that is
 */
gboolean
rw_search_key_find (const char  *name,
                    RwSearchKey *key)
{
  g_autofree char *folded = rw_text_fold (name);

  for (int i = 0; i < RW_SEARCH_N_KEYS; i++)
    {
      g_autofree char *own = rw_text_fold (rw_search_key_name (i));

      if (g_str_equal (folded, keys[i].name) || g_strcmp0 (folded, keys[i].other) == 0 ||
          g_str_equal (folded, own))
        {
          *key = i;
          return TRUE;
        }
    }
  return FALSE;
}

/* Whether a word, or what it is called in the person's language, begins like that. */
static gboolean
is_called (const char *value,
           const char *word,
           const char *label)
{
  g_autofree char *plain = g_strdelimit (g_strdup (word), "_", '-');
  g_autofree char *own = rw_text_fold (label);

  g_strdelimit (own, " ", '-');
  return g_str_has_prefix (word, value) || g_str_has_prefix (plain, value) ||
         g_str_has_prefix (own, value);
}

static guint
words_mask (const RwEnumInfo *words,
            const char       *value)
{
  guint mask = 0;

  for (int i = 0; i < (int) words->n_values; i++)
    if (is_called (value, rw_enum_value (words, i), rw_enum_label (words, i)))
      mask |= 1u << i;
  return mask;
}

static gboolean
is_word (const char *value,
         const char *word,
         const char *own)
{
  g_autofree char *folded = rw_text_fold (own);

  return g_str_equal (value, word) || g_str_equal (value, folded);
}

#define FINISHED_CHANGES (1u << RW_CHANGE_STATUS_CLOSED | 1u << RW_CHANGE_STATUS_CANCELLED)

static char *
parse_status (RwSearchFilter *filter,
              const char     *value)
{
  guint open = 0, tickets, changes;

  for (int i = 0; i < RW_TICKET_STATUS_N_VALUES; i++)
    if (rw_ticket_status_is_open (i))
      open |= 1u << i;
  if (g_str_has_prefix ("open", value) || is_word (value, "open", C_ ("search filter", "open")))
    {
      tickets = open;
      changes = ~FINISHED_CHANGES & ((1u << RW_CHANGE_STATUS_N_VALUES) - 1);
    }
  else if (is_word (value, "done", C_ ("search filter", "done")))
    {
      tickets = ~open & ((1u << RW_TICKET_STATUS_N_VALUES) - 1);
      changes = FINISHED_CHANGES;
    }
  else
    {
      tickets = words_mask (&rw_enum_ticket_status, value);
      changes = words_mask (&rw_enum_change_status, value);
    }
  if (tickets == 0 && changes == 0)
    return g_strdup_printf (_ ("“%s” is no status. Try open, pending, resolved or closed."), value);
  filter->tickets |= tickets;
  filter->changes |= changes;
  return NULL;
}

/* 1, P1, 1-3 */
static char *
parse_priority (RwSearchFilter *filter,
                const char     *value)
{
  const char *p = value + (*value == 'p');
  int from = g_ascii_digit_value (*p), to = from;

  if (from >= 1 && p[1] == '-' && p[2] != '\0')
    {
      p += 2 + (p[2] == 'p');
      to = g_ascii_digit_value (*p);
    }
  /* Half of a span that is still being typed is its beginning. */
  if (from < 1 || to > RW_PRIORITY_N_VALUES || to < from ||
      (p[1] != '\0' && !g_str_equal (p + 1, "-")))
    return g_strdup_printf (_ ("“%s” is no priority. Try 1, or 1-2."), value);
  for (int i = from; i <= to; i++)
    filter->tickets |= 1u << (i - 1);
  return NULL;
}

static char *
parse_type (RwSearchFilter *filter,
            const char     *value)
{
  guint tickets = words_mask (&rw_enum_ticket_type, value),
        changes = words_mask (&rw_enum_change_type, value);
  guint64 kinds = 0;

  /* The word of a service desk for a service request. */
  if (g_str_has_prefix ("request", value))
    tickets |= 1u << RW_TICKET_TYPE_REQUEST;
  for (int kind = 0; kind < RW_N_KINDS; kind++)
    if (is_called (value, rw_schema_get (kind)->name, rw_kind_label (kind)) && strlen (value) > 1)
      kinds |= RW_KIND_BIT (kind);
  if (is_word (value, "system", C_ ("search filter", "system")))
    kinds |= RW_KIND_BIT (RW_KIND_DEVICE) | RW_KIND_BIT (RW_KIND_VM);
  if (tickets == 0 && changes == 0 && kinds == 0)
    return g_strdup_printf (_ (
                              "“%s” is no type. Try incident, request, problem, change or system."),
                            value);
  if (tickets != 0)
    filter->kinds |= RW_KIND_BIT (RW_KIND_TICKET);
  if (changes != 0)
    filter->kinds |= RW_KIND_BIT (RW_KIND_CHANGE);
  filter->kinds |= kinds;
  filter->tickets |=
    kinds & RW_KIND_BIT (RW_KIND_TICKET) ? (1u << RW_TICKET_TYPE_N_VALUES) - 1 : tickets;
  filter->changes |=
    kinds & RW_KIND_BIT (RW_KIND_CHANGE) ? (1u << RW_CHANGE_TYPE_N_VALUES) - 1 : changes;
  return NULL;
}

static char *
parse_is (RwSearchFilter *filter,
          const char     *value)
{
  static const struct
  {
    const char *word;
    const char *label;
    guint flag;
  } words[] = {
    { "overdue", NC_ ("search filter", "overdue"), RW_SEARCH_IS_OVERDUE },
    { "major", NC_ ("search filter", "major"), RW_SEARCH_IS_MAJOR },
    { "snoozed", NC_ ("search filter", "snoozed"), RW_SEARCH_IS_SNOOZED },
    { "known-error", NC_ ("search filter", "known-error"), RW_SEARCH_IS_KNOWN_ERROR },
  };
  gboolean known = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (is_called (value, words[i].word, g_dpgettext2 (NULL, "search filter", words[i].label)))
      {
        filter->tickets |= words[i].flag;
        known = TRUE;
      }
  return known ? NULL
               : g_strdup_printf (
                   _ ("“is:%s” is not known. Try overdue, major, snoozed or known-error."), value);
}

/* --- Times --------------------------------------------------------------------------------------- */

static gint64
day_start (GTimeZone *zone,
           gint64     day)
{
  return rw_zone_resolve (zone, day * RW_DAY);
}

/* 2026, 2026-11 or 2026-11-24: the days of it. */
static gboolean
parse_days (const char *text,
            gint64     *from,
            gint64     *to)
{
  int year, month = 1, day;
  gsize length = strlen (text);

  if (length == RW_DATE_STRING_LENGTH)
    {
      if (!rw_date_parse (text, from))
        return FALSE;
      *to = *from + 1;
      return TRUE;
    }
  if ((length != 4 && length != 7) || strspn (text, "0123456789-") != length)
    return FALSE;
  year = atoi (text);
  if (year < 1970 || year > 9998)
    return FALSE;
  if (length == 7)
    {
      day = text[4] == '-' ? atoi (text + 5) : 0;
      if (day < 1 || day > 12)
        return FALSE;
      month = day;
    }
  *from = rw_date_from_civil (year, month, 1);
  *to = length == 4   ? rw_date_from_civil (year + 1, 1, 1)
        : month == 12 ? rw_date_from_civil (year + 1, 1, 1)
                      : rw_date_from_civil (year, month + 1, 1);
  return TRUE;
}

/* "7d": the last seven days, to the minute. */
static gboolean
parse_span (const char *text,
            gint64     *span)
{
  static const struct
  {
    char unit;
    gint64 length;
  } units[] = { { 'h', RW_HOUR }, { 'd', RW_DAY }, { 'w', 7 * RW_DAY }, { 'm', 30 * RW_DAY } };
  gsize digits = strspn (text, "0123456789");

  if (digits == 0 || digits > 4 || text[digits] == '\0' || text[digits + 1] != '\0')
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (units[i].unit == text[digits])
      {
        *span = atoi (text) * units[i].length;
        return TRUE;
      }
  return FALSE;
}

static char *
parse_opened (RwSearchFilter *filter,
              const char     *value,
              gint64          now,
              GTimeZone      *zone)
{
  gint64 today = rw_zone_wall (zone, now) / RW_DAY, from, to, other, span;
  const char *dots = strstr (value, "..");

  if (is_word (value, "today", C_ ("search filter", "today")))
    from = today, to = today + 1;
  else if (is_word (value, "yesterday", C_ ("search filter", "yesterday")))
    from = today - 1, to = today;
  else if (parse_span (value, &span))
    {
      filter->from = now - span;
      filter->to = G_MAXINT64;
      return NULL;
    }
  else if (dots != NULL)
    {
      g_autofree char *first = g_strndup (value, (gsize) (dots - value));

      if (!parse_days (first, &from, &other) || !parse_days (dots + 2, &other, &to) || to <= from)
        goto unknown;
    }
  else if ((*value == '<' || *value == '>') && parse_days (value + 1, &from, &to))
    {
      filter->from = *value == '<' ? G_MININT64 : day_start (zone, from);
      filter->to = *value == '<' ? day_start (zone, from) : G_MAXINT64;
      return NULL;
    }
  else if (!parse_days (value, &from, &to))
    goto unknown;
  filter->from = day_start (zone, from);
  filter->to = day_start (zone, to);
  return NULL;

unknown:
  return g_strdup_printf (_ ("“%s” is no time. Try today, 7d, 2026-11 or 2026-11-01..2026-11-15."),
                          value);
}

/**
 * rw_search_filter_parse:
 * @filter: with its key; the rest is filled in
 * @value: what stands behind the colon: one value, or some with commas between of which one is enough
 * @now: microseconds
 * @zone: in which days begin
 *
 * Returns: (transfer full) (nullable): what is not understood, as a sentence
 */
char *
rw_search_filter_parse (RwSearchFilter *filter,
                        const char     *value,
                        gint64          now,
                        GTimeZone      *zone)
{
  g_autofree char *folded = rw_text_fold (value);
  g_auto (GStrv) values = g_strsplit (folded, ",", -1);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (char **one = values; *one != NULL; one++)
    {
      char *problem = NULL;

      if (**one == '\0')
        continue;
      switch (filter->key)
        {
        case RW_SEARCH_STATUS:
          problem = parse_status (filter, *one);
          break;
        case RW_SEARCH_PRIORITY:
          problem = parse_priority (filter, *one);
          break;
        case RW_SEARCH_TYPE:
          problem = parse_type (filter, *one);
          break;
        case RW_SEARCH_IS:
          problem = parse_is (filter, *one);
          break;
        case RW_SEARCH_OPENED:
          problem = parse_opened (filter, *one, now, zone);
          break;
        default:
          if (is_word (*one, "none", C_ ("search filter", "none")))
            filter->nobody = TRUE;
          else if (filter->key == RW_SEARCH_ASSIGNEE &&
                   is_word (*one, "me", C_ ("search filter", "me")))
            filter->me = TRUE;
          else
            g_strv_builder_add (names, *one);
        }
      if (problem != NULL)
        return problem;
    }
  filter->names = g_strv_builder_end (names);
  return NULL;
}

/* --- Suggestions --------------------------------------------------------------------------------- */

static const char *const key_hints[RW_SEARCH_N_KEYS] = {
  [RW_SEARCH_STATUS] = N_ ("open, new, pending, resolved, closed"),
  [RW_SEARCH_PRIORITY] = N_ ("1 to 5, or 1-2"),
  [RW_SEARCH_TYPE] = N_ ("incident, request, problem, change, system"),
  [RW_SEARCH_IS] = N_ ("overdue, major, snoozed, known-error"),
  [RW_SEARCH_OPENED] = N_ ("today, 7d, 2026-11, 2026-11-01..2026-11-15"),
  [RW_SEARCH_CUSTOMER] = N_ ("a part of the customer’s name"),
  [RW_SEARCH_SERVICE] = N_ ("a part of the service’s name"),
  [RW_SEARCH_ASSIGNEE] = N_ ("a part of the name, me or none"),
  [RW_SEARCH_CI] = N_ ("a part of the system’s name"),
  [RW_SEARCH_TAG] = N_ ("a tag"),
};

/**
 * rw_search_suggest:
 * @text: what is typed so far
 *
 * Returns: (transfer full) (element-type utf8): the filters that the last word may become: pairs of what
 *   to put in its place ("customer:") and what may stand behind it
 */
GPtrArray *
rw_search_suggest (const char *text)
{
  GPtrArray *pairs = g_ptr_array_new_with_free_func (g_free);
  const char *space = strrchr (text, ' ');
  g_autofree char *last = rw_text_fold (space != NULL ? space + 1 : text);
  const char *word = last + (*last == '-');

  if (*word == '\0' || strchr (word, '"') != NULL)
    return pairs;
  for (int key = 0; key < RW_SEARCH_N_KEYS; key++)
    {
      const char *name = rw_search_key_name (key);
      g_autofree char *own = rw_text_fold (name);
      g_autofree char *whole = g_strconcat (own, ":", NULL);

      if (!g_str_has_prefix (whole, word) && !g_str_has_prefix (keys[key].name, word) &&
          (keys[key].other == NULL || !g_str_has_prefix (keys[key].other, word)))
        continue;
      g_ptr_array_add (pairs, g_strconcat (*last == '-' ? "-" : "", name, ":", NULL));
      g_ptr_array_add (pairs, g_strdup (_ (key_hints[key])));
    }
  return pairs;
}
