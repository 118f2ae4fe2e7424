/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <math.h>

#include "rw-rack-canvas-private.h"
#include "rw-rack-veil.h"
#include "rw-rack-words.h"

/*
 * Racks are drawn once and kept, as images or as render nodes; scrolling moves them, hovering touches
 * none of them. A zoom makes new ones, only for what is in view.
 */

/* The layout changed: everything is somewhere else, or has another size. */
void
rw_rack_canvas_drop_nodes (RwRackCanvas *self)
{
  for (guint i = 0; i < self->n_nodes; i++)
    {
      g_clear_pointer (&self->bodies[i], gsk_render_node_unref);
      g_clear_pointer (&self->headers[i], gsk_render_node_unref);
    }
  rw_rack_painter_forget (self->painter);
  self->revision++;
  rw_rack_canvas_queue_view_changed (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* What is to be seen changed. */
void
rw_rack_canvas_drop_drawn (RwRackCanvas *self)
{
  rw_rack_pictures_reset (self->pictures, self->plan != NULL ? self->plan->n_racks : 0);
  rw_rack_canvas_drop_nodes (self);
}

static void
append_at (GtkSnapshot *snapshot, GskRenderNode *node, double x, double y)
{
  if (node == NULL)
    return;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_node (snapshot, node);
  gtk_snapshot_restore (snapshot);
}

static void
draw_outline (GtkSnapshot *snapshot,
              const GdkRectangle *rect,
              const GdkRGBA *color,
              float width,
              int outset)
{
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT (rect->x - outset, rect->y - outset,
                                                        rect->width + 2 * outset,
                                                        rect->height + 2 * outset - 1),
                                   3);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { width, width, width, width },
                              (GdkRGBA[4]) { *color, *color, *color, *color });
}

static gboolean
redraw_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  RwRackCanvas *self = RW_RACK_CANVAS (widget);

  self->redraw_tick = 0;
  gtk_widget_queue_draw (widget);
  return G_SOURCE_REMOVE;
}

static void
queue_redraw (RwRackCanvas *self)
{
  if (self->redraw_tick == 0)
    self->redraw_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), redraw_cb, NULL, NULL);
}

/* One rack that is out of view, but not far; a frame waits no longer than for that. */
static gboolean
draw_ahead (RwRackCanvas *self)
{
  const RwRackLayout *layout = self->layout;
  int width = gtk_widget_get_width (GTK_WIDGET (self)),
      height = gtk_widget_get_height (GTK_WIDGET (self));
  double left, top, right, bottom;

  rw_rack_canvas_from_widget (self, -width / 2.0, -height / 2.0, &left, &top);
  rw_rack_canvas_from_widget (self, width * 1.5, height * 1.5, &right, &bottom);
  rw_rack_painter_begin_frame (self->painter);
  for (guint r = 0; r < layout->n_rows; r++)
    {
      const RwRackRow *row = &layout->rows[r];
      guint first, end;

      if (row->y + row->height < top || row->y > bottom)
        continue;
      rw_rack_layout_visible (layout, row, left, right, &first, &end);
      for (guint i = first; i < end; i++)
        if (rw_rack_pictures_prepare (self->pictures, self->painter, layout, i))
          return TRUE;
    }
  return FALSE;
}

static gboolean
ahead_cb (gpointer data)
{
  RwRackCanvas *self = data;

  if (self->layout != NULL && draw_ahead (self))
    return G_SOURCE_CONTINUE;
  self->ahead_idle = 0;
  return G_SOURCE_REMOVE;
}

