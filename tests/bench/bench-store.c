/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * How fast rows get into the cache, beside the plainest insert of the same bytes. Usage:
 * bench-store [ROWS]. Each line is "name value unit".
 */

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "query/rw-query-search.h"
#include "rw-cache-writer.h"

#define PAGE 5000

typedef struct
{
  RwKind kind;
  RwId id;
  RwValue *values;
} Row;

/* A few hundred prepared rows, used over and over with new ids: only the store is measured. */
#define N_PATTERNS 600

static Row patterns[N_PATTERNS];
static gsize pattern_bytes;

/* The mix of a company: mostly runs and messages, some ports, addresses, systems, tickets. */
static RwKind
pick_kind (int i)
{
  static const RwKind mix[] = { RW_KIND_BACKUP_RUN, RW_KIND_BACKUP_RUN, RW_KIND_BACKUP_RUN, RW_KIND_MESSAGE, RW_KIND_BACKUP_RUN,
                                RW_KIND_BACKUP_RUN, RW_KIND_PORT, RW_KIND_ADDRESS, RW_KIND_TICKET, RW_KIND_VM, RW_KIND_BACKUP_RUN,
                                RW_KIND_CABLE };

  return mix[i % (int) G_N_ELEMENTS (mix)];
}

static RwValue
make_value (const RwField *field,
            int            i)
{
  g_autofree char *text = NULL;
  RwId id;

  switch (field->type)
    {
    case RW_FIELD_TEXT:
      text = field->flags & RW_F_LONG ? g_strnfill (160, 'x') : g_strdup_printf ("%s-%d", field->name, i);
      return rw_value_text (text);
    case RW_FIELD_INTEGER:
      return rw_value_integer (1000 + i);
    case RW_FIELD_BOOLEAN:
      return rw_value_boolean (i % 2);
    case RW_FIELD_INSTANT:
      return rw_value_instant (G_GINT64_CONSTANT (1795000000000000) + i);
    case RW_FIELD_DATE:
      return rw_value_date (20000 + i);
    case RW_FIELD_DECIMAL:
      return rw_value_decimal (i * 0.5);
    case RW_FIELD_ENUM:
      return rw_value_enum (i % (int) field->enumeration->n_values);
    case RW_FIELD_REF:
      text = g_strdup_printf ("%d", i);
      id = rw_id_from_name ("ref", text);
      return rw_value_ref (&id);
    default:
      return RW_VALUE_NULL;
    }
}

static void
make_patterns (void)
{
  for (int i = 0; i < N_PATTERNS; i++)
    {
      Row *row = &patterns[i];
      const RwKindInfo *info;

      row->kind = pick_kind (i);
      info = rw_schema_get (row->kind);
      row->values = g_new0 (RwValue, info->n_fields);
      /* As in life, a third of what is not required is not filled in. */
      for (guint f = 0; f < info->n_fields; f++)
        if ((info->fields[f].flags & RW_F_REQUIRED) || (i + (int) f) % 3 != 0)
          row->values[f] = make_value (&info->fields[f], i);
      for (guint f = 0; f < info->n_fields; f++)
        {
          g_autofree char *text = rw_value_to_display (&row->values[f], &info->fields[f]);

          if (*text != '\0')
            pattern_bytes += strlen (text) + strlen (info->fields[f].name) + 6;
        }
    }
  pattern_bytes /= N_PATTERNS;
}

static void
check (GError *error)
{
  if (error != NULL)
    {
      g_printerr ("%s\n", error->message);
      exit (1);
    }
}

static void
report (const char *name,
        double      value,
        const char *unit)
{
  printf ("%-36s %12.1f %s\n", name, value, unit);
  fflush (stdout);
}

static void
remove_dir (char *dir)
{
  g_autoptr (GDir) listing = g_dir_open (dir, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (listing)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);

      g_unlink (path);
    }
  g_rmdir (dir);
  g_free (dir);
}

/* Ids in the order of the feed, or in none at all, as an import has them. */
static RwId
next_id (int      i,
         gboolean ordered)
{
  guint64 mixed = (guint64) i * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  RwId id;

  if (ordered)
    return rw_id_new_at (G_GINT64_CONSTANT (1795000000000000) + i * 1000, mixed, mixed);
  mixed ^= mixed >> 29;
  mixed *= G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  memcpy (id.bytes, &mixed, 8);
  memcpy (id.bytes + 8, &mixed, 8);
  return id;
}

static void
bench_raw (int n)
{
  g_autoptr (GError) error = NULL;
  char *dir = g_dir_make_tmp ("rw-bench-XXXXXX", &error);
  g_autofree char *path = g_build_filename (dir, "raw.db", NULL);
  g_autofree char *body = g_strnfill (pattern_bytes, 'b');
  g_autoptr (RwStmt) stmt = NULL;
  RwDb *db;
  gint64 start = g_get_monotonic_time ();

  check (error);
  db = rw_db_open (path, 1, 1, RW_DB_CREATE | RW_DB_BULK, &error);
  check (error);
  rw_db_exec (db, "CREATE TABLE raw (id BLOB, seq INTEGER, kind TEXT, body TEXT)", &error);
  check (error);
  stmt = rw_db_prepare (db, "INSERT INTO raw VALUES (?1, ?2, ?3, ?4)", &error);
  for (int i = 0; i < n; i += PAGE)
    {
      rw_db_begin (db, &error);
      for (int k = i; k < MIN (n, i + PAGE); k++)
        {
          RwId id = next_id (k, TRUE);

          rw_stmt_bind_static_blob (stmt, 1, id.bytes, sizeof id.bytes);
          rw_stmt_bind_integer (stmt, 2, k + 1);
          rw_stmt_bind_static_text (stmt, 3, "device");
          rw_stmt_bind_static_text (stmt, 4, body);
          rw_stmt_run (stmt, &error);
        }
      rw_db_commit (db, &error);
      check (error);
    }
  g_clear_pointer (&stmt, rw_stmt_free);
  rw_db_exec (db, "CREATE UNIQUE INDEX raw_id ON raw (id)", &error);
  check (error);
  rw_db_close (db);
  report ("raw-insert", n / ((g_get_monotonic_time () - start) / 1e6), "rows/s");
  remove_dir (dir);
}

