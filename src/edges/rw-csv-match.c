/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "rw-csv-cells.h"
#include "rw-csv-rows.h"

/*
 * Which system a row is about: by its id, else by what no two have, serial number and asset tag, else by
 * its name. A row that is about none of those that are there makes one.
 */

/* What a row says in the column with a meaning; NULL when it says nothing. */
static const char *
get_cell (RwCsvPlan *plan, const RwCsvItem *item, RwCsvMeaning meaning, int device_field, guint *at)
{
  for (guint i = 0; i < plan->columns->len; i++)
    {
      const RwCsvColumn *column = &g_array_index (plan->columns, RwCsvColumn, i);
      const char *cell;

      if (column->meaning != meaning || (meaning == RW_CSV_FIELD && column->device != device_field))
        continue;
      cell = rw_csv_table_get (plan->table, item->row, i);
      *at = i;
      return *cell != '\0' ? cell : NULL;
    }
  return NULL;
}

static void
refuse_cell (RwCsvPlan *plan, RwCsvItem *item, guint column, char *reason)
{
  rw_csv_item_refuse (item,
                      g_strdup_printf (_ ("Row %u, column “%s”: %s"), item->number,
                                       g_array_index (plan->columns, RwCsvColumn, column).heading,
                                       reason));
  g_free (reason);
}

static gboolean
read_kind (RwCsvPlan *plan, RwCsvItem *item)
{
  static const char *const hardware[] = { "device", "hardware" }, *const virtual[] = {
    "vm", "virtual", "virtual machine"
  };
  guint column;
  const char *cell = get_cell (plan, item, RW_CSV_KIND, -1, &column);

  item->kind = RW_KIND_NONE;
  if (cell == NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (hardware); i++)
    if (rw_csv_cell_is_word (cell, hardware[i]))
      item->kind = RW_KIND_DEVICE;
  for (guint i = 0; i < G_N_ELEMENTS (virtual); i++)
    if (rw_csv_cell_is_word (cell, virtual[i]))
      item->kind = RW_KIND_VM;
  if (rw_csv_cell_is_word (cell, C_ ("system", "Hardware")) ||
      rw_csv_cell_is_word (cell, rw_kind_label (RW_KIND_DEVICE)))
    item->kind = RW_KIND_DEVICE;
  else if (rw_csv_cell_is_word (cell, C_ ("system", "Virtual")) ||
           rw_csv_cell_is_word (cell, rw_kind_label (RW_KIND_VM)))
    item->kind = RW_KIND_VM;
  if (item->kind != RW_KIND_NONE)
    return TRUE;
  refuse_cell (plan, item, column,
               g_strdup_printf (_ ("“%s” is neither hardware nor virtual"), cell));
  return FALSE;
}

/* The systems of the name; those with just these capitals when there are any. */
static GPtrArray *
find_named (RwCsvPlan *plan, const RwCsvItem *item, const char *name)
{
  static const RwKind kinds[] = { RW_KIND_DEVICE, RW_KIND_VM };
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autoptr (GPtrArray) exact = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      GPtrArray *found = item->kind == RW_KIND_NONE || item->kind == kinds[i]
                           ? rw_csv_estate_find (plan->estate, kinds[i], name)
                           : NULL;

      for (guint k = 0; found != NULL && k < found->len; k++)
        {
          g_ptr_array_add (all, found->pdata[k]);
          if (g_str_equal (rw_record_get_title (found->pdata[k]), name))
            g_ptr_array_add (exact, found->pdata[k]);
        }
    }
  return exact->len > 0 ? g_steal_pointer (&exact) : g_steal_pointer (&all);
}

/* Finds the system by what no two have. */
static gboolean
match_unique (RwCsvPlan *plan, RwCsvItem *item)
{
  static const guint fields[] = { RW_DEVICE_SERIAL, RW_DEVICE_ASSET_TAG };
  guint column;
  const char *cell = get_cell (plan, item, RW_CSV_ID, -1, &column);
  RwId id;

  if (cell != NULL)
    {
      if (rw_id_parse (cell, &id))
        {
          item->before = rw_csv_estate_get (plan->estate, RW_KIND_DEVICE, &id);
          if (item->before == NULL)
            item->before = rw_csv_estate_get (plan->estate, RW_KIND_VM, &id);
        }
      if (item->before == NULL)
        refuse_cell (plan, item, column,
                     g_strdup_printf (_ ("“%s” is not the id of a system"), cell));
      return item->before != NULL;
    }
  for (guint i = 0; item->before == NULL && i < G_N_ELEMENTS (fields); i++)
    {
      GPtrArray *found;

      cell = get_cell (plan, item, RW_CSV_FIELD, (int) fields[i], &column);
      found =
        cell != NULL ? rw_csv_estate_find_by (plan->estate, RW_KIND_DEVICE, fields[i], cell) : NULL;
      if (found != NULL)
        item->before = found->pdata[0];
    }
  return TRUE;
}

