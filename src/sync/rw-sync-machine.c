/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-sync-machine-private.h"

#include <string.h>

#include "rw-clock.h"
#include "rw-planted.h"

/* A hint reaches every client at the same moment; their pulls should not. */
#define HINT_SPREAD       (250 * RW_SECOND / 1000)
#define BACKOFF_FIRST     (1 * RW_SECOND)
#define BACKOFF_MOST      (60 * RW_SECOND)
#define LIVE_BACKOFF_MOST (5 * RW_MINUTE)
#define FIRST_PAGE_SHORT  (1500 * RW_SECOND / 1000)
#define FIRST_PAGE_LONG   (10 * RW_SECOND)
#define FIRST_LIMIT_MOST  1000000
/* What an edit that is on its way gets to arrive when the machine is put to sleep. */
#define SLEEP_PATIENCE (1 * RW_SECOND)
/* A server that is restored in the middle of a first sync is no fault; one that is all the time is. */
#define RESTARTS_QUIET    3

/**
 * rw_sync_machine_new:
 *
 * Returns: (transfer full): a machine that waits for STARTED
 */
RwSyncMachine *
rw_sync_machine_new (void)
{
  RwSyncMachine *self = g_new0 (RwSyncMachine, 1);

  self->commands = g_array_new (FALSE, TRUE, sizeof (RwSyncCommand));
  self->push_limit = RW_SYNC_PUSH_LIMIT;
  self->first_limit = RW_SYNC_FIRST_PULL_LIMIT;
  return self;
}

void
rw_sync_machine_free (RwSyncMachine *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->commands);
  g_free (self);
}

/**
 * rw_sync_word_copy:
 * @word: where to
 * @text: (nullable): an epoch or scope; %NULL counts as empty
 *
 * Returns: whether it fits; a server that sends longer ones is not understood
 */
gboolean
rw_sync_word_copy (char word[RW_SYNC_WORD_SIZE], const char *text)
{
  return g_strlcpy (word, text != NULL ? text : "", RW_SYNC_WORD_SIZE) < RW_SYNC_WORD_SIZE;
}

RwSyncCommand *
rw_sync_machine_emit (RwSyncMachine *self, RwSyncCommandType type)
{
  RwSyncCommand command = { .type = type };

  g_array_append_val (self->commands, command);
  return &g_array_index (self->commands, RwSyncCommand, self->commands->len - 1);
}

/* Somewhere between half of @most and @most: far enough apart for a thousand clients that lost the
 * same server at the same moment. */
static gint64
spread (RwSyncMachine *self, gint64 most)
{
  return most / 2 + (gint64) (((guint64) most / 2 * self->dice) >> 32);
}

static gint64
backoff (RwSyncMachine *self, guint failures, gint64 most)
{
  gint64 pause = BACKOFF_FIRST << MIN (failures > 0 ? failures - 1 : 0, 16);

  return spread (self, MIN (pause, most));
}

/* What a person calls "no connection": everything else is a fault to be read. */
gboolean
rw_sync_fault_is_unreachable (RwError fault)
{
  return fault == RW_ERROR_UNREACHABLE || fault == RW_ERROR_TIMEOUT || fault == RW_ERROR_BUSY;
}

void
rw_sync_machine_abort_requests (RwSyncMachine *self)
{
  if (self->pull != 0 || self->push != 0)
    rw_sync_machine_emit (self, RW_SYNC_COMMAND_ABORT);
  if (self->pull != 0)
    self->stale = TRUE;
  self->pull = 0;
  self->push = 0;
}

static void
close_live (RwSyncMachine *self)
{
  if (self->live != RW_SYNC_LIVE_DOWN)
    rw_sync_machine_emit (self, RW_SYNC_COMMAND_CLOSE_LIVE);
  self->live = RW_SYNC_LIVE_DOWN;
}

static void
sign_out (RwSyncMachine *self, RwError fault)
{
  self->has_token = FALSE;
  self->contact = FALSE;
  self->faulty = FALSE;
  self->push_faulty = FALSE;
  self->fault = fault;
  rw_sync_machine_abort_requests (self);
  close_live (self);
}

