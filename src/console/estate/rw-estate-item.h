/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "query/rw-query-estate.h"

G_BEGIN_DECLS

#define RW_TYPE_ESTATE_ITEM (rw_estate_item_get_type ())

/**
 * RwEstateItem:
 * @estate: what it is a part of
 * @index: of a group, or of a system
 *
 * A row: a customer or service in the table, a system in the lists.
 */
G_DECLARE_FINAL_TYPE (RwEstateItem, rw_estate_item, RW, ESTATE_ITEM, GObject)

struct _RwEstateItem
{
  GObject parent_instance;

  RwEstate *estate;
  guint index;
};

RwEstateItem         *rw_estate_item_new    (RwEstate     *estate,
                                             guint         index);
const RwEstateGroup  *rw_estate_item_group  (RwEstateItem *self);
const RwEstateSystem *rw_estate_item_system (RwEstateItem *self);

G_END_DECLS
