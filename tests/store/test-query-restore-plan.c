/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/rw-query-restore-plan.h"
#include "rw-clock.h"
#include "rw-time.h"
#include "store-fixture.h"

#define TZ "Europe/Berlin"

static gint64 now;

typedef struct
{
  char *dir;
  RwCacheWriter *writer;
  RwCache *cache;
} Fixture;

static RwRecord *
make (RwKind kind, const char *name, guint title)
{
  RwId id = rw_id_from_name ("plan", name);
  RwRecord *record = rw_record_new (kind, &id);

  rw_record_set_text (record, title, name);
  return record;
}

static void
refer (RwRecord *record, guint field, const char *name)
{
  RwId id = rw_id_from_name ("plan", name);

  rw_record_set_ref (record, field, &id);
}

static void
put (Fixture *f, RwRecord *record)
{
  store_put (f->writer, record);
  g_object_unref (record);
}

static void
put_vm (Fixture *f, const char *name, gint64 tested_days)
{
  g_autofree char *job_name = g_strconcat (name, " job", NULL);
  RwRecord *record = make (RW_KIND_VM, name, RW_VM_NAME);
  RwId id;

  rw_record_set_enum (record, RW_VM_STAGE, RW_STAGE_OPERATION);
  put (f, record);
  record = make (RW_KIND_BACKUP_JOB, job_name, RW_BACKUP_JOB_NAME);
  refer (record, RW_BACKUP_JOB_SYSTEM, name);
  refer (record, RW_BACKUP_JOB_POLICY, "nightly");
  put (f, record);
  if (tested_days == 0)
    return;
  id = rw_id_new ();
  record = rw_record_new (RW_KIND_RESTORE_TEST, &id);
  refer (record, RW_RESTORE_TEST_SYSTEM, name);
  rw_record_set_instant (record, RW_RESTORE_TEST_AT, now - tested_days * RW_DAY);
  rw_record_set_enum (record, RW_RESTORE_TEST_RESULT, RW_TEST_RESULT_PASSED);
  put (f, record);
}

