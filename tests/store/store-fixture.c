/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <glib/gstdio.h>

char *
store_dir_new (void)
{
  g_autoptr (GError) error = NULL;
  char *dir = g_dir_make_tmp ("rw-store-XXXXXX", &error);

  g_assert_no_error (error);
  return dir;
}

void
store_dir_remove (char *dir)
{
  g_autoptr (GDir) listing = g_dir_open (dir, 0, NULL);
  const char *name;

  while (listing != NULL && (name = g_dir_read_name (listing)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);

      g_unlink (path);
    }
  g_rmdir (dir);
  g_free (dir);
}

/* What a crash at this moment would leave: the files as they are, while they are open. */
void
store_dir_copy (const char *from,
                const char *to)
{
  g_autoptr (GDir) listing = g_dir_open (from, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (listing)) != NULL)
    {
      g_autofree char *source = g_build_filename (from, name, NULL);
      g_autofree char *target = g_build_filename (to, name, NULL);
      g_autofree char *bytes = NULL;
      g_autoptr (GError) error = NULL;
      gsize length;

      if (g_str_has_suffix (name, "-shm"))
        continue;
      g_file_get_contents (source, &bytes, &length, &error);
      g_assert_no_error (error);
      g_file_set_contents (target, bytes, (gssize) length, &error);
      g_assert_no_error (error);
    }
}

RwCacheWriter *
store_new_cache (const char *dir)
{
  RwCacheCursor cursor = { .epoch = (char *) "e1", .scope = (char *) "all", .pos = 0, .h0 = 0, .head = 0, .last_mid = 0 };
  g_autoptr (GError) error = NULL;
  RwCacheWriter *writer = rw_cache_writer_open_bulk (dir, "demo", &error);

  g_assert_no_error (error);
  rw_cache_writer_begin (writer, &error);
  g_assert_no_error (error);
  rw_cache_writer_set_cursor (writer, &cursor, &error);
  g_assert_no_error (error);
  rw_cache_writer_commit (writer, &error);
  g_assert_no_error (error);
  rw_cache_writer_finish_bulk (writer, &error);
  g_assert_no_error (error);
  rw_cache_writer_close (writer);

  writer = rw_cache_writer_open (dir, "demo", NULL, &error);
  g_assert_no_error (error);
  return writer;
}

void
store_put (RwCacheWriter *writer,
           RwRecord      *record)
{
  g_autoptr (GError) error = NULL;

  rw_cache_writer_put_record (writer, record, &error);
  g_assert_no_error (error);
}

static RwValue
random_value (const RwField *field,
              GRand         *rand)
{
  static const char *const words[] = { "web-014", "Straße \"5\"", "a\\b", "x\ty", "T-1042", "日本", NULL };

  switch (field->type)
    {
    case RW_FIELD_TEXT:
      return rw_value_text (words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words) - 1)]);
    case RW_FIELD_JSON:
      return rw_value_json ("{\"a\":[1,2]}");
    case RW_FIELD_INTEGER:
      return rw_value_integer ((gint64) g_rand_int (rand) - G_MAXINT32);
    case RW_FIELD_BOOLEAN:
      return rw_value_boolean (g_rand_boolean (rand));
    case RW_FIELD_INSTANT:
      return rw_value_instant (((gint64) g_rand_int (rand)) << 20);
    case RW_FIELD_DATE:
      return rw_value_date (g_rand_int_range (rand, -10000, 40000));
    case RW_FIELD_DECIMAL:
      return rw_value_decimal (g_rand_double_range (rand, -1, 1));
    case RW_FIELD_ENUM:
      return rw_value_enum (g_rand_int_range (rand, 0, (int) field->enumeration->n_values));
    case RW_FIELD_REF:
      {
        RwId id = rw_id_new ();

        return rw_value_ref (&id);
      }
    case RW_FIELD_REFS:
      {
        RwId ids[] = { rw_id_from_name ("t", "1"), rw_id_from_name ("t", "2"), rw_id_from_name ("t", "3") };

        return rw_value_refs (ids, (guint) g_rand_int_range (rand, 0, 4));
      }
    case RW_FIELD_TEXTS:
      {
        const char *some[G_N_ELEMENTS (words)] = { NULL };
        guint n = 0;

        for (guint i = 0; words[i] != NULL; i++)
          if (g_rand_boolean (rand))
            some[n++] = words[i];
        return rw_value_texts (some);
      }
    case RW_FIELD_NONE:
    default:
      return RW_VALUE_NULL;
    }
}

/* A record in which each field is null or anything its type can be. */
RwRecord *
store_random (RwKind      kind,
              const RwId *id,
              GRand      *rand)
{
  RwRecord *record = rw_record_new (kind, id);
  const RwKindInfo *info = rw_record_get_info (record);

  for (guint i = 0; i < info->n_fields; i++)
    if (g_rand_int_range (rand, 0, 4) > 0)
      rw_record_take (record, i, random_value (&info->fields[i], rand));
  return record;
}
