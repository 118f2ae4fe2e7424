/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-macro.h"

#include <string.h>

#include "rw-clock.h"
#include "rw-text.h"

typedef enum
{
  WHAT_TEXT,
  WHAT_STATUS,
  WHAT_PRIORITY,
  WHAT_INSTANT,
  WHAT_NEXT,
  WHAT_NAME,
} What;

/* In alphabetical order, as they are listed to who writes a macro. */
static const struct
{
  const char *name;
  What what;
  gsize at; /* field of the ticket, or where in the facts */
} placeholders[] = {
  { "ci.name", WHAT_NAME, G_STRUCT_OFFSET (RwMacroFacts, ci) },
  { "contact.name", WHAT_NAME, G_STRUCT_OFFSET (RwMacroFacts, contact) },
  { "customer.name", WHAT_NAME, G_STRUCT_OFFSET (RwMacroFacts, customer) },
  { "me.name", WHAT_NAME, G_STRUCT_OFFSET (RwMacroFacts, me) },
  { "resolution.due", WHAT_INSTANT, RW_TICKET_RESOLUTION_DUE },
  { "response.due", WHAT_INSTANT, RW_TICKET_RESPONSE_DUE },
  { "service.name", WHAT_NAME, G_STRUCT_OFFSET (RwMacroFacts, service) },
  { "ticket.number", WHAT_TEXT, RW_TICKET_NUMBER },
  { "ticket.opened", WHAT_INSTANT, RW_TICKET_OPENED },
  { "ticket.priority", WHAT_PRIORITY, RW_TICKET_PRIORITY },
  { "ticket.resolved", WHAT_INSTANT, RW_TICKET_RESOLVED },
  { "ticket.solution", WHAT_TEXT, RW_TICKET_SOLUTION },
  { "ticket.status", WHAT_STATUS, RW_TICKET_STATUS },
  { "ticket.title", WHAT_TEXT, RW_TICKET_TITLE },
  { "ticket.workaround", WHAT_TEXT, RW_TICKET_WORKAROUND },
  { "update.next", WHAT_NEXT, 0 },
};

/* In the language of the text, which is the customer's, not that of the console. */
static const char *const statuses_de[RW_TICKET_STATUS_N_VALUES] = {
  "aufgenommen", "angenommen", "in Bearbeitung", "wartet auf Ihre Antwort", "wartet auf unseren Lieferanten",
  "gelöst",      "geschlossen",
};
static const char *const statuses_en[RW_TICKET_STATUS_N_VALUES] = {
  "registered", "accepted", "in progress", "waiting for your answer", "waiting for our supplier",
  "resolved",   "closed",
};

static gboolean
is_german (const char *language)
{
  return language != NULL && g_ascii_strncasecmp (language, "de", 2) == 0 &&
         !g_ascii_isalpha (language[2]);
}

static char *
tell_instant (gint64              at,
              const char         *language,
              const RwMacroFacts *facts)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  GTimeZone *zone = facts->zone != NULL ? facts->zone : utc;
  g_autoptr (GDateTime) then_utc = NULL;
  g_autoptr (GDateTime) now_utc = NULL;
  g_autoptr (GDateTime) then = NULL;
  g_autoptr (GDateTime) now = NULL;

  if (at == 0)
    return NULL;
  then_utc = g_date_time_new_from_unix_utc_usec (at);
  now_utc = g_date_time_new_from_unix_utc_usec (facts->now);
  if (then_utc == NULL || now_utc == NULL)
    return NULL;
  then = g_date_time_to_timezone (then_utc, zone);
  now = g_date_time_to_timezone (now_utc, zone);
  if (g_date_time_get_year (then) == g_date_time_get_year (now) &&
      g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (now))
    return g_date_time_format (then, "%H:%M");
  return g_date_time_format (then, is_german (language) ? "%d.%m.%Y, %H:%M" : "%Y-%m-%d %H:%M");
}

/* %NULL where nothing is known. */
static char *
tell (const char         *name,
      gsize               length,
      const char         *language,
      const RwMacroFacts *facts)
{
  for (guint i = 0; i < G_N_ELEMENTS (placeholders); i++)
    {
      int value;

      if (strlen (placeholders[i].name) != length ||
          memcmp (placeholders[i].name, name, length) != 0)
        continue;
      if (placeholders[i].what == WHAT_NAME)
        return g_strdup (G_STRUCT_MEMBER (const char *, facts, placeholders[i].at));
      if (placeholders[i].what == WHAT_NEXT)
        return tell_instant (facts->update_next, language, facts);
      if (facts->ticket == NULL)
        return NULL;
      switch (placeholders[i].what)
        {
        case WHAT_TEXT:
          return g_strdup (rw_record_get_text (facts->ticket, placeholders[i].at));
        case WHAT_INSTANT:
          return tell_instant (rw_record_get_integer (facts->ticket, placeholders[i].at, 0),
                               language, facts);
        case WHAT_STATUS:
          value = rw_record_get_enum (facts->ticket, placeholders[i].at);
          return value < 0
                   ? NULL
                   : g_strdup (is_german (language) ? statuses_de[value] : statuses_en[value]);
        case WHAT_PRIORITY:
        default:
          value = rw_record_get_enum (facts->ticket, placeholders[i].at);
          return value < 0 ? NULL : g_strdup (rw_enum_value (&rw_enum_priority, value));
        }
    }
  return NULL;
}

