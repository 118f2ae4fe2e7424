/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-text.h"

#include <string.h>

/* Letters before the first mark that goes with the letter in front of it; each is folded on its own. They are
 * all letters of most languages in Latin script, and two bytes at most. */
#define PLAIN_END 0x300
#define FOLDED_MOST 8

/* Taken apart before and after: ℍ is a capital only once it is an H, and what case folding makes of some
 * letters has marks. */
static char *
fold_any (const char *text)
{
  g_autofree char *apart = g_utf8_normalize (text, -1, G_NORMALIZE_NFKD);
  g_autofree char *folded = apart != NULL ? g_utf8_casefold (apart, -1) : NULL;
  g_autofree char *split = folded != NULL ? g_utf8_normalize (folded, -1, G_NORMALIZE_NFKD) : NULL;
  GString *out = g_string_new (NULL);

  if (split == NULL)
    return g_string_free (out, FALSE);
  for (const char *p = split; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_ismark (c))
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

static char folded_letters[PLAIN_END][FOLDED_MOST];

static void
make_folded_letters (void)
{
  static gsize ready;

  if (!g_once_init_enter (&ready))
    return;
  for (gunichar c = 1; c < PLAIN_END; c++)
    {
      char letter[7] = { 0 };
      g_autofree char *folded = NULL;

      g_unichar_to_utf8 (c, letter);
      folded = fold_any (letter);
      g_assert (strlen (folded) < FOLDED_MOST);
      g_strlcpy (folded_letters[c], folded, FOLDED_MOST);
    }
  g_once_init_leave (&ready, 1);
}

/* Whether it is valid UTF-8 of such letters only. */
static gboolean
is_plain (const char *text)
{
  for (const guchar *p = (const guchar *) text; *p != '\0'; p++)
    if (*p >= 0x80)
      {
        if (*p < 0xc2 || *p > 0xcb || (p[1] & 0xc0) != 0x80)
          return FALSE;
        p++;
      }
  return TRUE;
}

static char *
fold_plain (const char *text)
{
  GString *out = g_string_sized_new (strlen (text) + 8);

  make_folded_letters ();
  for (const guchar *p = (const guchar *) text; *p != '\0'; p++)
    if (*p < 0x80)
      g_string_append_c (out, g_ascii_tolower ((char) *p));
    else
      {
        g_string_append (out, folded_letters[(*p & 0x1f) << 6 | (p[1] & 0x3f)]);
        p++;
      }
  return g_string_free (out, FALSE);
}

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

  return is_plain (p) ? fold_plain (text) : fold_any (text);
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
