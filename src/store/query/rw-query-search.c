/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-search.h"

#include <string.h>

#include "../rw-cache-search.h"
#include "../rw-search-text.h"
#include "rw-text.h"

/*
 * The full-text index says which rows may have the words, and the titles of those are read. Of kinds with
 * few records there is none, and all titles are read: 60,000 take a few hundredths of a second.
 */

/* Of this many rows that may match, the best are found; the newest come first. */
#define CANDIDATES_MOST "2000"

typedef struct
{
  char *whole; /* what was typed, folded */
  char **words;
  char *query; /* (nullable): for the full-text index */
  guint limit;
  GPtrArray *hits;
  GString *folded; /* number and title, then the rest, separated by new lines */
} Search;

void
rw_search_hit_free (RwSearchHit *hit)
{
  if (hit == NULL)
    return;
  g_free (hit->number);
  g_free (hit->title);
  g_free (hit);
}

/**
 * rw_query_search_kinds:
 *
 * Returns: mask of the kinds that a person looks for by name
 */
guint64
rw_query_search_kinds (void)
{
  return RW_KIND_BIT (RW_KIND_DEVICE) | RW_KIND_BIT (RW_KIND_VM) | RW_KIND_BIT (RW_KIND_TICKET) |
         RW_KIND_BIT (RW_KIND_CHANGE) | RW_KIND_BIT (RW_KIND_CUSTOMER) |
         RW_KIND_BIT (RW_KIND_SERVICE) | RW_KIND_BIT (RW_KIND_RACK) | RW_KIND_BIT (RW_KIND_SITE) |
         RW_KIND_BIT (RW_KIND_VLAN) | RW_KIND_BIT (RW_KIND_PREFIX) | RW_KIND_BIT (RW_KIND_ADDRESS);
}

static void
append_folded (GString    *out,
               const char *text)
{
  const char *p;

  if (text == NULL)
    return;
  for (p = text; *p != '\0' && (guchar) *p < 0x80; p++)
    ;
  if (*p == '\0')
    for (p = text; *p != '\0'; p++)
      g_string_append_c (out, g_ascii_tolower (*p));
  else
    {
      g_autofree char *folded = rw_text_fold (text);

      g_string_append (out, folded);
    }
}

static gboolean
begins_word (const char *text,
             const char *at)
{
  return at == text || !(g_ascii_isalnum (at[-1]) || (guchar) at[-1] >= 0x80);
}

/* How well a line matches what was typed, 4 for not as a whole. */
static int
rank_line (const char *line,
           const char *whole)
{
  const char *at = strstr (line, whole);
  int rank = 4;

  if (at == line)
    return strlen (line) == strlen (whole) ? 0 : 1;
  for (; at != NULL; at = strstr (at + 1, whole))
    rank = MIN (rank, begins_word (line, at) ? 2 : 3);
  return rank;
}

static int
compare_hits (gconstpointer a,
              gconstpointer b)
{
  const RwSearchHit *one = *(RwSearchHit *const *) a, *other = *(RwSearchHit *const *) b;
  int order = one->rank - other->rank;

  if (order == 0)
    order = rw_text_collate (one->title, other->title);
  if (order == 0)
    order = (int) one->kind - (int) other->kind;
  if (order == 0)
    order = rw_id_compare (&one->id, &other->id);
  return order;
}

static void
cut (Search *search,
     guint   keep)
{
  if (search->hits->len <= keep)
    return;
  g_ptr_array_sort (search->hits, compare_hits);
  g_ptr_array_set_size (search->hits, (int) search->limit);
}

static void
consider (Search *search,
          RwStmt *stmt,
          RwKind  kind,
          int     n_columns)
{
  const char *number = rw_stmt_get_text (stmt, 1), *title = rw_stmt_get_text (stmt, 2);
  gsize title_at, rest_at;
  int rank;
  RwSearchHit *hit;

  g_string_truncate (search->folded, 0);
  append_folded (search->folded, number);
  g_string_append_c (search->folded, '\n');
  title_at = search->folded->len;
  append_folded (search->folded, title);
  g_string_append_c (search->folded, '\n');
  rest_at = search->folded->len;
  for (int i = 3; i < n_columns; i++)
    {
      append_folded (search->folded, rw_stmt_get_text (stmt, i));
      g_string_append_c (search->folded, '\n');
    }
  if (!rw_search_text_has_all (search->folded->str, search->words))
    return;

  search->folded->str[title_at - 1] = search->folded->str[rest_at - 1] = '\0';
  rank = MIN (rank_line (search->folded->str, search->whole), rank_line (search->folded->str + title_at, search->whole));
  hit = g_new0 (RwSearchHit, 1);
  hit->kind = kind;
  rw_stmt_get_id (stmt, 0, &hit->id);
  hit->number = g_strdup (number);
  hit->title = g_strdup (title != NULL ? title : rw_kind_label (kind));
  hit->rank = MIN (rank, 3);
  g_ptr_array_add (search->hits, hit);
  cut (search, search->limit * 4 + 64);
}

