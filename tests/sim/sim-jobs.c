/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>

#include "sim-private.h"

/*
 * What the engine does with the commands of the protocol, without its threads: the jobs of the store
 * thread and of the feed's thread, each in its order, take place at moments that the dice decide.
 */

static Msg *
new_msg (Client *client, MsgType type, const RwSyncCommand *command)
{
  Msg *msg = g_new0 (Msg, 1);

  msg->type = type;
  msg->client = client->index;
  msg->life = client->life;
  msg->wave = client->wave;
  msg->command = *command;
  return msg;
}

static gint64
a_moment (Sim *sim)
{
  return sim->fair ? 1000 : (gint64) sim_dice (sim, sim_chance (sim, 10) ? 3000 : 30) * 1000;
}

static Msg *
post_store_job (Sim *sim, Client *client, JobType job, const RwSyncCommand *command)
{
  Msg *msg = sim_post (sim, MSG_STORE_JOB, client, a_moment (sim));

  msg->job = job;
  msg->command = *command;
  msg->wave = client->wave;
  msg->at = client->store_free_at = MAX (msg->at, client->store_free_at);
  return msg;
}

static void
wake_feed (Sim *sim, Client *client)
{
  Msg *msg = sim_post (sim, MSG_FEED_JOB, client, a_moment (sim));

  msg->at = client->feed_free_at = MAX (msg->at, client->feed_free_at);
}

static Msg *
post_feed_job (Sim *sim, Client *client, JobType job, const RwSyncCommand *command)
{
  Msg *msg = new_msg (client, MSG_FEED_JOB, command);

  msg->job = job;
  msg->name = client->name;
  msg->roles = client->roles;
  g_queue_push_tail (&client->feed_jobs, msg);
  wake_feed (sim, client);
  return msg;
}

/* The main loop hears of what was done in the order in which it was done. */
static void
tell (Sim *sim, Client *client, RwSyncEvent event)
{
  Msg *msg = sim_post (sim, MSG_EVENT, client, a_moment (sim));

  msg->event = event;
  msg->at = client->told_at = MAX (msg->at, client->told_at);
}

static RwError
fault_of (const GError *error)
{
  return error->domain == RW_ERROR ? (RwError) error->code : RW_ERROR_FAILED;
}

/* Sends a request; one may be lost on the way, or arrive twice. */
static void
send (Sim *sim, Client *client, MsgType type, MsgType answer, Msg *job, GBytes *body)
{
  guint times = !sim->fair && sim_chance (sim, sim->network.twice) ? 2 : 1;

  if (!sim->fair && sim_chance (sim, sim->network.drop))
    {
      Msg *lost = sim_post (sim, answer, client, 15 * RW_SECOND);

      lost->command = job->command;
      lost->wave = job->wave;
      g_set_error_literal (&lost->error, RW_ERROR, RW_ERROR_TIMEOUT, "The request was lost");
      return;
    }
  while (times-- > 0)
    {
      gint64 more = type == MSG_PUSH && client->late ? 20 * RW_SECOND : 0;
      Msg *msg = sim_post (sim, type, client, sim_latency (sim) + more);

      msg->command = job->command;
      msg->wave = job->wave;
      msg->name = client->name;
      msg->roles = client->roles;
      if (body != NULL)
        msg->body = g_bytes_ref (body);
    }
  if (type == MSG_PUSH)
    client->late = FALSE;
}

/* --- The feed's thread ------------------------------------------------------------------------------ */

static void
pull_failed (Sim *sim, Client *client, guint request, const GError *error)
{
  sim_trace (sim, "client %u: %s", client->index, error->message);
  tell (sim, client,
        (RwSyncEvent) {
          .type = RW_SYNC_EVENT_PULL_FAILED, .request = request, .fault = fault_of (error) });
}

static void
begin_pull (Sim *sim, Client *client, Msg *job)
{
  g_autoptr (GError) error = NULL;

  if (job->wave != client->wave)
    {
      tell (sim, client,
            (RwSyncEvent) { .type = RW_SYNC_EVENT_PULL_FAILED,
                            .request = job->command.request,
                            .fault = RW_ERROR_CANCELLED });
      return;
    }
  if (!rw_feed_intake_begin_page (client->intake, &job->command, &error))
    {
      pull_failed (sim, client, job->command.request, error);
      return;
    }
  client->fetching = job->command.request;
  send (sim, client, MSG_PULL, MSG_PAGE, job, NULL);
}

