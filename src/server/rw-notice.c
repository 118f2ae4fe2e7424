/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-notice.h"

#include "rw-clock.h"
#include "rw-throttle.h"

/* Enough to see an attack, too little to fill a disk with. */
#define LINES_AT_ONCE    20
#define LINES_PER_SECOND 0.5

#define CHARACTERS_MOST 400

static GMutex lock;
static RwThrottle *throttle;
static guint left_out;

/**
 * rw_notice_printable:
 * @text: from anywhere, in any encoding
 *
 * Returns: (transfer full): @text as valid UTF-8 in one line, cut off where it gets long, with
 *   anything that a terminal would obey written out: nobody can make a line of the log look like two,
 *   or hide one
 */
char *
rw_notice_printable (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *out = g_string_new (NULL);
  guint length = 0;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (++length > CHARACTERS_MOST)
        {
          g_string_append (out, "…");
          break;
        }
      if (g_unichar_isprint (c) && c != '\\')
        g_string_append_unichar (out, c);
      else
        g_string_append_printf (out, "\\u{%x}", c);
    }
  return g_string_free (out, FALSE);
}

/**
 * rw_notice:
 *
 * Logs a line, but not more of them than somebody can read: the next one says how many were left
 * out. From any thread.
 */
void
rw_notice (const char *format,
           ...)
{
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;
  gboolean wanted;
  guint before = 0;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_mutex_lock (&lock);
  if (throttle == NULL)
    throttle = rw_throttle_new (LINES_AT_ONCE, LINES_PER_SECOND);
  wanted = rw_throttle_take (throttle, "", g_get_monotonic_time (), NULL);
  if (wanted)
    {
      before = left_out;
      left_out = 0;
    }
  else
    left_out++;
  g_mutex_unlock (&lock);
  if (!wanted)
    return;
  line = rw_notice_printable (text);
  if (before > 0)
    g_message ("%u more lines like those before were left out", before);
  g_message ("%s", line);
}
