/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ctl-push.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "rw-ctl.h"
#include "rw-edit.h"
#include "rw-error.h"
#include "rw-feed-row.h"
#include "rw-json.h"

/*
 * Brings records to a server that runs, by the way that consoles use: what is there comes from the
 * feed, what differs goes as mutations. Each batch is applied whole or not at all; the server takes no
 * more than a thousand at once.
 */

#define BATCH       800
#define ANSWER_MOST (16 << 20)

typedef struct
{
  SoupSession *session;
  char *url;
  char *authorization;
  char *client;
  char *epoch;
  GHashTable *wanted;   /* ids of @records */
  GHashTable *existing; /* id → RwRecord, of those wanted */
  GHashTable *known;    /* ids on the server or on their way */
  GPtrArray *all;       /* nullable: gets every record of @kind */
  RwKind kind;
  gint64 mid;
  gint64 head;
  guint status; /* of the last answer, 0 for none */
  GCancellable *cancellable; /* nullable, not ours */
} Push;

static void
push_clear (Push *self)
{
  g_clear_object (&self->session);
  g_free (self->url);
  g_free (self->authorization);
  g_free (self->client);
  g_free (self->epoch);
  g_clear_pointer (&self->wanted, g_hash_table_unref);
  g_clear_pointer (&self->existing, g_hash_table_unref);
  g_clear_pointer (&self->known, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Push, push_clear)

/* Returns: (transfer full) (nullable): the JSON object that is all of @stream */
static JsonNode *
read_object (Push         *self,
             GInputStream *stream,
             GError      **error)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) root = NULL;
  gsize length;

  text = rw_ctl_read_until (stream, ANSWER_MOST, self->cancellable, &length, error);
  root = text != NULL ? rw_json_parse (text, (gssize) length, error) : NULL;
  if (root == NULL || JSON_NODE_HOLDS_OBJECT (root))
    return g_steal_pointer (&root);
  g_set_error (error, RW_ERROR, RW_ERROR_PROTOCOL, _ ("The server's answer has no results"));
  return NULL;
}

static const char *
text_member (JsonObject *object,
             const char *name,
             const char *fallback)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : fallback;
}

/* What a server says of what it was given. Whoever else answers in its place says nothing of it. */
static RwError
find_code (const char *code)
{
  static const struct
  {
    const char *name;
    RwError code;
  } codes[] = {
    { "invalid", RW_ERROR_INVALID },
    { "not_found", RW_ERROR_NOT_FOUND },
    { "conflict", RW_ERROR_CONFLICT },
    { "limit", RW_ERROR_LIMIT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_strcmp0 (code, codes[i].name) == 0)
      return codes[i].code;
  return RW_ERROR_FAILED;
}

/* What the server says went wrong: {"error":{"code","message"}}. */
static void
take_error (Push          *self,
            SoupMessage   *message,
            GInputStream  *body,
            GError       **error)
{
  g_autoptr (JsonNode) root = read_object (self, body, NULL);
  const char *text = NULL, *name = NULL;

  if (root != NULL)
    {
      JsonNode *member = json_object_get_member (json_node_get_object (root), "error");

      if (member != NULL && JSON_NODE_HOLDS_OBJECT (member))
        {
          text = text_member (json_node_get_object (member), "message", NULL);
          name = text_member (json_node_get_object (member), "code", NULL);
        }
    }
  g_set_error (error, RW_ERROR,
               soup_message_get_status (message) == SOUP_STATUS_UNAUTHORIZED ? RW_ERROR_AUTH
                                                                             : find_code (name),
               _ ("The server says: %s"),
               text != NULL ? text : soup_status_get_phrase (soup_message_get_status (message)));
}

static GInputStream *
ask (Push         *self,
     const char   *method,
     const char   *path,
     const char   *type,
     GBytes       *body,
     GError      **error)
{
  g_autofree char *uri = g_strconcat (self->url, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, uri);
  g_autoptr (GInputStream) stream = NULL;

  if (message == NULL)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("“%s” is not the address of a server"), self->url);
      return NULL;
    }
  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", self->authorization);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Rackward-Schema", G_STRINGIFY (RW_SCHEMA_VERSION));
  if (body != NULL)
    soup_message_set_request_body_from_bytes (message, type, body);
  self->status = 0;
  stream = soup_session_send (self->session, message, self->cancellable, error);
  if (stream != NULL)
    self->status = soup_message_get_status (message);
  if (stream == NULL)
    {
      g_prefix_error (error, _ ("Could not reach %s: "), self->url);
      return NULL;
    }
  if (soup_message_get_status (message) == SOUP_STATUS_OK)
    return g_steal_pointer (&stream);
  take_error (self, message, stream, error);
  return NULL;
}

