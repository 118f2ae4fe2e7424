/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/rw-backup-rows.h"
#include "query/rw-query-backups.h"
#include "rw-clock.h"
#include "rw-time.h"
#include "store-fixture.h"

#define N_DAYS 30

/* Noon in Berlin, in winter. */
#define TZ "Europe/Berlin"

static gint64 now;
static gint64 today;

typedef struct
{
  char *dir;
  RwCacheWriter *writer;
  RwCache *cache;
  RwId policy;
} Fixture;

static void
put_vm (Fixture    *f,
        const char *name,
        RwStage     stage,
        gboolean    needless)
{
  RwId id = rw_id_from_name ("vm", name);
  g_autoptr (RwRecord) vm = rw_record_new (RW_KIND_VM, &id);

  rw_record_set_text (vm, RW_VM_NAME, name);
  rw_record_set_enum (vm, RW_VM_STAGE, stage);
  /* That its ticks were waived is no reason to have no backup. */
  rw_record_set_text (vm, RW_VM_WAIVER, "Übernommen");
  if (needless)
    rw_record_set_text (vm, RW_VM_NO_BACKUP, "Wird aus dem Image neu gebaut");
  store_put (f->writer, vm);
}

static void
put_job (Fixture    *f,
         const char *name,
         const char *vm)
{
  RwId id = rw_id_from_name ("job", name), system = rw_id_from_name ("vm", vm);
  g_autoptr (RwRecord) job = rw_record_new (RW_KIND_BACKUP_JOB, &id);

  rw_record_set_text (job, RW_BACKUP_JOB_NAME, name);
  rw_record_set_ref (job, RW_BACKUP_JOB_SYSTEM, &system);
  rw_record_set_ref (job, RW_BACKUP_JOB_POLICY, &f->policy);
  store_put (f->writer, job);
}

/* The run of the night before @day, which was due at 23:30 the evening before. */
static void
put_run (Fixture     *f,
         const char  *job,
         gint64       day,
         RwRunStatus  status,
         gint64       bytes,
         const char  *signature)
{
  g_autoptr (GTimeZone) zone = rw_zone_get (TZ);
  g_autofree char *name = g_strdup_printf ("%s/%" G_GINT64_FORMAT, job, day);
  RwId id = rw_id_from_name ("run", name), job_id = rw_id_from_name ("job", job);
  g_autoptr (RwRecord) run = rw_record_new (RW_KIND_BACKUP_RUN, &id);
  gint64 due = rw_zone_resolve (zone, (day - 1) * RW_DAY + 23 * RW_HOUR + 30 * RW_MINUTE);

  rw_record_set_ref (run, RW_BACKUP_RUN_JOB, &job_id);
  rw_record_set_enum (run, RW_BACKUP_RUN_STATUS, status);
  rw_record_set_instant (run, RW_BACKUP_RUN_DUE, due);
  if (status != RW_RUN_STATUS_MISSED)
    {
      rw_record_set_instant (run, RW_BACKUP_RUN_STARTED, due);
      rw_record_set_instant (run, RW_BACKUP_RUN_FINISHED, due + 20 * RW_MINUTE);
      rw_record_set_integer (run, RW_BACKUP_RUN_BYTES, bytes);
    }
  if (signature != NULL)
    rw_record_set_text (run, RW_BACKUP_RUN_SIGNATURE, signature);
  store_put (f->writer, run);
}

static void
put_good_runs (Fixture    *f,
               const char *job,
               gint64      first,
               gint64      last)
{
  for (gint64 day = first; day <= last; day++)
    put_run (f, job, day, RW_RUN_STATUS_SUCCESS, 1000, NULL);
}

