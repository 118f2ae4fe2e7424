/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rw-rack-plan.h"

G_BEGIN_DECLS

/**
 * RwRackLod:
 * @RW_RACK_LOD_FAR: one tile per rack
 * @RW_RACK_LOD_MIDDLE: devices as bars with their status, names where they are legible
 * @RW_RACK_LOD_NEAR: faceplates, unit numbers, two lines above each rack
 *
 * What is drawn follows from the height of a unit in pixels.
 */
typedef enum
{
  RW_RACK_LOD_FAR,
  RW_RACK_LOD_MIDDLE,
  RW_RACK_LOD_NEAR,
} RwRackLod;

#define RW_RACK_UNIT_MIN    0.8
#define RW_RACK_UNIT_MIDDLE 4.5
#define RW_RACK_UNIT_NEAR   11.0
#define RW_RACK_UNIT_MAX    44.0

typedef enum
{
  RW_RACK_SPOT_NONE,
  RW_RACK_SPOT_RACK,
  RW_RACK_SPOT_DEVICE,
  RW_RACK_SPOT_FREE,
} RwRackSpotKind;

/**
 * RwRackSpot:
 * @rack: index of the rack
 * @face: on which face it is seen
 * @device: index of the device, for %RW_RACK_SPOT_DEVICE
 * @start: of a run of free units, or of the device; half units
 * @length: as @start; 0 at the side
 *
 * Something that can be pointed at.
 */
typedef struct
{
  RwRackSpotKind kind;
  guint rack;
  RwFace face;
  guint device;
  int start, length;
} RwRackSpot;

#define RW_RACK_SPOT_INIT ((RwRackSpot){ RW_RACK_SPOT_NONE, 0, RW_FACE_FRONT, 0, 0, 0 })

/**
 * RwRackBox:
 *
 * Where a rack is: everything that belongs to it, the frames of its faces (width 0 when a face is
 * not shown). Whole pixels, so that edges are sharp.
 */
typedef struct
{
  int x, y, width, height;
  int frame_x[2];
  int frame_y, frame_height;
} RwRackBox;

/**
 * RwRackRow:
 * @room: in which room it stands
 * @tallest: units of its tallest rack
 * @placed: its racks say where they stand, so that the floor between them is seen
 * @aisle: RwAisle between it and the next row of its room, or -1
 */
typedef struct
{
  int x, y, width, height;
  guint first, n;
  guint room;
  const char *name;
  int tallest;
  gboolean placed;
  int aisle;
} RwRackRow;

/**
 * RwRackRoomBox:
 *
 * Where a room of the plan is: its heading and its rows.
 */
typedef struct
{
  int x, y, width, height;
  guint first_row, n_rows;
} RwRackRoomBox;

/* More beside each other are not seen as a floor any more. */
#define RW_RACK_ROOM_COLUMNS 8

/**
 * RwRackFit:
 * @RW_RACK_FIT_ROW: a row of racks in the height
 * @RW_RACK_FIT_ROOM: a room in the area
 * @RW_RACK_FIT_ALL: all rooms in the area
 */
typedef enum
{
  RW_RACK_FIT_ROW,
  RW_RACK_FIT_ROOM,
  RW_RACK_FIT_ALL,
} RwRackFit;

/**
 * RwRackLayout:
 *
 * The geometry of a plan at one zoom: pure arithmetic, no widget. Rooms stand in @columns, the same at
 * every zoom. Rows of a room ascend by y and the racks of a row by x, so that a point is found by binary
 * search.
 */
typedef struct
{
  RwRackPlan *plan;
  RwFaces faces;
  double unit;
  RwRackLod lod;
  int width, height;
  int header, foot, face_label, row_label, rail, gap, row_gap, margin;
  int room_label, room_gap, room_pad;
  int side, inner, pad;
  RwRackRoomBox *rooms;
  guint n_rooms, columns;
  RwRackRow *rows;
  guint n_rows;
  RwRackBox *boxes;
} RwRackLayout;

RwRackLayout *rw_rack_layout_new        (RwRackPlan         *plan,
                                         RwFaces             faces,
                                         double              unit);
void          rw_rack_layout_free       (RwRackLayout       *layout);
double        rw_rack_layout_fit_unit   (RwRackPlan         *plan,
                                         RwFaces             faces,
                                         int                 width,
                                         int                 height,
                                         RwRackFit           fit,
                                         guint               room);
gboolean      rw_rack_layout_shows_both (const RwRackLayout *layout);
int           rw_rack_layout_frame_width (const RwRackLayout *layout);
int           rw_rack_layout_half_y     (const RwRackLayout *layout,
                                         guint               rack,
                                         int                 half);
int           rw_rack_layout_half_at    (const RwRackLayout *layout,
                                         guint               rack,
                                         double              y);
gboolean      rw_rack_layout_get_rect   (const RwRackLayout *layout,
                                         const RwRackSpot   *spot,
                                         GdkRectangle       *rect);
void          rw_rack_layout_unit_rect  (const RwRackLayout *layout,
                                         guint               rack,
                                         RwFace              face,
                                         int                 start,
                                         int                 length,
                                         int                 column,
                                         GdkRectangle       *rect);
void          rw_rack_layout_bay_rect   (int                 n_bays,
                                         int                 length,
                                         int                 index,
                                         const GdkRectangle *chassis,
                                         double              unit,
                                         GdkRectangle       *rect);
void          rw_rack_layout_visible    (const RwRackLayout *layout,
                                         const RwRackRow    *row,
                                         double              x0,
                                         double              x1,
                                         guint              *first,
                                         guint              *end);
int           rw_rack_layout_room_near  (const RwRackLayout *layout,
                                         double              x,
                                         double              y);
int           rw_rack_layout_rack_near  (const RwRackLayout *layout,
                                         double              x,
                                         double              y);
RwRackSpot    rw_rack_layout_pick       (const RwRackLayout *layout,
                                         double              x,
                                         double              y);
RwFace        rw_rack_layout_face_at    (const RwRackLayout *layout,
                                         guint               rack,
                                         double              x);

RwRackSpot    rw_rack_layout_device_spot (const RwRackLayout *layout,
                                         guint               device,
                                         int                 wanted_face);
RwRackSpot    rw_rack_layout_spot_at    (const RwRackLayout *layout,
                                         guint               rack,
                                         RwFace              face,
                                         int                 half,
                                         int                 column);
RwRackSpot    rw_rack_layout_step       (const RwRackLayout *layout,
                                         const RwRackSpot   *from,
                                         GtkDirectionType    direction);
guint         rw_rack_layout_row_of     (const RwRackLayout *layout,
                                         guint               rack);
gboolean      rw_rack_spot_equal        (const RwRackSpot   *a,
                                         const RwRackSpot   *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwRackLayout, rw_rack_layout_free)

G_END_DECLS
