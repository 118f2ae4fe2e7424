/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "rw-error.h"
#include "rw-sync-state.h"

G_BEGIN_DECLS

/* Longest epoch or scope that a client accepts, with the end mark: the server's are UUIDs and hashes. */
#define RW_SYNC_WORD_SIZE 128

#define RW_SYNC_PULL_LIMIT       2000
#define RW_SYNC_FIRST_PULL_LIMIT 20000
#define RW_SYNC_PUSH_LIMIT       200

/**
 * RwSyncCursor:
 * @epoch: of the server, empty before the first page
 * @scope: what of the company the person may see, empty before the first page
 * @pos: every row up to this number is in the cache
 * @h0: the server's head when the first sync began
 */
typedef struct
{
  char epoch[RW_SYNC_WORD_SIZE];
  char scope[RW_SYNC_WORD_SIZE];
  gint64 pos;
  gint64 h0;
} RwSyncCursor;

/**
 * RwSyncTrailer:
 * @next: the cursor after the page
 * @head: the server's last number when it read the page
 * @last_mid: the last of this client's mutations that the server had taken by then
 *
 * What a page of the feed ends with.
 */
typedef struct
{
  RwSyncCursor next;
  gint64 head;
  gint64 last_mid;
} RwSyncTrailer;

/**
 * RwSyncEventType:
 * @RW_SYNC_EVENT_STARTED: cache and outbox are open: cursor, has_data, queued, acked; without data
 *   the cursor is that of a first sync that was begun before
 * @RW_SYNC_EVENT_TOKEN: there is a token now, or (flag) none
 * @RW_SYNC_EVENT_NETWORK: the network changed: what failed may work now
 * @RW_SYNC_EVENT_SLEEPING: the machine is about to sleep
 * @RW_SYNC_EVENT_RESUMED: back from suspend: connections that look alive are not
 * @RW_SYNC_EVENT_SYNC_NOW: the person asks to try now
 * @RW_SYNC_EVENT_PAGE: a page is here as far as its trailer: request, trailer
 * @RW_SYNC_EVENT_PULL_FAILED: request, fault, retry_after
 * @RW_SYNC_EVENT_APPLIED: the page and its cursor are in the file: request
 * @RW_SYNC_EVENT_APPLY_FAILED: nothing of the page is in the file: request, fault
 * @RW_SYNC_EVENT_SWAPPED: the new file is the cache now
 * @RW_SYNC_EVENT_SWAP_FAILED: the old one still is: fault
 * @RW_SYNC_EVENT_QUEUED: an edit is in the outbox: queued
 * @RW_SYNC_EVENT_PUSHED: the answers of a push are stored: request, acked, head
 * @RW_SYNC_EVENT_PUSH_FAILED: request, fault, retry_after
 * @RW_SYNC_EVENT_SET_ASIDE: what the server does not take is in the conflict inbox: request
 * @RW_SYNC_EVENT_REBASED: the outbox was fitted to the server: queued, acked; with flag its entries
 *   have new numbers
 * @RW_SYNC_EVENT_REBASE_FAILED: it was not: fault
 * @RW_SYNC_EVENT_LIVE_OPENED: the live stream is up
 * @RW_SYNC_EVENT_LIVE_HEARD: it said something
 * @RW_SYNC_EVENT_LIVE_LOST: it ended or did not open: fault
 * @RW_SYNC_EVENT_HINT: the server's head moved: epoch, head
 * @RW_SYNC_EVENT_DAMAGED: the cache that is in use cannot be relied on
 * @RW_SYNC_EVENT_TIMER: the time asked for has come
 * @RW_SYNC_EVENT_CLOSED: no more
 */
typedef enum
{
  RW_SYNC_EVENT_STARTED,
  RW_SYNC_EVENT_TOKEN,
  RW_SYNC_EVENT_NETWORK,
  RW_SYNC_EVENT_SLEEPING,
  RW_SYNC_EVENT_RESUMED,
  RW_SYNC_EVENT_SYNC_NOW,
  RW_SYNC_EVENT_PAGE,
  RW_SYNC_EVENT_PULL_FAILED,
  RW_SYNC_EVENT_APPLIED,
  RW_SYNC_EVENT_APPLY_FAILED,
  RW_SYNC_EVENT_SWAPPED,
  RW_SYNC_EVENT_SWAP_FAILED,
  RW_SYNC_EVENT_QUEUED,
  RW_SYNC_EVENT_PUSHED,
  RW_SYNC_EVENT_PUSH_FAILED,
  RW_SYNC_EVENT_SET_ASIDE,
  RW_SYNC_EVENT_REBASED,
  RW_SYNC_EVENT_REBASE_FAILED,
  RW_SYNC_EVENT_LIVE_OPENED,
  RW_SYNC_EVENT_LIVE_HEARD,
  RW_SYNC_EVENT_LIVE_LOST,
  RW_SYNC_EVENT_HINT,
  RW_SYNC_EVENT_DAMAGED,
  RW_SYNC_EVENT_TIMER,
  RW_SYNC_EVENT_CLOSED,
} RwSyncEventType;

/**
 * RwSyncEvent:
 * @type: what happened
 * @now: when, in microseconds on a clock that never goes back
 * @dice: any number: spreads the clients' pauses
 * @request: of which request, as in its command
 * @flag: for STARTED: there is a cache to show; for TOKEN: there is one; for REBASED: see there
 * @fault: of a failure
 * @retry_after: seconds the server asked to wait, or 0
 * @queued: the last mutation number given out
 * @acked: the last one the server answered
 * @head: the server's head
 * @epoch: (nullable): for a hint the server's epoch; for STARTED the one that the outbox was written
 *   under, where that is not the cache's
 * @trailer: for PAGE; for STARTED its @next is the cache's cursor, its @last_mid the last mutation that
 *   is in the cache's rows
 */
