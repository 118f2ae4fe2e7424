/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fake-logind.h"
#include "fake-server.h"
#include "rw-clock.h"
#include "rw-error.h"
#include "rw-resume-watch.h"
#include "session-fixture.h"

/* One for all cases: the process has one connection to the system bus. */
static FakeLogind logind;

typedef struct
{
  FakeServer server;
  Console console;
  char *dir;
  RwId site;
} Sleep;

static void
set_up (Sleep *sleep, gconstpointer data)
{
  logind.n_asked = 0;
  logind.sleeps = FALSE;
  logind.refuses = FALSE;
  fake_logind_appear (&logind, TRUE);
  sleep->dir = g_dir_make_tmp ("rackward-sleep-XXXXXX", NULL);
  fake_server_init (&sleep->server);
  fake_server_add (&sleep->server, "FRA2", &sleep->site);
  console_init (&sleep->console, sleep->server.url, sleep->dir);
}

static void
open_awake (Sleep *sleep)
{
  console_open (&sleep->console, "token");
  console_wait_synced (&sleep->console);
  wait_until (fake_logind_waits (&logind));
}

static void
tear_down (Sleep *sleep, gconstpointer data)
{
  console_clear (&sleep->console);
  fake_server_clear (&sleep->server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_false (fake_logind_waits (&logind));
  remove_tree (sleep->dir);
  g_free (sleep->dir);
}

static void
pass (guint ms)
{
  gint64 end = g_get_monotonic_time () + ms * 1000;

  while (g_get_monotonic_time () < end)
    fixture_iterate ();
}

/* What is waited for in vain there is a pause of the protocol that had not to be made. */
static void
wait_connected (Sleep *sleep, guint streams)
{
  gint64 begin = g_get_monotonic_time ();

  wait_until (sleep->server.live->len > streams && fake_server_is_live (&sleep->server));
  console_wait_synced (&sleep->console);
  g_test_message ("connected after %.0f ms", (double) (g_get_monotonic_time () - begin) / 1000);
}

static void
sleeping_cb (Console *console)
{
  rw_session_set_draft (console->session, "message/x", "half a sent");
}

static char *
get_draft (Console *console)
{
  g_autoptr (GAsyncResult) result = NULL;

  rw_session_get_draft_async (console->session, "message/x", NULL, answer_cb, &result);
  wait_until (result != NULL);
  return rw_session_get_draft_finish (console->session, result, NULL);
}

/* The lid is closed and opened again: nothing is left open in between, and all is there at once. */
static void
test_lid (Sleep *sleep, gconstpointer data)
{
  g_autofree char *draft = NULL;
  gint64 begin;
  guint pulls;
  RwId later;

  open_awake (sleep);
  g_assert_cmpuint (logind.n_asked, ==, 1);
  g_assert_cmpstr (logind.what, ==, "sleep");
  g_assert_cmpstr (logind.mode, ==, "delay");
  g_assert_true (fake_server_is_live (&sleep->server));
  g_signal_connect_swapped (sleep->console.session, "sleeping", G_CALLBACK (sleeping_cb),
                            &sleep->console);
  begin = g_get_monotonic_time ();
  fake_logind_sleep (&logind, TRUE);
  wait_until (!fake_logind_waits (&logind));
  g_test_message ("asleep after %.0f ms", (double) (g_get_monotonic_time () - begin) / 1000);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, RW_SECOND);
  wait_until (!fake_server_is_live (&sleep->server));
  g_assert_cmpint (rw_session_get_state (sleep->console.session), ==, RW_SYNC_STATE_SYNCING);

  /* Whatever the network does on its way down: nobody is asked for anything. */
  pulls = sleep->server.n_pulls;
  g_signal_emit_by_name (g_network_monitor_get_default (), "network-changed", TRUE);
  fake_server_add (&sleep->server, "AMS1", &later);
  pass (300);
  g_assert_cmpuint (sleep->server.n_pulls, ==, pulls);
  g_assert_cmpuint (sleep->server.live->len, ==, 1);
  g_assert_cmpuint (logind.n_asked, ==, 1);
  draft = get_draft (&sleep->console);
  g_assert_cmpstr (draft, ==, "half a sent");

  rw_clock_sleep (RW_HOUR);
  fake_logind_sleep (&logind, FALSE);
  wait_connected (sleep, 1);
  g_assert_cmpint (console_count (&sleep->console, RW_KIND_SITE), ==, 2);
  wait_until (fake_logind_waits (&logind));
  g_assert_cmpuint (logind.n_asked, ==, 2);
  /* And once more. */
  fake_logind_sleep (&logind, TRUE);
  wait_until (!fake_logind_waits (&logind));
  fake_logind_sleep (&logind, FALSE);
  wait_connected (sleep, 2);
  wait_until (fake_logind_waits (&logind));
}

