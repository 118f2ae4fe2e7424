/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-relations.h"

static void
free_related (gpointer data)
{
  RwRelatedRecord *related = data;

  g_free (related->title);
  g_free (related);
}

void
rw_relation_free (RwRelation *relation)
{
  if (relation == NULL)
    return;
  g_ptr_array_unref (relation->first);
  g_free (relation);
}

/* The first of a sort of event are the newest; of anything else, those whose names come first. */
static char *
order_by (const RwKindInfo *info)
{
  for (guint i = 0; i < info->n_fields; i++)
    if ((info->fields[i].type == RW_FIELD_INSTANT || info->fields[i].type == RW_FIELD_DATE) && (info->fields[i].flags & RW_F_REQUIRED))
      return g_strdup_printf ("\"%s\" DESC, \"id\"", info->fields[i].name);
  if (info->title >= 0)
    return g_strdup_printf ("\"%s\" COLLATE NOCASE, \"id\"", info->fields[info->title].name);
  return g_strdup ("\"id\"");
}

/* A record without a name of its own goes by what else it refers to: an affected item by its system. */
static char *
title_of (RwCache  *cache,
          RwRecord *record,
          guint     through)
{
  const RwKindInfo *info = rw_record_get_info (record);

  if (info->title >= 0)
    return g_strdup (rw_record_get_title (record));
  for (guint i = 0; i < info->n_fields; i++)
    {
      const RwId *other = info->fields[i].type == RW_FIELD_REF && i != through ? rw_record_get_ref (record, i) : NULL;
      g_autoptr (GHashTable) titles = other != NULL ? rw_cache_titles (cache, info->fields[i].refs, other, 1, NULL) : NULL;
      const char *title = titles != NULL ? g_hash_table_lookup (titles, other) : NULL;

      if (title != NULL)
        return g_strdup (title);
    }
  return g_strdup (rw_record_get_title (record));
}

static gint64
count_where (RwCache     *cache,
             RwKind       kind,
             const char  *where,
             const RwId  *id,
             GError     **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM \"%s\" WHERE %s", rw_schema_get (kind)->name, where);
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache), sql, error);
  gboolean row;

  if (stmt == NULL)
    return -1;
  rw_stmt_bind_id (stmt, 1, id);
  if (!rw_stmt_step (stmt, &row, error) || !row)
    return -1;
  return rw_stmt_get_integer (stmt, 0);
}

static gboolean
add_relation (RwCache     *cache,
              RwKind       kind,
              guint        field,
              const RwId  *id,
              guint        limit,
              GPtrArray   *relations,
              GError     **error)
{
  const RwKindInfo *info = rw_schema_get (kind);
  const char *name = info->fields[field].name;
  /* A set is its ids one behind the other: one is in it where it is found at a multiple of its length. */
  g_autofree char *where = info->fields[field].type == RW_FIELD_REF
                             ? g_strdup_printf ("\"%s\" = ?1", name)
                             : g_strdup_printf ("\"%s\" IS NOT NULL AND instr (\"%s\", ?1) %% 16 = 1", name, name);
  g_autofree char *order = NULL;
  g_autofree char *tail = NULL;
  g_autoptr (GPtrArray) records = NULL;
  RwRelation *relation;
  gint64 count = count_where (cache, kind, where, id, error);

  if (count <= 0)
    return count == 0;
  order = order_by (info);
  tail = g_strdup_printf ("WHERE %s ORDER BY %s LIMIT ?2", where, order);
  records = rw_cache_select (cache, kind, tail, error, RW_BIND_ID, id, RW_BIND_INT, (gint64) limit, RW_BIND_END);
  if (records == NULL)
    return FALSE;
  relation = g_new0 (RwRelation, 1);
  relation->kind = kind;
  relation->field = field;
  relation->count = count;
  relation->first = g_ptr_array_new_with_free_func (free_related);
  for (guint i = 0; i < records->len; i++)
    {
      RwRecord *record = g_ptr_array_index (records, i);
      RwRelatedRecord *related = g_new0 (RwRelatedRecord, 1);

      related->id = *rw_record_get_id (record);
      related->title = title_of (cache, record, field);
      g_ptr_array_add (relation->first, related);
    }
  g_ptr_array_add (relations, relation);
  return TRUE;
}

/**
 * rw_query_relations:
 * @kind: of the record
 * @id: of the record
 * @limit: how many records to name in each relation
 *
 * Everything that refers to a record, through whichever field of the schema.
 *
 * Returns: (transfer container) (element-type RwRelation) (nullable): one for each kind and field through which
 *   something refers, in the order of the schema
 */
GPtrArray *
rw_query_relations (RwCache     *cache,
                    RwKind       kind,
                    const RwId  *id,
                    guint        limit,
                    GError     **error)
{
  g_autoptr (GPtrArray) relations = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_relation_free);

  for (int other = 0; other < RW_N_KINDS; other++)
    {
      const RwKindInfo *info = rw_schema_get (other);

      for (guint i = 0; i < info->n_fields; i++)
        if ((info->fields[i].refs & RW_KIND_BIT (kind)) && !add_relation (cache, other, i, id, limit, relations, error))
          return NULL;
    }
  return g_steal_pointer (&relations);
}