static void
run_feed_job (Sim *sim, Client *client, Msg *job)
{
  RwSyncEvent event = { .type = RW_SYNC_EVENT_APPLIED, .request = job->command.request };
  g_autoptr (GError) error = NULL;

  switch (job->job)
    {
    case JOB_PULL:
      begin_pull (sim, client, job);
      break;
    case JOB_APPLY_NEW:
      if (!rw_feed_intake_apply (client->intake, &job->command, job->page->trailer.head, &error))
        {
          event.type = RW_SYNC_EVENT_APPLY_FAILED;
          event.fault = fault_of (error) == RW_ERROR_CORRUPT ? RW_ERROR_RESYNC : fault_of (error);
          sim_trace (sim, "client %u: %s", client->index, error->message);
        }
      else if (job->page->asked.pos == 0)
        client->first_h0 = job->page->trailer.next.h0;
      tell (sim, client, event);
      break;
    case JOB_DROP:
      rw_feed_intake_drop (client->intake, job->command.request);
      break;
    case JOB_REBUILD:
      sim->counts.rebuilds++;
      client->first_h0 = 0;
      rw_feed_intake_rebuild (client->intake);
      break;
    case JOB_INSTALL:
      if (client->cut_at_swap && !sim->fair)
        {
          sim_vfs_heal (client->domain);
          sim_vfs_arm_at_rename (client->domain, SIM_FAULT_POWER, sim_dice (sim, 12));
        }
      client->cut_at_swap = FALSE;
      if (rw_feed_intake_install (client->intake, &error))
        post_store_job (sim, client, JOB_SWAP, &job->command);
      else
        {
          sim_trace (sim, "client %u: %s", client->index, error->message);
          tell (sim, client,
                (RwSyncEvent) { .type = RW_SYNC_EVENT_SWAP_FAILED, .fault = fault_of (error) });
        }
      break;
    default:
      g_assert_not_reached ();
    }
}

void
sim_client_next_feed_job (Sim *sim, Client *client)
{
  Msg *job;

  if (client->fetching != 0)
    return;
  job = g_queue_pop_head (&client->feed_jobs);
  if (job == NULL)
    return;
  sim_vfs_enter (client->domain);
  run_feed_job (sim, client, job);
  sim_vfs_leave ();
  sim_msg_free (job);
  if (sim_vfs_get_death (client->domain) != SIM_FAULT_NONE)
    sim_client_died (sim, client);
  else if (client->fetching == 0 && !g_queue_is_empty (&client->feed_jobs))
    wake_feed (sim, client);
}

/* The bytes of a page, as far as they came, through the parser. */
static gboolean
take_lines (Client *client, gboolean rebuild, GBytes *body, GError **error)
{
  gsize length;
  const char *from = g_bytes_get_data (body, &length), *end = from + length;

  while (from < end)
    {
      const char *newline = memchr (from, '\n', (gsize) (end - from));
      const char *line_end = newline != NULL ? newline : end;
      RwFeedRow row;

      if (line_end > from && !rebuild)
        rw_feed_intake_take_line (client->intake, from, (gsize) (line_end - from));
      else if (line_end > from && (!rw_feed_reader_parse (client->reader, from,
                                                          (gsize) (line_end - from), &row, error) ||
                                   !rw_feed_intake_take_rows (client->intake, &row, 1, error)))
        return FALSE;
      from = line_end + 1;
    }
  return TRUE;
}

