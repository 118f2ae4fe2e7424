/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-cache-row.h"
#include "rw-clock.h"
#include "rw-query-overview-private.h"
#include "rw-query-ticket-past.h"

#define OPEN_STATUSES "('new', 'accepted', 'in_progress', 'pending_customer', 'pending_supplier')"
#define CI_NAME "coalesce (d.name, v.name, r.name, i.name)"
#define CI_JOINS \
  " LEFT JOIN device d ON d.id = t.ci" \
  " LEFT JOIN vm v ON v.id = t.ci" \
  " LEFT JOIN rack r ON r.id = t.ci" \
  " LEFT JOIN site i ON i.id = t.ci"

enum
{
  COLUMN_ID,
  COLUMN_NUMBER,
  COLUMN_TITLE,
  COLUMN_TYPE,
  COLUMN_STATUS,
  COLUMN_PRIORITY,
  COLUMN_MAJOR,
  COLUMN_ACCEPTED,
  COLUMN_RESPONSE_DUE,
  COLUMN_RESOLUTION_DUE,
  COLUMN_UPDATE_DUE,
  COLUMN_WAITS,
  COLUMN_SLA,
  COLUMN_SERVICE,
  COLUMN_CUSTOMER,
  COLUMN_SYSTEM,
};

static const char open_sql[] =
  "SELECT t.id, t.number, t.title, t.type, t.status, t.priority, t.major, t.accepted, t.response_due,"
  " t.resolution_due, t.update_due, t.waits, s.sla, t.service, coalesce (c.name, sc.name), " CI_NAME
  " FROM ticket t"
  " LEFT JOIN customer c ON c.id = t.customer"
  " LEFT JOIN service s ON s.id = t.service"
  " LEFT JOIN customer sc ON sc.id = s.customer" CI_JOINS
  " WHERE t.status IN " OPEN_STATUSES;

/* What was begun on the system, or on its rack, in the day before the ticket was opened. */
static const char before_sql[] =
  "SELECT x.number, coalesce (x.started, x.start) AS begun, t.opened"
  " FROM ticket t"
  " JOIN change_item i ON i.ci IN (t.ci, (SELECT d.rack FROM device d WHERE d.id = t.ci), (SELECT v.host FROM vm v WHERE v.id = t.ci))"
  " JOIN change x ON x.id = i.change"
  " WHERE t.id = ?1 AND x.number IS NOT NULL AND x.status IN ('in_progress', 'review', 'closed')"
  " AND begun <= t.opened AND begun > t.opened - ?2"
  " ORDER BY begun DESC LIMIT 1";

static const char events_sql[] =
  "SELECT 0, t.id, t.number, t.title, t.opened AS at, t.priority, NULL, NULL FROM ticket t"
  " WHERE t.opened > ?1 AND t.opened <= ?2 AND t.type = 'incident'"
  " UNION ALL SELECT 1, t.id, t.number, t.title, t.resolved, t.priority, NULL, NULL FROM ticket t"
  " WHERE t.resolved > ?1 AND t.resolved <= ?2"
  " UNION ALL SELECT 2, x.id, x.number, x.title, x.finished, NULL, x.result, x.backed_out FROM change x"
  " WHERE x.finished > ?1 AND x.finished <= ?2"
  " ORDER BY at DESC";

/* Only what the clocks need. */
static RwRecord *
read_clocks (RwStmt *stmt)
{
  static const struct
  {
    int column;
    guint field;
  } instants[] = {
    { COLUMN_ACCEPTED, RW_TICKET_ACCEPTED },
    { COLUMN_RESPONSE_DUE, RW_TICKET_RESPONSE_DUE },
    { COLUMN_RESOLUTION_DUE, RW_TICKET_RESOLUTION_DUE },
    { COLUMN_UPDATE_DUE, RW_TICKET_UPDATE_DUE },
  };
  RwId id = RW_ID_NIL;
  RwRecord *ticket;

  rw_stmt_get_id (stmt, COLUMN_ID, &id);
  ticket = rw_record_new (RW_KIND_TICKET, &id);
  rw_record_set_enum (ticket, RW_TICKET_STATUS,
                      MAX (rw_stmt_get_word (stmt, COLUMN_STATUS, &rw_enum_ticket_status), 0));
  for (guint i = 0; i < G_N_ELEMENTS (instants); i++)
    if (!rw_stmt_is_null (stmt, instants[i].column))
      rw_record_set_instant (ticket, instants[i].field, rw_stmt_get_integer (stmt, instants[i].column));
  return ticket;
}

