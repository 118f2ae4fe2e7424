/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "rw-clock.h"
#include "rw-sync-machine.h"

typedef struct
{
  RwSyncMachine *machine;
  gint64 now;
  GArray *commands;
} Fixture;

static void
feed (Fixture *fixture, RwSyncEvent event)
{
  RwSyncCommand command;

  event.now = fixture->now;
  rw_sync_machine_feed (fixture->machine, &event);
  g_array_set_size (fixture->commands, 0);
  while (rw_sync_machine_next (fixture->machine, &command))
    g_array_append_val (fixture->commands, command);
}

static const RwSyncCommand *
find (Fixture *fixture, RwSyncCommandType type)
{
  for (guint i = 0; i < fixture->commands->len; i++)
    if (g_array_index (fixture->commands, RwSyncCommand, i).type == type)
      return &g_array_index (fixture->commands, RwSyncCommand, i);
  return NULL;
}

static RwSyncTrailer
trailer (gint64 to, gint64 head, gint64 last_mid)
{
  RwSyncTrailer page = { .head = head, .last_mid = last_mid };

  page.next.pos = to;
  page.next.h0 = head;
  rw_sync_word_copy (page.next.epoch, "e1");
  rw_sync_word_copy (page.next.scope, "s1");
  return page;
}

static void
answer_pull (Fixture *fixture, gint64 to, gint64 head, gint64 last_mid)
{
  const RwSyncCommand *pull = find (fixture, RW_SYNC_COMMAND_PULL);
  guint request;

  g_assert_nonnull (pull);
  request = pull->request;
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_PAGE,
                                 .request = request,
                                 .trailer = trailer (to, head, last_mid) });
  g_assert_nonnull (find (fixture, RW_SYNC_COMMAND_APPLY));
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_APPLIED, .request = request });
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->machine = rw_sync_machine_new ();
  fixture->now = RW_DAY;
  fixture->commands = g_array_new (FALSE, TRUE, sizeof (RwSyncCommand));
}

/* Up to date at 10 with three acknowledged mutations. */
static void
set_up_synced (Fixture *fixture, gconstpointer data)
{
  set_up (fixture, data);
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_STARTED,
                                 .flag = TRUE,
                                 .queued = 3,
                                 .acked = 3,
                                 .trailer = trailer (10, 10, 3) });
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_TOKEN, .flag = TRUE });
  g_assert_nonnull (find (fixture, RW_SYNC_COMMAND_OPEN_LIVE));
  answer_pull (fixture, 10, 10, 3);
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_LIVE_OPENED });
  answer_pull (fixture, 10, 10, 3);
  g_assert_cmpint (rw_sync_machine_get_state (fixture->machine), ==, RW_SYNC_STATE_UP_TO_DATE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  rw_sync_machine_free (fixture->machine);
  g_array_unref (fixture->commands);
}

static void
test_first_sync (Fixture *fixture, gconstpointer data)
{
  const RwSyncCommand *command;

  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_STARTED });
  g_assert_nonnull (find (fixture, RW_SYNC_COMMAND_REBUILD));
  g_assert_null (find (fixture, RW_SYNC_COMMAND_PULL));
  g_assert_cmpint (rw_sync_machine_get_state (fixture->machine), ==, RW_SYNC_STATE_SIGNED_OUT);
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_TOKEN, .flag = TRUE });
  command = find (fixture, RW_SYNC_COMMAND_PULL);
  g_assert_true (command->rebuild);
  g_assert_cmpint (command->cursor.pos, ==, 0);
  g_assert_cmpstr (command->cursor.epoch, ==, "");
  answer_pull (fixture, 50, 80, 0);
  g_assert_cmpint (rw_sync_machine_get_state (fixture->machine), ==, RW_SYNC_STATE_FIRST_SYNC);
  g_assert_null (find (fixture, RW_SYNC_COMMAND_SWAP));
  command = find (fixture, RW_SYNC_COMMAND_PULL);
  g_assert_cmpint (command->cursor.pos, ==, 50);
  g_assert_cmpint (command->cursor.h0, ==, 80);
  answer_pull (fixture, 82, 82, 0);
  g_assert_nonnull (find (fixture, RW_SYNC_COMMAND_SWAP));
  g_assert_null (find (fixture, RW_SYNC_COMMAND_PULL));
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_SWAPPED });
  g_assert_null (find (fixture, RW_SYNC_COMMAND_REBASE));
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_LIVE_OPENED });
  answer_pull (fixture, 82, 82, 0);
  g_assert_cmpint (rw_sync_machine_get_state (fixture->machine), ==, RW_SYNC_STATE_UP_TO_DATE);
}

