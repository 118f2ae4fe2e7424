/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-session.h"

G_BEGIN_DECLS

#define RW_TYPE_HISTORY_LIST (rw_history_list_get_type ())

/**
 * RwHistoryList:
 *
 * What was changed at a record: by whom, when, from what to what; the newest first. The server keeps it,
 * so that without a connection the list says that.
 */
G_DECLARE_FINAL_TYPE (RwHistoryList, rw_history_list, RW, HISTORY_LIST, AdwBin)

GtkWidget *rw_history_list_new        (void);
void       rw_history_list_load       (RwHistoryList *self,
                                       RwSession     *session,
                                       RwRecord      *record);
void       rw_history_list_cancel     (RwHistoryList *self);
gboolean   rw_history_list_is_loading (RwHistoryList *self);

G_END_DECLS