static void
put_ack (Fixture    *f,
         const char *vm,
         const char *signature,
         gint64      until)
{
  RwId system = rw_id_from_name ("vm", vm);
  g_autoptr (RwRecord) ack = rw_record_new (RW_KIND_BACKUP_ACK, NULL);

  rw_record_set_ref (ack, RW_BACKUP_ACK_SYSTEM, &system);
  rw_record_set_text (ack, RW_BACKUP_ACK_REASON, "Ticket ist offen");
  rw_record_set_text (ack, RW_BACKUP_ACK_SIGNATURE, signature);
  rw_record_set_instant (ack, RW_BACKUP_ACK_AT, now - RW_HOUR);
  rw_record_set_instant (ack, RW_BACKUP_ACK_UNTIL, until);
  store_put (f->writer, ack);
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RwRecord) policy = NULL;

  f->dir = store_dir_new ();
  f->writer = store_new_cache (f->dir);
  f->policy = rw_id_from_name ("policy", "nightly");
  rw_cache_writer_begin (f->writer, &error);
  g_assert_no_error (error);
  policy = rw_record_new (RW_KIND_BACKUP_POLICY, &f->policy);
  rw_record_set_text (policy, RW_BACKUP_POLICY_NAME, "nightly");
  rw_record_set_integer (policy, RW_BACKUP_POLICY_RPO, 24);
  rw_record_set_text (policy, RW_BACKUP_POLICY_TZ, TZ);
  rw_record_set_text (policy, RW_BACKUP_POLICY_DAY_START, "18:00");
  store_put (f->writer, policy);

  put_vm (f, "web-10", RW_STAGE_OPERATION, FALSE);
  put_vm (f, "web-9", RW_STAGE_OPERATION, FALSE);
  put_vm (f, "db-1", RW_STAGE_OPERATION, FALSE);
  put_vm (f, "db-2", RW_STAGE_OPERATION, FALSE);
  put_vm (f, "new-1", RW_STAGE_OPERATION, FALSE);
  put_vm (f, "build-1", RW_STAGE_OPERATION, TRUE);
  put_vm (f, "next-1", RW_STAGE_TESTED, FALSE);
  for (int i = 0; i < 4; i++)
    {
      static const char *const names[] = { "web-10", "web-9", "db-1", "db-2" };

      put_job (f, names[i], names[i]);
      put_good_runs (f, names[i], today - 40, today - 2);
    }
  put_good_runs (f, "web-10", today - 1, today);
  put_good_runs (f, "web-9", today - 1, today);
  /* Two failures of the same cause; the last good run began 60.5 h ago. */
  put_run (f, "db-1", today - 1, RW_RUN_STATUS_FAILED, 0, "locked");
  put_run (f, "db-1", today, RW_RUN_STATUS_FAILED, 0, "locked");
  /* Says success, but of a tenth of the data. */
  put_run (f, "db-2", today - 1, RW_RUN_STATUS_SUCCESS, 1000, NULL);
  put_run (f, "db-2", today, RW_RUN_STATUS_SUCCESS, 100, NULL);
  rw_cache_writer_commit (f->writer, &error);
  g_assert_no_error (error);
  f->cache = rw_cache_open (f->dir, "demo", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  rw_cache_close (f->cache);
  rw_cache_writer_close (f->writer);
  store_dir_remove (f->dir);
}

static RwBackupMatrix *
query (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  RwBackupMatrix *matrix = rw_query_backups (f->cache, N_DAYS, now, TZ, NULL, &error);

  g_assert_no_error (error);
  return matrix;
}

static const RwBackupRow *
find (RwBackupMatrix *matrix,
      const char     *name)
{
  for (guint i = 0; i < matrix->rows->len; i++)
    if (g_str_equal (((RwBackupRow *) g_ptr_array_index (matrix->rows, i))->name, name))
      return g_ptr_array_index (matrix->rows, i);
  return NULL;
}

