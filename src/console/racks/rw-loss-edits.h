/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rules/rw-loss.h"
#include "rw-edit.h"

G_BEGIN_DECLS

/* So many systems that a change affects are entered by themselves; its description names them all. */
#define RW_LOSS_MOST_ITEMS 100

RwRecord  *rw_loss_incident_new (const RwWiring *wiring,
                                 const RwLoss   *loss,
                                 RwKind          kind,
                                 const RwId     *lost,
                                 gint64          now);
GPtrArray *rw_loss_change_edits (const RwWiring *wiring,
                                 const RwLoss   *loss,
                                 RwKind          kind,
                                 const RwId     *lost,
                                 const RwId     *person,
                                 RwId           *change_id);

G_END_DECLS
