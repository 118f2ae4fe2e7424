/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean rw_change_when_read_start (const char *text,
                                    gint64      now,
                                    gint64     *start);
gboolean rw_change_when_read_end   (const char *text,
                                    gint64      start,
                                    gint64     *end);
char    *rw_change_when_write      (gint64      wall);
char    *rw_change_when_write_end  (gint64      start,
                                    gint64      end);
char    *rw_change_when_describe   (gint64      start,
                                    gint64      end,
                                    GTimeZone  *zone);

G_END_DECLS
