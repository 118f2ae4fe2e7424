/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RW_TYPE_TASK_LIST (rw_task_list_get_type ())

/**
 * RwTaskList:
 *
 * The tasks of a template, in order. Alt+Up and Alt+Down move the one with the focus, as its buttons do;
 * Enter in the last row, which is empty, adds it.
 *
 * Signals: "changed" (): a person altered, added, removed or moved one.
 */
G_DECLARE_FINAL_TYPE (RwTaskList, rw_task_list, RW, TASK_LIST, AdwPreferencesGroup)

GtkWidget *rw_task_list_new    (const char *const *tasks);
char     **rw_task_list_dup    (RwTaskList        *self);
void       rw_task_list_add    (RwTaskList        *self,
                                const char        *task);
void       rw_task_list_move   (RwTaskList        *self,
                                guint              task,
                                int                by);
void       rw_task_list_remove (RwTaskList        *self,
                                guint              task);

G_END_DECLS
