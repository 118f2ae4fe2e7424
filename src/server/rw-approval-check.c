/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-approval-check.h"

#include <glib/gi18n-lib.h>

#include "rules/rw-security-rules.h"
#include "rw-error.h"
#include "rw-json.h"

/*
 * Who a record says did something, and who really is at the other end. Nobody approves their own
 * (DOMAIN, "Changes"), nobody verifies what they did themselves, and nobody speaks in another's name; an administrator may write what others
 * decided, for example when records of another system are taken over.
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
  gboolean own = is_person (rw_record_get_ref (change, RW_CHANGE_REQUESTER), person) ||
                 is_person (rw_record_get_ref (change, RW_CHANGE_IMPLEMENTER), person);
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

/* A change that is made again, as when its deletion is undone, was what it was. */
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
  *deleted = rw_record_from_body (RW_KIND_CHANGE, &entry->id, entry->before, -1, error);
  return *deleted != NULL ? RW_CROSS_OK : RW_CROSS_FAILED;
}

static gboolean
is_approved (RwRecord *change)
{
  RwChangeStatus status =
    change == NULL ? RW_CHANGE_STATUS_DRAFT : rw_record_get_enum (change, RW_CHANGE_STATUS);

  return status >= RW_CHANGE_STATUS_APPROVED && status <= RW_CHANGE_STATUS_CLOSED;
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
  g_autoptr (RwRecord) deleted = NULL;
  RwCrossResult result = RW_CROSS_OK;

  if (!is_approved (after) || is_approved (before) ||
      rw_record_get_enum (after, RW_CHANGE_TYPE) == RW_CHANGE_TYPE_STANDARD ||
      (before == NULL && (roles & RW_ROLE_ADMIN)))
    return RW_CROSS_OK;
  if (before == NULL)
    result = find_deleted (store, after, &deleted, error);
  if (result != RW_CROSS_OK || is_approved (deleted))
    return result;
  if (before != NULL)
    result = check_not_own (store, author, person, before, error);
  return result == RW_CROSS_OK ? check_not_own (store, author, person, after, error) : result;
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

  if (rw_record_get_enum (after, RW_APPROVAL_DECISION) == RW_DECISION_PENDING &&
      (before == NULL || rw_record_get_enum (before, RW_APPROVAL_DECISION) == RW_DECISION_PENDING))
    return RW_CROSS_OK;
  if (!is_person (named, person) && !(roles & RW_ROLE_ADMIN))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_FORBIDDEN,
                   _ ("A decision is written by the person who made it"));
      return RW_CROSS_REFUSED;
    }
  change = rw_log_store_get (store, rw_record_get_ref (after, RW_APPROVAL_CHANGE), &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return RW_CROSS_FAILED;
    }
  if (change == NULL || change->record == NULL || change->kind != RW_KIND_CHANGE ||
      rw_record_get_enum (after, RW_APPROVAL_DECISION) != RW_DECISION_APPROVED)
    return RW_CROSS_OK;
  return check_not_own (store, is_person (named, person) ? author : NULL, named, change->record,
                        error);
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
    case RW_KIND_MEASURE:
      return check_measure (store, author, person, roles, before, after, error);
    case RW_KIND_MESSAGE:
      return check_message (person, roles, after, error);
    default:
      return RW_CROSS_OK;
    }
}
