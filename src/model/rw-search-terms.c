/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-search-terms.h"

#include <string.h>

#include "rw-text.h"

/*
 * status:open customer:"Nord GmbH" prio:1-2 -type:problem latency "exact phrase" -backup
 *
 * A colon after anything that is no key is a part of a word: addresses and ports have some.
 */

/* What nobody types; more is left out. */
#define PARTS_MOST 40

static void
filter_free (gpointer data)
{
  RwSearchFilter *filter = data;

  g_strfreev (filter->names);
  g_free (filter);
}

/* The next part, with quotes taken away; *@quoted_from is where the first quotation mark was, or -1. */
static char *
next_part (const char **text,
           gssize      *quoted_from)
{
  const char *p = *text;
  GString *part;
  gboolean quoted = FALSE;

  *quoted_from = -1;
  while (g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  if (*p == '\0')
    {
      *text = p;
      return NULL;
    }
  part = g_string_new (NULL);
  for (; *p != '\0' && (quoted || !g_unichar_isspace (g_utf8_get_char (p)));
       p = g_utf8_next_char (p))
    if (*p == '"')
      {
        quoted = !quoted;
        if (*quoted_from < 0)
          *quoted_from = (gssize) part->len;
      }
    else
      g_string_append_unichar (part, g_utf8_get_char (p));
  *text = p;
  return g_string_free (part, FALSE);
}

static RwSearchFilter *
take_filter (RwSearchTerms *terms,
             const char    *part,
             gssize         quoted_from,
             gboolean       negate,
             gint64         now,
             GTimeZone     *zone,
             gboolean      *is_filter)
{
  const char *colon = strchr (part, ':');
  g_autofree char *name = NULL;
  RwSearchFilter *filter;
  RwSearchKey key;
  char *problem;

  *is_filter = FALSE;
  if (colon == NULL || (quoted_from >= 0 && quoted_from <= colon - part))
    return NULL;
  name = g_strndup (part, (gsize) (colon - part));
  if (!rw_search_key_find (name, &key))
    return NULL;
  *is_filter = TRUE;
  /* Still being typed. */
  if (colon[1] == '\0')
    return NULL;
  filter = g_new0 (RwSearchFilter, 1);
  filter->key = key;
  filter->negate = negate;
  problem = rw_search_filter_parse (filter, colon + 1, now, zone);
  if (problem == NULL)
    return filter;
  if (terms->problem == NULL)
    terms->problem = g_steal_pointer (&problem);
  g_free (problem);
  filter_free (filter);
  return NULL;
}

/**
 * rw_search_terms_parse:
 * @text: what a person typed, UTF-8
 * @now: microseconds, what "today" and "7d" are reckoned from
 * @zone: in which days begin
 *
 * Returns: (transfer full): what is looked for
 */
RwSearchTerms *
rw_search_terms_parse (const char *text,
                       gint64      now,
                       GTimeZone  *zone)
{
  RwSearchTerms *terms = g_new0 (RwSearchTerms, 1);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) without = g_strv_builder_new ();
  const char *p = text;

  terms->filters = g_ptr_array_new_with_free_func (filter_free);
  for (guint n = 0; n < PARTS_MOST; n++)
    {
      gssize quoted_from;
      g_autofree char *part = next_part (&p, &quoted_from);
      RwSearchFilter *filter;
      gboolean negate, is_filter;
      const char *rest;

      if (part == NULL)
        break;
      negate = part[0] == '-' && part[1] != '\0' && quoted_from != 0;
      rest = part + negate;
      filter = take_filter (terms, rest, quoted_from - negate, negate, now, zone, &is_filter);
      if (filter != NULL)
        g_ptr_array_add (terms->filters, filter);
      else if (!is_filter && *rest != '\0')
        {
          char *folded = rw_text_fold (rest);

          if (*folded != '\0')
            g_strv_builder_take (negate ? without : words, folded);
          else
            g_free (folded);
        }
    }
  terms->words = g_strv_builder_end (words);
  terms->without = g_strv_builder_end (without);
  return terms;
}

void
rw_search_terms_free (RwSearchTerms *terms)
{
  if (terms == NULL)
    return;
  g_ptr_array_unref (terms->filters);
  g_strfreev (terms->words);
  g_strfreev (terms->without);
  g_free (terms->problem);
  g_free (terms);
}

/**
 * rw_search_terms_is_empty:
 *
 * Returns: whether there is nothing to look for; what is only left out does not count
 */
gboolean
rw_search_terms_is_empty (RwSearchTerms *terms)
{
  return terms->filters->len == 0 && terms->words[0] == NULL;
}
