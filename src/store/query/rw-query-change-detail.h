/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-query-change-items.h"

G_BEGIN_DECLS

/**
 * RwChangeDetail:
 * @change: the change
 * @items: (element-type RwNamedRecord): what it affects, by name
 * @item_records: (element-type RwRecord): the change_item of each of @items
 * @tasks: (element-type RwRecord): in their order
 * @approvals: (element-type RwRecord): the oldest first
 * @questions: (element-type RwRecord): on risk, those that are asked and those that were answered
 * @people: (element-type RwChoice): everybody
 * @links: (element-type RwTicketLink): to tickets and others
 * @files: (element-type RwRecord): attachments
 * @template_: (nullable): what it was made from
 * @customer_name: (nullable)
 * @customer_tz: (nullable)
 * @service_name: (nullable)
 *
 * Everything that the page of one change shows, but its conflicts and what it touches.
 */
typedef struct
{
  RwRecord *change;
  GPtrArray *items;
  GPtrArray *item_records;
  GPtrArray *tasks;
  GPtrArray *approvals;
  GPtrArray *questions;
  GPtrArray *people;
  GPtrArray *links;
  GPtrArray *files;
  RwRecord *template_;
  char *customer_name;
  char *customer_tz;
  char *service_name;
} RwChangeDetail;

RwChangeDetail *rw_query_change_detail      (RwCache               *cache,
                                             const RwId            *id,
                                             GError               **error);
void            rw_change_detail_free       (RwChangeDetail        *detail);
const char     *rw_change_detail_get_person (const RwChangeDetail  *detail,
                                             const RwId            *person);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwChangeDetail, rw_change_detail_free)

G_END_DECLS
