/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "query/rw-query-backups.h"

G_BEGIN_DECLS

RwRecord *rw_morning_check_new  (const RwBackupMatrix *matrix,
                                 gint64                day,
                                 const RwId           *person,
                                 gint64                started,
                                 gint64                finished,
                                 const char           *notes);
void      rw_morning_save_pdf   (GtkWidget            *widget,
                                 RwRecord             *check,
                                 const char           *person,
                                 GFile                *file);
void      rw_morning_save_csv   (GtkWidget            *widget,
                                 RwRecord             *check,
                                 GFile                *file);
void      rw_morning_print      (GtkWidget            *widget,
                                 RwRecord             *check,
                                 const char           *person);
char     *rw_morning_summary    (const RwBackupMatrix *matrix);

G_END_DECLS
