/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-networks-table.h"

G_BEGIN_DECLS

#define RW_TYPE_NETWORKS_PREFIXES (rw_networks_prefixes_get_type ())

/**
 * RwNetworksPrefixes:
 *
 * The prefixes as a tree, and what is in the selected one below.
 *
 * Signals: "select" (int kind, const RwId *id): the person selected a record, or nothing (id %NULL); "open" (int
 * kind, const RwId *id): the person wants to go to a record; "take": the person wants what is free.
 */
G_DECLARE_FINAL_TYPE (RwNetworksPrefixes, rw_networks_prefixes, RW, NETWORKS_PREFIXES, AdwBin)

GtkWidget *rw_networks_prefixes_new        (void);
void       rw_networks_prefixes_set        (RwNetworksPrefixes *self,
                                            RwNetPlan          *plan,
                                            const RwNetFound   *found);
gboolean   rw_networks_prefixes_reveal     (RwNetworksPrefixes *self,
                                            RwKind              kind,
                                            const RwId         *id);
int        rw_networks_prefixes_get_prefix (RwNetworksPrefixes *self);
gboolean   rw_networks_prefixes_get_free   (RwNetworksPrefixes *self,
                                            RwIp               *ip);
char      *rw_networks_prefixes_dup_text   (RwNetworksPrefixes *self);
GBytes    *rw_networks_prefixes_to_csv     (RwNetworksPrefixes *self);
GListModel *rw_networks_prefixes_get_tree  (RwNetworksPrefixes *self);
GListModel *rw_networks_prefixes_get_rows  (RwNetworksPrefixes *self);

G_END_DECLS
