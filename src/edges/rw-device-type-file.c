/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-device-type-file.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "rw-check.h"
#include "rw-error.h"
#include "rw-json.h"
#include "rw-yaml.h"

/*
 * A device type as the community library of NetBox writes it, one to a file. Keys that are not known
 * are passed over; a key that must be there, and a value that cannot be, end it with a sentence.
 */

#define PORTS_MOST 2000
#define BAYS_MOST  500

typedef struct
{
  const RwYaml *root;
  RwRecord *record;
  GPtrArray *remarks; /* nullable */
  GError **error;
  char *clipped;
} Type;

/* As much of what somebody wrote as belongs into a sentence. */
static const char *
clip (Type *self, const char *text)
{
  if (g_utf8_strlen (text, -1) <= 60)
    return text;
  g_free (self->clipped);
  self->clipped = g_utf8_substring (text, 0, 60);
  return self->clipped;
}

G_GNUC_PRINTF (3, 4)
static gboolean
fault (Type *self, const RwYaml *at, const char *format, ...)
{
  g_autofree char *sentence = NULL;
  va_list args;

  va_start (args, format);
  sentence = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (self->error, RW_ERROR, RW_ERROR_INVALID, _ ("line %u: %s"), rw_yaml_get_line (at),
               sentence);
  return FALSE;
}

static void
remark (Type *self, const RwYaml *at, const char *sentence)
{
  if (self->remarks != NULL)
    g_ptr_array_add (self->remarks,
                     g_strdup_printf (_ ("line %u: %s"), rw_yaml_get_line (at), sentence));
}

/* --- Single values ---------------------------------------------------------------------------------- */

/* The text under @key: %FALSE when something else is there, or nothing where something must be. */
static gboolean
get_text (Type *self, const RwYaml *map, const char *key, gboolean required, const char **text, const RwYaml **at)
{
  const RwYaml *node = rw_yaml_get (map, key);

  *text = NULL;
  if (at != NULL)
    *at = node;
  if (node == NULL)
    return !required || fault (self, map, _ ("“%s” is missing"), key);
  *text = rw_yaml_get_text (node);
  if (*text == NULL)
    return fault (self, node, _ ("“%s” is a list where a text belongs"), key);
  if (**text == '\0' && required)
    return fault (self, node, _ ("“%s” is empty"), key);
  return TRUE;
}

/* Digits with a point at most: of what strtod() reads besides, nothing is a height or a weight. */
static gboolean
get_number (Type *self, const RwYaml *map, const char *key, double *number, const RwYaml **at)
{
  const char *text;
  char *end;

  *number = NAN;
  if (!get_text (self, map, key, FALSE, &text, at))
    return FALSE;
  if (text == NULL)
    return TRUE;
  *number = g_ascii_strtod (text, &end);
  if (*text != '\0' && *end == '\0' && strspn (text, "+-.0123456789eE") == strlen (text) &&
      isfinite (*number))
    return TRUE;
  return fault (self, *at, _ ("“%s” is “%s” where a number belongs"), key, clip (self, text));
}

static gboolean
get_boolean (Type *self, const RwYaml *map, const char *key, gboolean fallback, gboolean *value)
{
  static const char *const yes[] = { "true", "yes", "on", NULL }, *const no[] = { "false", "no",
                                                                                  "off", NULL };
  g_autofree char *small = NULL;
  const RwYaml *at;
  const char *text;

  *value = fallback;
  if (!get_text (self, map, key, FALSE, &text, &at))
    return FALSE;
  if (text == NULL)
    return TRUE;
  small = g_ascii_strdown (text, -1);
  *value = g_strv_contains (yes, small);
  if (*value || g_strv_contains (no, small))
    return TRUE;
  return fault (self, at, _ ("“%s” is “%s” where true or false belongs"), key, clip (self, text));
}