static gboolean
match_name (RwCsvPlan *plan, RwCsvItem *item)
{
  g_autoptr (GPtrArray) found = NULL;
  guint column;
  const char *cell = get_cell (plan, item, RW_CSV_FIELD, RW_DEVICE_NAME, &column);

  if (cell == NULL)
    {
      rw_csv_item_refuse (item, g_strdup_printf (_ ("Row %u does not say which system it is about"),
                                                 item->number));
      return FALSE;
    }
  found = find_named (plan, item, cell);
  if (found->len > 1)
    {
      refuse_cell (plan, item, column,
                   g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "“%s” is the name of %u system",
                                                 "“%s” is the name of %u systems; add the serial "
                                                 "number, the asset tag or the id",
                                                 found->len),
                                    cell, found->len));
      return FALSE;
    }
  if (found->len == 1)
    item->before = found->pdata[0];
  return TRUE;
}

/* A new system is what its other cells say it is. */
static void
guess_kind (RwCsvPlan *plan, RwCsvItem *item)
{
  gboolean device = FALSE, vm = FALSE;

  for (guint i = 0; i < plan->columns->len; i++)
    {
      const RwCsvColumn *column = &g_array_index (plan->columns, RwCsvColumn, i);

      if (*rw_csv_table_get (plan->table, item->row, i) == '\0')
        continue;
      if (column->meaning == RW_CSV_FIELD && (column->device < 0 || column->vm < 0))
        *(column->device < 0 ? &vm : &device) = TRUE;
      device = device || column->meaning == RW_CSV_MANUFACTURER || column->meaning == RW_CSV_ROOM;
    }
  if (device != vm)
    item->kind = device ? RW_KIND_DEVICE : RW_KIND_VM;
  else
    rw_csv_item_refuse (item,
                        g_strdup_printf (_ ("Row %u: “%s” would be new; add a column “kind” that "
                                            "says whether it is hardware or virtual"),
                                         item->number, item->name));
}

static void
match (RwCsvPlan *plan, RwCsvItem *item)
{
  guint column;
  RwKind said;
  const char *name = get_cell (plan, item, RW_CSV_FIELD, RW_DEVICE_NAME, &column);

  item->name = g_strstrip (g_strdup (name != NULL ? name : ""));
  if (!read_kind (plan, item) || !match_unique (plan, item) ||
      (item->before == NULL && !match_name (plan, item)))
    {
      item->before = NULL;
      return;
    }
  if (item->before == NULL && item->kind == RW_KIND_NONE)
    guess_kind (plan, item);
  if (item->before == NULL)
    return;
  g_object_ref (item->before);
  said = item->kind;
  item->kind = rw_record_get_kind (item->before);
  if (*item->name == '\0')
    g_set_str (&item->name, rw_record_get_title (item->before));
  if (said != RW_KIND_NONE && said != item->kind)
    {
      get_cell (plan, item, RW_CSV_KIND, -1, &column);
      refuse_cell (plan, item, column,
                   g_strdup_printf (_ ("“%s” is the other kind, and cannot become this one"),
                                    rw_record_get_title (item->before)));
    }
}

static gboolean
has_unique (RwCsvPlan *plan, const RwCsvItem *item)
{
  guint column;

  return get_cell (plan, item, RW_CSV_FIELD, RW_DEVICE_SERIAL, &column) != NULL ||
         get_cell (plan, item, RW_CSV_FIELD, RW_DEVICE_ASSET_TAG, &column) != NULL;
}

/* Two rows about one system contradict each other, or one of them is a slip. */
static void
refuse_both (RwCsvItem *one, RwCsvItem *other)
{
  RwCsvItem *items[] = { one, other };

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    rw_csv_item_refuse (items[i],
                        g_strdup_printf (_ ("Row %u is about the same system as row %u: “%s”"),
                                         items[i]->number, items[1 - i]->number, items[i]->name));
}

static void
find_twins (RwCsvPlan *plan)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (rw_id_hash, rw_id_equal);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < plan->items->len; i++)
    {
      RwCsvItem *item = plan->items->pdata[i], *twin;

      if (item->before != NULL)
        {
          const RwId *id = rw_record_get_id (item->before);

          twin = g_hash_table_lookup (seen, id);
          if (twin != NULL)
            refuse_both (item, twin);
          else
            g_hash_table_insert (seen, (gpointer) id, item);
        }
      else if (item->fate != RW_CSV_REFUSED)
        {
          g_autofree char *folded = g_utf8_casefold (item->name, -1);
          g_autofree char *key = g_strdup_printf ("%d\n%s", (int) item->kind, folded);

          twin = g_hash_table_lookup (names, key);
          if (twin != NULL && !(has_unique (plan, item) && has_unique (plan, twin)))
            refuse_both (item, twin);
          else if (twin == NULL)
            g_hash_table_insert (names, g_steal_pointer (&key), item);
        }
    }
}

/**
 * rw_csv_items_match:
 *
 * Gives each item its kind and the system that it is about.
 */
void
rw_csv_items_match (RwCsvPlan *plan)
{
  for (guint i = 0; i < plan->items->len; i++)
    match (plan, plan->items->pdata[i]);
  find_twins (plan);
}
