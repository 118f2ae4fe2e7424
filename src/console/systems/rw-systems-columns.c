/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-systems-columns.h"

#include <glib/gi18n.h>

#include "rw-clock.h"
#include "rw-format.h"
#include "rw-steady-row.h"
#include "rw-text.h"
#include "rw-time.h"

#define TEXT_COLUMN(member) \
  static char *member##_dup (const RwSystemInfo *info) { return g_strdup (info->member); } \
  static int member##_compare (const RwSystemInfo *a, const RwSystemInfo *b) { return rw_text_collate (a->member, b->member); }

TEXT_COLUMN (name)
TEXT_COLUMN (role)
TEXT_COLUMN (model)
TEXT_COLUMN (customer)
TEXT_COLUMN (service)
TEXT_COLUMN (site)
TEXT_COLUMN (host)
TEXT_COLUMN (platform)
TEXT_COLUMN (version)
TEXT_COLUMN (serial)
TEXT_COLUMN (asset_tag)

#undef TEXT_COLUMN

#define ORDER(a, b) (((a) > (b)) - ((a) < (b)))

static int
order_or_last (double a,
               double b,
               double none)
{
  if ((a == none) != (b == none))
    return a == none ? 1 : -1;
  return ORDER (a, b);
}

static char *
place_dup (const RwSystemInfo *info)
{
  return g_strdup (info->place);
}

static int
place_compare (const RwSystemInfo *a,
               const RwSystemInfo *b)
{
  int order = rw_text_collate (a->place, b->place);

  /* Within a rack from the top, as it stands there. */
  return order != 0 ? order : ORDER (b->unit, a->unit);
}

static char *
unit_dup (const RwSystemInfo *info)
{
  return info->unit > 0 ? rw_format_decimal (info->unit, 1) : NULL;
}

static int
unit_compare (const RwSystemInfo *a,
              const RwSystemInfo *b)
{
  return order_or_last (a->unit, b->unit, 0);
}

static char *
address_dup (const RwSystemInfo *info)
{
  return g_strdup (info->address);
}

static int
address_compare (const RwSystemInfo *a,
                 const RwSystemInfo *b)
{
  return rw_text_collate (a->address, b->address);
}

static char *
stage_dup (const RwSystemInfo *info)
{
  return info->stage >= 0 ? g_strdup (rw_enum_label (&rw_enum_stage, info->stage)) : NULL;
}

static int
stage_compare (const RwSystemInfo *a,
               const RwSystemInfo *b)
{
  return order_or_last (a->stage, b->stage, -1);
}

static char *
number_dup (gint64      number,
            const char *unit)
{
  g_autofree char *text = NULL;

  if (number < 0)
    return NULL;
  text = rw_format_count (number);
  return g_strdup_printf ("%s\u202f%s", text, unit);
}

static char *
draw_dup (const RwSystemInfo *info)
{
  return number_dup (info->draw_w, "W");
}

static int
draw_compare (const RwSystemInfo *a,
              const RwSystemInfo *b)
{
  return order_or_last ((double) a->draw_w, (double) b->draw_w, -1);
}

static char *
vcpus_dup (const RwSystemInfo *info)
{
  return info->vcpus > 0 ? rw_format_decimal (info->vcpus, 1) : NULL;
}

static int
vcpus_compare (const RwSystemInfo *a,
               const RwSystemInfo *b)
{
  return order_or_last (a->vcpus, b->vcpus, 0);
}

static char *
memory_dup (const RwSystemInfo *info)
{
  if (info->memory_mb >= 1024)
    return number_dup (info->memory_mb / 1024, "GB");
  return number_dup (info->memory_mb, "MB");
}

static int
memory_compare (const RwSystemInfo *a,
                const RwSystemInfo *b)
{
  return order_or_last ((double) a->memory_mb, (double) b->memory_mb, -1);
}

static char *
disk_dup (const RwSystemInfo *info)
{
  return number_dup (info->disk_gb, "GB");
}

static int
disk_compare (const RwSystemInfo *a,
              const RwSystemInfo *b)
{
  return order_or_last ((double) a->disk_gb, (double) b->disk_gb, -1);
}

static char *
day_dup (gint64 day)
{
  return day != RW_QUERY_NO_DAY ? rw_format_day_exact (day) : NULL;
}

static char *
patched_dup (const RwSystemInfo *info)
{
  return day_dup (info->patched);
}

static int
patched_compare (const RwSystemInfo *a,
                 const RwSystemInfo *b)
{
  return order_or_last ((double) a->patched, (double) b->patched, (double) RW_QUERY_NO_DAY);
}

static char *
end_of_support_dup (const RwSystemInfo *info)
{
  return day_dup (info->end_of_support);
}

