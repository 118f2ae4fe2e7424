/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-yaml.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <yaml.h>

#include "rw-error.h"

/*
 * One YAML document as a tree, within bounds: depth and number of nodes are limited, and an alias, by
 * which a small file can stand for a huge tree, is refused. Of the types of YAML nothing is guessed:
 * what a text means is for whoever knows what belongs there.
 */

#define DEPTH_MOST 16
#define NODES_MOST 100000

struct _RwYaml
{
  guint line;
  gboolean plain;     /* not in quotation marks */
  char *text;         /* of a text */
  GPtrArray *items;   /* of a list */
  GHashTable *fields; /* of a map: text → RwYaml */
};

typedef struct
{
  yaml_parser_t parser;
  guint depth;
  guint n_nodes;
} Reader;

static RwYaml *read_node (Reader *reader, yaml_event_t *event, GError **error);

static gboolean
fail (gsize line, GError **error, const char *sentence)
{
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("line %u: %s"), (guint) line, sentence);
  return FALSE;
}

static gboolean
next_event (Reader *reader, yaml_event_t *event, GError **error)
{
  g_autofree char *sentence = NULL;

  if (yaml_parser_parse (&reader->parser, event))
    return TRUE;
  if (reader->parser.error == YAML_READER_ERROR)
    sentence = g_strdup (_ ("this is not text in UTF-8"));
  else
    sentence = g_strdup_printf (_ ("this is not YAML: %s"),
                                reader->parser.problem != NULL ? reader->parser.problem : "?");
  return fail (reader->parser.error == YAML_READER_ERROR ? reader->parser.mark.line + 1
                                                         : reader->parser.problem_mark.line + 1,
               error, sentence);
}

static RwYaml *
node_new (const yaml_event_t *event)
{
  RwYaml *node = g_new0 (RwYaml, 1);

  node->line = (guint) event->start_mark.line + 1;
  return node;
}

static gboolean
read_text (RwYaml *node, const yaml_event_t *event, GError **error)
{
  const char *value = (const char *) event->data.scalar.value;
  gsize length = event->data.scalar.length;

  if (memchr (value, '\0', length) != NULL || !g_utf8_validate (value, (gssize) length, NULL))
    return fail (node->line, error, _ ("this is not text in UTF-8"));
  node->text = g_strndup (value, length);
  node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
  return TRUE;
}

static gboolean
read_list (Reader *reader, RwYaml *node, GError **error)
{
  node->items = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_yaml_free);
  for (;;)
    {
      yaml_event_t event;
      RwYaml *item;

      if (!next_event (reader, &event, error))
        return FALSE;
      if (event.type == YAML_SEQUENCE_END_EVENT)
        {
          yaml_event_delete (&event);
          return TRUE;
        }
      item = read_node (reader, &event, error);
      yaml_event_delete (&event);
      if (item == NULL)
        return FALSE;
      g_ptr_array_add (node->items, item);
    }
}

static gboolean
read_field (Reader *reader, RwYaml *node, const RwYaml *key, GError **error)
{
  g_autofree char *sentence = NULL;
  yaml_event_t event;
  RwYaml *value;

  if (key->text == NULL)
    return fail (key->line, error, _ ("a key is not a word"));
  if (g_hash_table_contains (node->fields, key->text))
    {
      sentence = g_strdup_printf (_ ("“%s” is there twice"), key->text);
      return fail (key->line, error, sentence);
    }
  if (!next_event (reader, &event, error))
    return FALSE;
  value = read_node (reader, &event, error);
  yaml_event_delete (&event);
  if (value == NULL)
    return FALSE;
  g_hash_table_insert (node->fields, g_strdup (key->text), value);
  return TRUE;
}

static gboolean
read_map (Reader *reader, RwYaml *node, GError **error)
{
  node->fields =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) rw_yaml_free);
  for (;;)
    {
      g_autoptr (RwYaml) key = NULL;
      yaml_event_t event;
      gboolean end;

      if (!next_event (reader, &event, error))
        return FALSE;
      end = event.type == YAML_MAPPING_END_EVENT;
      if (!end)
        key = read_node (reader, &event, error);
      yaml_event_delete (&event);
      if (end)
        return TRUE;
      if (key == NULL || !read_field (reader, node, key, error))
        return FALSE;
    }
}

