/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-move-draft.h"

/* Further back nobody goes; each step is a copy of at most RW_MOVE_MOST moves. */
#define MOST_STEPS 100

struct _RwMoveDraft
{
  GArray *moves;       /* (element-type RwMove) */
  GPtrArray *steps[2]; /* (element-type GArray): as it was before; for undo and for redo */
};

static GArray *
new_moves (void)
{
  return g_array_new (FALSE, FALSE, sizeof (RwMove));
}

RwMoveDraft *
rw_move_draft_new (void)
{
  RwMoveDraft *draft = g_new0 (RwMoveDraft, 1);

  draft->moves = new_moves ();
  for (guint i = 0; i < G_N_ELEMENTS (draft->steps); i++)
    draft->steps[i] = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  return draft;
}

void
rw_move_draft_free (RwMoveDraft *draft)
{
  if (draft == NULL)
    return;
  g_array_unref (draft->moves);
  for (guint i = 0; i < G_N_ELEMENTS (draft->steps); i++)
    g_ptr_array_unref (draft->steps[i]);
  g_free (draft);
}

gboolean
rw_move_equal (const RwMove *a, const RwMove *b)
{
  return rw_id_equal (&a->device, &b->device) && rw_id_equal (&a->rack, &b->rack) &&
         a->start == b->start && a->face == b->face;
}

/* --- Steps ----------------------------------------------------------------------------------------- */

static void
push (GPtrArray *steps, GArray *moves)
{
  g_ptr_array_add (steps, g_array_copy (moves));
  if (steps->len > MOST_STEPS)
    g_ptr_array_remove_index (steps, 0);
}

static void
begin (RwMoveDraft *draft)
{
  push (draft->steps[FALSE], draft->moves);
  g_ptr_array_set_size (draft->steps[TRUE], 0);
}

gboolean
rw_move_draft_can_undo (const RwMoveDraft *draft, gboolean redo)
{
  return draft->steps[!!redo]->len > 0;
}

/**
 * rw_move_draft_undo:
 * @redo: forwards again
 *
 * Returns: whether there was a step
 */
gboolean
rw_move_draft_undo (RwMoveDraft *draft, gboolean redo)
{
  GPtrArray *steps = draft->steps[!!redo];

  if (steps->len == 0)
    return FALSE;
  push (draft->steps[!redo], draft->moves);
  g_array_unref (draft->moves);
  draft->moves = g_ptr_array_steal_index (steps, steps->len - 1);
  return TRUE;
}

/* --- Moves ----------------------------------------------------------------------------------------- */

/**
 * rw_move_draft_get:
 * @n_moves: (out): how many
 *
 * Returns: (transfer none) (array length=n_moves): all of them, until the draft changes
 */
const RwMove *
rw_move_draft_get (const RwMoveDraft *draft, guint *n_moves)
{
  *n_moves = draft->moves->len;
  return (const RwMove *) (const void *) draft->moves->data;
}

static int
index_of (GArray *moves, const RwId *device)
{
  for (guint i = 0; i < moves->len; i++)
    if (rw_id_equal (&g_array_index (moves, RwMove, i).device, device))
      return (int) i;
  return -1;
}

/**
 * rw_move_draft_find:
 *
 * Returns: (transfer none) (nullable): where the draft puts the device, until the draft changes
 */
const RwMove *
rw_move_draft_find (const RwMoveDraft *draft, const RwId *device)
{
  int index = index_of (draft->moves, device);

  return index >= 0 ? &g_array_index (draft->moves, RwMove, index) : NULL;
}

/**
 * rw_move_draft_set:
 * @home: (nullable): where the device stands: moved there, it does not move at all
 *
 * Adds a move, or sends a device that moves already to another place.
 *
 * Returns: %FALSE when that is where it goes already, or there are %RW_MOVE_MOST moves
 */
