/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-networks-table.h"

G_BEGIN_DECLS

const RwNetworksColumn *rw_networks_prefix_columns (guint             *n_columns);
const RwNetworksColumn *rw_networks_prefix_csv_columns (guint         *n_columns);
const RwNetworksColumn *rw_networks_row_columns    (guint             *n_columns);
const RwNetworksColumn *rw_networks_vlan_columns   (guint             *n_columns);
const RwNetworksColumn *rw_networks_member_columns (guint             *n_columns);
char                   *rw_networks_use_text       (const RwNetPrefix *prefix);
char                   *rw_networks_free_text      (const RwNetRow    *row);
char                   *rw_networks_node_heading   (RwNetPlan         *plan,
                                                    guint              node);

G_END_DECLS
