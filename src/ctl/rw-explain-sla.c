/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "rules/rw-sla.h"
#include "rw-clock.h"
#include "rw-error.h"
#include "rw-explain.h"
#include "rw-time.h"

/* rackwardctl explain sla: when a clock runs out, how long it ran, and every interval behind that. */

#define PAUSES_MOST 10000
#define SPAN_MOST   (20 * 366 * RW_DAY)

static JsonNode *
find (JsonObject *in, const char *name)
{
  JsonNode *node = json_object_get_member (in, name);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

/* One member after the other, so that the message names the one at fault. */
static RwOpeningHours *
make_hours (const char *tz, const char *text, GStrv holidays, GStrv yearly, GError **error)
{
  const struct
  {
    const char *name, *text;
    GStrv holidays, yearly;
  } steps[] = {
    { "tz", "{}", NULL, NULL },
    { "hours", text, NULL, NULL },
    { "holidays", text, holidays, NULL },
    { "yearly_holidays", text, holidays, yearly },
  };
  RwOpeningHours *hours = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      rw_opening_hours_unref (hours);
      hours = rw_opening_hours_new (tz, steps[i].text, (const char *const *) steps[i].holidays,
                                    (const char *const *) steps[i].yearly, error);
      if (hours == NULL)
        {
          g_prefix_error (error, "“%s”: ", steps[i].name);
          return NULL;
        }
    }
  return hours;
}

static RwOpeningHours *
get_calendar (JsonObject *in, GError **error)
{
  JsonNode *node = find (in, "calendar"), *hours;
  g_autofree char *text = NULL;
  g_auto (GStrv) holidays = NULL;
  g_auto (GStrv) yearly = NULL;
  JsonObject *calendar;
  const char *tz;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("“%s” must be an object"), "calendar");
      return NULL;
    }
  calendar = json_node_get_object (node);
  if (!rw_explain_get_text (calendar, "tz", &tz, error) ||
      !rw_explain_get_texts (calendar, "holidays", &holidays, error) ||
      !rw_explain_get_texts (calendar, "yearly_holidays", &yearly, error))
    return NULL;
  hours = find (calendar, "hours");
  if (hours == NULL || !JSON_NODE_HOLDS_OBJECT (hours))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("“%s” must be an object"), "hours");
      return NULL;
    }
  text = json_to_string (hours, FALSE);
  return make_hours (tz, text, holidays, yearly, error);
}

static gboolean
get_pause (JsonNode *node, GArray *pauses)
{
  JsonArray *pair = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  gint64 edges[2];

  if (pair == NULL || json_array_get_length (pair) != 2)
    return FALSE;
  for (guint i = 0; i < 2; i++)
    {
      JsonNode *edge = json_array_get_element (pair, i);

      if (!JSON_NODE_HOLDS_VALUE (edge) || json_node_get_value_type (edge) != G_TYPE_STRING ||
          !rw_instant_parse (json_node_get_string (edge), &edges[i]))
        return FALSE;
    }
  if (edges[0] > edges[1])
    return FALSE;
  rw_sla_pauses_add (pauses, edges[0], edges[1]);
  return TRUE;
}

static GArray *
get_pauses (JsonObject *in, GError **error)
{
  JsonNode *node = find (in, "pauses");
  JsonArray *array =
    node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autoptr (GArray) pauses = rw_sla_pauses_new ();
  gboolean well = node == NULL || (array != NULL && json_array_get_length (array) <= PAUSES_MOST);

  for (guint i = 0; well && array != NULL && i < json_array_get_length (array); i++)
    well = get_pause (json_array_get_element (array, i), pauses);
  if (well)
    return g_steal_pointer (&pauses);
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
               _ ("“%s” must be a list of at most %d pairs of instants, the earlier first"),
               "pauses", PAUSES_MOST);
  return NULL;
}

static gboolean
get_target (JsonObject *in, gint64 *target, GError **error)
{
  JsonNode *node = find (in, "target_seconds");

  *target = -1;
  if (node == NULL)
    return TRUE;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64 &&
      json_node_get_int (node) >= 0 && json_node_get_int (node) <= SPAN_MOST / RW_SECOND)
    {
      *target = json_node_get_int (node) * RW_SECOND;
      return TRUE;
    }
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
               _ ("“%s” must be a whole number of seconds, at most %d"), "target_seconds",
               (int) (SPAN_MOST / RW_SECOND));
  return FALSE;
}

static void
add_intervals (JsonBuilder *out, GArray *intervals)
{
  json_builder_set_member_name (out, "intervals");
  json_builder_begin_array (out);
  for (guint i = 0; i < intervals->len; i++)
    {
      const RwSlaInterval *interval = &g_array_index (intervals, RwSlaInterval, i);

      json_builder_begin_object (out);
      rw_explain_add_instant (out, "from", interval->from);
      rw_explain_add_instant (out, "to", interval->to);
      json_builder_set_member_name (out, "why");
      json_builder_add_string_value (out, rw_sla_why_value (interval->why));
      json_builder_end_object (out);
    }
  json_builder_end_array (out);
}

/**
 * rw_explain_sla:
 * @in: see the formats of explainers
 * @out: an object that is open
 *
 * The intervals reach from the start to the due time, or to "until" where that is later.
 */
gboolean
rw_explain_sla (JsonObject *in, JsonBuilder *out, GError **error)
{
  g_autoptr (RwOpeningHours) hours = get_calendar (in, error);
  g_autoptr (GArray) pauses = hours != NULL ? get_pauses (in, error) : NULL;
  g_autoptr (GArray) intervals = NULL;
  gint64 start, target, until = 0, end;
  gboolean has_until = find (in, "until") != NULL;

  if (pauses == NULL || !rw_explain_get_instant (in, "start", &start, error) ||
      !get_target (in, &target, error) ||
      (has_until && !rw_explain_get_instant (in, "until", &until, error)))
    return FALSE;
  if (target < 0 && !has_until)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("“target_seconds” or “until” is missing"));
      return FALSE;
    }
  if (has_until && (until < start || until - start > SPAN_MOST))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                   _ ("“until” must not be before “start”, nor more than 20 years after it"));
      return FALSE;
    }
  end = has_until ? until : start;
  if (target >= 0)
    {
      gint64 due = rw_sla_due (hours, start, target, pauses);

      if (due == G_MAXINT64)
        {
          g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                       _ ("“hours” are never open for as long as “target_seconds”"));
          return FALSE;
        }
      rw_explain_add_instant (out, "due", due);
      end = MAX (end, due);
    }
  if (has_until)
    {
      json_builder_set_member_name (out, "elapsed_seconds");
      json_builder_add_int_value (out, rw_sla_elapsed (hours, start, until, pauses) / RW_SECOND);
    }
  intervals = rw_sla_explain (hours, start, end, pauses);
  add_intervals (out, intervals);
  return TRUE;
}
