/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "rw-http-check.h"

#define HOST "Host: localhost\r\n"

/* What the check says of some bytes; the same however they come in pieces. */
static guint
status_of (const char *bytes,
           gsize       length,
           gsize      *good)
{
  guint status = 0;

  for (gsize step = 1; step <= length; step = step < 4 ? step + 1 : 2 * step)
    {
      g_autoptr (RwHttpCheck) check = rw_http_check_new ();
      const RwHttpRefusal *refusal;
      gsize at = 0, taken = 0;

      while (at < length)
        {
          /* As a socket would give it: a copy, so that a sanitizer sees a read beyond its end. */
          gsize n = MIN (step, length - at);
          g_autofree guint8 *piece = g_memdup2 (bytes + at, n);
          gsize accepted = rw_http_check_feed (check, piece, n);

          g_assert_cmpint (accepted, <=, n);
          if (taken == at)
            taken += accepted;
          at += n;
        }
      refusal = rw_http_check_get_refusal (check);
      g_assert_true (refusal != NULL || taken == length);
      g_assert_true (refusal == NULL || taken < length);
      if (refusal != NULL)
        g_assert_cmpint (rw_http_check_feed (check, (const guint8 *) "GET", 3), ==, 0);
      if (step > 1)
        g_assert_cmpint (refusal != NULL ? refusal->status : 0, ==, status);
      status = refusal != NULL ? refusal->status : 0;
      if (good != NULL)
        *good = taken;
    }
  return status;
}

static void
test_good (void)
{
  static const char *const requests[] = {
    "GET /v1/hello HTTP/1.1\r\n" HOST "\r\n",
    "GET / HTTP/1.0\r\n\r\n",
    "GET /v1/changes?pos=1&epoch=a%2Fb HTTP/1.1\r\nHOST: [::1]:7450\r\nAccept: */*\r\nX-Empty:\r\nX-Tab: a\tb\r\n\r\n",
    "POST /v1/login HTTP/1.1\r\n" HOST "Content-Length: 2\r\n\r\n{}",
    "POST /v1/login HTTP/1.1\r\n" HOST
    "Content-Length:   0\t\r\nContent-Encoding: identity\r\n\r\n",
    "POST /v1/login HTTP/1.1\r\n" HOST
    "Transfer-Encoding: Chunked\r\n\r\n2\r\n{}\r\n00A\r\n0123456789\r\n0\r\n\r\n",
    "POST /v1/login HTTP/1.1\r\n" HOST "Expect: 100-continue\r\nContent-Length: 1\r\n\r\nx",
    /* One after another. */
    "POST /a HTTP/1.1\r\n" HOST "Content-Length: 3\r\n\r\n\r\n\r"
    "GET /b HTTP/1.1\r\n" HOST "\r\n"
    "POST /c HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    "GET /d HTTP/1.1\r\n" HOST "\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_test_message ("%s", requests[i]);
      g_assert_cmpint (status_of (requests[i], strlen (requests[i]), NULL), ==, 0);
    }
}

