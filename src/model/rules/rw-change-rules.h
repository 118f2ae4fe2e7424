/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-record.h"

G_BEGIN_DECLS

gboolean rw_change_status_may_follow    (RwChangeType   type,
                                         RwChangeStatus from,
                                         RwChangeStatus to);
gboolean rw_change_status_may_reschedule (RwChangeStatus status);
gboolean rw_change_reopens              (RwRecord      *before,
                                         RwRecord      *after,
                                         gboolean       items);
gboolean rw_change_check                (RwRecord      *change,
                                         GError       **error);
gboolean rw_change_check_transition     (RwRecord      *before,
                                         RwRecord      *after,
                                         GError       **error);
void     rw_change_set_times            (RwRecord      *change,
                                         gint64         start_wall,
                                         gint64         end_wall,
                                         const char    *tz);

G_END_DECLS
