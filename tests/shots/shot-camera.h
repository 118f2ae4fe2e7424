/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ShotReady:
 *
 * Returns: whether what is to be taken stands still
 */
typedef gboolean (*ShotReady) (gpointer data);

gboolean    shot_wait       (GtkWindow  *window,
                             ShotReady   ready,
                             gpointer    data);
gboolean    shot_set_size   (GtkWindow  *window,
                             int         width,
                             int         height);
GdkTexture *shot_take       (GtkWindow  *window);
GdkTexture *shot_take_widget (GtkWidget *child);

G_END_DECLS