/* An edit that is on its way arrives, if that takes no longer than a moment; no other is begun. */
static void
test_on_its_way (Sleep *sleep, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  open_awake (sleep);
  sleep->server.delay_ms = 300;
  g_assert_true (console_set_text (&sleep->console, RW_KIND_SITE, &sleep->site, RW_SITE_NAME,
                                   "just before", &error));
  fake_logind_sleep (&logind, TRUE);
  wait_until (!fake_server_is_live (&sleep->server));
  g_assert_true (fake_logind_waits (&logind));
  wait_until (!fake_logind_waits (&logind));
  g_assert_cmpint (sleep->server.last_mid, ==, 1);
  g_assert_cmpuint (rw_session_get_pending (sleep->console.session), ==, 0);
  g_assert_true (console_set_text (&sleep->console, RW_KIND_SITE, &sleep->site, RW_SITE_NAME,
                                   "just after", &error));
  pass (500);
  g_assert_cmpuint (sleep->server.n_pushes, ==, 1);
  g_assert_cmpuint (rw_session_get_pending (sleep->console.session), ==, 1);
  sleep->server.delay_ms = 0;
  fake_logind_sleep (&logind, FALSE);
  wait_connected (sleep, 1);
  g_assert_cmpint (sleep->server.last_mid, ==, 2);
}

/* A server that does not answer keeps nobody's machine awake, and whoever waits for it hears so. */
static void
test_no_answer (Sleep *sleep, gconstpointer data)
{
  g_autoptr (GAsyncResult) history = NULL;
  g_autoptr (GError) error = NULL;
  gint64 begin;

  open_awake (sleep);
  sleep->server.mode = FAKE_SILENT;
  g_assert_true (
    console_set_text (&sleep->console, RW_KIND_SITE, &sleep->site, RW_SITE_NAME, "kept", &error));
  rw_session_history_async (sleep->console.session, RW_KIND_SITE, &sleep->site, NULL, answer_cb,
                            &history);
  begin = g_get_monotonic_time ();
  fake_logind_sleep (&logind, TRUE);
  wait_until (!fake_logind_waits (&logind));
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 3 * RW_SECOND);
  wait_until (history != NULL);
  g_assert_null (rw_session_history_finish (sleep->console.session, history, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_UNREACHABLE);
  g_assert_cmpuint (rw_session_get_pending (sleep->console.session), ==, 1);
  sleep->server.mode = FAKE_GOOD;
  fake_logind_sleep (&logind, FALSE);
  wait_connected (sleep, 1);
  g_assert_cmpint (sleep->server.last_mid, ==, 1);
}

