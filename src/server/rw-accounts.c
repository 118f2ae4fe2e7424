/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-accounts.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#include "rw-clock.h"
#include "rw-error.h"

#define PASSWORD_MIN  8
#define PASSWORD_MAX  1024
#define SECRET_LENGTH 32 /* bytes: 256 bits */
#define SECRET_PREFIX "rw_"

/**
 * rw_login_fold:
 *
 * Returns: (transfer full): the log-in as it is compared
 */
char *
rw_login_fold (const char *login)
{
  g_autofree char *normal = g_utf8_normalize (login, -1, G_NORMALIZE_NFC);
  g_autofree char *lower = g_utf8_strdown (normal != NULL ? normal : "", -1);

  return g_strdup (g_strstrip (lower));
}

/**
 * rw_password_hash:
 *
 * Takes about a tenth of a second and 64 MiB: not on the main loop.
 *
 * Returns: (transfer full) (nullable): argon2id with its salt and parameters, as text
 */
char *
rw_password_hash (const char *password,
                  GError    **error)
{
  char hash[crypto_pwhash_STRBYTES];
  gsize length = strlen (password);

  if (g_utf8_strlen (password, -1) < PASSWORD_MIN || length > PASSWORD_MAX)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("A password has at least %d characters"), PASSWORD_MIN);
      return NULL;
    }
  /* A command line comes here without a server; a second call costs nothing. */
  if (sodium_init () < 0 ||
      crypto_pwhash_str (hash, password, length, crypto_pwhash_OPSLIMIT_INTERACTIVE,
                         crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_FAILED, _ ("There is not enough memory to check a password"));
      return NULL;
    }
  return g_strdup (hash);
}

/* The person with this log-in, if the records have one. */
static gboolean
find_person (RwLogStoreSqlite *store,
             const char       *login,
             RwId             *person,
             GError          **error)
{
  return rw_log_store_find_unique (RW_LOG_STORE (store), RW_KIND_PERSON,
                                   rw_schema_field (RW_KIND_PERSON, RW_PERSON_LOGIN)->name, login, &RW_ID_NIL, person, error);
}

static gboolean
finish (RwLogStoreSqlite *store,
        gboolean          well,
        GError          **error)
{
  if (well)
    return rw_log_store_commit (RW_LOG_STORE (store), error);
  rw_log_store_rollback (RW_LOG_STORE (store));
  return FALSE;
}

static gboolean
insert_account (RwLogStoreSqlite *store,
                const char       *login,
                const char       *name,
                guint             roles,
                const char       *hash,
                GError          **error)
{
  g_autoptr (RwAccount) there = NULL;
  g_autoptr (RwStmt) stmt = NULL;
  GError *problem = NULL;
  RwId id = rw_id_new ();

  there = rw_accounts_find (store, login, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return FALSE;
    }
  if (there != NULL)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_CONFLICT, _ ("There already is an account “%s”"), login);
      return FALSE;
    }
  stmt = rw_db_prepare (rw_log_store_sqlite_get_db (store),
                        "INSERT INTO account (id, login, name, roles, password, active, created)"
                        " VALUES (?1, ?2, ?3, ?4, ?5, 1, ?6)",
                        error);
  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_id (stmt, 1, &id);
  rw_stmt_bind_text (stmt, 2, login);
  rw_stmt_bind_text (stmt, 3, name);
  rw_stmt_bind_integer (stmt, 4, roles);
  rw_stmt_bind_text (stmt, 5, hash);
  rw_stmt_bind_integer (stmt, 6, rw_clock_now ());
  return rw_stmt_run (stmt, error);
}

/**
 * rw_accounts_add:
 * @login: the log-in, any case
 * @name: (nullable): as a person reads it; the log-in if %NULL
 * @roles: mask of #RwRole
 * @password: (nullable): %NULL: nobody can log in with a password yet
 */
gboolean
rw_accounts_add (RwLogStoreSqlite *store,
                 const char       *login,
                 const char       *name,
                 guint             roles,
                 const char       *password,
                 GError          **error)
{
  g_autofree char *folded = rw_login_fold (login);
  g_autofree char *hash = NULL;

  if (*folded == '\0' || g_utf8_strlen (folded, -1) > 64)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("A log-in has 1 to 64 characters"));
      return FALSE;
    }
  if (password != NULL)
    {
      hash = rw_password_hash (password, error);
      if (hash == NULL)
        return FALSE;
    }
  if (!rw_log_store_begin (RW_LOG_STORE (store), error))
    return FALSE;
  return finish (store, insert_account (store, folded, name != NULL ? name : login, roles, hash, error), error);
}

