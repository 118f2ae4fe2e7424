/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-log-store.h"

#include <string.h>

#include "rw-error.h"
#include "rw-planted.h"

G_DEFINE_ABSTRACT_TYPE (RwLogStore, rw_log_store, G_TYPE_OBJECT)

static void
rw_log_store_class_init (RwLogStoreClass *klass)
{
}

static void
rw_log_store_init (RwLogStore *self)
{
}

/**
 * rw_log_store_begin:
 *
 * Starts the one transaction that covers numbers, rows, results and history.
 */
gboolean
rw_log_store_begin (RwLogStore  *self,
                    GError     **error)
{
  return RW_LOG_STORE_GET_CLASS (self)->begin (self, error);
}

/**
 * rw_log_store_commit:
 *
 * What was written survives a power cut when this returned %TRUE. On an error nothing was written
 * and the transaction is over.
 */
gboolean
rw_log_store_commit (RwLogStore  *self,
                     GError     **error)
{
  return RW_LOG_STORE_GET_CLASS (self)->commit (self, error);
}

void
rw_log_store_rollback (RwLogStore *self)
{
  RW_LOG_STORE_GET_CLASS (self)->rollback (self);
}

/**
 * rw_log_store_mark:
 *
 * Marks a point within the transaction that rw_log_store_release() can go back to. Marks do not nest.
 */
gboolean
rw_log_store_mark (RwLogStore  *self,
                   GError     **error)
{
  return RW_LOG_STORE_GET_CLASS (self)->mark (self, error);
}

/**
 * rw_log_store_release:
 * @keep: %FALSE takes back everything since the mark
 */
gboolean
rw_log_store_release (RwLogStore  *self,
                      gboolean     keep,
                      GError     **error)
{
  return RW_LOG_STORE_GET_CLASS (self)->release (self, keep, error);
}

/**
 * rw_log_store_append:
 * @author: who writes
 * @before: (nullable): what rw_log_store_get() said; %NULL when there was no such record
 * @after: (nullable): the record as it shall be; %NULL deletes it
 * @seq: (out) (optional): the number of the write
 *
 * Writes one record with everything that hangs on it. A record that was deleted may be made again.
 */
gboolean
rw_log_store_append (RwLogStore         *self,
                     const RwLogAuthor  *author,
                     const RwLogState   *before,
                     RwRecord           *after,
                     gint64             *seq,
                     GError            **error)
{
  g_return_val_if_fail (after != NULL || (before != NULL && before->record != NULL), FALSE);
  return RW_LOG_STORE_GET_CLASS (self)->append (self, author, before, after, seq, error);
}

/**
 * rw_log_store_since:
 * @pos: the last number that is already known
 * @limit: the greatest number of rows, 0 for all
 * @func: called for each row in the order of the numbers; %FALSE stops
 */
gboolean
rw_log_store_since (RwLogStore    *self,
                    gint64         pos,
                    gint64         limit,
                    RwLogRowFunc   func,
                    gpointer       user_data,
                    GError       **error)
{
  return RW_LOG_STORE_GET_CLASS (self)->since (self, pos, limit, func, user_data, error);
}

/**
 * rw_log_store_get:
 *
 * Returns: (transfer full) (nullable): the state of the record; %NULL without an error when there
 *   never was one, with an error when it could not be read
 */
RwLogState *
rw_log_store_get (RwLogStore  *self,
                  const RwId  *id,
                  GError     **error)
{
  return RW_LOG_STORE_GET_CLASS (self)->get (self, id, error);
}

/**
 * rw_log_store_history:
 * @id: of the record
 * @after: only writes with greater numbers
 * @before: only writes with smaller numbers, 0 for all
 * @limit: the greatest number of entries
 *
 * Returns: (transfer full) (element-type RwLogEntry): newest first
 */
GPtrArray *
rw_log_store_history (RwLogStore  *self,
                      const RwId  *id,
                      gint64       after,
                      gint64       before,
                      guint        limit,
                      GError     **error)
{
  return RW_LOG_STORE_GET_CLASS (self)->history (self, id, after, before, limit, error);
}

