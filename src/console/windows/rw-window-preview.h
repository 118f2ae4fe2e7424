/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-record.h"

G_BEGIN_DECLS

#define RW_TYPE_WINDOW_PREVIEW (rw_window_preview_get_type ())

/**
 * RwWindowPreview:
 *
 * When a maintenance window takes place next, and around the next clock change; each date can be left out or moved,
 * and others added.
 *
 * Signals: "changed" (): the person left out, moved or added a date, or took that back.
 */
G_DECLARE_FINAL_TYPE (RwWindowPreview, rw_window_preview, RW, WINDOW_PREVIEW, AdwPreferencesGroup)

GtkWidget *rw_window_preview_new   (RwRecord        *window);
void       rw_window_preview_show  (RwWindowPreview *self,
                                    RwRecord        *window);
guint      rw_window_preview_write (RwWindowPreview *self,
                                    RwRecord        *window);

G_END_DECLS