static void
test_matrix (Fixture       *f,
             gconstpointer  data)
{
  static const char *const expected[] = { "new-1", "db-1", "db-2", "web-9", "web-10" };
  g_autoptr (RwBackupMatrix) matrix = query (f);
  const RwBackupRow *row;

  g_assert_cmpint (matrix->first_day, ==, today - N_DAYS + 1);
  g_assert_cmpuint (matrix->rows->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < matrix->rows->len; i++)
    g_assert_cmpstr (((RwBackupRow *) g_ptr_array_index (matrix->rows, i))->name, ==, expected[i]);

  row = find (matrix, "new-1");
  g_assert_cmpuint (row->n_jobs, ==, 0);
  g_assert_cmpint (row->cells[0], ==, RW_BACKUP_NO_JOB);
  row = find (matrix, "db-1");
  g_assert_cmpint (row->cells[N_DAYS - 1], ==, RW_BACKUP_FAILED);
  g_assert_cmpint (row->cells[N_DAYS - 2], ==, RW_BACKUP_FAILED);
  g_assert_cmpint (row->cells[N_DAYS - 3], ==, RW_BACKUP_GOOD);
  g_assert_cmpint (now - row->last_good, ==, 60 * RW_HOUR + 30 * RW_MINUTE);
  g_assert_cmpint (row->recovery, ==, RW_RECOVERY_SEVERE);
  row = find (matrix, "db-2");
  g_assert_cmpint (row->cells[N_DAYS - 1], ==, RW_BACKUP_SUSPICIOUS);
  g_assert_cmpint (row->recovery, ==, RW_RECOVERY_EXCEEDED);
  g_assert_true (row->red);
  g_assert_false (find (matrix, "web-9")->red);

  g_assert_cmpuint (matrix->n_recoverable, ==, 2);
  g_assert_cmpuint (matrix->n_red, ==, 3);
  g_assert_cmpuint (matrix->n_unanswered, ==, 3);
  g_assert_cmpuint (matrix->n_unprotected, ==, 1);
}

static void
test_acks (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RwBackupMatrix) before = NULL;
  g_autoptr (RwBackupMatrix) after = NULL;

  rw_cache_writer_begin (f->writer, &error);
  put_ack (f, "db-1", "locked", now + RW_DAY);
  put_ack (f, "db-2", "suspicious: small", now - 1);
  put_ack (f, "new-1", NULL, now + RW_DAY);
  rw_cache_writer_commit (f->writer, &error);
  g_assert_no_error (error);
  before = query (f);
  g_assert_true (find (before, "db-1")->answered);
  g_assert_true (find (before, "new-1")->answered);
  g_assert_false (find (before, "db-2")->answered);
  g_assert_cmpuint (before->n_unanswered, ==, 1);
  g_assert_cmpstr (((RwBackupRow *) g_ptr_array_index (before->rows, 0))->name, ==, "db-2");

  /* It fails again, of something else: the acknowledgement is over. */
  rw_cache_writer_begin (f->writer, &error);
  put_run (f, "db-1", today, RW_RUN_STATUS_FAILED, 0, "disk full");
  rw_cache_writer_commit (f->writer, &error);
  g_assert_no_error (error);
  after = query (f);
  g_assert_false (find (after, "db-1")->answered);
}

