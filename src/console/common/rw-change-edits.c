/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-change-edits.h"

#include "rw-text.h"

/* Changes that are made of what the racks show. */

gboolean
rw_may_refer (RwKind of, guint field, RwKind to)
{
  return (rw_schema_field (of, field)->refs & RW_KIND_BIT (to)) != 0;
}

/* Names are put together to a title, and may each be as long as a title may be. */
static void
set_text (RwRecord *record, guint field, const char *text)
{
  gint64 max = rw_schema_field (rw_record_get_kind (record), field)->max;
  g_autofree char *shortened = max > 0 ? rw_text_truncate (text, (gsize) max) : g_strdup (text);

  rw_record_set_text (record, field, shortened);
}

/**
 * rw_change_edits_new:
 * @person: (nullable): who asks for it
 *
 * Returns: (transfer full): a draft of a normal change, to be filled in and submitted
 */
RwRecord *
rw_change_edits_new (const char *title, const char *description, const RwId *person)
{
  RwRecord *change = rw_record_new (RW_KIND_CHANGE, NULL);

  rw_record_set_enum (change, RW_CHANGE_TYPE, RW_CHANGE_TYPE_NORMAL);
  rw_record_set_enum (change, RW_CHANGE_STATUS, RW_CHANGE_STATUS_DRAFT);
  set_text (change, RW_CHANGE_TITLE, title);
  set_text (change, RW_CHANGE_DESCRIPTION, description);
  if (person != NULL && !rw_id_is_nil (person))
    rw_record_set_ref (change, RW_CHANGE_REQUESTER, person);
  return change;
}

static void
add (GPtrArray *edits, RwRecord *record)
{
  g_ptr_array_add (edits, rw_edit_new_create (record));
}

/**
 * rw_change_edits_add_item:
 * @ci: what the change affects
 * @notes: (nullable): why
 *
 * Returns: (transfer none): the edit, to which more may be added
 */
RwEdit *
rw_change_edits_add_item (GPtrArray *edits, const RwId *change, const RwId *ci, const char *notes)
{
  g_autoptr (RwRecord) item = rw_record_new (RW_KIND_CHANGE_ITEM, NULL);

  rw_record_set_ref (item, RW_CHANGE_ITEM_CHANGE, change);
  rw_record_set_ref (item, RW_CHANGE_ITEM_CI, ci);
  if (notes != NULL)
    set_text (item, RW_CHANGE_ITEM_NOTES, notes);
  add (edits, item);
  return g_ptr_array_index (edits, edits->len - 1);
}

/**
 * rw_change_edits_add_task:
 * @id: (nullable): its id; %NULL makes a new one
 * @position: in the order of the tasks
 * @notes: (nullable): what is to be heeded
 */
void
rw_change_edits_add_task (GPtrArray *edits,
                          const RwId *change,
                          const RwId *id,
                          guint position,
                          const char *title,
                          const char *notes)
{
  g_autoptr (RwRecord) task = rw_record_new (RW_KIND_CHANGE_TASK, id);

  rw_record_set_ref (task, RW_CHANGE_TASK_CHANGE, change);
  rw_record_set_integer (task, RW_CHANGE_TASK_POSITION, position);
  set_text (task, RW_CHANGE_TASK_TITLE, title);
  rw_record_set_enum (task, RW_CHANGE_TASK_STATUS, RW_TASK_STATUS_OPEN);
  if (notes != NULL && *notes != '\0')
    set_text (task, RW_CHANGE_TASK_NOTES, notes);
  add (edits, task);
}
