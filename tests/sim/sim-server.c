/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#include "rw-feed-query.h"
#include "rw-mutations.h"
#include "sim-private.h"

/* The server's own code behind a network that is not there. */

static gboolean
has_died (Sim *sim)
{
  if (sim_vfs_get_death (sim->server.domain) == SIM_FAULT_NONE)
    return FALSE;
  sim_server_crash (sim, SIM_FAULT_KILL);
  return TRUE;
}

static Client *
client_of (Sim *sim, Msg *msg)
{
  return &sim->clients[msg->client];
}

static Msg *
reply_to (Sim *sim, Msg *request, MsgType type)
{
  Msg *reply = sim_post (sim, type, client_of (sim, request), sim_latency (sim));

  reply->life = request->life;
  reply->wave = request->wave;
  reply->command = request->command;
  /* Nobody says that an answer is lost; the one who waits gives up. */
  if (!sim->fair && sim_chance (sim, sim->network.drop))
    {
      reply->at += 15 * RW_SECOND;
      g_set_error_literal (&reply->error, RW_ERROR, RW_ERROR_TIMEOUT, "The answer was lost");
    }
  return reply;
}

static void
reply_error (Sim *sim, Msg *request, MsgType type, const GError *error)
{
  Msg *reply = reply_to (sim, request, type);

  sim_trace (sim, "server to client %u: %s", request->client, error->message);
  if (reply->error == NULL)
    reply->error = g_error_copy (error);
}

static void
unreachable (Sim *sim, Msg *request, MsgType type)
{
  g_autoptr (GError) error =
    g_error_new_literal (RW_ERROR, RW_ERROR_UNREACHABLE, "The server is not there");

  reply_error (sim, request, type, error);
}

void
sim_server_start (Sim *sim)
{
  Server *server = &sim->server;
  g_autoptr (GError) error = NULL;
  g_autofree char *epoch = NULL;

  if (!server->down)
    return;
  sim_vfs_enter (server->domain);
  server->store = rw_log_store_sqlite_open (server->path, &error);
  sim_vfs_leave ();
  if (server->store == NULL)
    {
      sim_trace (sim, "the server does not start: %s", error->message);
      if (!has_died (sim))
        sim_post (sim, MSG_SERVER_START, NULL, 5 * RW_SECOND);
      return;
    }
  server->down = FALSE;
  epoch = rw_log_store_get_epoch (server->store, NULL);
  if (server->epoch == NULL)
    server->epoch = g_strdup (epoch);
  sim_check (sim, "I8", g_strcmp0 (epoch, server->epoch) == 0, "The server came back as another");
  sim_check (sim, "I9", rw_log_store_get_head (server->store) >= server->mirror.head,
             "The server has lost what it had answered: it was at %" G_GINT64_FORMAT
             ", now it is at %" G_GINT64_FORMAT,
             server->mirror.head, rw_log_store_get_head (server->store));
  sim_account_server (sim);
}

void
sim_server_stop (Sim *sim)
{
  Server *server = &sim->server;

  if (server->down)
    return;
  for (guint i = 0; i < sim->queue->len; i++)
    g_clear_object (&((Msg *) g_ptr_array_index (sim->queue, i))->snapshot);
  g_clear_object (&server->store);
  server->down = TRUE;
  server->life++;
}

void
sim_server_crash (Sim *sim, SimFault how)
{
  Server *server = &sim->server;

  sim_vfs_kill (server->domain, how);
  sim_trace (sim, "the server ends");
  sim->counts.crashes++;
  server->down = FALSE;
  sim_server_stop (sim);
  sim_vfs_revive (server->domain, sim->rand);
  sim_post (sim, MSG_SERVER_START, NULL, (gint64) sim_dice (sim, 20) * RW_SECOND);
}

void
sim_server_hint (Sim *sim)
{
  for (guint i = 0; i < sim->n_clients; i++)
    {
      Client *client = &sim->clients[i];
      guint times = 1;

      if (!client->up || !client->live)
        continue;
      if (!sim->fair && sim_chance (sim, sim->network.drop))
        times = 0;
      else if (!sim->fair && sim_chance (sim, sim->network.twice))
        times = 2;
      while (times-- > 0)
        {
          Msg *msg = sim_post (sim, MSG_HINT, client, sim_latency (sim));

          msg->stream = client->stream;
          msg->event.head = sim->server.mirror.head;
          rw_sync_word_copy (msg->word, sim->server.epoch);
        }
    }
}

