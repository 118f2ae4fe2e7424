/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "rw-error.h"
#include "store-fixture.h"

static RwCacheWriter *
open_bulk (const char *dir)
{
  g_autoptr (GError) error = NULL;
  RwCacheWriter *writer = rw_cache_writer_open_bulk (dir, "demo", &error);

  g_assert_no_error (error);
  return writer;
}

static RwCacheWriter *
open_writer (const char *dir)
{
  g_autoptr (GError) error = NULL;
  RwCacheWriter *writer = rw_cache_writer_open (dir, "demo", NULL, &error);

  g_assert_no_error (error);
  return writer;
}

/* A page of @n devices called @name, with numbers from @from on. */
static void
put_page (RwCacheWriter *writer,
          const char    *name,
          int            n,
          gint64         from,
          gint64         h0)
{
  RwCacheCursor cursor = { .epoch = (char *) "e1", .scope = (char *) "all", .pos = from + n - 1, .h0 = h0, .head = h0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (rw_cache_writer_begin (writer, &error));
  for (int i = 0; i < n; i++)
    {
      g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, from + i);
      RwId id = rw_id_from_name ("device", key);
      g_autoptr (RwRecord) device = rw_record_new (RW_KIND_DEVICE, &id);

      rw_record_set_text (device, RW_DEVICE_NAME, name);
      rw_record_set_seq (device, from + i);
      store_put (writer, device);
    }
  rw_cache_writer_set_cursor (writer, &cursor, &error);
  g_assert_no_error (error);
  g_assert_true (rw_cache_writer_commit (writer, &error));
  g_assert_no_error (error);
}

static void
finish (RwCacheWriter *writer)
{
  g_autoptr (GError) error = NULL;

  rw_cache_writer_finish_bulk (writer, &error);
  g_assert_no_error (error);
  rw_cache_writer_close (writer);
}

static int
count_files (const char *dir)
{
  g_autoptr (GDir) listing = g_dir_open (dir, 0, NULL);
  int n = 0;

  while (g_dir_read_name (listing) != NULL)
    n++;
  return n;
}

/* Every kind, every field, null and not. */
static void
test_round_trip (void)
{
  char *dir = store_dir_new ();
  RwCacheWriter *writer = store_new_cache (dir);
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (RwCache) reader = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (rw_cache_writer_begin (writer, &error));
  for (int kind = 0; kind < RW_N_KINDS; kind++)
    for (int i = 0; i < 5; i++)
      {
        RwRecord *record = store_random (kind, NULL, rand);

        rw_record_set_seq (record, kind * 10 + i + 1);
        store_put (writer, record);
        g_ptr_array_add (records, record);
      }
  g_assert_true (rw_cache_writer_commit (writer, &error));

  reader = rw_cache_open (dir, "demo", &error);
  g_assert_no_error (error);
  for (guint i = 0; i < records->len; i++)
    {
      RwRecord *record = g_ptr_array_index (records, i);
      g_autoptr (RwRecord) seen = rw_cache_get (reader, rw_record_get_kind (record), rw_record_get_id (record), &error);
      g_autoptr (RwRecord) found = rw_cache_find (reader, 0, rw_record_get_id (record), &error);

      g_assert_no_error (error);
      g_assert_nonnull (seen);
      g_assert_true (rw_record_equal (seen, record));
      g_assert_cmpint (rw_record_get_seq (seen), ==, rw_record_get_seq (record));
      g_assert_cmpint (rw_record_get_kind (found), ==, rw_record_get_kind (record));
    }
  g_assert_cmpint (rw_cache_count (reader, RW_KIND_LINK, &error), ==, 5);
  rw_cache_writer_close (writer);
  g_clear_pointer (&reader, rw_cache_close);
  store_dir_remove (dir);
}

/* A first sync hands on many rows at once: each arrives as it is, also what changed since it began, of
 * which only the last state counts, and no value of one row is left over in another. */
