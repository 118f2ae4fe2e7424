/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-clock.h"
#include "rw-error.h"
#include "rw-mutations.h"
#include "rw-server-private.h"

typedef struct
{
  RwPrincipal *principal;
  const RwScope *scope;
  JsonNode *root;
} Push;

static void
free_push (gpointer data)
{
  Push *push = data;

  rw_principal_unref (push->principal);
  json_node_unref (push->root);
  g_free (push);
}

typedef struct
{
  GString *answer;
  gint64 head;
} Pushed;

static void
free_pushed (gpointer data)
{
  Pushed *pushed = data;

  if (pushed->answer != NULL)
    g_string_free (pushed->answer, TRUE);
  g_free (pushed);
}

static gpointer
push_func (RwLogStoreSqlite *store,
           gpointer          data,
           GError          **error)
{
  Push *push = data;
  GString *answer = rw_mutations_apply (RW_LOG_STORE (store), push->principal, push->scope,
                                        json_node_get_object (push->root), rw_clock_now (), error);
  Pushed *pushed;

  if (answer == NULL)
    return NULL;
  pushed = g_new0 (Pushed, 1);
  pushed->answer = answer;
  pushed->head = rw_log_store_get_head (RW_LOG_STORE (store));
  return pushed;
}

static void
pushed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (RwRequest) request = user_data;
  g_autoptr (GError) error = NULL;
  Pushed *pushed = rw_store_thread_run_finish (result, &error);

  if (pushed == NULL)
    {
      rw_request_fail (request, error);
      return;
    }
  if (request->server != NULL)
    rw_server_set_head (request->server, pushed->head);
  rw_request_reply (request, SOUP_STATUS_OK, g_steal_pointer (&pushed->answer));
  free_pushed (pushed);
}

/* POST /v1/mutations: what a client did while we were not looking. */
void
rw_handle_mutations (RwRequest *request)
{
  JsonNode *root = NULL;
  Push *push;

  if (!(request->principal->roles & RW_ROLES_STAFF))
    {
      rw_request_fail_with (request, RW_ERROR_FORBIDDEN, 0, "You may only read");
      return;
    }
  if (rw_request_read_object (request, &root) == NULL)
    return;
  push = g_new0 (Push, 1);
  push->principal = rw_principal_ref (request->principal);
  push->scope = request->scope;
  push->root = root;
  rw_store_thread_run_async (rw_server_get_store (request->server), push_func, push, free_push, free_pushed, pushed_cb,
                             rw_request_ref (request));
}
