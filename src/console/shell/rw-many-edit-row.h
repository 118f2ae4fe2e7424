/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rw-many-edit.h"
#include "rw-session.h"

G_BEGIN_DECLS

#define RW_TYPE_MANY_EDIT_ROW (rw_many_edit_row_get_type ())

/**
 * RwManyEditRow:
 *
 * One field of several records: what they have now, an editor, and what they are to have. Signal:
 * "changed": there is a new value, or none any more.
 */
G_DECLARE_FINAL_TYPE (RwManyEditRow, rw_many_edit_row, RW, MANY_EDIT_ROW, GtkListBoxRow)

GtkWidget     *rw_many_edit_row_new         (RwSession         *session,
                                             const RwManyEdit  *edit,
                                             const RwManyField *field);
guint          rw_many_edit_row_get_field   (RwManyEditRow     *self);
const char    *rw_many_edit_row_get_label   (RwManyEditRow     *self);
const RwValue *rw_many_edit_row_get_value   (RwManyEditRow     *self);
char          *rw_many_edit_row_dup_words   (RwManyEditRow     *self);
gboolean       rw_many_edit_row_finish      (RwManyEditRow     *self);
void           rw_many_edit_row_begin       (RwManyEditRow     *self);

G_END_DECLS
