/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "daemon.h"
#include "rw-accounts.h"
#include "rw-backup.h"
#include "rw-clock.h"
#include "rw-error.h"
#include "rw-file-backup.h"
#include "rw-log-store-sqlite-private.h"
#include "rw-store-check.h"

typedef struct
{
  char *dir;
  char *path;
  char *backup;
  RwLogStore *store;
  RwLogAuthor author;
  gint done; /* atomic */
} Fixture;

static RwLogStore *
open_store (const char *path)
{
  g_autoptr (GError) error = NULL;
  RwLogStore *store = rw_log_store_sqlite_open (path, &error);

  g_assert_no_error (error);
  return store;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->dir = g_dir_make_tmp ("rackward-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->dir, "rackward.db", NULL);
  fixture->backup = g_build_filename (fixture->dir, "backup", NULL);
  fixture->author = (RwLogAuthor) { .at = 1760000000000000, .actor = "Jana Roth" };
  fixture->store = open_store (fixture->path);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->store);
  remove_folder (fixture->dir);
  g_free (fixture->dir);
  g_free (fixture->path);
  g_free (fixture->backup);
}

static RwRecord *
new_site (const char *name)
{
  RwRecord *site = rw_record_new (RW_KIND_SITE, NULL);

  rw_record_set_text (site, RW_SITE_NAME, name);
  return site;
}

/* Writes as a client does: with a number of its own, and an answer that is kept. */
static void
save (RwLogStore  *store,
      RwLogAuthor *author,
      RwRecord    *record,
      RwLogState  *before)
{
  g_autofree char *reply = NULL;
  g_autoptr (GError) error = NULL;

  author->mid++;
  if (rw_id_is_nil (&author->client))
    author->client = rw_id_new ();
  reply = g_strdup_printf ("{\"mid\":%" G_GINT64_FORMAT ",\"status\":\"applied\",\"seq\":1}",
                           author->mid);
  g_assert_true (rw_log_store_begin (store, &error));
  g_assert_true (rw_log_store_append (store, author, before, record, NULL, &error));
  g_assert_true (
    rw_log_store_set_result (store, &author->client, author->mid, author->at, reply, &error));
  g_assert_true (rw_log_store_commit (store, &error));
  g_assert_no_error (error);
}

static RwId
save_site (Fixture    *fixture,
           const char *name)
{
  g_autoptr (RwRecord) site = new_site (name);

  save (fixture->store, &fixture->author, site, NULL);
  return *rw_record_get_id (site);
}

static void
delete_site (Fixture    *fixture,
             const RwId *id)
{
  g_autoptr (RwLogState) state = rw_log_store_get (fixture->store, id, NULL);

  g_assert_nonnull (state->record);
  save (fixture->store, &fixture->author, NULL, state);
}

static gboolean
is_sound (const char *path,
          GError    **error)
{
  g_autoptr (RwLogStore) store = rw_log_store_sqlite_open_snapshot (path, error);

  return store != NULL && rw_store_is_sound (RW_LOG_STORE_SQLITE (store), NULL, error);
}

/* --- Backup ------------------------------------------------------------------------------------------ */

static gpointer
write_cb (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (RwLogStore) store = open_store (fixture->path);

  for (int i = 0; g_atomic_int_get (&fixture->done) == 0; i++)
    {
      g_autofree char *name = g_strdup_printf ("Under load %d", i);
      g_autoptr (RwRecord) site = new_site (name);

      save (store, &fixture->author, site, NULL);
    }
  return NULL;
}

/* While somebody writes as fast as the disk can: every copy is of one moment. */
static void
test_under_load (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GThread) writer = NULL;
  gint64 last = 0;

  for (int i = 0; i < 500; i++)
    {
      g_autofree char *name = g_strdup_printf ("Before %d", i);

      save_site (fixture, name);
    }
  g_clear_object (&fixture->store);
  writer = g_thread_new ("writer", write_cb, fixture);
  for (int i = 0; i < 10; i++)
    {
      g_auto (RwBackupInfo) info = { 0 };
      g_autoptr (GError) error = NULL;
      struct stat stats;

      g_assert_true (rw_backup_make (fixture->path, fixture->backup, &info, &error));
      g_assert_no_error (error);
      g_assert_cmpint (info.head, >=, last);
      g_assert_cmpint (info.records, ==, info.head);
      g_assert_cmpint (g_stat (fixture->backup, &stats), ==, 0);
      g_assert_cmpint (stats.st_mode & 0777, ==, 0600);
      g_assert_cmpint (stats.st_size, ==, info.bytes);
      last = info.head;
    }
  g_atomic_int_set (&fixture->done, 1);
  g_thread_join (g_steal_pointer (&writer));
  g_assert_cmpint (last, >, 500);
  g_assert_true (is_sound (fixture->path, NULL));
  {
    /* One file, nothing beside it. */
    g_autofree char *log = g_strconcat (fixture->backup, "-wal", NULL);

    g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  }
}

