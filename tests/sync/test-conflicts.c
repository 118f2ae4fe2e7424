/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "rw-clock.h"
#include "rw-conflict-watch.h"
#include "session-fixture.h"

/* Two people plan work on the same device without a network, and neither can know of the other. */

#define START (40000 * RW_DAY)

typedef struct
{
  RwConflictWatch *watch;
  GPtrArray *messages;
  RwId change;
} Told;

static void
found_cb (Told *told, const char *message, const RwId *change)
{
  g_assert_true (rw_id_equal (change, &told->change));
  g_ptr_array_add (told->messages, g_strdup (message));
}

static void
told_watch (Told *told, RwSession *session)
{
  if (told->messages == NULL)
    told->messages = g_ptr_array_new_with_free_func (g_free);
  told->watch = rw_conflict_watch_new (session);
  g_signal_connect_swapped (told->watch, "found", G_CALLBACK (found_cb), told);
}

static void
told_clear (Told *told)
{
  g_clear_object (&told->watch);
  g_clear_pointer (&told->messages, g_ptr_array_unref);
}

/* A draft that touches @ci, then submitted with nothing against it. */
static void
submit (Console *console, const char *title, const RwId *ci, Told *told)
{
  g_autoptr (RwRecord) change = rw_record_new (RW_KIND_CHANGE, NULL);
  g_autoptr (RwRecord) item = rw_record_new (RW_KIND_CHANGE_ITEM, NULL);
  g_autoptr (GError) error = NULL;
  RwEdit *edit;

  told->change = *rw_record_get_id (change);
  rw_record_set_text (change, RW_CHANGE_TITLE, title);
  rw_record_set_enum (change, RW_CHANGE_TYPE, RW_CHANGE_TYPE_NORMAL);
  rw_record_set_enum (change, RW_CHANGE_STATUS, RW_CHANGE_STATUS_DRAFT);
  rw_record_set_instant (change, RW_CHANGE_START, START);
  rw_record_set_instant (change, RW_CHANGE_END, START + RW_HOUR);
  rw_record_set_ref (change, RW_CHANGE_REQUESTER, rw_session_get_person (console->session));
  rw_record_set_enum (change, RW_CHANGE_RISK_PROBABILITY, RW_LEVEL_LOW);
  rw_record_set_enum (change, RW_CHANGE_RISK_EFFECT, RW_LEVEL_LOW);
  rw_record_set_text (change, RW_CHANGE_TEST_PLAN, "Look at it");
  rw_record_set_text (change, RW_CHANGE_BACKOUT_PLAN, "Put it back");
  rw_record_set_ref (item, RW_CHANGE_ITEM_CHANGE, &told->change);
  rw_record_set_ref (item, RW_CHANGE_ITEM_CI, ci);
  g_assert_true (console_edit (console, rw_edit_new_create (change), "New change", &error));
  g_assert_no_error (error);
  g_assert_true (console_edit (console, rw_edit_new_create (item), "Add item", &error));
  g_assert_no_error (error);
  edit = rw_edit_new (RW_OP_UPDATE, RW_KIND_CHANGE, &told->change);
  rw_edit_set (edit, RW_CHANGE_STATUS, rw_value_enum (RW_CHANGE_STATUS_SUBMITTED));
  rw_edit_set (edit, RW_CHANGE_CONFLICTS_AT, rw_value_instant (rw_clock_now ()));
  g_assert_true (console_edit (console, edit, "Submit", &error));
  g_assert_no_error (error);
}

/* The person behind an account, as a record that others can refer to. */
static void
load_person (Fixture *fixture, Console *console, const char *name)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  RwRecord *person = rw_record_new (RW_KIND_PERSON, rw_session_get_person (console->session));
  g_autoptr (GError) error = NULL;

  rw_record_set_text (person, RW_PERSON_NAME, name);
  rw_record_set_text (person, RW_PERSON_LOGIN, name);
  g_ptr_array_add (records, person);
  rw_server_load (fixture->server, records, "test", &error);
  g_assert_no_error (error);
}

