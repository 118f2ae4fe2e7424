/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-disk-chart.h"

#include <glib/gi18n.h>

#include "rw-clock.h"
#include "rw-disk-words.h"
#include "rw-format.h"
#include "rw-trend-table.h"

/* Days back, and days ahead. */
static const struct
{
  guint back, ahead;
} spans[RW_DISK_N_SPANS] = { { 90, 90 }, { 365, 365 }, { G_MAXINT, RW_FORECAST_HORIZON } };

#define LEAST_AHEAD 60

struct _RwDiskChart
{
  AdwBin parent_instance;

  GtkStack *stack;
  RwTrendChart *chart;
  RwTrendTable *table;
  RwDiskSpan span;
  const RwVolumeCurve *curve; /* not owned */
  RwVolumesBy by;
  GTimeZone *utc;
  guint first; /* sample that is shown */
};

static guint signal_event;

G_DEFINE_FINAL_TYPE (RwDiskChart, rw_disk_chart, ADW_TYPE_BIN)

static char *
axis_text (double   value,
           gpointer user_data)
{
  RwDiskChart *self = user_data;

  if (self->curve == NULL)
    return g_strdup ("");
  return self->curve->row->inodes ? rw_format_count ((gint64) value)
                                  : rw_format_size ((gint64) value);
}

static const RwVolumeEvent *
find_event (const RwVolumeCurve *curve,
            gint64               day,
            guint               *index)
{
  for (guint i = 0; i < curve->events->len; i++)
    {
      const RwVolumeEvent *event = curve->events->pdata[i];

      if (event->to == day)
        {
          *index = i;
          return event;
        }
    }
  return NULL;
}

static gint64
size_at (const RwVolumeCurve *curve,
         gint64               day)
{
  for (guint i = curve->samples->len; i-- > 0;)
    {
      const RwVolumeSample *sample = &g_array_index (curve->samples, RwVolumeSample, i);

      if (sample->day <= day)
        return sample->size;
    }
  return curve->row->size;
}

static char *
point_text (gint64   instant,
            double   value,
            gpointer user_data)
{
  RwDiskChart *self = user_data;
  const RwVolumeCurve *curve = self->curve;
  gboolean inodes = curve->row->inodes;
  gint64 day = instant / RW_DAY;
  g_autofree char *date = rw_format_day (day, rw_clock_now ()),
                  *used =
                    inodes ? rw_format_count ((gint64) value) : rw_format_size ((gint64) value),
                  *size = rw_disk_amount (size_at (curve, day), inodes), *what = NULL;
  const RwVolumeEvent *event;
  GString *text = g_string_new (NULL);
  guint at;

  /* Translators: date, what is used, size: "12 Nov: 412 GB of 1 TB" */
  g_string_printf (text, _ ("%s: %s of %s"), date, used, size);
  event = find_event (curve, day, &at);
  if (event != NULL)
    {
      what = rw_disk_event (event, inodes);
      g_string_append_printf (text, " · %s", what);
      if (event->change_number != NULL)
        g_string_append_printf (text, " · %s", event->change_number);
    }
  return g_string_free_and_steal (text);
}

static char *
fan_text (gint64   instant,
          double   low,
          double   likely,
          double   high,
          gpointer user_data)
{
  RwDiskChart *self = user_data;
  gboolean inodes = self->curve->row->inodes;
  g_autofree char *date = rw_format_day (instant / RW_DAY, rw_clock_now ()),
                  *least = rw_disk_amount ((gint64) low, inodes),
                  *middle = rw_disk_amount ((gint64) likely, inodes),
                  *most = rw_disk_amount ((gint64) high, inodes);

  /* Translators: date, three amounts: "14 Feb 2027: likely 980 GB, between 940 GB and 1.02 TB" */
  return g_strdup_printf (_ ("%s: likely %s, between %s and %s"), date, middle, least, most);
}

