/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "rw-log-store-sqlite.h"
#include "rw-merge.h"

/*
 * Random edits of one record by clients that see each other's work late. Whatever they do, each field
 * write ends in the record or comes back as a conflict, and nothing that a client had not seen is lost.
 */

#define N_CLIENTS 3
#define STEPS     400

static const guint fields[] = { RW_TICKET_TITLE, RW_TICKET_CATEGORY, RW_TICKET_ROOT_CAUSE, RW_TICKET_WORKAROUND };

typedef struct
{
  RwId id;
  gint64 mid;
  gint64 base;
  RwRecord *view; /* what it knows: the last pull and what it wrote since */
} Client;

typedef struct
{
  char *dir;
  char *path;
  RwLogStore *store;
  RwId id;
  RwRecord *truth; /* what the record must be, by the rules alone */
  Client clients[N_CLIENTS];
  guint written, conflicts;
} World;

static void
set_up (World        *world,
        gconstpointer data)
{
  g_autoptr (RwRecord) ticket = rw_record_new (RW_KIND_TICKET, NULL);
  RwLogAuthor author = { .at = 1, .actor = "Test" };
  g_autoptr (GError) error = NULL;

  world->dir = g_dir_make_tmp ("rackward-XXXXXX", NULL);
  world->path = g_build_filename (world->dir, "log.db", NULL);
  world->store = rw_log_store_sqlite_open (world->path, &error);
  g_assert_no_error (error);
  world->id = *rw_record_get_id (ticket);
  rw_record_set_text (ticket, RW_TICKET_TITLE, "start");
  rw_record_set_enum (ticket, RW_TICKET_TYPE, RW_TICKET_TYPE_INCIDENT);
  rw_record_set_enum (ticket, RW_TICKET_STATUS, RW_TICKET_STATUS_NEW);
  rw_record_set_enum (ticket, RW_TICKET_PRIORITY, RW_PRIORITY_P3);
  rw_record_set_instant (ticket, RW_TICKET_OPENED, 1);
  g_assert_true (rw_log_store_begin (world->store, NULL));
  g_assert_true (rw_log_store_load (world->store, &author, ticket, NULL));
  g_assert_true (rw_log_store_commit (world->store, NULL));
  world->truth = rw_record_dup (ticket);
  for (guint i = 0; i < N_CLIENTS; i++)
    world->clients[i] = (Client){ .id = rw_id_new (), .base = 1, .view = rw_record_dup (ticket) };
}

static void
tear_down (World        *world,
           gconstpointer data)
{
  g_clear_object (&world->store);
  g_unlink (world->path);
  g_assert_cmpint (g_rmdir (world->dir), ==, 0);
  g_free (world->path);
  g_free (world->dir);
  g_clear_object (&world->truth);
  for (guint i = 0; i < N_CLIENTS; i++)
    g_clear_object (&world->clients[i].view);
}

static void
pull (World  *world,
      Client *client)
{
  g_autoptr (RwLogState) state = rw_log_store_get (world->store, &world->id, NULL);

  client->base = state->seq;
  g_set_object (&client->view, state->record);
}

static RwEdit *
random_edit (World *world,
             guint  step)
{
  RwEdit *edit = rw_edit_new (RW_OP_UPDATE, RW_KIND_TICKET, &world->id);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_test_rand_int_range (0, 3) == 0)
      {
        /* Few values, so that two sometimes write the same. */
        g_autofree char *text = g_strdup_printf ("value %u", g_test_rand_bit () ? step : (guint) g_test_rand_int_range (0, 3));

        rw_edit_set (edit, fields[i], rw_value_text (text));
      }
  if (g_test_rand_int_range (0, 2) == 0)
    {
      g_autofree char *add = g_strdup_printf ("tag%d", g_test_rand_int_range (0, 6));
      g_autofree char *remove = g_strdup_printf ("tag%d", g_test_rand_int_range (0, 6));

      if (!g_str_equal (add, remove))
        rw_edit_change_set (edit, RW_TICKET_TAGS, rw_value_texts ((const char *[]){ add, NULL }),
                            rw_value_texts ((const char *[]){ remove, NULL }));
    }
  return edit;
}

static const RwMergeConflict *
find_conflict (const RwMergeResult *result,
               guint                field)
{
  for (guint i = 0; i < result->conflicts->len; i++)
    {
      const RwMergeConflict *conflict = &g_array_index (result->conflicts, RwMergeConflict, i);

      if (conflict->field == field)
        return conflict;
    }
  return NULL;
}

