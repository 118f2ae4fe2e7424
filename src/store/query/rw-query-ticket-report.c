/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-ticket-report.h"

#include <string.h>

#include "../rw-cache-row.h"
#include "rw-query-rows.h"
#include "rw-query-ticket-past.h"
#include "rules/rw-problem-candidates.h"
#include "rules/rw-update-compliance.h"
#include "rw-clock.h"

#define OPEN_STATUSES "('new', 'accepted', 'in_progress', 'pending_customer', 'pending_supplier')"

enum
{
  COLUMN_ID,
  COLUMN_NUMBER,
  COLUMN_TITLE,
  COLUMN_TYPE,
  COLUMN_STATUS,
  COLUMN_PRIORITY,
  COLUMN_SOURCE,
  COLUMN_CUSTOMER,
  COLUMN_SERVICE,
  COLUMN_ASSIGNEE,
  COLUMN_ALERT,
  COLUMN_OPENED,
  COLUMN_ACCEPTED,
  COLUMN_RESOLVED,
  COLUMN_CLOSED,
  COLUMN_RESPONSE_DUE,
  COLUMN_RESOLUTION_DUE,
  COLUMN_REOPENED,
  COLUMN_WAITS,
  COLUMN_PENDING_SINCE,
  COLUMN_MERGED,
  COLUMN_CI,
  COLUMN_CATEGORY,
  COLUMN_ALERT_COUNT,
  COLUMN_SLA,
  COLUMN_CUSTOMER_NAME,
  COLUMN_SERVICE_NAME,
  COLUMN_ASSIGNEE_NAME,
  COLUMN_TZ,
};

/* One pass over all tickets: what was closed without having been resolved is in no index by when. */
static const char sql[] =
  "SELECT t.id, t.number, t.title, t.type, t.status, t.priority, t.source, c.id, s.id, p.id, t.alert, t.opened,"
  " t.accepted, t.resolved, t.closed, t.response_due, t.resolution_due, t.reopened, t.waits,"
  " t.pending_since, t.merged_into IS NOT NULL, t.ci, t.category, t.alert_count, s.sla, c.name, s.name, p.name, c.tz"
  " FROM ticket t"
  " LEFT JOIN service s ON s.id = t.service"
  " LEFT JOIN customer c ON c.id = coalesce (t.customer, s.customer)"
  " LEFT JOIN person p ON p.id = t.assignee"
  " WHERE (t.opened >= ?1 OR t.resolved >= ?1 OR t.status IN " OPEN_STATUSES
  " OR (t.resolved IS NULL AND t.closed >= ?1))"
  " AND t.opened <= ?2 AND (?3 IS NULL OR c.id = ?3) AND (?4 IS NULL OR s.id = ?4)";

/* Between ten in the evening and six in the morning. */
#define NIGHT_BEGINS (22 * RW_HOUR)
#define NIGHT_ENDS   (6 * RW_HOUR)

/* A zone, and what its clocks were put to on the day that was last asked for: tickets come by their opening, and a zone
 * takes long to be asked for each. */
typedef struct
{
  GTimeZone *zone; /* nullable */
  gint64 day, offset;
  gboolean changes; /* on that day */
} Clock;

typedef struct
{
  RwTicketFacts *facts;
  const RwReportQuestion *question;
  GPtrArray *waits; /* (element-type GStrv) (nullable elements): of each fact */
  GArray *slas;     /* (element-type RwId): of each fact */
  GHashTable *clocks; /* (element-type utf8 Clock) */
  Clock *here;        /* that of the question */
} Reading;

static const char *
keep_text (Reading *reading, RwStmt *stmt, int column)
{
  const char *text = rw_stmt_get_text (stmt, column);

  return text != NULL && *text != '\0' ? g_string_chunk_insert_const (reading->facts->texts, text)
                                       : NULL;
}

static void
keep_name (Reading *reading, RwStmt *stmt, int column, const RwId *id)
{
  GHashTable *names = reading->facts->names;

  if (!rw_id_is_nil (id) && !g_hash_table_contains (names, id) && !rw_stmt_is_null (stmt, column))
    g_hash_table_insert (names, g_memdup2 (id, sizeof *id),
                         (gpointer) keep_text (reading, stmt, column));
}

static Clock *
clock_new (GTimeZone *zone)
{
  Clock *clock = g_new0 (Clock, 1);

  clock->zone = zone != NULL ? g_time_zone_ref (zone) : NULL;
  clock->day = G_MININT64;
  return clock;
}

