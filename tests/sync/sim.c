/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-private.h"

gboolean
sim_chance (Sim *sim, guint percent)
{
  return g_rand_int_range (sim->rand, 0, 100) < (int) percent;
}

Msg *
sim_post (Sim *sim, MsgType type, Client *client, gint64 delay)
{
  Msg *msg = g_new0 (Msg, 1);

  msg->type = type;
  msg->at = sim->now + delay;
  msg->order = sim->order++;
  msg->client = client->index;
  msg->life = client->life;
  g_ptr_array_add (sim->queue, msg);
  return msg;
}

gint64
sim_latency (Sim *sim)
{
  if (sim->fair)
    return 10 * RW_SECOND / 1000;
  return g_rand_int_range (sim->rand, 1, sim_chance (sim, 10) ? 20000 : 400) * RW_SECOND / 1000;
}

gboolean
sim_lost (Sim *sim)
{
  return !sim->fair && (sim->flags & SIM_LOSSES) && sim_chance (sim, 12);
}

void
sim_feed (Sim *sim, Client *client, RwSyncEvent *event)
{
  event->now = sim->now;
  event->dice = g_rand_int (sim->rand);
  if (sim->trace)
    g_printerr ("%u %" G_GINT64_FORMAT " client %u event %d request %u fault %d\n", sim->steps,
                sim->now, client->index, event->type, event->request, event->fault);
  rw_sync_machine_feed (client->machine, event);
  sim_run_commands (sim, client);
}

void
sim_feed_later (Sim *sim, Client *client, RwSyncEvent event)
{
  sim_post (sim, MSG_EVENT, client, sim->fair ? 1000 : g_rand_int_range (sim->rand, 1, 50000))->event =
    event;
}

/* The clockwork */

static void
deliver (Sim *sim, Msg *msg)
{
  Client *client = &sim->clients[msg->client];
  RwSyncEvent event = { .request = msg->request };
  gboolean to_server = msg->type == MSG_PULL || msg->type == MSG_PUSH;

  if (!to_server && msg->life != client->life)
    return;
  switch (msg->type)
    {
    case MSG_PULL:
      if (msg->life == client->life)
        sim_server_pull (sim, client, msg);
      break;
    case MSG_PUSH:
      /* What was sent before a crash may still arrive. */
      sim_server_push (sim, client, msg);
      break;
    case MSG_PAGE:
      if (sim_lost (sim))
        {
          event.type = RW_SYNC_EVENT_PULL_FAILED;
          event.fault = RW_ERROR_UNREACHABLE;
        }
      else
        {
          event.type = RW_SYNC_EVENT_PAGE;
          event.trailer = msg->trailer;
          g_hash_table_insert (client->pages, GUINT_TO_POINTER (msg->request),
                               g_memdup2 (msg, sizeof *msg));
        }
      sim_feed (sim, client, &event);
      if (sim_lost (sim))
        sim_feed (sim, client, &event);
      break;
    case MSG_PUSHED:
      if (sim_lost (sim))
        {
          event.type = RW_SYNC_EVENT_PUSH_FAILED;
          event.fault = RW_ERROR_TIMEOUT;
          sim_feed (sim, client, &event);
        }
      else
        sim_client_pushed (sim, client, msg);
      break;
    case MSG_FAILED:
      event.type = msg->pull ? RW_SYNC_EVENT_PULL_FAILED : RW_SYNC_EVENT_PUSH_FAILED;
      event.fault = msg->fault;
      sim_feed (sim, client, &event);
      break;
    case MSG_EVENT:
      sim_feed (sim, client, &msg->event);
      break;
    case MSG_HINT:
    case MSG_HEARTBEAT:
    default:
      if (!client->live || msg->stream != client->stream)
        break;
      if (msg->type == MSG_HEARTBEAT)
        {
          Msg *next = sim_post (sim, MSG_HEARTBEAT, client, 20 * RW_SECOND);

          next->stream = msg->stream;
          if (sim_lost (sim))
            break;
        }
      event = msg->event;
      event.type = msg->type == MSG_HINT ? RW_SYNC_EVENT_HINT : RW_SYNC_EVENT_LIVE_HEARD;
      event.epoch = msg->type == MSG_HINT ? msg->word : NULL;
      sim_feed (sim, client, &event);
      break;
    }
}

