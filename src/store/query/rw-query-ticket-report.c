/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-ticket-report.h"

#include "../rw-cache-row.h"
#include "rw-query-rows.h"
#include "rw-query-ticket-past.h"

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
  COLUMN_CUSTOMER_NAME,
  COLUMN_SERVICE_NAME,
  COLUMN_ASSIGNEE_NAME,
  COLUMN_TZ,
};

/* Every arm of the OR has an index: what is long over is not even looked at. */
static const char sql[] =
  "SELECT t.id, t.number, t.title, t.type, t.status, t.priority, t.source, c.id, s.id, p.id, t.alert, t.opened,"
  " t.accepted, t.resolved, t.closed, t.response_due, t.resolution_due, t.reopened, t.waits,"
  " t.pending_since, t.merged_into IS NOT NULL, c.name, s.name, p.name, c.tz"
  " FROM ticket t"
  " LEFT JOIN service s ON s.id = t.service"
  " LEFT JOIN customer c ON c.id = coalesce (t.customer, s.customer)"
  " LEFT JOIN person p ON p.id = t.assignee"
  " WHERE (t.opened >= ?1 OR t.resolved >= ?1 OR t.status IN " OPEN_STATUSES
  " OR (t.resolved IS NULL AND t.closed >= ?1))"
  " AND t.opened <= ?2 AND (?3 IS NULL OR c.id = ?3) AND (?4 IS NULL OR s.id = ?4)"
  " ORDER BY t.opened, t.id";

typedef struct
{
  RwTicketFacts *facts;
  GTimeZone *zone;
  GPtrArray *waits; /* (element-type GStrv) (nullable elements): of each fact */
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

/* On the customer's clock, or else on that of the question; what was agreed on is known later. */
static void
read_wall (Reading *reading, RwStmt *stmt, RwTicketFact *fact)
{
  g_autoptr (GTimeZone) zone = rw_zone_get (rw_stmt_get_text (stmt, COLUMN_TZ));

  fact->clock = zone != NULL ? RW_REPORT_CLOCK_CUSTOMER : RW_REPORT_CLOCK_FALLBACK;
  fact->opened_wall = rw_zone_wall (zone != NULL ? zone : reading->zone, fact->opened);
}

static void
add_fact (gpointer data, RwStmt *stmt)
{
  Reading *reading = data;
  RwTicketFact fact = { .accept_open = -1, .resolve_open = -1 };

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
  g_array_append_val (reading->facts->facts, fact);
}

static GArray *
get_pauses (const char *const *waits)
{
  g_autoptr (RwRecord) ticket = NULL;

  if (waits == NULL)
    return NULL;
  ticket = rw_record_new (RW_KIND_TICKET, &RW_ID_NIL);
  rw_record_set_texts (ticket, RW_TICKET_WAITS, waits);
  return rw_ticket_pauses (ticket);
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
  pauses = get_pauses (waits);
  fact->resolve_open = rw_sla_elapsed (hours, fact->opened, fact->resolved, pauses);
}

/* After all rows are read: what was promised for a service is asked of the same database. */
static gboolean
measure_all (RwCache *cache, Reading *reading, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) terms = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free,
                                                        (GDestroyNotify) rw_sla_terms_unref);
  GArray *facts = reading->facts->facts;

  for (guint i = 0; i < facts->len; i++)
    {
      RwTicketFact *fact = &g_array_index (facts, RwTicketFact, i);
      gpointer of = NULL;

      if (fact->opened < reading->facts->from || rw_id_is_nil (&fact->service))
        continue;
      if (!g_hash_table_lookup_extended (terms, &fact->service, NULL, &of))
        {
          GError *failure = NULL;

          of = rw_query_sla_terms (cache, &fact->service, &failure);
          if (failure != NULL)
            {
              g_propagate_error (error, failure);
              return FALSE;
            }
          g_hash_table_insert (terms, g_memdup2 (&fact->service, sizeof fact->service), of);
          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
        }
      if (of != NULL)
        measure (fact, of, reading->waits->pdata[i]);
    }
  return TRUE;
}

static void
free_waits (gpointer waits)
{
  g_strfreev (waits);
}

/**
 * rw_query_ticket_report:
 *
 * Reads the tickets that were opened in the period, those still open in it, and those open now: all that the figures
 * of rw-ticket-report.h count, from one statement.
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
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache), sql, error);
  Reading reading = { facts, question->zone, waits };

  if (stmt == NULL)
    return NULL;
  rw_stmt_bind_integer (stmt, 1, question->from);
  rw_stmt_bind_integer (stmt, 2, question->now);
  if (rw_id_is_nil (&question->customer))
    rw_stmt_bind_null (stmt, 3);
  else
    rw_stmt_bind_id (stmt, 3, &question->customer);
  if (rw_id_is_nil (&question->service))
    rw_stmt_bind_null (stmt, 4);
  else
    rw_stmt_bind_id (stmt, 4, &question->service);
  if (!rw_query_rows (stmt, add_fact, &reading, cancellable, error) ||
      !measure_all (cache, &reading, cancellable, error))
    return NULL;
  return g_steal_pointer (&facts);
}
