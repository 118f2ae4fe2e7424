/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-morning-sheet.h"

#include <glib/gi18n-lib.h>

#include "rw-clock.h"

static void
answer_free (gpointer data)
{
  RwMorningAnswer *answer = data;

  g_free (answer->reason);
  g_free (answer->person);
  g_free (answer->ticket);
  g_ptr_array_unref (answer->names);
  g_free (answer);
}

static void
cause_free (gpointer data)
{
  RwMorningCause *cause = data;

  g_free (cause->cause);
  g_ptr_array_unref (cause->answers);
  g_free (cause);
}

RwMorningSheet *
rw_morning_sheet_new (void)
{
  RwMorningSheet *sheet = g_new0 (RwMorningSheet, 1);

  sheet->causes = g_ptr_array_new_with_free_func (cause_free);
  return sheet;
}

void
rw_morning_sheet_free (RwMorningSheet *sheet)
{
  g_ptr_array_unref (sheet->causes);
  g_free (sheet);
}

RwMorningCause *
rw_morning_sheet_add (RwMorningSheet *sheet)
{
  RwMorningCause *cause = g_new0 (RwMorningCause, 1);

  cause->answers = g_ptr_array_new_with_free_func (answer_free);
  g_ptr_array_add (sheet->causes, cause);
  return cause;
}

RwMorningAnswer *
rw_morning_cause_add (RwMorningCause *cause)
{
  RwMorningAnswer *answer = g_new0 (RwMorningAnswer, 1);

  answer->answer = -1;
  answer->names = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (cause->answers, answer);
  return answer;
}

static RwMorningCause *
find_cause (RwMorningSheet     *sheet,
            const RwMorningRed *red)
{
  gboolean verification = red->purpose == RW_RUN_PURPOSE_VERIFICATION;
  RwMorningCause *cause;

  for (guint i = 0; i < sheet->causes->len; i++)
    {
      cause = sheet->causes->pdata[i];
      if (cause->result == red->result && cause->verification == verification && g_strcmp0 (cause->cause, red->cause) == 0)
        return cause;
    }
  cause = rw_morning_sheet_add (sheet);
  cause->result = red->result;
  cause->verification = verification;
  cause->cause = g_strdup (red->cause);
  return cause;
}

static RwMorningAnswer *
find_answer (RwMorningCause     *cause,
             const RwMorningRed *red)
{
  int answer_kind = red->answered ? (int) red->answer : -1;
  RwMorningAnswer *answer;

  for (guint i = 0; i < cause->answers->len; i++)
    {
      answer = cause->answers->pdata[i];
      if (answer->answer == answer_kind && answer->at / RW_MINUTE == red->at / RW_MINUTE &&
          answer->until == red->until && g_strcmp0 (answer->reason, red->reason) == 0 &&
          g_strcmp0 (answer->person, red->person) == 0 &&
          g_strcmp0 (answer->ticket, red->ticket) == 0)
        return answer;
    }
  answer = rw_morning_cause_add (cause);
  answer->answer = answer_kind;
  answer->reason = g_strdup (red->reason);
  answer->person = g_strdup (red->person);
  answer->ticket = g_strdup (red->ticket);
  answer->at = red->at;
  answer->until = red->until;
  return answer;
}

/**
 * rw_morning_sheet_of:
 * @reds: (element-type RwMorningRed): all that is red
 * @most_names: how many systems of one answer are named
 *
 * Returns: (transfer full): the same, by cause and by what was said
 */
RwMorningSheet *
rw_morning_sheet_of (GPtrArray *reds,
                     guint      most_names)
{
  RwMorningSheet *sheet = rw_morning_sheet_new ();

  for (guint i = 0; i < reds->len; i++)
    {
      const RwMorningRed *red = reds->pdata[i];
      RwMorningAnswer *answer = find_answer (find_cause (sheet, red), red);

      answer->n++;
      if (answer->names->len < most_names)
        g_ptr_array_add (answer->names, g_strdup (red->name));
    }
  return sheet;
}

/**
 * rw_morning_sheet_count:
 * @answer: #RwBackupAnswer, or -1 for what was not answered
 *
 * Returns: how much that was red was answered in this way
 */
guint
rw_morning_sheet_count (const RwMorningSheet *sheet,
                        int                   answer)
{
  guint n = 0;

  for (guint i = 0; i < sheet->causes->len; i++)
    {
      const RwMorningCause *cause = sheet->causes->pdata[i];

      for (guint j = 0; j < cause->answers->len; j++)
        {
          const RwMorningAnswer *one = cause->answers->pdata[j];

          n += one->answer == answer ? one->n : 0;
        }
    }
  return n;
}

/**
 * rw_morning_cause_label:
 *
 * Returns: (transfer none): the cause for people
 */
const char *
rw_morning_cause_label (const RwMorningCause *cause)
{
  if (cause->result == RW_BACKUP_NO_JOB)
    return C_ ("backup cause", "No backup job");
  return rw_backup_cause_label (cause->cause);
}
