/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/rw-query-backups.h"
#include "query/rw-query-estate.h"
#include "rw-clock.h"
#include "rw-time.h"
#include "store-fixture.h"

#define TZ "Europe/Berlin"

static gint64 now;
static gint64 today;

typedef struct
{
  char *dir;
  RwCacheWriter *writer;
  RwCache *cache;
} Fixture;

static void
begin (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  f->dir = store_dir_new ();
  f->writer = store_new_cache (f->dir);
  rw_cache_writer_begin (f->writer, &error);
  g_assert_no_error (error);
}

static void
end (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  rw_cache_writer_commit (f->writer, &error);
  g_assert_no_error (error);
  f->cache = rw_cache_open (f->dir, "demo", &error);
  g_assert_no_error (error);
}

static void
clear (Fixture *f)
{
  rw_cache_close (f->cache);
  rw_cache_writer_close (f->writer);
  store_dir_remove (f->dir);
}

static RwEstate *
query (Fixture *f, RwEstateDepth depth)
{
  g_autoptr (GError) error = NULL;
  RwEstate *estate = rw_query_estate (f->cache, depth, now, TZ, NULL, &error);

  g_assert_no_error (error);
  return estate;
}

/* --- Records --------------------------------------------------------------------------------------- */

static void
put_named (Fixture *f, RwKind kind, guint field, const char *name)
{
  RwId id = rw_id_from_name (rw_schema_get (kind)->name, name);
  g_autoptr (RwRecord) record = rw_record_new (kind, &id);

  rw_record_set_text (record, field, name);
  store_put (f->writer, record);
}

static void
put_service (Fixture *f, const char *name, const char *customer)
{
  RwId id = rw_id_from_name ("service", name);
  g_autoptr (RwRecord) service = rw_record_new (RW_KIND_SERVICE, &id);

  rw_record_set_text (service, RW_SERVICE_NAME, name);
  if (customer != NULL)
    {
      RwId of = rw_id_from_name ("customer", customer);

      rw_record_set_ref (service, RW_SERVICE_CUSTOMER, &of);
    }
  store_put (f->writer, service);
}

static void
put_policy (Fixture *f, const char *name, int rpo, int verify, int restore, const char *day_start, const char *tz)
{
  RwId id = rw_id_from_name ("backup_policy", name);
  g_autoptr (RwRecord) policy = rw_record_new (RW_KIND_BACKUP_POLICY, &id);

  rw_record_set_text (policy, RW_BACKUP_POLICY_NAME, name);
  rw_record_set_integer (policy, RW_BACKUP_POLICY_RPO, rpo);
  rw_record_set_integer (policy, RW_BACKUP_POLICY_VERIFY_DAYS, verify);
  rw_record_set_integer (policy, RW_BACKUP_POLICY_RESTORE_DAYS, restore);
  rw_record_set_text (policy, RW_BACKUP_POLICY_DAY_START, day_start);
  if (tz != NULL)
    rw_record_set_text (policy, RW_BACKUP_POLICY_TZ, tz);
  store_put (f->writer, policy);
}

static void
put_vm (Fixture *f, const char *name, const char *service, const char *customer)
{
  RwId id = rw_id_from_name ("vm", name), of;
  g_autoptr (RwRecord) vm = rw_record_new (RW_KIND_VM, &id);

  rw_record_set_text (vm, RW_VM_NAME, name);
  rw_record_set_enum (vm, RW_VM_STAGE, RW_STAGE_OPERATION);
  if (service != NULL)
    {
      of = rw_id_from_name ("service", service);
      rw_record_set_ref (vm, RW_VM_SERVICE, &of);
    }
  if (customer != NULL)
    {
      of = rw_id_from_name ("customer", customer);
      rw_record_set_ref (vm, RW_VM_CUSTOMER, &of);
    }
  store_put (f->writer, vm);
}

static RwId
put_job (Fixture *f, const char *name, const char *vm, const char *policy, gboolean enabled)
{
  RwId id = rw_id_from_name ("job", name), of = rw_id_from_name ("vm", vm);
  g_autoptr (RwRecord) job = rw_record_new (RW_KIND_BACKUP_JOB, &id);

  rw_record_set_text (job, RW_BACKUP_JOB_NAME, name);
  rw_record_set_ref (job, RW_BACKUP_JOB_SYSTEM, &of);
  of = rw_id_from_name ("backup_policy", policy);
  rw_record_set_ref (job, RW_BACKUP_JOB_POLICY, &of);
  rw_record_set_boolean (job, RW_BACKUP_JOB_ENABLED, enabled);
  store_put (f->writer, job);
  return id;
}

