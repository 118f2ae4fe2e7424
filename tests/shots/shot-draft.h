/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-page.h"

/* A draft of moves on the racks page, for its pictures. */

void     shot_draft_fill    (RwPage     *page);
gboolean shot_draft_settled (gpointer    page);
void     shot_draft_emit    (RwPage     *page,
                             const char *signal,
                             gboolean    flag);
void     shot_draft_empty   (RwPage     *page);
