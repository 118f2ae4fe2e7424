/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "query/rw-query-moves.h"

G_BEGIN_DECLS

/**
 * RwDraftQuestion:
 * @moves: (element-type RwMove): the draft
 * @check: whether they are to be checked, or only what changes say is asked
 * @made: a change that was made of a draft, or nil
 */
typedef struct
{
  GArray *moves;
  gboolean check;
  RwId made;
} RwDraftQuestion;

/**
 * RwDraftAnswer:
 * @plan: (nullable): the draft, checked, when that was asked for
 * @planned: (element-type RwPlannedMove): what changes say of where devices are to stand
 * @bookings: (element-type RwMoveBooking): of those the ones that are not carried out yet; texts belong to @planned
 * @addresses: (element-type RwId utf8): of devices that go to another room: theirs, one a line
 * @made_there: whether the change that was made is still there
 * @made_on: whether it has gone on since, so that nobody takes it back
 *
 * Not changed once it is read; counted with g_atomic_rc_box_acquire() and rw_draft_answer_unref().
 */
typedef struct
{
  RwMovePlan *plan;
  GPtrArray *planned;
  GArray *bookings;
  GHashTable *addresses;
  gboolean made_there, made_on;
} RwDraftAnswer;

RwDraftQuestion *rw_draft_question_new  (const RwMove  *moves,
                                         guint          n_moves,
                                         gboolean       check,
                                         const RwId    *made);
void             rw_draft_question_free (gpointer       data);
gpointer         rw_draft_read          (RwCache       *cache,
                                         gpointer       data,
                                         GCancellable  *cancellable,
                                         GError       **error);
void             rw_draft_answer_unref  (gpointer       data);

G_END_DECLS
