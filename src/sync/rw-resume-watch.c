/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-resume-watch.h"

#include <gio/gunixfdlist.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "rw-clock.h"

#define LOGIND           "org.freedesktop.login1"
#define LOGIND_PATH      "/org/freedesktop/login1"
#define LOGIND_INTERFACE "org.freedesktop.login1.Manager"

#define CHECK_SECONDS 10
/* Less than this is nothing that a connection would mind. */
#define SLEEP_LEAST (2 * RW_SECOND)
/* So long the machine is kept awake. logind itself waits five seconds, for all programs together. */
#define READY_MS 2000
/* So long, while awake, a sleep may be announced and not come before it is taken for called off. */
#define CALLED_OFF_SECONDS 60

struct _RwResumeWatch
{
  GObject parent_instance;

  GCancellable *cancellable;
  GDBusConnection *bus;
  guint subscription;
  guint name_watch;
  guint timer;
  guint ready_timer;
  guint called_off_timer;
  gint64 offset;
  gboolean asleep; /* or about to */
  gboolean asking; /* for the lock */
  int lock;        /* logind waits while it is open; -1 for none */
};

enum
{
  SLEEPING,
  RESUMED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwResumeWatch, rw_resume_watch, G_TYPE_OBJECT)

/* One clock of the system goes on during a sleep, the other stands still. */
static gint64
get_offset (void)
{
  return rw_clock_boot () - g_get_monotonic_time ();
}

/* Whether the machine was asleep since the last call. */
static gboolean
has_slept (RwResumeWatch *self)
{
  gint64 offset = get_offset ();
  gboolean slept = offset - self->offset > SLEEP_LEAST;

  self->offset = offset;
  return slept;
}

static void
release_lock (RwResumeWatch *self)
{
  g_clear_handle_id (&self->ready_timer, g_source_remove);
  g_clear_fd (&self->lock, NULL);
}

static void
lock_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GUnixFDList) fds = NULL;
  g_autoptr (GVariant) reply =
    g_dbus_connection_call_with_unix_fd_list_finish (G_DBUS_CONNECTION (source), &fds, result,
                                                     &error);
  RwResumeWatch *self;
  gint32 handle = -1;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = user_data;
  self->asking = FALSE;
  if (reply != NULL)
    {
      g_variant_get (reply, "(h)", &handle);
      if (fds != NULL && handle >= 0 && handle < g_unix_fd_list_get_length (fds))
        self->lock = g_unix_fd_list_get (fds, handle, &error);
    }
  /* Without it the machine goes to sleep at once, and what is missing is made up for afterwards. */
  if (self->lock < 0)
    g_debug ("The machine will not wait before it sleeps: %s",
             error != NULL ? error->message : "no lock was sent");
  /* It comes too late for this sleep. */
  else if (self->asleep && self->ready_timer == 0)
    release_lock (self);
}

static void
take_lock (RwResumeWatch *self)
{
  if (self->lock >= 0 || self->asking || self->bus == NULL)
    return;
  self->asking = TRUE;
  g_dbus_connection_call_with_unix_fd_list (
    self->bus, LOGIND, LOGIND_PATH, LOGIND_INTERFACE, "Inhibit",
    g_variant_new ("(ssss)", "sleep", "Rackward", _ ("Closes the connection to the server"),
                   "delay"),
    G_VARIANT_TYPE ("(h)"), G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, self->cancellable, lock_cb,
    self);
}

static void
wake (RwResumeWatch *self)
{
  self->asleep = FALSE;
  g_clear_handle_id (&self->called_off_timer, g_source_remove);
  take_lock (self);
  g_signal_emit (self, signals[RESUMED], 0);
}

