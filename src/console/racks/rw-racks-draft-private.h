/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-draft-panel.h"
#include "rw-racks-draft.h"

G_BEGIN_DECLS

/* What the two halves of the draft share: what is done with it, and what the racks show of it. */

struct _RwRacksDraft
{
  RwMoveDraft *moves;
  RwRackPlan *real; /* the racks as they are */
  gboolean before;  /* those are shown, and not how they would be */
  RwDraftPanel *panel;
  AdwBanner *banner;
  RwDraftAnswer *answer;
  guint n_wanted; /* of what was kept: not yet known */
  gboolean loading, stale;
  RwId due; /* a change whose moves are to be recorded */
  RwId made;
  char *made_text;
  gboolean made_back; /* it was undone, and its moves are in the draft again */
};

G_END_DECLS
