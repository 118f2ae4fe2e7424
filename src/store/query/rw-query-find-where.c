/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-find-private.h"

#include <string.h>

#include "rules/rw-ticket-rules.h"
#include "rw-clock.h"
#include "rw-query-search.h"
#include "rw-text.h"

/* The filters of a search as conditions on the rows of one kind. Nothing that a person typed gets into the
 * statement: only words of enums, numbers, and the ids of what bears the names they typed. */

/* Systems that bear a part of a name; a name that fits more than these says little. */
#define SYSTEMS_MOST 500

/* A filter that leaves so little that it is read, and not what the words may be in. */
#define IDS_NARROW  4
#define DAYS_NARROW 45
#define FINISHED    (1u << RW_TICKET_STATUS_RESOLVED | 1u << RW_TICKET_STATUS_CLOSED)

static void
append_id (GString    *out,
           const RwId *id)
{
  g_string_append (out, out->len > 0 ? ", x'" : "x'");
  for (guint i = 0; i < sizeof id->bytes; i++)
    g_string_append_printf (out, "%02x", id->bytes[i]);
  g_string_append_c (out, '\'');
}

static gboolean
has_one (const char *text,
         char      **names)
{
  g_autofree char *folded = rw_text_fold (text);

  for (char **name = names; *name != NULL; name++)
    if (strstr (folded, *name) != NULL)
      return TRUE;
  return FALSE;
}

/* The ids of the records whose text has one of the names. */
static gboolean
find_named (RwCache     *cache,
            const char  *sql,
            char       **names,
            GString     *ids,
            GError     **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache), sql, error);

  if (stmt == NULL)
    return FALSE;
  for (;;)
    {
      gboolean row;
      RwId id;

      if (!rw_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      if (has_one (rw_stmt_get_text (stmt, 1), names) && rw_stmt_get_id (stmt, 0, &id))
        append_id (ids, &id);
    }
}

static gboolean
find_systems (RwCache  *cache,
              char    **names,
              GString  *ids,
              GError  **error)
{
  for (char **name = names; *name != NULL; name++)
    {
      g_autoptr (GPtrArray) hits =
        rw_query_search (cache, *name,
                         RW_KIND_BIT (RW_KIND_DEVICE) | RW_KIND_BIT (RW_KIND_VM) |
                           RW_KIND_BIT (RW_KIND_RACK) | RW_KIND_BIT (RW_KIND_SITE),
                         SYSTEMS_MOST, error);

      if (hits == NULL)
        return FALSE;
      for (guint i = 0; i < hits->len; i++)
        append_id (ids, &((RwSearchHit *) hits->pdata[i])->id);
    }
  return TRUE;
}

/* "column" IN (the words of an enum) */
static char *
in_words (const char       *column,
          const RwEnumInfo *words,
          guint             mask)
{
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "%s IN (", column);
  for (int i = 0, n = 0; i < (int) words->n_values; i++)
    if (mask & (1u << i))
      g_string_append_printf (sql, "%s'%s'", n++ > 0 ? ", " : "", rw_enum_value (words, i));
  g_string_append_c (sql, ')');
  return g_string_free (sql, FALSE);
}

static char *
is_sql (guint  flags,
        gint64 now)
{
  GString *sql = g_string_new (NULL);
  g_autofree char *open = NULL;
  guint mask = 0;

  for (int i = 0; i < RW_TICKET_STATUS_N_VALUES; i++)
    if (rw_ticket_status_is_open (i))
      mask |= 1u << i;
  open = in_words ("t.\"status\"", &rw_enum_ticket_status, mask);
  if (flags & RW_SEARCH_IS_OVERDUE)
    g_string_append_printf (
      sql,
      "(%2$s AND ((t.\"accepted\" IS NULL AND t.\"response_due\" <= %1$" G_GINT64_FORMAT ")"
      " OR (t.\"status\" <> 'pending_customer' AND t.\"resolution_due\" <= %1$" G_GINT64_FORMAT ")"
      " OR t.\"update_due\" <= %1$" G_GINT64_FORMAT "))",
      now, open);
  if (flags & RW_SEARCH_IS_MAJOR)
    g_string_append_printf (sql, "%st.\"major\" = 1", sql->len > 0 ? " OR " : "");
  if (flags & RW_SEARCH_IS_SNOOZED)
    g_string_append_printf (sql, "%st.\"snoozed_until\" > %" G_GINT64_FORMAT,
                            sql->len > 0 ? " OR " : "", now);
  if (flags & RW_SEARCH_IS_KNOWN_ERROR)
    g_string_append_printf (sql, "%st.\"known_error\" = 1", sql->len > 0 ? " OR " : "");
  return g_string_free (sql, FALSE);
}

/* Where the rows of each kind keep what a key asks for; NULL where they have no such thing. A message is
 * asked about its ticket, which is "t" for both. */