static void
take_row (Push            *self,
          const RwFeedRow *row)
{
  RwRecord *record;

  if (row->values == NULL)
    return;
  g_hash_table_add (self->known, rw_id_copy (&row->id));
  if (self->all != NULL ? row->kind != self->kind : !g_hash_table_contains (self->wanted, &row->id))
    return;
  record = rw_record_new (row->kind, &row->id);
  for (guint f = 0; f < rw_schema_get (row->kind)->n_fields; f++)
    rw_record_set (record, f, &row->values[f]);
  rw_record_set_seq (record, row->seq);
  if (self->all != NULL)
    {
      g_ptr_array_add (self->all, record);
      return;
    }
  g_hash_table_replace (self->existing, (gpointer) rw_record_get_id (record), record);
}

/* One page of the feed; @to is where the next begins. */
static gboolean
read_page (Push     *self,
           gint64   *to,
           gint64   *h0,
           char    **scope,
           GError  **error)
{
  g_autofree char *path = g_strdup_printf ("/v1/changes?pos=%" G_GINT64_FORMAT "&h0=%" G_GINT64_FORMAT "&epoch=%s&scope=%s&client=%s", *to, *h0,
                                           self->epoch != NULL ? self->epoch : "", *scope != NULL ? *scope : "", self->client);
  g_autoptr (GInputStream) stream = ask (self, "GET", path, NULL, NULL, error);
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (RwFeedReader) reader = rw_feed_reader_new ();

  if (stream == NULL)
    return FALSE;
  lines = g_data_input_stream_new (stream);
  for (;;)
    {
      gsize length;
      g_autoptr (GError) problem = NULL;
      g_autofree char *line = g_data_input_stream_read_line (lines, &length, NULL, &problem);
      RwFeedRow row;

      if (line == NULL)
        {
          if (problem != NULL)
            g_propagate_error (error, g_steal_pointer (&problem));
          else
            g_set_error (error, RW_ERROR, RW_ERROR_PROTOCOL, _ ("The server's answer ends before its end"));
          return FALSE;
        }
      if (!rw_feed_reader_parse (reader, line, length, &row, error))
        return FALSE;
      if (row.is_trailer)
        {
          *to = row.to;
          *h0 = row.h0;
          self->head = row.head;
          g_set_str (&self->epoch, row.epoch);
          g_set_str (scope, row.scope);
          return TRUE;
        }
      take_row (self, &row);
    }
}

static gboolean
read_existing (Push    *self,
               GError **error)
{
  g_autofree char *scope = NULL;
  gint64 to = 0, h0 = 0, before;

  do
    {
      before = to;
      if (!read_page (self, &to, &h0, &scope, error))
        return FALSE;
    }
  while (to < self->head && to > before);
  return TRUE;
}

static void
write_mutation (Push         *self,
                const RwEdit *edit,
                gint64        base,
                gint64        group,
                GString      *out)
{
  char id[RW_ID_STRING_LENGTH + 1];

  rw_id_write (&edit->id, id);
  if (out->str[out->len - 1] != '[')
    g_string_append_c (out, ',');
  g_string_append_printf (out, "{\"mid\":%" G_GINT64_FORMAT ",\"op\":\"%s\",\"kind\":\"%s\",\"id\":\"%s\",\"base\":%" G_GINT64_FORMAT
                               ",\"group\":%" G_GINT64_FORMAT ",\"set\":", ++self->mid, rw_op_to_string (edit->op),
                          rw_schema_get (edit->kind)->name, id, base, group);
  rw_edit_write_set (edit, out);
  g_string_append_c (out, '}');
}

