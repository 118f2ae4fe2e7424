/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-approval-check.h"

#include <glib/gi18n-lib.h>

#include "rules/rw-change-approval.h"
#include "rules/rw-change-rules.h"
#include "rules/rw-change-template.h"
#include "rules/rw-security-rules.h"
#include "rw-error.h"
#include "rw-json.h"

/*
 * Who a record says did something, and who really is at the other end. Nobody approves their own
 * (DOMAIN, "Changes"), nobody approves the template that they wrote, nobody grants themselves more time,
 * nobody verifies what they did themselves, and nobody speaks in another's name; an administrator may write
 * what others decided, for example when records of another system are taken over.
 */

static gboolean
is_person (const RwId *id,
           const RwId *person)
{
  return id != NULL && !rw_id_is_nil (person) && rw_id_equal (id, person);
}

/* Whether the account made the record. */
static RwCrossResult
made_by (RwLogStore  *store,
         const RwId  *id,
         const RwId  *account,
         gboolean    *made,
         GError     **error)
{
  g_autoptr (GPtrArray) entries = rw_log_store_history (store, id, 0, 0, G_MAXINT32, error);

  if (entries == NULL)
    return RW_CROSS_FAILED;
  for (guint i = 0; i < entries->len; i++)
    {
      const RwLogEntry *entry = g_ptr_array_index (entries, i);

      *made = *made || (entry->op == RW_OP_CREATE && !rw_id_is_nil (account) &&
                        rw_id_equal (&entry->account, account));
    }
  return RW_CROSS_OK;
}

static RwCrossResult
check_not_own (RwLogStore         *store,
               const RwLogAuthor  *author,
               const RwId         *person,
               RwRecord           *change,
               GError            **error)
{
  gboolean own = !rw_id_is_nil (person) && rw_change_is_own (change, person);
  RwCrossResult result = RW_CROSS_OK;

  /* Whoever made it is not somebody else for having written another name into it. */
  if (!own && author != NULL)
    result = made_by (store, rw_record_get_id (change), &author->account, &own, error);
  if (result != RW_CROSS_OK || !own)
    return result;
  g_set_error (error, RW_ERROR, RW_ERROR_FORBIDDEN, _ ("Change “%s”: nobody approves their own"),
               rw_record_get_title (change));
  return RW_CROSS_REFUSED;
}

/* A record that is made again, as when its deletion is undone, was what it was. */
static RwCrossResult
find_deleted (RwLogStore  *store,
              RwRecord    *after,
              RwRecord   **deleted,
              GError     **error)
{
  g_autoptr (GPtrArray) entries =
    rw_log_store_history (store, rw_record_get_id (after), 0, 0, 2, error);
  const RwLogEntry *entry;

  *deleted = NULL;
  if (entries == NULL)
    return RW_CROSS_FAILED;
  entry = entries->len == 2 ? g_ptr_array_index (entries, 1) : NULL;
  if (entry == NULL || entry->op != RW_OP_DELETE || entry->before == NULL)
    return RW_CROSS_OK;
  *deleted = rw_record_from_body (rw_record_get_kind (after), &entry->id, entry->before, -1, error);
  return *deleted != NULL ? RW_CROSS_OK : RW_CROSS_FAILED;
}

static gboolean
is_approved (RwRecord *change)
{
  RwChangeStatus status =
    change == NULL ? RW_CHANGE_STATUS_DRAFT : rw_record_get_enum (change, RW_CHANGE_STATUS);

  return status >= RW_CHANGE_STATUS_APPROVED && status <= RW_CHANGE_STATUS_CLOSED;
}

static gboolean
are_same (RwRecord *a, RwRecord *b, const guint *fields, guint n_fields)
{
  for (guint i = 0; i < n_fields; i++)
    if (!rw_value_equal (rw_record_get (a, fields[i]), rw_record_get (b, fields[i])))
      return FALSE;
  return TRUE;
}

/* Who is in it, which decides whose voices count. */
static gboolean
has_same_people (RwRecord *a, RwRecord *b)
{
  static const guint fields[] = { RW_CHANGE_REQUESTER, RW_CHANGE_IMPLEMENTER, RW_CHANGE_QUORUM,
                                  RW_CHANGE_BASED_ON };

  return are_same (a, b, fields, G_N_ELEMENTS (fields));
}

