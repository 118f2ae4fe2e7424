/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-record.h"

G_BEGIN_DECLS

#define RW_TYPE_CHANGE_TIMES (rw_change_times_get_type ())

/**
 * RwChangeTimes:
 *
 * When a change is to be: start, and end or duration, as wall times of a zone; below them what that is in UTC and for
 * the customer. Both may be left empty.
 *
 * Signals: "changed": something was typed; "done": Enter was pressed in one of the fields.
 */
G_DECLARE_FINAL_TYPE (RwChangeTimes, rw_change_times, RW, CHANGE_TIMES, AdwPreferencesGroup)

GtkWidget *rw_change_times_new          (void);
void       rw_change_times_set          (RwChangeTimes *self,
                                         gint64         start,
                                         gint64         end,
                                         const char    *tz);
void       rw_change_times_set_record   (RwChangeTimes *self,
                                         RwRecord      *change);
void       rw_change_times_set_other    (RwChangeTimes *self,
                                         const char    *name,
                                         const char    *tz);
void       rw_change_times_set_duration (RwChangeTimes *self,
                                         gint64         duration);
void       rw_change_times_set_editable (RwChangeTimes *self,
                                         gboolean       editable);
gboolean   rw_change_times_is_empty     (RwChangeTimes *self);
gboolean   rw_change_times_get          (RwChangeTimes *self,
                                         gint64        *start,
                                         gint64        *end);
gboolean   rw_change_times_apply        (RwChangeTimes *self,
                                         RwRecord      *change);

G_END_DECLS
