/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rw-record.h"
#include "rw-status.h"

G_BEGIN_DECLS

#define RW_TYPE_WIRING_ROW (rw_wiring_row_get_type ())

/**
 * RwWiringRow:
 *
 * A line of a dialog about the wiring. Not changed after it is in a list.
 */
G_DECLARE_FINAL_TYPE (RwWiringRow, rw_wiring_row, RW, WIRING_ROW, GObject)

/**
 * RwWiringRowInfo:
 * @section: under which heading, in ascending order
 * @status: an #RwStatus, or -1
 * @word: (nullable): what the status means
 * @title: what it is
 * @detail: (nullable): why, or where it leads
 * @aside: (nullable): at the end of the line
 * @colour: (nullable): of a cable
 * @has_cable: whether @colour is shown
 * @index: whatever it is to who made it
 * @kind: what activating it leads to, or %RW_KIND_NONE
 */
typedef struct
{
  guint section;
  int status;
  const char *word;
  const char *title, *detail, *aside;
  const char *colour;
  gboolean has_cable;
  guint index;
  RwKind kind;
  RwId id;
} RwWiringRowInfo;

RwWiringRow           *rw_wiring_row_new      (const RwWiringRowInfo *info);
const RwWiringRowInfo *rw_wiring_row_get_info (RwWiringRow           *self);
char                  *rw_wiring_row_sentence (RwWiringRow           *self);
gboolean               rw_wiring_row_matches  (RwWiringRow           *self,
                                               const char            *folded_words);
GtkListItemFactory    *rw_wiring_row_factory_new (void);

G_END_DECLS