static void
fail (RwSyncMachine *self, RwError fault, guint retry_after)
{
  gint64 pause;

  if (fault == RW_ERROR_AUTH)
    {
      sign_out (self, fault);
      return;
    }
  self->failures = MAX (self->failures + 1, self->restarts);
  pause = backoff (self, self->failures, BACKOFF_MOST);
  if (retry_after > 0)
    pause = MAX (pause, (gint64) MIN (retry_after, 3600) * RW_SECOND);
  self->retry_at = self->now + pause;
  self->faulty = TRUE;
  self->fault = fault;
  self->stale = TRUE;
  if (!rw_sync_fault_is_unreachable (fault))
    self->contact = TRUE;
}

static void
succeed (RwSyncMachine *self)
{
  self->contact = TRUE;
  self->failures = 0;
  self->faulty = FALSE;
  self->retry_at = 0;
}

/* Nothing of the old cursor is worth anything. The old file is shown until the new one is whole. */
static void
begin_rebuild (RwSyncMachine *self)
{
  rw_sync_machine_abort_requests (self);
  if (self->rebuild)
    self->restarts++;
  self->rebuild = TRUE;
  self->must_swap = FALSE;
  self->apply = 0;
  self->cursor = (RwSyncCursor) { 0 };
  self->head = 0;
  self->stale = TRUE;
  rw_sync_machine_emit (self, RW_SYNC_COMMAND_REBUILD);
}

/* The cursor leads nowhere, or the new file is not where it should be: only from the start is there a
 * way on, whoever is to blame. A server that refuses even the empty cursor, or each new file before it
 * is whole, would keep us busy for ever: so there are pauses, and after a few times a person is told. */
static void
resync (RwSyncMachine *self)
{
  gboolean at_start = self->cursor.pos == 0 && self->cursor.epoch[0] == '\0';
  gboolean again = self->rebuild;

  self->contact = TRUE;
  begin_rebuild (self);
  if (at_start || self->restarts > RESTARTS_QUIET)
    fail (self, RW_ERROR_PROTOCOL, 0);
  else if (again)
    {
      self->failures = MAX (self->failures + 1, self->restarts);
      self->retry_at = self->now + backoff (self, self->failures, BACKOFF_MOST);
    }
}

static void
request_failed (RwSyncMachine *self, const RwSyncEvent *event)
{
  if (event->fault == RW_ERROR_RESYNC)
    resync (self);
  else if (event->fault == RW_ERROR_CANCELLED)
    self->stale = TRUE;
  else
    fail (self, event->fault, event->retry_after);
}

static void
forget_pauses (RwSyncMachine *self)
{
  self->push_failures = 0;
  self->push_at = 0;
  self->failures = 0;
  self->restarts = 0;
  self->retry_at = 0;
  self->live_failures = 0;
  self->live_at = 0;
}

static void
on_started (RwSyncMachine *self, const RwSyncEvent *event)
{
  self->started = TRUE;
  self->has_data = event->flag;
  self->cursor = event->trailer.next;
  self->head = self->cursor.pos;
  self->seen = self->has_data ? event->trailer.last_mid : 0;
  self->queued = event->queued;
  self->acked = event->acked;
  self->stale = TRUE;
  if (event->epoch == NULL || !rw_sync_word_copy (self->outbox_epoch, event->epoch))
    memcpy (self->outbox_epoch, self->cursor.epoch, sizeof self->outbox_epoch);
  if (self->has_data)
    {
      /* It ended between the new cache and the outbox: that still has to be fitted to the server, and
       * nothing may be pushed before. The next whole page says how far the server counted. */
      if (self->queued > 0 && strcmp (self->outbox_epoch, self->cursor.epoch) != 0)
        {
          self->must_rebase = TRUE;
          self->server_mid = -1;
        }
      return;
    }
  /* A first sync that was begun before goes on where it was. */
  if (self->cursor.epoch[0] != '\0')
    self->rebuild = TRUE;
  else
    begin_rebuild (self);
}

static void
on_token (RwSyncMachine *self, const RwSyncEvent *event)
{
  if (!event->flag)
    {
      sign_out (self, RW_ERROR_AUTH);
      return;
    }
  /* Another person may have another scope: no answer to the last one's questions counts. */
  rw_sync_machine_abort_requests (self);
  close_live (self);
  self->has_token = TRUE;
  self->faulty = FALSE;
  self->contact = FALSE;
  self->live_tried = FALSE;
  self->stale = TRUE;
  forget_pauses (self);
}

