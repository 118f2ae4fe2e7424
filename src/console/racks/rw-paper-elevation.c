/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <math.h>

#include "rw-format.h"
#include "rw-paper-private.h"
#include "rw-rack-words.h"

/* Where the two faces are on the sheet, in points. */
#define FACES_TOP    (RW_PAPER_MARGIN + 76)
#define FACES_BOTTOM (RW_PAPER_HEIGHT - RW_PAPER_MARGIN - 40)
#define GUTTER       16.0 /* for the numbers of the units */
#define BETWEEN      14.0
#define HIGHEST_UNIT 22.0

/* One face of a rack on the sheet. */
typedef struct
{
  const RwRackPlan *plan;
  const RwRackInfo *rack;
  RwPaperPen *pen;
  RwFace face;
  double x, width; /* between the posts */
  double floor;
  double unit;
} Face;

typedef struct
{
  double x, y, width, height;
} Box;

static Box
unit_box (const Face *face, int start, int length, int column)
{
  Box box = { face->x, face->floor - (start + length) * face->unit / 2, face->width,
              length * face->unit / 2 };

  if (column >= 0)
    {
      box.width /= 2;
      if ((column == 1) != (face->face == RW_FACE_REAR))
        box.x += box.width;
    }
  return box;
}

/* --- Devices --------------------------------------------------------------------------------------- */

static void
hatch (RwPaperPen *pen, const Box *box)
{
  cairo_save (pen->cr);
  cairo_rectangle (pen->cr, box->x, box->y, box->width, box->height);
  cairo_clip (pen->cr);
  cairo_set_line_width (pen->cr, 0.35);
  rw_paper_pen_tone (pen, RW_PAPER_MID);
  for (double x = floor ((box->x - box->height) / 6) * 6; x < box->x + box->width; x += 6)
    {
      cairo_move_to (pen->cr, x, box->y + box->height);
      cairo_line_to (pen->cr, x + box->height, box->y);
    }
  cairo_stroke (pen->cr);
  cairo_restore (pen->cr);
}

/* Letters on a hatched surface need a white one below them. */
static void
draw_other_side (RwPaperPen *pen, const RwRackDevice *device, const Box *box)
{
  RwPaperText how = { CLAMP (box->height * 0.6, 3.5, 7.5), FALSE, RW_PAPER_DARK, 0 };
  double width = MIN (rw_paper_pen_measure (pen, device->name, &how), box->width - 14);

  hatch (pen, box);
  rw_paper_pen_tone (pen, RW_PAPER_WHITE);
  cairo_rectangle (pen->cr, box->x + 3, box->y + box->height / 2 - how.size * 0.6, width + 5,
                   how.size * 1.2);
  cairo_fill (pen->cr);
  rw_paper_pen_text (pen, device->name, &how, box->x + 5.5, box->y + box->height / 2,
                     box->width - 14);
}

static char *
height_words (int length)
{
  g_autofree char *units = rw_format_decimal (length / 2.0, 1);

  /* Translators: a height in rack units: "2 U" */
  return g_strdup_printf (_ ("%s U"), units);
}

/* What it is for, else what it is. */
static const char *
purpose_of (const RwRackDevice *device)
{
  return device->service != NULL && *device->service != '\0' ? device->service : device->type;
}

static void
draw_words (RwPaperPen *pen, const RwRackDevice *device, const Box *box, gboolean tall)
{
  double line = tall ? 9.5 : box->height, size = tall ? 8 : CLAMP (line * 0.62, 3.5, 8),
         y = box->y + (tall ? 7 : line / 2), left = box->x + 4, right = box->x + box->width - 4;
  const RwPaperText name = { size, TRUE, RW_PAPER_BLACK, 0 },
                    small = { MAX (3.5, size - 1.2), FALSE, RW_PAPER_DARK, 0 },
                    aside = { small.size, FALSE, RW_PAPER_DARK, 1 };
  g_autofree char *height = height_words (device->length);
  const char *lines[] = { purpose_of (device), device->type };

  right -= rw_paper_pen_text (pen, height, &aside, right, y, 30) + 6;
  left += rw_paper_pen_text (pen, device->name, &name, left, y, right - left) + 6;
  if (!tall)
    {
      rw_paper_pen_text (pen, lines[0], &small, left, y, right - left);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      y += line;
      if (y + line / 2 > box->y + box->height || (i == 1 && lines[1] == lines[0]))
        break;
      rw_paper_pen_text (pen, lines[i], &small, box->x + 4, y, box->width - 8);
    }
}

