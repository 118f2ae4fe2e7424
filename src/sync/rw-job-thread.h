/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RwJobThread:
 *
 * One thread that does one thing after the other, in the order in which it was asked: SQLite
 * connections belong to the thread that opened them. Answers come back through #GTask.
 */
typedef struct _RwJobThread RwJobThread;

/**
 * RwJobFunc:
 * @task: to be returned to, once; its task data are the question
 * @context: of the thread
 */
typedef void (*RwJobFunc) (GTask    *task,
                           gpointer  context);

RwJobThread *rw_job_thread_new  (const char     *name,
                                 gpointer        context);
void         rw_job_thread_push (RwJobThread    *self,
                                 GTask          *task,
                                 RwJobFunc       func);
void         rw_job_thread_stop (RwJobThread    *self);
gboolean     rw_job_thread_is_current (RwJobThread *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwJobThread, rw_job_thread_stop)

G_END_DECLS
