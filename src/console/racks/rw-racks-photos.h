/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-rack-canvas.h"
#include "rw-session.h"

G_BEGIN_DECLS

/* RwRacksPhotos: the pictures of device types, read, fetched and decoded for the canvas. */
typedef struct _RwRacksPhotos RwRacksPhotos;

RwRacksPhotos *rw_racks_photos_new          (RwRackCanvas      *canvas,
                                             RwSession         *session);
void           rw_racks_photos_free         (RwRacksPhotos     *self);
void           rw_racks_photos_update       (RwRacksPhotos     *self);
void           rw_racks_photos_data_changed (RwRacksPhotos     *self,
                                             const RwChangeSet *changes);
gboolean       rw_racks_photos_settled      (RwRacksPhotos     *self);

G_END_DECLS
