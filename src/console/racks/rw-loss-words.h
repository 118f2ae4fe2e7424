/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rules/rw-loss.h"

G_BEGIN_DECLS

/**
 * RwLossSection:
 *
 * In the order in which they are read: who has to be told, then what is to be done.
 */
typedef enum
{
  RW_LOSS_SECTION_CUSTOMERS,
  RW_LOSS_SECTION_SERVICES,
  RW_LOSS_SECTION_DOWN,
  RW_LOSS_SECTION_AT_RISK,
} RwLossSection;

const char *rw_wiring_name          (const RwWiring     *wiring,
                                     const RwId         *id);
const char *rw_loss_section_label   (RwLossSection       section);
const char *rw_loss_state_label     (RwLossState         state);
gboolean    rw_loss_is_quiet        (const RwWiring     *wiring,
                                     const RwLoss       *loss,
                                     const RwId         *lost);
char       *rw_loss_heading         (const RwWiring     *wiring,
                                     const RwLoss       *loss,
                                     const RwId         *lost);
char       *rw_loss_summary         (const RwLoss       *loss);
char       *rw_loss_hit_reason      (const RwWiring     *wiring,
                                     const RwLossHit    *hit);
char       *rw_loss_sum_reason      (const RwLossSum    *sum);
char       *rw_loss_to_text         (const RwWiring     *wiring,
                                     const RwLoss       *loss,
                                     const RwId         *lost);

const char *rw_single_service       (const RwWiring     *wiring,
                                     const RwSingleCord *single);
char       *rw_single_reason        (const RwWiring     *wiring,
                                     const RwSingleCord *single);
char       *rw_singles_heading      (const GArray       *singles);
char       *rw_singles_to_text      (const RwWiring     *wiring,
                                     const GArray       *singles);
char       *rw_singles_to_csv       (const RwWiring     *wiring,
                                     const GArray       *singles);

G_END_DECLS
