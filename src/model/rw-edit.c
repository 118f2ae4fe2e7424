/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-edit.h"

static void
clear_change (gpointer data)
{
  RwFieldChange *change = data;

  rw_value_clear (&change->value);
  rw_value_clear (&change->removed);
}

/**
 * rw_field_is_place:
 *
 * Where a device stands is one thing told in several fields. Of two moves that did not know of each
 * other, or of one that followed another which was refused, halves would make up a place where nobody
 * put it.
 *
 * Returns: whether the field belongs to the place of a device
 */
gboolean
rw_field_is_place (RwKind kind,
                   guint  field)
{
  return kind == RW_KIND_DEVICE && field >= RW_DEVICE_RACK && field <= RW_DEVICE_BAY;
}

/**
 * rw_edit_complete:
 * @edit: what somebody wants
 * @before: the record as that person sees it
 *
 * Adds to a move what is to stay of the place, so that it says all of where the device is to be.
 */
void
rw_edit_complete (RwEdit   *edit,
                  RwRecord *before)
{
  gboolean moves = FALSE;

  if (edit->op != RW_OP_UPDATE)
    return;
  for (guint i = 0; i < edit->changes->len && !moves; i++)
    moves = rw_field_is_place (edit->kind, g_array_index (edit->changes, RwFieldChange, i).field);
  for (guint i = RW_DEVICE_RACK; moves && rw_field_is_place (edit->kind, i); i++)
    if (rw_edit_find (edit, i) == NULL)
      {
        RwValue copy;

        rw_value_copy (rw_record_get (before, i), &copy);
        rw_edit_set (edit, i, copy);
      }
}

/**
 * rw_field_is_set:
 *
 * Returns: whether values of the field are sets, which merge as adds and removes
 */
gboolean
rw_field_is_set (const RwField *field)
{
  return field->type == RW_FIELD_REFS || field->type == RW_FIELD_TEXTS;
}

/**
 * rw_edit_new:
 *
 * Returns: (transfer full): an edit that changes nothing yet
 */
RwEdit *
rw_edit_new (RwOp        op,
             RwKind      kind,
             const RwId *id)
{
  RwEdit *edit = g_new0 (RwEdit, 1);

  edit->op = op;
  edit->kind = kind;
  edit->id = *id;
  edit->changes = g_array_new (FALSE, TRUE, sizeof (RwFieldChange));
  g_array_set_clear_func (edit->changes, clear_change);
  return edit;
}

/**
 * rw_edit_new_create:
 * @record: a record that does not exist yet
 *
 * Returns: (transfer full): the edit that creates it
 */
RwEdit *
rw_edit_new_create (RwRecord *record)
{
  RwEdit *edit = rw_edit_new (RW_OP_CREATE, rw_record_get_kind (record), rw_record_get_id (record));
  guint n_fields = rw_record_get_info (record)->n_fields;

  for (guint i = 0; i < n_fields; i++)
    if (rw_record_has (record, i))
      {
        RwValue copy;

        rw_value_copy (rw_record_get (record, i), &copy);
        rw_edit_set (edit, i, copy);
      }
  return edit;
}

/**
 * rw_edit_new_diff:
 * @before: a record
 * @after: the same record as it should be
 *
 * Returns: (transfer full) (nullable): the edit that leads from one to the other, %NULL when they are equal
 */
RwEdit *
rw_edit_new_diff (RwRecord *before,
                  RwRecord *after)
{
  g_autoptr (RwEdit) edit = rw_edit_new (RW_OP_UPDATE, rw_record_get_kind (after), rw_record_get_id (after));
  const RwKindInfo *info = rw_record_get_info (after);

  for (guint i = 0; i < info->n_fields; i++)
    {
      const RwValue *old = rw_record_get (before, i), *new = rw_record_get (after, i);

      if (rw_value_equal (old, new))
        continue;
      if (rw_field_is_set (&info->fields[i]))
        rw_edit_change_set (edit, i, rw_value_set_minus (new, old), rw_value_set_minus (old, new));
      else
        {
          RwValue copy;

          rw_value_copy (new, &copy);
          rw_edit_set (edit, i, copy);
        }
    }
  return edit->changes->len > 0 ? g_steal_pointer (&edit) : NULL;
}

RwEdit *
rw_edit_copy (const RwEdit *edit)
{
  RwEdit *copy = rw_edit_new (edit->op, edit->kind, &edit->id);

  for (guint i = 0; i < edit->changes->len; i++)
    {
      const RwFieldChange *change = &g_array_index (edit->changes, RwFieldChange, i);
      RwFieldChange new = { .field = change->field };

      rw_value_copy (&change->value, &new.value);
      rw_value_copy (&change->removed, &new.removed);
      g_array_append_val (copy->changes, new);
    }
  return copy;
}

