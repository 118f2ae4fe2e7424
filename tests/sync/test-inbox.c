/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "rw-error.h"
#include "rw-json.h"
#include "rw-work.h"

/* The conflict inbox, the outbox and the drafts, on a real server. */

static RwInbox *
list (Console *console)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  RwInbox *inbox;

  rw_session_list_inbox_async (console->session, NULL, answer_cb, &result);
  wait_until (result != NULL);
  inbox = rw_session_list_inbox_finish (console->session, result, &error);
  g_assert_no_error (error);
  return inbox;
}

static RwInboxDone *
resolve (Console *console, GPtrArray *resolutions, const char *label)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  RwInboxDone *done;

  rw_session_resolve_async (console->session, resolutions, label, answer_cb, &result);
  wait_until (result != NULL);
  done = rw_session_resolve_finish (console->session, result, &error);
  g_assert_no_error (error);
  return done;
}

/* The same decision about all that is in the inbox. */
static RwInboxDone *
resolve_all (Console *console, RwResolveHow how)
{
  g_autoptr (RwInbox) inbox = list (console);
  g_autoptr (GPtrArray) resolutions =
    g_ptr_array_new_with_free_func ((GDestroyNotify) rw_resolution_free);

  for (guint i = 0; i < inbox->conflicts->len; i++)
    g_ptr_array_add (resolutions, rw_resolution_new (g_ptr_array_index (inbox->conflicts, i), how));
  return resolve (console, resolutions, "Decide");
}

static GPtrArray *
plan (Console *console, GPtrArray *items, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rw_session_plan_discard_async (console->session, items, answer_cb, &result);
  wait_until (result != NULL);
  return rw_session_plan_discard_finish (console->session, result, error);
}

static gboolean
discard (Console *console, GPtrArray *items, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rw_session_discard_async (console->session, items, answer_cb, &result);
  wait_until (result != NULL);
  return rw_session_discard_finish (console->session, result, error);
}

static char *
get_draft (Console *console, const char *key)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *text;

  rw_session_get_draft_async (console->session, key, NULL, answer_cb, &result);
  wait_until (result != NULL);
  text = rw_session_get_draft_finish (console->session, result, &error);
  g_assert_no_error (error);
  return text;
}

static const RwConflictInfo *
conflict (RwInbox *inbox, guint index)
{
  g_assert_cmpuint (inbox->conflicts->len, >, index);
  return rw_conflict_item_get_info (g_ptr_array_index (inbox->conflicts, index));
}

static const RwOutboxInfo *
waiting (RwInbox *inbox, guint index)
{
  g_assert_cmpuint (inbox->outbox->len, >, index);
  return rw_outbox_item_get_info (g_ptr_array_index (inbox->outbox, index));
}

/* A list of one. */
static GPtrArray *
some (RwInbox *inbox, guint index)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (items, g_object_ref (g_ptr_array_index (inbox->outbox, index)));
  return items;
}

static void
set_title (Console *console, const RwId *id, const char *text)
{
  g_autoptr (GError) error = NULL;

  console_set_text (console, RW_KIND_TICKET, id, RW_TICKET_TITLE, text, &error);
  g_assert_no_error (error);
}

static gboolean
serial_is (Console *console, const RwId *id, const char *text)
{
  g_autofree char *serial = console_get_text (console, RW_KIND_DEVICE, id, RW_DEVICE_SERIAL);

  return g_strcmp0 (serial, text) == 0;
}


static gboolean
title_is (Console *console, const RwId *id, const char *text)
{
  g_autofree char *title = console_get_text (console, RW_KIND_TICKET, id, RW_TICKET_TITLE);

  return g_strcmp0 (title, text) == 0;
}

#define assert_title(console, id, text) g_assert_true (title_is (console, id, text))

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
go_offline (Fixture *fixture)
{
  fixture_stop_server (fixture);
  wait_until (rw_session_get_state (fixture->a.session) == RW_SYNC_STATE_OFFLINE &&
              rw_session_get_state (fixture->b.session) == RW_SYNC_STATE_OFFLINE);
}

static gboolean
nothing_sent (Console *console)
{
  g_autoptr (RwInbox) inbox = list (console);

  for (guint i = 0; i < inbox->outbox->len; i++)
    if (waiting (inbox, i)->sent)
      return FALSE;
  return TRUE;
}

/* B edits the titles of the first @n tickets without the server, A with it. */
static void
make_conflicts (Fixture *fixture, guint n)
{
  sync_both (fixture);
  go_offline (fixture);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("from b %u", i);

      set_title (&fixture->b, &fixture->tickets[i], text);
    }
  console_close (&fixture->b);
  fixture_start_server (fixture);
  rw_session_sync_now (fixture->a.session);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("from a %u", i);

      set_title (&fixture->a, &fixture->tickets[i], text);
    }
  wait_until (rw_session_get_pending (fixture->a.session) == 0);
  console_reopen (&fixture->b, fixture->url, fixture->token_b);
  wait_until (rw_session_get_pending (fixture->b.session) == 0);
  console_wait_synced (&fixture->b);
  g_assert_cmpuint (rw_session_get_conflicts (fixture->b.session), ==, n);
}

