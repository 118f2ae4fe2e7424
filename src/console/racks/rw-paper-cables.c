/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "rw-paper-private.h"
#include "rw-text.h"
#include "rw-trace-words.h"

#define TABLE_TOP  (RW_PAPER_MARGIN + 60)
#define ROW_HEIGHT 12.8

G_STATIC_ASSERT (TABLE_TOP + ROW_HEIGHT * (RW_PAPER_CABLES_PER_PAGE + 1) <
                 RW_PAPER_HEIGHT - RW_PAPER_MARGIN);

/* --- The list -------------------------------------------------------------------------------------- */

/* A blade stands where its chassis does; a chain of more is a circle. */
static const RwId *
rack_of (const RwWiring *wiring, int system)
{
  for (int i = 0; system >= 0 && i < 4; i++)
    {
      const RwWireSystem *s = &wiring->systems[system];

      if (s->parent < 0)
        return &s->rack_id;
      system = s->parent;
    }
  return NULL;
}

static int
compare_cables (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const RwWiring *wiring = user_data;
  const RwPaperCable *x = a, *y = b;
  const RwWirePort *p = &wiring->ports[x->from], *q = &wiring->ports[y->from];
  int order = p->system == q->system ? 0
                                     : rw_text_collate (wiring->systems[p->system].name,
                                                        wiring->systems[q->system].name);

  if (order == 0)
    order = p->system - q->system;
  /* The ports of a system are by name. */
  return order != 0 ? order : (x->from > y->from) - (x->from < y->from);
}

/**
 * rw_paper_list_cables:
 *
 * Returns: (transfer full) (element-type GArray of RwPaperCable): for each rack the cables that a
 *   device in it has, by device and port; a cable within the rack once
 */
GPtrArray *
rw_paper_list_cables (const RwPaper *paper)
{
  const RwWiring *wiring = paper->wiring;
  GPtrArray *lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr (GHashTable) by_rack = g_hash_table_new (rw_id_hash, rw_id_equal),
                         seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < paper->racks->len; i++)
    {
      const RwRackInfo *rack = &paper->plan->racks[g_array_index (paper->racks, guint, i)];
      GArray *list = g_array_new (FALSE, FALSE, sizeof (RwPaperCable));

      g_ptr_array_add (lists, list);
      g_hash_table_insert (by_rack, (gpointer) &rack->id, list);
    }
  for (guint i = 0; i < wiring->n_systems; i++)
    {
      const RwWireSystem *system = &wiring->systems[i];
      const RwId *rack = rack_of (wiring, (int) i);
      GArray *list = rack != NULL ? g_hash_table_lookup (by_rack, rack) : NULL;

      for (guint j = 0; list != NULL && j < system->n_ports; j++)
        {
          RwPaperCable row = { .from = system->first_port + j };

          if (wiring->ports[row.from].cable < 0)
            continue;
          row.cable = (guint) wiring->ports[row.from].cable;
          g_array_append_val (list, row);
        }
    }
  for (guint i = 0; i < lists->len; i++)
    {
      GArray *list = g_ptr_array_index (lists, i);
      guint kept = 0;

      g_array_sort_with_data (list, compare_cables, (gpointer) wiring);
      g_hash_table_remove_all (seen);
      for (guint j = 0; j < list->len; j++)
        {
          RwPaperCable row = g_array_index (list, RwPaperCable, j);

          if (g_hash_table_add (seen, GUINT_TO_POINTER (row.cable)))
            g_array_index (list, RwPaperCable, kept++) = row;
        }
      g_array_set_size (list, kept);
    }
  return lists;
}

/* --- The table ------------------------------------------------------------------------------------- */

enum
{
  FROM,
  FROM_PORT,
  TO,
  TO_PORT,
  TO_RACK,
  LABEL,
  TYPE,
  COLOUR,
  LENGTH,
  N_COLUMNS,
};

static const struct
{
  const char *heading;
  double width;
} columns[N_COLUMNS] = {
  { NC_ ("cable list", "From"), 84 },
  { NC_ ("cable list", "Port"), 58 },
  { NC_ ("cable list", "To"), 84 },
  { NC_ ("cable list", "Port"), 58 },
  { NC_ ("cable list", "Rack"), 58 },
  { NC_ ("cable list", "Label"), 62 },
  { NC_ ("cable list", "Type"), 48 },
  { NC_ ("cable list", "Colour"), 42 },
  { NC_ ("cable list", "Length"), 29 },
};

static void
draw_cell (RwPaperPen *pen, int column, const char *text, const RwPaperText *how, double center_y)
{
  RwPaperText aligned = *how;
  double x = RW_PAPER_MARGIN;

  for (int i = 0; i < column; i++)
    x += columns[i].width;
  aligned.align = column == LENGTH;
  rw_paper_pen_text (pen, text, &aligned, aligned.align > 0 ? x + columns[column].width : x,
                     center_y, columns[column].width - (column == LENGTH ? 0 : 4));
}

