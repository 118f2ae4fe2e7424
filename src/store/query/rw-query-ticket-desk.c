/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-ticket-desk.h"

#include <string.h>

#include "rules/rw-known-error.h"
#include "rules/rw-ticket-rules.h"
#include "rw-query-rows.h"

static void
party_clear (RwTicketParty *party)
{
  g_free (party->name);
  g_free (party->language);
}

static void
link_free (gpointer data)
{
  RwTicketLink *link = data;

  g_free (link->number);
  g_free (link->title);
  g_free (link);
}

static void
checklist_free (gpointer data)
{
  RwTicketChecklist *checklist = data;

  g_object_unref (checklist->list);
  g_ptr_array_unref (checklist->items);
  g_free (checklist);
}

static void
event_free (gpointer data)
{
  RwImpactItem *item = data;

  g_free (item->number);
  g_free (item->name);
  g_free (item->detail);
  g_free (item);
}

void
rw_ticket_desk_free (RwTicketDesk *desk)
{
  if (desk == NULL)
    return;
  party_clear (&desk->first_contact);
  party_clear (&desk->reporter);
  g_free (desk->language);
  g_free (desk->tz);
  g_free (desk->me);
  g_clear_pointer (&desk->macros, g_ptr_array_unref);
  g_clear_pointer (&desk->links, g_ptr_array_unref);
  g_clear_pointer (&desk->merged_into, link_free);
  g_clear_pointer (&desk->checklists, g_ptr_array_unref);
  g_clear_pointer (&desk->known, g_ptr_array_unref);
  g_clear_pointer (&desk->events, g_ptr_array_unref);
  g_free (desk);
}

/**
 * rw_ticket_checklist_n_done:
 *
 * Returns: how many of its items are done
 */
guint
rw_ticket_checklist_n_done (const RwTicketChecklist *list)
{
  guint n = 0;

  for (guint i = 0; i < list->items->len; i++)
    n += rw_record_has (list->items->pdata[i], RW_CHECKLIST_ITEM_DONE_AT);
  return n;
}

/* --- Who ---------------------------------------------------------------------------------------------- */

/* A record that may be missing; %FALSE only where it could not be read. */
static gboolean
read_record (RwCache     *cache,
             RwKind       kind,
             const RwId  *id,
             RwRecord   **record,
             GError     **error)
{
  GError *failure = NULL;

  *record = id != NULL && !rw_id_is_nil (id) ? rw_cache_get (cache, kind, id, &failure) : NULL;
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}

static gboolean
read_party (RwCache        *cache,
            const RwId     *id,
            RwTicketParty  *party,
            GError        **error)
{
  g_autoptr (RwRecord) contact = NULL;

  party->id = RW_ID_NIL;
  if (!read_record (cache, RW_KIND_CONTACT, id, &contact, error))
    return FALSE;
  if (contact == NULL)
    return TRUE;
  party->id = *rw_record_get_id (contact);
  party->name = g_strdup (rw_record_get_text (contact, RW_CONTACT_NAME));
  party->language = g_strdup (rw_record_get_text (contact, RW_CONTACT_LANGUAGE));
  return TRUE;
}

static gboolean
read_people (RwCache       *cache,
             RwRecord      *ticket,
             const RwId    *me,
             RwTicketDesk  *desk,
             GError       **error)
{
  g_autoptr (RwRecord) customer = NULL;
  g_autoptr (RwRecord) person = NULL;

  if (!read_record (cache, RW_KIND_CUSTOMER, rw_record_get_ref (ticket, RW_TICKET_CUSTOMER),
                    &customer, error) ||
      !read_record (cache, RW_KIND_PERSON, me, &person, error) ||
      !read_party (cache,
                   customer != NULL ? rw_record_get_ref (customer, RW_CUSTOMER_FIRST_CONTACT)
                                    : NULL,
                   &desk->first_contact, error) ||
      !read_party (cache, rw_record_get_ref (ticket, RW_TICKET_REPORTER), &desk->reporter, error))
    return FALSE;
  if (customer != NULL)
    {
      const char *const *languages = rw_record_get_texts (customer, RW_CUSTOMER_LANGUAGES);

      desk->language = g_strdup (languages != NULL ? languages[0] : NULL);
      desk->tz = g_strdup (rw_record_get_text (customer, RW_CUSTOMER_TZ));
    }
  if (person != NULL)
    desk->me = g_strdup (rw_record_get_text (person, RW_PERSON_NAME));
  return TRUE;
}

/* --- Links --------------------------------------------------------------------------------------------- */

