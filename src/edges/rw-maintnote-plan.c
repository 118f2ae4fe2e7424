/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-maintnote-plan.h"

#include "rw-text.h"

/*
 * What a file of maintenance notices changes. A notice has the id that its provider and its maintenance id give it, so
 * that the same notice is the same record wherever it comes in: by two people without a network, or by mail and by
 * hand. Where one maintenance has several times, the others are told apart by their UID.
 */

void
rw_notice_item_free (RwNoticeItem *item)
{
  g_clear_object (&item->before);
  g_clear_object (&item->after);
  g_free (item);
}

static RwId
make_id (RwRecord *notice, gboolean with_uid)
{
  g_autofree char *provider =
    rw_text_fold (rw_record_get_text (notice, RW_CARRIER_NOTICE_PROVIDER));
  const char *uid = rw_record_get_text (notice, RW_CARRIER_NOTICE_UID);
  g_autofree char *name =
    g_strjoin ("\n", provider, rw_record_get_text (notice, RW_CARRIER_NOTICE_REFERENCE),
               with_uid ? uid : NULL, NULL);

  return rw_id_from_name ("carrier_notice", name);
}

/* How many of the file are of the same maintenance. */
static guint
count_of (GPtrArray *notices, RwRecord *notice)
{
  RwId id = make_id (notice, FALSE);
  guint n = 0;

  for (guint i = 0; i < notices->len; i++)
    {
      RwId other = make_id (notices->pdata[i], FALSE);

      n += rw_id_equal (&id, &other);
    }
  return n;
}

static gboolean
has_uid (RwRecord *notice)
{
  return rw_record_get_text (notice, RW_CARRIER_NOTICE_UID) != NULL;
}

/* With the id that it has, or would have. A file that has one time of a maintenance is about the one that is there,
 * whatever UID it has now: some producers give each message another. */
static gboolean
find_before (GPtrArray *notices, RwRecord *notice, RwNoticeFindFunc find, gpointer data, RwId *id, RwRecord **before, GError **error)
{
  GError *problem = NULL;

  *before = NULL;
  if (has_uid (notice))
    {
      *id = make_id (notice, TRUE);
      *before = find (id, data, &problem);
      if (*before != NULL)
        return TRUE;
    }
  if (problem == NULL)
    {
      RwId plain = make_id (notice, FALSE);
      gboolean only = !has_uid (notice) || count_of (notices, notice) == 1;
      RwRecord *known = find (&plain, data, &problem);

      if (only ||
          (known != NULL && g_strcmp0 (rw_record_get_text (known, RW_CARRIER_NOTICE_UID),
                                       rw_record_get_text (notice, RW_CARRIER_NOTICE_UID)) == 0))
        {
          *id = plain;
          *before = known;
        }
      else
        g_clear_object (&known);
    }
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, problem);
  return FALSE;
}

/* What the file does not speak of stays: what it hits here, and what a person has added. */
static RwRecord *
merge (RwRecord *notice, RwRecord *before, const RwId *id)
{
  RwRecord *after =
    before != NULL ? rw_record_dup (before) : rw_record_new (RW_KIND_CARRIER_NOTICE, id);
  gboolean cancels =
    rw_record_get_enum (notice, RW_CARRIER_NOTICE_STATUS) == RW_NOTICE_STATUS_CANCELLED;

  for (guint f = 0; f < rw_schema_get (RW_KIND_CARRIER_NOTICE)->n_fields; f++)
    {
      const RwValue *value = rw_record_get (notice, f);

      if (value->type == RW_FIELD_NONE || (before != NULL && f == RW_CARRIER_NOTICE_AFFECTS))
        continue;
      /* Who cancels often says no more than that. */
      if (before != NULL && cancels &&
          (f == RW_CARRIER_NOTICE_IMPACT ||
           (f == RW_CARRIER_NOTICE_OBJECTS && *rw_record_get_texts (notice, f) == NULL)))
        continue;
      rw_record_set (after, f, value);
    }
  /* It is called something, and by its name again once that is said. */
  if (rw_record_get_text (after, RW_CARRIER_NOTICE_TITLE) == NULL)
    rw_record_set_text (after, RW_CARRIER_NOTICE_TITLE,
                        rw_record_get_text (notice, RW_CARRIER_NOTICE_REFERENCE));
  return after;
}