void
sim_client_page (Sim *sim, Client *client, Msg *msg)
{
  RwSyncEvent event = { .type = RW_SYNC_EVENT_PAGE, .request = msg->command.request };
  g_autoptr (GError) error = NULL;
  RwFeedPage *page = NULL;

  if (client->fetching == 0 || msg->command.request != client->fetching)
    return;
  client->fetching = 0;
  sim_vfs_enter (client->domain);
  if (msg->body == NULL || !take_lines (client, msg->command.rebuild, msg->body, &error) ||
      (msg->error != NULL && !msg->silent))
    {
      rw_feed_intake_break_off (client->intake);
      if (error == NULL)
        error = g_error_copy (msg->error);
    }
  else
    page = rw_feed_intake_end_page (client->intake, &error);
  sim_vfs_leave ();
  if (sim_vfs_get_death (client->domain) != SIM_FAULT_NONE)
    {
      rw_feed_page_free (page);
      sim_client_died (sim, client);
      return;
    }
  if (page == NULL)
    pull_failed (sim, client, event.request, error);
  else
    {
      event.trailer = page->trailer;
      g_hash_table_insert (client->pages, GUINT_TO_POINTER (event.request), page);
      sim_client_feed (sim, client, event);
    }
  if (client->up)
    wake_feed (sim, client);
}

/* --- The store thread ------------------------------------------------------------------------------- */

static void
take_news (Client *client, RwStoreNews *news)
{
  client->queued = news->queued;
  client->acked = news->acked;
  client->name = news->client;
}

static void
edit (Sim *sim, Client *client, EditHow how, RwStoreNews *news)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  g_autoptr (GPtrArray) inverses = NULL;
  g_autoptr (GError) error = NULL;
  guint n = how == EDIT_ANY && sim_chance (sim, 25) ? 2 + sim_dice (sim, 2) : 1,
        first = sim->n_edits + 1;
  guint start = sim_dice (sim, N_RECORDS);
  g_autofree char *label = g_strdup_printf ("e%u", first);

  if (client->store->writer == NULL || sim->n_edits + n >= N_EDITS)
    return;
  if (how == EDIT_MEET)
    start = 0;
  for (guint i = 0; how == EDIT_DELETE && i < N_RECORDS; i++)
    {
      g_autoptr (RwRecord) there = rw_cache_get (rw_cache_writer_get_cache (client->store->writer),
                                                 sim_record_kind ((start + i) % N_RECORDS),
                                                 &sim->ids[(start + i) % N_RECORDS], NULL);

      if (there == NULL)
        continue;
      start = (start + i) % N_RECORDS;
      break;
    }
  for (guint i = 0; i < n; i++)
    {
      guint record = (start + i) % N_RECORDS, number = first + i;
      Edit *made = &sim->edits[number];
      g_autoptr (RwRecord) now = NULL;
      g_autoptr (RwRecord) seen = NULL;

      if (!sim_version_knows (client->version, record, -1))
        record = (record + 1) % N_RECORDS;
      if (i > 0 && record == sim->edits[number - 1].record)
        break;
      sim_vfs_leave ();
      now = rw_cache_get (rw_cache_writer_get_cache (client->store->writer),
                          sim_record_kind (record), &sim->ids[record], &error);
      if (error == NULL)
        seen = rw_cache_writer_get_server (client->store->writer, sim_record_kind (record),
                                           &sim->ids[record], &error);
      sim_vfs_enter (client->domain);
      if (error != NULL)
        return;
      *made = (Edit) { .client = client->index, .record = record, .first = first };
      g_ptr_array_add (edits, sim_make_edit (sim, record, number, now,
                                             how == EDIT_DELETE               ? 100
                                             : how == EDIT_MEET               ? 0
                                             : n == 1 || sim_chance (sim, 30) ? 14
                                                                              : 0,
                                             &made->fields));
      made->op = ((RwEdit *) g_ptr_array_index (edits, i))->op;
      for (guint f = 0; seen != NULL && f < sim_record_n_tracked (record); f++)
        {
          const RwField *field =
            rw_schema_field (sim_record_kind (record), sim_record_field (record, f));

          made->saw[f] =
            sim_is_hidden (client, record, field) ? NOT_SHOWN : sim_value_edit (seen, record, f);
        }
    }
  n = edits->len;
  sim->n_edits += n;
  sim->counts.edits += n;
  inverses = rw_client_store_edit (client->store, edits, NULL, label, client->roles | RW_ROLE_ADMIN,
                                   news, &error);
  for (guint i = 0; i < n; i++)
    {
      sim->edits[first + i].group_length = n;
      sim->edits[first + i].promised = inverses != NULL;
    }
  sim_trace (sim, "client %u edits %u: e%u, record %u, op %d: %s", client->index, n, first,
             sim->edits[first].record, sim->edits[first].op,
             error != NULL ? error->message : "kept");
  if (inverses == NULL)
    return;
  take_news (client, news);
  tell (sim, client, (RwSyncEvent) { .type = RW_SYNC_EVENT_QUEUED, .queued = news->queued });
}