static void
inbox_changed_cb (guint *count)
{
  (*count)++;
}

static void
test_keep (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (RwInbox) inbox = NULL;
  g_autoptr (RwInboxDone) done = NULL;
  const RwConflictInfo *info;
  guint n_changed = 0;

  make_conflicts (fixture, 1);
  inbox = list (&fixture->b);
  g_assert_cmpuint (inbox->outbox->len, ==, 0);
  info = conflict (inbox, 0);
  g_assert_cmpint (info->kind, ==, RW_KIND_TICKET);
  g_assert_true (rw_id_equal (&info->id, &fixture->tickets[0]));
  g_assert_cmpint (info->field, ==, RW_TICKET_TITLE);
  g_assert_cmpstr (info->base.text, ==, "Ticket 1");
  g_assert_cmpstr (info->theirs.text, ==, "from a 0");
  g_assert_cmpstr (info->yours.text, ==, "from b 0");
  g_assert_cmpstr (info->label, ==, "from b 0");
  g_assert_nonnull (info->by);
  g_assert_cmpint (info->at, >, 0);
  g_assert_true (info->can_keep);

  g_signal_connect_swapped (fixture->b.session, "inbox-changed", G_CALLBACK (inbox_changed_cb),
                            &n_changed);
  done = resolve_all (&fixture->b, RW_RESOLVE_KEEP);
  g_assert_cmpuint (done->numbers->len, ==, 1);
  g_assert_cmpuint (done->n_failed, ==, 0);
  g_assert_cmpuint (n_changed, >=, 1);
  g_assert_cmpuint (rw_session_get_conflicts (fixture->b.session), ==, 0);
  assert_title (&fixture->b, &fixture->tickets[0], "from b 0");
  wait_until (title_is (&fixture->a, &fixture->tickets[0], "from b 0"));
  wait_until (rw_session_get_pending (fixture->b.session) == 0);
  g_assert_cmpuint (rw_session_get_conflicts (fixture->b.session), ==, 0);
  g_signal_handlers_disconnect_by_data (fixture->b.session, &n_changed);

  /* It is an edit like any other: one step of undo. */
  g_assert_cmpstr (rw_session_get_undo_label (fixture->b.session), ==, "Decide");
  g_assert_true (console_undo (&fixture->b, FALSE, NULL));
  assert_title (&fixture->b, &fixture->tickets[0], "from a 0");
}

static void
test_take (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (RwInboxDone) done = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  make_conflicts (fixture, 1);
  done = resolve_all (&fixture->b, RW_RESOLVE_TAKE);
  g_assert_cmpuint (done->numbers->len, ==, 1);
  g_assert_cmpuint (rw_session_get_conflicts (fixture->b.session), ==, 0);
  g_assert_cmpuint (rw_session_get_pending (fixture->b.session), ==, 0);
  assert_title (&fixture->b, &fixture->tickets[0], "from a 0");
  g_assert_false (rw_session_get_can_undo (fixture->b.session));

  rw_session_reopen_conflicts_async (fixture->b.session, done->numbers, answer_cb, &result);
  wait_until (result != NULL);
  g_assert_true (rw_session_reopen_conflicts_finish (fixture->b.session, result, NULL));
  g_clear_object (&result);
  g_assert_cmpuint (rw_session_get_conflicts (fixture->b.session), ==, 1);
  console_reopen (&fixture->b, fixture->url, fixture->token_b);
  g_assert_cmpuint (rw_session_get_conflicts (fixture->b.session), ==, 1);
}

static void
test_edit (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (RwInbox) inbox = NULL;
  g_autoptr (RwInboxDone) refused = NULL, done = NULL;
  g_autoptr (GPtrArray) resolutions =
    g_ptr_array_new_with_free_func ((GDestroyNotify) rw_resolution_free);
  RwResolution *resolution;

  make_conflicts (fixture, 1);
  inbox = list (&fixture->b);
  resolution = rw_resolution_new (g_ptr_array_index (inbox->conflicts, 0), RW_RESOLVE_EDIT);
  resolution->value = rw_value_text ("");
  g_ptr_array_add (resolutions, resolution);
  /* The same rules as everywhere; what cannot be written stays in the inbox. */
  refused = resolve (&fixture->b, resolutions, NULL);
  g_assert_cmpuint (refused->n_failed, ==, 1);
  g_assert_nonnull (refused->message);
  g_test_message ("%s", refused->message);
  g_assert_cmpuint (rw_session_get_conflicts (fixture->b.session), ==, 1);

  rw_value_clear (&resolution->value);
  resolution->value = rw_value_text ("from both");
  done = resolve (&fixture->b, resolutions, NULL);
  g_assert_cmpuint (done->numbers->len, ==, 1);
  wait_until (title_is (&fixture->a, &fixture->tickets[0], "from both"));
  /* Decided twice: nothing more happens. */
  rw_inbox_done_free (g_steal_pointer (&done));
  done = resolve (&fixture->b, resolutions, NULL);
  g_assert_cmpuint (done->numbers->len, ==, 0);
  g_assert_cmpuint (done->n_failed, ==, 0);
}

