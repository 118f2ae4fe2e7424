/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "rw-backup-report.h"

G_BEGIN_DECLS

/* One file for each tool; the report comes with everything unknown. They set the status. */

gboolean rw_backup_read_restic (const RwBackupOutput *output,
                                RwBackupReport       *report,
                                GError              **error);
gboolean rw_backup_read_borg   (const RwBackupOutput *output,
                                RwBackupReport       *report,
                                GError              **error);
gboolean rw_backup_read_bareos (const RwBackupOutput *output,
                                RwBackupReport       *report,
                                GError              **error);
gboolean rw_backup_read_pbs    (const RwBackupOutput *output,
                                RwBackupReport       *report,
                                GError              **error);

/**
 * RwBackupLineFunc:
 * @line: one line, without its end
 * @number: from 1
 *
 * Returns: %FALSE with @error set to stop
 */
typedef gboolean (*RwBackupLineFunc) (const char     *line,
                                      guint           number,
                                      gpointer        data,
                                      GError        **error);

gboolean rw_backup_each_line      (const char           *text,
                                   RwBackupLineFunc      func,
                                   gpointer              data,
                                   GError              **error);
void     rw_backup_add_message    (RwBackupReport       *report,
                                   const char           *message);
gboolean rw_backup_is_command     (const RwBackupOutput *output,
                                   const char           *name);
void     rw_backup_set_check      (const RwBackupOutput *output,
                                   RwBackupReport       *report,
                                   const char           *deep_option);
const char *rw_backup_get_text    (JsonObject           *object,
                                   const char           *name);
gboolean rw_backup_get_amount     (JsonObject           *object,
                                   const char           *where,
                                   const char           *name,
                                   gint64               *amount,
                                   GError              **error);
gint64   rw_backup_parse_time     (const RwBackupOutput *output,
                                   const char           *text);

G_END_DECLS
