/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-record.h"

G_BEGIN_DECLS

/**
 * RwNetboxReason:
 * @text: one clause, translated
 * @count: how many objects
 */
typedef struct
{
  char *text;
  guint count;
} RwNetboxReason;

/**
 * RwNetboxRow:
 * @model: as NetBox calls it
 * @objects: in the dump
 * @imported: became a record of their own
 * @folded: became part of another record
 * @left_out: neither
 * @reasons: (element-type RwNetboxReason): why, for those left out; most first
 */
typedef struct
{
  char *model;
  guint objects, imported, folded, left_out;
  GPtrArray *reasons;
} RwNetboxRow;

/**
 * RwNetboxResult:
 * @records: (element-type RwRecord): in an order in which each comes after what it refers to, as far as that goes
 * @rows: (element-type RwNetboxRow): what became of every object, by model
 * @remarks: (element-type RwNetboxReason): what was changed on the way
 */
typedef struct
{
  GPtrArray *records;
  GPtrArray *rows;
  GPtrArray *remarks;
} RwNetboxResult;

RwNetboxResult *rw_netbox_read        (const char      *text,
                                       gsize            length,
                                       GError         **error);
void            rw_netbox_merge       (RwRecord        *incoming,
                                       RwRecord        *existing);
void            rw_netbox_result_free (RwNetboxResult  *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwNetboxResult, rw_netbox_result_free)

G_END_DECLS