/* What of an affected item was approved: its notes were not. */
static gboolean
is_same_item (RwRecord *a, RwRecord *b)
{
  static const guint fields[] = { RW_CHANGE_ITEM_CHANGE, RW_CHANGE_ITEM_CI, RW_CHANGE_ITEM_TO_RACK,
                                  RW_CHANGE_ITEM_TO_POSITION, RW_CHANGE_ITEM_TO_FACE };

  return are_same (a, b, fields, G_N_ELEMENTS (fields));
}

/* Whoever is no administrator begins with a draft, or with one that is submitted at once. */
static RwCrossResult
check_new_change (RwLogStore *store, RwRecord *after, GError **error)
{
  RwChangeStatus status = (RwChangeStatus) rw_record_get_enum (after, RW_CHANGE_STATUS);
  g_autoptr (RwRecord) deleted = NULL;
  RwCrossResult result;

  if (status <= RW_CHANGE_STATUS_SUBMITTED)
    return RW_CROSS_OK;
  result = find_deleted (store, after, &deleted, error);
  if (result != RW_CROSS_OK ||
      (deleted != NULL && rw_record_get_enum (deleted, RW_CHANGE_STATUS) == (int) status &&
       !rw_change_is_altered (deleted, after) && has_same_people (deleted, after)))
    return result;
  g_set_error (error, RW_ERROR, RW_ERROR_FORBIDDEN,
               _ ("Change “%s” begins as a draft; others approve it"), rw_record_get_title (after));
  return RW_CROSS_REFUSED;
}

/* A standard change was approved with its template. */
static RwCrossResult
check_change (RwLogStore         *store,
              const RwLogAuthor  *author,
              const RwId         *person,
              guint               roles,
              RwRecord           *before,
              RwRecord           *after,
              GError            **error)
{
  RwCrossResult result;

  if (before == NULL)
    return (roles & RW_ROLE_ADMIN) ? RW_CROSS_OK : check_new_change (store, after, error);
  if (!is_approved (after) || is_approved (before) ||
      rw_record_get_enum (after, RW_CHANGE_TYPE) == RW_CHANGE_TYPE_STANDARD)
    return RW_CROSS_OK;
  result = check_not_own (store, author, person, before, error);
  return result == RW_CROSS_OK ? check_not_own (store, author, person, after, error) : result;
}

/* What is added to a change that was assessed or approved was not, unless the change is submitted anew. */
static RwCrossResult
check_item (RwLogStore *store, guint roles, RwRecord *before, RwRecord *after, GError **error)
{
  GError *problem = NULL;
  g_autoptr (RwRecord) deleted = NULL;
  g_autoptr (RwLogState) change = NULL;
  RwCrossResult result = RW_CROSS_OK;
  RwChangeStatus status;

  if ((before != NULL && is_same_item (before, after)) || (roles & RW_ROLE_ADMIN))
    return RW_CROSS_OK;
  if (before == NULL)
    result = find_deleted (store, after, &deleted, error);
  if (result != RW_CROSS_OK || (deleted != NULL && is_same_item (deleted, after)))
    return result;
  change = rw_log_store_get (store, rw_record_get_ref (after, RW_CHANGE_ITEM_CHANGE), &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return RW_CROSS_FAILED;
    }
  if (change == NULL || change->record == NULL || change->kind != RW_KIND_CHANGE)
    return RW_CROSS_OK;
  status = (RwChangeStatus) rw_record_get_enum (change->record, RW_CHANGE_STATUS);
  if (status == RW_CHANGE_STATUS_SUBMITTED ||
      !rw_change_reopens (change->record, change->record, TRUE))
    return RW_CROSS_OK;
  g_set_error (error, RW_ERROR, RW_ERROR_CONFLICT,
               _ ("Change “%s” is “%s”: with another affected item it is submitted anew"),
               rw_record_get_title (change->record),
               rw_enum_label (&rw_enum_change_status, (int) status));
  return RW_CROSS_REFUSED;
}

