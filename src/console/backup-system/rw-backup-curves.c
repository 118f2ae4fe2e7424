/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-backup-curves.h"

#include <glib/gi18n.h>
#include <math.h>

#include "rw-backup-system-words.h"
#include "rw-clock.h"
#include "rw-format.h"
#include "rw-run-chart.h"

enum
{
  SIZE,
  DURATION,
  N_CHARTS,
};

struct _RwBackupCurves
{
  GtkBox parent_instance;

  const RwBackupSystem *system; /* of the caller, until the next one is set */
  const RwBackupSystemJob *job;
  GPtrArray *shown; /* (element-type RwBackupSystemRun): not owned: of the points, in their order */
  AdwToggleGroup *spans;
  GtkLabel *headings[N_CHARTS];
  RwRunChart *charts[N_CHARTS];
  GtkWidget *none;
};

G_DEFINE_FINAL_TYPE (RwBackupCurves, rw_backup_curves, GTK_TYPE_BOX)

enum
{
  SIGNAL_RUN,
  SIGNAL_CHANGE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const struct
{
  const char *name;
  int days;
} spans[] = { { "30", 30 }, { "90", 90 }, { "400", RW_BACKUP_SYSTEM_DAYS } };

static char *
axis_size (double value, gpointer user_data)
{
  return rw_format_size ((gint64) value);
}

static char *
axis_duration (double value, gpointer user_data)
{
  return rw_format_duration ((gint64) (value * (double) RW_SECOND));
}

static char *
point_text (guint index, gpointer user_data)
{
  RwBackupCurves *self = user_data;

  if (index >= self->shown->len)
    return g_strdup ("");
  return rw_backup_run_sentence (self->shown->pdata[index], self->system->now);
}

static double
or_nan (gint64 value)
{
  return value >= 0 ? (double) value : NAN;
}

static RwRunMark
mark_of (const RwBackupSystemRun *run)
{
  return run->result == RW_BACKUP_SUSPICIOUS ? RW_RUN_MARK_SUSPICIOUS
         : run->result == RW_BACKUP_FAILED   ? RW_RUN_MARK_FAILED
         : run->result == RW_BACKUP_MISSED   ? RW_RUN_MARK_MISSED
                                             : RW_RUN_MARK_NONE;
}

/* How many of the runs in view are not as they should be. */
static char *
sum_up (RwBackupCurves *self)
{
  guint n_odd = 0;

  for (guint i = 0; i < self->shown->len; i++)
    n_odd += mark_of (self->shown->pdata[i]) != RW_RUN_MARK_NONE;
  return g_strdup_printf (ngettext ("%u run, of which %u is not as it should be",
                                    "%u runs, of which %u are not as they should be",
                                    self->shown->len),
                          self->shown->len, n_odd);
}

static void
fill_chart (RwBackupCurves *self, guint which, gint64 from, const RwRunNote *notes, guint n_notes)
{
  g_autofree RwRunPoint *points = g_new0 (RwRunPoint, self->shown->len + 1);
  g_autofree char *title = NULL, *sentence = sum_up (self);
  double most = 0;

  for (guint i = 0; i < self->shown->len; i++)
    {
      const RwBackupSystemRun *run = self->shown->pdata[i];
      gboolean counts = run->result != RW_BACKUP_FAILED && run->result != RW_BACKUP_MISSED;

      points[i] = (RwRunPoint) {
        .at = run->started != 0 ? run->started : run->due,
        .value = counts ? or_nan (which == SIZE ? run->bytes : run->seconds) : NAN,
        .median = or_nan (which == SIZE ? run->median_bytes : run->median_seconds),
        .mark = mark_of (run),
      };
      most = MAX (most, isnan (points[i].median) ? points[i].value : 3 * points[i].median);
    }
  title = g_strdup_printf (which == SIZE ? _ ("Size of the runs of %s")
                                         : _ ("Duration of the runs of %s"),
                           rw_record_get_title (self->job->job));
  rw_run_chart_set (self->charts[which], &(RwRunChartData) {
                                           .points = points,
                                           .n = self->shown->len,
                                           .notes = notes,
                                           .n_notes = which == SIZE ? n_notes : 0,
                                           .from = from,
                                           .to = self->system->now,
                                           .low = which == SIZE ? 0.5 : 0,
                                           .high = which == SIZE ? 2 : 3,
                                           .unit = which == SIZE ? 1
                                                   : most > 7200 ? 3600
                                                   : most > 180  ? 60
                                                                 : 1,
                                           .zone = rw_format_get_zone (),
                                           .title = title,
                                           .sentence = sentence,
                                           .axis_text = which == SIZE ? axis_size : axis_duration,
                                           .point_text = point_text,
                                           .user_data = self,
                                         });
}

static void
show (RwBackupCurves *self)
{
  guint active = adw_toggle_group_get_active (self->spans);
  gint64 from;
  g_autofree RwRunNote *notes = NULL;
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  guint n_notes = 0;

  if (self->job == NULL || active >= G_N_ELEMENTS (spans))
    return;
  from = self->system->now - spans[active].days * RW_DAY;
  g_ptr_array_set_size (self->shown, 0);
  for (guint i = 0; i < self->job->runs->len; i++)
    {
      RwBackupSystemRun *run = self->job->runs->pdata[i];

      if (!run->superseded && run->purpose == RW_RUN_PURPOSE_BACKUP && run->due >= from &&
          run->due <= self->system->now)
        g_ptr_array_add (self->shown, run);
    }
  notes = g_new0 (RwRunNote, self->system->changes->len + 1);
  for (guint i = 0; i < self->system->changes->len; i++)
    {
      const RwBackupSystemChange *change = self->system->changes->pdata[i];
      const char *number = rw_record_get_text (change->change, RW_CHANGE_NUMBER);
      g_autofree char *when = rw_format_moment (change->at, self->system->now);

      if (change->at < from)
        continue;
      /* Translators: number, title and time of a change: "Change C-2066 Updates, 12 Nov 09:00" */
      g_ptr_array_add (texts, g_strdup_printf (_ ("Change %s %s, %s"), number != NULL ? number : "",
                                               rw_record_get_text (change->change, RW_CHANGE_TITLE),
                                               when));
      notes[n_notes++] =
        (RwRunNote) { change->at, number != NULL ? number : "C", texts->pdata[texts->len - 1] };
    }
  for (guint i = 0; i < N_CHARTS; i++)
    {
      fill_chart (self, i, from, notes, n_notes);
      gtk_widget_set_visible (GTK_WIDGET (self->charts[i]), self->shown->len > 0);
      gtk_widget_set_visible (GTK_WIDGET (self->headings[i]), self->shown->len > 0);
    }
  gtk_widget_set_visible (self->none, self->shown->len == 0);
}

static void
activated_cb (RwBackupCurves *self, guint index)
{
  RwId id = ((RwBackupSystemRun *) self->shown->pdata[index])->id;

  g_signal_emit (self, signals[SIGNAL_RUN], 0, &id);
}

static void
note_activated_cb (RwBackupCurves *self, guint index)
{
  gint64 from = self->system->now - spans[adw_toggle_group_get_active (self->spans)].days * RW_DAY;

  for (guint i = 0; i < self->system->changes->len; i++)
    {
      const RwBackupSystemChange *change = self->system->changes->pdata[i];

      if (change->at < from || index-- > 0)
        continue;
      g_signal_emit (self, signals[SIGNAL_CHANGE], 0, rw_record_get_id (change->change));
      return;
    }
}

static void
rw_backup_curves_dispose (GObject *object)
{
  RwBackupCurves *self = RW_BACKUP_CURVES (object);

  self->job = NULL;
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  G_OBJECT_CLASS (rw_backup_curves_parent_class)->dispose (object);
}

static void
rw_backup_curves_class_init (RwBackupCurvesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_backup_curves_dispose;
  signals[SIGNAL_RUN] = g_signal_new ("run", RW_TYPE_BACKUP_CURVES, G_SIGNAL_RUN_LAST, 0, NULL,
                                      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_CHANGE] = g_signal_new ("change", RW_TYPE_BACKUP_CURVES, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
rw_backup_curves_init (RwBackupCurves *self)
{
  const char *const headings[] = { _ ("Size: band from half to twice the median"),
                                   _ ("Duration: band up to three times the median") };

  self->shown = g_ptr_array_new ();
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->spans = ADW_TOGGLE_GROUP (adw_toggle_group_new ());
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      AdwToggle *toggle = adw_toggle_new ();
      g_autofree char *label =
        g_strdup_printf (ngettext ("%d day", "%d days", (gulong) spans[i].days), spans[i].days);

      adw_toggle_set_name (toggle, spans[i].name);
      adw_toggle_set_label (toggle, label);
      adw_toggle_group_add (self->spans, toggle);
    }
  adw_toggle_group_set_active_name (self->spans, "90");
  gtk_widget_set_halign (GTK_WIDGET (self->spans), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self->spans), "rw-small");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spans), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Days shown"), -1);
  g_signal_connect_object (self->spans, "notify::active", G_CALLBACK (show), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->spans));
  for (guint i = 0; i < N_CHARTS; i++)
    {
      self->headings[i] = GTK_LABEL (gtk_label_new (headings[i]));
      gtk_label_set_xalign (self->headings[i], 0);
      gtk_widget_add_css_class (GTK_WIDGET (self->headings[i]), "caption");
      gtk_widget_add_css_class (GTK_WIDGET (self->headings[i]), "dim-label");
      self->charts[i] = RW_RUN_CHART (rw_run_chart_new ());
      g_signal_connect_object (self->charts[i], "activated", G_CALLBACK (activated_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->charts[i], "note-activated", G_CALLBACK (note_activated_cb),
                               self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->headings[i]));
      gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->charts[i]));
    }
  self->none = gtk_label_new (_ ("No runs in these days."));
  gtk_widget_add_css_class (self->none, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (self->none), 0);
  gtk_widget_set_visible (self->none, FALSE);
  gtk_box_append (GTK_BOX (self), self->none);
}

GtkWidget *
rw_backup_curves_new (void)
{
  return g_object_new (RW_TYPE_BACKUP_CURVES, NULL);
}

/**
 * rw_backup_curves_set:
 * @system: kept by the caller until the next is set
 * @job: (nullable): of @system
 */
void
rw_backup_curves_set (RwBackupCurves *self, const RwBackupSystem *system, const RwBackupSystemJob *job)
{
  g_return_if_fail (RW_IS_BACKUP_CURVES (self));
  self->system = system;
  self->job = job;
  g_ptr_array_set_size (self->shown, 0);
  show (self);
}

/**
 * rw_backup_curves_get_chart:
 *
 * Returns: (transfer none): that of the size, or of the duration
 */
GtkWidget *
rw_backup_curves_get_chart (RwBackupCurves *self, gboolean duration)
{
  g_return_val_if_fail (RW_IS_BACKUP_CURVES (self), NULL);
  return GTK_WIDGET (self->charts[duration ? DURATION : SIZE]);
}
