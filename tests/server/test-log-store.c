/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "rw-clock.h"
#include "rw-error.h"
#include "rw-history-chain.h"
#include "rw-log-store-sqlite.h"

typedef struct
{
  char *dir;
  char *path;
  RwLogStore *store;
  RwLogAuthor author;
} Store;

static void
set_up (Store        *self,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->dir = g_dir_make_tmp ("rackward-XXXXXX", &error);
  self->path = g_build_filename (self->dir, "log.db", NULL);
  self->author = (RwLogAuthor){ .at = 1760000000000000, .actor = "Jana Roth" };
  self->store = data != NULL ? rw_log_store_sqlite_fill (self->path, &error) : rw_log_store_sqlite_open (self->path, &error);
  g_assert_no_error (error);
}

static void
tear_down (Store        *self,
           gconstpointer data)
{
  static const char *const endings[] = { "", "-wal", "-shm", "-journal" };

  g_clear_object (&self->store);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strconcat (self->path, endings[i], NULL);

      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (self->dir), ==, 0);
  g_free (self->path);
  g_free (self->dir);
}

static void
reopen (Store *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->store);
  self->store = rw_log_store_sqlite_open (self->path, &error);
  g_assert_no_error (error);
}

static RwRecord *
new_ticket (const char *title)
{
  RwRecord *ticket = rw_record_new (RW_KIND_TICKET, NULL);

  rw_record_set_text (ticket, RW_TICKET_TITLE, title);
  return ticket;
}

static gint64
save (Store    *self,
      RwRecord *record)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RwLogState) state = rw_log_store_get (self->store, rw_record_get_id (record), &error);
  gint64 seq;

  g_assert_no_error (error);
  g_assert_true (rw_log_store_begin (self->store, &error));
  g_assert_true (rw_log_store_append (self->store, &self->author, state, record, &seq, &error));
  g_assert_true (rw_log_store_commit (self->store, &error));
  g_assert_no_error (error);
  return seq;
}

static gboolean
count_cb (const RwLogRow *row,
          gpointer        user_data)
{
  gint64 *last = user_data;

  g_assert_cmpint (row->seq, >, last[0]);
  last[0] = row->seq;
  last[1]++;
  return TRUE;
}

static gint64
count_since (RwLogStore *store,
             gint64      pos)
{
  gint64 last[2] = { pos, 0 };

  g_assert_true (rw_log_store_since (store, pos, 0, count_cb, last, NULL));
  return last[1];
}

static void
test_versions (Store        *self,
               gconstpointer data)
{
  g_autoptr (RwRecord) ticket = new_ticket ("One");
  g_autoptr (RwLogState) state = NULL;

  g_assert_cmpint (save (self, ticket), ==, 1);
  rw_record_set_text (ticket, RW_TICKET_CATEGORY, "Network");
  g_assert_cmpint (save (self, ticket), ==, 2);
  rw_record_set_text (ticket, RW_TICKET_TITLE, "Three");
  g_assert_cmpint (save (self, ticket), ==, 3);
  reopen (self);
  state = rw_log_store_get (self->store, rw_record_get_id (ticket), NULL);
  g_assert_cmpint (state->seq, ==, 3);
  g_assert_cmpint (state->versions[RW_TICKET_TITLE], ==, 3);
  g_assert_cmpint (state->versions[RW_TICKET_CATEGORY], ==, 2);
  g_assert_cmpint (state->versions[RW_TICKET_STATUS], ==, 1);
  g_assert_true (rw_record_equal (state->record, ticket));
  g_assert_cmpint (count_since (self->store, 0), ==, 1);
  g_assert_cmpint (rw_log_store_get_head (self->store), ==, 3);
}

