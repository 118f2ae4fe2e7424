/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-record.h"

G_BEGIN_DECLS

/**
 * RwCrossResult:
 * @RW_CROSS_OK: no objection
 * @RW_CROSS_REFUSED: the error says which rule and which other record
 * @RW_CROSS_FAILED: the store could not be read
 */
typedef enum
{
  RW_CROSS_OK,
  RW_CROSS_REFUSED,
  RW_CROSS_FAILED,
} RwCrossResult;

/**
 * RwCrossView:
 * @get: gives the living record of @kind under @id, %NULL when there is none or it is of another kind
 * @referrers: gives the living records of @kind that refer to @target in @field
 * @find_unique: gives another record that has @key, see rw_unique_key(), %NULL when there is none
 * @data: for all of them
 * @list: (nullable): gives all living records of @kind, which are few: windows, questions on risk; rules
 *   that need them are not checked without it
 *
 * The other records, wherever they are kept: in the server's log, in a client's cache. Each function
 * sets the error and returns %FALSE, or %NULL for @referrers and @list, when it could not read.
 */
typedef struct
{
  gboolean   (*get)         (gpointer     data,
                             RwKind       kind,
                             const RwId  *id,
                             RwRecord   **record,
                             GError     **error);
  GPtrArray *(*referrers)   (gpointer     data,
                             RwKind       kind,
                             guint        field,
                             const RwId  *target,
                             GError     **error);
  gboolean   (*find_unique) (gpointer     data,
                             RwRecord    *record,
                             guint        index,
                             const char  *key,
                             RwRecord   **other,
                             GError     **error);
  gpointer     data;
  GPtrArray *(*list)        (gpointer     data,
                             RwKind       kind,
                             GError     **error);
} RwCrossView;

RwCrossResult rw_cross_rules_check (const RwCrossView *view,
                                    RwRecord          *before,
                                    RwRecord          *after,
                                    GError           **error);

G_END_DECLS
