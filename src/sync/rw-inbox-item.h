/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "rw-work.h"

G_BEGIN_DECLS

#define RW_TYPE_OUTBOX_ITEM (rw_outbox_item_get_type ())

/**
 * RwOutboxItem:
 *
 * One thing that the person did and the server has not answered: the edits that were made together.
 * Does not change.
 */
G_DECLARE_FINAL_TYPE (RwOutboxItem, rw_outbox_item, RW, OUTBOX_ITEM, GObject)

/**
 * RwOutboxInfo:
 * @client: the id under which the server counts; another one means other numbers
 * @group: what the edits have in common
 * @kind: of the record of the first edit; %RW_KIND_NONE for one this Rackward does not know
 * @id: of that record
 * @n_edits: how many edits it is
 * @edits: (element-type RwEdit): those of them that can be read
 * @label: (nullable): what was done: "Move web-014 to FRA2-C3-R11, unit 20"
 * @created: when, microseconds since 1970
 * @sent: the server may have it: it cannot be taken back before there is an answer
 */
typedef struct
{
  RwId client;
  gint64 group;
  RwKind kind;
  RwId id;
  guint n_edits;
  GPtrArray *edits;
  char *label;
  gint64 created;
  gboolean sent;
} RwOutboxInfo;

const RwOutboxInfo *rw_outbox_item_get_info  (RwOutboxItem *self);
GPtrArray          *rw_outbox_items_new      (const RwId   *client,
                                              GPtrArray    *entries);

#define RW_TYPE_CONFLICT_ITEM (rw_conflict_item_get_type ())

/**
 * RwConflictItem:
 *
 * One decision that waits for the person: a field that somebody else changed too, or edits that
 * were refused as a whole. Does not change.
 */
G_DECLARE_FINAL_TYPE (RwConflictItem, rw_conflict_item, RW, CONFLICT_ITEM, GObject)

/**
 * RwConflictPart:
 * @op: what was to be done
 * @kind: to a record of which kind; %RW_KIND_NONE for one this Rackward does not know
 * @id: to which record
 * @edit: (nullable): how; %NULL when it cannot be read
 * @base: (nullable): what the person had seen of the fields that were in the way
 * @theirs: (nullable): what is in them at the server
 *
 * One edit of those that were refused together.
 */
typedef struct
{
  RwOp op;
  RwKind kind;
  RwId id;
  RwEdit *edit;
  RwEdit *base;
  RwEdit *theirs;
} RwConflictPart;

/**
 * RwConflictInfo:
 * @numbers: (element-type gint64): in the inbox
 * @kind: of the record, of the first one in a group
 * @id: of it
 * @field: index of the field; -1 when the whole edit was refused, or for a field this Rackward does not know
 * @field_name: (nullable): its name; %NULL when the whole edit was refused
 * @base: the value the person had seen
 * @theirs: the value that stayed
 * @yours: the value the person wrote
 * @by: (nullable): who wrote the value that stayed
 * @at: when, microseconds since 1970; 0 when not known
 * @code: (nullable): why the edit was refused
 * @message: (nullable): the same in a sentence
 * @label: (nullable): what the person did
 * @created: when the answer came, microseconds since 1970
 * @parts: (element-type RwConflictPart): the edits, when they were refused as a whole; else empty
 * @can_keep: whether there is something to be done again
 */
typedef struct
{
  GArray *numbers;
  RwKind kind;
  RwId id;
  int field;
  char *field_name;
  RwValue base;
  RwValue theirs;
  RwValue yours;
  char *by;
  gint64 at;
  char *code;
  char *message;
  char *label;
  gint64 created;
  GPtrArray *parts;
  gboolean can_keep;
} RwConflictInfo;

const RwConflictInfo *rw_conflict_item_get_info (RwConflictItem *self);
GPtrArray            *rw_conflict_items_new     (GPtrArray      *conflicts);

G_END_DECLS
