/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "query/rw-query-estate.h"

G_BEGIN_DECLS

/**
 * RwEstateListKind:
 * @RW_ESTATE_LIST_UNPROTECTED: systems without a job, those the longest without one first
 * @RW_ESTATE_LIST_TESTS: systems by their last restore test, those never restored first
 * @RW_ESTATE_LIST_GROWTH: systems of which more is protected than before, most first
 */
typedef enum
{
  RW_ESTATE_LIST_UNPROTECTED,
  RW_ESTATE_LIST_TESTS,
  RW_ESTATE_LIST_GROWTH,
} RwEstateListKind;

#define RW_ESTATE_N_LISTS 3

GArray *rw_estate_pick (const RwEstate   *estate,
                        RwEstateListKind  kind,
                        guint             group);

#define RW_TYPE_ESTATE_LIST (rw_estate_list_get_type ())

/**
 * RwEstateList:
 *
 * Systems of a customer or service that somebody should look at. Signal: "activated" (RwEstateItem *system).
 */
G_DECLARE_FINAL_TYPE (RwEstateList, rw_estate_list, RW, ESTATE_LIST, GtkWidget)

GtkWidget *rw_estate_list_new (void);
void       rw_estate_list_set (RwEstateList     *self,
                               RwEstate         *estate,
                               RwEstateListKind  kind,
                               guint             group);

G_END_DECLS
