/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-json-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "rw-error.h"

#define NESTING_MOST 64

/* Reads JSON to see whether it is JSON; nothing is kept. */
typedef struct
{
  const char *p;
  const char *end;
  guint most;
  guint depth;
  gboolean too_deep;
  char closing[NESTING_MOST]; /* of what is open, the innermost last */
} Scan;

/* A NUL, which is nowhere allowed, stands for the end. */
static inline char
peek (const Scan *scan)
{
  return scan->p < scan->end ? *scan->p : '\0';
}

static gboolean
skip_char (Scan *scan,
           char  expected)
{
  if (peek (scan) != expected)
    return FALSE;
  scan->p++;
  return TRUE;
}

static void
skip_blanks (Scan *scan)
{
  while (peek (scan) == ' ' || peek (scan) == '\t' || peek (scan) == '\n' || peek (scan) == '\r')
    scan->p++;
}

static int
read_escape (Scan *scan)
{
  int code = 0;

  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (peek (scan));

      if (digit < 0)
        return -1;
      code = code * 16 + digit;
      scan->p++;
    }
  return code;
}

/* Behind \u. NUL would end the text, and half of a pair is no character. */
static gboolean
skip_code (Scan *scan)
{
  int code = read_escape (scan);

  if (code <= 0 || (code >= 0xdc00 && code <= 0xdfff))
    return FALSE;
  if (code < 0xd800 || code > 0xdfff)
    return TRUE;
  if (!skip_char (scan, '\\') || !skip_char (scan, 'u'))
    return FALSE;
  code = read_escape (scan);
  return code >= 0xdc00 && code <= 0xdfff;
}

static gboolean
skip_string (Scan *scan)
{
  if (!skip_char (scan, '"'))
    return FALSE;
  while (peek (scan) != '"')
    {
      if ((guchar) peek (scan) < 0x20)
        return FALSE;
      if (*scan->p++ != '\\')
        continue;
      if (skip_char (scan, 'u'))
        {
          if (!skip_code (scan))
            return FALSE;
        }
      else if (peek (scan) != '\0' && strchr ("\"\\/bfnrt", peek (scan)) != NULL)
        scan->p++;
      else
        return FALSE;
    }
  scan->p++;
  return TRUE;
}

static gboolean
skip_digits (Scan *scan)
{
  if (!g_ascii_isdigit (peek (scan)))
    return FALSE;
  while (g_ascii_isdigit (peek (scan)))
    scan->p++;
  return TRUE;
}

static gboolean
is_finite (const char *number,
           gsize       length)
{
  char buffer[32];

  /* Too short for anything else, and most numbers are. */
  if (length < 5)
    return TRUE;
  if (length < sizeof buffer)
    {
      memcpy (buffer, number, length);
      buffer[length] = '\0';
      return isfinite (g_ascii_strtod (buffer, NULL));
    }

  g_autofree char *copy = g_strndup (number, length);

  return isfinite (g_ascii_strtod (copy, NULL));
}

static gboolean
skip_number (Scan *scan)
{
  const char *start = scan->p;

  skip_char (scan, '-');
  if (!skip_char (scan, '0') && !skip_digits (scan))
    return FALSE;
  if (skip_char (scan, '.') && !skip_digits (scan))
    return FALSE;
  if (skip_char (scan, 'e') || skip_char (scan, 'E'))
    {
      if (!skip_char (scan, '+'))
        skip_char (scan, '-');
      if (!skip_digits (scan))
        return FALSE;
    }
  return is_finite (start, (gsize) (scan->p - start));
}

static gboolean
skip_word (Scan       *scan,
           const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (scan->end - scan->p) < length || memcmp (scan->p, word, length) != 0)
    return FALSE;
  scan->p += length;
  return TRUE;
}

static gboolean
skip_name (Scan *scan)
{
  skip_blanks (scan);
  if (!skip_string (scan))
    return FALSE;
  skip_blanks (scan);
  return skip_char (scan, ':');
}

/* A value that holds no others, or the beginning of one that does. */
static gboolean
begin_value (Scan     *scan,
             gboolean *whole)
{
  *whole = TRUE;
  skip_blanks (scan);
  switch (peek (scan))
    {
    case '"':
      return skip_string (scan);
    case 't':
      return skip_word (scan, "true");
    case 'f':
      return skip_word (scan, "false");
    case 'n':
      return skip_word (scan, "null");
    case '{':
    case '[':
      break;
    default:
      return skip_number (scan);
    }
  if (scan->depth == scan->most)
    {
      scan->too_deep = TRUE;
      return FALSE;
    }
  scan->closing[scan->depth] = *scan->p++ == '{' ? '}' : ']';
  skip_blanks (scan);
  if (skip_char (scan, scan->closing[scan->depth]))
    return TRUE;
  *whole = FALSE;
  return scan->closing[scan->depth++] == ']' || skip_name (scan);
}

/* What ends behind a value, or comes before the next one. */
static gboolean
end_values (Scan *scan)
{
  while (scan->depth > 0)
    {
      skip_blanks (scan);
      if (skip_char (scan, ','))
        return scan->closing[scan->depth - 1] == ']' || skip_name (scan);
      if (!skip_char (scan, scan->closing[scan->depth - 1]))
        return FALSE;
      scan->depth--;
    }
  return TRUE;
}

static gboolean
scan_all (Scan *scan)
{
  gboolean whole;

  do
    if (!begin_value (scan, &whole) || (whole && !end_values (scan)))
      return FALSE;
  while (!whole || scan->depth > 0);
  skip_blanks (scan);
  return scan->p == scan->end;
}

/**
 * rw_json_text_check:
 * @text: UTF-8, not necessarily terminated
 * @length: in bytes, or -1
 * @most_nested: how deep lists and objects may be nested, at most 64
 *
 * Whether a text is one JSON value (RFC 8259) that every parser takes for the same: its numbers are
 * finite, and it has no escape of a NUL or of half a surrogate pair. UTF-8 itself is not checked.
 */
gboolean
rw_json_text_check (const char *text,
                    gssize      length,
                    guint       most_nested,
                    GError    **error)
{
  Scan scan = { .p = text, .end = text + (length < 0 ? (gssize) strlen (text) : length), .most = most_nested };
  const char *line = text;
  guint number = 1;

  g_return_val_if_fail (most_nested <= NESTING_MOST, FALSE);
  if (scan_all (&scan))
    return TRUE;
  for (const char *p = text; p < scan.p; p++)
    if (*p == '\n')
      {
        line = p + 1;
        number++;
      }
  if (scan.too_deep)
    g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("Line %u, byte %ld: nested deeper than %u levels"), number,
                 (long) (scan.p - line) + 1, most_nested);
  else if (scan.p >= scan.end)
    g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("It ends too early"));
  else
    g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("Line %u, byte %ld: not JSON"), number, (long) (scan.p - line) + 1);
  return FALSE;
}
