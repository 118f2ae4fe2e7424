/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-types-row.h"

#include "rw-clock.h"
#include "rw-format.h"

struct _RwTypesRow
{
  GObject parent_instance;

  RwTypesSection section;
  char *title;
  char *detail;                 /* nullable */
  const RwDeviceTypeItem *item; /* nullable: belongs to the plan */
  gboolean taken;
};

G_DEFINE_FINAL_TYPE (RwTypesRow, rw_types_row, G_TYPE_OBJECT)

enum
{
  PROP_TAKEN = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void
rw_types_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_TAKEN)
    g_value_set_boolean (value, RW_TYPES_ROW (object)->taken);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rw_types_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_TAKEN)
    rw_types_row_set_taken (RW_TYPES_ROW (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rw_types_row_finalize (GObject *object)
{
  RwTypesRow *self = RW_TYPES_ROW (object);

  g_free (self->title);
  g_free (self->detail);
  G_OBJECT_CLASS (rw_types_row_parent_class)->finalize (object);
}

static void
rw_types_row_class_init (RwTypesRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rw_types_row_get_property;
  object_class->set_property = rw_types_row_set_property;
  object_class->finalize = rw_types_row_finalize;
  props[PROP_TAKEN] =
    g_param_spec_boolean ("taken", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
rw_types_row_init (RwTypesRow *self)
{
}

static RwTypesRow *
add_row (GListStore *rows, RwTypesSection section, const char *title)
{
  g_autoptr (RwTypesRow) row = g_object_new (RW_TYPE_TYPES_ROW, NULL);

  row->section = section;
  row->title = g_strdup (title);
  g_list_store_append (rows, row);
  return row;
}

static char *
value_text (const RwValue *value, const RwField *field)
{
  return rw_format_value (value, field, rw_clock_now ());
}

static void
describe (const RwDeviceTypeItem *item, GArray *fields, GString *text)
{
  for (guint i = 0; i < fields->len; i++)
    {
      g_autofree char *line =
        rw_device_type_item_describe (item, g_array_index (fields, guint, i), value_text);

      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
    }
}

static void
add_items (GListStore *rows, RwDeviceTypePlan *plan, RwDeviceTypeFate fate, RwTypesSection section)
{
  for (guint i = 0; i < plan->items->len; i++)
    {
      const RwDeviceTypeItem *item = plan->items->pdata[i];
      g_autofree char *name = NULL;
      RwTypesRow *row;

      if (item->fate != fate)
        continue;
      name = rw_device_type_item_name (item);
      row = add_row (rows, section, name);
      row->item = item;
      if (item->existing == NULL)
        row->detail = g_strdup (item->path);
      else
        {
          g_autoptr (GString) text = g_string_new (NULL);

          describe (item, item->differs, text);
          describe (item, item->fills, text);
          row->detail = g_strdup (text->str);
        }
    }
}

/**
 * rw_types_rows_new:
 * @plan: outlives the rows
 *
 * Returns: (transfer full): what there is to be seen of it, by section; what stays the same is not
 */
GListStore *
rw_types_rows_new (RwDeviceTypePlan *plan)
{
  GListStore *rows = g_list_store_new (RW_TYPE_TYPES_ROW);

  add_items (rows, plan, RW_DEVICE_TYPE_CHANGED, RW_TYPES_CHANGED);
  add_items (rows, plan, RW_DEVICE_TYPE_FILLED, RW_TYPES_FILLED);
  add_items (rows, plan, RW_DEVICE_TYPE_NEW, RW_TYPES_NEW);
  for (guint i = 0; i < plan->files->skipped->len; i++)
    add_row (rows, RW_TYPES_SKIPPED, plan->files->skipped->pdata[i]);
  for (guint i = 0; i < plan->files->remarks->len; i++)
    add_row (rows, RW_TYPES_REMARKS, plan->files->remarks->pdata[i]);
  return rows;
}

RwTypesSection
rw_types_row_get_section (RwTypesRow *self)
{
  return self->section;
}

const char *
rw_types_row_get_title (RwTypesRow *self)
{
  return self->title;
}

const char *
rw_types_row_get_detail (RwTypesRow *self)
{
  return self->detail;
}

const RwDeviceTypeItem *
rw_types_row_get_item (RwTypesRow *self)
{
  return self->item;
}

gboolean
rw_types_row_get_taken (RwTypesRow *self)
{
  return self->taken;
}

void
rw_types_row_set_taken (RwTypesRow *self, gboolean taken)
{
  taken = !!taken;
  if (self->taken == taken)
    return;
  self->taken = taken;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TAKEN]);
}