static RwTicketLink *
new_link (RwCache     *cache,
          const RwId  *other,
          GError     **error)
{
  const guint64 kinds = RW_KIND_BIT (RW_KIND_TICKET) | RW_KIND_BIT (RW_KIND_CHANGE) |
                        RW_KIND_BIT (RW_KIND_DEVICE) | RW_KIND_BIT (RW_KIND_VM) |
                        RW_KIND_BIT (RW_KIND_RACK) | RW_KIND_BIT (RW_KIND_SERVICE) |
                        RW_KIND_BIT (RW_KIND_MEASURE);
  GError *failure = NULL;
  g_autoptr (RwRecord) record = rw_cache_find (cache, kinds, other, &failure);
  RwTicketLink *link;

  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }
  link = g_new0 (RwTicketLink, 1);
  link->other = *other;
  link->kind = RW_KIND_NONE;
  link->status = -1;
  if (record == NULL)
    return link;
  link->kind = rw_record_get_kind (record);
  link->title = g_strdup (rw_record_get_title (record));
  if (link->kind == RW_KIND_TICKET)
    {
      link->number = g_strdup (rw_record_get_text (record, RW_TICKET_NUMBER));
      link->status = rw_record_get_enum (record, RW_TICKET_STATUS);
    }
  else if (link->kind == RW_KIND_CHANGE)
    {
      link->number = g_strdup (rw_record_get_text (record, RW_CHANGE_NUMBER));
      link->status = rw_record_get_enum (record, RW_CHANGE_STATUS);
    }
  return link;
}

/**
 * rw_query_links:
 * @id: of a ticket or a change
 *
 * Returns: (transfer full) (element-type RwTicketLink): links from it and to it, by meaning
 */
GPtrArray *
rw_query_links (RwCache     *cache,
                const RwId  *id,
                GError     **error)
{
  g_autoptr (GPtrArray) records =
    rw_cache_select (cache, RW_KIND_LINK,
                     "WHERE \"source\" = ? OR \"target\" = ? ORDER BY \"type\", \"id\" LIMIT ?",
                     error, RW_BIND_ID, id, RW_BIND_ID, id, RW_BIND_INT,
                     (gint64) RW_TICKET_DESK_MOST, RW_BIND_END);
  g_autoptr (GPtrArray) links = g_ptr_array_new_with_free_func (link_free);

  if (records == NULL)
    return NULL;
  for (guint i = 0; i < records->len; i++)
    {
      gboolean outgoing = rw_id_equal (rw_record_get_ref (records->pdata[i], RW_LINK_SOURCE), id);
      const RwId *other =
        rw_record_get_ref (records->pdata[i], outgoing ? RW_LINK_TARGET : RW_LINK_SOURCE);
      RwTicketLink *link = new_link (cache, other, error);

      if (link == NULL)
        return NULL;
      link->id = *rw_record_get_id (records->pdata[i]);
      link->type = rw_record_get_enum (records->pdata[i], RW_LINK_TYPE);
      link->outgoing = outgoing;
      g_ptr_array_add (links, link);
    }
  return g_steal_pointer (&links);
}

static gboolean
read_links (RwCache       *cache,
            RwRecord      *ticket,
            RwTicketDesk  *desk,
            GError       **error)
{
  const RwId *kept = rw_record_get_ref (ticket, RW_TICKET_MERGED_INTO);

  desk->links = rw_query_links (cache, rw_record_get_id (ticket), error);
  if (desk->links == NULL)
    return FALSE;
  if (kept != NULL)
    {
      desk->merged_into = new_link (cache, kept, error);
      return desk->merged_into != NULL;
    }
  return TRUE;
}

/* --- Checklists ----------------------------------------------------------------------------------------- */

/* @lists: (element-type RwRecord) */
static GPtrArray *
with_items (RwCache    *cache,
            GPtrArray  *lists,
            GError    **error)
{
  g_autoptr (GPtrArray) checklists = g_ptr_array_new_with_free_func (checklist_free);

  for (guint i = 0; i < lists->len; i++)
    {
      GPtrArray *items =
        rw_cache_select (cache, RW_KIND_CHECKLIST_ITEM,
                         "WHERE \"checklist\" = ? ORDER BY \"position\", \"id\"", error, RW_BIND_ID,
                         rw_record_get_id (lists->pdata[i]), RW_BIND_END);
      RwTicketChecklist *checklist;

      if (items == NULL)
        return NULL;
      checklist = g_new0 (RwTicketChecklist, 1);
      checklist->list = g_object_ref (lists->pdata[i]);
      checklist->items = items;
      g_ptr_array_add (checklists, checklist);
    }
  return g_steal_pointer (&checklists);
}

