/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RwLiveEvents:
 *
 * Takes apart what comes over the live stream (Server-Sent Events), in whatever pieces it comes.
 */
typedef struct _RwLiveEvents RwLiveEvents;

/**
 * RwLiveEventFuncs:
 * @hint: the server is at @head of @epoch
 * @presence: who has what open, as JSON; not checked
 *
 * What is done with an event. Each is called from rw_live_events_take().
 */
typedef struct
{
  void (*hint)     (const char *epoch,
                    gint64      head,
                    gpointer    user_data);
  void (*presence) (const char *json,
                    gpointer    user_data);
} RwLiveEventFuncs;

RwLiveEvents *rw_live_events_new  (const RwLiveEventFuncs *funcs,
                                   gpointer                user_data);
void          rw_live_events_free (RwLiveEvents           *self);
gboolean      rw_live_events_take (RwLiveEvents           *self,
                                   const char             *bytes,
                                   gsize                   length);
void          rw_live_events_stop (RwLiveEvents           *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwLiveEvents, rw_live_events_free)

G_END_DECLS
