/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-conflicts-private.h"

#include <glib/gi18n-lib.h>

#include "rw-clock.h"
#include "rw-time.h"

/* The unary plus keeps the planner from walking all changes that began before: of those that have not
 * ended yet there are few. */
static const char changes_sql[] =
  "SELECT x.id, x.number, x.title, x.start, x.\"end\", x.service, x.customer, x.implementer FROM change x"
  " WHERE x.\"end\" > ?1 AND +x.start < ?2 AND +x.status NOT IN ('review', 'closed', 'cancelled')";

static const char extent_sql[] =
  "SELECT min (start), max (\"end\") FROM change x"
  " WHERE x.\"end\" > ?1 AND +x.start < ?2 AND +x.status NOT IN ('review', 'closed', 'cancelled')";

static const char items_sql[] = "SELECT ci FROM change_item WHERE change = ?1";

#define ITEM_KINDS   (rw_schema_field (RW_KIND_CHANGE_ITEM, RW_CHANGE_ITEM_CI)->refs)
#define NOTICE_KINDS (rw_schema_field (RW_KIND_CARRIER_NOTICE, RW_CARRIER_NOTICE_AFFECTS)->refs)

/* Whom the work is there for, and who does it. */
typedef struct
{
  RwId service, customer, implementer;
} People;

/* Of other work it is enough to know whether it is the same; a record that is not here is that, too. */
static gboolean
add_named (RwConflictReader *self,
           RwKind            kind,
           const RwId       *id,
           guint            *thing,
           GError          **error)
{
  int read = -1;

  if (self->depth == RW_CONFLICT_DEEP &&
      !rw_conflict_read_thing (self, RW_KIND_BIT (kind), id, &read, error))
    return FALSE;
  *thing = read >= 0 ? (guint) read : rw_conflict_scene_add_thing (self->scene, kind, id, NULL);
  return TRUE;
}

static gboolean
add_people (RwConflictReader *self,
            guint             work,
            const People     *people,
            GError          **error)
{
  guint thing;

  if (!rw_id_is_nil (&people->implementer))
    {
      if (!add_named (self, RW_KIND_PERSON, &people->implementer, &thing, error))
        return FALSE;
      rw_conflict_scene_need (self->scene, work, thing);
    }
  if (!rw_id_is_nil (&people->service))
    {
      if (!add_named (self, RW_KIND_SERVICE, &people->service, &thing, error))
        return FALSE;
      rw_conflict_scene_serve (self->scene, work, thing);
    }
  if (!rw_id_is_nil (&people->customer) && self->depth == RW_CONFLICT_DEEP)
    {
      if (!add_named (self, RW_KIND_CUSTOMER, &people->customer, &thing, error))
        return FALSE;
      rw_conflict_scene_serve (self->scene, work, thing);
    }
  return TRUE;
}

/* What is not in the cache is the same thing as what is not there either, and nothing else is known of it. */
static gboolean
add_item (RwConflictReader *self,
          guint             work,
          guint64           kinds,
          const RwId       *id,
          guint            *n_missing,
          GError          **error)
{
  int thing;

  if (!rw_conflict_read_thing (self, kinds, id, &thing, error))
    return FALSE;
  if (thing < 0)
    {
      (*n_missing)++;
      thing = (int) rw_conflict_scene_add_thing (self->scene, RW_KIND_DEVICE, id, NULL);
    }
  rw_conflict_scene_touch (self->scene, work, (guint) thing);
  return TRUE;
}

static GPtrArray *
read_items (RwConflictReader *self,
            const RwId       *change,
            GError          **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (self->cache), items_sql, error);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);
  gboolean row;
  RwId id;

  if (stmt != NULL)
    rw_stmt_bind_id (stmt, 1, change);
  for (;;)
    {
      if (stmt == NULL || !rw_stmt_step (stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&items);
      if (rw_stmt_get_id (stmt, 0, &id))
        g_ptr_array_add (items, rw_id_copy (&id));
    }
}

static gboolean
add_items (RwConflictReader *self,
           guint             work,
           GPtrArray        *items,
           guint            *n_missing,
           GError          **error)
{
  for (guint i = 0; i < items->len; i++)
    if (!add_item (self, work, ITEM_KINDS, items->pdata[i], n_missing, error))
      return FALSE;
  return TRUE;
}

static gboolean
add_change (RwConflictReader *self,
            RwStmt           *stmt,
            const RwId       *own,
            GError          **error)
{
  RwConflictWork work = { .kind = RW_KIND_CHANGE,
                          .id = rw_stmt_get_id_or_nil (stmt, 0),
                          .number = rw_stmt_get_text (stmt, 1),
                          .title = rw_stmt_get_text (stmt, 2),
                          .start = rw_stmt_get_integer (stmt, 3),
                          .end = rw_stmt_get_integer (stmt, 4) };
  People people = { rw_stmt_get_id_or_nil (stmt, 5), rw_stmt_get_id_or_nil (stmt, 6),
                    rw_stmt_get_id_or_nil (stmt, 7) };
  g_autoptr (GPtrArray) items = NULL;
  guint index, n_missing = 0;

  if (own != NULL && rw_id_equal (own, &work.id))
    return TRUE;
  index = rw_conflict_scene_add_work (self->scene, &work);
  items = read_items (self, &work.id, error);
  return items != NULL && add_items (self, index, items, &n_missing, error) &&
         add_people (self, index, &people, error);
}

