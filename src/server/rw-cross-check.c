/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-cross-check.h"

#include <glib/gi18n-lib.h>

#include "rules/rw-rack-space.h"
#include "rw-error.h"
#include "rw-unique.h"

/*
 * The rules that hold between records. They are asked after all writes of a group are in the
 * transaction, so that a group may pass through states that would not do on their own: two devices
 * that change places, a device deleted together with its ports.
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
check_unique (RwLogStore  *store,
              RwRecord    *before,
              RwRecord    *after,
              GError     **error)
{
  RwKind kind = rw_record_get_kind (after);
  const char *name;

  for (guint i = 0; (name = rw_unique_name (kind, i)) != NULL; i++)
    {
      g_autofree char *was = before == NULL ? NULL : rw_unique_key (before, i);
      g_autofree char *key = rw_unique_key (after, i);
      g_autoptr (RwRecord) other = NULL;
      RwCrossResult result;
      RwId id;

      if (key == NULL || g_strcmp0 (was, key) == 0)
        continue;
      if (!rw_log_store_find_unique (store, kind, name, key, rw_record_get_id (after), &id, error))
        return RW_CROSS_FAILED;
      if (rw_id_is_nil (&id))
        continue;
      result = load (store, &id, &other, error);
      if (result != RW_CROSS_OK)
        return result;
      g_set_error (error, RW_ERROR, RW_ERROR_CONFLICT, _ ("%s “%s”: the %s “%s” already belongs to “%s”"),
                   rw_kind_label (kind), rw_record_get_title (after), rw_unique_label (kind, i), key,
                   other != NULL ? rw_record_get_title (other) : "?");
      return RW_CROSS_REFUSED;
    }
  return RW_CROSS_OK;
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

/* Loads the type of a device once however many devices have it. */
static RwCrossResult
load_type (RwLogStore  *store,
           GHashTable  *types,
           RwRecord    *device,
           RwRecord   **type,
           GError     **error)
{
  const RwId *id = rw_record_get_ref (device, RW_DEVICE_TYPE);
  RwCrossResult result;

  *type = NULL;
  if (id == NULL)
    return RW_CROSS_OK;
  *type = g_hash_table_lookup (types, id);
  if (*type != NULL)
    return RW_CROSS_OK;
  result = load (store, id, type, error);
  if (*type != NULL)
    g_hash_table_insert (types, rw_id_copy (id), *type);
  return result;
}

/* Whether @only, or every device when it is NULL, has its units in the rack for itself. */
static RwCrossResult
check_rack (RwLogStore  *store,
            const RwId  *rack_id,
            RwRecord    *only,
            GError     **error)
{
  g_autoptr (GHashTable) types = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, g_object_unref);
  g_autoptr (RwRackSpace) space = NULL;
  g_autoptr (GPtrArray) devices = NULL;
  g_autoptr (RwRecord) rack = NULL;
  GError *problem = NULL;
  RwCrossResult result = load (store, rack_id, &rack, error);

  if (result != RW_CROSS_OK || rack == NULL || rw_record_get_kind (rack) != RW_KIND_RACK)
    return result;
  devices = rw_log_store_referrers (store, rack_id, RW_KIND_BIT (RW_KIND_DEVICE), 0, &problem);
  if (devices == NULL)
    return outcome (problem, error);
  space = rw_rack_space_new_for_rack (rack);
  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < devices->len; i++)
      {
        RwRecord *device = g_ptr_array_index (devices, i), *type;
        RwPlacement placement;

        result = load_type (store, types, device, &type, error);
        if (result != RW_CROSS_OK)
          return result;
        if (!rw_placement_from_device (device, type, &placement))
          continue;
        if (pass == 0)
          rw_rack_space_add (space, &placement);
        else if ((only == NULL || rw_id_equal (rw_record_get_id (only), &placement.id)) &&
                 !rw_rack_space_check (space, &placement, error))
          return RW_CROSS_REFUSED;
      }
  return RW_CROSS_OK;
}

static gboolean
any_changed (RwRecord    *before,
             RwRecord    *after,
             const guint *fields,
             guint        n_fields)
{
  if (before == NULL)
    return TRUE;
  for (guint i = 0; i < n_fields; i++)
    if (!rw_value_equal (rw_record_get (before, fields[i]), rw_record_get (after, fields[i])))
      return TRUE;
  return FALSE;
}