/* What the person decided against is not there any more: they must see what is. */
static void
test_seen (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (RwInbox) inbox = NULL;
  g_autoptr (RwInboxDone) done = NULL;
  g_autoptr (GPtrArray) resolutions =
    g_ptr_array_new_with_free_func ((GDestroyNotify) rw_resolution_free);
  RwResolution *resolution;

  make_conflicts (fixture, 1);
  inbox = list (&fixture->b);
  set_title (&fixture->a, &fixture->tickets[0], "from a again");
  wait_until (title_is (&fixture->b, &fixture->tickets[0], "from a again"));
  resolution = rw_resolution_new (g_ptr_array_index (inbox->conflicts, 0), RW_RESOLVE_KEEP);
  resolution->has_seen = TRUE;
  resolution->seen = rw_value_text ("from a 0");
  g_ptr_array_add (resolutions, resolution);
  done = resolve (&fixture->b, resolutions, NULL);
  g_assert_cmpuint (done->n_failed, ==, 1);
  g_test_message ("%s", done->message);
  assert_title (&fixture->b, &fixture->tickets[0], "from a again");
  rw_inbox_done_free (g_steal_pointer (&done));

  rw_value_clear (&resolution->seen);
  resolution->seen = rw_value_text ("from a again");
  done = resolve (&fixture->b, resolutions, NULL);
  g_assert_cmpuint (done->n_failed, ==, 0);
  wait_until (title_is (&fixture->a, &fixture->tickets[0], "from b 0"));
}

static void
test_bulk (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (RwInboxDone) done = NULL;

  make_conflicts (fixture, 5);
  /* One of them cannot be kept any more; the others can. */
  {
    RwEdit *edit = rw_edit_new (RW_OP_DELETE, RW_KIND_TICKET, &fixture->tickets[2]);

    g_assert_true (console_edit (&fixture->a, edit, NULL, NULL));
    wait_until (rw_session_get_pending (fixture->a.session) == 0);
    wait_until (title_is (&fixture->b, &fixture->tickets[2], NULL));
  }
  done = resolve_all (&fixture->b, RW_RESOLVE_KEEP);
  g_assert_cmpuint (done->numbers->len, ==, 4);
  g_assert_cmpuint (done->n_failed, ==, 1);
  g_test_message ("%s", done->message);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *text = i != 2 ? g_strdup_printf ("from b %u", i) : NULL;

      wait_until (title_is (&fixture->a, &fixture->tickets[i], text));
    }
  g_assert_cmpuint (rw_session_get_conflicts (fixture->b.session), ==, 1);
  rw_inbox_done_free (g_steal_pointer (&done));
  done = resolve_all (&fixture->b, RW_RESOLVE_TAKE);
  g_assert_cmpuint (rw_session_get_conflicts (fixture->b.session), ==, 0);
  /* All that was kept is one step. */
  g_assert_true (console_undo (&fixture->b, FALSE, NULL));
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *text = i != 2 ? g_strdup_printf ("from a %u", i) : NULL;

      assert_title (&fixture->b, &fixture->tickets[i], text);
    }
}

static RwEdit *
edit_text (RwKind kind, const RwId *id, guint field, const char *text)
{
  RwEdit *edit = rw_edit_new (RW_OP_UPDATE, kind, id);

  rw_edit_set (edit, field, rw_value_text (text));
  return edit;
}

/* Of edits that belong together nothing is written when one meets something: all of them come back
 * as one decision, and go out as one. */
