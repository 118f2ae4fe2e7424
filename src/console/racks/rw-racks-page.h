/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-page.h"

G_BEGIN_DECLS

#define RW_TYPE_RACKS_PAGE (rw_racks_page_get_type ())

/**
 * RwRacksPage:
 *
 * The racks of a room side by side, and moving what stands in them.
 */
G_DECLARE_FINAL_TYPE (RwRacksPage, rw_racks_page, RW, RACKS_PAGE, RwPage)

GtkWidget *rw_racks_page_new          (void);
gboolean   rw_racks_page_get_selected (RwRacksPage *self,
                                       RwKind      *kind,
                                       RwId        *id);

G_END_DECLS
