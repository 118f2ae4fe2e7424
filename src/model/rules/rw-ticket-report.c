/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ticket-report-private.h"

#include <string.h>

#include "rw-clock.h"
#include "rw-ticket-rules.h"

/* --- Facts --------------------------------------------------------------------------------------- */

/**
 * rw_ticket_facts_new:
 *
 * Returns: (transfer full): no tickets yet, of the period from @from to before @to
 */
RwTicketFacts *
rw_ticket_facts_new (gint64 from, gint64 to, gint64 now)
{
  RwTicketFacts *self = g_new0 (RwTicketFacts, 1);

  g_atomic_ref_count_init (&self->refs);
  self->facts = g_array_new (FALSE, TRUE, sizeof (RwTicketFact));
  self->updates = g_array_new (FALSE, FALSE, sizeof (RwTicketUpdate));
  self->names = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, NULL);
  self->texts = g_string_chunk_new (16384);
  self->from = from;
  self->to = to;
  self->now = now;
  return self;
}

RwTicketFacts *
rw_ticket_facts_ref (RwTicketFacts *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * rw_ticket_facts_unref:
 * @self: (transfer full) (nullable):
 */
void
rw_ticket_facts_unref (RwTicketFacts *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  g_array_unref (self->facts);
  g_array_unref (self->updates);
  g_hash_table_unref (self->names);
  g_string_chunk_free (self->texts);
  g_free (self);
}

static const RwTicketFact *
fact_at (const RwTicketFacts *self, guint index)
{
  return &g_array_index (self->facts, RwTicketFact, index);
}

/**
 * rw_ticket_fact_get_end:
 *
 * Returns: when the ticket ceased to be open: resolved, or else closed; %G_MAXINT64 for one that is open. One that
 *   ended nobody knows when ended as it was opened, so that it counts in no backlog
 */
gint64
rw_ticket_fact_get_end (const RwTicketFact *fact)
{
  if (rw_ticket_status_is_open (fact->status))
    return G_MAXINT64;
  return fact->resolved != 0 ? fact->resolved : fact->closed != 0 ? fact->closed : fact->opened;
}

/**
 * rw_ticket_facts_in_period:
 *
 * Returns: whether it was opened in the period
 */
gboolean
rw_ticket_facts_in_period (const RwTicketFacts *self, const RwTicketFact *fact)
{
  return fact->opened >= self->from && fact->opened < self->to;
}

/* --- Rows ---------------------------------------------------------------------------------------- */

/**
 * rw_report_row_free:
 * @row: (transfer full) (nullable):
 */
void
rw_report_row_free (RwReportRow *row)
{
  if (row == NULL)
    return;
  g_array_unref (row->facts);
  g_free (row);
}

/**
 * rw_report_row_new:
 *
 * Returns: (transfer full): a row without tickets
 */
RwReportRow *
rw_report_row_new (const RwId *id, int value)
{
  RwReportRow *row = g_new0 (RwReportRow, 1);

  row->id = *id;
  row->value = value;
  row->facts = g_array_new (FALSE, FALSE, sizeof (guint));
  return row;
}

static GPtrArray *
rows_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) rw_report_row_free);
}

static void
get_key (const RwTicketFact *fact, RwReportBy by, RwId *id, int *value)
{
  *id = RW_ID_NIL;
  *value = -1;
  switch (by)
    {
    case RW_REPORT_BY_CUSTOMER:
      *id = fact->customer;
      break;
    case RW_REPORT_BY_SERVICE:
      *id = fact->service;
      break;
    case RW_REPORT_BY_ASSIGNEE:
      *id = fact->assignee;
      break;
    case RW_REPORT_BY_TYPE:
      *value = (int) fact->type;
      break;
    case RW_REPORT_BY_PRIORITY:
      *value = (int) fact->priority;
      break;
    case RW_REPORT_BY_SOURCE:
      *value = fact->source;
      break;
    case RW_REPORT_BY_STATUS:
      *value = (int) fact->status;
      break;
    case RW_REPORT_N_BY:
    default:
      g_assert_not_reached ();
    }
}

/**
 * rw_report_rows_find:
 * @by_id: what was found before; empty at first
 *
 * Returns: (transfer none): the row of a ticket, a new one if need be
 */