static void
append_body (RwRackCanvas *self,
             GtkSnapshot *snapshot,
             guint rack,
             gboolean as_picture,
             double top,
             double bottom)
{
  const RwRackBox *box = &self->layout->boxes[rack];

  if (as_picture)
    {
      rw_rack_pictures_append (self->pictures, snapshot, self->painter, self->layout, rack, top,
                               bottom);
      return;
    }
  if (self->bodies[rack] == NULL)
    self->bodies[rack] = rw_rack_painter_draw_rack (self->painter, self->layout, rack);
  append_at (snapshot, self->bodies[rack], box->x, box->y);
  if (!rw_rack_painter_take_stale (self->painter))
    return;
  /* Good for this frame only. */
  g_clear_pointer (&self->bodies[rack], gsk_render_node_unref);
  queue_redraw (self);
}

static GskRenderNode *
get_header (RwRackCanvas *self, guint rack)
{
  if (self->headers[rack] == NULL)
    self->headers[rack] = rw_rack_painter_draw_header (self->painter, self->layout, rack);
  return self->headers[rack];
}

/*
 * The header of a rack whose top is scrolled away stays in view: one should always see which rack it is.
 *
 * @has_it: where it belongs, it is drawn already
 */
static void
draw_header (RwRackCanvas *self, GtkSnapshot *snapshot, guint rack, double top, gboolean has_it)
{
  const RwRackLayout *layout = self->layout;
  const RwRackBox *box = &layout->boxes[rack];
  double y = box->y, lowest = box->y + box->height - layout->header - layout->unit * 2;
  gboolean stays = layout->lod == RW_RACK_LOD_NEAR && y < top && top <= lowest;
  GskRenderNode *node = stays || !has_it ? get_header (self, rack) : NULL;

  if (node == NULL)
    return;
  if (stays)
    {
      const RwRackTone *tone = rw_rack_painter_get_tone (self->painter);

      y = top;
      gtk_snapshot_append_color (snapshot, &tone->page,
                                 &GRAPHENE_RECT_INIT (box->x - layout->gap, (float) y,
                                                      box->width + 2 * layout->gap,
                                                      layout->header));
    }
  append_at (snapshot, node, box->x, y);
}

static void
draw_row_label (RwRackCanvas *self,
                GtkSnapshot *snapshot,
                const RwRackRow *row,
                double left,
                double right)
{
  const RwRackTone *tone = rw_rack_painter_get_tone (self->painter);
  g_autofree char *name = NULL;
  g_autofree char *count = NULL;
  int x = (int) MAX (row->x, left + 12), y = row->y + 8, drawn;

  right = MIN (right, row->x + MAX (row->width, 160));
  if (self->layout->row_label == 0 || right - x < 30)
    return;
  name = row->name != NULL && row->name[0] != '\0' ? g_strdup_printf (_ ("Row %s"), row->name)
                                                   : g_strdup (_ ("No row"));
  count = g_strdup_printf (ngettext ("%u rack", "%u racks", row->n), row->n);
  drawn = rw_rack_painter_text (self->painter, snapshot, name, RW_RACK_TEXT_TITLE, &tone->page_text,
                                x, y, (int) (right - x));
  rw_rack_painter_text (self->painter, snapshot, count, RW_RACK_TEXT_CAPTION, &tone->page_dim,
                        x + drawn + 8, y, (int) (right - x - drawn));
}

/* The floor of a room, and what it is called. */
static void
draw_room (RwRackCanvas *self,
           GtkSnapshot *snapshot,
           guint index,
           double left,
           double right)
{
  const RwRackTone *tone = rw_rack_painter_get_tone (self->painter);
  const RwRackRoomBox *room = &self->layout->rooms[index];
  const RwRackRoom *info = &self->plan->rooms[index];
  int x = (int) MAX (room->x + self->layout->room_pad, left + 12),
      y = room->y + self->layout->room_pad + 8, drawn;
  double end = MIN (right, room->x + room->width) - 6;
  g_autofree char *count = NULL;
  GdkRGBA edge = tone->page_dim;
  GskRoundedRect outline;

  if (self->layout->room_label == 0)
    return;
  if (!tone->high_contrast)
    edge.alpha *= 0.35f;
  gsk_rounded_rect_init_from_rect (
    &outline, &GRAPHENE_RECT_INIT (room->x, room->y, room->width, room->height), 8);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]){ 1, 1, 1, 1 },
                              (GdkRGBA[4]){ edge, edge, edge, edge });
  if (end - x < 30)
    return;
  count = g_strdup_printf (ngettext ("%u rack", "%u racks", info->n), info->n);
  drawn = rw_rack_painter_text (self->painter, snapshot,
                                info->name[0] != '\0' ? info->name : _ ("No room"),
                                RW_RACK_TEXT_TITLE, &tone->page_text, x, y, (int) (end - x));
  rw_rack_painter_text (self->painter, snapshot, count, RW_RACK_TEXT_CAPTION, &tone->page_dim,
                        x + drawn + 8, y, (int) (end - x - drawn - 8));
}

