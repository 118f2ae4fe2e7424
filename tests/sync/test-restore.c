/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "daemon.h"
#include "session-fixture.h"

/* A real server goes back to a backup: what it had acknowledged since is in nobody's store any more but
 * in the outboxes of those who did it, and comes back from there. */

static gboolean
title_is (Console    *console,
          const RwId *id,
          const char *text)
{
  g_autofree char *title = console_get_text (console, RW_KIND_TICKET, id, RW_TICKET_TITLE);

  return g_strcmp0 (title, text) == 0;
}

static RwId
new_ticket (Console    *console,
            const char *title)
{
  RwId id = rw_id_new ();
  RwEdit *edit = rw_edit_new (RW_OP_CREATE, RW_KIND_TICKET, &id);
  g_autoptr (GError) error = NULL;

  rw_edit_set (edit, RW_TICKET_TITLE, rw_value_text (title));
  rw_edit_set (edit, RW_TICKET_TYPE, rw_value_enum (RW_TICKET_TYPE_INCIDENT));
  rw_edit_set (edit, RW_TICKET_STATUS, rw_value_enum (RW_TICKET_STATUS_NEW));
  rw_edit_set (edit, RW_TICKET_PRIORITY, rw_value_enum (RW_PRIORITY_P3));
  rw_edit_set (edit, RW_TICKET_OPENED, rw_value_instant (1760000000000000));
  console_edit (console, edit, title, &error);
  g_assert_no_error (error);
  return id;
}

static void
test_restore (void)
{
  g_autofree char *token = NULL;
  g_autofree char *backup = NULL;
  Console consoles[2];
  g_autoptr (GError) error = NULL;
  RwId before, after;
  Daemon daemon;

  daemon_set_up (&daemon);
  daemon_start (&daemon);
  token = daemon_token (&daemon, "manager");
  backup = g_build_filename (daemon.dir, "backup", NULL);
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *name = g_strdup_printf ("console%d", i);
      g_autofree char *dir = g_build_filename (daemon.dir, name, NULL);

      console_init (&consoles[i], daemon.url, dir);
      console_open (&consoles[i], token);
      console_wait_synced (&consoles[i]);
      wait_until (rw_session_get_roles (consoles[i].session) != 0);
    }
  before = new_ticket (&consoles[0], "Before");
  wait_until (rw_session_get_pending (consoles[0].session) == 0 &&
              title_is (&consoles[1], &before, "Before"));
  g_assert_cmpint (daemon_ctl (&daemon, NULL, NULL, NULL, "backup", "--data", "@", backup, NULL),
                   ==, 0);

  /* Acknowledged, and everybody has it; the backup has not. */
  after = new_ticket (&consoles[0], "After");
  console_set_text (&consoles[1], RW_KIND_TICKET, &before, RW_TICKET_TITLE, "Changed after",
                    &error);
  g_assert_no_error (error);
  wait_until (rw_session_get_pending (consoles[0].session) == 0 &&
              rw_session_get_pending (consoles[1].session) == 0);
  wait_until (title_is (&consoles[1], &after, "After") &&
              title_is (&consoles[0], &before, "Changed after"));

  daemon_stop (&daemon);
  g_assert_cmpint (daemon_ctl (&daemon, NULL, NULL, NULL, "restore", "--data", "@", backup, NULL),
                   ==, 0);
  daemon_start (&daemon);
  for (int i = 0; i < 2; i++)
    rw_session_sync_now (consoles[i].session);
  wait_until (title_is (&consoles[1], &after, "After") && title_is (&consoles[0], &after, "After"));
  wait_until (title_is (&consoles[0], &before, "Changed after") &&
              title_is (&consoles[1], &before, "Changed after"));
  for (int i = 0; i < 2; i++)
    {
      console_wait_synced (&consoles[i]);
      wait_until (rw_session_get_pending (consoles[i].session) == 0);
      g_assert_cmpuint (rw_session_get_conflicts (consoles[i].session), ==, 0);
      console_clear (&consoles[i]);
    }
  /* Not only where it was done: a console that comes new sees it too. */
  {
    g_autofree char *dir = g_build_filename (daemon.dir, "new", NULL);
    Console console;

    console_init (&console, daemon.url, dir);
    console_open (&console, token);
    console_wait_synced (&console);
    g_assert_true (title_is (&console, &after, "After"));
    g_assert_true (title_is (&console, &before, "Changed after"));
    g_assert_cmpint (console_count (&console, RW_KIND_TICKET), ==, 2);
    console_clear (&console);
  }
  daemon_stop (&daemon);
  daemon_check (&daemon);
  daemon_tear_down (&daemon);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/processes/restore", test_restore);
  return g_test_run ();
}