/* Pages grow on a fast line and shrink on a slow one. */
static void
test_page_size (Fixture *fixture, gconstpointer data)
{
  const RwSyncCommand *command;
  guint request, first;

  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_STARTED });
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_TOKEN, .flag = TRUE });
  first = find (fixture, RW_SYNC_COMMAND_PULL)->limit;
  answer_pull (fixture, 10, 100, 0);
  command = find (fixture, RW_SYNC_COMMAND_PULL);
  g_assert_cmpuint (command->limit, >, first);
  first = command->limit;
  request = command->request;
  fixture->now += 30 * RW_SECOND;
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_PAGE,
                                 .request = request,
                                 .trailer = trailer (20, 100, 0) });
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_APPLIED, .request = request });
  g_assert_cmpuint (find (fixture, RW_SYNC_COMMAND_PULL)->limit, <, first);
}

static void
test_stale_reply (Fixture *fixture, gconstpointer data)
{
  guint request;

  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_SYNC_NOW });
  request = find (fixture, RW_SYNC_COMMAND_PULL)->request;
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_RESUMED });
  g_assert_nonnull (find (fixture, RW_SYNC_COMMAND_ABORT));
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_PAGE,
                                 .request = request,
                                 .trailer = trailer (20, 20, 3) });
  g_assert_nonnull (find (fixture, RW_SYNC_COMMAND_DROP));
  g_assert_null (find (fixture, RW_SYNC_COMMAND_APPLY));
  g_assert_cmpint (rw_sync_machine_get_cursor (fixture->machine)->pos, ==, 10);
}

static void
test_page_from_nowhere (Fixture *fixture, gconstpointer data)
{
  RwSyncTrailer page = trailer (9, 20, 3);
  guint request;

  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_SYNC_NOW });
  request = find (fixture, RW_SYNC_COMMAND_PULL)->request;
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_PAGE, .request = request, .trailer = page });
  g_assert_nonnull (find (fixture, RW_SYNC_COMMAND_DROP));
  g_assert_cmpint (rw_sync_machine_get_state (fixture->machine), ==, RW_SYNC_STATE_FAILED);
  g_assert_cmpint (rw_sync_machine_get_cursor (fixture->machine)->pos, ==, 10);
}

static void
test_hint (Fixture *fixture, gconstpointer data)
{
  const RwSyncCommand *command;

  feed (fixture, (RwSyncEvent) {
                   .type = RW_SYNC_EVENT_HINT, .epoch = "e1", .head = 10, .dice = G_MAXUINT32 });
  g_assert_null (find (fixture, RW_SYNC_COMMAND_PULL));
  feed (fixture,
        (RwSyncEvent) {
          .type = RW_SYNC_EVENT_HINT, .epoch = "e1", .head = 12, .dice = G_MAXUINT32 / 2 });
  g_assert_null (find (fixture, RW_SYNC_COMMAND_PULL));
  command = find (fixture, RW_SYNC_COMMAND_TIMER);
  g_assert_cmpint (command->at, >, fixture->now);
  g_assert_cmpint (command->at, <=, fixture->now + 250 * RW_SECOND / 1000);
  fixture->now = command->at;
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_TIMER });
  answer_pull (fixture, 12, 12, 3);
  g_assert_cmpint (rw_sync_machine_get_state (fixture->machine), ==, RW_SYNC_STATE_UP_TO_DATE);
}

