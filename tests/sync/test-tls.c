/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "rw-clock.h"
#include "rw-error.h"
#include "session-fixture.h"

#ifndef WITHOUT_CERTIFICATE
#define WITHOUT_CERTIFICATE 0
#endif

/* A server with a certificate, and a console. The certificates are made anew for each run: those in a
 * source tree would expire. */
typedef struct
{
  char *dir;
  char *url;
  RwServer *server;
  char *token;
  gboolean demanding; /* at the next start the server wants certificates of clients */
  Console console;
} Tls;

static char *certificates;

static char *
in_folder (const char *name)
{
  return g_build_filename (certificates, name, NULL);
}

static void
run (const char *first, ...)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  va_list rest;
  int status;

  va_start (rest, first);
  for (const char *argument = first; argument != NULL; argument = va_arg (rest, const char *))
    g_ptr_array_add (arguments, (gpointer) argument);
  va_end (rest);
  g_ptr_array_add (arguments, NULL);
  g_spawn_sync (certificates, (char **) arguments->pdata, NULL,
                G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
}

#define HERE  "IP:127.0.0.1,DNS:localhost"
#define PAST  "20200101000000Z"
#define LATER "20480101000000Z"

static void
make_authority (const char *name, const char *until)
{
  g_autofree char *key = g_strconcat (name, ".key", NULL);
  g_autofree char *certificate = g_strconcat (name, ".pem", NULL);
  g_autofree char *subject = g_strconcat ("/CN=Authority ", name, NULL);

  run ("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
       "-subj", subject, "-not_before", PAST, "-not_after", until, "-keyout", key, "-out",
       certificate, NULL);
}

static void
join_files (const char *name, const char *first, const char *second)
{
  g_autofree char *first_path = in_folder (first);
  g_autofree char *second_path = in_folder (second);
  g_autofree char *path = in_folder (name);
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;
  g_autofree char *both = NULL;

  g_assert_true (g_file_get_contents (first_path, &one, NULL, NULL));
  g_assert_true (g_file_get_contents (second_path, &two, NULL, NULL));
  both = g_strconcat (one, two, NULL);
  g_assert_true (g_file_set_contents (path, both, -1, NULL));
}

/* Certificate and key in one file. */
static void
make_certificate (const char *name,
                  const char *authority,
                  const char *names,
                  const char *from,
                  const char *until)
{
  g_autofree char *key = g_strconcat (name, ".key", NULL);
  g_autofree char *certificate = g_strconcat (name, ".pem", NULL);
  g_autofree char *ca = g_strconcat (authority, ".pem", NULL);
  g_autofree char *ca_key = g_strconcat (authority, ".key", NULL);
  g_autofree char *alternative = g_strconcat ("subjectAltName=", names, NULL);

  run ("openssl", "req", "-x509", "-CA", ca, "-CAkey", ca_key, "-newkey", "ec", "-pkeyopt",
       "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=server", "-addext", alternative,
       "-addext", "basicConstraints=CA:FALSE", "-not_before", from, "-not_after", until, "-keyout",
       key, "-out", certificate, NULL);
  join_files (certificate, certificate, key);
}

static void
make_certificates (void)
{
  certificates = g_dir_make_tmp ("rackward-certificates-XXXXXX", NULL);
  make_authority ("ours", LATER);
  make_authority ("theirs", LATER);
  make_authority ("old", "20210101000000Z");
  make_certificate ("good", "ours", HERE, PAST, LATER);
  make_certificate ("renewed", "ours", HERE, PAST, LATER);
  make_certificate ("other-name", "ours", "DNS:ops.example.net", PAST, LATER);
  make_certificate ("expired", "ours", HERE, PAST, "20210101000000Z");
  make_certificate ("early", "ours", HERE, "20470101000000Z", LATER);
  make_certificate ("foreign", "theirs", HERE, PAST, LATER);
  make_certificate ("client", "ours", "email:jana@example.net", PAST, LATER);
  make_certificate ("client-foreign", "theirs", "email:jana@example.net", PAST, LATER);
  make_certificate ("client-expired", "ours", "email:jana@example.net", PAST, "20210101000000Z");
  make_certificate ("plain", "ours", HERE, PAST, LATER);
  run ("openssl", "x509", "-in", "plain.pem", "-out", "no-key.pem", NULL);
  join_files ("mixed.pem", "no-key.pem", "client.key");
}

