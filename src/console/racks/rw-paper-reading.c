/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-paper-reading.h"

#include "rw-clock.h"

void
rw_paper_answer_free (gpointer data)
{
  RwPaperAnswer *answer = data;

  rw_rack_plan_unref (answer->plan);
  rw_wiring_unref (answer->wiring);
  g_free (answer);
}

/**
 * rw_paper_read:
 * @data: an #RwId, of a room
 *
 * An RwReadFunc.
 *
 * Returns: a #RwPaperAnswer
 */
gpointer
rw_paper_read (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  RwPaperAnswer *answer = g_new0 (RwPaperAnswer, 1);

  answer->plan =
    rw_query_rack_plan (cache, data, RW_RACK_DETAIL_OUTLINE, rw_clock_now (), cancellable, error);
  if (answer->plan != NULL)
    answer->wiring = rw_query_wiring (cache, cancellable, error);
  if (answer->wiring != NULL)
    return answer;
  rw_paper_answer_free (answer);
  return NULL;
}
