/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "rw-accounts.h"

G_BEGIN_DECLS

/**
 * RwServerOptions:
 * @data_dir: the folder with the store; made when it is not there
 * @tls_cert: (nullable): file with a certificate in PEM; %NULL for plain HTTP
 * @tls_key: (nullable): file with its key; %NULL when it is in @tls_cert
 * @tls_client_ca: (nullable): file with the authorities that certificates of clients come from; a
 *   client may show one then
 * @tls_require_client: nobody is let in without such a certificate
 * @hosts: (nullable) (array zero-terminated=1): names that a proxy in front calls a server on
 *   loopback by, besides localhost and addresses
 * @lease_days: how long a client may use its copy without contact, 0 for 14
 * @connections: how many at once, 0 for 500
 * @requests_burst: budget of a principal, 0 for 400
 * @requests_per_second: how fast it fills up, 0 for 100. An address has three times as much
 * @header_seconds: until a request's header must be there, 0 for 15
 * @body_seconds: until its body must be there, 0 for 60
 * @files_most: bytes that all files may take together, 0 for 50 GiB
 */
typedef struct
{
  const char *data_dir;
  const char *tls_cert;
  const char *tls_key;
  const char *tls_client_ca;
  gboolean tls_require_client;
  const char *const *hosts;
  guint lease_days;
  guint connections;
  guint requests_burst;
  guint requests_per_second;
  guint header_seconds;
  guint body_seconds;
  gint64 files_most;
} RwServerOptions;

#define RW_TYPE_SERVER (rw_server_get_type ())

/**
 * RwServer:
 *
 * The central server: the log store behind HTTP. Lives in the thread and main context in which it
 * was made; the store and the feed have threads of their own.
 */
G_DECLARE_FINAL_TYPE (RwServer, rw_server, RW, SERVER, GObject)

RwServer   *rw_server_new          (const RwServerOptions *options,
                                    GError               **error);
gboolean    rw_server_listen       (RwServer              *self,
                                    const char            *address,
                                    GError               **error);
void        rw_server_close        (RwServer              *self);
gboolean    rw_server_is_quiet     (RwServer              *self);
void        rw_server_stop         (RwServer              *self);
gboolean    rw_server_reload_tls   (RwServer              *self,
                                    GError               **error);
guint16     rw_server_get_port     (RwServer              *self);
const char *rw_server_get_url      (RwServer              *self);
gboolean    rw_server_has_accounts (RwServer              *self);
gboolean    rw_server_add_account  (RwServer              *self,
                                    const char            *login,
                                    const char            *name,
                                    guint                  roles,
                                    const char            *password,
                                    GError               **error);
char       *rw_server_create_token (RwServer              *self,
                                    const char            *login,
                                    const char            *name,
                                    guint                  roles,
                                    gint64                 lifetime,
                                    GError               **error);
gboolean    rw_server_load         (RwServer              *self,
                                    GPtrArray             *records,
                                    const char            *actor,
                                    GError               **error);
gboolean    rw_server_collect      (RwServer              *self,
                                    gint64                 before,
                                    GError               **error);
gboolean    rw_server_new_epoch    (RwServer              *self,
                                    GError               **error);
char       *rw_server_store_path   (const char            *data_dir);

G_END_DECLS
