/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-cache.h"
#include "rw-outbox-message.h"

G_BEGIN_DECLS

/**
 * RwPushNotices:
 *
 * Makes sentences for the person of the server's answers: few, also when many edits met something.
 */
typedef struct _RwPushNotices RwPushNotices;

RwPushNotices *rw_push_notices_new  (void);
void           rw_push_notices_free (RwPushNotices        *self);
void           rw_push_notices_add  (RwPushNotices        *self,
                                     RwCache              *view,
                                     const RwOutboxEntry  *entry,
                                     const RwPushResult   *result);
void           rw_push_notices_take (RwPushNotices        *self,
                                     GPtrArray            *notices);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwPushNotices, rw_push_notices_free)

G_END_DECLS