static void
test_rows (void)
{
  static const guint runs[] = { 1, 75, 8, 9, 33, 7, 32 };
  char *dir = store_dir_new ();
  RwCacheWriter *writer = open_bulk (dir);
  RwCacheCursor cursor = {
    .epoch = (char *) "e1", .scope = (char *) "all", .h0 = 1000, .head = 2000
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (RwCacheRow));
  g_autoptr (RwCache) reader = NULL;
  g_autoptr (GError) error = NULL;

  for (guint round = 0; round < 4; round++)
    for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
      for (guint n = 0; n < runs[i]; n++)
        {
          RwKind kind =
            (i + round) % 2 == 0 ? RW_KIND_TICKET : (RwKind) ((i * 7 + round) % RW_N_KINDS);
          /* The last round changes records that the rounds before it brought. */
          gboolean again = round == 3 && g_rand_boolean (rand) && g_rand_boolean (rand);
          RwRecord *old =
            again ? g_ptr_array_index (records, g_rand_int_range (rand, 0, 300)) : NULL;
          RwRecord *record = store_random (old != NULL ? rw_record_get_kind (old) : kind,
                                           old != NULL ? rw_record_get_id (old) : NULL, rand);
          RwValue *borrowed = g_new0 (RwValue, rw_record_get_info (record)->n_fields);
          RwCacheRow row = { rw_record_get_kind (record), rw_record_get_id (record),
                             (gint64) records->len + 1, borrowed };

          row.seq += round == 3 ? cursor.h0 : 0;
          rw_record_set_seq (record, row.seq);
          for (guint f = 0; f < rw_record_get_info (record)->n_fields; f++)
            borrowed[f] = *rw_record_get (record, f);
          g_ptr_array_add (records, record);
          g_ptr_array_add (values, borrowed);
          g_array_append_val (rows, row);
        }

  /* The first page tells where the first sync began. */
  g_assert_true (rw_cache_writer_begin (writer, &error));
  g_assert_true (rw_cache_writer_set_cursor (writer, &cursor, &error));
  g_assert_true (rw_cache_writer_commit (writer, &error));
  g_assert_true (rw_cache_writer_begin (writer, &error));
  rw_cache_writer_put_rows (writer, (const RwCacheRow *) rows->data, rows->len, &error);
  g_assert_no_error (error);
  g_assert_true (rw_cache_writer_commit (writer, &error));
  finish (writer);

  reader = rw_cache_open (dir, "demo", &error);
  g_assert_no_error (error);
  for (guint i = 0; i < records->len; i++)
    {
      RwRecord *record = g_ptr_array_index (records, i);
      g_autoptr (RwRecord) seen =
        rw_cache_get (reader, rw_record_get_kind (record), rw_record_get_id (record), &error);

      g_assert_no_error (error);
      g_assert_nonnull (seen);
      g_assert_cmpint (rw_record_get_seq (seen), >=, rw_record_get_seq (record));
      g_assert_true (rw_record_get_seq (seen) > rw_record_get_seq (record) ||
                     rw_record_equal (seen, record));
    }
  g_clear_pointer (&reader, rw_cache_close);
  store_dir_remove (dir);
}

