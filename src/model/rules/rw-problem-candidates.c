/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-problem-candidates.h"

#include "rw-clock.h"

/* Incidents with the same CI and the same name, of one customer or one service. */
typedef struct
{
  GArray *indexes;
  gboolean covered;
} Series;

static void
series_free (Series *series)
{
  g_array_unref (series->indexes);
  g_free (series);
}

/**
 * rw_problem_candidate_free:
 * @candidate: (transfer full) (nullable): a candidate
 */
void
rw_problem_candidate_free (RwProblemCandidate *candidate)
{
  if (candidate == NULL)
    return;
  g_array_unref (candidate->incidents);
  g_free (candidate);
}

/**
 * rw_incident_dup_key:
 *
 * Returns: (transfer full) (nullable): what incidents of one series share: the configuration item, and the alert or
 *   else the category; %NULL for one that is of no series
 */
char *
rw_incident_dup_key (const RwIncident *incident)
{
  char ci[RW_ID_STRING_LENGTH + 1];
  const char *alert = incident->alert != NULL && *incident->alert != '\0' ? incident->alert : NULL;
  const char *name = alert != NULL ? alert : incident->category;

  if (rw_id_is_nil (&incident->ci) || name == NULL || *name == '\0')
    return NULL;
  rw_id_write (&incident->ci, ci);
  /* An alert and a category of the same name are not the same cause: the letter keeps them apart. */
  return g_strconcat (ci, alert != NULL ? "a" : "c", name, NULL);
}

static gboolean
same (const RwId *a,
      const RwId *b)
{
  return !rw_id_is_nil (a) && rw_id_equal (a, b);
}

/**
 * rw_incident_is_of_same:
 *
 * Returns: whether both are of one customer or of one service
 */
gboolean
rw_incident_is_of_same (const RwIncident *a,
                        const RwIncident *b)
{
  return same (&a->customer, &b->customer) || same (&a->service, &b->service);
}

/**
 * rw_incident_is_dismissed:
 *
 * Returns: whether a person decided at this incident that there is no problem
 */
gboolean
rw_incident_is_dismissed (RwRecord *ticket)
{
  const char *const *tags = rw_record_get_texts (ticket, RW_TICKET_TAGS);

  return tags != NULL && g_strv_contains (tags, RW_TICKET_TAG_NO_PROBLEM);
}

static gboolean
belongs (const Series     *series,
         const RwIncident *incidents,
         guint             index)
{
  for (guint i = 0; i < series->indexes->len; i++)
    {
      const RwIncident *other = &incidents[g_array_index (series->indexes, guint, i)];

      if (rw_incident_is_of_same (other, &incidents[index]))
        return TRUE;
    }
  return FALSE;
}

/* An incident may be what two series have in common: they become one then. */
static void
add_to_series (GPtrArray        *all,
               const RwIncident *incidents,
               guint             index)
{
  Series *home = NULL;

  for (guint i = all->len; i-- > 0;)
    {
      Series *series = all->pdata[i];

      if (!belongs (series, incidents, index))
        continue;
      if (home != NULL)
        {
          g_array_append_vals (series->indexes, home->indexes->data, home->indexes->len);
          series->covered |= home->covered;
          g_ptr_array_remove_fast (all, home);
        }
      home = series;
    }
  if (home == NULL)
    {
      home = g_new0 (Series, 1);
      home->indexes = g_array_new (FALSE, FALSE, sizeof (guint));
      g_ptr_array_add (all, home);
    }
  g_array_append_val (home->indexes, index);
  home->covered |= incidents[index].has_open_problem;
}

static int
compare_opened (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  const RwIncident *incidents = user_data;
  guint x = *(const guint *) a, y = *(const guint *) b;

  if (incidents[x].opened != incidents[y].opened)
    return incidents[x].opened < incidents[y].opened ? -1 : 1;
  return x < y ? -1 : x > y;
}

static guint
count_since (const Series     *series,
             const RwIncident *incidents,
             gint64            since)
{
  guint n = 0;

  for (guint i = 0; i < series->indexes->len; i++)
    {
      const RwIncident *incident = &incidents[g_array_index (series->indexes, guint, i)];

      n += incident->opened > since && !incident->has_problem;
    }
  return n;
}