static const char *
ref_column (RwKind      kind,
            RwSearchKey key)
{
  switch (kind)
    {
    case RW_KIND_TICKET:
    case RW_KIND_MESSAGE:
      return key == RW_SEARCH_CUSTOMER   ? "t.\"customer\" IN (%s)"
             : key == RW_SEARCH_SERVICE  ? "t.\"service\" IN (%s)"
             : key == RW_SEARCH_ASSIGNEE ? "t.\"assignee\" IN (%s)"
             : key == RW_SEARCH_CI       ? "t.\"ci\" IN (%s)"
                                         : NULL;
    case RW_KIND_CHANGE:
      return key == RW_SEARCH_CUSTOMER   ? "k.\"customer\" IN (%s)"
             : key == RW_SEARCH_SERVICE  ? "k.\"service\" IN (%s)"
             : key == RW_SEARCH_ASSIGNEE ? "k.\"implementer\" IN (%s)"
             : key == RW_SEARCH_CI
               ? "k.\"id\" IN (SELECT \"change\" FROM \"change_item\" WHERE \"ci\" IN (%s))"
               : NULL;
    case RW_KIND_DEVICE:
    case RW_KIND_VM:
      return key == RW_SEARCH_SERVICE ? "k.\"service\" IN (%s)"
             : key == RW_SEARCH_CUSTOMER
               ? "k.\"service\" IN (SELECT \"id\" FROM \"service\" WHERE \"customer\" IN (%s))"
             : key == RW_SEARCH_CI ? "k.\"id\" IN (%s)"
                                   : NULL;
    case RW_KIND_SERVICE:
      return key == RW_SEARCH_CUSTOMER ? "k.\"customer\" IN (%s)" : NULL;
    default:
      return NULL;
    }
}

static const char *
empty_column (RwKind      kind,
              RwSearchKey key)
{
  gboolean ticket = kind == RW_KIND_TICKET || kind == RW_KIND_MESSAGE;

  switch (key)
    {
    case RW_SEARCH_CUSTOMER:
      return ticket ? "t.\"customer\" IS NULL" : "k.\"customer\" IS NULL";
    case RW_SEARCH_SERVICE:
      return ticket ? "t.\"service\" IS NULL" : "k.\"service\" IS NULL";
    case RW_SEARCH_ASSIGNEE:
      return ticket ? "t.\"assignee\" IS NULL" : "k.\"implementer\" IS NULL";
    case RW_SEARCH_CI:
      return ticket ? "t.\"ci\" IS NULL" : NULL;
    default:
      return NULL;
    }
}

/* The ids of one's own making in a list: "x'…', x'…'". */
static guint
count_ids (GString *ids)
{
  return (guint) (ids->len + 2) / (2 * sizeof (RwId) + 5);
}

static gboolean
ref_sql (RwCache         *cache,
         RwSearchFilter  *filter,
         RwKind           kind,
         const RwId      *me,
         char           **sql,
         gboolean        *narrow,
         GError         **error)
{
  const char *column = ref_column (kind, filter->key), *empty = empty_column (kind, filter->key);
  g_autoptr (GString) ids = g_string_new (NULL), out = g_string_new ("(");
  gboolean done = TRUE;

  *sql = NULL;
  if (column == NULL)
    return TRUE;
  if (filter->names[0] != NULL)
    switch (filter->key)
      {
      case RW_SEARCH_CUSTOMER:
        done = find_named (
          cache, "SELECT \"id\", coalesce(\"number\", '') || ' ' || \"name\" FROM \"customer\"",
          filter->names, ids, error);
        break;
      case RW_SEARCH_SERVICE:
        done =
          find_named (cache, "SELECT \"id\", \"name\" FROM \"service\"", filter->names, ids, error);
        break;
      case RW_SEARCH_ASSIGNEE:
        done =
          find_named (cache,
                      "SELECT \"id\", coalesce(\"login\", '') || ' ' || \"name\" FROM \"person\"",
                      filter->names, ids, error);
        break;
      default:
        done = find_systems (cache, filter->names, ids, error);
      }
  if (!done)
    return FALSE;
  if (filter->me && me != NULL)
    append_id (ids, me);
  {
    g_auto (GStrv) parts = g_strsplit (column, "%s", 2);

    /* With a plus in front, SQLite does not look for an index: to sort the tickets of half of all
     * customers takes longer than to walk the newest. */
    *narrow = count_ids (ids) <= IDS_NARROW && !filter->nobody;
    g_string_append_printf (out, "%s%s%s%s", *narrow ? "" : "+", parts[0], ids->str, parts[1]);
  }
  if (filter->nobody && empty != NULL && !(kind == RW_KIND_SERVICE))
    g_string_append_printf (out, " OR %s", empty);
  g_string_append_c (out, ')');
  *sql = g_string_free (g_steal_pointer (&out), FALSE);
  return TRUE;
}