static gboolean
update_account (RwLogStoreSqlite *store,
                const char       *login,
                const char       *sql,
                gint64            integer,
                const char       *text,
                GError          **error)
{
  RwDb *db = rw_log_store_sqlite_get_db (store);
  g_autoptr (RwStmt) stmt = rw_db_prepare (db, sql, error);
  g_autoptr (RwStmt) sessions = NULL;

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_text (stmt, 1, login);
  if (text != NULL)
    rw_stmt_bind_text (stmt, 2, text);
  else
    rw_stmt_bind_integer (stmt, 2, integer);
  if (!rw_stmt_run (stmt, error))
    return FALSE;
  if (rw_db_get_changes (db) == 0)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_NOT_FOUND, _ ("There is no account “%s”"), login);
      return FALSE;
    }
  /* Whoever knew the old password is out. */
  sessions = rw_db_prepare (db, "DELETE FROM token WHERE session AND account = (SELECT id FROM account WHERE login = ?1)", error);
  if (sessions == NULL)
    return FALSE;
  rw_stmt_bind_text (sessions, 1, login);
  return rw_stmt_run (sessions, error);
}

static gboolean
change_account (RwLogStoreSqlite *store,
                const char       *login,
                const char       *sql,
                gint64            integer,
                const char       *text,
                GError          **error)
{
  g_autofree char *folded = rw_login_fold (login);

  if (!rw_log_store_begin (RW_LOG_STORE (store), error))
    return FALSE;
  return finish (store, update_account (store, folded, sql, integer, text, error), error);
}

/**
 * rw_accounts_set_password:
 *
 * Also ends the account's sessions.
 */
gboolean
rw_accounts_set_password (RwLogStoreSqlite *store,
                          const char       *login,
                          const char       *password,
                          GError          **error)
{
  g_autofree char *hash = rw_password_hash (password, error);

  return hash != NULL &&
         change_account (store, login, "UPDATE account SET password = ?2 WHERE login = ?1", 0, hash, error);
}

/**
 * rw_accounts_set_active:
 * @active: %FALSE: no log-in any more, and the account's sessions end
 */
gboolean
rw_accounts_set_active (RwLogStoreSqlite *store,
                        const char       *login,
                        gboolean          active,
                        GError          **error)
{
  return change_account (store, login, "UPDATE account SET active = ?2 WHERE login = ?1", active ? 1 : 0, NULL, error);
}

/**
 * rw_accounts_set_roles:
 * @roles: mask of #RwRole
 *
 * Also ends the account's sessions: they came with the roles from before.
 */
gboolean
rw_accounts_set_roles (RwLogStoreSqlite *store,
                       const char       *login,
                       guint             roles,
                       GError          **error)
{
  return change_account (store, login, "UPDATE account SET roles = ?2 WHERE login = ?1", roles,
                         NULL, error);
}

#define ACCOUNT_COLUMNS "id, login, name, roles, password, active, created"

static RwAccount *
read_account (RwLogStoreSqlite *store,
              RwStmt           *stmt,
              GError          **error)
{
  g_autoptr (RwAccount) account = g_new0 (RwAccount, 1);

  rw_stmt_get_id (stmt, 0, &account->id);
  account->login = g_strdup (rw_stmt_get_text (stmt, 1));
  account->name = g_strdup (rw_stmt_get_text (stmt, 2));
  account->roles = (guint) rw_stmt_get_integer (stmt, 3);
  account->password = g_strdup (rw_stmt_get_text (stmt, 4));
  account->active = rw_stmt_get_integer (stmt, 5) != 0;
  account->created = rw_stmt_get_integer (stmt, 6);
  if (!find_person (store, account->login, &account->person, error))
    return NULL;
  if (rw_id_is_nil (&account->person))
    account->person = account->id;
  return g_steal_pointer (&account);
}

/**
 * rw_accounts_find:
 *
 * Returns: (transfer full) (nullable): the account; %NULL without an error when there is none
 */
