/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"
#include "rw-check.h"
#include "rw-json.h"
#include "rw-netbox.h"

/*
 * A NetBox dump. Whatever it says, every record made of it is valid and can be sent, every reference
 * leads to a record of a permitted kind, and the account of its objects adds up.
 */

static void
check_refs (RwRecord   *record,
            GHashTable *records)
{
  const RwKindInfo *info = rw_record_get_info (record);

  for (guint f = 0; f < info->n_fields; f++)
    {
      const RwValue *value = rw_record_get (record, f);
      guint n = value->type == RW_FIELD_REF ? 1 : value->type == RW_FIELD_REFS ? value->n_ids : 0;

      for (guint i = 0; i < n; i++)
        {
          RwRecord *target = g_hash_table_lookup (records, value->type == RW_FIELD_REF ? &value->id : &value->ids[i]);

          g_assert_nonnull (target);
          g_assert_true ((info->fields[f].refs & RW_KIND_BIT (rw_record_get_kind (target))) != 0);
        }
    }
}

static void
check_account (const RwNetboxResult *result)
{
  for (guint i = 0; i < result->rows->len; i++)
    {
      const RwNetboxRow *row = result->rows->pdata[i];
      guint explained = 0;

      g_assert_cmpuint (row->objects, ==, row->imported + row->folded + row->left_out);
      for (guint r = 0; r < row->reasons->len; r++)
        explained += ((RwNetboxReason *) row->reasons->pdata[r])->count;
      g_assert_cmpuint (explained, ==, row->left_out);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GHashTable) records = g_hash_table_new (rw_id_hash, rw_id_equal);
  g_autoptr (RwFeedReader) reader = rw_feed_reader_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RwNetboxResult) result = rw_netbox_read ((const char *) data, size, &error);

  g_assert_true ((result == NULL) == (error != NULL));
  if (result == NULL)
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  for (guint i = 0; i < result->records->len; i++)
    g_assert_true (g_hash_table_insert (records, (gpointer) rw_record_get_id (result->records->pdata[i]), result->records->pdata[i]));
  for (guint i = 0; i < result->records->len; i++)
    {
      RwRecord *record = result->records->pdata[i];
      g_autoptr (GString) body = g_string_new (NULL);
      g_autoptr (RwRecord) row = NULL;

      if (!rw_record_check (record, &error))
        g_error ("%s", error->message);
      check_refs (record, records);
      rw_record_write_body (record, body);
      row = fuzz_read_row (reader, record, body->str);
      fuzz_assert_equal (record, row);
    }
  check_account (result);
  return 0;
}
