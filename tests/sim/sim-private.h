/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include "rw-client-store-private.h"
#include "rw-clock.h"
#include "rw-error.h"
#include "rw-feed-intake.h"
#include "rw-log-store-sqlite.h"
#include "rw-outbox-message.h"
#include "rw-scope.h"
#include "sim-vfs.h"
#include "sim.h"

G_BEGIN_DECLS

#define N_CLIENTS 3
#define N_RECORDS 9
/* Fields of a record whose text says which edit wrote it. */
#define N_TRACKED 4
#define N_EDITS   400
#define NOT_SHOWN G_MAXUINT

/* What is known of an edit from when a person made it: the simulator's own account, kept apart from
 * the program's. */
typedef struct
{
  guint client;
  guint record;
  RwOp op;
  guint fields; /* mask of tracked fields */
  guint first;  /* of its group */
  guint group_length;
  /* What the author had before their eyes: for each field the edit whose text it was, 0 for none, and
   * NOT_SHOWN where they are not told. */
  guint saw[N_TRACKED];
  /* Told as kept; one that was not may be there after a crash nevertheless. */
  gboolean promised;
  gboolean found;
  gboolean acked;
  gint64 acked_at;
  gboolean in_inbox;
  gboolean forgotten; /* answered a month ago */
  gint64 mid;
  RwId name; /* the client's */
  /* Place among all writes to the server; 0 before the first. */
  guint order;
} Edit;

/* What a person does: anything; deletes a record; or edits the one that everybody edits. */
typedef enum
{
  EDIT_ANY,
  EDIT_DELETE,
  EDIT_MEET,
} EditHow;

typedef enum
{
  OUTCOME_NONE,
  OUTCOME_WRITTEN,
  OUTCOME_PARTLY,  /* and the rest met a conflict */
  OUTCOME_NOTHING, /* applied, and there was nothing to write */
  OUTCOME_CONFLICT,
} Outcome;

/* A record at the server. */
typedef struct
{
  gint64 seq;
  gboolean deleted;
  RwRecord *record;
  guint texts[N_TRACKED];
} Row;

/* What the server is known to have: it goes into a backup, and comes back with it. */
typedef struct
{
  gint64 head;
  gint64 floor;
  Row rows[N_RECORDS];
  Outcome outcomes[N_EDITS];
  /* Under which name and number of a client it was written. */
  RwId names[N_EDITS];
  gint64 mids[N_EDITS];
} Mirror;

typedef struct
{
  char *epoch;
  Mirror mirror;
} Epoch;

typedef enum
{
  VERSION_SAME,
  VERSION_OLDER, /* than the server: does not know all it sends */
  VERSION_NEWER, /* the server refuses some of what it sends */
} Version;

typedef enum
{
  MSG_PULL,
  MSG_SNAPSHOT,
  MSG_PAGE,
  MSG_PUSH,
  MSG_PUSHED,
  MSG_HELLO,
  MSG_HELLO_BACK,
  MSG_EVENT,
  MSG_HINT,
  MSG_HEARTBEAT,
  MSG_STORE_JOB,
  MSG_FEED_JOB,
  MSG_SERVER_START,
  MSG_CLIENT_START,
} MsgType;

typedef enum
{
  JOB_EDIT,
  JOB_APPLY,
  JOB_SWAP,
  JOB_IMPROVE,
  JOB_PUSH,
  JOB_ANSWER,
  JOB_SET_ASIDE,
  JOB_REBASE,
  JOB_PULL,
  JOB_APPLY_NEW,
  JOB_DROP,
  JOB_REBUILD,
  JOB_INSTALL,
} JobType;

typedef struct
{
  gint64 at;
  guint order;
  MsgType type;
  guint client;
  guint life;
  guint server_life;
  guint stream;
  guint wave; /* of the requests that an ABORT ends */
  JobType job;
  RwSyncCommand command;
  RwSyncEvent event;
  char word[RW_SYNC_WORD_SIZE];
  RwId name;
  guint roles;
  guint32 dice;
  GBytes *body;
  GError *error;
  gboolean silent; /* the end of a page that was cut looks like its end */
  RwLogStore *snapshot;
  gint64 snapshot_head;
  gint64 snapshot_floor;
  char *snapshot_epoch;
  RwFeedPage *page;
} Msg;

typedef struct
{
  guint index;
  guint domain;
  char *dir;
  gboolean up;
  guint life;
  RwSyncMachine *machine;
  RwClientStore *store;
  RwFeedIntake *intake;
  RwFeedReader *reader;
  GHashTable *pages;
  gint64 queued, acked;
  RwId name;
  gint64 timer;
  guint stream;
  gboolean live;
  guint roles;
  Version version;
  guint wave;
  gint64 store_free_at, feed_free_at, told_at;
  GQueue feed_jobs;
  guint fetching;
  guint question; /* what the server descends from: the one that waits for an answer */
  /* What was last seen of the cache's cursor. */
  RwSyncCursor cursor;
  gboolean has_cursor;
  gint64 seen;
  gint64 asked_h0;
  gint64 first_h0;
  gboolean cut_at_swap;
  gboolean late;
} Client;