static void
put_run (Fixture     *f,
         const RwId  *job,
         gint64       due,
         RwRunStatus  status,
         gint64       bytes,
         gint64       minutes,
         RwRunPurpose purpose,
         int          depth)
{
  g_autoptr (RwRecord) run = rw_record_new (RW_KIND_BACKUP_RUN, NULL);

  rw_record_set_ref (run, RW_BACKUP_RUN_JOB, job);
  rw_record_set_enum (run, RW_BACKUP_RUN_STATUS, status);
  rw_record_set_instant (run, RW_BACKUP_RUN_DUE, due);
  if (purpose != RW_RUN_PURPOSE_BACKUP)
    rw_record_set_enum (run, RW_BACKUP_RUN_PURPOSE, purpose);
  if (depth >= 0)
    rw_record_set_enum (run, RW_BACKUP_RUN_CHECK_DEPTH, depth);
  if (status != RW_RUN_STATUS_MISSED)
    {
      rw_record_set_instant (run, RW_BACKUP_RUN_STARTED, due);
      if (status != RW_RUN_STATUS_RUNNING)
        rw_record_set_instant (run, RW_BACKUP_RUN_FINISHED, due + minutes * RW_MINUTE);
      if (bytes >= 0)
        rw_record_set_integer (run, RW_BACKUP_RUN_BYTES, bytes);
    }
  store_put (f->writer, run);
}

/* The one that begins at 23:30 the evening before @day, and takes @minutes. */
static void
put_night (Fixture *f, const RwId *job, gint64 day, RwRunStatus status, gint64 bytes, gint64 minutes)
{
  g_autoptr (GTimeZone) zone = rw_zone_get (TZ);

  put_run (f, job, rw_zone_resolve (zone, (day - 1) * RW_DAY + 23 * RW_HOUR + 30 * RW_MINUTE),
           status, bytes, minutes, RW_RUN_PURPOSE_BACKUP, -1);
}

static void
put_test (Fixture *f, const char *vm, gint64 at, RwTestResult result)
{
  RwId of = rw_id_from_name ("vm", vm);
  g_autoptr (RwRecord) test = rw_record_new (RW_KIND_RESTORE_TEST, NULL);

  rw_record_set_ref (test, RW_RESTORE_TEST_SYSTEM, &of);
  rw_record_set_instant (test, RW_RESTORE_TEST_AT, at);
  rw_record_set_enum (test, RW_RESTORE_TEST_RESULT, result);
  store_put (f->writer, test);
}

static const RwEstateSystem *
find (const RwEstate *estate, const RwId *id)
{
  for (guint i = 0; i < estate->systems->len; i++)
    if (rw_id_equal (&g_array_index (estate->systems, RwEstateSystem, i).id, id))
      return &g_array_index (estate->systems, RwEstateSystem, i);
  return NULL;
}

static const RwEstateSystem *
find_vm (const RwEstate *estate, const char *name)
{
  RwId id = rw_id_from_name ("vm", name);

  return find (estate, &id);
}

/* --- By hand --------------------------------------------------------------------------------------- */

