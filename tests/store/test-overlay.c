/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Property: whatever comes in which order from the server and from the person, with roll-backs,
 * restarts and crashes between, the view is the server's state with the pending edits applied.
 * The model beside it is the plainest thing that can be true: two tables and a list.
 */

#include "rw-error.h"
#include "store-fixture.h"

#define N_RECORDS 6

typedef struct
{
  gint64 mid;
  RwEdit *edit;
} ModelEdit;

typedef struct
{
  GRand *rand;
  char *dir;
  RwCacheWriter *writer;
  RwId ids[N_RECORDS];
  RwKind kinds[N_RECORDS];
  RwRecord *server[N_RECORDS];
  GPtrArray *edits; /* ModelEdit, ascending */
  gint64 seq;
  gint64 next_mid;
  gint64 last_mid;
  gint64 stamp;
} Model;

static void
free_edit (gpointer data)
{
  ModelEdit *model_edit = data;

  rw_edit_free (model_edit->edit);
  g_free (model_edit);
}

static RwRecord *
model_view (Model *model,
            int    i)
{
  g_autoptr (RwRecord) view = model->server[i] != NULL ? rw_record_dup (model->server[i]) : NULL;

  for (guint e = 0; e < model->edits->len; e++)
    {
      ModelEdit *pending = g_ptr_array_index (model->edits, e);

      if (pending->mid <= model->last_mid || !rw_id_equal (&pending->edit->id, &model->ids[i]))
        continue;
      if (pending->edit->op == RW_OP_DELETE)
        {
          g_clear_object (&view);
          continue;
        }
      if (view == NULL && pending->edit->op == RW_OP_CREATE)
        view = rw_record_new (model->kinds[i], &model->ids[i]);
      if (view != NULL)
        rw_edit_apply (pending->edit, view);
    }
  return g_steal_pointer (&view);
}

static void
assert_same (RwRecord *seen,
             RwRecord *expected)
{
  if (expected == NULL)
    {
      g_assert_null (seen);
      return;
    }
  g_assert_nonnull (seen);
  g_assert_true (rw_record_equal (seen, expected));
  g_assert_cmpint (rw_record_get_seq (seen), ==, rw_record_get_seq (expected));
}

static void
check (Model   *model,
       RwCache *cache)
{
  for (int i = 0; i < N_RECORDS; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RwRecord) expected = model_view (model, i);
      g_autoptr (RwRecord) seen = rw_cache_get (cache, model->kinds[i], &model->ids[i], &error);
      g_autoptr (RwRecord) server = rw_cache_writer_get_server (model->writer, model->kinds[i], &model->ids[i], &error);

      g_assert_no_error (error);
      assert_same (seen, expected);
      assert_same (server, model->server[i]);
    }
}

static RwEdit *
random_edit (Model *model,
             int    i)
{
  g_autoptr (RwRecord) target = store_random (model->kinds[i], &model->ids[i], model->rand);
  g_autoptr (RwRecord) view = model_view (model, i);
  RwEdit *edit;

  if (g_rand_int_range (model->rand, 0, 5) == 0)
    return rw_edit_new (RW_OP_DELETE, model->kinds[i], &model->ids[i]);
  if (view == NULL)
    return rw_edit_new_create (target);
  edit = rw_edit_new_diff (view, target);
  g_assert_nonnull (edit);
  while (edit->changes->len > 3)
    g_array_remove_index (edit->changes, (guint) g_rand_int_range (model->rand, 0, (int) edit->changes->len));
  return edit;
}

static RwPendingEdit *
list_edits (Model *model)
{
  RwPendingEdit *list = g_new (RwPendingEdit, model->edits->len + 1);

  for (guint i = 0; i < model->edits->len; i++)
    {
      ModelEdit *pending = g_ptr_array_index (model->edits, i);

      list[i] = (RwPendingEdit){ pending->mid, pending->edit };
    }
  return list;
}

static void
reopen (Model *model)
{
  g_autofree RwPendingEdit *list = list_edits (model);
  g_autoptr (GError) error = NULL;

  model->writer = rw_cache_writer_open (model->dir, "demo", NULL, &error);
  g_assert_no_error (error);
  rw_cache_writer_restore (model->writer, list, model->edits->len, model->stamp, NULL, &error);
  g_assert_no_error (error);
}

