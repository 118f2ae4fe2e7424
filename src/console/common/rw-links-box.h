/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "query/rw-query-ticket-desk.h"

G_BEGIN_DECLS

#define RW_TYPE_LINKS_BOX (rw_links_box_get_type ())

/**
 * RwLinksBox:
 *
 * What a ticket or a change is linked to, and what the links mean.
 *
 * Signals: "open" (int kind, const RwId *id); "unlink" (const RwId *link); "link": the person wants a new one.
 */
G_DECLARE_FINAL_TYPE (RwLinksBox, rw_links_box, RW, LINKS_BOX, GtkBox)

GtkWidget *rw_links_box_new  (const char *action);
void       rw_links_box_show (RwLinksBox *self,
                                     GPtrArray        *links,
                                     gboolean          may_edit);

const char *rw_link_label    (RwLinkType type,
                              gboolean   outgoing);

G_END_DECLS