static void
test_backoff (Fixture *fixture, gconstpointer data)
{
  gint64 pause, last = 0;

  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_SYNC_NOW });
  for (guint i = 0; i < 10; i++)
    {
      guint request = find (fixture, RW_SYNC_COMMAND_PULL)->request;

      feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_PULL_FAILED,
                                     .request = request,
                                     .fault = RW_ERROR_UNREACHABLE,
                                     .dice = 1u << 31 });
      g_assert_cmpint (rw_sync_machine_get_state (fixture->machine), ==, RW_SYNC_STATE_OFFLINE);
      feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_LIVE_HEARD });
      /* An edit meanwhile does not wake the network up. */
      feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_QUEUED, .queued = 4 + i });
      g_assert_null (find (fixture, RW_SYNC_COMMAND_PUSH));
      pause = 0;
      while (TRUE)
        {
          fixture->now += RW_SECOND / 8;
          pause += RW_SECOND / 8;
          feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_TIMER });
          if (find (fixture, RW_SYNC_COMMAND_PULL) != NULL)
            break;
        }
      g_assert_cmpint (pause, >=, last);
      g_assert_cmpint (pause, <=, RW_MINUTE);
      last = pause;
    }
  g_assert_cmpint (last, >=, 30 * RW_SECOND);
}

static void
test_retry_after (Fixture *fixture, gconstpointer data)
{
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_SYNC_NOW });
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_PULL_FAILED,
                                 .fault = RW_ERROR_BUSY,
                                 .retry_after = 40,
                                 .request = find (fixture, RW_SYNC_COMMAND_PULL)->request });
  fixture->now += 39 * RW_SECOND;
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_TIMER });
  g_assert_null (find (fixture, RW_SYNC_COMMAND_PULL));
  fixture->now += 2 * RW_SECOND;
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_TIMER });
  g_assert_nonnull (find (fixture, RW_SYNC_COMMAND_PULL));
}

static void
test_heartbeat (Fixture *fixture, gconstpointer data)
{
  fixture->now += 59 * RW_SECOND;
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_LIVE_HEARD });
  fixture->now += 59 * RW_SECOND;
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_TIMER });
  g_assert_null (find (fixture, RW_SYNC_COMMAND_CLOSE_LIVE));
  fixture->now += 2 * RW_SECOND;
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_TIMER });
  g_assert_nonnull (find (fixture, RW_SYNC_COMMAND_CLOSE_LIVE));
  g_assert_nonnull (find (fixture, RW_SYNC_COMMAND_PULL));
  g_assert_cmpint (rw_sync_machine_get_state (fixture->machine), ==, RW_SYNC_STATE_SYNCING);
}

static void
test_own_write (Fixture *fixture, gconstpointer data)
{
  const RwSyncCommand *command;
  guint request;

  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_QUEUED, .queued = 4 });
  command = find (fixture, RW_SYNC_COMMAND_PUSH);
  g_assert_cmpint (command->mid, ==, 4);
  g_assert_cmpuint (rw_sync_machine_get_pending (fixture->machine), ==, 1);
  feed (fixture,
        (RwSyncEvent) {
          .type = RW_SYNC_EVENT_PUSHED, .request = command->request, .acked = 4, .head = 15 });
  g_assert_cmpuint (rw_sync_machine_get_pending (fixture->machine), ==, 0);

  /* The page says that the server has our mutation, but our row is behind its end. */
  request = find (fixture, RW_SYNC_COMMAND_PULL)->request;
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_PAGE,
                                 .request = request,
                                 .trailer = trailer (12, 15, 4) });
  g_assert_cmpint (find (fixture, RW_SYNC_COMMAND_APPLY)->seen, ==, 3);
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_APPLIED, .request = request });
  request = find (fixture, RW_SYNC_COMMAND_PULL)->request;
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_PAGE,
                                 .request = request,
                                 .trailer = trailer (15, 15, 4) });
  g_assert_cmpint (find (fixture, RW_SYNC_COMMAND_APPLY)->seen, ==, 4);
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_APPLIED, .request = request });
  g_assert_cmpint (rw_sync_machine_get_state (fixture->machine), ==, RW_SYNC_STATE_UP_TO_DATE);
}

