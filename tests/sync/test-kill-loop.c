/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "daemon.h"
#include "rw-id.h"

/*
 * A real server and several headless consoles that write under load; again and again one of them is
 * killed with a signal that it cannot handle. What a console was told is durable is in its outbox
 * then; what a console was told is acknowledged is in the server's change log; nothing took effect twice; at
 * the end the server has everything that was ever promised. RW_KILL_ROUNDS says how often.
 */

#define CLIENTS 3

typedef struct
{
  char *name;
  char *dir;
  char *token;
  GSubprocess *process;
  gint64 verified; /* mutations up to this one were found on the server */
} Client;

typedef struct
{
  Daemon daemon;
  Client clients[CLIENTS];
  GRand *chance;
  guint n_server_kills, n_client_kills;
  gint64 n_acked, n_promised;
} Loop;

static void
start_client (Loop   *loop,
              Client *client)
{
  g_autoptr (GError) error = NULL;

  client->process =
    g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, g_getenv ("RW_HEADLESS"), loop->daemon.url,
                      client->dir, client->token, client->name, NULL);
  g_assert_no_error (error);
}

/* Reads only, and leaves the log alone, as every connection but the owner's does. */
static sqlite3 *
open_to_read (const char *path)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  sqlite3_db_config (db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  sqlite3_busy_timeout (db, 10000);
  return db;
}

static sqlite3_stmt *
prepare (sqlite3    *db,
         const char *sql)
{
  sqlite3_stmt *stmt = NULL;

  if (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
  return stmt;
}

/* A console that was killed at its first start may have left an empty file. */
static sqlite3 *
open_if_made (const char *path)
{
  sqlite3 *db = open_to_read (path);
  sqlite3_stmt *stmt = prepare (db, "SELECT count(*) FROM sqlite_schema WHERE name = 'outbox'");
  gboolean made = sqlite3_step (stmt) == SQLITE_ROW && sqlite3_column_int (stmt, 0) == 1;

  sqlite3_finalize (stmt);
  if (made)
    return db;
  sqlite3_close (db);
  return NULL;
}

static sqlite3 *
open_work (Client *client)
{
  GDir *dir = g_dir_open (client->dir, 0, NULL);
  g_autofree char *path = NULL;
  const char *name;

  while (dir != NULL && path == NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "work-") && g_str_has_suffix (name, ".db"))
      path = g_build_filename (client->dir, name, NULL);
  g_clear_pointer (&dir, g_dir_close);
  return path != NULL ? open_if_made (path) : NULL;
}

/* --- What a console was told is acknowledged ---------------------------------------------------------- */

typedef struct
{
  RwId id;
  GArray *mids; /* of gint64 */
} Acked;

static Acked
read_acked (Client *client)
{
  Acked acked = { .mids = g_array_new (FALSE, FALSE, sizeof (gint64)) };
  sqlite3 *db = open_work (client);
  sqlite3_stmt *stmt;

  if (db == NULL)
    return acked;
  stmt = prepare (db, "SELECT value FROM meta WHERE key = 'client'");
  if (sqlite3_step (stmt) == SQLITE_ROW)
    g_assert_true (rw_id_parse ((const char *) sqlite3_column_text (stmt, 0), &acked.id));
  sqlite3_finalize (stmt);
  stmt = prepare (db, "SELECT mid, refused FROM outbox WHERE state = 2 AND mid > ?1 ORDER BY mid");
  sqlite3_bind_int64 (stmt, 1, client->verified);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    {
      gint64 mid = sqlite3_column_int64 (stmt, 0);

      /* Nobody else touches its tickets: there is nothing to refuse. */
      g_assert_cmpint (sqlite3_column_int (stmt, 1), ==, 0);
      g_array_append_val (acked.mids, mid);
    }
  sqlite3_finalize (stmt);
  sqlite3_close (db);
  return acked;
}

static void
verify_acked (Loop   *loop,
              Client *client,
              Acked  *acked)
{
  g_autofree char *path = g_build_filename (loop->daemon.data, "rackward.db", NULL);
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  sqlite3 *db = open_to_read (path);
  sqlite3_stmt *stmt =
    prepare (db, "SELECT mid, count(*) FROM history WHERE client = ?1 AND mid > ?2 GROUP BY mid");

  sqlite3_bind_blob (stmt, 1, acked->id.bytes, sizeof acked->id.bytes, SQLITE_STATIC);
  sqlite3_bind_int64 (stmt, 2, client->verified);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    {
      gint64 mid = sqlite3_column_int64 (stmt, 0);

      g_hash_table_insert (counts, g_memdup2 (&mid, sizeof mid),
                           GINT_TO_POINTER (sqlite3_column_int (stmt, 1)));
    }
  sqlite3_finalize (stmt);
  sqlite3_close (db);
  for (guint i = 0; i < acked->mids->len; i++)
    {
      gint64 mid = g_array_index (acked->mids, gint64, i);
      int count = GPOINTER_TO_INT (g_hash_table_lookup (counts, &mid));

      if (count != 1)
        g_error ("%s: mutation %" G_GINT64_FORMAT
                 " was acknowledged and is %d times in the change log",
                 client->name, mid, count);
      client->verified = mid;
      loop->n_acked++;
    }
  g_array_unref (acked->mids);
}

