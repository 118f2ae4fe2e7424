/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-racks-draft-private.h"

#include "rw-draft-words.h"

/* Outlines over the racks: of what is planned here, and of what changes have planned. */

static gboolean
is_free (RwRackPlan *plan, const RwRackPreview *ghost)
{
  int rack = rw_rack_plan_find_rack (plan, &ghost->rack);
  g_autoptr (RwRackSpace) space = rack >= 0 ? rw_rack_plan_get_space (plan, (guint) rack) : NULL;
  RwPlacement at = { .start = ghost->start, .length = ghost->length, .faces = ghost->faces };

  return space != NULL && rw_rack_space_check (space, &at, NULL);
}

static void
add_ghost (GArray *ghosts, const RwRackPreview *ghost, const char *label)
{
  RwRackPreview copy = *ghost;
  const char *end;

  /* Cut between characters. */
  g_strlcpy (copy.label, label, sizeof copy.label);
  if (!g_utf8_validate (copy.label, -1, &end))
    copy.label[end - copy.label] = '\0';
  g_array_append_val (ghosts, copy);
}

static void
add_draft_ghosts (RwRacksPage *self, GArray *ghosts, RwRackPlan *shown)
{
  RwRacksDraft *draft = self->draft;
  const RwMovePlan *plan = draft->answer != NULL ? draft->answer->plan : NULL;

  for (guint i = 0; plan != NULL && i < plan->n_moves; i++)
    {
      const RwMoveState *move = &plan->moves[i];
      g_autofree char *to = rw_draft_to (plan, i), *label = NULL;
      RwRackPreview ghost = { .length = move->to.length, .faces = move->to.faces };
      RwPlacement was;

      if (move->system < 0 || move->to_rack < 0)
        continue;
      label = g_strdup_printf ("%s → %s", rw_draft_device (plan, i), to);
      if (rw_wiring_get_placement (plan->before, (guint) move->system, &was))
        {
          ghost = (RwRackPreview) { .rack = plan->before->racks[move->from_rack].id,
                                    .start = was.start,
                                    .length = was.length,
                                    .faces = was.faces };
          /* Before, it stands there; after, the place is free, or somebody else's. */
          if (draft->before || is_free (shown, &ghost))
            add_ghost (ghosts, &ghost, label);
        }
      /* What comes from where the racks are not drawn. */
      if (!draft->before && rw_rack_plan_find_device (draft->real, &move->move.device) < 0)
        {
          ghost = (RwRackPreview) { .rack = move->move.rack,
                                    .start = move->move.start,
                                    .length = move->to.length,
                                    .faces = move->to.faces };
          add_ghost (ghosts, &ghost, rw_draft_device (plan, i));
        }
    }
}

static void
add_planned_ghosts (RwRacksPage *self, GArray *ghosts, RwRackPlan *shown)
{
  const RwDraftAnswer *answer = self->draft->answer;

  for (guint i = 0; answer != NULL && i < answer->planned->len; i++)
    {
      const RwPlannedMove *planned = g_ptr_array_index (answer->planned, i);
      RwRackPreview ghost = { .rack = planned->move.rack,
                              .start = planned->move.start,
                              .length = planned->length,
                              .faces = planned->faces };
      g_autofree char *label = g_strdup_printf ("%s · %s", planned->device, planned->name);

      if (!planned->there && (planned->status < RW_CHANGE_STATUS_REVIEW || planned->due) &&
          is_free (shown, &ghost))
        add_ghost (ghosts, &ghost, label);
    }
}

/**
 * rw_racks_draft_show_ghosts:
 *
 * Outlines where what moves was, and where changes put what they move. Does nothing while a place is looked
 * for, which has outlines of its own.
 */
void
rw_racks_draft_show_ghosts (RwRacksPage *self)
{
  g_autoptr (GArray) ghosts = g_array_new (FALSE, FALSE, sizeof (RwRackPreview));
  RwRackPlan *shown = rw_rack_canvas_get_plan (self->canvas);

  if (self->place != NULL || self->draft->real == NULL || shown == NULL)
    return;
  if (self->draft->panel != NULL)
    add_draft_ghosts (self, ghosts, shown);
  add_planned_ghosts (self, ghosts, shown);
  rw_rack_canvas_set_ghosts (self->canvas, (const RwRackPreview *) (const void *) ghosts->data,
                             ghosts->len);
}
