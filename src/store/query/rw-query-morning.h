/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../rw-cache.h"
#include "rules/rw-morning.h"

G_BEGIN_DECLS

/* What is told of each kind: the newest. */
#define RW_MORNING_THINGS_MOST 8

/**
 * RwMorningThing:
 * @kind: ticket or change; %RW_N_KINDS for an earlier answer
 * @id: of it; nil for an earlier answer
 * @number: of the ticket or the change; of an earlier answer, the person who gave it
 * @text: (nullable): its title; the reason of an earlier answer
 * @at: of an earlier answer, when it was last given
 */
typedef struct
{
  RwKind kind;
  RwId id;
  char *number;
  char *text;
  gint64 at;
} RwMorningThing;

/**
 * RwMorningDetails:
 * @message: (nullable): what the tool said
 * @things: (element-type RwMorningThing): open tickets and changes of the systems
 * @answers: (element-type RwMorningThing): what was said before of the same cause, the newest first
 * @untils: (element-type gint64): of each that is red, when its job is to have run again: when it is next expected, and
 *   its grace; 0 where nobody knows
 *
 * What is needed to decide.
 */
typedef struct
{
  char *message;
  GPtrArray *things;
  GPtrArray *answers;
  GArray *untils;
} RwMorningDetails;

RwMorningDetails *rw_query_morning_details (RwCache           *cache,
                                            const RwMorningRed *reds,
                                            guint              n_reds,
                                            gint64             now,
                                            GError           **error);
void              rw_morning_details_free  (RwMorningDetails  *details);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwMorningDetails, rw_morning_details_free)

G_END_DECLS
