/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-private.h"

/* The client's files, as the store keeps them */

Entry *
sim_client_entry (Client *client, guint i)
{
  return &g_array_index (client->outbox, Entry, i);
}

/* What the person sees of a field: the server's row with own edits on top. */
gboolean
sim_client_view (Client *client, guint record, guint field, int *value, Entry **own)
{
  const Row *row = &client->cache.rows[record];
  gboolean there = row->seq > 0 && !row->deleted;

  *value = row->values[field];
  *own = NULL;
  for (guint i = 0; i < client->outbox->len; i++)
    {
      Entry *entry = sim_client_entry (client, i);

      if (entry->record != record || entry->mid <= client->seen ||
          (entry->acked && entry->result.status == STATUS_CONFLICT))
        continue;
      if (entry->op == OP_UPDATE && (!there || entry->field != field))
        continue;
      there = entry->op != OP_DELETE;
      *value = entry->value;
      *own = entry;
    }
  return there;
}

void
sim_check_view (Sim *sim, Client *client)
{
  char epoch[RW_SYNC_WORD_SIZE];

  sim_epoch_word (sim->server.epoch, epoch);
  if (!client->has_cache || strcmp (epoch, client->cache.cursor.epoch) != 0)
    return;
  for (guint r = 0; r < N_RECORDS; r++)
    {
      const Row *row = &client->cache.rows[r], *theirs = &sim->server.rows[r];
      gboolean forgotten = theirs->seq == 0;

      if (row->seq > 0 && row->seq <= client->cache.cursor.pos && theirs->seq == row->seq)
        sim_check (sim, "I2", memcmp (row, theirs, sizeof *row) == 0);
      if (theirs->seq <= client->cache.cursor.pos && !forgotten &&
          !(theirs->deleted && theirs->seq <= sim->server.floor))
        sim_check (sim, "I2", row->seq == theirs->seq);
      sim_check (sim, "I2", row->seq <= client->cache.cursor.pos);
    }
  for (guint i = 0; i < client->outbox->len; i++)
    {
      Entry *entry = sim_client_entry (client, i), *own;
      Row *row = &client->cache.rows[entry->record];
      int value;

      if (!entry->acked || entry->result.status != STATUS_APPLIED ||
          entry->result_epoch != sim->server.epoch)
        continue;
      sim_client_view (client, entry->record, entry->field, &value, &own);
      if (own != NULL || (row->seq == 0 && sim->forgotten[entry->record]))
        continue;
      if (sim->trace && row->seq < entry->result.seq)
        g_printerr ("client %u record %u row %" G_GINT64_FORMAT " result %" G_GINT64_FORMAT
                    " mid %" G_GINT64_FORMAT " seen %" G_GINT64_FORMAT " pos %" G_GINT64_FORMAT
                    " deleted %d\n",
                    client->index, entry->record, row->seq, entry->result.seq, entry->mid,
                    client->seen, client->cache.cursor.pos, row->deleted);
      sim_check (sim, "I10", row->seq >= entry->result.seq);
    }
}

static void
client_apply (Sim *sim, Client *client, const RwSyncCommand *command)
{
  Msg *page = g_hash_table_lookup (client->pages, GUINT_TO_POINTER (command->request));
  File *file = command->rebuild ? &client->new_file : &client->cache;
  RwSyncEvent event = { .type = RW_SYNC_EVENT_APPLIED, .request = command->request };

  g_assert_nonnull (page);
  sim_check (sim, "I8",
             page->asked.pos == file->cursor.pos &&
               strcmp (page->asked.epoch, file->cursor.epoch) == 0);
  sim_check (sim, "I1", command->cursor.pos >= file->cursor.pos);
  if (!sim->fair && (sim->flags & SIM_LOSSES) && sim_chance (sim, 4))
    {
      event.type = RW_SYNC_EVENT_APPLY_FAILED;
      event.fault = RW_ERROR_FULL;
      sim_feed_later (sim, client, event);
      return;
    }
  for (guint i = 0; i < N_RECORDS; i++)
    if (page->has[i])
      file->rows[i] = page->rows[i];
  file->cursor = command->cursor;
  if (!command->rebuild)
    client->seen = MAX (client->seen, command->seen);
  sim_check_view (sim, client);
  sim_feed_later (sim, client, event);
}

