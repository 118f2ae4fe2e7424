/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-change-affected.h"

#include <glib/gi18n.h>

#include "rw-change-edits.h"
#include "rw-change-items.h"

struct _RwChangeAffected
{
  RwChangeBox parent_instance;

  GtkWidget *items; /* (nullable): once there is a session */
};

G_DEFINE_FINAL_TYPE (RwChangeAffected, rw_change_affected, RW_TYPE_CHANGE_BOX)

static gboolean
names_item (GPtrArray  *records,
            const RwId *ci)
{
  for (guint i = 0; i < records->len; i++)
    if (rw_id_equal (&((RwNamedRecord *) records->pdata[i])->id, ci))
      return TRUE;
  return FALSE;
}

/* What a person added and removed, compared to what is in the records. */
static void
changed_cb (RwChangeAffected *self)
{
  RwChangeBox *box = RW_CHANGE_BOX (self);
  const RwChangeShown *shown = rw_change_box_get_shown (box);
  GPtrArray *wanted = rw_change_items_get (RW_CHANGE_ITEMS (self->items)), *edits;
  RwRecord *change;
  gboolean adds = FALSE, removes = FALSE;
  const char *first = NULL;
  g_autofree char *label = NULL;

  if (shown == NULL)
    return;
  change = shown->detail->change;
  for (guint i = 0; i < wanted->len; i++)
    adds = adds || !names_item (shown->detail->items, &((RwNamedRecord *) wanted->pdata[i])->id);
  edits = rw_change_alter (change, change, adds, shown->detail->approvals);
  for (guint i = 0; i < wanted->len; i++)
    {
      const RwNamedRecord *item = wanted->pdata[i];

      if (names_item (shown->detail->items, &item->id))
        continue;
      rw_change_edits_add_item (edits, rw_record_get_id (change), &item->id, NULL);
      first = first == NULL ? item->name : first;
    }
  for (guint i = 0; i < shown->detail->items->len; i++)
    {
      const RwNamedRecord *item = shown->detail->items->pdata[i];

      if (names_item (wanted, &item->id))
        continue;
      g_ptr_array_add (edits, rw_edit_new (RW_OP_DELETE, RW_KIND_CHANGE_ITEM,
                                           rw_record_get_id (shown->detail->item_records->pdata[i])));
      removes = TRUE;
      first = first == NULL ? item->name : first;
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
  rw_change_box_set_summary (box, n > 0 ? count : _ ("none yet"));
}

static void
rw_change_affected_class_init (RwChangeAffectedClass *klass)
{
  RW_CHANGE_BOX_CLASS (klass)->show = rw_change_affected_show;
}

static void
rw_change_affected_init (RwChangeAffected *self)
{
  rw_change_box_set_heading (RW_CHANGE_BOX (self), _ ("Affected items"));
}

GtkWidget *
rw_change_affected_new (void)
{
  return g_object_new (RW_TYPE_CHANGE_AFFECTED, NULL);
}