typedef struct
{
  RwSyncEventType type;
  gint64 now;
  guint32 dice;
  guint request;
  gboolean flag;
  RwError fault;
  guint retry_after;
  gint64 queued;
  gint64 acked;
  gint64 head;
  const char *epoch;
  RwSyncTrailer trailer;
} RwSyncEvent;

/**
 * RwSyncCommandType:
 * @RW_SYNC_COMMAND_PULL: ask for a page: request, cursor, limit, rebuild
 * @RW_SYNC_COMMAND_APPLY: put it and its cursor into the file, in one transaction: request, cursor,
 *   rebuild, seen
 * @RW_SYNC_COMMAND_DROP: forget it: request
 * @RW_SYNC_COMMAND_REBUILD: begin a new, empty file beside the cache; one begun before goes
 * @RW_SYNC_COMMAND_SWAP: the new file becomes the cache, the outbox stays, and is of the cache's epoch
 *   from now on if no edit was ever in it: seen
 * @RW_SYNC_COMMAND_PUSH: send the mutations from @mid on, at most @limit, whole groups: request
 * @RW_SYNC_COMMAND_SET_ASIDE: mutation @mid, with what belongs to it, is too large for the server: put
 *   it into the conflict inbox, and say SET_ASIDE, or PUSH_FAILED when that is not possible: request
 * @RW_SYNC_COMMAND_REBASE: the server counts from @mid; those behind it, acknowledged or not, are to
 *   be sent (again); with @new_client under a new name, from 1; with @new_epoch what their
 *   authors had seen counts only as far as the server still has it
 * @RW_SYNC_COMMAND_OPEN_LIVE: open the live stream
 * @RW_SYNC_COMMAND_CLOSE_LIVE: close it
 * @RW_SYNC_COMMAND_ABORT: give up requests that are under way; their answers are not wanted
 * @RW_SYNC_COMMAND_HANG_UP: close every connection, the machine sleeps now; nothing is asked for before it wakes
 * @RW_SYNC_COMMAND_TIMER: send TIMER at @at, and not at what was asked before; never if 0
 * @RW_SYNC_COMMAND_REPORT: say @state, and for FAILED, OFFLINE and SIGNED_OUT @fault
 */
typedef enum
{
  RW_SYNC_COMMAND_PULL,
  RW_SYNC_COMMAND_APPLY,
  RW_SYNC_COMMAND_DROP,
  RW_SYNC_COMMAND_REBUILD,
  RW_SYNC_COMMAND_SWAP,
  RW_SYNC_COMMAND_PUSH,
  RW_SYNC_COMMAND_SET_ASIDE,
  RW_SYNC_COMMAND_REBASE,
  RW_SYNC_COMMAND_OPEN_LIVE,
  RW_SYNC_COMMAND_CLOSE_LIVE,
  RW_SYNC_COMMAND_ABORT,
  RW_SYNC_COMMAND_HANG_UP,
  RW_SYNC_COMMAND_TIMER,
  RW_SYNC_COMMAND_REPORT,
} RwSyncCommandType;

/**
 * RwSyncCommand:
 * @type: what to do
 * @request: its number, to come back with the answer
 * @cursor: PULL: where from; APPLY: the cursor to store with the rows
 * @rebuild: whether the page belongs to the new file
 * @limit: most rows or mutations
 * @seen: mutations up to this one are in what the server has sent: they need no overlay any more
 * @mid: a mutation number
 * @new_client: see REBASE
 * @new_epoch: see REBASE
 * @at: when
 * @state: the state to show
 * @fault: why, where the state has a reason
 */
typedef struct
{
  RwSyncCommandType type;
  guint request;
  RwSyncCursor cursor;
  gboolean rebuild;
  guint limit;
  gint64 seen;
  gint64 mid;
  gboolean new_client;
  gboolean new_epoch;
  gint64 at;
  RwSyncState state;
  RwError fault;
} RwSyncCommand;

/**
 * RwSyncMachine:
 *
 * The client's side of the sync protocol and nothing else: no clock, no random numbers, no files,
 * no network. Events go in, commands come out; the same events give the same commands, which is what
 * the simulator in tests/sync lives on.
 */
typedef struct _RwSyncMachine RwSyncMachine;

RwSyncMachine      *rw_sync_machine_new        (void);
void                rw_sync_machine_free       (RwSyncMachine       *self);
void                rw_sync_machine_feed       (RwSyncMachine       *self,
                                                const RwSyncEvent   *event);
gboolean            rw_sync_machine_next       (RwSyncMachine       *self,
                                                RwSyncCommand       *command);
const RwSyncCursor *rw_sync_machine_get_cursor (RwSyncMachine       *self);
gint64              rw_sync_machine_get_head   (RwSyncMachine       *self);
gint64              rw_sync_machine_get_seen   (RwSyncMachine       *self);
guint               rw_sync_machine_get_pending (RwSyncMachine      *self);
RwSyncState         rw_sync_machine_get_state  (RwSyncMachine       *self);
gboolean            rw_sync_word_copy          (char                 word[RW_SYNC_WORD_SIZE],
                                                const char          *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwSyncMachine, rw_sync_machine_free)

G_END_DECLS
