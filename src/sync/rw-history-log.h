/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-history.h"

G_BEGIN_DECLS

/**
 * RwHistoryLog:
 * @kind: whose
 * @since: nothing is missing since then
 * @asked: when the server was asked last, microseconds since 1970
 *
 * What became of some fields in all records of a kind, as far as the server told. Read-only, counted;
 * may go to another thread.
 */
typedef struct
{
  RwKind kind;
  gint64 since;
  gint64 asked;
  /*< private >*/
  gatomicrefcount ref_count;
  GPtrArray *pages; /* of GPtrArray of RwHistoryEntry; newest first */
  gint64 head;
  char *epoch;
} RwHistoryLog;

RwHistoryLog *rw_history_log_new         (RwKind              kind,
                                          const char         *epoch,
                                          gint64              head);
RwHistoryLog *rw_history_log_ref         (RwHistoryLog       *log);
void          rw_history_log_unref       (RwHistoryLog       *log);
void          rw_history_log_add         (RwHistoryLog       *log,
                                          GPtrArray          *page);
void          rw_history_log_join        (RwHistoryLog       *log,
                                          const RwHistoryLog *older);
guint         rw_history_log_count       (const RwHistoryLog *log);
GPtrArray    *rw_history_log_get_entries (const RwHistoryLog *log);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwHistoryLog, rw_history_log_unref)

G_END_DECLS
