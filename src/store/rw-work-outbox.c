/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-work-private.h"

#include <glib/gi18n-lib.h>

#include "rw-clock.h"
#include "rw-error.h"
#include "rw-planted.h"

#define COLUMNS "\"mid\", \"grp\", \"op\", \"kind\", \"id\", \"base\", \"edit\", \"undo\", \"label\", \"created\", \"state\", " \
                "\"refused\", \"result\", \"acked\", \"discarded\""

static gboolean
touch_stamp (RwWork  *self,
             GError **error)
{
  return rw_work_set_counter (self, "stamp", &self->stamp, self->stamp + 1, error);
}

static gboolean
insert (RwWork               *self,
        const RwOutboxEntry  *entry,
        GError              **error)
{
  g_autoptr (RwStmt) stmt =
    rw_db_prepare (self->db,
                   "INSERT INTO \"outbox\" (" COLUMNS ") "
                   "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
                   error);

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_integer (stmt, 1, entry->mid);
  rw_stmt_bind_integer (stmt, 2, entry->group);
  rw_stmt_bind_text (stmt, 3, rw_op_to_string (entry->op));
  rw_stmt_bind_text (stmt, 4, rw_work_kind_name (entry->kind, entry->unknown_kind));
  rw_stmt_bind_id (stmt, 5, &entry->id);
  rw_stmt_bind_integer (stmt, 6, entry->base);
  rw_stmt_bind_text (stmt, 7, entry->edit);
  rw_stmt_bind_text (stmt, 8, entry->undo);
  rw_stmt_bind_text (stmt, 9, entry->label);
  rw_stmt_bind_integer (stmt, 10, entry->created);
  rw_stmt_bind_integer (stmt, 11, entry->state);
  rw_stmt_bind_integer (stmt, 12, entry->refused);
  rw_stmt_bind_text (stmt, 13, entry->result);
  rw_stmt_bind_integer (stmt, 14, entry->acked);
  rw_stmt_bind_integer (stmt, 15, entry->discarded);
  return rw_stmt_run (stmt, error);
}

static gboolean
append_all (RwWork     *self,
            GPtrArray  *entries,
            GError    **error)
{
  gint64 now = rw_clock_now ();
  gint64 mid = self->last_mid;

  for (guint i = 0; i < entries->len; i++)
    {
      RwOutboxEntry *entry = g_ptr_array_index (entries, i);

      entry->mid = ++mid;
      entry->group = self->last_mid + 1;
      entry->created = now;
      entry->state = RW_OUTBOX_PENDING;
      if (!insert (self, entry, error))
        return FALSE;
    }
  return rw_work_set_counter (self, "last_mid", &self->last_mid, mid, error) && touch_stamp (self, error);
}

/**
 * rw_work_append:
 * @entries: (element-type RwOutboxEntry): what was done together; numbered here
 *
 * Puts edits into the outbox as one group. When it returns they survive a power cut.
 */
gboolean
rw_work_append (RwWork     *self,
                GPtrArray  *entries,
                GError    **error)
{
  g_return_val_if_fail (entries->len > 0, FALSE);
  return rw_work_enter (self, error) && rw_work_leave (self, append_all (self, entries, error), error);
}

static RwOutboxEntry *
read_entry (RwStmt *stmt)
{
  RwOutboxEntry *entry = rw_outbox_entry_new ();

  entry->mid = rw_stmt_get_integer (stmt, 0);
  entry->group = rw_stmt_get_integer (stmt, 1);
  rw_op_from_string (rw_stmt_get_text (stmt, 2), &entry->op);
  entry->kind = rw_work_find_kind (rw_stmt_get_text (stmt, 3), &entry->unknown_kind);
  rw_stmt_get_id (stmt, 4, &entry->id);
  entry->base = rw_stmt_get_integer (stmt, 5);
  entry->edit = g_strdup (rw_stmt_get_text (stmt, 6));
  entry->undo = g_strdup (rw_stmt_get_text (stmt, 7));
  entry->label = g_strdup (rw_stmt_get_text (stmt, 8));
  entry->created = rw_stmt_get_integer (stmt, 9);
  entry->state = (RwOutboxState) rw_stmt_get_integer (stmt, 10);
  entry->refused = rw_stmt_get_integer (stmt, 11) != 0;
  entry->result = g_strdup (rw_stmt_get_text (stmt, 12));
  entry->acked = rw_stmt_get_integer (stmt, 13);
  entry->discarded = rw_stmt_get_integer (stmt, 14);
  return entry;
}

