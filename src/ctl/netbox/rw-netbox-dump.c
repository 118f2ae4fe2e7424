/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-netbox-dump.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "rw-error.h"
#include "rw-json.h"

/* Also sums of them are whole numbers that fit. */
#define NUMBER_MOST 1e12

static void
object_free (gpointer data)
{
  RwNetboxObject *object = data;

  g_free (object->pk);
  g_free (object);
}

void
rw_netbox_dump_free (RwNetboxDump *self)
{
  g_clear_pointer (&self->root, json_node_unref);
  g_ptr_array_unref (self->objects);
  g_hash_table_unref (self->by_key);
  g_hash_table_unref (self->by_model);
  g_hash_table_unref (self->types);
  g_ptr_array_unref (self->records);
  g_hash_table_unref (self->origins);
  g_hash_table_unref (self->unique);
  g_hash_table_unref (self->remarks);
  g_hash_table_unref (self->tags);
  g_free (self);
}

static RwNetboxDump *
dump_new (void)
{
  RwNetboxDump *self = g_new0 (RwNetboxDump, 1);

  self->objects = g_ptr_array_new_with_free_func (object_free);
  self->by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->by_model = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->types = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->records = g_ptr_array_new_with_free_func (g_object_unref);
  self->origins = g_hash_table_new (NULL, NULL);
  self->unique = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->remarks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->tags = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  return self;
}

/* Keys are numbers, or UUIDs of plugins. */
static char *
key_text (JsonNode *node)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  return NULL;
}

static gboolean
add_element (RwNetboxDump  *self,
             guint          number,
             JsonNode      *node,
             GError       **error)
{
  JsonObject *element;
  JsonNode *model, *fields;
  const char *missing = NULL;
  char *pk;
  RwNetboxObject *object;
  GPtrArray *of_model;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("Element %u is not an object"), number);
      return FALSE;
    }
  element = json_node_get_object (node);
  model = json_object_get_member (element, "model");
  fields = json_object_get_member (element, "fields");
  pk = key_text (json_object_get_member (element, "pk"));
  if (model == NULL || !JSON_NODE_HOLDS_VALUE (model) || json_node_get_value_type (model) != G_TYPE_STRING)
    missing = "model";
  else if (fields == NULL || !JSON_NODE_HOLDS_OBJECT (fields))
    missing = "fields";
  if (missing != NULL)
    {
      g_free (pk);
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("Element %u has no “%s”; this is not what NetBox's dumpdata writes"), number, missing);
      return FALSE;
    }
  /* With natural keys some have none of their own; nothing refers to those by number. */
  if (pk == NULL)
    pk = g_strdup_printf ("#%u", number);
  object = g_new0 (RwNetboxObject, 1);
  object->model = g_intern_string (json_node_get_string (model));
  object->pk = pk;
  object->fields = json_node_get_object (fields);
  {
    g_autofree char *space = g_strconcat ("netbox:", object->model, NULL);

    object->id = rw_id_from_name (space, pk);
  }
  g_ptr_array_add (self->objects, object);
  if (!g_hash_table_insert (self->by_key, g_strconcat (object->model, " ", pk, NULL), object))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("Element %u: %s %s is there twice"), number, object->model, pk);
      return FALSE;
    }
  of_model = g_hash_table_lookup (self->by_model, object->model);
  if (of_model == NULL)
    {
      of_model = g_ptr_array_new ();
      g_hash_table_insert (self->by_model, (gpointer) object->model, of_model);
    }
  g_ptr_array_add (of_model, object);
  return TRUE;
}

/* A content type says which model a number in a generic reference means. */
static void
index_types (RwNetboxDump *self)
{
  GPtrArray *types = rw_netbox_all (self, "contenttypes.contenttype");

  for (guint i = 0; i < types->len; i++)
    {
      RwNetboxObject *type = types->pdata[i];
      const char *app = rw_netbox_text (type, "app_label"), *model = rw_netbox_text (type, "model");

      if (app == NULL || model == NULL)
        continue;
      g_hash_table_insert (self->types, g_strdup (type->pk), g_strconcat (app, ".", model, NULL));
      type->fate = RW_NETBOX_FOLDED;
    }
}

static void
index_tags (RwNetboxDump *self)
{
  GPtrArray *items = rw_netbox_all (self, "extras.taggeditem");

  for (guint i = 0; i < items->len; i++)
    {
      RwNetboxObject *item = items->pdata[i];
      RwNetboxObject *tagged = rw_netbox_generic (self, item, "content_type", "object_id");
      RwNetboxObject *tag = rw_netbox_ref (self, item, "tag", "extras.tag");
      GPtrArray *tags;
      char *key;

      if (tagged == NULL || tag == NULL)
        continue;
      key = g_strconcat (tagged->model, " ", tagged->pk, NULL);
      tags = g_hash_table_lookup (self->tags, key);
      if (tags == NULL)
        {
          tags = g_ptr_array_new ();
          g_hash_table_insert (self->tags, key, tags);
        }
      else
        g_free (key);
      g_ptr_array_add (tags, item);
    }
}

