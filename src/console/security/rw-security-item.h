/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-record.h"
#include "rw-status.h"

G_BEGIN_DECLS

#define RW_SECURITY_MOST_CELLS 9

/* A cell without a number to sort by is sorted by its text. */
#define RW_SECURITY_BY_TEXT G_MININT64

/**
 * RwSecurityCell:
 * @text: (nullable): what stands there
 * @status: its colour and shape; %RW_STATUS_UNKNOWN without @marked has none
 * @marked: @text has the symbol of @status before it
 * @order: to sort by, or %RW_SECURITY_BY_TEXT
 */
typedef struct
{
  char *text;
  RwStatus status;
  gboolean marked;
  gint64 order;
} RwSecurityCell;

#define RW_TYPE_SECURITY_ITEM (rw_security_item_get_type ())

/* One line of a table of the page: a service, a measure, a finding, an entry of the catalogue. */
G_DECLARE_FINAL_TYPE (RwSecurityItem, rw_security_item, RW, SECURITY_ITEM, GObject)

/**
 * RwSecurityItem:
 * @kind: of the record behind it
 * @id: of it
 * @service: nil for none
 * @ci: nil for none
 * @ticket: nil for none
 * @status: of a measure, as it counts today
 */
struct _RwSecurityItem
{
  GObject parent_instance;

  RwKind kind;
  RwId id;
  RwId service;
  RwId ci;
  RwId ticket;
  int status;
  char *title;
  RwSecurityCell cells[RW_SECURITY_MOST_CELLS];
  guint n_cells;
  char *haystack;
};

RwSecurityItem *rw_security_item_new       (RwKind          kind,
                                            const RwId     *id,
                                            const char     *title);
RwSecurityCell *rw_security_item_add       (RwSecurityItem *self,
                                            char           *text);
RwSecurityCell *rw_security_item_add_state (RwSecurityItem *self,
                                            RwStatus        status,
                                            char           *text,
                                            gint64          order);
void            rw_security_item_complete  (RwSecurityItem *self);
char           *rw_security_item_sentence  (RwSecurityItem *self);

G_END_DECLS
