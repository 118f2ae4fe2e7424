/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-auth.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#include "rw-clock.h"
#include "rw-error.h"
#include "rw-throttle.h"

/* Each takes 64 MiB and a core. */
#define PASSWORDS_AT_ONCE 2
#define PASSWORDS_WAITING 50

#define SESSION_LIFETIME (30 * RW_DAY)

/* In characters; what is longer is nobody's. */
#define LOGIN_MOST    64
#define PASSWORD_MOST 1024
#define DEVICE_MOST   120

/* Log-ins from where they came before, so many are remembered. */
#define PLACES_MOST 10000

/* Checked when there is no such account, so that the answer takes as long as for a wrong password. */
static const char nobody[] = "$argon2id$v=19$m=65536,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

struct _RwAuth
{
  guint ref_count; /* attempts hold one; all in the server's thread */
  gboolean closed;
  RwStoreThread *store;
  GHashTable *tokens; /* hash (GBytes) → RwPrincipal */
  guint changes;      /* of @tokens, other than by reading them all */
  GThreadPool *passwords;
  RwThrottle *by_login;   /* log-in and address */
  RwThrottle *by_address;
  RwThrottle *by_account; /* wrong attempts from anywhere */
  GHashTable *places;     /* log-in and address: where somebody was let in before */
};

typedef struct
{
  RwAuth *auth;
  char *login;
  char *password;
  char *device;
  char *key;
  RwAccount *account;
  gboolean right;
  char *secret;
  RwToken *token;
  guint retry_after;
} Attempt;

static void
unref_auth (RwAuth *auth)
{
  if (--auth->ref_count > 0)
    return;
  g_hash_table_unref (auth->tokens);
  rw_throttle_free (auth->by_login);
  rw_throttle_free (auth->by_address);
  rw_throttle_free (auth->by_account);
  g_hash_table_unref (auth->places);
  g_free (auth);
}

static void
free_attempt (gpointer data)
{
  Attempt *attempt = data;

  unref_auth (attempt->auth);
  g_free (attempt->login);
  if (attempt->password != NULL)
    sodium_memzero (attempt->password, strlen (attempt->password));
  g_free (attempt->password);
  g_free (attempt->device);
  g_free (attempt->key);
  rw_account_free (attempt->account);
  g_free (attempt->secret);
  rw_token_free (attempt->token);
  g_free (attempt);
}

static GBytes *
hash_of (const char *secret)
{
  guint8 hash[RW_TOKEN_HASH_LENGTH];

  rw_token_hash (secret, hash);
  return g_bytes_new (hash, sizeof hash);
}

static void
remember (RwAuth        *auth,
          const RwToken *token)
{
  g_hash_table_insert (auth->tokens, g_bytes_new (token->hash, sizeof token->hash), rw_principal_ref (token->principal));
}

static gpointer
list_func (RwLogStoreSqlite *store,
           gpointer          data,
           GError          **error)
{
  return rw_tokens_list (store, error);
}

static void
take_tokens (RwAuth    *auth,
             GPtrArray *tokens)
{
  g_hash_table_remove_all (auth->tokens);
  for (guint i = 0; i < tokens->len; i++)
    remember (auth, g_ptr_array_index (tokens, i));
}

/**
 * rw_auth_reload:
 *
 * Reads the tokens anew, after accounts or tokens were changed in the store. Waits for the store.
 */
gboolean
rw_auth_reload (RwAuth  *auth,
                GError **error)
{
  g_autoptr (GPtrArray) tokens = rw_store_thread_run (auth->store, list_func, NULL, error);

  if (tokens == NULL)
    return FALSE;
  take_tokens (auth, tokens);
  return TRUE;
}

typedef struct
{
  RwAuth *auth;
  guint changes;
} Reload;

static void
free_reload (gpointer data)
{
  Reload *reload = data;

  unref_auth (reload->auth);
  g_free (reload);
}

static void read_again (GTask *task);

