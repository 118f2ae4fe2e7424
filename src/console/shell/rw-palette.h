/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-window.h"

G_BEGIN_DECLS

#define RW_TYPE_PALETTE (rw_palette_get_type ())

/**
 * RwPalette:
 *
 * Everything by typing: actions, pages, records, addresses.
 */
G_DECLARE_FINAL_TYPE (RwPalette, rw_palette, RW, PALETTE, AdwDialog)

AdwDialog  *rw_palette_new       (RwWindow   *window);
void        rw_palette_set_text  (RwPalette  *self,
                                  const char *text);
guint       rw_palette_get_n     (RwPalette  *self);
const char *rw_palette_get_title (RwPalette  *self,
                                  guint       index);
gboolean    rw_palette_settled   (RwPalette  *self);

G_END_DECLS
