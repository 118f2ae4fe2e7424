/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-store-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "rw-error.h"

struct _RwStoreLock
{
  int fd;
};

/**
 * rw_store_lock_acquire:
 * @dir: the folder; made when it is not there, readable for its owner only
 * @name: of whose files: the server's name, or what else makes them one set
 *
 * Returns: (transfer full) (nullable): the lock; %RW_ERROR_BUSY when another process holds it
 */
RwStoreLock *
rw_store_lock_acquire (const char  *dir,
                       const char  *name,
                       GError     **error)
{
  g_autofree char *base = g_strdup_printf ("%s.lock", name);
  g_autofree char *path = g_build_filename (dir, base, NULL);
  RwStoreLock *lock;
  int fd;

  if (g_mkdir_with_parents (dir, 0700) != 0)
    {
      g_set_error (error, RW_ERROR, errno == ENOSPC ? RW_ERROR_FULL : errno == EACCES || errno == EROFS ? RW_ERROR_FORBIDDEN : RW_ERROR_FAILED,
                   _ ("Could not create the folder %s: %s"), dir, g_strerror (errno));
      return NULL;
    }
  fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    {
      g_set_error (error, RW_ERROR, errno == ENOSPC ? RW_ERROR_FULL : errno == EACCES || errno == EROFS ? RW_ERROR_FORBIDDEN : RW_ERROR_FAILED,
                   _ ("Could not open %s: %s"), path, g_strerror (errno));
      return NULL;
    }
  if (flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      int code = errno;

      close (fd);
      if (code == EWOULDBLOCK)
        g_set_error (error, RW_ERROR, RW_ERROR_BUSY,
                     _ ("Could not open the files of %s: another Rackward is using them. Close it and try again"), name);
      else
        g_set_error (error, RW_ERROR, RW_ERROR_FAILED, _ ("Could not lock %s: %s"), path, g_strerror (code));
      return NULL;
    }
  lock = g_new0 (RwStoreLock, 1);
  lock->fd = fd;
  return lock;
}

/**
 * rw_store_lock_release:
 * @lock: (transfer full) (nullable): the file stays: a lock file that is deleted locks nothing
 */
void
rw_store_lock_release (RwStoreLock *lock)
{
  if (lock == NULL)
    return;
  close (lock->fd);
  g_free (lock);
}
