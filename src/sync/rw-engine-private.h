/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-engine.h"
#include "rw-feed-worker.h"
#include "rw-job-thread.h"
#include "rw-live-stream.h"
#include "rw-resume-watch.h"

G_BEGIN_DECLS

/* Kept beside the outbox. */
#define RW_ENGINE_META_EPOCH  "epoch"
#define RW_ENGINE_META_PERSON "person"
#define RW_ENGINE_META_LEASE  "lease"

struct _RwEngine
{
  GObject parent_instance;

  char *dir;
  char *name;
  RwHttpClient *http;
  RwSyncMachine *machine;
  gboolean draining;
  gboolean open;
  gboolean closing;

  RwJobThread *store_thread;
  RwClientStore *store; /* the store thread's own */
  RwReader *reader;
  RwFeedWorker *worker;
  RwLiveStream *live;
  GNetworkMonitor *network;

  RwSyncCursor start;
  gint64 start_seen;
  char *start_epoch;
  char *kept_person;
  char *kept_lease;
  gboolean has_data;
  gint64 queued;
  gint64 acked;
  RwId client;

  GHashTable *pages; /* request → RwFeedPage */
  GCancellable *pull_cancellable;
  GCancellable *push_cancellable;
  GCancellable *cancellable;
  guint timer;
  guint progress_timer;
  RwResumeWatch *resume_watch;
  guint settling; /* what is still to be done before the machine may sleep */
  guint settle_timer;
  gint64 head;
  double progress;
  gboolean rebuild;
  char *message;
};

/* A job for the store thread: what goes in and what comes out. */
typedef struct
{
  RwEngine *engine; /* a reference, given back in the main thread */
  guint request;
  RwFeedPage *page;
  RwSyncCommand command;
  char *epoch;
  RwPushReply *reply;
  JsonNode *hello;
  GPtrArray *edits;
  GPtrArray *undone;
  char *label;
  guint roles;
  char *key;
  char *value;
  RwStoreNews *news;
  gpointer result;
  char *person;
  char *lease;
  gboolean more;
  gint64 first_new; /* what goes out for the first time in a push */
  gint64 last_new;
  gboolean remove_work;
  gboolean offline;
} RwEngineJob;

/* rw-engine.c */

void         rw_engine_feed             (RwEngine            *self,
                                         RwSyncEvent          event);
RwError      rw_engine_note_error       (RwEngine            *self,
                                         const GError        *error);
void         rw_engine_contact          (RwEngine            *self);
void         rw_engine_silence          (RwEngine            *self);

/* rw-engine-jobs.c */

RwEngineJob *rw_engine_new_job          (RwEngine            *self);
void         rw_engine_push_job         (RwEngine            *self,
                                         RwEngineJob         *job,
                                         RwJobFunc            func,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
void         rw_engine_take_news        (RwEngine            *self,
                                         RwStoreNews         *news);
RwEngine    *rw_engine_end_job          (GAsyncResult        *result,
                                         RwEngineJob        **job,
                                         GError             **error);
void         rw_engine_open_job         (GTask               *task,
                                         gpointer             context);
void         rw_engine_edit_job         (GTask               *task,
                                         gpointer             context);
void         rw_engine_apply_job        (GTask               *task,
                                         gpointer             context);
void         rw_engine_swap_job         (GTask               *task,
                                         gpointer             context);
void         rw_engine_improve_job      (GTask               *task,
                                         gpointer             context);
void         rw_engine_push_message_job (GTask               *task,
                                         gpointer             context);
void         rw_engine_answer_job       (GTask               *task,
                                         gpointer             context);
void         rw_engine_set_aside_job    (GTask               *task,
                                         gpointer             context);
void         rw_engine_rebase_job       (GTask               *task,
                                         gpointer             context);
void         rw_engine_meta_job         (GTask               *task,
                                         gpointer             context);
void         rw_engine_close_job        (GTask               *task,
                                         gpointer             context);
void         rw_engine_remove_job       (GTask               *task,
                                         gpointer             context);

/* rw-engine-pull.c */

void         rw_engine_pull             (RwEngine            *self,
                                         const RwSyncCommand *command);
void         rw_engine_apply            (RwEngine            *self,
                                         const RwSyncCommand *command);
void         rw_engine_drop             (RwEngine            *self,
                                         guint                request);
void         rw_engine_swap             (RwEngine            *self);
void         rw_engine_improve          (RwEngine            *self);

/* rw-engine-push.c */

void         rw_engine_push             (RwEngine            *self,
                                         const RwSyncCommand *command);
void         rw_engine_set_aside        (RwEngine            *self,
                                         const RwSyncCommand *command);
void         rw_engine_rebase           (RwEngine            *self,
                                         const RwSyncCommand *command);

/* rw-engine-sleep.c */

void         rw_engine_watch_sleep      (RwEngine            *self);
void         rw_engine_unwatch_sleep    (RwEngine            *self);
void         rw_engine_hang_up          (RwEngine            *self);

/* rw-engine-live.c */

void         rw_engine_open_live        (RwEngine            *self);
void         rw_engine_close_live       (RwEngine            *self);

G_END_DECLS