static void
fail_push (RwSyncMachine *self)
{
  self->push_failures++;
  self->push_at = self->now + backoff (self, self->push_failures, BACKOFF_MOST);
}

static gboolean
page_makes_sense (RwSyncMachine *self, const RwSyncTrailer *trailer)
{
  const RwSyncCursor *asked = &self->cursor, *next = &trailer->next;

  if (next->epoch[0] == '\0' || next->pos < asked->pos || next->pos > trailer->head)
    return FALSE;
  /* Nothing now and more later, for ever. */
  if (next->pos == asked->pos && trailer->head > next->pos)
    return FALSE;
  if (asked->epoch[0] != '\0' && strcmp (asked->epoch, next->epoch) != 0)
    return FALSE;
  if (asked->epoch[0] != '\0' && strcmp (asked->scope, next->scope) != 0)
    return FALSE;
  return TRUE;
}

/* Between two pages everybody waits, and a page that is cut comes again whole: on a fast line they
 * may be large, on a slow one they must not. */
static void
fit_first_limit (RwSyncMachine *self)
{
  gint64 took = self->now - self->last_pull;

  if (took < FIRST_PAGE_SHORT)
    self->first_limit = MIN (self->first_limit * 4, FIRST_LIMIT_MOST);
  else if (took > FIRST_PAGE_LONG)
    self->first_limit = MAX (self->first_limit / 2, RW_SYNC_PULL_LIMIT);
}

static void
on_page (RwSyncMachine *self, const RwSyncEvent *event)
{
  RwSyncCommand *command;
  gboolean whole;

  if (event->request == 0 || event->request != self->pull)
    {
      rw_sync_machine_emit (self, RW_SYNC_COMMAND_DROP)->request = event->request;
      return;
    }
  self->pull = 0;
  if (!page_makes_sense (self, &event->trailer))
    {
      rw_sync_machine_emit (self, RW_SYNC_COMMAND_DROP)->request = event->request;
      fail (self, RW_ERROR_PROTOCOL, 0);
      return;
    }
  self->contact = TRUE;
  if (self->rebuild)
    fit_first_limit (self);
  self->apply = event->request;
  self->page = event->trailer;
  if (self->cursor.h0 > 0)
    self->page.next.h0 = self->cursor.h0;
  if (RW_PLANTED (H0_FORGOTTEN))
    self->page.next.h0 = 0;

  /* A mutation that the server has taken may lie behind the end of a page that is not the last:
   * without its overlay the old value would show until the next page. */
  whole = event->trailer.next.pos == event->trailer.head || RW_PLANTED (SEEN_TOO_EARLY);
  command = rw_sync_machine_emit (self, RW_SYNC_COMMAND_APPLY);
  command->request = event->request;
  command->cursor = self->page.next;
  command->rebuild = self->rebuild;
  if (self->rebuild)
    command->seen = whole ? event->trailer.last_mid : 0;
  else
    command->seen = whole ? MAX (self->seen, event->trailer.last_mid) : self->seen;
}

static void
on_applied (RwSyncMachine *self, const RwSyncEvent *event)
{
  if (event->request == 0 || event->request != self->apply)
    return;
  self->apply = 0;
  self->cursor = self->page.next;
  self->head = MAX (self->head, self->page.head);
  succeed (self);
  if (self->page.next.pos < self->page.head)
    return;

  self->server_mid = self->page.last_mid;
  if (self->rebuild)
    {
      self->must_swap = TRUE;
      return;
    }
  self->seen = MAX (self->seen, self->page.last_mid);
  /* The outbox is older than what the server had from us: it was put back from a copy. Its next
   * numbers are taken and would be answered with results of other edits. */
  if (self->server_mid > self->queued)
    self->must_rebase = TRUE;
}

static void
on_swapped (RwSyncMachine *self)
{
  /* Entries of an epoch that nobody remembers count as of another. */
  gboolean new_epoch = strcmp (self->outbox_epoch, self->cursor.epoch) != 0;

  if (self->queued == 0)
    {
      new_epoch = FALSE;
      memcpy (self->outbox_epoch, self->cursor.epoch, sizeof self->outbox_epoch);
    }
  self->swapping = FALSE;
  self->must_swap = FALSE;
  self->rebuild = FALSE;
  self->restarts = 0;
  self->has_data = TRUE;
  self->seen = self->server_mid;
  if (new_epoch || self->server_mid < self->acked || self->server_mid > self->queued)
    self->must_rebase = TRUE;
}

