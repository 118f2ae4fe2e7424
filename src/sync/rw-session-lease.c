/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-session-private.h"

#include <glib/gi18n-lib.h>

#include "rw-clock.h"
#include "rw-error.h"
#include "rw-token-store.h"

/* The lease of the local copy: see RwLease. While it has run out nothing is read, edited or synced, and
 * the token is forgotten: only a log-in opens the copy again. The files are not encrypted: this
 * keeps Rackward from showing them, not somebody who can read this person's files. */

#define CHECK_SECONDS 30
/* How much of the time that was used is lost, at the most, when the program is killed. */
#define KEEP_EVERY (10 * RW_MINUTE)
/* When the person is told that the lease will end. */
#define WARN_BEFORE (2 * RW_DAY)

static void
keep (RwSession *self)
{
  g_autofree char *text = NULL;

  /* Nothing was lent yet. */
  if (self->last_contact == 0 && !self->has_data)
    return;
  text = rw_lease_to_text (&self->lease, rw_clock_now (), rw_clock_boot ());
  rw_engine_keep_lease (self->engine, text);
  self->lease_kept = rw_clock_boot ();
}

/* The machine may not come back from its sleep: the next start knows what was used. */
void
rw_session_keep_lease (RwSession *self)
{
  if (self->open && !self->closed)
    keep (self);
}

static void
lock (RwSession *self, gboolean doubtful)
{
  self->doubtful = doubtful;
  if (!doubtful)
    {
      rw_token_store_clear (self->server_url);
      keep (self);
    }
  if (self->locked)
    return;
  self->locked = TRUE;
  /* One that was given for this start has not been shown yet, and counts as a log-in. */
  if (rw_http_client_get_token (self->http) != NULL || self->looking_up)
    {
      self->token_given = FALSE;
      rw_session_use_token (self, NULL);
    }
  rw_session_notify_locked (self);
}

static void
warn (RwSession *self, gint64 left)
{
  gint64 hours = MAX (left / RW_HOUR, 1);
  g_autofree char *text = NULL;

  if (self->warned || left > WARN_BEFORE || self->state == RW_SYNC_STATE_UP_TO_DATE)
    return;
  self->warned = TRUE;
  text = g_strdup_printf (
    ngettext ("The server was not reached for a long time. Without contact the data on this "
              "computer are locked in %d hour",
              "The server was not reached for a long time. Without contact the data on this "
              "computer are locked in %d hours",
              (gulong) hours),
    (int) hours);
  rw_session_notice (self, text);
}

/* Looks what time it is: locks the copy when its lease has run out, opens it when that was only a
 * clock that was wrong. */
void
rw_session_check_lease (RwSession *self)
{
  gint64 wall = rw_clock_now (), boot = rw_clock_boot ();
  gboolean was_locked = self->locked;

  if (!self->open || self->closed)
    return;
  switch (rw_lease_look (&self->lease, wall, boot))
    {
    case RW_LEASE_ENDED:
      if (!self->locked || self->doubtful)
        lock (self, FALSE);
      break;
    case RW_LEASE_DOUBTFUL:
      if (!self->locked)
        lock (self, TRUE);
      break;
    case RW_LEASE_RUNNING:
    default:
      self->locked = FALSE;
      self->doubtful = FALSE;
      if (was_locked)
        {
          rw_session_notify_locked (self);
          if (!self->token_given)
            rw_session_look_for_token (self);
        }
      warn (self, rw_lease_get_left (&self->lease, wall, boot));
      if (boot - self->lease_kept > KEEP_EVERY)
        keep (self);
      break;
    }
}

static gboolean
check_cb (gpointer data)
{
  rw_session_check_lease (data);
  return G_SOURCE_CONTINUE;
}