static void
start_server (Tls *tls, const char *certificate)
{
  g_autofree char *data_dir = g_build_filename (tls->dir, "server", NULL);
  g_autofree char *file = g_strconcat (certificate, ".pem", NULL);
  g_autofree char *path = in_folder (file);
  g_autofree char *authority = in_folder ("ours.pem");
  RwServerOptions options = { .data_dir = data_dir,
                              .tls_cert = path,
                              .tls_client_ca = tls->demanding ? authority : NULL,
                              .tls_require_client = tls->demanding };
  g_autoptr (GError) error = NULL;

  tls->server = rw_server_new (&options, &error);
  g_assert_no_error (error);
  rw_server_listen (tls->server, tls->url != NULL ? tls->url + strlen ("https://") : "127.0.0.1:0",
                    &error);
  g_assert_no_error (error);
  if (tls->url == NULL)
    tls->url = g_strdup_printf ("https://127.0.0.1:%u", rw_server_get_port (tls->server));
}

static void
stop_server (Tls *tls)
{
  rw_server_stop (tls->server);
  g_clear_object (&tls->server);
}

static void
set_up (Tls *tls, gconstpointer certificate)
{
  g_autofree char *state = NULL;
  g_autoptr (GError) error = NULL;

  *tls = (Tls) { .dir = g_dir_make_tmp ("rackward-tls-XXXXXX", NULL) };
  start_server (tls, certificate);
  tls->token = rw_server_create_token (tls->server, NULL, "a", RW_ROLE_MANAGER, RW_DAY, &error);
  g_assert_no_error (error);
  state = g_build_filename (tls->dir, "state", NULL);
  console_init (&tls->console, tls->url, state);
}

static void
tear_down (Tls *tls, gconstpointer certificate)
{
  console_clear (&tls->console);
  stop_server (tls);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  remove_tree (tls->dir);
  g_free (tls->dir);
  g_free (tls->url);
  g_free (tls->token);
}

static void
choose (Tls *tls, const char *authority, const char *client)
{
  g_autofree char *ca = authority != NULL ? in_folder (authority) : NULL;
  g_autofree char *own = client != NULL ? in_folder (client) : NULL;

  if (tls->console.session == NULL)
    tls->console.session = rw_session_new (tls->url, tls->console.dir);
  rw_session_set_tls_files (tls->console.session, ca, own);
}

static void
assert_refused (Tls *tls, const char *words)
{
  const char *message;

  console_open (&tls->console, tls->token);
  wait_until (rw_session_get_state (tls->console.session) == RW_SYNC_STATE_FAILED);
  message = rw_session_get_message (tls->console.session);
  g_test_message ("%s", message);
  if (message == NULL || strstr (message, words) == NULL)
    g_error ("“%s” does not say “%s”", message, words);
  g_assert_nonnull (strstr (message, "127.0.0.1"));
  g_assert_cmpint (rw_session_get_last_contact (tls->console.session), ==, 0);
}

/* The file is kept by its path, for the next start. */
static void
test_private (Tls *tls, gconstpointer certificate)
{
  g_autofree char *conf = NULL;
  g_autofree char *text = NULL;
  const char *name = strrchr (tls->url, ':') + 1;

  choose (tls, "ours.pem", "client.pem");
  console_open (&tls->console, tls->token);
  console_wait_synced (&tls->console);
  console_reopen (&tls->console, tls->url, tls->token);
  console_wait_synced (&tls->console);
  conf = g_strdup_printf ("%s/server-127.0.0.1-%s.conf", tls->console.dir, name);
  g_assert_true (g_file_get_contents (conf, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "ours.pem"));
  g_assert_null (strstr (text, "PRIVATE"));
}

