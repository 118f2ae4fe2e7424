/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-backup-answer.h"

#include "rw-clock.h"
#include "rw-time.h"

static RwEdit *
create_ack (const RwMorningRed        *red,
            const RwBackupAnswerFacts *facts,
            gint64                     until)
{
  g_autoptr (RwRecord) ack = rw_record_new (RW_KIND_BACKUP_ACK, NULL);

  rw_record_set_ref (ack, RW_BACKUP_ACK_SYSTEM, &red->system);
  if (!rw_id_is_nil (&red->job))
    rw_record_set_ref (ack, RW_BACKUP_ACK_JOB, &red->job);
  if (!rw_id_is_nil (&red->run))
    rw_record_set_ref (ack, RW_BACKUP_ACK_RUN, &red->run);
  if (red->cause != NULL)
    rw_record_set_text (ack, RW_BACKUP_ACK_SIGNATURE, red->cause);
  rw_record_set_text (ack, RW_BACKUP_ACK_REASON, facts->reason);
  rw_record_set_enum (ack, RW_BACKUP_ACK_ANSWER, facts->answer);
  rw_record_set_instant (ack, RW_BACKUP_ACK_AT, facts->now);
  rw_record_set_instant (ack, RW_BACKUP_ACK_UNTIL, until);
  if (facts->person != NULL && !rw_id_is_nil (facts->person))
    rw_record_set_ref (ack, RW_BACKUP_ACK_PERSON, facts->person);
  if (facts->ticket != NULL)
    rw_record_set_ref (ack, RW_BACKUP_ACK_TICKET, facts->ticket);
  return rw_edit_new_create (ack);
}

/* Whoever looks after the jobs sees when it was asked for, and by whom. */
static RwEdit *
ask_for_rerun (const RwMorningRed        *red,
               const RwBackupAnswerFacts *facts)
{
  RwEdit *edit = rw_edit_new (RW_OP_UPDATE, RW_KIND_BACKUP_JOB, &red->job);

  rw_edit_set (edit, RW_BACKUP_JOB_RERUN_AT, rw_value_instant (facts->now));
  if (facts->person != NULL && !rw_id_is_nil (facts->person))
    rw_edit_set (edit, RW_BACKUP_JOB_RERUN_BY, rw_value_ref (facts->person));
  return edit;
}

/**
 * rw_backup_answer:
 * @reds: (array length=n_reds): what is answered for; at most %RW_BACKUP_ANSWERS_MOST at once
 *
 * Every answer to what is red is made here: of a cell by itself, and of the morning check.
 *
 * Returns: (transfer full) (element-type RwEdit): an answer for each, bound to its cause
 */
GPtrArray *
rw_backup_answer (const RwMorningRed *const *reds,
                  guint                      n_reds,
                  const RwBackupAnswerFacts *facts)
{
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);

  for (guint i = 0; i < MIN (n_reds, RW_BACKUP_ANSWERS_MOST); i++)
    {
      gint64 until = facts->untils != NULL && facts->untils[i] != 0 ? facts->untils[i] : facts->until;

      g_ptr_array_add (edits, create_ack (reds[i], facts, until));
      if (facts->answer == RW_BACKUP_ANSWER_RERUN && !rw_id_is_nil (&reds[i]->job))
        g_ptr_array_add (edits, ask_for_rerun (reds[i], facts));
    }
  return edits;
}

/**
 * rw_backup_withdraw:
 *
 * Returns: (transfer full) (element-type RwEdit): what takes an acknowledgement back
 */
GPtrArray *
rw_backup_withdraw (const RwId *ack)
{
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);

  g_ptr_array_add (edits, rw_edit_new (RW_OP_DELETE, RW_KIND_BACKUP_ACK, ack));
  return edits;
}

/**
 * rw_backup_answer_until:
 * @days: from today
 *
 * Returns: 09:00 of that day: the morning check asks again
 */
gint64
rw_backup_answer_until (GTimeZone *zone,
                        gint64     now,
                        guint      days)
{
  gint64 today = rw_zone_wall (zone, now) / RW_DAY;

  return rw_zone_resolve (zone, (today + days) * RW_DAY + 9 * RW_HOUR);
}
