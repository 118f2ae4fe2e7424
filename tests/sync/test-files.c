/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "rw-clock.h"
#include "rw-error.h"
#include "rw-file-cache.h"

/* Attached files: added here, sent later, fetched there. */

static GBytes *
make_bytes (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static RwNewFile *
try_add (Console *console, GFile *file, GBytes *bytes, const char *name, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rw_session_add_file_async (console->session, file, bytes, name, NULL, answer_cb, &result);
  wait_until (result != NULL);
  return rw_session_add_file_finish (console->session, result, error);
}

static RwNewFile *
add (Console *console, const char *text)
{
  g_autoptr (GBytes) bytes = make_bytes (text);
  g_autoptr (GError) error = NULL;
  RwNewFile *file = try_add (console, NULL, bytes, "note.txt", &error);

  g_assert_no_error (error);
  return file;
}

static void
attach (Console *console, const RwNewFile *file, const RwId *subject)
{
  g_autoptr (RwRecord) record = rw_session_new_attachment (console->session, file, subject);
  g_autoptr (GError) error = NULL;

  console_edit (console, rw_edit_new_create (record), "Attach note.txt", &error);
  g_assert_no_error (error);
}

static GBytes *
fetch (Console *console, const char *digest, gint64 size, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rw_session_fetch_file_async (console->session, digest, size, NULL, NULL, NULL, answer_cb,
                               &result);
  wait_until (result != NULL);
  return rw_session_fetch_file_finish (console->session, result, error);
}

static void
assert_text (GBytes *bytes, const char *text)
{
  g_autoptr (GBytes) expected = make_bytes (text);

  g_assert_nonnull (bytes);
  g_assert_true (g_bytes_equal (bytes, expected));
}

static gboolean
server_has (Fixture *fixture, const char *digest)
{
  g_autofree char *path = g_build_filename (fixture->dir, "server", "files", digest, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* The folder of @part of a console's files. */
static char *
folder_of (Console *console, const char *part)
{
  g_autoptr (GDir) dir = g_dir_open (console->dir, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "files-"))
      return g_build_filename (console->dir, name, part, NULL);
  g_assert_not_reached ();
}

static guint
count_in (Console *console, const char *part)
{
  g_autofree char *path = folder_of (console, part);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
assert_mode (const char *path, guint mode)
{
  struct stat info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, mode);
}

static void
open_both (Fixture *fixture)
{
  console_open (&fixture->a, fixture->token);
  console_open (&fixture->b, fixture->token_b);
  console_wait_synced (&fixture->a);
  console_wait_synced (&fixture->b);
}

static void
progress_cb (gint64 got, gpointer user_data)
{
  gint64 *most = user_data;

  g_assert_cmpint (got, >=, *most);
  *most = got;
}

/* From one console over the server to another, which has it for the next time. */
static void
test_there (Fixture *fixture, gconstpointer flags)
{
  g_autofree char *text = g_strnfill (3000000, 'x');
  g_autoptr (RwNewFile) file = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *path = NULL;
  gint64 most = 0;

  open_both (fixture);
  file = add (&fixture->a, text);
  g_assert_cmpstr (file->media_type, ==, "text/plain");
  g_assert_cmpint (file->size, ==, 3000000);
  g_assert_true (rw_session_is_file_waiting (fixture->a.session, file->digest));
  attach (&fixture->a, file, &fixture->tickets[0]);
  wait_until (!rw_session_is_file_waiting (fixture->a.session, file->digest));
  g_assert_true (server_has (fixture, file->digest));
  wait_until (console_count (&fixture->b, RW_KIND_ATTACHMENT) == 1);

  rw_session_fetch_file_async (fixture->b.session, file->digest, file->size, progress_cb, &most,
                               NULL, answer_cb, &result);
  wait_until (result != NULL);
  bytes = rw_session_fetch_file_finish (fixture->b.session, result, NULL);
  assert_text (bytes, text);
  g_assert_cmpint (most, ==, 3000000);
  fixture_stop_server (fixture);
  again = fetch (&fixture->b, file->digest, file->size, NULL);
  assert_text (again, text);

  /* For nobody else. */
  kept = folder_of (&fixture->b, "kept");
  path = g_build_filename (kept, file->digest, NULL);
  assert_mode (kept, 0700);
  assert_mode (path, 0600);
}

/* Without a network, and with a start in between. */
static void
test_offline (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (RwNewFile) file = NULL;
  g_autoptr (GBytes) bytes = NULL;

  console_open (&fixture->a, fixture->token);
  console_wait_synced (&fixture->a);
  fixture_stop_server (fixture);
  file = add (&fixture->a, "Rückseite");
  attach (&fixture->a, file, &fixture->tickets[0]);
  console_reopen (&fixture->a, fixture->url, fixture->token);
  wait_until (rw_session_is_file_waiting (fixture->a.session, file->digest));
  bytes = fetch (&fixture->a, file->digest, file->size, NULL);
  assert_text (bytes, "Rückseite");

  fixture_start_server (fixture);
  rw_session_sync_now (fixture->a.session);
  wait_until (!rw_session_is_file_waiting (fixture->a.session, file->digest));
  g_assert_true (server_has (fixture, file->digest));
  g_assert_cmpuint (count_in (&fixture->a, "waiting"), ==, 0);
  g_assert_cmpuint (count_in (&fixture->a, "kept"), ==, 1);
  g_assert_cmpuint (fixture->a.notices->len, ==, 0);
}

/* What no record speaks of is nobody's business but the person's. */
static void
test_without_record (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (RwNewFile) file = NULL;
  g_autoptr (RwNewFile) other = NULL;
  g_autoptr (GError) error = NULL;

  console_open (&fixture->a, fixture->token);
  console_wait_synced (&fixture->a);
  file = add (&fixture->a, "not attached");
  other = add (&fixture->a, "attached");
  attach (&fixture->a, other, &fixture->tickets[0]);
  wait_until (!rw_session_is_file_waiting (fixture->a.session, other->digest));
  g_assert_true (rw_session_is_file_waiting (fixture->a.session, file->digest));
  g_assert_false (server_has (fixture, file->digest));

  /* Nobody else has it either, and hears so. */
  g_assert_null (fetch (&fixture->a,
                        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", 5,
                        &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_NOT_FOUND);
}

static void
set_age (Console *console, const char *digest, gint64 age)
{
  g_autofree char *folder = folder_of (console, "waiting");
  g_autoptr (RwFileFolder) waiting = rw_file_folder_look_into (folder, NULL);

  g_assert_true (rw_file_folder_touch (waiting, digest, rw_clock_now () - age));
}

/* Not for ever, though. */
static void
test_dropped (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (RwNewFile) old = NULL;
  g_autoptr (RwNewFile) young = NULL;
  g_autoptr (RwNewFile) drafted = NULL;

  console_open (&fixture->a, fixture->token);
  console_wait_synced (&fixture->a);
  old = add (&fixture->a, "old");
  young = add (&fixture->a, "young");
  drafted = add (&fixture->a, "drafted");
  set_age (&fixture->a, old->digest, 32 * RW_DAY);
  set_age (&fixture->a, young->digest, 28 * RW_DAY);
  {
    g_autofree char *text = g_strconcat ("reply ", drafted->digest, ":7:text%2Fplain:x\n", NULL);

    set_age (&fixture->a, drafted->digest, 90 * RW_DAY);
    rw_session_set_draft (fixture->a.session, "message/x", text);
  }
  console_reopen (&fixture->a, fixture->url, fixture->token);
  console_wait_synced (&fixture->a);
  wait_until (count_in (&fixture->a, "waiting") == 2);
  g_assert_true (rw_session_is_file_waiting (fixture->a.session, young->digest));
  g_assert_true (rw_session_is_file_waiting (fixture->a.session, drafted->digest));
}

/* The end comes after the server has the file and before this console notes it: nothing is sent twice,
 * nothing is lost. What was being copied when it came is gone. */
static void
test_crash (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (RwNewFile) file = NULL;
  g_autofree char *waiting = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *partial = NULL;

  console_open (&fixture->a, fixture->token);
  console_wait_synced (&fixture->a);
  file = add (&fixture->a, "twice");
  attach (&fixture->a, file, &fixture->tickets[0]);
  wait_until (!rw_session_is_file_waiting (fixture->a.session, file->digest));
  waiting = folder_of (&fixture->a, "waiting");
  kept = folder_of (&fixture->a, "kept");
  from = g_build_filename (kept, file->digest, NULL);
  to = g_build_filename (waiting, file->digest, NULL);
  partial = g_build_filename (waiting, "incoming-1-2", NULL);
  g_assert_cmpint (g_rename (from, to), ==, 0);
  g_assert_true (g_file_set_contents (partial, "half a fi", -1, NULL));
  console_reopen (&fixture->a, fixture->url, fixture->token);
  wait_until (rw_session_is_file_waiting (fixture->a.session, file->digest));
  wait_until (!rw_session_is_file_waiting (fixture->a.session, file->digest));
  g_assert_cmpuint (count_in (&fixture->a, "waiting"), ==, 0);
  g_assert_cmpuint (count_in (&fixture->a, "kept"), ==, 1);
}

/* One that has been damaged on this computer is not passed on as if it were whole, and holds up no other. */
static void
test_damaged (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (RwNewFile) bad = NULL;
  g_autoptr (RwNewFile) good = NULL;
  g_autofree char *waiting = NULL;
  g_autofree char *path = NULL;

  console_open (&fixture->a, fixture->token);
  console_wait_synced (&fixture->a);
  fixture_stop_server (fixture);
  bad = add (&fixture->a, "bad");
  good = add (&fixture->a, "good");
  attach (&fixture->a, bad, &fixture->tickets[0]);
  attach (&fixture->a, good, &fixture->tickets[0]);
  waiting = folder_of (&fixture->a, "waiting");
  path = g_build_filename (waiting, bad->digest, NULL);
  g_assert_true (g_file_set_contents (path, "bed", -1, NULL));
  fixture_start_server (fixture);
  rw_session_sync_now (fixture->a.session);
  wait_until (!rw_session_is_file_waiting (fixture->a.session, good->digest));
  wait_until (fixture->a.notices->len == 1);
  g_assert_nonnull (strstr (fixture->a.notices->pdata[0], "could not be sent"));
  g_assert_true (rw_session_is_file_waiting (fixture->a.session, bad->digest));
  g_assert_false (server_has (fixture, bad->digest));
}

static void
test_refused (Fixture *fixture, gconstpointer flags)
{
  g_autofree char *path = g_build_filename (fixture->dir, "long.bin", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->dir);
  g_autoptr (GError) error = NULL;

  console_open (&fixture->a, fixture->token);
  console_wait_synced (&fixture->a);
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_cmpint (truncate (path, RW_FILE_MOST + 1), ==, 0);
  g_assert_null (try_add (&fixture->a, file, NULL, "long.bin", &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_LIMIT);
  g_clear_error (&error);
  g_assert_null (try_add (&fixture->a, folder, NULL, "folder", &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (count_in (&fixture->a, "waiting"), ==, 0);
  g_assert_cmpint (truncate (path, RW_FILE_MOST), ==, 0);
  g_clear_error (&error);
  {
    g_autoptr (RwNewFile) added = try_add (&fixture->a, file, NULL, "/some/where/long.bin", &error);

    g_assert_no_error (error);
    g_assert_cmpstr (added->name, ==, "long.bin");
    g_assert_cmpint (added->size, ==, RW_FILE_MOST);
  }
}

/* Who leaves takes the copies along, but not what the server does not have. */
static void
sign_out (Fixture *fixture, gboolean discard)
{
  g_autoptr (RwNewFile) sent = NULL;
  g_autoptr (RwNewFile) waiting = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *waiting_path = NULL;
  g_autofree char *kept_path = NULL;

  console_open (&fixture->a, fixture->token);
  console_wait_synced (&fixture->a);
  sent = add (&fixture->a, "sent");
  attach (&fixture->a, sent, &fixture->tickets[0]);
  wait_until (!rw_session_is_file_waiting (fixture->a.session, sent->digest));
  waiting = add (&fixture->a, "waiting");
  waiting_path = folder_of (&fixture->a, "waiting");
  kept_path = folder_of (&fixture->a, "kept");
  rw_session_sign_out_async (fixture->a.session, discard, answer_cb, &result);
  wait_until (result != NULL);
  rw_session_sign_out_finish (fixture->a.session, result, &error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (kept_path, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_file_test (waiting_path, G_FILE_TEST_EXISTS), ==, !discard);
}

static void
test_sign_out (Fixture *fixture, gconstpointer flags)
{
  sign_out (fixture, FALSE);
}

static void
test_sign_out_discard (Fixture *fixture, gconstpointer flags)
{
  sign_out (fixture, TRUE);
}

/* What was needed last stays; what waits to be sent always does. */
static void
test_eviction (void)
{
  g_autofree char *dir = g_dir_make_tmp ("rackward-sync-XXXXXX", NULL);
  g_autoptr (RwFileCache) cache = rw_file_cache_new (dir, "example", 1000);
  g_autofree char *waiting = NULL;
  g_autofree char *media_type = NULL;
  g_autoptr (GError) error = NULL;
  char *digests[5];
  gint64 size;

  {
    g_autofree char *text = g_strnfill (5000, 'w');
    g_autoptr (GBytes) bytes = make_bytes (text);

    waiting = rw_file_cache_add (cache, NULL, bytes, "w", &media_type, &size, NULL, &error);
    g_assert_no_error (error);
  }
  for (guint i = 0; i < G_N_ELEMENTS (digests); i++)
    {
      g_autofree char *text = g_strnfill (300, (char) ('a' + i));
      g_autoptr (GBytes) bytes = make_bytes (text);
      g_autoptr (GBytes) first = NULL;

      digests[i] = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
      g_usleep (2000);
      g_assert_true (rw_file_cache_put (cache, digests[i], bytes, &error));
      g_usleep (2000);
      /* The first is used all the time. */
      first = rw_file_cache_get (cache, digests[0], &error);
      g_assert_no_error (error);
    }
  for (guint i = 0; i < G_N_ELEMENTS (digests); i++)
    {
      g_autoptr (GBytes) bytes = rw_file_cache_get (cache, digests[i], NULL);

      g_assert_cmpint (bytes != NULL, ==, i == 0 || i >= 3);
      g_free (digests[i]);
    }
  {
    g_autoptr (GBytes) bytes = rw_file_cache_get (cache, waiting, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (g_bytes_get_size (bytes), ==, 5000);
  }
  {
    /* Something else than was asked for is not taken. */
    g_autoptr (GBytes) bytes = make_bytes ("else");

    g_assert_false (rw_file_cache_put (cache, waiting, bytes, &error));
    g_assert_error (error, RW_ERROR, RW_ERROR_INVALID);
  }
  g_clear_pointer (&cache, rw_file_cache_unref);
  remove_tree (dir);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                                         \
  g_test_add ("/sync/files/" path, Fixture, GUINT_TO_POINTER (FIXTURE_RECORDS), fixture_set_up, \
              func, fixture_tear_down)
  ADD ("there", test_there);
  ADD ("offline", test_offline);
  ADD ("without-record", test_without_record);
  ADD ("dropped", test_dropped);
  ADD ("crash", test_crash);
  ADD ("damaged", test_damaged);
  ADD ("refused", test_refused);
  ADD ("sign-out", test_sign_out);
  ADD ("sign-out/discard", test_sign_out_discard);
  g_test_add_func ("/sync/files/eviction", test_eviction);
  return g_test_run ();
}
