/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-tickets.h"

#include <glib/gi18n-lib.h>

#include "rules/rw-ticket-snooze.h"
#include "rw-cache-row.h"
#include "rw-error.h"
#include "rw-query-ticket-past.h"

/* The column numbers of TICKET_SQL. */
enum
{
  COLUMN_ID,
  COLUMN_NUMBER,
  COLUMN_TITLE,
  COLUMN_TYPE,
  COLUMN_STATUS,
  COLUMN_PRIORITY,
  COLUMN_MAJOR,
  COLUMN_CUSTOMER,
  COLUMN_SERVICE,
  COLUMN_CI,
  COLUMN_ASSIGNEE,
  COLUMN_CUSTOMER_NAME,
  COLUMN_SERVICE_NAME,
  COLUMN_CI_NAME,
  COLUMN_CI_KIND,
  COLUMN_ASSIGNEE_NAME,
  COLUMN_MANAGERS,
  COLUMN_OPENED,
  COLUMN_ACCEPTED,
  COLUMN_RESOLVED,
  COLUMN_PENDING_UNTIL,
  COLUMN_RESPONSE_DUE,
  COLUMN_RESOLUTION_DUE,
  COLUMN_UPDATE_DUE,
  COLUMN_SLA,
  COLUMN_WAITS,
  COLUMN_SNOOZED_UNTIL,
  COLUMN_SNOOZED_AT,
  COLUMN_ANSWERED,
  COLUMN_CUSTOMER_NUMBER,
  COLUMN_LOGIN,
  COLUMN_TAGS,
  COLUMN_KNOWN_ERROR,
};

/* When it was snoozed stands in its timeline, as something that a person did; see rw_ticket_edit_snooze(). */
#define LAST_MESSAGE_SQL(which) \
  "CASE WHEN t.\"snoozed_until\" IS NOT NULL THEN (SELECT max (m.\"at\") FROM \"message\" m " \
  "WHERE m.\"ticket\" = t.\"id\" AND " which ") END"

#define TICKET_SQL \
  "SELECT t.\"id\", t.\"number\", t.\"title\", t.\"type\", t.\"status\", t.\"priority\", t.\"major\", " \
  "t.\"customer\", t.\"service\", t.\"ci\", t.\"assignee\", " \
  "c.\"name\", s.\"name\", coalesce (d.\"name\", v.\"name\", r.\"name\", si.\"name\"), " \
  "CASE WHEN d.\"id\" IS NOT NULL THEN 'device' WHEN v.\"id\" IS NOT NULL THEN 'vm' " \
  "WHEN r.\"id\" IS NOT NULL THEN 'rack' WHEN si.\"id\" IS NOT NULL THEN 'site' END, " \
  "p.\"name\", s.\"managers\", t.\"opened\", t.\"accepted\", t.\"resolved\", t.\"pending_until\", t.\"response_due\", " \
  "t.\"resolution_due\", t.\"update_due\", " \
  "s.\"sla\", t.\"waits\", t.\"snoozed_until\", " \
  LAST_MESSAGE_SQL ("m.\"type\" = 'event' AND m.\"author\" IS NOT NULL") ", " \
  LAST_MESSAGE_SQL ("m.\"type\" IN ('mail_in', 'phone')") ", " \
  "c.\"number\", p.\"login\", t.\"tags\", t.\"known_error\" " \
  "FROM \"ticket\" t LEFT JOIN \"customer\" c ON c.\"id\" = t.\"customer\" " \
  "LEFT JOIN \"service\" s ON s.\"id\" = t.\"service\" " \
  "LEFT JOIN \"device\" d ON d.\"id\" = t.\"ci\" LEFT JOIN \"vm\" v ON v.\"id\" = t.\"ci\" " \
  "LEFT JOIN \"rack\" r ON r.\"id\" = t.\"ci\" LEFT JOIN \"site\" si ON si.\"id\" = t.\"ci\" " \
  "LEFT JOIN \"person\" p ON p.\"id\" = t.\"assignee\" "

static gboolean
contains_id (RwStmt     *stmt,
             int         column,
             const RwId *id)
{
  gsize length;
  const guint8 *bytes = rw_stmt_get_blob (stmt, column, &length);

  if (id == NULL || rw_id_is_nil (id))
    return FALSE;
  for (gsize at = 0; bytes != NULL && at + sizeof id->bytes <= length; at += sizeof id->bytes)
    if (memcmp (bytes + at, id->bytes, sizeof id->bytes) == 0)
      return TRUE;
  return FALSE;
}