static RwYaml *
read_node (Reader *reader, yaml_event_t *event, GError **error)
{
  g_autoptr (RwYaml) node = node_new (event);
  gboolean well;

  if (++reader->n_nodes > NODES_MOST || reader->depth >= DEPTH_MOST)
    {
      fail (node->line, error, _ ("this is more, or deeper, than a device type has"));
      return NULL;
    }
  reader->depth++;
  switch (event->type)
    {
    case YAML_SCALAR_EVENT:
      well = read_text (node, event, error);
      break;
    case YAML_SEQUENCE_START_EVENT:
      well = read_list (reader, node, error);
      break;
    case YAML_MAPPING_START_EVENT:
      well = read_map (reader, node, error);
      break;
    case YAML_ALIAS_EVENT:
      well = fail (node->line, error, _ ("references (“*name”) are not read; write the value out"));
      break;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_START_EVENT:
    case YAML_DOCUMENT_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
    default:
      well = fail (node->line, error, _ ("there is nothing here"));
      break;
    }
  reader->depth--;
  return well ? g_steal_pointer (&node) : NULL;
}

/* Passes over the events of one kind that stand around a document; @ends is set when there is none. */
static gboolean
expect (Reader *reader, yaml_event_type_t type, gboolean *ends, GError **error)
{
  yaml_event_t event;

  if (!next_event (reader, &event, error))
    return FALSE;
  *ends = event.type != type;
  yaml_event_delete (&event);
  return TRUE;
}

static RwYaml *
read_document (Reader *reader, GError **error)
{
  g_autoptr (RwYaml) root = NULL;
  yaml_event_t event;
  gboolean ends;

  if (!expect (reader, YAML_STREAM_START_EVENT, &ends, error) ||
      !expect (reader, YAML_DOCUMENT_START_EVENT, &ends, error))
    return NULL;
  if (ends)
    {
      fail (1, error, _ ("there is nothing here"));
      return NULL;
    }
  if (!next_event (reader, &event, error))
    return NULL;
  root = read_node (reader, &event, error);
  yaml_event_delete (&event);
  if (root == NULL || !expect (reader, YAML_DOCUMENT_END_EVENT, &ends, error) ||
      !expect (reader, YAML_STREAM_END_EVENT, &ends, error))
    return NULL;
  if (!ends)
    return g_steal_pointer (&root);
  fail (reader->parser.mark.line + 1, error,
        _ ("there is a second document; one file is one device type"));
  return NULL;
}

/**
 * rw_yaml_parse:
 * @text: one YAML document
 * @error: one sentence that begins with the line
 *
 * Returns: (transfer full) (nullable): its root
 */
RwYaml *
rw_yaml_parse (const char *text, gsize length, GError **error)
{
  Reader reader = { .n_nodes = 0 };
  RwYaml *root;

  if (!yaml_parser_initialize (&reader.parser))
    g_error ("Out of memory");
  yaml_parser_set_input_string (&reader.parser, (const unsigned char *) text, length);
  root = read_document (&reader, error);
  yaml_parser_delete (&reader.parser);
  return root;
}

void
rw_yaml_free (RwYaml *yaml)
{
  if (yaml == NULL)
    return;
  g_free (yaml->text);
  g_clear_pointer (&yaml->items, g_ptr_array_unref);
  g_clear_pointer (&yaml->fields, g_hash_table_unref);
  g_free (yaml);
}

guint
rw_yaml_get_line (const RwYaml *yaml)
{
  return yaml->line;
}

/**
 * rw_yaml_get_text:
 *
 * Returns: (nullable): what is written there; %NULL for a list and a map
 */
const char *
rw_yaml_get_text (const RwYaml *yaml)
{
  return yaml->text;
}

/**
 * rw_yaml_is_null:
 *
 * Returns: whether it says that there is nothing
 */
gboolean
rw_yaml_is_null (const RwYaml *yaml)
{
  return yaml->text != NULL && yaml->plain &&
         (*yaml->text == '\0' || g_str_equal (yaml->text, "~") ||
          g_ascii_strcasecmp (yaml->text, "null") == 0);
}

gboolean
rw_yaml_is_map (const RwYaml *yaml)
{
  return yaml->fields != NULL;
}

gboolean
rw_yaml_is_list (const RwYaml *yaml)
{
  return yaml->items != NULL;
}

guint
rw_yaml_n_items (const RwYaml *yaml)
{
  return yaml->items != NULL ? yaml->items->len : 0;
}

const RwYaml *
rw_yaml_get_item (const RwYaml *yaml, guint index)
{
  return yaml->items->pdata[index];
}

/**
 * rw_yaml_get:
 * @yaml: a map
 *
 * Returns: (nullable): what is under @key; %NULL when nothing is, or when it says so
 */
const RwYaml *
rw_yaml_get (const RwYaml *yaml, const char *key)
{
  const RwYaml *value = g_hash_table_lookup (yaml->fields, key);

  return value != NULL && !rw_yaml_is_null (value) ? value : NULL;
}
