/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-local-rules.h"

#include <glib/gi18n-lib.h>

#include "rules/rw-rack-space.h"
#include "rw-check.h"
#include "rw-error.h"

/*
 * What the server will check with other records at hand, as far as the cache can tell: better told
 * now than after the next connection. The server has the last word; it sees more than this cache.
 */

static gboolean
check_unique (RwCache *view, RwRecord *before, RwRecord *after, GError **error)
{
  const RwKindInfo *info = rw_record_get_info (after);

  for (guint i = 0; i < info->n_fields; i++)
    {
      g_autofree char *was = NULL;
      g_autofree char *key = NULL;
      g_autofree char *tail = NULL;
      g_autoptr (GPtrArray) others = NULL;

      if (!(info->fields[i].flags & RW_F_UNIQUE) || info->fields[i].type != RW_FIELD_TEXT)
        continue;
      was = before != NULL ? rw_record_unique_key (before, i) : NULL;
      key = rw_record_unique_key (after, i);
      if (key == NULL || g_strcmp0 (was, key) == 0)
        continue;
      tail = g_strdup_printf ("WHERE \"%s\" = ? AND \"id\" <> ? LIMIT 1", info->fields[i].name);
      others = rw_cache_select (view, info->kind, tail, error, RW_BIND_TEXT, key, RW_BIND_ID,
                                rw_record_get_id (after), RW_BIND_END);
      if (others == NULL)
        return FALSE;
      if (others->len == 0)
        continue;
      g_set_error (error, RW_ERROR, RW_ERROR_CONFLICT,
                   _ ("%s “%s”: the %s “%s” already belongs to “%s”"), rw_kind_label (info->kind),
                   rw_record_get_title (after), rw_field_label (&info->fields[i]), key,
                   rw_record_get_title (g_ptr_array_index (others, 0)));
      return FALSE;
    }
  return TRUE;
}

static gboolean
any_changed (RwRecord *before, RwRecord *after, const guint *fields, guint n_fields)
{
  if (before == NULL)
    return TRUE;
  for (guint i = 0; i < n_fields; i++)
    if (!rw_value_equal (rw_record_get (before, fields[i]), rw_record_get (after, fields[i])))
      return TRUE;
  return FALSE;
}

static gboolean
get_type (RwCache *view, GHashTable *types, RwRecord *device, RwRecord **type, GError **error)
{
  const RwId *id = rw_record_get_ref (device, RW_DEVICE_TYPE);
  g_autoptr (GError) local = NULL;

  *type = NULL;
  if (id == NULL)
    return TRUE;
  *type = g_hash_table_lookup (types, id);
  if (*type != NULL)
    return TRUE;
  *type = rw_cache_get (view, RW_KIND_DEVICE_TYPE, id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (*type != NULL)
    g_hash_table_insert (types, rw_id_copy (id), *type);
  return TRUE;
}

static gboolean
check_rack (RwCache *view, RwRecord *device, GError **error)
{
  g_autoptr (GHashTable) types =
    g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, g_object_unref);
  const RwId *rack_id = rw_record_get_ref (device, RW_DEVICE_RACK);
  g_autoptr (GError) local = NULL;
  g_autoptr (RwRackSpace) space = NULL;
  g_autoptr (GPtrArray) devices = NULL;
  g_autoptr (RwRecord) rack = NULL;
  RwPlacement wanted, placement;
  RwRecord *type;

  if (rack_id == NULL)
    return TRUE;
  rack = rw_cache_get (view, RW_KIND_RACK, rack_id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (rack == NULL)
    return TRUE;
  if (!get_type (view, types, device, &type, error))
    return FALSE;
  if (!rw_placement_from_device (device, type, &wanted))
    return TRUE;
  devices =
    rw_cache_select (view, RW_KIND_DEVICE, "WHERE \"rack\" = ? AND \"id\" <> ?", error, RW_BIND_ID,
                     rack_id, RW_BIND_ID, rw_record_get_id (device), RW_BIND_END);
  if (devices == NULL)
    return FALSE;
  space = rw_rack_space_new_for_rack (rack);
  for (guint i = 0; i < devices->len; i++)
    {
      RwRecord *other = g_ptr_array_index (devices, i);

      if (!get_type (view, types, other, &type, error))
        return FALSE;
      if (rw_placement_from_device (other, type, &placement))
        rw_rack_space_add (space, &placement);
    }
  return rw_rack_space_check (space, &wanted, error);
}

static gboolean
check_bay (RwCache *view, RwRecord *device, GError **error)
{
  const RwId *parent = rw_record_get_ref (device, RW_DEVICE_PARENT);
  const char *bay = rw_record_get_text (device, RW_DEVICE_BAY);
  g_autoptr (GPtrArray) others = NULL;

  if (parent == NULL || bay == NULL)
    return TRUE;
  others =
    rw_cache_select (view, RW_KIND_DEVICE, "WHERE \"parent\" = ? AND \"bay\" = ? AND \"id\" <> ?",
                     error, RW_BIND_ID, parent, RW_BIND_TEXT, bay, RW_BIND_ID,
                     rw_record_get_id (device), RW_BIND_END);
  if (others == NULL)
    return FALSE;
  for (guint i = 0; i < others->len; i++)
    {
      RwRecord *other = g_ptr_array_index (others, i);

      if (!rw_stage_takes_units (rw_record_get_enum (other, RW_DEVICE_STAGE)))
        continue;
      g_set_error (error, RW_ERROR, RW_ERROR_CONFLICT, _ ("“%s” and “%s” cannot both be in bay %s"),
                   rw_record_get_title (device), rw_record_get_title (other), bay);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_device (RwCache *view, RwRecord *before, RwRecord *after, GError **error)
{
  static const guint place[] = { RW_DEVICE_RACK, RW_DEVICE_POSITION, RW_DEVICE_FACE,
                                 RW_DEVICE_SIDE, RW_DEVICE_PARENT,   RW_DEVICE_BAY,
                                 RW_DEVICE_TYPE };

  if (!rw_stage_takes_units (rw_record_get_enum (after, RW_DEVICE_STAGE)))
    return TRUE;
  if (!any_changed (before, after, place, G_N_ELEMENTS (place)) &&
      rw_stage_takes_units (rw_record_get_enum (before, RW_DEVICE_STAGE)))
    return TRUE;
  return check_bay (view, after, error) && check_rack (view, after, error);
}

/**
 * rw_local_rules_check:
 * @view: shows @after already, and everything else that was done with it
 * @before: (nullable): the record as it was
 * @after: (nullable): as it is; %NULL when it was deleted
 *
 * Checks a record against the others in the cache: unique values, units of a rack, bays.
 *
 * Returns: whether it may be; the error names both records
 */
gboolean
rw_local_rules_check (RwCache *view, RwRecord *before, RwRecord *after, GError **error)
{
  if (after == NULL)
    return TRUE;
  if (!check_unique (view, before, after, error))
    return FALSE;
  return rw_record_get_kind (after) != RW_KIND_DEVICE || check_device (view, before, after, error);
}
