/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-private.h"

/* The server */

void
sim_epoch_word (guint epoch, char word[RW_SYNC_WORD_SIZE])
{
  g_snprintf (word, RW_SYNC_WORD_SIZE, "epoch-%u", epoch);
}

guint
sim_epoch_number (const char *word)
{
  return (guint) g_ascii_strtoull (word + strlen ("epoch-"), NULL, 10);
}

static void
server_hint (Sim *sim)
{
  for (guint i = 0; i < sim->n_clients; i++)
    {
      Client *client = &sim->clients[i];
      Msg *msg;

      if (!client->live || sim_lost (sim))
        continue;
      msg = sim_post (sim, MSG_HINT, client, sim_latency (sim));
      msg->stream = client->stream;
      msg->event.head = sim->server.head;
      sim_epoch_word (sim->server.epoch, msg->word);
    }
}

static Result
server_write (Sim *sim, guint client, const Entry *entry)
{
  Server *server = &sim->server;
  Row *row = &server->rows[entry->record];
  gboolean there = row->seq > 0 && !row->deleted;
  Result result = { .status = STATUS_CONFLICT };

  switch (entry->op)
    {
    case OP_CREATE:
      if (there)
        return result;
      row->deleted = FALSE;
      row->seq = ++server->head;
      sim->writes++;
      for (guint f = 0; f < N_FIELDS; f++)
        {
          row->values[f] = entry->value;
          row->fver[f] = row->seq;
          row->order[f] = sim->writes;
          row->writer[f] = (int) client;
        }
      break;
    case OP_UPDATE:
      if (!there ||
          (row->fver[entry->field] > entry->base && row->writer[entry->field] != (int) client))
        return result;
      sim_check (sim, "I4",
                 row->order[entry->field] <= entry->seen_order[entry->field] ||
                   row->writer[entry->field] == (int) client);
      row->seq = ++server->head;
      row->values[entry->field] = entry->value;
      row->fver[entry->field] = row->seq;
      row->order[entry->field] = ++sim->writes;
      row->writer[entry->field] = (int) client;
      break;
    case OP_DELETE:
    default:
      if (!there)
        return result;
      for (guint f = 0; f < N_FIELDS; f++)
        if (row->fver[f] > entry->base && row->writer[f] != (int) client)
          return result;
      for (guint f = 0; f < N_FIELDS; f++)
        sim_check (sim, "I4",
                   row->order[f] <= entry->seen_order[f] || row->writer[f] == (int) client);
      row->deleted = TRUE;
      row->seq = ++server->head;
      break;
    }
  result.status = STATUS_APPLIED;
  result.seq = row->seq;
  return result;
}

static void
server_fail (Sim *sim, Client *client, Msg *request, RwError fault)
{
  Msg *reply = sim_post (sim, MSG_FAILED, client, sim_latency (sim));

  reply->request = request->request;
  reply->pull = request->type == MSG_PULL;
  reply->fault = fault;
}

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer data)
{
  const Server *server = data;
  gint64 x = server->rows[*(const guint *) a].seq, y = server->rows[*(const guint *) b].seq;

  return x < y ? -1 : x > y;
}

