/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-problem-return.h"

#include "rw-clock.h"
#include "rw-ticket-rules.h"

/**
 * rw_problem_return_free:
 * @back: (transfer full) (nullable): a return
 */
void
rw_problem_return_free (RwProblemReturn *back)
{
  if (back == NULL)
    return;
  g_array_unref (back->incidents);
  g_free (back);
}

/**
 * rw_problem_is_fixed:
 * @problem: status of the problem
 * @resolved: when it was resolved; 0 for never
 * @change: status of the change that fixes it
 * @result: #RwChangeResult, -1 for none
 * @backed_out: the change was taken back
 * @finished: when the change was done; 0 for never
 * @since: (out): from when on the problem should not be seen again
 *
 * Returns: whether the fix is in place: the problem resolved, the change closed as a success
 */
gboolean
rw_problem_is_fixed (RwTicketStatus  problem,
                     gint64          resolved,
                     RwChangeStatus  change,
                     int             result,
                     gboolean        backed_out,
                     gint64          finished,
                     gint64         *since)
{
  *since = MAX (resolved, finished);
  return !rw_ticket_status_is_open (problem) && change == RW_CHANGE_STATUS_CLOSED && !backed_out &&
         (result == RW_CHANGE_RESULT_SUCCESSFUL || result == RW_CHANGE_RESULT_WITH_ISSUES) && finished != 0;
}

/* One of what a problem is known by. */
typedef struct
{
  const RwIncident *sign;
  guint problem;
} Sign;

static GHashTable *
collect_signs (const RwFixedProblem *problems,
               guint                 n_problems)
{
  GHashTable *by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);

  for (guint p = 0; p < n_problems; p++)
    for (guint i = 0; i < problems[p].n_signs; i++)
      {
        g_autofree char *key = rw_incident_dup_key (&problems[p].signs[i]);
        Sign sign = { &problems[p].signs[i], p };
        GArray *signs;

        if (key == NULL)
          continue;
        signs = g_hash_table_lookup (by_key, key);
        if (signs == NULL)
          {
            signs = g_array_new (FALSE, FALSE, sizeof (Sign));
            g_hash_table_insert (by_key, g_steal_pointer (&key), signs);
          }
        g_array_append_val (signs, sign);
      }
  return by_key;
}

/* The problem that the incident looks like, or -1; of several the one that was fixed last. */
static int
find_problem (const RwFixedProblem *problems,
              GHashTable           *by_key,
              const RwIncident     *incident)
{
  g_autofree char *key = NULL;
  GArray *signs;
  int found = -1;

  if (incident->fixed > 0)
    return incident->opened > problems[incident->fixed - 1].since ? (int) incident->fixed - 1 : -1;
  if (incident->has_problem)
    return -1;
  key = rw_incident_dup_key (incident);
  signs = key != NULL ? g_hash_table_lookup (by_key, key) : NULL;
  for (guint i = 0; signs != NULL && i < signs->len; i++)
    {
      const Sign *sign = &g_array_index (signs, Sign, i);

      if (rw_incident_is_of_same (sign->sign, incident) && incident->opened > problems[sign->problem].since &&
          (found < 0 || problems[sign->problem].since > problems[found].since))
        found = (int) sign->problem;
    }
  return found;
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
newest (const RwProblemReturn *back)
{
  return g_array_index (back->incidents, guint, back->incidents->len - 1);
}

static int
compare_returns (gconstpointer a,
                 gconstpointer b,
                 gpointer      user_data)
{
  guint x = newest (*(gconstpointer *) a), y = newest (*(gconstpointer *) b);

  return compare_opened (&y, &x, user_data);
}

/**
 * rw_problem_returns_find:
 * @problems: (array length=n_problems): that were fixed
 * @incidents: (array length=n_incidents): of the last %RW_PROBLEM_RETURN_DAYS at least
 * @now: the present
 *
 * Finds the incidents that ask whether a fixed problem is back: opened after the fix was in place, and linked to the
 * problem or of no problem yet and like what it was known by (DOMAIN, "Tickets": same customer or service, same CI,
 * same alert or category). One is enough: the fix said that there would be none. Where a person decided at the newest of
 * them that it is something else there is nothing to ask.
 *
 * Returns: (transfer full) (element-type RwProblemReturn): the one with the newest incident first
 */
GPtrArray *
rw_problem_returns_find (const RwFixedProblem *problems,
                         guint                 n_problems,
                         const RwIncident     *incidents,
                         guint                 n_incidents,
                         gint64                now)
{
  g_autoptr (GHashTable) by_key = collect_signs (problems, n_problems);
  g_autofree RwProblemReturn **of = g_new0 (RwProblemReturn *, n_problems);
  GPtrArray *returns = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_problem_return_free);

  for (guint i = 0; i < n_incidents; i++)
    {
      int problem = -1;

      if (incidents[i].opened <= now && incidents[i].opened > now - RW_PROBLEM_RETURN_DAYS * RW_DAY)
        problem = find_problem (problems, by_key, &incidents[i]);
      if (problem < 0)
        continue;
      if (of[problem] == NULL)
        {
          of[problem] = g_new0 (RwProblemReturn, 1);
          of[problem]->problem = (guint) problem;
          of[problem]->incidents = g_array_new (FALSE, FALSE, sizeof (guint));
        }
      g_array_append_val (of[problem]->incidents, i);
    }
  for (guint p = 0; p < n_problems; p++)
    {
      if (of[p] == NULL)
        continue;
      g_array_sort_with_data (of[p]->incidents, compare_opened, (gpointer) incidents);
      if (incidents[newest (of[p])].dismissed)
        rw_problem_return_free (of[p]);
      else
        g_ptr_array_add (returns, of[p]);
    }
  g_ptr_array_sort_with_data (returns, compare_returns, (gpointer) incidents);
  return returns;
}