/* Between two rows: where the cold air comes from, and where the hot goes. */
static void
draw_aisle (RwRackCanvas *self,
            GtkSnapshot *snapshot,
            const RwRackRow *row,
            double left,
            double right)
{
  const RwRackTone *tone = rw_rack_painter_get_tone (self->painter);
  const RwRackRoomBox *room = &self->layout->rooms[row->room];
  gboolean cold = row->aisle == RW_AISLE_COLD;
  const char *name =
    cold ? C_ ("aisle of a room", "Cold aisle") : C_ ("aisle of a room", "Hot aisle");
  int x0 = (int) MAX (room->x + 1, left), x1 = (int) MIN (room->x + room->width - 1, right),
      y = row->y + row->height + self->layout->foot + 2,
      height = self->layout->row_gap - self->layout->foot - 6, width;
  GdkRGBA fill =
    cold ? (GdkRGBA){ 0.21f, 0.52f, 0.89f, 0.16f } : (GdkRGBA){ 0.88f, 0.30f, 0.10f, 0.14f };

  if (row->aisle < 0 || x1 <= x0)
    return;
  rw_rack_fill (snapshot, &fill, x0, y, x1 - x0, height);
  width = rw_rack_painter_measure (self->painter, name, RW_RACK_TEXT_CAPTION);
  if (width + 12 < x1 - x0)
    rw_rack_painter_text (self->painter, snapshot, name, RW_RACK_TEXT_CAPTION, &tone->page_dim,
                          x0 + (x1 - x0 - width) / 2, y + height / 2, width + 2);
}

/* Over what is not looked for. */
static void
draw_veil (RwRackCanvas *self, GtkSnapshot *snapshot, guint first, guint end)
{
  g_autoptr (GskPathBuilder) builder = NULL;
  g_autoptr (GskPath) path = NULL;

  if (self->found == NULL)
    return;
  builder = gsk_path_builder_new ();
  for (guint i = first; i < end; i++)
    rw_rack_veil_add (builder, self->layout, i, self->found);
  path = gsk_path_builder_to_path (builder);
  if (!gsk_path_is_empty (path))
    gtk_snapshot_append_fill (snapshot, path, GSK_FILL_RULE_WINDING,
                              &rw_rack_painter_get_tone (self->painter)->veil);
}

static void
draw_racks (RwRackCanvas *self,
            GtkSnapshot *snapshot,
            double left,
            double top,
            double right,
            double bottom)
{
  gboolean as_pictures =
    rw_rack_pictures_begin_frame (self->pictures, GTK_WIDGET (self), self->layout);

  for (guint i = 0; i < self->layout->n_rooms; i++)
    {
      const RwRackRoomBox *room = &self->layout->rooms[i];

      if (room->y <= bottom && room->y + room->height >= top && room->x <= right &&
          room->x + room->width >= left)
        draw_room (self, snapshot, i, left, right);
    }
  for (guint r = 0; r < self->layout->n_rows; r++)
    {
      const RwRackRow *row = &self->layout->rows[r];
      guint first, end;

      if (row->y + row->height + self->layout->row_gap < top || row->y > bottom || row->x > right ||
          row->x + row->width < left)
        continue;
      draw_aisle (self, snapshot, row, left, right);
      rw_rack_layout_visible (self->layout, row, left, right, &first, &end);
      draw_row_label (self, snapshot, row, left, right);
      for (guint i = first; i < end; i++)
        append_body (self, snapshot, i, as_pictures, top, bottom);
      draw_veil (self, snapshot, first, end);
      for (guint i = first; i < end; i++)
        draw_header (self, snapshot, i, top, as_pictures);
    }
  if (!as_pictures)
    return;
  if (rw_rack_pictures_end_frame (self->pictures))
    queue_redraw (self);
  else if (self->ahead_idle == 0)
    self->ahead_idle = g_idle_add (ahead_cb, self);
}

