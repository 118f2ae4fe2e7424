/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-cache-row.h"

#include <string.h>

#include "rw-db-private.h"

/**
 * rw_cache_texts_write:
 * @texts: (array zero-terminated=1): texts
 *
 * Returns: (transfer full): them as a JSON array, which SQL can take apart with json_each()
 */
char *
rw_cache_texts_write (char **texts)
{
  GString *out = g_string_new ("[");

  for (char **text = texts; *text != NULL; text++)
    {
      if (text != texts)
        g_string_append_c (out, ',');
      g_string_append_c (out, '"');
      for (const char *p = *text; *p != '\0'; p++)
        {
          guchar c = (guchar) *p;

          if (c == '"' || c == '\\')
            g_string_append_c (out, '\\');
          if (c < 0x20)
            g_string_append_printf (out, "\\u%04x", c);
          else
            g_string_append_c (out, (char) c);
        }
      g_string_append_c (out, '"');
    }
  g_string_append_c (out, ']');
  return g_string_free (out, FALSE);
}

/**
 * rw_cache_texts_read:
 * @json: what rw_cache_texts_write() wrote; of anything else, what can be read
 *
 * Returns: (transfer full): the texts
 */
char **
rw_cache_texts_read (const char *json)
{
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean inside = FALSE;

  for (const char *p = json; *p != '\0'; p++)
    {
      if (*p == '"')
        {
          if (inside)
            {
              g_strv_builder_add (texts, text->str);
              g_string_truncate (text, 0);
            }
          inside = !inside;
        }
      else if (inside && *p == '\\' && p[1] == 'u' && strlen (p) >= 6)
        {
          g_string_append_unichar (text, (gunichar) g_ascii_strtoull ((char[]){ p[2], p[3], p[4], p[5], '\0' }, NULL, 16));
          p += 5;
        }
      else if (inside && *p == '\\' && p[1] != '\0')
        g_string_append_c (text, *++p);
      else if (inside)
        g_string_append_c (text, *p);
    }
  return g_strv_builder_end (texts);
}

static int
bind_value (sqlite3_stmt  *handle,
            int            index,
            const RwValue *value,
            const RwField *field)
{
  switch (value->type)
    {
    case RW_FIELD_TEXT:
    case RW_FIELD_JSON:
      return sqlite3_bind_text (handle, index, value->text, -1, SQLITE_STATIC);
    case RW_FIELD_INTEGER:
    case RW_FIELD_BOOLEAN:
    case RW_FIELD_INSTANT:
    case RW_FIELD_DATE:
      return sqlite3_bind_int64 (handle, index, value->integer);
    case RW_FIELD_DECIMAL:
      return sqlite3_bind_double (handle, index, value->decimal);
    case RW_FIELD_ENUM:
      return sqlite3_bind_text (handle, index, rw_enum_value (field->enumeration, (int) value->integer), -1, SQLITE_STATIC);
    case RW_FIELD_REF:
      return sqlite3_bind_blob (handle, index, value->id.bytes, sizeof value->id.bytes, SQLITE_STATIC);
    case RW_FIELD_REFS:
      return sqlite3_bind_blob64 (handle, index, value->ids, value->n_ids * sizeof (RwId), SQLITE_STATIC);
    case RW_FIELD_TEXTS:
      return sqlite3_bind_text (handle, index, rw_cache_texts_write (value->texts), -1, g_free);
    case RW_FIELD_NONE:
    default:
      return sqlite3_bind_null (handle, index);
    }
}

/**
 * rw_cache_row_bind:
 * @stmt: whose parameters are the id, the seq and the fields, one row after the other
 * @row: which of its rows
 * @values: (array): one for each field of @kind; like @id they must stay as they are until @stmt has run
 */
