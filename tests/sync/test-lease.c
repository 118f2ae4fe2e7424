/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "rw-clock.h"
#include "rw-error.h"
#include "rw-lease.h"
#include "session-fixture.h"

/* Some noon, and a machine that has run for an hour. */
#define NOON ((gint64) 1795348800 * RW_SECOND)
#define UP   RW_HOUR

static void
test_counts (void)
{
  g_auto (RwLease) lease = { 0 };

  rw_lease_open (&lease, NULL, "first", NOON, UP);
  g_assert_cmpint (rw_lease_get_left (&lease, NOON, UP), ==, 14 * RW_DAY);
  g_assert_cmpint (rw_lease_look (&lease, NOON + 13 * RW_DAY, UP + 13 * RW_DAY), ==,
                   RW_LEASE_RUNNING);
  g_assert_cmpint (rw_lease_get_left (&lease, NOON, UP + 13 * RW_DAY), ==, RW_DAY);
  rw_lease_renew (&lease, NOON + 13 * RW_DAY, UP + 13 * RW_DAY);
  g_assert_cmpint (rw_lease_get_left (&lease, NOON, UP + 13 * RW_DAY), ==, 14 * RW_DAY);
  g_assert_cmpint (rw_lease_look (&lease, NOON, UP + 27 * RW_DAY), ==, RW_LEASE_ENDED);
  /* And it stays so, whatever the clocks say. */
  g_assert_cmpint (rw_lease_look (&lease, NOON, UP), ==, RW_LEASE_ENDED);
  g_assert_cmpint (rw_lease_get_left (&lease, NOON, UP), ==, 0);
  rw_lease_set_days (&lease, 100000);
  g_assert_cmpint (lease.length, ==, RW_LEASE_DAYS_MOST * RW_DAY);
  rw_lease_set_days (&lease, -1);
  g_assert_cmpint (lease.length, ==, RW_DAY);
}

/* While the machine runs, the time of day is nothing: neither back nor forward. */
static void
test_time_of_day (void)
{
  g_auto (RwLease) lease = { 0 };

  rw_lease_open (&lease, NULL, "first", NOON, UP);
  g_assert_cmpint (rw_lease_look (&lease, NOON + 4000 * RW_DAY, UP + RW_MINUTE), ==,
                   RW_LEASE_RUNNING);
  g_assert_cmpint (rw_lease_look (&lease, NOON - 4000 * RW_DAY, UP + 15 * RW_DAY), ==,
                   RW_LEASE_ENDED);
}

/* The program is closed and started again while the machine runs, and each time somebody has turned
 * the clock. */
static void
test_same_boot (void)
{
  g_autofree char *text = NULL;
  gint64 boot = UP;

  for (int day = 0; day < 16; day++, boot += RW_DAY)
    {
      g_auto (RwLease) lease = { 0 };

      rw_lease_open (&lease, text, "first", NOON + (day % 3 - 1) * 100 * RW_DAY, boot);
      g_assert_cmpint (rw_lease_look (&lease, NOON, boot), ==,
                       day < 14 ? RW_LEASE_RUNNING : RW_LEASE_ENDED);
      g_free (text);
      text = rw_lease_to_text (&lease, NOON - day * RW_DAY, boot);
    }
}

/* The machine is started anew each day with the clock set back to the same noon: what it ran counts. */
static void
test_set_back (void)
{
  g_autofree char *text = NULL;
  int hours = 0;

  for (;;)
    {
      g_autofree char *id = g_strdup_printf ("boot-%d", hours);
      g_auto (RwLease) lease = { 0 };

      rw_lease_open (&lease, text, id, NOON, RW_MINUTE);
      if (rw_lease_look (&lease, NOON, RW_MINUTE) != RW_LEASE_RUNNING)
        break;
      g_assert_cmpint (hours, <, 15 * 24);
      hours += 8;
      g_free (text);
      text = rw_lease_to_text (&lease, NOON + 8 * RW_HOUR, RW_MINUTE + 8 * RW_HOUR);
    }
  g_assert_cmpint (hours, ==, 14 * 24);
}