static void
test_new_epoch (Fixture *fixture, gconstpointer data)
{
  RwSyncTrailer page = trailer (7, 7, 2);
  const RwSyncCommand *command;
  guint request;

  rw_sync_word_copy (page.next.epoch, "e2");
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_HINT, .epoch = "e2", .head = 7 });
  request = find (fixture, RW_SYNC_COMMAND_PULL)->request;
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_PULL_FAILED,
                                 .request = request,
                                 .fault = RW_ERROR_RESYNC });
  g_assert_nonnull (find (fixture, RW_SYNC_COMMAND_REBUILD));
  command = find (fixture, RW_SYNC_COMMAND_PULL);
  g_assert_cmpint (command->cursor.pos, ==, 0);
  g_assert_cmpstr (command->cursor.epoch, ==, "");
  request = command->request;
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_QUEUED, .queued = 4 });
  g_assert_null (find (fixture, RW_SYNC_COMMAND_PUSH));
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_PAGE, .request = request, .trailer = page });
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_APPLIED, .request = request });
  g_assert_cmpint (find (fixture, RW_SYNC_COMMAND_SWAP)->seen, ==, 2);
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_SWAPPED });
  command = find (fixture, RW_SYNC_COMMAND_REBASE);
  g_assert_cmpint (command->mid, ==, 2);
  g_assert_true (command->new_epoch);
  g_assert_false (command->new_client);
  g_assert_null (find (fixture, RW_SYNC_COMMAND_PUSH));
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_REBASED, .queued = 4, .acked = 2 });
  g_assert_cmpint (find (fixture, RW_SYNC_COMMAND_PUSH)->mid, ==, 3);
}

/* The process ended when the new cache was in place and the outbox was not fitted to it yet: what is in
 * the outbox is of another epoch, and must not be pushed as it is. */
static void
test_new_epoch_interrupted (Fixture *fixture, gconstpointer data)
{
  const RwSyncCommand *command;

  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_STARTED,
                                 .flag = TRUE,
                                 .queued = 4,
                                 .acked = 3,
                                 .epoch = "e0",
                                 .trailer = trailer (7, 7, 2) });
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_TOKEN, .flag = TRUE });
  g_assert_null (find (fixture, RW_SYNC_COMMAND_PUSH));
  answer_pull (fixture, 7, 7, 2);
  command = find (fixture, RW_SYNC_COMMAND_REBASE);
  g_assert_nonnull (command);
  g_assert_cmpint (command->mid, ==, 2);
  g_assert_true (command->new_epoch);
  g_assert_null (find (fixture, RW_SYNC_COMMAND_PUSH));
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_REBASED, .queued = 4, .acked = 2 });
  g_assert_cmpint (find (fixture, RW_SYNC_COMMAND_PUSH)->mid, ==, 3);
}

/* The outbox was put back from a copy: the server has mutations of ours that we do not know. */
static void
test_old_outbox (Fixture *fixture, gconstpointer data)
{
  const RwSyncCommand *command;

  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_SYNC_NOW });
  answer_pull (fixture, 11, 11, 8);
  command = find (fixture, RW_SYNC_COMMAND_REBASE);
  g_assert_true (command->new_client);
  g_assert_cmpint (command->mid, ==, 0);
}

