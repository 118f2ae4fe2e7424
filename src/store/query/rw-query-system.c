/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-system.h"

#include "rules/rw-system-rules.h"
#include "rw-backup-judge.h"
#include "rw-clock.h"

/* So many runs tell whether the newest ones are odd: the median's, and as many bad ones between. */
#define RUNS_READ (3 * RW_BACKUP_MEDIAN_RUNS)
#define MOST_TAGGED 12
#define MOST_MANAGERS 6

/* A cable ends at a port only once: what is plugged in comes first, in the order of the labels. */
#define PORT_ORDER \
  "EXISTS (SELECT 1 FROM \"cable\" c WHERE c.\"a\" = \"port\".\"id\" OR c.\"b\" = \"port\".\"id\") DESC," \
  " length (\"name\"), \"name\", \"id\""
#define OPEN_TICKET   "\"status\" NOT IN ('resolved', 'closed')"
#define COMING_CHANGE "\"status\" NOT IN ('closed', 'cancelled')"
#define PRIMARY_ADDRESS \
  "\"id\" IS coalesce ((SELECT \"primary_address\" FROM \"device\" WHERE \"id\" = ?1)," \
  " (SELECT \"primary_address\" FROM \"vm\" WHERE \"id\" = ?1))"
#define OF_CHANGE     "\"id\" IN (SELECT \"change\" FROM \"change_item\" WHERE \"ci\" = ?1)"

typedef struct
{
  RwKind kind;
  const char *where; /* ?1 is the system */
  const char *order;
  guint limit;
} Part;

static const Part parts[RW_SYSTEM_N_PARTS] = {
  [RW_SYSTEM_PORTS] = { RW_KIND_PORT, "\"system\" = ?1 AND \"type\" <> 'power_inlet'", PORT_ORDER, 24 },
  [RW_SYSTEM_INLETS] = { RW_KIND_PORT, "\"system\" = ?1 AND \"type\" = 'power_inlet'", PORT_ORDER, 8 },
  [RW_SYSTEM_ADDRESSES] = { RW_KIND_ADDRESS,
                            "(\"port\" IN (SELECT \"id\" FROM \"port\" WHERE \"system\" = ?1) OR " PRIMARY_ADDRESS ")",
                            "(" PRIMARY_ADDRESS ") DESC, \"primary\" IS 1 DESC, \"address\", \"id\"", 12 },
  [RW_SYSTEM_VMS] = { RW_KIND_VM, "\"host\" = ?1", "\"name\" COLLATE NOCASE, \"id\"", 12 },
  [RW_SYSTEM_BLADES] = { RW_KIND_DEVICE, "\"parent\" = ?1", "length (\"bay\"), \"bay\", \"name\" COLLATE NOCASE, \"id\"", 16 },
  [RW_SYSTEM_JOBS] = { RW_KIND_BACKUP_JOB, "\"system\" = ?1", "\"name\" COLLATE NOCASE, \"id\"", 6 },
  [RW_SYSTEM_VOLUMES] = { RW_KIND_VOLUME, "\"system\" = ?1", "\"name\", \"id\"", 12 },
  [RW_SYSTEM_OPEN_TICKETS] = { RW_KIND_TICKET, "\"ci\" = ?1 AND " OPEN_TICKET, "\"priority\", \"opened\" DESC, \"id\"", 8 },
  [RW_SYSTEM_CLOSED_TICKETS] = { RW_KIND_TICKET, "\"ci\" = ?1 AND NOT (" OPEN_TICKET ")",
                                 "coalesce (\"resolved\", \"closed\", \"opened\") DESC, \"id\"", 4 },
  [RW_SYSTEM_COMING_CHANGES] = { RW_KIND_CHANGE, OF_CHANGE " AND " COMING_CHANGE,
                                 "\"start\" IS NULL, \"start\", \"id\"", 6 },
  [RW_SYSTEM_PAST_CHANGES] = { RW_KIND_CHANGE, OF_CHANGE " AND NOT (" COMING_CHANGE ")",
                               "coalesce (\"finished\", \"start\") DESC, \"id\"", 4 },
  [RW_SYSTEM_MEASURES] = { RW_KIND_MEASURE, "\"ci\" = ?1", "\"due\" IS NULL, \"due\", \"title\", \"id\"", 6 },
  [RW_SYSTEM_FINDINGS] = { RW_KIND_FINDING, "\"ci\" = ?1", "\"found\" DESC, \"id\"", 6 },
  [RW_SYSTEM_DOCUMENTS] = { RW_KIND_DOCUMENT, "\"subject\" = ?1", "\"title\" COLLATE NOCASE, \"id\"", 6 },
  [RW_SYSTEM_CHECKLISTS] = { RW_KIND_CHECKLIST, "\"subject\" = ?1", "\"title\" COLLATE NOCASE, \"id\"", 6 },
};

