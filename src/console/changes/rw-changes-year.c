/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-changes-year.h"

#include <glib/gi18n.h>

#include "query/rw-query-change-year.h"
#include "rw-format.h"
#include "rw-time.h"
#include "rw-year-strip.h"

struct _RwChangesYear
{
  AdwBin parent_instance;

  RwYearStrip *strip;
  RwSession *session;
  GCancellable *cancellable;
  int year; /* that is shown */
  int read; /* that was read, or is being read; 0: none */
};

enum
{
  SIGNAL_DAY_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwChangesYear, rw_changes_year, ADW_TYPE_BIN)

typedef struct
{
  gint64 first_day;
  guint n_days;
  GTimeZone *zone;
} Ask;

static void
ask_free (gpointer data)
{
  g_time_zone_unref (((Ask *) data)->zone);
  g_free (data);
}

static gpointer
query_cb (RwCache       *cache,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  const Ask *ask = data;

  return rw_query_change_year (cache, ask->zone, ask->first_day, ask->n_days, error);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (RwChangesYear) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) days = rw_session_read_finish (RW_SESSION (source), result, &error);
  g_autofree RwYearDay *shown = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->strip == NULL)
    return;
  g_clear_object (&self->cancellable);
  if (days == NULL)
    {
      g_warning ("%s", error->message);
      self->read = 0;
      return;
    }
  shown = g_new (RwYearDay, days->len);
  for (guint i = 0; i < days->len; i++)
    {
      const RwChangeDay *day = &g_array_index (days, RwChangeDay, i);

      shown[i] = (RwYearDay){ day->n_changes, day->frozen };
    }
  rw_year_strip_set_days (self->strip, rw_date_from_civil (self->year, 1, 1), shown, days->len);
}

/**
 * rw_changes_year_load:
 *
 * Something changed: reads the year again, where it is to be seen.
 */
void
rw_changes_year_load (RwChangesYear *self)
{
  Ask *ask;

  if (self->session == NULL || self->year == 0 || !gtk_widget_get_visible (GTK_WIDGET (self)))
    {
      self->read = 0;
      return;
    }
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->read = self->year;
  ask = g_new0 (Ask, 1);
  ask->first_day = rw_date_from_civil (self->year, 1, 1);
  ask->n_days = (guint) (rw_date_from_civil (self->year + 1, 1, 1) - ask->first_day);
  ask->zone = g_time_zone_ref (rw_format_get_zone ());
  rw_session_read_async (self->session, query_cb, ask, ask_free, (GDestroyNotify) g_array_unref, self->cancellable, read_cb,
                         g_object_ref (self));
}

/**
 * rw_changes_year_show:
 * @session: (nullable): where to read
 * @today: the day that it is
 * @first_day: the first day that the calendar shows
 * @n_days: how many it shows
 */
void
rw_changes_year_show (RwChangesYear *self,
                      RwSession     *session,
                      gint64         today,
                      gint64         first_day,
                      guint          n_days)
{
  int month, mday;

  g_set_object (&self->session, session);
  rw_date_to_civil (first_day + n_days / 2, &self->year, &month, &mday);
  if (self->read != self->year)
    rw_changes_year_load (self);
  rw_year_strip_set_shown (self->strip, today, first_day, n_days);
}

static void
day_activated_cb (RwYearStrip   *strip,
                  gint64         day,
                  RwChangesYear *self)
{
  g_signal_emit (self, signals[SIGNAL_DAY_ACTIVATED], 0, day);
}

static void
rw_changes_year_dispose (GObject *object)
{
  RwChangesYear *self = RW_CHANGES_YEAR (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  self->strip = NULL;
  G_OBJECT_CLASS (rw_changes_year_parent_class)->dispose (object);
}

static void
rw_changes_year_class_init (RwChangesYearClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_changes_year_dispose;
  signals[SIGNAL_DAY_ACTIVATED] = g_signal_new ("day-activated", RW_TYPE_CHANGES_YEAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
rw_changes_year_init (RwChangesYear *self)
{
  self->strip = RW_YEAR_STRIP (rw_year_strip_new ());
  g_signal_connect_object (self->strip, "day-activated", G_CALLBACK (day_activated_cb), self, 0);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->strip));
}

/**
 * rw_changes_year_new:
 *
 * Returns: (transfer floating): a year that shows nothing yet
 */
GtkWidget *
rw_changes_year_new (void)
{
  return g_object_new (RW_TYPE_CHANGES_YEAR, NULL);
}
