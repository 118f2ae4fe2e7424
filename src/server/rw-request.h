/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "rw-peer.h"
#include "rw-principal.h"
#include "rw-scope.h"
#include "rw-server.h"

G_BEGIN_DECLS

typedef struct _RwFileUpload RwFileUpload;
typedef struct _RwRequest RwRequest;

typedef void (*RwHandler) (RwRequest *request);

/**
 * RwRouteFlags:
 * @RW_ROUTE_OPEN: needs no token
 * @RW_ROUTE_READS: the principal must have a scope
 * @RW_ROUTE_ANY_SCHEMA: answers clients of any age
 * @RW_ROUTE_FILE: the path goes on with the digest of a file; a body is the file
 * @RW_ROUTE_REST: the path goes on with what the handler reads, and nobody else is to see
 * @RW_ROUTE_TAIL: of a body that is too long the end counts
 */
typedef enum
{
  RW_ROUTE_NONE = 0,
  RW_ROUTE_OPEN = 1 << 0,
  RW_ROUTE_READS = 1 << 1,
  RW_ROUTE_ANY_SCHEMA = 1 << 2,
  RW_ROUTE_FILE = 1 << 3,
  RW_ROUTE_REST = 1 << 4,
  RW_ROUTE_TAIL = 1 << 5,
} RwRouteFlags;

/**
 * RW_TAIL_RECEIVED_MOST:
 *
 * What is longer than this is not even listened to for its end.
 */
#define RW_TAIL_RECEIVED_MOST (16 << 20)

/**
 * RwRoute:
 * @method: GET, HEAD, POST or PUT
 * @path: the whole path, see #RW_ROUTE_FILE
 * @flags: see #RwRouteFlags
 * @body_most: greatest length of a body, in bytes
 * @handler: answers, at once or later
 */
typedef struct
{
  const char *method;
  const char *path;
  RwRouteFlags flags;
  goffset body_most;
  RwHandler handler;
} RwRoute;

/**
 * RwRequest:
 * @server: whom
 * @message: (nullable): %NULL when the answer is out or the connection is gone: nobody waits any more
 * @peer: the connection; only valid as long as @message is
 * @route: what was asked for
 * @allowed: (nullable): methods that the path knows
 * @digest: (nullable): of the file that is asked for
 * @rest: (nullable): of the path, see %RW_ROUTE_REST
 * @query: (nullable): parameters of the address
 * @principal: (nullable): who asks
 * @scope: (nullable): what they may see
 * @received: bytes of its body so far
 * @upload: (nullable): the file that its body is
 * @tail: (nullable): the end of its body, see %RW_ROUTE_TAIL
 * @tail_received: bytes of that body so far
 * @refused: answered while the body was on its way
 *
 * One request. Belongs to the server's thread. Counted, so that an answer can come later.
 */
struct _RwRequest
{
  guint ref_count;
  RwServer *server;
  SoupServerMessage *message;
  RwPeer *peer;
  const RwRoute *route;
  char *allowed;
  char *digest;
  char *rest;
  GHashTable *query;
  RwPrincipal *principal;
  const RwScope *scope;
  goffset received;
  RwFileUpload *upload;
  GByteArray *tail;
  goffset tail_received;
  gboolean refused;
};

RwRequest  *rw_request_new          (RwServer          *server,
                                     SoupServerMessage *message,
                                     RwPeer            *peer);
RwRequest  *rw_request_ref          (RwRequest         *request);
void        rw_request_unref        (RwRequest         *request);
void        rw_request_protect      (RwRequest         *request);
void        rw_request_reply        (RwRequest         *request,
                                     guint              status,
                                     GString           *json);
goffset     rw_request_take_tail    (RwRequest         *request,
                                     GBytes            *chunk);
void        rw_request_reply_text   (RwRequest         *request,
                                     const char        *text);
void        rw_request_fail         (RwRequest         *request,
                                     const GError      *error);
void        rw_request_fail_with    (RwRequest         *request,
                                     int                code,
                                     guint              retry_after,
                                     const char        *format,
                                     ...) G_GNUC_PRINTF (4, 5);
void        rw_request_refuse       (RwRequest         *request,
                                     guint              status,
                                     const char        *code,
                                     const char        *format,
                                     ...) G_GNUC_PRINTF (4, 5);
const char *rw_request_get          (RwRequest         *request,
                                     const char        *name);
gboolean    rw_request_get_integer  (RwRequest         *request,
                                     const char        *name,
                                     gint64             most,
                                     gint64            *integer);
gboolean    rw_request_get_id       (RwRequest         *request,
                                     const char        *name,
                                     gboolean           required,
                                     RwId              *id);
JsonNode   *rw_request_parse_object (const char        *text,
                                     gsize              length,
                                     GError           **error);
JsonObject *rw_request_read_object  (RwRequest         *request,
                                     JsonNode         **root);
gboolean    rw_request_wants_gzip   (RwRequest         *request);
guint       rw_error_to_status      (const GError      *error,
                                     const char       **code);
void        rw_error_write_json     (const GError      *error,
                                     GString           *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwRequest, rw_request_unref)

G_END_DECLS
