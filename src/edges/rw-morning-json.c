/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-morning-json.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "rw-csv.h"
#include "rw-error.h"
#include "rw-json.h"
#include "rw-time.h"

/* The results that can be red, as they stand in a file: never translated. */
static const struct
{
  RwBackupResult result;
  const char *word;
} results[] = {
  { RW_BACKUP_NO_JOB, "no job" },  { RW_BACKUP_FAILED, "failed" },    { RW_BACKUP_MISSED, "missed" },
  { RW_BACKUP_SUSPICIOUS, "suspicious" }, { RW_BACKUP_NOTHING, "too old" },
};

static const char *
result_word (RwBackupResult result)
{
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    if (results[i].result == result)
      return results[i].word;
  return "too old";
}

static RwBackupResult
result_of_word (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    if (g_strcmp0 (results[i].word, word) == 0)
      return results[i].result;
  return RW_BACKUP_NOTHING;
}

static void
add_text (JsonBuilder *builder,
          const char  *name,
          const char  *text)
{
  if (text == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
add_instant (JsonBuilder *builder,
             const char  *name,
             gint64       instant)
{
  g_autofree char *text = instant != 0 ? rw_instant_to_string (instant) : NULL;

  add_text (builder, name, text);
}

static void
add_answer (JsonBuilder           *builder,
            const RwMorningAnswer *answer)
{
  json_builder_begin_object (builder);
  if (answer->answer >= 0)
    add_text (builder, "answer", rw_enum_backup_answer.values[answer->answer]);
  add_text (builder, "reason", answer->reason);
  add_instant (builder, "until", answer->until);
  add_text (builder, "person", answer->person);
  add_instant (builder, "at", answer->at);
  add_text (builder, "ticket", answer->ticket);
  json_builder_set_member_name (builder, "count");
  json_builder_add_int_value (builder, answer->n);
  json_builder_set_member_name (builder, "systems");
  json_builder_begin_array (builder);
  for (guint i = 0; i < answer->names->len; i++)
    json_builder_add_string_value (builder, answer->names->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/**
 * rw_morning_sheet_to_json:
 *
 * Returns: (transfer full): a list of causes, each with its answers
 */
char *
rw_morning_sheet_to_json (const RwMorningSheet *sheet)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_array (builder);
  for (guint i = 0; i < sheet->causes->len; i++)
    {
      const RwMorningCause *cause = sheet->causes->pdata[i];

      json_builder_begin_object (builder);
      add_text (builder, "result", result_word (cause->result));
      if (cause->verification)
        add_text (builder, "purpose", "verification");
      add_text (builder, "cause", cause->cause);
      json_builder_set_member_name (builder, "answers");
      json_builder_begin_array (builder);
      for (guint j = 0; j < cause->answers->len; j++)
        add_answer (builder, cause->answers->pdata[j]);
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

/**
 * rw_morning_answers_to_json:
 * @reds: (element-type RwMorningRed): all that is red
 *
 * Returns: (transfer full): the answers of a morning, short enough for the field: where there are too many systems
 *   to name, fewer of each answer are named, and all are counted
 */
char *
rw_morning_answers_to_json (GPtrArray *reds)
{
  for (guint most = RW_MORNING_NAMES_MOST;; most /= 2)
    {
      g_autoptr (RwMorningSheet) sheet = rw_morning_sheet_of (reds, most);
      g_autofree char *json = rw_morning_sheet_to_json (sheet);

      if (g_utf8_strlen (json, -1) <= RW_MORNING_JSON_MOST)
        return g_steal_pointer (&json);
      if (most > 0)
        continue;
      /* Hundreds of answers of their own: those of the least bad causes are left out. */
      while (sheet->causes->len > 1 && g_utf8_strlen (json, -1) > RW_MORNING_JSON_MOST)
        {
          g_ptr_array_remove_index (sheet->causes, sheet->causes->len - 1);
          g_free (json);
          json = rw_morning_sheet_to_json (sheet);
        }
      return g_utf8_strlen (json, -1) <= RW_MORNING_JSON_MOST ? g_steal_pointer (&json) : g_strdup ("[]");
    }
}

static JsonObject *
element_object (JsonArray *array,
                guint      index)
{
  JsonNode *node = json_array_get_element (array, index);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static const char *
member_text (JsonObject *object,
             const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node)
           : NULL;
}

static JsonArray *
member_array (JsonObject *object,
              const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static gint64
member_instant (JsonObject *object,
                const char *name)
{
  const char *text = member_text (object, name);
  gint64 instant;

  return text != NULL && rw_instant_parse (text, &instant) ? instant : 0;
}

static void
read_answer (RwMorningAnswer *answer,
             JsonObject      *object)
{
  const char *word = member_text (object, "answer");
  JsonArray *systems = member_array (object, "systems");
  JsonNode *count = json_object_get_member (object, "count");

  answer->answer = word != NULL ? rw_enum_find (&rw_enum_backup_answer, word) : -1;
  answer->reason = g_strdup (member_text (object, "reason"));
  answer->person = g_strdup (member_text (object, "person"));
  answer->ticket = g_strdup (member_text (object, "ticket"));
  answer->until = member_instant (object, "until");
  answer->at = member_instant (object, "at");
  for (guint i = 0; systems != NULL && i < json_array_get_length (systems) && i < RW_MORNING_NAMES_MOST; i++)
    {
      JsonNode *name = json_array_get_element (systems, i);

      if (JSON_NODE_HOLDS_VALUE (name) && json_node_get_value_type (name) == G_TYPE_STRING)
        g_ptr_array_add (answer->names, g_strdup (json_node_get_string (name)));
    }
  answer->n = answer->names->len;
  if (count != NULL && JSON_NODE_HOLDS_VALUE (count) && json_node_get_value_type (count) == G_TYPE_INT64)
    answer->n = (guint) CLAMP (json_node_get_int (count), (gint64) answer->n, 1000000);
}

/**
 * rw_morning_sheet_from_json:
 * @json: the answers of a signed morning
 *
 * What is not as expected is left out: the sheet is of another day, and maybe of another Rackward.
 *
 * Returns: (transfer full): the answers, or %NULL with @error set when it is no list
 */
RwMorningSheet *
rw_morning_sheet_from_json (const char  *json,
                            GError     **error)
{
  g_autoptr (JsonNode) root = rw_json_parse (json, -1, error);
  g_autoptr (RwMorningSheet) sheet = rw_morning_sheet_new ();
  JsonArray *causes;

  if (root == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_ARRAY (root))
    {
      g_set_error_literal (error, RW_ERROR, RW_ERROR_INVALID, _ ("The answers of the morning check cannot be read"));
      return NULL;
    }
  causes = json_node_get_array (root);
  for (guint i = 0; i < json_array_get_length (causes); i++)
    {
      JsonObject *object = element_object (causes, i);
      JsonArray *answers = object != NULL ? member_array (object, "answers") : NULL;
      RwMorningCause *cause;

      if (answers == NULL)
        continue;
      cause = rw_morning_sheet_add (sheet);
      cause->result = result_of_word (member_text (object, "result"));
      cause->verification = g_strcmp0 (member_text (object, "purpose"), "verification") == 0;
      cause->cause = g_strdup (member_text (object, "cause"));
      for (guint j = 0; j < json_array_get_length (answers); j++)
        {
          JsonObject *answer = element_object (answers, j);

          if (answer != NULL)
            read_answer (rw_morning_cause_add (cause), answer);
        }
    }
  return g_steal_pointer (&sheet);
}

static void
add_csv_row (GString               *out,
             const RwMorningCause  *cause,
             const RwMorningAnswer *answer,
             const char            *system)
{
  g_autofree char *until = answer->until != 0 ? rw_instant_to_string (answer->until) : g_strdup ("");
  g_autofree char *at = answer->at != 0 ? rw_instant_to_string (answer->at) : g_strdup ("");
  const char *cells[] = {
    system,
    cause->result == RW_BACKUP_NOTHING ? "" : rw_backup_result_label (cause->result),
    rw_morning_cause_label (cause),
    answer->answer >= 0 ? rw_enum_label (&rw_enum_backup_answer, answer->answer) : "",
    answer->reason != NULL ? answer->reason : "",
    answer->ticket != NULL ? answer->ticket : "",
    until,
    answer->person != NULL ? answer->person : "",
    at,
  };

  rw_csv_add_row (out, cells, G_N_ELEMENTS (cells));
}

/**
 * rw_morning_sheet_to_csv:
 *
 * Returns: (transfer full): a row for each system that was red; one more for those that are only counted
 */
char *
rw_morning_sheet_to_csv (const RwMorningSheet *sheet)
{
  const char *heads[] = { _ ("System"), C_ ("backup", "Result"), _ ("Cause"), _ ("Answer"), _ ("Reason"), _ ("Ticket"),
                          _ ("Until"), _ ("Person"), C_ ("time", "At") };
  GString *out = g_string_new (NULL);

  rw_csv_add_row (out, heads, G_N_ELEMENTS (heads));
  for (guint i = 0; i < sheet->causes->len; i++)
    {
      const RwMorningCause *cause = sheet->causes->pdata[i];

      for (guint j = 0; j < cause->answers->len; j++)
        {
          const RwMorningAnswer *answer = cause->answers->pdata[j];

          for (guint k = 0; k < answer->names->len; k++)
            add_csv_row (out, cause, answer, answer->names->pdata[k]);
          if (answer->n > answer->names->len)
            {
              guint more = answer->n - answer->names->len;
              g_autofree char *text = g_strdup_printf (ngettext ("and %u more system", "and %u more systems", more), more);

              add_csv_row (out, cause, answer, text);
            }
        }
    }
  return g_string_free_and_steal (out);
}
