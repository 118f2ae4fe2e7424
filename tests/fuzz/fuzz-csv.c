/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fuzz.h"
#include "rw-check.h"
#include "rw-csv-plan.h"

/*
 * A table from a spreadsheet. Whatever the file holds, it is a table of valid text within its bounds or one
 * sentence; and what is written of the table is read as the same table. As systems that are to be imported
 * every row is one that may be, as the rules have it, or says why it is not.
 */

static void
add_row (GString *out, const RwCsvTable *table, int row)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();

  for (guint i = 0; i < table->n_columns; i++)
    g_ptr_array_add (cells, (gpointer) (row < 0 ? rw_csv_table_get_heading (table, i)
                                                : rw_csv_table_get (table, (guint) row, i)));
  rw_csv_add_row (out, (const char *const *) cells->pdata, cells->len);
}

static void
check_again (const RwCsvTable *table)
{
  g_autoptr (GString) out = g_string_new ("sep=,\r\n");
  g_autoptr (RwCsvTable) again = NULL;
  g_autoptr (GError) error = NULL;

  for (int row = -1; row < (int) table->n_rows; row++)
    add_row (out, table, row);
  again = rw_csv_table_new (out->str, out->len, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->n_columns, ==, table->n_columns);
  g_assert_cmpuint (again->n_rows, ==, table->n_rows);
  for (guint i = 0; i < table->n_columns; i++)
    {
      g_assert_cmpstr (rw_csv_table_get_heading (again, i), ==,
                       rw_csv_table_get_heading (table, i));
      for (guint row = 0; row < table->n_rows; row++)
        g_assert_cmpstr (rw_csv_table_get (again, row, i), ==, rw_csv_table_get (table, row, i));
    }
}

static void
check_cells (const RwCsvTable *table)
{
  guint last = 1;

  g_assert_cmpuint (table->n_columns, <=, RW_CSV_COLUMNS_MOST);
  g_assert_cmpuint (table->n_rows, <=, RW_CSV_ROWS_MOST);
  for (guint row = 0; row < table->n_rows; row++)
    {
      g_assert_cmpuint (rw_csv_table_get_number (table, row), >, last);
      last = rw_csv_table_get_number (table, row);
      for (guint i = 0; i < table->n_columns; i++)
        g_assert_true (g_utf8_validate (rw_csv_table_get (table, row, i), -1, NULL));
    }
}

/* --- As systems ------------------------------------------------------------------------------------- */

static RwId
id_of (const char *name)
{
  return rw_id_from_name ("fuzz", name);
}

static RwRecord *
make (RwKind kind, const char *name)
{
  RwId id = id_of (name);
  RwRecord *record = rw_record_new (kind, &id);

  rw_record_set_text (record, (guint) rw_schema_get (kind)->title, name);
  return record;
}

static void
refer (RwRecord *record, guint field, const char *name)
{
  RwId id = id_of (name);

  rw_record_set_ref (record, field, &id);
}

static void
take (RwCsvEstate *estate, RwRecord *record)
{
  rw_csv_estate_add (estate, record);
  g_object_unref (record);
}

static void
add_device (RwCsvEstate *estate, const char *name, double position)
{
  RwRecord *device = make (RW_KIND_DEVICE, name);

  refer (device, RW_DEVICE_TYPE, "r640");
  refer (device, RW_DEVICE_RACK, "R11");
  rw_record_set_decimal (device, RW_DEVICE_POSITION, position);
  rw_record_set_text (device, RW_DEVICE_SERIAL, name);
  refer (device, RW_DEVICE_PRIMARY_ADDRESS, "10.0.0.1");
  take (estate, device);
}

