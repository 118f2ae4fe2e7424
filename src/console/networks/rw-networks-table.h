/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-networks-list.h"

G_BEGIN_DECLS

/**
 * RwNetworksColumn:
 * @id: stable
 * @title: untranslated
 * @width: at first, in pixels
 * @numeric: right-aligned, in tabular figures
 * @expand: gets what is left of a wide window
 * @dup_text: (transfer full) (nullable): what the cell says
 * @compare: (nullable): orders two rows; %NULL for a table that has an order of its own
 * @fraction: (nullable): how much is taken, negative for nothing to show
 */
typedef struct
{
  const char *id;
  const char *title;
  int width;
  gboolean numeric;
  gboolean expand;
  char *(*dup_text) (RwNetPlan *plan, const RwNetworksEntry *entry);
  int (*compare) (RwNetPlan *plan, const RwNetworksEntry *a, const RwNetworksEntry *b);
  double (*fraction) (RwNetPlan *plan, const RwNetworksEntry *entry);
} RwNetworksColumn;

#define RW_TYPE_NETWORKS_TABLE (rw_networks_table_get_type ())

/**
 * RwNetworksTable:
 *
 * A table whose rows are #RwNetworksItem, or rows of a tree of them.
 *
 * Signals: "selected": another row is selected, or none; "activated" (const RwNetworksEntry *): a row was
 * activated.
 */
G_DECLARE_FINAL_TYPE (RwNetworksTable, rw_networks_table, RW, NETWORKS_TABLE, AdwBin)

RwNetworksTable *rw_networks_table_new          (const RwNetworksColumn *columns,
                                                 guint                   n_columns,
                                                 const char             *label);
void             rw_networks_table_set_tree     (RwNetworksTable        *self,
                                                 RwNetPlan              *plan,
                                                 GtkTreeListModel       *tree);
void             rw_networks_table_set_list     (RwNetworksTable        *self,
                                                 RwNetPlan              *plan,
                                                 GArray                 *entries);
void             rw_networks_table_set_plan     (RwNetworksTable        *self,
                                                 RwNetPlan              *plan);
gboolean         rw_networks_table_get_selected (RwNetworksTable        *self,
                                                 RwNetworksEntry        *entry);
void             rw_networks_table_select       (RwNetworksTable        *self,
                                                 guint                   position,
                                                 gboolean                focus);
gboolean         rw_networks_table_select_entry (RwNetworksTable        *self,
                                                 const RwNetworksEntry  *entry,
                                                 gboolean                focus);
gboolean         rw_networks_table_has_focus    (RwNetworksTable        *self);
GListModel      *rw_networks_table_get_rows     (RwNetworksTable        *self);
GtkWidget       *rw_networks_below_new          (GtkWidget              *rows,
                                                 const char             *none,
                                                 const char             *empty,
                                                 GtkLabel              **heading,
                                                 GtkStack              **stack);
GtkWidget       *rw_networks_paned_new          (GtkWidget              *above,
                                                 GtkWidget              *below);
GBytes          *rw_networks_to_csv             (const RwNetworksColumn *columns,
                                                 guint                   n_columns,
                                                 RwNetPlan              *plan,
                                                 GArray                 *entries);

G_END_DECLS
