/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-store.h"

#include <string.h>

#include "fuzz.h"
#include "rw-check.h"
#include "rw-json.h"
#include "rw-log-store-sqlite-private.h"
#include "rw-scope.h"
#include "rules/rw-unique.h"

/*
 * A log store with a few records that is the same before each input. Between fuzz_store_begin() and
 * fuzz_store_end() everything happens within one transaction, which is taken back at the end: what the
 * code under test takes for its transactions are savepoints in it.
 */

static const struct
{
  RwKind kind;
  const char *body;
} records[FUZZ_STORE_RECORDS] = {
  { RW_KIND_CUSTOMER, "{\"number\":\"K-1\",\"name\":\"Acme\"}" },
  { RW_KIND_SITE, "{\"name\":\"Frankfurt 2\",\"tz\":\"Europe/Berlin\"}" },
  { RW_KIND_ROOM, "{\"site\":\"00000000-0000-7000-8000-000000000002\",\"name\":\"Cage 3\"}" },
  { RW_KIND_RACK, "{\"room\":\"00000000-0000-7000-8000-000000000003\",\"name\":\"R11\",\"units\":42}" },
  { RW_KIND_DEVICE_TYPE, "{\"manufacturer\":\"Dell\",\"model\":\"R640\",\"slug\":\"r640\",\"height\":1}" },
  { RW_KIND_DEVICE, "{\"name\":\"web-014\",\"type\":\"00000000-0000-7000-8000-000000000005\",\"serial\":\"S1\"}" },
  { RW_KIND_TICKET,
    "{\"type\":\"incident\",\"title\":\"Mail is slow\",\"status\":\"new\",\"priority\":\"P3\",\"opened\":\"2026-11-22T05:00:00Z\","
    "\"tags\":[\"mail\",\"queue\"]}" },
  { RW_KIND_CHANGE, "{\"type\":\"normal\",\"title\":\"Move web-014\",\"status\":\"draft\"}" },
  { RW_KIND_PORT, "{\"system\":\"00000000-0000-7000-8000-000000000006\",\"name\":\"eth0\",\"type\":\"network\"}" },
  { RW_KIND_ADDRESS, "{\"address\":\"10.0.0.1/24\",\"port\":\"00000000-0000-7000-8000-000000000009\"}" },
  { RW_KIND_CALENDAR, "{\"name\":\"Office\",\"tz\":\"Europe/Berlin\",\"hours\":{\"mon\":[[\"09:00\",\"17:00\"]]}}" },
  { RW_KIND_MACRO, "{\"name\":\"Thanks\",\"body\":\"Thank you\"}" },
};

static RwLogStoreSqlite *store;
static gboolean (*real_begin) (RwLogStore *, GError **);
static void (*real_rollback) (RwLogStore *);
static gint64 inner_head;
static RwChainHash inner_hash;

RwId
fuzz_store_id (guint number)
{
  return (RwId){ { [6] = 0x70, [8] = 0x80, [15] = (guint8) number } };
}

static gboolean
begin (RwLogStore *self,
       GError    **error)
{
  inner_head = store->head;
  inner_hash = store->hash;
  return rw_db_exec (store->db, "SAVEPOINT fuzz", error);
}

static gboolean
commit (RwLogStore *self,
        GError    **error)
{
  if (store->head != inner_head)
    g_assert_true (rw_log_store_set_number (self, "head", store->head, NULL));
  return rw_db_exec (store->db, "RELEASE fuzz", error);
}

static void
rollback (RwLogStore *self)
{
  g_assert_true (rw_db_exec (store->db, "ROLLBACK TO fuzz", NULL) && rw_db_exec (store->db, "RELEASE fuzz", NULL));
  store->head = inner_head;
  store->hash = inner_hash;
}

static void
close_store (void)
{
  g_clear_object (&store);
}

static void
fill (RwLogStore *self)
{
  RwLogAuthor author = { .at = 1760000000000000, .actor = "Fuzz" };
  g_autoptr (GError) error = NULL;

  g_assert_true (rw_log_store_begin (self, NULL));
  g_assert_true (RW_LOG_STORE_GET_CLASS (self)->set_meta (self, "epoch", "e1", NULL));
  for (guint i = 0; i < FUZZ_STORE_RECORDS; i++)
    {
      RwId id = fuzz_store_id (i + 1);
      g_autoptr (RwRecord) record = rw_record_from_body (records[i].kind, &id, records[i].body, -1, &error);

      g_assert_no_error (error);
      rw_record_check (record, &error);
      g_assert_no_error (error);
      rw_log_store_load (self, &author, record, &error);
      g_assert_no_error (error);
    }
  g_assert_true (rw_log_store_commit (self, NULL));
}

static void
make_store (void)
{
  g_autofree char *path = g_build_filename (fuzz_dir (), "log.db", NULL);
  g_autoptr (GError) error = NULL;
  RwLogStore *made = rw_log_store_sqlite_open (path, &error);
  RwLogStoreClass *class;

  g_assert_no_error (error);
  store = RW_LOG_STORE_SQLITE (made);
  fill (made);
  class = RW_LOG_STORE_GET_CLASS (made);
  real_begin = class->begin;
  real_rollback = class->rollback;
  class->begin = begin;
  class->commit = commit;
  class->rollback = rollback;
  atexit (close_store);
}