static void
test_day (Fixture       *f,
          gconstpointer  data)
{
  RwId db1 = rw_id_from_name ("vm", "db-1"), db2 = rw_id_from_name ("vm", "db-2");
  g_autoptr (GError) error = NULL;
  g_autoptr (RwBackupDay) good = rw_query_backup_day (f->cache, &db1, today - 5, now, TZ, &error);
  g_autoptr (RwBackupDay) odd = rw_query_backup_day (f->cache, &db2, today, now, TZ, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (good->runs->len, ==, 1);
  g_assert_cmpint (((RwBackupRun *) g_ptr_array_index (good->runs, 0))->status, ==, RW_RUN_STATUS_SUCCESS);
  g_assert_cmpuint (good->red->len, ==, 1);
  g_assert_cmpstr (((RwBackupRun *) g_ptr_array_index (good->red, 0))->signature, ==, "locked");
  g_assert_cmpuint (odd->runs->len, ==, 1);
  g_assert_cmpint (((RwBackupRun *) g_ptr_array_index (odd->runs, 0))->suspicion, ==, RW_SUSPICION_SMALL);
  g_assert_cmpuint (odd->n_jobs, ==, 1);
  g_assert_cmpint (odd->worst, ==, RW_BACKUP_SUSPICIOUS);
  g_assert_cmpint (good->worst, ==, RW_BACKUP_FAILED);
  g_assert_cmpint (good->recovery, !=, RW_RECOVERY_COMPLIANT);
}

static void
put_verification (Fixture     *f,
                  const char  *job,
                  gint64       day,
                  RwRunStatus  status)
{
  g_autofree char *name = g_strdup_printf ("%s/check/%" G_GINT64_FORMAT, job, day);
  RwId id = rw_id_from_name ("run", name), job_id = rw_id_from_name ("job", job);
  g_autoptr (RwRecord) run = rw_record_new (RW_KIND_BACKUP_RUN, &id);
  gint64 due = day * RW_DAY + 6 * RW_HOUR;

  rw_record_set_ref (run, RW_BACKUP_RUN_JOB, &job_id);
  rw_record_set_enum (run, RW_BACKUP_RUN_STATUS, status);
  rw_record_set_enum (run, RW_BACKUP_RUN_PURPOSE, RW_RUN_PURPOSE_VERIFICATION);
  rw_record_set_enum (run, RW_BACKUP_RUN_CHECK_DEPTH, RW_CHECK_DEPTH_DATA);
  rw_record_set_instant (run, RW_BACKUP_RUN_DUE, due);
  rw_record_set_instant (run, RW_BACKUP_RUN_STARTED, due);
  rw_record_set_instant (run, RW_BACKUP_RUN_FINISHED, due + RW_HOUR);
  if (status == RW_RUN_STATUS_FAILED)
    rw_record_set_text (run, RW_BACKUP_RUN_SIGNATURE, "pack damaged");
  store_put (f->writer, run);
}

/* A verification is no backup; one that failed is red whatever the backups say, with a cause of its own. */
static void
test_verification (Fixture       *f,
                   gconstpointer  data)
{
  RwId web = rw_id_from_name ("vm", "web-9");
  g_autoptr (GError) error = NULL;
  g_autoptr (RwBackupMatrix) fine = NULL;
  g_autoptr (RwBackupMatrix) failed = NULL;
  g_autoptr (RwBackupMatrix) answered = NULL;
  g_autoptr (RwBackupDay) day = NULL;

  rw_cache_writer_begin (f->writer, &error);
  put_verification (f, "web-10", today, RW_RUN_STATUS_SUCCESS);
  put_verification (f, "db-1", today, RW_RUN_STATUS_SUCCESS);
  rw_cache_writer_commit (f->writer, &error);
  g_assert_no_error (error);
  fine = query (f);
  g_assert_false (find (fine, "web-10")->red);
  g_assert_cmpint (find (fine, "db-1")->recovery, ==, RW_RECOVERY_SEVERE);

  rw_cache_writer_begin (f->writer, &error);
  put_verification (f, "web-9", today - 3, RW_RUN_STATUS_FAILED);
  rw_cache_writer_commit (f->writer, &error);
  g_assert_no_error (error);
  failed = query (f);
  g_assert_true (find (failed, "web-9")->red);
  g_assert_cmpint (find (failed, "web-9")->last, ==, RW_BACKUP_FAILED);
  g_assert_cmpint (find (failed, "web-9")->recovery, ==, RW_RECOVERY_COMPLIANT);
  g_assert_cmpint (find (failed, "web-9")->cells[N_DAYS - 4], ==, RW_BACKUP_FAILED);
  g_assert_cmpint (find (failed, "web-9")->cells[N_DAYS - 1], ==, RW_BACKUP_GOOD);
  g_assert_cmpuint (failed->n_recoverable, ==, fine->n_recoverable);
  day = rw_query_backup_day (f->cache, &web, today, now, TZ, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (day->red->len, ==, 1);
  g_assert_cmpint (((RwBackupRun *) g_ptr_array_index (day->red, 0))->purpose, ==,
                   RW_RUN_PURPOSE_VERIFICATION);

  rw_cache_writer_begin (f->writer, &error);
  put_ack (f, "web-9", "pack damaged", now + RW_DAY);
  rw_cache_writer_commit (f->writer, &error);
  g_assert_no_error (error);
  answered = query (f);
  g_assert_true (find (answered, "web-9")->answered);
}

static void
put_named (Fixture    *f,
           RwKind      kind,
           guint       name_field,
           const char *name,
           int         ref_field,
           RwKind      other_kind,
           const char *other)
{
  RwId id = rw_id_from_name (rw_schema_get (kind)->name, name);
  g_autoptr (RwRecord) record = rw_record_new (kind, &id);

  rw_record_set_text (record, name_field, name);
  if (ref_field >= 0)
    {
      RwId other_id = rw_id_from_name (rw_schema_get (other_kind)->name, other);

      rw_record_set_ref (record, (guint) ref_field, &other_id);
    }
  store_put (f->writer, record);
}

/* Where a system stands and whose it is, as the groups of the matrix need it. */
static void
test_groups (Fixture       *f,
             gconstpointer  data)
{
  static const struct
  {
    const char *name;
    const char *rack;
    const char *cluster;
    const char *service;
  } systems[] = { { "web-9", NULL, "pve", "Shop" },
                  { "web-10", NULL, NULL, "Shop" },
                  { "host-1", "R1", NULL, NULL } };
  RwId db1 = rw_id_from_name ("vm", "db-1");
  g_autoptr (GError) error = NULL;
  g_autoptr (RwBackupMatrix) matrix = NULL;
  g_autoptr (RwRecord) test = rw_record_new (RW_KIND_RESTORE_TEST, NULL);
  g_autoptr (RwRecord) failed = rw_record_new (RW_KIND_RESTORE_TEST, NULL);
  RwId web9 = rw_id_from_name ("vm", "web-9");

  rw_cache_writer_begin (f->writer, &error);
  put_named (f, RW_KIND_CUSTOMER, RW_CUSTOMER_NAME, "Ahrens", -1, RW_N_KINDS, NULL);
  put_named (f, RW_KIND_SERVICE, RW_SERVICE_NAME, "Shop", RW_SERVICE_CUSTOMER, RW_KIND_CUSTOMER,
             "Ahrens");
  put_named (f, RW_KIND_SITE, RW_SITE_NAME, "FRA2", -1, RW_N_KINDS, NULL);
  put_named (f, RW_KIND_ROOM, RW_ROOM_NAME, "A", RW_ROOM_SITE, RW_KIND_SITE, "FRA2");
  put_named (f, RW_KIND_RACK, RW_RACK_NAME, "R1", RW_RACK_ROOM, RW_KIND_ROOM, "A");
  put_named (f, RW_KIND_CLUSTER, RW_CLUSTER_NAME, "pve", RW_CLUSTER_SITE, RW_KIND_SITE, "FRA2");
  for (guint i = 0; i < G_N_ELEMENTS (systems); i++)
    {
      gboolean vm = systems[i].rack == NULL;
      RwKind kind = vm ? RW_KIND_VM : RW_KIND_DEVICE;
      RwId id = rw_id_from_name (rw_schema_get (kind)->name, systems[i].name),
           host = rw_id_from_name ("device", "host-1"),
           service = rw_id_from_name ("service", "Shop"), rack = rw_id_from_name ("rack", "R1"),
           cluster = rw_id_from_name ("cluster", "pve");
      g_autoptr (RwRecord) system = rw_record_new (kind, &id);

      rw_record_set_text (system, vm ? RW_VM_NAME : RW_DEVICE_NAME, systems[i].name);
      rw_record_set_enum (system, vm ? RW_VM_STAGE : RW_DEVICE_STAGE, RW_STAGE_OPERATION);
      if (systems[i].service != NULL)
        rw_record_set_ref (system, vm ? RW_VM_SERVICE : RW_DEVICE_SERVICE, &service);
      if (systems[i].cluster != NULL)
        rw_record_set_ref (system, RW_VM_CLUSTER, &cluster);
      else if (vm)
        rw_record_set_ref (system, RW_VM_HOST, &host);
      else
        {
          rw_record_set_enum (system, RW_DEVICE_ROLE, RW_DEVICE_ROLE_SERVER);
          rw_record_set_ref (system, RW_DEVICE_RACK, &rack);
        }
      store_put (f->writer, system);
    }
  rw_record_set_ref (test, RW_RESTORE_TEST_SYSTEM, &db1);
  rw_record_set_enum (test, RW_RESTORE_TEST_RESULT, RW_TEST_RESULT_PASSED);
  rw_record_set_instant (test, RW_RESTORE_TEST_AT, now - RW_DAY);
  store_put (f->writer, test);
  rw_record_set_ref (failed, RW_RESTORE_TEST_SYSTEM, &web9);
  rw_record_set_enum (failed, RW_RESTORE_TEST_RESULT, RW_TEST_RESULT_FAILED);
  rw_record_set_instant (failed, RW_RESTORE_TEST_AT, now - RW_DAY);
  store_put (f->writer, failed);
  rw_cache_writer_commit (f->writer, &error);
  g_assert_no_error (error);

  matrix = query (f);
  g_assert_cmpstr (find (matrix, "web-9")->service, ==, "Shop");
  g_assert_cmpstr (find (matrix, "web-9")->customer, ==, "Ahrens");
  g_assert_cmpstr (find (matrix, "web-9")->site, ==, "FRA2");
  g_assert_cmpstr (find (matrix, "web-9")->policy, ==, "nightly");
  /* Of its host, for want of a cluster. */
  g_assert_cmpstr (find (matrix, "web-10")->site, ==, "FRA2");
  g_assert_true (find (matrix, "web-9")->site == find (matrix, "host-1")->site);
  g_assert_null (find (matrix, "host-1")->policy);
  g_assert_false (find (matrix, "db-1")->never_restored);
  g_assert_true (find (matrix, "web-9")->never_restored);
  /* web-9, web-10 and db-2: one without a job is another matter. */
  g_assert_cmpuint (matrix->n_never_restored, ==, 3);
}

static char *
lines (RwBackupRows *rows)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rw_backup_rows_get_n (rows); i++)
    {
      const RwBackupLine *line = rw_backup_rows_get (rows, i);

      if (line->row != NULL)
        g_string_append_printf (text, "%s ", line->row->name);
      else
        g_string_append_printf (text, "[%s %u/%u%s] ",
                                line->group->name != NULL ? line->group->name : "-",
                                line->group->n_red, line->group->n,
                                line->group->folded ? " folded" : "");
    }
  return g_string_free_and_steal (text);
}

