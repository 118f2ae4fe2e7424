/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-faults.h"

#include <sqlite3.h>

typedef struct
{
  sqlite3_file base;
  sqlite3_file *real; /* behind this one in the same allocation */
} File;

static sqlite3_vfs *real_vfs;
static sqlite3_vfs vfs;
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

static sqlite3_file *
real (sqlite3_file *file)
{
  return ((File *) file)->real;
}

static int
file_close (sqlite3_file *file)
{
  return real (file)->pMethods->xClose (real (file));
}

static int
file_read (sqlite3_file *file,
           void         *bytes,
           int           length,
           sqlite3_int64 at)
{
  return real (file)->pMethods->xRead (real (file), bytes, length, at);
}

static int
file_write (sqlite3_file *file,
            const void   *bytes,
            int           length,
            sqlite3_int64 at)
{
  sqlite3_int64 size = 0;

  real (file)->pMethods->xFileSize (real (file), &size);
  if (what == STORE_FAULT_FULL && at + length <= size)
    return real (file)->pMethods->xWrite (real (file), bytes, length, at);
  if (strikes ())
    {
      /* As life has it, half of it may have got through. */
      if (length > 1)
        real (file)->pMethods->xWrite (real (file), bytes, length / 2, at);
      return what == STORE_FAULT_FULL ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    }
  return real (file)->pMethods->xWrite (real (file), bytes, length, at);
}

static int
file_truncate (sqlite3_file *file,
               sqlite3_int64 size)
{
  if (what != STORE_FAULT_FULL && strikes ())
    return SQLITE_IOERR_TRUNCATE;
  return real (file)->pMethods->xTruncate (real (file), size);
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
file_size (sqlite3_file  *file,
           sqlite3_int64 *size)
{
  return real (file)->pMethods->xFileSize (real (file), size);
}

static int
file_lock (sqlite3_file *file,
           int           level)
{
  return real (file)->pMethods->xLock (real (file), level);
}

static int
file_unlock (sqlite3_file *file,
             int           level)
{
  return real (file)->pMethods->xUnlock (real (file), level);
}

static int
file_check_lock (sqlite3_file *file,
                 int          *result)
{
  return real (file)->pMethods->xCheckReservedLock (real (file), result);
}

static int
file_control (sqlite3_file *file,
              int           op,
              void         *argument)
{
  return real (file)->pMethods->xFileControl (real (file), op, argument);
}

static int
file_sector_size (sqlite3_file *file)
{
  return real (file)->pMethods->xSectorSize (real (file));
}

static int
file_characteristics (sqlite3_file *file)
{
  return real (file)->pMethods->xDeviceCharacteristics (real (file));
}

static int
file_shm_map (sqlite3_file   *file,
              int             page,
              int             size,
              int             extend,
              void volatile **memory)
{
  return real (file)->pMethods->xShmMap (real (file), page, size, extend, memory);
}

static int
file_shm_lock (sqlite3_file *file,
               int           offset,
               int           n,
               int           flags)
{
  return real (file)->pMethods->xShmLock (real (file), offset, n, flags);
}

static void
file_shm_barrier (sqlite3_file *file)
{
  real (file)->pMethods->xShmBarrier (real (file));
}

static int
file_shm_unmap (sqlite3_file *file,
                int           remove)
{
  return real (file)->pMethods->xShmUnmap (real (file), remove);
}

static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = file_close,
  .xRead = file_read,
  .xWrite = file_write,
  .xTruncate = file_truncate,
  .xSync = file_sync,
  .xFileSize = file_size,
  .xLock = file_lock,
  .xUnlock = file_unlock,
  .xCheckReservedLock = file_check_lock,
  .xFileControl = file_control,
  .xSectorSize = file_sector_size,
  .xDeviceCharacteristics = file_characteristics,
  .xShmMap = file_shm_map,
  .xShmLock = file_shm_lock,
  .xShmBarrier = file_shm_barrier,
  .xShmUnmap = file_shm_unmap,
};

static int
vfs_open (sqlite3_vfs  *self,
          const char   *name,
          sqlite3_file *file,
          int           flags,
          int          *out_flags)
{
  File *mine = (File *) file;
  int result;

  mine->real = (sqlite3_file *) (mine + 1);
  result = real_vfs->xOpen (real_vfs, name, mine->real, flags, out_flags);
  mine->base.pMethods = mine->real->pMethods != NULL ? &methods : NULL;
  return result;
}

void
store_faults_install (void)
{
  real_vfs = sqlite3_vfs_find (NULL);
  vfs = *real_vfs;
  vfs.zName = "faults";
  vfs.pNext = NULL;
  vfs.szOsFile = (int) sizeof (File) + real_vfs->szOsFile;
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
