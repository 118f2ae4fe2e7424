/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-backup-judge.h"
#include "rw-query-backups.h"

G_BEGIN_DECLS

/* Acknowledgements that have not ended at ?1. */
#define RW_BACKUP_ACKS_SQL \
  "SELECT a.\"id\", a.\"job\", a.\"reason\", a.\"signature\", a.\"at\", a.\"until\", p.\"name\", a.\"system\", a.\"answer\", " \
  "a.\"ticket\", t.\"number\" FROM \"backup_ack\" a LEFT JOIN \"person\" p ON p.\"id\" = a.\"person\" " \
  "LEFT JOIN \"ticket\" t ON t.\"id\" = a.\"ticket\" WHERE a.\"until\" > ?1"

/* Of two answers to the same the newest counts, on every machine the same. */
#define RW_BACKUP_ACKS_ORDER " ORDER BY a.\"at\" DESC, a.\"id\" DESC"

RwBackupAck *rw_backup_ack_read   (RwStmt       *stmt);
void         rw_backup_ack_free   (gpointer      data);
void         rw_backup_run_free   (gpointer      data);
RwBackupRun *rw_backup_run_read   (RwCache      *cache,
                                   const RwId   *job,
                                   const char   *job_name,
                                   const RwBackupRunFacts *facts,
                                   RwBackupResult result,
                                   RwSuspicion   suspicion,
                                   GError      **error);
GTimeZone   *rw_backup_zone       (const char   *tz);
gint64      *rw_backup_day_bounds (GTimeZone    *zone,
                                   const char   *day_start,
                                   gint64        first_day,
                                   guint         n_days);

G_END_DECLS
