/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-backups.h"

#include <string.h>

#include "rw-backup-judge.h"
#include "rw-clock.h"
#include "rw-query-backups-private.h"
#include "rw-time.h"

/* The days of one policy: day i is from bounds[i] to bounds[i + 1]. */
typedef struct
{
  gint64 objective;
  const char *name;
  gint64 *bounds;
} Policy;

typedef struct
{
  RwId id;
  RwId system;
  const Policy *policy;
} Job;

/* What is known while a row is being made. */
typedef struct
{
  RwBackupRow row;
  guint8 *cells;
  gboolean needed; /* should have a backup whether it has a job or not */
  gboolean red_unanswered;
  double worst_ratio;
  int last_problem;
  char *key;
  GSList *reds; /* of RwMorningRed, the last first */
} Draft;

typedef struct
{
  RwCache *cache;
  guint n_days;
  gint64 now;
  gint64 first_day;
  RwBackupMatrix *matrix;
  GHashTable *policies;  /* RwId → Policy */
  GHashTable *systems;   /* RwId → Draft, owned by drafts */
  GPtrArray *drafts;
  GArray *jobs;          /* Job */
  GHashTable *acks;      /* RwId of the system → GPtrArray of RwBackupAck */
  GHashTable *restored;  /* RwId of the systems with a test that passed */
} Query;

static void
policy_free (gpointer data)
{
  Policy *policy = data;

  g_free (policy->bounds);
  g_free (policy);
}

static void
draft_free (gpointer data)
{
  Draft *draft = data;

  g_slist_free_full (draft->reds, g_free);
  g_free (draft->key);
  g_free (draft->cells);
  g_free (draft);
}

static void
query_clear (Query *self)
{
  g_clear_pointer (&self->policies, g_hash_table_unref);
  g_clear_pointer (&self->systems, g_hash_table_unref);
  g_clear_pointer (&self->drafts, g_ptr_array_unref);
  g_clear_pointer (&self->jobs, g_array_unref);
  g_clear_pointer (&self->acks, g_hash_table_unref);
  g_clear_pointer (&self->restored, g_hash_table_unref);
  g_clear_pointer (&self->matrix, rw_backup_matrix_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Query, query_clear)

/* The day of an instant, or -1 outside. */
static int
find_day (const gint64 *bounds,
          guint         n_days,
          gint64        instant)
{
  gint64 day;

  if (instant < bounds[0] || instant >= bounds[n_days])
    return -1;
  /* Days are as good as equally long: the guess is off by one at most. */
  day = CLAMP ((instant - bounds[0]) / RW_DAY, 0, (gint64) n_days - 1);
  while (day > 0 && instant < bounds[day])
    day--;
  while (instant >= bounds[day + 1])
    day++;
  return (int) day;
}

static const char *
shared_text (Query  *self,
             RwStmt *stmt,
             int     column)
{
  const char *text = rw_stmt_get_text (stmt, column);

  return text != NULL ? g_string_chunk_insert_const (self->matrix->texts, text) : NULL;
}

static gboolean
load_policies (Query       *self,
               const char  *tz,
               GError     **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (
    rw_cache_get_db (self->cache),
    "SELECT \"id\", \"rpo_hours\", \"tz\", \"day_start\", \"name\" FROM \"backup_policy\"", error);
  gboolean row;

  self->policies = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, policy_free);
  while (stmt != NULL)
    {
      g_autoptr (GTimeZone) zone = NULL;
      const char *policy_tz;
      Policy *policy;
      RwId id;

      if (!rw_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      rw_stmt_get_id (stmt, 0, &id);
      policy = g_new0 (Policy, 1);
      policy->objective =
        (rw_stmt_is_null (stmt, 1) ? 24 : MAX (rw_stmt_get_integer (stmt, 1), 1)) * RW_HOUR;
      policy_tz = rw_stmt_get_text (stmt, 2);
      zone = rw_backup_zone (policy_tz != NULL ? policy_tz : tz);
      policy->bounds =
        rw_backup_day_bounds (zone, rw_stmt_get_text (stmt, 3), self->first_day, self->n_days);
      policy->name = shared_text (self, stmt, 4);
      g_hash_table_insert (self->policies, rw_id_copy (&id), policy);
    }
  return FALSE;
}

/* What has a name in @sql, and what else it gives: an id and up to two texts. A few thousand of them beside
 * fifty thousand systems: looked up here and not once for each system. */
typedef struct
{
  const char *name;
  const char *other;
} Names;

static GHashTable *
load_names (Query       *self,
            const char  *sql,
            GError     **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (self->cache), sql, error);
  g_autoptr (GHashTable) names = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, g_free);
  gboolean row;

  while (stmt != NULL)
    {
      Names found;
      RwId id;

      if (!rw_stmt_step (stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&names);
      if (!rw_stmt_get_id (stmt, 0, &id))
        continue;
      found.name = shared_text (self, stmt, 1);
      found.other = shared_text (self, stmt, 2);
      g_hash_table_insert (names, rw_id_copy (&id), g_memdup2 (&found, sizeof found));
    }
  return NULL;
}

