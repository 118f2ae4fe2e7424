/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-volumes.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rw-clock.h"
#include "rw-error.h"

/* So many days of history a forecast is made of: how a volume grew two years ago says little on tomorrow. */
#define HISTORY_DAYS 400

#define GROWTH_DAYS 30

static const double thresholds[] = { [RW_VOLUME_NEARLY] = 0.9, [RW_VOLUME_WHOLE] = 1.0 };

static const char volumes_sql[] =
  "SELECT v.id, v.name, v.type, v.system, d.id IS NOT NULL, coalesce (d.name, m.name),"
  " coalesce (ds.name, ms.name), coalesce (dc.name, dsc.name, mc.name, msc.name), coalesce (rt.name, dt.name, ct.name)"
  " FROM volume v"
  " LEFT JOIN device d ON d.id = v.system"
  " LEFT JOIN service ds ON ds.id = d.service"
  " LEFT JOIN customer dc ON dc.id = d.customer"
  " LEFT JOIN customer dsc ON dsc.id = ds.customer"
  " LEFT JOIN device p ON p.id = d.parent"
  " LEFT JOIN rack r ON r.id = coalesce (d.rack, p.rack)"
  " LEFT JOIN room o ON o.id = r.room"
  " LEFT JOIN site rt ON rt.id = o.site"
  " LEFT JOIN site dt ON dt.id = d.site"
  " LEFT JOIN vm m ON m.id = v.system"
  " LEFT JOIN service ms ON ms.id = m.service"
  " LEFT JOIN customer mc ON mc.id = m.customer"
  " LEFT JOIN customer msc ON msc.id = ms.customer"
  " LEFT JOIN cluster u ON u.id = m.cluster"
  " LEFT JOIN site ct ON ct.id = u.site"
  " WHERE ?1 IS NULL OR v.id = ?1";

static const char samples_sql[] =
  "SELECT day, used, size FROM usage_sample WHERE volume = ?1 ORDER BY day DESC LIMIT ?2";

/* What was worked on when it happened, on the system or on the host of a virtual machine; the nearest one. */
static const char change_sql[] =
  "SELECT x.id, x.number, x.title FROM change x"
  " JOIN change_item i ON i.change = x.id"
  " WHERE (i.ci = ?1 OR i.ci = (SELECT host FROM vm WHERE id = ?1))"
  " AND x.status NOT IN ('draft', 'submitted', 'cancelled')"
  " AND coalesce (x.started, x.start) < ?3 AND coalesce (x.finished, x.\"end\") > ?2"
  " ORDER BY coalesce (x.started, x.start) DESC LIMIT 1";

static void
row_free (RwVolumeRow *row)
{
  g_free (row->name);
  g_free (row->system_name);
  g_free (row->service);
  g_free (row->customer);
  g_free (row->site);
  rw_forecast_clear (&row->forecast);
  g_free (row);
}

static void
event_free (RwVolumeEvent *event)
{
  g_free (event->change_number);
  g_free (event->change_title);
  g_free (event);
}

/**
 * rw_volume_curve_free:
 * @curve: (transfer full) (nullable): a curve
 */
void
rw_volume_curve_free (RwVolumeCurve *curve)
{
  if (curve == NULL)
    return;
  g_clear_pointer (&curve->row, row_free);
  g_clear_pointer (&curve->samples, g_array_unref);
  g_clear_pointer (&curve->events, g_ptr_array_unref);
  g_free (curve);
}

static char *
dup_text (RwStmt *stmt,
          int     column)
{
  return g_strdup (rw_stmt_get_text (stmt, column));
}

static RwVolumeRow *
read_row (RwStmt *stmt)
{
  RwVolumeRow *row = g_new0 (RwVolumeRow, 1);

  rw_stmt_get_id (stmt, 0, &row->id);
  row->name = dup_text (stmt, 1);
  row->inodes = rw_stmt_get_word (stmt, 2, &rw_enum_volume_type) == RW_VOLUME_TYPE_INODES;
  rw_stmt_get_id (stmt, 3, &row->system);
  row->system_kind = rw_stmt_get_integer (stmt, 4) ? RW_KIND_DEVICE : RW_KIND_VM;
  row->system_name = dup_text (stmt, 5);
  row->service = dup_text (stmt, 6);
  row->customer = dup_text (stmt, 7);
  row->site = dup_text (stmt, 8);
  return row;
}

