/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rw-inspector-data.h"
#include "rw-session.h"

G_BEGIN_DECLS

#define RW_TYPE_PROPERTY_ROW (rw_property_row_get_type ())

/**
 * RwPropertyRow:
 *
 * One field of a record: label, value, and in its place an editor when it is pressed. Signals:
 * "open" (int kind, const RwId *id): a link was followed; "edited": editing ended.
 */
G_DECLARE_FINAL_TYPE (RwPropertyRow, rw_property_row, RW, PROPERTY_ROW, GtkListBoxRow)

GtkWidget *rw_property_row_new         (RwSession       *session,
                                        RwInspectorData *data,
                                        guint            field);
guint      rw_property_row_get_field   (RwPropertyRow   *self);
gboolean   rw_property_row_get_editing (RwPropertyRow   *self);
void       rw_property_row_edit        (RwPropertyRow   *self);
GtkWidget *rw_property_column_new      (GtkWidget       *label);
void       rw_property_set             (RwRecord        *record,
                                        guint            field,
                                        const RwValue   *value,
                                        gint64           now);
RwEdit    *rw_property_edit_new        (RwRecord        *record,
                                        guint            field,
                                        const RwValue   *value,
                                        gint64           now);
gboolean   rw_property_is_writable     (RwRecord        *record,
                                        guint            field,
                                        guint            roles);

G_END_DECLS
