/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-backup-answer.h"

#include "rw-clock.h"
#include "rw-time.h"

static RwEdit *
create_ack (const RwId  *system,
            const RwId  *job,
            const RwId  *run,
            const char  *signature,
            const char  *reason,
            gint64       now,
            gint64       until,
            const RwId  *person)
{
  g_autoptr (RwRecord) ack = rw_record_new (RW_KIND_BACKUP_ACK, NULL);

  rw_record_set_ref (ack, RW_BACKUP_ACK_SYSTEM, system);
  if (job != NULL)
    rw_record_set_ref (ack, RW_BACKUP_ACK_JOB, job);
  if (run != NULL)
    rw_record_set_ref (ack, RW_BACKUP_ACK_RUN, run);
  if (signature != NULL)
    rw_record_set_text (ack, RW_BACKUP_ACK_SIGNATURE, signature);
  rw_record_set_text (ack, RW_BACKUP_ACK_REASON, reason);
  rw_record_set_instant (ack, RW_BACKUP_ACK_AT, now);
  rw_record_set_instant (ack, RW_BACKUP_ACK_UNTIL, until);
  if (person != NULL && !rw_id_is_nil (person))
    rw_record_set_ref (ack, RW_BACKUP_ACK_PERSON, person);
  return rw_edit_new_create (ack);
}

/**
 * rw_backup_answer:
 * @row: a system that asks for an answer
 * @day: any of its days: has its last red runs
 * @reason: why it may stay as it is
 * @until: end of the acknowledgement
 * @person: (nullable): who gives it
 *
 * Returns: (transfer full) (element-type RwEdit): one acknowledgement for each job whose last run is
 *   red, bound to the cause; one for the system when there is no such run
 */
GPtrArray *
rw_backup_answer (const RwBackupRow *row,
                  RwBackupDay       *day,
                  const char        *reason,
                  gint64             now,
                  gint64             until,
                  const RwId        *person)
{
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);

  for (guint i = 0; i < day->red->len; i++)
    {
      const RwBackupRun *run = g_ptr_array_index (day->red, i);

      g_ptr_array_add (edits,
                       create_ack (&row->id, &run->job, &run->id,
                                   rw_backup_cause (run->result, run->suspicion, run->signature),
                                   reason, now, until, person));
    }
  /* No job, or runs that are merely too old: there is no run to point to. */
  if (edits->len == 0)
    g_ptr_array_add (edits, create_ack (&row->id, NULL, NULL, NULL, reason, now, until, person));
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