static void
apply (Sim *sim, Client *client, Msg *job, RwStoreNews *news)
{
  RwSyncEvent event = { .type = RW_SYNC_EVENT_APPLIED, .request = job->command.request };
  g_autoptr (GError) error = NULL;

  if (rw_client_store_apply (client->store, &job->page->asked, &job->command.cursor,
                             job->page->trailer.head, job->command.seen,
                             (const char *) job->page->rows->data, job->page->rows->len, news,
                             &error))
    take_news (client, news);
  else
    {
      event.type = RW_SYNC_EVENT_APPLY_FAILED;
      event.fault = fault_of (error) == RW_ERROR_CORRUPT ? RW_ERROR_RESYNC : fault_of (error);
      sim_trace (sim, "client %u: %s", client->index, error->message);
    }
  tell (sim, client, event);
}

static void
push_failed (Sim *sim, Client *client, guint request, const GError *error)
{
  sim_trace (sim, "client %u: %s", client->index, error->message);
  tell (sim, client,
        (RwSyncEvent) {
          .type = RW_SYNC_EVENT_PUSH_FAILED, .request = request, .fault = fault_of (error) });
}

static void
push (Sim *sim, Client *client, Msg *job, RwStoreNews *news)
{
  guint limit = sim->fair ? job->command.limit : MIN (job->command.limit, 1 + sim_dice (sim, 6));
  gint64 first_new, last_new;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = rw_client_store_push (client->store, job->command.cursor.epoch, limit,
                                                  &first_new, &last_new, news, &error);

  if (error != NULL)
    {
      push_failed (sim, client, job->command.request, error);
      return;
    }
  take_news (client, news);
  if (body == NULL)
    tell (sim, client,
          (RwSyncEvent) { .type = RW_SYNC_EVENT_PUSHED,
                          .request = job->command.request,
                          .acked = client->acked });
  else if (job->wave == client->wave)
    send (sim, client, MSG_PUSH, MSG_PUSHED, job, body);
}

static void
answer (Sim *sim, Client *client, Msg *job, RwStoreNews *news)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *text = g_bytes_get_data (job->body, &length);
  g_autofree char *copy = g_strndup (text, length);
  g_autoptr (JsonNode) node = json_from_string (copy, NULL);
  g_autoptr (RwPushReply) reply = NULL;

  if (node == NULL)
    g_set_error_literal (&error, RW_ERROR, RW_ERROR_UNREACHABLE, "The answer was cut");
  else
    reply = rw_push_reply_parse (node, &error);
  if (reply == NULL ||
      !rw_client_store_answer (client->store, job->command.cursor.epoch, reply, news, &error))
    {
      push_failed (sim, client, job->command.request, error);
      return;
    }
  take_news (client, news);
  tell (sim, client,
        (RwSyncEvent) { .type = RW_SYNC_EVENT_PUSHED,
                        .request = job->command.request,
                        .acked = client->acked,
                        .head = reply->head });
}

static void
swap (Sim *sim, Client *client, RwStoreNews *news)
{
  g_autoptr (GError) error = NULL;

  if (rw_client_store_swap (client->store, news, &error))
    {
      take_news (client, news);
      tell (sim, client, (RwSyncEvent) { .type = RW_SYNC_EVENT_SWAPPED });
      post_store_job (sim, client, JOB_IMPROVE, &(RwSyncCommand) { 0 });
      return;
    }
  sim_trace (sim, "client %u: %s", client->index, error->message);
  tell (sim, client,
        (RwSyncEvent) { .type = RW_SYNC_EVENT_SWAP_FAILED, .fault = fault_of (error) });
}

