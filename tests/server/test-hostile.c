/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <unistd.h>

#include "hostile-client.h"
#include "rw-record.h"

/* What somebody may try who can reach the server. Each attack runs in full against a server of its own
 * process, is refused, and leaves the server's memory and its other clients as they were. */

#define HALF_OPEN     500
#define LARGE         (300 * 1024 * 1024)
#define PASSWORDS     1000
#define NEVER_READ    30
#define CLIENT        "018f0000-0000-7000-8000-00000000000a"

static void
assert_alive (Hostile *hostile)
{
  g_autofree char *answer = hostile_get (hostile, "/v1/me", hostile->auditor);

  g_assert_cmpint (hostile_status (answer), ==, 200);
}

/* Five hundred begin a request and say no more. Somebody who says more is served all the same. */
static void
test_half_open (void)
{
  g_autoptr (Hostile) hostile = hostile_start (NULL, 0, NULL);
  int fds[HALF_OPEN];
  Memory before;
  gint64 begin;

  assert_alive (hostile);
  before = hostile_memory (hostile);
  for (guint i = 0; i < HALF_OPEN; i++)
    {
      fds[i] = hostile_connect (hostile, 1);
      g_assert_true (
        hostile_write (fds[i], "POST /v1/mutations HTTP/1.1\r\nHost: localhost\r\nX-A: ", -1));
    }
  begin = g_get_monotonic_time ();
  for (int i = 0; i < 10; i++)
    assert_alive (hostile);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 5 * G_USEC_PER_SEC);
  hostile_assert (hostile, "500 half-open requests", &before, 16 * 1024, 16 * 1024);
  for (guint i = 0; i < HALF_OPEN; i++)
    close (fds[i]);
  assert_alive (hostile);
}

/* The whole body is offered; whether the server lets it be sent is its own affair. */
static gboolean
send_large (int         fd,
            const char *before,
            const char *after)
{
  g_autofree char *piece = g_strnfill (64 * 1024, ' ');
  gboolean taken = TRUE;

  for (gsize sent = 0; taken && sent < LARGE; sent += 64 * 1024)
    taken = hostile_write (fd, before, -1) && hostile_write (fd, piece, 64 * 1024) &&
            hostile_write (fd, after, -1);
  return taken;
}

static void
test_large_body (void)
{
  g_autoptr (Hostile) hostile = hostile_start (NULL, 0, NULL);
  static const char *const lengths[] = { "Content-Length: 314572800",
                                         "Transfer-Encoding: chunked" };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    for (guint known = 0; known < 2; known++)
      {
        g_autofree char *head = g_strdup_printf (
          "POST /v1/%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n%s\r\n\r\n",
          known ? "mutations" : "login", known ? hostile->manager : "rw_x", lengths[i]);
        Memory before;
        g_autofree char *answer = NULL;
        int fd;

        assert_alive (hostile);
        before = hostile_memory (hostile);
        fd = hostile_connect (hostile, 1);
        g_assert_true (hostile_write (fd, head, -1));
        send_large (fd, i == 1 ? "10000\r\n" : "", i == 1 ? "\r\n" : "");
        answer = hostile_read (fd);
        close (fd);
        /* Whoever sends on after the refusal may lose the answer to it with the connection. */
        if (*answer != '\0')
          g_assert_cmpint (hostile_status (answer), ==, 413);
        assert_alive (hostile);
        /* What may be long is kept until it is too long. */
        hostile_assert (hostile, lengths[i], &before, 14 * 1024, 24 * 1024);
      }
}

