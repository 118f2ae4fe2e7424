/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-moves.h"

#include <math.h>

#include "rw-db.h"

/* Few items say where a device goes, and few changes have such items. */
static const char moves_sql[] =
  "SELECT i.ci, i.to_rack, i.to_position, i.to_face, c.id, c.number, c.title, d.name, c.status, c.result,"
  " coalesce(c.backed_out, 0), d.rack, d.position, d.face, coalesce(t.height, 1), coalesce(t.full_depth, t.id IS NULL)"
  " FROM change_item i JOIN change c ON c.id = i.change JOIN device d ON d.id = i.ci"
  " LEFT JOIN device_type t ON t.id = d.type"
  " WHERE i.to_rack IS NOT NULL AND i.to_position IS NOT NULL AND c.status <> 'cancelled' AND coalesce(d.stage, '') <> 'removed'"
  " ORDER BY c.number, c.id, d.name, d.id";

/**
 * rw_recording_task_id:
 *
 * Returns: id of the task of a change that is done when the new places of its devices are recorded: always the
 *   same, so that every console knows whether they were
 */
RwId
rw_recording_task_id (const RwId *change)
{
  g_autofree char *name = rw_id_to_string (change);

  return rw_id_from_name ("rackward:record-moves", name);
}

void
rw_planned_move_free (RwPlannedMove *move)
{
  if (move == NULL)
    return;
  g_free (move->name);
  g_free (move->title);
  g_free (move->device);
  g_free (move);
}

static int
half_of (RwStmt *stmt, int column)
{
  return rw_stmt_is_null (stmt, column)
           ? -1
           : rw_rack_half_from_position (CLAMP (rw_stmt_get_decimal (stmt, column), 0, 200));
}

static RwPlannedMove *
read_move (RwStmt *stmt)
{
  RwPlannedMove *move = g_new0 (RwPlannedMove, 1);
  RwId rack = rw_stmt_get_id_or_nil (stmt, 11);
  int result = rw_stmt_get_word (stmt, 9, &rw_enum_change_result);
  const char *number = rw_stmt_get_text (stmt, 5);

  move->move.device = rw_stmt_get_id_or_nil (stmt, 0);
  move->move.rack = rw_stmt_get_id_or_nil (stmt, 1);
  move->move.start = half_of (stmt, 2);
  move->move.face = (RwFace) MAX (0, rw_stmt_get_word (stmt, 3, &rw_enum_face));
  move->change = rw_stmt_get_id_or_nil (stmt, 4);
  move->title = g_strdup (rw_stmt_get_text (stmt, 6));
  move->name = g_strdup (number != NULL ? number : move->title);
  move->device = g_strdup (rw_stmt_get_text (stmt, 7));
  move->length = (int) lround (CLAMP (rw_stmt_get_decimal (stmt, 14), 0, 100) * 2);
  move->faces = rw_stmt_get_integer (stmt, 15) != 0 ? RW_FACES_BOTH
                : move->move.face == RW_FACE_REAR   ? RW_FACES_REAR
                                                    : RW_FACES_FRONT;
  move->status = rw_stmt_get_word (stmt, 8, &rw_enum_change_status);
  move->there = rw_id_equal (&rack, &move->move.rack) && half_of (stmt, 12) == move->move.start &&
                MAX (0, rw_stmt_get_word (stmt, 13, &rw_enum_face)) == (int) move->move.face;
  move->due =
    !move->there &&
    (move->status == RW_CHANGE_STATUS_REVIEW || move->status == RW_CHANGE_STATUS_CLOSED) &&
    (result == RW_CHANGE_RESULT_SUCCESSFUL || result == RW_CHANGE_RESULT_WITH_ISSUES) &&
    rw_stmt_get_integer (stmt, 10) == 0;
  return move;
}

/* Once recorded, a device may go on to other places: that is no reason to put it back. */
static gboolean
settle (RwCache *cache, RwPlannedMove *move, GError **error)
{
  RwId id = rw_recording_task_id (&move->change);
  g_autoptr (GError) local = NULL;
  g_autoptr (RwRecord) task = rw_cache_get (cache, RW_KIND_CHANGE_TASK, &id, &local);
  int status = task != NULL ? rw_record_get_enum (task, RW_CHANGE_TASK_STATUS) : -1;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (status == RW_TASK_STATUS_DONE || status == RW_TASK_STATUS_SKIPPED)
    move->due = FALSE;
  return TRUE;
}

/**
 * rw_query_planned_moves:
 *
 * Returns: (transfer container) (element-type RwPlannedMove): where changes put devices, of all changes that
 *   were not cancelled, by number of the change and name of the device
 */