/* --- The feed --------------------------------------------------------------------------------------- */

/* A reader's thread begins: it sees the company as it is now, whatever happens until it has read. */
static void
take_snapshot (Sim *sim, Msg *request)
{
  g_autoptr (GError) error = NULL;
  Server *server = &sim->server;
  RwLogStore *snapshot;
  Msg *msg;

  sim_vfs_enter (server->domain);
  snapshot = rw_log_store_snapshot (server->store, &error);
  sim_vfs_leave ();
  if (snapshot == NULL)
    {
      if (!has_died (sim))
        reply_error (sim, request, MSG_PAGE, error);
      else
        unreachable (sim, request, MSG_PAGE);
      return;
    }
  msg = sim_post (sim, MSG_SNAPSHOT, client_of (sim, request),
                  sim->fair ? 1000 : (gint64) sim_dice (sim, 2000) * 1000);
  msg->life = request->life;
  msg->wave = request->wave;
  msg->command = request->command;
  msg->name = request->name;
  msg->roles = request->roles;
  msg->snapshot = snapshot;
  msg->server_life = server->life;
  msg->snapshot_head = server->mirror.head;
  msg->snapshot_floor = server->mirror.floor;
  msg->snapshot_epoch = g_strdup (server->epoch);
}

static void
begin_cb (gint64 head, gpointer user_data)
{
}

static gboolean
piece_cb (GString **piece, gboolean last, gpointer user_data)
{
  g_string_append_len (user_data, (*piece)->str, (gssize) (*piece)->len);
  return TRUE;
}

/* Whether the server must send this client to the start, by the rules of the protocol. */
static gboolean
must_refuse (Msg *msg, const RwScope *scope)
{
  const RwSyncCursor *cursor = &msg->command.cursor;

  if (cursor->epoch[0] != '\0' && strcmp (cursor->epoch, msg->snapshot_epoch) != 0)
    return TRUE;
  if (cursor->scope[0] != '\0' && strcmp (cursor->scope, rw_scope_get_name (scope)) != 0)
    return TRUE;
  return cursor->pos > msg->snapshot_head ||
         (cursor->pos > 0 && MAX (cursor->pos, cursor->h0) < msg->snapshot_floor);
}

static void
send_page (Sim *sim, Msg *msg, GString *page)
{
  Client *client = client_of (sim, msg);
  gsize length;
  char *bytes = sim_translate_page (client, page->str, page->len, &length);
  Msg *reply = reply_to (sim, msg, MSG_PAGE);

  if (!sim->fair && sim_chance (sim, sim->network.cut))
    {
      length = sim_dice (sim, (guint) length);
      reply->silent = sim_chance (sim, 50);
      if (reply->error == NULL)
        g_set_error (&reply->error, RW_ERROR, RW_ERROR_UNREACHABLE, "Cut at byte %zu", length);
    }
  reply->body = g_bytes_new_take (bytes, length);
}

