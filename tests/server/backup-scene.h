/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server-fixture.h"

G_BEGIN_DECLS

/* A company with something to back up: records for a fixture, and what an intake makes of them. */

gint64     scene_at     (const char      *text);
RwRecord  *scene_vm     (const char      *name);
RwRecord  *scene_policy (const char      *name,
                         const char      *start,
                         int              interval_hours,
                         int              grace_min);
RwRecord  *scene_job    (const char      *name,
                         RwRecord        *system,
                         RwRecord        *policy,
                         RwBackupTool     tool);
GPtrArray *scene_read   (Fixture         *fixture,
                         RwKind           kind);

G_END_DECLS
