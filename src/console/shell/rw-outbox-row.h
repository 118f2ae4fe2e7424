/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-inbox-data.h"

G_BEGIN_DECLS

#define RW_TYPE_OUTBOX_ROW (rw_outbox_row_get_type ())

/**
 * RwOutboxRow:
 *
 * One thing that the person did and the server has not answered. Signals: "discard": the person wants
 * it taken back; "open" (int kind, const RwId *id): wants to see the record.
 */
G_DECLARE_FINAL_TYPE (RwOutboxRow, rw_outbox_row, RW, OUTBOX_ROW, AdwActionRow)

GtkWidget    *rw_outbox_row_new      (RwInboxData   *data,
                                      RwOutboxItem  *item,
                                      gint64         now);
RwOutboxItem *rw_outbox_row_get_item (RwOutboxRow   *self);
char         *rw_outbox_item_dup_label (RwOutboxItem *item,
                                        RwInboxData  *data);

G_END_DECLS