/* Who last asked for more time is not who grants it. */
static RwCrossResult
check_not_asked (RwLogStore         *store,
                 const RwLogAuthor  *author,
                 RwRecord           *change,
                 const RwId         *person,
                 GError            **error)
{
  g_autoptr (GPtrArray) entries =
    rw_log_store_history (store, rw_record_get_id (change), 0, 0, G_MAXINT32, error);
  const RwId *implementer = rw_record_get_ref (change, RW_CHANGE_IMPLEMENTER);
  gboolean own = implementer != NULL && is_person (implementer, person);

  if (entries == NULL)
    return RW_CROSS_FAILED;
  for (guint i = 0; !own && author != NULL && i < entries->len; i++)
    {
      const RwLogEntry *entry = g_ptr_array_index (entries, i);
      g_autoptr (RwRecord) part =
        entry->after != NULL
          ? rw_record_from_body (RW_KIND_CHANGE, &entry->id, entry->after, -1, NULL)
          : NULL;

      if (part == NULL || !rw_record_has (part, RW_CHANGE_EXTEND_TO))
        continue;
      own = !rw_id_is_nil (&author->account) && rw_id_equal (&entry->account, &author->account);
      break;
    }
  if (!own)
    return RW_CROSS_OK;
  g_set_error (error, RW_ERROR, RW_ERROR_FORBIDDEN,
               _ ("Change “%s”: nobody grants more time to themselves"),
               rw_record_get_title (change));
  return RW_CROSS_REFUSED;
}

/* More time is granted while it is asked for, and for as long. */
static gboolean
is_asked_for (RwRecord *change, RwRecord *approval)
{
  return rw_record_get_enum (change, RW_CHANGE_STATUS) == RW_CHANGE_STATUS_IN_PROGRESS &&
         (rw_value_equal (rw_record_get (change, RW_CHANGE_EXTEND_TO),
                          rw_record_get (approval, RW_APPROVAL_UNTIL)) ||
          /* Granted with the same group. */
          rw_value_equal (rw_record_get (change, RW_CHANGE_END),
                          rw_record_get (approval, RW_APPROVAL_UNTIL)));
}

/* A decision made, perhaps offline, before the change was last altered was for something else. */
static RwCrossResult
check_seen (RwLogStore *store, RwRecord *approval, RwRecord *change, GError **error)
{
  g_autoptr (GPtrArray) entries =
    rw_log_store_history (store, rw_record_get_id (change), 0, 0, G_MAXINT32, error);
  gint64 at = rw_record_get_integer (approval, RW_APPROVAL_AT, G_MAXINT64);

  if (entries == NULL)
    return RW_CROSS_FAILED;
  for (guint i = 0; i < entries->len; i++)
    {
      const RwLogEntry *entry = g_ptr_array_index (entries, i);
      g_autoptr (RwRecord) is = NULL, was = NULL;

      if (entry->at <= at || entry->after == NULL || entry->before == NULL)
        continue;
      is = rw_record_from_body (RW_KIND_CHANGE, &entry->id, entry->after, -1, error);
      was = is != NULL ? rw_record_from_body (RW_KIND_CHANGE, &entry->id, entry->before, -1, error)
                       : NULL;
      if (was == NULL)
        return RW_CROSS_FAILED;
      if (!rw_change_is_altered (was, is))
        continue;
      g_set_error (error, RW_ERROR, RW_ERROR_CONFLICT,
                   _ ("Change “%s” was altered after this decision; look at it again"),
                   rw_record_get_title (change));
      return RW_CROSS_REFUSED;
    }
  return RW_CROSS_OK;
}

/* A round that begins anew takes decisions back: that is not deciding in somebody's name. */
static gboolean
is_taken_back (RwRecord *before, RwRecord *after, RwRecord *change)
{
  RwChangeStatus status = change == NULL
                            ? RW_CHANGE_STATUS_DRAFT
                            : (RwChangeStatus) rw_record_get_enum (change, RW_CHANGE_STATUS);
  const RwId *was = rw_record_get_ref (before, RW_APPROVAL_PERSON);

  return rw_record_get_enum (after, RW_APPROVAL_DECISION) == RW_DECISION_PENDING &&
         (status == RW_CHANGE_STATUS_DRAFT || status == RW_CHANGE_STATUS_SUBMITTED) &&
         rw_record_get_enum (before, RW_APPROVAL_BOARD) != RW_APPROVAL_BOARD_EXTENSION &&
         is_person (was, rw_record_get_ref (after, RW_APPROVAL_PERSON));
}