/* Without a file the system's authorities count, and they do not know ours. */
static void
test_unknown (Tls *tls, gconstpointer certificate)
{
  assert_refused (tls, "Authority ours");
}

static void
test_refused (Tls *tls, gconstpointer certificate)
{
  static const char *const words[][2] = { { "other-name", "for another name" },
                                          { "expired", "expired on" },
                                          { "early", "Check the clock" },
                                          { "foreign", "not vouched for" } };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i][0], certificate))
      {
        choose (tls, "ours.pem", NULL);
        assert_refused (tls, words[i][1]);
        return;
      }
  g_assert_not_reached ();
}

/* A renewal goes by unnoticed; another's certificate is refused, and it is said that it is another. */
static void
test_changed (Tls *tls, gconstpointer certificate)
{
  choose (tls, "ours.pem", NULL);
  console_open (&tls->console, tls->token);
  console_wait_synced (&tls->console);
  console_close (&tls->console);
  stop_server (tls);
  start_server (tls, "renewed");
  console_reopen (&tls->console, tls->url, tls->token);
  console_wait_synced (&tls->console);
  console_close (&tls->console);
  stop_server (tls);
  start_server (tls, "foreign");
  tls->console.session = rw_session_new (tls->url, tls->console.dir);
  console_open (&tls->console, tls->token);
  wait_until (rw_session_get_state (tls->console.session) == RW_SYNC_STATE_FAILED);
  g_test_message ("%s", rw_session_get_message (tls->console.session));
  g_assert_nonnull (strstr (rw_session_get_message (tls->console.session), "has changed"));
  /* What is here can be used all the same. */
  g_assert_true (rw_session_has_data (tls->console.session));
}

/* A file that was chosen and cannot be used: nobody is believed in its place. */
static void
test_bad_file (Tls *tls, gconstpointer certificate)
{
  g_autofree char *empty = in_folder ("empty.pem");

  g_assert_true (g_file_set_contents (empty, "", 0, NULL));
  choose (tls, "empty.pem", NULL);
  console_open (&tls->console, tls->token);
  wait_until (rw_session_get_state (tls->console.session) == RW_SYNC_STATE_FAILED);
  g_test_message ("%s", rw_session_get_message (tls->console.session));
  g_assert_nonnull (strstr (rw_session_get_message (tls->console.session), "empty.pem"));
  console_close (&tls->console);
  choose (tls, "ours.pem", "empty.pem");
  console_open (&tls->console, tls->token);
  wait_until (rw_session_get_state (tls->console.session) == RW_SYNC_STATE_FAILED);
  g_assert_nonnull (
    strstr (rw_session_get_message (tls->console.session), "your certificate and its key"));
}

static void
restart_demanding (Tls *tls)
{
  console_close (&tls->console);
  stop_server (tls);
  tls->demanding = TRUE;
  start_server (tls, "good");
}

static void
new_session (Tls *tls)
{
  console_close (&tls->console);
  tls->console.session = rw_session_new (tls->url, tls->console.dir);
}

/* The real server wants a certificate of the company's authority: who has another's or one that has
 * expired is told so, and who has one gets in. */
static void
test_client_certificate (Tls *tls, gconstpointer certificate)
{
  restart_demanding (tls);
  new_session (tls);
  choose (tls, "ours.pem", "client-foreign.pem");
  assert_refused (tls, "does not accept your certificate");
  new_session (tls);
  choose (tls, "ours.pem", "client-expired.pem");
  assert_refused (tls, "expired on");
  new_session (tls);
  choose (tls, "ours.pem", "client.pem");
  console_open (&tls->console, tls->token);
  console_wait_synced (&tls->console);
  console_reopen (&tls->console, tls->url, tls->token);
  console_wait_synced (&tls->console);
}

