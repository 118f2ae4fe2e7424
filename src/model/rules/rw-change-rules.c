/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-change-rules.h"

#include <glib/gi18n-lib.h>

#include "rw-error.h"
#include "rw-time.h"

/**
 * rw_change_status_may_follow:
 *
 * The life cycle of a change (DOMAIN, "Changes"): normal goes draft → submitted → assessed →
 * approved → scheduled → in progress → review → closed; standard skips assessed and approved;
 * emergency skips assessed. Rejected goes back to draft; cancelled from anywhere before in progress.
 */
gboolean
rw_change_status_may_follow (RwChangeType   type,
                             RwChangeStatus from,
                             RwChangeStatus to)
{
  if (from == to)
    return TRUE;
  if (to == RW_CHANGE_STATUS_CANCELLED)
    return from < RW_CHANGE_STATUS_IN_PROGRESS;
  if (to == RW_CHANGE_STATUS_DRAFT)
    return from == RW_CHANGE_STATUS_SUBMITTED || from == RW_CHANGE_STATUS_ASSESSED ||
           from == RW_CHANGE_STATUS_APPROVED || from == RW_CHANGE_STATUS_SCHEDULED;
  if (from >= RW_CHANGE_STATUS_CLOSED)
    return FALSE;
  if (from == RW_CHANGE_STATUS_SUBMITTED)
    {
      if (type == RW_CHANGE_TYPE_STANDARD)
        return to == RW_CHANGE_STATUS_SCHEDULED;
      if (type == RW_CHANGE_TYPE_EMERGENCY)
        return to == RW_CHANGE_STATUS_APPROVED;
    }
  return to == from + 1;
}

/**
 * rw_change_status_may_reschedule:
 *
 * Returns: whether start and end may still move: until work has begun
 */
gboolean
rw_change_status_may_reschedule (RwChangeStatus status)
{
  return status < RW_CHANGE_STATUS_IN_PROGRESS;
}

gboolean
rw_change_check (RwRecord  *change,
                 GError   **error)
{
  RwChangeStatus status = rw_record_get_enum (change, RW_CHANGE_STATUS);

  if (status >= RW_CHANGE_STATUS_APPROVED && status <= RW_CHANGE_STATUS_CLOSED &&
      (!rw_record_has (change, RW_CHANGE_START) || !rw_record_has (change, RW_CHANGE_END)))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("Change “%s” needs a start and an end before approval"),
                   rw_record_get_title (change));
      return FALSE;
    }
  return TRUE;
}

gboolean
rw_change_check_transition (RwRecord  *before,
                            RwRecord  *after,
                            GError   **error)
{
  RwChangeStatus from = rw_record_get_enum (before, RW_CHANGE_STATUS);
  RwChangeStatus to = rw_record_get_enum (after, RW_CHANGE_STATUS);

  if (!rw_change_status_may_follow (rw_record_get_enum (after, RW_CHANGE_TYPE), from, to))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("A change of this type does not go from “%s” to “%s”"),
                   rw_enum_label (&rw_enum_change_status, from), rw_enum_label (&rw_enum_change_status, to));
      return FALSE;
    }
  if (!rw_change_status_may_reschedule (from) &&
      (!rw_value_equal (rw_record_get (before, RW_CHANGE_START), rw_record_get (after, RW_CHANGE_START)) ||
       !rw_value_equal (rw_record_get (before, RW_CHANGE_END), rw_record_get (after, RW_CHANGE_END))))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("Change “%s” is “%s”; it can no longer be rescheduled"),
                   rw_record_get_title (after), rw_enum_label (&rw_enum_change_status, from));
      return FALSE;
    }
  return TRUE;
}

/**
 * rw_change_set_times:
 * @start_wall: see rw_wall_parse()
 * @end_wall: see rw_wall_parse()
 * @tz: an IANA zone that the system knows
 *
 * Sets wall times, zone and the instants that come of them together.
 */
void
rw_change_set_times (RwRecord   *change,
                     gint64      start_wall,
                     gint64      end_wall,
                     const char *tz)
{
  g_autoptr (GTimeZone) zone = rw_zone_get (tz);
  g_autofree char *start = rw_wall_to_string (start_wall);
  g_autofree char *end = rw_wall_to_string (end_wall);

  g_return_if_fail (zone != NULL);
  rw_record_set_text (change, RW_CHANGE_START_WALL, start);
  rw_record_set_text (change, RW_CHANGE_END_WALL, end);
  rw_record_set_text (change, RW_CHANGE_TZ, tz);
  rw_record_set_instant (change, RW_CHANGE_START, rw_zone_resolve (zone, start_wall));
  rw_record_set_instant (change, RW_CHANGE_END, rw_zone_resolve (zone, end_wall));
}
