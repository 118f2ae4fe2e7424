/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-setup-words.h"

#include <glib/gi18n.h>

#include "rules/rw-change-template.h"
#include "rw-clock.h"
#include "rw-format.h"
#include "rw-status.h"

/**
 * rw_setup_template_state:
 * @approver: (nullable): the name of who approved it
 *
 * Returns: (transfer full): whether changes can be made from it, with a mark that is no colour
 */
char *
rw_setup_template_state (RwRecord *template_, const char *approver, gint64 now)
{
  gint64 review = rw_record_get_integer (template_, RW_CHANGE_TEMPLATE_REVIEW_BY, G_MAXINT64);
  g_autofree char *day = review != G_MAXINT64 ? rw_format_day_exact (review) : NULL;
  g_autofree char *text = NULL;
  RwStatus status = RW_STATUS_GOOD;

  if (rw_record_get_boolean (template_, RW_CHANGE_TEMPLATE_RETIRED))
    {
      status = RW_STATUS_UNKNOWN;
      text = g_strdup (_ ("Retired: no changes are made from it"));
    }
  else if (!rw_record_has (template_, RW_CHANGE_TEMPLATE_APPROVED_BY))
    {
      status = RW_STATUS_ATTENTION;
      text = g_strdup (_ ("Not approved"));
    }
  else if (day != NULL && review < now / RW_DAY)
    {
      status = RW_STATUS_ATTENTION;
      text = g_strdup_printf (_ ("Due for review since %s"), day);
    }
  else if (day != NULL)
    text = g_strdup_printf (_ ("Approved by %s, until %s"),
                            approver != NULL ? approver : _ ("somebody"), day);
  else
    text = g_strdup_printf (_ ("Approved by %s"), approver != NULL ? approver : _ ("somebody"));
  return g_strdup_printf ("%s %s", rw_status_symbol (status), text);
}

/**
 * rw_setup_template_line:
 *
 * Returns: (transfer full): type, duration, tasks, and the state in a line of its own
 */
char *
rw_setup_template_line (RwRecord *template_, const char *approver, gint64 now)
{
  g_auto (GStrv) tasks = rw_change_template_get_tasks (template_);
  gint64 minutes = rw_record_get_integer (template_, RW_CHANGE_TEMPLATE_DURATION, 0);
  g_autofree char *state = rw_setup_template_state (template_, approver, now);
  g_autofree char *duration = minutes > 0 ? rw_format_duration (minutes * RW_MINUTE) : NULL;
  guint n = g_strv_length (tasks);
  g_autofree char *count = g_strdup_printf (ngettext ("%u task", "%u tasks", n), n);

  return g_strdup_printf ("%s · %s%s%s\n%s",
                          rw_enum_label (&rw_enum_change_type,
                                         rw_record_get_enum (template_, RW_CHANGE_TEMPLATE_TYPE)),
                          duration != NULL ? duration : "", duration != NULL ? " · " : "", count,
                          state);
}

/**
 * rw_setup_question_line:
 * @questions: (element-type RwRecord): all of them, with @question as it is or would be
 *
 * Returns: (transfer full): which answer raises what, and by how much of its side
 */
char *
rw_setup_question_line (RwRecord *question, GPtrArray *questions)
{
  int side = rw_record_get_enum (question, RW_RISK_QUESTION_RAISES);
  gint64 whole = 0, weight = rw_record_get_integer (question, RW_RISK_QUESTION_WEIGHT, 0);
  g_autofree char *share = NULL;

  if (rw_record_get_boolean (question, RW_RISK_QUESTION_RETIRED))
    return g_strdup (_ ("Retired: it is not asked"));
  for (guint i = 0; i < questions->len; i++)
    if (rw_record_get_enum (questions->pdata[i], RW_RISK_QUESTION_RAISES) == side &&
        !rw_record_get_boolean (questions->pdata[i], RW_RISK_QUESTION_RETIRED))
      whole += rw_record_get_integer (questions->pdata[i], RW_RISK_QUESTION_WEIGHT, 0);
  share = rw_format_percent (whole > 0 ? (double) weight / (double) whole : 0, 0);
  /* Translators: a side of the risk (“Probability”), a share (“23 %”) */
  return g_strdup_printf (rw_record_get_boolean (question, RW_RISK_QUESTION_RISKY_NO)
                            ? _ ("“No” raises: %s, by %s of its weight")
                            : _ ("“Yes” raises: %s, by %s of its weight"),
                          rw_enum_label (&rw_enum_risk_side, side), share);
}
