/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "rw-clock.h"
#include "rw-log-store-sqlite.h"
#include "rw-merge.h"

/* Evidence is signed with one's own name, whatever the client says. */

enum
{
  ADA,
  IVO,
  N_PEOPLE
};

typedef struct
{
  char *dir, *path;
  RwLogStore *store;
  RwId people[N_PEOPLE], system;
} World;

static void
load (World *world, RwRecord *record)
{
  RwLogAuthor author = { .at = rw_clock_now (), .actor = "Test" };

  g_assert_true (rw_log_store_begin (world->store, NULL));
  g_assert_true (rw_log_store_load (world->store, &author, record, NULL));
  g_assert_true (rw_log_store_commit (world->store, NULL));
}

static void
set_up (World *world, gconstpointer data)
{
  static const char *const names[N_PEOPLE] = { "Ada", "Ivo" };
  g_autoptr (RwRecord) vm = rw_record_new (RW_KIND_VM, NULL);

  world->dir = g_dir_make_tmp ("rackward-XXXXXX", NULL);
  world->path = g_build_filename (world->dir, "log.db", NULL);
  world->store = rw_log_store_sqlite_open (world->path, NULL);
  rw_record_set_text (vm, RW_VM_NAME, "web-014");
  world->system = *rw_record_get_id (vm);
  load (world, vm);
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      g_autoptr (RwRecord) person = rw_record_new (RW_KIND_PERSON, NULL);

      rw_record_set_text (person, RW_PERSON_NAME, names[i]);
      world->people[i] = *rw_record_get_id (person);
      load (world, person);
    }
}

static void
tear_down (World *world, gconstpointer data)
{
  g_clear_object (&world->store);
  g_unlink (world->path);
  g_assert_cmpint (g_rmdir (world->dir), ==, 0);
  g_free (world->path);
  g_free (world->dir);
}

/* Whether the server takes it; @edit is consumed. */
static gboolean
push (World *world, const RwId *person, guint roles, RwEdit *edit)
{
  RwLogAuthor author = { .at = rw_clock_now (), .actor = "Test" };
  RwMutation one = { .mid = 1, .edit = edit, .base = rw_log_store_get_head (world->store) };
  RwMutation *list[] = { &one };
  g_autoptr (RwMergeResult) result = NULL;

  g_assert_true (rw_log_store_begin (world->store, NULL));
  g_assert_true (rw_merge_group (world->store, &author, person, roles, list, &result, 1, NULL));
  g_assert_true (rw_log_store_commit (world->store, NULL));
  rw_edit_free (edit);
  if (result->error != NULL)
    g_test_message ("%s", result->error->message);
  return result->status == RW_MERGE_APPLIED;
}

static RwRecord *
new_ack (World *world, const RwId *person)
{
  RwRecord *ack = rw_record_new (RW_KIND_BACKUP_ACK, NULL);

  rw_record_set_ref (ack, RW_BACKUP_ACK_SYSTEM, &world->system);
  rw_record_set_text (ack, RW_BACKUP_ACK_REASON, "The tape was full");
  rw_record_set_instant (ack, RW_BACKUP_ACK_AT, 1795000000 * RW_SECOND);
  rw_record_set_instant (ack, RW_BACKUP_ACK_UNTIL, 1795000000 * RW_SECOND + RW_DAY);
  rw_record_set_ref (ack, RW_BACKUP_ACK_PERSON, person);
  rw_record_set_enum (ack, RW_BACKUP_ACK_ANSWER, RW_BACKUP_ANSWER_ACKNOWLEDGED);
  return ack;
}

static RwRecord *
new_sheet (World *world, const RwId *person)
{
  RwRecord *sheet = rw_record_new (RW_KIND_MORNING_CHECK, NULL);

  rw_record_set_date (sheet, RW_MORNING_CHECK_DAY, 20779);
  rw_record_set_ref (sheet, RW_MORNING_CHECK_PERSON, person);
  rw_record_set_instant (sheet, RW_MORNING_CHECK_STARTED, 1795000000 * RW_SECOND);
  rw_record_set_instant (sheet, RW_MORNING_CHECK_FINISHED, 1795000300 * RW_SECOND);
  return sheet;
}

static void
test_made (World *world, gconstpointer data)
{
  RwRecord *(*const kinds[]) (World *, const RwId *) = { new_ack, new_sheet };
  const RwId nobody = RW_ID_NIL;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (RwRecord) own = kinds[i](world, &world->people[ADA]);
      g_autoptr (RwRecord) other = kinds[i](world, &world->people[IVO]);

      g_assert_true (
        push (world, &world->people[ADA], RW_ROLE_TECHNICIAN, rw_edit_new_create (own)));
      g_assert_false (
        push (world, &world->people[ADA], RW_ROLE_TECHNICIAN, rw_edit_new_create (other)));
      g_assert_false (
        push (world, &world->people[ADA], RW_ROLE_MANAGER, rw_edit_new_create (other)));
      /* A machine is nobody. */
      g_assert_false (push (world, &nobody, RW_ROLE_TECHNICIAN, rw_edit_new_create (other)));
      g_assert_true (push (world, &world->people[ADA], RW_ROLE_ADMIN, rw_edit_new_create (other)));
    }
}

static RwEdit *
edit_of (RwRecord *ack)
{
  return rw_edit_new (RW_OP_UPDATE, RW_KIND_BACKUP_ACK, rw_record_get_id (ack));
}

