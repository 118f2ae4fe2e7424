/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-security.h"

#include "rw-query-rows.h"
#include "rw-text.h"

/* Far more than a company of thousands of systems has. */
#define MOST         60000
#define SYSTEMS_MOST "5000"

static const char services_sql[] =
  "SELECT s.id, s.name, c.name FROM service s LEFT JOIN customer c ON c.id = s.customer"
  " WHERE s.stage IS NULL OR s.stage <> 'ended'";

static const char measures_sql[] =
  "SELECT m.id, m.title, m.category, m.status, m.catalogue, m.origin, s.id, s.name, c.name, m.ci, coalesce (d.name, v.name),"
  " m.owner, p.name, m.due, m.risk_until, m.risk_reason, m.ticket, t.number, m.change, x.number"
  " FROM measure m"
  " LEFT JOIN device d ON d.id = m.ci"
  " LEFT JOIN vm v ON v.id = m.ci"
  " LEFT JOIN service s ON s.id = coalesce (m.service, d.service, v.service)"
  " LEFT JOIN customer c ON c.id = s.customer"
  " LEFT JOIN person p ON p.id = m.owner"
  " LEFT JOIN ticket t ON t.id = m.ticket"
  " LEFT JOIN change x ON x.id = m.change"
  " LIMIT ?1";

static const char findings_sql[] =
  "SELECT f.id, f.title, f.origin, f.severity, f.ci, coalesce (d.name, v.name), v.id IS NOT NULL, s.id, s.name, f.found,"
  " f.measure, m.status, m.risk_until"
  " FROM finding f"
  " LEFT JOIN device d ON d.id = f.ci"
  " LEFT JOIN vm v ON v.id = f.ci"
  " LEFT JOIN measure m ON m.id = f.measure"
  " LEFT JOIN service s ON s.id = coalesce (d.service, v.service, m.service)"
  " LIMIT ?1";

static const char systems_sql[] =
  "SELECT 'device', id, name FROM device WHERE service = ?1 UNION ALL SELECT 'vm', id, name FROM vm WHERE service = ?1"
  " ORDER BY name LIMIT " SYSTEMS_MOST;

static void
measure_row_free (gpointer data)
{
  RwMeasureRow *row = data;

  g_free (row->title);
  g_free (row->category);
  g_free (row->service_name);
  g_free (row->customer);
  g_free (row->ci_name);
  g_free (row->owner_name);
  g_free (row->risk_reason);
  g_free (row->ticket_number);
  g_free (row->change_number);
  g_free (row);
}

static void
finding_row_free (gpointer data)
{
  RwFindingRow *row = data;

  g_free (row->title);
  g_free (row->found_by);
  g_free (row->ci_name);
  g_free (row->service_name);
  g_free (row);
}

static void
service_row_free (gpointer data)
{
  RwServiceRow *row = data;

  g_free (row->name);
  g_free (row->customer);
  g_free (row);
}

static void
system_choice_free (gpointer data)
{
  g_free (((RwSystemChoice *) data)->name);
  g_free (data);
}

/**
 * rw_security_free:
 * @security: (transfer full) (nullable): what was read
 */
void
rw_security_free (RwSecurity *security)
{
  if (security == NULL)
    return;
  g_ptr_array_unref (security->services);
  g_ptr_array_unref (security->measures);
  g_ptr_array_unref (security->findings);
  g_free (security);
}

/* --- Rows ---------------------------------------------------------------------------------------- */

typedef struct
{
  RwSecurity *security;
  gint64 today;
  GHashTable *services; /* RwId → RwServiceRow */
  GHashTable *entries;  /* RwId → RwMeasureRow: the catalogue */
  GHashTable *steps;    /* of a service and an entry, see step_key() → flags */
} Reading;

static char *
dup_text (RwStmt *stmt, int column)
{
  return g_strdup (rw_stmt_get_text (stmt, column));
}

static void
add_service (gpointer data, RwStmt *stmt)
{
  Reading *reading = data;
  RwServiceRow *row = g_new0 (RwServiceRow, 1);

  row->id = rw_stmt_get_id_or_nil (stmt, 0);
  row->name = dup_text (stmt, 1);
  row->customer = dup_text (stmt, 2);
  g_ptr_array_add (reading->security->services, row);
  g_hash_table_insert (reading->services, &row->id, row);
}