/* --- What stands in a chassis ---------------------------------------------------------------------- */

/* Upright where that is the longer way. */
static void
draw_blade (RwPaperPen *pen, const RwRackDevice *blade, const Box *box)
{
  gboolean upright = box->height > box->width * 1.3 && box->width < 60;
  double along = upright ? box->height : box->width, across = upright ? box->width : box->height;
  const RwPaperText how = { CLAMP (across * 0.6, 3.5, 7), FALSE, RW_PAPER_BLACK, 0 };

  cairo_rectangle (pen->cr, box->x, box->y, box->width, box->height);
  rw_paper_pen_tone (pen, RW_PAPER_WHITE);
  cairo_fill_preserve (pen->cr);
  rw_paper_pen_tone (pen, RW_PAPER_MID);
  cairo_stroke (pen->cr);
  cairo_save (pen->cr);
  cairo_translate (pen->cr, box->x, box->y);
  if (upright)
    {
      cairo_translate (pen->cr, 0, box->height);
      cairo_rotate (pen->cr, -G_PI_2);
    }
  rw_paper_pen_text (pen, blade->name, &how, 3, across / 2, along - 6);
  cairo_restore (pen->cr);
}

/* Bays lie as on the screen: rw_rack_layout_bay_rect(). */
static void
draw_blades (const Face *face, const RwRackDevice *chassis, const Box *box)
{
  int n = MAX (1, chassis->n_bays),
      rows = (chassis->length >= 8 && n > 8) || (chassis->length == 4 && n > 2) ? 2 : 1,
      columns = (n + rows - 1) / rows;
  double top = box->height > 24 ? 12 : 1.5, width = (box->width - 6) / columns,
         height = (box->height - top - 2) / rows;

  for (guint i = 0; i < chassis->n_children; i++)
    {
      const RwRackDevice *blade = &face->plan->devices[chassis->first_child + i];
      int row = MIN (blade->bay_index / columns, rows - 1), column = blade->bay_index % columns;
      Box bay = { box->x + 3 + column * width + 0.75, box->y + top + row * height, width - 1.5,
                  height - 1.5 };

      draw_blade (face->pen, blade, &bay);
    }
}

static void
draw_device (const Face *face, const RwRackSlot *slot)
{
  const RwRackDevice *device = &face->plan->devices[slot->device];
  RwPaperPen *pen = face->pen;
  Box box = unit_box (face, slot->start, slot->length, slot->column);
  gboolean ghost = rw_stage_is_ghost (device->stage), chassis = device->n_children > 0;
  static const double dots[] = { 0.8, 1.6 };

  box.x += 0.75;
  box.width -= 1.5;
  box.y += 0.5;
  box.height -= 1;
  cairo_rectangle (pen->cr, box.x, box.y, box.width, box.height);
  rw_paper_pen_tone (pen, slot->other_side || ghost ? RW_PAPER_WHITE : RW_PAPER_LIGHT);
  cairo_fill (pen->cr);
  if (slot->other_side)
    draw_other_side (pen, device, &box);
  else if (chassis)
    {
      /* A chassis of one unit is all blades; its name would be in their way. */
      if (box.height > 24)
        draw_words (pen, device, &(Box) { box.x, box.y, box.width, 12 }, FALSE);
      draw_blades (face, device, &box);
    }
  else
    draw_words (pen, device, &box, box.height > 20);

  cairo_rectangle (pen->cr, box.x, box.y, box.width, box.height);
  rw_paper_pen_tone (pen, slot->other_side ? RW_PAPER_MID : RW_PAPER_BLACK);
  cairo_set_line_width (pen->cr, 0.5);
  if (ghost)
    cairo_set_dash (pen->cr, dots, 2, 0);
  cairo_stroke (pen->cr);
  cairo_set_dash (pen->cr, NULL, 0, 0);
}

/* The highest unit of a reservation in which nothing stands, for its words; otherwise its highest. */
static int
place_for_words (const Face *face, const RwRackReservation *reservation)
{
  const GArray *slots = face->rack->slots[face->face];
  int top = reservation->start + reservation->length - 2;

  for (int half = top; half >= reservation->start; half--)
    {
      gboolean taken = FALSE;

      for (guint i = 0; i < slots->len && !taken; i++)
        {
          const RwRackSlot *slot = &g_array_index (slots, RwRackSlot, i);

          taken = slot->start < half + 2 && slot->start + slot->length > half;
        }
      if (!taken)
        return half;
    }
  return MAX (top, reservation->start);
}

