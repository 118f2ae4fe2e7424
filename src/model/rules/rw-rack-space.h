/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-record.h"

G_BEGIN_DECLS

/**
 * RwFaces:
 *
 * On which faces of a rack something stands: a mask, because full depth means both.
 */
typedef enum
{
  RW_FACES_NONE = 0,
  RW_FACES_FRONT = 1 << RW_FACE_FRONT,
  RW_FACES_REAR = 1 << RW_FACE_REAR,
  RW_FACES_BOTH = RW_FACES_FRONT | RW_FACES_REAR,
} RwFaces;

/**
 * RwPlacement:
 * @id: of the device or reservation
 * @name: borrowed; the space keeps its own copy
 * @start: its lower edge, in half units above the floor of the rack
 * @length: its height in half units
 * @faces: which faces it takes
 * @half_width: it leaves room for another half-width device beside it
 *
 * What takes units in a rack. Everything here counts in half units from the floor, whichever way
 * the labels of the rack run: unit 1 is the half units 0 and 1.
 */
typedef struct
{
  RwId id;
  const char *name;
  int start;
  int length;
  RwFaces faces;
  gboolean half_width;
} RwPlacement;

/**
 * RwRackUse:
 * @units: the rack's height
 * @used: units in which something stands, on either face
 * @free: units in which nothing stands, on neither face
 * @reserved: free units that somebody has reserved
 * @largest_free: the longest run of free units
 *
 * In units; halves are possible.
 */
typedef struct
{
  double units;
  double used;
  double free;
  double reserved;
  double largest_free;
} RwRackUse;

/**
 * RwRackSpace:
 *
 * The units of one rack and what stands in them. Not locked.
 */
typedef struct _RwRackSpace RwRackSpace;

RwRackSpace *rw_rack_space_new              (const char        *name,
                                             int                units,
                                             RwRackNumbering    numbering);
RwRackSpace *rw_rack_space_new_for_rack     (RwRecord          *rack);
void         rw_rack_space_free             (RwRackSpace       *space);
void         rw_rack_space_add              (RwRackSpace       *space,
                                             const RwPlacement *placement);
void         rw_rack_space_reserve          (RwRackSpace       *space,
                                             const RwPlacement *placement);
gboolean     rw_rack_space_check            (RwRackSpace       *space,
                                             const RwPlacement *placement,
                                             GError           **error);
char        *rw_rack_space_describe_reserved (RwRackSpace      *space,
                                             const RwPlacement *placement);
gboolean     rw_rack_space_first_fit        (RwRackSpace       *space,
                                             const RwPlacement *wanted,
                                             int               *start);
void         rw_rack_space_get_use          (RwRackSpace       *space,
                                             RwRackUse         *use);

gboolean     rw_placement_from_device       (RwRecord          *device,
                                             RwRecord          *type,
                                             RwPlacement       *placement);
gboolean     rw_placement_from_reservation  (RwRecord          *reservation,
                                             RwPlacement       *placement);
gboolean     rw_stage_takes_units           (int                stage);
gboolean     rw_stage_is_ghost              (int                stage);

int          rw_rack_half_from_position     (double             position);
double       rw_rack_position_from_half     (int                start);
char        *rw_rack_unit_label             (int                units,
                                             RwRackNumbering    numbering,
                                             int                half);
char        *rw_rack_units_label            (int                units,
                                             RwRackNumbering    numbering,
                                             int                start,
                                             int                length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwRackSpace, rw_rack_space_free)

G_END_DECLS