#define assert_lines(ROWS, TEXT)                   \
  G_STMT_START                                     \
  {                                                \
    g_autofree char *is = lines (ROWS);            \
    g_assert_cmpstr (is, ==, TEXT);                \
  }                                                \
  G_STMT_END

/* What is in view: groups in the order of their worst system, what does not pass left out, folds kept. */
static void
test_rows (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (RwBackupMatrix) matrix = query (f);
  g_autoptr (RwBackupRows) rows = rw_backup_rows_new ();
  RwId db2 = rw_id_from_name ("vm", "db-2");

  rw_backup_rows_set_matrix (rows, matrix);
  rw_backup_rows_update (rows, RW_BACKUP_SHOW_ALL, RW_BACKUP_BY_NOTHING, NULL);
  assert_lines (rows, "new-1 db-1 db-2 web-9 web-10 ");
  rw_backup_rows_update (rows, RW_BACKUP_SHOW_RED, RW_BACKUP_BY_NOTHING, "db");
  assert_lines (rows, "db-1 db-2 ");
  rw_backup_rows_update (rows, RW_BACKUP_SHOW_UNPROTECTED, RW_BACKUP_BY_NOTHING, "");
  assert_lines (rows, "new-1 ");
  rw_backup_rows_update (rows, RW_BACKUP_SHOW_NEVER_RESTORED, RW_BACKUP_BY_NOTHING, "");
  assert_lines (rows, "db-1 db-2 web-9 web-10 ");
  rw_backup_rows_update (rows, RW_BACKUP_SHOW_ALL, RW_BACKUP_BY_POLICY, NULL);
  assert_lines (rows, "[- 1/1] new-1 [nightly 2/4] db-1 db-2 web-9 web-10 ");
  g_assert_cmpint (rw_backup_rows_get (rows, 2)->group->recovery, ==, RW_RECOVERY_SEVERE);
  g_assert_cmpint (rw_backup_rows_get (rows, 2)->group->cells[N_DAYS - 1], ==, RW_BACKUP_FAILED);
  g_assert_cmpint (rw_backup_rows_find (rows, &db2), ==, 4);
  g_assert_cmpint (rw_backup_rows_get (rows, 0)->group->cells[0], ==, RW_BACKUP_NO_JOB);
  rw_backup_rows_update (rows, RW_BACKUP_SHOW_ALL, RW_BACKUP_BY_SITE, NULL);
  g_assert_cmpint (rw_backup_rows_get (rows, 0)->group->cells[0], ==, RW_BACKUP_GOOD);
  rw_backup_rows_update (rows, RW_BACKUP_SHOW_ALL, RW_BACKUP_BY_POLICY, NULL);
  rw_backup_rows_toggle (rows, 2);
  assert_lines (rows, "[- 1/1] new-1 [nightly 2/4 folded] ");
  g_assert_cmpuint (rw_backup_rows_get_n_systems (rows), ==, 5);
  g_assert_cmpint (rw_backup_rows_find (rows, &db2), ==, -1);
  /* The words are looked for anew, what is folded stays. */
  rw_backup_rows_set_matrix (rows, matrix);
  rw_backup_rows_update (rows, RW_BACKUP_SHOW_ALL, RW_BACKUP_BY_POLICY, "nightly");
  assert_lines (rows, "[nightly 2/4 folded] ");
  g_assert_true (rw_backup_rows_unfold_for (rows, &db2));
  g_assert_false (rw_backup_rows_unfold_for (rows, &db2));
  assert_lines (rows, "[nightly 2/4] db-1 db-2 web-9 web-10 ");
  rw_backup_rows_fold_all (rows, TRUE);
  assert_lines (rows, "[nightly 2/4 folded] ");
  rw_backup_rows_fold_all (rows, FALSE);
  rw_backup_rows_update (rows, RW_BACKUP_SHOW_ALL, RW_BACKUP_BY_SITE, "none like that");
  assert_lines (rows, "");
}

