/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-faults.h"

#include "pass-vfs.h"

static sqlite3_vfs *real_vfs;
static sqlite3_vfs vfs;
static sqlite3_io_methods methods;
static gboolean armed, struck;
static guint left;
static StoreFault what;

/* Whether this operation fails: the one that was ordered, and every one after it. */
static gboolean
strikes (void)
{
  if (!armed)
    return FALSE;
  if (left > 0)
    {
      left--;
      return FALSE;
    }
  struck = TRUE;
  armed = what != STORE_FAULT_ONCE;
  return TRUE;
}

static int
file_write (sqlite3_file *file,
            const void   *bytes,
            int           length,
            sqlite3_int64 at)
{
  sqlite3_int64 size = 0;

  pass_real (file)->pMethods->xFileSize (pass_real (file), &size);
  if (what == STORE_FAULT_FULL && at + length <= size)
    return pass_real (file)->pMethods->xWrite (pass_real (file), bytes, length, at);
  if (strikes ())
    {
      /* As life has it, half of it may have got through. */
      if (length > 1)
        pass_real (file)->pMethods->xWrite (pass_real (file), bytes, length / 2, at);
      return what == STORE_FAULT_FULL ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    }
  return pass_real (file)->pMethods->xWrite (pass_real (file), bytes, length, at);
}

static int
file_truncate (sqlite3_file *file,
               sqlite3_int64 size)
{
  if (what != STORE_FAULT_FULL && strikes ())
    return SQLITE_IOERR_TRUNCATE;
  return pass_real (file)->pMethods->xTruncate (pass_real (file), size);
}

static int
file_sync (sqlite3_file *file,
           int           flags)
{
  if (what != STORE_FAULT_FULL && strikes ())
    return SQLITE_IOERR_FSYNC;
  /* Nobody cuts the power of a test, and a real sync is most of its time. */
  return SQLITE_OK;
}

static int
vfs_open (sqlite3_vfs  *self,
          const char   *name,
          sqlite3_file *file,
          int           flags,
          int          *out_flags)
{
  PassFile *mine = (PassFile *) file;
  int result;

  mine->real = (sqlite3_file *) (mine + 1);
  result = real_vfs->xOpen (real_vfs, name, mine->real, flags, out_flags);
  mine->base.pMethods = mine->real->pMethods != NULL ? &methods : NULL;
  return result;
}

void
store_faults_install (void)
{
  pass_methods_init (&methods);
  methods.xWrite = file_write;
  methods.xTruncate = file_truncate;
  methods.xSync = file_sync;
  pass_vfs_init (&vfs, &real_vfs, "faults", sizeof (PassFile));
  vfs.xOpen = vfs_open;
  g_assert_cmpint (sqlite3_vfs_register (&vfs, 1), ==, SQLITE_OK);
}

/* Lets @operations through, then fails every one. */
void
store_faults_after (guint      operations,
                    StoreFault fault)
{
  armed = TRUE;
  struck = FALSE;
  left = operations;
  what = fault;
}

/* Returns: whether it came to a fault */
gboolean
store_faults_end (void)
{
  armed = FALSE;
  return struck;
}
