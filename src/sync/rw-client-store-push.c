/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-client-store-private.h"

#include <glib/gi18n-lib.h>

#include "rw-error.h"
#include "rw-json.h"
#include "rw-planted.h"
#include "rw-push-notices.h"

/* The outbox on its way, and what the server says to it. */

static gboolean
add_conflict (RwClientStore *self, const RwOutboxEntry *entry, RwEditConflict *conflict, GError **error)
{
  if (RW_PLANTED (CONFLICT_DROPPED))
    return TRUE;
  conflict->kind = entry->kind;
  g_set_str (&conflict->unknown_kind, entry->unknown_kind);
  conflict->id = entry->id;
  conflict->op = entry->op;
  conflict->group = entry->group;
  conflict->label = g_strdup (entry->label);
  return rw_work_add_conflict (self->work, conflict, error);
}

static RwPushResult *
new_refusal (const RwOutboxEntry *entry, const char *code, const char *message)
{
  RwPushResult *result = g_new0 (RwPushResult, 1);
  RwEditConflict *conflict = rw_edit_conflict_new ();

  result->mid = conflict->mid = entry->mid;
  result->status = RW_PUSH_REFUSED;
  result->conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_conflict_free);
  conflict->yours = g_strdup (entry->edit);
  conflict->code = g_strdup (code);
  conflict->message = g_strdup (message);
  g_ptr_array_add (result->conflicts, conflict);
  return result;
}

/* Puts what is not sent into the conflict inbox, and into @mids what the outbox does not show any more. */
static gboolean
set_aside (RwClientStore *self,
           GPtrArray *entries,
           const char *code,
           const char *message,
           GArray *mids,
           RwPushNotices *notices,
           GError **error)
{
  RwCache *view = self->writer != NULL ? rw_cache_writer_get_cache (self->writer) : NULL;

  for (guint i = 0; i < entries->len; i++)
    {
      const RwOutboxEntry *entry = g_ptr_array_index (entries, i);
      g_autoptr (RwPushResult) refusal = NULL;

      if (entry->discarded > 0)
        continue;
      refusal = new_refusal (entry, code, message);
      if (!add_conflict (self, entry, g_ptr_array_index (refusal->conflicts, 0), error))
        return FALSE;
      rw_push_notices_add (notices, view, entry, refusal);
      g_array_append_val (mids, entry->mid);
    }
  return mids->len == 0 ||
         rw_work_set_aside (self->work, (const gint64 *) mids->data, mids->len, error);
}

/**
 * rw_client_store_push:
 * @limit: most entries; the last group is taken whole
 * @first_new: (out): the first of them that goes out for the first time, for rw_client_store_unsend();
 *   0 when there is none
 * @last_new: (out): the last
 *
 * Returns: (transfer full) (nullable): the message with what waits; %NULL without @error when nothing does
 */
GBytes *
rw_client_store_push (RwClientStore *self,
                      const char *epoch,
                      guint limit,
                      gint64 *first_new,
                      gint64 *last_new,
                      RwStoreNews *news,
                      GError **error)
{
  g_autoptr (GPtrArray) entries = rw_work_list_unanswered (self->work, limit, error);
  RwOutboxEntry *first, *last;

  *first_new = *last_new = 0;
  if (entries == NULL)
    return NULL;
  if (entries->len == 0)
    {
      rw_client_store_tell (self, news);
      return NULL;
    }
  first = g_ptr_array_index (entries, 0);
  last = g_ptr_array_index (entries, entries->len - 1);
  for (guint i = 0; i < entries->len && *first_new == 0; i++)
    if (((RwOutboxEntry *) g_ptr_array_index (entries, i))->state == RW_OUTBOX_PENDING)
      *first_new = ((RwOutboxEntry *) g_ptr_array_index (entries, i))->mid;
  if (*first_new > 0)
    {
      if (!rw_work_mark_sent (self->work, *first_new, last->mid, error))
        return NULL;
      *last_new = last->mid;
      self->inbox_serial++;
    }
  rw_client_store_tell (self, news);
  return rw_push_message_new (rw_work_get_client (self->work), epoch, first->mid - 1, entries);
}

