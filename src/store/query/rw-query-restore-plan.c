/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-restore-plan.h"

#include <math.h>

#include "rules/rw-change-approval.h"
#include "rules/rw-change-rules.h"
#include "rules/rw-change-template.h"
#include "rw-clock.h"
#include "rw-query-conflicts.h"
#include "rw-query-estate.h"
#include "rw-time.h"

/* When people who test restores have begun to work. */
#define MORNING (10 * RW_HOUR)

/* A test without a template. */
#define USUAL_DURATION RW_HOUR

/* A draft that nobody submitted before its time came stands in nobody's way. */
static const char planned_sql[] =
  "SELECT i.ci FROM change_item i JOIN change c ON c.id = i.change"
  " WHERE c.status NOT IN ('closed', 'cancelled')"
  " AND (c.status = 'in_progress' OR c.\"end\" IS NULL OR c.\"end\" > ?1)"
  " AND (c.based_on IN (SELECT restore_template FROM backup_policy WHERE restore_template IS NOT NULL)"
  " OR instr (c.tags, '" RW_RESTORE_TAG "') > 0)";

/* Of several policies that of the shortest cadence says how. */
static const char templates_sql[] =
  "SELECT j.system, p.restore_template FROM backup_job j JOIN backup_policy p ON p.id = j.policy"
  " WHERE j.enabled IS NOT 0 AND p.restore_template IS NOT NULL AND p.restore_test_days > 0"
  " ORDER BY p.restore_test_days DESC, p.id";

typedef struct
{
  RwCache *cache;
  const RwRestoreQuestion *question;
  GCancellable *cancellable;
  GPtrArray *rows;
  GHashTable *planned;   /* RwId */
  GHashTable *templates; /* RwId of a system → RwId */
  GHashTable *records;   /* RwId of a template → RwRecord */
  gint64 first_day;
  GError *error;
} Query;

static void
row_free (gpointer data)
{
  RwRestoreRow *row = data;

  g_free (row->name);
  g_free (row->place);
  g_clear_pointer (&row->starts, g_array_unref);
  g_clear_object (&row->template_);
  g_free (row);
}

static void
query_clear (Query *self)
{
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->planned, g_hash_table_unref);
  g_clear_pointer (&self->templates, g_hash_table_unref);
  g_clear_pointer (&self->records, g_hash_table_unref);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Query, query_clear)

/* @ids: gets the ids of the first column, and with them those of the second, if it has one */
static gboolean
read_ids (Query *self, const char *sql, GHashTable *ids, GError **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (self->cache), sql, error);
  gboolean row;

  if (stmt != NULL && sql == planned_sql)
    rw_stmt_bind_integer (stmt, 1, self->question->now);
  while (stmt != NULL && rw_stmt_step (stmt, &row, error))
    {
      RwId id, other;

      if (!row)
        return TRUE;
      id = rw_stmt_get_id_or_nil (stmt, 0);
      other = rw_stmt_n_columns (stmt) > 1 ? rw_stmt_get_id_or_nil (stmt, 1) : id;
      g_hash_table_insert (ids, rw_id_copy (&id), rw_id_copy (&other));
    }
  return FALSE;
}

static RwRecord *
find_template (Query *self, const RwId *system, GError **error)
{
  const RwId *id = g_hash_table_lookup (self->templates, system);
  RwRecord *record;
  g_autoptr (GError) failed = NULL;

  if (id == NULL)
    return NULL;
  record = g_hash_table_lookup (self->records, id);
  if (record != NULL)
    return record;
  record = rw_cache_get (self->cache, RW_KIND_CHANGE_TEMPLATE, id, &failed);
  if (failed != NULL)
    g_propagate_error (error, g_steal_pointer (&failed));
  else if (record != NULL)
    g_hash_table_insert (self->records, rw_id_copy (id), record);
  return record;
}