/* The sentence beside a ghost: why not, or whose units these are. */
static void
draw_bubble (RwRackCanvas *self,
             GtkSnapshot *snapshot,
             const GdkRectangle *ghost,
             const char *sentence,
             RwStatus status,
             double left,
             double top,
             double right,
             double bottom)
{
  const RwRackTone *tone = rw_rack_painter_get_tone (self->painter);
  const char *symbol = rw_status_symbol (status);
  int mark = rw_rack_painter_measure (self->painter, symbol, RW_RACK_TEXT_BODY);
  int text = rw_rack_painter_measure (self->painter, sentence, RW_RACK_TEXT_BODY);
  int width = MIN (mark + 8 + text, (int) (right - left) - 48) + 20, height = 28;
  int x = CLAMP (ghost->x + (ghost->width - width) / 2, (int) left + 8,
                 MAX ((int) left + 8, (int) right - width - 8));
  int y = ghost->y + ghost->height + 6;
  GskRoundedRect outline;

  if (y + height > bottom - 4)
    y = ghost->y - height - 6;
  if (y < top)
    y = (int) top + 4;
  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (x, y, width, height), 8);
  gtk_snapshot_append_outset_shadow (snapshot, &outline, &(GdkRGBA) { 0, 0, 0, 0.35f }, 0, 2, 0, 6);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  rw_rack_fill (snapshot, &tone->page, x, y, width, height);
  gtk_snapshot_pop (snapshot);
  rw_rack_painter_text (self->painter, snapshot, symbol, RW_RACK_TEXT_BODY,
                        &tone->page_status[status], x + 10, y + height / 2, mark + 4);
  rw_rack_painter_text (self->painter, snapshot, sentence, RW_RACK_TEXT_BODY, &tone->page_text,
                        x + 18 + mark, y + height / 2, width - 26 - mark);
}