/* The server's certificate becomes another's while a console with its own certificate is connected. */
static void
test_client_changed (Tls *tls, gconstpointer certificate)
{
  restart_demanding (tls);
  new_session (tls);
  choose (tls, "ours.pem", "client.pem");
  console_open (&tls->console, tls->token);
  console_wait_synced (&tls->console);
  stop_server (tls);
  wait_until (rw_session_get_state (tls->console.session) == RW_SYNC_STATE_OFFLINE);
  start_server (tls, "foreign");
  rw_session_sync_now (tls->console.session);
  wait_until (rw_session_get_state (tls->console.session) == RW_SYNC_STATE_FAILED);
  g_test_message ("%s", rw_session_get_message (tls->console.session));
  g_assert_nonnull (strstr (rw_session_get_message (tls->console.session), "has changed"));
  g_assert_true (rw_session_has_data (tls->console.session));
  stop_server (tls);
  start_server (tls, "renewed");
  rw_session_sync_now (tls->console.session);
  wait_until (rw_session_get_state (tls->console.session) == RW_SYNC_STATE_UP_TO_DATE);
}

static void
change (Tls *tls, const char *authority, const char *client, GError **error)
{
  g_autofree char *ca = authority != NULL ? in_folder (authority) : NULL;
  g_autofree char *own = client != NULL ? in_folder (client) : NULL;
  g_autoptr (GAsyncResult) result = NULL;

  rw_session_change_tls_files_async (tls->console.session, ca, own, answer_cb, &result);
  wait_until (result != NULL);
  rw_session_change_tls_files_finish (tls->console.session, result, error);
}

static void
assert_stopped (Tls *tls, const char *words)
{
  const char *message;

  wait_until (rw_session_get_state (tls->console.session) == RW_SYNC_STATE_FAILED);
  message = rw_session_get_message (tls->console.session);
  g_test_message ("%s", message);
  g_assert_nonnull (message);
  g_assert_nonnull (strstr (message, words));
  g_assert_true (rw_session_has_data (tls->console.session));
}

/* Chosen while it runs: what is believed from then on, by what was connected too. */
static void
test_choose (Tls *tls, gconstpointer certificate)
{
  g_autoptr (RwCertificates) told = NULL;
  g_autoptr (RwCertificates) after = NULL;
  g_autoptr (GError) error = NULL;

  choose (tls, "ours.pem", NULL);
  console_open (&tls->console, tls->token);
  console_wait_synced (&tls->console);
  change (tls, "theirs.pem", NULL, &error);
  g_assert_no_error (error);
  assert_stopped (tls, "not vouched for");
  told = rw_session_describe_certificates (tls->console.session);
  g_assert_cmpuint (told->authorities->len, ==, 1);
  g_assert_cmpstr (((RwCertificate *) g_ptr_array_index (told->authorities, 0))->subject, ==,
                   "CN=Authority theirs");
  g_assert_true (g_str_has_suffix (told->ca_file, "/theirs.pem"));
  g_assert_null (told->client);
  g_assert_cmpstr (told->server->subject, ==, "CN=server");
  g_assert_cmpstr (told->server->issuer, ==, "CN=Authority ours");
  g_assert_cmpint (told->server->until, ==, G_GINT64_CONSTANT (2461449600) * RW_SECOND);

  change (tls, "ours.pem", "client.pem", &error);
  g_assert_no_error (error);
  console_wait_synced (&tls->console);
  /* What is kept is the last choice, and what was seen of the server. */
  console_reopen (&tls->console, tls->url, tls->token);
  console_wait_synced (&tls->console);
  after = rw_session_describe_certificates (tls->console.session);
  g_assert_true (g_str_has_suffix (after->client_file, "/client.pem"));
  g_assert_cmpstr (after->client->issuer, ==, "CN=Authority ours");
  g_assert_cmpstr (after->server->subject, ==, "CN=server");
}

/* A server that wants a certificate, and one is chosen while the console waits for that. */
static void
test_choose_own (Tls *tls, gconstpointer certificate)
{
  g_autoptr (GError) error = NULL;

  choose (tls, "ours.pem", "client.pem");
  console_open (&tls->console, tls->token);
  console_wait_synced (&tls->console);
  restart_demanding (tls);
  new_session (tls);
  choose (tls, "ours.pem", "client-foreign.pem");
  console_open (&tls->console, tls->token);
  assert_stopped (tls, "does not accept your certificate");
  change (tls, "ours.pem", "client.pem", &error);
  g_assert_no_error (error);
  console_wait_synced (&tls->console);
}

