/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fake-server.h"
#include "rw-error.h"
#include "rw-http-client.h"
#include "session-fixture.h"
#include "store-faults.h"

#define N_SITES 4

typedef struct
{
  FakeServer fake;
  Console console;
  char *dir;
  RwId ids[N_SITES];
} Faults;

static void
set_up (Faults *faults, gconstpointer data)
{
  faults->dir = g_dir_make_tmp ("rackward-faults-XXXXXX", NULL);
  fake_server_init (&faults->fake);
  for (guint i = 0; i < N_SITES; i++)
    {
      g_autofree char *name = g_strdup_printf ("site %u", i);

      fake_server_add (&faults->fake, name, &faults->ids[i]);
    }
  faults->fake.mode = (FakeMode) GPOINTER_TO_INT (data);
  console_init (&faults->console, faults->fake.url, faults->dir);
}

static void
tear_down (Faults *faults, gconstpointer data)
{
  console_clear (&faults->console);
  fake_server_clear (&faults->fake);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  remove_tree (faults->dir);
  g_free (faults->dir);
}

static void
assert_says (Faults *faults, const char *words)
{
  const char *message = rw_session_get_message (faults->console.session);

  g_assert_nonnull (message);
  g_test_message ("%s", message);
  if (strstr (message, words) == NULL)
    g_error ("“%s” does not say “%s”", message, words);
}

static void
recover (Faults *faults)
{
  faults->fake.mode = FAKE_GOOD;
  rw_session_sync_now (faults->console.session);
  console_wait_synced (&faults->console);
  g_assert_null (rw_session_get_message (faults->console.session));
  g_assert_cmpint (console_count (&faults->console, RW_KIND_SITE), ==, faults->fake.rows->len);
}

/* The fault is there from the start, then goes. */
static void
first_sync_fails (Faults *faults, RwSyncState state, const char *words)
{
  console_open (&faults->console, "token");
  wait_until (rw_session_get_state (faults->console.session) == state);
  assert_says (faults, words);
  g_assert_false (rw_session_has_data (faults->console.session));
  recover (faults);
}

/* The fault comes when there are data: they stay. */
static void
later_fails (Faults *faults, FakeMode mode, RwSyncState state, const char *words)
{
  RwId id;

  console_open (&faults->console, "token");
  console_wait_synced (&faults->console);
  faults->fake.mode = mode;
  fake_server_add (&faults->fake, "later", &id);
  fake_server_hint (&faults->fake);
  wait_until (rw_session_get_state (faults->console.session) == state);
  assert_says (faults, words);
  g_assert_cmpint (console_count (&faults->console, RW_KIND_SITE), ==, N_SITES);
  recover (faults);
}

static void
test_good (Faults *faults, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  RwId id;

  console_open (&faults->console, "token");
  console_wait_synced (&faults->console);
  g_assert_cmpint (console_count (&faults->console, RW_KIND_SITE), ==, N_SITES);
  fake_server_add (&faults->fake, "later", &id);
  fake_server_hint (&faults->fake);
  wait_until (console_count (&faults->console, RW_KIND_SITE) == N_SITES + 1);
  wait_until (rw_session_get_roles (faults->console.session) != 0);
  g_assert_true (
    console_set_text (&faults->console, RW_KIND_SITE, &id, RW_SITE_NAME, "mine", &error));
  wait_until (rw_session_get_pending (faults->console.session) == 0);
  console_wait_synced (&faults->console);
}

static void
test_too_new (Faults *faults, gconstpointer data)
{
  first_sync_fails (faults, RW_SYNC_STATE_FAILED, "newer than this Rackward");
}

static void
test_html (Faults *faults, gconstpointer data)
{
  console_open (&faults->console, "token");
  wait_until (rw_session_get_state (faults->console.session) == RW_SYNC_STATE_FAILED);
  g_assert_nonnull (rw_session_get_message (faults->console.session));
  recover (faults);
}

static void
test_not_found (Faults *faults, gconstpointer data)
{
  first_sync_fails (faults, RW_SYNC_STATE_FAILED, "not a Rackward server");
}

