/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "rw-client-store-private.h"
#include "rw-error.h"
#include "rw-outbox-message.h"
#include "rw-push-limits.h"
#include "store-faults.h"
#include "store-fixture.h"

/* The client's two files as one: what it takes and gives up, without an engine or a server. */

#define EPOCH "e1"

typedef struct
{
  char *dir;
  RwClientStore *store;
  RwStoreNews *news;
  RwId ids[4];
} Fixture;

static void
open_store (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->news = rw_store_news_new ();
  fixture->store = rw_client_store_open (fixture->dir, "demo", fixture->news, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->news->notices->len, ==, 0);
}

static void
close_store (Fixture *fixture)
{
  g_clear_pointer (&fixture->store, rw_client_store_close);
  g_clear_pointer (&fixture->news, rw_store_news_free);
}

/* A page with what @rows says. */
static void
apply (Fixture *fixture, gint64 from, gint64 to, gint64 head, gint64 seen, const char *rows)
{
  RwSyncCursor asked = { .pos = from }, next = { .pos = to };
  g_autoptr (GError) error = NULL;

  rw_sync_word_copy (asked.epoch, EPOCH);
  rw_sync_word_copy (asked.scope, "all");
  rw_sync_word_copy (next.epoch, EPOCH);
  rw_sync_word_copy (next.scope, "all");
  rw_client_store_apply (fixture->store, &asked, &next, head, seen, rows, strlen (rows),
                         fixture->news, &error);
  g_assert_no_error (error);
}

static char *
make_row (Fixture *fixture, guint site, gint64 seq, const char *name)
{
  char id[RW_ID_STRING_LENGTH + 1];

  rw_id_write (&fixture->ids[site], id);
  return g_strdup_printf ("{\"seq\":%" G_GINT64_FORMAT
                          ",\"kind\":\"site\",\"id\":\"%s\",\"body\":{\"name\":\"%s\"}}\n",
                          seq, id, name);
}

/* A cache with one site, and nothing to send. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *row = NULL;

  fixture->dir = store_dir_new ();
  for (guint i = 0; i < G_N_ELEMENTS (fixture->ids); i++)
    fixture->ids[i] = rw_id_new ();
  rw_cache_writer_close (store_new_cache (fixture->dir));
  open_store (fixture);
  row = make_row (fixture, 0, 1, "first");
  apply (fixture, 0, 1, 1, 0, row);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  close_store (fixture);
  store_dir_remove (fixture->dir);
}

static gboolean
create (Fixture *fixture, guint site, const char *name, GError **error)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  g_autoptr (RwRecord) record = rw_record_new (RW_KIND_SITE, &fixture->ids[site]);
  g_autoptr (GPtrArray) inverses = NULL;

  rw_record_set_text (record, RW_SITE_NAME, name);
  g_ptr_array_add (edits, rw_edit_new_create (record));
  inverses =
    rw_client_store_edit (fixture->store, edits, NULL, name, RW_ROLE_ADMIN, fixture->news, error);
  return inverses != NULL;
}

static void
assert_name (Fixture *fixture, guint site, const char *name)
{
  RwCache *view = rw_cache_writer_get_cache (fixture->store->writer);
  g_autoptr (GError) error = NULL;
  g_autoptr (RwRecord) record = rw_cache_get (view, RW_KIND_SITE, &fixture->ids[site], &error);

  g_assert_no_error (error);
  g_assert_cmpstr (record != NULL ? rw_record_get_text (record, RW_SITE_NAME) : NULL, ==, name);
}

/* The server's row of what is pending, which only its shadow tells. */
static void
assert_server_name (Fixture *fixture, guint site, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RwRecord) record =
    rw_cache_writer_get_server (fixture->store->writer, RW_KIND_SITE, &fixture->ids[site], &error);

  g_assert_no_error (error);
  g_assert_cmpstr (record != NULL ? rw_record_get_text (record, RW_SITE_NAME) : NULL, ==, name);
}

/* Found by the simulator, seed 748: an own edit is in the rows; the program is closed and opened, takes
 * a page that is not the last and so says nothing of own edits, and is closed and opened again.
 * What was in the rows then counted as pending, without the server's row that a pending edit has. */
static void
test_seen (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *own = make_row (fixture, 1, 2, "own");
  g_autofree char *other = make_row (fixture, 2, 3, "other");
  g_autofree char *again = make_row (fixture, 1, 4, "again");

  create (fixture, 1, "own", &error);
  g_assert_no_error (error);
  apply (fixture, 1, 2, 2, 1, own);
  g_assert_cmpint (rw_client_store_get_seen (fixture->store), ==, 1);
  close_store (fixture);
  open_store (fixture);
  apply (fixture, 2, 3, 9, 0, other);
  g_assert_cmpint (rw_client_store_get_seen (fixture->store), ==, 1);
  close_store (fixture);
  open_store (fixture);
  g_assert_cmpuint (rw_cache_writer_n_pending (fixture->store->writer), ==, 0);
  assert_server_name (fixture, 1, "own");
  apply (fixture, 3, 4, 9, 0, again);
  assert_name (fixture, 1, "again");
}

