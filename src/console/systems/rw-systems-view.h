/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RwSystemsView:
 * @name: as the person calls it
 * @columns: ids of the visible columns, in their order
 * @sorted_by: (nullable): id of the column that orders the rows
 * @descending: whether the last comes first
 * @group: id of the column that makes sections, or "none"
 * @show: 0 all, 1 hardware, 2 virtual
 *
 * How the table of systems is set up.
 */
typedef struct
{
  char *name;
  char **columns;
  char *sorted_by;
  gboolean descending;
  char *group;
  guint show;
} RwSystemsView;

void           rw_systems_view_free        (RwSystemsView       *self);
RwSystemsView *rw_systems_view_new         (const char          *name,
                                            GtkColumnView       *table,
                                            const char          *group,
                                            guint                show);
void           rw_systems_view_apply       (const RwSystemsView *self,
                                            GtkColumnView       *table);
GtkColumnViewColumn *rw_systems_find_column (GtkColumnView    *table,
                                            const char          *id);
char         **rw_systems_dup_columns      (GtkColumnView       *table);
void           rw_systems_arrange_columns  (GtkColumnView       *table,
                                            const char *const   *columns);
GPtrArray     *rw_systems_views_read       (GVariant            *variant);
GVariant      *rw_systems_views_write      (GPtrArray           *views);
RwSystemsView *rw_systems_views_find       (GPtrArray           *views,
                                            const char          *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwSystemsView, rw_systems_view_free)

G_END_DECLS
