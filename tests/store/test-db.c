/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rw-error.h"
#include "rw-migrator.h"
#include "rw-store-lock.h"
#include "store-fixture.h"

#define ID 0x52577465

typedef struct
{
  char *dir;
  char *path;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->dir = store_dir_new ();
  fixture->path = g_build_filename (fixture->dir, "cache-demo.3.db", NULL);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  store_dir_remove (fixture->dir);
  g_free (fixture->path);
}

static RwDb *
create (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  RwDb *db = rw_db_open (fixture->path, ID, 7, RW_DB_CREATE, &error);

  g_assert_no_error (error);
  rw_db_exec (db, "CREATE TABLE t (a INTEGER PRIMARY KEY, b)", &error);
  g_assert_no_error (error);
  return db;
}

static gint64
ask (RwDb       *db,
     const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RwStmt) stmt = rw_db_prepare (db, sql, &error);
  gboolean row;

  g_assert_no_error (error);
  rw_stmt_step (stmt, &row, &error);
  g_assert_no_error (error);
  g_assert_true (row);
  return rw_stmt_get_integer (stmt, 0);
}

static void
test_guards (Fixture      *fixture,
             gconstpointer data)
{
  RwDb *db = create (fixture);
  g_autoptr (RwDb) reader = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (ask (db, "PRAGMA application_id"), ==, ID);
  g_assert_cmpint (ask (db, "PRAGMA trusted_schema"), ==, 0);
  g_assert_cmpint (ask (db, "PRAGMA cell_size_check"), ==, 1);
  g_assert_cmpint (ask (db, "PRAGMA wal_autocheckpoint"), ==, 0);
  g_assert_cmpint (ask (db, "PRAGMA synchronous"), ==, 1);
  g_assert_cmpint (ask (db, "PRAGMA query_only"), ==, 0);
  /* Defensive: the schema table cannot be written. */
  rw_db_exec (db, "PRAGMA writable_schema=ON", NULL);
  g_assert_false (rw_db_exec (db, "DELETE FROM sqlite_schema", NULL));
  /* A misspelt column is an error, not a text. */
  g_assert_false (rw_db_exec (db, "SELECT \"nonsense\" FROM t", NULL));

  reader = rw_db_open (fixture->path, ID, 7, RW_DB_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ask (reader, "PRAGMA query_only"), ==, 1);
  g_assert_false (rw_db_exec (reader, "INSERT INTO t VALUES (1, 1)", NULL));
  rw_db_close (db);
  db = rw_db_open (fixture->path, ID, 7, RW_DB_FULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ask (db, "PRAGMA synchronous"), ==, 2);
  rw_db_close (db);
}

