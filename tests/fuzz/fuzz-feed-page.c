/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "rw-client-store.h"
#include "rw-error.h"
#include "rw-json.h"

/*
 * A page of the feed: rows, and a trailer at the end, for a client that stands at 10 and has an edit of
 * its own waiting. Both readers make the same of a row. A page that is taken is in the cache, all of it
 * and with the cursor; one that is not has changed nothing.
 */

#define SERVER "fuzz"
#define FROM   10

static const RwId site_id = { { 1, 0x99, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 1 } };
static const RwId rack_id = { { 1, 0x99, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 2 } };
static const RwId room_id = { { 1, 0x99, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 3 } };

static RwClientStore *store;
static RwCache *cache;
static RwFeedReader *reader;

/* --- The client's files ---------------------------------------------------------------------------- */

static RwRecord *
new_record (RwKind      kind,
            const RwId *id,
            guint       field,
            const char *name)
{
  RwRecord *record = rw_record_new (kind, id);

  rw_record_set_text (record, field, name);
  rw_record_set_seq (record, 5);
  return record;
}

static void
make_cache (const char *dir)
{
  RwCacheCursor cursor = { .epoch = (char *) "e1", .scope = (char *) "all", .pos = FROM, .h0 = FROM, .head = FROM };
  g_autoptr (RwRecord) site = new_record (RW_KIND_SITE, &site_id, RW_SITE_NAME, "Frankfurt 2");
  g_autoptr (RwRecord) rack = new_record (RW_KIND_RACK, &rack_id, RW_RACK_NAME, "R11");
  g_autoptr (RwRecord) room = new_record (RW_KIND_ROOM, &room_id, RW_ROOM_NAME, "Cage 3");
  g_autoptr (GError) error = NULL;
  g_autoptr (RwCacheWriter) writer = rw_cache_writer_open_bulk (dir, SERVER, &error);

  g_assert_no_error (error);
  rw_record_set_ref (rack, RW_RACK_ROOM, &room_id);
  rw_record_set_ref (room, RW_ROOM_SITE, &site_id);
  g_assert_true (rw_cache_writer_begin (writer, NULL) && rw_cache_writer_put_record (writer, site, NULL) &&
                 rw_cache_writer_put_record (writer, rack, NULL) && rw_cache_writer_put_record (writer, room, NULL) &&
                 rw_cache_writer_set_cursor (writer, &cursor, NULL) && rw_cache_writer_commit (writer, NULL) &&
                 rw_cache_writer_finish_bulk (writer, &error));
  g_assert_no_error (error);
}

static void
make_edit (void)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  g_autoptr (RwStoreNews) news = rw_store_news_new ();
  RwEdit *edit = rw_edit_new (RW_OP_UPDATE, RW_KIND_SITE, &site_id);
  g_autoptr (GPtrArray) inverses = NULL;
  g_autoptr (GError) error = NULL;

  rw_edit_set (edit, RW_SITE_PROVIDER, rw_value_text ("Colo"));
  g_ptr_array_add (edits, edit);
  inverses = rw_client_store_edit (store, edits, NULL, "edit", RW_ROLE_ADMIN, news, &error);
  g_assert_no_error (error);
}

static void
close_files (void)
{
  g_clear_pointer (&cache, rw_cache_close);
  g_clear_pointer (&store, rw_client_store_close);
  g_clear_pointer (&reader, rw_feed_reader_free);
}

static void
open_files (void)
{
  g_autoptr (RwStoreNews) news = rw_store_news_new ();
  g_autoptr (GError) error = NULL;

  store = rw_client_store_open (fuzz_dir (), SERVER, news, &error);
  g_assert_no_error (error);
  cache = rw_cache_open (fuzz_dir (), SERVER, &error);
  g_assert_no_error (error);
}

/* The files as they are before a page; a page that was taken is taken out again with them. */
static GHashTable *saved;