/* Nothing of a transaction that is taken back remains, not even in numbers. */
static void
test_rollback (Store        *self,
               gconstpointer data)
{
  g_autoptr (RwRecord) a = new_ticket ("A");
  g_autoptr (RwRecord) b = new_ticket ("B");
  g_autoptr (RwRecord) c = new_ticket ("C");
  g_autoptr (GError) error = NULL;
  gint64 seq;

  save (self, a);
  g_assert_true (rw_log_store_begin (self->store, &error));
  g_assert_true (rw_log_store_assign (self->store, b, &error));
  g_assert_true (rw_log_store_append (self->store, &self->author, NULL, b, NULL, &error));
  rw_log_store_rollback (self->store);
  g_assert_cmpint (rw_log_store_get_head (self->store), ==, 1);

  g_assert_true (rw_log_store_begin (self->store, &error));
  g_assert_true (rw_log_store_mark (self->store, &error));
  g_assert_true (rw_log_store_append (self->store, &self->author, NULL, b, NULL, &error));
  g_assert_true (rw_log_store_release (self->store, FALSE, &error));
  g_assert_true (rw_log_store_assign (self->store, c, &error));
  g_assert_true (rw_log_store_append (self->store, &self->author, NULL, c, &seq, &error));
  g_assert_true (rw_log_store_commit (self->store, &error));
  g_assert_cmpint (seq, ==, 2);
  g_assert_cmpstr (rw_record_get_text (c, RW_TICKET_NUMBER), ==, "T-1001");
  g_assert_true (rw_log_store_verify (self->store, &seq, &error));
  g_assert_cmpint (seq, ==, 2);
}

static void
test_snapshot (Store        *self,
               gconstpointer data)
{
  g_autoptr (RwRecord) a = new_ticket ("A");
  g_autoptr (RwRecord) b = new_ticket ("B");
  g_autoptr (GError) error = NULL;
  g_autoptr (RwLogStore) snapshot = NULL;

  save (self, a);
  snapshot = rw_log_store_snapshot (self->store, &error);
  g_assert_no_error (error);
  save (self, b);
  rw_record_set_text (a, RW_TICKET_TITLE, "Later");
  save (self, a);
  g_assert_cmpint (count_since (snapshot, 0), ==, 1);
  g_assert_cmpint (rw_log_store_get_head (snapshot), ==, 1);
  g_clear_object (&snapshot);
  snapshot = rw_log_store_snapshot (self->store, &error);
  g_assert_cmpint (rw_log_store_get_head (snapshot), ==, 3);
  g_assert_cmpint (count_since (snapshot, 1), ==, 2);
}

/* Whoever alters the change log is found out, with the entry where it begins. */
static void
test_chain (Store        *self,
            gconstpointer data)
{
  static const char *const frauds[] = {
    "UPDATE history SET actor = 'Nobody' WHERE seq = 3",
    "UPDATE history SET after = replace (after, 'Ticket 2', 'Ticket 9') WHERE seq = 3",
    "UPDATE history SET at = at + 1 WHERE seq = 3",
    "DELETE FROM history WHERE seq = 3",
    "DELETE FROM history WHERE seq = 5",
    "UPDATE history SET before = '' WHERE seq = 3",
  };
  RwDb *db = rw_log_store_sqlite_get_db (RW_LOG_STORE_SQLITE (self->store));
  g_autoptr (GError) error = NULL;
  gint64 entries;

  for (int i = 0; i < 5; i++)
    {
      g_autofree char *title = g_strdup_printf ("Ticket %d", i);
      g_autoptr (RwRecord) ticket = new_ticket (title);

      save (self, ticket);
    }
  g_assert_true (rw_log_store_verify (self->store, &entries, &error));
  g_assert_cmpint (entries, ==, 5);

  /* Not by accident either. */
  g_assert_false (rw_db_exec (db, frauds[0], NULL));
  g_assert_false (rw_db_exec (db, frauds[3], NULL));
  g_assert_true (rw_db_exec (db, "DROP TRIGGER history_no_update; DROP TRIGGER history_no_delete", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (frauds); i++)
    {
      g_autoptr (GError) found = NULL;

      g_assert_true (rw_db_begin (db, NULL));
      g_assert_true (rw_db_exec (db, frauds[i], NULL));
      g_assert_false (rw_log_store_verify (self->store, NULL, &found));
      g_assert_error (found, RW_ERROR, RW_ERROR_CORRUPT);
      rw_db_rollback (db);
    }
  g_assert_true (rw_log_store_verify (self->store, NULL, NULL));
}

/* Filled at once, the file is the same as one written row by row. */
static void
test_fill (Store        *self,
           gconstpointer data)
{
  g_autoptr (RwRecord) site = rw_record_new (RW_KIND_SITE, NULL);
  g_autoptr (RwRecord) room = rw_record_new (RW_KIND_ROOM, NULL);
  g_autoptr (GPtrArray) referrers = NULL;
  g_autoptr (RwLogState) state = NULL;
  g_autoptr (GError) error = NULL;
  gint64 entries;
  RwId found;

  rw_record_set_text (site, RW_SITE_NAME, "Frankfurt");
  rw_record_set_text (room, RW_ROOM_NAME, "Cage");
  rw_record_set_ref (room, RW_ROOM_SITE, rw_record_get_id (site));
  g_assert_true (rw_log_store_begin (self->store, &error));
  g_assert_true (rw_log_store_load (self->store, &self->author, room, &error));
  g_assert_true (rw_log_store_load (self->store, &self->author, site, &error));
  for (int i = 0; i < 1000; i++)
    {
      g_autoptr (RwRecord) ticket = new_ticket ("Load");

      g_assert_true (rw_log_store_load (self->store, &self->author, ticket, &error));
      g_assert_cmpstr (rw_record_get_text (ticket, RW_TICKET_NUMBER), !=, NULL);
    }
  g_assert_true (rw_log_store_commit (self->store, &error));
  g_assert_no_error (error);

  reopen (self);
  g_assert_cmpint (count_since (self->store, 0), ==, 1002);
  g_assert_true (rw_log_store_verify (self->store, &entries, &error));
  g_assert_cmpint (entries, ==, 1002);
  referrers = rw_log_store_referrers (self->store, rw_record_get_id (site), G_MAXUINT64, 0, &error);
  g_assert_cmpint (referrers->len, ==, 1);
  g_assert_true (rw_record_equal (g_ptr_array_index (referrers, 0), room));
  g_assert_true (rw_log_store_find_unique (self->store, RW_KIND_SITE, "name", "Frankfurt", rw_record_get_id (room), &found, &error));
  g_assert_true (rw_id_equal (&found, rw_record_get_id (site)));
  g_assert_true (rw_log_store_find_unique (self->store, RW_KIND_SITE, "name", "Frankfurt", &RW_ID_NIL, &found, &error));
  g_assert_true (rw_id_equal (&found, rw_record_get_id (site)));
  state = rw_log_store_get (self->store, rw_record_get_id (room), &error);
  g_assert_cmpint (state->versions[RW_ROOM_NAME], ==, 1);
}

static void
test_fill_twice_unique (Store        *self,
                        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (rw_log_store_begin (self->store, NULL));
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (RwRecord) site = rw_record_new (RW_KIND_SITE, NULL);

      rw_record_set_text (site, RW_SITE_NAME, "Frankfurt");
      g_assert_true (rw_log_store_load (self->store, &self->author, site, NULL));
    }
  g_assert_false (rw_log_store_commit (self->store, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "Frankfurt"));
}