static void
put_change (Fixture *f, const char *name, const char *ci, RwChangeStatus status, gint64 end)
{
  static const char *const tags[] = { RW_RESTORE_TAG, NULL };
  g_autofree char *item = g_strconcat (name, " item", NULL);
  RwRecord *record = make (RW_KIND_CHANGE, name, RW_CHANGE_TITLE);
  RwId id = rw_id_from_name ("plan", item);

  rw_record_set_enum (record, RW_CHANGE_TYPE, RW_CHANGE_TYPE_NORMAL);
  rw_record_set_enum (record, RW_CHANGE_STATUS, status);
  rw_record_set_texts (record, RW_CHANGE_TAGS, tags);
  rw_record_set_instant (record, RW_CHANGE_START, end - RW_HOUR);
  rw_record_set_instant (record, RW_CHANGE_END, end);
  put (f, record);
  record = rw_record_new (RW_KIND_CHANGE_ITEM, &id);
  refer (record, RW_CHANGE_ITEM_CHANGE, name);
  refer (record, RW_CHANGE_ITEM_CI, ci);
  put (f, record);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  RwRecord *record;

  f->dir = store_dir_new ();
  f->writer = store_new_cache (f->dir);
  rw_cache_writer_begin (f->writer, &error);
  g_assert_no_error (error);
  record = make (RW_KIND_CHANGE_TEMPLATE, "template", RW_CHANGE_TEMPLATE_NAME);
  rw_record_set_enum (record, RW_CHANGE_TEMPLATE_TYPE, RW_CHANGE_TYPE_STANDARD);
  rw_record_set_integer (record, RW_CHANGE_TEMPLATE_DURATION, 90);
  put (f, record);
  record = make (RW_KIND_BACKUP_POLICY, "nightly", RW_BACKUP_POLICY_NAME);
  rw_record_set_integer (record, RW_BACKUP_POLICY_RPO, 24);
  rw_record_set_integer (record, RW_BACKUP_POLICY_RESTORE_DAYS, 90);
  refer (record, RW_BACKUP_POLICY_RESTORE_TEMPLATE, "template");
  put (f, record);
  put_vm (f, "long ago", 300);
  put_vm (f, "due", 100);
  put_vm (f, "soon", 80);
  put_vm (f, "fresh", 5);
  put_vm (f, "planned", 200);
  put_vm (f, "done", 200);
  put_change (f, "open", "planned", RW_CHANGE_STATUS_SCHEDULED, now + RW_DAY);
  /* It was cancelled: that is no test. */
  put_change (f, "over", "done", RW_CHANGE_STATUS_CANCELLED, now + RW_DAY);
  /* Nobody submitted it in time; and this one takes longer than was thought. */
  put_vm (f, "forgotten", 200);
  put_change (f, "draft", "forgotten", RW_CHANGE_STATUS_DRAFT, now - RW_DAY);
  put_vm (f, "under way", 200);
  put_change (f, "begun", "under way", RW_CHANGE_STATUS_IN_PROGRESS, now - RW_HOUR);
  rw_cache_writer_commit (f->writer, &error);
  g_assert_no_error (error);
  f->cache = rw_cache_open (f->dir, "demo", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  rw_cache_close (f->cache);
  rw_cache_writer_close (f->writer);
  store_dir_remove (f->dir);
}

static const RwRestoreRow *
find (GPtrArray *rows, const char *name)
{
  for (guint i = 0; i < rows->len; i++)
    if (g_str_equal (((RwRestoreRow *) rows->pdata[i])->name, name))
      return rows->pdata[i];
  return NULL;
}

static void
test_plan (Fixture *f, gconstpointer data)
{
  g_autoptr (GTimeZone) zone = rw_zone_get (TZ);
  RwRestoreQuestion question = { now, zone, 28, 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = rw_query_restore_plan (f->cache, &question, NULL, &error);
  g_autoptr (RwRecord) change = NULL;
  const RwRestoreRow *row;
  gint64 last = 0;

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 7);
  g_assert_null (find (rows, "fresh"));
  g_assert_cmpint (find (rows, "planned")->planned.verdict, ==, RW_RESTORE_PLANNED);
  g_assert_cmpint (find (rows, "done")->planned.verdict, ==, RW_RESTORE_PLACED);
  g_assert_cmpint (find (rows, "forgotten")->planned.verdict, ==, RW_RESTORE_PLACED);
  g_assert_cmpint (find (rows, "under way")->planned.verdict, ==, RW_RESTORE_PLANNED);
  g_assert_true (find (rows, "due")->planned.overdue);
  g_assert_false (find (rows, "soon")->planned.overdue);
  for (guint i = 0; i < rows->len; i++)
    {
      gint64 wall;

      row = rows->pdata[i];
      if (row->planned.verdict != RW_RESTORE_PLACED)
        continue;
      wall = rw_zone_wall (zone, row->start);
      g_assert_cmpint (row->start, >, now);
      g_assert_cmpint (wall % RW_DAY, ==, 10 * RW_HOUR);
      g_assert_cmpint (rw_date_weekday (wall / RW_DAY), <, 5);
      g_assert_cmpint (wall / RW_DAY, >, last);
      last = wall / RW_DAY;
    }
  g_assert_cmpstr (((RwRestoreRow *) rows->pdata[0])->name, ==, "long ago");

  /* The template is not approved: it makes a normal change, with its length. */
  row = rows->pdata[0];
  change = rw_restore_row_change (row, "Restore test", NULL, zone);
  g_assert_cmpint (rw_record_get_enum (change, RW_CHANGE_TYPE), ==, RW_CHANGE_TYPE_NORMAL);
  g_assert_cmpint (rw_record_get_integer (change, RW_CHANGE_END, 0) -
                     rw_record_get_integer (change, RW_CHANGE_START, 0),
                   ==, 90 * RW_MINUTE);
  g_assert_cmpint (rw_record_get_integer (change, RW_CHANGE_START, 0), ==, row->start);
}

int
main (int argc, char **argv)
{
  g_autoptr (GTimeZone) zone = rw_zone_get (TZ);

  g_test_init (&argc, &argv, NULL);
  now = rw_zone_resolve (zone, rw_date_from_civil (2026, 11, 22) * RW_DAY + 12 * RW_HOUR);
  g_test_add ("/query/restore-plan/plan", Fixture, NULL, set_up, test_plan, tear_down);
  return g_test_run ();
}