/* Ascending, at most one a day. */
static GArray *
read_samples (RwStmt      *stmt,
              const RwId  *volume,
              GError     **error)
{
  g_autoptr (GArray) samples = g_array_new (FALSE, FALSE, sizeof (RwVolumeSample));
  gboolean more;

  rw_stmt_reset (stmt);
  rw_stmt_bind_id (stmt, 1, volume);
  rw_stmt_bind_integer (stmt, 2, HISTORY_DAYS);
  while (rw_stmt_step (stmt, &more, error))
    {
      RwVolumeSample sample;

      if (!more)
        {
          for (guint i = 0; i < samples->len / 2; i++)
            {
              RwVolumeSample *a = &g_array_index (samples, RwVolumeSample, i);
              RwVolumeSample *b = &g_array_index (samples, RwVolumeSample, samples->len - 1 - i);

              sample = *a;
              *a = *b;
              *b = sample;
            }
          return g_steal_pointer (&samples);
        }
      sample = (RwVolumeSample){ rw_stmt_get_integer (stmt, 0), rw_stmt_get_integer (stmt, 1),
                                 rw_stmt_get_integer (stmt, 2) };
      /* Two agents may have measured the same day; the later record is the one that was read first. */
      if (samples->len == 0 ||
          g_array_index (samples, RwVolumeSample, samples->len - 1).day != sample.day)
        g_array_append_val (samples, sample);
    }
  return NULL;
}

/**
 * rw_volume_forecast:
 * @samples: (element-type RwVolumeSample): of the volume @id
 * @more: is added to what is used last, to see what it would do; 0 for nothing
 * @forecast: (out): empty with rw_forecast_clear()
 */
void
rw_volume_forecast (const RwId *id,
                    GArray     *samples,
                    gint64      more,
                    RwForecast *forecast)
{
  g_autofree RwVolumeSample *moved = NULL;
  const RwVolumeSample *data = (const RwVolumeSample *) samples->data;
  guint64 seed;

  /* Everything is lifted: what it grew by stays what it was. */
  if (more != 0 && samples->len > 0)
    {
      moved = g_memdup2 (data, samples->len * sizeof *data);
      for (guint i = 0; i < samples->len; i++)
        moved[i].used += more;
      data = moved;
    }
  /* The last half of an id is random. */
  memcpy (&seed, (const guint8 *) id + sizeof *id - sizeof seed, sizeof seed);
  rw_forecast (data, samples->len, thresholds, G_N_ELEMENTS (thresholds), seed, forecast);
}

static gint64
growth_since (GArray *samples,
              gint64  day)
{
  const RwVolumeSample *last = &g_array_index (samples, RwVolumeSample, samples->len - 1);

  for (guint i = samples->len; i-- > 0;)
    {
      const RwVolumeSample *sample = &g_array_index (samples, RwVolumeSample, i);

      if (sample->day <= day)
        return day - sample->day <= 2 ? last->used - sample->used : G_MININT64;
    }
  return G_MININT64;
}

static void
judge (RwVolumeRow *row,
       GArray      *samples)
{
  const RwVolumeSample *last = &g_array_index (samples, RwVolumeSample, samples->len - 1);

  row->day = last->day;
  row->used = last->used;
  row->size = last->size;
  row->grown = growth_since (samples, last->day - GROWTH_DAYS);
  rw_volume_forecast (&row->id, samples, 0, &row->forecast);
}

static double
fill (const RwVolumeRow *row)
{
  return row->size > 0 ? (double) row->used / (double) row->size : 0;
}

/**
 * rw_volume_row_compare:
 *
 * Returns: negative when @a needs room sooner than @b: by the days until it is likely full, then by how full it is
 */
int
rw_volume_row_compare (const RwVolumeRow *a,
                       const RwVolumeRow *b)
{
  int x = a->forecast.ranges[RW_VOLUME_WHOLE].p50, y = b->forecast.ranges[RW_VOLUME_WHOLE].p50;

  if (x != y)
    return x < y ? -1 : 1;
  if (fill (a) != fill (b))
    return fill (a) > fill (b) ? -1 : 1;
  x = g_strcmp0 (a->system_name, b->system_name);
  return x != 0 ? x : g_strcmp0 (a->name, b->name);
}

static int
compare_rows_cb (gconstpointer a,
                 gconstpointer b)
{
  return rw_volume_row_compare (*(gconstpointer *) a, *(gconstpointer *) b);
}

/**
 * rw_query_volumes:
 *
 * Returns: (transfer full) (element-type RwVolumeRow): the volumes that were measured, in the order of
 *   rw_volume_row_compare()
 */