static void
bench_search (const char *dir)
{
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  g_autoptr (RwCache) cache = rw_cache_open (dir, "bench", &error);
  g_autoptr (GPtrArray) hits = NULL;

  check (error);
  rw_cache_count (cache, RW_KIND_SITE, &error);
  check (error);
  report ("open-reader", (g_get_monotonic_time () - start) / 1000.0, "ms");
  hits = rw_query_search (cache, "warm", 0, 20, &error);
  check (error);
  g_clear_pointer (&hits, g_ptr_array_unref);
  start = g_get_monotonic_time ();
  hits = rw_query_search (cache, "name-14", 0, 20, &error);
  check (error);
  report ("search-all-titles", (g_get_monotonic_time () - start) / 1000.0, "ms");
}

static void
bench_typed (int      n,
             gboolean ordered)
{
  g_autoptr (GError) error = NULL;
  char *dir = g_dir_make_tmp ("rw-bench-XXXXXX", &error);
  RwCacheWriter *writer;
  RwCacheCursor cursor = { .epoch = (char *) "e", .scope = (char *) "s", .h0 = n, .head = n };
  gint64 start = g_get_monotonic_time (), loaded, done;
  g_autofree char *path = NULL;
  GStatBuf status;

  check (error);
  writer = rw_cache_writer_open_bulk (dir, "bench", &error);
  check (error);
  for (int i = 0; i < n; i += PAGE)
    {
      rw_cache_writer_begin (writer, &error);
      for (int k = i; error == NULL && k < MIN (n, i + PAGE); k++)
        {
          const Row *row = &patterns[k % N_PATTERNS];
          RwId id = next_id (k, ordered);

          rw_cache_writer_put (writer, row->kind, &id, k + 1, row->values, &error);
        }
      check (error);
      cursor.pos = MIN (n, i + PAGE);
      rw_cache_writer_set_cursor (writer, &cursor, &error);
      rw_cache_writer_commit (writer, &error);
      check (error);
    }
  loaded = g_get_monotonic_time ();
  rw_cache_writer_finish_bulk (writer, &error);
  check (error);
  rw_cache_writer_close (writer);
  done = g_get_monotonic_time ();
  path = g_build_filename (dir, "cache-bench.1.db", NULL);
  g_stat (path, &status);
  report (ordered ? "typed-load-ordered-ids" : "typed-load-random-ids", n / ((loaded - start) / 1e6), "rows/s");
  report (ordered ? "typed-whole-ordered-ids" : "typed-whole-random-ids", n / ((done - start) / 1e6), "rows/s");
  report (ordered ? "typed-indexes-ordered-ids" : "typed-indexes-random-ids", (done - loaded) / 1000.0, "ms");
  if (ordered)
    {
      report ("typed-file", status.st_size / 1e6, "MB");
      bench_search (dir);
    }
  remove_dir (dir);
}

/* Later pages: into a file with all indexes and a log. */
static void
bench_page (int n)
{
  g_autoptr (GError) error = NULL;
  char *dir = g_dir_make_tmp ("rw-bench-XXXXXX", &error);
  RwCacheWriter *writer = rw_cache_writer_open_bulk (dir, "bench", &error);
  gint64 start;

  check (error);
  rw_cache_writer_finish_bulk (writer, &error);
  check (error);
  rw_cache_writer_close (writer);
  writer = rw_cache_writer_open (dir, "bench", NULL, &error);
  check (error);
  rw_cache_writer_close (writer);
  start = g_get_monotonic_time ();
  writer = rw_cache_writer_open (dir, "bench", NULL, &error);
  check (error);
  report ("open-writer", (g_get_monotonic_time () - start) / 1000.0, "ms");
  start = g_get_monotonic_time ();
  for (int i = 0; i < n; i += PAGE)
    {
      rw_cache_writer_begin (writer, &error);
      for (int k = i; error == NULL && k < MIN (n, i + PAGE); k++)
        {
          const Row *row = &patterns[k % N_PATTERNS];
          RwId id = next_id (k, TRUE);

          rw_cache_writer_put (writer, row->kind, &id, k + 1, row->values, &error);
        }
      check (error);
      rw_cache_writer_commit (writer, &error);
      check (error);
    }
  rw_cache_writer_close (writer);
  report ("typed-page-with-indexes", n / ((g_get_monotonic_time () - start) / 1e6), "rows/s");
  remove_dir (dir);
}

int
main (int   argc,
      char *argv[])
{
  int n = argc > 1 ? atoi (argv[1]) : 200000;

  make_patterns ();
  report ("rows", n, "");
  report ("row", (double) pattern_bytes, "bytes");
  bench_raw (n);
  bench_typed (n, TRUE);
  bench_typed (n, FALSE);
  bench_page (n / 4);
  for (int i = 0; i < N_PATTERNS; i++)
    {
      for (guint f = 0; f < rw_schema_get (patterns[i].kind)->n_fields; f++)
        rw_value_clear (&patterns[i].values[f]);
      g_free (patterns[i].values);
    }
  return 0;
}
