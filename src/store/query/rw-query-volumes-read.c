/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "rules/rw-volume-rules.h"
#include "rules/rw-volume-sum.h"
#include "rw-query-volumes-private.h"

/* What the volumes are, in which groups they are, and their samples. */

#define GROWTH_DAYS 30

const double rw_volumes_thresholds[RW_VOLUMES_N_THRESHOLDS] = { [RW_VOLUME_NEARLY] = 0.9,
                                                                [RW_VOLUME_WHOLE] = 1.0 };

/* The last sample is found in the index, and so is how many there are. */
static const char volumes_sql[] =
  "SELECT v.id, v.name, v.type, v.system, d.id IS NOT NULL, coalesce (d.name, m.name),"
  " coalesce (d.service, m.service), coalesce (ds.name, ms.name),"
  " coalesce (dc.id, dsc.id, mc.id, msc.id), coalesce (dc.name, dsc.name, mc.name, msc.name),"
  " coalesce (rt.id, dt.id, ct.id), coalesce (rt.name, dt.name, ct.name),"
  " v.alert_percent, v.alert_days, t.id, t.number, t.status,"
  " s.rowid, s.day, s.used, s.size, (SELECT count(*) FROM usage_sample q WHERE q.volume = v.id)"
  " FROM volume v"
  " JOIN usage_sample s ON s.rowid ="
  "  (SELECT q.rowid FROM usage_sample q WHERE q.volume = v.id ORDER BY q.day DESC, q.rowid DESC LIMIT 1)"
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
  " LEFT JOIN ticket t ON t.id = v.ticket"
  " WHERE ?1 IS NULL OR v.id = ?1";

static const char samples_sql[] =
  "SELECT day, used, size FROM usage_sample WHERE volume = ?1 ORDER BY day DESC, rowid DESC LIMIT ?2";

/**
 * rw_volume_row_free:
 * @row: (transfer full) (nullable): a row
 */
void
rw_volume_row_free (RwVolumeRow *row)
{
  if (row == NULL)
    return;
  g_free (row->name);
  g_free (row->system_name);
  g_free (row->service);
  g_free (row->customer);
  g_free (row->site);
  g_free (row->ticket_number);
  rw_forecast_clear (&row->forecast);
  g_free (row);
}

static void
measured_free (gpointer data)
{
  Measured *measured = data;

  g_clear_pointer (&measured->row, rw_volume_row_free);
  g_ptr_array_unref (measured->members);
  g_free (measured);
}

static char *
dup_text (RwStmt *stmt,
          int     column)
{
  return g_strdup (rw_stmt_get_text (stmt, column));
}

/* FNV-1a, a word at a time. */
static guint64
mix (guint64 key,
     gint64  word)
{
  return (key ^ (guint64) word) * G_GUINT64_CONSTANT (0x100000001b3);
}

static void
read_alerts (RwVolumeRow *row,
             RwStmt      *stmt)
{
  row->own_percent = !rw_stmt_is_null (stmt, 12);
  row->own_days = !rw_stmt_is_null (stmt, 13);
  row->alert_percent =
    row->own_percent ? (int) rw_stmt_get_integer (stmt, 12) : RW_VOLUME_DEFAULT_PERCENT;
  row->alert_days = row->own_days ? (int) rw_stmt_get_integer (stmt, 13) : RW_VOLUME_DEFAULT_DAYS;
}

