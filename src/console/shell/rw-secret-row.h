/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rw-inspector-data.h"
#include "rw-session.h"

G_BEGIN_DECLS

#define RW_TYPE_SECRET_ROW (rw_secret_row_get_type ())

/**
 * RwSecretRow:
 *
 * A never cached field of a record. Its value is asked for when the person wants to see it and goes away
 * after a while, and with the row. Signals: "edited": editing ended.
 */
G_DECLARE_FINAL_TYPE (RwSecretRow, rw_secret_row, RW, SECRET_ROW, GtkListBoxRow)

GtkWidget *rw_secret_row_new         (RwSession       *session,
                                      RwInspectorData *data,
                                      guint            field);
void       rw_secret_row_show        (RwSecretRow     *self);
void       rw_secret_row_edit        (RwSecretRow     *self);
gboolean   rw_secret_row_get_editing (RwSecretRow     *self);

G_END_DECLS
