/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The same hour of work with a disk that gives up at the first write, at the second, and so on until
 * it holds out: whenever it happens, what was promised is there, and the rest is as if it had
 * not been begun.
 */

#include <string.h>

#include "rw-error.h"
#include "rw-work.h"
#include "store-faults.h"
#include "store-fixture.h"

typedef struct
{
  gint64 pos;      /* the page up to here was committed */
  guint n_edits;   /* so many edits were promised to be durable */
} Promised;

static RwId
record_id (int i)
{
  g_autofree char *key = g_strdup_printf ("%d", i);

  return rw_id_from_name ("ticket", key);
}

static gboolean
write_page (RwCacheWriter *writer,
            gint64         page,
            gint64         last_mid,
            GError       **error)
{
  g_autofree char *title = g_strdup_printf ("page %d", (int) page);
  RwCacheCursor cursor = { .epoch = (char *) "e1", .scope = (char *) "all", .pos = page, .h0 = 1, .head = page, .last_mid = last_mid };

  if (!rw_cache_writer_begin (writer, error))
    return FALSE;
  for (int i = 0; i < 3; i++)
    {
      RwId id = record_id (i);
      g_autoptr (RwRecord) ticket = rw_record_new (RW_KIND_TICKET, &id);
      g_autofree char *text = g_strnfill (6000, 'x');

      rw_record_set_text (ticket, RW_TICKET_TITLE, title);
      rw_record_set_text (ticket, RW_TICKET_DESCRIPTION, text);
      rw_record_set_seq (ticket, page * 10 + i);
      if (!rw_cache_writer_put_record (writer, ticket, error))
        goto fail;
    }
  if (rw_cache_writer_settle (writer, last_mid, error) && rw_cache_writer_set_cursor (writer, &cursor, error))
    return rw_cache_writer_commit (writer, error);
fail:
  rw_cache_writer_rollback (writer);
  return FALSE;
}

static RwEdit *
make_edit (gint64 mid)
{
  RwId id = record_id ((int) mid % 3);
  RwEdit *edit = rw_edit_new (RW_OP_UPDATE, RW_KIND_TICKET, &id);
  g_autofree char *text = g_strdup_printf ("edit %d", (int) mid);

  rw_edit_set (edit, RW_TICKET_CATEGORY, rw_value_text (text));
  return edit;
}

static gboolean
append_edits (RwWork         *work,
              RwCacheWriter  *writer,
              Promised       *promised,
              GError        **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_outbox_entry_free);
  RwPendingEdit pending[2];
  g_autoptr (RwEdit) first = NULL;
  g_autoptr (RwEdit) second = NULL;
  gboolean done;

  for (int i = 0; i < 2; i++)
    {
      RwOutboxEntry *entry = rw_outbox_entry_new ();

      entry->op = RW_OP_UPDATE;
      entry->kind = RW_KIND_TICKET;
      entry->id = record_id (i);
      entry->edit = g_strnfill (3000, 'e');
      g_ptr_array_add (entries, entry);
    }
  if (!rw_work_append (work, entries, error))
    return FALSE;
  promised->n_edits += 2;
  pending[0].mid = ((RwOutboxEntry *) g_ptr_array_index (entries, 0))->mid;
  pending[1].mid = pending[0].mid + 1;
  pending[0].edit = first = make_edit (pending[0].mid);
  pending[1].edit = second = make_edit (pending[1].mid);
  if (!rw_cache_writer_begin (writer, error))
    return FALSE;
  done = rw_cache_writer_add_edits (writer, pending, 2, rw_work_get_stamp (work), error);
  if (done)
    return rw_cache_writer_commit (writer, error);
  rw_cache_writer_rollback (writer);
  return FALSE;
}

static gboolean
restore (RwWork         *work,
         RwCacheWriter  *writer,
         GError        **error)
{
  g_autoptr (GPtrArray) entries = rw_work_list (work, 0, error);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  g_autofree RwPendingEdit *pending = NULL;

  if (entries == NULL)
    return FALSE;
  pending = g_new0 (RwPendingEdit, entries->len + 1);
  for (guint i = 0; i < entries->len; i++)
    {
      pending[i].mid = ((RwOutboxEntry *) g_ptr_array_index (entries, i))->mid;
      pending[i].edit = make_edit (pending[i].mid);
      g_ptr_array_add (edits, (gpointer) pending[i].edit);
    }
  return rw_cache_writer_restore (writer, pending, entries->len, rw_work_get_stamp (work), NULL, error);
}

static gboolean
an_hour (const char  *dir,
         Promised    *promised,
         GError     **error)
{
  g_autoptr (RwWork) work = rw_work_open (dir, "demo", NULL, error);
  g_autoptr (RwCacheWriter) writer = work != NULL ? rw_cache_writer_open (dir, "demo", NULL, error) : NULL;

  if (writer == NULL || !restore (work, writer, error) || !append_edits (work, writer, promised, error))
    return FALSE;
  if (!write_page (writer, 2, 0, error))
    return FALSE;
  promised->pos = 2;
  if (!rw_work_mark_sent (work, 1, 2, error) || !append_edits (work, writer, promised, error) ||
      !rw_work_set_result (work, 1, FALSE, "{}", error) || !rw_work_set_result (work, 2, FALSE, "{}", error))
    return FALSE;
  if (!write_page (writer, 3, 2, error))
    return FALSE;
  promised->pos = 3;
  return TRUE;
}

