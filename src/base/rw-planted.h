/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/*
 * Faults that the simulator of tests/sim must find: a simulator that finds nothing proves nothing. Only
 * its own build of the files that name one defines RW_PLANTED_BUGS; in every other RW_PLANTED() is
 * 0 and the compiler drops what stands behind it.
 */
#ifdef RW_PLANTED_BUGS

/* B (NAME, what is wrong) */
#define RW_PLANTED_LIST(B) \
  B (LOST_TOMBSTONE, "the feed leaves out deletions") \
  B (CURSOR_BEFORE_ROWS, "the cursor is kept before the rows of its page") \
  B (PRUNED_EARLY, "acknowledged edits are forgotten at once") \
  B (MERGE_BY_RECORD, "the last writer of a record wins") \
  B (VERSION_NOT_RAISED, "a written field keeps its old version") \
  B (MID_REPEATED, "a repeated mutation takes effect again") \
  B (DROPPED_WHEN_SENT, "an edit counts as acknowledged once it was sent") \
  B (EPOCH_IGNORED, "the feed serves cursors of another epoch") \
  B (EPOCH_KEPT, "a restored server keeps its epoch") \
  B (TWO_SNAPSHOTS, "the trailer is from a later snapshot than the rows") \
  B (H0_FORGOTTEN, "the client forgets where its first sync began") \
  B (H0_IGNORED, "the server refuses a first sync in progress") \
  B (FLOOR_NOT_RAISED, "tombstones go without a trace") \
  B (FLOOR_IGNORED, "cursors older than the tombstones are served") \
  B (SCOPE_IGNORED, "the feed serves cursors of another scope") \
  B (SEEN_TOO_EARLY, "own edits leave the view before the last page") \
  B (SETTLED_AT_ANSWER, "own edits leave the view when they are acknowledged") \
  B (STAMP_IGNORED, "after a crash the view is not made again") \
  B (RESULTS_DROPPED, "the server forgets answers that the client does not have") \
  B (NOT_REQUEUED, "after a restore nothing is pushed again") \
  B (BASES_KEPT, "after a restore what was seen keeps its numbers") \
  B (CONFLICT_DROPPED, "a conflict does not reach the inbox") \
  B (GROUP_HALVED, "a group that fails is written in part") \
  B (WORK_NOT_SYNCED, "the outbox does not wait for the disk") \
  B (SERVER_NOT_SYNCED, "the server does not wait for the disk") \
  B (SWAP_NOT_SYNCED, "a new cache is put in place before it is on the disk")

#define RW_PLANTED_CONSTANT(NAME, text) RW_PLANTED_##NAME,

typedef enum
{
  RW_PLANTED_NONE,
  RW_PLANTED_LIST (RW_PLANTED_CONSTANT) RW_N_PLANTED,
} RwPlanted;

#undef RW_PLANTED_CONSTANT

extern RwPlanted rw_planted;

#define RW_PLANTED(NAME) (rw_planted == RW_PLANTED_##NAME)
#else
#define RW_PLANTED(NAME) 0
#endif
