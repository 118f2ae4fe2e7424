/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-clock.h"
#include "rw-error.h"
#include "rw-work.h"
#include "store-fixture.h"

static RwWork *
open_work (const char *dir)
{
  g_autoptr (GError) error = NULL;
  RwWork *work = rw_work_open (dir, "demo", NULL, &error);

  g_assert_no_error (error);
  return work;
}

static RwOutboxEntry *
new_entry (const char *label)
{
  RwOutboxEntry *entry = rw_outbox_entry_new ();

  entry->op = RW_OP_UPDATE;
  entry->kind = RW_KIND_TICKET;
  entry->id = rw_id_new ();
  entry->base = 7;
  entry->edit = g_strdup ("{\"title\":\"x\"}");
  entry->undo = g_strdup ("{\"title\":\"y\"}");
  entry->label = g_strdup (label);
  return entry;
}

static void
append (RwWork *work,
        guint   n)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_outbox_entry_free);
  g_autoptr (GError) error = NULL;

  while (n-- > 0)
    g_ptr_array_add (entries, new_entry ("Move"));
  rw_work_append (work, entries, &error);
  g_assert_no_error (error);
}

static char *
mids (GPtrArray *entries)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      RwOutboxEntry *entry = g_ptr_array_index (entries, i);

      g_string_append_printf (out, "%s%d/%d", i > 0 ? " " : "", (int) entry->mid, (int) entry->group);
    }
  return g_string_free (out, FALSE);
}

#define assert_mids(list, expected) \
  G_STMT_START { \
    g_autoptr (GPtrArray) got_list = (list); \
    g_autofree char *got = NULL; \
    g_assert_nonnull (got_list); \
    got = mids (got_list); \
    g_assert_cmpstr (got, ==, expected); \
  } G_STMT_END

static void
test_outbox (void)
{
  char *dir = store_dir_new ();
  g_autoptr (RwWork) work = open_work (dir);
  g_autoptr (GPtrArray) all = NULL;
  RwOutboxEntry *entry;
  RwId client = *rw_work_get_client (work);
  gint64 stamp = rw_work_get_stamp (work);

  g_assert_false (rw_id_is_nil (&client));
  append (work, 1);
  append (work, 2);
  append (work, 1);
  g_assert_cmpint (rw_work_get_stamp (work), ==, stamp + 3);
  assert_mids (rw_work_list (work, 0, NULL), "1/1 2/2 3/2 4/4");
  assert_mids (rw_work_list (work, 2, NULL), "3/2 4/4");
  /* The limit falls into a group: it comes whole. */
  assert_mids (rw_work_list_unanswered (work, 2, NULL), "1/1 2/2 3/2");
  assert_mids (rw_work_list_unanswered (work, 1, NULL), "1/1");
  assert_mids (rw_work_list_unanswered (work, 100, NULL), "1/1 2/2 3/2 4/4");

  g_assert_true (rw_work_mark_sent (work, 1, 3, NULL));
  g_assert_cmpint (rw_work_count_unanswered (work, NULL), ==, 4);
  g_assert_true (rw_work_set_result (work, 1, FALSE, "{\"status\":\"applied\"}", NULL));
  g_assert_cmpint (rw_work_get_stamp (work), ==, stamp + 3);
  g_assert_true (rw_work_set_result (work, 2, TRUE, "{\"status\":\"refused\"}", NULL));
  g_assert_cmpint (rw_work_get_stamp (work), ==, stamp + 4);
  /* The same answer again. */
  g_assert_true (rw_work_set_result (work, 2, TRUE, "{}", NULL));
  g_assert_cmpint (rw_work_get_stamp (work), ==, stamp + 4);
  assert_mids (rw_work_list_unanswered (work, 10, NULL), "3/2 4/4");

  g_clear_pointer (&work, rw_work_close);
  work = open_work (dir);
  g_assert_true (rw_id_equal (&client, rw_work_get_client (work)));
  g_assert_cmpint (rw_work_get_stamp (work), ==, stamp + 4);
  g_assert_cmpint (rw_work_get_last_mid (work), ==, 4);
  all = rw_work_list (work, 0, NULL);
  entry = g_ptr_array_index (all, 1);
  g_assert_cmpint (entry->state, ==, RW_OUTBOX_ACKED);
  g_assert_true (entry->refused);
  g_assert_cmpstr (entry->result, ==, "{\"status\":\"refused\"}");
  g_assert_cmpstr (entry->edit, ==, "{\"title\":\"x\"}");
  g_assert_cmpstr (entry->undo, ==, "{\"title\":\"y\"}");
  g_assert_cmpstr (entry->label, ==, "Move");
  g_assert_cmpint (entry->op, ==, RW_OP_UPDATE);
  g_assert_cmpint (entry->kind, ==, RW_KIND_TICKET);
  g_assert_cmpint (entry->base, ==, 7);
  entry = g_ptr_array_index (all, 2);
  g_assert_cmpint (entry->state, ==, RW_OUTBOX_SENT);
  g_clear_pointer (&work, rw_work_close);
  store_dir_remove (dir);
}