/* Edits on a disk that fails at each of its writes in turn, once or from then on. What was said to be
 * kept is in the outbox and shows as soon as anything can, with what was pending before; what was
 * not is nowhere. */
static void
sweep (Fixture *fixture, StoreFault fault)
{
  gboolean struck = TRUE;
  guint n_kept = 0, n_closed = 0, n;

  close_store (fixture);
  for (n = 0; struck; n++)
    {
      Fixture other = { .dir = store_dir_new () };
      g_autoptr (GError) error = NULL;
      gboolean kept;

      memcpy (other.ids, fixture->ids, sizeof other.ids);
      store_dir_copy (fixture->dir, other.dir);
      open_store (&other);
      create (&other, 1, "before", &error);
      g_assert_no_error (error);

      store_faults_after (n, fault);
      kept = create (&other, 2, "then", &error);
      struck = store_faults_end ();
      g_assert_true (kept == (error == NULL));
      g_assert_true (kept || struck);
      g_clear_error (&error);
      g_assert_cmpint (other.news->queued, ==, kept ? 2 : 1);
      n_kept += kept && struck;
      n_closed += other.store->writer == NULL;
      if (other.store->writer != NULL)
        {
          assert_name (&other, 1, "before");
          assert_name (&other, 2, kept ? "then" : NULL);
        }

      /* The disk is well again. */
      g_assert_true (rw_client_store_need_view (other.store, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (rw_cache_writer_n_pending (other.store->writer), ==, kept ? 2 : 1);
      assert_name (&other, 0, "first");
      assert_name (&other, 1, "before");
      assert_name (&other, 2, kept ? "then" : NULL);
      assert_server_name (&other, 1, NULL);
      close_store (&other);
      open_store (&other);
      g_assert_cmpint (other.news->queued, ==, kept ? 2 : 1);
      g_assert_cmpuint (other.news->pending, ==, kept ? 2 : 1);
      assert_name (&other, 1, "before");
      assert_name (&other, 2, kept ? "then" : NULL);
      close_store (&other);
      store_dir_remove (other.dir);
    }
  g_test_message ("%u places to fail, kept in %u, closed in %u", n, n_kept, n_closed);
  /* Else the edit was never written in one file only. */
  g_assert_cmpuint (n_kept, >, 0);
  g_assert_true (fault == STORE_FAULT_ONCE || n_closed > 0);
  open_store (fixture);
}

static void
test_fails_once (Fixture *fixture, gconstpointer data)
{
  sweep (fixture, STORE_FAULT_ONCE);
}

static void
test_fails (Fixture *fixture, gconstpointer data)
{
  sweep (fixture, STORE_FAULT_DISK);
}

static gboolean
answer (Fixture *fixture, const char *result, GError **error)
{
  g_autofree char *text =
    g_strdup_printf ("{\"epoch\":\"" EPOCH "\",\"head\":1,\"results\":[{\"mid\":1,%s}]}", result);
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  g_autoptr (RwPushReply) reply = rw_push_reply_parse (node, NULL);

  g_assert_nonnull (reply);
  return rw_client_store_answer (fixture->store, EPOCH, reply, fixture->news, error);
}

/* The server refuses all of the first edit. */
static gboolean
refuse (Fixture *fixture, GError **error)
{
  return answer (fixture,
                 "\"status\":\"refused\",\"seq\":0,"
                 "\"error\":{\"code\":\"invalid\",\"message\":\"no\"}",
                 error);
}

/* Found by the simulator, seed 2049: the answer was kept, the view could not be written, and the next
 * edit said of a view that still showed what was refused that it shows what is in the outbox. */
static void
refused (Fixture *fixture, StoreFault fault)
{
  gboolean struck = TRUE;
  guint n_between = 0, n;

  close_store (fixture);
  for (n = 0; struck; n++)
    {
      Fixture other = { .dir = store_dir_new () };
      g_autoptr (GError) error = NULL;
      gboolean done, answered;

      memcpy (other.ids, fixture->ids, sizeof other.ids);
      store_dir_copy (fixture->dir, other.dir);
      open_store (&other);
      create (&other, 1, "refused", &error);
      g_assert_no_error (error);

      store_faults_after (n, fault);
      done = refuse (&other, &error);
      struck = store_faults_end ();
      g_assert_true (done == (error == NULL));
      g_assert_true (done || struck);
      g_clear_error (&error);
      rw_client_store_tell (other.store, other.news);
      answered = other.news->acked == 1;
      g_assert_true (answered || !done);
      g_assert_cmpuint (other.news->conflicts, ==, answered);
      n_between += answered && struck;

      /* The disk is well again. */
      create (&other, 2, "then", &error);
      g_assert_no_error (error);
      for (guint i = 0; i < 2; i++)
        {
          assert_name (&other, 0, "first");
          assert_name (&other, 1, answered ? NULL : "refused");
          assert_name (&other, 2, "then");
          assert_server_name (&other, 1, NULL);
          assert_server_name (&other, 2, NULL);
          g_assert_cmpuint (rw_cache_writer_n_pending (other.store->writer), ==, answered ? 1 : 2);
          close_store (&other);
          open_store (&other);
        }
      close_store (&other);
      store_dir_remove (other.dir);
    }
  g_test_message ("%u places to fail, %u between the files", n, n_between);
  g_assert_cmpuint (n_between, >, 0);
  open_store (fixture);
}

static void
test_refused_once (Fixture *fixture, gconstpointer data)
{
  refused (fixture, STORE_FAULT_ONCE);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  refused (fixture, STORE_FAULT_DISK);
}

/* The server knows more of our numbers than we do, and the outbox begins again at 1; meanwhile the disk
 * fails. The rows have edit 1 of before, not the edit that is number 1 from now on. */
static void
renumbered (Fixture *fixture, StoreFault fault)
{
  g_autofree char *own = make_row (fixture, 1, 2, "own");
  g_autoptr (GError) error = NULL;
  gboolean struck = TRUE;
  guint n_done = 0, n;

  create (fixture, 1, "own", &error);
  g_assert_no_error (error);
  answer (fixture, "\"status\":\"applied\",\"seq\":2", &error);
  g_assert_no_error (error);
  apply (fixture, 1, 2, 2, 1, own);
  create (fixture, 2, "pending", &error);
  g_assert_no_error (error);
  close_store (fixture);
  for (n = 0; struck; n++)
    {
      Fixture other = { .dir = store_dir_new () };
      gboolean done;

      memcpy (other.ids, fixture->ids, sizeof other.ids);
      store_dir_copy (fixture->dir, other.dir);
      open_store (&other);
      store_faults_after (n, fault);
      done = rw_client_store_rebase (other.store, 0, TRUE, NULL, 0, other.news, &error);
      struck = store_faults_end ();
      g_assert_true (done == (error == NULL));
      g_assert_true (done || struck);
      g_clear_error (&error);
      n_done += done && struck;
      rw_client_store_tell (other.store, other.news);
      /* What is not done is not half done. */
      g_assert_cmpint (other.news->queued, ==, done ? 1 : 2);

      /* The disk is well again. With a start in between, or without. */
      if (n % 2 == 0)
        {
          close_store (&other);
          open_store (&other);
        }
      create (&other, 3, "then", &error);
      g_assert_no_error (error);
      for (guint i = 0; i < 2; i++)
        {
          assert_name (&other, 0, "first");
          assert_name (&other, 1, "own");
          assert_name (&other, 2, "pending");
          assert_name (&other, 3, "then");
          assert_server_name (&other, 1, "own");
          assert_server_name (&other, 2, NULL);
          assert_server_name (&other, 3, NULL);
          g_assert_cmpint (rw_client_store_get_seen (other.store), ==, done ? 0 : 1);
          g_assert_cmpuint (rw_cache_writer_n_pending (other.store->writer), ==, 2);
          close_store (&other);
          open_store (&other);
        }
      close_store (&other);
      store_dir_remove (other.dir);
    }
  g_test_message ("%u places to fail, done in %u", n, n_done);
  g_assert_cmpuint (n_done, >, 0);
  open_store (fixture);
}

static void
test_renumbered_once (Fixture *fixture, gconstpointer data)
{
  renumbered (fixture, STORE_FAULT_ONCE);
}

static void
test_renumbered (Fixture *fixture, gconstpointer data)
{
  renumbered (fixture, STORE_FAULT_DISK);
}

/* What no message could carry is refused when it is done, not when it is sent. */
static void
test_too_much (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  g_autofree char *notes = g_strnfill (60000, 'x');

  for (guint i = 0; i <= RW_PUSH_GROUP_MOST; i++)
    {
      RwId id = rw_id_new ();
      g_autoptr (RwRecord) record = rw_record_new (RW_KIND_DOCUMENT, &id);
      g_autoptr (GPtrArray) inverses = NULL;
      g_autoptr (GError) error = NULL;
      gboolean many = i == RW_PUSH_GROUP_MOST;

      rw_record_set_text (record, RW_DOCUMENT_TITLE, "much");
      rw_record_set_text (record, RW_DOCUMENT_BODY, i < 120 ? notes : "");
      g_ptr_array_add (edits, rw_edit_new_create (record));
      if (i != 119 && !many)
        continue;
      inverses = rw_client_store_edit (fixture->store, edits, NULL, "much", RW_ROLE_ADMIN,
                                       fixture->news, &error);
      g_assert_null (inverses);
      g_assert_error (error, RW_ERROR, RW_ERROR_LIMIT);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, many ? "1001 changes" : "MB"));
      g_clear_error (&error);
    }
  rw_client_store_tell (fixture->store, fixture->news);
  g_assert_cmpint (fixture->news->queued, ==, 0);
}