/**
 * rw_netbox_dump_parse:
 * @text: what NetBox's `dumpdata` wrote
 *
 * Returns: (transfer full) (nullable): the dump; the error says in one sentence where it is wrong
 */
RwNetboxDump *
rw_netbox_dump_parse (const char  *text,
                      gsize        length,
                      GError     **error)
{
  g_autoptr (JsonNode) root = NULL;
  const char *end;
  RwNetboxDump *self;
  JsonArray *elements;

  if (!g_utf8_validate_len (text, length, &end))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("It is not UTF-8 at byte %lu"), (gulong) (end - text));
      return NULL;
    }
  root = rw_json_parse (text, (gssize) length, error);
  if (root == NULL)
    {
      g_prefix_error (error, _ ("It is not JSON: "));
      return NULL;
    }
  if (!JSON_NODE_HOLDS_ARRAY (root))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("It is not a list of objects; this is not what NetBox's dumpdata writes"));
      return NULL;
    }
  self = dump_new ();
  self->root = g_steal_pointer (&root);
  elements = json_node_get_array (self->root);
  for (guint i = 0; i < json_array_get_length (elements); i++)
    if (!add_element (self, i + 1, json_array_get_element (elements, i), error))
      {
        rw_netbox_dump_free (self);
        return NULL;
      }
  index_types (self);
  index_tags (self);
  return self;
}

/**
 * rw_netbox_all:
 *
 * Returns: (transfer none) (element-type RwNetboxObject): the objects of a model; maybe none
 */
GPtrArray *
rw_netbox_all (RwNetboxDump *self,
               const char   *model)
{
  GPtrArray *all = g_hash_table_lookup (self->by_model, model);

  if (all == NULL)
    {
      all = g_ptr_array_new ();
      g_hash_table_insert (self->by_model, (gpointer) g_intern_string (model), all);
    }
  return all;
}

RwNetboxObject *
rw_netbox_find (RwNetboxDump *self,
                const char   *model,
                const char   *pk)
{
  g_autofree char *key = g_strconcat (model, " ", pk, NULL);

  return g_hash_table_lookup (self->by_key, key);
}

/**
 * rw_netbox_ref:
 *
 * Returns: (transfer none) (nullable): the object that @field refers to
 */
RwNetboxObject *
rw_netbox_ref (RwNetboxDump         *self,
               const RwNetboxObject *object,
               const char           *field,
               const char           *model)
{
  g_autofree char *pk = key_text (json_object_get_member (object->fields, field));

  return pk != NULL ? rw_netbox_find (self, model, pk) : NULL;
}

/**
 * rw_netbox_fold:
 *
 * As rw_netbox_ref(), for an object that becomes part of whoever asks.
 */
RwNetboxObject *
rw_netbox_fold (RwNetboxDump         *self,
                const RwNetboxObject *object,
                const char           *field,
                const char           *model)
{
  RwNetboxObject *target = rw_netbox_ref (self, object, field, model);

  if (target != NULL && target->fate == RW_NETBOX_PENDING)
    target->fate = RW_NETBOX_FOLDED;
  return target;
}

/**
 * rw_netbox_generic:
 *
 * Follows a reference whose target's model is told by another field: a content type's key, or
 * its natural key (`["dcim", "interface"]`).
 */
RwNetboxObject *
rw_netbox_generic (RwNetboxDump         *self,
                   const RwNetboxObject *object,
                   const char           *type_field,
                   const char           *id_field)
{
  JsonNode *type = json_object_get_member (object->fields, type_field);
  g_autofree char *pk = key_text (json_object_get_member (object->fields, id_field)), *type_pk = NULL;

  if (type == NULL || pk == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_ARRAY (type) && json_array_get_length (json_node_get_array (type)) == 2)
    {
      JsonArray *pair = json_node_get_array (type);
      g_autofree char *app = key_text (json_array_get_element (pair, 0)), *name = key_text (json_array_get_element (pair, 1));
      g_autofree char *model = g_strconcat (app != NULL ? app : "", ".", name, NULL);

      return rw_netbox_find (self, model, pk);
    }
  type_pk = key_text (type);
  if (type_pk == NULL || g_hash_table_lookup (self->types, type_pk) == NULL)
    return NULL;
  return rw_netbox_find (self, g_hash_table_lookup (self->types, type_pk), pk);
}

/**
 * rw_netbox_text:
 *
 * Returns: (transfer none) (nullable): a text that is not empty
 */
const char *
rw_netbox_text (const RwNetboxObject *object,
                const char           *field)
{
  JsonNode *node = json_object_get_member (object->fields, field);
  const char *text;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  text = json_node_get_string (node);
  return *text != '\0' ? text : NULL;
}

