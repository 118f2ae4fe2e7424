/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "rw-history.h"

G_BEGIN_DECLS

/**
 * RwHistoryPage:
 * @entries: (element-type RwHistoryEntry): newest first
 * @next: where to go on, or 0
 *
 * One page of the log of a kind.
 */
typedef struct
{
  GPtrArray *entries;
  char *epoch;
  gint64 head, next;
} RwHistoryPage;

void       rw_history_page_clear  (RwHistoryPage *page);
gboolean   rw_history_page_parse  (JsonNode      *node,
                                   RwKind         kind,
                                   gint64         before,
                                   RwHistoryPage *page,
                                   GError       **error);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RwHistoryPage, rw_history_page_clear)

GPtrArray *rw_history_reply_parse (JsonNode  *node,
                                   GError   **error);

G_END_DECLS
