/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-find-private.h"

#include <string.h>

#include "../rw-cache-search.h"
#include "../rw-search-text.h"
#include "rules/rw-ticket-rules.h"
#include "rw-query-search.h"
#include "rw-text.h"

/* Of this many rows that may match, the best are found; the newest come first. So many begin with a letter
 * that the best of them is not worth waiting for. */
#define CANDIDATES_MOST  2000
#define CANDIDATES_SHORT 300

/* Without an index these many are read. */
#define ROWS_MOST 20000

/* The first columns of every statement; what is searched follows them. */
enum
{
  COLUMN_ID,
  COLUMN_NUMBER,
  COLUMN_TITLE,
  COLUMN_TYPE,
  COLUMN_STATUS,
  COLUMN_PRIORITY,
  COLUMN_AT,
  N_COLUMNS,
};

typedef struct
{
  RwCache *cache;
  RwSearchTerms *terms;
  const RwId *me;
  gint64 now;
  guint limit;
  char *query;          /* (nullable): for the full-text index */
  RwFindAnswer *answer;
  GPtrArray *found;     /* of the kind that is being read */
  GHashTable *tickets;  /* (element-type RwId): shown already */
  GString *folded;
} Find;

static void
hit_free (gpointer data)
{
  RwFindHit *hit = data;

  g_free (hit->number);
  g_free (hit->title);
  g_free (hit->excerpt);
  g_free (hit);
}

void
rw_find_answer_free (RwFindAnswer *answer)
{
  if (answer == NULL)
    return;
  g_ptr_array_unref (answer->hits);
  g_free (answer);
}

static RwFindGroup
group_of (RwKind kind)
{
  switch (kind)
    {
    case RW_KIND_TICKET:
      return RW_FIND_TICKETS;
    case RW_KIND_MESSAGE:
      return RW_FIND_MESSAGES;
    case RW_KIND_CHANGE:
      return RW_FIND_CHANGES;
    case RW_KIND_DEVICE:
    case RW_KIND_VM:
      return RW_FIND_SYSTEMS;
    default:
      return RW_FIND_OTHERS;
    }
}

static gboolean
has_long_word (RwSearchTerms *terms)
{
  for (char **word = terms->words; *word != NULL; word++)
    if (g_utf8_strlen (*word, -1) >= 3)
      return TRUE;
  return FALSE;
}

/* --- The statement ------------------------------------------------------------------------------- */

static char *
select_sql (Find       *find,
            RwKind      kind,
            gboolean    indexed,
            const char *where)
{
  const RwKindInfo *info = rw_schema_get (kind);
  const char *alias = kind == RW_KIND_TICKET ? "t" : "k";
  GString *sql = g_string_new ("SELECT ");

  switch (kind)
    {
    case RW_KIND_TICKET:
      g_string_append (
        sql,
        "t.\"id\", t.\"number\", t.\"title\", t.\"type\", t.\"status\", t.\"priority\", t.\"opened\"");
      break;
    case RW_KIND_MESSAGE:
      g_string_append (
        sql,
        "t.\"id\", t.\"number\", t.\"title\", t.\"type\", t.\"status\", t.\"priority\", k.\"at\"");
      break;
    case RW_KIND_CHANGE:
      g_string_append (
        sql, "k.\"id\", k.\"number\", k.\"title\", k.\"type\", k.\"status\", NULL, k.\"start\"");
      break;
    default:
      g_string_append_printf (sql, "k.\"id\", %s, k.\"%s\", NULL, NULL, NULL, NULL",
                              rw_schema_find_field (kind, "number") >= 0 ? "k.\"number\"" : "NULL",
                              info->fields[info->title].name);
    }
  for (guint i = 0; i < info->n_fields; i++)
    if (info->fields[i].flags & RW_F_SEARCH && !g_str_equal (info->fields[i].name, "number") &&
        (int) i != info->title)
      g_string_append_printf (sql, ", %s.\"%s\"", alias, info->fields[i].name);
  /* The candidates first, and only so many: a filter that none of them passes must not walk them all. */
  if (indexed)
    g_string_append_printf (
      sql,
      " FROM (SELECT rowid AS \"at\" FROM \"search_%1$s\" WHERE \"search_%1$s\" MATCH ?1"
      " ORDER BY rowid DESC LIMIT %3$d) AS s CROSS JOIN \"%1$s\" AS %2$s ON %2$s.rowid = s.\"at\"",
      info->name, alias, has_long_word (find->terms) ? CANDIDATES_MOST : CANDIDATES_SHORT);
  else
    g_string_append_printf (sql, " FROM \"%s\" AS %s", info->name, alias);
  if (kind == RW_KIND_MESSAGE)
    g_string_append_printf (sql, " %s JOIN \"ticket\" AS t ON t.\"id\" = k.\"ticket\"",
                            indexed ? "CROSS" : "INNER");
  g_string_append_printf (sql, " WHERE 1%s", where);
  if (!indexed && kind == RW_KIND_TICKET)
    g_string_append (sql, " ORDER BY t.\"opened\" DESC");
  else if (!indexed && kind == RW_KIND_CHANGE)
    g_string_append (sql, " ORDER BY k.\"start\" DESC");
  if (!indexed)
    g_string_append_printf (sql, " LIMIT %u",
                            find->terms->words[0] == NULL ? find->limit + 1 : ROWS_MOST);
  return g_string_free (sql, FALSE);
}