/* A message without a number is what came last. */
static gboolean
is_older (RwRecord *notice, RwRecord *known)
{
  return rw_record_has (notice, RW_CARRIER_NOTICE_SEQUENCE) &&
         rw_record_get_integer (notice, RW_CARRIER_NOTICE_SEQUENCE, 0) <
           rw_record_get_integer (known, RW_CARRIER_NOTICE_SEQUENCE, 0);
}

static RwNoticeStep
compare (RwRecord *notice, RwRecord *before, RwRecord *after)
{
  if (before == NULL)
    return RW_NOTICE_NEW;
  if (is_older (notice, before))
    return RW_NOTICE_OLD;
  return rw_record_equal (before, after) ? RW_NOTICE_SAME : RW_NOTICE_UPDATE;
}

/* Two that say something about one record: the later of the file holds, unless it is the older one. */
static RwNoticeItem *
find_item (GPtrArray *items, const RwId *id)
{
  for (guint i = 0; i < items->len; i++)
    {
      RwNoticeItem *item = items->pdata[i];

      if (rw_id_equal (rw_record_get_id (item->after), id))
        return item;
    }
  return NULL;
}

static void
take_again (RwNoticeItem *item, RwRecord *notice, const RwId *id)
{
  g_autoptr (RwRecord) after = NULL;

  if (is_older (notice, item->after))
    return;
  after = merge (notice, item->before, id);
  item->step = compare (notice, item->before, after);
  g_set_object (&item->after, after);
}

/**
 * rw_maintnote_plan_new:
 * @notices: (element-type RwRecord): see rw_maintnote_parse()
 * @find: asks for a carrier notice by its id
 *
 * Returns: (transfer full) (nullable) (element-type RwNoticeItem): what becomes of each
 */
GPtrArray *
rw_maintnote_plan_new (GPtrArray *notices, RwNoticeFindFunc find, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) items =
    g_ptr_array_new_with_free_func ((GDestroyNotify) rw_notice_item_free);

  for (guint i = 0; i < notices->len; i++)
    {
      RwRecord *notice = notices->pdata[i], *before;
      RwNoticeItem *item;
      RwId id;

      if (!find_before (notices, notice, find, data, &id, &before, error))
        return NULL;
      item = find_item (items, &id);
      if (item != NULL)
        {
          g_clear_object (&before);
          take_again (item, notice, &id);
          continue;
        }
      item = g_new0 (RwNoticeItem, 1);
      item->before = before;
      item->after = merge (notice, before, &id);
      item->step = compare (notice, before, item->after);
      g_ptr_array_add (items, item);
    }
  return g_steal_pointer (&items);
}

/**
 * rw_notice_item_edit:
 *
 * Returns: (transfer full) (nullable): what is to be done; %NULL for nothing
 */
RwEdit *
rw_notice_item_edit (const RwNoticeItem *item)
{
  switch (item->step)
    {
    case RW_NOTICE_NEW:
      return rw_edit_new_create (item->after);
    case RW_NOTICE_UPDATE:
      return rw_edit_new_diff (item->before, item->after);
    case RW_NOTICE_SAME:
    case RW_NOTICE_OLD:
    default:
      return NULL;
    }
}

/**
 * rw_notice_step_name:
 *
 * Returns: as it is in an answer to an intake
 */
const char *
rw_notice_step_name (RwNoticeStep step)
{
  static const char *const names[] = { "new", "updated", "same", "old" };

  return names[step];
}