static Measured *
read_volume (RwStmt *stmt)
{
  Measured *measured = g_new0 (Measured, 1);
  RwVolumeRow *row = measured->row = g_new0 (RwVolumeRow, 1);
  RwTicketStatus status;

  rw_stmt_get_id (stmt, 0, &row->id);
  row->kind = RW_KIND_VOLUME;
  row->n_volumes = 1;
  row->name = dup_text (stmt, 1);
  row->inodes = rw_stmt_get_word (stmt, 2, &rw_enum_volume_type) == RW_VOLUME_TYPE_INODES;
  rw_stmt_get_id (stmt, 3, &row->system);
  row->system_kind = rw_stmt_get_integer (stmt, 4) ? RW_KIND_DEVICE : RW_KIND_VM;
  row->system_name = dup_text (stmt, 5);
  row->service_id = rw_stmt_get_id_or_nil (stmt, 6);
  row->service = dup_text (stmt, 7);
  row->customer_id = rw_stmt_get_id_or_nil (stmt, 8);
  row->customer = dup_text (stmt, 9);
  row->site_id = rw_stmt_get_id_or_nil (stmt, 10);
  row->site = dup_text (stmt, 11);
  read_alerts (row, stmt);
  row->ticket = rw_stmt_get_id_or_nil (stmt, 14);
  row->ticket_number = dup_text (stmt, 15);
  status = rw_stmt_get_word (stmt, 16, &rw_enum_ticket_status);
  row->ticket_open = !rw_id_is_nil (&row->ticket) && status != RW_TICKET_STATUS_RESOLVED &&
                     status != RW_TICKET_STATUS_CLOSED;
  row->day = rw_stmt_get_integer (stmt, 18);
  row->used = rw_stmt_get_integer (stmt, 19);
  row->size = rw_stmt_get_integer (stmt, 20);

  measured->key = G_GUINT64_CONSTANT (0xcbf29ce484222325);
  for (int column = 17; column <= 21; column++)
    measured->key = mix (measured->key, rw_stmt_get_integer (stmt, column));
  /* The last half of an id is random. */
  memcpy (&measured->seed, (const guint8 *) &row->id + sizeof row->id - sizeof measured->seed,
          sizeof measured->seed);
  measured->members = g_ptr_array_new ();
  g_ptr_array_add (measured->members, measured);
  return measured;
}

/*
 * @volume: (nullable): the only one, or all
 *
 * Returns: (transfer full) (element-type Measured): those that were measured
 */
GPtrArray *
rw_volumes_read (RwCache     *cache,
                 const RwId  *volume,
                 GError     **error)
{
  g_autoptr (GPtrArray) volumes = g_ptr_array_new_with_free_func (measured_free);
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache), volumes_sql, error);
  gboolean more;

  if (stmt == NULL)
    return NULL;
  if (volume != NULL)
    rw_stmt_bind_id (stmt, 1, volume);
  while (rw_stmt_step (stmt, &more, error))
    {
      if (!more)
        return g_steal_pointer (&volumes);
      g_ptr_array_add (volumes, read_volume (stmt));
    }
  return NULL;
}

/* --- Groups ------------------------------------------------------------------------------------------ */

static const RwId *
group_of (const RwVolumeRow *row,
          RwVolumesBy        by)
{
  switch (by)
    {
    case RW_VOLUMES_BY_SYSTEM:
      return &row->system;
    case RW_VOLUMES_BY_SERVICE:
      return &row->service_id;
    case RW_VOLUMES_BY_SITE:
      return &row->site_id;
    case RW_VOLUMES_BY_CUSTOMER:
      return &row->customer_id;
    default:
      return &row->id;
    }
}

static RwVolumeRow *
group_row (const RwVolumeRow *first,
           RwVolumesBy        by)
{
  static const RwKind kinds[] = { RW_KIND_VOLUME, RW_KIND_NONE, RW_KIND_SERVICE, RW_KIND_SITE,
                                  RW_KIND_CUSTOMER };
  RwVolumeRow *row = g_new0 (RwVolumeRow, 1);
  const char *name = by == RW_VOLUMES_BY_SYSTEM    ? first->system_name
                     : by == RW_VOLUMES_BY_SERVICE ? first->service
                     : by == RW_VOLUMES_BY_SITE    ? first->site
                                                   : first->customer;

  row->id = *group_of (first, by);
  row->kind = by == RW_VOLUMES_BY_SYSTEM ? first->system_kind : kinds[by];
  if (rw_id_is_nil (&row->id))
    row->kind = RW_KIND_NONE;
  row->name = g_strdup (name);
  row->inodes = first->inodes;
  if (by == RW_VOLUMES_BY_SYSTEM)
    {
      row->system = first->system;
      row->system_kind = first->system_kind;
      row->system_name = g_strdup (first->system_name);
    }
  if (by == RW_VOLUMES_BY_SYSTEM || by == RW_VOLUMES_BY_SERVICE)
    {
      row->service_id = first->service_id;
      row->service = g_strdup (first->service);
    }
  if (by != RW_VOLUMES_BY_SITE)
    {
      row->customer_id = first->customer_id;
      row->customer = g_strdup (first->customer);
    }
  if (by == RW_VOLUMES_BY_SYSTEM || by == RW_VOLUMES_BY_SITE)
    {
      row->site_id = first->site_id;
      row->site = g_strdup (first->site);
    }
  row->alert_percent = RW_VOLUME_DEFAULT_PERCENT;
  row->alert_days = RW_VOLUME_DEFAULT_DAYS;
  return row;
}

