/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-change-impact.h"

#include "rw-query-change-items.h"
#include "rw-query-rows.h"

/* A rack with hundreds of virtual machines is read whole; a whole site is not. */
#define MOST_SYSTEMS 5000

/* What hangs on a thing: virtual machines of a host, modules of a chassis, devices in a rack or on a rack's feed, the
 * system of a port. */
static const char hanging_sql[] =
  "SELECT \"id\", 'vm', \"name\", \"service\" FROM \"vm\" WHERE \"host\" = ?1"
  " UNION SELECT \"id\", 'device', \"name\", \"service\" FROM \"device\" WHERE \"parent\" = ?1"
  " UNION SELECT \"id\", 'device', \"name\", \"service\" FROM \"device\" WHERE \"rack\" = ?1"
  " UNION SELECT d.\"id\", 'device', d.\"name\", d.\"service\" FROM \"power_feed\" f"
  " JOIN \"device\" d ON d.\"rack\" = f.\"rack\" WHERE f.\"id\" = ?1"
  " UNION SELECT d.\"id\", 'device', d.\"name\", d.\"service\" FROM \"port\" p"
  " JOIN \"device\" d ON d.\"id\" = p.\"system\" WHERE p.\"id\" = ?1"
  " UNION SELECT v.\"id\", 'vm', v.\"name\", v.\"service\" FROM \"port\" p"
  " JOIN \"vm\" v ON v.\"id\" = p.\"system\" WHERE p.\"id\" = ?1"
  " ORDER BY 3, 1";

static const char service_sql[] =
  "SELECT s.\"id\", s.\"name\", c.\"id\", c.\"name\" FROM \"service\" s"
  " LEFT JOIN \"customer\" c ON c.\"id\" = s.\"customer\" WHERE s.\"id\" = ?1";

typedef struct
{
  RwCache *cache;
  RwChangeImpact *impact;
  GHashTable *met[RW_IMPACT_N_LAYERS]; /* RwId → index + 1, 0 for one that is left out */
  guint most;
  GPtrArray *found; /* (element-type Hanging): of the present question */
} Walk;

typedef struct
{
  RwNamedRecord *record;
  RwId service;
  guint root; /* the item that it hangs on */
} Hanging;

static void
node_free (gpointer data)
{
  RwImpactNode *node = data;

  g_free (node->name);
  g_free (node);
}

void
rw_change_impact_free (RwChangeImpact *impact)
{
  if (impact == NULL)
    return;
  g_ptr_array_unref (impact->nodes);
  g_array_unref (impact->ties);
  g_free (impact);
}

static void
hanging_free (gpointer data)
{
  Hanging *hanging = data;

  rw_named_record_free (hanging->record);
  g_free (hanging);
}

static void
walk_clear (Walk *walk)
{
  for (guint i = 0; i < RW_IMPACT_N_LAYERS; i++)
    g_hash_table_unref (walk->met[i]);
  g_ptr_array_unref (walk->found);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Walk, walk_clear)

/* Returns: the index of the node, -1 for one that is left out; @first says whether it was met for the first time */
static int
meet (Walk          *walk,
      RwImpactLayer  layer,
      RwKind         kind,
      const RwId    *id,
      const char    *name,
      gboolean      *first)
{
  gpointer index;
  RwImpactNode *node;

  *first = !g_hash_table_lookup_extended (walk->met[layer], id, NULL, &index);
  if (!*first)
    return GPOINTER_TO_INT (index) - 1;
  walk->impact->n[layer]++;
  if (walk->impact->n[layer] > walk->most)
    {
      g_hash_table_insert (walk->met[layer], rw_id_copy (id), GINT_TO_POINTER (0));
      return -1;
    }
  node = g_new (RwImpactNode, 1);
  *node = (RwImpactNode) { layer, kind, *id, g_strdup (name != NULL ? name : "—") };
  g_ptr_array_add (walk->impact->nodes, node);
  g_hash_table_insert (walk->met[layer], rw_id_copy (id),
                       GINT_TO_POINTER ((int) walk->impact->nodes->len));
  return (int) walk->impact->nodes->len - 1;
}

