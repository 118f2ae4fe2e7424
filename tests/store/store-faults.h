/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * StoreFault:
 * @STORE_FAULT_FULL: no space left: writes that make a file longer fail
 * @STORE_FAULT_DISK: writes and syncs fail
 * @STORE_FAULT_ONCE: the one operation fails, and none after it
 *
 * What the file system does from a certain operation on.
 */
typedef enum
{
  STORE_FAULT_FULL,
  STORE_FAULT_DISK,
  STORE_FAULT_ONCE,
} StoreFault;

/* A file system for SQLite that fails on order; to be installed before the first connection. */
void     store_faults_install (void);
void     store_faults_after   (guint      operations,
                               StoreFault fault);
gboolean store_faults_end     (void);

G_END_DECLS
