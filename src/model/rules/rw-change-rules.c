/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-change-rules.h"

#include <glib/gi18n-lib.h>

#include "rw-change-approval.h"
#include "rw-error.h"
#include "rw-time.h"

/**
 * rw_change_status_may_follow:
 *
 * The life cycle of a change (DOMAIN, "Changes"): normal goes draft → submitted → assessed →
 * approved → scheduled → in progress → review → closed; standard skips assessed and approved;
 * emergency skips assessed. Rejected goes back to draft, and what is altered after it was assessed back to
 * submitted; cancelled from anywhere before in progress.
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
  if (to == RW_CHANGE_STATUS_SUBMITTED)
    return from == RW_CHANGE_STATUS_DRAFT || from == RW_CHANGE_STATUS_ASSESSED ||
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
 * Returns: whether start and end may still move: until work has begun. From then on the end moves only
 *   to what RW_CHANGE_EXTEND_TO asked for, once somebody has granted it.
 */
gboolean
rw_change_status_may_reschedule (RwChangeStatus status)
{
  return status < RW_CHANGE_STATUS_IN_PROGRESS;
}

static gboolean
is_standard (RwRecord *change)
{
  return rw_record_get_enum (change, RW_CHANGE_TYPE) == RW_CHANGE_TYPE_STANDARD;
}

/**
 * rw_change_reopens:
 * @before: the change as it is
 * @after: as it would be
 * @items: whether configuration items are added to it
 *
 * What was submitted is decided on as it is. A standard change was approved with its template, whenever
 * it happens and whatever it touches.
 *
 * Returns: whether decisions on the change are to be taken back, and the change is to be submitted anew
 */
gboolean
rw_change_reopens (RwRecord *before, RwRecord *after, gboolean items)
{
  RwChangeStatus from = (RwChangeStatus) rw_record_get_enum (before, RW_CHANGE_STATUS);
  RwChangeStatus to = (RwChangeStatus) rw_record_get_enum (after, RW_CHANGE_STATUS);

  if (from < RW_CHANGE_STATUS_SUBMITTED || from >= RW_CHANGE_STATUS_IN_PROGRESS ||
      to == RW_CHANGE_STATUS_DRAFT || to == RW_CHANGE_STATUS_CANCELLED ||
      (is_standard (before) && is_standard (after)))
    return FALSE;
  return items || rw_change_is_altered (before, after);
}

static gboolean
refuse (RwRecord *change, const char *why, GError **error)
{
  /* Translators: the title of a change, and why it cannot be as somebody wants it */
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("Change “%s”: %s"), rw_record_get_title (change),
               why);
  return FALSE;
}

gboolean
rw_change_check (RwRecord *change, GError **error)
{
  RwChangeStatus status = (RwChangeStatus) rw_record_get_enum (change, RW_CHANGE_STATUS);

  if (status >= RW_CHANGE_STATUS_APPROVED && status <= RW_CHANGE_STATUS_CLOSED &&
      (!rw_record_has (change, RW_CHANGE_START) || !rw_record_has (change, RW_CHANGE_END)))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("Change “%s” needs a start and an end before approval"),
                   rw_record_get_title (change));
      return FALSE;
    }
  if (rw_record_get_integer (change, RW_CHANGE_FINISHED, G_MAXINT64) <
      rw_record_get_integer (change, RW_CHANGE_STARTED, G_MININT64))
    return refuse (change, _ ("it cannot be finished before it is started"), error);
  return TRUE;
}

/* Start and stop are steps of their own: each leaves when it was, and the second one how it went. */
static gboolean
check_work (RwRecord *before, RwRecord *after, GError **error)
{
  RwChangeStatus from = (RwChangeStatus) rw_record_get_enum (before, RW_CHANGE_STATUS);
  RwChangeStatus to = (RwChangeStatus) rw_record_get_enum (after, RW_CHANGE_STATUS);

  if (from == to)
    /* What a finished change says of its end is not taken away again. */
    return to < RW_CHANGE_STATUS_REVIEW || to > RW_CHANGE_STATUS_CLOSED ||
           !rw_change_check_needs (before, 1, to, NULL) ||
           rw_change_check_needs (after, 1, to, error);
  if (to == RW_CHANGE_STATUS_IN_PROGRESS && !rw_record_has (after, RW_CHANGE_STARTED))
    return refuse (after, _ ("it needs the time when work started"), error);
  if (to == RW_CHANGE_STATUS_REVIEW && !rw_record_has (after, RW_CHANGE_FINISHED))
    return refuse (after, _ ("it needs the time when work was finished"), error);
  return (to != RW_CHANGE_STATUS_REVIEW && to != RW_CHANGE_STATUS_CLOSED) ||
         rw_change_check_needs (after, 1, to, error);
}

