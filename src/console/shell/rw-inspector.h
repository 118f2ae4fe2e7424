/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-session.h"

G_BEGIN_DECLS

#define RW_TYPE_INSPECTOR (rw_inspector_get_type ())

/**
 * RwInspector:
 *
 * All about the selected record: state, properties, what hangs on it, who changed it. Signal "open"
 * (int kind, const RwId *id): a link was followed.
 */
G_DECLARE_FINAL_TYPE (RwInspector, rw_inspector, RW, INSPECTOR, AdwBin)

void      rw_inspector_set_session (RwInspector *self,
                                    RwSession   *session);
void      rw_inspector_show        (RwInspector *self,
                                    RwKind       kind,
                                    const RwId  *id);
gboolean  rw_inspector_settled     (RwInspector *self);
RwRecord *rw_inspector_get_record  (RwInspector *self);

G_END_DECLS