static void
step_server (Model    *model,
             gboolean  roll_back)
{
  g_autoptr (GError) error = NULL;
  RwRecord *before[N_RECORDS];
  gint64 seq_before = model->seq, last_mid_before = model->last_mid;
  RwCacheCursor cursor = { .epoch = (char *) "e1", .scope = (char *) "all" };
  int n = g_rand_int_range (model->rand, 0, 4);

  rw_cache_writer_begin (model->writer, &error);
  g_assert_no_error (error);
  for (int i = 0; i < N_RECORDS; i++)
    before[i] = model->server[i] != NULL ? g_object_ref (model->server[i]) : NULL;
  while (n-- > 0)
    {
      int i = g_rand_int_range (model->rand, 0, N_RECORDS);

      g_clear_object (&model->server[i]);
      if (g_rand_int_range (model->rand, 0, 4) == 0)
        rw_cache_writer_delete (model->writer, model->kinds[i], &model->ids[i], ++model->seq, &error);
      else
        {
          model->server[i] = store_random (model->kinds[i], &model->ids[i], model->rand);
          rw_record_set_seq (model->server[i], ++model->seq);
          store_put (model->writer, model->server[i]);
        }
      g_assert_no_error (error);
    }
  if (g_rand_boolean (model->rand) && model->last_mid < model->next_mid - 1)
    model->last_mid = g_rand_int_range (model->rand, (gint32) model->last_mid, (gint32) model->next_mid);
  /* Without anything to settle, the commit alone brings the view up to date. */
  if (model->last_mid != last_mid_before || g_rand_boolean (model->rand))
    rw_cache_writer_settle (model->writer, model->last_mid, &error);
  g_assert_no_error (error);
  cursor.pos = cursor.head = model->seq;
  cursor.last_mid = model->last_mid;
  rw_cache_writer_set_cursor (model->writer, &cursor, &error);
  g_assert_no_error (error);
  if (roll_back)
    {
      rw_cache_writer_rollback (model->writer);
      model->seq = seq_before;
      model->last_mid = last_mid_before;
      for (int i = 0; i < N_RECORDS; i++)
        {
          g_clear_object (&model->server[i]);
          model->server[i] = g_steal_pointer (&before[i]);
        }
    }
  else
    {
      rw_cache_writer_commit (model->writer, &error);
      g_assert_no_error (error);
    }
  for (int i = 0; i < N_RECORDS; i++)
    g_clear_object (&before[i]);
}

static void
step_person (Model    *model,
             gboolean  roll_back)
{
  g_autoptr (GError) error = NULL;
  int n = g_rand_int_range (model->rand, 1, 4);
  guint old = model->edits->len;
  g_autofree RwPendingEdit *list = NULL;
  gint64 old_mid = model->next_mid, old_stamp = model->stamp;

  while (n-- > 0)
    {
      ModelEdit *pending = g_new0 (ModelEdit, 1);

      pending->mid = model->next_mid++;
      pending->edit = random_edit (model, g_rand_int_range (model->rand, 0, N_RECORDS));
      g_ptr_array_add (model->edits, pending);
    }
  model->stamp++;
  list = list_edits (model);
  rw_cache_writer_begin (model->writer, &error);
  g_assert_no_error (error);
  rw_cache_writer_add_edits (model->writer, list + old, model->edits->len - old, model->stamp, &error);
  g_assert_no_error (error);
  if (roll_back)
    {
      rw_cache_writer_rollback (model->writer);
      g_ptr_array_set_size (model->edits, (int) old);
      model->next_mid = old_mid;
      model->stamp = old_stamp;
      return;
    }
  rw_cache_writer_commit (model->writer, &error);
  g_assert_no_error (error);
}

static void
step_refused (Model *model)
{
  g_autoptr (GError) error = NULL;
  guint at;
  gint64 mid;

  if (model->edits->len == 0)
    return;
  at = (guint) g_rand_int_range (model->rand, 0, (int) model->edits->len);
  mid = ((ModelEdit *) g_ptr_array_index (model->edits, at))->mid;
  g_ptr_array_remove_index (model->edits, at);
  rw_cache_writer_begin (model->writer, &error);
  rw_cache_writer_drop_edits (model->writer, &mid, 1, ++model->stamp, &error);
  g_assert_no_error (error);
  rw_cache_writer_commit (model->writer, &error);
  g_assert_no_error (error);
}

/* The outbox has the edits, the cache does not know of them. */
static void
step_crash (Model *model)
{
  char *dir = store_dir_new ();
  RwCacheWriter *old = model->writer;
  char *old_dir = model->dir;

  for (int n = g_rand_int_range (model->rand, 0, 3); n > 0; n--)
    {
      ModelEdit *pending = g_new0 (ModelEdit, 1);

      pending->mid = model->next_mid++;
      pending->edit = random_edit (model, g_rand_int_range (model->rand, 0, N_RECORDS));
      g_ptr_array_add (model->edits, pending);
      model->stamp++;
    }
  store_dir_copy (old_dir, dir);
  rw_cache_writer_close (old);
  store_dir_remove (old_dir);
  model->dir = dir;
  reopen (model);
}

static void
model_clear (Model *model)
{
  rw_cache_writer_close (model->writer);
  for (int i = 0; i < N_RECORDS; i++)
    g_clear_object (&model->server[i]);
  g_ptr_array_unref (model->edits);
  store_dir_remove (model->dir);
  g_rand_free (model->rand);
}