RwReportRow *
rw_report_rows_find (GPtrArray *rows, GHashTable *by_id, const RwTicketFact *fact, RwReportBy by)
{
  RwReportRow *row;
  RwId id;
  int value;

  get_key (fact, by, &id, &value);
  if (by == RW_REPORT_BY_TYPE || by == RW_REPORT_BY_PRIORITY || by == RW_REPORT_BY_SOURCE || by == RW_REPORT_BY_STATUS)
    {
      for (guint i = 0; i < rows->len; i++)
        if (((RwReportRow *) rows->pdata[i])->value == value)
          return rows->pdata[i];
    }
  else if ((row = g_hash_table_lookup (by_id, &id)) != NULL)
    return row;
  row = rw_report_row_new (&id, value);
  g_ptr_array_add (rows, row);
  g_hash_table_insert (by_id, &row->id, row);
  return row;
}

/* The most first; of as many, in the order of the words or ids, so that the same tickets make the same report. */
static int
compare_most (gconstpointer a, gconstpointer b)
{
  const RwReportRow *x = *(gconstpointer *) a, *y = *(gconstpointer *) b;

  if (x->facts->len != y->facts->len)
    return x->facts->len > y->facts->len ? -1 : 1;
  if (x->value != y->value)
    return x->value < y->value ? -1 : 1;
  return memcmp (&x->id, &y->id, sizeof x->id);
}

static int
compare_value (gconstpointer a, gconstpointer b)
{
  const RwReportRow *x = *(gconstpointer *) a, *y = *(gconstpointer *) b;

  return x->value < y->value ? -1 : x->value > y->value;
}

/* What has an order of its own keeps it. */
static void
sort_rows (GPtrArray *rows, RwReportBy by)
{
  g_ptr_array_sort (rows, by == RW_REPORT_BY_PRIORITY || by == RW_REPORT_BY_STATUS ? compare_value
                                                                                   : compare_most);
}

/* --- Reports ------------------------------------------------------------------------------------- */

/**
 * rw_ticket_report_split:
 *
 * Returns: (transfer full) (element-type RwReportRow): the tickets of the period, each in one row; the most
 *   first, but priorities in their order
 */
GPtrArray *
rw_ticket_report_split (const RwTicketFacts *self, RwReportBy by)
{
  GPtrArray *rows = rows_new ();
  g_autoptr (GHashTable) by_id = g_hash_table_new (rw_id_hash, rw_id_equal);

  for (guint i = 0; i < self->facts->len; i++)
    if (rw_ticket_facts_in_period (self, fact_at (self, i)))
      g_array_append_val (rw_report_rows_find (rows, by_id, fact_at (self, i), by)->facts, i);
  sort_rows (rows, by);
  return rows;
}

/**
 * rw_ticket_report_open:
 *
 * Returns: (transfer full) (element-type RwReportRow): what is open now, whenever it was opened; the most
 *   first, but priorities and statuses in their order
 */
GPtrArray *
rw_ticket_report_open (const RwTicketFacts *self, RwReportBy by)
{
  GPtrArray *rows = rows_new ();
  g_autoptr (GHashTable) by_id = g_hash_table_new (rw_id_hash, rw_id_equal);

  for (guint i = 0; i < self->facts->len; i++)
    if (rw_ticket_status_is_open (fact_at (self, i)->status))
      g_array_append_val (rw_report_rows_find (rows, by_id, fact_at (self, i), by)->facts, i);
  sort_rows (rows, by);
  return rows;
}

/**
 * rw_ticket_report_hours:
 * @clocks: (out caller-allocates): on whose clocks so many were read
 *
 * When the tickets of the period were opened, on the clock of the customer: an hour that the clock was turned back to
 * counts twice as long, one that it was put forward over has none.
 *
 * Returns: (transfer full) (element-type RwReportRow): %RW_REPORT_N_HOURS rows, Monday's first hour first
 */
