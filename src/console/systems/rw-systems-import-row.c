/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-systems-import-row.h"

#include <glib/gi18n.h>

#include "rw-clock.h"
#include "rw-format.h"

struct _RwSystemsImportRow
{
  GObject parent_instance;

  RwSystemsSection section;
  RwCsvPlan *plan;    /* outlives the row */
  RwCsvItem *item;    /* nullable: of the plan */
  const char *remark; /* nullable: of the plan */
};

G_DEFINE_FINAL_TYPE (RwSystemsImportRow, rw_systems_import_row, G_TYPE_OBJECT)

enum
{
  PROP_TAKEN = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void
rw_systems_import_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_TAKEN)
    g_value_set_boolean (value, rw_systems_import_row_get_taken (RW_SYSTEMS_IMPORT_ROW (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rw_systems_import_row_set_property (GObject      *object,
                                    guint         id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  if (id == PROP_TAKEN)
    rw_systems_import_row_set_taken (RW_SYSTEMS_IMPORT_ROW (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rw_systems_import_row_class_init (RwSystemsImportRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rw_systems_import_row_get_property;
  object_class->set_property = rw_systems_import_row_set_property;
  props[PROP_TAKEN] =
    g_param_spec_boolean ("taken", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
rw_systems_import_row_init (RwSystemsImportRow *self)
{
}

static RwSystemsImportRow *
row_new (RwCsvPlan *plan, RwSystemsSection section)
{
  RwSystemsImportRow *row = g_object_new (RW_TYPE_SYSTEMS_IMPORT_ROW, NULL);

  row->plan = plan;
  row->section = section;
  return row;
}

/**
 * rw_systems_import_rows_new:
 * @plan: outlives the rows
 *
 * Returns: (transfer full) (element-type RwSystemsImportRow): what there is to be seen of it, by section
 */
GListStore *
rw_systems_import_rows_new (RwCsvPlan *plan)
{
  static const RwSystemsSection sections[RW_CSV_N_FATES] = {
    [RW_CSV_NEW] = RW_SYSTEMS_NEW,
    [RW_CSV_CHANGED] = RW_SYSTEMS_CHANGED,
    [RW_CSV_SAME] = RW_SYSTEMS_SAME,
    [RW_CSV_REFUSED] = RW_SYSTEMS_REFUSED,
  };
  GListStore *store = g_list_store_new (RW_TYPE_SYSTEMS_IMPORT_ROW);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < plan->remarks->len; i++)
    {
      RwSystemsImportRow *row = row_new (plan, RW_SYSTEMS_REMARKS);

      row->remark = plan->remarks->pdata[i];
      g_ptr_array_add (rows, row);
    }
  for (RwSystemsSection section = RW_SYSTEMS_REFUSED; section < RW_SYSTEMS_N_SECTIONS; section++)
    for (guint i = 0; i < plan->items->len; i++)
      {
        RwCsvItem *item = plan->items->pdata[i];
        RwSystemsImportRow *row;

        if (sections[item->fate] != section)
          continue;
        row = row_new (plan, section);
        row->item = item;
        g_ptr_array_add (rows, row);
      }
  g_list_store_splice (store, 0, 0, rows->pdata, rows->len);
  return store;
}

RwSystemsSection
rw_systems_import_row_get_section (RwSystemsImportRow *self)
{
  return self->section;
}

/**
 * rw_systems_import_row_is_choice:
 *
 * Returns: whether a person decides on it
 */
gboolean
rw_systems_import_row_is_choice (RwSystemsImportRow *self)
{
  return self->section == RW_SYSTEMS_NEW || self->section == RW_SYSTEMS_CHANGED;
}

/**
 * rw_systems_import_row_dup_title:
 *
 * Returns: (transfer full): the system and its row, or a sentence
 */
char *
rw_systems_import_row_dup_title (RwSystemsImportRow *self)
{
  if (self->remark != NULL)
    return g_strdup (self->remark);
  if (self->item->reason != NULL)
    return g_strdup (self->item->reason);
  /* Translators: a system and where it stands in a file: “web-014 · row 12” */
  return g_strdup_printf (_ ("%s · row %u"),
                          self->item->before != NULL ? rw_record_get_title (self->item->before)
                                                     : self->item->name,
                          self->item->number);
}

static char *
value_text (const RwValue *value, const RwField *field)
{
  return rw_format_value (value, field, rw_clock_now ());
}

/**
 * rw_systems_import_row_dup_detail:
 *
 * Returns: (transfer full) (nullable): a line for each difference: "Rack: R11 → R12"; of a new system what
 *   it is, and what the file knows of it
 */
char *
rw_systems_import_row_dup_detail (RwSystemsImportRow *self)
{
  g_autoptr (GString) text = NULL;

  if (!rw_systems_import_row_is_choice (self))
    return NULL;
  text = g_string_new (self->item->before == NULL ? rw_kind_label (self->item->kind) : NULL);
  for (guint i = 0; i < self->item->fields->len; i++)
    {
      guint field = g_array_index (self->item->fields, guint, i);
      g_autofree char *line = NULL;

      /* The name is the title of the line already. */
      if (self->item->before == NULL && (int) field == rw_schema_get (self->item->kind)->title)
        continue;
      line = rw_csv_item_describe (self->plan, self->item, field, value_text);
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

gboolean
rw_systems_import_row_get_taken (RwSystemsImportRow *self)
{
  return self->item != NULL && self->item->taken;
}

void
rw_systems_import_row_set_taken (RwSystemsImportRow *self, gboolean taken)
{
  taken = !!taken;
  if (!rw_systems_import_row_is_choice (self) || self->item->taken == taken)
    return;
  self->item->taken = taken;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TAKEN]);
}
