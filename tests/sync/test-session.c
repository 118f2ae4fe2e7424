/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

#include <string.h>

#include "rw-error.h"

static void
test_first_sync (Fixture       *fixture,
                 gconstpointer  flags)
{
  g_autofree char *title = NULL;

  g_assert_cmpint (rw_session_get_state (fixture->a.session), ==, RW_SYNC_STATE_CLOSED);
  console_open (&fixture->a, fixture->token);
  g_assert_false (rw_session_has_data (fixture->a.session));
  console_wait_synced (&fixture->a);
  g_assert_true (rw_session_has_data (fixture->a.session));
  g_assert_true (fixture->a.all);
  g_assert_cmpfloat (rw_session_get_progress (fixture->a.session), ==, -1);
  g_assert_cmpint (rw_session_get_last_contact (fixture->a.session), >, 0);
  g_assert_null (rw_session_get_message (fixture->a.session));
  g_assert_cmpint (console_count (&fixture->a, RW_KIND_TICKET), ==, 20);
  title = console_get_text (&fixture->a, RW_KIND_TICKET, &fixture->tickets[3], RW_TICKET_TITLE);
  g_assert_cmpstr (title, ==, "Ticket 4");
  wait_until (rw_session_get_roles (fixture->a.session) == RW_ROLE_MANAGER);
  g_assert_cmpuint (fixture->a.notices->len, ==, 0);
}

static void
test_start_offline (Fixture       *fixture,
                    gconstpointer  flags)
{
  console_open (&fixture->a, fixture->token);
  console_wait_synced (&fixture->a);
  wait_until (rw_session_get_roles (fixture->a.session) != 0);
  fixture_stop_server (fixture);
  console_reopen (&fixture->a, fixture->url, fixture->token);
  g_assert_true (rw_session_has_data (fixture->a.session));
  g_assert_cmpint (console_count (&fixture->a, RW_KIND_TICKET), ==, 20);
  g_assert_cmpuint (rw_session_get_roles (fixture->a.session), ==, RW_ROLE_MANAGER);
  wait_until (rw_session_get_state (fixture->a.session) == RW_SYNC_STATE_OFFLINE);
  g_assert_nonnull (strstr (rw_session_get_message (fixture->a.session), "127.0.0.1"));
}

static void
sync_both (Fixture *fixture)
{
  console_open (&fixture->a, fixture->token);
  console_open (&fixture->b, fixture->token_b);
  console_wait_synced (&fixture->a);
  console_wait_synced (&fixture->b);
  wait_until (rw_session_get_roles (fixture->a.session) != 0 && rw_session_get_roles (fixture->b.session) != 0);
}

static void
test_two_consoles (Fixture       *fixture,
                   gconstpointer  flags)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *mine = NULL;
  g_autofree char *theirs = NULL;
  gint64 start;

  sync_both (fixture);
  g_hash_table_remove_all (fixture->b.ids);
  start = g_get_monotonic_time ();
  g_assert_true (console_set_text (&fixture->a, RW_KIND_TICKET, &fixture->tickets[0], RW_TICKET_TITLE, "Checkout 502", &error));
  g_assert_no_error (error);
  g_assert_true (g_hash_table_contains (fixture->a.ids, &fixture->tickets[0]));
  mine = console_get_text (&fixture->a, RW_KIND_TICKET, &fixture->tickets[0], RW_TICKET_TITLE);
  g_assert_cmpstr (mine, ==, "Checkout 502");
  wait_until (g_hash_table_contains (fixture->b.ids, &fixture->tickets[0]));
  g_test_message ("in the other console after %.0f ms", (double) (g_get_monotonic_time () - start) / 1000);
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_USEC_PER_SEC);
  theirs = console_get_text (&fixture->b, RW_KIND_TICKET, &fixture->tickets[0], RW_TICKET_TITLE);
  g_assert_cmpstr (theirs, ==, "Checkout 502");
  wait_until (rw_session_get_pending (fixture->a.session) == 0);
  console_wait_synced (&fixture->a);
  g_assert_cmpuint (fixture->a.notices->len, ==, 0);
}