static void
test_gap (Fixture *fixture, gconstpointer data)
{
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_QUEUED, .queued = 4 });
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_PUSH_FAILED,
                                 .fault = RW_ERROR_CONFLICT,
                                 .request = find (fixture, RW_SYNC_COMMAND_PUSH)->request });
  g_assert_null (find (fixture, RW_SYNC_COMMAND_PUSH));
  answer_pull (fixture, 10, 10, 1);
  g_assert_cmpint (find (fixture, RW_SYNC_COMMAND_REBASE)->mid, ==, 1);
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_REBASED, .queued = 4, .acked = 1 });
  g_assert_null (find (fixture, RW_SYNC_COMMAND_PUSH));
  fixture->now += 2 * RW_SECOND;
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_TIMER });
  g_assert_cmpint (find (fixture, RW_SYNC_COMMAND_PUSH)->mid, ==, 2);
}

static void
test_endless_resync (Fixture *fixture, gconstpointer data)
{
  guint pulls = 0;

  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_SYNC_NOW });
  for (gint64 end = fixture->now + RW_MINUTE; fixture->now < end; fixture->now += RW_SECOND / 4)
    {
      const RwSyncCommand *pull;

      while ((pull = find (fixture, RW_SYNC_COMMAND_PULL)) != NULL)
        {
          pulls++;
          feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_PULL_FAILED,
                                         .fault = RW_ERROR_RESYNC,
                                         .request = pull->request });
        }
      feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_TIMER });
    }
  g_assert_cmpuint (pulls, >, 2);
  g_assert_cmpuint (pulls, <=, 12);
  g_assert_cmpint (rw_sync_machine_get_state (fixture->machine), ==, RW_SYNC_STATE_FAILED);
}

/* The file of a first sync is another one than the machine believes, at its very beginning: it is not the
 * server's fault, and only a new file helps. */
static void
test_begun_elsewhere (Fixture *fixture, gconstpointer data)
{
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_STARTED, .queued = 2, .acked = 1 });
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_TOKEN, .flag = TRUE });
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_PULL_FAILED,
                                 .fault = RW_ERROR_RESYNC,
                                 .request = find (fixture, RW_SYNC_COMMAND_PULL)->request });
  g_assert_nonnull (find (fixture, RW_SYNC_COMMAND_REBUILD));
  /* Not at once: a server that refuses everything says the same. */
  g_assert_null (find (fixture, RW_SYNC_COMMAND_PULL));
  g_assert_cmpint (rw_sync_machine_get_state (fixture->machine), ==, RW_SYNC_STATE_FAILED);
  fixture->now += RW_SECOND;
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_TIMER });
  answer_pull (fixture, 20, 20, 1);
  g_assert_nonnull (find (fixture, RW_SYNC_COMMAND_SWAP));
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_SWAPPED });
  g_assert_cmpint (rw_sync_machine_get_state (fixture->machine), !=, RW_SYNC_STATE_FAILED);
  g_assert_cmpuint (rw_sync_machine_get_pending (fixture->machine), ==, 1);
}

/* Each new file is given up before it is whole: its first page is no reason to begin the next at once,
 * and after a few a person is told. */
static void
test_never_whole (Fixture *fixture, gconstpointer data)
{
  guint pulls = 0;

  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_STARTED });
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_TOKEN, .flag = TRUE });
  for (gint64 end = fixture->now + 10 * RW_MINUTE; fixture->now < end;
       fixture->now += RW_SECOND / 4)
    {
      const RwSyncCommand *pull;

      while ((pull = find (fixture, RW_SYNC_COMMAND_PULL)) != NULL)
        {
          pulls++;
          if (pull->cursor.pos == 0)
            answer_pull (fixture, 10, 20, 0);
          else
            feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_PULL_FAILED,
                                           .fault = RW_ERROR_RESYNC,
                                           .request = pull->request });
        }
      feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_TIMER });
    }
  g_assert_cmpuint (pulls, >, 10);
  g_assert_cmpuint (pulls, <=, 50);
  g_assert_cmpint (rw_sync_machine_get_state (fixture->machine), ==, RW_SYNC_STATE_FAILED);

  /* It is mended: the next one becomes whole, and the pauses begin anew. */
  fixture->now += RW_MINUTE;
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_TIMER });
  answer_pull (fixture, 20, 20, 0);
  g_assert_nonnull (find (fixture, RW_SYNC_COMMAND_SWAP));
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_SWAPPED });
  g_assert_cmpint (rw_sync_machine_get_state (fixture->machine), !=, RW_SYNC_STATE_FAILED);
}