static void
test_group (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (RwInbox) inbox = NULL;
  g_autoptr (RwInboxDone) done = NULL;
  const RwConflictInfo *info;
  const RwConflictPart *part;

  sync_both (fixture);
  go_offline (fixture);
  g_ptr_array_add (edits,
                   edit_text (RW_KIND_DEVICE, &fixture->devices[0], RW_DEVICE_SERIAL, "S-7"));
  g_ptr_array_add (edits,
                   edit_text (RW_KIND_TICKET, &fixture->tickets[0], RW_TICKET_TITLE, "from b"));
  rw_edit_set (g_ptr_array_index (edits, 1), RW_TICKET_PRIORITY, rw_value_enum (RW_PRIORITY_P1));
  rw_session_edit_async (fixture->b.session, edits, "Swap the disk of web-001", NULL, answer_cb,
                         &result);
  wait_until (result != NULL);
  g_assert_true (rw_session_edit_finish (fixture->b.session, result, NULL));
  g_clear_object (&result);
  console_close (&fixture->b);
  fixture_start_server (fixture);
  rw_session_sync_now (fixture->a.session);
  set_title (&fixture->a, &fixture->tickets[0], "from a");
  wait_until (rw_session_get_pending (fixture->a.session) == 0);
  console_reopen (&fixture->b, fixture->url, fixture->token_b);
  wait_until (rw_session_get_pending (fixture->b.session) == 0);
  console_wait_synced (&fixture->b);
  assert_title (&fixture->b, &fixture->tickets[0], "from a");

  inbox = list (&fixture->b);
  g_assert_cmpuint (inbox->conflicts->len, ==, 1);
  info = conflict (inbox, 0);
  g_assert_cmpint (info->field, ==, -1);
  g_assert_null (info->field_name);
  g_assert_cmpstr (info->label, ==, "Swap the disk of web-001");
  g_assert_cmpuint (info->parts->len, ==, 2);
  g_assert_nonnull (info->message);
  g_assert_nonnull (info->by);
  part = g_ptr_array_index (info->parts, 1);
  g_assert_cmpuint (part->edit->changes->len, ==, 2);
  g_assert_cmpstr (rw_edit_find (part->theirs, RW_TICKET_TITLE)->value.text, ==, "from a");
  g_assert_cmpstr (rw_edit_find (part->base, RW_TICKET_TITLE)->value.text, ==, "Ticket 1");
  g_assert_null (rw_edit_find (part->theirs, RW_TICKET_PRIORITY));

  done = resolve_all (&fixture->b, RW_RESOLVE_KEEP);
  g_assert_cmpuint (done->n_failed, ==, 0);
  wait_until (title_is (&fixture->a, &fixture->tickets[0], "from b"));
  wait_until (rw_session_get_pending (fixture->b.session) == 0);
  g_assert_cmpuint (rw_session_get_conflicts (fixture->b.session), ==, 0);
  g_assert_true (serial_is (&fixture->a, &fixture->devices[0], "S-7"));
}

/* A refused edit can be done again once its reason is gone; so can a deletion that met an edit. */
static void
test_refused (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (RwInbox) inbox = NULL;
  g_autoptr (RwInboxDone) failed = NULL, done = NULL;
  const RwConflictInfo *info;

  sync_both (fixture);
  go_offline (fixture);
  g_assert_true (console_set_text (&fixture->b, RW_KIND_DEVICE, &fixture->devices[0],
                                   RW_DEVICE_SERIAL, "S-1", NULL));
  g_assert_true (console_edit (&fixture->b,
                               rw_edit_new (RW_OP_DELETE, RW_KIND_TICKET, &fixture->tickets[0]),
                               NULL, NULL));
  console_close (&fixture->b);
  fixture_start_server (fixture);
  rw_session_sync_now (fixture->a.session);
  g_assert_true (console_set_text (&fixture->a, RW_KIND_DEVICE, &fixture->devices[1],
                                   RW_DEVICE_SERIAL, "S-1", NULL));
  set_title (&fixture->a, &fixture->tickets[0], "from a");
  wait_until (rw_session_get_pending (fixture->a.session) == 0);
  console_reopen (&fixture->b, fixture->url, fixture->token_b);
  wait_until (rw_session_get_pending (fixture->b.session) == 0);
  console_wait_synced (&fixture->b);
  /* Nothing of the deletion happened. */
  assert_title (&fixture->b, &fixture->tickets[0], "from a");

  inbox = list (&fixture->b);
  g_assert_cmpuint (inbox->conflicts->len, ==, 2);
  info = conflict (inbox, 0);
  g_assert_cmpstr (info->code, ==, "conflict");
  g_assert_nonnull (strstr (info->message, "web-001"));
  info = conflict (inbox, 1);
  g_assert_cmpint (((RwConflictPart *) g_ptr_array_index (info->parts, 0))->op, ==, RW_OP_DELETE);
  g_assert_nonnull (info->message);
  g_assert_nonnull (info->by);

  failed = resolve_all (&fixture->b, RW_RESOLVE_KEEP);
  g_assert_cmpuint (failed->n_failed, ==, 1);
  g_assert_nonnull (strstr (failed->message, "web-002"));
  wait_until (title_is (&fixture->a, &fixture->tickets[0], NULL));
  g_assert_true (console_set_text (&fixture->a, RW_KIND_DEVICE, &fixture->devices[1],
                                   RW_DEVICE_SERIAL, "S-2", NULL));
  wait_until (serial_is (&fixture->b, &fixture->devices[1], "S-2"));
  done = resolve_all (&fixture->b, RW_RESOLVE_KEEP);
  g_assert_cmpuint (done->n_failed, ==, 0);
  wait_until (rw_session_get_pending (fixture->b.session) == 0);
  g_assert_cmpuint (rw_session_get_conflicts (fixture->b.session), ==, 0);
}

