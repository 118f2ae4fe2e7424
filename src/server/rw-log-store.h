/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "rw-edit.h"

G_BEGIN_DECLS

/**
 * RwLogAuthor:
 * @at: when, microseconds since 1970
 * @actor: who, as a person reads it
 * @account: the account, nil for none
 * @client: the work database that the write came from, nil for none
 * @mid: the client's number of the mutation, 0 for none
 *
 * Who writes; goes into the history with every write.
 */
typedef struct
{
  gint64 at;
  const char *actor;
  RwId account;
  RwId client;
  gint64 mid;
} RwLogAuthor;

/**
 * RwLogRow:
 * @seq: number of the write that made this state
 * @kind: of the record, by name
 * @id: of the record
 * @deleted: a tombstone; then there is no body
 * @body: canonical JSON, not terminated
 * @length: of @body, in bytes
 *
 * One row of the feed. Everything points into the store and is valid until the next row.
 */
typedef struct
{
  gint64 seq;
  const char *kind;
  RwId id;
  gboolean deleted;
  const char *body;
  gsize length;
} RwLogRow;

/**
 * RwLogState:
 * @kind: of the record
 * @id: of the record
 * @seq: number of its last write
 * @record: (nullable): the record as it is; %NULL when it was deleted
 * @versions: (array): for each field the number of the write that last changed it
 *
 * All that a merge needs to know about a record.
 */
typedef struct
{
  RwKind kind;
  RwId id;
  gint64 seq;
  RwRecord *record;
  gint64 *versions;
} RwLogState;

/**
 * RwLogEntry:
 * @before: (nullable): JSON object of the fields that changed, as they were
 * @after: (nullable): the same fields, as they became
 *
 * One line of the change log. A field that is null on one side is missing there.
 */
typedef struct
{
  gint64 seq;
  gint64 at;
  char *actor;
  RwId account;
  RwId client;
  RwOp op;
  RwKind kind;
  RwId id;
  char *before;
  char *after;
} RwLogEntry;

typedef gboolean (*RwLogRowFunc) (const RwLogRow *row,
                                  gpointer        user_data);

/**
 * RwLogEntryFunc:
 * @entry: without actor, account and client; valid until the function returns
 *
 * Returns: %FALSE to stop
 */
typedef gboolean (*RwLogEntryFunc) (const RwLogEntry *entry,
                                    gpointer          user_data);

#define RW_TYPE_LOG_STORE (rw_log_store_get_type ())

/**
 * RwLogStore:
 *
 * Where the server keeps its records: the latest state of each, and every write that led there.
 * One writer; any number of snapshots beside it. An object belongs to the thread that made it; only
 * rw_log_store_snapshot() may be called from another.
 *
 * All writes happen between begin and commit. Numbers are given in the order of commits.
 */
G_DECLARE_DERIVABLE_TYPE (RwLogStore, rw_log_store, RW, LOG_STORE, GObject)

struct _RwLogStoreClass
{
  GObjectClass parent_class;