/* A reader stumbled over damage: a new cache is fetched beside the one that is shown. */
static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_QUEUED, .queued = 4 });
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_DAMAGED });
  g_assert_nonnull (find (fixture, RW_SYNC_COMMAND_ABORT));
  g_assert_nonnull (find (fixture, RW_SYNC_COMMAND_REBUILD));
  g_assert_cmpint (find (fixture, RW_SYNC_COMMAND_PULL)->cursor.pos, ==, 0);
  g_assert_cmpint (rw_sync_machine_get_state (fixture->machine), ==, RW_SYNC_STATE_SYNCING);
  answer_pull (fixture, 10, 20, 0);
  /* The same said once more is no reason to begin again. */
  {
    guint request = find (fixture, RW_SYNC_COMMAND_PULL)->request;

    feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_DAMAGED });
    g_assert_null (find (fixture, RW_SYNC_COMMAND_REBUILD));
    feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_PAGE,
                                   .request = request,
                                   .trailer = trailer (20, 20, 3) });
    feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_APPLIED, .request = request });
  }
  g_assert_nonnull (find (fixture, RW_SYNC_COMMAND_SWAP));
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_SWAPPED });
  g_assert_null (find (fixture, RW_SYNC_COMMAND_REBASE));
  g_assert_cmpint (find (fixture, RW_SYNC_COMMAND_PUSH)->mid, ==, 4);
}

/* What the outbox is fitted to is not taken away from under it. */
static void
test_damaged_while_rebasing (Fixture *fixture, gconstpointer data)
{
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_SYNC_NOW });
  answer_pull (fixture, 11, 11, 8);
  g_assert_nonnull (find (fixture, RW_SYNC_COMMAND_REBASE));
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_DAMAGED });
  g_assert_null (find (fixture, RW_SYNC_COMMAND_REBUILD));
  feed (fixture,
        (RwSyncEvent) { .type = RW_SYNC_EVENT_REBASED, .flag = TRUE, .queued = 3, .acked = 0 });
  g_assert_nonnull (find (fixture, RW_SYNC_COMMAND_REBUILD));
  answer_pull (fixture, 20, 20, 0);
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_SWAPPED });
  g_assert_null (find (fixture, RW_SYNC_COMMAND_REBASE));
  g_assert_cmpint (find (fixture, RW_SYNC_COMMAND_PUSH)->mid, ==, 1);
}

static void
test_token_refused (Fixture *fixture, gconstpointer data)
{
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_SYNC_NOW });
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_PULL_FAILED,
                                 .fault = RW_ERROR_AUTH,
                                 .request = find (fixture, RW_SYNC_COMMAND_PULL)->request });
  g_assert_nonnull (find (fixture, RW_SYNC_COMMAND_CLOSE_LIVE));
  g_assert_cmpint (rw_sync_machine_get_state (fixture->machine), ==, RW_SYNC_STATE_SIGNED_OUT);
  fixture->now += RW_HOUR;
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_TIMER });
  g_assert_null (find (fixture, RW_SYNC_COMMAND_PULL));
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_TOKEN, .flag = TRUE });
  g_assert_nonnull (find (fixture, RW_SYNC_COMMAND_PULL));
}