/* @text: (nullable): what was kept at the last time */
void
rw_session_start_lease (RwSession *self, const char *text)
{
  g_autofree char *boot_id = rw_clock_boot_id ();

  rw_lease_clear (&self->lease);
  rw_lease_open (&self->lease, text, boot_id, rw_clock_now (), rw_clock_boot ());
  if (text != NULL)
    self->last_contact = self->lease.contact;
  self->lease_kept = rw_clock_boot ();
  self->lease_timer = g_timeout_add_seconds (CHECK_SECONDS, check_cb, self);
  rw_session_check_lease (self);
  if (text == NULL)
    keep (self);
}

void
rw_session_stop_lease (RwSession *self)
{
  if (self->lease_timer == 0)
    return;
  g_clear_handle_id (&self->lease_timer, g_source_remove);
  if (self->engine != NULL && !self->closed)
    keep (self);
}

/* The server answered. */
void
rw_session_renew_lease (RwSession *self)
{
  gboolean keep_now;

  /* What a locked session hears is the answer to a question from before. */
  if (self->locked)
    return;
  keep_now = self->last_contact == 0 || self->warned || rw_clock_boot () - self->lease_kept > KEEP_EVERY;
  self->last_contact = rw_clock_now ();
  self->warned = FALSE;
  rw_lease_renew (&self->lease, self->last_contact, rw_clock_boot ());
  if (keep_now)
    keep (self);
}

/* Somebody logged in, and the server agreed. */
void
rw_session_unlock (RwSession *self)
{
  gboolean was_locked = self->locked;

  if (self->person != NULL && self->person->lease_days > 0)
    rw_lease_set_days (&self->lease, self->person->lease_days);
  self->locked = FALSE;
  self->doubtful = FALSE;
  rw_session_renew_lease (self);
  keep (self);
  if (was_locked)
    rw_session_notify_locked (self);
}

/* Whether @task was answered with that there are no files. What waits in them can be listed, exported and
 * sent while they are locked. */
gboolean
rw_session_refuse_closed (RwSession *self, GTask *task)
{
  if (self->open && !self->closed)
    return FALSE;
  g_task_return_new_error (task, RW_ERROR, RW_ERROR_FAILED, _ ("The files are closed"));
  return TRUE;
}

/* Whether @task was answered with the reason why nothing can be read or changed. */
gboolean
rw_session_refuse (RwSession *self, GTask *task)
{
  if (rw_session_refuse_closed (self, task))
    return TRUE;
  if (!self->locked)
    return FALSE;
  g_task_return_new_error (task, RW_ERROR, RW_ERROR_LOCKED,
                           _ ("The data on this computer are locked until you sign in again"));
  return TRUE;
}

/**
 * rw_session_is_locked:
 *
 * Returns: whether the server was not heard for so long that the local copy may not be used before
 *   the next log-in. Edits that wait are kept, and can be exported
 */
gboolean
rw_session_is_locked (RwSession *self)
{
  g_return_val_if_fail (RW_IS_SESSION (self), FALSE);
  return self->locked;
}

/**
 * rw_session_is_lock_doubtful:
 *
 * Returns: whether only the time of day says that the lease has run out, and this computer was started
 *   a short time ago: its clock may be wrong, and then setting it opens the copy
 */
gboolean
rw_session_is_lock_doubtful (RwSession *self)
{
  g_return_val_if_fail (RW_IS_SESSION (self), FALSE);
  return self->locked && self->doubtful;
}

/**
 * rw_session_get_lease_days:
 *
 * Returns: for how many days the local copy may be used without contact
 */
guint
rw_session_get_lease_days (RwSession *self)
{
  g_return_val_if_fail (RW_IS_SESSION (self), 0);
  return (guint) (self->lease.length / RW_DAY);
}

/**
 * rw_session_get_lease_end:
 *
 * Returns: when the local copy will be locked if the server is not heard before, microseconds since
 *   1970; 0 when it is locked or not open
 */
gint64
rw_session_get_lease_end (RwSession *self)
{
  gint64 now = rw_clock_now ();

  g_return_val_if_fail (RW_IS_SESSION (self), 0);
  if (!self->open || self->locked)
    return 0;
  return now + rw_lease_get_left (&self->lease, now, rw_clock_boot ());
}
