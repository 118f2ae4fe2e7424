/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

#include <glib/gstdio.h>
#include <stdio.h>

#include "rw-clock.h"
#include "rw-error.h"

void
remove_tree (const char *path)
{
  GDir *dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_tree (child);
      else
        g_unlink (child);
    }
  g_clear_pointer (&dir, g_dir_close);
  g_rmdir (path);
}

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* One round of the main loop, which never sleeps for long. */
void
fixture_iterate (void)
{
  guint tick = g_timeout_add (100, tick_cb, NULL);

  g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);
}

/* Time that goes by while this thread runs or has nothing to do: not while others keep the processor from it,
 * which sanitizers that look far up the stack make it need a lot of. */
gint64
fixture_time (void)
{
  gint64 now = g_get_monotonic_time ();
  g_autofree char *text = NULL;
  guint64 ran = 0, waited = 0;

  if (g_file_get_contents ("/proc/thread-self/schedstat", &text, NULL, NULL))
    sscanf (text, "%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT, &ran, &waited);
  return now - (gint64) (waited / 1000);
}

void
answer_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **answer = user_data;

  *answer = g_object_ref (result);
}

static void
add_record (GPtrArray *records, RwRecord *record, RwId *id)
{
  *id = *rw_record_get_id (record);
  g_ptr_array_add (records, record);
}

static GPtrArray *
make_records (Fixture *fixture)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);
  RwId site, room, type;
  RwRecord *record;

  record = rw_record_new (RW_KIND_SITE, NULL);
  rw_record_set_text (record, RW_SITE_NAME, "FRA2");
  add_record (records, record, &site);
  record = rw_record_new (RW_KIND_ROOM, NULL);
  rw_record_set_text (record, RW_ROOM_NAME, "C3");
  rw_record_set_ref (record, RW_ROOM_SITE, &site);
  add_record (records, record, &room);
  record = rw_record_new (RW_KIND_RACK, NULL);
  rw_record_set_text (record, RW_RACK_NAME, "R11");
  rw_record_set_ref (record, RW_RACK_ROOM, &room);
  rw_record_set_integer (record, RW_RACK_UNITS, 42);
  add_record (records, record, &fixture->rack);
  record = rw_record_new (RW_KIND_DEVICE_TYPE, NULL);
  rw_record_set_text (record, RW_DEVICE_TYPE_MANUFACTURER, "Dell");
  rw_record_set_text (record, RW_DEVICE_TYPE_MODEL, "R640");
  rw_record_set_decimal (record, RW_DEVICE_TYPE_HEIGHT, 1);
  rw_record_set_boolean (record, RW_DEVICE_TYPE_FULL_DEPTH, TRUE);
  add_record (records, record, &type);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("web-%03u", i + 1);

      record = rw_record_new (RW_KIND_DEVICE, NULL);
      rw_record_set_text (record, RW_DEVICE_NAME, name);
      rw_record_set_ref (record, RW_DEVICE_TYPE, &type);
      rw_record_set_enum (record, RW_DEVICE_ROLE, 0);
      rw_record_set_ref (record, RW_DEVICE_RACK, &fixture->rack);
      rw_record_set_decimal (record, RW_DEVICE_POSITION, 10 + i);
      rw_record_set_enum (record, RW_DEVICE_FACE, RW_FACE_FRONT);
      rw_record_set_enum (record, RW_DEVICE_STAGE, RW_STAGE_RACKED);
      add_record (records, record, &fixture->devices[i]);
    }
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *title = g_strdup_printf ("Ticket %u", i + 1);

      record = rw_record_new (RW_KIND_TICKET, NULL);
      rw_record_set_text (record, RW_TICKET_TITLE, title);
      rw_record_set_enum (record, RW_TICKET_TYPE, RW_TICKET_TYPE_INCIDENT);
      rw_record_set_enum (record, RW_TICKET_STATUS, RW_TICKET_STATUS_NEW);
      rw_record_set_enum (record, RW_TICKET_PRIORITY, RW_PRIORITY_P3);
      rw_record_set_instant (record, RW_TICKET_OPENED, 1);
      add_record (records, record, &fixture->tickets[i]);
    }
  return records;
}