GPtrArray *
rw_ticket_report_hours (const RwTicketFacts *self, guint clocks[RW_REPORT_N_CLOCKS])
{
  GPtrArray *rows = rows_new ();

  for (int i = 0; i < RW_REPORT_N_HOURS; i++)
    g_ptr_array_add (rows, rw_report_row_new (&RW_ID_NIL, i));
  memset (clocks, 0, RW_REPORT_N_CLOCKS * sizeof *clocks);
  for (guint i = 0; i < self->facts->len; i++)
    {
      const RwTicketFact *fact = fact_at (self, i);
      gint64 day = fact->opened_wall / RW_DAY;
      guint hour = (guint) (fact->opened_wall % RW_DAY / RW_HOUR);

      if (!rw_ticket_facts_in_period (self, fact))
        continue;
      clocks[fact->clock]++;
      g_array_append_val (((RwReportRow *) rows->pdata[(guint) rw_date_weekday (day) * 24 + hour])->facts, i);
    }
  return rows;
}

/* From so many days on a ticket is of the next age. */
static const int age_bounds[RW_REPORT_N_AGES - 1] = { 1, 3, 7, 30 };

/**
 * rw_ticket_report_ages:
 *
 * Returns: (transfer full) (element-type RwReportRow): what is open now, in %RW_REPORT_N_AGES rows by its age; whole
 *   bounds belong to the older row
 */
GPtrArray *
rw_ticket_report_ages (const RwTicketFacts *self)
{
  GPtrArray *rows = rows_new ();

  for (int i = 0; i < RW_REPORT_N_AGES; i++)
    g_ptr_array_add (rows, rw_report_row_new (&RW_ID_NIL, i));
  for (guint i = 0; i < self->facts->len; i++)
    {
      const RwTicketFact *fact = fact_at (self, i);
      guint age = 0;

      if (!rw_ticket_status_is_open (fact->status))
        continue;
      while (age < G_N_ELEMENTS (age_bounds) && self->now - fact->opened >= age_bounds[age] * RW_DAY)
        age++;
      g_array_append_val (((RwReportRow *) rows->pdata[age])->facts, i);
    }
  return rows;
}

/**
 * rw_ticket_report_open_at:
 *
 * Returns: (transfer full) (element-type guint): what was open at @instant
 */
GArray *
rw_ticket_report_open_at (const RwTicketFacts *self, gint64 instant)
{
  GArray *open = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->facts->len; i++)
    if (fact_at (self, i)->opened <= instant && rw_ticket_fact_get_end (fact_at (self, i)) > instant)
      g_array_append_val (open, i);
  return open;
}