static void
reread_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Reload *reload = g_task_get_task_data (task);
  g_autoptr (GPtrArray) tokens = NULL;
  GError *error = NULL;

  tokens = rw_store_thread_run_finish (result, &error);
  if (tokens == NULL)
    g_task_return_error (task, error);
  else if (reload->auth->closed)
    g_task_return_boolean (task, TRUE);
  else if (reload->changes != reload->auth->changes)
    /* Somebody logged out meanwhile: what was read may still have them. */
    read_again (g_steal_pointer (&task));
  else
    {
      take_tokens (reload->auth, tokens);
      g_task_return_boolean (task, TRUE);
    }
}

static void
read_again (GTask *task)
{
  Reload *reload = g_task_get_task_data (task);

  reload->changes = reload->auth->changes;
  rw_store_thread_run_async (reload->auth->store, list_func, NULL, NULL,
                             (GDestroyNotify) g_ptr_array_unref, reread_cb, task);
}

/**
 * rw_auth_reload_async:
 *
 * As rw_auth_reload(), while serving.
 */
void
rw_auth_reload_async (RwAuth              *auth,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Reload *reload = g_new0 (Reload, 1);

  reload->auth = auth;
  auth->ref_count++;
  g_task_set_task_data (task, reload, free_reload);
  g_task_set_static_name (task, "rackwardd tokens");
  read_again (task);
}

gboolean
rw_auth_reload_finish (GAsyncResult *result,
                       GError      **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * rw_auth_holds:
 * @principal: who was let in
 *
 * Returns: whether they would be let in again, and may do the same
 */
gboolean
rw_auth_holds (RwAuth            *auth,
               const RwPrincipal *principal)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, auth->tokens);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const RwPrincipal *known = value;

      if (rw_id_equal (&known->token, &principal->token))
        return known->roles == principal->roles && known->expires > rw_clock_now ();
    }
  return FALSE;
}

static gpointer
create_func (RwLogStoreSqlite *store,
             gpointer          data,
             GError          **error)
{
  Attempt *attempt = data;

  attempt->secret = rw_tokens_create (store, attempt->account, attempt->device, attempt->account->roles, SESSION_LIFETIME,
                                      TRUE, &attempt->token, error);
  return NULL;
}

static void
created_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Attempt *attempt = g_task_get_task_data (task);
  GError *error = NULL;
  RwLogin *login;

  rw_store_thread_run_finish (result, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  attempt->auth->changes++;
  remember (attempt->auth, attempt->token);
  rw_throttle_reset (attempt->auth->by_login, attempt->key);
  if (g_hash_table_size (attempt->auth->places) >= PLACES_MOST)
    g_hash_table_remove_all (attempt->auth->places);
  g_hash_table_add (attempt->auth->places, g_strdup (attempt->key));
  login = g_new0 (RwLogin, 1);
  login->secret = g_steal_pointer (&attempt->secret);
  login->principal = rw_principal_ref (attempt->token->principal);
  g_task_return_pointer (task, login, (GDestroyNotify) rw_login_free);
}

static gboolean
verified_cb (gpointer data)
{
  GTask *task = data;
  Attempt *attempt = g_task_get_task_data (task);

  if (attempt->auth->closed)
    g_task_return_new_error (task, RW_ERROR, RW_ERROR_BUSY, _ ("The server is stopping"));
  else if (attempt->right)
    rw_store_thread_run_async (attempt->auth->store, create_func, attempt, NULL, NULL, created_cb, g_object_ref (task));
  else
    {
      rw_throttle_take (attempt->auth->by_account, attempt->login, rw_clock_now (), NULL);
      g_task_return_new_error (task, RW_ERROR, RW_ERROR_AUTH,
                               _ ("The log-in or the password is wrong"));
    }
  return G_SOURCE_REMOVE;
}

