/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-session.h"

G_BEGIN_DECLS

#define RW_TYPE_CONFLICT_WATCH (rw_conflict_watch_get_type ())

/**
 * RwConflictWatch:
 *
 * Looks at the own changes that are ahead again, whenever the data have caught up with the server: what two people
 * submit without a network collides only there. Each conflict is told once, also after a restart; what a person
 * has seen of a change is not told. Main thread only.
 *
 * Signals: "found" (const char *message, const RwId *change): a conflict that its author has not seen, in a
 * sentence.
 */
G_DECLARE_FINAL_TYPE (RwConflictWatch, rw_conflict_watch, RW, CONFLICT_WATCH, GObject)

RwConflictWatch *rw_conflict_watch_new (RwSession *session);

G_END_DECLS