static void
test_silent (Faults *faults, gconstpointer data)
{
  rw_http_override_timeout (1);
  first_sync_fails (faults, RW_SYNC_STATE_OFFLINE, "did not answer in time");
  rw_http_override_timeout (0);
}

static void
test_cut (Faults *faults, gconstpointer data)
{
  first_sync_fails (faults, RW_SYNC_STATE_OFFLINE, "broke off");
}

static void
test_cut_later (Faults *faults, gconstpointer data)
{
  later_fails (faults, FAKE_CUT, RW_SYNC_STATE_OFFLINE, "broke off");
}

static void
test_no_trailer (Faults *faults, gconstpointer data)
{
  later_fails (faults, FAKE_NO_TRAILER, RW_SYNC_STATE_OFFLINE, "broke off");
}

/* The message names the record and the field. */
static void
test_malformed (Faults *faults, gconstpointer data)
{
  char id[RW_ID_STRING_LENGTH + 1];

  rw_id_write (&faults->ids[0], id);
  console_open (&faults->console, "token");
  wait_until (rw_session_get_state (faults->console.session) == RW_SYNC_STATE_FAILED);
  assert_says (faults, id);
  assert_says (faults, "name");
  recover (faults);
}

static void
test_malformed_later (Faults *faults, gconstpointer data)
{
  later_fails (faults, FAKE_MALFORMED, RW_SYNC_STATE_FAILED, "name");
}

static void
test_backwards (Faults *faults, gconstpointer data)
{
  first_sync_fails (faults, RW_SYNC_STATE_FAILED, "order");
}

static void
test_endless_line (Faults *faults, gconstpointer data)
{
  first_sync_fails (faults, RW_SYNC_STATE_FAILED, "too long");
}

/* A server that refuses every position must not be asked again and again without a pause. */
static void
test_resync (Faults *faults, gconstpointer data)
{
  console_open (&faults->console, "token");
  wait_until (rw_session_get_state (faults->console.session) == RW_SYNC_STATE_FAILED);
  g_assert_cmpuint (faults->fake.n_pulls, <=, 3);
  recover (faults);
}

static void
test_busy (Faults *faults, gconstpointer data)
{
  first_sync_fails (faults, RW_SYNC_STATE_OFFLINE, "Too many requests");
}

typedef struct
{
  GTlsCertificate *certificate;
  GPtrArray *connections;
  guint n_handshakes;
} Tls;

static void
handshake_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Tls *tls = user_data;
  g_autoptr (GError) error = NULL;

  if (g_tls_connection_handshake_finish (G_TLS_CONNECTION (source), result, &error))
    tls->n_handshakes++;
}

static gboolean
incoming_cb (GSocketService *service,
             GSocketConnection *connection,
             GObject *source,
             gpointer user_data)
{
  Tls *tls = user_data;
  GIOStream *stream =
    g_tls_server_connection_new (G_IO_STREAM (connection), tls->certificate, NULL);

  g_ptr_array_add (tls->connections, stream);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (stream), G_PRIORITY_DEFAULT, NULL,
                                    handshake_cb, tls);
  return TRUE;
}