/* Tags are a list of texts, as JSON. What a tag must have is given byte by byte: nothing can end it. */
static char *
tag_sql (const char           *column,
         const RwSearchFilter *filter)
{
  GString *sql = g_string_new ("0");

  if (filter->nobody)
    g_string_append_printf (sql, " OR %s IS NULL", column);
  for (char **name = filter->names; *name != NULL; name++)
    {
      g_string_append_printf (sql, " OR instr(rw_search_text(%s), CAST(x'", column);
      for (const char *p = *name; *p != '\0'; p++)
        g_string_append_printf (sql, "%02x", (guchar) *p);
      g_string_append (sql, "' AS TEXT)) > 0");
    }
  return g_string_free (sql, FALSE);
}

static gboolean
filter_sql (RwCache         *cache,
            RwSearchFilter  *filter,
            RwKind           kind,
            const RwId      *me,
            gint64           now,
            char           **sql,
            gboolean        *narrow,
            GError         **error)
{
  gboolean ticket = kind == RW_KIND_TICKET || kind == RW_KIND_MESSAGE,
           change = kind == RW_KIND_CHANGE;

  *sql = NULL;
  switch (filter->key)
    {
    case RW_SEARCH_STATUS:
      *narrow = !(filter->tickets & FINISHED);
      if (ticket)
        *sql = in_words ("t.\"status\"", &rw_enum_ticket_status, filter->tickets);
      else if (change)
        *sql = in_words ("k.\"status\"", &rw_enum_change_status, filter->changes);
      return TRUE;
    case RW_SEARCH_PRIORITY:
      *sql = ticket ? in_words ("t.\"priority\"", &rw_enum_priority, filter->tickets) : NULL;
      return TRUE;
    case RW_SEARCH_TYPE:
      if (kind == RW_KIND_TICKET && (filter->kinds & RW_KIND_BIT (kind)))
        *sql = in_words ("t.\"type\"", &rw_enum_ticket_type, filter->tickets);
      else if (kind == RW_KIND_MESSAGE && (filter->kinds & RW_KIND_BIT (RW_KIND_TICKET)) &&
               filter->tickets != 0)
        *sql = in_words ("t.\"type\"", &rw_enum_ticket_type, filter->tickets);
      else if (change && (filter->kinds & RW_KIND_BIT (kind)))
        *sql = in_words ("k.\"type\"", &rw_enum_change_type, filter->changes);
      else
        *sql = filter->kinds & RW_KIND_BIT (kind) ? g_strdup ("1") : NULL;
      return TRUE;
    case RW_SEARCH_IS:
      *sql = ticket ? is_sql (filter->tickets, now) : NULL;
      return TRUE;
    case RW_SEARCH_OPENED:
      *narrow = filter->from > now - DAYS_NARROW * RW_DAY;
      if (ticket)
        *sql = g_strdup_printf ("(t.\"opened\" >= %" G_GINT64_FORMAT
                                " AND t.\"opened\" < %" G_GINT64_FORMAT ")",
                                MAX (filter->from, -G_MAXINT64), filter->to);
      return TRUE;
    case RW_SEARCH_TAG:
      *sql = ticket   ? tag_sql ("t.\"tags\"", filter)
             : change ? tag_sql ("k.\"tags\"", filter)
                      : NULL;
      return TRUE;
    default:
      return ref_sql (cache, filter, kind, me, sql, narrow, error);
    }
}

/**
 * rw_find_where:
 * @kind: whose rows are "k" in the statement; tickets, and the tickets of messages, are "t" too
 * @me: (nullable): who asks
 * @where: to which " AND …" is appended
 * @applies: (out): whether rows of @kind can pass; they cannot where a filter asks for what they do not have
 * @narrow: (out): whether so few pass that they had better be read one by one
 */
gboolean
rw_find_where (RwCache        *cache,
               RwSearchTerms  *terms,
               RwKind          kind,
               const RwId     *me,
               gint64          now,
               GString        *where,
               gboolean       *applies,
               gboolean       *narrow,
               GError        **error)
{
  *applies = TRUE;
  *narrow = FALSE;
  for (guint i = 0; i < terms->filters->len; i++)
    {
      RwSearchFilter *filter = terms->filters->pdata[i];
      g_autofree char *sql = NULL;
      gboolean few = FALSE;

      if (!filter_sql (cache, filter, kind, me, now, &sql, &few, error))
        return FALSE;
      *narrow = *narrow || (few && sql != NULL && !filter->negate);
      if (sql != NULL)
        g_string_append_printf (where, filter->negate ? " AND (%s) IS NOT 1" : " AND (%s)", sql);
      else if (!filter->negate)
        *applies = FALSE;
    }
  return TRUE;
}
