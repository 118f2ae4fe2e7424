/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-log-store.h"

G_BEGIN_DECLS

/**
 * RwMutation:
 * @mid: the client's number of it
 * @edit: (nullable): what is to be done; %NULL when it could not be read, or nothing is
 * @problem: (nullable): why it could not be read; %NULL without @edit when the person took it back
 *   before it was sent: the number counts and nothing else
 * @base: number of the write that the client last saw of the record, 0 for none
 * @group: mutations with the same number that follow one another apply all or none; 0 for none
 *
 * One mutation as a client sent it.
 */
typedef struct
{
  gint64 mid;
  RwEdit *edit;
  GError *problem;
  gint64 base;
  gint64 group;
} RwMutation;

/**
 * RwMergeStatus:
 * @RW_MERGE_APPLIED: everything was written, or was already so
 * @RW_MERGE_MERGED: everything was written, beside changes that the writer had not seen
 * @RW_MERGE_CONFLICT: some or all fields keep the server's value; see the conflicts
 * @RW_MERGE_REFUSED: nothing was written; see the error
 */
typedef enum
{
  RW_MERGE_APPLIED,
  RW_MERGE_MERGED,
  RW_MERGE_CONFLICT,
  RW_MERGE_REFUSED,
} RwMergeStatus;

/**
 * RwMergeConflict:
 * @field: which
 * @base: what the writer had seen
 * @theirs: what stays
 * @yours: what the writer wanted
 * @by: (nullable): who wrote @theirs
 * @at: when, 0 when not known
 */
typedef struct
{
  guint field;
  RwValue base;
  RwValue theirs;
  RwValue yours;
  char *by;
  gint64 at;
} RwMergeConflict;

/**
 * RwMergeResult:
 * @status: what became of it
 * @seq: number of the record's last write
 * @conflicts: (element-type RwMergeConflict): ascending by field
 * @error: (nullable): for refused ones and for conflicts over a whole record: one sentence
 */
typedef struct
{
  RwMergeStatus status;
  gint64 seq;
  GArray *conflicts;
  GError *error;
} RwMergeResult;

gboolean       rw_merge_group        (RwLogStore           *store,
                                      const RwLogAuthor    *author,
                                      const RwId           *person,
                                      guint                 roles,
                                      RwMutation          **mutations,
                                      RwMergeResult       **results,
                                      guint                 n_mutations,
                                      GError              **error);
const char    *rw_merge_status_name  (RwMergeStatus         status);
RwMergeResult *rw_merge_result_new   (void);
void           rw_merge_result_free  (RwMergeResult        *result);
void           rw_mutation_free      (RwMutation           *mutation);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwMergeResult, rw_merge_result_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwMutation, rw_mutation_free)

G_END_DECLS
