/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "../rw-cache.h"

G_BEGIN_DECLS

/**
 * RwBackupPolicyUse:
 * @policy: a backup policy
 * @n_jobs: how many jobs have it, switched off ones counted
 * @example: (nullable): name of one of them
 */
typedef struct
{
  RwRecord *policy;
  guint n_jobs;
  char *example;
} RwBackupPolicyUse;

GPtrArray *rw_query_backup_policies (RwCache       *cache,
                                     GCancellable  *cancellable,
                                     GError       **error);

G_END_DECLS
