/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-cache-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "rw-error.h"
#include "rw-planted.h"

/*
 * A cache that is built anew gets a new name, cache-<server>.<generation>.db, and the highest one
 * counts. So a new file can never meet the log of an old one, and a reader keeps the old file,
 * undisturbed, until it opens the cache again.
 */

/* The generation that @name says, 0 when it is not a cache of @server. */
static guint64
parse_name (const char *name,
            const char *server)
{
  g_autofree char *prefix = g_strdup_printf ("cache-%s.", server);
  g_autofree char *number = NULL;
  guint64 generation;

  if (!g_str_has_prefix (name, prefix) || !g_str_has_suffix (name, ".db"))
    return 0;
  name += strlen (prefix);
  if (strlen (name) <= strlen (".db"))
    return 0;
  number = g_strndup (name, strlen (name) - strlen (".db"));
  return g_ascii_string_to_unsigned (number, 10, 1, G_MAXUINT64 - 1, &generation, NULL) ? generation : 0;
}

/**
 * rw_cache_file_find:
 * @generation: (out): its generation, 0 when there is none
 *
 * Returns: (transfer full) (nullable): the path of the cache that counts
 */
char *
rw_cache_file_find (const char *dir,
                    const char *server,
                    guint64    *generation)
{
  g_autoptr (GDir) listing = g_dir_open (dir, 0, NULL);
  const char *name;

  *generation = 0;
  while (listing != NULL && (name = g_dir_read_name (listing)) != NULL)
    *generation = MAX (*generation, parse_name (name, server));
  return *generation > 0 ? rw_cache_file_path (dir, server, *generation) : NULL;
}

char *
rw_cache_file_path (const char *dir,
                    const char *server,
                    guint64     generation)
{
  g_autofree char *name = g_strdup_printf ("cache-%s.%" G_GUINT64_FORMAT ".db", server, generation);

  return g_build_filename (dir, name, NULL);
}

/**
 * rw_cache_file_bulk_path:
 *
 * Returns: (transfer full): where a first sync builds its file
 */
char *
rw_cache_file_bulk_path (const char *dir,
                         const char *server)
{
  g_autofree char *name = g_strdup_printf ("cache-%s.new", server);

  return g_build_filename (dir, name, NULL);
}

/**
 * rw_cache_file_remove_old:
 *
 * Deletes the generations before @below; one that cannot be deleted now is tried again next time.
 */
void
rw_cache_file_remove_old (const char *dir,
                          const char *server,
                          guint64     below)
{
  g_autoptr (GDir) listing = g_dir_open (dir, 0, NULL);
  const char *name;

  while (listing != NULL && (name = g_dir_read_name (listing)) != NULL)
    {
      guint64 generation = parse_name (name, server);
      g_autofree char *path = g_build_filename (dir, name, NULL);
      g_autoptr (GError) error = NULL;

      if (generation > 0 && generation < below && !rw_db_remove (path, &error))
        g_info ("%s", error->message);
    }
}

/* Whether @name is a cache of @server, whole, half built or set aside, or what SQLite keeps beside one.
 * The cache of another server may begin with the same words. */
static gboolean
belongs (const char *name,
         const char *server)
{
  g_autofree char *prefix = g_strdup_printf ("cache-%s.", server);
  gsize digits;

  if (!g_str_has_prefix (name, prefix))
    return FALSE;
  name += strlen (prefix);
  digits = strspn (name, "0123456789");
  if (digits > 0)
    name += digits;
  return (digits > 0 && g_str_has_prefix (name, ".db") && strchr ("-.", name[3]) != NULL) ||
         (digits == 0 && g_str_has_prefix (name, "new") && strchr ("-", name[3]) != NULL);
}

/**
 * rw_cache_file_set_aside:
 * @path: a cache of @server that is damaged and that nobody has open for writing
 *
 * Renames it, to be looked at. Only the last one is kept: a disk that damages one after the other must
 * not become full of them.
 *
 * Returns: (transfer full) (nullable): the new path
 */
char *
rw_cache_file_set_aside (const char *dir,
                         const char *server,
                         const char *path,
                         GError    **error)
{
  g_autofree char *aside = rw_db_set_aside (path, error);
  g_autofree char *kept = aside != NULL ? g_path_get_basename (aside) : NULL;
  g_autoptr (GDir) listing = kept != NULL ? g_dir_open (dir, 0, NULL) : NULL;
  const char *name;

  while (listing != NULL && (name = g_dir_read_name (listing)) != NULL)
    {
      g_autofree char *other = g_build_filename (dir, name, NULL);

      if (belongs (name, server) && strstr (name, ".db.broken-") != NULL &&
          !g_str_has_prefix (name, kept))
        g_unlink (other);
    }
  return g_steal_pointer (&aside);
}

/**
 * rw_cache_file_remove_all:
 *
 * Deletes every cache of @server, also those that were set aside. Nobody may have one open.
 *
 * Returns: %FALSE with @error set when something is left
 */
gboolean
rw_cache_file_remove_all (const char *dir,
                          const char *server,
                          GError    **error)
{
  g_autoptr (GDir) listing = g_dir_open (dir, 0, error);
  const char *name;
  int code = 0;

  if (listing == NULL)
    return FALSE;
  while ((name = g_dir_read_name (listing)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);

      if (belongs (name, server) && g_unlink (path) != 0 && errno != ENOENT)
        code = errno;
    }
  if (code == 0)
    return TRUE;
  g_set_error (error, RW_ERROR, code == EACCES || code == EPERM || code == EROFS ? RW_ERROR_FORBIDDEN : RW_ERROR_FAILED,
               _ ("Could not delete the local copy of %s in %s: %s. Delete the files that begin with “cache-” there yourself"),
               server, dir, g_strerror (code));
  return FALSE;
}

static int
sync_path (const char *path)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  int result;

  if (fd < 0)
    return errno;
  result = fsync (fd) == 0 ? 0 : errno;
  close (fd);
  return result;
}

/**
 * rw_cache_file_install:
 * @from: a finished file that nobody has open
 * @to: where nothing is yet
 *
 * After a power cut there is either no file at @to or all of it.
 */
gboolean
rw_cache_file_install (const char *from,
                       const char *to,
                       GError    **error)
{
  g_autofree char *dir = g_path_get_dirname (to);
  int code;

  /* Nothing is there; but were there a log without its file, the new file would swallow it. */
  if (!rw_db_remove (to, error))
    return FALSE;
  code = RW_PLANTED (SWAP_NOT_SYNCED) ? 0 : sync_path (from);

  if (code == 0 && g_rename (from, to) != 0)
    code = errno;
  if (code == 0)
    code = sync_path (dir);
  if (code == 0)
    return TRUE;

  g_autofree char *title = rw_db_describe_path (to);

  g_set_error (error, RW_ERROR, code == ENOSPC ? RW_ERROR_FULL : RW_ERROR_FAILED, _ ("Could not put %s in its place: %s"), title,
               g_strerror (code));
  return FALSE;
}
