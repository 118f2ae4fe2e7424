/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-backup-system-words.h"

G_BEGIN_DECLS

/* The parts that say how much a backup is worth: each a box with a heading and a list. */

GtkWidget *rw_backup_section_new    (const char              *title,
                                     GtkWidget              **list);
GtkWidget *rw_backup_row_new        (const char              *title,
                                     const char              *subtitle,
                                     const char              *word,
                                     RwStatus                 status);
GtkWidget *rw_backup_ladder_box_new (const RwBackupLadder    *ladder,
                                     gint64                   now);
GtkWidget *rw_backup_copies_box_new (const RwBackupCopies    *copies);

G_END_DECLS
