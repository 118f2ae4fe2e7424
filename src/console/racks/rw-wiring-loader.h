/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "query/rw-query-wiring.h"
#include "rules/rw-loss.h"
#include "rw-capacity.h"

G_BEGIN_DECLS

/**
 * RwWiringQuestionType:
 * @RW_WIRING_ALONE: nothing but the wiring
 * @RW_WIRING_LOSS: and what the loss of one thing does
 * @RW_WIRING_SINGLES: and what hangs on a single cord
 * @RW_WIRING_CAPACITY: and what is left in the racks
 */
typedef enum
{
  RW_WIRING_ALONE,
  RW_WIRING_LOSS,
  RW_WIRING_SINGLES,
  RW_WIRING_CAPACITY,
} RwWiringQuestionType;

/**
 * RwWiringQuestion:
 * @id: what is lost, for %RW_WIRING_LOSS
 */
typedef struct
{
  RwWiringQuestionType type;
  RwId id;
} RwWiringQuestion;

/**
 * RwWiringAnswer:
 * @loss: (nullable): for %RW_WIRING_LOSS, unless what was asked about is not there
 * @singles: (nullable) (element-type RwSingleCord): for %RW_WIRING_SINGLES
 * @capacity: (nullable): for %RW_WIRING_CAPACITY
 */
typedef struct
{
  RwWiring *wiring;
  RwLoss *loss;
  GArray *singles;
  RwCapacity *capacity;
} RwWiringAnswer;

gpointer rw_wiring_read        (RwCache       *cache,
                                gpointer       data,
                                GCancellable  *cancellable,
                                GError       **error);
void     rw_wiring_answer_free (gpointer       data);

G_END_DECLS
