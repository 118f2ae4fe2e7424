/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-record.h"

G_BEGIN_DECLS

/**
 * RwChangeRound:
 * @needed: how many people have to approve, see rw_change_approvals_needed()
 * @approved: how many have, each once
 * @rejected_by: who rejected it, nil for nobody
 * @due: when it is to be decided, 0 for no time
 * @open: whether it waits for decisions: submitted or assessed
 * @overdue: it is open, and the time has passed
 *
 * Where the decision on a change stands.
 */
typedef struct
{
  guint needed;
  guint approved;
  RwId rejected_by;
  gint64 due;
  gboolean open;
  gboolean overdue;
} RwChangeRound;

guint           rw_change_approvals_needed (RwRecord       *change);
RwApprovalBoard rw_change_board            (RwRecord       *change);
void            rw_change_round            (RwRecord       *change,
                                            GPtrArray      *approvals,
                                            gint64          now,
                                            RwChangeRound  *round);
gboolean        rw_change_round_is_won     (const RwChangeRound *round);
gboolean        rw_change_is_own           (RwRecord       *change,
                                            const RwId     *person);
gboolean        rw_approval_is_decided     (RwRecord       *approval);
RwRecord       *rw_change_vote_of          (RwRecord       *change,
                                            GPtrArray      *approvals,
                                            const RwId     *person);
gboolean        rw_change_needs            (RwRecord       *change,
                                            guint           n_items,
                                            RwChangeStatus  to,
                                            GPtrArray      *missing);
gboolean        rw_change_check_needs      (RwRecord       *change,
                                            guint           n_items,
                                            RwChangeStatus  to,
                                            GError        **error);
gboolean        rw_change_is_altered       (RwRecord       *before,
                                            RwRecord       *after);
gboolean        rw_change_template_check   (RwRecord       *template_,
                                            gint64          day,
                                            GError        **error);
gboolean        rw_change_overrun          (RwRecord       *change,
                                            gint64          now);
RwRecord       *rw_change_find_extension   (RwRecord       *change,
                                            GPtrArray      *approvals,
                                            gint64          until);

G_END_DECLS