static int
end_of_support_compare (const RwSystemInfo *a,
                        const RwSystemInfo *b)
{
  return order_or_last ((double) a->end_of_support, (double) b->end_of_support, (double) RW_QUERY_NO_DAY);
}

static char *
tickets_dup (const RwSystemInfo *info)
{
  return info->open_tickets > 0 ? rw_format_count (info->open_tickets) : NULL;
}

static int
tickets_compare (const RwSystemInfo *a,
                 const RwSystemInfo *b)
{
  return ORDER (a->open_tickets, b->open_tickets);
}

static char *
kind_dup (const RwSystemInfo *info)
{
  return g_strdup (info->kind == RW_KIND_DEVICE ? C_ ("system", "Hardware") : C_ ("system", "Virtual"));
}

static int
kind_compare (const RwSystemInfo *a,
              const RwSystemInfo *b)
{
  return ORDER ((int) a->kind, (int) b->kind);
}

/* --- For other programs ------------------------------------------------------------------------------- */

static char *
integer_plain (gint64 number)
{
  return number >= 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, number) : NULL;
}

static char *
decimal_plain (double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return number > 0 ? g_strdup (g_ascii_dtostr (text, sizeof text, number)) : NULL;
}

static char *
day_plain (gint64 day)
{
  char text[RW_DATE_STRING_LENGTH + 1];

  if (day == RW_QUERY_NO_DAY)
    return NULL;
  rw_date_write (day, text);
  return g_strdup (text);
}

static char *
draw_plain (const RwSystemInfo *info)
{
  return integer_plain (info->draw_w);
}

static char *
memory_plain (const RwSystemInfo *info)
{
  return integer_plain (info->memory_mb);
}

static char *
disk_plain (const RwSystemInfo *info)
{
  return integer_plain (info->disk_gb);
}

static char *
tickets_plain (const RwSystemInfo *info)
{
  return integer_plain (info->open_tickets);
}

static char *
unit_plain (const RwSystemInfo *info)
{
  return decimal_plain (info->unit);
}

static char *
vcpus_plain (const RwSystemInfo *info)
{
  return decimal_plain (info->vcpus);
}

static char *
patched_plain (const RwSystemInfo *info)
{
  return day_plain (info->patched);
}

static char *
end_of_support_plain (const RwSystemInfo *info)
{
  return day_plain (info->end_of_support);
}

static const RwSystemsColumn columns[] = {
  { "name", N_ ("Name"), 170, FALSE, TRUE, FALSE, name_dup, name_compare },
  { "kind", N_ ("Hardware or virtual"), 100, FALSE, FALSE, TRUE, kind_dup, kind_compare },
  { "role", N_ ("Role"), 110, FALSE, TRUE, TRUE, role_dup, role_compare },
  { "stage", N_ ("Life cycle"), 120, FALSE, TRUE, TRUE, stage_dup, stage_compare },
  { "customer", N_ ("Customer"), 160, FALSE, TRUE, TRUE, customer_dup, customer_compare },
  { "service", N_ ("Service"), 170, FALSE, TRUE, TRUE, service_dup, service_compare },
  { "address", N_ ("Address"), 130, FALSE, TRUE, FALSE, address_dup, address_compare },
  { "site", N_ ("Site"), 120, FALSE, FALSE, TRUE, site_dup, site_compare },
  { "place", N_ ("Rack or cluster"), 130, FALSE, TRUE, TRUE, place_dup, place_compare },
  { "unit", N_ ("Unit"), 56, TRUE, TRUE, FALSE, unit_dup, unit_compare, NULL, unit_plain },
  { "host", N_ ("Host or chassis"), 120, FALSE, FALSE, TRUE, host_dup, host_compare },
  { "model", N_ ("Model"), 180, FALSE, FALSE, TRUE, model_dup, model_compare },
  { "platform", N_ ("Platform"), 130, FALSE, TRUE, TRUE, platform_dup, platform_compare },
  { "version", N_ ("Version"), 90, FALSE, FALSE, FALSE, version_dup, version_compare },
  { "patched", N_ ("Last patched"), 110, TRUE, FALSE, FALSE, patched_dup, patched_compare, NULL, patched_plain },
  { "end-of-support", N_ ("End of support"), 110, TRUE, FALSE, FALSE, end_of_support_dup, end_of_support_compare, NULL, end_of_support_plain },
  { "draw", N_ ("Power"), 80, TRUE, FALSE, FALSE, draw_dup, draw_compare, "W", draw_plain },
  { "vcpus", N_ ("vCPUs"), 70, TRUE, FALSE, FALSE, vcpus_dup, vcpus_compare, NULL, vcpus_plain },
  { "memory", N_ ("Memory"), 90, TRUE, FALSE, FALSE, memory_dup, memory_compare, "MB", memory_plain },
  { "disk", N_ ("Disk"), 90, TRUE, FALSE, FALSE, disk_dup, disk_compare, "GB", disk_plain },
  { "serial", N_ ("Serial number"), 140, FALSE, FALSE, FALSE, serial_dup, serial_compare },
  { "asset-tag", N_ ("Asset tag"), 110, FALSE, FALSE, FALSE, asset_tag_dup, asset_tag_compare },
  { "tickets", N_ ("Open tickets"), 116, TRUE, TRUE, FALSE, tickets_dup, tickets_compare, NULL, tickets_plain },
};

