/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-change-box.h"

G_BEGIN_DECLS

#define RW_TYPE_CHANGE_VOTES (rw_change_votes_get_type ())

/**
 * RwChangeVotes:
 *
 * Who decides on a change, how they decided and why, and how many more it takes.
 */
G_DECLARE_FINAL_TYPE (RwChangeVotes, rw_change_votes, RW, CHANGE_VOTES, RwChangeBox)

GtkWidget *rw_change_votes_new (void);

G_END_DECLS
