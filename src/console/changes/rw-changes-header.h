/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "query/rw-query-change-lanes.h"

G_BEGIN_DECLS

/* What the calendar puts into the header bar. All of it speaks through the actions of the page. */

RwChangeLaneBy  rw_changes_lane_parse       (const char   *word);
GtkWidget      *rw_changes_header_start_new (GActionGroup *actions);
GtkWidget      *rw_changes_header_end_new   (GActionGroup *actions);

G_END_DECLS