static void
add_measure (gpointer data, RwStmt *stmt)
{
  Reading *reading = data;
  RwMeasureRow *row = g_new0 (RwMeasureRow, 1);
  RwMeasureStatus status = MAX (rw_stmt_get_word (stmt, 3, &rw_enum_measure_status), 0);

  row->id = rw_stmt_get_id_or_nil (stmt, 0);
  row->title = dup_text (stmt, 1);
  row->category = dup_text (stmt, 2);
  row->catalogue = rw_stmt_get_integer (stmt, 4) != 0;
  row->origin = rw_stmt_get_id_or_nil (stmt, 5);
  row->service = rw_stmt_get_id_or_nil (stmt, 6);
  row->service_name = dup_text (stmt, 7);
  row->customer = dup_text (stmt, 8);
  row->ci = rw_stmt_get_id_or_nil (stmt, 9);
  row->ci_name = dup_text (stmt, 10);
  row->owner = rw_stmt_get_id_or_nil (stmt, 11);
  row->owner_name = dup_text (stmt, 12);
  row->due = rw_stmt_get_integer (stmt, 13);
  row->risk_until = rw_stmt_get_integer (stmt, 14);
  row->risk_reason = dup_text (stmt, 15);
  row->ticket = rw_stmt_get_id_or_nil (stmt, 16);
  row->ticket_number = dup_text (stmt, 17);
  row->change = rw_stmt_get_id_or_nil (stmt, 18);
  row->change_number = dup_text (stmt, 19);
  row->status = rw_measure_status_on (status, row->risk_until, reading->today);
  row->lapsed = row->status != status;
  g_ptr_array_add (reading->security->measures, row);
  if (row->catalogue)
    g_hash_table_insert (reading->entries, &row->id, row);
}

static void
add_finding (gpointer data, RwStmt *stmt)
{
  Reading *reading = data;
  RwFindingRow *row = g_new0 (RwFindingRow, 1);
  int status = rw_stmt_get_word (stmt, 11, &rw_enum_measure_status);

  row->id = rw_stmt_get_id_or_nil (stmt, 0);
  row->title = dup_text (stmt, 1);
  row->found_by = dup_text (stmt, 2);
  row->severity = MAX (rw_stmt_get_word (stmt, 3, &rw_enum_severity), 0);
  row->ci = rw_stmt_get_id_or_nil (stmt, 4);
  row->ci_name = dup_text (stmt, 5);
  row->ci_kind = rw_stmt_get_integer (stmt, 6) != 0 ? RW_KIND_VM : RW_KIND_DEVICE;
  row->service = rw_stmt_get_id_or_nil (stmt, 7);
  row->service_name = dup_text (stmt, 8);
  row->found = rw_stmt_get_integer (stmt, 9);
  row->measure = rw_stmt_get_id_or_nil (stmt, 10);
  if (status >= 0)
    status = (int) rw_measure_status_on ((RwMeasureStatus) status, rw_stmt_get_integer (stmt, 12), reading->today);
  row->measure_status = status;
  row->open = status < RW_MEASURE_STATUS_ACCEPTED;
  g_ptr_array_add (reading->security->findings, row);
}

/* --- What it comes to ---------------------------------------------------------------------------- */

/* What the measures of one entry on one service are. */
enum
{
  STEP_TO_DO = 1 << 0,
  STEP_DONE = 1 << 1,
  STEP_VERIFIED = 1 << 2,
};

static GBytes *
step_key (const RwId *service, const RwId *entry)
{
  RwId both[2] = { *service, *entry };

  return g_bytes_new (both, sizeof both);
}

static gboolean
is_step (const RwMeasureRow *entry)
{
  return entry->catalogue && entry->status == RW_MEASURE_STATUS_OPEN &&
         g_strcmp0 (entry->category, RW_MEASURE_FINDING_TYPE) != 0;
}

static void
count_risk (RwHardening *hardening, const RwMeasureRow *row, gint64 today)
{
  hardening->n_accepted++;
  if (row->risk_until - today >= RW_RISK_ENDING_DAYS)
    return;
  if (hardening->n_ending == 0 || row->risk_until < hardening->next_end)
    hardening->next_end = row->risk_until;
  hardening->n_ending++;
}

static void
count_measure (Reading *reading, const RwMeasureRow *row)
{
  RwServiceRow *service = g_hash_table_lookup (reading->services, &row->service);
  RwMeasureRow *entry = g_hash_table_lookup (reading->entries, &row->origin);
  RwHardening *hardening;

  if (row->catalogue)
    return;
  if (entry != NULL)
    {
      entry->n_uses++;
      entry->n_settled += rw_measure_is_settled (row->status);
    }
  if (service == NULL)
    return;
  hardening = &service->hardening;
  hardening->known = TRUE;
  hardening->n_lapsed += row->lapsed;
  if (row->status == RW_MEASURE_STATUS_ACCEPTED)
    count_risk (hardening, row, reading->today);
  else if (!rw_measure_is_settled (row->status))
    {
      hardening->n_open++;
      hardening->n_late += row->due != 0 && row->due < reading->today;
    }
  if (entry != NULL && is_step (entry))
    {
      g_autoptr (GBytes) key = step_key (&row->service, &entry->id);
      guint flags = GPOINTER_TO_UINT (g_hash_table_lookup (reading->steps, key));

      flags |= row->status == RW_MEASURE_STATUS_VERIFIED ? STEP_VERIFIED
               : row->status == RW_MEASURE_STATUS_DONE   ? STEP_DONE
                                                         : STEP_TO_DO;
      g_hash_table_insert (reading->steps, g_steal_pointer (&key), GUINT_TO_POINTER (flags));
    }
}

