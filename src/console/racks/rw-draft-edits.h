/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-draft-data.h"

G_BEGIN_DECLS

GPtrArray *rw_draft_change_edits (const RwDraftAnswer *answer,
                                  RwRecord            *change);

G_END_DECLS
