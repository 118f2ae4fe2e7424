/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-find-private.h"

#include <string.h>

#include "rw-text.h"

/* What is shown around a word, in characters. */
#define BEFORE 24
#define AFTER  72
#define LITTLE 8

/* Folds letter by letter, so that each place of the folded text is known in the text itself. */
static char *
fold_with_places (const char *text,
                  GArray     *places)
{
  GString *folded = g_string_new (NULL);

  for (const char *p = text; *p != '\0';)
    {
      const char *next = g_utf8_next_char (p);
      gsize at = (gsize) (p - text);

      /* A mark goes with its letter. */
      while (*next != '\0' && g_unichar_ismark (g_utf8_get_char (next)))
        next = g_utf8_next_char (next);
      if ((guchar) *p < 0x80 && next == p + 1)
        g_string_append_c (folded, g_ascii_tolower (*p));
      else
        {
          g_autofree char *letter = g_strndup (p, (gsize) (next - p));
          g_autofree char *one = rw_text_fold (letter);

          g_string_append (folded, one);
        }
      while (places->len < folded->len)
        g_array_append_val (places, at);
      p = next;
    }
  return g_string_free (folded, FALSE);
}

/**
 * rw_find_excerpt:
 * @text: (nullable): a text
 * @word: folded
 *
 * Returns: (transfer full) (nullable): what stands around @word in @text, on one line; %NULL if it is not there
 */
char *
rw_find_excerpt (const char *text,
                 const char *word)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (gsize));
  g_autofree char *folded = NULL;
  const char *found, *from, *to, *at;
  GString *out;

  if (text == NULL || *word == '\0')
    return NULL;
  folded = fold_with_places (text, places);
  found = strstr (folded, word);
  if (found == NULL)
    return NULL;
  at = from = to = text + g_array_index (places, gsize, found - folded);
  for (int i = 0; i < BEFORE && from > text; i++)
    from = g_utf8_prev_char (from);
  /* It begins with a whole word, or with all when that is little more. */
  if (from - text <= LITTLE)
    from = text;
  for (const char *p = from; from > text && p < at; p = g_utf8_next_char (p))
    if (g_unichar_isspace (g_utf8_get_char (p)))
      {
        from = g_utf8_next_char (p);
        break;
      }
  for (int i = 0; i < AFTER && *to != '\0'; i++)
    to = g_utf8_next_char (to);
  out = g_string_new (from > text ? "…" : NULL);
  for (const char *p = from; p < to; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_unichar (out, g_utf8_get_char (p));
    else if (out->len > 0 && out->str[out->len - 1] != ' ')
      g_string_append_c (out, ' ');
  if (*to != '\0')
    g_string_append (out, "…");
  return g_string_free (out, FALSE);
}
