/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-csv-rows.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rules/rw-system-rules.h"
#include "rw-csv-cells.h"

/*
 * What a row makes of its system. The table of systems shows some things that are not the system's own: the
 * site of its rack, the customer of its service, the rack of its chassis. A cell that says what the table
 * shows says nothing new.
 */

/**
 * rw_csv_item_refuse:
 * @reason: (transfer full): a sentence that names the row
 *
 * The first reason stays.
 */
void
rw_csv_item_refuse (RwCsvItem *item, char *reason)
{
  item->fate = RW_CSV_REFUSED;
  item->taken = FALSE;
  if (item->reason == NULL)
    item->reason = reason;
  else
    g_free (reason);
}

static void
refuse_cell (RwCsvItem *item, const RwCsvColumn *column, const char *reason)
{
  rw_csv_item_refuse (item, g_strdup_printf (_ ("Row %u, column “%s”: %s"), item->number,
                                             column->heading, reason));
}

static const RwCsvColumn *
find_column (RwCsvPlan *plan, RwCsvMeaning meaning, guint *at)
{
  for (guint i = 0; i < plan->columns->len; i++)
    if (g_array_index (plan->columns, RwCsvColumn, i).meaning == meaning)
      {
        *at = i;
        return &g_array_index (plan->columns, RwCsvColumn, i);
      }
  return NULL;
}

static char *
dup_cell (RwCsvPlan *plan, const RwCsvItem *item, guint column)
{
  return g_strstrip (g_strdup (rw_csv_table_get (plan->table, item->row, column)));
}

static char *
dup_cell_of (RwCsvPlan *plan, const RwCsvItem *item, RwCsvMeaning meaning)
{
  g_autofree char *cell = NULL;
  guint at;

  if (find_column (plan, meaning, &at) != NULL)
    cell = dup_cell (plan, item, at);
  return cell != NULL && *cell != '\0' ? g_steal_pointer (&cell) : NULL;
}

/* --- What a cell changes ---------------------------------------------------------------------------- */

static RwRecord *
get_customer (RwCsvPlan *plan, RwRecord *system)
{
  RwRecord *own =
    rw_csv_estate_get_ref (plan->estate, system, rw_system_field (system, RW_DEVICE_CUSTOMER));
  RwRecord *service =
    rw_csv_estate_get_ref (plan->estate, system, rw_system_field (system, RW_DEVICE_SERVICE));

  if (own != NULL || service == NULL)
    return own;
  return rw_csv_estate_get_ref (plan->estate, service, RW_SERVICE_CUSTOMER);
}

/* What the table of systems shows of a field that is empty. */
static RwRecord *
get_shown (RwCsvPlan *plan, RwRecord *system, guint field)
{
  if (field == rw_system_field (system, RW_DEVICE_CUSTOMER))
    return get_customer (plan, system);
  if (rw_record_get_kind (system) == RW_KIND_DEVICE && field == RW_DEVICE_RACK)
    return rw_csv_estate_get_rack (plan->estate, system);
  return NULL;
}

static gboolean
says_nothing_new (RwCsvPlan *plan, const RwCsvItem *item, guint field, const char *cell)
{
  const guint role = item->kind == RW_KIND_DEVICE ? RW_DEVICE_ROLE : RW_VM_ROLE;
  RwRecord *shown;

  /* A system without a role is shown as what it is. */
  if (field == role && (item->before == NULL || !rw_record_has (item->before, role)) &&
      (rw_csv_cell_is_word (cell, rw_kind_label (item->kind)) ||
       rw_csv_cell_is_word (cell, rw_schema_get (item->kind)->label)))
    return TRUE;
  if (item->before == NULL || rw_record_has (item->before, field))
    return FALSE;
  shown = get_shown (plan, item->before, field);
  return shown != NULL && rw_csv_cell_names (plan->estate, shown, cell);
}