static void
test_bad (void)
{
  static const struct
  {
    guint status;
    const char *request;
  } cases[] = {
    { 400, "\r\nGET / HTTP/1.1\r\n" HOST "\r\n" },
    { 400, "GET / HTTP/1.1\n" HOST "\r\n" },
    { 400, "GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n" },
    { 400, "GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n" },
    { 400, "GET / HTTP/1.1\r\n" HOST "\n" },
    { 400, "GET / HTTP/1.1\r\n" HOST " folded\r\n\r\n" },
    { 400, "GET / HTTP/1.1\r\n folded: x\r\n" HOST "\r\n" },
    { 400, "GET / HTTP/1.1\r\n" HOST "Content-Length : 5\r\n\r\n" },
    { 400, "GET / HTTP/1.1\r\n" HOST ": x\r\n\r\n" },
    { 400, "GET / HTTP/1.1\r\n" HOST "no colon\r\n\r\n" },
    { 400, "GET / HTTP/1.1\r\n" HOST "Bad(Name): x\r\n\r\n" },
    { 400, "GET / HTTP/1.1\r\n" HOST "X: \x01\r\n\r\n" },
    { 400, "GET / HTTP/1.1\r\n" HOST "X: \x7f\r\n\r\n" },
    { 400, "GET / HTTP/1.1\r\n\r\n" },
    { 400, "GET / HTTP/1.1\r\nHost:\r\n\r\n" },
    { 400, "GET / HTTP/1.1\r\n" HOST HOST "\r\n" },
    { 400, "GET / HTTP/1.1\r\n" HOST "hOST: other\r\n\r\n" },
    { 400, "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n" },
    { 400, "GET / HTTP/1.1\r\nHost: user@a\r\n\r\n" },
    { 400, "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n" },
    { 400, "POST / HTTP/1.1\r\n" HOST "Content-Length: 1\r\nContent-Length: 1\r\n\r\nx" },
    { 400, "POST / HTTP/1.1\r\n" HOST "Content-Length: 1, 1\r\n\r\nx" },
    { 400, "POST / HTTP/1.1\r\n" HOST "Content-Length: +1\r\n\r\nx" },
    { 400, "POST / HTTP/1.1\r\n" HOST "Content-Length: -1\r\n\r\nx" },
    { 400, "POST / HTTP/1.1\r\n" HOST "Content-Length: 0x1\r\n\r\nx" },
    { 400, "POST / HTTP/1.1\r\n" HOST "Content-Length:\r\n\r\nx" },
    { 413, "POST / HTTP/1.1\r\n" HOST "Content-Length: 99999999999999999999\r\n\r\nx" },
    { 400, "POST / HTTP/1.1\r\n" HOST
           "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" },
    { 400, "POST / HTTP/1.1\r\n" HOST
           "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" },
    { 400, "POST / HTTP/1.1\r\n" HOST
           "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" },
    { 400, "POST / HTTP/1.0\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" },
    { 501, "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n" },
    { 501, "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" },
    { 501, "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: identity\r\n\r\n0\r\n\r\n" },
    { 400, "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: \x0b"
           "chunked\r\n\r\n0\r\n\r\n" },
    { 415, "POST / HTTP/1.1\r\n" HOST "Content-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx" },
    { 400, "GET / HTTP/1.1\r\n" HOST "Authorization: Bearer a\r\nAuthorization: Bearer b\r\n\r\n" },
    { 417, "GET / HTTP/1.1\r\n" HOST "Expect: something\r\n\r\n" },
    { 400, "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n\r\n\r\n" },
    { 400, "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n0x2\r\n{}\r\n0\r\n\r\n" },
    { 400, "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n2 \r\n{}\r\n0\r\n\r\n" },
    { 400, "POST / HTTP/1.1\r\n" HOST
           "Transfer-Encoding: chunked\r\n\r\n2;name=value\r\n{}\r\n0\r\n\r\n" },
    { 400, "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n2\n{}\r\n0\r\n\r\n" },
    { 400, "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n2\r\n{}0\r\n\r\n" },
    { 400, "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n" },
    { 413, "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\nfffffffff\r\n" },
    { 413, "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n000000000\r\n\r\n" },
    { 400, "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n0\r\nTrailer: x\r\n\r\n" },
    { 400, "GET http://localhost/v1/hello HTTP/1.1\r\n" HOST "\r\n" },
    { 400, "OPTIONS * HTTP/1.1\r\n" HOST "\r\n" },
    { 400, "CONNECT localhost:22 HTTP/1.1\r\n" HOST "\r\n" },
    { 400, "GET //elsewhere/v1/hello HTTP/1.1\r\n" HOST "\r\n" },
    { 400, "GET v1/hello HTTP/1.1\r\n" HOST "\r\n" },
    { 400, "GET  / HTTP/1.1\r\n" HOST "\r\n" },
    { 400, "GET / x HTTP/1.1\r\n" HOST "\r\n" },
    { 400, "GET\t/ HTTP/1.1\r\n" HOST "\r\n" },
    { 400, "GET / HTTP/1.1 \r\n" HOST "\r\n" },
    { 400, "GET / http/1.1\r\n" HOST "\r\n" },
    { 400, "GET / HTTP/11\r\n" HOST "\r\n" },
    { 505, "GET / HTTP/2.0\r\n" HOST "\r\n" },
    { 505, "GET / HTTP/1.2\r\n" HOST "\r\n" },
    { 505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" },
    { 400, "G\"T / HTTP/1.1\r\n" HOST "\r\n" },
    { 400, "ABCDEFGHIJKLMNOPQRSTUVWXYZ / HTTP/1.1\r\n" HOST "\r\n" },
    { 400, "GET /%00 HTTP/1.1\r\n" HOST "\r\n" },
    { 400, "GET /%0d%0aX:%20y HTTP/1.1\r\n" HOST "\r\n" },
    { 400, "GET /%7F HTTP/1.1\r\n" HOST "\r\n" },
    { 400, "GET /a%2Fb HTTP/1.1\r\n" HOST "\r\n" },
    { 400, "GET /a%5cb HTTP/1.1\r\n" HOST "\r\n" },
    { 400, "GET /%2 HTTP/1.1\r\n" HOST "\r\n" },
    { 400, "GET /%zz HTTP/1.1\r\n" HOST "\r\n" },
    { 400, "GET /a#b HTTP/1.1\r\n" HOST "\r\n" },
    { 400, "GET /a\\b HTTP/1.1\r\n" HOST "\r\n" },
    { 400, "GET /\xc3\xa4 HTTP/1.1\r\n" HOST "\r\n" },
    { 400, "\x16\x03\x01\x02"
           "abcd\r\n\r\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].request);
      g_assert_cmpint (status_of (cases[i].request, strlen (cases[i].request), NULL), ==,
                       cases[i].status);
    }
  g_assert_cmpint (status_of ("GET / HTTP/1.1\r\nHo\0st: a\r\n\r\n", 29, NULL), ==, 400);
}

static void
test_large (void)
{
  g_autofree char *text = g_strnfill (20000, 'a');
  g_autofree char *address = g_strdup_printf ("GET /%.5000s HTTP/1.1\r\n" HOST "\r\n", text);
  g_autofree char *line = g_strdup_printf ("GET / HTTP/1.1\r\n" HOST "X: %s\r\n\r\n", text);
  g_autofree char *endless = g_strdup_printf ("%s%s", text, text);
  g_autoptr (GString) lines = g_string_new ("GET / HTTP/1.1\r\n" HOST);

  for (int i = 0; i < 100; i++)
    g_string_append_printf (lines, "X-%d: y\r\n", i);
  g_string_append (lines, "\r\n");
  g_assert_cmpint (status_of (address, strlen (address), NULL), ==, 414);
  g_assert_cmpint (status_of (line, strlen (line), NULL), ==, 431);
  g_assert_cmpint (status_of (endless, strlen (endless), NULL), ==, 431);
  g_assert_cmpint (status_of (lines->str, lines->len, NULL), ==, 431);
}

/* What is right before it is handed on, what is wrong never to its end. */
static void
test_behind (void)
{
  static const char good[] = "GET /a HTTP/1.1\r\n" HOST "\r\n";
  static const char bad[] = "GET /b HTTP/1.1\r\n" HOST HOST "\r\n";
  g_autofree char *both = g_strconcat (good, bad, NULL);
  gsize taken;

  g_assert_cmpint (status_of (both, strlen (both), &taken), ==, 400);
  g_assert_cmpint (taken, >=, strlen (good));
  g_assert_cmpint (taken, <, strlen (both));
}

/* Anything may come; nothing may break, and no byte that was refused is ever handed on. */
static void
test_random (void)
{
  static const char *const words[] = { "GET ",
                                       "POST ",
                                       "/a",
                                       " HTTP/1.1",
                                       "\r\n",
                                       "\r",
                                       "\n",
                                       "Host: a\r\n",
                                       "Content-Length: ",
                                       "3",
                                       "Transfer-Encoding: chunked\r\n",
                                       "0\r\n\r\n",
                                       "\r\n\r\n",
                                       "a",
                                       ":",
                                       " ",
                                       "5\r\nabcde\r\n" };

  for (int i = 0; i < 3000; i++)
    {
      g_autoptr (GString) text =
        g_string_new (g_test_rand_int_range (0, 2) == 0 ? "" : "POST /a HTTP/1.1\r\n" HOST);

      for (int n = g_test_rand_int_range (1, 20); n > 0; n--)
        if (g_test_rand_int_range (0, 10) == 0)
          g_string_append_c (text, (char) g_test_rand_int_range (0, 256));
        else
          g_string_append (text, words[g_test_rand_int_range (0, G_N_ELEMENTS (words))]);
      status_of (text->str, text->len, NULL);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/http-check/good", test_good);
  g_test_add_func ("/http-check/bad", test_bad);
  g_test_add_func ("/http-check/large", test_large);
  g_test_add_func ("/http-check/behind", test_behind);
  g_test_add_func ("/http-check/random", test_random);
  return g_test_run ();
}