/* The days of the fan from the last sample on. */
static gint64 *
make_days (const RwVolumeCurve *curve,
           guint                n)
{
  gint64 *days = g_new (gint64, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    days[i] = (curve->row->day + i) * RW_DAY;
  return days;
}

static RwTrendFan
make_fan (const RwForecastFan *fan,
          const gint64        *days,
          guint                most)
{
  return (RwTrendFan) { days, fan->low, fan->likely, fan->high, MIN (fan->n, most) };
}

/* As far as there is something to see: a little beyond the day on which it is full. */
static guint
days_ahead (const RwVolumeCurve *curve,
            RwDiskSpan           span)
{
  const RwForecast *const forecasts[] = { &curve->row->forecast, &curve->changed };
  int last = LEAST_AHEAD;

  for (guint i = 0; i < G_N_ELEMENTS (forecasts); i++)
    {
      const RwForecastRange *range = &forecasts[i]->ranges[RW_VOLUME_WHOLE];

      if (range->p90 != RW_FORECAST_NEVER)
        last = MAX (last, range->p90 + range->p90 / 6);
      else
        last = MAX (last, (int) spans[span].ahead / 2);
    }
  return MIN ((guint) last, spans[span].ahead);
}

static guint
make_marks (RwDiskChart *self,
            RwTrendMark *marks)
{
  const RwVolumeCurve *curve = self->curve;
  guint n = 0;

  for (guint i = 0; i < curve->events->len; i++)
    {
      const RwVolumeEvent *event = curve->events->pdata[i];

      for (guint j = self->first; j < curve->samples->len; j++)
        if (g_array_index (curve->samples, RwVolumeSample, j).day == event->to)
          {
            marks[n++] = (RwTrendMark) { j - self->first,
                                         event->resized_to != 0 ? RW_TREND_RESIZE
                                         : event->delta < 0     ? RW_TREND_DROP
                                                                : RW_TREND_JUMP,
                                         event->change_number };
            break;
          }
    }
  return n;
}

static void
show (RwDiskChart *self)
{
  const RwVolumeCurve *curve = self->curve;
  guint n, most_ahead;
  g_autofree gint64 *instants = NULL, *days = NULL;
  g_autofree double *values = NULL, *limits = NULL;
  g_autofree RwTrendMark *marks = NULL;
  g_autofree char *name = NULL, *title = NULL, *sentence = NULL, *limit = NULL, *nearly = NULL;
  double size, new_size;
  RwTrendAhead ahead = { 0 };
  RwTrendData data;

  if (curve == NULL)
    {
      data = (RwTrendData) { .zone = self->utc,
                             .title = "",
                             .axis_text = axis_text,
                             .point_text = point_text,
                             .user_data = self };
      rw_trend_chart_set (self->chart, &data);
      rw_trend_table_set (self->table, &data);
      return;
    }
  for (self->first = 0; self->first + 2 < curve->samples->len &&
                        g_array_index (curve->samples, RwVolumeSample, self->first).day <
                          curve->row->day - (gint64) spans[self->span].back;)
    self->first++;
  n = curve->samples->len - self->first;
  instants = g_new (gint64, n);
  values = g_new (double, n);
  limits = g_new (double, n);
  for (guint i = 0; i < n; i++)
    {
      const RwVolumeSample *sample =
        &g_array_index (curve->samples, RwVolumeSample, self->first + i);

      instants[i] = sample->day * RW_DAY;
      values[i] = (double) sample->used;
      limits[i] = (double) sample->size;
    }
  most_ahead = days_ahead (curve, self->span) + 1;
  size = (double) curve->row->size;
  new_size = size + (double) curve->change.size;
  days = make_days (curve, MAX (curve->fan.n, curve->changed_fan.n));
  marks = g_new (RwTrendMark, curve->events->len + 1);
  ahead.fan =
    make_fan (curve->changed_fan.n > 0 ? &curve->changed_fan : &curve->fan, days, most_ahead);
  /* Room alone does not move what grows. */
  if (curve->changed_fan.n > 0 && curve->change.used != 0)
    ahead.before = make_fan (&curve->fan, days, most_ahead);
  ahead.limits = limits;
  ahead.limit_ahead = new_size;
  if (curve->row->alert_percent > 0)
    {
      ahead.threshold = new_size * curve->row->alert_percent / 100;
      nearly = rw_format_percent (curve->row->alert_percent / 100.0, 0);
      ahead.threshold_label = nearly;
    }
  ahead.today = C_ ("chart", "Today");
  ahead.marks = marks;
  ahead.n_marks = make_marks (self, marks);
  ahead.fan_text = fan_text;
  ahead.user_data = self;
  name = rw_disk_name (curve->row, self->by);
  /* Translators: a volume: "db-1 /srv/data: used over time" */
  title = g_strdup_printf (_ ("%s: used over time"), name);
  sentence = rw_disk_outlook (&curve->changed, curve->row->day, rw_clock_now ());
  limit = rw_disk_amount ((gint64) new_size, curve->row->inodes);
  data = (RwTrendData) { .instants = instants,
                         .values = values,
                         .n = n,
                         .limit = size,
                         .limit_label = limit,
                         .zone = self->utc,
                         .title = title,
                         .sentence = sentence,
                         .axis_text = axis_text,
                         .point_text = point_text,
                         .user_data = self,
                         .ahead = &ahead };
  rw_trend_chart_set (self->chart, &data);
  rw_trend_table_set (self->table, &data);
}

static void
activated_cb (RwDiskChart *self,
              guint        index)
{
  guint event;

  if (self->curve == NULL || self->first + index >= self->curve->samples->len)
    return;
  if (find_event (self->curve,
                  g_array_index (self->curve->samples, RwVolumeSample, self->first + index).day,
                  &event) != NULL)
    g_signal_emit (self, signal_event, 0, event);
}

static gboolean
rw_disk_chart_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (gtk_stack_get_visible_child (RW_DISK_CHART (widget)->stack));
}

