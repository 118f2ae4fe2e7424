/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <sqlite3.h>

#include "sim-private.h"

/* A client's life: its files are opened, closed, and lost from under it. */

static void
close_all (Client *client)
{
  client->up = FALSE;
  client->live = FALSE;
  client->life++;
  client->stream++;
  client->timer = 0;
  client->fetching = 0;
  client->store_free_at = client->feed_free_at = 0;
  g_queue_clear_full (&client->feed_jobs, sim_msg_free);
  g_clear_pointer (&client->intake, rw_feed_intake_free);
  g_clear_pointer (&client->store, rw_client_store_close);
  g_clear_pointer (&client->machine, rw_sync_machine_free);
  g_clear_pointer (&client->reader, rw_feed_reader_free);
  g_clear_pointer (&client->pages, g_hash_table_unref);
}

/* The process or the computer has ended under what it was doing. */
void
sim_client_died (Sim *sim, Client *client)
{
  sim_trace (sim, "client %u ends", client->index);
  sim->counts.crashes++;
  close_all (client);
  sim_vfs_revive (client->domain, sim->rand);
  /* A cache may lose its last pages with the power. */
  client->has_cursor = FALSE;
  sim_post (sim, MSG_CLIENT_START, client, (gint64) sim_dice (sim, 20) * RW_SECOND);
}

void
sim_client_crash (Sim *sim, Client *client, SimFault how)
{
  sim_vfs_kill (client->domain, how);
  sim_client_died (sim, client);
}

void
sim_client_stop (Sim *sim, Client *client)
{
  if (!client->up)
    return;
  sim_vfs_enter (client->domain);
  close_all (client);
  sim_vfs_leave ();
  if (sim_vfs_get_death (client->domain) != SIM_FAULT_NONE)
    sim_client_died (sim, client);
}

static gboolean
open_files (Sim *sim, Client *client, RwSyncEvent *event, char **epoch)
{
  g_autoptr (RwStoreNews) news = rw_store_news_new ();
  g_autoptr (GError) error = NULL;
  RwSyncCursor *cursor = &event->trailer.next;

  client->store = rw_client_store_open (client->dir, "sim", news, &error);
  for (guint i = 0; i < news->notices->len; i++)
    sim_fail (sim, "I9", "Client %u: %s", client->index,
              (char *) g_ptr_array_index (news->notices, i));
  if (client->store == NULL)
    {
      sim_trace (sim, "client %u does not start: %s", client->index, error->message);
      return FALSE;
    }
  client->intake = rw_feed_intake_new ("server", client->dir, "sim");
  rw_client_store_get_cursor (client->store, cursor);
  event->trailer.last_mid = rw_client_store_get_seen (client->store);
  *epoch = rw_client_store_get_meta (client->store, "epoch", NULL);
  if (!news->has_data)
    rw_feed_intake_resume (client->intake, cursor);
  event->flag = news->has_data;
  event->queued = client->queued = news->queued;
  event->acked = client->acked = news->acked;
  client->name = news->client;
  return TRUE;
}

void
sim_client_start (Sim *sim, Client *client)
{
  RwSyncEvent event = { .type = RW_SYNC_EVENT_STARTED };
  g_autofree char *epoch = NULL;
  gboolean open;

  if (client->up)
    return;
  sim_vfs_enter (client->domain);
  open = open_files (sim, client, &event, &epoch);
  sim_vfs_leave ();
  if (sim_vfs_get_death (client->domain) != SIM_FAULT_NONE)
    {
      sim_client_died (sim, client);
      return;
    }
  if (!open)
    {
      close_all (client);
      sim_vfs_heal (client->domain);
      sim_post (sim, MSG_CLIENT_START, client, 5 * RW_SECOND);
      return;
    }
  client->up = TRUE;
  client->machine = rw_sync_machine_new ();
  client->pages = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) rw_feed_page_free);
  client->reader = rw_feed_reader_new ();
  client->first_h0 = event.flag ? 0 : event.trailer.next.h0;
  sim_trace (sim,
             "client %u starts at %" G_GINT64_FORMAT ", %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT
             " answered",
             client->index, event.trailer.next.pos, client->acked, client->queued);
  sim_account_client (sim, client, TRUE);
  event.epoch = epoch != NULL ? epoch : event.trailer.next.epoch;
  sim_client_feed (sim, client, event);
  sim_client_feed (sim, client, (RwSyncEvent) { .type = RW_SYNC_EVENT_TOKEN, .flag = TRUE });
  if (client->up && event.flag)
    sim_client_improve (sim, client);
}

/* Its cache is deleted, by a person or because nobody can read it. */
void
sim_client_forget (Sim *sim, Client *client)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) listing = NULL;
  const char *name;

  sim_client_stop (sim, client);
  sim_vfs_heal (client->domain);
  listing = g_dir_open (client->dir, 0, NULL);
  while (listing != NULL && (name = g_dir_read_name (listing)) != NULL)
    if (g_str_has_prefix (name, "cache-sim"))
      g_ptr_array_add (paths, g_build_filename (client->dir, name, NULL));
  for (guint i = 0; i < paths->len; i++)
    g_unlink (g_ptr_array_index (paths, i));
  sim_vfs_settle (client->domain);
  client->has_cursor = FALSE;
  sim_client_start (sim, client);
}