static void
tie (Walk *walk,
     int   from,
     int   to)
{
  RwImpactTie new_tie = { (guint) from, (guint) to };

  if (from < 0 || to < 0 || from == to)
    return;
  for (guint i = 0; i < walk->impact->ties->len; i++)
    if (g_array_index (walk->impact->ties, RwImpactTie, i).from == new_tie.from &&
        g_array_index (walk->impact->ties, RwImpactTie, i).to == new_tie.to)
      return;
  g_array_append_val (walk->impact->ties, new_tie);
}

typedef struct
{
  Walk *walk;
  int from;
} Serving;

static void
read_service (gpointer data,
              RwStmt  *stmt)
{
  Serving *serving = data;
  RwId service = rw_stmt_get_id_or_nil (stmt, 0), customer = rw_stmt_get_id_or_nil (stmt, 2);
  gboolean first;
  int node = meet (serving->walk, RW_IMPACT_SERVICES, RW_KIND_SERVICE, &service,
                   rw_stmt_get_text (stmt, 1), &first);

  tie (serving->walk, serving->from, node);
  if (!rw_id_is_nil (&customer))
    tie (serving->walk, node >= 0 ? node : serving->from,
         meet (serving->walk, RW_IMPACT_CUSTOMERS, RW_KIND_CUSTOMER, &customer,
               rw_stmt_get_text (stmt, 3), &first));
}

/* @from: a node that is shown */
static gboolean
walk_service (Walk        *walk,
              int          from,
              const RwId  *service,
              GError     **error)
{
  g_autoptr (RwStmt) stmt = NULL;
  Serving serving = { walk, from };
  gpointer index;

  if (service == NULL || rw_id_is_nil (service))
    return TRUE;
  if (g_hash_table_lookup_extended (walk->met[RW_IMPACT_SERVICES], service, NULL, &index))
    {
      tie (walk, from, GPOINTER_TO_INT (index) - 1);
      return TRUE;
    }
  stmt = rw_db_prepare (rw_cache_get_db (walk->cache), service_sql, error);
  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_id (stmt, 1, service);
  return rw_query_rows (stmt, read_service, &serving, NULL, error);
}

static void
read_hanging (gpointer data,
              RwStmt  *stmt)
{
  GPtrArray *found = data;
  Hanging *hanging = g_new0 (Hanging, 1);
  RwId id = rw_stmt_get_id_or_nil (stmt, 0);

  hanging->record = rw_named_record_new (rw_schema_find (rw_stmt_get_text (stmt, 1)), &id,
                                         rw_stmt_get_text (stmt, 2));
  hanging->service = rw_stmt_get_id_or_nil (stmt, 3);
  g_ptr_array_add (found, hanging);
}

static gboolean
ask_hanging (Walk        *walk,
             const RwId  *id,
             guint        root,
             GError     **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (walk->cache), hanging_sql, error);
  guint before = walk->found->len;

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_id (stmt, 1, id);
  if (!rw_query_rows (stmt, read_hanging, walk->found, NULL, error))
    return FALSE;
  for (guint i = before; i < walk->found->len; i++)
    ((Hanging *) walk->found->pdata[i])->root = root;
  return TRUE;
}

/* Everything that hangs on an item, and what hangs on that; all of it is tied to the item. */
static gboolean
walk_item (Walk          *walk,
           int            item,
           const RwId    *id,
           GCancellable  *cancellable,
           GError       **error)
{
  guint next = walk->found->len;

  if (!ask_hanging (walk, id, (guint) item, error))
    return FALSE;
  for (; next < walk->found->len && walk->found->len < MOST_SYSTEMS; next++)
    {
      const Hanging *hanging = walk->found->pdata[next];
      gboolean first;
      int node;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      /* An item of the change stays in its own layer. */
      if (g_hash_table_contains (walk->met[RW_IMPACT_ITEMS], &hanging->record->id))
        continue;
      node = meet (walk, RW_IMPACT_SYSTEMS, hanging->record->kind, &hanging->record->id,
                   hanging->record->name, &first);
      tie (walk, item, node);
      if (!first)
        continue;
      if (!walk_service (walk, node >= 0 ? node : item, &hanging->service, error) ||
          !ask_hanging (walk, &hanging->record->id, (guint) item, error))
        return FALSE;
    }
  return TRUE;
}

