/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "rw-error.h"
#include "rw-feed-intake.h"
#include "store-fixture.h"

/* The file that a first sync makes, without an engine or a server. */

typedef struct
{
  char *dir;
  RwFeedIntake *intake;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = store_dir_new ();
  fixture->intake = rw_feed_intake_new ("server", fixture->dir, "demo");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->intake, rw_feed_intake_free);
  store_dir_remove (fixture->dir);
}

static RwSyncCursor
cursor_at (const char *epoch, gint64 pos)
{
  RwSyncCursor cursor = { .pos = pos, .h0 = pos > 0 ? 20 : 0 };

  rw_sync_word_copy (cursor.epoch, epoch);
  rw_sync_word_copy (cursor.scope, *epoch != '\0' ? "all" : "");
  return cursor;
}

/* Takes the page from @from to @to, of @epoch, into the file. */
static gboolean
take_page (Fixture *fixture, RwSyncCursor from, const char *epoch, gint64 to, GError **error)
{
  RwSyncCommand pull = { .type = RW_SYNC_COMMAND_PULL, .request = 1, .rebuild = TRUE },
                apply = { .type = RW_SYNC_COMMAND_APPLY, .request = 1, .rebuild = TRUE };
  RwFeedRow end = { .is_trailer = TRUE };
  RwFeedPage *page;

  pull.cursor = from;
  apply.cursor = cursor_at (epoch, to);
  end.epoch = epoch;
  end.scope = "all";
  end.to = to;
  end.head = 20;
  end.h0 = 20;
  if (!rw_feed_intake_begin_page (fixture->intake, &pull, error))
    return FALSE;
  rw_feed_intake_take_rows (fixture->intake, &end, 1, error);
  page = rw_feed_intake_end_page (fixture->intake, error);
  g_assert_nonnull (page);
  rw_feed_page_free (page);
  return rw_feed_intake_apply (fixture->intake, &apply, 20, error);
}

/* A first sync that is not whole stays at @pos. */
static void
leave_behind (Fixture *fixture, gint64 pos)
{
  g_autoptr (GError) error = NULL;

  rw_feed_intake_rebuild (fixture->intake);
  take_page (fixture, cursor_at ("", 0), "e1", pos, &error);
  g_assert_no_error (error);
}

static void
reopen (Fixture *fixture)
{
  rw_feed_intake_free (fixture->intake);
  fixture->intake = rw_feed_intake_new ("server", fixture->dir, "demo");
}

static void
test_resume (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  RwSyncCursor cursor;

  leave_behind (fixture, 10);
  reopen (fixture);
  rw_feed_intake_resume (fixture->intake, &cursor);
  g_assert_cmpint (cursor.pos, ==, 10);
  g_assert_cmpstr (cursor.epoch, ==, "e1");
  take_page (fixture, cursor, "e1", 20, &error);
  g_assert_no_error (error);
}

/* Nobody can go on from where the file is not. */
static void
test_elsewhere (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  leave_behind (fixture, 10);
  g_assert_false (take_page (fixture, cursor_at ("e1", 15), "e1", 20, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_RESYNC);
}

/* Found by the simulator, seed 1261: at the start the disk did not let the file that was left behind be
 * read or deleted, so a new one was to be made; then the disk was well again, and the old one still
 * there. */
static void
test_rebuild_fails (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->dir, "cache-demo.new", NULL);
  g_autofree char *away = g_build_filename (fixture->dir, "away", NULL);
  g_autoptr (GError) error = NULL;
  RwSyncCursor cursor;

  leave_behind (fixture, 10);
  reopen (fixture);
  g_assert_cmpint (g_rename (path, away), ==, 0);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  rw_feed_intake_resume (fixture->intake, &cursor);
  g_assert_cmpstr (cursor.epoch, ==, "");
  rw_feed_intake_rebuild (fixture->intake);
  g_assert_false (take_page (fixture, cursor, "e2", 12, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_FAILED);
  g_clear_error (&error);

  g_assert_cmpint (g_rmdir (path), ==, 0);
  g_assert_cmpint (g_rename (away, path), ==, 0);
  take_page (fixture, cursor, "e2", 12, &error);
  g_assert_no_error (error);
  reopen (fixture);
  rw_feed_intake_resume (fixture->intake, &cursor);
  g_assert_cmpint (cursor.pos, ==, 12);
  g_assert_cmpstr (cursor.epoch, ==, "e2");
}

/* An empty server's page leaves the file at 0, and yet at a place in an epoch. */
static void
test_rebuild_empty (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  leave_behind (fixture, 0);
  rw_feed_intake_rebuild (fixture->intake);
  take_page (fixture, cursor_at ("", 0), "e2", 12, &error);
  g_assert_no_error (error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add ("/sync/intake/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("resume", test_resume);
  ADD ("elsewhere", test_elsewhere);
  ADD ("rebuild-fails", test_rebuild_fails);
  ADD ("rebuild-empty", test_rebuild_empty);
#undef ADD
  return g_test_run ();
}
