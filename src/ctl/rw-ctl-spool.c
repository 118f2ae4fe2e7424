/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ctl-spool.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

#include "rw-backup-intake.h"
#include "rw-clock.h"
#include "rw-ctl-push.h"
#include "rw-ctl.h"
#include "rw-error.h"

/*
 * A report is a file before it is sent, and is one until a server has it: neither a server that is away nor a machine
 * that loses power loses it. Whatever happens in between, the server makes one run of it, because the run has the id
 * that the report gives it. What a server refuses is kept in the folder "refused" and tried again a day later: what
 * it was refused for may have been put right. Nothing that has to do with it takes longer than its time: a backup waits.
 */

#define REPORTS_MOST 1000
#define REFUSED_MOST 1000

/* Another process that sends what waits sends ours as well, or the next run does. */
#define LOCK_SECONDS 3

/* In seconds. */
#define AGAIN_AFTER (24 * 60 * 60)

#define REFUSED "refused"

struct _RwCtlSpool
{
  char *dir;
  char *refused;
  int lock;
};

static char *
default_dir (void)
{
  return geteuid () == 0 ? g_strdup ("/var/spool/rackward")
                         : g_build_filename (g_get_user_state_dir (), "rackward", "spool", NULL);
}

/* Ours alone, and no way to somewhere else. */
static gboolean
make_dir (const char *dir, GError **error)
{
  struct stat info;

  if (g_mkdir_with_parents (dir, 0700) != 0 || g_lstat (dir, &info) != 0)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_FAILED, _ ("Could not make the folder %s: %s"), dir,
                   g_strerror (errno));
      return FALSE;
    }
  if (S_ISDIR (info.st_mode) && info.st_uid == geteuid () &&
      ((info.st_mode & 0077) == 0 || g_chmod (dir, 0700) == 0))
    return TRUE;
  g_set_error (error, RW_ERROR, RW_ERROR_FORBIDDEN,
               _ ("%s must be a folder of this user; give another one with --spool"), dir);
  return FALSE;
}

/**
 * rw_ctl_spool_open:
 * @dir: (nullable): the folder, which is made when there is none
 */
RwCtlSpool *
rw_ctl_spool_open (const char *dir, GError **error)
{
  g_autoptr (RwCtlSpool) self = g_new0 (RwCtlSpool, 1);
  g_autofree char *path = NULL;

  self->lock = -1;
  self->dir = dir != NULL ? g_strdup (dir) : default_dir ();
  self->refused = g_build_filename (self->dir, REFUSED, NULL);
  if (!make_dir (self->dir, error))
    return NULL;
  path = g_build_filename (self->dir, "lock", NULL);
  self->lock = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (self->lock >= 0)
    return g_steal_pointer (&self);
  g_set_error (error, RW_ERROR, RW_ERROR_FAILED, _ ("Could not write %s: %s"), path,
               g_strerror (errno));
  return NULL;
}