/* Decided on when there is something to decide, and by whom it is not about. */
static RwCrossResult
check_decision (RwLogStore         *store,
                const RwLogAuthor  *author,
                RwRecord           *after,
                RwRecord           *change,
                GError            **error)
{
  RwChangeStatus status = (RwChangeStatus) rw_record_get_enum (change, RW_CHANGE_STATUS);
  const RwId *named = rw_record_get_ref (after, RW_APPROVAL_PERSON);
  RwCrossResult result;

  if (rw_record_get_enum (after, RW_APPROVAL_DECISION) == RW_DECISION_REJECTED)
    {
      if (status == RW_CHANGE_STATUS_DRAFT || status == RW_CHANGE_STATUS_CANCELLED ||
          rw_record_get_enum (after, RW_APPROVAL_BOARD) == RW_APPROVAL_BOARD_EXTENSION)
        return RW_CROSS_OK;
      g_set_error (error, RW_ERROR, RW_ERROR_CONFLICT,
                   _ ("Change “%s” is “%s”: rejected, it goes back to draft with the decision"),
                   rw_record_get_title (change),
                   rw_enum_label (&rw_enum_change_status, (int) status));
      return RW_CROSS_REFUSED;
    }
  if (rw_record_get_enum (after, RW_APPROVAL_BOARD) == RW_APPROVAL_BOARD_EXTENSION)
    {
      if (!is_asked_for (change, after))
        {
          g_set_error (error, RW_ERROR, RW_ERROR_CONFLICT,
                       _ ("Change “%s”: nobody asks for more time until then"),
                       rw_record_get_title (change));
          return RW_CROSS_REFUSED;
        }
      return check_not_asked (store, author, change, named, error);
    }
  if (status == RW_CHANGE_STATUS_DRAFT)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_CONFLICT,
                   _ ("Change “%s” is a draft: it is approved once it is submitted"),
                   rw_record_get_title (change));
      return RW_CROSS_REFUSED;
    }
  result = check_not_own (store, author, named, change, error);
  return result == RW_CROSS_OK && author != NULL ? check_seen (store, after, change, error)
                                                 : result;
}

static RwCrossResult
check_approval (RwLogStore         *store,
                const RwLogAuthor  *author,
                const RwId         *person,
                guint               roles,
                RwRecord           *before,
                RwRecord           *after,
                GError            **error)
{
  const RwId *named = rw_record_get_ref (after, RW_APPROVAL_PERSON);
  g_autoptr (RwLogState) change = NULL;
  GError *problem = NULL;
  RwRecord *decided;

  if (rw_record_get_enum (after, RW_APPROVAL_DECISION) == RW_DECISION_PENDING &&
      (before == NULL || rw_record_get_enum (before, RW_APPROVAL_DECISION) == RW_DECISION_PENDING))
    return RW_CROSS_OK;
  change = rw_log_store_get (store, rw_record_get_ref (after, RW_APPROVAL_CHANGE), &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return RW_CROSS_FAILED;
    }
  decided = change != NULL && change->kind == RW_KIND_CHANGE ? change->record : NULL;
  if (before != NULL && is_taken_back (before, after, decided))
    return RW_CROSS_OK;
  if (!is_person (named, person) && !(roles & RW_ROLE_ADMIN))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_FORBIDDEN,
                   _ ("A decision is written by the person who made it"));
      return RW_CROSS_REFUSED;
    }
  return decided == NULL ? RW_CROSS_OK
                         : check_decision (store, is_person (named, person) ? author : NULL, after,
                                           decided, error);
}

/* Whether the account is who last wrote the words that are approved. */
static RwCrossResult
worded_by (RwLogStore *store, RwRecord *template_, const RwId *account, gboolean *own, GError **error)
{
  g_autoptr (GPtrArray) entries =
    rw_log_store_history (store, rw_record_get_id (template_), 0, 0, G_MAXINT32, error);

  *own = FALSE;
  if (entries == NULL)
    return RW_CROSS_FAILED;
  for (guint i = 0; i < entries->len; i++)
    {
      const RwLogEntry *entry = g_ptr_array_index (entries, i);
      g_autoptr (RwRecord) is = NULL, was = NULL;

      if (entry->after == NULL)
        continue;
      is = rw_record_from_body (RW_KIND_CHANGE_TEMPLATE, &entry->id, entry->after, -1, error);
      was = is == NULL
              ? NULL
              : rw_record_from_body (RW_KIND_CHANGE_TEMPLATE, &entry->id,
                                     entry->before != NULL ? entry->before : "{}", -1, error);
      if (is == NULL || was == NULL)
        return RW_CROSS_FAILED;
      if (!rw_change_template_is_altered (was, is))
        continue;
      *own = !rw_id_is_nil (account) && rw_id_equal (&entry->account, account);
      break;
    }
  return RW_CROSS_OK;
}

