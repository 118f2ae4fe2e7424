/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-ticket-impact.h"

#include <string.h>

#include "rw-query-rows.h"

static void
impact_item_free (gpointer data)
{
  RwImpactItem *item = data;

  g_free (item->number);
  g_free (item->name);
  g_free (item->detail);
  g_free (item);
}

void
rw_ticket_impact_free (RwTicketImpact *impact)
{
  if (impact == NULL)
    return;
  g_free (impact->contact_name);
  g_free (impact->contact_phone);
  g_free (impact->contact_mail);
  g_free (impact->sla);
  g_ptr_array_unref (impact->tickets);
  g_ptr_array_unref (impact->changes);
  g_ptr_array_unref (impact->backups);
  g_free (impact);
}

static void
read_contact (gpointer data, RwStmt *stmt)
{
  RwTicketImpact *impact = data;

  impact->contact = rw_stmt_get_id_or_nil (stmt, 0);
  impact->contact_name = g_strdup (rw_stmt_get_text (stmt, 1));
  impact->contact_phone = g_strdup (rw_stmt_get_text (stmt, 2));
  impact->contact_mail = g_strdup (rw_stmt_get_text (stmt, 3));
}

static void
read_sla (gpointer data, RwStmt *stmt)
{
  ((RwTicketImpact *) data)->sla = g_strdup (rw_stmt_get_text (stmt, 0));
}

static void
read_systems (gpointer data, RwStmt *stmt)
{
  RwTicketImpact *impact = data;

  impact->n_systems = (guint) rw_stmt_get_integer (stmt, 0);
  impact->n_customers = (guint) rw_stmt_get_integer (stmt, 1);
}

static void
read_count (gpointer data, RwStmt *stmt)
{
  *(guint *) data = (guint) rw_stmt_get_integer (stmt, 0);
}

static void
read_item (gpointer data, RwStmt *stmt)
{
  RwImpactItem *item = g_new0 (RwImpactItem, 1);

  item->kind = rw_schema_find (rw_stmt_get_text (stmt, 0));
  item->id = rw_stmt_get_id_or_nil (stmt, 1);
  item->number = g_strdup (rw_stmt_get_text (stmt, 2));
  item->name = g_strdup (rw_stmt_get_text (stmt, 3));
  item->detail = g_strdup (rw_stmt_get_text (stmt, 4));
  item->at = rw_stmt_get_integer (stmt, 5);
  g_ptr_array_add (data, item);
}

typedef struct
{
  RwCache *cache;
  const RwId *ids[4]; /* of the ticket, for ?1 to ?4: customer, service, configuration item, itself */
  gint64 now;         /* for ?5 */
} Question;

static gboolean
ask (const Question *question, const char *sql, RwQueryRowFunc func, gpointer data, GError **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (question->cache), sql, error);

  if (stmt == NULL)
    return FALSE;
  /* One that is missing is NULL, which is equal to nothing. */
  for (guint i = 0; i < G_N_ELEMENTS (question->ids); i++)
    {
      const char name[] = { '?', (char) ('1' + i), '\0' };

      if (question->ids[i] != NULL && strstr (sql, name) != NULL)
        rw_stmt_bind_id (stmt, (int) i + 1, question->ids[i]);
    }
  if (strstr (sql, "?5") != NULL)
    rw_stmt_bind_integer (stmt, 5, question->now);
  return rw_query_rows (stmt, func, data, NULL, error);
}

/* Open tickets on the same configuration item or business service. */
#define OPEN_THERE                                                                                  \
  "FROM \"ticket\" WHERE (\"ci\" = ?3 OR \"service\" = ?2) AND \"id\" <> ?4 AND " \
  "\"status\" NOT IN ('resolved', 'closed') "
#define HOURS(n)  G_STRINGIFY (n) " * 3600000000"
#define MOST      G_STRINGIFY (RW_TICKET_IMPACT_MOST)

/**
 * rw_query_ticket_impact:
 * @ticket: a ticket
 * @now: the present
 *
 * Returns: (transfer full) (nullable): what it hits; %NULL with @error set
 */
RwTicketImpact *
rw_query_ticket_impact (RwCache *cache, RwRecord *ticket, gint64 now, GError **error)
{
  g_autoptr (RwTicketImpact) impact = g_new0 (RwTicketImpact, 1);
  const Question question = {
    cache,
    { rw_record_get_ref (ticket, RW_TICKET_CUSTOMER), rw_record_get_ref (ticket, RW_TICKET_SERVICE),
      rw_record_get_ref (ticket, RW_TICKET_CI), rw_record_get_id (ticket) },
    now,
  };

  impact->tickets = g_ptr_array_new_with_free_func (impact_item_free);
  impact->changes = g_ptr_array_new_with_free_func (impact_item_free);
  impact->backups = g_ptr_array_new_with_free_func (impact_item_free);
  if (
    !ask (&question,
          "SELECT t.\"id\", t.\"name\", t.\"phone\", t.\"mail\" FROM \"customer\" c "
          "JOIN \"contact\" t ON t.\"id\" = c.\"first_contact\" WHERE c.\"id\" = ?1",
          read_contact, impact, error) ||
    !ask (
      &question,
      "SELECT l.\"name\" FROM \"service\" s JOIN \"sla\" l ON l.\"id\" = s.\"sla\" WHERE s.\"id\" = ?2",
      read_sla, impact, error) ||
    !ask (&question,
          "SELECT count (*), count (DISTINCT coalesce (x.\"customer\", s.\"customer\")) FROM "
          "(SELECT \"customer\", \"service\" FROM \"vm\" WHERE \"host\" = ?3 UNION ALL "
          "SELECT \"customer\", \"service\" FROM \"device\" WHERE \"parent\" = ?3) x "
          "LEFT JOIN \"service\" s ON s.\"id\" = x.\"service\"",
          read_systems, impact, error) ||
    !ask (&question, "SELECT count (*) " OPEN_THERE, read_count, &impact->n_tickets, error) ||
    !ask (&question,
          "SELECT 'ticket', \"id\", \"number\", \"title\", \"status\", \"opened\" " OPEN_THERE
          "ORDER BY \"ci\" IS ?3 DESC, \"priority\", \"opened\" DESC LIMIT " MOST,
          read_item, impact->tickets, error) ||
    !ask (&question,
          "SELECT 'change', \"id\", \"number\", \"title\", \"status\", \"start\" FROM \"change\" "
          "WHERE \"end\" >= ?5 - " HOURS (48) " AND \"start\" < ?5 + " HOURS (
            24) " AND "
                "\"status\" NOT IN ('draft', 'cancelled') AND (\"service\" = ?2 OR "
                "\"id\" IN (SELECT \"change\" FROM \"change_item\" WHERE \"ci\" IN (?2, ?3))) "
                "ORDER BY \"start\" DESC LIMIT " MOST,
          read_item, impact->changes, error) ||
    !ask (
      &question,
      "SELECT 'backup_run', r.\"id\", NULL, j.\"name\", r.\"status\", coalesce (r.\"started\", r.\"due\") "
      "FROM \"backup_job\" j JOIN \"backup_run\" r ON r.\"job\" = j.\"id\" WHERE j.\"system\" = ?3 AND "
      "r.\"status\" IN ('failed', 'missed') AND "
      "coalesce (r.\"started\", r.\"due\") BETWEEN ?5 - " HOURS (
        48) " AND ?5 ORDER BY 6 DESC LIMIT " MOST,
      read_item, impact->backups, error))
    return NULL;
  return g_steal_pointer (&impact);
}
