/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RwSaveTell:
 * @widget: where it was asked for
 * @message: whether the file was written
 */
typedef void (*RwSaveTell) (GtkWidget *widget, const char *message);

void rw_save_as (GtkWidget  *widget,
                 const char *title,
                 const char *name,
                 GBytes     *bytes,
                 RwSaveTell  tell);
void rw_save_to (GtkWidget  *widget,
                 GFile      *file,
                 GBytes     *bytes,
                 RwSaveTell  tell);

G_END_DECLS
