/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-change-check.h"

#include <glib/gi18n-lib.h>

#include "rw-change-approval.h"
#include "rw-change-risk.h"
#include "rw-change-rules.h"
#include "rw-clock.h"
#include "rw-error.h"
#include "rw-freeze-rules.h"

/*
 * What can be told of a change only with its items, its approvals, its template, the questions on risk and
 * the freezes at hand. Asked when the status takes a step, or when something is altered that a step was
 * taken with; what is as it was is not asked again.
 */

static RwChangeStatus
status_of (RwRecord *change)
{
  return (RwChangeStatus) rw_record_get_enum (change, RW_CHANGE_STATUS);
}

static gboolean
is_standard (RwRecord *change)
{
  return rw_record_get_enum (change, RW_CHANGE_TYPE) == RW_CHANGE_TYPE_STANDARD;
}

static gboolean
differs (RwRecord *before, RwRecord *after, const guint *fields, guint n_fields)
{
  for (guint i = 0; i < n_fields; i++)
    if (!rw_value_equal (rw_record_get (before, fields[i]), rw_record_get (after, fields[i])))
      return TRUE;
  return FALSE;
}

static GPtrArray *
get_approvals (const RwCrossView *view, RwRecord *change, GError **error)
{
  return view->referrers (view->data, RW_KIND_APPROVAL, RW_APPROVAL_CHANGE,
                          rw_record_get_id (change), error);
}

static gboolean
name_person (const RwCrossView *view, const RwId *id, char **name, GError **error)
{
  g_autoptr (RwRecord) person = NULL;

  if (!view->get (view->data, RW_KIND_PERSON, id, &person, error))
    return FALSE;
  *name = g_strdup (person != NULL ? rw_record_get_title (person) : _ ("somebody"));
  return TRUE;
}

/**
 * rw_change_check_quorum:
 *
 * Whether enough people have approved the change as it is, and nobody has rejected it.
 */
RwCrossResult
rw_change_check_quorum (const RwCrossView *view, RwRecord *change, GError **error)
{
  g_autoptr (GPtrArray) approvals = get_approvals (view, change, error);
  g_autofree char *name = NULL;
  RwChangeRound round;

  if (approvals == NULL)
    return RW_CROSS_FAILED;
  rw_change_round (change, approvals, 0, &round);
  if (rw_change_round_is_won (&round))
    return RW_CROSS_OK;
  if (rw_id_is_nil (&round.rejected_by))
    {
      /* Translators: a change; how many approvals it has; how many it needs; who decides */
      g_set_error (
        error, RW_ERROR, RW_ERROR_CONFLICT,
        _ (
          "Change “%s” has %u of %u approvals (%s); those of requester and implementer do not count"),
        rw_record_get_title (change), round.approved, round.needed,
        rw_enum_label (&rw_enum_approval_board, (int) rw_change_board (change)));
      return RW_CROSS_REFUSED;
    }
  if (!name_person (view, &round.rejected_by, &name, error))
    return RW_CROSS_FAILED;
  g_set_error (error, RW_ERROR, RW_ERROR_CONFLICT, _ ("Change “%s” was rejected by %s"),
               rw_record_get_title (change), name);
  return RW_CROSS_REFUSED;
}

/* A round begins from nothing. */
static RwCrossResult
check_submission (const RwCrossView *view, RwRecord *change, GError **error)
{
  g_autoptr (GPtrArray) approvals = get_approvals (view, change, error);

  if (approvals == NULL)
    return RW_CROSS_FAILED;
  for (guint i = 0; i < approvals->len; i++)
    {
      RwRecord *approval = g_ptr_array_index (approvals, i);
      g_autofree char *name = NULL;

      if (!rw_approval_is_decided (approval) ||
          rw_record_get_enum (approval, RW_APPROVAL_BOARD) == RW_APPROVAL_BOARD_EXTENSION)
        continue;
      if (!name_person (view, rw_record_get_ref (approval, RW_APPROVAL_PERSON), &name, error))
        return RW_CROSS_FAILED;
      g_set_error (error, RW_ERROR, RW_ERROR_CONFLICT,
                   _ (
                     "%s has decided on change “%s” as it was; look at the decision and try again"),
                   name, rw_record_get_title (change));
      return RW_CROSS_REFUSED;
    }
  return RW_CROSS_OK;
}

