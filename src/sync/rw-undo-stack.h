/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-edit.h"

G_BEGIN_DECLS

/**
 * RwUndoStep:
 * @label: what was done: "Move web-014 to FRA2-C3-R11, unit 20"
 * @done: (element-type RwEdit): what was done
 * @inverse: (element-type RwEdit): what takes it back: the opposite of @done, in the opposite order
 */
typedef struct
{
  char *label;
  GPtrArray *done;
  GPtrArray *inverse;
} RwUndoStep;

/**
 * RwUndoStack:
 *
 * What a person did since the start, to be taken back and done again.
 */
typedef struct _RwUndoStack RwUndoStack;

RwUndoStack      *rw_undo_stack_new      (void);
void              rw_undo_stack_free     (RwUndoStack      *self);
void              rw_undo_stack_add      (RwUndoStack      *self,
                                          const char       *label,
                                          GPtrArray        *done,
                                          GPtrArray        *inverse);
const RwUndoStep *rw_undo_stack_peek     (RwUndoStack      *self,
                                          gboolean          redo);
void              rw_undo_stack_moved    (RwUndoStack      *self,
                                          gboolean          redo,
                                          GPtrArray        *inverse);
void              rw_undo_stack_drop     (RwUndoStack      *self,
                                          gboolean          redo);
GPtrArray        *rw_undo_step_get_undone (const RwUndoStep *step);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwUndoStack, rw_undo_stack_free)

G_END_DECLS