static void
rw_disk_chart_finalize (GObject *object)
{
  g_time_zone_unref (RW_DISK_CHART (object)->utc);
  G_OBJECT_CLASS (rw_disk_chart_parent_class)->finalize (object);
}

static void
rw_disk_chart_class_init (RwDiskChartClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_disk_chart_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = rw_disk_chart_grab_focus;
  signal_event = g_signal_new ("event", RW_TYPE_DISK_CHART, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
rw_disk_chart_init (RwDiskChart *self)
{
  /* A sample is of a day, wherever that began. */
  self->utc = g_time_zone_new_utc ();
  self->span = RW_DISK_YEAR;
  self->stack = GTK_STACK (gtk_stack_new ());
  self->chart = RW_TREND_CHART (rw_trend_chart_new ());
  self->table = RW_TREND_TABLE (rw_trend_table_new ());
  g_signal_connect_swapped (self->chart, "activated", G_CALLBACK (activated_cb), self);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->chart), "chart");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->table), "table");
  gtk_widget_set_size_request (GTK_WIDGET (self->stack), -1, 260);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}

GtkWidget *
rw_disk_chart_new (void)
{
  return g_object_new (RW_TYPE_DISK_CHART, NULL);
}

/**
 * rw_disk_chart_set:
 * @curve: (nullable): has to stay until another one is set
 */
void
rw_disk_chart_set (RwDiskChart         *self,
                   const RwVolumeCurve *curve,
                   RwVolumesBy          by)
{
  g_return_if_fail (RW_IS_DISK_CHART (self));
  self->curve = curve;
  self->by = by;
  show (self);
}

void
rw_disk_chart_set_span (RwDiskChart *self,
                        RwDiskSpan   span)
{
  g_return_if_fail (RW_IS_DISK_CHART (self) && span < RW_DISK_N_SPANS);
  self->span = span;
  show (self);
}

void
rw_disk_chart_set_table (RwDiskChart *self,
                         gboolean     table)
{
  g_return_if_fail (RW_IS_DISK_CHART (self));
  gtk_stack_set_visible_child_name (self->stack, table ? "table" : "chart");
}

/**
 * rw_disk_chart_get_reading:
 *
 * Returns: (transfer none) (nullable): what the point under the pointer or the cursor says
 */
const char *
rw_disk_chart_get_reading (RwDiskChart *self)
{
  return rw_trend_chart_get_reading (self->chart);
}