/* The refusal comes before the body does. */
static void
test_refused_early (void)
{
  g_autoptr (Hostile) hostile = hostile_start (NULL, 0, NULL);
  g_autofree char *announced = g_strdup_printf (
    "POST /v1/mutations HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n"
    "Content-Length: 314572800\r\n\r\n",
    hostile->manager);
  g_autofree char *expecting = g_strdup_printf (
    "POST /v1/mutations HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n"
    "Expect: 100-continue\r\nContent-Length: 314572800\r\n\r\n",
    hostile->manager);
  g_autofree char *one = hostile_ask (hostile, announced, -1);
  g_autofree char *two = hostile_ask (hostile, expecting, -1);
  g_autofree char *unknown = hostile_ask (
    hostile, "POST /v1/mutations HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4000000\r\n\r\n",
    -1);
  g_autofree char *polite =
    hostile_ask (hostile,
                 "POST /v1/login HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
                 "Content-Length: 2\r\n\r\n{}",
                 -1);

  g_assert_cmpint (hostile_status (one), ==, 413);
  g_assert_nonnull (strstr (one, "\"limit\""));
  g_assert_cmpint (hostile_status (two), ==, 413);
  g_assert_null (strstr (two, "HTTP/1.1 100"));
  g_assert_cmpint (hostile_status (unknown), ==, 401);
  g_assert_cmpint (hostile_status (polite), ==, 100);
  g_assert_nonnull (strstr (polite, "HTTP/1.1 422"));
}

static void
prepare_large (RwServer *server)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *text = g_strnfill (190000, 'x');
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 200; i++)
    {
      RwRecord *document = rw_record_new (RW_KIND_DOCUMENT, NULL);

      rw_record_set_text (document, RW_DOCUMENT_TITLE, "Long");
      rw_record_set_text (document, RW_DOCUMENT_BODY, text);
      g_ptr_array_add (records, document);
    }
  g_assert_true (rw_server_load (server, records, "Test", &error));
  g_assert_no_error (error);
}

/* They ask for all there is, 38 MB, and leave it lying. Others get theirs, from the same threads. */
static void
test_never_reads (void)
{
  g_autoptr (Hostile) hostile = hostile_start (prepare_large, 0, NULL);
  g_autofree char *head = g_strdup_printf (
    "GET /v1/changes HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n",
    hostile->manager);
  g_autofree char *history = g_strdup_printf ("/v1/history?kind=ticket&id=%s", CLIENT);
  g_autofree char *end = NULL;
  g_autofree char *other = NULL;
  int fds[NEVER_READ];
  Memory before;

  assert_alive (hostile);
  before = hostile_memory (hostile);
  for (guint i = 0; i < NEVER_READ; i++)
    {
      fds[i] = hostile_connect (hostile, 1);
      g_assert_true (hostile_write (fds[i], head, -1));
    }
  g_usleep (500000);
  other = hostile_get (hostile, history, hostile->auditor);
  g_assert_cmpint (hostile_status (other), ==, 200);
  end = hostile_get (hostile, "/v1/changes?pos=150", hostile->technician);
  g_assert_cmpint (hostile_status (end), ==, 410);
  hostile_assert (hostile, "30 clients that never read", &before, 24 * 1024, 32 * 1024);
  for (guint i = 0; i < NEVER_READ; i++)
    close (fds[i]);
  assert_alive (hostile);
}

static guint
log_in (Hostile    *hostile,
        guint       address,
        const char *login,
        const char *password)
{
  g_autofree char *body =
    g_strdup_printf ("{\"login\":\"%s\",\"password\":\"%s\"}", login, password);
  g_autofree char *answer = hostile_post (hostile, address, "/v1/login", NULL, body);

  if (hostile_status (answer) == 429)
    g_assert_nonnull (strstr (answer, "\r\nRetry-After: "));
  return hostile_status (answer);
}

/* Few are looked at; the owner of the account is not kept out by them; the log stays short and tells no
 * password. */