/* After a start with a clock that is years ahead: not for good until that has lasted. */
static void
test_set_forward (void)
{
  g_autofree char *text = NULL;
  g_autofree char *doubtful = NULL;
  g_autofree char *ended = NULL;
  gint64 wrong = NOON + 4000 * RW_DAY;

  {
    g_auto (RwLease) lease = { 0 };

    rw_lease_open (&lease, NULL, "first", NOON, UP);
    text = rw_lease_to_text (&lease, NOON + RW_DAY, UP + RW_DAY);
  }
  {
    g_auto (RwLease) lease = { 0 };

    rw_lease_open (&lease, text, "second", wrong, RW_MINUTE);
    g_assert_cmpint (rw_lease_look (&lease, wrong, RW_MINUTE), ==, RW_LEASE_DOUBTFUL);
    doubtful = rw_lease_to_text (&lease, wrong, 2 * RW_MINUTE);
    /* The network has set it right. */
    g_assert_cmpint (rw_lease_look (&lease, NOON + 2 * RW_DAY, 3 * RW_MINUTE), ==,
                     RW_LEASE_RUNNING);
    g_assert_cmpint (rw_lease_get_left (&lease, NOON + 2 * RW_DAY, 3 * RW_MINUTE), ==,
                     12 * RW_DAY);
    /* It is ahead again, and nobody minds. */
    g_assert_cmpint (rw_lease_look (&lease, wrong, 10 * RW_MINUTE), ==, RW_LEASE_DOUBTFUL);
    g_assert_cmpint (rw_lease_look (&lease, wrong, 11 * RW_MINUTE), ==, RW_LEASE_ENDED);
    g_assert_cmpint (rw_lease_look (&lease, NOON + 2 * RW_DAY, 11 * RW_MINUTE), ==,
                     RW_LEASE_ENDED);
    ended = rw_lease_to_text (&lease, wrong, 11 * RW_MINUTE);
  }
  {
    g_auto (RwLease) lease = { 0 };

    rw_lease_open (&lease, doubtful, "third", NOON + 3 * RW_DAY, RW_MINUTE);
    g_assert_cmpint (rw_lease_look (&lease, NOON + 3 * RW_DAY, RW_MINUTE), ==, RW_LEASE_RUNNING);
    g_assert_cmpint (rw_lease_get_left (&lease, NOON + 3 * RW_DAY, RW_MINUTE), ==, 11 * RW_DAY);
  }
  {
    g_auto (RwLease) lease = { 0 };

    rw_lease_open (&lease, ended, "third", NOON + 3 * RW_DAY, RW_MINUTE);
    g_assert_cmpint (rw_lease_look (&lease, NOON + 3 * RW_DAY, RW_MINUTE), ==, RW_LEASE_ENDED);
  }
}

/* What cannot be read does not open anything. */
static void
test_nonsense (void)
{
  static const char *const texts[] = {
    "", "2", "1 2 3", "x", "1 1 1 1 1 0 -", "1 99999999999999999 1 1 1 0 -",
    "1 1209600000000 1 -5 1 0 first",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto (RwLease) lease = { 0 };

      rw_lease_open (&lease, texts[i], "first", NOON, UP);
      g_assert_cmpint (rw_lease_look (&lease, NOON, UP), ==, RW_LEASE_ENDED);
    }
}

/* With a session */

