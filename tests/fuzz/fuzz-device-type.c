/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"
#include "rw-check.h"
#include "rw-device-type-file.h"
#include "rw-device-type-plan.h"
#include "rw-json.h"

/*
 * A device type in YAML. Whatever it says, it is a valid record that can be sent, or one sentence that
 * begins with the line; and of a type that is there, importing it again changes nothing.
 */

static void
check_again (RwRecord *record)
{
  RwDeviceTypeFiles *files = g_new0 (RwDeviceTypeFiles, 1);
  RwDeviceTypeFound found = { .path = (char *) "x.yaml", .record = record };
  g_autoptr (GPtrArray) existing = g_ptr_array_new ();
  g_autoptr (RwDeviceTypePlan) plan = NULL;
  g_autofree char *text = NULL;

  files->found = g_ptr_array_new ();
  files->skipped = g_ptr_array_new ();
  files->remarks = g_ptr_array_new ();
  g_ptr_array_add (files->found, &found);
  g_ptr_array_add (existing, record);
  plan = rw_device_type_plan_new (files, existing);
  g_assert_cmpuint (plan->n[RW_DEVICE_TYPE_SAME], ==, 1);
  text = rw_device_type_plan_to_text (plan);
  g_assert_true (g_utf8_validate (text, -1, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GPtrArray) remarks = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (RwFeedReader) reader = rw_feed_reader_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RwRecord) record = rw_device_type_parse ((const char *) data, size, remarks, &error);
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (RwRecord) row = NULL;

  for (guint i = 0; i < remarks->len; i++)
    g_assert_true (g_utf8_validate (remarks->pdata[i], -1, NULL));
  g_assert_true ((record == NULL) == (error != NULL));
  if (record == NULL)
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_true (g_str_has_prefix (error->message, "line "));
      return 0;
    }
  if (!rw_record_check (record, &error))
    g_error ("%s", error->message);
  rw_record_write_body (record, body);
  row = fuzz_read_row (reader, record, body->str);
  fuzz_assert_equal (record, row);
  check_again (record);
  return 0;
}
