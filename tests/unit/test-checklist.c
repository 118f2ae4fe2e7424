/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/rw-checklist.h"
#include "rw-check.h"

static GPtrArray *
make (const char *const *titles)
{
  RwId subject = rw_id_from_name ("test", "ticket");
  g_autoptr (GPtrArray) edits = rw_checklist_new (&subject, "Host down", titles);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 1; i < edits->len; i++)
    {
      const RwEdit *edit = edits->pdata[i];
      RwRecord *item = rw_record_new (edit->kind, &edit->id);

      rw_edit_apply (edit, item);
      g_assert_true (rw_record_check (item, NULL));
      g_ptr_array_add (items, item);
    }
  return items;
}

static void
apply (GPtrArray *items,
       GPtrArray *edits)
{
  for (guint i = 0; i < edits->len; i++)
    for (guint j = 0; j < items->len; j++)
      if (rw_id_equal (&((RwEdit *) edits->pdata[i])->id, rw_record_get_id (items->pdata[j])))
        rw_edit_apply (edits->pdata[i], items->pdata[j]);
  g_ptr_array_sort (items, rw_checklist_compare);
}

static char *
words (GPtrArray *items)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    g_string_append (out, rw_record_get_text (items->pdata[i], RW_CHECKLIST_ITEM_TITLE));
  return g_string_free (out, FALSE);
}

/* However often items are moved, they stand where they were put, and positions stay in their bounds. */
static void
test_move (void)
{
  static const char *const titles[] = { "a", "b", "c", "d", "e", "f", NULL };
  g_autoptr (GPtrArray) items = make (titles);
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autoptr (GString) expected = g_string_new ("abcdef");
  guint single = 0;

  for (guint round = 0; round < 5000; round++)
    {
      guint from = (guint) g_rand_int_range (random, 0, 6),
            to = (guint) g_rand_int_range (random, 0, 6);
      g_autoptr (GPtrArray) edits = rw_checklist_move (items, from, to);
      g_autofree char *order = NULL;
      char moved = expected->str[from];

      g_assert_true ((edits->len == 0) == (from == to));
      single += edits->len == 1;
      g_string_erase (expected, from, 1);
      g_string_insert_c (expected, to, moved);
      apply (items, edits);
      order = words (items);
      g_assert_cmpstr (order, ==, expected->str);
      for (guint i = 0; i < items->len; i++)
        g_assert_true (rw_record_check (items->pdata[i], NULL));
    }
  /* Mostly one record changes. */
  g_assert_cmpuint (single, >, 2500);
}

static void
test_rest (void)
{
  static const char *const titles[] = { "a", NULL };
  RwId list = rw_id_from_name ("test", "list"), me = rw_id_from_name ("test", "me");
  g_autoptr (GPtrArray) items = make (titles);
  g_autoptr (RwEdit) more = rw_checklist_add (&list, items, "b");
  g_autoptr (RwEdit) tick = rw_checklist_tick (items->pdata[0], TRUE, &me, 5);
  g_autoptr (RwEdit) untick = rw_checklist_tick (items->pdata[0], FALSE, &me, 6);
  g_autoptr (RwRecord) record = rw_record_new (RW_KIND_CHECKLIST, &list);
  g_autoptr (GPtrArray) gone = rw_checklist_delete (record, items);
  g_autoptr (GPtrArray) same = rw_checklist_move (items, 0, 3);
  RwRecord *item = rw_record_new (RW_KIND_CHECKLIST_ITEM, &more->id);
  g_autofree char *order = NULL;

  rw_edit_apply (more, item);
  g_ptr_array_insert (items, 0, item);
  g_ptr_array_sort (items, rw_checklist_compare);
  order = words (items);
  g_assert_cmpstr (order, ==, "ab");
  rw_edit_apply (tick, items->pdata[0]);
  g_assert_cmpint (rw_record_get_integer (items->pdata[0], RW_CHECKLIST_ITEM_DONE_AT, 0), ==, 5);
  g_assert_true (rw_id_equal (rw_record_get_ref (items->pdata[0], RW_CHECKLIST_ITEM_DONE_BY), &me));
  rw_edit_apply (untick, items->pdata[0]);
  g_assert_false (rw_record_has (items->pdata[0], RW_CHECKLIST_ITEM_DONE_AT));
  g_assert_false (rw_record_has (items->pdata[0], RW_CHECKLIST_ITEM_DONE_BY));
  g_assert_cmpuint (gone->len, ==, 2);
  g_assert_cmpint (((RwEdit *) gone->pdata[1])->kind, ==, RW_KIND_CHECKLIST);
  g_assert_cmpuint (same->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/checklist/move", test_move);
  g_test_add_func ("/checklist/rest", test_rest);
  return g_test_run ();
}