void
fixture_start_server (Fixture *fixture)
{
  g_autofree char *data_dir = g_build_filename (fixture->dir, "server", NULL);
  RwServerOptions options = { .data_dir = data_dir,
                              .lease_days = fixture->lease_days,
                              .requests_burst = 100000,
                              .requests_per_second = 100000 };
  g_autofree char *address = NULL;
  g_autoptr (GError) error = NULL;

  fixture->server = rw_server_new (&options, &error);
  g_assert_no_error (error);
  if (fixture->url != NULL)
    address = g_strdup (fixture->url + strlen ("http://"));
  rw_server_listen (fixture->server, address != NULL ? address : "127.0.0.1:0", &error);
  g_assert_no_error (error);
  if (fixture->url == NULL)
    fixture->url = g_strdup_printf ("http://127.0.0.1:%u", rw_server_get_port (fixture->server));
}

void
fixture_stop_server (Fixture *fixture)
{
  rw_server_stop (fixture->server);
  g_clear_object (&fixture->server);
}

void
console_init (Console *console, const char *url, const char *dir)
{
  *console = (Console) { .session = rw_session_new (url, dir), .dir = g_strdup (dir) };
  console->ids = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, NULL);
  console->notices = g_ptr_array_new_with_free_func (g_free);
}

void
console_clear (Console *console)
{
  console_close (console);
  g_clear_pointer (&console->dir, g_free);
  g_clear_pointer (&console->ids, g_hash_table_unref);
  g_clear_pointer (&console->notices, g_ptr_array_unref);
}

static void
changed_cb (Console *console, const RwChangeSet *changes)
{
  console->n_changed++;
  console->kinds |= changes->kinds;
  if (changes->ids == NULL)
    console->all = TRUE;
  for (guint i = 0; changes->ids != NULL && i < changes->ids->len; i++)
    g_hash_table_add (console->ids, rw_id_copy (&g_array_index (changes->ids, RwId, i)));
}

static void
notice_cb (Console *console, const char *text)
{
  g_ptr_array_add (console->notices, g_strdup (text));
}

gboolean
console_try_open (Console *console, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_signal_connect_swapped (console->session, "changed", G_CALLBACK (changed_cb), console);
  g_signal_connect_swapped (console->session, "notice", G_CALLBACK (notice_cb), console);
  rw_session_open_async (console->session, NULL, answer_cb, &result);
  wait_until (result != NULL);
  return rw_session_open_finish (console->session, result, error);
}

void
console_open (Console *console, const char *token)
{
  g_autoptr (GError) error = NULL;

  rw_session_set_token (console->session, token);
  console_try_open (console, &error);
  g_assert_no_error (error);
}

void
console_close (Console *console)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (console->session == NULL)
    return;
  g_signal_handlers_disconnect_by_data (console->session, console);
  rw_session_close_async (console->session, NULL, answer_cb, &result);
  wait_until (result != NULL);
  g_assert_true (rw_session_close_finish (console->session, result, NULL));
  g_assert_cmpint (rw_session_get_state (console->session), ==, RW_SYNC_STATE_CLOSED);
  g_clear_object (&result);
  /* Answers that were under way hold the session until they are in. */
  g_object_add_weak_pointer (G_OBJECT (console->session), (gpointer *) &console->session);
  g_object_unref (console->session);
  wait_until (console->session == NULL);
}

/* As after the program was closed and started again. */
void
console_reopen (Console *console, const char *url, const char *token)
{
  console_close (console);
  console->session = rw_session_new (url, console->dir);
  console_open (console, token);
}

void
console_wait_synced (Console *console)
{
  gint64 end = fixture_time () + 15 * G_USEC_PER_SEC;

  while (rw_session_get_state (console->session) != RW_SYNC_STATE_UP_TO_DATE)
    {
      if (fixture_time () > end)
        g_error ("not synced but in state %d: %s", rw_session_get_state (console->session),
                 rw_session_get_message (console->session));
      fixture_iterate ();
    }
}

typedef struct
{
  RwKind kind;
  RwId id;
} Question;

static gpointer
get_func (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  Question *question = data;

  return rw_cache_get (cache, question->kind, &question->id, error);
}

