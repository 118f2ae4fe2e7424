/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "daemon.h"
#include "rw-id.h"

/* A server whose disk has no more room: it says so, nothing is half done, reading goes on, and when
 * there is room again it writes on. The limit is one on the length of files, which the kernel refuses
 * to exceed as it does on a full disk. */

static void
limit_files (Daemon *daemon,
             rlim_t  bytes)
{
  struct rlimit limit;

  g_assert_cmpint (prlimit (daemon_get_pid (daemon), RLIMIT_FSIZE, NULL, &limit), ==, 0);
  limit.rlim_cur = bytes;
  g_assert_cmpint (prlimit (daemon_get_pid (daemon), RLIMIT_FSIZE, &limit, NULL), ==, 0);
}

static guint
push (Daemon     *daemon,
      const char *token,
      const char *client,
      gint64      mid,
      const char *text,
      JsonNode  **answer)
{
  g_autoptr (GString) body = g_string_new (NULL);
  RwId id = rw_id_new ();
  g_autofree char *name = rw_id_to_string (&id);

  /* Two records that belong together. */
  g_string_printf (body, "{\"client\":\"%s\",\"ack\":0,\"muts\":[", client);
  for (int i = 0; i < 2; i++)
    {
      RwId one = rw_id_new ();
      g_autofree char *text_id = rw_id_to_string (&one);

      g_string_append_printf (
        body,
        "%s{\"mid\":%" G_GINT64_FORMAT
        ",\"op\":\"create\",\"kind\":\"ticket\",\"id\":\"%s\",\"base\":0,\"group\":%" G_GINT64_FORMAT
        ",\"set\":{\"title\":\"%s-%d\",\"type\":\"incident\",\"status\":\"new\",\"priority\":\"P3\",\"opened\":"
        "\"2026-01-01T00:00:00Z\",\"root_cause\":\"%s\"}}",
        i > 0 ? "," : "", mid + i, text_id, mid, name, i, text);
    }
  g_string_append (body, "]}");
  return daemon_ask (daemon, "POST", "/v1/mutations", token, body->str, answer);
}

static gint64
get_head (Daemon     *daemon,
          const char *token)
{
  g_autoptr (JsonNode) answer = NULL;

  g_assert_cmpint (daemon_ask (daemon, "GET", "/v1/me", token, NULL, &answer), ==, 200);
  return json_object_get_int_member (json_node_get_object (answer), "head");
}

/* Nothing of a file that found no room is left behind, and when there is room it comes in. */
static void
put_file (Daemon     *daemon,
          const char *token,
          gsize       length,
          guint       expected)
{
  g_autofree char *bytes = g_strnfill (length, 'x');
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, bytes, -1);
  g_autofree char *path = g_strconcat ("/v1/files/", digest, NULL);
  g_autofree char *folder = g_build_filename (daemon->data, "files", NULL);
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_assert_cmpint (daemon_ask (daemon, "PUT", path, token, bytes, NULL), ==, expected);
  dir = g_dir_open (folder, 0, NULL);
  name = g_dir_read_name (dir);
  g_assert_cmpstr (name, ==, expected == 201 ? digest : NULL);
  g_assert_null (g_dir_read_name (dir));
}

static void
test_full (void)
{
  g_autofree char *text = g_strnfill (4000, 'x');
  g_autofree char *token = NULL;
  g_autofree char *client = NULL;
  g_autofree char *log = NULL;
  g_autoptr (JsonNode) answer = NULL;
  gint64 mid = 1, head;
  struct stat info;
  Daemon daemon;
  RwId id = rw_id_new ();
  guint status = 200, n_refused = 0;

  client = rw_id_to_string (&id);
  daemon_set_up (&daemon);
  daemon_start (&daemon);
  token = daemon_token (&daemon, "manager");
  for (int i = 0; i < 10; i++, mid += 2)
    g_assert_cmpint (push (&daemon, token, client, mid, text, NULL), ==, 200);
  log = g_build_filename (daemon.data, "rackward.db-wal", NULL);
  g_assert_cmpint (g_stat (log, &info), ==, 0);
  limit_files (&daemon, (rlim_t) info.st_size + 30000);
  for (int i = 0; i < 50 && status == 200; i++)
    {
      status = push (&daemon, token, client, mid, text, NULL);
      if (status == 200)
        mid += 2;
    }
  g_assert_cmpint (status, ==, 507);
  head = get_head (&daemon, token);
  g_assert_cmpint (head, ==, mid - 1);

  for (int i = 0; i < 10; i++)
    {
      g_autofree char *path = g_strdup_printf ("/v1/changes?pos=0&client=%s", client);

      g_clear_pointer (&answer, json_node_unref);
      status = push (&daemon, token, client, mid, text, &answer);
      g_assert_cmpint (status, ==, 507);
      n_refused++;
      g_assert_cmpstr (json_object_get_string_member (
                         json_object_get_object_member (json_node_get_object (answer), "error"),
                         "code"),
                       ==, "full");
      g_assert_nonnull (
        strstr (json_object_get_string_member (
                  json_object_get_object_member (json_node_get_object (answer), "error"),
                  "message"),
                "disk is full"));
      g_assert_cmpint (daemon_ask (&daemon, "GET", path, token, NULL, NULL), ==, 200);
      g_assert_cmpint (get_head (&daemon, token), ==, head);
    }
  daemon_check (&daemon);
  put_file (&daemon, token, (gsize) info.st_size + 100000, 507);

  limit_files (&daemon, RLIM_INFINITY);
  put_file (&daemon, token, (gsize) info.st_size + 100000, 201);
  for (int i = 0; i < 10; i++, mid += 2)
    g_assert_cmpint (push (&daemon, token, client, mid, text, NULL), ==, 200);
  g_assert_cmpint (get_head (&daemon, token), ==, mid - 1);
  daemon_check (&daemon);
  g_test_message ("%" G_GINT64_FORMAT " mutations taken in, %u refused", mid - 1, n_refused + 1);

  /* It goes down with a full disk, and comes up again with all that it had said yes to. */
  g_assert_cmpint (g_stat (log, &info), ==, 0);
  limit_files (&daemon, (rlim_t) info.st_size);
  g_assert_cmpint (push (&daemon, token, client, mid, text, NULL), ==, 507);
  daemon_kill (&daemon);
  daemon_start (&daemon);
  g_assert_cmpint (get_head (&daemon, token), ==, mid - 1);
  g_assert_cmpint (push (&daemon, token, client, mid, text, NULL), ==, 200);
  daemon_stop (&daemon);
  daemon_check (&daemon);
  daemon_tear_down (&daemon);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/disk-full/server", test_full);
  return g_test_run ();
}