/* Takes the next thing in time, a message or a timer. */
static gboolean
step (Sim *sim, gint64 until)
{
  Msg *first = NULL;
  Client *due = NULL;
  guint at = 0;

  for (guint i = 0; i < sim->queue->len; i++)
    {
      Msg *msg = g_ptr_array_index (sim->queue, i);

      if (first == NULL || msg->at < first->at ||
          (msg->at == first->at && msg->order < first->order))
        {
          first = msg;
          at = i;
        }
    }
  for (guint i = 0; i < sim->n_clients; i++)
    if (sim->clients[i].timer > 0 && (due == NULL || sim->clients[i].timer < due->timer))
      due = &sim->clients[i];
  if (due != NULL && (first == NULL || due->timer < first->at))
    {
      RwSyncEvent event = { .type = RW_SYNC_EVENT_TIMER };

      if (due->timer > until)
        return FALSE;
      sim->now = MAX (sim->now, due->timer);
      due->timer = 0;
      sim->steps++;
      sim_feed (sim, due, &event);
      return TRUE;
    }
  if (first == NULL || first->at > until)
    return FALSE;
  sim->now = MAX (sim->now, first->at);
  sim->steps++;
  g_ptr_array_index (sim->queue, at) = NULL;
  g_ptr_array_remove_index_fast (sim->queue, at);
  deliver (sim, first);
  g_free (first);
  return TRUE;
}

static void
act (Sim *sim)
{
  Client *client = &sim->clients[g_rand_int_range (sim->rand, 0, (int) sim->n_clients)];
  RwSyncEvent event = { 0 };
  int what = g_rand_int_range (sim->rand, 0, 100);

  if (what < 70)
    sim_client_edit (sim, client);
  else if (what < 74)
    {
      sim->backup = sim->server;
      memcpy (sim->backup_effects, sim->effects, sizeof sim->effects);
    }
  else if (what < 76 && (sim->flags & SIM_RESTORES) && sim->backup.epoch > 0 &&
           sim->epochs + 1 < N_EPOCHS)
    sim_server_restore (sim);
  else if (what < 82 && (sim->flags & SIM_FLOORS))
    sim_server_forget (sim);
  else if (what < 84 && (sim->flags & SIM_FLOORS))
    sim->server.scope[client->index]++;
  else if (what < 90 && (sim->flags & SIM_CRASHES))
    sim_client_start (sim, client);
  else if (what < 94)
    {
      event.type = sim_chance (sim, 50) ? RW_SYNC_EVENT_RESUMED : RW_SYNC_EVENT_NETWORK;
      sim_feed (sim, client, &event);
    }
  else if (what < 97 && (sim->flags & SIM_LOSSES))
    {
      event.type = RW_SYNC_EVENT_LIVE_LOST;
      event.fault = RW_ERROR_UNREACHABLE;
      client->live = FALSE;
      client->stream++;
      sim_feed (sim, client, &event);
    }
  else
    {
      event.type = RW_SYNC_EVENT_SYNC_NOW;
      sim_feed (sim, client, &event);
    }
}