RwAccount *
rw_accounts_find (RwLogStoreSqlite *store,
                  const char       *login,
                  GError          **error)
{
  g_autofree char *folded = rw_login_fold (login);
  g_autoptr (RwStmt) stmt = NULL;
  gboolean row;

  stmt = rw_db_prepare (rw_log_store_sqlite_get_db (store), "SELECT " ACCOUNT_COLUMNS " FROM account WHERE login = ?1", error);
  if (stmt == NULL)
    return NULL;
  rw_stmt_bind_text (stmt, 1, folded);
  if (!rw_stmt_step (stmt, &row, error) || !row)
    return NULL;
  return read_account (store, stmt, error);
}

/**
 * rw_accounts_list:
 *
 * Returns: (transfer full) (element-type RwAccount): by log-in
 */
GPtrArray *
rw_accounts_list (RwLogStoreSqlite *store,
                  GError          **error)
{
  g_autoptr (GPtrArray) accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_account_free);
  g_autoptr (RwStmt) stmt = NULL;
  gboolean row;

  stmt = rw_db_prepare (rw_log_store_sqlite_get_db (store), "SELECT " ACCOUNT_COLUMNS " FROM account ORDER BY login", error);
  if (stmt == NULL)
    return NULL;
  while (TRUE)
    {
      RwAccount *account;

      if (!rw_stmt_step (stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&accounts);
      account = read_account (store, stmt, error);
      if (account == NULL)
        return NULL;
      g_ptr_array_add (accounts, account);
    }
}

void
rw_account_free (RwAccount *account)
{
  if (account == NULL)
    return;
  g_free (account->login);
  g_free (account->name);
  g_free (account->password);
  g_free (account);
}

/**
 * rw_token_hash:
 * @secret: what a client shows
 * @hash: (out): under which the token is kept. The secret has 256 random bits, so that a fast hash will do
 */
void
rw_token_hash (const char *secret,
               guint8      hash[RW_TOKEN_HASH_LENGTH])
{
  G_STATIC_ASSERT (RW_TOKEN_HASH_LENGTH == crypto_hash_sha256_BYTES);

  crypto_hash_sha256 (hash, (const guint8 *) secret, strlen (secret));
}

static void
set_principal (RwToken         *token,
               const RwAccount *account,
               guint            roles)
{
  token->principal = rw_principal_new (account != NULL ? account->name : token->name);
  token->principal->token = token->id;
  token->principal->expires = token->expires;
  token->principal->roles = roles;
  if (account == NULL)
    return;
  token->principal->account = account->id;
  token->principal->person = account->person;
  token->principal->login = g_strdup (account->login);
}

/**
 * rw_tokens_create:
 * @account: (nullable): for a person; %NULL for a machine
 * @name: the device or machine, as a person reads it
 * @roles: mask of #RwRole; of a person's roles only those that the person has count
 * @lifetime: microseconds
 * @session: see #RwToken
 * @token: (out) (optional) (transfer full): the token
 *
 * Returns: (transfer full) (nullable): the secret, which is kept nowhere and cannot be asked for again
 */
char *
rw_tokens_create (RwLogStoreSqlite *store,
                  const RwAccount  *account,
                  const char       *name,
                  guint             roles,
                  gint64            lifetime,
                  gboolean          session,
                  RwToken         **token,
                  GError          **error)
{
  guint8 bytes[SECRET_LENGTH];
  char text[sodium_base64_ENCODED_LEN (SECRET_LENGTH, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];
  g_autoptr (RwToken) made = g_new0 (RwToken, 1);
  g_autofree char *secret = NULL;
  g_autoptr (RwStmt) stmt = NULL;
  gboolean well;

  if (sodium_init () < 0)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_FAILED, _ ("There are no random numbers to be had"));
      return NULL;
    }
  randombytes_buf (bytes, sizeof bytes);
  sodium_bin2base64 (text, sizeof text, bytes, sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  secret = g_strconcat (SECRET_PREFIX, text, NULL);
  rw_token_hash (secret, made->hash);
  made->id = rw_id_new ();
  made->name = g_strdup (name);
  made->session = session;
  made->created = rw_clock_now ();
  made->expires = made->created + lifetime;

  if (!rw_log_store_begin (RW_LOG_STORE (store), error))
    return NULL;
  stmt = rw_db_prepare (rw_log_store_sqlite_get_db (store),
                        "INSERT INTO token (hash, id, account, name, roles, session, created, expires)"
                        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                        error);
  well = stmt != NULL;
  if (well)
    {
      rw_stmt_bind_blob (stmt, 1, made->hash, sizeof made->hash);
      rw_stmt_bind_id (stmt, 2, &made->id);
      rw_stmt_bind_id (stmt, 3, account != NULL ? &account->id : NULL);
      rw_stmt_bind_text (stmt, 4, made->name);
      rw_stmt_bind_integer (stmt, 5, roles);
      rw_stmt_bind_integer (stmt, 6, session);
      rw_stmt_bind_integer (stmt, 7, made->created);
      rw_stmt_bind_integer (stmt, 8, made->expires);
      well = rw_stmt_run (stmt, error);
    }
  if (!finish (store, well, error))
    return NULL;
  set_principal (made, account, account != NULL ? roles & account->roles : roles);
  if (token != NULL)
    *token = g_steal_pointer (&made);
  return g_steal_pointer (&secret);
}

