/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-change-items.h"

#include "rw-query-rows.h"
#include "rw-query-search.h"

RwNamedRecord *
rw_named_record_new (RwKind      kind,
                     const RwId *id,
                     const char *name)
{
  RwNamedRecord *record = g_new (RwNamedRecord, 1);

  *record = (RwNamedRecord) { kind, *id, g_strdup (name) };
  return record;
}

void
rw_named_record_free (RwNamedRecord *record)
{
  g_free (record->name);
  g_free (record);
}

void
rw_names_found_free (RwNamesFound *found)
{
  if (found == NULL)
    return;
  g_ptr_array_unref (found->records);
  g_ptr_array_unref (found->unknown);
  g_ptr_array_unref (found->doubtful);
  g_free (found);
}

void
rw_change_party_free (RwChangeParty *party)
{
  if (party == NULL)
    return;
  g_free (party->customer_name);
  g_free (party->customer_tz);
  g_free (party->service_name);
  g_free (party);
}

/**
 * rw_query_names:
 * @names: as a person wrote them down; upper and lower case do not matter
 * @kinds: mask of the kinds that may be meant
 *
 * Returns: (transfer full): the records of these names
 */
RwNamesFound *
rw_query_names (RwCache            *cache,
                const char *const  *names,
                guint64             kinds,
                GError            **error)
{
  g_autoptr (RwNamesFound) found = g_new0 (RwNamesFound, 1);
  g_autoptr (GHashTable) taken = g_hash_table_new (rw_id_hash, rw_id_equal);

  found->records = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_named_record_free);
  found->unknown = g_ptr_array_new_with_free_func (g_free);
  found->doubtful = g_ptr_array_new_with_free_func (g_free);
  for (; *names != NULL; names++)
    {
      g_autoptr (GPtrArray) hits = rw_query_search (cache, *names, kinds, 2, error);
      const RwSearchHit *hit, *second;
      RwNamedRecord *record;

      if (hits == NULL)
        return NULL;
      hit = hits->len > 0 ? hits->pdata[0] : NULL;
      second = hits->len > 1 ? hits->pdata[1] : NULL;
      /* The very name, or the only one that has it in itself: "web-014" for "web-014.example.net". */
      if (hit == NULL || (hit->rank > 0 && (hit->rank > 1 || second != NULL)))
        g_ptr_array_add (found->unknown, g_strdup (*names));
      else if (second != NULL && second->rank == 0)
        g_ptr_array_add (found->doubtful, g_strdup (*names));
      else if (!g_hash_table_contains (taken, &hit->id))
        {
          record = rw_named_record_new (hit->kind, &hit->id, hit->title);
          g_ptr_array_add (found->records, record);
          g_hash_table_add (taken, &record->id);
        }
    }
  return g_steal_pointer (&found);
}

/* Whose an item is: its service, and that one's customer. A rack, a port or a feed is of those in it. */
static const char party_sql[] =
  "SELECT s.\"id\", s.\"name\", c.\"id\", c.\"name\", c.\"tz\" FROM \"service\" s"
  " LEFT JOIN \"customer\" c ON c.\"id\" = s.\"customer\""
  " WHERE s.\"id\" IN (SELECT \"id\" FROM \"service\" WHERE \"id\" = ?1"
  " UNION SELECT \"service\" FROM \"device\" WHERE \"id\" = ?1"
  " UNION SELECT \"service\" FROM \"vm\" WHERE \"id\" = ?1"
  " UNION SELECT \"service\" FROM \"device\" WHERE \"rack\" = ?1"
  " UNION SELECT d.\"service\" FROM \"port\" p JOIN \"device\" d ON d.\"id\" = p.\"system\" WHERE p.\"id\" = ?1"
  " UNION SELECT v.\"service\" FROM \"port\" p JOIN \"vm\" v ON v.\"id\" = p.\"system\" WHERE p.\"id\" = ?1)";

typedef struct
{
  RwChangeParty *party;
  gboolean services;
} Finding;

static void
read_party (gpointer data,
            RwStmt  *stmt)
{
  Finding *finding = data;
  RwChangeParty *party = finding->party;
  RwId service = rw_stmt_get_id_or_nil (stmt, 0), customer = rw_stmt_get_id_or_nil (stmt, 2);

  if (rw_id_is_nil (&party->service))
    {
      party->service = service;
      g_set_str (&party->service_name, rw_stmt_get_text (stmt, 1));
    }
  else if (!rw_id_equal (&party->service, &service))
    finding->services = TRUE;
  if (rw_id_is_nil (&customer))
    return;
  if (rw_id_is_nil (&party->customer))
    {
      party->customer = customer;
      g_set_str (&party->customer_name, rw_stmt_get_text (stmt, 3));
      g_set_str (&party->customer_tz, rw_stmt_get_text (stmt, 4));
    }
  else if (!rw_id_equal (&party->customer, &customer))
    party->several = TRUE;
}

/**
 * rw_query_change_party:
 * @items: (element-type RwId): what a change affects
 *
 * Returns: (transfer full): whose they are, where they agree
 */
RwChangeParty *
rw_query_change_party (RwCache    *cache,
                       GPtrArray  *items,
                       GError    **error)
{
  g_autoptr (RwChangeParty) party = g_new0 (RwChangeParty, 1);
  Finding finding = { party, FALSE };

  for (guint i = 0; i < items->len; i++)
    {
      g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache), party_sql, error);

      if (stmt == NULL)
        return NULL;
      rw_stmt_bind_id (stmt, 1, items->pdata[i]);
      if (!rw_query_rows (stmt, read_party, &finding, NULL, error))
        return NULL;
    }
  if (finding.services || party->several)
    {
      party->service = RW_ID_NIL;
      g_clear_pointer (&party->service_name, g_free);
    }
  if (party->several)
    {
      party->customer = RW_ID_NIL;
      g_clear_pointer (&party->customer_name, g_free);
      g_clear_pointer (&party->customer_tz, g_free);
    }
  return g_steal_pointer (&party);
}