static GPtrArray *
list (RwWork      *self,
      const char  *sql,
      gint64       argument,
      GError     **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_outbox_entry_free);
  g_autoptr (RwStmt) stmt = rw_db_prepare (self->db, sql, error);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  rw_stmt_bind_integer (stmt, 1, argument);
  for (;;)
    {
      if (!rw_stmt_step (stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&entries);
      g_ptr_array_add (entries, read_entry (stmt));
    }
}

/**
 * rw_work_list:
 * @after_mid: the cursor's last_mid, or 0 for all that is kept
 *
 * Returns: (transfer container) (element-type RwOutboxEntry) (nullable): the entries after @after_mid, ascending,
 *   answered or not: all that the rows of the cache do not contain yet
 */
GPtrArray *
rw_work_list (RwWork  *self,
              gint64   after_mid,
              GError **error)
{
  return list (self, "SELECT " COLUMNS " FROM \"outbox\" WHERE \"mid\" > ?1 ORDER BY \"mid\"", after_mid, error);
}

/**
 * rw_work_list_unanswered:
 * @limit: how many at most; a group at the end is listed whole
 *
 * Returns: (transfer container) (element-type RwOutboxEntry) (nullable): what to send next, ascending;
 *   of a discarded one only its number
 */
GPtrArray *
rw_work_list_unanswered (RwWork  *self,
                         guint    limit,
                         GError **error)
{
  /* Everything up to the end of the group that the limit falls into. */
  return list (self,
               "SELECT " COLUMNS " FROM \"outbox\" WHERE \"state\" < 2 AND \"grp\" <= "
               "coalesce ((SELECT \"grp\" FROM \"outbox\" WHERE \"state\" < 2 ORDER BY \"mid\" LIMIT 1 OFFSET max (?1, 1) - 1), "
               "9223372036854775807) ORDER BY \"mid\"",
               (gint64) limit, error);
}

static gint64
count (RwWork      *self,
       const char  *sql,
       GError     **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (self->db, sql, error);
  gboolean row;

  if (stmt == NULL || !rw_stmt_step (stmt, &row, error))
    return -1;
  return row ? rw_stmt_get_integer (stmt, 0) : 0;
}

/**
 * rw_work_count_unanswered:
 *
 * Returns: how many edits wait for the server, without those that were discarded; -1 with @error set
 */
gint64
rw_work_count_unanswered (RwWork  *self,
                          GError **error)
{
  return count (self, "SELECT count(*) FROM \"outbox\" WHERE \"state\" < 2 AND \"discarded\" = 0",
                error);
}

static gboolean
mark_sent (RwWork  *self,
           gint64   first_mid,
           gint64   last_mid,
           GError **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (self->db, "UPDATE \"outbox\" SET \"state\" = 1 WHERE \"mid\" BETWEEN ?1 AND ?2 AND \"state\" = 0", error);

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_integer (stmt, 1, first_mid);
  rw_stmt_bind_integer (stmt, 2, last_mid);
  if (RW_PLANTED (DROPPED_WHEN_SENT))
    return rw_stmt_run (stmt, error) &&
           rw_db_exec (self->db, "UPDATE \"outbox\" SET \"state\" = 2 WHERE \"state\" = 1", error);
  return rw_stmt_run (stmt, error);
}

/**
 * rw_work_mark_sent:
 *
 * The server may have these from now on, whether an answer comes or not.
 */
gboolean
rw_work_mark_sent (RwWork  *self,
                   gint64   first_mid,
                   gint64   last_mid,
                   GError **error)
{
  return rw_work_enter (self, error) && rw_work_leave (self, mark_sent (self, first_mid, last_mid, error), error);
}

static gboolean
mark_unsent (RwWork  *self,
             gint64   first_mid,
             gint64   last_mid,
             GError **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (
    self->db,
    "UPDATE \"outbox\" SET \"state\" = 0 WHERE \"mid\" BETWEEN ?1 AND ?2 AND \"state\" = 1", error);

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_integer (stmt, 1, first_mid);
  rw_stmt_bind_integer (stmt, 2, last_mid);
  return rw_stmt_run (stmt, error);
}