static int
enum_or (RwStmt           *stmt,
         int               column,
         const RwEnumInfo *info,
         int               fallback)
{
  int index = rw_stmt_get_word (stmt, column, info);

  return index >= 0 ? index : fallback;
}

/* When each clock of an open ticket needs attention; see rw_sla_terms_attention(). */
static gboolean
read_attention (RwStmt      *stmt,
                RwSlaTable  *table,
                RwTicketRow *row,
                GError     **error)
{
  const gint64 dues[RW_SLA_N_CLOCKS] = { row->response_due, row->resolution_due, row->update_due };
  RwId sla = rw_stmt_get_id_or_nil (stmt, COLUMN_SLA);
  const RwSlaTerms *terms;

  if (!rw_ticket_status_is_open (row->status))
    return TRUE;
  if (!rw_sla_table_find (table, &sla, &terms, error))
    return FALSE;
  for (guint c = 0; c < RW_SLA_N_CLOCKS; c++)
    {
      g_autoptr (GArray) pauses = NULL;

      if (c == RW_SLA_CLOCK_RESPONSE && row->accepted != 0)
        continue;
      if (c == RW_SLA_CLOCK_RESOLUTION && !rw_stmt_is_null (stmt, COLUMN_WAITS))
        {
          g_auto (GStrv) waits = rw_cache_texts_read (rw_stmt_get_text (stmt, COLUMN_WAITS));

          pauses = rw_ticket_waits_pauses ((const char *const *) waits);
        }
      row->attention[c] = rw_sla_terms_attention (terms, row->priority, c, dues[c], pauses);
    }
  return TRUE;
}

static RwTicketRow *
read_ticket (RwStmt      *stmt,
             RwSlaTable  *table,
             const RwId  *me,
             GError     **error)
{
  g_autoptr (RwTicketRow) row = g_new0 (RwTicketRow, 1);

  rw_stmt_get_id (stmt, COLUMN_ID, &row->id);
  row->number = g_strdup (rw_stmt_get_text (stmt, COLUMN_NUMBER));
  row->title = g_strdup (rw_stmt_get_text (stmt, COLUMN_TITLE));
  row->type = enum_or (stmt, COLUMN_TYPE, &rw_enum_ticket_type, RW_TICKET_TYPE_INCIDENT);
  row->status = enum_or (stmt, COLUMN_STATUS, &rw_enum_ticket_status, RW_TICKET_STATUS_NEW);
  row->priority = enum_or (stmt, COLUMN_PRIORITY, &rw_enum_priority, RW_PRIORITY_P5);
  row->major = rw_stmt_get_integer (stmt, COLUMN_MAJOR) != 0;
  rw_stmt_get_id (stmt, COLUMN_CUSTOMER, &row->customer);
  rw_stmt_get_id (stmt, COLUMN_SERVICE, &row->service);
  rw_stmt_get_id (stmt, COLUMN_CI, &row->ci);
  rw_stmt_get_id (stmt, COLUMN_ASSIGNEE, &row->assignee);
  row->customer_name = g_strdup (rw_stmt_get_text (stmt, COLUMN_CUSTOMER_NAME));
  row->service_name = g_strdup (rw_stmt_get_text (stmt, COLUMN_SERVICE_NAME));
  row->ci_name = g_strdup (rw_stmt_get_text (stmt, COLUMN_CI_NAME));
  row->ci_kind = rw_schema_find (rw_stmt_get_text (stmt, COLUMN_CI_KIND));
  row->assignee_name = g_strdup (rw_stmt_get_text (stmt, COLUMN_ASSIGNEE_NAME));
  row->mine = contains_id (stmt, COLUMN_MANAGERS, me);
  row->opened = rw_stmt_get_integer (stmt, COLUMN_OPENED);
  row->accepted = rw_stmt_get_integer (stmt, COLUMN_ACCEPTED);
  row->resolved = rw_stmt_get_integer (stmt, COLUMN_RESOLVED);
  row->pending_until = rw_stmt_get_integer (stmt, COLUMN_PENDING_UNTIL);
  row->response_due = rw_stmt_get_integer (stmt, COLUMN_RESPONSE_DUE);
  row->resolution_due = rw_stmt_get_integer (stmt, COLUMN_RESOLUTION_DUE);
  row->update_due = rw_stmt_get_integer (stmt, COLUMN_UPDATE_DUE);
  row->snoozed_until = rw_stmt_get_integer (stmt, COLUMN_SNOOZED_UNTIL);
  row->snoozed_at = rw_stmt_get_integer (stmt, COLUMN_SNOOZED_AT);
  row->answered = rw_stmt_get_integer (stmt, COLUMN_ANSWERED);
  row->customer_number = g_strdup (rw_stmt_get_text (stmt, COLUMN_CUSTOMER_NUMBER));
  row->assignee_login = g_strdup (rw_stmt_get_text (stmt, COLUMN_LOGIN));
  row->tags = g_strdup (rw_stmt_get_text (stmt, COLUMN_TAGS));
  row->known_error = rw_stmt_get_integer (stmt, COLUMN_KNOWN_ERROR) != 0;
  return read_attention (stmt, table, row, error) ? g_steal_pointer (&row) : NULL;
}