void
rw_cache_row_bind (RwStmt        *stmt,
                   guint          row,
                   RwKind         kind,
                   const RwId    *id,
                   gint64         seq,
                   const RwValue *values)
{
  const RwKindInfo *info = rw_schema_get (kind);
  int first = (int) (row * (info->n_fields + 2)) + 1;
  int result = sqlite3_bind_blob (stmt->handle, first, id->bytes, sizeof id->bytes, SQLITE_STATIC);
  guint64 set = stmt->set[row];

  g_assert (info->n_fields <= 64 && row < RW_STMT_ROWS_MOST);
  if (result == SQLITE_OK)
    result = sqlite3_bind_int64 (stmt->handle, first + 1, seq);
  for (guint i = 0; result == SQLITE_OK && i < info->n_fields; i++)
    {
      guint64 field = G_GUINT64_CONSTANT (1) << i;

      /* Most fields of most rows are null, and were so in the row before. */
      if (values[i].type == RW_FIELD_NONE && !(set & field))
        continue;
      result = bind_value (stmt->handle, first + (int) i + 2, &values[i], &info->fields[i]);
      set = values[i].type == RW_FIELD_NONE ? set & ~field : set | field;
    }
  stmt->set[row] = set;
  if (G_UNLIKELY (result != SQLITE_OK))
    stmt->bind_result = result;
}

static RwValue
read_value (sqlite3_stmt  *handle,
            int            column,
            const RwField *field)
{
  RwValue value = { .type = field->type };
  const char *text;
  int length;

  if (sqlite3_column_type (handle, column) == SQLITE_NULL)
    return RW_VALUE_NULL;
  switch (field->type)
    {
    case RW_FIELD_TEXT:
    case RW_FIELD_JSON:
      text = (const char *) sqlite3_column_text (handle, column);
      value.text = g_strndup (text, (gsize) sqlite3_column_bytes (handle, column));
      return value;
    case RW_FIELD_INTEGER:
    case RW_FIELD_BOOLEAN:
    case RW_FIELD_INSTANT:
    case RW_FIELD_DATE:
      value.integer = sqlite3_column_int64 (handle, column);
      return value;
    case RW_FIELD_DECIMAL:
      value.decimal = sqlite3_column_double (handle, column);
      return value;
    case RW_FIELD_ENUM:
      return rw_value_enum (rw_enum_find (field->enumeration, (const char *) sqlite3_column_text (handle, column)));
    case RW_FIELD_REF:
      text = sqlite3_column_blob (handle, column);
      if (sqlite3_column_bytes (handle, column) != sizeof value.id.bytes)
        return RW_VALUE_NULL;
      memcpy (value.id.bytes, text, sizeof value.id.bytes);
      return value;
    case RW_FIELD_REFS:
      text = sqlite3_column_blob (handle, column);
      length = sqlite3_column_bytes (handle, column);
      value.n_ids = (guint) length / sizeof (RwId);
      if (value.n_ids == 0)
        return RW_VALUE_NULL;
      value.ids = g_memdup2 (text, value.n_ids * sizeof (RwId));
      return value;
    case RW_FIELD_TEXTS:
      value.texts = rw_cache_texts_read ((const char *) sqlite3_column_text (handle, column));
      return value;
    case RW_FIELD_NONE:
    default:
      return RW_VALUE_NULL;
    }
}

/**
 * rw_cache_row_read:
 * @stmt: stands on a row whose columns begin with rw_cache_columns()
 *
 * Returns: (transfer full) (nullable): the record; %NULL when the row holds none
 */
RwRecord *
rw_cache_row_read (RwStmt *stmt,
                   RwKind  kind)
{
  const RwKindInfo *info = rw_schema_get (kind);
  RwRecord *record;
  RwId id;

  if (!rw_stmt_get_id (stmt, 0, &id))
    return NULL;
  record = rw_record_new (kind, &id);
  rw_record_set_seq (record, rw_stmt_get_integer (stmt, 1));
  for (guint i = 0; i < info->n_fields; i++)
    rw_record_take (record, i, read_value (stmt->handle, (int) i + 2, &info->fields[i]));
  return record;
}

/**
 * rw_cache_row_borrow:
 *
 * Returns: (transfer container): the values of @record, which keeps what they point to
 */
RwValue *
rw_cache_row_borrow (RwRecord *record)
{
  guint n_fields = rw_record_get_info (record)->n_fields;
  RwValue *values = g_new (RwValue, n_fields);

  for (guint i = 0; i < n_fields; i++)
    values[i] = *rw_record_get (record, i);
  return values;
}
