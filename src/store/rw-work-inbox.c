/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-work-private.h"

#include "rw-clock.h"

/* The conflict inbox and the drafts. */

static gboolean
add_conflict (RwWork      *self,
              RwEditConflict  *conflict,
              GError     **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (
    self->db,
    "INSERT INTO \"conflict\" (\"mid\", \"kind\", \"id\", \"field\", \"base\", \"theirs\", \"yours\", "
    "\"code\", \"message\", \"by\", \"at\", \"created\", \"op\", \"grp\", \"label\", \"resolved\") "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, 0)",
    error);

  if (stmt == NULL)
    return FALSE;
  conflict->created = rw_clock_now ();
  rw_stmt_bind_integer (stmt, 1, conflict->mid);
  rw_stmt_bind_text (stmt, 2, rw_work_kind_name (conflict->kind, conflict->unknown_kind));
  rw_stmt_bind_id (stmt, 3, &conflict->id);
  rw_stmt_bind_text (stmt, 4, conflict->field);
  rw_stmt_bind_text (stmt, 5, conflict->base);
  rw_stmt_bind_text (stmt, 6, conflict->theirs);
  rw_stmt_bind_text (stmt, 7, conflict->yours);
  rw_stmt_bind_text (stmt, 8, conflict->code);
  rw_stmt_bind_text (stmt, 9, conflict->message);
  rw_stmt_bind_text (stmt, 10, conflict->by);
  rw_stmt_bind_integer (stmt, 11, conflict->at);
  rw_stmt_bind_integer (stmt, 12, conflict->created);
  rw_stmt_bind_text (stmt, 13, rw_op_to_string (conflict->op));
  rw_stmt_bind_integer (stmt, 14, conflict->group);
  rw_stmt_bind_text (stmt, 15, conflict->label);
  if (!rw_stmt_run (stmt, error))
    return FALSE;
  conflict->number = rw_db_get_last_rowid (self->db);
  return TRUE;
}

/**
 * rw_work_add_conflict:
 * @conflict: numbered here
 *
 * Puts an edit that did not get through into the inbox, where it stays until a person decides.
 */
gboolean
rw_work_add_conflict (RwWork      *self,
                      RwEditConflict  *conflict,
                      GError     **error)
{
  return rw_work_enter (self, error) && rw_work_leave (self, add_conflict (self, conflict, error), error);
}

/**
 * rw_work_list_conflicts:
 *
 * Returns: (transfer container) (element-type RwEditConflict) (nullable): what waits for a decision, oldest first
 */
GPtrArray *
rw_work_list_conflicts (RwWork  *self,
                        GError **error)
{
  g_autoptr (GPtrArray) conflicts =
    g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_conflict_free);
  g_autoptr (RwStmt) stmt = rw_db_prepare (
    self->db,
    "SELECT \"number\", \"mid\", \"kind\", \"id\", \"field\", \"base\", \"theirs\", \"yours\", \"code\", "
    "\"message\", \"by\", \"at\", \"created\", \"op\", \"grp\", \"label\" FROM \"conflict\" WHERE \"resolved\" = 0 ORDER BY \"number\"",
    error);

  if (stmt == NULL)
    return NULL;
  for (;;)
    {
      RwEditConflict *conflict;
      gboolean row;

      if (!rw_stmt_step (stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&conflicts);
      conflict = rw_edit_conflict_new ();
      conflict->number = rw_stmt_get_integer (stmt, 0);
      conflict->mid = rw_stmt_get_integer (stmt, 1);
      conflict->kind = rw_work_find_kind (rw_stmt_get_text (stmt, 2), &conflict->unknown_kind);
      rw_stmt_get_id (stmt, 3, &conflict->id);
      conflict->field = g_strdup (rw_stmt_get_text (stmt, 4));
      conflict->base = g_strdup (rw_stmt_get_text (stmt, 5));
      conflict->theirs = g_strdup (rw_stmt_get_text (stmt, 6));
      conflict->yours = g_strdup (rw_stmt_get_text (stmt, 7));
      conflict->code = g_strdup (rw_stmt_get_text (stmt, 8));
      conflict->message = g_strdup (rw_stmt_get_text (stmt, 9));
      conflict->by = g_strdup (rw_stmt_get_text (stmt, 10));
      conflict->at = rw_stmt_get_integer (stmt, 11);
      conflict->created = rw_stmt_get_integer (stmt, 12);
      /* One that an older Rackward left here may not say: most edits change something. */
      if (rw_stmt_get_text (stmt, 13) == NULL ||
          !rw_op_from_string (rw_stmt_get_text (stmt, 13), &conflict->op))
        conflict->op = RW_OP_UPDATE;
      conflict->group = rw_stmt_get_integer (stmt, 14);
      conflict->label = g_strdup (rw_stmt_get_text (stmt, 15));
      g_ptr_array_add (conflicts, conflict);
    }
}

