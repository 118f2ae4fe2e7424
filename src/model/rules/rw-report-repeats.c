/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-report-repeats.h"

#include "rw-clock.h"
#include "rw-problem-candidates.h"
#include "rw-ticket-rules.h"

static const RwTicketFact *
fact_at (const RwTicketFacts *self, guint index)
{
  return &g_array_index (self->facts, RwTicketFact, index);
}

/* --- Recurrences ----------------------------------------------------------------------------------- */

/**
 * rw_report_series_free:
 * @series: (transfer full) (nullable):
 */
void
rw_report_series_free (RwReportSeries *series)
{
  if (series == NULL)
    return;
  g_array_unref (series->facts);
  g_free (series);
}

/* What a recurrence has in common, but for whom it hits. */
typedef struct
{
  RwId ci;
  const char *name;
  gboolean is_alert;
} Cause;

static guint
cause_hash (gconstpointer key)
{
  const Cause *cause = key;

  return rw_id_hash (&cause->ci) * 31 + g_str_hash (cause->name) * 2 + (cause->is_alert ? 1 : 0);
}

static gboolean
cause_equal (gconstpointer a, gconstpointer b)
{
  const Cause *x = a, *y = b;

  return rw_id_equal (&x->ci, &y->ci) && x->is_alert == y->is_alert &&
         g_str_equal (x->name, y->name);
}

static guint
find_root (guint *parents, guint index)
{
  while (parents[index] != index)
    index = parents[index] = parents[parents[index]];
  return index;
}

/* Who is in one candidate belongs together, at whatever instant it was one. */
static void
join (guint *parents, const RwProblemCandidate *candidate, guint offset)
{
  guint first = find_root (parents, offset + g_array_index (candidate->incidents, guint, 0));

  for (guint i = 1; i < candidate->incidents->len; i++)
    parents[find_root (parents, offset + g_array_index (candidate->incidents, guint, i))] = first;
}

static int
compare_series (gconstpointer a, gconstpointer b)
{
  const RwReportSeries *x = *(gconstpointer *) a, *y = *(gconstpointer *) b;
  guint last_x = g_array_index (x->facts, guint, x->facts->len - 1),
        last_y = g_array_index (y->facts, guint, y->facts->len - 1);

  if (x->facts->len != y->facts->len)
    return x->facts->len > y->facts->len ? -1 : 1;
  return last_x > last_y ? -1 : last_x < last_y;
}

static void
add_roots (const RwTicketFacts *self, GPtrArray *all, const Cause *cause, const GArray *members, guint *parents)
{
  g_autofree RwReportSeries **of = g_new0 (RwReportSeries *, members->len);

  for (guint i = 0; i < members->len; i++)
    {
      guint root = find_root (parents, i), fact = g_array_index (members, guint, i);

      if (of[root] == NULL)
        {
          of[root] = g_new0 (RwReportSeries, 1);
          of[root]->ci = cause->ci;
          of[root]->name = cause->name;
          of[root]->facts = g_array_new (FALSE, FALSE, sizeof (guint));
        }
      g_array_append_val (of[root]->facts, fact);
      of[root]->n_with_problem += fact_at (self, fact)->has_problem;
    }
  for (guint i = 0; i < members->len; i++)
    if (of[i] != NULL && of[i]->facts->len > 1)
      g_ptr_array_add (all, of[i]);
    else
      rw_report_series_free (of[i]);
}

/* @members are in the order of their opening. */
static void
add_series (const RwTicketFacts *self, GPtrArray *all, const Cause *cause, const GArray *members)
{
  g_autofree RwIncident *incidents = g_new0 (RwIncident, members->len);
  g_autofree guint *parents = g_new (guint, members->len);
  guint first = 0;

  for (guint i = 0; i < members->len; i++)
    {
      const RwTicketFact *fact = fact_at (self, g_array_index (members, guint, i));

      parents[i] = i;
      incidents[i] = (RwIncident) { .customer = fact->customer,
                                    .service = fact->service,
                                    .ci = fact->ci,
                                    .alert = fact->alert,
                                    .category = fact->category,
                                    .opened = fact->opened };
    }
  /* A series begins or goes on with an incident: each one of the period is looked back from. */
  for (guint i = 1; i < members->len; i++)
    {
      g_autoptr (GPtrArray) candidates = NULL;
      gint64 at = incidents[i].opened;

      if (at < self->from || at >= self->to)
        continue;
      while (incidents[first].opened <= at - RW_PROBLEM_MANY_DAYS * RW_DAY)
        first++;
      candidates = rw_problem_candidates_find (incidents + first, i + 1 - first, at);
      for (guint j = 0; j < candidates->len; j++)
        join (parents, candidates->pdata[j], first);
    }
  add_roots (self, all, cause, members, parents);
}

