/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rw-rack-colouring.h"
#include "rw-rack-layout.h"

G_BEGIN_DECLS

/**
 * RwRackPreview:
 * @start: lower edge in half units above the floor
 * @length: in half units
 * @label: what would stand there; empty for what rw_rack_canvas_set_preview() says of all
 *
 * Units that something would take.
 */
typedef struct
{
  RwId rack;
  int start, length;
  RwFaces faces;
  char label[96];
} RwRackPreview;

/**
 * RwRackCableEnd:
 * @id: of a device, or of a rack for what leads to its power feed
 * @across: where on it, from 0 to 1
 * @label: (nullable): of the port
 */
typedef struct
{
  RwId id;
  double across;
  char *label;
} RwRackCableEnd;

/**
 * RwRackCable:
 *
 * A cable between two things that stand in racks.
 */
typedef struct
{
  RwRackCableEnd ends[2];
  GdkRGBA color;
} RwRackCable;

#define RW_TYPE_RACK_CANVAS (rw_rack_canvas_get_type ())

/**
 * RwRackCanvas:
 *
 * All racks of a site as they stand on the floor: rooms, rows, aisles. Put it into a #GtkScrolledWindow.
 *
 * Ctrl+scroll, a pinch, + and - zoom about the pointer; 0 goes back to racks as high as the window.
 * Far out a rack is a tile of status bands, nearer its devices are bars with names, near they are
 * faceplates. Arrows go by unit and by rack, Home and End to the ends of a rack, Page Up and Down by
 * row; Enter opens; M or Alt with Up or Down picks a device up, arrows (with Shift: half units) move
 * it, F turns it to the other face, N finds the next free units, Enter drops it, Escape cancels.
 *
 * Properties: "faces" (uint, RwFaces), "can-zoom-in", "can-zoom-out" (boolean), "moving" (boolean: a device is
 * in the hand; a new plan would take it out).
 *
 * Signals:
 * "select" (int kind, const RwId *id): a device or a rack was selected; kind -1 and id %NULL for none;
 * "open" (int kind, const RwId *id): Enter or a double click;
 * "move-requested" (const RwId *device, const RwId *rack, double position, int face): a device was
 * dropped where it fits;
 * "refused" (const char *reason): it was dropped where it does not, or cannot be moved;
 * "context-menu" (int kind, const RwId *id, double x, double y): at a point of the canvas;
 * "view-changed": other racks are in view, or the zoom changed.
 */
G_DECLARE_FINAL_TYPE (RwRackCanvas, rw_rack_canvas, RW, RACK_CANVAS, GtkWidget)

GtkWidget  *rw_rack_canvas_new            (void);
void        rw_rack_canvas_set_plan       (RwRackCanvas *self,
                                           RwRackPlan   *plan);
RwRackPlan *rw_rack_canvas_get_plan       (RwRackCanvas *self);
void        rw_rack_canvas_set_faces      (RwRackCanvas *self,
                                           RwFaces       faces);
RwFaces     rw_rack_canvas_get_faces      (RwRackCanvas *self);
void        rw_rack_canvas_set_colour_by  (RwRackCanvas *self,
                                           RwColourBy    by);
void        rw_rack_canvas_set_photos     (RwRackCanvas *self,
                                           GHashTable   *photos);
char       *rw_rack_photo_key             (const char   *type,
                                           RwFace        face);
RwColourBy  rw_rack_canvas_get_colour_by  (RwRackCanvas *self);
const RwRackColouring *rw_rack_canvas_get_colouring (RwRackCanvas *self);
guint       rw_rack_canvas_get_classes    (RwRackCanvas *self);
guint       rw_rack_canvas_set_classes    (RwRackCanvas *self,
                                           guint         wanted);
guint       rw_rack_canvas_set_search     (RwRackCanvas *self,
                                           const char   *text);
guint       rw_rack_canvas_count_found    (RwRackCanvas *self);
gboolean    rw_rack_canvas_find_next      (RwRackCanvas *self,
                                           gboolean      backwards);
void        rw_rack_canvas_set_unit       (RwRackCanvas *self,
                                           double        unit);
double      rw_rack_canvas_get_unit       (RwRackCanvas *self);
int         rw_rack_canvas_get_lod        (RwRackCanvas *self);
void        rw_rack_canvas_zoom_by        (RwRackCanvas *self,
                                           double        factor);
void        rw_rack_canvas_zoom_to_fit    (RwRackCanvas *self,
                                           RwRackFit     fit);
int         rw_rack_canvas_get_rack_in_view (RwRackCanvas *self);
int         rw_rack_canvas_get_room_in_view (RwRackCanvas *self);
gboolean    rw_rack_canvas_is_settled     (RwRackCanvas *self);
guint       rw_rack_canvas_count_visible  (RwRackCanvas *self);
gboolean    rw_rack_canvas_reveal         (RwRackCanvas *self,
                                           RwKind        kind,
                                           const RwId   *id);
gboolean    rw_rack_canvas_get_selected   (RwRackCanvas *self,
                                           RwKind       *kind,
                                           RwId         *id);
void        rw_rack_canvas_clear_selection (RwRackCanvas *self);
gboolean    rw_rack_canvas_start_move     (RwRackCanvas *self);
gboolean    rw_rack_canvas_get_moving     (RwRackCanvas *self);
gboolean    rw_rack_canvas_get_by_key     (RwRackCanvas *self);
gboolean    rw_rack_canvas_set_preview    (RwRackCanvas *self,
                                           const char   *label,
                                           const RwRackPreview *previews,
                                           guint         n_previews);
void        rw_rack_canvas_set_ghosts     (RwRackCanvas *self,
                                           const RwRackPreview *ghosts,
                                           guint         n_ghosts);
guint       rw_rack_canvas_count_previews (RwRackCanvas *self);
GArray     *rw_rack_cables_new            (void);
void        rw_rack_canvas_set_cables     (RwRackCanvas *self,
                                           GArray       *cables);
guint       rw_rack_canvas_count_cables   (RwRackCanvas *self,
                                           guint        *n_drawn);

G_END_DECLS
