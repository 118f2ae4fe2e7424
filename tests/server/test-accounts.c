/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#include "rw-accounts.h"
#include "rw-clock.h"
#include "rw-error.h"

typedef struct
{
  char *dir;
  char *path;
  RwLogStoreSqlite *store;
} Store;

static void
set_up (Store        *self,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->dir = g_dir_make_tmp ("rackward-XXXXXX", NULL);
  self->path = g_build_filename (self->dir, "log.db", NULL);
  self->store = RW_LOG_STORE_SQLITE (rw_log_store_sqlite_open (self->path, &error));
  g_assert_no_error (error);
}

static void
tear_down (Store        *self,
           gconstpointer data)
{
  g_clear_object (&self->store);
  g_unlink (self->path);
  g_assert_cmpint (g_rmdir (self->dir), ==, 0);
  g_free (self->path);
  g_free (self->dir);
}

static gboolean
password_is (Store      *self,
             const char *login,
             const char *password)
{
  g_autoptr (RwAccount) account = rw_accounts_find (self->store, login, NULL);
  char hash[crypto_pwhash_STRBYTES] = { 0 };

  g_strlcpy (hash, account->password, sizeof hash);
  return crypto_pwhash_str_verify (hash, password, strlen (password)) == 0;
}

static void
test_add (Store        *self,
          gconstpointer data)
{
  g_autoptr (RwAccount) account = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GError) twice = NULL;
  g_autoptr (GError) weak = NULL;
  g_autoptr (GError) empty = NULL;

  g_assert_true (rw_accounts_add (self->store, "Jana", "Jana Roth", RW_ROLE_MANAGER, "acht Zeichen", NULL));
  account = rw_accounts_find (self->store, "JANA", NULL);
  g_assert_cmpstr (account->login, ==, "jana");
  g_assert_cmpint (account->roles, ==, RW_ROLE_MANAGER);
  g_assert_true (account->active);
  g_assert_true (g_str_has_prefix (account->password, "$argon2id$"));
  g_assert_true (password_is (self, "jana", "acht Zeichen"));
  g_assert_false (password_is (self, "jana", "acht zeichen"));

  g_assert_false (rw_accounts_add (self->store, "jana", NULL, RW_ROLE_MANAGER, NULL, &twice));
  g_assert_error (twice, RW_ERROR, RW_ERROR_CONFLICT);
  g_assert_false (rw_accounts_add (self->store, "ivo", NULL, RW_ROLE_MANAGER, "kurz", &weak));
  g_assert_error (weak, RW_ERROR, RW_ERROR_INVALID);
  g_assert_false (rw_accounts_add (self->store, "  ", NULL, RW_ROLE_MANAGER, NULL, &empty));
  g_assert_error (empty, RW_ERROR, RW_ERROR_INVALID);
  all = rw_accounts_list (self->store, NULL);
  g_assert_cmpint (all->len, ==, 1);
}

static guint
count_tokens (Store *self)
{
  g_autoptr (GPtrArray) tokens = rw_tokens_list (self->store, NULL);

  return tokens->len;
}

/* A new password ends the sessions, not the tokens that a person made on purpose. */
static void
test_password (Store        *self,
               gconstpointer data)
{
  g_autoptr (RwAccount) account = NULL;
  g_autofree char *session = NULL;
  g_autofree char *token = NULL;
  g_autoptr (GError) nobody = NULL;

  g_assert_true (rw_accounts_add (self->store, "jana", NULL, RW_ROLE_MANAGER, "acht Zeichen", NULL));
  account = rw_accounts_find (self->store, "jana", NULL);
  session = rw_tokens_create (self->store, account, "laptop", account->roles, RW_DAY, TRUE, NULL, NULL);
  token = rw_tokens_create (self->store, account, "script", account->roles, RW_DAY, FALSE, NULL, NULL);
  g_assert_cmpint (count_tokens (self), ==, 2);
  g_assert_true (rw_accounts_set_password (self->store, "jana", "ganz anders", NULL));
  g_assert_cmpint (count_tokens (self), ==, 1);
  g_assert_true (password_is (self, "jana", "ganz anders"));
  g_assert_false (rw_accounts_set_password (self->store, "nobody", "ganz anders", &nobody));
  g_assert_error (nobody, RW_ERROR, RW_ERROR_NOT_FOUND);

  /* Who is switched off has no token either. */
  g_assert_true (rw_accounts_set_active (self->store, "jana", FALSE, NULL));
  g_assert_cmpint (count_tokens (self), ==, 0);
}

static void
test_tokens (Store        *self,
             gconstpointer data)
{
  g_autoptr (RwAccount) account = NULL;
  g_autoptr (RwToken) token = NULL;
  g_autoptr (RwToken) wide = NULL;
  g_autofree char *secret = NULL;
  g_autofree char *other = NULL;
  g_autofree char *contents = NULL;
  g_autoptr (GError) gone = NULL;
  guint8 hash[RW_TOKEN_HASH_LENGTH];
  gsize length;

  secret = rw_tokens_create (self->store, NULL, "wall 1", RW_ROLE_WALL, RW_HOUR, FALSE, &token, NULL);
  g_assert_cmpint (strlen (secret), ==, 3 + 43);
  rw_token_hash (secret, hash);
  g_assert_cmpmem (hash, sizeof hash, token->hash, sizeof token->hash);

  /* The secret itself is nowhere on the disk. */
  g_assert_true (rw_db_checkpoint (rw_log_store_sqlite_get_db (self->store), NULL));
  g_assert_true (g_file_get_contents (self->path, &contents, &length, NULL));
  g_assert_null (memmem (contents, length, secret, strlen (secret)));

  /* A token never may more than its person. */
  g_assert_true (rw_accounts_add (self->store, "ivo", NULL, RW_ROLE_TECHNICIAN, NULL, NULL));
  account = rw_accounts_find (self->store, "ivo", NULL);
  other = rw_tokens_create (self->store, account, "script", RW_ROLE_ADMIN | RW_ROLE_TECHNICIAN, RW_HOUR, FALSE, &wide, NULL);
  g_assert_cmpint (wide->principal->roles, ==, RW_ROLE_TECHNICIAN);

  g_assert_cmpint (count_tokens (self), ==, 2);
  g_assert_true (rw_tokens_revoke (self->store, &token->id, NULL));
  g_assert_cmpint (count_tokens (self), ==, 1);
  g_assert_false (rw_tokens_revoke (self->store, &token->id, &gone));
  g_assert_error (gone, RW_ERROR, RW_ERROR_NOT_FOUND);
  rw_clock_freeze (rw_clock_now () + 2 * RW_HOUR);
  g_assert_cmpint (count_tokens (self), ==, 0);
  rw_clock_thaw ();
}

static void
test_roles (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = rw_roles_to_string (RW_ROLE_ADMIN | RW_ROLE_WALL);

  g_assert_cmpstr (text, ==, "admin,wall");
  g_assert_cmpint (rw_roles_parse ("admin, wall", NULL), ==, RW_ROLE_ADMIN | RW_ROLE_WALL);
  g_assert_cmpint (rw_roles_parse ("admin,king", &error), ==, 0);
  g_assert_error (error, RW_ERROR, RW_ERROR_INVALID);
}

#define ADD(path, func) g_test_add (path, Store, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (sodium_init (), >=, 0);
  ADD ("/accounts/add", test_add);
  ADD ("/accounts/password", test_password);
  ADD ("/accounts/tokens", test_tokens);
  g_test_add_func ("/accounts/roles", test_roles);
  return g_test_run ();
}
