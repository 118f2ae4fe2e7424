/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RW_TYPE_LONG_TEXT (rw_long_text_get_type ())

/**
 * RwLongText:
 *
 * A text of several lines that is edited in its place. What a person writes stays theirs until they save it, with
 * Ctrl+Enter or the button, or drop it with Escape.
 *
 * Signals: "save" (const char *text): without space around it; "done": the person left it with one of these keys;
 * "written": what stands there is another text.
 */
G_DECLARE_FINAL_TYPE (RwLongText, rw_long_text, RW, LONG_TEXT, GtkBox)

GtkWidget  *rw_long_text_new          (const char *label,
                                       const char *placeholder);
void        rw_long_text_set          (RwLongText *self,
                                       const char *text);
void        rw_long_text_set_editable (RwLongText *self,
                                       gboolean    editable);
gboolean    rw_long_text_is_changed   (RwLongText *self);
char       *rw_long_text_dup          (RwLongText *self);
void        rw_long_text_write        (RwLongText *self,
                                       const char *text);
void        rw_long_text_save         (RwLongText *self);
void        rw_long_text_refuse       (RwLongText *self,
                                       const char *text);
void        rw_long_text_drop         (RwLongText *self);

G_END_DECLS
