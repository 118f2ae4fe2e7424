/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-racks-data.h"

#include "rw-clock.h"

void
rw_racks_answer_free (gpointer data)
{
  RwRacksAnswer *answer = data;

  g_clear_pointer (&answer->rooms, g_ptr_array_unref);
  rw_rack_plan_unref (answer->plan);
  g_free (answer);
}

/* The room asked for, else the fullest. */
static const RwRoomInfo *
choose_room (GPtrArray *rooms, const RwId *wanted)
{
  const RwRoomInfo *chosen = NULL;

  for (guint i = 0; i < rooms->len; i++)
    {
      const RwRoomInfo *info = g_ptr_array_index (rooms, i);

      if (rw_id_equal (&info->id, wanted))
        return info;
      if (chosen == NULL || info->n_devices > chosen->n_devices)
        chosen = info;
    }
  return chosen;
}

/**
 * rw_racks_read:
 * @data: a #RwRacksQuestion
 *
 * An RwReadFunc: rooms and the racks of one of them, from the same moment.
 *
 * Returns: a #RwRacksAnswer
 */
gpointer
rw_racks_read (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  RwRacksQuestion *question = data;
  RwRacksAnswer *answer = g_new0 (RwRacksAnswer, 1);
  const RwRoomInfo *room;

  answer->rooms = rw_query_rooms (cache, error);
  if (answer->rooms == NULL)
    goto failed;
  if (question->kind != RW_KIND_NONE)
    {
      RwId place;

      if (!rw_query_room_of (cache, question->kind, &question->id, &place, error))
        goto failed;
      answer->not_found = rw_id_is_nil (&place);
      if (!answer->not_found)
        question->room = place;
    }
  room = choose_room (answer->rooms, &question->room);
  if (room != NULL)
    {
      answer->plan = rw_query_rack_plan (cache, &room->id, rw_clock_now (), cancellable, error);
      if (answer->plan == NULL)
        goto failed;
    }
  return answer;

failed:
  rw_racks_answer_free (answer);
  return NULL;
}
