/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-json.h"

#include <math.h>
#include <string.h>

#include "rw-error.h"
#include "rw-json-text.h"
#include "rw-time.h"

/* Of messages; see RW_JSON_NESTING_MOST for what a field may hold. */
#define NESTING_MOST 32

/**
 * rw_json_parse:
 * @text: what came from outside, not necessarily terminated
 * @length: in bytes, or -1
 *
 * The way to read JSON that somebody else wrote: json-glib by itself takes more than the book allows,
 * and of some of it dies.
 *
 * Returns: (transfer full) (nullable): the value, immutable; the error says where the text is wrong
 */
JsonNode *
rw_json_parse (const char *text,
               gssize      length,
               GError    **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  gsize size = length < 0 ? strlen (text) : (gsize) length;

  if (!rw_json_text_check (text, (gssize) size, NESTING_MOST, error) ||
      !json_parser_load_from_data (parser, text, (gssize) size, error))
    return NULL;
  return json_parser_steal_root (parser);
}

/**
 * rw_json_write_string:
 * @text: valid UTF-8
 * @out: receives the JSON string with its quotes
 */
void
rw_json_write_string (const char *text,
                      GString    *out)
{
  const char *start = text, *p;

  g_string_append_c (out, '"');
  for (p = text; *p != '\0'; p++)
    {
      guchar c = (guchar) *p;

      if (c >= 0x20 && c != '"' && c != '\\')
        continue;
      g_string_append_len (out, start, p - start);
      start = p + 1;
      switch (c)
        {
        case '"':
          g_string_append (out, "\\\"");
          break;
        case '\\':
          g_string_append (out, "\\\\");
          break;
        case '\n':
          g_string_append (out, "\\n");
          break;
        case '\t':
          g_string_append (out, "\\t");
          break;
        case '\r':
          g_string_append (out, "\\r");
          break;
        default:
          g_string_append_printf (out, "\\u%04x", c);
          break;
        }
    }
  g_string_append_len (out, start, p - start);
  g_string_append_c (out, '"');
}

static void
write_id (const RwId *id,
          GString    *out)
{
  char text[RW_ID_STRING_LENGTH + 1];

  rw_id_write (id, text);
  g_string_append_c (out, '"');
  g_string_append_len (out, text, RW_ID_STRING_LENGTH);
  g_string_append_c (out, '"');
}

/**
 * rw_value_write_json:
 * @value: a value
 * @field: the field it is of
 * @out: receives the JSON text, always the same for equal values
 */
void
rw_value_write_json (const RwValue *value,
                     const RwField *field,
                     GString       *out)
{
  char text[RW_INSTANT_STRING_LENGTH + 1];

  switch (value->type)
    {
    case RW_FIELD_TEXT:
      rw_json_write_string (value->text, out);
      break;
    case RW_FIELD_JSON:
      g_string_append (out, value->text);
      break;
    case RW_FIELD_INTEGER:
      g_string_append_printf (out, "%" G_GINT64_FORMAT, value->integer);
      break;
    case RW_FIELD_DECIMAL:
      {
        g_autofree char *number = rw_decimal_to_string (value->decimal);

        g_string_append (out, number);
        break;
      }
    case RW_FIELD_BOOLEAN:
      g_string_append (out, value->integer ? "true" : "false");
      break;
    case RW_FIELD_INSTANT:
      rw_instant_write (value->integer, text);
      g_string_append_printf (out, "\"%s\"", text);
      break;
    case RW_FIELD_DATE:
      rw_date_write (value->integer, text);
      g_string_append_printf (out, "\"%s\"", text);
      break;
    case RW_FIELD_ENUM:
      g_string_append_printf (out, "\"%s\"", rw_enum_value (field->enumeration, (int) value->integer));
      break;
    case RW_FIELD_REF:
      write_id (&value->id, out);
      break;
    case RW_FIELD_REFS:
      g_string_append_c (out, '[');
      for (guint i = 0; i < value->n_ids; i++)
        {
          if (i > 0)
            g_string_append_c (out, ',');
          write_id (&value->ids[i], out);
        }
      g_string_append_c (out, ']');
      break;
    case RW_FIELD_TEXTS:
      g_string_append_c (out, '[');
      for (char **p = value->texts; *p != NULL; p++)
        {
          if (p != value->texts)
            g_string_append_c (out, ',');
          rw_json_write_string (*p, out);
        }
      g_string_append_c (out, ']');
      break;
    case RW_FIELD_NONE:
    default:
      g_string_append (out, "null");
      break;
    }
}

/**
 * rw_value_to_json:
 *
 * Returns: (transfer full): the value as a JSON node
 */
JsonNode *
rw_value_to_json (const RwValue *value,
                  const RwField *field)
{
  g_autoptr (GString) text = g_string_new (NULL);
  JsonNode *node;

  rw_value_write_json (value, field, text);
  node = json_from_string (text->str, NULL);
  return node != NULL ? node : json_node_new (JSON_NODE_NULL);
}

