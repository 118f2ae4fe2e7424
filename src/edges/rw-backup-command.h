/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-schema.h"

G_BEGIN_DECLS

int   rw_backup_command_tool (const char *const *argv);
char *rw_backup_command_read (RwBackupTool       tool,
                              const char *const *argv);

G_END_DECLS