static const Names *
find_names (GHashTable *names,
            RwStmt     *stmt,
            int         column)
{
  static const Names nothing;
  const Names *found;
  RwId id;

  if (!rw_stmt_get_id (stmt, column, &id))
    return &nothing;
  found = g_hash_table_lookup (names, &id);
  return found != NULL ? found : &nothing;
}

/* A system needs a backup when it is in operation and keeps something, not a switch, not a shelf,
 * unless a person wrote down why it has none: rw_system_expects_backup(). */
#define NEEDED(ROLES) "s.\"stage\" = 'in_operation' AND " ROLES " AND s.\"no_backup\" IS NULL"

/* The same columns of both: a place that has a site, then a site, then a system that has one. */
static const char devices_sql[] =
  "SELECT s.\"id\", s.\"name\", s.\"customer\", s.\"service\", " NEEDED ("s.\"role\" IN ('server', 'storage', 'blade')") ", "
  "coalesce (s.\"rack\", p.\"rack\"), s.\"site\", NULL "
  "FROM \"device\" s LEFT JOIN \"device\" p ON p.\"id\" = s.\"parent\"";

static const char vms_sql[] =
  "SELECT s.\"id\", s.\"name\", s.\"customer\", s.\"service\", " NEEDED ("1") ", s.\"cluster\", NULL, s.\"host\" FROM \"vm\" s";

static const char customers_sql[] = "SELECT \"id\", \"name\", NULL FROM \"customer\"";
static const char sites_sql[] = "SELECT \"id\", \"name\", NULL FROM \"site\"";

static const char services_sql[] =
  "SELECT v.\"id\", v.\"name\", c.\"name\" FROM \"service\" v LEFT JOIN \"customer\" c ON c.\"id\" = v.\"customer\"";

static const char places_sql[] =
  "SELECT r.\"id\", s.\"name\", NULL FROM \"rack\" r JOIN \"room\" m ON m.\"id\" = r.\"room\" "
  "JOIN \"site\" s ON s.\"id\" = m.\"site\" "
  "UNION ALL SELECT u.\"id\", s.\"name\", NULL FROM \"cluster\" u JOIN \"site\" s ON s.\"id\" = u.\"site\"";

typedef struct
{
  GHashTable *customers;
  GHashTable *services;
  GHashTable *sites;
  GHashTable *places;
} AllNames;

