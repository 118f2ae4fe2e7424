/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

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

gboolean sim_chance (Sim *sim, guint percent);
Msg *sim_post (Sim *sim, MsgType type, Client *client, gint64 delay);
gint64 sim_latency (Sim *sim);
gboolean sim_lost (Sim *sim);
void sim_feed (Sim *sim, Client *client, RwSyncEvent *event);
void sim_feed_later (Sim *sim, Client *client, RwSyncEvent event);
void sim_epoch_word (guint epoch, char word[RW_SYNC_WORD_SIZE]);
guint sim_epoch_number (const char *word);
void sim_server_pull (Sim *sim, Client *client, Msg *request);
void sim_server_push (Sim *sim, Client *client, Msg *request);
void sim_server_restore (Sim *sim);
void sim_server_forget (Sim *sim);
Entry *sim_client_entry (Client *client, guint i);
gboolean sim_client_view (Client *client, guint record, guint field, int *value, Entry **own);
void sim_check_view (Sim *sim, Client *client);
void sim_run_commands (Sim *sim, Client *client);
void sim_client_start (Sim *sim, Client *client);
void sim_client_edit (Sim *sim, Client *client);
void sim_client_pushed (Sim *sim, Client *client, Msg *msg);