/* What a person calls the record that @edit is about. */
static const char *
title_of (Push         *self,
          const RwEdit *edit)
{
  const RwKindInfo *info = rw_schema_get (edit->kind);
  const RwFieldChange *title = info->title >= 0 ? rw_edit_find (edit, (guint) info->title) : NULL;

  for (guint i = 0; i < self->all->len; i++)
    if (rw_id_equal (rw_record_get_id (self->all->pdata[i]), &edit->id))
      return rw_record_get_title (self->all->pdata[i]);
  return title != NULL && title->value.type == RW_FIELD_TEXT ? title->value.text
                                                             : rw_kind_label (edit->kind);
}

/* Whether all of a batch took effect; the first that did not says why. With @refused each says so there. */
static gboolean
check_results (Push        *self,
               JsonObject  *answer,
               RwEdit     **edits,
               guint        n_edits,
               GPtrArray   *refused,
               GError     **error)
{
  JsonNode *results = json_object_get_member (answer, "results"), *head = json_object_get_member (answer, "head");

  if (results == NULL || !JSON_NODE_HOLDS_ARRAY (results))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_PROTOCOL, _ ("The server's answer has no results"));
      return FALSE;
    }
  if (head != NULL && json_node_get_value_type (head) == G_TYPE_INT64)
    self->head = json_node_get_int (head);
  for (guint i = 0; i < json_array_get_length (json_node_get_array (results)); i++)
    {
      JsonNode *node = json_array_get_element (json_node_get_array (results), i), *problem;
      JsonObject *result = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *status = result != NULL ? text_member (result, "status", "?") : "?";

      if (g_str_equal (status, "applied") || g_str_equal (status, "merged") || g_str_equal (status, "repeated"))
        continue;
      problem = result != NULL ? json_object_get_member (result, "error") : NULL;
      if (refused != NULL)
        {
          const char *why = problem != NULL && JSON_NODE_HOLDS_OBJECT (problem)
                              ? text_member (json_node_get_object (problem), "message", "")
                              : _ ("somebody edits the same");

          g_ptr_array_add (refused,
                           g_strdup_printf ("%s: %s", i < n_edits ? title_of (self, edits[i]) : "?",
                                            why));
          continue;
        }
      g_set_error (error, RW_ERROR, RW_ERROR_CONFLICT, _ ("The server did not take a change (%s): %s"), status,
                   problem != NULL && JSON_NODE_HOLDS_OBJECT (problem)
                     ? text_member (json_node_get_object (problem), "message", "")
                     : _ ("somebody edits the same"));
      return FALSE;
    }
  return TRUE;
}

static gboolean
send_batch (Push         *self,
            GPtrArray    *edits,
            GArray       *bases,
            guint         from,
            guint         n,
            GPtrArray    *refused,
            GError      **error)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (JsonNode) root = NULL;
  gint64 group = refused == NULL ? self->mid + 1 : 0;

  g_string_printf (text, "{\"client\":\"%s\",\"epoch\":\"%s\",\"ack\":%" G_GINT64_FORMAT ",\"muts\":[", self->client, self->epoch, self->mid);
  for (guint i = from; i < from + n; i++)
    write_mutation (self, edits->pdata[i], g_array_index (bases, gint64, i), group, text);
  g_string_append (text, "]}");
  body = g_string_free_to_bytes (text);
  stream = ask (self, "POST", "/v1/mutations", "application/json", body, error);
  root = stream != NULL ? read_object (self, stream, error) : NULL;
  return root != NULL && check_results (self, json_node_get_object (root),
                                        (RwEdit **) edits->pdata + from, n, refused, error);
}

static gboolean
send_all (Push       *self,
          GPtrArray  *edits,
          GArray     *bases,
          guint      *written,
          GPtrArray  *refused,
          GError    **error)
{
  RwCtlProgress progress;
  gboolean well = TRUE;

  rw_ctl_progress_begin (&progress, _ ("Sending"), edits->len);
  for (guint i = 0; i < edits->len && well; i += BATCH)
    {
      guint n = MIN (BATCH, edits->len - i);

      guint before = refused != NULL ? refused->len : 0;

      well = send_batch (self, edits, bases, i, n, refused, error);
      if (well)
        *written += n - (refused != NULL ? refused->len - before : 0);
      for (guint k = 0; k < n; k++)
        rw_ctl_progress_step (&progress);
    }
  rw_ctl_progress_end (&progress);
  return well;
}

