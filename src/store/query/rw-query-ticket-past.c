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

/* A calendar that cannot be read, which only an older server let through, counts around the clock. */
static RwSlaTerms *
read_terms (RwCache *cache, RwRecord *sla, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (RwRecord) calendar = follow (cache, sla, RW_SLA_CALENDAR, RW_KIND_CALENDAR, &failure);
  RwSlaTerms *terms;

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  terms = rw_sla_terms_new (sla, calendar, NULL);
  return terms != NULL ? terms : rw_sla_terms_new (sla, NULL, error);
}

static RwSlaTerms *
service_terms (RwCache *cache, const RwId *service, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (RwRecord) of = NULL;
  g_autoptr (RwRecord) sla = NULL;

  if (service != NULL)
    of = rw_cache_get (cache, RW_KIND_SERVICE, service, &failure);
  if (failure == NULL)
    sla = follow (cache, of, RW_SERVICE_SLA, RW_KIND_SLA, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  return sla != NULL ? read_terms (cache, sla, error) : NULL;
}

struct _RwSlaTable
{
  RwCache *cache;
  GHashTable *terms; /* (element-type RwId RwSlaTerms): %NULL for an agreement that is not there */
};

/**
 * rw_sla_table_new:
 * @cache: to be kept open as long as the table
 *
 * Returns: (transfer full): nothing yet
 */
RwSlaTable *
rw_sla_table_new (RwCache *cache)
{
  RwSlaTable *self = g_new0 (RwSlaTable, 1);

  self->cache = cache;
  self->terms =
    g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, (GDestroyNotify) rw_sla_terms_unref);
  return self;
}

void
rw_sla_table_free (RwSlaTable *self)
{
  g_hash_table_unref (self->terms);
  g_free (self);
}

/**
 * rw_sla_table_find:
 * @sla: an agreement; nil for none
 * @found: (out) (transfer none): what was promised; %NULL for nothing
 *
 * Returns: %FALSE with @error set when it could not be read
 */
gboolean
rw_sla_table_find (RwSlaTable *self, const RwId *sla, const RwSlaTerms **found, GError **error)
{
  gpointer of = NULL;

  *found = NULL;
  if (rw_id_is_nil (sla))
    return TRUE;
  if (!g_hash_table_lookup_extended (self->terms, sla, NULL, &of))
    {
      g_autoptr (GError) failure = NULL;
      g_autoptr (RwRecord) record = rw_cache_get (self->cache, RW_KIND_SLA, sla, &failure);

      if (record != NULL)
        of = read_terms (self->cache, record, &failure);
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      g_hash_table_insert (self->terms, rw_id_copy (sla), of);
    }
  *found = of;
  return TRUE;
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
    service_terms (cache, rw_record_get_ref (ticket, RW_TICKET_SERVICE), &failure);
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
