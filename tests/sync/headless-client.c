/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <glib-unix.h>
#include <stdlib.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "rw-session.h"

/*
 * A console without a window, for tests that kill processes: URL DIR TOKEN NAME. It writes as fast as
 * somebody in a hurry, and notes each edit that it was told is durable in DIR/promised: "C n id" for
 * a new ticket, "U n id" for one whose category became "vn". SIGUSR1: try the server now. SIGTERM: write
 * no more, end when everything is acknowledged.
 */

typedef struct
{
  RwSession *session;
  GMainLoop *loop;
  GRand *chance;
  const char *name;
  int promised;
  gint64 number;
  RwId last;
  gboolean draining;
  gboolean busy;
} Client;

static void
note (Client     *client,
      char        what,
      gint64      number,
      const RwId *id)
{
  g_autofree char *text = rw_id_to_string (id);
  g_autofree char *line = g_strdup_printf ("%c %" G_GINT64_FORMAT " %s\n", what, number, text);

  if (write (client->promised, line, strlen (line)) != (gssize) strlen (line))
    g_error ("Could not note a promise");
}

/* Numbers go on from the last run's; one that was given and not noted stays unused. */
static void
read_promises (Client     *client,
               const char *path)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return;
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (strlen (*line) > 2)
      client->number = MAX (client->number, g_ascii_strtoll (*line + 2, NULL, 10));
  client->number += 10;
}

typedef struct
{
  Client *client;
  char what;
  gint64 number;
  RwId id;
} Promise;

static gboolean write_cb (gpointer data);

static void
edited_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autofree Promise *promise = user_data;
  Client *client = promise->client;
  g_autoptr (GError) error = NULL;

  client->busy = FALSE;
  if (!rw_session_edit_finish (client->session, result, &error))
    g_error ("%s: %s", client->name, error->message);
  note (client, promise->what, promise->number, &promise->id);
  if (promise->what == 'C')
    client->last = promise->id;
  if (!client->draining)
    g_timeout_add ((guint) g_rand_int_range (client->chance, 5, 60), write_cb, client);
}

static gboolean
write_cb (gpointer data)
{
  Client *client = data;
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  gboolean create = rw_id_is_nil (&client->last) || g_rand_int_range (client->chance, 0, 3) > 0;
  Promise *promise;
  RwEdit *edit;

  if (client->draining)
    return G_SOURCE_REMOVE;
  promise = g_new0 (Promise, 1);
  *promise = (Promise) { client, create ? 'C' : 'U', ++client->number,
                         create ? rw_id_new () : client->last };
  edit = rw_edit_new (create ? RW_OP_CREATE : RW_OP_UPDATE, RW_KIND_TICKET, &promise->id);
  if (create)
    {
      g_autofree char *title =
        g_strdup_printf ("%s-%" G_GINT64_FORMAT, client->name, promise->number);

      rw_edit_set (edit, RW_TICKET_TITLE, rw_value_text (title));
      rw_edit_set (edit, RW_TICKET_TYPE, rw_value_enum (RW_TICKET_TYPE_INCIDENT));
      rw_edit_set (edit, RW_TICKET_STATUS, rw_value_enum (RW_TICKET_STATUS_NEW));
      rw_edit_set (edit, RW_TICKET_PRIORITY, rw_value_enum (RW_PRIORITY_P3));
      rw_edit_set (edit, RW_TICKET_OPENED, rw_value_instant (1760000000000000));
    }
  else
    {
      g_autofree char *word = g_strdup_printf ("v%" G_GINT64_FORMAT, promise->number);

      rw_edit_set (edit, RW_TICKET_CATEGORY, rw_value_text (word));
    }
  g_ptr_array_add (edits, edit);
  client->busy = TRUE;
  rw_session_edit_async (client->session, edits, "Test", NULL, edited_cb, promise);
  return G_SOURCE_REMOVE;
}

static gboolean
sync_cb (gpointer data)
{
  Client *client = data;

  rw_session_sync_now (client->session);
  return G_SOURCE_CONTINUE;
}

static gboolean
drained_cb (gpointer data)
{
  Client *client = data;

  if (client->busy || rw_session_get_pending (client->session) > 0 ||
      rw_session_get_state (client->session) != RW_SYNC_STATE_UP_TO_DATE)
    return G_SOURCE_CONTINUE;
  g_main_loop_quit (client->loop);
  return G_SOURCE_REMOVE;
}

static gboolean
drain_cb (gpointer data)
{
  Client *client = data;

  client->draining = TRUE;
  rw_session_sync_now (client->session);
  g_timeout_add (20, drained_cb, client);
  return G_SOURCE_REMOVE;
}

static void
answer_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GAsyncResult **answer = user_data;

  *answer = g_object_ref (result);
}

static gboolean
start_cb (gpointer data)
{
  Client *client = data;

  /* Before the first sync there is nothing to work with. */
  if (!rw_session_has_data (client->session) || rw_session_get_roles (client->session) == 0)
    return G_SOURCE_CONTINUE;
  write_cb (client);
  return G_SOURCE_REMOVE;
}

int
main (int    argc,
      char **argv)
{
  Client client = { NULL };
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  if (argc != 5)
    return 2;
  /* A test that fails leaves nobody behind. */
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  client.name = argv[4];
  client.chance = g_rand_new_with_seed (g_str_hash (argv[4]) ^ (guint32) getpid ());
  client.loop = g_main_loop_new (NULL, FALSE);
  g_mkdir_with_parents (argv[2], 0700);
  path = g_build_filename (argv[2], "promised", NULL);
  read_promises (&client, path);
  client.promised = open (path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  client.session = rw_session_new (argv[1], argv[2]);
  g_unix_signal_add (SIGUSR1, sync_cb, &client);
  g_unix_signal_add (SIGTERM, drain_cb, &client);
  rw_session_set_token (client.session, argv[3]);
  rw_session_open_async (client.session, NULL, answer_cb, &opened);
  while (opened == NULL)
    g_main_context_iteration (NULL, TRUE);
  if (!rw_session_open_finish (client.session, opened, &error))
    g_error ("%s: %s", client.name, error->message);
  g_timeout_add (10, start_cb, &client);
  g_main_loop_run (client.loop);
  rw_session_close_async (client.session, NULL, answer_cb, &closed);
  while (closed == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (client.session);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_main_loop_unref (client.loop);
  g_rand_free (client.chance);
  close (client.promised);
  return 0;
}
