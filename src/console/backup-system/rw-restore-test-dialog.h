/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "query/rw-query-backup-system.h"
#include "rw-session.h"

G_BEGIN_DECLS

AdwDialog *rw_restore_test_dialog_new (GtkWidget *parent,
                                       RwSession *session,
                                       RwRecord  *system,
                                       RwRecord  *job,
                                       GArray    *jobs,
                                       RwRecord  *test);

G_END_DECLS
