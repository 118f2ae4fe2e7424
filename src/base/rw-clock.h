/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RW_SECOND ((gint64) 1000000)
#define RW_MINUTE (60 * RW_SECOND)
#define RW_HOUR   (60 * RW_MINUTE)
#define RW_DAY    (24 * RW_HOUR)

gint64   rw_clock_now       (void);
void     rw_clock_freeze    (gint64 now_us);
void     rw_clock_thaw      (void);
gboolean rw_clock_is_frozen (void);
gint64   rw_clock_boot      (void);
void     rw_clock_sleep     (gint64 us);
char    *rw_clock_boot_id   (void);
void     rw_clock_reboot    (const char *id);

G_END_DECLS