/* A template is approved by somebody else than who wrote its last version, who says so in their own name. */
static RwCrossResult
check_template (RwLogStore         *store,
                const RwLogAuthor  *author,
                const RwId         *person,
                guint               roles,
                RwRecord           *before,
                RwRecord           *after,
                GError            **error)
{
  const RwId *named = rw_record_get_ref (after, RW_CHANGE_TEMPLATE_APPROVED_BY);
  const RwId *was =
    before != NULL ? rw_record_get_ref (before, RW_CHANGE_TEMPLATE_APPROVED_BY) : NULL;
  g_autoptr (RwRecord) deleted = NULL;
  RwCrossResult result = RW_CROSS_OK;
  gboolean own;

  if (named == NULL || (was != NULL && rw_id_equal (was, named)) ||
      (before == NULL && (roles & RW_ROLE_ADMIN)))
    return RW_CROSS_OK;
  if (before == NULL)
    result = find_deleted (store, after, &deleted, error);
  if (result != RW_CROSS_OK ||
      (deleted != NULL && !rw_change_template_is_altered (deleted, after) &&
       rw_value_equal (rw_record_get (deleted, RW_CHANGE_TEMPLATE_APPROVED_BY),
                       rw_record_get (after, RW_CHANGE_TEMPLATE_APPROVED_BY))))
    return result;
  if (!is_person (named, person))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_FORBIDDEN,
                   _ ("A decision is written by the person who made it"));
      return RW_CROSS_REFUSED;
    }
  if (worded_by (store, after, &author->account, &own, error) != RW_CROSS_OK)
    return RW_CROSS_FAILED;
  if (!own)
    return RW_CROSS_OK;
  g_set_error (error, RW_ERROR, RW_ERROR_FORBIDDEN,
               _ ("Template “%s”: nobody approves what they wrote themselves"),
               rw_record_get_title (after));
  return RW_CROSS_REFUSED;
}

static int
status_in (const RwId *id,
           const char *fields)
{
  g_autoptr (RwRecord) part = fields != NULL ? rw_record_from_body (RW_KIND_MEASURE, id, fields, -1, NULL) : NULL;

  return part != NULL ? rw_record_get_enum (part, RW_MEASURE_STATUS) : -1;
}

/* Whether the account is who last said that the measure is done. Who only took a verification back did not do it. */
static RwCrossResult
done_by (RwLogStore  *store,
         const RwId  *id,
         const RwId  *account,
         gboolean    *done,
         GError     **error)
{
  g_autoptr (GPtrArray) entries = rw_log_store_history (store, id, 0, 0, G_MAXINT32, error);
  gint64 last = -1;

  if (entries == NULL)
    return RW_CROSS_FAILED;
  for (guint i = 0; i < entries->len; i++)
    {
      const RwLogEntry *entry = g_ptr_array_index (entries, i);

      if (entry->seq < last || status_in (id, entry->after) != RW_MEASURE_STATUS_DONE ||
          status_in (id, entry->before) == RW_MEASURE_STATUS_VERIFIED)
        continue;
      last = entry->seq;
      *done = !rw_id_is_nil (account) && rw_id_equal (&entry->account, account);
    }
  return RW_CROSS_OK;
}

static RwCrossResult
check_measure (RwLogStore         *store,
               const RwLogAuthor  *author,
               const RwId         *person,
               guint               roles,
               RwRecord           *before,
               RwRecord           *after,
               GError            **error)
{
  gboolean own = FALSE;

  if (rw_record_get_enum (after, RW_MEASURE_STATUS) != RW_MEASURE_STATUS_VERIFIED ||
      (before != NULL && rw_record_get_enum (before, RW_MEASURE_STATUS) == RW_MEASURE_STATUS_VERIFIED) ||
      (before == NULL && (roles & RW_ROLE_ADMIN)))
    return RW_CROSS_OK;
  if (!rw_measure_check_verifier (after, person, error) ||
      (before != NULL && !rw_measure_check_verifier (before, person, error)))
    return RW_CROSS_REFUSED;
  /* Whoever did it is not somebody else for having written another name into it. */
  if (done_by (store, rw_record_get_id (after), &author->account, &own, error) != RW_CROSS_OK)
    return RW_CROSS_FAILED;
  if (!own)
    return RW_CROSS_OK;
  g_set_error (error, RW_ERROR, RW_ERROR_FORBIDDEN, _ ("Measure “%s”: nobody verifies what they did themselves"),
               rw_record_get_title (after));
  return RW_CROSS_REFUSED;
}