static RwCsvEstate *
estate_new (void)
{
  RwCsvEstate *estate = rw_csv_estate_new ();
  RwRecord *record = make (RW_KIND_SITE, "FRA");

  take (estate, record);
  record = make (RW_KIND_ROOM, "C1");
  refer (record, RW_ROOM_SITE, "FRA");
  take (estate, record);
  record = make (RW_KIND_RACK, "R11");
  refer (record, RW_RACK_ROOM, "C1");
  rw_record_set_integer (record, RW_RACK_UNITS, 42);
  take (estate, record);
  record = make (RW_KIND_DEVICE_TYPE, "r640");
  rw_record_set_text (record, RW_DEVICE_TYPE_MANUFACTURER, "Dell");
  rw_record_set_text (record, RW_DEVICE_TYPE_SLUG, "r640");
  rw_record_set_decimal (record, RW_DEVICE_TYPE_HEIGHT, 1);
  take (estate, record);
  take (estate, make (RW_KIND_CUSTOMER, "Alpha"));
  take (estate, make (RW_KIND_CLUSTER, "prod"));
  take (estate, make (RW_KIND_ADDRESS, "10.0.0.1"));
  take (estate, make (RW_KIND_ADDRESS, "10.0.0.2"));
  take (estate, make (RW_KIND_VM, "vm-1"));
  add_device (estate, "web-001", 10);
  add_device (estate, "web-002", 11);
  return estate;
}

static void
check_item (RwCsvPlan *plan, const RwCsvItem *item)
{
  gboolean wanted = item->fate == RW_CSV_NEW || item->fate == RW_CSV_CHANGED;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (item->taken, ==, wanted);
  g_assert_true ((item->reason != NULL) == (item->fate == RW_CSV_REFUSED));
  g_assert_true (item->reason == NULL || g_str_has_prefix (item->reason, "Row "));
  g_assert_true (item->reason == NULL || g_utf8_validate (item->reason, -1, NULL));
  g_assert_true (!wanted || item->fields->len > 0);
  if (!wanted)
    return;
  if (!rw_record_check (item->after, &error))
    g_error ("row %u: %s", item->number, error->message);
  for (guint i = 0; i < item->fields->len; i++)
    {
      g_autofree char *line =
        rw_csv_item_describe (plan, item, g_array_index (item->fields, guint, i),
                              rw_value_to_display);

      g_assert_true (g_utf8_validate (line, -1, NULL));
      g_assert_null (strchr (line, '\n'));
    }
}

static void
check_plan (RwCsvTable *table)
{
  static const RwCsvHeading headings[] = {
    { "site", "Site", NULL }, { "place", "Rack or cluster", NULL },
    { "unit", "Unit", NULL }, { "address", "Address", NULL },
    { "draw", "Power", "W" }, { "model", "Model", NULL },
  };
  guint n_rows = table->n_rows, n = 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  g_autofree char *objection = NULL;
  g_autoptr (RwCsvPlan) plan =
    rw_csv_plan_new (table, headings, G_N_ELEMENTS (headings), estate_new (), RW_ROLE_ADMIN, NULL,
                     NULL, NULL, &error);

  g_assert_true ((plan == NULL) == (error != NULL));
  if (plan == NULL)
    return;
  g_assert_cmpuint (plan->items->len, ==, n_rows);
  for (guint i = 0; i < plan->items->len; i++)
    check_item (plan, plan->items->pdata[i]);
  for (guint i = 0; i < RW_CSV_N_FATES; i++)
    n += plan->n[i];
  g_assert_cmpuint (n, ==, n_rows);
  objection = rw_csv_plan_dup_objection (plan);
  g_assert_cmpstr (objection, ==, NULL);
  edits = rw_csv_plan_get_edits (plan);
  g_assert_cmpuint (edits->len, ==, plan->n[RW_CSV_NEW] + plan->n[RW_CSV_CHANGED]);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RwCsvTable) table = rw_csv_table_new ((const char *) data, size, &error);

  g_assert_true ((table == NULL) == (error != NULL));
  if (table == NULL)
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  check_cells (table);
  check_again (table);
  check_plan (g_steal_pointer (&table));
  return 0;
}
