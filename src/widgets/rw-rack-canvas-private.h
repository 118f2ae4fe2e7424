/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-rack-canvas.h"
#include "rw-rack-item.h"
#include "rw-rack-layout.h"
#include "rw-rack-move.h"
#include "rw-rack-painter.h"
#include "rw-rack-pictures.h"

G_BEGIN_DECLS

/* What the halves of the canvas (drawing, input) and its items share. */

struct _RwRackCanvas
{
  GtkWidget parent_instance;

  RwRackPlan *plan;
  RwRackLayout *layout;
  RwRackPainter *painter;
  RwFaces faces;
  double unit;
  gboolean fitted; /* as high as the window, until somebody zooms */

  GtkAdjustment *adjustments[2];
  GtkScrollablePolicy policies[2];
  gboolean configuring;
  int offset[2]; /* where content begins that is smaller than the window */

  RwRackPictures *pictures;
  GskRenderNode **bodies; /* where pictures are of no use */
  GskRenderNode **headers;
  guint n_nodes;
  guint revision; /* another one whenever something else is to be seen */

  char *search;
  guint8 *found; /* per device; NULL when nothing is looked for */
  guint n_found;
  RwColourBy colour_by;
  RwRackColouring *colouring;
  guint wanted_classes; /* a bit for each class; 0 for all */

  RwRackSpot selected;
  RwRackSpot hover;
  RwRackMove *move;
  gboolean move_by_key;
  double grab; /* from the lower edge of the device up to the pointer */

  GArray *previews; /* (element-type RwRackPreview); NULL for none */
  char *preview_label;

  GArray *cables; /* (element-type RwRackCable); NULL for none */
  guint8 *on_way; /* per device: a cable that is shown is plugged into it; NULL for none */

  RwRackItem **rack_items;
  RwRackItem **device_items;
  GArray **orders;
  RwRackItem *focused_item;

  AdwAnimation *zoom_animation;
  double zoom_x, zoom_y; /* what stays where it is */
  double pinch_unit;
  double pointer_x, pointer_y;
  double drag_h, drag_v;
  gboolean panning;
  guint scroll_tick;
  guint redraw_tick;
  guint ahead_idle; /* draws what scrolling brings into view next */

  gboolean reveal_pending;
  RwKind reveal_kind;
  RwId reveal_id;
  guint view_idle;
};

enum
{
  RW_RACK_CANVAS_SELECT,
  RW_RACK_CANVAS_OPEN,
  RW_RACK_CANVAS_MOVE_REQUESTED,
  RW_RACK_CANVAS_REFUSED,
  RW_RACK_CANVAS_CONTEXT_MENU,
  RW_RACK_CANVAS_VIEW_CHANGED,
  RW_RACK_CANVAS_N_SIGNALS,
};

extern guint rw_rack_canvas_signals[RW_RACK_CANVAS_N_SIGNALS];

void rw_rack_canvas_to_widget (RwRackCanvas *self,
                               double x,
                               double y,
                               double *widget_x,
                               double *widget_y);
void rw_rack_canvas_from_widget (RwRackCanvas *self,
                                 double widget_x,
                                 double widget_y,
                                 double *x,
                                 double *y);
void rw_rack_canvas_zoom_at (RwRackCanvas *self, double unit, double widget_x, double widget_y);
void
rw_rack_canvas_animate_zoom (RwRackCanvas *self, double unit, double widget_x, double widget_y);
void rw_rack_canvas_select_spot (RwRackCanvas *self, const RwRackSpot *spot, gboolean scroll);
void rw_rack_canvas_scroll_to_rect (RwRackCanvas *self, const GdkRectangle *rect, gboolean center);
void rw_rack_canvas_get_move_rect (RwRackCanvas *self, GdkRectangle *rect);
gboolean rw_rack_canvas_pick_up (RwRackCanvas *self, guint device, gboolean by_key);
void rw_rack_canvas_put_down (RwRackCanvas *self, gboolean drop);
void rw_rack_canvas_say (RwRackCanvas *self, const char *message);
RwRackItem *rw_rack_canvas_get_rack_item (RwRackCanvas *self, guint rack);
RwRackItem *rw_rack_canvas_get_device_item (RwRackCanvas *self, guint device);
GArray *rw_rack_canvas_get_order (RwRackCanvas *self, guint rack);
gboolean
rw_rack_canvas_spot_id (RwRackCanvas *self, const RwRackSpot *spot, RwKind *kind, RwId *id);

/* rw-rack-canvas-view.c and rw-rack-canvas-select.c */
void rw_rack_canvas_drop_items (RwRackCanvas *self);
void rw_rack_canvas_update_focus (RwRackCanvas *self);
void rw_rack_canvas_queue_view_changed (RwRackCanvas *self);
void rw_rack_canvas_set_adjustment (RwRackCanvas *self, int axis, GtkAdjustment *adjustment);
void rw_rack_canvas_configure (RwRackCanvas *self);
void rw_rack_canvas_scroll_to (RwRackCanvas *self, double x, double y);
void rw_rack_canvas_align (RwRackCanvas *self, guint rack);
double rw_rack_canvas_get_scroll (RwRackCanvas *self, int axis);
void rw_rack_canvas_make_layout (RwRackCanvas *self);
void rw_rack_canvas_notify_zoom (RwRackCanvas *self, double before);
void rw_rack_canvas_update_found (RwRackCanvas *self);
void rw_rack_canvas_update_colouring (RwRackCanvas *self);
void rw_rack_canvas_mark_selected (RwRackCanvas *self, gboolean selected);
void rw_rack_canvas_set_move (RwRackCanvas *self, RwRackMove *move);

/* rw-rack-canvas-input.c */
void rw_rack_canvas_add_controllers (RwRackCanvas *self);

/* rw-rack-canvas-draw.c */
void rw_rack_canvas_drop_nodes (RwRackCanvas *self);
void rw_rack_canvas_drop_drawn (RwRackCanvas *self);
void rw_rack_canvas_draw (RwRackCanvas *self, GtkSnapshot *snapshot);

/* rw-rack-canvas-cables.c */
void rw_rack_canvas_draw_cables (RwRackCanvas *self,
                                 GtkSnapshot *snapshot,
                                 double left,
                                 double top,
                                 double right,
                                 double bottom);
void rw_rack_canvas_update_way (RwRackCanvas *self);

/* rw-rack-canvas-preview.c */
void rw_rack_canvas_draw_previews (RwRackCanvas *self, GtkSnapshot *snapshot);

G_END_DECLS