void
sim_server_pull (Sim *sim, Client *client, Msg *request)
{
  Server *server = &sim->server;
  RwSyncCursor *asked = &request->command.cursor;
  char epoch[RW_SYNC_WORD_SIZE], scope[RW_SYNC_WORD_SIZE];
  guint order[N_RECORDS], limit = 1 + (guint) g_rand_int_range (sim->rand, 0, 4), sent = 0;
  Msg *reply;

  sim_epoch_word (server->epoch, epoch);
  g_snprintf (scope, sizeof scope, "scope-%u", server->scope[client->index]);
  if ((asked->epoch[0] != '\0' && strcmp (asked->epoch, epoch) != 0) || asked->pos > server->head ||
      (asked->scope[0] != '\0' && strcmp (asked->scope, scope) != 0) ||
      (asked->pos > 0 && MAX (asked->pos, asked->h0) < server->floor))
    {
      server_fail (sim, client, request, RW_ERROR_RESYNC);
      return;
    }
  if (!sim->fair && (sim->flags & SIM_LOSSES) && sim_chance (sim, 5))
    {
      server_fail (sim, client, request,
                   sim_chance (sim, 50) ? RW_ERROR_CORRUPT : RW_ERROR_UNREACHABLE);
      return;
    }
  reply = sim_post (sim, MSG_PAGE, client, sim_latency (sim));
  reply->request = request->request;
  reply->asked = *asked;
  for (guint i = 0; i < N_RECORDS; i++)
    order[i] = i;
  g_sort_array (order, N_RECORDS, sizeof *order, compare_rows, server);
  reply->trailer.next = *asked;
  reply->trailer.next.pos = server->head;
  for (guint i = 0; i < N_RECORDS; i++)
    {
      Row *row = &server->rows[order[i]];

      if (row->seq <= asked->pos)
        continue;
      if (sent == limit)
        {
          reply->trailer.next.pos = row->seq - 1;
          break;
        }
      reply->rows[order[i]] = *row;
      reply->has[order[i]] = TRUE;
      sent++;
      reply->trailer.next.pos = row->seq;
    }
  if (sent < limit)
    reply->trailer.next.pos = server->head;
  memcpy (reply->trailer.next.epoch, epoch, sizeof epoch);
  memcpy (reply->trailer.next.scope, scope, sizeof scope);
  reply->trailer.next.h0 = asked->h0 > 0 ? asked->h0 : server->head;
  reply->trailer.head = server->head;
  reply->trailer.last_mid = server->last_mid[client->index];
}

void
sim_server_push (Sim *sim, Client *client, Msg *request)
{
  Server *server = &sim->server;
  guint c = client->index;
  Msg *reply;

  if (request->epoch != server->epoch)
    {
      server_fail (sim, client, request, RW_ERROR_RESYNC);
      return;
    }
  if (request->n > 0 && request->entries[0].mid > server->last_mid[c] + 1)
    {
      server_fail (sim, client, request, RW_ERROR_CONFLICT);
      return;
    }
  reply = sim_post (sim, MSG_PUSHED, client, sim_latency (sim));
  reply->request = request->request;
  reply->epoch = server->epoch;
  for (guint i = 0; i < request->n; i++)
    {
      Entry *entry = &request->entries[i];

      if (entry->mid > server->last_mid[c])
        {
          sim_check (sim, "I3", entry->mid == server->last_mid[c] + 1);
          server->results[c][entry->mid] = server_write (sim, c, entry);
          server->last_mid[c] = entry->mid;
          sim->effects[c][entry->mid]++;
          sim_check (sim, "I3", sim->effects[c][entry->mid] == 1);
        }
      reply->mids[i] = entry->mid;
      reply->results[i] = server->results[c][entry->mid];
    }
  reply->n = request->n;
  reply->event.head = server->head;
  server_hint (sim);
}

void
sim_server_restore (Sim *sim)
{
  guint scopes[N_CLIENTS];

  memcpy (scopes, sim->server.scope, sizeof scopes);
  sim->server = sim->backup;
  memcpy (sim->server.scope, scopes, sizeof scopes);
  memcpy (sim->effects, sim->backup_effects, sizeof sim->effects);
  sim->server.epoch = ++sim->epochs;
  sim->server.starts[sim->server.epoch] = sim->server.head;
  server_hint (sim);
}

void
sim_server_forget (Sim *sim)
{
  gint64 wanted = sim->server.head - g_rand_int_range (sim->rand, 0, 4);

  /* It only ever goes up, or a cursor that was too old before would be let in again. */
  sim->server.floor = MAX (sim->server.floor, wanted);
  for (guint i = 0; i < N_RECORDS; i++)
    if (sim->server.rows[i].deleted && sim->server.rows[i].seq < sim->server.floor)
      {
        sim->server.rows[i] = (Row) { 0 };
        sim->forgotten[i] = TRUE;
      }
}
