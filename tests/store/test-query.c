/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/rw-query-relations.h"
#include "query/rw-query-search.h"
#include "rw-error.h"
#include "store-fixture.h"

typedef struct
{
  char *dir;
  RwCacheWriter *writer;
  RwCache *cache;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->dir = store_dir_new ();
  fixture->writer = store_new_cache (fixture->dir);
  fixture->cache = rw_cache_writer_get_cache (fixture->writer);
  g_assert_true (rw_cache_writer_begin (fixture->writer, NULL));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  rw_cache_writer_close (fixture->writer);
  store_dir_remove (fixture->dir);
}

static RwId
put (Fixture    *fixture,
     RwKind      kind,
     const char *title,
     int         field,
     const RwId *ref)
{
  g_autoptr (RwRecord) record = rw_record_new (kind, NULL);

  if (title != NULL)
    rw_record_set_text (record, (guint) rw_schema_get (kind)->title, title);
  if (field >= 0)
    rw_record_set_ref (record, (guint) field, ref);
  store_put (fixture->writer, record);
  return *rw_record_get_id (record);
}

static char *
found (Fixture    *fixture,
       const char *words,
       guint       limit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = rw_query_search (fixture->cache, words, 0, limit, &error);
  GString *out = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < hits->len; i++)
    {
      RwSearchHit *hit = g_ptr_array_index (hits, i);

      g_string_append_printf (out, "%s%d:%s", i > 0 ? " " : "", hit->rank, hit->title);
    }
  return g_string_free (out, FALSE);
}

#define assert_found(words, limit, expected) \
  G_STMT_START { \
    g_autofree char *got = found (fixture, words, limit); \
    g_assert_cmpstr (got, ==, expected); \
  } G_STMT_END

static void
test_search (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (RwRecord) ticket = rw_record_new (RW_KIND_TICKET, NULL);
  g_autoptr (RwRecord) device = rw_record_new (RW_KIND_DEVICE, NULL);

  put (fixture, RW_KIND_VM, "web-014", -1, NULL);
  put (fixture, RW_KIND_VM, "web-9", -1, NULL);
  put (fixture, RW_KIND_SERVICE, "Web", -1, NULL);
  put (fixture, RW_KIND_CUSTOMER, "Straßenbau Müller", -1, NULL);
  put (fixture, RW_KIND_RACK, "cobweb", -1, NULL);
  put (fixture, RW_KIND_SITE, "Old Web", -1, NULL);
  rw_record_set_text (ticket, RW_TICKET_NUMBER, "T-1042");
  rw_record_set_text (ticket, RW_TICKET_TITLE, "Shop down");
  store_put (fixture->writer, ticket);
  rw_record_set_text (device, RW_DEVICE_NAME, "db-1");
  rw_record_set_text (device, RW_DEVICE_SERIAL, "CZ1234");
  store_put (fixture->writer, device);

  assert_found ("web", 10, "0:Web 1:web-9 1:web-014 2:Old Web 3:cobweb");
  assert_found ("WEB", 2, "0:Web 1:web-9");
  assert_found ("14", 10, "3:web-014");
  assert_found ("t-1042", 10, "0:Shop down");
  assert_found ("1042 shop", 10, "3:Shop down");
  assert_found ("muller strasse", 10, "3:Straßenbau Müller");
  assert_found ("STRASSE", 10, "1:Straßenbau Müller");
  assert_found ("cz12", 10, "3:db-1");
  assert_found ("  ", 10, "");
  assert_found ("%", 10, "");
  assert_found ("nothing", 10, "");
}

static void
test_cancelled (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  RwDb *db = rw_cache_get_db (fixture->cache);

  for (int i = 0; i < 3000; i++)
    put (fixture, RW_KIND_VM, "web", -1, NULL);
  rw_db_set_cancellable (db, cancellable);
  g_cancellable_cancel (cancellable);
  g_assert_null (rw_query_search (fixture->cache, "web", 0, 10, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  rw_db_set_cancellable (db, NULL);
}

static void
test_relations (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) relations = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (RwRecord) port = rw_record_new (RW_KIND_PORT, NULL);
  g_autoptr (RwRecord) item = rw_record_new (RW_KIND_CHANGE_ITEM, NULL);
  RwId vlan = put (fixture, RW_KIND_VLAN, "Customer 7", -1, NULL);
  RwId other = put (fixture, RW_KIND_VLAN, "Customer 8", -1, NULL);
  RwId rack = put (fixture, RW_KIND_RACK, "C3-R11", -1, NULL);
  RwId change = put (fixture, RW_KIND_CHANGE, "Replace fans", -1, NULL);
  RwId both[] = { other, vlan };
  RwRelation *relation;

  put (fixture, RW_KIND_DEVICE, "b", RW_DEVICE_RACK, &rack);
  put (fixture, RW_KIND_DEVICE, "a", RW_DEVICE_RACK, &rack);
  put (fixture, RW_KIND_DEVICE, "c", RW_DEVICE_RACK, &rack);
  put (fixture, RW_KIND_DEVICE, "elsewhere", -1, NULL);
  rw_record_set_ref (item, RW_CHANGE_ITEM_CHANGE, &change);
  rw_record_set_ref (item, RW_CHANGE_ITEM_CI, &rack);
  store_put (fixture->writer, item);
  rw_record_set_text (port, RW_PORT_NAME, "eth0");
  rw_record_set_refs (port, RW_PORT_TAGGED, both, 2);
  store_put (fixture->writer, port);

  relations = rw_query_relations (fixture->cache, RW_KIND_RACK, &rack, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (relations->len, ==, 2);
  relation = g_ptr_array_index (relations, 0);
  g_assert_cmpint (relation->kind, ==, RW_KIND_DEVICE);
  g_assert_cmpuint (relation->field, ==, RW_DEVICE_RACK);
  g_assert_cmpint (relation->count, ==, 3);
  g_assert_cmpuint (relation->first->len, ==, 2);
  g_assert_cmpstr (((RwRelatedRecord *) g_ptr_array_index (relation->first, 0))->title, ==, "a");
  relation = g_ptr_array_index (relations, 1);
  g_assert_cmpint (relation->kind, ==, RW_KIND_CHANGE_ITEM);
  g_assert_cmpstr (((RwRelatedRecord *) g_ptr_array_index (relation->first, 0))->title, ==, "Replace fans");
  g_clear_pointer (&relations, g_ptr_array_unref);

  relations = rw_query_relations (fixture->cache, RW_KIND_VLAN, &vlan, 5, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (relations->len, ==, 1);
  relation = g_ptr_array_index (relations, 0);
  g_assert_cmpuint (relation->field, ==, RW_PORT_TAGGED);
  g_assert_cmpint (relation->count, ==, 1);

  none = rw_query_relations (fixture->cache, RW_KIND_PORT, rw_record_get_id (port), 5, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/store/query/search", test_search);
  ADD ("/store/query/cancelled", test_cancelled);
  ADD ("/store/query/relations", test_relations);
  return g_test_run ();
}