/**
 * rw_client_store_unsend:
 * @first: what rw_client_store_push() said
 * @last: what it said
 *
 * The message certainly took no effect at the server: what went out in it for the first time can
 * still be taken back.
 */
gboolean
rw_client_store_unsend (RwClientStore *self,
                        gint64 first,
                        gint64 last,
                        GError **error)
{
  if (!rw_work_mark_unsent (self->work, first, last, error))
    return FALSE;
  self->inbox_serial++;
  return TRUE;
}

static void
append_member (GString *object, const char *name, const char *json)
{
  if (json == NULL)
    return;
  g_string_append_c (object, object->len == 0 ? '{' : ',');
  rw_json_write_string (name, object);
  g_string_append_c (object, ':');
  g_string_append (object, json);
}

static char *
end_object (GString *object)
{
  if (object->len > 0)
    g_string_append_c (object, '}');
  return g_string_free (object, object->len == 0);
}

/* Where nothing of an edit was written, a person decides on all of it at once: one entry with the whole
 * edit, beside which stands what was in its way. */
static RwEditConflict *
make_whole (const RwOutboxEntry *entry, const RwPushResult *result)
{
  RwEditConflict *whole = rw_edit_conflict_new ();
  GString *base = g_string_new (NULL), *theirs = g_string_new (NULL);

  whole->mid = entry->mid;
  whole->yours = g_strdup (entry->edit);
  for (guint i = 0; i < result->conflicts->len; i++)
    {
      const RwEditConflict *part = g_ptr_array_index (result->conflicts, i);

      if (part->field == NULL)
        {
          g_set_str (&whole->code, part->code);
          g_set_str (&whole->message, part->message);
          continue;
        }
      append_member (base, part->field, part->base);
      append_member (theirs, part->field, part->theirs);
      if (part->at >= whole->at && part->by != NULL)
        {
          g_set_str (&whole->by, part->by);
          whole->at = part->at;
        }
    }
  whole->base = end_object (base);
  whole->theirs = end_object (theirs);
  return whole;
}

