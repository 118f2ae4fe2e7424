/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-address.h"
#include "rw-session.h"

G_BEGIN_DECLS

void      rw_find_record_async  (RwSession           *session,
                                 const RwAddress     *address,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data);
RwRecord *rw_find_record_finish (RwSession           *session,
                                 GAsyncResult        *result,
                                 GError             **error);
RwRecord *rw_find_record        (RwCache             *cache,
                                 const RwAddress     *address,
                                 GError             **error);

G_END_DECLS
