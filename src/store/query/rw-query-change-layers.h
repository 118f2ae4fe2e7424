/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-cache.h"

G_BEGIN_DECLS

/**
 * RwChangeLayers:
 * @RW_CHANGE_LAYER_SHIFTS: who is on call
 * @RW_CHANGE_LAYER_BACKUPS: when the backups of a policy run
 * @RW_CHANGE_LAYER_NOTICES: work that a carrier or a site announced; cancelled work is none
 *
 * What is worth knowing around changes, besides windows.
 */
typedef enum
{
  RW_CHANGE_LAYER_SHIFTS = 1 << 0,
  RW_CHANGE_LAYER_BACKUPS = 1 << 1,
  RW_CHANGE_LAYER_NOTICES = 1 << 2,
} RwChangeLayers;

/**
 * RwLayerInfo:
 * @layer: one of #RwChangeLayers
 * @id: of the shift, policy or notice
 * @name: the person, the policy, or carrier and reference
 * @detail: (nullable): the team, or what the notice is about
 * @start: microseconds since 1970, UTC
 * @end: the same; half-open
 * @faint: the second on call, or a notice that is tentative
 */
typedef struct
{
  RwChangeLayers layer;
  RwId id;
  char *name;
  char *detail;
  gint64 start;
  gint64 end;
  gboolean faint;
} RwLayerInfo;

void       rw_layer_info_free     (RwLayerInfo     *info);
GPtrArray *rw_query_change_layers (RwCache         *cache,
                                   RwChangeLayers   layers,
                                   gint64           from,
                                   gint64           to,
                                   GError         **error);

G_END_DECLS
