/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-clock.h"
#include "rw-query-overview-private.h"

/* So long before its end a change that is still in progress is somebody's business. */
#define ENDS_SOON (15 * RW_MINUTE)

static const char running_sql[] =
  "SELECT x.id, x.number, x.title, x.\"end\", x.extend_to, coalesce (c.name, sc.name), p.name,"
  " (SELECT count (*) FROM change_task t WHERE t.change = x.id),"
  " (SELECT count (*) FROM change_task t WHERE t.change = x.id AND t.status IN ('done', 'skipped'))"
  " FROM change x"
  " LEFT JOIN customer c ON c.id = x.customer"
  " LEFT JOIN service s ON s.id = x.service"
  " LEFT JOIN customer sc ON sc.id = s.customer"
  " LEFT JOIN person p ON p.id = x.implementer"
  " WHERE x.status = 'in_progress'"
  " ORDER BY x.\"end\", x.number";

static RwRunning *
read_running (RwStmt *stmt)
{
  RwRunning *running = g_new0 (RwRunning, 1);
  gint64 more_time = rw_stmt_get_integer (stmt, 4);

  rw_stmt_get_id (stmt, 0, &running->id);
  running->number = rw_overview_dup_text (stmt, 1);
  running->title = rw_overview_dup_text (stmt, 2);
  running->end = rw_stmt_get_integer (stmt, 3);
  /* What was granted has become the end. */
  running->more_time = more_time > running->end ? more_time : 0;
  running->customer = rw_overview_dup_text (stmt, 5);
  running->implementer = rw_overview_dup_text (stmt, 6);
  running->n_tasks = (guint) rw_stmt_get_integer (stmt, 7);
  running->n_done = (guint) rw_stmt_get_integer (stmt, 8);
  return running;
}

static void
add_need (RwOverviewQuery *self,
          const RwRunning *running)
{
  RwNeed *need;

  if (running->more_time == 0 && running->end > self->overview->now + ENDS_SOON)
    return;
  need = rw_overview_add_need (self, running->more_time != 0 ? RW_NEED_MORE_TIME : RW_NEED_OVERRUN,
                               RW_NEED_SOON, RW_KIND_CHANGE, &running->id);
  need->number = g_strdup (running->number);
  need->title = g_strdup (running->title);
  need->customer = g_strdup (running->customer);
  need->other = g_strdup (running->implementer);
  need->at = running->end;
  need->until = running->more_time;
}

/* The changes in progress; those that are over their end, nearly there, or ask for more time need a person. */
gboolean
rw_overview_read_running (RwOverviewQuery *self,
                          GError         **error)
{
  g_autoptr (RwStmt) stmt = rw_overview_prepare (self, running_sql, error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  while (rw_stmt_step (stmt, &row, error))
    {
      RwRunning *running;

      if (!row)
        return TRUE;
      running = read_running (stmt);
      g_ptr_array_add (self->overview->running, running);
      add_need (self, running);
    }
  return FALSE;
}
