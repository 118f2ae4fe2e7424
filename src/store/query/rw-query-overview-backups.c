/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/rw-backup-rules.h"
#include "rw-clock.h"
#include "rw-query-overview-private.h"
#include "rw-query-volumes.h"

/* Systems that are named in a line; the others are counted. */
#define NAMED_SYSTEMS 3

/* Each takes less than half a millisecond, and nothing else is read meanwhile. */
#define MOST_NEW_FORECASTS 400

/* What takes the place of a missed run q: one of the same due time, or one that was due before and came after. */
#define CAME_AFTER_ALL \
  "SELECT 1 FROM backup_run o WHERE o.job = q.job AND o.due BETWEEN q.due - 604800000000 AND q.due" \
  " AND o.status <> 'missed' AND o.purpose IS NOT 'verification'" \
  " AND (o.due = q.due OR o.started >= q.due OR o.finished >= q.due)"

/* The last backup of each job that has ended one way or the other, by the rules of RwBackupJudge: one seek in the index
 * that starts with job, due, status. The run itself is only read when it failed. */
#define FAILED_BACKUPS \
  "SELECT j.id AS job, j.system," \
  "  (SELECT CASE WHEN q.status IN ('failed', 'missed') THEN q.rowid END FROM backup_run q" \
  "   WHERE q.job = j.id AND q.status <> 'running' AND q.purpose IS NOT 'verification'" \
  "   AND (q.status <> 'missed' OR NOT EXISTS (" CAME_AFTER_ALL "))" \
  "   ORDER BY q.due DESC, coalesce (nullif (q.started, 0), q.finished, q.due) DESC LIMIT 1) AS run" \
  " FROM backup_job j WHERE j.enabled IS NOT 0"

#define DEPTH(run) "CASE " run ".check_depth WHEN 'restored' THEN 3 WHEN 'data' THEN 2 ELSE 1 END"

/* The verification of each job that failed, until something has looked at least as deep: few failed at all. */
#define FAILED_VERIFICATIONS \
  "SELECT j.id, j.system, max (v.rowid) FROM backup_run v JOIN backup_job j ON j.id = v.job" \
  " WHERE v.purpose = 'verification' AND v.status = 'failed' AND j.enabled IS NOT 0" \
  " AND NOT EXISTS (SELECT 1 FROM backup_run o WHERE o.job = v.job AND o.due > v.due" \
  "   AND o.status IN ('success', 'warning') AND (o.purpose = 'verification' OR o.check_depth IS NOT NULL)" \
  "   AND " DEPTH ("o") " >= " DEPTH ("v") ")" \
  " GROUP BY j.id"

/* Of a job whose backup failed and whose verification too, the backup is told of. */
static const char failed_sql[] =
  "WITH backups AS MATERIALIZED (SELECT * FROM (" FAILED_BACKUPS ") WHERE run IS NOT NULL),"
  " last (job, system, run) AS (SELECT * FROM backups UNION ALL"
  "  SELECT c.* FROM (" FAILED_VERIFICATIONS ") c"
  "  WHERE NOT EXISTS (SELECT 1 FROM backups b WHERE b.job = c.id))"
  " SELECT l.job, l.system, r.status, coalesce (r.started, r.due), r.signature, coalesce (d.name, v.name),"
  " coalesce (d.service, v.service), d.id IS NOT NULL"
  " FROM last l JOIN backup_run r ON r.rowid = l.run"
  " LEFT JOIN device d ON d.id = l.system"
  " LEFT JOIN vm v ON v.id = l.system"
  " ORDER BY coalesce (r.started, r.due)";

static const char acks_sql[] = "SELECT job, system, at, until, signature FROM backup_ack WHERE until > ?1";

/* The systems that the backups' page lists as having no job; an answer counts there as here. */
#define NO_JOB(table, roles, is_device) \
  "SELECT s.id, s.name AS name, " is_device " FROM " table " s WHERE s.stage = 'in_operation' AND " roles \
  " AND s.no_backup IS NULL" \
  " AND NOT EXISTS (SELECT 1 FROM backup_job j WHERE j.system = s.id AND j.enabled IS NOT 0)" \
  " AND NOT EXISTS (SELECT 1 FROM backup_ack a WHERE a.system = s.id AND a.job IS NULL AND a.signature IS NULL" \
  "   AND a.at <= ?1 AND a.until > ?1)"

