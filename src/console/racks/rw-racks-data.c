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

/* A room that says no site is a place of its own. */
static const RwId *
site_of (const RwRoomInfo *room)
{
  return rw_id_is_nil (&room->site) ? &room->id : &room->site;
}

static gboolean
find_site (GPtrArray *rooms, const RwId *room, const RwId *site, RwId *place)
{
  for (guint i = 0; i < rooms->len; i++)
    {
      const RwRoomInfo *info = g_ptr_array_index (rooms, i);

      if (rw_id_equal (&info->id, room) ||
          (!rw_id_is_nil (site) && rw_id_equal (site_of (info), site)))
        {
          *place = *site_of (info);
          return TRUE;
        }
    }
  return FALSE;
}

/* The one with the most devices. */
static gboolean
find_fullest (GPtrArray *rooms, RwId *place)
{
  guint most = 0;

  for (guint i = 0; i < rooms->len; i++)
    {
      const RwRoomInfo *at = g_ptr_array_index (rooms, i);
      guint n = 1;

      for (guint k = 0; k < rooms->len; k++)
        {
          const RwRoomInfo *info = g_ptr_array_index (rooms, k);

          if (rw_id_equal (site_of (info), site_of (at)))
            n += info->n_devices;
        }
      if (n > most)
        {
          most = n;
          *place = *site_of (at);
        }
    }
  return most > 0;
}

/**
 * rw_racks_read:
 * @data: a #RwRacksQuestion
 *
 * An RwReadFunc: rooms and the racks of one site, from the same moment; of a site that was not shown before
 * first what is seen at once.
 *
 * Returns: a #RwRacksAnswer
 */
gpointer
rw_racks_read (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  const RwRacksQuestion *question = data;
  RwRacksAnswer *answer = g_new0 (RwRacksAnswer, 1);
  RwId place, room = RW_ID_NIL, none = RW_ID_NIL;
  gboolean found = FALSE;

  answer->rooms = rw_query_rooms (cache, error);
  if (answer->rooms == NULL)
    goto failed;
  if (question->kind == RW_KIND_SITE)
    found = find_site (answer->rooms, &none, &question->id, &place);
  else if (question->kind != RW_KIND_NONE)
    {
      if (!rw_query_room_of (cache, question->kind, &question->id, &room, error))
        goto failed;
      found = !rw_id_is_nil (&room) && find_site (answer->rooms, &room, &none, &place);
    }
  answer->not_found = question->kind != RW_KIND_NONE && !found;
  if (found || find_site (answer->rooms, &none, &question->site, &place) ||
      find_site (answer->rooms, &question->room, &none, &place) ||
      find_fullest (answer->rooms, &place))
    {
      answer->outline = !rw_id_equal (&place, &question->site);
      answer->plan =
        rw_query_rack_plan (cache, &place,
                            answer->outline ? RW_RACK_DETAIL_OUTLINE : RW_RACK_DETAIL_ALL,
                            rw_clock_now (), cancellable, error);
      if (answer->plan == NULL)
        goto failed;
    }
  return answer;

failed:
  rw_racks_answer_free (answer);
  return NULL;
}