static void
test_passwords (void)
{
  g_autoptr (Hostile) hostile = hostile_start (NULL, 0, NULL);
  g_autofree char *log = NULL;
  guint looked_at = 0;
  Memory before;

  g_assert_cmpint (log_in (hostile, 2, "jana", HOSTILE_PASSWORD), ==, 200);
  before = hostile_memory (hostile);
  for (guint i = 0; i < PASSWORDS; i++)
    {
      g_autofree char *login =
        i % 2 == 0 ? g_strdup ("jana") : g_strdup_printf ("guess%u\\u001b[2J\\n", i);
      guint status = log_in (hostile, 1, login, "geheim geraten");

      g_assert_true (status == 401 || status == 429);
      looked_at += status == 401;
    }
  g_assert_cmpint (looked_at, >, 0);
  g_assert_cmpint (looked_at, <, 100);
  g_test_message ("%u of %u were looked at", looked_at, PASSWORDS);
  assert_alive (hostile);
  g_assert_cmpint (log_in (hostile, 2, "jana", HOSTILE_PASSWORD), ==, 200);
  /* Argon2 takes 64 MiB twice, and gives them back. */
  hostile_assert (hostile, "1,000 wrong passwords", &before, 8 * 1024, 140 * 1024);

  log = hostile_log (hostile);
  g_assert_nonnull (strstr (log, "“jana” from 127.0.0.1 refused"));
  g_assert_cmpint (strlen (log), <, 16 * 1024);
  g_assert_null (strstr (log, "geheim"));
  g_assert_null (strstr (log, HOSTILE_PASSWORD));
  g_assert_null (strstr (log, "rw_"));
  g_assert_null (strchr (log, '\x1b'));
}

/* From many places at one account: new places are kept out, the one of the owner is not. */
static void
test_passwords_from_everywhere (void)
{
  g_autoptr (Hostile) hostile = hostile_start (NULL, 0, NULL);
  guint refused = 0;

  g_assert_cmpint (log_in (hostile, 200, "jana", HOSTILE_PASSWORD), ==, 200);
  for (guint i = 0; i < 40; i++)
    refused += log_in (hostile, 2 + i, "jana", "geraten") == 429;
  g_assert_cmpint (refused, >, 0);
  g_assert_cmpint (log_in (hostile, 199, "jana", HOSTILE_PASSWORD), ==, 429);
  g_assert_cmpint (log_in (hostile, 200, "jana", HOSTILE_PASSWORD), ==, 200);
}

/* What cannot be a log-in is not looked up, and long ones do not pile up. */
static void
test_long_logins (void)
{
  g_autoptr (Hostile) hostile = hostile_start (NULL, 0, NULL);
  g_autofree char *fill = g_strnfill (6000, 'a');
  g_autofree char *secret = g_strnfill (2000, 'b');
  Memory before;

  assert_alive (hostile);
  before = hostile_memory (hostile);
  for (int i = 0; i < 300; i++)
    {
      g_autofree char *login = g_strdup_printf ("%d%s", i, fill);

      g_assert_cmpint (log_in (hostile, 1, login, "x"), ==, 401);
    }
  g_assert_cmpint (log_in (hostile, 1, "jana", secret), ==, 401);
  hostile_assert (hostile, "300 log-ins of 6,000 letters", &before, 2 * 1024, 4 * 1024);
}

static void
test_revoked (void)
{
  g_autoptr (Hostile) hostile = hostile_start (NULL, 0, NULL);
  g_autofree char *listen =
    g_strdup_printf ("GET /v1/live HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n",
                     hostile->jana);
  g_autofree char *first = hostile_get (hostile, "/v1/me", hostile->jana);
  g_autofree char *out = NULL;
  g_autofree char *again = NULL;
  g_autofree char *push = NULL;
  g_autofree char *events = NULL;
  int fd = hostile_connect (hostile, 1);
  gint64 begin;

  g_assert_cmpint (hostile_status (first), ==, 200);
  hostile_write (fd, listen, -1);
  out = hostile_post (hostile, 1, "/v1/logout", hostile->jana, "{}");
  g_assert_cmpint (hostile_status (out), ==, 200);
  again = hostile_get (hostile, "/v1/me", hostile->jana);
  g_assert_cmpint (hostile_status (again), ==, 401);
  push = hostile_post (hostile, 1, "/v1/mutations", hostile->jana,
                       "{\"client\":\"" CLIENT "\",\"muts\":[]}");
  g_assert_cmpint (hostile_status (push), ==, 401);
  /* What it listened to is over too. */
  begin = g_get_monotonic_time ();
  events = hostile_read (fd);
  g_assert_true (hostile_status (events) == 401 || g_str_has_suffix (events, "\r\n0\r\n\r\n"));
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 5 * G_USEC_PER_SEC);
  close (fd);
}

