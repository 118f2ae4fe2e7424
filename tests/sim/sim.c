/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "sim-private.h"

/* The day on which everything begins. */
#define BEGINNING (G_GINT64_CONSTANT (1767258000) * RW_SECOND)
/* In this time, with a network that works, everything ends (I11). */
#define PATIENCE (30 * RW_MINUTE)

void
sim_trace (Sim *sim, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list list;

  if (!sim->trace)
    return;
  va_start (list, format);
  text = g_strdup_vprintf (format, list);
  va_end (list);
  g_printerr ("%3u %10.3f %s\n", sim->at_step, (double) sim->now / RW_SECOND, text);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) listing = g_dir_open (path, 0, NULL);
  const char *name;

  while (listing != NULL && (name = g_dir_read_name (listing)) != NULL)
    {
      g_autofree char *below = g_build_filename (path, name, NULL);

      if (g_file_test (below, G_FILE_TEST_IS_DIR))
        remove_folder (below);
      else
        g_unlink (below);
    }
  g_rmdir (path);
}

/* A broken invariant is the end of this process: whoever started it tries again with fewer steps. */
void
sim_fail (Sim *sim, const char *invariant, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list list;

  va_start (list, format);
  text = g_strdup_vprintf (format, list);
  va_end (list);
  g_printerr ("%s broken: seed %u, step %u of %u, at %.3f s: %s\n", invariant, sim->seed,
              sim->at_step, sim->steps->len, (double) sim->now / RW_SECOND, text);
  sim_vfs_clear ();
  remove_folder (sim->folder);
  _exit (SIM_BROKEN + atoi (invariant + 1));
}

gboolean
sim_chance (Sim *sim, guint percent)
{
  return (guint) g_rand_int_range (sim->rand, 0, 100) < percent;
}

guint
sim_dice (Sim *sim, guint most)
{
  return most > 0 ? (guint) g_rand_int_range (sim->rand, 0, (gint32) most) : 0;
}

gint64
sim_latency (Sim *sim)
{
  if (sim->fair)
    return 10 * RW_SECOND / 1000;
  return (1 + (gint64) sim_dice (sim, sim_chance (sim, sim->network.slow) ? 20000 : 400)) *
         RW_SECOND / 1000;
}

Msg *
sim_post (Sim *sim, MsgType type, Client *client, gint64 delay)
{
  Msg *msg = g_new0 (Msg, 1);

  msg->type = type;
  msg->at = sim->now + delay;
  msg->order = sim->order++;
  msg->client = client != NULL ? client->index : 0;
  msg->life = client != NULL ? client->life : 0;
  g_ptr_array_add (sim->queue, msg);
  return msg;
}

void
sim_msg_free (gpointer data)
{
  Msg *msg = data;

  if (msg == NULL)
    return;
  g_clear_pointer (&msg->body, g_bytes_unref);
  g_clear_error (&msg->error);
  g_clear_object (&msg->snapshot);
  g_free (msg->snapshot_epoch);
  rw_feed_page_free (msg->page);
  g_free (msg);
}

/* --- Time ------------------------------------------------------------------------------------------- */

static void
set_now (Sim *sim, gint64 now)
{
  sim->now = MAX (sim->now, now);
  rw_clock_freeze (BEGINNING + sim->now);
}

static void
deliver (Sim *sim, Msg *msg)
{
  switch (msg->type)
    {
    case MSG_PULL:
    case MSG_SNAPSHOT:
    case MSG_PUSH:
    case MSG_HELLO:
      /* What was sent before a crash may still arrive. */
      sim_server_handle (sim, msg);
      break;
    case MSG_SERVER_START:
      sim_server_start (sim);
      break;
    default:
      sim_client_handle (sim, msg);
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
      if (due->timer > until)
        return FALSE;
      set_now (sim, due->timer);
      due->timer = 0;
      sim_client_feed (sim, due, (RwSyncEvent) { .type = RW_SYNC_EVENT_TIMER });
      return TRUE;
    }
  if (first == NULL || first->at > until)
    return FALSE;
  set_now (sim, first->at);
  g_ptr_array_index (sim->queue, at) = NULL;
  g_ptr_array_remove_index_fast (sim->queue, at);
  deliver (sim, first);
  sim_msg_free (first);
  return TRUE;
}

