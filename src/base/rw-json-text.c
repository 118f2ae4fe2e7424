/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-json-text.h"

#include <math.h>
#include <string.h>

/* The parsers of others call themselves for each level. */
#define NESTING_MOST 30

/* Reads JSON to see whether it is JSON; nothing is kept. */
typedef struct
{
  const char *p;
  guint depth;
  char closing[NESTING_MOST]; /* of what is open, the innermost last */
} Scan;

static void
skip_blanks (Scan *scan)
{
  while (*scan->p == ' ' || *scan->p == '\t' || *scan->p == '\n' || *scan->p == '\r')
    scan->p++;
}

static int
read_escape (Scan *scan)
{
  int code = 0;

  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (*scan->p);

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
  if (scan->p[0] != '\\' || scan->p[1] != 'u')
    return FALSE;
  scan->p += 2;
  code = read_escape (scan);
  return code >= 0xdc00 && code <= 0xdfff;
}

static gboolean
skip_string (Scan *scan)
{
  if (*scan->p++ != '"')
    return FALSE;
  while (*scan->p != '"')
    {
      if ((guchar) *scan->p < 0x20)
        return FALSE;
      if (*scan->p++ != '\\')
        continue;
      if (*scan->p == 'u')
        {
          scan->p++;
          if (!skip_code (scan))
            return FALSE;
        }
      else if (*scan->p != '\0' && strchr ("\"\\/bfnrt", *scan->p) != NULL)
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
  if (!g_ascii_isdigit (*scan->p))
    return FALSE;
  while (g_ascii_isdigit (*scan->p))
    scan->p++;
  return TRUE;
}

static gboolean
skip_number (Scan *scan)
{
  const char *start = scan->p;

  if (*scan->p == '-')
    scan->p++;
  if (*scan->p == '0')
    scan->p++;
  else if (!skip_digits (scan))
    return FALSE;
  if (*scan->p == '.')
    {
      scan->p++;
      if (!skip_digits (scan))
        return FALSE;
    }
  if (*scan->p == 'e' || *scan->p == 'E')
    {
      scan->p++;
      if (*scan->p == '+' || *scan->p == '-')
        scan->p++;
      if (!skip_digits (scan))
        return FALSE;
    }
  return isfinite (g_ascii_strtod (start, NULL));
}

static gboolean
skip_word (Scan       *scan,
           const char *word)
{
  if (!g_str_has_prefix (scan->p, word))
    return FALSE;
  scan->p += strlen (word);
  return TRUE;
}

static gboolean
skip_name (Scan *scan)
{
  skip_blanks (scan);
  if (!skip_string (scan))
    return FALSE;
  skip_blanks (scan);
  return *scan->p++ == ':';
}

/* A value that holds no others, or the beginning of one that does. */
static gboolean
begin_value (Scan     *scan,
             gboolean *whole)
{
  *whole = TRUE;
  skip_blanks (scan);
  switch (*scan->p)
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
  if (scan->depth == NESTING_MOST)
    return FALSE;
  scan->closing[scan->depth] = *scan->p++ == '{' ? '}' : ']';
  skip_blanks (scan);
  if (*scan->p == scan->closing[scan->depth])
    {
      scan->p++;
      return TRUE;
    }
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
      if (*scan->p == ',')
        {
          scan->p++;
          return scan->closing[scan->depth - 1] == ']' || skip_name (scan);
        }
      if (*scan->p++ != scan->closing[scan->depth - 1])
        return FALSE;
      scan->depth--;
    }
  return TRUE;
}

/**
 * rw_json_text_check:
 * @text: UTF-8
 *
 * Whether a text is one JSON value (RFC 8259) that every parser takes for the same: nested no deeper
 * than 30 levels, its numbers finite, and without the escape of a NUL or of half a surrogate pair.
 */
gboolean
rw_json_text_check (const char *text)
{
  Scan scan = { .p = text };
  gboolean whole;

  do
    if (!begin_value (&scan, &whole) || (whole && !end_values (&scan)))
      return FALSE;
  while (!whole || scan.depth > 0);
  skip_blanks (&scan);
  return *scan.p == '\0';
}