/* --- Rows ---------------------------------------------------------------------------------------- */

static int
rank_of (Find       *find,
         const char *title,
         const char *number)
{
  int rank = 4;

  for (int i = 0; i < 2; i++)
    {
      const char *text = i == 0 ? title : number;
      const char *at =
        text != NULL && find->terms->words[0] != NULL ? strstr (text, find->terms->words[0]) : NULL;

      if (at != NULL && at == text)
        rank = MIN (rank, strlen (text) == strlen (find->terms->words[0]) ? 0 : 1);
      else if (at != NULL)
        rank = MIN (rank, g_ascii_isalnum (at[-1]) || (guchar) at[-1] >= 0x80 ? 3 : 2);
    }
  return rank;
}

/* Where the first word that the title lacks was found. */
static char *
excerpt_of (Find       *find,
            RwStmt     *stmt,
            const char *title)
{
  for (char **word = find->terms->words; *word != NULL; word++)
    if (!rw_search_text_has (title, *word))
      for (int i = N_COLUMNS; i < rw_stmt_n_columns (stmt); i++)
        {
          char *excerpt = rw_find_excerpt (rw_stmt_get_text (stmt, i), *word);

          if (excerpt != NULL)
            return excerpt;
        }
  return NULL;
}

static void
append_folded (GString *out,
               RwStmt  *stmt,
               int      column)
{
  g_autofree char *folded = NULL;

  if (rw_stmt_is_null (stmt, column))
    return;
  folded = rw_text_fold (rw_stmt_get_text (stmt, column));
  g_string_append (out, folded);
  g_string_append_c (out, '\n');
}

/* A message is found by its own text, and is one of the ticket that it belongs to. */
static gboolean
matches (Find   *find,
         RwStmt *stmt,
         RwKind  kind)
{
  GString *folded = g_string_truncate (find->folded, 0);
  int n = rw_stmt_n_columns (stmt);

  if (kind != RW_KIND_MESSAGE)
    {
      append_folded (folded, stmt, COLUMN_NUMBER);
      append_folded (folded, stmt, COLUMN_TITLE);
      /* Most are found, or not, by their title: the long texts need not be folded. */
      if (find->terms->without[0] == NULL &&
          rw_search_text_has_all (folded->str, find->terms->words))
        return TRUE;
    }
  for (int i = N_COLUMNS; i < n; i++)
    append_folded (folded, stmt, i);
  if (!rw_search_text_has_all (folded->str, find->terms->words))
    return FALSE;
  for (char **word = find->terms->without; *word != NULL; word++)
    if (rw_search_text_has (folded->str, *word))
      return FALSE;
  return TRUE;
}