/**
 * rw_macro_placeholders:
 *
 * Returns: (array zero-terminated=1): the names of all placeholders there are, in alphabetical order
 */
const char *const *
rw_macro_placeholders (void)
{
  static const char *names[G_N_ELEMENTS (placeholders) + 1];
  static gsize once;

  if (g_once_init_enter (&once))
    {
      for (guint i = 0; i < G_N_ELEMENTS (placeholders); i++)
        names[i] = placeholders[i].name;
      g_once_init_leave (&once, 1);
    }
  return names;
}

/**
 * rw_macro_next:
 * @text: valid UTF-8
 * @from: where to begin, in bytes
 * @span: (out): the braces and what is in them
 *
 * Finds the next placeholder: words of small letters with dots between them, in braces. Other braces are text.
 */
gboolean
rw_macro_next (const char  *text,
               gsize        from,
               RwMacroSpan *span)
{
  for (const char *open = strchr (text + from, '{'); open != NULL; open = strchr (open + 1, '{'))
    {
      gsize length = strspn (open + 1, "abcdefghijklmnopqrstuvwxyz_.");

      if (length == 0 || open[1 + length] != '}' || open[1] == '.' || open[length] == '.')
        continue;
      span->start = (gsize) (open - text);
      span->end = span->start + length + 2;
      return TRUE;
    }
  return FALSE;
}

/**
 * rw_macro_fill:
 * @text: a macro's; valid UTF-8
 * @language: (nullable): of the text: "de", "en"
 * @facts: what the placeholders stand for
 * @unfilled: (out) (optional) (transfer full) (array zero-terminated=1): the placeholders that stayed, braces
 *   included, each once: nobody knows them, or what they stand for is not known of this ticket
 *
 * Fills in the placeholders. What is filled in is text: braces in the title of a ticket stay braces.
 *
 * Returns: (transfer full): the text; what could not be filled in stands there as it was, so that a person sees it
 */
char *
rw_macro_fill (const char         *text,
               const char         *language,
               const RwMacroFacts *facts,
               char             ***unfilled)
{
  g_autoptr (GStrvBuilder) left = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GString *out = g_string_sized_new (strlen (text) + 64);
  RwMacroSpan span;
  gsize at = 0;

  while (rw_macro_next (text, at, &span))
    {
      g_autofree char *value =
        tell (text + span.start + 1, span.end - span.start - 2, language, facts);

      g_string_append_len (out, text + at, (gssize) (span.start - at));
      at = span.end;
      if (value != NULL)
        {
          g_string_append (out, value);
          continue;
        }
      g_string_append_len (out, text + span.start, (gssize) (span.end - span.start));
      value = g_strndup (text + span.start, span.end - span.start);
      if (!g_hash_table_contains (seen, value))
        {
          g_strv_builder_add (left, value);
          g_hash_table_add (seen, g_steal_pointer (&value));
        }
    }
  g_string_append (out, text + at);
  if (unfilled != NULL)
    *unfilled = g_strv_builder_end (left);
  return g_string_free (out, FALSE);
}

typedef struct
{
  RwRecord *macro;
  int rank;
} Ranked;

static int
compare_ranked (gconstpointer a,
                gconstpointer b)
{
  const Ranked *one = a, *other = b;

  if (one->rank != other->rank)
    return one->rank - other->rank;
  return rw_text_collate (rw_record_get_text (one->macro, RW_MACRO_NAME),
                          rw_record_get_text (other->macro, RW_MACRO_NAME));
}

static gboolean
same_language (const char *a,
               const char *b)
{
  return a != NULL && b != NULL && g_ascii_strncasecmp (a, b, 2) == 0;
}

/**
 * rw_macro_rank:
 * @macros: (element-type RwRecord): of kind macro
 * @type: of the message that is being written, -1 for any
 * @language: (nullable): of whom it is for
 *
 * Returns: (transfer container) (element-type RwRecord): all of them, those of that type first, within a type
 *   those of that language, within a language by name
 */
