/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

#include <string.h>

#include "rw-clock.h"
#include "rw-error.h"

static void
test_first_sync (Fixture *fixture, gconstpointer flags)
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
test_start_offline (Fixture *fixture, gconstpointer flags)
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
  wait_until (rw_session_get_roles (fixture->a.session) != 0 &&
              rw_session_get_roles (fixture->b.session) != 0);
}

static void
test_two_consoles (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *mine = NULL;
  g_autofree char *theirs = NULL;
  gint64 start;

  sync_both (fixture);
  g_hash_table_remove_all (fixture->b.ids);
  start = g_get_monotonic_time ();
  g_assert_true (console_set_text (&fixture->a, RW_KIND_TICKET, &fixture->tickets[0],
                                   RW_TICKET_TITLE, "Checkout 502", &error));
  g_assert_no_error (error);
  g_assert_true (g_hash_table_contains (fixture->a.ids, &fixture->tickets[0]));
  mine = console_get_text (&fixture->a, RW_KIND_TICKET, &fixture->tickets[0], RW_TICKET_TITLE);
  g_assert_cmpstr (mine, ==, "Checkout 502");
  wait_until (g_hash_table_contains (fixture->b.ids, &fixture->tickets[0]));
  g_test_message ("in the other console after %.0f ms",
                  (double) (g_get_monotonic_time () - start) / 1000);
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_USEC_PER_SEC);
  theirs = console_get_text (&fixture->b, RW_KIND_TICKET, &fixture->tickets[0], RW_TICKET_TITLE);
  g_assert_cmpstr (theirs, ==, "Checkout 502");
  wait_until (rw_session_get_pending (fixture->a.session) == 0);
  console_wait_synced (&fixture->a);
  g_assert_cmpuint (fixture->a.notices->len, ==, 0);
}

static gboolean
title_is (Console *console, const RwId *id, const char *text)
{
  g_autofree char *title = console_get_text (console, RW_KIND_TICKET, id, RW_TICKET_TITLE);

  return g_strcmp0 (title, text) == 0;
}

/* Both go on without the server, it comes back, both agree. */
static void
test_offline_edits (Fixture *fixture, gconstpointer flags)
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
  g_assert_true (console_set_text (&fixture->a, RW_KIND_TICKET, &fixture->tickets[0],
                                   RW_TICKET_TITLE, "from a", &error));
  g_assert_true (console_set_text (&fixture->a, RW_KIND_TICKET, &fixture->tickets[0],
                                   RW_TICKET_TITLE, "from a again", &error));
  g_assert_true (console_set_text (&fixture->b, RW_KIND_TICKET, &fixture->tickets[1],
                                   RW_TICKET_TITLE, "from b", &error));
  g_assert_cmpuint (rw_session_get_pending (fixture->a.session), ==, 2);
  /* Closed and opened meanwhile: nothing is lost. */
  console_reopen (&fixture->a, fixture->url, fixture->token);
  g_assert_cmpuint (rw_session_get_pending (fixture->a.session), ==, 2);
  after = console_get_text (&fixture->a, RW_KIND_TICKET, &fixture->tickets[0], RW_TICKET_TITLE);
  g_assert_cmpstr (after, ==, "from a again");

  fixture_start_server (fixture);
  rw_session_sync_now (fixture->a.session);
  rw_session_sync_now (fixture->b.session);
  wait_until (rw_session_get_pending (fixture->a.session) == 0 &&
              rw_session_get_pending (fixture->b.session) == 0);
  /* Pushed is not yet heard of by the other: each waits for what the other wrote. */
  wait_until (title_is (&fixture->a, &fixture->tickets[1], "from b"));
  wait_until (title_is (&fixture->b, &fixture->tickets[0], "from a again"));
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

static int
get_priority (Console *console, const RwId *id)
{
  g_autoptr (RwRecord) record = console_get (console, RW_KIND_TICKET, id);

  return rw_record_get_enum (record, RW_TICKET_PRIORITY);
}

/* Both change the same field without knowing of each other: one stays, the other is told and keeps
 * what they wrote. */
