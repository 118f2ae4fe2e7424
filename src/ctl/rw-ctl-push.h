/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "rw-edit.h"

G_BEGIN_DECLS

/**
 * RwCtlMergeFunc:
 * @incoming: from outside; changed to what the record should become
 * @existing: as the server has it
 */
typedef void (*RwCtlMergeFunc) (RwRecord *incoming,
                                RwRecord *existing);

char    *rw_ctl_read_token (const char  *file,
                            GError     **error);
gboolean rw_ctl_push (const char      *url,
                      const char      *token,
                      GPtrArray       *records,
                      RwCtlMergeFunc   merge,
                      guint           *written,
                      GError         **error);

JsonNode *rw_ctl_post (const char  *url,
                       const char  *token,
                       const char  *path,
                       const char  *type,
                       GBytes      *body,
                       GError     **error);

JsonNode *rw_ctl_try_post (const char  *url,
                           const char  *token,
                           const char  *path,
                           const char  *type,
                           GBytes      *body,
                           guint        seconds,
                           GCancellable *cancellable,
                           guint       *status,
                           GError     **error);

/**
 * RwCtlPlanFunc:
 * @existing: (element-type RwRecord): what the server has
 *
 * Returns: (transfer full) (element-type RwEdit): what is to be done
 */
typedef GPtrArray *(*RwCtlPlanFunc) (GPtrArray *existing,
                                     gpointer   user_data);

gboolean rw_ctl_push_edits (const char    *url,
                            const char    *token,
                            RwKind         kind,
                            RwCtlPlanFunc  plan,
                            gpointer       user_data,
                            GPtrArray     *refused,
                            guint         *written,
                            GError       **error);

G_END_DECLS
