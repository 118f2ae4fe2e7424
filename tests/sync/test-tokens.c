/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "fake-secrets.h"
#include "rw-clock.h"
#include "rw-error.h"
#include "session-fixture.h"

static FakeSecrets secrets;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture_set_up (fixture, GUINT_TO_POINTER (FIXTURE_RECORDS | FIXTURE_PEOPLE));
  g_hash_table_remove_all (secrets.secrets);
  fake_secrets_set_mode (&secrets, (FakeSecretsMode) GPOINTER_TO_INT (data));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fixture_tear_down (fixture, data);
  fake_secrets_set_mode (&secrets, FAKE_SECRETS_ABSENT);
}

static void
open_console (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  if (fixture->a.session == NULL)
    fixture->a.session = rw_session_new (fixture->url, fixture->a.dir);
  g_ptr_array_set_size (fixture->a.notices, 0);
  console_try_open (&fixture->a, &error);
  g_assert_no_error (error);
}

static void
sign_in (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rw_session_sign_in_async (fixture->a.session, "jana", FIXTURE_PASSWORD, NULL, answer_cb, &result);
  wait_until (result != NULL);
  rw_session_sign_in_finish (fixture->a.session, result, &error);
  g_assert_no_error (error);
  console_wait_synced (&fixture->a);
}

static gboolean
sign_out (Fixture *fixture, gboolean discard, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rw_session_sign_out_async (fixture->a.session, discard, answer_cb, &result);
  wait_until (result != NULL);
  return rw_session_sign_out_finish (fixture->a.session, result, error);
}

static void
assert_edit (Fixture *fixture, const char *title)
{
  g_autoptr (GError) error = NULL;

  console_set_text (&fixture->a, RW_KIND_TICKET, &fixture->tickets[0], RW_TICKET_TITLE, title,
                    &error);
  g_assert_no_error (error);
}

/* No file of the folder has it, not even one of SQLite's. */
static void
assert_nowhere (const char *dir, const char *text)
{
  g_autoptr (GDir) listing = g_dir_open (dir, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (listing)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);
      g_autofree char *contents = NULL;
      gsize length;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        continue;
      g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
      if (memmem (contents, length, text, strlen (text)) != NULL)
        g_error ("%s has “%s”", path, text);
      n++;
    }
  g_assert_cmpuint (n, >, 2);
}

static guint
count_files (const char *dir, const char *prefix)
{
  g_autoptr (GDir) listing = g_dir_open (dir, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (listing)) != NULL)
    if (g_str_has_prefix (name, prefix))
      n++;
  return n;
}

/* It is in the keyring, in no file, and is found again. */
static void
test_kept (Fixture *fixture, gconstpointer data)
{
  g_autofree char *token = NULL;

  open_console (fixture);
  sign_in (fixture);
  token = g_strdup (rw_session_get_token (fixture->a.session));
  wait_until (g_hash_table_size (secrets.secrets) == 1);
  g_assert_cmpstr (g_hash_table_lookup (secrets.secrets, fixture->url), ==, token);
  assert_edit (fixture, "first");
  assert_nowhere (fixture->a.dir, token);
  assert_nowhere (fixture->a.dir, FIXTURE_PASSWORD);
  wait_until (rw_session_get_pending (fixture->a.session) == 0);
  console_close (&fixture->a);
  assert_nowhere (fixture->a.dir, token);

  open_console (fixture);
  wait_until (rw_session_get_token (fixture->a.session) != NULL);
  g_assert_cmpstr (rw_session_get_token (fixture->a.session), ==, token);
  console_wait_synced (&fixture->a);
  g_assert_cmpuint (fixture->a.notices->len, ==, 0);
}

/* A keyring that has to be opened first: the person is asked once. */
static void
test_locked (Fixture *fixture, gconstpointer data)
{
  open_console (fixture);
  secrets.n_prompts = 0;
  sign_in (fixture);
  wait_until (g_hash_table_size (secrets.secrets) == 1);
  g_assert_cmpuint (secrets.n_prompts, ==, 1);
  g_assert_cmpuint (fixture->a.notices->len, ==, 0);
  console_close (&fixture->a);

  fake_secrets_set_mode (&secrets, FAKE_SECRETS_LOCKED);
  open_console (fixture);
  console_wait_synced (&fixture->a);
  g_assert_cmpuint (secrets.n_prompts, ==, 2);
}

