/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rules/rw-capacity-history.h"
#include "rw-capacity.h"

G_BEGIN_DECLS

/**
 * RwCapacityColumn:
 *
 * What is said of a rack, a row or a room.
 */
typedef enum
{
  RW_CAPACITY_NAME,
  RW_CAPACITY_FREE,
  RW_CAPACITY_LARGEST,
  RW_CAPACITY_FEED_A,
  RW_CAPACITY_FEED_B,
  RW_CAPACITY_LEFT,
  RW_CAPACITY_EXPECTED,
  RW_CAPACITY_WEIGHT,
  RW_CAPACITY_OUTLETS,
  RW_CAPACITY_PORTS,
  RW_CAPACITY_N_COLUMNS,
} RwCapacityColumn;

/**
 * RwCapacityScope:
 *
 * Of what there is a line each.
 */
typedef enum
{
  RW_CAPACITY_RACKS,
  RW_CAPACITY_ROWS,
  RW_CAPACITY_ROOMS,
  RW_CAPACITY_N_SCOPES,
} RwCapacityScope;

const char *rw_capacity_heading (RwCapacityColumn      column);
char       *rw_capacity_text    (const RwCapacitySum  *sum,
                                 RwCapacityColumn      column);
double      rw_capacity_number  (const RwCapacitySum  *sum,
                                 RwCapacityColumn      column);
gboolean    rw_capacity_is_bad  (const RwCapacitySum  *sum,
                                 RwCapacityColumn      column);
GArray     *rw_capacity_lines   (const RwCapacity     *capacity,
                                 RwCapacityScope       scope,
                                 const RwId           *room);
GArray     *rw_capacity_line_racks (const RwCapacity    *capacity,
                                 const RwCapacitySum  *line);
double      rw_capacity_limit   (const RwCapacity     *capacity,
                                 const GArray         *racks,
                                 RwCapacityMeasure     measure);
char       *rw_capacity_amount  (double                amount,
                                 RwCapacityMeasure     measure);
char       *rw_capacity_growth_sentence (const RwCapacityGrowth *growth,
                                 RwCapacityMeasure     measure);
char       *rw_capacity_to_csv  (const GArray         *lines);

G_END_DECLS