/* Nothing but that it ends sooner. */
static gboolean
is_ended (RwRecord *before, RwRecord *after)
{
  const RwKindInfo *info = rw_record_get_info (after);

  if (rw_record_get_kind (after) != RW_KIND_BACKUP_ACK ||
      rw_record_get_integer (after, RW_BACKUP_ACK_UNTIL, G_MAXINT64) >
        rw_record_get_integer (before, RW_BACKUP_ACK_UNTIL, 0))
    return FALSE;
  for (guint i = 0; i < info->n_fields; i++)
    if (i != RW_BACKUP_ACK_UNTIL &&
        !rw_value_equal (rw_record_get (before, i), rw_record_get (after, i)))
      return FALSE;
  return TRUE;
}

/* Answers to a red night, and the sheet of a morning, are signed with one's own name. Somebody else may end an answer,
 * and take back that it was deleted. Without a name stays only what never had one. */
static RwCrossResult
check_signature (RwLogStore  *store,
                 const RwId  *person,
                 guint        roles,
                 RwRecord    *before,
                 RwRecord    *after,
                 guint        field,
                 GError     **error)
{
  const RwId *named = rw_record_get_ref (after, field);
  g_autoptr (RwRecord) deleted = NULL;

  if ((named != NULL && is_person (named, person)) || (roles & RW_ROLE_ADMIN) ||
      (named == NULL && before != NULL && rw_record_get_ref (before, field) == NULL) ||
      (before != NULL && is_ended (before, after)))
    return RW_CROSS_OK;
  if (before == NULL && find_deleted (store, after, &deleted, error) != RW_CROSS_OK)
    return RW_CROSS_FAILED;
  if (deleted != NULL && rw_record_equal (deleted, after))
    return RW_CROSS_OK;
  g_set_error (error, RW_ERROR, RW_ERROR_FORBIDDEN,
               named == NULL ? _ ("%s: sign it with your own name")
                             : _ ("%s: nobody signs in the name of somebody else"),
               rw_kind_label (rw_record_get_kind (after)));
  return RW_CROSS_REFUSED;
}

static RwCrossResult
check_message (const RwId  *person,
               guint        roles,
               RwRecord    *after,
               GError     **error)
{
  const RwId *named = rw_record_get_ref (after, RW_MESSAGE_AUTHOR);

  if (named == NULL || is_person (named, person) || (roles & RW_ROLE_ADMIN))
    return RW_CROSS_OK;
  g_set_error (error, RW_ERROR, RW_ERROR_FORBIDDEN,
               _ ("A message is written by the person who wrote it"));
  return RW_CROSS_REFUSED;
}

/**
 * rw_approval_check:
 * @author: who writes
 * @person: their record, nil when they are none
 * @roles: mask of #RwRole that they have
 * @before: (nullable): the record as it was before the group
 * @after: (nullable): the record as it is in the store now; %NULL when it was deleted
 * @error: one sentence
 *
 * Checks that the writer is who the record says, and not one who approves their own.
 */
RwCrossResult
rw_approval_check (RwLogStore         *store,
                   const RwLogAuthor  *author,
                   const RwId         *person,
                   guint               roles,
                   RwRecord           *before,
                   RwRecord           *after,
                   GError            **error)
{
  if (after == NULL)
    return RW_CROSS_OK;
  switch (rw_record_get_kind (after))
    {
    case RW_KIND_CHANGE:
      return check_change (store, author, person, roles, before, after, error);
    case RW_KIND_APPROVAL:
      return check_approval (store, author, person, roles, before, after, error);
    case RW_KIND_CHANGE_ITEM:
      return check_item (store, roles, before, after, error);
    case RW_KIND_CHANGE_TEMPLATE:
      return check_template (store, author, person, roles, before, after, error);
    case RW_KIND_MEASURE:
      return check_measure (store, author, person, roles, before, after, error);
    case RW_KIND_BACKUP_ACK:
      return check_signature (store, person, roles, before, after, RW_BACKUP_ACK_PERSON, error);
    case RW_KIND_MORNING_CHECK:
      return check_signature (store, person, roles, before, after, RW_MORNING_CHECK_PERSON, error);
    case RW_KIND_MESSAGE:
      return check_message (person, roles, after, error);
    default:
      return RW_CROSS_OK;
    }
}