/* Text that costs more to read than to write. */
static void
test_json (void)
{
  g_autoptr (Hostile) hostile = hostile_start (NULL, 0, NULL);
  g_autoptr (GString) deep = g_string_new ("{\"client\":\"" CLIENT "\",\"muts\":");
  g_autoptr (GString) wide = g_string_new ("{\"client\":\"" CLIENT "\",\"muts\":[");
  g_autoptr (GString) keys = g_string_new ("{\"client\":\"" CLIENT "\"");
  g_autofree char *closing = g_strnfill (1000000, ']');
  const char *others[] = {
    "",
    "[]",
    "null",
    "\"",
    "{",
    "{\"client\":",
    "{\"client\":\"\\ud800\"}",
    "\xff\xfe",
    "{\"client\":\"\xc3\x28\"}",
    "\xef\xbb\xbf{}",
    "{\"client\":\"" CLIENT "\",\"muts\":[{\"mid\":1e999}]}",
    "{\"client\":\"" CLIENT "\",\"muts\":[{\"mid\":9223372036854775807}]}",
    "{\"client\":\"" CLIENT "\",\"muts\":[[]]}",
    "{\"client\":\"" CLIENT "\",\"muts\":{}}",
    "{\"client\":[],\"muts\":[]}",
  };
  Memory before;

  for (int i = 0; i < 1000000; i++)
    g_string_append_c (deep, '[');
  g_string_append (deep, closing);
  for (int i = 0; i < 2000000; i++)
    g_string_append (wide, "[],");
  for (int i = 0; i < 400000; i++)
    g_string_append_printf (keys, ",\"k%d\":1", i);
  g_string_append (wide, "[]]}");
  g_string_append (deep, "}");
  g_string_append (keys, "}");
  assert_alive (hostile);
  before = hostile_memory (hostile);
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *one =
        hostile_post (hostile, 1, "/v1/mutations", hostile->manager, deep->str);
      g_autofree char *two =
        hostile_post (hostile, 1, "/v1/mutations", hostile->manager, wide->str);
      g_autofree char *three =
        hostile_post (hostile, 1, "/v1/mutations", hostile->manager, keys->str);

      g_assert_cmpint (hostile_status (one), ==, 422);
      g_assert_cmpint (hostile_status (two), ==, 422);
      g_assert_cmpint (hostile_status (three), ==, 422);
    }
  /* The body itself, and once more in one piece. */
  hostile_assert (hostile, "deep and wide JSON", &before, 16 * 1024, 28 * 1024);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *answer =
        hostile_post (hostile, 1, "/v1/mutations", hostile->manager, others[i]);

      g_test_message ("%u: %s", i, answer);
      g_assert_cmpint (hostile_status (answer), >=, 409);
      g_assert_cmpint (hostile_status (answer), <, 500);
    }
  assert_alive (hostile);
}

#define HEAD "HTTP/1.1\r\nHost: localhost\r\n"

