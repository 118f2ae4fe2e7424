/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <yyjson.h>

#include "rw-json.h"

/* What hostile input makes the program say is of no interest; that it calls itself wrong is. */
static GLogWriterOutput
log_writer (GLogLevelFlags   level,
            const GLogField *fields,
            gsize            n_fields,
            gpointer         user_data)
{
  if (!(level & (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_ERROR)))
    return G_LOG_WRITER_HANDLED;
  g_log_writer_standard_streams (level, fields, n_fields, NULL);
  abort ();
}

int
LLVMFuzzerInitialize (int    *argc,
                      char ***argv)
{
  g_log_set_writer_func (log_writer, NULL, NULL);
  return 0;
}

guint
fuzz_byte (FuzzInput *input)
{
  if (input->size == 0)
    return 0;
  input->size--;
  return *input->data++;
}

/* Returns: less than @limit, which is at most 256 */
guint
fuzz_below (FuzzInput *input,
            guint      limit)
{
  return fuzz_byte (input) % limit;
}

/* Returns: (transfer full): the bytes with a NUL behind them, in a block of just that size */
char *
fuzz_text (const guint8 *data,
           gsize         size)
{
  char *text = g_malloc (size + 1);

  if (size > 0)
    memcpy (text, data, size);
  text[size] = '\0';
  return text;
}

/* Returns: (transfer full): up to the next newline; @rest stands behind that then */
char *
fuzz_line (const char **rest,
           gsize       *length)
{
  const char *newline = *length > 0 ? memchr (*rest, '\n', *length) : NULL;
  gsize own = newline != NULL ? (gsize) (newline - *rest) : *length;
  char *line = fuzz_text ((const guint8 *) *rest, own);

  *rest += own + (newline != NULL);
  *length -= own + (newline != NULL);
  return line;
}

static char *dir;

static void
remove_dir (void)
{
  g_autoptr (GDir) listing = g_dir_open (dir, 0, NULL);
  const char *name;

  while (listing != NULL && (name = g_dir_read_name (listing)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);

      g_unlink (path);
    }
  g_rmdir (dir);
  g_clear_pointer (&dir, g_free);
}

/* Returns: (transfer none): a folder for files, in memory where that can be, which goes at the end */
char *
fuzz_dir (void)
{
  g_autoptr (GError) error = NULL;

  if (dir == NULL)
    {
      dir = g_mkdtemp (g_strdup ("/dev/shm/rw-fuzz-XXXXXX"));
      if (dir == NULL)
        dir = g_dir_make_tmp ("rw-fuzz-XXXXXX", &error);
      g_assert_no_error (error);
      atexit (remove_dir);
    }
  return dir;
}

/* What Rackward writes is JSON by the book: the feed's reader takes no other. */
void
fuzz_assert_json (const char *text,
                  gsize       length)
{
  yyjson_read_err error;
  yyjson_doc *doc = yyjson_read_opts ((char *) text, length, YYJSON_READ_NOFLAG, NULL, &error);

  if (doc == NULL)
    g_error ("not JSON: %s at byte %" G_GSIZE_FORMAT " of “%.*s”", error.msg, error.pos, (int) MIN (length, 4000), text);
  yyjson_doc_free (doc);
}

/* Returns: (transfer full): the record that the feed's reader makes of @body, which it must be able to read */
RwRecord *
fuzz_read_row (RwFeedReader *reader,
               RwRecord     *record,
               const char   *body)
{
  RwKind kind = rw_record_get_kind (record);
  RwRecord *back = rw_record_new (kind, rw_record_get_id (record));
  g_autofree char *id = rw_id_to_string (rw_record_get_id (record));
  g_autofree char *line = g_strdup_printf ("{\"seq\":1,\"kind\":\"%s\",\"id\":\"%s\",\"body\":%s}", rw_schema_get (kind)->name, id, body);
  g_autoptr (GError) error = NULL;
  RwFeedRow row;

  if (!rw_feed_reader_parse (reader, line, strlen (line), &row, &error))
    g_error ("%s: %s", error->message, line);
  for (guint i = 0; i < rw_schema_get (kind)->n_fields; i++)
    rw_record_set (back, i, &row.values[i]);
  return back;
}

/* Each writer of JSON writes numbers in its own way. */
static char *
canonical (const char *json)
{
  g_autoptr (JsonNode) node = rw_json_parse (json, -1, NULL);

  return node != NULL ? json_to_string (node, FALSE) : g_strdup (json);
}

static gboolean
is_equal (const RwValue *a,
          const RwValue *b)
{
  g_autofree char *first = NULL, *second = NULL;

  if (a->type != RW_FIELD_JSON || b->type != RW_FIELD_JSON)
    return rw_value_equal (a, b);
  first = canonical (a->text);
  second = canonical (b->text);
  return g_str_equal (first, second);
}

void
fuzz_assert_equal (RwRecord *one,
                   RwRecord *other)
{
  const RwKindInfo *info = rw_record_get_info (one);

  for (guint i = 0; i < info->n_fields; i++)
    {
      const RwValue *a = rw_record_get (one, i), *b = rw_record_get (other, i);
      g_autofree char *first = NULL, *second = NULL;

      if (is_equal (a, b))
        continue;
      first = rw_value_to_display (a, &info->fields[i]);
      second = rw_value_to_display (b, &info->fields[i]);
      g_error ("%s.%s: “%s” is not “%s”", info->name, info->fields[i].name, first, second);
    }
}