Sim *
sim_new (guint32 seed, guint n_clients, SimFlags flags)
{
  Sim *sim = g_new0 (Sim, 1);

  g_assert_cmpuint (n_clients, <=, N_CLIENTS);
  sim->seed = seed;
  sim->rand = g_rand_new_with_seed (seed);
  sim->flags = flags;
  sim->trace = g_getenv ("RW_SIM_TRACE") != NULL;
  sim->queue = g_ptr_array_new_with_free_func (g_free);
  sim->n_clients = n_clients;
  sim->now = RW_DAY;
  sim->server.epoch = sim->epochs = 1;
  for (guint i = 0; i < N_EPOCHS; i++)
    sim->server.starts[i] = i == 1 ? 0 : -1;
  for (guint i = 0; i < n_clients; i++)
    {
      Client *client = &sim->clients[i];

      client->index = i;
      client->outbox = g_array_new (FALSE, TRUE, sizeof (Entry));
      client->pages = g_hash_table_new_full (NULL, NULL, NULL, g_free);
      sim_client_start (sim, client);
    }
  return sim;
}

void
sim_free (Sim *sim)
{
  for (guint i = 0; i < sim->n_clients; i++)
    {
      rw_sync_machine_free (sim->clients[i].machine);
      g_array_unref (sim->clients[i].outbox);
      g_hash_table_unref (sim->clients[i].pages);
    }
  g_ptr_array_unref (sim->queue);
  g_rand_free (sim->rand);
  g_free (sim);
}

/* Things happen to the company and to the network, at random moments. */
void
sim_run (Sim *sim, guint n_actions)
{
  for (guint i = 0; i < n_actions; i++)
    {
      gint64 until = sim->now + g_rand_int_range (sim->rand, 0, sim_chance (sim, 10) ? 90000 : 1500) *
                                  RW_SECOND / 1000;

      while (step (sim, until))
        ;
      sim->now = MAX (sim->now, until);
      act (sim);
    }
}

static gboolean
is_quiet (Sim *sim)
{
  for (guint i = 0; i < sim->n_clients; i++)
    if (rw_sync_machine_get_state (sim->clients[i].machine) != RW_SYNC_STATE_UP_TO_DATE ||
        sim->clients[i].cache.cursor.pos != sim->server.head)
      return FALSE;
  return TRUE;
}

/* The network becomes fair; everything must end (I11), and everybody agree (I6). */
void
sim_settle (Sim *sim)
{
  gint64 patience = sim->now + 30 * RW_MINUTE;

  sim->fair = TRUE;
  while (!is_quiet (sim))
    {
      sim_check (sim, "I11", sim->now < patience);
      if (!step (sim, patience))
        sim->now = patience;
    }
  /* Quiet stays quiet but for heartbeats. */
  patience = sim->now + 5 * RW_MINUTE;
  while (step (sim, patience))
    ;
  sim_check (sim, "I11", is_quiet (sim));

  for (guint i = 0; i < sim->n_clients; i++)
    {
      Client *client = &sim->clients[i];

      sim_check_view (sim, client);
      for (guint r = 0; r < N_RECORDS; r++)
        {
          Row *mine = &client->cache.rows[r], *theirs = &sim->server.rows[r];
          gboolean i_have = mine->seq > 0 && !mine->deleted,
                   they_have = theirs->seq > 0 && !theirs->deleted;
          Entry *own;
          int value;

          sim_check (sim, "I6", i_have == they_have);
          if (!they_have)
            continue;
          sim_check (sim, "I6", memcmp (mine, theirs, sizeof *mine) == 0);
          for (guint f = 0; f < N_FIELDS; f++)
            sim_check (sim, "I6",
                       sim_client_view (client, r, f, &value, &own) && own == NULL &&
                         value == theirs->values[f]);
        }
      for (guint e = 0; e < client->outbox->len; e++)
        {
          Entry *entry = sim_client_entry (client, e);

          sim_check (sim, "I5",
                     entry->mid == e + 1 && entry->acked && entry->result.status != STATUS_PENDING);
          sim_check (sim, "I3", sim->effects[i][entry->mid] == 1);
        }
    }
}

guint
sim_get_steps (Sim *sim)
{
  return sim->steps;
}

guint
sim_get_conflicts (Sim *sim)
{
  return sim->conflicts;
}