static gboolean
add_changes (RwConflictReader *self,
             const RwId       *own,
             gint64            from,
             gint64            to,
             GCancellable     *cancellable,
             GError          **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (self->cache), changes_sql, error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_integer (stmt, 1, from);
  rw_stmt_bind_integer (stmt, 2, to);
  while (!g_cancellable_set_error_if_cancelled (cancellable, error) &&
         rw_stmt_step (stmt, &row, error))
    {
      if (!row)
        return TRUE;
      if (!add_change (self, stmt, own, error))
        return FALSE;
    }
  return FALSE;
}

/* Work of a carrier on what is ours is work like any other; what it says has no effect has none. */
static gboolean
add_notices (RwConflictReader *self,
             gint64            from,
             gint64            to,
             GError          **error)
{
  g_autoptr (GPtrArray) notices = rw_cache_select (
    self->cache, RW_KIND_CARRIER_NOTICE,
    "WHERE \"end\" > ? AND +\"start\" < ? AND \"status\" NOT IN ('completed', 'cancelled')"
    " AND \"impact\" <> 'no_impact'",
    error, RW_BIND_INT, from, RW_BIND_INT, to, RW_BIND_END);

  for (guint i = 0; notices != NULL && i < notices->len; i++)
    {
      RwRecord *notice = notices->pdata[i];
      g_autofree char *number =
        g_strdup_printf ("%s %s", rw_record_get_text (notice, RW_CARRIER_NOTICE_PROVIDER),
                         rw_record_get_text (notice, RW_CARRIER_NOTICE_REFERENCE));
      RwConflictWork work = { .kind = RW_KIND_CARRIER_NOTICE,
                              .id = *rw_record_get_id (notice),
                              .number = number,
                              .title = rw_record_get_title (notice),
                              .start = rw_record_get_integer (notice, RW_CARRIER_NOTICE_START, 0),
                              .end = rw_record_get_integer (notice, RW_CARRIER_NOTICE_END, 0) };
      guint index = rw_conflict_scene_add_work (self->scene, &work), n_ids, n_missing = 0;
      const RwId *ids = rw_record_get_refs (notice, RW_CARRIER_NOTICE_AFFECTS, &n_ids);

      for (guint j = 0; j < n_ids; j++)
        if (!add_item (self, index, NOTICE_KINDS, &ids[j], &n_missing, error))
          return FALSE;
    }
  return notices != NULL;
}

static gboolean
add_windows (RwConflictReader *self,
             GError          **error)
{
  g_autoptr (GPtrArray) windows =
    rw_cache_select (self->cache, RW_KIND_WINDOW, "", error, RW_BIND_END);

  for (guint i = 0; windows != NULL && i < windows->len; i++)
    rw_conflict_scene_add_window (self->scene, windows->pdata[i]);
  return windows != NULL;
}

static const RwId *
ref_or_nil (RwRecord *record,
            guint     field)
{
  static const RwId nil;
  const RwId *id = rw_record_get_ref (record, field);

  return id != NULL ? id : &nil;
}

static gboolean
add_own (RwConflictReader *self,
         RwRecord         *change,
         GPtrArray        *items,
         guint            *own,
         GError          **error)
{
  const char *title = rw_record_get_title (change);
  RwConflictWork work = { .kind = RW_KIND_CHANGE,
                          .id = *rw_record_get_id (change),
                          .number = rw_record_get_text (change, RW_CHANGE_NUMBER),
                          .title = title != NULL ? title : "",
                          .start = rw_record_get_integer (change, RW_CHANGE_START, 0),
                          .end = rw_record_get_integer (change, RW_CHANGE_END, 0),
                          .quiet = rw_record_get_enum (change, RW_CHANGE_STATUS) >=
                                   RW_CHANGE_STATUS_REVIEW };
  People people = { *ref_or_nil (change, RW_CHANGE_SERVICE),
                    *ref_or_nil (change, RW_CHANGE_CUSTOMER),
                    *ref_or_nil (change, RW_CHANGE_IMPLEMENTER) };
  g_autoptr (GPtrArray) saved = NULL;
  guint n_missing = 0;

  if (items == NULL)
    items = saved = read_items (self, &work.id, error);
  if (items == NULL)
    return FALSE;
  *own = rw_conflict_scene_add_work (self->scene, &work);
  if (!add_items (self, *own, items, &n_missing, error) || !add_people (self, *own, &people, error))
    return FALSE;
  if (n_missing > 0)
    {
      g_autofree char *text =
        g_strdup_printf (ngettext ("Not evaluated: %u affected item is not in the data here",
                                   "Not evaluated: %u affected items are not in the data here",
                                   n_missing),
                         n_missing);

      rw_conflict_scene_doubt (self->scene, RW_CONFLICT_RELATED_CI, "missing", text);
    }
  return TRUE;
}

