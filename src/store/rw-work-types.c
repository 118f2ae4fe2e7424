/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-work.h"

/**
 * rw_outbox_entry_new:
 *
 * Returns: (transfer full): an entry to be filled in; its texts are owned by it
 */
RwOutboxEntry *
rw_outbox_entry_new (void)
{
  RwOutboxEntry *entry = g_new0 (RwOutboxEntry, 1);

  entry->kind = RW_KIND_NONE;
  return entry;
}

void
rw_outbox_entry_free (RwOutboxEntry *entry)
{
  if (entry == NULL)
    return;
  g_free (entry->unknown_kind);
  g_free (entry->edit);
  g_free (entry->undo);
  g_free (entry->label);
  g_free (entry->result);
  g_free (entry);
}

/**
 * rw_edit_conflict_new:
 *
 * Returns: (transfer full): a conflict to be filled in; its texts are owned by it
 */
RwEditConflict *
rw_edit_conflict_new (void)
{
  RwEditConflict *conflict = g_new0 (RwEditConflict, 1);

  conflict->kind = RW_KIND_NONE;
  return conflict;
}

void
rw_edit_conflict_free (RwEditConflict *conflict)
{
  if (conflict == NULL)
    return;
  g_free (conflict->unknown_kind);
  g_free (conflict->field);
  g_free (conflict->base);
  g_free (conflict->theirs);
  g_free (conflict->yours);
  g_free (conflict->code);
  g_free (conflict->message);
  g_free (conflict->by);
  g_free (conflict->label);
  g_free (conflict);
}

void
rw_draft_free (RwDraft *draft)
{
  if (draft == NULL)
    return;
  g_free (draft->key);
  g_free (draft->text);
  g_free (draft);
}