static void
go_offline (Fixture *fixture)
{
  console_wait_synced (&fixture->a);
  console_wait_synced (&fixture->b);
  wait_until (rw_session_get_person (fixture->a.session) != NULL && rw_session_get_person (fixture->b.session) != NULL);
  load_person (fixture, &fixture->a, "jana");
  load_person (fixture, &fixture->b, "ivo");
  rw_session_sync_now (fixture->a.session);
  rw_session_sync_now (fixture->b.session);
  wait_until (console_count (&fixture->a, RW_KIND_PERSON) == 2 && console_count (&fixture->b, RW_KIND_PERSON) == 2);
  fixture_stop_server (fixture);
  wait_until (rw_session_get_state (fixture->a.session) == RW_SYNC_STATE_OFFLINE &&
              rw_session_get_state (fixture->b.session) == RW_SYNC_STATE_OFFLINE);
}

static void
sync_both (Fixture *fixture)
{
  fixture_start_server (fixture);
  rw_session_sync_now (fixture->a.session);
  wait_until (rw_session_get_pending (fixture->a.session) == 0);
  rw_session_sync_now (fixture->b.session);
  wait_until (rw_session_get_pending (fixture->b.session) == 0);
}

/* Lets everything happen that would. */
static void
settle (void)
{
  gint64 end = g_get_monotonic_time () + 2 * G_USEC_PER_SEC;

  while (g_get_monotonic_time () < end)
    fixture_iterate ();
}

static void
set_up (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (GError) error = NULL;

  fixture_set_up (fixture, flags);
  g_free (fixture->token);
  g_free (fixture->token_b);
  fixture->token = rw_server_create_token (fixture->server, "jana", "a", RW_ROLE_MANAGER, RW_DAY, &error);
  g_assert_no_error (error);
  fixture->token_b = rw_server_create_token (fixture->server, "ivo", "b", RW_ROLE_TECHNICIAN, RW_DAY, &error);
  g_assert_no_error (error);
  console_open (&fixture->a, fixture->token);
  console_open (&fixture->b, fixture->token_b);
}

static void
test_same_device (Fixture *fixture, gconstpointer data)
{
  Told a = { 0 }, b = { 0 };

  told_watch (&a, fixture->a.session);
  told_watch (&b, fixture->b.session);
  go_offline (fixture);
  submit (&fixture->a, "Firmware", &fixture->devices[0], &a);
  submit (&fixture->b, "New disks", &fixture->devices[0], &b);
  settle ();
  g_assert_cmpuint (a.messages->len + b.messages->len, ==, 0);
  sync_both (fixture);
  wait_until (b.messages->len == 1);
  g_assert_nonnull (strstr (b.messages->pdata[0], "“Firmware”"));
  g_assert_nonnull (strstr (b.messages->pdata[0], "touches the same"));
  /* The first author has it from the server a moment later. */
  wait_until (a.messages->len == 1);
  g_assert_nonnull (strstr (a.messages->pdata[0], "“New disks”"));

  /* Nobody is told twice, not even after a restart. */
  g_clear_object (&b.watch);
  console_reopen (&fixture->b, fixture->url, fixture->token_b);
  told_watch (&b, fixture->b.session);
  console_wait_synced (&fixture->b);
  settle ();
  g_assert_cmpuint (b.messages->len, ==, 1);
  g_assert_cmpuint (a.messages->len, ==, 1);
  told_clear (&a);
  told_clear (&b);
}

static void
test_other_device (Fixture *fixture, gconstpointer data)
{
  Told a = { 0 }, b = { 0 };

  told_watch (&a, fixture->a.session);
  told_watch (&b, fixture->b.session);
  go_offline (fixture);
  submit (&fixture->a, "Firmware", &fixture->devices[0], &a);
  submit (&fixture->b, "New disks", &fixture->devices[1], &b);
  sync_both (fixture);
  settle ();
  g_assert_cmpuint (a.messages->len + b.messages->len, ==, 0);
  told_clear (&a);
  told_clear (&b);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) \
  g_test_add ("/sync/conflicts/" name, Fixture, GUINT_TO_POINTER (FIXTURE_RECORDS | FIXTURE_PEOPLE), set_up, test, fixture_tear_down)
  ADD ("same-device", test_same_device);
  ADD ("other-device", test_other_device);
  return g_test_run ();
}