static void
check_after (const char     *dir,
             const Promised *promised)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RwWork) work = rw_work_open (dir, "demo", NULL, &error);
  g_autoptr (RwCacheWriter) writer = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autofree char *title = NULL;
  const RwCacheCursor *cursor;

  g_assert_no_error (error);
  writer = rw_cache_writer_open (dir, "demo", NULL, &error);
  g_assert_no_error (error);
  restore (work, writer, &error);
  g_assert_no_error (error);

  /* A group is whole; what was promised is there; at most the one that was under way besides. */
  entries = rw_work_list (work, 0, &error);
  g_assert_cmpuint (entries->len % 2, ==, 0);
  g_assert_cmpuint (entries->len, >=, promised->n_edits);
  g_assert_cmpuint (entries->len, <=, promised->n_edits + 2);

  cursor = rw_cache_writer_get_cursor (writer);
  g_assert_cmpint (cursor->pos, >=, promised->pos);
  g_assert_cmpint (cursor->pos, <=, promised->pos + 1);
  title = g_strdup_printf ("page %d", (int) cursor->pos);
  for (int i = 0; i < 3; i++)
    {
      RwId id = record_id (i);
      g_autoptr (RwRecord) view = rw_cache_get (rw_cache_writer_get_cache (writer), RW_KIND_TICKET, &id, &error);
      gint64 last = 0;
      g_autofree char *expected = NULL;

      g_assert_no_error (error);
      g_assert_cmpstr (rw_record_get_title (view), ==, title);
      for (guint e = 0; e < entries->len; e++)
        {
          gint64 mid = ((RwOutboxEntry *) g_ptr_array_index (entries, e))->mid;

          if (mid > cursor->last_mid && mid % 3 == i)
            last = mid;
        }
      if (last > 0)
        expected = g_strdup_printf ("edit %d", (int) last);
      g_assert_cmpstr (rw_record_get_text (view, RW_TICKET_CATEGORY), ==, expected);
    }
}

static char *
new_baseline (void)
{
  char *dir = store_dir_new ();
  RwCacheWriter *writer = store_new_cache (dir);
  g_autoptr (GError) error = NULL;

  g_assert_true (write_page (writer, 1, 0, &error));
  rw_cache_writer_close (writer);
  rw_work_close (rw_work_open (dir, "demo", NULL, &error));
  g_assert_no_error (error);
  return dir;
}

static void
sweep (StoreFault fault)
{
  char *baseline = new_baseline ();
  guint n;

  for (n = 0; n < 2000; n++)
    {
      char *dir = store_dir_new ();
      Promised promised = { .pos = 1 };
      g_autoptr (GError) error = NULL;
      gboolean fine, struck;

      store_dir_copy (baseline, dir);
      store_faults_after (n, fault);
      fine = an_hour (dir, &promised, &error);
      struck = store_faults_end ();
      if (!fine)
        {
          g_assert_nonnull (error);
          g_assert_true (struck);
          g_assert_false (g_error_matches (error, RW_ERROR, RW_ERROR_CORRUPT));
          if (fault == STORE_FAULT_FULL)
            {
              g_assert_error (error, RW_ERROR, RW_ERROR_FULL);
              g_assert_nonnull (strstr (error->message, "the disk is full"));
            }
        }
      check_after (dir, &promised);
      store_dir_remove (dir);
      if (!struck)
        break;
    }
  store_dir_remove (baseline);
  g_test_message ("%u places to fail", n);
  g_assert_cmpuint (n, >, 10);
  g_assert_cmpuint (n, <, 2000);
}

static void
test_full (void)
{
  sweep (STORE_FAULT_FULL);
}

static void
test_disk (void)
{
  sweep (STORE_FAULT_DISK);
}

/* A first sync on a full disk: the message says so, the old cache is untouched, and another try works. */
static void
test_bulk (void)
{
  char *dir = new_baseline ();
  guint n;

  for (n = 0; n < 3000; n += 31)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RwCache) old = NULL;
      RwCacheWriter *bulk;
      gboolean struck, fine;

      store_faults_after (n, STORE_FAULT_FULL);
      bulk = rw_cache_writer_open_bulk (dir, "demo", &error);
      fine = bulk != NULL && write_page (bulk, 1, 0, &error) && rw_cache_writer_finish_bulk (bulk, &error);
      rw_cache_writer_discard (bulk);
      struck = store_faults_end ();
      if (fine)
        break;
      g_assert_true (struck);
      g_assert_error (error, RW_ERROR, RW_ERROR_FULL);
      g_clear_error (&error);
      old = rw_cache_open (dir, "demo", &error);
      g_assert_no_error (error);
      g_assert_cmpint (rw_cache_count (old, RW_KIND_TICKET, NULL), ==, 3);
    }
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (n, <, 3000);
  store_dir_remove (dir);
}

int
main (int   argc,
      char *argv[])
{
  store_faults_install ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/faults/full", test_full);
  g_test_add_func ("/store/faults/disk", test_disk);
  g_test_add_func ("/store/faults/bulk", test_bulk);
  return g_test_run ();
}
