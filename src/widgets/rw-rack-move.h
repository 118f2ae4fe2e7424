/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-rack-plan.h"

G_BEGIN_DECLS

/**
 * RwRackMove:
 * @device: what is moved
 * @rack: to which rack
 * @face: onto which face
 * @start: to which half unit
 * @fits: whether it may be dropped there
 * @reason: (nullable): why not, one sentence
 * @warning: (nullable): it fits, but somebody has reserved the units
 *
 * A device on its way to another place, by pointer or by key.
 */
typedef struct
{
  RwRackPlan *plan;
  guint device;
  guint rack;
  RwFace face;
  int start;
  gboolean fits;
  char *reason;
  char *warning;
  /*< private >*/
  RwRackSpace *space;
  guint space_rack;
} RwRackMove;

RwRackMove *rw_rack_move_new      (RwRackPlan       *plan,
                                   guint             device,
                                   char            **refusal);
void        rw_rack_move_free     (RwRackMove       *move);
gboolean    rw_rack_move_to       (RwRackMove       *move,
                                   guint             rack,
                                   RwFace            face,
                                   int               start);
gboolean    rw_rack_move_to_free  (RwRackMove       *move);
gboolean    rw_rack_move_is_away  (const RwRackMove *move);
char       *rw_rack_move_describe (const RwRackMove *move);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwRackMove, rw_rack_move_free)

G_END_DECLS