static void
consider (Find    *find,
          RwStmt  *stmt,
          RwKind   kind)
{
  g_autofree char *title = NULL, *number = NULL;
  RwFindHit *hit;
  RwId id;

  if (!rw_stmt_get_id (stmt, COLUMN_ID, &id) || !matches (find, stmt, kind))
    return;
  if (group_of (kind) <= RW_FIND_MESSAGES && g_hash_table_contains (find->tickets, &id))
    return;
  number = rw_text_fold (rw_stmt_get_text (stmt, COLUMN_NUMBER));
  title = rw_text_fold (rw_stmt_get_text (stmt, COLUMN_TITLE));
  hit = g_new0 (RwFindHit, 1);
  hit->group = group_of (kind);
  hit->kind = kind == RW_KIND_MESSAGE ? RW_KIND_TICKET : kind;
  hit->id = id;
  hit->number = g_strdup (rw_stmt_get_text (stmt, COLUMN_NUMBER));
  hit->title =
    g_strdup (rw_stmt_is_null (stmt, COLUMN_TITLE) ? rw_kind_label (kind)
                                                   : rw_stmt_get_text (stmt, COLUMN_TITLE));
  hit->type = hit->status = hit->priority = -1;
  if (hit->kind == RW_KIND_TICKET || kind == RW_KIND_CHANGE)
    {
      gboolean change = kind == RW_KIND_CHANGE;

      hit->type =
        rw_stmt_get_word (stmt, COLUMN_TYPE, change ? &rw_enum_change_type : &rw_enum_ticket_type);
      hit->status = rw_stmt_get_word (stmt, COLUMN_STATUS,
                                      change ? &rw_enum_change_status : &rw_enum_ticket_status);
      hit->priority = change ? -1 : rw_stmt_get_word (stmt, COLUMN_PRIORITY, &rw_enum_priority);
    }
  hit->at = rw_stmt_get_integer (stmt, COLUMN_AT);
  hit->rank = kind == RW_KIND_MESSAGE ? 4 : rank_of (find, title, number);
  /* Of many, only those that are shown are worth the work; a better one may still come. */
  if (hit->rank == 4 && find->found->len < find->limit * 4)
    hit->excerpt = excerpt_of (find, stmt, kind == RW_KIND_MESSAGE ? "" : title);
  g_ptr_array_add (find->found, hit);
  if (group_of (kind) <= RW_FIND_MESSAGES)
    g_hash_table_add (find->tickets, &hit->id);
}

static gboolean
is_finished (const RwFindHit *hit)
{
  return hit->kind == RW_KIND_TICKET
           ? !rw_ticket_status_is_open (hit->status)
           : hit->kind == RW_KIND_CHANGE && (hit->status == RW_CHANGE_STATUS_CLOSED ||
                                             hit->status == RW_CHANGE_STATUS_CANCELLED);
}

/* Where in its title a ticket has the word says little: what is not finished comes first, and then the newest. */
static int
place_of (const RwFindHit *hit)
{
  if (hit->kind != RW_KIND_TICKET && hit->kind != RW_KIND_CHANGE)
    return hit->rank * 2;
  return (hit->rank == 0 ? 0 : hit->rank < 4 ? 2 : 4) + is_finished (hit);
}

static int
compare_hits (gconstpointer a,
              gconstpointer b)
{
  const RwFindHit *one = *(RwFindHit *const *) a, *other = *(RwFindHit *const *) b;
  int order = place_of (one) - place_of (other);

  if (order == 0 && one->at != other->at)
    order = one->at > other->at ? -1 : 1;
  if (order == 0)
    order = rw_text_collate (one->title, other->title);
  if (order == 0)
    order = rw_id_compare (&one->id, &other->id);
  return order;
}

/* Enough was found, and what is still to come is older. */
static gboolean
is_enough (Find   *find,
           RwKind  kind)
{
  gboolean ranked = kind != RW_KIND_MESSAGE && find->terms->words[0] != NULL;

  return !ranked && find->found->len > find->limit;
}