static void
draw_reservation (const Face *face, const RwRackReservation *reservation)
{
  static const double dashes[] = { 4, 2.5 };
  RwPaperPen *pen = face->pen;
  Box box = unit_box (face, reservation->start, reservation->length, -1),
      words = unit_box (face, place_for_words (face, reservation), 2, -1);
  const RwPaperText how = { CLAMP (face->unit * 0.6, 3.5, 7.5), FALSE, RW_PAPER_DARK, 0 };
  /* Translators: units of a rack that are kept for something: "reserved: Rheinwerk, 3 nodes" */
  g_autofree char *text = g_strdup_printf (_ ("reserved: %s"), reservation->purpose);

  cairo_rectangle (pen->cr, box.x + 2, box.y + 1.5, box.width - 4, box.height - 3);
  rw_paper_pen_tone (pen, RW_PAPER_WHITE);
  cairo_fill_preserve (pen->cr);
  rw_paper_pen_tone (pen, RW_PAPER_DARK);
  cairo_set_line_width (pen->cr, 0.8);
  cairo_set_dash (pen->cr, dashes, 2, 0);
  cairo_stroke (pen->cr);
  cairo_set_dash (pen->cr, NULL, 0, 0);
  rw_paper_pen_text (pen, text, &how, box.x + 7, words.y + face->unit / 2, box.width - 14);
}

/* --- The page -------------------------------------------------------------------------------------- */

static void
draw_face (const Face *face)
{
  RwPaperPen *pen = face->pen;
  const RwRackInfo *rack = face->rack;
  const RwPaperText caption = { 9, TRUE, RW_PAPER_BLACK, 0 },
                    number = { CLAMP (face->unit * 0.55, 4, 7), FALSE, RW_PAPER_DARK, 1 };
  double top = face->floor - rack->units * face->unit;

  rw_paper_pen_text (pen, rw_enum_label (&rw_enum_face, (int) face->face), &caption, face->x,
                     top - 8, face->width);
  cairo_set_line_width (pen->cr, 0.25);
  for (int unit = 0; unit < rack->units; unit++)
    {
      double y = face->floor - (unit + 1) * face->unit;
      g_autofree char *label = rw_rack_unit_label (rack->units, rack->numbering, 2 * unit);

      rw_paper_pen_text (pen, label, &number, face->x - 3, y + face->unit / 2, GUTTER);
      rw_paper_pen_tone (pen, RW_PAPER_MID);
      if (unit + 1 < rack->units)
        rw_paper_pen_line (pen, face->x, y, face->x + face->width, y);
    }
  for (guint i = 0; i < rack->reservations->len; i++)
    {
      const RwRackReservation *reservation =
        &g_array_index (rack->reservations, RwRackReservation, i);

      if ((reservation->faces & (1 << face->face)) != 0)
        draw_reservation (face, reservation);
    }
  for (guint i = 0; i < rack->slots[face->face]->len; i++)
    draw_device (face, &g_array_index (rack->slots[face->face], RwRackSlot, i));
  cairo_rectangle (pen->cr, face->x, top, face->width, rack->units * face->unit);
  rw_paper_pen_tone (pen, RW_PAPER_BLACK);
  cairo_set_line_width (pen->cr, 1);
  cairo_stroke (pen->cr);
}

static void
add_words (GString *text, char *words)
{
  if (words == NULL)
    return;
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, words);
  g_free (words);
}

/* "38 of 47 units used · largest gap 5 U · 3.2 kW drawn · feed A 7.4 kW · 61 % on one feed" */
static char *
rack_facts (const RwRackInfo *rack)
{
  GString *text = g_string_new (NULL);
  gboolean bad;

  add_words (text, g_strdup_printf (_ ("%g of %d units used"), rack->use.used, rack->units));
  if (rack->use.largest_free > 0)
    {
      g_autofree char *gap = height_words ((int) (rack->use.largest_free * 2));

      /* Translators: of free units in a rack: "largest gap 5 U" */
      add_words (text, g_strdup_printf (_ ("largest gap %s"), gap));
    }
  if (rack->watts > 0)
    {
      g_autofree char *watts = rw_rack_watts (rack->watts);

      /* Translators: what all devices of a rack take: "3.2 kW drawn" */
      add_words (text, g_strdup_printf (_ ("%s drawn"), watts));
    }
  for (int leg = 0; leg < RW_FEED_LEG_N_VALUES; leg++)
    if (rack->feed_watts[leg] > 0)
      {
        g_autofree char *watts = rw_rack_watts ((int) rack->feed_watts[leg]);

        /* Translators: what a power feed offers: "feed A 7.4 kW" */
        add_words (text, g_strdup_printf (_ ("feed %s %s"), rw_enum_label (&rw_enum_feed_leg, leg),
                                          watts));
      }
  add_words (text, rw_rack_power_words (rack, &bad));
  return g_string_free (text, FALSE);
}