/* Where it cannot be kept: one sentence, and it lasts as long as the session. */
static void
test_not_kept (Fixture *fixture, gconstpointer data)
{
  static const char *const words[] = { [FAKE_SECRETS_DISMISSED] = "locked",
                                       [FAKE_SECRETS_REFUSING] = "cannot be used",
                                       [FAKE_SECRETS_ABSENT] = "no keyring" };
  g_autofree char *token = NULL;
  const char *notice;

  open_console (fixture);
  sign_in (fixture);
  token = g_strdup (rw_session_get_token (fixture->a.session));
  wait_until (fixture->a.notices->len > 0);
  notice = g_ptr_array_index (fixture->a.notices, 0);
  g_test_message ("%s", notice);
  g_assert_nonnull (strstr (notice, words[GPOINTER_TO_INT (data)]));
  g_assert_nonnull (strstr (notice, "until Rackward is closed"));
  assert_edit (fixture, "first");
  wait_until (rw_session_get_pending (fixture->a.session) == 0);
  assert_nowhere (fixture->a.dir, token);
  /* Once is enough: also for who signs in again. */
  sign_in (fixture);
  assert_edit (fixture, "second");
  wait_until (rw_session_get_pending (fixture->a.session) == 0);
  g_assert_cmpuint (fixture->a.notices->len, ==, 1);
  console_close (&fixture->a);
  assert_nowhere (fixture->a.dir, token);

  open_console (fixture);
  wait_until (rw_session_get_state (fixture->a.session) == RW_SYNC_STATE_SIGNED_OUT);
  g_assert_null (rw_session_get_token (fixture->a.session));
  g_assert_true (rw_session_has_data (fixture->a.session));
}

