/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-record.h"

G_BEGIN_DECLS

#define RW_TYPE_WINDOW_WHEN (rw_window_when_get_type ())

/**
 * RwWindowWhen:
 *
 * When a maintenance window or freeze takes place, in controls that read as a sentence. A rule that these cannot
 * say is shown as it is and stays so until a person chooses another way.
 *
 * Signals: "changed" ().
 */
G_DECLARE_FINAL_TYPE (RwWindowWhen, rw_window_when, RW, WINDOW_WHEN, AdwPreferencesGroup)

GtkWidget *rw_window_when_new   (RwRecord      *window);
gboolean   rw_window_when_write (RwWindowWhen  *self,
                                 RwRecord      *window,
                                 GError       **error);

G_END_DECLS
