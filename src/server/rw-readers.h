/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-id.h"
#include "rw-log-store.h"

G_BEGIN_DECLS

/**
 * RwReadFunc:
 * @store: (nullable): a snapshot; %NULL when there could be none, see @problem
 *
 * Runs in a reader thread.
 */
typedef void (*RwReadFunc) (RwLogStore *store,
                            gpointer    data,
                            GError     *problem);

/**
 * RwReaders:
 *
 * Threads that read from snapshots of the store. An answer holds its thread for as long as the other
 * side takes to read it, so one principal gets only some of them: what they ask for beyond that waits
 * for their own answers, not others for them.
 */
typedef struct _RwReaders RwReaders;

RwReaders *rw_readers_new  (RwLogStore     *store);
void       rw_readers_free (RwReaders      *readers);
void       rw_readers_run  (RwReaders      *readers,
                            const RwId     *token,
                            RwReadFunc      func,
                            gpointer        data,
                            GDestroyNotify  free_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwReaders, rw_readers_free)

G_END_DECLS
