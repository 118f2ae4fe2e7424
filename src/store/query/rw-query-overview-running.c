/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-clock.h"
#include "rw-query-overview-private.h"

/* So long before its end a change that is still in progress is somebody's business. */
#define ENDS_SOON (15 * RW_MINUTE)

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
  self->overview->running = rw_query_running (self->cache, error);
  if (self->overview->running == NULL)
    return FALSE;
  for (guint i = 0; i < self->overview->running->len; i++)
    add_need (self, self->overview->running->pdata[i]);
  return TRUE;
}
