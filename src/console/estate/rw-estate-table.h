/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "query/rw-query-estate.h"

G_BEGIN_DECLS

#define RW_TYPE_ESTATE_TABLE (rw_estate_table_get_type ())

/**
 * RwEstateTable:
 *
 * The whole, its customers, and their services: a row each, worst first unless the person sorts otherwise, which
 * is remembered. Signal: "selected" (uint group): another row, or another estate.
 */
G_DECLARE_FINAL_TYPE (RwEstateTable, rw_estate_table, RW, ESTATE_TABLE, GtkWidget)

GtkWidget *rw_estate_table_new          (void);
void       rw_estate_table_set          (RwEstateTable *self,
                                         RwEstate      *estate);
guint      rw_estate_table_get_selected (RwEstateTable *self);

G_END_DECLS