static guint
find_instant (const gint64 *instants, guint n, gint64 at)
{
  guint low = 0, high = n;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (instants[middle] < at)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/**
 * rw_ticket_report_aged:
 * @instants: (array length=n): ascending, all in the period
 * @counts: (array length=n) (out caller-allocates): of the first age, how many tickets were open at each; of the others,
 *   how many of them had reached that age. A ticket that was opened again counts as if it had never been resolved: when
 *   it was, nothing but its log knows
 */
void
rw_ticket_report_aged (const RwTicketFacts *self,
                       const gint64        *instants,
                       guint                n,
                       guint               *counts[RW_REPORT_N_AGES])
{
  g_autofree gint64 *steps = g_new (gint64, n + 1);

  for (guint age = 0; age < RW_REPORT_N_AGES; age++)
    {
      gint64 reached = age > 0 ? age_bounds[age - 1] * RW_DAY : 0, sum = 0;

      memset (steps, 0, (n + 1) * sizeof *steps);
      for (guint i = 0; i < self->facts->len; i++)
        {
          const RwTicketFact *fact = fact_at (self, i);
          gint64 end = rw_ticket_fact_get_end (fact);

          if (end <= fact->opened + reached)
            continue;
          steps[find_instant (instants, n, fact->opened + reached)]++;
          steps[find_instant (instants, n, end)]--;
        }
      for (guint i = 0; i < n; i++)
        counts[age][i] = (guint) (sum += steps[i]);
    }
}

/**
 * rw_ticket_report_days:
 * @zone: in which days end
 *
 * Returns: (transfer full) (element-type gint64): instants for the backlog over the period: the end of each day, of
 *   each seventh where there are more than 92, and the last of the period or now
 */
GArray *
rw_ticket_report_days (const RwTicketFacts *self, GTimeZone *zone)
{
  GArray *instants = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 last = MIN (self->to, self->now), day = rw_zone_wall (zone, last) / RW_DAY;
  int step = last - self->from > 92 * RW_DAY ? 7 : 1;

  if (last <= self->from)
    return instants;
  for (; TRUE; day -= step)
    {
      gint64 instant = rw_zone_resolve (zone, day * RW_DAY);

      if (instant < self->from)
        break;
      if (instant < last)
        g_array_prepend_val (instants, instant);
    }
  g_array_append_val (instants, last);
  return instants;
}

/* What the clock of a ticket says, in the order in which the tickets stand behind a figure. */
typedef enum
{
  LEVEL_MISSED,
  LEVEL_MET,
  LEVEL_RUNNING,
  LEVEL_PAUSED,
  N_LEVELS,
  LEVEL_NONE,
} Level;

/* As rw_ticket_read_clock() tells it, from the due time that is stored. While the customer is waited for, that is
 * when it would run out if the waiting had ended the moment it was written: only one that was over before anybody
 * waited is over. */
static Level
read_level (const RwTicketFacts *self, const RwTicketFact *fact, gboolean resolution)
{
  gint64 due = resolution ? fact->resolution_due : fact->response_due;
  gint64 stopped = resolution ? fact->resolved : fact->accepted;

  if (due == 0)
    return LEVEL_NONE;
  if (stopped != 0)
    return stopped <= due ? LEVEL_MET : LEVEL_MISSED;
  if (!rw_ticket_status_is_open (fact->status))
    return LEVEL_NONE;
  if (resolution && fact->status == RW_TICKET_STATUS_PENDING_CUSTOMER)
    return due <= (fact->pending_since != 0 ? fact->pending_since : self->now - 1) ? LEVEL_MISSED
                                                                                   : LEVEL_PAUSED;
  return due <= self->now ? LEVEL_MISSED : LEVEL_RUNNING;
}

/* The most missed first; of as many, the one with more tickets. */
static int
compare_missed (gconstpointer a, gconstpointer b)
{
  const RwReportRow *x = *(gconstpointer *) a, *y = *(gconstpointer *) b;

  if (x->n_missed != y->n_missed)
    return x->n_missed > y->n_missed ? -1 : 1;
  return compare_most (a, b);
}

/**
 * rw_report_rows_sort_missed:
 *
 * Priorities in their order; else the most missed first.
 */
void
rw_report_rows_sort_missed (GPtrArray *rows, RwReportBy by)
{
  g_ptr_array_sort (rows, by == RW_REPORT_BY_PRIORITY ? compare_value : compare_missed);
}

/**
 * rw_ticket_report_levels:
 * @resolution: of the resolution; of the response otherwise
 * @by: %RW_REPORT_BY_PRIORITY or another
 *
 * Service levels of the tickets of the period: due times as they are stored against when the ticket was accepted or
 * resolved. Measured is what stopped, or ran out; what runs or stands still is counted beside it (DOMAIN, "Service
 * levels"). A ticket that was closed without either, and one to which nothing was promised, is in no row.
 *
 * Returns: (transfer full) (element-type RwReportRow): by priority in their order; else the most missed first
 */
GPtrArray *
rw_ticket_report_levels (const RwTicketFacts *self, gboolean resolution, RwReportBy by)
{
  GPtrArray *rows = rows_new ();
  g_autoptr (GHashTable) by_id = g_hash_table_new (rw_id_hash, rw_id_equal);
  g_autofree guint8 *levels = g_new (guint8, self->facts->len + 1);

  for (guint i = 0; i < self->facts->len; i++)
    levels[i] = rw_ticket_facts_in_period (self, fact_at (self, i))
                  ? read_level (self, fact_at (self, i), resolution)
                  : LEVEL_NONE;
  for (Level level = 0; level < N_LEVELS; level++)
    for (guint i = 0; i < self->facts->len; i++)
      {
        RwReportRow *row;

        if (levels[i] != level)
          continue;
        row = rw_report_rows_find (rows, by_id, fact_at (self, i), by);
        g_array_append_val (row->facts, i);
        row->n_missed += level == LEVEL_MISSED;
        row->n_met += level == LEVEL_MET;
        row->n_running += level == LEVEL_RUNNING;
        row->n_paused += level == LEVEL_PAUSED;
      }
  rw_report_rows_sort_missed (rows, by);
  return rows;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return x < y ? -1 : x > y;
}

/**
 * rw_report_percentile:
 * @sorted: (array length=n): ascending; at least one
 * @percent: 1 to 100
 *
 * Returns: the smallest of them such that @percent of all are no greater (nearest rank): always one that was measured
 */
gint64
rw_report_percentile (const gint64 *sorted, guint n, guint percent)
{
  guint rank = (guint) (((guint64) n * percent + 99) / 100);

  g_return_val_if_fail (n > 0 && percent > 0 && percent <= 100, 0);
  return sorted[rank - 1];
}

static gint64
get_time (const RwTicketFact *fact, RwReportSpan span, gboolean open_hours)
{
  gint64 end = span == RW_REPORT_ACCEPT ? fact->accepted : fact->resolved;

  if (end == 0 || end < fact->opened)
    return -1;
  if (!open_hours)
    return end - fact->opened;
  return span == RW_REPORT_ACCEPT ? fact->accept_open : fact->resolve_open;
}

static void
measure_row (const RwTicketFacts *self, RwReportRow *row, RwReportSpan span, gboolean open_hours)
{
  g_autofree gint64 *times = g_new (gint64, row->facts->len + 1);

  if (row->facts->len == 0)
    return;
  for (guint i = 0; i < row->facts->len; i++)
    times[i] = get_time (fact_at (self, g_array_index (row->facts, guint, i)), span, open_hours);
  qsort (times, row->facts->len, sizeof *times, compare_times);
  row->median = rw_report_percentile (times, row->facts->len, 50);
  row->p90 = rw_report_percentile (times, row->facts->len, 90);
}

/**
 * rw_ticket_report_times:
 * @open_hours: in the opening hours of the agreement, without pauses; by the clock on the wall otherwise
 *
 * Returns: (transfer full) (element-type RwReportRow): how long it took with the tickets of the period, by priority in
 *   their order; only those that got there
 */
GPtrArray *
rw_ticket_report_times (const RwTicketFacts *self, RwReportSpan span, gboolean open_hours)
{
  GPtrArray *rows = rows_new ();
  g_autoptr (GHashTable) by_id = g_hash_table_new (rw_id_hash, rw_id_equal);

  for (guint i = 0; i < self->facts->len; i++)
    if (rw_ticket_facts_in_period (self, fact_at (self, i)) &&
        get_time (fact_at (self, i), span, open_hours) >= 0)
      g_array_append_val (
        rw_report_rows_find (rows, by_id, fact_at (self, i), RW_REPORT_BY_PRIORITY)->facts, i);
  g_ptr_array_sort (rows, compare_value);
  for (guint i = 0; i < rows->len; i++)
    measure_row (self, rows->pdata[i], span, open_hours);
  return rows;
}

/**
 * rw_ticket_report_time:
 *
 * Returns: (transfer full): the same of all priorities together; without tickets where none got there
 */
RwReportRow *
rw_ticket_report_time (const RwTicketFacts *self, RwReportSpan span, gboolean open_hours)
{
  RwReportRow *row = rw_report_row_new (&RW_ID_NIL, -1);

  for (guint i = 0; i < self->facts->len; i++)
    if (rw_ticket_facts_in_period (self, fact_at (self, i)) &&
        get_time (fact_at (self, i), span, open_hours) >= 0)
      g_array_append_val (row->facts, i);
  measure_row (self, row, span, open_hours);
  return row;
}

/**
 * rw_ticket_report_reopened:
 *
 * Returns: (transfer full) (element-type RwReportRow): those of the period that were opened again, and of how many that
 *   were ever resolved; the most first, but priorities in their order
 */
GPtrArray *
rw_ticket_report_reopened (const RwTicketFacts *self, RwReportBy by)
{
  GPtrArray *rows = rows_new ();
  g_autoptr (GHashTable) by_id = g_hash_table_new (rw_id_hash, rw_id_equal);

  for (guint i = 0; i < self->facts->len; i++)
    {
      const RwTicketFact *fact = fact_at (self, i);
      RwReportRow *row;

      if (!rw_ticket_facts_in_period (self, fact) ||
          (fact->reopened == 0 && rw_ticket_status_is_open (fact->status)))
        continue;
      row = rw_report_rows_find (rows, by_id, fact, by);
      row->n_of++;
      if (fact->reopened > 0)
        g_array_append_val (row->facts, i);
    }
  sort_rows (rows, by);
  return rows;
}
