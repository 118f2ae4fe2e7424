/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-csv-plan.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rules/rw-system-rules.h"
#include "rw-check.h"
#include "rw-csv-cells.h"
#include "rw-csv-rows.h"
#include "rw-error.h"
#include "rw-text.h"

/* How often progress is told and cancelling looked at, in rows. */
#define STRIDE 256

/* Longer than a value that a line of the preview can hold. */
#define VALUE_MOST 60

static void
item_free (gpointer data)
{
  RwCsvItem *item = data;

  g_free (item->name);
  g_free (item->reason);
  g_clear_object (&item->before);
  g_clear_object (&item->after);
  g_array_unref (item->fields);
  g_free (item);
}

void
rw_csv_plan_free (RwCsvPlan *plan)
{
  if (plan == NULL)
    return;
  g_ptr_array_unref (plan->items);
  g_ptr_array_unref (plan->remarks);
  g_clear_pointer (&plan->columns, g_array_unref);
  rw_csv_estate_free (plan->estate);
  rw_csv_table_free (plan->table);
  g_free (plan);
}

/* --- The rules -------------------------------------------------------------------------------------- */

static void
find_changes (RwCsvItem *item)
{
  for (guint i = 0; i < rw_record_get_info (item->after)->n_fields; i++)
    if (item->before != NULL
          ? !rw_value_equal (rw_record_get (item->before, i), rw_record_get (item->after, i))
          : rw_record_has (item->after, i))
      g_array_append_val (item->fields, i);
  item->fate = item->before == NULL     ? RW_CSV_NEW
               : item->fields->len == 0 ? RW_CSV_SAME
                                        : RW_CSV_CHANGED;
}

static RwEdit *
item_edit (const RwCsvItem *item)
{
  return item->before != NULL ? rw_edit_new_diff (item->before, item->after)
                              : rw_edit_new_create (item->after);
}

/* What can be told of the system alone. */
static void
check_alone (RwCsvPlan *plan, RwCsvItem *item)
{
  g_autoptr (RwEdit) edit = item_edit (item);
  g_autoptr (GError) error = NULL;

  if (edit != NULL && !rw_edit_check (edit, item->before, plan->roles, NULL, &error))
    rw_csv_item_refuse (item, g_strdup_printf (_ ("Row %u: %s"), item->number, error->message));
}

/* A field that refers to a system of the same file that is not imported. */
static char *
find_missing (RwCsvPlan *plan, const RwCsvItem *item)
{
  for (guint i = 0; i < item->fields->len; i++)
    {
      guint field = g_array_index (item->fields, guint, i);
      const RwField *info = rw_schema_field (item->kind, field);

      if (info->type == RW_FIELD_REF && rw_record_has (item->after, field) &&
          rw_csv_estate_get_ref (plan->estate, item->after, field) == NULL)
        return g_strdup_printf (_ ("%s of “%s” is a system of this file that is not imported"),
                                rw_field_label (info), item->name);
    }
  return NULL;
}

/* An address is the main one of the system that it is on, and of one. */
static char *
check_address (RwCsvPlan *plan, const RwCsvItem *item)
{
  guint field = rw_system_field (item->after, RW_DEVICE_PRIMARY_ADDRESS);
  RwRecord *address = rw_csv_estate_get_ref (plan->estate, item->after, field), *port, *other;

  if (address == NULL ||
      (item->before != NULL &&
       rw_value_equal (rw_record_get (item->before, field), rw_record_get (item->after, field))))
    return NULL;
  port = rw_csv_estate_get_ref (plan->estate, address, RW_ADDRESS_PORT);
  if (port != NULL)
    {
      other = rw_csv_estate_get_ref (plan->estate, port, RW_PORT_SYSTEM);
      if (other != NULL && rw_id_equal (rw_record_get_id (other), rw_record_get_id (item->after)))
        return NULL;
    }
  else
    other = rw_csv_estate_find_primary (plan->estate, rw_record_get_id (address), item->after);
  if (other == NULL)
    return NULL;
  return g_strdup_printf (_ ("the address “%s” belongs to “%s”"), rw_record_get_title (address),
                          rw_record_get_title (other));
}

