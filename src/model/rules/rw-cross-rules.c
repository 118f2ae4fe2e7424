/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-cross-rules.h"

#include <glib/gi18n-lib.h>

#include "rw-change-check.h"
#include "rw-error.h"
#include "rw-rack-space.h"
#include "rw-ticket-rules.h"
#include "rw-unique.h"

/*
 * The rules that hold between records, told once: the server asks them before it accepts an edit, the
 * console before it queues one. They are asked after all edits of a group are to be seen, so that a
 * group may pass through states that would not do on their own: two devices that change places.
 */

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

static RwCrossResult
check_unique (const RwCrossView *view, RwRecord *before, RwRecord *after, GError **error)
{
  RwKind kind = rw_record_get_kind (after);

  for (guint i = 0; rw_unique_name (kind, i) != NULL; i++)
    {
      g_autofree char *was = before == NULL ? NULL : rw_unique_key (before, i);
      g_autofree char *key = rw_unique_key (after, i);
      g_autofree char *shown = NULL;
      g_autoptr (RwRecord) other = NULL;

      if (key == NULL || g_strcmp0 (was, key) == 0)
        continue;
      if (!view->find_unique (view->data, after, i, key, &other, error))
        return RW_CROSS_FAILED;
      if (other == NULL)
        continue;
      shown = rw_unique_text (after, i);
      g_set_error (error, RW_ERROR, RW_ERROR_CONFLICT,
                   _ ("%s “%s”: the %s “%s” already belongs to “%s”"), rw_kind_label (kind),
                   rw_record_get_title (after), rw_unique_label (kind, i), shown,
                   rw_record_get_title (other));
      return RW_CROSS_REFUSED;
    }
  return RW_CROSS_OK;
}

/* --- Racks ------------------------------------------------------------------------------------------ */

/* Loads the type of a device once however many devices have it. */
static gboolean
get_type (const RwCrossView *view,
          GHashTable        *types,
          RwRecord          *device,
          RwRecord         **type,
          GError           **error)
{
  const RwId *id = rw_record_get_ref (device, RW_DEVICE_TYPE);

  *type = id != NULL ? g_hash_table_lookup (types, id) : NULL;
  if (id == NULL || *type != NULL)
    return TRUE;
  if (!view->get (view->data, RW_KIND_DEVICE_TYPE, id, type, error))
    return FALSE;
  if (*type != NULL)
    g_hash_table_insert (types, rw_id_copy (id), *type);
  return TRUE;
}