/* A standard change is approved as far as its template is, and no riskier than that. */
static RwCrossResult
check_template (const RwCrossView *view, RwRecord *change, GError **error)
{
  static const guint risk[][2] = { { RW_CHANGE_RISK_PROBABILITY,
                                     RW_CHANGE_TEMPLATE_RISK_PROBABILITY },
                                   { RW_CHANGE_RISK_EFFECT, RW_CHANGE_TEMPLATE_RISK_EFFECT } };
  const RwId *id = rw_record_get_ref (change, RW_CHANGE_BASED_ON);
  gint64 day = rw_record_get_integer (change, RW_CHANGE_START, 0) / RW_DAY;
  g_autoptr (RwRecord) template_ = NULL;

  if (id != NULL && !view->get (view->data, RW_KIND_CHANGE_TEMPLATE, id, &template_, error))
    return RW_CROSS_FAILED;
  if (template_ == NULL)
    return rw_change_check_needs (change, 1, RW_CHANGE_STATUS_SCHEDULED, error) ? RW_CROSS_OK
                                                                                : RW_CROSS_REFUSED;
  if (!rw_change_template_check (template_, day, error))
    return RW_CROSS_REFUSED;
  for (guint i = 0; i < G_N_ELEMENTS (risk); i++)
    if (rw_record_get_enum (change, risk[i][0]) > rw_record_get_enum (template_, risk[i][1]))
      {
        g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                     _ ("Change “%s” is riskier than its template “%s”: make it a normal change"),
                     rw_record_get_title (change), rw_record_get_title (template_));
        return RW_CROSS_REFUSED;
      }
  return RW_CROSS_OK;
}

/* On the way to approved and scheduled, and as long as work has not begun. Whoever approved does not become the one who
 * does it when work begins or while it goes on either; more time is another question, see check_more_time(). */
static RwCrossResult
check_approved (const RwCrossView *view, RwRecord *before, RwRecord *after, GError **error)
{
  static const guint people[] = { RW_CHANGE_REQUESTER, RW_CHANGE_IMPLEMENTER, RW_CHANGE_QUORUM,
                                  RW_CHANGE_BASED_ON };
  gboolean steps = status_of (before) != status_of (after);
  gboolean works = status_of (after) == RW_CHANGE_STATUS_IN_PROGRESS, same;
  g_autoptr (GPtrArray) items = NULL;

  same = !steps || (works && is_standard (after));
  if (!differs (before, after, people, G_N_ELEMENTS (people)) && same &&
      ((works && !steps) || !rw_change_is_altered (before, after)))
    return RW_CROSS_OK;
  if (steps && !works)
    {
      items = view->referrers (view->data, RW_KIND_CHANGE_ITEM, RW_CHANGE_ITEM_CHANGE,
                               rw_record_get_id (after), error);
      if (items == NULL)
        return RW_CROSS_FAILED;
      if (!rw_change_check_needs (after, items->len, status_of (after), error))
        return RW_CROSS_REFUSED;
    }
  return is_standard (after) ? check_template (view, after, error)
                             : rw_change_check_quorum (view, after, error);
}

static RwCrossResult
check_risk (const RwCrossView *view, RwRecord *record, GError **error)
{
  g_autoptr (GPtrArray) questions = NULL;

  if (view->list == NULL)
    return RW_CROSS_OK;
  questions = view->list (view->data, RW_KIND_RISK_QUESTION, error);
  if (questions == NULL)
    return RW_CROSS_FAILED;
  return rw_change_risk_check (record, questions, error) ? RW_CROSS_OK : RW_CROSS_REFUSED;
}

