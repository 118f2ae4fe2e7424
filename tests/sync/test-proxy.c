/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "proxy.h"
#include "rw-clock.h"
#include "rw-http-client.h"
#include "rw-json.h"
#include "rw-store-check.h"
#include "session-fixture.h"

/*
 * Consoles and a server, all real, and between them a network that does what networks do. Whatever
 * it did: once it is fair, everything ends; all have the same; every edit that a console took is at
 * the server, once, or in that console's inbox. RW_PROXY_SEEDS says how many worlds, RW_PROXY_SEED
 * which is the first.
 */

#define CLIENTS   3
#define SHARED    4
#define EDITS     15
#define PATIENCE  (60 * G_USEC_PER_SEC)
#define POKE_MS   40
#define SEEN_KINDS \
  { RW_KIND_SITE, RW_KIND_ROOM, RW_KIND_RACK, RW_KIND_DEVICE_TYPE, RW_KIND_DEVICE, RW_KIND_TICKET }

#define WORK_CLIENT "(SELECT unhex (replace (value, '-', '')) FROM work.meta WHERE key = 'client')"

typedef struct
{
  Console console;
  Proxy *proxy;
  char *token;
  GPtrArray *promised; /* words that are written once, in edits that were taken */
} Client;

typedef struct
{
  Fixture fixture;
  Client clients[CLIENTS];
  GRand *chance;
  guint32 seed;
  GArray *created; /* of RwId */
  guint n_words;
} World;

/* --- The world ---------------------------------------------------------------------------------------- */

static void
world_init (World *world, guint32 seed)
{
  g_autoptr (GError) error = NULL;

  *world = (World) { .seed = seed, .chance = g_rand_new_with_seed (seed) };
  world->created = g_array_new (FALSE, FALSE, sizeof (RwId));
  fixture_set_up (&world->fixture, GUINT_TO_POINTER (FIXTURE_RECORDS));
  for (guint i = 0; i < CLIENTS; i++)
    {
      Client *client = &world->clients[i];
      g_autofree char *name = g_strdup_printf ("client%u", i);
      g_autofree char *dir = g_build_filename (world->fixture.dir, name, NULL);

      client->proxy = proxy_new (rw_server_get_port (world->fixture.server), seed * CLIENTS + i);
      client->token =
        rw_server_create_token (world->fixture.server, NULL, name, RW_ROLE_MANAGER, RW_DAY, &error);
      g_assert_no_error (error);
      client->promised = g_ptr_array_new_with_free_func (g_free);
      console_init (&client->console, proxy_get_url (client->proxy), dir);
    }
}

static void
world_clear (World *world)
{
  for (guint i = 0; i < CLIENTS; i++)
    {
      Client *client = &world->clients[i];

      console_clear (&client->console);
      proxy_free (client->proxy);
      g_ptr_array_unref (client->promised);
      g_free (client->token);
    }
  fixture_tear_down (&world->fixture, NULL);
  g_array_unref (world->created);
  g_rand_free (world->chance);
}