/* Takes out of a new record what leads to one that comes later, as an edit of its own. */
static RwEdit *
put_off (Push     *self,
         RwRecord *record)
{
  const RwKindInfo *info = rw_record_get_info (record);
  RwEdit *later = NULL;

  for (guint f = 0; f < info->n_fields; f++)
    {
      const RwValue *value = rw_record_get (record, f);
      RwValue copy;

      if (value->type != RW_FIELD_REF || (info->fields[f].flags & RW_F_REQUIRED) || g_hash_table_contains (self->known, &value->id))
        continue;
      if (later == NULL)
        later = rw_edit_new (RW_OP_UPDATE, info->kind, rw_record_get_id (record));
      rw_value_copy (value, &copy);
      rw_edit_set (later, f, copy);
      rw_record_take (record, f, RW_VALUE_NULL);
    }
  return later;
}

static gboolean
send_differences (Push            *self,
                  GPtrArray       *records,
                  RwCtlMergeFunc   merge,
                  guint           *written,
                  GError         **error)
{
  g_autoptr (GPtrArray) first = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  g_autoptr (GPtrArray) then = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  g_autoptr (GArray) bases = g_array_new (FALSE, FALSE, sizeof (gint64)), heads = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr (RwRecord) record = rw_record_dup (records->pdata[i]);
      RwRecord *existing = g_hash_table_lookup (self->existing, rw_record_get_id (record));
      RwEdit *edit = NULL, *later = NULL;
      gint64 base = 0;

      if (existing != NULL)
        {
          base = rw_record_get_seq (existing);
          merge (record, existing);
          if (rw_record_equal (existing, record))
            continue;
        }
      later = put_off (self, record);
      if (existing == NULL)
        edit = rw_edit_new_create (record);
      else
        edit = rw_edit_new_diff (existing, record);
      g_hash_table_add (self->known, rw_id_copy (rw_record_get_id (record)));
      g_ptr_array_add (first, edit);
      g_array_append_val (bases, base);
      if (later != NULL)
        g_ptr_array_add (then, later);
    }
  if (!send_all (self, first, bases, written, NULL, error))
    return FALSE;
  for (guint i = 0; i < then->len; i++)
    g_array_append_val (heads, self->head);
  {
    guint again = 0;

    return send_all (self, then, heads, &again, NULL, error);
  }
}

static void
push_init (Push       *self,
           const char *url,
           const char *token)
{
  RwId client = rw_id_new ();

  self->session = soup_session_new_with_options ("user-agent", "rackwardctl", "timeout", 120, NULL);
  self->url = g_strndup (url, strlen (url) - (g_str_has_suffix (url, "/") ? 1 : 0));
  self->authorization = g_strconcat ("Bearer ", token, NULL);
  self->client = rw_id_to_string (&client);
  self->wanted = g_hash_table_new (rw_id_hash, rw_id_equal);
  self->existing = g_hash_table_new_full (rw_id_hash, rw_id_equal, NULL, g_object_unref);
  self->known = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, NULL);
}

/**
 * rw_ctl_read_token:
 * @file: (nullable): where it is; else it is in the environment
 *
 * Tokens do not belong on a command line, where everybody on the machine can read them.
 *
 * Returns: (transfer full) (nullable): the token
 */
char *
rw_ctl_read_token (const char  *file,
                   GError     **error)
{
  g_autofree char *text = NULL;

  if (file == NULL)
    text = g_strdup (g_getenv ("RACKWARD_TOKEN"));
  else if (!g_file_get_contents (file, &text, NULL, error))
    return NULL;
  if (text != NULL && *g_strstrip (text) != '\0')
    return g_steal_pointer (&text);
  g_set_error (error, RW_ERROR, RW_ERROR_AUTH,
               _ ("A token is needed: --token-file FILE or RACKWARD_TOKEN"));
  return NULL;
}

