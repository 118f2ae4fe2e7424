/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-ticket-past.h"

#include "rw-query-rows.h"

/* What a ticket's clocks depend on. */

static RwRecord *
follow (RwCache *cache, RwRecord *from, guint field, RwKind kind, GError **error)
{
  const RwId *id = from != NULL ? rw_record_get_ref (from, field) : NULL;

  return id != NULL ? rw_cache_get (cache, kind, id, error) : NULL;
}

/**
 * rw_query_sla_terms:
 * @service: (nullable): a business service
 *
 * Returns: (transfer full) (nullable): what was promised for it; %NULL with @error set, or without it where
 *   nothing was. A calendar that cannot be read, which only an older server let through, counts around the clock
 */
RwSlaTerms *
rw_query_sla_terms (RwCache *cache, const RwId *service, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (RwRecord) of = NULL;
  g_autoptr (RwRecord) sla = NULL;
  g_autoptr (RwRecord) calendar = NULL;
  RwSlaTerms *terms;

  if (service != NULL)
    of = rw_cache_get (cache, RW_KIND_SERVICE, service, &failure);
  if (failure == NULL)
    sla = follow (cache, of, RW_SERVICE_SLA, RW_KIND_SLA, &failure);
  if (failure == NULL)
    calendar = follow (cache, sla, RW_SLA_CALENDAR, RW_KIND_CALENDAR, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (sla == NULL)
    return NULL;
  terms = rw_sla_terms_new (sla, calendar, NULL);
  return terms != NULL ? terms : rw_sla_terms_new (sla, NULL, error);
}

static void
add_message (gpointer data, RwStmt *stmt)
{
  int type = rw_stmt_get_word (stmt, 1, &rw_enum_message_type);

  rw_ticket_past_add (data, rw_stmt_get_integer (stmt, 0),
                      type >= 0 ? (RwMessageType) type : RW_MESSAGE_TYPE_EVENT);
}

/**
 * rw_query_ticket_past:
 * @ticket: a ticket, in the cache or not yet
 *
 * Returns: (transfer full) (nullable): %NULL with @error set
 */
RwTicketPast *
rw_query_ticket_past (RwCache *cache, RwRecord *ticket, GError **error)
{
  g_autoptr (GError) failure = NULL;
  RwSlaTerms *terms =
    rw_query_sla_terms (cache, rw_record_get_ref (ticket, RW_TICKET_SERVICE), &failure);
  g_autoptr (RwTicketPast) past = rw_ticket_past_new (terms);
  g_autoptr (RwStmt) stmt = NULL;

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  stmt = rw_db_prepare (rw_cache_get_db (cache),
                        "SELECT \"at\", \"type\" FROM \"message\" WHERE \"ticket\" = ?1", error);
  if (stmt == NULL)
    return NULL;
  rw_stmt_bind_id (stmt, 1, rw_record_get_id (ticket));
  return rw_query_rows (stmt, add_message, past, NULL, error) ? g_steal_pointer (&past) : NULL;
}