static const RwId *
service_of (RwRecord *record)
{
  switch (rw_record_get_kind (record))
    {
    case RW_KIND_SERVICE:
      return rw_record_get_id (record);
    case RW_KIND_DEVICE:
      return rw_record_get_ref (record, RW_DEVICE_SERVICE);
    case RW_KIND_VM:
      return rw_record_get_ref (record, RW_VM_SERVICE);
    default:
      return NULL;
    }
}

/**
 * rw_query_change_impact:
 * @items: (element-type RwId): what a change affects
 * @most: so many of each layer are named at the most; the others are counted
 *
 * Returns: (transfer full): what hangs on the items, down to the customers
 */
RwChangeImpact *
rw_query_change_impact (RwCache       *cache,
                        GPtrArray     *items,
                        guint          most,
                        GCancellable  *cancellable,
                        GError       **error)
{
  g_autoptr (RwChangeImpact) impact = g_new0 (RwChangeImpact, 1);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (Walk) walk = { .cache = cache, .impact = impact, .most = most };

  impact->nodes = g_ptr_array_new_with_free_func (node_free);
  impact->ties = g_array_new (FALSE, FALSE, sizeof (RwImpactTie));
  walk.found = g_ptr_array_new_with_free_func (hanging_free);
  for (guint i = 0; i < RW_IMPACT_N_LAYERS; i++)
    walk.met[i] = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, NULL);
  /* All items first: one that hangs on another is still an item. */
  for (guint i = 0; i < items->len; i++)
    {
      RwRecord *record = rw_cache_find (cache, RW_CHANGE_ITEM_KINDS, items->pdata[i], NULL);
      gboolean first;

      if (record == NULL)
        continue;
      g_ptr_array_add (records, record);
      /* A service that is named is hit as one. */
      if (rw_record_get_kind (record) != RW_KIND_SERVICE)
        meet (&walk, RW_IMPACT_ITEMS, rw_record_get_kind (record), rw_record_get_id (record),
              rw_record_get_title (record), &first);
    }
  for (guint i = 0; i < records->len; i++)
    {
      const RwId *id = rw_record_get_id (records->pdata[i]);
      int item = GPOINTER_TO_INT (g_hash_table_lookup (walk.met[RW_IMPACT_ITEMS], id)) - 1;

      if (!walk_service (&walk, item, service_of (records->pdata[i]), error) ||
          !walk_item (&walk, item, id, cancellable, error))
        return NULL;
    }
  return g_steal_pointer (&impact);
}

/* Nobody writes to more by hand. */
#define MOST_READERS 500

static void
reader_free (gpointer data)
{
  RwChangeReader *reader = data;

  g_object_unref (reader->customer);
  g_ptr_array_unref (reader->services);
  g_free (reader);
}

/**
 * rw_query_change_readers:
 * @items: (element-type RwId): what a change affects
 *
 * Returns: (transfer full) (element-type RwChangeReader): the customers who are to be told, as they were met
 */
GPtrArray *
rw_query_change_readers (RwCache       *cache,
                         GPtrArray     *items,
                         GCancellable  *cancellable,
                         GError       **error)
{
  g_autoptr (RwChangeImpact) impact =
    rw_query_change_impact (cache, items, MOST_READERS, cancellable, error);
  g_autoptr (GPtrArray) readers = g_ptr_array_new_with_free_func (reader_free);

  for (guint i = 0; impact != NULL && i < impact->nodes->len; i++)
    {
      const RwImpactNode *node = impact->nodes->pdata[i];
      RwChangeReader *reader;
      RwRecord *customer;

      if (node->layer != RW_IMPACT_CUSTOMERS)
        continue;
      customer = rw_cache_get (cache, RW_KIND_CUSTOMER, &node->id, NULL);
      if (customer == NULL)
        continue;
      reader = g_new (RwChangeReader, 1);
      *reader = (RwChangeReader) { customer, g_ptr_array_new_with_free_func (g_free) };
      for (guint j = 0; j < impact->ties->len; j++)
        {
          const RwImpactTie *tied = &g_array_index (impact->ties, RwImpactTie, j);
          const RwImpactNode *service = impact->nodes->pdata[tied->from];

          if (tied->to == i && service->layer == RW_IMPACT_SERVICES)
            g_ptr_array_add (reader->services, g_strdup (service->name));
        }
      g_ptr_array_add (readers, reader);
    }
  return impact != NULL ? g_steal_pointer (&readers) : NULL;
}