void
rw_edit_free (RwEdit *edit)
{
  if (edit == NULL)
    return;
  g_array_unref (edit->changes);
  g_free (edit);
}

/**
 * rw_edit_change_set:
 * @added: (transfer full): members to add, or null
 * @removed: (transfer full): members to remove, or null
 *
 * For references and texts; takes the place of an earlier change to the field.
 */
void
rw_edit_change_set (RwEdit  *edit,
                    guint    field,
                    RwValue  added,
                    RwValue  removed)
{
  RwFieldChange change = { .field = field, .value = added, .removed = removed };
  guint at = 0;

  while (at < edit->changes->len && g_array_index (edit->changes, RwFieldChange, at).field < field)
    at++;
  if (at < edit->changes->len && g_array_index (edit->changes, RwFieldChange, at).field == field)
    g_array_remove_index (edit->changes, at);
  g_array_insert_val (edit->changes, at, change);
}

/**
 * rw_edit_set:
 * @value: (transfer full): the new value; for a set, members to add
 *
 * Takes the place of an earlier change to the field.
 */
void
rw_edit_set (RwEdit  *edit,
             guint    field,
             RwValue  value)
{
  rw_edit_change_set (edit, field, value, RW_VALUE_NULL);
}

/**
 * rw_edit_find:
 *
 * Returns: (transfer none) (nullable): the change to @field
 */
const RwFieldChange *
rw_edit_find (const RwEdit *edit,
              guint         field)
{
  for (guint i = 0; i < edit->changes->len; i++)
    {
      const RwFieldChange *change = &g_array_index (edit->changes, RwFieldChange, i);

      if (change->field == field)
        return change;
    }
  return NULL;
}

/**
 * rw_edit_apply:
 * @record: the record it is meant for; changed. A delete changes no field.
 */
void
rw_edit_apply (const RwEdit *edit,
               RwRecord     *record)
{
  const RwKindInfo *info = rw_schema_get (edit->kind);

  g_return_if_fail (rw_record_get_kind (record) == edit->kind);
  for (guint i = 0; i < edit->changes->len; i++)
    {
      const RwFieldChange *change = &g_array_index (edit->changes, RwFieldChange, i);

      if (rw_field_is_set (&info->fields[change->field]))
        {
          g_auto (RwValue) kept = rw_value_set_minus (rw_record_get (record, change->field), &change->removed);

          rw_record_take (record, change->field, rw_value_set_union (&kept, &change->value));
        }
      else
        rw_record_set (record, change->field, &change->value);
    }
}

/**
 * rw_edit_new_inverse:
 * @before: (nullable): the record before the edit; %NULL for one that created it
 *
 * Returns: (transfer full): the edit that undoes @edit
 */
RwEdit *
rw_edit_new_inverse (const RwEdit *edit,
                     RwRecord     *before)
{
  RwEdit *inverse;

  if (edit->op == RW_OP_CREATE)
    return rw_edit_new (RW_OP_DELETE, edit->kind, &edit->id);
  g_return_val_if_fail (before != NULL, NULL);
  if (edit->op == RW_OP_DELETE)
    return rw_edit_new_create (before);

  inverse = rw_edit_new (RW_OP_UPDATE, edit->kind, &edit->id);
  for (guint i = 0; i < edit->changes->len; i++)
    {
      const RwFieldChange *change = &g_array_index (edit->changes, RwFieldChange, i);
      const RwValue *old = rw_record_get (before, change->field);

      if (rw_field_is_set (rw_schema_field (edit->kind, change->field)))
        {
          /* Only what was really added or removed is taken back. */
          g_auto (RwValue) not_added = rw_value_set_minus (&change->removed, old);

          rw_edit_change_set (inverse, change->field, rw_value_set_minus (&change->removed, &not_added),
                              rw_value_set_minus (&change->value, old));
        }
      else
        {
          RwValue copy;

          rw_value_copy (old, &copy);
          rw_edit_set (inverse, change->field, copy);
        }
    }
  return inverse;
}

static const char *const op_names[] = { "create", "update", "delete" };

const char *
rw_op_to_string (RwOp op)
{
  return op_names[op];
}

gboolean
rw_op_from_string (const char *name,
                   RwOp       *op)
{
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (op_names); i++)
    if (g_str_equal (op_names[i], name))
      {
        *op = (RwOp) i;
        return TRUE;
      }
  return FALSE;
}
