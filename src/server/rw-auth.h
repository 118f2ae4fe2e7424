/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-accounts.h"
#include "rw-store-thread.h"

G_BEGIN_DECLS

/**
 * RwAuth:
 *
 * Who may come in. Knows every valid token, so that no request waits for the disk to be let in.
 * Belongs to the thread of the server.
 */
typedef struct _RwAuth RwAuth;

/**
 * RwLogin:
 * @secret: the token's secret
 * @principal: whom it stands for
 *
 * A log-in that succeeded.
 */
typedef struct
{
  char *secret;
  RwPrincipal *principal;
} RwLogin;

RwAuth      *rw_auth_new          (RwStoreThread        *store,
                                   GError              **error);
void         rw_auth_free         (RwAuth               *auth);
gboolean     rw_auth_reload       (RwAuth               *auth,
                                   GError              **error);
void         rw_auth_reload_async (RwAuth               *auth,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
gboolean     rw_auth_reload_finish (GAsyncResult        *result,
                                    GError             **error);
gboolean     rw_auth_holds        (RwAuth               *auth,
                                   const RwPrincipal    *principal);
RwPrincipal *rw_auth_find         (RwAuth               *auth,
                                   const char           *secret);
void         rw_auth_login_async  (RwAuth               *auth,
                                   const char           *login,
                                   const char           *password,
                                   const char           *device,
                                   const char           *address,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
RwLogin     *rw_auth_login_finish (GAsyncResult         *result,
                                   guint                *retry_after,
                                   GError              **error);
void         rw_auth_logout_async (RwAuth               *auth,
                                   RwPrincipal          *principal,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
gboolean     rw_auth_logout_finish (GAsyncResult        *result,
                                    GError             **error);
void         rw_login_free        (RwLogin              *login);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwAuth, rw_auth_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwLogin, rw_login_free)

G_END_DECLS