/* How far what was seen under @epoch still holds: every write behind it may be one that a person of
 * that epoch has not seen, under a number they have. */
static gint64
common_head (Sim *sim, guint epoch)
{
  gint64 common = G_MAXINT64;

  if (sim->server.starts[epoch] < 0)
    return 0;
  for (guint i = epoch + 1; i < N_EPOCHS; i++)
    if (sim->server.starts[i] >= 0)
      common = MIN (common, sim->server.starts[i]);
  return common;
}

static void
client_rebase (Sim *sim, Client *client, const RwSyncCommand *command)
{
  RwSyncEvent event = { .type = RW_SYNC_EVENT_REBASED };

  g_assert_false (command->new_client);
  for (guint i = 0; i < client->outbox->len; i++)
    {
      Entry *entry = sim_client_entry (client, i);

      if (entry->mid <= command->mid)
        {
          sim_check (sim, "I5",
                     entry->mid <= client->acked ||
                       sim->server.last_mid[client->index] >= entry->mid);
          continue;
        }
      entry->acked = FALSE;
      entry->result.status = STATUS_PENDING;
      if (command->new_epoch)
        entry->base = MIN (entry->base, common_head (sim, client->outbox_epoch));
    }
  client->acked = MIN (command->mid, client->acked);
  /* The server may have been put back once more since: then this epoch is over already. */
  client->outbox_epoch = sim_epoch_number (command->cursor.epoch);
  event.queued = client->outbox->len;
  event.acked = client->acked;
  sim_feed_later (sim, client, event);
}

static void
client_push (Sim *sim, Client *client, const RwSyncCommand *command)
{
  Msg *msg = sim_post (sim, MSG_PUSH, client, sim_latency (sim));

  msg->request = command->request;
  msg->epoch = sim_epoch_number (command->cursor.epoch);
  for (guint i = 0; i < client->outbox->len && msg->n < command->limit; i++)
    if (sim_client_entry (client, i)->mid >= command->mid)
      msg->entries[msg->n++] = *sim_client_entry (client, i);
  g_assert_cmpuint (msg->n, >, 0);
  if (sim_lost (sim))
    {
      msg->type = MSG_FAILED;
      msg->fault = RW_ERROR_TIMEOUT;
      msg->at += 15 * RW_SECOND;
    }
  else if (sim_lost (sim))
    {
      Msg *twice = sim_post (sim, MSG_PUSH, client, sim_latency (sim));
      gint64 at = twice->at;
      guint order = twice->order;

      *twice = *msg;
      twice->at = at;
      twice->order = order;
    }
}

static void
client_run (Sim *sim, Client *client, const RwSyncCommand *command)
{
  RwSyncEvent event = { 0 };
  Msg *msg;

  switch (command->type)
    {
    case RW_SYNC_COMMAND_PULL:
      msg = sim_post (sim, MSG_PULL, client, sim_latency (sim));
      msg->request = command->request;
      msg->command = *command;
      msg->pull = TRUE;
      if (sim_lost (sim))
        {
          msg->type = MSG_FAILED;
          msg->fault = RW_ERROR_TIMEOUT;
          msg->at += 15 * RW_SECOND;
        }
      break;
    case RW_SYNC_COMMAND_APPLY:
      client_apply (sim, client, command);
      break;
    case RW_SYNC_COMMAND_DROP:
      g_hash_table_remove (client->pages, GUINT_TO_POINTER (command->request));
      break;
    case RW_SYNC_COMMAND_REBUILD:
      client->new_file = (File) { 0 };
      client->building = TRUE;
      break;
    case RW_SYNC_COMMAND_SWAP:
      g_assert_true (client->building);
      client->cache = client->new_file;
      client->has_cache = TRUE;
      client->building = FALSE;
      client->seen = command->seen;
      if (client->outbox->len == 0)
        client->outbox_epoch = sim_epoch_number (client->cache.cursor.epoch);
      sim_check_view (sim, client);
      event.type = RW_SYNC_EVENT_SWAPPED;
      sim_feed_later (sim, client, event);
      break;
    case RW_SYNC_COMMAND_PUSH:
      client_push (sim, client, command);
      break;
    case RW_SYNC_COMMAND_REBASE:
      client_rebase (sim, client, command);
      break;
    case RW_SYNC_COMMAND_OPEN_LIVE:
      event.type = sim_lost (sim) ? RW_SYNC_EVENT_LIVE_LOST : RW_SYNC_EVENT_LIVE_OPENED;
      event.fault = RW_ERROR_UNREACHABLE;
      client->stream++;
      client->live = event.type == RW_SYNC_EVENT_LIVE_OPENED;
      sim_feed_later (sim, client, event);
      msg = sim_post (sim, MSG_HEARTBEAT, client, 20 * RW_SECOND);
      msg->stream = client->stream;
      break;
    case RW_SYNC_COMMAND_CLOSE_LIVE:
      client->live = FALSE;
      client->stream++;
      break;
    case RW_SYNC_COMMAND_TIMER:
      client->timer = command->at;
      break;
    case RW_SYNC_COMMAND_ABORT:
    case RW_SYNC_COMMAND_REPORT:
    default:
      break;
    }
}

