/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pass-vfs.h"

static int
pass_close (sqlite3_file *file)
{
  return pass_real (file)->pMethods->xClose (pass_real (file));
}

static int
pass_read (sqlite3_file *file, void *bytes, int length, sqlite3_int64 at)
{
  return pass_real (file)->pMethods->xRead (pass_real (file), bytes, length, at);
}

static int
pass_write (sqlite3_file *file, const void *bytes, int length, sqlite3_int64 at)
{
  return pass_real (file)->pMethods->xWrite (pass_real (file), bytes, length, at);
}

static int
pass_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  return pass_real (file)->pMethods->xTruncate (pass_real (file), size);
}

static int
pass_sync (sqlite3_file *file, int flags)
{
  return pass_real (file)->pMethods->xSync (pass_real (file), flags);
}

static int
pass_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return pass_real (file)->pMethods->xFileSize (pass_real (file), size);
}

static int
pass_lock (sqlite3_file *file, int level)
{
  return pass_real (file)->pMethods->xLock (pass_real (file), level);
}

static int
pass_unlock (sqlite3_file *file, int level)
{
  return pass_real (file)->pMethods->xUnlock (pass_real (file), level);
}

static int
pass_check_lock (sqlite3_file *file, int *result)
{
  return pass_real (file)->pMethods->xCheckReservedLock (pass_real (file), result);
}

static int
pass_control (sqlite3_file *file, int op, void *argument)
{
  return pass_real (file)->pMethods->xFileControl (pass_real (file), op, argument);
}

static int
pass_sector_size (sqlite3_file *file)
{
  return pass_real (file)->pMethods->xSectorSize (pass_real (file));
}

static int
pass_characteristics (sqlite3_file *file)
{
  return pass_real (file)->pMethods->xDeviceCharacteristics (pass_real (file));
}

static int
pass_shm_map (sqlite3_file *file, int page, int size, int extend, void volatile **memory)
{
  return pass_real (file)->pMethods->xShmMap (pass_real (file), page, size, extend, memory);
}

static int
pass_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  return pass_real (file)->pMethods->xShmLock (pass_real (file), offset, n, flags);
}

static void
pass_shm_barrier (sqlite3_file *file)
{
  pass_real (file)->pMethods->xShmBarrier (pass_real (file));
}

static int
pass_shm_unmap (sqlite3_file *file, int remove)
{
  return pass_real (file)->pMethods->xShmUnmap (pass_real (file), remove);
}

/* Everything goes through; a test then puts its own in place of some. */
void
pass_methods_init (sqlite3_io_methods *methods)
{
  *methods = (sqlite3_io_methods) {
    .iVersion = 2,
    .xClose = pass_close,
    .xRead = pass_read,
    .xWrite = pass_write,
    .xTruncate = pass_truncate,
    .xSync = pass_sync,
    .xFileSize = pass_size,
    .xLock = pass_lock,
    .xUnlock = pass_unlock,
    .xCheckReservedLock = pass_check_lock,
    .xFileControl = pass_control,
    .xSectorSize = pass_sector_size,
    .xDeviceCharacteristics = pass_characteristics,
    .xShmMap = pass_shm_map,
    .xShmLock = pass_shm_lock,
    .xShmBarrier = pass_shm_barrier,
    .xShmUnmap = pass_shm_unmap,
  };
}

/* A copy of the default file system with room for the test's own files, to be registered when the test
 * has put its functions in. */
void
pass_vfs_init (sqlite3_vfs *vfs, sqlite3_vfs **real_vfs, const char *name, gsize file_size)
{
  *real_vfs = sqlite3_vfs_find (NULL);
  *vfs = **real_vfs;
  vfs->zName = name;
  vfs->pNext = NULL;
  vfs->szOsFile = (int) file_size + (*real_vfs)->szOsFile;
}
