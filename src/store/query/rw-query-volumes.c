/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-volumes-private.h"

/* The forecasts of all volumes, or groups of them. What was worked out once is kept until the samples are others. */

#define KEPT "rw-query-volumes"

typedef struct
{
  guint64 key;
  gint64 day;
  gint64 used;
  gint64 size;
  gint64 grown;
  RwForecast forecast;
} Kept;

/* Of each way to group, and of bytes and inodes, by id. */
typedef struct
{
  GHashTable *found[RW_VOLUMES_N_BY][2];
} Book;

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  rw_forecast_clear (&kept->forecast);
  g_free (kept);
}

static void
book_free (gpointer data)
{
  Book *book = data;

  for (guint by = 0; by < RW_VOLUMES_N_BY; by++)
    for (guint inodes = 0; inodes < 2; inodes++)
      g_hash_table_unref (book->found[by][inodes]);
  g_free (book);
}

static Book *
get_book (RwCache *cache)
{
  Book *book = rw_cache_get_kept (cache, KEPT);

  if (book == NULL)
    {
      book = g_new0 (Book, 1);
      for (guint by = 0; by < RW_VOLUMES_N_BY; by++)
        for (guint inodes = 0; inodes < 2; inodes++)
          book->found[by][inodes] =
            g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, kept_free);
      rw_cache_keep (cache, KEPT, book, book_free);
    }
  return book;
}

/* Of what is not there any more nothing is kept: no more than there is now twice. */
static void
trim (GHashTable *kept,
      guint       n)
{
  if (g_hash_table_size (kept) > 2 * n + 64)
    g_hash_table_remove_all (kept);
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
  int x = a->forecast.n_ranges > 0 ? a->forecast.ranges[RW_VOLUME_WHOLE].p50 : RW_FORECAST_NEVER,
      y = b->forecast.n_ranges > 0 ? b->forecast.ranges[RW_VOLUME_WHOLE].p50 : RW_FORECAST_NEVER;

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

/* The fullest first: the nearest to be full are known first. */
static int
compare_fill_cb (gconstpointer a,
                 gconstpointer b)
{
  double x = fill ((*(Measured *const *) a)->row), y = fill ((*(Measured *const *) b)->row);

  return x > y ? -1 : x < y;
}

static gboolean
recall (GHashTable *kept_of,
        Measured   *measured)
{
  const Kept *kept = g_hash_table_lookup (kept_of, &measured->row->id);

  if (kept == NULL || kept->key != measured->key)
    return FALSE;
  measured->row->day = kept->day;
  measured->row->used = kept->used;
  measured->row->size = kept->size;
  measured->row->grown = kept->grown;
  rw_forecast_copy (&kept->forecast, &measured->row->forecast);
  return TRUE;
}

static void
keep (GHashTable     *kept_of,
      const Measured *measured)
{
  const RwVolumeRow *row = measured->row;
  Kept *kept = g_new (Kept, 1);

  *kept = (Kept) { measured->key, row->day, row->used, row->size, row->grown, { 0 } };
  rw_forecast_copy (&row->forecast, &kept->forecast);
  g_hash_table_replace (kept_of, g_memdup2 (&row->id, sizeof row->id), kept);
}

/**
 * rw_query_volumes:
 * @by: what is added up: a group is forecast from what its volumes are together
 * @most_new: work out no more new forecasts than this and leave the others pending, so that nothing else has to
 *   wait for long: ask again until none is; 0 for all
 *
 * Returns: (transfer full) (element-type RwVolumeRow): the volumes that were measured, or groups of them, in the
 *   order of rw_volume_row_compare()
 */
GPtrArray *
rw_query_volumes (RwCache       *cache,
                  RwVolumesBy    by,
                  guint          most_new,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_volume_row_free);
  g_autoptr (GPtrArray) volumes = rw_volumes_read (cache, NULL, error);
  g_autoptr (GPtrArray) groups = NULL;
  Book *book = get_book (cache);
  guint n_new = 0;

  if (volumes == NULL)
    return NULL;
  groups = by == RW_VOLUMES_BY_NONE ? g_ptr_array_ref (volumes) : rw_volumes_group (volumes, by);
  g_ptr_array_sort (groups, compare_fill_cb);
  for (guint inodes = 0; inodes < 2; inodes++)
    trim (book->found[by][inodes], groups->len);
  for (guint i = 0; i < groups->len; i++)
    {
      Measured *measured = groups->pdata[i];
      GHashTable *kept_of = book->found[by][measured->row->inodes];
      g_autoptr (GArray) samples = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (recall (kept_of, measured))
        ;
      else if (most_new > 0 && n_new >= most_new)
        {
          measured->row->pending = TRUE;
          measured->row->grown = G_MININT64;
        }
      else
        {
          samples = rw_volumes_read_samples (cache, measured, error);
          if (samples == NULL)
            return NULL;
          rw_volumes_judge (measured, samples);
          keep (kept_of, measured);
          n_new += measured->members->len;
        }
      rw_volumes_rank (measured->row);
    }
  for (guint i = 0; i < groups->len; i++)
    g_ptr_array_add (rows, g_steal_pointer (&((Measured *) groups->pdata[i])->row));
  g_ptr_array_sort (rows, compare_rows_cb);
  return g_steal_pointer (&rows);
}