/**
 * rw_work_count_conflicts:
 *
 * Returns: how many wait for a decision, -1 with @error set
 */
gint64
rw_work_count_conflicts (RwWork  *self,
                         GError **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (self->db, "SELECT count(*) FROM \"conflict\" WHERE \"resolved\" = 0", error);
  gboolean row;

  if (stmt == NULL || !rw_stmt_step (stmt, &row, error))
    return -1;
  return rw_stmt_get_integer (stmt, 0);
}

static gboolean
set_resolved (RwWork  *self,
              gint64   number,
              gint64   resolved,
              GError **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (self->db, "UPDATE \"conflict\" SET \"resolved\" = ?2 WHERE \"number\" = ?1", error);

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_integer (stmt, 1, number);
  rw_stmt_bind_integer (stmt, 2, resolved);
  return rw_stmt_run (stmt, error);
}

/**
 * rw_work_resolve_conflict:
 *
 * A person decided. The entry leaves the inbox and is kept.
 */
gboolean
rw_work_resolve_conflict (RwWork  *self,
                          gint64   number,
                          GError **error)
{
  return rw_work_enter (self, error) &&
         rw_work_leave (self, set_resolved (self, number, MAX (rw_clock_now (), 1), error), error);
}

/**
 * rw_work_reopen_conflict:
 *
 * The person took the decision back: the entry is in the inbox again.
 */
gboolean
rw_work_reopen_conflict (RwWork  *self,
                         gint64   number,
                         GError **error)
{
  return rw_work_enter (self, error) &&
         rw_work_leave (self, set_resolved (self, number, 0, error), error);
}

static gboolean
set_draft (RwWork      *self,
           const char  *key,
           const char  *text,
           GError     **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (self->db,
                                           text != NULL ? "INSERT INTO \"draft\" (\"key\", \"text\", \"changed\") VALUES (?1, ?2, ?3) "
                                                          "ON CONFLICT (\"key\") DO UPDATE SET \"text\" = ?2, \"changed\" = ?3"
                                                        : "DELETE FROM \"draft\" WHERE \"key\" = ?1",
                                           error);

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_text (stmt, 1, key);
  if (text != NULL)
    {
      rw_stmt_bind_text (stmt, 2, text);
      rw_stmt_bind_integer (stmt, 3, rw_clock_now ());
    }
  return rw_stmt_run (stmt, error);
}

/**
 * rw_work_set_draft:
 * @key: what is being written: "message/<ticket id>"
 * @text: (nullable): how far it got; %NULL when it is done or given up
 */
gboolean
rw_work_set_draft (RwWork      *self,
                   const char  *key,
                   const char  *text,
                   GError     **error)
{
  return rw_work_enter (self, error) && rw_work_leave (self, set_draft (self, key, text, error), error);
}

/**
 * rw_work_get_draft:
 *
 * Returns: (transfer full) (nullable): the text; %NULL without @error when there is none
 */
char *
rw_work_get_draft (RwWork      *self,
                   const char  *key,
                   GError     **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (self->db, "SELECT \"text\" FROM \"draft\" WHERE \"key\" = ?1", error);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  rw_stmt_bind_text (stmt, 1, key);
  if (!rw_stmt_step (stmt, &row, error) || !row)
    return NULL;
  return g_strdup (rw_stmt_get_text (stmt, 0));
}

/**
 * rw_work_list_drafts:
 *
 * Returns: (transfer container) (element-type RwDraft) (nullable): all that is being written
 */
GPtrArray *
rw_work_list_drafts (RwWork  *self,
                     GError **error)
{
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_draft_free);
  g_autoptr (RwStmt) stmt =
    rw_db_prepare (self->db,
                   "SELECT \"key\", \"text\", \"changed\" FROM \"draft\" ORDER BY \"key\"", error);

  if (stmt == NULL)
    return NULL;
  for (;;)
    {
      RwDraft *draft;
      gboolean row;

      if (!rw_stmt_step (stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&drafts);
      draft = g_new0 (RwDraft, 1);
      draft->key = g_strdup (rw_stmt_get_text (stmt, 0));
      draft->text = g_strdup (rw_stmt_get_text (stmt, 1));
      draft->changed = rw_stmt_get_integer (stmt, 2);
      g_ptr_array_add (drafts, draft);
    }
}
