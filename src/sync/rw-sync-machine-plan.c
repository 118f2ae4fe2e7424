/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-sync-machine-private.h"

#include <string.h>

#include "rw-clock.h"

/* Three heartbeats of the server, which sends one every 20 s. */
#define LIVE_TIMEOUT (60 * RW_SECOND)
/* For the stream to open. */
#define OPEN_TIMEOUT (15 * RW_SECOND)
/* How often to look when the live stream does not open, as behind a proxy that holds it back. */
#define POLL_INTERVAL (30 * RW_SECOND)
/* And when it does: a hint that something on the way swallowed must not be missed for ever. */
#define LOOK_INTERVAL (5 * RW_MINUTE)

/* What follows from what the machine knows, whatever event it came from. */

gint64
rw_sync_machine_look_at (RwSyncMachine *self)
{
  return self->last_pull + (self->live == RW_SYNC_LIVE_UP ? LOOK_INTERVAL : POLL_INTERVAL);
}

gint64
rw_sync_machine_live_ends_at (RwSyncMachine *self)
{
  return self->live_heard + (self->live == RW_SYNC_LIVE_UP ? LIVE_TIMEOUT : OPEN_TIMEOUT);
}

static guint
next_request (RwSyncMachine *self)
{
  if (++self->last_request == 0)
    self->last_request = 1;
  return self->last_request;
}

static gboolean
wants_pull (RwSyncMachine *self)
{
  return self->stale || self->look || self->rebuild || self->head > self->cursor.pos;
}

static gboolean
can_pull (RwSyncMachine *self)
{
  return self->pull == 0 && self->apply == 0 && !self->must_swap && !self->swapping &&
         !self->rebasing;
}

static void
pull (RwSyncMachine *self)
{
  RwSyncCommand *command = rw_sync_machine_emit (self, RW_SYNC_COMMAND_PULL);

  command->request = self->pull = next_request (self);
  /* A first sync of an empty server began at 0, which would say that this is one: then the server
   * would let a cursor pass that has missed tombstones. */
  if (self->cursor.pos > 0 && self->cursor.h0 == 0)
    self->cursor.h0 = self->cursor.pos;
  command->cursor = self->cursor;
  command->rebuild = self->rebuild;
  command->limit = self->rebuild ? self->first_limit : RW_SYNC_PULL_LIMIT;
  self->pull_stale = self->stale;
  self->stale = FALSE;
  self->look = FALSE;
  self->last_pull = self->now;
}

static void
push (RwSyncMachine *self)
{
  RwSyncCommand *command = rw_sync_machine_emit (self, RW_SYNC_COMMAND_PUSH);

  command->request = self->push = next_request (self);
  command->mid = self->push_from = self->acked + 1;
  command->limit = self->push_limit;
  memcpy (command->cursor.epoch, self->cursor.epoch, sizeof command->cursor.epoch);
}

static void
rebase (RwSyncMachine *self)
{
  RwSyncCommand *command = rw_sync_machine_emit (self, RW_SYNC_COMMAND_REBASE);

  command->mid = self->server_mid;
  command->new_client = self->server_mid > self->queued;
  command->new_epoch = strcmp (self->outbox_epoch, self->cursor.epoch) != 0;
  memcpy (command->cursor.epoch, self->cursor.epoch, sizeof command->cursor.epoch);
  if (command->new_client)
    command->mid = 0;
  self->rebasing = TRUE;
}

void
rw_sync_machine_act (RwSyncMachine *self)
{
  if (self->must_swap && !self->swapping)
    {
      rw_sync_machine_emit (self, RW_SYNC_COMMAND_SWAP)->seen = self->server_mid;
      self->swapping = TRUE;
    }
  if (self->must_rebase && !self->rebasing && !self->rebuild && self->server_mid >= 0)
    {
      rw_sync_machine_abort_requests (self);
      rebase (self);
    }
  if (!self->has_token || self->asleep)
    return;
  if (can_pull (self) && wants_pull (self) && self->now >= self->pull_at)
    pull (self);
  if (self->push == 0 && !self->rebuild && !self->must_rebase && !self->rebasing &&
      self->cursor.epoch[0] != '\0' && self->acked < self->queued && self->now >= self->push_at)
    push (self);
  if (self->live == RW_SYNC_LIVE_DOWN && self->now >= self->live_at)
    {
      rw_sync_machine_emit (self, RW_SYNC_COMMAND_OPEN_LIVE);
      self->live = RW_SYNC_LIVE_OPENING;
      self->live_heard = self->now;
    }
}

static void
earlier (gint64 *at, gint64 other)
{
  if (*at == 0 || other < *at)
    *at = other;
}

void
rw_sync_machine_set_timer (RwSyncMachine *self)
{
  gint64 at = 0;

  if (self->asleep)
    at = self->hang_up_at;
  else if (self->retry_at > self->now)
    at = self->retry_at;
  else if (self->has_token)
    {
      if (self->pull_at > self->now && wants_pull (self))
        earlier (&at, self->pull_at);
      if (self->push_at > self->now && self->acked < self->queued)
        earlier (&at, self->push_at);
      if (self->live == RW_SYNC_LIVE_DOWN && self->live_at > self->now)
        earlier (&at, self->live_at);
      if (can_pull (self) && !wants_pull (self))
        earlier (&at, MAX (rw_sync_machine_look_at (self), self->now + 1));
    }
  if (self->live != RW_SYNC_LIVE_DOWN && !self->asleep)
    earlier (&at, MAX (rw_sync_machine_live_ends_at (self), self->now + 1));
  if (at == self->timer_at)
    return;
  self->timer_at = at;
  rw_sync_machine_emit (self, RW_SYNC_COMMAND_TIMER)->at = at;
}

static RwSyncState
compute_state (RwSyncMachine *self)
{
  if (!self->started)
    return RW_SYNC_STATE_CLOSED;
  if (!self->has_token)
    return RW_SYNC_STATE_SIGNED_OUT;
  if (self->faulty)
    return rw_sync_fault_is_unreachable (self->fault) ? RW_SYNC_STATE_OFFLINE
                                                      : RW_SYNC_STATE_FAILED;
  if (self->push_faulty && self->acked < self->queued)
    return RW_SYNC_STATE_FAILED;
  if (!self->contact)
    return RW_SYNC_STATE_CONNECTING;
  if (!self->has_data)
    return RW_SYNC_STATE_FIRST_SYNC;
  if (self->stale || self->rebuild || self->must_rebase || self->rebasing ||
      self->acked < self->queued || self->head > self->cursor.pos ||
      (self->live != RW_SYNC_LIVE_UP && !self->live_tried))
    return RW_SYNC_STATE_SYNCING;
  /* A look around that nothing gave reason for does not make what is shown less true. */
  if ((self->pull != 0 || self->apply != 0) &&
      (self->pull_stale || self->state != RW_SYNC_STATE_UP_TO_DATE))
    return RW_SYNC_STATE_SYNCING;
  return RW_SYNC_STATE_UP_TO_DATE;
}

void
rw_sync_machine_report (RwSyncMachine *self)
{
  RwSyncState state = compute_state (self);
  RwError fault = self->push_faulty && !self->faulty ? self->push_fault : self->fault;
  RwSyncCommand *command;

  if (state == self->state && fault == self->reported_fault)
    return;
  self->state = state;
  self->reported_fault = fault;
  command = rw_sync_machine_emit (self, RW_SYNC_COMMAND_REPORT);
  command->state = state;
  command->fault = fault;
}
