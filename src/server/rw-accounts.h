/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-log-store-sqlite.h"
#include "rw-principal.h"

G_BEGIN_DECLS

#define RW_TOKEN_HASH_LENGTH 32

/**
 * RwAccount:
 * @person: id of the record of kind person with the same log-in, or the account's own id
 * @password: (nullable): argon2id hash; %NULL: no log-in with a password
 */
typedef struct
{
  RwId id;
  char *login;
  char *name;
  RwId person;
  guint roles;
  char *password;
  gboolean active;
  gint64 created;
} RwAccount;

/**
 * RwToken:
 * @id: names the token; not secret
 * @hash: SHA-256 of the secret
 * @session: it came from a log-in and ends when the password changes
 * @principal: whom it stands for
 */
typedef struct
{
  RwId id;
  guint8 hash[RW_TOKEN_HASH_LENGTH];
  char *name;
  gboolean session;
  gint64 created;
  gint64 expires;
  RwPrincipal *principal;
} RwToken;

/* All of these belong to the thread of the store and are a transaction of their own. */

gboolean   rw_accounts_add          (RwLogStoreSqlite *store,
                                     const char       *login,
                                     const char       *name,
                                     guint             roles,
                                     const char       *password,
                                     GError          **error);
gboolean   rw_accounts_set_password (RwLogStoreSqlite *store,
                                     const char       *login,
                                     const char       *password,
                                     GError          **error);
gboolean   rw_accounts_set_active   (RwLogStoreSqlite *store,
                                     const char       *login,
                                     gboolean          active,
                                     GError          **error);
gboolean   rw_accounts_set_roles    (RwLogStoreSqlite *store,
                                     const char       *login,
                                     guint             roles,
                                     GError          **error);
RwAccount *rw_accounts_find         (RwLogStoreSqlite *store,
                                     const char       *login,
                                     GError          **error);
GPtrArray *rw_accounts_list         (RwLogStoreSqlite *store,
                                     GError          **error);
void       rw_account_free          (RwAccount        *account);

char      *rw_tokens_create         (RwLogStoreSqlite *store,
                                     const RwAccount  *account,
                                     const char       *name,
                                     guint             roles,
                                     gint64            lifetime,
                                     gboolean          session,
                                     RwToken         **token,
                                     GError          **error);
gboolean   rw_tokens_revoke         (RwLogStoreSqlite *store,
                                     const RwId       *id,
                                     GError          **error);
GPtrArray *rw_tokens_list           (RwLogStoreSqlite *store,
                                     GError          **error);
void       rw_token_hash            (const char       *secret,
                                     guint8            hash[RW_TOKEN_HASH_LENGTH]);
void       rw_token_free            (RwToken          *token);
char      *rw_password_hash         (const char       *password,
                                     GError          **error);
char      *rw_login_fold            (const char       *login);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwAccount, rw_account_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwToken, rw_token_free)

G_END_DECLS
