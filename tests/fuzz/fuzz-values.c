/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fuzz.h"
#include "rw-check.h"
#include "rw-json.h"

/*
 * The first line names a field, "address.address"; the rest is a text for it, from a cell of a table.
 * What is accepted reads back from its plain text and from JSON.
 */

static void
check_plain (const RwField *field,
             const RwValue *value)
{
  RwField bare = *field;
  g_autofree char *plain = NULL;
  g_auto (RwValue) back = RW_VALUE_NULL;
  g_autoptr (GError) error = NULL;

  /* These are shown by their labels. */
  if (field->type == RW_FIELD_ENUM || field->type == RW_FIELD_BOOLEAN)
    return;
  bare.unit = NULL;
  plain = rw_value_to_display (value, &bare);
  if (!rw_value_parse (&bare, plain, &back, &error))
    g_error ("%s", error->message);
  if (!rw_value_equal (value, &back))
    g_error ("%s: “%s” reads as something else", field->name, plain);
}

static void
check_json (const RwField *field,
            const RwValue *value)
{
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (JsonNode) node = NULL;
  g_auto (RwValue) back = RW_VALUE_NULL;
  g_autoptr (GError) error = NULL;

  rw_value_write_json (value, field, json);
  fuzz_assert_json (json->str, json->len);
  node = json_from_string (json->str, &error);
  g_assert_no_error (error);
  g_assert_true (rw_value_from_json (field, node, &back, &error));
  if (field->type != RW_FIELD_JSON)
    g_assert_true (rw_value_equal (value, &back));
}

static void
check_set (const RwValue *value)
{
  g_auto (RwValue) none = rw_value_set_minus (value, value);
  g_auto (RwValue) same = rw_value_set_union (value, value);

  g_assert_true (rw_value_is_null (&none));
  g_assert_true (rw_value_equal (&same, value));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  const char *rest = (const char *) data;
  g_autofree char *name = fuzz_line (&rest, &size);
  g_autofree char *text = fuzz_text ((const guint8 *) rest, size);
  g_auto (GStrv) parts = g_strsplit (name, ".", 2);
  RwKind kind = rw_schema_find (parts[0]);
  int index = kind != RW_KIND_NONE && parts[1] != NULL ? rw_schema_find_field (kind, parts[1]) : -1;
  g_auto (RwValue) value = RW_VALUE_NULL;
  g_autoptr (GError) error = NULL;
  const RwField *field;

  if (index < 0)
    return -1;
  field = rw_schema_field (kind, (guint) index);
  if (!rw_value_parse (field, text, &value, &error))
    {
      g_assert_true (rw_value_is_null (&value));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  g_assert_true (rw_value_is_null (&value) || value.type == field->type);
  /* What breaks a bound goes nowhere. */
  if (!rw_field_check (field, &value, NULL) || rw_value_is_null (&value))
    return 0;
  check_plain (field, &value);
  check_json (field, &value);
  if (rw_field_is_set (field))
    check_set (&value);
  return 0;
}
