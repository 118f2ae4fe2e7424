/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "daemon.h"
#include "rw-error.h"
#include "rw-log-schema.h"
#include "rw-store-check.h"
#include "test-migration-resources.h"

/* A server's file as the first version wrote it, in the hands of later ones. */

typedef struct
{
  char *dir;
  char *path;
} Fixture;

/* store-1.sql is a dump of a file of the first version; it never changes. */
static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GBytes) sql = NULL;
  g_autoptr (RwDb) db = NULL;
  g_autoptr (GError) error = NULL;

  fixture->dir = g_dir_make_tmp ("rackward-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->dir, "rackward.db", NULL);
  sql = g_resource_lookup_data (test_migration_get_resource (), "/test/store-1.sql", 0, &error);
  g_assert_no_error (error);
  db = rw_db_open (fixture->path, RW_LOG_APPLICATION_ID, 1, RW_DB_CREATE, &error);
  g_assert_no_error (error);
  g_assert_true (rw_db_exec (db, g_bytes_get_data (sql, NULL), &error));
  g_assert_no_error (error);
  g_assert_true (rw_db_set_user_version (db, 1, NULL));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  remove_folder (fixture->dir);
  g_free (fixture->dir);
  g_free (fixture->path);
}

static RwLogStore *
open_with (Fixture    *fixture,
           const char *folder,
           GError    **error)
{
  return rw_log_sqlite_open_with (fixture->path, test_migration_get_resource (), folder, error);
}

/* Everything that is in a file, apart from how it is laid out. */
static char *
digest (const char *path,
        int        *version)
{
  g_autoptr (RwDb) db = rw_db_open (path, RW_LOG_APPLICATION_ID, 99, RW_DB_READ_ONLY, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  static const char *const queries[] = {
    "SELECT group_concat (printf ('%d %s %s %s', seq, hex (id), body, fver), char (10)) FROM rec",
    "SELECT group_concat (printf ('%d %s', seq, hex (hash)), char (10)) FROM history",
    "SELECT group_concat (printf ('%s %s', hex (hash), name), char (10)) FROM token",
    "SELECT group_concat (printf ('%s %s', login, password), char (10)) FROM account",
    "SELECT group_concat (printf ('%s=%s', name, value), char (10)) FROM meta",
    "SELECT group_concat (sql, char (10)) FROM sqlite_schema",
  };

  g_assert_nonnull (db);
  *version = rw_db_get_user_version (db, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autoptr (RwStmt) stmt = rw_db_prepare (db, queries[i], NULL);
      gboolean row;

      g_assert_true (rw_stmt_step (stmt, &row, NULL) && row);
      g_string_append_printf (text, "%s\n", rw_stmt_get_text (stmt, 0));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Rackward's own steps: what the first version wrote can still be used. */
static void
test_own (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RwLogStore) store = rw_log_store_sqlite_open (fixture->path, &error);
  g_autoptr (RwStmt) stmt = NULL;
  gboolean row;

  g_assert_no_error (error);
  g_assert_cmpint (rw_db_get_user_version (rw_log_store_sqlite_get_db (RW_LOG_STORE_SQLITE (store)),
                                           NULL),
                   ==, rw_log_schema_newest ());
  g_assert_true (rw_store_is_sound (RW_LOG_STORE_SQLITE (store), NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (rw_log_store_get_head (store), ==, 4);
  /* The second: what happened to a kind is found without reading the whole log. */
  stmt =
    rw_db_prepare (rw_log_store_sqlite_get_db (RW_LOG_STORE_SQLITE (store)),
                   "SELECT 1 FROM sqlite_schema WHERE type = 'index' AND name = 'history_kind'",
                   &error);
  g_assert_no_error (error);
  g_assert_true (rw_stmt_step (stmt, &row, NULL) && row);
}

static void
test_good (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *kept = g_strconcat (fixture->path, ".schema-1", NULL);
  g_autoptr (RwLogStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *copy = NULL;
  g_autoptr (RwDb) db = NULL;
  int version;

  before = digest (fixture->path, &version);
  store = open_with (fixture, "/test/good", &error);
  g_assert_no_error (error);
  g_assert_cmpint (rw_db_get_user_version (rw_log_store_sqlite_get_db (RW_LOG_STORE_SQLITE (store)),
                                           NULL),
                   ==, 2);
  g_assert_true (rw_store_is_sound (RW_LOG_STORE_SQLITE (store), NULL, &error));
  g_assert_no_error (error);
  copy = digest (kept, &version);
  g_assert_cmpint (version, ==, 1);
  g_assert_cmpstr (copy, ==, before);
  g_clear_object (&store);

  /* The second time there is nothing to do. */
  store = open_with (fixture, "/test/good", &error);
  g_assert_no_error (error);
  g_clear_object (&store);
  /* An older version does not touch what it does not know. */
  db = rw_db_open (fixture->path, RW_LOG_APPLICATION_ID, 99, RW_DB_DEFAULT, &error);
  g_assert_no_error (error);
  g_assert_true (rw_db_set_user_version (db, rw_log_schema_newest () + 1, &error));
  g_clear_pointer (&db, rw_db_close);
  g_assert_null (rw_log_store_sqlite_open (fixture->path, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_TOO_NEW);
  g_assert_nonnull (strstr (error->message, "newer Rackward"));
}

/* A step that fails, and one that works but harms the change log: the file is as it was. */
static void
test_fails (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *kept = g_strconcat (fixture->path, ".schema-1", NULL);
  g_autoptr (RwLogStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  int version;

  before = digest (fixture->path, &version);
  for (int i = 0; i < 2; i++)
    {
      g_clear_error (&error);
      g_assert_null (open_with (fixture, data, &error));
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, "It is as it was."));
      g_assert_nonnull (strstr (error->message, "from schema 1 to"));
    }
  after = digest (fixture->path, &version);
  g_assert_cmpint (version, ==, 1);
  g_assert_cmpstr (after, ==, before);
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
  store = rw_log_store_sqlite_open (fixture->path, &error);
  g_assert_nonnull (store);
}

/* Without room for the copy nothing is tried. */
static void
test_no_copy (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *in_the_way = g_strconcat (fixture->path, ".schema-1.partial", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  int version;

  before = digest (fixture->path, &version);
  g_assert_cmpint (g_mkdir (in_the_way, 0700), ==, 0);
  g_assert_null (open_with (fixture, "/test/good", &error));
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, "Could not make a backup"));
  after = digest (fixture->path, &version);
  g_assert_cmpint (version, ==, 1);
  g_assert_cmpstr (after, ==, before);
}

#define ADD(path, func, data) g_test_add (path, Fixture, data, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/migration/own", test_own, NULL);
  ADD ("/migration/good", test_good, NULL);
  ADD ("/migration/failing", test_fails, "/test/failing");
  ADD ("/migration/harmful", test_fails, "/test/harmful");
  ADD ("/migration/no-copy", test_no_copy, NULL);
  return g_test_run ();
}