static gboolean
add_backups (RwConflictReader *self,
             RwRecord         *change,
             GPtrArray        *items,
             GError          **error)
{
  g_autoptr (GPtrArray) saved =
    items == NULL ? read_items (self, rw_record_get_id (change), error) : NULL;
  GPtrArray *all = items != NULL ? items : saved;
  g_autoptr (GHashTable) asked = g_hash_table_new (rw_id_hash, rw_id_equal);
  gint64 now = rw_clock_now ();

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      int thing = rw_conflict_scene_find_thing (self->scene, all->pdata[i]);
      RwKind kind = rw_conflict_scene_get_kind (self->scene, (guint) thing);

      if ((kind == RW_KIND_DEVICE || kind == RW_KIND_VM) &&
          g_hash_table_add (asked, all->pdata[i]) &&
          !rw_conflict_read_backups (self, kind, (guint) thing, all->pdata[i], now, error))
        return FALSE;
    }
  return all != NULL;
}

/**
 * rw_query_conflict_scene:
 * @change: as it is being planned; need not be in the cache
 * @items: (element-type RwId) (nullable): what it touches; %NULL for those that the cache has
 * @from: microseconds since 1970, UTC: the time that will be asked about begins …
 * @to: … and ends; half-open
 *
 * Reads everything that the conflicts of one change depend on. Sentences tell times in the zone of the
 * change, or the system's.
 *
 * Returns: (transfer full): the scene
 */
RwConflictScene *
rw_query_conflict_scene (RwCache    *cache,
                         RwRecord   *change,
                         GPtrArray  *items,
                         gint64      from,
                         gint64      to,
                         GError    **error)
{
  g_autoptr (RwConflictScene) scene = rw_conflict_scene_new (from, to);
  g_autoptr (GTimeZone) zone = rw_zone_get (rw_record_get_text (change, RW_CHANGE_TZ));
  g_auto (RwConflictReader) reader = { 0 };
  guint own;

  rw_conflict_reader_init (&reader, cache, scene);
  if (zone == NULL)
    zone = g_time_zone_new_local ();
  rw_conflict_scene_set_zone (scene, zone);
  if (!add_own (&reader, change, items, &own, error))
    return NULL;
  reader.own = (int) own;
  reader.depth = RW_CONFLICT_SHALLOW;
  if (!add_changes (&reader, rw_record_get_id (change), from, to, NULL, error) ||
      !add_notices (&reader, from, to, error) || !rw_conflict_read_supply (&reader, error) ||
      !add_windows (&reader, error) || !add_backups (&reader, change, items, error))
    return NULL;
  rw_conflict_read_partners (&reader);
  rw_conflict_scene_finish (scene, (int) own);
  return g_steal_pointer (&scene);
}

/* From where to where the changes go that touch [from, to). */
static gboolean
read_extent (RwCache  *cache,
             gint64   *from,
             gint64   *to,
             GError  **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache), extent_sql, error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_integer (stmt, 1, *from);
  rw_stmt_bind_integer (stmt, 2, *to);
  if (!rw_stmt_step (stmt, &row, error))
    return FALSE;
  if (row && !rw_stmt_is_null (stmt, 0))
    {
      *from = MIN (*from, rw_stmt_get_integer (stmt, 0));
      *to = MAX (*to, rw_stmt_get_integer (stmt, 1));
    }
  return TRUE;
}

/**
 * rw_query_conflicts_in:
 * @from: microseconds since 1970, UTC
 * @to: the same; half-open
 *
 * What a calendar marks: the conflicts that all changes that touch [@from, @to) have with each other, with
 * the work of carriers, with freezes and maintenance windows, by the rules of rw_conflicts_find(). How the
 * systems are backed up is not asked: that stands in no calendar.
 *
 * Returns: (transfer full) (element-type RwId GPtrArray): by the ids of the changes, what stands against each, #RwConflict
 *   worst first; those that nothing stands against are not there
 */
GHashTable *
rw_query_conflicts_in (RwCache       *cache,
                       gint64         from,
                       gint64         to,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (RwConflictScene) scene = NULL;
  g_auto (RwConflictReader) reader = { 0 };
  gint64 first = from, last = to;

  if (!read_extent (cache, &first, &last, error))
    return NULL;
  scene = rw_conflict_scene_new (first, last);
  rw_conflict_reader_init (&reader, cache, scene);
  rw_conflict_scene_set_zone (scene, zone);
  if (!add_changes (&reader, NULL, first, last, cancellable, error) ||
      !add_notices (&reader, first, last, error) || !rw_conflict_read_supply (&reader, error) ||
      !add_windows (&reader, error))
    return NULL;
  rw_conflict_read_partners (&reader);
  rw_conflict_scene_finish (scene, -1);
  return rw_conflict_scene_marks (scene, from, to);
}