static const char *
name_of_rack (const RwPaper *paper, const RwId *rack)
{
  int index = rw_wiring_find (paper->wiring, rack);

  return index >= 0 ? paper->wiring->racks[index].name : NULL;
}

static void
draw_row (const RwPaper *paper,
          RwPaperPen *pen,
          const RwPaperPage *page,
          const RwPaperCable *row,
          gboolean with_device,
          double y)
{
  const RwWiring *wiring = paper->wiring;
  const RwWireCable *cable = &wiring->cables[row->cable];
  const RwWirePort *from = &wiring->ports[row->from];
  const RwPaperText strong = { 7.5, TRUE, RW_PAPER_BLACK, 0 },
                    plain = { 7.5, FALSE, RW_PAPER_BLACK, 0 };
  const RwId *here = &paper->plan->racks[page->rack].id;
  g_autofree char *type = rw_cable_type_text (cable->type), *length = NULL;

  if (with_device)
    draw_cell (pen, FROM, wiring->systems[from->system].name, &strong, y);
  draw_cell (pen, FROM_PORT, from->name, &plain, y);
  if (from->peer >= 0)
    {
      const RwWirePort *to = &wiring->ports[from->peer];
      const RwId *there = rack_of (wiring, to->system);

      draw_cell (pen, TO, wiring->systems[to->system].name, &plain, y);
      draw_cell (pen, TO_PORT, to->name, &plain, y);
      if (there != NULL && !rw_id_equal (there, here))
        draw_cell (pen, TO_RACK, name_of_rack (paper, there), &plain, y);
    }
  else if (from->feed >= 0)
    {
      const RwWireFeed *feed = &wiring->feeds[from->feed];

      draw_cell (pen, TO, feed->name, &plain, y);
      draw_cell (pen, TO_PORT, _ ("Power feed"), &plain, y);
    }
  draw_cell (pen, LABEL, cable->label, &plain, y);
  draw_cell (pen, TYPE,
             cable->status == RW_CABLE_STATUS_PLANNED
               ? rw_enum_label (&rw_enum_cable_status, cable->status)
               : type,
             &plain, y);
  draw_cell (pen, COLOUR, rw_cable_colour_label (cable->colour), &plain, y);
  if (cable->length > 0)
    length = rw_trace_length_text (cable->length);
  draw_cell (pen, LENGTH, length, &plain, y);
}

void
rw_paper_draw_cables (const RwPaper *paper, RwPaperPen *pen, const RwPaperPage *page)
{
  const GArray *list = g_ptr_array_index (paper->lists, page->place);
  const RwPaperText heading = { 7.5, TRUE, RW_PAPER_DARK, 0 },
                    small = { 9, FALSE, RW_PAPER_BLACK, 0 };
  double right = RW_PAPER_WIDTH - RW_PAPER_MARGIN, y = TABLE_TOP;
  /* Translators: the title of a printed list: "Cables of FRA2-C3-R11" */
  g_autofree char *title =
    g_strdup_printf (_ ("Cables of %s"), paper->plan->racks[page->rack].name);
  g_autofree char *count =
    g_strdup_printf (ngettext ("%u cable", "%u cables", list->len), list->len);
  int last = -1;

  rw_paper_draw_header (paper, pen, page, title);
  rw_paper_pen_text (pen, count, &small, RW_PAPER_MARGIN, RW_PAPER_MARGIN + 42,
                     right - RW_PAPER_MARGIN);
  for (int i = 0; i < N_COLUMNS; i++)
    draw_cell (pen, i, g_dpgettext2 (NULL, "cable list", columns[i].heading), &heading,
               y + ROW_HEIGHT / 2);
  y += ROW_HEIGHT;
  rw_paper_pen_tone (pen, RW_PAPER_BLACK);
  cairo_set_line_width (pen->cr, 0.8);
  rw_paper_pen_line (pen, RW_PAPER_MARGIN, y, right, y);
  for (guint i = page->first; i < page->first + page->n; i++)
    {
      const RwPaperCable *row = &g_array_index (list, RwPaperCable, i);
      int system = paper->wiring->ports[row->from].system;

      /* A device is named once, and again on top of the next page. */
      if (i > page->first)
        {
          rw_paper_pen_tone (pen, system != last ? RW_PAPER_DARK : RW_PAPER_LIGHT);
          cairo_set_line_width (pen->cr, 0.4);
          rw_paper_pen_line (pen, RW_PAPER_MARGIN + (system != last ? 0 : columns[FROM].width), y,
                             right, y);
        }
      draw_row (paper, pen, page, row, system != last, y + ROW_HEIGHT / 2);
      last = system;
      y += ROW_HEIGHT;
    }
}