GPtrArray *
rw_query_volumes (RwCache       *cache,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  g_autoptr (RwStmt) volumes = rw_db_prepare (rw_cache_get_db (cache), volumes_sql, error);
  g_autoptr (RwStmt) days =
    volumes != NULL ? rw_db_prepare (rw_cache_get_db (cache), samples_sql, error) : NULL;
  gboolean more;

  if (days == NULL)
    return NULL;
  while (rw_stmt_step (volumes, &more, error))
    {
      g_autoptr (GArray) samples = NULL;
      RwVolumeRow *row;

      if (!more)
        {
          g_ptr_array_sort (rows, compare_rows_cb);
          return g_steal_pointer (&rows);
        }
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      row = read_row (volumes);
      g_ptr_array_add (rows, row);
      samples = read_samples (days, &row->id, error);
      if (samples == NULL)
        return NULL;
      if (samples->len > 0)
        judge (row, samples);
      else
        g_ptr_array_remove_index (rows, rows->len - 1);
    }
  return NULL;
}

static gboolean
explain (RwCache        *cache,
         const RwId     *system,
         RwVolumeEvent  *event,
         GError        **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache), change_sql, error);
  gboolean more;

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_id (stmt, 1, system);
  /* A sample is of some time of its day. */
  rw_stmt_bind_integer (stmt, 2, event->from * RW_DAY);
  rw_stmt_bind_integer (stmt, 3, (event->to + 1) * RW_DAY);
  if (!rw_stmt_step (stmt, &more, error))
    return FALSE;
  if (more && rw_stmt_get_id (stmt, 0, &event->change))
    {
      event->change_number = dup_text (stmt, 1);
      event->change_title = dup_text (stmt, 2);
    }
  return TRUE;
}

static int
compare_events_cb (gconstpointer a,
                   gconstpointer b)
{
  const RwVolumeEvent *x = *(gconstpointer *) a, *y = *(gconstpointer *) b;

  return x->to != y->to ? (x->to < y->to ? -1 : 1) : 0;
}

static gboolean
find_events (RwCache        *cache,
             RwVolumeCurve  *curve,
             GError        **error)
{
  const GArray *excluded = curve->row->forecast.excluded;

  for (guint i = 0; i < excluded->len; i++)
    {
      const RwForecastEvent *left_out = &g_array_index (excluded, RwForecastEvent, i);
      RwVolumeEvent *event = g_new0 (RwVolumeEvent, 1);

      *event =
        (RwVolumeEvent){ .from = left_out->from, .to = left_out->to, .delta = left_out->delta };
      g_ptr_array_add (curve->events, event);
    }
  for (guint i = 1; i < curve->samples->len; i++)
    {
      const RwVolumeSample *before = &g_array_index (curve->samples, RwVolumeSample, i - 1);
      const RwVolumeSample *after = &g_array_index (curve->samples, RwVolumeSample, i);
      RwVolumeEvent *event;

      if (before->size == after->size)
        continue;
      event = g_new0 (RwVolumeEvent, 1);
      *event = (RwVolumeEvent){ .from = before->day, .to = after->day, .resized_to = after->size };
      g_ptr_array_add (curve->events, event);
    }
  g_ptr_array_sort (curve->events, compare_events_cb);
  for (guint i = 0; i < curve->events->len; i++)
    if (!explain (cache, &curve->row->system, curve->events->pdata[i], error))
      return FALSE;
  return TRUE;
}

/**
 * rw_query_volume:
 *
 * Returns: (transfer full): one volume with its history; the error is %RW_ERROR_NOT_FOUND when it is gone or was
 *   never measured
 */
RwVolumeCurve *
rw_query_volume (RwCache     *cache,
                 const RwId  *id,
                 GError     **error)
{
  g_autoptr (RwVolumeCurve) curve = g_new0 (RwVolumeCurve, 1);
  g_autoptr (RwStmt) volume = rw_db_prepare (rw_cache_get_db (cache), volumes_sql, error);
  g_autoptr (RwStmt) days =
    volume != NULL ? rw_db_prepare (rw_cache_get_db (cache), samples_sql, error) : NULL;
  gboolean more;

  if (days == NULL)
    return NULL;
  rw_stmt_bind_id (volume, 1, id);
  if (!rw_stmt_step (volume, &more, error))
    return NULL;
  curve->events = g_ptr_array_new_with_free_func ((GDestroyNotify) event_free);
  if (more)
    {
      curve->row = read_row (volume);
      curve->samples = read_samples (days, id, error);
      if (curve->samples == NULL)
        return NULL;
    }
  if (curve->row == NULL || curve->samples->len == 0)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_NOT_FOUND, _ ("This volume has no measurements"));
      return NULL;
    }
  judge (curve->row, curve->samples);
  return find_events (cache, curve, error) ? g_steal_pointer (&curve) : NULL;
}