static gboolean
read_checklists (RwCache       *cache,
                 RwRecord      *ticket,
                 RwTicketDesk  *desk,
                 GError       **error)
{
  g_autoptr (GPtrArray) lists =
    rw_cache_select (cache, RW_KIND_CHECKLIST, "WHERE \"subject\" = ? ORDER BY \"id\"", error,
                     RW_BIND_ID, rw_record_get_id (ticket), RW_BIND_END);

  desk->checklists = lists != NULL ? with_items (cache, lists, error) : NULL;
  return desk->checklists != NULL;
}

/**
 * rw_query_checklists:
 *
 * Returns: (transfer full) (element-type RwTicketChecklist) (nullable): of each name the newest list there is, by name:
 *   what another one may be copied from. %NULL with @error set
 */
GPtrArray *
rw_query_checklists (RwCache  *cache,
                     GError  **error)
{
  g_autoptr (GPtrArray) lists =
    rw_cache_select (cache, RW_KIND_CHECKLIST,
                     "WHERE \"id\" IN (SELECT max (\"id\") FROM \"checklist\" GROUP BY \"title\") "
                     "ORDER BY \"title\" LIMIT ?",
                     error, RW_BIND_INT, (gint64) 50, RW_BIND_END);

  return lists != NULL ? with_items (cache, lists, error) : NULL;
}

/* --- Known errors ---------------------------------------------------------------------------------------- */

/* So many are shown beside a ticket. */
#define MOST_KNOWN 3

/**
 * rw_query_known_errors:
 *
 * Returns: (transfer full) (element-type RwRecord) (nullable): the problems that are known errors and not solved, the
 *   newest first; %NULL with @error set
 */
GPtrArray *
rw_query_known_errors (RwCache  *cache,
                       GError  **error)
{
  /* By the index on the status: few tickets are open, and of those few are problems. */
  return rw_cache_select (
    cache, RW_KIND_TICKET,
    "WHERE \"status\" IN ('new', 'accepted', 'in_progress', 'pending_customer', 'pending_supplier') "
    "AND \"type\" = 'problem' AND \"known_error\" = 1 ORDER BY \"opened\" DESC LIMIT ?",
    error, RW_BIND_INT, (gint64) RW_TICKET_DESK_MOST, RW_BIND_END);
}

static gboolean
is_linked (const RwTicketDesk *desk,
           RwRecord           *problem)
{
  for (guint i = 0; i < desk->links->len; i++)
    if (rw_id_equal (&((RwTicketLink *) desk->links->pdata[i])->other, rw_record_get_id (problem)))
      return TRUE;
  return FALSE;
}

static gboolean
read_known (RwCache       *cache,
            RwRecord      *ticket,
            RwTicketDesk  *desk,
            GError       **error)
{
  const RwId *ci = rw_record_get_ref (ticket, RW_TICKET_CI),
             *service = rw_record_get_ref (ticket, RW_TICKET_SERVICE);
  const RwKnownQuestion question = { rw_record_get_text (ticket, RW_TICKET_TITLE),
                                     rw_record_get_text (ticket, RW_TICKET_CATEGORY),
                                     ci != NULL ? *ci : RW_ID_NIL,
                                     service != NULL ? *service : RW_ID_NIL };
  g_autoptr (GPtrArray) problems = NULL;

  if (rw_record_get_enum (ticket, RW_TICKET_TYPE) != RW_TICKET_TYPE_INCIDENT ||
      !rw_ticket_status_is_open (rw_record_get_enum (ticket, RW_TICKET_STATUS)))
    {
      desk->known = g_ptr_array_new_with_free_func (g_object_unref);
      return TRUE;
    }
  problems = rw_query_known_errors (cache, error);
  if (problems == NULL)
    return FALSE;
  for (guint i = 0; i < problems->len;)
    if (is_linked (desk, problems->pdata[i]))
      g_ptr_array_remove_index (problems, i);
    else
      i++;
  desk->known = rw_known_errors_match (problems, &question, MOST_KNOWN);
  return TRUE;
}

/* --- What happened around it ---------------------------------------------------------------------------- */

static void
read_event (gpointer  data,
            RwStmt   *stmt)
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