static void
fill (Fixture *f)
{
  RwId job;

  put_named (f, RW_KIND_CUSTOMER, RW_CUSTOMER_NAME, "Ahrens");
  put_named (f, RW_KIND_CUSTOMER, RW_CUSTOMER_NAME, "Fulda");
  put_service (f, "Shop", "Ahrens");
  put_service (f, "Mail", "Fulda");
  put_policy (f, "nightly", 24, 30, 90, "06:00", TZ);
  put_vm (f, "good", "Shop", NULL);
  put_vm (f, "late", "Shop", NULL);
  put_vm (f, "off", "Mail", NULL);
  put_vm (f, "new", NULL, "Fulda");
  put_vm (f, "never", NULL, NULL);

  job = put_job (f, "good", "good", "nightly", TRUE);
  for (gint64 day = today - 100; day <= today; day++)
    put_night (f, &job, day, RW_RUN_STATUS_SUCCESS, day <= today - 30 ? 1000 : 1500, 20);
  put_run (f, &job, now - 40 * RW_DAY, RW_RUN_STATUS_SUCCESS, -1, 5, RW_RUN_PURPOSE_VERIFICATION,
           RW_CHECK_DEPTH_DATA);
  put_test (f, "good", now - 20 * RW_DAY, RW_TEST_RESULT_PASSED);
  put_test (f, "good", now - 2 * RW_DAY, RW_TEST_RESULT_FAILED);

  /* Ten days without: it was within its objective on all before, and on the first of them not any more. */
  job = put_job (f, "late", "late", "nightly", TRUE);
  for (gint64 day = today - 100; day <= today; day++)
    put_night (f, &job, day, day <= today - 10 ? RW_RUN_STATUS_SUCCESS : RW_RUN_STATUS_FAILED, 4000,
               20);
  put_test (f, "late", now - 120 * RW_DAY, RW_TEST_RESULT_PASSED);

  job = put_job (f, "off", "off", "nightly", FALSE);
  put_night (f, &job, today - 5, RW_RUN_STATUS_SUCCESS, 100, 20);

  /* Nine hours at night: at six in the morning it has not finished, ever. */
  job = put_job (f, "new", "new", "nightly", TRUE);
  for (gint64 day = today - 20; day <= today; day++)
    put_night (f, &job, day, RW_RUN_STATUS_SUCCESS, 700, 9 * 60);

  job = put_job (f, "never", "never", "nightly", TRUE);
}

static void
test_figures (void)
{
  Fixture f = { 0 };
  g_autoptr (RwEstate) estate = NULL;
  const RwEstateFigures *whole;
  const RwEstateGroup *group;
  RwId id;

  begin (&f);
  fill (&f);
  end (&f);
  for (RwEstateDepth depth = RW_ESTATE_NOW; depth <= RW_ESTATE_HISTORY; depth++)
    {
      g_clear_pointer (&estate, rw_estate_unref);
      estate = query (&f, depth);
      whole = &rw_estate_whole (estate)->figures;
      g_assert_cmpuint (whole->n_expected, ==, 5);
      g_assert_cmpuint (whole->n_protected, ==, 4);
      g_assert_cmpuint (whole->n_unprotected, ==, 1);
      g_assert_cmpuint (whole->n_points[RW_RECOVERY_COMPLIANT], ==, 2);
      g_assert_cmpuint (whole->n_points[RW_RECOVERY_CRITICAL], ==, 2);
      g_assert_cmpuint (whole->n_never_restored, ==, 2);
      g_assert_cmpint (whole->bytes, ==, 1500 + 4000 + 700);
      g_assert_cmpint (whole->oldest_test, ==, now - 120 * RW_DAY);
      g_assert_cmpint (find_vm (estate, "good")->tested, ==, now - 20 * RW_DAY);
      g_assert_false (find_vm (estate, "good")->test_overdue);
      g_assert_true (find_vm (estate, "late")->test_overdue);
      /* It has not been there as long as that. */
      g_assert_false (find_vm (estate, "new")->test_overdue);
      g_assert_cmpuint (find_vm (estate, "off")->n_off, ==, 1);
      g_assert_cmpint (find_vm (estate, "off")->since, >, now - 6 * RW_DAY);

      id = rw_id_from_name ("customer", "Ahrens");
      group = rw_estate_group (estate, rw_estate_find (estate, &id));
      g_assert_cmpstr (group->name, ==, "Ahrens");
      g_assert_cmpuint (group->figures.n_expected, ==, 2);
      g_assert_cmpuint (group->figures.n_points[RW_RECOVERY_COMPLIANT], ==, 1);
      g_assert_true (rw_estate_customer (estate, find_vm (estate, "good")) == group);
      g_assert_null (rw_estate_customer (estate, find_vm (estate, "never"))->name);
      g_assert_cmpstr (rw_estate_group (estate, find_vm (estate, "off")->service)->name, ==,
                       "Mail");
    }
  clear (&f);
}