static void
test_select (void)
{
  char *dir = store_dir_new ();
  RwCacheWriter *writer = store_new_cache (dir);
  RwCache *cache = rw_cache_writer_get_cache (writer);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) some = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GHashTable) titles = NULL;
  g_autoptr (RwRecord) none = NULL;
  g_autoptr (RwRecord) wrong_kind = NULL;
  RwId room = rw_id_new (), other = rw_id_new (), missing = rw_id_new ();
  RwId ids[7];

  g_assert_true (rw_cache_writer_begin (writer, &error));
  for (int i = 0; i < 6; i++)
    {
      g_autoptr (RwRecord) rack = rw_record_new (RW_KIND_RACK, NULL);
      g_autofree char *name = g_strdup_printf ("R%d", 6 - i);

      ids[i] = *rw_record_get_id (rack);
      rw_record_set_text (rack, RW_RACK_NAME, name);
      rw_record_set_ref (rack, RW_RACK_ROOM, i < 4 ? &room : &other);
      rw_record_set_integer (rack, RW_RACK_UNITS, 40 + i);
      rw_record_set_enum (rack, RW_RACK_STATUS, RW_RACK_STATUS_ACTIVE);
      store_put (writer, rack);
    }
  ids[6] = missing;
  g_assert_true (rw_cache_writer_commit (writer, &error));

  some = rw_cache_select (cache, RW_KIND_RACK, "WHERE \"room\" = ? AND \"units\" >= ? AND \"status\" = ? ORDER BY \"name\"", &error,
                          RW_BIND_ID, &room, RW_BIND_INT, (gint64) 41, RW_BIND_TEXT, "active", RW_BIND_END);
  g_assert_no_error (error);
  g_assert_cmpuint (some->len, ==, 3);
  g_assert_cmpstr (rw_record_get_title (g_ptr_array_index (some, 0)), ==, "R3");
  all = rw_cache_select (cache, RW_KIND_RACK, "", &error, RW_BIND_END);
  g_assert_cmpuint (all->len, ==, 6);
  g_assert_null (rw_cache_select (cache, RW_KIND_RACK, "WHERE nonsense", &error, RW_BIND_END));
  g_assert_nonnull (error);
  g_clear_error (&error);

  titles = rw_cache_titles (cache, 0, ids, G_N_ELEMENTS (ids), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (titles), ==, 6);
  g_assert_cmpstr (g_hash_table_lookup (titles, &ids[2]), ==, "R4");
  none = rw_cache_find (cache, 0, &missing, &error);
  g_assert_null (none);
  g_assert_no_error (error);
  wrong_kind = rw_cache_find (cache, RW_KIND_BIT (RW_KIND_DEVICE) | RW_KIND_BIT (RW_KIND_VM), &ids[0], &error);
  g_assert_null (wrong_kind);
  rw_cache_writer_close (writer);
  store_dir_remove (dir);
}

/* The index of each reference is really used, also where it leaves out nulls, and that of each instant
 * for a span of time. */
static void
test_indexes (void)
{
  char *dir = store_dir_new ();
  RwCacheWriter *writer = store_new_cache (dir);
  RwDb *db = rw_cache_get_db (rw_cache_writer_get_cache (writer));
  g_autoptr (GError) error = NULL;
  gboolean more = TRUE;

  /* What is missing comes a few at a time, also over a restart. */
  for (int round = 0; more; round++)
    {
      g_assert_cmpint (round, <, 1000);
      g_assert_true (rw_cache_writer_improve (writer, &more, &error));
      g_assert_no_error (error);
      if (round != 0)
        continue;
      rw_cache_writer_close (writer);
      writer = rw_cache_writer_open (dir, "demo", NULL, &error);
      g_assert_no_error (error);
      db = rw_cache_get_db (rw_cache_writer_get_cache (writer));
      more = TRUE;
    }
  for (int kind = 0; kind < RW_N_KINDS; kind++)
    {
      const RwKindInfo *info = rw_schema_get (kind);

      for (guint i = 0; i < info->n_fields; i++)
        {
          const RwField *field = &info->fields[i];
          g_autofree char *sql = g_strdup_printf ("EXPLAIN QUERY PLAN SELECT * FROM \"%s\" WHERE \"%s\" = ?1", info->name, field->name);
          g_autoptr (RwStmt) stmt = NULL;
          gboolean row;

          if (field->type != RW_FIELD_REF && !(field->flags & (RW_F_INDEX | RW_F_UNIQUE)))
            continue;
          stmt = rw_db_prepare (db, sql, &error);
          g_assert_no_error (error);
          rw_stmt_step (stmt, &row, &error);
          g_assert_nonnull (strstr (rw_stmt_get_text (stmt, 3), "USING INDEX"));
          if (field->type != RW_FIELD_INSTANT)
            continue;
          rw_stmt_free (g_steal_pointer (&stmt));
          sql[strlen (sql) - strlen ("= ?1")] = '>';
          stmt = rw_db_prepare (db, sql, &error);
          g_assert_no_error (error);
          rw_stmt_step (stmt, &row, &error);
          g_assert_nonnull (strstr (rw_stmt_get_text (stmt, 3), "USING INDEX"));
        }
    }
  rw_cache_writer_close (writer);
  store_dir_remove (dir);
}