static gboolean
check_cb (gpointer data)
{
  RwResumeWatch *self = data;

  if (has_slept (self))
    wake (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
ready_cb (gpointer data)
{
  RwResumeWatch *self = data;

  self->ready_timer = 0;
  release_lock (self);
  return G_SOURCE_REMOVE;
}

static gboolean
called_off_cb (gpointer data)
{
  RwResumeWatch *self = data;

  self->called_off_timer = 0;
  wake (self);
  return G_SOURCE_REMOVE;
}

static void
fall_asleep (RwResumeWatch *self)
{
  if (self->asleep)
    return;
  self->asleep = TRUE;
  self->ready_timer = g_timeout_add (READY_MS, ready_cb, self);
  self->called_off_timer = g_timeout_add_seconds (CALLED_OFF_SECONDS, called_off_cb, self);
  g_signal_emit (self, signals[SLEEPING], 0);
}

static void
prepare_for_sleep_cb (GDBusConnection *bus,
                      const char *sender,
                      const char *path,
                      const char *interface,
                      const char *name,
                      GVariant *parameters,
                      gpointer user_data)
{
  RwResumeWatch *self = user_data;
  gboolean begins, slept;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    return;
  g_variant_get (parameters, "(b)", &begins);
  g_object_ref (self);
  slept = has_slept (self);
  /* The clocks may have told before; and of a sleep whose beginning was not heard, only they can. */
  if (begins)
    fall_asleep (self);
  else if (self->asleep || slept)
    wake (self);
  else
    take_lock (self);
  g_object_unref (self);
}

/* Also when logind was started again: the lock from before is worth nothing then. */
static void
appeared_cb (GDBusConnection *bus, const char *name, const char *owner, gpointer user_data)
{
  RwResumeWatch *self = user_data;

  if (!self->asleep)
    take_lock (self);
}

static void
vanished_cb (GDBusConnection *bus, const char *name, gpointer user_data)
{
  release_lock (user_data);
}

static void
bus_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, &error);
  RwResumeWatch *self;

  if (bus == NULL)
    {
      /* Where there is no logind, the clocks tell. */
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_debug ("No system bus: %s", error->message);
      return;
    }
  self = user_data;
  /* The connection is shared, and its end would be the program's. */
  g_dbus_connection_set_exit_on_close (bus, FALSE);
  self->bus = g_steal_pointer (&bus);
  self->subscription =
    g_dbus_connection_signal_subscribe (self->bus, LOGIND, LOGIND_INTERFACE, "PrepareForSleep",
                                        LOGIND_PATH, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
                                        prepare_for_sleep_cb, self, NULL);
  self->name_watch =
    g_bus_watch_name_on_connection (self->bus, LOGIND, G_BUS_NAME_WATCHER_FLAGS_NONE, appeared_cb,
                                    vanished_cb, self, NULL);
}

static void
rw_resume_watch_dispose (GObject *object)
{
  RwResumeWatch *self = RW_RESUME_WATCH (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->called_off_timer, g_source_remove);
  g_clear_handle_id (&self->name_watch, g_bus_unwatch_name);
  release_lock (self);
  if (self->subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, g_steal_handle_id (&self->subscription));
  g_clear_object (&self->bus);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (rw_resume_watch_parent_class)->dispose (object);
}

static void
rw_resume_watch_class_init (RwResumeWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_resume_watch_dispose;

  signals[SLEEPING] = g_signal_new ("sleeping", RW_TYPE_RESUME_WATCH, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);
  signals[RESUMED] = g_signal_new ("resumed", RW_TYPE_RESUME_WATCH, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
rw_resume_watch_init (RwResumeWatch *self)
{
  self->cancellable = g_cancellable_new ();
  self->lock = -1;
  self->offset = get_offset ();
  self->timer = g_timeout_add_seconds (CHECK_SECONDS, check_cb, self);
  g_bus_get (G_BUS_TYPE_SYSTEM, self->cancellable, bus_cb, self);
}

/**
 * rw_resume_watch_new:
 *
 * Returns: (transfer full): a watch, which watches until it is gone
 */
RwResumeWatch *
rw_resume_watch_new (void)
{
  return g_object_new (RW_TYPE_RESUME_WATCH, NULL);
}

/**
 * rw_resume_watch_ready:
 *
 * What was to be done before the sleep is done: the machine need not wait any longer.
 */
void
rw_resume_watch_ready (RwResumeWatch *self)
{
  g_return_if_fail (RW_IS_RESUME_WATCH (self));
  if (self->asleep)
    release_lock (self);
}