/* By the rules alone, without a look at how the merge does it: what must become of each field. */
static void
check_result (World               *world,
              Client              *client,
              const RwEdit        *edit,
              const RwMergeResult *result)
{
  for (guint i = 0; i < edit->changes->len; i++)
    {
      const RwFieldChange *change = &g_array_index (edit->changes, RwFieldChange, i);
      const RwMergeConflict *conflict = find_conflict (result, change->field);
      const RwValue *now = rw_record_get (world->truth, change->field);
      const RwValue *seen = rw_record_get (client->view, change->field);

      if (change->field == RW_TICKET_TAGS)
        {
          g_assert_null (conflict);
          continue;
        }
      if (conflict == NULL)
        {
          /* Written, or already so: then nothing that the client had not seen was lost. */
          g_assert_true (rw_value_equal (now, &change->value) || rw_value_equal (now, seen));
          rw_record_set (world->truth, change->field, &change->value);
          rw_record_set (client->view, change->field, &change->value);
          world->written++;
        }
      else
        {
          g_assert_true (rw_value_equal (&conflict->yours, &change->value));
          g_assert_true (rw_value_equal (&conflict->theirs, now));
          g_assert_false (rw_value_equal (now, &change->value));
          world->conflicts++;
        }
    }
}

static void
push (World  *world,
      Client *client,
      guint   step)
{
  RwMutation mutation = { .mid = ++client->mid, .base = client->base, .edit = random_edit (world, step) };
  RwMutation *mutations[] = { &mutation };
  RwLogAuthor author = { .at = step, .actor = "Test", .client = client->id };
  g_autoptr (RwMergeResult) result = NULL;
  g_autoptr (RwLogState) state = NULL;
  g_autoptr (GError) error = NULL;
  const RwFieldChange *tags = rw_edit_find (mutation.edit, RW_TICKET_TAGS);

  g_assert_true (rw_log_store_begin (world->store, &error));
  g_assert_true (rw_merge_group (world->store, &author, &RW_ID_NIL, RW_ROLE_TECHNICIAN, mutations,
                                 &result, 1, &error));
  g_assert_true (rw_log_store_commit (world->store, &error));
  g_assert_no_error (error);
  g_assert_no_error (result->error);
  check_result (world, client, mutation.edit, result);
  if (tags != NULL)
    {
      g_auto (RwValue) kept = rw_value_set_minus (rw_record_get (world->truth, RW_TICKET_TAGS), &tags->removed);

      rw_record_take (world->truth, RW_TICKET_TAGS, rw_value_set_union (&kept, &tags->value));
    }
  state = rw_log_store_get (world->store, &world->id, &error);
  for (guint i = 0; i < RW_TICKET_N_FIELDS; i++)
    g_assert_true (rw_value_equal (rw_record_get (state->record, i), rw_record_get (world->truth, i)));
  g_assert_cmpint (result->seq, ==, state->seq);
  rw_edit_free (mutation.edit);
}

static void
test_conserved (World        *world,
                gconstpointer data)
{
  for (guint step = 1; step <= STEPS; step++)
    {
      Client *client = &world->clients[g_test_rand_int_range (0, N_CLIENTS)];

      if (g_test_rand_int_range (0, 4) == 0)
        pull (world, client);
      else
        push (world, client, step);
    }
  /* A run in which nobody got in anybody's way would show nothing. */
  g_assert_cmpint (world->written, >, 50);
  g_assert_cmpint (world->conflicts, >, 10);
  g_assert_true (rw_log_store_verify (world->store, NULL, NULL));
}

/* Every state that the record ever had can be read back from the history. */
static void
test_history_complete (World        *world,
                       gconstpointer data)
{
  g_autoptr (GPtrArray) entries = NULL;
  gint64 last = G_MAXINT64;

  for (guint step = 1; step <= 100; step++)
    push (world, &world->clients[step % N_CLIENTS], step);
  entries = rw_log_store_history (world->store, &world->id, 0, 0, 1000, NULL);
  for (guint i = 0; i < entries->len; i++)
    {
      const RwLogEntry *entry = g_ptr_array_index (entries, i);

      g_assert_cmpint (entry->seq, <, last);
      last = entry->seq;
    }
  g_assert_cmpint (entries->len, ==, rw_log_store_get_head (world->store));
  g_assert_cmpint (last, ==, 1);
}

#define ADD(path, func) g_test_add (path, World, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/merge/conserved", test_conserved);
  ADD ("/merge/history-complete", test_history_complete);
  return g_test_run ();
}
