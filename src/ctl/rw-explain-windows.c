/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "rules/rw-recurrence.h"
#include "rw-clock.h"
#include "rw-error.h"
#include "rw-explain.h"
#include "rw-time.h"

/* rackwardctl explain windows: when a maintenance window or a freeze takes place. */

#define DATES_MOST   10000
#define MINUTES_MOST (366 * 24 * 60)

static JsonNode *
find (JsonObject *in, const char *name)
{
  JsonNode *node = json_object_get_member (in, name);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

static gboolean
read_wall (const char *name, const char *text, gint64 *wall, GError **error)
{
  if (rw_wall_parse (text, wall))
    return TRUE;
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
               _ ("“%s” is “%s”, not a local time like 2026-03-22T02:30:00"), name, text);
  return FALSE;
}

static gboolean
get_wall (JsonObject *in, const char *name, gint64 *wall, GError **error)
{
  const char *text;

  return rw_explain_get_text (in, name, &text, error) && read_wall (name, text, wall, error);
}

static gboolean
get_zone (JsonObject *in, const char **tz, GError **error)
{
  g_autoptr (GTimeZone) zone = NULL;

  if (!rw_explain_get_text (in, "tz", tz, error))
    return FALSE;
  zone = rw_zone_get (*tz);
  if (zone != NULL)
    return TRUE;
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("“tz”: The time zone “%s” is not known"), *tz);
  return FALSE;
}

static gboolean
get_duration (JsonObject *in, gint64 *duration, GError **error)
{
  JsonNode *node = find (in, "duration_minutes");

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
      json_node_get_value_type (node) == G_TYPE_INT64 && json_node_get_int (node) >= 1 &&
      json_node_get_int (node) <= MINUTES_MOST)
    {
      *duration = json_node_get_int (node) * RW_MINUTE;
      return TRUE;
    }
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
               node == NULL ? _ ("“%s” is missing")
                            : _ ("“%s” must be a whole number of minutes from 1 to %d"),
               "duration_minutes", MINUTES_MOST);
  return FALSE;
}

static gboolean
get_rule (JsonObject *in, RwRecurrence *recurrence, GError **error)
{
  if (find (in, "rrule") == NULL)
    return TRUE;
  if (!rw_explain_get_text (in, "rrule", &recurrence->rrule, error))
    return FALSE;
  if (rw_recurrence_check_rule (recurrence, error))
    return TRUE;
  g_prefix_error (error, "“%s”: ", "rrule");
  return FALSE;
}

static gboolean
check_length (const char *name, guint length, GError **error)
{
  if (length <= DATES_MOST)
    return TRUE;
  g_set_error (error, RW_ERROR, RW_ERROR_LIMIT, _ ("“%s” has more than %d entries"), name,
               DATES_MOST);
  return FALSE;
}

static gboolean
get_walls (JsonObject *in, const char *name, GArray *walls, GError **error)
{
  g_auto (GStrv) texts = NULL;

  if (!rw_explain_get_texts (in, name, &texts, error) ||
      !check_length (name, g_strv_length (texts), error))
    return FALSE;
  for (guint i = 0; texts[i] != NULL; i++)
    {
      gint64 wall;

      if (!read_wall (name, texts[i], &wall, error))
        return FALSE;
      g_array_append_val (walls, wall);
    }
  return TRUE;
}

static gboolean
get_moves (JsonObject *in, RwRecurrence *recurrence, GError **error)
{
  JsonNode *node = find (in, "overrides");
  JsonArray *array =
    node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (node == NULL)
    return TRUE;
  if (array == NULL)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("“%s” must be a list of objects"),
                   "overrides");
      return FALSE;
    }
  if (!check_length ("overrides", json_array_get_length (array), error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      RwMovedInstance move;

      if (!JSON_NODE_HOLDS_OBJECT (element))
        {
          g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("“%s” must be a list of objects"),
                       "overrides");
          return FALSE;
        }
      if (!get_wall (json_node_get_object (element), "recurrence_id", &move.recurrence, error) ||
          !get_wall (json_node_get_object (element), "start", &move.wall, error))
        {
          g_prefix_error (error, "“%s”: ", "overrides");
          return FALSE;
        }
      g_array_append_val (recurrence->moves, move);
    }
  if (rw_recurrence_check_moves (recurrence, error))
    return TRUE;
  g_prefix_error (error, "“%s”: “%s”: ", "overrides", "recurrence_id");
  return FALSE;
}

static void
add_instances (JsonBuilder *out, GArray *instances)
{
  /* In the order of RwWallNote. */
  static const char *const notes[] = { NULL, "gap", "fold" };

  json_builder_set_member_name (out, "instances");
  json_builder_begin_array (out);
  for (guint i = 0; i < instances->len; i++)
    {
      const RwInstance *instance = &g_array_index (instances, RwInstance, i);
      g_autofree char *wall = rw_wall_to_string (instance->wall);

      json_builder_begin_object (out);
      rw_explain_add_instant (out, "start", instance->start);
      rw_explain_add_instant (out, "end", instance->end);
      json_builder_set_member_name (out, "wall");
      json_builder_add_string_value (out, wall);
      json_builder_set_member_name (out, "note");
      if (notes[instance->note] != NULL)
        json_builder_add_string_value (out, notes[instance->note]);
      else
        json_builder_add_null_value (out);
      json_builder_end_object (out);
    }
  json_builder_end_array (out);
}

/**
 * rw_explain_windows:
 * @in: see the formats of explainers
 * @out: an object that is open
 *
 * The instances that touch the half-open range.
 */
gboolean
rw_explain_windows (JsonObject *in, JsonBuilder *out, GError **error)
{
  g_autoptr (GArray) exdates = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) rdates = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) moves = g_array_new (FALSE, FALSE, sizeof (RwMovedInstance));
  g_autoptr (GArray) instances = NULL;
  RwRecurrence recurrence = { .exdates = exdates, .rdates = rdates, .moves = moves };
  gint64 from, to;

  if (!get_wall (in, "start", &recurrence.start_wall, error) ||
      !get_zone (in, &recurrence.tz, error) || !get_duration (in, &recurrence.duration, error) ||
      !get_rule (in, &recurrence, error) || !get_walls (in, "exdates", exdates, error) ||
      !get_walls (in, "rdates", rdates, error) || !get_moves (in, &recurrence, error) ||
      !rw_explain_get_instant (in, "from", &from, error) ||
      !rw_explain_get_instant (in, "to", &to, error))
    return FALSE;
  if (to < from)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("“to” must not be before “from”"));
      return FALSE;
    }
  instances = rw_recurrence_expand (&recurrence, from, to, error);
  if (instances == NULL)
    {
      g_prefix_error (error, "“%s”: ", "rrule");
      return FALSE;
    }
  add_instances (out, instances);
  return TRUE;
}
