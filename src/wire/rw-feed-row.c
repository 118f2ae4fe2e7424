/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-feed-row.h"

#include <string.h>
#include <yyjson.h>

#include "rw-error.h"
#include "rw-time.h"

#define MAX_FIELDS 64

/*
 * The feed's hot path: a first sync reads a million lines. Each is parsed by yyjson into one block
 * of memory that is used again for the next, and values point into it; nothing is copied.
 */
struct _RwFeedReader
{
  yyjson_alc *allocator;
  yyjson_doc *doc;
  RwValue values[MAX_FIELDS];
  RwKind kind;        /* of the last line; the next one is often of the same */
  GPtrArray *written; /* JSON texts of this line */
  GArray *ids;        /* members of reference sets of this line */
  GPtrArray *texts;   /* members of text sets of this line, each set NULL-terminated */
};

/**
 * rw_feed_reader_new:
 *
 * Returns: (transfer full): a reader; one thread at a time may use it
 */
RwFeedReader *
rw_feed_reader_new (void)
{
  RwFeedReader *reader = g_new0 (RwFeedReader, 1);

  for (int kind = 0; kind < RW_N_KINDS; kind++)
    g_assert (rw_schema_get (kind)->n_fields <= MAX_FIELDS);
  reader->kind = RW_KIND_NONE;
  reader->allocator = yyjson_alc_dyn_new ();
  reader->written = g_ptr_array_new ();
  reader->ids = g_array_new (FALSE, FALSE, sizeof (RwId));
  reader->texts = g_ptr_array_new ();
  return reader;
}

static void
reset (RwFeedReader *reader)
{
  for (guint i = 0; i < reader->written->len; i++)
    reader->allocator->free (reader->allocator->ctx, reader->written->pdata[i]);
  g_ptr_array_set_size (reader->written, 0);
  g_array_set_size (reader->ids, 0);
  g_ptr_array_set_size (reader->texts, 0);
  g_clear_pointer (&reader->doc, yyjson_doc_free);
}

void
rw_feed_reader_free (RwFeedReader *reader)
{
  if (reader == NULL)
    return;
  reset (reader);
  g_ptr_array_unref (reader->written);
  g_array_unref (reader->ids);
  g_ptr_array_unref (reader->texts);
  yyjson_alc_dyn_free (reader->allocator);
  g_free (reader);
}

static RwKind
find_kind (RwFeedReader *reader,
           const char   *name)
{
  if (name == NULL)
    return RW_KIND_NONE;
  if (reader->kind == RW_KIND_NONE || strcmp (rw_schema_get (reader->kind)->name, name) != 0)
    reader->kind = rw_schema_find (name);
  return reader->kind;
}

