/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"
#include "rw-cache-writer.h"
#include "query/rw-query-search.h"

/*
 * What a person looks for, among a few records. Whatever it is, the question can be answered; the best
 * hits come first, and a hit's own title finds it.
 */

static RwCache *cache;

static void
add (RwCacheWriter *writer,
     RwKind         kind,
     guint          field,
     const char    *title)
{
  RwId id = rw_id_from_name ("fuzz", title);
  g_autoptr (RwRecord) record = rw_record_new (kind, &id);
  g_autoptr (GError) error = NULL;

  rw_record_set_text (record, field, title);
  rw_record_set_seq (record, 1);
  rw_cache_writer_put_record (writer, record, &error);
  g_assert_no_error (error);
}

static void
make_cache (void)
{
  RwCacheCursor cursor = { .epoch = (char *) "e1", .scope = (char *) "all", .pos = 9, .head = 9 };
  g_autoptr (GError) error = NULL;
  g_autoptr (RwCacheWriter) writer = rw_cache_writer_open_bulk (fuzz_dir (), "fuzz", &error);

  g_assert_no_error (error);
  g_assert_true (rw_cache_writer_begin (writer, NULL));
  add (writer, RW_KIND_DEVICE, RW_DEVICE_NAME, "web-014");
  add (writer, RW_KIND_DEVICE, RW_DEVICE_NAME, "web-9");
  add (writer, RW_KIND_VM, RW_VM_NAME, "Größe \"5\" 100%_'");
  add (writer, RW_KIND_TICKET, RW_TICKET_TITLE, "mail (queue) OR NOT NEAR*");
  add (writer, RW_KIND_SITE, RW_SITE_NAME, "日本 ﬁ İstanbul");
  g_assert_true (rw_cache_writer_set_cursor (writer, &cursor, NULL));
  g_assert_true (rw_cache_writer_commit (writer, NULL));
  g_assert_true (rw_cache_writer_finish_bulk (writer, NULL));
  cache = rw_cache_open (fuzz_dir (), "fuzz", &error);
  g_assert_no_error (error);
}

static void
check_own_title (const RwSearchHit *hit)
{
  g_autoptr (GPtrArray) hits = rw_query_search (cache, hit->title, 0, 10, NULL);
  gboolean found = FALSE;

  for (guint i = 0; i < hits->len; i++)
    found = found || rw_id_equal (&((RwSearchHit *) hits->pdata[i])->id, &hit->id);
  g_assert_true (found);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *words = fuzz_text (data, size);
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (GError) error = NULL;

  if (cache == NULL)
    make_cache ();
  if (!g_utf8_validate (words, -1, NULL))
    return -1;
  hits = rw_query_search (cache, words, 0, 3, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hits->len, <=, 3);
  for (guint i = 0; i < hits->len; i++)
    {
      RwSearchHit *hit = hits->pdata[i];

      g_assert_true (i == 0 || hit->rank >= ((RwSearchHit *) hits->pdata[i - 1])->rank);
      check_own_title (hit);
    }
  return 0;
}