static gboolean
store_result (RwClientStore *self,
              const RwOutboxEntry *entry,
              gboolean in_group,
              RwPushResult *result,
              GArray *refused,
              GError **error)
{
  /* Of a deletion, and of edits that belong together, nothing is written when one field is in the way. */
  gboolean nothing = result->status == RW_PUSH_REFUSED ||
                     (result->status == RW_PUSH_CONFLICT &&
                      (in_group || entry->op == RW_OP_DELETE || rw_push_result_is_whole (result)));

  if (!rw_work_set_result (self->work, entry->mid, nothing, result->json, error))
    return FALSE;
  if (nothing)
    {
      g_autoptr (RwEditConflict) whole = make_whole (entry, result);

      g_array_append_val (refused, entry->mid);
      return add_conflict (self, entry, whole, error);
    }
  if (RW_PLANTED (SETTLED_AT_ANSWER))
    g_array_append_val (refused, entry->mid);
  for (guint i = 0; i < result->conflicts->len; i++)
    if (!add_conflict (self, entry, g_ptr_array_index (result->conflicts, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
is_in_group (GPtrArray *entries, guint at)
{
  gint64 group = ((RwOutboxEntry *) g_ptr_array_index (entries, at))->group;

  return (at > 0 && ((RwOutboxEntry *) g_ptr_array_index (entries, at - 1))->group == group) ||
         (at + 1 < entries->len &&
          ((RwOutboxEntry *) g_ptr_array_index (entries, at + 1))->group == group);
}

static gboolean
store_results (RwClientStore *self,
               RwPushReply *reply,
               GPtrArray *entries,
               GArray *refused,
               RwPushNotices *notices,
               GError **error)
{
  RwCache *view = self->writer != NULL ? rw_cache_writer_get_cache (self->writer) : NULL;

  for (guint i = 0; i < reply->results->len; i++)
    {
      RwPushResult *result = g_ptr_array_index (reply->results, i);
      RwOutboxEntry *first = entries->len > 0 ? g_ptr_array_index (entries, 0) : NULL;
      gint64 at = first != NULL ? result->mid - first->mid : -1;
      RwOutboxEntry *entry;

      /* Numbers are consecutive, and one that is no longer here was answered long ago. */
      if (at < 0 || at >= entries->len)
        continue;
      entry = g_ptr_array_index (entries, (guint) at);
      if (entry->mid != result->mid || entry->state == RW_OUTBOX_ACKED)
        continue;
      /* Whatever a server says to nothing, the person took it back. */
      if (entry->discarded > 0)
        {
          if (!rw_work_set_result (self->work, entry->mid, FALSE, result->json, error))
            return FALSE;
          continue;
        }
      if (!store_result (self, entry, is_in_group (entries, (guint) at), result, refused, error))
        return FALSE;
      rw_push_notices_add (notices, view, entry, result);
    }
  return TRUE;
}

/**
 * rw_client_store_answer:
 * @epoch: the epoch that the push was made under
 * @reply: what the server answered to it
 *
 * Stores the answers, and the conflicts in the inbox; takes out of the view what was refused.
 */
gboolean
rw_client_store_answer (RwClientStore *self,
                        const char *epoch,
                        RwPushReply *reply,
                        RwStoreNews *news,
                        GError **error)
{
  gint64 before =
    reply->results->len > 0 ? ((RwPushResult *) g_ptr_array_index (reply->results, 0))->mid - 1 : 0;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GArray) refused = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (RwPushNotices) notices = rw_push_notices_new ();

  if (g_strcmp0 (reply->epoch, epoch) != 0)
    {
      g_set_error_literal (error, RW_ERROR, RW_ERROR_RESYNC,
                           _ ("The server was restored from a backup"));
      return FALSE;
    }
  entries = rw_work_list (self->work, before, error);
  if (entries == NULL || !rw_work_begin (self->work, error))
    return FALSE;
  if (!store_results (self, reply, entries, refused, notices, error))
    {
      rw_work_rollback (self->work);
      return FALSE;
    }
  if (!rw_work_commit (self->work, error))
    return FALSE;
  self->inbox_serial++;
  if (refused->len > 0 && !rw_client_store_hide (self, refused, error))
    return FALSE;
  rw_push_notices_take (notices, news->notices);
  rw_client_store_tell (self, news);
  return TRUE;
}

/**
 * rw_client_store_set_aside:
 * @mid: the first edit that waits, if it still does
 *
 * The server says that this edit, with what belongs to it, is too large. It goes into the conflict inbox, as
 * one that was refused, so that those behind it can be sent; under its number nothing is done.
 *
 * Returns: %FALSE with @error set, and nothing done; %RW_ERROR_PROTOCOL when there was nothing in what
 *   was too large
 */
gboolean
rw_client_store_set_aside (RwClientStore *self, gint64 mid, RwStoreNews *news, GError **error)
{
  g_autoptr (GPtrArray) entries = rw_work_list_unanswered (self->work, 1, error);
  g_autoptr (GArray) mids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (RwPushNotices) notices = rw_push_notices_new ();

  if (entries == NULL)
    return FALSE;
  if (entries->len > 0 && ((RwOutboxEntry *) g_ptr_array_index (entries, 0))->mid == mid)
    {
      if (!rw_work_begin (self->work, error))
        return FALSE;
      if (!set_aside (self, entries, "limit",
                      _ ("The server does not take that much in one step. Do it again in smaller "
                         "steps"),
                      mids, notices, error))
        {
          rw_work_rollback (self->work);
          return FALSE;
        }
      if (mids->len == 0)
        {
          rw_work_rollback (self->work);
          g_set_error (error, RW_ERROR, RW_ERROR_PROTOCOL,
                       _ ("The server %s takes no edits, however small. Your edits are kept here"),
                       self->server);
          return FALSE;
        }
      if (!rw_work_commit (self->work, error))
        return FALSE;
      self->inbox_serial++;
      if (!rw_client_store_hide (self, mids, error))
        return FALSE;
    }
  rw_push_notices_take (notices, news->notices);
  rw_client_store_tell (self, news);
  return TRUE;
}