/* While work goes on, the end moves to where more time was asked for; that somebody granted it is seen
 * with the approvals at hand. */
static gboolean
check_times (RwRecord *before, RwRecord *after, GError **error)
{
  RwChangeStatus from = (RwChangeStatus) rw_record_get_enum (before, RW_CHANGE_STATUS);
  gboolean starts = rw_value_equal (rw_record_get (before, RW_CHANGE_START), rw_record_get (after, RW_CHANGE_START));
  gboolean ends = rw_value_equal (rw_record_get (before, RW_CHANGE_END), rw_record_get (after, RW_CHANGE_END));

  if (rw_change_status_may_reschedule (from) || (starts && ends))
    return TRUE;
  if (starts && from == RW_CHANGE_STATUS_IN_PROGRESS &&
      rw_record_get_integer (after, RW_CHANGE_END, 0) > rw_record_get_integer (before, RW_CHANGE_END, 0) &&
      rw_value_equal (rw_record_get (before, RW_CHANGE_EXTEND_TO), rw_record_get (after, RW_CHANGE_END)))
    return TRUE;
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("Change “%s” is “%s”; it can no longer be rescheduled"),
               rw_record_get_title (after), rw_enum_label (&rw_enum_change_status, (int) from));
  return FALSE;
}

static gboolean
check_extension (RwRecord *before, RwRecord *after, GError **error)
{
  if (!rw_record_has (after, RW_CHANGE_EXTEND_TO) ||
      rw_value_equal (rw_record_get (before, RW_CHANGE_EXTEND_TO), rw_record_get (after, RW_CHANGE_EXTEND_TO)))
    return TRUE;
  if (rw_record_get_enum (after, RW_CHANGE_STATUS) != RW_CHANGE_STATUS_IN_PROGRESS)
    return refuse (after, _ ("more time is asked for while work goes on"), error);
  if (rw_record_get_integer (after, RW_CHANGE_EXTEND_TO, 0) <= rw_record_get_integer (after, RW_CHANGE_END, 0))
    return refuse (after, _ ("more time ends after the end that is planned"), error);
  if (!rw_record_has (after, RW_CHANGE_EXTEND_REASON))
    return refuse (after, _ ("it needs a reason for more time"), error);
  return TRUE;
}

gboolean
rw_change_check_transition (RwRecord *before, RwRecord *after, GError **error)
{
  RwChangeStatus from = (RwChangeStatus) rw_record_get_enum (before, RW_CHANGE_STATUS);
  RwChangeStatus to = (RwChangeStatus) rw_record_get_enum (after, RW_CHANGE_STATUS);

  if (!rw_change_status_may_follow ((RwChangeType) rw_record_get_enum (after, RW_CHANGE_TYPE), from, to))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("A change of this type does not go from “%s” to “%s”"),
                   rw_enum_label (&rw_enum_change_status, (int) from),
                   rw_enum_label (&rw_enum_change_status, (int) to));
      return FALSE;
    }
  if (from >= RW_CHANGE_STATUS_IN_PROGRESS &&
      rw_record_get_enum (before, RW_CHANGE_TYPE) != rw_record_get_enum (after, RW_CHANGE_TYPE))
    return refuse (after, _ ("its type is fixed once work has begun"), error);
  if (to != RW_CHANGE_STATUS_SUBMITTED && rw_change_reopens (before, after, FALSE))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                   _ ("Change “%s” is “%s”: with another type, time, risk or plan it is submitted anew"),
                   rw_record_get_title (after), rw_enum_label (&rw_enum_change_status, (int) from));
      return FALSE;
    }
  return check_times (before, after, error) && check_extension (before, after, error) &&
         check_work (before, after, error);
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
