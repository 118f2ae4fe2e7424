/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-record.h"

G_BEGIN_DECLS

/**
 * RW_DEVICE_TYPE_FILE_MOST:
 *
 * Bytes at which a file is not read: the largest of the community library has a tenth of it.
 */
#define RW_DEVICE_TYPE_FILE_MOST (1024 * 1024)

RwRecord *rw_device_type_parse (const char  *text,
                                gsize        length,
                                GPtrArray   *remarks,
                                GError     **error);

G_END_DECLS
