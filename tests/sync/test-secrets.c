/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "rw-error.h"
#include "rw-feed-row.h"
#include "rw-json.h"
#include "rw-outbox-message.h"
#include "session-fixture.h"

/* What is never cached is on no disk of a client: a mark goes through everything that a console does, and
 * then every byte that it wrote is looked at. */

#define MARK       "Qz7mark-one-4tU"
#define OTHER_MARK "Qz7mark-two-9pW"
#define ANY_MARK   "Qz7mark-"

static guint
look_through (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  g_autofree char *contents = NULL;
  const char *name;
  gsize length;
  guint n = 0;

  if (dir == NULL)
    {
      g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
      if (memmem (contents, length, ANY_MARK, strlen (ANY_MARK)) != NULL)
        g_error ("The secret is in %s", path);
      return 1;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      n += look_through (child);
    }
  return n;
}

static RwSecret *
read_secret (Console *console, const RwId *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rw_session_read_secret_async (console->session, RW_KIND_DEVICE, id, RW_DEVICE_ACCESS, NULL,
                                answer_cb, &result);
  wait_until (result != NULL);
  return rw_session_read_secret_finish (console->session, result, error);
}

static gboolean
set_secret (Console *console, const RwId *id, const RwSecret *seen, const char *text, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rw_session_set_secret_async (console->session, RW_KIND_DEVICE, id, RW_DEVICE_ACCESS, seen, text,
                               NULL, answer_cb, &result);
  wait_until (result != NULL);
  return rw_session_set_secret_finish (console->session, result, error);
}

static gint64
get_seq (Console *console, const RwId *id)
{
  g_autoptr (RwRecord) record = console_get (console, RW_KIND_DEVICE, id);

  return record != NULL ? rw_record_get_seq (record) : 0;
}

static void
set_name (Console *console, const RwId *id, const char *name)
{
  g_autoptr (GError) error = NULL;

  console_set_text (console, RW_KIND_DEVICE, id, RW_DEVICE_NAME, name, &error);
  g_assert_no_error (error);
}

static gboolean
has_name (Console *console, const RwId *id, const char *name)
{
  g_autofree char *text = console_get_text (console, RW_KIND_DEVICE, id, RW_DEVICE_NAME);

  return g_strcmp0 (text, name) == 0;
}

static void
export (Console *console, const char *path)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rw_session_export_outbox_async (console->session, path, answer_cb, &result);
  wait_until (result != NULL);
  rw_session_export_outbox_finish (console->session, result, &error);
  g_assert_no_error (error);
}

