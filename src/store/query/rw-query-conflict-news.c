/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-conflict-news.h"

#include "rw-query-conflicts.h"

void
rw_conflict_news_free (RwConflictNews *news)
{
  if (news == NULL)
    return;
  g_free (news->name);
  g_ptr_array_unref (news->conflicts);
  g_free (news);
}

static RwConflictNews *
ask_again (RwCache   *cache,
           RwRecord  *change,
           GError   **error)
{
  gint64 start = rw_record_get_integer (change, RW_CHANGE_START, 0), end = rw_record_get_integer (change, RW_CHANGE_END, 0);
  const char *number = rw_record_get_text (change, RW_CHANGE_NUMBER);
  g_autoptr (RwConflictScene) scene = rw_query_conflict_scene (cache, change, NULL, start, end, error);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) unseen = NULL;
  RwConflictNews *news;

  if (scene == NULL)
    return NULL;
  found = rw_conflicts_find (scene, start, end);
  unseen = rw_conflicts_news (found, rw_record_get_texts (change, RW_CHANGE_CONFLICTS_SEEN));
  news = g_new0 (RwConflictNews, 1);
  news->change = *rw_record_get_id (change);
  news->name = g_strdup (number != NULL ? number : rw_record_get_title (change));
  news->conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_conflict_free);
  for (guint i = 0; i < unseen->len; i++)
    g_ptr_array_add (news->conflicts, rw_conflict_copy (unseen->pdata[i]));
  return news;
}

/**
 * rw_query_conflict_news:
 * @person: who asked for the changes
 * @now: the present
 *
 * Looks again at the changes of a person that are submitted and still ahead: what was decided on data of some hours
 * ago, without a network, may be another thing with what others have done meanwhile.
 *
 * Returns: (transfer full) (element-type RwConflictNews): all of them, each with what its author has not seen
 */
GPtrArray *
rw_query_conflict_news (RwCache       *cache,
                        const RwId    *person,
                        gint64         now,
                        GCancellable  *cancellable,
                        GError       **error)
{
  g_autoptr (GPtrArray) changes =
    rw_cache_select (cache, RW_KIND_CHANGE,
                     "WHERE \"requester\" = ? AND +\"end\" > ? AND +\"start\" IS NOT NULL AND \"conflicts_at\" IS NOT NULL"
                     " AND +\"status\" IN ('submitted', 'assessed', 'approved', 'scheduled')",
                     error, RW_BIND_ID, person, RW_BIND_INT, now, RW_BIND_END);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_conflict_news_free);

  for (guint i = 0; changes != NULL && i < changes->len; i++)
    {
      RwConflictNews *news =
        g_cancellable_set_error_if_cancelled (cancellable, error) ? NULL : ask_again (cache, changes->pdata[i], error);

      if (news == NULL)
        return NULL;
      g_ptr_array_add (all, news);
    }
  return changes != NULL ? g_steal_pointer (&all) : NULL;
}