static void
test_conflict (Fixture *fixture, gconstpointer flags)
{
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;
  g_autofree char *priority = NULL;
  RwEdit *edit;

  sync_both (fixture);
  fixture_stop_server (fixture);
  wait_until (rw_session_get_state (fixture->b.session) == RW_SYNC_STATE_OFFLINE);
  g_assert_true (console_set_text (&fixture->b, RW_KIND_TICKET, &fixture->tickets[0],
                                   RW_TICKET_TITLE, "from b", NULL));
  edit = rw_edit_new (RW_OP_UPDATE, RW_KIND_TICKET, &fixture->tickets[0]);
  rw_edit_set (edit, RW_TICKET_PRIORITY, rw_value_enum (RW_PRIORITY_P2));
  g_assert_true (console_edit (&fixture->b, edit, NULL, NULL));
  console_close (&fixture->b);

  fixture_start_server (fixture);
  rw_session_sync_now (fixture->a.session);
  g_assert_true (console_set_text (&fixture->a, RW_KIND_TICKET, &fixture->tickets[0],
                                   RW_TICKET_TITLE, "from a", NULL));
  wait_until (rw_session_get_pending (fixture->a.session) == 0);

  fixture->b.session = rw_session_new (fixture->url, fixture->b.dir);
  console_open (&fixture->b, fixture->token_b);
  g_assert_cmpuint (rw_session_get_pending (fixture->b.session), ==, 2);
  wait_until (rw_session_get_pending (fixture->b.session) == 0);
  console_wait_synced (&fixture->b);
  g_assert_cmpuint (rw_session_get_conflicts (fixture->b.session), ==, 1);
  g_assert_cmpuint (fixture->b.notices->len, >=, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (fixture->b.notices, 0), "“Your Edits”"));
  b = console_get_text (&fixture->b, RW_KIND_TICKET, &fixture->tickets[0], RW_TICKET_TITLE);
  g_assert_cmpstr (b, ==, "from a");
  wait_until (get_priority (&fixture->a, &fixture->tickets[0]) == RW_PRIORITY_P2);
  a = console_get_text (&fixture->a, RW_KIND_TICKET, &fixture->tickets[0], RW_TICKET_TITLE);
  g_assert_cmpstr (a, ==, "from a");
  g_assert_cmpuint (rw_session_get_conflicts (fixture->a.session), ==, 0);
}

/* What only the server can see: a value that somebody else has taken meanwhile. */
static void
test_refused (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *serial = NULL;

  sync_both (fixture);
  fixture_stop_server (fixture);
  g_assert_true (console_set_text (&fixture->b, RW_KIND_DEVICE, &fixture->devices[0],
                                   RW_DEVICE_SERIAL, "S-1", &error));
  console_close (&fixture->b);
  fixture_start_server (fixture);
  rw_session_sync_now (fixture->a.session);
  g_assert_true (console_set_text (&fixture->a, RW_KIND_DEVICE, &fixture->devices[1],
                                   RW_DEVICE_SERIAL, "S-1", &error));
  wait_until (rw_session_get_pending (fixture->a.session) == 0);

  fixture->b.session = rw_session_new (fixture->url, fixture->b.dir);
  console_open (&fixture->b, fixture->token_b);
  wait_until (rw_session_get_pending (fixture->b.session) == 0);
  console_wait_synced (&fixture->b);
  wait_until (fixture->b.notices->len == 1);
  g_test_message ("%s", (char *) g_ptr_array_index (fixture->b.notices, 0));
  g_assert_nonnull (strstr (g_ptr_array_index (fixture->b.notices, 0), "web-001"));
  g_assert_cmpuint (rw_session_get_conflicts (fixture->b.session), ==, 1);
  serial = console_get_text (&fixture->b, RW_KIND_DEVICE, &fixture->devices[0], RW_DEVICE_SERIAL);
  g_assert_null (serial);

  /* The same from here on is told before it is queued. */
  g_assert_false (console_set_text (&fixture->b, RW_KIND_DEVICE, &fixture->devices[0],
                                    RW_DEVICE_SERIAL, "S-1", &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "web-002"));
}

