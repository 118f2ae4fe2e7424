/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rw-system-item.h"

G_BEGIN_DECLS

/**
 * RwSystemsColumn:
 * @id: stable, kept in the settings
 * @title: untranslated
 * @width: at first, in pixels
 * @numeric: right-aligned, in tabular figures
 * @shown: at first
 * @groups: may head a section
 * @dup_text: (transfer full) (nullable): what the cell says
 * @compare: orders two rows; those without a value come last
 * @unit: (nullable): of the plain value
 * @dup_plain: (nullable): (transfer full) (nullable): the value for another program, where it is not what
 *   the cell says
 */
typedef struct
{
  const char *id;
  const char *title;
  int width;
  gboolean numeric;
  gboolean shown;
  gboolean groups;
  char *(*dup_text) (const RwSystemInfo *info);
  int (*compare) (const RwSystemInfo *a,
                  const RwSystemInfo *b);
  const char *unit;
  char *(*dup_plain) (const RwSystemInfo *info);
} RwSystemsColumn;

const RwSystemsColumn *rw_systems_columns_get     (guint                 *n_columns);
const RwSystemsColumn *rw_systems_columns_find    (const char            *id);
GtkColumnViewColumn   *rw_systems_column_new_view (const RwSystemsColumn *column);
GtkSorter             *rw_systems_column_new_sorter (const RwSystemsColumn *column);

G_END_DECLS
