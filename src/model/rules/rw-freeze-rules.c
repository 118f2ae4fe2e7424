/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-freeze-rules.h"

#include <glib/gi18n-lib.h>

#include "rw-error.h"
#include "rw-recurrence.h"

/*
 * Hard freezes refuse changes, whatever their type (DOMAIN, "Changes"). A freeze without a target holds for
 * everything; one with a target for the changes that concern it: by what the change says of its service
 * and customer, and by what its items are, stand in and run on. Windows are few and hard freezes fewer,
 * so they are looked at first; where a change reaches is asked only when one lies at its time.
 */

/* A chassis in a chassis in a chassis: further than that nobody has ever built. */
#define STEPS_MOST 8

gboolean
rw_freeze_is_hard (RwRecord *window)
{
  return rw_record_get_enum (window, RW_WINDOW_TYPE) == RW_WINDOW_TYPE_FREEZE &&
         rw_record_get_boolean (window, RW_WINDOW_HARD);
}

static const RwKind ci_kinds[] = { RW_KIND_DEVICE, RW_KIND_VM,         RW_KIND_RACK,
                                   RW_KIND_PORT,   RW_KIND_POWER_FEED, RW_KIND_SERVICE };

/* The configuration item under @id, of whichever kind it is. */
static gboolean
get_ci (const RwCrossView *view, const RwId *id, RwRecord **ci, GError **error)
{
  *ci = NULL;
  for (guint i = 0; *ci == NULL && i < G_N_ELEMENTS (ci_kinds); i++)
    if (!view->get (view->data, ci_kinds[i], id, ci, error))
      return FALSE;
  return TRUE;
}

/* What a record belongs to, nearest first. */
static guint
get_owners (RwRecord *record, const RwId *owners[3])
{
  switch (rw_record_get_kind (record))
    {
    case RW_KIND_DEVICE:
      owners[0] = rw_record_get_ref (record, RW_DEVICE_SERVICE);
      owners[1] = rw_record_get_ref (record, RW_DEVICE_RACK);
      owners[2] = rw_record_get_ref (record, RW_DEVICE_PARENT);
      return 3;
    case RW_KIND_VM:
      owners[0] = rw_record_get_ref (record, RW_VM_SERVICE);
      owners[1] = rw_record_get_ref (record, RW_VM_HOST);
      return 2;
    case RW_KIND_PORT:
      owners[0] = rw_record_get_ref (record, RW_PORT_SYSTEM);
      return 1;
    case RW_KIND_POWER_FEED:
      owners[0] = rw_record_get_ref (record, RW_POWER_FEED_RACK);
      return 1;
    case RW_KIND_SERVICE:
      owners[0] = rw_record_get_ref (record, RW_SERVICE_CUSTOMER);
      return 1;
    default:
      return 0;
    }
}

/* A rack is in a room, and that at a site. */
static gboolean
add_site (const RwCrossView *view, RwRecord *rack, GHashTable *concerned, GError **error)
{
  const RwId *room_id = rw_record_get_ref (rack, RW_RACK_ROOM);
  g_autoptr (RwRecord) room = NULL;
  const RwId *site;

  if (room_id == NULL)
    return TRUE;
  if (!view->get (view->data, RW_KIND_ROOM, room_id, &room, error))
    return FALSE;
  site = room != NULL ? rw_record_get_ref (room, RW_ROOM_SITE) : NULL;
  if (site != NULL)
    g_hash_table_add (concerned, rw_id_copy (site));
  return TRUE;
}

