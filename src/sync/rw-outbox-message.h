/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "rw-work.h"

G_BEGIN_DECLS

/**
 * RwPushStatus:
 *
 * What became of a mutation at the server.
 */
typedef enum
{
  RW_PUSH_APPLIED,
  RW_PUSH_MERGED,
  RW_PUSH_CONFLICT,
  RW_PUSH_REFUSED,
} RwPushStatus;

/**
 * RwPushResult:
 * @mid: of the mutation
 * @status: what became of it
 * @json: the answer as it came, for the outbox
 * @conflicts: (element-type RwEditConflict): by field; for a record as a whole one without a field,
 *   after them
 *
 * The server's answer to one mutation.
 */
typedef struct
{
  gint64 mid;
  RwPushStatus status;
  char *json;
  GPtrArray *conflicts;
} RwPushResult;

/**
 * RwPushReply:
 * @epoch: of the server
 * @head: its newest number
 * @results: (element-type RwPushResult): in the order of the mutations
 */
typedef struct
{
  char *epoch;
  gint64 head;
  GPtrArray *results;
} RwPushReply;

GBytes      *rw_push_message_new  (const RwId   *client,
                                   const char   *epoch,
                                   gint64        ack,
                                   GPtrArray    *entries);
RwPushReply *rw_push_reply_parse  (JsonNode     *node,
                                   GError      **error);
void         rw_push_reply_free   (RwPushReply  *reply);
gint64       rw_hello_common_head (JsonNode     *node,
                                   const char   *ours);
gboolean     rw_push_result_is_whole (const RwPushResult *result);
void         rw_push_result_free  (RwPushResult *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwPushReply, rw_push_reply_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwPushResult, rw_push_result_free)

G_END_DECLS