/* The details are in the test of the check; here, that it stands before the server. */
static void
test_requests (void)
{
  static const struct
  {
    guint status;
    const char *request;
  } cases[] = {
    { 400, "GET /v1/hello HTTP/1.1\r\nHost: localhost\r\nHost: elsewhere\r\n\r\n" },
    { 400, "POST /v1/login " HEAD "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} " },
    { 400, "POST /v1/login " HEAD "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}" },
    { 400, "POST /v1/login " HEAD "Transfer-Encoding: chunked\r\n\r\n2\n{}\n0\n\n" },
    { 400, "GET /v1/hello " HEAD "X: a\r\n b\r\n\r\n" },
    { 400, "GET /v1/hello HTTP/1.1\nHost: localhost\n\n" },
    { 400, "GET http://localhost/v1/hello " HEAD "\r\n" },
    { 400, "OPTIONS * " HEAD "\r\n" },
    { 400, "CONNECT example.com:443 " HEAD "\r\n" },
    { 415, "POST /v1/login " HEAD "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}" },
    { 405, "TRACE /v1/hello " HEAD "\r\n" },
    { 405, "OPTIONS /v1/login " HEAD "\r\n" },
    { 405, "BREW /v1/hello " HEAD "\r\n" },
    { 404, "GET /../../etc/passwd " HEAD "\r\n" },
    { 400, "GET /v1/..%2f..%2fetc/passwd " HEAD "\r\n" },
    { 404, "GET /v1//hello " HEAD "\r\n" },
    { 400, "GET //elsewhere/v1/hello " HEAD "\r\n" },
    { 404, "GET /%76%31/nonsense " HEAD "\r\n" },
    { 421, "GET /v1/hello HTTP/1.1\r\nHost: rebound.example\r\n\r\n" },
    { 403, "GET /v1/hello " HEAD "Origin: https://elsewhere.example\r\n\r\n" },
    { 403, "POST /v1/login " HEAD "Origin: null\r\nContent-Length: 2\r\n\r\n{}" },
    { 200, "GET /v1/hello " HEAD "Range: bytes=0-1,0-1,0-1\r\n\r\n" },
    { 200, "GET /v1/hello HTTP/1.0\r\n\r\n" },
    { 200, "GET /v1/hello HTTP/1.1\r\nHost: [::1]:7450\r\n\r\n" },
  };
  g_autoptr (Hostile) hostile = hostile_start (NULL, 0, NULL);
  g_autofree char *log = NULL;
  Memory before;

  assert_alive (hostile);
  before = hostile_memory (hostile);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *answer = hostile_ask (hostile, cases[i].request, -1);

      g_test_message ("%s%s", cases[i].request, answer);
      g_assert_cmpint (hostile_status (answer), ==, cases[i].status);
      g_assert_nonnull (strstr (answer, "X-Content-Type-Options: nosniff"));
      g_assert_nonnull (strstr (answer, "Cache-Control: no-store"));
      if (cases[i].status == 405)
        g_assert_nonnull (strstr (answer, "\r\nAllow: "));
    }
  /* Many of them are one line of the log now and then. */
  for (int i = 0; i < 300; i++)
    {
      g_autofree char *answer = hostile_ask (hostile, cases[0].request, -1);

      g_assert_cmpint (hostile_status (answer), ==, 400);
    }
  hostile_assert (hostile, "requests that are none", &before, 2 * 1024, 4 * 1024);
  log = hostile_log (hostile);
  g_assert_cmpint (strlen (log), <, 16 * 1024);
  assert_alive (hostile);
}

/* One after another without waiting: answered in order, and what is wrong among them after what is right. */
static void
test_pipelined (void)
{
  g_autoptr (Hostile) hostile = hostile_start (NULL, 0, NULL);
  int fd = hostile_connect (hostile, 1);
  g_autofree char *answers = NULL;
  const char *second, *third;

  g_assert_true (hostile_write (fd,
                                "GET /v1/hello " HEAD "\r\nPOST /v1/login " HEAD
                                "Content-Length: 2\r\n\r\n{}"
                                "GET /v1/hello " HEAD "Host: twice\r\n\r\nGET /v1/me " HEAD "\r\n",
                                -1));
  answers = hostile_drain (fd);
  close (fd);
  g_assert_true (g_str_has_prefix (answers, "HTTP/1.1 200"));
  second = strstr (answers, "HTTP/1.1 422");
  g_assert_nonnull (second);
  third = strstr (second, "HTTP/1.1 400");
  g_assert_nonnull (third);
  /* What came behind it was not looked at. */
  g_assert_null (strstr (third + 1, "HTTP/1.1 "));
}