void
rw_ctl_spool_free (RwCtlSpool *self)
{
  if (self->lock >= 0)
    close (self->lock);
  g_free (self->dir);
  g_free (self->refused);
  g_free (self);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The reports in a folder, oldest first: the name of each is an id of the moment it was made at. */
static GPtrArray *
list (const char *dir)
{
  g_autoptr (GDir) files = g_dir_open (dir, 0, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (files != NULL && (name = g_dir_read_name (files)) != NULL)
    if (g_str_has_suffix (name, ".json"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return names;
}

/* Makes room for one more. */
static void
bound (const char *dir, guint most)
{
  g_autoptr (GPtrArray) names = list (dir);

  for (guint i = 0; names->len - i >= most && i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (dir, names->pdata[i], NULL);

      if (g_unlink (path) == 0)
        g_printerr (_ ("rackwardctl: too many reports wait; the oldest, %s, was thrown away\n"),
                    path);
    }
}

/**
 * rw_ctl_spool_add:
 * @report: see rw_backup_intake_write()
 *
 * It is on the disk when this returns. There is a bound to how many wait: then the oldest is given up, and that is said.
 */
gboolean
rw_ctl_spool_add (RwCtlSpool *self, GBytes *report, GError **error)
{
  char id[RW_ID_STRING_LENGTH + 1];
  RwId now = rw_id_new ();
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  const char *text;
  gsize length;

  rw_id_write (&now, id);
  name = g_strconcat (id, ".json", NULL);
  path = g_build_filename (self->dir, name, NULL);
  bound (self->dir, REPORTS_MOST);
  text = g_bytes_get_data (report, &length);
  return g_file_set_contents_full (path, text, (gssize) length,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}

static void
set_aside (RwCtlSpool *self, const char *name, const char *path)
{
  g_autofree char *target = g_build_filename (self->refused, name, NULL);

  if (!make_dir (self->refused, NULL))
    return;
  bound (self->refused, REFUSED_MOST);
  /* From now on, a day. */
  if (g_rename (path, target) == 0 && g_utime (target, NULL) == 0)
    g_printerr (_ ("rackwardctl: the report is kept as %s; --flush --refused sends it again\n"),
                target);
}

static gboolean
is_due (const char *path)
{
  struct stat info;

  return g_stat (path, &info) == 0 &&
         ABS (rw_clock_now () / RW_SECOND - info.st_mtime) >= AGAIN_AFTER;
}

static void
take_back (RwCtlSpool *self, gboolean all)
{
  g_autoptr (GPtrArray) names = list (self->refused);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *from = g_build_filename (self->refused, names->pdata[i], NULL);
      g_autofree char *to = g_build_filename (self->dir, names->pdata[i], NULL);

      if (all || is_due (from))
        g_rename (from, to);
    }
}

/* --- In its time --------------------------------------------------------------------------------------- */

/* Cancels from a thread of its own when the time is up. */
typedef struct
{
  GThread *thread;
  GCancellable *cancellable;
  GMutex mutex;
  GCond cond;
  gint64 end;
  gboolean over;
} Deadline;

static gpointer
deadline_func (gpointer data)
{
  Deadline *self = data;

  g_mutex_lock (&self->mutex);
  while (!self->over && g_cond_wait_until (&self->cond, &self->mutex, self->end))
    ;
  if (!self->over)
    g_cancellable_cancel (self->cancellable);
  g_mutex_unlock (&self->mutex);
  return NULL;
}

static void
deadline_begin (Deadline *self, guint seconds)
{
  *self = (Deadline) { .cancellable = g_cancellable_new () };
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->end = g_get_monotonic_time () + (gint64) seconds * G_USEC_PER_SEC;
  if (seconds > 0)
    self->thread = g_thread_new ("deadline", deadline_func, self);
}

static void
deadline_end (Deadline *self)
{
  g_mutex_lock (&self->mutex);
  self->over = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  g_clear_pointer (&self->thread, g_thread_join);
  g_clear_object (&self->cancellable);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Deadline, deadline_end)

/* --- Sending ------------------------------------------------------------------------------------------- */

static gboolean
take_lock (RwCtlSpool *self)
{
  gint64 end = g_get_monotonic_time () + LOCK_SECONDS * G_USEC_PER_SEC;

  while (flock (self->lock, LOCK_EX | LOCK_NB) != 0)
    {
      if ((errno != EWOULDBLOCK && errno != EINTR) || g_get_monotonic_time () >= end)
        return FALSE;
      g_usleep (G_USEC_PER_SEC / 20);
    }
  return TRUE;
}

/* Whether the server says something of the report, and not of the token or the moment; nor somebody else in its
 * place, as a proxy that does not find it. */
static gboolean
is_refused (guint status, const GError *problem)
{
  return status >= 400 && status < 500 &&
         (g_error_matches (problem, RW_ERROR, RW_ERROR_INVALID) ||
          g_error_matches (problem, RW_ERROR, RW_ERROR_NOT_FOUND) ||
          g_error_matches (problem, RW_ERROR, RW_ERROR_CONFLICT) ||
          g_error_matches (problem, RW_ERROR, RW_ERROR_LIMIT));
}

/* Returns: whether the next one may be tried. */
static gboolean
send (RwCtlSpool *self, const char *name, const char *server, const char *token, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_build_filename (self->dir, name, NULL);
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) problem = NULL;
  guint status = 0;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, error))
    return FALSE;
  body = g_bytes_new_take (g_steal_pointer (&text), length);
  answer = rw_ctl_try_post (server, token, "/v1/intake/backup", "application/json", body,
                            RW_CTL_SPOOL_SECONDS, cancellable, &status, &problem);
  if (answer != NULL)
    return g_unlink (path) == 0;
  if (!is_refused (status, problem))
    {
      if (g_cancellable_is_cancelled (cancellable))
        g_set_error (error, RW_ERROR, RW_ERROR_TIMEOUT, _ ("the server took too long"));
      else
        g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  rw_ctl_fail (problem);
  set_aside (self, name, path);
  return TRUE;
}

/**
 * rw_ctl_spool_flush:
 * @token_file: (nullable): see rw_ctl_read_token()
 * @seconds: after which no more is sent, however slow the server is; 0 to send all
 *
 * Sends what waits, in order, until a server does not take it. What goes wrong is said on standard error.
 *
 * Returns: how many reports still wait, or were refused just now
 */
guint
rw_ctl_spool_flush (RwCtlSpool *self, const char *server, const char *token_file, guint seconds, RwCtlSpoolFlags flags)
{
  g_auto (Deadline) deadline = { 0 };
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;
  guint i = 0, n_refused;

  deadline_begin (&deadline, seconds);
  if (!take_lock (self))
    {
      names = list (self->dir);
      g_printerr (_ ("rackwardctl: another process sends what is in %s\n"), self->dir);
      return names->len;
    }
  take_back (self, (flags & RW_CTL_SPOOL_AGAIN) != 0);
  names = list (self->refused);
  n_refused = names->len;
  g_clear_pointer (&names, g_ptr_array_unref);
  names = list (self->dir);
  token = names->len > 0 ? rw_ctl_read_token (token_file, &error) : NULL;
  while (token != NULL && i < names->len &&
         send (self, names->pdata[i], server, token, deadline.cancellable, &error))
    i++;
  flock (self->lock, LOCK_UN);
  if (i < names->len)
    g_printerr (ngettext ("rackwardctl: %u report waits in %s: %s\n",
                          "rackwardctl: %u reports wait in %s: %s\n", names->len - i),
                names->len - i, self->dir, error != NULL ? error->message : "?");
  i = names->len - i;
  g_clear_pointer (&names, g_ptr_array_unref);
  names = list (self->refused);
  return i + (names->len > n_refused ? names->len - n_refused : 0);
}

/**
 * rw_ctl_spool_send:
 * @report: see rw_backup_intake_write()
 * @seconds: how long it may take
 *
 * Where there is no place to keep it, it has this one chance.
 */
void
rw_ctl_spool_send (GBytes *report, const char *server, const char *token_file, guint seconds)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token = rw_ctl_read_token (token_file, &error);
  g_auto (Deadline) deadline = { 0 };
  g_autoptr (JsonNode) answer = NULL;
  guint status;

  deadline_begin (&deadline, seconds);
  if (token != NULL)
    answer = rw_ctl_try_post (server, token, "/v1/intake/backup", "application/json", report,
                              RW_CTL_SPOOL_SECONDS, deadline.cancellable, &status, &error);
  if (answer == NULL)
    rw_ctl_fail (error);
}