static void
test_refused (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *inside = g_build_filename (fixture->path, "x", NULL);
  RwDb *db;

  g_assert_null (rw_db_open (fixture->path, ID, 7, RW_DB_DEFAULT, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_NOT_FOUND);
  g_assert_cmpstr (error->message, ==, "Could not open the cache of demo: there is no such file");
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_clear_error (&error);

  db = create (fixture);
  rw_db_set_user_version (db, 9, NULL);
  rw_db_close (db);
  g_assert_null (rw_db_open (fixture->path, ID, 7, RW_DB_DEFAULT, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_TOO_NEW);
  g_assert_cmpstr (error->message, ==, "Could not open the cache of demo: file is from a newer Rackward (schema 9, this one knows 7)");
  g_clear_error (&error);

  g_assert_null (rw_db_open (fixture->path, ID + 1, 9, RW_DB_DEFAULT, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_CORRUPT);
  g_clear_error (&error);

  /* A folder where the file should be is a fault of permissions or place: never "damaged". */
  g_unlink (fixture->path);
  g_mkdir (fixture->path, 0700);
  g_assert_null (rw_db_open (fixture->path, ID, 7, RW_DB_CREATE, &error));
  g_assert_nonnull (error);
  g_assert_false (g_error_matches (error, RW_ERROR, RW_ERROR_CORRUPT));
  g_clear_error (&error);
  g_rmdir (fixture->path);
}

static void
test_permission (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  if (geteuid () == 0)
    {
      g_test_skip ("root may write everything");
      return;
    }
  rw_db_close (create (fixture));
  chmod (fixture->path, 0400);
  g_assert_null (rw_db_open (fixture->path, ID, 7, RW_DB_DEFAULT, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_FORBIDDEN);
}

static void
test_damaged (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  g_autofree char *aside = NULL;
  gsize length;
  RwDb *db = create (fixture);

  rw_db_exec (db, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) "
                  "INSERT INTO t SELECT i, randomblob (50) FROM n", &error);
  g_assert_no_error (error);
  g_assert_true (rw_db_quick_check (db, &error));
  rw_db_close (db);
  g_file_get_contents (fixture->path, &bytes, &length, &error);
  memset (bytes + 2 * 4096, 0xa5, length - 3 * 4096);
  g_file_set_contents (fixture->path, bytes, (gssize) length, &error);
  g_assert_no_error (error);

  db = rw_db_open (fixture->path, ID, 7, RW_DB_DEFAULT, &error);
  g_assert_no_error (error);
  g_assert_false (rw_db_quick_check (db, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_CORRUPT);
  g_clear_error (&error);
  g_assert_false (rw_db_exec (db, "SELECT sum (length (b)) FROM t", &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_CORRUPT);
  g_assert_true (g_str_has_prefix (error->message, "Could not write to the cache of demo: the file is damaged"));
  g_clear_error (&error);
  rw_db_close (db);

  aside = rw_db_set_aside (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
}

/* The log goes with its file: a new file of the same name must not meet it. */
static void
test_aside_takes_log (Fixture      *fixture,
                      gconstpointer data)
{
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *aside = NULL;
  g_autofree char *aside_log = NULL;

  g_file_set_contents (fixture->path, "x", 1, NULL);
  g_file_set_contents (log, "y", 1, NULL);
  aside = rw_db_set_aside (fixture->path, NULL);
  aside_log = g_strconcat (aside, "-wal", NULL);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (aside_log, G_FILE_TEST_EXISTS));
}

static void
test_full (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RwDb) db = create (fixture);

  rw_db_exec (db, "INSERT INTO t VALUES (1, 'kept'); PRAGMA max_page_count=4", &error);
  g_assert_no_error (error);
  g_assert_true (rw_db_begin (db, &error));
  g_assert_false (rw_db_exec (db, "INSERT INTO t VALUES (2, zeroblob (100000))", &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_FULL);
  g_assert_nonnull (strstr (error->message, "the disk is full"));
  rw_db_rollback (db);
  g_assert_cmpint (ask (db, "SELECT count(*) FROM t"), ==, 1);
}

static void
test_statements (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (RwDb) db = create (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (RwStmt) insert = rw_db_prepare (db, "INSERT INTO t VALUES (?1, ?2)", &error);
  RwStmt *first, *second;
  RwId id = rw_id_new (), seen;
  gboolean row;
  gsize length;

  rw_stmt_bind_integer (insert, 1, 1);
  rw_stmt_bind_id (insert, 2, &id);
  g_assert_true (rw_stmt_run (insert, &error));
  rw_stmt_bind_integer (insert, 1, 2);
  rw_stmt_bind_text (insert, 2, NULL);
  g_assert_true (rw_stmt_run (insert, &error));
  rw_stmt_bind_integer (insert, 1, 2);
  g_assert_false (rw_stmt_run (insert, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_CONFLICT);
  g_clear_error (&error);
  /* A parameter that is not there is told by the step, and only once. */
  rw_stmt_bind_integer (insert, 9, 1);
  g_assert_false (rw_stmt_run (insert, &error));
  g_clear_error (&error);
  rw_stmt_bind_integer (insert, 1, 3);
  g_assert_true (rw_stmt_run (insert, &error));
  g_assert_cmpint (rw_db_get_changes (db), ==, 1);

  /* The same text twice at a time gives two statements; given back, it is the same again. */
  first = rw_db_prepare (db, "SELECT a, b FROM t ORDER BY a", &error);
  second = rw_db_prepare (db, "SELECT a, b FROM t ORDER BY a", &error);
  g_assert_true (first != second);
  g_assert_true (rw_stmt_step (first, &row, &error) && row);
  g_assert_true (rw_stmt_step (second, &row, &error) && row);
  g_assert_true (rw_stmt_get_id (first, 1, &seen));
  g_assert_true (rw_id_equal (&id, &seen));
  g_assert_true (rw_stmt_step (first, &row, &error) && row);
  g_assert_true (rw_stmt_is_null (first, 1));
  g_assert_null (rw_stmt_get_text (first, 1));
  g_assert_false (rw_stmt_get_id (first, 1, &seen));
  g_assert_null (rw_stmt_get_blob (first, 1, &length));
  g_assert_cmpuint (length, ==, 0);
  g_assert_cmpint (rw_stmt_get_integer (second, 0), ==, 1);
  rw_stmt_free (first);
  rw_stmt_free (second);
  second = rw_db_prepare (db, "SELECT a, b FROM t ORDER BY a", &error);
  g_assert_true (first == second);
  g_assert_true (rw_stmt_step (second, &row, &error) && row);
  g_assert_cmpint (rw_stmt_get_integer (second, 0), ==, 1);
  rw_stmt_free (second);
  g_assert_null (rw_db_prepare (db, "SELECT nonsense FROM t", &error));
  g_assert_nonnull (strstr (error->message, "SELECT nonsense"));
}

static void
test_snapshot (Fixture      *fixture,
               gconstpointer data)
{
  RwDb *db = create (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (RwDb) reader = rw_db_open (fixture->path, ID, 7, RW_DB_READ_ONLY, &error);
  GStatBuf status;
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);

  g_assert_no_error (error);
  g_assert_true (rw_db_begin (reader, &error));
  g_assert_cmpint (ask (reader, "SELECT count(*) FROM t"), ==, 0);
  rw_db_exec (db, "INSERT INTO t VALUES (1, 1)", &error);
  g_assert_cmpint (ask (reader, "SELECT count(*) FROM t"), ==, 0);
  rw_db_rollback (reader);
  g_assert_cmpint (ask (reader, "SELECT count(*) FROM t"), ==, 1);
  g_assert_true (rw_db_checkpoint (db, &error));
  g_assert_cmpint (g_stat (log, &status), ==, 0);
  g_assert_cmpint (status.st_size, ==, 0);
  rw_db_close (db);
}

/* Nothing checkpoints by itself, so the writer must: the log stays short. */
static void
test_log_stays_short (Fixture      *fixture,
                      gconstpointer data)
{
  RwDb *db = create (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  GStatBuf status;

  for (int i = 0; i < 60; i++)
    {
      g_assert_true (rw_db_begin (db, &error));
      rw_db_exec (db, "INSERT INTO t (b) VALUES (zeroblob (1000000))", &error);
      g_assert_true (rw_db_commit (db, &error));
    }
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (log, &status), ==, 0);
  g_assert_cmpint (status.st_size, <, 20000000);
  rw_db_close (db);
  /* The last one to close leaves one file. */
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
}

static void
test_lock (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *below = g_build_filename (fixture->dir, "made", NULL);
  g_autofree char *file = g_build_filename (below, "demo.lock", NULL);
  RwStoreLock *lock = rw_store_lock_acquire (below, "demo", &error);
  RwStoreLock *other;

  g_assert_no_error (error);
  g_assert_null (rw_store_lock_acquire (below, "demo", &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_BUSY);
  g_clear_error (&error);
  other = rw_store_lock_acquire (below, "elsewhere", &error);
  g_assert_no_error (error);
  rw_store_lock_release (other);
  rw_store_lock_release (lock);
  lock = rw_store_lock_acquire (below, "demo", &error);
  g_assert_no_error (error);
  rw_store_lock_release (lock);
  g_unlink (file);
  g_free (file);
  file = g_build_filename (below, "elsewhere.lock", NULL);
  g_unlink (file);
  g_rmdir (below);
}

static void
test_describe (void)
{
  static const char *const pairs[][2] = {
    { "/x/cache-demo.12.db", "the cache of demo" },
    { "/x/cache-demo.new", "the cache of demo" },
    { "/x/cache-rack.example.net.4.db", "the cache of rack.example.net" },
    { "/x/work-demo.db", "the work file of demo" },
    { "/var/lib/rackward/log.db", "/var/lib/rackward/log.db" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *title = rw_db_describe_path (pairs[i][0]);

      g_assert_cmpstr (title, ==, pairs[i][1]);
    }
}

static gint64
size_of (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 ? info.st_size : -1;
}

/* What is left by a process that ended: the file and its log as they are now, under another name. */
static char *
copy_as_left (Fixture *fixture)
{
  static const char *const endings[] = { "", "-wal" };
  char *path = g_build_filename (fixture->dir, "work-demo.db", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *from = g_strconcat (fixture->path, endings[i], NULL);
      g_autofree char *to = g_strconcat (path, endings[i], NULL);
      g_autofree char *bytes = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (from, &bytes, &length, NULL));
      g_assert_cmpuint (length, >, 0);
      g_assert_true (g_file_set_contents (to, bytes, (gssize) length, NULL));
    }
  return path;
}

/* Nobody knows whether the log of a process that ended was synced: its last commit may be one whose sync
 * failed. Before anybody reads it from a file that promises to keep what was read, it is in the file. */
static void
test_left_log_is_settled (Fixture      *fixture,
                          gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  RwDb *db = create (fixture), *left;
  g_autofree char *path = NULL;
  g_autofree char *log = NULL;

  rw_db_exec (db, "INSERT INTO t VALUES (1, 'kept')", &error);
  g_assert_no_error (error);
  path = copy_as_left (fixture);
  log = g_strconcat (path, "-wal", NULL);
  rw_db_close (db);

  left = rw_db_open (path, ID, 7, RW_DB_FULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (size_of (log), ==, 0);
  g_assert_cmpint (ask (left, "SELECT count (*) FROM t"), ==, 1);
  rw_db_close (left);
}

/* One that reads the file, a backup for example, does not keep it from being opened. */
static void
test_left_log_is_read (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  RwDb *db = create (fixture), *left;
  g_autofree char *path = NULL;
  g_autoptr (RwDb) reader = NULL;

  path = copy_as_left (fixture);
  rw_db_close (db);
  reader = rw_db_open (path, ID, 7, RW_DB_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_true (rw_db_begin (reader, &error));
  g_assert_cmpint (ask (reader, "SELECT count (*) FROM t"), ==, 0);

  left = rw_db_open (path, ID, 7, RW_DB_FULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ask (left, "SELECT count (*) FROM t"), ==, 0);
  rw_db_exec (left, "INSERT INTO t VALUES (2, 'new')", &error);
  g_assert_no_error (error);
  rw_db_rollback (reader);
  rw_db_close (left);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/store/db/guards", test_guards);
  ADD ("/store/db/refused", test_refused);
  ADD ("/store/db/permission", test_permission);
  ADD ("/store/db/damaged", test_damaged);
  ADD ("/store/db/aside-takes-log", test_aside_takes_log);
  ADD ("/store/db/full", test_full);
  ADD ("/store/db/statements", test_statements);
  ADD ("/store/db/snapshot", test_snapshot);
  ADD ("/store/db/log-stays-short", test_log_stays_short);
  ADD ("/store/db/left-log-is-settled", test_left_log_is_settled);
  ADD ("/store/db/left-log-is-read", test_left_log_is_read);
  ADD ("/store/db/lock", test_lock);
  g_test_add_func ("/store/db/describe", test_describe);
  return g_test_run ();
}
