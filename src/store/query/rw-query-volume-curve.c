/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "rw-clock.h"
#include "rw-error.h"
#include "rw-query-volumes-private.h"

/* One volume, or what several are together: its history, what happened, and what is to come. */

/* What was worked on when it happened, on the system or on the host of a virtual machine; the nearest one. */
static const char change_sql[] =
  "SELECT x.id, x.number, x.title FROM change x"
  " JOIN change_item i ON i.change = x.id"
  " WHERE (i.ci = ?1 OR i.ci = (SELECT host FROM vm WHERE id = ?1))"
  " AND x.status NOT IN ('draft', 'submitted', 'cancelled')"
  " AND coalesce (x.started, x.start) < ?3 AND coalesce (x.finished, x.\"end\") > ?2"
  " ORDER BY coalesce (x.started, x.start) DESC LIMIT 1";

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
  g_clear_pointer (&curve->row, rw_volume_row_free);
  g_clear_pointer (&curve->samples, g_array_unref);
  g_clear_pointer (&curve->events, g_ptr_array_unref);
  rw_forecast_fan_clear (&curve->fan);
  rw_forecast_clear (&curve->changed);
  rw_forecast_fan_clear (&curve->changed_fan);
  g_free (curve);
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
      event->change_number = g_strdup (rw_stmt_get_text (stmt, 1));
      event->change_title = g_strdup (rw_stmt_get_text (stmt, 2));
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
        (RwVolumeEvent) { .from = left_out->from, .to = left_out->to, .delta = left_out->delta };
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
      *event = (RwVolumeEvent) { .from = before->day, .to = after->day, .resized_to = after->size };
      g_ptr_array_add (curve->events, event);
    }
  g_ptr_array_sort (curve->events, compare_events_cb);
  for (guint i = 0; i < curve->events->len && !rw_id_is_nil (&curve->row->system); i++)
    if (!explain (cache, &curve->row->system, curve->events->pdata[i], error))
      return FALSE;
  return TRUE;
}

static Measured *
find_measured (GPtrArray              *groups,
               const RwVolumeQuestion *question)
{
  for (guint i = 0; i < groups->len; i++)
    {
      Measured *measured = groups->pdata[i];

      if (rw_id_equal (&measured->row->id, &question->id) &&
          (question->by == RW_VOLUMES_BY_NONE || measured->row->inodes == question->inodes))
        return measured;
    }
  return NULL;
}

static void
look_ahead (RwVolumeCurve          *curve,
            guint64                 seed,
            const RwVolumeQuestion *question)
{
  const RwVolumeSample *samples = (const RwVolumeSample *) curve->samples->data;
  gboolean changes = question->change.used != 0 || question->change.size != 0;
  g_auto (RwForecast) same = { 0 };

  rw_forecast_what_if (samples, curve->samples->len, rw_volumes_thresholds, RW_VOLUMES_N_THRESHOLDS,
                       seed, NULL, &same, question->n_days, &curve->fan);
  curve->change = question->change;
  if (changes)
    rw_forecast_what_if (samples, curve->samples->len, rw_volumes_thresholds,
                         RW_VOLUMES_N_THRESHOLDS, seed, &question->change, &curve->changed,
                         question->n_days, &curve->changed_fan);
  else
    rw_forecast_copy (&curve->row->forecast, &curve->changed);
}

/**
 * rw_query_volume:
 * @question: what is asked for
 *
 * Returns: (transfer full): it with its history; the error is %RW_ERROR_NOT_FOUND when it is gone or was
 *   never measured
 */
RwVolumeCurve *
rw_query_volume (RwCache                 *cache,
                 const RwVolumeQuestion  *question,
                 GCancellable            *cancellable,
                 GError                 **error)
{
  g_autoptr (RwVolumeCurve) curve = g_new0 (RwVolumeCurve, 1);
  gboolean single = question->by == RW_VOLUMES_BY_NONE;
  g_autoptr (GPtrArray) volumes = rw_volumes_read (cache, single ? &question->id : NULL, error);
  g_autoptr (GPtrArray) groups = NULL;
  Measured *measured;

  if (volumes == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  groups = single ? g_ptr_array_ref (volumes) : rw_volumes_group (volumes, question->by);
  measured = find_measured (groups, question);
  if (measured == NULL)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_NOT_FOUND, _ ("This volume has no measurements"));
      return NULL;
    }
  curve->samples = rw_volumes_read_samples (cache, measured, error);
  if (curve->samples == NULL)
    return NULL;
  rw_volumes_judge (measured, curve->samples);
  rw_volumes_rank (measured->row);
  curve->row = g_steal_pointer (&measured->row);
  curve->events = g_ptr_array_new_with_free_func ((GDestroyNotify) event_free);
  look_ahead (curve, measured->seed, question);
  return find_events (cache, curve, error) ? g_steal_pointer (&curve) : NULL;
}

/**
 * rw_query_volume_row:
 * @row: (out) (transfer full) (nullable): the volume as lists show it; %NULL when it is gone or was never measured
 *
 * Returns: %FALSE with @error set when it could not be read
 */
gboolean
rw_query_volume_row (RwCache      *cache,
                     const RwId   *id,
                     RwVolumeRow **row,
                     GError      **error)
{
  g_autoptr (GPtrArray) volumes = rw_volumes_read (cache, id, error);
  g_autoptr (GArray) samples = NULL;

  *row = NULL;
  if (volumes == NULL)
    return FALSE;
  if (volumes->len == 0)
    return TRUE;
  samples = rw_volumes_read_samples (cache, volumes->pdata[0], error);
  if (samples == NULL)
    return FALSE;
  rw_volumes_judge (volumes->pdata[0], samples);
  *row = g_steal_pointer (&((Measured *) volumes->pdata[0])->row);
  rw_volumes_rank (*row);
  return TRUE;
}