/* What can be told with all rows to be seen. */
static char *
find_objection (RwCsvPlan *plan, const RwCsvItem *item)
{
  RwCrossView view = rw_csv_estate_get_view (plan->estate);
  g_autofree char *reason = find_missing (plan, item);
  g_autoptr (GError) error = NULL;

  if (reason == NULL)
    reason = check_address (plan, item);
  if (reason == NULL &&
      rw_cross_rules_check (&view, item->before, item->after, &error) != RW_CROSS_OK)
    reason = g_strdup (error->message);
  return reason != NULL ? g_strdup_printf (_ ("Row %u: %s"), item->number, reason) : NULL;
}

static gboolean
is_wanted (const RwCsvItem *item)
{
  return item->fate == RW_CSV_NEW || item->fate == RW_CSV_CHANGED;
}

static void
show (RwCsvPlan *plan, const RwCsvItem *item, gboolean imported)
{
  if (item->after == NULL)
    return;
  if (imported)
    rw_csv_estate_show (plan->estate, item->after);
  else if (item->before != NULL)
    rw_csv_estate_show (plan->estate, item->before);
  else
    rw_csv_estate_hide (plan->estate, item->after);
}

/* What is refused may have made room for another row: until nothing more is. Rows that are in each other's
 * way are all refused: the file does not tell which of them is right. */
static gboolean
check_together (RwCsvPlan *plan, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) refused = g_ptr_array_new ();

  do
    {
      g_ptr_array_set_size (refused, 0);
      for (guint i = 0; i < plan->items->len; i++)
        {
          RwCsvItem *item = plan->items->pdata[i];
          char *reason;

          if (i % STRIDE == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
          if (!is_wanted (item) || (reason = find_objection (plan, item)) == NULL)
            continue;
          item->reason = reason;
          g_ptr_array_add (refused, item);
        }
      for (guint i = 0; i < refused->len; i++)
        {
          rw_csv_item_refuse (refused->pdata[i], NULL);
          show (plan, refused->pdata[i], FALSE);
        }
    }
  while (refused->len > 0);
  return TRUE;
}

/* --- The plan --------------------------------------------------------------------------------------- */

static void
make_items (RwCsvPlan *plan)
{
  for (guint row = 0; row < plan->table->n_rows; row++)
    {
      RwCsvItem *item = g_new0 (RwCsvItem, 1);

      item->row = row;
      item->number = rw_csv_table_get_number (plan->table, row);
      item->kind = RW_KIND_NONE;
      item->fields = g_array_new (FALSE, FALSE, sizeof (guint));
      g_ptr_array_add (plan->items, item);
    }
}

/* A row may name a system that another row makes or renames. */
static void
name_items (RwCsvPlan *plan)
{
  for (guint i = 0; i < plan->items->len; i++)
    {
      RwCsvItem *item = plan->items->pdata[i];
      RwId id = rw_id_new ();

      if (item->fate == RW_CSV_REFUSED)
        continue;
      item->after =
        item->before != NULL ? rw_record_dup (item->before) : rw_record_new (item->kind, &id);
      if (item->before != NULL &&
          rw_csv_cell_is_text (item->name, rw_record_get_title (item->before)))
        continue;
      rw_record_set_text (item->after, (guint) rw_schema_get (item->kind)->title, item->name);
      rw_csv_estate_name (plan->estate, item->after);
    }
}

static gboolean
fill_items (RwCsvPlan     *plan,
            RwCsvProgress  progress,
            gpointer       user_data,
            GCancellable  *cancellable,
            GError       **error)
{
  for (guint i = 0; i < plan->items->len; i++)
    {
      RwCsvItem *item = plan->items->pdata[i];

      if (i % STRIDE == 0)
        {
          if (progress != NULL)
            progress (i, plan->items->len, user_data);
          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
        }
      if (item->fate != RW_CSV_REFUSED)
        rw_csv_item_fill (plan, item);
    }
  for (guint i = 0; i < plan->items->len; i++)
    {
      RwCsvItem *item = plan->items->pdata[i];

      if (item->fate != RW_CSV_REFUSED)
        show (plan, item, TRUE);
    }
  for (guint i = 0; i < plan->items->len; i++)
    {
      RwCsvItem *item = plan->items->pdata[i];

      if (item->fate != RW_CSV_REFUSED && rw_csv_item_check_place (plan, item))
        {
          find_changes (item);
          if (is_wanted (item))
            check_alone (plan, item);
        }
      if (item->fate == RW_CSV_REFUSED)
        show (plan, item, FALSE);
    }
  return TRUE;
}