/* What cannot be used is refused in a sentence, and changes nothing. */
static void
test_choose_wrong (Tls *tls, gconstpointer certificate)
{
  static const char *const wrong[][3] = {
    { "gone.pem", NULL, "gone.pem" },
    { "ours.key", NULL, "ours.key" },
    { "old.pem", NULL, "expired on" },
    { "ours.pem", "gone.pem", "gone.pem" },
    { "ours.pem", "client-expired.pem", "expired on" },
    { "ours.pem", "no-key.pem", "no key" },
    { "ours.pem", "mixed.pem", "does not belong to the certificate" },
  };

  choose (tls, "ours.pem", NULL);
  console_open (&tls->console, tls->token);
  console_wait_synced (&tls->console);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (RwCertificates) told = NULL;
      g_autoptr (GError) error = NULL;

      change (tls, wrong[i][0], wrong[i][1], &error);
      g_assert_error (error, RW_ERROR, RW_ERROR_INVALID);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, wrong[i][2]));
      g_assert_null (strstr (error->message, "PRIVATE"));
      told = rw_session_describe_certificates (tls->console.session);
      g_assert_true (g_str_has_suffix (told->ca_file, "/ours.pem"));
      g_assert_null (told->client_file);
      g_assert_null (told->problem);
    }
  console_reopen (&tls->console, tls->url, tls->token);
  console_wait_synced (&tls->console);
}

static void
test_forget (Tls *tls, gconstpointer certificate)
{
  g_autoptr (RwCertificates) told = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *conf = NULL;
  g_autofree char *text = NULL;

  choose (tls, "ours.pem", "client.pem");
  console_open (&tls->console, tls->token);
  console_wait_synced (&tls->console);
  change (tls, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_stopped (tls, "nobody whom this computer trusts");
  told = rw_session_describe_certificates (tls->console.session);
  g_assert_null (told->ca_file);
  g_assert_null (told->client_file);
  g_assert_null (told->server);
  conf =
    g_strdup_printf ("%s/server-127.0.0.1-%s.conf", tls->console.dir, strrchr (tls->url, ':') + 1);
  g_assert_true (g_file_get_contents (conf, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "");
}

/* With the leak of gnutls-leak.c: so this case has a program of its own. */
static void
test_without_certificate (Tls *tls, gconstpointer certificate)
{
  restart_demanding (tls);
  new_session (tls);
  choose (tls, "ours.pem", NULL);
  assert_refused (tls, "wants a certificate from you");
}

int
main (int argc, char *argv[])
{
  g_autofree char *openssl = g_find_program_in_path ("openssl");
  int result;

  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_test_init (&argc, &argv, NULL);
  if (openssl == NULL)
    {
      g_print ("1..0 # SKIP openssl makes the certificates\n");
      return 0;
    }
  make_certificates ();
#define ADD(path, certificate, test) \
  g_test_add ("/sync/tls/" path, Tls, certificate, set_up, test, tear_down)
  if (WITHOUT_CERTIFICATE)
    ADD ("without-certificate", "good", test_without_certificate);
  else
    {
      ADD ("private", "good", test_private);
      ADD ("unknown", "good", test_unknown);
      ADD ("other-name", "other-name", test_refused);
      ADD ("expired", "expired", test_refused);
      ADD ("early", "early", test_refused);
      ADD ("foreign", "foreign", test_refused);
      ADD ("changed", "good", test_changed);
      ADD ("bad-file", "good", test_bad_file);
      ADD ("client-certificate", "good", test_client_certificate);
      ADD ("client-changed", "good", test_client_changed);
      ADD ("choose", "good", test_choose);
      ADD ("choose-own", "good", test_choose_own);
      ADD ("choose-wrong", "good", test_choose_wrong);
      ADD ("forget", "good", test_forget);
    }
#undef ADD
  result = g_test_run ();
  remove_tree (certificates);
  g_free (certificates);
  return result;
}