/* An edit that another Rackward made, of a kind that this one does not know, goes to the server under the
 * name of its kind, whatever that is made of. */
static void
test_unknown_kind (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) entries =
    g_ptr_array_new_with_free_func ((GDestroyNotify) rw_outbox_entry_free);
  g_autoptr (GPtrArray) listed = NULL;
  g_autoptr (GBytes) message = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  RwOutboxEntry *entry = rw_outbox_entry_new ();
  gint64 first, last;

  entry->op = RW_OP_UPDATE;
  entry->id = fixture->ids[0];
  entry->unknown_kind = g_strdup ("star\"ship");
  entry->edit = g_strdup ("{\"name\":\"Enterprise\"}");
  entry->label = g_strdup ("Name it");
  g_ptr_array_add (entries, entry);
  rw_work_append (fixture->store->work, entries, &error);
  g_assert_no_error (error);
  close_store (fixture);
  open_store (fixture);
  listed = rw_work_list (fixture->store->work, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (listed->len, ==, 1);
  entry = g_ptr_array_index (listed, 0);
  g_assert_cmpint (entry->kind, ==, RW_KIND_NONE);
  g_assert_cmpstr (entry->unknown_kind, ==, "star\"ship");

  message = rw_client_store_push (fixture->store, EPOCH, 100, &first, &last, fixture->news, &error);
  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (message, NULL), g_bytes_get_size (message));
  g_assert_nonnull (strstr (text, "\"op\":\"update\",\"kind\":\"star\\\"ship\",\"id\":"));
  g_assert_nonnull (strstr (text, "\"set\":{\"name\":\"Enterprise\"}"));
}

