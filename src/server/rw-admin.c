/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-admin.h"

#include <glib/gi18n-lib.h>

#include "rw-accounts.h"
#include "rw-backup.h"
#include "rw-clock.h"
#include "rw-error.h"

/*
 * What an administrator has done to a store: an order as a JSON object, {"do":"user-add",…}, and an
 * answer as another. The same whether rackwardctl has the store for itself or a server runs on it,
 * which then does it in its one writer's thread, see #RwControl.
 */

#define KEEP_DAYS_LEAST 30 /* as long as clients keep what was acknowledged */
#define KEEP_DAYS_MOST  3650

static const char *
get_text (JsonObject *order,
          const char *name)
{
  JsonNode *node = json_object_get_member (order, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node)
           : NULL;
}

/* What every order with a log-in needs. */
static const char *
need_text (JsonObject *order,
           const char *name,
           GError    **error)
{
  const char *text = get_text (order, name);

  if (text == NULL)
    g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("The order lacks “%s”"), name);
  return text;
}

static gint64
get_number (JsonObject *order,
            const char *name)
{
  JsonNode *node = json_object_get_member (order, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node)
                                                                         : 0;
}

static guint
get_roles (JsonObject *order,
           GError    **error)
{
  const char *text = need_text (order, "roles", error);

  return text != NULL ? rw_roles_parse (text, error) : 0;
}

/* Takes @answer. */
static JsonNode *
wrap (JsonObject *answer)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, answer);
  return node;
}

static JsonNode *
done (gboolean well)
{
  return well ? wrap (json_object_new ()) : NULL;
}

static JsonNode *
user_add (RwLogStoreSqlite *store,
          JsonObject       *order,
          GError          **error)
{
  const char *login = need_text (order, "login", error);
  guint roles = login != NULL ? get_roles (order, error) : 0;

  return done (roles != 0 && rw_accounts_add (store, login, get_text (order, "name"), roles,
                                              get_text (order, "password"), error));
}

static JsonNode *
user_password (RwLogStoreSqlite *store,
               JsonObject       *order,
               GError          **error)
{
  const char *login = need_text (order, "login", error);
  const char *password = login != NULL ? need_text (order, "password", error) : NULL;

  return done (password != NULL && rw_accounts_set_password (store, login, password, error));
}

static JsonNode *
user_enable (RwLogStoreSqlite *store,
             JsonObject       *order,
             GError          **error)
{
  const char *login = need_text (order, "login", error);

  return done (login != NULL && rw_accounts_set_active (store, login, TRUE, error));
}

static JsonNode *
user_disable (RwLogStoreSqlite *store,
              JsonObject       *order,
              GError          **error)
{
  const char *login = need_text (order, "login", error);

  return done (login != NULL && rw_accounts_set_active (store, login, FALSE, error));
}

static JsonNode *
user_role (RwLogStoreSqlite *store,
           JsonObject       *order,
           GError          **error)
{
  const char *login = need_text (order, "login", error);
  guint roles = login != NULL ? get_roles (order, error) : 0;

  return done (roles != 0 && rw_accounts_set_roles (store, login, roles, error));
}

static void
set_roles (JsonObject *object,
           guint       roles)
{
  g_autofree char *text = rw_roles_to_string (roles);

  json_object_set_string_member (object, "roles", text);
}

static JsonNode *
wrap_array (const char *name,
            JsonArray  *array)
{
  JsonObject *answer = json_object_new ();

  json_object_set_array_member (answer, name, array);
  return wrap (answer);
}

static JsonNode *
user_list (RwLogStoreSqlite *store,
           JsonObject       *order,
           GError          **error)
{
  g_autoptr (GPtrArray) accounts = rw_accounts_list (store, error);
  JsonArray *users;

  if (accounts == NULL)
    return NULL;
  users = json_array_new ();
  for (guint i = 0; i < accounts->len; i++)
    {
      const RwAccount *account = accounts->pdata[i];
      JsonObject *user = json_object_new ();

      json_object_set_string_member (user, "login", account->login);
      json_object_set_string_member (user, "name", account->name);
      set_roles (user, account->roles);
      json_object_set_boolean_member (user, "active", account->active);
      json_object_set_boolean_member (user, "password", account->password != NULL);
      json_array_add_object_element (users, user);
    }
  return wrap_array ("users", users);
}

