/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "query/rw-query-backups.h"
#include "rw-edit.h"

G_BEGIN_DECLS

/* Acknowledgements as edits. */

GPtrArray *rw_backup_answer        (const RwBackupRow *row,
                                    RwBackupDay       *day,
                                    const char        *reason,
                                    gint64             now,
                                    gint64             until,
                                    const RwId        *person);
GPtrArray *rw_backup_withdraw      (const RwId        *ack);
gint64     rw_backup_answer_until  (GTimeZone         *zone,
                                    gint64             now,
                                    guint              days);

G_END_DECLS
