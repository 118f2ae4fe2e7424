/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-rack-colouring.h"
#include "rw-rack-layout.h"
#include "rw-rack-type.h"
#include "rw-status.h"

G_BEGIN_DECLS

/**
 * RwRackTone:
 *
 * The colours of racks. The metal is dark in the light style too, as it is in a data centre, so that
 * status colours on it are always those for dark backgrounds.
 */
typedef struct
{
  GdkRGBA frame, frame_edge, interior, rail, unit_line;
  GdkRGBA plate[RW_DEVICE_ROLE_N_VALUES];
  GdkRGBA plate_light, plate_edge, shadow;
  GdkRGBA bay, bay_dark, port_free, port_cabled, port_up;
  GdkRGBA text, text_dim;           /* on metal */
  GdkRGBA page_text, page_dim, page; /* on the window */
  GdkRGBA status[RW_STATUS_N_VALUES];      /* on metal */
  GdkRGBA page_status[RW_STATUS_N_VALUES]; /* on the window */
  GdkRGBA accent, veil;
  gboolean high_contrast;
} RwRackTone;

/**
 * RwRackPainter:
 *
 * Turns racks into render nodes.
 */
typedef struct _RwRackPainter RwRackPainter;

RwRackPainter *rw_rack_painter_new         (GtkWidget           *widget);
void           rw_rack_painter_free        (RwRackPainter       *painter);
void           rw_rack_painter_set_plan    (RwRackPainter       *painter,
                                            RwRackPlan          *plan);
void           rw_rack_painter_set_colouring (RwRackPainter   *painter,
                                            const RwRackColouring *colouring);
void           rw_rack_painter_set_photos  (RwRackPainter       *painter,
                                            GHashTable          *photos);
GdkTexture    *rw_rack_painter_get_photo   (RwRackPainter       *painter,
                                            const RwRackDevice  *device,
                                            gboolean             other_side);
gboolean       rw_rack_painter_get_class_color (RwRackPainter *painter,
                                            const RwRackDevice *device,
                                            GdkRGBA             *color);
void           rw_rack_painter_reset       (RwRackPainter       *painter);
void           rw_rack_painter_forget      (RwRackPainter       *painter);
void           rw_rack_painter_begin_frame (RwRackPainter       *painter);
gboolean       rw_rack_painter_take_stale  (RwRackPainter       *painter);
const RwRackTone *rw_rack_painter_get_tone (RwRackPainter       *painter);
GskRenderNode *rw_rack_painter_draw_rack   (RwRackPainter       *painter,
                                            const RwRackLayout  *layout,
                                            guint                rack);
GskRenderNode *rw_rack_painter_draw_bands  (RwRackPainter       *painter,
                                            const RwRackLayout  *layout,
                                            guint                rack);
GskRenderNode *rw_rack_painter_draw_header (RwRackPainter       *painter,
                                            const RwRackLayout  *layout,
                                            guint                rack);
int            rw_rack_painter_text        (RwRackPainter       *painter,
                                            GtkSnapshot         *snapshot,
                                            const char          *text,
                                            RwRackText           size,
                                            const GdkRGBA       *color,
                                            int                  x,
                                            int                  center_y,
                                            int                  width);
void           rw_rack_painter_flush       (RwRackPainter       *painter,
                                            GtkSnapshot         *snapshot);
int            rw_rack_painter_measure     (RwRackPainter       *painter,
                                            const char          *text,
                                            RwRackText           size);
int            rw_rack_painter_get_scale   (RwRackPainter       *painter);
GdkTexture    *rw_rack_painter_lookup_texture (RwRackPainter    *painter,
                                            const char          *key);
void           rw_rack_painter_keep_texture (RwRackPainter      *painter,
                                            const char          *key,
                                            GdkTexture          *texture);
void           rw_rack_draw_dashes         (GtkSnapshot         *snapshot,
                                            const GdkRectangle  *rect,
                                            const GdkRGBA       *color,
                                            float                radius);

/* rw-rack-faceplate.c */
void           rw_rack_faceplate_draw      (RwRackPainter       *painter,
                                            GtkSnapshot         *snapshot,
                                            const RwRackLayout  *layout,
                                            const RwRackDevice  *device,
                                            const GdkRectangle  *rect,
                                            gboolean             other_side);

/* Face and name of a device type. */
#define RW_RACK_PHOTO_KEY "%d %s"

/* Somebody works on this device right now. */
#define RW_RACK_CHANGE_SYMBOL "⚙"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwRackPainter, rw_rack_painter_free)

/* An opaque colour for @front on @back: the software renderer fills with it several times faster than it
 * blends. */
static inline GdkRGBA
rw_rack_over (const GdkRGBA *back,
              const GdkRGBA *front)
{
  float a = front->alpha;

  return (GdkRGBA) { back->red * (1 - a) + front->red * a, back->green * (1 - a) + front->green * a,
                     back->blue * (1 - a) + front->blue * a, 1 };
}

/* A filled rectangle: most of what a rack is. */
static inline void
rw_rack_fill (GtkSnapshot   *snapshot,
              const GdkRGBA *color,
              int            x,
              int            y,
              int            width,
              int            height)
{
  if (width > 0 && height > 0)
    gtk_snapshot_append_color (snapshot, color, &GRAPHENE_RECT_INIT (x, y, width, height));
}

G_END_DECLS