static void
test_history (void)
{
  Fixture f = { 0 };
  g_autoptr (RwEstate) estate = NULL;
  const RwEstateGroup *group;
  RwId id;

  begin (&f);
  fill (&f);
  end (&f);
  estate = query (&f, RW_ESTATE_HISTORY);
  g_assert_cmpint (estate->first_day, ==, today - RW_ESTATE_DAYS + 1);
  g_assert_cmpint (find_vm (estate, "good")->bytes_before, ==, 1000);
  g_assert_cmpint (find_vm (estate, "late")->bytes_before, ==, 4000);
  g_assert_cmpint (find_vm (estate, "new")->bytes_before, ==, 0);
  g_assert_cmpint (rw_estate_whole (estate)->figures.bytes_before, ==, 5000);
  /* A restore has followed the structure too. */
  g_assert_cmpint (find_vm (estate, "good")->verified, ==, now - 20 * RW_DAY);
  g_assert_false (find_vm (estate, "good")->verify_overdue);
  g_assert_true (find_vm (estate, "late")->verify_overdue);

  /* The business day starts at 06:00 of the day before its date. */
  id = rw_id_from_name ("customer", "Ahrens");
  group = rw_estate_group (estate, rw_estate_find (estate, &id));
  for (guint day = 0; day < RW_ESTATE_DAYS; day++)
    {
      g_assert_cmpuint (group->days[day], ==, 2);
      /* The night of today - 10 is within its objective at 06:00 of that day, the start of the next one. */
      g_assert_cmpuint (group->days_good[day], ==, estate->first_day + day <= today - 9 ? 2 : 1);
    }
  id = rw_id_from_name ("customer", "Fulda");
  group = rw_estate_group (estate, rw_estate_find (estate, &id));
  /* "new" counts from its first run on, "off" from its last. */
  g_assert_cmpuint (group->days[0], ==, 0);
  g_assert_cmpuint (group->days[RW_ESTATE_DAYS - 10], ==, 1);
  g_assert_cmpuint (group->days_good[RW_ESTATE_DAYS - 1], ==, 0);
  g_assert_cmpuint (group->days[RW_ESTATE_DAYS - 1], ==, 2);
  clear (&f);
}

/* --- At random ------------------------------------------------------------------------------------- */

static const char *const customers[] = { "Ahrens", "Fulda", "Medis" };
static const char *const services[] = { "Shop", "Mail", "Web", "Archiv" };
static const struct
{
  const char *name;
  int rpo, verify, restore;
  const char *day_start, *tz;
} policies[] = {
  { "nightly", 24, 30, 180, "18:00", TZ },
  { "often", 6, 7, 0, NULL, "America/New_York" },
  { "weekly", 168, 0, 90, "06:30", NULL },
};

static const char *
pick (GRand *rand, const char *const *from, guint n)
{
  gint32 index = g_rand_int_range (rand, -1, (gint32) n);

  return index < 0 ? NULL : from[index];
}

/* @wild: sizes jump and stay where they are, which only who reads all can know */
static void
put_random_runs (Fixture *f, GRand *rand, const RwId *job, int rpo, gboolean wild)
{
  static const RwRunStatus statuses[] = { RW_RUN_STATUS_SUCCESS, RW_RUN_STATUS_SUCCESS,
                                          RW_RUN_STATUS_SUCCESS, RW_RUN_STATUS_SUCCESS,
                                          RW_RUN_STATUS_WARNING, RW_RUN_STATUS_FAILED,
                                          RW_RUN_STATUS_MISSED,  RW_RUN_STATUS_RUNNING,
                                          RW_RUN_STATUS_UNKNOWN };
  gint64 step = rpo * RW_HOUR, size = g_rand_int_range (rand, 1000, 100000);
  guint most = (guint) (125 * RW_DAY / step),
        n = (guint) g_rand_int_range (rand, 0, (gint32) MIN (most, 130) + 1);
  gint64 due = now - n * step + g_rand_int_range (rand, 0, 7200) * RW_SECOND;
  guint calm = g_rand_boolean (rand) ? 4 : G_N_ELEMENTS (statuses);

  for (guint i = 0; i < n; i++, due += step)
    {
      gint64 bytes = size * g_rand_int_range (rand, 90, 110) / 100;

      if (wild && g_rand_int_range (rand, 0, 25) == 0)
        size = size * g_rand_int_range (rand, 20, 320) / 100 + 1;
      if (g_rand_int_range (rand, 0, 30) == 0)
        bytes = g_rand_boolean (rand) ? 0 : bytes * 3;
      if (g_rand_int_range (rand, 0, 10) == 0)
        put_run (f, job, due, RW_RUN_STATUS_FAILED, -1, 2, RW_RUN_PURPOSE_BACKUP, -1);
      if (g_rand_int_range (rand, 0, 12) == 0)
        put_run (f, job, due + RW_HOUR,
                 g_rand_boolean (rand) ? RW_RUN_STATUS_SUCCESS : RW_RUN_STATUS_FAILED, -1, 3,
                 RW_RUN_PURPOSE_VERIFICATION, g_rand_int_range (rand, -1, 3));
      put_run (f, job, due, statuses[g_rand_int_range (rand, 0, (gint32) calm)], bytes,
               g_rand_int_range (rand, 0, 30) == 0 ? 300 : g_rand_int_range (rand, 18, 22),
               RW_RUN_PURPOSE_BACKUP, g_rand_int_range (rand, -1, 3));
    }
}

