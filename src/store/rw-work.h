/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-db.h"
#include "rw-edit.h"

G_BEGIN_DECLS

/* Acknowledged edits are kept this long, so that they can be pushed again after the server was
 * restored from a backup. */
#define RW_WORK_KEEP (30 * RW_DAY)

/**
 * RwOutboxState:
 * @RW_OUTBOX_PENDING: not sent yet, or to be sent again
 * @RW_OUTBOX_SENT: sent, no answer yet: the server may have it or not
 * @RW_OUTBOX_ACKED: the server answered; what, is in the result
 */
typedef enum
{
  RW_OUTBOX_PENDING,
  RW_OUTBOX_SENT,
  RW_OUTBOX_ACKED,
} RwOutboxState;

/**
 * RwOutboxEntry:
 * @mid: number, consecutive per client; given by rw_work_append()
 * @group: entries with the same one are applied all or none; given by rw_work_append()
 * @op: what is done
 * @kind: to a record of which kind; %RW_KIND_NONE for a kind this Rackward does not know
 * @unknown_kind: (nullable): the name of the kind when this Rackward does not know it
 * @id: to which record
 * @base: number of the record as the person saw it
 * @edit: what is set, as JSON (rw_edit_write_set())
 * @undo: (nullable): the opposite, as JSON
 * @label: (nullable): what was done, for undo: "Move web-014 to FRA2-C3-R11, unit 20"
 * @created: microseconds since 1970; given by rw_work_append()
 * @state: how far it came
 * @refused: the server applied nothing of it
 * @result: (nullable): the server's answer, as JSON
 * @acked: microseconds since 1970, 0 before the answer
 * @discarded: when the person took it back before it was sent, or it was set aside as too large for
 *   the server, microseconds since 1970, else 0: it is not in the view, and nothing is done at the
 *   server under its number
 *
 * One edit of the person, from when it is made until the server's answer is old.
 */
typedef struct
{
  gint64 mid;
  gint64 group;
  RwOp op;
  RwKind kind;
  char *unknown_kind;
  RwId id;
  gint64 base;
  char *edit;
  char *undo;
  char *label;
  gint64 created;
  RwOutboxState state;
  gboolean refused;
  char *result;
  gint64 acked;
  gint64 discarded;
} RwOutboxEntry;

RwOutboxEntry *rw_outbox_entry_new  (void);
void           rw_outbox_entry_free (RwOutboxEntry *entry);

/**
 * RwEditConflict:
 * @number: of the entry in the inbox; given by rw_work_add_conflict()
 * @mid: the edit that met it
 * @kind: of the record; %RW_KIND_NONE for a kind this Rackward does not know
 * @unknown_kind: (nullable): its name then
 * @id: of the record
 * @field: (nullable): name of the field; %NULL when the whole edit was refused
 * @base: (nullable): the value the person saw, as JSON
 * @theirs: (nullable): the value that stayed, as JSON
 * @yours: (nullable): the value the person wrote, as JSON; the whole edit when it was refused
 * @code: (nullable): why it was refused
 * @message: (nullable): the same in a sentence
 * @by: (nullable): who wrote the value that stayed
 * @at: when, microseconds since 1970; 0 when not known
 * @created: when it came in; given by rw_work_add_conflict()
 * @op: what the edit did
 * @group: edits that were refused together have the same one; 0 when not known
 * @label: (nullable): what the person did, as in the outbox
 */
typedef struct
{
  gint64 number;
  gint64 mid;
  RwKind kind;
  char *unknown_kind;
  RwId id;
  char *field;
  char *base;
  char *theirs;
  char *yours;
  char *code;
  char *message;
  char *by;
  gint64 at;
  gint64 created;
  RwOp op;
  gint64 group;
  char *label;
} RwEditConflict;

/**
 * RwDraft:
 * @key: what is being written: "message/<ticket id>"
 * @text: how far it got
 * @changed: microseconds since 1970
 */