/**
 * rw_systems_columns_get:
 * @n_columns: (out): how many
 *
 * Returns: (transfer none) (array length=n_columns): every column, in their first order
 */
const RwSystemsColumn *
rw_systems_columns_get (guint *n_columns)
{
  *n_columns = G_N_ELEMENTS (columns);
  return columns;
}

const RwSystemsColumn *
rw_systems_columns_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (g_strcmp0 (columns[i].id, id) == 0)
      return &columns[i];
  return NULL;
}

static int
compare_cb (gconstpointer a,
            gconstpointer b,
            gpointer      user_data)
{
  const RwSystemsColumn *column = user_data;

  return column->compare (rw_system_item_get_info ((RwSystemItem *) a), rw_system_item_get_info ((RwSystemItem *) b));
}

/**
 * rw_systems_column_new_sorter:
 *
 * Returns: (transfer full): orders rows by the column
 */
GtkSorter *
rw_systems_column_new_sorter (const RwSystemsColumn *column)
{
  return GTK_SORTER (gtk_custom_sorter_new (compare_cb, (gpointer) column, NULL));
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkColumnViewCell        *cell,
          const RwSystemsColumn    *column)
{
  GtkWidget *text = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (text), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_xalign (GTK_INSCRIPTION (text), column->numeric ? 1.0f : 0.0f);
  if (column->numeric)
    gtk_widget_add_css_class (text, "numeric");
  if (column == &columns[0])
    gtk_widget_add_css_class (text, "heading");
  g_object_set_data (G_OBJECT (text), "column", (gpointer) column);
  gtk_column_view_cell_set_child (cell, text);
}

static void
show_row (GtkWidget             *text,
          RwSteadyRow           *row,
          const RwSystemsColumn *column)
{
  RwSystemItem *item = rw_steady_row_get_item (row);

  /* A spare row keeps its words: nobody sees them. */
  if (item != NULL)
    {
      g_autofree char *words = column->dup_text (rw_system_item_get_info (item));

      gtk_inscription_set_text (GTK_INSCRIPTION (text), words);
    }
  /* The first column is always there. */
  if (column == &columns[0])
    rw_steady_row_hide_spare (row, text);
}

static void
row_changed_cb (RwSteadyRow       *row,
                GtkColumnViewCell *cell)
{
  GtkWidget *text = gtk_column_view_cell_get_child (cell);

  show_row (text, row, g_object_get_data (G_OBJECT (text), "column"));
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkColumnViewCell        *cell,
         const RwSystemsColumn    *column)
{
  RwSteadyRow *row = gtk_column_view_cell_get_item (cell);

  if (column == &columns[0])
    rw_steady_row_bound (row);
  g_signal_connect (row, "changed", G_CALLBACK (row_changed_cb), cell);
  show_row (gtk_column_view_cell_get_child (cell), row, column);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkColumnViewCell        *cell,
           const RwSystemsColumn    *column)
{
  RwSteadyRow *row = gtk_column_view_cell_get_item (cell);

  if (column == &columns[0])
    rw_steady_row_unbound (row);
  g_signal_handlers_disconnect_by_func (row, row_changed_cb, cell);
}

/**
 * rw_systems_column_new_view:
 *
 * Returns: (transfer full): the column for a #GtkColumnView
 */
GtkColumnViewColumn *
rw_systems_column_new_view (const RwSystemsColumn *column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkSorter) sorter = rw_systems_column_new_sorter (column);
  GtkColumnViewColumn *view;

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), (gpointer) column);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), (gpointer) column);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), (gpointer) column);
  view = gtk_column_view_column_new (_ (column->title), factory);
  gtk_column_view_column_set_id (view, column->id);
  gtk_column_view_column_set_sorter (view, sorter);
  gtk_column_view_column_set_resizable (view, TRUE);
  gtk_column_view_column_set_fixed_width (view, column->width);
  /* What is left of a wide window goes where long texts are. */
  gtk_column_view_column_set_expand (view, column->groups && column->shown);
  gtk_column_view_column_set_visible (view, column->shown);
  return view;
}
