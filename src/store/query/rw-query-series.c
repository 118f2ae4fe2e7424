/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-series.h"

#include "rules/rw-problem-return.h"
#include "rw-clock.h"
#include "rw-query-rows.h"

/* A fix of long ago is not looked at: what comes then is a problem of its own. */
#define FIX_DAYS 365
/* So many incidents tell what a problem is like. */
#define SIGNS_MOST "100"

#define OPEN_STATUSES "('new', 'accepted', 'in_progress', 'pending_customer', 'pending_supplier')"

enum
{
  COLUMN_ID,
  COLUMN_NUMBER,
  COLUMN_TITLE,
  COLUMN_STATUS,
  COLUMN_PRIORITY,
  COLUMN_OPENED,
  COLUMN_CUSTOMER,
  COLUMN_SERVICE,
  COLUMN_CI,
  COLUMN_ALERT,
  COLUMN_CATEGORY,
  COLUMN_CUSTOMER_NAME,
  COLUMN_CI_NAME,
  COLUMN_CI_KIND,
  COLUMN_DISMISSED,
  COLUMN_PROBLEM, /* 2 for an open one, 1 for one that is not, NULL for none */
  N_COLUMNS,
};

#define COLUMNS \
  "t.id, t.number, t.title, t.status, t.priority, t.opened, t.customer, t.service, t.ci, t.alert, t.category," \
  " coalesce (c.name, sc.name), coalesce (d.name, v.name, r.name, i.name)," \
  " CASE WHEN d.id IS NOT NULL THEN 'device' WHEN v.id IS NOT NULL THEN 'vm' WHEN r.id IS NOT NULL THEN 'rack' ELSE 'site' END," \
  " instr (coalesce (t.tags, ''), '\"" RW_TICKET_TAG_NO_PROBLEM "\"') > 0," \
  " (SELECT max (CASE WHEN p.status IN " OPEN_STATUSES " THEN 2 ELSE 1 END)" \
  "  FROM link l JOIN ticket p ON p.id = l.target" \
  "  WHERE l.source = t.id AND l.type = 'caused_by' AND p.type = 'problem')"
#define JOINS \
  " LEFT JOIN customer c ON c.id = t.customer" \
  " LEFT JOIN service s ON s.id = t.service" \
  " LEFT JOIN customer sc ON sc.id = s.customer" \
  " LEFT JOIN device d ON d.id = t.ci" \
  " LEFT JOIN vm v ON v.id = t.ci" \
  " LEFT JOIN rack r ON r.id = t.ci" \
  " LEFT JOIN site i ON i.id = t.ci"

static const char recent_sql[] =
  "SELECT " COLUMNS " FROM ticket t" JOINS " WHERE t.opened > ?1 AND t.type = 'incident' AND t.ci IS NOT NULL";

/* Of the last year's changes those that were links to a problem, by the indexes of both: CROSS JOIN keeps the order. */
static const char fixed_sql[] =
  "SELECT p.id, p.number, p.title, p.status, p.priority, p.opened, p.customer, p.service, p.ci, p.alert, p.category,"
  " x.id, x.number, x.status, x.result, x.backed_out, x.finished, p.resolved"
  " FROM change x CROSS JOIN link l ON l.target = x.id CROSS JOIN ticket p ON p.id = l.source"
  " WHERE x.finished > ?1 AND x.status = 'closed' AND l.type = 'fixed_by' AND p.type = 'problem'"
  " AND p.status NOT IN " OPEN_STATUSES
  " ORDER BY x.finished DESC";

static const char signs_sql[] =
  "SELECT " COLUMNS " FROM link k JOIN ticket t ON t.id = k.source" JOINS
  " WHERE k.target = ?1 AND k.type = 'caused_by' AND t.type = 'incident' ORDER BY t.opened DESC LIMIT " SIGNS_MOST;

/* What the recent ones do not have. */
static const char there_sql[] =
  "SELECT " COLUMNS " FROM ticket t" JOINS
  " WHERE t.ci = ?1 AND t.opened > ?2 AND t.opened <= ?3 AND t.type = 'incident'";