static gboolean
add_ci (const RwCrossView *view, const RwId *id, GHashTable *concerned, guint steps, GError **error)
{
  g_autoptr (RwRecord) ci = NULL;
  const RwId *owners[3];
  guint n_owners;

  /* Two machines of one rack have the rest in common. */
  if (steps > STEPS_MOST || !g_hash_table_add (concerned, rw_id_copy (id)))
    return TRUE;
  if (!get_ci (view, id, &ci, error))
    return FALSE;
  if (ci == NULL)
    return TRUE;
  if (rw_record_get_kind (ci) == RW_KIND_RACK)
    return add_site (view, ci, concerned, error);
  n_owners = get_owners (ci, owners);
  for (guint i = 0; i < n_owners; i++)
    if (owners[i] != NULL && !add_ci (view, owners[i], concerned, steps + 1, error))
      return FALSE;
  return TRUE;
}

/**
 * rw_freeze_concerns:
 * @concerned: (element-type RwId): is filled with all that the change concerns: the keys are freed by it
 *
 * Where a change reaches upwards: its items, what they stand in and run on, their business services,
 * customers and sites.
 */
gboolean
rw_freeze_concerns (const RwCrossView *view, RwRecord *change, GHashTable *concerned, GError **error)
{
  const RwId *service = rw_record_get_ref (change, RW_CHANGE_SERVICE);
  const RwId *customer = rw_record_get_ref (change, RW_CHANGE_CUSTOMER);
  g_autoptr (GPtrArray) items =
    view->referrers (view->data, RW_KIND_CHANGE_ITEM, RW_CHANGE_ITEM_CHANGE,
                     rw_record_get_id (change), error);

  if (items == NULL || (service != NULL && !add_ci (view, service, concerned, 0, error)))
    return FALSE;
  if (customer != NULL)
    g_hash_table_add (concerned, rw_id_copy (customer));
  for (guint i = 0; i < items->len; i++)
    {
      const RwId *ci = rw_record_get_ref (items->pdata[i], RW_CHANGE_ITEM_CI);
      const RwId *rack = rw_record_get_ref (items->pdata[i], RW_CHANGE_ITEM_TO_RACK);

      if ((ci != NULL && !add_ci (view, ci, concerned, 0, error)) ||
          (rack != NULL && !add_ci (view, rack, concerned, 0, error)))
        return FALSE;
    }
  return TRUE;
}

/* Whether an instance of the freeze lies at the time of the change; touching is no overlap. */
static gboolean
lies_at (RwRecord *window, gint64 start, gint64 end)
{
  g_autoptr (GArray) instances = rw_window_expand (window, start, end, NULL);

  return instances != NULL && instances->len > 0;
}

/**
 * rw_freeze_check:
 * @change: with its times
 * @error: one sentence that names the freeze
 *
 * Whether a hard freeze refuses the change at its time.
 */
RwCrossResult
rw_freeze_check (const RwCrossView *view, RwRecord *change, GError **error)
{
  g_autoptr (GHashTable) concerned = NULL;
  g_autoptr (GPtrArray) windows = NULL;
  gint64 start = rw_record_get_integer (change, RW_CHANGE_START, 0);
  gint64 end = rw_record_get_integer (change, RW_CHANGE_END, 0);

  if (view->list == NULL || start >= end)
    return RW_CROSS_OK;
  windows = view->list (view->data, RW_KIND_WINDOW, error);
  if (windows == NULL)
    return RW_CROSS_FAILED;
  for (guint i = 0; i < windows->len; i++)
    {
      RwRecord *window = g_ptr_array_index (windows, i);
      const RwId *target = rw_record_get_ref (window, RW_WINDOW_TARGET);

      if (!rw_freeze_is_hard (window) || !lies_at (window, start, end))
        continue;
      if (target != NULL && concerned == NULL)
        {
          concerned = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, NULL);
          if (!rw_freeze_concerns (view, change, concerned, error))
            return RW_CROSS_FAILED;
        }
      if (target != NULL && !g_hash_table_contains (concerned, target))
        continue;
      g_set_error (error, RW_ERROR, RW_ERROR_CONFLICT,
                   _ ("Change “%s” is inside the freeze “%s”, which refuses changes"),
                   rw_record_get_title (change), rw_record_get_title (window));
      return RW_CROSS_REFUSED;
    }
  return RW_CROSS_OK;
}