/*
 * @volumes: (element-type Measured): as read; has to outlast what is returned
 *
 * Returns: (transfer full) (element-type Measured): bytes and inodes never in one
 */
GPtrArray *
rw_volumes_group (GPtrArray   *volumes,
                  RwVolumesBy  by)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func (measured_free);
  g_autoptr (GHashTable) of_bytes = g_hash_table_new (rw_id_hash, rw_id_equal),
                         of_inodes = g_hash_table_new (rw_id_hash, rw_id_equal);

  for (guint i = 0; i < volumes->len; i++)
    {
      Measured *volume = volumes->pdata[i], *group;
      GHashTable *found = volume->row->inodes ? of_inodes : of_bytes;

      group = g_hash_table_lookup (found, group_of (volume->row, by));
      if (group == NULL)
        {
          group = g_new0 (Measured, 1);
          group->row = group_row (volume->row, by);
          group->members = g_ptr_array_new ();
          g_ptr_array_add (groups, group);
          g_hash_table_insert (found, &group->row->id, group);
        }
      g_ptr_array_add (group->members, volume);
      group->row->n_volumes++;
      group->row->day = MAX (group->row->day, volume->row->day);
      group->row->used += volume->row->used;
      group->row->size += volume->row->size;
      /* In any order the same: rows come as they lie in the file. */
      group->key += mix (volume->key, (gint64) volume->seed);
      group->seed ^= volume->seed;
    }
  return groups;
}

/* --- Samples ----------------------------------------------------------------------------------------- */

static void
turn_round (GArray *samples)
{
  RwVolumeSample *data = (RwVolumeSample *) samples->data;

  for (guint i = 0; i < samples->len / 2; i++)
    {
      RwVolumeSample sample = data[i];

      data[i] = data[samples->len - 1 - i];
      data[samples->len - 1 - i] = sample;
    }
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
  rw_stmt_bind_integer (stmt, 2, RW_VOLUMES_HISTORY);
  while (rw_stmt_step (stmt, &more, error))
    {
      RwVolumeSample sample;

      if (!more)
        {
          turn_round (samples);
          return g_steal_pointer (&samples);
        }
      sample = (RwVolumeSample) { rw_stmt_get_integer (stmt, 0), rw_stmt_get_integer (stmt, 1),
                                  rw_stmt_get_integer (stmt, 2) };
      /* Two agents may have measured the same day; the later record is the one that was read first. */
      if (samples->len == 0 ||
          g_array_index (samples, RwVolumeSample, samples->len - 1).day != sample.day)
        g_array_append_val (samples, sample);
    }
  return NULL;
}

/* Returns: (transfer full) (element-type RwVolumeSample): of a volume, or what a group is together */
GArray *
rw_volumes_read_samples (RwCache   *cache,
                         Measured  *measured,
                         GError   **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache), samples_sql, error);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  if (stmt == NULL)
    return NULL;
  for (guint i = 0; i < measured->members->len; i++)
    {
      GArray *samples =
        read_samples (stmt, &((Measured *) measured->members->pdata[i])->row->id, error);

      if (samples == NULL)
        return NULL;
      g_ptr_array_add (all, samples);
    }
  return all->len == 1 ? g_array_ref (all->pdata[0]) : rw_volume_sum (all);
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

/* @samples: not empty */
void
rw_volumes_judge (Measured *measured,
                  GArray   *samples)
{
  const RwVolumeSample *last = &g_array_index (samples, RwVolumeSample, samples->len - 1);
  RwVolumeRow *row = measured->row;

  row->day = last->day;
  row->used = last->used;
  row->size = last->size;
  row->grown = growth_since (samples, last->day - GROWTH_DAYS);
  rw_forecast_clear (&row->forecast);
  rw_forecast ((const RwVolumeSample *) samples->data, samples->len, rw_volumes_thresholds,
               RW_VOLUMES_N_THRESHOLDS, measured->seed, &row->forecast);
}

/* What is not known yet is not soon. */
void
rw_volumes_rank (RwVolumeRow *row)
{
  const RwForecastRange *whole = &row->forecast.ranges[RW_VOLUME_WHOLE];
  gboolean still = !row->pending && row->forecast.state == RW_FORECAST_NOT_GROWING;

  row->rank =
    rw_need_rank_volume (row->used, row->size, still, row->pending ? -1 : whole->p10,
                         row->pending ? -1 : whole->p50, row->alert_percent, row->alert_days);
}