static void
count_update (RwOverview *overview,
              RwRecord   *ticket,
              RwStmt     *stmt)
{
  gint64 due = rw_record_get_integer (ticket, RW_TICKET_UPDATE_DUE, 0);

  if (due == 0)
    return;
  if (due <= overview->now + RW_HOUR)
    overview->n_updates++;
  if (due <= overview->now)
    overview->n_updates_late++;
  if (overview->next_update == 0 || due < overview->next_update)
    {
      overview->next_update = due;
      g_set_str (&overview->next_update_customer, rw_stmt_get_text (stmt, COLUMN_CUSTOMER));
    }
}

static void
count_incident (RwOverview *overview,
                RwPriority  priority,
                gint64      due)
{
  overview->n_incidents++;
  overview->n_p1 += priority == RW_PRIORITY_P1;
  if (due == 0)
    return;
  if (due <= overview->now)
    overview->n_breached++;
  else if (due <= overview->now + RW_HOUR)
    overview->n_breaching++;
}

static gboolean
read_attention (RwSlaTable *table,
                RwStmt     *stmt,
                RwPriority  priority,
                RwSlaClock  clock,
                gint64      due,
                gint64     *attention,
                GError    **error)
{
  RwId sla = rw_stmt_get_id_or_nil (stmt, COLUMN_SLA);
  g_autoptr (GArray) pauses = NULL;
  const RwSlaTerms *terms;

  if (!rw_sla_table_find (table, &sla, &terms, error))
    return FALSE;
  if (clock == RW_SLA_CLOCK_RESOLUTION && !rw_stmt_is_null (stmt, COLUMN_WAITS))
    {
      g_auto (GStrv) waits = rw_cache_texts_read (rw_stmt_get_text (stmt, COLUMN_WAITS));

      pauses = rw_ticket_waits_pauses ((const char *const *) waits);
    }
  *attention = rw_sla_terms_attention (terms, priority, clock, due, pauses);
  return TRUE;
}

static gboolean
add_ticket (RwOverviewQuery *self,
            RwSlaTable      *table,
            RwStmt          *stmt,
            GError         **error)
{
  RwOverview *overview = self->overview;
  g_autoptr (RwRecord) ticket = read_clocks (stmt);
  int priority = rw_stmt_get_word (stmt, COLUMN_PRIORITY, &rw_enum_priority);
  int type = rw_stmt_get_word (stmt, COLUMN_TYPE, &rw_enum_ticket_type);
  gboolean major = rw_stmt_get_integer (stmt, COLUMN_MAJOR) != 0;
  guint clock = RW_TICKET_RESPONSE_DUE;
  gint64 due = rw_ticket_next_due (ticket, &clock);
  RwServiceHealth *service = rw_overview_find_service (self, stmt, COLUMN_SERVICE);
  gint64 attention;
  RwNeedRank rank;
  RwNeed *need;

  if (priority < 0)
    priority = RW_PRIORITY_P5;
  count_update (overview, ticket, stmt);
  if (due > overview->now && (overview->next_due == 0 || due < overview->next_due))
    overview->next_due = due;
  if (type == RW_TICKET_TYPE_INCIDENT)
    {
      count_incident (overview, priority, due);
      if (service != NULL)
        {
          service->n_p1 += priority == RW_PRIORITY_P1;
          service->n_p2 += priority == RW_PRIORITY_P2;
        }
    }
  if (!read_attention (table, stmt, priority, clock - RW_TICKET_RESPONSE_DUE, due, &attention,
                       error))
    return FALSE;
  rank = rw_need_rank_ticket (priority, major, attention, due, overview->now);
  if (rank == RW_NEED_NOBODY)
    return TRUE;
  need = rw_overview_add_need (self, RW_NEED_TICKET, rank, RW_KIND_TICKET, rw_record_get_id (ticket));
  need->number = rw_overview_dup_text (stmt, COLUMN_NUMBER);
  need->title = rw_overview_dup_text (stmt, COLUMN_TITLE);
  need->customer = rw_overview_dup_text (stmt, COLUMN_CUSTOMER);
  need->system = rw_overview_dup_text (stmt, COLUMN_SYSTEM);
  need->at = due;
  need->clock = due != 0 ? (int) clock : -1;
  need->priority = priority;
  need->major = major;
  return TRUE;
}