/* What somebody signed is not reworded by others, nor made to hold for longer. */
static void
test_altered (World *world, gconstpointer data)
{
  g_autoptr (RwRecord) ack = new_ack (world, &world->people[ADA]);
  RwEdit *edit;

  g_assert_true (push (world, &world->people[ADA], RW_ROLE_TECHNICIAN, rw_edit_new_create (ack)));
  edit = edit_of (ack);
  rw_edit_set (edit, RW_BACKUP_ACK_REASON, rw_value_text ("All is well"));
  g_assert_false (push (world, &world->people[IVO], RW_ROLE_TECHNICIAN, edit));
  edit = edit_of (ack);
  rw_edit_set (edit, RW_BACKUP_ACK_UNTIL, rw_value_instant (1795000000 * RW_SECOND + 2 * RW_DAY));
  g_assert_false (push (world, &world->people[IVO], RW_ROLE_TECHNICIAN, edit));
  edit = edit_of (ack);
  rw_edit_set (edit, RW_BACKUP_ACK_UNTIL, rw_value_instant (1795000000 * RW_SECOND + RW_HOUR));
  g_assert_true (push (world, &world->people[IVO], RW_ROLE_TECHNICIAN, edit));
  /* Taken over is said in the own name. */
  edit = edit_of (ack);
  rw_edit_set (edit, RW_BACKUP_ACK_REASON, rw_value_text ("I have looked as well"));
  rw_edit_set (edit, RW_BACKUP_ACK_PERSON, rw_value_ref (&world->people[IVO]));
  g_assert_true (push (world, &world->people[IVO], RW_ROLE_TECHNICIAN, edit));
  edit = edit_of (ack);
  rw_edit_set (edit, RW_BACKUP_ACK_PERSON, rw_value_ref (&world->people[ADA]));
  g_assert_false (push (world, &world->people[IVO], RW_ROLE_TECHNICIAN, edit));
}

/* An empty name is nobody's: it neither silences a night, nor takes a colleague's place. */
static void
test_unsigned (World *world, gconstpointer data)
{
  g_autoptr (RwRecord) none = new_ack (world, NULL), old = new_ack (world, NULL);
  g_autoptr (RwRecord) given = new_ack (world, &world->people[ADA]);
  RwEdit *edit;

  g_assert_false (push (world, &world->people[IVO], RW_ROLE_TECHNICIAN, rw_edit_new_create (none)));
  g_assert_true (push (world, &world->people[IVO], RW_ROLE_ADMIN, rw_edit_new_create (none)));
  load (world, given);
  edit = edit_of (given);
  rw_edit_set (edit, RW_BACKUP_ACK_PERSON, RW_VALUE_NULL);
  rw_edit_set (edit, RW_BACKUP_ACK_REASON, rw_value_text ("All is well"));
  g_assert_false (push (world, &world->people[IVO], RW_ROLE_TECHNICIAN, edit));
  /* One of before there were names can be put right. */
  load (world, old);
  edit = edit_of (old);
  rw_edit_set (edit, RW_BACKUP_ACK_REASON, rw_value_text ("The tape was full, and is not now"));
  g_assert_true (push (world, &world->people[IVO], RW_ROLE_TECHNICIAN, edit));
}

static void
test_undone (World *world, gconstpointer data)
{
  g_autoptr (RwRecord) ack = new_ack (world, &world->people[ADA]);
  g_autoptr (RwRecord) reworded = rw_record_dup (ack);

  rw_record_set_text (reworded, RW_BACKUP_ACK_REASON, "All is well");
  g_assert_true (push (world, &world->people[ADA], RW_ROLE_TECHNICIAN, rw_edit_new_create (ack)));
  g_assert_true (push (world, &world->people[IVO], RW_ROLE_TECHNICIAN,
                       rw_edit_new (RW_OP_DELETE, RW_KIND_BACKUP_ACK, rw_record_get_id (ack))));
  g_assert_false (
    push (world, &world->people[IVO], RW_ROLE_TECHNICIAN, rw_edit_new_create (reworded)));
  g_assert_true (push (world, &world->people[IVO], RW_ROLE_TECHNICIAN, rw_edit_new_create (ack)));
}

/* A test that somebody else did is written down by who was told. */
static void
test_restore (World *world, gconstpointer data)
{
  g_autoptr (RwRecord) test = rw_record_new (RW_KIND_RESTORE_TEST, NULL);

  rw_record_set_ref (test, RW_RESTORE_TEST_SYSTEM, &world->system);
  rw_record_set_instant (test, RW_RESTORE_TEST_AT, 1795000000 * RW_SECOND);
  rw_record_set_enum (test, RW_RESTORE_TEST_RESULT, RW_TEST_RESULT_PASSED);
  rw_record_set_ref (test, RW_RESTORE_TEST_PERSON, &world->people[IVO]);
  g_assert_true (push (world, &world->people[ADA], RW_ROLE_TECHNICIAN, rw_edit_new_create (test)));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) \
  g_test_add ("/server/signatures/" path, World, NULL, set_up, test, tear_down)
  ADD ("made", test_made);
  ADD ("unsigned", test_unsigned);
  ADD ("altered", test_altered);
  ADD ("undone", test_undone);
  ADD ("restore", test_restore);
#undef ADD
  return g_test_run ();
}
