/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-history-log.h"

/**
 * rw_history_log_new:
 * @epoch: of the server
 * @head: number of the last write that was looked at
 *
 * Returns: (transfer full): an empty one, to be filled before anybody else sees it
 */
RwHistoryLog *
rw_history_log_new (RwKind kind, const char *epoch, gint64 head)
{
  RwHistoryLog *log = g_new0 (RwHistoryLog, 1);

  g_atomic_ref_count_init (&log->ref_count);
  log->kind = kind;
  log->epoch = g_strdup (epoch);
  log->head = head;
  log->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  return log;
}

RwHistoryLog *
rw_history_log_ref (RwHistoryLog *log)
{
  g_atomic_ref_count_inc (&log->ref_count);
  return log;
}

void
rw_history_log_unref (RwHistoryLog *log)
{
  if (log == NULL || !g_atomic_ref_count_dec (&log->ref_count))
    return;
  g_ptr_array_unref (log->pages);
  g_free (log->epoch);
  g_free (log);
}

/**
 * rw_history_log_add:
 * @page: (element-type RwHistoryEntry): what comes after that which is there: older
 */
void
rw_history_log_add (RwHistoryLog *log, GPtrArray *page)
{
  if (page->len > 0)
    g_ptr_array_add (log->pages, g_ptr_array_ref (page));
}

/**
 * rw_history_log_join:
 * @older: what was asked for before; its entries are shared
 */
void
rw_history_log_join (RwHistoryLog *log, const RwHistoryLog *older)
{
  for (guint i = 0; i < older->pages->len; i++)
    rw_history_log_add (log, g_ptr_array_index (older->pages, i));
  log->since = older->since;
}

guint
rw_history_log_count (const RwHistoryLog *log)
{
  guint count = 0;

  for (guint i = 0; i < log->pages->len; i++)
    count += ((GPtrArray *) g_ptr_array_index (log->pages, i))->len;
  return count;
}

/**
 * rw_history_log_get_entries:
 *
 * Returns: (transfer container) (element-type RwHistoryEntry): all, newest first; they belong to the log
 */
GPtrArray *
rw_history_log_get_entries (const RwHistoryLog *log)
{
  GPtrArray *entries = g_ptr_array_sized_new (rw_history_log_count (log));

  for (guint i = 0; i < log->pages->len; i++)
    {
      GPtrArray *page = g_ptr_array_index (log->pages, i);

      for (guint k = 0; k < page->len; k++)
        g_ptr_array_add (entries, g_ptr_array_index (page, k));
    }
  return entries;
}
