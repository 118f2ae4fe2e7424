/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ctl.h"

#include <glib/gi18n.h>

#include "rw-accounts.h"
#include "rw-clock.h"
#include "rw-error.h"
#include "rw-time.h"

/* rackwardctl token: for machines, and for devices of people. Only hashes are kept. */

static gboolean
open_tokens (RwCtlStore *store,
             const char *data_dir,
             GError    **error)
{
  if (data_dir != NULL)
    return rw_ctl_store_open (store, data_dir, FALSE, FALSE, error);
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("Say where the data is: --data DIR"));
  return FALSE;
}

static int
token_create (int    argc,
              char **argv)
{
  g_autofree char *data_dir = NULL, *roles = NULL, *login = NULL, *secret = NULL;
  int days = 365;
  const GOptionEntry entries[] = {
    { "data", 'd', 0, G_OPTION_ARG_FILENAME, &data_dir, N_ ("The server's data folder"), "DIR" },
    { "roles", 'r', 0, G_OPTION_ARG_STRING, &roles, N_ ("What may be done with it (wall)"), "wall,intake,…" },
    { "login", 'l', 0, G_OPTION_ARG_STRING, &login, N_ ("For this person; without it, for a machine"), "LOGIN" },
    { "days", 0, 0, G_OPTION_ARG_INT, &days, N_ ("How long it is valid (365)"), "N" },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (RwCtlStore) store = { NULL };
  g_autoptr (RwAccount) account = NULL;
  g_autoptr (GError) error = NULL;
  guint mask;

  if (!rw_ctl_parse ("rackwardctl token create", "NAME", _ ("Makes a token and writes its secret to standard output. It cannot be shown again."),
                     entries, 1, &argc, argv))
    return RW_CTL_USAGE;
  mask = rw_roles_parse (roles != NULL ? roles : "wall", &error);
  if (mask == 0)
    return error != NULL ? rw_ctl_misuse ("%s", error->message) : rw_ctl_misuse (_ ("Say at least one role: --roles"));
  if (days < 1 || days > 3650)
    return rw_ctl_misuse (_ ("A token is valid for 1 to 3650 days"));
  if (!open_tokens (&store, data_dir, &error))
    return rw_ctl_fail (error);
  if (login != NULL)
    {
      account = rw_accounts_find (RW_LOG_STORE_SQLITE (store.log), login, &error);
      if (account == NULL && error == NULL)
        g_set_error (&error, RW_ERROR, RW_ERROR_NOT_FOUND, _ ("There is nobody with the log-in “%s”"), login);
      if (account == NULL)
        return rw_ctl_fail (error);
    }
  secret = rw_tokens_create (RW_LOG_STORE_SQLITE (store.log), account, argv[1], mask, days * RW_DAY, FALSE, NULL, &error);
  if (secret == NULL)
    return rw_ctl_fail (error);
  g_print ("%s\n", secret);
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
  g_auto (RwCtlStore) store = { NULL };
  g_autoptr (GPtrArray) tokens = NULL;
  g_autoptr (GError) error = NULL;

  if (!rw_ctl_parse ("rackwardctl token list", NULL, _ ("Lists the tokens that are valid."), entries, 0, &argc, argv))
    return RW_CTL_USAGE;
  if (!open_tokens (&store, data_dir, &error))
    return rw_ctl_fail (error);
  tokens = rw_tokens_list (RW_LOG_STORE_SQLITE (store.log), &error);
  if (tokens == NULL)
    return rw_ctl_fail (error);
  for (guint i = 0; i < tokens->len; i++)
    {
      const RwToken *token = tokens->pdata[i];
      g_autofree char *roles = rw_roles_to_string (token->principal->roles);
      char id[RW_ID_STRING_LENGTH + 1], day[RW_DATE_STRING_LENGTH + 1];

      rw_id_write (&token->id, id);
      rw_date_write (token->expires / RW_DAY, day);
      g_print ("%s  %-10s  %-24s %-24s %s\n", id, day, token->name, roles, token->principal->login != NULL ? token->principal->login : "");
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
  g_auto (RwCtlStore) store = { NULL };
  g_autoptr (GError) error = NULL;
  RwId id;

  if (!rw_ctl_parse ("rackwardctl token revoke", "ID", _ ("Makes a token worthless. ID is the first column of the list."), entries, 1, &argc, argv))
    return RW_CTL_USAGE;
  if (!rw_id_parse (argv[1], &id))
    return rw_ctl_misuse (_ ("“%s” is not the id of a token"), argv[1]);
  if (!open_tokens (&store, data_dir, &error) || !rw_tokens_revoke (RW_LOG_STORE_SQLITE (store.log), &id, &error))
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

  return rw_ctl_dispatch ("rackwardctl token", _ ("Tokens for machines and devices. Stop the server of the folder first."), commands, G_N_ELEMENTS (commands), argc, argv);
}
