/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "rw-clock.h"
#include "rw-error.h"
#include "rw-server-private.h"

/* What is done to a server from within its own process. All of it waits for the store. */

typedef struct
{
  const char *login;
  const char *name;
  guint roles;
  const char *password;
  gint64 number;
  gpointer data;
  char *text;
} Order;

static gpointer
count_func (RwLogStoreSqlite *store,
            gpointer          data,
            GError          **error)
{
  g_autoptr (GPtrArray) accounts = rw_accounts_list (store, error);

  ((Order *) data)->number = accounts == NULL ? 0 : accounts->len;
  return NULL;
}

/**
 * rw_server_has_accounts:
 *
 * Returns: whether anybody can log in
 */
gboolean
rw_server_has_accounts (RwServer *self)
{
  Order order = { 0 };
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (RW_IS_SERVER (self), FALSE);
  rw_store_thread_run (rw_server_get_store (self), count_func, &order, &error);
  return order.number > 0;
}

static gpointer
add_func (RwLogStoreSqlite *store,
          gpointer          data,
          GError          **error)
{
  const Order *order = data;

  rw_accounts_add (store, order->login, order->name, order->roles, order->password, error);
  return NULL;
}

/**
 * rw_server_add_account:
 *
 * See rw_accounts_add(). Waits for it.
 */
gboolean
rw_server_add_account (RwServer    *self,
                       const char  *login,
                       const char  *name,
                       guint        roles,
                       const char  *password,
                       GError     **error)
{
  Order order = { .login = login, .name = name, .roles = roles, .password = password };
  GError *problem = NULL;

  g_return_val_if_fail (RW_IS_SERVER (self), FALSE);
  rw_store_thread_run (rw_server_get_store (self), add_func, &order, &problem);
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, problem);
  return FALSE;
}

static gpointer
token_func (RwLogStoreSqlite *store,
            gpointer          data,
            GError          **error)
{
  g_autoptr (RwAccount) account = NULL;
  g_autoptr (GError) problem = NULL;
  Order *order = data;

  if (order->login != NULL)
    {
      account = rw_accounts_find (store, order->login, &problem);
      if (account == NULL)
        {
          if (problem != NULL)
            g_propagate_error (error, g_steal_pointer (&problem));
          else
            g_set_error (error, RW_ERROR, RW_ERROR_NOT_FOUND, _ ("There is no account “%s”"), order->login);
          return NULL;
        }
    }
  order->text = rw_tokens_create (store, account, order->name, order->roles, order->number, FALSE, NULL, error);
  return NULL;
}

/**
 * rw_server_create_token:
 * @login: (nullable): whose; %NULL for a machine
 *
 * See rw_tokens_create(). Waits for it.
 *
 * Returns: (transfer full) (nullable): the secret
 */
char *
rw_server_create_token (RwServer    *self,
                        const char  *login,
                        const char  *name,
                        guint        roles,
                        gint64       lifetime,
                        GError     **error)
{
  Order order = { .login = login, .name = name, .roles = roles, .number = lifetime };

  g_return_val_if_fail (RW_IS_SERVER (self), NULL);
  rw_store_thread_run (rw_server_get_store (self), token_func, &order, error);
  if (order.text != NULL && !rw_auth_reload (rw_server_get_auth (self), error))
    g_clear_pointer (&order.text, g_free);
  return order.text;
}

static gpointer
load_func (RwLogStoreSqlite *store,
           gpointer          data,
           GError          **error)
{
  RwLogStore *log = RW_LOG_STORE (store);
  Order *order = data;
  GPtrArray *records = order->data;
  RwLogAuthor author = { .at = rw_clock_now (), .actor = order->name };

  if (!rw_log_store_begin (log, error))
    return NULL;
  for (guint i = 0; i < records->len; i++)
    if (!rw_log_store_load (log, &author, g_ptr_array_index (records, i), error))
      {
        rw_log_store_rollback (log);
        return NULL;
      }
  rw_log_store_commit (log, error);
  order->number = rw_log_store_get_head (log);
  return NULL;
}

/**
 * rw_server_load:
 * @records: (element-type RwRecord): see rw_log_store_load()
 * @actor: who does it, for the history
 *
 * Takes in records without merge, all or none. Waits for it.
 */
gboolean
rw_server_load (RwServer    *self,
                GPtrArray   *records,
                const char  *actor,
                GError     **error)
{
  Order order = { .name = actor, .data = records };
  GError *problem = NULL;

  g_return_val_if_fail (RW_IS_SERVER (self), FALSE);
  rw_store_thread_run (rw_server_get_store (self), load_func, &order, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return FALSE;
    }
  rw_server_set_head (self, order.number);
  return TRUE;
}

/* Data: the instant before which tombstones go. */
gpointer
rw_server_collect_func (RwLogStoreSqlite *store,
                        gpointer          data,
                        GError          **error)
{
  RwLogStore *log = RW_LOG_STORE (store);

  if (!rw_log_store_begin (log, error))
    return NULL;
  if (rw_log_store_collect (log, *(gint64 *) data, error))
    rw_log_store_commit (log, error);
  else
    rw_log_store_rollback (log);
  return NULL;
}

/**
 * rw_server_collect:
 * @before: see rw_log_store_collect()
 *
 * The server does this once a day by itself. Waits for it.
 */
gboolean
rw_server_collect (RwServer *self,
                   gint64    before,
                   GError  **error)
{
  GError *problem = NULL;

  g_return_val_if_fail (RW_IS_SERVER (self), FALSE);
  rw_store_thread_run (rw_server_get_store (self), rw_server_collect_func, &before, &problem);
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, problem);
  return FALSE;
}