/**
 * rw_work_mark_unsent:
 *
 * These certainly did not reach the server after all: no connection came about, or it refused the whole
 * message. Only for those that rw_work_mark_sent() took from the ones never sent.
 */
gboolean
rw_work_mark_unsent (RwWork  *self,
                     gint64   first_mid,
                     gint64   last_mid,
                     GError **error)
{
  return rw_work_enter (self, error) &&
         rw_work_leave (self, mark_unsent (self, first_mid, last_mid, error), error);
}

static gboolean
discard (RwWork         *self,
         const gint64   *mids,
         guint           n_mids,
         RwOutboxState   most,
         GError        **error)
{
  for (guint i = 0; i < n_mids; i++)
    {
      g_autoptr (RwStmt) stmt = rw_db_prepare (
        self->db,
        "UPDATE \"outbox\" SET \"discarded\" = ?2, \"edit\" = '{}', \"undo\" = NULL, \"label\" = NULL "
        "WHERE \"mid\" = ?1 AND \"state\" <= ?3 AND \"discarded\" = 0",
        error);

      if (stmt == NULL)
        return FALSE;
      rw_stmt_bind_integer (stmt, 1, mids[i]);
      rw_stmt_bind_integer (stmt, 2, MAX (rw_clock_now (), 1));
      rw_stmt_bind_integer (stmt, 3, most);
      if (!rw_stmt_run (stmt, error))
        return FALSE;
      if (rw_db_get_changes (self->db) == 0)
        {
          g_set_error_literal (error, RW_ERROR, RW_ERROR_CONFLICT,
                               _ ("The edit has been sent in the meantime"));
          return FALSE;
        }
    }
  return touch_stamp (self, error);
}

/**
 * rw_work_discard:
 * @mids: edits that were never sent
 *
 * Takes edits back. What they said is forgotten; their numbers stay, since the server refuses a gap
 * and a number once given is never given to another edit: the server is told that nothing is done under it.
 *
 * Returns: %FALSE with @error set, and nothing done: %RW_ERROR_CONFLICT when one of them was sent
 */
gboolean
rw_work_discard (RwWork        *self,
                 const gint64  *mids,
                 guint          n_mids,
                 GError       **error)
{
  return rw_work_enter (self, error) &&
         rw_work_leave (self, discard (self, mids, n_mids, RW_OUTBOX_PENDING, error), error);
}

/**
 * rw_work_set_aside:
 * @mids: edits that wait for an answer, which the server will never give
 *
 * Like rw_work_discard(), and also of what was sent: the server has said that it takes no such message.
 */
gboolean
rw_work_set_aside (RwWork        *self,
                   const gint64  *mids,
                   guint          n_mids,
                   GError       **error)
{
  return rw_work_enter (self, error) &&
         rw_work_leave (self, discard (self, mids, n_mids, RW_OUTBOX_SENT, error), error);
}

static gboolean
set_result (RwWork      *self,
            gint64       mid,
            gboolean     refused,
            const char  *result,
            GError     **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (self->db,
                                           "UPDATE \"outbox\" SET \"state\" = 2, \"refused\" = ?2, \"result\" = ?3, \"acked\" = ?4 "
                                           "WHERE \"mid\" = ?1 AND \"state\" < 2",
                                           error);

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_integer (stmt, 1, mid);
  rw_stmt_bind_integer (stmt, 2, refused);
  rw_stmt_bind_text (stmt, 3, result);
  rw_stmt_bind_integer (stmt, 4, rw_clock_now ());
  if (!rw_stmt_run (stmt, error))
    return FALSE;
  if (rw_db_get_changes (self->db) == 0)
    return TRUE;
  return !refused || touch_stamp (self, error);
}

/**
 * rw_work_set_result:
 * @refused: the server applied nothing of it, so that it leaves the view
 * @result: (nullable): the answer, as JSON
 *
 * An answer that comes again changes nothing.
 */
gboolean
rw_work_set_result (RwWork      *self,
                    gint64       mid,
                    gboolean     refused,
                    const char  *result,
                    GError     **error)
{
  return rw_work_enter (self, error) && rw_work_leave (self, set_result (self, mid, refused, result, error), error);
}