/* One incident, with what the rules want to know and what is shown. */
typedef struct
{
  RwSeriesTicket ticket;
  char *alert;
  char *category;
  char *customer;
  char *system;
  RwKind ci_kind;
} Incident;

/* A problem that was fixed; of its signs the texts are of @texts of the reading. */
typedef struct
{
  RwId id;
  char *number;
  char *title;
  RwPriority priority;
  RwId change;
  char *change_number;
  gint64 finished;
  gint64 since;
  GArray *signs; /* RwIncident */
} Fixed;

typedef struct
{
  GPtrArray *incidents; /* Incident */
  GArray *facts;        /* RwIncident, of the same */
  GHashTable *places;   /* RwId of an incident → its place + 1 */
  GPtrArray *fixed;     /* Fixed */
  GStringChunk *texts;
  guint of;             /* 1 + index of the fixed problem whose incidents are read, 0 for none */
  gint64 since;         /* those that are older are only signs */
} Reading;

static void
clear_ticket (RwSeriesTicket *ticket)
{
  g_free (ticket->number);
  g_free (ticket->title);
}

/**
 * rw_series_ticket_free:
 * @ticket: (transfer full) (nullable): an incident of a series
 */
void
rw_series_ticket_free (RwSeriesTicket *ticket)
{
  if (ticket == NULL)
    return;
  clear_ticket (ticket);
  g_free (ticket);
}

/**
 * rw_series_free:
 * @series: (transfer full) (nullable): a series
 */
void
rw_series_free (RwSeries *series)
{
  if (series == NULL)
    return;
  g_free (series->title);
  g_free (series->cause);
  g_free (series->customer);
  g_free (series->system);
  g_free (series->numbers);
  g_free (series->problem_number);
  g_free (series->problem_title);
  g_free (series->change_number);
  g_clear_pointer (&series->tickets, g_array_unref);
  g_clear_pointer (&series->incidents, g_ptr_array_unref);
  g_free (series);
}

static void
incident_free (gpointer data)
{
  Incident *incident = data;

  clear_ticket (&incident->ticket);
  g_free (incident->alert);
  g_free (incident->category);
  g_free (incident->customer);
  g_free (incident->system);
  g_free (incident);
}

static void
fixed_free (gpointer data)
{
  Fixed *fixed = data;

  g_free (fixed->number);
  g_free (fixed->title);
  g_free (fixed->change_number);
  g_array_unref (fixed->signs);
  g_free (fixed);
}

static void
reading_free (Reading *reading)
{
  g_ptr_array_unref (reading->incidents);
  g_array_unref (reading->facts);
  g_hash_table_unref (reading->places);
  g_ptr_array_unref (reading->fixed);
  g_string_chunk_free (reading->texts);
  g_free (reading);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

static Reading *
reading_new (void)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->incidents = g_ptr_array_new_with_free_func (incident_free);
  reading->facts = g_array_new (FALSE, FALSE, sizeof (RwIncident));
  reading->places = g_hash_table_new (rw_id_hash, rw_id_equal);
  reading->fixed = g_ptr_array_new_with_free_func (fixed_free);
  reading->texts = g_string_chunk_new (1024);
  return reading;
}

static const char *
keep_text (Reading *reading, RwStmt *stmt, int column)
{
  const char *text = rw_stmt_get_text (stmt, column);

  return text != NULL ? g_string_chunk_insert_const (reading->texts, text) : NULL;
}

static void
read_fact (Reading *reading, RwStmt *stmt, RwIncident *fact)
{
  gint64 problem =
    rw_stmt_n_columns (stmt) == N_COLUMNS ? rw_stmt_get_integer (stmt, COLUMN_PROBLEM) : 0;

  fact->customer = rw_stmt_get_id_or_nil (stmt, COLUMN_CUSTOMER);
  fact->service = rw_stmt_get_id_or_nil (stmt, COLUMN_SERVICE);
  fact->ci = rw_stmt_get_id_or_nil (stmt, COLUMN_CI);
  fact->alert = keep_text (reading, stmt, COLUMN_ALERT);
  fact->category = keep_text (reading, stmt, COLUMN_CATEGORY);
  fact->opened = rw_stmt_get_integer (stmt, COLUMN_OPENED);
  fact->has_problem = problem > 0;
  fact->has_open_problem = problem > 1;
}