/* A reader has the old file open, in the middle of a read, while a new one takes its place. */
static void
test_swap (void)
{
  char *dir = store_dir_new ();
  RwCacheWriter *writer, *bulk;
  g_autoptr (RwCache) reader = NULL;
  g_autoptr (GError) error = NULL;

  bulk = open_bulk (dir);
  put_page (bulk, "old", 10, 1, 10);
  g_assert_null (rw_cache_open (dir, "demo", &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_NOT_FOUND);
  g_clear_error (&error);
  finish (bulk);

  writer = open_writer (dir);
  put_page (writer, "old", 5, 11, 15);
  reader = rw_cache_open (dir, "demo", &error);
  g_assert_no_error (error);
  g_assert_true (rw_cache_begin_read (reader, &error));
  g_assert_cmpint (rw_cache_count (reader, RW_KIND_DEVICE, &error), ==, 15);

  bulk = open_bulk (dir);
  put_page (bulk, "new", 3, 100, 102);
  put_page (writer, "old", 1, 16, 16);
  finish (bulk);
  g_assert_false (rw_cache_is_current (reader));
  rw_cache_writer_close (writer);
  writer = open_writer (dir);
  g_assert_cmpint (rw_cache_writer_get_cursor (writer)->pos, ==, 102);
  put_page (writer, "new", 1, 103, 103);

  /* The old file is gone from the folder and still whole for who has it open. */
  g_assert_cmpint (rw_cache_count (reader, RW_KIND_DEVICE, &error), ==, 15);
  rw_cache_end_read (reader);
  g_assert_cmpint (rw_cache_count (reader, RW_KIND_DEVICE, &error), ==, 16);
  g_assert_no_error (error);
  rw_cache_close (reader);
  reader = rw_cache_open (dir, "demo", &error);
  g_assert_true (rw_cache_is_current (reader));
  g_assert_cmpint (rw_cache_count (reader, RW_KIND_DEVICE, &error), ==, 4);
  g_clear_pointer (&reader, rw_cache_close);
  rw_cache_writer_close (writer);
  g_assert_cmpint (count_files (dir), ==, 1);
  store_dir_remove (dir);
}

/* What changed while the first sync ran comes a second time, or is deleted. */
static void
test_bulk_changes (void)
{
  char *dir = store_dir_new ();
  RwCacheWriter *bulk = open_bulk (dir);
  RwId id = rw_id_from_name ("device", "3"), moved = rw_id_from_name ("device", "2");
  g_autoptr (RwRecord) device = rw_record_new (RW_KIND_DEVICE, &moved);
  g_autoptr (RwRecord) seen = NULL;
  g_autoptr (RwCache) cache = NULL;
  g_autoptr (GError) error = NULL;

  put_page (bulk, "old", 5, 1, 8);
  g_assert_true (rw_cache_writer_begin (bulk, &error));
  /* A tombstone from before the start: there is nothing to delete. */
  g_assert_true (rw_cache_writer_delete (bulk, RW_KIND_VM, &id, 7, &error));
  g_assert_true (rw_cache_writer_delete (bulk, RW_KIND_DEVICE, &id, 9, &error));
  rw_record_set_text (device, RW_DEVICE_NAME, "newer");
  rw_record_set_seq (device, 10);
  store_put (bulk, device);
  g_assert_true (rw_cache_writer_commit (bulk, &error));
  finish (bulk);
  cache = rw_cache_open (dir, "demo", &error);
  g_assert_cmpint (rw_cache_count (cache, RW_KIND_DEVICE, &error), ==, 4);
  seen = rw_cache_get (cache, RW_KIND_DEVICE, &moved, &error);
  g_assert_cmpstr (rw_record_get_title (seen), ==, "newer");
  g_clear_pointer (&cache, rw_cache_close);
  store_dir_remove (dir);
}

/* A page that broke off leaves nothing, also without a journal on the disk; a clean exit resumes; a
 * crash begins again. */
static void
test_bulk_resume (void)
{
  char *dir = store_dir_new (), *after = store_dir_new ();
  RwCacheWriter *bulk = open_bulk (dir);
  g_autoptr (RwRecord) device = rw_record_new (RW_KIND_DEVICE, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (rw_cache_writer_get_cursor (bulk)->epoch);
  put_page (bulk, "a", 500, 1, 2000);
  g_assert_true (rw_cache_writer_begin (bulk, &error));
  for (int i = 0; i < 300; i++)
    {
      RwId id = rw_id_new ();
      g_autoptr (RwRecord) other = rw_record_new (RW_KIND_DEVICE, &id);

      rw_record_set_text (other, RW_DEVICE_NAME, "broken off");
      store_put (bulk, other);
    }
  rw_cache_writer_rollback (bulk);
  g_assert_cmpint (rw_cache_count (rw_cache_writer_get_cache (bulk), RW_KIND_DEVICE, NULL), ==, 500);
  store_dir_copy (dir, after);
  rw_cache_writer_close (bulk);

  bulk = open_bulk (dir);
  g_assert_cmpint (rw_cache_writer_get_cursor (bulk)->pos, ==, 500);
  g_assert_cmpint (rw_cache_writer_get_cursor (bulk)->h0, ==, 2000);
  put_page (bulk, "a", 500, 501, 2000);
  g_assert_cmpint (rw_cache_count (rw_cache_writer_get_cache (bulk), RW_KIND_DEVICE, NULL), ==, 1000);
  rw_cache_writer_discard (bulk);
  g_assert_cmpint (count_files (dir), ==, 0);

  bulk = open_bulk (after);
  g_assert_null (rw_cache_writer_get_cursor (bulk)->epoch);
  g_assert_cmpint (rw_cache_count (rw_cache_writer_get_cache (bulk), RW_KIND_DEVICE, NULL), ==, 0);
  rw_cache_writer_discard (bulk);
  store_dir_remove (dir);
  store_dir_remove (after);
}

/* The first page behind the head at the start makes the indexes that find a row; when it is not kept,
 * they are not there, and the next one has to make them again. */
static void
test_bulk_rollback (void)
{
  char *dir = store_dir_new ();
  RwCacheWriter *bulk = open_bulk (dir);
  RwId id = rw_id_from_name ("device", "2");
  g_autoptr (RwRecord) device = rw_record_new (RW_KIND_DEVICE, &id);
  g_autoptr (GError) error = NULL;

  put_page (bulk, "first", 2, 1, 2);
  rw_record_set_text (device, RW_DEVICE_NAME, "again");
  rw_record_set_seq (device, 3);
  g_assert_true (rw_cache_writer_begin (bulk, &error));
  store_put (bulk, device);
  rw_cache_writer_rollback (bulk);
  put_page (bulk, "second", 2, 3, 2);
  g_assert_true (rw_cache_writer_begin (bulk, &error));
  store_put (bulk, device);
  g_assert_true (rw_cache_writer_commit (bulk, &error));
  g_assert_no_error (error);
  g_assert_cmpint (rw_cache_count (rw_cache_writer_get_cache (bulk), RW_KIND_DEVICE, NULL), ==, 4);
  finish (bulk);
  store_dir_remove (dir);
}

static void
test_twice (void)
{
  char *dir = store_dir_new ();
  RwCacheWriter *bulk = open_bulk (dir);
  g_autoptr (GError) error = NULL;

  put_page (bulk, "a", 5, 1, 100);
  put_page (bulk, "a", 5, 1, 100);
  g_assert_false (rw_cache_writer_finish_bulk (bulk, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_PROTOCOL);
  rw_cache_writer_discard (bulk);
  store_dir_remove (dir);
}

static char *
only_file (const char *dir)
{
  g_autoptr (GDir) listing = g_dir_open (dir, 0, NULL);

  return g_build_filename (dir, g_dir_read_name (listing), NULL);
}

static void
test_unusable (void)
{
  char *dir = store_dir_new ();
  g_autofree char *path = NULL;
  g_autofree char *aside = NULL;
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  RwCacheWriter *writer = store_new_cache (dir);
  RwDb *db = rw_cache_get_db (rw_cache_writer_get_cache (writer));
  gsize length;

  /* From a newer Rackward: refused by both, and left alone. */
  rw_db_set_user_version (db, RW_SCHEMA_VERSION + 1, NULL);
  rw_cache_writer_close (writer);
  path = only_file (dir);
  g_assert_null (rw_cache_writer_open (dir, "demo", &aside, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_TOO_NEW);
  g_assert_true (g_str_has_prefix (error->message, "Could not open the cache of demo: file is from a newer Rackward (schema "));
  g_assert_null (aside);
  g_clear_error (&error);
  g_assert_null (rw_cache_open (dir, "demo", &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_TOO_NEW);
  g_clear_error (&error);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_unlink (path);

  /* The tables of another schema: to be fetched again. */
  writer = store_new_cache (dir);
  rw_db_set_meta (rw_cache_get_db (rw_cache_writer_get_cache (writer)), "schema", "other", NULL);
  rw_cache_writer_close (writer);
  g_assert_null (rw_cache_writer_open (dir, "demo", &aside, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_RESYNC);
  g_clear_error (&error);
  g_assert_null (rw_cache_open (dir, "demo", &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_RESYNC);
  g_clear_error (&error);

  /* Damaged: set aside, and the next one is built. */
  writer = store_new_cache (dir);
  put_page (writer, "x", 2000, 1, 2000);
  rw_cache_writer_close (writer);
  g_free (path);
  path = only_file (dir);
  g_file_get_contents (path, &bytes, &length, &error);
  memset (bytes + 100, 0x5a, 4000);
  g_file_set_contents (path, bytes, (gssize) length, &error);
  g_assert_no_error (error);
  g_assert_null (rw_cache_writer_open (dir, "demo", &aside, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_CORRUPT);
  g_assert_nonnull (aside);
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_clear_error (&error);
  rw_cache_writer_close (store_new_cache (dir));
  store_dir_remove (dir);
}

/* Damage inside is found at the first start after a crash, by reading all of it. */
static void
test_unclean (void)
{
  char *dir = store_dir_new (), *after = store_dir_new ();
  g_autofree char *path = NULL;
  g_autofree char *aside = NULL;
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  RwCacheWriter *writer = store_new_cache (dir);
  gsize length;

  put_page (writer, "x", 3000, 1, 3000);
  rw_db_checkpoint (rw_cache_get_db (rw_cache_writer_get_cache (writer)), &error);
  g_assert_no_error (error);
  store_dir_copy (dir, after);
  rw_cache_writer_close (writer);
  path = g_build_filename (after, "cache-demo.1.db", NULL);
  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);
  memset (bytes + length - 3 * 4096, 0xff, 4096);
  g_file_set_contents (path, bytes, (gssize) length, &error);
  g_assert_null (rw_cache_writer_open (after, "demo", &aside, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_CORRUPT);
  g_assert_nonnull (aside);
  store_dir_remove (dir);
  store_dir_remove (after);
}

static void
test_changes (void)
{
  char *dir = store_dir_new ();
  RwCacheWriter *writer = store_new_cache (dir);
  g_auto (RwCacheChanges) changes = { 0 };
  RwId missing = rw_id_new ();

  put_page (writer, "x", 3, 1, 3);
  put_page (writer, "y", 3, 1, 3);
  rw_cache_writer_begin (writer, NULL);
  g_assert_true (rw_cache_writer_delete (writer, RW_KIND_VM, &missing, 9, NULL));
  rw_cache_writer_commit (writer, NULL);
  rw_cache_writer_take_changes (writer, &changes);
  g_assert_true (changes.kinds == RW_KIND_BIT (RW_KIND_DEVICE));
  g_assert_cmpuint (changes.ids->len, ==, 3);
  rw_cache_changes_clear (&changes);
  rw_cache_writer_take_changes (writer, &changes);
  g_assert_true (changes.kinds == 0);
  rw_cache_changes_clear (&changes);
  put_page (writer, "x", RW_CACHE_CHANGES_MOST + 1, 1, 3);
  rw_cache_writer_take_changes (writer, &changes);
  g_assert_true (changes.kinds == RW_KIND_BIT (RW_KIND_DEVICE));
  g_assert_null (changes.ids);
  rw_cache_writer_close (writer);
  store_dir_remove (dir);
}

typedef struct
{
  const char *dir;
  int pages; /* atomic: written and committed */
  int done;  /* atomic */
  int seen;
} Race;

/* Every read sees one whole page, never half of two, and time does not run backwards. */
static gpointer
read_all_the_time (gpointer data)
{
  Race *race = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RwCache) cache = rw_cache_open (race->dir, "demo", &error);
  gint64 last = 0;
  gboolean done;

  g_assert_no_error (error);
  do
    {
      g_autoptr (GPtrArray) devices = NULL;
      g_auto (RwCacheCursor) cursor = { 0 };
      int committed = g_atomic_int_get (&race->pages);

      done = g_atomic_int_get (&race->done);
      g_assert_true (rw_cache_begin_read (cache, &error));
      g_assert_true (rw_cache_get_cursor (cache, &cursor, &error));
      devices = rw_cache_select (cache, RW_KIND_DEVICE, "", &error, RW_BIND_END);
      rw_cache_end_read (cache);
      g_assert_no_error (error);
      for (guint i = 0; i < devices->len; i++)
        {
          g_autofree char *expected = g_strdup_printf ("page %d", (int) cursor.h0);

          g_assert_cmpstr (rw_record_get_title (g_ptr_array_index (devices, i)), ==, expected);
        }
      g_assert_cmpint (cursor.h0, >=, last);
      g_assert_cmpint (cursor.h0, >=, committed);
      last = cursor.h0;
      race->seen++;
    }
  while (!done);
  g_assert_cmpint (last, ==, g_atomic_int_get (&race->pages));
  return NULL;
}

static void
test_reader_thread (void)
{
  char *dir = store_dir_new ();
  RwCacheWriter *writer = store_new_cache (dir);
  Race race = { .dir = dir };
  GThread *reader = g_thread_new ("reader", read_all_the_time, &race);

  for (int page = 1; page <= 150; page++)
    {
      g_autofree char *name = g_strdup_printf ("page %d", page);

      put_page (writer, name, 40, 1, page);
      g_atomic_int_set (&race.pages, page);
      if (page % 20 == 0)
        rw_db_checkpoint (rw_cache_get_db (rw_cache_writer_get_cache (writer)), NULL);
    }
  g_atomic_int_set (&race.done, 1);
  g_thread_join (reader);
  g_assert_cmpint (race.seen, >, 0);
  rw_cache_writer_close (writer);
  store_dir_remove (dir);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/cache/round-trip", test_round_trip);
  g_test_add_func ("/store/cache/rows", test_rows);
  g_test_add_func ("/store/cache/select", test_select);
  g_test_add_func ("/store/cache/indexes", test_indexes);
  g_test_add_func ("/store/cache/swap", test_swap);
  g_test_add_func ("/store/cache/bulk-changes", test_bulk_changes);
  g_test_add_func ("/store/cache/bulk-resume", test_bulk_resume);
  g_test_add_func ("/store/cache/bulk-rollback", test_bulk_rollback);
  g_test_add_func ("/store/cache/twice", test_twice);
  g_test_add_func ("/store/cache/unusable", test_unusable);
  g_test_add_func ("/store/cache/unclean", test_unclean);
  g_test_add_func ("/store/cache/changes", test_changes);
  g_test_add_func ("/store/cache/reader-thread", test_reader_thread);
  return g_test_run ();
}