/* A clock that somebody sets is no sleep, and a sleep that nobody announced is one. */
static void
test_clock_set (Sleep *sleep, gconstpointer data)
{
  gint64 now = rw_clock_now ();

  open_awake (sleep);
  rw_clock_freeze (now + RW_DAY);
  fake_logind_sleep (&logind, FALSE);
  pass (400);
  g_assert_true (fake_server_is_live (&sleep->server));
  g_assert_cmpuint (sleep->server.live->len, ==, 1);
  rw_clock_freeze (now - RW_DAY);
  fake_logind_sleep (&logind, FALSE);
  pass (400);
  g_assert_cmpuint (sleep->server.live->len, ==, 1);
  rw_clock_thaw ();
  rw_clock_sleep (RW_HOUR);
  fake_logind_sleep (&logind, FALSE);
  wait_connected (sleep, 1);
  /* That it was said twice is no second sleep. */
  fake_logind_sleep (&logind, FALSE);
  pass (400);
  g_assert_true (fake_server_is_live (&sleep->server));
  g_assert_cmpuint (sleep->server.live->len, ==, 2);
}

/* The person is there before logind has said so. */
static void
test_impatient (Sleep *sleep, gconstpointer data)
{
  open_awake (sleep);
  fake_logind_sleep (&logind, TRUE);
  wait_until (!fake_logind_waits (&logind));
  rw_session_sync_now (sleep->console.session);
  wait_connected (sleep, 1);
}

/* Without a lock, without a logind, and with one that is started again. */
static void
test_logind_gone (Sleep *sleep, gconstpointer data)
{
  logind.refuses = TRUE;
  console_open (&sleep->console, "token");
  console_wait_synced (&sleep->console);
  wait_until (logind.n_asked == 1);
  fake_logind_sleep (&logind, TRUE);
  wait_until (!fake_server_is_live (&sleep->server));
  logind.refuses = FALSE;
  fake_logind_sleep (&logind, FALSE);
  wait_connected (sleep, 1);
  wait_until (fake_logind_waits (&logind));
  fake_logind_appear (&logind, FALSE);
  wait_until (!fake_logind_waits (&logind));
  pass (100);
  g_assert_true (fake_server_is_live (&sleep->server));
  fake_logind_appear (&logind, TRUE);
  wait_until (fake_logind_waits (&logind));
}

static void
count_cb (guint *count)
{
  (*count)++;
}

/* Whoever forgets to say that it is ready does not keep the machine awake either. */
static void
test_forgetful (void)
{
  g_autoptr (RwResumeWatch) watch = rw_resume_watch_new ();
  gint64 begin;
  guint n_sleeping = 0, n_resumed = 0;

  logind.refuses = FALSE;
  fake_logind_appear (&logind, TRUE);
  g_signal_connect_swapped (watch, "sleeping", G_CALLBACK (count_cb), &n_sleeping);
  g_signal_connect_swapped (watch, "resumed", G_CALLBACK (count_cb), &n_resumed);
  wait_until (fake_logind_waits (&logind));
  /* Too early to mean anything. */
  rw_resume_watch_ready (watch);
  g_assert_true (fake_logind_waits (&logind));
  begin = g_get_monotonic_time ();
  fake_logind_sleep (&logind, TRUE);
  fake_logind_sleep (&logind, TRUE);
  wait_until (!fake_logind_waits (&logind));
  g_assert_cmpint (g_get_monotonic_time () - begin, >, RW_SECOND);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 4 * RW_SECOND);
  g_assert_cmpuint (n_sleeping, ==, 1);
  g_assert_cmpuint (n_resumed, ==, 0);
  fake_logind_sleep (&logind, FALSE);
  wait_until (fake_logind_waits (&logind));
  g_assert_cmpuint (n_resumed, ==, 1);
}

int
main (int argc, char *argv[])
{
  int status;

  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_test_init (&argc, &argv, NULL);
  fake_logind_init (&logind);
#define ADD(path, test) g_test_add ("/sync/sleep/" path, Sleep, NULL, set_up, test, tear_down)
  ADD ("lid", test_lid);
  ADD ("on-its-way", test_on_its_way);
  ADD ("no-answer", test_no_answer);
  ADD ("clock-set", test_clock_set);
  ADD ("impatient", test_impatient);
  ADD ("logind-gone", test_logind_gone);
#undef ADD
  g_test_add_func ("/sync/sleep/forgetful", test_forgetful);
  status = g_test_run ();
  fake_logind_clear (&logind);
  return status;
}