/**
 * rw_log_store_scan_kind:
 * @after: only entries with a greater number
 * @before: only entries with a smaller one, 0 for all
 * @func: called for each entry of the kind, newest first; %FALSE stops
 *
 * Reads the change log of all records of a kind, as far as @func wants. What it costs grows with the
 * entries that @func is shown, not with the log.
 */
gboolean
rw_log_store_scan_kind (RwLogStore     *self,
                        RwKind          kind,
                        gint64          after,
                        gint64          before,
                        RwLogEntryFunc  func,
                        gpointer        user_data,
                        GError        **error)
{
  return RW_LOG_STORE_GET_CLASS (self)->scan_kind (self, kind, after, before, func, user_data,
                                                   error);
}

/**
 * rw_log_store_snapshot:
 *
 * May be called from any thread.
 *
 * Returns: (transfer full): a store that only reads and sees the state of this moment for as long as
 *   it lives; it belongs to the calling thread
 */
RwLogStore *
rw_log_store_snapshot (RwLogStore  *self,
                       GError     **error)
{
  return RW_LOG_STORE_GET_CLASS (self)->snapshot (self, error);
}

/**
 * rw_log_store_find_unique:
 * @name: what must be unique, see rw_unique_key()
 * @key: the value
 * @but: a record that does not count
 * @found: (out): another record with the same key, nil when there is none
 */
gboolean
rw_log_store_find_unique (RwLogStore  *self,
                          RwKind       kind,
                          const char  *name,
                          const char  *key,
                          const RwId  *but,
                          RwId        *found,
                          GError     **error)
{
  return RW_LOG_STORE_GET_CLASS (self)->find_unique (self, kind, name, key, but, found, error);
}

/**
 * rw_log_store_referrers:
 * @kinds: mask of the kinds to look for (RW_KIND_BIT)
 * @limit: the greatest number of records, 0 for all
 *
 * Returns: (transfer full) (element-type RwRecord): records that refer to @target
 */
GPtrArray *
rw_log_store_referrers (RwLogStore  *self,
                        const RwId  *target,
                        guint64      kinds,
                        guint        limit,
                        GError     **error)
{
  return RW_LOG_STORE_GET_CLASS (self)->referrers (self, target, kinds, limit, error);
}

/**
 * rw_log_store_changes:
 * @after: microseconds since 1970
 * @limit: the greatest number of records; those that start last are kept
 *
 * Returns: (transfer full) (element-type RwRecord): the planned changes that end later than @after, the earliest
 *   start first
 */
GPtrArray *
rw_log_store_changes (RwLogStore *self, gint64 after, guint limit, GError **error)
{
  return RW_LOG_STORE_GET_CLASS (self)->changes (self, after, limit, error);
}

/**
 * rw_log_store_files:
 * @digest: (nullable): of one file, %NULL for all
 * @func: called for each record; returns whether to go on
 *
 * Goes through the attachments that are not deleted, in no order.
 */
gboolean
rw_log_store_files (RwLogStore    *self,
                    const char    *digest,
                    RwLogRowFunc   func,
                    gpointer       user_data,
                    GError       **error)
{
  return RW_LOG_STORE_GET_CLASS (self)->files (self, digest, func, user_data, error);
}

/**
 * rw_log_store_rules:
 * @kind: windows or questions on risk; no other kind has an index for it
 *
 * Returns: (transfer full) (element-type RwRecord): all records of the kind that are not deleted
 */
GPtrArray *
rw_log_store_rules (RwLogStore *self, RwKind kind, GError **error)
{
  g_return_val_if_fail (kind == RW_KIND_WINDOW || kind == RW_KIND_RISK_QUESTION, NULL);
  return RW_LOG_STORE_GET_CLASS (self)->rules (self, kind, error);
}

/**
 * rw_log_store_systems:
 * @name: of a system, in whatever case
 * @limit: no more than so many
 *
 * Returns: (transfer full) (element-type RwRecord): the devices and virtual machines that are called so
 */