RwRecord *
console_get (Console *console, RwKind kind, const RwId *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Question *question = g_new (Question, 1);
  RwRecord *record;

  *question = (Question) { kind, *id };
  rw_session_read_async (console->session, get_func, question, g_free, g_object_unref, NULL,
                         answer_cb, &result);
  wait_until (result != NULL);
  record = rw_session_read_finish (console->session, result, &error);
  g_assert_no_error (error);
  return record;
}

static gpointer
count_func (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 *count = g_new (gint64, 1);

  *count = rw_cache_count (cache, GPOINTER_TO_INT (data), error);
  return count;
}

gint64
console_count (Console *console, RwKind kind)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *count = NULL;

  rw_session_read_async (console->session, count_func, GINT_TO_POINTER (kind), NULL, g_free, NULL,
                         answer_cb, &result);
  wait_until (result != NULL);
  count = rw_session_read_finish (console->session, result, &error);
  g_assert_no_error (error);
  return *count;
}

gboolean
console_edit (Console *console, RwEdit *edit, const char *label, GError **error)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  g_autoptr (GAsyncResult) result = NULL;

  g_ptr_array_add (edits, edit);
  rw_session_edit_async (console->session, edits, label, NULL, answer_cb, &result);
  wait_until (result != NULL);
  return rw_session_edit_finish (console->session, result, error);
}

gboolean
console_set_text (Console *console,
                  RwKind kind,
                  const RwId *id,
                  guint field,
                  const char *text,
                  GError **error)
{
  RwEdit *edit = rw_edit_new (RW_OP_UPDATE, kind, id);

  rw_edit_set (edit, field, rw_value_text (text));
  return console_edit (console, edit, text, error);
}

char *
console_get_text (Console *console, RwKind kind, const RwId *id, guint field)
{
  g_autoptr (RwRecord) record = console_get (console, kind, id);

  return record != NULL ? g_strdup (rw_record_get_text (record, field)) : NULL;
}

gboolean
console_undo (Console *console, gboolean redo, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rw_session_undo_async (console->session, redo, NULL, answer_cb, &result);
  wait_until (result != NULL);
  return rw_session_undo_finish (console->session, result, error);
}

void
fixture_set_up (Fixture *fixture, gconstpointer flags_pointer)
{
  FixtureFlags flags = (FixtureFlags) GPOINTER_TO_UINT (flags_pointer);
  g_autoptr (GError) error = NULL;
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;

  *fixture = (Fixture) { 0 };
  fixture->dir = g_dir_make_tmp ("rackward-sync-XXXXXX", &error);
  g_assert_no_error (error);
  fixture_start_server (fixture);
  if (flags & FIXTURE_RECORDS)
    {
      g_autoptr (GPtrArray) records = make_records (fixture);

      rw_server_load (fixture->server, records, "test", &error);
      g_assert_no_error (error);
    }
  if (flags & FIXTURE_PEOPLE)
    {
      rw_server_add_account (fixture->server, "jana", "Jana", RW_ROLE_MANAGER, FIXTURE_PASSWORD,
                             &error);
      g_assert_no_error (error);
      rw_server_add_account (fixture->server, "ivo", "Ivo", RW_ROLE_TECHNICIAN, FIXTURE_PASSWORD,
                             &error);
      g_assert_no_error (error);
    }
  fixture->token =
    rw_server_create_token (fixture->server, NULL, "a", RW_ROLE_MANAGER, RW_DAY, &error);
  g_assert_no_error (error);
  fixture->token_b =
    rw_server_create_token (fixture->server, NULL, "b", RW_ROLE_MANAGER, RW_DAY, &error);
  g_assert_no_error (error);
  if (flags & FIXTURE_NO_SERVER)
    fixture_stop_server (fixture);
  a = g_build_filename (fixture->dir, "a", NULL);
  b = g_build_filename (fixture->dir, "b", NULL);
  console_init (&fixture->a, fixture->url, a);
  console_init (&fixture->b, fixture->url, b);
}

void
fixture_tear_down (Fixture *fixture, gconstpointer flags)
{
  console_clear (&fixture->a);
  console_clear (&fixture->b);
  if (fixture->server != NULL)
    fixture_stop_server (fixture);
  /* What libsoup does about closed connections. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  remove_tree (fixture->dir);
  g_free (fixture->dir);
  g_free (fixture->url);
  g_free (fixture->token);
  g_free (fixture->token_b);
}
