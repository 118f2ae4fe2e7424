/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ctl.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "rw-accounts.h"
#include "rw-error.h"

/* rackwardctl user: who may log in. The server of the folder must not run meanwhile. */

#define PASSWORD_MOST 1024

static gboolean
read_line (char    *line,
           gsize    size,
           GError **error)
{
  if (fgets (line, (int) size, stdin) == NULL)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("There is no password on standard input"));
      return FALSE;
    }
  line[strcspn (line, "\r\n")] = '\0';
  return TRUE;
}

static gboolean
ask (const char *question,
     char       *line,
     gsize       size,
     GError    **error)
{
  struct termios before, quiet;
  gboolean well;

  g_printerr ("%s", question);
  if (tcgetattr (STDIN_FILENO, &before) != 0)
    return read_line (line, size, error);
  quiet = before;
  quiet.c_lflag &= ~(tcflag_t) ECHO;
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &quiet);
  well = read_line (line, size, error);
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &before);
  g_printerr ("\n");
  return well;
}

/* From the terminal twice and unseen, or the first line of standard input. Never from an argument,
 * where everybody on the machine could read it. */
static char *
read_password (GError **error)
{
  char first[PASSWORD_MOST], again[PASSWORD_MOST] = "";
  char *password = NULL;

  if (!isatty (STDIN_FILENO))
    {
      if (!read_line (first, sizeof first, error))
        return NULL;
    }
  else if (!ask (_ ("Password: "), first, sizeof first, error) || !ask (_ ("Once more: "), again, sizeof again, error))
    return NULL;
  else if (!g_str_equal (first, again))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("The two are not the same"));
      return NULL;
    }
  if (g_utf8_validate (first, -1, NULL))
    password = g_strdup (first);
  else
    g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("The password is not UTF-8"));
  explicit_bzero (first, sizeof first);
  explicit_bzero (again, sizeof again);
  return password;
}

static gboolean
open_accounts (RwCtlStore  *store,
               const char  *data_dir,
               gboolean     may_make,
               GError     **error)
{
  if (data_dir == NULL)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("Say where the data is: --data DIR"));
      return FALSE;
    }
  return rw_ctl_store_open (store, data_dir, may_make, FALSE, error);
}

