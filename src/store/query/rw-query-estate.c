/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-backups-private.h"
#include "rw-query-estate-private.h"

#include "rw-clock.h"
#include "rw-time.h"

typedef struct
{
  RwCache *cache;
  RwEstate *estate;
  GHashTable *policies; /* RwId → RwEstatePolicy */
  GHashTable *systems;  /* RwId → index + 1 */
  GHashTable *customers, *services; /* RwId → Name */
  GHashTable *groups;   /* GroupKey → index + 1 */
  GArray *jobs;         /* RwEstateJob */
  gint64 first;         /* when the first run of all was due */
  GArray *days;         /* of each system RW_ESTATE_DAYS marks: bits of what its jobs were */
} Query;

/* What the jobs of a system come to at the start of a day. */
enum
{
  DAY_COUNTS = 1 << 0,
  DAY_BAD = 1 << 1,
};

static void
query_clear (Query *self)
{
  g_clear_pointer (&self->policies, g_hash_table_unref);
  g_clear_pointer (&self->systems, g_hash_table_unref);
  g_clear_pointer (&self->customers, g_hash_table_unref);
  g_clear_pointer (&self->services, g_hash_table_unref);
  g_clear_pointer (&self->groups, g_hash_table_unref);
  g_clear_pointer (&self->jobs, g_array_unref);
  g_clear_pointer (&self->days, g_array_unref);
  g_clear_pointer (&self->estate, rw_estate_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Query, query_clear)

static RwStmt *
prepare (Query *self, const char *sql, GError **error)
{
  return rw_db_prepare (rw_cache_get_db (self->cache), sql, error);
}

static RwEstateSystem *
system_at (const RwEstate *estate, guint index)
{
  return &g_array_index (estate->systems, RwEstateSystem, index);
}

/* --- Policies -------------------------------------------------------------------------------------- */

static void
policy_free (gpointer data)
{
  g_free (((RwEstatePolicy *) data)->bounds);
  g_free (data);
}

static gboolean
load_policies (Query *self, const char *tz, GError **error)
{
  g_autoptr (RwStmt) stmt = prepare (
    self, "SELECT id, rpo_hours, tz, day_start, verify_days, restore_test_days FROM backup_policy", error);
  gboolean row;

  while (stmt != NULL && rw_stmt_step (stmt, &row, error))
    {
      g_autoptr (GTimeZone) zone = NULL;
      RwEstatePolicy *policy;
      const char *policy_tz;
      RwId id;

      if (!row)
        return TRUE;
      id = rw_stmt_get_id_or_nil (stmt, 0);
      policy = g_new0 (RwEstatePolicy, 1);
      policy->objective =
        (rw_stmt_is_null (stmt, 1) ? 24 : MAX (rw_stmt_get_integer (stmt, 1), 1)) * RW_HOUR;
      policy_tz = rw_stmt_get_text (stmt, 2);
      zone = rw_backup_zone (policy_tz != NULL ? policy_tz : tz);
      policy->bounds = rw_backup_day_bounds (zone, rw_stmt_get_text (stmt, 3),
                                             self->estate->first_day, RW_ESTATE_DAYS);
      policy->verify_every = rw_stmt_get_integer (stmt, 4) * RW_DAY;
      policy->test_every = rw_stmt_get_integer (stmt, 5) * RW_DAY;
      g_hash_table_insert (self->policies, rw_id_copy (&id), policy);
    }
  return FALSE;
}

/* --- Groups ---------------------------------------------------------------------------------------- */

static guint
add_group (Query *self, const RwId *id, const char *name, int parent)
{
  RwEstateGroup *group = g_new0 (RwEstateGroup, 1);

  group->id = *id;
  group->name = name != NULL ? g_string_chunk_insert_const (self->estate->texts, name) : NULL;
  group->parent = parent;
  g_ptr_array_add (self->estate->groups, group);
  return self->estate->groups->len - 1;
}

/* Systems of one service may belong to several customers: the service is then with each of them. */
typedef struct
{
  RwId customer;
  RwId service;
  gboolean is_service;
} GroupKey;

static guint
group_key_hash (gconstpointer data)
{
  const GroupKey *key = data;

  return rw_id_hash (&key->customer) * 31 + rw_id_hash (&key->service) + (guint) key->is_service;
}

static gboolean
group_key_equal (gconstpointer a, gconstpointer b)
{
  const GroupKey *first = a, *second = b;

  return first->is_service == second->is_service && rw_id_equal (&first->customer, &second->customer) &&
         rw_id_equal (&first->service, &second->service);
}

static guint
find_group (Query *self, const GroupKey *key, const char *name, int parent)
{
  gpointer found = g_hash_table_lookup (self->groups, key);

  if (found == NULL)
    {
      const RwId *id = key->is_service ? &key->service : &key->customer;

      found = GUINT_TO_POINTER (add_group (self, id, name, parent) + 1);
      g_hash_table_insert (self->groups, g_memdup2 (key, sizeof *key), found);
    }
  return GPOINTER_TO_UINT (found) - 1;
}

/* --- Systems --------------------------------------------------------------------------------------- */

typedef struct
{
  char *name;
  RwId customer;
} Name;

static void
name_free (gpointer data)
{
  g_free (((Name *) data)->name);
  g_free (data);
}

/* Joining a few hundred names to ten thousand systems costs as much as reading the systems. */
static gboolean
load_names (Query *self, GHashTable *names, const char *sql, GError **error)
{
  g_autoptr (RwStmt) stmt = prepare (self, sql, error);
  gboolean row;

  while (stmt != NULL && rw_stmt_step (stmt, &row, error))
    {
      RwId id;
      Name *name;

      if (!row)
        return TRUE;
      id = rw_stmt_get_id_or_nil (stmt, 0);
      name = g_new0 (Name, 1);
      name->name = g_strdup (rw_stmt_get_text (stmt, 1));
      name->customer = rw_stmt_get_id_or_nil (stmt, 2);
      g_hash_table_insert (names, rw_id_copy (&id), name);
    }
  return FALSE;
}

/* A system needs a backup when it is in operation and keeps something, not a switch, not a shelf, unless a
 * person wrote down why it has none: rw_system_expects_backup(). */
#define COLUMNS(ROLE) "SELECT id, name, customer, service, " ROLE " FROM "
#define EXPECTED " WHERE stage = 'in_operation' AND no_backup IS NULL"

static const char devices_sql[] =
  COLUMNS ("role") "device" EXPECTED " AND role IN ('server', 'storage', 'blade')";
static const char vms_sql[] = COLUMNS ("NULL") "vm" EXPECTED;

/* What has a job needs none of that. */
static const char device_sql[] = COLUMNS ("role") "device WHERE id = ?1";
static const char vm_sql[] = COLUMNS ("NULL") "vm WHERE id = ?1";

/* @stmt stands on a row. */
static guint
add_system (Query *self, RwKind kind, RwStmt *stmt)
{
  RwEstateSystem system = { .kind = kind, .role = -1 };
  RwId customer = rw_stmt_get_id_or_nil (stmt, 2), service = rw_stmt_get_id_or_nil (stmt, 3);
  const Name *of_service = g_hash_table_lookup (self->services, &service);
  const Name *of_customer = g_hash_table_lookup (self->customers, &customer);
  const char *name = rw_stmt_get_text (stmt, 1);
  GroupKey key = { 0 };
  guint group;

  if (of_customer == NULL && of_service != NULL)
    {
      customer = of_service->customer;
      of_customer = g_hash_table_lookup (self->customers, &customer);
    }
  /* Of those that have not come yet nobody knows a name. */
  if (of_customer != NULL)
    key.customer = customer;
  group = find_group (self, &key, of_customer != NULL ? of_customer->name : NULL, 0);
  if (of_service != NULL)
    key.service = service;
  key.is_service = TRUE;
  system.service =
    find_group (self, &key, of_service != NULL ? of_service->name : NULL, (int) group);
  system.id = rw_stmt_get_id_or_nil (stmt, 0);
  system.name = g_string_chunk_insert (self->estate->texts, name != NULL ? name : "");
  if (!rw_stmt_is_null (stmt, 4))
    system.role = rw_stmt_get_word (stmt, 4, &rw_enum_device_role);
  g_array_append_val (self->estate->systems, system);
  g_hash_table_insert (self->systems, rw_id_copy (&system.id),
                       GUINT_TO_POINTER (self->estate->systems->len));
  return self->estate->systems->len - 1;
}

static gboolean
load_systems (Query *self, RwKind kind, const char *sql, GError **error)
{
  g_autoptr (RwStmt) stmt = prepare (self, sql, error);
  gboolean row;

  while (stmt != NULL && rw_stmt_step (stmt, &row, error))
    {
      if (!row)
        return TRUE;
      add_system (self, kind, stmt);
    }
  return FALSE;
}

/* @index: (out): of the system, or -1 when there is none */
static gboolean
find_system (Query *self, const RwId *id, gboolean read, int *index, GError **error)
{
  gpointer found = g_hash_table_lookup (self->systems, id);

  *index = (int) GPOINTER_TO_UINT (found) - 1;
  for (guint i = 0; found == NULL && read && i < 2; i++)
    {
      g_autoptr (RwStmt) stmt = prepare (self, i == 0 ? vm_sql : device_sql, error);
      gboolean row;

      if (stmt == NULL)
        return FALSE;
      rw_stmt_bind_id (stmt, 1, id);
      if (!rw_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        continue;
      *index = (int) add_system (self, i == 0 ? RW_KIND_VM : RW_KIND_DEVICE, stmt);
      break;
    }
  return TRUE;
}

/* When the record was made, as its id says (RFC 9562, 5.7); 0 for other ids. */
static gint64
made_at (const RwId *id)
{
  gint64 ms = 0;

  if (id->bytes[6] >> 4 != 7)
    return 0;
  for (guint i = 0; i < 6; i++)
    ms = ms << 8 | id->bytes[i];
  return ms * 1000;
}

static gint64
earlier (gint64 a, gint64 b)
{
  return a == 0 || (b != 0 && b < a) ? b : a;
}

static gint64
shorter (gint64 a, gint64 b)
{
  return a == 0 || (b > 0 && b < a) ? b : a;
}

/* --- Jobs and tests -------------------------------------------------------------------------------- */

static gboolean
load_jobs (Query *self, GError **error)
{
  g_autoptr (RwStmt) stmt =
    prepare (self, "SELECT id, system, policy, enabled IS NOT 0 FROM backup_job", error);
  gboolean row;

  while (stmt != NULL && rw_stmt_step (stmt, &row, error))
    {
      RwEstateJob job;
      RwId system, policy;
      gboolean judged;
      int index;

      if (!row)
        return TRUE;
      job.id = rw_stmt_get_id_or_nil (stmt, 0);
      system = rw_stmt_get_id_or_nil (stmt, 1);
      policy = rw_stmt_get_id_or_nil (stmt, 2);
      job.policy = g_hash_table_lookup (self->policies, &policy);
      /* A job whose policy or system has not come yet is not judged. */
      judged = rw_stmt_get_integer (stmt, 3) != 0 && job.policy != NULL;
      if (!find_system (self, &system, judged, &index, error))
        return FALSE;
      if (index < 0)
        continue;
      job.system = (guint) index;
      if (judged)
        g_array_append_val (self->jobs, job);
      else if (job.policy != NULL)
        system_at (self->estate, job.system)->n_off++;
    }
  return FALSE;
}

static gboolean
load_tests (Query *self, GError **error)
{
  g_autoptr (RwStmt) stmt = prepare (
    self, "SELECT system, max (at) FROM restore_test WHERE result = 'passed' AND at <= ?1 GROUP BY system", error);
  gboolean row;

  if (stmt != NULL)
    rw_stmt_bind_integer (stmt, 1, self->estate->now);
  while (stmt != NULL && rw_stmt_step (stmt, &row, error))
    {
      RwId id;
      gpointer found;

      if (!row)
        return TRUE;
      id = rw_stmt_get_id_or_nil (stmt, 0);
      found = g_hash_table_lookup (self->systems, &id);
      if (found != NULL)
        system_at (self->estate, GPOINTER_TO_UINT (found) - 1)->tested = rw_stmt_get_integer (stmt, 1);
    }
  return FALSE;
}

static gboolean
load_answers (Query *self, GError **error)
{
  g_autoptr (RwStmt) stmt =
    prepare (self,
             "SELECT system, count (*) FROM backup_ack WHERE at >= ?1 AND at <= ?2 GROUP BY system",
             error);
  gboolean row;

  if (stmt != NULL)
    {
      rw_stmt_bind_integer (stmt, 1, self->estate->now - RW_ESTATE_DAYS * RW_DAY);
      rw_stmt_bind_integer (stmt, 2, self->estate->now);
    }
  while (stmt != NULL && rw_stmt_step (stmt, &row, error))
    {
      RwId id;
      gpointer found;

      if (!row)
        return TRUE;
      id = rw_stmt_get_id_or_nil (stmt, 0);
      found = g_hash_table_lookup (self->systems, &id);
      if (found != NULL)
        system_at (self->estate, GPOINTER_TO_UINT (found) - 1)->n_answered =
          (guint) rw_stmt_get_integer (stmt, 1);
    }
  return FALSE;
}

/* @of_system: the marks of the job's system */
static void
mark_days (const RwEstateJob *job, const RwEstateFacts *facts, guint8 *of_system)
{
  for (guint day = 0; day < RW_ESTATE_DAYS; day++)
    {
      gint64 start = job->policy->bounds[day];
      gint64 age = facts->good[day] != 0 ? start - facts->good[day] : -1;

      if (facts->first == 0 || facts->first >= start)
        continue;
      of_system[day] |= DAY_COUNTS;
      if (rw_backup_recovery_point (age, job->policy->objective) != RW_RECOVERY_COMPLIANT)
        of_system[day] |= DAY_BAD;
    }
}

static double
ratio (gint64 now, gint64 last_good, gint64 objective)
{
  return last_good != 0 ? (double) MAX (now - last_good, 0) / (double) objective : G_MAXDOUBLE;
}

static void
add_job (Query *self, const RwEstateJob *job, const RwEstateFacts *facts)
{
  RwEstateSystem *system = system_at (self->estate, job->system);
  gint64 now = self->estate->now;
  gint64 age = facts->last_good != 0 ? MAX (now - facts->last_good, 0) : -1;
  RwRecoveryPoint recovery = rw_backup_recovery_point (age, job->policy->objective);
  gint64 verified = MAX (facts->verified, system->tested), since;

  if (system->n_jobs == 0 ||
      ratio (now, facts->last_good, job->policy->objective) > ratio (now, system->last_good, system->objective))
    {
      system->last_good = facts->last_good;
      system->objective = job->policy->objective;
    }
  system->recovery = MAX (system->recovery, recovery);
  system->bytes += MAX (facts->bytes, 0);
  system->bytes_before += facts->bytes_before;
  system->n_red += facts->n_red;
  self->first = earlier (self->first, facts->first);
  since = earlier (made_at (&job->id), facts->first);
  system->since = earlier (system->since, since);
  system->test_every = shorter (system->test_every, job->policy->test_every);
  if (self->estate->has_history)
    {
      system->verified = system->n_jobs == 0 ? verified : MIN (system->verified, verified);
      system->verify_every = shorter (system->verify_every, job->policy->verify_every);
      /* What was never done is overdue only when it could have been. */
      if (job->policy->verify_every > 0 &&
          now - (verified != 0 ? verified : since) > job->policy->verify_every)
        system->verify_overdue = TRUE;
      mark_days (job, facts, &g_array_index (self->days, guint8, (gsize) job->system * RW_ESTATE_DAYS));
    }
  system->n_jobs++;
}

static gboolean
read_jobs (Query *self, GCancellable *cancellable, GError **error)
{
  g_auto (RwEstateReader) reader = { 0 };

  if (!rw_estate_reader_init (&reader, rw_cache_get_db (self->cache), error))
    return FALSE;
  for (guint i = 0; i < self->jobs->len; i++)
    {
      const RwEstateJob *job = &g_array_index (self->jobs, RwEstateJob, i);
      RwEstateFacts facts = { 0 };

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!(self->estate->has_history
              ? rw_estate_reader_history (&reader, job, self->estate->now, &facts, error)
              : rw_estate_reader_now (&reader, job, self->estate->now, &facts, error)))
        return FALSE;
      add_job (self, job, &facts);
    }
  return TRUE;
}

/* Since when a system has no job: since the last run of one that was switched off, or ever. */
static gboolean
read_unprotected (Query *self, RwEstateSystem *system, GError **error)
{
  g_autoptr (RwStmt) stmt = NULL;
  gboolean row;

  system->recovery = RW_RECOVERY_CRITICAL;
  system->since = made_at (&system->id);
  if (system->n_off == 0)
    return TRUE;
  stmt = prepare (self,
                  "SELECT max ((SELECT max (r.due) FROM backup_run r WHERE r.job = j.id))"
                  " FROM backup_job j WHERE j.system = ?1",
                  error);
  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_id (stmt, 1, &system->id);
  if (!rw_stmt_step (stmt, &row, error))
    return FALSE;
  if (row && rw_stmt_get_integer (stmt, 0) != 0)
    system->since = rw_stmt_get_integer (stmt, 0);
  return TRUE;
}

/* --- Sums ------------------------------------------------------------------------------------------ */

static void
add_figures (RwEstateFigures *figures, const RwEstateSystem *system)
{
  figures->n_expected++;
  figures->n_verify_overdue += system->verify_overdue;
  figures->n_test_overdue += system->test_overdue;
  figures->bytes += system->bytes;
  figures->bytes_before += system->bytes_before;
  figures->oldest_test = earlier (figures->oldest_test, system->n_jobs > 0 ? system->tested : 0);
  if (system->n_jobs == 0)
    {
      figures->n_unprotected++;
      return;
    }
  figures->n_protected++;
  figures->n_points[system->recovery]++;
  figures->n_never_restored += system->tested == 0;
}

static void
add_days (Query *self, RwEstateGroup *group, const RwEstateSystem *system, const guint8 *days)
{
  for (guint day = 0; day < RW_ESTATE_DAYS; day++)
    {
      /* Its business day starts up to a day before its date. */
      gint64 end = (self->estate->first_day + day - 1) * RW_DAY;

      /* Before there was any backup nobody missed one. */
      if (system->n_jobs == 0 ? (system->since != 0 ? system->since : self->first) < end
                              : (days[day] & DAY_COUNTS) != 0)
        {
          group->days[day]++;
          group->days_good[day] += system->n_jobs > 0 && (days[day] & DAY_BAD) == 0;
        }
    }
}

static gboolean
finish (Query *self, GError **error)
{
  for (guint i = 0; i < self->estate->systems->len; i++)
    {
      RwEstateSystem *system = system_at (self->estate, i);

      if (system->n_jobs == 0 && !read_unprotected (self, system, error))
        return FALSE;
      system->test_overdue =
        system->n_jobs > 0 && system->test_every > 0 &&
        self->estate->now - (system->tested != 0 ? system->tested : system->since) > system->test_every;
      for (int group = (int) system->service; group >= 0;)
        {
          RwEstateGroup *of = self->estate->groups->pdata[group];

          add_figures (&of->figures, system);
          if (self->estate->has_history)
            add_days (self, of, system, &g_array_index (self->days, guint8, (gsize) i * RW_ESTATE_DAYS));
          group = of->parent;
        }
    }
  return TRUE;
}

/**
 * rw_query_estate:
 * @depth: %RW_ESTATE_NOW for what has to be there at once
 * @now: the present
 * @tz: (nullable): zone of today, and of policies that name none; %NULL for the system's
 *
 * Judges the runs of every enabled job, as rw_query_backups() does for %RW_ESTATE_DAYS, and adds up what
 * comes of it.
 *
 * Returns: (transfer full): what the company can restore, or %NULL with @error set
 */
RwEstate *
rw_query_estate (RwCache *cache, RwEstateDepth depth, gint64 now, const char *tz, GCancellable *cancellable, GError **error)
{
  g_auto (Query) self = { .cache = cache, .estate = g_atomic_rc_box_new0 (RwEstate) };
  g_autoptr (GTimeZone) zone = rw_backup_zone (tz);

  self.estate->now = now;
  self.estate->first_day = rw_zone_wall (zone, now) / RW_DAY - RW_ESTATE_DAYS + 1;
  self.estate->has_history = depth == RW_ESTATE_HISTORY;
  self.estate->groups = g_ptr_array_new_with_free_func (g_free);
  self.estate->systems = g_array_new (FALSE, TRUE, sizeof (RwEstateSystem));
  self.estate->texts = g_string_chunk_new (64 * 1024);
  self.policies = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, policy_free);
  self.systems = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, NULL);
  self.customers = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, name_free);
  self.services = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, name_free);
  self.groups = g_hash_table_new_full (group_key_hash, group_key_equal, g_free, NULL);
  self.jobs = g_array_new (FALSE, FALSE, sizeof (RwEstateJob));
  self.days = g_array_new (FALSE, TRUE, 1);
  add_group (&self, &RW_ID_NIL, NULL, -1);

  if (!load_policies (&self, tz, error) ||
      !load_names (&self, self.customers, "SELECT id, name, NULL FROM customer", error) ||
      !load_names (&self, self.services, "SELECT id, name, customer FROM service", error) ||
      !load_systems (&self, RW_KIND_DEVICE, devices_sql, error) ||
      !load_systems (&self, RW_KIND_VM, vms_sql, error) || !load_jobs (&self, error) ||
      !load_tests (&self, error) || !load_answers (&self, error))
    return NULL;
  if (self.estate->has_history)
    g_array_set_size (self.days, self.estate->systems->len * RW_ESTATE_DAYS);
  if (!read_jobs (&self, cancellable, error) || !finish (&self, error))
    return NULL;
  return g_steal_pointer (&self.estate);
}

