/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ctl.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "rw-error.h"
#include "rw-principal.h"

/* rackwardctl user: who may log in. A server that runs knows of a change at once. */

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

static JsonObject *
new_order (const char *name,
           const char *login)
{
  JsonObject *order = json_object_new ();

  json_object_set_string_member (order, "do", name);
  if (login != NULL)
    json_object_set_string_member (order, "login", login);
  return order;
}

/* Does it and says in one line that it is done. */
static int
carry_out (const char *data_dir,
           gboolean    may_make,
           JsonObject *order,
           const char *done)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = rw_ctl_admin (data_dir, may_make, order, &error);

  if (answer == NULL)
    return rw_ctl_fail (error);
  g_print (done, json_object_get_string_member (order, "login"));
  return RW_CTL_OK;
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
  g_autoptr (JsonObject) order = NULL;
  g_autoptr (GError) error = NULL;

  if (!rw_ctl_parse ("rackwardctl user add", "LOGIN", _ ("Adds a person. The password comes from the terminal or the first line of standard input."),
                     entries, 1, &argc, argv))
    return RW_CTL_USAGE;
  if (rw_roles_parse (roles != NULL ? roles : "technician", &error) == 0)
    return rw_ctl_misuse ("%s", error->message);
  if (data_dir == NULL)
    return rw_ctl_misuse (_ ("Say where the data is: --data DIR"));
  if (!without && (password = read_password (&error)) == NULL)
    return rw_ctl_fail (error);
  order = new_order ("user-add", argv[1]);
  json_object_set_string_member (order, "roles", roles != NULL ? roles : "technician");
  if (name != NULL)
    json_object_set_string_member (order, "name", name);
  if (password != NULL)
    json_object_set_string_member (order, "password", password);
  return carry_out (data_dir, TRUE, order, _ ("Added %s\n"));
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
  g_autoptr (JsonObject) order = NULL;
  g_autoptr (GError) error = NULL;

  if (!rw_ctl_parse ("rackwardctl user passwd", "LOGIN", _ ("Sets a new password and ends the person's sessions."), entries, 1, &argc, argv))
    return RW_CTL_USAGE;
  if (data_dir == NULL)
    return rw_ctl_misuse (_ ("Say where the data is: --data DIR"));
  password = read_password (&error);
  if (password == NULL)
    return rw_ctl_fail (error);
  order = new_order ("user-password", argv[1]);
  json_object_set_string_member (order, "password", password);
  return carry_out (data_dir, FALSE, order, _ ("New password for %s\n"));
}

static int
user_role (int    argc,
           char **argv)
{
  g_autofree char *data_dir = NULL, *roles = NULL;
  const GOptionEntry entries[] = {
    { "data", 'd', 0, G_OPTION_ARG_FILENAME, &data_dir, N_ ("The server's data folder"), "DIR" },
    { "roles", 'r', 0, G_OPTION_ARG_STRING, &roles, N_ ("What the person may do"),
      "admin,manager,technician,auditor,wall" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (JsonObject) order = NULL;
  g_autoptr (GError) error = NULL;

  if (!rw_ctl_parse ("rackwardctl user role", "LOGIN",
                     _ ("Says what a person may do, and ends their sessions."), entries, 1, &argc,
                     argv))
    return RW_CTL_USAGE;
  if (roles == NULL)
    return rw_ctl_misuse (_ ("Say at least one role: --roles"));
  if (rw_roles_parse (roles, &error) == 0)
    return rw_ctl_misuse ("%s", error->message);
  order = new_order ("user-role", argv[1]);
  json_object_set_string_member (order, "roles", roles);
  return carry_out (data_dir, FALSE, order, _ ("New roles for %s\n"));
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
  g_autoptr (JsonObject) order = NULL;

  if (!rw_ctl_parse (program, "LOGIN", summary, entries, 1, &argc, argv))
    return RW_CTL_USAGE;
  order = new_order (active ? "user-enable" : "user-disable", argv[1]);
  return carry_out (data_dir, FALSE, order,
                    active ? _ ("%s may log in again\n") : _ ("%s may no longer log in\n"));
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
  g_autoptr (JsonObject) order = new_order ("user-list", NULL);
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GError) error = NULL;
  JsonArray *users;

  if (!rw_ctl_parse ("rackwardctl user list", NULL, _ ("Lists who may log in."), entries, 0, &argc, argv))
    return RW_CTL_USAGE;
  answer = rw_ctl_admin (data_dir, FALSE, order, &error);
  if (answer == NULL)
    return rw_ctl_fail (error);
  users = json_object_get_array_member (json_node_get_object (answer), "users");
  for (guint i = 0; i < json_array_get_length (users); i++)
    {
      JsonObject *user = json_array_get_object_element (users, i);

      g_print ("%-24s %-28s %-24s %s\n", json_object_get_string_member (user, "login"),
               json_object_get_string_member (user, "name"),
               json_object_get_string_member (user, "roles"),
               !json_object_get_boolean_member (user, "active")     ? _ ("disabled")
               : !json_object_get_boolean_member (user, "password") ? _ ("no password")
                                                                    : "");
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
    { "role", N_ ("Say what a person may do"), user_role },
  };

  return rw_ctl_dispatch ("rackwardctl user",
                          _ ("People who may log in. The server of the folder may run."), commands,
                          G_N_ELEMENTS (commands), argc, argv);
}