/* At 23:45 the next business day has begun: its runs count to today. */
static void
test_evening (Fixture       *f,
              gconstpointer  data)
{
  RwId web = rw_id_from_name ("vm", "web-9");
  g_autoptr (GError) error = NULL;
  g_autoptr (RwBackupMatrix) matrix = NULL;
  g_autoptr (RwBackupDay) day = NULL;
  gint64 evening = now + 11 * RW_HOUR + 45 * RW_MINUTE;

  rw_cache_writer_begin (f->writer, &error);
  put_run (f, "web-9", today + 1, RW_RUN_STATUS_FAILED, 0, "locked");
  rw_cache_writer_commit (f->writer, &error);
  g_assert_no_error (error);
  matrix = rw_query_backups (f->cache, N_DAYS, evening, TZ, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (matrix->first_day, ==, today - N_DAYS + 1);
  g_assert_cmpint (find (matrix, "web-9")->cells[N_DAYS - 1], ==, RW_BACKUP_FAILED);
  g_assert_true (find (matrix, "web-9")->red);
  g_assert_cmpint (find (matrix, "web-10")->cells[N_DAYS - 1], ==, RW_BACKUP_GOOD);
  day = rw_query_backup_day (f->cache, &web, today, evening, TZ, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (day->runs->len, ==, 2);
}

static void
put_answer (Fixture    *f,
            const char *id_hex,
            const char *reason,
            gint64      at)
{
  RwId system = rw_id_from_name ("vm", "new-1"), id;
  g_autoptr (RwRecord) ack = NULL;

  g_assert_true (rw_id_parse (id_hex, &id));
  ack = rw_record_new (RW_KIND_BACKUP_ACK, &id);
  rw_record_set_ref (ack, RW_BACKUP_ACK_SYSTEM, &system);
  rw_record_set_text (ack, RW_BACKUP_ACK_REASON, reason);
  rw_record_set_instant (ack, RW_BACKUP_ACK_AT, at);
  rw_record_set_instant (ack, RW_BACKUP_ACK_UNTIL, now + 30 * RW_DAY);
  store_put (f->writer, ack);
}

static const RwMorningRed *
find_red (RwBackupMatrix *matrix,
          const char     *name)
{
  for (guint i = 0; i < matrix->reds->len; i++)
    if (g_str_equal (((RwMorningRed *) matrix->reds->pdata[i])->name, name))
      return matrix->reds->pdata[i];
  return NULL;
}

/* That a system needs no job says nothing of the job that it has got since and that makes no good backup. Of two
 * answers to the same the newest counts, whichever came first. */
static void
test_answer_of_no_job (Fixture       *f,
                       gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RwBackupMatrix) matrix = NULL;

  rw_cache_writer_begin (f->writer, &error);
  put_answer (f, "00000000-0000-4000-8000-000000000002", "before", now - 2 * RW_HOUR);
  put_answer (f, "00000000-0000-4000-8000-000000000001", "after", now - RW_HOUR);
  put_answer (f, "00000000-0000-4000-8000-000000000003", "first", now - 3 * RW_HOUR);
  rw_cache_writer_commit (f->writer, &error);
  g_assert_no_error (error);
  matrix = query (f);
  g_assert_true (find (matrix, "new-1")->answered);
  g_assert_cmpstr (find_red (matrix, "new-1")->reason, ==, "after");

  rw_cache_writer_begin (f->writer, &error);
  put_job (f, "new-1", "new-1");
  rw_cache_writer_commit (f->writer, &error);
  g_assert_no_error (error);
  g_clear_pointer (&matrix, rw_backup_matrix_free);
  matrix = query (f);
  g_assert_true (find (matrix, "new-1")->red);
  g_assert_false (find (matrix, "new-1")->answered);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GTimeZone) zone = rw_zone_get (TZ);

  g_test_init (&argc, &argv, NULL);
  today = rw_date_from_civil (2026, 11, 22);
  now = rw_zone_resolve (zone, today * RW_DAY + 12 * RW_HOUR);
  g_test_add ("/query/backups/matrix", Fixture, NULL, set_up, test_matrix, tear_down);
  g_test_add ("/query/backups/acks", Fixture, NULL, set_up, test_acks, tear_down);
  g_test_add ("/query/backups/answer-of-no-job", Fixture, NULL, set_up, test_answer_of_no_job,
              tear_down);
  g_test_add ("/query/backups/evening", Fixture, NULL, set_up, test_evening, tear_down);
  g_test_add ("/query/backups/verification", Fixture, NULL, set_up, test_verification, tear_down);
  g_test_add ("/query/backups/rows", Fixture, NULL, set_up, test_rows, tear_down);
  g_test_add ("/query/backups/groups", Fixture, NULL, set_up, test_groups, tear_down);
  g_test_add ("/query/backups/day", Fixture, NULL, set_up, test_day, tear_down);
  return g_test_run ();
}