/* A second import of the same changes nothing, and keeps the numbers that the first was given. */
static void
test_load_again (Store        *self,
                 gconstpointer data)
{
  g_autoptr (RwRecord) ticket = new_ticket ("One");
  g_autoptr (RwRecord) again = rw_record_dup (ticket);
  g_autoptr (RwRecord) changed = rw_record_dup (ticket);
  g_autoptr (RwLogState) state = NULL;
  g_autoptr (GError) error = NULL;

  rw_record_set_text (changed, RW_TICKET_TITLE, "Two");
  for (int i = 0; i < 3; i++)
    {
      g_assert_true (rw_log_store_begin (self->store, &error));
      g_assert_true (rw_log_store_load (self->store, &self->author, i == 0 ? ticket : i == 1 ? again : changed, &error));
      g_assert_true (rw_log_store_commit (self->store, &error));
      g_assert_no_error (error);
      g_assert_cmpint (rw_log_store_get_head (self->store), ==, i == 0 ? 1 : i);
    }
  state = rw_log_store_get (self->store, rw_record_get_id (ticket), NULL);
  g_assert_cmpstr (rw_record_get_text (state->record, RW_TICKET_NUMBER), ==, "T-1001");
  g_assert_cmpstr (rw_record_get_text (state->record, RW_TICKET_TITLE), ==, "Two");
}

