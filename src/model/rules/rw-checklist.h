/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-edit.h"

G_BEGIN_DECLS

/* What a person does to a checklist, as edits. Items are given in their order, see rw_checklist_compare(). */

int        rw_checklist_compare (gconstpointer      a,
                                 gconstpointer      b);
GPtrArray *rw_checklist_new     (const RwId        *subject,
                                 const char        *title,
                                 const char *const *items);
RwEdit    *rw_checklist_add     (const RwId        *list,
                                 GPtrArray         *items,
                                 const char        *title);
GPtrArray *rw_checklist_move    (GPtrArray         *items,
                                 guint              from,
                                 guint              to);
RwEdit    *rw_checklist_tick    (RwRecord          *item,
                                 gboolean           done,
                                 const RwId        *person,
                                 gint64             now);
GPtrArray *rw_checklist_delete  (RwRecord          *list,
                                 GPtrArray         *items);

G_END_DECLS