/* A certificate that nobody vouches for: nothing is sent, the token least of all. */
static void
test_tls (Faults *faults, gconstpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "self-signed.pem", NULL);
  g_autoptr (GSocketService) service = g_socket_service_new ();
  g_autofree char *url = NULL;
  g_autoptr (GError) error = NULL;
  Tls tls = { .connections = g_ptr_array_new_with_free_func (g_object_unref) };
  guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, &error);

  g_assert_no_error (error);
  tls.certificate = g_tls_certificate_new_from_file (path, &error);
  g_assert_no_error (error);
  g_signal_connect (service, "incoming", G_CALLBACK (incoming_cb), &tls);
  url = g_strdup_printf ("https://127.0.0.1:%u", port);
  console_close (&faults->console);
  faults->console.session = rw_session_new (url, faults->dir);
  console_open (&faults->console, "token");
  wait_until (rw_session_get_state (faults->console.session) == RW_SYNC_STATE_FAILED);
  assert_says (faults, "not safe");
  console_close (&faults->console);
  g_assert_cmpuint (tls.connections->len, >, 0);
  g_socket_service_stop (service);
  g_socket_listener_close (G_SOCKET_LISTENER (service));
  /* The handshakes end with their connections. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (tls.n_handshakes, ==, 0);
  g_ptr_array_unref (tls.connections);
  g_object_unref (tls.certificate);
}

/* What cannot be sent stays in the outbox and in the view. */
static void
push_fails (Faults *faults, FakeMode mode, RwSyncState state, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;

  console_open (&faults->console, "token");
  console_wait_synced (&faults->console);
  wait_until (rw_session_get_roles (faults->console.session) != 0);
  faults->fake.mode = mode;
  g_assert_true (console_set_text (&faults->console, RW_KIND_SITE, &faults->ids[0], RW_SITE_NAME,
                                   "mine", &error));
  wait_until (rw_session_get_state (faults->console.session) == state);
  assert_says (faults, words);
  g_assert_cmpuint (rw_session_get_pending (faults->console.session), ==, 1);
  name = console_get_text (&faults->console, RW_KIND_SITE, &faults->ids[0], RW_SITE_NAME);
  g_assert_cmpstr (name, ==, "mine");
  faults->fake.mode = FAKE_GOOD;
  rw_session_sync_now (faults->console.session);
  wait_until (rw_session_get_pending (faults->console.session) == 0);
  console_wait_synced (&faults->console);
  g_assert_cmpint (faults->fake.last_mid, ==, 1);
  g_assert_cmpuint (faults->console.notices->len, ==, 0);
}

static void
test_server_full (Faults *faults, gconstpointer data)
{
  push_fails (faults, FAKE_FULL, RW_SYNC_STATE_FAILED, "disk of the server");
}

static void
test_push_nonsense (Faults *faults, gconstpointer data)
{
  push_fails (faults, FAKE_NONSENSE, RW_SYNC_STATE_FAILED, "cannot be read");
}

static gboolean
site_is (Faults *faults, guint site, const char *name)
{
  g_autofree char *text =
    console_get_text (&faults->console, RW_KIND_SITE, &faults->ids[site], RW_SITE_NAME);

  return g_strcmp0 (text, name) == 0;
}

/* A server, or a proxy before it, that takes no more than so much at once: what is too large alone is
 * for the person to decide on, and all behind it goes on its way. */
static void
test_too_large (Faults *faults, gconstpointer data)
{
  g_autofree char *large = g_strnfill (90, 'x');
  g_autoptr (GError) error = NULL;

  faults->fake.bytes_most = 270;
  console_open (&faults->console, "token");
  console_wait_synced (&faults->console);
  wait_until (rw_session_get_roles (faults->console.session) != 0);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("mine %u", i);

      console_set_text (&faults->console, RW_KIND_SITE, &faults->ids[i], RW_SITE_NAME,
                        i == 1 ? large : name, &error);
      g_assert_no_error (error);
    }
  wait_until (rw_session_get_pending (faults->console.session) == 0);
  console_wait_synced (&faults->console);
  g_assert_true (site_is (faults, 0, "mine 0"));
  g_assert_true (site_is (faults, 1, "site 1"));
  g_assert_true (site_is (faults, 2, "mine 2"));
  g_assert_cmpint (faults->fake.last_mid, ==, 3);
  g_assert_cmpuint (rw_session_get_conflicts (faults->console.session), ==, 1);
  g_assert_cmpuint (faults->console.notices->len, ==, 1);
  g_test_message ("%s", (char *) g_ptr_array_index (faults->console.notices, 0));
  g_assert_nonnull (strstr (g_ptr_array_index (faults->console.notices, 0), "smaller steps"));
}

/* One that takes nothing at all is faulty, and no more than one edit is set aside to learn that. */
static void
test_all_too_large (Faults *faults, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  console_open (&faults->console, "token");
  console_wait_synced (&faults->console);
  wait_until (rw_session_get_roles (faults->console.session) != 0);
  faults->fake.bytes_most = 1;
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("mine %u", i);

      console_set_text (&faults->console, RW_KIND_SITE, &faults->ids[i], RW_SITE_NAME, name,
                        &error);
      g_assert_no_error (error);
    }
  wait_until (rw_session_get_state (faults->console.session) == RW_SYNC_STATE_FAILED);
  assert_says (faults, "however small");
  g_assert_cmpuint (rw_session_get_conflicts (faults->console.session), ==, 1);
  g_assert_cmpuint (rw_session_get_pending (faults->console.session), ==, 2);
  faults->fake.bytes_most = 0;
  rw_session_sync_now (faults->console.session);
  wait_until (rw_session_get_pending (faults->console.session) == 0);
  console_wait_synced (&faults->console);
  g_assert_true (site_is (faults, 0, "site 0"));
  g_assert_true (site_is (faults, 2, "mine 2"));
}

