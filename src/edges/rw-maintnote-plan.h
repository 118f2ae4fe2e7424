/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-edit.h"

G_BEGIN_DECLS

/**
 * RwNoticeStep:
 * @RW_NOTICE_NEW: nobody has it yet
 * @RW_NOTICE_UPDATE: it says something else than before
 * @RW_NOTICE_SAME: it says nothing new
 * @RW_NOTICE_OLD: a later one is there already
 */
typedef enum
{
  RW_NOTICE_NEW,
  RW_NOTICE_UPDATE,
  RW_NOTICE_SAME,
  RW_NOTICE_OLD,
} RwNoticeStep;

/**
 * RwNoticeItem:
 * @before: (nullable): as it is
 * @after: as it would be
 */
typedef struct
{
  RwNoticeStep step;
  RwRecord *before;
  RwRecord *after;
} RwNoticeItem;

/**
 * RwNoticeFindFunc:
 *
 * Returns: (transfer full) (nullable): the carrier notice with this id; %NULL for none, or with @error set
 */
typedef RwRecord *(*RwNoticeFindFunc) (const RwId *id,
                                       gpointer    data,
                                       GError    **error);

GPtrArray *rw_maintnote_plan_new  (GPtrArray          *notices,
                                   RwNoticeFindFunc    find,
                                   gpointer            data,
                                   GError            **error);
void       rw_notice_item_free    (RwNoticeItem       *item);
RwEdit    *rw_notice_item_edit    (const RwNoticeItem *item);
const char *rw_notice_step_name   (RwNoticeStep        step);

G_END_DECLS
