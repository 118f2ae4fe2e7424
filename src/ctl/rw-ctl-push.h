/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "rw-record.h"

G_BEGIN_DECLS

/**
 * RwCtlMergeFunc:
 * @incoming: from outside; changed to what the record should become
 * @existing: as the server has it
 */
typedef void (*RwCtlMergeFunc) (RwRecord *incoming,
                                RwRecord *existing);

gboolean rw_ctl_push (const char      *url,
                      const char      *token,
                      GPtrArray       *records,
                      RwCtlMergeFunc   merge,
                      guint           *written,
                      GError         **error);

G_END_DECLS