static void
estate_clear (gpointer data)
{
  RwEstate *estate = data;

  g_ptr_array_unref (estate->groups);
  g_array_unref (estate->systems);
  g_string_chunk_free (estate->texts);
}

RwEstate *
rw_estate_ref (RwEstate *estate)
{
  return g_atomic_rc_box_acquire (estate);
}

void
rw_estate_unref (RwEstate *estate)
{
  g_atomic_rc_box_release_full (estate, estate_clear);
}

const RwEstateGroup *
rw_estate_group (const RwEstate *estate, guint index)
{
  return g_ptr_array_index (estate->groups, index);
}

const RwEstateGroup *
rw_estate_whole (const RwEstate *estate)
{
  return rw_estate_group (estate, 0);
}

const RwEstateGroup *
rw_estate_customer (const RwEstate *estate, const RwEstateSystem *system)
{
  return rw_estate_group (estate, (guint) rw_estate_group (estate, system->service)->parent);
}

/**
 * rw_estate_find:
 * @id: of a customer
 *
 * Returns: the index of its group; 0, which is the whole, when it has no system
 */
guint
rw_estate_find (const RwEstate *estate, const RwId *id)
{
  for (guint i = 1; i < estate->groups->len; i++)
    if (rw_estate_group (estate, i)->parent == 0 && rw_id_equal (&rw_estate_group (estate, i)->id, id))
      return i;
  return 0;
}