static void
test_too_large (Fixture *fixture, gconstpointer data)
{
  guint limit, request = 0;

  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_QUEUED, .queued = 400 });
  limit = find (fixture, RW_SYNC_COMMAND_PUSH)->limit;
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_PUSH_FAILED,
                                 .fault = RW_ERROR_LIMIT,
                                 .request = find (fixture, RW_SYNC_COMMAND_PUSH)->request });
  g_assert_cmpuint (find (fixture, RW_SYNC_COMMAND_PUSH)->limit, ==, limit / 2);

  /* What is too large alone goes to the person, and the rest goes on. */
  while (find (fixture, RW_SYNC_COMMAND_SET_ASIDE) == NULL)
    {
      request = find (fixture, RW_SYNC_COMMAND_PUSH)->request;
      feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_PUSH_FAILED,
                                     .fault = RW_ERROR_LIMIT,
                                     .request = request });
    }
  g_assert_cmpuint (find (fixture, RW_SYNC_COMMAND_SET_ASIDE)->request, ==, request);
  g_assert_cmpint (find (fixture, RW_SYNC_COMMAND_SET_ASIDE)->mid, ==, 4);
  g_assert_null (find (fixture, RW_SYNC_COMMAND_PUSH));
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_SET_ASIDE, .request = request });
  g_assert_cmpuint (find (fixture, RW_SYNC_COMMAND_PUSH)->limit, ==, limit);
  g_assert_cmpint (rw_sync_machine_get_state (fixture->machine), ==, RW_SYNC_STATE_SYNCING);
}

/* A page that is not the last says nothing of what the rows contain of one's own: what they did
 * contain when the program was closed counts on. */
static void
test_seen_at_start (Fixture *fixture, gconstpointer data)
{
  guint request;

  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_STARTED,
                                 .flag = TRUE,
                                 .queued = 3,
                                 .acked = 3,
                                 .trailer = trailer (10, 10, 3) });
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_TOKEN, .flag = TRUE });
  request = find (fixture, RW_SYNC_COMMAND_PULL)->request;
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_PAGE,
                                 .request = request,
                                 .trailer = trailer (20, 30, 3) });
  g_assert_cmpint (find (fixture, RW_SYNC_COMMAND_APPLY)->seen, ==, 3);
}

/* Nothing is under way: everything is closed at once, and nothing is begun before the machine wakes. */
static void
test_sleep (Fixture *fixture, gconstpointer data)
{
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_SLEEPING });
  g_assert_nonnull (find (fixture, RW_SYNC_COMMAND_CLOSE_LIVE));
  g_assert_nonnull (find (fixture, RW_SYNC_COMMAND_HANG_UP));
  g_assert_cmpint (find (fixture, RW_SYNC_COMMAND_TIMER)->at, ==, 0);
  g_assert_cmpint (rw_sync_machine_get_state (fixture->machine), ==, RW_SYNC_STATE_SYNCING);
  fixture->now += RW_HOUR;
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_SLEEPING });
  g_assert_cmpuint (fixture->commands->len, ==, 0);
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_NETWORK });
  g_assert_cmpuint (fixture->commands->len, ==, 0);
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_QUEUED, .queued = 4 });
  g_assert_cmpuint (fixture->commands->len, ==, 0);
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_RESUMED });
  g_assert_nonnull (find (fixture, RW_SYNC_COMMAND_PULL));
  g_assert_nonnull (find (fixture, RW_SYNC_COMMAND_PUSH));
  g_assert_nonnull (find (fixture, RW_SYNC_COMMAND_OPEN_LIVE));
}