static void
test_prune (void)
{
  char *dir = store_dir_new ();
  g_autoptr (RwWork) work = NULL;

  rw_clock_freeze (1000 * RW_DAY);
  work = open_work (dir);
  append (work, 1);
  append (work, 1);
  append (work, 1);
  rw_work_set_result (work, 1, FALSE, NULL, NULL);
  rw_work_set_result (work, 3, FALSE, NULL, NULL);
  g_assert_true (rw_work_prune (work, G_MAXINT64, NULL));
  assert_mids (rw_work_list (work, 0, NULL), "1/1 2/2 3/3");
  rw_clock_freeze (1031 * RW_DAY);
  /* Old, but its row has not come yet: the view still needs it. */
  g_assert_true (rw_work_prune (work, 0, NULL));
  assert_mids (rw_work_list (work, 0, NULL), "1/1 2/2 3/3");
  /* The third is old as well, but the second still waits: no gap. */
  g_assert_true (rw_work_prune (work, G_MAXINT64, NULL));
  assert_mids (rw_work_list (work, 0, NULL), "2/2 3/3");
  rw_work_set_result (work, 2, FALSE, NULL, NULL);
  rw_clock_freeze (1062 * RW_DAY);
  g_assert_true (rw_work_prune (work, G_MAXINT64, NULL));
  assert_mids (rw_work_list (work, 0, NULL), "");
  append (work, 1);
  assert_mids (rw_work_list (work, 0, NULL), "4/4");
  rw_clock_thaw ();
  g_clear_pointer (&work, rw_work_close);
  store_dir_remove (dir);
}

static void
test_restored_server (void)
{
  char *dir = store_dir_new ();
  g_autoptr (RwWork) work = open_work (dir);
  RwId client = *rw_work_get_client (work);

  append (work, 1);
  append (work, 2);
  append (work, 1);
  for (gint64 mid = 1; mid <= 3; mid++)
    rw_work_set_result (work, mid, FALSE, NULL, NULL);
  assert_mids (rw_work_list_unanswered (work, 10, NULL), "4/4");
  g_assert_true (rw_work_requeue (work, 1, NULL));
  assert_mids (rw_work_list_unanswered (work, 10, NULL), "2/2 3/2 4/4");
  g_assert_true (rw_work_renew_client (work, NULL));
  assert_mids (rw_work_list (work, 0, NULL), "1/1 2/1 3/3");
  g_assert_false (rw_id_equal (&client, rw_work_get_client (work)));
  g_assert_cmpint (rw_work_get_last_mid (work), ==, 3);
  append (work, 1);
  assert_mids (rw_work_list (work, 2, NULL), "3/3 4/4");
  g_clear_pointer (&work, rw_work_close);
  store_dir_remove (dir);
}