static int
compare_texts (const void *a,
               const void *b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* A NUL inside would silently cut the text. */
static const char *
get_text (yyjson_val *json)
{
  const char *text = yyjson_get_str (json);

  return text != NULL && strlen (text) == yyjson_get_len (json) ? text : NULL;
}

/* Each member once. Returns: how many are left */
static guint
unite (char         *members,
       gsize         n,
       gsize         size,
       GCompareFunc  compare)
{
  gsize kept = 0;

  qsort (members, n, size, compare);
  for (gsize i = 0; i < n; i++)
    if (kept == 0 || compare (members + i * size, members + (kept - 1) * size) != 0)
      {
        memmove (members + kept * size, members + i * size, size);
        kept++;
      }
  return (guint) kept;
}

/* Sets are held as their place in the arrays first: an array may move while it grows. */
static gboolean
read_set (RwFeedReader  *reader,
          const RwField *field,
          yyjson_val    *json,
          RwValue       *value)
{
  guint first = field->type == RW_FIELD_REFS ? reader->ids->len : reader->texts->len;
  guint n_members;
  gsize i, n;
  yyjson_val *element;

  if (!yyjson_is_arr (json))
    return FALSE;
  yyjson_arr_foreach (json, i, n, element)
    {
      const char *text = get_text (element);
      RwId id;

      if (text == NULL)
        return FALSE;
      if (field->type == RW_FIELD_REFS)
        {
          if (!rw_id_parse (text, &id))
            return FALSE;
          g_array_append_val (reader->ids, id);
        }
      else if (*text != '\0')
        g_ptr_array_add (reader->texts, (gpointer) text);
    }
  n_members = (field->type == RW_FIELD_REFS ? reader->ids->len : reader->texts->len) - first;
  if (n_members == 0)
    return TRUE;
  *value = (RwValue){ .type = field->type };
  value->integer = first;
  if (field->type == RW_FIELD_REFS)
    {
      value->n_ids = unite ((char *) &g_array_index (reader->ids, RwId, first), n_members, sizeof (RwId), rw_id_compare);
      g_array_set_size (reader->ids, first + value->n_ids);
    }
  else
    {
      n_members = unite ((char *) &reader->texts->pdata[first], n_members, sizeof (char *), compare_texts);
      g_ptr_array_set_size (reader->texts, (int) (first + n_members));
      g_ptr_array_add (reader->texts, NULL);
    }
  return TRUE;
}

static gboolean
read_value (RwFeedReader  *reader,
            const RwField *field,
            yyjson_val    *json,
            RwValue       *value)
{
  const char *text;
  int index;

  *value = RW_VALUE_NULL;
  if (yyjson_is_null (json))
    return TRUE;
  switch (field->type)
    {
    case RW_FIELD_INTEGER:
      if (!yyjson_is_int (json) || (yyjson_is_uint (json) && yyjson_get_uint (json) > G_MAXINT64))
        return FALSE;
      *value = rw_value_integer (yyjson_get_sint (json));
      return TRUE;
    case RW_FIELD_DECIMAL:
      if (!yyjson_is_num (json))
        return FALSE;
      *value = rw_value_decimal (yyjson_get_num (json));
      return TRUE;
    case RW_FIELD_BOOLEAN:
      if (!yyjson_is_bool (json))
        return FALSE;
      *value = rw_value_boolean (yyjson_get_bool (json));
      return TRUE;
    case RW_FIELD_REFS:
    case RW_FIELD_TEXTS:
      return read_set (reader, field, json, value);
    case RW_FIELD_JSON:
      value->text = yyjson_val_write_opts (json, YYJSON_WRITE_NOFLAG, reader->allocator, NULL, NULL);
      if (value->text == NULL)
        return FALSE;
      value->type = RW_FIELD_JSON;
      g_ptr_array_add (reader->written, value->text);
      return TRUE;
    default:
      break;
    }
  text = get_text (json);
  if (text == NULL)
    return FALSE;
  value->type = field->type;
  switch (field->type)
    {
    case RW_FIELD_TEXT:
      if (*text == '\0')
        *value = RW_VALUE_NULL;
      else
        value->text = (char *) text;
      return TRUE;
    case RW_FIELD_INSTANT:
      return rw_instant_parse (text, &value->integer);
    case RW_FIELD_DATE:
      return rw_date_parse (text, &value->integer);
    case RW_FIELD_ENUM:
      index = rw_enum_find (field->enumeration, text);
      value->integer = index;
      if (index >= 0)
        return TRUE;
      /* A word of a newer server. Nothing can be said of it here; the server keeps it. */
      *value = RW_VALUE_NULL;
      return !(field->flags & RW_F_REQUIRED);
    case RW_FIELD_REF:
      if (!rw_id_parse (text, &value->id))
        return FALSE;
      if (rw_id_is_nil (&value->id))
        *value = RW_VALUE_NULL;
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
refuse (const RwKindInfo *info,
        const RwId       *id,
        const char       *field,
        GError          **error)
{
  g_autofree char *text = rw_id_to_string (id);

  g_set_error (error, RW_ERROR, RW_ERROR_PROTOCOL, "%s %s: the field “%s” cannot be read", info->name, text, field);
  return FALSE;
}

/* Nearly all comparisons end at the first letter. */
static inline gboolean
is_named (const RwField *field,
          const char    *name)
{
  return field->name[0] == name[0] && strcmp (field->name, name) == 0;
}

static gboolean
read_body (RwFeedReader *reader,
           yyjson_val   *body,
           RwFeedRow    *row,
           GError      **error)
{
  const RwKindInfo *info = rw_schema_get (row->kind);
  gsize i, n;
  yyjson_val *key, *json;
  guint expected = 0;

  for (guint f = 0; f < info->n_fields; f++)
    reader->values[f] = RW_VALUE_NULL;
  yyjson_obj_foreach (body, i, n, key, json)
    {
      const char *name = yyjson_get_str (key);
      guint f;

      /* The server writes fields in the order of the schema, so the search hardly ever goes round. */
      for (f = expected; f < info->n_fields && !is_named (&info->fields[f], name); f++)
        ;
      if (f == info->n_fields)
        {
          for (f = 0; f < expected && !is_named (&info->fields[f], name); f++)
            ;
          if (f == expected)
            continue;
        }
      expected = f + 1;
      /* A server does not send it; one that does must not bring it onto this disk. */
      if (rw_field_is_secret (&info->fields[f]))
        continue;
      if (!read_value (reader, &info->fields[f], json, &reader->values[f]))
        return refuse (info, &row->id, name, error);
    }
  for (guint f = 0; f < info->n_fields; f++)
    {
      RwValue *value = &reader->values[f];

      if (value->type == RW_FIELD_REFS)
        value->ids = &g_array_index (reader->ids, RwId, value->integer);
      else if (value->type == RW_FIELD_TEXTS)
        value->texts = (char **) &reader->texts->pdata[value->integer];
    }
  row->values = reader->values;
  return TRUE;
}

static gint64
get_integer (yyjson_val *object,
             const char *name,
             gboolean   *ok)
{
  yyjson_val *json = yyjson_obj_get (object, name);

  if (!yyjson_is_int (json) || (yyjson_is_uint (json) && yyjson_get_uint (json) > G_MAXINT64))
    {
      *ok = FALSE;
      return 0;
    }
  return yyjson_get_sint (json);
}

static gboolean
read_trailer (yyjson_val *root,
              RwFeedRow  *row,
              GError    **error)
{
  gboolean ok = TRUE;

  row->is_trailer = TRUE;
  row->to = get_integer (root, "to", &ok);
  row->head = get_integer (root, "head", &ok);
  row->h0 = get_integer (root, "h0", &ok);
  row->last_mid = get_integer (root, "last_mid", &ok);
  row->scope = yyjson_get_str (yyjson_obj_get (root, "scope"));
  row->epoch = yyjson_get_str (yyjson_obj_get (root, "epoch"));
  if (ok && row->scope != NULL && row->epoch != NULL)
    return TRUE;
  g_set_error_literal (error, RW_ERROR, RW_ERROR_PROTOCOL, "The last line of a page of changes lacks a member");
  return FALSE;
}

/**
 * rw_feed_reader_parse:
 * @line: one line of the feed, without its newline
 * @length: its length in bytes
 * @row: (out): what it says; points into the reader's memory until the next call
 *
 * Returns: whether the line could be read; the error names the record and the field
 */
gboolean
rw_feed_reader_parse (RwFeedReader *reader,
                      const char   *line,
                      gsize         length,
                      RwFeedRow    *row,
                      GError      **error)
{
  yyjson_read_err read_error;
  yyjson_val *root, *body;
  const char *kind_name, *id_text;
  gboolean ok = TRUE;

  reset (reader);
  *row = (RwFeedRow){ .kind = RW_KIND_NONE };
  reader->doc = yyjson_read_opts ((char *) line, length, YYJSON_READ_NOFLAG, reader->allocator, &read_error);
  root = yyjson_doc_get_root (reader->doc);
  if (!yyjson_is_obj (root))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_PROTOCOL, "A line of the feed is not a JSON object: %s at byte %" G_GSIZE_FORMAT,
                   reader->doc == NULL ? read_error.msg : "something else", reader->doc == NULL ? read_error.pos : 0);
      return FALSE;
    }
  if (yyjson_obj_get (root, "to") != NULL)
    return read_trailer (root, row, error);

  kind_name = yyjson_get_str (yyjson_obj_get (root, "kind"));
  id_text = yyjson_get_str (yyjson_obj_get (root, "id"));
  row->seq = get_integer (root, "seq", &ok);
  row->kind = find_kind (reader, kind_name);
  if (!ok || kind_name == NULL || !rw_id_parse (id_text, &row->id))
    {
      g_autofree char *start = g_strndup (line, MIN (length, 80));
      g_autofree char *valid = g_utf8_make_valid (start, -1);

      g_set_error (error, RW_ERROR, RW_ERROR_PROTOCOL, "A line of the feed lacks its number, kind or id: %s", valid);
      return FALSE;
    }
  row->deleted = yyjson_get_bool (yyjson_obj_get (root, "deleted"));
  row->gone = yyjson_get_bool (yyjson_obj_get (root, "gone"));
  if (row->deleted || row->gone || row->kind == RW_KIND_NONE)
    return TRUE;
  body = yyjson_obj_get (root, "body");
  if (!yyjson_is_obj (body))
    return refuse (rw_schema_get (row->kind), &row->id, "body", error);
  return read_body (reader, body, row, error);
}
