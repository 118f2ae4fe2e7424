/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-csv-plan.h"
#include "rw-session.h"
#include "rw-types-import.h"

G_BEGIN_DECLS

/**
 * RwSystemsOutcome:
 * @done: how many systems were made or changed
 * @steps: in how many steps, each of which can be undone
 * @stopped: (nullable): why there were no more: refused, stopped by the person, or a fault
 */
typedef struct
{
  guint done;
  guint steps;
  GError *stopped;
} RwSystemsOutcome;

void              rw_systems_load_async   (RwSession           *session,
                                           const char          *path,
                                           RwTypesProgress     *progress,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
RwCsvPlan        *rw_systems_load_finish  (GAsyncResult        *result,
                                           GError             **error);
void              rw_systems_apply_async  (RwSession           *session,
                                           GPtrArray           *edits,
                                           RwTypesProgress     *progress,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
RwSystemsOutcome *rw_systems_apply_finish (GAsyncResult        *result);
char             *rw_systems_import_label (guint                n);
void              rw_systems_outcome_free (RwSystemsOutcome    *outcome);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwSystemsOutcome, rw_systems_outcome_free)

G_END_DECLS