static const char no_job_sql[] =
  NO_JOB ("vm", "1", "0") " UNION ALL " NO_JOB ("device", "s.role IN ('server', 'storage', 'blade')", "1")
  " ORDER BY name";

typedef struct
{
  RwId job;
  RwId system;
  gint64 at;
  gint64 until;
  char *signature;
} Ack;

static void
ack_clear (Ack *ack)
{
  g_free (ack->signature);
}

static GArray *
read_acks (RwOverviewQuery *self,
           GError         **error)
{
  g_autoptr (RwStmt) stmt = rw_overview_prepare (self, acks_sql, error);
  g_autoptr (GArray) acks = g_array_new (FALSE, TRUE, sizeof (Ack));
  gboolean row;

  if (stmt == NULL)
    return NULL;
  g_array_set_clear_func (acks, (GDestroyNotify) ack_clear);
  rw_stmt_bind_integer (stmt, 1, self->overview->now);
  while (rw_stmt_step (stmt, &row, error))
    {
      Ack ack = { 0 };

      if (!row)
        return g_steal_pointer (&acks);
      rw_stmt_get_id (stmt, 0, &ack.job);
      rw_stmt_get_id (stmt, 1, &ack.system);
      ack.at = rw_stmt_get_integer (stmt, 2);
      ack.until = rw_stmt_get_integer (stmt, 3);
      ack.signature = rw_overview_dup_text (stmt, 4);
      g_array_append_val (acks, ack);
    }
  return NULL;
}

static gboolean
is_answered (GArray     *acks,
             const RwId *job,
             const RwId *system,
             const char *signature,
             gint64      now)
{
  for (guint i = 0; i < acks->len; i++)
    {
      const Ack *ack = &g_array_index (acks, Ack, i);

      /* One that names no job holds for all of the system's. */
      if ((rw_id_is_nil (&ack->job) ? rw_id_equal (&ack->system, system) : rw_id_equal (&ack->job, job)) &&
          rw_backup_ack_holds (ack->at, ack->until, ack->signature, signature, now))
        return TRUE;
    }
  return FALSE;
}

/* One more system of a need that has a first. */
static void
add_name (RwNeed     *need,
          const char *system)
{
  g_autofree char *before = NULL;

  if (need->count >= NAMED_SYSTEMS || system == NULL)
    return;
  before = g_steal_pointer (&need->system);
  need->system = before != NULL ? g_strconcat (before, ", ", system, NULL) : g_strdup (system);
}

/* Failures with one cause are one thing to look at, and so are all those whose cause nobody knows. */
static void
add_failed (RwOverviewQuery *self,
            RwStmt          *stmt,
            GHashTable      *by_cause,
            gboolean         missed,
            const char      *signature)
{
  g_autofree char *cause = g_strconcat (missed ? "m" : "f", signature, NULL);
  const char *system = rw_stmt_get_text (stmt, 5);
  RwNeed *need = g_hash_table_lookup (by_cause, cause);
  RwServiceHealth *service = rw_overview_find_service (self, stmt, 6);
  RwId id;

  self->overview->n_backups++;
  if (service != NULL)
    service->n_backups++;
  if (need == NULL)
    {
      if (!rw_stmt_get_id (stmt, 1, &id))
        return;
      need = rw_overview_add_need (self, RW_NEED_BACKUPS, RW_NEED_CHECK, rw_stmt_get_integer (stmt, 7) ? RW_KIND_DEVICE : RW_KIND_VM, &id);
      need->other = g_strdup (signature);
      need->at = rw_stmt_get_integer (stmt, 3);
      need->title = g_strdup (system);
      g_hash_table_insert (by_cause, g_steal_pointer (&cause), need);
    }
  else
    add_name (need, system);
  need->count++;
  need->missed += missed;
}