typedef struct
{
  guint domain;
  char *dir;
  char *path;
  RwLogStore *store;
  guint life;
  gboolean down;
  char *epoch;
  Mirror mirror;
  GBytes *backup;
  Mirror backup_mirror;
  GPtrArray *epochs; /* of Epoch: those before */
} Server;

typedef struct
{
  guint drop, twice, cut, slow, busy; /* percent */
} Network;

typedef struct
{
  guint32 seed;
  GRand *rand;
  gboolean trace;
  gboolean fair;
  gint64 now;
  guint order;
  guint at_step;
  GArray *steps;
  GPtrArray *queue;
  Network network;
  Server server;
  guint n_clients;
  Client clients[N_CLIENTS];
  guint n_edits; /* number 0 is none */
  Edit edits[N_EDITS];
  guint writes;
  RwId ids[N_RECORDS];
  char *folder;
  GHashTable *numbers; /* "client mid" → edit */
  SimCounts counts;
} Sim;

void sim_fail (Sim *sim, const char *invariant, const char *format, ...) G_GNUC_PRINTF (3, 4);

#define sim_check(sim, invariant, condition, ...)                                                  \
  G_STMT_START                                                                                     \
  {                                                                                                \
    if (G_UNLIKELY (!(condition)))                                                                 \
      sim_fail (sim, invariant, __VA_ARGS__);                                                      \
  }                                                                                                \
  G_STMT_END

/* sim-plan.c */
const char *sim_step_name (const SimStep *step);

/* sim.c */
void sim_trace (Sim *sim, const char *format, ...) G_GNUC_PRINTF (2, 3);
gboolean sim_chance (Sim *sim, guint percent);
guint sim_dice (Sim *sim, guint most);
Msg *sim_post (Sim *sim, MsgType type, Client *client, gint64 delay);
void sim_msg_free (gpointer data);
gint64 sim_latency (Sim *sim);

/* sim-records.c */
RwKind sim_record_kind (guint record);
guint sim_record_n_tracked (guint record);
guint sim_record_field (guint record, guint tracked);
int sim_find_record (Sim *sim, const RwId *id);
guint sim_text_edit (const char *text);
guint sim_value_edit (RwRecord *record, guint index, guint tracked);
RwEdit *sim_make_edit (Sim *sim, guint record, guint number, RwRecord *now, guint delete_percent,
                       guint *fields);
gboolean sim_version_knows (Version version, guint record, int tracked);
char *sim_translate_page (Client *client, const char *bytes, gsize length, gsize *new_length);
char *sim_translate_push (Client *client, const char *bytes, gsize length);

/* sim-server.c */
void sim_server_start (Sim *sim);
void sim_server_stop (Sim *sim);
void sim_server_crash (Sim *sim, SimFault how);
void sim_server_handle (Sim *sim, Msg *msg);
void sim_server_backup (Sim *sim);
void sim_server_restore (Sim *sim);
void sim_server_collect (Sim *sim);
void sim_server_hint (Sim *sim);

/* sim-client.c */
void sim_client_start (Sim *sim, Client *client);
void sim_client_stop (Sim *sim, Client *client);
void sim_client_crash (Sim *sim, Client *client, SimFault how);
void sim_client_set_version (Sim *sim, Client *client, Version version);
void sim_client_feed (Sim *sim, Client *client, RwSyncEvent event);
void sim_client_forget (Sim *sim, Client *client);
void sim_client_edit (Sim *sim, Client *client, EditHow how);
void sim_client_handle (Sim *sim, Msg *msg);
gboolean sim_client_is_quiet (Sim *sim, Client *client);

/* sim-jobs.c */
void sim_client_run (Sim *sim, Client *client, const RwSyncCommand *command);
void sim_client_job (Sim *sim, Client *client, Msg *msg);
void sim_client_answer (Sim *sim, Client *client, Msg *msg);
void sim_client_page (Sim *sim, Client *client, Msg *msg);
void sim_client_next_feed_job (Sim *sim, Client *client);
void sim_client_improve (Sim *sim, Client *client);
void sim_client_died (Sim *sim, Client *client);

/* sim-account.c: what the server and the clients did, and whether they may */
void sim_mirror_copy (const Mirror *from, Mirror *to);
void sim_mirror_clear (Mirror *mirror);
void sim_account_server (Sim *sim);
void sim_account_replies (Sim *sim, const RwId *name, JsonNode *request, const char *answer);
guint sim_account_edit (Sim *sim, const RwId *name, gint64 mid);
void sim_account_name (Sim *sim, const RwId *name, gint64 mid, guint number);
const Mirror *sim_account_epoch (Sim *sim, const char *epoch);
gboolean sim_is_hidden (Client *client, guint record, const RwField *field);
void sim_account_client (Sim *sim, Client *client, gboolean renewed);
void sim_account_end (Sim *sim);

G_END_DECLS
