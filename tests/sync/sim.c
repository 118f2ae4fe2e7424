/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim.h"

#include <string.h>

#include "rw-clock.h"

#define N_RECORDS 10
#define N_FIELDS  2
#define N_CLIENTS 3
#define N_MIDS    600
#define N_EPOCHS  100

typedef struct
{
  gboolean deleted;
  gint64 seq;
  int values[N_FIELDS];
  gint64 fver[N_FIELDS];
  /* Counts every write to the server, also across restores: later is larger. */
  guint order[N_FIELDS];
  int writer[N_FIELDS];
} Row;

typedef enum
{
  STATUS_PENDING,
  STATUS_APPLIED,
  STATUS_CONFLICT,
} Status;

typedef struct
{
  Status status;
  gint64 seq;
} Result;

/* Plain data, so that a backup is a copy. */
typedef struct
{
  guint epoch;
  /* For each epoch that this one descends from, and itself: the head at its start; -1 for others. */
  gint64 starts[N_EPOCHS];
  gint64 head;
  gint64 floor;
  Row rows[N_RECORDS];
  gint64 last_mid[N_CLIENTS];
  Result results[N_CLIENTS][N_MIDS];
  guint scope[N_CLIENTS];
} Server;

typedef enum
{
  OP_CREATE,
  OP_UPDATE,
  OP_DELETE,
} Op;

typedef struct
{
  gint64 mid;
  Op op;
  guint record;
  guint field;
  int value;
  gint64 base;
  /* What the author had before their eyes. */
  guint seen_order[N_FIELDS];
  gboolean acked;
  Result result;
  guint result_epoch;
} Entry;

typedef struct
{
  RwSyncCursor cursor;
  Row rows[N_RECORDS];
} File;

typedef enum
{
  MSG_PULL,
  MSG_PAGE,
  MSG_PUSH,
  MSG_PUSHED,
  MSG_FAILED,
  MSG_EVENT,
  MSG_HINT,
  MSG_HEARTBEAT,
} MsgType;

typedef struct
{
  gint64 at;
  guint order;
  MsgType type;
  guint client;
  guint life;
  guint stream;
  guint request;
  gboolean pull;
  RwError fault;
  RwSyncCommand command;
  RwSyncEvent event;
  char word[RW_SYNC_WORD_SIZE];
  /* of a page */
  RwSyncCursor asked;
  RwSyncTrailer trailer;
  Row rows[N_RECORDS];
  gboolean has[N_RECORDS];
  /* of a push and its answer */
  guint epoch;
  guint n;
  Entry entries[N_MIDS];
  Result results[N_MIDS];
  gint64 mids[N_MIDS];
} Msg;

typedef struct
{
  guint index;
  /* Goes up with each crash: what was sent to an earlier life arrives nowhere. */
  guint life;
  RwSyncMachine *machine;
  File cache;
  gboolean has_cache;
  File new_file;
  gboolean building;
  GArray *outbox;
  guint outbox_epoch;
  gint64 acked;
  gint64 seen;
  guint stream;
  gboolean live;
  gint64 timer;
  /* Pages that the machine has not decided on. */
  GHashTable *pages;
} Client;

struct _Sim
{
  guint32 seed;
  GRand *rand;
  SimFlags flags;
  gboolean fair;
  gint64 now;
  guint order;
  guint writes;
  int values;
  GPtrArray *queue;
  Server server;
  Server backup;
  guint effects[N_CLIENTS][N_MIDS];
  guint backup_effects[N_CLIENTS][N_MIDS];
  guint n_clients;
  Client clients[N_CLIENTS];
  guint epochs;
  /* Records that were deleted so long ago that no trace of them is left. */
  gboolean forgotten[N_RECORDS];
  guint steps;
  guint conflicts;
  /* RW_SIM_TRACE=1 tells the story of a seed that broke something. */
  gboolean trace;
};

