/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-change-affected.h"

#include <glib/gi18n.h>

#include "rw-change-edits.h"
#include "rw-change-items.h"

typedef struct
{
  RwId ci;
  RwId record; /* the change item */
  char *name;
} Item;

struct _RwChangeAffected
{
  RwChangeBox parent_instance;

  GtkWidget *items; /* (nullable): once there is a session */
  GPtrArray *known; /* (element-type Item): in the records, or on the way to them */
};

G_DEFINE_FINAL_TYPE (RwChangeAffected, rw_change_affected, RW_TYPE_CHANGE_BOX)

static Item *
item_new (const RwId *ci,
          const RwId *record,
          const char *name)
{
  Item *item = g_new (Item, 1);

  *item = (Item) { *ci, *record, g_strdup (name) };
  return item;
}

static void
item_free (gpointer data)
{
  Item *item = data;

  g_free (item->name);
  g_free (item);
}

static gboolean
knows_item (RwChangeAffected *self,
            const RwId       *ci)
{
  for (guint i = 0; i < self->known->len; i++)
    if (rw_id_equal (&((Item *) self->known->pdata[i])->ci, ci))
      return TRUE;
  return FALSE;
}

static gboolean
names_item (GPtrArray  *records,
            const RwId *ci)
{
  for (guint i = 0; i < records->len; i++)
    if (rw_id_equal (&((RwNamedRecord *) records->pdata[i])->id, ci))
      return TRUE;
  return FALSE;
}

/* What a person added and removed, compared to what was submitted last: the records are read later. */
static void
changed_cb (RwChangeAffected *self)
{
  RwChangeBox *box = RW_CHANGE_BOX (self);
  const RwChangeShown *shown = rw_change_box_get_shown (box);
  GPtrArray *wanted = rw_change_items_get (RW_CHANGE_ITEMS (self->items)), *edits;
  RwRecord *change;
  gboolean adds = FALSE, removes = FALSE;
  g_autofree char *first = NULL, *label = NULL;

  if (shown == NULL)
    return;
  change = shown->detail->change;
  for (guint i = 0; i < wanted->len; i++)
    adds = adds || !knows_item (self, &((RwNamedRecord *) wanted->pdata[i])->id);
  edits = rw_change_alter (change, change, adds, shown->detail->approvals);
  for (guint i = 0; i < wanted->len; i++)
    {
      const RwNamedRecord *item = wanted->pdata[i];
      RwEdit *edit;

      if (knows_item (self, &item->id))
        continue;
      edit = rw_change_edits_add_item (edits, rw_record_get_id (change), &item->id, NULL);
      g_ptr_array_add (self->known, item_new (&item->id, &edit->id, item->name));
      first = first == NULL ? g_strdup (item->name) : first;
    }
  for (guint i = 0; i < self->known->len;)
    {
      const Item *item = self->known->pdata[i];

      if (names_item (wanted, &item->ci))
        {
          i++;
          continue;
        }
      g_ptr_array_add (edits, rw_edit_new (RW_OP_DELETE, RW_KIND_CHANGE_ITEM, &item->record));
      removes = TRUE;
      first = first == NULL ? g_strdup (item->name) : first;
      g_ptr_array_remove_index (self->known, i);
    }
  if (first == NULL)
    label = g_strdup ("");
  else if (removes)
    label = g_strdup_printf (_ ("Take %s off %s"), first, rw_change_box_get_name (box));
  else
    label = g_strdup_printf (_ ("Add %s to %s"), first, rw_change_box_get_name (box));
  rw_change_box_submit (box, edits, label);
}

static void
open_cb (RwChangeAffected *self,
         int               kind,
         const RwId       *id)
{
  rw_change_box_open (RW_CHANGE_BOX (self), (RwKind) kind, id);
}

static void
rw_change_affected_show (RwChangeBox         *box,
                         const RwChangeShown *shown,
                         gboolean             other)
{
  RwChangeAffected *self = RW_CHANGE_AFFECTED (box);
  RwChangeStatus status = (RwChangeStatus) rw_record_get_enum (shown->detail->change, RW_CHANGE_STATUS);
  guint n = shown->detail->items->len;
  g_autofree char *count = n > 0 ? g_strdup_printf ("%u", n) : NULL;

  if (self->items == NULL)
    {
      self->items = rw_change_items_new (rw_page_get_session (rw_change_box_get_page (box)), TRUE);
      g_signal_connect_object (self->items, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->items, "open", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (self), self->items);
    }
  rw_change_items_set_editable (RW_CHANGE_ITEMS (self->items), shown->may_edit && status < RW_CHANGE_STATUS_REVIEW);
  rw_change_items_set (RW_CHANGE_ITEMS (self->items), shown->detail->items);
  g_ptr_array_set_size (self->known, 0);
  for (guint i = 0; i < n; i++)
    {
      const RwNamedRecord *item = shown->detail->items->pdata[i];

      g_ptr_array_add (self->known, item_new (&item->id, rw_record_get_id (shown->detail->item_records->pdata[i]), item->name));
    }
  rw_change_box_set_summary (box, n > 0 ? count : _ ("none yet"));
}

static void
rw_change_affected_finalize (GObject *object)
{
  g_ptr_array_unref (RW_CHANGE_AFFECTED (object)->known);
  G_OBJECT_CLASS (rw_change_affected_parent_class)->finalize (object);
}

static void
rw_change_affected_class_init (RwChangeAffectedClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_change_affected_finalize;
  RW_CHANGE_BOX_CLASS (klass)->show = rw_change_affected_show;
}

static void
rw_change_affected_init (RwChangeAffected *self)
{
  self->known = g_ptr_array_new_with_free_func (item_free);
  rw_change_box_set_heading (RW_CHANGE_BOX (self), _ ("Affected items"));
}

GtkWidget *
rw_change_affected_new (void)
{
  return g_object_new (RW_TYPE_CHANGE_AFFECTED, NULL);
}