static void
set_aside (Sim *sim, Client *client, Msg *job, RwStoreNews *news)
{
  g_autoptr (GError) error = NULL;

  if (!rw_client_store_set_aside (client->store, job->command.mid, news, &error))
    {
      push_failed (sim, client, job->command.request, error);
      return;
    }
  take_news (client, news);
  tell (sim, client,
        (RwSyncEvent) { .type = RW_SYNC_EVENT_SET_ASIDE, .request = job->command.request });
}

static void
rebase (Sim *sim, Client *client, Msg *job, RwStoreNews *news)
{
  RwSyncEvent event = { .type = RW_SYNC_EVENT_REBASED };
  g_autofree char *ours = rw_client_store_get_meta (client->store, "epoch", NULL);
  g_autoptr (JsonNode) hello = NULL;
  g_autoptr (GError) error = NULL;
  RwId name = client->name;

  if (job->body != NULL)
    hello = json_from_string (g_bytes_get_data (job->body, NULL), NULL);
  if (rw_client_store_rebase (client->store, job->command.mid, job->command.new_client,
                              job->command.new_epoch ? job->command.cursor.epoch : NULL,
                              rw_hello_common_head (hello, ours), news, &error))
    take_news (client, news);
  else
    {
      event.type = RW_SYNC_EVENT_REBASE_FAILED;
      event.fault = fault_of (error);
      sim_trace (sim, "client %u: %s", client->index, error->message);
    }
  event.flag = !rw_id_equal (&name, &client->name);
  event.queued = client->queued;
  event.acked = client->acked;
  tell (sim, client, event);
}

/* Does what the store thread was asked for. */
void
sim_client_job (Sim *sim, Client *client, Msg *msg)
{
  g_autoptr (RwStoreNews) news = rw_store_news_new ();
  gboolean more;

  sim_vfs_enter (client->domain);
  switch (msg->job)
    {
    case JOB_EDIT:
      edit (sim, client, (EditHow) msg->command.limit, news);
      break;
    case JOB_APPLY:
      apply (sim, client, msg, news);
      break;
    case JOB_SWAP:
      swap (sim, client, news);
      break;
    case JOB_IMPROVE:
      rw_client_store_improve (client->store, &more, news, NULL);
      break;
    case JOB_PUSH:
      push (sim, client, msg, news);
      break;
    case JOB_ANSWER:
      answer (sim, client, msg, news);
      break;
    case JOB_SET_ASIDE:
      set_aside (sim, client, msg, news);
      break;
    case JOB_REBASE:
      rebase (sim, client, msg, news);
      break;
    default:
      g_assert_not_reached ();
    }
  sim_vfs_leave ();
  if (sim_vfs_get_death (client->domain) != SIM_FAULT_NONE)
    sim_client_died (sim, client);
  else
    sim_account_client (sim, client, msg->job == JOB_SWAP || msg->job == JOB_REBASE);
}

/* An answer to a push, or to the question what the server descends from. */
void
sim_client_answer (Sim *sim, Client *client, Msg *msg)
{
  Msg *job;

  if (msg->type == MSG_HELLO_BACK)
    {
      /* A question has one answer, also when it arrived twice: unlike those of pulls and pushes a second
       * one has no number by which the client would know it. */
      if (msg->command.request != client->question)
        return;
      client->question++;
      if (msg->error != NULL)
        tell (sim, client,
              (RwSyncEvent) { .type = RW_SYNC_EVENT_REBASE_FAILED,
                              .fault = fault_of (msg->error) });
      else
        post_store_job (sim, client, JOB_REBASE, &msg->command)->body = g_bytes_ref (msg->body);
      return;
    }
  if (msg->wave != client->wave)
    return;
  if (msg->error != NULL)
    {
      push_failed (sim, client, msg->command.request, msg->error);
      return;
    }
  job = post_store_job (sim, client, JOB_ANSWER, &msg->command);
  job->body = g_bytes_ref (msg->body);
}

void
sim_client_edit (Sim *sim, Client *client, EditHow how)
{
  if (client->up)
    post_store_job (sim, client, JOB_EDIT, &(RwSyncCommand) { .limit = how });
}

void
sim_client_improve (Sim *sim, Client *client)
{
  post_store_job (sim, client, JOB_IMPROVE, &(RwSyncCommand) { 0 });
}

