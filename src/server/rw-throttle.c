/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-throttle.h"

#include <math.h>

#include "rw-clock.h"

/* Beyond this many keys those with a full budget are forgotten, and when there are none, whoever is new
 * shares one budget with all others that are. */
#define KEYS_MOST 10000

/* Looking for them takes a while; no longer than once in this time. */
#define FORGET_PAUSE RW_SECOND

typedef struct
{
  double left;
  gint64 at;
} Budget;

struct _RwThrottle
{
  double burst;
  double per_second;
  GHashTable *budgets; /* key → Budget */
  Budget others;
  gint64 forgot_at;
};

/**
 * rw_throttle_new:
 * @burst: how many at once
 * @per_second: how fast the budget fills up again
 */
RwThrottle *
rw_throttle_new (double burst,
                 double per_second)
{
  RwThrottle *throttle = g_new0 (RwThrottle, 1);

  throttle->burst = burst;
  throttle->per_second = per_second;
  throttle->others.left = burst;
  throttle->budgets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return throttle;
}

void
rw_throttle_free (RwThrottle *throttle)
{
  if (throttle == NULL)
    return;
  g_hash_table_unref (throttle->budgets);
  g_free (throttle);
}

static void
refill (RwThrottle *throttle,
        Budget     *budget,
        gint64      now)
{
  if (now > budget->at)
    budget->left = MIN (throttle->burst, budget->left + throttle->per_second * (double) (now - budget->at) / RW_SECOND);
  budget->at = now;
}

static gboolean
is_full_cb (gpointer key,
            gpointer value,
            gpointer user_data)
{
  RwThrottle *throttle = ((gpointer *) user_data)[0];
  Budget *budget = value;

  refill (throttle, budget, *(gint64 *) ((gpointer *) user_data)[1]);
  return budget->left >= throttle->burst;
}

static gboolean
is_left (RwThrottle *throttle,
         Budget     *budget,
         guint      *retry_after)
{
  if (budget->left >= 1)
    return TRUE;
  if (retry_after != NULL)
    *retry_after = (guint) MAX (1, ceil ((1 - budget->left) / throttle->per_second));
  return FALSE;
}

static Budget *
find (RwThrottle *throttle,
      const char *key,
      gint64      now)
{
  Budget *budget = g_hash_table_lookup (throttle->budgets, key);

  if (budget != NULL)
    return budget;
  if (g_hash_table_size (throttle->budgets) >= KEYS_MOST &&
      ABS (now - throttle->forgot_at) >= FORGET_PAUSE)
    {
      g_hash_table_foreach_remove (throttle->budgets, is_full_cb, (gpointer[]) { throttle, &now });
      throttle->forgot_at = now;
    }
  if (g_hash_table_size (throttle->budgets) >= KEYS_MOST)
    return &throttle->others;
  budget = g_new0 (Budget, 1);
  budget->left = throttle->burst;
  budget->at = now;
  g_hash_table_insert (throttle->budgets, g_strdup (key), budget);
  return budget;
}

/**
 * rw_throttle_take:
 * @key: whose budget
 * @now: microseconds since 1970
 * @retry_after: (out) (optional): seconds until there is something left; only set when %FALSE is returned
 *
 * Returns: whether there was something left; if so there is one less now
 */
gboolean
rw_throttle_take (RwThrottle *throttle,
                  const char *key,
                  gint64      now,
                  guint      *retry_after)
{
  Budget *budget = find (throttle, key, now);

  refill (throttle, budget, now);
  if (!is_left (throttle, budget, retry_after))
    return FALSE;
  budget->left -= 1;
  return TRUE;
}

/**
 * rw_throttle_look:
 *
 * Returns: whether rw_throttle_take() would return %TRUE
 */
gboolean
rw_throttle_look (RwThrottle *throttle,
                  const char *key,
                  gint64      now,
                  guint      *retry_after)
{
  Budget *budget = g_hash_table_lookup (throttle->budgets, key);

  if (budget == NULL)
    return TRUE;
  refill (throttle, budget, now);
  return is_left (throttle, budget, retry_after);
}

void
rw_throttle_reset (RwThrottle *throttle,
                   const char *key)
{
  g_hash_table_remove (throttle->budgets, key);
}
