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

/* So far up it is asked whom a thing is there for; a console goes as far. */
#define SERVED_STEPS_MOST 4

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

/* What it is a part of, stands in and runs on. */
static guint
get_uppers (RwRecord *ci, const RwId *uppers[2])
{
  switch (rw_record_get_kind (ci))
    {
    case RW_KIND_DEVICE:
      uppers[0] = rw_record_get_ref (ci, RW_DEVICE_PARENT);
      uppers[1] = rw_record_get_ref (ci, RW_DEVICE_RACK);
      return 2;
    case RW_KIND_VM:
      uppers[0] = rw_record_get_ref (ci, RW_VM_HOST);
      return 1;
    case RW_KIND_PORT:
      uppers[0] = rw_record_get_ref (ci, RW_PORT_SYSTEM);
      return 1;
    case RW_KIND_POWER_FEED:
      uppers[0] = rw_record_get_ref (ci, RW_POWER_FEED_RACK);
      return 1;
    default:
      return 0;
    }
}

/* Whom it is there for, as it says itself. */
static void
get_served (RwRecord *ci, const RwId **service, const RwId **customer)
{
  *service = *customer = NULL;
  switch (rw_record_get_kind (ci))
    {
    case RW_KIND_DEVICE:
      *service = rw_record_get_ref (ci, RW_DEVICE_SERVICE);
      *customer = rw_record_get_ref (ci, RW_DEVICE_CUSTOMER);
      break;
    case RW_KIND_VM:
      *service = rw_record_get_ref (ci, RW_VM_SERVICE);
      *customer = rw_record_get_ref (ci, RW_VM_CUSTOMER);
      break;
    case RW_KIND_RACK:
      *customer = rw_record_get_ref (ci, RW_RACK_CUSTOMER);
      break;
    case RW_KIND_SERVICE:
      *customer = rw_record_get_ref (ci, RW_SERVICE_CUSTOMER);
      break;
    default:
      break;
    }
}

static void
add_id (GHashTable *concerned, const RwId *id)
{
  if (id != NULL)
    g_hash_table_add (concerned, rw_id_copy (id));
}

/* The site that the record of @kind under @id names in @field. */
static gboolean
add_site_of (const RwCrossView *view, RwKind kind, const RwId *id, guint field, GHashTable *concerned, GError **error)
{
  g_autoptr (RwRecord) record = NULL;

  if (id == NULL)
    return TRUE;
  if (!view->get (view->data, kind, id, &record, error))
    return FALSE;
  if (record != NULL)
    add_id (concerned, rw_record_get_ref (record, field));
  return TRUE;
}

static gboolean
add_site (const RwCrossView *view, RwRecord *ci, GHashTable *concerned, GError **error)
{
  switch (rw_record_get_kind (ci))
    {
    case RW_KIND_DEVICE:
      add_id (concerned, rw_record_get_ref (ci, RW_DEVICE_SITE));
      return TRUE;
    case RW_KIND_POWER_FEED:
      add_id (concerned, rw_record_get_ref (ci, RW_POWER_FEED_SITE));
      return TRUE;
    case RW_KIND_RACK:
      return add_site_of (view, RW_KIND_ROOM, rw_record_get_ref (ci, RW_RACK_ROOM), RW_ROOM_SITE,
                          concerned, error);
    case RW_KIND_VM:
      return add_site_of (view, RW_KIND_CLUSTER, rw_record_get_ref (ci, RW_VM_CLUSTER),
                          RW_CLUSTER_SITE, concerned, error);
    default:
      return TRUE;
    }
}