  gboolean    (*begin)       (RwLogStore        *self,
                              GError           **error);
  gboolean    (*commit)      (RwLogStore        *self,
                              GError           **error);
  void        (*rollback)    (RwLogStore        *self);
  gboolean    (*mark)        (RwLogStore        *self,
                              GError           **error);
  gboolean    (*release)     (RwLogStore        *self,
                              gboolean           keep,
                              GError           **error);
  gboolean    (*append)      (RwLogStore        *self,
                              const RwLogAuthor *author,
                              const RwLogState  *before,
                              RwRecord          *after,
                              gint64            *seq,
                              GError           **error);
  gboolean    (*since)       (RwLogStore        *self,
                              gint64             pos,
                              gint64             limit,
                              RwLogRowFunc       func,
                              gpointer           user_data,
                              GError           **error);
  RwLogState *(*get)         (RwLogStore        *self,
                              const RwId        *id,
                              GError           **error);
  GPtrArray  *(*history)     (RwLogStore        *self,
                              const RwId        *id,
                              gint64             after,
                              gint64             before,
                              guint              limit,
                              GError           **error);
  gboolean    (*scan_kind)   (RwLogStore        *self,
                              RwKind             kind,
                              gint64             after,
                              gint64             before,
                              RwLogEntryFunc     func,
                              gpointer           user_data,
                              GError           **error);
  RwLogStore *(*snapshot)    (RwLogStore        *self,
                              GError           **error);
  gboolean    (*find_unique) (RwLogStore        *self,
                              RwKind             kind,
                              const char        *name,
                              const char        *key,
                              const RwId        *but,
                              RwId              *found,
                              GError           **error);
  GPtrArray  *(*referrers)   (RwLogStore        *self,
                              const RwId        *target,
                              guint64            kinds,
                              guint              limit,
                              GError           **error);
  GPtrArray  *(*changes)     (RwLogStore        *self,
                              gint64             after,
                              guint              limit,
                              GError           **error);
  gboolean    (*files)       (RwLogStore        *self,
                              const char        *digest,
                              RwLogRowFunc       func,
                              gpointer           user_data,
                              GError           **error);
  GPtrArray  *(*rules)       (RwLogStore        *self,
                              RwKind             kind,
                              GError           **error);
  GPtrArray  *(*systems)     (RwLogStore        *self,
                              const char        *name,
                              guint              limit,
                              GError           **error);
  GPtrArray  *(*backup_jobs) (RwLogStore        *self,
                              RwKind             kind,
                              gint64             after,
                              GError           **error);
  int         (*count_runs)  (RwLogStore        *self,
                              const RwId        *job,
                              gint64             after,
                              gint64             until,
                              guint              limit,
                              GError           **error);
  GPtrArray  *(*backup_runs) (RwLogStore        *self,
                              const RwId        *job,
                              guint              limit,
                              GError           **error);
  gboolean    (*get_meta)    (RwLogStore        *self,
                              const char        *name,
                              char             **text,
                              GError           **error);
  gboolean    (*set_meta)    (RwLogStore        *self,
                              const char        *name,
                              const char        *text,
                              GError           **error);
  gboolean    (*get_mid)     (RwLogStore        *self,
                              const RwId        *client,
                              gint64            *last_mid,
                              GError           **error);
  gboolean    (*get_result)  (RwLogStore        *self,
                              const RwId        *client,
                              gint64             mid,
                              char             **reply,
                              GError           **error);
  gboolean    (*set_result)  (RwLogStore        *self,
                              const RwId        *client,
                              gint64             mid,
                              gint64             at,
                              const char        *reply,
                              GError           **error);
  gboolean    (*drop_results)(RwLogStore        *self,
                              const RwId        *client,
                              gint64             ack,
                              GError           **error);
  gboolean    (*collect)     (RwLogStore        *self,
                              gint64             before,
                              GError           **error);
  gboolean    (*verify)      (RwLogStore        *self,
                              gint64            *entries,
                              GError           **error);
  gint64      (*get_head)    (RwLogStore        *self);
};

gboolean    rw_log_store_begin        (RwLogStore        *self,
                                       GError           **error);
gboolean    rw_log_store_commit       (RwLogStore        *self,
                                       GError           **error);
void        rw_log_store_rollback     (RwLogStore        *self);
gboolean    rw_log_store_mark         (RwLogStore        *self,
                                       GError           **error);
gboolean    rw_log_store_release      (RwLogStore        *self,
                                       gboolean           keep,
                                       GError           **error);
gboolean    rw_log_store_append       (RwLogStore        *self,
                                       const RwLogAuthor *author,
                                       const RwLogState  *before,
                                       RwRecord          *after,
                                       gint64            *seq,
                                       GError           **error);
gboolean    rw_log_store_since        (RwLogStore        *self,
                                       gint64             pos,
                                       gint64             limit,
                                       RwLogRowFunc       func,
                                       gpointer           user_data,
                                       GError           **error);
RwLogState *rw_log_store_get          (RwLogStore        *self,
                                       const RwId        *id,
                                       GError           **error);
GPtrArray  *rw_log_store_history      (RwLogStore        *self,
                                       const RwId        *id,
                                       gint64             after,
                                       gint64             before,
                                       guint              limit,
                                       GError           **error);