static void
all_names_clear (AllNames *names)
{
  g_clear_pointer (&names->customers, g_hash_table_unref);
  g_clear_pointer (&names->services, g_hash_table_unref);
  g_clear_pointer (&names->sites, g_hash_table_unref);
  g_clear_pointer (&names->places, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AllNames, all_names_clear)

static void
read_system (Query          *self,
             RwStmt         *stmt,
             const AllNames *names,
             RwKind          kind)
{
  Draft *draft = g_new0 (Draft, 1);
  const Names *service = find_names (names->services, stmt, 3);
  const char *name = rw_stmt_get_text (stmt, 1);
  RwId host;

  rw_stmt_get_id (stmt, 0, &draft->row.id);
  draft->row.kind = kind;
  draft->row.name = g_string_chunk_insert (self->matrix->texts, name != NULL ? name : "");
  draft->row.customer = find_names (names->customers, stmt, 2)->name;
  if (draft->row.customer == NULL)
    draft->row.customer = service->other;
  draft->row.service = service->name;
  draft->needed = rw_stmt_get_integer (stmt, 4) != 0;
  draft->row.site = find_names (names->places, stmt, 5)->name;
  if (draft->row.site == NULL)
    draft->row.site = find_names (names->sites, stmt, 6)->name;
  if (draft->row.site == NULL && rw_stmt_get_id (stmt, 7, &host))
    {
      Draft *on = g_hash_table_lookup (self->systems, &host);

      draft->row.site = on != NULL ? on->row.site : NULL;
    }
  g_ptr_array_add (self->drafts, draft);
  g_hash_table_insert (self->systems, &draft->row.id, draft);
}

static gboolean
load_systems (Query   *self,
              GError **error)
{
  /* Devices first: they are the hosts of the others. */
  static const struct
  {
    RwKind kind;
    const char *sql;
  } halves[] = { { RW_KIND_DEVICE, devices_sql }, { RW_KIND_VM, vms_sql } };
  g_auto (AllNames) names = { 0 };
  gboolean row;

  if ((names.customers = load_names (self, customers_sql, error)) == NULL ||
      (names.services = load_names (self, services_sql, error)) == NULL ||
      (names.sites = load_names (self, sites_sql, error)) == NULL ||
      (names.places = load_names (self, places_sql, error)) == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (halves); i++)
    {
      g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (self->cache), halves[i].sql, error);

      if (stmt == NULL)
        return FALSE;
      for (;;)
        {
          if (!rw_stmt_step (stmt, &row, error))
            return FALSE;
          if (!row)
            break;
          read_system (self, stmt, &names, halves[i].kind);
        }
    }
  return TRUE;
}

static gboolean
load_restored (Query   *self,
               GError **error)
{
  g_autoptr (RwStmt) stmt =
    rw_db_prepare (rw_cache_get_db (self->cache),
                   "SELECT \"system\" FROM \"restore_test\" WHERE \"result\" = 'passed'", error);
  gboolean row;

  self->restored = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, NULL);
  while (stmt != NULL)
    {
      RwId id;

      if (!rw_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      if (rw_stmt_get_id (stmt, 0, &id))
        g_hash_table_add (self->restored, rw_id_copy (&id));
    }
  return FALSE;
}

static gboolean
load_jobs (Query   *self,
           GError **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (self->cache),
                                           "SELECT \"id\", \"system\", \"policy\" FROM \"backup_job\" "
                                           "WHERE \"enabled\" IS NOT 0", error);
  gboolean row;

  self->jobs = g_array_new (FALSE, FALSE, sizeof (Job));
  while (stmt != NULL)
    {
      Job job;
      RwId policy;

      if (!rw_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      rw_stmt_get_id (stmt, 0, &job.id);
      rw_stmt_get_id (stmt, 1, &job.system);
      rw_stmt_get_id (stmt, 2, &policy);
      job.policy = g_hash_table_lookup (self->policies, &policy);
      /* A job whose policy or system has not come yet is not judged. */
      if (job.policy != NULL && g_hash_table_contains (self->systems, &job.system))
        g_array_append_val (self->jobs, job);
    }
  return FALSE;
}

