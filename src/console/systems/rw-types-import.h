/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-device-type-plan.h"
#include "rw-session.h"

G_BEGIN_DECLS

/**
 * RwTypesProgress:
 *
 * How far a thread is; read with g_atomic_int_get().
 */
typedef struct
{
  int done;
  int all;
} RwTypesProgress;

/**
 * RwTypesOutcome:
 * @done: how many device types were made or changed
 * @refused: (element-type utf8): why others were not
 * @stopped: (nullable): why there were no more: cancelled, or a fault
 */
typedef struct
{
  guint done;
  GPtrArray *refused;
  GError *stopped;
} RwTypesOutcome;

void              rw_types_load_async   (RwSession           *session,
                                         const char          *path,
                                         RwTypesProgress     *progress,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
RwDeviceTypePlan *rw_types_load_finish  (GAsyncResult        *result,
                                         GError             **error);
void              rw_types_apply_async  (RwSession           *session,
                                         GPtrArray           *edits,
                                         GPtrArray           *names,
                                         RwTypesProgress     *progress,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
RwTypesOutcome   *rw_types_apply_finish (GAsyncResult        *result);
void              rw_types_outcome_free (RwTypesOutcome      *outcome);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwTypesOutcome, rw_types_outcome_free)

G_END_DECLS