GPtrArray *
rw_log_store_systems (RwLogStore *self, const char *name, guint limit, GError **error)
{
  return RW_LOG_STORE_GET_CLASS (self)->systems (self, name, limit, error);
}

/**
 * rw_log_store_backup_jobs:
 * @kind: backup jobs or backup policies; no other kind has an index for it
 * @after: those that were written after this one
 *
 * Returns: (transfer full) (element-type RwRecord): in the order in which they were written
 */
GPtrArray *
rw_log_store_backup_jobs (RwLogStore *self, RwKind kind, gint64 after, GError **error)
{
  g_return_val_if_fail (kind == RW_KIND_BACKUP_JOB || kind == RW_KIND_BACKUP_POLICY, NULL);
  return RW_LOG_STORE_GET_CLASS (self)->backup_jobs (self, kind, after, error);
}

/**
 * rw_log_store_count_runs:
 * @after: microseconds since 1970
 * @until: the same
 * @limit: counts no further
 *
 * Returns: how many runs of a backup job were due after one moment and until another; -1 with @error set
 */
int
rw_log_store_count_runs (RwLogStore *self, const RwId *job, gint64 after, gint64 until, guint limit, GError **error)
{
  return RW_LOG_STORE_GET_CLASS (self)->count_runs (self, job, after, until, limit, error);
}

/**
 * rw_log_store_backup_runs:
 * @limit: no more than so many
 *
 * Returns: (transfer full) (element-type RwRecord): runs of a backup job, those that were due last first
 */
GPtrArray *
rw_log_store_backup_runs (RwLogStore *self, const RwId *job, guint limit, GError **error)
{
  return RW_LOG_STORE_GET_CLASS (self)->backup_runs (self, job, limit, error);
}

/**
 * rw_log_store_get_head:
 *
 * Returns: the number of the last write, uncommitted ones of the running transaction included
 */
gint64
rw_log_store_get_head (RwLogStore *self)
{
  return RW_LOG_STORE_GET_CLASS (self)->get_head (self);
}

/**
 * rw_log_store_get_epoch:
 *
 * Returns: (transfer full): names this line of numbers; another one after every restore
 */
char *
rw_log_store_get_epoch (RwLogStore  *self,
                        GError     **error)
{
  char *epoch = NULL;

  if (!RW_LOG_STORE_GET_CLASS (self)->get_meta (self, "epoch", &epoch, error))
    return NULL;
  if (epoch == NULL)
    g_set_error (error, RW_ERROR, RW_ERROR_CORRUPT, "The server's file has no epoch");
  return epoch;
}

/**
 * rw_log_store_get_epochs:
 *
 * Returns: (transfer full) (nullable): this epoch and those it descends from, oldest first, each with the
 *   head at its start, as a JSON array: [{"epoch":"…","start":N},…]
 */
char *
rw_log_store_get_epochs (RwLogStore  *self,
                         GError     **error)
{
  g_autofree char *epoch = NULL;
  char *epochs = NULL;

  if (!RW_LOG_STORE_GET_CLASS (self)->get_meta (self, "epochs", &epochs, error))
    return NULL;
  if (epochs != NULL)
    return epochs;
  /* From before the list was kept: nothing is known of what this one descends from. */
  epoch = rw_log_store_get_epoch (self, error);
  return epoch != NULL ? g_strdup_printf ("[{\"epoch\":\"%s\",\"start\":0}]", epoch) : NULL;
}

/**
 * rw_log_store_new_epoch:
 *
 * To be called when the store was restored from a copy: numbers given since then have been lost, so
 * every client must start from zero. What a client had seen up to the present head still holds;
 * what it saw beyond may bear a number that now belongs to something else.
 */
