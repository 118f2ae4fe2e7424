/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* A file of a test's file system for SQLite, in front of the real one: what the test does not do itself
 * goes through. Put it first in a type of the test's own. */
typedef struct
{
  sqlite3_file base;
  sqlite3_file *real; /* behind the test's own in the same allocation */
} PassFile;

static inline sqlite3_file *
pass_real (sqlite3_file *file)
{
  return ((PassFile *) file)->real;
}

void pass_methods_init (sqlite3_io_methods  *methods);
void pass_vfs_init     (sqlite3_vfs         *vfs,
                        sqlite3_vfs        **real_vfs,
                        const char          *name,
                        gsize                file_size);

G_END_DECLS
