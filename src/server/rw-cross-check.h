/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-log-store.h"

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

RwCrossResult rw_cross_check (RwLogStore  *store,
                              RwRecord    *before,
                              RwRecord    *after,
                              GError     **error);

G_END_DECLS