static void
test_transaction (void)
{
  char *dir = store_dir_new ();
  g_autoptr (RwWork) work = open_work (dir);
  gint64 stamp = rw_work_get_stamp (work);

  g_assert_true (rw_work_begin (work, NULL));
  append (work, 2);
  rw_work_set_result (work, 1, TRUE, NULL, NULL);
  g_assert_cmpint (rw_work_get_last_mid (work), ==, 2);
  rw_work_rollback (work);
  g_assert_cmpint (rw_work_get_last_mid (work), ==, 0);
  g_assert_cmpint (rw_work_get_stamp (work), ==, stamp);
  assert_mids (rw_work_list (work, 0, NULL), "");
  g_assert_true (rw_work_begin (work, NULL));
  append (work, 2);
  g_assert_true (rw_work_commit (work, NULL));
  assert_mids (rw_work_list (work, 0, NULL), "1/1 2/1");
  g_clear_pointer (&work, rw_work_close);
  store_dir_remove (dir);
}

static void
test_inbox (void)
{
  char *dir = store_dir_new ();
  g_autoptr (RwWork) work = open_work (dir);
  g_autoptr (RwEditConflict) conflict = rw_edit_conflict_new ();
  g_autoptr (GPtrArray) list = NULL;
  g_autofree char *draft = NULL;
  RwEditConflict *seen;

  conflict->mid = 3;
  conflict->kind = RW_KIND_DEVICE;
  conflict->id = rw_id_new ();
  conflict->field = g_strdup ("position");
  conflict->theirs = g_strdup ("20");
  conflict->yours = g_strdup ("21");
  conflict->by = g_strdup ("A. Person");
  g_assert_true (rw_work_add_conflict (work, conflict, NULL));
  g_assert_true (rw_work_add_conflict (work, conflict, NULL));
  g_assert_cmpint (rw_work_count_conflicts (work, NULL), ==, 2);
  list = rw_work_list_conflicts (work, NULL);
  seen = g_ptr_array_index (list, 0);
  g_assert_cmpstr (seen->field, ==, "position");
  g_assert_null (seen->base);
  g_assert_cmpstr (seen->theirs, ==, "20");
  g_assert_cmpstr (seen->by, ==, "A. Person");
  g_assert_true (rw_id_equal (&seen->id, &conflict->id));
  g_assert_true (rw_work_resolve_conflict (work, seen->number, NULL));
  g_assert_cmpint (rw_work_count_conflicts (work, NULL), ==, 1);

  g_assert_null (rw_work_get_draft (work, "message/1", NULL));
  g_assert_true (rw_work_set_draft (work, "message/1", "Sehr geehrte", NULL));
  g_assert_true (rw_work_set_draft (work, "message/1", "Sehr geehrter", NULL));
  draft = rw_work_get_draft (work, "message/1", NULL);
  g_assert_cmpstr (draft, ==, "Sehr geehrter");
  g_assert_true (rw_work_set_draft (work, "message/1", NULL, NULL));
  g_assert_null (rw_work_get_draft (work, "message/1", NULL));
  g_clear_pointer (&work, rw_work_close);
  store_dir_remove (dir);
}

/* A damaged work file is moved, not deleted, and the person is told. */
static void
test_corrupt (void)
{
  char *dir = store_dir_new ();
  g_autofree char *path = g_build_filename (dir, "work-demo.db", NULL);
  g_autofree char *aside = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;
  RwWork *work = open_work (dir);
  RwId client = *rw_work_get_client (work);
  gint64 stamp = rw_work_get_stamp (work);

  rw_work_close (work);
  g_file_set_contents (path, "This is no database, and it is longer than a header of one: 0123456789 0123456789 0123456789", -1, &error);
  g_assert_no_error (error);
  work = rw_work_open (dir, "demo", &aside, &error);
  g_assert_no_error (error);
  g_assert_nonnull (aside);
  g_file_get_contents (aside, &kept, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (kept, "This is no database"));
  g_assert_false (rw_id_equal (&client, rw_work_get_client (work)));
  g_assert_cmpint (stamp, !=, rw_work_get_stamp (work));
  rw_work_close (work);
  store_dir_remove (dir);
}