/* A disk that is full: said as that, nothing half written, and it goes on when there is room again. */
static void
test_full (Store        *self,
           gconstpointer data)
{
  RwDb *db = rw_log_store_sqlite_get_db (RW_LOG_STORE_SQLITE (self->store));
  g_autofree char *long_text = g_strnfill (100000, 'x');
  g_autoptr (RwRecord) kept = new_ticket ("Kept");
  g_autoptr (RwRecord) ticket = new_ticket ("One");
  g_autoptr (GError) error = NULL;

  save (self, kept);
  g_assert_true (rw_db_exec (db, "PRAGMA max_page_count=60", NULL));
  rw_record_set_text (ticket, RW_TICKET_ROOT_CAUSE, long_text);
  g_assert_true (rw_log_store_begin (self->store, NULL));
  g_assert_false (rw_log_store_append (self->store, &self->author, NULL, ticket, NULL, &error) &&
                  rw_log_store_commit (self->store, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_FULL);
  rw_log_store_rollback (self->store);
  g_assert_cmpint (rw_log_store_get_head (self->store), ==, 1);
  g_assert_cmpint (count_since (self->store, 0), ==, 1);

  g_assert_true (rw_db_exec (db, "PRAGMA max_page_count=100000", NULL));
  g_assert_cmpint (save (self, ticket), ==, 2);
  g_assert_true (rw_log_store_verify (self->store, NULL, NULL));
}

static void
test_not_ours (Store        *self,
               gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *other = g_build_filename (self->dir, "other", NULL);

  g_assert_true (g_file_set_contents (other, "not a database at all, but long enough to be taken for one", -1, NULL));
  g_assert_null (rw_log_store_sqlite_open (other, &error));
  g_assert_nonnull (error);
  g_unlink (other);
}

#define ADD(path, func, fill) g_test_add (path, Store, GINT_TO_POINTER (fill), set_up, func, tear_down)

/* An answer that the client never fetched may go when it says that the edit was done: that is what it
 * would be told without one. A conflict must reach it, however late. */
static void
test_old_answers (Store        *self,
                  gconstpointer data)
{
  RwId client = rw_id_new ();
  g_autofree char *done = NULL;
  g_autofree char *conflict = NULL;
  g_autofree char *recent = NULL;

  g_assert_true (rw_log_store_begin (self->store, NULL));
  g_assert_true (rw_log_store_set_result (self->store, &client, 1, 100,
                                          "{\"mid\":1,\"status\":\"applied\",\"seq\":1}", NULL));
  g_assert_true (rw_log_store_set_result (self->store, &client, 2, 100,
                                          "{\"mid\":2,\"status\":\"conflict\",\"seq\":1}", NULL));
  g_assert_true (rw_log_store_set_result (self->store, &client, 3, 300,
                                          "{\"mid\":3,\"status\":\"merged\",\"seq\":2}", NULL));
  g_assert_true (rw_log_store_collect (self->store, 200, NULL));
  g_assert_true (rw_log_store_commit (self->store, NULL));
  g_assert_true (rw_log_store_get_result (self->store, &client, 1, &done, NULL));
  g_assert_true (rw_log_store_get_result (self->store, &client, 2, &conflict, NULL));
  g_assert_true (rw_log_store_get_result (self->store, &client, 3, &recent, NULL));
  g_assert_null (done);
  g_assert_nonnull (conflict);
  g_assert_nonnull (recent);
}

/* Where there are more than may be read, those to come are not the ones that are left out. */
static void
test_changes_most (Store *self, gconstpointer data)
{
  static const char *const numbers[] = { "C-2", "C-3", "C-1" };
  static const gint64 days[] = { 2, 3, 1 };
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (RwRecord) change = rw_record_new (RW_KIND_CHANGE, NULL);

      rw_record_set_text (change, RW_CHANGE_NUMBER, numbers[i]);
      rw_record_set_instant (change, RW_CHANGE_START, (20000 + days[i]) * RW_DAY);
      rw_record_set_instant (change, RW_CHANGE_END, (20000 + days[i]) * RW_DAY + RW_HOUR);
      save (self, change);
    }
  changes = rw_log_store_changes (self->store, 0, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (changes->len, ==, 2);
  g_assert_cmpstr (rw_record_get_text (changes->pdata[0], RW_CHANGE_NUMBER), ==, "C-2");
  g_assert_cmpstr (rw_record_get_text (changes->pdata[1], RW_CHANGE_NUMBER), ==, "C-3");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/log-store/versions", test_versions, FALSE);
  ADD ("/log-store/rollback", test_rollback, FALSE);
  ADD ("/log-store/snapshot", test_snapshot, FALSE);
  ADD ("/log-store/chain", test_chain, FALSE);
  ADD ("/log-store/fill", test_fill, TRUE);
  ADD ("/log-store/fill/unique", test_fill_twice_unique, TRUE);
  ADD ("/log-store/load-again", test_load_again, FALSE);
  ADD ("/log-store/old-answers", test_old_answers, FALSE);
  ADD ("/log-store/full", test_full, FALSE);
  ADD ("/log-store/changes-most", test_changes_most, FALSE);
  ADD ("/log-store/not-ours", test_not_ours, FALSE);
  return g_test_run ();
}