static void
pass (Sim *sim, gint64 duration)
{
  gint64 until = sim->now + duration;

  while (step (sim, until))
    ;
  set_now (sim, until);
}

/* --- Steps ------------------------------------------------------------------------------------------ */

static void
change_network (Sim *sim)
{
  static const guint often[] = { 0, 0, 5, 15, 40 };

  sim->network = (Network) { .drop = often[sim_dice (sim, 5)],
                             .twice = often[sim_dice (sim, 4)],
                             .cut = often[sim_dice (sim, 5)],
                             .slow = often[sim_dice (sim, 5)],
                             .busy = often[sim_dice (sim, 4)] };
}

static void
nudge (Sim *sim, Client *client)
{
  static const RwSyncEventType nudges[] = { RW_SYNC_EVENT_RESUMED, RW_SYNC_EVENT_NETWORK,
                                            RW_SYNC_EVENT_SYNC_NOW, RW_SYNC_EVENT_LIVE_LOST,
                                            RW_SYNC_EVENT_TOKEN };
  RwSyncEvent event = { .type = nudges[sim_dice (sim, G_N_ELEMENTS (nudges))],
                        .fault = RW_ERROR_UNREACHABLE,
                        .flag = TRUE };

  if (event.type == RW_SYNC_EVENT_LIVE_LOST)
    {
      client->live = FALSE;
      client->stream++;
    }
  sim_client_feed (sim, client, event);
}

static void
change_role (Sim *sim, Client *client)
{
  static const guint roles[] = { RW_ROLE_ADMIN, RW_ROLE_ADMIN, RW_ROLE_WALL, RW_ROLE_AUDITOR };

  client->roles = roles[sim_dice (sim, G_N_ELEMENTS (roles))];
}

static void
arm (Sim *sim, guint domain)
{
  static const SimFault faults[] = { SIM_FAULT_KILL, SIM_FAULT_POWER, SIM_FAULT_POWER,
                                     SIM_FAULT_FULL, SIM_FAULT_DISK,  SIM_FAULT_MEMORY };
  SimFault fault = faults[sim_dice (sim, G_N_ELEMENTS (faults))];
  guint most = fault == SIM_FAULT_MEMORY ? 4000 : sim_chance (sim, 30) ? 600 : 40;

  sim_vfs_heal (domain);
  sim_vfs_arm (domain, fault, sim_dice (sim, most));
}

/* Everybody goes home for a month. */
static void
let_days_pass (Sim *sim)
{
  for (guint i = 0; i < sim->n_clients; i++)
    sim_client_stop (sim, &sim->clients[i]);
  pass (sim, RW_MINUTE);
  for (guint i = 0; i < sim->n_clients; i++)
    sim_client_stop (sim, &sim->clients[i]);
  set_now (sim, sim->now + 31 * RW_DAY);
  for (guint i = 0; i < sim->n_clients; i++)
    sim_client_start (sim, &sim->clients[i]);
}

static void
take_step (Sim *sim, const SimStep *what)
{
  Client *client = &sim->clients[what->client % sim->n_clients];
  SimFault end = sim_chance (sim, 50) ? SIM_FAULT_KILL : SIM_FAULT_POWER;

  sim_trace (sim, "--- %s %u", sim_step_name (what), client->index);
  switch (what->type)
    {
    case SIM_STEP_WAIT:
      pass (sim, (gint64) sim_dice (sim, sim_chance (sim, 15) ? 90000 : 2000) * 1000);
      break;
    case SIM_STEP_EDIT:
      sim_client_edit (sim, client, EDIT_ANY);
      break;
    case SIM_STEP_NETWORK:
      change_network (sim);
      break;
    case SIM_STEP_NUDGE:
      nudge (sim, client);
      break;
    case SIM_STEP_CRASH:
      if (client->up)
        sim_client_crash (sim, client, end);
      break;
    case SIM_STEP_RESTART:
      sim_client_stop (sim, client);
      if (sim_chance (sim, 40))
        sim_client_crash (sim, client, end);
      else
        sim_client_start (sim, client);
      break;
    case SIM_STEP_FAULT:
      arm (sim, client->domain);
      break;
    case SIM_STEP_SERVER_CRASH:
      if (!sim->server.down)
        sim_server_crash (sim, end);
      break;
    case SIM_STEP_SERVER_FAULT:
      arm (sim, sim->server.domain);
      break;
    case SIM_STEP_BACKUP:
      sim_server_backup (sim);
      break;
    case SIM_STEP_RESTORE:
      sim_server_restore (sim);
      break;
    case SIM_STEP_COLLECT:
      sim_server_collect (sim);
      break;
    case SIM_STEP_ROLE:
      change_role (sim, client);
      break;
    case SIM_STEP_VERSION:
      sim_client_set_version (sim, client, (Version) sim_dice (sim, 3));
      break;
    case SIM_STEP_DAYS:
      let_days_pass (sim);
      break;
    case SIM_STEP_DELETE:
      sim_client_edit (sim, client, EDIT_DELETE);
      break;
    case SIM_STEP_MEET:
      sim_client_edit (sim, client, EDIT_MEET);
      break;
    case SIM_STEP_FORGET:
      sim_client_forget (sim, client);
      break;
    case SIM_STEP_AT_SWAP:
      client->cut_at_swap = TRUE;
      break;
    case SIM_STEP_LATE:
      client->late = TRUE;
      break;
    case SIM_N_STEPS:
    default:
      g_assert_not_reached ();
    }
  /* What is at once in a list is hardly ever so in life. */
  pass (sim, (gint64) sim_dice (sim, 300) * 1000);
}

