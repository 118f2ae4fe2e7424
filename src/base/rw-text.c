/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-text.h"

#include <string.h>

/**
 * rw_text_fold:
 * @text: (nullable): UTF-8
 *
 * Folds for search: lower case, marks removed, ß as ss, so that "strasse" finds "Straße" and
 * "muller" finds "Müller".
 *
 * Returns: (transfer full): the folded text, empty for %NULL or invalid UTF-8
 */
char *
rw_text_fold (const char *text)
{
  const char *p;

  if (text == NULL)
    return g_strdup ("");
  for (p = text; *p != '\0' && (guchar) *p < 0x80; p++)
    ;
  if (*p == '\0')
    return g_ascii_strdown (text, -1);

  /* Taken apart before and after: ℍ is a capital only once it is an H, and what case folding makes of
   * some letters has marks. */
  g_autofree char *apart = g_utf8_normalize (text, -1, G_NORMALIZE_NFKD);
  g_autofree char *folded = apart != NULL ? g_utf8_casefold (apart, -1) : NULL;
  g_autofree char *split = folded != NULL ? g_utf8_normalize (folded, -1, G_NORMALIZE_NFKD) : NULL;
  GString *out = g_string_new (NULL);

  if (split == NULL)
    return g_string_free (out, FALSE);
  for (p = split; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_ismark (c))
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

/**
 * rw_text_matches:
 * @folded_text: what is searched, folded
 * @folded_words: words separated by spaces, folded
 *
 * Returns: whether every word occurs somewhere in the text; true for no words
 */
gboolean
rw_text_matches (const char *folded_text,
                 const char *folded_words)
{
  const char *p = folded_words;

  while (*p != '\0')
    {
      const char *end;
      char word[128];
      gsize length;

      while (*p == ' ')
        p++;
      end = strchrnul (p, ' ');
      length = MIN ((gsize) (end - p), sizeof word - 1);
      memcpy (word, p, length);
      word[length] = '\0';
      if (strstr (folded_text, word) == NULL)
        return FALSE;
      p = end;
    }
  return TRUE;
}

static gboolean
is_digit (char c)
{
  return c >= '0' && c <= '9';
}

/**
 * rw_text_collate:
 * @a: (nullable): a name
 * @b: (nullable): another
 *
 * Orders names as people count them: "web-9" before "web-10". Case does not matter unless all else
 * is equal. %NULL comes last.
 */
int
rw_text_collate (const char *a,
                 const char *b)
{
  const char *whole_a = a, *whole_b = b;

  if (a == NULL || b == NULL)
    return (a == NULL) - (b == NULL);
  while (*a != '\0' && *b != '\0')
    {
      if (is_digit (*a) && is_digit (*b))
        {
          gsize la, lb;
          int order;

          while (*a == '0' && is_digit (a[1]))
            a++;
          while (*b == '0' && is_digit (b[1]))
            b++;
          for (la = 0; is_digit (a[la]); la++)
            ;
          for (lb = 0; is_digit (b[lb]); lb++)
            ;
          if (la != lb)
            return la < lb ? -1 : 1;
          order = memcmp (a, b, la);
          if (order != 0)
            return order;
          a += la;
          b += lb;
        }
      else
        {
          int ca = (guchar) g_ascii_tolower (*a), cb = (guchar) g_ascii_tolower (*b);

          if (ca != cb)
            return ca - cb;
          a++;
          b++;
        }
    }
  if (*a != *b)
    return *a == '\0' ? -1 : 1;
  return strcmp (whole_a, whole_b);
}

/**
 * rw_text_truncate:
 * @text: UTF-8
 * @max_chars: at least 1
 *
 * Returns: (transfer full): @text, or its first characters and an ellipsis
 */
char *
rw_text_truncate (const char *text,
                  gsize       max_chars)
{
  if (g_utf8_strlen (text, -1) <= (glong) max_chars)
    return g_strdup (text);

  g_autofree char *head = g_utf8_substring (text, 0, (glong) max_chars - 1);

  return g_strconcat (head, "…", NULL);
}
