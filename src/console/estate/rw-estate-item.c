/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-estate-item.h"

G_DEFINE_FINAL_TYPE (RwEstateItem, rw_estate_item, G_TYPE_OBJECT)

static void
rw_estate_item_finalize (GObject *object)
{
  rw_estate_unref (RW_ESTATE_ITEM (object)->estate);
  G_OBJECT_CLASS (rw_estate_item_parent_class)->finalize (object);
}

static void
rw_estate_item_class_init (RwEstateItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_estate_item_finalize;
}

static void
rw_estate_item_init (RwEstateItem *self)
{
}

RwEstateItem *
rw_estate_item_new (RwEstate *estate, guint index)
{
  RwEstateItem *self = g_object_new (RW_TYPE_ESTATE_ITEM, NULL);

  self->estate = rw_estate_ref (estate);
  self->index = index;
  return self;
}

const RwEstateGroup *
rw_estate_item_group (RwEstateItem *self)
{
  return rw_estate_group (self->estate, self->index);
}

const RwEstateSystem *
rw_estate_item_system (RwEstateItem *self)
{
  return &g_array_index (self->estate->systems, RwEstateSystem, self->index);
}