/* Our own disk is full: an edit is refused with a sentence, and works when there is room. */
static void
test_full_edit (Faults *faults, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;

  console_open (&faults->console, "token");
  console_wait_synced (&faults->console);
  wait_until (rw_session_get_roles (faults->console.session) != 0);
  /* Who is signed in is written down behind that. */
  g_assert_cmpint (console_count (&faults->console, RW_KIND_SITE), ==, N_SITES);
  g_assert_true (console_set_text (&faults->console, RW_KIND_SITE, &faults->ids[0], RW_SITE_NAME,
                                   "before", &error));
  wait_until (rw_session_get_pending (faults->console.session) == 0);
  console_wait_synced (&faults->console);

  store_faults_after (0, STORE_FAULT_FULL);
  g_assert_false (console_set_text (&faults->console, RW_KIND_SITE, &faults->ids[0], RW_SITE_NAME,
                                    "mine", &error));
  store_faults_end ();
  g_assert_error (error, RW_ERROR, RW_ERROR_FULL);
  g_test_message ("%s", error->message);
  g_clear_error (&error);
  g_assert_cmpuint (rw_session_get_pending (faults->console.session), ==, 0);
  name = console_get_text (&faults->console, RW_KIND_SITE, &faults->ids[0], RW_SITE_NAME);
  g_assert_cmpstr (name, ==, "before");
  g_assert_true (console_set_text (&faults->console, RW_KIND_SITE, &faults->ids[0], RW_SITE_NAME,
                                   "mine", &error));
  g_assert_no_error (error);
  wait_until (rw_session_get_pending (faults->console.session) == 0);
}

static void
test_full_first_sync (Faults *faults, gconstpointer data)
{
  console_open (&faults->console, NULL);
  store_faults_after (1, STORE_FAULT_FULL);
  rw_session_set_token (faults->console.session, "token");
  wait_until (rw_session_get_state (faults->console.session) == RW_SYNC_STATE_FAILED);
  store_faults_end ();
  assert_says (faults, "full");
  recover (faults);
}

static void
test_full_page (Faults *faults, gconstpointer data)
{
  RwId id;

  console_open (&faults->console, "token");
  console_wait_synced (&faults->console);
  fake_server_add (&faults->fake, "later", &id);
  store_faults_after (0, STORE_FAULT_FULL);
  fake_server_hint (&faults->fake);
  wait_until (rw_session_get_state (faults->console.session) == RW_SYNC_STATE_FAILED);
  store_faults_end ();
  assert_says (faults, "full");
  g_assert_cmpint (console_count (&faults->console, RW_KIND_SITE), ==, N_SITES);
  recover (faults);
}

static void
wait_settled (Faults *faults)
{
  rw_session_sync_now (faults->console.session);
  wait_until (rw_session_get_pending (faults->console.session) == 0);
  console_wait_synced (&faults->console);
}

/* The disk is full from the first write on, from the second, and so on: what is not kept is not shown as
 * done, what is kept gets to the server, and with room everything goes on. */