static void
draw_move (RwRackCanvas *self,
           GtkSnapshot *snapshot,
           double left,
           double top,
           double right,
           double bottom)
{
  const RwRackTone *tone = rw_rack_painter_get_tone (self->painter);
  const RwRackDevice *device = &self->plan->devices[self->move->device];
  RwStatus status = !self->move->fits             ? RW_STATUS_BAD
                    : self->move->warning != NULL ? RW_STATUS_ATTENTION
                                                  : RW_STATUS_GOOD;
  const GdkRGBA *color = &tone->status[status];
  GdkRectangle rect;
  GdkRGBA fill;

  /* Where it comes from steps back, on both faces. */
  for (RwFace face = RW_FACE_FRONT; face <= RW_FACE_REAR && rw_rack_move_is_away (self->move);
       face++)
    {
      RwRackSpot spot = { RW_RACK_SPOT_DEVICE, device->rack,  face,
                          self->move->device,  device->start, device->length };

      if ((self->faces & (1 << face)) == 0 || !rw_rack_layout_get_rect (self->layout, &spot, &rect))
        continue;
      rw_rack_fill (snapshot, &tone->veil, rect.x, rect.y, rect.width, rect.height);
      rw_rack_draw_dashes (snapshot, &rect, &tone->text_dim, 3);
    }
  rw_rack_canvas_get_move_rect (self, &rect);
  fill = tone->interior;
  fill.alpha = 0.86f;
  rw_rack_fill (snapshot, &fill, rect.x, rect.y, rect.width, rect.height - 1);
  fill = *color;
  fill.alpha = 0.30f;
  rw_rack_fill (snapshot, &fill, rect.x, rect.y, rect.width, rect.height - 1);
  draw_outline (snapshot, &rect, color, 2, 0);
  if (self->layout->lod != RW_RACK_LOD_FAR)
    {
      g_autofree char *units = rw_rack_units_label (self->plan->racks[self->move->rack].units,
                                                    self->plan->racks[self->move->rack].numbering,
                                                    self->move->start, device->length);
      RwRackText size = self->unit >= 18   ? RW_RACK_TEXT_BODY
                        : self->unit >= 14 ? RW_RACK_TEXT_SMALL
                                           : RW_RACK_TEXT_TINY;
      int y = rect.y + MIN (rect.height, (int) self->unit + 1) / 2, drawn, right_text;
      g_autofree char *words = g_strdup_printf ("%s %s", rw_status_symbol (status), units);

      drawn = rw_rack_painter_text (self->painter, snapshot, device->name, size, &tone->text,
                                    rect.x + 10, y, rect.width - 14);
      right_text = rw_rack_painter_measure (self->painter, words, size);
      if (drawn + right_text + 26 < rect.width)
        rw_rack_painter_text (self->painter, snapshot, words, size, color,
                              rect.x + rect.width - right_text - 8, y, right_text + 2);
    }
  if (self->move->reason != NULL || self->move->warning != NULL)
    draw_bubble (self, snapshot, &rect,
                 self->move->reason != NULL ? self->move->reason : self->move->warning, status,
                 left, top, right, bottom);
}

void
rw_rack_canvas_draw (RwRackCanvas *self, GtkSnapshot *snapshot)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self)),
      height = gtk_widget_get_height (GTK_WIDGET (self));
  const RwRackTone *tone = rw_rack_painter_get_tone (self->painter);
  double left, top, right, bottom, x, y;
  GdkRectangle rect;

  if (self->layout == NULL || self->plan->n_racks == 0)
    return;
  rw_rack_canvas_from_widget (self, 0, 0, &left, &top);
  rw_rack_canvas_from_widget (self, width, height, &right, &bottom);
  rw_rack_canvas_to_widget (self, 0, 0, &x, &y);
  rw_rack_painter_begin_frame (self->painter);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  draw_racks (self, snapshot, left, top, right, bottom);
  rw_rack_canvas_draw_cables (self, snapshot, left, top, right, bottom);
  if (self->hover.kind != RW_RACK_SPOT_NONE && self->move == NULL &&
      !rw_rack_spot_equal (&self->hover, &self->selected) &&
      rw_rack_layout_get_rect (self->layout, &self->hover, &rect))
    {
      GdkRGBA color = self->hover.kind == RW_RACK_SPOT_RACK && self->layout->lod != RW_RACK_LOD_FAR
                        ? tone->page_dim
                        : tone->text;

      color.alpha = 0.55f;
      draw_outline (snapshot, &rect, &color, 1, 0);
    }
  if (self->selected.kind != RW_RACK_SPOT_NONE &&
      rw_rack_layout_get_rect (self->layout, &self->selected, &rect))
    {
      draw_outline (snapshot, &rect, &tone->accent, 2, 1);
      if (gtk_widget_has_visible_focus (GTK_WIDGET (self)))
        {
          GdkRGBA glow = tone->accent;

          glow.alpha = 0.45f;
          draw_outline (snapshot, &rect, &glow, 3, 4);
        }
    }
  rw_rack_canvas_draw_previews (self, snapshot);
  if (self->move != NULL)
    draw_move (self, snapshot, left, top, right, bottom);
  gtk_snapshot_restore (snapshot);
}
