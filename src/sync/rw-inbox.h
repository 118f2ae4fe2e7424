/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-inbox-item.h"

G_BEGIN_DECLS

/**
 * RwInbox:
 * @conflicts: (element-type RwConflictItem): decisions that wait for the person, oldest first
 * @outbox: (element-type RwOutboxItem): what waits for the server, oldest first
 *
 * What a person did and the server does not have.
 */
typedef struct
{
  GPtrArray *conflicts;
  GPtrArray *outbox;
} RwInbox;

void rw_inbox_free (RwInbox *inbox);

/**
 * RwResolveHow:
 * @RW_RESOLVE_KEEP: the own value is written again; of a refused edit all of it
 * @RW_RESOLVE_TAKE: the own value is dropped
 * @RW_RESOLVE_EDIT: another value is written
 */
typedef enum
{
  RW_RESOLVE_KEEP,
  RW_RESOLVE_TAKE,
  RW_RESOLVE_EDIT,
} RwResolveHow;

/**
 * RwResolution:
 * @item: what is decided
 * @how: how
 * @value: for %RW_RESOLVE_EDIT the new value
 * @has_seen: whether @seen counts
 * @seen: the value in the view that the person decided against: when it is another one by now, nothing is written
 *
 * One decision of the person.
 */
typedef struct
{
  RwConflictItem *item;
  RwResolveHow how;
  RwValue value;
  gboolean has_seen;
  RwValue seen;
} RwResolution;

RwResolution *rw_resolution_new  (RwConflictItem     *item,
                                  RwResolveHow        how);
RwResolution *rw_resolution_copy (const RwResolution *resolution);
void          rw_resolution_free (RwResolution       *resolution);

/**
 * RwInboxDone:
 * @numbers: (element-type gint64): the entries that left the inbox, for rw_session_reopen_conflicts_async()
 * @n_failed: how many decisions could not be carried out: they are still in the inbox
 * @message: (nullable): why, of the first one
 * @edits: (element-type RwEdit): what was written
 * @inverse: (element-type RwEdit): what takes it back, in its order
 *
 * What became of several decisions.
 */
typedef struct
{
  GArray *numbers;
  guint n_failed;
  char *message;
  GPtrArray *edits;
  GPtrArray *inverse;
} RwInboxDone;

RwInboxDone *rw_inbox_done_new  (void);
void         rw_inbox_done_free (RwInboxDone *done);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwInbox, rw_inbox_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwResolution, rw_resolution_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwInboxDone, rw_inbox_done_free)

G_END_DECLS