/**
 * rw_tokens_revoke:
 * @id: see #RwToken
 */
gboolean
rw_tokens_revoke (RwLogStoreSqlite *store,
                  const RwId       *id,
                  GError          **error)
{
  RwDb *db = rw_log_store_sqlite_get_db (store);
  g_autoptr (RwStmt) stmt = rw_db_prepare (db, "DELETE FROM token WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_id (stmt, 1, id);
  if (!rw_stmt_run (stmt, error))
    return FALSE;
  if (rw_db_get_changes (db) > 0)
    return TRUE;
  g_set_error (error, RW_ERROR, RW_ERROR_NOT_FOUND, _ ("There is no such token"));
  return FALSE;
}

/**
 * rw_tokens_list:
 *
 * Forgets those that have expired.
 *
 * Returns: (transfer full) (element-type RwToken): all that are valid
 */
GPtrArray *
rw_tokens_list (RwLogStoreSqlite *store,
                GError          **error)
{
  RwDb *db = rw_log_store_sqlite_get_db (store);
  g_autoptr (GPtrArray) tokens = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_token_free);
  g_autoptr (GPtrArray) accounts = rw_accounts_list (store, error);
  g_autoptr (RwStmt) expired = NULL;
  g_autoptr (RwStmt) stmt = NULL;
  gboolean row;

  if (accounts == NULL)
    return NULL;
  expired = rw_db_prepare (db, "DELETE FROM token WHERE expires <= ?1", error);
  if (expired == NULL)
    return NULL;
  rw_stmt_bind_integer (expired, 1, rw_clock_now ());
  if (!rw_stmt_run (expired, error))
    return NULL;
  stmt = rw_db_prepare (db, "SELECT hash, id, account, name, roles, session, created, expires FROM token ORDER BY created", error);
  if (stmt == NULL)
    return NULL;
  while (TRUE)
    {
      g_autoptr (RwToken) token = NULL;
      const RwAccount *account = NULL;
      gconstpointer hash;
      gsize length;
      guint roles;
      RwId owner;

      if (!rw_stmt_step (stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&tokens);
      token = g_new0 (RwToken, 1);
      hash = rw_stmt_get_blob (stmt, 0, &length);
      if (length == sizeof token->hash)
        memcpy (token->hash, hash, length);
      rw_stmt_get_id (stmt, 1, &token->id);
      token->name = g_strdup (rw_stmt_get_text (stmt, 3));
      roles = (guint) rw_stmt_get_integer (stmt, 4);
      token->session = rw_stmt_get_integer (stmt, 5) != 0;
      token->created = rw_stmt_get_integer (stmt, 6);
      token->expires = rw_stmt_get_integer (stmt, 7);
      if (rw_stmt_get_id (stmt, 2, &owner))
        {
          for (guint i = 0; i < accounts->len && account == NULL; i++)
            if (rw_id_equal (&((RwAccount *) g_ptr_array_index (accounts, i))->id, &owner))
              account = g_ptr_array_index (accounts, i);
          if (account == NULL || !account->active)
            continue;
          roles &= account->roles;
        }
      set_principal (token, account, roles);
      g_ptr_array_add (tokens, g_steal_pointer (&token));
    }
}

void
rw_token_free (RwToken *token)
{
  if (token == NULL)
    return;
  rw_principal_unref (token->principal);
  g_free (token->name);
  g_free (token);
}