static gboolean
refuse (const RwField *field,
        GError       **error)
{
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID, "%s: not %s %s", field->name,
               field->type == RW_FIELD_INTEGER || field->type == RW_FIELD_INSTANT || field->type == RW_FIELD_ENUM ? "an" : "a",
               rw_field_type_name (field->type));
  return FALSE;
}

static gboolean
array_from_json (const RwField *field,
                 JsonNode      *node,
                 RwValue       *value,
                 GError       **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (RwId));
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return refuse (field, error);
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      const char *text;
      RwId id;

      if (json_node_get_value_type (element) != G_TYPE_STRING)
        return refuse (field, error);
      text = json_node_get_string (element);
      if (field->type == RW_FIELD_REFS)
        {
          if (!rw_id_parse (text, &id))
            return refuse (field, error);
          g_array_append_val (ids, id);
        }
      else if (*text != '\0')
        g_ptr_array_add (texts, (gpointer) text);
    }
  g_ptr_array_add (texts, NULL);
  *value = field->type == RW_FIELD_REFS ? rw_value_refs ((RwId *) ids->data, ids->len)
                                        : rw_value_texts ((const char *const *) texts->pdata);
  return TRUE;
}

/**
 * rw_value_from_json:
 * @field: the field
 * @node: what was received for it
 * @value: (out): the value; untouched when %FALSE is returned
 *
 * Checks the type, not the bounds: see rw_field_check().
 */
gboolean
rw_value_from_json (const RwField *field,
                    JsonNode      *node,
                    RwValue       *value,
                    GError       **error)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;
  double decimal;
  gint64 integer;
  int index;
  RwId id;

  if (JSON_NODE_HOLDS_NULL (node))
    {
      *value = RW_VALUE_NULL;
      return TRUE;
    }
  switch (field->type)
    {
    case RW_FIELD_JSON:
      {
        g_autofree char *text = json_to_string (node, FALSE);

        /* json-glib reads and writes what is not JSON, a number without end for one. */
        if (!rw_json_text_check (text, -1, RW_JSON_NESTING_MOST, NULL))
          return refuse (field, error);
        *value = rw_value_json (text);
        return TRUE;
      }
    case RW_FIELD_REFS:
    case RW_FIELD_TEXTS:
      return array_from_json (field, node, value, error);
    case RW_FIELD_INTEGER:
      if (type != G_TYPE_INT64)
        return refuse (field, error);
      *value = rw_value_integer (json_node_get_int (node));
      return TRUE;
    case RW_FIELD_DECIMAL:
      if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
        return refuse (field, error);
      decimal = type == G_TYPE_INT64 ? (double) json_node_get_int (node) : json_node_get_double (node);
      if (!isfinite (decimal))
        return refuse (field, error);
      *value = rw_value_decimal (decimal);
      return TRUE;
    case RW_FIELD_BOOLEAN:
      if (type != G_TYPE_BOOLEAN)
        return refuse (field, error);
      *value = rw_value_boolean (json_node_get_boolean (node));
      return TRUE;
    default:
      break;
    }
  if (type != G_TYPE_STRING)
    return refuse (field, error);

  const char *text = json_node_get_string (node);

  switch (field->type)
    {
    case RW_FIELD_TEXT:
      *value = rw_value_text (text);
      return TRUE;
    case RW_FIELD_INSTANT:
      if (!rw_instant_parse (text, &integer))
        return refuse (field, error);
      *value = rw_value_instant (integer);
      return TRUE;
    case RW_FIELD_DATE:
      if (!rw_date_parse (text, &integer))
        return refuse (field, error);
      *value = rw_value_date (integer);
      return TRUE;
    case RW_FIELD_ENUM:
      index = rw_enum_find (field->enumeration, text);
      if (index < 0)
        {
          g_autofree char *words = g_strjoinv (", ", (char **) field->enumeration->values);

          g_set_error (error, RW_ERROR, RW_ERROR_INVALID, "%s: not one of %s", field->name, words);
          return FALSE;
        }
      *value = rw_value_enum (index);
      return TRUE;
    case RW_FIELD_REF:
      if (!rw_id_parse (text, &id))
        return refuse (field, error);
      *value = rw_value_ref (&id);
      return TRUE;
    default:
      g_return_val_if_reached (FALSE);
    }
}

/**
 * rw_record_write_body:
 * @record: a record
 * @out: receives the JSON object: fields in the order of the schema, nulls left out, so that equal
 *   records give equal bytes
 */
void
rw_record_write_body (RwRecord *record,
                      GString  *out)
{
  const RwKindInfo *info = rw_record_get_info (record);
  gboolean first = TRUE;

  g_string_append_c (out, '{');
  for (guint i = 0; i < info->n_fields; i++)
    {
      const RwValue *value = rw_record_get (record, i);

      if (rw_value_is_null (value))
        continue;
      if (!first)
        g_string_append_c (out, ',');
      first = FALSE;
      g_string_append_c (out, '"');
      g_string_append (out, info->fields[i].name);
      g_string_append (out, "\":");
      rw_value_write_json (value, &info->fields[i], out);
    }
  g_string_append_c (out, '}');
}