static void
save_files (void)
{
  g_autoptr (GDir) listing = g_dir_open (fuzz_dir (), 0, NULL);
  const char *name;

  saved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  while ((name = g_dir_read_name (listing)) != NULL)
    {
      char *path = g_build_filename (fuzz_dir (), name, NULL);
      char *contents;
      gsize length;

      g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
      g_hash_table_insert (saved, path, g_bytes_new_take (contents, length));
    }
}

static void
restore_files (void)
{
  GHashTableIter iter;
  gpointer path, bytes;

  close_files ();
  g_hash_table_iter_init (&iter, saved);
  while (g_hash_table_iter_next (&iter, &path, &bytes))
    g_assert_true (g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                                             G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  open_files ();
  reader = rw_feed_reader_new ();
}

static void
free_saved (void)
{
  close_files ();
  g_clear_pointer (&saved, g_hash_table_unref);
}

static void
make_files (void)
{
  make_cache (fuzz_dir ());
  open_files ();
  make_edit ();
  close_files ();
  save_files ();
  open_files ();
  reader = rw_feed_reader_new ();
  atexit (free_saved);
}

/* --- A page ---------------------------------------------------------------------------------------- */

/* What the server, which uses the other reader, understands by the same field. */
static void
check_field (const RwField *field,
             const RwValue *value,
             JsonNode      *node,
             const char    *line)
{
  g_auto (RwValue) generic = RW_VALUE_NULL;
  g_autoptr (GError) error = NULL;

  if (node != NULL && !rw_value_from_json (field, node, &generic, &error))
    {
      /* A word of a newer server is passed over here. */
      if (field->type != RW_FIELD_ENUM || (field->flags & RW_F_REQUIRED) || !rw_value_is_null (value))
        g_error ("%s: %s", error->message, line);
    }
  /* Each writes JSON in its own way. */
  else if (field->type != RW_FIELD_JSON && !rw_value_equal (&generic, value))
    g_error ("%s differs between the readers: %s", field->name, line);
}

static void
check_generic (const RwFeedRow *row,
               const char      *line)
{
  const RwKindInfo *info = rw_schema_get (row->kind);
  g_autoptr (JsonNode) node = rw_json_parse (line, -1, NULL);
  JsonObject *body;

  /* It takes less: nothing nested as deep, for one. */
  if (node == NULL)
    return;
  body = json_object_get_object_member (json_node_get_object (node), "body");
  for (guint f = 0; f < info->n_fields; f++)
    check_field (&info->fields[f], &row->values[f], json_object_get_member (body, info->fields[f].name), line);
}

/* What the page says about each record in the end: a RwRecord, or NULL where there is none any more. */
static void
note_row (GHashTable      *rows,
          const RwFeedRow *row)
{
  g_autofree char *id = rw_id_to_string (&row->id);
  RwRecord *record = NULL;

  if (row->values != NULL)
    {
      record = rw_record_new (row->kind, &row->id);
      for (guint f = 0; f < rw_schema_get (row->kind)->n_fields; f++)
        rw_record_set (record, f, &row->values[f]);
    }
  g_hash_table_insert (rows, g_strdup_printf ("%d %s", (int) row->kind, id), record);
}

static void
unref_record (gpointer record)
{
  if (record != NULL)
    g_object_unref (record);
}

/* Returns: whether every line could be read and the last one is a trailer */
static gboolean
read_page (const char    *page,
           gsize          length,
           GHashTable    *rows,
           RwSyncCursor  *next,
           gint64        *seen,
           gint64        *head,
           gsize         *rows_length)
{
  const char *rest = page;

  while (length > 0)
    {
      gsize at = (gsize) (rest - page);
      g_autofree char *line = fuzz_line (&rest, &length);
      g_autoptr (GError) error = NULL;
      RwFeedRow row;

      if (!rw_feed_reader_parse (reader, line, strlen (line), &row, &error))
        {
          g_assert_nonnull (error);
          g_assert_cmpint (error->code, ==, RW_ERROR_PROTOCOL);
          g_assert_true (g_utf8_validate (error->message, -1, NULL));
          return FALSE;
        }
      g_assert_no_error (error);
      if (row.is_trailer)
        {
          *rows_length = at;
          next->pos = row.to;
          next->h0 = row.h0;
          *head = row.head;
          *seen = row.last_mid;
          return rw_sync_word_copy (next->epoch, row.epoch) && rw_sync_word_copy (next->scope, row.scope) && length == 0;
        }
      if (row.values != NULL)
        check_generic (&row, line);
      if (row.kind != RW_KIND_NONE)
        note_row (rows, &row);
    }
  return FALSE;
}

static void
check_untouched (void)
{
  static const struct
  {
    RwKind kind;
    const RwId *id;
  } there[] = { { RW_KIND_SITE, &site_id }, { RW_KIND_RACK, &rack_id }, { RW_KIND_ROOM, &room_id } };
  g_auto (RwCacheCursor) cursor = { 0 };

  g_assert_true (rw_cache_get_cursor (cache, &cursor, NULL));
  g_assert_cmpint (cursor.pos, ==, FROM);
  g_assert_cmpstr (cursor.epoch, ==, "e1");
  for (guint i = 0; i < G_N_ELEMENTS (there); i++)
    {
      g_autoptr (RwRecord) record = rw_cache_get (cache, there[i].kind, there[i].id, NULL);

      g_assert_nonnull (record);
      g_assert_cmpint (rw_record_get_seq (record), ==, 5);
      g_assert_cmpint (rw_cache_count (cache, there[i].kind, NULL), ==, 1);
    }
  g_assert_cmpint (rw_cache_count (cache, RW_KIND_DEVICE, NULL) + rw_cache_count (cache, RW_KIND_TICKET, NULL), ==, 0);
}

static void
check_taken (GHashTable         *rows,
             const RwSyncCursor *next)
{
  g_auto (RwCacheCursor) cursor = { 0 };
  GHashTableIter iter;
  gpointer key, expected;

  g_assert_true (rw_cache_get_cursor (cache, &cursor, NULL));
  g_assert_cmpint (cursor.pos, ==, next->pos);
  g_assert_cmpstr (cursor.epoch, ==, next->epoch);
  g_hash_table_iter_init (&iter, rows);
  while (g_hash_table_iter_next (&iter, &key, &expected))
    {
      const char *space = strchr (key, ' ');
      RwKind kind = (RwKind) g_ascii_strtoll (key, NULL, 10);
      g_autoptr (RwRecord) record = NULL;
      g_autoptr (GError) error = NULL;
      RwId id;

      g_assert_true (rw_id_parse (space + 1, &id));
      /* The view of this one is the server's and the person's. */
      if (rw_id_equal (&id, &site_id))
        continue;
      record = rw_cache_get (cache, kind, &id, &error);
      g_assert_no_error (error);
      g_assert_true ((record != NULL) == (expected != NULL));
      if (record != NULL)
        fuzz_assert_equal (expected, record);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GHashTable) rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_record);
  g_autoptr (RwStoreNews) news = rw_store_news_new ();
  g_autoptr (GError) error = NULL;
  RwSyncCursor asked = { .epoch = "e1", .scope = "all", .pos = FROM, .h0 = FROM }, next = { 0 };
  gsize length = 0;
  gint64 seen = 0, head = 0;
  gboolean whole;

  if (store == NULL)
    make_files ();
  whole = read_page ((const char *) data, size, rows, &next, &seen, &head, &length);
  if (!whole)
    {
      /* As if a trailer had come all the same. */
      next = asked;
      next.pos = G_MAXINT64;
      length = size;
    }
  if (length == 0 && !whole)
    return 0;
  if (rw_client_store_apply (store, &asked, &next, head, seen, (const char *) data, length, news, &error))
    {
      /* The last line of a page that broke off is not a row yet. */
      if (whole)
        check_taken (rows, &next);
      restore_files ();
    }
  else
    {
      g_assert_nonnull (error);
      check_untouched ();
    }
  return 0;
}