/* --- What a console was told is durable --------------------------------------------------------------- */

typedef struct
{
  char what;
  gint64 number;
  RwId id;
} Promise;

/* A line that was cut off by the kill was not noted. */
static GArray *
read_promises (Client *client)
{
  g_autofree char *path = g_build_filename (client->dir, "promised", NULL);
  GArray *promises = g_array_new (FALSE, FALSE, sizeof (Promise));
  g_autofree char *text = NULL;
  char *line, *end;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return promises;
  for (line = text; (end = strchr (line, '\n')) != NULL; line = end + 1)
    {
      Promise promise = { .what = line[0] };
      char *rest;

      *end = '\0';
      promise.number = g_ascii_strtoll (line + 2, &rest, 10);
      g_assert_true (rw_id_parse (rest + 1, &promise.id));
      g_array_append_val (promises, promise);
    }
  return promises;
}

/* As it is noted: what an entry of the outbox is a promise of. */
static char *
word_of (char        what,
         gint64      number,
         const RwId *id)
{
  g_autofree char *text = rw_id_to_string (id);

  return g_strdup_printf ("%c %" G_GINT64_FORMAT " %s", what, number, text);
}

static void
verify_outbox (Client *client)
{
  g_autoptr (GHashTable) entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) promises = read_promises (client);
  sqlite3_stmt *stmt;
  sqlite3 *db;

  if (promises->len == 0)
    return;
  db = open_work (client);
  g_assert_nonnull (db);
  stmt = prepare (
    db,
    "SELECT id, op = 'create', coalesce (substr (json_extract (edit, '$.title'), length (?1) + 2),"
    " substr (json_extract (edit, '$.category'), 2)) FROM outbox");
  sqlite3_bind_text (stmt, 1, client->name, -1, SQLITE_STATIC);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    {
      char *word;
      RwId id;

      g_assert_cmpint (sqlite3_column_bytes (stmt, 0), ==, sizeof id.bytes);
      memcpy (id.bytes, sqlite3_column_blob (stmt, 0), sizeof id.bytes);
      word =
        word_of (sqlite3_column_int (stmt, 1) ? 'C' : 'U', sqlite3_column_int64 (stmt, 2), &id);
      if (g_hash_table_contains (entries, word))
        g_error ("%s: “%s” is twice in the outbox", client->name, word);
      g_hash_table_add (entries, word);
    }
  sqlite3_finalize (stmt);
  sqlite3_close (db);
  for (guint i = 0; i < promises->len; i++)
    {
      const Promise *promise = &g_array_index (promises, Promise, i);
      g_autofree char *word = word_of (promise->what, promise->number, &promise->id);

      if (!g_hash_table_contains (entries, word))
        g_error ("%s: “%s” was promised and is not in the outbox", client->name, word);
    }
}

/* --- The loop ----------------------------------------------------------------------------------------- */

static void
kill_server (Loop *loop)
{
  Acked acked[CLIENTS];

  daemon_kill (&loop->daemon);
  for (int i = 0; i < CLIENTS; i++)
    acked[i] = read_acked (&loop->clients[i]);
  daemon_start (&loop->daemon);
  for (int i = 0; i < CLIENTS; i++)
    {
      verify_acked (loop, &loop->clients[i], &acked[i]);
      if (loop->clients[i].process != NULL)
        g_subprocess_send_signal (loop->clients[i].process, SIGUSR1);
    }
  loop->n_server_kills++;
}

static void
kill_client (Loop   *loop,
             Client *client)
{
  g_subprocess_send_signal (client->process, SIGKILL);
  g_subprocess_wait (client->process, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (client->process));
  daemon_forget (&client->process);
  verify_outbox (client);
  start_client (loop, client);
  loop->n_client_kills++;
}

/* One that was started a moment ago may not listen yet, and ends with what it found waiting: it is durable,
 * but not at the server. It is begun again, to bring it there. */
static void
end_client (Loop   *loop,
            Client *client)
{
  for (guint tries = 1;; tries++)
    {
      g_subprocess_send_signal (client->process, SIGTERM);
      g_subprocess_wait (client->process, NULL, NULL);
      if (!g_subprocess_get_if_signaled (client->process))
        break;
      g_assert_cmpint (g_subprocess_get_term_sig (client->process), ==, SIGTERM);
      g_assert_cmpuint (tries, <, 20);
      daemon_forget (&client->process);
      verify_outbox (client);
      start_client (loop, client);
      g_usleep (tries * 100 * 1000);
    }
  g_assert_true (g_subprocess_get_successful (client->process));
  daemon_forget (&client->process);
}

