/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ics-write.h"

#include <string.h>

/*
 * A calendar for others to subscribe to (RFC 5545, RFC 7986). Plain text in a fixed order, so that the same events
 * give the same bytes and a client that has them need not fetch them again. A test reads them back with libical.
 */

#define LINE_MOST 75 /* octets, without the line break */

RwIcsEvent *
rw_ics_event_new (void)
{
  return g_new0 (RwIcsEvent, 1);
}

void
rw_ics_event_free (RwIcsEvent *event)
{
  g_free (event->uid);
  g_free (event->summary);
  g_free (event->description);
  g_free (event);
}

/* Ends the line that began at @start: folded so that no part is longer than 75 octets, and no character is cut. */
static void
end_line (GString *out, gsize start)
{
  gsize room = LINE_MOST;

  while (out->len - start > room)
    {
      gsize cut = start + room;

      while (((guchar) out->str[cut] & 0xc0) == 0x80)
        cut--;
      g_string_insert (out, (gssize) cut, "\r\n ");
      start = cut + 3;
      room = LINE_MOST - 1;
    }
  g_string_append (out, "\r\n");
}

static void
add_line (GString *out, const char *line)
{
  gsize start = out->len;

  g_string_append (out, line);
  end_line (out, start);
}

/* TEXT (RFC 5545, 3.3.11): what has a meaning is escaped; what cannot be in a line is left out. */
static void
add_text (GString *out, const char *name, const char *text)
{
  gsize start = out->len;
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  g_string_append_printf (out, "%s:", name);
  for (const char *p = valid; *p != '\0'; p++)
    switch (*p)
      {
      case '\\':
      case ';':
      case ',':
        g_string_append_c (out, '\\');
        g_string_append_c (out, *p);
        break;
      case '\n':
        g_string_append (out, "\\n");
        break;
      default:
        if ((guchar) *p >= 0x20 && *p != 0x7f)
          g_string_append_c (out, *p);
      }
  end_line (out, start);
}

static void
add_time (GString *out, const char *name, gint64 instant)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (instant / G_USEC_PER_SEC);
  g_autofree char *text = time != NULL ? g_date_time_format (time, "%Y%m%dT%H%M%SZ") : NULL;

  if (text != NULL)
    g_string_append_printf (out, "%s:%s\r\n", name, text);
}

static void
add_event (GString *out, const RwIcsEvent *event)
{
  /* In the order of RwIcsStatus. */
  static const char *const words[] = { "TENTATIVE", "CONFIRMED", "CANCELLED" };

  add_line (out, "BEGIN:VEVENT");
  add_text (out, "UID", event->uid);
  add_time (out, "DTSTAMP", event->stamp);
  add_time (out, "LAST-MODIFIED", event->stamp);
  add_time (out, "DTSTART", event->start);
  add_time (out, "DTEND", event->end);
  g_string_append_printf (out, "SEQUENCE:%u\r\nSTATUS:%s\r\n", event->sequence,
                          words[event->status]);
  add_text (out, "SUMMARY", event->summary);
  if (event->description != NULL && *event->description != '\0')
    add_text (out, "DESCRIPTION", event->description);
  /* Whoever subscribes is not busy because somebody else works. */
  add_line (out, "TRANSP:TRANSPARENT");
  add_line (out, "END:VEVENT");
}

/**
 * rw_ics_write:
 * @name: of the calendar
 * @events: (element-type RwIcsEvent): what is in it
 *
 * The same events give the same bytes.
 *
 * Returns: (transfer full): an iCalendar object, UTF-8, lines ended by CR LF
 */
GString *
rw_ics_write (const char *name, GPtrArray *events)
{
  GString *out = g_string_sized_new (512 + 400 * (gsize) events->len);

  add_line (out, "BEGIN:VCALENDAR");
  add_line (out, "VERSION:2.0");
  add_line (out, "PRODID:-//Rackward//Change calendar//EN");
  add_line (out, "CALSCALE:GREGORIAN");
  add_line (out, "METHOD:PUBLISH");
  add_text (out, "NAME", name);
  add_text (out, "X-WR-CALNAME", name);
  add_line (out, "REFRESH-INTERVAL;VALUE=DURATION:PT1H");
  /* Outlook knows only this one. */
  add_line (out, "X-PUBLISHED-TTL:PT1H");
  for (guint i = 0; i < events->len; i++)
    add_event (out, events->pdata[i]);
  add_line (out, "END:VCALENDAR");
  return out;
}