gboolean
rw_move_draft_set (RwMoveDraft *draft, const RwMove *move, const RwMove *home)
{
  int index = index_of (draft->moves, &move->device);

  if (home != NULL && rw_move_equal (move, home))
    return rw_move_draft_remove (draft, &move->device);
  if (index >= 0 ? rw_move_equal (move, &g_array_index (draft->moves, RwMove, index))
                 : draft->moves->len >= RW_MOVE_MOST)
    return FALSE;
  begin (draft);
  if (index >= 0)
    g_array_index (draft->moves, RwMove, index) = *move;
  else
    g_array_append_vals (draft->moves, move, 1);
  return TRUE;
}

gboolean
rw_move_draft_remove (RwMoveDraft *draft, const RwId *device)
{
  int index = index_of (draft->moves, device);

  if (index < 0)
    return FALSE;
  begin (draft);
  g_array_remove_index (draft->moves, (guint) index);
  return TRUE;
}

gboolean
rw_move_draft_clear (RwMoveDraft *draft)
{
  if (draft->moves->len == 0)
    return FALSE;
  begin (draft);
  g_array_set_size (draft->moves, 0);
  return TRUE;
}

static gboolean
drop_from (GArray *moves, const RwId *device)
{
  int index = index_of (moves, device);

  if (index < 0)
    return FALSE;
  g_array_remove_index (moves, (guint) index);
  return TRUE;
}

/**
 * rw_move_draft_drop:
 *
 * Forgets a device that is not for the draft anymore, because it has been carried there: undo does not bring
 * it back.
 */
gboolean
rw_move_draft_drop (RwMoveDraft *draft, const RwId *device)
{
  for (guint i = 0; i < G_N_ELEMENTS (draft->steps); i++)
    for (guint k = 0; k < draft->steps[i]->len; k++)
      drop_from (g_ptr_array_index (draft->steps[i], k), device);
  return drop_from (draft->moves, device);
}

/* --- As text --------------------------------------------------------------------------------------- */

/**
 * rw_move_draft_to_text:
 *
 * Returns: (transfer full) (nullable): one line a move: device, rack, half units above the floor, face; %NULL
 *   for no moves
 */
char *
rw_move_draft_to_text (const RwMoveDraft *draft)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < draft->moves->len; i++)
    {
      const RwMove *move = &g_array_index (draft->moves, RwMove, i);
      g_autofree char *device = rw_id_to_string (&move->device),
                      *rack = rw_id_to_string (&move->rack);

      g_string_append_printf (text, "%s %s %d %s\n", device, rack, move->start,
                              rw_enum_value (&rw_enum_face, (int) move->face));
    }
  return text->len > 0 ? g_string_free_and_steal (g_steal_pointer (&text)) : NULL;
}

static gboolean
read_line (const char *line, RwMove *move)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 5);
  int face;
  gint64 start;

  if (g_strv_length (words) != 4 || !rw_id_parse (words[0], &move->device) ||
      !rw_id_parse (words[1], &move->rack) ||
      !g_ascii_string_to_signed (words[2], 10, 0, RW_CAPACITY_HALVES, &start, NULL) ||
      (face = rw_enum_find (&rw_enum_face, words[3])) < 0)
    return FALSE;
  move->start = (int) start;
  move->face = (RwFace) face;
  return TRUE;
}

/**
 * rw_move_draft_take_text:
 * @text: (nullable): of rw_move_draft_to_text()
 *
 * Becomes what was written down, as one step of undo. Lines that it cannot read are left out.
 *
 * Returns: whether it changed
 */
gboolean
rw_move_draft_take_text (RwMoveDraft *draft, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", RW_MOVE_MOST + 1);
  g_autoptr (GArray) moves = new_moves ();

  for (guint i = 0; lines[i] != NULL && moves->len < RW_MOVE_MOST; i++)
    {
      RwMove move;

      if (read_line (lines[i], &move) && index_of (moves, &move.device) < 0)
        g_array_append_val (moves, move);
    }
  if (moves->len == draft->moves->len)
    {
      gboolean same = TRUE;

      for (guint i = 0; i < moves->len; i++)
        same &= rw_move_equal (&g_array_index (moves, RwMove, i),
                               &g_array_index (draft->moves, RwMove, i));
      if (same)
        return FALSE;
    }
  begin (draft);
  g_array_unref (draft->moves);
  draft->moves = g_steal_pointer (&moves);
  return TRUE;
}
