/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-calendar-view.h"
#include "rw-page.h"

G_BEGIN_DECLS

#define RW_TYPE_CHANGES_CHECK (rw_changes_check_get_type ())

/**
 * RwChangesCheck:
 *
 * What stands against the time to which a change is being moved: a card beside the calendar while it is held,
 * and the decision when it is dropped. A hard freeze refuses, and the next free time is offered; everything
 * else is done and said.
 *
 * Signals: "go" (gint64 instant): a change is moved to a time that may not be in view; "refused": what was dropped
 * stays where it is.
 */
G_DECLARE_FINAL_TYPE (RwChangesCheck, rw_changes_check, RW, CHANGES_CHECK, AdwBin)

GtkWidget *rw_changes_check_new    (RwPage          *page);
void       rw_changes_check_follow (RwChangesCheck  *self,
                                    RwCalendarView  *view);
void       rw_changes_check_drop   (RwChangesCheck  *self,
                                    RwCalendarEntry *entry,
                                    gint64           start,
                                    gint64           end);

G_END_DECLS