static void
verify_func (gpointer data,
             gpointer user_data)
{
  GTask *task = data;
  Attempt *attempt = g_task_get_task_data (task);
  const RwAccount *account = attempt->account;
  gboolean known = account != NULL && account->active && account->password != NULL;
  char hash[crypto_pwhash_STRBYTES] = { 0 };
  g_autoptr (GSource) source = g_idle_source_new ();

  g_strlcpy (hash, known ? account->password : nobody, sizeof hash);
  attempt->right = crypto_pwhash_str_verify (hash, attempt->password, strlen (attempt->password)) == 0 && known;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, verified_cb, task, g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

static gpointer
find_func (RwLogStoreSqlite *store,
           gpointer          data,
           GError          **error)
{
  Attempt *attempt = data;

  attempt->account = rw_accounts_find (store, attempt->login, error);
  return NULL;
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Attempt *attempt = g_task_get_task_data (task);
  GError *error = NULL;

  rw_store_thread_run_finish (result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else if (attempt->auth->closed)
    g_task_return_new_error (task, RW_ERROR, RW_ERROR_BUSY, _ ("The server is stopping"));
  else
    g_thread_pool_push (attempt->auth->passwords, g_steal_pointer (&task), NULL);
}

/* A text that will be seen again, in a list of sessions: one line, not long. */
static char *
clean_device (const char *device)
{
  g_autofree char *start =
    g_utf8_substring (device, 0, MIN (g_utf8_strlen (device, -1), DEVICE_MOST));

  for (char *p = start; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = ' ';
  return g_steal_pointer (&start);
}

/* Guesses from one place are few; guesses at one account from everywhere are too, but those do not count
 * for a place where its owner was let in before: nobody can lock them out there. */
static gboolean
may_try (RwAuth     *auth,
         Attempt    *attempt,
         const char *address)
{
  gint64 now = rw_clock_now ();

  /* The address first: log-ins cost nothing to invent. */
  return rw_throttle_take (auth->by_address, address, now, &attempt->retry_after) &&
         rw_throttle_take (auth->by_login, attempt->key, now, &attempt->retry_after) &&
         (g_hash_table_contains (auth->places, attempt->key) ||
          rw_throttle_look (auth->by_account, attempt->login, now, &attempt->retry_after));
}

/**
 * rw_auth_login_async:
 * @device: names the session, as a person reads it
 * @address: where it comes from, see rw_peer_get_network()
 *
 * Checks a password, in constant time whether the account exists or not, and makes a token. Attempts
 * are limited for each address, and for each log-in and address together; wrong ones also for each
 * log-in from wherever it did not succeed before, so that nobody locks out others.
 */
void
rw_auth_login_async (RwAuth              *auth,
                     const char          *login,
                     const char          *password,
                     const char          *device,
                     const char          *address,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Attempt *attempt = g_new0 (Attempt, 1);

  attempt->auth = auth;
  auth->ref_count++;
  attempt->login = rw_login_fold (login);
  attempt->password = g_strdup (password);
  attempt->device = clean_device (device);
  attempt->key = g_strconcat (attempt->login, " ", address, NULL);
  g_task_set_task_data (task, attempt, free_attempt);
  g_task_set_static_name (task, "rackwardd log-in");
  if (g_utf8_strlen (attempt->login, -1) > LOGIN_MOST || strlen (password) > PASSWORD_MOST)
    {
      g_task_return_new_error (task, RW_ERROR, RW_ERROR_AUTH,
                               _ ("The log-in or the password is wrong"));
      return;
    }
  if (!may_try (auth, attempt, address))
    {
      g_task_return_new_error (task, RW_ERROR, RW_ERROR_BUSY, _ ("Too many attempts to log in; try again in %u seconds"),
                               attempt->retry_after);
      return;
    }
  if (g_thread_pool_unprocessed (auth->passwords) >= PASSWORDS_WAITING)
    {
      attempt->retry_after = 5;
      g_task_return_new_error (task, RW_ERROR, RW_ERROR_BUSY, _ ("Too many people log in at this moment; try again"));
      return;
    }
  rw_store_thread_run_async (auth->store, find_func, attempt, NULL, NULL, found_cb, g_steal_pointer (&task));
}

/**
 * rw_auth_login_finish:
 * @retry_after: (out): with %RW_ERROR_BUSY, seconds to wait
 *
 * Returns: (transfer full) (nullable): the token, or %RW_ERROR_AUTH
 */
RwLogin *
rw_auth_login_finish (GAsyncResult *result,
                      guint        *retry_after,
                      GError      **error)
{
  const Attempt *attempt = g_task_get_task_data (G_TASK (result));

  *retry_after = attempt->retry_after;
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gpointer
revoke_func (RwLogStoreSqlite *store,
             gpointer          data,
             GError          **error)
{
  rw_tokens_revoke (store, data, error);
  return NULL;
}

static void
revoked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  rw_store_thread_run_finish (result, &error);
  if (error != NULL && !g_error_matches (error, RW_ERROR, RW_ERROR_NOT_FOUND))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
  g_clear_error (&error);
}

static gboolean
has_token_cb (gpointer key,
              gpointer value,
              gpointer user_data)
{
  return rw_id_equal (&((RwPrincipal *) value)->token, user_data);
}

/**
 * rw_auth_logout_async:
 *
 * Revokes the token with which @principal came; it is not accepted any more from now on.
 */
void
rw_auth_logout_async (RwAuth              *auth,
                      RwPrincipal         *principal,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  auth->changes++;
  g_hash_table_foreach_remove (auth->tokens, has_token_cb, &principal->token);
  rw_store_thread_run_async (auth->store, revoke_func, rw_id_copy (&principal->token), g_free, NULL, revoked_cb,
                             g_steal_pointer (&task));
}

gboolean
rw_auth_logout_finish (GAsyncResult *result,
                       GError      **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * rw_auth_find:
 * @secret: what a client showed
 *
 * Returns: (transfer full) (nullable): whom it stands for; %NULL when it is not known or has expired
 */
RwPrincipal *
rw_auth_find (RwAuth     *auth,
              const char *secret)
{
  g_autoptr (GBytes) hash = hash_of (secret);
  RwPrincipal *principal = g_hash_table_lookup (auth->tokens, hash);

  if (principal == NULL)
    return NULL;
  if (principal->expires > rw_clock_now ())
    return rw_principal_ref (principal);
  g_hash_table_remove (auth->tokens, hash);
  return NULL;
}

/**
 * rw_auth_new:
 * @store: outlives what is returned
 */
RwAuth *
rw_auth_new (RwStoreThread *store,
             GError       **error)
{
  g_autoptr (RwAuth) auth = g_new0 (RwAuth, 1);

  auth->ref_count = 1;
  auth->store = store;
  auth->tokens = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref,
                                        (GDestroyNotify) rw_principal_unref);
  auth->passwords = g_thread_pool_new (verify_func, NULL, PASSWORDS_AT_ONCE, FALSE, NULL);
  auth->by_login = rw_throttle_new (5, 1 / 30.0);
  auth->by_address = rw_throttle_new (50, 1);
  auth->by_account = rw_throttle_new (30, 1 / 20.0);
  auth->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!rw_auth_reload (auth, error))
    return NULL;
  return g_steal_pointer (&auth);
}

/**
 * rw_auth_free:
 *
 * Waits for the passwords that are being checked; their log-ins fail.
 */
void
rw_auth_free (RwAuth *auth)
{
  if (auth == NULL)
    return;
  auth->closed = TRUE;
  g_thread_pool_free (g_steal_pointer (&auth->passwords), FALSE, TRUE);
  unref_auth (auth);
}

void
rw_login_free (RwLogin *login)
{
  if (login == NULL)
    return;
  g_free (login->secret);
  rw_principal_unref (login->principal);
  g_free (login);
}