static void
test_newer (void)
{
  char *dir = store_dir_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *aside = NULL;
  RwWork *work = open_work (dir);

  rw_db_set_user_version (rw_work_get_db (work), 9, NULL);
  rw_work_close (work);
  work = rw_work_open (dir, "demo", &aside, &error);
  g_assert_null (work);
  g_assert_null (aside);
  g_assert_error (error, RW_ERROR, RW_ERROR_TOO_NEW);
  g_assert_cmpstr (
    error->message, ==,
    "Could not open the work file of demo: file is from a newer Rackward (schema 9, this one knows 2)");
  store_dir_remove (dir);
}

/* Between the commits of the two files a crash: the edit is in the outbox, not in the view. */
static void
test_crash_between (void)
{
  char *dir = store_dir_new (), *after = store_dir_new ();
  RwWork *work = open_work (dir);
  RwCacheWriter *writer = store_new_cache (dir);
  g_autoptr (RwRecord) ticket = rw_record_new (RW_KIND_TICKET, NULL);
  g_autoptr (RwRecord) seen = NULL;
  g_autoptr (RwEdit) edit = rw_edit_new (RW_OP_UPDATE, RW_KIND_TICKET, rw_record_get_id (ticket));
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  RwPendingEdit pending = { .edit = edit };
  gboolean rebuilt;

  rw_edit_set (edit, RW_TICKET_TITLE, rw_value_text ("Mine"));
  rw_record_set_text (ticket, RW_TICKET_TITLE, "Theirs");
  rw_cache_writer_restore (writer, NULL, 0, rw_work_get_stamp (work), NULL, &error);
  g_assert_no_error (error);
  rw_cache_writer_begin (writer, &error);
  store_put (writer, ticket);
  rw_cache_writer_commit (writer, &error);
  g_assert_no_error (error);
  append (work, 1);
  store_dir_copy (dir, after);
  rw_work_close (work);
  rw_cache_writer_close (writer);

  work = open_work (after);
  writer = rw_cache_writer_open (after, "demo", NULL, &error);
  g_assert_no_error (error);
  entries = rw_work_list (work, rw_cache_writer_get_cursor (writer)->last_mid, NULL);
  g_assert_cmpuint (entries->len, ==, 1);
  pending.mid = ((RwOutboxEntry *) g_ptr_array_index (entries, 0))->mid;
  rw_cache_writer_restore (writer, &pending, 1, rw_work_get_stamp (work), &rebuilt, &error);
  g_assert_no_error (error);
  g_assert_true (rebuilt);
  seen = rw_cache_get (rw_cache_writer_get_cache (writer), RW_KIND_TICKET, rw_record_get_id (ticket), &error);
  g_assert_cmpstr (rw_record_get_title (seen), ==, "Mine");
  rw_cache_writer_close (writer);

  /* The next start has nothing to do. */
  writer = rw_cache_writer_open (after, "demo", NULL, &error);
  rw_cache_writer_restore (writer, &pending, 1, rw_work_get_stamp (work), &rebuilt, &error);
  g_assert_no_error (error);
  g_assert_false (rebuilt);
  g_assert_cmpuint (rw_cache_writer_n_pending (writer), ==, 1);
  rw_cache_writer_close (writer);
  rw_work_close (work);
  store_dir_remove (dir);
  store_dir_remove (after);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/work/outbox", test_outbox);
  g_test_add_func ("/store/work/prune", test_prune);
  g_test_add_func ("/store/work/restored-server", test_restored_server);
  g_test_add_func ("/store/work/transaction", test_transaction);
  g_test_add_func ("/store/work/inbox", test_inbox);
  g_test_add_func ("/store/work/corrupt", test_corrupt);
  g_test_add_func ("/store/work/newer", test_newer);
  g_test_add_func ("/store/work/crash-between", test_crash_between);
  return g_test_run ();
}