static void
add_incident (gpointer data, RwStmt *stmt)
{
  Reading *reading = data;
  RwId id = rw_stmt_get_id_or_nil (stmt, COLUMN_ID);
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (reading->places, &id));
  RwIncident fact = { 0 };
  Incident *incident;

  if (place != 0)
    {
      RwIncident *known = &g_array_index (reading->facts, RwIncident, place - 1);

      /* Of several fixed problems the one that was fixed last is the first. */
      if (known->fixed == 0)
        known->fixed = reading->of;
      return;
    }
  read_fact (reading, stmt, &fact);
  fact.dismissed = rw_stmt_get_integer (stmt, COLUMN_DISMISSED) != 0;
  fact.fixed = reading->of;
  incident = g_new0 (Incident, 1);
  incident->ticket.id = id;
  incident->ticket.number = g_strdup (rw_stmt_get_text (stmt, COLUMN_NUMBER));
  incident->ticket.title = g_strdup (rw_stmt_get_text (stmt, COLUMN_TITLE));
  incident->ticket.status = MAX (rw_stmt_get_word (stmt, COLUMN_STATUS, &rw_enum_ticket_status), 0);
  incident->ticket.priority = MAX (rw_stmt_get_word (stmt, COLUMN_PRIORITY, &rw_enum_priority), 0);
  incident->ticket.opened = fact.opened;
  incident->alert = g_strdup (fact.alert);
  incident->category = g_strdup (fact.category);
  incident->customer = g_strdup (rw_stmt_get_text (stmt, COLUMN_CUSTOMER_NAME));
  incident->system = g_strdup (rw_stmt_get_text (stmt, COLUMN_CI_NAME));
  incident->ci_kind = rw_schema_find (rw_stmt_get_text (stmt, COLUMN_CI_KIND));
  g_ptr_array_add (reading->incidents, incident);
  g_array_append_val (reading->facts, fact);
  g_hash_table_insert (reading->places, &incident->ticket.id,
                       GUINT_TO_POINTER (reading->incidents->len));
}

/* An incident that the problem caused: a sign of it, and where it came after the fix a question. */
static void
add_sign (gpointer data, RwStmt *stmt)
{
  Reading *reading = data;
  Fixed *fixed = reading->fixed->pdata[reading->of - 1];
  RwIncident sign = { 0 };

  read_fact (reading, stmt, &sign);
  g_array_append_val (fixed->signs, sign);
  if (sign.opened > reading->since)
    add_incident (reading, stmt);
}

static void
add_fixed (gpointer data, RwStmt *stmt)
{
  Reading *reading = data;
  RwId id = rw_stmt_get_id_or_nil (stmt, COLUMN_ID);
  gint64 since = 0, finished = rw_stmt_get_integer (stmt, 16);
  RwIncident sign = { 0 };
  Fixed *fixed;

  if (!rw_problem_is_fixed (
        (RwTicketStatus) MAX (rw_stmt_get_word (stmt, COLUMN_STATUS, &rw_enum_ticket_status), 0),
        rw_stmt_get_integer (stmt, 17),
        (RwChangeStatus) MAX (rw_stmt_get_word (stmt, 13, &rw_enum_change_status), 0),
        rw_stmt_get_word (stmt, 14, &rw_enum_change_result), rw_stmt_get_integer (stmt, 15) != 0,
        finished, &since))
    return;
  /* Of several changes the last one was it. */
  for (guint i = 0; i < reading->fixed->len; i++)
    if (rw_id_equal (&((Fixed *) reading->fixed->pdata[i])->id, &id))
      return;
  fixed = g_new0 (Fixed, 1);
  fixed->id = id;
  fixed->number = g_strdup (rw_stmt_get_text (stmt, COLUMN_NUMBER));
  fixed->title = g_strdup (rw_stmt_get_text (stmt, COLUMN_TITLE));
  fixed->priority = MAX (rw_stmt_get_word (stmt, COLUMN_PRIORITY, &rw_enum_priority), 0);
  fixed->change = rw_stmt_get_id_or_nil (stmt, 11);
  fixed->change_number = g_strdup (rw_stmt_get_text (stmt, 12));
  fixed->finished = finished;
  fixed->since = since;
  fixed->signs = g_array_new (FALSE, FALSE, sizeof (RwIncident));
  read_fact (reading, stmt, &sign);
  g_array_append_val (fixed->signs, sign);
  g_ptr_array_add (reading->fixed, fixed);
}