/* Whether @only, or every device when it is NULL, has its units in the rack for itself. */
static RwCrossResult
check_rack (const RwCrossView *view, const RwId *rack_id, RwRecord *only, GError **error)
{
  g_autoptr (GHashTable) types =
    g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, g_object_unref);
  g_autoptr (RwRackSpace) space = NULL;
  g_autoptr (GPtrArray) devices = NULL;
  g_autoptr (RwRecord) rack = NULL;

  if (!view->get (view->data, RW_KIND_RACK, rack_id, &rack, error))
    return RW_CROSS_FAILED;
  if (rack == NULL)
    return RW_CROSS_OK;
  devices = view->referrers (view->data, RW_KIND_DEVICE, RW_DEVICE_RACK, rack_id, error);
  if (devices == NULL)
    return RW_CROSS_FAILED;
  space = rw_rack_space_new_for_rack (rack);
  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < devices->len; i++)
      {
        RwRecord *device = g_ptr_array_index (devices, i), *type;
        RwPlacement placement;

        if (!get_type (view, types, device, &type, error))
          return RW_CROSS_FAILED;
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

static RwCrossResult
check_bay (const RwCrossView *view, RwRecord *device, GError **error)
{
  const RwId *parent = rw_record_get_ref (device, RW_DEVICE_PARENT);
  const char *bay = rw_record_get_text (device, RW_DEVICE_BAY);
  g_autoptr (GPtrArray) others = NULL;

  if (parent == NULL || bay == NULL)
    return RW_CROSS_OK;
  others = view->referrers (view->data, RW_KIND_DEVICE, RW_DEVICE_PARENT, parent, error);
  if (others == NULL)
    return RW_CROSS_FAILED;
  for (guint i = 0; i < others->len; i++)
    {
      RwRecord *other = g_ptr_array_index (others, i);

      if (rw_id_equal (rw_record_get_id (other), rw_record_get_id (device)) ||
          g_strcmp0 (rw_record_get_text (other, RW_DEVICE_BAY), bay) != 0 ||
          !rw_stage_takes_units (rw_record_get_enum (other, RW_DEVICE_STAGE)))
        continue;
      g_set_error (error, RW_ERROR, RW_ERROR_CONFLICT, _ ("“%s” and “%s” cannot both be in bay %s"),
                   rw_record_get_title (device), rw_record_get_title (other), bay);
      return RW_CROSS_REFUSED;
    }
  return RW_CROSS_OK;
}

/* A chassis may stand in another one, but not, however far down, in itself. */
static RwCrossResult
check_chassis (const RwCrossView *view, RwRecord *device, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, NULL);
  const RwId *id = rw_record_get_id (device),
             *parent = rw_record_get_ref (device, RW_DEVICE_PARENT);
  g_autoptr (RwRecord) first = NULL;
  g_autoptr (RwRecord) chassis = NULL;

  while (parent != NULL && !rw_id_equal (parent, id) &&
         g_hash_table_add (seen, rw_id_copy (parent)))
    {
      g_autoptr (RwRecord) next = NULL;

      if (!view->get (view->data, RW_KIND_DEVICE, parent, &next, error))
        return RW_CROSS_FAILED;
      if (next == NULL)
        return RW_CROSS_OK;
      if (first == NULL)
        first = g_object_ref (next);
      g_set_object (&chassis, next);
      parent = rw_record_get_ref (chassis, RW_DEVICE_PARENT);
    }
  /* A circle that this device is not in is another record's fault. */
  if (parent == NULL || first == NULL || !rw_id_equal (parent, id))
    return RW_CROSS_OK;
  g_set_error (error, RW_ERROR, RW_ERROR_CONFLICT,
               _ ("“%s” cannot be in the chassis “%s”, which is itself in “%s”"),
               rw_record_get_title (device), rw_record_get_title (first),
               rw_record_get_title (device));
  return RW_CROSS_REFUSED;
}

static RwCrossResult
check_device (const RwCrossView *view, RwRecord *before, RwRecord *after, GError **error)
{
  static const guint place[] = { RW_DEVICE_RACK, RW_DEVICE_POSITION, RW_DEVICE_FACE,
                                 RW_DEVICE_SIDE, RW_DEVICE_PARENT,   RW_DEVICE_BAY,
                                 RW_DEVICE_TYPE };
  static const guint parent[] = { RW_DEVICE_PARENT };
  const RwId *rack = rw_record_get_ref (after, RW_DEVICE_RACK);
  gboolean takes = rw_stage_takes_units (rw_record_get_enum (after, RW_DEVICE_STAGE));
  RwCrossResult result = RW_CROSS_OK;

  if (any_changed (before, after, parent, G_N_ELEMENTS (parent)))
    result = check_chassis (view, after, error);
  /* Of the stages only those that make a removed device stand there again matter. */
  if (result != RW_CROSS_OK || !takes ||
      (!any_changed (before, after, place, G_N_ELEMENTS (place)) &&
       rw_stage_takes_units (rw_record_get_enum (before, RW_DEVICE_STAGE))))
    return result;
  result = check_bay (view, after, error);
  if (result == RW_CROSS_OK && rack != NULL)
    result = check_rack (view, rack, after, error);
  return result;
}