static void
on_pushed (RwSyncMachine *self, const RwSyncEvent *event)
{
  if (event->request == 0 || event->request != self->push)
    {
      /* Too late to be of use here, but what is stored is stored. */
      if (!self->must_rebase && !self->rebasing)
        self->acked = MAX (self->acked, event->acked);
      return;
    }
  self->push = 0;
  if (event->acked < self->push_from)
    {
      self->push_faulty = TRUE;
      self->push_fault = RW_ERROR_PROTOCOL;
      fail_push (self);
      return;
    }
  self->push_faulty = FALSE;
  self->push_failures = 0;
  self->push_at = 0;
  self->acked = MAX (self->acked, event->acked);
  self->head = MAX (self->head, event->head);
  self->push_limit = RW_SYNC_PUSH_LIMIT;
  /* With nothing new at the server (all refused, or merged into what was there) the feed still
   * has to say that it has passed them. */
  self->stale = TRUE;
  self->pull_at = 0;
  succeed (self);
}

static void
on_push_failed (RwSyncMachine *self, const RwSyncEvent *event)
{
  if (event->request == 0 || event->request != self->push)
    return;
  self->push = 0;
  if (event->fault == RW_ERROR_LIMIT && self->push_limit > 1)
    {
      self->push_limit /= 2;
      return;
    }
  if (event->fault == RW_ERROR_LIMIT)
    {
      RwSyncCommand *command = rw_sync_machine_emit (self, RW_SYNC_COMMAND_SET_ASIDE);

      /* It is alone in its message: trying again would stop all edits behind it, for ever. */
      command->request = self->push = event->request;
      command->mid = self->push_from;
      return;
    }
  if (event->fault == RW_ERROR_CONFLICT)
    {
      /* A gap in our numbers: the server has lost some. Its next page says how far it counted. */
      self->must_rebase = TRUE;
      self->server_mid = -1;
      self->stale = TRUE;
      fail_push (self);
      return;
    }
  if (event->fault == RW_ERROR_RESYNC || event->fault == RW_ERROR_AUTH ||
      event->fault == RW_ERROR_CANCELLED || rw_sync_fault_is_unreachable (event->fault))
    {
      request_failed (self, event);
      return;
    }
  self->push_faulty = TRUE;
  self->push_fault = event->fault;
  fail_push (self);
}

static void
on_set_aside (RwSyncMachine *self, const RwSyncEvent *event)
{
  if (event->request == 0 || event->request != self->push)
    return;
  self->push = 0;
  self->push_faulty = FALSE;
  self->push_failures = 0;
  self->push_at = 0;
  self->push_limit = RW_SYNC_PUSH_LIMIT;
}

static void
on_rebased (RwSyncMachine *self, const RwSyncEvent *event)
{
  self->rebasing = FALSE;
  self->must_rebase = FALSE;
  /* An edit may have been queued, and said so, while this was done. */
  self->queued = event->flag ? event->queued : MAX (self->queued, event->queued);
  self->acked = event->acked;
  self->seen = event->acked;
  memcpy (self->outbox_epoch, self->cursor.epoch, sizeof self->outbox_epoch);
}

static void
on_live_lost (RwSyncMachine *self, const RwSyncEvent *event)
{
  if (self->live == RW_SYNC_LIVE_DOWN)
    return;
  if (event->fault == RW_ERROR_AUTH)
    {
      sign_out (self, event->fault);
      return;
    }
  /* A stream that was up may have been cut with the network: look at once. */
  if (self->live == RW_SYNC_LIVE_UP)
    self->stale = TRUE;
  else
    self->live_failures++;
  self->live = RW_SYNC_LIVE_DOWN;
  self->live_tried = TRUE;
  self->live_at = self->now + backoff (self, MAX (self->live_failures, 1), LIVE_BACKOFF_MOST);
}

