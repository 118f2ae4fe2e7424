/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-search-text.h"

#include <string.h>

#include "rw-text.h"

/*
 * What goes into the full-text index, and what is asked of it. The index knows which rows have which
 * three letters in a row, and nothing else: it answers with rows that may match, and whoever asks looks
 * at their text. So it needs no places in the text, and is a fraction of the size.
 *
 * One or two letters are looked for where a word begins. For them each beginning goes into the index
 * once more, behind two marks: the three letters "MARK w e" are only there where a word begins with "we".
 */

#define MARK "\x02"

/* A text beyond this many bytes is found by what it begins with. */
#define TEXT_MOST 32768

/* More of a word's letters than this narrow nothing. */
#define GRAMS_MOST 8

/* Scripts that are written without spaces: a word may begin anywhere. */
#define WITHOUT_SPACES 0x2e80

static gboolean
begins_word (const char *text,
             const char *at)
{
  gunichar c = g_utf8_get_char (at), before;

  if (!g_unichar_isalnum (c))
    return FALSE;
  if (at == text || c >= WITHOUT_SPACES)
    return TRUE;
  before = g_utf8_get_char (g_utf8_prev_char (at));
  if (!g_unichar_isalnum (before))
    return TRUE;
  if (!g_unichar_isdigit (c))
    return FALSE;
  /* The number in "web14", and 14 in "web-014". */
  for (; before == '0' && at > text;
       before = at > text ? g_utf8_get_char (g_utf8_prev_char (at)) : 0)
    at = g_utf8_prev_char (at);
  return !g_unichar_isdigit (before);
}

static void
append_beginnings (GString    *out,
                   const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (begins_word (text, p))
      {
        const char *end = g_utf8_next_char (p);

        if (*end != '\0')
          end = g_utf8_next_char (end);
        g_string_append (out, MARK MARK);
        g_string_append_len (out, p, end - p);
      }
}

/**
 * rw_search_text_for_index:
 * @texts: (array length=n_texts) (element-type utf8): what a row is found by; some may be %NULL
 *
 * Returns: (transfer full): what the index is to be told of the row
 */
char *
rw_search_text_for_index (const char *const *texts,
                          guint              n_texts)
{
  g_autoptr (GString) folded = g_string_new (NULL);
  gsize length;

  for (guint i = 0; i < n_texts; i++)
    if (texts[i] != NULL && folded->len < TEXT_MOST)
      {
        g_autofree char *one = rw_text_fold (texts[i]);

        g_string_append (folded, one);
        g_string_append_c (folded, '\n');
      }
  if (folded->len > TEXT_MOST)
    {
      const char *end = g_utf8_find_prev_char (folded->str, folded->str + TEXT_MOST);

      g_string_truncate (folded, end != NULL ? (gsize) (end - folded->str) : 0);
    }
  length = folded->len;
  {
    g_autofree char *text = g_strndup (folded->str, length);

    append_beginnings (folded, text);
  }
  return g_string_free (g_steal_pointer (&folded), FALSE);
}

/* One term, in quotes: what a person typed is never read as a question's syntax. */
static void
append_term (GString    *out,
             const char *before,
             const char *from,
             const char *to)
{
  g_string_append (out, out->len > 0 ? " AND \"" : "\"");
  g_string_append (out, before);
  for (const char *p = from; p < to; p++)
    {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

static void
append_word (GString    *out,
             const char *word)
{
  glong length = g_utf8_strlen (word, -1);
  glong step;

  if (length < 3)
    {
      if (g_unichar_isalnum (g_utf8_get_char (word)))
        append_term (out, length == 1 ? MARK MARK : MARK, word, word + strlen (word));
      return;
    }
  step = MAX (3, (length - 3 + GRAMS_MOST - 2) / (GRAMS_MOST - 1));
  for (glong at = 0;; at = MIN (at + step, length - 3))
    {
      const char *from = g_utf8_offset_to_pointer (word, at);

      append_term (out, "", from, g_utf8_offset_to_pointer (from, 3));
      if (at == length - 3)
        return;
    }
}

/**
 * rw_search_text_for_query:
 * @words: (array zero-terminated=1): folded words
 *
 * Returns: (transfer full) (nullable): the question that finds all rows whose text has @words, and
 *   perhaps others; %NULL when @words give nothing to ask for
 */
char *
rw_search_text_for_query (char **words)
{
  GString *out = g_string_new (NULL);

  for (char **word = words; *word != NULL; word++)
    if (**word != '\0')
      append_word (out, *word);
  return g_string_free (out, out->len == 0);
}

/**
 * rw_search_text_has:
 * @folded: what is searched, folded
 * @word: folded: three letters and more are found anywhere, fewer where a word begins
 */
gboolean
rw_search_text_has (const char *folded,
                    const char *word)
{
  const char *at = strstr (folded, word);

  if (at == NULL || *word == '\0' || g_utf8_strlen (word, -1) >= 3 ||
      !g_unichar_isalnum (g_utf8_get_char (word)))
    return at != NULL;
  for (; at != NULL; at = strstr (at + 1, word))
    if (begins_word (folded, at))
      return TRUE;
  return FALSE;
}

/**
 * rw_search_text_has_all:
 * @words: (array zero-terminated=1): folded words
 *
 * Returns: whether @folded has each of @words: see rw_search_text_has()
 */
gboolean
rw_search_text_has_all (const char *folded,
                        char      **words)
{
  for (char **word = words; *word != NULL; word++)
    if (!rw_search_text_has (folded, *word))
      return FALSE;
  return TRUE;
}