/* A type that grows may push its devices into their neighbours. */
static RwCrossResult
check_type (const RwCrossView *view, RwRecord *before, RwRecord *after, GError **error)
{
  static const guint size[] = { RW_DEVICE_TYPE_HEIGHT, RW_DEVICE_TYPE_FULL_DEPTH,
                                RW_DEVICE_TYPE_HALF_WIDTH };
  g_autoptr (GHashTable) racks = g_hash_table_new (rw_id_hash, rw_id_equal);
  g_autoptr (GPtrArray) devices = NULL;
  GHashTableIter iter;
  gpointer key;

  if (before == NULL || !any_changed (before, after, size, G_N_ELEMENTS (size)))
    return RW_CROSS_OK;
  devices =
    view->referrers (view->data, RW_KIND_DEVICE, RW_DEVICE_TYPE, rw_record_get_id (after), error);
  if (devices == NULL)
    return RW_CROSS_FAILED;
  for (guint i = 0; i < devices->len; i++)
    {
      const RwId *rack = rw_record_get_ref (g_ptr_array_index (devices, i), RW_DEVICE_RACK);

      if (rack != NULL)
        g_hash_table_add (racks, (gpointer) rack);
    }
  g_hash_table_iter_init (&iter, racks);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      RwCrossResult result = check_rack (view, key, NULL, error);

      if (result != RW_CROSS_OK)
        return result;
    }
  return RW_CROSS_OK;
}

/* --- Cables ----------------------------------------------------------------------------------------- */

/* What a cable ends in, as a person calls it: "eth0 of web-014". */
static gboolean
name_end (const RwCrossView *view, const RwId *id, char **name, GError **error)
{
  static const RwKind systems[] = { RW_KIND_DEVICE, RW_KIND_VM };
  g_autoptr (RwRecord) end = NULL;
  const RwId *system_id;

  *name = NULL;
  if (!view->get (view->data, RW_KIND_PORT, id, &end, error) ||
      (end == NULL && !view->get (view->data, RW_KIND_POWER_FEED, id, &end, error)))
    return FALSE;
  if (end != NULL && rw_record_get_kind (end) == RW_KIND_PORT)
    {
      system_id = rw_record_get_ref (end, RW_PORT_SYSTEM);
      for (guint i = 0; system_id != NULL && *name == NULL && i < G_N_ELEMENTS (systems); i++)
        {
          g_autoptr (RwRecord) system = NULL;

          if (!view->get (view->data, systems[i], system_id, &system, error))
            return FALSE;
          if (system != NULL)
            /* Translators: a port and the system it is on: “eth0 of web-014” */
            *name = g_strdup_printf (C_ ("port", "%s of %s"), rw_record_get_title (end),
                                     rw_record_get_title (system));
        }
    }
  if (*name == NULL)
    *name = g_strdup (end != NULL ? rw_record_get_title (end) : rw_kind_label (RW_KIND_PORT));
  return TRUE;
}

/* A cable without a label is known by where it leads. */
static gboolean
name_cable (const RwCrossView *view, RwRecord *cable, char **name, GError **error)
{
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;

  if (rw_record_has (cable, RW_CABLE_LABEL))
    {
      *name = g_strdup (rw_record_get_title (cable));
      return TRUE;
    }
  if (!name_end (view, rw_record_get_ref (cable, RW_CABLE_A), &a, error) ||
      !name_end (view, rw_record_get_ref (cable, RW_CABLE_B), &b, error))
    return FALSE;
  *name = g_strdup_printf ("%s – %s", a, b);
  return TRUE;
}

static RwCrossResult
refuse_end (const RwCrossView *view,
            RwRecord          *cable,
            RwRecord          *other,
            const RwId        *end,
            GError           **error)
{
  g_autofree char *name = NULL;
  g_autofree char *theirs = NULL;
  g_autofree char *where = NULL;

  if (!name_cable (view, cable, &name, error) || !name_cable (view, other, &theirs, error) ||
      !name_end (view, end, &where, error))
    return RW_CROSS_FAILED;
  g_set_error (error, RW_ERROR, RW_ERROR_CONFLICT,
               _ ("Cable “%s” cannot end in %s: cable “%s” already does"), name, where, theirs);
  return RW_CROSS_REFUSED;
}

