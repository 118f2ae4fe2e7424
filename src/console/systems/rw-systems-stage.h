/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-page.h"

G_BEGIN_DECLS

/**
 * RwSystemKey:
 * @kind: %RW_KIND_DEVICE or %RW_KIND_VM
 * @id: of the system
 */
typedef struct
{
  RwKind kind;
  RwId id;
} RwSystemKey;

void rw_systems_set_stage (RwPage    *page,
                           GPtrArray *keys,
                           RwStage    stage);

G_END_DECLS