/**
 * rw_ticket_report_series:
 * @self: with the incidents of %RW_PROBLEM_MANY_DAYS before the period
 *
 * Recurrences by the rule of rw_problem_candidates_find(), at whatever moment of the period they were one, whether or not
 * somebody has found the problem since. Series that have an incident in common are one.
 *
 * Returns: (transfer full) (element-type RwReportSeries): the longest first
 */
GPtrArray *
rw_ticket_report_series (const RwTicketFacts *self)
{
  g_autoptr (GHashTable) by_cause =
    g_hash_table_new_full (cause_hash, cause_equal, g_free, (GDestroyNotify) g_array_unref);
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_report_series_free);
  GHashTableIter iter;
  gpointer cause, members;

  for (guint i = 0; i < self->facts->len; i++)
    {
      const RwTicketFact *fact = fact_at (self, i);
      Cause key = { fact->ci, fact->alert != NULL ? fact->alert : fact->category,
                    fact->alert != NULL };
      GArray *of;

      if (fact->type != RW_TICKET_TYPE_INCIDENT || rw_id_is_nil (&fact->ci) || key.name == NULL)
        continue;
      of = g_hash_table_lookup (by_cause, &key);
      if (of == NULL)
        {
          of = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (by_cause, g_memdup2 (&key, sizeof key), of);
        }
      g_array_append_val (of, i);
    }
  g_hash_table_iter_init (&iter, by_cause);
  while (g_hash_table_iter_next (&iter, &cause, &members))
    if (((GArray *) members)->len > 1)
      add_series (self, all, cause, members);
  g_ptr_array_sort (all, compare_series);
  return all;
}

/* --- Alerts ---------------------------------------------------------------------------------------- */

/**
 * rw_report_alert_free:
 * @alert: (transfer full) (nullable):
 */
void
rw_report_alert_free (RwReportAlert *alert)
{
  if (alert == NULL)
    return;
  g_array_unref (alert->facts);
  g_array_unref (alert->idle);
  g_array_unref (alert->night);
  g_free (alert);
}

static RwReportAlert *
alert_new (const char *name)
{
  RwReportAlert *alert = g_new0 (RwReportAlert, 1);

  alert->name = name;
  alert->facts = g_array_new (FALSE, FALSE, sizeof (guint));
  alert->idle = g_array_new (FALSE, FALSE, sizeof (guint));
  alert->night = g_array_new (FALSE, FALSE, sizeof (guint));
  return alert;
}

static int
compare_alerts (gconstpointer a, gconstpointer b)
{
  const RwReportAlert *x = *(gconstpointer *) a, *y = *(gconstpointer *) b;

  if (x->facts->len != y->facts->len)
    return x->facts->len > y->facts->len ? -1 : 1;
  if (x->n_fired != y->n_fired)
    return x->n_fired > y->n_fired ? -1 : 1;
  return g_strcmp0 (x->name, y->name);
}

/**
 * rw_ticket_report_alerts:
 *
 * The tickets of the period that an alert made. Without work is one that ended and on which nobody of the staff wrote;
 * where nobody had accepted it before it was resolved either, it recovered by itself (DOMAIN, "Monitoring").
 *
 * Returns: (transfer full) (element-type RwReportAlert): those with the most tickets first
 */
GPtrArray *
rw_ticket_report_alerts (const RwTicketFacts *self)
{
  g_autoptr (GHashTable) by_name = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_report_alert_free);

  for (guint i = 0; i < self->facts->len; i++)
    {
      const RwTicketFact *fact = fact_at (self, i);
      RwReportAlert *alert;

      if (fact->alert == NULL || !rw_ticket_facts_in_period (self, fact))
        continue;
      alert = g_hash_table_lookup (by_name, fact->alert);
      if (alert == NULL)
        {
          alert = alert_new (fact->alert);
          g_ptr_array_add (all, alert);
          g_hash_table_insert (by_name, (gpointer) fact->alert, alert);
        }
      g_array_append_val (alert->facts, i);
      /* An older intake did not count: it fired once at least. */
      alert->n_fired += MAX (fact->alert_count, 1);
      if (fact->at_night)
        g_array_append_val (alert->night, i);
      if (rw_ticket_status_is_open (fact->status))
        continue;
      alert->n_ended++;
      if (fact->n_work > 0)
        continue;
      g_array_append_val (alert->idle, i);
      alert->n_recovered +=
        fact->accepted == 0 || (fact->resolved != 0 && fact->accepted >= fact->resolved);
    }
  g_ptr_array_sort (all, compare_alerts);
  return all;
}