void
sim_run_commands (Sim *sim, Client *client)
{
  RwSyncCommand command;

  while (rw_sync_machine_next (client->machine, &command))
    {
      if (sim->trace)
        g_printerr ("  command %d request %u pos %" G_GINT64_FORMAT " mid %" G_GINT64_FORMAT
                    " state %d\n",
                    command.type, command.request, command.cursor.pos, command.mid, command.state);
      client_run (sim, client, &command);
    }
}

void
sim_client_start (Sim *sim, Client *client)
{
  RwSyncEvent event = { .type = RW_SYNC_EVENT_STARTED };
  char epoch[RW_SYNC_WORD_SIZE];

  client->life++;
  client->live = FALSE;
  client->stream++;
  client->timer = 0;
  client->building = FALSE;
  g_hash_table_remove_all (client->pages);
  g_clear_pointer (&client->machine, rw_sync_machine_free);
  client->machine = rw_sync_machine_new ();
  event.flag = client->has_cache;
  event.trailer.next = client->cache.cursor;
  event.queued = client->outbox->len;
  event.acked = client->acked;
  if (client->outbox_epoch > 0)
    {
      sim_epoch_word (client->outbox_epoch, epoch);
      event.epoch = epoch;
    }
  sim_feed (sim, client, &event);
  event = (RwSyncEvent) { .type = RW_SYNC_EVENT_TOKEN, .flag = TRUE };
  sim_feed (sim, client, &event);
}

void
sim_client_edit (Sim *sim, Client *client)
{
  Entry entry = { .mid = client->outbox->len + 1 };
  RwSyncEvent event = { .type = RW_SYNC_EVENT_QUEUED };
  Entry *own;
  int value;

  if (!client->has_cache || entry.mid >= N_MIDS)
    return;
  entry.record = (guint) g_rand_int_range (sim->rand, 0, N_RECORDS);
  entry.field = (guint) g_rand_int_range (sim->rand, 0, N_FIELDS);
  entry.value = ++sim->values;
  entry.base = client->cache.rows[entry.record].seq;
  for (guint f = 0; f < N_FIELDS; f++)
    entry.seen_order[f] = client->cache.rows[entry.record].order[f];
  if (!sim_client_view (client, entry.record, entry.field, &value, &own))
    entry.op = OP_CREATE;
  else
    entry.op = sim_chance (sim, 15) ? OP_DELETE : OP_UPDATE;
  g_array_append_val (client->outbox, entry);
  event.queued = entry.mid;
  sim_feed (sim, client, &event);
}

void
sim_client_pushed (Sim *sim, Client *client, Msg *msg)
{
  RwSyncEvent event = { .type = RW_SYNC_EVENT_PUSHED,
                        .request = msg->request,
                        .head = msg->event.head };

  for (guint i = 0; i < msg->n; i++)
    {
      Entry *entry = sim_client_entry (client, (guint) msg->mids[i] - 1);

      /* The answer of an epoch that is gone says nothing about this one. */
      if (msg->epoch != client->outbox_epoch || entry->acked)
        continue;
      entry->acked = TRUE;
      entry->result = msg->results[i];
      entry->result_epoch = msg->epoch;
      client->acked = MAX (client->acked, entry->mid);
      if (entry->result.status == STATUS_CONFLICT)
        sim->conflicts++;
    }
  event.acked = client->acked;
  sim_check_view (sim, client);
  sim_feed (sim, client, &event);
}