static void
on_hint (RwSyncMachine *self, const RwSyncEvent *event)
{
  self->live_heard = self->now;
  if (self->rebuild)
    return;
  if (event->epoch != NULL && strcmp (event->epoch, self->cursor.epoch) != 0)
    self->stale = TRUE;
  else if (event->head > self->head)
    self->head = event->head;
  else
    return;
  if (self->pull_at <= self->now)
    self->pull_at = self->now + (gint64) (((guint64) HINT_SPREAD * self->dice) >> 32);
}

/* An edit that is on its way is let through: colleagues should not have to wait for it until the machine is
 * opened again. Nothing else is worth a moment. */
static void
on_sleeping (RwSyncMachine *self)
{
  if (self->asleep)
    return;
  self->asleep = TRUE;
  self->hang_up_at = self->now + SLEEP_PATIENCE;
  self->stale = TRUE;
  close_live (self);
}

static void
hang_up_in_time (RwSyncMachine *self)
{
  if (self->hang_up_at == 0 || (self->push != 0 && self->now < self->hang_up_at))
    return;
  self->hang_up_at = 0;
  rw_sync_machine_abort_requests (self);
  rw_sync_machine_emit (self, RW_SYNC_COMMAND_HANG_UP);
}

static void
wake (RwSyncMachine *self)
{
  self->asleep = FALSE;
  self->hang_up_at = 0;
}

static void
on_resumed (RwSyncMachine *self)
{
  wake (self);
  rw_sync_machine_abort_requests (self);
  close_live (self);
  forget_pauses (self);
  self->stale = TRUE;
  self->pull_at = self->now + (gint64) (((guint64) HINT_SPREAD * self->dice) >> 32);
}

static void
on_timer (RwSyncMachine *self)
{
  if (self->live != RW_SYNC_LIVE_DOWN && self->now >= rw_sync_machine_live_ends_at (self))
    {
      close_live (self);
      self->live_tried = TRUE;
      self->live_failures++;
      self->live_at = self->now + backoff (self, self->live_failures, LIVE_BACKOFF_MOST);
      self->stale = TRUE;
    }
  if (self->now >= rw_sync_machine_look_at (self))
    self->look = TRUE;
}

/* The outbox is fitted to an epoch that the cursor names: that has to end first. */
static void
replace_damaged (RwSyncMachine *self)
{
  if (!self->damaged || self->rebasing)
    return;
  self->damaged = FALSE;
  if (!self->rebuild)
    begin_rebuild (self);
}

/**
 * rw_sync_machine_feed:
 * @event: what happened
 *
 * Takes the event in; the commands that follow from it wait in rw_sync_machine_next().
 */