/* Itself, and all that it is a part of, up to the site. */
static gboolean
add_parts (const RwCrossView *view, const RwId *id, GHashTable *concerned, guint steps, GError **error)
{
  g_autoptr (RwRecord) ci = NULL;
  const RwId *uppers[2];
  guint n_uppers;

  /* Two machines of one rack have the rest in common. */
  if (steps > STEPS_MOST || !g_hash_table_add (concerned, rw_id_copy (id)))
    return TRUE;
  if (!get_ci (view, id, &ci, error))
    return FALSE;
  if (ci == NULL)
    return TRUE;
  if (!add_site (view, ci, concerned, error))
    return FALSE;
  n_uppers = get_uppers (ci, uppers);
  for (guint i = 0; i < n_uppers; i++)
    if (uppers[i] != NULL && !add_parts (view, uppers[i], concerned, steps + 1, error))
      return FALSE;
  return TRUE;
}

/* Whom it is there for. One of which that is not said, a port or a blade, is there for whom that is which it is a part
 * of; a virtual machine is not there for those to whom its host belongs: others run on that, too. */
static gboolean
add_served (const RwCrossView *view, const RwId *id, GHashTable *concerned, guint steps, GError **error)
{
  g_autoptr (RwRecord) ci = NULL;
  const RwId *service, *customer, *uppers[2];
  guint n_uppers;

  if (!get_ci (view, id, &ci, error))
    return FALSE;
  if (ci == NULL)
    return TRUE;
  get_served (ci, &service, &customer);
  add_id (concerned, service);
  add_id (concerned, customer);
  if (service != NULL)
    return add_served (view, service, concerned, steps + 1, error);
  if (customer != NULL || steps >= SERVED_STEPS_MOST || rw_record_get_kind (ci) == RW_KIND_VM)
    return TRUE;
  n_uppers = get_uppers (ci, uppers);
  for (guint i = 0; i < n_uppers; i++)
    if (uppers[i] != NULL && !add_served (view, uppers[i], concerned, steps + 1, error))
      return FALSE;
  return TRUE;
}

static gboolean
add_ci (const RwCrossView *view, const RwId *id, GHashTable *concerned, GError **error)
{
  return id == NULL || (add_parts (view, id, concerned, 0, error) &&
                        add_served (view, id, concerned, 0, error));
}

/**
 * rw_freeze_concerns:
 * @concerned: (element-type RwId): is filled with all that the change concerns: the keys are freed by it
 *
 * Where a change reaches upwards: its items, what they stand in and run on, their business services,
 * customers and sites. The conflicts that a console shows of windows follow the same references.
 */
gboolean
rw_freeze_concerns (const RwCrossView *view, RwRecord *change, GHashTable *concerned, GError **error)
{
  g_autoptr (GPtrArray) items =
    view->referrers (view->data, RW_KIND_CHANGE_ITEM, RW_CHANGE_ITEM_CHANGE,
                     rw_record_get_id (change), error);

  if (items == NULL ||
      !add_ci (view, rw_record_get_ref (change, RW_CHANGE_SERVICE), concerned, error))
    return FALSE;
  add_id (concerned, rw_record_get_ref (change, RW_CHANGE_CUSTOMER));
  for (guint i = 0; i < items->len; i++)
    if (!add_ci (view, rw_record_get_ref (items->pdata[i], RW_CHANGE_ITEM_CI), concerned, error) ||
        !add_ci (view, rw_record_get_ref (items->pdata[i], RW_CHANGE_ITEM_TO_RACK), concerned,
                 error))
      return FALSE;
  return TRUE;
}

/* Whether an instance of the freeze lies at the time of the change; touching is no overlap. One that cannot be read
 * may lie there. */
static gboolean
lies_at (RwRecord *window, gint64 start, gint64 end, gboolean *unreadable)
{
  g_autoptr (GArray) instances = rw_window_expand (window, start, end, NULL);

  *unreadable = instances == NULL;
  return instances == NULL || instances->len > 0;
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
      gboolean unreadable;

      if (!rw_freeze_is_hard (window) || !lies_at (window, start, end, &unreadable))
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
                   unreadable
                     ? _ ("Change “%s” waits until the freeze “%s” is corrected, which cannot be read")
                     : _ ("Change “%s” is inside the freeze “%s”, which refuses changes"),
                   rw_record_get_title (change), rw_record_get_title (window));
      return RW_CROSS_REFUSED;
    }
  return RW_CROSS_OK;
}