static void
test_targets (Fixture       *fixture,
              gconstpointer  data)
{
  static const char *const own[] = { "rackward.db", "rackward.db-wal", "rackward.db.restoring" };
  g_autofree char *other = g_build_filename (fixture->dir, "letter", NULL);
  g_autofree char *link_path = g_build_filename (fixture->dir, "link", NULL);
  g_autofree char *nowhere = g_build_filename (fixture->dir, "no", "where", NULL);
  g_autofree char *letter = NULL;
  g_auto (RwBackupInfo) info = { 0 };
  g_autoptr (GError) error = NULL;

  save_site (fixture, "Frankfurt");
  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    {
      g_autofree char *path = g_build_filename (fixture->dir, own[i], NULL);

      g_assert_false (rw_backup_make (fixture->path, path, &info, &error));
      g_assert_error (error, RW_ERROR, RW_ERROR_INVALID);
      g_clear_error (&error);
    }
  g_assert_cmpint (link (fixture->path, link_path), ==, 0);
  g_assert_false (rw_backup_make (fixture->path, link_path, &info, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (other, "Dear all", -1, NULL));
  g_assert_false (rw_backup_make (fixture->path, other, &info, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_true (g_file_get_contents (other, &letter, NULL, NULL));
  g_assert_cmpstr (letter, ==, "Dear all");
  g_assert_false (rw_backup_make (fixture->path, nowhere, &info, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_NOT_FOUND);
}

/* --- Restore ----------------------------------------------------------------------------------------- */

static void
test_restore (Fixture       *fixture,
              gconstpointer  data)
{
  gboolean from_backup = GPOINTER_TO_INT (data);
  RwLogStoreSqlite *store = RW_LOG_STORE_SQLITE (fixture->store);
  g_autofree char *epoch = rw_log_store_get_epoch (fixture->store, NULL);
  g_autofree char *after = NULL;
  g_autofree char *epochs = NULL;
  g_autoptr (GPtrArray) tokens = NULL;
  g_autoptr (RwAccount) added = NULL;
  g_autoptr (RwLogState) state = NULL;
  g_auto (RwBackupInfo) info = { 0 };
  g_autoptr (RwToken) token = NULL;
  g_autoptr (GError) error = NULL;
  RwId kept, lost;

  kept = save_site (fixture, "Frankfurt");
  g_free (rw_tokens_create (store, NULL, "Wall", RW_ROLE_WALL, RW_DAY, FALSE, &token, NULL));
  g_assert_true (rw_backup_make (fixture->path, fixture->backup, &info, &error));
  g_assert_no_error (error);
  g_assert_true (rw_tokens_revoke (store, &token->id, NULL));
  g_assert_true (rw_accounts_add (store, "jana", NULL, RW_ROLE_ADMIN, NULL, NULL));
  lost = save_site (fixture, "Berlin");
  g_clear_object (&fixture->store);

  g_assert_true (rw_backup_restore (fixture->backup, fixture->path, from_backup, &info, &error));
  g_assert_no_error (error);
  g_assert_cmpint (info.head, ==, 1);
  g_assert_cmpint (info.records, ==, 1);
  g_assert_true (info.access_kept == !from_backup);
  g_assert_true (is_sound (fixture->path, &error));
  g_assert_true (is_sound (info.aside, &error));

  fixture->store = open_store (fixture->path);
  state = rw_log_store_get (fixture->store, &kept, NULL);
  g_assert_nonnull (state);
  g_assert_null (rw_log_store_get (fixture->store, &lost, NULL));
  after = rw_log_store_get_epoch (fixture->store, NULL);
  epochs = rw_log_store_get_epochs (fixture->store, NULL);
  g_assert_cmpstr (after, !=, epoch);
  g_assert_nonnull (strstr (epochs, epoch));
  /* Who was shut out since stays out, unless that is what is to be undone. */
  tokens = rw_tokens_list (RW_LOG_STORE_SQLITE (fixture->store), NULL);
  g_assert_cmpint (tokens->len, ==, from_backup ? 1 : 0);
  added = rw_accounts_find (RW_LOG_STORE_SQLITE (fixture->store), "jana", NULL);
  g_assert_true ((added != NULL) == !from_backup);
}

/* A damaged store is replaced too; a damaged backup replaces nothing. */
static void
test_restore_damaged (Fixture       *fixture,
                      gconstpointer  data)
{
  g_auto (RwBackupInfo) info = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize length, n_before, n_after;

  for (int i = 0; i < 300; i++)
    {
      g_autofree char *name = g_strdup_printf ("Site %d", i);

      save_site (fixture, name);
    }
  g_assert_true (rw_backup_make (fixture->path, fixture->backup, &info, &error));
  g_clear_object (&fixture->store);
  g_assert_true (g_file_get_contents (fixture->path, &before, &n_before, NULL));

  g_assert_true (g_file_get_contents (fixture->backup, &content, &length, NULL));
  memset (content + length / 2, 0x5a, 20000);
  g_assert_true (g_file_set_contents (fixture->backup, content, (gssize) length, NULL));
  g_assert_false (rw_backup_restore (fixture->backup, fixture->path, FALSE, &info, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_CORRUPT);
  g_clear_error (&error);
  g_assert_true (g_file_get_contents (fixture->path, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);

  /* The other way round. */
  g_assert_true (g_file_set_contents (fixture->path, content, (gssize) length, NULL));
  g_assert_true (g_file_set_contents (fixture->backup, before, (gssize) n_before, NULL));
  g_assert_true (rw_backup_restore (fixture->backup, fixture->path, FALSE, &info, &error));
  g_assert_no_error (error);
  g_assert_false (info.access_kept);
  g_assert_true (is_sound (fixture->path, &error));
  g_assert_true (g_file_test (info.aside, G_FILE_TEST_EXISTS));
}

/* --- Check ------------------------------------------------------------------------------------------- */

static void
test_check (Fixture       *fixture,
            gconstpointer  data)
{
  static const char *const harm[] = {
    "DELETE FROM rec WHERE seq = 2",
    "UPDATE rec SET deleted = 1 WHERE seq = 2",
    "UPDATE rec SET seq = 99 WHERE seq = 2",
    "UPDATE rec SET kind = 'rack' WHERE seq = 2",
    "UPDATE rec SET body = '{' WHERE seq = 2",
    "UPDATE rec SET fver = '3' WHERE seq = 2",
    "UPDATE rec SET fver = '1 nonsense:1' WHERE seq = 2",
    "DELETE FROM ref",
    "INSERT INTO ref VALUES (x'01', x'02')",
    "DELETE FROM uniq",
    "INSERT INTO uniq VALUES ('site', 'name', 'x', x'01')",
    "UPDATE meta SET value = '9' WHERE name = 'head'",
    "INSERT OR REPLACE INTO meta VALUES ('floor', '9')",
    "UPDATE meta SET value = 'x' WHERE name = 'epoch'",
    "UPDATE history SET actor = 'Nobody' WHERE seq = 1",
    "UPDATE client SET last_mid = 1",
    "DELETE FROM client",
    "UPDATE result SET mid = 77 WHERE mid = 1",
    "UPDATE result SET reply = '{\"mid\":2,}' WHERE mid = 1",
    "INSERT INTO token VALUES (zeroblob (32), x'01', x'02', 'x', 1, 0, 0, 0)",
    "INSERT INTO account VALUES (x'01', 'a', 'a', NULL, 1, 'secret', 1, 0)",
  };
  RwLogStoreSqlite *store = RW_LOG_STORE_SQLITE (fixture->store);
  RwDb *db = rw_log_store_sqlite_get_db (store);
  g_autoptr (RwRecord) room = rw_record_new (RW_KIND_ROOM, NULL);
  g_autoptr (GError) error = NULL;
  RwId site = save_site (fixture, "Frankfurt");

  rw_record_set_text (room, RW_ROOM_NAME, "Cage");
  rw_record_set_ref (room, RW_ROOM_SITE, &site);
  save (fixture->store, &fixture->author, room, NULL);
  g_assert_true (rw_store_is_sound (store, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (rw_db_exec (db, "DROP TRIGGER history_no_update", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (harm); i++)
    {
      g_autoptr (GError) found = NULL;

      g_assert_true (rw_db_begin (db, NULL));
      g_assert_true (rw_db_exec (db, harm[i], &error));
      g_assert_no_error (error);
      if (rw_store_is_sound (store, NULL, &found))
        g_error ("not seen: %s", harm[i]);
      g_test_message ("%s: %s", harm[i], found->message);
      g_assert_error (found, RW_ERROR, RW_ERROR_CORRUPT);
      rw_db_rollback (db);
    }
  g_assert_true (rw_store_is_sound (store, NULL, NULL));
}

/* --- Compact ----------------------------------------------------------------------------------------- */

static void
test_compact (Fixture       *fixture,
              gconstpointer  data)
{
  RwLogStoreSqlite *store = RW_LOG_STORE_SQLITE (fixture->store);
  gint64 old = fixture->author.at, entries = 0;
  g_autoptr (GError) error = NULL;
  RwCompactInfo info;
  RwId late;

  for (int i = 0; i < 200; i++)
    {
      g_autofree char *name = g_strdup_printf ("Site %d", i);
      RwId id = save_site (fixture, name);

      if (i % 2 == 0)
        delete_site (fixture, &id);
    }
  fixture->author.at = old + 100 * RW_DAY;
  late = save_site (fixture, "Late");
  delete_site (fixture, &late);
  /* Room that nobody needs any more. */
  g_assert_true (rw_db_exec (
    rw_log_store_sqlite_get_db (store),
    "CREATE TABLE waste (a); WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT"
    " i + 1 FROM n WHERE i < 2000) INSERT INTO waste SELECT zeroblob (1000) FROM n; DROP TABLE waste",
    &error));
  g_assert_no_error (error);

  g_assert_true (rw_store_compact (store, old + 50 * RW_DAY, &info, &error));
  g_assert_no_error (error);
  g_assert_cmpint (info.tombstones, ==, 100);
  g_assert_cmpint (info.results, ==, 300);
  g_assert_cmpint (info.after, <, info.before / 2);
  g_assert_cmpint (info.floor, >, 0);
  g_assert_cmpint (info.floor, <=, 300);
  g_assert_true (rw_log_store_verify (fixture->store, &entries, &error));
  g_assert_cmpint (entries, ==, 302);
  g_assert_true (rw_store_is_sound (store, NULL, &error));
  g_assert_no_error (error);
  /* Again there is nothing to do, and it goes on. */
  g_assert_true (rw_store_compact (store, old + 50 * RW_DAY, &info, &error));
  g_assert_cmpint (info.tombstones + info.results, ==, 0);
  save_site (fixture, "After");
  g_assert_true (rw_store_is_sound (store, NULL, &error));
}

/* --- Attached files ---------------------------------------------------------------------------------- */

/* Puts a file into the data folder, and returns its digest. */
static char *
keep_file (Fixture    *fixture,
           const char *text)
{
  g_autoptr (RwFileStore) files = rw_file_store_new (fixture->dir, RW_FILE_MOST, NULL);
  g_autoptr (RwFileWriter) writer = rw_file_writer_new (rw_file_store_get_folder (files), NULL);
  gboolean added;

  g_assert_true (rw_file_writer_write (writer, text, strlen (text), NULL));
  g_assert_true (
    rw_file_store_keep (files, writer, rw_file_writer_get_digest (writer), &added, NULL));
  return g_strdup (rw_file_writer_get_digest (writer));
}

static void
attach (Fixture    *fixture,
        const char *digest)
{
  g_autoptr (RwRecord) record = rw_record_new (RW_KIND_ATTACHMENT, NULL);
  g_autoptr (RwRecord) document = rw_record_new (RW_KIND_DOCUMENT, NULL);

  rw_record_set_text (document, RW_DOCUMENT_TITLE, "Restart order");
  save (fixture->store, &fixture->author, document, NULL);
  rw_record_set_ref (record, RW_ATTACHMENT_SUBJECT, rw_record_get_id (document));
  rw_record_set_text (record, RW_ATTACHMENT_NAME, "x");
  rw_record_set_text (record, RW_ATTACHMENT_DIGEST, digest);
  save (fixture->store, &fixture->author, record, NULL);
}

static void
report_files_cb (const char *what,
                 GPtrArray  *findings,
                 gint64      figure,
                 gpointer    user_data)
{
  guint *n = user_data;

  n[0] = (guint) figure;
  n[1] = findings->len;
}

static void
test_files (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *a = keep_file (fixture, "a");
  g_autofree char *b = keep_file (fixture, "b");
  g_autofree char *unwanted = keep_file (fixture, "unwanted");
  g_autofree char *missing = g_strnfill (64, '0');
  g_autofree char *folder = rw_file_backup_path (fixture->backup);
  g_autofree char *files = rw_file_store_path (fixture->dir);
  g_autofree char *a_path = g_build_filename (files, a, NULL);
  g_autofree char *b_copy = g_build_filename (folder, b, NULL);
  g_autofree char *stale = g_build_filename (folder, missing, NULL);
  g_autofree char *text = NULL;
  g_auto (RwBackupInfo) info = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean sound = TRUE;
  RwFileCopies copies;
  struct stat stats;
  guint n[2];

  /* Without files there is no folder. */
  rw_backup_make (fixture->path, fixture->backup, &info, &error);
  g_assert_no_error (error);
  g_assert_true (rw_file_backup_make (fixture->dir, fixture->backup, &copies, &error));
  g_assert_cmpuint (copies.wanted, ==, 0);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));

  attach (fixture, a);
  attach (fixture, a);
  attach (fixture, b);
  attach (fixture, missing);
  rw_backup_make (fixture->path, fixture->backup, &info, &error);
  g_assert_no_error (error);
  g_assert_true (rw_file_backup_make (fixture->dir, fixture->backup, &copies, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (copies.wanted, ==, 3);
  g_assert_cmpuint (copies.copied, ==, 2);
  g_assert_cmpint (copies.bytes, ==, 2);
  g_assert_cmpuint (copies.missing, ==, 1);
  g_assert_cmpint (g_stat (folder, &stats), ==, 0);
  g_assert_cmpint (stats.st_mode & 0777, ==, 0700);
  g_assert_cmpint (g_stat (b_copy, &stats), ==, 0);
  g_assert_cmpint (stats.st_mode & 0777, ==, 0600);

  /* The second time nothing is copied, and what no record wants goes. */
  g_free (stale);
  stale = g_build_filename (folder, unwanted, NULL);
  g_assert_true (g_file_set_contents (stale, "unwanted", -1, NULL));
  g_assert_true (rw_file_backup_make (fixture->dir, fixture->backup, &copies, &error));
  g_assert_cmpuint (copies.copied, ==, 0);
  g_assert_false (g_file_test (stale, G_FILE_TEST_EXISTS));

  /* One is lost and one damaged in the backup: the others come back all the same. */
  g_clear_object (&fixture->store);
  g_assert_cmpint (g_unlink (a_path), ==, 0);
  g_free (text);
  text = g_build_filename (files, b, NULL);
  g_assert_cmpint (g_unlink (text), ==, 0);
  g_assert_true (g_file_set_contents (b_copy, "c", -1, NULL));
  g_assert_true (rw_file_check (folder, report_files_cb, n, &sound, &error));
  g_assert_cmpuint (n[0], ==, 2);
  g_assert_cmpuint (n[1], ==, 1);
  g_assert_false (sound);
  g_assert_true (rw_backup_restore (fixture->backup, fixture->path, FALSE, &info, &error));
  g_assert_true (rw_file_backup_restore (fixture->backup, fixture->dir, &copies, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (copies.copied, ==, 1);
  g_assert_cmpuint (copies.damaged, ==, 1);
  g_assert_cmpuint (copies.missing, ==, 1);
  g_free (text);
  g_assert_true (g_file_get_contents (a_path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "a");
  sound = TRUE;
  g_assert_true (rw_file_check (files, report_files_cb, n, &sound, &error));
  g_assert_cmpuint (n[0], ==, 2);
  g_assert_true (sound);
}

#define ADD(path, func, data) g_test_add (path, Fixture, GINT_TO_POINTER (data), set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/backup/under-load", test_under_load, 0);
  ADD ("/backup/targets", test_targets, 0);
  ADD ("/backup/restore", test_restore, FALSE);
  ADD ("/backup/restore/access", test_restore, TRUE);
  ADD ("/backup/restore/damaged", test_restore_damaged, 0);
  ADD ("/backup/check", test_check, 0);
  ADD ("/backup/compact", test_compact, 0);
  ADD ("/backup/files", test_files, 0);
  return g_test_run ();
}