static void
test_full_edit_anywhere (Faults *faults, gconstpointer data)
{
  g_autofree char *shown = g_strdup ("site 0");
  /* That the view lacks an edit is a warning, and here it is as it should be. */
  GLogLevelFlags fatal = g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  guint n, refused = 0;

  console_open (&faults->console, "token");
  console_wait_synced (&faults->console);
  wait_until (rw_session_get_roles (faults->console.session) != 0);
  for (n = 0; n < 200; n++)
    {
      g_autofree char *text = g_strdup_printf ("mine %u", n);
      g_autofree char *name = NULL;
      g_autoptr (GError) error = NULL;
      gboolean done, struck;

      store_faults_after (n, STORE_FAULT_FULL);
      done = console_set_text (&faults->console, RW_KIND_SITE, &faults->ids[0], RW_SITE_NAME, text,
                               &error);
      name = console_get_text (&faults->console, RW_KIND_SITE, &faults->ids[0], RW_SITE_NAME);
      struck = store_faults_end ();
      if (done)
        g_set_str (&shown, text);
      else
        {
          refused++;
          g_assert_true (struck);
          g_assert_error (error, RW_ERROR, RW_ERROR_FULL);
          g_assert_nonnull (strstr (error->message, "Free some space"));
          g_assert_cmpuint (rw_session_get_pending (faults->console.session), ==, 0);
          /* The view may be of before the edit that was kept while the cache could not be written. */
          g_assert_cmpstr (name, !=, text);
        }
      wait_settled (faults);
      g_clear_pointer (&name, g_free);
      name = console_get_text (&faults->console, RW_KIND_SITE, &faults->ids[0], RW_SITE_NAME);
      g_assert_cmpstr (name, ==, shown);
      if (!struck)
        break;
    }
  g_log_set_always_fatal (fatal);
  g_assert_cmpuint (refused, >, 0);
  g_assert_cmpuint (n, <, 200);
}

static void
test_full_page_anywhere (Faults *faults, gconstpointer data)
{
  guint n, failed = 0;

  console_open (&faults->console, "token");
  console_wait_synced (&faults->console);
  for (n = 0; n < 200; n++)
    {
      g_autofree char *name = g_strdup_printf ("later %u", n);
      gboolean struck;
      RwId id;

      fake_server_add (&faults->fake, name, &id);
      store_faults_after (n, STORE_FAULT_FULL);
      fake_server_hint (&faults->fake);
      wait_until (rw_session_get_state (faults->console.session) == RW_SYNC_STATE_FAILED ||
                  console_count (&faults->console, RW_KIND_SITE) == faults->fake.rows->len);
      struck = store_faults_end ();
      if (rw_session_get_state (faults->console.session) == RW_SYNC_STATE_FAILED)
        {
          failed++;
          assert_says (faults, "Free some space");
        }
      recover (faults);
      if (!struck)
        break;
    }
  g_assert_cmpuint (failed, >, 0);
  g_assert_cmpuint (n, <, 200);
}

/* Steps that get larger: a first sync writes hundreds of times, most of them alike. */
static void
test_full_first_sync_anywhere (Faults *faults, gconstpointer data)
{
  guint failed = 0;
  gboolean struck = TRUE;

  for (guint n = 0; struck && n < 20000; n += 1 + n / 2)
    {
      console_open (&faults->console, NULL);
      store_faults_after (n, STORE_FAULT_FULL);
      rw_session_set_token (faults->console.session, "token");
      wait_until (rw_session_get_state (faults->console.session) == RW_SYNC_STATE_FAILED ||
                  rw_session_get_state (faults->console.session) == RW_SYNC_STATE_UP_TO_DATE);
      struck = store_faults_end ();
      if (rw_session_get_state (faults->console.session) == RW_SYNC_STATE_FAILED)
        {
          failed++;
          assert_says (faults, "Free some space");
        }
      recover (faults);
      console_close (&faults->console);
      remove_tree (faults->dir);
      faults->console.session = rw_session_new (faults->fake.url, faults->dir);
    }
  g_assert_cmpuint (failed, >, 3);
  g_assert_false (struck);
}

/* What was edited is there after a closing that the disk did not take. */
static void
test_full_close_anywhere (Faults *faults, gconstpointer data)
{
  gboolean struck = TRUE;
  guint n;

  console_open (&faults->console, "token");
  console_wait_synced (&faults->console);
  wait_until (rw_session_get_roles (faults->console.session) != 0);
  for (n = 0; struck && n < 100; n++)
    {
      g_autofree char *text = g_strdup_printf ("mine %u", n);
      g_autofree char *name = NULL;
      g_autoptr (GError) error = NULL;

      faults->fake.mode = FAKE_BUSY;
      g_assert_true (console_set_text (&faults->console, RW_KIND_SITE, &faults->ids[0],
                                       RW_SITE_NAME, text, &error));
      store_faults_after (n, STORE_FAULT_FULL);
      console_close (&faults->console);
      struck = store_faults_end ();
      faults->console.session = rw_session_new (faults->fake.url, faults->dir);
      console_open (&faults->console, "token");
      name = console_get_text (&faults->console, RW_KIND_SITE, &faults->ids[0], RW_SITE_NAME);
      g_assert_cmpstr (name, ==, text);
      faults->fake.mode = FAKE_GOOD;
      wait_settled (faults);
    }
  g_assert_cmpuint (faults->console.notices->len, ==, 0);
  g_assert_false (struck);
}

