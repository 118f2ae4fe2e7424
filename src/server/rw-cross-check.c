/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-cross-check.h"

#include <glib/gi18n-lib.h>

#include "rules/rw-unique.h"
#include "rw-error.h"

/*
 * The rules that hold between records, asked after all writes of a group are in the transaction: a
 * device may be deleted together with its ports. Those of the model, which consoles ask too, and
 * those that take all records to answer.
 */

static RwCrossResult
outcome (GError *problem,
         GError **error)
{
  g_propagate_error (error, problem);
  return RW_CROSS_FAILED;
}

/* The living record under @id. */
static RwCrossResult
load (RwLogStore  *store,
      const RwId  *id,
      RwRecord   **record,
      GError     **error)
{
  GError *problem = NULL;
  g_autoptr (RwLogState) state = rw_log_store_get (store, id, &problem);

  *record = NULL;
  if (problem != NULL)
    return outcome (problem, error);
  if (state != NULL)
    *record = g_steal_pointer (&state->record);
  return RW_CROSS_OK;
}

static RwCrossResult
check_not_referred (RwLogStore  *store,
                    RwRecord    *deleted,
                    GError     **error)
{
  GError *problem = NULL;
  g_autoptr (GPtrArray) others = rw_log_store_referrers (store, rw_record_get_id (deleted), G_MAXUINT64, 1, &problem);
  RwRecord *other;

  if (others == NULL)
    return outcome (problem, error);
  if (others->len == 0)
    return RW_CROSS_OK;
  other = g_ptr_array_index (others, 0);
  g_set_error (error, RW_ERROR, RW_ERROR_CONFLICT, _ ("%s “%s” cannot be deleted: %s “%s” refers to it"),
               rw_kind_label (rw_record_get_kind (deleted)), rw_record_get_title (deleted),
               rw_kind_label (rw_record_get_kind (other)), rw_record_get_title (other));
  return RW_CROSS_REFUSED;
}

static RwCrossResult
check_target (RwLogStore    *store,
              RwRecord      *record,
              const RwField *field,
              const RwId    *target,
              GError       **error)
{
  g_autoptr (RwRecord) other = NULL;
  RwCrossResult result = load (store, target, &other, error);

  if (result != RW_CROSS_OK || (other != NULL && (field->refs & RW_KIND_BIT (rw_record_get_kind (other)))))
    return result;
  if (other == NULL)
    g_set_error (error, RW_ERROR, RW_ERROR_CONFLICT, _ ("%s “%s”: what “%s” refers to does not exist or was deleted"),
                 rw_kind_label (rw_record_get_kind (record)), rw_record_get_title (record), rw_field_label (field));
  else
    g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("%s “%s”: “%s” cannot refer to %s “%s”"),
                 rw_kind_label (rw_record_get_kind (record)), rw_record_get_title (record), rw_field_label (field),
                 rw_kind_label (rw_record_get_kind (other)), rw_record_get_title (other));
  return RW_CROSS_REFUSED;
}

static RwCrossResult
check_refs (RwLogStore  *store,
            RwRecord    *before,
            RwRecord    *after,
            GError     **error)
{
  static const RwValue null = { .type = RW_FIELD_NONE };
  const RwKindInfo *info = rw_record_get_info (after);

  for (guint i = 0; i < info->n_fields; i++)
    {
      const RwValue *value = rw_record_get (after, i), *old = before == NULL ? &null : rw_record_get (before, i);
      RwCrossResult result = RW_CROSS_OK;

      if (rw_value_is_null (value) || rw_value_equal (old, value))
        continue;
      if (value->type == RW_FIELD_REF)
        result = check_target (store, after, &info->fields[i], &value->id, error);
      else if (value->type == RW_FIELD_REFS)
        {
          g_auto (RwValue) added = rw_value_set_minus (value, old);

          for (guint j = 0; j < added.n_ids && result == RW_CROSS_OK; j++)
            result = check_target (store, after, &info->fields[i], &added.ids[j], error);
        }
      if (result != RW_CROSS_OK)
        return result;
    }
  return RW_CROSS_OK;
}

static gboolean
get_cb (gpointer     data,
        RwKind       kind,
        const RwId  *id,
        RwRecord   **record,
        GError     **error)
{
  if (load (data, id, record, error) != RW_CROSS_OK)
    return FALSE;
  if (*record != NULL && rw_record_get_kind (*record) != kind)
    g_clear_object (record);
  return TRUE;
}

static GPtrArray *
referrers_cb (gpointer     data,
              RwKind       kind,
              guint        field,
              const RwId  *target,
              GError     **error)
{
  GPtrArray *others = rw_log_store_referrers (data, target, RW_KIND_BIT (kind), 0, error);

  /* It may lead there by another field. */
  for (guint i = 0; others != NULL && i < others->len;)
    {
      const RwId *id = rw_record_get_ref (others->pdata[i], field);

      if (id != NULL && rw_id_equal (id, target))
        i++;
      else
        g_ptr_array_remove_index (others, i);
    }
  return others;
}

static gboolean
find_unique_cb (gpointer     data,
                RwRecord    *record,
                guint        index,
                const char  *key,
                RwRecord   **other,
                GError     **error)
{
  RwKind kind = rw_record_get_kind (record);
  RwId id;

  *other = NULL;
  return rw_log_store_find_unique (data, kind, rw_unique_name (kind, index), key,
                                   rw_record_get_id (record), &id, error) &&
         (rw_id_is_nil (&id) || load (data, &id, other, error) == RW_CROSS_OK);
}

static GPtrArray *
list_cb (gpointer data, RwKind kind, GError **error)
{
  return rw_log_store_rules (data, kind, error);
}

/**
 * rw_cross_check_view:
 *
 * Returns: the records of @store, as rules ask for them
 */
RwCrossView
rw_cross_check_view (RwLogStore *store)
{
  return (RwCrossView) { .get = get_cb,
                         .referrers = referrers_cb,
                         .find_unique = find_unique_cb,
                         .data = store,
                         .list = list_cb };
}

/**
 * rw_cross_check:
 * @before: (nullable): the record as it was before the group
 * @after: (nullable): the record as it is in the store now; %NULL when it was deleted
 * @error: one sentence that names both records
 *
 * Checks what can only be told with other records at hand, for one record that a group wrote.
 */
RwCrossResult
rw_cross_check (RwLogStore  *store,
                RwRecord    *before,
                RwRecord    *after,
                GError     **error)
{
  const RwCrossView view = rw_cross_check_view (store);
  RwCrossResult result;

  if (after == NULL)
    return before == NULL ? RW_CROSS_OK : check_not_referred (store, before, error);
  result = check_refs (store, before, after, error);
  return result == RW_CROSS_OK ? rw_cross_rules_check (&view, before, after, error) : result;
}