/**
 * rw_csv_plan_new:
 * @table: (transfer full): what is to be imported
 * @headings: (array length=n_headings): those that the table of systems is exported with
 * @estate: (transfer full): the devices, virtual machines, device types, racks, rooms, sites, customers,
 *   services, clusters and people that are there; addresses and their ports when the table has some
 * @roles: of who imports
 * @progress: (nullable) (scope call): is told how far it is
 *
 * Compares a table of systems with what is there. A row is about the system of its id, else of its serial
 * number, its asset tag or its name; without one it makes a system. An empty cell leaves a field as it is,
 * the word “(clear)” empties it. What the rules of a single system and those between systems refuse is
 * refused here with the same sentences.
 *
 * Returns: (transfer full) (nullable): what would become of each row; %NULL when the table as a whole is
 *   none of systems, with one sentence
 */
RwCsvPlan *
rw_csv_plan_new (RwCsvTable         *table,
                 const RwCsvHeading *headings,
                 guint               n_headings,
                 RwCsvEstate        *estate,
                 guint               roles,
                 RwCsvProgress       progress,
                 gpointer            user_data,
                 GCancellable       *cancellable,
                 GError            **error)
{
  g_autoptr (RwCsvPlan) plan = g_new0 (RwCsvPlan, 1);

  plan->table = table;
  plan->estate = estate;
  plan->roles = roles;
  plan->items = g_ptr_array_new_with_free_func (item_free);
  plan->remarks = g_ptr_array_new_with_free_func (g_free);
  plan->columns = rw_csv_columns_new (table, headings, n_headings, plan->remarks, error);
  if (plan->columns == NULL)
    return NULL;
  make_items (plan);
  rw_csv_items_match (plan);
  name_items (plan);
  if (!fill_items (plan, progress, user_data, cancellable, error) ||
      !check_together (plan, cancellable, error))
    return NULL;
  for (guint i = 0; i < plan->items->len; i++)
    {
      RwCsvItem *item = plan->items->pdata[i];

      item->taken = is_wanted (item);
      plan->n[item->fate]++;
    }
  return g_steal_pointer (&plan);
}

/**
 * rw_csv_plan_dup_objection:
 *
 * Asks the rules between systems again, of the items that are taken: a row may only go because another
 * one makes room for it.
 *
 * Returns: (transfer full) (nullable): a sentence on the first that cannot go without one that is not
 *   taken; %NULL when all can
 */
char *
rw_csv_plan_dup_objection (RwCsvPlan *plan)
{
  char *reason = NULL;

  for (guint i = 0; i < plan->items->len; i++)
    {
      const RwCsvItem *item = plan->items->pdata[i];

      if (is_wanted (item))
        show (plan, item, item->taken);
    }
  for (guint i = 0; reason == NULL && i < plan->items->len; i++)
    {
      const RwCsvItem *item = plan->items->pdata[i];

      if (is_wanted (item) && item->taken)
        reason = find_objection (plan, item);
    }
  return reason;
}

/* How many new chassis and hosts a new system is in: those are made first. */
static guint
get_depth (GHashTable *made, const RwCsvItem *item)
{
  guint field = item->kind == RW_KIND_DEVICE ? RW_DEVICE_PARENT : RW_VM_HOST, depth = 0;

  while (depth < g_hash_table_size (made))
    {
      const RwId *id = rw_record_get_ref (item->after, field);

      item = id != NULL ? g_hash_table_lookup (made, id) : NULL;
      if (item == NULL)
        break;
      field = RW_DEVICE_PARENT;
      depth++;
    }
  return depth;
}