/* The live stream says things that are no hints. */
static void
test_live_noise (Faults *faults, gconstpointer data)
{
  static const char *const noise[] = {
    "event: hint\ndata: nonsense\n\n",
    "event: hint\ndata: [1]\n\n",
    "event: hint\ndata: {\"epoch\":1,\"head\":\"x\"}\n\n",
    "event: other\ndata: {}\n\n",
    ":\n:\n\n\n\n",
    "data\nevent\nretry: 3\r\n\r\n",
  };
  RwId id;

  console_open (&faults->console, "token");
  console_wait_synced (&faults->console);
  for (guint i = 0; i < G_N_ELEMENTS (noise); i++)
    for (guint j = 0; j < faults->fake.live->len; j++)
      g_output_stream_write_all (g_io_stream_get_output_stream (
                                   g_ptr_array_index (faults->fake.live, j)),
                                 noise[i], strlen (noise[i]), NULL, NULL, NULL);
  fake_server_add (&faults->fake, "later", &id);
  fake_server_hint (&faults->fake);
  wait_until (console_count (&faults->console, RW_KIND_SITE) == N_SITES + 1);
  console_wait_synced (&faults->console);
}

int
main (int argc, char *argv[])
{
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_test_init (&argc, &argv, NULL);
  store_faults_install ();
#define ADD(path, mode, test) \
  g_test_add ("/sync/faults/" path, Faults, GINT_TO_POINTER (mode), set_up, test, tear_down)
  ADD ("good", FAKE_GOOD, test_good);
  ADD ("too-new", FAKE_TOO_NEW, test_too_new);
  ADD ("html", FAKE_HTML, test_html);
  ADD ("not-found", FAKE_NOT_FOUND, test_not_found);
  ADD ("silent", FAKE_SILENT, test_silent);
  ADD ("cut", FAKE_CUT, test_cut);
  ADD ("cut-later", FAKE_GOOD, test_cut_later);
  ADD ("no-trailer", FAKE_GOOD, test_no_trailer);
  ADD ("malformed", FAKE_MALFORMED, test_malformed);
  ADD ("malformed-later", FAKE_GOOD, test_malformed_later);
  ADD ("backwards", FAKE_BACKWARDS, test_backwards);
  ADD ("endless-line", FAKE_ENDLESS_LINE, test_endless_line);
  ADD ("resync", FAKE_RESYNC, test_resync);
  ADD ("busy", FAKE_BUSY, test_busy);
  ADD ("tls", FAKE_GOOD, test_tls);
  ADD ("server-full", FAKE_GOOD, test_server_full);
  ADD ("push-nonsense", FAKE_GOOD, test_push_nonsense);
  ADD ("too-large", FAKE_GOOD, test_too_large);
  ADD ("all-too-large", FAKE_GOOD, test_all_too_large);
  ADD ("full-edit", FAKE_GOOD, test_full_edit);
  ADD ("full-first-sync", FAKE_GOOD, test_full_first_sync);
  ADD ("full-page", FAKE_GOOD, test_full_page);
  ADD ("full-edit-anywhere", FAKE_GOOD, test_full_edit_anywhere);
  ADD ("full-page-anywhere", FAKE_GOOD, test_full_page_anywhere);
  ADD ("full-first-sync-anywhere", FAKE_GOOD, test_full_first_sync_anywhere);
  ADD ("full-close-anywhere", FAKE_GOOD, test_full_close_anywhere);
  ADD ("live-noise", FAKE_GOOD, test_live_noise);
#undef ADD
  return g_test_run ();
}
