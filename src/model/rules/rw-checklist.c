/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-checklist.h"

/* Between two items there is room for a few more, so that a move changes one of them. */
#define STEP 16

static GPtrArray *
new_edits (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
}

static gint64
position_of (RwRecord *item)
{
  return rw_record_get_integer (item, RW_CHECKLIST_ITEM_POSITION, 0);
}

/**
 * rw_checklist_compare:
 * @a: (type RwRecord): pointer to an item
 * @b: (type RwRecord): pointer to another
 *
 * The order of a list: by position, and where two people offline took the same one, the older first.
 */
int
rw_checklist_compare (gconstpointer a,
                      gconstpointer b)
{
  RwRecord *one = *(RwRecord *const *) a, *other = *(RwRecord *const *) b;

  if (position_of (one) != position_of (other))
    return position_of (one) < position_of (other) ? -1 : 1;
  return rw_id_compare (rw_record_get_id (one), rw_record_get_id (other));
}

static RwEdit *
new_item (const RwId *list,
          const char *title,
          gint64      position)
{
  g_autoptr (RwRecord) item = rw_record_new (RW_KIND_CHECKLIST_ITEM, NULL);

  rw_record_set_ref (item, RW_CHECKLIST_ITEM_CHECKLIST, list);
  rw_record_set_text (item, RW_CHECKLIST_ITEM_TITLE, title);
  rw_record_set_integer (item, RW_CHECKLIST_ITEM_POSITION, position);
  return rw_edit_new_create (item);
}

/**
 * rw_checklist_new:
 * @subject: to what it belongs
 * @items: (nullable) (array zero-terminated=1): titles of what is to be done
 *
 * Returns: (transfer full) (element-type RwEdit): the list with its items
 */
GPtrArray *
rw_checklist_new (const RwId        *subject,
                  const char        *title,
                  const char *const *items)
{
  g_autoptr (RwRecord) list = rw_record_new (RW_KIND_CHECKLIST, NULL);
  GPtrArray *edits = new_edits ();

  rw_record_set_text (list, RW_CHECKLIST_TITLE, title);
  rw_record_set_ref (list, RW_CHECKLIST_SUBJECT, subject);
  g_ptr_array_add (edits, rw_edit_new_create (list));
  for (guint i = 0; items != NULL && items[i] != NULL; i++)
    g_ptr_array_add (edits, new_item (rw_record_get_id (list), items[i], (i + 1) * STEP));
  return edits;
}

/**
 * rw_checklist_add:
 * @list: id of the list
 * @items: (element-type RwRecord): what is in it
 *
 * Returns: (transfer full): one more, at its end
 */
RwEdit *
rw_checklist_add (const RwId *list,
                  GPtrArray  *items,
                  const char *title)
{
  gint64 last = items->len > 0 ? position_of (items->pdata[items->len - 1]) : 0;

  return new_item (list, title, last + STEP);
}

static void
add_position (GPtrArray *edits,
              RwRecord  *item,
              gint64     position)
{
  RwEdit *edit;

  if (position_of (item) == position && rw_record_has (item, RW_CHECKLIST_ITEM_POSITION))
    return;
  edit = rw_edit_new (RW_OP_UPDATE, RW_KIND_CHECKLIST_ITEM, rw_record_get_id (item));
  rw_edit_set (edit, RW_CHECKLIST_ITEM_POSITION, rw_value_integer (position));
  g_ptr_array_add (edits, edit);
}

/**
 * rw_checklist_move:
 * @items: (element-type RwRecord): in their order
 * @from: which
 * @to: where it stands afterwards
 *
 * Returns: (transfer full) (element-type RwEdit): one edit where there is room between its new neighbours, else the
 *   positions of all anew; none where nothing moves
 */
GPtrArray *
rw_checklist_move (GPtrArray *items,
                   guint      from,
                   guint      to)
{
  g_autoptr (GPtrArray) order = NULL;
  GPtrArray *edits = new_edits ();
  gint64 before, after;
  gpointer item;

  if (from >= items->len || to >= items->len || from == to)
    return edits;
  item = items->pdata[from];
  order = g_ptr_array_new ();
  for (guint i = 0; i < items->len; i++)
    if (i != from)
      g_ptr_array_add (order, items->pdata[i]);
  g_ptr_array_insert (order, (int) to, item);
  before = to > 0 ? position_of (order->pdata[to - 1]) : -1;
  after = to + 1 < order->len ? position_of (order->pdata[to + 1]) : before + 2 * STEP;
  if (after - before >= 2)
    add_position (edits, item, before + (after - before) / 2);
  else
    for (guint i = 0; i < order->len; i++)
      add_position (edits, order->pdata[i], (i + 1) * STEP);
  return edits;
}

/**
 * rw_checklist_tick:
 * @done: or not any more
 * @person: (nullable): who
 * @now: when
 *
 * Returns: (transfer full): the item as done, with who and when, or as not done
 */
RwEdit *
rw_checklist_tick (RwRecord   *item,
                   gboolean    done,
                   const RwId *person,
                   gint64      now)
{
  RwEdit *edit = rw_edit_new (RW_OP_UPDATE, RW_KIND_CHECKLIST_ITEM, rw_record_get_id (item));

  rw_edit_set (edit, RW_CHECKLIST_ITEM_DONE_AT, done ? rw_value_instant (now) : RW_VALUE_NULL);
  rw_edit_set (edit, RW_CHECKLIST_ITEM_DONE_BY,
               done && person != NULL && !rw_id_is_nil (person) ? rw_value_ref (person)
                                                                : RW_VALUE_NULL);
  return edit;
}

/**
 * rw_checklist_delete:
 * @items: (element-type RwRecord): what is in it
 *
 * Returns: (transfer full) (element-type RwEdit): away with the list and all that is in it
 */
GPtrArray *
rw_checklist_delete (RwRecord  *list,
                     GPtrArray *items)
{
  GPtrArray *edits = new_edits ();

  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (edits, rw_edit_new (RW_OP_DELETE, RW_KIND_CHECKLIST_ITEM,
                                         rw_record_get_id (items->pdata[i])));
  g_ptr_array_add (edits, rw_edit_new (RW_OP_DELETE, RW_KIND_CHECKLIST, rw_record_get_id (list)));
  return edits;
}