GPtrArray *
rw_query_planned_moves (RwCache *cache, GError **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache), moves_sql, error);
  g_autoptr (GPtrArray) moves =
    g_ptr_array_new_with_free_func ((GDestroyNotify) rw_planned_move_free);
  gboolean row = stmt != NULL;

  if (stmt == NULL)
    return NULL;
  while (row)
    {
      if (!rw_stmt_step (stmt, &row, error))
        return NULL;
      if (row)
        g_ptr_array_add (moves, read_move (stmt));
    }
  for (guint i = 0; i < moves->len; i++)
    {
      RwPlannedMove *move = g_ptr_array_index (moves, i);

      if (move->due && !settle (cache, move, error))
        return NULL;
    }
  return g_steal_pointer (&moves);
}

static const RwId *
site_of (RwCache *cache, const RwId *rack_id, RwRecord **keep, GError **error)
{
  g_autoptr (RwRecord) rack = rw_cache_get (cache, RW_KIND_RACK, rack_id, error);
  const RwId *room = rack != NULL ? rw_record_get_ref (rack, RW_RACK_ROOM) : NULL;

  *keep = room != NULL ? rw_cache_get (cache, RW_KIND_ROOM, room, error) : NULL;
  return *keep != NULL ? rw_record_get_ref (*keep, RW_ROOM_SITE) : NULL;
}

static gboolean
add_edit (RwCache *cache, GPtrArray *edits, const RwMove *move, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (RwRecord) device = rw_cache_get (cache, RW_KIND_DEVICE, &move->device, &local);
  g_autoptr (RwRecord) room = NULL;
  const RwId *site = local == NULL ? site_of (cache, &move->rack, &room, &local) : NULL;
  RwEdit *edit;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (device == NULL)
    return TRUE;
  edit = rw_move_edit_new (device, &move->rack, site, rw_rack_position_from_half (move->start),
                           (int) move->face);
  if (edit != NULL)
    g_ptr_array_add (edits, edit);
  return TRUE;
}

/* The task is there when the change was made of a draft of moves; else it says afterwards what was done. */
static gboolean
add_task (RwCache *cache,
          GPtrArray *edits,
          const RwId *change,
          const RwId *person,
          const char *title,
          gint64 now,
          GError **error)
{
  RwId id = rw_recording_task_id (change);
  g_autoptr (GError) local = NULL;
  g_autoptr (RwRecord) before = rw_cache_get (cache, RW_KIND_CHANGE_TASK, &id, &local);
  g_autoptr (RwRecord) task = NULL;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  task = before != NULL ? rw_record_dup (before) : rw_record_new (RW_KIND_CHANGE_TASK, &id);
  if (before == NULL)
    {
      rw_record_set_ref (task, RW_CHANGE_TASK_CHANGE, change);
      rw_record_set_text (task, RW_CHANGE_TASK_TITLE, title);
    }
  rw_record_set_enum (task, RW_CHANGE_TASK_STATUS, RW_TASK_STATUS_DONE);
  rw_record_set_instant (task, RW_CHANGE_TASK_DONE_AT, now);
  if (person != NULL && !rw_id_is_nil (person))
    rw_record_set_ref (task, RW_CHANGE_TASK_DONE_BY, person);
  g_ptr_array_add (edits,
                   before != NULL ? rw_edit_new_diff (before, task) : rw_edit_new_create (task));
  return TRUE;
}

/**
 * rw_query_apply_moves:
 * @change: that was carried out
 * @person: (nullable): who records it
 * @title: of the task that says so, where the change has none
 * @now: when
 *
 * Returns: (transfer container) (element-type RwEdit): puts all devices of the change that are due where it
 *   says, and ticks the task off that asks for that; empty when nothing is due
 */
GPtrArray *
rw_query_apply_moves (RwCache *cache,
                      const RwId *change,
                      const RwId *person,
                      const char *title,
                      gint64 now,
                      GError **error)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  g_autoptr (GPtrArray) moves = rw_query_planned_moves (cache, error);

  if (moves == NULL)
    return NULL;
  for (guint i = 0; i < moves->len; i++)
    {
      const RwPlannedMove *move = g_ptr_array_index (moves, i);

      if (move->due && rw_id_equal (&move->change, change) &&
          !add_edit (cache, edits, &move->move, error))
        return NULL;
    }
  if (edits->len > 0 && !add_task (cache, edits, change, person, title, now, error))
    return NULL;
  return g_steal_pointer (&edits);
}