/* Both go on without the server, it comes back, both agree. */
static void
test_offline_edits (Fixture       *fixture,
                    gconstpointer  flags)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *a0 = NULL;
  g_autofree char *a1 = NULL;
  g_autofree char *b0 = NULL;
  g_autofree char *b1 = NULL;
  g_autofree char *after = NULL;

  sync_both (fixture);
  fixture_stop_server (fixture);
  wait_until (rw_session_get_state (fixture->a.session) == RW_SYNC_STATE_OFFLINE &&
              rw_session_get_state (fixture->b.session) == RW_SYNC_STATE_OFFLINE);
  g_assert_true (console_set_text (&fixture->a, RW_KIND_TICKET, &fixture->tickets[0], RW_TICKET_TITLE, "from a", &error));
  g_assert_true (console_set_text (&fixture->a, RW_KIND_TICKET, &fixture->tickets[0], RW_TICKET_TITLE, "from a again", &error));
  g_assert_true (console_set_text (&fixture->b, RW_KIND_TICKET, &fixture->tickets[1], RW_TICKET_TITLE, "from b", &error));
  g_assert_cmpuint (rw_session_get_pending (fixture->a.session), ==, 2);
  /* Closed and opened meanwhile: nothing is lost. */
  console_reopen (&fixture->a, fixture->url, fixture->token);
  g_assert_cmpuint (rw_session_get_pending (fixture->a.session), ==, 2);
  after = console_get_text (&fixture->a, RW_KIND_TICKET, &fixture->tickets[0], RW_TICKET_TITLE);
  g_assert_cmpstr (after, ==, "from a again");

  fixture_start_server (fixture);
  rw_session_sync_now (fixture->a.session);
  rw_session_sync_now (fixture->b.session);
  wait_until (rw_session_get_pending (fixture->a.session) == 0 && rw_session_get_pending (fixture->b.session) == 0);
  g_hash_table_remove_all (fixture->a.ids);
  wait_until (g_hash_table_contains (fixture->b.ids, &fixture->tickets[0]));
  console_wait_synced (&fixture->a);
  console_wait_synced (&fixture->b);
  a0 = console_get_text (&fixture->a, RW_KIND_TICKET, &fixture->tickets[0], RW_TICKET_TITLE);
  b0 = console_get_text (&fixture->b, RW_KIND_TICKET, &fixture->tickets[0], RW_TICKET_TITLE);
  a1 = console_get_text (&fixture->a, RW_KIND_TICKET, &fixture->tickets[1], RW_TICKET_TITLE);
  b1 = console_get_text (&fixture->b, RW_KIND_TICKET, &fixture->tickets[1], RW_TICKET_TITLE);
  g_assert_cmpstr (a0, ==, "from a again");
  g_assert_cmpstr (b0, ==, "from a again");
  g_assert_cmpstr (a1, ==, "from b");
  g_assert_cmpstr (b1, ==, "from b");
  g_assert_cmpuint (fixture->a.notices->len, ==, 0);
  g_assert_cmpuint (fixture->b.notices->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  /* No keyring: what that means has its own test. */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_test_init (&argc, &argv, NULL);
#define ADD(path, flags, test) \
  g_test_add ("/sync/session/" path, Fixture, GUINT_TO_POINTER (flags), fixture_set_up, test, fixture_tear_down)
  ADD ("first-sync", FIXTURE_RECORDS, test_first_sync);
  ADD ("start-offline", FIXTURE_RECORDS, test_start_offline);
  ADD ("two-consoles", FIXTURE_RECORDS, test_two_consoles);
  ADD ("offline-edits", FIXTURE_RECORDS, test_offline_edits);
#undef ADD
  return g_test_run ();
}
