/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ctl.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <unistd.h>

#include "rules/rw-ticket-rules.h"
#include "rw-error.h"
#include "rw-explain.h"
#include "rw-json.h"
#include "rw-schema.h"
#include "rw-time.h"

/*
 * rackwardctl explain WHAT: one JSON object in, one out, from the same functions that the console
 * asks. Bad input: exit status 2, a message that names the member, nothing on standard output.
 */

#define INPUT_MOST (64 << 20)

/**
 * Explainer:
 * @explain: fills @out; on %FALSE @error names the member at fault
 */
typedef struct
{
  const char *name;
  const char *summary;
  gboolean (*explain) (JsonObject  *in,
                       JsonBuilder *out,
                       GError     **error);
} Explainer;

/**
 * rw_explain_get_text:
 * @text: (out) (transfer none): the member @name of @in
 *
 * Returns: whether it is there and text; the error names it
 */
gboolean
rw_explain_get_text (JsonObject   *in,
                     const char   *name,
                     const char  **text,
                     GError      **error)
{
  JsonNode *node = json_object_get_member (in, name);

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
      json_node_get_value_type (node) == G_TYPE_STRING)
    {
      *text = json_node_get_string (node);
      return TRUE;
    }
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
               node == NULL ? _ ("“%s” is missing") : _ ("“%s” must be text"), name);
  return FALSE;
}

/**
 * rw_explain_get_instant:
 * @instant: (out): microseconds since 1970
 *
 * Returns: whether the member @name of @in is there and an instant; the error names it
 */
gboolean
rw_explain_get_instant (JsonObject  *in,
                        const char  *name,
                        gint64      *instant,
                        GError     **error)
{
  const char *text;

  if (!rw_explain_get_text (in, name, &text, error))
    return FALSE;
  if (rw_instant_parse (text, instant))
    return TRUE;
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
               _ ("“%s” is “%s”, not an instant like 2026-03-22T02:30:00Z"), name, text);
  return FALSE;
}

/**
 * rw_explain_get_texts:
 * @texts: (out) (transfer full): the member @name of @in; empty when it is not there
 *
 * Returns: whether it is a list of texts, if it is there; the error names it
 */
gboolean
rw_explain_get_texts (JsonObject *in, const char *name, GStrv *texts, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonNode *node = json_object_get_member (in, name);
  JsonArray *array =
    node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (element) || json_node_get_value_type (element) != G_TYPE_STRING)
        {
          array = NULL;
          break;
        }
      g_strv_builder_add (builder, json_node_get_string (element));
    }
  if (node != NULL && !JSON_NODE_HOLDS_NULL (node) && array == NULL)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("“%s” must be a list of texts"), name);
      return FALSE;
    }
  *texts = g_strv_builder_end (builder);
  return TRUE;
}

/**
 * rw_explain_add_instant:
 * @out: an object that is open
 */
void
rw_explain_add_instant (JsonBuilder *out, const char *name, gint64 instant)
{
  g_autofree char *text = rw_instant_to_string (instant);

  json_builder_set_member_name (out, name);
  json_builder_add_string_value (out, text);
}

/**
 * rw_explain_get_word:
 * @index: (out): which word of @list
 *
 * Returns: whether the member @name of @in is one of the words of @list; the error names it
 */
gboolean
rw_explain_get_word (JsonObject       *in,
                     const char       *name,
                     const RwEnumInfo *list,
                     int              *index,
                     GError          **error)
{
  JsonNode *node = json_object_get_member (in, name);
  g_autofree char *words = g_strjoinv (", ", (char **) list->values);

  if (node == NULL)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("“%s” is missing; it is one of %s"), name, words);
      return FALSE;
    }
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("“%s” must be text, one of %s"), name, words);
      return FALSE;
    }
  *index = rw_enum_find (list, json_node_get_string (node));
  if (*index >= 0)
    return TRUE;
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("“%s” is “%s”; it is one of %s"), name, json_node_get_string (node), words);
  return FALSE;
}

static gboolean
explain_priority (JsonObject   *in,
                  JsonBuilder  *out,
                  GError      **error)
{
  int impact, urgency;

  if (!rw_explain_get_word (in, "impact", &rw_enum_level, &impact, error) ||
      !rw_explain_get_word (in, "urgency", &rw_enum_level, &urgency, error))
    return FALSE;
  json_builder_set_member_name (out, "priority");
  json_builder_add_string_value (out, rw_enum_value (&rw_enum_priority, (int) rw_priority_from_matrix ((RwLevel) impact, (RwLevel) urgency)));
  return TRUE;
}