static gboolean
over_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
run_for (guint ms)
{
  gboolean over = FALSE;

  g_timeout_add (ms, over_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

/* What a console does when the network changes. */
static void
poke (Client *client)
{
  rw_session_sync_now (client->console.session);
}

static gboolean
is_ready (Client *client)
{
  return rw_session_has_data (client->console.session) &&
         rw_session_get_roles (client->console.session) != 0;
}

static gboolean
all_ready (World *world)
{
  for (guint i = 0; i < CLIENTS; i++)
    if (!is_ready (&world->clients[i]))
      return FALSE;
  return TRUE;
}

static void
open_all (World *world)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  for (guint i = 0; i < CLIENTS; i++)
    console_open (&world->clients[i].console, world->clients[i].token);
  while (!all_ready (world))
    {
      if (g_get_monotonic_time () > end)
        g_error ("seed %u: no first sync", world->seed);
      for (guint i = 0; i < CLIENTS; i++)
        if (!is_ready (&world->clients[i]))
          poke (&world->clients[i]);
      run_for (POKE_MS);
    }
}

/* --- Edits -------------------------------------------------------------------------------------------- */

static char *
new_word (World *world, guint who)
{
  return g_strdup_printf ("<s%u-c%u-%u>", world->seed, who, ++world->n_words);
}

static gboolean
edit (World *world, guint who, GPtrArray *edits, const char *const *words)
{
  Client *client = &world->clients[who];
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rw_session_edit_async (client->console.session, edits, words[0], NULL, answer_cb, &result);
  wait_until (result != NULL);
  if (!rw_session_edit_finish (client->console.session, result, &error))
    return FALSE;
  for (; *words != NULL; words++)
    g_ptr_array_add (client->promised, g_strdup (*words));
  return TRUE;
}

static RwEdit *
new_ticket (const RwId *id, const char *title)
{
  RwEdit *create = rw_edit_new (RW_OP_CREATE, RW_KIND_TICKET, id);

  rw_edit_set (create, RW_TICKET_TITLE, rw_value_text (title));
  rw_edit_set (create, RW_TICKET_TYPE, rw_value_enum (RW_TICKET_TYPE_INCIDENT));
  rw_edit_set (create, RW_TICKET_STATUS, rw_value_enum (RW_TICKET_STATUS_NEW));
  rw_edit_set (create, RW_TICKET_PRIORITY, rw_value_enum (RW_PRIORITY_P3));
  rw_edit_set (create, RW_TICKET_OPENED, rw_value_instant (1760000000000000));
  return create;
}

/* One of those that everybody writes to. */
static const RwId *
a_shared_ticket (World *world)
{
  return &world->fixture.tickets[g_rand_int_range (world->chance, 0, SHARED)];
}

static const RwId *
a_ticket (World *world)
{
  if (world->created->len == 0 || g_rand_boolean (world->chance))
    return a_shared_ticket (world);
  return &g_array_index (world->created, RwId,
                         g_rand_int_range (world->chance, 0, (gint32) world->created->len));
}

static RwEdit *
change_text (World *world, const RwId *id, const char *word)
{
  static const guint fields[] = { RW_TICKET_TITLE, RW_TICKET_CATEGORY, RW_TICKET_PRIORITY_REASON };
  RwEdit *change = rw_edit_new (RW_OP_UPDATE, RW_KIND_TICKET, id);

  rw_edit_set (change, fields[g_rand_int_range (world->chance, 0, G_N_ELEMENTS (fields))],
               rw_value_text (word));
  return change;
}

/* What somebody does in a moment. A console that does not know the ticket, or no more, says so. */
static void
do_something (World *world, guint who)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  g_autofree char *first = new_word (world, who);
  g_autofree char *second = new_word (world, who);
  const char *words[] = { first, NULL, NULL };
  int what = g_rand_int_range (world->chance, 0, 100);
  const RwId *id = a_ticket (world);

  if (what < 20)
    {
      RwId created = rw_id_new ();

      g_ptr_array_add (edits, new_ticket (&created, first));
      g_assert_true (edit (world, who, edits, words));
      g_array_append_val (world->created, created);
      return;
    }
  if (what < 30)
    {
      if (world->created->len == 0)
        return;
      id = &g_array_index (world->created, RwId,
                           g_rand_int_range (world->chance, 0, (gint32) world->created->len));
      words[0] = NULL;
      g_ptr_array_add (edits, rw_edit_new (RW_OP_DELETE, RW_KIND_TICKET, id));
    }
  else if (what < 40)
    {
      const char *tags[] = { first, NULL };

      g_ptr_array_add (edits, rw_edit_new (RW_OP_UPDATE, RW_KIND_TICKET, id));
      rw_edit_change_set (edits->pdata[0], RW_TICKET_TAGS, rw_value_texts (tags), RW_VALUE_NULL);
    }
  else if (what < 60)
    {
      words[1] = second;
      g_ptr_array_add (edits, change_text (world, id, first));
      g_ptr_array_add (edits, change_text (world, a_shared_ticket (world), second));
    }
  else
    g_ptr_array_add (edits, change_text (world, id, first));
  edit (world, who, edits, words);
}