typedef struct
{
  char *key;
  char *text;
  gint64 changed;
} RwDraft;

RwEditConflict *rw_edit_conflict_new  (void);
void        rw_edit_conflict_free (RwEditConflict *conflict);
void        rw_draft_free    (RwDraft    *draft);

/**
 * RwWork:
 *
 * What a person did and the server may not have yet: outbox, conflict inbox, drafts, and the id
 * under which the server knows this client. Cannot be built again, so every commit is on the disk
 * before it returns, and a damaged file is set aside, never deleted.
 *
 * Each function that writes is a transaction of its own, unless rw_work_begin() was called before.
 */
typedef struct _RwWork RwWork;

RwWork     *rw_work_open             (const char     *dir,
                                      const char     *server,
                                      char          **set_aside,
                                      GError        **error);
void        rw_work_close            (RwWork         *self);
RwDb       *rw_work_get_db           (RwWork         *self);
const RwId *rw_work_get_client       (RwWork         *self);
gint64      rw_work_get_stamp        (RwWork         *self);
gint64      rw_work_get_last_mid     (RwWork         *self);

gboolean    rw_work_begin            (RwWork         *self,
                                      GError        **error);
gboolean    rw_work_commit           (RwWork         *self,
                                      GError        **error);
void        rw_work_rollback         (RwWork         *self);

gboolean    rw_work_append           (RwWork         *self,
                                      GPtrArray      *entries,
                                      GError        **error);
GPtrArray  *rw_work_list             (RwWork         *self,
                                      gint64          after_mid,
                                      GError        **error);
GPtrArray  *rw_work_list_unanswered  (RwWork         *self,
                                      guint           limit,
                                      GError        **error);
gint64      rw_work_count_unanswered (RwWork         *self,
                                      GError        **error);
gboolean    rw_work_mark_sent        (RwWork         *self,
                                      gint64          first_mid,
                                      gint64          last_mid,
                                      GError        **error);
gboolean    rw_work_mark_unsent      (RwWork         *self,
                                      gint64          first_mid,
                                      gint64          last_mid,
                                      GError        **error);
gboolean    rw_work_discard          (RwWork         *self,
                                      const gint64   *mids,
                                      guint           n_mids,
                                      GError        **error);
gboolean    rw_work_set_aside        (RwWork         *self,
                                      const gint64   *mids,
                                      guint           n_mids,
                                      GError        **error);
gboolean    rw_work_set_result       (RwWork         *self,
                                      gint64          mid,
                                      gboolean        refused,
                                      const char     *result,
                                      GError        **error);
gboolean    rw_work_requeue          (RwWork         *self,
                                      gint64          after_mid,
                                      GError        **error);
gboolean    rw_work_renew_client     (RwWork         *self,
                                      GError        **error);
gboolean    rw_work_prune            (RwWork         *self,
                                      gint64          seen,
                                      GError        **error);

gboolean    rw_work_add_conflict     (RwWork         *self,
                                      RwEditConflict     *conflict,
                                      GError        **error);
GPtrArray  *rw_work_list_conflicts   (RwWork         *self,
                                      GError        **error);
gint64      rw_work_count_conflicts  (RwWork         *self,
                                      GError        **error);
gboolean    rw_work_resolve_conflict (RwWork         *self,
                                      gint64          number,
                                      GError        **error);
gboolean    rw_work_reopen_conflict  (RwWork         *self,
                                      gint64          number,
                                      GError        **error);

gboolean    rw_work_set_draft        (RwWork         *self,
                                      const char     *key,
                                      const char     *text,
                                      GError        **error);
char       *rw_work_get_draft        (RwWork         *self,
                                      const char     *key,
                                      GError        **error);
GPtrArray  *rw_work_list_drafts      (RwWork         *self,
                                      GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwOutboxEntry, rw_outbox_entry_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwEditConflict, rw_edit_conflict_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwWork, rw_work_close)

G_END_DECLS
