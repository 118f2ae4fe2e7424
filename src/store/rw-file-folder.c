/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-file-folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "rw-clock.h"
#include "rw-error.h"

/* What is not whole yet; nothing that begins like this is a digest. */
#define PARTIAL_PREFIX "incoming-"

#define CHUNK (256 * 1024)

struct _RwFileFolder
{
  gatomicrefcount ref_count; /* one for each writer */
  char *path;
  int fd;
};

struct _RwFileWriter
{
  RwFileFolder *folder;
  char *name; /* NULL once it has its own */
  int fd;
  GChecksum *checksum;
  gint64 size;
};

static gboolean
fail (const char *what,
      int         code,
      GError    **error)
{
  int kind = RW_ERROR_FAILED;

  if (code == ENOSPC || code == EDQUOT || code == EFBIG)
    kind = RW_ERROR_FULL;
  else if (code == EACCES || code == EPERM || code == EROFS)
    kind = RW_ERROR_FORBIDDEN;
  else if (code == ENOENT)
    kind = RW_ERROR_NOT_FOUND;
  g_set_error (error, RW_ERROR, kind, "%s: %s", what, g_strerror (code));
  return FALSE;
}

/* @format: has one %s, for the folder */
static gboolean
fail_in (RwFileFolder *self,
         const char   *format,
         int           code,
         GError      **error)
{
  g_autoptr (GString) what = g_string_new (format);

  g_string_replace (what, "%s", self->path, 1);
  return fail (what->str, code, error);
}

/* --- The folder -------------------------------------------------------------------------------------- */