/* Damage in the outbox that shows while it is in use: it is said, once, that a start helps, and it does. */
static void
test_work_damaged (Fixture *fixture, gconstpointer data)
{
  RwDb *db = rw_work_get_db (fixture->store->work);
  g_autofree char *path = g_strdup (rw_db_get_path (db));
  g_autofree char *sentence = NULL;
  g_autofree char *again = NULL;
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RwStoreNews) news = NULL;
  gsize length;

  create (fixture, 1, "own", &error);
  g_assert_no_error (error);
  g_assert_null (rw_client_store_explain_work (fixture->store));
  close_store (fixture);
  open_store (fixture);
  db = rw_work_get_db (fixture->store->work);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  memset (bytes + 4096, 0xa5, length - 4096);
  {
    FILE *file = fopen (path, "r+");

    g_assert_nonnull (file);
    g_assert_cmpint (fwrite (bytes, 1, length, file), ==, length);
    fclose (file);
  }
  /* What SQLite has in memory hides it for a while. */
  rw_db_exec (db, "PRAGMA shrink_memory", &error);
  g_assert_no_error (error);
  g_assert_false (create (fixture, 2, "then", &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_CORRUPT);
  sentence = rw_client_store_explain_work (fixture->store);
  g_test_message ("%s", sentence);
  g_assert_nonnull (strstr (sentence, "start it again"));
  again = rw_client_store_explain_work (fixture->store);
  g_assert_null (again);
  close_store (fixture);
  g_clear_error (&error);

  news = rw_store_news_new ();
  fixture->store = rw_client_store_open (fixture->dir, "demo", news, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (news->notices->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (news->notices, 0), "was moved to"));
}

int
main (int argc, char *argv[])
{
  store_faults_install ();
  g_test_init (&argc, &argv, NULL);
  /* What a person would be told to look at. */
  g_log_set_always_fatal (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL);
#define ADD(path, test) \
  g_test_add ("/sync/client-store/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("seen", test_seen);
  ADD ("fails-once", test_fails_once);
  ADD ("fails", test_fails);
  ADD ("refused-once", test_refused_once);
  ADD ("refused", test_refused);
  ADD ("renumbered-once", test_renumbered_once);
  ADD ("renumbered", test_renumbered);
  ADD ("too-much", test_too_much);
  ADD ("unknown-kind", test_unknown_kind);
  ADD ("work-damaged", test_work_damaged);
#undef ADD
  return g_test_run ();
}