static gboolean
add_rows (Query *self, const RwEstate *estate, GError **error)
{
  for (guint i = 0; i < estate->systems->len; i++)
    {
      const RwEstateSystem *system = &g_array_index (estate->systems, RwEstateSystem, i);
      const RwEstateGroup *service = rw_estate_group (estate, system->service),
                          *customer = rw_estate_customer (estate, system);
      g_autoptr (GError) failed = NULL;
      RwRestoreRow *row;
      RwRecord *template_;

      if (system->n_jobs == 0 || system->test_every == 0)
        continue;
      row = g_new0 (RwRestoreRow, 1);
      row->id = system->id;
      row->kind = system->kind;
      row->name = g_strdup (system->name);
      row->customer = customer->id;
      row->service = service->id;
      row->place = customer->name != NULL && service->name != NULL
                     ? g_strdup_printf ("%s · %s", customer->name, service->name)
                     : g_strdup (customer->name != NULL  ? customer->name
                                 : service->name != NULL ? service->name
                                                         : "");
      row->system =
        (RwRestoreSystem) { .id = system->id,
                            .service = service->id,
                            .tested = system->tested,
                            .since = system->since,
                            .every = system->test_every,
                            .planned = g_hash_table_contains (self->planned, &system->id) };
      g_ptr_array_add (self->rows, row);
      template_ = find_template (self, &system->id, &failed);
      if (failed != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failed));
          return FALSE;
        }
      g_set_object (&row->template_, template_);
      row->duration = template_ != NULL
                        ? rw_record_get_integer (template_, RW_CHANGE_TEMPLATE_DURATION,
                                                 USUAL_DURATION / RW_MINUTE) *
                            RW_MINUTE
                        : USUAL_DURATION;
    }
  return TRUE;
}

static gint64
day_of (Query *self, gint64 instant)
{
  return (gint64) floor ((double) rw_zone_wall (self->question->zone, instant) / RW_DAY);
}

static gboolean
is_weekend (gint64 day)
{
  return rw_date_weekday (day) >= 5;
}

/* The first free time of each day; of a weekend only when nothing is free in the week, as in a window on Sundays. */
static gboolean
read_starts (Query *self, RwRestoreRow *row, GError **error)
{
  const RwRestoreQuestion *question = self->question;
  gint64 from = rw_zone_resolve (question->zone, self->first_day * RW_DAY + MORNING),
         until = rw_zone_resolve (question->zone,
                                  (self->first_day + question->n_days) * RW_DAY + MORNING);
  g_autoptr (RwRecord) change = NULL;
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  g_autoptr (RwConflictScene) scene = NULL;
  g_autoptr (GPtrArray) slots = NULL;
  g_autofree gint64 *best = g_new0 (gint64, question->n_days + 1);
  gboolean in_week = FALSE;

  row->starts = g_array_new (FALSE, FALSE, sizeof (gint64));
  row->start = from;
  change = rw_restore_row_change (row, row->name, NULL, question->zone);
  g_ptr_array_add (items, &row->id);
  scene = rw_query_conflict_scene (self->cache, change, items, from, until, error);
  if (scene == NULL)
    return FALSE;
  slots = rw_conflict_slots (scene, row->duration, from, until, question->n_days * 2);
  for (guint i = 0; i < slots->len; i++)
    {
      const RwConflictSlot *slot = slots->pdata[i];
      gint64 day = day_of (self, slot->start) - self->first_day;

      if (slot->conflicts->len > 0 || day < 0 || day >= question->n_days)
        continue;
      if (best[day] == 0 || slot->start < best[day])
        best[day] = slot->start;
      in_week |= !is_weekend (self->first_day + day);
    }
  for (guint day = 0; day < question->n_days; day++)
    if (best[day] != 0 && (!in_week || !is_weekend (self->first_day + day)))
      g_array_append_val (row->starts, best[day]);
  return TRUE;
}

/* When it begins on a day, or 0. */
static gint64
start_on (Query *self, const RwRestoreRow *row, guint day)
{
  for (guint i = 0; i < row->starts->len; i++)
    if (day_of (self, g_array_index (row->starts, gint64, i)) == self->first_day + day)
      return g_array_index (row->starts, gint64, i);
  return 0;
}

static gboolean
is_free_cb (guint system, guint day, gpointer data)
{
  Query *self = data;
  RwRestoreRow *row = self->rows->pdata[system];

  if (self->error != NULL || g_cancellable_set_error_if_cancelled (self->cancellable, &self->error))
    return FALSE;
  if (row->starts == NULL && !read_starts (self, row, &self->error))
    return FALSE;
  return start_on (self, row, day) != 0;
}

static void
place (Query *self)
{
  g_autofree RwRestoreSystem *systems = g_new0 (RwRestoreSystem, self->rows->len + 1);
  g_autofree RwRestorePlace *places = NULL;
  RwRestorePeriod period = { .now = self->question->now,
                             .end = rw_zone_resolve (self->question->zone,
                                                     (self->first_day + self->question->n_days) *
                                                       RW_DAY),
                             .n_days = self->question->n_days,
                             .per_day = self->question->per_day,
                             .is_free = is_free_cb,
                             .data = self };

  for (guint i = 0; i < self->rows->len; i++)
    systems[i] = ((RwRestoreRow *) self->rows->pdata[i])->system;
  places = rw_restore_plan (systems, self->rows->len, &period);
  for (guint i = 0; i < self->rows->len; i++)
    {
      RwRestoreRow *row = self->rows->pdata[i];

      row->planned = places[i];
      row->start = places[i].verdict == RW_RESTORE_PLACED ? start_on (self, row, places[i].day) : 0;
    }
}