static void
clock_free (gpointer data)
{
  Clock *clock = data;

  g_clear_pointer (&clock->zone, g_time_zone_unref);
  g_free (clock);
}

static gint64
clock_wall (Clock *clock, gint64 instant)
{
  gint64 day = instant / RW_DAY;

  if (day != clock->day)
    {
      clock->day = day;
      clock->offset = rw_zone_wall (clock->zone, day * RW_DAY) - day * RW_DAY;
      clock->changes =
        rw_zone_wall (clock->zone, (day + 1) * RW_DAY) - (day + 1) * RW_DAY != clock->offset;
    }
  return clock->changes ? rw_zone_wall (clock->zone, instant) : instant + clock->offset;
}

/* Returns: (nullable): that of the customer */
static Clock *
find_clock (Reading *reading, const char *tz)
{
  Clock *clock;

  if (tz == NULL)
    return NULL;
  clock = g_hash_table_lookup (reading->clocks, tz);
  if (clock == NULL)
    {
      g_autoptr (GTimeZone) zone = rw_zone_get (tz);

      clock = clock_new (zone);
      g_hash_table_insert (reading->clocks, g_strdup (tz), clock);
    }
  return clock->zone != NULL ? clock : NULL;
}

/* On the customer's clock, or else on that of the question; what was agreed on is known later. */
static void
read_wall (Reading *reading, RwStmt *stmt, RwTicketFact *fact)
{
  Clock *clock = find_clock (reading, rw_stmt_get_text (stmt, COLUMN_TZ));
  gint64 here = clock_wall (reading->here, fact->opened);

  fact->at_night = here % RW_DAY >= NIGHT_BEGINS || here % RW_DAY < NIGHT_ENDS;
  fact->clock = clock != NULL ? RW_REPORT_CLOCK_CUSTOMER : RW_REPORT_CLOCK_FALLBACK;
  fact->opened_wall = clock != NULL ? clock_wall (clock, fact->opened) : here;
}

static void
add_fact (gpointer data, RwStmt *stmt)
{
  Reading *reading = data;
  RwTicketFact fact = { .accept_open = -1, .resolve_open = -1 };
  RwId sla;

  fact.opened = rw_stmt_get_integer (stmt, COLUMN_OPENED);
  /* What was merged is told of with the ticket that it was merged into. */
  if (rw_stmt_get_integer (stmt, COLUMN_MERGED) != 0)
    {
      reading->facts->n_merged += rw_ticket_facts_in_period (reading->facts, &fact);
      return;
    }
  fact.id = rw_stmt_get_id_or_nil (stmt, COLUMN_ID);
  fact.number = keep_text (reading, stmt, COLUMN_NUMBER);
  fact.title = keep_text (reading, stmt, COLUMN_TITLE);
  fact.type = MAX (rw_stmt_get_word (stmt, COLUMN_TYPE, &rw_enum_ticket_type), 0);
  fact.status = MAX (rw_stmt_get_word (stmt, COLUMN_STATUS, &rw_enum_ticket_status), 0);
  fact.priority = MAX (rw_stmt_get_word (stmt, COLUMN_PRIORITY, &rw_enum_priority), 0);
  fact.source = rw_stmt_get_word (stmt, COLUMN_SOURCE, &rw_enum_ticket_source);
  fact.customer = rw_stmt_get_id_or_nil (stmt, COLUMN_CUSTOMER);
  fact.service = rw_stmt_get_id_or_nil (stmt, COLUMN_SERVICE);
  fact.assignee = rw_stmt_get_id_or_nil (stmt, COLUMN_ASSIGNEE);
  fact.alert = keep_text (reading, stmt, COLUMN_ALERT);
  fact.category = keep_text (reading, stmt, COLUMN_CATEGORY);
  fact.alert_count = rw_stmt_get_integer (stmt, COLUMN_ALERT_COUNT);
  fact.ci = rw_stmt_get_id_or_nil (stmt, COLUMN_CI);
  fact.accepted = rw_stmt_get_integer (stmt, COLUMN_ACCEPTED);
  fact.resolved = rw_stmt_get_integer (stmt, COLUMN_RESOLVED);
  fact.closed = rw_stmt_get_integer (stmt, COLUMN_CLOSED);
  fact.response_due = rw_stmt_get_integer (stmt, COLUMN_RESPONSE_DUE);
  fact.resolution_due = rw_stmt_get_integer (stmt, COLUMN_RESOLUTION_DUE);
  fact.reopened = (guint) rw_stmt_get_integer (stmt, COLUMN_REOPENED);
  fact.pending_since = rw_stmt_get_integer (stmt, COLUMN_PENDING_SINCE);
  read_wall (reading, stmt, &fact);
  keep_name (reading, stmt, COLUMN_CUSTOMER_NAME, &fact.customer);
  keep_name (reading, stmt, COLUMN_SERVICE_NAME, &fact.service);
  keep_name (reading, stmt, COLUMN_ASSIGNEE_NAME, &fact.assignee);
  g_ptr_array_add (reading->waits, rw_stmt_is_null (stmt, COLUMN_WAITS)
                                     ? NULL
                                     : rw_cache_texts_read (rw_stmt_get_text (stmt, COLUMN_WAITS)));
  sla = rw_stmt_get_id_or_nil (stmt, COLUMN_SLA);
  g_array_append_val (reading->slas, sla);
  g_array_append_val (reading->facts->facts, fact);
}