/* Nothing waits: nothing is left, and the token is of no use to anybody. */
static void
test_sign_out (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;
  g_autofree char *other = g_build_filename (fixture->a.dir, "cache-127.0.0.1.example.1.db", NULL);
  g_autofree char *bulk = NULL;
  g_autofree char *aside = NULL;
  g_autofree char *name = g_strdup_printf ("127.0.0.1-%s", strrchr (fixture->url, ':') + 1);

  open_console (fixture);
  sign_in (fixture);
  token = g_strdup (rw_session_get_token (fixture->a.session));
  assert_edit (fixture, "first");
  wait_until (rw_session_get_pending (fixture->a.session) == 0);
  wait_until (g_hash_table_size (secrets.secrets) == 1);
  /* What a killed first sync and a damaged file have left, and the files of another server. */
  bulk = g_strdup_printf ("%s/cache-%s.new-wal", fixture->a.dir, name);
  aside = g_strdup_printf ("%s/cache-%s.7.db.broken-20260101T000000Z-wal", fixture->a.dir, name);
  g_assert_true (g_file_set_contents (bulk, "x", 1, NULL));
  g_assert_true (g_file_set_contents (aside, "x", 1, NULL));
  g_assert_true (g_file_set_contents (other, "x", 1, NULL));
  g_assert_cmpuint (count_files (fixture->a.dir, "cache-"), >=, 4);

  g_assert_true (sign_out (fixture, FALSE, &error));
  g_assert_no_error (error);
  g_assert_cmpint (rw_session_get_state (fixture->a.session), ==, RW_SYNC_STATE_CLOSED);
  g_assert_cmpuint (count_files (fixture->a.dir, "cache-"), ==, 1);
  g_assert_true (g_file_test (other, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (count_files (fixture->a.dir, "work-"), ==, 0);
  g_assert_cmpuint (g_hash_table_size (secrets.secrets), ==, 0);

  console_close (&fixture->a);
  fixture->a.session = rw_session_new (fixture->url, fixture->a.dir);
  console_open (&fixture->a, token);
  wait_until (rw_session_get_state (fixture->a.session) == RW_SYNC_STATE_SIGNED_OUT);
  g_assert_false (rw_session_has_data (fixture->a.session));
}

/* Edits wait, and there is no server: the person chose to keep them. */
static void
test_sign_out_keep (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL;

  open_console (fixture);
  sign_in (fixture);
  wait_until (g_hash_table_size (secrets.secrets) == 1);
  fixture_stop_server (fixture);
  wait_until (rw_session_get_state (fixture->a.session) == RW_SYNC_STATE_OFFLINE);
  assert_edit (fixture, "offline");
  g_assert_true (sign_out (fixture, FALSE, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_files (fixture->a.dir, "cache-"), ==, 0);
  g_assert_cmpuint (count_files (fixture->a.dir, "work-"), >=, 1);
  g_assert_cmpuint (g_hash_table_size (secrets.secrets), ==, 0);
  console_close (&fixture->a);

  fixture_start_server (fixture);
  open_console (fixture);
  g_assert_false (rw_session_has_data (fixture->a.session));
  g_assert_cmpuint (rw_session_get_pending (fixture->a.session), ==, 1);
  sign_in (fixture);
  wait_until (rw_session_get_pending (fixture->a.session) == 0);
  console_wait_synced (&fixture->a);
  title = console_get_text (&fixture->a, RW_KIND_TICKET, &fixture->tickets[0], RW_TICKET_TITLE);
  g_assert_cmpstr (title, ==, "offline");
}

/* The same, and the person chose to let them go. */
static void
test_sign_out_discard (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  open_console (fixture);
  sign_in (fixture);
  fixture_stop_server (fixture);
  wait_until (rw_session_get_state (fixture->a.session) == RW_SYNC_STATE_OFFLINE);
  assert_edit (fixture, "offline");
  g_assert_true (sign_out (fixture, TRUE, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_files (fixture->a.dir, "cache-"), ==, 0);
  g_assert_cmpuint (count_files (fixture->a.dir, "work-"), ==, 0);
}

/* In the middle of a first sync. */
static void
test_sign_out_early (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  open_console (fixture);
  rw_session_sign_in_async (fixture->a.session, "jana", FIXTURE_PASSWORD, NULL, answer_cb, &result);
  wait_until (result != NULL);
  g_assert_true (rw_session_sign_in_finish (fixture->a.session, result, &error));
  g_assert_true (sign_out (fixture, FALSE, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_files (fixture->a.dir, "cache-"), ==, 0);
  g_assert_cmpuint (count_files (fixture->a.dir, "work-"), ==, 0);
}

/* The keyring keeps it, and nobody can tell the server: that is said. */
static void
test_sign_out_unforgotten (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  open_console (fixture);
  sign_in (fixture);
  wait_until (g_hash_table_size (secrets.secrets) == 1);
  fixture_stop_server (fixture);
  wait_until (rw_session_get_state (fixture->a.session) == RW_SYNC_STATE_OFFLINE);
  fake_secrets_set_mode (&secrets, FAKE_SECRETS_REFUSING);
  g_assert_false (sign_out (fixture, FALSE, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_FAILED);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, "still in the keyring"));
  g_assert_cmpuint (count_files (fixture->a.dir, "cache-"), ==, 0);
}

/* A lease that has run out forgets the token. */
static void
test_lease_ends (Fixture *fixture, gconstpointer data)
{
  open_console (fixture);
  sign_in (fixture);
  wait_until (g_hash_table_size (secrets.secrets) == 1);
  fixture_stop_server (fixture);
  wait_until (rw_session_get_state (fixture->a.session) == RW_SYNC_STATE_OFFLINE);
  rw_clock_sleep (15 * RW_DAY);
  rw_session_sync_now (fixture->a.session);
  g_assert_true (rw_session_is_locked (fixture->a.session));
  wait_until (g_hash_table_size (secrets.secrets) == 0);
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  fake_secrets_init (&secrets);
#define ADD(path, mode, test) \
  g_test_add ("/sync/tokens/" path, Fixture, GINT_TO_POINTER (mode), set_up, test, tear_down)
  ADD ("kept", FAKE_SECRETS_OPEN, test_kept);
  ADD ("locked", FAKE_SECRETS_LOCKED, test_locked);
  ADD ("dismissed", FAKE_SECRETS_DISMISSED, test_not_kept);
  ADD ("refusing", FAKE_SECRETS_REFUSING, test_not_kept);
  ADD ("absent", FAKE_SECRETS_ABSENT, test_not_kept);
  ADD ("sign-out", FAKE_SECRETS_OPEN, test_sign_out);
  ADD ("sign-out-keep", FAKE_SECRETS_OPEN, test_sign_out_keep);
  ADD ("sign-out-discard", FAKE_SECRETS_ABSENT, test_sign_out_discard);
  ADD ("sign-out-early", FAKE_SECRETS_OPEN, test_sign_out_early);
  ADD ("sign-out-unforgotten", FAKE_SECRETS_OPEN, test_sign_out_unforgotten);
  ADD ("lease-ends", FAKE_SECRETS_OPEN, test_lease_ends);
#undef ADD
  result = g_test_run ();
  fake_secrets_clear (&secrets);
  return result;
}
