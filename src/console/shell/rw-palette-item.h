/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "query/rw-query-find.h"
#include "rw-action.h"

G_BEGIN_DECLS

/**
 * RwPaletteSection:
 *
 * The headings of the palette, from top to bottom.
 */
typedef enum
{
  RW_PALETTE_ADDRESS,
  RW_PALETTE_RECENT,
  RW_PALETTE_GO,
  RW_PALETTE_ACTIONS,
  RW_PALETTE_TICKETS,
  RW_PALETTE_MESSAGES,
  RW_PALETTE_CHANGES,
  RW_PALETTE_SYSTEMS,
  RW_PALETTE_OTHERS,
  RW_PALETTE_FILTERS,
} RwPaletteSection;

/**
 * RwPaletteItem:
 * @action: (nullable): what it does
 * @address: (nullable): what it opens
 * @text: (nullable): what it puts into the entry instead of doing something
 * @title: what stands there
 * @excerpt: (nullable): a second line: where the words were found
 * @detail: (nullable): what it is, at the end of the line
 * @icon_name: symbolic icon
 *
 * One line of the palette.
 */
typedef struct
{
  RwPaletteSection section;
  const RwAction *action;
  char *address;
  char *text;
  char *title;
  char *excerpt;
  char *detail;
  char *icon_name;
} RwPaletteItem;

void           rw_palette_item_free       (RwPaletteItem       *item);
RwPaletteItem *rw_palette_item_copy       (const RwPaletteItem *item);
RwPaletteItem *rw_palette_item_for_action (const RwAction      *action,
                                           RwPaletteSection     section);
RwPaletteItem *rw_palette_item_for_record (RwPaletteSection     section,
                                           RwKind               kind,
                                           const RwId          *id,
                                           char                *title);
RwPaletteItem *rw_palette_item_for_hit    (const RwFindHit     *hit);
RwPaletteItem *rw_palette_item_for_more   (RwFindGroup          group,
                                           const char          *text);
RwPaletteItem *rw_palette_item_for_filter (const char          *filter,
                                           const char          *hint,
                                           const char          *text);
const char    *rw_palette_section_label   (RwPaletteSection     section);
GtkWidget     *rw_palette_item_create_row (const RwPaletteItem *item);

G_END_DECLS