/**
 * rw_ctl_push:
 * @url: of the server
 * @token: with a role that may write what @records are
 * @records: (element-type RwRecord): each behind what it cannot be without
 * @merge: says what becomes of a record that the server has already
 * @written: (out): how many records were written, also when it fails
 *
 * Equal records are left alone.
 */
gboolean
rw_ctl_push (const char      *url,
             const char      *token,
             GPtrArray       *records,
             RwCtlMergeFunc   merge,
             guint           *written,
             GError         **error)
{
  g_auto (Push) self = { NULL };

  *written = 0;
  push_init (&self, url, token);
  for (guint i = 0; i < records->len; i++)
    g_hash_table_add (self.wanted, (gpointer) rw_record_get_id (records->pdata[i]));
  return read_existing (&self, error) && send_differences (&self, records, merge, written, error);
}

/**
 * rw_ctl_push_edits:
 * @url: of the server
 * @token: with a role that may write records of @kind
 * @plan: makes edits of what the server has
 * @refused: (element-type utf8): gets a sentence for each edit that the server did not take
 * @written: (out): how many it took, also when it fails
 *
 * Reads all records of a kind and sends what is to be done to them, each edit on its own.
 */
gboolean
rw_ctl_push_edits (const char    *url,
                   const char    *token,
                   RwKind         kind,
                   RwCtlPlanFunc  plan,
                   gpointer       user_data,
                   GPtrArray     *refused,
                   guint         *written,
                   GError       **error)
{
  g_autoptr (GPtrArray) existing = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) seqs = g_hash_table_new (rw_id_hash, rw_id_equal);
  g_autoptr (GArray) bases = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) edits = NULL;
  g_auto (Push) self = { .all = existing, .kind = kind };

  *written = 0;
  push_init (&self, url, token);
  if (!read_existing (&self, error))
    return FALSE;
  for (guint i = 0; i < existing->len; i++)
    g_hash_table_insert (seqs, (gpointer) rw_record_get_id (existing->pdata[i]),
                         existing->pdata[i]);
  edits = plan (existing, user_data);
  for (guint i = 0; i < edits->len; i++)
    {
      RwRecord *record = g_hash_table_lookup (seqs, &((RwEdit *) edits->pdata[i])->id);
      gint64 base = record != NULL ? rw_record_get_seq (record) : 0;

      g_array_append_val (bases, base);
    }
  return send_all (&self, edits, bases, written, refused, error);
}

/**
 * rw_ctl_try_post:
 * @url: of the server
 * @token: with a role that may do it
 * @path: from the root of the server
 * @type: what @body is
 * @body: goes to the server as it is
 * @seconds: how long silence is put up with
 * @cancellable: (nullable): ends it, from another thread
 * @status: (out): of the answer; 0 when there was none
 *
 * What the server says of @body comes as %RW_ERROR_INVALID, %RW_ERROR_NOT_FOUND, %RW_ERROR_CONFLICT or
 * %RW_ERROR_LIMIT; whatever else comes says nothing of it.
 *
 * Returns: (transfer full) (nullable): the JSON object that the server answered with
 */
JsonNode *
rw_ctl_try_post (const char *url, const char *token, const char *path, const char *type, GBytes *body, guint seconds, GCancellable *cancellable, guint *status, GError **error)
{
  g_auto (Push) self = { NULL };
  g_autoptr (GInputStream) stream = NULL;

  push_init (&self, url, token);
  self.cancellable = cancellable;
  soup_session_set_timeout (self.session, seconds);
  stream = ask (&self, "POST", path, type, body, error);
  *status = self.status;
  return stream != NULL ? read_object (&self, stream, error) : NULL;
}

/**
 * rw_ctl_post:
 *
 * As rw_ctl_try_post(), for who waits.
 */
JsonNode *
rw_ctl_post (const char *url, const char *token, const char *path, const char *type, GBytes *body, GError **error)
{
  guint status;

  return rw_ctl_try_post (url, token, path, type, body, 120, NULL, &status, error);
}
