/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-sync-machine.h"

G_BEGIN_DECLS

typedef enum
{
  RW_SYNC_LIVE_DOWN,
  RW_SYNC_LIVE_OPENING,
  RW_SYNC_LIVE_UP,
} RwSyncLive;

struct _RwSyncMachine
{
  GArray *commands;
  guint read;

  gint64 now;
  guint32 dice;

  gboolean started;
  gboolean has_token;
  gboolean has_data;
  /* Whether the machine sleeps, or is about to, and when the connections are closed before that at the latest; 0
   * when they are. */
  gboolean asleep;
  gint64 hang_up_at;
  /* Whether the server has answered since the start or the last sign-in. */
  gboolean contact;

  RwSyncCursor cursor;
  gint64 head;
  gint64 queued;
  gint64 acked;
  gint64 seen;
  /* The server's count of our mutations in the last page that reached its head. */
  gint64 server_mid;
  /* The epoch that the outbox's entries were written under. */
  char outbox_epoch[RW_SYNC_WORD_SIZE];

  /* Whether the pages go into a new file. */
  gboolean rebuild;
  gboolean must_swap;
  gboolean swapping;
  gboolean must_rebase;
  gboolean rebasing;
  /* Whether the cache cannot be relied on and a new one is to be begun. */
  gboolean damaged;
  /* Whether the server may have rows that we do not know of; shown as not up to date. */
  gboolean stale;
  /* The same without any sign of it: time to look. */
  gboolean look;

  guint last_request;
  guint pull;
  /* Whether it was asked for because of @stale. */
  gboolean pull_stale;
  guint apply;
  RwSyncTrailer page;
  /* Rows of a first sync's next page. */
  guint first_limit;
  guint push;
  gint64 push_from;
  guint push_limit;
  /* A push that the server does not take has pauses of its own: pulls go on. */
  guint push_failures;
  gint64 push_at;
  gboolean push_faulty;
  RwError push_fault;

  RwSyncLive live;
  gboolean live_tried;
  guint live_failures;
  gint64 live_heard;
  gint64 live_at;
  gint64 last_pull;

  gint64 pull_at;
  gint64 retry_at;
  guint failures;
  /* New files that were given up before they were the cache: that a page was applied to the next one
   * does not make up for them. */
  guint restarts;
  gboolean faulty;
  RwError fault;

  gint64 timer_at;
  RwSyncState state;
  RwError reported_fault;
};

/* rw-sync-machine.c */

RwSyncCommand *rw_sync_machine_emit           (RwSyncMachine     *self,
                                               RwSyncCommandType  type);
void           rw_sync_machine_abort_requests (RwSyncMachine     *self);
gboolean       rw_sync_fault_is_unreachable   (RwError            fault);

/* rw-sync-machine-plan.c */

gint64         rw_sync_machine_look_at        (RwSyncMachine     *self);
gint64         rw_sync_machine_live_ends_at   (RwSyncMachine     *self);
void           rw_sync_machine_act            (RwSyncMachine     *self);
void           rw_sync_machine_set_timer      (RwSyncMachine     *self);
void           rw_sync_machine_report         (RwSyncMachine     *self);

G_END_DECLS