static void
count_steps (Reading *reading)
{
  guint n_steps = 0;
  GHashTableIter iter;
  gpointer key, flags;

  for (guint i = 0; i < reading->security->measures->len; i++)
    n_steps += is_step (reading->security->measures->pdata[i]);
  for (guint i = 0; i < reading->security->services->len; i++)
    ((RwServiceRow *) reading->security->services->pdata[i])->hardening.n_steps = n_steps;
  g_hash_table_iter_init (&iter, reading->steps);
  while (g_hash_table_iter_next (&iter, &key, &flags))
    {
      const RwId *ids = g_bytes_get_data (key, NULL);
      RwServiceRow *service = g_hash_table_lookup (reading->services, &ids[0]);

      service->hardening.n_done += !(GPOINTER_TO_UINT (flags) & STEP_TO_DO);
      service->hardening.n_verified += GPOINTER_TO_UINT (flags) == STEP_VERIFIED;
    }
}

static void
count_finding (Reading *reading, const RwFindingRow *row)
{
  RwServiceRow *service = g_hash_table_lookup (reading->services, &row->service);

  if (service == NULL)
    return;
  service->hardening.known = TRUE;
  service->hardening.findings[row->severity] += row->open;
}

static int
compare_services (gconstpointer a, gconstpointer b)
{
  const RwServiceRow *first = *(gconstpointer *) a, *second = *(gconstpointer *) b;
  int order = rw_hardening_compare (&first->hardening, &second->hardening);

  return order != 0 ? order : rw_text_collate (first->name, second->name);
}

static gboolean
read_rows (RwCache *cache, const char *sql, RwQueryRowFunc func, Reading *reading, GCancellable *cancellable, GError **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache), sql, error);

  if (stmt == NULL)
    return FALSE;
  if (sql != services_sql)
    rw_stmt_bind_integer (stmt, 1, MOST);
  return rw_query_rows (stmt, func, reading, cancellable, error);
}

/**
 * rw_query_security:
 * @today: day on which it is judged, since 1970
 *
 * Reads the measures, the catalogue and the findings, and what they come to for each service.
 *
 * Returns: (transfer full) (nullable): %NULL with @error set
 */
RwSecurity *
rw_query_security (RwCache *cache, gint64 today, GCancellable *cancellable, GError **error)
{
  g_autoptr (RwSecurity) security = g_new0 (RwSecurity, 1);
  g_autoptr (GHashTable) services = g_hash_table_new (rw_id_hash, rw_id_equal);
  g_autoptr (GHashTable) entries = g_hash_table_new (rw_id_hash, rw_id_equal);
  g_autoptr (GHashTable) steps = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  Reading reading = { security, today, services, entries, steps };

  security->services = g_ptr_array_new_with_free_func (service_row_free);
  security->measures = g_ptr_array_new_with_free_func (measure_row_free);
  security->findings = g_ptr_array_new_with_free_func (finding_row_free);
  if (!read_rows (cache, services_sql, add_service, &reading, cancellable, error) ||
      !read_rows (cache, measures_sql, add_measure, &reading, cancellable, error) ||
      !read_rows (cache, findings_sql, add_finding, &reading, cancellable, error))
    return NULL;
  for (guint i = 0; i < security->measures->len; i++)
    count_measure (&reading, security->measures->pdata[i]);
  for (guint i = 0; i < security->findings->len; i++)
    count_finding (&reading, security->findings->pdata[i]);
  count_steps (&reading);
  security->truncated = security->measures->len == MOST || security->findings->len == MOST;
  g_ptr_array_sort (security->services, compare_services);
  return g_steal_pointer (&security);
}

static void
add_system (gpointer data, RwStmt *stmt)
{
  RwSystemChoice *choice = g_new0 (RwSystemChoice, 1);

  choice->kind = rw_schema_find (rw_stmt_get_text (stmt, 0));
  choice->id = rw_stmt_get_id_or_nil (stmt, 1);
  choice->name = dup_text (stmt, 2);
  g_ptr_array_add (data, choice);
}

/**
 * rw_query_service_systems:
 *
 * Returns: (transfer full) (nullable) (element-type RwSystemChoice): the systems of a service, by their names
 */
GPtrArray *
rw_query_service_systems (RwCache *cache, const RwId *service, GError **error)
{
  g_autoptr (GPtrArray) systems = g_ptr_array_new_with_free_func (system_choice_free);
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache), systems_sql, error);

  if (stmt == NULL)
    return NULL;
  rw_stmt_bind_id (stmt, 1, service);
  return rw_query_rows (stmt, add_system, systems, NULL, error) ? g_steal_pointer (&systems) : NULL;
}