/* Checked at once, while the line is known. */
static gboolean
take (Type *self, guint field, RwValue value, const RwYaml *at)
{
  g_autoptr (GError) local = NULL;

  rw_record_take (self->record, field, value);
  return rw_field_check (rw_schema_field (RW_KIND_DEVICE_TYPE, field),
                         rw_record_get (self->record, field), &local) ||
         fault (self, at, "%s", local->message);
}

static gboolean
take_text (Type *self, guint field, const char *key, gboolean required)
{
  const RwYaml *at;
  const char *text;

  if (!get_text (self, self->root, key, required, &text, &at))
    return FALSE;
  return text == NULL || *text == '\0' || take (self, field, rw_value_text (text), at);
}

static gboolean
take_height (Type *self)
{
  const RwYaml *at;
  double height;

  if (!get_number (self, self->root, "u_height", &height, &at))
    return FALSE;
  /* Who says nothing means one unit. */
  return take (self, RW_DEVICE_TYPE_HEIGHT, rw_value_decimal (at != NULL ? height : 1),
               at != NULL ? at : self->root);
}

static gboolean
take_depth (Type *self)
{
  gboolean full;

  if (!get_boolean (self, self->root, "is_full_depth", TRUE, &full))
    return FALSE;
  rw_record_set_boolean (self->record, RW_DEVICE_TYPE_FULL_DEPTH, full);
  return TRUE;
}

static gboolean
take_weight (Type *self)
{
  static const struct
  {
    const char *unit;
    double kilograms;
  } units[] = { { "kg", 1 }, { "g", 0.001 }, { "lb", 0.45359237 }, { "oz", 0.028349523125 } };
  const RwYaml *at, *unit_at;
  const char *unit;
  double weight;

  if (!get_number (self, self->root, "weight", &weight, &at) ||
      !get_text (self, self->root, "weight_unit", at != NULL, &unit, &unit_at))
    return FALSE;
  if (at == NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (unit, units[i].unit))
      return take (self, RW_DEVICE_TYPE_WEIGHT,
                   rw_value_decimal (round (weight * units[i].kilograms * 1000) / 1000), at);
  return fault (self, unit_at, _ ("“%s” is “%s”; it can be kg, g, lb or oz"), "weight_unit",
                clip (self, unit));
}

static gboolean
take_air_flow (Type *self)
{
  static const struct
  {
    const char *word;
    RwAirFlow flow;
  } flows[] = {
    { "front-to-rear", RW_AIR_FLOW_FRONT_TO_REAR },
    { "rear-to-front", RW_AIR_FLOW_REAR_TO_FRONT },
    { "left-to-right", RW_AIR_FLOW_SIDE },
    { "right-to-left", RW_AIR_FLOW_SIDE },
    { "side-to-rear", RW_AIR_FLOW_SIDE },
    { "rear-to-side", RW_AIR_FLOW_SIDE },
    { "passive", RW_AIR_FLOW_PASSIVE },
  };
  g_autofree char *sentence = NULL;
  const RwYaml *at;
  const char *word;

  if (!get_text (self, self->root, "airflow", FALSE, &word, &at))
    return FALSE;
  for (guint i = 0; word != NULL && i < G_N_ELEMENTS (flows); i++)
    if (g_str_equal (word, flows[i].word))
      {
        rw_record_set_enum (self->record, RW_DEVICE_TYPE_AIR_FLOW, flows[i].flow);
        return TRUE;
      }
  if (word == NULL)
    return TRUE;
  sentence = g_strdup_printf (_ ("the air flow “%s” is not kept"), clip (self, word));
  remark (self, at, sentence);
  return TRUE;
}

/* --- Ports ------------------------------------------------------------------------------------------ */

