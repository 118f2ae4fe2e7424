/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-change-words.h"

#include <glib/gi18n.h>

#include "rw-clock.h"
#include "rw-format.h"

/* How little time is left before it wants attention. */
#define SOON (15 * RW_MINUTE)

/**
 * rw_change_words_countdown:
 * @status: (out): what the words mean
 *
 * Returns: (transfer full): how long until a change begins, or must end, or since when it should have
 */
char *
rw_change_words_countdown (RwRecord *change,
                           gint64    now,
                           RwStatus *status)
{
  RwChangeStatus at = (RwChangeStatus) rw_record_get_enum (change, RW_CHANGE_STATUS);
  gint64 start = rw_record_get_integer (change, RW_CHANGE_START, 0), end = rw_record_get_integer (change, RW_CHANGE_END, 0);
  gboolean runs = at == RW_CHANGE_STATUS_IN_PROGRESS;
  gint64 instant = runs ? end : start;
  g_autofree char *when = NULL, *length = NULL;

  *status = RW_STATUS_UNKNOWN;
  if (at == RW_CHANGE_STATUS_CANCELLED)
    return g_strdup (_ ("It is not going to happen."));
  if (at > RW_CHANGE_STATUS_IN_PROGRESS)
    {
      gint64 finished = rw_record_get_integer (change, RW_CHANGE_FINISHED, 0);

      if (finished == 0)
        return g_strdup ("");
      when = rw_format_when (finished, now);
      length = rw_format_duration (finished - end);
      if (end != 0 && finished > end + RW_MINUTE)
        {
          *status = RW_STATUS_ATTENTION;
          /* Translators: when work on a change ended, and how much later than planned */
          return g_strdup_printf (_ ("Finished %s, %s after the end that was planned"), when, length);
        }
      return g_strdup_printf (_ ("Finished %s"), when);
    }
  if (instant == 0)
    return g_strdup (_ ("No time is planned yet."));
  when = rw_format_when (instant, now);
  length = rw_format_duration (instant - now);
  if (runs && now >= instant)
    {
      *status = RW_STATUS_BAD;
      return g_strdup_printf (_ ("Overrun: it should have ended at %s, %s ago"), when, length);
    }
  if (runs)
    {
      *status = instant - now < SOON ? RW_STATUS_ATTENTION : RW_STATUS_PLANNED;
      return g_strdup_printf (_ ("In progress: %s left, until %s"), length, when);
    }
  if (now < instant)
    {
      *status = RW_STATUS_PLANNED;
      return g_strdup_printf (_ ("Starts in %s, %s"), length, when);
    }
  *status = RW_STATUS_ATTENTION;
  return g_strdup_printf (_ ("It should have started %s ago, at %s"), length, when);
}
