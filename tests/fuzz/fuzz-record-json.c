/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"
#include "rw-check.h"
#include "rw-json.h"

/*
 * The first line is a kind, what follows is JSON: the body of a record, or the "set" of an edit.
 * What can be read is written as JSON by the book and reads back as the same, by both readers.
 */

static const RwId id = { { 1, 2, 3, 4, 5, 6, 0x70, 8, 0x80, 10, 11, 12, 13, 14, 15, 16 } };

static void
check_values (RwRecord *record)
{
  const RwKindInfo *info = rw_record_get_info (record);

  for (guint i = 0; i < info->n_fields; i++)
    {
      const RwField *field = &info->fields[i];
      const RwValue *value = rw_record_get (record, i);
      g_autoptr (JsonNode) node = rw_value_to_json (value, field);
      g_autofree char *shown = rw_value_to_display (value, field);
      g_auto (RwValue) back = RW_VALUE_NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (rw_value_from_json (field, node, &back, &error));
      g_assert_no_error (error);
      g_assert_true (rw_value_equal (value, &back));
      g_assert_true (g_utf8_validate (shown, -1, NULL));
    }
}

static void
check_record (RwRecord *record)
{
  g_autoptr (RwFeedReader) reader = rw_feed_reader_new ();
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (GString) again = g_string_new (NULL);
  g_autoptr (RwRecord) back = NULL;
  g_autoptr (RwRecord) row = NULL;
  g_autoptr (GError) error = NULL;

  rw_record_write_body (record, body);
  fuzz_assert_json (body->str, body->len);
  back = rw_record_from_body (rw_record_get_kind (record), &id, body->str, (gssize) body->len, &error);
  g_assert_no_error (error);
  fuzz_assert_equal (record, back);
  rw_record_write_body (back, again);
  g_assert_cmpstr (body->str, ==, again->str);
  row = fuzz_read_row (reader, record, body->str);
  fuzz_assert_equal (record, row);
  check_values (record);
  rw_record_check (record, NULL);
}

static void
check_edit (const RwEdit *edit)
{
  g_autoptr (GString) set = g_string_new (NULL);
  g_autoptr (GString) again = g_string_new (NULL);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (RwEdit) back = NULL;
  g_autoptr (RwRecord) one = rw_record_new (edit->kind, &id);
  g_autoptr (RwRecord) other = rw_record_new (edit->kind, &id);
  g_autoptr (GError) error = NULL;

  rw_edit_write_set (edit, set);
  fuzz_assert_json (set->str, set->len);
  node = json_from_string (set->str, &error);
  g_assert_no_error (error);
  back = rw_edit_from_json (edit->op, edit->kind, &edit->id, json_node_get_object (node), &error);
  g_assert_no_error (error);
  rw_edit_write_set (back, again);
  g_assert_cmpstr (set->str, ==, again->str);
  rw_edit_apply (edit, one);
  rw_edit_apply (back, other);
  fuzz_assert_equal (one, other);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  const char *rest = (const char *) data;
  g_autofree char *name = fuzz_line (&rest, &size);
  RwKind kind = rw_schema_find (name);
  g_autoptr (RwRecord) record = NULL;
  g_autoptr (RwEdit) edit = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;

  if (kind == RW_KIND_NONE)
    return -1;
  record = rw_record_from_body (kind, &id, rest, (gssize) size, &error);
  g_assert_true ((record == NULL) == (error != NULL));
  g_assert_true (error == NULL || g_utf8_validate (error->message, -1, NULL));
  if (record != NULL)
    check_record (record);
  g_clear_error (&error);

  node = rw_json_parse (rest, (gssize) size, NULL);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return 0;
  edit = rw_edit_from_json (RW_OP_UPDATE, kind, &id, json_node_get_object (node), &error);
  g_assert_true ((edit == NULL) == (error != NULL));
  if (edit != NULL)
    check_edit (edit);
  return 0;
}