/* A port holds one cable: three ends in two ports would be a cable that nobody can buy. */
static RwCrossResult
check_cable (const RwCrossView *view, RwRecord *before, RwRecord *after, GError **error)
{
  static const guint ends[] = { RW_CABLE_A, RW_CABLE_B };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      const RwId *end = rw_record_get_ref (after, ends[i]);

      if (end == NULL || !any_changed (before, after, &ends[i], 1))
        continue;
      for (guint side = 0; side < G_N_ELEMENTS (ends); side++)
        {
          g_autoptr (GPtrArray) others =
            view->referrers (view->data, RW_KIND_CABLE, ends[side], end, error);

          if (others == NULL)
            return RW_CROSS_FAILED;
          for (guint k = 0; k < others->len; k++)
            if (!rw_id_equal (rw_record_get_id (others->pdata[k]), rw_record_get_id (after)))
              return refuse_end (view, after, others->pdata[k], end, error);
        }
    }
  return RW_CROSS_OK;
}

/* --- Tickets ---------------------------------------------------------------------------------------- */

/* The other way round it holds, too: a ticket into which others were merged is not merged itself. */
static RwCrossResult
check_ticket (const RwCrossView *view, RwRecord *before, RwRecord *after, GError **error)
{
  static const guint merged[] = { RW_TICKET_MERGED_INTO };
  const RwId *into = rw_record_get_ref (after, RW_TICKET_MERGED_INTO);
  g_autoptr (RwRecord) kept = NULL;
  g_autoptr (GPtrArray) others = NULL;

  if (into == NULL || !any_changed (before, after, merged, G_N_ELEMENTS (merged)))
    return RW_CROSS_OK;
  if (!view->get (view->data, RW_KIND_TICKET, into, &kept, error))
    return RW_CROSS_FAILED;
  others = view->referrers (view->data, RW_KIND_TICKET, RW_TICKET_MERGED_INTO,
                            rw_record_get_id (after), error);
  if (others == NULL)
    return RW_CROSS_FAILED;
  return kept == NULL || rw_ticket_check_merge (after, kept, others->len > 0, error)
           ? RW_CROSS_OK
           : RW_CROSS_REFUSED;
}

/**
 * rw_cross_rules_check:
 * @view: the other records, with @after already among them and everything else that was done with it
 * @before: (nullable): the record as it was
 * @after: as it is
 * @error: one sentence that names both records
 *
 * Checks what can only be told with other records at hand: values that no two have, the units of a
 * rack, bays, chassis in chassis, the ends of cables, tickets that were merged, what a change needs at
 * each step of its life.
 */
RwCrossResult
rw_cross_rules_check (const RwCrossView *view, RwRecord *before, RwRecord *after, GError **error)
{
  static const guint units[] = { RW_RACK_UNITS };
  RwCrossResult result = RW_CROSS_OK;

  /* Before its ends are looked for as values: the sentence is better. */
  if (rw_record_get_kind (after) == RW_KIND_CABLE)
    result = check_cable (view, before, after, error);
  if (result == RW_CROSS_OK)
    result = check_unique (view, before, after, error);
  if (result != RW_CROSS_OK)
    return result;
  switch (rw_record_get_kind (after))
    {
    case RW_KIND_DEVICE:
      return check_device (view, before, after, error);
    case RW_KIND_TICKET:
      return check_ticket (view, before, after, error);
    case RW_KIND_CHANGE:
    case RW_KIND_CHANGE_TEMPLATE:
      return rw_change_cross_check (view, before, after, error);
    case RW_KIND_DEVICE_TYPE:
      return check_type (view, before, after, error);
    case RW_KIND_RACK:
      if (before != NULL && any_changed (before, after, units, G_N_ELEMENTS (units)))
        return check_rack (view, rw_record_get_id (after), NULL, error);
      return RW_CROSS_OK;
    default:
      return RW_CROSS_OK;
    }
}