static gboolean
load_acks (Query   *self,
           GError **error)
{
  g_autoptr (RwStmt) stmt =
    rw_db_prepare (rw_cache_get_db (self->cache), RW_BACKUP_ACKS_SQL RW_BACKUP_ACKS_ORDER, error);
  gboolean row;

  self->acks = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  if (stmt != NULL)
    rw_stmt_bind_integer (stmt, 1, self->now);
  while (stmt != NULL)
    {
      GPtrArray *of_system;
      RwId system;

      if (!rw_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      rw_stmt_get_id (stmt, 7, &system);
      of_system = g_hash_table_lookup (self->acks, &system);
      if (of_system == NULL)
        {
          of_system = g_ptr_array_new_with_free_func (rw_backup_ack_free);
          g_hash_table_insert (self->acks, rw_id_copy (&system), of_system);
        }
      g_ptr_array_add (of_system, rw_backup_ack_read (stmt));
    }
  return FALSE;
}

/* The newest one: the answers are in that order. One that names neither a job nor a cause is about the system
 * having no job; with a cause it holds for all jobs of the system. */
static const RwBackupAck *
find_answer (GPtrArray  *acks,
             const RwId *job,
             const char *signature,
             gint64      now)
{
  for (guint i = 0; acks != NULL && i < acks->len; i++)
    {
      const RwBackupAck *ack = g_ptr_array_index (acks, i);

      if ((rw_id_equal (&ack->job, job) || (rw_id_is_nil (&ack->job) && ack->signature != NULL)) &&
          rw_backup_ack_holds (ack->at, ack->until, ack->signature, signature, now))
        return ack;
    }
  return NULL;
}

static gboolean
read_cause (Query       *self,
            gint64       run,
            RwId        *id,
            char       **signature,
            GError     **error)
{
  g_autoptr (RwStmt) stmt =
    rw_db_prepare (rw_cache_get_db (self->cache),
                   "SELECT \"signature\", \"id\" FROM \"backup_run\" WHERE rowid = ?1", error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_integer (stmt, 1, run);
  if (!rw_stmt_step (stmt, &row, error))
    return FALSE;
  *signature = row ? g_strdup (rw_stmt_get_text (stmt, 0)) : NULL;
  *id = row ? rw_stmt_get_id_or_nil (stmt, 1) : RW_ID_NIL;
  return TRUE;
}

static const char *
keep_text (Query      *self,
           const char *text)
{
  return text != NULL ? g_string_chunk_insert_const (self->matrix->texts, text) : NULL;
}

/* One thing that is red, and what a person has answered for just that. */
static void
keep_red (Query          *self,
          Draft          *draft,
          RwMorningRed   *facts,
          const char     *cause)
{
  const RwBackupAck *ack = find_answer (g_hash_table_lookup (self->acks, &draft->row.id), &facts->job, cause, self->now);
  RwMorningRed *red = g_memdup2 (facts, sizeof *facts);

  red->system = draft->row.id;
  red->kind = draft->row.kind;
  red->name = draft->row.name;
  red->customer = draft->row.customer;
  red->service = draft->row.service;
  red->cause = keep_text (self, cause);
  red->answered = ack != NULL;
  if (ack != NULL)
    {
      red->answer = ack->answer;
      red->ack = ack->id;
      red->reason = keep_text (self, ack->reason);
      red->person = keep_text (self, ack->person);
      red->ticket = keep_text (self, ack->ticket);
      red->at = ack->at;
      red->until = ack->until;
    }
  draft->reds = g_slist_prepend (draft->reds, red);
  if (!draft->row.red || (ack == NULL && !draft->red_unanswered))
    draft->row.job = facts->job;
  draft->row.red = TRUE;
  draft->red_unanswered |= ack == NULL;
}

static gboolean
add_red (Query                  *self,
         Draft                  *draft,
         const Job              *job,
         const RwBackupJudge    *judge,
         const RwBackupRunFacts *run,
         RwBackupResult          result,
         RwSuspicion             suspicion,
         GError                **error)
{
  g_autofree char *signature = NULL;
  RwMorningRed red = { .job = job->id, .result = result, .last_good = judge->last_good, .objective = job->policy->objective };

  /* Only a run has a cause; a recovery point that is merely old has none. */
  if (run != NULL)
    {
      red.due = run->due;
      red.purpose = run->purpose;
      if (!read_cause (self, run->tag, &red.run, &signature, error))
        return FALSE;
    }
  keep_red (self, draft, &red, rw_backup_cause (result, suspicion, signature));
  return TRUE;
}

/* Where the result of each run goes. */
typedef struct
{
  const Query *query;
  const Policy *policy;
  guint8 *cells;
} Days;

static void
judged_cb (const RwBackupRunFacts *run,
           RwBackupResult          result,
           RwSuspicion             suspicion,
           gpointer                data)
{
  Days *days = data;
  const Query *query = days->query;
  int day = find_day (days->policy->bounds, query->n_days, run->due);

  /* The next business day has begun already: today is the last there is. */
  if (day < 0 && run->due >= days->policy->bounds[query->n_days] && run->due <= query->now)
    day = (int) query->n_days - 1;
  if (day >= 0)
    days->cells[day] = (guint8) rw_backup_worse (days->cells[day], result);
}

static gboolean
judge_job (Query      *self,
           RwStmt     *stmt,
           const Job  *job,
           GError    **error)
{
  Draft *draft = g_hash_table_lookup (self->systems, &job->system);
  Days days = { self, job->policy, NULL };
  RwBackupJudge judge;
  RwRecoveryPoint recovery;
  gint64 age;
  double ratio;

  if (draft->cells == NULL)
    draft->cells = g_new0 (guint8, self->n_days);
  days.cells = draft->cells;
  rw_stmt_bind_id (stmt, 1, &job->id);
  rw_stmt_bind_integer (stmt, 2, job->policy->bounds[0] - RW_BACKUP_DAYS_BEFORE * RW_DAY);
  rw_backup_judge_begin (&judge, self->now, judged_cb, &days);
  if (!rw_backup_judge_read (&judge, stmt, error))
    return FALSE;

  age = rw_backup_judge_age (&judge);
  recovery = rw_backup_judge_recovery (&judge, job->policy->objective);
  ratio = age >= 0 ? (double) age / (double) job->policy->objective : G_MAXDOUBLE;
  if (draft->row.n_jobs == 0 || ratio > draft->worst_ratio)
    {
      draft->worst_ratio = ratio;
      draft->row.last_good = judge.last_good;
      draft->row.objective = job->policy->objective;
      draft->row.policy = job->policy->name;
    }
  draft->row.n_jobs++;
  draft->row.recovery = MAX (draft->row.recovery, recovery);
  draft->row.last = rw_backup_worse (draft->row.last, rw_backup_judge_worst (&judge));
  if (!rw_backup_judge_is_red (&judge, job->policy->objective))
    return TRUE;
  if (judge.verify_failed &&
      !add_red (self, draft, job, &judge, &judge.verify_run, RW_BACKUP_FAILED, RW_SUSPICION_NONE, error))
    return FALSE;
  if (rw_backup_result_is_red (judge.last))
    return add_red (self, draft, job, &judge, &judge.last_run, judge.last, judge.last_suspicion, error);
  /* That there is no good run is only said of it when nothing else is. */
  return judge.verify_failed ||
         add_red (self, draft, job, &judge, NULL, RW_BACKUP_NOTHING, RW_SUSPICION_NONE, error);
}

static int
draft_rank (const Draft *draft)
{
  if (!draft->row.red)
    return 3;
  if (draft->row.answered)
    return 2;
  return draft->row.n_jobs == 0 ? 0 : 1;
}

static int
draft_compare (gconstpointer a,
               gconstpointer b)
{
  const Draft *first = *(const Draft *const *) a, *second = *(const Draft *const *) b;
  int first_rank = draft_rank (first), second_rank = draft_rank (second);

  if (first_rank != second_rank)
    return first_rank - second_rank;
  if (first_rank < 3 && first->worst_ratio != second->worst_ratio)
    return first->worst_ratio > second->worst_ratio ? -1 : 1;
  if (first->row.last != second->row.last && first_rank < 3)
    return (int) second->row.last - (int) first->row.last;
  if (first->last_problem != second->last_problem)
    return second->last_problem - first->last_problem;
  return strcmp (first->key, second->key);
}

/* Draft → row: what only the whole system knows, and the order. */
static void
finish (Query *self)
{
  RwBackupMatrix *matrix = self->matrix;
  guint n = 0;

  for (guint i = 0; i < self->drafts->len; i++)
    {
      Draft *draft = g_ptr_array_index (self->drafts, i);

      if (!draft->needed && draft->row.n_jobs == 0)
        {
          draft_free (draft);
          continue;
        }
      if (draft->row.n_jobs == 0)
        {
          RwMorningRed red = { .result = RW_BACKUP_NO_JOB };

          draft->row.last = RW_BACKUP_NO_JOB;
          draft->row.recovery = RW_RECOVERY_CRITICAL;
          draft->worst_ratio = G_MAXDOUBLE;
          keep_red (self, draft, &red, NULL);
        }
      draft->row.answered = draft->row.red && !draft->red_unanswered;
      draft->row.never_restored = !g_hash_table_contains (self->restored, &draft->row.id);
      draft->last_problem = -1;
      for (int day = (int) self->n_days - 1; draft->cells != NULL && day >= 0 && draft->last_problem < 0; day--)
        if (draft->cells[day] >= RW_BACKUP_WARNING)
          draft->last_problem = day;
      draft->key = g_utf8_collate_key_for_filename (draft->row.name, -1);
      g_ptr_array_index (self->drafts, n++) = draft;
    }
  g_ptr_array_set_free_func (self->drafts, NULL);
  g_ptr_array_set_size (self->drafts, (int) n);
  g_ptr_array_set_free_func (self->drafts, draft_free);
  g_ptr_array_sort (self->drafts, draft_compare);

  matrix->cells = g_new (guint8, MAX ((gsize) n * self->n_days, 1));
  for (guint i = 0; i < n; i++)
    {
      Draft *draft = g_ptr_array_index (self->drafts, i);
      guint8 *cells = matrix->cells + (gsize) i * self->n_days;
      RwBackupRow *row = g_memdup2 (&draft->row, sizeof draft->row);

      if (draft->cells != NULL)
        memcpy (cells, draft->cells, self->n_days);
      else
        memset (cells, RW_BACKUP_NO_JOB, self->n_days);
      row->cells = cells;
      g_ptr_array_add (matrix->rows, row);
      draft->reds = g_slist_reverse (draft->reds);
      while (draft->reds != NULL)
        {
          g_ptr_array_add (matrix->reds, draft->reds->data);
          draft->reds = g_slist_delete_link (draft->reds, draft->reds);
        }
      matrix->n_recoverable += row->n_jobs > 0 && row->recovery == RW_RECOVERY_COMPLIANT;
      matrix->n_red += row->red;
      matrix->n_unanswered += row->red && !row->answered;
      matrix->n_unprotected += row->n_jobs == 0;
      matrix->n_never_restored += row->n_jobs > 0 && row->never_restored;
    }
}

/**
 * rw_query_backups:
 * @cache: the cache
 * @n_days: how many days, today included
 * @now: the present
 * @tz: (nullable): zone of today, and of policies that name none; %NULL for the system's
 *
 * Reads the run of every enabled job and judges them by the rules of rw-backup-rules.h.
 *
 * Returns: (transfer full): the matrix, or %NULL with @error set
 */
RwBackupMatrix *
rw_query_backups (RwCache       *cache,
                  guint          n_days,
                  gint64         now,
                  const char    *tz,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_auto (Query) self = { .cache = cache, .n_days = n_days, .now = now };
  g_autoptr (GTimeZone) zone = rw_backup_zone (tz);
  g_autoptr (RwStmt) runs = NULL;

  g_return_val_if_fail (n_days > 0, NULL);
  self.first_day = rw_zone_wall (zone, now) / RW_DAY - (gint64) n_days + 1;
  self.matrix = g_new0 (RwBackupMatrix, 1);
  self.matrix->n_days = n_days;
  self.matrix->first_day = self.first_day;
  self.matrix->now = now;
  self.matrix->rows = g_ptr_array_new_with_free_func (g_free);
  self.matrix->reds = g_ptr_array_new_with_free_func (g_free);
  self.matrix->texts = g_string_chunk_new (64 * 1024);
  self.drafts = g_ptr_array_new_with_free_func (draft_free);
  self.systems = g_hash_table_new (rw_id_hash, rw_id_equal);

  if (!load_policies (&self, tz, error) || !load_systems (&self, error) ||
      !load_jobs (&self, error) || !load_acks (&self, error) || !load_restored (&self, error))
    return NULL;

  /* One seek per job into an index that holds all that is asked for: see rw-cache-schema.c. */
  runs = rw_db_prepare (rw_cache_get_db (cache),
                        "SELECT " RW_BACKUP_JUDGE_COLUMNS " FROM \"backup_run\" "
                        "WHERE \"job\" = ?1 AND \"due\" >= ?2 ORDER BY \"due\"",
                        error);
  for (guint i = 0; runs != NULL && i < self.jobs->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !judge_job (&self, runs, &g_array_index (self.jobs, Job, i), error))
      g_clear_pointer (&runs, rw_stmt_free);
  if (runs != NULL)
    finish (&self);
  return runs != NULL ? g_steal_pointer (&self.matrix) : NULL;
}

void
rw_backup_matrix_free (RwBackupMatrix *matrix)
{
  g_ptr_array_unref (matrix->rows);
  g_ptr_array_unref (matrix->reds);
  g_string_chunk_free (matrix->texts);
  g_free (matrix->cells);
  g_free (matrix);
}