static void
fill_at_random (Fixture *f, GRand *rand, gboolean wild)
{
  for (guint i = 0; i < G_N_ELEMENTS (customers); i++)
    put_named (f, RW_KIND_CUSTOMER, RW_CUSTOMER_NAME, customers[i]);
  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    put_service (f, services[i], pick (rand, customers, G_N_ELEMENTS (customers)));
  for (guint i = 0; i < G_N_ELEMENTS (policies); i++)
    put_policy (f, policies[i].name, policies[i].rpo, policies[i].verify, policies[i].restore,
                policies[i].day_start, policies[i].tz);
  for (guint i = 0; i < 24; i++)
    {
      g_autofree char *name = g_strdup_printf ("vm-%u", i);
      RwId id = rw_id_from_name ("vm", name), of;
      g_autoptr (RwRecord) vm = rw_record_new (RW_KIND_VM, &id);
      const char *service = pick (rand, services, G_N_ELEMENTS (services)),
                 *customer = pick (rand, customers, G_N_ELEMENTS (customers));

      rw_record_set_text (vm, RW_VM_NAME, name);
      rw_record_set_enum (vm, RW_VM_STAGE,
                          g_rand_int_range (rand, 0, 5) == 0 ? RW_STAGE_TESTED
                                                             : RW_STAGE_OPERATION);
      if (g_rand_int_range (rand, 0, 6) == 0)
        rw_record_set_text (vm, RW_VM_NO_BACKUP, "Wird neu gebaut");
      of = rw_id_from_name ("service", service != NULL ? service : "gone");
      if (service != NULL || g_rand_boolean (rand))
        rw_record_set_ref (vm, RW_VM_SERVICE, &of);
      of = rw_id_from_name ("customer", customer != NULL ? customer : "gone");
      if (customer != NULL || g_rand_boolean (rand))
        rw_record_set_ref (vm, RW_VM_CUSTOMER, &of);
      store_put (f->writer, vm);
      for (gint32 n = g_rand_int_range (rand, 0, 3); n > 0; n--)
        {
          g_autofree char *job_name = g_strdup_printf ("%s-%d", name, n);
          guint policy = (guint) g_rand_int_range (rand, 0, G_N_ELEMENTS (policies));
          RwId job =
            put_job (f, job_name, name, policies[policy].name, g_rand_int_range (rand, 0, 5) > 0);

          put_random_runs (f, rand, &job, policies[policy].rpo, wild);
        }
      if (g_rand_int_range (rand, 0, 3) == 0)
        put_test (f, name, now - g_rand_int_range (rand, 1, 300) * RW_DAY,
                  (RwTestResult) g_rand_int_range (rand, 0, 3));
    }
}

/* What the matrix says of each system, and its sums. */
static void
compare (const RwEstate *estate, const RwBackupMatrix *matrix)
{
  const RwEstateFigures *whole = &rw_estate_whole (estate)->figures;

  g_assert_cmpuint (whole->n_expected, ==, matrix->rows->len);
  g_assert_cmpuint (estate->systems->len, ==, matrix->rows->len);
  g_assert_cmpuint (whole->n_points[RW_RECOVERY_COMPLIANT], ==, matrix->n_recoverable);
  g_assert_cmpuint (whole->n_unprotected, ==, matrix->n_unprotected);
  g_assert_cmpuint (whole->n_never_restored, ==, matrix->n_never_restored);
  for (guint i = 0; i < matrix->rows->len; i++)
    {
      const RwBackupRow *row = matrix->rows->pdata[i];
      const RwEstateSystem *system = find (estate, &row->id);

      g_assert_nonnull (system);
      g_assert_cmpstr (system->name, ==, row->name);
      g_assert_cmpuint (system->n_jobs, ==, row->n_jobs);
      g_assert_cmpint (system->recovery, ==, row->recovery);
      g_assert_cmpint (system->last_good, ==, row->last_good);
      g_assert_cmpint (system->objective, ==, row->objective);
      g_assert_cmpstr (rw_estate_customer (estate, system)->name, ==, row->customer);
      g_assert_cmpstr (rw_estate_group (estate, system->service)->name, ==, row->service);
    }
}

