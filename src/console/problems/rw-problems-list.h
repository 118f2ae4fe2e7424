/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-problem-item.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RW_TYPE_PROBLEMS_LIST (rw_problems_list_get_type ())

/**
 * RwProblemsList:
 *
 * What a person has to decide on, and the problems, in groups. Signals: "selected" (RwProblemItem *item, %NULL for
 * none); "activated" (RwProblemItem *item).
 */
G_DECLARE_FINAL_TYPE (RwProblemsList, rw_problems_list, RW, PROBLEMS_LIST, GtkWidget)

GtkWidget     *rw_problems_list_new          (void);
void           rw_problems_list_set          (RwProblemsList *self,
                                              GPtrArray      *items,
                                              const RwId     *wanted);
void           rw_problems_list_search       (RwProblemsList *self,
                                              const char     *words);
RwProblemItem *rw_problems_list_get_selected (RwProblemsList *self);
gboolean       rw_problems_list_select       (RwProblemsList *self,
                                              const RwId     *key);
void           rw_problems_list_step         (RwProblemsList *self,
                                              int             step);
guint          rw_problems_list_get_n        (RwProblemsList *self);

G_END_DECLS
