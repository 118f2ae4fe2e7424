/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-disk-item.h"

#include "rw-text.h"

G_DEFINE_FINAL_TYPE (RwDiskItem, rw_disk_item, G_TYPE_OBJECT)

static void
rw_disk_item_finalize (GObject *object)
{
  RwDiskItem *self = RW_DISK_ITEM (object);

  g_ptr_array_unref (self->rows);
  g_free (self->haystack);
  G_OBJECT_CLASS (rw_disk_item_parent_class)->finalize (object);
}

static void
rw_disk_item_class_init (RwDiskItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_disk_item_finalize;
}

static void
rw_disk_item_init (RwDiskItem *self)
{
}

/**
 * rw_disk_item_new:
 * @rows: (element-type RwVolumeRow): a reference is taken
 * @index: in @rows
 */
RwDiskItem *
rw_disk_item_new (GPtrArray   *rows,
                  guint        index,
                  RwVolumesBy  by)
{
  RwDiskItem *self = g_object_new (RW_TYPE_DISK_ITEM, NULL);
  const RwVolumeRow *row = rows->pdata[index];
  const char *const words[] = { row->system_name, row->name, row->service,
                                row->customer,    row->site, row->ticket_number };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (words[i] != NULL)
      g_string_append_printf (text, "%s ", words[i]);
  self->rows = g_ptr_array_ref (rows);
  self->row = row;
  self->by = by;
  self->order = index;
  self->haystack = rw_text_fold (text->str);
  g_string_free (text, TRUE);
  return self;
}
