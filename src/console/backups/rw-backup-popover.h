/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "query/rw-query-backups.h"

G_BEGIN_DECLS

#define RW_TYPE_BACKUP_POPOVER (rw_backup_popover_get_type ())

/**
 * RwBackupPopover:
 *
 * What a cell stands for: the runs of that day, who answered for what is red, and the form to answer.
 *
 * Signals: "answer" (const char *reason, uint days); "withdraw" (const RwId *ack); "open-system" ().
 */
G_DECLARE_FINAL_TYPE (RwBackupPopover, rw_backup_popover, RW, BACKUP_POPOVER, GtkPopover)

GtkWidget *rw_backup_popover_new  (void);
void       rw_backup_popover_show (RwBackupPopover   *self,
                                   const RwBackupRow *row,
                                   RwBackupDay       *day,
                                   gint64             date,
                                   gint64             now,
                                   gboolean           may_edit);

G_END_DECLS
