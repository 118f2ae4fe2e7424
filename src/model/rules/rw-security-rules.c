/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-security-rules.h"

#include <glib/gi18n-lib.h>

#include "rw-error.h"

/**
 * rw_measure_status_may_follow:
 *
 * Open, in progress and accepted follow one another; open and in progress become done; done is verified. Every step
 * goes back as well, so that it can be undone: what came up again was verified, is done, and is then opened.
 */
gboolean
rw_measure_status_may_follow (RwMeasureStatus from,
                              RwMeasureStatus to)
{
  RwMeasureStatus low = MIN (from, to), high = MAX (from, to);

  if (low == high)
    return TRUE;
  switch (high)
    {
    case RW_MEASURE_STATUS_IN_PROGRESS:
    case RW_MEASURE_STATUS_ACCEPTED:
      return TRUE;
    case RW_MEASURE_STATUS_DONE:
      return low != RW_MEASURE_STATUS_ACCEPTED;
    case RW_MEASURE_STATUS_VERIFIED:
      return low == RW_MEASURE_STATUS_DONE;
    case RW_MEASURE_STATUS_OPEN:
    case RW_MEASURE_STATUS_N_VALUES:
    default:
      return FALSE;
    }
}

/**
 * rw_measure_status_on:
 * @risk_until: day until which the risk is accepted
 * @today: a day
 *
 * Returns: the status as it counts on that day: a risk whose end has passed is open again
 */
RwMeasureStatus
rw_measure_status_on (RwMeasureStatus status,
                      gint64          risk_until,
                      gint64          today)
{
  return status == RW_MEASURE_STATUS_ACCEPTED && risk_until < today ? RW_MEASURE_STATUS_OPEN : status;
}

gboolean
rw_measure_is_settled (RwMeasureStatus status)
{
  return status >= RW_MEASURE_STATUS_DONE;
}

/**
 * rw_measure_is_retired:
 *
 * Returns: whether it is an entry of the catalogue that is not offered any more
 */
gboolean
rw_measure_is_retired (RwRecord *measure)
{
  return rw_record_get_boolean (measure, RW_MEASURE_CATALOGUE) &&
         rw_record_get_enum (measure, RW_MEASURE_STATUS) == RW_MEASURE_STATUS_DONE;
}

static gboolean
refuse (RwRecord   *measure,
        const char *reason,
        GError    **error)
{
  /* Translators: a measure, and a sentence on what is wrong with it */
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("Measure “%s”: %s"), rw_record_get_title (measure), reason);
  return FALSE;
}

static gboolean
check_entry (RwRecord *entry,
             GError  **error)
{
  static const guint own[] = { RW_MEASURE_SERVICE, RW_MEASURE_CI,          RW_MEASURE_ORIGIN, RW_MEASURE_RISK_UNTIL,
                               RW_MEASURE_TICKET,  RW_MEASURE_RISK_REASON, RW_MEASURE_CHANGE };
  int status = rw_record_get_enum (entry, RW_MEASURE_STATUS);

  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    if (rw_record_has (entry, own[i]))
      return refuse (entry, _ ("what is in the catalogue is of no service and no system; apply it to one"), error);
  if (status != RW_MEASURE_STATUS_OPEN && status != RW_MEASURE_STATUS_DONE)
    return refuse (entry, _ ("what is in the catalogue is open as long as it is offered, and done once it is retired"), error);
  return TRUE;
}

/**
 * rw_measure_check:
 *
 * What a measure has to say, within one record: what it is for; why and until when a risk is accepted; who did it.
 */
gboolean
rw_measure_check (RwRecord *measure,
                  GError  **error)
{
  int status = rw_record_get_enum (measure, RW_MEASURE_STATUS);

  if (rw_record_get_boolean (measure, RW_MEASURE_CATALOGUE))
    return check_entry (measure, error);
  if (!rw_record_has (measure, RW_MEASURE_SERVICE) && !rw_record_has (measure, RW_MEASURE_CI))
    return refuse (measure, _ ("it needs a business service or a system"), error);
  if (status == RW_MEASURE_STATUS_ACCEPTED && !rw_record_has (measure, RW_MEASURE_RISK_REASON))
    return refuse (measure, _ ("an accepted risk needs a reason"), error);
  if (status == RW_MEASURE_STATUS_ACCEPTED && !rw_record_has (measure, RW_MEASURE_RISK_UNTIL))
    return refuse (measure, _ ("an accepted risk needs an end date"), error);
  if (status >= RW_MEASURE_STATUS_DONE && !rw_record_has (measure, RW_MEASURE_OWNER))
    return refuse (measure, _ ("what is done needs an owner, who did it"), error);
  return TRUE;
}

