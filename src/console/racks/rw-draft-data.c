/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-draft-data.h"

#include "query/rw-query-wiring.h"

RwDraftQuestion *
rw_draft_question_new (const RwMove *moves, guint n_moves, gboolean check, const RwId *made)
{
  RwDraftQuestion *question = g_new0 (RwDraftQuestion, 1);

  question->moves = g_array_new (FALSE, FALSE, sizeof (RwMove));
  g_array_append_vals (question->moves, moves, n_moves);
  question->check = check;
  question->made = *made;
  return question;
}

void
rw_draft_question_free (gpointer data)
{
  RwDraftQuestion *question = data;

  g_array_unref (question->moves);
  g_free (question);
}

static void
answer_clear (gpointer data)
{
  RwDraftAnswer *answer = data;

  rw_move_plan_free (answer->plan);
  g_clear_pointer (&answer->planned, g_ptr_array_unref);
  g_clear_pointer (&answer->bookings, g_array_unref);
  g_clear_pointer (&answer->addresses, g_hash_table_unref);
}

void
rw_draft_answer_unref (gpointer data)
{
  if (data != NULL)
    g_atomic_rc_box_release_full (data, answer_clear);
}

static void
add_need (GArray *needs, const RwId *device, const RwId *vlan)
{
  RwMoveNeed need = { *device, *vlan };

  g_array_append_val (needs, need);
}

static gboolean
read_needs (RwCache *cache, const RwId *device, GArray *needs, GError **error)
{
  g_autoptr (GPtrArray) ports =
    rw_cache_select (cache, RW_KIND_PORT, "WHERE \"system\" = ? AND \"type\" = 'network'", error,
                     RW_BIND_ID, device, RW_BIND_END);

  if (ports == NULL)
    return FALSE;
  for (guint i = 0; i < ports->len; i++)
    {
      RwRecord *port = g_ptr_array_index (ports, i);
      const RwId *untagged = rw_record_get_ref (port, RW_PORT_UNTAGGED);
      guint n;
      const RwId *tagged = rw_record_get_refs (port, RW_PORT_TAGGED, &n);

      if (untagged != NULL)
        add_need (needs, device, untagged);
      for (guint k = 0; k < n; k++)
        add_need (needs, device, &tagged[k]);
    }
  return TRUE;
}

static char *
read_addresses (RwCache *cache, const RwId *device, GError **error)
{
  g_autoptr (GPtrArray) addresses = rw_cache_select (
    cache, RW_KIND_ADDRESS,
    "WHERE \"port\" IN (SELECT id FROM port WHERE \"system\" = ?) ORDER BY \"address\"", error,
    RW_BIND_ID, device, RW_BIND_END);
  GString *text;

  if (addresses == NULL)
    return NULL;
  text = g_string_new (NULL);
  for (guint i = 0; i < addresses->len; i++)
    {
      RwRecord *address = g_ptr_array_index (addresses, i);
      const char *dns = rw_record_get_text (address, RW_ADDRESS_DNS_NAME);

      g_string_append_printf (text, dns != NULL ? "%s (%s)\n" : "%s\n",
                              rw_record_get_text (address, RW_ADDRESS_ADDRESS), dns);
    }
  return g_string_free (text, FALSE);
}

static void
find_bookings (RwDraftAnswer *answer)
{
  answer->bookings = g_array_new (FALSE, FALSE, sizeof (RwMoveBooking));
  for (guint i = 0; i < answer->planned->len; i++)
    {
      const RwPlannedMove *planned = g_ptr_array_index (answer->planned, i);
      RwMoveBooking booking = { planned->move, planned->name };

      if (!planned->there && (planned->status < RW_CHANGE_STATUS_REVIEW || planned->due))
        g_array_append_val (answer->bookings, booking);
    }
}

static gboolean
check (RwCache *cache,
       const RwDraftQuestion *question,
       RwDraftAnswer *answer,
       GCancellable *cancellable,
       GError **error)
{
  const RwMove *moves = (const RwMove *) (const void *) question->moves->data;
  const RwMoveBooking *bookings = (const RwMoveBooking *) (const void *) answer->bookings->data;
  g_autoptr (GArray) needs = g_array_new (FALSE, FALSE, sizeof (RwMoveNeed));
  g_autoptr (RwWiring) wiring = rw_query_wiring (cache, cancellable, error);

  if (wiring == NULL)
    return FALSE;
  for (guint i = 0; i < question->moves->len; i++)
    if (!read_needs (cache, &moves[i].device, needs, error))
      return FALSE;
  answer->plan = rw_move_plan_new (wiring, moves, question->moves->len,
                                   (const RwMoveNeed *) (const void *) needs->data, needs->len,
                                   bookings, answer->bookings->len);
  for (guint i = 0; i < answer->plan->n_moves; i++)
    if (answer->plan->moves[i].new_room)
      {
        char *text = read_addresses (cache, &moves[i].device, error);

        if (text == NULL)
          return FALSE;
        g_hash_table_replace (answer->addresses, rw_id_copy (&moves[i].device), text);
      }
  return TRUE;
}

/**
 * rw_draft_read:
 * @data: a #RwDraftQuestion
 *
 * An RwReadFunc: checks the draft against everything as it is at one moment.
 *
 * Returns: a #RwDraftAnswer
 */
gpointer
rw_draft_read (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  const RwDraftQuestion *question = data;
  RwDraftAnswer *answer = g_atomic_rc_box_new0 (RwDraftAnswer);

  answer->addresses = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, g_free);
  answer->planned = rw_query_planned_moves (cache, error);
  if (answer->planned == NULL)
    goto failed;
  find_bookings (answer);
  if (question->check && !check (cache, question, answer, cancellable, error))
    goto failed;
  if (!rw_id_is_nil (&question->made))
    {
      g_autoptr (GError) local = NULL;
      g_autoptr (RwRecord) made = rw_cache_get (cache, RW_KIND_CHANGE, &question->made, &local);

      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          goto failed;
        }
      answer->made_there = made != NULL;
      answer->made_on =
        made != NULL && rw_record_get_enum (made, RW_CHANGE_STATUS) != RW_CHANGE_STATUS_DRAFT;
    }
  return answer;

failed:
  rw_draft_answer_unref (answer);
  return NULL;
}