static void
entry_free (gpointer data)
{
  RwSystemEntry *entry = data;

  g_clear_object (&entry->record);
  g_clear_object (&entry->other);
  g_clear_object (&entry->owner);
  g_clear_object (&entry->untagged);
  g_clear_pointer (&entry->tagged, g_ptr_array_unref);
  g_clear_pointer (&entry->volume, rw_volume_row_free);
  g_free (entry);
}

/**
 * rw_system_detail_free:
 * @detail: (transfer full): what rw_query_system() gave
 */
void
rw_system_detail_free (RwSystemDetail *detail)
{
  for (guint i = 0; i < RW_SYSTEM_N_PARTS; i++)
    g_clear_pointer (&detail->parts[i].entries, g_ptr_array_unref);
  g_clear_object (&detail->type);
  g_clear_object (&detail->service);
  g_clear_object (&detail->customer);
  g_clear_pointer (&detail->managers, g_ptr_array_unref);
  g_free (detail);
}

/* What a field refers to; absent is no error. */
static gboolean
follow (RwCache   *cache,
        RwRecord  *record,
        guint      field,
        RwRecord **found,
        GError   **error)
{
  const RwId *id = rw_record_get_ref (record, field);
  g_autoptr (GError) local_error = NULL;

  if (id == NULL)
    return TRUE;
  *found = rw_cache_find (cache, rw_record_get_info (record)->fields[field].refs, id, &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
follow_all (RwCache   *cache,
            RwRecord  *record,
            guint      field,
            guint      limit,
            GPtrArray *found,
            guint     *n,
            GError   **error)
{
  const RwValue *value = rw_record_get (record, field);

  *n = value->type == RW_FIELD_REFS ? (guint) value->n_ids : 0;
  for (guint i = 0; i < MIN (*n, limit); i++)
    {
      g_autoptr (GError) local_error = NULL;
      RwRecord *one = rw_cache_find (cache, rw_record_get_info (record)->fields[field].refs,
                                     &value->ids[i], &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (one != NULL)
        g_ptr_array_add (found, one);
    }
  return TRUE;
}

/* --- What an entry needs beside its own record ---------------------------------------------------- */

static gboolean
add_far_end (RwCache       *cache,
             RwSystemEntry *entry,
             GError       **error)
{
  const RwId *id = rw_record_get_id (entry->record);
  g_autoptr (GPtrArray) cables =
    rw_cache_select (cache, RW_KIND_CABLE, "WHERE \"a\" = ?1 OR \"b\" = ?1 LIMIT 1", error,
                     RW_BIND_ID, id, RW_BIND_END);
  RwRecord *cable;
  guint far;

  if (cables == NULL)
    return FALSE;
  if (cables->len == 0)
    return TRUE;
  cable = cables->pdata[0];
  far = rw_record_get_ref (cable, RW_CABLE_A) != NULL &&
            rw_id_equal (rw_record_get_ref (cable, RW_CABLE_A), id)
          ? RW_CABLE_B
          : RW_CABLE_A;
  if (!follow (cache, cable, far, &entry->other, error))
    return FALSE;
  if (entry->other == NULL || rw_record_get_kind (entry->other) != RW_KIND_PORT)
    return TRUE;
  return follow (cache, entry->other, RW_PORT_SYSTEM, &entry->owner, error);
}

static gboolean
complete_port (RwCache       *cache,
               RwSystemEntry *entry,
               GError       **error)
{
  entry->tagged = g_ptr_array_new_with_free_func (g_object_unref);
  return add_far_end (cache, entry, error) &&
         follow (cache, entry->record, RW_PORT_UNTAGGED, &entry->untagged, error) &&
         follow_all (cache, entry->record, RW_PORT_TAGGED, MOST_TAGGED, entry->tagged, &entry->n,
                     error);
}

/* By the rules of the backup matrix: a run that looks odd beside those before it is not a good one. */
static gint64
last_good_of (GPtrArray *runs)
{
  RwBackupJudge judge;

  rw_backup_judge_begin (&judge, G_MAXINT64, NULL, NULL);
  for (guint i = runs->len; i-- > 0;)
    {
      RwBackupRunFacts facts;

      rw_backup_run_facts_init (&facts, runs->pdata[i]);
      rw_backup_judge_add (&judge, &facts);
    }
  rw_backup_judge_end (&judge);
  return judge.last_good;
}

static gboolean
complete_job (RwCache       *cache,
              RwSystemEntry *entry,
              GError       **error)
{
  g_autoptr (GPtrArray) runs =
    rw_cache_select (cache, RW_KIND_BACKUP_RUN, "WHERE \"job\" = ? ORDER BY \"due\" DESC LIMIT ?",
                     error, RW_BIND_ID, rw_record_get_id (entry->record), RW_BIND_INT,
                     (gint64) RUNS_READ, RW_BIND_END);

  if (runs == NULL)
    return FALSE;
  if (runs->len > 0)
    entry->other = g_object_ref (runs->pdata[0]);
  entry->last_good = last_good_of (runs);
  return follow (cache, entry->record, RW_BACKUP_JOB_POLICY, &entry->owner, error);
}

static gboolean
complete_checklist (RwCache       *cache,
                    RwSystemEntry *entry,
                    GError       **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (
    rw_cache_get_db (cache),
    "SELECT count (*), count (\"done_at\") FROM \"checklist_item\" WHERE \"checklist\" = ?", error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_id (stmt, 1, rw_record_get_id (entry->record));
  if (!rw_stmt_step (stmt, &row, error))
    return FALSE;
  entry->n = (guint) rw_stmt_get_integer (stmt, 0);
  entry->n_done = (guint) rw_stmt_get_integer (stmt, 1);
  return TRUE;
}

static gboolean
complete (RwCache       *cache,
          RwSystemEntry *entry,
          GError       **error)
{
  switch (rw_record_get_kind (entry->record))
    {
    case RW_KIND_PORT:
      return complete_port (cache, entry, error);
    case RW_KIND_ADDRESS:
      return follow (cache, entry->record, RW_ADDRESS_PORT, &entry->other, error);
    case RW_KIND_BACKUP_JOB:
      return complete_job (cache, entry, error);
    case RW_KIND_VOLUME:
      return rw_query_volume_row (cache, rw_record_get_id (entry->record), &entry->volume, error);
    case RW_KIND_CHECKLIST:
      return complete_checklist (cache, entry, error);
    default:
      return TRUE;
    }
}

/* --- The lists ------------------------------------------------------------------------------------- */

static gboolean
count_part (RwCache    *cache,
            const Part *part,
            const RwId *system,
            guint      *count,
            GError    **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM \"%s\" WHERE %s",
                                          rw_schema_get (part->kind)->name, part->where);
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache), sql, error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_id (stmt, 1, system);
  if (!rw_stmt_step (stmt, &row, error))
    return FALSE;
  *count = (guint) rw_stmt_get_integer (stmt, 0);
  return TRUE;
}

static gboolean
read_part (RwCache      *cache,
           const Part   *part,
           const RwId   *system,
           RwSystemList *list,
           GError      **error)
{
  g_autofree char *tail =
    g_strdup_printf ("WHERE %s ORDER BY %s LIMIT ?2", part->where, part->order);
  g_autoptr (GPtrArray) records = NULL;

  list->entries = g_ptr_array_new_with_free_func (entry_free);
  if (!count_part (cache, part, system, &list->count, error))
    return FALSE;
  if (list->count == 0)
    return TRUE;
  records = rw_cache_select (cache, part->kind, tail, error, RW_BIND_ID, system, RW_BIND_INT,
                             (gint64) part->limit, RW_BIND_END);
  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    {
      RwSystemEntry *entry = g_new0 (RwSystemEntry, 1);

      entry->record = g_object_ref (records->pdata[i]);
      g_ptr_array_add (list->entries, entry);
      if (!complete (cache, entry, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_service (RwCache        *cache,
              RwRecord       *system,
              RwSystemDetail *detail,
              GError        **error)
{
  guint n;

  if (!follow (cache, system, rw_system_field (system, RW_DEVICE_SERVICE), &detail->service,
               error) ||
      !follow (cache, system, rw_system_field (system, RW_DEVICE_CUSTOMER), &detail->customer,
               error))
    return FALSE;
  if (detail->service == NULL)
    return TRUE;
  if (detail->customer == NULL &&
      !follow (cache, detail->service, RW_SERVICE_CUSTOMER, &detail->customer, error))
    return FALSE;
  return follow_all (cache, detail->service, RW_SERVICE_MANAGERS, MOST_MANAGERS, detail->managers,
                     &n, error);
}

/**
 * rw_query_system:
 * @system: a device or a virtual machine
 *
 * Everything that its page shows beside its own fields. Each list is bounded and says how many there are.
 *
 * Returns: (transfer full) (nullable): what hangs on it, or %NULL with @error set
 */
RwSystemDetail *
rw_query_system (RwCache       *cache,
                 RwRecord      *system,
                 GCancellable  *cancellable,
                 GError       **error)
{
  g_autoptr (RwSystemDetail) detail = g_new0 (RwSystemDetail, 1);

  g_return_val_if_fail (rw_record_get_info (system)->flags & RW_K_SYSTEM, NULL);
  detail->managers = g_ptr_array_new_with_free_func (g_object_unref);
  if (rw_record_get_kind (system) == RW_KIND_DEVICE &&
      !follow (cache, system, RW_DEVICE_TYPE, &detail->type, error))
    return NULL;
  if (!read_service (cache, system, detail, error))
    return NULL;
  for (guint i = 0; i < RW_SYSTEM_N_PARTS; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !read_part (cache, &parts[i], rw_record_get_id (system), &detail->parts[i], error))
      return NULL;
  return g_steal_pointer (&detail);
}