static void
answer_pull (Sim *sim, Msg *msg)
{
  const RwScope *scope = rw_scope_for_roles (msg->roles);
  const RwSyncCursor *cursor = &msg->command.cursor;
  RwFeedQuery query = { .epoch = cursor->epoch[0] != '\0' ? cursor->epoch : NULL,
                        .scope_name = cursor->scope[0] != '\0' ? cursor->scope : NULL,
                        .pos = cursor->pos,
                        .h0 = cursor->h0,
                        .limit = sim->fair ? 100 : 1 + (gint64) sim_dice (sim, 8),
                        .client = msg->name,
                        .scope = scope };
  g_autoptr (GString) page = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  gboolean done;

  sim_vfs_enter (sim->server.domain);
  done = rw_feed_query_run (&query, msg->snapshot, begin_cb, piece_cb, page, &error);
  sim_vfs_leave ();
  if (!done)
    {
      if (has_died (sim))
        unreachable (sim, msg, MSG_PAGE);
      else
        {
          sim_check (sim, "I11",
                     !g_error_matches (error, RW_ERROR, RW_ERROR_RESYNC) ||
                       must_refuse (msg, scope),
                     "Client %u could go on from %" G_GINT64_FORMAT
                     " and was sent to the start: %s",
                     msg->client, cursor->pos, error->message);
          reply_error (sim, msg, MSG_PAGE, error);
        }
      return;
    }
  sim_check (sim,
             cursor->epoch[0] != '\0' && strcmp (cursor->epoch, msg->snapshot_epoch) != 0 ? "I8"
                                                                                          : "I7",
             !must_refuse (msg, scope),
             "Client %u was served from %" G_GINT64_FORMAT " (h0 %" G_GINT64_FORMAT
             ", scope %s), but the floor is %" G_GINT64_FORMAT " and the scope %s",
             msg->client, cursor->pos, cursor->h0, cursor->scope, msg->snapshot_floor,
             rw_scope_get_name (scope));
  sim->counts.pages++;
  send_page (sim, msg, page);
}

/* --- Mutations -------------------------------------------------------------------------------------- */

static void
answer_push (Sim *sim, Msg *msg)
{
  Server *server = &sim->server;
  Client *client = client_of (sim, msg);
  g_autoptr (RwPrincipal) principal = rw_principal_new (client->dir);
  g_autoptr (JsonParser) parser = json_parser_new ();
  gsize length;
  const char *bytes = g_bytes_get_data (msg->body, &length);
  g_autofree char *text = sim_translate_push (client, bytes, length);
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) answer = NULL;
  JsonNode *root;
  Msg *reply;

  if (!(msg->roles & RW_ROLES_STAFF))
    {
      error = g_error_new_literal (RW_ERROR, RW_ERROR_FORBIDDEN, "You may only read");
      reply_error (sim, msg, MSG_PUSHED, error);
      return;
    }
  principal->roles = msg->roles;
  sim_check (sim, "I5", json_parser_load_from_data (parser, text, -1, NULL),
             "The client's message is not JSON: %s", text);
  root = json_parser_get_root (parser);
  sim_vfs_enter (server->domain);
  answer = rw_mutations_apply (server->store, principal, rw_scope_for_roles (msg->roles),
                               json_node_get_object (root), rw_clock_now (), &error);
  sim_vfs_leave ();
  if (has_died (sim))
    {
      unreachable (sim, msg, MSG_PUSHED);
      return;
    }
  sim_account_server (sim);
  if (answer == NULL)
    {
      reply_error (sim, msg, MSG_PUSHED, error);
      return;
    }
  sim_trace (sim, "server answers client %u: %s", msg->client, answer->str);
  sim_account_replies (sim, &msg->name, root, answer->str);
  sim_server_hint (sim);
  reply = reply_to (sim, msg, MSG_PUSHED);
  if (!sim->fair && sim_chance (sim, sim->network.cut))
    g_string_truncate (answer, sim_dice (sim, (guint) answer->len));
  reply->body = g_string_free_to_bytes (g_steal_pointer (&answer));
}

static void
answer_hello (Sim *sim, Msg *msg)
{
  g_autofree char *epochs = rw_log_store_get_epochs (sim->server.store, NULL);
  Msg *reply;

  if (epochs == NULL)
    {
      unreachable (sim, msg, MSG_HELLO_BACK);
      return;
    }
  reply = reply_to (sim, msg, MSG_HELLO_BACK);
  reply->body =
    g_string_free_to_bytes (g_string_new_take (g_strdup_printf ("{\"epochs\":%s}", epochs)));
}