/* With no file left to open the server waits, and goes on when there are some. */
static void
test_no_files (void)
{
  g_autoptr (Hostile) hostile = hostile_start (NULL, 40, NULL);
  g_autofree char *head =
    g_strdup_printf ("GET /v1/live HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n",
                     hostile->manager);
  g_autofree char *log = NULL;
  int fds[100];
  Memory before;

  assert_alive (hostile);
  before = hostile_memory (hostile);
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    {
      fds[i] = hostile_connect (hostile, 1);
      hostile_write (fds[i], i % 2 == 0 ? head : "GET ", -1);
    }
  g_usleep (1000000);
  hostile_assert (hostile, "more connections than files", &before, 8 * 1024, 8 * 1024);
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    close (fds[i]);
  g_usleep (500000);
  assert_alive (hostile);
  log = hostile_log (hostile);
  g_assert_cmpint (strlen (log), <, 16 * 1024);
}

/* What was begun before the server was asked to end is answered. */
static void
test_drain (void)
{
  Hostile *hostile = hostile_start (NULL, 0, NULL);
  g_autofree char *listen =
    g_strdup_printf ("GET /v1/live HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n",
                     hostile->manager);
  g_autofree char *answer = NULL;
  g_autofree char *events = NULL;
  int begun = hostile_connect (hostile, 1), listening = hostile_connect (hostile, 1);
  gint64 begin;

  hostile_write (listening, listen, -1);
  hostile_write (begun, "POST /v1/login " HEAD "Content-Length: 2\r\n\r\n{", -1);
  g_usleep (200000);
  begin = g_get_monotonic_time ();
  g_subprocess_send_signal (hostile->process, SIGTERM);
  g_usleep (100000);
  hostile_write (begun, "}", -1);
  answer = hostile_read (begun);
  g_assert_cmpint (hostile_status (answer), ==, 422);
  events = hostile_drain (listening);
  g_assert_true (g_str_has_suffix (events, "\r\n0\r\n\r\n"));
  close (begun);
  close (listening);
  g_subprocess_wait (hostile->process, NULL, NULL);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 4 * G_USEC_PER_SEC);
  hostile_stop (hostile);
}

static void
test_second (void)
{
  g_autoptr (Hostile) hostile = hostile_start (NULL, 0, NULL);
  g_autoptr (GSubprocess) second =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE, NULL,
                      g_getenv ("RACKWARDD"), "--data", hostile->dir, "--listen", "127.0.0.1:0",
                      NULL);
  g_autofree char *message = NULL;

  g_assert_true (g_subprocess_communicate_utf8 (second, NULL, NULL, NULL, &message, NULL));
  g_assert_cmpint (g_subprocess_get_exit_status (second), ==, 1);
  g_assert_nonnull (strstr (message, "another Rackward"));
  assert_alive (hostile);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hostile/half-open", test_half_open);
  g_test_add_func ("/hostile/large-body", test_large_body);
  g_test_add_func ("/hostile/large-body/early", test_refused_early);
  g_test_add_func ("/hostile/never-reads", test_never_reads);
  g_test_add_func ("/hostile/passwords", test_passwords);
  g_test_add_func ("/hostile/passwords/everywhere", test_passwords_from_everywhere);
  g_test_add_func ("/hostile/passwords/long", test_long_logins);
  g_test_add_func ("/hostile/revoked", test_revoked);
  g_test_add_func ("/hostile/json", test_json);
  g_test_add_func ("/hostile/requests", test_requests);
  g_test_add_func ("/hostile/pipelined", test_pipelined);
  g_test_add_func ("/hostile/no-files", test_no_files);
  g_test_add_func ("/hostile/drain", test_drain);
  g_test_add_func ("/hostile/second", test_second);
  return g_test_run ();
}
