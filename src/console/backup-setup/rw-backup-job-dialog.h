/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-session.h"

G_BEGIN_DECLS

AdwDialog *rw_backup_job_dialog_new (GtkWidget *parent,
                                     RwSession *session,
                                     RwRecord  *job,
                                     RwRecord  *system,
                                     gboolean   used);

G_END_DECLS
