/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-cache.h"

G_BEGIN_DECLS

/**
 * RwRunning:
 * @id: of the change
 * @number: (nullable): of the change
 * @title: what is changed
 * @customer: (nullable): name
 * @implementer: (nullable): name
 * @implementer_id: nil for nobody
 * @end: when it has to be over, microseconds since 1970
 * @more_time: until when it asks for more time and has not got it; 0 when it does not ask
 * @n_tasks: how many tasks it has
 * @n_done: those that are done or skipped
 *
 * A change in progress.
 */
typedef struct
{
  RwId id;
  char *number;
  char *title;
  char *customer;
  char *implementer;
  RwId implementer_id;
  gint64 end;
  gint64 more_time;
  guint n_tasks;
  guint n_done;
} RwRunning;

GPtrArray *rw_query_running (RwCache  *cache,
                             GError  **error);

G_END_DECLS