gboolean
rw_log_store_new_epoch (RwLogStore  *self,
                        GError     **error)
{
  RwLogStoreClass *klass = RW_LOG_STORE_GET_CLASS (self);
  RwId id = rw_id_new ();
  g_autofree char *epoch = rw_id_to_string (&id);
  g_autofree char *old = NULL;
  g_autofree char *before = NULL;
  g_autofree char *epochs = NULL;

  if (!klass->get_meta (self, "epoch", &old, error))
    return FALSE;
  if (RW_PLANTED (EPOCH_KEPT) && old != NULL)
    return TRUE;
  before = old != NULL ? rw_log_store_get_epochs (self, error) : g_strdup ("[]");
  if (before == NULL)
    return FALSE;
  before[strlen (before) - 1] = '\0';
  epochs = g_strdup_printf ("%s%s{\"epoch\":\"%s\",\"start\":%" G_GINT64_FORMAT "}]", before, old != NULL ? "," : "", epoch,
                            rw_log_store_get_head (self));
  return klass->set_meta (self, "epochs", epochs, error) && klass->set_meta (self, "epoch", epoch, error);
}

/**
 * rw_log_store_get_number:
 * @fallback: the answer when nothing is stored
 *
 * Returns: a number kept under @name; -1 with an error
 */
gint64
rw_log_store_get_number (RwLogStore  *self,
                         const char  *name,
                         gint64       fallback,
                         GError     **error)
{
  g_autofree char *text = NULL;
  gint64 number;

  if (!RW_LOG_STORE_GET_CLASS (self)->get_meta (self, name, &text, error))
    return -1;
  if (text == NULL)
    return fallback;
  if (g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, &number, NULL))
    return number;
  g_set_error (error, RW_ERROR, RW_ERROR_CORRUPT, "The server's file has “%s” for %s", text, name);
  return -1;
}

gboolean
rw_log_store_set_number (RwLogStore  *self,
                         const char  *name,
                         gint64       number,
                         GError     **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  return RW_LOG_STORE_GET_CLASS (self)->set_meta (self, name, text, error);
}

/* The field, prefix and first number of a kind whose records the server numbers. */
static gboolean
get_numbering (RwKind       kind,
               guint       *field,
               const char **prefix,
               const char **counter)
{
  if (kind == RW_KIND_TICKET)
    *field = RW_TICKET_NUMBER, *prefix = "T-", *counter = "next_ticket";
  else if (kind == RW_KIND_CHANGE)
    *field = RW_CHANGE_NUMBER, *prefix = "C-", *counter = "next_change";
  else
    return FALSE;
  return TRUE;
}

/**
 * rw_log_store_assign:
 * @record: about to be written
 *
 * Gives a ticket or change its number. One that has a number keeps it, and later ones go on from there.
 */
gboolean
rw_log_store_assign (RwLogStore  *self,
                     RwRecord    *record,
                     GError     **error)
{
  const char *prefix, *counter, *text;
  g_autofree char *number = NULL;
  gint64 next, given;
  guint field;

  if (!get_numbering (rw_record_get_kind (record), &field, &prefix, &counter))
    return TRUE;
  next = rw_log_store_get_number (self, counter, 1001, error);
  if (next < 0)
    return FALSE;
  text = rw_record_get_text (record, field);
  if (text != NULL)
    {
      if (!g_str_has_prefix (text, prefix) ||
          !g_ascii_string_to_signed (text + strlen (prefix), 10, 0, G_MAXINT32, &given, NULL) || given < next)
        return TRUE;
      return rw_log_store_set_number (self, counter, given + 1, error);
    }
  number = g_strdup_printf ("%s%" G_GINT64_FORMAT, prefix, next);
  rw_record_set_text (record, field, number);
  return rw_log_store_set_number (self, counter, next + 1, error);
}

/**
 * rw_log_store_get_mid:
 * @last_mid: (out): the last mutation of the client that took effect or was refused; 0 for none
 */
gboolean
rw_log_store_get_mid (RwLogStore  *self,
                      const RwId  *client,
                      gint64      *last_mid,
                      GError     **error)
{
  return RW_LOG_STORE_GET_CLASS (self)->get_mid (self, client, last_mid, error);
}

/**
 * rw_log_store_get_result:
 * @reply: (out) (nullable): the stored JSON, %NULL when the client acknowledged it and it was dropped
 */
