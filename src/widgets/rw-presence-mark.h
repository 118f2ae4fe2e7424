/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RW_TYPE_PRESENCE_MARK (rw_presence_mark_get_type ())

/**
 * RwPresenceMark:
 *
 * Who else is there, in little room: an eye or a pencil, and initials. The sentence is the tooltip, and what
 * assistive technology reads.
 */
G_DECLARE_FINAL_TYPE (RwPresenceMark, rw_presence_mark, RW, PRESENCE_MARK, GtkWidget)

GtkWidget  *rw_presence_mark_new      (void);
void        rw_presence_mark_set      (RwPresenceMark *self,
                                       const char     *initials,
                                       gboolean        writes,
                                       const char     *sentence);
const char *rw_presence_mark_icon     (gboolean        writes);

G_END_DECLS