/* --- What has to be so in the end --------------------------------------------------------------------- */

static char *
describe (const char *kind, const char *body, gssize length)
{
  return length < 0 ? g_strdup_printf ("%s %s", kind, body)
                    : g_strdup_printf ("%s %.*s", kind, (int) length, body);
}

static GHashTable *
new_view (void)
{
  return g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, g_free);
}

static gboolean
row_cb (const RwLogRow *row, gpointer user_data)
{
  if (!row->deleted)
    g_hash_table_insert (user_data, rw_id_copy (&row->id),
                         describe (row->kind, row->body, (gssize) row->length));
  return TRUE;
}

static char *
server_path (World *world)
{
  g_autofree char *dir = g_build_filename (world->fixture.dir, "server", NULL);

  return rw_server_store_path (dir);
}

static GHashTable *
server_view (World *world)
{
  g_autofree char *path = server_path (world);
  g_autoptr (GError) error = NULL;
  g_autoptr (RwLogStore) store = rw_log_store_sqlite_open_snapshot (path, &error);
  GHashTable *view = new_view ();

  g_assert_no_error (error);
  rw_log_store_since (store, 0, 100000, row_cb, view, &error);
  g_assert_no_error (error);
  return view;
}

static gpointer
view_func (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  static const RwKind kinds[] = SEEN_KINDS;
  g_autoptr (GHashTable) view = new_view ();

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      g_autoptr (GPtrArray) records = rw_cache_select (cache, kinds[k], "", error, RW_BIND_END);

      if (records == NULL)
        return NULL;
      for (guint i = 0; i < records->len; i++)
        {
          RwRecord *record = g_ptr_array_index (records, i);
          g_autoptr (GString) body = g_string_new (NULL);

          rw_record_write_body (record, body);
          g_hash_table_insert (view, rw_id_copy (rw_record_get_id (record)),
                               describe (rw_record_get_info (record)->name, body->str, -1));
        }
    }
  return g_steal_pointer (&view);
}

static GHashTable *
client_view (Client *client)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GHashTable *view;

  rw_session_read_async (client->console.session, view_func, NULL, NULL,
                         (GDestroyNotify) g_hash_table_unref, NULL, answer_cb, &result);
  wait_until (result != NULL);
  view = rw_session_read_finish (client->console.session, result, &error);
  g_assert_no_error (error);
  return view;
}

/* Returns: (nullable): the first difference */
static char *
compare (GHashTable *server, GHashTable *client)
{
  GHashTableIter iter;
  gpointer id, theirs;

  g_hash_table_iter_init (&iter, server);
  while (g_hash_table_iter_next (&iter, &id, &theirs))
    {
      const char *ours = g_hash_table_lookup (client, id);

      if (g_strcmp0 (ours, theirs) != 0)
        return g_strdup_printf ("the server has\n  %s\nand the console\n  %s", (char *) theirs,
                                ours != NULL ? ours : "nothing");
    }
  if (g_hash_table_size (client) != g_hash_table_size (server))
    return g_strdup_printf ("the server has %u records, the console %u", g_hash_table_size (server),
                            g_hash_table_size (client));
  return NULL;
}

static gboolean
all_quiet (World *world)
{
  for (guint i = 0; i < CLIENTS; i++)
    {
      Client *client = &world->clients[i];

      if (rw_session_get_pending (client->console.session) > 0 ||
          rw_session_get_state (client->console.session) != RW_SYNC_STATE_UP_TO_DATE ||
          !proxy_is_quiet (client->proxy))
        return FALSE;
    }
  return TRUE;
}

