/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-edit.h"

G_BEGIN_DECLS

gboolean  rw_may_refer             (RwKind      of,
                                    guint       field,
                                    RwKind      to);
RwRecord *rw_change_edits_new      (const char *title,
                                    const char *description,
                                    const RwId *person);
RwEdit   *rw_change_edits_add_item (GPtrArray  *edits,
                                    const RwId *change,
                                    const RwId *ci,
                                    const char *notes);
void      rw_change_edits_add_task (GPtrArray  *edits,
                                    const RwId *change,
                                    const RwId *id,
                                    guint       position,
                                    const char *title,
                                    const char *notes);

G_END_DECLS
