/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-page.h"

G_BEGIN_DECLS

/**
 * RwPickedFunc:
 * @page: where it was asked for
 * @kind: of the record
 * @id: of it
 * @data: as it was given
 */
typedef void (*RwPickedFunc) (RwPage     *page,
                              RwKind      kind,
                              const RwId *id,
                              gpointer    data);

AdwDialog *rw_pick_dialog_present (RwPage         *page,
                                   const char     *title,
                                   guint64         kinds,
                                   RwPickedFunc    func,
                                   gpointer        data,
                                   GDestroyNotify  free_data);

G_END_DECLS
