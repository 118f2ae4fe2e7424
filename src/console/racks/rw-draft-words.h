/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-draft-data.h"

G_BEGIN_DECLS

const char *rw_draft_device      (const RwMovePlan    *plan,
                                  guint                move);
char       *rw_draft_place       (const RwWiring      *wiring,
                                  int                  rack,
                                  int                  start,
                                  int                  length);
char       *rw_draft_from        (const RwMovePlan    *plan,
                                  guint                move);
char       *rw_draft_to          (const RwMovePlan    *plan,
                                  guint                move);
char       *rw_draft_finding     (const RwDraftAnswer *answer,
                                  const RwMoveFinding *finding);
char       *rw_draft_heading     (const RwMovePlan    *plan);
char       *rw_draft_title       (const RwMovePlan    *plan);
char       *rw_draft_step        (const RwMovePlan    *plan,
                                  const RwMoveStep    *step);
char       *rw_draft_cables      (const RwMovePlan    *plan,
                                  gboolean             after,
                                  guint               *n_cables);
char       *rw_draft_network     (const RwDraftAnswer *answer);
char       *rw_draft_description (const RwDraftAnswer *answer);
char       *rw_draft_backout     (const RwMovePlan    *plan);

G_END_DECLS