static void
execute (Sim *sim, const char *path, const char *sql)
{
  sqlite3 *handle = NULL;

  if (sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK)
    sqlite3_exec (handle, sql, NULL, NULL, NULL);
  sqlite3_close (handle);
}

/* Another version of the program is installed: its cache has other tables, and what it cannot name
 * is in the outbox under a name that it does not know. */
void
sim_client_set_version (Sim *sim, Client *client, Version version)
{
  g_autoptr (GDir) listing = NULL;
  g_autofree char *work = g_build_filename (client->dir, "work-sim.db", NULL);
  const char *name;

  if (client->version == version)
    return;
  sim_client_stop (sim, client);
  sim_vfs_heal (client->domain);
  listing = g_dir_open (client->dir, 0, NULL);
  while (listing != NULL && (name = g_dir_read_name (listing)) != NULL)
    if (g_str_has_prefix (name, "cache-sim") && !g_str_has_suffix (name, "-wal") &&
        !g_str_has_suffix (name, "-shm"))
      {
        g_autofree char *path = g_build_filename (client->dir, name, NULL);

        execute (sim, path, "UPDATE meta SET value = 'another' WHERE key = 'schema'");
      }
  if (g_file_test (work, G_FILE_TEST_EXISTS))
    execute (sim, work,
             version == VERSION_OLDER
               ? "UPDATE outbox SET kind = 'document2' WHERE kind = 'document'"
               : "UPDATE outbox SET kind = 'document' WHERE kind = 'document2'");
  client->version = version;
  client->has_cursor = FALSE;
  sim_client_start (sim, client);
}

/* --- Events ----------------------------------------------------------------------------------------- */

void
sim_client_feed (Sim *sim, Client *client, RwSyncEvent event)
{
  RwSyncCommand command;
  guint life = client->life;

  if (!client->up)
    return;
  event.now = sim->now;
  event.dice = g_rand_int (sim->rand);
  sim_trace (sim, "client %u event %d request %u fault %d", client->index, event.type,
             event.request, event.fault);
  rw_sync_machine_feed (client->machine, &event);
  while (life == client->life && rw_sync_machine_next (client->machine, &command))
    {
      sim_trace (sim,
                 "client %u   command %d request %u pos %" G_GINT64_FORMAT " mid %" G_GINT64_FORMAT
                 " state %d",
                 client->index, command.type, command.request, command.cursor.pos, command.mid,
                 command.state);
      sim_client_run (sim, client, &command);
    }
  sim_check (sim, "I5",
             life != client->life || rw_sync_machine_get_pending (client->machine) <= N_EDITS,
             "Client %u waits for %u answers", client->index,
             rw_sync_machine_get_pending (client->machine));
}

static void
hear (Sim *sim, Client *client, Msg *msg)
{
  RwSyncEvent event = msg->event;

  if (!client->live || msg->stream != client->stream)
    return;
  if (msg->type == MSG_HEARTBEAT)
    {
      sim_post (sim, MSG_HEARTBEAT, client, 20 * RW_SECOND)->stream = msg->stream;
      if (sim->server.down || (!sim->fair && sim_chance (sim, sim->network.drop)))
        return;
    }
  event.type = msg->type == MSG_HINT ? RW_SYNC_EVENT_HINT : RW_SYNC_EVENT_LIVE_HEARD;
  event.epoch = msg->type == MSG_HINT ? msg->word : NULL;
  sim_client_feed (sim, client, event);
}

/* Takes a message that has arrived at a client. */
void
sim_client_handle (Sim *sim, Msg *msg)
{
  Client *client = &sim->clients[msg->client];

  if (msg->type == MSG_CLIENT_START)
    {
      sim_client_start (sim, client);
      return;
    }
  if (!client->up || msg->life != client->life)
    return;
  switch (msg->type)
    {
    case MSG_EVENT:
      sim_client_feed (sim, client, msg->event);
      break;
    case MSG_HINT:
    case MSG_HEARTBEAT:
      hear (sim, client, msg);
      break;
    case MSG_PAGE:
      sim_client_page (sim, client, msg);
      break;
    case MSG_PUSHED:
    case MSG_HELLO_BACK:
      sim_client_answer (sim, client, msg);
      break;
    case MSG_FEED_JOB:
      sim_client_next_feed_job (sim, client);
      break;
    default:
      sim_client_job (sim, client, msg);
      break;
    }
}

gboolean
sim_client_is_quiet (Sim *sim, Client *client)
{
  return client->up && rw_sync_machine_get_state (client->machine) == RW_SYNC_STATE_UP_TO_DATE &&
         client->cursor.pos == sim->server.mirror.head &&
         strcmp (client->cursor.epoch, sim->server.epoch) == 0 && client->acked == client->queued;
}
