/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RwStoreLock:
 *
 * Says that this process is the one that writes the files of a folder. Freed by the kernel when
 * the process ends, however it ends.
 */
typedef struct _RwStoreLock RwStoreLock;

RwStoreLock *rw_store_lock_acquire (const char   *dir,
                                    const char   *name,
                                    GError      **error);
void         rw_store_lock_release (RwStoreLock  *lock);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwStoreLock, rw_store_lock_release)

G_END_DECLS
