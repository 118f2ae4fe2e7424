/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-record.h"

G_BEGIN_DECLS

/**
 * RwBackupSchedule:
 * @start: wall time of day of the first run of a day, microseconds; negative where runs only follow one another
 * @interval: between expected runs, microseconds; 0 for no schedule at all
 * @grace: how late a run may begin before it is missed, microseconds
 * @anchor: an instant at which a run was due, 0 for not known: with an interval of several days, or one that does
 *   not divide a day, only that tells when the others are
 * @zone: whose wall time
 *
 * When runs of a backup job are expected. Empty it with rw_backup_schedule_clear().
 */
typedef struct
{
  gint64 start;
  gint64 interval;
  gint64 grace;
  gint64 anchor;
  GTimeZone *zone;
} RwBackupSchedule;

gboolean rw_backup_schedule_init   (RwBackupSchedule       *self,
                                    RwRecord               *policy,
                                    RwRecord               *job);
gboolean rw_backup_schedule_set    (RwBackupSchedule       *self,
                                    const char             *start_time,
                                    const char             *tz,
                                    gint64                  interval,
                                    gint64                  grace);
void     rw_backup_schedule_clear  (RwBackupSchedule       *self);
gint64   rw_backup_schedule_before (const RwBackupSchedule *self,
                                    gint64                  instant);
gint64   rw_backup_schedule_after  (const RwBackupSchedule *self,
                                    gint64                  instant);
gint64   rw_backup_schedule_due    (const RwBackupSchedule *self,
                                    gint64                  started);
gint64   rw_backup_schedule_due_by_end (const RwBackupSchedule *self,
                                        gint64                  finished);
gint64   rw_backup_schedule_next   (const RwBackupSchedule *self,
                                    gint64                  due);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RwBackupSchedule, rw_backup_schedule_clear)

G_END_DECLS