/* What is on its way gets a moment: its answer ends it, or the time does. */
static void
test_sleep_pushing (Fixture *fixture, gconstpointer data)
{
  guint request;

  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_QUEUED, .queued = 4 });
  request = find (fixture, RW_SYNC_COMMAND_PUSH)->request;
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_SLEEPING });
  g_assert_nonnull (find (fixture, RW_SYNC_COMMAND_CLOSE_LIVE));
  g_assert_null (find (fixture, RW_SYNC_COMMAND_HANG_UP));
  g_assert_cmpint (find (fixture, RW_SYNC_COMMAND_TIMER)->at, ==, fixture->now + RW_SECOND);
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_QUEUED, .queued = 5 });
  g_assert_null (find (fixture, RW_SYNC_COMMAND_PUSH));
  feed (fixture,
        (RwSyncEvent) { .type = RW_SYNC_EVENT_PUSHED, .request = request, .acked = 4, .head = 11 });
  g_assert_nonnull (find (fixture, RW_SYNC_COMMAND_HANG_UP));
  g_assert_null (find (fixture, RW_SYNC_COMMAND_PUSH));
  g_assert_null (find (fixture, RW_SYNC_COMMAND_PULL));
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_RESUMED });
  request = find (fixture, RW_SYNC_COMMAND_PUSH)->request;
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_SLEEPING });
  g_assert_null (find (fixture, RW_SYNC_COMMAND_HANG_UP));
  fixture->now += RW_SECOND;
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_TIMER });
  g_assert_nonnull (find (fixture, RW_SYNC_COMMAND_ABORT));
  g_assert_nonnull (find (fixture, RW_SYNC_COMMAND_HANG_UP));
  /* Its answer comes all the same: nothing follows from it. */
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_PUSH_FAILED,
                                 .request = request,
                                 .fault = RW_ERROR_CANCELLED });
  g_assert_cmpuint (fixture->commands->len, ==, 0);
  g_assert_cmpint (rw_sync_machine_get_state (fixture->machine), ==, RW_SYNC_STATE_SYNCING);
}

static void
test_closed (Fixture *fixture, gconstpointer data)
{
  feed (fixture, (RwSyncEvent) { .type = RW_SYNC_EVENT_CLOSED });
  g_assert_nonnull (find (fixture, RW_SYNC_COMMAND_CLOSE_LIVE));
  g_assert_cmpint (rw_sync_machine_get_state (fixture->machine), ==, RW_SYNC_STATE_CLOSED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, up, test) g_test_add ("/sync/machine/" path, Fixture, NULL, up, test, tear_down)
  ADD ("first-sync", set_up, test_first_sync);
  ADD ("page-size", set_up, test_page_size);
  ADD ("stale-reply", set_up_synced, test_stale_reply);
  ADD ("page-from-nowhere", set_up_synced, test_page_from_nowhere);
  ADD ("hint", set_up_synced, test_hint);
  ADD ("backoff", set_up_synced, test_backoff);
  ADD ("retry-after", set_up_synced, test_retry_after);
  ADD ("heartbeat", set_up_synced, test_heartbeat);
  ADD ("own-write", set_up_synced, test_own_write);
  ADD ("new-epoch", set_up_synced, test_new_epoch);
  ADD ("new-epoch-interrupted", set_up, test_new_epoch_interrupted);
  ADD ("old-outbox", set_up_synced, test_old_outbox);
  ADD ("gap", set_up_synced, test_gap);
  ADD ("endless-resync", set_up_synced, test_endless_resync);
  ADD ("begun-elsewhere", set_up, test_begun_elsewhere);
  ADD ("never-whole", set_up, test_never_whole);
  ADD ("damaged", set_up_synced, test_damaged);
  ADD ("damaged-while-rebasing", set_up_synced, test_damaged_while_rebasing);
  ADD ("token-refused", set_up_synced, test_token_refused);
  ADD ("too-large", set_up_synced, test_too_large);
  ADD ("seen-at-start", set_up, test_seen_at_start);
  ADD ("sleep", set_up_synced, test_sleep);
  ADD ("sleep-pushing", set_up_synced, test_sleep_pushing);
  ADD ("closed", set_up_synced, test_closed);
#undef ADD
  return g_test_run ();
}
