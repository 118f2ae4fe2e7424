/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-undo-stack.h"

/* Nobody takes back more than that, and each step holds values. */
#define STEPS_MOST 100

struct _RwUndoStack
{
  GPtrArray *undo;
  GPtrArray *redo;
};

static void
step_free (gpointer data)
{
  RwUndoStep *step = data;

  g_free (step->label);
  g_ptr_array_unref (step->done);
  g_ptr_array_unref (step->inverse);
  g_free (step);
}

RwUndoStack *
rw_undo_stack_new (void)
{
  RwUndoStack *self = g_new0 (RwUndoStack, 1);

  self->undo = g_ptr_array_new_with_free_func (step_free);
  self->redo = g_ptr_array_new_with_free_func (step_free);
  return self;
}

void
rw_undo_stack_free (RwUndoStack *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->undo);
  g_ptr_array_unref (self->redo);
  g_free (self);
}

/* A message that was written stays written, and with it what it brought about: what was done after it in the same
 * step can be taken back, which is what comes before it in the inverse. */
static GPtrArray *
dup_undoable (GPtrArray *inverse)
{
  for (guint i = 0; i < inverse->len; i++)
    if (rw_schema_get (((RwEdit *) g_ptr_array_index (inverse, i))->kind)->flags & RW_K_INSERT_ONLY)
      {
        GPtrArray *first = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);

        for (guint j = 0; j < i; j++)
          g_ptr_array_add (first, rw_edit_copy (g_ptr_array_index (inverse, j)));
        return first;
      }
  return g_ptr_array_ref (inverse);
}

/**
 * rw_undo_stack_add:
 * @label: (nullable): what was done
 * @done: (element-type RwEdit): a reference is taken
 * @inverse: (element-type RwEdit): a reference is taken
 *
 * Remembers something new; what was taken back before cannot be done again after that.
 */
void
rw_undo_stack_add (RwUndoStack *self, const char *label, GPtrArray *done, GPtrArray *inverse)
{
  g_autoptr (GPtrArray) undoable = dup_undoable (inverse);
  RwUndoStep *step;

  g_ptr_array_set_size (self->redo, 0);
  if (undoable->len == 0)
    return;
  step = g_new (RwUndoStep, 1);
  *step = (RwUndoStep) { g_strdup (label), g_ptr_array_ref (done), g_steal_pointer (&undoable) };
  g_ptr_array_add (self->undo, step);
  if (self->undo->len > STEPS_MOST)
    g_ptr_array_remove_index (self->undo, 0);
}

/**
 * rw_undo_stack_peek:
 *
 * Returns: (transfer none) (nullable): what would be taken back, or done again, next
 */
const RwUndoStep *
rw_undo_stack_peek (RwUndoStack *self, gboolean redo)
{
  GPtrArray *steps = redo ? self->redo : self->undo;

  return steps->len > 0 ? g_ptr_array_index (steps, steps->len - 1) : NULL;
}

/**
 * rw_undo_stack_moved:
 * @inverse: (element-type RwEdit): what takes back what was just done; a reference is taken
 *
 * The last step was taken back, or done again.
 */
void
rw_undo_stack_moved (RwUndoStack *self, gboolean redo, GPtrArray *inverse)
{
  GPtrArray *from = redo ? self->redo : self->undo, *to = redo ? self->undo : self->redo;
  RwUndoStep *step;

  g_return_if_fail (from->len > 0);
  step = g_ptr_array_steal_index (from, from->len - 1);
  g_ptr_array_unref (step->done);
  step->done = step->inverse;
  step->inverse = g_ptr_array_ref (inverse);
  g_ptr_array_add (to, step);
}

/**
 * rw_undo_stack_drop:
 *
 * The last step cannot be taken back, or done again, any more.
 */
void
rw_undo_stack_drop (RwUndoStack *self, gboolean redo)
{
  GPtrArray *steps = redo ? self->redo : self->undo;

  if (steps->len > 0)
    g_ptr_array_remove_index (steps, steps->len - 1);
}

/**
 * rw_undo_step_get_undone:
 *
 * Returns: (transfer container) (element-type RwEdit): for each edit of @inverse the one it takes back
 */
GPtrArray *
rw_undo_step_get_undone (const RwUndoStep *step)
{
  GPtrArray *undone = g_ptr_array_new ();

  for (guint i = step->done->len; i > 0; i--)
    g_ptr_array_add (undone, g_ptr_array_index (step->done, i - 1));
  return undone;
}
