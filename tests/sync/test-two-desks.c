/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "session-fixture.h"

/* Two people write in the same ticket without a server, and nothing that either wrote is lost. */

#define TICKET (&fixture->tickets[0])

static void
set_up_both (Fixture *fixture)
{
  console_open (&fixture->a, fixture->token);
  console_open (&fixture->b, fixture->token_b);
  console_wait_synced (&fixture->a);
  console_wait_synced (&fixture->b);
  wait_until (rw_session_get_roles (fixture->a.session) != 0 &&
              rw_session_get_roles (fixture->b.session) != 0);
  fixture_stop_server (fixture);
  wait_until (rw_session_get_state (fixture->a.session) == RW_SYNC_STATE_OFFLINE &&
              rw_session_get_state (fixture->b.session) == RW_SYNC_STATE_OFFLINE);
}

static void
write_message (Console *console, const RwId *ticket, RwMessageType type, const char *text)
{
  g_autoptr (RwRecord) message = rw_record_new (RW_KIND_MESSAGE, NULL);
  g_autoptr (GError) error = NULL;

  rw_record_set_ref (message, RW_MESSAGE_TICKET, ticket);
  rw_record_set_enum (message, RW_MESSAGE_TYPE, (int) type);
  rw_record_set_instant (message, RW_MESSAGE_AT, 5);
  rw_record_set_text (message, RW_MESSAGE_BODY, text);
  g_assert_true (console_edit (console, rw_edit_new_create (message), "Reply", &error));
  g_assert_no_error (error);
}

static void
write_text (Console *console, const RwId *ticket, guint field, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (console_set_text (console, RW_KIND_TICKET, ticket, field, text, &error));
  g_assert_no_error (error);
}

static gpointer
messages_cb (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) messages =
    rw_cache_select (cache, RW_KIND_MESSAGE, "WHERE \"ticket\" = ? ORDER BY \"body\"", error,
                     RW_BIND_ID, data, RW_BIND_END);
  GString *out = g_string_new (NULL);

  for (guint i = 0; messages != NULL && i < messages->len; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? " | " : "",
                            rw_record_get_text (messages->pdata[i], RW_MESSAGE_BODY));
  return g_string_free (out, FALSE);
}

static char *
dup_messages (Console *console, const RwId *ticket)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *text;

  rw_session_read_async (console->session, messages_cb, (gpointer) ticket, NULL, g_free, NULL,
                         answer_cb, &result);
  wait_until (result != NULL);
  text = rw_session_read_finish (console->session, result, &error);
  g_assert_no_error (error);
  return text;
}

static gboolean
shows (Console *console, const RwId *ticket, guint field, const char *text)
{
  g_autofree char *got = console_get_text (console, RW_KIND_TICKET, ticket, field);

  return g_strcmp0 (got, text) == 0;
}

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

static gboolean
both_have (Fixture *fixture, const char *messages)
{
  g_autofree char *a = dup_messages (&fixture->a, TICKET), *b = dup_messages (&fixture->b, TICKET);

  return g_str_equal (a, messages) && g_str_equal (b, messages);
}

/* A comes back first: its description stays, B's waits for a decision with every letter; the messages of both
 * are there, and so are the fields that only one of them changed. */
static void
test_both_texts (Fixture *fixture, gconstpointer flags)
{
  static const char ours[] = "The array lost a controller.\nOne path is left.",
                    theirs[] = "Storage is slow since 08:00.\nÄnderung C-2041 lief.";
  g_autoptr (RwInbox) inbox = NULL, after = NULL;
  const RwConflictInfo *info;

  set_up_both (fixture);
  write_text (&fixture->a, TICKET, RW_TICKET_DESCRIPTION, ours);
  write_message (&fixture->a, TICKET, RW_MESSAGE_TYPE_REPLY, "a: we are looking at it");
  write_text (&fixture->a, TICKET, RW_TICKET_WORKAROUND, "use the other path");
  write_text (&fixture->b, TICKET, RW_TICKET_DESCRIPTION, theirs);
  write_message (&fixture->b, TICKET, RW_MESSAGE_TYPE_NOTE, "b: called the customer");
  write_text (&fixture->b, TICKET, RW_TICKET_ROOT_CAUSE, "firmware");
  /* Each sees what they wrote, and a restart keeps it. */
  console_reopen (&fixture->b, fixture->url, fixture->token_b);
  g_assert_true (shows (&fixture->a, TICKET, RW_TICKET_DESCRIPTION, ours));
  g_assert_true (shows (&fixture->b, TICKET, RW_TICKET_DESCRIPTION, theirs));
  console_close (&fixture->b);

  fixture_start_server (fixture);
  rw_session_sync_now (fixture->a.session);
  wait_until (rw_session_get_pending (fixture->a.session) == 0);
  fixture->b.session = rw_session_new (fixture->url, fixture->b.dir);
  console_open (&fixture->b, fixture->token_b);
  wait_until (rw_session_get_pending (fixture->b.session) == 0);
  wait_until (both_have (fixture, "a: we are looking at it | b: called the customer"));

  wait_until (shows (&fixture->b, TICKET, RW_TICKET_DESCRIPTION, ours));
  wait_until (shows (&fixture->a, TICKET, RW_TICKET_ROOT_CAUSE, "firmware"));
  g_assert_true (shows (&fixture->b, TICKET, RW_TICKET_WORKAROUND, "use the other path"));
  g_assert_cmpuint (rw_session_get_conflicts (fixture->a.session), ==, 0);
  g_assert_cmpuint (rw_session_get_conflicts (fixture->b.session), ==, 1);
  inbox = list (&fixture->b);
  info = rw_conflict_item_get_info (inbox->conflicts->pdata[0]);
  g_assert_true (rw_id_equal (&info->id, TICKET));
  g_assert_cmpint (info->field, ==, RW_TICKET_DESCRIPTION);
  g_assert_cmpstr (info->theirs.text, ==, ours);
  g_assert_cmpstr (info->yours.text, ==, theirs);
  g_assert_true (info->can_keep);

  /* B puts both together; A gets it. */
  {
    g_autoptr (GPtrArray) resolutions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) rw_resolution_free);
    RwResolution *resolution = rw_resolution_new (inbox->conflicts->pdata[0], RW_RESOLVE_EDIT);
    g_autofree char *together = g_strconcat (ours, "\n", theirs, NULL);
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (RwInboxDone) done = NULL;

    resolution->value = rw_value_text (together);
    g_ptr_array_add (resolutions, resolution);
    rw_session_resolve_async (fixture->b.session, resolutions, "Decide", answer_cb, &result);
    wait_until (result != NULL);
    done = rw_session_resolve_finish (fixture->b.session, result, NULL);
    g_assert_cmpuint (done->n_failed, ==, 0);
    wait_until (shows (&fixture->a, TICKET, RW_TICKET_DESCRIPTION, together));
  }
  after = list (&fixture->b);
  g_assert_cmpuint (after->conflicts->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/sync/two-desks/both-texts", Fixture, GUINT_TO_POINTER (FIXTURE_RECORDS),
              fixture_set_up, test_both_texts, fixture_tear_down);
  return g_test_run ();
}
