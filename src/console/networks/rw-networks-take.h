/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rules/rw-net-rules.h"
#include "rw-page.h"

G_BEGIN_DECLS

#define RW_TYPE_NETWORKS_TAKE (rw_networks_take_get_type ())

/**
 * RwNetworksTake:
 *
 * Asks what a free address, or a free prefix, is wanted for, and makes its record.
 */
G_DECLARE_FINAL_TYPE (RwNetworksTake, rw_networks_take, RW, NETWORKS_TAKE, AdwDialog)

AdwDialog  *rw_networks_take_new_address (RwPage         *page,
                                          RwNetPlan      *plan,
                                          guint           prefix,
                                          const RwIp     *ip);
AdwDialog  *rw_networks_take_new_prefix  (RwPage         *page,
                                          RwNetPlan      *plan,
                                          guint           prefix);
void        rw_networks_take_set_text    (RwNetworksTake *self,
                                          const char     *text);
void        rw_networks_take_set_purpose (RwNetworksTake *self,
                                          const char     *purpose);
const char *rw_networks_take_get_refusal (RwNetworksTake *self);
gboolean    rw_networks_take_take        (RwNetworksTake *self);

G_END_DECLS