#define sim_check(sim, what, condition)                                                     \
  G_STMT_START                                                                              \
  {                                                                                         \
    if (!(condition))                                                                       \
      g_error ("%s broken: seed %u, step %u, line %d: %s", what, (sim)->seed, (sim)->steps, \
               __LINE__, #condition);                                                       \
  }                                                                                         \
  G_STMT_END

static void run_commands (Sim *sim, Client *client);

static gboolean
chance (Sim *sim, guint percent)
{
  return g_rand_int_range (sim->rand, 0, 100) < (int) percent;
}

static Msg *
post (Sim *sim, MsgType type, Client *client, gint64 delay)
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

static gint64
latency (Sim *sim)
{
  if (sim->fair)
    return 10 * RW_SECOND / 1000;
  return g_rand_int_range (sim->rand, 1, chance (sim, 10) ? 20000 : 400) * RW_SECOND / 1000;
}

static gboolean
lost (Sim *sim)
{
  return !sim->fair && (sim->flags & SIM_LOSSES) && chance (sim, 12);
}

static void
feed (Sim *sim, Client *client, RwSyncEvent *event)
{
  event->now = sim->now;
  event->dice = g_rand_int (sim->rand);
  if (sim->trace)
    g_printerr ("%u %" G_GINT64_FORMAT " client %u event %d request %u fault %d\n", sim->steps,
                sim->now, client->index, event->type, event->request, event->fault);
  rw_sync_machine_feed (client->machine, event);
  run_commands (sim, client);
}

static void
feed_later (Sim *sim, Client *client, RwSyncEvent event)
{
  post (sim, MSG_EVENT, client, sim->fair ? 1000 : g_rand_int_range (sim->rand, 1, 50000))->event =
    event;
}

/* The server */

static void
epoch_word (guint epoch, char word[RW_SYNC_WORD_SIZE])
{
  g_snprintf (word, RW_SYNC_WORD_SIZE, "epoch-%u", epoch);
}

static guint
epoch_number (const char *word)
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

      if (!client->live || lost (sim))
        continue;
      msg = post (sim, MSG_HINT, client, latency (sim));
      msg->stream = client->stream;
      msg->event.head = sim->server.head;
      epoch_word (sim->server.epoch, msg->word);
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
  Msg *reply = post (sim, MSG_FAILED, client, latency (sim));

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

static void
server_pull (Sim *sim, Client *client, Msg *request)
{
  Server *server = &sim->server;
  RwSyncCursor *asked = &request->command.cursor;
  char epoch[RW_SYNC_WORD_SIZE], scope[RW_SYNC_WORD_SIZE];
  guint order[N_RECORDS], limit = 1 + (guint) g_rand_int_range (sim->rand, 0, 4), sent = 0;
  Msg *reply;

  epoch_word (server->epoch, epoch);
  g_snprintf (scope, sizeof scope, "scope-%u", server->scope[client->index]);
  if ((asked->epoch[0] != '\0' && strcmp (asked->epoch, epoch) != 0) || asked->pos > server->head ||
      (asked->scope[0] != '\0' && strcmp (asked->scope, scope) != 0) ||
      (asked->pos > 0 && MAX (asked->pos, asked->h0) < server->floor))
    {
      server_fail (sim, client, request, RW_ERROR_RESYNC);
      return;
    }
  if (!sim->fair && (sim->flags & SIM_LOSSES) && chance (sim, 5))
    {
      server_fail (sim, client, request,
                   chance (sim, 50) ? RW_ERROR_CORRUPT : RW_ERROR_UNREACHABLE);
      return;
    }
  reply = post (sim, MSG_PAGE, client, latency (sim));
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

static void
server_push (Sim *sim, Client *client, Msg *request)
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
  reply = post (sim, MSG_PUSHED, client, latency (sim));
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

static void
server_restore (Sim *sim)
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

static void
server_forget (Sim *sim)
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

/* The client's files, as the store keeps them */

static Entry *
client_entry (Client *client, guint i)
{
  return &g_array_index (client->outbox, Entry, i);
}

/* What the person sees of a field: the server's row with own edits on top. */
static gboolean
client_view (Client *client, guint record, guint field, int *value, Entry **own)
{
  const Row *row = &client->cache.rows[record];
  gboolean there = row->seq > 0 && !row->deleted;

  *value = row->values[field];
  *own = NULL;
  for (guint i = 0; i < client->outbox->len; i++)
    {
      Entry *entry = client_entry (client, i);

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

static void
check_view (Sim *sim, Client *client)
{
  char epoch[RW_SYNC_WORD_SIZE];

  epoch_word (sim->server.epoch, epoch);
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
      Entry *entry = client_entry (client, i), *own;
      Row *row = &client->cache.rows[entry->record];
      int value;

      if (!entry->acked || entry->result.status != STATUS_APPLIED ||
          entry->result_epoch != sim->server.epoch)
        continue;
      client_view (client, entry->record, entry->field, &value, &own);
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
  if (!sim->fair && (sim->flags & SIM_LOSSES) && chance (sim, 4))
    {
      event.type = RW_SYNC_EVENT_APPLY_FAILED;
      event.fault = RW_ERROR_FULL;
      feed_later (sim, client, event);
      return;
    }
  for (guint i = 0; i < N_RECORDS; i++)
    if (page->has[i])
      file->rows[i] = page->rows[i];
  file->cursor = command->cursor;
  if (!command->rebuild)
    client->seen = MAX (client->seen, command->seen);
  check_view (sim, client);
  feed_later (sim, client, event);
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
      Entry *entry = client_entry (client, i);

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
  client->outbox_epoch = epoch_number (command->cursor.epoch);
  event.queued = client->outbox->len;
  event.acked = client->acked;
  feed_later (sim, client, event);
}

static void
client_push (Sim *sim, Client *client, const RwSyncCommand *command)
{
  Msg *msg = post (sim, MSG_PUSH, client, latency (sim));

  msg->request = command->request;
  msg->epoch = epoch_number (command->cursor.epoch);
  for (guint i = 0; i < client->outbox->len && msg->n < command->limit; i++)
    if (client_entry (client, i)->mid >= command->mid)
      msg->entries[msg->n++] = *client_entry (client, i);
  g_assert_cmpuint (msg->n, >, 0);
  if (lost (sim))
    {
      msg->type = MSG_FAILED;
      msg->fault = RW_ERROR_TIMEOUT;
      msg->at += 15 * RW_SECOND;
    }
  else if (lost (sim))
    {
      Msg *twice = post (sim, MSG_PUSH, client, latency (sim));
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
      msg = post (sim, MSG_PULL, client, latency (sim));
      msg->request = command->request;
      msg->command = *command;
      msg->pull = TRUE;
      if (lost (sim))
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
        client->outbox_epoch = epoch_number (client->cache.cursor.epoch);
      check_view (sim, client);
      event.type = RW_SYNC_EVENT_SWAPPED;
      feed_later (sim, client, event);
      break;
    case RW_SYNC_COMMAND_PUSH:
      client_push (sim, client, command);
      break;
    case RW_SYNC_COMMAND_REBASE:
      client_rebase (sim, client, command);
      break;
    case RW_SYNC_COMMAND_OPEN_LIVE:
      event.type = lost (sim) ? RW_SYNC_EVENT_LIVE_LOST : RW_SYNC_EVENT_LIVE_OPENED;
      event.fault = RW_ERROR_UNREACHABLE;
      client->stream++;
      client->live = event.type == RW_SYNC_EVENT_LIVE_OPENED;
      feed_later (sim, client, event);
      msg = post (sim, MSG_HEARTBEAT, client, 20 * RW_SECOND);
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

static void
run_commands (Sim *sim, Client *client)
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

static void
client_start (Sim *sim, Client *client)
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
      epoch_word (client->outbox_epoch, epoch);
      event.epoch = epoch;
    }
  feed (sim, client, &event);
  event = (RwSyncEvent) { .type = RW_SYNC_EVENT_TOKEN, .flag = TRUE };
  feed (sim, client, &event);
}

static void
client_edit (Sim *sim, Client *client)
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
  if (!client_view (client, entry.record, entry.field, &value, &own))
    entry.op = OP_CREATE;
  else
    entry.op = chance (sim, 15) ? OP_DELETE : OP_UPDATE;
  g_array_append_val (client->outbox, entry);
  event.queued = entry.mid;
  feed (sim, client, &event);
}

static void
client_pushed (Sim *sim, Client *client, Msg *msg)
{
  RwSyncEvent event = { .type = RW_SYNC_EVENT_PUSHED,
                        .request = msg->request,
                        .head = msg->event.head };

  for (guint i = 0; i < msg->n; i++)
    {
      Entry *entry = client_entry (client, (guint) msg->mids[i] - 1);

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
  check_view (sim, client);
  feed (sim, client, &event);
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
        server_pull (sim, client, msg);
      break;
    case MSG_PUSH:
      /* What was sent before a crash may still arrive. */
      server_push (sim, client, msg);
      break;
    case MSG_PAGE:
      if (lost (sim))
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
      feed (sim, client, &event);
      if (lost (sim))
        feed (sim, client, &event);
      break;
    case MSG_PUSHED:
      if (lost (sim))
        {
          event.type = RW_SYNC_EVENT_PUSH_FAILED;
          event.fault = RW_ERROR_TIMEOUT;
          feed (sim, client, &event);
        }
      else
        client_pushed (sim, client, msg);
      break;
    case MSG_FAILED:
      event.type = msg->pull ? RW_SYNC_EVENT_PULL_FAILED : RW_SYNC_EVENT_PUSH_FAILED;
      event.fault = msg->fault;
      feed (sim, client, &event);
      break;
    case MSG_EVENT:
      feed (sim, client, &msg->event);
      break;
    case MSG_HINT:
    case MSG_HEARTBEAT:
    default:
      if (!client->live || msg->stream != client->stream)
        break;
      if (msg->type == MSG_HEARTBEAT)
        {
          Msg *next = post (sim, MSG_HEARTBEAT, client, 20 * RW_SECOND);

          next->stream = msg->stream;
          if (lost (sim))
            break;
        }
      event = msg->event;
      event.type = msg->type == MSG_HINT ? RW_SYNC_EVENT_HINT : RW_SYNC_EVENT_LIVE_HEARD;
      event.epoch = msg->type == MSG_HINT ? msg->word : NULL;
      feed (sim, client, &event);
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
      feed (sim, due, &event);
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
    client_edit (sim, client);
  else if (what < 74)
    {
      sim->backup = sim->server;
      memcpy (sim->backup_effects, sim->effects, sizeof sim->effects);
    }
  else if (what < 76 && (sim->flags & SIM_RESTORES) && sim->backup.epoch > 0 &&
           sim->epochs + 1 < N_EPOCHS)
    server_restore (sim);
  else if (what < 82 && (sim->flags & SIM_FLOORS))
    server_forget (sim);
  else if (what < 84 && (sim->flags & SIM_FLOORS))
    sim->server.scope[client->index]++;
  else if (what < 90 && (sim->flags & SIM_CRASHES))
    client_start (sim, client);
  else if (what < 94)
    {
      event.type = chance (sim, 50) ? RW_SYNC_EVENT_RESUMED : RW_SYNC_EVENT_NETWORK;
      feed (sim, client, &event);
    }
  else if (what < 97 && (sim->flags & SIM_LOSSES))
    {
      event.type = RW_SYNC_EVENT_LIVE_LOST;
      event.fault = RW_ERROR_UNREACHABLE;
      client->live = FALSE;
      client->stream++;
      feed (sim, client, &event);
    }
  else
    {
      event.type = RW_SYNC_EVENT_SYNC_NOW;
      feed (sim, client, &event);
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
      client_start (sim, client);
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
      gint64 until = sim->now + g_rand_int_range (sim->rand, 0, chance (sim, 10) ? 90000 : 1500) *
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

      check_view (sim, client);
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
                       client_view (client, r, f, &value, &own) && own == NULL &&
                         value == theirs->values[f]);
        }
      for (guint e = 0; e < client->outbox->len; e++)
        {
          Entry *entry = client_entry (client, e);

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