gboolean    rw_log_store_scan_kind    (RwLogStore        *self,
                                       RwKind             kind,
                                       gint64             after,
                                       gint64             before,
                                       RwLogEntryFunc     func,
                                       gpointer           user_data,
                                       GError           **error);
RwLogStore *rw_log_store_snapshot     (RwLogStore        *self,
                                       GError           **error);
gboolean    rw_log_store_find_unique  (RwLogStore        *self,
                                       RwKind             kind,
                                       const char        *name,
                                       const char        *key,
                                       const RwId        *but,
                                       RwId              *found,
                                       GError           **error);
GPtrArray  *rw_log_store_referrers    (RwLogStore        *self,
                                       const RwId        *target,
                                       guint64            kinds,
                                       guint              limit,
                                       GError           **error);
GPtrArray  *rw_log_store_changes      (RwLogStore        *self,
                                       gint64             after,
                                       guint              limit,
                                       GError           **error);
gboolean    rw_log_store_files        (RwLogStore        *self,
                                       const char        *digest,
                                       RwLogRowFunc       func,
                                       gpointer           user_data,
                                       GError           **error);
GPtrArray  *rw_log_store_rules        (RwLogStore        *self,
                                       RwKind             kind,
                                       GError           **error);
GPtrArray  *rw_log_store_systems      (RwLogStore        *self,
                                       const char        *name,
                                       guint              limit,
                                       GError           **error);
GPtrArray  *rw_log_store_backup_jobs  (RwLogStore        *self,
                                       RwKind             kind,
                                       gint64             after,
                                       GError           **error);
int         rw_log_store_count_runs   (RwLogStore        *self,
                                       const RwId        *job,
                                       gint64             after,
                                       gint64             until,
                                       guint              limit,
                                       GError           **error);
GPtrArray  *rw_log_store_backup_runs  (RwLogStore        *self,
                                       const RwId        *job,
                                       guint              limit,
                                       GError           **error);
gint64      rw_log_store_get_head     (RwLogStore        *self);
char       *rw_log_store_get_epoch    (RwLogStore        *self,
                                       GError           **error);
char       *rw_log_store_get_epochs   (RwLogStore        *self,
                                       GError           **error);
gboolean    rw_log_store_new_epoch    (RwLogStore        *self,
                                       GError           **error);
gint64      rw_log_store_get_number   (RwLogStore        *self,
                                       const char        *name,
                                       gint64             fallback,
                                       GError           **error);
gboolean    rw_log_store_set_number   (RwLogStore        *self,
                                       const char        *name,
                                       gint64             number,
                                       GError           **error);
gboolean    rw_log_store_assign       (RwLogStore        *self,
                                       RwRecord          *record,
                                       GError           **error);
gboolean    rw_log_store_get_mid      (RwLogStore        *self,
                                       const RwId        *client,
                                       gint64            *last_mid,
                                       GError           **error);
gboolean    rw_log_store_get_result   (RwLogStore        *self,
                                       const RwId        *client,
                                       gint64             mid,
                                       char             **reply,
                                       GError           **error);
gboolean    rw_log_store_set_result   (RwLogStore        *self,
                                       const RwId        *client,
                                       gint64             mid,
                                       gint64             at,
                                       const char        *reply,
                                       GError           **error);
gboolean    rw_log_store_drop_results (RwLogStore        *self,
                                       const RwId        *client,
                                       gint64             ack,
                                       GError           **error);
gboolean    rw_log_store_collect      (RwLogStore        *self,
                                       gint64             before,
                                       GError           **error);
gboolean    rw_log_store_verify       (RwLogStore        *self,
                                       gint64            *entries,
                                       GError           **error);
gboolean    rw_log_store_load         (RwLogStore        *self,
                                       const RwLogAuthor *author,
                                       RwRecord          *record,
                                       GError           **error);

RwLogState *rw_log_state_new          (RwKind             kind,
                                       const RwId        *id);
void        rw_log_state_free         (RwLogState        *state);
void        rw_log_entry_free         (RwLogEntry        *entry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwLogState, rw_log_state_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwLogEntry, rw_log_entry_free)

G_END_DECLS