/* Reads what came to one fixed problem and to where it was, after the fix and before the recent ones. */
static gboolean
read_after (Reading *reading, RwStmt *signs, RwStmt *there, gint64 recent, GCancellable *cancellable, GError **error)
{
  Fixed *fixed = reading->fixed->pdata[reading->of - 1];
  g_autoptr (GHashTable) seen = g_hash_table_new (rw_id_hash, rw_id_equal);
  gint64 from = reading->since;

  rw_stmt_reset (signs);
  rw_stmt_bind_id (signs, 1, &fixed->id);
  reading->since = MAX (from, fixed->since);
  if (!rw_query_rows (signs, add_sign, reading, cancellable, error))
    return FALSE;
  reading->of = 0;
  for (guint i = 0; i < fixed->signs->len && reading->since < recent; i++)
    {
      const RwId *ci = &g_array_index (fixed->signs, RwIncident, i).ci;

      if (rw_id_is_nil (ci) || !g_hash_table_add (seen, (gpointer) ci))
        continue;
      rw_stmt_reset (there);
      rw_stmt_bind_id (there, 1, ci);
      rw_stmt_bind_integer (there, 2, reading->since);
      rw_stmt_bind_integer (there, 3, recent);
      if (!rw_query_rows (there, add_incident, reading, cancellable, error))
        return FALSE;
    }
  reading->since = from;
  return TRUE;
}