/* A decision and its edit are one thing: whichever side of it the power goes, neither is lost nor
 * done twice. */
static void
test_keep_survives (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (RwInboxDone) done = NULL;

  make_conflicts (fixture, 1);
  go_offline (fixture);
  done = resolve_all (&fixture->b, RW_RESOLVE_KEEP);
  g_assert_cmpuint (done->n_failed, ==, 0);
  console_reopen (&fixture->b, fixture->url, fixture->token_b);
  g_assert_cmpuint (rw_session_get_conflicts (fixture->b.session), ==, 0);
  g_assert_cmpuint (rw_session_get_pending (fixture->b.session), ==, 1);
  assert_title (&fixture->b, &fixture->tickets[0], "from b 0");
  fixture_start_server (fixture);
  rw_session_sync_now (fixture->a.session);
  rw_session_sync_now (fixture->b.session);
  wait_until (title_is (&fixture->a, &fixture->tickets[0], "from b 0"));
}

static void
test_discard (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (RwInbox) inbox = NULL, rest = NULL;
  g_autoptr (GPtrArray) items = NULL, going = NULL;
  g_autoptr (GError) error = NULL;

  sync_both (fixture);
  go_offline (fixture);
  set_title (&fixture->b, &fixture->tickets[0], "first");
  set_title (&fixture->b, &fixture->tickets[1], "second");
  set_title (&fixture->b, &fixture->tickets[2], "third");
  /* An attempt that found no server has sent nothing. */
  rw_session_sync_now (fixture->b.session);
  wait_until (nothing_sent (&fixture->b));

  inbox = list (&fixture->b);
  g_assert_cmpuint (inbox->outbox->len, ==, 3);
  g_assert_cmpstr (waiting (inbox, 1)->label, ==, "second");
  g_assert_cmpint (waiting (inbox, 1)->created, >, 0);
  items = some (inbox, 1);
  going = plan (&fixture->b, items, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (going->len, ==, 1);
  g_assert_true (discard (&fixture->b, going, &error));
  g_assert_no_error (error);
  assert_title (&fixture->b, &fixture->tickets[1], "Ticket 2");
  assert_title (&fixture->b, &fixture->tickets[0], "first");
  g_assert_cmpuint (rw_session_get_pending (fixture->b.session), ==, 2);
  rest = list (&fixture->b);
  g_assert_cmpuint (rest->outbox->len, ==, 2);
  /* Once is enough. */
  g_assert_false (discard (&fixture->b, going, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_NOT_FOUND);

  /* Also after a new start; and the server takes the rest, with nothing in the gap. */
  console_reopen (&fixture->b, fixture->url, fixture->token_b);
  assert_title (&fixture->b, &fixture->tickets[1], "Ticket 2");
  g_assert_cmpuint (rw_session_get_pending (fixture->b.session), ==, 2);
  fixture_start_server (fixture);
  rw_session_sync_now (fixture->a.session);
  rw_session_sync_now (fixture->b.session);
  wait_until (title_is (&fixture->a, &fixture->tickets[2], "third"));
  wait_until (rw_session_get_pending (fixture->b.session) == 0);
  console_wait_synced (&fixture->b);
  assert_title (&fixture->a, &fixture->tickets[0], "first");
  assert_title (&fixture->a, &fixture->tickets[1], "Ticket 2");
  assert_title (&fixture->b, &fixture->tickets[1], "Ticket 2");
  g_assert_cmpuint (rw_session_get_conflicts (fixture->b.session), ==, 0);
  g_assert_cmpuint (fixture->b.notices->len, ==, 0);
  /* And what comes after. */
  set_title (&fixture->b, &fixture->tickets[1], "fourth");
  wait_until (title_is (&fixture->a, &fixture->tickets[1], "fourth"));
}

/* All that waits is taken back: the server still has to count the numbers. */
static void
test_discard_all (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (RwInbox) inbox = NULL;

  sync_both (fixture);
  go_offline (fixture);
  set_title (&fixture->b, &fixture->tickets[0], "first");
  set_title (&fixture->b, &fixture->tickets[0], "again");
  wait_until (nothing_sent (&fixture->b));
  inbox = list (&fixture->b);
  g_assert_true (discard (&fixture->b, inbox->outbox, NULL));
  assert_title (&fixture->b, &fixture->tickets[0], "Ticket 1");
  g_assert_cmpuint (rw_session_get_pending (fixture->b.session), ==, 0);
  fixture_start_server (fixture);
  rw_session_sync_now (fixture->b.session);
  console_wait_synced (&fixture->b);
  set_title (&fixture->b, &fixture->tickets[0], "later");
  wait_until (rw_session_get_pending (fixture->b.session) == 0);
  console_wait_synced (&fixture->b);
  assert_title (&fixture->b, &fixture->tickets[0], "later");
}

static void
create_ticket (Console *console, const char *title, RwId *id)
{
  g_autoptr (RwRecord) record = rw_record_new (RW_KIND_TICKET, NULL);
  g_autoptr (GError) error = NULL;

  rw_record_set_text (record, RW_TICKET_TITLE, title);
  rw_record_set_enum (record, RW_TICKET_TYPE, RW_TICKET_TYPE_INCIDENT);
  rw_record_set_enum (record, RW_TICKET_STATUS, RW_TICKET_STATUS_NEW);
  rw_record_set_enum (record, RW_TICKET_PRIORITY, RW_PRIORITY_P3);
  rw_record_set_instant (record, RW_TICKET_OPENED, 1);
  *id = *rw_record_get_id (record);
  console_edit (console, rw_edit_new_create (record), "Open a ticket", &error);
  g_assert_no_error (error);
}

/* What makes no sense without it goes with it, and is named before. */
static void
test_discard_dependent (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (RwInbox) inbox = NULL;
  g_autoptr (GPtrArray) items = NULL, going = NULL;
  g_autoptr (GError) error = NULL;
  RwRecord *message;
  RwId id;

  sync_both (fixture);
  go_offline (fixture);
  create_ticket (&fixture->b, "New one", &id);
  set_title (&fixture->b, &fixture->tickets[0], "not touched");
  set_title (&fixture->b, &id, "New one, renamed");
  message = rw_record_new (RW_KIND_MESSAGE, NULL);
  rw_record_set_ref (message, RW_MESSAGE_TICKET, &id);
  rw_record_set_enum (message, RW_MESSAGE_TYPE, 0);
  rw_record_set_text (message, RW_MESSAGE_BODY, "Looking into it");
  rw_record_set_instant (message, RW_MESSAGE_AT, 1);
  console_edit (&fixture->b, rw_edit_new_create (message), "Write a note", &error);
  g_assert_no_error (error);
  g_object_unref (message);
  wait_until (nothing_sent (&fixture->b));

  inbox = list (&fixture->b);
  g_assert_cmpuint (inbox->outbox->len, ==, 4);
  items = some (inbox, 0);
  /* Not behind the person's back. */
  g_assert_false (discard (&fixture->b, items, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_cmpuint (rw_session_get_pending (fixture->b.session), ==, 4);
  going = plan (&fixture->b, items, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (going->len, ==, 3);
  g_assert_cmpstr (rw_outbox_item_get_info (g_ptr_array_index (going, 1))->label, ==,
                   "New one, renamed");
  g_assert_true (discard (&fixture->b, going, &error));
  assert_title (&fixture->b, &id, NULL);
  assert_title (&fixture->b, &fixture->tickets[0], "not touched");
  g_assert_cmpuint (rw_session_get_pending (fixture->b.session), ==, 1);
  g_assert_cmpint (console_count (&fixture->b, RW_KIND_MESSAGE), ==, 0);

  /* Taken back in turn: the same is done again. */
  for (guint i = 0; i < going->len; i++)
    {
      const RwOutboxInfo *info = rw_outbox_item_get_info (g_ptr_array_index (going, i));
      g_autoptr (GAsyncResult) result = NULL;

      rw_session_edit_async (fixture->b.session, info->edits, info->label, NULL, answer_cb,
                             &result);
      wait_until (result != NULL);
      rw_session_edit_finish (fixture->b.session, result, &error);
      g_assert_no_error (error);
    }
  assert_title (&fixture->b, &id, "New one, renamed");
  fixture_start_server (fixture);
  rw_session_sync_now (fixture->a.session);
  rw_session_sync_now (fixture->b.session);
  wait_until (title_is (&fixture->a, &id, "New one, renamed"));
}

static gboolean
hold_cb (GSocketService *service, GSocketConnection *connection, GObject *source, gpointer data)
{
  g_ptr_array_add (data, g_object_ref (connection));
  return TRUE;
}

/* Somebody takes what is sent and never answers: it may have arrived. */
static void
test_discard_sent (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (GPtrArray) held = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GSocketService) service = g_socket_service_new ();
  g_autoptr (RwInbox) inbox = NULL;
  g_autoptr (GPtrArray) going = NULL;
  g_autoptr (GError) error = NULL;
  guint port = (guint) g_ascii_strtoull (strrchr (fixture->url, ':') + 1, NULL, 10);

  sync_both (fixture);
  go_offline (fixture);
  set_title (&fixture->b, &fixture->tickets[0], "from b");
  wait_until (nothing_sent (&fixture->b));
  g_signal_connect (service, "incoming", G_CALLBACK (hold_cb), held);
  g_socket_listener_add_inet_port (G_SOCKET_LISTENER (service), (guint16) port, NULL, &error);
  g_assert_no_error (error);
  rw_session_sync_now (fixture->b.session);
  wait_until (!nothing_sent (&fixture->b) && held->len >= 2);
  for (guint i = 0; i < 20; i++)
    fixture_iterate ();

  inbox = list (&fixture->b);
  g_assert_true (waiting (inbox, 0)->sent);
  going = plan (&fixture->b, inbox->outbox, &error);
  g_assert_null (going);
  g_assert_error (error, RW_ERROR, RW_ERROR_CONFLICT);
  g_test_message ("%s", error->message);
  g_clear_error (&error);
  g_assert_false (discard (&fixture->b, inbox->outbox, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_CONFLICT);
  assert_title (&fixture->b, &fixture->tickets[0], "from b");

  /* The line breaks: nobody knows more than before. */
  g_socket_service_stop (service);
  g_socket_listener_close (G_SOCKET_LISTENER (service));
  for (guint i = 0; i < held->len; i++)
    g_io_stream_close (g_ptr_array_index (held, i), NULL, NULL);
  wait_until (rw_session_get_state (fixture->b.session) == RW_SYNC_STATE_OFFLINE);
  rw_session_sync_now (fixture->b.session);
  for (guint i = 0; i < 20; i++)
    fixture_iterate ();
  g_assert_false (nothing_sent (&fixture->b));

  fixture_start_server (fixture);
  rw_session_sync_now (fixture->a.session);
  rw_session_sync_now (fixture->b.session);
  wait_until (title_is (&fixture->a, &fixture->tickets[0], "from b"));
}

/* The power goes between the two files, and in the middle of the first one. */
static void
test_discard_crash (Fixture *fixture, gconstpointer flags)
{
  g_autofree char *name = g_strdup_printf ("127.0.0.1-%s", strrchr (fixture->url, ':') + 1);
  RwWork *work;

  sync_both (fixture);
  go_offline (fixture);
  set_title (&fixture->b, &fixture->tickets[0], "first");
  set_title (&fixture->b, &fixture->tickets[1], "second");
  wait_until (nothing_sent (&fixture->b));
  console_close (&fixture->b);

  for (guint round = 0; round < 2; round++)
    {
      g_autoptr (GPtrArray) entries = NULL;
      gint64 mid;

      work = rw_work_open (fixture->b.dir, name, NULL, NULL);
      g_assert_nonnull (work);
      entries = rw_work_list_unanswered (work, 10, NULL);
      g_assert_cmpuint (entries->len, ==, 2);
      mid = ((RwOutboxEntry *) g_ptr_array_index (entries, 0))->mid;
      if (round == 0)
        g_assert_true (rw_work_begin (work, NULL));
      g_assert_true (rw_work_discard (work, &mid, 1, NULL));
      rw_work_close (work);

      fixture->b.session = rw_session_new (fixture->url, fixture->b.dir);
      console_open (&fixture->b, fixture->token_b);
      assert_title (&fixture->b, &fixture->tickets[0], round == 0 ? "first" : "Ticket 1");
      assert_title (&fixture->b, &fixture->tickets[1], "second");
      g_assert_cmpuint (rw_session_get_pending (fixture->b.session), ==, round == 0 ? 2 : 1);
      wait_until (nothing_sent (&fixture->b));
      if (round == 0)
        console_close (&fixture->b);
    }
  fixture_start_server (fixture);
  rw_session_sync_now (fixture->a.session);
  rw_session_sync_now (fixture->b.session);
  wait_until (title_is (&fixture->a, &fixture->tickets[1], "second"));
  assert_title (&fixture->a, &fixture->tickets[0], "Ticket 1");
}

static JsonArray *
get_list (JsonObject *object, const char *name, guint length)
{
  JsonArray *array = json_object_get_array_member (object, name);

  g_assert_nonnull (array);
  g_assert_cmpuint (json_array_get_length (array), ==, length);
  return array;
}

static void
test_export (Fixture *fixture, gconstpointer flags)
{
  g_autofree char *path = g_build_filename (fixture->dir, "edits.json", NULL);
  g_autofree char *nowhere = g_build_filename (fixture->dir, "none", "edits.json", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *root, *object;

  make_conflicts (fixture, 1);
  go_offline (fixture);
  set_title (&fixture->b, &fixture->tickets[1], "waits “here”");
  set_title (&fixture->b, &fixture->tickets[2], "taken back");
  rw_session_set_draft (fixture->b.session, "message/1", "Dear customer,\n");
  wait_until (nothing_sent (&fixture->b));
  {
    g_autoptr (RwInbox) inbox = list (&fixture->b);
    g_autoptr (GPtrArray) items = some (inbox, 1);

    g_assert_true (discard (&fixture->b, items, NULL));
  }
  /* What is in the way goes, with its permissions. */
  g_assert_true (g_file_set_contents_full (path, "old", -1, 0, 0644, NULL));
  g_assert_cmpint (g_chmod (path, 0644), ==, 0);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GAsyncResult) result = NULL;

      rw_session_export_outbox_async (fixture->b.session, i == 0 ? nowhere : path, answer_cb,
                                      &result);
      wait_until (result != NULL);
      g_assert_cmpint (rw_session_export_outbox_finish (fixture->b.session, result, &error), ==,
                       i == 1);
      if (i == 0)
        {
          g_assert_nonnull (error);
          g_assert_nonnull (strstr (error->message, nowhere));
          g_clear_error (&error);
        }
    }
  g_assert_no_error (error);
  {
    GStatBuf status;
    g_assert_cmpint (g_stat (path, &status), ==, 0);
    g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  }

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  root = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpstr (json_object_get_string_member (root, "format"), ==, "rackward-outbox");
  g_assert_cmpint (json_object_get_int_member (root, "version"), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (root, "server"), ==, fixture->url);
  g_assert_true (json_object_has_member (root, "exported"));
  object = json_array_get_object_element (get_list (root, "edits", 1), 0);
  g_assert_cmpstr (json_object_get_string_member (object, "state"), ==, "waiting");
  g_assert_cmpstr (json_object_get_string_member (object, "op"), ==, "update");
  g_assert_cmpstr (json_object_get_string_member (object, "kind"), ==, "ticket");
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (object, "set"),
                                                  "title"),
                   ==, "waits “here”");
  object = json_array_get_object_element (get_list (root, "conflicts", 1), 0);
  g_assert_cmpstr (json_object_get_string_member (object, "field"), ==, "title");
  g_assert_cmpstr (json_object_get_string_member (object, "base"), ==, "Ticket 1");
  g_assert_cmpstr (json_object_get_string_member (object, "theirs"), ==, "from a 0");
  g_assert_cmpstr (json_object_get_string_member (object, "yours"), ==, "from b 0");
  g_assert_true (json_object_has_member (object, "by"));
  object = json_array_get_object_element (get_list (root, "drafts", 1), 0);
  g_assert_cmpstr (json_object_get_string_member (object, "text"), ==, "Dear customer,\n");
}

static void
test_drafts (Fixture *fixture, gconstpointer flags)
{
  g_autofree char *none = NULL, *text = NULL, *gone = NULL;

  console_open (&fixture->b, fixture->token_b);
  none = get_draft (&fixture->b, "message/1");
  g_assert_null (none);
  rw_session_set_draft (fixture->b.session, "message/1", "Dear");
  rw_session_set_draft (fixture->b.session, "message/1", "Dear customer");
  rw_session_set_draft (fixture->b.session, "message/2", "Hello");
  /* Set just before the end: kept. */
  console_reopen (&fixture->b, fixture->url, fixture->token_b);
  text = get_draft (&fixture->b, "message/1");
  g_assert_cmpstr (text, ==, "Dear customer");
  rw_session_set_draft (fixture->b.session, "message/1", NULL);
  gone = get_draft (&fixture->b, "message/1");
  g_assert_null (gone);
}

int
main (int argc, char *argv[])
{
  /* No keyring: what is in the developer's is not ours. */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test)                                                                         \
  g_test_add ("/sync/inbox/" path, Fixture, GUINT_TO_POINTER (FIXTURE_RECORDS), fixture_set_up, \
              test, fixture_tear_down)
  ADD ("keep", test_keep);
  ADD ("take", test_take);
  ADD ("edit", test_edit);
  ADD ("seen", test_seen);
  ADD ("bulk", test_bulk);
  ADD ("group", test_group);
  ADD ("refused", test_refused);
  ADD ("keep-survives", test_keep_survives);
  ADD ("discard", test_discard);
  ADD ("discard-all", test_discard_all);
  ADD ("discard-dependent", test_discard_dependent);
  ADD ("discard-sent", test_discard_sent);
  ADD ("discard-crash", test_discard_crash);
  ADD ("export", test_export);
  ADD ("drafts", test_drafts);
#undef ADD
  return g_test_run ();
}