void
rw_sync_machine_feed (RwSyncMachine *self, const RwSyncEvent *event)
{
  g_return_if_fail (event->type == RW_SYNC_EVENT_STARTED || event->type == RW_SYNC_EVENT_TOKEN ||
                    event->type == RW_SYNC_EVENT_DAMAGED || self->started ||
                    event->type == RW_SYNC_EVENT_CLOSED);

  self->now = MAX (self->now, event->now);
  self->dice = event->dice;
  switch (event->type)
    {
    case RW_SYNC_EVENT_STARTED:
      on_started (self, event);
      break;
    case RW_SYNC_EVENT_TOKEN:
      on_token (self, event);
      break;
    case RW_SYNC_EVENT_NETWORK:
      forget_pauses (self);
      self->look = TRUE;
      break;
    case RW_SYNC_EVENT_SLEEPING:
      on_sleeping (self);
      break;
    case RW_SYNC_EVENT_RESUMED:
      on_resumed (self);
      break;
    case RW_SYNC_EVENT_SYNC_NOW:
      /* Whoever asks is there, and so the machine is not asleep. */
      wake (self);
      forget_pauses (self);
      if (self->live == RW_SYNC_LIVE_OPENING)
        close_live (self);
      self->faulty = FALSE;
      self->push_faulty = FALSE;
      self->stale = TRUE;
      self->pull_at = 0;
      break;
    case RW_SYNC_EVENT_PAGE:
      on_page (self, event);
      break;
    case RW_SYNC_EVENT_PULL_FAILED:
      if (event->request != 0 && event->request == self->pull)
        {
          self->pull = 0;
          request_failed (self, event);
        }
      break;
    case RW_SYNC_EVENT_APPLIED:
      on_applied (self, event);
      break;
    case RW_SYNC_EVENT_APPLY_FAILED:
      if (event->request != 0 && event->request == self->apply)
        {
          self->apply = 0;
          request_failed (self, event);
        }
      break;
    case RW_SYNC_EVENT_SWAPPED:
      if (self->swapping)
        on_swapped (self);
      break;
    case RW_SYNC_EVENT_SWAP_FAILED:
      self->swapping = FALSE;
      /* What should have become the cache is no good: once more from the start, but not at once. */
      if (event->fault == RW_ERROR_RESYNC || event->fault == RW_ERROR_PROTOCOL ||
          event->fault == RW_ERROR_CORRUPT)
        begin_rebuild (self);
      fail (self, event->fault == RW_ERROR_RESYNC ? RW_ERROR_PROTOCOL : event->fault, 0);
      break;
    case RW_SYNC_EVENT_QUEUED:
      self->queued = MAX (self->queued, event->queued);
      break;
    case RW_SYNC_EVENT_PUSHED:
      on_pushed (self, event);
      break;
    case RW_SYNC_EVENT_PUSH_FAILED:
      on_push_failed (self, event);
      break;
    case RW_SYNC_EVENT_SET_ASIDE:
      on_set_aside (self, event);
      break;
    case RW_SYNC_EVENT_REBASED:
      if (self->rebasing)
        on_rebased (self, event);
      break;
    case RW_SYNC_EVENT_REBASE_FAILED:
      self->rebasing = FALSE;
      fail (self, event->fault, 0);
      break;
    case RW_SYNC_EVENT_LIVE_OPENED:
      if (self->live == RW_SYNC_LIVE_OPENING)
        {
          self->live = RW_SYNC_LIVE_UP;
          self->live_tried = TRUE;
          self->live_failures = 0;
          self->live_heard = self->now;
          /* What came between the last page and the stream was not hinted at. */
          self->look = TRUE;
        }
      break;
    case RW_SYNC_EVENT_LIVE_HEARD:
      self->live_heard = self->now;
      break;
    case RW_SYNC_EVENT_LIVE_LOST:
      on_live_lost (self, event);
      break;
    case RW_SYNC_EVENT_HINT:
      on_hint (self, event);
      break;
    case RW_SYNC_EVENT_DAMAGED:
      self->damaged = TRUE;
      break;
    case RW_SYNC_EVENT_TIMER:
      self->timer_at = 0;
      on_timer (self);
      break;
    case RW_SYNC_EVENT_CLOSED:
      rw_sync_machine_abort_requests (self);
      close_live (self);
      self->started = FALSE;
      self->apply = 0;
      break;
    default:
      g_assert_not_reached ();
    }

  if (self->started)
    {
      replace_damaged (self);
      hang_up_in_time (self);
      if (self->now >= self->retry_at)
        rw_sync_machine_act (self);
      rw_sync_machine_set_timer (self);
    }
  rw_sync_machine_report (self);
}

/**
 * rw_sync_machine_next:
 * @command: (out caller-allocates): what to do next
 *
 * Returns: %FALSE when there is nothing to do until the next event
 */
gboolean
rw_sync_machine_next (RwSyncMachine *self, RwSyncCommand *command)
{
  if (self->read == self->commands->len)
    {
      g_array_set_size (self->commands, 0);
      self->read = 0;
      return FALSE;
    }
  *command = g_array_index (self->commands, RwSyncCommand, self->read++);
  return TRUE;
}

/**
 * rw_sync_machine_get_cursor:
 *
 * Returns: (transfer none): the cursor that the next page will be asked with
 */
const RwSyncCursor *
rw_sync_machine_get_cursor (RwSyncMachine *self)
{
  return &self->cursor;
}

gint64
rw_sync_machine_get_head (RwSyncMachine *self)
{
  return self->head;
}

/**
 * rw_sync_machine_get_seen:
 *
 * Returns: the last mutation whose effect is known to be in what the server has sent
 */
gint64
rw_sync_machine_get_seen (RwSyncMachine *self)
{
  return self->seen;
}

guint
rw_sync_machine_get_pending (RwSyncMachine *self)
{
  return (guint) (self->queued - self->acked);
}

RwSyncState
rw_sync_machine_get_state (RwSyncMachine *self)
{
  return self->state;
}