static gboolean
find_kind (Find    *find,
           RwKind   kind,
           GError **error)
{
  g_autoptr (GString) where = g_string_new (NULL);
  g_autoptr (RwStmt) stmt = NULL;
  g_autofree char *sql = NULL;
  gboolean applies, narrow, row = TRUE, indexed;

  if (!rw_find_where (find->cache, find->terms, kind, find->me, find->now, where, &applies, &narrow,
                      error))
    return FALSE;
  if (!applies)
    return TRUE;
  indexed = find->query != NULL && !narrow && rw_cache_search_ready (find->cache, kind);
  /* Without words every message would be one. To read them all takes longer than to type on. */
  if (kind == RW_KIND_MESSAGE && (find->terms->words[0] == NULL || !has_long_word (find->terms)))
    return TRUE;
  if (kind == RW_KIND_MESSAGE && !indexed && !narrow)
    {
      find->answer->partial = TRUE;
      return TRUE;
    }
  sql = select_sql (find, kind, indexed, where->str);
  stmt = rw_db_prepare (rw_cache_get_db (find->cache), sql, error);
  if (stmt == NULL)
    return FALSE;
  if (indexed)
    rw_stmt_bind_text (stmt, 1, find->query);
  while (row && !is_enough (find, kind))
    {
      if (!rw_stmt_step (stmt, &row, error))
        return FALSE;
      if (row)
        consider (find, stmt, kind);
    }
  return TRUE;
}

static void
take_group (Find        *find,
            RwFindGroup  group)
{
  g_ptr_array_sort (find->found, compare_hits);
  for (guint i = 0; i < find->found->len; i++)
    if (i < find->limit)
      g_ptr_array_add (find->answer->hits, g_steal_pointer (&find->found->pdata[i]));
    else
      {
        find->answer->more |= 1u << group;
        if (group <= RW_FIND_MESSAGES)
          g_hash_table_remove (find->tickets, &((RwFindHit *) find->found->pdata[i])->id);
      }
  for (guint i = 0; i < find->found->len; i++)
    g_clear_pointer (&find->found->pdata[i], hit_free);
  g_ptr_array_set_size (find->found, 0);
}

/**
 * rw_query_find:
 * @me: (nullable): who asks, for "assignee:me"
 * @now: microseconds
 * @limit: how many of each group at most
 *
 * Looks through tickets, their messages, changes, systems and whatever else has a name.
 *
 * Returns: (transfer full) (nullable): what fits; nothing for terms that are empty
 */
RwFindAnswer *
rw_query_find (RwCache        *cache,
               RwSearchTerms  *terms,
               const RwId     *me,
               gint64          now,
               guint           limit,
               GError        **error)
{
  g_autoptr (RwFindAnswer) answer = g_new0 (RwFindAnswer, 1);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autoptr (GHashTable) tickets = g_hash_table_new (rw_id_hash, rw_id_equal);
  g_autofree char *query = rw_search_text_for_query (terms->words);
  g_autoptr (GString) folded = g_string_new (NULL);
  Find find = { .cache = cache,
                .terms = terms,
                .me = me,
                .now = now,
                .limit = limit,
                .query = query,
                .answer = answer,
                .found = found,
                .tickets = tickets,
                .folded = folded };
  guint64 kinds = rw_query_search_kinds () | rw_cache_search_kinds ();

  answer->hits = g_ptr_array_new_with_free_func (hit_free);
  if (rw_search_terms_is_empty (terms) || limit == 0)
    return g_steal_pointer (&answer);
  for (guint group = 0; group < RW_FIND_N_GROUPS; group++)
    {
      for (int kind = 0; kind < RW_N_KINDS; kind++)
        if ((kinds & RW_KIND_BIT (kind)) && group_of (kind) == group &&
            !find_kind (&find, kind, error))
          {
            g_ptr_array_set_free_func (found, hit_free);
            return NULL;
          }
      take_group (&find, group);
    }
  return g_steal_pointer (&answer);
}