static gboolean
read_tickets (RwStmt      *stmt,
              RwSlaTable  *table,
              const RwId  *me,
              GPtrArray   *rows,
              GError     **error)
{
  for (;;)
    {
      RwTicketRow *ticket;
      gboolean row;

      if (!rw_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      ticket = read_ticket (stmt, table, me, error);
      if (ticket == NULL)
        return FALSE;
      g_ptr_array_add (rows, ticket);
    }
}

/* Major incidents, then by priority, then by the clock that runs out first, then the oldest. */
static int
row_compare (gconstpointer a,
             gconstpointer b)
{
  const RwTicketRow *first = *(const RwTicketRow *const *) a, *second = *(const RwTicketRow *const *) b;
  gint64 first_due, second_due;

  if (first->major != second->major)
    return first->major ? -1 : 1;
  if (first->priority != second->priority)
    return (int) first->priority - (int) second->priority;
  first_due = rw_ticket_row_next_due (first, NULL);
  second_due = rw_ticket_row_next_due (second, NULL);
  if (first_due != second_due)
    {
      if (first_due == 0 || second_due == 0)
        return first_due == 0 ? 1 : -1;
      return first_due < second_due ? -1 : 1;
    }
  if (first->opened != second->opened)
    return first->opened < second->opened ? -1 : 1;
  return rw_id_compare (&first->id, &second->id);
}

/* Nearly all tickets are closed: the way leads along the index of what was resolved, so that only the rows asked
 * for are read, and not by the one of the status (+). Imports may have closed tickets that were never resolved. */
static gboolean
read_closed (RwCache     *cache,
             guint        n,
             RwSlaTable  *table,
             const RwId  *me,
             GPtrArray   *rows,
             GError     **error)
{
  static const char *const ways[] = {
    TICKET_SQL "WHERE +t.\"status\" = 'closed' AND t.\"resolved\" IS NOT NULL "
               "ORDER BY t.\"resolved\" DESC LIMIT ?1",
    TICKET_SQL "WHERE +t.\"status\" = 'closed' AND t.\"resolved\" IS NULL "
               "ORDER BY t.\"opened\" DESC LIMIT ?1",
  };
  guint n_before = rows->len;

  for (guint i = 0; i < G_N_ELEMENTS (ways) && rows->len - n_before < n; i++)
    {
      g_autoptr (RwStmt) closed = rw_db_prepare (rw_cache_get_db (cache), ways[i], error);

      if (closed == NULL)
        return FALSE;
      rw_stmt_bind_integer (closed, 1, n - (rows->len - n_before));
      if (!read_tickets (closed, table, me, rows, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * rw_query_tickets:
 * @resolved_since: resolved tickets that were resolved before this are left out
 * @n_closed: how many closed tickets to add, those resolved last; 0 for none
 * @me: (nullable): the person for whom RwTicketRow::mine is told
 *
 * Returns: (transfer full) (element-type RwTicketRow): the open tickets, those just resolved, and
 *   closed ones as asked for; the most urgent first. %NULL with @error set.
 */
GPtrArray *
rw_query_tickets (RwCache     *cache,
                  gint64       resolved_since,
                  guint        n_closed,
                  const RwId  *me,
                  GError     **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_ticket_row_free);
  g_autoptr (RwSlaTable) table = rw_sla_table_new (cache);
  g_autoptr (RwStmt) open = NULL;

  open = rw_db_prepare (rw_cache_get_db (cache),
                        TICKET_SQL "WHERE t.\"status\" IN ('new', 'accepted', 'in_progress', 'pending_customer', "
                                   "'pending_supplier', 'resolved') "
                                   "AND (t.\"status\" <> 'resolved' OR t.\"resolved\" >= ?1)", error);
  if (open == NULL)
    return NULL;
  rw_stmt_bind_integer (open, 1, resolved_since);
  if (!read_tickets (open, table, me, rows, error))
    return NULL;
  g_ptr_array_sort (rows, row_compare);
  if (n_closed > 0 && !read_closed (cache, n_closed, table, me, rows, error))
    return NULL;
  return g_steal_pointer (&rows);
}

RwTicketRow *
rw_ticket_row_copy (const RwTicketRow *row)
{
  RwTicketRow *copy = g_memdup2 (row, sizeof *row);

  copy->number = g_strdup (row->number);
  copy->title = g_strdup (row->title);
  copy->customer_number = g_strdup (row->customer_number);
  copy->customer_name = g_strdup (row->customer_name);
  copy->service_name = g_strdup (row->service_name);
  copy->ci_name = g_strdup (row->ci_name);
  copy->assignee_login = g_strdup (row->assignee_login);
  copy->assignee_name = g_strdup (row->assignee_name);
  copy->tags = g_strdup (row->tags);
  return copy;
}

/* What is freed here is copied above. */
void
rw_ticket_row_free (RwTicketRow *row)
{
  g_free (row->number);
  g_free (row->title);
  g_free (row->customer_number);
  g_free (row->customer_name);
  g_free (row->service_name);
  g_free (row->ci_name);
  g_free (row->assignee_login);
  g_free (row->assignee_name);
  g_free (row->tags);
  g_free (row);
}

/**
 * rw_ticket_row_equal:
 *
 * Returns: whether two rows look the same
 */
gboolean
rw_ticket_row_equal (const RwTicketRow *a,
                     const RwTicketRow *b)
{
  return rw_id_equal (&a->id, &b->id) && a->type == b->type && a->status == b->status &&
         a->priority == b->priority && a->major == b->major &&
         rw_id_equal (&a->customer, &b->customer) && rw_id_equal (&a->service, &b->service) &&
         rw_id_equal (&a->ci, &b->ci) && rw_id_equal (&a->assignee, &b->assignee) &&
         a->mine == b->mine && a->opened == b->opened && a->accepted == b->accepted &&
         a->resolved == b->resolved && a->pending_until == b->pending_until &&
         a->response_due == b->response_due && a->resolution_due == b->resolution_due &&
         a->update_due == b->update_due &&
         memcmp (a->attention, b->attention, sizeof a->attention) == 0 &&
         a->snoozed_until == b->snoozed_until && a->snoozed_at == b->snoozed_at &&
         a->answered == b->answered && g_strcmp0 (a->number, b->number) == 0 &&
         g_strcmp0 (a->title, b->title) == 0 &&
         g_strcmp0 (a->customer_name, b->customer_name) == 0 &&
         g_strcmp0 (a->service_name, b->service_name) == 0 &&
         g_strcmp0 (a->ci_name, b->ci_name) == 0 &&
         g_strcmp0 (a->assignee_name, b->assignee_name) == 0 &&
         g_strcmp0 (a->customer_number, b->customer_number) == 0 &&
         g_strcmp0 (a->assignee_login, b->assignee_login) == 0 &&
         g_strcmp0 (a->tags, b->tags) == 0 && a->known_error == b->known_error;
}

/**
 * rw_ticket_row_next_due:
 * @field: (out) (optional): which clock, as in rw_ticket_next_due()
 *
 * The same as rw_ticket_next_due() for a row.
 */
gint64
rw_ticket_row_next_due (const RwTicketRow *row,
                        guint             *field)
{
  const gint64 dues[] = { row->response_due, row->resolution_due, row->update_due };

  return rw_ticket_first_clock (row->status, row->accepted != 0, dues, field);
}

/**
 * rw_ticket_row_attention:
 *
 * The same as rw_ticket_attention() for a row.
 */
gint64
rw_ticket_row_attention (const RwTicketRow *row)
{
  return rw_ticket_first_clock (row->status, row->accepted != 0, row->attention, NULL);
}

/**
 * rw_ticket_row_snooze_end:
 *
 * The same as rw_ticket_snooze_end() for a row.
 */
gint64
rw_ticket_row_snooze_end (const RwTicketRow *row)
{
  const RwTicketSnooze snooze = { row->snoozed_until, row->snoozed_at, row->answered,
                                  row->snoozed_until != 0 ? rw_ticket_row_attention (row) : 0 };

  return rw_ticket_snooze_end (&snooze, row->status);
}

#define OUTGOING "'public_reply', 'customer_update', 'mail_out'"

static gboolean
read_messages (RwCache     *cache,
               const RwId  *ticket,
               GPtrArray   *messages,
               GError     **error)
{
  g_autoptr (RwStmt) stmt =
    rw_db_prepare (rw_cache_get_db (cache),
                   /* The contact wrote what comes from outside, and reads what goes there. */
                   "SELECT m.\"id\", m.\"type\", m.\"at\", "
                   "iif (m.\"type\" IN (" OUTGOING
                   "), p.\"name\", coalesce (p.\"name\", c.\"name\")), m.\"subject\", m.\"body\", "
                   "iif (m.\"type\" IN (" OUTGOING ") OR p.\"id\" IS NOT NULL, c.\"name\", NULL), "
                   "iif (m.\"ticket\" = ?1, NULL, coalesce (t.\"number\", t.\"title\")) "
                   "FROM \"message\" m JOIN \"ticket\" t ON t.\"id\" = m.\"ticket\" "
                   "LEFT JOIN \"person\" p ON p.\"id\" = m.\"author\" "
                   "LEFT JOIN \"contact\" c ON c.\"id\" = m.\"contact\" "
                   "WHERE m.\"ticket\" = ?1 OR m.\"ticket\" IN "
                   "(SELECT \"id\" FROM \"ticket\" WHERE \"merged_into\" = ?1) "
                   "ORDER BY m.\"at\", m.\"id\"",
                   error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_id (stmt, 1, ticket);
  for (;;)
    {
      RwTicketMessage *message;

      if (!rw_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      message = g_new0 (RwTicketMessage, 1);
      rw_stmt_get_id (stmt, 0, &message->id);
      message->type = enum_or (stmt, 1, &rw_enum_message_type, RW_MESSAGE_TYPE_EVENT);
      message->at = rw_stmt_get_integer (stmt, 2);
      message->author = g_strdup (rw_stmt_get_text (stmt, 3));
      message->subject = g_strdup (rw_stmt_get_text (stmt, 4));
      message->body = g_strdup (rw_stmt_get_text (stmt, 5));
      message->to = g_strdup (rw_stmt_get_text (stmt, 6));
      message->from = g_strdup (rw_stmt_get_text (stmt, 7));
      g_ptr_array_add (messages, message);
    }
}

/**
 * rw_query_ticket:
 * @me: (nullable): as in rw_query_tickets()
 *
 * Returns: (transfer full): the ticket with its messages; %NULL with @error set, RW_ERROR_NOT_FOUND
 *   when it is not in the cache
 */
RwTicketDetail *
rw_query_ticket (RwCache     *cache,
                 const RwId  *id,
                 const RwId  *me,
                 GError     **error)
{
  g_autoptr (RwTicketDetail) detail = g_new0 (RwTicketDetail, 1);
  g_autoptr (RwSlaTable) table = rw_sla_table_new (cache);
  g_autoptr (RwStmt) stmt = NULL;
  g_autoptr (GError) failure = NULL;
  gboolean row;

  detail->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_ticket_message_free);
  detail->ticket = rw_cache_get (cache, RW_KIND_TICKET, id, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (detail->ticket == NULL)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_NOT_FOUND, _ ("This ticket is no longer here"));
      return NULL;
    }
  stmt = rw_db_prepare (rw_cache_get_db (cache), TICKET_SQL "WHERE t.\"id\" = ?1", error);
  if (stmt == NULL)
    return NULL;
  rw_stmt_bind_id (stmt, 1, id);
  if (!rw_stmt_step (stmt, &row, error))
    return NULL;
  g_assert (row);
  detail->row = read_ticket (stmt, table, me, error);
  if (detail->row == NULL)
    return NULL;
  if (!read_messages (cache, id, detail->messages, error))
    return NULL;
  detail->past = rw_query_ticket_past (cache, detail->ticket, error);
  if (detail->past == NULL)
    return NULL;
  detail->files =
    rw_cache_select (cache, RW_KIND_ATTACHMENT,
                     "WHERE \"subject\" = ? OR \"subject\" IN (SELECT \"id\" FROM \"ticket\" WHERE "
                     "\"merged_into\" = ?) ORDER BY \"added\", \"id\"",
                     error, RW_BIND_ID, id, RW_BIND_ID, id, RW_BIND_END);
  if (detail->files == NULL)
    return NULL;
  detail->desk = rw_query_ticket_desk (cache, detail->ticket, me, error);
  return detail->desk != NULL ? g_steal_pointer (&detail) : NULL;
}

void
rw_ticket_detail_free (RwTicketDetail *detail)
{
  g_clear_object (&detail->ticket);
  g_clear_pointer (&detail->row, rw_ticket_row_free);
  g_clear_pointer (&detail->messages, g_ptr_array_unref);
  g_clear_pointer (&detail->past, rw_ticket_past_free);
  g_clear_pointer (&detail->impact, rw_ticket_impact_free);
  g_clear_pointer (&detail->files, g_ptr_array_unref);
  g_clear_pointer (&detail->desk, rw_ticket_desk_free);
  g_free (detail);
}

void
rw_ticket_message_free (RwTicketMessage *message)
{
  g_free (message->author);
  g_free (message->to);
  g_free (message->from);
  g_free (message->subject);
  g_free (message->body);
  g_free (message);
}

/**
 * rw_query_choices:
 * @kind: customer, service, person, device or vm
 *
 * Returns: (transfer full) (element-type RwChoice): what a person may choose from, by name: active
 *   people, services that have not ended, systems in operation. %NULL with @error set.
 */
GPtrArray *
rw_query_choices (RwCache  *cache,
                  RwKind    kind,
                  GError  **error)
{
  g_autoptr (GPtrArray) choices = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_choice_free);
  g_autoptr (RwStmt) stmt = NULL;
  const char *sql;
  gboolean row;

  switch (kind)
    {
    case RW_KIND_CUSTOMER:
      sql = "SELECT \"id\", \"name\", NULL FROM \"customer\" ORDER BY \"name\" COLLATE NOCASE";
      break;
    case RW_KIND_SERVICE:
      sql = "SELECT \"id\", \"name\", \"customer\" FROM \"service\" WHERE \"stage\" IS NOT 'ended' ORDER BY \"name\" COLLATE NOCASE";
      break;
    case RW_KIND_PERSON:
      sql = "SELECT \"id\", \"name\", NULL FROM \"person\" WHERE \"active\" IS NOT 0 ORDER BY \"name\" COLLATE NOCASE";
      break;
    case RW_KIND_DEVICE:
      sql = "SELECT d.\"id\", d.\"name\", coalesce (d.\"customer\", s.\"customer\") FROM \"device\" d "
            "LEFT JOIN \"service\" s ON s.\"id\" = d.\"service\" WHERE d.\"stage\" = 'in_operation' ORDER BY d.\"name\"";
      break;
    case RW_KIND_VM:
      sql = "SELECT v.\"id\", v.\"name\", coalesce (v.\"customer\", s.\"customer\") FROM \"vm\" v "
            "LEFT JOIN \"service\" s ON s.\"id\" = v.\"service\" WHERE v.\"stage\" = 'in_operation' ORDER BY v.\"name\"";
      break;
    default:
      g_return_val_if_reached (NULL);
    }
  stmt = rw_db_prepare (rw_cache_get_db (cache), sql, error);
  if (stmt == NULL)
    return NULL;
  for (;;)
    {
      RwChoice *choice;

      if (!rw_stmt_step (stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&choices);
      choice = g_new0 (RwChoice, 1);
      choice->kind = kind;
      rw_stmt_get_id (stmt, 0, &choice->id);
      choice->name = g_strdup (rw_stmt_get_text (stmt, 1));
      rw_stmt_get_id (stmt, 2, &choice->parent);
      g_ptr_array_add (choices, choice);
    }
}

void
rw_choice_free (RwChoice *choice)
{
  g_free (choice->name);
  g_free (choice);
}
