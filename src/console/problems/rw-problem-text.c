/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-problem-text.h"

#include <glib/gi18n.h>

#include "rules/rw-ticket-rules.h"
#include "rw-format.h"
#include "rw-problem-words.h"

/* Problems in words. */

const char *
rw_problem_text_group (RwProblemGroup group)
{
  static const char *const names[RW_PROBLEM_N_GROUPS] = {
    [RW_PROBLEM_GROUP_BACK] = N_ ("Came Back after the Fix"),
    [RW_PROBLEM_GROUP_CANDIDATE] = N_ ("Candidates"),
    [RW_PROBLEM_GROUP_WORK] = N_ ("Problems in Work"),
    [RW_PROBLEM_GROUP_KNOWN] = N_ ("Known Errors"),
    [RW_PROBLEM_GROUP_SOLVED] = N_ ("Resolved in the Last 90 Days"),
  };

  g_return_val_if_fail (group < RW_PROBLEM_N_GROUPS, NULL);
  return _ (names[group]);
}

char *
rw_problem_text_title (RwProblemItem *item)
{
  const RwSeries *series = rw_problem_item_get_series (item);
  const RwProblemRow *row = rw_problem_item_get_row (item);

  if (row == NULL && !rw_id_is_nil (&series->problem) && series->problem_number != NULL)
    return g_strdup_printf ("%s  %s", series->problem_number, series->problem_title);
  if (row == NULL)
    return g_strdup (rw_id_is_nil (&series->problem) ? series->title : series->problem_title);
  return row->number != NULL ? g_strdup_printf ("%s  %s", row->number, row->title)
                             : g_strdup (row->title);
}

/**
 * rw_problem_text_count:
 *
 * Returns: (transfer full): how many incidents a problem caused, and when it last did
 */
char *
rw_problem_text_count (const RwProblemRow *row, gint64 now)
{
  g_autofree char *last = NULL;

  if (row->n_incidents == 0)
    return g_strdup (_ ("no incident linked"));
  last = rw_format_when (row->last, now);
  /* Translators: a number, and when the last of them was */
  return g_strdup_printf (ngettext ("%u incident, %s", "%u incidents, the last %s",
                                    row->n_incidents),
                          row->n_incidents, last);
}

static void
append (GString *text, const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

/* What stands under the title. */
char *
rw_problem_text_detail (RwProblemItem *item, gint64 now)
{
  const RwProblemRow *row = rw_problem_item_get_row (item);
  GString *text;
  g_autofree char *count = NULL;

  if (row == NULL)
    return rw_problem_words_reason (rw_problem_item_get_series (item), now);
  text = g_string_new (NULL);
  append (text, rw_enum_label (&rw_enum_priority, (int) row->priority));
  append (text, rw_enum_label (&rw_enum_ticket_status, (int) row->status));
  count = rw_problem_text_count (row, now);
  append (text, count);
  if (row->change_status >= 0)
    {
      g_autofree char *fix =
        /* Translators: number and status of the change that fixes a problem */
        g_strdup_printf (_ ("Fix %s: %s"), row->change_number != NULL ? row->change_number : "",
                         rw_enum_label (&rw_enum_change_status, row->change_status));

      append (text, fix);
    }
  else if (row->known_error && row->has_workaround && rw_ticket_status_is_open (row->status))
    append (text, _ ("workaround known"));
  return g_string_free (text, FALSE);
}

RwStatus
rw_problem_text_status (RwProblemItem *item)
{
  const RwProblemRow *row = rw_problem_item_get_row (item);

  switch (rw_problem_item_get_group (item))
    {
    case RW_PROBLEM_GROUP_BACK:
      return RW_STATUS_BAD;
    case RW_PROBLEM_GROUP_CANDIDATE:
      return RW_STATUS_ATTENTION;
    case RW_PROBLEM_GROUP_SOLVED:
      return RW_STATUS_GOOD;
    case RW_PROBLEM_GROUP_WORK:
    case RW_PROBLEM_GROUP_KNOWN:
    case RW_PROBLEM_N_GROUPS:
    default:
      /* The fix is on its way, or nobody knows one yet. */
      return row->change_status >= 0 ? RW_STATUS_PLANNED : RW_STATUS_UNKNOWN;
    }
}

/* For those who cannot see the row. */
char *
rw_problem_text_sentence (RwProblemItem *item, gint64 now)
{
  const RwSeries *series = rw_problem_item_get_series (item);
  const RwProblemRow *row = rw_problem_item_get_row (item);
  g_autofree char *title = rw_problem_text_title (item),
                  *detail = rw_problem_text_detail (item, now);
  const char *customer = series != NULL ? series->customer : row->customer;

  return g_strdup_printf ("%s, %s, %s%s%s",
                          rw_problem_text_group (rw_problem_item_get_group (item)), title, detail,
                          customer != NULL ? ", " : "", customer != NULL ? customer : "");
}

/* What became of the change, or when it will be. */
char *
rw_problem_text_fix (const RwProblemFix *fix, gint64 now)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append (text, rw_enum_label (&rw_enum_change_status, (int) fix->status));
  if (fix->result >= 0)
    append (text, rw_enum_label (&rw_enum_change_result, fix->result));
  if (fix->backed_out)
    append (text, _ ("backed out"));
  if (fix->at != 0)
    {
      g_autofree char *when = rw_format_when (fix->at, now);

      append (text, when);
    }
  return g_strdup (text->str);
}

char *
rw_problem_text_ticket (const RwSeriesTicket *ticket)
{
  return ticket->number != NULL ? g_strdup_printf ("%s  %s", ticket->number, ticket->title)
                                : g_strdup (ticket->title);
}
