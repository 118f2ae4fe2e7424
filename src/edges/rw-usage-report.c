/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "rw-error.h"
#include "rw-json.h"
#include "rw-time.h"
#include "rw-usage.h"

/* Usage on its way to a server: {"system", "samples":[{"mount", "device"?, "filesystem"?, "type", "used", "size", "at"?}]} */

#define SAMPLES_MOST 20000

static void
write_text (GString *out, const char *name, const char *text)
{
  if (text == NULL)
    return;
  g_string_append_printf (out, ",\"%s\":", name);
  rw_json_write_string (text, out);
}

/**
 * rw_usage_write:
 * @usages: (element-type RwUsage): what is said
 *
 * Returns: (transfer full): a JSON object for POST /v1/intake/usage
 */
GBytes *
rw_usage_write (const char *system, GPtrArray *usages)
{
  GString *out = g_string_new ("{\"system\":");

  rw_json_write_string (system, out);
  g_string_append (out, ",\"samples\":[");
  for (guint i = 0; i < usages->len; i++)
    {
      const RwUsage *usage = usages->pdata[i];
      char at[RW_INSTANT_STRING_LENGTH + 1];

      g_string_append (out, i > 0 ? ",{\"mount\":" : "{\"mount\":");
      rw_json_write_string (usage->mount, out);
      write_text (out, "device", usage->device);
      write_text (out, "filesystem", usage->filesystem);
      write_text (out, "type", rw_enum_value (&rw_enum_volume_type, (int) usage->type));
      g_string_append_printf (out, ",\"used\":%" G_GINT64_FORMAT ",\"size\":%" G_GINT64_FORMAT,
                              usage->used, usage->size);
      if (usage->at != 0)
        {
          rw_instant_write (usage->at, at);
          write_text (out, "at", at);
        }
      g_string_append_c (out, '}');
    }
  g_string_append (out, "]}");
  return g_string_free_to_bytes (out);
}

static const char *
get_text (JsonObject *object, const char *name, glong most)
{
  JsonNode *node = json_object_get_member (object, name);
  const char *text = node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
                         json_node_get_value_type (node) == G_TYPE_STRING
                       ? json_node_get_string (node)
                       : NULL;

  return text != NULL && *text != '\0' && g_utf8_strlen (text, -1) <= most ? text : NULL;
}

static gint64
get_amount (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  gint64 amount = node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
                      json_node_get_value_type (node) == G_TYPE_INT64
                    ? json_node_get_int (node)
                    : -1;

  return amount <= (gint64) 9e15 ? amount : -1;
}

static gboolean
fail (guint index, const char *name, GError **error)
{
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("sample %u: “%s” is missing, or cannot be"),
               index + 1, name);
  return FALSE;
}

static gboolean
read_sample (JsonNode *node, guint index, GPtrArray *usages, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *mount = object != NULL ? get_text (object, "mount", 200) : NULL;
  const char *type, *at;
  RwUsage *usage;
  gint64 used, size, instant = 0;
  int word;

  if (mount == NULL)
    return fail (index, "mount", error);
  type = get_text (object, "type", 40);
  word = type != NULL ? rw_enum_find (&rw_enum_volume_type, type) : -1;
  if (word < 0)
    return fail (index, "type", error);
  size = get_amount (object, "size");
  if (size < 1)
    return fail (index, "size", error);
  used = get_amount (object, "used");
  if (used < 0 || used > size)
    return fail (index, "used", error);
  at = get_text (object, "at", 40);
  if (json_object_has_member (object, "at") && (at == NULL || !rw_instant_parse (at, &instant) || instant <= 0))
    return fail (index, "at", error);
  usage = g_new0 (RwUsage, 1);
  *usage = (RwUsage) { .mount = g_strdup (mount),
                       .device = g_strdup (get_text (object, "device", 200)),
                       .filesystem = g_strdup (get_text (object, "filesystem", 40)),
                       .type = (RwVolumeType) word,
                       .used = used,
                       .size = size,
                       .at = instant };
  g_ptr_array_add (usages, usage);
  return TRUE;
}

/**
 * rw_usage_read:
 * @object: see rw_usage_write()
 * @system: (out) (transfer full): whose
 *
 * Returns: (transfer full) (nullable) (element-type RwUsage): what it says
 */
GPtrArray *
rw_usage_read (JsonObject *object, char **system, GError **error)
{
  g_autoptr (GPtrArray) usages =
    g_ptr_array_new_with_free_func ((GDestroyNotify) rw_usage_free);
  const char *name = get_text (object, "system", 120);
  JsonNode *node = json_object_get_member (object, "samples");
  JsonArray *samples = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (name == NULL || samples == NULL)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("“%s” is missing"),
                   name == NULL ? "system" : "samples");
      return NULL;
    }
  if (json_array_get_length (samples) > SAMPLES_MOST)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_LIMIT, _ ("These are too many samples at once"));
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (samples); i++)
    if (!read_sample (json_array_get_element (samples, i), i, usages, error))
      return NULL;
  *system = g_strdup (name);
  return g_steal_pointer (&usages);
}