/* Takes a message that has arrived at the server. */
void
sim_server_handle (Sim *sim, Msg *msg)
{
  static const MsgType answers[] = { [MSG_PULL] = MSG_PAGE,
                                     [MSG_SNAPSHOT] = MSG_PAGE,
                                     [MSG_PUSH] = MSG_PUSHED,
                                     [MSG_HELLO] = MSG_HELLO_BACK };

  if (sim->server.down || (msg->type == MSG_SNAPSHOT && msg->server_life != sim->server.life))
    unreachable (sim, msg, answers[msg->type]);
  else if (!sim->fair && msg->type != MSG_SNAPSHOT && sim_chance (sim, sim->network.busy))
    {
      g_autoptr (GError) error = g_error_new_literal (RW_ERROR, RW_ERROR_BUSY, "Later");

      reply_error (sim, msg, answers[msg->type], error);
    }
  else if (msg->type == MSG_PULL)
    take_snapshot (sim, msg);
  else if (msg->type == MSG_SNAPSHOT)
    answer_pull (sim, msg);
  else if (msg->type == MSG_PUSH)
    answer_push (sim, msg);
  else
    answer_hello (sim, msg);
}

/* --- What its owner does ---------------------------------------------------------------------------- */

void
sim_server_backup (Sim *sim)
{
  Server *server = &sim->server;
  char *bytes;
  gsize length;

  if (server->down)
    return;
  for (guint i = 0; i < sim->queue->len; i++)
    if (((Msg *) g_ptr_array_index (sim->queue, i))->snapshot != NULL)
      return;
  if (!rw_db_checkpoint (rw_log_store_sqlite_get_db (RW_LOG_STORE_SQLITE (server->store)), NULL) ||
      !g_file_get_contents (server->path, &bytes, &length, NULL))
    return;
  g_clear_pointer (&server->backup, g_bytes_unref);
  server->backup = g_bytes_new_take (bytes, length);
  sim_mirror_copy (&server->mirror, &server->backup_mirror);
}

void
sim_server_restore (Sim *sim)
{
  Server *server = &sim->server;
  g_autoptr (GError) error = NULL;
  g_autofree char *new_epoch = NULL;
  g_autofree char *wal = g_strconcat (server->path, "-wal", NULL);
  Epoch *old;

  if (server->backup == NULL || server->down)
    return;
  sim_server_stop (sim);
  /* It may have ended while it was stopped: all the more reason. */
  if (sim_vfs_get_death (server->domain) != SIM_FAULT_NONE)
    sim_vfs_revive (server->domain, sim->rand);
  sim_vfs_heal (server->domain);
  unlink (wal);
  unlink (server->path);
  g_assert_true (g_file_set_contents (server->path, g_bytes_get_data (server->backup, NULL),
                                      (gssize) g_bytes_get_size (server->backup), NULL));
  sim_vfs_settle (server->domain);
  old = g_new0 (Epoch, 1);
  old->epoch = g_steal_pointer (&server->epoch);
  sim_mirror_copy (&server->mirror, &old->mirror);
  g_ptr_array_add (server->epochs, old);
  sim_mirror_copy (&server->backup_mirror, &server->mirror);

  server->store = rw_log_store_sqlite_open (server->path, &error);
  g_assert_no_error (error);
  g_assert_true (rw_log_store_begin (server->store, &error));
  g_assert_true (rw_log_store_new_epoch (server->store, &error));
  g_assert_true (rw_log_store_commit (server->store, &error));
  server->down = FALSE;
  server->epoch = rw_log_store_get_epoch (server->store, &error);
  new_epoch = g_strdup (server->epoch);
  sim->counts.restores++;
  sim_trace (sim, "restored to %" G_GINT64_FORMAT " as %s", server->mirror.head, new_epoch);
  sim_server_hint (sim);
}

void
sim_server_collect (Sim *sim)
{
  Server *server = &sim->server;
  gint64 ago = sim_chance (sim, 50) ? 0 : (gint64) sim_dice (sim, 60) * RW_SECOND;
  gint64 before = rw_clock_now () - ago;
  g_autoptr (GError) error = NULL;
  gboolean done;

  if (server->down)
    return;
  sim_vfs_enter (server->domain);
  done = rw_log_store_begin (server->store, &error);
  if (done && !rw_log_store_collect (server->store, before, &error))
    {
      rw_log_store_rollback (server->store);
      done = FALSE;
    }
  if (done)
    done = rw_log_store_commit (server->store, &error);
  sim_vfs_leave ();
  if (!done)
    sim_trace (sim, "nothing was collected: %s", error->message);
  if (!has_died (sim))
    sim_account_server (sim);
}