/* What takes no units cannot be drawn in them. */
static char *
side_words (const RwPaper *paper, const RwRackInfo *rack)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (rack->sides->len == 0)
    return NULL;
  for (guint i = 0; i < rack->sides->len; i++)
    {
      const RwRackDevice *device = &paper->plan->devices[g_array_index (rack->sides, guint, i)];
      g_autofree char *side = g_utf8_strdown (rw_enum_label (&rw_enum_side, device->side), -1),
                      *face =
                        g_utf8_strdown (rw_enum_label (&rw_enum_face, (int) device->face), -1);

      add_words (text, g_strdup_printf ("%s (%s, %s)", device->name, face, side));
    }
  /* Translators: devices beside the units of a rack: "At the side: pdu-1 (rear, left)" */
  return g_strdup_printf (_ ("At the side: %s"), text->str);
}

static void
draw_legend (RwPaperPen *pen)
{
  const RwPaperText how = { 7, FALSE, RW_PAPER_DARK, 0 };
  static const double dashes[] = { 4, 2.5 }, dots[] = { 0.8, 1.6 };
  const struct
  {
    const char *label;
    const double *dash;
  } signs[] = {
    { _ ("other end of a full-depth device"), NULL },
    { _ ("reserved"), dashes },
    { _ ("not there yet"), dots },
  };
  double x = RW_PAPER_MARGIN, y = RW_PAPER_HEIGHT - RW_PAPER_MARGIN - 8;

  cairo_set_line_width (pen->cr, 0.6);
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      Box box = { x, y, 18, 8 };

      if (signs[i].dash == NULL)
        hatch (pen, &box);
      rw_paper_pen_tone (pen, RW_PAPER_DARK);
      cairo_rectangle (pen->cr, box.x, box.y, box.width, box.height);
      cairo_set_line_width (pen->cr, 0.6);
      if (signs[i].dash != NULL)
        cairo_set_dash (pen->cr, signs[i].dash, 2, 0);
      cairo_stroke (pen->cr);
      cairo_set_dash (pen->cr, NULL, 0, 0);
      x += 22;
      x += rw_paper_pen_text (pen, signs[i].label, &how, x, y + 4, 160) + 16;
    }
}

void
rw_paper_draw_elevation (const RwPaper *paper, RwPaperPen *pen, const RwPaperPage *page)
{
  const RwRackInfo *rack = &paper->plan->racks[page->rack];
  const RwPaperText facts_text = { 9, FALSE, RW_PAPER_BLACK, 0 },
                    sides_text = { 8, FALSE, RW_PAPER_BLACK, 0 };
  g_autofree char *facts = rack_facts (rack), *sides = side_words (paper, rack);
  double width = RW_PAPER_WIDTH - 2 * RW_PAPER_MARGIN,
         unit = MIN (HIGHEST_UNIT, (FACES_BOTTOM - FACES_TOP) / rack->units);

  rw_paper_draw_header (paper, pen, page, rack->name);
  rw_paper_pen_text (pen, facts, &facts_text, RW_PAPER_MARGIN, RW_PAPER_MARGIN + 42, width);
  for (int face = 0; face < 2; face++)
    {
      double half = (width - BETWEEN) / 2;

      draw_face (&(Face) { paper->plan, rack, pen, (RwFace) face,
                           RW_PAPER_MARGIN + face * (half + BETWEEN) + GUTTER, half - GUTTER,
                           FACES_TOP + rack->units * unit, unit });
    }
  if (sides != NULL)
    rw_paper_pen_lines (pen, sides, &sides_text, RW_PAPER_MARGIN,
                        FACES_TOP + rack->units * unit + 6, width, 2);
  draw_legend (pen);
}