/* --- Commands --------------------------------------------------------------------------------------- */

static void
apply_page (Sim *sim, Client *client, const RwSyncCommand *command)
{
  gpointer page = NULL;
  Msg *job;

  g_hash_table_steal_extended (client->pages, GUINT_TO_POINTER (command->request), NULL, &page);
  g_assert (page != NULL);
  job = command->rebuild ? post_feed_job (sim, client, JOB_APPLY_NEW, command)
                         : post_store_job (sim, client, JOB_APPLY, command);
  job->page = page;
}

static void
drop_page (Sim *sim, Client *client, const RwSyncCommand *command)
{
  RwFeedPage *page = g_hash_table_lookup (client->pages, GUINT_TO_POINTER (command->request));

  if (page != NULL && page->rebuild)
    post_feed_job (sim, client, JOB_DROP, command);
  g_hash_table_remove (client->pages, GUINT_TO_POINTER (command->request));
}

static void
abort_requests (Sim *sim, Client *client)
{
  client->wave++;
  if (client->fetching != 0)
    {
      Msg *msg = sim_post (sim, MSG_PAGE, client, a_moment (sim));

      msg->command.request = client->fetching;
      g_set_error_literal (&msg->error, RW_ERROR, RW_ERROR_CANCELLED, "Given up");
    }
}

static void
open_live (Sim *sim, Client *client)
{
  RwSyncEvent event = { .type = RW_SYNC_EVENT_LIVE_OPENED, .fault = RW_ERROR_UNREACHABLE };

  if (sim->server.down || (!sim->fair && sim_chance (sim, sim->network.drop)))
    event.type = RW_SYNC_EVENT_LIVE_LOST;
  client->stream++;
  client->live = event.type == RW_SYNC_EVENT_LIVE_OPENED;
  tell (sim, client, event);
  sim_post (sim, MSG_HEARTBEAT, client, 20 * RW_SECOND)->stream = client->stream;
}

void
sim_client_run (Sim *sim, Client *client, const RwSyncCommand *command)
{
  switch (command->type)
    {
    case RW_SYNC_COMMAND_PULL:
      sim_check (sim, "I7",
                 !command->rebuild || command->cursor.pos == 0 || client->first_h0 == 0 ||
                   command->cursor.h0 == client->first_h0,
                 "Client %u began its first sync at %" G_GINT64_FORMAT
                 " and says %" G_GINT64_FORMAT,
                 client->index, client->first_h0, command->cursor.h0);
      post_feed_job (sim, client, JOB_PULL, command);
      break;
    case RW_SYNC_COMMAND_APPLY:
      apply_page (sim, client, command);
      break;
    case RW_SYNC_COMMAND_DROP:
      drop_page (sim, client, command);
      break;
    case RW_SYNC_COMMAND_REBUILD:
      post_feed_job (sim, client, JOB_REBUILD, command);
      break;
    case RW_SYNC_COMMAND_SWAP:
      post_feed_job (sim, client, JOB_INSTALL, command);
      break;
    case RW_SYNC_COMMAND_PUSH:
      post_store_job (sim, client, JOB_PUSH, command);
      break;
    case RW_SYNC_COMMAND_SET_ASIDE:
      post_store_job (sim, client, JOB_SET_ASIDE, command);
      break;
    case RW_SYNC_COMMAND_REBASE:
      if (command->new_epoch)
        {
          g_autofree Msg *job = new_msg (client, MSG_HELLO, command);

          job->command.request = ++client->question;
          send (sim, client, MSG_HELLO, MSG_HELLO_BACK, job, NULL);
        }
      else
        post_store_job (sim, client, JOB_REBASE, command);
      break;
    case RW_SYNC_COMMAND_OPEN_LIVE:
      open_live (sim, client);
      break;
    case RW_SYNC_COMMAND_CLOSE_LIVE:
      client->live = FALSE;
      client->stream++;
      break;
    case RW_SYNC_COMMAND_ABORT:
      abort_requests (sim, client);
      break;
    case RW_SYNC_COMMAND_TIMER:
      client->timer = command->at;
      break;
    case RW_SYNC_COMMAND_REPORT:
    default:
      break;
    }
}