/* Everything that was ever promised is on the server, and no older. */
static void
verify_promises (Loop   *loop,
                 Client *client)
{
  g_autofree char *path = g_build_filename (loop->daemon.data, "rackward.db", NULL);
  g_autoptr (GHashTable) newest = g_hash_table_new_full (rw_id_hash, rw_id_equal, NULL, g_free);
  g_autoptr (GArray) promises = read_promises (client);
  sqlite3 *db = open_to_read (path);
  sqlite3_stmt *stmt = prepare (
    db, "SELECT coalesce (json_extract (body, '$.category'), ''), json_extract (body, '$.title')"
        " FROM rec WHERE id = ?1 AND NOT deleted");
  GHashTableIter iter;
  gpointer key, value;

  for (guint i = 0; i < promises->len; i++)
    {
      const Promise *promise = &g_array_index (promises, Promise, i);

      g_hash_table_replace (newest, (gpointer) &promise->id,
                            promise->what == 'U'
                              ? g_strdup_printf ("v%" G_GINT64_FORMAT, promise->number)
                              : g_strdup (""));
    }
  g_hash_table_iter_init (&iter, newest);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const char *category;

      sqlite3_bind_blob (stmt, 1, key, 16, SQLITE_STATIC);
      if (sqlite3_step (stmt) != SQLITE_ROW)
        g_error ("%s: a ticket that was promised is not on the server", client->name);
      category = (const char *) sqlite3_column_text (stmt, 0);
      g_assert_true (g_str_has_prefix ((const char *) sqlite3_column_text (stmt, 1), client->name));
      /* One that was durable and not yet noted may have followed. */
      if (g_strcmp0 (category, value) != 0 &&
          atoll (category[0] != '\0' ? category + 1 : "0") <
            atoll (*(char *) value != '\0' ? (char *) value + 1 : "0"))
        g_error ("%s: the server has “%s” where “%s” was promised", client->name, category,
                 (char *) value);
      sqlite3_reset (stmt);
    }
  loop->n_promised += promises->len;
  sqlite3_finalize (stmt);
  sqlite3_close (db);
}

static void
test_kill_loop (void)
{
  const char *wanted = g_getenv ("RW_KILL_ROUNDS");
  const char *seed = g_getenv ("RW_KILL_SEED");
  guint n_rounds = wanted != NULL ? (guint) atoi (wanted) : 12;
  Loop loop = { .chance = g_rand_new_with_seed (seed != NULL ? (guint32) atoi (seed)
                                                             : (guint32) g_test_rand_int ()) };
  gint64 begin = g_get_monotonic_time ();

  daemon_set_up (&loop.daemon);
  daemon_start (&loop.daemon);
  for (int i = 0; i < CLIENTS; i++)
    {
      Client *client = &loop.clients[i];

      client->name = g_strdup_printf ("c%d", i);
      client->dir = g_build_filename (loop.daemon.dir, client->name, NULL);
      client->token = daemon_token (&loop.daemon, "manager");
      start_client (&loop, client);
    }
  for (guint round = 0; round < n_rounds; round++)
    {
      int chance = g_rand_int_range (loop.chance, 0, 100);

      g_usleep ((gulong) g_rand_int_range (loop.chance, 50, 600) * 1000);
      if (chance < 65)
        kill_server (&loop);
      if (chance >= 50)
        kill_client (&loop, &loop.clients[g_rand_int_range (loop.chance, 0, CLIENTS)]);
      if (round % 20 == 19)
        {
          daemon_check (&loop.daemon);
          g_test_message ("round %u: %" G_GINT64_FORMAT " acknowledged mutations looked for",
                          round + 1, loop.n_acked);
        }
    }
  /* One of them is told to end while it begins. */
  kill_client (&loop, &loop.clients[0]);
  for (int i = 0; i < CLIENTS; i++)
    end_client (&loop, &loop.clients[i]);
  for (int i = 0; i < CLIENTS; i++)
    {
      Acked acked = read_acked (&loop.clients[i]);

      verify_acked (&loop, &loop.clients[i], &acked);
      verify_outbox (&loop.clients[i]);
      verify_promises (&loop, &loop.clients[i]);
    }
  daemon_stop (&loop.daemon);
  daemon_check (&loop.daemon);
  g_print ("# %u rounds in %.0f s: server killed %u times, a client %u times; %" G_GINT64_FORMAT
           " edits promised, %" G_GINT64_FORMAT " acknowledged, none lost, none doubled\n",
           n_rounds, (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC,
           loop.n_server_kills, loop.n_client_kills, loop.n_promised, loop.n_acked);
  g_assert_cmpint (loop.n_acked, >, 0);
  for (int i = 0; i < CLIENTS; i++)
    {
      g_free (loop.clients[i].name);
      g_free (loop.clients[i].dir);
      g_free (loop.clients[i].token);
    }
  g_rand_free (loop.chance);
  daemon_tear_down (&loop.daemon);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/processes/kill-loop", test_kill_loop);
  return g_test_run ();
}
