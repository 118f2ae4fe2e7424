/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-networks-table.h"

G_BEGIN_DECLS

#define RW_TYPE_NETWORKS_VLANS (rw_networks_vlans_get_type ())

/**
 * RwNetworksVlans:
 *
 * The VLANs as a table, and below the prefixes and ports of the selected one.
 *
 * Signals: "select" (int kind, const RwId *id): the person selected a record, or nothing (id %NULL); "open" (int
 * kind, const RwId *id): the person wants to go to a record.
 */
G_DECLARE_FINAL_TYPE (RwNetworksVlans, rw_networks_vlans, RW, NETWORKS_VLANS, AdwBin)

GtkWidget  *rw_networks_vlans_new         (void);
void        rw_networks_vlans_set         (RwNetworksVlans  *self,
                                           RwNetPlan        *plan,
                                           const RwNetFound *found);
gboolean    rw_networks_vlans_reveal      (RwNetworksVlans  *self,
                                           const RwId       *id);
char       *rw_networks_vlans_dup_text    (RwNetworksVlans  *self);
GBytes     *rw_networks_vlans_to_csv      (RwNetworksVlans  *self);
GListModel *rw_networks_vlans_get_members (RwNetworksVlans  *self);

G_END_DECLS