static gboolean
is_same (RwRecord *before, guint field, const RwValue *value)
{
  const RwValue *old = before != NULL ? rw_record_get (before, field) : NULL;

  return old != NULL && (rw_value_equal (old, value) ||
                         (old->type == RW_FIELD_TEXT && value->type == RW_FIELD_TEXT &&
                          rw_csv_cell_is_text (value->text, old->text)));
}

/* Of several with a name the one that the system has now is meant, but not the service of a customer that
 * it would no longer be for. */
static RwRecord *
get_now (RwCsvPlan *plan, const RwCsvItem *item, guint field)
{
  guint customer = rw_system_field (item->after, RW_DEVICE_CUSTOMER);

  if (rw_schema_field (item->kind, field)->type != RW_FIELD_REF ||
      (field == rw_system_field (item->after, RW_DEVICE_SERVICE) && item->before != NULL &&
       !rw_value_equal (rw_record_get (item->before, customer),
                        rw_record_get (item->after, customer))))
    return NULL;
  return rw_csv_estate_get_ref (plan->estate, item->after, field);
}

static gboolean
fill_cell (RwCsvPlan *plan, RwCsvItem *item, guint at, const RwCsvNear *around)
{
  const RwCsvColumn *column = &g_array_index (plan->columns, RwCsvColumn, at);
  int field = item->kind == RW_KIND_DEVICE ? column->device : column->vm;
  g_autofree char *cell = dup_cell (plan, item, at);
  g_autoptr (GError) error = NULL;
  g_auto (RwValue) value = RW_VALUE_NULL;
  RwCsvNear near = *around;
  gboolean parsed;

  if (*cell == '\0')
    return TRUE;
  if (field < 0)
    {
      refuse_cell (item, column,
                   item->kind == RW_KIND_DEVICE ? _ ("hardware has no such field")
                                                : _ ("a virtual machine has no such field"));
      return FALSE;
    }
  if (says_nothing_new (plan, item, (guint) field, cell))
    return TRUE;
  near.now = get_now (plan, item, (guint) field);
  parsed = rw_csv_cell_parse (plan->estate, rw_schema_field (item->kind, (guint) field), cell,
                              &near, &value, &error);
  if (parsed && is_same (item->before, (guint) field, &value))
    return TRUE;
  if (!parsed && !rw_csv_cell_clears (cell))
    {
      refuse_cell (item, column, error->message);
      return FALSE;
    }
  if (rw_csv_cell_clears (cell))
    rw_value_clear (&value);
  rw_record_set (item->after, (guint) field, &value);
  return TRUE;
}

/**
 * rw_csv_item_fill:
 *
 * Makes of the row the system as it would be.
 */
void
rw_csv_item_fill (RwCsvPlan *plan, RwCsvItem *item)
{
  g_autofree char *site = dup_cell_of (plan, item, RW_CSV_SITE);
  g_autofree char *room = dup_cell_of (plan, item, RW_CSV_ROOM);
  g_autofree char *manufacturer = dup_cell_of (plan, item, RW_CSV_MANUFACTURER);
  RwCsvNear near = { .site = site, .room = room, .manufacturer = manufacturer };
  RwRecord *was_at =
    item->before != NULL ? rw_csv_estate_get_site (plan->estate, item->before) : NULL;

  item->same_site =
    site == NULL || (was_at != NULL && rw_csv_cell_names (plan->estate, was_at, site));
  /* The customer first: it tells which service is meant. */
  for (guint pass = 0; pass < 2; pass++)
    {
      near.customer = get_customer (plan, item->after);
      for (guint i = 0; i < plan->columns->len; i++)
        {
          const RwCsvColumn *column = &g_array_index (plan->columns, RwCsvColumn, i);
          gboolean customer = column->device == RW_DEVICE_CUSTOMER;

          if (column->meaning == RW_CSV_FIELD && customer == (pass == 0) &&
              !fill_cell (plan, item, i, &near))
            return;
        }
    }
}

/* --- What a row says of the place ------------------------------------------------------------------- */