static JsonNode *
token_create (RwLogStoreSqlite *store,
              JsonObject       *order,
              GError          **error)
{
  const char *name = need_text (order, "name", error);
  const char *login = get_text (order, "login");
  gint64 days = get_number (order, "days");
  guint roles = name != NULL ? get_roles (order, error) : 0;
  g_autoptr (RwAccount) account = NULL;
  g_autofree char *secret = NULL;
  GError *problem = NULL;
  JsonObject *answer;

  if (roles == 0)
    return NULL;
  if (days < 1 || days > 3650)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("A token is valid for 1 to 3650 days"));
      return NULL;
    }
  if (login != NULL)
    {
      account = rw_accounts_find (store, login, &problem);
      if (account == NULL)
        {
          if (problem != NULL)
            g_propagate_error (error, problem);
          else
            g_set_error (error, RW_ERROR, RW_ERROR_NOT_FOUND, _ ("There is no account “%s”"),
                         login);
          return NULL;
        }
    }
  secret = rw_tokens_create (store, account, name, roles, days * RW_DAY, FALSE, NULL, error);
  if (secret == NULL)
    return NULL;
  answer = json_object_new ();
  json_object_set_string_member (answer, "secret", secret);
  return wrap (answer);
}

static JsonNode *
token_list (RwLogStoreSqlite *store,
            JsonObject       *order,
            GError          **error)
{
  g_autoptr (GPtrArray) tokens = rw_tokens_list (store, error);
  JsonArray *list;

  if (tokens == NULL)
    return NULL;
  list = json_array_new ();
  for (guint i = 0; i < tokens->len; i++)
    {
      const RwToken *token = tokens->pdata[i];
      JsonObject *object = json_object_new ();
      g_autofree char *id = rw_id_to_string (&token->id);

      json_object_set_string_member (object, "id", id);
      json_object_set_int_member (object, "expires", token->expires);
      json_object_set_string_member (object, "name", token->name);
      set_roles (object, token->principal->roles);
      if (token->principal->login != NULL)
        json_object_set_string_member (object, "login", token->principal->login);
      json_array_add_object_element (list, object);
    }
  return wrap_array ("tokens", list);
}

static JsonNode *
token_revoke (RwLogStoreSqlite *store,
              JsonObject       *order,
              GError          **error)
{
  const char *text = need_text (order, "id", error);
  RwId id;

  if (text == NULL)
    return NULL;
  if (!rw_id_parse (text, &id))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("“%s” is not the id of a token"), text);
      return NULL;
    }
  return done (rw_tokens_revoke (store, &id, error));
}

static JsonNode *
compact (RwLogStoreSqlite *store,
         JsonObject       *order,
         GError          **error)
{
  gint64 days = get_number (order, "days");
  RwCompactInfo info;
  JsonObject *answer;

  if (days < KEEP_DAYS_LEAST || days > KEEP_DAYS_MOST)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                   _ ("Deletions are remembered for %d to %d days"), KEEP_DAYS_LEAST,
                   KEEP_DAYS_MOST);
      return NULL;
    }
  if (!rw_store_compact (store, rw_clock_now () - days * RW_DAY, &info, error))
    return NULL;
  answer = json_object_new ();
  json_object_set_int_member (answer, "before", info.before);
  json_object_set_int_member (answer, "after", info.after);
  json_object_set_int_member (answer, "tombstones", info.tombstones);
  json_object_set_int_member (answer, "results", info.results);
  json_object_set_int_member (answer, "floor", info.floor);
  return wrap (answer);
}

static const struct
{
  const char *name;
  gboolean changes_access;
  JsonNode *(*run) (RwLogStoreSqlite *store,
                    JsonObject       *order,
                    GError          **error);
} orders[] = {
  { "compact", FALSE, compact },          { "token-create", TRUE, token_create }, { "token-list", FALSE, token_list },
  { "token-revoke", TRUE, token_revoke }, { "user-add", FALSE, user_add },        { "user-disable", TRUE, user_disable },
  { "user-enable", TRUE, user_enable },   { "user-list", FALSE, user_list },      { "user-password", TRUE, user_password },
  { "user-role", TRUE, user_role },
};

/**
 * rw_admin_changes_access:
 *
 * Returns: whether a server that runs must look anew at who may come in, after this order
 */
gboolean
rw_admin_changes_access (JsonObject *order)
{
  const char *name = get_text (order, "do");

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    if (g_strcmp0 (name, orders[i].name) == 0)
      return orders[i].changes_access;
  return FALSE;
}

/**
 * rw_admin_run:
 * @store: the one writer
 * @order: what to do
 *
 * Returns: (transfer full) (nullable): the answer, an object
 */
JsonNode *
rw_admin_run (RwLogStoreSqlite *store,
              JsonObject       *order,
              GError          **error)
{
  const char *name = get_text (order, "do");

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    if (g_strcmp0 (name, orders[i].name) == 0)
      return orders[i].run (store, order, error);
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("There is no order “%s”"),
               name != NULL ? name : "");
  return NULL;
}