static char *
find_difference (World *world)
{
  g_autoptr (GHashTable) server = server_view (world);

  for (guint i = 0; i < CLIENTS; i++)
    {
      g_autoptr (GHashTable) view = client_view (&world->clients[i]);
      g_autofree char *difference = compare (server, view);

      if (difference != NULL)
        return g_strdup_printf ("client %u: %s", i, difference);
    }
  return NULL;
}

/* With a fair network everything ends, and all have the same. */
static void
settle (World *world)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;
  g_autofree char *difference = NULL;

  for (guint i = 0; i < CLIENTS; i++)
    proxy_be_fair (world->clients[i].proxy);
  for (guint i = 0; i < CLIENTS; i++)
    poke (&world->clients[i]);
  while (!all_quiet (world) || (difference = find_difference (world)) != NULL)
    {
      if (g_get_monotonic_time () > end)
        {
          for (guint i = 0; i < CLIENTS; i++)
            g_test_message ("client %u: state %d, %u pending, %s", i,
                            rw_session_get_state (world->clients[i].console.session),
                            rw_session_get_pending (world->clients[i].console.session),
                            rw_session_get_message (world->clients[i].console.session));
          g_error ("seed %u: it does not end; %s", world->seed,
                   difference != NULL ? difference : "somebody is not done");
        }
      g_clear_pointer (&difference, g_free);
      run_for (20);
    }
}

static sqlite3 *
open_to_read (const char *path)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  return db;
}

static char *
work_path (Client *client)
{
  GDir *dir = g_dir_open (client->console.dir, 0, NULL);
  char *path = NULL;
  const char *name;

  while (path == NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "work-") && g_str_has_suffix (name, ".db"))
      path = g_build_filename (client->console.dir, name, NULL);
  g_dir_close (dir);
  return path;
}