static RwCrossResult
check_more_time (const RwCrossView *view, RwRecord *before, RwRecord *after, GError **error)
{
  g_autoptr (GPtrArray) approvals = NULL;

  if (rw_value_equal (rw_record_get (before, RW_CHANGE_END), rw_record_get (after, RW_CHANGE_END)))
    return RW_CROSS_OK;
  approvals = get_approvals (view, after, error);
  if (approvals == NULL)
    return RW_CROSS_FAILED;
  if (rw_change_find_extension (after, approvals,
                                rw_record_get_integer (after, RW_CHANGE_END, 0)) != NULL)
    return RW_CROSS_OK;
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
               _ ("Change “%s” ends later once somebody else than its implementer has granted it"),
               rw_record_get_title (after));
  return RW_CROSS_REFUSED;
}

static RwCrossResult
check_change (const RwCrossView *view, RwRecord *before, RwRecord *after, GError **error)
{
  static const guint risk[] = { RW_CHANGE_RISK_PROBABILITY, RW_CHANGE_RISK_EFFECT,
                                RW_CHANGE_RISK_ANSWERS };
  static const guint place[] = { RW_CHANGE_START, RW_CHANGE_END, RW_CHANGE_SERVICE,
                                 RW_CHANGE_CUSTOMER };
  RwChangeStatus to = status_of (after);
  gboolean steps = before == NULL || status_of (before) != to;
  gboolean waits = to >= RW_CHANGE_STATUS_SUBMITTED && to <= RW_CHANGE_STATUS_SCHEDULED;
  RwCrossResult result = RW_CROSS_OK;

  /* What is taken over from elsewhere, or made again after it was deleted, was decided on there and then. */
  if (before == NULL && to != RW_CHANGE_STATUS_SUBMITTED)
    return RW_CROSS_OK;
  if (waits && (steps || differs (before, after, risk, G_N_ELEMENTS (risk))))
    result = check_risk (view, after, error);
  if (result == RW_CROSS_OK && before != NULL && to == RW_CHANGE_STATUS_SUBMITTED &&
      (steps || rw_change_reopens (before, after, FALSE)))
    result = check_submission (view, after, error);
  if (result == RW_CROSS_OK && before != NULL &&
      (to == RW_CHANGE_STATUS_APPROVED || to == RW_CHANGE_STATUS_SCHEDULED ||
       to == RW_CHANGE_STATUS_IN_PROGRESS))
    result = check_approved (view, before, after, error);
  if (result == RW_CROSS_OK && before != NULL && status_of (before) == RW_CHANGE_STATUS_IN_PROGRESS)
    result = check_more_time (view, before, after, error);
  if (result == RW_CROSS_OK && ((steps && (waits || to == RW_CHANGE_STATUS_IN_PROGRESS)) ||
                                (waits && differs (before, after, place, G_N_ELEMENTS (place)))))
    result = rw_freeze_check (view, after, error);
  return result;
}

/**
 * rw_change_cross_check:
 * @before: (nullable): the change or template as it was
 * @after: as it is
 *
 * Part of rw_cross_rules_check().
 */
RwCrossResult
rw_change_cross_check (const RwCrossView *view, RwRecord *before, RwRecord *after, GError **error)
{
  static const guint risk[] = { RW_CHANGE_TEMPLATE_RISK_PROBABILITY, RW_CHANGE_TEMPLATE_RISK_EFFECT,
                                RW_CHANGE_TEMPLATE_RISK_ANSWERS };

  if (rw_record_get_kind (after) == RW_KIND_CHANGE)
    return check_change (view, before, after, error);
  return before == NULL || differs (before, after, risk, G_N_ELEMENTS (risk))
           ? check_risk (view, after, error)
           : RW_CROSS_OK;
}
