/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-inbox.h"

void
rw_inbox_free (RwInbox *inbox)
{
  if (inbox == NULL)
    return;
  g_clear_pointer (&inbox->conflicts, g_ptr_array_unref);
  g_clear_pointer (&inbox->outbox, g_ptr_array_unref);
  g_free (inbox);
}

/**
 * rw_resolution_new:
 *
 * Returns: (transfer full): a decision, without a value yet
 */
RwResolution *
rw_resolution_new (RwConflictItem *item, RwResolveHow how)
{
  RwResolution *resolution = g_new0 (RwResolution, 1);

  resolution->item = g_object_ref (item);
  resolution->how = how;
  return resolution;
}

RwResolution *
rw_resolution_copy (const RwResolution *resolution)
{
  RwResolution *copy = rw_resolution_new (resolution->item, resolution->how);

  rw_value_copy (&resolution->value, &copy->value);
  copy->has_seen = resolution->has_seen;
  rw_value_copy (&resolution->seen, &copy->seen);
  return copy;
}

void
rw_resolution_free (RwResolution *resolution)
{
  if (resolution == NULL)
    return;
  g_object_unref (resolution->item);
  rw_value_clear (&resolution->value);
  rw_value_clear (&resolution->seen);
  g_free (resolution);
}

RwInboxDone *
rw_inbox_done_new (void)
{
  RwInboxDone *done = g_new0 (RwInboxDone, 1);

  done->numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  done->edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  done->inverse = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  return done;
}

void
rw_inbox_done_free (RwInboxDone *done)
{
  if (done == NULL)
    return;
  g_array_unref (done->numbers);
  g_free (done->message);
  g_ptr_array_unref (done->edits);
  g_ptr_array_unref (done->inverse);
  g_free (done);
}
