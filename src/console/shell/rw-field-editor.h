/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-field-text.h"
#include "rw-inspector-data.h"
#include "rw-session.h"

G_BEGIN_DECLS

#define RW_TYPE_FIELD_EDITOR (rw_field_editor_get_type ())

/**
 * RwFieldEditor:
 *
 * Edits one value of any type. Signals: "apply": take rw_field_editor_get_value(); "cancel";
 * "changed": see rw_field_editor_watch().
 */
G_DECLARE_FINAL_TYPE (RwFieldEditor, rw_field_editor, RW, FIELD_EDITOR, AdwBin)

GtkWidget *rw_field_editor_new        (RwSession       *session,
                                       RwInspectorData *data,
                                       guint            field);
gboolean   rw_field_editor_get_value  (RwFieldEditor   *self,
                                       RwValue         *value,
                                       GError         **error);
void       rw_field_editor_set_error  (RwFieldEditor   *self,
                                       const char      *message);
void       rw_field_editor_clear      (RwFieldEditor   *self);
char      *rw_field_editor_dup_words  (RwFieldEditor   *self);
void       rw_field_editor_begin      (RwFieldEditor   *self);
void       rw_field_editor_watch      (RwFieldEditor   *self);
char      *rw_field_editor_dup_text   (RwFieldEditor   *self);
void       rw_field_editor_set_text   (RwFieldEditor   *self,
                                       const char      *text);

G_END_DECLS