static gboolean
place_changed (const RwCsvItem *item)
{
  static const guint device[] = { RW_DEVICE_RACK, RW_DEVICE_PARENT, RW_DEVICE_SITE };
  static const guint vm[] = { RW_VM_CLUSTER };
  const guint *fields = item->kind == RW_KIND_DEVICE ? device : vm;
  guint n = item->kind == RW_KIND_DEVICE ? G_N_ELEMENTS (device) : G_N_ELEMENTS (vm);

  for (guint i = 0; i < n; i++)
    if (item->before == NULL || !rw_value_equal (rw_record_get (item->before, fields[i]),
                                                 rw_record_get (item->after, fields[i])))
      return TRUE;
  return FALSE;
}

static gboolean
check_in (RwCsvPlan *plan, RwCsvItem *item, RwCsvMeaning meaning, RwRecord *real)
{
  g_autofree char *cell = dup_cell_of (plan, item, meaning);
  g_autofree char *reason = NULL;
  guint at;

  if (cell == NULL || (real != NULL && rw_csv_cell_names (plan->estate, real, cell)))
    return TRUE;
  reason = real != NULL
             ? g_strdup_printf (_ ("“%s” would be in “%s”, not in “%s”"), item->name,
                                rw_record_get_title (real), cell)
             : g_strdup_printf (_ ("“%s” needs a rack or cluster to be in “%s”"), item->name, cell);
  refuse_cell (item, find_column (plan, meaning, &at), reason);
  return FALSE;
}

static gboolean
check_site (RwCsvPlan *plan, RwCsvItem *item)
{
  g_autofree char *cell = dup_cell_of (plan, item, RW_CSV_SITE);
  g_autoptr (GError) error = NULL;
  g_auto (RwValue) value = RW_VALUE_NULL;
  RwCsvNear near = { NULL };
  guint at;

  if (cell == NULL || (item->same_site && !place_changed (item)))
    return TRUE;
  if (item->kind == RW_KIND_VM || rw_csv_estate_get_rack (plan->estate, item->after) != NULL)
    return check_in (plan, item, RW_CSV_SITE, rw_csv_estate_get_site (plan->estate, item->after));
  if (!rw_csv_cell_parse (plan->estate, rw_schema_field (RW_KIND_DEVICE, RW_DEVICE_SITE), cell,
                          &near, &value, &error))
    {
      refuse_cell (item, find_column (plan, RW_CSV_SITE, &at), error->message);
      return FALSE;
    }
  rw_record_set (item->after, RW_DEVICE_SITE, &value);
  return TRUE;
}

/**
 * rw_csv_item_check_place:
 *
 * Holds what the row says of site, room and manufacturer against the rack, cluster and type that the
 * system would have; all other rows are to be seen already. A device without a rack is put at the site.
 */
gboolean
rw_csv_item_check_place (RwCsvPlan *plan, RwCsvItem *item)
{
  g_autofree char *manufacturer = dup_cell_of (plan, item, RW_CSV_MANUFACTURER);
  RwRecord *rack, *type;
  const char *real;
  guint at;

  if (!check_site (plan, item))
    return FALSE;
  if (item->kind != RW_KIND_DEVICE)
    return TRUE;
  rack = rw_csv_estate_get_rack (plan->estate, item->after);
  if (!check_in (plan, item, RW_CSV_ROOM,
                 rack != NULL ? rw_csv_estate_get_ref (plan->estate, rack, RW_RACK_ROOM) : NULL))
    return FALSE;
  type = rw_csv_estate_get_ref (plan->estate, item->after, RW_DEVICE_TYPE);
  real = type != NULL ? rw_record_get_text (type, RW_DEVICE_TYPE_MANUFACTURER) : NULL;
  if (manufacturer == NULL || real == NULL || rw_csv_cell_is_word (manufacturer, real))
    return TRUE;
  {
    g_autofree char *reason =
      g_strdup_printf (_ ("“%s” is made by “%s”"), rw_record_get_title (type), real);

    refuse_cell (item, find_column (plan, RW_CSV_MANUFACTURER, &at), reason);
  }
  return FALSE;
}