static gboolean
read_all (RwCache *cache, Reading *reading, gint64 now, GCancellable *cancellable, GError **error)
{
  RwDb *db = rw_cache_get_db (cache);
  g_autoptr (RwStmt) recent = rw_db_prepare (db, recent_sql, error);
  g_autoptr (RwStmt) fixed = recent != NULL ? rw_db_prepare (db, fixed_sql, error) : NULL;
  g_autoptr (RwStmt) signs = fixed != NULL ? rw_db_prepare (db, signs_sql, error) : NULL;
  g_autoptr (RwStmt) there = signs != NULL ? rw_db_prepare (db, there_sql, error) : NULL;
  gint64 from = now - RW_PROBLEM_MANY_DAYS * RW_DAY;

  if (there == NULL)
    return FALSE;
  rw_stmt_bind_integer (recent, 1, from);
  rw_stmt_bind_integer (fixed, 1, now - FIX_DAYS * RW_DAY);
  if (!rw_query_rows (recent, add_incident, reading, cancellable, error) ||
      !rw_query_rows (fixed, add_fixed, reading, cancellable, error))
    return FALSE;
  reading->since = now - RW_PROBLEM_RETURN_DAYS * RW_DAY;
  for (guint i = 0; i < reading->fixed->len; i++)
    {
      reading->of = i + 1;
      if (!read_after (reading, signs, there, from, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

static RwSeries *
series_new (const Reading *reading, GArray *indexes)
{
  RwSeries *series = g_new0 (RwSeries, 1);
  guint n = indexes->len, last = g_array_index (indexes, guint, n - 1);
  const Incident *newest = reading->incidents->pdata[last];
  g_autoptr (GString) numbers = g_string_new (NULL);

  series->newest = newest->ticket.id;
  series->title = g_strdup (newest->ticket.title);
  series->by_alert = newest->alert != NULL && *newest->alert != '\0';
  series->cause = g_strdup (series->by_alert ? newest->alert : newest->category);
  series->customer = g_strdup (newest->customer);
  series->system = g_strdup (newest->system);
  series->ci = g_array_index (reading->facts, RwIncident, last).ci;
  series->ci_kind = newest->ci_kind;
  series->last = newest->ticket.opened;
  series->priority = newest->ticket.priority;
  series->tickets = g_array_new (FALSE, FALSE, sizeof (RwId));
  series->incidents = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_series_ticket_free);
  for (guint i = 0; i < n; i++)
    {
      guint index = g_array_index (indexes, guint, i);
      const Incident *incident = reading->incidents->pdata[index];
      RwSeriesTicket *ticket = g_memdup2 (&incident->ticket, sizeof *ticket);

      ticket->number = g_strdup (incident->ticket.number);
      ticket->title = g_strdup (incident->ticket.title);
      ticket->linked = g_array_index (reading->facts, RwIncident, index).fixed > 0;
      g_ptr_array_add (series->incidents, ticket);
      g_array_append_val (series->tickets, ticket->id);
      series->priority = MIN (series->priority, ticket->priority);
      if (ticket->number != NULL)
        g_string_append_printf (numbers, "%s%s", numbers->len > 0 ? ", " : "", ticket->number);
    }
  series->numbers = g_strdup (numbers->str);
  return series;
}

static void
add_returns (Reading *reading, gint64 now, GPtrArray *all)
{
  g_autofree RwFixedProblem *problems = g_new (RwFixedProblem, reading->fixed->len);
  g_autoptr (GPtrArray) returns = NULL;

  for (guint i = 0; i < reading->fixed->len; i++)
    {
      const Fixed *fixed = reading->fixed->pdata[i];

      problems[i] = (RwFixedProblem) { (const RwIncident *) fixed->signs->data, fixed->signs->len,
                                       fixed->since };
    }
  returns =
    rw_problem_returns_find (problems, reading->fixed->len,
                             (const RwIncident *) reading->facts->data, reading->facts->len, now);
  for (guint i = 0; i < returns->len; i++)
    {
      const RwProblemReturn *back = returns->pdata[i];
      const Fixed *fixed = reading->fixed->pdata[back->problem];
      RwSeries *series = series_new (reading, back->incidents);

      series->problem = fixed->id;
      series->problem_number = g_strdup (fixed->number);
      series->problem_title = g_strdup (fixed->title);
      series->change = fixed->change;
      series->change_number = g_strdup (fixed->change_number);
      series->fixed = fixed->finished;
      series->priority = MIN (series->priority, fixed->priority);
      g_ptr_array_add (all, series);
      /* One question is enough. */
      for (guint j = 0; j < back->incidents->len; j++)
        g_array_index (reading->facts, RwIncident, g_array_index (back->incidents, guint, j))
          .has_problem = TRUE;
    }
}

/**
 * rw_query_series:
 * @now: the present
 *
 * Reads what looks like a problem that nobody has made one yet, and what asks whether a fixed problem is back: see
 * rw_problem_candidates_find() and rw_problem_returns_find().
 *
 * Returns: (transfer full) (nullable) (element-type RwSeries): those that came back first; %NULL with @error set
 */
GPtrArray *
rw_query_series (RwCache *cache, gint64 now, GCancellable *cancellable, GError **error)
{
  g_autoptr (Reading) reading = reading_new ();
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_series_free);
  g_autoptr (GPtrArray) candidates = NULL;

  if (!read_all (cache, reading, now, cancellable, error))
    return NULL;
  add_returns (reading, now, all);
  candidates = rw_problem_candidates_find ((const RwIncident *) reading->facts->data,
                                           reading->facts->len, now);
  for (guint i = 0; i < candidates->len; i++)
    {
      const RwProblemCandidate *candidate = candidates->pdata[i];
      RwSeries *series = series_new (reading, candidate->incidents);

      series->days = candidate->days;
      g_ptr_array_add (all, series);
    }
  return g_steal_pointer (&all);
}
