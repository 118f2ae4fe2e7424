/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-draft-edits.h"

#include <glib/gi18n.h>

#include "rw-change-edits.h"
#include "rw-draft-words.h"

typedef struct
{
  const RwDraftAnswer *answer;
  GPtrArray *edits;
  const RwId *change;
  guint position;
} Writer;

static void
add_task (Writer *writer, const char *title, const char *notes)
{
  rw_change_edits_add_task (writer->edits, writer->change, NULL, writer->position++, title, notes);
}

static void
add_items (Writer *writer)
{
  const RwMovePlan *plan = writer->answer->plan;

  for (guint i = 0; i < plan->n_moves; i++)
    {
      const RwMove *move = &plan->moves[i].move;
      g_autofree char *from = rw_draft_from (plan, i), *to = rw_draft_to (plan, i),
                      *notes = g_strdup_printf ("%s → %s", from, to);
      RwEdit *item = rw_change_edits_add_item (writer->edits, writer->change, &move->device, notes);

      rw_edit_set (item, RW_CHANGE_ITEM_TO_RACK, rw_value_ref (&move->rack));
      rw_edit_set (item, RW_CHANGE_ITEM_TO_POSITION,
                   rw_value_decimal (rw_rack_position_from_half (move->start)));
      rw_edit_set (item, RW_CHANGE_ITEM_TO_FACE, rw_value_enum ((int) move->face));
    }
}

static void
add_cables (Writer *writer, gboolean after)
{
  g_autofree char *title = NULL;
  guint n;
  g_autofree char *list = rw_draft_cables (writer->answer->plan, after, &n);

  if (n == 0)
    return;
  title = after
            ? g_strdup_printf (ngettext ("Plug %u cable in again", "Plug %u cables in again", n), n)
            : g_strdup_printf (ngettext ("Unplug %u cable", "Unplug %u cables", n), n);
  add_task (writer, title, list);
}

/**
 * rw_draft_change_edits:
 * @answer: a draft without errors
 * @change: a change that is not submitted yet
 *
 * The change itself, an item for each device with its new place, and the tasks in the order in which the hands
 * need them: unplug, carry, plug in again, addresses and ports where the room is another one, check, and record
 * the new places, which rw_query_apply_moves() ticks off.
 *
 * Returns: (transfer container) (element-type RwEdit): all of it, as one group
 */
GPtrArray *
rw_draft_change_edits (const RwDraftAnswer *answer, RwRecord *change)
{
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  Writer writer = { answer, edits, rw_record_get_id (change), 1 };
  g_autofree char *network = rw_draft_network (answer);
  RwId recording = rw_recording_task_id (rw_record_get_id (change));

  g_ptr_array_add (edits, rw_edit_new_create (change));
  add_items (&writer);
  add_cables (&writer, FALSE);
  for (guint i = 0; i < answer->plan->steps->len; i++)
    {
      g_autofree char *step =
        rw_draft_step (answer->plan, &g_array_index (answer->plan->steps, RwMoveStep, i));

      add_task (&writer, step, NULL);
    }
  add_cables (&writer, TRUE);
  if (network != NULL)
    add_task (&writer, _ ("Update addresses and switch ports"), network);
  add_task (&writer, _ ("Check power, network and monitoring"),
            rw_record_get_text (change, RW_CHANGE_TEST_PLAN));
  rw_change_edits_add_task (edits, writer.change, &recording, writer.position,
                            _ ("Record the new places"),
                            _ ("Once the change is in review: Racks, “Record New Places”."));
  return edits;
}