/* Only what was asked for: most tickets of the backlog are not of the period. */
static void
measure (RwTicketFact *fact, const RwSlaTerms *terms, const char *const *waits)
{
  RwOpeningHours *hours = terms->hours;
  g_autoptr (GArray) pauses = NULL;

  if (fact->clock == RW_REPORT_CLOCK_FALLBACK && terms->has_calendar)
    {
      fact->clock = RW_REPORT_CLOCK_CALENDAR;
      fact->opened_wall = rw_zone_wall (rw_opening_hours_get_zone (hours), fact->opened);
    }
  if (fact->accepted >= fact->opened)
    fact->accept_open = rw_sla_elapsed (hours, fact->opened, fact->accepted, NULL);
  if (fact->resolved < fact->opened)
    return;
  pauses = rw_ticket_waits_pauses (waits);
  fact->resolve_open = rw_sla_elapsed (hours, fact->opened, fact->resolved, pauses);
}

static int
compare_opened (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const RwTicketFact *facts = user_data, *x = &facts[*(const guint *) a],
                     *y = &facts[*(const guint *) b];

  if (x->opened != y->opened)
    return x->opened < y->opened ? -1 : 1;
  return memcmp (&x->id, &y->id, sizeof x->id);
}

/* By opening. The database would write every row out once more to sort it. */
static void
sort (Reading *reading)
{
  GArray *facts = reading->facts->facts, *slas = reading->slas;
  guint n = facts->len;
  g_autofree guint *order = g_new (guint, n + 1);
  g_autofree gpointer *waits = g_memdup2 (reading->waits->pdata, n * sizeof (gpointer));
  g_autofree RwTicketFact *old = g_memdup2 (facts->data, n * sizeof *old);
  g_autofree RwId *old_slas = g_memdup2 (slas->data, n * sizeof *old_slas);

  for (guint i = 0; i < n; i++)
    order[i] = i;
  g_sort_array (order, n, sizeof *order, compare_opened, old);
  for (guint i = 0; i < n; i++)
    {
      g_array_index (facts, RwTicketFact, i) = old[order[i]];
      g_array_index (slas, RwId, i) = old_slas[order[i]];
      reading->waits->pdata[i] = waits[order[i]];
    }
}

static gboolean
find_terms (RwSlaTable *table, const Reading *reading, guint index, const RwSlaTerms **found, GError **error)
{
  return rw_sla_table_find (table, &g_array_index (reading->slas, RwId, index), found, error);
}

/* So many tickets are measured before somebody who changed their mind is heard. */
#define AT_ONCE 256

