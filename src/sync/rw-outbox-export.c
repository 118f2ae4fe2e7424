/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-outbox-export.h"

#include "rw-json.h"
#include "rw-time.h"

static void
write_name (GString *out, const char *name)
{
  if (out->str[out->len - 1] != '{')
    g_string_append_c (out, ',');
  rw_json_write_string (name, out);
  g_string_append_c (out, ':');
}

static void
write_text (GString *out, const char *name, const char *text)
{
  if (text == NULL)
    return;
  write_name (out, name);
  rw_json_write_string (text, out);
}

static void
write_integer (GString *out, const char *name, gint64 integer)
{
  write_name (out, name);
  g_string_append_printf (out, "%" G_GINT64_FORMAT, integer);
}

static void
write_instant (GString *out, const char *name, gint64 instant)
{
  char text[RW_INSTANT_STRING_LENGTH + 1];

  if (instant == 0)
    return;
  rw_instant_write (instant, text);
  write_text (out, name, text);
}

static void
write_id (GString *out, const char *name, const RwId *id)
{
  char text[RW_ID_STRING_LENGTH + 1];

  rw_id_write (id, text);
  write_text (out, name, text);
}

/* What is JSON already. */
static void
write_json (GString *out, const char *name, const char *json)
{
  if (json == NULL || *json == '\0')
    return;
  write_name (out, name);
  g_string_append (out, json);
}

static void
write_edit (GString *out, const RwOutboxEntry *entry)
{
  g_string_append_c (out, '{');
  write_integer (out, "mid", entry->mid);
  write_integer (out, "group", entry->group);
  write_text (out, "label", entry->label);
  write_instant (out, "created", entry->created);
  write_text (out, "state", entry->state == RW_OUTBOX_PENDING ? "waiting" : "sent");
  write_text (out, "op", rw_op_to_string (entry->op));
  write_text (out, "kind",
              entry->kind != RW_KIND_NONE ? rw_schema_get (entry->kind)->name
                                          : entry->unknown_kind);
  write_id (out, "id", &entry->id);
  write_integer (out, "base", entry->base);
  write_json (out, "set", entry->edit);
  g_string_append_c (out, '}');
}

static void
write_conflict (GString *out, const RwEditConflict *conflict)
{
  g_string_append_c (out, '{');
  write_integer (out, "number", conflict->number);
  write_integer (out, "mid", conflict->mid);
  write_integer (out, "group", conflict->group);
  write_text (out, "label", conflict->label);
  write_instant (out, "created", conflict->created);
  write_text (out, "op", rw_op_to_string (conflict->op));
  write_text (out, "kind",
              conflict->kind != RW_KIND_NONE ? rw_schema_get (conflict->kind)->name
                                             : conflict->unknown_kind);
  write_id (out, "id", &conflict->id);
  write_text (out, "field", conflict->field);
  write_json (out, "base", conflict->base);
  write_json (out, "theirs", conflict->theirs);
  write_json (out, "yours", conflict->yours);
  write_text (out, "by", conflict->by);
  write_instant (out, "at", conflict->at);
  write_text (out, "code", conflict->code);
  write_text (out, "message", conflict->message);
  g_string_append_c (out, '}');
}

static void
write_draft (GString *out, const RwDraft *draft)
{
  g_string_append_c (out, '{');
  write_text (out, "key", draft->key);
  write_instant (out, "changed", draft->changed);
  write_text (out, "text", draft->text);
  g_string_append_c (out, '}');
}

/* One thing a line: the file is also for people. */
static void
next_in_list (GString *out)
{
  g_string_append (out, out->str[out->len - 1] == '[' ? "\n    " : ",\n    ");
}

/**
 * rw_outbox_export_to_json:
 * @work: not changed
 * @server: address of the server that it was meant for
 * @person: (nullable): whose it is
 * @now: microseconds since 1970
 *
 * All that is here and nowhere else, as one JSON object:
 *
 * |[
 * {"format": "rackward-outbox", "version": 1, "server": "https://…", "client": "<uuid>", "person": "…",
 *  "exported": "<instant>",
 *  "edits": [{"mid", "group", "label", "created", "state": "waiting" | "sent",
 *             "op": "create" | "update" | "delete", "kind", "id", "base", "set": {…}}],
 *  "conflicts": [{"number", "mid", "group", "label", "created", "op", "kind", "id",
 *                 "field", "base", "theirs", "yours", "by", "at", "code", "message"}],
 *  "drafts": [{"key", "changed", "text"}]}
 * ]|
 *
 * "edits" are those without an answer, in their order; those with the same "group" belong together,
 * "base" is the number of the record that the person saw, and "set" has the same shape as in a push. A
 * conflict with "field" has values in "base", "theirs", "yours"; one without is a refused edit: "yours"
 * is its whole "set", the other two have the fields that were in its way. Instants are RFC 3339 in UTC;
 * a member that has no value is left out.
 *
 * Returns: (transfer full) (nullable): the text
 */
char *
rw_outbox_export_to_json (
  RwWork *work, const char *server, const char *person, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) entries = rw_work_list_unanswered (work, G_MAXUINT, error);
  g_autoptr (GPtrArray) conflicts = entries != NULL ? rw_work_list_conflicts (work, error) : NULL;
  g_autoptr (GPtrArray) drafts = conflicts != NULL ? rw_work_list_drafts (work, error) : NULL;
  GString *out;

  if (drafts == NULL)
    return NULL;
  out = g_string_new ("{");
  write_text (out, "format", "rackward-outbox");
  write_integer (out, "version", 1);
  write_text (out, "server", server);
  write_id (out, "client", rw_work_get_client (work));
  write_text (out, "person", person);
  write_instant (out, "exported", now);
  g_string_append (out, ",\n  \"edits\":[");
  for (guint i = 0; i < entries->len; i++)
    {
      const RwOutboxEntry *entry = g_ptr_array_index (entries, i);

      if (entry->discarded > 0)
        continue;
      next_in_list (out);
      write_edit (out, entry);
    }
  g_string_append (out, "],\n  \"conflicts\":[");
  for (guint i = 0; i < conflicts->len; i++)
    {
      next_in_list (out);
      write_conflict (out, g_ptr_array_index (conflicts, i));
    }
  g_string_append (out, "],\n  \"drafts\":[");
  for (guint i = 0; i < drafts->len; i++)
    {
      next_in_list (out);
      write_draft (out, g_ptr_array_index (drafts, i));
    }
  g_string_append (out, "]}\n");
  return g_string_free (out, FALSE);
}
