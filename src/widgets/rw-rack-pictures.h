/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-rack-painter.h"

G_BEGIN_DECLS

/**
 * RwRackPictures:
 *
 * Racks as images, for the software renderer: it copies an image several times faster than it draws
 * what is in it. A renderer with a graphics processor wants the render nodes themselves.
 *
 * A zoom first stretches the images that are there, and draws them anew within a bounded time per
 * frame: those that are much too small or too large at once, the others when the zoom rests. A rack
 * that comes into view while there is no time is a column of bands until then.
 */
typedef struct _RwRackPictures RwRackPictures;

RwRackPictures *rw_rack_pictures_new         (void);
void            rw_rack_pictures_free        (RwRackPictures      *pictures);
void            rw_rack_pictures_reset       (RwRackPictures      *pictures,
                                              guint                n_racks);
gboolean        rw_rack_pictures_begin_frame (RwRackPictures      *pictures,
                                              GtkWidget           *widget,
                                              const RwRackLayout  *layout);
void            rw_rack_pictures_append      (RwRackPictures      *pictures,
                                              GtkSnapshot         *snapshot,
                                              RwRackPainter       *painter,
                                              const RwRackLayout  *layout,
                                              guint                rack,
                                              double               top,
                                              double               bottom);
gboolean        rw_rack_pictures_prepare     (RwRackPictures      *pictures,
                                              RwRackPainter       *painter,
                                              const RwRackLayout  *layout,
                                              guint                rack);
gboolean        rw_rack_pictures_end_frame   (RwRackPictures      *pictures);
guint           rw_rack_pictures_count_drawn (RwRackPictures      *pictures);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwRackPictures, rw_rack_pictures_free)

G_END_DECLS