/* Decimals come as texts: "4.0". What is no number, or none of anything in a data centre, is not there. */
gboolean
rw_netbox_number (const RwNetboxObject *object,
                  const char           *field,
                  double               *number)
{
  JsonNode *node = json_object_get_member (object->fields, field);
  const char *text = rw_netbox_text (object, field);
  double read;
  char *end;

  if (text != NULL)
    {
      read = g_ascii_strtod (text, &end);
      if (*end != '\0' || end == text)
        return FALSE;
    }
  else if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
           (json_node_get_value_type (node) != G_TYPE_INT64 &&
            json_node_get_value_type (node) != G_TYPE_DOUBLE))
    return FALSE;
  else
    read = json_node_get_double (node);
  if (!(fabs (read) <= NUMBER_MOST))
    return FALSE;
  *number = read;
  return TRUE;
}

gboolean
rw_netbox_true (const RwNetboxObject *object,
                const char           *field)
{
  JsonNode *node = json_object_get_member (object->fields, field);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

gboolean
rw_netbox_has (const RwNetboxObject *object,
               const char           *field)
{
  JsonNode *node = json_object_get_member (object->fields, field);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node);
}

/**
 * rw_netbox_record:
 *
 * Returns: (transfer none): a new record for @object; every field is null
 */
RwRecord *
rw_netbox_record (RwNetboxDump   *self,
                  RwNetboxObject *object,
                  RwKind          kind)
{
  RwRecord *record = rw_record_new (kind, &object->id);

  g_ptr_array_add (self->records, record);
  g_hash_table_insert (self->origins, record, object);
  object->fate = RW_NETBOX_IMPORTED;
  return record;
}

void
rw_netbox_leave_out (RwNetboxObject *object,
                     const char     *reason)
{
  object->fate = RW_NETBOX_LEFT_OUT;
  object->reason = g_intern_string (reason);
}

void
rw_netbox_remark (RwNetboxDump *self,
                  const char   *text)
{
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (self->remarks, text)) + 1;

  g_hash_table_insert (self->remarks, g_strdup (text), GUINT_TO_POINTER (count));
}

void
rw_netbox_set_ref (RwRecord             *record,
                   guint                 field,
                   const RwNetboxObject *target)
{
  if (target != NULL)
    rw_record_set_ref (record, field, &target->id);
}

/**
 * rw_netbox_set_word:
 * @words: pairs of NetBox's word and ours, ended by %NULL
 */
void
rw_netbox_set_word (RwRecord             *record,
                    guint                 field,
                    const RwNetboxObject *object,
                    const char           *name,
                    const char *const    *words)
{
  const char *word = rw_netbox_text (object, name);
  const RwEnumInfo *list = rw_schema_field (rw_record_get_kind (record), field)->enumeration;

  for (guint i = 0; word != NULL && words[i] != NULL; i += 2)
    if (strcmp (word, words[i]) == 0)
      rw_record_set_enum (record, field, rw_enum_find (list, words[i + 1]));
}

static GPtrArray *
tags_of (RwNetboxDump         *self,
         const RwNetboxObject *object)
{
  g_autofree char *key = g_strconcat (object->model, " ", object->pk, NULL);

  return g_hash_table_lookup (self->tags, key);
}

/* The name of a tag; item and tag are part of what is tagged from here on. */
static const char *
use_tag (RwNetboxDump   *self,
         RwNetboxObject *item)
{
  RwNetboxObject *tag = rw_netbox_fold (self, item, "tag", "extras.tag");

  item->fate = RW_NETBOX_FOLDED;
  return rw_netbox_text (tag, "name");
}

void
rw_netbox_set_tags (RwNetboxDump         *self,
                    RwRecord             *record,
                    guint                 field,
                    const RwNetboxObject *object)
{
  GPtrArray *items = tags_of (self, object);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const char *name = use_tag (self, items->pdata[i]);

      if (name != NULL)
        g_ptr_array_add (names, (gpointer) name);
    }
  g_ptr_array_add (names, NULL);
  rw_record_set_texts (record, field, (const char *const *) names->pdata);
}

/**
 * rw_netbox_notes:
 * @with_tags: name its tags, for kinds that have none of their own
 * @...: headings, each followed by its text (nullable); ended by %NULL
 *
 * Returns: (transfer full): description and comments of @object, then what the pairs say
 */
char *
rw_netbox_notes (RwNetboxDump         *self,
                 const RwNetboxObject *object,
                 gboolean              with_tags,
                 ...)
{
  GString *notes = g_string_new (rw_netbox_text (object, "description"));
  const char *comments = rw_netbox_text (object, "comments");
  GPtrArray *items = with_tags ? tags_of (self, object) : NULL;
  va_list args;

  if (comments != NULL)
    g_string_append_printf (notes, "%s%s", notes->len > 0 ? "\n\n" : "", comments);
  va_start (args, with_tags);
  for (const char *heading = va_arg (args, const char *); heading != NULL; heading = va_arg (args, const char *))
    {
      const char *text = va_arg (args, const char *);

      if (text != NULL && *text != '\0')
        g_string_append_printf (notes, "%s%s: %s", notes->len > 0 ? "\n" : "", heading, text);
    }
  va_end (args);
  for (guint i = 0; items != NULL && i < items->len; i++)
    g_string_append_printf (notes, "%s%s", i > 0 ? ", " : notes->len > 0 ? "\nTags: " : "Tags: ", use_tag (self, items->pdata[i]));
  return g_string_free (notes, FALSE);
}