static void
assert_refused (Console *console)
{
  g_autoptr (GAsyncResult) read = NULL;
  g_autoptr (GAsyncResult) history = NULL;
  g_autoptr (GError) error = NULL;
  RwId id = rw_id_new ();

  g_assert_false (rw_session_has_data (console->session));
  rw_session_read_async (console->session, NULL, NULL, NULL, NULL, NULL, answer_cb, &read);
  wait_until (read != NULL);
  g_assert_null (rw_session_read_finish (console->session, read, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_LOCKED);
  g_clear_error (&error);
  g_assert_false (
    console_set_text (console, RW_KIND_TICKET, &id, RW_TICKET_TITLE, "while locked", &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_LOCKED);
  g_clear_error (&error);
  rw_session_history_async (console->session, RW_KIND_TICKET, &id, NULL, answer_cb, &history);
  wait_until (history != NULL);
  g_assert_null (rw_session_history_finish (console->session, history, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_LOCKED);
}

static void
sign_in (Console *console, const char *login, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rw_session_sign_in_async (console->session, login, FIXTURE_PASSWORD, NULL, answer_cb, &result);
  wait_until (result != NULL);
  rw_session_sign_in_finish (console->session, result, error);
}

static void
open_as_before (Console *console, const char *url)
{
  g_autoptr (GError) error = NULL;

  console_close (console);
  console->session = rw_session_new (url, console->dir);
  console_try_open (console, &error);
  g_assert_no_error (error);
}

static void
open_and_sign_in (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  console_try_open (&fixture->a, &error);
  g_assert_no_error (error);
  sign_in (&fixture->a, "jana", &error);
  g_assert_no_error (error);
  console_wait_synced (&fixture->a);
  wait_until (rw_session_get_roles (fixture->a.session) != 0);
}

/* An edit is made without the server, the machine is put away for three weeks, and started: nothing is
 * shown until the same person logs in; then all is there, the edit too. */
static void
test_put_away (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL;
  gint64 now = rw_clock_now ();

  open_and_sign_in (fixture);
  g_assert_false (rw_session_is_locked (fixture->a.session));
  g_assert_cmpuint (rw_session_get_lease_days (fixture->a.session), ==, 14);
  fixture_stop_server (fixture);
  wait_until (rw_session_get_state (fixture->a.session) == RW_SYNC_STATE_OFFLINE);
  g_assert_true (console_set_text (&fixture->a, RW_KIND_TICKET, &fixture->tickets[0],
                                   RW_TICKET_TITLE, "offline", &error));
  console_close (&fixture->a);

  rw_clock_freeze (now + 13 * RW_DAY);
  rw_clock_reboot ("second");
  open_as_before (&fixture->a, fixture->url);
  g_assert_false (rw_session_is_locked (fixture->a.session));
  g_assert_cmpint (console_count (&fixture->a, RW_KIND_TICKET), ==, 20);
  g_assert_cmpint (rw_session_get_last_contact (fixture->a.session), <, now + RW_HOUR);
  g_assert_cmpint (rw_session_get_last_contact (fixture->a.session), >=, now);
  console_close (&fixture->a);

  rw_clock_freeze (now + 21 * RW_DAY);
  rw_clock_reboot ("third");
  open_as_before (&fixture->a, fixture->url);
  g_assert_true (rw_session_is_locked (fixture->a.session));
  g_assert_true (rw_session_is_lock_doubtful (fixture->a.session));
  assert_refused (&fixture->a);
  g_assert_cmpuint (rw_session_get_pending (fixture->a.session), ==, 1);
  rw_clock_sleep (11 * RW_MINUTE);
  rw_session_sync_now (fixture->a.session);
  g_assert_true (rw_session_is_locked (fixture->a.session));
  g_assert_false (rw_session_is_lock_doubtful (fixture->a.session));
  console_close (&fixture->a);
  /* From now on the clock may say what it will. */
  rw_clock_freeze (now);
  open_as_before (&fixture->a, fixture->url);
  g_assert_true (rw_session_is_locked (fixture->a.session));
  assert_refused (&fixture->a);
  g_assert_cmpint (rw_session_get_state (fixture->a.session), ==, RW_SYNC_STATE_SIGNED_OUT);

  fixture_start_server (fixture);
  sign_in (&fixture->a, "ivo", &error);
  g_assert_error (error, RW_ERROR, RW_ERROR_CONFLICT);
  g_clear_error (&error);
  assert_refused (&fixture->a);
  sign_in (&fixture->a, "jana", &error);
  g_assert_no_error (error);
  g_assert_false (rw_session_is_locked (fixture->a.session));
  g_assert_true (rw_session_has_data (fixture->a.session));
  title = console_get_text (&fixture->a, RW_KIND_TICKET, &fixture->tickets[0], RW_TICKET_TITLE);
  g_assert_cmpstr (title, ==, "offline");
  wait_until (rw_session_get_pending (fixture->a.session) == 0);
  rw_clock_thaw ();
  rw_clock_reboot (NULL);
}

static void
locked_cb (guint *n_locked)
{
  (*n_locked)++;
}

/* A machine that only sleeps, with the program open: told before, then locked. */
static void
test_asleep (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (GError) error = NULL;
  guint n_locked = 0;

  open_and_sign_in (fixture);
  fixture_stop_server (fixture);
  wait_until (rw_session_get_state (fixture->a.session) == RW_SYNC_STATE_OFFLINE);
  g_signal_connect_swapped (fixture->a.session, "notify::locked", G_CALLBACK (locked_cb),
                            &n_locked);
  g_ptr_array_set_size (fixture->a.notices, 0);
  rw_clock_sleep (12 * RW_DAY + RW_HOUR);
  rw_session_sync_now (fixture->a.session);
  rw_session_sync_now (fixture->a.session);
  g_assert_cmpuint (n_locked, ==, 0);
  g_assert_cmpuint (fixture->a.notices->len, ==, 1);
  g_test_message ("%s", (char *) g_ptr_array_index (fixture->a.notices, 0));
  g_assert_nonnull (strstr (g_ptr_array_index (fixture->a.notices, 0), "locked in"));
  rw_clock_sleep (2 * RW_DAY);
  rw_session_sync_now (fixture->a.session);
  g_assert_cmpuint (n_locked, ==, 1);
  g_assert_true (rw_session_is_locked (fixture->a.session));
  g_assert_false (rw_session_is_lock_doubtful (fixture->a.session));
  g_assert_null (rw_session_get_token (fixture->a.session));
  assert_refused (&fixture->a);

  /* Nothing is fetched with the token from before, though the server is there again. */
  fixture_start_server (fixture);
  rw_session_sync_now (fixture->a.session);
  g_assert_cmpint (rw_session_get_state (fixture->a.session), ==, RW_SYNC_STATE_SIGNED_OUT);
  sign_in (&fixture->a, "jana", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_locked, ==, 2);
  g_assert_cmpint (console_count (&fixture->a, RW_KIND_TICKET), ==, 20);
  console_wait_synced (&fixture->a);
}

/* A clock that was years ahead at the start and is set right soon. */
static void
test_clock_corrected (Fixture *fixture, gconstpointer flags)
{
  gint64 now = rw_clock_now ();

  open_and_sign_in (fixture);
  console_close (&fixture->a);
  rw_clock_freeze (now + 4000 * RW_DAY);
  rw_clock_reboot ("second");
  open_as_before (&fixture->a, fixture->url);
  g_assert_true (rw_session_is_lock_doubtful (fixture->a.session));
  assert_refused (&fixture->a);
  rw_clock_freeze (now + RW_MINUTE);
  rw_session_sync_now (fixture->a.session);
  g_assert_false (rw_session_is_locked (fixture->a.session));
  g_assert_cmpint (console_count (&fixture->a, RW_KIND_TICKET), ==, 20);
  rw_clock_thaw ();
  rw_clock_reboot (NULL);
}

/* Contact begins the lease anew; the server says how long it is. */
static void
test_length (Fixture *fixture, gconstpointer flags)
{
  fixture->lease_days = 3;
  fixture_stop_server (fixture);
  fixture_start_server (fixture);
  console_open (&fixture->a, fixture->token);
  console_wait_synced (&fixture->a);
  wait_until (rw_session_get_lease_days (fixture->a.session) == 3);
  rw_clock_sleep (2 * RW_DAY);
  g_assert_cmpint (rw_session_get_lease_end (fixture->a.session) - rw_clock_now (), <=, RW_DAY);
  rw_session_sync_now (fixture->a.session);
  wait_until (rw_session_get_lease_end (fixture->a.session) - rw_clock_now () > 2 * RW_DAY);
  console_wait_synced (&fixture->a);
  fixture_stop_server (fixture);
  console_close (&fixture->a);
  rw_clock_sleep (3 * RW_DAY);
  console_reopen (&fixture->a, fixture->url, fixture->token);
  g_assert_true (rw_session_is_locked (fixture->a.session));
  /* A token that is given, not found, is a log-in as soon as the server knows it. */
  fixture_start_server (fixture);
  rw_session_sync_now (fixture->a.session);
  wait_until (!rw_session_is_locked (fixture->a.session));
  console_wait_synced (&fixture->a);
}

int
main (int argc, char *argv[])
{
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/lease/counts", test_counts);
  g_test_add_func ("/sync/lease/time-of-day", test_time_of_day);
  g_test_add_func ("/sync/lease/same-boot", test_same_boot);
  g_test_add_func ("/sync/lease/set-back", test_set_back);
  g_test_add_func ("/sync/lease/set-forward", test_set_forward);
  g_test_add_func ("/sync/lease/nonsense", test_nonsense);
#define ADD(path, flags, test) \
  g_test_add ("/sync/lease/" path, Fixture, GUINT_TO_POINTER (flags), fixture_set_up, test, \
              fixture_tear_down)
  ADD ("put-away", FIXTURE_RECORDS | FIXTURE_PEOPLE, test_put_away);
  ADD ("asleep", FIXTURE_RECORDS | FIXTURE_PEOPLE, test_asleep);
  ADD ("clock-corrected", FIXTURE_RECORDS | FIXTURE_PEOPLE, test_clock_corrected);
  ADD ("length", FIXTURE_RECORDS, test_length);
#undef ADD
  return g_test_run ();
}