static gboolean
read_failed (RwOverviewQuery *self,
             GArray          *acks,
             GError         **error)
{
  g_autoptr (RwStmt) stmt = rw_overview_prepare (self, failed_sql, error);
  g_autoptr (GHashTable) by_cause = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  while (rw_stmt_step (stmt, &row, error))
    {
      RwId job = RW_ID_NIL, system = RW_ID_NIL;
      const char *signature, *cause;
      gboolean missed;

      if (!row)
        return TRUE;
      rw_stmt_get_id (stmt, 0, &job);
      rw_stmt_get_id (stmt, 1, &system);
      missed = rw_stmt_get_word (stmt, 2, &rw_enum_run_status) == RW_RUN_STATUS_MISSED;
      signature = rw_stmt_get_text (stmt, 4);
      cause = rw_backup_cause (missed ? RW_BACKUP_MISSED : RW_BACKUP_FAILED, RW_SUSPICION_NONE,
                               signature);
      if (is_answered (acks, &job, &system, cause, self->overview->now))
        self->overview->n_answered++;
      else
        add_failed (self, stmt, by_cause, missed, signature);
    }
  return FALSE;
}

/* All of them are one thing to look at: what is not backed up at all is worse than one bad night. */
static gboolean
read_unprotected (RwOverviewQuery *self,
                  GError         **error)
{
  g_autoptr (RwStmt) stmt = rw_overview_prepare (self, no_job_sql, error);
  RwNeed *need = NULL;
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_integer (stmt, 1, self->overview->now);
  while (rw_stmt_step (stmt, &row, error))
    {
      const char *name;
      RwId id;

      if (!row)
        return TRUE;
      if (!rw_stmt_get_id (stmt, 0, &id))
        continue;
      name = rw_stmt_get_text (stmt, 1);
      if (need == NULL)
        {
          need =
            rw_overview_add_need (self, RW_NEED_UNPROTECTED, RW_NEED_CHECK,
                                  rw_stmt_get_integer (stmt, 2) ? RW_KIND_DEVICE : RW_KIND_VM, &id);
          need->title = g_strdup (name);
          need->at = self->overview->now;
        }
      else
        add_name (need, name);
      need->count++;
      self->overview->n_no_job++;
    }
  return FALSE;
}

gboolean
rw_overview_read_backups (RwOverviewQuery *self,
                          GError         **error)
{
  g_autoptr (GArray) acks = read_acks (self, error);

  return acks != NULL && read_failed (self, acks, error) && read_unprotected (self, error);
}

/* What Disks lists as urgent, by the same rule. Of a large company those are known that are full most; the others
 * are with the next time, so that the first overview need not wait for them. */
gboolean
rw_overview_read_volumes (RwOverviewQuery *self,
                          GError         **error)
{
  g_autoptr (GPtrArray) rows =
    rw_query_volumes (self->cache, RW_VOLUMES_BY_NONE, MOST_NEW_FORECASTS, NULL, error);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const RwVolumeRow *row = rows->pdata[i];
      const RwForecastRange *range = &row->forecast.ranges[RW_VOLUME_WHOLE];
      gboolean ends = !row->pending && range->p50 != RW_FORECAST_NEVER;
      double fill = row->size > 0 ? (double) row->used / (double) row->size : 0;
      RwNeed *need;

      if (row->rank == RW_NEED_NOBODY)
        continue;
      need = rw_overview_add_need (self, RW_NEED_VOLUME, row->rank, RW_KIND_VOLUME, &row->id);
      need->title = g_strdup (row->system_name);
      need->other = g_strdup (row->name);
      need->customer = g_strdup (row->customer);
      need->inodes = row->inodes;
      need->used = row->used;
      need->size = row->size;
      need->grown = row->grown;
      need->full =
        ends ? *range
             : (RwForecastRange) { 1, RW_FORECAST_NEVER, RW_FORECAST_NEVER, RW_FORECAST_NEVER };
      /* The sooner it is full the further up; what gives no date goes by how full it is. */
      need->at =
        self->overview->now + (ends ? range->p50 * RW_DAY : (gint64) ((1.0 - fill) * 400) * RW_DAY);
    }
  return TRUE;
}