static gboolean
requeue (RwWork  *self,
         gint64   after_mid,
         GError **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (self->db,
                                           "UPDATE \"outbox\" SET \"state\" = 0, \"refused\" = 0, \"result\" = NULL, \"acked\" = 0 "
                                           "WHERE \"mid\" > ?1 AND \"state\" > 0",
                                           error);

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_integer (stmt, 1, after_mid);
  return rw_stmt_run (stmt, error) && touch_stamp (self, error);
}

/**
 * rw_work_requeue:
 * @after_mid: the last edit of this client that the server has
 *
 * After a restore of the server: all that is kept and that it lost is to be sent again.
 */
gboolean
rw_work_requeue (RwWork  *self,
                 gint64   after_mid,
                 GError **error)
{
  return rw_work_enter (self, error) && rw_work_leave (self, requeue (self, after_mid, error), error);
}

/* In two steps through negative numbers: an update in place would meet the numbers still in use. */
static gboolean
renumber (RwWork  *self,
          GError **error)
{
  RwId client = rw_id_new ();
  gint64 n;

  if (
    !rw_db_exec (
      self->db,
      "DELETE FROM \"outbox\" WHERE \"state\" = 2 OR \"discarded\" > 0;"
      "CREATE TEMP TABLE \"renumber\" AS SELECT \"mid\" AS \"old\", row_number () OVER (ORDER BY \"mid\") AS \"new\", "
      "min (row_number) OVER (PARTITION BY \"grp\") AS \"grp\" "
      "FROM (SELECT \"mid\", \"grp\", row_number () OVER (ORDER BY \"mid\") AS \"row_number\" FROM \"outbox\");"
      "UPDATE \"conflict\" SET \"mid\" = coalesce ((SELECT \"new\" FROM \"renumber\" WHERE \"old\" = \"conflict\".\"mid\"), 0);"
      "UPDATE \"outbox\" SET \"state\" = 0, \"grp\" = (SELECT \"grp\" FROM \"renumber\" WHERE \"old\" = \"mid\"), "
      "\"mid\" = -(SELECT \"new\" FROM \"renumber\" WHERE \"old\" = \"mid\");"
      "UPDATE \"outbox\" SET \"mid\" = -\"mid\";"
      "DROP TABLE \"renumber\"",
      error))
    return FALSE;
  n = count (self, "SELECT count(*) FROM \"outbox\"", error);
  return n >= 0 && rw_work_set_client (self, &client, error) &&
         rw_work_set_counter (self, "last_mid", &self->last_mid, n, error) && touch_stamp (self, error);
}

/**
 * rw_work_renew_client:
 *
 * Goes on as a new client: with a new id, and with what was not answered yet numbered from 1. For
 * when the server and this file cannot agree on what was sent: the file was restored from a
 * backup, or the server from one older than what is kept here. What was sent without an answer
 * is sent again: the server may then have it twice, which is the lesser evil. What was answered
 * is forgotten, so after a restore of the server call rw_work_requeue() before.
 */
gboolean
rw_work_renew_client (RwWork  *self,
                      GError **error)
{
  return rw_work_enter (self, error) && rw_work_leave (self, renumber (self, error), error);
}

static gboolean
prune (RwWork  *self,
       gint64   seen,
       GError **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (
    self->db,
    "DELETE FROM \"outbox\" WHERE \"state\" = 2 AND \"acked\" < ?1 AND \"mid\" <= ?2 "
    "AND \"mid\" < coalesce ((SELECT min (\"mid\") FROM \"outbox\" WHERE \"state\" < 2 OR \"acked\" >= ?1), 9223372036854775807)",
    error);

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_integer (stmt, 1, rw_clock_now () - (RW_PLANTED (PRUNED_EARLY) ? 0 : RW_WORK_KEEP));
  rw_stmt_bind_integer (stmt, 2, seen);
  return rw_stmt_run (stmt, error);
}

/**
 * rw_work_prune:
 * @seen: the cursor's last_mid: later edits are still shown on top of the server's rows
 *
 * Forgets acknowledged edits older than %RW_WORK_KEEP. What is kept stays without a gap.
 */
gboolean
rw_work_prune (RwWork  *self,
               gint64   seen,
               GError **error)
{
  return rw_work_enter (self, error) && rw_work_leave (self, prune (self, seen, error), error);
}