/* --- The whole -------------------------------------------------------------------------------------- */

/* Where a company that has just begun is kept: to make it anew would be most of a run's time. */
static char *template_folder;

static void
copy_files (const char *from, const char *to)
{
  g_autoptr (GDir) listing = g_dir_open (from, 0, NULL);
  const char *name;

  while (listing != NULL && (name = g_dir_read_name (listing)) != NULL)
    {
      g_autofree char *source = g_build_filename (from, name, NULL);
      g_autofree char *target = g_build_filename (to, name, NULL);
      g_autofree char *bytes = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (source, &bytes, &length, NULL));
      g_assert_true (g_file_set_contents (target, bytes, (gssize) length, NULL));
    }
}

static char *
new_folder (Sim *sim, const char *name)
{
  char *path = g_build_filename (sim->folder, name, NULL);

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  /* But a first sync is to be seen in all its stages now and then. */
  if (template_folder != NULL && sim->seed % 5 != 0)
    {
      g_autofree char *from = g_build_filename (template_folder, name, NULL);

      copy_files (from, path);
    }
  return path;
}

static char *
make_folder (void)
{
  gboolean shared = g_access ("/dev/shm", W_OK) == 0;
  char *path = g_build_filename (shared ? "/dev/shm" : g_get_tmp_dir (), "rw-sim.XXXXXX", NULL);

  g_assert_nonnull (g_mkdtemp (path));
  return path;
}

static void
set_up (Sim *sim)
{
  sim->folder = make_folder ();
  sim->rand = g_rand_new_with_seed (sim->seed);
  g_random_set_seed (sim->seed);
  sim->queue = g_ptr_array_new_with_free_func (sim_msg_free);
  sim->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  sim->n_clients = 1 + sim->seed % N_CLIENTS;
  set_now (sim, 2 * RW_DAY);
  for (guint i = 0; i < N_RECORDS; i++)
    sim->ids[i] = rw_id_new ();

  sim->server.dir = new_folder (sim, "server");
  sim->server.path = g_build_filename (sim->server.dir, "server.db", NULL);
  sim->server.domain = sim_vfs_add (sim->server.dir);
  sim->server.epochs = g_ptr_array_new ();
  sim->server.down = TRUE;
  sim_server_start (sim);
  for (guint i = 0; i < sim->n_clients; i++)
    {
      g_autofree char *name = g_strdup_printf ("client%u", i);
      Client *client = &sim->clients[i];

      client->index = i;
      client->dir = new_folder (sim, name);
      client->domain = sim_vfs_add (client->dir);
      client->roles = RW_ROLE_ADMIN;
      g_queue_init (&client->feed_jobs);
      sim_client_start (sim, client);
    }
}

static gboolean
is_quiet (Sim *sim)
{
  for (guint i = 0; i < sim->n_clients; i++)
    if (!sim_client_is_quiet (sim, &sim->clients[i]))
      return FALSE;
  return TRUE;
}

