/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-resume-watch.h"

#include "rw-clock.h"

#define CHECK_SECONDS 10
/* Less than this is nothing that a connection would mind. */
#define SLEEP_LEAST (2 * RW_SECOND)

struct _RwResumeWatch
{
  GObject parent_instance;

  GCancellable *cancellable;
  GDBusConnection *bus;
  guint subscription;
  guint timer;
  gint64 offset;
};

enum
{
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

static gboolean
check_cb (gpointer data)
{
  RwResumeWatch *self = data;
  gint64 offset = get_offset ();
  gboolean slept = offset - self->offset > SLEEP_LEAST;

  self->offset = offset;
  if (slept)
    g_signal_emit (self, signals[RESUMED], 0);
  return G_SOURCE_CONTINUE;
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
  gboolean begins = TRUE;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    return;
  g_variant_get (parameters, "(b)", &begins);
  if (begins)
    return;
  self->offset = get_offset ();
  g_signal_emit (self, signals[RESUMED], 0);
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
  self->subscription = g_dbus_connection_signal_subscribe (
    self->bus, "org.freedesktop.login1", "org.freedesktop.login1.Manager", "PrepareForSleep",
    "/org/freedesktop/login1", NULL, G_DBUS_SIGNAL_FLAGS_NONE, prepare_for_sleep_cb, self, NULL);
}

static void
rw_resume_watch_dispose (GObject *object)
{
  RwResumeWatch *self = RW_RESUME_WATCH (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
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

  signals[RESUMED] = g_signal_new ("resumed", RW_TYPE_RESUME_WATCH, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
rw_resume_watch_init (RwResumeWatch *self)
{
  self->cancellable = g_cancellable_new ();
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