/* After all rows are read: what was promised for a service is asked of the same database. */
static gboolean
measure_all (RwSlaTable *table, Reading *reading, GCancellable *cancellable, GError **error)
{
  GArray *facts = reading->facts->facts;

  for (guint i = 0; i < facts->len; i++)
    {
      RwTicketFact *fact = &g_array_index (facts, RwTicketFact, i);
      const RwSlaTerms *of;

      if (i % AT_ONCE == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (fact->opened < reading->facts->from)
        continue;
      if (!find_terms (table, reading, i, &of, error))
        return FALSE;
      if (of != NULL)
        measure (fact, of, reading->waits->pdata[i]);
    }
  return TRUE;
}

/* --- What was written ------------------------------------------------------------------------------ */

static const char messages_sql[] =
  "SELECT m.at, m.type, m.author IS NOT NULL FROM message m WHERE m.ticket = ?1 ORDER BY m.at";

/* Messages of one ticket: how many are of staff, and when the customer heard. */
static gboolean
read_messages (RwStmt *stmt, RwTicketFact *fact, GArray *given, GError **error)
{
  gboolean row;

  rw_stmt_reset (stmt);
  rw_stmt_bind_id (stmt, 1, &fact->id);
  while (rw_stmt_step (stmt, &row, error))
    {
      int type;
      gint64 at;

      if (!row)
        return TRUE;
      type = rw_stmt_get_word (stmt, 1, &rw_enum_message_type);
      at = rw_stmt_get_integer (stmt, 0);
      fact->n_work += type >= 0 && type != RW_MESSAGE_TYPE_EVENT &&
                      type != RW_MESSAGE_TYPE_MAIL_IN && rw_stmt_get_integer (stmt, 2) != 0;
      if (type >= 0 && rw_message_type_is_public ((RwMessageType) type) &&
          type != RW_MESSAGE_TYPE_MAIL_IN)
        g_array_append_val (given, at);
    }
  return FALSE;
}

/* Of a ticket that was opened again the clock stood still while it was thought to be resolved. Those times stand among
 * the ones in which the customer was waited for: which is which nobody can tell any more, so all of them count for it. */
static void
add_updates (Reading *reading, guint index, const RwSlaTerms *terms, const GArray *given)
{
  RwTicketFacts *facts = reading->facts;
  const RwTicketFact *fact = &g_array_index (facts->facts, RwTicketFact, index);
  g_autoptr (GArray) pauses =
    fact->reopened > 0 ? rw_ticket_waits_pauses (reading->waits->pdata[index]) : NULL;
  g_autoptr (GArray) dues =
    rw_update_dues (terms->hours, terms->minutes[fact->priority][RW_SLA_CLOCK_UPDATE] * RW_MINUTE,
                    fact->opened, rw_ticket_fact_get_end (fact), pauses,
                    (const gint64 *) (void *) given->data, given->len, facts->now);

  for (guint i = 0; i < dues->len; i++)
    {
      RwTicketUpdate update = { index, g_array_index (dues, RwUpdateDue, i) };

      if (update.due.due >= facts->from && update.due.due < facts->to)
        g_array_append_val (facts->updates, update);
    }
}

static gboolean
read_talk (RwCache *cache, RwSlaTable *table, Reading *reading, GCancellable *cancellable, GError **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache), messages_sql, error);
  g_autoptr (GArray) given = g_array_new (FALSE, FALSE, sizeof (gint64));
  GArray *facts = reading->facts->facts;
  RwReportParts parts = reading->question->parts;

  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < facts->len; i++)
    {
      RwTicketFact *fact = &g_array_index (facts, RwTicketFact, i);
      const RwSlaTerms *of = NULL;
      gboolean updates, work = (parts & RW_REPORT_WITH_WORK) != 0 && fact->alert != NULL &&
                               rw_ticket_facts_in_period (reading->facts, fact);

      if (i % AT_ONCE == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!find_terms (table, reading, i, &of, error))
        return FALSE;
      updates = (parts & RW_REPORT_WITH_UPDATES) != 0 && of != NULL &&
                of->minutes[fact->priority][RW_SLA_CLOCK_UPDATE] > 0 &&
                fact->opened < reading->facts->to &&
                rw_ticket_fact_get_end (fact) >= reading->facts->from;
      if (!updates && !work)
        continue;
      g_array_set_size (given, 0);
      if (!read_messages (stmt, fact, given, error))
        return FALSE;
      if (updates)
        add_updates (reading, i, of, given);
    }
  return TRUE;
}

/* --- What came again ------------------------------------------------------------------------------- */

static const char causes_sql[] =
  "SELECT DISTINCT l.source FROM link l JOIN ticket p ON p.id = l.target"
  " WHERE l.type = 'caused_by' AND p.type = 'problem'";

static const char name_sql[] =
  "SELECT coalesce ((SELECT name FROM device WHERE id = ?1), (SELECT name FROM vm WHERE id = ?1),"
  " (SELECT name FROM rack WHERE id = ?1), (SELECT name FROM site WHERE id = ?1))";