static const struct
{
  const char *key;
  RwPortType type;
  const char *upstream; /* nullable: key that names the port it leads to */
  const char *list;     /* nullable: in which list that is */
} lists[] = {
  { "interfaces", RW_PORT_TYPE_NETWORK, NULL, NULL },
  { "console-ports", RW_PORT_TYPE_CONSOLE, NULL, NULL },
  { "console-server-ports", RW_PORT_TYPE_CONSOLE, NULL, NULL },
  { "power-ports", RW_PORT_TYPE_POWER_INLET, NULL, NULL },
  { "power-outlets", RW_PORT_TYPE_POWER_OUTLET, "power_port", "power-ports" },
  { "front-ports", RW_PORT_TYPE_PATCH_FRONT, "rear_port", "rear-ports" },
  { "rear-ports", RW_PORT_TYPE_PATCH_REAR, NULL, NULL },
};

/* "25gbase-x-sfp28": 25000; 0 for what says nothing. */
static gint64
speed_of (const char *type)
{
  char *end;
  double number = g_ascii_isdigit (*type) ? g_ascii_strtod (type, &end) : 0;

  if (number <= 0 || number > 100000)
    return 0;
  if (g_str_has_prefix (end, "gbase"))
    return (gint64) (number * 1000);
  return g_str_has_prefix (end, "base") ? (gint64) number : 0;
}

static void
write_text (GString *json, const char *name, const char *text)
{
  g_string_append_printf (json, ",\"%s\":", name);
  rw_json_write_string (text, json);
}

/* A whole number of 0 to @most under @key, 0 when it is not there. */
static gboolean
get_count (Type *self, const RwYaml *map, const char *key, gint64 most, gint64 *count)
{
  const RwYaml *at;
  double number;

  if (!get_number (self, map, key, &number, &at))
    return FALSE;
  *count = at != NULL && number >= 0 && number <= (double) most ? (gint64) number : 0;
  if (at == NULL || (double) *count == number)
    return TRUE;
  return fault (self, at, _ ("“%s” is %g; allowed are whole numbers up to %d"), key, number,
                (int) most);
}

