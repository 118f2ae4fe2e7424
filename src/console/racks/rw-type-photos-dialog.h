/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-page.h"

G_BEGIN_DECLS

#define RW_TYPE_TYPE_PHOTOS_DIALOG (rw_type_photos_dialog_get_type ())

/**
 * RwTypePhotosDialog:
 *
 * What a device type looks like from the front and from behind: pictures that a person imports, and that are
 * shown in place of the drawn faceplates.
 */
G_DECLARE_FINAL_TYPE (RwTypePhotosDialog, rw_type_photos_dialog, RW, TYPE_PHOTOS_DIALOG, AdwDialog)

AdwDialog *rw_type_photos_dialog_new     (RwPage             *page,
                                          const RwId         *device);
void       rw_type_photos_dialog_import  (RwTypePhotosDialog *self,
                                          RwFace              face,
                                          GFile              *file);
gboolean   rw_type_photos_dialog_settled (RwTypePhotosDialog *self);

G_END_DECLS
