/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

GdkTexture *rw_picture_decode (GBytes   *bytes,
                               int       most,
                               GError  **error);
GBytes     *rw_picture_shrink (GFile    *file,
                               int       most,
                               GError  **error);

G_END_DECLS