static int
row_compare (gconstpointer a, gconstpointer b)
{
  const RwRestoreRow *first = *(const RwRestoreRow *const *) a,
                     *second = *(const RwRestoreRow *const *) b;
  gboolean first_placed = first->planned.verdict == RW_RESTORE_PLACED,
           second_placed = second->planned.verdict == RW_RESTORE_PLACED;

  if (first_placed != second_placed)
    return first_placed ? -1 : 1;
  if (first_placed && first->start != second->start)
    return first->start < second->start ? -1 : 1;
  if (!first_placed && first->planned.due != second->planned.due)
    return first->planned.due < second->planned.due ? -1 : 1;
  return rw_id_compare (&first->id, &second->id);
}

/**
 * rw_query_restore_plan:
 *
 * Proposes when the systems that are due are tested, see rw_restore_plan(): in their maintenance windows, and
 * where nothing else stands against it.
 *
 * Returns: (transfer full) (element-type RwRestoreRow): the systems that are due in the period: those that have a
 *   time by it, then the others by when they are due; or %NULL with @error set
 */
GPtrArray *
rw_query_restore_plan (RwCache                 *cache,
                       const RwRestoreQuestion *question,
                       GCancellable            *cancellable,
                       GError                 **error)
{
  g_auto (Query) self = { .cache = cache, .question = question, .cancellable = cancellable };
  g_autoptr (RwEstate) estate = NULL;

  self.rows = g_ptr_array_new_with_free_func (row_free);
  self.planned = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, g_free);
  self.templates = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, g_free);
  self.records = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, g_object_unref);
  self.first_day = day_of (&self, question->now) + 1;
  estate = rw_query_estate (cache, RW_ESTATE_NOW, question->now,
                            g_time_zone_get_identifier (question->zone), cancellable, error);
  if (estate == NULL || !read_ids (&self, planned_sql, self.planned, error) ||
      !read_ids (&self, templates_sql, self.templates, error) || !add_rows (&self, estate, error))
    return NULL;
  place (&self);
  if (self.error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self.error));
      return NULL;
    }
  for (guint i = self.rows->len; i-- > 0;)
    if (((RwRestoreRow *) self.rows->pdata[i])->planned.verdict == RW_RESTORE_NOT_DUE)
      g_ptr_array_remove_index_fast (self.rows, i);
  g_ptr_array_sort (self.rows, row_compare);
  return g_steal_pointer (&self.rows);
}

/**
 * rw_restore_row_change:
 * @title: of the change
 * @person: (nullable): who asks for it
 * @zone: of its times
 *
 * A template that does not hold any more on that day makes a normal change.
 *
 * Returns: (transfer full): a draft of the change that tests the system at its time
 */
RwRecord *
rw_restore_row_change (const RwRestoreRow *row, const char *title, const RwId *person, GTimeZone *zone)
{
  static const char *const tags[] = { RW_RESTORE_TAG, NULL };
  RwRecord *change;

  if (row->template_ != NULL)
    change = rw_change_new_from_template (row->template_, person);
  else
    {
      change = rw_record_new (RW_KIND_CHANGE, NULL);
      rw_record_set_enum (change, RW_CHANGE_STATUS, RW_CHANGE_STATUS_DRAFT);
      if (person != NULL && !rw_id_is_nil (person))
        rw_record_set_ref (change, RW_CHANGE_REQUESTER, person);
    }
  if (row->template_ == NULL ||
      !rw_change_template_check (row->template_, rw_zone_wall (zone, row->start) / RW_DAY, NULL))
    rw_record_set_enum (change, RW_CHANGE_TYPE, RW_CHANGE_TYPE_NORMAL);
  rw_record_set_text (change, RW_CHANGE_TITLE, title);
  rw_record_set_texts (change, RW_CHANGE_TAGS, tags);
  if (!rw_id_is_nil (&row->customer))
    rw_record_set_ref (change, RW_CHANGE_CUSTOMER, &row->customer);
  if (!rw_id_is_nil (&row->service))
    rw_record_set_ref (change, RW_CHANGE_SERVICE, &row->service);
  rw_change_set_times (change, rw_zone_wall (zone, row->start),
                       rw_zone_wall (zone, row->start + row->duration),
                       g_time_zone_get_identifier (zone));
  return change;
}