static void
run_seed (guint32 seed)
{
  static const RwKind kinds[] = { RW_KIND_TICKET, RW_KIND_SERVICE, RW_KIND_DEVICE };
  Model model = { .rand = g_rand_new_with_seed (seed), .dir = store_dir_new (), .next_mid = 1, .stamp = 100 };

  model.edits = g_ptr_array_new_with_free_func (free_edit);
  for (int i = 0; i < N_RECORDS; i++)
    {
      model.ids[i] = rw_id_new ();
      model.kinds[i] = kinds[i % (int) G_N_ELEMENTS (kinds)];
    }
  model.writer = store_new_cache (model.dir);
  rw_cache_writer_close (model.writer);
  reopen (&model);
  for (int round = 0; round < 60; round++)
    {
      int what = g_rand_int_range (model.rand, 0, 20);

      if (what < 8)
        step_server (&model, what == 0);
      else if (what < 16)
        step_person (&model, what == 8);
      else if (what < 18)
        step_refused (&model);
      else if (what < 19)
        step_crash (&model);
      else
        {
          rw_cache_writer_close (model.writer);
          reopen (&model);
        }
      check (&model, rw_cache_writer_get_cache (model.writer));
    }
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (RwCache) reader = rw_cache_open (model.dir, "demo", &error);

    g_assert_no_error (error);
    check (&model, reader);
  }
  model_clear (&model);
}

static void
test_property (void)
{
  for (int i = 0; i < 12; i++)
    {
      guint32 seed = (guint32) g_test_rand_int ();

      g_test_message ("seed %u", seed);
      run_seed (seed);
    }
}

/* An edit, its server row and settling come in one page: the view shows the server's row, and the
 * shadow is gone. */
static void
test_settle (void)
{
  char *dir = store_dir_new ();
  g_autoptr (RwCacheWriter) writer = store_new_cache (dir);
  g_autoptr (RwRecord) ticket = rw_record_new (RW_KIND_TICKET, NULL);
  g_autoptr (RwRecord) seen = NULL;
  g_autoptr (RwRecord) other = NULL;
  g_autoptr (RwEdit) edit = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (RwCacheChanges) changes = { 0 };
  RwPendingEdit pending = { .mid = 1 };
  const RwId *id = rw_record_get_id (ticket);

  rw_record_set_text (ticket, RW_TICKET_TITLE, "From the server");
  rw_record_set_seq (ticket, 5);
  edit = rw_edit_new (RW_OP_UPDATE, RW_KIND_TICKET, id);
  rw_edit_set (edit, RW_TICKET_TITLE, rw_value_text ("Mine"));
  pending.edit = edit;

  g_assert_true (rw_cache_writer_restore (writer, NULL, 0, 1, NULL, &error));
  rw_cache_writer_begin (writer, NULL);
  store_put (writer, ticket);
  rw_cache_writer_commit (writer, NULL);
  rw_cache_writer_begin (writer, NULL);
  rw_cache_writer_add_edits (writer, &pending, 1, 2, NULL);
  rw_cache_writer_commit (writer, NULL);
  rw_cache_writer_take_changes (writer, &changes);
  g_assert_cmpuint (changes.ids->len, ==, 1);
  rw_cache_changes_clear (&changes);
  g_assert_cmpuint (rw_cache_writer_n_pending (writer), ==, 1);
  seen = rw_cache_get (rw_cache_writer_get_cache (writer), RW_KIND_TICKET, id, &error);
  g_assert_cmpstr (rw_record_get_title (seen), ==, "Mine");

  rw_record_set_seq (ticket, 9);
  rw_record_set_text (ticket, RW_TICKET_TITLE, "Merged");
  rw_cache_writer_begin (writer, NULL);
  store_put (writer, ticket);
  rw_cache_writer_settle (writer, 1, NULL);
  rw_cache_writer_commit (writer, NULL);
  other = rw_cache_get (rw_cache_writer_get_cache (writer), RW_KIND_TICKET, id, &error);
  g_assert_cmpstr (rw_record_get_title (other), ==, "Merged");
  g_assert_cmpint (rw_record_get_seq (other), ==, 9);
  g_assert_cmpuint (rw_cache_writer_n_pending (writer), ==, 0);
  {
    g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (rw_cache_writer_get_cache (writer)), "SELECT count(*) FROM shadow_ticket", &error);
    gboolean row;

    rw_stmt_step (stmt, &row, &error);
    g_assert_cmpint (rw_stmt_get_integer (stmt, 0), ==, 0);
  }
  rw_cache_writer_take_changes (writer, &changes);
  g_assert_true (changes.kinds == RW_KIND_BIT (RW_KIND_TICKET));
  g_clear_pointer (&writer, rw_cache_writer_close);
  store_dir_remove (dir);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/overlay/settle", test_settle);
  g_test_add_func ("/store/overlay/property", test_property);
  return g_test_run ();
}