/* Returns: (transfer none): the store, with the records above and no more */
RwLogStore *
fuzz_store_begin (void)
{
  g_autoptr (GError) error = NULL;

  if (store == NULL)
    make_store ();
  real_begin (RW_LOG_STORE (store), &error);
  g_assert_no_error (error);
  return RW_LOG_STORE (store);
}

void
fuzz_store_end (void)
{
  real_rollback (RW_LOG_STORE (store));
}

/* --- What must hold at any time -------------------------------------------------------------------- */

typedef struct
{
  RwLogStore *store;
  RwFeedReader *reader;
  gint64 seq;
} Check;

static void
check_unique (RwLogStore *self,
              RwRecord   *record)
{
  RwKind kind = rw_record_get_kind (record);
  const char *name;

  for (guint i = 0; (name = rw_unique_name (kind, i)) != NULL; i++)
    {
      g_autofree char *key = rw_unique_key (record, i);
      RwId found = RW_ID_NIL;

      if (key == NULL)
        continue;
      g_assert_true (rw_log_store_find_unique (self, kind, name, key, rw_record_get_id (record), &found, NULL));
      g_assert_true (rw_id_is_nil (&found));
    }
}

static void
check_refs (RwLogStore *self,
            RwRecord   *record)
{
  const RwKindInfo *info = rw_record_get_info (record);

  for (guint f = 0; f < info->n_fields; f++)
    {
      const RwValue *value = rw_record_get (record, f);
      guint n = value->type == RW_FIELD_REF ? 1 : value->type == RW_FIELD_REFS ? value->n_ids : 0;

      for (guint i = 0; i < n; i++)
        {
          g_autoptr (RwLogState) target = rw_log_store_get (self, value->type == RW_FIELD_REF ? &value->id : &value->ids[i], NULL);

          if (target == NULL || target->record == NULL)
            g_error ("%s.%s leads to nothing", info->name, info->fields[f].name);
          g_assert_true ((info->fields[f].refs & RW_KIND_BIT (target->kind)) != 0);
        }
    }
}

/* What a wall display is sent is the record without the fields that it may not see. */
static void
check_scope (RwFeedReader *reader,
             RwRecord     *record,
             const char   *body)
{
  const RwScope *scope = rw_scope_for_roles (RW_ROLE_WALL);
  g_autoptr (GString) reduced = g_string_new (NULL);
  g_autoptr (RwRecord) seen = NULL;
  RwKind kind = rw_record_get_kind (record);

  rw_scope_reduce (scope, kind, body, strlen (body), reduced);
  seen = fuzz_read_row (reader, record, reduced->str);
  for (guint f = 0; f < rw_schema_get (kind)->n_fields; f++)
    if (!rw_scope_sees_field (scope, kind, f))
      {
        g_assert_false (rw_record_has (seen, f));
        rw_record_set (seen, f, rw_record_get (record, f));
      }
  fuzz_assert_equal (record, seen);
  if (kind == RW_KIND_TICKET && rw_record_get_enum (record, RW_TICKET_TYPE) == RW_TICKET_TYPE_SECURITY)
    g_assert_cmpint (rw_scope_look (scope, kind, body, strlen (body)), ==, RW_SCOPE_GONE);
}

static gboolean
check_row (const RwLogRow *row,
           gpointer        data)
{
  Check *check = data;
  g_autofree char *body = NULL;
  g_autoptr (RwLogState) state = NULL;
  g_autoptr (RwRecord) read = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (row->seq, >, check->seq);
  check->seq = row->seq;
  state = rw_log_store_get (check->store, &row->id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (state->seq, ==, row->seq);
  g_assert_true (row->deleted == (state->record == NULL));
  for (guint f = 0; f < rw_schema_get (state->kind)->n_fields; f++)
    g_assert_cmpint (state->versions[f], <=, state->seq);
  if (row->deleted)
    return TRUE;
  body = g_strndup (row->body, row->length);
  g_assert_cmpuint (strlen (body), ==, row->length);
  read = fuzz_read_row (check->reader, state->record, body);
  fuzz_assert_equal (state->record, read);
  check_scope (check->reader, state->record, body);
  if (!rw_record_check (state->record, &error))
    g_error ("%s", error->message);
  check_unique (check->store, state->record);
  check_refs (check->store, state->record);
  return TRUE;
}

/* Every row can be read by a client and is a valid record, nothing unique is there twice, no reference
 * leads to nothing, and the history is whole. */
void
fuzz_store_check (RwLogStore *self)
{
  g_autoptr (RwFeedReader) reader = rw_feed_reader_new ();
  Check check = { .store = self, .reader = reader };
  g_autoptr (GError) error = NULL;
  gint64 entries;

  rw_log_store_since (self, 0, G_MAXINT64, check_row, &check, &error);
  g_assert_no_error (error);
  g_assert_cmpint (check.seq, ==, rw_log_store_get_head (self));
  rw_log_store_verify (self, &entries, &error);
  g_assert_no_error (error);
  g_assert_cmpint (entries, ==, rw_log_store_get_head (self));
}