typedef struct
{
  guint depth;
  RwEdit *edit;
} Made;

static int
compare_made (gconstpointer a, gconstpointer b)
{
  return (int) ((const Made *) a)->depth - (int) ((const Made *) b)->depth;
}

/**
 * rw_csv_plan_get_edits:
 *
 * Returns: (transfer full) (element-type RwEdit): what is to be done for the items that are taken, what is
 *   new before what may refer to it
 */
GPtrArray *
rw_csv_plan_get_edits (RwCsvPlan *plan)
{
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  g_autoptr (GHashTable) made = g_hash_table_new (rw_id_hash, rw_id_equal);
  g_autoptr (GArray) news = g_array_new (FALSE, FALSE, sizeof (Made));

  for (guint i = 0; i < plan->items->len; i++)
    {
      RwCsvItem *item = plan->items->pdata[i];

      if (item->fate == RW_CSV_NEW && item->taken)
        g_hash_table_insert (made, (gpointer) rw_record_get_id (item->after), item);
    }
  for (guint i = 0; i < plan->items->len; i++)
    {
      const RwCsvItem *item = plan->items->pdata[i];

      if (item->fate == RW_CSV_NEW && item->taken)
        {
          Made new = { get_depth (made, item), item_edit (item) };

          g_array_append_val (news, new);
        }
    }
  g_array_sort (news, compare_made);
  for (guint i = 0; i < news->len; i++)
    g_ptr_array_add (edits, g_array_index (news, Made, i).edit);
  for (guint i = 0; i < plan->items->len; i++)
    {
      const RwCsvItem *item = plan->items->pdata[i];

      if (item->fate == RW_CSV_CHANGED && item->taken)
        g_ptr_array_add (edits, item_edit (item));
    }
  return edits;
}

/* --- In words --------------------------------------------------------------------------------------- */

static char *
describe_value (RwCsvPlan *plan, RwRecord *record, guint field, RwCsvTextFunc to_text)
{
  const RwField *info = rw_schema_field (rw_record_get_kind (record), field);
  const RwValue *value = rw_record_get (record, field);
  g_autofree char *text = NULL;
  RwRecord *other;

  if (rw_value_is_null (value))
    return g_strdup (_ ("nothing"));
  other = value->type == RW_FIELD_REF ? rw_csv_estate_get_ref (plan->estate, record, field) : NULL;
  if (other != NULL && rw_record_get_kind (other) == RW_KIND_DEVICE_TYPE)
    text = g_strdup_printf ("%s %s", rw_record_get_text (other, RW_DEVICE_TYPE_MANUFACTURER),
                            rw_record_get_title (other));
  else
    text = other != NULL ? g_strdup (rw_record_get_title (other)) : to_text (value, info);
  g_strdelimit (text, "\r\n\t", ' ');
  return rw_text_truncate (text, VALUE_MOST);
}

/**
 * rw_csv_item_describe:
 * @field: one of its fields
 * @to_text: how a value is written, as rw_value_to_display()
 *
 * Returns: (transfer full): "Rack: R11 → R12", or for a new system "Rack: R12"
 */
char *
rw_csv_item_describe (RwCsvPlan       *plan,
                      const RwCsvItem *item,
                      guint            field,
                      RwCsvTextFunc    to_text)
{
  const char *label = rw_field_label (rw_schema_field (item->kind, field));
  g_autofree char *is = describe_value (plan, item->after, field, to_text);
  g_autofree char *was = NULL;

  if (item->before == NULL)
    return g_strdup_printf ("%s: %s", label, is);
  was = describe_value (plan, item->before, field, to_text);
  if (g_str_equal (was, is) && rw_record_get (item->after, field)->type == RW_FIELD_REF)
    /* Translators: the rack or service of a system becomes another one of the same name: “Rack: another “R2”” */
    return g_strdup_printf (_ ("%s: another “%s”"), label, is);
  /* Long texts that begin alike. */
  if (g_str_equal (was, is))
    return g_strdup_printf (_ ("%s: another content"), label);
  return g_strdup_printf ("%s: %s → %s", label, was, is);
}
