/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "rw-schema.h"

G_BEGIN_DECLS

gboolean rw_ctl_report_tool (const char   *name,
                             RwBackupTool *tool);
gboolean rw_ctl_report_zone (const char   *tz);
void     rw_ctl_report_text (char        **text);

G_END_DECLS