/**
 * rw_record_from_object:
 *
 * Reads a record's fields; unknown ones are ignored, as a newer Rackward may have written them.
 *
 * Returns: (transfer full): the record, or %NULL with an error that names the field
 */
RwRecord *
rw_record_from_object (RwKind       kind,
                       const RwId  *id,
                       JsonObject  *body,
                       GError     **error)
{
  g_autoptr (RwRecord) record = rw_record_new (kind, id);
  const RwKindInfo *info = rw_schema_get (kind);

  for (guint i = 0; i < info->n_fields; i++)
    {
      JsonNode *node = json_object_get_member (body, info->fields[i].name);
      RwValue value;

      if (node == NULL)
        continue;
      if (!rw_value_from_json (&info->fields[i], node, &value, error))
        return NULL;
      rw_record_take (record, i, value);
    }
  return g_steal_pointer (&record);
}

/**
 * rw_record_from_body:
 * @json: text of a JSON object
 * @length: its length in bytes, or -1
 *
 * Returns: (transfer full): the record, or %NULL with an error
 */
RwRecord *
rw_record_from_body (RwKind       kind,
                     const RwId  *id,
                     const char  *json,
                     gssize       length,
                     GError     **error)
{
  g_autoptr (JsonNode) root = rw_json_parse (json, length, error);

  if (root == NULL)
    {
      if (error != NULL)
        (*error)->domain = RW_ERROR, (*error)->code = RW_ERROR_PROTOCOL;
      return NULL;
    }
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_PROTOCOL, "The body of a %s is not a JSON object", rw_schema_get (kind)->name);
      return NULL;
    }
  return rw_record_from_object (kind, id, json_node_get_object (root), error);
}

/**
 * rw_edit_write_set:
 * @edit: an edit
 * @out: receives the JSON object "set" of a mutation: a value per field; for sets the members to
 *   add and to remove
 */
void
rw_edit_write_set (const RwEdit *edit,
                   GString      *out)
{
  const RwKindInfo *info = rw_schema_get (edit->kind);

  g_string_append_c (out, '{');
  for (guint i = 0; i < edit->changes->len; i++)
    {
      const RwFieldChange *change = &g_array_index (edit->changes, RwFieldChange, i);
      const RwField *field = &info->fields[change->field];
      const char *separator = "";

      g_string_append_printf (out, "%s\"%s\":", i > 0 ? "," : "", field->name);
      if (!rw_field_is_set (field))
        {
          rw_value_write_json (&change->value, field, out);
          continue;
        }
      g_string_append_c (out, '{');
      if (!rw_value_is_null (&change->value))
        {
          g_string_append (out, "\"add\":");
          rw_value_write_json (&change->value, field, out);
          separator = ",";
        }
      if (!rw_value_is_null (&change->removed))
        {
          g_string_append_printf (out, "%s\"remove\":", separator);
          rw_value_write_json (&change->removed, field, out);
        }
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, '}');
}

static gboolean
set_change_from_json (RwEdit        *edit,
                      guint          index,
                      const RwField *field,
                      JsonNode      *node,
                      GError       **error)
{
  RwValue added = RW_VALUE_NULL, removed = RW_VALUE_NULL;
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return refuse (field, error);
  object = json_node_get_object (node);
  if (json_object_has_member (object, "add") &&
      !rw_value_from_json (field, json_object_get_member (object, "add"), &added, error))
    return FALSE;
  if (json_object_has_member (object, "remove") &&
      !rw_value_from_json (field, json_object_get_member (object, "remove"), &removed, error))
    {
      rw_value_clear (&added);
      return FALSE;
    }
  rw_edit_change_set (edit, index, added, removed);
  return TRUE;
}

/**
 * rw_edit_from_json:
 * @set: the object "set" of a mutation; may be %NULL for a delete
 *
 * Returns: (transfer full): the edit, or %NULL with an error that names the field
 */
RwEdit *
rw_edit_from_json (RwOp         op,
                   RwKind       kind,
                   const RwId  *id,
                   JsonObject  *set,
                   GError     **error)
{
  g_autoptr (RwEdit) edit = rw_edit_new (op, kind, id);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (set == NULL)
    return g_steal_pointer (&edit);
  json_object_iter_init (&iter, set);
  while (json_object_iter_next (&iter, &name, &node))
    {
      int index = rw_schema_find_field (kind, name);
      const RwField *field;
      RwValue value;

      if (index < 0)
        {
          g_set_error (error, RW_ERROR, RW_ERROR_INVALID, "A %s has no field “%s”", rw_schema_get (kind)->name, name);
          return NULL;
        }
      field = rw_schema_field (kind, (guint) index);
      if (rw_field_is_set (field))
        {
          if (!set_change_from_json (edit, (guint) index, field, node, error))
            return NULL;
          continue;
        }
      if (!rw_value_from_json (field, node, &value, error))
        return NULL;
      rw_edit_set (edit, (guint) index, value);
    }
  return g_steal_pointer (&edit);
}