static gboolean
read_events (RwCache       *cache,
             RwRecord      *ticket,
             RwTicketDesk  *desk,
             GError       **error)
{
  const RwId *ci = rw_record_get_ref (ticket, RW_TICKET_CI);
  gint64 from = rw_record_get_integer (ticket, RW_TICKET_OPENED, 0);
  gint64 to = rw_record_get_integer (ticket, RW_TICKET_RESOLVED, G_MAXINT64);
  g_autoptr (RwStmt) stmt = NULL;

  desk->events = g_ptr_array_new_with_free_func (event_free);
  if (ci == NULL || from == 0)
    return TRUE;
  stmt = rw_db_prepare (
    rw_cache_get_db (cache),
    "SELECT * FROM (SELECT 'change', \"id\", \"number\", \"title\", \"status\", \"start\" FROM \"change\" WHERE "
    "\"id\" IN (SELECT \"change\" FROM \"change_item\" WHERE \"ci\" = ?1) AND \"start\" BETWEEN ?2 AND ?3 AND "
    "\"status\" NOT IN ('draft', 'cancelled') UNION ALL "
    "SELECT 'backup_run', r.\"id\", NULL, j.\"name\", r.\"status\", coalesce (r.\"started\", r.\"due\") "
    "FROM \"backup_job\" j JOIN \"backup_run\" r ON r.\"job\" = j.\"id\" WHERE j.\"system\" = ?1 AND "
    "r.\"status\" IN ('failed', 'missed') AND coalesce (r.\"started\", r.\"due\") BETWEEN ?2 AND ?3 "
    "ORDER BY 6 DESC LIMIT " G_STRINGIFY (RW_TICKET_DESK_MOST) ") ORDER BY 6",
    error);
  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_id (stmt, 1, ci);
  rw_stmt_bind_integer (stmt, 2, from);
  rw_stmt_bind_integer (stmt, 3, to);
  return rw_query_rows (stmt, read_event, desk->events, NULL, error);
}

/**
 * rw_query_ticket_desk:
 * @ticket: a ticket
 * @me: (nullable): the person at the console
 *
 * Returns: (transfer full) (nullable): what a person needs who works on it; %NULL with @error set
 */
RwTicketDesk *
rw_query_ticket_desk (RwCache     *cache,
                      RwRecord    *ticket,
                      const RwId  *me,
                      GError     **error)
{
  g_autoptr (RwTicketDesk) desk = g_new0 (RwTicketDesk, 1);

  desk->macros = rw_cache_select (cache, RW_KIND_MACRO, "ORDER BY \"name\" LIMIT ?", error,
                                  RW_BIND_INT, (gint64) RW_TICKET_DESK_MOST, RW_BIND_END);
  if (desk->macros == NULL || !read_people (cache, ticket, me, desk, error) ||
      !read_links (cache, ticket, desk, error) || !read_checklists (cache, ticket, desk, error) ||
      !read_known (cache, ticket, desk, error) || !read_events (cache, ticket, desk, error))
    return NULL;
  return g_steal_pointer (&desk);
}

/* So many are proposed before a person types. */
#define MOST_CANDIDATES "30"

static gboolean
read_candidates (RwCache     *cache,
                 const char  *sql,
                 RwRecord    *ticket,
                 GPtrArray   *found,
                 GError     **error)
{
  const RwId *ids[] = { rw_record_get_ref (ticket, RW_TICKET_CUSTOMER),
                        rw_record_get_ref (ticket, RW_TICKET_CI), rw_record_get_id (ticket) };
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache), sql, error);

  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    if (ids[i] != NULL && (i != 0 || strstr (sql, "?1") != NULL) &&
        (i != 2 || strstr (sql, "?3") != NULL))
      rw_stmt_bind_id (stmt, (int) i + 1, ids[i]);
  return rw_query_rows (stmt, read_event, found, NULL, error);
}

/**
 * rw_query_ticket_candidates:
 * @kinds: mask of kinds; of those other than tickets and changes nothing is proposed
 *
 * Returns: (transfer full) (element-type RwImpactItem) (nullable): what a ticket may have to do with, the likeliest
 *   first: tickets on the same configuration item, then of the same customer, open ones first, the newest first;
 *   then changes there. %NULL with @error set
 */
GPtrArray *
rw_query_ticket_candidates (RwCache   *cache,
                            RwRecord  *ticket,
                            guint64    kinds,
                            GError   **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (event_free);

  if (
    (kinds & RW_KIND_BIT (RW_KIND_TICKET)) &&
    !read_candidates (
      cache,
      "SELECT 'ticket', \"id\", \"number\", \"title\", \"status\", \"opened\" FROM \"ticket\" WHERE "
      "(\"ci\" = ?2 OR \"customer\" = ?1) AND \"id\" <> ?3 AND \"merged_into\" IS NULL ORDER BY "
      "\"ci\" IS ?2 DESC, \"status\" IN ('resolved', 'closed'), \"opened\" DESC "
      "LIMIT " MOST_CANDIDATES,
      ticket, found, error))
    return NULL;
  if (
    (kinds & RW_KIND_BIT (RW_KIND_CHANGE)) &&
    !read_candidates (
      cache,
      "SELECT 'change', \"id\", \"number\", \"title\", \"status\", \"start\" FROM \"change\" WHERE "
      "\"id\" IN (SELECT \"change\" FROM \"change_item\" WHERE \"ci\" = ?2) "
      "ORDER BY \"start\" DESC LIMIT " MOST_CANDIDATES,
      ticket, found, error))
    return NULL;
  return g_steal_pointer (&found);
}