gboolean
rw_log_store_get_result (RwLogStore  *self,
                         const RwId  *client,
                         gint64       mid,
                         char       **reply,
                         GError     **error)
{
  return RW_LOG_STORE_GET_CLASS (self)->get_result (self, client, mid, reply, error);
}

/**
 * rw_log_store_set_result:
 *
 * Stores the answer to a mutation and makes it the client's last.
 */
gboolean
rw_log_store_set_result (RwLogStore  *self,
                         const RwId  *client,
                         gint64       mid,
                         gint64       at,
                         const char  *reply,
                         GError     **error)
{
  return RW_LOG_STORE_GET_CLASS (self)->set_result (self, client, mid, at, reply, error);
}

/**
 * rw_log_store_drop_results:
 * @ack: the client has everything up to this mutation on its own disk
 */
gboolean
rw_log_store_drop_results (RwLogStore  *self,
                           const RwId  *client,
                           gint64       ack,
                           GError     **error)
{
  return RW_LOG_STORE_GET_CLASS (self)->drop_results (self, client, ack, error);
}

/**
 * rw_log_store_collect:
 * @before: tombstones older than this go
 *
 * Forgets old tombstones and raises the floor to the last of them: a client that has not come as far
 * must start from zero, as it could not learn of those deletions any more.
 */
gboolean
rw_log_store_collect (RwLogStore  *self,
                      gint64       before,
                      GError     **error)
{
  return RW_LOG_STORE_GET_CLASS (self)->collect (self, before, error);
}

/**
 * rw_log_store_verify:
 * @entries: (out) (optional): how many entries the change log has
 *
 * Follows the hash chain of the change log. The error names the first entry that was altered,
 * removed or put in between.
 */
gboolean
rw_log_store_verify (RwLogStore  *self,
                     gint64      *entries,
                     GError     **error)
{
  return RW_LOG_STORE_GET_CLASS (self)->verify (self, entries, error);
}

/**
 * rw_log_store_load:
 * @record: a record from an import; gets its number if it is a ticket or change without one
 *
 * Writes a record as it comes, with history but without merge: for imports and sample data. One that
 * is already there and equal is left alone.
 */
gboolean
rw_log_store_load (RwLogStore         *self,
                   const RwLogAuthor  *author,
                   RwRecord           *record,
                   GError            **error)
{
  g_autoptr (RwLogState) before = NULL;
  g_autoptr (GError) problem = NULL;

  before = rw_log_store_get (self, rw_record_get_id (record), &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (before != NULL && before->kind != rw_record_get_kind (record))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_CONFLICT, "%s “%s” has the id of a %s",
                   rw_kind_label (rw_record_get_kind (record)), rw_record_get_title (record), rw_kind_label (before->kind));
      return FALSE;
    }
  if (before != NULL && before->record != NULL)
    {
      const RwKindInfo *info = rw_record_get_info (record);

      for (guint i = 0; i < info->n_fields; i++)
        if ((info->fields[i].flags & RW_F_SERVER) && !rw_record_has (record, i))
          rw_record_set (record, i, rw_record_get (before->record, i));
      if (rw_record_equal (before->record, record))
        return TRUE;
    }
  if (!rw_log_store_assign (self, record, error))
    return FALSE;
  return rw_log_store_append (self, author, before, record, NULL, error);
}

RwLogState *
rw_log_state_new (RwKind      kind,
                  const RwId *id)
{
  RwLogState *state = g_new0 (RwLogState, 1);

  state->kind = kind;
  state->id = *id;
  state->versions = g_new0 (gint64, rw_schema_get (kind)->n_fields);
  return state;
}

void
rw_log_state_free (RwLogState *state)
{
  if (state == NULL)
    return;
  g_clear_object (&state->record);
  g_free (state->versions);
  g_free (state);
}

void
rw_log_entry_free (RwLogEntry *entry)
{
  if (entry == NULL)
    return;
  g_free (entry->actor);
  g_free (entry->before);
  g_free (entry->after);
  g_free (entry);
}
