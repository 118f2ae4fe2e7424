/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-request.h"

G_BEGIN_DECLS

/**
 * RwPresenceMode:
 *
 * What somebody does with a record.
 */
typedef enum
{
  RW_PRESENCE_LEAVE,
  RW_PRESENCE_VIEW,
  RW_PRESENCE_EDIT,
} RwPresenceMode;

/**
 * RwLive:
 *
 * The open streams: hints that something changed, and who looks at what. Nothing of it is stored.
 */
typedef struct _RwLive RwLive;

RwLive  *rw_live_new      (RwServer       *server);
void     rw_live_free     (RwLive         *live);
gboolean rw_live_add      (RwLive         *live,
                           RwRequest      *request);
void     rw_live_hint     (RwLive         *live);
void     rw_live_recheck  (RwLive         *live);
void     rw_live_end      (RwLive         *live,
                           const RwId     *token);
void     rw_live_presence (RwLive         *live,
                           RwPrincipal    *principal,
                           RwKind          kind,
                           const RwId     *id,
                           RwPresenceMode  mode);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwLive, rw_live_free)

G_END_DECLS