static void
test_nowhere (Fixture *fixture, gconstpointer flags)
{
  const RwId *id = &fixture->devices[0];
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RwSecret) none = NULL;
  g_autoptr (RwSecret) first = NULL;
  g_autoptr (RwSecret) second = NULL;
  g_autoptr (RwSecret) third = NULL;
  gint64 before;

  console_open (&fixture->a, fixture->token);
  console_open (&fixture->b, fixture->token_b);
  console_wait_synced (&fixture->a);
  console_wait_synced (&fixture->b);
  before = get_seq (&fixture->b, id);

  none = read_secret (&fixture->a, id, &error);
  g_assert_no_error (error);
  g_assert_null (none->text);
  g_assert_true (set_secret (&fixture->a, id, none, MARK, &error));
  g_assert_no_error (error);
  /* Everybody learns that the record has changed. */
  wait_until (get_seq (&fixture->a, id) > before && get_seq (&fixture->b, id) > before);
  first = read_secret (&fixture->b, id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (first->text, ==, MARK);
  look_through (fixture->b.dir);
  g_assert_true (set_secret (&fixture->b, id, first, OTHER_MARK, &error));
  g_assert_no_error (error);

  /* Nobody writes over what they have not seen, nor is told it with the refusal. */
  g_assert_false (set_secret (&fixture->a, id, first, "Qz7mark-three", &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_CONFLICT);
  g_assert_null (strstr (error->message, ANY_MARK));
  g_clear_error (&error);
  second = read_secret (&fixture->a, id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (second->text, ==, OTHER_MARK);

  /* Edits of the same record, online, offline and in conflict; what was deleted, and made again. */
  set_name (&fixture->a, id, "web-101");
  wait_until (rw_session_get_pending (fixture->a.session) == 0);
  wait_until (has_name (&fixture->b, id, "web-101"));
  {
    RwEdit *edit = rw_edit_new (RW_OP_DELETE, RW_KIND_DEVICE, id);

    console_edit (&fixture->b, edit, "away", &error);
    g_assert_no_error (error);
    wait_until (rw_session_get_pending (fixture->b.session) == 0);
    g_assert_true (console_undo (&fixture->b, FALSE, &error));
    g_assert_no_error (error);
    wait_until (rw_session_get_pending (fixture->b.session) == 0);
  }
  third = read_secret (&fixture->b, id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (third->text, ==, OTHER_MARK);
  {
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GPtrArray) entries = NULL;
    guint n_secret = 0;

    rw_session_history_async (fixture->a.session, RW_KIND_DEVICE, id, NULL, answer_cb, &result);
    wait_until (result != NULL);
    entries = rw_session_history_finish (fixture->a.session, result, &error);
    g_assert_no_error (error);
    for (guint i = 0; i < entries->len; i++)
      {
        RwHistoryEntry *entry = g_ptr_array_index (entries, i);

        for (guint j = 0; j < entry->changes->len; j++)
          {
            RwHistoryChange *change = &g_array_index (entry->changes, RwHistoryChange, j);

            if (change->field != RW_DEVICE_ACCESS)
              continue;
            n_secret++;
            g_assert_true (rw_value_is_null (&change->before));
            g_assert_true (rw_value_is_null (&change->after));
          }
      }
    /* Set, set, gone with the record, back with it. */
    g_assert_cmpuint (n_secret, ==, 4);
  }
  console_wait_synced (&fixture->a);
  fixture_stop_server (fixture);
  set_name (&fixture->a, id, "from a");
  set_name (&fixture->b, id, "from b");
  g_assert_null (read_secret (&fixture->a, id, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_UNREACHABLE);
  g_assert_nonnull (strstr (error->message, "not kept on this computer"));
  g_clear_error (&error);
  g_assert_false (set_secret (&fixture->a, id, second, "Qz7mark-offline", &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_UNREACHABLE);
  g_clear_error (&error);
  path = g_build_filename (fixture->dir, "a-edits.json", NULL);
  export (&fixture->a, path);
  look_through (path);
  fixture_start_server (fixture);
  rw_session_sync_now (fixture->a.session);
  wait_until (rw_session_get_pending (fixture->a.session) == 0);
  rw_session_sync_now (fixture->b.session);
  wait_until (rw_session_get_pending (fixture->b.session) == 0);
  export (&fixture->b, path);

  /* While they are open, with what is in their logs, and afterwards. */
  g_assert_cmpuint (look_through (fixture->a.dir), >=, 2);
  g_assert_cmpuint (look_through (fixture->b.dir), >=, 2);
  look_through (path);
  console_close (&fixture->a);
  console_close (&fixture->b);
  g_assert_cmpuint (look_through (fixture->a.dir), >=, 2);
  g_assert_cmpuint (look_through (fixture->b.dir), >=, 2);
}

/* An edit like any other is refused before it is in the file. */
static void
test_not_queued (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (GError) error = NULL;

  console_open (&fixture->a, fixture->token);
  console_wait_synced (&fixture->a);
  g_assert_false (console_set_text (&fixture->a, RW_KIND_DEVICE, &fixture->devices[0],
                                    RW_DEVICE_ACCESS, MARK, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_FORBIDDEN);
  g_assert_null (strstr (error->message, ANY_MARK));
  g_assert_cmpuint (rw_session_get_pending (fixture->a.session), ==, 0);
  look_through (fixture->a.dir);
  console_close (&fixture->a);
  look_through (fixture->a.dir);
}

/* A server that sends secrets, as one that is older or not what it says: they are read past. */
static void
test_sent_in_vain (void)
{
  g_autoptr (GError) error = NULL;
  RwFeedReader *reader = rw_feed_reader_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (RwPushReply) reply = NULL;
  const char *line =
    "{\"seq\":7,\"kind\":\"device\",\"id\":\"018f0000-0000-7000-8000-000000000001\","
    "\"body\":{\"name\":\"web-001\",\"access\":\"" MARK "\"}}";
  RwPushResult *result;
  RwFeedRow row;

  g_assert_true (rw_feed_reader_parse (reader, line, strlen (line), &row, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (row.values[RW_DEVICE_NAME].text, ==, "web-001");
  g_assert_true (rw_value_is_null (&row.values[RW_DEVICE_ACCESS]));
  rw_feed_reader_free (reader);

  node = rw_json_parse (
    "{\"epoch\":\"e\",\"head\":9,\"results\":[{\"mid\":1,\"status\":\"conflict\",\"seq\":9,"
    "\"conflicts\":[{\"field\":\"access\",\"base\":\"" MARK "\",\"theirs\":\"" MARK
    "\",\"yours\":\"" MARK "\"}]}]}",
    -1, &error);
  g_assert_no_error (error);
  reply = rw_push_reply_parse (node, &error);
  g_assert_no_error (error);
  result = g_ptr_array_index (reply->results, 0);
  g_assert_null (strstr (result->json, ANY_MARK));
  g_assert_null (((RwEditConflict *) g_ptr_array_index (result->conflicts, 0))->theirs);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test)                                                                           \
  g_test_add ("/sync/secrets/" path, Fixture, GUINT_TO_POINTER (FIXTURE_RECORDS), fixture_set_up, \
              test, fixture_tear_down)
  ADD ("nowhere", test_nowhere);
  ADD ("not-queued", test_not_queued);
  g_test_add_func ("/sync/secrets/sent-in-vain", test_sent_in_vain);
  return g_test_run ();
}