/* One number from @db; ?1 is @word and ?2 @number, where they are. */
static gint64
ask (sqlite3 *db, const char *sql, const char *word, gint64 number)
{
  sqlite3_stmt *stmt = NULL;
  gint64 answer = -1;

  if (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
  sqlite3_bind_text (stmt, 1, word, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (stmt, 2, number);
  if (sqlite3_step (stmt) == SQLITE_ROW)
    answer = sqlite3_column_int64 (stmt, 0);
  sqlite3_finalize (stmt);
  return answer;
}

/* Each word that was promised went out under one number, and is either in what the server wrote
 * under that number, or in the inbox under it. */
static void
verify_client (World *world, guint who, sqlite3 *db, guint *n_conflicts)
{
  Client *client = &world->clients[who];
  g_autofree char *path = work_path (client);
  g_autofree char *attach = g_strdup_printf ("ATTACH '%s' AS work", path);

  g_assert_cmpint (sqlite3_exec (db, attach, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (ask (db, "SELECT count(*) FROM work.outbox WHERE state < 2", NULL, 0), ==, 0);
  for (guint i = 0; i < client->promised->len; i++)
    {
      const char *word = g_ptr_array_index (client->promised, i);
      gint64 times =
        ask (db, "SELECT count(*) FROM work.outbox WHERE instr (edit, ?1) > 0", word, 0);
      gint64 mid = ask (db, "SELECT mid FROM work.outbox WHERE instr (edit, ?1) > 0", word, 0);
      gint64 written = ask (db,
                            "SELECT count(*) FROM history WHERE mid = ?2 AND instr (after, ?1) > 0 "
                            "AND client = " WORK_CLIENT,
                            word, mid);
      gint64 waiting =
        ask (db, "SELECT count(*) FROM work.conflict WHERE mid = ?2 AND instr (yours, ?1) > 0",
             word, mid);

      if (times != 1 || written + waiting != 1)
        g_error ("seed %u, client %u: %s is %d times in the outbox (%d), %d in the change log, "
                 "%d in the inbox",
                 world->seed, who, word, (int) times, (int) mid, (int) written, (int) waiting);
      *n_conflicts += (guint) waiting;
    }
  g_assert_cmpint (ask (db,
                        "SELECT coalesce ((SELECT last_mid FROM client WHERE id = " WORK_CLIENT
                        "), 0)"
                        " - coalesce ((SELECT max (mid) FROM work.outbox), 0)",
                        NULL, 0),
                   ==, 0);
  g_assert_cmpint (sqlite3_exec (db, "DETACH work", NULL, NULL, NULL), ==, SQLITE_OK);
}

/* After everybody went home. */
static void
verify (World *world, guint *n_conflicts)
{
  g_autofree char *path = server_path (world);
  g_autoptr (RwLogStore) store = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n_records;
  sqlite3 *db;

  for (guint i = 0; i < CLIENTS; i++)
    console_close (&world->clients[i].console);
  fixture_stop_server (&world->fixture);
  db = open_to_read (path);
  g_assert_cmpint (ask (db,
                        "SELECT count(*) FROM (SELECT 1 FROM history WHERE mid > 0 "
                        "GROUP BY client, mid HAVING count(*) > 1)",
                        NULL, 0),
                   ==, 0);
  /* Nobody had to go on under another name. */
  g_assert_cmpint (ask (db, "SELECT count(*) FROM client WHERE last_mid > 0", NULL, 0), <=,
                   CLIENTS);
  for (guint i = 0; i < CLIENTS; i++)
    verify_client (world, i, db, n_conflicts);
  sqlite3_close (db);
  store = rw_log_store_sqlite_open_snapshot (path, &error);
  g_assert_no_error (error);
  g_assert_true (rw_store_is_sound (RW_LOG_STORE_SQLITE (store), &n_records, &error));
  g_assert_no_error (error);
}

/* --- Each fault by itself ----------------------------------------------------------------------------- */

static gboolean
has_title (Client *client, const RwId *id, const char *title)
{
  g_autofree char *text = console_get_text (&client->console, RW_KIND_TICKET, id, RW_TICKET_TITLE);

  return g_strcmp0 (text, title) == 0;
}

static void
suffer (World *world, ProxyFault fault, gsize at)
{
  Client *client = &world->clients[0], *witness = &world->clients[1];
  guint before = proxy_get_count (client->proxy, fault);
  const RwId *id = &world->fixture.tickets[0];
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  g_autofree char *word = new_word (world, 0);
  const char *words[] = { word, NULL };
  gint64 end = g_get_monotonic_time () + PATIENCE;

  proxy_do (client->proxy, fault, at);
  proxy_drop (client->proxy);
  g_ptr_array_add (edits, rw_edit_new (RW_OP_UPDATE, RW_KIND_TICKET, id));
  rw_edit_set (edits->pdata[0], RW_TICKET_TITLE, rw_value_text (word));
  g_assert_true (edit (world, 0, edits, words));
  while (proxy_get_count (client->proxy, fault) == before)
    {
      if (g_get_monotonic_time () > end)
        g_error ("%s at %u never came to pass", proxy_fault_name (fault), (guint) at);
      poke (client);
      run_for (POKE_MS);
    }
  if (fault == PROXY_SWALLOW)
    {
      /* The server has acted, and the client cannot know. */
      wait_until (has_title (witness, id, word));
      g_assert_cmpuint (rw_session_get_pending (client->console.session), ==, 1);
    }
  /* The client has given up by then, and what it said comes all the same. */
  if (fault == PROXY_STALL_UP || fault == PROXY_STALL_DOWN)
    run_for (PROXY_STALL_MS + 100);
  settle (world);
  g_assert_true (has_title (client, id, word));
  g_assert_true (has_title (witness, id, word));
}

static void
test_each (void)
{
  /* Before the request, in its header, in its body; of an answer likewise. */
  static const gsize positions[] = { 0, 150, 500 };
  guint n_conflicts = 0;
  World world;

  world_init (&world, 0);
  open_all (&world);
  for (guint f = PROXY_FAIR + 1; f <= PROXY_HALF_DOWN; f++)
    for (guint i = 0; i < G_N_ELEMENTS (positions); i++)
      suffer (&world, (ProxyFault) f, positions[i]);
  suffer (&world, PROXY_STALL_UP, positions[2]);
  suffer (&world, PROXY_STALL_DOWN, positions[1]);
  suffer (&world, PROXY_SWALLOW, 0);
  suffer (&world, PROXY_REPLAY, 0);
  verify (&world, &n_conflicts);
  g_assert_cmpuint (n_conflicts, ==, 0);
  world_clear (&world);
}

/* --- All of them -------------------------------------------------------------------------------------- */

typedef struct
{
  guint n_edits;
  guint n_conflicts;
  guint n_reopened;
  guint faults[PROXY_N_FAULTS];
} Figures;

static void
live_through (World *world, Figures *figures)
{
  /* Some know the network only from its bad side. */
  for (guint i = 0; i < CLIENTS; i++)
    if (g_rand_boolean (world->chance))
      proxy_be_hostile (world->clients[i].proxy);
  open_all (world);
  for (guint i = 0; i < CLIENTS; i++)
    {
      proxy_be_hostile (world->clients[i].proxy);
      proxy_drop (world->clients[i].proxy);
    }
  for (guint n = 0; n < EDITS * CLIENTS; n++)
    {
      guint who = (guint) g_rand_int_range (world->chance, 0, CLIENTS);
      Client *client = &world->clients[who];
      int chance = g_rand_int_range (world->chance, 0, 100);

      do_something (world, who);
      if (chance < 40)
        poke (client);
      else if (chance < 43)
        {
          console_reopen (&client->console, proxy_get_url (client->proxy), client->token);
          figures->n_reopened++;
        }
      run_for ((guint) g_rand_int_range (world->chance, 0, 30));
    }
}

static void
test_seeds (void)
{
  const char *wanted = g_getenv ("RW_PROXY_SEEDS");
  const char *first = g_getenv ("RW_PROXY_SEED");
  guint n_seeds = wanted != NULL ? (guint) atoi (wanted) : 2;
  guint32 seed = first != NULL ? (guint32) atoi (first) : 1;
  gint64 begin = g_get_monotonic_time ();
  g_autoptr (GString) faults = g_string_new (NULL);
  Figures figures = { 0 };

  for (guint n = 0; n < n_seeds; n++, seed++)
    {
      World world;

      g_test_message ("seed %u", seed);
      world_init (&world, seed);
      live_through (&world, &figures);
      settle (&world);
      for (guint i = 0; i < CLIENTS; i++)
        {
          figures.n_edits += world.clients[i].promised->len;
          for (guint f = 0; f < PROXY_N_FAULTS; f++)
            figures.faults[f] += proxy_get_count (world.clients[i].proxy, (ProxyFault) f);
        }
      verify (&world, &figures.n_conflicts);
      world_clear (&world);
    }
  for (guint f = PROXY_FAIR + 1; f < PROXY_N_FAULTS; f++)
    {
      g_string_append_printf (faults, "%s %u %s", faults->len > 0 ? "," : "", figures.faults[f],
                              proxy_fault_name ((ProxyFault) f));
      if (n_seeds >= 20)
        g_assert_cmpuint (figures.faults[f], >, 0);
    }
  g_print ("# %u seeds in %.0f s:%s; %u reopened; %u values written, %u of them in an inbox, none "
           "lost, none doubled\n",
           n_seeds, (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC, faults->str,
           figures.n_reopened, figures.n_edits, figures.n_conflicts);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  rw_http_override_timeout (1);
  g_test_add_func ("/proxy/each", test_each);
  g_test_add_func ("/proxy/seeds", test_seeds);
  return g_test_run ();
}
