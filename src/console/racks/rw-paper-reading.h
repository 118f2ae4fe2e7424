/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "query/rw-query-racks.h"
#include "query/rw-query-wiring.h"

G_BEGIN_DECLS

/**
 * RwPaperAnswer:
 *
 * What pages about the racks of a room are made from, all from the same moment.
 */
typedef struct
{
  RwRackPlan *plan;
  RwWiring *wiring;
} RwPaperAnswer;

gpointer rw_paper_read        (RwCache       *cache,
                               gpointer       data,
                               GCancellable  *cancellable,
                               GError       **error);
void     rw_paper_answer_free (gpointer       data);

G_END_DECLS
