/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-csv-plan.h"

G_BEGIN_DECLS

/* The steps of rw_csv_plan_new(), in their order. Each refuses the items that it cannot go on with. */

void     rw_csv_items_match       (RwCsvPlan  *plan);
void     rw_csv_item_fill         (RwCsvPlan  *plan,
                                   RwCsvItem  *item);
gboolean rw_csv_item_check_place  (RwCsvPlan  *plan,
                                   RwCsvItem  *item);
void     rw_csv_item_refuse       (RwCsvItem  *item,
                                   char       *reason);

G_END_DECLS
