/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-wiring-loader.h"

void
rw_wiring_answer_free (gpointer data)
{
  RwWiringAnswer *answer = data;

  rw_wiring_unref (answer->wiring);
  rw_loss_free (answer->loss);
  g_clear_pointer (&answer->singles, g_array_unref);
  rw_capacity_free (answer->capacity);
  g_free (answer);
}

/**
 * rw_wiring_read:
 * @data: a #RwWiringQuestion
 *
 * An RwReadFunc: the wiring of the estate, and what is asked of it, so that the main thread does not
 * have to work that out.
 *
 * Returns: a #RwWiringAnswer
 */
gpointer
rw_wiring_read (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  const RwWiringQuestion *question = data;
  RwWiring *wiring = rw_query_wiring (cache, cancellable, error);
  RwWiringAnswer *answer;

  if (wiring == NULL)
    return NULL;
  answer = g_new0 (RwWiringAnswer, 1);
  answer->wiring = wiring;
  if (question->type == RW_WIRING_LOSS)
    answer->loss = rw_loss_simulate (wiring, &question->id);
  else if (question->type == RW_WIRING_SINGLES)
    answer->singles = rw_loss_single (wiring);
  else if (question->type == RW_WIRING_CAPACITY)
    answer->capacity = rw_capacity_new (wiring);
  return answer;
}