/* What changed just before is the first thing that anybody asks. */
static gboolean
find_change_before (RwOverviewQuery *self,
                    RwNeed          *need,
                    GError         **error)
{
  g_autoptr (RwStmt) stmt = rw_overview_prepare (self, before_sql, error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_id (stmt, 1, &need->id);
  rw_stmt_bind_integer (stmt, 2, RW_DAY);
  if (!rw_stmt_step (stmt, &row, error))
    return FALSE;
  if (row)
    {
      need->other = rw_overview_dup_text (stmt, 0);
      need->after = rw_stmt_get_integer (stmt, 2) - rw_stmt_get_integer (stmt, 1);
    }
  return TRUE;
}

gboolean
rw_overview_read_tickets (RwOverviewQuery *self,
                          GError         **error)
{
  g_autoptr (RwStmt) stmt = rw_overview_prepare (self, open_sql, error);
  g_autoptr (RwSlaTable) table = rw_sla_table_new (self->cache);
  GPtrArray *needs = self->overview->needs;
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  do
    {
      if (!rw_stmt_step (stmt, &row, error))
        return FALSE;
      if (row && !add_ticket (self, table, stmt, error))
        return FALSE;
    }
  while (row);
  for (guint i = 0; i < needs->len; i++)
    {
      RwNeed *need = needs->pdata[i];

      if (need->rank <= RW_NEED_SOON && need->system != NULL && !find_change_before (self, need, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
rw_overview_read_series (RwOverviewQuery *self,
                         GError         **error)
{
  self->overview->series = rw_query_series (self->cache, self->overview->now, NULL, error);
  return self->overview->series != NULL;
}

gboolean
rw_overview_read_events (RwOverviewQuery *self,
                         GError         **error)
{
  RwOverview *overview = self->overview;
  g_autoptr (RwStmt) stmt = rw_overview_prepare (self, events_sql, error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_integer (stmt, 1, overview->shift_start);
  rw_stmt_bind_integer (stmt, 2, overview->now);
  do
    {
      RwShiftEvent *event;

      if (!rw_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        break;
      event = g_new0 (RwShiftEvent, 1);
      event->type = (RwEventType) rw_stmt_get_integer (stmt, 0);
      event->kind = event->type == RW_EVENT_FINISHED ? RW_KIND_CHANGE : RW_KIND_TICKET;
      rw_stmt_get_id (stmt, 1, &event->id);
      event->number = rw_overview_dup_text (stmt, 2);
      event->title = rw_overview_dup_text (stmt, 3);
      event->at = rw_stmt_get_integer (stmt, 4);
      event->priority = MAX (rw_stmt_get_word (stmt, 5, &rw_enum_priority), 0);
      event->result = rw_stmt_get_word (stmt, 6, &rw_enum_change_result);
      event->backed_out = rw_stmt_get_integer (stmt, 7) != 0;
      overview->n_opened += event->type == RW_EVENT_OPENED;
      overview->n_resolved += event->type == RW_EVENT_RESOLVED;
      overview->n_finished += event->type == RW_EVENT_FINISHED;
      g_ptr_array_add (overview->events, event);
    }
  while (row);
  return TRUE;
}