static RwCrossResult
check_bay (RwLogStore  *store,
           RwRecord    *device,
           GError     **error)
{
  const RwId *parent = rw_record_get_ref (device, RW_DEVICE_PARENT);
  const char *bay = rw_record_get_text (device, RW_DEVICE_BAY);
  g_autoptr (GPtrArray) others = NULL;
  GError *problem = NULL;

  if (parent == NULL || bay == NULL)
    return RW_CROSS_OK;
  others = rw_log_store_referrers (store, parent, RW_KIND_BIT (RW_KIND_DEVICE), 0, &problem);
  if (others == NULL)
    return outcome (problem, error);
  for (guint i = 0; i < others->len; i++)
    {
      RwRecord *other = g_ptr_array_index (others, i);
      const RwId *chassis = rw_record_get_ref (other, RW_DEVICE_PARENT);

      if (rw_id_equal (rw_record_get_id (other), rw_record_get_id (device)) || chassis == NULL ||
          !rw_id_equal (chassis, parent) || g_strcmp0 (rw_record_get_text (other, RW_DEVICE_BAY), bay) != 0 ||
          !rw_stage_takes_units (rw_record_get_enum (other, RW_DEVICE_STAGE)))
        continue;
      g_set_error (error, RW_ERROR, RW_ERROR_CONFLICT, _ ("“%s” and “%s” cannot both be in bay %s"),
                   rw_record_get_title (device), rw_record_get_title (other), bay);
      return RW_CROSS_REFUSED;
    }
  return RW_CROSS_OK;
}

static RwCrossResult
check_device (RwLogStore  *store,
              RwRecord    *before,
              RwRecord    *after,
              GError     **error)
{
  static const guint place[] = { RW_DEVICE_RACK, RW_DEVICE_POSITION, RW_DEVICE_FACE, RW_DEVICE_SIDE,
                                 RW_DEVICE_PARENT, RW_DEVICE_BAY, RW_DEVICE_TYPE };
  const RwId *rack = rw_record_get_ref (after, RW_DEVICE_RACK);
  RwCrossResult result = RW_CROSS_OK;

  /* Of the stages only those that make a removed device stand there again matter. */
  if (!any_changed (before, after, place, G_N_ELEMENTS (place)) &&
      rw_stage_takes_units (rw_record_get_enum (before, RW_DEVICE_STAGE)) ==
        rw_stage_takes_units (rw_record_get_enum (after, RW_DEVICE_STAGE)))
    return RW_CROSS_OK;
  if (!rw_stage_takes_units (rw_record_get_enum (after, RW_DEVICE_STAGE)))
    return RW_CROSS_OK;
  result = check_bay (store, after, error);
  if (result == RW_CROSS_OK && rack != NULL)
    result = check_rack (store, rack, after, error);
  return result;
}

/* A type that grows may push its devices into their neighbours. */
static RwCrossResult
check_type (RwLogStore  *store,
            RwRecord    *before,
            RwRecord    *after,
            GError     **error)
{
  static const guint size[] = { RW_DEVICE_TYPE_HEIGHT, RW_DEVICE_TYPE_FULL_DEPTH, RW_DEVICE_TYPE_HALF_WIDTH };
  g_autoptr (GHashTable) racks = g_hash_table_new (rw_id_hash, rw_id_equal);
  g_autoptr (GPtrArray) devices = NULL;
  GError *problem = NULL;
  GHashTableIter iter;
  gpointer key;

  if (before == NULL || !any_changed (before, after, size, G_N_ELEMENTS (size)))
    return RW_CROSS_OK;
  devices = rw_log_store_referrers (store, rw_record_get_id (after), RW_KIND_BIT (RW_KIND_DEVICE), 0, &problem);
  if (devices == NULL)
    return outcome (problem, error);
  for (guint i = 0; i < devices->len; i++)
    {
      const RwId *rack = rw_record_get_ref (g_ptr_array_index (devices, i), RW_DEVICE_RACK);

      if (rack != NULL)
        g_hash_table_add (racks, (gpointer) rack);
    }
  g_hash_table_iter_init (&iter, racks);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      RwCrossResult result = check_rack (store, key, NULL, error);

      if (result != RW_CROSS_OK)
        return result;
    }
  return RW_CROSS_OK;
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
  static const guint units[] = { RW_RACK_UNITS };
  RwCrossResult result;

  if (after == NULL)
    return before == NULL ? RW_CROSS_OK : check_not_referred (store, before, error);
  result = check_unique (store, before, after, error);
  if (result == RW_CROSS_OK)
    result = check_refs (store, before, after, error);
  if (result != RW_CROSS_OK)
    return result;
  switch (rw_record_get_kind (after))
    {
    case RW_KIND_DEVICE:
      return check_device (store, before, after, error);
    case RW_KIND_DEVICE_TYPE:
      return check_type (store, before, after, error);
    case RW_KIND_RACK:
      if (before != NULL && any_changed (before, after, units, G_N_ELEMENTS (units)))
        return check_rack (store, rw_record_get_id (after), NULL, error);
      return RW_CROSS_OK;
    default:
      return RW_CROSS_OK;
    }
}
