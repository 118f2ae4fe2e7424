/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "query/rw-query-systems.h"

G_BEGIN_DECLS

#define RW_TYPE_SYSTEM_ITEM (rw_system_item_get_type ())

/**
 * RwSystemItem:
 *
 * A row of the CMDB table as a list model item, with the folded text that a search looks through.
 */
G_DECLARE_FINAL_TYPE (RwSystemItem, rw_system_item, RW, SYSTEM_ITEM, GObject)

RwSystemItem       *rw_system_item_new          (RwSystemInfo *info);
const RwSystemInfo *rw_system_item_get_info     (RwSystemItem *self);
const char         *rw_system_item_get_haystack (RwSystemItem *self);
gboolean            rw_system_item_equal        (RwSystemItem *self,
                                                 RwSystemItem *other);

G_END_DECLS