static gboolean
search_kind (RwCache  *cache,
             RwKind    kind,
             Search   *search,
             GError  **error)
{
  const RwKindInfo *info = rw_schema_get (kind);
  g_autoptr (GString) sql = g_string_new ("SELECT \"id\"");
  g_autoptr (RwStmt) stmt = NULL;
  int number = rw_schema_find_field (kind, "number");
  gboolean indexed = search->query != NULL && rw_cache_search_ready (cache, kind);

  if (info->title < 0)
    return TRUE;
  if (number >= 0)
    g_string_append (sql, ", \"number\"");
  else
    g_string_append (sql, ", NULL");
  g_string_append_printf (sql, ", \"%s\"", info->fields[info->title].name);
  for (guint i = 0; i < info->n_fields; i++)
    if ((info->fields[i].flags & RW_F_SEARCH) && !(info->fields[i].flags & RW_F_LONG) && (int) i != info->title && (int) i != number)
      g_string_append_printf (sql, ", \"%s\"", info->fields[i].name);
  if (indexed)
    g_string_append_printf (
      sql,
      " FROM \"search_%1$s\" CROSS JOIN \"%1$s\" AS k ON k.rowid = \"search_%1$s\".rowid"
      " WHERE \"search_%1$s\" MATCH ?1 ORDER BY \"search_%1$s\".rowid DESC LIMIT " CANDIDATES_MOST,
      info->name);
  else
    g_string_append_printf (sql, " FROM \"%s\"", info->name);

  stmt = rw_db_prepare (rw_cache_get_db (cache), sql->str, error);
  if (stmt == NULL)
    return FALSE;
  if (indexed)
    rw_stmt_bind_text (stmt, 1, search->query);
  for (int n_columns = rw_stmt_n_columns (stmt);;)
    {
      gboolean row;

      if (!rw_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      consider (search, stmt, kind, n_columns);
    }
}

/**
 * rw_query_search:
 * @words: what a person typed; each word must occur somewhere in the searchable fields, whatever its case and
 *   accents; one of one or two letters where a word begins
 * @kinds: mask of kinds; 0 for rw_query_search_kinds()
 * @limit: how many at most
 *
 * Returns: (transfer container) (element-type RwSearchHit) (nullable): what matches, the best first; nothing
 *   for no words
 */
GPtrArray *
rw_query_search (RwCache     *cache,
                 const char  *words,
                 guint64      kinds,
                 guint        limit,
                 GError     **error)
{
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_search_hit_free);
  g_autoptr (GString) folded = g_string_new (NULL);
  g_autofree char *whole = rw_text_fold (words);
  g_autofree char *query = NULL;
  g_auto (GStrv) split = NULL;
  Search search = { .limit = limit, .hits = hits, .folded = folded };
  guint kept = 0;

  search.whole = g_strstrip (whole);
  split = g_strsplit_set (search.whole, " \t\n", -1);
  for (char **word = split; *word != NULL; word++)
    if (**word != '\0')
      split[kept++] = *word;
    else
      g_free (*word);
  split[kept] = NULL;
  search.words = split;
  search.query = query = rw_search_text_for_query (split);
  if (kept == 0 || limit == 0)
    return g_steal_pointer (&hits);
  for (int kind = 0; kind < RW_N_KINDS; kind++)
    if (((kinds != 0 ? kinds : rw_query_search_kinds ()) & RW_KIND_BIT (kind)) && !search_kind (cache, kind, &search, error))
      return NULL;
  g_ptr_array_sort (hits, compare_hits);
  cut (&search, limit);
  return g_steal_pointer (&hits);
}
