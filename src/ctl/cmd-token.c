/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ctl.h"

#include <glib/gi18n.h>

#include "rw-clock.h"
#include "rw-principal.h"
#include "rw-time.h"

/* rackwardctl token: for machines, and for devices of people. Only hashes are kept. */

static int
token_create (int    argc,
              char **argv)
{
  g_autofree char *data_dir = NULL, *roles = NULL, *login = NULL;
  int days = 365;
  const GOptionEntry entries[] = {
    { "data", 'd', 0, G_OPTION_ARG_FILENAME, &data_dir, N_ ("The server's data folder"), "DIR" },
    { "roles", 'r', 0, G_OPTION_ARG_STRING, &roles, N_ ("What may be done with it (wall)"), "wall,intake,…" },
    { "login", 'l', 0, G_OPTION_ARG_STRING, &login, N_ ("For this person; without it, for a machine"), "LOGIN" },
    { "days", 0, 0, G_OPTION_ARG_INT, &days, N_ ("How long it is valid (365)"), "N" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (JsonObject) order = json_object_new ();
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GError) error = NULL;

  if (!rw_ctl_parse ("rackwardctl token create", "NAME", _ ("Makes a token and writes its secret to standard output. It cannot be shown again."),
                     entries, 1, &argc, argv))
    return RW_CTL_USAGE;
  if (rw_roles_parse (roles != NULL ? roles : "wall", &error) == 0)
    return rw_ctl_misuse ("%s", error->message);
  if (days < 1 || days > 3650)
    return rw_ctl_misuse (_ ("A token is valid for 1 to 3650 days"));
  json_object_set_string_member (order, "do", "token-create");
  json_object_set_string_member (order, "name", argv[1]);
  json_object_set_string_member (order, "roles", roles != NULL ? roles : "wall");
  json_object_set_int_member (order, "days", days);
  if (login != NULL)
    json_object_set_string_member (order, "login", login);
  answer = rw_ctl_admin (data_dir, FALSE, order, &error);
  if (answer == NULL)
    return rw_ctl_fail (error);
  g_print ("%s\n", json_object_get_string_member (json_node_get_object (answer), "secret"));
  return RW_CTL_OK;
}

static int
token_list (int    argc,
            char **argv)
{
  g_autofree char *data_dir = NULL;
  const GOptionEntry entries[] = {
    { "data", 'd', 0, G_OPTION_ARG_FILENAME, &data_dir, N_ ("The server's data folder"), "DIR" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (JsonObject) order = json_object_new ();
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GError) error = NULL;
  JsonArray *tokens;

  if (!rw_ctl_parse ("rackwardctl token list", NULL, _ ("Lists the tokens that are valid."), entries, 0, &argc, argv))
    return RW_CTL_USAGE;
  json_object_set_string_member (order, "do", "token-list");
  answer = rw_ctl_admin (data_dir, FALSE, order, &error);
  if (answer == NULL)
    return rw_ctl_fail (error);
  tokens = json_object_get_array_member (json_node_get_object (answer), "tokens");
  for (guint i = 0; i < json_array_get_length (tokens); i++)
    {
      JsonObject *token = json_array_get_object_element (tokens, i);
      char day[RW_DATE_STRING_LENGTH + 1];

      rw_date_write (json_object_get_int_member (token, "expires") / RW_DAY, day);
      g_print ("%s  %-10s  %-24s %-24s %s\n", json_object_get_string_member (token, "id"), day,
               json_object_get_string_member (token, "name"),
               json_object_get_string_member (token, "roles"),
               json_object_get_string_member_with_default (token, "login", ""));
    }
  return RW_CTL_OK;
}

static int
token_revoke (int    argc,
              char **argv)
{
  g_autofree char *data_dir = NULL;
  const GOptionEntry entries[] = {
    { "data", 'd', 0, G_OPTION_ARG_FILENAME, &data_dir, N_ ("The server's data folder"), "DIR" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (JsonObject) order = json_object_new ();
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GError) error = NULL;
  RwId id;

  if (!rw_ctl_parse ("rackwardctl token revoke", "ID", _ ("Makes a token worthless. ID is the first column of the list."), entries, 1, &argc, argv))
    return RW_CTL_USAGE;
  if (!rw_id_parse (argv[1], &id))
    return rw_ctl_misuse (_ ("“%s” is not the id of a token"), argv[1]);
  json_object_set_string_member (order, "do", "token-revoke");
  json_object_set_string_member (order, "id", argv[1]);
  answer = rw_ctl_admin (data_dir, FALSE, order, &error);
  if (answer == NULL)
    return rw_ctl_fail (error);
  g_print (_ ("Revoked %s\n"), argv[1]);
  return RW_CTL_OK;
}

int
rw_cmd_token (int    argc,
              char **argv)
{
  static const RwCtlCommand commands[] = {
    { "create", N_ ("Make a token"), token_create },
    { "list", N_ ("List the tokens that are valid"), token_list },
    { "revoke", N_ ("Make a token worthless"), token_revoke },
  };

  return rw_ctl_dispatch ("rackwardctl token",
                          _ ("Tokens for machines and devices. The server of the folder may run."),
                          commands, G_N_ELEMENTS (commands), argc, argv);
}