static gboolean
has_port (const RwYaml *list, const char *name)
{
  for (guint i = 0; list != NULL && i < rw_yaml_n_items (list); i++)
    {
      const RwYaml *item = rw_yaml_get_item (list, i);
      const RwYaml *node = rw_yaml_is_map (item) ? rw_yaml_get (item, "name") : NULL;

      if (node != NULL && g_strcmp0 (rw_yaml_get_text (node), name) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Front ports lead to rear ports, outlets to inlets. */
static gboolean
write_upstream (Type *self, guint list, const RwYaml *port, GString *json)
{
  const char *upstream;
  gint64 position;
  const RwYaml *at;

  if (lists[list].upstream == NULL)
    return TRUE;
  if (!get_text (self, port, lists[list].upstream, FALSE, &upstream, &at) ||
      !get_count (self, port, "rear_port_position", 1024, &position))
    return FALSE;
  if (upstream == NULL)
    return TRUE;
  if (!has_port (rw_yaml_get (self->root, lists[list].list), upstream))
    return fault (self, at, _ ("“%s” is “%s”, which is not among the %s"), lists[list].upstream,
                  clip (self, upstream), lists[list].list);
  write_text (json, "upstream", upstream);
  if (position > 0)
    g_string_append_printf (json, ",\"upstream_position\":%d", (int) position);
  return TRUE;
}

static gboolean
write_port (Type *self, guint list, const RwYaml *port, GHashTable *names, gint64 *draw, GString *json)
{
  gint64 allocated, maximum, positions;
  const char *name, *type;
  const RwYaml *at;
  gboolean management;

  if (!rw_yaml_is_map (port))
    return fault (self, port, _ ("an entry of “%s” has no names for its values"), lists[list].key);
  if (!get_text (self, port, "name", TRUE, &name, &at) ||
      !get_text (self, port, "type", FALSE, &type, NULL) ||
      !get_boolean (self, port, "mgmt_only", FALSE, &management) ||
      !get_count (self, port, "allocated_draw", 100000, &allocated) ||
      !get_count (self, port, "maximum_draw", 100000, &maximum) ||
      !get_count (self, port, "positions", 1024, &positions))
    return FALSE;
  if (strlen (name) > 120 || (type != NULL && strlen (type) > 60))
    return fault (self, at, _ ("the name or the type of “%s” is too long"), clip (self, name));
  if (!g_hash_table_add (names, g_strdup (name)))
    return fault (self, at, _ ("“%s” is twice among the %s"), clip (self, name), lists[list].key);
  g_string_append (json, json->len > 1 ? ",{\"name\":" : "{\"name\":");
  rw_json_write_string (name, json);
  write_text (json, "type", rw_enum_value (&rw_enum_port_type, lists[list].type));
  if (type != NULL)
    write_text (json, "connector", type);
  if (lists[list].type == RW_PORT_TYPE_NETWORK && type != NULL && speed_of (type) > 0)
    g_string_append_printf (json, ",\"speed_mbit\":%" G_GINT64_FORMAT, speed_of (type));
  if (management)
    g_string_append (json, ",\"management_only\":true");
  if (maximum > 0)
    g_string_append_printf (json, ",\"draw_w\":%" G_GINT64_FORMAT, maximum);
  if (positions > 1)
    g_string_append_printf (json, ",\"positions\":%" G_GINT64_FORMAT, positions);
  if (!write_upstream (self, list, port, json))
    return FALSE;
  g_string_append_c (json, '}');
  *draw += allocated > 0 ? allocated : maximum;
  return TRUE;
}

/* The list under @key, %NULL when there is none; the others that it may be together have @used. */
static gboolean
get_list (Type *self, const char *key, guint most, guint *used, const RwYaml **list)
{
  *list = rw_yaml_get (self->root, key);
  if (*list == NULL)
    return TRUE;
  if (!rw_yaml_is_list (*list))
    return fault (self, *list, _ ("“%s” is not a list"), key);
  *used += rw_yaml_n_items (*list);
  return *used <= most || fault (self, *list, _ ("there are more than %u entries"), most);
}

static gboolean
take_ports (Type *self)
{
  g_autoptr (GString) json = g_string_new ("[");
  guint n_ports = 0, n_of[G_N_ELEMENTS (lists)];
  gint64 draw = 0;

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      const RwYaml *list;

      if (!get_list (self, lists[i].key, PORTS_MOST, &n_ports, &list))
        return FALSE;
      n_of[i] = list != NULL ? rw_yaml_n_items (list) : 0;
      for (guint k = 0; k < n_of[i]; k++)
        if (!write_port (self, i, rw_yaml_get_item (list, k), names, &draw, json))
          return FALSE;
    }
  if (n_of[4] > 0)
    rw_record_set_enum (self->record, RW_DEVICE_TYPE_ROLE, RW_DEVICE_ROLE_PDU);
  else if (n_of[2] > 0)
    rw_record_set_enum (self->record, RW_DEVICE_TYPE_ROLE, RW_DEVICE_ROLE_CONSOLE_SERVER);
  else if (n_of[5] > 0 && n_of[5] + n_of[6] == n_ports)
    rw_record_set_enum (self->record, RW_DEVICE_TYPE_ROLE, RW_DEVICE_ROLE_PATCH_PANEL);
  if (draw > 0 && !take (self, RW_DEVICE_TYPE_DRAW, rw_value_integer (draw), self->root))
    return FALSE;
  g_string_append_c (json, ']');
  return n_ports == 0 || take (self, RW_DEVICE_TYPE_PORTS, rw_value_json (json->str), self->root);
}

static gboolean
take_bays (Type *self)
{
  g_autoptr (GString) json = g_string_new ("[");
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const RwYaml *list, *modules = rw_yaml_get (self->root, "module-bays"), *at;
  const char *role, *name;
  guint n_bays = 0;

  if (!get_list (self, "device-bays", BAYS_MOST, &n_bays, &list) ||
      !get_text (self, self->root, "subdevice_role", FALSE, &role, &at))
    return FALSE;
  for (guint i = 0; i < n_bays; i++)
    {
      const RwYaml *bay = rw_yaml_get_item (list, i);

      if (!rw_yaml_is_map (bay))
        return fault (self, bay, _ ("an entry of “%s” has no names for its values"), "device-bays");
      if (!get_text (self, bay, "name", TRUE, &name, NULL))
        return FALSE;
      if (strlen (name) > 60)
        return fault (self, bay, _ ("the name or the type of “%s” is too long"), clip (self, name));
      if (!g_hash_table_add (names, g_strdup (name)))
        return fault (self, bay, _ ("“%s” is twice among the %s"), clip (self, name),
                      "device-bays");
      g_string_append (json, i > 0 ? ",{\"name\":" : "{\"name\":");
      rw_json_write_string (name, json);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
  if (role != NULL && g_str_equal (role, "parent"))
    rw_record_set_enum (self->record, RW_DEVICE_TYPE_ROLE, RW_DEVICE_ROLE_CHASSIS);
  else if (role != NULL && g_str_equal (role, "child"))
    rw_record_set_enum (self->record, RW_DEVICE_TYPE_ROLE, RW_DEVICE_ROLE_BLADE);
  else if (role != NULL)
    return fault (self, at, _ ("“%s” is “%s”; it can be parent or child"), "subdevice_role",
                  clip (self, role));
  if (modules != NULL)
    remark (self, modules, _ ("empty slots for modules are not kept"));
  return n_bays == 0 || take (self, RW_DEVICE_TYPE_BAYS, rw_value_json (json->str), list);
}

static gboolean
take_all (Type *self)
{
  return take_text (self, RW_DEVICE_TYPE_MANUFACTURER, "manufacturer", TRUE) &&
         take_text (self, RW_DEVICE_TYPE_MODEL, "model", TRUE) &&
         take_text (self, RW_DEVICE_TYPE_SLUG, "slug", TRUE) &&
         take_text (self, RW_DEVICE_TYPE_PART_NUMBER, "part_number", FALSE) &&
         take_text (self, RW_DEVICE_TYPE_NOTES, "comments", FALSE) && take_height (self) &&
         take_depth (self) && take_weight (self) && take_air_flow (self) && take_ports (self) &&
         take_bays (self);
}

/**
 * rw_device_type_parse:
 * @text: a YAML document in the format of NetBox's community library of device types
 * @remarks: (nullable) (element-type utf8): gets a sentence for each thing that was passed over
 * @error: one sentence that begins with the line
 *
 * Ids come of the short name, so that the same type has the same id wherever it is imported first.
 *
 * Returns: (transfer full) (nullable): the device type
 */
RwRecord *
rw_device_type_parse (const char *text, gsize length, GPtrArray *remarks, GError **error)
{
  g_autoptr (RwYaml) root = NULL;
  g_autoptr (RwRecord) record = rw_record_new (RW_KIND_DEVICE_TYPE, NULL);
  g_autoptr (RwRecord) named = NULL;
  Type self = { .record = record, .remarks = remarks, .error = error };
  gboolean well;
  RwId id;

  if (length > RW_DEVICE_TYPE_FILE_MOST)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_LIMIT, _ ("line %u: %s"), 1,
                   _ ("the file is larger than a device type can be"));
      return NULL;
    }
  root = rw_yaml_parse (text, length, error);
  if (root == NULL)
    return NULL;
  self.root = root;
  if (!rw_yaml_is_map (root))
    {
      fault (&self, root, _ ("this is not a device type: it has no names for its values"));
      return NULL;
    }
  well = take_all (&self);
  g_free (self.clipped);
  if (!well)
    return NULL;
  id = rw_id_from_name ("device-type", rw_record_get_text (record, RW_DEVICE_TYPE_SLUG));
  named = rw_record_new (RW_KIND_DEVICE_TYPE, &id);
  for (guint i = 0; i < RW_DEVICE_TYPE_N_FIELDS; i++)
    rw_record_set (named, i, rw_record_get (record, i));
  if (!rw_record_check (named, error))
    return NULL;
  return g_steal_pointer (&named);
}