gboolean
rw_measure_check_transition (RwRecord *before,
                             RwRecord *after,
                             GError  **error)
{
  int from = rw_record_get_enum (before, RW_MEASURE_STATUS), to = rw_record_get_enum (after, RW_MEASURE_STATUS);

  /* An entry is retired, and offered again. */
  if (rw_record_get_boolean (after, RW_MEASURE_CATALOGUE) ||
      rw_measure_status_may_follow ((RwMeasureStatus) from, (RwMeasureStatus) to))
    return TRUE;
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("A measure does not go from “%s” to “%s”"),
               rw_enum_label (&rw_enum_measure_status, from), rw_enum_label (&rw_enum_measure_status, to));
  return FALSE;
}

/**
 * rw_measure_check_writer:
 * @before: (nullable): the measure as it is
 * @after: (nullable): as it would be
 * @roles: mask of the #RwRole that the writer has
 *
 * The catalogue is the managers'.
 */
gboolean
rw_measure_check_writer (RwRecord *before,
                         RwRecord *after,
                         guint     roles,
                         GError  **error)
{
  gboolean entry = (before != NULL && rw_record_get_boolean (before, RW_MEASURE_CATALOGUE)) ||
                   (after != NULL && rw_record_get_boolean (after, RW_MEASURE_CATALOGUE));

  if (!entry || (roles & RW_ROLES_MANAGE))
    return TRUE;
  g_set_error (error, RW_ERROR, RW_ERROR_FORBIDDEN, _ ("You may not change the catalogue of measures"));
  return FALSE;
}

/**
 * rw_measure_check_verifier:
 * @measure: that is to be verified
 * @person: (nullable): who wants to
 *
 * Four eyes: who did it says that it is done, somebody else that it works.
 */
gboolean
rw_measure_check_verifier (RwRecord   *measure,
                           const RwId *person,
                           GError    **error)
{
  const RwId *owner = rw_record_get_ref (measure, RW_MEASURE_OWNER);

  if (owner == NULL || person == NULL || rw_id_is_nil (person) || !rw_id_equal (owner, person))
    return TRUE;
  g_set_error (error, RW_ERROR, RW_ERROR_FORBIDDEN, _ ("Measure “%s”: nobody verifies what they did themselves"),
               rw_record_get_title (measure));
  return FALSE;
}

/* --- The state of a service ---------------------------------------------------------------------- */

/**
 * rw_hardening_share:
 *
 * Returns: how much of the catalogue is done, 0 to 1; 1 for an empty catalogue
 */
double
rw_hardening_share (const RwHardening *hardening)
{
  return hardening->n_steps > 0 ? (double) hardening->n_done / hardening->n_steps : 1;
}

RwHardeningState
rw_hardening_judge (const RwHardening *hardening)
{
  if (!hardening->known)
    return RW_HARDENING_UNKNOWN;
  if (hardening->findings[RW_SEVERITY_CRITICAL] > 0 || hardening->n_lapsed > 0 || hardening->n_done * 2 < hardening->n_steps)
    return RW_HARDENING_WEAK;
  if (hardening->findings[RW_SEVERITY_HIGH] > 0 || hardening->findings[RW_SEVERITY_MEDIUM] > 0 || hardening->n_late > 0 ||
      hardening->n_ending > 0 || hardening->n_done * 10 < hardening->n_steps * 9)
    return RW_HARDENING_GAPS;
  return RW_HARDENING_GOOD;
}

/**
 * rw_hardening_compare:
 *
 * Returns: below 0 when @a is worse, 0 when there is nothing between them
 */
int
rw_hardening_compare (const RwHardening *a,
                      const RwHardening *b)
{
  RwHardeningState of_a = rw_hardening_judge (a), of_b = rw_hardening_judge (b);
  double share_a = rw_hardening_share (a), share_b = rw_hardening_share (b);

  if (of_a != of_b)
    return of_a < of_b ? -1 : 1;
  for (int severity = RW_SEVERITY_CRITICAL; severity >= RW_SEVERITY_INFO; severity--)
    if (a->findings[severity] != b->findings[severity])
      return a->findings[severity] > b->findings[severity] ? -1 : 1;
  if (a->n_lapsed != b->n_lapsed)
    return a->n_lapsed > b->n_lapsed ? -1 : 1;
  if (share_a != share_b)
    return share_a < share_b ? -1 : 1;
  return a->n_late > b->n_late ? -1 : a->n_late < b->n_late;
}