GPtrArray *
rw_macro_rank (GPtrArray  *macros,
               int         type,
               const char *language)
{
  GPtrArray *out = g_ptr_array_new_full (macros->len, g_object_unref);
  g_autofree Ranked *all = g_new (Ranked, macros->len + 1);

  for (guint i = 0; i < macros->len; i++)
    {
      RwRecord *macro = macros->pdata[i];
      gboolean of_type = type >= 0 && rw_record_get_enum (macro, RW_MACRO_TYPE) == type;
      const char *theirs = rw_record_get_text (macro, RW_MACRO_LANGUAGE);

      all[i].macro = macro;
      all[i].rank =
        (of_type ? 0 : 2) + (language == NULL || same_language (theirs, language) ? 0 : 1);
    }
  qsort (all, macros->len, sizeof *all, compare_ranked);
  for (guint i = 0; i < macros->len; i++)
    g_ptr_array_add (out, g_object_ref (all[i].macro));
  return out;
}

/* Where no macro does: what a customer wants to know, each paragraph only where it is known. */
static const char update_de[] =
  "Guten Tag {contact.name},\n\nzu „{ticket.title}“: Stand {ticket.status}.\n\n"
  "Bis zur Lösung hilft: {ticket.workaround}\n\nDie nächste Meldung erhalten Sie bis {update.next} Uhr.\n\n"
  "Unser Zeichen: {ticket.number}\n\nViele Grüße\n{me.name}";
static const char update_en[] =
  "Dear {contact.name},\n\nabout “{ticket.title}”: it is {ticket.status}.\n\n"
  "Until it is solved, this helps: {ticket.workaround}\n\nYou will hear from us again by {update.next}.\n\n"
  "Our reference: {ticket.number}\n\nKind regards\n{me.name}";
static const char final_de[] =
  "Guten Tag {contact.name},\n\n„{ticket.title}“ ist gelöst.\n\n{ticket.solution}\n\n"
  "Unser Zeichen: {ticket.number}\n\nViele Grüße\n{me.name}";
static const char final_en[] =
  "Dear {contact.name},\n\n“{ticket.title}” is resolved.\n\n{ticket.solution}\n\n"
  "Our reference: {ticket.number}\n\nKind regards\n{me.name}";

/**
 * rw_macro_compose:
 * @macros: (element-type RwRecord): of kind macro
 * @final: the ticket is resolved with it
 * @language: (nullable): of whom it is for
 * @facts: see #RwMacroFacts
 *
 * A customer update that can be sent as it is: the first macro for one in the customer's language, or in none, that
 * can be filled in whole (for a final one, of those that set the status to resolved; else of those that set none);
 * and where there is none a plain text of what is known.
 *
 * Returns: (transfer full): never empty, without placeholders
 */
char *
rw_macro_compose (GPtrArray          *macros,
                  gboolean            final,
                  const char         *language,
                  const RwMacroFacts *facts)
{
  g_autoptr (GPtrArray) ranked = rw_macro_rank (macros, RW_MESSAGE_TYPE_UPDATE, language);
  const char *plain = final ? (is_german (language) ? final_de : final_en)
                            : (is_german (language) ? update_de : update_en);
  g_auto (GStrv) paragraphs = NULL;
  g_autoptr (GStrvBuilder) known = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (guint i = 0; i < ranked->len; i++)
    {
      const char *theirs = rw_record_get_text (ranked->pdata[i], RW_MACRO_LANGUAGE);
      const char *body = rw_record_get_text (ranked->pdata[i], RW_MACRO_BODY);
      int sets = rw_record_get_enum (ranked->pdata[i], RW_MACRO_SETS_STATUS);
      g_auto (GStrv) unfilled = NULL;
      g_autofree char *text = NULL;

      if (rw_record_get_enum (ranked->pdata[i], RW_MACRO_TYPE) != RW_MESSAGE_TYPE_UPDATE ||
          body == NULL || sets != (final ? (int) RW_TICKET_STATUS_RESOLVED : -1) ||
          (language != NULL && theirs != NULL && !same_language (theirs, language)))
        continue;
      text = rw_macro_fill (body, theirs != NULL ? theirs : language, facts, &unfilled);
      if (*unfilled == NULL && *text != '\0')
        return g_steal_pointer (&text);
    }
  paragraphs = g_strsplit (plain, "\n\n", -1);
  for (char **paragraph = paragraphs; *paragraph != NULL; paragraph++)
    {
      g_auto (GStrv) unfilled = NULL;
      g_autofree char *text = rw_macro_fill (*paragraph, language, facts, &unfilled);

      if (*unfilled == NULL)
        g_strv_builder_add (known, text);
    }
  all = g_strv_builder_end (known);
  if (*all != NULL)
    return g_strjoinv ("\n\n", all);
  return g_strdup (is_german (language) ? "Guten Tag," : "Hello,");
}