static void
add_figures (RwEstateFigures *sum, const RwEstateFigures *part)
{
  sum->n_expected += part->n_expected;
  sum->n_protected += part->n_protected;
  for (guint i = 0; i < G_N_ELEMENTS (sum->n_points); i++)
    sum->n_points[i] += part->n_points[i];
  sum->n_unprotected += part->n_unprotected;
  sum->n_never_restored += part->n_never_restored;
  sum->n_test_overdue += part->n_test_overdue;
  sum->n_verify_overdue += part->n_verify_overdue;
  if (part->oldest_test != 0 && (sum->oldest_test == 0 || part->oldest_test < sum->oldest_test))
    sum->oldest_test = part->oldest_test;
  sum->bytes += part->bytes;
  sum->bytes_before += part->bytes_before;
}

/* Each group is what is in it. */
static void
check_sums (const RwEstate *estate)
{
  for (guint i = 0; i < estate->groups->len; i++)
    {
      const RwEstateGroup *group = rw_estate_group (estate, i);
      RwEstateFigures sum = { 0 };
      guint parts = 0;

      for (guint k = 0; k < estate->groups->len; k++)
        if (rw_estate_group (estate, k)->parent == (int) i)
          {
            g_assert_cmpuint (k, >, i);
            add_figures (&sum, &rw_estate_group (estate, k)->figures);
            parts++;
          }
      if (parts > 0)
        g_assert_cmpmem (&sum, sizeof sum, &group->figures, sizeof group->figures);
      g_assert_cmpuint (group->figures.n_expected, ==,
                        group->figures.n_protected + group->figures.n_unprotected);
      for (guint day = 0; day < RW_ESTATE_DAYS; day++)
        g_assert_cmpuint (group->days_good[day], <=, group->days[day]);
    }
}

static void
test_matrix (gconstpointer data)
{
  gboolean wild = GPOINTER_TO_INT (data);

  for (guint round = 0; round < 12; round++)
    {
      Fixture f = { 0 };
      g_autoptr (GRand) rand = g_rand_new_with_seed (4711 + round);
      g_autoptr (RwEstate) present = NULL;
      g_autoptr (RwEstate) history = NULL;
      g_autoptr (RwBackupMatrix) matrix = NULL;
      g_autoptr (GError) error = NULL;

      begin (&f);
      fill_at_random (&f, rand, wild);
      end (&f);
      matrix = rw_query_backups (f.cache, RW_ESTATE_DAYS, now, TZ, NULL, &error);
      g_assert_no_error (error);
      history = query (&f, RW_ESTATE_HISTORY);
      compare (history, matrix);
      check_sums (history);
      present = query (&f, RW_ESTATE_NOW);
      check_sums (present);
      if (!wild)
        compare (present, matrix);
      clear (&f);
    }
}

static void
test_cancel (void)
{
  Fixture f = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  begin (&f);
  fill (&f);
  end (&f);
  g_cancellable_cancel (cancellable);
  g_assert_null (rw_query_estate (f.cache, RW_ESTATE_HISTORY, now, TZ, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  clear (&f);
}

int
main (int argc, char **argv)
{
  g_autoptr (GTimeZone) zone = rw_zone_get (TZ);

  g_test_init (&argc, &argv, NULL);
  today = rw_date_from_civil (2026, 11, 22);
  now = rw_zone_resolve (zone, today * RW_DAY + 12 * RW_HOUR);
  g_test_add_func ("/query/estate/figures", test_figures);
  g_test_add_func ("/query/estate/history", test_history);
  g_test_add_data_func ("/query/estate/as-the-matrix", GINT_TO_POINTER (FALSE), test_matrix);
  g_test_add_data_func ("/query/estate/as-the-matrix-wild", GINT_TO_POINTER (TRUE), test_matrix);
  g_test_add_func ("/query/estate/cancel", test_cancel);
  return g_test_run ();
}