/* The network becomes fair and everything is mended; everything must end (I11), and all agree (I6). */
static void
settle (Sim *sim)
{
  gint64 until;

  sim->fair = TRUE;
  sim->at_step = sim->steps->len;
  sim_trace (sim, "--- fair from here on");
  sim_vfs_heal (sim->server.domain);
  sim_server_start (sim);
  for (guint i = 0; i < sim->n_clients; i++)
    {
      sim_vfs_heal (sim->clients[i].domain);
      sim->clients[i].roles = RW_ROLE_ADMIN;
    }
  until = sim->now + PATIENCE;
  while (!is_quiet (sim))
    if (!step (sim, until))
      for (guint i = 0; i < sim->n_clients; i++)
        {
          Client *client = &sim->clients[i];

          sim_check (sim, "I11", sim_client_is_quiet (sim, client),
                     "Client %u (%s) is in state %d at %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT
                     ", %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " edits are answered",
                     i, client->up ? "up" : "down",
                     client->up ? (int) rw_sync_machine_get_state (client->machine) : -1,
                     client->cursor.pos, sim->server.mirror.head, client->acked, client->queued);
        }
  /* Quiet stays quiet but for heartbeats. */
  pass (sim, RW_MINUTE);
  sim_check (sim, "I11", is_quiet (sim), "It was quiet, and is no longer");
  sim_account_end (sim);
}

static void
tear_down (Sim *sim, gboolean keep)
{
  for (guint i = 0; i < sim->n_clients; i++)
    {
      sim_client_stop (sim, &sim->clients[i]);
      g_free (sim->clients[i].dir);
    }
  sim_server_stop (sim);
  g_ptr_array_unref (sim->queue);
  for (guint i = 0; i < sim->server.epochs->len; i++)
    {
      Epoch *epoch = g_ptr_array_index (sim->server.epochs, i);

      g_free (epoch->epoch);
      sim_mirror_clear (&epoch->mirror);
      g_free (epoch);
    }
  g_ptr_array_unref (sim->server.epochs);
  sim_mirror_clear (&sim->server.mirror);
  sim_mirror_clear (&sim->server.backup_mirror);
  g_clear_pointer (&sim->server.backup, g_bytes_unref);
  g_free (sim->server.epoch);
  g_free (sim->server.path);
  g_free (sim->server.dir);
  g_hash_table_unref (sim->numbers);
  g_rand_free (sim->rand);
  sim_vfs_clear ();
  if (!keep)
    remove_folder (sim->folder);
  g_free (sim->folder);
  g_free (sim);
}

/* Makes the beginning of all runs, in @folder, and ends it without a trace of what was open. */
void
sim_prepare (const char *folder)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (SimStep));
  Sim *sim = g_new0 (Sim, 1);
  g_autofree char *made = NULL;

  sim->seed = N_CLIENTS - 1;
  sim->steps = steps;
  set_up (sim);
  settle (sim);
  made = g_strdup (sim->folder);
  tear_down (sim, TRUE);
  for (guint i = 0; i <= N_CLIENTS; i++)
    {
      g_autofree char *name = i < N_CLIENTS ? g_strdup_printf ("client%u", i) : g_strdup ("server");
      g_autofree char *from = g_build_filename (made, name, NULL);
      g_autofree char *to = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_mkdir (to, 0700), ==, 0);
      copy_files (from, to);
    }
  remove_folder (made);
}

/* Where sim_prepare() put it; %NULL removes it. */
char *
sim_set_template (gboolean make)
{
  if (make)
    template_folder = make_folder ();
  else if (template_folder != NULL)
    {
      remove_folder (template_folder);
      g_clear_pointer (&template_folder, g_free);
    }
  return template_folder;
}

void
sim_run (guint32 seed, GArray *steps, gboolean trace, SimCounts *counts)
{
  Sim *sim = g_new0 (Sim, 1);

  sim->seed = seed;
  sim->steps = steps;
  sim->trace = trace;
  set_up (sim);
  for (sim->at_step = 0; sim->at_step < steps->len; sim->at_step++)
    {
      SimStep *what = &g_array_index (steps, SimStep, sim->at_step);

      g_rand_set_seed (sim->rand, seed * 2654435761u ^ what->dice);
      g_random_set_seed (seed * 2246822519u ^ what->dice);
      take_step (sim, what);
    }
  g_rand_set_seed (sim->rand, seed);
  settle (sim);
  *counts = sim->counts;
  tear_down (sim, FALSE);
}