static RwProblemCandidate *
judge (Series           *series,
       const RwIncident *incidents,
       gint64            now)
{
  gint64 since = now - RW_PROBLEM_MANY_DAYS * RW_DAY;
  RwProblemCandidate *candidate;
  guint days = RW_PROBLEM_MANY_DAYS;

  if (series->covered)
    return NULL;
  if (count_since (series, incidents, since) < RW_PROBLEM_MANY)
    {
      since = now - RW_PROBLEM_FEW_DAYS * RW_DAY;
      days = RW_PROBLEM_FEW_DAYS;
      if (count_since (series, incidents, since) < RW_PROBLEM_FEW)
        return NULL;
    }
  candidate = g_new0 (RwProblemCandidate, 1);
  candidate->days = days;
  candidate->incidents = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < series->indexes->len; i++)
    {
      guint index = g_array_index (series->indexes, guint, i);

      if (incidents[index].opened > since && !incidents[index].has_problem)
        g_array_append_val (candidate->incidents, index);
    }
  g_array_sort_with_data (candidate->incidents, compare_opened, (gpointer) incidents);
  /* It was decided, and nothing has come since. */
  if (incidents[g_array_index (candidate->incidents, guint, candidate->incidents->len - 1)].dismissed)
    g_clear_pointer (&candidate, rw_problem_candidate_free);
  return candidate;
}

static int
compare_candidates (gconstpointer a,
                    gconstpointer b,
                    gpointer      user_data)
{
  const RwIncident *incidents = user_data;
  const RwProblemCandidate *x = *(gconstpointer *) a, *y = *(gconstpointer *) b;
  guint last_x = g_array_index (x->incidents, guint, x->incidents->len - 1);
  guint last_y = g_array_index (y->incidents, guint, y->incidents->len - 1);

  if (x->incidents->len != y->incidents->len)
    return x->incidents->len > y->incidents->len ? -1 : 1;
  return compare_opened (&last_y, &last_x, (gpointer) incidents);
}

/**
 * rw_problem_candidates_find:
 * @incidents: (array length=n_incidents): of the last %RW_PROBLEM_MANY_DAYS at least
 * @now: the present
 *
 * Finds recurrences: the same customer or service, the same CI, the same alert or else category;
 * three in 30 days or two in 7, up to now (DOMAIN, "Tickets"). Incidents whose problem is known do
 * not count, and while a problem of the series is open there is nothing to decide. Nor is there where a person decided
 * at the newest incident that it is no problem.
 *
 * Returns: (transfer full) (element-type RwProblemCandidate): the longest series first
 */
GPtrArray *
rw_problem_candidates_find (const RwIncident *incidents,
                            guint             n_incidents,
                            gint64            now)
{
  g_autoptr (GHashTable) by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  GPtrArray *candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_problem_candidate_free);
  GHashTableIter iter;
  gpointer all;

  for (guint i = 0; i < n_incidents; i++)
    {
      g_autofree char *key = incidents[i].opened <= now ? rw_incident_dup_key (&incidents[i]) : NULL;
      GPtrArray *series;

      if (key == NULL)
        continue;
      series = g_hash_table_lookup (by_key, key);
      if (series == NULL)
        {
          series = g_ptr_array_new_with_free_func ((GDestroyNotify) series_free);
          g_hash_table_insert (by_key, g_steal_pointer (&key), series);
        }
      add_to_series (series, incidents, i);
    }
  g_hash_table_iter_init (&iter, by_key);
  while (g_hash_table_iter_next (&iter, NULL, &all))
    for (guint i = 0; i < ((GPtrArray *) all)->len; i++)
      {
        RwProblemCandidate *candidate = judge (((GPtrArray *) all)->pdata[i], incidents, now);

        if (candidate != NULL)
          g_ptr_array_add (candidates, candidate);
      }
  g_ptr_array_sort_with_data (candidates, compare_candidates, (gpointer) incidents);
  return candidates;
}