static void
test_undo (Fixture *fixture, gconstpointer flags)
{
  const RwId *id = &fixture->tickets[0];
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RwRecord) site = rw_record_new (RW_KIND_SITE, NULL);
  g_autoptr (RwRecord) gone = NULL;
  g_autoptr (RwRecord) back = NULL;

  sync_both (fixture);
  g_assert_false (rw_session_get_can_undo (fixture->a.session));
  g_assert_false (console_undo (&fixture->a, FALSE, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_true (
    console_set_text (&fixture->a, RW_KIND_TICKET, id, RW_TICKET_TITLE, "changed", &error));
  g_assert_true (rw_session_get_can_undo (fixture->a.session));
  g_assert_cmpstr (rw_session_get_undo_label (fixture->a.session), ==, "changed");
  g_assert_true (console_undo (&fixture->a, FALSE, &error));
  undone = console_get_text (&fixture->a, RW_KIND_TICKET, id, RW_TICKET_TITLE);
  g_assert_cmpstr (undone, ==, "Ticket 1");
  g_assert_false (rw_session_get_can_undo (fixture->a.session));
  g_assert_cmpstr (rw_session_get_redo_label (fixture->a.session), ==, "changed");
  g_assert_true (console_undo (&fixture->a, TRUE, &error));
  redone = console_get_text (&fixture->a, RW_KIND_TICKET, id, RW_TICKET_TITLE);
  g_assert_cmpstr (redone, ==, "changed");

  /* A record that was made goes, and comes back, also at the other console. */
  rw_record_set_text (site, RW_SITE_NAME, "FRA3");
  g_assert_true (console_edit (&fixture->a, rw_edit_new_create (site), "Add FRA3", &error));
  g_assert_true (console_undo (&fixture->a, FALSE, &error));
  gone = console_get (&fixture->a, RW_KIND_SITE, rw_record_get_id (site));
  g_assert_null (gone);
  wait_until (rw_session_get_pending (fixture->a.session) == 0);
  g_assert_true (console_undo (&fixture->a, TRUE, &error));
  g_assert_no_error (error);
  wait_until (rw_session_get_pending (fixture->a.session) == 0);
  console_wait_synced (&fixture->a);
  wait_until (console_count (&fixture->b, RW_KIND_SITE) == 2);
  back = console_get (&fixture->b, RW_KIND_SITE, rw_record_get_id (site));
  g_assert_nonnull (back);
  for (guint i = 0; i < fixture->a.notices->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (fixture->a.notices, i));
  g_assert_cmpuint (fixture->a.notices->len, ==, 0);

  /* What somebody else has changed since is not taken back. */
  g_assert_true (
    console_set_text (&fixture->a, RW_KIND_TICKET, id, RW_TICKET_TITLE, "mine", &error));
  wait_until (rw_session_get_pending (fixture->a.session) == 0);
  wait_until (title_is (&fixture->b, id, "mine"));
  g_hash_table_remove_all (fixture->a.ids);
  g_assert_true (
    console_set_text (&fixture->b, RW_KIND_TICKET, id, RW_TICKET_TITLE, "theirs", &error));
  wait_until (title_is (&fixture->a, id, "theirs"));
  g_assert_false (console_undo (&fixture->a, FALSE, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_CONFLICT);
}

static void
test_validation (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *title = NULL;
  RwEdit *edit;

  sync_both (fixture);
  g_assert_false (console_set_text (&fixture->a, RW_KIND_TICKET, &fixture->tickets[0],
                                    RW_TICKET_TITLE, "", &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_INVALID);
  g_clear_error (&error);

  /* Two devices in one unit: told here, not by the server later. */
  edit = rw_edit_new (RW_OP_UPDATE, RW_KIND_DEVICE, &fixture->devices[0]);
  rw_edit_set (edit, RW_DEVICE_POSITION, rw_value_decimal (11));
  g_assert_false (console_edit (&fixture->a, edit, NULL, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "web-002"));
  g_clear_error (&error);

  /* A group is queued whole or not at all. */
  edit = rw_edit_new (RW_OP_UPDATE, RW_KIND_TICKET, &fixture->tickets[0]);
  rw_edit_set (edit, RW_TICKET_TITLE, rw_value_text ("half"));
  g_ptr_array_add (edits, edit);
  edit = rw_edit_new (RW_OP_UPDATE, RW_KIND_TICKET, &fixture->tickets[1]);
  rw_edit_set (edit, RW_TICKET_TITLE, RW_VALUE_NULL);
  g_ptr_array_add (edits, edit);
  rw_session_edit_async (fixture->a.session, edits, NULL, NULL, answer_cb, &result);
  wait_until (result != NULL);
  g_assert_false (rw_session_edit_finish (fixture->a.session, result, &error));
  title = console_get_text (&fixture->a, RW_KIND_TICKET, &fixture->tickets[0], RW_TICKET_TITLE);
  g_assert_cmpstr (title, ==, "Ticket 1");
  g_assert_cmpuint (rw_session_get_pending (fixture->a.session), ==, 0);
  g_assert_false (rw_session_get_can_undo (fixture->a.session));
  g_clear_error (&error);

  /* Two devices change places: fine as a group. */
  g_clear_object (&result);
  g_ptr_array_set_size (edits, 0);
  for (guint i = 0; i < 2; i++)
    {
      edit = rw_edit_new (RW_OP_UPDATE, RW_KIND_DEVICE, &fixture->devices[i]);
      rw_edit_set (edit, RW_DEVICE_POSITION, rw_value_decimal (11 - i));
      g_ptr_array_add (edits, edit);
    }
  rw_session_edit_async (fixture->a.session, edits, "Swap", NULL, answer_cb, &result);
  wait_until (result != NULL);
  g_assert_true (rw_session_edit_finish (fixture->a.session, result, &error));
  g_assert_no_error (error);
  wait_until (rw_session_get_pending (fixture->a.session) == 0);
  console_wait_synced (&fixture->a);
  g_assert_cmpuint (fixture->a.notices->len, ==, 0);
  g_assert_true (console_undo (&fixture->a, FALSE, &error));
  wait_until (rw_session_get_pending (fixture->a.session) == 0);
  console_wait_synced (&fixture->a);
  g_assert_cmpuint (fixture->a.notices->len, ==, 0);
  {
    g_autoptr (RwRecord) device = console_get (&fixture->a, RW_KIND_DEVICE, &fixture->devices[0]);

    g_assert_cmpfloat (rw_record_get_decimal (device, RW_DEVICE_POSITION, 0), ==, 10);
  }
}

static void
test_history (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  RwHistoryEntry *entry;
  RwHistoryChange *change;

  sync_both (fixture);
  g_assert_true (console_set_text (&fixture->a, RW_KIND_TICKET, &fixture->tickets[2],
                                   RW_TICKET_TITLE, "new title", &error));
  wait_until (rw_session_get_pending (fixture->a.session) == 0);
  rw_session_history_async (fixture->a.session, RW_KIND_TICKET, &fixture->tickets[2], NULL,
                            answer_cb, &result);
  wait_until (result != NULL);
  entries = rw_session_history_finish (fixture->a.session, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 2);
  entry = g_ptr_array_index (entries, 0);
  g_assert_cmpint (entry->op, ==, RW_OP_UPDATE);
  g_assert_cmpuint (entry->changes->len, ==, 1);
  change = &g_array_index (entry->changes, RwHistoryChange, 0);
  g_assert_cmpuint (change->field, ==, RW_TICKET_TITLE);
  g_assert_cmpstr (change->before.text, ==, "Ticket 3");
  g_assert_cmpstr (change->after.text, ==, "new title");
  g_assert_cmpint (((RwHistoryEntry *) g_ptr_array_index (entries, 1))->op, ==, RW_OP_CREATE);
}

static RwHistoryLog *
ask_log (Fixture *fixture, gint64 since, GError **error)
{
  static const char *const fields[] = { "status", "title", NULL };
  g_autoptr (GAsyncResult) result = NULL;

  rw_session_log_async (fixture->a.session, RW_KIND_TICKET, fields, since, NULL, answer_cb,
                        &result);
  wait_until (result != NULL);
  return rw_session_log_finish (fixture->a.session, result, error);
}

/* What became of all records of a kind: in pages, then only what came since, and kept for when the server is away. */
static void
test_log (Fixture *fixture, gconstpointer flags)
{
  static const char *const fields[] = { "status", "title", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (RwHistoryLog) first = NULL;
  g_autoptr (RwHistoryLog) second = NULL;
  g_autoptr (RwHistoryLog) third = NULL;
  g_autoptr (RwHistoryLog) none = NULL;
  g_autoptr (RwHistoryLog) fourth = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GPtrArray) again = NULL;
  gint64 last = G_MAXINT64;
  guint n;

  sync_both (fixture);
  g_assert_null (rw_session_get_log (fixture->a.session, RW_KIND_TICKET, fields));
  for (guint i = 0; i < 2300; i++)
    {
      RwRecord *ticket = rw_record_new (RW_KIND_TICKET, NULL);

      rw_record_set_text (ticket, RW_TICKET_TITLE, "One of many");
      rw_record_set_enum (ticket, RW_TICKET_STATUS, RW_TICKET_STATUS_NEW);
      g_ptr_array_add (records, ticket);
    }
  g_assert_true (rw_server_load (fixture->server, records, "Test", &error));
  first = ask_log (fixture, 0, &error);
  g_assert_no_error (error);
  n = rw_history_log_count (first);
  g_assert_cmpuint (n, >, 2300);
  entries = rw_history_log_get_entries (first);
  for (guint i = 0; i < n; i++)
    {
      const RwHistoryEntry *entry = g_ptr_array_index (entries, i);

      g_assert_cmpint (entry->seq, <, last);
      g_assert_cmpint (entry->kind, ==, RW_KIND_TICKET);
      last = entry->seq;
    }
  g_assert_true (rw_session_get_log (fixture->a.session, RW_KIND_TICKET, fields) == first);

  g_assert_true (console_set_text (&fixture->a, RW_KIND_TICKET, &fixture->tickets[2],
                                   RW_TICKET_TITLE, "new title", &error));
  wait_until (rw_session_get_pending (fixture->a.session) == 0);
  second = ask_log (fixture, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rw_history_log_count (second), ==, n + 1);
  g_assert_cmpuint (rw_history_log_count (first), ==, n);
  again = rw_history_log_get_entries (second);
  g_assert_cmpint (((RwHistoryEntry *) again->pdata[0])->op, ==, RW_OP_UPDATE);
  /* What was known is not told again. */
  g_assert_true (again->pdata[1] == entries->pdata[0]);
  third = ask_log (fixture, rw_clock_now () + RW_HOUR, &error);
  g_assert_cmpuint (rw_history_log_count (third), ==, n + 1);

  fixture_stop_server (fixture);
  none = ask_log (fixture, 0, &error);
  g_assert_null (none);
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_true (rw_session_get_log (fixture->a.session, RW_KIND_TICKET, fields) == third);

  /* Numbers of a server that was put back from a backup mean something else. */
  fixture_start_server (fixture);
  rw_server_new_epoch (fixture->server, &error);
  fourth = ask_log (fixture, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rw_history_log_count (fourth), ==, n + 1);
  g_clear_pointer (&again, g_ptr_array_unref);
  again = rw_history_log_get_entries (fourth);
  g_assert_true (again->pdata[n] != entries->pdata[n - 1]);
}

static gboolean
sign_in (Fixture *fixture, const char *login, const char *password, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rw_session_sign_in_async (fixture->a.session, login, password, NULL, answer_cb, &result);
  wait_until (result != NULL);
  return rw_session_sign_in_finish (fixture->a.session, result, error);
}

static void
test_sign_in (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (GError) error = NULL;

  console_try_open (&fixture->a, &error);
  g_assert_no_error (error);
  wait_until (rw_session_get_state (fixture->a.session) == RW_SYNC_STATE_SIGNED_OUT);
  g_assert_null (rw_session_get_message (fixture->a.session));
  g_assert_false (sign_in (fixture, "jana", "falsch", &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_AUTH);
  g_clear_error (&error);
  g_assert_cmpint (rw_session_get_state (fixture->a.session), ==, RW_SYNC_STATE_SIGNED_OUT);

  g_assert_true (sign_in (fixture, "jana", FIXTURE_PASSWORD, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (rw_session_get_person_name (fixture->a.session), ==, "Jana");
  g_assert_nonnull (rw_session_get_token (fixture->a.session));
  console_wait_synced (&fixture->a);
  /* There is no keyring, and no other place is taken instead without a word. */
  wait_until (fixture->a.notices->len == 1);
  g_assert_nonnull (strstr (g_ptr_array_index (fixture->a.notices, 0), "keyring"));

  /* Signed out, the data stays readable, and edits wait for the one who made them. */
  rw_session_set_token (fixture->a.session, NULL);
  g_assert_cmpint (rw_session_get_state (fixture->a.session), ==, RW_SYNC_STATE_SIGNED_OUT);
  g_assert_cmpint (console_count (&fixture->a, RW_KIND_TICKET), ==, 20);
  g_assert_true (console_set_text (&fixture->a, RW_KIND_TICKET, &fixture->tickets[0],
                                   RW_TICKET_TITLE, "by jana", &error));
  g_assert_false (sign_in (fixture, "ivo", FIXTURE_PASSWORD, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "Jana"));
  g_clear_error (&error);
  g_assert_cmpuint (rw_session_get_pending (fixture->a.session), ==, 1);
  g_assert_true (sign_in (fixture, "jana", FIXTURE_PASSWORD, &error));
  wait_until (rw_session_get_pending (fixture->a.session) == 0);
}

static void
test_bad_token (Fixture *fixture, gconstpointer flags)
{
  console_open (&fixture->a, "rwt_nonsense");
  wait_until (rw_session_get_state (fixture->a.session) == RW_SYNC_STATE_SIGNED_OUT);
  g_assert_nonnull (rw_session_get_message (fixture->a.session));
  rw_session_set_token (fixture->a.session, fixture->token);
  console_wait_synced (&fixture->a);
  g_assert_null (rw_session_get_message (fixture->a.session));
}

/* The server was put back from a backup: everything is fetched again, nothing that waits is lost. */
static void
test_new_epoch (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL;

  sync_both (fixture);
  fixture_stop_server (fixture);
  wait_until (rw_session_get_state (fixture->a.session) == RW_SYNC_STATE_OFFLINE);
  g_assert_true (console_set_text (&fixture->a, RW_KIND_TICKET, &fixture->tickets[5],
                                   RW_TICKET_TITLE, "kept", &error));
  fixture_start_server (fixture);
  rw_server_new_epoch (fixture->server, &error);
  g_assert_no_error (error);
  fixture->a.all = FALSE;
  rw_session_sync_now (fixture->a.session);
  wait_until (fixture->a.all && rw_session_get_pending (fixture->a.session) == 0);
  console_wait_synced (&fixture->a);
  title = console_get_text (&fixture->a, RW_KIND_TICKET, &fixture->tickets[5], RW_TICKET_TITLE);
  g_assert_cmpstr (title, ==, "kept");
  g_assert_cmpuint (fixture->a.notices->len, ==, 0);
  g_assert_cmpint (console_count (&fixture->a, RW_KIND_TICKET), ==, 20);
  rw_session_sync_now (fixture->b.session);
  wait_until (title_is (&fixture->b, &fixture->tickets[5], "kept"));
}

/* The name of the one file in the console's folder that begins and ends so. */
static char *
find_file (Console *console, const char *prefix)
{
  g_autoptr (GDir) dir = g_dir_open (console->dir, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, prefix) && g_str_has_suffix (name, ".db"))
      return g_build_filename (console->dir, name, NULL);
  return NULL;
}

static void
overwrite (const char *path, gsize at, const char *bytes, gsize length)
{
  g_autofree char *contents = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &contents, &size, NULL));
  g_assert_cmpuint (at + length, <=, size);
  memcpy (contents + at, bytes, length);
  g_assert_true (g_file_set_contents (path, contents, (gssize) size, NULL));
}

static void
test_corrupt_cache (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *title = NULL;

  sync_both (fixture);
  fixture_stop_server (fixture);
  g_assert_true (console_set_text (&fixture->a, RW_KIND_TICKET, &fixture->tickets[0],
                                   RW_TICKET_TITLE, "unsent", &error));
  console_close (&fixture->a);
  path = find_file (&fixture->a, "cache-");
  overwrite (path, 0, "this is no database, and never was", 34);
  fixture->a.session = rw_session_new (fixture->url, fixture->a.dir);
  console_open (&fixture->a, fixture->token);
  g_assert_false (rw_session_has_data (fixture->a.session));
  g_assert_cmpuint (fixture->a.notices->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (fixture->a.notices, 0), "damaged"));
  g_assert_cmpuint (rw_session_get_pending (fixture->a.session), ==, 1);
  fixture_start_server (fixture);
  rw_session_sync_now (fixture->a.session);
  wait_until (rw_session_get_pending (fixture->a.session) == 0);
  console_wait_synced (&fixture->a);
  title = console_get_text (&fixture->a, RW_KIND_TICKET, &fixture->tickets[0], RW_TICKET_TITLE);
  g_assert_cmpstr (title, ==, "unsent");
  g_assert_cmpint (console_count (&fixture->a, RW_KIND_TICKET), ==, 20);
}

static void
test_newer_cache (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  sync_both (fixture);
  console_close (&fixture->a);
  path = find_file (&fixture->a, "cache-");
  /* user_version, in the file's header */
  overwrite (path, 60, "\0\0\0\x63", 4);
  fixture->a.session = rw_session_new (fixture->url, fixture->a.dir);
  g_assert_false (console_try_open (&fixture->a, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_TOO_NEW);
  g_test_message ("%s", error->message);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_in_use (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (GError) error = NULL;
  Console twin;

  console_open (&fixture->a, fixture->token);
  console_init (&twin, fixture->url, fixture->a.dir);
  g_assert_false (console_try_open (&twin, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_BUSY);
  console_clear (&twin);
}

static void
test_bad_address (void)
{
  static const char *const addresses[] = { "",
                                           "rackward",
                                           "ftp://rackward.example.net",
                                           "https://",
                                           "http:///v1",
                                           "http://rackward.example.net",
                                           "http://127.evil.example",
                                           "https://jana:secret@rackward.example.net" };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autofree char *dir = g_dir_make_tmp ("rackward-sync-XXXXXX", NULL);
      g_autoptr (GError) error = NULL;
      Console console;

      console_init (&console, addresses[i], dir);
      g_assert_false (console_try_open (&console, &error));
      g_assert_error (error, RW_ERROR, RW_ERROR_INVALID);
      console_clear (&console);
      remove_tree (dir);
    }
}

static gpointer
slow_func (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (RwStmt) stmt = NULL;
  gboolean row;

  /* Counts for a long while unless it is interrupted. */
  stmt = rw_db_prepare (
    rw_cache_get_db (cache),
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000000) SELECT count(*) FROM n",
    error);
  g_atomic_int_set ((gint *) data, 1);
  if (stmt == NULL || !rw_stmt_step (stmt, &row, error))
    return NULL;
  return g_new0 (char, 1);
}

static void
test_cancel (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL;
  gint running = 0;

  sync_both (fixture);
  /* In the middle of a query. */
  rw_session_read_async (fixture->a.session, slow_func, &running, NULL, g_free, cancellable,
                         answer_cb, &result);
  wait_until (g_atomic_int_get (&running) == 1);
  g_cancellable_cancel (cancellable);
  wait_until (result != NULL);
  g_assert_null (rw_session_read_finish (fixture->a.session, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_clear_object (&result);

  /* Before it began: nothing is done, the reader goes on. */
  g_ptr_array_add (edits, rw_edit_new (RW_OP_UPDATE, RW_KIND_TICKET, &fixture->tickets[0]));
  rw_edit_set (g_ptr_array_index (edits, 0), RW_TICKET_TITLE, rw_value_text ("cancelled"));
  rw_session_edit_async (fixture->a.session, edits, NULL, cancellable, answer_cb, &result);
  wait_until (result != NULL);
  g_assert_false (rw_session_edit_finish (fixture->a.session, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_clear_object (&result);
  title = console_get_text (&fixture->a, RW_KIND_TICKET, &fixture->tickets[0], RW_TICKET_TITLE);
  g_assert_cmpstr (title, ==, "Ticket 1");

  rw_session_history_async (fixture->a.session, RW_KIND_TICKET, &fixture->tickets[0], cancellable,
                            answer_cb, &result);
  wait_until (result != NULL);
  g_assert_null (rw_session_history_finish (fixture->a.session, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_clear_object (&result);

  rw_session_sign_in_async (fixture->a.session, "jana", "x", cancellable, answer_cb, &result);
  wait_until (result != NULL);
  g_assert_false (rw_session_sign_in_finish (fixture->a.session, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* What it answers is how often it was asked, and what it found. */
static gpointer
count_func (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  gint *asked = data;

  g_atomic_int_inc (asked);
  return g_strdup_printf ("%d: %" G_GINT64_FORMAT, g_atomic_int_get (asked),
                          rw_cache_count (cache, RW_KIND_TICKET, error));
}

static char *
ask_count (Console *console, gint *asked)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *answer;

  rw_session_read_async (console->session, count_func, asked, NULL, g_free, NULL, answer_cb,
                         &result);
  wait_until (result != NULL);
  answer = rw_session_read_finish (console->session, result, &error);
  g_assert_no_error (error);
  return answer;
}

static void
foresee_count (Fixture *fixture, gint *asked)
{
  console_close (&fixture->a);
  rw_session_foresee (fixture->url, fixture->a.dir, count_func, asked, NULL, g_free);
  wait_until (g_atomic_int_get (asked) == 1);
  fixture->a.session = rw_session_new (fixture->url, fixture->a.dir);
}

/* Asked before the files were open: answered once, with what is true when it is asked for. */
static void
test_foresee (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL, *second = NULL, *edited = NULL, *other = NULL;
  RwEdit *edit = rw_edit_new (RW_OP_UPDATE, RW_KIND_TICKET, &fixture->tickets[0]);
  gint asked = 0, asked_edited = 0, asked_other = 0;

  sync_both (fixture);
  foresee_count (fixture, &asked);
  console_open (&fixture->a, NULL);
  first = ask_count (&fixture->a, &asked);
  g_assert_cmpstr (first, ==, "1: 20");
  g_assert_cmpint (asked, ==, 1);
  second = ask_count (&fixture->a, &asked);
  g_assert_cmpstr (second, ==, "2: 20");

  /* An edit came between: the early answer may be wrong. */
  foresee_count (fixture, &asked_edited);
  console_open (&fixture->a, NULL);
  rw_edit_set (edit, RW_TICKET_TITLE, rw_value_text ("edited"));
  g_assert_true (console_edit (&fixture->a, edit, NULL, &error));
  edited = ask_count (&fixture->a, &asked_edited);
  g_assert_cmpstr (edited, ==, "2: 20");

  /* Of another server, nothing is taken, and what nobody takes does not stay. */
  console_close (&fixture->a);
  rw_session_foresee ("http://127.0.0.1:1", fixture->a.dir, count_func, &asked_other, NULL, g_free);
  rw_session_foresee ("no address", fixture->a.dir, count_func, &asked_other, NULL, g_free);
  fixture->a.session = rw_session_new (fixture->url, fixture->a.dir);
  console_open (&fixture->a, NULL);
  other = ask_count (&fixture->a, &asked_other);
  g_assert_cmpstr (other, ==, "1: 20");
}

static void
dropped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (rw_session_open_finish (RW_SESSION (source), result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  *(gboolean *) user_data = TRUE;
}

/* Dropped in the middle of things, without being closed: what runs must not outlive it. */
static void
test_dropped (Fixture *fixture, gconstpointer flags)
{
  gboolean done = FALSE;

  rw_session_set_token (fixture->a.session, fixture->token);
  rw_session_open_async (fixture->a.session, NULL, dropped_cb, &done);
  console_close (&fixture->a);
  g_assert_true (done);

  console_open (&fixture->b, fixture->token);
  wait_until (rw_session_get_state (fixture->b.session) == RW_SYNC_STATE_FIRST_SYNC ||
              rw_session_has_data (fixture->b.session));
  g_signal_handlers_disconnect_by_data (fixture->b.session, &fixture->b);
  g_object_run_dispose (G_OBJECT (fixture->b.session));
  g_object_add_weak_pointer (G_OBJECT (fixture->b.session), (gpointer *) &fixture->b.session);
  g_object_unref (fixture->b.session);
  wait_until (fixture->b.session == NULL);
}

int
main (int argc, char *argv[])
{
  /* No keyring: what that means is tested, what is in the developer's is not ours. */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_test_init (&argc, &argv, NULL);
#define ADD(path, flags, test)                                                                \
  g_test_add ("/sync/session/" path, Fixture, GUINT_TO_POINTER (flags), fixture_set_up, test, \
              fixture_tear_down)
  ADD ("first-sync", FIXTURE_RECORDS, test_first_sync);
  ADD ("start-offline", FIXTURE_RECORDS, test_start_offline);
  ADD ("two-consoles", FIXTURE_RECORDS, test_two_consoles);
  ADD ("offline-edits", FIXTURE_RECORDS, test_offline_edits);
  ADD ("conflict", FIXTURE_RECORDS, test_conflict);
  ADD ("refused", FIXTURE_RECORDS, test_refused);
  ADD ("undo", FIXTURE_RECORDS, test_undo);
  ADD ("validation", FIXTURE_RECORDS, test_validation);
  ADD ("history", FIXTURE_RECORDS, test_history);
  ADD ("log", FIXTURE_RECORDS, test_log);
  ADD ("sign-in", FIXTURE_RECORDS | FIXTURE_PEOPLE, test_sign_in);
  ADD ("bad-token", FIXTURE_RECORDS, test_bad_token);
  ADD ("new-epoch", FIXTURE_RECORDS, test_new_epoch);
  ADD ("corrupt-cache", FIXTURE_RECORDS, test_corrupt_cache);
  ADD ("newer-cache", FIXTURE_RECORDS, test_newer_cache);
  ADD ("in-use", FIXTURE_RECORDS, test_in_use);
  ADD ("cancel", FIXTURE_RECORDS, test_cancel);
  ADD ("foresee", FIXTURE_RECORDS, test_foresee);
  ADD ("dropped", FIXTURE_RECORDS, test_dropped);
#undef ADD
  g_test_add_func ("/sync/session/bad-address", test_bad_address);
  return g_test_run ();
}