static const Explainer explainers[] = {
  { "sla", N_ ("{\"calendar\", \"start\", \"target_seconds\"?, \"until\"?, \"pauses\"?} → {\"due\"?, \"elapsed_seconds\"?, \"intervals\"}"), rw_explain_sla },
  { "backup", N_ ("{\"tool\", \"command\", \"exit_code\", \"stdout\", \"stderr\", \"tz\"?} → {\"status\", …, \"messages\"}"), rw_explain_backup },
  { "forecast", N_ ("{\"samples\", \"thresholds\"} → {\"state\", \"reach\", \"excluded\"}"), rw_explain_forecast },
  { "windows", N_ ("{\"start\", \"tz\", \"duration_minutes\", \"rrule\"?, \"exdates\"?, \"rdates\"?, \"overrides\"?, \"from\", \"to\"} → {\"instances\"}"), rw_explain_windows },
  { "priority", N_ ("{\"impact\", \"urgency\"} → {\"priority\"}"), explain_priority },
};

static const Explainer *
find_explainer (const char *what,
                GError    **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (explainers); i++)
    if (g_str_equal (what, explainers[i].name))
      return &explainers[i];
  g_set_error (error, RW_ERROR, RW_ERROR_NOT_FOUND, _ ("“%s” cannot be explained; see rackwardctl explain --help"), what);
  return NULL;
}

/* The one object that @text is. */
static JsonNode *
read_object (const char *text,
             gsize       length,
             GError    **error)
{
  g_autoptr (JsonNode) root = NULL;

  if (!g_utf8_validate_len (text, length, NULL))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("The input is not UTF-8"));
      return NULL;
    }
  root = rw_json_parse (text, (gssize) length, error);
  if (root == NULL)
    {
      g_prefix_error (error, _ ("The input is not JSON: "));
      return NULL;
    }
  if (JSON_NODE_HOLDS_OBJECT (root))
    return g_steal_pointer (&root);
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("The input must be one JSON object"));
  return NULL;
}

/**
 * rw_explain:
 * @what: the name of an explainer
 * @text: one JSON object, not terminated
 * @length: its length in bytes
 *
 * Returns: (transfer full) (nullable): one JSON object; the error names the member at fault, or is
 *   %RW_ERROR_NOT_FOUND when there is no such explainer
 */
char *
rw_explain (const char *what,
            const char *text,
            gsize       length,
            GError    **error)
{
  const Explainer *explainer = find_explainer (what, error);
  g_autoptr (JsonNode) in = NULL;
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (JsonBuilder) out = json_builder_new ();

  if (explainer == NULL)
    return NULL;
  in = read_object (text, length, error);
  if (in == NULL)
    return NULL;
  json_builder_begin_object (out);
  if (!explainer->explain (json_node_get_object (in), out, error))
    return NULL;
  json_builder_end_object (out);
  answer = json_builder_get_root (out);
  return json_to_string (answer, FALSE);
}

int
rw_cmd_explain (int    argc,
                char **argv)
{
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
  GString *summary = g_string_new (_ ("Reads one JSON object from standard input and writes one to standard output.\n\nWHAT is one of:"));
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autofree char *text = NULL, *answer = NULL;
  g_autoptr (GError) error = NULL;
  gboolean well;
  gsize length = 0;

  for (guint i = 0; i < G_N_ELEMENTS (explainers); i++)
    g_string_append_printf (summary, "\n  %-10s %s", explainers[i].name, _ (explainers[i].summary));
  well = rw_ctl_parse ("rackwardctl explain", "WHAT", summary->str, entries, 1, &argc, argv);
  g_string_free (summary, TRUE);
  if (!well)
    return RW_CTL_USAGE;
  /* Before it waits for input that would be of no use. */
  if (find_explainer (argv[1], &error) != NULL)
    text = rw_ctl_read_all (input, INPUT_MOST, &length, &error);
  answer = text != NULL ? rw_explain (argv[1], text, length, &error) : NULL;
  if (answer == NULL)
    return rw_ctl_misuse ("%s", error->message);
  g_print ("%s\n", answer);
  return RW_CTL_OK;
}
