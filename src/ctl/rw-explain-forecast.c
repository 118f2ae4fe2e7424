/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "rules/rw-forecast.h"
#include "rw-error.h"
#include "rw-explain.h"
#include "rw-time.h"

/* rackwardctl explain forecast: when a volume reaches its thresholds, and what was left out for that. */

#define SAMPLES_MOST 10000

/* No volume in the console knows this one: the paths are always the same. */
#define SEED 1

static const char *const state_values[] = {
  [RW_FORECAST_INSUFFICIENT] = "insufficient_history",
  [RW_FORECAST_NOT_GROWING] = "not_growing",
  [RW_FORECAST_BEYOND] = "beyond_horizon",
  [RW_FORECAST_FILLING] = "filling",
  [RW_FORECAST_FULL] = "full",
};

static JsonArray *
get_array (JsonObject *in, const char *name, guint most, GError **error)
{
  JsonNode *node = json_object_get_member (in, name);
  JsonArray *array =
    node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array != NULL && json_array_get_length (array) <= most)
    return array;
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("“%s” must be a list of at most %u"), name,
               most);
  return NULL;
}

/* A whole number that fits; a tool may write 3.5e9. */
static gboolean
get_amount (JsonNode *node, gint64 *amount)
{
  double value;

  if (!JSON_NODE_HOLDS_VALUE (node))
    return FALSE;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    *amount = json_node_get_int (node);
  else if (json_node_get_value_type (node) == G_TYPE_DOUBLE)
    {
      value = json_node_get_double (node);
      if (!(value >= 0 && value <= 9e15))
        return FALSE;
      *amount = (gint64) value;
    }
  else
    return FALSE;
  return *amount >= 0 && *amount <= (gint64) 9e15;
}

static gboolean
get_sample (JsonNode *node, RwVolumeSample *sample)
{
  JsonArray *parts = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  JsonNode *day;

  if (parts == NULL || json_array_get_length (parts) != 3)
    return FALSE;
  day = json_array_get_element (parts, 0);
  return JSON_NODE_HOLDS_VALUE (day) && json_node_get_value_type (day) == G_TYPE_STRING &&
         rw_date_parse (json_node_get_string (day), &sample->day) &&
         get_amount (json_array_get_element (parts, 1), &sample->used) &&
         get_amount (json_array_get_element (parts, 2), &sample->size) && sample->size > 0;
}

static GArray *
get_samples (JsonObject *in, GError **error)
{
  JsonArray *array = get_array (in, "samples", SAMPLES_MOST, error);
  g_autoptr (GArray) samples = g_array_new (FALSE, FALSE, sizeof (RwVolumeSample));

  if (array == NULL)
    return NULL;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      RwVolumeSample sample;

      if (!get_sample (json_array_get_element (array, i), &sample))
        {
          g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                       _ ("“samples”: number %u must be a day, what is used and the size, like "
                          "[\"2026-01-31\", 70, 100]"),
                       i + 1);
          return NULL;
        }
      if (i > 0 && sample.day <= g_array_index (samples, RwVolumeSample, i - 1).day)
        {
          g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                       _ ("“samples”: number %u is not after the day before it"), i + 1);
          return NULL;
        }
      g_array_append_val (samples, sample);
    }
  return g_steal_pointer (&samples);
}

static gboolean
get_thresholds (JsonObject *in, double *thresholds, guint *n, GError **error)
{
  JsonArray *array = get_array (in, "thresholds", RW_FORECAST_MOST_THRESHOLDS, error);

  if (array == NULL)
    return FALSE;
  *n = json_array_get_length (array);
  for (guint i = 0; i < *n; i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_NONE;

      thresholds[i] =
        type == G_TYPE_INT64 || type == G_TYPE_DOUBLE ? json_node_get_double (node) : 0;
      if (thresholds[i] > 0 && thresholds[i] <= 1 && (i == 0 || thresholds[i] > thresholds[i - 1]))
        continue;
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                   _ ("“thresholds” must be parts of the size above 0 and up to 1, ascending"));
      return FALSE;
    }
  return TRUE;
}

static void
add_days (JsonBuilder *out, const char *name, int days)
{
  json_builder_set_member_name (out, name);
  if (days == RW_FORECAST_NEVER)
    json_builder_add_null_value (out);
  else
    json_builder_add_int_value (out, days);
}

static void
add_day (JsonBuilder *out, const char *name, gint64 day)
{
  char text[RW_DATE_STRING_LENGTH + 1];

  rw_date_write (day, text);
  json_builder_set_member_name (out, name);
  json_builder_add_string_value (out, text);
}

static void
add_forecast (JsonBuilder *out, const RwForecast *forecast)
{
  json_builder_set_member_name (out, "state");
  json_builder_add_string_value (out, state_values[forecast->state]);
  json_builder_set_member_name (out, "reach");
  json_builder_begin_array (out);
  for (guint i = 0; forecast->state != RW_FORECAST_INSUFFICIENT && i < forecast->n_ranges; i++)
    {
      json_builder_begin_object (out);
      json_builder_set_member_name (out, "threshold");
      json_builder_add_double_value (out, forecast->ranges[i].threshold);
      add_days (out, "p10", forecast->ranges[i].p10);
      add_days (out, "p50", forecast->ranges[i].p50);
      add_days (out, "p90", forecast->ranges[i].p90);
      json_builder_end_object (out);
    }
  json_builder_end_array (out);
  json_builder_set_member_name (out, "excluded");
  json_builder_begin_array (out);
  for (guint i = 0; i < forecast->excluded->len; i++)
    {
      const RwForecastEvent *event = &g_array_index (forecast->excluded, RwForecastEvent, i);

      json_builder_begin_object (out);
      add_day (out, "from", event->from);
      add_day (out, "to", event->to);
      json_builder_set_member_name (out, "delta");
      json_builder_add_int_value (out, event->delta);
      json_builder_end_object (out);
    }
  json_builder_end_array (out);
}

/**
 * rw_explain_forecast:
 * @in: see the formats of explainers
 * @out: an object that is open
 *
 * Days that are not reached within the horizon are null.
 */
gboolean
rw_explain_forecast (JsonObject *in, JsonBuilder *out, GError **error)
{
  g_autoptr (GArray) samples = get_samples (in, error);
  double thresholds[RW_FORECAST_MOST_THRESHOLDS];
  g_auto (RwForecast) forecast = { 0 };
  guint n;

  if (samples == NULL || !get_thresholds (in, thresholds, &n, error))
    return FALSE;
  rw_forecast ((const RwVolumeSample *) samples->data, samples->len, thresholds, n, SEED,
               &forecast);
  add_forecast (out, &forecast);
  return TRUE;
}