static gboolean
list_names (RwFileFolder *self,
            GPtrArray   **names,
            GError      **error)
{
  int fd = openat (self->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *dir = fd >= 0 ? fdopendir (fd) : NULL;
  struct dirent *entry;

  if (dir == NULL)
    {
      int code = errno;

      if (fd >= 0)
        close (fd);
      return fail_in (self, _ ("Could not read the folder %s"), code, error);
    }
  *names = g_ptr_array_new_with_free_func (g_free);
  while ((entry = readdir (dir)) != NULL)
    g_ptr_array_add (*names, g_strdup (entry->d_name));
  closedir (dir);
  return TRUE;
}

/* What was being written when the process ended. */
static void
sweep (RwFileFolder *self)
{
  g_autoptr (GPtrArray) names = NULL;

  if (!list_names (self, &names, NULL))
    return;
  for (guint i = 0; i < names->len; i++)
    if (g_str_has_prefix (names->pdata[i], PARTIAL_PREFIX))
      unlinkat (self->fd, names->pdata[i], 0);
}

/**
 * rw_file_folder_look_into:
 * @path: the folder; nobody need be the only one who has it open
 *
 * Returns: (transfer full) (nullable): the folder; %RW_ERROR_NOT_FOUND when there is none
 */
RwFileFolder *
rw_file_folder_look_into (const char  *path,
                          GError     **error)
{
  int fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  RwFileFolder *self;

  if (fd < 0)
    {
      g_autofree char *what = g_strdup_printf (_ ("Could not open the folder %s"), path);

      fail (what, errno, error);
      return NULL;
    }
  self = g_new0 (RwFileFolder, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->path = g_strdup (path);
  self->fd = fd;
  return self;
}

/* A file is only as lasting as the folders that lead to it: two of them may be new. */
static void
sync_parents (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *above = g_path_get_dirname (folder);
  const char *const folders[] = { folder, above };

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      int fd = open (folders[i], O_RDONLY | O_DIRECTORY | O_CLOEXEC);

      if (fd < 0)
        continue;
      fsync (fd);
      close (fd);
    }
}

/**
 * rw_file_folder_open:
 * @path: the folder, made when it is not there. The caller sees to it that no other process has it open
 *
 * Throws away what was being written when the last process that had it ended.
 *
 * Returns: (transfer full) (nullable): the folder
 */
RwFileFolder *
rw_file_folder_open (const char  *path,
                     GError     **error)
{
  gboolean is_new = !g_file_test (path, G_FILE_TEST_IS_DIR);
  RwFileFolder *self;

  if (g_mkdir_with_parents (path, 0700) != 0)
    {
      g_autofree char *what = g_strdup_printf (_ ("Could not create the folder %s"), path);

      fail (what, errno, error);
      return NULL;
    }
  if (is_new)
    sync_parents (path);
  self = rw_file_folder_look_into (path, error);
  if (self != NULL)
    sweep (self);
  return self;
}

void
rw_file_folder_free (RwFileFolder *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  close (self->fd);
  g_free (self->path);
  g_free (self);
}

/**
 * rw_file_folder_has:
 *
 * Returns: whether there is a file under @digest
 */
gboolean
rw_file_folder_has (RwFileFolder *self,
                    const char   *digest)
{
  struct stat info;

  return rw_file_digest_is_valid (digest) &&
         fstatat (self->fd, digest, &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG (info.st_mode);
}

/**
 * rw_file_folder_open_file:
 * @size: (out): its length in bytes
 *
 * Returns: a file descriptor to read from; -1 with @error, %RW_ERROR_NOT_FOUND when there is none
 */
int
rw_file_folder_open_file (RwFileFolder *self,
                          const char   *digest,
                          gint64       *size,
                          GError      **error)
{
  struct stat info;
  int fd;

  g_return_val_if_fail (rw_file_digest_is_valid (digest), -1);
  fd = openat (self->fd, digest, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (fd < 0)
    {
      fail_in (self, _ ("Could not open a file in %s"), errno, error);
      return -1;
    }
  if (fstat (fd, &info) != 0 || !S_ISREG (info.st_mode))
    {
      close (fd);
      fail_in (self, _ ("Could not open a file in %s"), ENOENT, error);
      return -1;
    }
  *size = info.st_size;
  return fd;
}

/* Hands the whole file on in pieces. */
static gboolean
read_all (RwFileFolder *self,
          const char   *digest,
          GByteArray   *bytes,
          GChecksum    *checksum,
          RwFileWriter *writer,
          GError      **error)
{
  g_autofree guint8 *buffer = g_malloc (CHUNK);
  gint64 size;
  int fd = rw_file_folder_open_file (self, digest, &size, error);
  gssize got;

  if (fd < 0)
    return FALSE;
  while ((got = read (fd, buffer, CHUNK)) > 0 || (got < 0 && errno == EINTR))
    {
      if (got < 0)
        continue;
      if (bytes != NULL)
        g_byte_array_append (bytes, buffer, (guint) got);
      if (checksum != NULL)
        g_checksum_update (checksum, buffer, got);
      if ((bytes != NULL && bytes->len > RW_FILE_MOST) ||
          (writer != NULL && !rw_file_writer_write (writer, buffer, (gsize) got, error)))
        break;
    }
  if (got < 0)
    fail_in (self, _ ("Could not read a file in %s"), errno, error);
  else if (got > 0 && writer == NULL)
    fail_in (self, _ ("Could not read a file in %s"), EFBIG, error);
  close (fd);
  return got == 0;
}

static gboolean
fail_damaged (RwFileFolder *self,
              GError      **error)
{
  g_set_error (error, RW_ERROR, RW_ERROR_CORRUPT,
               _ ("A file in %s is damaged: it is not what its name says"), self->path);
  return FALSE;
}

/**
 * rw_file_folder_read:
 *
 * Returns: (transfer full) (nullable): all of the file; %RW_ERROR_NOT_FOUND when there is none,
 *   %RW_ERROR_CORRUPT when it is not what its name says
 */
GBytes *
rw_file_folder_read (RwFileFolder *self,
                     const char   *digest,
                     GError      **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  g_return_val_if_fail (rw_file_digest_is_valid (digest), NULL);
  if (!read_all (self, digest, bytes, checksum, NULL, error))
    return NULL;
  if (g_str_equal (g_checksum_get_string (checksum), digest))
    return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  fail_damaged (self, error);
  return NULL;
}

/**
 * rw_file_folder_verify:
 *
 * Returns: %FALSE with @error set when the file is not there, cannot be read, or is not what its name
 *   says
 */
gboolean
rw_file_folder_verify (RwFileFolder *self,
                       const char   *digest,
                       GError      **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  if (!read_all (self, digest, NULL, checksum, NULL, error))
    return FALSE;
  return g_str_equal (g_checksum_get_string (checksum), digest) || fail_damaged (self, error);
}

/**
 * rw_file_folder_touch:
 * @at: microseconds since 1970
 *
 * Notes when the file was needed.
 *
 * Returns: whether there is such a file
 */
gboolean
rw_file_folder_touch (RwFileFolder *self,
                      const char   *digest,
                      gint64        at)
{
  struct timespec times[2] = { { .tv_nsec = UTIME_OMIT },
                               { .tv_sec = at / RW_SECOND,
                                 .tv_nsec = 1000 * (long) (at % RW_SECOND) } };

  return rw_file_digest_is_valid (digest) &&
         utimensat (self->fd, digest, times, AT_SYMLINK_NOFOLLOW) == 0;
}

/**
 * rw_file_folder_remove:
 *
 * Deletes a file. Whoever has it open reads on. That there is none is well.
 */
gboolean
rw_file_folder_remove (RwFileFolder *self,
                       const char   *digest,
                       GError      **error)
{
  g_return_val_if_fail (rw_file_digest_is_valid (digest), FALSE);
  if (unlinkat (self->fd, digest, 0) == 0 || errno == ENOENT)
    return TRUE;
  return fail_in (self, _ ("Could not delete a file in %s"), errno, error);
}

/**
 * rw_file_folder_move:
 * @to: a folder in the same file system
 *
 * Moves a file; at every moment it is in one of the two, also when the computer stops.
 */
gboolean
rw_file_folder_move (RwFileFolder *self,
                     const char   *digest,
                     RwFileFolder *to,
                     GError      **error)
{
  g_return_val_if_fail (rw_file_digest_is_valid (digest), FALSE);
  if (renameat (self->fd, digest, to->fd, digest) != 0 || fsync (to->fd) != 0)
    return fail_in (self, _ ("Could not move a file out of %s"), errno, error);
  return TRUE;
}

/**
 * rw_file_folder_copy:
 * @to: receives it
 *
 * Copies a file that is what its name says, and waits until the disk has it.
 */
gboolean
rw_file_folder_copy (RwFileFolder *self,
                     const char   *digest,
                     RwFileFolder *to,
                     GError      **error)
{
  g_autoptr (RwFileWriter) writer = NULL;

  g_return_val_if_fail (rw_file_digest_is_valid (digest), FALSE);
  writer = rw_file_writer_new (to, error);
  return writer != NULL && read_all (self, digest, NULL, NULL, writer, error) &&
         rw_file_writer_finish (writer, digest, error);
}

/**
 * rw_file_folder_list:
 *
 * Returns: (transfer full) (element-type RwFileEntry) (nullable): all files, in no order
 */
GArray *
rw_file_folder_list (RwFileFolder *self,
                     GError      **error)
{
  g_autoptr (GPtrArray) names = NULL;
  GArray *entries;

  if (!list_names (self, &names, error))
    return NULL;
  entries = g_array_new (FALSE, FALSE, sizeof (RwFileEntry));
  for (guint i = 0; i < names->len; i++)
    {
      RwFileEntry entry;
      struct stat info;

      if (!rw_file_digest_is_valid (names->pdata[i]) ||
          fstatat (self->fd, names->pdata[i], &info, AT_SYMLINK_NOFOLLOW) != 0 ||
          !S_ISREG (info.st_mode))
        continue;
      g_strlcpy (entry.digest, names->pdata[i], sizeof entry.digest);
      entry.size = info.st_size;
      entry.touched = info.st_mtim.tv_sec * RW_SECOND + info.st_mtim.tv_nsec / 1000;
      g_array_append_val (entries, entry);
    }
  return entries;
}

/**
 * rw_file_folder_get_room:
 *
 * Returns: bytes that its file system has left for us; %G_MAXINT64 when it does not say
 */
gint64
rw_file_folder_get_room (RwFileFolder *self)
{
  struct statvfs info;

  if (fstatvfs (self->fd, &info) != 0)
    return G_MAXINT64;
  return (gint64) info.f_bavail * (gint64) info.f_frsize;
}

/* --- A file on its way ------------------------------------------------------------------------------- */

/**
 * rw_file_writer_new:
 *
 * Returns: (transfer full) (nullable): an empty file without a name of its own yet
 */
RwFileWriter *
rw_file_writer_new (RwFileFolder  *folder,
                    GError       **error)
{
  static int counter;
  g_autofree char *name = g_strdup_printf (PARTIAL_PREFIX "%d-%d-%08x", (int) getpid (),
                                           g_atomic_int_add (&counter, 1), g_random_int ());
  int fd = openat (folder->fd, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  RwFileWriter *self;

  if (fd < 0)
    {
      fail_in (folder, _ ("Could not write a file in %s"), errno, error);
      return NULL;
    }
  self = g_new0 (RwFileWriter, 1);
  g_atomic_ref_count_inc (&folder->ref_count);
  self->folder = folder;
  self->name = g_steal_pointer (&name);
  self->fd = fd;
  self->checksum = g_checksum_new (G_CHECKSUM_SHA256);
  return self;
}

/**
 * rw_file_writer_write:
 *
 * Returns: %FALSE with @error set: %RW_ERROR_LIMIT when it becomes too long, %RW_ERROR_FULL when the
 *   disk has no more room
 */
gboolean
rw_file_writer_write (RwFileWriter  *self,
                      gconstpointer  data,
                      gsize          length,
                      GError       **error)
{
  const guint8 *bytes = data;

  if (self->size + (gint64) length > RW_FILE_MOST)
    {
      g_autofree char *most = g_format_size_full (RW_FILE_MOST, G_FORMAT_SIZE_IEC_UNITS);

      g_set_error (error, RW_ERROR, RW_ERROR_LIMIT, _ ("The file is too large; at most %s go"),
                   most);
      return FALSE;
    }
  g_checksum_update (self->checksum, bytes, (gssize) length);
  self->size += (gint64) length;
  while (length > 0)
    {
      gssize n = write (self->fd, bytes, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return fail_in (self->folder, _ ("Could not write a file in %s"), errno, error);
      bytes += n;
      length -= (gsize) n;
    }
  return TRUE;
}

/**
 * rw_file_writer_get_digest:
 *
 * Returns: (transfer none): of all that was written; nothing can be written after this
 */
const char *
rw_file_writer_get_digest (RwFileWriter *self)
{
  return g_checksum_get_string (self->checksum);
}

gint64
rw_file_writer_get_size (RwFileWriter *self)
{
  return self->size;
}

/**
 * rw_file_writer_finish:
 * @expected: (nullable): the digest that it is to have
 *
 * Waits until the disk has the file, and gives it its name. One that is there is replaced by the same.
 *
 * Returns: %FALSE with @error set: %RW_ERROR_INVALID when it has another digest
 */
gboolean
rw_file_writer_finish (RwFileWriter  *self,
                       const char    *expected,
                       GError       **error)
{
  const char *digest = rw_file_writer_get_digest (self);

  g_return_val_if_fail (self->name != NULL, FALSE);
  if (expected != NULL && !g_str_equal (digest, expected))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                   _ ("The file is damaged or incomplete: its SHA-256 is another one"));
      return FALSE;
    }
  if (fsync (self->fd) != 0 ||
      renameat (self->folder->fd, self->name, self->folder->fd, digest) != 0)
    return fail_in (self->folder, _ ("Could not write a file in %s"), errno, error);
  g_clear_pointer (&self->name, g_free);
  if (fsync (self->folder->fd) != 0)
    return fail_in (self->folder, _ ("Could not write a file in %s"), errno, error);
  return TRUE;
}

/**
 * rw_file_writer_free:
 *
 * Throws away what was not finished.
 */
void
rw_file_writer_free (RwFileWriter *self)
{
  if (self == NULL)
    return;
  if (self->name != NULL)
    unlinkat (self->folder->fd, self->name, 0);
  close (self->fd);
  g_checksum_free (self->checksum);
  rw_file_folder_free (self->folder);
  g_free (self->name);
  g_free (self);
}