static int
user_add (int    argc,
          char **argv)
{
  g_autofree char *data_dir = NULL, *roles = NULL, *name = NULL, *password = NULL;
  gboolean without = FALSE;
  const GOptionEntry entries[] = {
    { "data", 'd', 0, G_OPTION_ARG_FILENAME, &data_dir, N_ ("The server's data folder"), "DIR" },
    { "roles", 'r', 0, G_OPTION_ARG_STRING, &roles, N_ ("What the person may do (technician)"), "admin,manager,technician,auditor,wall" },
    { "name", 'n', 0, G_OPTION_ARG_STRING, &name, N_ ("As a person reads it (the log-in)"), "NAME" },
    { "no-password", 0, 0, G_OPTION_ARG_NONE, &without, N_ ("Without a password: only with tokens"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (RwCtlStore) store = { NULL };
  g_autoptr (GError) error = NULL;
  guint mask;

  if (!rw_ctl_parse ("rackwardctl user add", "LOGIN", _ ("Adds a person. The password comes from the terminal or the first line of standard input."),
                     entries, 1, &argc, argv))
    return RW_CTL_USAGE;
  mask = rw_roles_parse (roles != NULL ? roles : "technician", &error);
  if (mask == 0)
    return error != NULL ? rw_ctl_misuse ("%s", error->message) : rw_ctl_misuse (_ ("Say at least one role: --roles"));
  if (!open_accounts (&store, data_dir, TRUE, &error))
    return rw_ctl_fail (error);
  if (!without && (password = read_password (&error)) == NULL)
    return rw_ctl_fail (error);
  if (!rw_accounts_add (RW_LOG_STORE_SQLITE (store.log), argv[1], name, mask, password, &error))
    return rw_ctl_fail (error);
  g_print (_ ("Added %s\n"), argv[1]);
  return RW_CTL_OK;
}

static int
user_passwd (int    argc,
             char **argv)
{
  g_autofree char *data_dir = NULL, *password = NULL;
  const GOptionEntry entries[] = {
    { "data", 'd', 0, G_OPTION_ARG_FILENAME, &data_dir, N_ ("The server's data folder"), "DIR" },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (RwCtlStore) store = { NULL };
  g_autoptr (GError) error = NULL;

  if (!rw_ctl_parse ("rackwardctl user passwd", "LOGIN", _ ("Sets a new password and ends the person's sessions."), entries, 1, &argc, argv))
    return RW_CTL_USAGE;
  if (!open_accounts (&store, data_dir, FALSE, &error) || (password = read_password (&error)) == NULL ||
      !rw_accounts_set_password (RW_LOG_STORE_SQLITE (store.log), argv[1], password, &error))
    return rw_ctl_fail (error);
  g_print (_ ("New password for %s\n"), argv[1]);
  return RW_CTL_OK;
}

static int
set_active (int         argc,
            char      **argv,
            const char *program,
            const char *summary,
            gboolean    active)
{
  g_autofree char *data_dir = NULL;
  const GOptionEntry entries[] = {
    { "data", 'd', 0, G_OPTION_ARG_FILENAME, &data_dir, N_ ("The server's data folder"), "DIR" },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (RwCtlStore) store = { NULL };
  g_autoptr (GError) error = NULL;

  if (!rw_ctl_parse (program, "LOGIN", summary, entries, 1, &argc, argv))
    return RW_CTL_USAGE;
  if (!open_accounts (&store, data_dir, FALSE, &error) ||
      !rw_accounts_set_active (RW_LOG_STORE_SQLITE (store.log), argv[1], active, &error))
    return rw_ctl_fail (error);
  g_print (active ? _ ("%s may log in again\n") : _ ("%s may no longer log in\n"), argv[1]);
  return RW_CTL_OK;
}

static int
user_disable (int    argc,
              char **argv)
{
  return set_active (argc, argv, "rackwardctl user disable", _ ("Ends a person's access and sessions; what they did stays."), FALSE);
}

static int
user_enable (int    argc,
             char **argv)
{
  return set_active (argc, argv, "rackwardctl user enable", _ ("Lets a person in again."), TRUE);
}

static int
user_list (int    argc,
           char **argv)
{
  g_autofree char *data_dir = NULL;
  const GOptionEntry entries[] = {
    { "data", 'd', 0, G_OPTION_ARG_FILENAME, &data_dir, N_ ("The server's data folder"), "DIR" },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (RwCtlStore) store = { NULL };
  g_autoptr (GPtrArray) accounts = NULL;
  g_autoptr (GError) error = NULL;

  if (!rw_ctl_parse ("rackwardctl user list", NULL, _ ("Lists who may log in."), entries, 0, &argc, argv))
    return RW_CTL_USAGE;
  if (!open_accounts (&store, data_dir, FALSE, &error))
    return rw_ctl_fail (error);
  accounts = rw_accounts_list (RW_LOG_STORE_SQLITE (store.log), &error);
  if (accounts == NULL)
    return rw_ctl_fail (error);
  for (guint i = 0; i < accounts->len; i++)
    {
      const RwAccount *account = accounts->pdata[i];
      g_autofree char *roles = rw_roles_to_string (account->roles);

      g_print ("%-24s %-28s %-24s %s\n", account->login, account->name, roles,
               !account->active ? _ ("disabled") : account->password == NULL ? _ ("no password") : "");
    }
  return RW_CTL_OK;
}

int
rw_cmd_user (int    argc,
             char **argv)
{
  static const RwCtlCommand commands[] = {
    { "add", N_ ("Add a person"), user_add },
    { "disable", N_ ("End a person's access"), user_disable },
    { "enable", N_ ("Let a person in again"), user_enable },
    { "list", N_ ("List who may log in"), user_list },
    { "passwd", N_ ("Set a new password"), user_passwd },
  };

  return rw_ctl_dispatch ("rackwardctl user", _ ("People who may log in. Stop the server of the folder first."), commands, G_N_ELEMENTS (commands), argc, argv);
}