static void
add_cause (gpointer data, RwStmt *stmt)
{
  RwId id;

  if (rw_stmt_get_id (stmt, 0, &id))
    g_hash_table_add (data, g_memdup2 (&id, sizeof id));
}

/* The names of what there were several incidents about. */
static gboolean
read_names (RwCache *cache, Reading *reading, GCancellable *cancellable, GError **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache), name_sql, error);
  g_autoptr (GHashTable) seen = g_hash_table_new (rw_id_hash, rw_id_equal);
  GArray *facts = reading->facts->facts;
  GHashTable *names = reading->facts->names;

  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < facts->len; i++)
    {
      const RwTicketFact *fact = &g_array_index (facts, RwTicketFact, i);
      gboolean row;

      if (i % AT_ONCE == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (fact->type != RW_TICKET_TYPE_INCIDENT || rw_id_is_nil (&fact->ci) ||
          g_hash_table_add (seen, (gpointer) &fact->ci) || g_hash_table_contains (names, &fact->ci))
        continue;
      rw_stmt_reset (stmt);
      rw_stmt_bind_id (stmt, 1, &fact->ci);
      if (!rw_stmt_step (stmt, &row, error))
        return FALSE;
      if (row)
        keep_name (reading, stmt, 0, &fact->ci);
    }
  return TRUE;
}

static gboolean
read_causes (RwCache *cache, Reading *reading, GCancellable *cancellable, GError **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache), causes_sql, error);
  g_autoptr (GHashTable) caused = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, NULL);
  GArray *facts = reading->facts->facts;

  if (stmt == NULL || !rw_query_rows (stmt, add_cause, caused, cancellable, error))
    return FALSE;
  for (guint i = 0; i < facts->len; i++)
    {
      RwTicketFact *fact = &g_array_index (facts, RwTicketFact, i);

      fact->has_problem = g_hash_table_contains (caused, &fact->id);
    }
  return read_names (cache, reading, cancellable, error);
}

/* --- All of it ------------------------------------------------------------------------------------- */

static void
free_waits (gpointer waits)
{
  g_strfreev (waits);
}

/**
 * rw_query_ticket_report:
 *
 * Reads the tickets that were opened in the period, those still open in it, and those open now: all that the figures
 * of rw-ticket-report.h count; and what else was asked for.
 *
 * Returns: (transfer full) (nullable): %NULL with @error set
 */
RwTicketFacts *
rw_query_ticket_report (RwCache                *cache,
                        const RwReportQuestion *question,
                        GCancellable           *cancellable,
                        GError                **error)
{
  g_autoptr (RwTicketFacts) facts =
    rw_ticket_facts_new (question->from, question->to, question->now);
  g_autoptr (GPtrArray) waits = g_ptr_array_new_with_free_func (free_waits);
  g_autoptr (RwSlaTable) table = rw_sla_table_new (cache);
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache), sql, error);
  g_autoptr (GArray) slas = g_array_new (FALSE, FALSE, sizeof (RwId));
  g_autoptr (GHashTable) clocks =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, clock_free);
  Reading reading = { facts, question, waits, slas, clocks, NULL };
  gboolean series = (question->parts & RW_REPORT_WITH_SERIES) != 0;

  if (stmt == NULL)
    return NULL;
  reading.here = clock_new (question->zone);
  g_hash_table_insert (clocks, g_strdup (""), reading.here);
  rw_stmt_bind_integer (stmt, 1, question->from - (series ? RW_PROBLEM_MANY_DAYS * RW_DAY : 0));
  rw_stmt_bind_integer (stmt, 2, question->now);
  if (rw_id_is_nil (&question->customer))
    rw_stmt_bind_null (stmt, 3);
  else
    rw_stmt_bind_id (stmt, 3, &question->customer);
  if (rw_id_is_nil (&question->service))
    rw_stmt_bind_null (stmt, 4);
  else
    rw_stmt_bind_id (stmt, 4, &question->service);
  if (!rw_query_rows (stmt, add_fact, &reading, cancellable, error))
    return NULL;
  sort (&reading);
  if (!measure_all (table, &reading, cancellable, error))
    return NULL;
  if ((question->parts & (RW_REPORT_WITH_WORK | RW_REPORT_WITH_UPDATES)) != 0 &&
      !read_talk (cache, table, &reading, cancellable, error))
    return NULL;
  if (series && !read_causes (cache, &reading, cancellable, error))
    return NULL;
  return g_steal_pointer (&facts);
}
